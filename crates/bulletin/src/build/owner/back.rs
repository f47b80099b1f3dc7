//! Whose score it is, looked for from the score back to where its sentence begins.

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::progress::Score;
use crate::build::tally::count_at;
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::{Place, Sentence, country};
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

/// The way back from a score.
struct Way<'a> {
    s: Sentence,
    score: &'a Score,
    /// "đều", "cùng" or "mỗi xã" was passed: the score is of all that are named.
    together: bool,
    /// "Kết quả của xã:": whose it is when nobody else is named.
    own: Option<UnitRef>,
}

impl Builder<'_> {
    /// Those found before the score; else "xã" of a heading ("Kết quả của xã: đạt …").
    pub(super) fn owners_before(&self, s: Sentence, score: &Score) -> (Option<Vec<UnitRef>>, Option<UnitRef>) {
        let doc = self.doc;
        let depth = doc.depth[score.from];
        let mut way = Way { s, score, together: false, own: None };
        for j in s.before(score.from).rev() {
            if doc.depth[j] > depth || doc.mark(j, ')') && depth == 0 {
                continue;
            }
            way.together |= doc.is(j, Class::Together) || doc.is(j, Class::Each) && doc.is(j + 1, Class::Level);
            if doc.mark(j, ';') && !way.together {
                break;
            }
            if let Some(owners) = self.owners_at(&mut way, j) {
                return (Some(owners), None);
            }
        }
        (None, way.own)
    }

    /// Whoever a term on the way names.
    fn owners_at(&self, way: &mut Way<'_>, j: usize) -> Option<Vec<UnitRef>> {
        let (doc, s, score) = (self.doc, way.s, way.score);
        // "Chủ tịch UBND xã A nhận xét: … chúng tôi mới được 8 tiêu chí"
        if let Some(unit) = self.says_we(s, j).then(|| self.speaker(j)).flatten() {
            return Some(vec![unit]);
        }
        if let Some(place) = doc.place_at(j) {
            return (!self.only_beside(way, j, place)).then(|| self.listed(s, j, score.total));
        }
        let counts = count_at(doc, s, j).is_some_and(|c| c.end <= score.from && c.subject != "gardens" && c.subject != "products");
        if counts && !is_word(doc, j.wrapping_sub(1), "trong") {
            return self.owners_counted(way, j);
        }
        if doc.is(j, Class::Country) {
            return Some(if score.total.is_some_and(|t| t > 100) { vec![country()] } else { Vec::new() });
        }
        // "Các làng đều đạt 19/19": all that were just counted and named
        let all = way.together && is_word(doc, j.wrapping_sub(1), "các");
        all.then(|| self.those_named(s, j)).flatten().or_else(|| self.owner_by_level(way, j))
    }

    /// A place that only says where another lies, who checked it, or where units were counted.
    fn only_beside(&self, way: &Way<'_>, j: usize, place: &Place) -> bool {
        let (doc, s) = (self.doc, way.s);
        if place.address && self.addressed(j) || self.office_before(s, j) && !place.explicit {
            return true;
        }
        let high = place.level.is_some_and(|l| l.rank() >= 2);
        // "xã A được huyện B kiểm tra: 19/19 tiêu chí"
        let agent = high && place.explicit && is_word(doc, j.wrapping_sub(1), "được");
        if agent && (s.from..j).any(|k| doc.place_at(k).is_some_and(|p| p.level.is_some_and(|l| l.rank() <= 1))) {
            return true;
        }
        // "38/38 xã của huyện A đạt 19/19 tiêu chí": the communes' scores
        let counted = |k: usize| count_at(doc, s, k).is_some_and(|c| c.end + 1 == j && c.subject == "communes");
        high && doc.is(j.wrapping_sub(1), Class::Prep)
            && (j.saturating_sub(4).max(s.from)..j).any(counted)
            && way.score.total.is_some_and(|t| t <= 20)
    }

    /// "06 xã vừa xong 19/19": a tally, unless the units were named just before.
    fn owners_counted(&self, way: &Way<'_>, j: usize) -> Option<Vec<UnitRef>> {
        let (doc, s, score) = (self.doc, way.s, way.score);
        // "xã A và xã B là hai xã thấp nhất, cùng đạt 10/19"
        if self.counts_named(s, j) {
            return Some(self.listed(s, j - 2, score.total));
        }
        // "12/12 xã đạt chuẩn, 9/9 tiêu chí": a count with its own standing, ended by a comma
        let own = (j..score.from).any(|k| doc.is(k, Class::Status) || tier_at(doc, k).is_some());
        let ended = doc.mark(score.from - 1, ',') || doc.is(score.from - 1, Class::Reach) && doc.mark(score.from.wrapping_sub(2), ',');
        (!own || way.together || !ended).then(|| self.counted(s, j))
    }

    /// "xã", "huyện": the one meant, unless the word is of a kind of units or of an office.
    fn owner_by_level(&self, way: &mut Way<'_>, j: usize) -> Option<Vec<UnitRef>> {
        let (doc, s) = (self.doc, way.s);
        let level = doc.bare_level(j).filter(|l| *l != Level::Region)?;
        // "A là xã duy nhất còn lại, mới đạt 15/19": A's
        if self.counts_named(s, j) {
            return Some(self.listed(s, j - 2, way.score.total));
        }
        let plural = j > s.from
            && (doc.is_any(j - 1, &[Class::Prep, Class::Each])
                || matches!(doc.kind(j - 1), Some(Kind::Percent(_)))
                || doc.reads_any(j - 1, &["tiêu chuẩn", "chuẩn", "thành", "lên", "đạt", "bộ tiêu chí", "tiêu chí"]));
        let office = self.office_before(s, j)
            // "xã A được huyện chọn làm điểm, đạt 18/19"
            || j > s.from && is_word(doc, j - 1, "được")
            || doc.is_any(j + 1, &[Class::Program, Class::Tier])
            || doc.mark(j.wrapping_sub(1), '/');
        if !plural && !office {
            return Some(vec![doc.anaphor(j, level)]);
        }
        // "Kết quả của xã: đạt 12/19 tiêu chí": whose they are, when nobody else is named
        if way.own.is_none() && is_word(doc, j - 1, "của") && level.rank() <= 1 && doc.mark(j + 1, ':') {
            way.own = Some(doc.anaphor(j, level)).filter(|unit| unit.name.is_some());
        }
        None
    }
}
