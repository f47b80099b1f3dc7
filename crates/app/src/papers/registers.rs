//! The registers of a unit and year as they are looked at: a page at a time, the latest line first, by words; and the same lines whole,
//! in the order of their numbers, for files.

use super::tables::{follow_table, incoming_table, outgoing_table};
use super::texts::{text_of, text_of_arrival};
use crate::App;
use std::sync::Arc;
use vedich_facts::PaperId;
use vedich_papers::{Arrival, Outgoing, Registers, Table};
use vedich_units::Registry;
use vedich_values::text::fold;
use vedich_values::text_index::{Fit, Query};
use vedich_values::{Date, FactSeq, UnitId};

/// Which lines of the registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterSearch {
    /// Whose.
    pub unit: UnitId,
    /// Of which year.
    pub year: i32,
    /// Words that all stand in a line, with or without diacritics; empty: every line.
    pub words: String,
}

/// A page of a register.
#[derive(Clone, Debug, Default)]
pub struct RegisterPage<T> {
    /// Its lines, the latest number first.
    pub lines: Vec<T>,
    /// Where it goes on, as the next page is asked for it; none: there is no more.
    pub next: Option<u64>,
}

/// What was selected of the registers.
#[derive(Clone, Debug)]
pub struct Selected {
    registers: Arc<Registers>,
    registry: Arc<Registry>,
    search: RegisterSearch,
    query: Option<Query>,
    /// Papers that may say the words, in the order of the register from its end.
    issued: Vec<PaperId>,
    /// Arrivals that may say them, in the same order.
    came: Vec<FactSeq>,
}

impl App {
    /// The lines of the registers of a unit and year that say certain words.
    #[must_use]
    pub fn registers_of(&self, search: RegisterSearch) -> Selected {
        let (registers, texts, registry) =
            self.knowledge(|known| (Arc::clone(&known.papers), Arc::clone(&known.paper_texts), Arc::clone(&known.reference.registry)));
        let query = Some(Query::of(&search.words)).filter(|query| !query.words().is_empty());
        let RegisterSearch { unit, year, .. } = search;
        let mut issued: Vec<PaperId> = query.iter().flat_map(|query| texts.papers_of(unit, query)).collect();
        let place = |paper: &PaperId| registers.issued(*paper).map(|(_, issue, _)| (issue.year, issue.issuer.clone(), issue.number));
        issued.retain(|paper| place(paper).is_some_and(|(of, ..)| of == year));
        issued.sort_by_cached_key(|paper| std::cmp::Reverse(place(paper)));
        let mut came: Vec<FactSeq> = query.iter().flat_map(|query| texts.arrivals_of(unit, query)).collect();
        let number =
            |seq: &FactSeq| registers.arrival_at(*seq).filter(|arrival| arrival.receipt.year == year).map(|arrival| arrival.receipt.number);
        came.retain(|seq| number(seq).is_some());
        came.sort_by_cached_key(|seq| std::cmp::Reverse(number(seq)));
        Selected { registers, registry, search, query, issued, came }
    }
}

impl Selected {
    /// What was asked for.
    #[must_use]
    pub const fn search(&self) -> &RegisterSearch {
        &self.search
    }

    /// Papers that went out, the last number first; those after the paper a page ended with.
    pub fn outgoing(&self, after: Option<u64>) -> impl Iterator<Item = Outgoing<'_>> {
        let RegisterSearch { unit, year, .. } = self.search;
        let before = after.map(PaperId);
        let found =
            self.query.is_some().then(|| rest(&self.issued, before.as_ref()).iter().filter_map(|paper| self.registers.issued(*paper)));
        let all = self.query.is_none().then(|| self.registers.outgoing_before(unit, year, before));
        let lines = found.into_iter().flatten().chain(all.into_iter().flatten());
        lines.filter(|(line, ..)| self.says(|| text_of(line, &self.registry)))
    }

    /// Papers that came in, the last number first; those after the number a page ended with.
    pub fn incoming(&self, after: Option<u64>) -> impl Iterator<Item = &Arc<Arrival>> {
        let RegisterSearch { unit, year, .. } = self.search;
        let all = self.query.is_none().then(|| self.registers.incoming_before(unit, year, number(after)));
        self.found(after).chain(all.into_iter().flatten())
    }

    /// Those of them that have to be answered, or of which something was said.
    pub fn followed(&self, after: Option<u64>) -> impl Iterator<Item = &Arc<Arrival>> {
        let RegisterSearch { unit, year, .. } = self.search;
        let all = self.query.is_none().then(|| self.registers.followed_before(unit, year, number(after)));
        let found = self.found(after).filter(|arrival| arrival.is_followed());
        found.chain(all.into_iter().flatten())
    }

    fn found(&self, after: Option<u64>) -> impl Iterator<Item = &Arc<Arrival>> {
        let arrivals = self.came.iter().filter_map(|seq| self.registers.arrival_at(*seq));
        let arrivals = arrivals.filter(move |arrival| number(after).is_none_or(|number| arrival.receipt.number < number));
        arrivals.filter(|arrival| self.says(|| text_of_arrival(arrival, &self.registry)))
    }

    fn says(&self, text: impl Fn() -> String) -> bool {
        self.query.as_ref().is_none_or(|query| query.fit(&fold(&text())) != Fit::No)
    }

    /// Everything selected of the three registers as tables, in the order of their numbers: what went out, what came in, what is to be
    /// answered as it stands on a day.
    #[must_use]
    pub fn tables(&self, on: Date) -> [Table; 3] {
        let year = self.search.year;
        [
            outgoing_table(year, in_order(self.outgoing(None))),
            incoming_table(year, in_order(self.incoming(None))),
            follow_table(year, in_order(self.followed(None)), on),
        ]
    }

    /// A page of papers that went out.
    #[must_use]
    pub fn outgoing_page(&self, after: Option<u64>, limit: usize) -> RegisterPage<Outgoing<'_>> {
        page(self.outgoing(after), limit, |(line, ..)| line.id.0)
    }

    /// A page of papers that came in.
    #[must_use]
    pub fn incoming_page(&self, after: Option<u64>, limit: usize) -> RegisterPage<&Arc<Arrival>> {
        page(self.incoming(after), limit, |arrival| arrival.receipt.number.into())
    }

    /// A page of what is to be answered.
    #[must_use]
    pub fn followed_page(&self, after: Option<u64>, limit: usize) -> RegisterPage<&Arc<Arrival>> {
        page(self.followed(after), limit, |arrival| arrival.receipt.number.into())
    }
}

/// A number out of an address; one that can't be stands before every line.
fn number(after: Option<u64>) -> Option<u32> {
    after.map(|after| u32::try_from(after).unwrap_or(u32::MAX))
}

/// What stands after one of a list; all of it when that is not there.
fn rest<'l, T: PartialEq>(list: &'l [T], after: Option<&T>) -> &'l [T] {
    let at = after.and_then(|after| list.iter().position(|one| one == after));
    at.map_or(list, |at| &list[at + 1..])
}

/// Lines in the order of their numbers.
fn in_order<T>(lines: impl Iterator<Item = T>) -> Vec<T> {
    let mut lines: Vec<T> = lines.collect();
    lines.reverse();
    lines
}

/// Takes one line more than asked for, to know whether there is another page.
fn page<T>(lines: impl Iterator<Item = T>, limit: usize, key: impl Fn(&T) -> u64) -> RegisterPage<T> {
    let mut lines: Vec<T> = lines.take(limit.saturating_add(1)).collect();
    let more = lines.len() > limit;
    lines.truncate(limit);
    RegisterPage { next: lines.last().map(key).filter(|_| more), lines }
}
