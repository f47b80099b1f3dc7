//! Looking at roadmaps. Pictures are held only while something is taken out of them; timing and forecasts run on threads of their own.

use crate::http::actor::{Acting, Actor};
use crate::http::visit::Visit;
use crate::http::{WebError, WebState, address};
use crate::pages::roadmaps::{agreed as agreed_page, list as list_page, one as page, value as value_page};
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::roadmaps::{self, Material, Timed, agreed as present_agreed, grid, list as present_list, value as present_value};
use axum::extract::{Path, State};
use axum::response::Response;
use std::sync::Arc;
use vedich_app::App;
use vedich_app::roadmaps::Assessed;
use vedich_rights::{Action, On};
use vedich_roadmap::plan::PlanError;
use vedich_roadmap::planner::{Lists, Planned};
use vedich_values::{RoadmapKey, UnitId};

pub(in crate::http) async fn list(State(state): State<WebState>, visit: Visit) -> Response {
    if let Some(known) = visit.cached(&state) {
        return known;
    }
    let query: String = visit.frame.param("q").unwrap_or_default().chars().take(100).collect();
    let found = match visit.render(&state, |s| Ok(present_list::Found::of(s, &query))).await {
        Ok(found) => found,
        Err(error) => return visit.refuse(&error),
    };
    let (planner, on) = (state.clone(), visit.frame.as_of);
    let (found, timed) = match aside(move || {
        let timed = found.time(planner.planner(), on);
        (found, timed)
    })
    .await
    {
        Ok(timed) => timed,
        Err(error) => return visit.refuse(&error),
    };
    visit.show(&state, |s| Ok(list_page::render(s.f, &present_list::view(s, &found, &timed, &query)))).await
}

pub(in crate::http) async fn one(State(state): State<WebState>, Path(unit): Path<String>, Acting(actor): Acting, visit: Visit) -> Response {
    // Pages with forms are for one person alone.
    if actor.is_none()
        && let Some(known) = visit.cached(&state)
    {
        return known;
    }
    let (unit, timed) = match timed(&state, &visit, &unit).await {
        Ok(found) => found,
        Err(error) => return visit.refuse(&error),
    };
    let sketch = if timed.is_some() { None } else { sketch(&state, &visit, unit).await };
    let tools = tools(&state, actor.as_ref(), &visit, unit, timed.as_ref());
    let rights = state.app().filter(|_| !tools.token.is_empty()).map(App::rights);
    let show = |s: Scene<'_>| {
        let mut view = roadmaps::view(s, unit, timed.as_ref(), tools, rights.as_deref());
        view.lists = roadmaps::sketched(s, sketch.as_ref());
        let edits = s.f.param("edit").is_some() && rights.is_some();
        if let (true, Some(roadmap), Some(Ok(timed))) = (edits, &mut view.roadmap, &timed) {
            let action = s.f.link_with(&format!("/roadmaps/{unit}/table"), &[("roadmap", s.f.param("roadmap").unwrap_or_default())]);
            grid::open(s.f, &timed.planned.record, roadmap, &[], &[], action, Sent::default());
        }
        Ok(page::render(s.f, &view))
    };
    if actor.is_none() { visit.show(&state, show).await } else { visit.show_fresh(&state, show).await }
}

/// What should be done, what is done and what it took.
pub(in crate::http) async fn value(State(state): State<WebState>, Path(unit): Path<String>, visit: Visit) -> Response {
    if let Some(known) = visit.cached(&state) {
        return known;
    }
    match followed(&state, &visit, &unit).await {
        Ok((_, planned)) => visit.show(&state, |s| Ok(value_page::render(s.f, &present_value::view(s, &planned)))).await,
        Err(error) => visit.refuse(&error),
    }
}

/// How far it has moved from a plan that was agreed.
pub(in crate::http) async fn agreed(State(state): State<WebState>, Path(unit): Path<String>, visit: Visit) -> Response {
    if let Some(known) = visit.cached(&state) {
        return known;
    }
    let shown = |planned: Arc<Planned>| {
        move |s: Scene<'_>| present_agreed::view(s, &planned).map(|view| agreed_page::render(s.f, &view)).ok_or_else(WebError::not_found)
    };
    match followed(&state, &visit, &unit).await {
        Ok((_, planned)) => visit.show(&state, shown(planned)).await,
        Err(error) => visit.refuse(&error),
    }
}

/// The roadmap a page is about, timed; a unit without one has no such page.
pub(super) async fn followed(state: &WebState, visit: &Visit, unit: &str) -> Result<(UnitId, Arc<Planned>), WebError> {
    match timed(state, visit, unit).await? {
        (unit, Some(Ok(timed))) => Ok((unit, timed.planned)),
        (_, Some(Err(error))) => Err(WebError::bad_request(visit.frame.lang.problem_without_place(&error.problem()))),
        (_, None) => Err(WebError::not_found()),
    }
}

