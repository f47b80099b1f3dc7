//! Lists of tasks, one task, the weekly and monthly count.

use super::{Desk, EXPORTED, PAGE, file, key, shown};
use crate::http::people::{see, told};
use crate::http::{WebError, WebState};
use crate::pages::steering::task::{Ask, TaskView};
use crate::pages::steering::{PaperWays, task, tasks};
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::steering::{self as words, CountLine, tables};
use axum::extract::{Path, State};
use axum::response::Response;
use std::sync::Arc;
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_facts::steering::{CountSpan, SourceKind, TaskAct};
use vedich_rights::Action;
use vedich_steering::task::State as TaskState;
use vedich_steering::{Task, check, count};
use vedich_values::{CriterionNo, FactSeq, UnitId};

/// Weeks or months of the history of counts.
const SPANS: usize = 13;
/// More tasks than this are not replayed day by day: their closed counts are shown.
const MOST_REPLAYED: u32 = 20_000;

/// Whose tasks an address asks for, and in words.
pub(super) fn scope(desk: &Desk, s: Scene<'_>) -> Result<(TaskScope, String), WebError> {
    let f = desk.frame();
    let unit = |name: &str| desk.area(name);
    if let Some(source) = f.param("source") {
        let (meeting, proposal) = (s.board.meeting(&key(source)), s.board.proposal(&key(source)));
        if let Some(meeting) = &meeting {
            desk.reads_meeting(s, meeting)?;
        }
        if let Some(proposal) = &proposal {
            desk.reads_proposal(proposal)?;
        }
        let name = meeting.map(|meeting| meeting.plan.title).or_else(|| Some(proposal?.request.text));
        return Ok((TaskScope::Source(key(source)), name.unwrap_or_else(|| source.to_owned())));
    }
    if let Some(person) = f.param("person").and_then(|id| id.parse().ok()) {
        let known = desk.app.rights().person(person).cloned();
        if desk.signed.as_ref().is_none_or(|signed| signed.person.id != person) {
            desk.reads(known.as_ref().map(|person| person.home))?;
        }
        let name = known.map_or_else(String::new, |person| person.name.to_string());
        return Ok((TaskScope::Person(person), name));
    }
    // People known by name alone are nobody's: a list of them is for whoever reads the whole country.
    if let Some(name) = f.param("name") {
        desk.reads([vedich_units::COUNTRY])?;
        return Ok((TaskScope::Named(Arc::from(name)), name.to_owned()));
    }
    let (scope, of): (fn(UnitId) -> TaskScope, UnitId) = if f.param("unit").is_some() {
        (TaskScope::Unit, unit("unit")?)
    } else if f.param("assigner").is_some() {
        (TaskScope::Assigner, unit("assigner")?)
    } else if f.param("place").is_some() {
        (TaskScope::Place, unit("place")?)
    } else {
        (TaskScope::Area, unit("area")?)
    };
    Ok((scope(of), s.name(of)))
}

fn query(desk: &Desk, s: Scene<'_>, limit: usize) -> Result<(TaskQuery, String), WebError> {
    let f = desk.frame();
    let (scope, name) = scope(desk, s)?;
    let show = match f.param("show") {
        Some("overdue") => Show::Overdue,
        Some("closed") => Show::Closed,
        Some("all") => Show::All,
        _ => Show::Open,
    };
    let criterion = f.param("criterion").and_then(|no| no.parse().ok()).map(CriterionNo);
    let after = match f.param("after") {
        None => None,
        Some(text) => Some(
            text.parse().map_err(|()| WebError::bad_request(f.say("web.error.bad-parameter", &[("name", "after"), ("value", text)])))?,
        ),
    };
    Ok((TaskQuery { scope, show, criterion, after, limit }, name))
}

