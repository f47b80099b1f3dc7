//! What waits for a person, in words.

use super::{Scene, board_path};
use crate::pages::notices::{NoticeLine, NoticesView};
use crate::pages::work::{Mail, PlaceCard, WaitingLine, WorkView};
use crate::parts::Link;
use vedich_app::work::{Agenda, Changed, Due, Told, What};
use vedich_wording::Lang;

/// The page.
#[must_use]
pub fn view(s: Scene<'_>, name: &str, agenda: &Agenda, mail: Mail) -> WorkView {
    let f = s.f;
    let place = |unit: &vedich_values::UnitId| PlaceCard {
        name: s.name(*unit),
        above: s.above(*unit),
        links: vec![
            Link::new(f.text("work.board"), f.link(&board_path(*unit))),
            Link::new(f.text("work.place"), f.link(&format!("/places/{unit}"))),
        ],
    };
    WorkView {
        greeting: f.say("work.sub", &[("name", name), ("date", &f.date(f.today))]),
        due: agenda.due.iter().map(|due| waiting(s, due)).collect(),
        changes: agenda.changes.iter().map(|change| changed(s, change)).collect(),
        since: agenda.since.map(|at| vedich_wording::date_time(f.lang, at)),
        places: agenda.places.iter().map(place).collect(),
        mail,
    }
}

fn waiting(s: Scene<'_>, due: &Due) -> WaitingLine {
    WaitingLine {
        what: Link::new(due_words(s.f.lang, due), address(due)),
        unit: s.name(due.unit),
        note: note(s, due),
        pressing: due.is_pressing(s.f.today),
    }
}

/// "November 2026 · by 16 December".
fn note(s: Scene<'_>, due: &Due) -> String {
    let period = due.period.map(|period| super::entry::period(s.f, period));
    let until = due.until.map(|day| s.f.say("work.until", &[("date", &s.f.date(day))]));
    [period, until].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The page of notices: what waits and is new, what waits and was read, what is done.
#[must_use]
pub fn notices(s: Scene<'_>, told: &[Told]) -> NoticesView {
    let line = |one: &Told| NoticeLine {
        line: waiting(s, &one.due),
        key: one.due.key(),
        at: vedich_wording::date_time(s.f.lang, one.done.unwrap_or(one.at)),
    };
    let some = |wanted: fn(&Told) -> bool| told.iter().filter(|one| wanted(one)).map(line).collect();
    NoticesView {
        unread: some(|one| one.done.is_none() && !one.read),
        read: some(|one| one.done.is_none() && one.read),
        done: some(|one| one.done.is_some()),
    }
}

fn changed(s: Scene<'_>, change: &Changed) -> WaitingLine {
    WaitingLine {
        what: Link::new(change_words(s.f.lang, change), s.f.link(&format!("/places/{}", change.unit))),
        unit: s.name(change.unit),
        note: vedich_wording::date_time(s.f.lang, change.at),
        pressing: false,
    }
}

/// Where something that waits is done.
#[must_use]
pub fn address(due: &Due) -> String {
    let unit = due.unit;
    let period = due.period.map(|period| format!("?period={period}")).unwrap_or_default();
    let person = due.person.map(|person| person.to_string()).unwrap_or_default();
    match due.what {
        What::Undelivered => "/letters".to_owned(),
        What::Reading => "/desk".to_owned(),
        What::CameBack => format!("/returned?unit={unit}"),
        What::LateReport | What::Report | What::Values | What::Draft => format!("/entry/{unit}{period}"),
        What::Missing => format!("/reporting/{unit}{period}"),
        What::Verify => format!("/verify?unit={unit}"),
        What::OwnLateTask => format!("/tasks?person={person}&show=overdue"),
        What::OwnTask => format!("/tasks?person={person}"),
        What::LateTask => format!("/tasks?area={unit}&show=overdue"),
        What::Task => format!("/tasks?area={unit}"),
        What::Confirm => format!("/tasks?assigner={unit}&show=reported"),
        What::GivenBack => format!("/tasks?assigner={unit}&show=declined"),
        What::Extension => format!("/tasks?assigner={unit}&show=asked"),
        What::Judge => format!("/proposals?from={unit}&show=to-judge"),
        What::Accept if due.person.is_some() => format!("/tasks?person={person}&show=new"),
        What::Accept => format!("/tasks?unit={unit}&show=new"),
        What::Sign => format!("/meetings?area={unit}&state=to-sign"),
        What::LateProposal => format!("/proposals?area={unit}&show=overdue&mine=1"),
        What::Proposal => format!("/proposals?area={unit}&show=open&mine=1"),
        What::LateDemand | What::Demand | What::DemandDone => format!("/visits/{unit}"),
        What::LateWork => format!("/roadmaps/{unit}"),
        What::Count => format!("/roadmaps/{unit}/count"),
    }
}

/// "3 tasks not counted this week".
#[must_use]
pub fn due_words(lang: Lang, due: &Due) -> String {
    lang.say(&format!("work.what.{}", due.what.name()), &[("n", &due.count.to_string())])
}

/// "12 values".
#[must_use]
pub fn change_words(lang: Lang, change: &Changed) -> String {
    let key = format!("work.change.{}", change.kind.name());
    // Kinds without words of their own are records like others.
    let key = if lang.text(&key) == key { "work.change.other" } else { key.as_str() };
    lang.say(key, &[("n", &change.facts.to_string())])
}
