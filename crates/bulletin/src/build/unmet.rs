//! Criteria said not to be met: "4 tiêu chí chưa đạt là: …", "chưa đạt các tiêu chí số 2, số 17".

mod item;
mod items;
mod left;
mod opens;
mod rows;
mod whose;

use super::Builder;
use super::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::term::Kind;

/// As many as are listed.
const ANY: i64 = i64::MAX;
/// How far back a score is looked for.
const NEAR: usize = 24;
/// Criteria of one list.
const LONGEST_LIST: usize = 30;

impl Builder<'_> {
    pub(crate) fn unmet(&mut self, index: usize) {
        let s = self.doc.sentences[index];
        // "Nợ tiêu chí giao thông, xã lùi hẹn": a headline only hints at it
        if self.of_a_city(s) || self.is_title(s) {
            return;
        }
        if self.unmet_row(index) {
            return;
        }
        let mut after = s.from;
        for i in s.from..s.to {
            if i < after || self.scope.law(i) {
                continue;
            }
            if let Some(end) = self.unmet_at(index, i) {
                after = end.max(i + 1);
            }
        }
    }

    /// A city's standard, not the programme's.
    fn of_a_city(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let urban = (s.from..s.to).any(|j| doc.has(j, Class::OtherProgram, "urban")) || self.urban_text();
        urban && !(s.from..s.to).any(|j| doc.is(j, Class::Program))
    }

    /// Adds the list that a term opens or ends; the term to go on from.
    fn unmet_at(&mut self, index: usize, i: usize) -> Option<usize> {
        let doc = self.doc;
        let s = doc.sentences[index];
        if let Some((unit, criteria, end)) = self.another_list(s, i) {
            self.add(Body::Unmet { unit, criteria }, i, end, "unmet");
            return Some(end);
        }
        // "vượt 15/17 chỉ tiêu kinh tế - xã hội; 2 chỉ tiêu chưa đạt là …": the year's plan
        let planned = doc.is(i.wrapping_sub(1), Class::Indicators) && (s.from..i).any(|j| doc.has(j, Class::OtherProgram, "socio"));
        if planned && !(s.from..s.to).any(|j| doc.is(j, Class::Program)) {
            return None;
        }
        // "4 tiêu chí chưa đạt gồm:" and a line for each
        let from = i.saturating_sub(1).max(s.from);
        if let Some((criteria, end)) = self.bulleted(index, i) {
            if let Some(unit) = self.whose_behind(i, s.to).or_else(|| self.whose(s, i)) {
                self.add(Body::Unmet { unit, criteria }, from, end, "unmet");
            }
            return Some(s.to);
        }
        let (criteria, end) = self.list_at(s, i)?;
        for unit in self.owing(s, i, end)? {
            self.add(Body::Unmet { unit, criteria: criteria.clone() }, from, end, "unmet");
        }
        Some(end)
    }

    /// The criteria of a list that opens around a term, or of names before it, and where they end.
    fn list_at(&self, s: Sentence, i: usize) -> Option<(Vec<String>, usize)> {
        let doc = self.doc;
        let (left, opens) = (self.left_of_score(s, i), self.opens(s, i));
        let (mut criteria, end) = match (opens.or(left.map(|(start, _)| start)), self.listed_before(s, i)) {
            (Some(start), _) => self.criteria(s, start),
            (None, Some(start)) => {
                let to = if doc.mark(i - 1, ')') { i - 1 } else { i };
                (self.criteria(Sentence { to, ..s }, start).0, i + 1)
            }
            (None, None) => return None,
        };
        if let Some(count) = self.stated_count(s, i) {
            part_joined(&mut criteria, count);
        }
        // "… các tiêu chí còn lại đang là bài toán khó": no name of a criterion, no list
        let named = (i.saturating_sub(24).max(s.from)..end.max(i + 1)).any(|j| self.names_work(j));
        let told = left.is_some() && doc.is(i + 1, Class::Criteria) && criteria.iter().all(|c| c.split(' ').count() <= 6);
        if criteria.is_empty() || criteria.len() > LONGEST_LIST || !named && !told {
            return None;
        }
        let fits = |count: i64| count == ANY || i64::try_from(criteria.len()) == Ok(count);
        let whole = left.is_none_or(|(_, count)| fits(count)) || opens.is_some();
        whole.then_some((criteria, end))
    }

    /// How many criteria the words before a term say it is about: "2 tiêu chí chưa đạt", "còn 2 tiêu chí".
    fn stated_count(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        let noun = (i.saturating_sub(4).max(s.from + 1)..i + 4).rev().find(|j| doc.is(*j, Class::Criteria))?;
        usize::try_from(doc.terms[noun - 1].whole()?).ok()
    }

    /// Whose list it is: each of several named before, or one; `None` when it is nobody's.
    fn owing(&self, s: Sentence, i: usize, end: usize) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        // "cả ba xã đều chưa đạt tiêu chí môi trường": each of those named before
        let counted = (s.from..i).rev().take(6).find_map(|j| super::tally::count_at(doc, s, j)).filter(|c| self.all_of_them(s, c, i));
        let all = counted.map(|count| self.counted(s, count.at)).unwrap_or_default();
        if !all.is_empty() {
            return Some(all);
        }
        if self.of_many(s, i) {
            return None;
        }
        let unit = self.whose_behind(i, end).or_else(|| self.whose(s, i))?;
        let mut units: Vec<UnitRef> =
            self.owing_too(s, i, &unit).into_iter().filter(|other| *other != unit && other.level == unit.level).collect();
        units.push(unit);
        Some(units)
    }

    /// "A và B hụt 3 tiêu chí (giao thông, thu nhập, môi trường)": those the list is of as well.
    fn owing_too(&self, s: Sentence, i: usize, unit: &UnitRef) -> Vec<UnitRef> {
        let doc = self.doc;
        let beside = i.checked_sub(1).filter(|b| *b >= s.from && doc.place_at(*b).is_some_and(|p| !p.address));
        let scored = self.last_owner.as_ref().filter(|(at, owners)| *at == doc.sentence_of(i) && owners.contains(unit));
        // "đạt 17/19 (thiếu tiêu chí 8), 16/19 và 18/19": the first one's only
        let bracket = || {
            let after = super::list::close(doc, i - 1);
            !(doc.mark(after, ',') && matches!(doc.kind(after + 1), Some(Kind::Frac(..) | Kind::Num(_))))
        };
        let together = self.scored_together(s, i);
        match (beside, scored) {
            _ if !together.is_empty() => together,
            (Some(b), _) => self.listed(s, b, None),
            (None, Some((_, owners))) if i > s.from && doc.mark(i - 1, '(') && bracket() || self.shared_score(s, i) => owners.clone(),
            _ => Vec::new(),
        }
    }

    /// "xã A 18/19 tiêu chí, xã B 17/19, đều hụt tiêu chí môi trường": all whose scores the sentence told.
    fn scored_together(&self, s: Sentence, i: usize) -> Vec<UnitRef> {
        let doc = self.doc;
        if i < s.from + 2 || !doc.is(i - 1, Class::Together) || !doc.mark(i - 2, ',') {
            return Vec::new();
        }
        let from = doc.span(s.from, s.from + 1).start;
        let told = self.facts.iter().rev().take(40).take_while(|f| f.span.start >= from);
        let short = |f: &crate::facts::Fact| match &f.body {
            Body::Progress { unit, met, total: Some(total), average_per: None, .. } if met.as_whole() < Some(*total) => Some(unit.clone()),
            _ => None,
        };
        told.filter_map(short).collect()
    }

    /// "nhiều xã chưa đạt tiêu chí …": nobody's list.
    fn of_many(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let several =
            |j: usize| doc.is(j, Class::Head) && doc.begins_in(j, "các ") && ["xã", "thôn", "địa phương"].iter().any(|w| doc.ends_in(j, w));
        let many = |j: usize| {
            doc.reads_any(j - 1, &["nhiều", "một số", "các", "hầu hết", "đa số", "số"])
                || doc.is(j - 1, Class::Each)
                || matches!(doc.kind(j - 1), Some(Kind::Num(_)))
        };
        let named = |j: usize| (j..i).any(|k| doc.place_at(k).is_some_and(|p| p.level.is_some_and(|l| l.rank() <= 1)));
        (s.from + 1..i).any(|j| (several(j) || doc.is(j, Class::Level) && many(j)) && !named(j))
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
    fn another_list(&self, s: Sentence, i: usize) -> Option<(UnitRef, Vec<String>, usize)> {
        let doc = self.doc;
        let opens = doc.mark(i.wrapping_sub(1), ';') && is_word(doc, i, "của") && is_word(doc, i + 2, "là") && self.criterion_like(i + 3);
        let place = doc.place_at(i + 1).filter(|_| opens && i > s.from)?;
        let start = doc.span(s.from, s.from + 1).start;
        let before = self.facts.iter().rev().take(4).find(|f| f.span.start >= start && matches!(f.body, Body::Unmet { .. }))?;
        let Body::Unmet { unit, .. } = &before.body else { return None };
        let (criteria, end) = self.criteria(s, i + 3);
        let other = UnitRef { name: Some(place.name.clone()), level: if place.explicit { place.level? } else { unit.level } };
        (!criteria.is_empty()).then_some((other, criteria, end))
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

/// "2 tiêu chí chưa đạt là Môi trường và Chất lượng môi trường sống": one set has it as one name, the count says that there are two.
fn part_joined(criteria: &mut Vec<String>, count: usize) {
    const AND: &str = " và ";
    let joined = criteria.iter().filter(|name| name.contains(AND)).count();
    if joined == 0 || criteria.len() + joined != count {
        return;
    }
    *criteria = criteria.iter().flat_map(|name| name.splitn(2, AND)).map(str::to_owned).collect();
}
