//! Numbers in words: "mười bảy trên mười chín tiêu chí", "ba xã".

use super::{ALONE, Joined, Merge};
use crate::class::Class;
use crate::number::Number;
use crate::term::Kind;

/// What a number in words may count.
const COUNTED: [Class; 7] =
    [Class::Subject, Class::Level, Class::VagueSubject, Class::Criteria, Class::Indicators, Class::Money, Class::Big];
/// Sums that are worth saying in words: "một tỷ đồng".
const LEAST_SUM: i64 = 1_000_000;

impl Merge<'_> {
    /// A number in words, where it counts something.
    pub(super) fn numeral(&self, at: usize) -> Joined {
        let n: i64 = self.value(at, Class::Numeral).and_then(|v| v.parse().ok()).unwrap_or(0);
        let sum = self.factor(at + 1).is_some_and(|f| f >= LEAST_SUM);
        if !self.counts(at, sum) {
            return ALONE;
        }
        let stays = match n {
            // "một xã" is mostly "a commune"; "một tỷ đồng" is a sum
            1 => !sum && !self.one_of_them(at),
            // "năm xã" may be "the year …"
            5 => self.is_year_word(at) || at > 0 && matches!(self.raw[at - 1].kind, Kind::Num(_)),
            _ => false,
        };
        if stays { ALONE } else { self.number(at, Number::whole(n)) }
    }

    fn counts(&self, at: usize, sum: bool) -> bool {
        // "mười bảy trên mười chín tiêu chí"
        let out_of = || {
            self.is(at + 2, Class::Numeral)
                && (self.is(at + 3, Class::Criteria) || self.is(at + 3, Class::Indicators))
                && (self.reads(at + 1, "trên") || self.reads(at + 1, "trong"))
        };
        COUNTED.iter().any(|c| self.is(at + 1, *c)) && (self.factor(at + 1).is_none() || sum) || out_of()
    }

    /// "Đến cuối năm xã A đạt …": the year.
    fn is_year_word(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|b| self.lower(b)) else { return false };
        let last = before.rsplit(' ').next().unwrap_or_default();
        // "nhưng năm xã về đích thì …", "vào năm xã A đạt chuẩn": when, not how many
        let when = ["nhưng", "khi", "lúc", "hồi", "vào", "sau"].contains(&last)
            && (self.is_name(at + 2) || (at + 2..at + 7).any(|j| self.reads(j, "thì")));
        when || ["cuối", "đầu", "hết", "giữa", "trong", "nửa", "qua"].contains(&last)
    }

    /// "có một xã đạt 19/19 tiêu chí": one of them.
    fn one_of_them(&self, at: usize) -> bool {
        let told = self.is(at + 2, Class::Reach) || self.is(at + 2, Class::Status);
        let Some(before) = at.checked_sub(1).filter(|_| told) else { return false };
        let before = self.lower(before);
        ["có", "chỉ", "còn", "thêm", "mới"].iter().any(|w| before.ends_with(w))
    }
}
