//! Meetings, tasks and proposals: statements go in, in any order; lists in the order of their days come out a page at a time, however
//! many there are. Only what lists and counts need is worked out beforehand; a whole item is put together when asked for.

mod ask;
mod counted;
mod index;
mod search;
mod texts;

pub use ask::{ItemPage, ProposalScope, Show, TaskQuery, TaskScope};
pub use counted::CountedSpan;
pub use index::Cursor;
pub use search::{MeetingPart, MeetingSearch, ProposalSearch};
pub use texts::{ConclusionHit, Hits, Sought};

use crate::standing::nearest_day;
use crate::{Board, Reference};
use index::Index;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_facts::steering::{Counted, TaskStatement, TaskTally};
use vedich_facts::{Body, Kind, Recorded};
use vedich_steering::task::{Brief, Progress};
use vedich_steering::{Meeting, Proposal, Task, count};
use vedich_values::{CriterionNo, Date, FactSeq, ItemKey, UnitId};

/// Everything stated about steering, and where it is found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steering {
    /// By item, in the order of the journal.
    facts: FxHashMap<ItemKey, Vec<Arc<Recorded>>>,
    /// Every fact kept here.
    seqs: FxHashSet<FactSeq>,
    /// Counts that were closed, by unit.
    counted: FxHashMap<UnitId, Vec<Arc<Recorded>>>,
    /// Items stated since the rows were worked out, while facts are loaded in bulk.
    unsettled: FxHashSet<ItemKey>,
    rows: FxHashMap<ItemKey, Row>,
    by_first: FxHashMap<FactSeq, ItemKey>,
    tasks: Index<TaskScope>,
    /// Tasks by the numbers of criteria they name, of whatever set.
    numbered: Index<CriterionNo>,
    tallies: FxHashMap<TaskScope, TaskTally>,
    meetings: Index<UnitId>,
    proposals: Index<ProposalScope>,
    /// Tasks that are tasks of a unit's roadmaps.
    linked: FxHashMap<UnitId, BTreeSet<ItemKey>>,
    /// Where the words of items lead.
    texts: texts::Texts,
}

/// Where an item stands in the lists.
#[derive(Clone, Debug)]
enum Row {
    Task { brief: Brief, scopes: Vec<TaskScope>, numbers: Vec<CriterionNo>, at: Cursor, linked: Option<UnitId> },
    Meeting { scopes: Vec<UnitId>, at: Cursor, holder: UnitId, part: MeetingPart },
    Proposal { scopes: Vec<ProposalScope>, at: Cursor, from: UnitId, to_judge: bool },
}

/// The item a statement is about; none for a closed count.
pub(crate) fn item_of(body: &Body) -> Option<&ItemKey> {
    match body {
        Body::Task(statement) => match &**statement {
            TaskStatement::Change(change) => Some(&change.task),
            TaskStatement::Counted(_) => None,
        },
        Body::Meeting(change) => Some(&change.meeting),
        Body::Proposal(change) => Some(&change.proposal),
        _ => None,
    }
}

/// Whether statements of a kind are kept here.
pub(crate) const fn is_steering(body: &Body) -> bool {
    matches!(body.kind(), Kind::Meeting | Kind::Task | Kind::Proposal)
}

impl Steering {
    fn put(&mut self, recorded: Arc<Recorded>) {
        self.seqs.insert(recorded.seq);
        let list = match item_of(&recorded.fact.body) {
            Some(key) => {
                self.unsettled.insert(key.clone());
                self.facts.entry(key.clone()).or_default()
            }
            None => self.counted.entry(recorded.fact.unit).or_default(),
        };
        let place = list.partition_point(|other| other.seq < recorded.seq);
        list.insert(place, recorded);
    }

    /// Takes facts out; true when one was there.
    fn forget(&mut self, gone: &[FactSeq]) -> bool {
        let gone: FxHashSet<FactSeq> = gone.iter().copied().filter(|seq| self.seqs.remove(seq)).collect();
        if gone.is_empty() {
            return false;
        }
        let gone = |seq: FactSeq| gone.contains(&seq);
        let mut found = false;
        for (key, list) in &mut self.facts {
            let before = list.len();
            list.retain(|recorded| !gone(recorded.seq));
            if list.len() != before {
                self.unsettled.insert(key.clone());
                found = true;
            }
        }
        for list in self.counted.values_mut() {
            let before = list.len();
            list.retain(|recorded| !gone(recorded.seq));
            found |= list.len() != before;
        }
        found
    }

