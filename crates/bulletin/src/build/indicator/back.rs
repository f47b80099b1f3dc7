//! Whose value it is, looked for back from its name: in the sentence, then in those before.

use crate::build::Builder;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// The nearest unit before the name in its sentence; an empty answer says that it is nobody's.
    pub(super) fn named_before_value(&self, s: Sentence, at: usize) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let mut crossed = false;
        for j in s.before(at).rev() {
            if doc.depth[j] > doc.depth[at] {
                continue;
            }
            crossed |= doc.mark(j, ';');
            if crossed && self.in_another_clause(s, j) {
                continue;
            }
            if let Some(place) = doc.place_at(j).filter(|p| !p.address && p.level.is_some()) {
                // a bare name that is also a district's, in a text about the district its commune lies in
                if !place.explicit && place.level.is_some_and(|l| l.rank() == 2) {
                    return Some(self.listed(s, j, None).pop().into_iter().collect());
                }
                return Some(place.level.map(|l| doc.unit(place, l)).into_iter().collect());
            }
            if doc.is(j, Class::Country) {
                return Some(vec![crate::doc::country()]);
            }
            if let Some(unit) = self.level_before_value(s, j) {
                return Some(vec![unit]);
            }
        }
        None
    }

    /// What another clause only said in passing.
    fn in_another_clause(&self, s: Sentence, j: usize) -> bool {
        let doc = self.doc;
        // "làm 640 m đường thôn A; dân góp …; thu nhập …": where the work was, in the commune the text is about
        let beside = doc.place_at(j).is_some_and(|p| p.level == Some(Level::Hamlet))
            && doc.main.first().is_some_and(|m| m.level.rank() >= 1)
            && (j.saturating_sub(6).max(s.from)..j).any(|k| doc.is_any(k, &[Class::WorkNoun, Class::Unit]));
        // "Huyện có 9 xã NTM, trong đó xã A, B đạt nâng cao; thu nhập …"
        beside || j > s.from && doc.recognised_itself(j) && doc.opened_wider(s, j, 1)
    }

    /// "xã", "huyện": the unit meant, unless the word is of another's or of a kind.
    fn level_before_value(&self, s: Sentence, j: usize) -> Option<UnitRef> {
        let doc = self.doc;
        let level = doc.bare_level(j).filter(|l| *l != Level::Region && !doc.is(j.wrapping_sub(1), Class::Office))?;
        // "theo chuẩn của tỉnh": whose measure it is
        if doc.is(j.wrapping_sub(1), Class::Prep) && doc.reads_any(j.wrapping_sub(2), &["chuẩn", "chuẩn nghèo", "quy định", "nghèo"])
        {
            return None;
        }
        let unit = doc.anaphor(j, level);
        // "100% số xã đạt chuẩn; thu nhập …": all of them
        let many = || {
            j > s.from
                && (doc.reads_any(j - 1, &["số", "tổng số", "các"])
                    || doc.is(j - 1, Class::Whole)
                    || matches!(doc.kind(j - 1), Some(Kind::Percent(_))))
        };
        // "gấp đôi bình quân của xã": another's
        // "4/4 thôn đạt thôn NTM kiểu mẫu; 100% hộ …": a kind of hamlet, not one of them
        let nobody = unit.name.is_none() && (level == Level::Hamlet || level == Level::Commune && many());
        (!nobody).then_some(unit)
    }

    /// The unit the two sentences before are about.
    pub(super) fn named_earlier(&self, at: usize) -> Option<UnitRef> {
        let here = self.doc.sentence_of(at);
        (here.saturating_sub(2)..here).rev().find_map(|i| self.named_in(self.doc.sentences[i]))
    }

    /// The unit a sentence is about, when the next one may go on with it.
    fn named_in(&self, p: Sentence) -> Option<UnitRef> {
        let doc = self.doc;
        // "Huyện có 12 thôn …" just before: the district is still meant
        let whole = |j: usize| doc.is(j, Class::Whole) || doc.reads(j, "cả");
        let opens = |j: &usize| *j < p.from + 3 || doc.mark(j - 1, ',') || whole(j - 1) && doc.mark(j - 2, ',');
        let level = |j: usize| doc.bare_level(j).filter(|l| *l != Level::Region).map(|l| doc.anaphor(j, l));
        let first = (p.from..p.to.min(p.from + 7)).filter(opens).find_map(level);
        if let Some(unit) = first.filter(|u| u.name.is_some()) {
            return Some(unit);
        }
        // "Thôn A, xã B (huyện C) có 118 hộ; …": whom the sentence begins with
        let begins = (p.from..p.to).find(|j| !doc.line(*j)).and_then(|j| doc.place_at(j)).filter(|p| p.explicit && !p.address);
        if let Some(hamlet) = begins.filter(|p| p.level == Some(Level::Hamlet)) {
            return Some(doc.unit(hamlet, Level::Hamlet));
        }
        if self.names_several(p) {
            return None;
        }
        // "… thực hiện tại thôn A" in a text about its commune only says where
        let hamlets = doc.main.first().is_none_or(|m| m.level == Level::Hamlet);
        // "Cả ba xã …, riêng A đạt kiểu mẫu": picked out, not what the text goes on with
        let picked = |j: usize| {
            doc.main.first().is_some_and(|m| m.level.rank() >= 1)
                && doc.reads_any(j.wrapping_sub(1), &["riêng", "trong đó", "điển hình là", "như"])
        };
        let meant =
            |j: usize| doc.depth[j] == 0 && (!doc.is(j.wrapping_sub(1), Class::Prep) || hamlets) && !picked(j) && !doc.of_body(p, j);
        // Few terms are places: whether one is comes first, for every figure looks back here.
        let (_, place) = (p.from..p.to)
            .filter_map(|j| doc.place_at(j).map(|place| (j, place)))
            .find(|(j, place)| !place.address && place.level.is_some_and(|l| hamlets || l != Level::Hamlet) && meant(*j))?;
        place.level.map(|l| doc.unit(place, l))
    }

    /// "Ba xã A, B, C được công nhận …": none of several is the topic.
    fn names_several(&self, p: Sentence) -> bool {
        let doc = self.doc;
        let commune = |j: usize| {
            let place = doc.place_at(j).filter(|p| doc.depth[j] == 0 && !p.address);
            place.is_some_and(|p| p.level == Some(Level::Commune))
        };
        let joined = |j: usize| doc.mark(j + 1, ',') || doc.is(j + 1, Class::Conj) && !doc.is(j + 1, Class::Prep);
        (p.from..p.to).find(|j| commune(*j)).is_some_and(|j| joined(j) && commune(j + 2))
    }
}
