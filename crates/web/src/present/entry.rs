//! Entry sheets and reporting in words.

pub mod list;
pub mod reporting;
pub mod sheet;
pub mod units;

use super::Scene;
use crate::frame::Frame;
use crate::pages::entry::sheet::PeriodView;
use vedich_app::App;
use vedich_app::sheets::Recorder;
use vedich_entry::{DueDates, Window};
use vedich_values::{Cycle, Period, UnitId};
use vedich_wording::Lang;

/// That somebody recorded another value since a line was typed: who, when, what. Without who where it is not known.
#[must_use]
pub fn recorded_since(lang: Lang, by: Option<&Recorder>, value: &str, from: &str) -> String {
    let at = by.map(|by| vedich_wording::date_time(lang, by.at)).unwrap_or_default();
    let params = [("value", value), ("from", from), ("at", &*at), ("who", by.map_or("", |by| &*by.called))];
    lang.say(
        match by {
            Some(by) if by.own => "entry.theirs-own",
            Some(_) => "entry.theirs-by",
            None => "entry.theirs",
        },
        &params,
    )
}

/// The same in short, where the value stands elsewhere.
#[must_use]
pub fn recorded_by(lang: Lang, by: Option<&Recorder>) -> String {
    let at = by.map(|by| vedich_wording::date_time(lang, by.at)).unwrap_or_default();
    match by {
        Some(by) if by.own => lang.say("entry.recorded-own", &[("at", &at)]),
        Some(by) => lang.say("entry.recorded-by", &[("who", &by.called), ("at", &at)]),
        None => lang.text("entry.recorded-since").to_owned(),
    }
}

/// A period in words: "tuần 48/2026", "tháng 11/2026", "quý IV/2026".
#[must_use]
pub fn period(f: &Frame, period: Period) -> String {
    vedich_wording::period(f.lang, period)
}

/// The code of a line as it is read: "2.1", and "tiêu chí 7" for a criterion as a whole.
#[must_use]
pub fn code_words(lang: Lang, code: &str) -> String {
    code.strip_prefix('#').map_or_else(|| code.to_owned(), |no| lang.say("entry.criterion-no", &[("no", no)]))
}

/// The days of a period in words.
#[must_use]
pub fn window(f: &Frame, window: &Window, reports: bool) -> String {
    let (opens, closes, due) = (f.date(window.opens), f.date(window.closes), f.date(window.due));
    let key = if reports { "entry.window" } else { "entry.window-only" };
    f.say(key, &[("opens", &opens), ("closes", &closes), ("due", &due)])
}

/// The periods a person may want, newest first: the last weeks and months, and the longer ones they lie in.
#[must_use]
pub fn choices(f: &Frame, app: &App, chosen: Period) -> Vec<(String, String)> {
    let today = app.today();
    let mut periods = vec![chosen];
    for (cycle, count) in
        [(Cycle::Week, 4), (Cycle::Month, 6), (Cycle::Quarter, 3), (Cycle::HalfYear, 2), (Cycle::NineMonths, 1), (Cycle::Year, 2)]
    {
        let mut next = app.calendar().current(cycle, today);
        for _ in 0..count {
            let Some(period) = next else { break };
            if !periods.contains(&period) {
                periods.push(period);
            }
            next = Some(period.previous());
        }
    }
    periods.into_iter().map(|one| (one.to_string(), named(f, app, one))).collect()
}

/// A period in words; nobody knows weeks by their number, so they have their days beside it.
fn named(f: &Frame, app: &App, one: Period) -> String {
    let days = app.calendar().window(one, &DueDates::new(), &|_| true).filter(|_| one.cycle() == Cycle::Week);
    match days {
        Some(days) => format!("{}: {} – {}", period(f, one), f.date(days.opens), f.date(days.closes)),
        None => period(f, one),
    }
}

/// A period with its days; `reports`: it is handed in by a last day.
#[must_use]
pub fn period_view(s: Scene<'_>, app: &App, chosen: Period, (days, reports): (&Window, bool), path: String) -> PeriodView {
    PeriodView {
        key: chosen.to_string(),
        words: period(s.f, chosen),
        window: window(s.f, days, reports),
        locked: reports && days.is_locked(app.today()),
        choices: choices(s.f, app, chosen),
        path,
        ..PeriodView::default()
    }
}

/// Who stands behind a unit's figures unless they say otherwise.
#[must_use]
pub fn office(s: Scene<'_>, unit: UnitId) -> String {
    let name = s.name(unit);
    let lower: String = name.chars().take(1).flat_map(char::to_lowercase).chain(name.chars().skip(1)).collect();
    match s.registry().get(unit).map(|known| known.level) {
        Some(vedich_facts::UnitLevel::Hamlet) => name,
        _ => s.f.say("entry.by-office", &[("unit", &lower)]),
    }
}
