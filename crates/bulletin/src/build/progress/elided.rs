//! Scores whose noun is said once for several: "A 16/19, B 14/19 tiêu chí".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::Body;
use crate::gazetteer::Level;
use crate::term::Kind;

/// Totals of a set of criteria or indicators.
const TOTALS: std::ops::RangeInclusive<i64> = 9..=80;

/// Words that lead from a unit to its score.
const LEADING: [&str; 20] = [
    "mới",
    "chỉ",
    "còn",
    "chỉ còn",
    "cao nhất",
    "thấp nhất",
    "là",
    "dẫn đầu",
    "đứng đầu",
    "đứng cuối",
    "đầu",
    "dẫn",
    "đứng",
    "cuối",
    "thì",
    "hiện",
    "vẫn",
    "đang",
    "tròn",
    "đủ",
];

/// A fraction without a noun of its own.
struct Bare {
    s: Sentence,
    at: usize,
    total: i64,
}

impl Bare {
    /// A fraction of the same total.
    fn same_total(&self, doc: &Doc<'_>, at: usize) -> bool {
        matches!(doc.kind(at), Some(Kind::Frac(_, b)) if b.as_whole() == Some(self.total))
    }
}

impl Builder<'_> {
    /// How many fractions of one total stand right behind a name, in a text that names the programme.
    pub(crate) fn names_with_scores(&self, s: Sentence, total: i64) -> usize {
        let doc = self.doc;
        let of = |j: usize| matches!(doc.kind(j), Some(Kind::Frac(_, b)) if b.as_whole() == Some(total));
        if !doc.names_program {
            return 0;
        }
        (s.from + 1..s.to).filter(|j| of(*j) && doc.place_at(j - 1).is_some() && !doc.is(j + 1, Class::Level)).take(2).count()
    }

    /// `Quế Châu 16/19, Phú Thọ 14/19, …, Quế Hiệp 11/19 tiêu chí`: the noun comes once, at the end or before.
    pub(super) fn elided(&self, s: Sentence, at: usize, total: i64) -> Option<&'static str> {
        let bare = Bare { s, at, total };
        if self.are_points(&bare) || self.are_units(&bare) {
            return None;
        }
        self.led_by_noun(&bare)
            .or_else(|| self.raised_to(&bare))
            .or_else(|| self.second_of_pair(&bare))
            .or_else(|| self.stayed_at(&bare))
            .or_else(|| self.goes_on_from_criteria(&bare))
            .or_else(|| self.after_name(&bare))
    }

    /// "đội A đạt 18/20 điểm; B 17/20": points, not criteria.
    fn are_points(&self, bare: &Bare) -> bool {
        let doc = self.doc;
        let points = |j: usize| bare.same_total(doc, j) && doc.reads_any(j + 1, &["điểm", "câu", "phiếu", "trận"]);
        (bare.s.from..bare.at).rev().take(40).any(points)
    }

    /// "huyện A có 7/10 xã về đích, B 6/18, C 5/9": units, as in the fraction before.
    fn are_units(&self, bare: &Bare) -> bool {
        let doc = self.doc;
        let before = (bare.s.from..bare.at).rev().take(12).find(|j| matches!(doc.kind(*j), Some(Kind::Frac(..))));
        let Some(before) = before.filter(|j| doc.is_any(j + 1, &[Class::Level, Class::Subject])) else { return false };
        let between = before..bare.at;
        between.clone().any(|k| doc.mark(k, ',')) && !between.clone().any(|k| self.noun(k).is_some())
    }

    /// "tiêu chí đạt 10/19, chỉ tiêu đạt 39/57".
    fn led_by_noun(&self, bare: &Bare) -> Option<&'static str> {
        let leads = |l: &usize| (l + 1..bare.at).all(|k| self.leads_score(k)) && self.noun(*l).is_some();
        let noun = (bare.at.saturating_sub(3).max(bare.s.from)..bare.at.saturating_sub(1)).rev().find(leads)?;
        self.noun(noun).filter(|_| TOTALS.contains(&bare.total))
    }

    /// A verb of reaching or rising right before.
    fn is_reached(&self, bare: &Bare) -> bool {
        let (doc, before) = (self.doc, bare.at.wrapping_sub(1));
        bare.at > bare.s.from && doc.is_any(before, &[Class::LevelVerb, Class::Reach]) || doc.is(before, Class::Result)
    }

    /// "đầu năm mới 9/19 tiêu chí, nay đã nâng lên 16/19": the same total said just before.
    fn raised_to(&self, bare: &Bare) -> Option<&'static str> {
        let (doc, s) = (self.doc, bare.s);
        if !self.is_reached(bare) || !ends_here(doc, s, bare.at + 1) {
            return None;
        }
        let unit = (s.from..bare.at).any(|j| doc.bare_level(j).is_some());
        let from = if unit { doc.sentences[doc.sentence_of(s.from).saturating_sub(1)].from } else { s.from };
        let same = (from..bare.at).rev().take(40).find(|j| bare.same_total(doc, *j))?;
        self.noun(same + 1)
    }

    /// "xã A 18/20 tiêu chí, 51/53 chỉ tiêu; xã B 17/20, 50/53": the second of a pair.
    fn second_of_pair(&self, bare: &Bare) -> Option<&'static str> {
        let (doc, s, at) = (self.doc, bare.s, bare.at);
        let second = at > s.from + 1 && doc.mark(at - 1, ',') && matches!(doc.kind(at - 2), Some(Kind::Frac(..)));
        if !second || !ends_here(doc, s, at + 1) {
            return None;
        }
        let paired = |j: usize| self.noun(j + 1).filter(|_| bare.same_total(doc, j));
        (s.from..at).rev().take(60).find_map(paired)
    }

    /// "không tăng thêm tiêu chí nào, vẫn dừng ở 11/19".
    fn stayed_at(&self, bare: &Bare) -> Option<&'static str> {
        let (doc, s, at) = (self.doc, bare.s, bare.at);
        let stays = self.is_reached(bare) || at > s.from && doc.reads_any(at - 1, &["ở", "ở mức", "mức"]);
        let set = (14..=20).contains(&bare.total) || bare.total == 9 && doc.main.first().is_some_and(|m| m.level == Level::District);
        if !stays || !set || !ends_here(doc, s, at + 1) {
            return None;
        }
        let said = (s.from..at).rev().take(16).take_while(|j| !doc.mark(*j, ';')).find(|j| self.noun(*j).is_some())?;
        let other = (said..at).any(|j| count_at(doc, s, j).is_some());
        self.noun(said).filter(|_| !other)
    }

    /// "… là số 2, số 5 và số 17. Hiện xã được 16/19.".
    fn goes_on_from_criteria(&self, bare: &Bare) -> Option<&'static str> {
        let (doc, s, at) = (self.doc, bare.s, bare.at);
        let unit = |j: usize| doc.bare_level(j).is_some_and(|l| l.rank() <= 1);
        let goes_on = self.is_reached(bare)
            && (18..=20).contains(&bare.total)
            && ends_here(doc, s, at + 1)
            && (at.saturating_sub(3).max(s.from)..at).any(unit)
            && self.speaks_before(s);
        goes_on.then_some("criteria")
    }

    /// A score right behind a name: what it is of is said anywhere in the sentence, or in the one before.
    fn after_name(&self, bare: &Bare) -> Option<&'static str> {
        let (doc, s, at, total) = (self.doc, bare.s, bare.at, bare.total);
        let named = |j: usize| j >= s.from && doc.place_at(j).is_some() && (j + 1..at).all(|k| self.leads_score(k));
        if !TOTALS.contains(&total) || !self.ends_bare(bare) || !(at.saturating_sub(4)..at).any(named) {
            return None;
        }
        if matches!(total, 19 | 20) {
            // "Hai địa phương chưa xong là A (16/19) và B (14/19)"
            let bracket = doc.mark(at - 1, '(') && doc.mark(at + 1, ')') && doc.place_at(at.wrapping_sub(2)).is_some();
            let standing = || (s.from..s.to).any(|j| doc.is_any(j, &[Class::Status, Class::Program, Class::ShortOf]));
            // "6/11 xã đạt chuẩn; A 18/19; B 17/19; C, D 15/19": one name after another, each with a score of a commune's set
            if bracket && standing() || self.names_with_scores(s, total) >= 2 {
                return Some("criteria");
            }
        }
        let near = (s.from..s.to).filter(|j| self.noun(*j).is_some()).min_by_key(|j| j.abs_diff(at));
        // "8 xã đạt từ 8 đến 14 tiêu chí. Riêng xã A 14/19, xã B 8/19."
        let spoken = || (14..=20).contains(&total) && self.speaks_before(s);
        near.and_then(|j| self.noun(j)).or_else(|| spoken().then_some("criteria"))
    }

    /// Nothing behind the fraction that it could count.
    fn ends_bare(&self, bare: &Bare) -> bool {
        const COUNTED: [Class; 7] =
            [Class::Subject, Class::Level, Class::VagueSubject, Class::Unit, Class::Percent, Class::OtherProgram, Class::Per];
        let (doc, next) = (self.doc, bare.at + 1);
        !doc.is_any(next, &COUNTED) && (ends_here(doc, bare.s, next) || doc.mark(next, '(') || doc.is(next, Class::Conj))
    }

    /// The sentence before speaks of criteria.
    fn speaks_before(&self, s: Sentence) -> bool {
        let before = self.doc.sentences[self.doc.sentence_of(s.from).saturating_sub(1)];
        (before.from..before.to).any(|j| self.noun(j) == Some("criteria"))
    }

    /// "A đạt 17/19 tiêu chí, B và C cùng đạt 15, D 14": no noun, but a name right before and another's score of criteria before that.
    pub(super) fn elided_plain(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let Some(met) = doc.terms[i].whole().filter(|n| (1..=20).contains(n)) else { return false };
        if !ends_here(doc, s, i + 1) && !is_word(doc, i + 1, "rồi") {
            return false;
        }
        let place = (i.saturating_sub(4).max(s.from)..i)
            .rev()
            .find(|j| doc.place_at(*j).is_some_and(|p| !p.address && p.level.is_none_or(|l| l.rank() <= 1 || !p.explicit)));
        let place = place.filter(|p| (p + 1..i).all(|k| self.leads_score(k)));
        // "năm 2013 xã mới đạt 6/20 tiêu chí, giờ thì được 17 rồi"
        let clause = (s.from..i).rev().take(6).take_while(|j| !doc.mark(*j, ';'));
        let now = || {
            doc.is(i.wrapping_sub(1), Class::Reach) && clause.clone().any(|j| doc.has(j, Class::Result, "now") || is_word(doc, j, "giờ"))
        };
        let Some(place) = place.or_else(|| i.checked_sub(1).filter(|_| now())) else { return false };
        // "7 xã dưới 10 tiêu chí, hai xã còn lại là A và B cùng được 15"
        let joined = (place + 1..i).any(|k| doc.is(k, Class::Together) || doc.is(k, Class::Each))
            && (s.from..place).rev().take(40).any(|j| self.noun(j) == Some("criteria"));
        // "Xã A đạt 14/19. Láng giềng B thì mới 11": the sentence before told a score, and this one opens with the name
        let previous = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)];
        let weak = (place + 1..i).any(|k| doc.reads_any(k, &["mới", "chỉ", "thì"]));
        let opens = weak && place <= s.from + 4 && self.speaks_before(s);
        if met >= 5 && joined || opens && self.last_owner.as_ref().is_some_and(|(at, _)| *at == doc.sentence_of(previous.from)) {
            return true;
        }
        // somebody else's score of criteria was read just before
        let from = doc.span(place.saturating_sub(24).max(s.from), place).start;
        let last = self.facts.iter().rev().take(4).find(|f| f.span.start >= from && matches!(f.body, Body::Progress { .. }));
        let total = match last.map(|f| &f.body) {
            Some(Body::Progress { kind: "criteria", total, average_per: None, .. }) => *total,
            _ => return false,
        };
        total.is_none_or(|t| met <= t)
    }

    /// Words that may stand between a unit and its score: "đã đạt", "cùng", "mới", "mỗi xã".
    pub(in crate::build) fn leads_score(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.is_any(at, &[Class::Reach, Class::Together, Class::Result, Class::Each])
            || doc.mark_any(at, "():")
            || doc.reads_any(at, &LEADING)
            // "xã A đủ điều kiện công nhận (19/19)"
            || doc.is(at, Class::Status) && doc.mark(at + 1, '(')
            || doc.is(at.wrapping_sub(1), Class::Each) && doc.is(at, Class::Level)
    }
}

/// Nothing but a mark stands behind.
pub(super) fn ends_here(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    at >= s.to || [',', ';', '.', ')'].iter().any(|c| doc.mark(at, *c)) || doc.line(at)
}
