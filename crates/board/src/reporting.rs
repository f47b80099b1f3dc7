//! Who has handed in what, and which last days were moved.

use crate::{Board, Form};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_criteria::Counts;
use vedich_facts::reporting::Submission;
use vedich_facts::{Body, Recorded};
use vedich_values::date::day_of;
use vedich_values::{Date, FactSeq, Period, SetId, Tally, UnitId};

/// The values of a period, handed in.
#[derive(Clone, Debug)]
pub struct Handed {
    /// The statement, with when it was recorded.
    pub recorded: Arc<Recorded>,
    /// Which version of the period's it is, from 1.
    pub version: u32,
}

impl Handed {
    /// What was handed in.
    #[must_use]
    pub fn submission(&self) -> Option<&Submission> {
        match &self.recorded.fact.body {
            Body::Submission(submission) => Some(submission),
            _ => None,
        }
    }
}

impl Board {
    /// The versions of a period a unit handed in, latest first.
    #[must_use]
    pub fn handed_in(&self, unit: UnitId, period: Period) -> Vec<Handed> {
        let mut found: Vec<&Arc<Recorded>> =
            self.submissions(unit).filter(|(submission, _)| submission.period == period).map(|(_, one)| one).collect();
        found.sort_by_key(|recorded| recorded.seq);
        let numbered = found.into_iter().zip(1..).map(|(recorded, version)| Handed { recorded: Arc::clone(recorded), version });
        let mut numbered: Vec<Handed> = numbered.collect();
        numbered.reverse();
        numbered
    }

    /// Whether a unit stands as it stood when it handed a period in: by the same set with the same counts, and nothing its sheet states was
    /// recorded since. `end` is the first fact behind the entry it was handed in with.
    #[must_use]
    pub fn stands_as_handed_in(&self, form: &Form, handed: &Handed, end: FactSeq) -> bool {
        let marks = form.assessment().marks;
        let same = |tally: Tally, counts: &Counts| (tally.met(), tally.total()) == (counts.met, counts.total);
        let counted = handed.submission().is_some_and(|said| {
            said.set == form.set.id && same(said.criteria, &marks.criterion_counts) && same(said.indicators, &marks.indicator_counts)
        });
        let mut values = form.values.iter().flatten().map(|stated| stated.seq).chain(form.declared.iter().map(|said| said.seq));
        let stated = |body: &Body| matches!(body, Body::ReportedCount { .. } | Body::Stage { .. } | Body::Output(_));
        let mut beside = self.dossier(form.unit).into_iter().flat_map(|dossier| &dossier.others).filter(|one| stated(&one.fact.body));
        counted && values.all(|seq| seq < end) && beside.all(|one| one.seq < end)
    }

    /// Whether a unit handed a period in.
    #[must_use]
    pub fn has_handed_in(&self, unit: UnitId, period: Period) -> bool {
        self.submissions(unit).any(|(submission, _)| submission.period == period)
    }

    /// The sets by which a unit handed periods in after they had given way to another, each with the first statement that did so: what
    /// was recorded with it, or after it, comes behind it in the journal.
    pub(crate) fn late_sets(&self, unit: UnitId) -> BTreeMap<&SetId, FactSeq> {
        let mut sets: BTreeMap<&SetId, FactSeq> = BTreeMap::new();
        for (submission, recorded) in self.submissions(unit).filter(|(submission, _)| submission.late.is_some()) {
            let then = self.set_in_force_on(unit, day_of(recorded.recorded_at));
            if then.is_none_or(|set| set.id != submission.set) {
                let first = sets.entry(&submission.set).or_insert(recorded.seq);
                *first = (*first).min(recorded.seq);
            }
        }
        sets
    }

    fn submissions(&self, unit: UnitId) -> impl Iterator<Item = (&Submission, &Arc<Recorded>)> {
        self.dossier(unit).into_iter().flat_map(|dossier| &dossier.reporting).filter_map(|recorded| match &recorded.fact.body {
            Body::Submission(submission) => Some((submission, recorded)),
            _ => None,
        })
    }

    /// The last days that were moved for a unit, by what was stated of it or of a unit above: the latest statement of a period counts.
    #[must_use]
    pub fn moved_days(&self, unit: UnitId) -> BTreeMap<Period, Date> {
        let registry = &self.reference().registry;
        let on = registry.get(unit).and_then(|known| known.span.to).map_or(self.date(), |last| last.min(self.date()));
        let mut latest: BTreeMap<Period, (FactSeq, Date)> = BTreeMap::new();
        for id in std::iter::once(unit).chain(registry.ancestors(unit, on)) {
            for recorded in self.dossier(id).into_iter().flat_map(|dossier| &dossier.reporting) {
                if let Body::ReportingPeriod(change) = &recorded.fact.body {
                    let entry = latest.entry(change.period).or_insert((recorded.seq, change.due));
                    if recorded.seq >= entry.0 {
                        *entry = (recorded.seq, change.due);
                    }
                }
            }
        }
        latest.into_iter().map(|(period, (_, due))| (period, due)).collect()
    }
}
