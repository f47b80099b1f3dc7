//! The area counted units belong to.

use super::emit::Base;
use super::{Count, level_of};
use crate::build::standing::Standing;
use crate::build::{Builder, list, scope};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::UnitRef;
use crate::gazetteer::Level;

/// No province ever had more communes than this; a greater number is the country's.
const MOST_COMMUNES: i64 = 700;

impl Builder<'_> {
    /// The area of a count with its standing: named behind the standing, that of the whole it is the rest of, or where it was counted.
    pub(super) fn area_standing(&self, s: Sentence, count: &Count, st: &Standing, base: Option<&Base>) -> Option<UnitRef> {
        let rank = level_of(count.subject).map_or(0, Level::rank);
        // "A của huyện X, B của Y và C của Z là 3 xã vừa được công nhận": not Z's
        let above = || self.doc.main.iter().find(|unit| unit.level.rank() > rank + 1).cloned();
        if let Some(unit) = self.spread_before(s, count).then(above).flatten() {
            return Some(unit);
        }
        let behind = self.area_behind(s, count, st, rank).or_else(|| self.bare_area_behind(s, count, st, rank));
        behind.or_else(|| {
            if count.n > MOST_COMMUNES && count.subject == "communes" {
                self.area_of(s, count, rank).filter(|u| u.level == Level::Region).or_else(|| Some(crate::doc::country()))
            } else {
                base.map(|b| b.unit.clone()).or_else(|| self.area_of(s, count, rank))
            }
        })
    }

    /// Units named before "là", each with the district it is of.
    fn spread_before(&self, s: Sentence, count: &Count) -> bool {
        let doc = self.doc;
        let of_district =
            |j: &usize| list::is_word(doc, j - 1, "của") && doc.place_at(*j).is_some_and(|p| p.level.is_none_or(|l| l == Level::District));
        count.n > 1 && self.counts_named(s, count.at) && (s.from + 1..count.at).filter(of_district).count() > 1
    }

    /// "3 xã đề nghị công nhận … của huyện A": said behind the standing.
    fn area_behind(&self, s: Sentence, count: &Count, st: &Standing, rank: u8) -> Option<UnitRef> {
        let doc = self.doc;
        let owns = |j: &usize| {
            list::is_word(doc, j - 1, "của")
                && doc.place_at(*j).is_some_and(|p| p.explicit && !p.address && p.level.is_some_and(|l| l.rank() > rank))
        };
        let place = (count.end + 1..(st.end + 2).min(s.to)).find(owns).and_then(|j| doc.place_at(j))?;
        place.level.map(|l| doc.unit(place, l))
    }

    /// "9 trong 14 xã đã công nhận của huyện …": the area without its name.
    fn bare_area_behind(&self, s: Sentence, count: &Count, st: &Standing, rank: u8) -> Option<UnitRef> {
        let doc = self.doc;
        let owns =
            |j: &usize| list::is_word(doc, j - 1, "của") && doc.bare_level(*j).is_some_and(|l| l.rank() > rank && l != Level::Region);
        let j = (count.end + 1..(st.end + 1).min(s.to).min(count.end + 6)).find(owns)?;
        doc.bare_level(j).map(|level| doc.anaphor(j, level)).filter(|u| u.name.is_some())
    }

    /// The area counted units belong to: the commune they became, the unit above them, a hamlet's own gardens.
    pub(crate) fn area_of(&self, s: Sentence, count: &Count, rank: u8) -> Option<UnitRef> {
        let doc = self.doc;
        let became = self.became(count);
        if self.before_merger(s, count, became.is_some()) {
            return self.main_commune().or(doc.main.first()).cloned();
        }
        // "Hai xã A, B đã đạt …", in a text about the commune they were merged into
        if became.is_some() && doc.place_at(count.end).is_some_and(|p| p.address && p.level.is_none_or(|l| l == Level::Commune)) {
            return became.cloned();
        }
        // "5 xã A, B, C của huyện D"
        if let Some(level) = level_of(count.subject).filter(|_| doc.place_at(count.end).is_some()) {
            let end = list::names(doc, count.end, level).end;
            let above = doc.place_at(end + 1).is_some_and(|p| p.level.is_some_and(|l| l.rank() > rank));
            if end > count.end && doc.is(end, Class::Prep) && above {
                return doc.area(count.at, end, rank);
            }
        }
        if let Some(hamlet) = self.hamlet_of_gardens(s, count) {
            return Some(hamlet.clone());
        }
        if became.is_some() && self.said_to_be_merged(s, count) {
            return became.cloned();
        }
        if !matches!(count.subject, "products" | "gardens" | "hamlets") {
            return doc.area(count.at, count.end, rank);
        }
        // "Bắc Thái 3 thôn": a bare name right before counted hamlets is their commune
        let beside = count.at.checked_sub(1).filter(|_| count.subject == "hamlets").and_then(|b| doc.place_at(b));
        if let Some(place) = beside.filter(|p| p.level.is_none()) {
            return Some(doc.unit(place, Level::Commune));
        }
        // hamlets, products and gardens are counted for any unit above them
        doc.area(count.at, count.end, 0)
    }

    /// The commune counted communes may have become.
    fn became(&self, count: &Count) -> Option<&UnitRef> {
        self.main_commune().filter(|_| count.subject == "communes")
    }

    /// The one commune a text is about, or the first when it is that one before all.
    fn main_commune(&self) -> Option<&UnitRef> {
        let main = &self.doc.main;
        let mut communes = main.iter().filter(|m| m.level == Level::Commune);
        let first = communes.next()?;
        (communes.next().is_none() || main.first() == Some(first)).then_some(first)
    }

    /// "4 xã trước sáp nhập", "trước sắp xếp có 2/3 xã": units that are no more.
    fn before_merger(&self, s: Sentence, count: &Count, ahead: bool) -> bool {
        let doc = self.doc;
        // "toàn tỉnh trước sắp xếp có 158 xã đạt chuẩn": the province's, in a text about one commune too
        let whole = |i: usize| doc.is(i, Class::Whole) && doc.bare_level(i + 1).is_some_and(|l| l.rank() > Level::Commune.rank());
        if (count.at.saturating_sub(24).max(scope::clause_start(doc, s, count.at))..count.at).any(whole) {
            return false;
        }
        let said = |i: usize| self.of_old_units(i) && doc.depth[i] <= doc.depth[count.at] && !doc.is(i.wrapping_sub(1), Class::Criteria);
        let clause = scope::clause_start(doc, s, count.at);
        ahead && (count.at.saturating_sub(24).max(clause)..count.at).any(said)
            || (count.end..s.to.min(count.end + 3)).any(|i| self.of_old_units(i))
    }

    /// "trước sáp nhập", unless it is only compared with: "hụt chuẩn so với trước sắp xếp".
    fn of_old_units(&self, at: usize) -> bool {
        let doc = self.doc;
        let compared = list::is_word(doc, at.wrapping_sub(1), "so với") || list::two(doc, at.wrapping_sub(2), "so", "với");
        doc.is(at, Class::BeforeMerger) && !compared
    }

    /// The hamlet whose gardens are counted.
    fn hamlet_of_gardens(&self, s: Sentence, count: &Count) -> Option<&UnitRef> {
        let doc = self.doc;
        if count.subject != "gardens" {
            return None;
        }
        // "Thôn A đạt 10/10 tiêu chí, có 31 vườn mẫu": a hamlet's
        if let Some((sentence, owners)) = &self.last_owner
            && *sentence == doc.sentence_of(count.at)
            && let [owner] = owners.as_slice()
            && owner.level == Level::Hamlet
        {
            return Some(owner);
        }
        // in a text about a hamlet its gardens are counted
        let main = doc.main.first().filter(|m| m.level == Level::Hamlet)?;
        let wider = |j: usize| doc.bare_level(j).is_some_and(|l| l != Level::Hamlet) || doc.place_at(j).is_some();
        (!(s.from..count.at).any(wider)).then_some(main)
    }

    /// "Xã được nhập từ A, B và C, cả ba xã đều đã đạt chuẩn": of the commune they became.
    fn said_to_be_merged(&self, s: Sentence, count: &Count) -> bool {
        let doc = self.doc;
        let commune = |j: usize| {
            doc.bare_level(j) == Some(Level::Commune) || doc.place_at(j).is_some_and(|p| p.level == Some(Level::Commune) && !p.address)
        };
        let merged =
            |from: usize, to: usize| (from..to).any(|j| doc.is(j, Class::MergedFrom) && (from.max(j.saturating_sub(14))..j).any(commune));
        let opens = || (s.from..count.at).all(|j| doc.line(j) || doc.is(j, Class::Whole) || list::is_word(doc, j, "cả"));
        let previous = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)];
        count.of.is_none() && count.n <= 8 && (merged(s.from, count.at) || opens() && merged(previous.from, previous.to))
    }
}
