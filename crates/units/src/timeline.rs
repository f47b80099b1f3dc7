//! Values that hold from a date to a date.

use serde::Serialize;
use vedich_values::{Date, DateSpan};

/// A value and the days it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dated<T> {
    /// The days, both ends inclusive.
    pub span: DateSpan,
    /// The value.
    pub value: T,
}

/// Values that follow each other, oldest first, never overlapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Timeline<T>(Vec<Dated<T>>);

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Timeline<T> {
    /// One value over one span.
    #[must_use]
    pub fn one(span: DateSpan, value: T) -> Self {
        Self(vec![Dated { span, value }])
    }

    /// The value on a date.
    #[must_use]
    pub fn at(&self, date: Date) -> Option<&T> {
        self.0.iter().rev().find(|dated| dated.span.contains(date)).map(|dated| &dated.value)
    }

    /// All values, oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Dated<T>> {
        self.0.iter()
    }

    /// The oldest value.
    #[must_use]
    pub fn first(&self) -> Option<&Dated<T>> {
        self.0.first()
    }

    /// The newest value.
    #[must_use]
    pub fn last(&self) -> Option<&Dated<T>> {
        self.0.last()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Clone + PartialEq> Timeline<T> {
    /// Lets `value` hold from `date` until the next known change; what held before ends the day before.
    pub(crate) fn set_from(&mut self, date: Date, value: T) {
        let position = self.0.iter().position(|dated| dated.span.to.is_none_or(|to| date <= to)).unwrap_or(self.0.len());
        let next = match self.0.get_mut(position) {
            Some(here) if here.span.from == Some(date) => {
                here.value = value;
                return;
            }
            Some(here) if here.span.contains(date) => {
                let to = here.span.to;
                here.span.to = date.pred_opt();
                self.0.insert(position + 1, Dated { span: DateSpan { from: Some(date), to }, value });
                return;
            }
            Some(later) => later.span.from.and_then(|from| from.pred_opt()),
            None => None,
        };
        self.0.insert(position, Dated { span: DateSpan { from: Some(date), to: next }, value });
    }

    /// States what held before `date`, back to the beginning of the oldest value.
    pub(crate) fn set_before(&mut self, date: Date, value: T) {
        let Some(first) = self.0.first_mut() else { return };
        let from = first.span.from;
        if from.is_some_and(|from| date <= from) || first.span.to.is_some_and(|to| to < date) {
            return;
        }
        first.span.from = Some(date);
        self.0.insert(0, Dated { span: DateSpan { from, to: date.pred_opt() }, value });
    }

    /// Adds a later value; the same value going on makes the last span longer.
    pub(crate) fn push(&mut self, span: DateSpan, value: T) {
        match self.0.last_mut() {
            Some(last) if last.value == value && follows(last.span, span) => last.span.to = span.to,
            _ => self.0.push(Dated { span, value }),
        }
    }

    /// Cuts away what lies outside `span`.
    pub(crate) fn clip(&mut self, span: DateSpan) {
        self.0.retain_mut(|dated| {
            let Some(kept) = intersect(dated.span, span) else { return false };
            dated.span = kept;
            true
        });
    }

    /// Lets the last value end on `to`, or go on for ever.
    pub(crate) fn extend_to(&mut self, to: Option<Date>) {
        if let Some(last) = self.0.last_mut() {
            last.span.to = to;
        }
    }
}

fn follows(earlier: DateSpan, later: DateSpan) -> bool {
    earlier.to.and_then(|to| to.succ_opt()).is_some_and(|next| later.from == Some(next))
}

/// The days two spans share.
pub(crate) fn intersect(a: DateSpan, b: DateSpan) -> Option<DateSpan> {
    let from = a.from.max(b.from);
    let to = match (a.to, b.to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    if matches!((from, to), (Some(from), Some(to)) if to < from) { None } else { Some(DateSpan { from, to }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Date {
        Date::from_ymd_opt(2020, 1, day).unwrap()
    }

    #[test]
    fn changes_may_come_in_any_order() {
        let mut forward = Timeline::one(DateSpan::ALWAYS, "a");
        forward.set_from(day(5), "b");
        forward.set_from(day(9), "c");
        let mut backward = Timeline::one(DateSpan::ALWAYS, "a");
        backward.set_from(day(9), "c");
        backward.set_from(day(5), "b");
        assert_eq!(forward, backward);
        assert_eq!([day(4), day(5), day(8), day(9)].map(|d| *forward.at(d).unwrap()), ["a", "b", "b", "c"]);
    }

    #[test]
    fn what_held_before_goes_in_front() {
        let mut line = Timeline::one(DateSpan { from: None, to: Some(day(20)) }, "now");
        line.set_before(day(10), "before");
        assert_eq!((line.at(day(9)), line.at(day(10)), line.at(day(21))), (Some(&"before"), Some(&"now"), None));
    }
}
