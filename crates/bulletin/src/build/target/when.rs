//! By when something is aimed at.

use super::iso;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

impl Builder<'_> {
    /// The date an aim is set for.
    pub(super) fn by_date(&self, start: usize, end: usize) -> Option<String> {
        let doc = self.doc;
        // "Đại hội (họp ngày 11/8) đề ra …: đến năm 2030": a day without a year says nothing beside a year
        let years = (start..end).any(|j| matches!(doc.kind(j), Some(Kind::Year(y)) if not_past(doc, y)));
        let mut year = None;
        for j in start..end {
            if self.is_day_told(start, j, years) {
                continue;
            }
            if let Some(day) = self.day_ahead(j) {
                return Some(day);
            }
            year = year.max(self.year_said_ahead(j)).or_else(|| self.year_meant(j, end, years));
        }
        year.map(|y| y.to_string())
    }

    /// The day something was said or held, not the one it is aimed for.
    fn is_day_told(&self, start: usize, at: usize, years: bool) -> bool {
        let doc = self.doc;
        let Some(Kind::Date(when)) = doc.kind(at) else { return false };
        // "Ngày 22/12/2025, Sở trình kế hoạch năm 2026": the day it was said
        let told = when.day.is_some() && doc.has(at.wrapping_sub(1), Class::DateCue, "event");
        // "Tại buổi làm việc ngày 17/5 …": the day it was held
        let held = || {
            (at.saturating_sub(7).max(start)..at).any(|k| doc.is(k, Class::Event))
                && !(at.saturating_sub(3)..at).any(|k| doc.is(k, Class::Deadline))
        };
        // "Đại hội tháng 8 chốt: năm 2027 …": a month without a year beside a year
        let vague = when.year.is_none() && (doc.depth[at] > 0 || when.day.is_none());
        told && held() || years && (told || vague)
    }

    /// A day or a month that is not past; one without a year lies ahead.
    fn day_ahead(&self, at: usize) -> Option<String> {
        let doc = self.doc;
        let Some(Kind::Date(when)) = doc.kind(at) else { return None };
        let ahead = || {
            let past = when.month.zip(doc.hint.month).is_some_and(|(m, h)| m < h);
            doc.hint.year.map(|y| if past { y + 1 } else { y })
        };
        let year = when.year.or_else(ahead).filter(|y| when.month.is_some() && not_past(doc, *y))?;
        Some(iso(year, when))
    }

    /// "năm 2025", "2026-2030": a year that is not past, nor one to compare with.
    fn year_said_ahead(&self, at: usize) -> Option<u16> {
        match self.doc.kind(at)? {
            Kind::Year(y) if not_past(self.doc, y) && !compared(self.doc, at) => Some(y),
            Kind::Years(_, y) if not_past(self.doc, y) => Some(y),
            _ => None,
        }
    }

    /// The year that words mean which do not say it whole.
    fn year_meant(&self, at: usize, end: usize, years: bool) -> Option<u16> {
        let doc = self.doc;
        // "phấn đấu cuối năm có …"
        let year_end = || doc.has(at, Class::Half, "end") && doc.reads_any(at, &["cuối năm", "hết năm"]);
        self.year_of_quarter(at, end).or_else(|| {
            if doc.has(at, Class::YearWord, "this") || year_end() || !years && self.ends_this_year(at, end) {
                doc.hint.year
            } else if self.is_next_year(at) {
                doc.hint.year.map(|y| y + 1)
            } else {
                None
            }
        })
    }

    /// "trong quý IV/2018", "quý III năm nay".
    fn year_of_quarter(&self, at: usize, end: usize) -> Option<u16> {
        let doc = self.doc;
        let year = |k: usize| match doc.kind(k)? {
            Kind::Year(y) => Some(y),
            Kind::Num(n) => n.as_whole().filter(|n| *n > 31).and_then(crate::scan::year),
            _ => None,
        };
        let said = doc.is(at, Class::Quarter).then(|| (at + 1..end.min(at + 5)).find_map(year)).flatten();
        said.filter(|y| not_past(doc, *y))
    }

    /// "Đến cuối năm, huyện phấn đấu …": this one.
    fn ends_this_year(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let came = || (at + 2..end.min(at + 5)).any(|k| doc.reads_any(k, &["chỉ", "mới", "đã"]));
        doc.has(at, Class::Result, "time")
            && (doc.ends_in(at, "cuối") || doc.ends_in(at, "hết"))
            && doc.is(at + 1, Class::YearWord)
            && !matches!(doc.kind(at + 2), Some(Kind::Year(_) | Kind::Num(_)))
            && !came()
    }

    /// "sang năm", but not "10 năm sau", so many years later, nor "chuyển sang năm 2019".
    fn is_next_year(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.has(at, Class::YearWord, "next")
            && !matches!(doc.kind(at.wrapping_sub(1)), Some(Kind::Num(_)))
            && !matches!(doc.kind(at + 1), Some(Kind::Year(_) | Kind::Num(_)))
    }

    pub(super) fn year_before(&self, s: Sentence, at: usize) -> Option<String> {
        let doc = self.doc;
        let found = (s.from..at).rev().find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y)) if not_past(doc, y) && !compared(doc, j) => Some(y),
            _ => None,
        });
        found.map(|y| y.to_string())
    }

    /// "X đặt mục tiêu cho năm 2021" above: the year of the aims below.
    pub(super) fn year_of_title(&self) -> Option<String> {
        let doc = self.doc;
        let t = doc.sentences.iter().find(|s| !s.skip)?;
        let aims = (t.from..t.to).any(|j| doc.is(j, Class::Target) && !doc.has(j, Class::Target, "weak"));
        let year = (t.from..t.to).find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y) | Kind::Years(_, y)) if not_past(doc, y) => Some(y),
            _ => None,
        });
        year.filter(|_| aims).map(|y| y.to_string())
    }
}

/// "so với năm 2025", "giai đoạn …": a year to compare with.
fn compared(doc: &Doc<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|j| is_word(doc, j, "so") || is_word(doc, j, "bằng"))
}

impl Builder<'_> {
    /// "Khi ấy tỉnh phấn đấu đến năm 2015 có 27 xã đạt chuẩn": a year past by now, said right behind the word of aiming.
    pub(super) fn year_aimed_then(&self, cue: usize, end: usize) -> Option<u16> {
        let doc = self.doc;
        let leads = |j: usize| {
            doc.is_any(j, &[Class::YearWord, Class::Prep]) || doc.has(j, Class::DateCue, "bound") || doc.reads_any(j, &["trong", "hết"])
        };
        let at = (cue + 1..end.min(cue + 5)).find(|j| !leads(*j)).filter(|_| is_word(doc, cue, "phấn đấu"))?;
        match doc.kind(at)? {
            Kind::Year(y) if !not_past(doc, y) => Some(y),
            _ => None,
        }
    }
}

/// The year the text was written in, or a later one.
fn not_past(doc: &Doc<'_>, year: u16) -> bool {
    doc.hint.year.is_none_or(|now| year >= now)
}
