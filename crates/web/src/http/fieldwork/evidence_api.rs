//! Evidence through the API: listed, fetched, added, withdrawn, through the same door as the pages.

use super::duty_api::asked;
use super::evidence::archive::send;
use super::evidence::sent_file;
use crate::api::checklist_shapes::ChecklistShape;
use crate::api::evidence_shapes::{
    ChecklistQuery, EvidenceFileQuery, EvidenceLinkRequest, EvidenceShape, EvidenceWrittenAnswer, ReasonRequest, WrittenAnswer,
};
use crate::api::fieldwork_shapes::Doers;
use crate::api::{Asking, Problem, ProblemShape};
use crate::frame::Frame;
use crate::http::asker::{Asker, GivenBytes, Writing};
use crate::http::visit::Visit;
use crate::present::Scene;
use crate::present::evidence::{ABOUTS, read_about, remarks};
use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use vedich_app::evidence::{Added, Attach, Attached, Sent};
use vedich_facts::EvidenceOf;
use vedich_rights::Action;
use vedich_values::{FactSeq, UnitId};

/// The evidence of a unit that the caller may see, in the order it came; withdrawn evidence says so.
#[utoipa::path(get, path = "/api/v1/evidence/{unit}", tag = "evidence", params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = Vec<EvidenceShape>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_evidence(asker: Asker, Path(id): Path<String>) -> Result<Json<Vec<EvidenceShape>>, Problem> {
    let unit = asked(&asker, &id, Action::Read)?;
    let all = asker.app.evidence_of(&asker.actor.hand, unit).await.map_err(asker.of_write())?;
    let doers = Doers::of(&asker.app, all.iter().flat_map(Attached::stated), asker.lang).await.map_err(asker.of_write())?;
    Ok(Json(all.iter().filter_map(|one| EvidenceShape::of(one, &doers)).collect()))
}

/// What the dossier of a unit needs and what is there, as far as the caller may see its evidence: under the set in force on a day, with the
/// evidence that stood then.
#[utoipa::path(get, path = "/api/v1/evidence/{unit}/checklist", tag = "evidence",
    params(("unit" = u32, Path, description = "Our id of the unit"), ChecklistQuery),
    responses((status = 200, body = ChecklistShape), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn show_checklist(
    asker: Asker,
    Path(id): Path<String>,
    Asking(query): Asking<ChecklistQuery>,
) -> Result<Json<ChecklistShape>, Problem> {
    let unit = asked(&asker, &id, Action::Read)?;
    let today = asker.app.today();
    let day = query.as_of.filter(|day| *day != today);
    if let Some(later) = day.filter(|day| *day > today) {
        return Err(Problem::unusable(asker.lang, "as_of", &later.to_string(), &format!("≤ {today}")));
    }
    let list = asker.app.checklist(&asker.actor.hand, unit, day).await.map_err(asker.of_write())?;
    let list = list.ok_or_else(|| Problem::not_found(asker.lang, "api.no-set-then", &id))?;
    Ok(Json(ChecklistShape::of(asker.lang, unit, day.unwrap_or(today), &list)))
}

/// Everything attached to a unit that the caller may see and that was not withdrawn, as one ZIP with an index (`index.xlsx`).
#[utoipa::path(get, path = "/api/v1/evidence/{unit}/archive", tag = "evidence",
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, description = "The archive", content_type = "application/zip"), (status = 403, body = ProblemShape)))]
pub(crate) async fn fetch_archive(asker: Asker, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let unit = asked(&asker, &id, Action::Read)?;
    let frame = Frame { lang: asker.lang, ..visit.frame };
    send(&asker.app, &frame, &asker.actor.hand, unit).await.map_err(asker.of_write())
}

