//! The kinds of statement a fact can make.

use crate::reporting::{PeriodChange, Submission};
use crate::roadmap::RoadmapChange;
use crate::steering::{MeetingChange, ProposalChange, TaskStatement};
use crate::{
    AccountEvent, AttributeValue, DeclaredState, DocumentRecord, Observed, OutputLine, Overlay, PaperEvent, ReadingRecord, StageCount,
    Target, UnitChange, WorkState,
};
use crate::{DaysOff, Evidence, Responsibility, SiteVisit, Verification};
use serde::{Deserialize, Serialize};
use vedich_values::{Bilingual, CriterionNo, Date, IndicatorCode, SetId, Tally};

/// What a fact states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "states")]
pub enum Body {
    /// A value (số liệu) of an indicator.
    Observation {
        /// For what.
        target: Target,
        /// What was seen.
        observed: Observed,
    },
    /// An authority's statement that a criterion or indicator is met or not, where no value is given (case D).
    DeclaredStatus {
        /// The criteria set meant.
        set: SetId,
        /// The criterion.
        criterion: CriterionNo,
        /// The indicator, when the statement goes that far.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<IndicatorCode>,
        /// Met or not.
        state: DeclaredState,
        /// Not said of this criterion by name but following from the total ("16/20, these four not").
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        implied: bool,
    },
    /// A statement such as "12/20 criteria, 36/53 indicators"; kept beside the computed counts, never instead of them.
    ReportedCount {
        /// The criteria set meant.
        set: SetId,
        /// Criteria.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        criteria: Option<Tally>,
        /// Indicators.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        indicators: Option<Tally>,
    },
    /// A property of the unit, from `as_of` to `to`.
    Attribute {
        /// Name as set files use it behind `commune.` or `district.`: `especially_difficult`; ours: `tier`, `zone`, `group`.
        name: String,
        /// Its value.
        value: AttributeValue,
        /// Last day it holds; absent: until a later statement.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Date>,
    },
    /// A threshold set or confirmed locally.
    Overlay(Overlay),
    /// A change of the units themselves.
    UnitChange(UnitChange),
    /// The unit reached a stage of recognition for a set.
    Stage {
        /// The criteria set.
        set: SetId,
        /// Stage id: `registered`, `working`, `appraised`, `proposed`, `recognised`, `withdrawn`.
        stage: String,
        /// Number of the decision, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<String>,
        /// The year the recognition counts for, which is not always the year of the decision.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        year: Option<i32>,
    },
    /// How many units below this one stand at each stage, as an authority counts them (case C: 22 = 1 + 4 + 17).
    StageCounts {
        /// The criteria set.
        set: SetId,
        /// Registered in all.
        total: u32,
        /// Count by stage; the counts add up to `total`.
        stages: Vec<StageCount>,
    },
    /// A quantity of work done.
    Output(OutputLine),
    /// A work or project and where it stands.
    Work {
        /// Its name.
        name: Bilingual,
        /// Where in the unit, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<String>,
        /// Where it stands.
        state: WorkState,
    },
    /// Anything else stated in words of ours: a target date, a shortcoming, a direction, a proposal.
    Remark {
        /// Subject id: `target`, `shortcoming`, `direction`, `assignment`, `proposal`, `visits`.
        topic: String,
        /// The statement.
        text: Bilingual,
    },
    /// What happened to an account or a post. Not for the public.
    Account(AccountEvent),
    /// What somebody changed or counted of the unit's roadmap.
    Roadmap(Box<RoadmapChange>),
    /// What a person made of what the reader proposed.
    Reading(Box<ReadingRecord>),
    /// A document that statements were read from. Not for the public.
    Document(Box<DocumentRecord>),
    /// What happened to a paper: drafted, written on, issued, received.
    Paper(Box<PaperEvent>),
    /// What somebody wrote of a meeting of the unit.
    Meeting(Box<MeetingChange>),
    /// What somebody wrote of a task, or that tasks were counted. The unit is the one that assigned it, or the one that leads it.
    Task(Box<TaskStatement>),
    /// What somebody wrote of a proposal. The unit is the one that proposes, or the one that answers.
    Proposal(Box<ProposalChange>),
    /// The values of a period were handed in (nộp báo cáo).
    Submission(Submission),
    /// The last day of a period was moved for the unit and everything below it.
    ReportingPeriod(PeriodChange),
    /// A file, photo or link that shows something. Not for the public.
    Evidence(Evidence),
    /// What a specialist says of a value.
    Verification(Verification),
    /// Who is responsible for what.
    Responsibility(Responsibility),
    /// A site visit, or what became of its demands. Not for the public.
    SiteVisit(SiteVisit),
    /// Days an area takes off, or that are worked after all.
    DaysOff(DaysOff),
}

