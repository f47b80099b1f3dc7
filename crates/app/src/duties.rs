//! Who is responsible for what: given, ended, seen.

pub mod file;

pub use file::DutyFile;

use crate::{App, AppError, By, Committed};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::steering::{TaskQuery, TaskScope};
use vedich_board::{Board, Duty};
use vedich_criteria::CriteriaSet;
use vedich_facts::{Body, Charge, Fact, Part, PersonId, Responsibility};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{CriterionKey, CriterionNo, Date, Diagnostic, FactSeq, Place, UnitId};

/// Open tasks of a place looked through for who works on a criterion.
const MOST_TASKS: usize = 500;

/// Who works on a criterion, and by when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InCharge {
    /// The first person or office named; empty: nobody is.
    pub who: String,
    /// The last of the days; none: no day is known.
    pub due: Option<Date>,
}

/// Who works on the criteria of a set for a unit and by when: by the roadmap the unit follows, else by the open tasks assigned about it, else
/// by who is responsible for the criterion there. What was said by the numbers of another set is about what its criteria are in this one.
#[must_use]
pub fn in_charge(board: &Board, unit: UnitId, set: &CriteriaSet) -> BTreeMap<CriterionNo, InCharge> {
    let mut found = planned(board, unit, set);
    for criterion in &set.criteria {
        let one = found.entry(criterion.no).or_default();
        if one.who.is_empty() {
            one.who = leads(board, unit, &set.key(criterion.no));
        }
    }
    found.retain(|_, one| *one != InCharge::default());
    found
}

/// Who leads in a criterion: the nearest who was given all of it, else everybody who was given a part.
fn leads(board: &Board, unit: UnitId, criterion: &CriterionKey) -> String {
    let catalogue = &board.reference().catalogue;
    let mut parts: Vec<Arc<str>> = Vec::new();
    for duty in board.responsible(unit, Some(criterion)).into_iter().filter(|duty| duty.part == Part::Lead) {
        let Some(given) = duty.over.criterion() else { continue };
        if catalogue.lies_in(criterion, &given) {
            return duty.holder.to_string();
        }
        if !parts.contains(&duty.holder) {
            parts.push(duty.holder);
        }
    }
    parts.join("; ")
}

/// The same by plans and tasks alone.
pub(crate) fn planned(board: &Board, unit: UnitId, set: &CriteriaSet) -> BTreeMap<CriterionNo, InCharge> {
    let catalogue = &board.reference().catalogue;
    let mut found: BTreeMap<CriterionNo, InCharge> = BTreeMap::new();
    let set_of = |record: &RoadmapRecord| {
        let then = || board.set_in_force_on(unit, record.log.first()?.stamp.on).map(|set| set.id.clone());
        record.header.set.clone().or_else(then)
    };
    let followed = board.roadmap(unit);
    if let Some((record, numbers_of)) = followed.as_ref().and_then(|record| Some((record, set_of(record)?))) {
        let finishes = record.baseline();
        for task in &record.tasks {
            let Some(no) = task.criterion else { continue };
            let due = finishes.and_then(|plan| plan.tasks.iter().find(|span| span.task == task.id)).map(|span| span.finish);
            for no in catalogue.within(&set.id, &CriterionKey { set: numbers_of.clone(), no }) {
                put(&mut found, no, task.person.as_deref().or(task.lead.as_deref()).unwrap_or_default(), due);
            }
        }
    }
    // Where the roadmap was not agreed, deadlines and people are those of steering.
    let known: Vec<CriterionNo> = found.iter().filter(|(_, one)| one.due.is_some()).map(|(no, _)| *no).collect();
    for task in board.tasks(&TaskQuery::open(TaskScope::Place(unit), MOST_TASKS)).items {
        for key in board.criteria_of_task(&task) {
            for no in catalogue.within(&set.id, &key).into_iter().filter(|no| !known.contains(no)) {
                put(&mut found, no, &task.assignment.person.name, task.due);
            }
        }
    }
    found
}

/// Adds who works on a criterion and by when: the first person named, the last of the days.
fn put(found: &mut BTreeMap<CriterionNo, InCharge>, no: CriterionNo, who: &str, due: Option<Date>) {
    let one = found.entry(no).or_default();
    one.due = one.due.max(due);
    if one.who.is_empty() {
        who.clone_into(&mut one.who);
    }
}

