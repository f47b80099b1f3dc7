//! Problems found in what people give us, each with its place: a code and parameters, worded at the edge.

use serde::Serialize;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; nothing is refused.
    Warning,
    /// The whole input is refused.
    Error,
}

/// Where in the input a problem stands. Lines and columns count from 1; whatever is unknown stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// File name as the person gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Line of a text file or row of a sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in characters (text) or cells (sheet).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Cell address (`B12`) or key path (`criteria[2].indicators[0].threshold`) or column heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// One problem: a stable code, the parameters its wording needs, and its place.
/// `vedich-wording` turns it into "what is wrong, where, what to do" in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, e.g. `set.bad-threshold`; every code has a Vietnamese and an English wording (tested).
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Named parameters of the wording, e.g. `("found", "=> 80")`, `("allowed", ">= <= = > <")`.
    pub params: Vec<(&'static str, String)>,
}

impl Diagnostic {
    /// An error without parameters yet.
    #[must_use]
    pub fn error(code: &'static str, place: Place) -> Self {
        Self { code, severity: Severity::Error, place, params: Vec::new() }
    }

    /// A warning without parameters yet.
    #[must_use]
    pub fn warning(code: &'static str, place: Place) -> Self {
        Self { code, severity: Severity::Warning, place, params: Vec::new() }
    }

    /// Adds a parameter of the wording.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// The same in a file of that name, as the person gave it.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        self.place.file = Some(file.to_owned());
        self
    }

    /// The parameter of that name, if given.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}
