//! Words and shapes that open an aim, and those that end one.

use crate::build::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// Nothing in it says that something came about, and a lowest number or "không còn" is laid down.
pub(super) fn lists_aims(doc: &Doc<'_>, s: Sentence) -> bool {
    let past = |i: usize| {
        doc.is(i, Class::Result)
            || matches!(doc.kind(i), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y <= now) && !(i.saturating_sub(3)..i).any(|j| list::is_word(doc, j, "so") || list::is_word(doc, j, "so với")))
    };
    let told = |i: usize| ["đã", "vừa", "được"].iter().any(|w| list::is_word(doc, i, w));
    let lowest = |i: usize| doc.has(i, Class::Approx, "at_least") && !doc.is(i, Class::From);
    // "Thu nhập bình quân cuối năm đạt 56 triệu đồng", when the year is not near its end
    let early = doc.hint.month.is_some_and(|m| m <= 9);
    let by_end = |i: usize| early && list::is_word(doc, i, "cuối năm") && !matches!(doc.kind(i + 1), Some(Kind::Year(_) | Kind::Num(_)));
    (s.from..s.to).any(|i| lowest(i) || by_end(i)) && !(s.from..s.to).any(|i| past(i) || told(i))
}

/// "Đại hội thông qua 23 chỉ tiêu chủ yếu, trong đó có 15 xã …": what a congress or council sets for its term.
pub(crate) fn adopts(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    if !doc.is(at, Class::Indicators) || !matches!(doc.kind(at.wrapping_sub(1)), Some(Kind::Num(_))) {
        return false;
    }
    let verb = |j: usize| {
        ["thông qua", "quyết nghị", "biểu quyết", "xác định", "quán triệt"].iter().any(|w| list::is_word(doc, j, w))
            || list::two(doc, j, "thông", "qua")
    };
    // "đề ra 18 chỉ tiêu, trong đó: …"
    let laid = |j: usize| ["đề ra", "đặt ra"].iter().any(|w| list::is_word(doc, j, w));
    let lists = || (at + 1..at + 3).any(|j| doc.mark(j, ',') || doc.mark(j, ':'));
    let verb = |j: usize| verb(j) || laid(j) && lists();
    let set = |j: usize| doc.is(j, Class::YearWord) || list::is_word(doc, j, "nhiệm kỳ") || matches!(doc.kind(j), Some(Kind::Years(..)));
    (at.saturating_sub(8).max(s.from)..at).any(verb) && (at..s.to).any(set)
}

/// "Huyện đăng ký năm 2023 có thêm 2 xã đạt nâng cao": what is entered for this year or a later one.
pub(crate) fn enters(doc: &Doc<'_>, at: usize) -> bool {
    // "năm 2017 thêm 4 xã; năm 2018 thêm 3 xã": the first of a row of years is aimed at as the others
    if doc.is(at, Class::YearWord)
        && matches!(doc.kind(at + 1), Some(Kind::Year(y)) if doc.hint.year == Some(y))
        && doc.has(at + 2, Class::Delta, "more")
    {
        let s = doc.sentences[doc.sentence_of(at)];
        return (at + 4..s.to.min(at + 40)).any(|j| future_year(doc, j) && doc.has(j + 1, Class::Delta, "more"));
    }
    if !doc.is(at + 1, Class::YearWord) {
        return false;
    }
    let this = |y: u16| doc.hint.year.is_none_or(|now| y >= now);
    let verb = ["đăng ký", "đăng kí"].iter().any(|w| list::is_word(doc, at, w));
    let year = doc.is(at + 1, Class::YearWord) && matches!(doc.kind(at + 2), Some(Kind::Year(y)) if this(y));
    let aim = |j: usize| {
        doc.is(j, Class::Delta)
            || ["có", "có thêm", "đưa", "xây dựng", "hoàn thành"].iter().any(|w| list::is_word(doc, j, w))
            || doc.has(j, Class::Status, "met")
    };
    verb && year && aim(at + 3)
}

