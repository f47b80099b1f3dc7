//! Files of officials - values of many units, hamlets and changes of units, their properties: handed in, looked at, written whole or not
//! at all. The same is `vedich import` and the JSON API.

use super::actor::Actor;
use super::files::attached;
use super::listed::Listed;
use super::people::{Desk, private, status, told};
use super::upload::{self, Uploaded};
use super::{Answer, WebError, WebState};
use crate::pages::imports::{self as page, ImportsView};
use crate::parts::form::Sent;
use crate::present::imports as present;
use axum::extract::{DefaultBodyLimit, Path, Request};
use axum::response::Response;
use axum::routing::get;
use tower_http::limit::RequestBodyLimitLayer;
use vedich_app::import::{Given, Subject};
use vedich_documents::{Column, CsvStyle, Kind, Table, write_csv};

/// A province's values of a year are some twenty megabytes of CSV; carried through the preview they double.
const LARGEST_FILE_BYTES: usize = 48 * 1024 * 1024;

/// The addresses.
pub(crate) fn routes() -> Listed {
    Listed::new()
        .route("/imports", get(values).post(take_values))
        .route("/imports/{what}", get(show).post(take))
        .route("/imports/{what}/columns.csv", get(example))
}

/// Their router, with room for a file.
pub(crate) fn router() -> axum::Router<WebState> {
    routes()
        .into_router()
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_FILE_BYTES))
        .method_not_allowed_fallback(super::door::not_allowed)
}

/// Whoever may state such things somewhere; what of the file is theirs is decided row by row.
fn hand(desk: &Desk, what: &str) -> Result<(Actor, Subject), Response> {
    let subject = Subject::from_name(what).ok_or_else(|| desk.visit.refuse(&WebError::not_found()))?;
    let actor = desk.actor()?;
    if desk.app.may_somewhere(&actor.hand, subject.action()) {
        Ok((actor, subject))
    } else {
        Err(desk.visit.refuse(&WebError::forbidden()))
    }
}

/// The empty page of a subject, with the way to the others this person may import.
fn empty(desk: &Desk, actor: &Actor, subject: Subject) -> ImportsView {
    let others = Subject::ALL.into_iter().filter(|one| desk.app.may_somewhere(&actor.hand, one.action()));
    ImportsView {
        token: actor.token.clone(),
        subject: subject.name(),
        subjects: others.map(Subject::name).collect(),
        ..ImportsView::default()
    }
}

async fn values(desk: Desk) -> Answer {
    show(desk, Path(Subject::Observations.name().to_owned())).await
}

async fn take_values(desk: Desk, request: Request) -> Answer {
    take(desk, Path(Subject::Observations.name().to_owned()), request).await
}

async fn show(desk: Desk, Path(what): Path<String>) -> Answer {
    let (actor, subject) = hand(&desk, &what)?;
    shown(&desk, empty(&desk, &actor, subject)).await
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
async fn take(desk: Desk, Path(what): Path<String>, request: Request) -> Answer {
    let (actor, subject) = hand(&desk, &what)?;
    let mut uploaded: Uploaded = desk.uploaded(request).await?;
    let writes = uploaded.typed("step") == "write";
    let (file, bytes) = uploaded.take_file();
    let mut view = empty(&desk, &actor, subject);
    let mut sent = Sent::default();
    if bytes.is_empty() {
        sent.refuse("file", desk.frame().text("plan-files.no-file"));
        return shown(&desk, ImportsView { sent, ..view }).await;
    }
    let carried = upload::carried(&file, &bytes);
    let given = Given { file: file.clone(), bytes, hand: actor.hand.clone(), mapping: Vec::new() };
    let done = match desk.app.plan_import(subject, given).await {
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
async fn example(desk: Desk, Path(what): Path<String>) -> Answer {
    let (_, subject) = hand(&desk, &what)?;
    let columns = subject.columns().iter().map(|column| Column::new(column, Kind::Text)).collect();
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("the example could not be written: {error}")));
    let bytes = write_csv(&Table { columns, ..Table::default() }, CsvStyle::PEOPLE).map_err(failed)?;
    Ok(attached(bytes, "text/csv; charset=utf-8", &format!("{}.csv", subject.name())))
}
