//! What is aimed at: "phấn đấu đạt chuẩn NTM vào cuối năm 2020", "đến năm 2030 là xã NTM nâng cao".

mod before;
mod goal;
mod when;
mod whose;

use super::Builder;
use super::list::is_word;
use super::scope::{adopts, aims, due, enters, future_year, heads_aims, planned, promises, serves};
use super::tiers::tier_at;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::Body;
use crate::term::{Kind, When};
use whose::Aim;

/// Longest goal, in terms.
const LONGEST: usize = 40;

impl Builder<'_> {
    pub(crate) fn targets(&mut self, s: Sentence) {
        let doc = self.doc;
        // the title says it shorter; the body says it again
        if self.is_title(s) {
            return;
        }
        let headed = super::scope::heading_year(doc, s).map(|year| year.to_string());
        let mut by: Option<String> = None;
        let mut from = s.from;
        // an aim was opened by a word: the clauses after it go on with it
        let mut listing = false;
        // clauses of the sentence, cut at ";" and at ", " before a new subject of the aim
        let mut cuts: Vec<usize> =
            (s.from..s.to).filter(|j| doc.mark(*j, ';') || (doc.mark(*j, ',') && self.new_aim(s, *j)) || self.named_aim(s, *j)).collect();
        cuts.push(s.to);
        for cut in cuts {
            let (start, end) = (from, cut);
            from = cut + 1;
            let Some(cue) = (start..end)
                .find(|j| self.cue(s, *j))
                .or_else(|| self.by_year(start, end))
                .or_else(|| (listing && self.scope.aimed(start)).then_some(start))
                // "…; đạt xã NTM nâng cao vào cuối năm 2020": an aim with its own date in a list of aims
                .or_else(|| (self.scope.aimed(start) && self.by_date(s, start, end).is_some()).then_some(start))
                .or_else(|| (headed.is_some() && self.scope.aimed(start)).then_some(start))
            else {
                // a year said before the aim counts for it: "Năm 2019, phấn đấu …"
                continue;
            };
            let start = heads_aims(doc, s, cue).filter(|colon| *colon + 1 < end).map_or(start, |colon| colon + 1);
            // "Nếu cứ để như vậy, đến năm 2025 sẽ còn …": feared, not aimed at
            let feared = (super::scope::clause_start(doc, s, cue)..cue).take(3).any(|j| is_word(doc, j, "nếu"));
            // "Đoàn đề nghị tỉnh hoàn thành … trước 2025": ordered
            let asked = !doc.is(cue, Class::Target) && (start..end).any(|j| doc.has(j, Class::Order, "give") && self.addressed_to(j + 1));
            // "đề nghị huyện giữ vững …, đến năm 2025 có 5 xã nâng cao": so many by then are aimed at
            let counted = |j: usize| {
                is_word(doc, j, "có")
                    && super::tally::count_at(doc, s, j + 1).is_some_and(|c| tier_at(doc, c.end).is_some() || doc.is(c.end, Class::Program))
            };
            let asked = asked && !(future_year(doc, cue) && counted(cue + 1) || (cue..end).any(|j| future_year(doc, j) && counted(j + 1)));
            // "… mỗi xã phấn đấu tăng 1 tiêu chí; 5 xã đã đạt chuẩn phải duy trì": laid on, no aim of the list
            let laid = listing && !doc.is(cue, Class::Target) && (start..end).any(|j| is_word(doc, j, "phải"));
            if feared || asked || laid {
                continue;
            }
            // "kế hoạch có 2 xã về đích nhưng chỉ A hoàn thành": what came of it
            let end = (cue..end).find(|j| super::scope::turns(doc, *j)).unwrap_or(end);
            // "bổ sung 12 tỷ đồng cho các xã phấn đấu về đích năm 2023": which ones
            let which = doc.is(cue, Class::Target)
                && cue > start + 2
                && doc.is(cue - 1, Class::Level)
                && is_word(doc, cue - 2, "các")
                && doc.reads_any(cue - 3, &["cho", "của", "tại", "với", "ở", "giúp", "đối với"])
                || doc.is(cue, Class::Target)
                    && cue > start + 1
                    && doc.begins_in(cue - 1, "các ")
                    && doc.reads_any(cue - 2, &["cho", "của", "tại", "với", "ở", "giúp", "đối với"]);
            if which {
                continue;
            }
            // "các xã, huyện đã đạt chuẩn … phấn đấu thành …": nobody's aim, and no day of its own
            let vague = ["các", "những", "nhiều"].iter().any(|w| is_word(doc, start, w))
                && (doc.is(start + 1, Class::Level) || doc.is(start + 1, Class::Subject))
                && doc.is(cue, Class::Target)
                && self.by_date(s, start, end).is_none();
            if vague || self.scope.law(cue) || !self.scope.aimed(cue) && !future_in(doc, start, end) {
                continue;
            }
            // "Giai đoạn 2021-2025, xã phấn đấu … vào năm 2024": the year behind the cue is the aim's own
            let behind = (cue..end).any(|j| matches!(doc.kind(j), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now)))
                && (start..cue).any(|j| matches!(doc.kind(j), Some(Kind::Years(..))) || doc.has(j, Class::Order, "give"));
            // "Mục tiêu nhiệm kỳ 2025 - 2030: đến năm 2027 …, đến năm 2030 …": the term only says whose aims
            let term = (cue + 1..end.min(cue + 8))
                .find(|j| doc.mark(*j, ':'))
                .filter(|c| (cue..*c).any(|j| matches!(doc.kind(j), Some(Kind::Years(..)))));
            let dated = term.filter(|c| (*c..end).any(|j| matches!(doc.kind(j), Some(Kind::Year(_)))));
            let own = self.by_date(s, dated.unwrap_or(if behind { cue } else { start }), end);
            if own.is_some() {
                by.clone_from(&own);
                // "xác định các chỉ tiêu đến năm 2030: …; …": what is listed behind the colon is aimed at too
                listing |= (start..end).any(|j| doc.mark(j, ':') && (start..j).any(|k| future_year(doc, k)));
            }
            let said = own.or_else(|| by.clone()).or_else(|| self.year_before(s, start)).or_else(|| headed.clone());
            // "cam kết về đích trong quý IV"
            let quarter = || (start..end).any(|j| doc.is(j, Class::Quarter)).then_some(doc.hint.year).flatten().map(|y| y.to_string());
            // "thông qua 23 chỉ tiêu, trong đó có …, vào cuối nhiệm kỳ 2020-2025"
            let term = || (s.from..s.to).any(|j| adopts(doc, s, j)).then(|| self.by_date(s, s.from, s.to)).flatten();
            let Some(when) = said.or_else(|| self.year_of_title()).or_else(quarter).or_else(term) else { continue };
            let (mut goal_from, goal_to) = self.goal(s, start, cue, end);
            // "còn lại 17 thôn … quyết tâm hoàn thành": the count is part of the aim
            let near =
                (start..cue).rev().take(16).take_while(|j| !doc.mark(*j, ',')).find(|j| super::tally::count_at(doc, s, *j).is_some());
            let far = || (start..cue).rev().take(16).find(|j| super::tally::count_at(doc, s, *j).is_some());
            let wanted = doc.is(cue, Class::Target) && !self.programme(goal_from, goal_to);
            let moved = (cue..goal_from).any(|j| doc.mark(j, ':'));
            if let Some(count) = near.filter(|_| doc.is(cue, Class::Target)).or_else(|| wanted.then(far).flatten()).filter(|_| !moved) {
                goal_from = count;
            }
            // "Chương trình … giai đoạn 2021-2025 đặt mục tiêu, phấn đấu …": the aim itself comes behind
            let empty = doc.is(cue, Class::Target) && goal_to > goal_from && goal_to <= cue + 1;
            if empty || goal_to <= goal_from || !self.programme(goal_from, goal_to) {
                continue;
            }
            // "xin lùi sang năm 2020" is no aim
            if (goal_from..goal_to).any(|j| is_word(doc, j, "lùi") || is_word(doc, j, "xin") || is_word(doc, j, "hoãn")) {
                continue;
            }
            // "Mục tiêu xây dựng NTM đến năm 2025": the programme's name is no aim
            if (goal_from..goal_to)
                .all(|j| doc.is(j, Class::Program) && tier_at(doc, j).is_none() || doc.is(j, Class::Prep) || doc.is(j, Class::Conj))
            {
                continue;
            }
            let goal = doc.text(goal_from, goal_to);
            listing |= adopts(doc, s, cue) || doc.is(cue, Class::Target) || doc.mark(cut, ',') || heads_aims(doc, s, cue).is_some();
            let rule = if doc.is(cue, Class::Target) { "target" } else { "target-year" };
            for unit in self.aiming(Aim { s, start, cue, from: goal_from, to: goal_to }) {
                self.add(
                    Body::Target { unit, goal: goal.clone(), by: when.clone() },
                    start.max(cue.saturating_sub(6).max(s.from)),
                    end,
                    rule,
                );
            }
        }
    }

    /// No word of aiming, but a year still to come: where the aim begins.
    fn by_year(&self, start: usize, end: usize) -> Option<usize> {
        let year = (start..end).find(|j| future_year(self.doc, *j))?;
        (start..=year).find(|j| self.scope.aimed(*j))
    }

    /// A word that opens an aim here.
    fn cue(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let noun = doc.has(at, Class::Target, "noun") && !aims(doc, s, at);
        doc.is(at, Class::Target) && self.scope.aimed(at) && !noun && !doc.has(at, Class::Target, "weak")
            || serves(doc, s, at)
            || promises(doc, s, at)
            || heads_aims(doc, s, at).is_some()
            || adopts(doc, s, at)
            || enters(doc, at)
            || due(doc, s, at).is_some()
            || planned(doc, s, at)
    }

    /// "thêm 3 xã kiểu mẫu và huyện A đạt chuẩn": behind "và" a unit by name, with an aim of its own.
    fn named_aim(&self, s: Sentence, and: usize) -> bool {
        let doc = self.doc;
        let own = || {
            let met = doc.has(and + 2, Class::Status, "met") || is_word(doc, and + 2, "đạt") && doc.has(and + 3, Class::Status, "met");
            doc.place_at(and + 1).is_some_and(|p| p.explicit) && met
        };
        // "… và giảm còn dưới 150 xã dưới 5 tiêu chí"
        let lowers = doc.is(and, Class::Conj)
            && self.scope.aimed(and)
            && (doc.has(and + 1, Class::Delta, "less") || doc.is(and + 1, Class::LevelVerb))
            && (and + 2..s.to.min(and + 5)).any(|j| super::tally::count_at(doc, s, j).is_some());
        if lowers {
            return true;
        }
        // "thu nhập đạt 85 triệu đồng và tỷ lệ hộ nghèo còn dưới 1%"
        let valued = |from: usize, to: usize| (from..to).any(|j| matches!(doc.kind(j), Some(Kind::Percent(_) | Kind::Money { .. })));
        let rate = doc.is(and, Class::Conj)
            && self.scope.aimed(and)
            && doc.is(and + 1, Class::Indicator)
            && valued(and.saturating_sub(6).max(s.from), and)
            && valued(and + 2, s.to.min(and + 8));
        if rate {
            return true;
        }
        let counted = || (and.saturating_sub(6).max(s.from)..and).any(|j| super::tally::count_at(doc, s, j).is_some());
        doc.is(and, Class::Conj) && self.scope.aimed(and) && own() && counted()
    }

    /// A comma after which another aim begins: a count, "mỗi xã", a rate, "không còn".
    fn new_aim(&self, s: Sentence, comma: usize) -> bool {
        let doc = self.doc;
        if !self.scope.aimed(comma) || !self.scope.aimed(comma + 1) {
            return false;
        }
        let n = comma + 1;
        let unit = |j: usize| doc.is(j, Class::Level) || doc.is(j, Class::Subject) || doc.is(j, Class::Head);
        let all = (is_word(doc, n, "mọi") || doc.begins_in(n, "tất cả") || is_word(doc, n, "toàn bộ")) && (n..n + 3).any(unit);
        // ", các xã còn lại đạt từ 15 tiêu chí trở lên"
        let rest = is_word(doc, n, "các") && unit(n + 1) && is_word(doc, n + 2, "còn lại")
            || doc.begins_in(n, "các ") && is_word(doc, n + 1, "còn lại");
        let each = all || rest
            // ", giảm tỷ lệ hộ nghèo xuống 28%"
            || doc.is(n, Class::Delta) && doc.is(n + 1, Class::Indicator)
            // ", giảm số xã dưới 5 tiêu chí xuống 250 xã"
            || doc.is(n, Class::Delta) && doc.ends_in(n + 1, "số") && unit(n + 2)
            || doc.is(n, Class::Each)
            // ", nâng tổng số xã đạt chuẩn toàn huyện lên 7/13 xã", when another's aim stands before
            || doc.is(n, Class::LevelVerb) && doc.holds(n, "tổng số") && doc.place_at(comma.wrapping_sub(2)).is_some_and(|p| p.explicit)
            || doc.has(n, Class::Negation, "none")
            || doc.is(n, Class::Country)
            // "3 tiêu chí còn lại là giao thông, thu nhập, hộ nghèo": the name of a criterion is no rate
            || (doc.is(n, Class::Indicator)
                && n + 2 < s.to
                && !(doc.is(n, Class::Criterion)
                    && doc.is(comma.wrapping_sub(1), Class::Criterion)
                    && !(n + 1..s.to.min(n + 7))
                        .take_while(|j| !doc.mark(*j, ','))
                        .any(|j| matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Percent(_) | Kind::Money { .. })))));
        // ", có ít nhất 10 huyện …": another count aimed at
        let has = is_word(doc, n, "có") && {
            let c = if doc.is(n + 1, Class::Approx) { n + 2 } else { n + 1 };
            super::tally::count_at(doc, s, c).is_some()
        };
        // "phấn đấu thêm 6 xã đạt chuẩn, 11 xã nâng cao, 3 xã kiểu mẫu", "85% số xã đạt chuẩn, 10% đạt kiểu mẫu": a count with its own standing
        let own = |from: usize| {
            (from..s.to.min(from + 8))
                .take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';') && !doc.mark(*j, '.'))
                .any(|j| doc.is(j, Class::Status) || doc.is(j, Class::Program) || doc.is(j, Class::Ocop) || tier_at(doc, j).is_some())
        };
        let share = |j: usize| matches!(doc.kind(j), Some(Kind::Percent(_)));
        let count = |j: usize| super::tally::count_at(doc, s, j).is_some_and(|c| c.subject != "households") || share(j);
        // ", từ 1 đến 2 huyện được công nhận"
        let range = n + usize::from(doc.is(n, Class::From));
        let ranged = matches!(doc.kind(range), Some(Kind::Range(..))) && unit(range + 1) && own(range + 2)
            || doc.is(n, Class::From)
                && matches!(doc.kind(n + 1), Some(Kind::Num(_)))
                && doc.has(n + 2, Class::DateCue, "bound")
                && count(n + 3)
                && own(n + 4);
        if ranged && before_aimed(doc, s, comma) {
            return true;
        }
        let within = usize::from(is_word(doc, n, "trong đó"));
        let within = within + usize::from(within > 0 && doc.mark(n + within, ','));
        let within = within + usize::from(is_word(doc, n + within, "có"));
        let within = within + usize::from(doc.is(n + within, Class::Approx));
        // the aim before it has its own as well, or a value
        let valued = |j: usize| matches!(doc.kind(j), Some(Kind::Money { .. })) || share(j);
        let before = (s.from..comma).rev().take(14).find(|j| count(*j) || valued(*j));
        let garden = |j: usize| super::tally::count_at(doc, s, j).is_some_and(|c| c.subject == "gardens");
        // ", xây dựng thêm 2 ấp kiểu mẫu"
        let built = doc.is(n, Class::OutputVerb) && doc.has(n + 1, Class::Delta, "more") && count(n + 2) && own(n + 3);
        let counted = built
            || count(n + within)
                && (own(n + within + 1) || garden(n + within))
                && (before.is_some_and(|b| valued(b) || own(b + 1)) || own(comma.saturating_sub(8).max(s.from)));
        // ", xã đạt NTM kiểu mẫu"
        let dated = matches!(doc.kind(comma.wrapping_sub(1)), Some(Kind::Year(_) | Kind::Date(_)));
        let dated = dated || doc.is(comma.wrapping_sub(1), Class::Level);
        let has = has || !dated && doc.bare_level(n).is_some() && (doc.is(n + 1, Class::Reach) || doc.has(n + 1, Class::Status, "met"));
        // ", giữ vững xã NTM nâng cao"
        let holds = ["giữ vững", "duy trì", "trở thành", "được công nhận"].iter().any(|w| is_word(doc, n, w))
            && (n + 1..n + 4).any(|j| doc.is(j, Class::Level) || doc.is(j, Class::Program) || tier_at(doc, j).is_some())
            && before.is_some_and(valued);
        // ", xã B đạt 15/19 tiêu chí"
        let reached = |j: usize| doc.is_any(j, &[Class::Reach, Class::Status]);
        // ", B cán mốc 15 tiêu chí"
        let scored = doc.place_at(comma.wrapping_sub(1)).is_none()
            && matches!(doc.kind(n + 2), Some(Kind::Num(_) | Kind::Frac(..)))
            && doc.is(n + 3, Class::Criteria);
        let another = (s.from..comma).rev().take(10).any(|j| doc.place_at(j).is_some_and(|p| !p.address) && (j + 1..comma).any(reached));
        let named =
            doc.place_at(n).is_some_and(|p| !p.address && (p.explicit || another && doc.has(n + 1, Class::Status, "met") || scored))
                && doc.is_any(n + 1, &[Class::Reach, Class::Status])
                && (s.from..comma).rev().take(10).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_))));
        let again = holds || named || is_word(doc, n, "đồng thời") || has || doc.is(n, Class::Target) && !is_word(doc, n, "sẽ");
        // "đạt NTM nâng cao năm 2023, xã kiểu mẫu năm 2025": each with its own year
        // "hết quý III cả 12 xã đạt chuẩn, cuối năm nay trình …"
        let year = |j: &usize| match doc.kind(*j) {
            Some(Kind::Year(_)) => true,
            Some(Kind::Date(when)) => when.year.is_some(),
            _ => doc.is(*j, Class::Quarter) || doc.has(*j, Class::YearWord, "this") || doc.has(*j, Class::YearWord, "next"),
        };
        let year_behind = |j: &usize| {
            year(j) && (*j <= n + 1 && !doc.is(n, Class::Deadline) || matches!(doc.kind(*j), Some(Kind::Year(_) | Kind::Date(_))))
        };
        let both = (s.from..comma).rev().filter(|j| doc.depth[*j] == doc.depth[comma]).take(8).any(|j| year(&j))
            && (n..s.to.min(n + 12)).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';')).any(|j| year_behind(&j));
        if both {
            return true;
        }
        each || again || counted
    }
}

/// A count stands before the comma.
fn before_aimed(doc: &Doc<'_>, s: Sentence, comma: usize) -> bool {
    (comma.saturating_sub(14).max(s.from)..comma).any(|j| super::tally::count_at(doc, s, j).is_some())
}

fn future_in(doc: &Doc<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|j| future_year(doc, j))
}

pub(crate) fn iso(year: u16, when: When) -> String {
    match (when.month, when.day) {
        (Some(m), Some(d)) => format!("{year:04}-{m:02}-{d:02}"),
        (Some(m), None) => format!("{year:04}-{m:02}"),
        _ => format!("{year:04}"),
    }
}
