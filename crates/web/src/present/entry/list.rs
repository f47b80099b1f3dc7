//! One's units and reminders.

use super::period;
use crate::frame::Frame;
use crate::pages::entry::list::{ListView, ReminderLine, UnitLine};
use crate::parts::Link;
use crate::present::Scene;
use vedich_app::App;
use vedich_app::people::Signed;
use vedich_board::Handed;
use vedich_values::text::fold;
use vedich_values::{Cycle, Period, Timestamp, UnitId};

/// Units shown at once.
const SHOWN: usize = 150;
/// Reminders shown at once.
const REMINDED: usize = 20;

/// The list.
#[must_use]
pub fn view(s: Scene<'_>, app: &App, signed: &Signed, drafts: &[(String, Period, Timestamp)]) -> ListView {
    let units = app.units_to_enter(s.board, signed.hand());
    let query = s.f.param("q").unwrap_or_default().trim().to_owned();
    let found = searched(s, &units, &query);
    let page = s.f.param("page").and_then(|text| text.parse::<usize>().ok()).unwrap_or(1).clamp(1, found.len().div_ceil(SHOWN).max(1));
    let before = (page - 1) * SHOWN;
    let here: Vec<UnitId> = found.iter().skip(before).take(SHOWN).copied().collect();
    let mut reminders: Vec<(i64, ReminderLine)> = Vec::new();
    // Who can't hand a period in is not told that it is due.
    for unit in here.iter().filter(|unit| app.may_submit(signed.hand(), **unit)) {
        for one in app.reminders(s.board, *unit) {
            reminders.push((one.days_left, reminder(s, *unit, &one)));
        }
    }
    reminders.sort_by_key(|(left, _)| *left);
    let most = if s.f.param("reminders") == Some("all") { reminders.len() } else { REMINDED };
    let areas: Vec<UnitId> = posts_over_areas(s, app, signed);
    let has_units = |area: UnitId| units.iter().any(|unit| *unit != area && s.registry().ancestors(*unit, app.today()).contains(&area));
    ListView {
        more_reminders: reminders.len().saturating_sub(most),
        reminders: reminders.into_iter().take(most).map(|(_, line)| line).collect(),
        units: here.iter().filter_map(|unit| line(s, app, *unit, drafts)).collect(),
        total: found.len(),
        before,
        many: units.len() > SHOWN,
        pages: pages(s.f, found.len().div_ceil(SHOWN), page),
        query,
        areas: areas
            .into_iter()
            .map(|area| {
                let words = format!("{}: {}", s.f.text("reporting.link"), s.name(area));
                let sheet = has_units(area)
                    .then(|| Link::new(format!("{}: {}", s.f.text("entry.units"), s.name(area)), format!("/entry/{area}/units")));
                (Link::new(words, format!("/reporting/{area}")), sheet)
            })
            .collect(),
    }
}

/// Those of the units whose name holds the words, with or without diacritics; all of them when nothing was asked.
fn searched(s: Scene<'_>, units: &[UnitId], query: &str) -> Vec<UnitId> {
    let wanted = fold(query);
    units.iter().copied().filter(|unit| wanted.is_empty() || fold(&s.name(*unit)).contains(&wanted)).collect()
}

/// The other pages of the list.
fn pages(f: &Frame, count: usize, shown: usize) -> Vec<Link> {
    let other = (1..=count).filter(|page| *page != shown);
    other.map(|page| Link::new(page.to_string(), f.here_with(&[("page", &page.to_string())]))).collect()
}

fn posts_over_areas(s: Scene<'_>, app: &App, signed: &Signed) -> Vec<UnitId> {
    let rights = app.rights();
    let mut areas: Vec<UnitId> = rights.acting(signed.person.id, app.today()).map(|post| post.unit).collect();
    areas.retain(|unit| s.registry().at(*unit, app.today()).is_some());
    areas.sort_unstable();
    areas.dedup();
    areas
}

fn reminder(s: Scene<'_>, unit: UnitId, one: &vedich_entry::Reminder) -> ReminderLine {
    let left = match one.days_left {
        0 => s.f.text("entry.due-today").to_owned(),
        days if days > 0 => s.f.say("entry.days-left", &[("days", &days.to_string())]),
        days => s.f.say("entry.days-over", &[("days", &(-days).to_string())]),
    };
    ReminderLine {
        unit: Link::new(s.name(unit), sheet(unit, one.period)),
        period: period(s.f, one.period),
        due: s.f.date(one.window.due),
        left,
        over: one.days_left < 0,
    }
}

fn line(s: Scene<'_>, app: &App, unit: UnitId, drafts: &[(String, Period, Timestamp)]) -> Option<UnitLine> {
    let chosen = app.period_to_report(s.board, unit, Cycle::Month)?;
    let window = app.window(s.board, unit, chosen)?;
    // Of whom nothing is asked has no day to keep: they enter when there is something.
    let asked = app.has_last_day(s.board, unit, chosen);
    let mut state: Vec<String> = s.board.handed_in(unit, chosen).first().map(|one| handed(s, one)).into_iter().collect();
    if state.is_empty() && !asked {
        state.push(s.f.text("entry.state-not-asked").to_owned());
    } else if state.is_empty() {
        state.push(s.f.text(if window.is_locked(app.today()) { "entry.state-locked" } else { "entry.state-open" }).to_owned());
    }
    let draft = drafts.iter().find(|(name, period, _)| *name == unit.to_string() && *period == chosen);
    state.extend(draft.map(|(_, _, at)| s.f.say("entry.state-draft", &[("at", &vedich_wording::date_time(s.f.lang, *at))])));
    Some(UnitLine {
        week: app.period_to_report(s.board, unit, Cycle::Week).map(|week| Link::new(period(s.f, week), sheet(unit, week))),
        unit: Link::new(s.name(unit), sheet(unit, chosen)),
        above: s.above(unit),
        period: period(s.f, chosen),
        due: if asked { s.f.date(window.due) } else { String::new() },
        state: state.join("; "),
    })
}

/// A version handed in, in words.
#[must_use]
pub fn handed(s: Scene<'_>, one: &Handed) -> String {
    let (n, at) = (one.version.to_string(), vedich_wording::date_time(s.f.lang, one.recorded.recorded_at));
    match one.submission().and_then(|submission| submission.late.as_deref()) {
        Some(why) => s.f.say("entry.state-handed-late", &[("n", &n), ("at", &at), ("why", why)]),
        None => s.f.say("entry.state-handed", &[("n", &n), ("at", &at)]),
    }
}

/// The sheet of a unit and period.
#[must_use]
pub fn sheet(unit: UnitId, period: Period) -> String {
    format!("/entry/{unit}?period={period}")
}
