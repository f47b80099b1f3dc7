//! Heads whose colon opens aims: "Chỉ tiêu năm 2025:", "Kế hoạch của huyện năm 2022:".

use crate::build::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// What a head may call the aims of a year.
const HEADS: [&str; 9] = [
    "nghị quyết",
    "chỉ tiêu",
    "nhiệm vụ",
    "các chỉ tiêu",
    "chỉ tiêu chủ yếu",
    "đăng ký",
    "đăng kí",
    "phương hướng",
    "phương hướng, nhiệm vụ",
];

/// "Nghị quyết năm 2026 của xã:", "Chỉ tiêu năm 2025:", "Nhiệm vụ năm 2025:": a head whose colon opens aims.
pub(crate) fn heads_aims(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<usize> {
    if let Some(colon) = plan_of_unit(doc, s, at) {
        return Some(colon);
    }
    if list::is_word(doc, at, "lộ trình") {
        return roadmap(doc, s, at);
    }
    // "Phương hướng 2019: giữ vững 20 tiêu chí": the year without its word, and a colon
    let bare = |j: usize| match doc.kind(j) {
        Some(Kind::Year(year)) => Some(i64::from(year)),
        _ => doc.terms.get(j).and_then(crate::term::Term::whole),
    };
    let ahead = |year: i64| (2000..2100).contains(&year) && doc.hint.year.is_none_or(|now| year >= i64::from(now));
    if doc.reads_any(at, &["phương hướng", "nhiệm vụ"]) && bare(at + 1).is_some_and(ahead) && doc.mark(at + 2, ':') {
        return Some(at + 2);
    }
    // "Chỉ tiêu của năm 2021 là: …"
    let word = at + 1 + usize::from(doc.is(at + 1, Class::Prep) || list::is_word(doc, at + 1, "cho"));
    if !of_this_year(doc, word) || !doc.reads_any(at, &HEADS) || counts_units(doc, s, at) {
        return None;
    }
    let owner = |j: usize| doc.is_any(j, &[Class::Prep, Class::Level, Class::Program]) || doc.place_at(j).is_some();
    let opens = |j: usize| doc.mark(j, ':') || list::is_word(doc, j, "là");
    (word + 2..s.to.min(at + 9)).find(|j| opens(*j)).filter(|colon| (word + 2..*colon).all(owner))
}

/// "năm 2025" of the year the text was written in, or a later one.
fn of_this_year(doc: &Doc<'_>, word: usize) -> bool {
    let ahead = |j: usize| matches!(doc.kind(j), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now));
    doc.is(word, Class::YearWord) && ahead(word + 1)
}

/// "Kế hoạch của Ban Chỉ đạo huyện A (tỉnh B) năm 2022: có thêm 2 xã …".
fn plan_of_unit(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<usize> {
    if !doc.is(at + 1, Class::Prep) || !doc.reads_any(at, &["kế hoạch", "mục tiêu", "chỉ tiêu"]) {
        return None;
    }
    let colon = (at + 3..s.to.min(at + 16)).find(|j| doc.mark(*j, ':')).filter(|c| of_this_year(doc, c - 2) || of_this_year(doc, c + 1))?;
    // "UBND" may open an event too: here it is whose plan it is
    let event = |j: usize| doc.is(j, Class::Event) && !doc.is(j, Class::Office);
    let told = (at + 1..colon).any(|j| doc.is_any(j, &[Class::Reach, Class::Result]) || event(j));
    (!told).then_some(colon)
}

/// "Lộ trình đặt ra: năm 2021 xã A về đích; năm 2023 …".
fn roadmap(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<usize> {
    let colon = (at + 1..s.to.min(at + 6)).find(|j| doc.mark(*j, ':'))?;
    let year = doc.is(colon + 1, Class::YearWord) || doc.has(colon + 1, Class::DateCue, "bound");
    year.then_some(colon)
}

/// "Ba xã đăng ký năm 2020: A đạt 18/19, …": what is listed are the three.
fn counts_units(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    doc.holds(at, "đăng k") && at > s.from + 1 && doc.is(at - 1, Class::Level) && matches!(doc.kind(at - 2), Some(Kind::Num(_)))
}
