//! Lists of names: `A, B và C`, `A (X), B - Y; C - Z`, `(A, B, đều của huyện X)`.

use crate::class::Class;
use crate::doc::Doc;
use crate::gazetteer::Level;
use crate::term::Kind;

/// Names of units at one level from a term on.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) names: Vec<String>,
    /// Term after the last name (and its bracket).
    pub(crate) end: usize,
}

/// Longest list that is read.
const LONGEST: usize = 60;

/// Reads names of `level` from `at`; addresses and brackets after a name are passed over.
pub(crate) fn names(doc: &Doc<'_>, at: usize, level: Level) -> Names {
    let mut list = Names { names: Vec::new(), end: at };
    let mut i = at;
    while list.names.len() < LONGEST {
        // "gồm: các xã A, B"
        let mut skipped = 0;
        while skipped < 2 && (doc.bare_level(i).is_some_and(|l| l == level) && doc.place_at(i + 1).is_some() || is_word(doc, i, "các")) {
            i += 1;
            skipped += 1;
        }
        let Some(place) = doc.place_at(i) else { break };
        let fits = !place.explicit || place.level == Some(level) || place.level.is_some_and(|l| l.rank() == level.rank());
        if !fits {
            // "thôn A, xã B": the address of the name before
            if list.names.is_empty() {
                break;
            }
            i += 1;
            if !separator(doc, i) {
                list.end = i;
                break;
            }
            i = after_separators(doc, i);
            continue;
        }
        // "gồm A 8 thôn, B 7 thôn": how many each has
        if matches!(doc.kind(i + 1), Some(Kind::Num(_))) && (doc.is(i + 2, Class::Level) || doc.is(i + 2, Class::Subject)) {
            break;
        }
        // "… gồm A, B, C; xã C đang …": named again, something new is said
        if list.names.contains(&place.name) {
            break;
        }
        list.names.extend(split_known(doc, &place.name, level));
        i += 1;
        if doc.mark(i, '(') {
            i = close(doc, i);
        }
        // "A, B - X": X is where A and B lie
        if doc.mark(i, '-')
            && doc.terms[i].spaced
            && doc.place_at(i + 1).is_some_and(|p| p.address || p.level.is_some_and(|l| l.rank() > level.rank()))
        {
            i += 2;
        }
        list.end = i;
        if !separator(doc, i) {
            break;
        }
        let next = after_separators(doc, i);
        if doc.place_at(next).is_none() && !is_word(doc, next, "các") {
            break;
        }
        // a name with its own status or number begins something new
        if doc.place_at(next).is_some() && matches!(doc.kind(next + 1), Some(Kind::Num(_) | Kind::Frac(..))) && level.rank() > 0 {
            break;
        }
        i = next;
    }
    list
}

/// A missing comma: `Đại Cường Đội Bình` is two communes when both are known and the whole is not.
fn split_known(doc: &Doc<'_>, name: &str, level: Level) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let known = |part: &str| doc.gazetteer.called(part).any(|u| u.level.rank() == level.rank());
    if words.len() == 4 && !known(name) {
        let (a, b) = (words[..2].join(" "), words[2..].join(" "));
        if known(&a) && known(&b) {
            return vec![a, b];
        }
    }
    vec![name.to_owned()]
}

pub(crate) fn is_word(doc: &Doc<'_>, at: usize, word: &str) -> bool {
    doc.reads(at, word)
}

/// Nothing but a mark stands there.
pub(crate) fn ends(doc: &Doc<'_>, s: crate::doc::Sentence, at: usize) -> bool {
    at >= s.to || [',', ';', '.', ')', '('].iter().any(|c| doc.mark(at, *c)) || doc.line(at)
}

/// Two words that the dictionaries do not join.
pub(crate) fn two(doc: &Doc<'_>, at: usize, first: &str, second: &str) -> bool {
    is_word(doc, at, first) && is_word(doc, at + 1, second)
}

fn separator(doc: &Doc<'_>, at: usize) -> bool {
    doc.mark(at, ',') || doc.mark(at, ';') || doc.is(at, Class::Conj) && !doc.is(at, Class::Prep)
}

fn after_separators(doc: &Doc<'_>, mut at: usize) -> usize {
    while separator(doc, at) {
        at += 1;
    }
    at
}

/// The term after the bracket opened at `at`.
pub(crate) fn close(doc: &Doc<'_>, at: usize) -> usize {
    let mut i = at + 1;
    while i < doc.terms.len() && i < at + 80 {
        if doc.mark(i, ')') {
            return i + 1;
        }
        if doc.line(i) {
            break;
        }
        i += 1;
    }
    at + 1
}
