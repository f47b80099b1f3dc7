//! Who aims, where the goal names nobody: looked for from the word that opens the aim back to where the sentence begins.

use super::whose::Aim;
use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::class::Class;
use crate::doc::{Doc, Place};
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

/// What is looked for on the way back from an aim.
struct Sought {
    aim: Aim,
    /// Only units above this rank: the goal counts units of it.
    above: Option<u8>,
    /// The goal is a score out of 19 or 20 criteria: a commune's.
    commune: bool,
    /// The first word of the sentence that says anything.
    opening: Option<usize>,
}

impl Builder<'_> {
    /// The nearest unit before the aim that may have it.
    pub(super) fn aiming_before(&self, aim: Aim, above: Option<u8>) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let score = |j: usize| matches!(doc.kind(j), Some(Kind::Frac(_, b)) if matches!(b.as_whole(), Some(19 | 20)));
        let passed = |j: usize| doc.line(j) || doc.is(j, Class::Result) || doc.is(j, Class::Each);
        let sought = Sought { aim, above, commune: (aim.from..aim.to).any(score), opening: (aim.s.from..=aim.cue).find(|j| !passed(*j)) };
        (aim.start..aim.cue)
            .rev()
            .chain((aim.s.from..aim.start).rev())
            .filter(|j| !sought.passes_over(doc, *j))
            .find_map(|j| self.aiming_at(&sought, j))
    }

    /// Who aims, if a term says it: a name, the country, a level, a few that were counted.
    fn aiming_at(&self, sought: &Sought, j: usize) -> Option<Vec<UnitRef>> {
        let (doc, s) = (self.doc, sought.aim.s);
        if let Some(place) = doc.place_at(j).filter(|p| sought.fits(doc, j, p)) {
            return self.named_before_aim(sought.aim, j, place);
        }
        if doc.is(j, Class::Country) || is_state(doc, j) {
            return Some(vec![crate::doc::country()]);
        }
        if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region && !doc.is(j.wrapping_sub(1), Class::Each)) {
            // "33/34 xã đã đạt chuẩn, xã cuối cùng phấn đấu …": one of those of the area, whichever it is
            let last = ["cuối cùng", "duy nhất", "còn lại"].iter().any(|w| is_word(doc, j + 1, w)) || two(doc, j + 1, "cuối", "cùng");
            if last && level.rank() <= 1 {
                return Some(doc.area(j, j + 1, level.rank()).into_iter().collect());
            }
            return Some(vec![doc.anaphor(j, level)]);
        }
        // "Hai xã …, phấn đấu được công nhận lại": the two just named
        let small = doc.terms[j].whole().is_some_and(|n| n <= 6) && doc.is(j + 1, Class::Level);
        // "… ghi nhận việc cả hai xã cùng cam kết về đích"
        if small && ((s.from..j).all(|k| doc.line(k)) || is_word(doc, j.wrapping_sub(1), "cả")) {
            let units = self.counted(s, j);
            if !units.is_empty() {
                return Some(units);
            }
        }
        if matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))) && doc.is(j + 1, Class::Level) {
            let rank = doc.value(j + 1, Class::Level).and_then(Level::of).map_or(0, Level::rank);
            return Some(doc.area(j, j + 2, rank).into_iter().collect());
        }
        None
    }

    /// A named unit, with those listed before it: "xã A, xã B và xã C phấn đấu …".
    fn named_before_aim(&self, aim: Aim, j: usize, place: &Place) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let level = place.level.unwrap_or(Level::Commune);
        // "xã cuối cùng là A đạt 17/19 tiêu chí, phấn đấu …"
        if let Some(level) = (!place.explicit).then(|| self.superlative(aim.s, j)).flatten() {
            return Some(vec![UnitRef { name: Some(place.name.clone()), level }]);
        }
        let (mut units, mut k) = (vec![doc.unit(place, level)], j);
        while k > aim.s.from + 1 && (doc.mark(k - 1, ',') || is_word(doc, k - 1, "và")) {
            let Some(more) = doc.place_at(k - 2).filter(|p| p.level == Some(level) && !p.address) else { break };
            units.push(doc.unit(more, level));
            k -= 2;
        }
        // "thêm 6 xã nâng cao: A, B, C; thu nhập …": the list is of the aim before, whose this one is not
        if j < aim.start && k > aim.s.from && (doc.mark(k - 1, ':') || doc.is(k - 1, Class::List)) {
            return None;
        }
        units.reverse();
        Some(units)
    }
}

