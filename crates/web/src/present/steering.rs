//! Tasks, meetings and proposals in words.

pub mod directions;
pub mod leaders;
pub mod meetings;
pub mod prepare;
pub mod proposals;
pub mod tables;

use super::Scene;
use crate::frame::Frame;
use crate::parts::Link;
use vedich_facts::steering::{CountSpan, DueRule, Every, Party, Source, SourceKind, TaskAct, TaskTally};
use vedich_steering::task::{FieldVersion, LogLine, Standing, State};
use vedich_steering::{Stamp, Task};
use vedich_values::{CriterionNo, Date, ItemKey, UnitId};

/// A task in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskLine {
    /// Its identity.
    pub key: String,
    /// What is to be done, leading to its page.
    pub content: Link,
    /// What comes out of it.
    pub product: String,
    /// The unit or office that leads it.
    pub lead: String,
    /// The person who answers for it.
    pub person: String,
    /// The day it was given.
    pub given: String,
    /// The last day.
    pub due: String,
    /// How it counts: the class of its tag.
    pub standing: &'static str,
    /// How it counts, in words: "Quá hạn 15 ngày".
    pub said: String,
    /// Where it stands.
    pub state: String,
    /// How far it is.
    pub percent: Option<u8>,
    /// Where it comes from.
    pub source: String,
    /// Places and criteria it concerns.
    pub about: String,
}

/// Something that happened, on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogEntry {
    /// For which day.
    pub on: String,
    /// What.
    pub what: String,
    /// Details.
    pub text: String,
    /// Who.
    pub who: String,
    /// Files that go with it.
    pub files: Vec<Link>,
    /// Whether it came too late to change anything.
    pub aside: bool,
}

/// A word of the wording's family of steering words.
#[must_use]
pub fn word(f: &Frame, name: &str) -> String {
    f.lang.text(&format!("steering.word.{name}")).to_owned()
}

/// An office in words.
#[must_use]
pub fn party(s: Scene<'_>, party: &Party) -> String {
    let unit = office_of(s, party.unit);
    if party.office.is_empty() { unit } else { format!("{}, {}", party.office, vedich_wording::in_sentence(&unit)) }
}

/// A unit as one that acts: the whole country acts by its central bodies ("Trung ương").
#[must_use]
pub fn office_of(s: Scene<'_>, unit: UnitId) -> String {
    if unit == vedich_units::COUNTRY { s.f.text("steering.centre").to_owned() } else { s.name(unit) }
}

/// Units by name, with commas between.
#[must_use]
pub fn names(s: Scene<'_>, units: &[UnitId]) -> String {
    units.iter().map(|unit| s.name(*unit)).collect::<Vec<_>>().join(", ")
}

