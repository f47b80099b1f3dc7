//! Site visits: recorded, and what they demanded followed up.

use crate::authority::Ground;
use crate::evidence::{Sent, not_too_many};
use crate::people::Doer;
use crate::{App, AppError, By, Committed, Hand};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::{DemandState, FollowedFinding, Visit};
use vedich_facts::{Body, Fact, Finding, SiteVisit, StoredFile};
use vedich_rights::{Action, Refusal, Rights};
use vedich_values::{Date, EntrySeq, FactSeq, UnitId};

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
    /// Photos and minutes of the visit as a whole.
    pub files: Vec<Sent>,
    /// Photos and papers that show a finding, by its place.
    pub shown: Vec<(usize, Sent)>,
    /// Whether photos keep where and by whom they were taken.
    pub keep_metadata: bool,
}

/// What becomes of a demand.
#[derive(Clone, Debug)]
pub struct FollowVisit {
    /// The unit visited.
    pub unit: UnitId,
    /// The visit.
    pub visit: FactSeq,
    /// Which of its findings, from 0.
    pub finding: u16,
    /// What is said of it.
    pub step: DemandStep,
    /// What was done, a remark, or why.
    pub note: Option<String>,
}

/// A step of a demand: reported by whoever answers for the unit, all else by whoever follows the visit up.
#[derive(Clone, Debug)]
pub enum DemandStep {
    /// It was done.
    Report {
        /// The day; none: today.
        on: Option<Date>,
        /// Photos and papers that show it.
        files: Vec<Sent>,
    },
    /// It is accepted as met.
    Accept,
    /// It is to be met again.
    Reopen {
        /// Another deadline; none: the one it had.
        due: Option<Date>,
    },
    /// It gets another deadline.
    Extend {
        /// Which.
        due: Date,
    },
}

/// A visit as a hand sees it.
#[derive(Clone, Debug)]
pub struct SeenVisit {
    /// The visit.
    pub visit: Visit,
    /// What the hand may do about each of its findings.
    pub turns: Vec<Turn>,
}

/// What a hand may do about a demand where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Report it done.
    pub reports: bool,
    /// Decide on it: accept, reopen, move its deadline.
    pub decides: bool,
    /// They reported it done, now or before: somebody else accepts it.
    pub own: bool,
}

impl App {
    /// Records a visit. No photo is stored before the hand is known to be allowed.
    ///
    /// # Errors
    /// Everything that can't be; the hand may not; the store or the journal does not answer.
    pub async fn record_visit(&self, by: By, command: RecordVisit) -> Result<Committed, AppError> {
        let RecordVisit { unit, on, people, mut findings, note, files, shown, keep_metadata } = command;
        let subject = self.live().set_in_force(unit).map(|set| set.subject.name().to_owned()).unwrap_or_default();
        let held = |findings: &[Finding], files| {
            Body::SiteVisit(SiteVisit::Held { people: people.clone(), subject: subject.clone(), findings: findings.to_vec(), files })
        };
        self.may_state(by.hand(), &Fact::new(unit, on, held(&findings, Vec::new()))).await?;
        not_too_many(files.len() + shown.len())?;
        let stored = self.store_all(files, keep_metadata).await?;
        for (place, sent) in shown {
            let of = self.store_all(vec![sent], keep_metadata).await?;
            findings.get_mut(place).into_iter().for_each(|finding| finding.files.extend(of.iter().cloned()));
        }
        let mut fact = Fact::new(unit, on, held(&findings, stored));
        fact.note = note.map(Into::into);
        self.commit(self.entry("record-visit", by, vec![fact])).await
    }