/// What whoever looks may do with a unit's roadmap today.
pub(super) fn tools(
    state: &WebState,
    actor: Option<&Actor>,
    visit: &Visit,
    unit: UnitId,
    timed: Option<&Result<Timed, Arc<PlanError>>>,
) -> page::Tools {
    let f = &visit.frame;
    let may = |action| state.app().zip(actor).is_some_and(|(app, actor)| app.may(&actor.hand, action, &On::unit(unit)).is_ok());
    let path = format!("/roadmaps/{unit}");
    let key = f.param("roadmap").unwrap_or_default();
    let way =
        |text, what: &str, more: (&str, &str)| Link::new(f.text(text), f.link_with(&format!("{path}{what}"), &[more, ("roadmap", key)]));
    let mut tools = page::Tools { done: f.param("done").is_some(), ..page::Tools::default() };
    if let (Some(app), Some(actor), Some(Ok(_))) = (state.app(), actor, timed) {
        let registry = app.reference().registry;
        let plans = |heir: &vedich_units::Succession| app.may(&actor.hand, Action::Plan, &On::unit(heir.unit)).is_ok();
        let named = |heir: vedich_units::Succession| (heir.unit.to_string(), registry.path(heir.unit, app.today()), heir.whole);
        tools.carriers = app.carriers(unit).into_iter().filter(plans).map(named).collect();
        tools.carry = (f.link_with(&format!("{path}/carry"), &[("roadmap", key)]), actor.token.clone());
    }
    if state.app().is_some() && matches!(timed, Some(Ok(_))) {
        let file = |text, what: &str| Link::new(f.text(text), f.link_with(&format!("{path}/files{what}"), &[("roadmap", key)]));
        tools.files = vec![file("plan-files.workbook", "/critical-path.xlsx"), file("plan-files.title", "")];
    }
    let (Some(actor), true) = (actor, may(Action::Plan)) else { return tools };
    tools.token.clone_from(&actor.token);
    tools.command = uuid::Uuid::now_v7().to_string();
    match timed {
        Some(Ok(timed)) => {
            let record = &timed.planned.record;
            tools.base = record.version.to_string();
            tools.agree = f.link_with(&format!("{path}/do/agree"), &[("roadmap", key)]);
            tools.script = Some((format!("/api/v1/roadmaps/{unit}/edits"), f.as_of.to_string(), record.key.to_string()));
            let table = if f.param("edit").is_some() {
                way("gantt.stop-edit", "", ("edit", ""))
            } else {
                way("gantt.edit-table", "", ("edit", "1"))
            };
            tools.ways = vec![
                table,
                way("gantt.add", "/task", ("", "")),
                way("gantt.edit-head", "/head", ("", "")),
                way("gantt.history", "/history", ("", "")),
                way("gantt.make-new", "/make", ("", "")),
            ];
        }
        Some(Err(_)) => tools.ways = vec![way("gantt.history", "/history", ("", ""))],
        None => tools.ways = vec![way("gantt.make", "/make", ("", ""))],
    }
    tools
}

/// Which roadmap a page shows, timed, with its forecast; none when the unit follows none.
pub(super) async fn timed(
    state: &WebState,
    visit: &Visit,
    unit: &str,
) -> Result<(UnitId, Option<Result<Timed, Arc<PlanError>>>), WebError> {
    let unit = address::unit(unit)?;
    let key = visit.frame.param("roadmap").map(RoadmapKey::new);
    let material = visit.render(state, |s| {
        s.registry().get(unit).ok_or_else(WebError::not_found)?;
        let material = Material::of(s.board, unit, key.as_ref());
        if material.is_none() && key.is_some() { Err(WebError::not_found()) } else { Ok(material) }
    });
    let Some(material) = material.await? else { return Ok((unit, None)) };
    let planner = state.clone();
    Ok((unit, Some(aside(move || material.time(planner.planner())).await?)))
}

/// What a unit without a roadmap has not met, as the templates have it.
async fn sketch(state: &WebState, visit: &Visit, unit: UnitId) -> Option<(Arc<Planned>, Lists)> {
    let assessed = visit.render(state, |s| Ok(Assessed::of(s.board, unit, None))).await.ok()?;
    let planner = state.clone();
    aside(move || assessed.sketched_lists(planner.planner())).await.ok()?
}

/// Runs what takes a while off the threads that answer requests.
pub(in crate::http) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, WebError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| WebError::internal("a roadmap could not be timed"))
}
