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

/// "Nghị quyết năm 2026 của xã:", "Chỉ tiêu năm 2025:", "Nhiệm vụ năm 2025:": a head whose colon opens aims.
pub(crate) fn heads_aims(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<usize> {
    // "Kế hoạch của Ban Chỉ đạo huyện A (tỉnh B) năm 2022: có thêm 2 xã …"
    if doc.is(at + 1, Class::Prep) && ["kế hoạch", "mục tiêu", "chỉ tiêu"].iter().any(|w| list::is_word(doc, at, w)) {
        let colon = (at + 3..s.to.min(at + 16)).find(|j| doc.mark(*j, ':')).unwrap_or(at + 3);
        let this = doc.mark(colon, ':')
            && matches!(doc.kind(colon - 1), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now))
            && doc.is(colon - 2, Class::YearWord);
        let this = this
            || doc.mark(colon, ':')
                && doc.is(colon + 1, Class::YearWord)
                && matches!(doc.kind(colon + 2), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now));
        let told = (at + 1..colon).any(|j| doc.is(j, Class::Reach) || doc.is(j, Class::Result) || doc.is(j, Class::Event));
        if this && !told {
            return Some(colon);
        }
    }
    // "Lộ trình đặt ra: năm 2021 xã A về đích; năm 2023 …"
    if list::is_word(doc, at, "lộ trình") {
        let colon = (at + 1..s.to.min(at + 6)).find(|j| doc.mark(*j, ':'))?;
        let year = doc.is(colon + 1, Class::YearWord) || doc.has(colon + 1, Class::DateCue, "bound");
        return year.then_some(colon);
    }
    if !doc.is(at + 1, Class::YearWord) && !doc.is(at + 2, Class::YearWord) {
        return None;
    }
    let this = |y: u16| doc.hint.year.is_none_or(|now| y >= now);
    // "Chỉ tiêu của năm 2021 là: …"
    let at_year = at + usize::from(doc.is(at + 1, Class::Prep) || list::is_word(doc, at + 1, "cho"));
    let year = doc.is(at_year + 1, Class::YearWord) && matches!(doc.kind(at_year + 2), Some(Kind::Year(y)) if this(y));
    let heads = ["nghị quyết", "chỉ tiêu", "nhiệm vụ", "các chỉ tiêu", "chỉ tiêu chủ yếu", "đăng ký", "đăng kí"];
    if !year || !heads.iter().any(|w| list::is_word(doc, at, w)) {
        return None;
    }
    // "Ba xã đăng ký năm 2020: A đạt 18/19, …": what is listed are the three
    let counted =
        doc.holds(at, "đăng k") && at > s.from + 1 && doc.is(at - 1, Class::Level) && matches!(doc.kind(at - 2), Some(Kind::Num(_)));
    if counted {
        return None;
    }
    let owner = |j: usize| doc.is(j, Class::Prep) || doc.is(j, Class::Level) || doc.place_at(j).is_some() || doc.is(j, Class::Program);
    let opens = |j: usize| doc.mark(j, ':') || list::is_word(doc, j, "là");
    (at_year + 3..s.to.min(at + 9)).find(|j| opens(*j)).filter(|colon| (at_year + 3..*colon).all(owner))
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

