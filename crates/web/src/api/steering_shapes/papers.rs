//! Papers.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use vedich_values::Date;

/// Which papers of a unit.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PapersQuery {
    /// Our id of the unit.
    pub unit: u32,
    /// Words of its kind, number or abstract, with or without diacritics.
    pub q: Option<String>,
    /// `draft` or `issued`; default both.
    #[param(inline)]
    pub state: Option<PapersState>,
    /// The year of its number, of a draft the year it was begun.
    pub year: Option<i32>,
    /// Those begun before this paper.
    pub after: Option<u64>,
}

/// How far a paper has got.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PapersState {
    /// Being written.
    Draft,
    /// With a number; it never changes again.
    Issued,
}

/// Whose template.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TemplateQuery {
    /// Our id of the unit.
    pub unit: u32,
}

/// The template of a form.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateShape {
    /// The form: `report`, `notice`.
    pub form: String,
    /// Our id of the unit whose papers are made by it.
    pub unit: u32,
    /// Our id of the unit that set it: this one, or one above; none: it is the shipped one.
    pub set_by: Option<u32>,
    /// Its text (docs/PAPERS.md).
    pub text: String,
}

/// A template to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateRequest {
    /// Our id of the unit.
    pub unit: u32,
    /// Its text; absent: the one above holds again.
    pub text: Option<String>,
}

/// A paper to begin: a report of a period, or made of a meeting, tasks or proposals.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperRequest {
    /// In whose name: our id.
    pub unit: u32,
    /// `report`, `notice`, `invitation`, `minutes`, `count`, `chase`, `reminder`, `proposals`.
    pub form: String,
    /// `state` (default) or `party`.
    pub layout: Option<String>,
    /// The period of a report: 2026, 2026-H1, 2026-Q2, 2026-9M, 2026-06.
    pub period: Option<String>,
    /// The meeting of a notice, an invitation or minutes.
    pub meeting: Option<String>,
    /// The area of the others; default the unit itself.
    pub area: Option<u32>,
    /// Of `count`: `week` (default) or `month`.
    pub span: Option<String>,
    /// Of `proposals`: those the area sent, not those sent to it.
    #[serde(default)]
    pub sent: bool,
    /// The day whose figures it shows; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// Words on a draft, by the key of their place; null: what is proposed stands there again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperTextsRequest {
    /// The words.
    pub texts: BTreeMap<String, Option<String>>,
    /// The version the writer had seen; default the present one.
    pub base: Option<u64>,
}

/// A draft to issue.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IssueRequest {
    /// The date on it; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub dated: Option<Date>,
    /// A number of its own; default the next one of its body and year.
    pub number: Option<u32>,
    /// The version you had seen (`version` of the paper): issuing is refused when somebody wrote on it since.
    pub base: Option<u64>,
}

/// A paper in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaperShape {
    /// Its id.
    pub id: u64,
    /// In whose name.
    pub unit: u32,
    /// Its form.
    pub form: String,
    /// Its layout.
    pub layout: String,
    /// The period of a report.
    pub period: Option<String>,
    /// `draft`, `issued`, `dropped`.
    pub state: &'static str,
    /// Number and symbol, once issued.
    pub symbol: Option<String>,
    /// The date on it, once issued.
    #[schema(value_type = Option<String>, format = Date)]
    pub dated: Option<Date>,
    /// Its version: the base of the next change.
    pub version: u64,
}

/// A paper with its words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaperDetail {
    /// What the list says.
    #[serde(flatten)]
    pub paper: PaperShape,
    /// Type name and abstract.
    pub title: String,
    /// Places for words: key and what stands there.
    pub texts: BTreeMap<String, String>,
    /// Codes of what is wrong with its template.
    pub problems: Vec<String>,
    /// The whole content: head, blocks, tables, signature, annexes.
    #[schema(value_type = Object)]
    pub content: serde_json::Value,
    /// Where its files are.
    pub files: Vec<String>,
}

/// A file of an office's own to check.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeFileRequest {
    /// Our id of the unit whose office asks: samples are in its name where the file allows it.
    pub unit: u32,
    /// What stands in the file: TOML.
    pub text: String,
    /// The name problems tell it by; default `office.toml`.
    pub name: Option<String>,
}

/// What a file of an office's own holds, and papers written with it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeFileAnswer {
    /// `bodies`, `layout`, `weights`.
    pub kind: &'static str,
    /// A sample for each body, or one in the layout; weights write no paper.
    pub samples: Vec<OfficeSampleShape>,
}

/// A sample written with a file of an office's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeSampleShape {
    /// The lines of the body, as the file has them; absent: a sample of a layout.
    pub body: Option<String>,
    /// In whose name it is; absent: no unit there is fits the body.
    pub unit: Option<u32>,
    /// The layout, by its id.
    pub layout: String,
    /// The sample as a piece of a page.
    pub html: Option<String>,
}
