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
    /// The fact that says the demand was met.
    pub met: Option<Arc<Recorded>>,
    /// The facts that moved the deadline, oldest first.
    pub extended: Vec<Arc<Recorded>>,
}

impl Visit {
    /// Its identity.
    #[must_use]
    pub fn seq(&self) -> FactSeq {
        self.recorded.seq
    }
}

impl FollowedFinding {
    /// Whether something is demanded that was not met.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.finding.demand.is_some() && self.met.is_none()
    }

    /// Days by which an open demand is late on a day; none when it is not.
    #[must_use]
    pub fn days_late(&self, today: Date) -> Option<i64> {
        let due = self.due.filter(|due| self.is_open() && *due < today)?;
        Some((today - due).num_days())
    }
}

impl Board {
    /// The visits to a unit, latest first.
    #[must_use]
    pub fn visits(&self, unit: UnitId) -> Vec<Visit> {
        let mut found: Vec<Visit> = Vec::new();
        for recorded in self.fieldwork(unit) {
            let Body::SiteVisit(said) = &recorded.fact.body else { continue };
            match said {
                SiteVisit::Held { people, findings, files, .. } => {
                    let follow =
                        |finding: &Finding| FollowedFinding { finding: finding.clone(), due: finding.due, met: None, extended: Vec::new() };
                    found.push(Visit {
                        recorded: Arc::clone(recorded),
                        people: people.clone(),
                        findings: findings.iter().map(follow).collect(),
                        files: files.clone(),
                    });
                }
                SiteVisit::Met { visit, finding } => {
                    if let Some(followed) = of(&mut found, *visit, *finding) {
                        followed.met.get_or_insert_with(|| Arc::clone(recorded));
                    }
                }
                SiteVisit::Extended { visit, finding, due } => {
                    if let Some(followed) = of(&mut found, *visit, *finding) {
                        followed.due = Some(*due);
                        followed.extended.push(Arc::clone(recorded));
                    }
                }
            }
        }
        found.sort_by_key(|visit| std::cmp::Reverse((visit.recorded.fact.as_of, visit.seq())));
        found
    }
}

fn of(found: &mut [Visit], visit: FactSeq, finding: u16) -> Option<&mut FollowedFinding> {
    found.iter_mut().find(|known| known.seq() == visit)?.findings.get_mut(usize::from(finding))
}
