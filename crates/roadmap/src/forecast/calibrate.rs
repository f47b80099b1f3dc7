//! Learning from a commune's own record: how long tasks took against what was estimated.

use crate::plan::Task;

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
    /// Gives an estimate to a task that has none: its duration times what the record says.
    pub fn apply(&self, task: &mut Task) {
        let days = task.span.days();
        if task.estimate.is_none() && days > 0 {
            let times = |ratio: u32| u32::try_from(u64::from(days) * u64::from(ratio) / 1000).unwrap_or(u32::MAX);
            task.estimate = Some((times(self.low).min(days), times(self.high).max(days)));
        }
    }
}
