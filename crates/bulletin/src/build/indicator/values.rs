//! The values behind an indicator's name: one, or one for each year told of.

use super::value::value_of;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::Body;
use crate::number::Number;
use crate::term::Kind;

/// How far a value may stand from its name, or from the value before it, in terms.
const REACH: usize = 16;
/// The most values of a series that are read.
const LONGEST_SERIES: usize = 8;

/// The way from an indicator's name to its values.
struct Search<'n> {
    s: Sentence,
    name: &'n str,
    /// The term that names it.
    at: usize,
    income: bool,
    /// The year the next value is of.
    year: Option<u16>,
    /// A change was said: the next figure is its size.
    changed: bool,
    /// "từ": what it once was comes first, then what it is.
    from: bool,
    /// What it should be was said, what it is follows.
    against: bool,
    /// Values found so far.
    found: usize,
    /// The last one, or the name.
    last: usize,
    /// Where to give up.
    bound: usize,
}

impl Search<'_> {
    /// Looks on for another value behind a term.
    fn reach_on(&mut self, from: usize) {
        self.bound = (from + REACH).min(self.s.to);
    }

    /// Words that say whether the next figure is a level or the size of a change.
    fn notice(&mut self, doc: &Doc<'_>, j: usize) {
        if doc.has(j, Class::Delta, "less") || doc.has(j, Class::Delta, "more") {
            self.changed = true;
        }
        if doc.is(j, Class::LevelVerb) || is_word(doc, j, "còn") || is_word(doc, j, "đạt") {
            self.changed = false;
            // "từ 11,25% năm 2011 xuống còn 2,89%": the year was that of the first
            if self.from && self.found > 0 {
                self.year = None;
            }
        }
        if doc.is(j, Class::From) {
            (self.from, self.changed) = (true, false);
        }
    }
}

