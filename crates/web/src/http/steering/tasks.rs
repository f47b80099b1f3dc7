//! Lists of tasks, one task, the weekly and monthly count.

use super::{Desk, EXPORTED, PAGE, book, file, key, shown};
use crate::http::{Answer, WebError, WebState};
use crate::pages::steering::task::{Ask, TaskView};
use crate::pages::steering::{PaperWays, task, tasks};
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::steering::{self as words, tables};
use axum::extract::{Path, State};
use std::sync::Arc;
use vedich_app::steering::named_on_roadmap;
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_facts::steering::{SourceKind, TaskAct};
use vedich_rights::Action;
use vedich_steering::task::State as TaskState;
use vedich_steering::{Task, check};
use vedich_values::{FactSeq, UnitId};

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
    if let Some(text) = f.param("person") {
        let person = text.parse().map_err(|_| desk.unusable("person", text, f.text("web.error.number")))?;
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
        // The form of the list names the unit once, and beside it what it has to do with the tasks.
        let scope: fn(UnitId) -> TaskScope = match f.param("scope") {
            Some("unit") => TaskScope::Unit,
            Some("assigner") => TaskScope::Assigner,
            Some("place") => TaskScope::Place,
            _ => TaskScope::Area,
        };
        (scope, unit("area")?)
    };
    Ok((scope(of), s.name(of)))
}

/// The tasks an address asks for, and whose they are in words.
pub(super) fn query(desk: &Desk, s: Scene<'_>, limit: usize) -> Result<(TaskQuery, String), WebError> {
    let f = desk.frame();
    let (scope, name) = scope(desk, s)?;
    let show = desk.choice("show", &Show::ALL, |show| show.as_str())?.unwrap_or_default();
    let place = match &scope {
        TaskScope::Area(unit) | TaskScope::Unit(unit) | TaskScope::Assigner(unit) | TaskScope::Place(unit) => *unit,
        _ => desk.home(),
    };
    let meant = |text: &str| {
        let found = s.board.reference().criterion_meant(text, place, s.board.date());
        found.ok_or_else(|| WebError::bad_request(f.text("steering.no-criterion").to_owned()))
    };
    let criterion = f.param("criterion").filter(|text| !text.trim().is_empty()).map(meant).transpose()?;
    let after = desk.after()?;
    Ok((TaskQuery { scope, show, criterion, after, limit }, name))
}

