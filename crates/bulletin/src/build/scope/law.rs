//! What lays something down instead of telling what came about.

use crate::build::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// "Điều 4. Xã được xét thu hồi danh hiệu": a text that begins with an article of a decision, and names no unit there.
pub(super) fn is_article(doc: &Doc<'_>, s: Sentence) -> bool {
    let article = list::is_word(doc, s.from, "điều") && matches!(doc.kind(s.from + 1), Some(Kind::Num(_)));
    let line = (s.from..s.to + 24).take_while(|i| !doc.line(*i)).take(40);
    doc.sentence_of(s.from) == 0 && article && !line.into_iter().any(|i| doc.place_at(i).is_some())
}

/// "Bộ tiêu chí thôn thông minh của tỉnh A": a headline that names a set of criteria and nobody's score.
pub(super) fn names_set(doc: &Doc<'_>, s: Sentence) -> bool {
    let set = list::is_word(doc, s.from, "bộ tiêu chí") || list::is_word(doc, s.from, "bộ") && doc.is(s.from + 1, Class::Criteria);
    doc.sentence_of(s.from) == 0 && set && !(s.from..s.to).any(|i| doc.is(i, Class::Reach) || doc.is(i, Class::Result))
}

/// "Nghị quyết … quy định: …", "Quyết định … quy định mức …": a paper lays something down.
pub(super) fn rules(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let verb = list::is_word(doc, at, "quy định") || list::is_word(doc, at, "quy định mức") || list::two(doc, at, "quy", "định");
    let opens = doc.mark(at + 1, ':')
        || list::two(doc, at, "quy", "định") && doc.mark(at + 2, ':')
        || list::is_word(doc, at, "quy định mức")
        || list::is_word(doc, at + 1, "mức");
    let paper = (s.from..at).find(|j| doc.is(*j, Class::Citation));
    verb && opens && paper.is_some()
}

/// "xã được công nhận đạt tiêu chí số 10 khi thu nhập …": whichever unit, on a condition.
pub(super) fn conditional(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    if !list::is_word(doc, at, "khi") && !list::is_word(doc, at, "nếu") {
        return false;
    }
    let at = at + usize::from(["có", "đạt"].iter().any(|w| list::is_word(doc, at + 1, w)));
    let condition =
        doc.is(at + 1, Class::Indicator) || doc.is(at + 1, Class::Criterion) || matches!(doc.kind(at + 1), Some(Kind::Percent(_)));
    condition
        && (s.from..at).any(|j| matches!(doc.value(j, Class::Status), Some("met" | "recognised")))
        && !(s.from..at)
            .any(|j| doc.place_at(j).is_some() || matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))) && doc.is(j + 1, Class::Level))
}

/// "thu nhập đạt 42,7 triệu đồng, trong khi … phải từ 44 triệu đồng trở lên": what a result is held against, and nothing is laid down.
pub(super) fn held_against(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let contrast = (s.from..at).rev().find(|j| list::is_word(doc, *j, "trong khi") || list::two(doc, *j, "trong", "khi"));
    let value = |j: usize| matches!(doc.kind(j), Some(Kind::Money { .. } | Kind::Percent(_) | Kind::Frac(..) | Kind::Num(_)));
    contrast.is_some_and(|contrast| (s.from..contrast).any(|j| doc.is(j, Class::Reach) && value(j + 1)))
}

/// The programme's first year: its first set of criteria and pilot communes are of 2009 (Quyết định 491/QĐ-TTg).
const FIRST_YEAR: u16 = 2009;

/// "Năm 1950, xã A đắp 4 km đường": how far a sentence tells of the time before the programme, from its first term on.
pub(super) fn bygone(doc: &Doc<'_>, s: Sentence) -> Option<usize> {
    let opens = |j: &usize| {
        !doc.line(*j)
            && !doc.is(*j, Class::YearWord)
            && !doc.is(*j, Class::Prep)
            && !doc.is(*j, Class::From)
            && !["giai đoạn", "những", "giai", "đoạn"].iter().any(|w| list::is_word(doc, *j, w))
    };
    let first = (s.from..s.to.min(s.from + 6)).find(opens)?;
    let of = |j: usize| match doc.kind(j) {
        Some(Kind::Year(year) | Kind::Years(_, year)) => Some(year),
        Some(Kind::Date(when)) => when.year,
        _ => None,
    };
    of(first).filter(|year| *year < FIRST_YEAR)?;
    let later =
        |j: &usize| of(*j).is_some_and(|year| year >= FIRST_YEAR) || doc.is(*j, Class::Result) || doc.has(*j, Class::DateCue, "bound");
    Some((first + 1..s.to).find(later).unwrap_or(s.to))
}
