//! What is aimed at, what is law, what belongs to other programmes: marked on the terms before facts are built.

mod aims;
mod due;
mod heads;
mod later;
mod law;
mod whole;
mod word;

pub(crate) use aims::{adopts, enters, future_year, turns};
pub(crate) use due::{due, planned};
pub(crate) use heads::heads_aims;
pub(crate) use later::{back_then, promises, serves};
pub(crate) use word::aims;

use super::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;
use aims::{done, resets};
use law::conditional;

/// Marks per term.
pub(crate) struct Scope {
    aim: Vec<bool>,
    law: Vec<bool>,
}

impl Scope {
    /// Something in a sentence is aimed at.
    pub(crate) fn aims_in(&self, s: Sentence) -> bool {
        self.aim[s.from..s.to].contains(&true)
    }

    /// Something aimed at, not reached.
    pub(crate) fn aimed(&self, at: usize) -> bool {
        self.aim.get(at).copied().unwrap_or(false)
    }

    /// A rule, not a result.
    pub(crate) fn law(&self, at: usize) -> bool {
        self.law.get(at).copied().unwrap_or(false)
    }

    /// Neither a result nor safe to take for one.
    pub(crate) fn off(&self, at: usize) -> bool {
        self.aimed(at) || self.law(at)
    }

    fn sentence(&mut self, doc: &Doc<'_>, s: Sentence, law_text: bool) {
        let (mut aim, mut law, mut whichever) = (false, law_text, false);
        for i in s.from..s.to {
            let clause = doc.mark(i, ';');
            // "không được quá 1% thì xã còn 4,7%": what it is, held against what it may be
            let held = || {
                list::is_word(doc, i, "thì")
                    && (doc.place_at(i + 1).is_some() || doc.bare_level(i + 1).is_some())
                    && doc.reads_any(i + 2, &["còn", "mới", "mới có", "chỉ", "chỉ có", "mới đạt", "hiện mới"])
            };
            if clause || law && held() {
                law = law && law_text || whichever;
            }
            whichever |= conditional(doc, s, i);
            // "Đến năm 2025 huyện A phải có 12 xã NTM": laid on one by name
            let due = aim && doc.begins_in(i, "phải ") && (s.from..i).any(|j| doc.bare_level(j).is_some() || doc.place_at(j).is_some());
            // "Đến ngày 30/11, hai xã A, B phải đủ 19/19 tiêu chí"
            let by_day = due::due(doc, s, i);
            if doc.is(i, Class::Law) && doc.has(i, Class::Law, "rule") && !due && by_day.is_none() || whichever {
                law = true;
            }
            if doc.is(i, Class::Target) && aims(doc, s, i)
                || serves(doc, s, i)
                || promises(doc, s, i)
                || heads_aims(doc, s, i).is_some()
                || adopts(doc, s, i)
                || enters(doc, i)
                || planned(doc, s, i)
            {
                aim = true;
            } else if let Some(from) = by_day {
                self.aim[from..i].fill(true);
                aim = true;
            } else if future_year(doc, i) {
                // "đến năm 2030": a year still to come aims the whole clause
                let from = clause_start(doc, s, i);
                let from = (from..i).rev().find(|j| doc.mark(*j, ',')).unwrap_or(from);
                for back in if aim { i..i } else { from..i } {
                    self.aim[back] = true;
                }
                aim = true;
            } else if doc.has(i, Class::Result, "now") && !doc.is(i, Class::Target) && resets(doc, i) || turns(doc, i) || done(doc, s, i) {
                aim = false;
            }
            self.aim[i] = aim;
            self.law[i] = law;
        }
    }
}

/// Lines a heading stands over.
const LINES: usize = 12;

/// Terms of a heading that says no more than what it is of: "II. Mục tiêu".
const SHORT: usize = 7;

/// The year of the heading ("II. Mục tiêu năm 2023") an item of a list stands under.
pub(crate) fn heading_year(doc: &Doc<'_>, s: Sentence) -> Option<u16> {
    let first = |s: Sentence| (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
    let item = |s: Sentence| ['-', '+', '•'].iter().any(|c| doc.mark(first(s), *c));
    if !s.line_start || !item(s) {
        return None;
    }
    let here = doc.sentence_of(s.from);
    let heading = (here.saturating_sub(LINES)..here).rev().map(|i| doc.sentences[i]).find(|s| !item(*s))?;
    let ends = (heading.from..heading.to).rev().find(|j| !doc.line(*j)).is_some_and(|j| doc.mark(j, '.') || doc.mark(j, ';'));
    let onward = |j: usize| doc.reads_any(j, &["chỉ tiêu", "phương hướng", "nhiệm vụ"]) || list::two(doc, j, "phương", "hướng");
    let aims = (heading.from..heading.to).find(|j| doc.has(*j, Class::Target, "noun") || onward(*j))?;
    let year = year_ahead(doc, aims + 1..heading.to).or_else(|| plan_year(doc).filter(|_| heading.to - heading.from <= SHORT));
    let told = (heading.from..heading.to).any(|j| doc.is(j, Class::Result) || doc.is(j, Class::Reach));
    year.filter(|_| heading.line_start && !ends && !told && heading.to - heading.from <= LINES)
}

/// The first year of these terms that is not past.
fn year_ahead(doc: &Doc<'_>, mut terms: std::ops::Range<usize>) -> Option<u16> {
    terms.find_map(|j| match doc.kind(j) {
        Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now) => Some(y),
        _ => None,
    })
}

/// "Kế hoạch xây dựng nông thôn mới năm 2022": the year a plan is for, which its headings need not say again.
fn plan_year(doc: &Doc<'_>) -> Option<u16> {
    let title = doc.sentences.iter().find(|s| !s.skip)?;
    let plans = |j: usize| doc.reads_any(j, &["kế hoạch", "phương hướng", "nhiệm vụ"]) || list::two(doc, j, "kế", "hoạch");
    (title.from..title.to.min(title.from + 4)).any(plans).then(|| year_ahead(doc, title.from..title.to)).flatten()
}

/// Terms a clause is looked back over: what has no mark in so many is no prose.
const LONGEST_CLAUSE: usize = 120;

/// Start of the clause (after `;` or `:`) a term lies in.
pub(crate) fn clause_start(doc: &Doc<'_>, s: Sentence, at: usize) -> usize {
    let from = at.saturating_sub(LONGEST_CLAUSE).max(s.from);
    (from..at).rev().find(|i| doc.mark(*i, ';') || doc.mark(*i, ':')).map_or(from, |i| i + 1)
}
