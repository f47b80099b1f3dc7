//! Counts without a standing of their own that lean on what the sentence counted before: "…, tăng 769 xã so với …".

use super::emit::Told;
use super::{Count, level_of};
use crate::build::standing::Standing;
use crate::build::tiers::{STANDARD, tier_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;

/// Marks that close what is said of a count.
const CLOSING: &str = ",.;";

impl Builder<'_> {
    /// The standing a count takes from what was said before it; the first rule that gives one holds.
    pub(super) fn leaning(&self, s: Sentence, count: &Count, counts: &[Count], told: &Told) -> Option<Standing> {
        self.increase(count, told)
            .or_else(|| self.the_rest(s, count, counts, told))
            .or_else(|| self.level_after(s, count, told))
            .or_else(|| self.model_gardens(s, count, told))
            .or_else(|| self.model_hamlets(s, count, told))
            .or_else(|| self.met_too(s, count, told))
            .or_else(|| self.of_next_place(s, count, told))
            .or_else(|| self.of_place_behind(s, count, told))
            .or_else(|| self.named_in_turn(s, count, told))
            .or_else(|| self.all_of_place(s, count))
            .or_else(|| self.part_of_place(s, count, told))
    }

    /// "tăng 769 xã so với": an increase of what was just said.
    fn increase(&self, count: &Count, told: &Told) -> Option<Standing> {
        told.last_of(count).filter(|st| count.delta && st.band.is_none()).map(|st| st.again(count.end))
    }

    /// "…, còn 2 xã là A và B": those that are left have not met.
    fn the_rest(&self, s: Sentence, count: &Count, counts: &[Count], told: &Told) -> Option<Standing> {
        let (_, st) = told.last.as_ref().filter(|_| self.rest_of(s, count, counts))?;
        let names = level_of(count.subject).map(|l| self.listed_behind(s, count, l)).unwrap_or_default();
        Some(Standing { names, ..Standing::of("not_met", st.tier, count.end) })
    }

    /// "…, nâng tổng số lên 12 xã": the level a change led to.
    fn level_after(&self, s: Sentence, count: &Count, told: &Told) -> Option<Standing> {
        let (subject, st) = told.last.as_ref().or(told.aimed.as_ref()).filter(|_| !count.delta)?;
        (*subject == count.subject && st.band.is_none() && self.goes_on(s, count)).then(|| st.again(count.end))
    }

    /// "…; 1.204 vườn mẫu": a model garden is one that met its standard.
    fn model_gardens(&self, s: Sentence, count: &Count, told: &Told) -> Option<Standing> {
        let doc = self.doc;
        let model = told.last.is_some() && count.subject == "gardens" && doc.holds(count.end - 1, "mẫu");
        let ends = count.end >= s.to || doc.mark_any(count.end, CLOSING);
        (model && ends).then(|| Standing::of("met", Some(STANDARD), count.end))
    }

    /// "…, 32 khu dân cư kiểu mẫu.", "xã A có 5 khu dân cư kiểu mẫu;"
    fn model_hamlets(&self, s: Sentence, count: &Count, told: &Told) -> Option<Standing> {
        let doc = self.doc;
        let has = || {
            list::is_word(doc, count.at.wrapping_sub(1), "có")
                && doc.place_at(count.at.wrapping_sub(2)).is_some_and(|p| p.explicit && p.level.is_some_and(|l| l.rank() >= 1))
        };
        // "xã xây dựng được 2 khu dân cư kiểu mẫu", "đã hoàn thành 3 khu dân cư kiểu mẫu"
        let built = || {
            let before = count.at.wrapping_sub(1);
            let done = |j: usize| doc.reads_any(j, &["được", "thành công", "xong", "đã có", "đã hoàn thành"]);
            done(before)
                || list::two(doc, before.wrapping_sub(1), "thành", "công")
                || doc.is(before, Class::OutputVerb) && doc.ends_in(before, "được")
        };
        let counted = count.subject == "hamlets" && doc.is(count.end - 1, Class::Subject) && (told.last.is_some() || has() || built());
        let ends = count.end >= s.to || doc.mark_any(count.end, CLOSING) || doc.mark(count.end, '(');
        let ends = ends || doc.is_any(count.end, &[Class::Prep, Class::Conj]);
        let tier = tier_at(doc, count.end - 1).filter(|_| counted && ends)?;
        Some(Standing::of("met", Some(tier), count.end))
    }

    /// "8 xã đã đạt.": said of units whose fellows were just told of.
    fn met_too(&self, s: Sentence, count: &Count, told: &Told) -> Option<Standing> {
        let (_, st) = told.last.as_ref().filter(|_| self.just_met(s, count, told.last.as_ref()))?;
        Some(Standing::of("met", st.tier, count.end + 1))
    }

    /// "A có 3 làng đăng ký …; B 2 làng; C 6 làng": the standing is said of the first only.
    fn of_next_place(&self, s: Sentence, count: &Count, told: &Told) -> Option<Standing> {
        let before = || told.before.as_ref().filter(|(subject, _)| *subject == count.subject).map(|(_, st)| st);
        let st = told.last_of(count).or_else(before).filter(|st| !count.delta && st.band.is_none())?;
        self.after_place(s, count).then(|| st.again(count.end))
    }

    /// "Trong 43 xã đạt chuẩn có 15 xã của huyện A, 10 xã của huyện B": how those just counted are spread.
    fn of_place_behind(&self, s: Sentence, count: &Count, told: &Told) -> Option<Standing> {
        let (doc, rank) = (self.doc, level_of(count.subject)?.rank());
        let st = told.last_of(count).filter(|st| !count.delta && st.band.is_none())?;
        let place = count.end + 1;
        let above = doc.place_at(place).is_some_and(|p| p.explicit && p.level.is_some_and(|l| l.rank() > rank));
        let ends = list::ends(doc, s, place + 1) || doc.is(place + 1, Class::Conj);
        (list::is_word(doc, count.end, "của") && above && ends).then(|| st.again(place + 1))
    }

    /// "… công nhận 6 xã. A có ba xã X, Y, Z; B có hai xã V, W": as many as are named, of those the sentence before counted.
    fn named_in_turn(&self, s: Sentence, count: &Count, told: &Told) -> Option<Standing> {
        let (doc, level) = (self.doc, level_of(count.subject)?);
        let earlier = told.earlier.as_ref().filter(|(subject, st)| *subject == count.subject && st.band.is_none());
        let st = earlier.map(|(_, st)| st).filter(|_| !count.delta && count.of.is_none())?;
        let verb = count.at.checked_sub(1).filter(|verb| *verb > s.from && doc.reads_any(*verb, &["có", "góp"]))?;
        let owner = doc.place_at(verb - 1).is_some_and(|p| p.level.is_none_or(|l| l.rank() > level.rank()));
        let first = count.end + usize::from(doc.mark(count.end, ':') || doc.is(count.end, Class::List));
        let end = (first..s.to).find(|j| doc.mark_any(*j, ";.") || doc.line(*j)).unwrap_or(s.to);
        let names: Vec<String> = (first..end).filter_map(|j| doc.place_at(j)).filter(|p| !p.address).map(|p| p.name.clone()).collect();
        let all = i64::try_from(names.len()).ok() == Some(count.n);
        (owner && all).then(|| Standing { names, ..st.again(end) })
    }

    /// "Ba nơi phủ kín: thành phố A 4/4 xã, huyện B 8/8 xã": all of each.
    fn all_of_place(&self, s: Sentence, count: &Count) -> Option<Standing> {
        let doc = self.doc;
        let covered = |j: usize| doc.reads(j, "phủ kín") || list::two(doc, j, "phủ", "kín");
        let whole = count.of == Some(count.n) && (s.from..count.at).any(covered);
        (whole && self.after_place(s, count)).then(|| Standing::of("met", Some(STANDARD), count.end))
    }

    /// "… đạt chuẩn. Trong khi đó, A mới có 1/20 xã; B 2/17 xã": so many of its own stand where the sentence before said.
    fn part_of_place(&self, s: Sentence, count: &Count, told: &Told) -> Option<Standing> {
        let (doc, rank) = (self.doc, level_of(count.subject)?.rank());
        let earlier = told.earlier.as_ref().filter(|(subject, st)| *subject == count.subject && st.band.is_none() && count.of.is_some());
        let st = earlier.map(|(_, st)| st).filter(|st| matches!(st.status, "met" | "recognised"))?;
        // "A dẫn đầu với 6/7 xã, B đứng chót, 1/6 xã"
        let owner = (s.from..count.at).rev().take(5).take_while(|j| !doc.mark_any(*j, ";.")).find(|j| doc.place_at(*j).is_some())?;
        let above = doc.place_at(owner).is_some_and(|p| !p.address && p.level.is_some_and(|l| l.rank() > rank));
        (above && list::ends(doc, s, count.end)).then(|| st.again(count.end))
    }
}
