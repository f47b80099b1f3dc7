//! Numbers of units: "30 xã", "16/20 xã", and what they count.

use crate::build::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::gazetteer::Level;
use crate::term::Kind;

/// A number of units: `30 xã`, `16/20 xã`.
#[derive(Debug, Clone)]
pub(crate) struct Count {
    pub(crate) at: usize,
    pub(crate) end: usize,
    pub(crate) n: i64,
    pub(crate) of: Option<i64>,
    pub(crate) subject: &'static str,
    pub(crate) delta: bool,
    pub(crate) less: bool,
    /// The whole out of which others are counted ("trong 8.227 xã").
    pub(crate) base: bool,
}

/// How far before its sentence what a count is of may have been said.
const FAR: usize = 40;

const SUBJECTS: [&str; 8] = ["communes", "hamlets", "districts", "provinces", "gardens", "products", "wards", "towns"];

pub(crate) fn level_of(subject: &str) -> Option<Level> {
    Level::of(subject)
}

pub(super) fn plural(level: Level) -> Option<&'static str> {
    Some(match level {
        Level::Hamlet => "hamlets",
        Level::Commune => "communes",
        Level::District => "districts",
        Level::Province => "provinces",
        Level::Ward => "wards",
        Level::Town => "towns",
        _ => return None,
    })
}

/// The subject a term counts, and the term after it (a place's type word may be the subject: "4 xã A, B").
pub(crate) fn subject_at(doc: &Doc<'_>, at: usize) -> Option<(&'static str, usize)> {
    if let Some(value) = doc.value(at, Class::Subject) {
        return SUBJECTS.into_iter().find(|s| *s == value).map(|s| (s, at + 1));
    }
    if let Some(level) = doc.value(at, Class::Level).and_then(Level::of) {
        return plural(level).map(|s| (s, at + 1));
    }
    let place = doc.place_at(at).filter(|p| p.explicit && p.name.len() < (p.end - p.start) as usize * 4)?;
    place.level.and_then(plural).map(|s| (s, at))
}

