//! Changing a roadmap: forms that keep what was typed, the table edited in place, and the small deeds of one button. Every change is
//! made for the date of the page, from the version the person saw.

use super::planning::{Planning, seen};
use super::show;
use crate::http::fieldwork::remarks_told;
use crate::http::people::Desk;
use crate::http::{Answer, WebError};
use crate::pages::roadmaps::forms as pages;
use crate::pages::roadmaps::one::{self, Tools};
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::roadmaps::{self, conflicts, forms, grid, task_form};
use axum::extract::Path;
use axum::response::Response;
use uuid::Uuid;
use vedich_app::roadmaps::Which;
use vedich_facts::roadmap::RoadmapEdit;
use vedich_facts::{EvidenceOf, Exhibit};
use vedich_rights::Action;
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::typed;
use vedich_values::{FactSeq, TaskId};

/// Fields of a form of the whole table, at most: nine cells of a thousand tasks.
const MOST_FIELDS: usize = 10_000;

pub(in crate::http) async fn show_make(desk: Desk, Path(unit): Path<String>) -> Answer {
    make_page(&Planning::of(desk, &unit, Action::Plan)?, None).await
}

async fn make_page(at: &Planning, sent: Option<Sent>) -> Answer {
    let (unit, tools) = (at.unit, at.tools(FactSeq(0)));
    let wrong = sent.is_some();
    let show = move |s: Scene<'_>| {
        s.registry().get(unit).ok_or_else(WebError::not_found)?;
        let mut view = forms::make(s, unit, sent);
        view.form.tools = tools;
        Ok(pages::make(s.f, &view))
    };
    at.page(wrong, show).await
}

pub(in crate::http) async fn make(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (at, mut sent) = sent(desk, &unit, &body)?;
    if let Some(command) = forms::read_make(at.desk.frame(), at.unit, &mut sent) {
        let made = at.desk.app.make_roadmap(at.actor.by(sent.typed("command")), command).await;
        if at.outcome(&mut sent, made.map(|(_, committed)| committed))? {
            return Ok(at.back(&[]));
        }
    }
    make_page(&at, Some(sent)).await
}

/// Whoever sends a form of the roadmap that was shown to them.
fn sent(desk: Desk, unit: &str, body: &str) -> Result<(Planning, Sent), Response> {
    let at = Planning::of(desk, unit, Action::Plan)?;
    let sent = at.desk.sent_with(body, MOST_FIELDS)?;
    Ok((at, sent))
}

pub(in crate::http) async fn show_task(desk: Desk, Path(unit): Path<String>) -> Answer {
    let at = Planning::of(desk, &unit, Action::Plan)?;
    let record = at.record(None).await?;
    task_page(&at, &record, at.desk.frame().param("task"), None).await
}

async fn task_page(at: &Planning, record: &RoadmapRecord, id: Option<&str>, sent: Option<Sent>) -> Answer {
    let tools = Tools {
        base: sent.as_ref().map_or_else(|| record.version.to_string(), |sent| sent.typed("base").to_owned()),
        ..at.tools(record.version)
    };
    let wrong = sent.is_some();
    let there = evidence_of(at, record, id).await?;
    let remarks = remarks_told(&at.desk, &at.actor, at.unit).await.map_err(|error| at.desk.fail(error))?;
    let show = |s: Scene<'_>| {
        let mut view = forms::task(s, record, id, sent).ok_or_else(WebError::not_found)?;
        view.form.tools = tools;
        if let Some(evidence) = &mut view.evidence {
            (evidence.there, evidence.remarks) = (there, remarks);
            evidence.enters = at.desk.app.may_within(&at.actor.hand, Action::Enter, at.unit);
            evidence.takes_files = at.desk.app.evidence_store().is_some();
        }
        Ok(pages::task(s.f, &view))
    };
    at.page(wrong, show).await
}

