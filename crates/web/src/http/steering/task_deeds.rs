//! Assigning tasks, changing them, saying what became of them.

use super::{Desk, key, tasks};
use crate::http::people::{private, see, status, told};
use crate::http::{Answer, WebError, WebState};
use crate::pages::steering::task_form::{TaskForm, render};
use crate::parts::form::Sent;
use axum::extract::{Path, Request, State};
use vedich_app::AppError;
use vedich_app::steering::Written;
use vedich_facts::steering::{Assignment, DueRule, Every, TaskAct};
use vedich_rights::Action;
use vedich_steering::Task;
use vedich_values::{FactSeq, UnitId};

pub(super) async fn show_new(desk: Desk) -> Answer {
    desk.actor()?;
    let Some(replaced) = desk.frame().param("replaces") else { return new_form(&desk, Sent::default(), None) };
    let task = desk.app.task_now(&key(replaced)).await.map_err(|_| desk.visit.refuse(&WebError::not_found()))?;
    new_form(&desk, filled(&desk, &task), Some(&task))
}

/// The form of a new task, or of one that takes the place of another.
fn new_form(desk: &Desk, sent: Sent, replaced: Option<&Task>) -> Answer {
    let units = desk.units_for(Action::Assign);
    if units.is_empty() {
        return Err(desk.visit.refuse(&WebError::forbidden()));
    }
    let carried = desk.carried(replaced.map_or(FactSeq(0), |task| task.version));
    let replaces = replaced.map(|task| (task.key.to_string(), task.assignment.content.clone()));
    let roadmap = desk.roadmap_tasks(&sent);
    let view = TaskForm { action: "/tasks/new".to_owned(), carried, units, people: desk.people(), roadmap, sent, changes: false, replaces };
    Ok(private(status(&view.sent), render(desk.frame(), &view)))
}

