//! Values of indicators: income, poverty, health insurance, trained labour, clean water, satisfaction.

mod owner;
mod turn;
mod value;

use super::Builder;
use super::list::{is_word, two};
use super::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::number::Number;
use crate::term::Kind;
use value::value_of;

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
            // satisfied with an office, in news of another standard
            let voters = || (i.saturating_sub(9).max(s.from)..i).any(|j| is_word(doc, j, "cử tri") || two(doc, j, "cử", "tri"));
            if name == "satisfaction" && (doc.elsewhere.is_some() || voters()) {
                i += 1;
                continue;
            }
            // "bảo hiểm y tế chi trả 80%": what it pays
            if name == "health_insurance"
                && (is_word(doc, i + 1, "chi trả") || is_word(doc, i + 1, "chi") || is_word(doc, i + 1, "thanh toán"))
            {
                i += 1;
                continue;
            }
            // "tiêu chí thu nhập", "nâng cao thu nhập": the criterion, not its value
            let subject =
                i > s.from && (doc.is(i - 1, Class::Criteria) || doc.ends_in(i - 1, "tiêu chí") || doc.is(i - 1, Class::Citation));
            // "30 hộ có thu nhập trên 200 triệu đồng": some households'
            let some = (i.saturating_sub(4).max(s.from)..i).any(|j| count_at(doc, s, j).is_some_and(|c| c.subject == "households"));
            // "45 lao động địa phương thu nhập 8 triệu đồng/tháng"
            let workers = (i.saturating_sub(4).max(s.from)..i)
                .any(|j| is_word(doc, j, "lao động") && matches!(doc.kind(j.wrapping_sub(1)), Some(Kind::Num(_))));
            let some = some || workers;
            let own = ["công nhân", "hội viên", "gia đình", "xã viên", "thành viên"].iter().any(|w| is_word(doc, i + 1, w))
                || is_word(doc, i + 1, "của") && ["công nhân", "hội viên", "gia đình"].iter().any(|w| is_word(doc, i + 2, w))
                || is_word(doc, i + 1, "công") && is_word(doc, i + 2, "nhân");
            // "khó nhất là tiêu chí thu nhập: bình quân toàn huyện 36,8 triệu đồng": named by its criterion
            // "chưa đạt tiêu chí thu nhập (mới 51,7 triệu đồng)"
            let valued = (i + 2..i + 4).any(|j| value_of(doc.kind(j).unwrap_or(Kind::Line), name == "income").is_some());
            let subject = subject && !doc.mark(i + 1, ':') && !(doc.mark(i + 1, '(') && valued);
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
        // "Ba xã thấp nhất là A (51%), B (55,2%)"
        let most = |j: usize| doc.ends_in(j, "nhất") && doc.is(j + 1, Class::List) && doc.place_at(j + 2).is_some();
        // "Xã A cao nhất 99,4%, xã B thấp nhất 93%"
        let rate = |j: usize| matches!(doc.kind(j), Some(Kind::Percent(_)));
        let ends =
            |j: usize| doc.place_at(j).is_some() && doc.ends_in(j + 1, "nhất") && (rate(j + 2) || doc.mark(j + 2, ',') && rate(j + 3));
        let goes_on = goes_on || (s.from..s.to.min(s.from + 6)).any(|j| most(j) || ends(j));
        if goes_on && !(s.from..s.to).any(|j| doc.is(j, Class::Indicator)) && here > 0 {
            let p = doc.sentences[here - 1];
            let mut names = (p.from..p.to).filter_map(|j| doc.value(j, Class::Indicator));
            if let (Some(name), None) = (names.next().map(str::to_owned), names.next()) {
                self.value_each(s, s.from, &name);
            }
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
        let (mut found, mut against) = (0, None);
        let mut j = at + 1;
        let mut last = at;
        let limit = (at + REACH).min(s.to);
        let mut bound = limit;
        while j < bound {
            // "Thu nhập 2015: 14,6 triệu; 2018: 22 triệu; 2021: 34,5 triệu"
            let series = doc.mark(j, ';') && matches!(doc.kind(j + 1), Some(Kind::Year(_))) && doc.mark(j + 2, ':');
            if series {
                bound = (j + REACH).min(s.to);
            }
            if doc.mark(j, ';') && !series || doc.mark(j, '.') || (doc.is(j, Class::Indicator) && !doc.has(j, Class::Indicator, name)) {
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
                        let rule = against.is_none() && self.rule_like(s, at, j);
                        let approx_below = doc.is(j - 1, Class::Below) && !doc.is(j - 1, Class::Approx);
                        let later = match (doc.mark(j + 1, '('), doc.is(j + 1, Class::YearWord), doc.kind(j + 2), doc.kind(j + 3)) {
                            (true, _, Some(Kind::Year(y)), _) | (false, true, Some(Kind::Year(y)), _) => Some(y),
                            (true, _, _, Some(Kind::Year(y))) if doc.mark(j + 4, ')') => Some(y),
                            _ => None,
                        };
                        // "từ 14 triệu đồng lên 27,5 triệu đồng": what it once was, nobody says when
                        let older = from && found == 0 && later.or(year).is_none() && doc.is(j + 1, Class::LevelVerb);
                        let future = later.or(year).is_some_and(|y| doc.hint.year.is_some_and(|now| y > now));
                        if !changed
                            && !rule
                            && !older
                            && !self.of_each(s, at, j)
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
                        // "BHYT phải 90%, xã có 82,3%": what it should be, then what it is
                        if rule && self.told_against(s, j) {
                            against = Some(j);
                            bound = (j + REACH).min(s.to);
                            last = j;
                            j += 1;
                            continue;
                        }
                        found += 1;
                        last = j;
                        // "từ 35% trở lên ở nhóm 1, 30% ở nhóm 2": the next one is laid down too
                        if rule && doc.is(j + 1, Class::AndUp) {
                            break;
                        }
                        let series = doc.mark(j + 1, ';') && matches!(doc.kind(j + 2), Some(Kind::Year(_))) && doc.mark(j + 3, ':')
                            // ", ước năm 2017 đạt 39,5 triệu đồng"
                            || doc.mark(j + 1, ',') && doc.is(j + 2, Class::Approx) && doc.is(j + 3, Class::YearWord) && matches!(doc.kind(j + 4), Some(Kind::Year(y)) if doc.hint.year.is_some_and(|now| y < now))
                            // "đầu năm 41,3%, cuối năm ước 35,8%"
                            || doc.mark(j + 1, ',') && doc.is(j + 2, Class::Half) && (at + 1..j).any(|k| doc.is(k, Class::Half))
                            || doc.mark(j + 1, ',') && doc.is(j + 2, Class::YearWord) && matches!(doc.kind(j + 3), Some(Kind::Year(_)));
                        if series && found < 8 {
                            bound = (j + REACH).min(s.to);
                            j += 1;
                            continue;
                        }
                        // "74 triệu đồng/năm (năm 2020 là 55,3 triệu đồng)": the value of another year in a bracket
                        let aside = found == 1
                            && doc.mark(j + 1, '(')
                            && ((doc.is(j + 2, Class::YearWord) || doc.is(j + 2, Class::Half))
                                && matches!(doc.kind(j + 3), Some(Kind::Year(_)))
                                && !doc.mark(j + 4, ')')
                                || matches!(doc.kind(j + 2), Some(Kind::Date(_))) && !doc.mark(j + 3, ')'));
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

    /// "Tại các xã này, tỷ lệ hài lòng đều trên 95%": at least so much in each of several, nobody's own value.
    fn of_each(&self, s: Sentence, at: usize, value: usize) -> bool {
        let doc = self.doc;
        let all = (at..value).any(|j| is_word(doc, j, "đều"));
        let several = (s.from..at).any(|j| doc.is(j, Class::Level) && is_word(doc, j.wrapping_sub(1), "các"));
        all && several && (doc.is(value - 1, Class::Approx) || doc.is(value - 1, Class::From))
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
        // "đóng 100% mức phí bảo hiểm y tế": a share of what is paid
        let paid = ["đóng", "hỗ trợ", "được hỗ trợ"].iter().any(|w| is_word(doc, j.wrapping_sub(1), w))
            || (j + 1..at).any(|k| ["phí", "mức phí", "mức", "kinh phí", "chi phí"].iter().any(|w| is_word(doc, k, w)));
        if paid {
            return;
        }
        // "từ 95% người dân có thẻ": at least so many
        let least = j > s.from && doc.is(j - 1, Class::From) && !(j + 1..at + 3).any(|k| doc.is(k, Class::LevelVerb));
        // "Hơn 85% người dân có thẻ", "trên 90% hộ dân …": about so many, and not below it
        let over = |k: usize| doc.is(k, Class::Approx) || doc.has(k, Class::Below, "above");
        let goal = least || j > s.from && (doc.is(j - 1, Class::Delta) || doc.is(j - 1, Class::Below)) && !over(j - 1);
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
}
