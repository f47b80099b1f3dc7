#![doc = include_str!("../README.md")]

mod body;
mod cited;
mod days_off;
mod evidence;
mod observed;
mod papers;
mod people;
mod reading;
pub mod reporting;
mod responsibility;
pub mod roadmap;
mod site_visit;
mod statements;
pub mod steering;
mod verification;

pub use body::{Body, Kind};
pub use cited::Cited;
pub use days_off::DaysOff;
pub use evidence::{Evidence, EvidenceOf, Exhibit, StoredFile};
pub use observed::{Observed, Target, Value};
pub use papers::{Correction, FollowUp, HandOver, Handed, Issue, PaperEvent, PaperId, PaperPeriod, Receipt};
pub use people::{AccountEvent, Counterpart, CredentialChange, Field, PersonId, PostId};
pub use reading::{DocumentRecord, ReadingExample, ReadingRecord, ReadingVerdict};
pub use responsibility::{Charge, Part, Responsibility};
pub use site_visit::{Finding, SiteVisit};
pub use statements::{AttributeValue, DeclaredState, OutputLine, Overlay, StageCount, UnitChange, UnitLevel, WorkState};
pub use verification::{Outcome, Verification};

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use vedich_values::{Date, EntrySeq, FactSeq, Timestamp, UnitId};

/// One statement about one unit as of one date, before it has a place in the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The unit the statement is about.
    pub unit: UnitId,
    /// The date the statement holds for (not the date it was recorded).
    pub as_of: Date,
    /// What is stated.
    pub body: Body,
    /// Who or what says so: a report, a decision number, "Báo cáo UBND xã". Shown beside the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Arc<str>>,
    /// A remark of the person who recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Arc<str>>,
    /// Reference to evidence (minh chứng): a file hash, a document number, an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Arc<str>>,
    /// The earlier fact this one corrects. The corrected fact stays in the journal and is left out of every picture known later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<FactSeq>,
}

impl Fact {
    /// A statement without source, note, evidence or correction.
    #[must_use]
    pub fn new(unit: UnitId, as_of: Date, body: Body) -> Self {
        Self { unit, as_of, body, source: None, note: None, evidence: None, supersedes: None }
    }

    /// Names who says so.
    #[must_use]
    pub fn from_source(mut self, source: &str) -> Self {
        self.source = Some(Arc::from(source));
        self
    }

    /// Adds a remark.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        self.note = Some(Arc::from(note));
        self
    }

    /// Marks it as the correction of an earlier fact.
    #[must_use]
    pub fn correcting(mut self, earlier: FactSeq) -> Self {
        self.supersedes = Some(earlier);
        self
    }
}

/// A fact with its place in the journal: what the board is fed with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    /// Its place, unique and gapless.
    pub seq: FactSeq,
    /// The entry (command) it came with.
    pub entry: EntrySeq,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What was stated.
    pub fact: Fact,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every statement survives being written as JSON and read back.
    fn survives(body: Body) {
        let text = serde_json::to_string(&body).unwrap();
        assert_eq!(serde_json::from_str::<Body>(&text).unwrap(), body, "{text}");
    }

    #[test]
    fn statements_are_read_back_from_json_as_they_were() {
        survives(Body::UnitChange(UnitChange::Registered {
            level: UnitLevel::Hamlet,
            kind: "thon".to_owned(),
            name: "Thôn 5".to_owned(),
            parent: UnitId(1),
            code: None,
        }));
        let tally = vedich_values::Tally::new(16, 20).unwrap();
        let period = "2026-11".parse().unwrap();
        let late = Some("Chờ số liệu của bảo hiểm xã hội".to_owned());
        survives(Body::Submission(reporting::Submission { period, set: "x".into(), criteria: tally, indicators: tally, late }));
        let due = "2026-11-30".parse().unwrap();
        survives(Body::ReportingPeriod(reporting::PeriodChange { period, due, reason: "Bão số 13".to_owned() }));
        for value in [AttributeValue::Text("2".to_owned()), AttributeValue::Number("2".parse().unwrap()), AttributeValue::YesNo(true)] {
            survives(Body::Attribute { name: "ethnic_region".to_owned(), value, to: None });
        }
        let texts = [("causes".to_owned(), Some("Thiếu vốn.".to_owned())), ("lessons".to_owned(), None)].into();
        survives(Body::Paper(Box::new(PaperEvent::Written { paper: PaperId(7), texts, base: FactSeq(9) })));
    }
}
