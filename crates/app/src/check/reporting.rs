//! Periods handed in, and last days moved.

use super::{Problem, known_set, problem};
use crate::App;
use vedich_board::Reference;
use vedich_facts::Fact;
use vedich_facts::reporting::{PeriodChange, Submission};
use vedich_values::Date;

impl App {
    /// A locked period takes only late versions with a reason; one that is not open yet takes none.
    pub(super) fn check_submission(
        &self,
        reference: &Reference,
        fact: &Fact,
        submission: &Submission,
        today: Date,
        found: &mut Vec<Problem>,
    ) {
        known_set(reference, &submission.set, found);
        let period = submission.period;
        let Some(window) = self.window(&self.live(), fact.unit, period) else {
            return found.push(problem("reporting.no-rule").with("period", period));
        };
        if !window.is_open(today) {
            found.push(problem("reporting.not-open").with("period", period).with("date", window.opens));
        }
        let reasoned = submission.late.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        if window.is_locked(today) && !reasoned {
            found.push(problem("reporting.locked").with("period", period).with("date", window.due));
        }
    }

    /// The last day can't lie before the data of the period ends.
    pub(super) fn check_period(&self, change: &PeriodChange, found: &mut Vec<Problem>) {
        let usual = self.calendar().window(change.period, &std::collections::BTreeMap::new(), &|_| true);
        match usual {
            None => found.push(problem("reporting.no-rule").with("period", change.period)),
            Some(window) if change.due < window.closes => {
                found.push(problem("sheet.bad-due").with("date", change.due).with("closes", window.closes));
            }
            Some(_) => {}
        }
        if change.reason.trim().is_empty() {
            found.push(problem("fact.no-text"));
        }
    }
}