    fn of(&self, key: &ItemKey) -> impl Iterator<Item = &Recorded> {
        self.facts.get(key).into_iter().flatten().map(|recorded| &**recorded)
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Recorded>> {
        self.facts.values().chain(self.counted.values()).flatten()
    }

    /// Takes an item out of the lists.
    fn leave(&mut self, key: &ItemKey, date: Date) {
        let Some(row) = self.rows.remove(key) else { return };
        let at = match row {
            Row::Task { brief, scopes, numbers, at, linked } => {
                let standing = brief.standing(date);
                numbers.iter().for_each(|number| self.numbered.remove(number, at));
                for scope in &scopes {
                    self.tasks.remove(scope, at);
                    if let Some(tally) = self.tallies.get_mut(scope) {
                        let mut one = TaskTally::default();
                        count::add(&mut one, standing);
                        tally.in_time -= one.in_time;
                        tally.late -= one.late;
                        tally.in_progress -= one.in_progress;
                        tally.overdue -= one.overdue;
                    }
                }
                if let Some(keys) = linked.and_then(|unit| self.linked.get_mut(&unit)) {
                    keys.remove(key);
                }
                at
            }
            Row::Meeting { scopes, at, .. } => {
                scopes.iter().for_each(|scope| self.meetings.remove(scope, at));
                at
            }
            Row::Proposal { scopes, at, .. } => {
                scopes.iter().for_each(|scope| self.proposals.remove(scope, at));
                at
            }
        };
        self.by_first.remove(&at.first);
    }

    fn enter(&mut self, key: &ItemKey, row: Row, date: Date) {
        let at = match &row {
            Row::Task { brief, scopes, numbers, at, linked } => {
                let standing = brief.standing(date);
                numbers.iter().for_each(|number| self.numbered.insert(number, *at));
                for scope in scopes {
                    self.tasks.insert(scope, *at);
                    count::add(self.tallies.entry(scope.clone()).or_default(), standing);
                }
                if let Some(unit) = linked {
                    self.linked.entry(*unit).or_default().insert(key.clone());
                }
                *at
            }
            Row::Meeting { scopes, at, .. } => {
                scopes.iter().for_each(|scope| self.meetings.insert(scope, *at));
                *at
            }
            Row::Proposal { scopes, at, .. } => {
                scopes.iter().for_each(|scope| self.proposals.insert(scope, *at));
                *at
            }
        };
        self.by_first.insert(at.first, key.clone());
        self.rows.insert(key.clone(), row);
    }
}

/// Units and those above them, each once; of those that have ended also what they went into whole, which carries their work on.
fn with_above(reference: &Reference, units: impl IntoIterator<Item = UnitId>, date: Date) -> Vec<UnitId> {
    let registry = &reference.registry;
    let mut found: Vec<UnitId> = Vec::new();
    let mut waiting: Vec<UnitId> = units.into_iter().collect();
    while let Some(unit) = waiting.pop() {
        if found.contains(&unit) {
            continue;
        }
        found.push(unit);
        let on = nearest_day(registry, unit, date).unwrap_or(date);
        waiting.extend(registry.ancestors(unit, on));
        waiting.extend(registry.went_into(unit, date));
    }
    found
}

/// Who carries a unit's work on: itself; of one that has ended also what it went into whole, else, where it was divided or its level ended,
/// the nearest level above that is still there. They are the ones who are told what waits.
fn carried_by(reference: &Reference, unit: UnitId, date: Date) -> Vec<UnitId> {
    let registry = &reference.registry;
    let mut found = vec![unit];
    if registry.get(unit).and_then(|known| known.span.to).is_some_and(|last| last < date) {
        found.extend(registry.went_into(unit, date));
        if found.len() == 1 {
            let on = nearest_day(registry, unit, date).unwrap_or(date);
            let there = |above: &UnitId| registry.get(*above).is_some_and(|known| known.exists(date));
            found.extend(registry.ancestors(unit, on).into_iter().find(there));
        }
    }
    found
}

impl Board {
    /// Whether a unit carries on the work of another on the date of the picture: it is that one, or took over what it left.
    #[must_use]
    pub fn carries_on(&self, unit: UnitId, of: UnitId) -> bool {
        carried_by(self.reference(), of, self.date()).contains(&unit)
    }

    pub(crate) fn put_steering(&mut self, recorded: &Recorded) {
        self.steering.put(Arc::new(recorded.clone()));
        if !self.is_loading() {
            self.settle_steering();
        }
    }

    pub(crate) fn forget_steering(&mut self, gone: &[FactSeq]) -> bool {
        let found = self.steering.forget(gone);
        if found && !self.is_loading() {
            self.settle_steering();
        }
        found
    }

    /// Works the rows out anew of everything stated since.
    pub(crate) fn settle_steering(&mut self) {
        let date = self.date();
        let mut keys: Vec<ItemKey> = std::mem::take(&mut self.steering.unsettled).into_iter().collect();
        // In the order they were first written down: their words then enter the index at its end, not in its midst.
        keys.sort_by_cached_key(|key| self.steering.of(key).next().map(|recorded| recorded.seq));
        for key in keys {
            self.steering.leave(&key, date);
            if let Some(row) = self.row_of(&key) {
                self.steering.enter(&key, row, date);
                self.take_in_words(&key);
            }
        }
    }