/// "kế hoạch", "sẽ", "dự kiến" aim; "kế hoạch số 5", "theo kế hoạch", "đạt mục tiêu", "vượt kế hoạch" do not.
pub(crate) fn aims(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    // "đề ra 2 xã đạt chuẩn" aims; "mục tiêu đề ra", "đề ra 18 chỉ tiêu" do not
    if list::is_word(doc, at, "đề ra") || list::is_word(doc, at, "đặt ra") {
        // "đề ra năm 2016 có thêm 2 xã đạt chuẩn"
        let year =
            doc.is(at + 1, Class::YearWord) && matches!(doc.kind(at + 2), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now));
        let has = year && ["có", "có thêm", "thêm"].iter().any(|w| list::is_word(doc, at + 3, w));
        return has || matches!(doc.kind(at + 1), Some(Kind::Num(_))) && (doc.is(at + 2, Class::Level) || doc.is(at + 2, Class::Subject));
    }
    // "ra khỏi danh sách phấn đấu đạt chuẩn năm 2020": what a list is of
    if at > s.from && ["danh sách", "diện", "danh mục"].iter().any(|w| list::is_word(doc, at - 1, w))
        || at > s.from + 1 && list::two(doc, at - 2, "danh", "sách")
    {
        return false;
    }
    // "ký cam kết với Ban Chỉ đạo": a paper
    if list::is_word(doc, at, "cam kết") && list::is_word(doc, at.wrapping_sub(1), "ký") {
        return false;
    }
    // "dự kiến thu nhập năm nay ước đạt 43,6 triệu đồng": estimated
    if doc.begins_in(at, "dự kiến") && (at + 1..s.to.min(at + 20)).take_while(|j| !doc.mark(*j, ';')).any(|j| doc.begins_in(j, "ước"))
    {
        return false;
    }
    // "với quyết tâm cao trong lãnh đạo", "sự phấn đấu của nhân dân": a virtue, not an aim
    let virtue = ["quyết tâm", "phấn đấu", "nỗ lực phấn đấu", "nỗ lực"].iter().any(|w| list::is_word(doc, at, w))
        && ["cao", "lớn", "chính", "chính trị", "của", "trong", "vươn", "không"].iter().any(|w| list::is_word(doc, at + 1, w))
        && !doc.is(at + 2, Class::YearWord)
        && !matches!(doc.kind(at + 2), Some(Kind::Date(_) | Kind::Year(_)))
        && !doc.is(at + 2, Class::Quarter);
    if virtue {
        return false;
    }
    let noun = doc.has(at, Class::Target, "noun");
    let before = if noun && at > s.from { doc.text(at - 1, at).to_lowercase() } else { String::new() };
    if noun
        && matches!(
            before.as_str(),
            "theo"
                | "đạt"
                | "vượt"
                | "hoàn thành"
                | "so với"
                | "các"
                | "vào"
                | "đưa vào"
                | "thực hiện"
                | "được"
                | "%"
                | "trong"
                | "chương trình"
                | "bằng"
                | "tham mưu"
                | "lập"
                | "ban hành"
        )
    {
        return false;
    }
    if noun {
        // "mục tiêu của cả nước là …", "kế hoạch của huyện:"
        let owner = doc.is(at + 1, Class::Prep)
            && (at + 2..(at + 5).min(s.to)).any(|j| {
                (doc.is(j, Class::List) || doc.mark(j, ':'))
                    && (at + 2..j).all(|k| {
                        doc.place_at(k).is_some() || doc.is(k, Class::Level) || doc.is(k, Class::Country) || doc.is(k, Class::Whole)
                    })
            });
        // "mục tiêu đến năm 2020", "mục tiêu là", "Kế hoạch của tỉnh:"
        let opens = doc.is(at + 1, Class::YearWord)
            // "mục tiêu trồng 25.000 cây trong năm"
            || doc.is(at + 1, Class::OutputVerb) && matches!(doc.kind(at + 2), Some(Kind::Num(_)))
            || doc.is(at + 1, Class::List)
            || doc.mark(at + 1, ':')
            || doc.has(at + 1, Class::DateCue, "bound")
            || matches!(doc.kind(at + 1), Some(Kind::Year(_) | Kind::Num(_)));
        let first = (s.from..at).all(|j| doc.line(j));
        // "hoàn thành sớm mục tiêu kế hoạch 5 năm": the plan's name
        if matches!(doc.kind(at + 1), Some(Kind::Num(_))) && doc.is(at + 2, Class::YearWord) {
            return false;
        }
        return opens || owner || first;
    }
    true
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
