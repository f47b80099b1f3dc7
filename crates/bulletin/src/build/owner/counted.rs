//! Units meant by a count: "cả hai xã đều đạt 19/19", "ba xã còn lại".

use crate::build::Builder;
use crate::build::list::{self, is_word};
use crate::build::tally::{Count, count_at};
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;

impl Builder<'_> {
    /// "4 xã … là A, B, C, D; đến nay đều đạt 19/19", "hai bản … 15/15": the units meant by a count, when the text named them.
    pub(crate) fn counted(&self, s: Sentence, at: usize) -> Vec<UnitRef> {
        let doc = self.doc;
        let Some(count) = count_at(doc, s, at) else { return Vec::new() };
        let Some(level) = Level::of(count.subject) else { return Vec::new() };
        // "cả 3 xã nâng cao (A, B, C) đạt 19/19"
        let mut first = count.end;
        while first < count.end + 3 && (doc.is(first, Class::Program) || tier_at(doc, first).is_some()) {
            first += 1;
        }
        let inside = first > count.end && doc.mark(first, '(');
        let named = list::names(doc, if inside { first + 1 } else { count.end }, level);
        let units = |names: Vec<String>| names.into_iter().map(|n| UnitRef { name: Some(n), level }).collect::<Vec<_>>();
        if named.names.len() as i64 == count.n {
            return units(named.names);
        }
        if let Some(names) = (count.n <= 6 && is_word(doc, count.end, "còn lại")).then(|| self.left_over(s, at, &count, level)).flatten()
        {
            return units(names);
        }
        if !(2..=6).contains(&count.n) || count.of.is_some() || count.delta {
            return Vec::new();
        }
        if let Some(names) = self.named_by_count(s, at, &count, level) {
            return units(names);
        }
        let here = doc.sentence_of(at);
        for index in (here.saturating_sub(2)..here).rev() {
            let p = doc.sentences[index];
            let mut found: Vec<String> = Vec::new();
            for place in (p.from..p.to).filter_map(|j| doc.place_at(j)).filter(|x| x.level == Some(level)) {
                if !found.contains(&place.name) {
                    found.push(place.name.clone());
                }
            }
            if found.len() as i64 == count.n {
                return units(found);
            }
        }
        Vec::new()
    }

    /// "… công nhận 3 làng: A, B, C. Các làng đều …": those the last tally of their level named, all of them.
    pub(super) fn those_named(&self, s: Sentence, at: usize) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let level = doc.value(at, Class::Level).and_then(Level::of).filter(|l| l.rank() <= 1)?;
        let before = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)].from;
        let start = doc.span(before, before + 1).start;
        let names = self.facts.iter().rev().take(20).take_while(|f| f.span.start >= start).find_map(|f| match &f.body {
            Body::Tally(t) if Level::of(t.subject) == Some(level) && !t.delta => Some((t.count, t.names.clone())),
            _ => None,
        });
        let (count, names) = names?;
        (names.len() > 1 && i64::try_from(names.len()).ok() == Some(count))
            .then(|| names.into_iter().map(|name| UnitRef { name: Some(name), level }).collect())
    }

    /// "công nhận 2 xã A, B; cả hai xã đều đạt 19/19", "3 thôn kiểu mẫu là A, B, C …. Ba thôn kiểu mẫu đều đủ 15/15": those counted and named
    /// before.
    pub(super) fn named_by_count(&self, s: Sentence, at: usize, count: &Count, level: Level) -> Option<Vec<String>> {
        let doc = self.doc;
        let same = |j: usize| count_at(doc, s, j).filter(|c| c.n == count.n && c.subject == count.subject && c.of.is_none());
        let named = |end: usize| list::names(doc, end, level).names;
        let all = |names: &Vec<String>| names.len() as i64 == count.n;
        if let Some(names) = (s.from..at).rev().filter_map(same).map(|c| named(c.end)).find(all) {
            return Some(names);
        }
        let from = doc.sentences[doc.sentence_of(at).saturating_sub(2)].from;
        let start = doc.span(from, from + 1).start;
        let tier = (count.end..count.end + 3).find_map(|j| tier_at(doc, j));
        self.facts.iter().rev().take(20).take_while(|f| f.span.start >= start).find_map(|f| match &f.body {
            Body::Tally(t) if t.subject == count.subject && t.count == count.n && (tier.is_none() || t.tier == tier) => {
                Some(t.names.clone()).filter(all)
            }
            _ => None,
        })
    }

    /// "xã A đạt 19/19; hai xã còn lại …": of the units just listed those not named since.
    pub(super) fn left_over(&self, s: Sentence, at: usize, count: &Count, level: Level) -> Option<Vec<String>> {
        let doc = self.doc;
        let here = doc.sentence_of(at);
        let named = |from: usize, to: usize| {
            let mut found: Vec<String> = Vec::new();
            for place in (from..to).filter_map(|j| doc.place_at(j)).filter(|p| p.level.is_some_and(|l| l.rank() == level.rank())) {
                if !found.contains(&place.name) {
                    found.push(place.name.clone());
                }
            }
            found
        };
        let since = named(s.from, at);
        (here.saturating_sub(2)..here).rev().map(|i| doc.sentences[i]).find_map(|p| {
            let all = named(p.from, p.to);
            let left: Vec<String> = all.iter().filter(|n| !since.contains(n)).cloned().collect();
            (left.len() as i64 == count.n && since.iter().any(|n| all.contains(n))).then_some(left)
        })
    }
}
