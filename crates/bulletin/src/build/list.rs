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
        i = past_type_words(doc, i, level);
        let Some(place) = doc.place_at(i) else { break };
        if place.explicit && place.level.is_none_or(|l| l.rank() != level.rank()) {
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
        // "… gồm A, B, C; xã C đang …": named again, something new is said
        if has_its_own(doc, i + 1) || list.names.contains(&place.name) {
            break;
        }
        list.names.extend(split_known(doc, &place.name, level));
        i = past_address(doc, i + 1, level);
        list.end = i;
        if !separator(doc, i) {
            break;
        }
        i = after_separators(doc, i);
        if !goes_on(doc, i, level) {
            break;
        }
    }
    list
}

/// "gồm: các xã A, B": behind the words that say what is listed.
fn past_type_words(doc: &Doc<'_>, at: usize, level: Level) -> usize {
    let typed = |i: usize| doc.bare_level(i) == Some(level) && doc.place_at(i + 1).is_some() || is_word(doc, i, "các");
    at + (at..at + 2).take_while(|i| typed(*i)).count()
}

/// "gồm A 8 thôn, B 7 thôn": how many each has.
fn has_its_own(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.kind(at), Some(Kind::Num(_))) && (doc.is(at + 1, Class::Level) || doc.is(at + 1, Class::Subject))
}

/// Behind what stands in brackets after a name; "A, B - X": X is where A and B lie.
fn past_address(doc: &Doc<'_>, at: usize, level: Level) -> usize {
    let i = if doc.mark(at, '(') { close(doc, at) } else { at };
    let above = doc.place_at(i + 1).is_some_and(|p| p.address || p.level.is_some_and(|l| l.rank() > level.rank()));
    if doc.mark(i, '-') && doc.terms[i].spaced && above { i + 2 } else { i }
}

/// A name stands there, and no number of its own begins something new.
fn goes_on(doc: &Doc<'_>, at: usize, level: Level) -> bool {
    let scored = matches!(doc.kind(at + 1), Some(Kind::Num(_) | Kind::Frac(..))) && level.rank() > 0;
    if doc.place_at(at).is_some() { !scored } else { is_word(doc, at, "các") }
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