impl Sought {
    /// What stands here is not whose the aim is.
    fn passes_over(&self, doc: &Doc<'_>, j: usize) -> bool {
        doc.depth[j] > doc.depth[self.aim.cue]
            || self.in_passing(doc, j)
            || j < self.aim.start && (self.brought(doc, j) || self.has_own_aim(doc, j) || self.recognised_among(doc, j))
    }

    /// A level that neither opens the sentence nor stands beside the aim: "của xã".
    fn in_passing(&self, doc: &Doc<'_>, j: usize) -> bool {
        doc.bare_level(j).is_some()
            && Some(j) != self.opening
            && j + 1 != self.aim.cue
            && !doc.is(j.wrapping_sub(1), Class::Whole)
            && !doc.mark(j.wrapping_sub(1), ',')
    }

    /// "4 xã kiểu mẫu và huyện A được công nhận; bình quân 17 tiêu chí/xã": the district is one of those to be recognised, the mean is of
    /// whoever has the whole list.
    fn recognised_among(&self, doc: &Doc<'_>, j: usize) -> bool {
        let averaged = (self.aim.from..self.aim.to.min(self.aim.from + 3)).any(|k| doc.is(k, Class::Average));
        let status = (j + 1..j + 3).any(|k| doc.is(k, Class::Status));
        averaged && status && doc.place_at(j).is_some() && doc.is(j.wrapping_sub(1), Class::Conj)
    }

    /// "đưa A và B về đích, thu nhập đạt …": those to be brought there are not the ones who aim.
    fn brought(&self, doc: &Doc<'_>, j: usize) -> bool {
        doc.is_any(self.aim.from, &[Class::Indicator, Class::Delta])
            && doc.place_at(j).is_some()
            && (is_word(doc, j.wrapping_sub(1), "đưa")
                || doc.is(j + 1, Class::Conj) && doc.place_at(j + 2).is_some()
                || doc.is(j.wrapping_sub(1), Class::Conj) && doc.place_at(j.wrapping_sub(2)).is_some())
    }

    /// Whose another aim of the list was: "xã A đạt …; phấn đấu xã B …; 5 bản được công nhận".
    fn has_own_aim(&self, doc: &Doc<'_>, j: usize) -> bool {
        let listed = || doc.mark_any(j.wrapping_sub(1), ";:") || doc.is(j.wrapping_sub(1), Class::Target);
        self.above.is_some() && doc.place_at(j).is_some() && listed()
    }

    /// A place of the kind looked for, high enough for what the goal counts.
    fn fits(&self, doc: &Doc<'_>, j: usize, place: &Place) -> bool {
        let Some(level) = place.level.filter(|_| !place.address) else { return false };
        let too_low = self.commune && level != Level::Commune && level.rank() <= 1;
        let beside = j >= self.aim.start && doc.place_at(self.aim.cue.wrapping_sub(1)).is_some();
        !too_low && (beside || self.above.is_none_or(|r| level.rank() > r))
    }
}

/// The government's aims are the country's.
fn is_state(doc: &Doc<'_>, j: usize) -> bool {
    doc.reads_any(j, &["trung ương", "chính phủ", "quốc hội"])
        || two(doc, j, "chính", "phủ")
        || two(doc, j, "trung", "ương")
        || two(doc, j, "quốc", "hội")
}
