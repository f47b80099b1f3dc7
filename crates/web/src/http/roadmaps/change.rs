//! Changing a roadmap: forms that keep what was typed, the table edited in place, and the small deeds of one button. Every change is
//! made for the date of the page, from the version the person saw.

use super::show;
use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status};
use crate::http::{WebError, address};
use crate::pages::roadmaps::forms as pages;
use crate::pages::roadmaps::one::{self, Tools};
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::roadmaps::{self, conflicts, forms, grid, task_form};
use axum::extract::Path;
use axum::response::Response;
use maud::Markup;
use std::sync::Arc;
use uuid::Uuid;
use vedich_app::roadmaps::Which;
use vedich_app::{AppError, Committed};
use vedich_facts::roadmap::RoadmapEdit;
use vedich_rights::{Action, On, Rights};
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::typed;
use vedich_values::{FactSeq, RoadmapKey, TaskId, UnitId};

/// Fields of a form of the whole table, at most: eight cells of a thousand tasks.
const MOST_FIELDS: usize = 9_000;

/// Somebody at the forms of a unit's roadmap.
pub(super) struct Planning {
    pub(super) desk: Desk,
    pub(super) actor: Actor,
    pub(super) unit: UnitId,
    pub(super) key: Option<RoadmapKey>,
    pub(super) rights: Arc<Rights>,
}

impl Planning {
    /// Whoever may do something here, or the way to where they may.
    pub(super) fn of(desk: Desk, unit: &str, action: Action) -> Result<Self, Response> {
        let actor = desk.actor()?;
        let unit = address::unit(unit).map_err(|error| desk.visit.refuse(&error))?;
        if let Err(refusal) = desk.app.may(&actor.hand, action, &On::unit(unit)) {
            return Err(desk.fail(refusal));
        }
        let key = desk.frame().param("roadmap").map(RoadmapKey::new);
        let rights = desk.app.rights();
        Ok(Self { desk, actor, unit, key, rights })
    }

    /// The roadmap of the page, as its maker saw it when they were shown that version; none: as it is on the page's date.
    pub(super) async fn record(&self, seen: Option<FactSeq>) -> Result<Arc<RoadmapRecord>, Response> {
        let (unit, key) = (self.unit, self.key.as_ref());
        let found = self.desk.visit.render(&self.desk.state, |s| {
            let record = match key {
                Some(key) => s.board.roadmap_by_key(unit, key),
                None => s.board.roadmap(unit),
            };
            let record = record.ok_or_else(WebError::not_found)?;
            let Some(seen) = seen.filter(|seen| *seen != record.version) else { return Ok(Arc::clone(record)) };
            let changes = s.board.roadmap_changes(unit).map(|one| &**one).filter(|one| one.seq <= seen);
            RoadmapRecord::replay(unit, &record.key, changes).map(Arc::new).ok_or_else(WebError::not_found)
        });
        found.await.map_err(|error| self.desk.visit.refuse(&error))
    }

    pub(super) fn which(&self, record: &RoadmapRecord, sent: &Sent) -> Which {
        Which { unit: self.unit, key: Some(record.key.clone()), base: base(sent), on: Some(self.desk.frame().as_of) }
    }

    pub(super) fn tools(&self, version: FactSeq) -> Tools {
        Tools { token: self.actor.token.clone(), base: version.to_string(), command: Uuid::now_v7().to_string(), ..Tools::default() }
    }