/// Whether two duties would put two people in charge of one criterion at one time.
fn both_lead(one: &GiveDuty, other: &GiveDuty) -> bool {
    let meets = one.from <= other.to.unwrap_or(Date::MAX) && other.from <= one.to.unwrap_or(Date::MAX);
    let lead = one.part == Part::Lead && other.part == Part::Lead && matches!(one.over, Charge::Criterion { .. });
    lead && meets && one.unit == other.unit && one.over == other.over
}

/// A criterion of a set as what somebody is responsible for.
#[must_use]
pub fn charge_of(set: &CriteriaSet, no: CriterionNo) -> Charge {
    Charge::Criterion { subject: set.subject.name().to_owned(), no, set: Some(set.id.clone()) }
}

/// Makes somebody responsible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiveDuty {
    /// The unit that decides it.
    pub unit: UnitId,
    /// Who.
    pub holder: String,
    /// The same as an account.
    pub person: Option<PersonId>,
    /// For what.
    pub over: Charge,
    /// As what.
    pub part: Part,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// The decision.
    pub decision: Option<String>,
}

impl GiveDuty {
    fn fact(self) -> Fact {
        let Self { unit, holder, person, over, part, from, to, decision } = self;
        let given = Responsibility::Given { holder: holder.trim().to_owned(), person, over, part, to };
        let mut fact = Fact::new(unit, from, Body::Responsibility(given));
        fact.source = decision.map(Into::into);
        fact
    }
}

impl App {
    /// Makes people responsible, all of them or none.
    ///
    /// # Errors
    /// Everything that can't be; the hand may not; or the journal does not answer.
    pub async fn give_duties(&self, by: By, kind: &str, duties: Vec<GiveDuty>) -> Result<Committed, AppError> {
        let mut kept: Vec<GiveDuty> = Vec::with_capacity(duties.len());
        let mut problems = Vec::new();
        for (duty, line) in duties.into_iter().zip(1_u32..) {
            if kept.contains(&duty) {
                continue;
            }
            if let Some(other) = kept.iter().find(|other| both_lead(other, &duty)) {
                let place = Place { line: Some(line), ..Place::default() };
                problems.push(Diagnostic::error("duty.has-lead", place).with("holder", other.holder.trim()));
            }
            kept.push(duty);
        }
        if !problems.is_empty() {
            return Err(AppError::Refused(problems));
        }
        self.commit(self.entry(kind, by, kept.into_iter().map(GiveDuty::fact).collect())).await
    }

    /// Whoever is in charge of the same until that day, and would be beyond it: those whom a duty takes the place of.
    #[must_use]
    pub fn in_charge_before(&self, duty: &GiveDuty) -> Vec<Duty> {
        let leads = duty.part == Part::Lead && matches!(duty.over, Charge::Criterion { .. });
        let mut held = self.live().duties(duty.unit);
        // As it was given, and with the set whose number it is.
        let given = |held: &Duty| matches!(&held.recorded.fact.body, Body::Responsibility(Responsibility::Given { over, .. }) if *over == duty.over);
        held.retain(|held| {
            let same = leads && held.part == Part::Lead && (held.over == duty.over || given(held));
            same && held.from < duty.from && held.to.is_none_or(|to| duty.from <= to)
        });
        held
    }

    /// Makes somebody responsible in the place of whoever is in charge until then: theirs ends the day before, both in one entry.
    ///
    /// # Errors
    /// As `give_duties`.
    pub async fn hand_over_duty(&self, by: By, duty: GiveDuty) -> Result<Committed, AppError> {
        let ended = |held: Duty| Fact::new(duty.unit, duty.from, Body::Responsibility(Responsibility::Ended { duty: held.seq() }));
        let mut facts: Vec<Fact> = self.in_charge_before(&duty).into_iter().map(ended).collect();
        facts.push(duty.fact());
        self.commit(self.entry("give-duty", by, facts)).await
    }

    /// Ends a duty: from that day on it no longer holds.
    ///
    /// # Errors
    /// When the unit gave no such duty, the hand may not, or the journal does not answer.
    pub async fn end_duty(&self, by: By, unit: UnitId, duty: FactSeq, from: Date, why: Option<String>) -> Result<Committed, AppError> {
        let mut fact = Fact::new(unit, from, Body::Responsibility(Responsibility::Ended { duty }));
        fact.note = why.map(Into::into);
        self.commit(self.entry("end-duty", by, vec![fact])).await
    }
}