/// What is attached to a task and was not withdrawn, as far as its reader may see it.
async fn evidence_of(at: &Planning, record: &RoadmapRecord, id: Option<&str>) -> Result<Vec<Link>, Response> {
    let Some(id) = id.filter(|_| at.desk.app.may_within(&at.actor.hand, Action::Read, at.unit)) else { return Ok(Vec::new()) };
    let about = EvidenceOf::Task { roadmap: record.key.clone(), task: TaskId::new(id) };
    let all = at.desk.app.evidence_of(&at.actor.hand, at.unit).await.map_err(|error| at.desk.fail(error))?;
    let shown = all.iter().filter(|one| one.withdrawn.is_none()).filter_map(|one| {
        let (what, of, title) = one.parts()?;
        let href = match what {
            Exhibit::Link(link) => link.clone(),
            Exhibit::File(_) => format!("/evidence/{}/{}", at.unit, one.seq()),
        };
        (*of == about).then(|| Link::new(title, href))
    });
    Ok(shown.collect())
}

pub(in crate::http) async fn save_task(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (at, mut sent) = sent(desk, &unit, &body)?;
    let record = at.record(seen(&sent)).await?;
    let id = sent.given("task").map(str::to_owned);
    let task = id.as_deref().and_then(|id| record.tasks.iter().find(|task| task.id.as_str() == id));
    let new = new_task(&sent, "");
    if let Some(edits) = task_form::read(at.desk.frame(), &record, task, &new, &mut sent)
        && edit(&at, &record, &mut sent, edits).await?
    {
        return Ok(at.back(&[]));
    }
    task_page(&at, &record, id.as_deref(), Some(sent)).await
}

/// The identity of a task a form makes: the form carries it, so that sent twice it is one task.
fn new_task(sent: &Sent, more: &str) -> TaskId {
    let command = Uuid::parse_str(sent.typed("command")).unwrap_or_else(|_| Uuid::now_v7()).simple().to_string();
    TaskId::new(&format!("v{}{more}", &command[20..]))
}

/// Writes edits; a form that changes nothing is done.
async fn edit(at: &Planning, record: &RoadmapRecord, sent: &mut Sent, edits: Vec<RoadmapEdit>) -> Result<bool, Response> {
    if edits.is_empty() {
        return Ok(true);
    }
    let by = at.actor.by(sent.typed("command"));
    let done = at.desk.app.edit_roadmap(by, at.which(record, sent), edits).await;
    at.outcome(sent, done)
}

pub(in crate::http) async fn show_head(desk: Desk, Path(unit): Path<String>) -> Answer {
    let at = Planning::of(desk, &unit, Action::Plan)?;
    let record = at.record(None).await?;
    head_page(&at, &record, None).await
}

async fn head_page(at: &Planning, record: &RoadmapRecord, sent: Option<Sent>) -> Answer {
    let (tools, wrong) = (at.tools(record.version), sent.is_some());
    let show = |s: Scene<'_>| {
        let mut view = forms::head(s, record, sent);
        view.form.tools = tools;
        Ok(pages::head(s.f, &view))
    };
    at.page(wrong, show).await
}

pub(in crate::http) async fn save_head(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (at, mut sent) = sent(desk, &unit, &body)?;
    let record = at.record(seen(&sent)).await?;
    if let Some(fields) = forms::read_head(at.desk.frame(), &record, &mut sent) {
        let edits = if fields.is_empty() { Vec::new() } else { vec![RoadmapEdit::SetHeader(fields)] };
        if edit(&at, &record, &mut sent, edits).await? {
            return Ok(at.back(&[]));
        }
    }
    head_page(&at, &record, Some(sent)).await
}

pub(in crate::http) async fn history(desk: Desk, Path(unit): Path<String>) -> Answer {
    let at = Planning::of(desk, &unit, Action::Plan)?;
    let record = at.record(None).await?;
    history_page(&at, &record, Sent::default()).await
}

