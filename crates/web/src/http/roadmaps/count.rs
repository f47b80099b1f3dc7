//! The weekly count: everybody looks, who may count here counts.

use super::planning::{Planning, seen};
use super::show::followed;
use crate::http::actor::Acting;
use crate::http::people::Desk;
use crate::http::visit::Visit;
use crate::http::{Answer, WebState};
use crate::pages::roadmaps::count as page;
use crate::pages::roadmaps::one::Tools;
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::roadmaps::count::{self, Span};
use axum::extract::{Path, State};
use axum::response::Response;
use vedich_app::roadmaps::Which;
use vedich_rights::{Action, On};
use vedich_roadmap::planner::Planned;

/// Fields of a count, at most: six of each of a thousand tasks.
const MOST_FIELDS: usize = 6_500;

pub(in crate::http) async fn show(
    State(state): State<WebState>,
    Path(unit): Path<String>,
    Acting(actor): Acting,
    visit: Visit,
) -> Response {
    if actor.is_none()
        && let Some(known) = visit.cached(&state)
    {
        return known;
    }
    let (unit, planned) = match followed(&state, &visit, &unit).await {
        Ok(found) => found,
        Err(error) => return visit.refuse(&error),
    };
    let may = state.app().zip(actor.as_ref()).is_some_and(|(app, actor)| app.may(&actor.hand, Action::Count, &On::unit(unit)).is_ok());
    let token = actor.as_ref().filter(|_| may).map(|actor| actor.token.clone());
    let show = |s: Scene<'_>| Ok(page::render(s.f, &view(s, &planned, Span::of(s.f), token.as_deref())));
    if actor.is_none() { visit.show(&state, show).await } else { visit.show_fresh(&state, show).await }
}

fn view(s: Scene<'_>, planned: &Planned, span: Span, token: Option<&str>) -> page::CountView {
    let mut view = count::view(s, planned, span);
    view.tools = Tools { done: s.f.param("done").is_some(), ..Tools::default() };
    // What has not begun cannot be counted.
    if let Some(token) = token.filter(|_| span.has_begun(s.f.as_of)) {
        view.action = s.f.link(&format!("/roadmaps/{}/count", planned.record.unit));
        (view.tools.token, view.tools.base) = (token.to_owned(), planned.record.version.to_string());
        view.tools.command = uuid::Uuid::now_v7().to_string();
    }
    view
}

pub(in crate::http) async fn save(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let at = Planning::of(desk, &unit, Action::Count)?;
    let mut sent = at.desk.sent_with(&body, MOST_FIELDS)?;
    let span = Span::sent(&sent, at.desk.frame().as_of);
    match write(&at, &mut sent, span).await? {
        None => Ok(at.back_to("/count", &[(span.name().0, &span.name().1)])),
        Some(wrong) => again(&at, sent, span, &wrong).await,
    }
}

/// Writes the count, dated within its span so that pictures of those days show it. Some: it was not written, tasks that cannot be read.
async fn write(at: &Planning, sent: &mut Sent, span: Span) -> Result<Option<Vec<String>>, Response> {
    let record = at.record(seen(sent)).await?;
    let today = at.desk.frame().as_of;
    let edits = match count::read(&record, span, today, sent) {
        Ok(edits) => edits,
        Err(wrong) => {
            sent.refuse("", at.desk.frame().say("gantt.wrong.cells", &[("n", &wrong.len().to_string())]));
            return Ok(Some(wrong));
        }
    };
    if edits.is_empty() {
        return Ok(None);
    }
    let which = Which { on: Some(span.holds_on(today)), ..at.which(&record, sent) };
    let done = at.desk.app.count_edits(at.actor.by(sent.typed("command")), which, edits).await;
    Ok(if at.outcome(sent, done)? { None } else { Some(Vec::new()) })
}

async fn again(at: &Planning, sent: Sent, span: Span, wrong: &[String]) -> Answer {
    let followed = followed(&at.desk.state, &at.desk.visit, &at.unit.to_string()).await;
    let (_, planned) = followed.map_err(|error| at.desk.visit.refuse(&error))?;
    let show = |s: Scene<'_>| {
        let mut view = view(s, &planned, span, Some(&at.actor.token));
        sent.typed("base").clone_into(&mut view.tools.base);
        count::again(s.f, &mut view, sent, wrong);
        Ok(page::render(s.f, &view))
    };
    at.page(true, show).await
}
