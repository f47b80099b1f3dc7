//! Roadmaps that people keep: make one, change it, count, close the week, agree a plan, bring a file in, take a change back.
//!
//! Every change carries the version it was made from. Where none is given it is made from the present one.

mod carry;
mod files;
mod import;
mod led;
mod look;
mod make;

pub use carry::CarryRoadmap;
pub use files::{GivenFile, PlanFile, Say, SheetWords};
pub use import::{ImportRoadmap, RoadmapPreview};
pub use led::{Led, LedRoadmaps, Undecided};
pub use look::{AreaRoadmaps, Assessed, Followed, Untimed};
pub use make::MakeRoadmap;

use crate::commands::By;
use crate::{App, AppError, Committed};
use std::sync::Arc;
use vedich_board::Board;
use vedich_facts::roadmap::{BaselineRecord, Count, RoadmapChange, RoadmapEdit, WeekClosing};
use vedich_facts::{Body, Fact, Recorded};
use vedich_rights::{Action, On};
use vedich_roadmap::plan::PlanError;
use vedich_roadmap::planner::Planned;
use vedich_roadmap::record::{RoadmapRecord, diff};
use vedich_values::{Date, Diagnostic, FactSeq, Place, RoadmapKey, UnitId};

/// Which roadmap a command is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Which {
    /// Whose.
    pub unit: UnitId,
    /// Which of theirs; none: the one being followed.
    pub key: Option<RoadmapKey>,
    /// The version the command was made from; none: the present one.
    pub base: Option<FactSeq>,
    /// The date the change holds for; none: today.
    pub on: Option<Date>,
}

impl Which {
    /// The roadmap a unit follows, as it is now.
    #[must_use]
    pub const fn followed(unit: UnitId) -> Self {
        Self { unit, key: None, base: None, on: None }
    }
}

/// A roadmap as a command finds it, with the changes it is the sum of.
pub(crate) struct Present {
    pub(crate) record: Arc<RoadmapRecord>,
    pub(crate) changes: Vec<Recorded>,
}

