//! The registers of a unit and year (sổ đăng ký văn bản đi, đến; sổ theo dõi): lines by their numbers, a page at a time, however many
//! there are.

use super::{Arrival, PaperLine, PaperState, Registers};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vedich_facts::{Issue, PaperId};
use vedich_values::{Date, FactSeq, UnitId};

/// A number of the outgoing register: unit, year, issuing body, number, and the paper that has it.
type Issued = (UnitId, i32, Arc<str>, u32, PaperId);
/// A number of the incoming register: unit, year, number.
type Came = (UnitId, i32, u32);

/// A line of the outgoing register: the paper, how it was issued, the date on it.
pub type Outgoing<'r> = (&'r Arc<PaperLine>, &'r Arc<Issue>, Date);

/// The lines of every register by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    issued: BTreeSet<Issued>,
    arrivals: BTreeMap<Came, Arc<Arrival>>,
    /// Arrivals by their place in the record.
    by_seq: BTreeMap<FactSeq, Came>,
    /// Arrivals that have to be answered, or of which something was said.
    followed: BTreeSet<Came>,
}

impl Numbers {
    pub(super) fn issue(&mut self, unit: UnitId, paper: PaperId, issue: &Issue) {
        self.issued.insert((unit, issue.year, Arc::from(issue.issuer.as_str()), issue.number, paper));
    }

    pub(super) fn arrive(&mut self, arrival: Arc<Arrival>) {
        let came = (arrival.unit, arrival.receipt.year, arrival.receipt.number);
        self.by_seq.insert(arrival.seq, came);
        self.follow(came, &arrival);
        self.arrivals.insert(came, arrival);
    }

    pub(super) fn change(&mut self, unit: UnitId, year: i32, number: u32, with: impl FnOnce(&mut Arrival)) {
        let came = (unit, year, number);
        let Some(arrival) = self.arrivals.get_mut(&came) else { return };
        with(Arc::make_mut(arrival));
        let arrival = Arc::clone(arrival);
        self.follow(came, &arrival);
    }

    fn follow(&mut self, came: Came, arrival: &Arrival) {
        if arrival.is_followed() {
            self.followed.insert(came);
        } else {
            self.followed.remove(&came);
        }
    }

    fn issued_in(&self, unit: UnitId, year: i32) -> impl DoubleEndedIterator<Item = &Issued> {
        self.issued.range(first_of(unit, year)..first_of(unit, year.saturating_add(1)))
    }
}

/// What stands before every number of a unit and year.
fn first_of(unit: UnitId, year: i32) -> Issued {
    (unit, year, Arc::from(""), 0, PaperId(0))
}

/// The numbers of a unit and year, up to one.
const fn numbers_of(unit: UnitId, year: i32, before: Option<u32>) -> std::ops::Range<Came> {
    let end = match before {
        Some(number) => (unit, year, number),
        None => (unit, year.saturating_add(1), 0),
    };
    (unit, year, 0)..end
}