pub(super) async fn assign(desk: Desk, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let replaced = match sent.given("replaces").map(key) {
        None => None,
        Some(key) => Some(desk.app.task_now(&key).await.map_err(|_| desk.visit.refuse(&WebError::not_found()))?),
    };
    let content = sent.typed("content").to_owned();
    let Some(assignment) = desk.assignment(&mut sent, &content) else { return new_form(&desk, sent, replaced.as_ref()) };
    let by = actor.by(sent.typed("command"));
    let done = match (&replaced, sent.typed("unit").parse::<UnitId>()) {
        (Some(task), _) => {
            let base = sent.typed("base").parse().ok().map(FactSeq);
            let what = kept(&task.assignment, assignment);
            desk.app.replace_task(by, Written { key: task.key.clone(), base, on: None, what }, sent.typed("why").to_owned()).await
        }
        (None, Ok(unit)) => desk.app.assign_task(by, unit, assignment).await,
        (None, Err(_)) => return new_form(&desk, sent, None),
    };
    match done {
        Ok((key, _)) => Ok(see(&format!("/tasks/{key}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            new_form(&desk, sent, replaced.as_ref())
        }
    }
}

pub(super) async fn show_edit(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    match desk.app.task_now(&key(&id)).await {
        // What is over is not changed: the page of the task says so, and who may open it again does it there.
        Ok(task) if !task.state.is_open() => Ok(see(&format!("/tasks/{id}"))),
        Ok(task) if desk.may(Action::Assign, task.assigner) => edit_form(&desk, &id, filled(&desk, &task), task.version),
        Ok(_) => Err(desk.visit.refuse(&WebError::forbidden())),
        Err(_) => Err(desk.visit.refuse(&WebError::not_found())),
    }
}

fn edit_form(desk: &Desk, id: &str, sent: Sent, base: FactSeq) -> Answer {
    let (action, carried, people) = (format!("/tasks/{id}/edit"), desk.carried(base), desk.people());
    let roadmap = desk.roadmap_tasks(&sent);
    let view = TaskForm { action, carried, units: Vec::new(), people, roadmap, sent, changes: true, replaces: None };
    Ok(private(status(&view.sent), render(desk.frame(), &view)))
}

/// The form as the task stands.
fn filled(desk: &Desk, task: &Task) -> Sent {
    let (f, assignment) = (desk.frame(), &task.assignment);
    let path = |unit: UnitId| desk.path_of(unit);
    let paths = |units: &mut dyn Iterator<Item = UnitId>| units.map(path).collect::<Vec<_>>().join("; ");
    let (rule, due) = match assignment.due.rule {
        DueRule::Every { every: Every::Week(day), .. } => ("weekly", day.to_string()),
        DueRule::Every { every: Every::Month(day), .. } => ("monthly", day.to_string()),
        DueRule::None => ("none", String::new()),
        _ => ("day", task.due.map_or_else(String::new, |day| f.date_field(day))),
    };
    let until = match assignment.due.rule {
        DueRule::Every { until: Some(until), .. } => f.date_field(until),
        _ => String::new(),
    };
    let typed = [
        ("content", assignment.content.clone()),
        ("product", assignment.product.clone()),
        ("lead", path(assignment.lead.unit)),
        ("office", assignment.lead.office.clone()),
        ("person", desk.app.someone_typed(&assignment.person)),
        ("rule", rule.to_owned()),
        ("due", due),
        ("until", until),
        ("given", f.date_field(assignment.given)),
        ("cooperating", assignment.cooperating.iter().map(|party| desk.party_text(party)).collect::<Vec<_>>().join("\n")),
        ("places", paths(&mut assignment.places.iter().copied())),
        ("criteria", crate::present::steering::criteria(&assignment.criteria)),
        ("source", assignment.source.kind.as_str().to_owned()),
        ("paper", assignment.source.paper.clone().unwrap_or_default()),
        ("paragraph", assignment.source.paragraph.clone().unwrap_or_default()),
        ("roadmap", assignment.roadmap.as_ref().map(|link| desk.roadmap_task_text(link)).unwrap_or_default()),
        ("note", assignment.note.clone().unwrap_or_default()),
    ];
    Sent { typed: typed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), wrong: Vec::new() }
}

pub(super) async fn edit(desk: Desk, Path(id): Path<String>, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let task = desk.app.task_now(&key(&id)).await.map_err(|_| desk.visit.refuse(&WebError::not_found()))?;
    let base = sent.typed("base").parse().map_or(task.version, FactSeq);
    let content = sent.typed("content").to_owned();
    let Some(assignment) = desk.assignment(&mut sent, &content) else { return edit_form(&desk, &id, sent, base) };
    let what = kept(&task.assignment, assignment);
    let written = Written { key: key(&id), base: Some(base), on: None, what };
    match desk.app.edit_task(actor.by(sent.typed("command")), written, sent.typed("why")).await {
        Ok(_) => Ok(see(&format!("/tasks/{id}?done=1"))),
        Err(error) => {
            // Who is told of an extension granted meanwhile has seen it: what they typed stays, and counts when they save again.
            let met = matches!(&error, AppError::Refused(problems) if problems.iter().any(|one| one.code == "task.extended-since"));
            told(&desk, &mut sent, error)?;
            edit_form(&desk, &id, sent, if met { task.version } else { base })
        }
    }
}

/// What the form does not show stays: the meeting or proposal the task came out of, and the person's account while the name is the same.
fn kept(before: &Assignment, mut now: Assignment) -> Assignment {
    now.source.item.clone_from(&before.source.item);
    now.source.conclusion.clone_from(&before.source.conclusion);
    if before.source.item.is_some() {
        now.source.kind = before.source.kind;
    }
    if now.person.person.is_none() && now.person.name == before.person.name {
        now.person.person = before.person.person;
    }
    now
}

/// Something happens to a task; files may go with it.
pub(super) async fn act(State(state): State<WebState>, desk: Desk, Path((id, what)): Path<(String, String)>, request: Request) -> Answer {
    let actor = desk.actor()?;
    let (mut sent, files) = desk.uploaded(request).await?.into_form();
    let files: Vec<_> = files.into_iter().map(|file| (file.name, file.content)).collect();
    let task = desk.app.task_now(&key(&id)).await.map_err(|_| desk.visit.refuse(&WebError::not_found()))?;
    let on = desk.day(&mut sent, "on");
    let act = deed(&desk, &task, &what, &mut sent);
    let Some(act) = act.filter(|_| sent.wrong.is_empty()) else {
        return if sent.wrong.is_empty() {
            Err(desk.visit.refuse(&WebError::not_found()))
        } else {
            tasks::page(&state, &desk, &id, sent).await
        };
    };
    let base = sent.typed("base").parse().ok().map(FactSeq);
    let written = Written { key: key(&id), base, on, what: act };
    match desk.app.act_with_files(actor.by(sent.typed("command")), written, files).await {
        Ok(_) => Ok(see(&format!("/tasks/{id}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            tasks::page(&state, &desk, &id, sent).await
        }
    }
}

/// A file that goes with what happened to a task: for whoever may look at the task.
pub(super) async fn file(State(state): State<WebState>, desk: Desk, Path((id, hash)): Path<(String, String)>) -> Answer {
    desk.actor()?;
    let found = desk.visit.render(&state, |s| {
        let task = s.board.task(&key(&id)).ok_or_else(WebError::not_found)?;
        desk.reads_task(&task)?;
        let files = task.log.iter().flat_map(|line| &line.files);
        files.clone().find(|file| file.hash == hash).cloned().ok_or_else(WebError::not_found)
    });
    let stored = found.await.map_err(|error| desk.visit.refuse(&error))?;
    let content = desk.app.read_file(&stored).await.map_err(|error| desk.fail(error))?;
    let content = content.ok_or_else(|| desk.visit.refuse(&WebError::not_found()))?;
    Ok(crate::http::fieldwork::sent_file(content, &stored.media, Some(&stored.name)))
}

/// What a form says became of a task; none when there is no such deed, or something in the form is wrong.
fn deed(desk: &Desk, task: &Task, what: &str, sent: &mut Sent) -> Option<TaskAct> {
    let text = sent.typed("text").to_owned();
    let given = |sent: &Sent, name: &str| sent.given(name).map(str::to_owned);
    let request = task.request.as_ref().map_or(FactSeq(0), |request| request.stamp.seq);
    Some(match what {
        "accept" => TaskAct::Accept,
        "decline" => TaskAct::Decline { reason: text },
        "note" => {
            let percent = sent.given("percent").map(|percent| percent.trim_end_matches('%').parse::<u8>());
            if matches!(percent, Some(Err(_))) {
                sent.refuse("percent", "0–100");
            }
            TaskAct::Note { text, percent: percent.and_then(Result::ok), evidence: given(sent, "evidence") }
        }
        "report" => TaskAct::Report { product: given(sent, "text"), evidence: given(sent, "evidence") },
        "round" => TaskAct::Round { due: task.due?, product: given(sent, "text") },
        "confirm" => TaskAct::Confirm,
        "send-back" => TaskAct::SendBack { reason: text },
        "ask-extension" => TaskAct::AskExtension { to: later(desk, sent)?, reason: text },
        "grant-extension" => {
            let asked = task.request.as_ref().map(|request| request.to);
            let to = desk.day(sent, "to").or(asked);
            TaskAct::DecideExtension { request, to: Some(to?), reason: given(sent, "text") }
        }
        "refuse-extension" => TaskAct::DecideExtension { request, to: None, reason: given(sent, "text") },
        "extend" => TaskAct::Extend { to: Some(later(desk, sent)?), reason: text },
        "reopen" => TaskAct::Reopen { reason: text },
        "stop" => TaskAct::Stop { reason: text, replaced_by: None },
        _ => return None,
    })
}

fn later(desk: &Desk, sent: &mut Sent) -> Option<vedich_values::Date> {
    let to = desk.day(sent, "to");
    if to.is_none() && sent.wrong.is_empty() {
        sent.refuse("to", desk.frame().text("web.confirm.no-date"));
    }
    to
}
