//! The words of the programme, `data/glossary.csv`.

use crate::{
    files::GLOSSARY,
    table::{cell, read},
};
use serde::{Deserialize, Serialize};
use vedich_values::{Bilingual, Diagnostic, text::fold};

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
    pub note: Option<Bilingual>,
}

impl Term {
    /// Whether the term, one of its abbreviations or its English holds the words; diacritics and capitals don't matter. No words: yes.
    #[must_use]
    pub fn is_like(&self, words: &str) -> bool {
        let wanted = fold(words);
        let texts = [self.vi.as_str(), self.en.as_str()];
        texts.into_iter().chain(self.abbreviations.iter().map(String::as_str)).any(|text| fold(text).contains(&wanted))
    }
}

#[derive(Deserialize)]
struct TermRow {
    vi: String,
    abbr: String,
    en: String,
    group: String,
    note_vi: String,
    note_en: String,
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
        // A remark stands in both languages, or in neither.
        let remark = if row.note_vi.is_empty() { ("note_vi", &row.note_vi, &row.note_en) } else { ("note_en", &row.note_en, &row.note_vi) };
        if remark.1.is_empty() && !remark.2.is_empty() {
            problems.push(Diagnostic::error("reference.empty-cell", cell(FILE, line, remark.0)));
        }
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
            note: (!row.note_vi.is_empty()).then(|| Bilingual::new(&row.note_vi, &row.note_en)),
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
        let found = |words: &str| terms.iter().filter(|term| term.is_like(words)).count();
        assert_eq!((found(""), found("duong gang"), found("Critical Path"), found("không có từ này")), (terms.len(), 1, 1, 0));
        assert!(found("ntm") > 1, "abbreviations are found too");
    }
}
