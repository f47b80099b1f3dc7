//! Criteria said not to be met: "4 tiêu chí chưa đạt là: …", "chưa đạt các tiêu chí số 2, số 17".

use super::Builder;
use super::list::{close, is_word};
use super::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

/// As many as are listed.
const ANY: i64 = i64::MAX;

impl Builder<'_> {
    pub(crate) fn unmet(&mut self, index: usize) {
        let doc = self.doc;
        let s = doc.sentences[index];
        let urban = (s.from..s.to).any(|j| doc.has(j, Class::OtherProgram, "urban")) || self.urban_text();
        if urban && !(s.from..s.to).any(|j| doc.is(j, Class::Program)) {
            return;
        }
        let mut after = s.from;
        for i in s.from..s.to {
            if i < after || self.scope.law(i) {
                continue;
            }
            let left = self.left_of_score(s, i);
            let (criteria, end) = match (self.opens(s, i).or(left.map(|(start, _)| start)), self.listed_before(s, i)) {
                (Some(start), _) => self.criteria(s, start),
                (None, Some(start)) => {
                    let to = if doc.mark(i - 1, ')') { i - 1 } else { i };
                    (self.criteria(Sentence { to, ..s }, start).0, i + 1)
                }
                (None, None) => continue,
            };
            if criteria.is_empty() || criteria.len() > 30 {
                continue;
            }
            let fits = |count: i64| count == ANY || i64::try_from(criteria.len()) == Ok(count);
            if left.is_some_and(|(_, count)| !fits(count)) && self.opens(s, i).is_none() {
                continue;
            }
            // "nhiều xã chưa đạt tiêu chí …": nobody's list
            let vague = (s.from..i).any(|j| {
                doc.is(j, Class::Level)
                    && j > s.from
                    && (["nhiều", "một số", "các", "hầu hết", "đa số", "số"].iter().any(|w| is_word(doc, j - 1, w))
                        || matches!(doc.kind(j - 1), Some(Kind::Num(_))))
                    && !(j..i).any(|k| doc.place_at(k).is_some_and(|p| p.level.is_some_and(|l| l.rank() <= 1)))
            });
            if vague {
                continue;
            }
            let Some(unit) = self.whose_behind(i, end).or_else(|| self.whose(s, i)) else { continue };
            self.add(Body::Unmet { unit, criteria }, i.saturating_sub(1).max(s.from), end, "unmet");
            after = end.max(i + 1);
        }
    }

    /// Whether a list of unmet criteria opens around this term, and where it starts.
    fn opens(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        let short = doc.has(i, Class::ShortOf, "any")
            || doc.has(i, Class::Status, "not_met")
            // "3 tiêu chí không còn đạt: …"
            || doc.has(i, Class::Status, "lost") && i > s.from && doc.is(i - 1, Class::Criteria);
        // "vướng nhất là tiêu chí …": hard, not said to be unmet
        if !short
            || is_word(doc, i + 1, "nhất")
            || is_word(doc, i + 1, "nhiều") && is_word(doc, i + 2, "nhất")
            || is_word(doc, i + 1, "nhiều nhất")
        {
            return None;
        }
        // "thiếu biên bản tiêu chí 13": a paper is missing
        let paper = ["biên bản", "phiếu", "hồ sơ", "minh chứng", "vốn", "kinh phí", "bản đồ", "văn bản"];
        if paper.iter().any(|w| is_word(doc, i + 1, w) || doc.begins_in(i + 1, w)) {
            return None;
        }
        let criteria = |j: usize| doc.is(j, Class::Criteria) || doc.is(j, Class::Indicators);
        // "4 tiêu chí chưa đạt (đó) là: …", "phần chưa đạt nằm ở các nội dung: …"
        // "3 tiêu chí của xã A (huyện B) chưa đạt gồm …"
        let far = (s.from..i)
            .rev()
            .take(16)
            .take_while(|j| doc.depth[*j] > doc.depth[i] || ![';', '.', ',', ':'].iter().any(|c| doc.mark(*j, *c)))
            .any(criteria);
        let before = far
            || (s.from..i).rev().take(5).any(criteria)
            || is_word(doc, i.wrapping_sub(1), "phần")
            || is_word(doc, i.wrapping_sub(1), "nội dung");
        // "còn thiếu nhà văn hóa, giao thông, thu nhập": the first has a name of its own
        let second = (i + 2..s.to.min(i + 6)).find(|j| doc.mark(*j, ',')).filter(|c| self.criterion_like(c + 1));
        let own = |j: usize| {
            [Class::Criteria, Class::List, Class::Reach].iter().any(|c| doc.is(j, *c))
                || doc.mark(j, ':')
                || doc.mark(j, '(')
                || matches!(doc.kind(j), Some(Kind::Num(_)))
        };
        if before && doc.has(i, Class::ShortOf, "any") && second.is_some_and(|c| !(i + 1..c).any(own)) {
            return Some(i + 1);
        }
        if let Some(start) = self.numbers_short(s, i) {
            return Some(start);
        }
        let mut j = i + 1;
        let mut opened = false;
        while j < s.to.min(i + 10) {
            if doc.mark(j, '(') && !opened {
                return (before && (self.criterion_like(j + 1))).then_some(j + 1);
            }
            // "vẫn nợ 3 tiêu chí - giao thông, thu nhập"
            let dash = doc.mark(j, '-') && doc.terms[j].spaced && doc.is(j.wrapping_sub(1), Class::Criteria) && self.criterion_like(j + 1);
            if doc.mark(j, ':') || dash {
                opened = true;
            } else if doc.is(j, Class::List) && !doc.is(j, Class::Criterion) {
                opened |= before || (i..j).any(criteria);
            } else if criteria(j) {
                // "chưa đạt tiêu chí …", "còn thiếu các tiêu chí …"
                if self.criterion_like(j + 1) {
                    return Some(j + 1);
                }
            } else if opened || self.criterion_like(j) && before && !matches!(doc.kind(j), Some(Kind::Num(_))) {
                break;
            } else if doc.mark(j, ',') && doc.is(j + 1, Class::List) && (before || (i..j).any(criteria)) {
                // "còn nợ 5 tiêu chí, gồm: …"
            } else if doc.mark(j, ',') || doc.mark(j, ';') || doc.mark(j, '.') {
                return None;
            }
            j += 1;
        }
        (opened && j < s.to && (before || (i..j).any(criteria))).then_some(j)
    }

    /// "Hậu Thạnh 16/19, chưa đạt 2, 6, 17": as many numbers as the score just read leaves over.
    fn numbers_short(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        let number = |j: usize| doc.terms.get(j).and_then(crate::term::Term::whole).is_some_and(|n| (1..=20).contains(&n));
        let joins = |j: usize| number(j) || doc.mark(j, ',') || doc.is(j, Class::Conj) || is_word(doc, j, "số");
        let listed = (i + 1..s.to).take_while(|j| joins(*j)).filter(|j| number(*j)).count();
        let (from, at) = (doc.span(i.saturating_sub(8).max(s.from), i).start, doc.span(i, i + 1).start);
        let left = self.facts.iter().rev().take(6).find_map(|f| match &f.body {
            Body::Progress { kind: "criteria", met, total: Some(total), .. } if f.span.end > from && f.span.end <= at => {
                met.as_whole().map(|met| total - met)
            }
            _ => None,
        });
        (listed > 0 && left == i64::try_from(listed).ok()).then_some(i + 1)
    }

    /// "đạt 17/19 tiêu chí, còn 2 tiêu chí là …", "đạt 16/19 tiêu chí, chỉ còn giao thông, nhà ở, hộ nghèo": where the names begin, and how
    /// many they must be for the list to be what is left over of the score.
    fn left_of_score(&self, s: Sentence, i: usize) -> Option<(usize, i64)> {
        let doc = self.doc;
        let said = |j: usize| doc.is(j, Class::ShortOf) || doc.has(j, Class::Status, "not_met") || doc.has(j, Class::Status, "lost");
        let clause = (i + 1..s.to.min(i + 24)).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.'));
        // "bản đã có 13/15, thiếu thu nhập và nhà ở": no word for criteria
        let short = doc.has(i, Class::ShortOf, "any") && self.criterion_like(i + 1);
        let left = short || ["còn", "chỉ còn", "hiện còn", "nay còn"].iter().any(|w| is_word(doc, i, w));
        if !left || self.scope.off(i) || clause.into_iter().any(said) {
            return None;
        }
        if let Some(count) = doc.terms.get(i + 1).and_then(|t| t.whole()).filter(|n| (1..20).contains(n))
            && doc.is(i + 2, Class::Criteria)
        {
            let opens = |j: usize| doc.is(j, Class::List) || doc.mark(j, ':') || doc.mark(j, '(');
            let start = (i + 3..i + 6).take_while(|j| opens(*j)).last()? + 1;
            return self.criterion_like(start).then_some((start, count));
        }
        let start = i + 1 + usize::from(doc.is(i + 1, Class::Criteria));
        let start = start + usize::from(is_word(doc, start, "về"));
        let span = doc.span(doc.sentences[doc.sentence_of(s.from).saturating_sub(1)].from, i);
        let left = self.facts.iter().rev().take(20).find_map(|f| match &f.body {
            Body::Progress { kind: "criteria", met, total, average_per: None, .. }
                if f.span.start >= span.start && f.span.end <= span.end =>
            {
                // "giờ được 17 rồi, chỉ còn giao thông, môi trường": out of how many is not said
                met.as_whole().map(|met| total.map_or(ANY, |total| total - met))
            }
            _ => None,
        })?;
        (self.criterion_like(start) && left > 0 && (left != ANY || doc.mark(start + 1, ','))).then_some((start, left))
    }

    /// "chỉ còn tiêu chí môi trường chưa đạt": the names before the status.
    fn listed_before(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        if !doc.has(i, Class::Status, "not_met") || doc.is(i + 1, Class::Criteria) || doc.mark(i + 1, ':') {
            return None;
        }
        // "…; còn kinh tế, môi trường, hệ thống chính trị chưa đạt"
        let clause =
            (i.saturating_sub(24).max(s.from)..i).rev().take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.')).last().unwrap_or(i);
        let listed = |j: usize| {
            doc.is(j, Class::Criterion) || doc.is(j, Class::Conj) || doc.mark(j, ',') || ["và", "vẫn"].iter().any(|w| is_word(doc, j, w))
        };
        if ["còn", "chỉ còn"].iter().any(|w| is_word(doc, clause, w)) && clause + 2 < i && (clause + 1..i).all(listed) {
            return Some(clause + 1);
        }
        let noun = (i.saturating_sub(14).max(s.from)..i)
            .rev()
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.'))
            .find(|j| doc.is(*j, Class::Criteria))?;
        // "còn 2 tiêu chí (môi trường, hộ nghèo) chưa đạt"
        if doc.mark(noun + 1, '(') && close(doc, noun + 1) == i && self.criterion_like(noun + 2) {
            return Some(noun + 2);
        }
        // "tiêu chí 10, 11, 17 chưa đạt"
        let numbers = (noun + 1..i)
            .all(|j| matches!(doc.kind(j), Some(Kind::Num(_))) || doc.mark(j, ',') || doc.is(j, Class::Conj) || is_word(doc, j, "số"));
        if numbers && noun + 1 < i && !matches!(doc.kind(noun.wrapping_sub(1)), Some(Kind::Num(_) | Kind::Frac(..))) {
            // "tiêu chí 13 và tiêu chí 17 chưa đạt": the word is said again
            let mut first = noun;
            while first > s.from + 2
                && (doc.mark(first - 1, ',') || doc.is(first - 1, Class::Conj))
                && matches!(doc.kind(first - 2), Some(Kind::Num(_)))
                && doc.is(first - 3, Class::Criteria)
            {
                first -= 3;
            }
            return Some(first + 1);
        }
        // "Bốn tiêu chí: giao thông, trường học đến nay vẫn chưa thực hiện xong"
        if doc.mark(noun + 1, ':') && noun > s.from && doc.terms[noun - 1].whole().is_some() && self.criterion_like(noun + 2) {
            return Some(noun + 2);
        }
        // "Hai tiêu chí khó nhất là thu nhập và môi trường vẫn chưa hoàn thành"
        if let Some(list) = (noun + 1..i.min(noun + 5)).find(|j| doc.is(*j, Class::List) && !doc.is(*j, Class::Criterion))
            && noun > s.from
            && doc.terms[noun - 1].whole().is_some()
            && self.criterion_like(list + 1)
        {
            return Some(list + 1);
        }
        let led = noun > s.from && (is_word(doc, noun - 1, "còn") || is_word(doc, noun - 1, "chỉ còn") || is_word(doc, noun - 1, "riêng"))
            || noun > s.from + 1 && doc.terms[noun - 1].whole().is_some() && is_word(doc, noun - 2, "còn");
        // "Khó khăn: tiêu chí thu nhập chưa đạt"
        let opens = noun == s.from || [':', ';', ','].iter().any(|c| doc.mark(noun - 1, *c)) || doc.line(noun - 1);
        let led = led || opens && (noun + 1..i).all(|j| doc.is(j, Class::Criterion) || doc.is(j, Class::Conj) || doc.mark(j, ','));
        (led && self.criterion_like(noun + 1) && noun + 1 < i).then_some(noun + 1)
    }

    fn criterion_like(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.is(at, Class::Criterion)
            || is_word(doc, at, "số") && matches!(doc.kind(at + 1), Some(Kind::Num(_)))
            || (matches!(doc.kind(at), Some(Kind::Num(_))) && doc.is(at.wrapping_sub(1), Class::Criteria) && !doc.is(at + 1, Class::Level))
    }

    /// The items of a list, as written; `số 2 (giao thông)` gives the name in the bracket.
    pub(super) fn criteria(&self, s: Sentence, start: usize) -> (Vec<String>, usize) {
        let doc = self.doc;
        let start = self.numbered(start);
        let end = (start..s.to)
            .find(|j| {
                doc.mark(*j, '.') && !self.dotted(*j)
                    || doc.mark(*j, '…')
                    || doc.line(*j)
                    || (doc.mark(*j, ')')
                        && doc.depth[*j] > 0
                        && doc.depth[start] == doc.depth[*j]
                        && !(start..*j).any(|k| doc.mark(k, '(')))
            })
            .unwrap_or(s.to);
        // "…; 17 tiêu chí khác đã hoàn thành": a clause of its own ends the list
        let clause = |from: usize| {
            (from + 1..end).take_while(|j| !doc.mark(*j, ';')).enumerate().any(|(n, j)| {
                doc.is(j, Class::Result)
                    // "…; các tiêu chí khác giữ vững"
                    || n < 4 && (is_word(doc, j, "khác") || is_word(doc, j, "còn lại"))
                    // "…; phòng A cử cán bộ …"
                    || n == 0 && doc.is(j, Class::Head) && !doc.is(j, Class::Criterion)
                    || doc.is(j, Class::Modal)
                    || doc.is(j, Class::Order)
                    || doc.is(j, Class::Target)
                    || doc.place_at(j).is_some_and(|p| p.explicit)
                    || n == 0 && (matches!(doc.kind(j), Some(Kind::Num(_))) && !doc.mark(j + 1, ')') || doc.is(j, Class::Each))
                    || matches!(doc.kind(j), Some(Kind::Frac(..)))
                    || n > 0 && matches!(doc.kind(j), Some(Kind::Num(_))) && doc.is(j + 1, Class::Unit)
            })
        };
        let end = (start..end).find(|j| doc.mark(*j, ';') && clause(*j)).unwrap_or(end);
        let semicolons = (start..end).any(|j| doc.mark(j, ';'));
        let (mut items, mut from, mut j) = (Vec::new(), start, start);
        let mut last = start;
        while j <= end {
            let mark = |c| doc.mark(j, c);
            let comma = mark(',') && (!semicolons);
            let and = doc.is(j, Class::Conj)
                && !doc.is(j, Class::Criterion)
                && !semicolons
                // "Quy hoạch, Kinh tế và Môi trường": the last of a list
                && (self.splits(from, j, end) || !items.is_empty() && self.criterion_like(j + 1));
            let hyphen = mark('-') && doc.terms[j].spaced && !semicolons && !(start..end).any(|k| doc.mark(k, ','));
            if j == end || mark(';') || comma || and || hyphen {
                match self.item(from, j) {
                    Some(item) => {
                        items.push(item);
                        last = j;
                    }
                    None if from < j => break,
                    None => {}
                }
                from = j + 1;
            } else if mark('(') {
                j = close(doc, j).max(j + 1);
                continue;
            }
            j += 1;
        }
        // "tc 2, tc 6": the first keeps its word when the others do
        if let Some(word) = start.checked_sub(1).filter(|w| *w >= s.from && doc.is(*w, Class::Criteria))
            && matches!(doc.kind(start), Some(Kind::Num(_)))
            && items.len() > 1
            && items[1..].iter().all(|i| i.to_lowercase().starts_with(&doc.text(word, word + 1).to_lowercase()))
        {
            items[0] = format!("{} {}", doc.text(word, word + 1), items[0]);
        }
        (items, last.min(end))
    }

    /// "và" splits unless the name known to the dictionary contains it (then the phrase swallowed it) or nothing known stands on both sides.
    fn splits(&self, from: usize, at: usize, end: usize) -> bool {
        let known = |j: usize| self.criterion_like(j) || self.doc.is(j, Class::Criteria);
        (known(from) || (from..at).any(known)) && at + 1 < end
    }

    /// "2.Giao thông, 9.Nhà ở dân cư": the point behind an item's number.
    fn dotted(&self, at: usize) -> bool {
        let doc = self.doc;
        at > 0
            && doc.terms[at - 1].whole().is_some_and(|n| n <= 25)
            && doc.terms.get(at + 1).is_some_and(|t| t.capital && t.start == doc.terms[at].end)
    }

    /// Behind the number of an item: "(1) ", "1) ", "a) ".
    fn numbered(&self, at: usize) -> usize {
        let doc = self.doc;
        let letter = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_))) || doc.terms.get(j).is_some_and(|t| t.end - t.start == 1);
        match (doc.mark(at, '('), letter(at + 1) && doc.mark(at + 2, ')'), letter(at) && doc.mark(at + 1, ')')) {
            (true, true, _) => at + 3,
            (false, _, true) => at + 2,
            _ if self.dotted(at + 1) => at + 2,
            _ => at,
        }
    }

    /// One item: up to ten words that may be a criterion; anything that looks like a clause of its own ends the list.
    fn item(&self, from: usize, to: usize) -> Option<String> {
        let doc = self.doc;
        let mut from = self.numbered(from);
        // "tc 5, tc 17 chưa đạt"
        let to = if to > from + 1 && doc.has(to - 1, Class::Status, "not_met") { to - 1 } else { to };
        // "… vẫn chưa hoàn thành": how long is no part of the name
        let to = (from + 1..to)
            .rev()
            .take_while(|j| {
                ["vẫn", "hiện", "còn", "đang", "vẫn còn"].iter().any(|w| is_word(doc, *j, w))
                    || doc.has(*j, Class::Result, "now")
                    || doc.mark(*j, '"')
                    || doc.mark(*j, '”')
            })
            .last()
            .unwrap_or(to);
        while from < to
            && (doc.is(from, Class::Criteria) && !matches!(doc.kind(from + 1), Some(Kind::Num(_)))
                || is_word(doc, from, "các")
                || is_word(doc, from, "về")
                || doc.mark(from, ':')
                || is_word(doc, from, "và")
                || doc.mark(from, '-')
                || doc.mark(from, '+'))
        {
            from += 1;
        }
        if from >= to || to - from > 12 {
            return None;
        }
        // "số 5 (trường học)": the name
        if let Some(open) = (from..to).find(|j| doc.mark(*j, '(')) {
            let shut = (open..to).find(|j| doc.mark(*j, ')')).unwrap_or(to);
            let numbered = is_word(doc, from, "số") || matches!(doc.kind(from), Some(Kind::Num(_))) || doc.is(from, Class::Criteria);
            let text = if numbered { doc.text(open + 1, shut) } else { doc.text(from, open) };
            return (!text.is_empty()).then_some(text);
        }
        // "số 6 về cơ sở vật chất văn hóa", "số 6 - cơ sở …": the name
        if (is_word(doc, from, "số") || doc.is(from, Class::Criteria))
            && matches!(doc.kind(from + 1), Some(Kind::Num(_)))
            && from + 3 < to
            && (is_word(doc, from + 2, "về") || doc.mark(from + 2, '-') || doc.mark(from + 2, ':'))
        {
            from += 3;
        }
        // "tiêu chí 10 về thu nhập": the word stood before the list
        if matches!(doc.kind(from), Some(Kind::Num(_))) && from + 2 < to && is_word(doc, from + 1, "về") {
            from += 2;
        }
        // "… trong xây dựng NTM", "… để về đích": no part of the name
        let cut = (from + 1..to).find(|j| {
            !doc.is(*j, Class::Criterion)
                && (is_word(doc, *j, "trong")
                    || is_word(doc, *j, "để")
                    || is_word(doc, *j, "của")
                    || is_word(doc, *j, "nên")
                    || is_word(doc, *j, "do")
                    || doc.is(*j, Class::Program) && !doc.is(j.wrapping_sub(1), Class::Level) && tier_at(doc, *j).is_none())
        });
        let to = cut.unwrap_or(to);
        let clause = (from..to).any(|j| {
            doc.is(j, Class::Order)
                || doc.is(j, Class::Target) && !doc.is(j, Class::Criterion)
                || doc.is(j, Class::Modal)
                || doc.place_at(j).is_some_and(|p| p.explicit)
                || matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Money { .. } | Kind::Date(_)))
        });
        if clause || (doc.is(from, Class::Reach) || doc.is(from, Class::Result)) && !doc.is(from, Class::Criterion) {
            return None;
        }
        let text = doc.text(from, to);
        let text = text.strip_prefix("về ").map_or(text.clone(), str::to_owned);
        (text.chars().count() >= 1).then_some(text)
    }

    /// "3 tiêu chí chưa đạt của xã A: …": said between the trigger and the list.
    fn whose_behind(&self, at: usize, end: usize) -> Option<UnitRef> {
        let doc = self.doc;
        for j in at + 1..end.min(at + 6) {
            if doc.mark(j, ':') || doc.mark(j, ',') || doc.mark(j, '(') {
                return None;
            }
            if doc.is(j, Class::Prep) {
                if let Some(place) = doc.place_at(j + 1).filter(|p| !p.address) {
                    return place.level.map(|l| doc.unit(place, l));
                }
                return doc.bare_level(j + 1).filter(|l| *l != Level::Region).map(|l| doc.anaphor(j + 1, l));
            }
        }
        None
    }

    fn whose(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        for j in (s.from..at).rev() {
            if let Some(place) = doc.place_at(j).filter(|p| !p.address && p.level.is_some()) {
                // whose score was just read under this name: "xã duy nhất chưa về đích là A, đạt 17/19 tiêu chí, còn thiếu …"
                let scored = self.last_owner.as_ref().filter(|(sentence, _)| *sentence == doc.sentence_of(at));
                let same = scored.and_then(|(_, owners)| owners.iter().find(|o| o.name.as_deref() == Some(place.name.as_str())));
                return same.cloned().or_else(|| place.level.map(|l| doc.unit(place, l)));
            }
            // "HĐND huyện chỉ ra …": who says so, not whose they are
            if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region && !doc.is(j.wrapping_sub(1), Class::Office)) {
                return Some(doc.anaphor(j, level));
            }
        }
        if let Some((sentence, owners)) = &self.last_owner
            && doc.sentence_of(at).abs_diff(*sentence) <= 1
            && owners.len() == 1
        {
            return owners.first().cloned();
        }
        doc.main.first().cloned()
    }
}