async fn history_page(at: &Planning, record: &RoadmapRecord, sent: Sent) -> Answer {
    let tools = at.tools(record.version);
    let wrong = !sent.wrong.is_empty();
    let show = |s: Scene<'_>| {
        // A deed that was refused leads here from an address of its own.
        let f = crate::frame::Frame { path: format!("/roadmaps/{}/history", at.unit), ..s.f.clone() };
        let mut view = forms::history(Scene { f: &f, ..s }, record, &at.rights);
        (view.form.tools, view.form.sent) = (tools, sent);
        Ok(pages::history(&f, &view))
    };
    at.page(wrong, show).await
}

type Read = Result<Vec<RoadmapEdit>, Vec<typed::Wrong>>;

/// What was changed and what was added, or everything wrong with both.
fn both(changed: Read, added: Read) -> Read {
    match (changed, added) {
        (Ok(changed), Ok(added)) => Ok([changed, added].concat()),
        (changed, added) => Err([changed.err(), added.err()].into_iter().flatten().flatten().collect()),
    }
}

/// The table edited in place.
pub(in crate::http) async fn save_table(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (at, mut sent) = sent(desk, &unit, &body)?;
    let record = at.record(seen(&sent)).await?;
    let cells = grid::typed(&sent.typed);
    let added = typed::read_added(&record, &cells, |number| new_task(&sent, &format!("-{number}")));
    let wrong = match both(typed::read(&record, &cells), added) {
        Ok(edits) => {
            if edit(&at, &record, &mut sent, edits).await? {
                return Ok(at.back(&[("edit", "1")]));
            }
            Vec::new()
        }
        Err(wrong) => {
            sent.refuse("", at.desk.frame().say("gantt.wrong.cells", &[("n", &wrong.len().to_string())]));
            wrong
        }
    };
    let timed = show::timed(&at.desk.state, &at.desk.visit, &unit).await;
    let (_, timed) = timed.map_err(|error| at.desk.visit.refuse(&error))?;
    let tools = show::tools(&at.desk.state, Some(&at.actor), &at.desk.visit, at.unit, timed.as_ref());
    let tools = Tools { base: sent.typed("base").to_owned(), ..tools };
    let show = |s: Scene<'_>| {
        let f = crate::frame::Frame { path: format!("/roadmaps/{}", at.unit), ..s.f.clone() };
        let s = Scene { f: &f, ..s };
        let mut view = roadmaps::view(s, at.unit, timed.as_ref(), tools, Some(&at.rights));
        if let (Some(roadmap), Some(Ok(timed))) = (&mut view.roadmap, &timed) {
            let action = f.link(&format!("/roadmaps/{}/table", at.unit));
            grid::open(&f, &timed.planned.record, roadmap, &cells, &wrong, action, sent);
        }
        Ok(one::render(&f, &view))
    };
    at.page(true, show).await
}

/// The small deeds: taking a task out, agreeing the plan, taking a change back, choosing one of two versions.
pub(in crate::http) async fn deed(desk: Desk, Path((unit, what)): Path<(String, String)>, body: String) -> Answer {
    let (at, mut sent) = sent(desk, &unit, &body)?;
    let record = at.record(None).await?;
    let (app, by) = (&at.desk.app, at.actor.by(sent.typed("command")));
    let which = at.which(&record, &sent);
    let done = match what.as_str() {
        "remove" => app.edit_roadmap(by, which, vec![RoadmapEdit::RemoveTask { task: TaskId::new(sent.typed("task")) }]).await,
        "agree" => app.agree_baseline(by, which, sent.typed("name"), sent.given("note").map(str::to_owned)).await,
        "undo" => app.undo_roadmap(by, Which { base: None, ..which }, sent.typed("change").parse().ok().map(FactSeq)).await,
        "choose" => match conflicts::choose(&record, sent.typed("spot"), sent.typed("version")) {
            Some(edit) => app.edit_roadmap(by, Which { base: Some(record.version), ..which }, vec![edit]).await,
            // Somebody chose before: the page shows what they chose.
            None => return Ok(at.back(&[])),
        },
        _ => return Err(at.desk.visit.refuse(&WebError::not_found())),
    };
    if at.outcome(&mut sent, done)? { Ok(at.back(&[])) } else { history_page(&at, &record, sent).await }
}
