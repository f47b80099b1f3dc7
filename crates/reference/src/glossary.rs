//! The words of the programme, `data/glossary.csv`.

use crate::{
    files::GLOSSARY,
    table::{cell, read},
};
use serde::{Deserialize, Serialize};
use vedich_values::Diagnostic;

/// A term (thuật ngữ) with its English and how it is abbreviated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The Vietnamese term.
    pub vi: String,
    /// Its usual abbreviations.
    pub abbreviations: Vec<String>,
    /// The English used on screen.
    pub en: String,
    /// Group: programme, organisation, direction, money, content, document.
    pub group: String,
    /// A remark.
    pub note: Option<String>,
}

#[derive(Deserialize)]
struct TermRow {
    vi: String,
    abbr: String,
    en: String,
    group: String,
    note: String,
}

const FILE: &str = "glossary.csv";

/// All terms in the order of the table.
///
/// # Errors
/// Every problem of the table, with its line.
pub fn glossary() -> Result<Vec<Term>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut terms = Vec::new();
    for row in read::<TermRow>(FILE, GLOSSARY, &mut problems) {
        let (line, row) = (row.line, row.value);
        for (key, value) in [("vi", &row.vi), ("en", &row.en), ("group", &row.group)] {
            if value.is_empty() {
                problems.push(Diagnostic::error("reference.empty-cell", cell(FILE, line, key)));
            }
        }
        terms.push(Term {
            vi: row.vi,
            abbreviations: row.abbr.split(" / ").filter(|abbr| !abbr.is_empty()).map(str::to_owned).collect(),
            en: row.en,
            group: row.group,
            note: Some(row.note).filter(|note| !note.is_empty()),
        });
    }
    if problems.is_empty() { Ok(terms) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_there_once_in_both_languages() {
        let terms = glossary().unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for term in &terms {
            assert!(seen.insert(term.vi.to_lowercase()), "`{}` stands twice", term.vi);
        }
        assert_eq!(terms[0].abbreviations, ["NTM"]);
        assert!(terms.iter().any(|term| term.vi == "đường găng"));
    }
}
