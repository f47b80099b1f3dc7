//! A standing said before its count: "đăng ký 4 xã", "chưa đạt chuẩn còn 4 xã".

use super::{Standing, is_weak, known_status};
use crate::build::tally::{Count, level_of, subject_at};
use crate::build::tiers::{STANDARD, tier_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;

/// A word of status before a count.
#[derive(Clone, Copy)]
struct Before {
    status: &'static str,
    at: usize,
    /// Where what may be said of the count begins.
    left: usize,
}

impl Builder<'_> {
    /// "Các huyện có xã đạt chuẩn cao: A 8 xã, B 7 xã": the status stands once, before the colon.
    pub(super) fn headed(&self, s: Sentence, count: &Count) -> Option<Standing> {
        let doc = self.doc;
        let owner = count.at.checked_sub(1).and_then(|b| doc.place_at(b))?;
        let rank = level_of(count.subject)?.rank();
        // "Các huyện có nhiều xã đạt chuẩn là A 10/10 xã, B 15/16 xã"
        let lists = |j: usize| {
            (doc.is(j, Class::List) || list::is_word(doc, j, "như")) && doc.place_at(j + 1).is_some() && !doc.is(j, Class::Status)
        };
        let colon = (s.from..count.at).rev().take(60).find(|j| doc.mark(*j, ':') || lists(*j))?;
        let fits = owner.level.is_none_or(|l| l.rank() > rank);
        let counted = (s.from..colon).any(|j| subject_at(doc, j).is_some_and(|(subject, _)| subject == count.subject));
        let status = (s.from..colon).find_map(|j| doc.value(j, Class::Status).and_then(known_status).filter(|_| !is_weak(doc, j)))?;
        let tier = (s.from..colon).find_map(|j| tier_at(doc, j)).or(Some(STANDARD));
        (fits && counted && !self.other_program(s.from, colon)).then(|| Standing { status, tier, end: count.end, ..Standing::default() })
    }

    /// "công nhận 4 xã", "xã NTM nâng cao có 764 xã", "chưa đạt chuẩn còn 4 xã".
    pub(super) fn standing_before(&self, count: &Count, left: usize) -> Option<Standing> {
        let doc = self.doc;
        let mut tier = None;
        for i in (left.max(count.at.saturating_sub(7))..count.at).rev() {
            if self.cuts_off(count, left, i) {
                break;
            }
            // "được nhiều xã hoàn thành nhất là tiêu chí số 1 với 66 xã": how many met that one
            if doc.is(i, Class::Criteria) && crate::build::stated::criterion_number(doc, i + 1).is_some() {
                return None;
            }
            tier = tier.or_else(|| tier_at(doc, i));
            if let Some(status) = doc.value(i, Class::Status).and_then(known_status) {
                let (status, own) = self.status_before(Before { status, at: i, left }, count)?;
                // "công nhận 5 khu dân cư kiểu mẫu"
                let own = own.then(|| tier_at(doc, count.end.wrapping_sub(1))).flatten();
                return Some(Standing::of(status, own.or(tier).or(Some(STANDARD)), count.end));
            }
        }
        let tier = match tier {
            Some(tier) => self.tier_before(count, left).then_some(tier)?,
            None => self.label_before(count, left).then_some(STANDARD)?,
        };
        Some(Standing::of("met", Some(tier), count.end))
    }

    /// What stands further before is of something else.
    fn cuts_off(&self, count: &Count, left: usize, at: usize) -> bool {
        let doc = self.doc;
        let beside = at + 1 == count.at;
        doc.mark_any(at, ";.")
            || doc.line(at)
            || !beside && (doc.mark(at, ':') || doc.place_at(at).is_some() && doc.mark(at + 1, ','))
            // "4 xã đã thẩm định, 2 xã …": the status is the other count's
            || doc.mark(at, ',') && left > doc.sentences[doc.sentence_of(count.at)].from
    }

    /// What a word of status before a count says of it; whether the tier right before the count is the units' own.
    fn status_before(&self, before: Before, count: &Count) -> Option<(&'static str, bool)> {
        let (doc, Before { status, at, left }) = (self.doc, before);
        let other = self.other_program(at, count.at);
        if !other && self.is_all_with(&before, count) {
            return Some((status, false));
        }
        let noun = self.names_units(&before, count);
        let act = matches!(status, "recognised" | "revoked" | "appraised");
        let ladder = !matches!(status, "basically_met" | "in_progress");
        if other || !ladder || is_weak(doc, at) && !noun || !act && !noun {
            return None;
        }
        if status == "recognised" {
            // "thu hồi quyết định công nhận đối với cả hai xã": no longer; asked for, nothing has come of it
            if (at.saturating_sub(4)..at).any(|j| doc.has(j, Class::Status, "revoked") || list::is_word(doc, j, "thu hồi")) {
                let asked = (at.saturating_sub(10)..at).any(|j| doc.reads_any(j, &["đề nghị", "kiến nghị"]));
                return (!asked).then_some(("revoked", false));
            }
            // "bỏ phiếu đề nghị Chủ tịch UBND tỉnh công nhận 3 xã"
            let mut clause = (at.saturating_sub(8)..at).rev().take_while(|j| !doc.mark_any(*j, ",;."));
            let asked = clause.any(|j| doc.reads_any(j, &["đề nghị", "trình", "xin"]));
            return Some((if asked { "proposed" } else { status }, true));
        }
        // "số xã đăng ký đạt chuẩn năm nay: 2 xã"
        let entered = status == "met" && at > left && doc.has(at - 1, Class::Status, "registered");
        Some((if entered { "registered" } else { status }, true))
    }

    /// "A hoàn thành nhiệm vụ xây dựng NTM năm 2017 với 4/4 xã.".
    fn is_all_with(&self, before: &Before, count: &Count) -> bool {
        let doc = self.doc;
        before.status == "met"
            && count.of == Some(count.n)
            && list::is_word(doc, count.at - 1, "với")
            && list::ends(doc, doc.sentences[doc.sentence_of(count.at)], count.end)
            && (before.at..count.at).any(|j| doc.is(j, Class::Program))
    }

    /// The units are named with the status: "xã đạt chuẩn".
    fn names_units(&self, before: &Before, count: &Count) -> bool {
        let (doc, Before { at, left, .. }) = (self.doc, *before);
        // "Làng dân tộc thiểu số đạt chuẩn có 4/4 làng"
        let first = (left.max(at.saturating_sub(6))..at).find(|j| !doc.line(*j));
        let opens = first.is_some_and(|j| (j == left || doc.mark_any(j - 1, ".;")) && doc.is(j, Class::Level));
        opens && list::is_word(doc, count.at - 1, "có")
            || (left.max(at.saturating_sub(3))..at).any(|j| doc.is_any(j, &[Class::Level, Class::Subject]))
    }

    /// "Ấp NTM: 12/19 ấp": the programme's name and a colon.
    fn label_before(&self, count: &Count, left: usize) -> bool {
        let doc = self.doc;
        count.at >= left + 3
            && doc.mark(count.at - 1, ':')
            && doc.is(count.at - 2, Class::Program)
            && subject_at(doc, count.at - 3).is_some_and(|(subject, _)| subject == count.subject)
    }

    /// "xã NTM nâng cao có 764 xã", "nâng cao có 2 xã": a tier and "có" or a colon.
    fn tier_before(&self, count: &Count, left: usize) -> bool {
        let doc = self.doc;
        let last = count.at.wrapping_sub(1);
        let has = list::is_word(doc, last, "có");
        let led = has || doc.mark(last, ':') || doc.is(last, Class::List);
        let noun = || (left..count.at).any(|j| doc.is_any(j, &[Class::Level, Class::Subject]));
        led && (noun() || has && count.at >= 2 && tier_at(doc, count.at - 2).is_some())
    }
}
