//! Steering: tasks, meetings, proposals, the page of a leader. For people who signed in; what they may do is decided at the door.

pub(crate) mod api;
mod counts;
mod fields;
mod leaders;
mod meeting_deeds;
mod meetings;
mod papers;
mod proposals;
mod reach;
mod task_deeds;
mod tasks;
pub(crate) mod write_api;

use super::listed::Listed;
use super::people::Desk;
use super::{Answer, WebError, WebState};
use crate::pages::steering::Carried;
use crate::present::Scene;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_documents::{CsvStyle, Table, write_csv, write_xlsx};
use vedich_facts::steering::CountSpan;
use vedich_rights::{Action, On};
use vedich_steering::{Meeting, Proposal, Task};
use vedich_units::{COUNTRY, Resolution};
use vedich_values::{Date, FactSeq, ItemKey, UnitId};

/// Lines of a list on one page.
pub(super) const PAGE: usize = 50;
/// Lines of a list in a file.
pub(super) const EXPORTED: usize = 20_000;

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/steering", get(leaders::overview))
        .route("/leaders", get(leaders::own))
        .route("/leaders/{unit}", get(leaders::of))
        .route("/leaders/{unit}/{file}", get(leaders::table))
        .route("/api/v1/leaders/{unit}", get(api::leaders))
        .route("/tasks", get(tasks::list))
        .route("/tasks/export/{file}", get(tasks::export))
        .route("/tasks/count", get(counts::show).post(counts::close))
        .route("/tasks/count/export/{file}", get(counts::export))
        .route("/tasks/new", get(task_deeds::show_new).post(task_deeds::assign))
        .route("/tasks/papers", post(papers::of_tasks))
        .route("/tasks/{task}", get(tasks::show))
        .route("/tasks/{task}/rounds.xlsx", get(tasks::rounds))
        .route("/tasks/{task}/edit", get(task_deeds::show_edit).post(task_deeds::edit))
        .route("/tasks/{task}/files/{hash}", get(task_deeds::file))
        .route("/meetings", get(meetings::list))
        .route("/meetings/export/{file}", get(meetings::export))
        .route("/meetings/new", get(meetings::show_new).post(meetings::plan))
        .route("/meetings/{meeting}", get(meetings::show))
        .route("/meetings/{meeting}/prepare", get(meetings::prepare))
        .route("/meetings/{meeting}/prepare.xlsx", get(meetings::preparation))
        .route("/meetings/{meeting}/tables.xlsx", get(meetings::tables))
        .route("/meetings/{meeting}/invitation.ics", get(meetings::invitation))
        .route("/meetings/{meeting}/edit", get(meetings::show_edit).post(meetings::edit))
        .route("/meetings/{meeting}/papers", post(papers::of_meeting))
        .route("/meetings/{meeting}/{what}", post(meeting_deeds::write))
        .route("/proposals", get(proposals::list))
        .route("/proposals/export/{file}", get(proposals::export))
        .route("/proposals/new", get(proposals::show_new).post(proposals::send))
        .route("/proposals/papers", post(papers::of_proposals))
        .route("/proposals/{proposal}", get(proposals::show))
        .route("/proposals/{proposal}/{what}", post(proposals::write))
        .route("/api/v1/tasks", get(api::tasks).post(write_api::assign_task))
        .route("/api/v1/tasks/count", get(api::count).post(write_api::close_count))
        .route("/api/v1/tasks/{task}", get(api::task))
        .route("/api/v1/tasks/{task}/edit", post(write_api::edit_task))
        .route("/api/v1/tasks/{task}/replace", post(write_api::replace_task))
        .route("/api/v1/meetings", get(api::meetings).post(write_api::plan_meeting))
        .route("/api/v1/meetings/{meeting}", get(api::meeting))
        .route("/api/v1/meetings/{meeting}/edits", post(write_api::edit_meeting))
        .route("/api/v1/meetings/{meeting}/conclusions", post(write_api::conclude))
        .route("/api/v1/meetings/{meeting}/invite", post(write_api::invite))
        .route("/api/v1/proposals", get(api::proposals).post(write_api::send_proposal))
        .route("/api/v1/proposals/{proposal}", get(api::proposal))
        .route("/api/v1/proposals/{proposal}/answer", post(write_api::answer_proposal))
        .route("/api/v1/proposals/{proposal}/verdict", post(write_api::judge_proposal))
}

/// The addresses that take files, whose bodies may be larger and slower than others.
pub(super) fn uploads() -> Listed {
    Listed::new().route("/tasks/{task}/{what}", post(task_deeds::act)).route("/api/v1/tasks/{task}/{what}", post(write_api::act_on_task))
}

impl Desk {
    /// The unit the reader works in: of their first post today, or what that unit went into; else the country.
    fn home(&self) -> UnitId {
        let Some(signed) = &self.signed else { return COUNTRY };
        let (rights, today) = (self.app.rights(), self.app.today());
        let unit = rights.acting(signed.person.id, today).next().map_or(signed.person.home, |post| post.unit);
        self.app.acting_for(unit, today).first().copied().unwrap_or(unit)
    }