pub(super) async fn list(State(state): State<WebState>, desk: Desk) -> Response {
    if let Err(elsewhere) = desk.actor() {
        return elsewhere;
    }
    let draw = |s: Scene<'_>| {
        let (query, title) = query(&desk, s, PAGE)?;
        let page = s.board.tasks(&query);
        let f = desk.frame();
        let part = |name: &str| (name.to_owned(), words::word(f, &format!("show-{name}")), f.here_with(&[("show", name), ("after", "")]));
        let export = |kind: &str| {
            let query = f.query.iter().map(|(key, value)| (key.as_str(), value.as_str())).filter(|(key, _)| *key != "after");
            Link::new(kind.to_uppercase(), f.link_with(&format!("/tasks/export/tasks.{kind}"), &query.collect::<Vec<_>>()))
        };
        let view = tasks::TasksView {
            title,
            tally: s.board.task_tally(&query.scope),
            overdue: f.here_with(&[("show", "overdue"), ("after", "")]),
            show: f.param("show").unwrap_or("open").to_owned(),
            parts: ["open", "overdue", "closed", "all"].map(part).to_vec(),
            unit: f.param("area").map(|_| desk.area("area").map_or_else(|_| String::new(), |unit| s.name(unit))).unwrap_or_default(),
            criterion: f.param("criterion").unwrap_or_default().to_owned(),
            lines: page.items.iter().map(|task| words::line(s, task)).collect(),
            next: page.next.map(|next| f.here_with(&[("after", &next.to_string())])).unwrap_or_default(),
            files: vec![export("csv"), export("xlsx")],
            may_assign: !desk.units_for(Action::Assign).is_empty(),
            papers: papers(&desk, s, &query.scope),
        };
        Ok(tasks::render(f, &view))
    };
    shown(&desk, &state, draw, false).await
}

/// Papers of the overdue tasks of a list, when there are any.
fn papers(desk: &Desk, s: Scene<'_>, scope: &TaskScope) -> Option<PaperWays> {
    let late = s.board.task_tally(scope).overdue > 0;
    let query = desk.frame().query.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let query: Vec<(&str, &str)> = query.filter(|(key, _)| !["after", "show"].contains(key)).collect();
    late.then(|| desk.paper_ways(crate::frame::address("/tasks/papers", query), None, &["chase", "reminder"])).flatten()
}

pub(super) async fn export(State(state): State<WebState>, desk: Desk, Path(name): Path<String>) -> Response {
    if let Err(elsewhere) = desk.actor() {
        return elsewhere;
    }
    let made = desk.visit.render(&state, |s| {
        let (query, title) = query(&desk, s, EXPORTED)?;
        let lines: Vec<_> = s.board.tasks(&query).items.iter().map(|task| words::line(s, task)).collect();
        Ok(tables::tasks(desk.frame(), &title, &lines))
    });
    match made.await {
        Ok(table) => file(&desk, &table, &name),
        Err(error) => desk.visit.refuse(&error),
    }
}

pub(super) async fn show(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    match desk.actor() {
        Ok(_) => page(&state, &desk, &id, Sent::default()).await,
        Err(elsewhere) => elsewhere,
    }
}

/// The page of a task, with a form as it was sent.
pub(super) async fn page(state: &WebState, desk: &Desk, id: &str, sent: Sent) -> Response {
    let wrong = !sent.wrong.is_empty();
    let draw = |s: Scene<'_>| {
        let task = s.board.task(&key(id)).ok_or_else(WebError::not_found)?;
        desk.reads_task(&task)?;
        Ok(task::render(desk.frame(), &view(desk, s, &task, sent)))
    };
    shown(desk, state, draw, wrong).await
}

