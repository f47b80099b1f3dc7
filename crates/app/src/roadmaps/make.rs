//! A roadmap in one go: from the criteria a unit has not met, has only just met, or of which nothing is known.

use super::{problem, refused};
use crate::commands::By;
use crate::{App, AppError, Committed, NewEntry};
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{CriteriaSet, Status};
use vedich_facts::roadmap::{RoadmapChange, RoadmapEdit, RoadmapHeader, TaskRecord};
use vedich_facts::{Body, Charge, Fact, Part, Recorded};
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::template::{Aim, Chosen};
use vedich_values::{CriterionNo, Date, Diagnostic, EntrySeq, FactSeq, RoadmapKey, SetId, Timestamp, UnitId};

/// Makes a roadmap from the templates.
#[derive(Clone, Debug, PartialEq)]
pub struct MakeRoadmap {
    /// For which unit.
    pub unit: UnitId,
    /// Its title; none: "Lộ trình" with the unit and the year of the target.
    pub title: Option<String>,
    /// Towards which set; none: the one in force for the unit on the first day.
    pub set: Option<SetId>,
    /// First day; the unit is assessed as of it.
    pub start: Date,
    /// The day by which everything is to be done.
    pub target: Date,
    /// Which criteria; none: every one that is not met, met only just, or unknown.
    pub criteria: Option<Vec<CriterionNo>>,
    /// How far it goes.
    pub aim: Aim,
}

impl App {
    /// The criteria a roadmap would be made for: those not met, met only just, or unknown on the day.
    #[must_use]
    pub fn open_criteria(board: &Board, unit: UnitId, set: Option<&SetId>) -> Vec<(CriterionNo, Status)> {
        let Some(place) = board.place(unit, set) else { return Vec::new() };
        let marks = &place.marks;
        let statuses = place.set.criteria.iter().zip(&marks.criteria);
        statuses.filter(|(_, status)| is_open(**status)).map(|(criterion, status)| (criterion.no, *status)).collect()
    }

    /// What making a roadmap would write, to be shown first.
    ///
    /// # Errors
    /// When no set is in force, or nothing is left to be done.
    pub async fn draft_roadmap(&self, command: &MakeRoadmap) -> Result<Vec<RoadmapEdit>, AppError> {
        let today = self.today();
        let board = self.picture(command.start.min(today), None).await?;
        let catalogue = &board.reference().catalogue;
        let set = match &command.set {
            Some(id) => catalogue.get(id.as_str()).cloned().ok_or_else(|| refused(vec![problem("fact.unknown-set").with("set", id)]))?,
            None => {
                let set = board.set_in_force(command.unit).cloned();
                set.ok_or_else(|| refused(vec![problem("roadmap.no-set").with("date", command.start)]))?
            }
        };
        let asked = command.criteria.iter().flatten();
        let unknown: Vec<Diagnostic> = asked
            .filter(|no| !set.criteria.iter().any(|criterion| criterion.no == **no))
            .map(|no| problem("fact.unknown-criterion").with("set", &set.id).with("criterion", no))
            .collect();
        if !unknown.is_empty() {
            return Err(refused(unknown));
        }
        let chosen = self.chosen(&board, command, &set);
        if chosen.is_empty() {
            return Err(refused(vec![problem("roadmap.nothing-unmet")]));
        }
        let registry = &board.reference().registry;
        let name = registry.at(command.unit, board.date()).map(|at| at.name.to_owned()).unwrap_or_default();
        let title = command
            .title
            .clone()
            .unwrap_or_else(|| format!("Lộ trình {} đến {}", vedich_wording::in_sentence(&name), command.target.format("%d/%m/%Y")));
        let mut header = RoadmapHeader::new(&title, command.start);
        header.set = Some(set.id.clone());
        header.tier = Some(set.tier.name().to_owned());
        header.target = Some(command.target);
        let templates = vedich_reference::templates().map_err(AppError::Refused)?;
        let mut edits = templates.make(header, &chosen, command.aim);
        for edit in &mut edits {
            if let RoadmapEdit::PutTask(task) = edit {
                answer_for(&board, command.unit, &set, task);
            }
        }
        Ok(edits)
    }

