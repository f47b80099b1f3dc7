//! What is due by a day to come, and what a plan lays down for a year.

use super::clause_start;
use crate::build::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// Terms looked back over for the day, or for the plan.
const NEAR: usize = 24;

/// "Đến ngày 30/11, hai xã A, B phải đủ 19/19 tiêu chí", "đến 31/12 phải giải ngân trên 95%": where the time before "phải" stands.
pub(crate) fn due(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<usize> {
    if !list::is_word(doc, at, "phải") && !doc.begins_in(at, "phải ") || !to_be_reached(doc, s, at) {
        return None;
    }
    let from = clause_start(doc, s, at).max(at.saturating_sub(NEAR));
    let Some(time) = (from..at).rev().find(|j| ahead(doc, *j)) else { return due_behind(doc, s, at) };
    // "thu nhập năm 2020 phải đạt …": what a rule asks
    let measured = (time..at).any(|j| doc.is_any(j, &[Class::Indicator, Class::Law, Class::Citation]));
    let lead = [Class::YearWord, Class::DateCue, Class::Result, Class::Half, Class::Deadline];
    let first = (from..time).rev().take_while(|j| doc.is_any(*j, &lead)).last().unwrap_or(time);
    (!measured).then_some(first)
}

/// "xã A phải đạt 19/19 tiêu chí trước ngày 30/9": the day stands behind, and the one it is laid on right before.
fn due_behind(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<usize> {
    // "phải hoàn thành … trước ngày": an order, which is a task
    if !doc.is_any(at, &[Class::Law]) && !doc.is(at + 1, Class::Reach) || doc.holds(at, "hoàn thành") || doc.holds(at + 1, "hoàn thành")
    {
        return None;
    }
    let unit = at.checked_sub(1).filter(|j| *j >= s.from && (doc.place_at(*j).is_some() || doc.bare_level(*j).is_some()))?;
    let clause = (at + 1..s.to.min(at + 10)).take_while(|j| !doc.mark_any(*j, ",;"));
    let day = |j: usize| matches!(doc.kind(j), Some(Kind::Date(when)) if when.day.is_some()) && ahead(doc, j);
    clause.into_iter().any(day).then_some(unit)
}

/// Behind "phải" stands a score, a count of units, a standing or a share of the money, not a threshold.
fn to_be_reached(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let behind = at + 1..s.to.min(at + 6);
    let stands = |j: usize| doc.has(j, Class::Status, "met") && (doc.holds(j, "chuẩn") || doc.holds(j, "đích"));
    let score =
        |j: usize| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_))) && doc.is_any(j + 1, &[Class::Criteria, Class::Indicators]);
    let counted = |j: usize| {
        matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..)))
            && doc.is_any(j + 1, &[Class::Level, Class::Subject])
            && (j + 2..j + 5).any(|k| doc.is_any(k, &[Class::Status, Class::Program, Class::Tier]))
    };
    let share = |j: usize| matches!(doc.kind(j), Some(Kind::Percent(_)));
    let paid = doc.has(at + 1, Class::Finance, "disbursed") && behind.clone().any(share);
    let finishes = ["làm xong", "hoàn thành", "xong"].iter().any(|w| list::is_word(doc, at + 1, w)) && doc.is(at + 2, Class::Criteria)
        || list::two(doc, at + 1, "làm", "xong") && doc.is(at + 3, Class::Criteria);
    paid || finishes || behind.into_iter().any(|j| stands(j) || score(j) || counted(j))
}

/// A day, month or year that is not over.
fn ahead(doc: &Doc<'_>, at: usize) -> bool {
    let Some(now) = doc.hint.year else { return false };
    let month = doc.hint.month;
    match doc.kind(at) {
        Some(Kind::Year(year)) => year >= now,
        // "Ngày 9/8, …": the day it was said
        Some(Kind::Date(when)) if when.day.is_some() => {
            let until = |j: usize| doc.has(j, Class::DateCue, "bound") || doc.is_any(j, &[Class::Deadline, Class::Result]);
            let led = until(at.wrapping_sub(1)) || doc.is(at.wrapping_sub(1), Class::DateCue) && until(at.wrapping_sub(2));
            led && (when.year.unwrap_or(now), when.month) >= (now, month)
        }
        Some(Kind::Date(when)) => (when.year.unwrap_or(now), when.month) >= (now, month),
        // "đến hết quý III/2021": of this year when none is said
        _ if doc.is(at, Class::Quarter) => {
            let year = (at + 1..at + 5).find_map(|j| match doc.kind(j) {
                Some(Kind::Year(year)) => Some(year),
                Some(Kind::Num(n)) => n.as_whole().filter(|n| *n > 31).and_then(crate::scan::year),
                _ => None,
            });
            year.unwrap_or(now) >= now
        }
        _ => doc.has(at, Class::YearWord, "this") || doc.has(at, Class::Half, "end"),
    }
}

/// "Theo kế hoạch, năm 2026 xã giữ vững …", "theo nghị quyết của HĐND xã, năm nay …": the year behind the comma is the plan's.
pub(crate) fn planned(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let this = doc.has(at, Class::YearWord, "this");
    let year =
        this || doc.is(at, Class::YearWord) && matches!(doc.kind(at + 1), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now));
    let Some(comma) = at.checked_sub(1).filter(|c| year && *c > s.from) else { return false };
    let comma = if doc.mark(comma, ',') { comma } else { comma.saturating_sub(1) };
    if !doc.mark(comma, ',') {
        return false;
    }
    let from = clause_start(doc, s, comma).max(comma.saturating_sub(NEAR));
    let first = (from..comma).find(|j| !doc.line(*j)).unwrap_or(from);
    let paper = |j: usize| doc.reads_any(j, &["kế hoạch", "nghị quyết", "đề án", "lộ trình", "kế hoạch số", "nghị quyết số"]);
    let plan = list::is_word(doc, first, "theo") && (first + 1..comma.min(first + 4)).any(paper) || doc.reads(first, "theo kế hoạch");
    let told = (first..comma).any(|j| doc.mark(j, ',') || doc.is_any(j, &[Class::Reach, Class::Order]));
    // "năm 2021 huyện được giao 20 tỷ đồng, đến nay …": money that was given
    let behind = at + 1..s.to.min(at + 12);
    let given = |j: usize| {
        doc.has(j, Class::Status, "registered")
            || doc.reads_any(j, &["được giao", "được phân bổ", "được bố trí", "đã", "bố trí", "phân bổ"])
    };
    plan && !told && !behind.into_iter().take_while(|j| !doc.mark(*j, ',')).any(given)
}