impl App {
    /// A roadmap as it is now, by the journal; none when there is none. For pages, [`Board::roadmap`] is quicker.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn roadmap(&self, unit: UnitId, key: Option<&RoadmapKey>) -> Result<Option<Arc<RoadmapRecord>>, AppError> {
        Ok(self.present(unit, key).await?.map(|present| present.record))
    }

    /// A roadmap of a picture timed at the end of its date, with the forecast taught by the unit's other roadmaps.
    ///
    /// # Errors
    /// When it cannot be timed.
    pub fn timed(&self, board: &Board, record: &Arc<RoadmapRecord>) -> Result<Arc<Planned>, Arc<PlanError>> {
        self.planner().timed(record, board.roadmaps(record.unit), board.date())
    }

    /// Changes a roadmap: all edits in one entry, or none.
    ///
    /// # Errors
    /// Every problem of the edits, or the journal does not answer.
    pub async fn edit_roadmap(&self, by: By, which: Which, edits: Vec<RoadmapEdit>) -> Result<Committed, AppError> {
        self.may(by.hand(), Action::Plan, &On::unit(which.unit))?;
        let record = self.record_of(&which).await?;
        let facts = vec![self.change(&by, &which, &record, edits)];
        self.commit(self.entry("edit-roadmap", by, facts)).await
    }

    /// Counts what was done (kiểm đếm), and closes the week when asked to.
    ///
    /// # Errors
    /// Every problem of the counts, or the journal does not answer.
    pub async fn count_roadmap(
        &self,
        by: By,
        which: Which,
        counts: Vec<Count>,
        closing: Option<WeekClosing>,
    ) -> Result<Committed, AppError> {
        self.may(by.hand(), Action::Count, &On::unit(which.unit))?;
        let record = self.record_of(&which).await?;
        let edits = counts.into_iter().map(RoadmapEdit::Count).chain(closing.map(RoadmapEdit::CloseWeek)).collect();
        let facts = vec![self.change(&by, &which, &record, edits)];
        self.commit(self.entry("count-roadmap", by, facts)).await
    }

    /// Counts, strikes counts, closes and reopens weeks: whatever [`RoadmapChange::only_counts`] allows.
    ///
    /// # Errors
    /// Every problem of the edits, or the journal does not answer.
    pub async fn count_edits(&self, by: By, which: Which, edits: Vec<RoadmapEdit>) -> Result<Committed, AppError> {
        self.may(by.hand(), Action::Count, &On::unit(which.unit))?;
        let record = self.record_of(&which).await?;
        let facts = vec![self.change(&by, &which, &record, edits)];
        self.commit(self.entry("count-roadmap", by, facts)).await
    }

    /// Keeps the plan as it stands at the end of a day as agreed (kế hoạch gốc), under a name of its own.
    ///
    /// # Errors
    /// When the name is taken or the plan cannot be timed, or the journal does not answer.
    pub async fn agree_baseline(&self, by: By, which: Which, name: &str, note: Option<String>) -> Result<Committed, AppError> {
        self.may(by.hand(), Action::Plan, &On::unit(which.unit))?;
        let record = self.record_of(&which).await?;
        let on = which.on.unwrap_or_else(|| self.today());
        let planned = self.planner().timed(&record, &[], on).map_err(|error| refused(vec![error.problem()]))?;
        let baseline = BaselineRecord { note, ..planned.to_agree(name) };
        let facts = vec![self.change(&by, &which, &record, vec![RoadmapEdit::AgreeBaseline(baseline)])];
        self.commit(self.entry("agree-baseline", by, facts)).await
    }

    /// Takes a change back: the roadmap becomes what it would be had the change never been made, whatever was changed since.
    /// Without a number it is the actor's latest change that was not taken back.
    ///
    /// # Errors
    /// When there is no such change, or the journal does not answer.
    pub async fn undo_roadmap(&self, by: By, which: Which, change: Option<FactSeq>) -> Result<Committed, AppError> {
        // Whoever may only count takes back counts; what they may not is refused at the door.
        let on = On::unit(which.unit);
        self.may(by.hand(), Action::Plan, &on).or_else(|_| self.may(by.hand(), Action::Count, &on))?;
        let Some(present) = self.present(which.unit, which.key.as_ref()).await? else { return Err(none()) };
        let record = &present.record;
        let undone = match change {
            Some(seq) => {
                let known = record.log.iter().any(|line| line.stamp.seq == seq);
                known.then_some(seq).ok_or_else(|| refused(vec![problem("roadmap.no-such-change").with("fact", seq)]))?
            }
            None => {
                let line = record.undoable(Some(by.hand().actor()));
                line.map(|line| line.stamp.seq).ok_or_else(|| refused(vec![problem("roadmap.nothing-to-undo")]))?
            }
        };
        let without = RoadmapRecord::replay_without(which.unit, &record.key, &present.changes, undone);
        let mut fact = self.change(&by, &which, record, diff(record, without.as_ref()));
        if let Body::Roadmap(change) = &mut fact.body {
            change.undoes = Some(undone);
        }
        self.commit(self.entry("undo-roadmap", by, vec![fact])).await
    }

    pub(crate) async fn present(&self, unit: UnitId, key: Option<&RoadmapKey>) -> Result<Option<Present>, AppError> {
        let changes = self.roadmap_changes(unit).await?;
        let closed = self.live().closed_days(unit, self.today());
        let wanted = |found: &RoadmapKey| key.is_none_or(|key| key == found);
        let mut records: Vec<RoadmapRecord> = keys(&changes)
            .into_iter()
            .filter(|found| wanted(found))
            .filter_map(|found| RoadmapRecord::replay(unit, &found, &changes))
            .map(|record| record.with_days_off(Arc::clone(&closed)))
            .collect();
        let followed = records.iter().rposition(RoadmapRecord::is_active).or_else(|| records.len().checked_sub(1));
        Ok(followed.map(|place| Present { record: Arc::new(records.swap_remove(place)), changes }))
    }

    async fn record_of(&self, which: &Which) -> Result<Arc<RoadmapRecord>, AppError> {
        self.roadmap(which.unit, which.key.as_ref()).await?.ok_or_else(none)
    }

    /// The fact of a change, in the name of whoever makes it.
    pub(crate) fn change(&self, by: &By, which: &Which, record: &RoadmapRecord, edits: Vec<RoadmapEdit>) -> Fact {
        let change = RoadmapChange { roadmap: record.key.clone(), base: which.base.unwrap_or(record.version), edits, undoes: None };
        let on = which.on.unwrap_or_else(|| self.today());
        Fact::new(which.unit, on, Body::Roadmap(Box::new(change))).from_source(by.hand().actor())
    }
}

/// The roadmaps a unit's changes speak of, in the order they were first spoken of.
pub(crate) fn keys(changes: &[Recorded]) -> Vec<RoadmapKey> {
    let mut keys: Vec<RoadmapKey> = Vec::new();
    for recorded in changes {
        if let Body::Roadmap(change) = &recorded.fact.body
            && !keys.contains(&change.roadmap)
        {
            keys.push(change.roadmap.clone());
        }
    }
    keys
}

pub(crate) fn problem(code: &'static str) -> Diagnostic {
    Diagnostic::error(code, Place::default())
}

pub(crate) fn refused(problems: Vec<Diagnostic>) -> AppError {
    AppError::Refused(problems)
}

pub(crate) fn none() -> AppError {
    refused(vec![problem("roadmap.none")])
}
