//! The names a score is shared by: "A, B và C cùng đạt 15".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::{Doc, Place, Sentence};
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

/// Names of one list.
const LONGEST: usize = 60;

impl Builder<'_> {
    /// The units of the list of names that ends at a place.
    pub(crate) fn listed(&self, s: Sentence, last: usize, total: Option<i64>) -> Vec<UnitRef> {
        let doc = self.doc;
        let members = self.members_back(s, last);
        let first = members[0];
        let several = members.len() > 1;
        let places = || members.iter().filter_map(|m| doc.place_at(*m));
        // the type word of a list is said once, before it: "xã A, B" or "4 xã: A, B"
        let said = places().filter(|p| p.explicit).find_map(|p| p.level);
        let communes = several && places().any(|p| p.level.is_none_or(|l| l.rank() <= 1));
        let before = (first.saturating_sub(8).max(s.from)..first).rev().take_while(|b| !doc.mark(*b, ';'));
        let counted = before.filter(|_| several).find_map(|b| count_at(doc, s, b)).and_then(|c| Level::of(c.subject));
        let told = || self.superlative(s, first).or(said).or(counted).or_else(|| self.hamlets_above(s, first));
        let unit = |place: &Place| {
            let level = if place.explicit { place.level } else { told().or(place.level) };
            let commune = self.commune_like(place) || !place.explicit && only_communes_score(place, level, communes, total);
            UnitRef { name: Some(place.name.clone()), level: level.filter(|_| !commune).unwrap_or(Level::Commune) }
        };
        places().map(unit).collect()
    }

    /// "Năm thôn còn lại …: A, B cùng đạt 9/10; C 8/10": what the head of the list counts.
    fn hamlets_above(&self, s: Sentence, first: usize) -> Option<Level> {
        let doc = self.doc;
        let colon = (s.from..first).rev().find(|j| doc.mark(*j, ':'))?;
        let counted = (s.from..colon).find_map(|j| count_at(doc, s, j))?;
        let other = |j: usize| doc.bare_level(j).is_some_and(|l| l != Level::Hamlet) || doc.place_at(j).is_some_and(|p| p.explicit);
        (counted.subject == "hamlets" && !(counted.end..first).any(other)).then_some(Level::Hamlet)
    }

    /// The terms of the names of a list, from its last one back to the first.
    fn members_back(&self, s: Sentence, last: usize) -> Vec<usize> {
        let mut members = vec![last];
        let mut at = last;
        while at > s.from + 1 && members.len() < LONGEST {
            let Some(before) = self.member_before(s, at, last) else { break };
            members.push(before);
            at = before;
        }
        members.reverse();
        members
    }

    /// The name before one of a list.
    fn member_before(&self, s: Sentence, at: usize, last: usize) -> Option<usize> {
        let doc = self.doc;
        // "A (huyện X) B": the bracket parts the names
        if doc.mark(at - 1, ')') {
            return self.before_bracket(s, at - 1).filter(|k| doc.place_at(*k).is_some());
        }
        let joins = doc.mark(at - 1, ',') || doc.is(at - 1, Class::Conj) && !doc.is(at - 1, Class::Prep);
        if !joins || at - 1 == s.from {
            return None;
        }
        let name = if doc.mark(at - 2, ',') { at - 3 } else { at - 2 };
        let name = if doc.mark(name, ')') { self.before_bracket(s, name)? } else { name };
        self.is_member(name, last).then_some(name)
    }

    /// Before the bracket that ends at a term, unless it holds a score of its own.
    fn before_bracket(&self, s: Sentence, shut: usize) -> Option<usize> {
        let open = (s.from..shut).rev().take(8).find(|o| self.doc.mark(*o, '('))?;
        (open > s.from && !scored(self.doc, open, shut)).then(|| open - 1)
    }

    /// A name that may stand in a list with the last one.
    fn is_member(&self, at: usize, last: usize) -> bool {
        let doc = self.doc;
        let Some(place) = doc.place_at(at) else { return false };
        let last = doc.place_at(last);
        let level = last.and_then(|p| p.level);
        // "Trong 5 xã của huyện X, A và B": X is no member
        let above = place.explicit && place.level.is_some_and(|l| l.rank() >= 2) && level != place.level;
        if above && doc.is(at.wrapping_sub(1), Class::Prep) {
            return false;
        }
        // "Còn ở Đồng Xuân, Xuân Lãnh giảm 4 tiêu chí": a district's name that says where
        let there = place.level == Some(Level::District) && level.is_some_and(|l| l.rank() <= 1);
        if there && doc.reads_any(at.wrapping_sub(1), &["ở", "tại"]) {
            return false;
        }
        let bare = last.is_some_and(|p| !p.explicit);
        place.level == level
            || place.level.is_none()
            || level.is_none()
            || bare && !place.explicit
            || place.explicit && place.level.is_some_and(|l| l.rank() <= 2) && last.is_some_and(|p| !p.explicit && !p.address)
    }

    /// "Xã cao nhất là A", "Xã cuối cùng là A": the level of the name is said before it.
    pub(crate) fn superlative(&self, s: Sentence, at: usize) -> Option<Level> {
        let doc = self.doc;
        let most = (at.saturating_sub(4).max(s.from)..at).any(|j| {
            ["nhất", "cao nhất", "thấp nhất", "nhiều nhất", "cuối cùng", "cuối", "duy nhất", "đầu tiên", "tiên", "còn lại"]
                .iter()
                .any(|w| is_word(doc, j, w))
        });
        let level = (at.saturating_sub(6).max(s.from)..at).rev().find_map(|j| doc.bare_level(j))?;
        // "có xã vùng sâu như A mới 4 tiêu chí"
        let like = is_word(doc, at.wrapping_sub(1), "như");
        ((most || like) && doc.is(at.wrapping_sub(1), Class::List) && level.rank() <= 1).then_some(level)
    }

    /// A bare name in a text about a district that is also a commune there (`Phú Thọ` in Quế Sơn) is the commune.
    pub(super) fn commune_like(&self, place: &Place) -> bool {
        if place.explicit || place.level.is_none_or(|l| l.rank() <= 1) {
            return false;
        }
        let doc = self.doc;
        let Some(main) = doc.main.first() else { return false };
        let name = main.name.as_deref().unwrap_or_default();
        main.level == Level::District
            && name != place.name
            && place.level.is_some_and(|l| l >= Level::District)
            && doc.gazetteer.lies_in(&place.name, Some(Level::Commune), name)
    }
}

/// A bracket that holds a score of its own.
fn scored(doc: &Doc<'_>, open: usize, close: usize) -> bool {
    (open..close).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_))))
}

/// A bare name that is also a ward's, a town's or a district's: only communes have scores of their own set.
fn only_communes_score(place: &Place, level: Option<Level>, communes: bool, total: Option<i64>) -> bool {
    matches!(level, Some(Level::Ward | Level::Town))
        // a district's name among communes is its commune's
        || communes && !place.address && place.level == Some(Level::District)
        || place.level.is_some_and(|l| l >= Level::District) && matches!(total, Some(19 | 20))
}
