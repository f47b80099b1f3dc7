//! The names a score is shared by: "A, B và C cùng đạt 15".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::{Doc, Place, Sentence};
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// The list of names that ends at a place.
    pub(crate) fn listed(&self, s: Sentence, last: usize, total: Option<i64>) -> Vec<UnitRef> {
        let doc = self.doc;
        let level_of = |j: usize| doc.place_at(j).and_then(|p| p.level);
        let level = level_of(last);
        let mut members = vec![last];
        let mut j = last;
        while j > s.from + 1 && members.len() < 60 {
            let mut k = j - 1;
            if doc.mark(k, ')') {
                match (s.from..k).rev().take(8).find(|o| doc.mark(*o, '(')) {
                    Some(open) if open > s.from && !scored(doc, open, k) => k = open - 1,
                    _ => break,
                }
                if doc.place_at(k).is_none() || members.contains(&k) {
                    break;
                }
                members.push(k);
                j = k;
                continue;
            }
            if !(doc.mark(k, ',') || doc.is(k, Class::Conj) && !doc.is(k, Class::Prep)) || k == s.from {
                break;
            }
            k -= 1;
            if doc.mark(k, ',') {
                k -= 1;
            }
            if doc.mark(k, ')') {
                match (s.from..k).rev().take(8).find(|o| doc.mark(*o, '(')) {
                    Some(open) if open > s.from && !scored(doc, open, k) => k = open - 1,
                    _ => break,
                }
            }
            let Some(place) = doc.place_at(k) else { break };
            // "Trong 5 xã của huyện X, A và B": X is no member
            if place.explicit
                && place.level.is_some_and(|l| l.rank() >= 2)
                && level != place.level
                && doc.is(k.wrapping_sub(1), Class::Prep)
            {
                break;
            }
            let same = place.level == level
                || doc.place_at(last).is_some_and(|p| !p.explicit && !p.address)
                    && place.explicit
                    && place.level.is_some_and(|l| l.rank() <= 2)
                || place.level.is_none()
                || level.is_none()
                || (!place.explicit && doc.place_at(last).is_some_and(|p| !p.explicit));
            if !same {
                break;
            }
            members.push(k);
            j = k;
        }
        members.reverse();
        let first = members[0];
        // the type word of a list is said once, before it: "xã A, B" or "4 xã: A, B"
        let said = members.iter().find_map(|m| doc.place_at(*m).filter(|p| p.explicit).and_then(|p| p.level));
        let communes = members.len() > 1 && members.iter().any(|m| doc.place_at(*m).is_some_and(|p| p.level.is_none_or(|l| l.rank() <= 1)));
        let counted = (first.saturating_sub(8)..first).rev().find_map(|b| (b >= s.from).then(|| count_at(doc, s, b)).flatten());
        let counted = counted.filter(|_| members.len() > 1).and_then(|c| Level::of(c.subject));
        members
            .iter()
            .filter_map(|m| doc.place_at(*m))
            .map(|p| {
                let most = if p.explicit { None } else { self.superlative(s, first) };
                let level = if p.explicit { p.level } else { most.or(said).or(counted).or(p.level) };
                // a bare name that is also a ward's or a town's: only communes have scores
                let commune = !p.explicit && matches!(level, Some(Level::Ward | Level::Town))
                    || self.commune_like(p)
                    // a district's name among communes is its commune's
                    || communes && !p.explicit && !p.address && p.level == Some(Level::District)
                    || !p.explicit && p.level.is_some_and(|l| l >= Level::District) && matches!(total, Some(19 | 20));
                UnitRef { name: Some(p.name.clone()), level: level.filter(|_| !commune).unwrap_or(Level::Commune) }
            })
            .collect()
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
