//! By when something is aimed at.

use super::iso;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

impl Builder<'_> {
    /// The date an aim is set for.
    pub(super) fn by_date(&self, s: Sentence, start: usize, end: usize) -> Option<String> {
        let doc = self.doc;
        let _ = s;
        let mut year = None;
        // "Đại hội (họp ngày 11/8) đề ra …: đến năm 2030": a day without a year says nothing beside a year
        let years = (start..end).any(|j| matches!(doc.kind(j), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now)));
        for j in start..end {
            let aside = doc.depth[j] > 0 && matches!(doc.kind(j), Some(Kind::Date(w)) if w.year.is_none());
            // "Ngày 22/12/2025, Sở trình kế hoạch năm 2026": the day it was said
            let told = matches!(doc.kind(j), Some(Kind::Date(w)) if w.day.is_some()) && doc.has(j.wrapping_sub(1), Class::DateCue, "event");
            // "Tại buổi làm việc ngày 17/5 …": the day it was held
            let held = told
                && (j.saturating_sub(7).max(start)..j).any(|k| doc.is(k, Class::Event))
                && !(j.saturating_sub(3)..j).any(|k| doc.is(k, Class::Deadline));
            // "Đại hội tháng 8 chốt: năm 2027 …": a month without a year beside a year
            let month = matches!(doc.kind(j), Some(Kind::Date(w)) if w.day.is_none() && w.year.is_none());
            if held || years && (aside || told || month) {
                continue;
            }
            match doc.kind(j) {
                Some(Kind::Date(w)) => {
                    // an aim without a year lies ahead
                    let ahead = || {
                        let past = w.month.zip(doc.hint.month).is_some_and(|(m, h)| m < h);
                        doc.hint.year.map(|y| if past { y + 1 } else { y })
                    };
                    let stated = w.year.or_else(ahead);
                    if let (Some(y), true) = (stated, w.month.is_some())
                        && doc.hint.year.is_none_or(|now| y >= now)
                    {
                        return Some(iso(y, w));
                    }
                }
                Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now) && !compared(doc, j) => year = year.max(Some(y)),
                Some(Kind::Years(_, y)) if doc.hint.year.is_none_or(|now| y >= now) => year = year.max(Some(y)),
                _ => {}
            }
            // "trong quý IV/2018", "quý III năm nay"
            if doc.is(j, Class::Quarter) {
                let said = (j + 1..end.min(j + 5)).find_map(|k| match doc.kind(k) {
                    Some(Kind::Year(y)) => Some(y),
                    Some(Kind::Num(n)) => n.as_whole().filter(|n| *n > 31).and_then(crate::scan::year),
                    _ => None,
                });
                year = year.or(said.filter(|y| doc.hint.year.is_none_or(|now| *y >= now)));
            }
            if doc.has(j, Class::YearWord, "this") {
                year = year.or(doc.hint.year);
            }
            // "phấn đấu cuối năm có …"
            if doc.has(j, Class::Half, "end") && ["cuối năm", "hết năm"].iter().any(|w| is_word(doc, j, w)) {
                year = year.or(doc.hint.year);
            }
            // "Đến cuối năm, huyện phấn đấu …": this one
            let end_of = doc.has(j, Class::Result, "time") && (doc.ends_in(j, "cuối") || doc.ends_in(j, "hết"));
            let came = (j + 2..end.min(j + 5)).any(|k| ["chỉ", "mới", "đã"].iter().any(|w| is_word(doc, k, w)));
            if end_of && !years && !came && doc.is(j + 1, Class::YearWord) && !matches!(doc.kind(j + 2), Some(Kind::Year(_) | Kind::Num(_)))
            {
                year = year.or(doc.hint.year);
            }
            // "chỉ 10 năm sau": so many years later
            if doc.has(j, Class::YearWord, "next") && !matches!(doc.kind(j.wrapping_sub(1)), Some(Kind::Num(_)))
                // "chuyển sang năm 2019"
                && !matches!(doc.kind(j + 1), Some(Kind::Year(_) | Kind::Num(_)))
            {
                year = year.or(doc.hint.year.map(|y| y + 1));
            }
        }
        year.map(|y| y.to_string())
    }

    pub(super) fn year_before(&self, s: Sentence, at: usize) -> Option<String> {
        let doc = self.doc;
        let found = (s.from..at).rev().find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now) && !compared(doc, j) => Some(y),
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
            Some(Kind::Year(y) | Kind::Years(_, y)) if doc.hint.year.is_none_or(|now| y >= now) => Some(y),
            _ => None,
        });
        year.filter(|_| aims).map(|y| y.to_string())
    }
}

/// "so với năm 2025", "giai đoạn …": a year to compare with.
fn compared(doc: &Doc<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|j| is_word(doc, j, "so") || is_word(doc, j, "bằng"))
}
