//! Site visits: recorded, and what they demanded followed up.

use crate::evidence::Sent;
use crate::{App, AppError, By, Committed};
use vedich_board::Visit;
use vedich_facts::{Body, Fact, Finding, SiteVisit};
use vedich_rights::{Action, Refusal};
use vedich_values::{Date, FactSeq, UnitId};

/// Records a visit.
#[derive(Clone, Debug)]
pub struct RecordVisit {
    /// The unit visited.
    pub unit: UnitId,
    /// The day.
    pub on: Date,
    /// Who took part.
    pub people: Vec<String>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The record in words.
    pub note: Option<String>,
    /// Photos and minutes.
    pub files: Vec<Sent>,
    /// Whether photos keep where and by whom they were taken.
    pub keep_metadata: bool,
}

/// What becomes of a demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowVisit {
    /// The unit visited.
    pub unit: UnitId,
    /// The visit.
    pub visit: FactSeq,
    /// Which of its findings, from 0.
    pub finding: u16,
    /// Another deadline; none: the demand was met.
    pub due: Option<Date>,
    /// A remark, or why the deadline moves.
    pub note: Option<String>,
}

impl App {
    /// Records a visit. No photo is stored before the hand is known to be allowed.
    ///
    /// # Errors
    /// Everything that can't be; the hand may not; the store or the journal does not answer.
    pub async fn record_visit(&self, by: By, command: RecordVisit) -> Result<Committed, AppError> {
        let RecordVisit { unit, on, people, findings, note, files, keep_metadata } = command;
        let subject = self.live().set_in_force(unit).map(|set| set.subject.name().to_owned()).unwrap_or_default();
        let held = |files| SiteVisit::Held { people: people.clone(), subject: subject.clone(), findings: findings.clone(), files };
        self.may_state(by.hand(), &Fact::new(unit, on, Body::SiteVisit(held(Vec::new())))).await?;
        let mut stored = Vec::new();
        for file in files {
            if let Sent::File { name, content } = file {
                stored.push(self.store_file(&name, content, keep_metadata).await?);
            }
        }
        let mut fact = Fact::new(unit, on, Body::SiteVisit(held(stored)));
        fact.note = note.map(Into::into);
        self.commit(self.entry("record-visit", by, vec![fact])).await
    }

    /// Says that a demand was met, or moves its deadline.
    ///
    /// # Errors
    /// When there is no such demand, the hand may not, or the journal does not answer.
    pub async fn follow_visit(&self, by: By, command: FollowVisit) -> Result<Committed, AppError> {
        let FollowVisit { unit, visit, finding, due, note } = command;
        let said = due.map_or(SiteVisit::Met { visit, finding }, |due| SiteVisit::Extended { visit, finding, due });
        let mut fact = Fact::new(unit, self.last_day_of(unit), Body::SiteVisit(said));
        fact.note = note.map(Into::into);
        self.commit(self.entry("follow-visit", by, vec![fact])).await
    }

    /// The visits to a unit, latest first.
    ///
    /// # Errors
    /// When the hand may read nothing of the unit.
    pub fn visits_of(&self, hand: &crate::Hand, unit: UnitId) -> Result<Vec<Visit>, AppError> {
        if !self.may_within(hand, Action::Read, unit) {
            return Err(AppError::Forbidden(Refusal::OutsideArea));
        }
        Ok(self.live().visits(unit))
    }
}