    /// The units in whose name the reader may do something new today: id and name.
    fn units_for(&self, action: Action) -> Vec<(String, String)> {
        self.units_on(action, self.app.today())
    }

    /// The units in whose name the reader may do something about a day: those of their posts, or what they had become by then.
    fn units_on(&self, action: Action, on: Date) -> Vec<(String, String)> {
        let today = self.app.today();
        let Some(signed) = &self.signed else { return vec![(COUNTRY.to_string(), self.frame().text("level.country").to_owned())] };
        let rights = self.app.rights();
        let may = |post: &&vedich_rights::Post| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&action));
        let posts: Vec<UnitId> = rights.acting(signed.person.id, today).filter(may).map(|post| post.unit).collect();
        let mut units: Vec<UnitId> = Vec::new();
        for unit in posts.into_iter().flat_map(|unit| self.app.acting_for(unit, on)) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        units.into_iter().map(|unit| (unit.to_string(), self.unit_name(unit))).collect()
    }

    /// The name of a unit today, or on its last day.
    fn unit_name(&self, unit: UnitId) -> String {
        let (registry, today) = (self.app.reference().registry, self.app.today());
        let day = registry.get(unit).and_then(|unit| unit.span.to).map_or(today, |last| last.min(today));
        registry.at(unit, day).map_or_else(|| unit.to_string(), |at| at.name.to_owned())
    }

    fn may(&self, action: Action, unit: UnitId) -> bool {
        self.acting.as_ref().is_some_and(|actor| self.app.may(&actor.hand, action, &On::unit(unit)).is_ok())
    }

    /// People the reader may name, as fields offer them.
    fn people(&self) -> Vec<String> {
        self.acting.as_ref().map(|actor| self.app.people_to_name(&actor.hand)).unwrap_or_default()
    }

    /// Who the reader is in the record.
    fn login(&self) -> String {
        self.acting.as_ref().map(|actor| actor.hand.actor().to_owned()).unwrap_or_default()
    }

    fn carried(&self, base: FactSeq) -> Carried {
        let token = self.acting.as_ref().map(|actor| actor.token.clone()).unwrap_or_default();
        Carried { token, base: if base.get() == 0 { String::new() } else { base.to_string() } }
    }

    /// The unit of a parameter, by our id or by name; the reader's own when there is none. Steering is read within one's own area.
    fn area(&self, name: &str) -> Result<UnitId, WebError> {
        let unit = match self.frame().param(name) {
            None => return Ok(self.home()),
            Some(text) => self
                .unit_of(text, self.frame().as_of)
                .map_err(|near| WebError::bad_request(self.frame().say("web.confirm.no-unit", &[("near", &near)])))?,
        };
        self.reads([unit])?;
        Ok(unit)
    }

    /// A choice of an address by its word; none where it chooses nothing.
    ///
    /// # Errors
    /// 400 with the words there are.
    fn choice<T>(&self, name: &str, known: &[T], word: impl Fn(&T) -> &'static str) -> Result<Option<T>, WebError>
    where
        T: Copy,
    {
        let Some(text) = self.frame().param(name).filter(|text| !text.is_empty()) else { return Ok(None) };
        let found = known.iter().find(|one| word(one) == text).copied();
        found.map(Some).ok_or_else(|| self.unusable(name, text, &known.iter().map(word).collect::<Vec<_>>().join(", ")))
    }

    /// What a parameter says cannot be; `allowed` is what it can say.
    fn unusable(&self, name: &str, value: &str, allowed: &str) -> WebError {
        WebError::unusable(self.frame(), name, value, allowed)
    }

    /// Where a list goes on: `next` of the page before.
    fn after<T: std::str::FromStr>(&self) -> Result<Option<T>, WebError> {
        let f = self.frame();
        let bad = |text: &str| self.unusable("after", text, f.text("api.kind.next"));
        f.param("after").filter(|text| !text.is_empty()).map(|text| text.parse().map_err(|_| bad(text))).transpose()
    }

    /// Which span of counts: `week`, unless the address says otherwise.
    fn span(&self) -> Result<CountSpan, WebError> {
        let word = |span: &CountSpan| if *span == CountSpan::Month { "month" } else { "week" };
        Ok(self.choice("span", &[CountSpan::Week, CountSpan::Month], word)?.unwrap_or(CountSpan::Week))
    }

    /// The period of an address: `since` and `until`, each with its day.
    fn period(&self) -> Result<(Option<Date>, Option<Date>), WebError> {
        let f = self.frame();
        let day = |name: &str| {
            let text = f.param(name).map(str::trim).filter(|text| !text.is_empty());
            let bad = |text: &str| WebError::bad_request(f.say("web.error.bad-date", &[("text", text)]));
            text.map(|text| vedich_values::date::parse_date(text).ok_or_else(|| bad(text))).transpose()
        };
        Ok((day("since")?, day("until")?))
    }

    /// Whether the reader has a post over one of these units, or over what became of it.
    fn reads(&self, units: impl IntoIterator<Item = UnitId>) -> Result<(), WebError> {
        let Some(actor) = &self.acting else { return Err(WebError::forbidden()) };
        let found = units.into_iter().any(|unit| self.app.may_within(&actor.hand, Action::Read, unit));
        if found { Ok(()) } else { Err(WebError::forbidden()) }
    }

    /// A task the reader may look at: they answer for it, or it is assigned, led, helped with or about somewhere in their area.
    fn reads_task(&self, task: &Task) -> Result<(), WebError> {
        let assignment = &task.assignment;
        if self.acting.as_ref().is_some_and(|actor| self.app.may_speak_for_lead(&actor.hand, task)) {
            return Ok(());
        }
        let helping = assignment.cooperating.iter().map(|party| party.unit);
        self.reads([task.assigner, assignment.lead.unit].into_iter().chain(helping).chain(assignment.places.iter().copied()))
    }

    /// A meeting the reader may look at: held in their area, about it, or giving it a task.
    fn reads_meeting(&self, s: Scene<'_>, meeting: &Meeting) -> Result<(), WebError> {
        if self.reads(std::iter::once(meeting.unit).chain(meeting.plan.places.iter().copied())).is_ok() {
            return Ok(());
        }
        let all = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Source(meeting.key.clone()), EXPORTED) };
        self.reads(s.board.tasks(&all).items.iter().map(|task| task.assignment.lead.unit))
    }

    /// A proposal the reader may look at: sent from their area, or at some time with an office there.
    fn reads_proposal(&self, proposal: &Proposal) -> Result<(), WebError> {
        self.reads(std::iter::once(proposal.unit).chain(proposal.was_with()))
    }

    /// The unit people wrote, by our id or by name on a day; what comes near otherwise.
    fn unit_of(&self, text: &str, on: Date) -> Result<UnitId, String> {
        let registry = self.app.reference().registry;
        if let Ok(id) = text.parse::<UnitId>()
            && registry.get(id).is_some()
        {
            return Ok(id);
        }
        if [self.frame().text("level.country"), self.frame().text("steering.centre")].contains(&text.trim()) {
            return Ok(COUNTRY);
        }
        match registry.resolve(text, on) {
            Resolution::One(unit) => Ok(unit),
            Resolution::Ambiguous(found) | Resolution::NotFound(found) => {
                // A unit that has ended, written out with those above it, as forms show it.
                let known = registry.find(text, None, 8).into_iter().find(|one| registry.path(one.unit, one.on) == text.trim());
                if let Some(known) = known {
                    return Ok(known.unit);
                }
                let near = found.iter().take(4).map(|one| registry.path(one.unit, one.on)).collect::<Vec<_>>().join("; ");
                Err(if near.is_empty() { "–".to_owned() } else { near })
            }
        }
    }
}

