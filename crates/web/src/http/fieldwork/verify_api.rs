//! Verifying through the API: what waits, what came back, what is said of it. By whoever signed in, through the same door as the pages.

use crate::api::evidence_shapes::WrittenAnswer;
use crate::api::{Asking, Problem, ProblemShape, fieldwork_shapes::*};
use crate::http::asker::{Asker, Writing};
use axum::Json;
use axum::extract::Path;
use vedich_app::people::Doer;
use vedich_app::verify::{CameBack, Correct, QueueItem, QueueSearch, Said, Shows, Verify};
use vedich_board::{Checked, Claim};
use vedich_criteria::{Layout, Status, print_value};
use vedich_facts::{Body, Outcome, Recorded};
use vedich_values::{FactSeq, UnitId};

/// Values of a page when the caller names no limit, and at most.
const PAGE: usize = 50;
const MOST: usize = 200;

/// The values that wait for the caller, those a criterion hangs on first, then the oldest. The next page starts `after` the one before.
#[utoipa::path(get, path = "/api/v1/verify", tag = "verification", params(WaitingQuery),
    responses((status = 200, body = WaitingAnswer), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_waiting(asker: Asker, Asking(asked): Asking<WaitingQuery>) -> Result<Json<WaitingAnswer>, Problem> {
    let (lang, app) = (asker.lang, &asker.app);
    let bad = |name: &'static str, value: &str, allowed: &str| Problem::unusable(lang, name, value, allowed);
    let shows = asked.shows.as_deref().map_or(Ok(Shows::Waiting), |name| {
        Shows::from_name(name).ok_or_else(|| bad("shows", name, &Shows::ALL.map(Shows::name).join(", ")))
    })?;
    let after = asked.after.as_deref().map(|text| text.parse().map_err(|()| bad("after", text, lang.text("api.kind.next")))).transpose()?;
    let area = asked.unit.map(UnitId);
    let meant = |text: &str| {
        app.criterion_asked(&asker.actor.hand, area, text).ok_or_else(|| bad("criterion", text, lang.text("api.kind.criterion")))
    };
    let search = QueueSearch {
        area,
        criterion: asked.criterion.as_deref().map(meant).transpose()?,
        shows,
        after,
        limit: asked.limit.unwrap_or(PAGE).clamp(1, MOST),
    };
    let queue = app.queue(&asker.actor.hand, &search).await.map_err(asker.of_write())?;
    Ok(Json(WaitingAnswer {
        total: queue.total,
        deciding: queue.deciding,
        next: queue.next.map(|next| next.to_string()),
        values: queue.items.iter().map(|item| waiting(&asker, item)).collect(),
    }))
}

/// The values of the caller's units that were returned, or about which a question is open, oldest first.
#[utoipa::path(get, path = "/api/v1/returned", tag = "verification",
    responses((status = 200, body = Vec<CheckedShape>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_came_back(asker: Asker) -> Result<Json<Vec<CheckedShape>>, Problem> {
    let app = &asker.app;
    let back = app.came_back(&asker.actor.hand, None).await.map_err(asker.of_write())?;
    let shape = |back: &CameBack| {
        let said: Vec<&Said> = back.said.iter().collect();
        checked(&asker, &back.value, &back.recorded, back.entered_by.as_ref(), &said)
    };
    Ok(Json(back.iter().map(shape).collect()))
}

/// Says the same of some values, of all of them or of none: `confirmed`, `returned` (with a reason), `asked`, `answered`.
/// `Idempotency-Key` (a UUID) makes sending it twice change nothing.
#[utoipa::path(post, path = "/api/v1/verify", tag = "verification", request_body = SayRequest,
    responses((status = 200, body = SaidAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn say(writing: Writing<SayRequest>) -> Result<Json<SaidAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let bad = || Problem::unusable(lang, "outcome", &asked.outcome, &Outcome::ALL.map(Outcome::name).join(", "));
    let outcome = Outcome::from_name(&asked.outcome).ok_or_else(bad)?;
    let verify = Verify { values: asked.values.into_iter().map(FactSeq).collect(), outcome, words: asked.words };
    let committed = app.verify(asker.by(), verify).await.map_err(asker.of_write())?;
    Ok(Json(SaidAnswer { entry: committed.entry.get(), already: committed.already }))
}

/// Puts a value in the place of one that came back: of the same unit, indicator and date. It waits again; the earlier one stays in the record.
#[utoipa::path(post, path = "/api/v1/returned/{value}/correct", tag = "verification", request_body = CorrectRequest,
    params(("value" = u64, Path, description = "The value it takes the place of: `fact` of the list")),
    responses((status = 200, body = WrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn correct(Path(id): Path<String>, writing: Writing<CorrectRequest>) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let value = id.parse().map(FactSeq).map_err(|_| Problem::no_number(asker.lang, "value", &id))?;
    let CorrectRequest { written, source, note } = sent;
    let done = asker.app.correct_value(asker.by(), Correct { value, written, source, note }).await;
    Ok(Json(done.map_err(asker.of_write())?.into()))
}

fn waiting(asker: &Asker, item: &QueueItem) -> CheckedShape {
    let said: Vec<&Said> = item.said_before.iter().chain(&item.said).collect();
    CheckedShape {
        before: item.before.as_ref().and_then(earlier),
        corrects: item.corrects.as_ref().and_then(earlier),
        warnings: item.odd.iter().map(|odd| asker.lang.problem_without_place(odd)).collect(),
        ..checked(asker, &item.value, &item.recorded, item.entered_by.as_ref(), &said)
    }
}

fn earlier(recorded: &Recorded) -> Option<EarlierValueShape> {
    let value = match &recorded.fact.body {
        Body::Observation { observed, .. } => print_value(observed),
        Body::DeclaredStatus { state, .. } => Status::from(*state).name().to_owned(),
        _ => return None,
    };
    Some(EarlierValueShape { fact: recorded.seq.get(), value, as_of: recorded.fact.as_of })
}

fn doer(asker: &Asker, doer: Option<&Doer>) -> Option<DoerShape> {
    doer.map(|doer| DoerShape::of(doer, &asker.app.rights(), &asker.app.reference().registry, asker.lang))
}

/// A value as the API shows it.
fn checked(asker: &Asker, value: &Checked, recorded: &Recorded, entered_by: Option<&Doer>, said: &[&Said]) -> CheckedShape {
    let written = match value.claim {
        Claim::Declared(state) => Some(Status::from(state).name().to_owned()),
        Claim::Value(slot, cell) => {
            let layout = Layout::of(&value.set);
            layout.at(slot).and_then(|slot| Some(slot.print(&cell.observed(&slot.scale)?)))
        }
    };
    CheckedShape {
        fact: value.seq.get(),
        unit: value.unit.get(),
        set: value.set.id.to_string(),
        criterion: value.criterion.map(|no| no.0),
        code: value.code.as_ref().map(ToString::to_string),
        part: value.part.as_ref().map(ToString::to_string),
        declared: matches!(value.claim, Claim::Declared(_)),
        value: written,
        before: None,
        corrects: None,
        warnings: Vec::new(),
        status: value.status.name(),
        decides: value.decides,
        as_of: value.as_of,
        source: value.source.as_deref().map(str::to_owned),
        note: recorded.fact.note.as_deref().map(str::to_owned),
        evidence: recorded.fact.evidence.as_deref().map(str::to_owned),
        entered_by: doer(asker, entered_by),
        recorded_at: recorded.recorded_at,
        check: value.check.name(),
        said: said.iter().filter_map(|one| said_shape(asker, one)).collect(),
    }
}

fn said_shape(asker: &Asker, said: &Said) -> Option<SaidShape> {
    let Body::Verification(verification) = &said.recorded.fact.body else { return None };
    Some(SaidShape {
        of: verification.of.get(),
        outcome: verification.outcome.name(),
        words: said.recorded.fact.note.as_deref().map(str::to_owned),
        by: doer(asker, said.by.as_ref()),
        recorded_at: said.recorded.recorded_at,
    })
}
