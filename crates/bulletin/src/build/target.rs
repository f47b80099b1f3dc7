//! What is aimed at: "phấn đấu đạt chuẩn NTM vào cuối năm 2020", "đến năm 2030 là xã NTM nâng cao".

use super::Builder;
use super::list::is_word;
use super::scope::{aims, future_year, heads_aims};
use super::tiers::tier_at;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::{Kind, When};

/// Longest goal, in terms.
const LONGEST: usize = 40;

impl Builder<'_> {
    pub(crate) fn targets(&mut self, s: Sentence) {
        let doc = self.doc;
        // the title says it shorter; the body says it again
        if self.is_title(s) {
            return;
        }
        let mut by: Option<String> = None;
        let mut from = s.from;
        // an aim was opened by a word: the clauses after it go on with it
        let mut listing = false;
        // clauses of the sentence, cut at ";" and at ", " before a new subject of the aim
        let mut cuts: Vec<usize> = (s.from..s.to).filter(|j| doc.mark(*j, ';') || (doc.mark(*j, ',') && self.new_aim(s, *j))).collect();
        cuts.push(s.to);
        for cut in cuts {
            let (start, end) = (from, cut);
            from = cut + 1;
            let Some(cue) = (start..end)
                .find(|j| self.cue(s, *j))
                .or_else(|| self.by_year(start, end))
                .or_else(|| (listing && self.scope.aimed(start)).then_some(start))
            else {
                // a year said before the aim counts for it: "Năm 2019, phấn đấu …"
                continue;
            };
            // "các xã, huyện đã đạt chuẩn … phấn đấu thành …": nobody's aim, and no day of its own
            let vague = ["các", "những", "nhiều"].iter().any(|w| is_word(doc, start, w))
                && (doc.is(start + 1, Class::Level) || doc.is(start + 1, Class::Subject))
                && doc.is(cue, Class::Target)
                && self.by_date(s, start, end).is_none();
            if vague || self.scope.law(cue) || !self.scope.aimed(cue) && !future_in(doc, start, end) {
                continue;
            }
            let own = self.by_date(s, start, end);
            if own.is_some() {
                by.clone_from(&own);
                // "xác định các chỉ tiêu đến năm 2030: …; …": what is listed behind the colon is aimed at too
                listing |= (start..end).any(|j| doc.mark(j, ':') && (start..j).any(|k| future_year(doc, k)));
            }
            let said = own.or_else(|| by.clone()).or_else(|| self.year_before(s, start));
            // "cam kết về đích trong quý IV"
            let quarter = || (start..end).any(|j| doc.is(j, Class::Quarter)).then_some(doc.hint.year).flatten().map(|y| y.to_string());
            let Some(when) = said.or_else(|| self.year_of_title()).or_else(quarter) else { continue };
            let (mut goal_from, goal_to) = self.goal(s, start, cue, end);
            // "còn lại 17 thôn … quyết tâm hoàn thành": the count is part of the aim
            let near =
                (start..cue).rev().take(16).take_while(|j| !doc.mark(*j, ',')).find(|j| super::tally::count_at(doc, s, *j).is_some());
            let far = || (start..cue).rev().take(16).find(|j| super::tally::count_at(doc, s, *j).is_some());
            let wanted = doc.is(cue, Class::Target) && !self.programme(goal_from, goal_to);
            if let Some(count) = near.filter(|_| doc.is(cue, Class::Target)).or_else(|| wanted.then(far).flatten()) {
                goal_from = count;
            }
            if goal_to <= goal_from || !self.programme(goal_from, goal_to) {
                continue;
            }
            // "xin lùi sang năm 2020" is no aim
            if (goal_from..goal_to).any(|j| is_word(doc, j, "lùi") || is_word(doc, j, "xin") || is_word(doc, j, "hoãn")) {
                continue;
            }
            let goal = doc.text(goal_from, goal_to);
            listing |= doc.is(cue, Class::Target) || doc.mark(cut, ',') || heads_aims(doc, s, cue).is_some();
            let rule = if doc.is(cue, Class::Target) { "target" } else { "target-year" };
            for unit in self.aiming(s, start, cue, goal_from, goal_to) {
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
            || heads_aims(doc, s, at).is_some()
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
        let each = all
            || doc.is(n, Class::Each)
            || doc.has(n, Class::Negation, "none")
            || doc.is(n, Class::Country)
            // "3 tiêu chí còn lại là giao thông, thu nhập, hộ nghèo": the name of a criterion is no rate
            || (doc.is(n, Class::Indicator)
                && n + 2 < s.to
                && !(doc.is(n, Class::Criterion)
                    && doc.is(comma - 1, Class::Criterion)
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
        let within = usize::from(is_word(doc, n, "trong đó")) + usize::from(is_word(doc, n + 1, "có"));
        let within = within + usize::from(doc.is(n + within, Class::Approx));
        // the aim before it has its own as well, or a value
        let valued = |j: usize| matches!(doc.kind(j), Some(Kind::Money { .. })) || share(j);
        let before = (s.from..comma).rev().take(14).find(|j| count(*j) || valued(*j));
        let garden = |j: usize| super::tally::count_at(doc, s, j).is_some_and(|c| c.subject == "gardens");
        let counted = count(n + within)
            && (own(n + within + 1) || garden(n + within))
            && (before.is_some_and(|b| valued(b) || own(b + 1)) || own(comma.saturating_sub(8).max(s.from)));
        // ", xã đạt NTM kiểu mẫu"
        let dated = matches!(doc.kind(comma - 1), Some(Kind::Year(_) | Kind::Date(_)));
        let dated = dated || doc.is(comma - 1, Class::Level);
        let has = has || !dated && doc.bare_level(n).is_some() && (doc.is(n + 1, Class::Reach) || doc.has(n + 1, Class::Status, "met"));
        let again = has || doc.is(n, Class::Target) && !is_word(doc, n, "sẽ");
        // "đạt NTM nâng cao năm 2023, xã kiểu mẫu năm 2025": each with its own year
        let year = |j: &usize| matches!(doc.kind(*j), Some(Kind::Year(_)));
        let both = (s.from..comma).rev().take(5).any(|j| year(&j))
            && (n..s.to.min(n + 12)).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';')).any(|j| year(&j));
        if both {
            return true;
        }
        each || again || counted
    }

    /// The date an aim is set for.
    fn by_date(&self, s: Sentence, start: usize, end: usize) -> Option<String> {
        let doc = self.doc;
        let _ = s;
        let mut year = None;
        // "Đại hội (họp ngày 11/8) đề ra …: đến năm 2030": a day without a year says nothing beside a year
        let years = (start..end).any(|j| matches!(doc.kind(j), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now)));
        for j in start..end {
            let aside = doc.depth[j] > 0 && matches!(doc.kind(j), Some(Kind::Date(w)) if w.year.is_none());
            // "Ngày 22/12/2025, Sở trình kế hoạch năm 2026": the day it was said
            let told = matches!(doc.kind(j), Some(Kind::Date(w)) if w.day.is_some()) && doc.has(j.wrapping_sub(1), Class::DateCue, "event");
            // "Tại buổi làm việc ngày 17/5 …": the day it was held
            let held = told
                && (j.saturating_sub(7).max(start)..j).any(|k| doc.is(k, Class::Event))
                && !(j.saturating_sub(3)..j).any(|k| doc.is(k, Class::Deadline));
            if held || years && (aside || told) {
                continue;
            }
            match doc.kind(j) {
                Some(Kind::Date(w)) => {
                    // an aim without a year lies ahead
                    let ahead = || {
                        let past = w.month.zip(doc.hint.month).is_some_and(|(m, h)| m < h);
                        doc.hint.year.map(|y| if past { y + 1 } else { y })
                    };
                    let stated = w.year.or_else(ahead);
                    if let (Some(y), true) = (stated, w.month.is_some())
                        && doc.hint.year.is_none_or(|now| y >= now)
                    {
                        return Some(iso(y, w));
                    }
                }
                Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now) && !compared(doc, j) => year = year.max(Some(y)),
                Some(Kind::Years(_, y)) if doc.hint.year.is_none_or(|now| y >= now) => year = year.max(Some(y)),
                _ => {}
            }
            // "trong quý IV/2018", "quý III năm nay"
            if doc.is(j, Class::Quarter) {
                let said = (j + 1..end.min(j + 5)).find_map(|k| match doc.kind(k) {
                    Some(Kind::Year(y)) => Some(y),
                    Some(Kind::Num(n)) => n.as_whole().filter(|n| *n > 31).and_then(crate::scan::year),
                    _ => None,
                });
                year = year.or(said.filter(|y| doc.hint.year.is_none_or(|now| *y >= now)));
            }
            if doc.has(j, Class::YearWord, "this") {
                year = year.or(doc.hint.year);
            }
            // "phấn đấu cuối năm có …"
            if doc.has(j, Class::Half, "end") && ["cuối năm", "hết năm"].iter().any(|w| is_word(doc, j, w)) {
                year = year.or(doc.hint.year);
            }
            if doc.has(j, Class::YearWord, "next") {
                year = year.or(doc.hint.year.map(|y| y + 1));
            }
        }
        year.map(|y| y.to_string())
    }

    fn year_before(&self, s: Sentence, at: usize) -> Option<String> {
        let doc = self.doc;
        let found = (s.from..at).rev().find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now) && !compared(doc, j) => Some(y),
            _ => None,
        });
        found.map(|y| y.to_string())
    }

    /// "X đặt mục tiêu cho năm 2021" above: the year of the aims below.
    fn year_of_title(&self) -> Option<String> {
        let doc = self.doc;
        let t = doc.sentences.iter().find(|s| !s.skip)?;
        let aims = (t.from..t.to).any(|j| doc.is(j, Class::Target) && !doc.has(j, Class::Target, "weak"));
        let year = (t.from..t.to).find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now) => Some(y),
            _ => None,
        });
        year.filter(|_| aims).map(|y| y.to_string())
    }

    /// From behind the cue (and its date) to the clause's end, without a date at the end.
    fn goal(&self, s: Sentence, start: usize, cue: usize, end: usize) -> (usize, usize) {
        let doc = self.doc;
        let head = heads_aims(doc, s, cue).map(|colon| colon + 1);
        let mut from = head.unwrap_or(if doc.is(cue, Class::Target) { cue + 1 } else { cue });
        let dated = |j: usize| {
            matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Date(_)))
                || doc.is(j, Class::YearWord)
                || doc.is(j, Class::DateCue)
                || doc.is(j, Class::Deadline)
        };
        loop {
            let skip = doc.mark(from, ',')
                || doc.mark(from, ':')
                || dated(from)
                || doc.is(from, Class::Target)
                || doc.is(from, Class::List)
                || is_word(doc, from, "sang")
                || is_word(doc, from, "vào")
                || is_word(doc, from, "trong")
                || is_word(doc, from, "rằng")
                || is_word(doc, from, "trong đó")
                || doc.is(from, Class::Conj)
                || is_word(doc, from, "của");
            if !skip || from >= end {
                break;
            }
            from += 1;
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
    fn programme(&self, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let urban = (from..to).any(|j| doc.has(j, Class::OtherProgram, "urban"));
        let valued = (from..to).any(|j| matches!(doc.kind(j), Some(Kind::Percent(_) | Kind::Money { .. })));
        let ours = (from..to).any(|j| {
            doc.is(j, Class::Program)
                || doc.is(j, Class::Criteria)
                || tier_at(doc, j).is_some()
                || doc.is(j, Class::Ocop)
                || doc.is(j, Class::OcopWord)
                || doc.is(j, Class::Indicator) && valued
                || valued && j == from && self.indicator_before(from)
                || doc.has(j, Class::Status, "met") && (doc.holds(j, "chuẩn") || doc.holds(j, "đích"))
        });
        let counted =
            (from..to).any(|j| matches!(doc.kind(j), Some(Kind::Num(_))) && (doc.is(j + 1, Class::Level) || doc.is(j + 1, Class::Subject)));
        // "xã A và xã B phấn đấu hoàn thành trong năm 2021": of units the sentence says to have met or not
        let bare = to == from + 1 && (doc.has(from, Class::Status, "met") || doc.begins_in(from, "hoàn thành")) && {
            let s = doc.sentences[doc.sentence_of(from)];
            (s.from..from)
                .any(|j| matches!(doc.value(j, Class::Status), Some("recognised" | "met" | "not_met")) || doc.is(j, Class::Program))
        };
        let ours = ours || bare;
        let done = (from..to).any(|j| doc.is(j, Class::Status));
        !urban && (ours || counted && (done || to - from <= 6))
    }

    /// "thu nhập hiện 78,4 triệu đồng, đến năm 2030 đạt 110 triệu đồng": the name was said in the clause before.
    fn indicator_before(&self, from: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[doc.sentence_of(from)];
        (s.from..from).rev().take(14).any(|j| doc.is(j, Class::Indicator))
    }

    /// Who aims: the units inside the goal ("thôn 5 trở thành …"), before the cue, or the topic.
    fn aiming(&self, s: Sentence, start: usize, cue: usize, from: usize, to: usize) -> Vec<UnitRef> {
        let doc = self.doc;
        // "xây dựng huyện Đức Thọ về đích", "đưa xã A thành …"
        let inside = (from..to.min(from + 7)).find(|j| {
            doc.place_at(*j).is_some_and(|p| p.explicit && p.level.is_some())
                && !matches!(doc.kind(j.wrapping_sub(1)), Some(Kind::Num(_) | Kind::Frac(..)))
                && !doc.is(j.wrapping_sub(1), Class::Delta)
                || doc.is(*j, Class::Country)
        });
        if let Some(j) = inside.filter(|j| *j + 1 < to) {
            return match doc.place_at(j) {
                // "xã A, B đạt nâng cao": each
                Some(p) => {
                    let level = p.level.unwrap_or(Level::Commune);
                    let (mut units, mut k) = (vec![doc.unit(p, level)], j);
                    while doc.mark(k + 1, ',') || doc.is(k + 1, Class::Conj) && !doc.is(k + 1, Class::Prep) {
                        let Some(more) = doc.place_at(k + 2).filter(|m| !m.address && m.level.is_none_or(|l| l == level)) else { break };
                        units.push(doc.unit(more, level));
                        k += 2;
                    }
                    units
                }
                None => vec![crate::doc::country()],
            };
        }
        // "Huyện nhắm A cán đích năm 2023"
        // "… đưa A lên 17 tiêu chí"
        let named = from + usize::from(is_word(doc, from, "đưa"));
        let own = named > from || doc.is(from + 1, Class::Status);
        if let Some(place) =
            doc.place_at(named).filter(|p| !p.address && own && !doc.mark(named + 1, ',') && !doc.is(named + 1, Class::Conj))
        {
            return vec![doc.unit(place, Level::Commune)];
        }
        // "Kế hoạch của huyện A: năm 2019 …; năm 2020 …": the head names whose aims these are
        if let Some(colon) = (s.from..start.max(cue)).take(14).find(|j| doc.mark(*j, ':'))
            && !(start.max(colon)..cue).any(|j| doc.place_at(j).is_some() || doc.bare_level(j).is_some())
            && let Some(place) = (s.from..colon)
                .filter_map(|j| doc.place_at(j).map(|p| (j, p)))
                .filter(|(_, p)| !p.address && p.level.is_some())
                // "UBND tỉnh giao chỉ tiêu cho huyện A: …"
                .min_by_key(|(j, _)| (!is_word(doc, j.wrapping_sub(1), "cho"), *j))
                .map(|(_, p)| p)
        {
            return place.level.map(|l| doc.unit(place, l)).into_iter().collect();
        }
        // counted units are those of what lies above them: "xã A đạt …; 5 bản được công nhận; không còn xã dưới 9 tiêu chí"
        let rank = (from..to.min(from + 4)).find_map(|j| {
            let counted = super::tally::count_at(doc, s, j).map(|c| c.subject).or_else(|| {
                doc.has(j, Class::Negation, "none").then(|| super::tally::subject_at(doc, j + 1).map(|(subject, _)| subject)).flatten()
            })?;
            super::tally::level_of(counted).map(Level::rank)
        });
        let above = |level: Option<Level>| rank.is_none_or(|r| level.is_some_and(|l| l.rank() > r));
        let opening = (s.from..=cue).find(|j| !(doc.line(*j) || doc.is(*j, Class::Result) || doc.is(*j, Class::Each)));
        for j in (start..cue).rev().chain((s.from..start).rev()) {
            if doc.depth[j] > doc.depth[cue]
                || (doc.bare_level(j).is_some()
                    && Some(j) != opening
                    && j + 1 != cue
                    && !doc.is(j.wrapping_sub(1), Class::Whole)
                    && !doc.mark(j.wrapping_sub(1), ','))
            {
                continue;
            }
            // whose another aim of the list was: "xã A đạt …; phấn đấu xã B …; 5 bản được công nhận"
            let listed = doc.mark(j.wrapping_sub(1), ';') || doc.mark(j.wrapping_sub(1), ':') || doc.is(j.wrapping_sub(1), Class::Target);
            if j < start && rank.is_some() && listed && doc.place_at(j).is_some() {
                continue;
            }
            if let Some(place) = doc.place_at(j).filter(|p| !p.address && p.level.is_some() && (j >= start || above(p.level))) {
                let level = place.level.unwrap_or(Level::Commune);
                let mut units = vec![doc.unit(place, level)];
                let mut k = j;
                while k > s.from + 1 && (doc.mark(k - 1, ',') || is_word(doc, k - 1, "và")) {
                    match doc.place_at(k - 2).filter(|p| p.level == Some(level) && !p.address) {
                        Some(p) => units.push(doc.unit(p, level)),
                        None => break,
                    }
                    k -= 2;
                }
                // "thêm 6 xã nâng cao: A, B, C; thu nhập …": the list is of the aim before, whose this one is not
                if j < start && k > s.from && (doc.mark(k - 1, ':') || doc.is(k - 1, Class::List)) {
                    continue;
                }
                units.reverse();
                return units;
            }
            // the government's aims are the country's
            let state = super::list::two(doc, j, "chính", "phủ") || super::list::two(doc, j, "quốc", "hội");
            if doc.is(j, Class::Country) || state || is_word(doc, j, "chính phủ") || is_word(doc, j, "quốc hội") {
                return vec![crate::doc::country()];
            }
            if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region && !doc.is(j.wrapping_sub(1), Class::Each)) {
                return vec![doc.anaphor(j, level)];
            }
            // "Hai xã …, phấn đấu được công nhận lại": the two just named
            let small = doc.terms[j].whole().is_some_and(|n| n <= 6) && doc.is(j + 1, Class::Level);
            if small && (s.from..j).all(|k| doc.line(k)) {
                let units = self.counted(s, j);
                if !units.is_empty() {
                    return units;
                }
            }
            if matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))) && doc.is(j + 1, Class::Level) {
                let rank = doc.value(j + 1, Class::Level).and_then(Level::of).map_or(0, Level::rank);
                return doc.area(j, j + 2, rank).into_iter().collect();
            }
        }
        if let Some((sentence, owners)) = &self.last_owner
            && doc.sentence_of(cue).abs_diff(*sentence) <= 1
            && owners.len() == 1
        {
            return owners.clone();
        }
        doc.topic(cue, 0).into_iter().collect()
    }
}

/// "so với năm 2025", "giai đoạn …": a year to compare with.
fn compared(doc: &Doc<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|j| is_word(doc, j, "so") || is_word(doc, j, "bằng"))
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
