//! Registers of papers through the API: what went out and came in, entering an arrival, following it up, handing over.

use super::SHOWN;
use super::api::readable;
use crate::api::steering_shapes::{
    ArrivalRequest, CorrectionRequest, EarlierShape, FollowUpRequest, HandOverShape, IncomingShape, ItemWrittenAnswer, OutgoingShape,
    PaperHandOverRequest, RegistersQuery, RegistersShape,
};
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::asker::{Asker, Writing};
use crate::http::steering::write_api::written;
use axum::Json;
use vedich_app::papers::{CorrectArrival, ReceivePaper, RegisterSearch};
use vedich_facts::{FollowUp, HandOver, Handed, PaperId};
use vedich_papers::{Arrival, Earlier, Outgoing};
use vedich_values::{Date, FactSeq, UnitId};

/// A page of the registers of a unit and year, the latest numbers first.
#[utoipa::path(get, path = "/api/v1/papers/registers", tag = "papers",
    params(RegistersQuery),
    responses((status = 200, body = RegistersShape), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape)))]
pub(crate) async fn show_registers(asker: Asker, Asking(query): Asking<RegistersQuery>) -> Result<Json<RegistersShape>, Problem> {
    let (app, unit, today) = (&asker.app, UnitId(query.unit), asker.app.today());
    readable(asker.lang, app, &asker.actor, unit)?;
    let RegistersQuery { year, q, after_outgoing, after_incoming, .. } = query;
    let year = year.unwrap_or_else(|| chrono::Datelike::year(&today));
    let selected = app.registers_of(RegisterSearch { unit, year, words: q.unwrap_or_default() });
    let (outgoing, incoming) = (selected.outgoing_page(after_outgoing, SHOWN), selected.incoming_page(after_incoming, SHOWN));
    Ok(Json(RegistersShape {
        unit: unit.get(),
        year,
        outgoing: outgoing.lines.into_iter().map(went_out).collect(),
        next_outgoing: outgoing.next,
        incoming: incoming.lines.into_iter().map(|arrival| came_in(arrival, today)).collect(),
        next_incoming: incoming.next,
    }))
}

/// Enters a paper that came in; its number is the next of the year it came in.
#[utoipa::path(post, path = "/api/v1/papers/registers/incoming", tag = "papers", request_body = ArrivalRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn receive_paper(writing: Writing<ArrivalRequest>) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let came = sent.came.unwrap_or_else(|| asker.app.today());
    let command = received(sent, came);
    let done = asker.app.receive_paper(asker.by(), command).await.map_err(asker.of_write())?;
    let entered = asker.app.papers().arrival_at(done.facts.start).map(|arrival| arrival.receipt.number);
    Ok(written(&entered.map(|number| number.to_string()).unwrap_or_default(), &done))
}

/// Corrects a line of the incoming register, with a reason. Its number stays; what stood there is kept.
#[utoipa::path(post, path = "/api/v1/papers/registers/correct", tag = "papers", request_body = CorrectionRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn correct_arrival(writing: Writing<CorrectionRequest>) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let CorrectionRequest { number, year, line, reason, base } = sent;
    let year = year.unwrap_or_else(|| chrono::Datelike::year(&asker.app.today()));
    let unit = UnitId(line.unit);
    let stands = asker.app.papers().arrival(unit, year, number).map(|arrival| arrival.came);
    let came = line.came.or(stands).unwrap_or_else(|| asker.app.today());
    let command = CorrectArrival { line: received(line, came), year, number, reason, base: base.map(FactSeq) };
    let done = asker.app.correct_arrival(asker.by(), command).await.map_err(asker.of_write())?;
    Ok(written(&number.to_string(), &done))
}

fn received(line: ArrivalRequest, came: Date) -> ReceivePaper {
    let ArrivalRequest { unit, author, symbol, dated, title, given_to, due, .. } = line;
    ReceivePaper { unit: UnitId(unit), came, author, symbol, dated, title, given_to, due }
}

/// Says what became of a paper that came in.
#[utoipa::path(post, path = "/api/v1/papers/registers/follow-up", tag = "papers", request_body = FollowUpRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn follow_paper(writing: Writing<FollowUpRequest>) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let FollowUpRequest { unit, number, year, progress, answer, note } = sent;
    let year = year.unwrap_or_else(|| chrono::Datelike::year(&asker.app.today()));
    let follow = FollowUp { year, number, progress, answer, note };
    let done = asker.app.follow_paper(asker.by(), UnitId(unit), follow).await.map_err(asker.of_write())?;
    Ok(written(&number.to_string(), &done))
}

/// Notes that a paper was handed over: a later note of the same paper replaces an earlier one.
#[utoipa::path(post, path = "/api/v1/papers/registers/hand-over", tag = "papers", request_body = PaperHandOverRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn hand_over(writing: Writing<PaperHandOverRequest>) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let PaperHandOverRequest { unit, paper, number, year, on, copies, kept_by, received_by, note } = sent;
    let today = asker.app.today();
    let (id, what) = match (paper, number) {
        (Some(paper), None) => (paper, Handed::Issued(PaperId(paper))),
        (None, Some(number)) => (number.into(), Handed::Arrival { year: year.unwrap_or_else(|| chrono::Datelike::year(&today)), number }),
        _ => return Err(Problem::missing(asker.lang, "paper | number")),
    };
    let over = HandOver { what, copies, kept_by, received_by, note };
    let done = asker.app.hand_over(asker.by(), UnitId(unit), on.unwrap_or(today), over).await.map_err(asker.of_write())?;
    Ok(written(&id.to_string(), &done))
}

fn went_out((line, issue, dated): Outgoing<'_>) -> OutgoingShape {
    OutgoingShape {
        paper: line.id.0,
        symbol: issue.symbol.clone(),
        dated,
        title: issue.title.clone(),
        signer: issue.signer.clone(),
        recipients: issue.recipients.clone(),
        pages: issue.pages,
        handed_over: line.handed.as_ref().map(handed),
    }
}

fn came_in(arrival: &Arrival, today: Date) -> IncomingShape {
    let receipt = arrival.receipt.clone();
    let followed = arrival.followed.clone().unwrap_or_default();
    IncomingShape {
        number: receipt.number,
        came: arrival.came,
        author: receipt.author,
        symbol: receipt.symbol,
        dated: receipt.dated,
        title: receipt.title,
        given_to: receipt.given_to,
        due: receipt.due,
        days_overdue: arrival.overdue(today),
        progress: followed.progress,
        answer: followed.answer,
        handed_over: arrival.handed.as_ref().map(handed),
        version: arrival.version().get(),
        earlier: arrival.earlier.iter().cloned().map(earlier).collect(),
    }
}

fn earlier(earlier: Earlier) -> EarlierShape {
    let Earlier { came, receipt, replaced } = earlier;
    EarlierShape {
        came,
        author: receipt.author,
        symbol: receipt.symbol,
        dated: receipt.dated,
        title: receipt.title,
        given_to: receipt.given_to,
        due: receipt.due,
        corrected_at: replaced.at,
        corrected_by: replaced.by,
        reason: replaced.reason,
    }
}

fn handed((on, over): &(Date, HandOver)) -> HandOverShape {
    let HandOver { copies, kept_by, received_by, note, .. } = over.clone();
    HandOverShape { on: *on, copies, kept_by, received_by, note }
}
