//! Days, months, halves and quarters of years.

use super::{ALONE, Joined, Merge};
use crate::class::Class;
use crate::number::Number;
use crate::scan::year;
use crate::term::{Kind, When};

impl Merge<'_> {
    /// `tháng 9`, `tháng 9 năm 2024`, `tháng 9/2024`.
    pub(super) fn month(&self, at: usize) -> Joined {
        match self.kind(at + 1) {
            Some(Kind::Date(when)) if when.day.is_none() => (Kind::Date(when), 2),
            Some(Kind::Num(n)) if let Some(month) = month_of(n) => {
                self.with_year(When { year: None, month: Some(month), day: None }, at, 2)
            }
            _ => ALONE,
        }
    }

    /// `6 tháng 9 năm 2024`.
    pub(super) fn day_of_month(&self, at: usize, n: Number) -> Option<Joined> {
        if !self.is(at + 1, Class::MonthWord) || at == 0 || !(self.is(at - 1, Class::DateCue) || self.is(at - 1, Class::Deadline)) {
            return None;
        }
        let day = n.as_whole().filter(|d| (1..=31).contains(d)).and_then(|d| u8::try_from(d).ok())?;
        let Some(Kind::Num(m)) = self.kind(at + 2) else { return None };
        Some(self.with_year(When { year: None, month: Some(month_of(m)?), day: Some(day) }, at, 3))
    }

    /// `cuối năm 2020` means its last month.
    pub(super) fn half(&self, at: usize) -> Joined {
        let words = self.lower(at);
        if words.ends_with("tháng")
            && let Some(month) = self.month_behind(at)
        {
            return self.with_year(month, at, 2);
        }
        let (Some(Kind::Year(y)), Some("end")) = (self.kind(at + 1), self.value(at, Class::Half)) else { return ALONE };
        if crate::spelling::strip(&words).contains("cuoi") {
            return (Kind::Date(When { year: Some(y), month: Some(12), day: None }), 2);
        }
        (Kind::Year(y), 2)
    }

    /// "chậm nhất cuối tháng 7", "giữa tháng 9/2021": the month behind.
    fn month_behind(&self, at: usize) -> Option<When> {
        match self.kind(at + 1)? {
            Kind::Date(when) if when.day.is_none() => Some(when),
            Kind::Num(n) if !self.is(at + 2, Class::Subject) => month_of(n).map(|m| When { year: None, month: Some(m), day: None }),
            _ => None,
        }
    }

    /// A date that takes `used` terms, with the year behind it when it has none.
    fn with_year(&self, when: When, at: usize, used: usize) -> Joined {
        if when.year.is_some() {
            return (Kind::Date(when), used);
        }
        let found = self.year_after(at + used);
        (Kind::Date(When { year: found.map(|(year, _)| year), ..when }), used + found.map_or(0, |(_, terms)| terms))
    }

    /// `năm 2024`, `/2024`: a year, and the terms it takes.
    fn year_after(&self, at: usize) -> Option<(u16, usize)> {
        let skip = usize::from(self.is(at, Class::YearWord) || self.raw.get(at).is_some_and(|t| t.mark('/')));
        let found = match self.kind(at + skip)? {
            Kind::Year(y) => Some(y),
            Kind::Num(n) if skip == 1 => n.as_whole().and_then(year),
            _ => None,
        };
        found.map(|year| (year, skip + 1))
    }
}

fn month_of(n: Number) -> Option<u8> {
    n.as_whole().filter(|m| (1..=12).contains(m)).and_then(|m| u8::try_from(m).ok())
}
