//! What is aimed at, and whether it is the programme's.

use super::LONGEST;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::scope::{adopts, enters, future_year, heads_aims};
use crate::build::tally::count_at;
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

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
        (!put_off && !(from..to).all(named)).then_some((from, to))
    }

    /// From behind the cue (and its date) to the clause's end, without a date at the end.
    pub(super) fn goal(&self, s: Sentence, start: usize, cue: usize, end: usize) -> (usize, usize) {
        let doc = self.doc;
        // "xác định đến năm 2030: xã đạt …": what stands behind the colon
        let year = (start..end).find(|j| future_year(doc, *j) && doc.mark(j + 1, ':')).map(|j| j + 2);
        let head = heads_aims(doc, s, cue).map(|colon| colon + 1).or(year.filter(|_| !doc.is(cue, Class::Target)));
        let opens = doc.is(cue, Class::Target) || adopts(doc, s, cue) || enters(doc, cue);
        let mut from = head.unwrap_or(if opens { cue + 1 } else { cue });
        let dated = |j: usize| {
            matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Date(_)))
                || doc.is(j, Class::YearWord)
                || doc.is(j, Class::DateCue) && !is_word(doc, j.wrapping_sub(1), "đa")
                || doc.is(j, Class::Deadline)
        };
        // "Mục tiêu của tỉnh là đến năm 2020 …"
        if let Some((_, is)) = self.owner_behind(cue, end) {
            from = is + 1;
        }
        // "phấn đấu hết quý III, A hoàn thành …": the time first
        let time = |j: usize| dated(j) || doc.is_any(j, &[Class::Quarter, Class::Half]);
        let told = |j: usize| doc.place_at(j).is_some() || doc.is_any(j, &[Class::Level, Class::Status, Class::Criteria, Class::Indicator]);
        if let Some(comma) = (from + 1..end.min(from + 7)).find(|j| doc.mark(*j, ','))
            && (from..comma).any(time)
            && !(from..comma).any(told)
        {
            from = comma + 1;
        }
        // "…; còn A về đích vào cuối năm"
        from += usize::from(doc.reads_any(from, &["còn", "riêng"]) && doc.place_at(from + 1).is_some());
        // "đến quý IV/2027 đạt chuẩn"
        let number = |j: usize| {
            matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Year(_))) || doc.mark(j, '/') || doc.reads_any(j, &["i", "ii", "iii", "iv"])
        };
        let first = (from..end.min(from + 3)).find(|j| doc.is(*j, Class::Quarter)).filter(|q| (from..*q).all(dated));
        if let Some(quarter) = first {
            from = (quarter + 1..end).find(|j| !number(*j)).unwrap_or(end);
        }
        loop {
            let skip = doc.mark(from, ',')
                || from == start && (doc.line(from) || doc.mark(from, '-') || doc.mark(from, '+') || doc.mark(from, '•'))
                || from > start && (start..from).all(|j| doc.line(j)) && doc.mark(from, '-')
                || doc.mark(from, ':')
                || dated(from)
                || doc.is(from, Class::Target)
                || doc.is(from, Class::List)
                || is_word(doc, from, "sang")
                || is_word(doc, from, "phải")
                || is_word(doc, from, "vào")
                || is_word(doc, from, "trong")
                || is_word(doc, from, "rằng")
                || is_word(doc, from, "trong đó")
                || doc.is(from, Class::Conj)
                || is_word(doc, from, "để")
                || is_word(doc, from, "nhằm")
                || is_word(doc, from, "của");
            if !skip || from >= end {
                break;
            }
            from += 1;
        }
        // "Mục tiêu nhiệm kỳ 2025 - 2030: đến năm 2027 khôi phục đủ 19 tiêu chí"
        if let Some(colon) = (cue + 1..end.min(cue + 8)).find(|j| doc.mark(*j, ':'))
            && (cue..colon).any(|j| matches!(doc.kind(j), Some(Kind::Years(..))))
        {
            from = from.max(colon + 1);
            while from < end && (dated(from) || doc.mark(from, ',') || doc.is(from, Class::Half)) {
                from += 1;
            }
        }
        // "lần lượt hứa với huyện: A sẽ thành xã nâng cao"
        if let Some(colon) = (cue + 1..end.min(cue + 7))
            .find(|j| doc.mark(*j, ':'))
            .filter(|c| doc.place_at(c + 1).is_some() && doc.is(c + 2, Class::Target))
        {
            from = from.max(colon + 1);
        }
        // "Mục tiêu năm 2022 của thôn A: hoàn thành …"
        if doc.has(cue, Class::Target, "noun")
            && let Some(colon) = (from..end.min(from + 6)).find(|j| doc.mark(*j, ':'))
            && (from..colon).all(|j| doc.place_at(j).is_some() || doc.is(j, Class::Prep) || doc.is(j, Class::Level) || dated(j))
        {
            from = colon + 1;
        }
        // a quotation ends the aim
        let end = (from..end).find(|j| doc.mark(*j, '"') || doc.mark(*j, '”')).unwrap_or(end);
        // nothing but a date behind the cue: the goal stands before it
        if (from..end).all(|j| doc.mark(j, '.')) {
            // "đang phấn đấu hoàn thành trong năm 2021": the verb is the goal
            if let Some(done) = (cue + 1..end).find(|j| doc.is(*j, Class::Deadline) && doc.begins_in(*j, "hoàn thành")) {
                return (done, done + 1);
            }
            if from >= end {
                from = start;
            }
        }
        let mut to = end.min(from + LONGEST);
        // what is listed behind the aim is not the aim: "… về đích: A, B, C"
        if let Some(colon) = (from + 5..to).find(|j| doc.mark(*j, ':')) {
            to = colon;
        }
        // "về đích trong quý II": when, not what
        let quarter = (to.saturating_sub(4).max(from + 1)..to).find(|j| doc.is(*j, Class::Quarter));
        if let Some(quarter) = quarter.filter(|q| to - q <= 3 && !(q + 2..to).any(|j| !dated(j) && !doc.mark_any(j, "./,") && !doc.line(j)))
        {
            to = quarter;
        }
        while to > from
            && (dated(to - 1)
                || doc.mark(to - 1, '.')
                || doc.mark(to - 1, ',')
                || doc.line(to - 1)
                || is_word(doc, to - 1, "vào")
                || is_word(doc, to - 1, "trong")
                || doc.is(to - 1, Class::Half))
        {
            to -= 1;
        }
        (from, to)
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
                || doc.has(j, Class::Finance, "debt") && doc.holds(j, "nợ đọng")
                // "phải giải ngân trên 95% kế hoạch"
                || doc.has(j, Class::Finance, "disbursed") && valued && is_word(doc, j.wrapping_sub(1), "phải")
                || doc.is(j, Class::Indicator) && (valued || j > from && doc.has(j - 1, Class::Negation, "none"))
                || valued && j == from && self.indicator_before(from)
                || doc.has(j, Class::Status, "met") && (doc.holds(j, "chuẩn") || doc.holds(j, "đích"))
        });
        let counted =
            (from..to).any(|j| matches!(doc.kind(j), Some(Kind::Num(_))) && (doc.is(j + 1, Class::Level) || doc.is(j + 1, Class::Subject)));
        // "xã A và xã B phấn đấu hoàn thành trong năm 2021": of units the sentence says to have met or not
        let bare = to == from + 1
            && (matches!(doc.value(from, Class::Status), Some("met" | "recognised")) || doc.begins_in(from, "hoàn thành"))
            && {
                let here = doc.sentence_of(from);
                let before = doc.sentences[here.saturating_sub(1)];
                let told =
                    (before.from..before.to).any(|j| doc.is(j, Class::Program) || doc.is(j, Class::Criteria) || tier_at(doc, j).is_some());
                let s = doc.sentences[here];
                told || (s.from..from)
                    .any(|j| matches!(doc.value(j, Class::Status), Some("recognised" | "met" | "not_met")) || doc.is(j, Class::Program))
            };
        let ours = ours || bare;
        let done = (from..to).any(|j| doc.is(j, Class::Status));
        !urban && (ours || counted && (done || to - from <= 6))
    }

    /// "thu nhập hiện 78,4 triệu đồng, đến năm 2030 đạt 110 triệu đồng": the name was said in the clause before.
    pub(super) fn indicator_before(&self, from: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[doc.sentence_of(from)];
        (s.from..from).rev().take(26).any(|j| doc.is(j, Class::Indicator))
    }
}
