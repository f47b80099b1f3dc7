//! The question made ready to be solved: works sorted into kinds that money cannot tell apart, bills per criterion.

use super::{Question, SourceSet};
use std::collections::BTreeMap;

/// Works that the same sources may pay by the same year.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) sources: SourceSet,
    /// Last year in which it can be paid.
    pub(super) due: usize,
    /// Sources and years that may pay it, as slots with money: the earliest year first.
    pub(super) slots: Vec<usize>,
}

/// What a criterion costs, by kind: a range of [`Model::amounts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bill {
    start: usize,
    end: usize,
}

/// A criterion ready to be solved.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) commune: usize,
    pub(super) cost: i64,
    pub(super) must: bool,
    /// Paid so that it is met by the last year; none when that cannot be or is not allowed.
    pub(super) late: Option<Bill>,
    /// Paid so that it is met by the date of its commune.
    pub(super) early: Option<Bill>,
}

#[derive(Clone, Debug)]
pub(super) struct Model<'q> {
    pub(super) question: &'q Question,
    /// Budget of each slot: source by source, year by year.
    pub(super) budgets: Vec<i64>,
    pub(super) kinds: Vec<Kind>,
    pub(super) items: Vec<Item>,
    amounts: Vec<(usize, i64)>,
    /// First item of each commune, and the end.
    first: Vec<usize>,
    /// Whether each commune could reach the target with money enough.
    pub(super) can_reach: Vec<bool>,
}

impl<'q> Model<'q> {
    pub(super) fn new(question: &'q Question) -> Self {
        let budgets: Vec<i64> = question.budgets.iter().flatten().copied().collect();
        let mut model = Self {
            question,
            budgets,
            kinds: Vec::new(),
            items: Vec::new(),
            amounts: Vec::new(),
            first: vec![0],
            can_reach: Vec::with_capacity(question.communes.len()),
        };
        let mut numbers = BTreeMap::new();
        let last = question.years - 1;
        for (commune, asked) in question.communes.iter().enumerate() {
            let by = asked.by.unwrap_or(last).min(last);
            let mut can_reach = !asked.never;
            for need in &asked.needs {
                let barred = need.never || asked.never;
                let late = if barred { None } else { model.bill(need, last, &mut numbers) };
                let early = if barred || by == last { late } else { model.bill(need, by, &mut numbers) };
                can_reach &= early.is_some();
                model.items.push(Item { commune, cost: need.cost(), must: need.must, late, early });
            }
            model.first.push(model.items.len());
            model.can_reach.push(can_reach);
        }
        model
    }

    /// The bill of a criterion that has to be met by the end of `by`; none when it takes longer or no source has the money.
    fn bill(&mut self, need: &super::Need, by: usize, numbers: &mut BTreeMap<(SourceSet, usize), usize>) -> Option<Bill> {
        let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
        for work in &need.works {
            let due = by.checked_sub(work.lead as usize)?;
            if work.cost > 0 {
                let next = self.kinds.len();
                let kind = *numbers.entry((work.sources, due)).or_insert(next);
                if kind == next {
                    self.kinds.push(self.kind(work.sources, due));
                }
                *sums.entry(kind).or_insert(0) += work.cost;
            }
        }
        let start = self.amounts.len();
        let payable = |(kind, cost): (&usize, &i64)| self.kinds[*kind].slots.iter().map(|s| self.budgets[*s]).sum::<i64>() >= *cost;
        if !sums.iter().all(payable) {
            return None;
        }
        self.amounts.extend(sums);
        Some(Bill { start, end: self.amounts.len() })
    }

    /// Works of these sources due by a year.
    pub(super) fn kind(&self, sources: SourceSet, due: usize) -> Kind {
        let years = self.question.years;
        let all = (0..=due).flat_map(|year| sources.iter().map(move |source| source * years + year));
        Kind { sources, due, slots: all.filter(|s| self.budgets.get(*s).is_some_and(|b| *b > 0)).collect() }
    }

    pub(super) fn amounts(&self, bill: Bill) -> &[(usize, i64)] {
        &self.amounts[bill.start..bill.end]
    }

    /// Items of a commune.
    pub(super) fn items_of(&self, commune: usize) -> std::ops::Range<usize> {
        self.first[commune]..self.first[commune + 1]
    }

    pub(super) const fn communes(&self) -> usize {
        self.question.communes.len()
    }

    pub(super) fn area(&self, commune: usize) -> Option<usize> {
        self.question.communes[commune].area
    }

    pub(super) fn must_reach(&self, commune: usize) -> bool {
        self.question.communes[commune].must
    }
}
