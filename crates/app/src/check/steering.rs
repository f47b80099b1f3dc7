//! What must hold before a statement about a meeting, a task or a proposal is recorded.

use super::{Problem, check_unit, not_there, problem};
use crate::{App, AppError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use vedich_board::Reference;
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_facts::steering::{
    AnswerKind, AssignmentField, MeetingEdit, MeetingPlanField, ProposalChange, ProposalEdit, Source, TaskChange, TaskEdit, TaskStatement,
};
use vedich_facts::{Body, Fact, Recorded};
use vedich_journal::Select;
use vedich_roadmap::record::RoadmapRecord;
use vedich_steering::task::Progress;
use vedich_steering::{Meeting, Proposal, Task, check};
use vedich_values::{EntrySeq, FactSeq, ItemKey, UnitId};

/// More tasks than this no meeting ever had.
const MOST_TASKS_OF_A_MEETING: usize = 10_000;

/// What is known of the items an entry speaks of; the facts of the entry itself are added as they are read.
#[derive(Default)]
pub(super) struct KnownItems {
    facts: FxHashMap<ItemKey, Vec<Recorded>>,
    /// Conclusions the entry itself makes tasks of.
    concluded: FxHashSet<(ItemKey, String)>,
}

impl App {
    /// Every problem of one fact about steering. The facts of an entry come in their order.
    pub(super) async fn check_steering(
        &self,
        known: &mut KnownItems,
        reference: &Reference,
        fact: &Fact,
    ) -> Result<Vec<Problem>, AppError> {
        let mut found = Vec::new();
        let today = self.today();
        if fact.as_of > today {
            found.push(problem("fact.future-date").with("date", fact.as_of).with("today", today));
        }
        for unit in units_of(&fact.body) {
            if reference.registry.get(unit).is_none() {
                found.push(problem("fact.unknown-unit").with("unit", unit));
            }
        }
        for unit in acting_on(&fact.body) {
            let known = reference.registry.get(unit).filter(|known| !known.exists(fact.as_of));
            found.extend(known.map(|_| not_there(&reference.registry, unit, fact.as_of)));
        }
        let Some(key) = item_of(&fact.body) else {
            check_unit(&reference.registry, fact, &mut found);
            return Ok(found);
        };
        let facts = match known.facts.remove(key) {
            Some(facts) => facts,
            None => self.item_facts(key).await?,
        };
        // What was begun under units that have ended since is carried on in their name by those they went into.
        if facts.is_empty() || reference.registry.get(fact.unit).is_none() {
            check_unit(&reference.registry, fact, &mut found);
        }
        found.extend(match &fact.body {
            Body::Task(statement) => match &**statement {
                TaskStatement::Change(change) => {
                    known.concluded.extend(conclusion_of(change));
                    let present = match Task::replay(key, &facts) {
                        Some(task) => Some(self.as_counted(task).await?),
                        None => None,
                    };
                    let given_to = present.as_ref().and_then(|task| another_lead(task, change));
                    let known = given_to.and_then(|unit| reference.registry.get(unit)).filter(|unit| !unit.exists(fact.as_of));
                    let mut problems = check::task(present.as_ref(), fact.unit, fact.as_of, change);
                    problems.extend(known.map(|unit| not_there(&reference.registry, unit.id, fact.as_of)));
                    problems
                }
                TaskStatement::Counted(_) => Vec::new(),
            },
            Body::Meeting(change) => {
                let closing = change.edits.iter().any(|edit| matches!(edit, MeetingEdit::Close | MeetingEdit::Sign(_)));
                let before = if closing { self.conclusions_with_tasks(key).await? } else { FxHashSet::default() };
                let has_task = |id: &str| {
                    before.contains(id) || known.concluded.iter().any(|(meeting, conclusion)| meeting == key && conclusion == id)
                };
                check::meeting(Meeting::replay(key, &facts).as_ref(), fact.unit, change, has_task)
            }
            Body::Proposal(change) => {
                let mut problems = check::proposal(Proposal::replay(key, &facts).as_ref(), fact.unit, change);
                let above = self.levels_above(fact.unit, fact.as_of);
                let beside = passed_to(change).is_some_and(|to| to == fact.unit || !above.contains(&to));
                problems.extend(beside.then(|| problem("proposal.not-above")));
                problems
            }
            _ => Vec::new(),
        });
        known.add(key, facts, fact, self.version());
        Ok(found)
    }

    /// What was stated of an item, in the order of the journal; corrected statements left out.
    pub(crate) async fn item_facts(&self, key: &ItemKey) -> Result<Vec<Recorded>, AppError> {
        if self.keeps_live() {
            return Ok(self.live().item_facts(key).iter().map(|recorded| Recorded::clone(recorded)).collect());
        }
        Ok(self.steering_facts().await?.into_iter().filter(|recorded| item_of(&recorded.fact.body) == Some(key)).collect())
    }

    /// A task with what the roadmap it is part of counts of it: as its page shows it, and as it is judged.
    pub(crate) async fn as_counted(&self, task: Task) -> Result<Task, AppError> {
        let Some(link) = &task.assignment.roadmap else { return Ok(task) };
        let record = if self.keeps_live() {
            self.live().roadmap_by_key(link.unit, &link.roadmap).cloned()
        } else {
            RoadmapRecord::replay(link.unit, &link.roadmap, &self.roadmap_changes(link.unit).await?).map(Arc::new)
        };
        let progress = record.and_then(|record| Progress::of(&record, &link.task, self.today()));
        Ok(match progress {
            Some(progress) => task.with_progress(progress),
            None => task,
        })
    }

    /// The conclusions of a meeting that became tasks, by their ids.
    async fn conclusions_with_tasks(&self, meeting: &ItemKey) -> Result<FxHashSet<String>, AppError> {
        if self.keeps_live() {
            let scope = TaskScope::Source(meeting.clone());
            let all = TaskQuery { scope, show: Show::All, criterion: None, after: None, limit: MOST_TASKS_OF_A_MEETING };
            let tasks = self.live().tasks(&all).items;
            return Ok(tasks.into_iter().filter_map(|task| task.assignment.source.conclusion).collect());
        }
        let facts = self.steering_facts().await?;
        let of_tasks = facts.iter().filter_map(|recorded| match &recorded.fact.body {
            Body::Task(statement) => match &**statement {
                TaskStatement::Change(change) => Some(conclusion_of(change)),
                TaskStatement::Counted(_) => None,
            },
            _ => None,
        });
        Ok(of_tasks.flatten().filter(|(of, _)| of == meeting).map(|(_, conclusion)| conclusion).collect())
    }

    /// Every statement about steering, for processes that keep no picture.
    async fn steering_facts(&self) -> Result<Vec<Recorded>, AppError> {
        let mut facts = Vec::new();
        self.inner
            .journal
            .for_each(&Select::default(), |recorded| {
                if item_of(&recorded.fact.body).is_some() {
                    facts.push(recorded);
                }
            })
            .await?;
        let corrected: FxHashSet<FactSeq> = facts.iter().filter_map(|recorded| recorded.fact.supersedes).collect();
        facts.retain(|recorded| !corrected.contains(&recorded.seq));
        Ok(facts)
    }
}

impl KnownItems {
    fn add(&mut self, key: &ItemKey, mut facts: Vec<Recorded>, fact: &Fact, last: FactSeq) {
        let seq = facts.last().map_or(last, |fact| fact.seq.max(last)).get() + 1;
        let recorded = Recorded { seq: FactSeq(seq), entry: EntrySeq(u64::MAX), recorded_at: Default::default(), fact: fact.clone() };
        facts.push(recorded);
        self.facts.insert(key.clone(), facts);
    }
}

/// The item a statement is about.
fn item_of(body: &Body) -> Option<&ItemKey> {
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

/// The conclusion a task is made of.
fn conclusion_of(change: &TaskChange) -> Option<(ItemKey, String)> {
    let source = |edit: &TaskEdit| match edit {
        TaskEdit::Assign(assignment) => Some(assignment.source.clone()),
        TaskEdit::Set(fields) => fields.iter().find_map(|field| match field {
            AssignmentField::Source(source) => Some(source.clone()),
            _ => None,
        }),
        TaskEdit::Lead { .. } | TaskEdit::Act(_) | TaskEdit::Enclose(_) => None,
    };
    let Source { item, conclusion, .. } = change.edits.iter().find_map(source)?;
    item.zip(conclusion)
}

/// The unit a task is given to that another led until now: it has to be there that day.
fn another_lead(task: &Task, change: &TaskChange) -> Option<UnitId> {
    change.edits.iter().find_map(|edit| match edit {
        TaskEdit::Lead { lead, .. } if lead.unit != task.assignment.lead.unit => Some(lead.unit),
        _ => None,
    })
}

/// The level above that an answer passes a proposal to.
fn passed_to(change: &ProposalChange) -> Option<UnitId> {
    change.edits.iter().find_map(|edit| match edit {
        ProposalEdit::Answer(answer) if answer.kind == AnswerKind::PassedUp => answer.to.as_ref().map(|to| to.unit),
        _ => None,
    })
}

/// The units a statement gives something to do: each has to be there that day.
fn acting_on(body: &Body) -> Vec<UnitId> {
    match body {
        Body::Proposal(change) => {
            let sent = change.edits.iter().find_map(|edit| match edit {
                ProposalEdit::Send(request) => Some(request.to.unit),
                _ => None,
            });
            sent.or_else(|| passed_to(change)).into_iter().collect()
        }
        Body::Task(statement) => match &**statement {
            // What is written anew may have been led by a unit that has ended since.
            TaskStatement::Change(change) if change.base.get() == 0 => {
                let leads = change.edits.iter().filter_map(|edit| match edit {
                    TaskEdit::Assign(assignment) => Some(assignment.lead.unit),
                    _ => None,
                });
                leads.collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The units a statement names, besides its own.
fn units_of(body: &Body) -> Vec<UnitId> {
    let mut units = Vec::new();
    match body {
        Body::Task(statement) => {
            let TaskStatement::Change(change) = &**statement else { return units };
            for edit in &change.edits {
                match edit {
                    TaskEdit::Assign(assignment) => {
                        units.push(assignment.lead.unit);
                        units.extend(assignment.cooperating.iter().map(|party| party.unit));
                        units.extend(&assignment.places);
                    }
                    TaskEdit::Set(fields) => {
                        for field in fields {
                            match field {
                                AssignmentField::Cooperating(parties) => units.extend(parties.iter().map(|party| party.unit)),
                                AssignmentField::Places(places) => units.extend(places),
                                _ => {}
                            }
                        }
                    }
                    TaskEdit::Lead { lead, .. } => units.push(lead.unit),
                    TaskEdit::Act(_) | TaskEdit::Enclose(_) => {}
                }
            }
        }
        Body::Meeting(change) => {
            for edit in &change.edits {
                match edit {
                    MeetingEdit::Plan(plan) => units.extend(&plan.places),
                    MeetingEdit::Set(fields) => {
                        for field in fields {
                            if let MeetingPlanField::Places(places) = field {
                                units.extend(places);
                            }
                        }
                    }
                    MeetingEdit::Direct(direction) => units.push(direction.unit),
                    MeetingEdit::Achieve(one) => units.push(one.unit),
                    MeetingEdit::Shortcoming(one) => units.extend(one.unit),
                    _ => {}
                }
            }
        }
        Body::Proposal(change) => {
            for edit in &change.edits {
                match edit {
                    ProposalEdit::Send(request) => units.push(request.to.unit),
                    ProposalEdit::Answer(answer) => units.extend(answer.to.as_ref().map(|party| party.unit)),
                    _ => {}
                }
            }
        }
        _ => {}
    }
    units
}
