//! A unit's own score: "đạt 12/20 tiêu chí, 36/53 chỉ tiêu", "A, B cùng 12 tiêu chí", "17,5 tiêu chí/xã".

mod average;
mod elided;
mod emit;
mod fallen;
mod foreign;
mod near;
mod plain;
mod said;
mod tier;
mod turn;

use super::Builder;
use super::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::Kind;

/// No set over all units of a province has so many criteria.
const MOST_OF_ALL: i64 = 20_000;

/// A score found at a term.
pub(crate) struct Score {
    pub(crate) met: Number,
    pub(crate) total: Option<i64>,
    pub(crate) kind: &'static str,
    pub(crate) average: Option<&'static str>,
    pub(crate) from: usize,
    pub(crate) end: usize,
}

impl Score {
    /// So many, out of how many is not said.
    fn plain(met: Number, kind: &'static str, from: usize, end: usize) -> Self {
        Self { met, total: None, kind, average: None, from, end }
    }

    /// All of a set is met.
    fn is_whole(&self) -> bool {
        self.total.is_some_and(|total| self.met == Number::whole(total))
    }

    /// Something of a set is still to be met.
    fn is_partial(&self) -> bool {
        self.total.is_some_and(|total| self.met < Number::whole(total))
    }
}

impl Builder<'_> {
    pub(crate) fn progress(&mut self, s: Sentence) {
        let read = self.run_scores(s);
        let mut i = s.from;
        while i < s.to {
            if let Some((_, end)) = read.iter().find(|(from, end)| (*from..*end).contains(&i)) {
                i = *end;
                continue;
            }
            let Some(score) = self.score(s, i) else {
                i += 1;
                continue;
            };
            let next = score.end.max(i + 1);
            self.look_around(s);
            if !self.scope.off(i) && !self.foreign(s, &score) {
                self.emit_score(s, &score);
            }
            i = next;
        }
        self.turned(s);
    }

    fn noun(&self, at: usize) -> Option<&'static str> {
        if self.doc.is(at, Class::Criteria) {
            return Some("criteria");
        }
        self.doc.is(at, Class::Indicators).then_some("indicators")
    }

    /// The score that stands at a term.
    fn score(&self, s: Sentence, i: usize) -> Option<Score> {
        match self.doc.kind(i)? {
            Kind::Frac(met, total) => self.fraction_score(s, i, met, total.as_whole()?),
            Kind::Num(n) => match self.noun(i + 1) {
                Some(kind) => self.number_score(s, i, n, kind),
                None => self.bare_score(s, i, n),
            },
            _ => None,
        }
    }

    /// "12/20 tiêu chí", "Tổng số tiêu chí đạt 259/285", "A 16/19, B 14/19 tiêu chí".
    fn fraction_score(&self, s: Sentence, i: usize, met: Number, total: i64) -> Option<Score> {
        let doc = self.doc;
        // "các xã đạt từ 10 đến 17/19 tiêu chí": the most of several
        if i > s.from + 1 && doc.has(i - 1, Class::DateCue, "bound") && matches!(doc.kind(i - 2), Some(Kind::Num(_))) {
            return None;
        }
        if met.as_whole()? > total || total == 0 || total > MOST_OF_ALL {
            return None;
        }
        let noun = self.noun(i + 1);
        // "Tổng số tiêu chí đạt 259/285"
        let summed = || i > s.from + 2 && doc.is(i - 1, Class::Reach) && doc.ends_in(i - 3, "số");
        let before = || summed().then(|| self.noun(i - 2)).flatten();
        let kind = noun.or_else(before).or_else(|| self.elided(s, i, total))?;
        Some(Score { total: Some(total), ..Score::plain(met, kind, i, i + 1 + usize::from(noun.is_some())) })
    }

    /// A number without a noun behind it: an average, one of several that share a noun, "15 trên tổng số 19 tiêu chí".
    fn bare_score(&self, s: Sentence, i: usize, n: Number) -> Option<Score> {
        if self.average_said(s, i) {
            return Some(Score { average: Some("commune"), ..Score::plain(n, "criteria", i, i + 1) });
        }
        if self.elided_plain(s, i) || self.fallen_score(s, i) || self.raised_score(s, i) {
            return Some(Score::plain(n, "criteria", i, i + 1));
        }
        let (total, end) = self.out_of(i + 1)?;
        let kind = self.noun(end).or_else(|| self.noun(end - 1))?;
        let score = Score { total: Some(total), ..Score::plain(n, kind, i, end + usize::from(self.noun(end).is_some())) };
        (n.as_whole()? <= total).then_some(score)
    }

    /// "15 tiêu chí", "14,84 tiêu chí/xã", "15 tiêu chí trong tổng số 19".
    fn number_score(&self, s: Sentence, i: usize, n: Number, kind: &'static str) -> Option<Score> {
        let doc = self.doc;
        // "số xã đạt 19 tiêu chí tăng từ 12 lên 14": how many reached it
        if (i.saturating_sub(3).max(s.from + 1)..i).any(|j| doc.is(j, Class::Level) && doc.ends_in(j - 1, "số")) {
            return None;
        }
        // 14,84 tiêu chí/xã
        if let Some(level) = doc.value(i + 3, Class::Level).and_then(Level::of).filter(|_| doc.mark(i + 2, '/')) {
            let average = per(level).filter(|_| !self.is_change(s, i, n))?;
            return Some(Score { average: Some(average), ..Score::plain(n, kind, i, i + 4) });
        }
        let plain = Score::plain(n, kind, i, i + 2);
        if self.averaged(s, i) {
            return (!self.of_some(s, i)).then_some(Score { average: Some("commune"), ..plain });
        }
        let Some(met) = n.as_whole() else { return self.parted_score(s, plain) };
        // "Trong số 12 tiêu chí đã đạt có 3 tiêu chí ở mức thấp": some of those met
        let met_ones = |j: usize| self.noun(j).is_some() && (doc.is(j + 1, Class::Reach) || doc.begins_in(j + 1, "đã"));
        if (i.saturating_sub(7).max(s.from)..i.saturating_sub(1)).any(met_ones) && is_word(doc, i.wrapping_sub(1), "có") {
            return None;
        }
        // 15 tiêu chí trong tổng số 19
        if let Some((total, end)) = self.out_of(i + 2) {
            return (met <= total).then_some(Score { total: Some(total), end, ..plain });
        }
        (self.plain_score(s, i, met) || self.said_score(s, i, met) || self.finished_score(s, i, met)).then_some(plain)
    }

    /// "đến cuối năm 2013, vùng đạt 7,75 tiêu chí": no unit meets a part of one, so that it is an average.
    fn parted_score(&self, s: Sentence, score: Score) -> Option<Score> {
        let (doc, i) = (self.doc, score.from);
        let reached = i > s.from && doc.is(i - 1, Class::Reach) && score.kind == "criteria";
        (reached && !self.is_change(s, i, score.met) && !self.of_some(s, i)).then_some(Score { average: Some("commune"), ..score })
    }

    /// `trong (tổng) số 19 (tiêu chí)`, `trên 19 tiêu chí`, `/19 tiêu chí`: total and end.
    fn out_of(&self, at: usize) -> Option<(i64, usize)> {
        let doc = self.doc;
        let lead = doc.reads_any(at, &["trong", "trên"]) || doc.mark(at, '/');
        let mut i = at + 1;
        while i < at + 4 && (is_word(doc, i, "tổng") || is_word(doc, i, "số") || is_word(doc, i, "tổng số")) {
            i += 1;
        }
        match doc.kind(i) {
            Some(Kind::Num(n)) if lead => {
                let noun = self.noun(i + 1).is_some();
                (noun || self.noun(at.wrapping_sub(1)).is_some()).then_some((n.as_whole()?, i + 1 + usize::from(noun)))
            }
            _ => None,
        }
    }
}

fn per(level: Level) -> Option<&'static str> {
    match level {
        Level::Commune => Some("commune"),
        Level::Hamlet => Some("hamlet"),
        Level::District => Some("district"),
        _ => None,
    }
}
