//! Earned value: work planned, done and paid for, all in đồng; indices as fractions, printed at the edge.

use super::{Baseline, Plan};
use vedich_values::{Date, Vnd};

/// Planned, earned and actual value on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EarnedValue {
    /// Budget of the work that should be done by the day (giá trị kế hoạch).
    pub planned: Vnd,
    /// Budget of the work that is done (giá trị đạt được).
    pub earned: Vnd,
    /// Money spent on it (chi phí thực tế).
    pub actual: Vnd,
    /// Budget of the whole plan.
    pub budget: Vnd,
}

impl EarnedValue {
    /// Schedule index in thousandths: 1000 is on time, less is behind. None while nothing was due.
    #[must_use]
    pub fn schedule_index(&self) -> Option<i64> {
        thousandths(self.earned.0, self.planned.0)
    }

    /// Cost index in thousandths: 1000 is on budget, less is dearer. None while nothing was spent.
    #[must_use]
    pub fn cost_index(&self) -> Option<i64> {
        thousandths(self.earned.0, self.actual.0)
    }
}

fn thousandths(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| i64::try_from(i128::from(part) * 1000 / i128::from(whole)).unwrap_or(i64::MAX))
}

/// A point of the S-curve: value planned by the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SCurvePoint {
    /// The day.
    pub on: Date,
    /// Cumulative planned value.
    pub planned: Vnd,
}

impl Plan {
    /// Earned value at the end of a day, against the agreed dates; tasks without a baseline count in the budget only.
    #[must_use]
    pub fn earned_value(&self, baseline: &Baseline, on: Date) -> EarnedValue {
        let mut value = EarnedValue { planned: self.planned_by(baseline, on), ..EarnedValue::default() };
        for task in self.costed() {
            value.budget.0 += task.cost.0;
            value.actual.0 += task.spent.0;
            value.earned.0 += share(task.cost.0, i64::from(task.done_share()), 10_000);
        }
        value
    }

    /// The S-curve: cumulative planned value on each day asked for.
    #[must_use]
    pub fn s_curve(&self, baseline: &Baseline, days: &[Date]) -> Vec<SCurvePoint> {
        days.iter().map(|&on| SCurvePoint { on, planned: self.planned_by(baseline, on) }).collect()
    }

    fn planned_by(&self, baseline: &Baseline, on: Date) -> Vnd {
        let dated = self.costed().filter_map(|task| Some((task.cost.0, baseline.tasks.get(&task.id)?)));
        Vnd(dated
            .map(|(cost, &(start, finish))| {
                let whole = i64::from(self.calendar.count(start..=finish).max(1));
                let gone = if on >= finish { whole } else { i64::from(self.calendar.count(start..=on)) };
                share(cost, gone.min(whole), whole)
            })
            .sum())
    }

    /// Tasks whose cost counts: not summaries, whose cost is that of their parts.
    fn costed(&self) -> impl Iterator<Item = &super::Task> {
        self.tasks.iter().filter(|task| !self.tasks.iter().any(|t| t.parent.as_deref() == Some(task.id.as_str())))
    }
}

fn share(whole: i64, part: i64, of: i64) -> i64 {
    i64::try_from(i128::from(whole) * i128::from(part) / i128::from(of)).unwrap_or(0)
}