impl Builder<'_> {
    /// Adds the values of the indicator a term names; the term to read on from.
    pub(super) fn values(&mut self, s: Sentence, at: usize, name: &str) -> usize {
        let doc = self.doc;
        // "không còn hộ nghèo, 98% số hộ đạt …": what follows is of something else
        if name == "poverty_rate" && at > s.from && doc.has(at - 1, Class::Negation, "none") {
            self.none_poor(s, at, name);
            return at + 1;
        }
        if name == "poverty_rate" && self.so_many_poor(s, at) {
            return at + 1;
        }
        if name != "income" && name != "poverty_rate" && self.led_by_value(s, at) {
            self.before(s, at, name);
            return at + 1;
        }
        let (year, bound) = (self.year_led_by(s, at), (at + REACH).min(s.to));
        let (changed, from, against) = (false, false, false);
        let mut search = Search { s, name, at, income: name == "income", year, changed, from, against, found: 0, last: at, bound };
        let mut j = at + 1;
        while j < search.bound && !self.ends_search(&mut search, j) {
            search.notice(doc, j);
            if self.ends_range(j) {
                return j + 1;
            }
            if !self.look_at(&mut search, j) {
                break;
            }
            j += 1;
        }
        if search.found == 0 {
            self.before(s, at, name);
            self.none_poor(s, at, name);
        }
        search.last + 1
    }

    /// "99,8% hộ dân tham gia BHYT, 100% hộ dùng nước sạch": each value before its name.
    fn led_by_value(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let led = (s.from..at)
            .rev()
            .take(5)
            .take_while(|j| !doc.mark_any(*j, ",;") && !doc.is_any(*j, &[Class::Indicator, Class::Conj]))
            .find(|j| matches!(doc.kind(*j), Some(Kind::Percent(_))));
        led.is_some_and(|percent| !self.named_before(s, percent))
    }

    /// The percentage belongs to a name before it: "lao động qua đào tạo đạt 86%".
    fn named_before(&self, s: Sentence, percent: usize) -> bool {
        let doc = self.doc;
        (s.from..percent).rev().take(8).take_while(|j| !doc.mark_any(*j, ",;")).any(|j| doc.is(j, Class::Indicator))
    }

    /// "Năm 2019, thu nhập …": the year said before the name.
    pub(super) fn year_led_by(&self, s: Sentence, at: usize) -> Option<u16> {
        let doc = self.doc;
        let told = |y: u16| doc.hint.year.is_none_or(|now| y <= now);
        let clause = (s.from..at).rev().take(12).take_while(|j| !doc.mark(*j, ';'));
        // "45 triệu đồng (năm 2020 là 36 triệu đồng), hộ nghèo 3,5%": the year in the bracket is of what stands there
        let valued = |j: usize| matches!(doc.kind(j), Some(Kind::Money { .. } | Kind::Percent(_)));
        let own = |j: usize| doc.depth[j] > doc.depth[at] && (j..at).take_while(|k| !doc.mark(*k, ')')).any(valued);
        let near = clause.filter(|j| !own(*j)).find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y)) if told(y) => Some(y),
            Some(Kind::Date(w)) if w.day.is_none() && w.year.is_some_and(told) => w.year,
            _ => None,
        });
        // "Năm 2011, xuất phát điểm …: bình quân 3,2 tiêu chí/xã, hộ nghèo 58,9%": the year its sentence opens with
        near.or_else(|| {
            let first = (s.from..at).find(|j| !doc.line(*j) && !doc.is_any(*j, &[Class::YearWord, Class::Prep]))?;
            let Some(Kind::Year(y)) = doc.kind(first) else { return None };
            let clear = (first + 1..at).all(|j| !doc.mark(j, ';') && !matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Date(_))));
            (clear && doc.is(first.wrapping_sub(1), Class::YearWord) && told(y)).then_some(y)
        })
    }

    /// What follows is of another indicator, or of another unit's.
    fn ends_search(&self, search: &mut Search<'_>, j: usize) -> bool {
        let doc = self.doc;
        // "Thu nhập 2015: 14,6 triệu; 2018: 22 triệu; 2021: 34,5 triệu"
        let series = self.year_and_colon(j);
        if series {
            search.reach_on(j);
        }
        let another = doc.is(j, Class::Indicator) && !doc.has(j, Class::Indicator, search.name);
        // "Vướng nhất là hộ nghèo, riêng xã A hộ nghèo tới 38,6%": the second one's
        let others = || doc.is(j, Class::Indicator) && (search.at + 1..j).any(|k| doc.place_at(k).is_some());
        doc.mark(j, ';') && !series || doc.mark(j, '.') || another || others()
    }

    /// "; 2018: 22 triệu".
    fn year_and_colon(&self, j: usize) -> bool {
        let doc = self.doc;
        doc.mark(j, ';') && matches!(doc.kind(j + 1), Some(Kind::Year(_))) && doc.mark(j + 2, ':')
    }

    /// "thu nhập từ 100 đến 300 triệu đồng": what some earn.
    fn ends_range(&self, j: usize) -> bool {
        let doc = self.doc;
        matches!(doc.kind(j), Some(Kind::Money { .. } | Kind::Percent(_)))
            && (doc.has(j - 1, Class::DateCue, "bound") || doc.mark(j - 1, '-'))
            && matches!(doc.kind(j.wrapping_sub(2)), Some(Kind::Num(_)))
    }

    /// Takes a term in: a year, a value, another figure; whether to look on.
    fn look_at(&mut self, search: &mut Search<'_>, j: usize) -> bool {
        let doc = self.doc;
        match doc.kind(j) {
            Some(Kind::Year(y)) if !search.changed => search.year = Some(y),
            Some(Kind::Date(w)) if w.year.is_some() => search.year = w.year,
            Some(kind) => match value_of(kind, search.income) {
                Some(value) => return self.value_found(search, j, value),
                None if matches!(kind, Kind::Money { .. } | Kind::Percent(_)) => return false,
                None => {}
            },
            None => return false,
        }
        let far = search.found == 0 && !search.changed && j > search.at + 6;
        !(far && doc.mark(j, ',') && !doc.is(j - 1, Class::Indicator))
    }

    /// Adds a value, when it is one, and says whether another may follow.
    fn value_found(&mut self, search: &mut Search<'_>, j: usize, value: Number) -> bool {
        let doc = self.doc;
        let rule = !search.against && self.rule_like(search.s, search.at, j);
        if !rule {
            self.add_value(search, j, value);
        }
        // the size of a change; the level may follow: "giảm 3,1%, còn 4,2%"
        // "BHYT phải 90%, xã có 82,3%": what it should be, then what it is
        search.last = j;
        if search.changed || rule && self.told_against(search.s, j) {
            search.against |= !search.changed;
            search.reach_on(j);
            return true;
        }
        search.found += 1;
        // "từ 35% trở lên ở nhóm 1, 30% ở nhóm 2": the next one is laid down too
        if rule && doc.is(j + 1, Class::AndUp) {
            return false;
        }
        let next_year = search.found < LONGEST_SERIES && self.series_goes_on(search.at, j) || search.found == 1 && self.year_in_bracket(j);
        if !next_year {
            // "từ 50 triệu (năm 2020) lên 85 triệu"
            if !search.from || search.found >= 2 {
                return false;
            }
            search.year = None;
        }
        search.reach_on(j);
        true
    }

    /// Adds a figure as the value of every unit it is of, unless it is a change, an aim or what somebody else has.
    fn add_value(&mut self, search: &Search<'_>, j: usize, value: Number) {
        let (doc, s, at) = (self.doc, search.s, search.at);
        let year = self.year_behind(j).or(search.year);
        // "từ 14 triệu đồng lên 27,5 triệu đồng": what it once was, nobody says when
        let older = search.from && search.found == 0 && year.is_none() && doc.is(j + 1, Class::LevelVerb);
        // "32 triệu đồng (2018), hộ nghèo từ 18,7% xuống 4,3%": the year in the bracket is that of the value before
        let aside = || {
            (s.from..at).rev().take(12).find(|k| matches!(doc.kind(*k), Some(Kind::Year(_)))).is_some_and(|k| doc.depth[k] > doc.depth[at])
        };
        let year = year.filter(|_| !(search.from && search.found == 0 && self.year_behind(j).is_none() && aside()));
        // "Bảo hiểm y tế trước 70%, nay nâng lên 85%": the same
        let once = |k: usize| doc.reads_any(k, &["trước", "hồi trước", "trước kia", "trước đây"]);
        let since = || (j + 1..s.to.min(j + 9)).any(|k| doc.reads_any(k, &["nay", "bây giờ", "giờ", "hiện nay"]) || is_word(doc, k, "bây"));
        let older = older || year.is_none() && (at.saturating_sub(2).max(s.from)..j).any(once) && since();
        let below = doc.is(j - 1, Class::Below) && !doc.is(j - 1, Class::Approx);
        let future = year.is_some_and(|y| doc.hint.year.is_some_and(|now| y > now));
        if search.changed || older || below || future || self.of_each(s, at, j) || self.scope.off(j) || self.scope.off(at) {
            return;
        }
        let (unit_of_measure, rule) =
            if search.income { ("triệu đồng/người/năm", "indicator-income") } else { ("%", "indicator-percent") };
        // "không được quá 1% thì xã A còn 4,7%": whose it is stands behind
        let held = (at + 1..j).rev().take(6).find(|k| is_word(doc, *k, "thì")).and_then(|k| {
            let named = doc.place_at(k + 1).and_then(|p| p.level.map(|l| doc.unit(p, l)));
            named.or_else(|| doc.bare_level(k + 1).map(|level| doc.anaphor(k + 1, level)))
        });
        for unit in held.map_or_else(|| self.valued(s, at), |unit| vec![unit]) {
            let body = Body::IndicatorValue { unit, indicator: search.name.to_owned(), value, unit_of_measure, year };
            self.add(body, at, j + 1, rule);
        }
    }

    /// "61,8 triệu đồng (2022)", "61,8 triệu đồng năm 2022": the year behind a value.
    fn year_behind(&self, j: usize) -> Option<u16> {
        let doc = self.doc;
        match (doc.mark(j + 1, '('), doc.is(j + 1, Class::YearWord), doc.kind(j + 2), doc.kind(j + 3)) {
            (true, _, Some(Kind::Year(y)), _) | (false, true, Some(Kind::Year(y)), _) => Some(y),
            (true, _, _, Some(Kind::Year(y))) if doc.mark(j + 4, ')') => Some(y),
            _ => None,
        }
    }

    /// "Tại các xã này, tỷ lệ hài lòng đều trên 95%": at least so much in each of several, nobody's own value.
    fn of_each(&self, s: Sentence, at: usize, value: usize) -> bool {
        let doc = self.doc;
        let bound = doc.is(value - 1, Class::Approx) || doc.is(value - 1, Class::From) || doc.ends_in(value - 1, "trên");
        let several = |j: usize| doc.is(j, Class::Level) && is_word(doc, j.wrapping_sub(1), "các") || doc.holds(j, "các xã");
        let together = || (at..value).any(|j| is_word(doc, j, "đều"));
        // "mức độ hài lòng của người dân tại các xã đạt trên 90%"
        bound && ((at..value).any(several) || together() && (s.from..at).any(several))
    }

    /// The value of another year follows in the same list.
    fn series_goes_on(&self, at: usize, j: usize) -> bool {
        let doc = self.doc;
        let year = |k: usize| match doc.kind(k) {
            Some(Kind::Year(y)) => Some(y),
            _ => None,
        };
        let comma = doc.mark(j + 1, ',');
        let dated = doc.is(j + 2, Class::YearWord) && year(j + 3).is_some();
        // ", ước năm 2017 đạt 39,5 triệu đồng"
        let estimated = || {
            let to_come = year(j + 4).is_some_and(|y| doc.hint.year.is_some_and(|now| y > now));
            doc.is(j + 2, Class::Approx) && doc.is(j + 3, Class::YearWord) && to_come
        };
        // "đầu năm 41,3%, cuối năm ước 35,8%"
        let half = || doc.is(j + 2, Class::Half) && (at + 1..j).any(|k| doc.is(k, Class::Half));
        self.year_and_colon(j + 1) || comma && (dated || estimated() || half())
    }

    /// "74 triệu đồng/năm (năm 2020 là 55,3 triệu đồng)": the value of another year in a bracket.
    fn year_in_bracket(&self, j: usize) -> bool {
        let doc = self.doc;
        let year = doc.is_any(j + 2, &[Class::YearWord, Class::Half]) && matches!(doc.kind(j + 3), Some(Kind::Year(_)));
        let date = matches!(doc.kind(j + 2), Some(Kind::Date(_)));
        doc.mark(j + 1, '(') && (year && !doc.mark(j + 4, ')') || date && !doc.mark(j + 3, ')'))
    }
}
