//! Earned value (giá trị thực hiện): what should be done by a day, what is done and what it took, in one measure; week by week it
//! makes the S-curve.
//!
//! A task is worth its cost, or the working days agreed for it. It should be done evenly over its agreed days; how much of it is done
//! is what was counted. Whole numbers throughout: indices are thousandths, printed at the edge.

use super::{Planned, TaskTimes};
use chrono::{Datelike, Days};
use vedich_values::{Date, TaskId};

/// All of a task, in hundredths of a percent.
const WHOLE: i64 = 10_000;
/// Weeks told one by one, at most; a longer roadmap is told every fourth week.
const MOST_WEEKS: i64 = 104;

/// In what work is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// In đồng: a task is worth its planned cost, what it took is what was spent.
    Money,
    /// In hundredths of a working day: a task is worth its agreed days, what it took is the days since it began.
    Work,
}

/// Planned, earned and actual value on a day, in a [`Measure`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EarnedValue {
    /// The worth of all of it (dự toán).
    pub budget: i64,
    /// The worth of what should be done by the day (giá trị kế hoạch).
    pub planned: i64,
    /// The worth of what is done (giá trị thực hiện).
    pub earned: i64,
    /// What it took (chi phí thực tế); none: of no task was it said.
    pub actual: Option<i64>,
    /// The worth of what is done of those tasks of which it was said: what `actual` is compared with.
    pub accounted: i64,
}

impl EarnedValue {
    /// Schedule index in thousandths: 1,000 is on time, less is behind. None while nothing was due.
    #[must_use]
    pub fn schedule_index(&self) -> Option<i64> {
        (self.planned > 0).then(|| part(1_000, self.earned, self.planned))
    }

    /// Cost index in thousandths: 1,000 is as estimated, less is dearer. None while nothing was spent.
    #[must_use]
    pub fn cost_index(&self) -> Option<i64> {
        self.actual.filter(|actual| *actual > 0).map(|actual| part(1_000, self.accounted, actual))
    }

    /// What all of it will take if the rest goes as what is done so far; none while that says nothing.
    #[must_use]
    pub fn at_completion(&self) -> Option<i64> {
        let actual = self.actual.filter(|actual| *actual > 0 && self.accounted > 0)?;
        Some(part(self.budget, actual, self.accounted))
    }

    fn add(&mut self, other: Self) {
        self.budget += other.budget;
        self.planned += other.planned;
        self.earned += other.earned;
        self.accounted += other.accounted;
        if let Some(more) = other.actual {
            self.actual = Some(self.actual.unwrap_or(0) + more);
        }
    }
}

/// A point of the S-curve: sums by the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValuePoint {
    /// The day.
    pub on: Date,
    /// The worth of what should be done.
    pub planned: i64,
    /// The worth of what is done, and what it took; none for days to come.
    pub reached: Option<(i64, Option<i64>)>,
}

/// The value of the tasks under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValuePart {
    /// The topmost heading; none for tasks without one.
    pub heading: Option<TaskId>,
    /// Its value.
    pub value: EarnedValue,
}

/// The value of a roadmap on its day, by heading, and over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// In what it is measured.
    pub measure: Measure,
    /// All of it.
    pub whole: EarnedValue,
    /// By heading, in the order of the record.
    pub parts: Vec<ValuePart>,
    /// The curve: the eve of the first day, the end of every week, the day itself; oldest first.
    pub points: Vec<ValuePoint>,
    /// Tasks of no worth in this measure: no cost was estimated.
    pub unpriced: usize,
}

/// A task as it is valued.
struct Valued<'a> {
    times: &'a TaskTimes,
    worth: i64,
    /// Working days agreed for it, at least one.
    days: i64,
}

impl Planned {
    /// Whether any task has a cost to measure by.
    #[must_use]
    pub fn is_priced(&self) -> bool {
        self.work().any(|place| self.plan.tasks[place].cost.0 > 0)
    }

    /// The value of the roadmap. None of the measures is asked for: money when any task has a cost, else working days.
    #[must_use]
    pub fn value(&self, measure: Option<Measure>) -> Value {
        let measure = measure.unwrap_or(if self.is_priced() { Measure::Money } else { Measure::Work });
        let tasks: Vec<Valued<'_>> = self.work().map(|place| self.valued(place, measure)).collect();
        let mut value = Value {
            measure,
            whole: EarnedValue::default(),
            parts: Vec::new(),
            points: Vec::new(),
            unpriced: tasks.iter().filter(|task| task.worth == 0).count(),
        };
        for task in &tasks {
            let own = self.value_of(task, measure, self.on);
            let heading = self.topmost(task.times.place);
            value.whole.add(own);
            match value.parts.iter_mut().find(|known| known.heading.as_ref() == heading) {
                Some(known) => known.value.add(own),
                None => value.parts.push(ValuePart { heading: heading.cloned(), value: own }),
            }
        }
        value.points = self.days_told(&tasks).into_iter().map(|on| self.point(&tasks, measure, on)).collect();
        value
    }

