//! Problems of one file: all are counted, the first thousand are kept.

use vedich_values::{Diagnostic, Place, Severity};

/// More problems than a person will read; the rest is only counted.
const KEPT: usize = 1_000;

/// A problem before it has a place: what is wrong with a text, known once for all rows that hold the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    code: &'static str,
    severity: Severity,
    params: Vec<(&'static str, String)>,
}

impl Finding {
    pub(crate) const fn error(code: &'static str) -> Self {
        Self { code, severity: Severity::Error, params: Vec::new() }
    }

    pub(crate) const fn warning(code: &'static str) -> Self {
        Self { code, severity: Severity::Warning, params: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }

    pub(crate) fn with_all(mut self, params: Vec<(&'static str, String)>) -> Self {
        self.params.extend(params);
        self
    }

    pub(crate) fn at(&self, place: Place) -> Diagnostic {
        Diagnostic { code: self.code, severity: self.severity, place, params: self.params.clone() }
    }

    pub(super) const fn is_error(&self) -> bool {
        matches!(self.severity, Severity::Error)
    }
}

/// The problems found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Problems {
    pub(super) kept: Vec<Diagnostic>,
    pub(super) left_out: u64,
    pub(super) errors: u64,
}

impl Problems {
    pub(super) fn add(&mut self, finding: &Finding, place: impl FnOnce() -> Place) {
        self.count(finding.severity);
        if self.kept.len() < KEPT {
            self.kept.push(finding.at(place()));
        } else if finding.is_error() && self.errors <= KEPT as u64 {
            // Errors are why a file is refused: they push warnings out.
            match self.kept.iter().rposition(|kept| kept.severity == Severity::Warning) {
                Some(warning) => {
                    self.kept.remove(warning);
                    self.kept.push(finding.at(place()));
                    self.left_out += 1;
                }
                None => self.left_out += 1,
            }
        } else {
            self.left_out += 1;
        }
    }

    pub(super) fn extend(&mut self, diagnostics: Vec<Diagnostic>) {
        for diagnostic in diagnostics {
            self.count(diagnostic.severity);
            if self.kept.len() < KEPT { self.kept.push(diagnostic) } else { self.left_out += 1 }
        }
    }

    fn count(&mut self, severity: Severity) {
        if severity == Severity::Error {
            self.errors += 1;
        }
    }
}
