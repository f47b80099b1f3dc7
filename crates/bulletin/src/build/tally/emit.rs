//! Counts with their standings as facts: whether one is a tally at all, of which area, out of how many, on which rung.

use super::Count;
use crate::build::standing::Standing;
use crate::build::tiers::STANDARD;
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally, UnitRef};

/// A whole that others are counted out of: "trong 15 thôn xây dựng kiểu mẫu".
#[derive(Clone)]
pub(crate) struct Base {
    /// Its sentence.
    sentence: usize,
    subject: &'static str,
    /// The area it was counted in.
    pub(crate) unit: UnitRef,
    tier: Option<&'static str>,
    n: i64,
}

/// What the counts of a sentence have said so far, for the later ones that lean on it.
#[derive(Default)]
pub(super) struct Told {
    /// What was counted last, and where it stands.
    pub(super) last: Option<(&'static str, Standing)>,
    /// The same, of a decrease or an aim: no tally of its own, but the words go on.
    pub(super) aimed: Option<(&'static str, Standing)>,
    /// What the sentence before counted last, when this one says where: "Trong đó, xã A có 4 thôn, B 1 thôn".
    pub(super) before: Option<(&'static str, Standing)>,
    /// What the sentence before counted last.
    pub(super) earlier: Option<(&'static str, Standing)>,
    /// The wholes others are counted out of: what, how many.
    bases: Vec<(&'static str, i64)>,
    /// Tallies whose parts may be named behind them: the fact, the end of its words, the end of the sentence.
    wholes: Vec<(usize, usize, usize)>,
}

impl Told {
    /// Where the last units stand, when this count is of the same kind.
    pub(super) fn last_of(&self, count: &Count) -> Option<&Standing> {
        self.last.as_ref().filter(|(subject, _)| *subject == count.subject).map(|(_, st)| st)
    }

    /// The same, or where they were to stand: "phấn đấu có 2 xã nâng cao nhưng chỉ 1 xã được công nhận".
    fn last_or_aimed(&self, count: &Count) -> Option<&Standing> {
        self.last_of(count).or_else(|| self.aimed.as_ref().filter(|(subject, _)| *subject == count.subject).map(|(_, st)| st))
    }
}

impl Builder<'_> {
    /// Adds what the counts of a sentence say, `ready` with the standing of each.
    pub(super) fn emit(&mut self, s: Sentence, counts: &[Count], ready: Vec<Option<Standing>>) {
        let mut told = Told { before: self.told_before(s), earlier: self.told_earlier(s), ..Told::default() };
        for (count, standing) in counts.iter().zip(ready) {
            if count.less || self.scope.off(count.at) {
                if let Some(st) = standing.filter(|_| !self.scope.law(count.at)) {
                    told.aimed = Some((count.subject, st));
                }
                continue;
            }
            let standing = standing.or_else(|| self.leaning(s, count, counts, &told));
            if self.only_laid_on(s, count, standing.as_ref()) || self.left_behind(s, count, counts) {
                continue;
            }
            if count.base {
                told.bases.push((count.subject, count.n));
            }
            let Some(st) = standing else { continue };
            if self.as_scores(s, count, &st) {
                continue;
            }
            if count.base && st.status != "registered" && !self.of_the_whole(count, &st) {
                // "trong 15 thôn xây dựng kiểu mẫu, … công nhận 2 thôn đạt chuẩn": of their tier
                if st.tier.is_some_and(|t| t != STANDARD) {
                    told.last = Some((count.subject, st));
                }
                continue;
            }
            self.tally(s, count, st, &mut told);
        }
        self.spread_out(s, &told.wholes);
        self.told = told.last.map(|(subject, st)| (self.doc.sentence_of(s.from), subject, st));
    }

    /// What the sentence before counted last, when this one opens with "Trong đó".
    fn told_before(&self, s: Sentence) -> Option<(&'static str, Standing)> {
        let doc = self.doc;
        let opens = |j: usize| doc.reads(j, "trong đó") || list::two(doc, j, "trong", "đó");
        let opened = (s.from..s.to).find(|j| !doc.line(*j)).is_some_and(opens);
        self.told_earlier(s).filter(|_| opened)
    }

    /// What the sentence before counted last.
    fn told_earlier(&self, s: Sentence) -> Option<(&'static str, Standing)> {
        let (sentence, subject, st) = self.told.as_ref()?;
        (sentence + 1 == self.doc.sentence_of(s.from)).then(|| (*subject, st.clone()))
    }

    /// A count of criteria met is the score of each unit named, not a tally: "hai xã A và B cùng đạt 13/19".
    fn as_scores(&mut self, s: Sentence, count: &Count, st: &Standing) -> bool {
        if st.status != "criteria_band" {
            return false;
        }
        if self.counts_named(s, count.at) {
            return true;
        }
        // "hai xã A và B cùng đạt 13/19": each one's own score
        if !st.names.is_empty()
            && st.names.len() as i64 == count.n
            && let Some((lo, Some(hi))) = st.band
            && lo == hi
        {
            self.scores_of(s, count, st, lo);
            return true;
        }
        // "hai xã còn lại mỗi xã đạt 18/19": said as their scores already
        list::is_word(self.doc, count.end, "còn lại") && self.scored_here(count.at, st.end, count.n)
    }

    /// "Trong số 39 xã nông thôn mới của tỉnh", "trong 57 xã đạt chuẩn": the standing is said of the whole itself.
    fn of_the_whole(&self, count: &Count, st: &Standing) -> bool {
        let doc = self.doc;
        let met = |j: usize| matches!(doc.value(j, Class::Status), Some("met" | "recognised"));
        matches!(st.status, "met" | "recognised")
            && st.end <= count.end + 8
            && !(count.end..st.end).any(|j| doc.mark(j, ','))
            && (count.end..st.end).any(|j| met(j) || j < count.end + 2 && doc.is(j, Class::Program))
    }

    /// Adds the tally of one count that stands somewhere.
    fn tally(&mut self, s: Sentence, count: &Count, mut st: Standing, told: &mut Told) {
        let doc = self.doc;
        let base = self.base_of_rest(s, count);
        let Some(unit) = self.area_standing(s, count, &st, base.as_ref()) else { return };
        if count.base || count.of.is_none() && list::is_word(doc, count.at.wrapping_sub(1), "trong") {
            let sentence = doc.sentence_of(count.at);
            self.base = Some(Base { sentence, subject: count.subject, unit: unit.clone(), tier: st.tier, n: count.n });
        }
        st.tier = self.tier_leant(s, count, &st, told, base.as_ref());
        // "Trong 43 xã đạt chuẩn có 15 xã của huyện A": 43 are not A's
        let elsewhere = self.base.as_ref().is_some_and(|b| b.subject == count.subject && b.unit != unit);
        let of = count.of.or(base.as_ref().map(|b| b.n)).or_else(|| {
            told.bases
                .iter()
                .filter(|_| !elsewhere)
                .find(|(subject, n)| *subject == count.subject && *n > count.n && !count.base)
                .map(|(_, n)| *n)
        });
        let tally = Tally {
            tier: st.tier.filter(|_| on_the_ladder(count, &st)),
            of,
            delta: count.delta,
            band: st.band,
            names: st.names.clone(),
            ..Tally::of(unit, count.subject, st.status, count.n)
        };
        let (known, end) = (self.facts.len(), st.end.max(count.end));
        self.add(Body::Tally(tally), count.at, end, rule_of(count, &st));
        if self.facts.len() > known && count.n > 1 && !count.delta {
            told.wholes.push((known, end, s.to));
        }
        told.last = Some((count.subject, st));
    }

    /// "còn lại 9 xã": the whole, said here or in the sentence before, that this is the rest of.
    pub(crate) fn base_of_rest(&self, s: Sentence, count: &Count) -> Option<Base> {
        let doc = self.doc;
        let rest = count.at > s.from && list::is_word(doc, count.at - 1, "còn lại");
        let near = |b: &Base| doc.sentence_of(count.at) - b.sentence <= 1;
        self.base.as_ref().filter(|b| rest && b.subject == count.subject && near(b) && b.n > count.n).cloned()
    }

    /// The rung, as what was said around the count corrects it.
    fn tier_leant(&self, s: Sentence, count: &Count, st: &Standing, told: &Told, base: Option<&Base>) -> Option<&'static str> {
        let doc = self.doc;
        let mut tier = st.tier;
        // one out of "22 thôn đăng ký … kiểu mẫu" is of their tier
        if let Some(before) = told.last_or_aimed(count).filter(|l| tier == Some(STANDARD) && l.tier.is_some_and(|t| t != STANDARD)) {
            let based = told.bases.iter().any(|(subject, _)| *subject == count.subject);
            let not_met = |j: usize| doc.has(j, Class::Status, "not_met") && doc.holds(j, "chuẩn");
            let plain =
                (count.end..st.end).any(|j| doc.is(j, Class::Program) || !based && (doc.has(j, Class::Status, "met") || not_met(j)));
            if !plain {
                tier = before.tier;
            }
        }
        let leant = Standing::of(st.status, tier, st.end);
        tier = self.tier_of_clause_before(s, count, &leant).or(tier);
        match base {
            Some(b) if tier == Some(STANDARD) => b.tier,
            _ => self.tier_of_the_others(s, count).or(tier),
        }
    }

    /// "9/12 xã đạt chuẩn, 1 xã nâng cao; 3 xã còn lại đang làm": the rung of those that the rest makes the whole with.
    fn tier_of_the_others(&self, s: Sentence, count: &Count) -> Option<&'static str> {
        if !list::is_word(self.doc, count.end, "còn lại") {
            return None;
        }
        let start = self.doc.span(s.from, s.from + 1).start;
        let mut before = self.facts.iter().rev().take(8).take_while(|fact| fact.span.start >= start);
        before.find_map(|fact| match &fact.body {
            Body::Tally(t) if t.subject == count.subject && t.of == Some(t.count + count.n) => t.tier,
            _ => None,
        })
    }
}

/// Whether such a count has a rung: scores, single criteria, products and gardens have none.
fn on_the_ladder(count: &Count, st: &Standing) -> bool {
    !matches!(st.status, "criteria_band" | "met_criterion") && !st.status.starts_with("ocop") && count.subject != "gardens"
}

/// The rule a tally is put down to.
fn rule_of(count: &Count, st: &Standing) -> &'static str {
    match st.status {
        "criteria_band" => "tally-band",
        "met_criterion" => "tally-criterion",
        s if s.starts_with("ocop") => "tally-ocop",
        _ if count.delta => "tally-delta",
        _ => "tally",
    }
}
