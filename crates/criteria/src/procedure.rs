//! Recognition procedures (trình tự xét công nhận) as dated data: stages, documents, conditions, votes, withdrawal, mergers.
//! What is absent is not known, never zero.

mod read;

use crate::model::{Completeness, Confidence, Subject, Threshold, Tier};
use serde::Serialize;
use std::collections::BTreeMap;
use vedich_values::{Bilingual, DateSpan, Diagnostic};

/// A procedure in force over a span of time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Procedure {
    /// Identity: `vn.procedure.2021-2025`.
    pub id: String,
    /// Title.
    pub title: Bilingual,
    /// How much of it the file holds; absent: unknown.
    pub completeness: Option<Completeness>,
    /// When in force.
    pub effective: DateSpan,
    /// Remark on the span.
    pub effective_note: Option<Bilingual>,
    /// The decisions behind it.
    pub legal: Vec<ProcedureBasis>,
    /// What must hold before a unit is recognised.
    pub conditions: Vec<ProcedureCondition>,
    /// The steps, in order.
    pub stages: Vec<Stage>,
    /// Papers of the dossier.
    pub documents: Vec<Document>,
    /// Who decides for which subject.
    pub decisions: Vec<Authority>,
    /// Surveys of opinion.
    pub opinion: Vec<Opinion>,
    /// Grounds of withdrawal; any row suffices.
    pub withdrawal: Vec<Withdrawal>,
    /// What a merged unit inherits.
    pub merge_rules: Vec<MergeRule>,
    /// Everything else, as text: validity, local deadlines, principles, side effects, known facts, open questions.
    pub remarks: Vec<ProcedureRemark>,
    /// Where rows were seen: title by key.
    pub sources: BTreeMap<String, String>,
}

/// How sure we are of a row, and where it was seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evidence {
    /// How sure.
    pub confidence: Option<Confidence>,
    /// Source keys.
    pub source: Vec<String>,
    /// Remark.
    pub note: Option<Bilingual>,
}

/// A decision behind a procedure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProcedureBasis {
    /// Its number.
    pub number: String,
    /// Date of issue as far as known.
    pub issued: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// `amend`, `guidance-survey`, `criteria`.
    pub role: Option<String>,
    /// How sure.
    pub evidence: Evidence,
}

/// Demands before recognition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProcedureCondition {
    /// For which units.
    pub subject: Subject,
    /// For which tiers; empty: all.
    pub tiers: Vec<Tier>,
    /// All must hold; expressions where a machine can judge them, else words.
    pub all_of: Vec<String>,
    /// The same as the decision words it.
    pub words: Option<Bilingual>,
    /// When the row holds.
    pub span: DateSpan,
    /// How sure.
    pub evidence: Evidence,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// Place in the order.
    pub no: u32,
    /// Identity.
    pub id: String,
    /// For which units.
    pub subject: Subject,
    /// Name.
    pub name: Bilingual,
    /// Who acts.
    pub actor: String,
    /// Who receives.
    pub receiver: Option<String>,
    /// Papers, by id.
    pub documents: Vec<String>,
    /// How long it may take.
    pub time_limit: Option<TimeLimit>,
    /// By which day of the year.
    pub deadline: Option<Deadline>,
    /// How it is made public.
    pub publicity: Option<Publicity>,
    /// How it is voted.
    pub vote: Option<Vote>,
    /// The survey it asks for, by id.
    pub opinion: Option<String>,
    /// What must hold before it, by key.
    pub precondition: BTreeMap<String, String>,
    /// The same as the decision words it.
    pub words: Option<Bilingual>,
    /// How sure.
    pub evidence: Evidence,
}

/// So many days from an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeLimit {
    /// How many.
    pub value: u32,
    /// Whether working days are counted.
    pub working_days: bool,
    /// From which event.
    pub from: Option<String>,
    /// Where the limit was seen, when not everywhere.
    pub scope: Option<String>,
}

/// A day of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Month.
    pub month: u32,
    /// Day.
    pub day: u32,
    /// Whether it lies in the year before.
    pub year_before: bool,
    /// Only for these cases.
    pub only_for: Option<String>,
}

/// How a step is made public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publicity {
    /// Where.
    pub channel: Option<String>,
    /// At least so many broadcasts.
    pub broadcasts_min: Option<u32>,
    /// Within so long.
    pub within: Option<TimeLimit>,
}

/// How a step is voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vote {
    /// At least this share must be present, in percent.
    pub quorum_percent_min: Option<u32>,
    /// At least this share must agree, in percent.
    pub approve_percent_min: Option<u32>,
    /// Of whom: `present`.
    pub basis: Option<String>,
}

/// A paper of the dossier.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Identity.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// How sure.
    pub evidence: Evidence,
}

/// Who decides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Authority {
    /// For which units.
    pub subject: Subject,
    /// Who.
    pub authority: String,
    /// Tiers covered; empty: all.
    pub covers: Vec<Tier>,
    /// How sure.
    pub evidence: Evidence,
}

/// A survey of opinion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opinion {
    /// Identity.
    pub id: String,
    /// Who runs it.
    pub run_by: String,
    /// Who is asked.
    pub unit: Option<String>,
    /// The guide it follows.
    pub guide: Option<String>,
    /// Thresholds seen in single provinces.
    pub variants: Vec<OpinionVariant>,
    /// How sure.
    pub evidence: Evidence,
}

/// Thresholds of a survey in one province and year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpinionVariant {
    /// The province.
    pub province: String,
    /// The year.
    pub year: Option<u32>,
    /// Which units.
    pub scope: Option<String>,
    /// At least this share of households asked, in percent.
    pub coverage_percent_min: Option<u32>,
    /// More than this share content, in percent.
    pub satisfied_percent_above: Option<u32>,
    /// How sure.
    pub evidence: Evidence,
}

/// A ground of withdrawal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Withdrawal {
    /// Identity in its subject.
    pub id: String,
    /// For which units.
    pub subject: Subject,
    /// Share of criteria not met, in percent, as exact fractions.
    pub unmet_percent: Option<Threshold>,
    /// And below this share.
    pub unmet_percent_below: Option<u32>,
    /// And one of these criteria not met, by name.
    pub any_unmet: Vec<String>,
    /// Share of child units withdrawn, in percent.
    pub children_withdrawn_percent: Option<Threshold>,
    /// How sure.
    pub evidence: Evidence,
}

/// What a merged unit inherits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MergeRule {
    /// Identity.
    pub id: String,
    /// When, in words.
    pub when: String,
    /// What follows, by key: `status`, `tier`, `year`, `by`, `next_target`.
    pub outcome: BTreeMap<String, String>,
    /// Rule and outcome as the decision words them.
    pub words: Option<Bilingual>,
    /// How sure.
    pub evidence: Evidence,
}

/// A row kept as text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProcedureRemark {
    /// Group: `validity`, `local_deadlines`, `principles`, `side_effects`, `facts`, `unknowns`.
    pub group: String,
    /// Keys and values as written.
    pub values: BTreeMap<String, String>,
    /// The same in words.
    pub words: Option<Bilingual>,
    /// How sure.
    pub evidence: Evidence,
}

impl Procedure {
    /// Reads a procedure file.
    ///
    /// # Errors
    /// Every problem found, each with its place.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        read::read(name, text)
    }

    /// The stages of one kind of unit, in order.
    pub fn stages_of(&self, subject: Subject) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(move |stage| stage.subject == subject)
    }
}
