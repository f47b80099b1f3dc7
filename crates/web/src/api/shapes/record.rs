//! The record and the reference data: entries, sets, procedures, terms.

use serde::Serialize;
use utoipa::ToSchema;
use vedich_values::Date;

/// A statement on record other than a value: a stage of recognition, an output, a work, a remark, an attribute.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordShape {
    /// Its place in the journal.
    pub seq: u64,
    /// reported_count, attribute, stage, stage_counts, output, work, remark.
    pub kind: &'static str,
    /// The date it holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// When it was recorded, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: vedich_values::Timestamp,
    /// What is stated; its keys depend on the kind.
    #[schema(value_type = Object)]
    pub statement: vedich_facts::Body,
    /// Who says so.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The statement it corrects.
    pub supersedes: Option<u64>,
}

/// A criteria set in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SetShape {
    /// Its id.
    pub id: String,
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Title in English.
    pub title_en: String,
    /// commune, hamlet, district, province, garden, household.
    #[schema(value_type = String)]
    pub subject: vedich_criteria::Subject,
    /// standard, advanced, model, modern.
    #[schema(value_type = String)]
    pub tier: vedich_criteria::Tier,
    /// The set it takes over.
    pub extends: Option<String>,
    /// Number of the decision, when found.
    pub decision: Option<String>,
    /// First day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// Criteria listed in our data.
    pub criteria_listed: usize,
    /// Criteria by law, when known.
    pub criteria_declared: Option<u32>,
    /// Indicators listed in our data.
    pub indicators_listed: usize,
    /// Indicators by law, when known.
    pub indicators_declared: Option<u32>,
}

/// An entry of the journal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryShape {
    /// Its number, gapless from 1.
    pub seq: u64,
    /// What kind of command.
    pub kind: String,
    /// Where it came from: cli, web, demo.
    pub origin: String,
    /// When, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: vedich_values::Timestamp,
    /// Facts it brought.
    pub facts: u64,
    /// The chain up to and including it.
    pub hash: String,
}

/// A recognition procedure in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProcedureShape {
    /// Its id.
    pub id: String,
    /// Official title.
    pub title_vi: String,
    /// English title.
    pub title_en: String,
    /// Numbers of the decisions behind it.
    pub decisions: Vec<String>,
    /// First day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day in force; absent: open.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// How many steps are listed.
    pub stages: usize,
}

/// A word of the programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TermShape {
    /// The Vietnamese term.
    pub vi: String,
    /// How it is abbreviated.
    pub abbreviations: Vec<String>,
    /// The English used here.
    pub en: String,
    /// Group as the table names it.
    pub group: String,
    /// A remark.
    pub note: Option<String>,
    /// The remark in English.
    pub note_en: Option<String>,
}

impl From<vedich_reference::Term> for TermShape {
    fn from(term: vedich_reference::Term) -> Self {
        let (note, note_en) = term.note.map(|note| (note.vi, note.en)).unzip();
        Self { vi: term.vi, abbreviations: term.abbreviations, en: term.en, group: term.group, note, note_en }
    }
}
