//! What stands at a place of a roadmap, and what a change did to it, in words.

use super::percent;
use crate::frame::Frame;
use vedich_facts::roadmap::{Constraint, Count, Done, HeaderField, RoadmapEdit, RoadmapState, TaskField, TaskKind, WeekRule};
use vedich_roadmap::record::{Held, LinkRecord, RoadmapRecord, Spot};
use vedich_roadmap::typed::print_span;
use vedich_values::{TaskId, Vnd};

/// A task by what people call it.
pub(super) fn title(record: &RoadmapRecord, id: &TaskId) -> String {
    record.task(id).map_or_else(|| id.to_string(), |task| task.title.clone())
}

/// A place: "Thời lượng của “Khảo sát”".
pub(super) fn spot(f: &Frame, record: &RoadmapRecord, spot: &Spot) -> String {
    let of = |what: &str, id: &TaskId| f.say("gantt.spot.of", &[("what", what), ("task", &title(record, id))]);
    match spot {
        Spot::Header(name) => f.lang.field_of_head(*name).to_owned(),
        Spot::Task(id) => f.say("gantt.spot.task", &[("task", &title(record, id))]),
        Spot::Field(id, name) => of(f.lang.field_of_task(*name), id),
        Spot::Link(id, from) => f.say("gantt.spot.link", &[("task", &title(record, id)), ("from", &title(record, from))]),
        Spot::Count(id, on, _) => of(&f.say("gantt.spot.count", &[("date", &f.date(*on))]), id),
        Spot::Week(monday) => f.say("gantt.spot.week", &[("date", &f.date(*monday))]),
        Spot::Baseline(name) => f.say("gantt.spot.baseline", &[("name", name)]),
    }
}

/// What was written there.
pub(super) fn held(f: &Frame, record: &RoadmapRecord, held: &Held) -> String {
    let there = |is: bool| f.text(if is { "gantt.held.there" } else { "gantt.held.gone" }).to_owned();
    match held {
        Held::Header(field) => header(f, field),
        Held::Task(is) => there(*is),
        Held::Field(one) => field(f, record, one),
        Held::Link(Some(one)) => link(record, one),
        Held::Count(Some(count)) => counted(f, count),
        Held::Week(Some(_)) => f.text("gantt.held.closed").to_owned(),
        Held::Baseline(Some(baseline)) => f.date(baseline.finish),
        Held::Link(None) | Held::Count(None) | Held::Week(None) | Held::Baseline(None) => there(false),
    }
}

fn header(f: &Frame, field: &HeaderField) -> String {
    match field {
        HeaderField::Title(text) => text.clone(),
        HeaderField::Set(set) => set.as_ref().map_or_else(|| none(f), ToString::to_string),
        HeaderField::Tier(text) | HeaderField::Basis(text) | HeaderField::Note(text) => text.clone().unwrap_or_else(|| none(f)),
        HeaderField::Start(date) => f.date(*date),
        HeaderField::Target(date) => date.map_or_else(|| none(f), |date| f.date(date)),
        HeaderField::State(state) => f.text(state_word(*state)).to_owned(),
        HeaderField::Calendar(calendar) => {
            let mut parts = vec![f.text(week_word(calendar.week)).to_owned()];
            parts.extend(calendar.campaigns.iter().map(|span| super::span(f, *span)));
            parts.extend(calendar.lost.iter().chain(&calendar.worked).map(|day| format!("{} {}", f.date(day.date), day.reason)));
            parts.join("; ")
        }
    }
}

/// The word of a week's rule.
pub(super) const fn week_word(week: WeekRule) -> &'static str {
    match week {
        WeekRule::Vn => "gantt.week.vn",
        WeekRule::MonFri => "gantt.week.mon-fri",
        WeekRule::EveryDay => "gantt.week.every-day",
    }
}

/// The word of a state.
pub(super) const fn state_word(state: RoadmapState) -> &'static str {
    match state {
        RoadmapState::Active => "gantt.state.active",
        RoadmapState::Finished => "gantt.state.finished",
        RoadmapState::Abandoned => "gantt.state.abandoned",
    }
}

/// The word of what a task is.
pub(super) const fn kind_word(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Task => "gantt.kind.task",
        TaskKind::Milestone => "gantt.kind.milestone",
        TaskKind::Summary => "gantt.kind.summary",
    }
}

/// What people call something that may lengthen tasks; the tag itself where the table does not know it.
pub(super) fn risk(f: &Frame, tag: &str) -> String {
    let tags = vedich_reference::risk_tags();
    tags.iter().find(|known| known.id == tag).map_or_else(|| tag.to_owned(), |known| f.lang.of(&known.name).to_owned())
}

fn none(f: &Frame) -> String {
    f.text("gantt.held.nothing").to_owned()
}

