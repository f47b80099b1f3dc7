//! Days, months, halves and quarters of years.

use super::Merge;
use crate::class::Class;
use crate::scan::year;
use crate::term::{Kind, When};

impl Merge<'_> {
    /// `tháng 9`, `tháng 9 năm 2024`, `tháng 9/2024`.
    pub(super) fn month(&self, at: usize, used: &mut usize) -> Kind {
        match self.raw.get(at + 1).map(|t| t.kind) {
            Some(Kind::Date(when)) if when.day.is_none() => {
                *used = 2;
                Kind::Date(when)
            }
            Some(Kind::Num(m)) if m.as_whole().is_some_and(|m| (1..=12).contains(&m)) => {
                *used = 2;
                let year = self.year_after(at + 2, used);
                Kind::Date(When { year, month: m.as_whole().and_then(|m| u8::try_from(m).ok()), day: None })
            }
            _ => Kind::Phrase,
        }
    }

    /// `cuối năm 2020` means its last month.
    pub(super) fn half(&self, at: usize, used: &mut usize) -> Kind {
        let text = self.value(at, Class::Half).unwrap_or_default();
        // "chậm nhất cuối tháng 7", "giữa tháng 9/2021"
        let words = self.source.text(self.raw[at].start as usize, self.raw[at].end as usize).to_lowercase();
        if words.ends_with("tháng") {
            let day = match self.raw.get(at + 1).map(|t| t.kind) {
                Some(Kind::Date(when)) if when.day.is_none() => Some(when),
                Some(Kind::Num(m)) if m.as_whole().is_some_and(|m| (1..=12).contains(&m)) && !self.is(at + 2, Class::Subject) => {
                    Some(When { year: None, month: m.as_whole().and_then(|m| u8::try_from(m).ok()), day: None })
                }
                _ => None,
            };
            if let Some(mut when) = day {
                *used = 2;
                when.year = when.year.or_else(|| self.year_after(at + 2, used));
                return Kind::Date(when);
            }
        }
        let (Some(Kind::Year(y)), "end") = (self.raw.get(at + 1).map(|t| t.kind), text) else { return Kind::Phrase };
        *used = 2;
        let whole = crate::spelling::strip(&self.source.text(self.raw[at].start as usize, self.raw[at].end as usize).to_lowercase());
        let month = if whole.contains("cuoi") { Some(12) } else { None };
        if month.is_none() { Kind::Year(y) } else { Kind::Date(When { year: Some(y), month, day: None }) }
    }

    pub(super) fn year_after(&self, at: usize, used: &mut usize) -> Option<u16> {
        let skip = usize::from(self.is(at, Class::YearWord) || self.raw.get(at).is_some_and(|t| t.mark('/')));
        let found = match self.raw.get(at + skip).map(|t| t.kind) {
            Some(Kind::Year(y)) => Some(y),
            Some(Kind::Num(n)) if skip == 1 => n.as_whole().and_then(year),
            _ => None,
        };
        if found.is_some() {
            *used += skip + 1;
        }
        found
    }
}