fn view(desk: &Desk, s: Scene<'_>, task: &Task, sent: Sent) -> TaskView {
    let (f, assignment) = (s.f, &task.assignment);
    let origin = assignment.source.item.as_ref().map_or_else(Link::default, |item| match assignment.source.kind {
        SourceKind::Commitment => {
            let text = s.board.proposal(item).map_or_else(String::new, |proposal| proposal.request.text);
            Link::new(text, f.link(&format!("/proposals/{item}")))
        }
        _ => {
            let text = s.board.meeting(item).map_or_else(String::new, |meeting| meeting.plan.title);
            Link::new(text, f.link(&format!("/meetings/{item}")))
        }
    });
    let replaced_by = match &task.state {
        TaskState::Stopped { replaced_by: Some(other), .. } => {
            let text = s.board.task(other).map_or_else(|| other.to_string(), |task| task.assignment.content);
            Link::new(text, f.link(&format!("/tasks/{other}")))
        }
        _ => Link::default(),
    };
    let roadmap = assignment.roadmap.as_ref().map(|link| {
        let title = s.board.roadmap_by_key(link.unit, &link.roadmap).map_or_else(String::new, |record| record.header.title.clone());
        Link::new(format!("{title} · {}", link.task), f.link(&format!("/places/{}", link.unit)))
    });
    let request = task.request.as_ref().map(|request| {
        format!("{} · {} · {}", f.say("steering.until", &[("day", &f.date(request.to))]), request.reason, words::who(&request.stamp))
    });
    TaskView {
        line: words::line(s, task),
        assigner: s.name(task.assigner),
        cooperating: assignment.cooperating.iter().map(|party| words::party(s, party)).collect::<Vec<_>>().join("; "),
        state_text: words::state_text(&task.state).to_owned(),
        note: assignment.note.clone().unwrap_or_default(),
        roadmap: roadmap.unwrap_or_default(),
        origin,
        replaced_by,
        request: request.unwrap_or_default(),
        rounds: task.rounds.iter().map(|(due, done)| (f.date(*due), f.date(*done))).collect(),
        log: words::log(s, task),
        conflicts: words::conflicts(s, task),
        acts: if f.is_past() { Vec::new() } else { acts(desk, task) },
        may_change: !f.is_past() && task.state.is_open() && desk.may(Action::Assign, task.assigner),
        carried: desk.carried(task.version),
        takes_files: desk.app.evidence_store().is_some(),
        today: f.date_field(f.today),
        sent,
        done: f.param("done").is_some(),
    }
}

/// What the reader can do with a task now.
fn acts(desk: &Desk, task: &Task) -> Vec<(&'static str, Ask)> {
    let reason = String::new;
    let day = desk.app.today();
    let leads = desk.may(Action::Count, task.assignment.lead.unit) || desk.may(Action::Count, task.assigner);
    let assigns = desk.may(Action::Assign, task.assigner);
    let approves = desk.may(Action::Approve, task.assigner);
    let recurring = task.is_recurring();
    let round = TaskAct::Round { due: task.due.unwrap_or(day), product: None };
    let all: [(TaskAct, bool, Ask); 11] = [
        (TaskAct::Accept, leads, Ask::Nothing),
        (TaskAct::Note { text: reason(), percent: None, evidence: None }, leads && task.assignment.roadmap.is_none(), Ask::Progress),
        (TaskAct::Report { product: None, evidence: None }, leads && !recurring, Ask::Product),
        (round, leads && recurring && task.due.is_some(), Ask::Product),
        (
            TaskAct::AskExtension { to: day, reason: reason() },
            leads && !recurring && task.due.is_some() && task.request.is_none(),
            Ask::Later,
        ),
        (TaskAct::Decline { reason: reason() }, leads, Ask::Reason),
        (TaskAct::Confirm, assigns && !recurring, Ask::Nothing),
        (TaskAct::SendBack { reason: reason() }, assigns, Ask::Reason),
        (TaskAct::DecideExtension { request: FactSeq(0), to: Some(day), reason: None }, approves && task.request.is_some(), Ask::Decide),
        (TaskAct::Stop { reason: reason(), replaced_by: None }, assigns, Ask::Reason),
        (TaskAct::Reopen { reason: reason() }, approves, Ask::Reason),
    ];
    let mut acts: Vec<(&'static str, Ask)> = Vec::new();
    for (act, may, ask) in all {
        if may && check::fits(&task.state, &act) {
            acts.push((act.name(), ask));
            if ask == Ask::Decide {
                acts.push(("refuse-extension", Ask::Reason));
            }
        }
    }
    acts
}

pub(super) async fn count(State(state): State<WebState>, desk: Desk) -> Response {
    match desk.actor() {
        Ok(_) => count_page(&state, &desk, Sent::default()).await,
        Err(elsewhere) => elsewhere,
    }
}

async fn count_page(state: &WebState, desk: &Desk, sent: Sent) -> Response {
    let wrong = !sent.wrong.is_empty();
    let draw = |s: Scene<'_>| {
        let f = desk.frame();
        let area = desk.area("area")?;
        let span = if f.param("span") == Some("month") { CountSpan::Month } else { CountSpan::Week };
        let (name, other, key) = match span {
            CountSpan::Week => ("week", "month", "steering.by-month"),
            CountSpan::Month => ("month", "week", "steering.by-week"),
        };
        let form = (!f.is_past() && desk.may(Action::Count, area)).then(|| (desk.carried(FactSeq(0)), sent));
        let of = f.link_with("/tasks/papers", &[("area", &area.to_string()), ("span", name)]);
        let view = tasks::CountView {
            unit: s.name(area),
            id: area.to_string(),
            span: name,
            other: Link::new(f.text(key), f.here_with(&[("span", other)])),
            history: history(s, area, span),
            below: below(s, area),
            form,
            papers: desk.paper_ways(of, Some(area), &["count"]),
            done: f.param("done").is_some(),
        };
        Ok(tasks::render_count(f, &view))
    };
    shown(desk, state, draw, wrong).await
}

