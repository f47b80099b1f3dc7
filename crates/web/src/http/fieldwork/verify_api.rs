//! Verifying through the API: what waits, what came back, what is said of it. By whoever signed in, through the same door as the pages.

use crate::api::evidence_shapes::WrittenAnswer;
use crate::api::{Asking, Problem, ProblemShape, fieldwork_shapes::*};
use crate::http::asker::{Asker, Writing};
use axum::Json;
use axum::extract::Path;
use std::sync::Arc;
use vedich_app::verify::{CameBack, Correct, QueueItem, QueueSearch, Shows, Verify};
use vedich_board::{Checked, Claim};
use vedich_criteria::{Layout, Status};
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
        values: queue.items.iter().map(waiting).collect(),
    }))
}

/// The values of the caller's units that were returned, or about which a question is open, oldest first.
#[utoipa::path(get, path = "/api/v1/returned", tag = "verification",
    responses((status = 200, body = Vec<CheckedShape>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_came_back(asker: Asker) -> Result<Json<Vec<CheckedShape>>, Problem> {
    let app = &asker.app;
    let back = app.came_back(&asker.actor.hand, None).await.map_err(asker.of_write())?;
    Ok(Json(back.iter().map(|CameBack { value, recorded, said }| checked(value, recorded, said)).collect()))
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

fn waiting(item: &QueueItem) -> CheckedShape {
    let said: Vec<Arc<Recorded>> = item.said_before.iter().chain(&item.said).cloned().collect();
    checked(&item.value, &item.recorded, &said)
}

/// A value as the API shows it.
fn checked(value: &Checked, recorded: &Recorded, said: &[Arc<Recorded>]) -> CheckedShape {
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
        status: value.status.name(),
        decides: value.decides,
        as_of: value.as_of,
        source: value.source.as_deref().map(str::to_owned),
        note: recorded.fact.note.as_deref().map(str::to_owned),
        evidence: recorded.fact.evidence.as_deref().map(str::to_owned),
        recorded_at: recorded.recorded_at,
        check: value.check.name(),
        said: said.iter().filter_map(|one| said_shape(one)).collect(),
    }
}

fn said_shape(recorded: &Recorded) -> Option<SaidShape> {
    let Body::Verification(said) = &recorded.fact.body else { return None };
    Some(SaidShape {
        of: said.of.get(),
        outcome: said.outcome.name(),
        words: recorded.fact.note.as_deref().map(str::to_owned),
        recorded_at: recorded.recorded_at,
    })
}
