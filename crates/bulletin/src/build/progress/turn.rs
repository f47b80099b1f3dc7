//! Scores said the other way round or in turn: "trong 19 tiêu chí đã đạt 15", "A, B lần lượt đạt 12 và 13 tiêu chí".

use super::Score;
use crate::build::Builder;
use crate::build::list::{close, is_word};
use crate::build::tally::count_at;
use crate::build::tiers::{STANDARD, tier_at};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Fact, UnitRef};
use crate::term::Kind;

/// Facts a sentence may have.
const LATEST: usize = 400;

impl Builder<'_> {
    /// "Với 9 tiêu chí của huyện, đến nay đạt 6"; "trong số 19 tiêu chí, xã đã đạt 15".
    pub(super) fn turned(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            let lead = ["với", "trong", "trên", "đối chiếu", "đối chiếu với", "so với"].iter().any(|w| is_word(doc, i, w))
                || i > s.from && is_word(doc, i, "chiếu") && is_word(doc, i - 1, "đối");
            if !lead || self.scope.off(i) {
                continue;
            }
            let mut k = i + 1;
            while k < i + 4 && (is_word(doc, k, "tổng") || is_word(doc, k, "số") || is_word(doc, k, "tổng số")) {
                k += 1;
            }
            let (Some(total), Some(kind)) = (doc.terms.get(k).and_then(|t| t.whole()), self.noun(k + 1)) else { continue };
            let mut j = k + 2;
            while j < s.to.min(k + 22) {
                // "với 19 tiêu chí của bộ tiêu chí, xã mới hoàn thành 15"
                let of_set = self.noun(j).is_some() && (is_word(doc, j, "bộ tiêu chí") || is_word(doc, j - 1, "bộ"));
                if doc.mark(j, ';') || doc.mark(j, '.') || self.scope.off(j) || self.noun(j).is_some() && !of_set {
                    break;
                }
                let met = doc.terms[j].whole().filter(|m| *m <= total);
                let reach = j > 0 && (doc.is(j - 1, Class::Reach) || doc.has(j - 1, Class::Status, "met") || is_word(doc, j - 1, "được"));
                let noun =
                    self.noun(j + 1).is_some() || doc.mark(j + 1, ',') || doc.mark(j + 1, '.') || doc.mark(j + 1, ';') || j + 1 >= s.to;
                if let (Some(_), true, true, Some(Kind::Num(n))) = (met, reach, noun, doc.kind(j)) {
                    let score = Score { met: n, total: Some(total), kind, average: None, from: j, end: j + 1 };
                    self.look_around(s);
                    if !self.foreign(s, &score) {
                        self.retain_latest(|f| !matches!(&f.body, Body::Progress { met, total: None, .. } if *met == n && f.span.start >= doc.span(j.saturating_sub(14), j).start));
                        self.emit_score(s, &score);
                    }
                    break;
                }
                j += 1;
            }
        }
        self.in_turn(s);
    }

    /// Keeps of the last facts those that fit: a sentence has no more, and looking at all of them again and again would not be linear.
    fn retain_latest(&mut self, fits: impl FnMut(&Fact) -> bool) {
        let mut latest = self.facts.split_off(self.facts.len().saturating_sub(LATEST));
        latest.retain(fits);
        self.facts.append(&mut latest);
    }

    /// "A, B, C lần lượt đạt 12, 13 và 14 tiêu chí; số chỉ tiêu tương ứng là 40, 41 và 45".
    pub(super) fn in_turn(&mut self, s: Sentence) {
        let doc = self.doc;
        let mut said: Vec<usize> = (s.from..s.to).filter(|i| doc.is(*i, Class::InTurn)).take(4).collect();
        if said.is_empty() {
            said.extend(self.unsaid_turn(s));
        }
        let mut units = Vec::new();
        for at in said {
            if self.scope.off(at) {
                return;
            }
            let named = self.in_this_order(s, at);
            // "…; số chỉ tiêu tương ứng là …": the same units in the same order
            if !named.is_empty() {
                units = named;
            }
            self.share_out(s, at, &units);
        }
    }

    /// The units that values told in turn are of: listed before them, or counted ("Ba xã lần lượt đạt …") and named just before.
    fn in_this_order(&self, s: Sentence, at: usize) -> Vec<UnitRef> {
        let doc = self.doc;
        // "A, B, C của huyện X lần lượt đạt": X is only where they lie
        let inside =
            |j: usize| doc.place_at(j).is_some_and(|p| p.level.is_some_and(|l| l.rank() >= 2)) && doc.is(j.wrapping_sub(1), Class::Prep);
        // "A, B (huyện X) lần lượt 18/19 và 17/19"
        let clause = || (s.from..at).rev().filter(|j| doc.depth[*j] <= doc.depth[at]).take(9).take_while(|j| !doc.mark(*j, ';'));
        if let Some(last) = clause().find(|j| doc.place_at(*j).is_some() && !inside(*j)) {
            return self.listed(s, last, None);
        }
        clause().find(|j| count_at(doc, s, *j).is_some()).map_or_else(Vec::new, |j| self.counted(s, j))
    }

    /// Gives each of the units its own of the values behind a term.
    fn share_out(&mut self, s: Sentence, at: usize, units: &[UnitRef]) {
        let doc = self.doc;
        let (mut values, mut j) = (Vec::new(), at + 1);
        while j < s.to.min(at + 80) {
            match doc.kind(j) {
                Some(Kind::Num(n)) => values.push((n, None, j)),
                Some(Kind::Frac(a, b)) => values.push((a, b.as_whole(), j)),
                _ if doc.mark(j, '(') => {
                    j = close(doc, j);
                    continue;
                }
                _ if doc.mark_any(j, ",;")
                    || doc.is(j, Class::Conj)
                    || doc.is(j, Class::Reach)
                    || doc.is(j, Class::List)
                    // "lần lượt ở mức 15/19 và 13/19"
                    || doc.reads_any(j, &["ở", "mức", "ở mức"])
                    || self.noun(j).is_some() => {}
                _ => break,
            }
            j += 1;
        }
        let before = || (at.saturating_sub(3).max(s.from)..at).rev().find_map(|k| self.noun(k));
        let kind = (at..j).find_map(|k| self.noun(k)).or_else(before);
        let tier = self.tier_in_turn(s, at..j, units);
        let (Some(kind), true) = (kind, units.len() == values.len() && units.len() > 1) else { return };
        let first = values[0].2;
        self.retain_latest(|f| {
            !(matches!(&f.body, Body::Progress { .. })
                && f.span.start >= doc.span(s.from, s.from + 1).start
                && f.span.end > doc.span(first, first + 1).start
                && f.span.start < doc.span(j - 1, j).end)
        });
        for (unit, (met, total, at)) in units.iter().cloned().zip(values) {
            self.add(Body::Progress { unit, kind, met, total, tier, as_of: None, average_per: None }, at, at + 1, "progress-in-turn");
        }
    }

    /// The rung of scores told in turn: said with them, of their group, that the units were entered for, or the title's.
    fn tier_in_turn(&self, s: Sentence, told: std::ops::Range<usize>, units: &[UnitRef]) -> &'static str {
        let at = told.start;
        (at..(told.end + 2).min(s.to))
            .find_map(|k| tier_at(self.doc, k))
            .or_else(|| self.group_tier(s, at))
            .or_else(|| units.first().and_then(|unit| self.entered_for(s, at, unit.level)))
            .or(self.doc.title_tier)
            .unwrap_or(STANDARD)
    }

    /// "A, B và C (mới) đạt 15, 16 và 17 tiêu chí": as many numbers as names, the noun behind the last.
    pub(super) fn unsaid_turn(&self, s: Sentence) -> Option<usize> {
        let doc = self.doc;
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..)));
        // "17/19 (thiếu tiêu chí 8), 16/19"
        let behind = |j: usize| if doc.mark(j, '(') { close(doc, j) } else { j };
        let listed = |i: usize| doc.is(i, Class::Reach) && number(i + 1);
        let comma = |i: usize| doc.mark(behind(i + 2), ',') && number(behind(i + 2) + 1);
        let and = |i: usize| doc.is(i + 2, Class::Conj) && number(i + 3) && self.noun(i + 4).is_some();
        // "A và B mới đạt 14/19 tiêu chí và 15/19 tiêu chí"
        let twice =
            |i: usize| self.noun(i + 2).is_some() && doc.is(i + 3, Class::Conj) && number(i + 4) && self.noun(i + 5) == self.noun(i + 2);
        let first = (s.from + 1..s.to).find(|i| listed(*i) && (comma(*i) || twice(*i)));
        first.or_else(|| (s.from + 1..s.to).find(|i| listed(*i) && and(*i)))
    }
}