/// The count that begins with a term.
pub(crate) fn count_at(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<Count> {
    let (n, of, noun) = match doc.kind(at)? {
        Kind::Num(n) => match out_of(doc, at) {
            Some((of, noun)) => (n.as_whole()?, Some(of), noun),
            None => (n.as_whole()?, None, at + 1),
        },
        Kind::Frac(a, b) => (a.as_whole()?, Some(b.as_whole()?), at + 1),
        _ => return None,
    };
    if of.is_some_and(|of| n > of) || !(0..=100_000_000).contains(&n) {
        return None;
    }
    let (subject, end) = match subject_at(doc, noun).or_else(|| of_those(doc, s, noun)) {
        Some(found) => found,
        None if doc.is(noun, Class::VagueSubject) => (vague(doc, s, at)?, noun + 1),
        None if of.is_none() => (said_of_whole(doc, s, at)?, at + 1),
        None => return None,
    };
    let (of, end) = match of.is_none().then(|| whole_behind(doc, subject, end)).flatten().filter(|(whole, _)| *whole >= n) {
        Some((whole, end)) => (Some(whole), end),
        None => (of, end),
    };
    let mut back = at;
    while back > s.from
        && (doc.is(back - 1, Class::Approx) && !doc.is(back - 1, Class::From)
            || list::is_word(doc, back - 1, "được")
            || doc.is(back - 1, Class::Country)
            || list::is_word(doc, back - 1, "cả"))
    {
        back -= 1;
    }
    let before = back.checked_sub(1).filter(|b| *b >= s.from);
    let each = before.is_some_and(|b| doc.is(b, Class::Each));
    // "từ 57 xã xuống còn 2 xã", "mỗi 5 xã"
    if each {
        return None;
    }
    let (delta, less) = before.map_or((false, false), |b| (doc.has(b, Class::Delta, "more"), doc.has(b, Class::Delta, "less")));
    let delta = delta || list::is_word(doc, end, "nữa");
    let base = before.is_some_and(|b| {
        list::is_word(doc, b, "trong")
            || list::is_word(doc, b, "tổng số")
            || (list::is_word(doc, b, "số") && b > s.from && (list::is_word(doc, b - 1, "trong") || doc.ends_in(b - 1, "tổng")))
    });
    Some(Count { at, end, n, of, subject, delta, less, base })
}

/// "3 trong 10 xã", "7 trên tổng số 9 thôn": the whole, and the term that says what is counted.
fn out_of(doc: &Doc<'_>, at: usize) -> Option<(i64, usize)> {
    // "xã A là 1 trong 11 xã điểm": one of them, no count
    if at > 0 && list::is_word(doc, at - 1, "là") {
        return None;
    }
    let lead = doc.mark(at + 1, '/') || doc.reads_any(at + 1, &["trong", "trên", "trong số", "trong tổng số", "trên tổng số"]);
    let said = |j: usize| ["tổng", "số", "tổng số"].iter().any(|w| list::is_word(doc, j, w));
    let whole = (at + 2..at + 4).find(|j| !said(*j))?;
    let of = doc.terms.get(whole)?.whole()?;
    (lead && subject_at(doc, whole + 1).is_some()).then_some((of, whole + 1))
}

/// "9 xã/14 xã", "9 xã trên tổng số 14 xã": the whole, when the noun is said twice, and the term behind it.
fn whole_behind(doc: &Doc<'_>, subject: &str, end: usize) -> Option<(i64, usize)> {
    let leads = |j: usize| doc.mark(j, '/') || doc.reads_any(j, &["trên", "trong"]);
    let said = |j: &usize| !doc.reads_any(*j, &["tổng", "số", "tổng số"]);
    let whole = leads(end).then(|| (end + 1..end + 4).find(said))??;
    let n = doc.terms.get(whole)?.whole()?;
    subject_at(doc, whole + 1).filter(|(other, _)| *other == subject).map(|(_, end)| (n, end))
}

/// "134 xã đạt chuẩn, 127 trong số này đã có quyết định": what was counted last, and the term behind the words.
fn of_those(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<(&'static str, usize)> {
    let words = ["trong", "số"].iter().enumerate().all(|(k, w)| list::is_word(doc, at + k, w));
    if !words || !doc.reads_any(at + 2, &["này", "đó", "ấy", "trên"]) {
        return None;
    }
    let counted = |j: &usize| j.checked_sub(1).is_some_and(|n| matches!(doc.kind(n), Some(Kind::Num(_) | Kind::Frac(..))));
    let (subject, _) = (s.from.saturating_sub(FAR)..at).rev().filter(counted).find_map(|j| subject_at(doc, j))?;
    Some((subject, at + 3))
}

/// "Xã có 28 thôn thì 17 đã đạt chuẩn": what the number before "thì" counts.
fn said_of_whole(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<&'static str> {
    let then = at.checked_sub(1).filter(|then| *then > s.from + 1 && list::is_word(doc, *then, "thì"))?;
    let told = doc.is_any(at + 1, &[Class::Status, Class::Result]) || doc.reads_any(at + 1, &["đã", "được"]);
    let noun = (s.from..then).rev().take(4).find_map(|j| {
        let counted = j > s.from && matches!(doc.kind(j - 1), Some(Kind::Num(_)));
        counted.then(|| subject_at(doc, j)).flatten()
    });
    noun.filter(|_| told).map(|(subject, _)| subject)
}

/// "249 đơn vị": the level said before in the sentence ("ở cấp huyện").
pub(super) fn vague(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<&'static str> {
    let i = (s.from..at).rev().find(|i| *i > s.from && doc.is(*i, Class::Level) && list::is_word(doc, i - 1, "cấp"))?;
    doc.value(i, Class::Level).and_then(Level::of).and_then(plural)
}
