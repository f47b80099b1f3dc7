//! What is aimed at, and whether it is the programme's.

use super::LONGEST;
use super::counted::{first_counted, past_number};
use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::scope::{adopts, enters, future_year, heads_aims};
use crate::build::tally::count_at;
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// Terms between the word that opens a row of aims and its colon.
const LEAD: usize = 10;

impl Builder<'_> {
    /// The goal of an aim, with the count before its cue when that is part of it; none when it is not the programme's.
    pub(super) fn goal_of(&self, s: Sentence, start: usize, cue: usize, end: usize) -> Option<(usize, usize)> {
        let doc = self.doc;
        let (mut from, to) = self.goal(s, start, cue, end);
        let opened = doc.is(cue, Class::Target);
        // "còn lại 17 thôn … quyết tâm hoàn thành": the count is part of the aim
        let counted = |j: &usize| count_at(doc, s, *j).is_some();
        let near = (start..cue).rev().take(16).take_while(|j| !doc.mark(*j, ',')).find(counted);
        let far = || (start..cue).rev().take(16).find(counted);
        let wanted = opened && !self.programme(from, to);
        let moved = (cue..from).any(|j| doc.mark(j, ':'));
        if let Some(count) = near.filter(|_| opened).or_else(|| wanted.then(far).flatten()).filter(|_| !moved) {
            from = count;
        }
        // "Chương trình … giai đoạn 2021-2025 đặt mục tiêu, phấn đấu …": the aim itself comes behind
        let empty = opened && to > from && to <= cue + 1;
        if empty || to <= from || !self.programme(from, to) {
            return None;
        }
        // "xin lùi sang năm 2020" is no aim
        let put_off = (from..to).any(|j| doc.reads_any(j, &["lùi", "xin", "hoãn"]));
        // "Mục tiêu xây dựng NTM đến năm 2025": the programme's name is no aim
        let named = |j: usize| doc.is(j, Class::Program) && tier_at(doc, j).is_none() || doc.is_any(j, &[Class::Prep, Class::Conj]);
        // "nếu được tỉnh bố trí 9 tỷ đồng thì A sẽ về đích": only then
        let only_if = is_word(doc, from, "nếu");
        (!put_off && !only_if && !(from..to).all(named)).then_some((from, to))
    }

    /// From behind the cue (and its date) to the clause's end, without a date at the end.
    fn goal(&self, s: Sentence, start: usize, cue: usize, end: usize) -> (usize, usize) {
        let doc = self.doc;
        let opened = self.opened_by(s, start, cue, end);
        let counted =
            past_number(self.doc, start).filter(|j| *j > opened).or_else(|| first_counted(self.doc, opened, end.min(opened + LEAD)));
        let mut from = self.past_time(counted.unwrap_or(opened), end);
        while from < end && self.only_leads(start, from) {
            from += 1;
        }
        from = self.past_label(cue, from, end);
        // a quotation ends the aim
        let end = (from..end).find(|j| doc.mark_any(*j, "\"”")).unwrap_or(end);
        // nothing but a date behind the cue: the goal stands before it
        if (from..end).all(|j| doc.mark(j, '.')) {
            // "đang phấn đấu hoàn thành trong năm 2021": the verb is the goal
            if let Some(done) = (cue + 1..end).find(|j| doc.is(*j, Class::Deadline) && doc.begins_in(*j, "hoàn thành")) {
                return (done, done + 1);
            }
            from = if from >= end { start } else { from };
        }
        (from, self.goal_end(from, end))
    }

    /// A term that says by when.
    fn dates(&self, j: usize) -> bool {
        let doc = self.doc;
        matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Date(_)))
            || doc.is_any(j, &[Class::YearWord, Class::Deadline])
            || doc.is(j, Class::DateCue) && !is_word(doc, j.wrapping_sub(1), "đa")
    }

    /// Behind the word that opens the aim, its owner or its colon.
    fn opened_by(&self, s: Sentence, start: usize, cue: usize, end: usize) -> usize {
        let doc = self.doc;
        // "Mục tiêu của tỉnh là đến năm 2020 …"
        if let Some((_, is)) = self.owner_behind(cue, end) {
            return is + 1;
        }
        // "xác định đến năm 2030: xã đạt …": what stands behind the colon
        let year = (start..end).find(|j| future_year(doc, *j) && doc.mark(j + 1, ':')).map(|j| j + 2);
        let head = heads_aims(doc, s, cue).map(|colon| colon + 1).or(year.filter(|_| !doc.is(cue, Class::Target)));
        let opens = doc.is(cue, Class::Target) || adopts(doc, s, cue) || enters(doc, cue);
        head.unwrap_or(if opens { cue + 1 } else { cue })
    }

    /// "phấn đấu hết quý III, A hoàn thành …", "đến quý IV/2027 đạt chuẩn": the term behind the time said first.
    fn past_time(&self, from: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut from = from;
        let time = |j: usize| self.dates(j) || doc.is_any(j, &[Class::Quarter, Class::Half]);
        let told = |j: usize| {
            doc.place_at(j).is_some() || doc.is_any(j, &[Class::Level, Class::Status, Class::Criteria, Class::Indicator, Class::OcopWord])
        };
        let comma = (from + 1..end.min(from + 7)).find(|j| doc.mark(*j, ','));
        if let Some(comma) = comma.filter(|c| (from..*c).any(time) && !(from..*c).any(told)) {
            from = comma + 1;
        }
        // "…; còn A về đích vào cuối năm"
        from += usize::from(doc.reads_any(from, &["còn", "riêng"]) && doc.place_at(from + 1).is_some());
        let number = |j: usize| {
            matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Year(_))) || doc.mark(j, '/') || doc.reads_any(j, &["i", "ii", "iii", "iv"])
        };
        let quarter = (from..end.min(from + 3)).find(|j| doc.is(*j, Class::Quarter)).filter(|q| (from..*q).all(|j| self.dates(j)));
        quarter.map_or(from, |q| (q + 1..end).find(|j| !number(*j)).unwrap_or(end))
    }

    /// A word that only leads to the goal.
    fn only_leads(&self, start: usize, at: usize) -> bool {
        const LEADS: [&str; 10] = ["sang", "phải", "thì", "vào", "trong", "rằng", "trong đó", "để", "nhằm", "của"];
        let doc = self.doc;
        doc.mark_any(at, ",:\"“")
            || at == start && (doc.line(at) || doc.mark_any(at, "-+•"))
            || at > start && (start..at).all(|j| doc.line(j)) && doc.mark(at, '-')
            || self.dates(at)
            // "đến cuối năm 2025 huyện muốn có …"
            || doc.has(at, Class::Result, "time")
            || doc.is_any(at, &[Class::Target, Class::List, Class::Conj, Class::Half])
            || doc.reads_any(at, &LEADS)
    }

    /// Behind the colon of a label: "Mục tiêu nhiệm kỳ 2025 - 2030:", "lần lượt hứa với huyện:", "Mục tiêu năm 2022 của thôn A:".
    fn past_label(&self, cue: usize, from: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut from = from;
        let colon = |to: usize| (cue + 1..end.min(to)).find(|j| doc.mark(*j, ':'));
        // "…: đến năm 2027 khôi phục đủ 19 tiêu chí"
        if let Some(colon) = colon(cue + 8).filter(|c| (cue..*c).any(|j| matches!(doc.kind(j), Some(Kind::Years(..))))) {
            from = from.max(colon + 1);
            while from < end && (self.dates(from) || doc.mark(from, ',') || doc.is(from, Class::Half)) {
                from += 1;
            }
        }
        // "…: A sẽ thành xã nâng cao"
        if let Some(colon) = colon(cue + 7).filter(|c| doc.place_at(c + 1).is_some() && doc.is(c + 2, Class::Target)) {
            from = from.max(colon + 1);
        }
        let label = |j: usize| doc.place_at(j).is_some() || doc.is_any(j, &[Class::Prep, Class::Level]) || self.dates(j);
        let own = (from..end.min(from + 6)).find(|j| doc.mark(*j, ':')).filter(|c| (from..*c).all(label));
        own.filter(|_| doc.has(cue, Class::Target, "noun")).map_or(from, |colon| colon + 1)
    }

    /// The end of a goal: what is listed behind it and when it is due are no part of it.
    fn goal_end(&self, from: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut to = end.min(from + LONGEST);
        // "… về đích: A, B, C"
        to = (from + 5..to).find(|j| doc.mark(*j, ':')).unwrap_or(to);
        // "về đích trong quý II"
        let last = |j: usize| self.dates(j) || doc.mark_any(j, "./,") || doc.line(j);
        let quarter = (to.saturating_sub(4).max(from + 1)..to).find(|j| doc.is(*j, Class::Quarter));
        to = quarter.filter(|q| to - q <= 3 && (q + 2..to).all(last)).unwrap_or(to);
        let when = |j: usize| {
            self.dates(j)
                || doc.mark_any(j, ".,")
                || doc.line(j)
                || doc.reads_any(j, &["vào", "trong", "trước", "giữa"])
                || doc.is(j, Class::Half)
        };
        while to > from && when(to - 1) {
            to -= 1;
        }
        to
    }

    /// The goal is one of the programme's.
    pub(super) fn programme(&self, from: usize, to: usize) -> bool {
        let doc = self.doc;
        // "95% số hộ đạt gia đình văn hóa", "100% cán bộ đạt chuẩn chức danh"
        let culture =
            (from..to).any(|j| doc.holds(j, "văn hóa") && doc.is(j, Class::OtherProgram) || doc.has(j, Class::OtherProgram, "women"));
        let urban = culture || (from..to).any(|j| doc.has(j, Class::OtherProgram, "urban"));
        let valued = (from..to).any(|j| matches!(doc.kind(j), Some(Kind::Percent(_) | Kind::Money { .. })));
        let ours = (from..to).any(|j| {
            // "tăng trưởng 10%, góp phần xây dựng NTM": named in passing
            let gives = |k: usize| doc.holds(k, "góp phần") || doc.ends_in(k, "góp") && doc.begins_in(k + 1, "phần");
            let aside = || (j.saturating_sub(3).max(from)..j).any(gives);
            doc.is(j, Class::Program) && !aside()
                || doc.is(j, Class::Criteria)
                || tier_at(doc, j).is_some()
                || doc.is(j, Class::Ocop)
                || doc.is(j, Class::OcopWord)
                // "cơ bản xử lý xong nợ đọng"
                || doc.has(j, Class::Finance, "debt") && (doc.holds(j, "nợ đọng") || self.clears_debt(from, j))
                // "phải giải ngân trên 95% kế hoạch"
                || doc.has(j, Class::Finance, "disbursed") && valued && is_word(doc, j.wrapping_sub(1), "phải")
                || doc.is(j, Class::Indicator) && (valued || j > from && doc.has(j - 1, Class::Negation, "none"))
                || valued && j == from && self.indicator_before(from)
                || doc.has(j, Class::Status, "met") && (doc.holds(j, "chuẩn") || doc.holds(j, "đích"))
        });
        let counted = (from..to)
            .any(|j| matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))) && doc.is_any(j + 1, &[Class::Level, Class::Subject]));
        let ours = ours || self.only_standing(from, to) || self.adds_by_name(from, to);
        let done = (from..to).any(|j| doc.is(j, Class::Status));
        !urban && (ours || counted && (done || to - from <= 6))
    }

    /// "xã A và xã B phấn đấu hoàn thành trong năm 2021": of units the sentence says to have met or not.
    fn only_standing(&self, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let stands = matches!(doc.value(from, Class::Status), Some("met" | "recognised")) || doc.begins_in(from, "hoàn thành");
        if to != from + 1 || !stands {
            return false;
        }
        let here = doc.sentence_of(from);
        let (s, before) = (doc.sentences[here], doc.sentences[here.saturating_sub(1)]);
        let named = |j: usize| doc.is_any(j, &[Class::Program, Class::Criteria]) || tier_at(doc, j).is_some();
        let told = |j: usize| matches!(doc.value(j, Class::Status), Some("recognised" | "met" | "not_met")) || doc.is(j, Class::Program);
        (before.from..before.to).any(named) || (s.from..from).any(told)
    }

    /// "năm 2027 lấy lại danh hiệu xã NTM, năm 2028 trả xong nợ": the debts of the programme the sentence aims at.
    fn clears_debt(&self, from: usize, debt: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[doc.sentence_of(from)];
        let pays = doc.reads_any(from, &["trả", "xóa", "thanh toán", "xử lý"]) && debt <= from + 3;
        pays && (s.from..from).any(|j| doc.is(j, Class::Program) && self.scope.aimed(j))
    }

    /// "năm 2018 thêm xã A": one more by name, and nothing else.
    fn adds_by_name(&self, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let named = doc.place_at(from + 1).is_some_and(|p| p.explicit && p.level == Some(crate::gazetteer::Level::Commune));
        doc.has(from, Class::Delta, "more") && named && crate::build::list::names(doc, from + 1, crate::gazetteer::Level::Commune).end == to
    }

    /// "thu nhập hiện 78,4 triệu đồng, đến năm 2030 đạt 110 triệu đồng": the name was said in the clause before.
    pub(super) fn indicator_before(&self, from: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[doc.sentence_of(from)];
        (s.from..from).rev().take(26).any(|j| doc.is(j, Class::Indicator))
    }
}