/// "đặt mục tiêu 12 tiêu chí nhưng đến cuối năm chỉ đạt 10": what follows is what came of it.
pub(crate) fn turns(doc: &Doc<'_>, at: usize) -> bool {
    ["nhưng", "song", "thế nhưng", "tuy vậy"].iter().any(|w| list::is_word(doc, at, w))
        && (at + 1..at + 8).take_while(|j| !doc.mark(*j, '.')).any(|j| list::is_word(doc, j, "chỉ") || list::is_word(doc, j, "mới"))
}

/// "Để hoàn thành mục tiêu …, Phó Chủ tịch yêu cầu …": where what a sentence is for ends, when it begins with that.
pub(super) fn purpose(doc: &Doc<'_>, s: Sentence, first: usize) -> Option<usize> {
    let aim = (first + 1..s.to.min(first + 5)).any(|j| doc.has(j, Class::Target, "noun"));
    let orders = |j: &usize| doc.mark(j - 1, ',') && (doc.is(*j, Class::Head) || doc.is(*j, Class::Person) || doc.is(*j, Class::Office));
    let leads = list::is_word(doc, first, "để") && aim;
    (first + 2..s.to).find(orders).filter(|_| leads)
}

pub(super) fn resets(doc: &Doc<'_>, at: usize) -> bool {
    // "… tại các xã đã đạt chuẩn": which units, not what came of it
    let unit = |j: usize| doc.is(j, Class::Level) || doc.is(j, Class::Subject);
    let several = |j: usize| ["các", "những", "số", "với", "ở", "tại"].iter().any(|w| list::is_word(doc, j, w));
    let which = at > 1
        && (unit(at - 1) && several(at - 2) || doc.holds(at - 1, "các "))
        && (doc.is(at + 1, Class::Status) || doc.is(at, Class::Status));
    if which {
        return false;
    }
    !doc.is(at + 1, Class::YearWord) || !future_year(doc, at + 2)
}

/// A year after the one the document was written in, said as `đến năm …`, `năm …`, `vào cuối năm …`.
pub(crate) fn future_year(doc: &Doc<'_>, at: usize) -> bool {
    let Some(now) = doc.hint.year else { return false };
    let dated = match doc.kind(at) {
        Some(Kind::Year(y)) => y > now,
        Some(Kind::Date(when)) => when.year.is_some_and(|y| y > now),
        _ => false,
    };
    if !dated {
        return false;
    }
    // "vượt mục tiêu 50% mà Quốc hội giao đến năm 2020": what the result is held against
    let passed = |j: usize| ["vượt", "vượt xa", "hoàn thành vượt"].iter().any(|w| list::is_word(doc, j, w));
    let against = |j: usize| doc.has(j, Class::Target, "noun") && passed(j.wrapping_sub(1));
    if (at.saturating_sub(12)..at).rev().take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.')).any(against) {
        return false;
    }
    // "đưa vào kế hoạch năm 2018": a plan's name
    if at > 1
        && doc.is(at - 1, Class::YearWord)
        && doc.has(at - 2, Class::Target, "noun")
        && !doc.is(at - 2, Class::From)
        && list::is_word(doc, at - 2, "kế hoạch")
    {
        return false;
    }
    // "theo lộ trình năm 2018"
    if at > 1 && doc.is(at - 1, Class::YearWord) && list::is_word(doc, at - 2, "lộ trình") {
        return false;
    }
    let stage = || doc.mark(at + 1, '-') || at > 1 && doc.text(at - 2, at - 1).eq_ignore_ascii_case("giai đoạn");
    !matches!(doc.kind(at), Some(Kind::Year(_))) || !stage()
}

/// "Phấn đấu về đích năm nay, đến cuối tháng 9 xã A đã hoàn thành 17/19 tiêu chí": a named unit did it already.
pub(super) fn done(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    doc.is(at, Class::Status)
        && doc.begins_in(at, "đã ")
        && doc.place_at(at.wrapping_sub(1)).is_some()
        && matches!(doc.kind(at + 1), Some(Kind::Num(_) | Kind::Frac(..)))
        && at > s.from
}
