//! What must hold before a change of a roadmap is recorded: each change by itself, and the roadmap after it.

use super::Problem;
use crate::{App, AppError};
use rustc_hash::{FxHashMap, FxHashSet};
use vedich_board::Reference;
use vedich_criteria::CriteriaSet;
use vedich_facts::roadmap::{HeaderField, RoadmapChange, RoadmapEdit, RoadmapHeader, TaskField, TaskRecord};
use vedich_facts::{Body, Fact, Kind, Recorded};
use vedich_journal::Select;
use vedich_roadmap::forecast::Risk;
use vedich_roadmap::record::{Ground, RoadmapRecord, check_change, check_network, check_spreads, is_structural};
use vedich_values::{CriterionNo, Diagnostic, EntrySeq, FactSeq, IndicatorCode, Place, RoadmapKey, TaskId, UnitId};

/// The changes known of the units an entry speaks of; those of the entry itself are added as it is read.
#[derive(Default)]
pub(super) struct KnownChanges {
    by_unit: FxHashMap<UnitId, Vec<Recorded>>,
}

impl App {
    /// Every problem of one fact about a roadmap. The facts of an entry come in their order.
    pub(super) async fn check_roadmap(
        &self,
        known: &mut KnownChanges,
        reference: &Reference,
        fact: &Fact,
        change: &RoadmapChange,
    ) -> Result<Vec<Problem>, AppError> {
        let changes = match known.by_unit.remove(&fact.unit) {
            Some(changes) => changes,
            None => self.roadmap_changes(fact.unit).await?,
        };
        let (found, changes) = self.check_change(changes, reference, fact, change);
        known.by_unit.insert(fact.unit, changes);
        Ok(found)
    }

    /// The changes of a unit's roadmaps, in the order of the journal; corrected ones left out.
    pub(crate) async fn roadmap_changes(&self, unit: UnitId) -> Result<Vec<Recorded>, AppError> {
        let select = Select { unit: Some(unit), kind: Some(Kind::Roadmap), ..Select::default() };
        let mut changes = Vec::new();
        self.inner.journal.for_each(&select, |recorded| changes.push(recorded)).await?;
        let corrected: FxHashSet<FactSeq> = changes.iter().filter_map(|recorded| recorded.fact.supersedes).collect();
        changes.retain(|recorded| !corrected.contains(&recorded.seq));
        Ok(changes)
    }

    fn check_change(
        &self,
        mut changes: Vec<Recorded>,
        reference: &Reference,
        fact: &Fact,
        change: &RoadmapChange,
    ) -> (Vec<Problem>, Vec<Recorded>) {
        let today = self.today();
        let before = RoadmapRecord::replay(fact.unit, &change.roadmap, &changes);
        let ever = ever(&changes, &change.roadmap);
        let mut found = check_change(change, &Ground { before: before.as_ref(), ever: &ever, today });
        if fact.as_of > today {
            found.push(Diagnostic::error("fact.future-date", Place::default()).with("date", fact.as_of).with("today", today));
        }
        let seq = changes.last().map_or(1, |last| last.seq.get() + 1);
        let recorded = Recorded { seq: FactSeq(seq), entry: EntrySeq(u64::MAX), recorded_at: self.inner.clock.now(), fact: fact.clone() };
        changes.push(recorded);
        let after = RoadmapRecord::replay(fact.unit, &change.roadmap, &changes);
        if let Some(after) = &after {
            check_set(reference, after, change, &mut found);
            check_risks(self.planner().risks(), change, &mut found);
            if found.is_empty() {
                found.extend(check_spreads(after, change));
            }
            if is_structural(change) && found.is_empty() {
                found.extend(check_network(after, &self.planner().try_out(after, fact.as_of)));
            }
        }
        (found, changes)
    }
}