/// Kind numbers as stored in the journal: never changed, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i16)]
#[expect(missing_docs, reason = "each kind is documented at the variant of Body of the same name")]
pub enum Kind {
    Observation = 1,
    DeclaredStatus = 2,
    ReportedCount = 3,
    Attribute = 4,
    Overlay = 5,
    UnitChange = 6,
    Stage = 7,
    StageCounts = 8,
    Output = 9,
    Work = 10,
    Remark = 11,
    Submission = 12,
    ReportingPeriod = 13,
    Account = 60,
    Roadmap = 20,
    Reading = 40,
    Document = 41,
    Paper = 33,
    Meeting = 30,
    Task = 31,
    Proposal = 32,
    Evidence = 14,
    Verification = 15,
    Responsibility = 16,
    SiteVisit = 17,
    DaysOff = 21,
}

impl Kind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 26] = [
        Self::Observation,
        Self::DeclaredStatus,
        Self::ReportedCount,
        Self::Attribute,
        Self::Overlay,
        Self::UnitChange,
        Self::Stage,
        Self::StageCounts,
        Self::Output,
        Self::Work,
        Self::Remark,
        Self::Account,
        Self::Roadmap,
        Self::Reading,
        Self::Document,
        Self::Paper,
        Self::Meeting,
        Self::Task,
        Self::Proposal,
        Self::Submission,
        Self::ReportingPeriod,
        Self::Evidence,
        Self::Verification,
        Self::Responsibility,
        Self::SiteVisit,
        Self::DaysOff,
    ];

    /// The number stored in the journal.
    #[must_use]
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// The kind of a stored number.
    #[must_use]
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// The name used in exports and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Observation => "observation",
            Self::DeclaredStatus => "declared_status",
            Self::ReportedCount => "reported_count",
            Self::Attribute => "attribute",
            Self::Overlay => "overlay",
            Self::UnitChange => "unit_change",
            Self::Stage => "stage",
            Self::StageCounts => "stage_counts",
            Self::Output => "output",
            Self::Work => "work",
            Self::Remark => "remark",
            Self::Account => "account",
            Self::Roadmap => "roadmap",
            Self::Reading => "reading",
            Self::Document => "document",
            Self::Paper => "paper",
            Self::Meeting => "meeting",
            Self::Task => "task",
            Self::Proposal => "proposal",
            Self::Submission => "submission",
            Self::ReportingPeriod => "reporting_period",
            Self::Evidence => "evidence",
            Self::Verification => "verification",
            Self::Responsibility => "responsibility",
            Self::SiteVisit => "site_visit",
            Self::DaysOff => "days_off",
        }
    }
}

impl Body {
    /// The kind of this statement.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Observation { .. } => Kind::Observation,
            Self::DeclaredStatus { .. } => Kind::DeclaredStatus,
            Self::ReportedCount { .. } => Kind::ReportedCount,
            Self::Attribute { .. } => Kind::Attribute,
            Self::Overlay(_) => Kind::Overlay,
            Self::UnitChange(_) => Kind::UnitChange,
            Self::Stage { .. } => Kind::Stage,
            Self::StageCounts { .. } => Kind::StageCounts,
            Self::Output(_) => Kind::Output,
            Self::Work { .. } => Kind::Work,
            Self::Remark { .. } => Kind::Remark,
            Self::Account(_) => Kind::Account,
            Self::Roadmap(_) => Kind::Roadmap,
            Self::Reading(_) => Kind::Reading,
            Self::Document(_) => Kind::Document,
            Self::Paper(_) => Kind::Paper,
            Self::Meeting(_) => Kind::Meeting,
            Self::Task(_) => Kind::Task,
            Self::Proposal(_) => Kind::Proposal,
            Self::Submission(_) => Kind::Submission,
            Self::ReportingPeriod(_) => Kind::ReportingPeriod,
            Self::Evidence(_) => Kind::Evidence,
            Self::Verification(_) => Kind::Verification,
            Self::Responsibility(_) => Kind::Responsibility,
            Self::SiteVisit(_) => Kind::SiteVisit,
            Self::DaysOff(_) => Kind::DaysOff,
        }
    }
}
