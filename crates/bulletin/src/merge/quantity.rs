//! Numbers with what they count: sums of money, percentages, fractions, ranges, numbers in words.

use super::Merge;
use crate::class::Class;
use crate::number::Number;
use crate::term::{Kind, Per, When};

impl Merge<'_> {
    pub(super) fn factor(&self, at: usize) -> Option<i64> {
        self.value(at, Class::Money).and_then(|v| v.parse().ok())
    }

    pub(super) fn number(&self, at: usize, n: Number, used: &mut usize) -> Kind {
        // 6 tháng 9 năm 2024
        if self.is(at + 1, Class::MonthWord)
            && at > 0
            && (self.is(at - 1, Class::DateCue) || self.is(at - 1, Class::Deadline))
            && let (Some(d), Some(Kind::Num(m))) = (n.as_whole().filter(|d| (1..=31).contains(d)), self.raw.get(at + 2).map(|t| t.kind))
            && let Some(m) = m.as_whole().filter(|m| (1..=12).contains(m))
        {
            *used = 3;
            let mut when = When { year: None, month: u8::try_from(m).ok(), day: u8::try_from(d).ok() };
            when.year = self.year_after(at + 3, used);
            return Kind::Date(when);
        }
        if self.is(at + 1, Class::Percent) {
            *used = 2;
            if self.is(at + 2, Class::Percent) {
                *used = 3;
            }
            // "28,6% triệu": the sign is a slip, the word counts
            if let Some(factor) = self.factor(at + 2).filter(|f| *f > 1) {
                *used = 3;
                let per = self.per(at + 3, used);
                return money(n, factor).map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: None, per });
            }
            return Kind::Percent(n);
        }
        if let Some(factor) = self.value(at + 1, Class::Big).and_then(|v| v.parse::<i64>().ok()) {
            // "1 ngàn 240 tỷ đồng"
            if let (Some(Kind::Num(rest)), Some(unit)) = (self.raw.get(at + 2).map(|t| t.kind), self.factor(at + 3).filter(|f| *f > 1))
                && let Some(whole) = n.times(factor).filter(|_| rest < Number::whole(factor))
                && let Some(vnd) = money(Number(whole.0.saturating_add(rest.0)), unit)
            {
                *used = 4;
                let per = self.per(at + 4, used);
                return Kind::Money { vnd, pair: None, per };
            }
            let noun = [Class::Unit, Class::Subject, Class::Foreign, Class::Level].iter().any(|c| self.is(at + 2, *c))
                || (self.is(at + 2, Class::Per) && !self.is(at + 2, Class::YearWord));
            if noun || self.factor(at + 1).is_none() {
                *used = 2;
                if self.is(at + 2, Class::Foreign) {
                    *used = 3;
                    return Kind::Word;
                }
                return n.times(factor).map_or(Kind::Word, Kind::Num);
            }
        }
        if self.is(at + 1, Class::Foreign) {
            *used = 2;
            return Kind::Word;
        }
        if let Some(factor) = self.factor(at + 1) {
            // "5 đ/c", "3 đồng chí": people, not đồng
            if factor == 1 && self.raw.get(at + 2).is_some_and(|t| t.mark('/')) && !self.is(at + 3, Class::Per) {
                return Kind::Num(n);
            }
            *used = 2;
            let Some(mut vnd) = money(n, factor) else { return Kind::Word };
            // "3,6 tỷ USD"
            if self.is(at + 2, Class::Foreign) {
                *used = 3;
                return Kind::Word;
            }
            // "3 tỷ lẻ 80 triệu đồng"
            if self.raw.get(at + 2).is_some_and(|t| self.source.lower[t.start as usize..t.end as usize].iter().copied().eq("lẻ".chars()))
            {
                *used = 3;
            }
            // 61 tỷ 649 triệu đồng
            while let (Some(Kind::Num(more)), Some(smaller)) = (self.raw.get(at + *used).map(|t| t.kind), self.factor(at + *used + 1)) {
                match money(more, smaller).filter(|m| smaller < factor && *m < factor) {
                    Some(m) => vnd = vnd.saturating_add(m),
                    None => break,
                }
                *used += 2;
            }
            let per = self.per(at + *used, used);
            return Kind::Money { vnd, pair: None, per };
        }
        Kind::Num(n)
    }

    /// `/người/năm`, `/ hộ`, `mỗi năm`.
    pub(super) fn per(&self, at: usize, used: &mut usize) -> Per {
        let (mut per, mut i) = (Per::Total, at);
        while self.raw.get(i).is_some_and(|t| t.mark('/')) {
            let Some(text) = self
                .raw
                .get(i + 1)
                .filter(|t| t.is(self.lexicon, Class::Per))
                .map(|t| crate::spelling::strip(&self.source.text(t.start as usize, t.end as usize).to_lowercase()))
            else {
                break;
            };
            let text = if text.contains('?') && text.starts_with("ng") { "nguoi".to_owned() } else { text };
            per = match (text.as_str(), per) {
                ("nam", Per::Total) => Per::Year,
                ("thang", Per::Total | Per::Person) => Per::Month,
                (
                    "nam" | "ng" | "nguoi" | "khau" | "dau nguoi" | "nhan khau" | "nguoi dan" | "lao dong",
                    Per::Person | Per::Year | Per::Total,
                ) => Per::Person,
                ("nam", p) => p,
                _ => Per::Other,
            };
            i += 2;
            *used += 2;
        }
        per
    }

    pub(super) fn numeral(&self, at: usize, used: &mut usize) -> Kind {
        let n: i64 = self.value(at, Class::Numeral).and_then(|v| v.parse().ok()).unwrap_or(0);
        const COUNTED: [Class; 7] =
            [Class::Subject, Class::Level, Class::VagueSubject, Class::Criteria, Class::Indicators, Class::Money, Class::Big];
        let money_next = self.factor(at + 1).is_some_and(|f| f >= 1_000_000);
        let counted = COUNTED.iter().any(|c| self.is(at + 1, *c)) && (self.factor(at + 1).is_none() || money_next);
        // "mười bảy trên mười chín tiêu chí"
        let counted = counted
            || self.is(at + 2, Class::Numeral)
                && (self.is(at + 3, Class::Criteria) || self.is(at + 3, Class::Indicators))
                && self.raw.get(at + 1).is_some_and(|t| {
                    let word = &self.source.lower[t.start as usize..t.end as usize];
                    word.iter().copied().eq("trên".chars()) || word.iter().copied().eq("trong".chars())
                });
        // "một xã" is mostly "a commune", "năm xã" may be "the year …"; "một tỷ đồng" is a sum
        // "Đến cuối năm xã A đạt …": the year
        let year = n == 5 && at > 0 && {
            let before = self.source.text(self.raw[at - 1].start as usize, self.raw[at - 1].end as usize).to_lowercase();
            let last = before.rsplit(' ').next().unwrap_or_default();
            // "nhưng năm xã về đích thì …", "vào năm xã A đạt chuẩn": when, not how many
            let reads = |j: usize, word: &str| {
                self.raw.get(j).is_some_and(|t| self.source.lower[t.start as usize..t.end as usize].iter().copied().eq(word.chars()))
            };
            let when = ["nhưng", "khi", "lúc", "hồi", "vào", "sau"].contains(&last)
                && (self.raw.get(at + 2).is_some_and(|t| t.kind == Kind::Name) || (at + 2..at + 7).any(|j| reads(j, "thì")));
            when || ["cuối", "đầu", "hết", "giữa", "trong", "nửa", "qua"].contains(&last)
        };
        // "có một xã đạt 19/19 tiêu chí": one of them
        let one = n == 1 && at > 0 && {
            let before = self.source.text(self.raw[at - 1].start as usize, self.raw[at - 1].end as usize).to_lowercase();
            let told = self.is(at + 2, Class::Reach) || self.is(at + 2, Class::Status);
            told && ["có", "chỉ", "còn", "thêm", "mới"].iter().any(|w| before.ends_with(w))
        };
        if year || !counted || (n == 1 && !money_next && !one) || (n == 5 && at > 0 && matches!(self.raw[at - 1].kind, Kind::Num(_))) {
            return Kind::Phrase;
        }
        self.number(at, Number::whole(n), used)
    }
}

pub(super) fn money(n: Number, factor: i64) -> Option<i64> {
    n.scaled(factor)
}