impl Registers {
    /// The outgoing register of a unit and year, by issuing body and number.
    #[must_use]
    pub fn outgoing(&self, unit: UnitId, year: i32) -> Vec<Outgoing<'_>> {
        self.numbers.issued_in(unit, year).filter_map(|(.., paper)| self.issued(*paper)).collect()
    }

    /// The same from its end, the last number first; the lines before that of a paper, when one is given.
    pub fn outgoing_before(&self, unit: UnitId, year: i32, before: Option<PaperId>) -> impl Iterator<Item = Outgoing<'_>> {
        let end = before.and_then(|paper| self.issued(paper)).filter(|(line, issue, _)| line.unit == unit && issue.year == year);
        let end = match end {
            Some((line, issue, _)) => (unit, year, Arc::from(issue.issuer.as_str()), issue.number, line.id),
            None => first_of(unit, year.saturating_add(1)),
        };
        self.numbers.issued.range(first_of(unit, year)..end).rev().filter_map(|(.., paper)| self.issued(*paper))
    }

    /// An issued paper as it stands in the register.
    #[must_use]
    pub fn issued(&self, paper: PaperId) -> Option<Outgoing<'_>> {
        let line = self.papers.get(&paper)?;
        match &line.state {
            PaperState::Issued { issue, dated } => Some((line, issue, *dated)),
            PaperState::Draft | PaperState::Dropped => None,
        }
    }

    /// The incoming register of a unit and year, by number.
    #[must_use]
    pub fn incoming(&self, unit: UnitId, year: i32) -> Vec<&Arc<Arrival>> {
        self.numbers.arrivals.range(numbers_of(unit, year, None)).map(|(_, arrival)| arrival).collect()
    }

    /// The same from its end, the last number first; the lines before a number, when one is given.
    pub fn incoming_before(&self, unit: UnitId, year: i32, before: Option<u32>) -> impl Iterator<Item = &Arc<Arrival>> {
        self.numbers.arrivals.range(numbers_of(unit, year, before)).rev().map(|(_, arrival)| arrival)
    }

    /// A line of the incoming register.
    #[must_use]
    pub fn arrival(&self, unit: UnitId, year: i32, number: u32) -> Option<&Arc<Arrival>> {
        self.numbers.arrivals.get(&(unit, year, number))
    }

    /// The line of the incoming register that a fact entered.
    #[must_use]
    pub fn arrival_at(&self, seq: FactSeq) -> Option<&Arc<Arrival>> {
        self.numbers.arrivals.get(self.numbers.by_seq.get(&seq)?)
    }

    /// Every line of every incoming register.
    pub fn arrivals(&self) -> impl Iterator<Item = &Arc<Arrival>> {
        self.numbers.arrivals.values()
    }

    /// The papers of a year that have to be answered, or of which something was said, by number.
    #[must_use]
    pub fn followed(&self, unit: UnitId, year: i32) -> Vec<&Arc<Arrival>> {
        self.numbers.followed.range(numbers_of(unit, year, None)).filter_map(|came| self.numbers.arrivals.get(came)).collect()
    }

    /// The same from its end, the last number first; the lines before a number, when one is given.
    pub fn followed_before(&self, unit: UnitId, year: i32, before: Option<u32>) -> impl Iterator<Item = &Arc<Arrival>> {
        let lines = self.numbers.followed.range(numbers_of(unit, year, before)).rev();
        lines.filter_map(|came| self.numbers.arrivals.get(came))
    }

    /// The number the next paper of a body gets: one more than the highest given out that year.
    #[must_use]
    pub fn next_number(&self, unit: UnitId, issuer: &str, year: i32) -> u32 {
        self.given(unit, issuer, year, 0, u32::MAX).next_back().map_or(1, |(.., last, _)| last.saturating_add(1))
    }

    /// Whether a number was given out.
    #[must_use]
    pub fn is_taken(&self, unit: UnitId, issuer: &str, year: i32, number: u32) -> bool {
        self.given(unit, issuer, year, number, number).next().is_some()
    }

    /// The numbers of a body and year from one to another.
    fn given(&self, unit: UnitId, issuer: &str, year: i32, from: u32, to: u32) -> impl DoubleEndedIterator<Item = &Issued> {
        let issuer: Arc<str> = Arc::from(issuer);
        let first = (unit, year, Arc::clone(&issuer), from, PaperId(0));
        self.numbers.issued.range(first..=(unit, year, issuer, to, PaperId(u64::MAX)))
    }

    /// The number of the next arrival.
    #[must_use]
    pub fn next_arrival(&self, unit: UnitId, year: i32) -> u32 {
        let last = self.numbers.arrivals.range(numbers_of(unit, year, None)).next_back();
        last.map_or(1, |((.., number), _)| number.saturating_add(1))
    }

    /// The units that have papers or registers, each once.
    #[must_use]
    pub fn units(&self) -> BTreeSet<UnitId> {
        let mut units: BTreeSet<UnitId> = self.by_unit.keys().copied().collect();
        let mut next = UnitId(0);
        while let Some(((unit, ..), _)) = self.numbers.arrivals.range((next, i32::MIN, 0)..).next() {
            units.insert(*unit);
            next = UnitId(unit.get().saturating_add(1));
            if unit.get() == u32::MAX {
                break;
            }
        }
        units
    }

    /// Every paper that was not dropped.
    pub fn all(&self) -> impl Iterator<Item = &Arc<PaperLine>> {
        self.papers.values().filter(|line| line.state != PaperState::Dropped)
    }
}
