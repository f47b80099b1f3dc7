//! The head of a table: where its cells are, and what each column holds.

use crate::build::list::is_word;
use crate::build::standing::known_status;
use crate::build::tiers::{STANDARD, tier_at};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::gazetteer::Level;
use crate::term::Kind;

/// Terms a cell of a head may have, and a name.
pub(super) const SHORT: usize = 8;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Column {
    Name(Option<Level>),
    /// With the total the head says: "Tiêu chí đạt (/19)".
    Score(&'static str, Option<i64>),
    /// "Bình quân tiêu chí/xã".
    Mean,
    /// With whether the head says that it is a rate.
    Value(String, bool),
    /// Names or numbers of criteria that are not met.
    Unmet,
    /// "Tổng số xã": what the counts of a row are out of.
    Whole(&'static str),
    /// "Số xã đạt chuẩn": how many of the row's area stand where, and for what tier.
    Count(&'static str, &'static str, &'static str),
    /// "Xã dưới 5 tiêu chí": how many have at most so many criteria.
    Below(&'static str, i64),
    Other,
}

/// Cells of a line, as terms `from..to`; fewer than two when it is no line of a table. Of a table with a frame ("| Quang Huy | 19/19 |") the
/// bar a line begins with parts nothing.
pub(super) fn cells(doc: &Doc<'_>, s: Sentence, has_frame: bool) -> Vec<(usize, usize)> {
    let to = (s.from..s.to).find(|j| doc.line(*j) && *j > s.from).unwrap_or(s.to);
    let start = (s.from..to).find(|j| !doc.line(*j)).unwrap_or(to);
    let (mut out, mut from) = (Vec::new(), start);
    for j in start..to {
        if doc.mark(j, ';') || doc.mark(j, '|') {
            out.push((from, j));
            from = j + 1;
        } else if j > start {
            let between = doc.terms[j - 1].end as usize..doc.terms[j].start as usize;
            for _ in doc.source.chars[between].iter().filter(|c| **c == '\t') {
                out.push((from, j));
                from = j;
            }
        }
    }
    out.push((from, to));
    if has_frame && out.first().is_some_and(|c| c.0 == c.1) && doc.mark(start, '|') {
        out.remove(0);
    }
    out
}

/// Whether a head begins with a bar, so that every line of its table does.
pub(super) fn has_frame(doc: &Doc<'_>, s: Sentence) -> bool {
    (s.from..s.to).find(|j| !doc.line(*j)).is_some_and(|j| doc.mark(j, '|'))
}

/// Whether the cells of a line are parted by bars.
pub(super) fn framed(doc: &Doc<'_>, s: Sentence) -> bool {
    (s.from..s.to).any(|j| doc.mark(j, '|'))
}

/// The columns of a head.
pub(super) fn columns(doc: &Doc<'_>, s: Sentence) -> Option<Vec<Column>> {
    if s.to - s.from < 4 || s.to - s.from > 120 {
        return None;
    }
    let cells = cells(doc, s, has_frame(doc, s));
    let plain = |c: &(usize, usize)| {
        c.1 - c.0 <= SHORT
            && !(c.0..c.1).any(|j| doc.place_at(j).is_some() || matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_))))
    };
    if cells.len() < 2 || !cells.iter().all(plain) {
        return None;
    }
    let mut columns: Vec<Column> = cells.iter().map(|c| column(doc, *c)).collect();
    // "Xã; Huyện; …": the higher one only says where
    let rank = |c: &Column| if let Column::Name(Some(level)) = c { Some(level.rank()) } else { None };
    if let Some(lowest) = columns.iter().filter_map(rank).min() {
        columns.iter_mut().filter(|c| rank(c).is_some_and(|r| r > lowest)).for_each(|c| *c = Column::Other);
    }
    let named = columns.iter().filter(|c| matches!(c, Column::Name(_))).count() == 1;
    let holds =
        columns.iter().any(|c| matches!(c, Column::Score(..) | Column::Value(..) | Column::Count(..) | Column::Below(..) | Column::Mean));
    (named && holds).then_some(columns)
}

fn column(doc: &Doc<'_>, (from, to): (usize, usize)) -> Column {
    // the number of the row
    if to == from + 1 && ["tt", "stt"].iter().any(|w| is_word(doc, from, w)) {
        return Column::Other;
    }
    let noun = |class: Class| (from..to).find(|j| doc.is(*j, class));
    let short =
        noun(Class::ShortOf).is_some() || noun(Class::Negation).is_some() || (from..to).any(|j| doc.has(j, Class::Status, "not_met"));
    // "Số tiêu chí chưa đạt" counts them, "TC chưa đạt (số thứ tự)" says which
    let counted = |until: usize| (from..until).any(|j| is_word(doc, j, "số") || is_word(doc, j, "tổng số") || is_word(doc, j, "số lượng"));
    if let Some(below) = below(doc, from, to) {
        return below;
    }
    if let (true, Some(j)) = (short, noun(Class::Criteria)) {
        return if counted(j) { Column::Other } else { Column::Unmet };
    }
    if let (Some(j), false) = (noun(Class::Criteria).or(noun(Class::Indicators)), short) {
        let criteria = doc.is(j, Class::Criteria);
        if noun(Class::Average).is_some() {
            return if criteria { Column::Mean } else { Column::Other };
        }
        // "Số xã đạt 19 tiêu chí": how many did
        if (from..j).any(|k| doc.is(k, Class::Subject)) {
            return Column::Other;
        }
        let total = (j..to).find(|k| doc.mark(*k, '/')).and_then(|k| doc.terms.get(k + 1)).and_then(crate::term::Term::whole);
        let total = total.filter(|n| (5..=100).contains(n));
        return Column::Score(if criteria { "criteria" } else { "indicators" }, total);
    }
    if let Some(value) = noun(Class::Indicator).and_then(|j| doc.value(j, Class::Indicator)) {
        let rate = (from..to).any(|k| doc.is(k, Class::Percent) || doc.begins_in(k, "tỷ lệ") || doc.begins_in(k, "tỉ lệ"));
        return Column::Value(value.to_owned(), rate);
    }
    // "Xã đạt chuẩn" counts them as "Số xã đạt chuẩn" does
    let standing = doc.is(from, Class::Level) && (from + 1..to).any(|j| doc.is(j, Class::Status));
    if counted(to) || standing {
        return units(doc, from, to, short);
    }
    let level = (from..to).find_map(|j| doc.value(j, Class::Level).and_then(Level::of));
    let named =
        level.is_some() && to - from <= 4 || noun(Class::VagueSubject).is_some() || noun(Class::Subject).is_some() && to - from <= 3;
    if named { Column::Name(level) } else { Column::Other }
}

/// "Xã dưới 5 tiêu chí", "Số xã dưới 5 TC".
fn below(doc: &Doc<'_>, from: usize, to: usize) -> Option<Column> {
    let at = (from..to).find(|j| doc.has(*j, Class::Below, "any") && !doc.is(*j, Class::Approx))?;
    let most = doc.terms.get(at + 1)?.whole().filter(|n| (2..=20).contains(n) && doc.is(at + 2, Class::Criteria))?;
    let level = (from..at).find_map(|j| doc.value(j, Class::Level).or_else(|| doc.value(j, Class::Subject)).and_then(Level::of))?;
    subject(level).map(|subject| Column::Below(subject, most - 1))
}

/// "Tổng số xã", "Số xã đạt chuẩn NTM nâng cao": a column of counts of units.
fn units(doc: &Doc<'_>, from: usize, to: usize, short: bool) -> Column {
    let noun = (from..to).find_map(|j| {
        let level = doc.value(j, Class::Level).or_else(|| doc.value(j, Class::Subject)).and_then(Level::of)?;
        subject(level).map(|s| (j, s))
    });
    let Some((at, subject)) = noun.filter(|_| !short) else { return Column::Other };
    // a number of criteria, another standard, what is aimed at or has been added
    let other = |j: usize| {
        matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Range(..)))
            || [Class::OtherProgram, Class::Target, Class::Promise, Class::Delta].iter().any(|class| doc.is(j, *class))
    };
    if (from..to).any(other) {
        return Column::Other;
    }
    let said = (at..to).find_map(|j| doc.value(j, Class::Status));
    let status = said.and_then(known_status);
    if said.is_some() && status.is_none() {
        return Column::Other;
    }
    let tier = (at..to).find_map(|j| tier_at(doc, j));
    match (status, tier) {
        (Some(status), tier) => Column::Count(subject, status, tier.unwrap_or(STANDARD)),
        (None, Some(tier)) => Column::Count(subject, "met", tier),
        // nothing behind "Tổng số xã"
        (None, None) if at + 1 == to => Column::Whole(subject),
        (None, None) => Column::Other,
    }
}

fn subject(level: Level) -> Option<&'static str> {
    Some(match level {
        Level::Hamlet => "hamlets",
        Level::Commune => "communes",
        Level::District => "districts",
        _ => return None,
    })
}
