//! Lists in the order of their days, read on from a place.

use chrono::Datelike;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::hash::Hash;
use std::ops::Bound;
use std::str::FromStr;
use vedich_values::{Date, FactSeq};

/// The place of an item in a list: open ones first, then by day, then by when they were first written down. As text it is the key a
/// list is read on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    closed: bool,
    day: i32,
    pub(super) first: FactSeq,
}

impl Cursor {
    /// An item with a last day; those without one come after those with.
    pub(super) fn new(open: bool, due: Option<Date>, first: FactSeq) -> Self {
        Self { closed: !open, day: due.map_or(i32::MAX, |due| due.num_days_from_ce()), first }
    }

    /// An item in a list whose latest day comes first.
    pub(super) fn latest_first(day: Date, first: FactSeq) -> Self {
        Self { closed: false, day: -day.num_days_from_ce(), first }
    }

    const fn end_of_open() -> Self {
        Self { closed: true, day: i32::MIN, first: FactSeq(0) }
    }

    /// The place before every item whose last day is a day or later.
    fn before(day: Date) -> Self {
        Self { closed: false, day: day.num_days_from_ce(), first: FactSeq(0) }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", u8::from(self.closed), self.day, self.first)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(());
        let closed = part()? == "1";
        let day = part()?.parse().map_err(|_| ())?;
        let first = part()?.parse().map_err(|_| ())?;
        Ok(Self { closed, day, first })
    }
}

/// Which part of a list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    All,
    Open,
    Closed,
    /// Open ones whose last day is before a day.
    DueBefore(Date),
}

/// Lists by what they are lists of.
#[derive(Clone, Debug)]
pub(super) struct Index<S>(FxHashMap<S, BTreeSet<Cursor>>);

impl<S> Default for Index<S> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<S: Hash + Eq + Clone> Index<S> {
    pub(super) fn insert(&mut self, scope: &S, at: Cursor) {
        match self.0.get_mut(scope) {
            Some(list) => _ = list.insert(at),
            None => _ = self.0.insert(scope.clone(), BTreeSet::from([at])),
        }
    }

    pub(super) fn remove(&mut self, scope: &S, at: Cursor) {
        if let Some(list) = self.0.get_mut(scope) {
            list.remove(&at);
        }
    }

    pub(super) fn has(&self, scope: &S) -> bool {
        self.0.get(scope).is_some_and(|list| !list.is_empty())
    }

    /// How many items a list has.
    pub(super) fn len(&self, scope: &S) -> usize {
        self.0.get(scope).map_or(0, BTreeSet::len)
    }

    /// Items of a list after a place, in order.
    pub(super) fn after(&self, scope: &S, part: Part, after: Option<Cursor>) -> impl Iterator<Item = Cursor> {
        let start = match (after, part) {
            (Some(after), _) => Bound::Excluded(after),
            (None, Part::Closed) => Bound::Included(Cursor::end_of_open()),
            (None, _) => Bound::Unbounded,
        };
        let end = match part {
            Part::All | Part::Closed => Bound::Unbounded,
            Part::Open => Bound::Excluded(Cursor::end_of_open()),
            Part::DueBefore(day) => Bound::Excluded(Cursor::before(day)),
        };
        // A place past the end of the part has nothing after it.
        let sound = match (start, end) {
            (Bound::Excluded(a), Bound::Excluded(b)) => a < b,
            _ => true,
        };
        self.0.get(scope).filter(|_| sound).into_iter().flat_map(move |list| list.range((start, end)).copied())
    }
}
