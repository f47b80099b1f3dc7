//! The words of the programme, found by how people write them.

use crate::frame::Frame;
use crate::pages::glossary::{GlossaryView, TermLine};
use vedich_reference::{Term, glossary};

/// The glossary; with a query, the terms that hold it in either language or abbreviation, diacritics optional.
#[must_use]
pub fn view(f: &Frame, query: &str) -> GlossaryView {
    let mut groups: Vec<(String, Vec<TermLine>)> = Vec::new();
    for term in glossary().unwrap_or_default().iter().filter(|term| term.is_like(query)) {
        let heading = group(f, &term.group);
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, terms)) => terms.push(line(f, term)),
            None => groups.push((heading, vec![line(f, term)])),
        }
    }
    GlossaryView { query: query.to_owned(), groups }
}

fn line(f: &Frame, term: &Term) -> TermLine {
    TermLine {
        vi: term.vi.clone(),
        abbreviations: term.abbreviations.join(", "),
        en: term.en.clone(),
        note: term.note.as_ref().map(|note| f.lang.of(note).to_owned()).unwrap_or_default(),
    }
}

/// A group of terms in words; one we have no word for stands as it is.
fn group(f: &Frame, group: &str) -> String {
    let text = match group {
        "chương" => f.text("glossary.group.programme"),
        "tổ chức" => f.text("glossary.group.organisation"),
        "chỉ đạo" => f.text("glossary.group.direction"),
        "tài chính" => f.text("glossary.group.money"),
        "nội dung" => f.text("glossary.group.content"),
        "văn bản" => f.text("glossary.group.document"),
        other => other,
    };
    text.to_owned()
}