    /// Says what became of a demand. No file is stored before the hand is known to be allowed.
    ///
    /// # Errors
    /// When there is no such demand, it does not stand so, the hand may not, or the store or the journal does not answer.
    pub async fn follow_visit(&self, by: By, command: FollowVisit) -> Result<Committed, AppError> {
        let FollowVisit { unit, visit, finding, step, note } = command;
        // What is said of a demand of a unit that is gone is dated by its last day.
        let today = self.last_day_of(unit);
        let (kind, on, said, files) = match step {
            DemandStep::Report { on, files } => {
                let on = on.unwrap_or_else(|| self.today());
                let beyond = Some(on).filter(|on| *on > today);
                ("report-demand", on.min(today), SiteVisit::Reported { on: beyond, visit, finding, files: Vec::new() }, files)
            }
            DemandStep::Accept => ("accept-demand", today, SiteVisit::Met { visit, finding }, Vec::new()),
            DemandStep::Reopen { due } => ("reopen-demand", today, SiteVisit::Reopened { visit, finding, due }, Vec::new()),
            DemandStep::Extend { due } => ("extend-demand", today, SiteVisit::Extended { visit, finding, due }, Vec::new()),
        };
        let mut fact = Fact::new(unit, on, Body::SiteVisit(said));
        fact.note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty()).map(Into::into);
        if !files.is_empty() {
            self.may_state(by.hand(), &fact).await?;
            let files = self.store_all(files, false).await?;
            if let Body::SiteVisit(SiteVisit::Reported { files: kept, .. }) = &mut fact.body {
                *kept = files;
            }
        }
        self.commit(self.entry(kind, by, vec![fact])).await
    }

    /// Stores what was sent as files. Ask for the right first.
    async fn store_all(&self, sent: Vec<Sent>, keep_metadata: bool) -> Result<Vec<StoredFile>, AppError> {
        not_too_many(sent.len())?;
        let mut stored = Vec::with_capacity(sent.len());
        for file in sent {
            if let Sent::File { name, content } = file {
                stored.push(self.store_file(&name, content, keep_metadata).await?);
            }
        }
        Ok(stored)
    }

    /// The visits to a unit, latest first.
    ///
    /// # Errors
    /// When the hand may read nothing of the unit.
    pub fn visits_of(&self, hand: &Hand, unit: UnitId) -> Result<Vec<Visit>, AppError> {
        if !self.may_within(hand, Action::Read, unit) {
            return Err(AppError::Forbidden(Refusal::OutsideArea));
        }
        Ok(self.live().visits(unit))
    }

    /// The visits to a unit, latest first, with what a hand may do about their demands.
    ///
    /// # Errors
    /// As [`Self::visits_of`]; when the journal does not answer.
    pub async fn visits_seen(&self, hand: &Hand, unit: UnitId) -> Result<Vec<SeenVisit>, AppError> {
        let visits = self.visits_of(hand, unit)?;
        let behind = self.behind(&visits).await?;
        let seen = |visit: Visit| {
            let turns = (0_u16..).zip(&visit.findings).map(|(place, finding)| self.turn(hand, &visit, (place, finding), &behind));
            SeenVisit { turns: turns.collect(), visit }
        };
        Ok(visits.into_iter().map(seen).collect())
    }

    /// Who held visits and who reported their demands done: asked of the journal at once.
    async fn behind(&self, visits: &[Visit]) -> Result<Behind, AppError> {
        let reports = visits.iter().flat_map(|visit| &visit.findings).flat_map(FollowedFinding::reports);
        let held = visits.iter().map(|visit| &visit.recorded);
        let doers = self.doers(held.chain(reports).map(|recorded| &**recorded)).await?;
        Ok(Behind { doers, rights: self.rights() })
    }

    fn turn(&self, hand: &Hand, visit: &Visit, (place, finding): (u16, &FollowedFinding), behind: &Behind) -> Turn {
        if finding.state().is_none() {
            return Turn::default();
        }
        let held = &*visit.recorded;
        let reporters = || finding.reports().filter_map(|report| behind.doers.get(&report.entry)?.person(&behind.rights));
        let held_by = behind.doers.get(&held.entry).and_then(|doer| doer.unit(&behind.rights));
        Turn {
            reports: finding.is_to_do() && self.may_report_demand(hand, held, place),
            decides: self.may_decide_on_demand(hand, (held, held_by), place),
            own: hand.whose().is_some_and(|person| finding.is_open() && reporters().any(|reporter| reporter == person)),
        }
    }

    /// Units of an area with demands reported done that a hand may accept, and how many.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub(crate) async fn demands_to_accept(&self, hand: &Hand, area: UnitId) -> Result<Vec<(UnitId, usize)>, AppError> {
        let visits: Vec<Visit> = {
            let (live, today, reference) = (self.live(), self.today(), self.reference());
            let ground = Ground(&reference.registry);
            let units = live.with_reported_demands().filter(|unit| Rights::covers(&ground, area, *unit, today));
            units.flat_map(|unit| live.visits(unit)).collect()
        };
        let behind = self.behind(&visits).await?;
        let mut found: BTreeMap<UnitId, usize> = BTreeMap::new();
        for visit in &visits {
            for (place, finding) in (0_u16..).zip(&visit.findings).filter(|(_, one)| one.state() == Some(DemandState::Reported)) {
                let turn = self.turn(hand, visit, (place, finding), &behind);
                *found.entry(visit.recorded.fact.unit).or_default() += usize::from(turn.decides && !turn.own);
            }
        }
        Ok(found.into_iter().filter(|(_, count)| *count > 0).collect())
    }
}

/// Who stands behind visits and reports.
struct Behind {
    doers: FxHashMap<EntrySeq, Doer>,
    rights: Arc<Rights>,
}
