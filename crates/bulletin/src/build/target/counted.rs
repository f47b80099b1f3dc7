//! Aims told one by one: "một là …; hai là …; ba là …", "thứ nhất, …".

use super::Aims;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::{Doc, Sentence};

/// The term behind "một là", "thứ hai là", "thứ ba,": the counting words are no part of what is promised.
pub(super) fn past_number(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let numeral = |j: usize| doc.is(j, Class::Numeral);
    let opens = |j: usize| is_word(doc, j, "là") || doc.mark_any(j, ",:");
    if is_word(doc, at, "thứ") && (numeral(at + 1) || doc.reads_any(at + 1, &["nhất", "nhì", "tư"])) {
        return Some(at + 2 + usize::from(opens(at + 2)));
    }
    (numeral(at) && is_word(doc, at + 1, "là")).then_some(at + 2)
}

/// The first aim of such a row, behind its colon.
pub(super) fn first_counted(doc: &Doc<'_>, from: usize, to: usize) -> Option<usize> {
    (from..to).find(|j| doc.mark(*j, ':')).and_then(|colon| past_number(doc, colon + 1))
}

impl Builder<'_> {
    /// The year said above the row: an aim without a day of its own is not due on the day of the one before it.
    pub(super) fn due_of_row(&self, aims: &Aims, start: usize) -> Option<String> {
        let (doc, s) = (self.doc, aims.s);
        past_number(doc, start)?;
        let colon = row_head(doc, s, start)?;
        self.by_date(s.from, colon)
    }
}

fn row_head(doc: &Doc<'_>, s: Sentence, start: usize) -> Option<usize> {
    (s.from..start).find(|j| doc.mark(*j, ':') && past_number(doc, j + 1).is_some())
}
