//! A unit's own score: "đạt 12/20 tiêu chí, 36/53 chỉ tiêu", "A, B cùng 12 tiêu chí", "17,5 tiêu chí/xã".

use super::list::is_word;
use super::scope::clause_start;
use super::tally::count_at;
use super::tiers::{STANDARD, tier_at, title_tier};
use super::{Around, Builder};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::Kind;

/// A score found at a term.
pub(crate) struct Score {
    pub(crate) met: Number,
    pub(crate) total: Option<i64>,
    pub(crate) kind: &'static str,
    pub(crate) average: Option<&'static str>,
    pub(crate) from: usize,
    pub(crate) end: usize,
}

impl Builder<'_> {
    pub(crate) fn progress(&mut self, s: Sentence) {
        let mut i = s.from;
        while i < s.to {
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

    fn score(&self, s: Sentence, i: usize) -> Option<Score> {
        let doc = self.doc;
        match doc.kind(i)? {
            Kind::Frac(a, b) => {
                let (met, total) = (a.as_whole()?, b.as_whole()?);
                if met > total || total == 0 || total > 20_000 {
                    return None;
                }
                let kind = match self.noun(i + 1) {
                    Some(kind) => kind,
                    None => self.elided(s, i, total)?,
                };
                let end = i + 1 + usize::from(self.noun(i + 1).is_some());
                Some(Score { met: a, total: Some(total), kind, average: None, from: i, end })
            }
            Kind::Num(n) if self.noun(i + 1).is_none() && self.average_said(s, i) => {
                Some(Score { met: n, total: None, kind: "criteria", average: Some("commune"), from: i, end: i + 1 })
            }
            Kind::Num(n) if self.noun(i + 1).is_none() => {
                // 15 trên tổng số 19 tiêu chí
                let (total, end) = self.out_of(i + 1)?;
                let kind = self.noun(end).or_else(|| self.noun(end - 1))?;
                (n.as_whole()? <= total).then_some(Score {
                    met: n,
                    total: Some(total),
                    kind,
                    average: None,
                    from: i,
                    end: end + usize::from(self.noun(end).is_some()),
                })
            }
            Kind::Num(n) => {
                let kind = self.noun(i + 1)?;
                // 14,84 tiêu chí/xã
                if doc.mark(i + 2, '/')
                    && let Some(level) = doc.value(i + 3, Class::Level).and_then(Level::of)
                {
                    let delta = (s.from..i).rev().take(8).any(|j| doc.is(j, Class::Delta))
                        && !(s.from..i).rev().take(3).any(|j| doc.is(j, Class::LevelVerb))
                        && doc.depth[i] > 0
                        || doc.is(i.wrapping_sub(1), Class::Delta)
                        || doc.is(i.wrapping_sub(1), Class::Average) && doc.is(i.wrapping_sub(2), Class::Delta);
                    return (!delta).then_some(Score { met: n, total: None, kind, average: Some(per(level)?), from: i, end: i + 4 });
                }
                if self.averaged(s, i) && self.of_some(s, i) {
                    return None;
                }
                if self.averaged(s, i) {
                    return Some(Score { met: n, total: None, kind, average: Some("commune"), from: i, end: i + 2 });
                }
                let met = n.as_whole()?;
                // 15 tiêu chí trong tổng số 19
                if let Some((total, end)) = self.out_of(i + 2) {
                    return (met <= total).then_some(Score { met: n, total: Some(total), kind, average: None, from: i, end });
                }
                (self.plain_score(s, i, met) || self.said_score(s, i, met)).then_some(Score {
                    met: n,
                    total: None,
                    kind,
                    average: None,
                    from: i,
                    end: i + 2,
                })
            }
            _ => None,
        }
    }

    /// "số tiêu chí bình quân (mỗi xã) đạt 16,9".
    fn average_said(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let ends = doc.mark(i + 1, ',') || doc.mark(i + 1, ';') || doc.mark(i + 1, '.') || doc.mark(i + 1, '(') || i + 1 >= s.to;
        let Some(average) = (i.saturating_sub(20).max(s.from)..i)
            .rev()
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ','))
            .find(|j| doc.is(*j, Class::Average))
        else {
            return false;
        };
        // "bình quân số tiêu chí/xã của huyện tăng từ 7,6 (năm 2015) lên 13,3"
        let noun = (average + 1..i.min(average + 4)).any(|j| doc.is(j, Class::Criteria));
        let led =
            doc.is(i - 1, Class::From) || doc.is(i - 1, Class::LevelVerb) || doc.is(i - 1, Class::Reach) || doc.is(i - 1, Class::List);
        if noun && led && (ends || doc.is(i + 1, Class::LevelVerb)) && !doc.is(i + 1, Class::Percent) {
            return true;
        }
        let plain = (average + 1..i).all(|k| self.leads_score(k) || doc.is(k, Class::Level) || doc.is(k, Class::Whole));
        ends && plain && (average.saturating_sub(2).max(s.from)..average).any(|j| doc.is(j, Class::Criteria))
    }

    /// `trong (tổng) số 19 (tiêu chí)`, `trên 19 tiêu chí`: total and end.
    fn out_of(&self, at: usize) -> Option<(i64, usize)> {
        let doc = self.doc;
        let lead = is_word(doc, at, "trong") || is_word(doc, at, "trên");
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

    /// `Quế Châu 16/19, Phú Thọ 14/19, …, Quế Hiệp 11/19 tiêu chí`: the noun comes once, at the end or before.
    fn elided(&self, s: Sentence, i: usize, total: i64) -> Option<&'static str> {
        let doc = self.doc;
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
        let same = (s.from..i).rev().take(24).find(|j| matches!(doc.kind(*j), Some(Kind::Frac(_, b)) if b.as_whole() == Some(total)));
        if let Some(kind) = same.filter(|_| raised && ends_here(doc, s, i + 1)).and_then(|j| self.noun(j + 1)) {
            return Some(kind);
        }
        // "không tăng thêm tiêu chí nào, vẫn dừng ở 11/19"
        let stays = raised || i > s.from && (is_word(doc, i - 1, "ở") || is_word(doc, i - 1, "ở mức") || is_word(doc, i - 1, "mức"));
        if stays && (14..=20).contains(&total) && ends_here(doc, s, i + 1) {
            let said = (s.from..i).rev().take(16).take_while(|j| !doc.mark(*j, ';')).find(|j| self.noun(*j).is_some());
            let other = said.is_some_and(|n| (n..i).any(|j| count_at(doc, s, j).is_some()));
            if let Some(kind) = said.filter(|_| !other).and_then(|j| self.noun(j)) {
                return Some(kind);
            }
        }
        let named = (i.saturating_sub(4)..i).any(|j| j >= s.from && doc.place_at(j).is_some() && (j + 1..i).all(|k| self.leads_score(k)));
        let counted = [Class::Subject, Class::Level, Class::VagueSubject, Class::Unit, Class::Percent, Class::OtherProgram, Class::Per]
            .iter()
            .any(|c| doc.is(i + 1, *c));
        let ends = doc.mark(i + 1, ',')
            || doc.mark(i + 1, ';')
            || doc.mark(i + 1, '.')
            || doc.mark(i + 1, ')')
            || doc.is(i + 1, Class::Conj)
            || i + 1 >= s.to
            || doc.line(i + 1);
        if !named || counted || !ends || !(9..=80).contains(&total) {
            return None;
        }
        let near = (s.from..s.to).filter(|j| self.noun(*j).is_some());
        near.min_by_key(|j| j.abs_diff(i)).and_then(|j| self.noun(j))
    }

    /// "5 xã còn lại bình quân 12 tiêu chí": the average of some units only.
    fn of_some(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let Some(average) = (i.saturating_sub(8).max(s.from)..i).rev().find(|j| doc.is(*j, Class::Average)) else { return false };
        let beside = average.saturating_sub(4).max(s.from)..average;
        beside.rev().take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';') && !doc.mark(*j, ':')).any(|j| {
            count_at(doc, s, j).is_some_and(|c| c.subject == "communes")
                && (j..average).any(|k| is_word(doc, k, "còn lại") || is_word(doc, k, "khác"))
        })
    }

    /// Words that may stand between a unit and its score: "đã đạt", "cùng", "mới", "mỗi xã".
    fn leads_score(&self, at: usize) -> bool {
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
            || is_word(doc, at, "thấp nhất")
            || is_word(doc, at, "là")
            || doc.is(at, Class::Each)
            || doc.is(at.wrapping_sub(1), Class::Each) && doc.is(at, Class::Level)
    }

    fn averaged(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let from = i.saturating_sub(8).max(s.from);
        let mut average = false;
        for j in from..i {
            if doc.mark(j, ';') || doc.mark(j, ',') && !doc.is(j.wrapping_sub(1), Class::Average) || self.noun(j).is_some() {
                average = false;
            }
            average |= doc.is(j, Class::Average);
        }
        let each = (from..i).any(|j| doc.is(j, Class::Each) && (doc.is(j + 1, Class::Level))) && average;
        (average || each) && !doc.is(i.wrapping_sub(1), Class::Delta) && !doc.has(i.wrapping_sub(1), Class::Approx, "at_least")
    }

    /// A bare number of criteria is a score only right after its unit, or after the unit and "đạt".
    fn plain_score(&self, s: Sentence, i: usize, met: i64) -> bool {
        let doc = self.doc;
        let after = i + 2;
        let listed = doc.mark(after, ':')
            || doc.is(after, Class::ShortOf)
            || doc.has(after, Class::Status, "not_met")
            || doc.is(after, Class::List)
            || doc.is(after, Class::Citation)
            || doc.is(after, Class::AndUp)
            || doc.has(after, Class::Status, "lost")
            || is_word(doc, after, "tụt")
            || is_word(doc, after, "giảm");
        if met == 0 || listed || doc.is(after, Class::OtherProgram) {
            return false;
        }
        let mut j = i;
        let mut reached = false;
        while j > s.from && j + 5 > i {
            let b = j - 1;
            // "A, B mỗi xã 14 tiêu chí"
            if b > s.from + 1 && doc.is(b, Class::Level) && doc.is(b - 1, Class::Each) && doc.place_at(b - 2).is_some() {
                return true;
            }
            // "từ 19 tiêu chí nay còn 15 tiêu chí"
            if (is_word(doc, b, "còn") || doc.is(b, Class::LevelVerb)) && self.higher_before(s, b) {
                return true;
            }
            if doc.is(b, Class::Delta)
                || doc.is(b, Class::ShortOf)
                || doc.is(b, Class::Below) && !doc.is(b, Class::Approx)
                || doc.is(b, Class::From)
                || doc.is(b, Class::Negation)
                || is_word(doc, b, "còn")
                || is_word(doc, b, "với") && !(b > s.from && doc.place_at(b - 1).is_some_and(|p| p.explicit))
            {
                return false;
            }
            if doc.place_at(b).is_some() {
                return true;
            }
            // "A (16 tiêu chí)"
            if doc.mark(b, '(') && b + 1 == i && doc.mark(after, ')') {
                return b > s.from && doc.place_at(b - 1).is_some();
            }
            if doc.bare_level(b).is_some() {
                return reached;
            }
            // "xã A, B tăng 2 tiêu chí, cùng đạt 10 tiêu chí"
            if doc.is(b, Class::Together) && b > s.from + 1 && doc.mark(b - 1, ',') {
                let named = (s.from..b - 1).rev().take(9).take_while(|k| !doc.mark(*k, ';')).any(|k| doc.place_at(k).is_some());
                return named && reached;
            }
            let link = doc.is(b, Class::Reach)
                || is_word(doc, b, "tiếp tục")
                || doc.is(b, Class::Together)
                || doc.is(b, Class::InTurn)
                || doc.is(b, Class::Approx)
                || doc.is(b, Class::Result)
                || doc.mark(b, ')')
                || doc.mark(b, ':')
                || is_word(doc, b, "chỉ")
                || is_word(doc, b, "mới")
                || is_word(doc, b, "đã")
                || is_word(doc, b, "với")
                || ["nhiều nhất", "cao nhất", "thấp nhất", "ít nhất", "nhiều", "cao", "thấp", "nhất"].iter().any(|w| is_word(doc, b, w))
                || doc.has(b, Class::Status, "basically_met")
                || doc.has(b, Class::Status, "met") && !doc.is(b, Class::Program);
            reached |= doc.is(b, Class::Reach)
                || doc.has(b, Class::Status, "met")
                || is_word(doc, b, "hiện có")
                || is_word(doc, b, "đã có")
                || is_word(doc, b, "hiện đạt");
            if doc.mark(b, ')') {
                // over "(Chợ Mới)"
                let open = (s.from..b).rev().take(8).find(|k| doc.mark(*k, '('));
                match open {
                    Some(k) => return k > s.from && doc.place_at(k - 1).is_some(),
                    None => return false,
                }
            }
            if !link {
                return false;
            }
            j = b;
        }
        false
    }

    /// "xuất phát điểm chỉ đạt 8 tiêu chí", "từ chỗ chỉ có 4 tiêu chí", "đã hoàn thành cả 19 tiêu chí": the verb says it is a score,
    /// and nothing counted before it in the clause could own it.
    fn said_score(&self, s: Sentence, i: usize, met: i64) -> bool {
        let doc = self.doc;
        let after = i + 2;
        let ends = doc.mark(after, ',')
            || doc.mark(after, ';')
            || doc.mark(after, '.')
            || doc.mark(after, '(')
            || after >= s.to
            || doc.is(after, Class::Program)
            || doc.is(after, Class::Tier)
            || is_word(doc, after, "vào")
            || is_word(doc, after, "năm");
        let mut b = i;
        while b > s.from
            && (is_word(doc, b - 1, "cả") || is_word(doc, b - 1, "đủ") || is_word(doc, b - 1, "toàn bộ") || doc.is(b - 1, Class::Approx))
        {
            b -= 1;
        }
        let verb = b > s.from + 1
            && (is_word(doc, b - 1, "đạt")
                || is_word(doc, b - 1, "có")
                || is_word(doc, b - 1, "đạt được")
                || is_word(doc, b - 1, "hoàn thành"))
            || b > s.from && (is_word(doc, b - 1, "đã hoàn thành") || is_word(doc, b - 1, "hiện đạt"));
        let led = is_word(doc, b.wrapping_sub(2), "chỉ")
            || is_word(doc, b.wrapping_sub(2), "mới")
            || is_word(doc, b.wrapping_sub(2), "đã")
            || is_word(doc, b.wrapping_sub(1), "đã hoàn thành")
            || is_word(doc, b.wrapping_sub(1), "hiện đạt");
        if !ends || !verb || !led || met == 0 || met > 20 {
            return false;
        }
        let from = clause_start(doc, s, i);
        let owned = (from..b).all(|j| count_at(doc, s, j).is_none() && !doc.is(j, Class::Each) && !doc.is(j, Class::Country));
        // many units at once have no score of their own
        let many = (from..b).any(|j| {
            ["các", "nhiều", "hầu hết", "đa số", "những"].iter().any(|w| is_word(doc, j, w))
                && (doc.is(j + 1, Class::Level) || doc.is(j + 1, Class::Subject))
        });
        let low = doc.main.first().is_some_and(|u| u.level.rank() <= 1)
            || (from..b).any(|j| doc.place_at(j).is_some_and(|p| !p.address && p.level.is_some_and(|l| l.rank() <= 1)));
        owned && !many && low
    }

    /// A higher score was said just before: "từ 19 tiêu chí".
    fn higher_before(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        (s.from..at)
            .rev()
            .take(5)
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.'))
            .any(|j| self.noun(j).is_some() && j > s.from + 1 && doc.is(j - 2, Class::From))
    }

    /// What the sentence and the one before speak of, once a sentence.
    fn look_around(&mut self, s: Sentence) {
        if self.around.from == Some(s.from) {
            return;
        }
        let doc = self.doc;
        let other = |j: usize| {
            doc.is(j, Class::OtherProgram) && ["urban", "digital", "school_set"].iter().any(|set| doc.has(j, Class::OtherProgram, set))
        };
        let tiered = (s.from..s.to).any(|j| tier_at(doc, j).is_some());
        let entered = (s.from..s.to).any(|j| doc.has(j, Class::Status, "registered"));
        let program = tiered || (s.from..s.to).any(|j| doc.is(j, Class::Program));
        let near = doc.sentence_of(s.from);
        let mut wide = doc.sentences[near.saturating_sub(1)].from..s.to;
        let title = *self.title_other.get_or_insert_with(|| {
            doc.sentences.first().is_some_and(|t| (t.from..t.to).any(other) && !(t.from..t.to).any(|j| doc.is(j, Class::Program)))
        });
        self.around = Around { from: Some(s.from), program, tiered, entered, other_set: title || !program && wide.any(other) };
    }

    /// Not the programme's criteria: urban classes, resolutions, wards; not a result: "còn 2/6 chỉ tiêu chưa đạt".
    fn foreign(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        let after = score.end..(score.end + 5).min(s.to);
        let stop = after.clone().find(|j| doc.mark(*j, ',') || doc.mark(*j, ';')).unwrap_or(after.end);
        let mine = (score.end..stop).any(|j| doc.is(j, Class::Program));
        if (score.end..stop).any(|j| doc.is(j, Class::OtherProgram)) && !mine {
            return true;
        }
        let Around { program, other_set, .. } = self.around;
        if other_set {
            return true;
        }
        // no set of ours has so many criteria, and no sum over communes so few
        let total = score.total.unwrap_or_default();
        if score.kind == "criteria" && (21..=35).contains(&total) {
            return true;
        }
        // "61/83 chỉ tiêu kế hoạch đạt và vượt": the year's plan
        if score.kind == "indicators" && (score.end..(score.end + 2).min(s.to)).any(|j| is_word(doc, j, "kế hoạch")) {
            return true;
        }
        let socio = (clause_start(doc, s, score.from)..score.from).rev().take(6).any(|j| doc.has(j, Class::OtherProgram, "socio"));
        if socio && !program {
            return true;
        }
        let unmet = (score.end..(score.end + 2).min(s.to))
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.') && !doc.mark(*j, ','))
            .any(|j| doc.has(j, Class::Status, "not_met") || doc.has(j, Class::ShortOf, "any"));
        let before = score.from.checked_sub(1).is_some_and(|b| {
            b >= s.from
                && (doc.is(b, Class::ShortOf)
                    || doc.is(b, Class::Delta)
                    || doc.is(b, Class::Each) && !(b > s.from && doc.place_at(b - 1).is_some())
                    || doc.has(b, Class::Status, "not_met")
                    || is_word(doc, b, "còn") && unmet)
        });
        unmet || before
    }

    fn emit_score(&mut self, s: Sentence, score: &Score) {
        let doc = self.doc;
        let owners =
            if score.average.is_some() { self.doc.area_for_average(s, score.from).into_iter().collect() } else { self.owners(s, score) };
        if owners.is_empty() {
            return;
        }
        // "xã đạt thấp nhất 13 tiêu chí": one of many, nobody by name
        if score.average.is_none() && score.total.is_none() && owners[0].name.is_none() {
            return;
        }
        let hamlet = owners[0].level == Level::Hamlet;
        let tier = self.score_tier(s, score, owners[0].level);
        let as_of = (clause_start(doc, s, score.from)..score.from).rev().take(12).find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y)) if doc.hint.year.is_some_and(|now| y + 1 < now) => Some(y.to_string()),
            _ => None,
        });
        // "Năm 2011 xã mới có 3/19 chỉ tiêu": before the 2021 sets an indicator count of 19 is a slip for criteria
        let kind = if score.kind == "indicators" && matches!(score.total, Some(19 | 20)) && !hamlet { "criteria" } else { score.kind };
        let rule = match (score.average.is_some(), score.total.is_some()) {
            (true, _) => "progress-average",
            (_, true) => "progress",
            _ => "progress-plain",
        };
        let first = self.start_of(s, score.from);
        for unit in &owners {
            let body = Body::Progress {
                unit: unit.clone(),
                kind,
                met: score.met,
                total: score.total,
                tier,
                as_of: as_of.clone(),
                average_per: score.average,
            };
            self.add(body, first, score.end, rule);
        }
        if score.average.is_none() {
            self.last_owner = Some((doc.sentence_of(score.from), owners));
        }
    }

    fn start_of(&self, s: Sentence, at: usize) -> usize {
        let doc = self.doc;
        (s.from..at)
            .rev()
            .take(14)
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ':'))
            .find(|j| doc.place_at(*j).is_some() || doc.bare_level(*j).is_some())
            .unwrap_or(at)
    }

    fn score_tier(&self, s: Sentence, score: &Score, level: Level) -> &'static str {
        let doc = self.doc;
        let Around { tiered, .. } = self.around;
        // the tier of another score or of a count is not this one's
        let another = |j: usize| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_))) && self.noun(j + 1) == Some(score.kind);
        let ends = |j: usize| doc.mark(j, ';') || doc.mark(j, '.') || doc.mark(j, ':') || doc.is(j, Class::Target);
        let other = |j: usize| count_at(doc, s, j).is_some() || doc.place_at(j).is_some() || another(j);
        let behind = if tiered { score.end..(score.end + 14).min(s.to) } else { 0..0 };
        let after = behind.take_while(|j| !ends(*j) && !other(*j)).find_map(|j| tier_at(doc, j));
        let before = || {
            if !tiered {
                return None;
            }
            (clause_start(doc, s, score.from)..score.from).rev().take(24).find_map(|j| {
                let tier = tier_at(doc, j)?;
                // "3 xã nâng cao, 9/9 tiêu chí": the tier is the count's
                let counted = (j.saturating_sub(4).max(s.from)..j).any(|k| count_at(doc, s, k).is_some());
                if counted && (j..score.from).any(|k| doc.mark(k, ',')) {
                    return None;
                }
                let hamlet = j > 0 && matches!(doc.value(j - 1, Class::Level), Some("hamlet"))
                    || doc.text(j, j + 1).to_lowercase().contains("khu dân cư");
                (hamlet == (level == Level::Hamlet) || (doc.is(j, Class::Tier) && level == Level::Hamlet)).then_some(tier)
            })
        };
        // "3 xã A, B, C đăng ký nâng cao: A đạt 15/19, …": the tier stands before the colon
        let headed = || {
            if !tiered {
                return None;
            }
            let clause = clause_start(doc, s, score.from);
            let colon = clause.checked_sub(1).filter(|c| *c > s.from && doc.mark(*c, ':'))?;
            let counted = (s.from..colon).any(|k| count_at(doc, s, k).is_some_and(|c| super::tally::level_of(c.subject) == Some(level)));
            (s.from..colon).rev().take(24).find_map(|j| tier_at(doc, j)).filter(|_| counted)
        };
        after
            .or_else(before)
            .or_else(headed)
            .or_else(|| self.entered_for(s, score.from, level))
            .or_else(|| title_tier(doc).filter(|t| *t != "model" || level == Level::Hamlet))
            .unwrap_or(STANDARD)
    }

    /// "Trong 4 xã đăng ký kiểu mẫu, xã A đạt 4/5 tiêu chí; xã B …": the tier the units were entered for; and a hamlet's score in a text
    /// that just counted hamlets of one tier.
    fn entered_for(&self, s: Sentence, at: usize, level: Level) -> Option<&'static str> {
        let doc = self.doc;
        let first = if self.around.entered { s.from..at } else { at..at };
        let entered = first.take(24).find(|j| {
            count_at(doc, s, *j).is_some_and(|c| super::tally::level_of(c.subject) == Some(level) && !c.delta)
                && (*j..at.min(j + 8)).any(|k| doc.has(k, Class::Status, "registered"))
        });
        if let Some(j) = entered {
            return (j..at.min(j + 12)).find_map(|k| tier_at(doc, k));
        }
        if level != Level::Hamlet || (s.from..s.to).any(|j| doc.is(j, Class::Program)) {
            return None;
        }
        let from = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)].from;
        let start = doc.span(from, from + 1).start;
        let mut tiers = self.facts.iter().rev().take(12).filter_map(|f| match &f.body {
            Body::Tally(t) if t.subject == "hamlets" && f.span.start >= start => Some(t.tier),
            _ => None,
        });
        let last = tiers.next()?;
        tiers.all(|t| t == last).then_some(last).flatten()
    }

    /// "Với 9 tiêu chí của huyện, đến nay đạt 6"; "trong số 19 tiêu chí, xã đã đạt 15".
    fn turned(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            let lead = is_word(doc, i, "với") || is_word(doc, i, "trong") || is_word(doc, i, "trên");
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
                if doc.mark(j, ';') || doc.mark(j, '.') || self.scope.off(j) || self.noun(j).is_some() {
                    break;
                }
                let met = doc.terms[j].whole().filter(|m| *m <= total);
                let reach = j > 0 && (doc.is(j - 1, Class::Reach) || is_word(doc, j - 1, "được"));
                let noun =
                    self.noun(j + 1).is_some() || doc.mark(j + 1, ',') || doc.mark(j + 1, '.') || doc.mark(j + 1, ';') || j + 1 >= s.to;
                if let (Some(_), true, true, Some(Kind::Num(n))) = (met, reach, noun, doc.kind(j)) {
                    let score = Score { met: n, total: Some(total), kind, average: None, from: j, end: j + 1 };
                    self.look_around(s);
                    if !self.foreign(s, &score) {
                        self.facts.retain(|f| !matches!(&f.body, Body::Progress { met, total: None, .. } if *met == n && f.span.start >= doc.span(j.saturating_sub(14), j).start));
                        self.emit_score(s, &score);
                    }
                    break;
                }
                j += 1;
            }
        }
        self.in_turn(s);
    }

    /// "A, B, C lần lượt đạt 12, 13 và 14 tiêu chí".
    fn in_turn(&mut self, s: Sentence) {
        let doc = self.doc;
        let said = (s.from..s.to).find(|i| doc.is(*i, Class::InTurn));
        let Some(at) = said.or_else(|| self.unsaid_turn(s)) else { return };
        if self.scope.off(at) {
            return;
        }
        // "A, B, C của huyện X lần lượt đạt": X is only where they lie
        let inside =
            |j: usize| doc.place_at(j).is_some_and(|p| p.level.is_some_and(|l| l.rank() >= 2)) && doc.is(j.wrapping_sub(1), Class::Prep);
        let Some(last) = (s.from..at).rev().take(9).find(|j| doc.place_at(*j).is_some() && !inside(*j)) else { return };
        let units = self.listed(s, last, None);
        let (mut values, mut j) = (Vec::new(), at + 1);
        while j < s.to.min(at + 80) {
            match doc.kind(j) {
                Some(Kind::Num(n)) => values.push((n, None, j)),
                Some(Kind::Frac(a, b)) => values.push((a, b.as_whole(), j)),
                _ if doc.mark(j, ',')
                    || doc.is(j, Class::Conj)
                    || doc.is(j, Class::Reach)
                    || doc.is(j, Class::List)
                    || self.noun(j).is_some() => {}
                _ => break,
            }
            j += 1;
        }
        let kind = (at..j).find_map(|k| self.noun(k));
        let tier = (at..(j + 2).min(s.to)).find_map(|k| tier_at(doc, k)).or_else(|| title_tier(doc)).unwrap_or(STANDARD);
        let (Some(kind), true) = (kind, units.len() == values.len() && units.len() > 1) else { return };
        let first = values[0].2;
        self.facts.retain(|f| {
            !(matches!(&f.body, Body::Progress { .. })
                && f.span.start >= doc.span(s.from, s.from + 1).start
                && f.span.end > doc.span(first, first + 1).start
                && f.span.start < doc.span(j - 1, j).end)
        });
        for (unit, (met, total, at)) in units.into_iter().zip(values) {
            self.add(Body::Progress { unit, kind, met, total, tier, as_of: None, average_per: None }, at, at + 1, "progress-in-turn");
        }
    }
}