/// Every task a roadmap ever had.
fn ever(changes: &[Recorded], roadmap: &RoadmapKey) -> FxHashSet<TaskId> {
    let of_it = changes.iter().filter_map(|recorded| match &recorded.fact.body {
        Body::Roadmap(change) if change.roadmap == *roadmap => Some(&change.edits),
        _ => None,
    });
    let put = |edit: &RoadmapEdit| if let RoadmapEdit::PutTask(task) = edit { Some(task.id.clone()) } else { None };
    of_it.flatten().filter_map(put).collect()
}

/// The set, criteria and indicators a change names.
fn check_set(reference: &Reference, after: &RoadmapRecord, change: &RoadmapChange, found: &mut Vec<Problem>) {
    let named = change.edits.iter().any(|edit| match edit {
        RoadmapEdit::Open(RoadmapHeader { set, .. }) => set.is_some(),
        RoadmapEdit::SetHeader(fields) => fields.iter().any(|field| matches!(field, HeaderField::Set(Some(_)))),
        _ => false,
    });
    let Some(id) = &after.header.set else { return };
    let Some(set) = reference.catalogue.get(id.as_str()) else {
        if named {
            found.push(super::problem("fact.unknown-set").with("set", id));
        }
        return;
    };
    for (place, edit) in change.edits.iter().enumerate() {
        let mut problems = Vec::new();
        match edit {
            RoadmapEdit::PutTask(task) => {
                let TaskRecord { criterion, code, .. } = &**task;
                check_criterion(set, *criterion, &mut problems);
                check_code(set, code.as_ref(), &mut problems);
            }
            RoadmapEdit::SetTask { set: fields, .. } => {
                for field in fields {
                    match field {
                        TaskField::Criterion(criterion) => check_criterion(set, *criterion, &mut problems),
                        TaskField::Code(code) => check_code(set, code.as_ref(), &mut problems),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        let key = Place { key: Some(format!("edits[{place}]")), ..Place::default() };
        found.extend(problems.into_iter().map(|problem| Diagnostic { place: key.clone(), ..problem }));
    }
}

/// A tag the risk table does not know lengthens nothing: whoever writes it believes that it does.
fn check_risks(known: &[Risk], change: &RoadmapChange, found: &mut Vec<Problem>) {
    let is_known = |tag: &&String| known.iter().any(|risk| risk.name == **tag);
    // Tags are what records hold, names what people know them by.
    let names = || {
        let tags = vedich_reference::risk_tags();
        let said = |risk: &Risk| {
            let name = tags.iter().find(|tag| tag.id == risk.name).map(|tag| format!(" ({})", tag.name.vi));
            format!("{}{}", risk.name, name.unwrap_or_default())
        };
        known.iter().map(said).collect::<Vec<_>>().join(", ")
    };
    for (place, edit) in change.edits.iter().enumerate().filter(|_| change.undoes.is_none()) {
        let tags: Vec<&String> = match edit {
            RoadmapEdit::PutTask(task) => task.risks.iter().collect(),
            RoadmapEdit::SetTask { set, .. } => {
                set.iter().flat_map(|field| if let TaskField::Risks(risks) = field { risks.as_slice() } else { &[] }).collect()
            }
            _ => continue,
        };
        for tag in tags.into_iter().filter(|tag| !is_known(tag)) {
            let place = Place { key: Some(format!("edits[{place}]")), ..Place::default() };
            found.push(Diagnostic::error("roadmap.unknown-risk", place).with("found", tag).with("known", names()));
        }
    }
}

fn check_criterion(set: &CriteriaSet, criterion: Option<CriterionNo>, found: &mut Vec<Problem>) {
    if let Some(criterion) = criterion.filter(|criterion| !set.criteria.iter().any(|known| known.no == *criterion)) {
        found.push(super::problem("fact.unknown-criterion").with("set", &set.id).with("criterion", criterion));
    }
}

fn check_code(set: &CriteriaSet, code: Option<&IndicatorCode>, found: &mut Vec<Problem>) {
    if let Some(code) = code.filter(|code| set.indicator(code.as_str()).is_none()) {
        found.push(super::unknown_code(&set.id, code, None));
    }
}
