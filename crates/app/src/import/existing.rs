//! What the journal says already about what a file states.

use super::observations::Drafts;
use super::targets::{Aim, TargetNo, Targets};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use vedich_facts::{Body, DeclaredState, Kind, Observed, Recorded};
use vedich_journal::{Journal, JournalError, Select};
use vedich_values::{CriterionNo, Date, FactSeq, IndicatorCode, PartKey, UnitId};

/// Up to so many units are read unit by unit; for more, one walk through the journal is quicker.
const BY_UNIT: usize = 2_000;

/// A statement in the journal that no other corrects.
#[derive(Clone, Debug)]
pub(super) struct Standing<T> {
    pub(super) seq: FactSeq,
    pub(super) said: T,
    pub(super) source: Option<Arc<str>>,
    pub(super) note: Option<Arc<str>>,
}

/// What a statement is of: unit, date and target.
pub(super) type Key = (UnitId, Date, TargetNo);

/// The latest standing statements, by what they are of.
#[derive(Debug, Default)]
pub(super) struct Existing {
    pub(super) values: FxHashMap<Key, Standing<Observed>>,
    pub(super) states: FxHashMap<Key, Standing<DeclaredState>>,
}

impl Existing {
    /// Reads what concerns the drafts.
    pub(super) async fn load(journal: &Journal, drafts: &Drafts) -> Result<Self, JournalError> {
        if journal.head().await?.fact == FactSeq(0) || drafts.drafts.is_empty() {
            return Ok(Self::default());
        }
        let units: FxHashSet<UnitId> = drafts.drafts.iter().map(|draft| draft.unit).collect();
        let latest = drafts.drafts.iter().map(|draft| draft.as_of).max();
        let mut gathering = Gathering::new(&drafts.targets, &units);
        let selects = if units.len() <= BY_UNIT {
            units.iter().map(|unit| Select { unit: Some(*unit), ..Select::default() }).collect()
        } else {
            // A correction may be dated later than what it corrects, so the date does not narrow a walk that must see corrections.
            let _ = latest;
            vec![Select::default()]
        };
        for select in selects {
            journal.for_each(&select, |recorded| gathering.take(recorded)).await?;
        }
        Ok(gathering.finish())
    }
}

/// Facts on their way into [`Existing`].
struct Gathering<'a> {
    units: &'a FxHashSet<UnitId>,
    by_value: FxHashMap<(&'a str, &'a IndicatorCode, Option<&'a PartKey>), TargetNo>,
    by_state: FxHashMap<(&'a str, CriterionNo, Option<&'a IndicatorCode>), TargetNo>,
    values: Vec<(Key, Standing<Observed>)>,
    states: Vec<(Key, Standing<DeclaredState>)>,
    corrected: FxHashSet<FactSeq>,
}

impl<'a> Gathering<'a> {
    fn new(targets: &'a Targets, units: &'a FxHashSet<UnitId>) -> Self {
        let (mut by_value, mut by_state) = (FxHashMap::default(), FxHashMap::default());
        for (number, aim) in targets.aims.iter().enumerate() {
            let number = TargetNo::try_from(number).unwrap_or(TargetNo::MAX);
            let set = targets.used[usize::from(aim.set)].set.id.as_str();
            if let (Some(code), Some(_)) = (&aim.code, aim.slot) {
                by_value.insert((set, code, aim.part.as_ref()), number);
            }
            if let (Some((criterion, code)), None) = (state_of(aim), &aim.part) {
                by_state.insert((set, criterion, code), number);
            }
        }
        Self { units, by_value, by_state, values: Vec::new(), states: Vec::new(), corrected: FxHashSet::default() }
    }

    fn take(&mut self, recorded: Recorded) {
        let Recorded { seq, fact, .. } = recorded;
        self.corrected.extend(fact.supersedes);
        if !self.units.contains(&fact.unit) {
            return;
        }
        let (source, note) = (fact.source, fact.note);
        match fact.body {
            Body::Observation { target, observed } => {
                if let Some(number) = self.by_value.get(&(target.set.as_str(), &target.code, target.part.as_ref())) {
                    self.values.push(((fact.unit, fact.as_of, *number), Standing { seq, said: observed, source, note }));
                }
            }
            Body::DeclaredStatus { set, criterion, code, state, .. } => {
                if let Some(number) = self.by_state.get(&(set.as_str(), criterion, code.as_ref())) {
                    self.states.push(((fact.unit, fact.as_of, *number), Standing { seq, said: state, source, note }));
                }
            }
            _ => {}
        }
    }

    fn finish(self) -> Existing {
        fn latest<T>(all: Vec<(Key, Standing<T>)>, corrected: &FxHashSet<FactSeq>) -> FxHashMap<Key, Standing<T>> {
            let mut standing: FxHashMap<Key, Standing<T>> = FxHashMap::default();
            for (key, one) in all.into_iter().filter(|(_, one)| !corrected.contains(&one.seq)) {
                let newer = standing.get(&key).is_none_or(|other| other.seq < one.seq);
                if newer {
                    standing.insert(key, one);
                }
            }
            standing
        }
        let mut values = latest(self.values, &self.corrected);
        values.retain(|_, standing| standing.said != Observed::Withdrawn);
        Existing { values, states: latest(self.states, &self.corrected) }
    }
}

/// What a status of an aim is declared of: the criterion, and the indicator unless the criterion itself is meant.
pub(super) fn state_of(aim: &Aim) -> Option<(CriterionNo, Option<&IndicatorCode>)> {
    let criterion = aim.criterion?;
    Some((criterion, if aim.whole { None } else { aim.code.as_ref() }))
}

/// Kinds of fact that say which set a unit is assessed by and with which thresholds.
pub(super) const SETTINGS: [Kind; 2] = [Kind::Attribute, Kind::Overlay];
