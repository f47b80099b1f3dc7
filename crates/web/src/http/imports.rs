//! Values of many units out of a file of officials: handed in, looked at, written whole or not at all. The same is `vedich import` and
//! the JSON API.

use super::files::attached;
use super::listed::Listed;
use super::people::{Desk, private, status, told};
use super::upload::{self, Uploaded};
use super::visit::Visit;
use super::{Answer, WebError, WebState};
use crate::pages::imports::{self as page, ImportsView};
use crate::parts::form::Sent;
use crate::present::imports as present;
use axum::extract::{DefaultBodyLimit, Request};
use axum::response::Response;
use axum::routing::get;
use tower_http::limit::RequestBodyLimitLayer;
use vedich_app::import::{Given, OBSERVATION_COLUMNS, Subject};
use vedich_documents::{Column, CsvStyle, Kind, Table, write_csv};
use vedich_rights::Action;

/// A province's values of a year are some twenty megabytes of CSV; carried through the preview they double.
const LARGEST_FILE_BYTES: usize = 48 * 1024 * 1024;

/// The addresses.
pub(crate) fn routes() -> Listed {
    Listed::new().route("/imports", get(show).post(take)).route("/imports/observations.csv", get(example))
}

/// Their router, with room for a file.
pub(crate) fn router() -> axum::Router<WebState> {
    routes()
        .into_router()
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_FILE_BYTES))
        .method_not_allowed_fallback(|visit: Visit| async move { visit.refuse(&WebError::not_allowed()) })
}

/// Whoever may enter values somewhere; what of the file is theirs is decided row by row.
fn hand(desk: &Desk) -> Result<super::actor::Actor, Response> {
    let actor = desk.actor()?;
    if desk.app.may_somewhere(&actor.hand, Action::Enter) { Ok(actor) } else { Err(desk.visit.refuse(&WebError::forbidden())) }
}

async fn show(desk: Desk) -> Answer {
    let actor = hand(&desk)?;
    shown(&desk, ImportsView { token: actor.token, ..ImportsView::default() }).await
}

async fn shown(desk: &Desk, view: ImportsView) -> Answer {
    let code = if view.outcome.as_ref().is_some_and(|outcome| outcome.refused) {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    } else {
        status(&view.sent)
    };
    let page = desk.visit.render(&desk.state, |s| Ok(page::render(s.f, &view))).await;
    Ok(private(code, page.map_err(|error| desk.visit.refuse(&error))?))
}

/// Takes a file: shows what it would do, and writes it when it comes back with that page.
async fn take(desk: Desk, request: Request) -> Answer {
    let actor = hand(&desk)?;
    let mut uploaded: Uploaded = desk.uploaded(request).await?;
    let writes = uploaded.typed("step") == "write";
    let (file, bytes) = uploaded.take_file();
    let mut view = ImportsView { token: actor.token.clone(), ..ImportsView::default() };
    let mut sent = Sent::default();
    if bytes.is_empty() {
        sent.refuse("file", desk.frame().text("plan-files.no-file"));
        return shown(&desk, ImportsView { sent, ..view }).await;
    }
    let carried = upload::carried(&file, &bytes);
    let given = Given { file: file.clone(), bytes, hand: actor.hand.clone(), mapping: Vec::new() };
    let done = match desk.app.plan_import(Subject::Observations, given).await {
        Ok(plan) if writes => desk.app.carry_out(plan).await,
        Ok(plan) => desk.app.may_carry_out(&plan).await.map(|()| plan.outcome),
        Err(error) => Err(error),
    };
    match done {
        Ok(outcome) => {
            let outcome = present::outcome(desk.frame(), &outcome);
            view.carried = (outcome.writes && !writes).then_some(carried);
            view.outcome = Some(outcome);
        }
        Err(error) => {
            told(&desk, &mut sent, error)?;
            view.sent = sent;
        }
    }
    shown(&desk, view).await
}

/// An empty file with the columns.
async fn example(desk: Desk) -> Answer {
    hand(&desk)?;
    let columns = OBSERVATION_COLUMNS.iter().map(|column| Column::new(column, Kind::Text)).collect();
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("the example could not be written: {error}")));
    let bytes = write_csv(&Table { columns, ..Table::default() }, CsvStyle::PEOPLE).map_err(failed)?;
    Ok(attached(bytes, "text/csv; charset=utf-8", "so-lieu.csv"))
}
