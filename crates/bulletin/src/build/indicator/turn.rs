//! Values of several units: in turn, or each behind its name.

use super::value::value_of;
use crate::build::Builder;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::Kind;

impl Builder<'_> {
    /// "hài lòng tại 3 xã A, B, C lần lượt đạt 98,2%, 97,6% và 99,1%": as many values as units; the term after the last.
    pub(super) fn values_in_turn(&mut self, s: Sentence, at: usize, name: &str) -> Option<usize> {
        let doc = self.doc;
        let turn = (at + 1..s.to.min(at + 40)).find(|j| doc.is(*j, Class::InTurn)).filter(|j| !self.scope.off(*j))?;
        if (at + 1..turn).any(|j| doc.is(j, Class::Indicator) || doc.mark(j, ';')) {
            return None;
        }
        let named = (at + 1..turn).rev().take(6).find(|j| doc.place_at(*j).is_some());
        // "của người dân ba xã lần lượt là …": the three just named
        let counted = || (at + 1..turn).rev().take(6).find(|j| count_at(doc, s, *j).is_some());
        // "cả ba xã đều đạt 19/19. Thu nhập lần lượt là …": those whose scores were just read
        let scored = || {
            self.last_owner
                .as_ref()
                .filter(|(index, owners)| doc.sentence_of(at) - index <= 1 && owners.len() > 1)
                .map(|(_, owners)| owners.clone())
        };
        let units = match (named, counted()) {
            (Some(last), _) => self.listed(s, last, None),
            (None, Some(count)) => self.counted(s, count),
            (None, None) => scored().unwrap_or_else(|| self.valued_before(s)),
        };
        // "Kết quả: xã A 19/19; xã B 18/19; C, D đều 19/19. Tỷ lệ hài lòng lần lượt là …": all whose scores were told before
        let told = || self.scored_before_in_order(s);
        let all = |n: usize| named.is_none() && units.len() != n;

        // "năm 2019, 2020 lần lượt là …": of years
        let dated = (at + 1..turn).any(|j| matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Years(..) | Kind::Date(_))));
        let (mut values, mut j) = (Vec::new(), turn + 1);
        while j < s.to.min(turn + 60) {
            match doc.kind(j) {
                Some(Kind::Percent(p)) if name != "income" && p.0 <= 100 * Number::ONE => values.push((p, j)),
                Some(kind @ Kind::Money { .. }) if name == "income" => values.push((value_of(kind, true)?, j)),
                Some(Kind::Num(n)) if self.shares_measure(j, name == "income") => values.push((n, j)),
                // "lần lượt là 98,7%; 99,02% và 97,85%"
                _ if doc.mark_any(j, ",;")
                    || doc.is_any(j, &[Class::Conj, Class::Reach, Class::List])
                    || doc.reads_any(j, &["ở", "mức", "ở mức"]) => {}
                _ => break,
            }
            j += 1;
        }
        let units = if all(values.len()) { Some(told()).filter(|told| told.len() == values.len()).unwrap_or(units) } else { units };
        if values.len() != units.len() || units.len() < 2 {
            // several values, and whose each is was not said: nobody's
            return (values.len() > 1 && !dated).then_some(j);
        }
        for (unit, (value, at)) in units.into_iter().zip(values) {
            let unit_of_measure = if name == "income" { "triệu đồng/người/năm" } else { "%" };
            let body = Body::IndicatorValue { unit, indicator: name.to_owned(), value, unit_of_measure, year: None };
            self.add(body, at, at + 1, "indicator-percent");
        }
        Some(j)
    }

    /// The units whose scores of criteria the sentence before told, in its order.
    fn scored_before_in_order(&self, s: Sentence) -> Vec<UnitRef> {
        let doc = self.doc;
        let before = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)].from;
        let (start, end) = (doc.span(before, before + 1).start, doc.span(s.from, s.from + 1).start);
        let mut units: Vec<UnitRef> = Vec::new();
        let told = self.facts.iter().rev().take(60).filter(|f| (start..end).contains(&f.span.start)).collect::<Vec<_>>();
        for fact in told.into_iter().rev() {
            if let Body::Progress { unit, kind: "criteria", average_per: None, .. } = &fact.body
                && !units.contains(unit)
            {
                units.push(unit.clone());
            }
        }
        units
    }

    /// "41,5 và 43,2 triệu đồng/người/năm": a bare number whose measure stands behind the next one.
    fn shares_measure(&self, at: usize, income: bool) -> bool {
        let doc = self.doc;
        let joined = doc.is(at + 1, Class::Conj) || doc.mark_any(at + 1, ",;");
        joined
            && match doc.kind(at + 2) {
                Some(Kind::Money { .. }) => income,
                Some(Kind::Percent(_)) => !income,
                Some(Kind::Num(_)) => self.shares_measure(at + 2, income),
                _ => false,
            }
    }

    /// "Thu nhập của A là …, của B là …. Tỷ lệ hộ nghèo lần lượt …": those whose values the sentence before gave.
    fn valued_before(&self, s: Sentence) -> Vec<UnitRef> {
        let before = self.doc.sentences[self.doc.sentence_of(s.from).saturating_sub(1)].from;
        let start = self.doc.span(before, before + 1).start;
        let mut units: Vec<UnitRef> = Vec::new();
        for fact in self.facts.iter().rev().take(20).take_while(|f| f.span.start >= start) {
            if let Body::IndicatorValue { unit, .. } = &fact.body
                && !units.contains(unit)
            {
                units.push(unit.clone());
            }
        }
        units.reverse();
        units
    }

    /// Places each with its own percentage behind the indicator was said once.
    pub(super) fn value_each(&mut self, s: Sentence, from: usize, name: &str) {
        let doc = self.doc;
        if self.scope.off(from) {
            return;
        }
        let income = name == "income";
        for j in from..s.to {
            if doc.is(j, Class::Indicator) || doc.mark(j, '.') || doc.is(j, Class::Criteria) || doc.is(j, Class::Delta) {
                return;
            }
            let Some(kind) = doc.kind(j).filter(|_| !self.scope.off(j)) else { continue };
            if !(matches!(kind, Kind::Percent(_)) || income && matches!(kind, Kind::Money { .. })) {
                continue;
            }
            let Some(value) = value_of(kind, income) else { return };
            let mut b = j;
            while b > from && b + 3 > j && (doc.is(b - 1, Class::Reach) || doc.mark(b - 1, '(') || doc.mark(b - 1, ':')) {
                b -= 1;
            }
            // "cao nhất là A (huyện X) 100%"
            if b > from && doc.mark(b - 1, ')') {
                b = (from..b).rev().take(6).find(|k| doc.mark(*k, '(')).filter(|k| *k > from).unwrap_or(b);
            }
            // "thôn A cao nhất, 100%", "xã B thấp nhất 93%"
            let comma = b > from + 2 && doc.mark(b - 1, ',') && doc.ends_in(b - 2, "nhất");
            b -= usize::from(comma);
            b -= usize::from(b > from + 1 && doc.ends_in(b - 1, "nhất") && doc.place_at(b - 2).is_some());
            let ends = j + 1 >= s.to || [',', '.', ')', ';'].iter().any(|c| doc.mark(j + 1, *c)) || doc.is(j + 1, Class::Conj);
            // "…; cao nhất là A 100%": a bare name behind "nhất"
            let most = b > from + 2 && doc.is(b - 2, Class::List) && (doc.holds(b - 3, "nhất"));
            let place = b
                .checked_sub(1)
                .filter(|p| *p >= from)
                .and_then(|p| doc.place_at(p))
                .filter(|p| p.explicit || most || !p.address && p.level.is_some_and(|l| l.rank() <= 1));
            // "2 xã trên 50 triệu đồng là A (52,4 triệu đồng)": what the two have passed
            let bound = doc.is_any(j - 1, &[Class::Approx, Class::Below])
                && (j.saturating_sub(5).max(from)..j).any(|k| count_at(doc, s, k).is_some());
            if place.is_none() && bound {
                continue;
            }
            let (Some(place), true) = (place, ends && (income || value.0 <= 100 * Number::ONE)) else { return };
            let named = UnitRef { name: Some(place.name.clone()), level: Level::Commune };
            let Some(unit) = (if place.explicit || !most { place.level.map(|l| doc.unit(place, l)) } else { Some(named) }) else { return };
            let unit_of_measure = if income { "triệu đồng/người/năm" } else { "%" };
            let body = Body::IndicatorValue { unit, indicator: name.to_owned(), value, unit_of_measure, year: None };
            self.add(body, b - 1, j + 1, if income { "indicator-income" } else { "indicator-percent" });
        }
    }
}
