//! Site visits as the API tells and takes them.

use super::evidence_shapes::FileShape;
use super::fieldwork_shapes::{DoerShape, Doers};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vedich_board::{FollowedFinding, Visit};
use vedich_facts::{Body, Recorded, SiteVisit, StoredFile};
use vedich_values::{Date, FactSeq, Timestamp, UnitId};

/// A site visit to a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct VisitShape {
    /// Its identity: the number of its fact.
    pub visit: u64,
    /// Our id of the unit.
    pub unit: u32,
    /// The day.
    pub on: Date,
    /// Who took part.
    pub people: Vec<String>,
    /// What was found.
    pub findings: Vec<FindingShape>,
    /// The record in words.
    pub note: Option<String>,
    /// Photos and minutes of the whole.
    pub files: Vec<FileShape>,
    /// Who recorded it.
    pub by: Option<DoerShape>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
}

/// Something found on a visit, and what became of what was demanded.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingShape {
    /// Its place in the visit, from 0.
    pub finding: usize,
    /// The criterion it is about.
    pub criterion: Option<u16>,
    /// What was found.
    pub found: String,
    /// What is demanded.
    pub demand: Option<String>,
    /// The deadline that counts now.
    pub due: Option<Date>,
    /// Where the demand stands: `to-do`, `reported` (done, waiting to be accepted) or `met`; none where nothing is demanded.
    pub state: Option<&'static str>,
    /// The day it was done, as reported; else the day it was accepted.
    pub done_on: Option<Date>,
    /// The day it was accepted as met.
    pub met_on: Option<Date>,
    /// Days by which it is late today; none while it waits to be accepted.
    pub days_late: Option<i64>,
    /// Photos and papers that show what was found.
    pub files: Vec<FileShape>,
    /// What was said of the demand since, oldest first.
    pub history: Vec<DemandStepShape>,
}

/// Something said of a demand.
#[derive(Debug, Serialize, ToSchema)]
pub struct DemandStepShape {
    /// `report`, `accept`, `reopen` or `extend`.
    pub step: &'static str,
    /// The day it is of: of a report the day it was done.
    pub on: Date,
    /// The deadline it gives.
    pub due: Option<Date>,
    /// What was done, a remark, or why.
    pub note: Option<String>,
    /// What shows it.
    pub files: Vec<FileShape>,
    /// Who.
    pub by: Option<DoerShape>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
}

impl VisitShape {
    /// A visit as of today.
    #[must_use]
    pub fn of(visit: &Visit, today: Date, doers: &Doers) -> Self {
        let fact = &visit.recorded.fact;
        let mut files = Files { unit: fact.unit, seq: visit.seq(), next: 0 };
        let own = files.of(&visit.files);
        let finding = |(place, one): (usize, &FollowedFinding)| FindingShape {
            finding: place,
            criterion: one.finding.criterion.map(|no| no.0),
            found: one.finding.found.clone(),
            demand: one.finding.demand.clone(),
            due: one.due,
            state: one.state().map(vedich_board::DemandState::name),
            done_on: one.done_on(),
            met_on: one.met.as_ref().map(|met| met.fact.as_of),
            days_late: one.days_late(today),
            files: files.of(&one.finding.files),
            history: one.history.iter().filter_map(|said| DemandStepShape::of(said, doers)).collect(),
        };
        Self {
            visit: visit.seq().get(),
            unit: fact.unit.get(),
            on: fact.as_of,
            people: visit.people.clone(),
            findings: visit.findings.iter().enumerate().map(finding).collect(),
            note: fact.note.as_deref().map(str::to_owned),
            files: own,
            by: doers.by(&visit.recorded),
            recorded_at: visit.recorded.recorded_at,
        }
    }
}

impl DemandStepShape {
    fn of(recorded: &Recorded, doers: &Doers) -> Option<Self> {
        let Body::SiteVisit(said) = &recorded.fact.body else { return None };
        let (step, due) = match said {
            SiteVisit::Held { .. } => return None,
            SiteVisit::Reported { .. } => ("report", None),
            SiteVisit::Met { .. } => ("accept", None),
            SiteVisit::Reopened { due, .. } => ("reopen", *due),
            SiteVisit::Extended { due, .. } => ("extend", Some(*due)),
        };
        let mut files = Files { unit: recorded.fact.unit, seq: recorded.seq, next: 0 };
        Some(Self {
            step,
            on: said.day(recorded.fact.as_of),
            due,
            note: recorded.fact.note.as_deref().map(str::to_owned),
            files: said.files().into_iter().flat_map(|file| files.of(std::slice::from_ref(file))).collect(),
            by: doers.by(recorded),
            recorded_at: recorded.recorded_at,
        })
    }
}

/// The addresses of the files of one statement, by their places in it.
struct Files {
    unit: UnitId,
    seq: FactSeq,
    next: usize,
}

impl Files {
    fn of(&mut self, files: &[StoredFile]) -> Vec<FileShape> {
        let first = self.next;
        self.next += files.len();
        let address = |place: usize| format!("/api/v1/visits/{}/{}/files/{place}", self.unit, self.seq);
        files.iter().zip(first..).map(|(file, place)| FileShape::of(file, address(place))).collect()
    }
}

/// A visit to be recorded. Photos are attached to it afterwards, as evidence about `visit:FACT`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitRequest {
    /// The day; without it, today.
    pub on: Option<Date>,
    /// Who took part.
    pub people: Vec<String>,
    /// What was found.
    pub findings: Vec<NewFinding>,
    /// The record in words.
    pub note: Option<String>,
}

/// Something found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFinding {
    /// The criterion it is about.
    pub criterion: Option<u16>,
    /// What was found.
    pub found: String,
    /// What is demanded, with `due`.
    pub demand: Option<String>,
    /// Until when.
    pub due: Option<Date>,
}

/// Steps of a demand.
pub const STEPS: &str = "report, accept, reopen, extend";

/// What becomes of a demand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowRequest {
    /// Which finding of the visit, from 0.
    pub finding: u16,
    /// `report`: it was done; `accept`: it is accepted as met; `reopen`: it is to be met again; `extend`: it gets another deadline. Without
    /// it, `extend` where a deadline is given, else `accept`.
    pub step: Option<String>,
    /// The day it was done, of a report; without it, today.
    pub on: Option<Date>,
    /// Another deadline, of `extend` and `reopen`.
    pub due: Option<Date>,
    /// What was done, a remark, or why.
    pub note: Option<String>,
}