    pub(super) async fn page(&self, sent_wrong: bool, render: impl FnOnce(Scene<'_>) -> Result<Markup, WebError> + Send) -> Response {
        let wrong = Sent { typed: Vec::new(), wrong: if sent_wrong { vec![("", String::new())] } else { Vec::new() } };
        match self.desk.visit.render(&self.desk.state, render).await {
            Ok(page) => private(status(&wrong), page),
            Err(error) => self.desk.visit.refuse(&error),
        }
    }

    /// The roadmap, with what was just done.
    pub(super) fn back(&self, more: &[(&str, &str)]) -> Response {
        self.back_to("", more)
    }

    /// A page of the roadmap, with what was just done.
    pub(super) fn back_to(&self, page: &str, more: &[(&str, &str)]) -> Response {
        let mut query = vec![("done", "1")];
        query.extend(self.key.as_ref().map(|key| ("roadmap", key.as_str())));
        query.extend(more);
        see(&self.desk.frame().link_with(&format!("/roadmaps/{}{page}", self.unit), &query))
    }

    /// What was refused is told in the form; other failures are a page of their own.
    pub(super) fn outcome(&self, sent: &mut Sent, done: Result<Committed, AppError>) -> Result<bool, Response> {
        match done {
            Ok(_) => Ok(true),
            Err(error) => crate::http::people::told(&self.desk, sent, error).map(|()| false),
        }
    }
}

fn base(sent: &Sent) -> Option<FactSeq> {
    sent.typed("base").parse().ok().map(FactSeq)
}

pub(in crate::http) async fn show_make(desk: Desk, Path(unit): Path<String>) -> Response {
    match Planning::of(desk, &unit, Action::Plan) {
        Ok(at) => make_page(&at, None).await,
        Err(elsewhere) => elsewhere,
    }
}

async fn make_page(at: &Planning, sent: Option<Sent>) -> Response {
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

pub(in crate::http) async fn make(desk: Desk, Path(unit): Path<String>, body: String) -> Response {
    let (at, mut sent) = match sent(desk, &unit, &body) {
        Ok(at) => at,
        Err(elsewhere) => return elsewhere,
    };
    if let Some(command) = forms::read_make(at.desk.frame(), at.unit, &mut sent) {
        let made = at.desk.app.make_roadmap(at.actor.by(sent.typed("command")), command).await;
        match at.outcome(&mut sent, made.map(|(_, committed)| committed)) {
            Ok(true) => return at.back(&[]),
            Ok(false) => {}
            Err(elsewhere) => return elsewhere,
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

pub(in crate::http) async fn show_task(desk: Desk, Path(unit): Path<String>) -> Response {
    let at = match Planning::of(desk, &unit, Action::Plan) {
        Ok(at) => at,
        Err(elsewhere) => return elsewhere,
    };
    match at.record(None).await {
        Ok(record) => task_page(&at, &record, at.desk.frame().param("task"), None).await,
        Err(elsewhere) => elsewhere,
    }
}

async fn task_page(at: &Planning, record: &RoadmapRecord, id: Option<&str>, sent: Option<Sent>) -> Response {
    let tools = Tools {
        base: sent.as_ref().map_or_else(|| record.version.to_string(), |sent| sent.typed("base").to_owned()),
        ..at.tools(record.version)
    };
    let wrong = sent.is_some();
    let show = |s: Scene<'_>| {
        let mut view = forms::task(s, record, id, sent).ok_or_else(WebError::not_found)?;
        view.form.tools = tools;
        Ok(pages::task(s.f, &view))
    };
    at.page(wrong, show).await
}

pub(in crate::http) async fn save_task(desk: Desk, Path(unit): Path<String>, body: String) -> Response {
    let (at, mut sent) = match sent(desk, &unit, &body) {
        Ok(at) => at,
        Err(elsewhere) => return elsewhere,
    };
    let record = match at.record(base(&sent)).await {
        Ok(record) => record,
        Err(elsewhere) => return elsewhere,
    };
    let id = sent.given("task").map(str::to_owned);
    let task = id.as_deref().and_then(|id| record.tasks.iter().find(|task| task.id.as_str() == id));
    // The form carries what it will make: sent twice, it is one task.
    let command = Uuid::parse_str(sent.typed("command")).unwrap_or_else(|_| Uuid::now_v7()).simple().to_string();
    let new = TaskId::new(&format!("v{}", &command[20..]));
    if let Some(edits) = task_form::read(at.desk.frame(), &record, task, &new, &mut sent) {
        match edit(&at, &record, &mut sent, edits).await {
            Ok(true) => return at.back(&[]),
            Ok(false) => {}
            Err(elsewhere) => return elsewhere,
        }
    }
    task_page(&at, &record, id.as_deref(), Some(sent)).await
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

pub(in crate::http) async fn show_head(desk: Desk, Path(unit): Path<String>) -> Response {
    let at = match Planning::of(desk, &unit, Action::Plan) {
        Ok(at) => at,
        Err(elsewhere) => return elsewhere,
    };
    match at.record(None).await {
        Ok(record) => head_page(&at, &record, None).await,
        Err(elsewhere) => elsewhere,
    }
}

async fn head_page(at: &Planning, record: &RoadmapRecord, sent: Option<Sent>) -> Response {
    let (tools, wrong) = (at.tools(record.version), sent.is_some());
    let show = |s: Scene<'_>| {
        let mut view = forms::head(s, record, sent);
        view.form.tools = tools;
        Ok(pages::head(s.f, &view))
    };
    at.page(wrong, show).await
}

pub(in crate::http) async fn save_head(desk: Desk, Path(unit): Path<String>, body: String) -> Response {
    let (at, mut sent) = match sent(desk, &unit, &body) {
        Ok(at) => at,
        Err(elsewhere) => return elsewhere,
    };
    let record = match at.record(base(&sent)).await {
        Ok(record) => record,
        Err(elsewhere) => return elsewhere,
    };
    if let Some(fields) = forms::read_head(at.desk.frame(), &record, &mut sent) {
        let edits = if fields.is_empty() { Vec::new() } else { vec![RoadmapEdit::SetHeader(fields)] };
        match edit(&at, &record, &mut sent, edits).await {
            Ok(true) => return at.back(&[]),
            Ok(false) => {}
            Err(elsewhere) => return elsewhere,
        }
    }
    head_page(&at, &record, Some(sent)).await
}

pub(in crate::http) async fn history(desk: Desk, Path(unit): Path<String>) -> Response {
    let at = match Planning::of(desk, &unit, Action::Plan) {
        Ok(at) => at,
        Err(elsewhere) => return elsewhere,
    };
    match at.record(None).await {
        Ok(record) => history_page(&at, &record, Sent::default()).await,
        Err(elsewhere) => elsewhere,
    }
}

async fn history_page(at: &Planning, record: &RoadmapRecord, sent: Sent) -> Response {
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

/// The table edited in place.
pub(in crate::http) async fn save_table(desk: Desk, Path(unit): Path<String>, body: String) -> Response {
    let (at, mut sent) = match sent(desk, &unit, &body) {
        Ok(at) => at,
        Err(elsewhere) => return elsewhere,
    };
    let record = match at.record(base(&sent)).await {
        Ok(record) => record,
        Err(elsewhere) => return elsewhere,
    };
    let cells = grid::typed(&sent.typed);
    let wrong = match typed::read(&record, &cells) {
        Ok(edits) => match edit(&at, &record, &mut sent, edits).await {
            Ok(true) => return at.back(&[("edit", "1")]),
            Ok(false) => Vec::new(),
            Err(elsewhere) => return elsewhere,
        },
        Err(wrong) => {
            sent.refuse("", at.desk.frame().say("gantt.wrong.cells", &[("n", &wrong.len().to_string())]));
            wrong
        }
    };
    let (_, timed) = match show::timed(&at.desk.state, &at.desk.visit, &unit).await {
        Ok(timed) => timed,
        Err(error) => return at.desk.visit.refuse(&error),
    };
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
pub(in crate::http) async fn deed(desk: Desk, Path((unit, what)): Path<(String, String)>, body: String) -> Response {
    let (at, mut sent) = match sent(desk, &unit, &body) {
        Ok(at) => at,
        Err(elsewhere) => return elsewhere,
    };
    let record = match at.record(None).await {
        Ok(record) => record,
        Err(elsewhere) => return elsewhere,
    };
    let (app, by) = (&at.desk.app, at.actor.by(sent.typed("command")));
    let which = at.which(&record, &sent);
    let done = match what.as_str() {
        "remove" => app.edit_roadmap(by, which, vec![RoadmapEdit::RemoveTask { task: TaskId::new(sent.typed("task")) }]).await,
        "agree" => app.agree_baseline(by, which, sent.typed("name"), sent.given("note").map(str::to_owned)).await,
        "undo" => app.undo_roadmap(by, Which { base: None, ..which }, sent.typed("change").parse().ok().map(FactSeq)).await,
        "choose" => match conflicts::choose(&record, sent.typed("spot"), sent.typed("version")) {
            Some(edit) => app.edit_roadmap(by, Which { base: Some(record.version), ..which }, vec![edit]).await,
            // Somebody chose before: the page shows what they chose.
            None => return at.back(&[]),
        },
        _ => return at.desk.visit.refuse(&WebError::not_found()),
    };
    match at.outcome(&mut sent, done) {
        Ok(true) => at.back(&[]),
        Ok(false) => history_page(&at, &record, sent).await,
        Err(elsewhere) => elsewhere,
    }
}