impl Builder<'_> {
    /// "A, B và C (mới) đạt 15, 16 và 17 tiêu chí": as many numbers as names, the noun behind the last.
    fn unsaid_turn(&self, s: Sentence) -> Option<usize> {
        let doc = self.doc;
        (s.from + 1..s.to)
            .find(|i| {
                doc.is(*i, Class::Reach)
                    && matches!(doc.kind(i + 1), Some(Kind::Num(_) | Kind::Frac(..)))
                    && doc.mark(i + 2, ',')
                    && matches!(doc.kind(i + 3), Some(Kind::Num(_) | Kind::Frac(..)))
            })
            .or_else(|| {
                (s.from + 1..s.to).find(|i| {
                    doc.is(*i, Class::Reach)
                        && matches!(doc.kind(i + 1), Some(Kind::Num(_) | Kind::Frac(..)))
                        && doc.is(i + 2, Class::Conj)
                        && matches!(doc.kind(i + 3), Some(Kind::Num(_) | Kind::Frac(..)))
                        && self.noun(i + 4).is_some()
                })
            })
    }
}

/// Nothing but a mark stands behind.
fn ends_here(doc: &crate::doc::Doc<'_>, s: Sentence, at: usize) -> bool {
    at >= s.to || [',', ';', '.', ')'].iter().any(|c| doc.mark(at, *c)) || doc.line(at)
}

fn per(level: Level) -> Option<&'static str> {
    match level {
        Level::Commune => Some("commune"),
        Level::Hamlet => Some("hamlet"),
        Level::District => Some("district"),
        _ => None,
    }
}

impl crate::doc::Doc<'_> {
    /// The area an average is of: said just before ("cả nước là 10,82"), or the topic.
    fn area_for_average(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let _ = s;
        self.area(at, at + 1, 1)
    }
}
