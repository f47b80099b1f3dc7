//! Words of the command line that are read by themselves, and what is said of those that can't be.

use crate::failure::problem;
use vedich_values::{Date, Diagnostic};
use vedich_wording::Lang;

/// A word of the command line that can't be read. What is said in English is said by clap; in Vietnamese by `help::complaint`.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", Lang::En.problem_without_place(.0))]
pub(crate) struct Misread(Diagnostic);

impl Misread {
    pub(crate) fn new(code: &'static str, found: &str) -> Self {
        Self(problem(code).with("found", found))
    }

    /// What is wrong and what to write, in a language.
    pub(crate) fn said(&self, lang: Lang) -> String {
        lang.problem_without_place(&self.0)
    }
}

pub(crate) fn parse_date(text: &str) -> Result<Date, Misread> {
    vedich_values::date::parse_date(text).ok_or_else(|| Misread::new("usage.no-date", text))
}

pub(super) fn parse_lang(text: &str) -> Result<Lang, Misread> {
    Lang::from_tag(text).ok_or_else(|| Misread::new("usage.no-language", text))
}
