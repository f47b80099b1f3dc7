//! What waits for a person, in words.

use super::{Scene, board_path};
use crate::pages::work::{Mail, PlaceCard, WaitingLine, WorkView};
use crate::parts::Link;
use vedich_app::work::{Agenda, Changed, Due, What};
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
    let until = due.until.map(|day| s.f.say("work.until", &[("date", &s.f.date(day))]));
    WaitingLine {
        what: Link::new(due_words(s.f.lang, due), s.f.link(&address(due))),
        unit: s.name(due.unit),
        note: until.unwrap_or_default(),
        pressing: matches!(due.what, What::LateWork | What::TaskLate) || due.until.is_some_and(|day| day <= s.f.today),
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
fn address(due: &Due) -> String {
    let unit = due.unit;
    match due.what {
        What::LateWork => format!("/roadmaps/{unit}"),
        What::TaskLate => format!("/tasks?unit={unit}&show=overdue"),
        What::TaskSoon => format!("/tasks?unit={unit}&show=open"),
        What::Answer => format!("/proposals?area={unit}&show=open"),
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