    /// Works every row out anew: the register of units is another.
    pub(crate) fn settle_all_steering(&mut self) {
        self.steering.unsettled = self.steering.facts.keys().cloned().collect();
        self.settle_steering();
    }

    /// A change of a unit's roadmaps may finish tasks that are tasks of theirs.
    pub(crate) fn unsettle_linked(&mut self, unit: UnitId) {
        let Some(keys) = self.steering.linked.get(&unit).filter(|keys| !keys.is_empty()) else { return };
        let keys: Vec<ItemKey> = keys.iter().cloned().collect();
        self.steering.unsettled.extend(keys);
        if !self.is_loading() {
            self.settle_steering();
        }
    }

    pub(crate) fn steering_facts(&self) -> impl Iterator<Item = &Arc<Recorded>> {
        self.steering.all()
    }

    fn row_of(&self, key: &ItemKey) -> Option<Row> {
        let above = |units: Vec<UnitId>| with_above(self.reference(), units, self.date());
        let carried = |unit: UnitId| carried_by(self.reference(), unit, self.date());
        match self.steering.of(key).next()?.fact.body.kind() {
            Kind::Task => {
                let task = self.task(key)?;
                let (brief, at) = (task.brief(), Cursor::new(task.state.is_open(), task.due, task.first));
                let linked = task.assignment.roadmap.as_ref().map(|roadmap| roadmap.unit);
                let numbers = task.assignment.criteria.clone();
                Some(Row::Task { brief, scopes: TaskScope::of(&task, above, carried), numbers, at, linked })
            }
            Kind::Meeting => {
                let meeting = self.meeting(key)?;
                let at = Cursor::latest_first(meeting.plan.date, meeting.first);
                let scopes = above(std::iter::once(meeting.unit).chain(meeting.plan.places.iter().copied()).collect());
                Some(Row::Meeting { scopes, at, holder: meeting.unit, part: MeetingPart::of(&meeting.state) })
            }
            _ => {
                let proposal = self.proposal(key)?;
                let at = Cursor::new(proposal.is_open(), proposal.due, proposal.first);
                let (from, to_judge) = (proposal.unit, proposal.is_to_judge());
                Some(Row::Proposal { scopes: ProposalScope::of(&proposal, above), at, from, to_judge })
            }
        }
    }

    /// What was stated of a meeting, task or proposal, in the order of the journal.
    #[must_use]
    pub fn item_facts(&self, key: &ItemKey) -> &[Arc<Recorded>] {
        self.steering.facts.get(key).map_or(&[], Vec::as_slice)
    }

    /// A task (nhiệm vụ); one that is a task of a roadmap stands where the count of the roadmap says.
    #[must_use]
    pub fn task(&self, key: &ItemKey) -> Option<Task> {
        let task = Task::replay(key, self.steering.of(key))?;
        let progress = self.roadmap_progress(&task, self.date());
        Some(progress.map_or_else(|| task.clone(), |progress| task.clone().with_progress(progress)))
    }

    /// A task as the statements dated up to an earlier day give it; none when it was not assigned by then.
    #[must_use]
    pub fn task_on(&self, key: &ItemKey, day: Date) -> Option<Task> {
        let known = self.item_facts(key).iter().filter(|recorded| recorded.fact.as_of <= day).map(|recorded| &**recorded);
        let task = Task::replay(key, known)?;
        let progress = self.roadmap_progress(&task, day);
        Some(progress.map_or_else(|| task.clone(), |progress| task.clone().with_progress(progress)))
    }

    /// What the roadmap a task belongs to had counted of it by a day.
    fn roadmap_progress(&self, task: &Task, on: Date) -> Option<Progress> {
        let link = task.assignment.roadmap.as_ref()?;
        let record = self.roadmap_by_key(link.unit, &link.roadmap)?;
        Progress::of(record, &link.task, on)
    }

    /// A meeting (cuộc họp).
    #[must_use]
    pub fn meeting(&self, key: &ItemKey) -> Option<Meeting> {
        Meeting::replay(key, self.steering.of(key))
    }

    /// A proposal (kiến nghị).
    #[must_use]
    pub fn proposal(&self, key: &ItemKey) -> Option<Proposal> {
        Proposal::replay(key, self.steering.of(key))
    }

    /// The counts of a unit that were closed, in the order they were recorded.
    pub fn closed_counts(&self, unit: UnitId) -> impl Iterator<Item = (&Recorded, &Counted)> {
        self.steering.counted.get(&unit).into_iter().flatten().filter_map(|recorded| match &recorded.fact.body {
            Body::Task(statement) => match &**statement {
                TaskStatement::Counted(counted) => Some((&**recorded, counted)),
                TaskStatement::Change(_) => None,
            },
            _ => None,
        })
    }
}