fn field(f: &Frame, record: &RoadmapRecord, field: &TaskField) -> String {
    let yes = |is: bool| f.text(if is { "assess.yes" } else { "assess.no" }).to_owned();
    let listed = |parts: Vec<String>| if parts.is_empty() { none(f) } else { parts.join("; ") };
    match field {
        TaskField::Title(text) => text.clone(),
        TaskField::Kind(kind) => f.text(kind_word(*kind)).to_owned(),
        TaskField::Parent(parent) => parent.as_ref().map_or_else(|| none(f), |parent| title(record, parent)),
        TaskField::Place(place) => place.to_string(),
        TaskField::Criterion(no) => no.map_or_else(|| none(f), |no| no.to_string()),
        TaskField::Code(code) => code.as_ref().map_or_else(|| none(f), ToString::to_string),
        TaskField::Duration(span) => f.say("gantt.n-days", &[("n", &print_span(*span))]),
        TaskField::Spread(spread) => spread.map_or_else(|| none(f), |spread| format!("{}–{}", spread.optimistic, spread.pessimistic)),
        TaskField::Risks(tags) => listed(tags.iter().map(|tag| risk(f, tag)).collect()),
        TaskField::Cooperating(texts) => listed(texts.clone()),
        TaskField::Constraint(limit) => limit.map_or_else(|| none(f), |limit| constraint(f, limit)),
        TaskField::Deadline(date) => date.map_or_else(|| none(f), |date| f.date(date)),
        TaskField::Quantity(quantity) => quantity.as_ref().map_or_else(
            || none(f),
            |quantity| {
                quantity.planned.map_or_else(|| quantity.unit.clone(), |planned| vedich_wording::quantity(f.lang, planned, &quantity.unit))
            },
        ),
        TaskField::Cost(cost) => cost.map_or_else(|| none(f), |cost| money(f, cost)),
        TaskField::Funding(funding) => listed(funding.iter().map(|one| format!("{}: {}", one.source, money(f, one.amount))).collect()),
        TaskField::Person(text) | TaskField::Lead(text) | TaskField::Member(text) | TaskField::Location(text) | TaskField::Note(text) => {
            text.clone().unwrap_or_else(|| none(f))
        }
        TaskField::Decider(decider) => f.lang.decider(*decider, f.as_of).to_owned(),
        TaskField::Decided(is) | TaskField::Assumed(is) | TaskField::Work(is) => yes(*is),
        TaskField::Links(links) => listed(links.iter().map(|one| link(record, one)).collect()),
    }
}

fn constraint(f: &Frame, limit: Constraint) -> String {
    match limit {
        Constraint::NotBefore(date) => f.say("gantt.limit.not-before", &[("date", &f.date(date))]),
        Constraint::NotAfter(date) => f.say("gantt.limit.not-after", &[("date", &f.date(date))]),
        Constraint::Fixed(date) => f.say("gantt.limit.fixed", &[("date", &f.date(date))]),
    }
}

/// An amount as it is read: in đồng.
pub(super) fn money(f: &Frame, amount: Vnd) -> String {
    format!("{} đ", vedich_wording::number(f.lang, amount.0.into()))
}

fn link(record: &RoadmapRecord, link: &LinkRecord) -> String {
    let lag = if link.lag == 0 { String::new() } else { format!("{:+}", link.lag) };
    format!("{} ({}{lag})", title(record, &link.from), link.kind.letters())
}

/// A count: what is done, and the remark.
pub(super) fn counted(f: &Frame, count: &Count) -> String {
    let done = match count.done {
        Some(Done::Quantity(done)) => vedich_wording::number(f.lang, done),
        Some(Done::Percent(share)) => percent(share),
        None => String::new(),
    };
    [done, count.note.clone().unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// What an edit did, in one line.
pub(super) fn edit(f: &Frame, record: &RoadmapRecord, edit: &RoadmapEdit) -> String {
    let task = |key: &'static str, id: &TaskId| f.say(key, &[("task", &title(record, id))]);
    match edit {
        RoadmapEdit::Open(header) => f.say("gantt.did.open", &[("title", &header.title)]),
        RoadmapEdit::SetHeader(fields) => fields
            .iter()
            .map(|field| format!("{}: {}", f.lang.field_of_head(field.name()), header(f, field)))
            .collect::<Vec<_>>()
            .join("; "),
        RoadmapEdit::PutTask(put) => f.say("gantt.did.put", &[("task", &put.title)]),
        RoadmapEdit::SetTask { task: id, set } => {
            let set: Vec<String> =
                set.iter().map(|one| format!("{}: {}", f.lang.field_of_task(one.name()), field(f, record, one))).collect();
            format!("“{}”: {}", title(record, id), set.join("; "))
        }
        RoadmapEdit::RemoveTask { task: id } => task("gantt.did.remove", id),
        RoadmapEdit::Link { task: id, link: one } => f.say("gantt.did.link", &[("task", &title(record, id)), ("link", &link(record, one))]),
        RoadmapEdit::Unlink { task: id, from } => {
            f.say("gantt.did.unlink", &[("task", &title(record, id)), ("link", &title(record, from))])
        }
        RoadmapEdit::Count(count) => f.say("gantt.did.count", &[("task", &title(record, &count.task)), ("done", &counted(f, count))]),
        RoadmapEdit::StrikeCount { task: id, .. } => task("gantt.did.strike", id),
        RoadmapEdit::CloseWeek(closing) => f.say("gantt.did.close", &[("date", &f.date(closing.week))]),
        RoadmapEdit::ReopenWeek { week } => f.say("gantt.did.reopen", &[("date", &f.date(*week))]),
        RoadmapEdit::AgreeBaseline(baseline) => f.say("gantt.did.agree", &[("name", &baseline.name)]),
        RoadmapEdit::DropBaseline { name } => f.say("gantt.did.drop", &[("name", name)]),
    }
}
