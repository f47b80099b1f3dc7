//! Numbers with what they count: sums of money, percentages, fractions, ranges.

use super::{Joined, Merge};
use crate::class::Class;
use crate::number::Number;
use crate::term::{Kind, Per};

impl Merge<'_> {
    /// How many đồng a word of money stands for.
    pub(super) fn factor(&self, at: usize) -> Option<i64> {
        self.value(at, Class::Money).and_then(|v| v.parse().ok())
    }

    /// A number with what it counts.
    pub(super) fn number(&self, at: usize, n: Number) -> Joined {
        if let Some(day) = self.day_of_month(at, n) {
            return day;
        }
        if self.is(at + 1, Class::Percent) {
            return self.percentage(at, n);
        }
        if let Some(large) = self.large(at, n) {
            return large;
        }
        if self.is(at + 1, Class::Foreign) {
            return (Kind::Word, 2);
        }
        match self.factor(at + 1) {
            Some(factor) => self.sum(at, n, factor),
            None => (Kind::Num(n), 1),
        }
    }

    /// `6,7/22,7 tỷ`: two sums; without a word of money a fraction.
    pub(super) fn fraction(&self, at: usize, a: Number, b: Number) -> Joined {
        let Some(factor) = self.factor(at + 1) else { return (Kind::Frac(a, b), 1) };
        let (per, more) = self.per(at + 2);
        (a.scaled(factor).map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: b.scaled(factor), per }), 2 + more)
    }

    pub(super) fn range(&self, at: usize, a: Number, b: Number) -> Joined {
        // "ngày 5-6 tháng 12": the first of the days
        if self.is(at + 1, Class::MonthWord) && at > 0 && self.is(at - 1, Class::DateCue) {
            return self.number(at, a);
        }
        if let Some(factor) = self.factor(at + 1) {
            return (b.scaled(factor).map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: None, per: Per::Other }), 2);
        }
        if self.is(at + 1, Class::Percent) { (Kind::Word, 2) } else { (Kind::Range(a, b), 1) }
    }

    /// `98,5%`, `98,5 % %`.
    fn percentage(&self, at: usize, n: Number) -> Joined {
        // "28,6% triệu": the sign is a slip, the word counts
        if let Some(factor) = self.factor(at + 2).filter(|f| *f > 1) {
            return self.money(n.scaled(factor), at, 3);
        }
        (Kind::Percent(n), 2 + usize::from(self.is(at + 2, Class::Percent)))
    }

    /// `2 triệu lượt`, `3 nghìn`: thousands of something; a sum of money is none.
    fn large(&self, at: usize, n: Number) -> Option<Joined> {
        let factor = self.value(at + 1, Class::Big).and_then(|v| v.parse::<i64>().ok())?;
        // "1 ngàn 240 tỷ đồng"
        if let (Some(Kind::Num(rest)), Some(unit)) = (self.kind(at + 2), self.factor(at + 3).filter(|f| *f > 1))
            && let Some(whole) = n.times(factor).filter(|_| rest < Number::whole(factor))
            && let Some(vnd) = Number(whole.0.saturating_add(rest.0)).scaled(unit)
        {
            return Some(self.money(Some(vnd), at, 4));
        }
        let noun = [Class::Unit, Class::Subject, Class::Foreign, Class::Level].iter().any(|c| self.is(at + 2, *c))
            || self.is(at + 2, Class::Per) && !self.is(at + 2, Class::YearWord);
        if !noun && self.factor(at + 1).is_some() {
            return None;
        }
        if self.is(at + 2, Class::Foreign) {
            return Some((Kind::Word, 3));
        }
        Some((n.times(factor).map_or(Kind::Word, Kind::Num), 2))
    }

    /// `3,6 tỷ đồng`, `61 tỷ 649 triệu đồng`.
    fn sum(&self, at: usize, n: Number, factor: i64) -> Joined {
        // "5 đ/c", "3 đồng chí": people, not đồng
        if factor == 1 && self.raw.get(at + 2).is_some_and(|t| t.mark('/')) && !self.is(at + 3, Class::Per) {
            return (Kind::Num(n), 1);
        }
        let Some(vnd) = n.scaled(factor) else { return (Kind::Word, 2) };
        // "3,6 tỷ USD"
        if self.is(at + 2, Class::Foreign) {
            return (Kind::Word, 3);
        }
        // "3 tỷ lẻ 80 triệu đồng"
        let used = 2 + usize::from(self.reads(at + 2, "lẻ"));
        let (rest, more) = self.smaller_sums(at + used, factor);
        self.money(Some(vnd.saturating_add(rest)), at, used + more)
    }

    /// "649 triệu" behind "61 tỷ": sums of less than one of the word before, added up, and the terms they take.
    fn smaller_sums(&self, from: usize, factor: i64) -> (i64, usize) {
        let (mut sum, mut at) = (0_i64, from);
        while let (Some(Kind::Num(n)), Some(smaller)) = (self.kind(at), self.factor(at + 1)) {
            let Some(vnd) = n.scaled(smaller).filter(|vnd| smaller < factor && *vnd < factor) else { break };
            sum = sum.saturating_add(vnd);
            at += 2;
        }
        (sum, at - from)
    }

    /// A sum that takes `used` terms, with what it is per; one too great to count is a word.
    fn money(&self, vnd: Option<i64>, at: usize, used: usize) -> Joined {
        if let Some((whole, more)) = self.whole_sum(at + used) {
            return (vnd.map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: Some(whole), per: Per::Total }), used + more);
        }
        let (per, more) = self.per(at + used);
        (vnd.map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: None, per }), used + more)
    }

    /// "21,5 tỷ đồng/38,2 tỷ đồng": the sum behind the stroke, and the terms that say it.
    fn whole_sum(&self, from: usize) -> Option<(i64, usize)> {
        let Some(Kind::Num(n)) = self.kind(from + 1).filter(|_| self.raw[from].mark('/')) else { return None };
        let vnd = n.scaled(self.factor(from + 2).filter(|factor| *factor > 1)?)?;
        Some((vnd, 3))
    }

    /// `/người/năm`, `/ hộ`: what a sum is per, and the terms that say so.
    fn per(&self, from: usize) -> (Per, usize) {
        let (mut per, mut at) = (Per::Total, from);
        while self.raw.get(at).is_some_and(|t| t.mark('/')) && self.is(at + 1, Class::Per) {
            per = narrower(per, &crate::spelling::strip(&self.lower(at + 1)));
            at += 2;
        }
        (per, at - from)
    }
}

/// What a sum is per when one stroke more is written: "/người" and then "/năm" is still per person.
fn narrower(per: Per, word: &str) -> Per {
    // "/ng??i/n?m"
    let word = match word {
        "n?m" => "nam",
        word if word.contains('?') && word.starts_with("ng") => "nguoi",
        word => word,
    };
    match (word, per) {
        ("nam", Per::Total) => Per::Year,
        ("thang", Per::Total | Per::Person) => Per::Month,
        ("nam" | "ng" | "nguoi" | "khau" | "dau nguoi" | "nhan khau" | "nguoi dan" | "lao dong", Per::Person | Per::Year | Per::Total) => {
            Per::Person
        }
        ("nam", p) => p,
        _ => Per::Other,
    }
}
