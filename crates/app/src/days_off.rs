//! Days off of an area (ngày nghỉ chung): declared once, followed by the roadmaps of every unit below it.

use crate::{App, AppError, By, Committed};
use vedich_facts::{Body, DaysOff, Fact};
use vedich_values::{Date, FactSeq, UnitId};

/// Days one declaration covers, at most: a season is planned for in the roadmaps themselves.
pub const MOST_DAYS: i64 = 62;

/// Declares days off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclareDaysOff {
    /// The area: a province, a district, a commune.
    pub area: UnitId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why.
    pub reason: String,
    /// The day it is said; none: today.
    pub on: Option<Date>,
}

impl App {
    /// Declares days off of an area.
    ///
    /// # Errors
    /// When the days or the reason are wrong, the hand may not plan there, or the journal does not answer.
    pub async fn declare_days_off(&self, by: By, command: DeclareDaysOff) -> Result<Committed, AppError> {
        let DeclareDaysOff { area, from, to, reason, on } = command;
        let said = DaysOff::Declared { from, to, reason };
        let fact = Fact::new(area, on.unwrap_or_else(|| self.last_day_of(area)), Body::DaysOff(said));
        self.commit(self.entry("declare-days-off", by, vec![fact])).await
    }

    /// Withdraws days off that were declared: they are worked after all.
    ///
    /// # Errors
    /// When the area declared no such days, the hand may not plan there, or the journal does not answer.
    pub async fn withdraw_days_off(&self, by: By, area: UnitId, declared: FactSeq) -> Result<Committed, AppError> {
        let fact = Fact::new(area, self.last_day_of(area), Body::DaysOff(DaysOff::Withdrawn { declared }));
        self.commit(self.entry("withdraw-days-off", by, vec![fact])).await
    }
}