pub(super) async fn list(State(state): State<WebState>, desk: Desk) -> Answer {
    desk.actor()?;
    let draw = |s: Scene<'_>| {
        let (query, title) = query(&desk, s, PAGE)?;
        let page = s.board.tasks(&query);
        let f = desk.frame();
        let (which, unit) = match query.scope {
            TaskScope::Unit(unit) => ("unit", Some(unit)),
            TaskScope::Assigner(unit) => ("assigner", Some(unit)),
            TaskScope::Place(unit) => ("place", Some(unit)),
            TaskScope::Area(unit) => ("area", Some(unit)),
            _ => ("area", None),
        };
        let part = |name: &str| (name.to_owned(), words::word(f, &format!("show-{name}")), f.here_with(&[("show", name), ("after", "")]));
        let view = tasks::TasksView {
            title,
            tally: s.board.task_tally(&query.scope),
            reported_late: s.board.reported_late(&query.scope),
            overdue: f.here_with(&[("show", "overdue"), ("after", "")]),
            show: f.param("show").unwrap_or("open").to_owned(),
            parts: ["open", "new", "reported", "asked", "declined", "overdue", "closed", "all"].map(part).to_vec(),
            unit: unit.map_or_else(String::new, |unit| desk.path_of(unit)),
            scope: which,
            criterion: f.param("criterion").unwrap_or_default().to_owned(),
            criterion_meant: query.criterion.as_ref().map(|key| s.criterion_of_set(key)).unwrap_or_default(),
            lines: page.items.iter().map(|task| words::line(s, task)).collect(),
            next: page.next.map(|next| f.here_with(&[("after", &next.to_string())])).unwrap_or_default(),
            files: desk.exports("/tasks/export/tasks", &[]),
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

pub(super) async fn export(State(state): State<WebState>, desk: Desk, Path(name): Path<String>) -> Answer {
    desk.actor()?;
    let made = desk.visit.render(&state, |s| {
        let (query, title) = query(&desk, s, EXPORTED)?;
        let lines: Vec<_> = s.board.tasks(&query).items.iter().map(|task| words::line(s, task)).collect();
        Ok(tables::tasks(desk.frame(), &title, &lines))
    });
    file(&desk, &made.await.map_err(|error| desk.visit.refuse(&error))?, &name)
}

pub(super) async fn show(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    page(&state, &desk, &id, Sent::default()).await
}

/// The page of a task, with a form as it was sent.
pub(super) async fn page(state: &WebState, desk: &Desk, id: &str, sent: Sent) -> Answer {
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
        let record = s.board.roadmap_by_key(link.unit, &link.roadmap);
        let title = record.map_or("", |record| record.header.title.as_str());
        let task = record.and_then(|record| record.task(&link.task)).map_or_else(|| link.task.to_string(), named_on_roadmap);
        Link::new(format!("{title} · {task}"), f.link(&format!("/roadmaps/{}", link.unit)))
    });
    let request = task.request.as_ref().map(|request| {
        format!("{} · {} · {}", f.say("steering.until", &[("day", &f.date(request.to))]), request.reason, words::who(s, &request.stamp))
    });
    TaskView {
        line: words::line(s, task),
        assigner: s.name(task.assigner),
        cooperating: assignment.cooperating.iter().map(|party| words::party(s, party)).collect::<Vec<_>>().join("; "),
        state_text: words::state_text(&task.state).to_owned(),
        note: assignment.note.clone().unwrap_or_default(),
        roadmap: roadmap.unwrap_or_default(),
        document: document(s, task),
        origin,
        replaced_by,
        request: request.unwrap_or_default(),
        rounds: rounds_of(s, task),
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

/// The words of a document of the desk that order a task.
fn document(s: Scene<'_>, task: &Task) -> Link {
    let way = |cited| Link::new(s.f.text("steering.document-words"), crate::present::desk::address(cited));
    s.board.cited(task.first).map(way).unwrap_or_default()
}

/// What the reader can do with a task now.
fn acts(desk: &Desk, task: &Task) -> Vec<(&'static str, Ask)> {
    let reason = String::new;
    let day = desk.app.today();
    let speaks = desk.acting.as_ref().is_some_and(|actor| desk.app.may_speak_for_lead(&actor.hand, task));
    let leads = speaks || desk.may(Action::Count, task.assigner);
    let assigns = desk.may(Action::Assign, task.assigner);
    let approves = desk.may(Action::Approve, task.assigner);
    let recurring = task.is_recurring();
    let round = TaskAct::Round { due: task.due.unwrap_or(day), product: None };
    let all: [(TaskAct, bool, Ask); 12] = [
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
        (
            TaskAct::Extend { to: None, reason: reason() },
            approves && !recurring && task.due.is_some() && task.request.is_none(),
            Ask::Later,
        ),
        (TaskAct::Stop { reason: reason(), replaced_by: None }, assigns, Ask::Reason),
        (TaskAct::Reopen { reason: reason() }, approves && (!recurring || matches!(task.state, TaskState::Stopped { .. })), Ask::Reason),
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

/// The rounds of a recurring task as a workbook.
pub(super) async fn rounds(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    let made = desk.visit.render(&state, |s| {
        let task = s.board.task(&key(&id)).ok_or_else(WebError::not_found)?;
        desk.reads_task(&task)?;
        Ok(tables::rounds(s.f, &task.assignment.content, &rounds_of(s, &task)))
    });
    book(&desk, &[made.await.map_err(|error| desk.visit.refuse(&error))?], "rounds")
}

/// The rounds of a recurring task: the day each was due, and the day it was done.
fn rounds_of(s: Scene<'_>, task: &Task) -> Vec<(String, String)> {
    task.rounds.iter().map(|(due, done)| (s.f.date(*due), s.f.date(*done))).collect()
}
