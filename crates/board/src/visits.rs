//! Site visits to a unit, and what became of what they demanded.

use crate::Board;
use std::sync::Arc;
use vedich_facts::{Body, Finding, Recorded, SiteVisit, StoredFile};
use vedich_values::{Date, FactSeq, UnitId};

/// A visit (kiểm tra thực địa).
#[derive(Clone, Debug)]
pub struct Visit {
    /// The fact; its number is the identity.
    pub recorded: Arc<Recorded>,
    /// Who took part.
    pub people: Vec<String>,
    /// What was found.
    pub findings: Vec<FollowedFinding>,
    /// Photos and minutes.
    pub files: Vec<StoredFile>,
}

/// Something found, and what became of what was demanded.
#[derive(Clone, Debug)]
pub struct FollowedFinding {
    /// As found.
    pub finding: Finding,
    /// The deadline that counts now.
    pub due: Option<Date>,
    /// The fact that reported the demand done, when it stands: it waits to be accepted, or was.
    pub reported: Option<Arc<Recorded>>,
    /// The fact that accepted it as met, when it stands.
    pub met: Option<Arc<Recorded>>,
    /// Everything that was said of it since, oldest first.
    pub history: Vec<Arc<Recorded>>,
}

/// Where a demand (yêu cầu khắc phục) stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemandState {
    /// It has to be met.
    ToDo,
    /// It was reported done and waits for whoever follows the visit up.
    Reported,
    /// It was accepted as met.
    Met,
}

impl DemandState {
    /// The name in the API and the wording.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToDo => "to-do",
            Self::Reported => "reported",
            Self::Met => "met",
        }
    }
}

impl Visit {
    /// Its identity.
    #[must_use]
    pub fn seq(&self) -> FactSeq {
        self.recorded.seq
    }

    /// The visits among statements about one unit, in the order of the journal, with what became of their demands; latest first.
    #[must_use]
    pub fn replay<'a>(stated: impl IntoIterator<Item = &'a Arc<Recorded>>) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for recorded in stated {
            let Body::SiteVisit(said) = &recorded.fact.body else { continue };
            match (said, said.demand()) {
                (SiteVisit::Held { people, findings, files, .. }, _) => found.push(Self {
                    recorded: Arc::clone(recorded),
                    people: people.clone(),
                    findings: findings.iter().map(FollowedFinding::new).collect(),
                    files: files.clone(),
                }),
                (said, Some((visit, finding))) => {
                    if let Some(followed) = of(&mut found, visit, finding) {
                        followed.take_in(said, recorded);
                    }
                }
                (_, None) => {}
            }
        }
        found.sort_by_key(|visit| std::cmp::Reverse((visit.recorded.fact.as_of, visit.seq())));
        found
    }

    /// The facts it stands on: of the visit, and of what became of its demands.
    #[must_use]
    pub fn stated(&self) -> Vec<&Recorded> {
        let since = self.findings.iter().flat_map(|finding| &finding.history);
        std::iter::once(&self.recorded).chain(since).map(|recorded| &**recorded).collect()
    }

    /// The files that came with a statement of this visit: with itself, or with the report of a demand.
    #[must_use]
    pub fn files_of(&self, seq: FactSeq) -> Option<Vec<&StoredFile>> {
        let since = self.findings.iter().flat_map(|finding| &finding.history);
        let said = std::iter::once(&self.recorded).chain(since).find(|recorded| recorded.seq == seq)?;
        match &said.fact.body {
            Body::SiteVisit(said) => Some(said.files()),
            _ => None,
        }
    }
}

impl FollowedFinding {
    fn new(finding: &Finding) -> Self {
        Self { finding: finding.clone(), due: finding.due, reported: None, met: None, history: Vec::new() }
    }

    fn take_in(&mut self, said: &SiteVisit, recorded: &Arc<Recorded>) {
        match said {
            SiteVisit::Held { .. } => return,
            SiteVisit::Reported { .. } => self.reported = Some(Arc::clone(recorded)),
            SiteVisit::Met { .. } => _ = self.met.get_or_insert_with(|| Arc::clone(recorded)),
            SiteVisit::Reopened { due, .. } => {
                (self.reported, self.met) = (None, None);
                self.due = due.or(self.due);
            }
            SiteVisit::Extended { due, .. } => self.due = Some(*due),
        }
        self.history.push(Arc::clone(recorded));
    }

    /// Where what is demanded stands; none where nothing is.
    #[must_use]
    pub fn state(&self) -> Option<DemandState> {
        self.finding.demand.as_ref()?;
        Some(match (&self.met, &self.reported) {
            (Some(_), _) => DemandState::Met,
            (None, Some(_)) => DemandState::Reported,
            (None, None) => DemandState::ToDo,
        })
    }

    /// Whether something is demanded that was not accepted as met.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state().is_some_and(|state| state != DemandState::Met)
    }

    /// Whether it is the unit's turn.
    #[must_use]
    pub fn is_to_do(&self) -> bool {
        self.state() == Some(DemandState::ToDo)
    }

    /// Every report that it was done, oldest first, whatever became of it.
    pub fn reports(&self) -> impl Iterator<Item = &Arc<Recorded>> {
        self.history.iter().filter(|said| matches!(said.fact.body, Body::SiteVisit(SiteVisit::Reported { .. })))
    }

    /// Whether it stood as accepted before something was said of it.
    #[must_use]
    pub fn was_met_before(&self, said: FactSeq) -> bool {
        let decided = |one: &&Arc<Recorded>| {
            one.seq < said && matches!(one.fact.body, Body::SiteVisit(SiteVisit::Met { .. } | SiteVisit::Reopened { .. }))
        };
        self.history.iter().rfind(decided).is_some_and(|one| matches!(one.fact.body, Body::SiteVisit(SiteVisit::Met { .. })))
    }

    /// The day it was done: as reported, else the day it was accepted.
    #[must_use]
    pub fn done_on(&self) -> Option<Date> {
        self.reported.as_ref().or(self.met.as_ref()).map(|said| day_of(said))
    }

    /// Days by which a demand that is still to be met is late on a day; none when it is not.
    #[must_use]
    pub fn days_late(&self, today: Date) -> Option<i64> {
        let due = self.due.filter(|due| self.is_to_do() && *due < today)?;
        Some((today - due).num_days())
    }
}

impl Board {
    /// The visits to a unit, latest first.
    #[must_use]
    pub fn visits(&self, unit: UnitId) -> Vec<Visit> {
        Visit::replay(self.fieldwork(unit))
    }

    /// The units with demands reported done that nobody decided on yet.
    pub fn with_reported_demands(&self) -> impl Iterator<Item = UnitId> {
        self.dossiers_by_unit().filter(|(_, dossier)| dossier.has_reports).map(|(unit, _)| unit)
    }
}

/// The day something that was said of a demand is of.
fn day_of(said: &Recorded) -> Date {
    match &said.fact.body {
        Body::SiteVisit(visit) => visit.day(said.fact.as_of),
        _ => said.fact.as_of,
    }
}

/// Whether a demand among what was stated of one unit was reported done and waits.
pub(crate) fn has_reports<'a>(stated: impl IntoIterator<Item = &'a Arc<Recorded>>) -> bool {
    Visit::replay(stated).iter().flat_map(|visit| &visit.findings).any(|finding| finding.state() == Some(DemandState::Reported))
}

fn of(found: &mut [Visit], visit: FactSeq, finding: u16) -> Option<&mut FollowedFinding> {
    found.iter_mut().find(|known| known.seq() == visit)?.findings.get_mut(usize::from(finding))
}