/// Criteria by number.
#[must_use]
pub fn criteria(criteria: &[CriterionNo]) -> String {
    criteria.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// How a task counts, in words.
#[must_use]
pub fn standing(f: &Frame, standing: Standing) -> String {
    match standing {
        Standing::Overdue { days } => f.say("steering.overdue-days", &[("days", &f.count(days))]),
        Standing::ReportedLate { days } => f.say("steering.reported-late-days", &[("days", &f.count(days))]),
        Standing::Late { days } => f.say("steering.late-days", &[("days", &f.count(days))]),
        other => word(f, &format!("standing-{}", other.name())),
    }
}

/// A deadline in words: the day, and how it was given.
#[must_use]
pub fn due(f: &Frame, task: &Task) -> String {
    let Some(on) = task.due else { return f.text("steering.no-due").to_owned() };
    let day = f.date(on);
    match task.assignment.due.rule {
        DueRule::Every { every: Every::Week(_), .. } => f.say("steering.weekly-next", &[("day", &day)]),
        DueRule::Every { every: Every::Month(_), .. } => f.say("steering.monthly-next", &[("day", &day)]),
        DueRule::WorkingDays(days) if task.extensions == 0 => f.say("steering.in-working-days", &[("day", &day), ("days", &f.count(days))]),
        _ if task.extensions > 0 => f.say("steering.extended", &[("day", &day), ("times", &f.count(task.extensions))]),
        _ => day,
    }
}

/// A task in a list.
#[must_use]
pub fn line(s: Scene<'_>, task: &Task) -> TaskLine {
    let (f, assignment) = (s.f, &task.assignment);
    let counts = task.standing(s.board.date());
    let mut about = names(s, &assignment.places);
    if !assignment.criteria.is_empty() {
        let numbers = f.say("steering.criteria-no", &[("numbers", &criteria(&assignment.criteria))]);
        about = if about.is_empty() { numbers } else { format!("{about} · {numbers}") };
    }
    TaskLine {
        key: task.key.to_string(),
        content: Link::new(assignment.content.clone(), f.link(&format!("/tasks/{}", task.key))),
        product: assignment.product.clone(),
        lead: party(s, &assignment.lead),
        person: assignment.person.name.clone(),
        given: f.date(assignment.given),
        due: due(f, task),
        standing: if counts.is_overdue() && !counts.is_chased() { "late" } else { counts.name() },
        said: standing(f, counts),
        state: word(f, &format!("state-{}", task.state.name())),
        percent: task.percent.filter(|_| task.state.is_open()),
        source: source(f, s, &assignment.source),
        about,
    }
}

fn meeting_of(source: &Source) -> Option<&ItemKey> {
    source.item.as_ref().filter(|_| source.kind == SourceKind::Conclusion)
}

/// The notice of a meeting's conclusions, issued by the date of the page: "Thông báo số 12/TB-UBND ngày 09/9/2020", leading to it.
#[must_use]
pub fn notice(s: Scene<'_>, meeting: &ItemKey) -> Option<Link> {
    let (line, issue, dated) = s.beside?.papers.notice_of(meeting, s.f.as_of)?;
    let words = s.f.say("steering.notice-no", &[("symbol", &issue.symbol), ("date", &s.f.date(dated))]);
    Some(Link::new(words, format!("/papers/{}", line.id)))
}

/// Where a task comes from, in words.
#[must_use]
pub fn source(f: &Frame, s: Scene<'_>, source: &Source) -> String {
    let meeting = meeting_of(source).and_then(|key| s.board.meeting(key));
    let number = meeting.as_ref().and_then(|meeting| meeting.number_of(source.conclusion.as_deref()?));
    let mut words = vec![word(f, &format!("source-{}", source.kind.as_str()))];
    words.extend(number.map(|number| f.say("steering.number", &[("number", &number.to_string())])));
    words.extend(meeting.map(|meeting| meeting.plan.title));
    words.extend(source.paper.clone().or_else(|| Some(notice(s, meeting_of(source)?)?.text)));
    words.extend(source.paragraph.clone().map(|text| f.say("steering.paragraph", &[("text", &text)])));
    words.join(" · ")
}

/// Who wrote something: name and post of that day.
#[must_use]
pub fn who(s: Scene<'_>, stamp: &Stamp) -> String {
    named(s, stamp.by.as_deref().unwrap_or_default(), Some(stamp.unit), stamp.on)
}

/// Somebody the record names by a login, by name and post.
#[must_use]
pub fn named(s: Scene<'_>, by: &str, unit: Option<UnitId>, on: Date) -> String {
    s.beside.map_or_else(|| by.to_owned(), |beside| vedich_app::people::called(beside.rights, s.f.lang, by, unit, on))
}

/// What happened to a task, newest first.
#[must_use]
pub fn log(s: Scene<'_>, task: &Task) -> Vec<LogEntry> {
    task.log.iter().rev().map(|line| log_entry(s, task, line)).collect()
}

fn log_entry(s: Scene<'_>, task: &Task, line: &LogLine) -> LogEntry {
    let f = s.f;
    let (what, text) = match &line.act {
        None => (word(f, "act-assign"), String::new()),
        Some(act) => (word(f, &format!("act-{}", act.name())), act_text(f, act)),
    };
    let who = format!("{} · {}", who(s, &line.stamp), s.name(line.stamp.unit));
    let file = |file: &vedich_facts::StoredFile| Link::new(file.name.clone(), format!("/tasks/{}/files/{}", task.key, file.hash));
    LogEntry { on: f.date(line.stamp.on), what, text, who, files: line.files.iter().map(file).collect(), aside: !line.counts }
}

fn act_text(f: &Frame, act: &TaskAct) -> String {
    let joined = |parts: &[Option<String>]| parts.iter().flatten().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    match act {
        TaskAct::Accept | TaskAct::Confirm => String::new(),
        TaskAct::Decline { reason } | TaskAct::SendBack { reason } | TaskAct::Reopen { reason } | TaskAct::Stop { reason, .. } => {
            reason.clone()
        }
        TaskAct::Note { text, percent, evidence } => {
            joined(&[percent.map(|percent| format!("{percent}%")), Some(text.clone()), evidence.clone()])
        }
        TaskAct::Report { product, evidence } => joined(&[product.clone(), evidence.clone()]),
        TaskAct::Round { due, product } => joined(&[Some(f.say("steering.round-of", &[("day", &f.date(*due))])), product.clone()]),
        TaskAct::Extend { to, reason } => joined(&[to.map(|to| f.say("steering.until", &[("day", &f.date(to))])), Some(reason.clone())]),
        TaskAct::AskExtension { to, reason } => joined(&[Some(f.say("steering.until", &[("day", &f.date(*to))])), Some(reason.clone())]),
        TaskAct::DecideExtension { to, reason, .. } => {
            joined(&[to.map(|to| f.say("steering.until", &[("day", &f.date(to))])), reason.clone()])
        }
    }
}

/// The versions of fields that do not show, because somebody else wrote another at the same time.
#[must_use]
pub fn conflicts(s: Scene<'_>, task: &Task) -> Vec<LogEntry> {
    let entry = |conflict: &vedich_steering::task::FieldConflict| {
        let (stamp, version) = &conflict.other;
        let text = match version {
            FieldVersion::Lead(lead, person) => format!("{}, {}", party(s, lead), person.name),
            FieldVersion::Field(field) => field_text(s, field),
        };
        let what = word(s.f, &format!("field-{}", conflict.field.map_or("lead", vedich_facts::steering::AssignmentFieldName::as_str)));
        LogEntry { on: s.f.date(stamp.on), what, text, who: who(s, stamp), ..LogEntry::default() }
    };
    task.conflicts.iter().map(entry).collect()
}

fn field_text(s: Scene<'_>, field: &vedich_facts::steering::AssignmentField) -> String {
    use vedich_facts::steering::AssignmentField as Field;
    match field {
        Field::Content(text) | Field::Product(text) => text.clone(),
        Field::Due(due) => due.on.map_or_else(|| s.f.text("steering.no-due").to_owned(), |day| s.f.date(day)),
        Field::Given(day) => s.f.date(*day),
        Field::Cooperating(parties) => parties.iter().map(|one| party(s, one)).collect::<Vec<_>>().join("; "),
        Field::Places(places) => names(s, places),
        Field::Criteria(numbers) => criteria(numbers),
        Field::Source(of) => source(s.f, s, of),
        Field::Roadmap(task) => task.as_ref().map(|task| task.task.to_string()).unwrap_or_default(),
        Field::Note(note) => note.clone().unwrap_or_default(),
    }
}

/// What a state adds in words: why it was given back, what came out.
#[must_use]
pub fn state_text(state: &State) -> &str {
    match state {
        State::Declined { reason, .. } | State::Stopped { reason, .. } => reason,
        State::Reported { product, .. } | State::Finished { product, .. } => product.as_deref().unwrap_or_default(),
        State::Assigned | State::InProgress { .. } => "",
    }
}

/// What others wrote of an entry at the same time, in words.
#[must_use]
pub fn beside<V>(s: Scene<'_>, others: &[(Stamp, V)], text: impl Fn(&V) -> String) -> Vec<LogEntry> {
    let entry =
        |(stamp, other): &(Stamp, V)| LogEntry { on: s.f.date(stamp.on), text: text(other), who: who(s, stamp), ..LogEntry::default() };
    others.iter().map(entry).collect()
}

/// A count on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountLine {
    /// Whose or when, leading to the list.
    pub name: Link,
    /// The count; none: it is not known.
    pub tally: Option<TaskTally>,
    /// Where the overdue ones are listed.
    pub overdue: String,
    /// Who counted, and what they said.
    pub closed: String,
}

/// The words of a week or month whose count is closed, by the day it goes to.
#[must_use]
pub const fn closing(span: CountSpan) -> &'static str {
    match span {
        CountSpan::Week => "steering.week-to",
        CountSpan::Month => "steering.month-to",
    }
}

/// A list of tasks as an address.
#[must_use]
pub fn list_address(f: &Frame, scope: &str, value: &str, show: &str) -> String {
    f.link_with("/tasks", &[(scope, value), ("show", show)])
}

/// A day and how far it is from the date of the page, as people say it.
#[must_use]
pub fn day_or_dash(f: &Frame, day: Option<Date>) -> String {
    day.map_or_else(|| "–".to_owned(), |day| f.date(day))
}