/// The key of an item out of an address.
fn key(text: &str) -> ItemKey {
    ItemKey::new(text)
}

/// A list as a file.
fn file(desk: &Desk, table: &Table, file: &str) -> Answer {
    let written = match file.rsplit_once('.') {
        Some((_, "csv")) => write_csv(table, CsvStyle::PEOPLE).map(|bytes| (bytes, "text/csv; charset=utf-8")),
        Some((_, "xlsx")) => write_xlsx(table).map(|bytes| (bytes, vedich_documents::WORKBOOK_MEDIA)),
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("a list could not be written: {error}")));
    let (bytes, mime) = written.map_err(failed)?;
    Ok(sent_file(bytes, mime, &format!("vedich-{file}")))
}

/// Tables of one page as a workbook, a sheet each; those without a row are left out where others have some.
fn book(desk: &Desk, tables: &[Table], name: &str) -> Answer {
    let filled: Vec<&Table> = tables.iter().filter(|table| !table.rows.is_empty()).collect();
    let sheets = if filled.is_empty() { tables.iter().take(1).collect() } else { filled };
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("tables could not be written: {error}")));
    let bytes = vedich_documents::write_workbook(&sheets).map_err(failed)?;
    Ok(sent_file(bytes, vedich_documents::WORKBOOK_MEDIA, &format!("vedich-{name}.xlsx")))
}

impl Desk {
    /// What is shown as CSV and XLSX: `path` without its ending, with the parameters of the address and more.
    fn exports(&self, path: &str, more: &[(&str, &str)]) -> Vec<crate::parts::Link> {
        let f = self.frame();
        let kept = f.query.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let kept = kept.filter(|(key, _)| !["after", "done"].contains(key) && !more.iter().any(|(other, _)| other == key));
        let query: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
        let one = |kind: &str| crate::parts::Link::new(kind.to_uppercase(), f.link_with(&format!("{path}.{kind}"), &query));
        ["csv", "xlsx"].map(one).to_vec()
    }
}

fn sent_file(bytes: Vec<u8>, mime: &'static str, name: &str) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}

/// A page that is nobody else's, drawn from the picture of its date.
async fn shown(desk: &Desk, state: &WebState, draw: impl FnOnce(Scene<'_>) -> Result<maud::Markup, WebError> + Send, sent: bool) -> Answer {
    let page = desk.visit.render(state, draw).await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(super::people::private(if sent { axum::http::StatusCode::UNPROCESSABLE_ENTITY } else { axum::http::StatusCode::OK }, page))
}
