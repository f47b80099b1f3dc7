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
/// Most units never change: one value is kept without an allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline<T>(Kept<T>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept<T> {
    One(Dated<T>),
    Other(Vec<Dated<T>>),
}

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Self(Kept::Other(Vec::new()))
    }
}

impl<T: Serialize> Serialize for Timeline<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.all().serialize(serializer)
    }
}

impl<T> Timeline<T> {
    /// One value over one span.
    #[must_use]
    pub fn one(span: DateSpan, value: T) -> Self {
        Self(Kept::One(Dated { span, value }))
    }

    fn all(&self) -> &[Dated<T>] {
        match &self.0 {
            Kept::One(one) => std::slice::from_ref(one),
            Kept::Other(all) => all,
        }
    }

    fn edit(&mut self) -> &mut Vec<Dated<T>> {
        if let Kept::One(_) = self.0
            && let Kept::One(one) = std::mem::replace(&mut self.0, Kept::Other(Vec::new()))
        {
            self.0 = Kept::Other(vec![one]);
        }
        match &mut self.0 {
            Kept::Other(all) => all,
            Kept::One(_) => unreachable!("made a list just above"),
        }
    }

    fn edges(&mut self) -> &mut [Dated<T>] {
        match &mut self.0 {
            Kept::One(one) => std::slice::from_mut(one),
            Kept::Other(all) => all,
        }
    }

    /// The value on a date.
    #[must_use]
    pub fn at(&self, date: Date) -> Option<&T> {
        self.all().iter().rev().find(|dated| dated.span.contains(date)).map(|dated| &dated.value)
    }

    /// All values, oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Dated<T>> {
        self.all().iter()
    }

    /// The oldest value.
    #[must_use]
    pub fn first(&self) -> Option<&Dated<T>> {
        self.all().first()
    }

    /// The newest value.
    #[must_use]
    pub fn last(&self) -> Option<&Dated<T>> {
        self.all().last()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all().is_empty()
    }
}

impl<T: Clone + PartialEq> Timeline<T> {
    /// Lets `value` hold from `date` until the next known change; what held before ends the day before.
    pub(crate) fn set_from(&mut self, date: Date, value: T) {
        let position = self.all().iter().position(|dated| dated.span.to.is_none_or(|to| date <= to)).unwrap_or(self.all().len());
        let next = match self.edit().get_mut(position) {
            Some(here) if here.span.from == Some(date) => {
                here.value = value;
                return;
            }
            Some(here) if here.span.contains(date) => {
                let to = here.span.to;
                here.span.to = date.pred_opt();
                self.edit().insert(position + 1, Dated { span: DateSpan { from: Some(date), to }, value });
                return;
            }
            Some(later) => later.span.from.and_then(|from| from.pred_opt()),
            None => None,
        };
        self.edit().insert(position, Dated { span: DateSpan { from: Some(date), to: next }, value });
    }

    /// States what held before `date`, back to the beginning of the oldest value.
    pub(crate) fn set_before(&mut self, date: Date, value: T) {
        let Some(first) = self.edges().first_mut() else { return };
        let from = first.span.from;
        if from.is_some_and(|from| date <= from) || first.span.to.is_some_and(|to| to < date) {
            return;
        }
        first.span.from = Some(date);
        self.edit().insert(0, Dated { span: DateSpan { from, to: date.pred_opt() }, value });
    }

    /// Adds a later value; the same value going on makes the last span longer.
    pub(crate) fn push(&mut self, span: DateSpan, value: T) {
        match self.edges().last_mut() {
            Some(last) if last.value == value && follows(last.span, span) => last.span.to = span.to,
            _ => self.edit().push(Dated { span, value }),
        }
    }

    /// Cuts away what lies outside `span`.
    pub(crate) fn clip(&mut self, span: DateSpan) {
        self.edit().retain_mut(|dated| {
            let Some(kept) = intersect(dated.span, span) else { return false };
            dated.span = kept;
            true
        });
    }

    /// Lets the last value end on `to`, or go on for ever.
    pub(crate) fn extend_to(&mut self, to: Option<Date>) {
        if let Some(last) = self.edges().last_mut() {
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