    /// Makes a roadmap; it becomes the one the unit follows.
    ///
    /// # Errors
    /// As [`Self::draft_roadmap`], or the journal does not answer.
    pub async fn make_roadmap(&self, by: By, command: MakeRoadmap) -> Result<(RoadmapKey, Committed), AppError> {
        let edits = self.draft_roadmap(&command).await?;
        let taken = super::keys(&self.roadmap_changes(command.unit).await?);
        let free = (1_u32..).map(|number| RoadmapKey::new(&number.to_string())).find(|key| !taken.contains(key));
        let key = free.unwrap_or_else(|| RoadmapKey::new("1"));
        let change = RoadmapChange { roadmap: key.clone(), base: FactSeq(0), edits, undoes: None };
        let on = command.start.min(self.today());
        let fact = Fact::new(command.unit, on, Body::Roadmap(Box::new(change))).from_source(by.hand().actor());
        let entry: NewEntry = self.entry("make-roadmap", by, vec![fact]);
        Ok((key, self.commit(entry).await?))
    }

    fn chosen(&self, board: &Board, command: &MakeRoadmap, set: &Arc<CriteriaSet>) -> Vec<Chosen> {
        let open: Vec<CriterionNo> = match &command.criteria {
            Some(criteria) => criteria.clone(),
            None => Self::open_criteria(board, command.unit, Some(&set.id)).into_iter().map(|(no, _)| no).collect(),
        };
        let of_set = set.criteria.iter().filter(|criterion| open.contains(&criterion.no));
        of_set.map(|criterion| Chosen { criterion: criterion.no, name: criterion.name.vi.clone() }).collect()
    }
}

/// Who answers for a task by the recorded responsibilities (phân công phụ trách): whom the unit itself put in charge of its criterion; the
/// member of a committee above who is in charge of the unit; those above in charge of the criterion help.
fn answer_for(board: &Board, unit: UnitId, set: &CriteriaSet, task: &mut TaskRecord) {
    let Some(criterion) = task.criterion.map(|no| set.key(no)) else { return };
    for duty in board.responsible(unit, Some(&criterion)).into_iter().filter(|duty| duty.part == Part::Lead) {
        let (own, holder) = (duty.recorded.fact.unit == unit, duty.holder.to_string());
        match (&duty.over, own) {
            (Charge::Criterion { .. }, true) => task.person = task.person.take().or(Some(holder)),
            (Charge::Unit(_), false) => task.member = task.member.take().or(Some(holder)),
            (Charge::Criterion { .. }, false) if !task.cooperating.contains(&holder) => task.cooperating.push(holder),
            _ => {}
        }
    }
}

/// A roadmap of a unit for some criteria as the templates have it, from the picture's day on: nothing of it is recorded. None without
/// criteria, or when no set is in force.
pub(super) fn sketch(
    board: &Board,
    unit: UnitId,
    set: Option<&SetId>,
    criteria: &[CriterionNo],
    target: Option<Date>,
) -> Option<Arc<RoadmapRecord>> {
    let set = match set {
        Some(id) => board.reference().catalogue.get(id.as_str())?,
        None => board.set_in_force(unit)?,
    };
    let of_set = set.criteria.iter().filter(|criterion| criteria.contains(&criterion.no));
    let chosen: Vec<Chosen> = of_set.map(|criterion| Chosen { criterion: criterion.no, name: criterion.name.vi.clone() }).collect();
    if chosen.is_empty() {
        return None;
    }
    let mut header = RoadmapHeader::new("", board.date());
    (header.set, header.target) = (Some(set.id.clone()), target);
    let edits = vedich_reference::templates().ok()?.make(header, &chosen, Aim::Met);
    // No roadmap of the unit has this name, so nothing that was timed is taken for it.
    let numbers: Vec<String> = criteria.iter().map(ToString::to_string).collect();
    let key = RoadmapKey::new(&format!("sketch {}", numbers.join(" ")));
    let change = RoadmapChange { roadmap: key.clone(), base: FactSeq(0), edits, undoes: None };
    let fact = Fact::new(unit, board.date(), Body::Roadmap(Box::new(change)));
    let recorded = Recorded { seq: FactSeq(0), entry: EntrySeq(0), recorded_at: Timestamp::default(), fact };
    RoadmapRecord::replay(unit, &key, [&recorded]).map(Arc::new)
}

const fn is_open(status: Status) -> bool {
    !matches!(status, Status::Met | Status::NotApplicable)
}
