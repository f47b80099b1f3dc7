//! Learning from a commune's own record: how long tasks took against what was estimated.

use crate::plan::{Progress, Span, Task};

/// Fewer finished tasks than this say more about chance than about the commune.
const LEAST_RECORDS: usize = 8;

/// Ratios of actual to estimated days, in thousandths, at three points of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calibration {
    /// One task in ten went as well as this or better.
    pub low: u32,
    /// Half of the tasks.
    pub middle: u32,
    /// One task in ten went as badly as this or worse.
    pub high: u32,
    /// Finished tasks behind it.
    pub records: usize,
}

/// Calibrates from pairs of estimated and actual working days; none when the record is too short. Estimates of nothing are left out.
///
/// ```
/// use vedich_roadmap::forecast::calibrate;
/// let record: Vec<(u32, u32)> = (0..20).map(|i| (10, 10 + i)).collect();
/// let learned = calibrate(&record).unwrap();
/// assert_eq!((learned.low, learned.middle, learned.high), (1100, 1900, 2700));
/// ```
#[must_use]
pub fn calibrate(record: &[(u32, u32)]) -> Option<Calibration> {
    let mut ratios: Vec<u32> = record
        .iter()
        .filter(|(estimated, _)| *estimated > 0)
        .map(|&(e, a)| u32::try_from(u64::from(a) * 1000 / u64::from(e)).unwrap_or(u32::MAX))
        .collect();
    ratios.sort_unstable();
    let at = |tenths: usize| ratios[((ratios.len() * tenths).div_ceil(10)).clamp(1, ratios.len()) - 1];
    (ratios.len() >= LEAST_RECORDS).then(|| Calibration { low: at(1), middle: at(5), high: at(9), records: ratios.len() })
}

impl Calibration {
    /// What the record says of a task: its days, best and worst, and what is left of it, each times what tasks took here against what
    /// was estimated.
    ///
    /// An estimate people gave moves as a whole with the middle of the record; where nobody gave one, best and worst are those of the
    /// record itself. `left_is_said`: the days left are what those who do the work see, and stand.
    pub fn apply(&self, task: &mut Task, left_is_said: bool) {
        let days = task.span.days();
        if days == 0 {
            return;
        }
        let likely = times(days, self.middle);
        let spread = |(low, high): (u32, u32)| (times(low, self.middle), times(high, self.middle));
        let (low, high) = task.estimate.map_or((times(days, self.low), times(days, self.high)), spread);
        task.span = match task.span {
            Span::Working(_) => Span::Working(likely),
            Span::Calendar(_) => Span::Calendar(likely),
        };
        task.estimate = Some((low.min(likely), high.max(likely)));
        if let Progress::Started { on, days_left } = task.progress
            && !left_is_said
        {
            task.progress = Progress::Started { on, days_left: times(days_left, self.middle) };
        }
    }
}

/// So many days times a ratio in thousandths, to the nearest day; never nothing, for work takes time.
fn times(days: u32, ratio: u32) -> u32 {
    let product = (u64::from(days) * u64::from(ratio) + 500) / 1000;
    u32::try_from(product).unwrap_or(u32::MAX).max(u32::from(days > 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use vedich_values::Date;

    #[test]
    fn an_open_task_moves_with_the_record() {
        // Ten tasks of five days took eleven each.
        let learned = calibrate(&[(5, 11); 10]).unwrap();
        let calibrated = |task: &Task, said| {
            let mut task = task.clone();
            learned.apply(&mut task, said);
            (task.span, task.estimate, task.progress)
        };
        let open = Task::new("a", "a", 40);
        assert_eq!(calibrated(&open, false), (Span::Working(88), Some((88, 88)), Progress::NotStarted));
        let estimated = Task { estimate: Some((30, 60)), ..open.clone() };
        assert_eq!(calibrated(&estimated, false).1, Some((66, 132)), "people's own estimates are as far off as before");
        let on = Date::from_ymd_opt(2024, 1, 2).unwrap();
        let begun = Task { progress: Progress::Started { on, days_left: 20 }, ..open };
        assert_eq!(calibrated(&begun, false).2, Progress::Started { on, days_left: 44 });
        assert_eq!(calibrated(&begun, true).2, begun.progress, "who does the work knows what is left");
        let milestone = Task::new("m", "m", 0);
        assert_eq!(calibrated(&milestone, false).0, Span::Working(0));
    }

    #[test]
    fn a_calibrated_plan_can_still_be_timed() {
        use crate::calendar::{Rules, Week};
        let learned = calibrate(&[(10, 4), (10, 7), (10, 9), (10, 9), (10, 12), (10, 15), (10, 15), (10, 30)]).unwrap();
        let mut tasks = vec![
            Task { estimate: Some((1, 9)), ..Task::new("a", "a", 3) },
            Task::new("b", "b", 1),
            Task { span: Span::Calendar(30), ..Task::new("c", "c", 0) },
        ];
        tasks.iter_mut().for_each(|task| learned.apply(task, false));
        let calendar = Rules::week(Week::MondayToFriday).years(2024..=2024).build();
        let plan = Plan { start: Date::from_ymd_opt(2024, 1, 1).unwrap(), calendar, tasks };
        assert!(plan.schedule().is_ok());
    }
}
