//! Statements of a file against what the journal says already: new, changed, unchanged.

use super::existing::{Existing, Standing, state_of};
use super::locks::Locks;
use super::observations::{Draft, Drafts};
use super::problems::Finding;
use std::sync::Arc;
use vedich_criteria::Cell;
use vedich_facts::{Body, DeclaredState, Fact, Observed};

/// Remarks on what a file replaces.
pub(super) const REPLACES: [&str; 2] = ["import.replaces-value", "import.replaces-status"];

/// What importing a file would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Merged {
    pub(super) facts: Vec<Fact>,
    pub(super) new: u64,
    pub(super) changed: u64,
    pub(super) unchanged: u64,
}

/// What became of one statement.
enum Fate {
    New,
    Changed,
    Unchanged,
}

/// Turns drafts into facts. A value of the same unit, target and date that differs is corrected by the file's; one that is the same,
/// whatever its written decimals, is left alone unless the file names another source or note. Each correction is warned of with what is
/// on record, because the file may be the older of the two. What changes a period that is handed in and locked has to say why, in its note.
pub(super) fn merge(drafts: &mut Drafts, existing: &Existing, locks: &Locks) -> Merged {
    let Drafts { drafts, targets, problems, origins, refused, .. } = drafts;
    let mut merged = Merged { facts: Vec::with_capacity(drafts.len()), ..Merged::default() };
    for draft in drafts.iter() {
        let aim = &targets.aims[draft.target as usize];
        let origin = || &origins[usize::from(draft.sheet)];
        let key = (draft.unit, draft.as_of, draft.target);
        let used = &targets.used[usize::from(aim.set)];
        let mut fates = Vec::with_capacity(2);
        if let (Some(observed), Some(target)) = (&draft.observed, targets.value_target(aim)) {
            let cell = |observed: &Observed| aim.slot.and_then(|slot| used.layout.cell(slot, observed).ok());
            let same = |standing: &Standing<Observed>| same_cell(cell(&standing.said), cell(observed));
            if let Some(standing) = existing.values.get(&key).filter(|standing| !same(standing)) {
                let finding = Finding::warning(REPLACES[0]).with("indicator", &target.code).with("date", draft.as_of);
                let shown =
                    |said: &Observed| aim.slot.and_then(|slot| used.layout.at(slot)).map_or_else(String::new, |slot| slot.print(said));
                let finding = finding.with("old", shown(&standing.said)).with("new", shown(observed));
                problems.add(&finding, || origin().of_value(draft.row));
            }
            let body = Body::Observation { target, observed: observed.clone() };
            fates.push(put(&mut merged.facts, draft, existing.values.get(&key), same, body));
        }
        if let (Some(state), Some((criterion, code))) = (draft.state, state_of(aim)) {
            let same = |standing: &Standing<DeclaredState>| standing.said == state;
            if existing.states.get(&key).is_some_and(|standing| !same(standing)) {
                problems.add(&Finding::warning(REPLACES[1]).with("date", draft.as_of), || origin().of_status(draft.row));
            }
            let body = Body::DeclaredStatus { set: used.set.id.clone(), criterion, code: code.cloned(), state, implied: false };
            fates.push(put(&mut merged.facts, draft, existing.states.get(&key), same, body));
        }
        let says_something = fates.iter().any(|fate| !matches!(fate, Fate::Unchanged));
        if says_something
            && draft.note.is_none()
            && let Some(period) = locks.of_day(draft.unit, draft.as_of)
        {
            let finding = Finding::error("import.locked").with("date", draft.as_of).with("period", period);
            problems.add(&finding, || origin().of_value(draft.row));
            *refused += 1;
            continue;
        }
        // A row counts once: as changed when anything of it changes, as new when anything is new.
        if fates.iter().any(|fate| matches!(fate, Fate::Changed)) {
            merged.changed += 1;
        } else if fates.iter().any(|fate| matches!(fate, Fate::New)) {
            merged.new += 1;
        } else {
            merged.unchanged += 1;
        }
    }
    merged
}

fn put<T>(facts: &mut Vec<Fact>, draft: &Draft, standing: Option<&Standing<T>>, same: impl Fn(&Standing<T>) -> bool, body: Body) -> Fate {
    let told = |file: &Option<Arc<str>>, journal: &Option<Arc<str>>| file.is_none() || file == journal;
    if standing.is_some_and(|one| same(one) && told(&draft.source, &one.source) && told(&draft.note, &one.note)) {
        return Fate::Unchanged;
    }
    facts.push(Fact {
        source: draft.source.clone(),
        note: draft.note.clone(),
        supersedes: standing.map(|one| one.seq),
        ..Fact::new(draft.unit, draft.as_of, body)
    });
    if standing.is_some() { Fate::Changed } else { Fate::New }
}

/// Equal values, whatever decimals they were written with.
pub(crate) fn same_cell(a: Option<Cell>, b: Option<Cell>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.state == b.state && (a.state != vedich_criteria::CellState::Value || (a.kind == b.kind && a.raw == b.raw)),
        _ => false,
    }
}
