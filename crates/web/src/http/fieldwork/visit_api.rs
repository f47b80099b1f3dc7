//! Site visits through the API: listed, recorded, followed up.

use super::duty_api::asked;
use super::evidence::sent_file;
use crate::api::evidence_shapes::WrittenAnswer;
use crate::api::fieldwork_shapes::Doers;
use crate::api::visit_shapes::{FollowRequest, NewFinding, STEPS, VisitRequest, VisitShape};
use crate::api::{Problem, ProblemShape};
use crate::http::asker::{Asker, Writing};
use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use vedich_app::visits::{DemandStep, FollowVisit, RecordVisit};
use vedich_board::Visit;
use vedich_facts::{Finding, Recorded};
use vedich_rights::Action;
use vedich_values::{CriterionNo, FactSeq};

/// The visits to a unit, latest first, with what became of what they demanded.
#[utoipa::path(get, path = "/api/v1/visits/{unit}", tag = "visits", params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = Vec<VisitShape>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_visits(asker: Asker, Path(id): Path<String>) -> Result<Json<Vec<VisitShape>>, Problem> {
    let unit = asked(&asker, &id, Action::Read)?;
    let visits = asker.app.visits_of(&asker.actor.hand, unit).map_err(asker.of_write())?;
    let said: Vec<&Recorded> = visits.iter().flat_map(Visit::stated).collect();
    let doers = Doers::of(&asker.app, said, asker.lang).await.map_err(asker.of_write())?;
    let today = asker.app.today();
    Ok(Json(visits.iter().map(|visit| VisitShape::of(visit, today, &doers)).collect()))
}

/// Records a visit. Every criterion it finds something about has to be the caller's.
#[utoipa::path(post, path = "/api/v1/visits/{unit}", tag = "visits", request_body = VisitRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn record_visit(Path(id): Path<String>, writing: Writing<VisitRequest>) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let unit = asked(&asker, &id, Action::Read)?;
    let finding = |NewFinding { criterion, found, demand, due }| Finding {
        criterion: criterion.map(CriterionNo),
        found,
        demand,
        due,
        files: Vec::new(),
    };
    let command = RecordVisit {
        unit,
        on: sent.on.unwrap_or_else(|| asker.app.today()),
        people: sent.people,
        findings: sent.findings.into_iter().map(finding).collect(),
        note: sent.note,
        files: Vec::new(),
        shown: Vec::new(),
        keep_metadata: false,
    };
    let committed = asker.app.record_visit(asker.by(), command).await.map_err(asker.of_write())?;
    Ok(Json(committed.into()))
}

/// Says what became of a demand of a visit: that it was done, by whoever answers for the unit; that it is accepted, to be met again, or gets
/// more time, by whoever follows the visit up. Who reported it done does not accept it. Photos and papers are attached as evidence about
/// `visit:FACT`.
#[utoipa::path(post, path = "/api/v1/visits/{unit}/{visit}/follow", tag = "visits", request_body = FollowRequest,
    params(("unit" = u32, Path, description = "Our id of the unit"), ("visit" = u64, Path, description = "Its identity")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn follow_visit(
    Path((id, visit)): Path<(String, String)>,
    writing: Writing<FollowRequest>,
) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let unit = asked(&asker, &id, Action::Read)?;
    let visit = number(&asker, &visit)?;
    let unusable = |name: &str, value: &str, allowed: &str| Problem::unusable(asker.lang, name, value, allowed);
    let is = |steps: &[&str]| sent.step.as_deref().is_some_and(|step| steps.contains(&step));
    // What a step has no use for is told, not left out.
    for (name, day, of) in [("on", sent.on, &["report"][..]), ("due", sent.due.filter(|_| sent.step.is_some()), &["extend", "reopen"])] {
        if let Some(day) = day.filter(|_| !is(of)) {
            return Err(unusable(name, &day.to_string(), &format!("step: {}", of.join(", "))));
        }
    }
    let step = match (sent.step.as_deref(), sent.due) {
        (None | Some("extend"), Some(due)) => DemandStep::Extend { due },
        (Some("extend"), None) => return Err(unusable("due", "", asker.lang.text("api.kind.date"))),
        (None | Some("accept"), _) => DemandStep::Accept,
        (Some("report"), _) => DemandStep::Report { on: sent.on, files: Vec::new() },
        (Some("reopen"), due) => DemandStep::Reopen { due },
        (Some(other), _) => return Err(unusable("step", other, STEPS)),
    };
    let command = FollowVisit { unit, visit, finding: sent.finding, step, note: sent.note };
    let committed = asker.app.follow_visit(asker.by(), command).await.map_err(asker.of_write())?;
    Ok(Json(committed.into()))
}

/// A photo or paper that came with a visit, or with the report that a demand of it was done.
#[utoipa::path(get, path = "/api/v1/visits/{unit}/{visit}/files/{place}", tag = "visits",
    params(("unit" = u32, Path, description = "Our id of the unit"), ("visit" = u64, Path, description = "Its identity"),
        ("place" = usize, Path, description = "Which of its files, from 0")),
    responses((status = 200, description = "The file, with its media type"), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn fetch_visit_file(asker: Asker, Path((id, visit, place)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let unit = asked(&asker, &id, Action::Read)?;
    let seq = number(&asker, &visit)?;
    let visits = asker.app.visits_of(&asker.actor.hand, unit).map_err(asker.of_write())?;
    let missing = || Problem::not_found(asker.lang, "api.no-such-evidence", &place);
    let files = visits.iter().find_map(|visit| visit.files_of(seq)).ok_or_else(missing)?;
    let stored = place.parse().ok().and_then(|place: usize| files.get(place).copied()).ok_or_else(missing)?;
    let content = asker.app.read_file(stored).await.map_err(asker.of_write())?.ok_or_else(missing)?;
    Ok(sent_file(content, &stored.media, Some(&stored.name)))
}

fn number(asker: &Asker, visit: &str) -> Result<FactSeq, Problem> {
    visit.parse().map(FactSeq).map_err(|_| Problem::no_number(asker.lang, "visit", visit))
}
