//! Criteria said not to be met: "4 tiêu chí chưa đạt là: …", "chưa đạt các tiêu chí số 2, số 17".

mod items;
mod left;
mod whose;

use super::Builder;
use super::list::{is_word, two};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::term::Kind;

/// As many as are listed.
const ANY: i64 = i64::MAX;
/// How far back a score is looked for.
const NEAR: usize = 24;

impl Builder<'_> {
    pub(crate) fn unmet(&mut self, index: usize) {
        let doc = self.doc;
        let s = doc.sentences[index];
        let urban = (s.from..s.to).any(|j| doc.has(j, Class::OtherProgram, "urban")) || self.urban_text();
        if urban && !(s.from..s.to).any(|j| doc.is(j, Class::Program)) {
            return;
        }
        // "Nợ tiêu chí giao thông, xã lùi hẹn": a headline only hints at it
        if self.is_title(s) {
            return;
        }
        let mut after = s.from;
        for i in s.from..s.to {
            if i < after || self.scope.law(i) {
                continue;
            }
            if let Some((unit, criteria, end)) = self.another_list(s, i) {
                self.add(Body::Unmet { unit, criteria }, i, end, "unmet");
                after = end.max(i + 1);
                continue;
            }
            // "vượt 15/17 chỉ tiêu kinh tế - xã hội; 2 chỉ tiêu chưa đạt là …": the year's plan
            let planned = doc.is(i.wrapping_sub(1), Class::Indicators) && (s.from..i).any(|j| doc.has(j, Class::OtherProgram, "socio"));
            if planned && !(s.from..s.to).any(|j| doc.is(j, Class::Program)) {
                continue;
            }
            let left = self.left_of_score(s, i);
            // "4 tiêu chí chưa đạt gồm:" and a line for each
            if let Some((criteria, end)) = self.bulleted(index, i) {
                if let Some(unit) = self.whose_behind(i, s.to).or_else(|| self.whose(s, i)) {
                    self.add(Body::Unmet { unit, criteria }, i.saturating_sub(1).max(s.from), end, "unmet");
                }
                after = s.to;
                continue;
            }
            let (criteria, end) = match (self.opens(s, i).or(left.map(|(start, _)| start)), self.listed_before(s, i)) {
                (Some(start), _) => self.criteria(s, start),
                (None, Some(start)) => {
                    let to = if doc.mark(i - 1, ')') { i - 1 } else { i };
                    (self.criteria(Sentence { to, ..s }, start).0, i + 1)
                }
                (None, None) => continue,
            };
            // "… các tiêu chí còn lại đang là bài toán khó": no name of a criterion, no list
            let named = (i.saturating_sub(24).max(s.from)..end.max(i + 1)).any(|j| self.names_work(j));
            let told = left.is_some() && doc.is(i + 1, Class::Criteria) && criteria.iter().all(|c| c.split(' ').count() <= 6);
            if criteria.is_empty() || criteria.len() > 30 || !named && !told {
                continue;
            }
            let fits = |count: i64| count == ANY || i64::try_from(criteria.len()) == Ok(count);
            if left.is_some_and(|(_, count)| !fits(count)) && self.opens(s, i).is_none() {
                continue;
            }
            // "cả ba xã đều chưa đạt tiêu chí môi trường": each of those named before
            let counted = (s.from..i).rev().take(6).find_map(|j| super::tally::count_at(doc, s, j)).filter(|c| self.all_of_them(s, c, i));
            let counted = counted.map(|count| self.counted(s, count.at));
            if let Some(units) = counted.filter(|units| !units.is_empty()) {
                for unit in units {
                    self.add(Body::Unmet { unit, criteria: criteria.clone() }, i.saturating_sub(1).max(s.from), end, "unmet");
                }
                after = end.max(i + 1);
                continue;
            }
            // "nhiều xã chưa đạt tiêu chí …": nobody's list
            let vague = (s.from..i).any(|j| {
                let several = |j: usize| {
                    doc.is(j, Class::Head) && doc.begins_in(j, "các ") && ["xã", "thôn", "địa phương"].iter().any(|w| doc.ends_in(j, w))
                };
                (doc.is(j, Class::Level) || several(j))
                    && j > s.from
                    && (several(j)
                        || ["nhiều", "một số", "các", "hầu hết", "đa số", "số"].iter().any(|w| is_word(doc, j - 1, w))
                        || doc.is(j - 1, Class::Each)
                        || matches!(doc.kind(j - 1), Some(Kind::Num(_))))
                    && !(j..i).any(|k| doc.place_at(k).is_some_and(|p| p.level.is_some_and(|l| l.rank() <= 1)))
            });
            if vague {
                continue;
            }
            let Some(unit) = self.whose_behind(i, end).or_else(|| self.whose(s, i)) else { continue };
            // "A và B hụt 3 tiêu chí (giao thông, thu nhập, môi trường)": each of them
            let beside = i.checked_sub(1).filter(|b| *b >= s.from && doc.place_at(*b).is_some_and(|p| !p.address));
            let scored = self.last_owner.as_ref().filter(|(at, owners)| *at == doc.sentence_of(i) && owners.contains(&unit));
            // "đạt 17/19 (thiếu tiêu chí 8), 16/19 và 18/19": the first one's only
            let bracket = i > s.from && doc.mark(i - 1, '(') && {
                let after = super::list::close(doc, i - 1);
                !(doc.mark(after, ',') && matches!(doc.kind(after + 1), Some(Kind::Frac(..) | Kind::Num(_))))
            };
            let several = match (beside, scored) {
                (Some(b), _) => self.listed(s, b, None),
                (None, Some((_, owners))) if bracket || self.shared_score(s, i) => owners.clone(),
                _ => Vec::new(),
            };
            for other in several.into_iter().filter(|o| *o != unit && o.level == unit.level) {
                self.add(Body::Unmet { unit: other, criteria: criteria.clone() }, i.saturating_sub(1).max(s.from), end, "unmet");
            }
            self.add(Body::Unmet { unit, criteria }, i.saturating_sub(1).max(s.from), end, "unmet");
            after = end.max(i + 1);
        }
    }

    /// "cả ba xã đều", "hai xã này": all that were named before, not "còn hai xã", "trong hai xã".
    fn all_of_them(&self, s: Sentence, count: &super::tally::Count, at: usize) -> bool {
        let doc = self.doc;
        let whole = count.at > s.from && (doc.is(count.at - 1, Class::Whole) || is_word(doc, count.at - 1, "cả"));
        let together = (count.end..at).any(|j| doc.is(j, Class::Together) || is_word(doc, j, "này"));
        (whole || together) && !count.base && !(count.end..at).any(|j| doc.place_at(j).is_some())
    }

    /// The lines behind "tiêu chí chưa đạt gồm:", each a dash and a name.
    fn bulleted(&self, index: usize, at: usize) -> Option<(Vec<String>, usize)> {
        let doc = self.doc;
        let s = doc.sentences[index];
        let short = doc.has(at, Class::ShortOf, "any") || doc.has(at, Class::Status, "not_met");
        if !short {
            return None;
        }
        let ends = |j: usize| doc.mark(j, ':') && (j + 1..s.to).all(|k| doc.line(k));
        let colon = (at + 1..s.to.min(at + 5)).find(|j| ends(*j))?;
        let noun = (at.saturating_sub(4).max(s.from)..colon).any(|j| doc.is(j, Class::Criteria));
        let (mut items, mut end) = (Vec::new(), colon + 1);
        for line in doc.sentences.iter().skip(index + 1).take(20) {
            let first = (line.from..line.to).find(|j| !doc.line(*j)).unwrap_or(line.from);
            let last = (first..line.to).rev().find(|j| !doc.line(*j) && ![';', '.', ','].iter().any(|c| doc.mark(*j, *c))).unwrap_or(first);
            if !['-', '+', '•'].iter().any(|c| doc.mark(first, *c)) || last <= first || last - first > 14 {
                break;
            }
            items.push(doc.text(first + 1, last + 1));
            end = last + 1;
        }
        (noun && !items.is_empty()).then_some((items, end))
    }

    /// "A và B cùng đạt 18/19 tiêu chí, vướng ở tiêu chí môi trường": the score was said of all of them together.
    fn shared_score(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let back = (s.from..at).rev().take(NEAR).take_while(|j| doc.place_at(*j).is_none() && !doc.mark(*j, ';'));
        let mut scored = false;
        back.into_iter().any(|j| {
            scored |= matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_)));
            scored && (doc.is(j, Class::Together) || doc.is(j, Class::Each))
        })
    }

    /// "Tiêu chí chưa đạt của A là …; của B là giao thông, trường học": the words are said once.
    fn another_list(&self, s: Sentence, i: usize) -> Option<(crate::facts::UnitRef, Vec<String>, usize)> {
        let doc = self.doc;
        let opens = doc.mark(i.wrapping_sub(1), ';') && is_word(doc, i, "của") && is_word(doc, i + 2, "là") && self.criterion_like(i + 3);
        let place = doc.place_at(i + 1).filter(|_| opens && i > s.from)?;
        let start = doc.span(s.from, s.from + 1).start;
        let before = self.facts.iter().rev().take(4).find(|f| f.span.start >= start && matches!(f.body, Body::Unmet { .. }))?;
        let Body::Unmet { unit, .. } = &before.body else { return None };
        let (criteria, end) = self.criteria(s, i + 3);
        let other = crate::facts::UnitRef { name: Some(place.name.clone()), level: if place.explicit { place.level? } else { unit.level } };
        (!criteria.is_empty()).then_some((other, criteria, end))
    }

    /// Whether a list of unmet criteria opens around this term, and where it starts.
    fn opens(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        // "rơi mất bốn tiêu chí là …"
        let lost = is_word(doc, i, "mất") && matches!(doc.kind(i + 1), Some(Kind::Num(_))) && doc.is(i + 2, Class::Criteria);
        // "đang gấp rút hoàn thành 2 tiêu chí cuối là thủy lợi và thu nhập"
        let lost = lost
            || doc.reads_any(i, &["cuối", "cuối cùng"])
                && i > s.from + 2
                && doc.is(i - 1, Class::Criteria)
                && matches!(doc.kind(i - 2), Some(Kind::Num(_)))
                && (doc.is(i + 1, Class::List) || doc.mark(i + 1, ':'));
        let short = doc.has(i, Class::ShortOf, "any")
            || lost
            || doc.has(i, Class::Status, "not_met")
            // "3 tiêu chí không còn đạt: …"
            || doc.has(i, Class::Status, "lost") && i > s.from && (doc.is(i - 1, Class::Criteria) || doc.mark(i - 1, ':'));
        // "vướng nhất là tiêu chí …": hard, not said to be unmet
        if !short
            || is_word(doc, i + 1, "nhất")
            || doc.is(i + 1, Class::AndUp)
            // "vướng mắc lớn nhất là tiêu chí …"
            || (i + 1..i + 4).take_while(|j| !doc.is(*j, Class::Criteria)).any(|j| doc.ends_in(j, "nhất"))
            || is_word(doc, i + 1, "nhiều nhất")
        {
            return None;
        }
        // "thiếu biên bản tiêu chí 13": a paper is missing
        let paper = ["bền", "bền vững", "vững chắc", "biên bản", "phiếu", "hồ sơ", "minh chứng", "vốn", "kinh phí", "bản đồ", "văn bản"];
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
            || is_word(doc, i.wrapping_sub(1), "nội dung")
            || is_word(doc, i.wrapping_sub(1), "việc")
            // "những phần việc xã còn bỏ ngỏ là …"
            || (s.from..i).rev().take(6).any(|j| is_word(doc, j, "phần việc") || two(doc, j, "phần", "việc") || two(doc, j, "nội", "dung"));
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
        // "đang dừng ở 17 tiêu chí, vướng nhà ở dân cư với thu nhập"
        let scored = doc.mark(i.wrapping_sub(1), ',')
            && i > s.from + 2
            && criteria(i - 2)
            && matches!(doc.kind(i - 3), Some(Kind::Num(_) | Kind::Frac(..)));
        if scored && doc.has(i, Class::ShortOf, "any") && doc.is(i + 1, Class::Criterion) {
            return Some(i + 1);
        }
        // "A chưa đạt tiêu chí thu nhập; B chưa đạt thu nhập và môi trường": the word is said once
        let again = doc.mark(i.wrapping_sub(2), ';') && doc.place_at(i.wrapping_sub(1)).is_some() && (s.from..i).any(criteria);
        if again && doc.has(i, Class::ShortOf, "any") && doc.is(i + 1, Class::Criterion) {
            return Some(i + 1);
        }
        // "Chưa đạt: giao thông, nước sạch": a line of a note
        let notes = doc.mark(i + 1, ':') && (s.from..i).all(|j| doc.line(j) || doc.mark_any(j, "-+•"));
        let notes = notes && (doc.begins_in(i, "chưa") || doc.ends_in(i, "thiếu") || doc.begins_in(i, "không"));
        if notes && self.criterion_like(i + 2) && (doc.mark_any(i + 3, ",;.") || doc.is(i + 3, Class::Conj)) {
            return Some(i + 2);
        }
        // "xuống 16 tiêu chí: tụt giao thông, văn hóa, môi trường"
        let fell = doc.has(i, Class::Status, "lost") || is_word(doc, i, "tụt");
        if fell && doc.mark(i.wrapping_sub(1), ':') && criteria(i.wrapping_sub(2)) && self.criterion_like(i + 1) {
            return Some(i + 1);
        }
        // "còn vướng tiêu chí vườn hộ và tiêu chí hàng rào xanh": the word is said for each
        let each = criteria(i + 1)
            && matches!(doc.kind(i + 2), Some(Kind::Word | Kind::Phrase))
            && (i + 3..s.to.min(i + 8)).find(|j| doc.is(*j, Class::Conj) || doc.mark(*j, ',')).is_some_and(|j| criteria(j + 1));
        if each && doc.has(i, Class::ShortOf, "any") {
            return Some(i + 2);
        }
        if let Some(start) = self.numbers_short(s, i) {
            return Some(start);
        }
        let mut j = i + 1;
        let mut opened = false;
        while j < s.to.min(i + 10) {
            if doc.mark(j, '(') && !opened {
                return ((before || (i..j).any(criteria)) && self.criterion_like(j + 1)).then_some(j + 1);
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

    /// A word criteria are named by: their own, a number, what is measured or built.
    fn names_work(&self, at: usize) -> bool {
        let doc = self.doc;
        const NAMES: [Class; 5] = [Class::Criterion, Class::Indicator, Class::WorkNoun, Class::Unit, Class::OtherProgram];
        NAMES.iter().any(|class| doc.is(at, *class)) || matches!(doc.kind(at), Some(Kind::Num(_)))
    }

    fn criterion_like(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.is(at, Class::Criterion)
            || is_word(doc, at, "số") && matches!(doc.kind(at + 1), Some(Kind::Num(_)))
            || (matches!(doc.kind(at), Some(Kind::Num(_))) && doc.is(at.wrapping_sub(1), Class::Criteria) && !doc.is(at + 1, Class::Level))
    }
}