/// One piece of evidence.
#[utoipa::path(get, path = "/api/v1/evidence/{unit}/{evidence}", tag = "evidence",
    params(("unit" = u32, Path, description = "Our id of the unit"), ("evidence" = u64, Path, description = "Its identity")),
    responses((status = 200, body = EvidenceShape), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn show_evidence(asker: Asker, Path((id, fact)): Path<(String, String)>) -> Result<Json<EvidenceShape>, Problem> {
    let one = one(&asker, &id, &fact).await?;
    let doers = Doers::of(&asker.app, one.stated(), asker.lang).await.map_err(asker.of_write())?;
    EvidenceShape::of(&one, &doers).map(Json).ok_or_else(|| Problem::not_found(asker.lang, "api.no-such-evidence", &fact))
}

/// What a file of evidence holds.
#[utoipa::path(get, path = "/api/v1/evidence/{unit}/{evidence}/content", tag = "evidence",
    params(("unit" = u32, Path, description = "Our id of the unit"), ("evidence" = u64, Path, description = "Its identity")),
    responses((status = 200, description = "The file, with its media type"), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn fetch_evidence(asker: Asker, Path((id, fact)): Path<(String, String)>) -> Result<Response, Problem> {
    let one = one(&asker, &id, &fact).await?;
    let missing = || Problem::not_found(asker.lang, "api.no-such-evidence", &fact);
    let stored = one.file().ok_or_else(missing)?;
    let content = asker.app.read_file(stored).await.map_err(asker.of_write())?.ok_or_else(missing)?;
    Ok(sent_file(content, &stored.media, Some(&stored.name)))
}

/// Attaches a file, the file as the body. The caller needs the right to enter what it shows.
#[utoipa::path(post, path = "/api/v1/evidence/{unit}/files", tag = "evidence",
    params(("unit" = u32, Path, description = "Our id of the unit"), EvidenceFileQuery),
    responses((status = 200, body = EvidenceWrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn attach_file(
    Path(id): Path<String>,
    Asking(query): Asking<EvidenceFileQuery>,
    file: GivenBytes,
) -> Result<Json<EvidenceWrittenAnswer>, Problem> {
    let GivenBytes { asker, bytes, .. } = file;
    let EvidenceFileQuery { name, about, title, on, note, keep_metadata } = query;
    let sent = vec![Sent::File { name, content: bytes }];
    let unit = asked(&asker, &id, Action::Read)?;
    let about = shown(&asker, unit, about.as_deref())?;
    attach(&asker, Attach { unit, on, about, title: title.unwrap_or_default(), sent, keep_metadata, note }).await
}

/// Attaches an address elsewhere. The caller needs the right to enter what it shows.
#[utoipa::path(post, path = "/api/v1/evidence/{unit}/links", tag = "evidence", request_body = EvidenceLinkRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = EvidenceWrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn attach_link(
    Path(id): Path<String>,
    writing: Writing<EvidenceLinkRequest>,
) -> Result<Json<EvidenceWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let EvidenceLinkRequest { link, about, title, on, note } = sent;
    let unit = asked(&asker, &id, Action::Read)?;
    let about = shown(&asker, unit, about.as_deref())?;
    let sent = vec![Sent::Link(link)];
    attach(&asker, Attach { unit, on, about, title: title.unwrap_or_default(), sent, keep_metadata: false, note }).await
}

/// Withdraws evidence with a reason; it stays in the record and in the store.
#[utoipa::path(post, path = "/api/v1/evidence/{unit}/{evidence}/withdraw", tag = "evidence", request_body = ReasonRequest,
    params(("unit" = u32, Path, description = "Our id of the unit"), ("evidence" = u64, Path, description = "Its identity")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn withdraw_evidence(
    Path((id, fact)): Path<(String, String)>,
    writing: Writing<ReasonRequest>,
) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let one = one(&asker, &id, &fact).await?;
    let done = asker.app.withdraw_evidence(asker.by(), one.seq(), sent.why.as_deref().unwrap_or_default()).await;
    Ok(Json(done.map_err(asker.of_write())?.into()))
}

/// The evidence an address names, if the caller may see it.
async fn one(asker: &Asker, unit: &str, fact: &str) -> Result<Attached, Problem> {
    let seq = fact.parse().map(FactSeq).map_err(|_| Problem::no_number(asker.lang, "evidence", fact))?;
    let unit = asked(asker, unit, Action::Read)?;
    let found = asker.app.evidence_one(&asker.actor.hand, unit, seq).await.map_err(asker.of_write())?;
    found.ok_or_else(|| Problem::not_found(asker.lang, "api.no-such-evidence", fact))
}

/// What evidence shows, as the caller writes it.
fn shown(asker: &Asker, unit: UnitId, about: Option<&str>) -> Result<EvidenceOf, Problem> {
    let text = about.unwrap_or("unit");
    let set = asker.app.live().set_in_force(unit).map(|set| set.id.clone());
    read_about(text, set.as_ref()).ok_or_else(|| Problem::unusable(asker.lang, "about", text, ABOUTS))
}

async fn attach(asker: &Asker, command: Attach) -> Result<Json<EvidenceWrittenAnswer>, Problem> {
    let (app, hand, unit) = (&asker.app, &asker.actor.hand, command.unit);
    let added = app.attach_evidence(asker.by(), command).await.map_err(asker.of_write())?;
    let all = app.evidence_beside(hand, unit, std::slice::from_ref(&added)).await;
    let Added { committed, known, elsewhere } = added;
    let (today, live) = (app.today(), app.live());
    let frame = Frame::bare(asker.lang, today, today);
    let warnings = remarks(Scene::of(&frame, &live), unit, &all, &known, &elsewhere);
    Ok(Json(EvidenceWrittenAnswer { written: committed.into(), warnings }))
}
