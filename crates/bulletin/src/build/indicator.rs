//! Values of indicators: income, poverty, health insurance, trained labour, clean water, satisfaction.

use super::Builder;
use super::list::{is_word, two};
use super::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::{Kind, Per};

/// How far a value may stand from its name, in terms.
const REACH: usize = 16;

impl Builder<'_> {
    pub(crate) fn indicators(&mut self, s: Sentence) {
        let doc = self.doc;
        let mut i = s.from;
        while i < s.to {
            let Some(name) = doc.value(i, Class::Indicator).map(str::to_owned) else {
                i += 1;
                continue;
            };
            // "tiêu chí thu nhập", "nâng cao thu nhập": the criterion, not its value
            let subject = i > s.from && (doc.is(i - 1, Class::Criteria) || doc.is(i - 1, Class::Citation));
            // "30 hộ có thu nhập trên 200 triệu đồng": some households'
            let some = (i.saturating_sub(4).max(s.from)..i).any(|j| count_at(doc, s, j).is_some_and(|c| c.subject == "households"));
            let own = ["công nhân", "hội viên", "gia đình", "xã viên", "thành viên"].iter().any(|w| is_word(doc, i + 1, w))
                || is_word(doc, i + 1, "của") && ["công nhân", "hội viên", "gia đình"].iter().any(|w| is_word(doc, i + 2, w))
                || is_word(doc, i + 1, "công") && is_word(doc, i + 2, "nhân");
            if subject || (some || own) && name == "income" {
                i += 1;
                continue;
            }
            if let Some(end) = self.values_in_turn(s, i, &name) {
                i = end;
                continue;
            }
            let end = self.values(s, i, &name);
            self.value_each(s, end.max(i + 1), &name);
            i = end.max(i + 1);
        }
        // "Trong đó, xã A 98,8%, …": goes on with the indicator of the sentence before
        let here = doc.sentence_of(s.from);
        let goes_on = (s.from..s.to.min(s.from + 3))
            .any(|j| is_word(doc, j, "trong đó") || two(doc, j, "trong", "đó") || doc.is(j, Class::List) || is_word(doc, j, "riêng"));
        if goes_on && !(s.from..s.to).any(|j| doc.is(j, Class::Indicator)) && here > 0 {
            let p = doc.sentences[here - 1];
            let mut names = (p.from..p.to).filter_map(|j| doc.value(j, Class::Indicator));
            if let (Some(name), None) = (names.next().map(str::to_owned), names.next()) {
                self.value_each(s, s.from, &name);
            }
        }
    }

    /// "hài lòng tại 3 xã A, B, C lần lượt đạt 98,2%, 97,6% và 99,1%": as many values as units; the term after the last.
    fn values_in_turn(&mut self, s: Sentence, at: usize, name: &str) -> Option<usize> {
        let doc = self.doc;
        let turn = (at + 1..s.to.min(at + 40)).find(|j| doc.is(*j, Class::InTurn)).filter(|j| !self.scope.off(*j))?;
        if (at + 1..turn).any(|j| doc.is(j, Class::Indicator) || doc.mark(j, ';')) {
            return None;
        }
        let named = (at + 1..turn).rev().take(6).find(|j| doc.place_at(*j).is_some());
        // "của người dân ba xã lần lượt là …": the three just named
        let counted = || (at + 1..turn).rev().take(6).find(|j| count_at(doc, s, *j).is_some());
        let units = match named {
            Some(last) => self.listed(s, last, None),
            None => self.counted(s, counted()?),
        };
        let (mut values, mut j) = (Vec::new(), turn + 1);
        while j < s.to.min(turn + 60) {
            match doc.kind(j) {
                Some(Kind::Percent(p)) if name != "income" && p.0 <= 100 * Number::ONE => values.push((p, j)),
                Some(kind @ Kind::Money { .. }) if name == "income" => values.push((value_of(kind, true)?, j)),
                _ if doc.mark(j, ',') || doc.is(j, Class::Conj) || doc.is(j, Class::Reach) || doc.is(j, Class::List) => {}
                _ => break,
            }
            j += 1;
        }
        if values.len() != units.len() || units.len() < 2 {
            return None;
        }
        for (unit, (value, at)) in units.into_iter().zip(values) {
            let unit_of_measure = if name == "income" { "triệu đồng/người/năm" } else { "%" };
            let body = Body::IndicatorValue { unit, indicator: name.to_owned(), value, unit_of_measure, year: None };
            self.add(body, at, at + 1, "indicator-percent");
        }
        Some(j)
    }

    /// Places each with its own percentage behind the indicator was said once.
    fn value_each(&mut self, s: Sentence, from: usize, name: &str) {
        let doc = self.doc;
        if name == "income" || self.scope.off(from) {
            return;
        }
        for j in from..s.to {
            if doc.is(j, Class::Indicator) || doc.mark(j, '.') || doc.is(j, Class::Criteria) || doc.is(j, Class::Delta) {
                return;
            }
            let Some(Kind::Percent(value)) = doc.kind(j).filter(|_| !self.scope.off(j)) else { continue };
            let mut b = j;
            while b > from && b + 3 > j && (doc.is(b - 1, Class::Reach) || doc.mark(b - 1, '(') || doc.mark(b - 1, ':')) {
                b -= 1;
            }
            let ends = j + 1 >= s.to || [',', '.', ')', ';'].iter().any(|c| doc.mark(j + 1, *c)) || doc.is(j + 1, Class::Conj);
            // "…; cao nhất là A 100%": a bare name behind "nhất"
            let most = b > from + 2 && doc.is(b - 2, Class::List) && (doc.holds(b - 3, "nhất"));
            let place = b.checked_sub(1).filter(|p| *p >= from).and_then(|p| doc.place_at(p)).filter(|p| p.explicit || most);
            let (Some(place), true) = (place, ends && value.0 <= 100 * Number::ONE) else { return };
            let named = UnitRef { name: Some(place.name.clone()), level: Level::Commune };
            let Some(unit) = (if place.explicit { place.level.map(|l| doc.unit(place, l)) } else { Some(named) }) else { return };
            let body = Body::IndicatorValue { unit, indicator: name.to_owned(), value, unit_of_measure: "%", year: None };
            self.add(body, b - 1, j + 1, "indicator-percent");
        }
    }

    fn values(&mut self, s: Sentence, at: usize, name: &str) -> usize {
        let doc = self.doc;
        let income = name == "income";
        // "không còn hộ nghèo, 98% số hộ đạt …": what follows is of something else
        if name == "poverty_rate" && at > s.from && doc.has(at - 1, Class::Negation, "none") {
            self.none_poor(s, at, name);
            return at + 1;
        }
        // "99,8% hộ dân tham gia BHYT, 100% hộ dùng nước sạch": each value before its name
        let led = (s.from..at)
            .rev()
            .take(5)
            .take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';') && !doc.is(*j, Class::Indicator) && !doc.is(*j, Class::Conj))
            .find(|j| matches!(doc.kind(*j), Some(Kind::Percent(_))));
        if led.is_some_and(|p| !self.named_before(s, p)) && !income && name != "poverty_rate" {
            self.before(s, at, name);
            return at + 1;
        }
        let mut changed = false;
        let mut from = false;
        // "Năm 2019, thu nhập …"
        let mut year = (s.from..at).rev().take(12).take_while(|j| !doc.mark(*j, ';')).find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y <= now) => Some(y),
            Some(Kind::Date(w)) if w.day.is_none() && w.year.is_some_and(|y| doc.hint.year.is_none_or(|now| y <= now)) => w.year,
            _ => None,
        });
        // "Năm 2011, xuất phát điểm …: bình quân 3,2 tiêu chí/xã, hộ nghèo 58,9%": the year its sentence opens with
        let opening = || {
            let first = (s.from..at).find(|j| !doc.line(*j) && !doc.is(*j, Class::YearWord) && !doc.is(*j, Class::Prep))?;
            let clear =
                (first..at).all(|j| !doc.mark(j, ';') && (j == first || !matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Date(_)))));
            match doc.kind(first) {
                Some(Kind::Year(y))
                    if clear && doc.is(first.wrapping_sub(1), Class::YearWord) && doc.hint.year.is_none_or(|now| y <= now) =>
                {
                    Some(y)
                }
                _ => None,
            }
        };
        year = year.or_else(opening);
        let mut found = 0;
        let mut j = at + 1;
        let mut last = at;
        let limit = (at + REACH).min(s.to);
        let mut bound = limit;
        while j < bound {
            if doc.mark(j, ';') || doc.mark(j, '.') || (doc.is(j, Class::Indicator) && !doc.has(j, Class::Indicator, name)) {
                break;
            }
            // "Vướng nhất là hộ nghèo, riêng xã A hộ nghèo tới 38,6%": the second one's
            if doc.is(j, Class::Indicator) && (at + 1..j).any(|k| doc.place_at(k).is_some()) {
                break;
            }
            if doc.has(j, Class::Delta, "less") || doc.has(j, Class::Delta, "more") {
                changed = true;
            }
            if doc.is(j, Class::LevelVerb) || is_word(doc, j, "còn") || is_word(doc, j, "đạt") {
                changed = false;
            }
            if doc.is(j, Class::From) {
                from = true;
                changed = false;
            }
            // "thu nhập từ 100 đến 300 triệu đồng": what some earn
            let range = matches!(doc.kind(j), Some(Kind::Money { .. } | Kind::Percent(_)))
                && (doc.has(j - 1, Class::DateCue, "bound") || doc.mark(j - 1, '-'))
                && matches!(doc.kind(j.wrapping_sub(2)), Some(Kind::Num(_)));
            if range {
                return j + 1;
            }
            match doc.kind(j) {
                Some(Kind::Year(y)) if !changed => year = Some(y),
                Some(Kind::Date(w)) if w.year.is_some() => year = w.year,
                Some(kind) => {
                    if let Some(value) = value_of(kind, income) {
                        let rule = self.rule_like(s, at, j);
                        let approx_below = doc.is(j - 1, Class::Below) && !doc.is(j - 1, Class::Approx);
                        let later = match (doc.mark(j + 1, '('), doc.is(j + 1, Class::YearWord), doc.kind(j + 2), doc.kind(j + 3)) {
                            (true, _, Some(Kind::Year(y)), _) | (false, true, Some(Kind::Year(y)), _) => Some(y),
                            (true, _, _, Some(Kind::Year(y))) if doc.mark(j + 4, ')') => Some(y),
                            _ => None,
                        };
                        let future = later.or(year).is_some_and(|y| doc.hint.year.is_some_and(|now| y > now));
                        if !changed
                            && !rule
                            && !approx_below
                            && !future
                            && !self.scope.off(j)
                            && !self.scope.off(at)
                            && let Some(unit) = self.valued(s, at)
                        {
                            for unit in unit {
                                let body = Body::IndicatorValue {
                                    unit,
                                    indicator: name.to_owned(),
                                    value,
                                    unit_of_measure: if income { "triệu đồng/người/năm" } else { "%" },
                                    year: later.or(year),
                                };
                                self.add(body, at, j + 1, if income { "indicator-income" } else { "indicator-percent" });
                            }
                        }
                        // the size of a change; the level may follow: "giảm 3,1%, còn 4,2%"
                        if changed {
                            bound = (j + REACH).min(s.to);
                            last = j;
                            j += 1;
                            continue;
                        }
                        found += 1;
                        last = j;
                        let series =
                            doc.mark(j + 1, ',') && doc.is(j + 2, Class::YearWord) && matches!(doc.kind(j + 3), Some(Kind::Year(_)));
                        if series && found < 8 {
                            bound = (j + REACH).min(s.to);
                            j += 1;
                            continue;
                        }
                        // "74 triệu đồng/năm (năm 2020 là 55,3 triệu đồng)": the value of another year in a bracket
                        let aside = found == 1
                            && doc.mark(j + 1, '(')
                            && doc.is(j + 2, Class::YearWord)
                            && matches!(doc.kind(j + 3), Some(Kind::Year(_)))
                            && !doc.mark(j + 4, ')');
                        if aside {
                            bound = (j + REACH).min(s.to);
                            j += 1;
                            continue;
                        }
                        // "từ 50 triệu (năm 2020) lên 85 triệu"
                        if !from || found >= 2 {
                            break;
                        }
                        year = None;
                        bound = (j + REACH).min(s.to);
                        from = true;
                    } else if matches!(kind, Kind::Money { .. } | Kind::Percent(_)) {
                        break;
                    }
                }
                None => break,
            }
            if doc.mark(j, ',') && found == 0 && !changed && !doc.is(j - 1, Class::Indicator) && j > at + 6 {
                break;
            }
            j += 1;
        }
        if found == 0 {
            self.before(s, at, name);
            self.none_poor(s, at, name);
        }
        last + 1
    }

    /// The percentage belongs to a name before it: "lao động qua đào tạo đạt 86%".
    fn named_before(&self, s: Sentence, percent: usize) -> bool {
        let doc = self.doc;
        (s.from..percent).rev().take(8).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';')).any(|j| doc.is(j, Class::Indicator))
    }

    /// "98,61% hài lòng", "100% hộ dùng nước sạch": the value before the name.
    fn before(&mut self, s: Sentence, at: usize, name: &str) {
        let doc = self.doc;
        if name == "income" || name == "poverty_rate" || self.scope.off(at) {
            return;
        }
        let Some(j) = (s.from..at).rev().take(6).find(|j| matches!(doc.kind(*j), Some(Kind::Percent(_)))) else { return };
        let Some(Kind::Percent(value)) = doc.kind(j) else { return };
        let plain =
            (j + 1..at).all(|k| !doc.is(k, Class::Indicator) && !doc.mark(k, ',') && !doc.mark(k, ';') && !doc.is(k, Class::Criteria));
        let goal = j > s.from && (doc.is(j - 1, Class::Delta) || doc.is(j - 1, Class::Below));
        if !plain || goal || self.rule_like(s, j, at) || value.0 > 100 * Number::ONE {
            return;
        }
        for unit in self.valued(s, j).unwrap_or_default() {
            let body = Body::IndicatorValue { unit, indicator: name.to_owned(), value, unit_of_measure: "%", year: None };
            self.add(body, j, at + 1, "indicator-before");
        }
    }

    /// "25 hộ nghèo (4%)" and "không còn hộ nghèo" are read here: a poverty rate without its name.
    fn none_poor(&mut self, s: Sentence, at: usize, name: &str) {
        let doc = self.doc;
        if name != "poverty_rate" || self.scope.off(at) || at == s.from || !doc.has(at - 1, Class::Negation, "none") {
            return;
        }
        for unit in self.valued(s, at).unwrap_or_default() {
            let body = Body::IndicatorValue { unit, indicator: name.to_owned(), value: Number(0), unit_of_measure: "%", year: None };
            self.add(body, at - 1, at + 1, "indicator-none");
        }
    }

    /// Thresholds: "phải đạt", "tối thiểu", "quy định", "trở lên", "trên 100%".
    fn rule_like(&self, s: Sentence, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let words = (from.saturating_sub(3).max(s.from)..to)
            .any(|j| doc.is(j, Class::Law) || doc.is(j, Class::Modal) && !doc.is(j, Class::Target) || is_word(doc, j, "quy định"));
        words || doc.is(to + 1, Class::AndUp) || is_word(doc, to + 1, "mới") && is_word(doc, to + 2, "đạt")
    }

    /// "thu nhập bình quân của xã", "tỷ lệ hộ nghèo chung toàn huyện": the unit between the name and its value.
    fn valued_inside(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        for j in at + 1..s.to.min(at + 8) {
            // "của ba xã cũ": of the commune they became
            if count_at(doc, s, j).is_some_and(|c| doc.is(c.end, Class::BeforeMerger))
                && let Some(main) = doc.main.first().filter(|m| m.level == Level::Commune)
            {
                return Some(main.clone());
            }
            if doc.mark(j, ',') || doc.mark(j, ';') || matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Percent(_) | Kind::Money { .. })) {
                return None;
            }
            let led = doc.is(j - 1, Class::Prep) || doc.is(j - 1, Class::Whole);
            if let Some(place) = doc.place_at(j).filter(|p| p.level.is_some() && (led || p.explicit)) {
                return place.level.map(|l| doc.unit(place, l));
            }
            if let Some(level) = doc.bare_level(j).filter(|l| led && *l != Level::Region) {
                return Some(doc.anaphor(j, level));
            }
        }
        None
    }

    /// "Xã thấp nhất là A, mới được 8 tiêu chí; …": picked out of an area that the text goes on with.
    fn singled_out(&self, sentence: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[sentence];
        let most = |j: usize| ["nhất", "thấp nhất", "cao nhất", "ít nhất", "nhiều nhất"].iter().any(|w| is_word(doc, j, w));
        let area = doc.main.first().is_some_and(|m| m.level >= Level::District);
        area && (s.from..s.to.min(s.from + 6)).any(|j| most(j) && doc.is(j + 1, Class::List))
    }

    /// Units were counted after the last score: the sentence ended with the area they are counted in, not with that one unit.
    fn counting_since(&self, sentence: usize, owners: &[UnitRef]) -> Option<UnitRef> {
        let doc = self.doc;
        let s = doc.sentences[sentence];
        let (from, to) = (doc.span(s.from, s.from + 1).start, doc.span(s.from, s.to).end);
        let last = self
            .facts
            .iter()
            .rev()
            .take(40)
            .filter(|f| f.span.start >= from && f.span.end <= to && matches!(f.body, Body::Progress { .. } | Body::Tally(_)))
            .max_by_key(|f| f.span.start)?;
        match &last.body {
            Body::Tally(t) if owners.iter().all(|o| o.level.rank() < t.unit.level.rank()) => Some(t.unit.clone()),
            _ => None,
        }
    }

    /// Whose value: named in the sentence before it, "xã", two named hamlets, or the topic.
    fn valued(&self, s: Sentence, at: usize) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        if let Some(unit) = self.valued_inside(s, at) {
            return Some(vec![unit]);
        }
        for j in (s.from..at).rev() {
            if doc.depth[j] > doc.depth[at] {
                continue;
            }
            if let Some(place) = doc.place_at(j).filter(|p| !p.address && p.level.is_some()) {
                return place.level.map(|l| vec![doc.unit(place, l)]);
            }
            if doc.is(j, Class::Country) {
                return Some(vec![crate::doc::country()]);
            }
            if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region && !doc.is(j.wrapping_sub(1), Class::Office)) {
                let unit = doc.anaphor(j, level);
                // "4/4 thôn đạt thôn NTM kiểu mẫu; 100% hộ …": a kind of hamlet, not one of them
                let many = j > s.from
                    && (["số", "tổng số", "các"].iter().any(|w| is_word(doc, j - 1, w))
                        || doc.is(j - 1, Class::Whole)
                        || matches!(doc.kind(j - 1), Some(Kind::Percent(_))));
                // "100% số xã đạt chuẩn; thu nhập …": all of them
                if unit.name.is_none() && (level == Level::Hamlet || level == Level::Commune && many) {
                    continue;
                }
                return Some(vec![unit]);
            }
        }
        // "cả nước" may stand inside: "tỷ lệ hộ nghèo bình quân cả nước còn 5,35%"
        let inside = (at + 1..s.to.min(at + 5)).find(|j| doc.is(*j, Class::Country));
        if inside.is_some() {
            return Some(vec![crate::doc::country()]);
        }
        if let Some(place) = (at + 1..s.to.min(at + 4))
            .find_map(|j| doc.place_at(j).filter(|p| p.level.is_some() && doc.is(j.wrapping_sub(1), Class::Prep) || p.explicit))
        {
            return place.level.map(|l| vec![doc.unit(place, l)]);
        }
        let last = self.last_owner.as_ref().filter(|(sentence, _)| doc.sentence_of(at).abs_diff(*sentence) <= 1);
        if last.is_some_and(|(sentence, _)| self.singled_out(*sentence)) {
            return doc.main.first().cloned().map(|u| vec![u]);
        }
        if let Some((sentence, owners)) = last
            && owners.len() <= 3
        {
            return Some(self.counting_since(*sentence, owners).map_or_else(|| owners.clone(), |u| vec![u]));
        }
        let here = doc.sentence_of(at);
        // "7/14 xã của huyện …; xã A đang làm hồ sơ. Thu nhập …": the area the text is about was counted in just before
        let start = doc.sentences[here.saturating_sub(1)].from;
        let start = doc.span(start, start + 1).start;
        let counted = self.facts.iter().rev().take(12).find_map(|f| match &f.body {
            Body::Tally(t) if f.span.start >= start && t.unit.level >= Level::District && Some(&t.unit) == doc.main.first() => {
                Some(t.unit.clone())
            }
            _ => None,
        });
        if let Some(unit) = counted {
            return Some(vec![unit]);
        }
        let back = (here.saturating_sub(2)..here).rev().find_map(|i| {
            let p = doc.sentences[i];
            // "… thực hiện tại thôn A" in a text about its commune only says where
            let hamlets = doc.main.first().is_none_or(|m| m.level == Level::Hamlet);
            // "Huyện có 12 thôn …" just before: the district is still meant
            let first = (p.from..p.to.min(p.from + 3)).find_map(|j| doc.bare_level(j).filter(|l| *l != Level::Region).map(|l| (j, l)));
            if let Some(unit) = first.map(|(j, l)| doc.anaphor(j, l)).filter(|u| u.name.is_some()) {
                return Some(unit);
            }
            // "Ba xã A, B, C được công nhận …": none of several is the topic
            let named = |j: &usize| doc.place_at(*j).filter(|p| doc.depth[*j] == 0 && !p.address).and_then(|p| p.level);
            let first = (p.from..p.to).find(|j| named(j) == Some(Level::Commune));
            let joined = |j: usize| doc.mark(j + 1, ',') || doc.is(j + 1, Class::Conj) && !doc.is(j + 1, Class::Prep);
            if first.is_some_and(|j| joined(j) && named(&(j + 2)) == Some(Level::Commune)) {
                return None;
            }
            (p.from..p.to)
                .filter(|j| doc.depth[*j] == 0 && (!doc.is(j.wrapping_sub(1), Class::Prep) || hamlets))
                .filter_map(|j| doc.place_at(j))
                .find(|p| !p.address && p.level.is_some_and(|l| hamlets || l != Level::Hamlet))
                .and_then(|p| p.level.map(|l| doc.unit(p, l)))
        });
        back.or_else(|| doc.main.first().cloned()).map(|u| vec![u])
    }
}

/// A percentage, or million đồng a person and year.
fn value_of(kind: Kind, income: bool) -> Option<Number> {
    match kind {
        Kind::Percent(p) if !income && p.0 <= 100 * Number::ONE => Some(p),
        Kind::Money { vnd, pair: None, per: Per::Person | Per::Total | Per::Year }
            if income && (1_000_000..=2_000_000_000).contains(&vnd) =>
        {
            Some(Number(vnd))
        }
        Kind::Money { vnd, pair: None, per: Per::Month } if income && (300_000..=100_000_000).contains(&vnd) => {
            Some(Number(vnd.saturating_mul(12)))
        }
        _ => None,
    }
}
