//! Sentences, brackets, page furniture, bodies printed twice.

use crate::class::Class;
use crate::doc::Sentence;
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::term::{Kind, Term};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;

/// Longest sentence the rules look at in one piece; a longer one is cut (hostile input).
const LONGEST: usize = 320;

/// Depth of round brackets at every term; a bracket closes at the end of its line at the latest.
pub(crate) fn depths(terms: &[Term]) -> Vec<u8> {
    let (mut depth, mut since) = (0u8, 0);
    let mut out = Vec::with_capacity(terms.len());
    for (i, term) in terms.iter().enumerate() {
        if term.mark('(') && depth < 8 {
            depth += 1;
            since = i;
        }
        out.push(depth);
        if term.mark(')') {
            depth = depth.saturating_sub(1);
        } else if term.kind == Kind::Line || i > since + 120 {
            depth = 0;
        }
    }
    out
}

/// Cuts sentences, marks those that repeat or belong to the page's frame.
pub(crate) fn sentences(source: &Source, lexicon: &Lexicon, terms: &[Term], depth: &[u8]) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let (mut from, mut line_start, mut lines) = (0, true, 0usize);
    for at in 0..terms.len() {
        let next = terms.get(at + 1);
        let end = match terms[at].kind {
            Kind::Line => !joins(source, terms, at, from),
            Kind::Mark('.') => {
                let bullet = at == from + 1 && line_start && (matches!(terms[from].kind, Kind::Num(_)) || is_roman(source, &terms[from]));
                // "Điều 3. UBND huyện …"
                let bullet = bullet
                    || at == from + 2 && line_start && matches!(terms[at - 1].kind, Kind::Num(_)) && reads(source, &terms[from], "điều");
                let glued = next.is_some_and(|n| !n.spaced && n.kind != Kind::Line);
                // "2.Giao thông, 9. Nhà ở dân cư": an item's number
                let item = at > from + 1
                    && terms[at - 1].whole().is_some_and(|n| n <= 25)
                    && next.is_some_and(|n| n.capital && (n.start == terms[at].end || n.is(lexicon, Class::Criterion)))
                    && (terms[at - 2].mark(',')
                        || terms[at - 2].mark(':')
                        || terms[at - 2].mark(';')
                        || terms[at - 2].is(lexicon, Class::List));
                !item
                    && !bullet
                    && depth[at] == 0
                    && (!glued || next.is_some_and(|n| n.capital && n.start == terms[at].end && at > from + 1))
                    || (next.is_none())
            }
            Kind::Mark('!' | '?') => depth[at] == 0,
            Kind::Mark('…') => next.is_some_and(|n| n.capital),
            _ => false,
        } || at + 1 - from >= LONGEST;
        if !end && at + 1 < terms.len() {
            continue;
        }
        let to = at + 1;
        if terms[from..to].iter().any(|t| t.kind != Kind::Line) {
            let lead = lines < 4 && out.len() < 6;
            out.push(Sentence { from, to, line_start, lead, skip: false });
        }
        if terms[at].kind == Kind::Line && to > from + 1 {
            lines += 1;
        }
        line_start = terms[at].kind == Kind::Line || (line_start && to == from);
        from = to;
    }
    mark_noise(source, lexicon, terms, &mut out);
    out
}

/// "II": the number of a heading.
fn is_roman(source: &Source, term: &Term) -> bool {
    let letters = &source.chars[term.start as usize..term.end as usize];
    letters.len() <= 4 && letters.iter().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Whether a term (lower case) reads so.
fn reads(source: &Source, term: &Term, word: &str) -> bool {
    source.lower[term.start as usize..term.end as usize].iter().copied().eq(word.chars())
}

/// A line that goes on: it did not end and the next begins in lower case.
fn joins(source: &Source, terms: &[Term], at: usize, from: usize) -> bool {
    let before = terms[from..at].iter().rev().find(|t| t.kind != Kind::Line);
    let Some(next) = terms.get(at + 1) else { return false };
    let open = before.is_some_and(|t| !matches!(t.kind, Kind::Mark('.' | '!' | '?' | ';' | ':')));
    let lower = source.chars.get(next.start as usize).is_some_and(|c| c.is_lowercase());
    open && lower && at > from + 5 && next.kind != Kind::Line
}

fn mark_noise(source: &Source, lexicon: &Lexicon, terms: &[Term], sentences: &mut [Sentence]) {
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    let mut cut = false;
    let bar = |s: &Sentence| terms[s.from..s.to].iter().any(|t| t.mark('|'));
    let menu = sentences.first().is_some_and(|s| bar(s) && terms[s.from..s.to].iter().all(is_menu)) && !sentences.get(1).is_some_and(bar);
    for (i, s) in sentences.iter_mut().enumerate() {
        // "Lịch công tác | Hỏi đáp | Sơ đồ cổng" above the headline of a copied page
        if menu && i == 0 {
            s.skip = true;
            continue;
        }
        let first = (s.from..s.to).find(|t| terms[*t].kind != Kind::Line).unwrap_or(s.from);
        let noise = terms[first].is(lexicon, Class::Noise) && s.line_start;
        let has = |value| lexicon.has(terms[first].entry, Class::Noise, value);
        if noise && i > 0 && has("cut") && s.to - s.from <= 8 {
            cut = true;
        }
        if cut || (noise && has("line")) {
            s.skip = true;
            continue;
        }
        let mut hash = FxHasher::default();
        for t in &terms[s.from..s.to] {
            for c in &source.chars[t.start as usize..t.end as usize] {
                hash.write_u32(*c as u32);
            }
        }
        if !seen.insert(hash.finish()) {
            s.skip = true;
        }
    }
}

/// What stands in a menu: words between bars, no figures.
fn is_menu(term: &Term) -> bool {
    matches!(term.kind, Kind::Word | Kind::Phrase | Kind::Line | Kind::Place(_)) || term.mark('|') || term.mark('-')
}
