//! Entry sheets and reporting in words.

pub mod list;
pub mod reporting;
pub mod sheet;
pub mod units;

use super::Scene;
use crate::frame::Frame;
use crate::pages::entry::sheet::PeriodView;
use vedich_app::App;
use vedich_entry::{DueDates, Window};
use vedich_values::{Cycle, Period, UnitId};

/// A period in words: "tuần 48/2026", "tháng 11/2026", "quý IV/2026".
#[must_use]
pub fn period(f: &Frame, period: Period) -> String {
    let (n, year) = (period.number().to_string(), period.year().to_string());
    let params = [("n", n.as_str()), ("year", year.as_str())];
    match (period.cycle(), period.number()) {
        (Cycle::Week, _) => f.say("entry.cycle.week", &params),
        (Cycle::Month, _) => f.say("entry.cycle.month", &params),
        (Cycle::Quarter, number) => {
            let roman = ["I", "II", "III", "IV"].get(usize::from(number) - 1).copied().unwrap_or("");
            f.say("entry.cycle.quarter", &[("n", roman), ("year", &year)])
        }
        (Cycle::HalfYear, 1) => f.say("entry.cycle.half-1", &params),
        (Cycle::HalfYear, _) => f.say("entry.cycle.half-2", &params),
        (Cycle::NineMonths, _) => f.say("entry.cycle.nine", &params),
        (Cycle::Year, _) => f.say("entry.cycle.year", &params),
    }
}

/// The days of a period in words.
#[must_use]
pub fn window(f: &Frame, window: &Window) -> String {
    let (opens, closes, due) = (f.date(window.opens), f.date(window.closes), f.date(window.due));
    f.say("entry.window", &[("opens", &opens), ("closes", &closes), ("due", &due)])
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

/// A period with its days.
#[must_use]
pub fn period_view(s: Scene<'_>, app: &App, chosen: Period, days: &Window, path: String) -> PeriodView {
    PeriodView {
        key: chosen.to_string(),
        words: period(s.f, chosen),
        window: window(s.f, days),
        locked: days.is_locked(app.today()),
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
