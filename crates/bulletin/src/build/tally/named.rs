//! Counted units that are named: their own scores, "công nhận xã A và xã B".

use super::count::plural;
use super::{Count, level_of};
use crate::build::standing::Standing;
use crate::build::tiers::{STANDARD, tier_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Fact, Tally, UnitRef};

impl Builder<'_> {
    /// "3 xã đạt 16 tiêu chí gồm A, B, C": each one's own score, unless it was read already.
    pub(super) fn scores_of(&mut self, s: Sentence, count: &Count, st: &Standing, met: i64) {
        let doc = self.doc;
        let Some(level) = level_of(count.subject).filter(|l| l.rank() <= 1) else { return };
        let tier = (count.end..st.end).find_map(|j| tier_at(doc, j)).unwrap_or(STANDARD);
        let from = doc.span(s.from, s.from + 1).start;
        for name in &st.names {
            let unit = UnitRef { name: Some(name.clone()), level };
            let said = self.facts.iter().rev().take(60).any(|f| {
                f.span.start >= from
                    && matches!(&f.body, Body::Progress { unit: u, kind: "criteria", average_per: None, .. } if u.name == unit.name)
            });
            if !said {
                let met = crate::number::Number::whole(met);
                let body = Body::Progress { unit, kind: "criteria", met, total: None, tier, as_of: None, average_per: None };
                self.add(body, count.at, st.end, "progress-plain");
            }
        }
    }

    /// "huyện A, B được công nhận huyện NTM nâng cao; hai huyện C và D đã trình hồ sơ": a step on the way to what the clause before spoke of.
    pub(super) fn tier_of_clause_before(&self, s: Sentence, count: &Count, st: &Standing) -> Option<&'static str> {
        let doc = self.doc;
        let clause = crate::build::scope::clause_start(doc, s, count.at);
        let steps = matches!(st.status, "proposed" | "pending" | "appraised");
        let own = (count.at..st.end).any(|j| doc.is(j, Class::Program) || doc.has(j, Class::Status, "met"));
        if !steps || own || st.tier != Some(STANDARD) || clause < s.from + 2 || !doc.mark(clause - 1, ';') {
            return None;
        }
        let before = crate::build::scope::clause_start(doc, s, clause - 1);
        let level = level_of(count.subject);
        let same = |j: usize| {
            doc.place_at(j).and_then(|p| p.level) == level || doc.value(j, Class::Level).and_then(crate::gazetteer::Level::of) == level
        };
        let tier = (before..clause - 1).rev().find_map(|j| tier_at(doc, j));
        tier.filter(|_| (before..clause - 1).any(same))
    }

    /// As many scores as units were counted have been read between two terms.
    pub(super) fn scored_here(&self, from: usize, to: usize, n: i64) -> bool {
        let span = self.doc.span(from, to);
        let own = |f: &&Fact| matches!(f.body, Body::Progress { .. }) && f.span.start >= span.start && f.span.end <= span.end;
        self.facts.iter().rev().take(60).filter(own).count() as i64 >= n
    }

    /// "Sản phẩm OCOP hiện có 132": what is counted stands first.
    pub(super) fn products_in_all(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from + 2..s.to {
            let Some(n) = doc.terms[i].whole().filter(|n| *n > 0 && list::ends(doc, s, i + 1)) else { continue };
            let has = doc.is_any(i - 1, &[Class::Reach, Class::Result]) && doc.ends_in(i - 1, "có");
            let noun = if is_now(doc, i - 2) { i.wrapping_sub(3) } else { i - 2 };
            let products = noun >= s.from && doc.is(noun, Class::OcopWord) && doc.has(noun, Class::Subject, "products");
            // "với 5 sản phẩm OCOP có 132 …"
            let counted = matches!(doc.kind(noun.wrapping_sub(1)), Some(crate::term::Kind::Num(_)));
            if !has || !products || counted || self.scope.off(i) {
                continue;
            }
            let Some(unit) = doc.area(i, i + 1, 0) else { continue };
            let (of, tier, delta, band, criterion, names, year) = (None, None, false, None, None, Vec::new(), None);
            let tally = Tally { unit, subject: "products", status: "ocop_3plus", tier, count: n, of, delta, band, criterion, names, year };
            self.add(Body::Tally(tally), noun, i + 1, "tally-ocop");
        }
    }

    /// "công nhận xã A và xã B của huyện C đạt chuẩn NTM": as many as are named.
    pub(super) fn named_units(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            if doc.value(i, Class::Status) != Some("recognised") || self.scope.off(i) || self.is_title(s) {
                continue;
            }
            // "công nhận các xã A, B, C đạt chuẩn"
            let communes = doc.begins_in(i + 1, "các ") && doc.ends_in(i + 1, " xã");
            let first = i + 1 + usize::from(list::is_word(doc, i + 1, "các") || communes);
            let Some(place) = doc.place_at(first).filter(|p| (p.explicit || communes) && !p.address) else { continue };
            let Some(level) = place.level.filter(|l| l.rank() <= 1).or_else(|| communes.then_some(crate::gazetteer::Level::Commune)) else {
                continue;
            };
            let listed = list::names(doc, first, level);
            let to = (listed.end + 8).min(s.to);
            let ours = (listed.end..to)
                .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.'))
                .any(|j| doc.is(j, Class::Program) || doc.has(j, Class::Status, "met"));
            let n = listed.names.len() as i64;
            let Some(subject) = plural(level).filter(|_| ours && n >= 2 && !self.other_program(listed.end, to)) else { continue };
            let count = Count { at: i, end: listed.end, n, of: None, subject, delta: false, less: false, base: false };
            let again = self
                .facts
                .iter()
                .rev()
                .take(400)
                .any(|f| matches!(&f.body, Body::Tally(t) if t.subject == subject && t.count == n && t.status == "recognised"));
            let Some(unit) = self.area_of(s, &count, level.rank()).filter(|_| !again) else { continue };
            let tier = self.tier_near(&count, listed.end, to);
            // "thống nhất trình Chủ tịch UBND tỉnh công nhận xã A, xã B": asked for
            let mut clause = (i.saturating_sub(10).max(s.from)..i).rev().take_while(|j| !doc.mark_any(*j, ";."));
            let asked = clause.any(|j| doc.reads_any(j, &["trình", "đề nghị", "kiến nghị", "xin"]) && !self.rests_on(j));
            let status = if asked { "proposed" } else { "recognised" };
            let tally = Tally { tier, names: listed.names, ..Tally::of(unit, subject, status, n) };
            self.add(Body::Tally(tally), i, listed.end, "tally-stated");
        }
    }

    /// "theo đề nghị của …", "xét đề nghị của …", "Tờ trình": what a decision rests on, no asking.
    fn rests_on(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.reads_any(at.wrapping_sub(1), &["theo", "xét", "tờ", "căn cứ"]) || doc.reads(at + 1, "của")
    }
}

/// "hiện", "đến nay" between what is counted and "có".
fn is_now(doc: &crate::doc::Doc<'_>, at: usize) -> bool {
    doc.has(at, Class::Result, "now")
}
