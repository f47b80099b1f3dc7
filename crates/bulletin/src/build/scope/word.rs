//! Whether a word of aiming aims: "kế hoạch", "sẽ", "dự kiến", "phấn đấu".

use crate::build::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// Words behind which "kế hoạch", "mục tiêu" are what a result is held against, or a paper.
const NO_AIM_BEHIND: [&str; 17] = [
    "theo",
    "đạt",
    "vượt",
    "hoàn thành",
    "so với",
    "các",
    "vào",
    "đưa vào",
    "thực hiện",
    "được",
    "%",
    "trong",
    "chương trình",
    "bằng",
    "tham mưu",
    "lập",
    "ban hành",
];

/// "kế hoạch", "sẽ", "dự kiến" aim; "kế hoạch số 5", "theo kế hoạch", "đạt mục tiêu", "vượt kế hoạch" do not.
pub(crate) fn aims(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    if doc.reads_any(at, &["đề ra", "đặt ra"]) {
        return sets(doc, at);
    }
    if names_list(doc, s, at) || signs_paper(doc, at) || estimates(doc, s, at) || is_virtue(doc, s, at) {
        return false;
    }
    !doc.has(at, Class::Target, "noun") || opens_aim(doc, s, at)
}

/// "đề ra 2 xã đạt chuẩn" aims; "mục tiêu đề ra", "đề ra 18 chỉ tiêu" do not.
fn sets(doc: &Doc<'_>, at: usize) -> bool {
    // "đề ra năm 2016 có thêm 2 xã đạt chuẩn"
    let year =
        doc.is(at + 1, Class::YearWord) && matches!(doc.kind(at + 2), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now));
    year && doc.reads_any(at + 3, &["có", "có thêm", "thêm"])
        || matches!(doc.kind(at + 1), Some(Kind::Num(_))) && doc.is_any(at + 2, &[Class::Level, Class::Subject])
}

/// "ra khỏi danh sách phấn đấu đạt chuẩn năm 2020": what a list is of.
fn names_list(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    at > s.from && doc.reads_any(at - 1, &["danh sách", "diện", "danh mục"]) || at > s.from + 1 && list::two(doc, at - 2, "danh", "sách")
}

/// "ký cam kết với Ban Chỉ đạo": a paper.
fn signs_paper(doc: &Doc<'_>, at: usize) -> bool {
    list::is_word(doc, at, "cam kết") && list::is_word(doc, at.wrapping_sub(1), "ký")
}

/// "dự kiến thu nhập năm nay ước đạt 43,6 triệu đồng": estimated.
fn estimates(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    doc.begins_in(at, "dự kiến") && (at + 1..s.to.min(at + 20)).take_while(|j| !doc.mark(*j, ';')).any(|j| doc.begins_in(j, "ước"))
}

/// "với quyết tâm cao trong lãnh đạo", "sự phấn đấu của nhân dân": a virtue, not an aim.
fn is_virtue(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let dated =
        || doc.is_any(at + 2, &[Class::YearWord, Class::Quarter]) || matches!(doc.kind(at + 2), Some(Kind::Date(_) | Kind::Year(_)));
    // "đã phát huy nội lực, với quyết tâm cao nhất hoàn thành 19/19 tiêu chí"
    let with = || at > s.from && list::is_word(doc, at - 1, "với") && (s.from..at).any(|j| list::is_word(doc, j, "đã"));
    let highest = || list::two(doc, at + 1, "cao", "nhất") || doc.reads_any(at + 1, &["cao", "cao nhất", "lớn"]);
    if list::is_word(doc, at, "quyết tâm") && with() && highest() {
        return true;
    }
    doc.reads_any(at, &["quyết tâm", "phấn đấu", "nỗ lực phấn đấu", "nỗ lực"])
        && doc.reads_any(at + 1, &["cao", "lớn", "chính", "chính trị", "của", "trong", "vươn", "không"])
        && !dated()
}

/// "mục tiêu đến năm 2020", "mục tiêu là", "Kế hoạch của tỉnh:": a noun that opens what is aimed at.
fn opens_aim(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    if at > s.from && NO_AIM_BEHIND.contains(&doc.text(at - 1, at).to_lowercase().as_str()) {
        return false;
    }
    let number = matches!(doc.kind(at + 1), Some(Kind::Num(_)));
    // "hoàn thành sớm mục tiêu kế hoạch 5 năm": the plan's name
    if number && doc.is(at + 2, Class::YearWord) {
        return false;
    }
    let opens = number
        || doc.is_any(at + 1, &[Class::YearWord, Class::List])
        || doc.mark(at + 1, ':')
        || doc.has(at + 1, Class::DateCue, "bound")
        || matches!(doc.kind(at + 1), Some(Kind::Year(_)))
        // "mục tiêu trồng 25.000 cây trong năm"
        || doc.is(at + 1, Class::OutputVerb) && matches!(doc.kind(at + 2), Some(Kind::Num(_)));
    opens || is_of_unit(doc, s, at) || (s.from..at).all(|j| doc.line(j))
}

/// "mục tiêu của cả nước là …", "kế hoạch của huyện:".
fn is_of_unit(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let unit = |k: usize| doc.place_at(k).is_some() || doc.is_any(k, &[Class::Level, Class::Country, Class::Whole]);
    let opens = |j: usize| (doc.is(j, Class::List) || doc.mark(j, ':')) && (at + 2..j).all(unit);
    doc.is(at + 1, Class::Prep) && (at + 2..(at + 5).min(s.to)).any(opens)
}
