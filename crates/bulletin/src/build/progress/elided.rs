//! Scores whose noun is said once for several: "A 16/19, B 14/19 tiêu chí".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::gazetteer::Level;
use crate::term::Kind;

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
    pub(super) fn elided(&self, s: Sentence, i: usize, total: i64) -> Option<&'static str> {
        let doc = self.doc;
        // "đội A đạt 18/20 điểm; B 17/20": points, not criteria
        let points = |j: usize| {
            matches!(doc.kind(j), Some(Kind::Frac(_, b)) if b.as_whole() == Some(total))
                && ["điểm", "câu", "phiếu", "trận"].iter().any(|w| is_word(doc, j + 1, w))
        };
        if (s.from..i).rev().take(40).any(points) {
            return None;
        }
        // "huyện A có 7/10 xã về đích, B 6/18, C 5/9": units, as in the fraction before
        let before = (s.from..i).rev().take(12).find(|j| matches!(doc.kind(*j), Some(Kind::Frac(..))));
        let units = |j: usize| doc.is(j + 1, Class::Level) || doc.is(j + 1, Class::Subject);
        if before.is_some_and(|j| units(j) && (j..i).any(|k| doc.mark(k, ',')) && !(j..i).any(|k| self.noun(k).is_some())) {
            return None;
        }
        // "tiêu chí đạt 10/19, chỉ tiêu đạt 39/57"
        let lead = (i.saturating_sub(3).max(s.from)..i.saturating_sub(1))
            .rev()
            .find(|l| (l + 1..i).all(|k| self.leads_score(k)) && self.noun(*l).is_some())
            .and_then(|l| self.noun(l));
        if let Some(kind) = lead.filter(|_| (9..=80).contains(&total)) {
            return Some(kind);
        }
        // "đầu năm mới 9/19 tiêu chí, nay đã nâng lên 16/19": the same total said just before
        let raised = i > s.from && (doc.is(i - 1, Class::LevelVerb) || doc.is(i - 1, Class::Reach));
        let here = doc.sentence_of(s.from);
        let near = if (s.from..i).any(|j| doc.bare_level(j).is_some()) { doc.sentences[here.saturating_sub(1)].from } else { s.from };
        let raised = raised || doc.is(i.wrapping_sub(1), Class::Result);
        let same = (near..i).rev().take(40).find(|j| matches!(doc.kind(*j), Some(Kind::Frac(_, b)) if b.as_whole() == Some(total)));
        if let Some(kind) = same.filter(|_| raised && ends_here(doc, s, i + 1)).and_then(|j| self.noun(j + 1)) {
            return Some(kind);
        }
        // "xã A 18/20 tiêu chí, 51/53 chỉ tiêu; xã B 17/20, 50/53": the second of a pair
        let second = i > s.from + 1 && doc.mark(i - 1, ',') && matches!(doc.kind(i - 2), Some(Kind::Frac(..)));
        let pair = (s.from..i)
            .rev()
            .take(60)
            .find(|j| matches!(doc.kind(*j), Some(Kind::Frac(_, b)) if b.as_whole() == Some(total)) && self.noun(j + 1).is_some());
        if let Some(kind) = pair.filter(|_| second && ends_here(doc, s, i + 1)).and_then(|j| self.noun(j + 1)) {
            return Some(kind);
        }
        // "không tăng thêm tiêu chí nào, vẫn dừng ở 11/19"
        let stays = raised || i > s.from && (is_word(doc, i - 1, "ở") || is_word(doc, i - 1, "ở mức") || is_word(doc, i - 1, "mức"));
        let set = (14..=20).contains(&total) || total == 9 && doc.main.first().is_some_and(|m| m.level == Level::District);
        if stays && set && ends_here(doc, s, i + 1) {
            let said = (s.from..i).rev().take(16).take_while(|j| !doc.mark(*j, ';')).find(|j| self.noun(*j).is_some());
            let other = said.is_some_and(|n| (n..i).any(|j| count_at(doc, s, j).is_some()));
            if let Some(kind) = said.filter(|_| !other).and_then(|j| self.noun(j)) {
                return Some(kind);
            }
        }
        // "… là số 2, số 5 và số 17. Hiện xã được 16/19."
        let last = doc.sentences[here.saturating_sub(1)];
        let before = || (last.from..last.to).any(|j| self.noun(j) == Some("criteria"));
        let unit = |j: usize| doc.bare_level(j).is_some_and(|l| l.rank() <= 1);
        if raised && (18..=20).contains(&total) && ends_here(doc, s, i + 1) && (i.saturating_sub(3).max(s.from)..i).any(unit) && before() {
            return Some("criteria");
        }
        let named = (i.saturating_sub(4)..i).any(|j| j >= s.from && doc.place_at(j).is_some() && (j + 1..i).all(|k| self.leads_score(k)));
        let counted = [Class::Subject, Class::Level, Class::VagueSubject, Class::Unit, Class::Percent, Class::OtherProgram, Class::Per]
            .iter()
            .any(|c| doc.is(i + 1, *c));
        let ends = doc.mark(i + 1, ',')
            || doc.mark(i + 1, ';')
            || doc.mark(i + 1, '.')
            || doc.mark(i + 1, ')')
            || doc.mark(i + 1, '(')
            || doc.is(i + 1, Class::Conj)
            || i + 1 >= s.to
            || doc.line(i + 1);
        if !named || counted || !ends || !(9..=80).contains(&total) {
            return None;
        }
        // "Hai địa phương chưa xong là A (16/19) và B (14/19)"
        let bracket = doc.mark(i - 1, '(') && doc.mark(i + 1, ')') && matches!(total, 19 | 20) && doc.place_at(i.wrapping_sub(2)).is_some();
        let standing = || (s.from..s.to).any(|j| doc.is(j, Class::Status) || doc.is(j, Class::Program) || doc.is(j, Class::ShortOf));
        if bracket && standing() {
            return Some("criteria");
        }
        // "6/11 xã đạt chuẩn; A 18/19; B 17/19; C, D 15/19": one name after another, each with a score of a commune's set
        if matches!(total, 19 | 20) && self.names_with_scores(s, total) >= 2 {
            return Some("criteria");
        }
        let near = (s.from..s.to).filter(|j| self.noun(*j).is_some());
        // "8 xã đạt từ 8 đến 14 tiêu chí. Riêng xã A 14/19, xã B 8/19."
        let before = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)];
        let spoken = || (before.from..before.to).any(|j| self.noun(j) == Some("criteria")) && (14..=20).contains(&total);
        near.min_by_key(|j| j.abs_diff(i)).and_then(|j| self.noun(j)).or_else(|| spoken().then_some("criteria"))
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
        let weak = (place + 1..i).any(|k| ["mới", "chỉ", "thì"].iter().any(|w| is_word(doc, k, w)));
        let opens = weak && place <= s.from + 4 && (previous.from..previous.to).any(|j| self.noun(j) == Some("criteria"));
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
        doc.is(at, Class::Reach)
            || doc.is(at, Class::Together)
            || doc.is(at, Class::Result)
            || doc.mark(at, ')')
            || doc.mark(at, ':')
            || doc.mark(at, '(')
            || is_word(doc, at, "mới")
            || is_word(doc, at, "chỉ")
            || is_word(doc, at, "còn")
            // "xã A đủ điều kiện công nhận (19/19)"
            || doc.is(at, Class::Status) && doc.mark(at + 1, '(')
            || is_word(doc, at, "chỉ còn")
            || is_word(doc, at, "cao nhất")
            || ["dẫn đầu", "đứng đầu", "đứng cuối", "đầu", "dẫn", "đứng", "cuối"].iter().any(|w| is_word(doc, at, w))
            || ["thì", "hiện", "vẫn", "đang", "tròn", "đủ"].iter().any(|w| is_word(doc, at, w))
            || is_word(doc, at, "thấp nhất")
            || is_word(doc, at, "là")
            || doc.is(at, Class::Each)
            || doc.is(at.wrapping_sub(1), Class::Each) && doc.is(at, Class::Level)
    }
}

/// Nothing but a mark stands behind.
fn ends_here(doc: &crate::doc::Doc<'_>, s: Sentence, at: usize) -> bool {
    at >= s.to || [',', ';', '.', ')'].iter().any(|c| doc.mark(at, *c)) || doc.line(at)
}
