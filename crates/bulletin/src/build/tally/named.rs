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

    /// "công nhận xã A và xã B của huyện C đạt chuẩn NTM": as many as are named.
    pub(super) fn named_units(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            if doc.value(i, Class::Status) != Some("recognised") || self.scope.off(i) || self.is_title(s) {
                continue;
            }
            let Some(place) = doc.place_at(i + 1).filter(|p| p.explicit && !p.address) else { continue };
            let Some(level) = place.level.filter(|l| l.rank() <= 1) else { continue };
            let listed = list::names(doc, i + 1, level);
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
            let tally = Tally {
                unit,
                subject,
                status: "recognised",
                tier,
                count: n,
                of: None,
                delta: false,
                band: None,
                criterion: None,
                names: listed.names,
                year: None,
            };
            self.add(Body::Tally(tally), i, listed.end, "tally-stated");
        }
    }
}
