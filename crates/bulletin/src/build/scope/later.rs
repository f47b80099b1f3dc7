//! What work is for and what is promised: aims by a time still to come, without a word of aiming.

use super::future_year;
use crate::build::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// "đang đầu tư để đạt chuẩn NTM nâng cao vào cuối năm nay": what the work is for, with a time still to come.
pub(crate) fn serves(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let to = list::is_word(doc, at, "để");
    let purpose = to || list::is_word(doc, at, "nhằm");
    let is = list::is_word(doc, at, "là");
    if !purpose && !is {
        return false;
    }
    let stands = doc.has(at + 1, Class::Status, "met") && (doc.holds(at + 1, "chuẩn") || doc.holds(at + 1, "đích"));
    let late = |j: usize| {
        let end = doc.has(j, Class::Half, "end") || doc.has(j, Class::YearWord, "this") || doc.has(j, Class::YearWord, "next");
        end || future_year(doc, j)
    };
    // "chọn xã A là xã về đích năm 2021"
    let chosen = is
        && doc.is(at + 1, Class::Level)
        && doc.has(at + 2, Class::Status, "met")
        && (at.saturating_sub(4).max(s.from)..at).any(|j| list::is_word(doc, j, "chọn"))
        && (at + 3..s.to.min(at + 8)).any(|j| matches!(doc.kind(j), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now)));
    // "có 100 tỷ đồng để xã đạt 20/20 tiêu chí": what the money would be for
    let whose = doc.bare_level(at + 1).is_some() || doc.place_at(at + 1).is_some();
    let wished =
        to && whose && doc.is(at + 2, Class::Reach) && matches!(doc.kind(at + 3), Some(Kind::Frac(..))) && doc.is(at + 4, Class::Criteria);
    // "chọn ấp A về đích để cả 7 ấp đều kiểu mẫu": what it is for
    let all = || {
        let n = at + 1 + usize::from(doc.is(at + 1, Class::Whole));
        n > at + 1 && crate::build::tally::count_at(doc, s, n).is_some()
    };
    // "Để hoàn thành 19/19 tiêu chí trong năm nay, xã sẽ …": what a sentence is for, said first
    let first = to && (at == 0 || doc.mark_any(at - 1, "\"“:;.") || at == s.from || doc.line(at - 1));
    let score = |j: usize| matches!(doc.kind(j), Some(Kind::Frac(..))) && doc.is(j + 1, Class::Criteria);
    let opened = first && (doc.is(at + 1, Class::Reach) || list::is_word(doc, at + 1, "hoàn thành")) && score(at + 2);
    chosen
        || wished
        || opened
        || to && all()
        || purpose && stands && (at + 2..s.to.min(at + 14)).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ',')).any(late)
}

/// "Thu nhập khi đó đạt 58 triệu đồng": the year still to come that the sentence before spoke of last.
pub(crate) fn back_then(doc: &Doc<'_>, s: Sentence) -> Option<u16> {
    let then =
        |j: usize| doc.reads_any(j, &["khi", "lúc"]) && doc.reads_any(j + 1, &["đó", "ấy"]) || doc.reads_any(j, &["khi đó", "lúc đó"]);
    let before = doc.sentences.get(doc.sentence_of(s.from).checked_sub(1)?).filter(|b| !b.skip)?;
    let year = |j: usize| match doc.kind(j) {
        Some(Kind::Year(year)) if future_year(doc, j) => Some(year),
        _ => None,
    };
    (s.from..s.to).any(then).then(|| (before.from..before.to).rev().find_map(year)).flatten()
}

/// "Xã A và B sẽ về đích vào cuối năm nay", "Theo đăng ký, xã A về đích năm 2018": said of a unit by name, with a time still to come.
pub(crate) fn promises(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let will = list::is_word(doc, at, "sẽ");
    let stands = if will { at + 1 } else { at };
    let unit = |j: usize| doc.place_at(j).is_some() || doc.bare_level(j).is_some();
    if at == s.from || !unit(at - 1) || !doc.has(stands, Class::Status, "met") || !doc.holds(stands, "chuẩn") && !doc.holds(stands, "đích")
    {
        return false;
    }
    let first = (s.from..at).find(|j| !doc.line(*j)).unwrap_or(s.from);
    let paper = |j: usize| ["đăng ký", "đăng kí", "lộ trình", "kế hoạch"].iter().any(|w| list::is_word(doc, j, w));
    let by_paper = list::is_word(doc, first, "theo") && paper(first + 1);
    let late = |j: usize| {
        let end = doc.has(j, Class::Half, "end") || doc.has(j, Class::YearWord, "this") || doc.has(j, Class::YearWord, "next");
        let year = |y: u16| doc.hint.year.is_none_or(|now| y >= now);
        end || matches!(doc.kind(j), Some(Kind::Year(y)) if year(y))
            || matches!(doc.kind(j), Some(Kind::Date(when)) if when.year.is_some_and(year))
    };
    let clause = (stands + 1..s.to.min(stands + 8)).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ','));
    (will || by_paper) && clause.into_iter().any(late)
}
