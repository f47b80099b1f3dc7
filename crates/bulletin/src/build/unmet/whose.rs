//! Whose criteria are not met.

use crate::build::Builder;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// "3 tiêu chí chưa đạt của xã A: …": said between the trigger and the list.
    pub(super) fn whose_behind(&self, at: usize, end: usize) -> Option<UnitRef> {
        let doc = self.doc;
        for j in at + 1..end.min(at + 6) {
            if doc.mark(j, ':') || doc.mark(j, ',') || doc.mark(j, '(') {
                return None;
            }
            if doc.is(j, Class::Prep) {
                if let Some(place) = doc.place_at(j + 1).filter(|p| !p.address) {
                    return place.level.map(|l| doc.unit(place, l));
                }
                return doc.bare_level(j + 1).filter(|l| *l != Level::Region).map(|l| doc.anaphor(j + 1, l));
            }
        }
        None
    }

    pub(super) fn whose(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        if let Some(unit) = self.whose_score(s, at) {
            return Some(unit);
        }
        for j in (s.from..at).rev() {
            if let Some(place) = doc.place_at(j).filter(|p| !p.address && p.level.is_some()) {
                // whose score was just read under this name: "xã duy nhất chưa về đích là A, đạt 17/19 tiêu chí, còn thiếu …"
                let scored = self.last_owner.as_ref().filter(|(sentence, _)| *sentence == doc.sentence_of(at));
                let same = scored.and_then(|(_, owners)| owners.iter().find(|o| o.name.as_deref() == Some(place.name.as_str())));
                // "A và B hụt 3 tiêu chí": a bare name in a text about a district is a commune's
                let bare = || (!place.explicit).then(|| self.listed(s, j, None).pop()).flatten();
                return same.cloned().or_else(bare).or_else(|| place.level.map(|l| doc.unit(place, l)));
            }
            // "HĐND huyện chỉ ra …": who says so, not whose they are
            if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region && !doc.is(j.wrapping_sub(1), Class::Office)) {
                return Some(doc.anaphor(j, level));
            }
        }
        let here = doc.sentence_of(at);
        let told = self.last_owner.as_ref().is_some_and(|(sentence, _)| *sentence == here);
        if let Some(unit) = doc.section(here).filter(|_| !told) {
            return Some(unit);
        }
        if let Some((sentence, owners)) = &self.last_owner
            && doc.sentence_of(at).abs_diff(*sentence) <= 1
            && owners.len() == 1
        {
            return owners.first().cloned();
        }
        doc.main.first().cloned()
    }

    /// "A, B, C lần lượt đạt 17/19 (thiếu tiêu chí 8, 17), 16/19 và 18/19": whose score the bracket stands behind.
    fn whose_score(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        let open = at.checked_sub(1).filter(|open| doc.mark(*open, '('))?;
        let score = (s.from..open).rev().take(2).find(|j| matches!(doc.kind(*j), Some(Kind::Frac(..))))?;
        let Some(Kind::Frac(reached, _)) = doc.kind(score) else { return None };
        let end = doc.span(score, score + 1).end;
        let mut owners = self.facts.iter().rev().take(40).filter_map(|fact| match &fact.body {
            Body::Progress { unit, met, total: Some(_), .. } if *met == reached && fact.span.end.abs_diff(end) <= 10 => Some(unit),
            _ => None,
        });
        let unit = owners.next()?;
        owners.next().is_none().then(|| unit.clone())
    }
}
