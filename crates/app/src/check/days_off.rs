//! What must hold before days off are recorded.

use super::{Problem, problem};
use crate::days_off::MOST_DAYS;
use crate::{App, AppError};
use vedich_facts::{Body, DaysOff, Fact};

impl App {
    /// Every problem of one fact about days off.
    pub(super) async fn check_days_off(&self, fact: &Fact, said: &DaysOff, found: &mut Vec<Problem>) -> Result<(), AppError> {
        if fact.as_of > self.today() {
            found.push(problem("fact.future-date").with("date", fact.as_of).with("today", self.today()));
        }
        match said {
            DaysOff::Declared { from, to, reason } => {
                if from > to || (*to - *from).num_days() >= MOST_DAYS {
                    found.push(problem("days-off.bad-span").with("from", from).with("to", to).with("most", MOST_DAYS));
                }
                if reason.trim().is_empty() {
                    found.push(problem("days-off.no-reason"));
                }
            }
            DaysOff::Withdrawn { declared } => {
                let known = self.fact(*declared).await?.filter(|known| known.fact.unit == fact.unit);
                if !known.is_some_and(|known| matches!(known.fact.body, Body::DaysOff(DaysOff::Declared { .. }))) {
                    found.push(problem("days-off.unknown").with("fact", declared));
                }
            }
        }
        Ok(())
    }
}