/// The counts of the units right below an area.
pub(super) fn below(s: Scene<'_>, area: UnitId) -> Vec<CountLine> {
    let line = |(unit, tally): (UnitId, _)| {
        let scope = if unit == area { "unit" } else { "area" };
        let id = unit.to_string();
        let name = Link::new(s.name(unit), words::list_address(s.f, scope, &id, "open"));
        CountLine { name, tally, overdue: words::list_address(s.f, scope, &id, "overdue"), closed: String::new() }
    };
    s.board.task_tallies_below(area).into_iter().map(line).collect()
}

/// Week by week or month by month: what stood on each last day, and who closed the count.
fn history(s: Scene<'_>, area: UnitId, span: CountSpan) -> Vec<CountLine> {
    let scope = TaskScope::Area(area);
    let days = count::spans(span, s.board.date(), SPANS);
    let stood = (s.board.task_tally(&scope).assigned() <= MOST_REPLAYED).then(|| s.board.task_tallies_on(&scope, &days));
    let closed: Vec<_> = s.board.closed_counts(area).filter(|(_, counted)| counted.span == span).collect();
    let line = |(at, day): (usize, &vedich_values::Date)| {
        let end = match span {
            CountSpan::Week => vedich_steering::due::end_of_week(*day),
            CountSpan::Month => vedich_steering::due::end_of_month(*day),
        };
        let found = closed.iter().rev().find(|(_, counted)| counted.through == end);
        let said = found.map(|(recorded, counted)| {
            let by = recorded.fact.source.as_deref().unwrap_or_default();
            format!("{by} · {}/{} {}", counted.tally.finished(), counted.tally.assigned(), counted.note.as_deref().unwrap_or_default())
        });
        let tally = stood.as_ref().map_or_else(|| found.map(|(_, counted)| counted.tally).unwrap_or_default(), |stood| stood[at]);
        CountLine { name: Link::new(s.f.date(*day), ""), tally, overdue: String::new(), closed: said.unwrap_or_default() }
    };
    days.iter().enumerate().map(line).collect()
}

pub(super) async fn close_count(State(state): State<WebState>, desk: Desk, body: String) -> Response {
    let actor = match desk.actor() {
        Ok(actor) => actor,
        Err(elsewhere) => return elsewhere,
    };
    let mut sent = match desk.sent(&body) {
        Ok(sent) => sent,
        Err(refused) => return refused,
    };
    let Ok(unit) = sent.typed("unit").parse::<UnitId>() else { return desk.visit.refuse(&WebError::not_found()) };
    let (span, name) = if sent.typed("span") == "month" { (CountSpan::Month, "month") } else { (CountSpan::Week, "week") };
    let note = sent.given("note").map(str::to_owned);
    match desk.app.count_tasks(actor.by(sent.typed("command")), unit, span, desk.app.today(), note).await {
        Ok(_) => see(&crate::frame::address("/tasks/count", [("area", unit.to_string().as_str()), ("span", name), ("done", "1")])),
        Err(error) => match told(&desk, &mut sent, error) {
            Ok(()) => count_page(&state, &desk, sent).await,
            Err(elsewhere) => elsewhere,
        },
    }
}
