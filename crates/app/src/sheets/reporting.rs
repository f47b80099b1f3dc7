//! Who has handed a period in and who has not, at every level.

use crate::App;
use vedich_board::{Board, Handed};
use vedich_entry::Window;
use vedich_facts::UnitLevel;
use vedich_units::UnitAt;
use vedich_values::{Date, Period, UnitId};

/// How many units handed a period in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tallied {
    /// Units that report.
    pub expected: u32,
    /// Of these, handed in before the period was locked.
    pub in_time: u32,
    /// Of these, handed in after it.
    pub late: u32,
}

impl Tallied {
    /// Not handed in.
    #[must_use]
    pub const fn missing(&self) -> u32 {
        self.expected - self.in_time - self.late
    }

    const fn add(&mut self, other: &Self) {
        self.expected += other.expected;
        self.in_time += other.in_time;
        self.late += other.late;
    }
}

/// A unit just below the area, or the area itself where it reports.
#[derive(Clone, Debug)]
pub struct ReportingRow {
    /// The unit.
    pub unit: UnitId,
    /// Whether it reports itself.
    pub reports: bool,
    /// Counts of the units that report in it.
    pub tallied: Tallied,
    /// Its latest version, where it reports itself.
    pub latest: Option<Handed>,
    /// When its period is locked, where it reports itself.
    pub window: Option<Window>,
}

/// Who has handed a period in below an area.
#[derive(Clone, Debug)]
pub struct ReportingTable {
    /// The area.
    pub area: UnitId,
    /// The period.
    pub period: Period,
    /// The days of the period for the area.
    pub window: Window,
    /// The day units are looked up on.
    pub on: Date,
    /// Just below the area.
    pub rows: Vec<ReportingRow>,
    /// All of them.
    pub total: Tallied,
}

impl App {
    /// Who has handed a period in below an area; none when no rule is for the period or the area does not exist then.
    #[must_use]
    pub fn reporting(&self, board: &Board, area: UnitId, period: Period) -> Option<ReportingTable> {
        let window = self.window(board, area, period)?;
        let levels = &self.calendar().rule(period)?.levels;
        let registry = &board.reference().registry;
        let on = window.default_date(self.today());
        let level = registry.at(area, on)?.level;
        let below = if levels.contains(&level) { vec![area] } else { registry.children(area, on) };
        let mut table = ReportingTable { area, period, window, on, rows: Vec::new(), total: Tallied::default() };
        for unit in below {
            let row = self.reporting_row(board, unit, period, levels, on);
            if row.tallied.expected > 0 {
                table.total.add(&row.tallied);
                table.rows.push(row);
            }
        }
        Some(table)
    }

    fn reporting_row(&self, board: &Board, unit: UnitId, period: Period, levels: &[UnitLevel], on: Date) -> ReportingRow {
        let registry = &board.reference().registry;
        let handed = board.handed_in(unit, period);
        // A ward owes nothing, for the sets measure communes; what it hands in all the same is counted.
        let owes = |at: UnitAt<'_>| at.is_assessed() || !handed.is_empty();
        let reports = registry.at(unit, on).is_some_and(|at| levels.contains(&at.level) && owes(at));
        if reports {
            let window = self.window(board, unit, period);
            return ReportingRow { unit, reports, tallied: tallied(&handed), latest: handed.into_iter().next(), window };
        }
        let mut sum = Tallied::default();
        for level in levels {
            for below in registry.assessed(unit, *level, on) {
                sum.add(&tallied(&board.handed_in(below, period)));
            }
        }
        ReportingRow { unit, reports, tallied: sum, latest: None, window: None }
    }
}

/// One unit: in time when its first version was.
fn tallied(handed: &[Handed]) -> Tallied {
    let first = handed.last().and_then(Handed::submission);
    let late = first.is_some_and(|submission| submission.late.is_some());
    Tallied { expected: 1, in_time: u32::from(first.is_some() && !late), late: u32::from(late) }
}
