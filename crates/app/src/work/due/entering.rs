//! What those who enter values have to do: values of the period, periods to hand in, sheets begun; and whom an office waits for.

use super::{Asked, Due, What};
use crate::{App, AppError};
use std::collections::BTreeSet;
use vedich_board::Board;
use vedich_facts::UnitLevel;
use vedich_rights::Action;
use vedich_units::COUNTRY;
use vedich_values::{Cycle, Date, Period, UnitId};

/// Units looked into for one person; whoever has more has an area, and its own page tells of them.
const MOST_UNITS: usize = 20;

/// Sheets begun and not recorded, each with the day it was last typed in.
pub(super) async fn drafts(asked: &Asked<'_>) -> Result<Vec<Due>, AppError> {
    let kept = asked.app.sheet_drafts(&asked.hand).await?;
    let of_unit = |(sheet, period, _): &(String, Period, _)| {
        let unit: UnitId = sheet.parse().ok()?;
        Some(Due::new(What::Draft, unit, 1).of(*period))
    };
    Ok(kept.iter().filter_map(of_unit).take(MOST_UNITS).collect())
}

/// Documents on the person's desk, under the unit of their first post: the desk itself is of no unit.
pub(super) async fn readings(asked: &Asked<'_>) -> Result<Option<Due>, AppError> {
    let count = asked.app.journal().readings().count(asked.hand.actor()).await?;
    Ok(asked.posts.first().filter(|_| count > 0).map(|post| Due::new(What::Reading, post.unit, count)))
}

pub(super) fn due(asked: &Asked<'_>) -> Vec<Due> {
    let board = asked.app.live();
    let registry = &board.reference().registry;
    let reporting = reporting_levels(asked, &board);
    let reports = |unit: &UnitId| registry.at(*unit, asked.today).is_some_and(|at| reporting.contains(&at.level));
    let owes = |unit: &UnitId| reports(unit) && App::asks_of(&board, *unit, asked.today);
    let mut due = Vec::new();
    for unit in asked.units(Action::Submit).into_iter().filter(&owes).take(MOST_UNITS) {
        due.extend(reports_due(asked, &board, unit));
    }
    for unit in asked.units(Action::Enter).into_iter().filter(&owes).take(MOST_UNITS) {
        due.extend(values_due(asked, &board, unit));
    }
    let mut areas: BTreeSet<UnitId> = [Action::Verify, Action::Assign].into_iter().flat_map(|action| asked.units(action)).collect();
    areas.retain(|unit| !reports(unit));
    for area in areas {
        due.extend([Cycle::Week, Cycle::Month].into_iter().filter_map(|cycle| missing(asked, &board, area, cycle)));
    }
    due
}

/// The levels whose units hand something in today, as the rules of the installation say.
fn reporting_levels(asked: &Asked<'_>, board: &Board) -> BTreeSet<UnitLevel> {
    let (calendar, app) = (asked.app.calendar(), asked.app);
    let now = |cycle: &Cycle| app.period_to_report(board, COUNTRY, *cycle);
    Cycle::ALL.iter().filter_map(now).filter_map(|period| calendar.rule(period)).flat_map(|rule| rule.levels.iter().copied()).collect()
}

/// Periods to hand in, and those of the last year that are over.
fn reports_due(asked: &Asked<'_>, board: &Board, unit: UnitId) -> Vec<Due> {
    let of = |reminder: vedich_entry::Reminder| {
        let what = if reminder.days_left < 0 { What::LateReport } else { What::Report };
        Due::new(what, unit, 1).of(reminder.period).until(Some(reminder.window.due))
    };
    asked.app.reminders(board, unit).into_iter().map(of).collect()
}

/// Indicators of a person's field without a value of the month to report, while the month is open and not handed in.
fn values_due(asked: &Asked<'_>, board: &Board, unit: UnitId) -> Option<Due> {
    let period = asked.app.period_to_report(board, unit, Cycle::Month)?;
    let window = asked.app.window(board, unit, period)?;
    if !window.is_open(asked.today) || window.is_locked(asked.today) || board.has_handed_in(unit, period) {
        return None;
    }
    let form = board.form(unit, window.default_date(asked.today))?;
    let theirs = asked.app.enterable(&asked.hand, unit, &form.set);
    let renewed = |as_of: Date| as_of >= window.opens;
    let mut fresh: BTreeSet<u16> = BTreeSet::new();
    for (slot, value) in (0_u16..).zip(&form.values) {
        if value.as_ref().is_some_and(|value| renewed(value.as_of)) {
            fresh.extend(form.layout.at(slot).and_then(|slot| slot.indicator));
        }
    }
    let rated = |code: &str| form.said_of_indicator(code).is_some_and(|said| renewed(said.as_of));
    let stale = form
        .set
        .indicators()
        .zip(0_u16..)
        .filter(|((criterion, indicator), place)| {
            let no = form.set.criteria.get(*criterion).map(|criterion| criterion.no);
            no.is_some_and(|no| theirs.contains(&no)) && !fresh.contains(place) && !rated(indicator.code.as_str())
        })
        .count();
    // Criteria of which the set lists no indicators are rated as a whole: a line of the sheet like the others.
    let whole = form.set.criteria.iter().filter(|criterion| criterion.indicators.is_empty() && theirs.contains(&criterion.no));
    let stale = stale + whole.filter(|criterion| !form.said_of(criterion.no).is_some_and(|said| renewed(said.as_of))).count();
    (stale > 0).then(|| Due::new(What::Values, unit, stale).of(period).until(Some(window.due)))
}

/// Units of an area that have not handed the week or month in, from the day on which it is reminded of; silent where nobody uses the sheets.
fn missing(asked: &Asked<'_>, board: &Board, area: UnitId, cycle: Cycle) -> Option<Due> {
    let period = asked.app.period_to_report(board, area, cycle)?;
    let window = asked.app.window(board, area, period)?;
    if asked.today < window.reminds {
        return None;
    }
    let table = asked.app.reporting(board, area, period)?;
    let used = |table: &crate::sheets::ReportingTable| table.total.missing() < table.total.expected;
    let in_use = used(&table) || asked.app.reporting(board, area, period.previous()).is_some_and(|before| used(&before));
    let missing = table.total.missing();
    (in_use && missing > 0).then(|| Due { count: missing, ..Due::new(What::Missing, area, 0) }.of(period).until(Some(window.due)))
}
