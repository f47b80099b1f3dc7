//! Values of indicators: income, poverty, health insurance, trained labour, clean water, satisfaction.

mod back;
mod last;
mod owner;
mod turn;
mod value;
mod values;

use super::Builder;
use super::list::{is_word, two};
use super::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::number::Number;
use crate::term::Kind;
use value::value_of;

impl Builder<'_> {
    /// Every value of an indicator that a sentence gives.
    pub(crate) fn indicators(&mut self, s: Sentence) {
        let doc = self.doc;
        let mut i = s.from;
        while i < s.to {
            // "không còn hộ nghèo, hộ cận nghèo": the phrase is no indicator's name, but a rate when there are none
            if doc.is(i, Class::Elsewhere) && doc.begins_in(i, "hộ nghèo") {
                self.none_poor(s, i, "poverty_rate");
            }
            let Some(name) = doc.value(i, Class::Indicator).map(str::to_owned).filter(|name| !self.no_value(s, i, name)) else {
                i += 1;
                continue;
            };
            if let Some(end) = self.values_in_turn(s, i, &name) {
                i = end;
                continue;
            }
            let end = self.values(s, i, &name).max(i + 1);
            self.value_each(s, end, &name);
            i = end;
        }
        if let Some(name) = self.goes_on_with_indicator(s) {
            self.value_each(s, s.from, &name);
        } else if let Some(name) = self.asked_for_value(s) {
            self.values(s, s.from, &name);
        }
    }

    /// The indicator is named without a value of a unit's own: what an office, a criterion or some households have.
    fn no_value(&self, s: Sentence, i: usize, name: &str) -> bool {
        let doc = self.doc;
        let own = match name {
            // satisfied with an office, in news of another standard
            "satisfaction" => {
                let voters = |j: usize| is_word(doc, j, "cử tri") || two(doc, j, "cử", "tri");
                // "Hội đồng thẩm định họp, 100% phiếu đồng ý": the members' votes
                let members = |j: usize| doc.begins_in(j, "hội đồng");
                doc.elsewhere.is_some() || (i.saturating_sub(9).max(s.from)..i).any(|j| voters(j) || members(j))
            }
            // "bảo hiểm y tế chi trả 80%": what it pays
            "health_insurance" => doc.reads_any(i + 1, &["chi trả", "chi", "thanh toán"]),
            "income" => self.earned_by_some(s, i),
            _ => false,
        };
        own || self.names_criterion(s, i, name)
    }

    /// "30 hộ có thu nhập trên 200 triệu đồng": some households'.
    fn earned_by_some(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let households = |j: usize| count_at(doc, s, j).is_some_and(|c| c.subject == "households");
        // "45 lao động địa phương thu nhập 8 triệu đồng/tháng"
        let workers = |j: usize| is_word(doc, j, "lao động") && matches!(doc.kind(j.wrapping_sub(1)), Some(Kind::Num(_)));
        (i.saturating_sub(4).max(s.from)..i).any(|j| households(j) || workers(j))
            || doc.reads_any(i + 1, &["công nhân", "hội viên", "gia đình", "xã viên", "thành viên"])
            || is_word(doc, i + 1, "của") && doc.reads_any(i + 2, &["công nhân", "hội viên", "gia đình"])
            || two(doc, i + 1, "công", "nhân")
    }

    /// "tiêu chí thu nhập", "nâng cao thu nhập": the criterion, not its value.
    fn names_criterion(&self, s: Sentence, i: usize, name: &str) -> bool {
        let doc = self.doc;
        let named = i > s.from && (doc.is_any(i - 1, &[Class::Criteria, Class::Citation]) || doc.ends_in(i - 1, "tiêu chí"));
        // "khó nhất là tiêu chí thu nhập: bình quân toàn huyện 36,8 triệu đồng": named by its criterion
        // "chưa đạt tiêu chí thu nhập (mới 51,7 triệu đồng)"
        let valued = || (i + 2..i + 4).any(|j| doc.kind(j).is_some_and(|kind| value_of(kind, name == "income").is_some()));
        // "như tiêu chí thu nhập năm 2019 xã A đạt 43 triệu đồng/người/năm"
        let reached = || {
            let own = |j: usize| doc.is(j - 1, Class::Reach) && doc.kind(j).is_some_and(|kind| value_of(kind, name == "income").is_some());
            (i + 2..s.to.min(i + 9))
                .take_while(|j| !doc.mark_any(*j, ",;."))
                .find(|j| own(*j))
                .is_some_and(|v| (i + 1..v).any(|j| doc.place_at(j).is_some()))
        };
        let own = || doc.mark(i + 1, ':') || doc.mark(i + 1, '(') && valued() || reached();
        named && !own()
    }

    /// "PV: Thu nhập của người dân ra sao?" and then "Năm 2016 bình quân 34 triệu đồng/người": the answer does not say again what it is of.
    pub(super) fn asked_for_value(&self, s: Sentence) -> Option<String> {
        let doc = self.doc;
        let before = doc.sentences[doc.sentence_of(s.from).checked_sub(1)?];
        let asked = (before.from..before.to).rev().find(|j| !doc.line(*j)).is_some_and(|j| doc.mark(j, '?'));
        (asked && !(s.from..s.to).any(|j| doc.is(j, Class::Indicator))).then(|| self.only_indicator(before)).flatten()
    }

    /// The only indicator a sentence names.
    fn only_indicator(&self, s: Sentence) -> Option<String> {
        let mut names = (s.from..s.to).filter_map(|j| self.doc.value(j, Class::Indicator));
        names.next().filter(|_| names.next().is_none()).map(str::to_owned)
    }

    /// "Trong đó, xã A 98,8%, …": the only indicator of the sentence before, when this one goes on with it.
    fn goes_on_with_indicator(&self, s: Sentence) -> Option<String> {
        let doc = self.doc;
        let lists = |j: usize| doc.reads_any(j, &["trong đó", "riêng"]) || two(doc, j, "trong", "đó") || doc.is(j, Class::List);
        // "Ba xã thấp nhất là A (51%), B (55,2%)"
        let most = |j: usize| doc.ends_in(j, "nhất") && doc.is(j + 1, Class::List) && doc.place_at(j + 2).is_some();
        // "Xã A cao nhất 99,4%, xã B thấp nhất 93%"
        let rate = |j: usize| matches!(doc.kind(j), Some(Kind::Percent(_)));
        let ends =
            |j: usize| doc.place_at(j).is_some() && doc.ends_in(j + 1, "nhất") && (rate(j + 2) || doc.mark(j + 2, ',') && rate(j + 3));
        let goes_on = (s.from..s.to.min(s.from + 3)).any(lists) || (s.from..s.to.min(s.from + 6)).any(|j| most(j) || ends(j));
        if !goes_on || (s.from..s.to).any(|j| doc.is(j, Class::Indicator)) {
            return None;
        }
        self.only_indicator(doc.sentences[doc.sentence_of(s.from).checked_sub(1)?])
    }

    /// "98,61% hài lòng", "100% hộ dùng nước sạch": the value before the name.
    fn before(&mut self, s: Sentence, at: usize, name: &str) {
        let doc = self.doc;
        // "3,4% ý kiến chưa hài lòng"
        let denied = at > s.from && doc.is(at - 1, Class::Negation);
        if name == "income" || name == "poverty_rate" || denied || self.scope.off(at) {
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
        for unit in self.valued(s, j) {
            let body = Body::IndicatorValue { unit, indicator: name.to_owned(), value, unit_of_measure: "%", year: None };
            self.add(body, j, at + 1, "indicator-before");
        }
    }

    /// "xã còn 14,6% hộ nghèo": a rate right before the name; whether there was one.
    fn so_many_poor(&mut self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let Some(j) = at.checked_sub(1).filter(|j| *j > s.from + 1 && !self.scope.off(*j)) else { return false };
        let Some(Kind::Percent(value)) = doc.kind(j) else { return false };
        let b = if doc.is(j - 1, Class::Approx) { j - 2 } else { j - 1 };
        let left = doc.reads_any(b, &["còn", "chỉ còn", "vẫn còn", "hiện còn", "có", "còn tới", "còn đến"]);
        if !left || value.0 > 100 * Number::ONE {
            return false;
        }
        let year = self.year_led_by(s, j);
        for unit in self.valued(s, j) {
            let body = Body::IndicatorValue { unit, indicator: "poverty_rate".to_owned(), value, unit_of_measure: "%", year };
            self.add(body, j, at + 1, "indicator-before");
        }
        true
    }

    /// "25 hộ nghèo (4%)" and "không còn hộ nghèo" are read here: a poverty rate without its name.
    fn none_poor(&mut self, s: Sentence, at: usize, name: &str) {
        let doc = self.doc;
        if name != "poverty_rate" || self.scope.off(at) || at == s.from || !doc.has(at - 1, Class::Negation, "none") {
            return;
        }
        for unit in self.valued(s, at) {
            let body = Body::IndicatorValue { unit, indicator: name.to_owned(), value: Number(0), unit_of_measure: "%", year: None };
            self.add(body, at - 1, at + 1, "indicator-none");
        }
    }
}