    fn valued(&self, place: usize, measure: Measure) -> Valued<'_> {
        let times = self.task(place);
        let days = i64::from(self.plan.calendar.count(times.agreed.0..=times.agreed.1).max(1));
        let worth = match measure {
            Measure::Money => self.plan.tasks[place].cost.0,
            Measure::Work => days * 100,
        };
        Valued { times, worth, days }
    }

    fn value_of(&self, task: &Valued<'_>, measure: Measure, on: Date) -> EarnedValue {
        let record = &self.record.tasks[task.times.place];
        let counted = if on == self.on { task.times.counted } else { self.record.counted(record, on) };
        let earned = part(task.worth, i64::from(counted.share.unwrap_or(0)), WHOLE);
        let actual = match measure {
            Measure::Money => counted.spent.map(|spent| spent.0),
            Measure::Work => counted.started.filter(|from| *from <= on).map(|from| {
                let until = counted.finished.unwrap_or(on).min(on);
                i64::from(self.plan.calendar.count(from..=until.max(from))) * 100
            }),
        };
        EarnedValue {
            budget: task.worth,
            planned: self.due(task, on),
            earned,
            actual,
            accounted: if actual.is_some() { earned } else { 0 },
        }
    }

    /// The worth of what should be done of a task by the end of a day.
    fn due(&self, task: &Valued<'_>, on: Date) -> i64 {
        let (from, to) = task.times.agreed;
        if on >= to {
            task.worth
        } else if on < from {
            0
        } else {
            part(task.worth, i64::from(self.plan.calendar.count(from..=on)).min(task.days), task.days)
        }
    }

    fn point(&self, tasks: &[Valued<'_>], measure: Measure, on: Date) -> ValuePoint {
        let mut sum = EarnedValue::default();
        if on > self.on {
            sum.planned = tasks.iter().map(|task| self.due(task, on)).sum();
            return ValuePoint { on, planned: sum.planned, reached: None };
        }
        tasks.iter().for_each(|task| sum.add(self.value_of(task, measure, on)));
        ValuePoint { on, planned: sum.planned, reached: Some((sum.earned, sum.actual)) }
    }

    /// The eve of the first agreed day, Sundays up to the last day, the day of the picture.
    fn days_told(&self, tasks: &[Valued<'_>]) -> Vec<Date> {
        let Some(first) = tasks.iter().map(|task| task.times.agreed.0).min() else { return Vec::new() };
        let last = tasks.iter().map(|task| task.times.agreed.1).max().unwrap_or(first).max(self.on);
        let step = if (last - first).num_weeks() > MOST_WEEKS { 4 } else { 1 };
        let to_sunday = |day: Date| day + Days::new(u64::from(6 - day.weekday().num_days_from_monday()));
        let sundays = (0_u64..).map(|week| to_sunday(first) + Days::new(7 * week * step)).take_while(|sunday| *sunday < to_sunday(last));
        let eve = first - Days::new(1);
        let mut days: Vec<Date> = sundays.chain([eve, to_sunday(last), self.on]).filter(|day| *day >= eve).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The topmost heading over a task.
    fn topmost(&self, place: usize) -> Option<&TaskId> {
        let above = |place: usize| self.record.tasks[place].parent.as_ref();
        let mut top = above(place)?;
        // As many steps as there are tasks: a ring of headings cannot be timed, but nothing here may run on for it.
        for _ in 0..self.record.tasks.len() {
            match self.place_of(top).and_then(above) {
                Some(higher) => top = higher,
                None => break,
            }
        }
        Some(top)
    }
}

/// `whole` × `of` / `all`, without overflow on the way; the largest number where even the result would not fit.
fn part(whole: i64, of: i64, all: i64) -> i64 {
    i64::try_from(i128::from(whole) * i128::from(of) / i128::from(all)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::Planner;
    use crate::record::{Count, Done, PlannedQuantity, RoadmapChange, RoadmapEdit, RoadmapHeader, RoadmapRecord, TaskRecord};
    use std::sync::Arc;
    use vedich_facts::{Body, Fact, Recorded};
    use vedich_values::{Decimal, EntrySeq, FactSeq, RoadmapKey, Timestamp, UnitId, Vnd};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn priced(id: &str, days: u32, cost: i64) -> TaskRecord {
        TaskRecord { cost: Some(Vnd(cost)), ..TaskRecord::new(id, id).lasting(days) }
    }

    fn under(parent: &str, task: TaskRecord) -> RoadmapEdit {
        RoadmapEdit::PutTask(Box::new(TaskRecord { parent: Some(parent.into()), ..task }))
    }

    fn spent(count: Count, spent: i64) -> RoadmapEdit {
        RoadmapEdit::Count(Count { spent: Some(Vnd(spent)), ..count })
    }

    /// Monday to Friday from Monday 7 September 2020: `a` 5 days, `b` 10, `c` 2 without a cost.
    fn planned(costs: [i64; 2], on: &str) -> Arc<Planned> {
        let mut header = RoadmapHeader::new("A", day("2020-09-07"));
        header.calendar.week = crate::record::WeekRule::MonFri;
        let road = TaskRecord {
            quantity: Some(PlannedQuantity { unit: "m".into(), planned: Some(Decimal::from(400)) }),
            ..priced("b", 10, costs[1])
        };
        let edits = vec![
            RoadmapEdit::Open(header),
            RoadmapEdit::PutTask(Box::new(TaskRecord::new("h", "Heading"))),
            under("h", priced("a", 5, costs[0])),
            under("h", road),
            RoadmapEdit::PutTask(Box::new(TaskRecord::new("c", "c").lasting(2))),
            spent(Count::of_week("a", day("2020-09-07"), Done::Percent(10_000)), 140),
            spent(Count::of_week("b", day("2020-09-07"), Done::Quantity(Decimal::from(100))), 260),
        ];
        let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
        let fact = Fact::new(UnitId(1), day("2020-09-13"), Body::Roadmap(Box::new(change)));
        let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact };
        let record = RoadmapRecord::replay(UnitId(1), &RoadmapKey::new("1"), [&recorded]).unwrap();
        Planner::default().timed(&Arc::new(record), &[], day(on)).unwrap()
    }

    #[test]
    fn money_is_compared_with_the_agreed_dates_and_with_what_was_spent() {
        let value = planned([100, 1_000], "2020-09-11").value(None);
        assert_eq!(value.measure, Measure::Money);
        let whole = EarnedValue { budget: 1_100, planned: 100 + 500, earned: 100 + 250, actual: Some(400), accounted: 350 };
        assert_eq!((value.whole, value.unpriced), (whole, 1));
        assert_eq!((whole.schedule_index(), whole.cost_index(), whole.at_completion()), (Some(583), Some(875), Some(1_257)));
        let headings: Vec<Option<&str>> = value.parts.iter().map(|part| part.heading.as_ref().map(TaskId::as_str)).collect();
        assert_eq!(headings, [Some("h"), None]);
        assert_eq!((value.parts[0].value, value.parts[1].value), (whole, EarnedValue::default()));
    }

    #[test]
    fn the_curve_begins_at_nothing_tells_every_week_and_ends_with_all_of_it() {
        let value = planned([100, 1_000], "2020-09-16").value(None);
        let told: Vec<(Date, i64, Option<i64>)> =
            value.points.iter().map(|point| (point.on, point.planned, point.reached.map(|(earned, _)| earned))).collect();
        let expected =
            [("2020-09-06", 0, Some(0)), ("2020-09-13", 600, Some(350)), ("2020-09-16", 900, Some(350)), ("2020-09-20", 1_100, None)];
        assert_eq!(told, expected.map(|(on, planned, earned)| (day(on), planned, earned)));
    }

    #[test]
    fn without_costs_work_is_measured_in_days() {
        let timed = planned([0, 0], "2020-09-11");
        assert!(!timed.is_priced());
        let value = timed.value(None);
        let whole = EarnedValue { budget: 1_700, planned: 500 + 500 + 200, earned: 500 + 250, actual: Some(1_000), accounted: 750 };
        assert_eq!((value.measure, value.whole, value.unpriced), (Measure::Work, whole, 0));
        assert_eq!(timed.value(Some(Measure::Money)).whole.schedule_index(), None);
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        assert_eq!((part(i64::MAX, i64::MAX, i64::MAX), part(i64::MAX, 10_000, 1)), (i64::MAX, i64::MAX));
    }
}
