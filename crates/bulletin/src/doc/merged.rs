//! Units that became part of another: "thành lập trên cơ sở ba xã A, B, C", "xã A (cũ)".

use super::Place;
use super::places::Names;
use crate::class::{Class, Classes};
use crate::gazetteer::{Level, name_key};
use crate::term::Kind;
use rustc_hash::FxHashMap;

/// What may stand in a list of the units another was made of.
const LISTED: Classes = Classes::of(&[
    Class::Conj,
    Class::Level,
    Class::Head,
    Class::Whole,
    Class::List,
    Class::From,
    Class::Numeral,
    Class::BeforeMerger,
    Class::MergedFrom,
]);

impl Names<'_> {
    /// "Xã A (mới) được hợp nhất từ hai xã B và C": what it was made of only says where it lies from now on.
    pub(super) fn merged_parts(&mut self) {
        // "sau khi hợp nhất với tỉnh B": B is no more
        for at in (0..self.terms.len()).filter(|at| self.terms[*at].is(self.lexicon, Class::BeforeMerger)) {
            if let Some(i) = self.merged_with(at) {
                self.places[i].address = true;
            }
        }
        let mut gone: FxHashMap<String, usize> = FxHashMap::default();
        for at in (0..self.terms.len()).filter(|at| self.terms[*at].is(self.lexicon, Class::MergedFrom)) {
            if let Some(i) = self.merged_aside(at).or_else(|| self.merged_with(at)) {
                self.places[i].address = true;
            } else if let Some((whole, parts)) = self.provinces_joined(at) {
                self.places[whole].address = false;
                parts.into_iter().for_each(|i| self.places[i].address = true);
            } else if let Some((whole, parts)) = self.whole_and_parts(at) {
                for i in parts {
                    if self.places[i].name != self.places[whole].name {
                        self.places[i].address = true;
                        gone.insert(name_key(&self.places[i].name), i);
                    }
                }
            }
        }
        if gone.is_empty() {
            return;
        }
        // "xã A cũ đạt kiểu mẫu. Thu nhập …": what was merged into the unit is not whom the text goes on with
        for (i, place) in self.places.iter_mut().enumerate() {
            place.address |= is_low(place) && gone.get(&name_key(&place.name)).is_some_and(|first| *first < i);
        }
    }

    /// "sau hợp nhất với tỉnh B, tỉnh còn …": B is no more.
    fn merged_with(&self, at: usize) -> Option<usize> {
        self.terms.get(at + 1)?.is(self.lexicon, Class::Conj).then(|| self.place(at + 2)).flatten()
    }

    /// "tỉnh A (hợp nhất B) có …".
    fn merged_aside(&self, at: usize) -> Option<usize> {
        let bracketed = at > 0 && self.terms[at - 1].mark('(') && self.terms.get(at + 2).is_some_and(|t| t.mark(')'));
        bracketed.then(|| self.place(at + 1)).flatten()
    }

    /// The commune that was made of others, and those: two at least.
    fn whole_and_parts(&self, at: usize) -> Option<(usize, Vec<usize>)> {
        let close = self.ahead(at + 1, 39).find(|j| !self.is_listed(*j)).unwrap_or(self.terms.len());
        let whole = self.named_before(at).or_else(|| self.text_is_about(at)).or_else(|| self.goes_on_with(close))?;
        let parts: Vec<usize> = (at + 1..close).filter_map(|j| self.place(j)).filter(|i| is_low(&self.places[*i])).collect();
        (parts.len() >= 2).then_some((whole, parts))
    }

    /// "Gộp Bến Tre, Trà Vinh, tỉnh Vĩnh Long có 105 xã": those that were joined to whoever the sentence goes on with.
    fn provinces_joined(&self, at: usize) -> Option<(usize, Vec<usize>)> {
        let opens = at == 0 || self.ends_clause(at - 1) || self.terms[at - 1].kind == Kind::Line;
        let high = |i: usize| self.places[i].level.is_some_and(|l| l.rank() >= Level::District.rank());
        let ahead: Vec<(usize, usize)> = self.ahead(at + 1, 15).filter_map(|j| self.place(j).map(|i| (j, i))).collect();
        let whole = ahead.iter().position(|(j, i)| self.places[*i].explicit && high(*i) && self.terms[j - 1].mark(','))?;
        let parts: Vec<usize> = ahead[..whole].iter().map(|(_, i)| *i).collect();
        let bare = |i: &usize| !self.places[*i].explicit && (self.places[*i].level.is_none() || high(*i));
        (opens && !parts.is_empty() && parts.iter().all(bare)).then_some((ahead[whole].1, parts))
    }

    fn is_listed(&self, at: usize) -> bool {
        let term = self.terms[at];
        matches!(term.kind, Kind::Place(_) | Kind::Num(_)) || term.mark(',') || term.mark(':') || term.classes(self.lexicon).meets(LISTED)
    }

    fn named_before(&self, at: usize) -> Option<usize> {
        let clause = (at.saturating_sub(14)..at).rev().take_while(|j| !self.ends_clause(*j));
        clause.filter_map(|j| self.place(j)).find(|i| self.is_commune(*i))
    }

    /// "Xã mới được thành lập trên cơ sở …": the commune the text is about.
    fn text_is_about(&self, at: usize) -> Option<usize> {
        let said = |j: usize| self.terms[j].has(self.lexicon, Class::Level, "commune");
        let bare = (at.saturating_sub(6)..at).rev().take_while(|j| !self.ends_clause(*j)).any(said);
        let first = || (0..at.min(400)).filter_map(|j| self.place(j)).find(|i| self.is_commune(*i));
        bare.then(first).flatten()
    }

    /// "Thành lập trên cơ sở nhập ba xã A, B và C thuộc huyện D, xã B hiện có …": whoever the sentence goes on with.
    fn goes_on_with(&self, close: usize) -> Option<usize> {
        let named =
            |j: &usize| self.terms[j - 1].mark(',') && self.place(*j).is_some_and(|i| self.places[i].explicit && self.is_commune(i));
        let at = self.ahead(close + 1, 29).take_while(|j| !self.ends_clause(*j)).find(named)?;
        self.place(at)
    }

    fn ends_clause(&self, at: usize) -> bool {
        self.stops(at) || self.terms[at].mark(';')
    }

    /// A commune called so here, or before: "Đảng bộ xã A … A được thành lập từ …".
    fn is_commune(&self, i: usize) -> bool {
        let place = &self.places[i];
        let said_before = || {
            let key = name_key(&place.name);
            let commune = |p: &Place| p.explicit && p.level.is_some_and(|l| l.rank() == Level::Commune.rank());
            self.places[..i].iter().rev().take(40).any(|p| commune(p) && name_key(&p.name) == key)
        };
        is_low(place) && (place.explicit || said_before())
    }

    /// "(gồm A, B, C cũ)": what a unit was before only says what it is made of.
    pub(super) fn former_parts(&mut self) {
        for open in (0..self.terms.len()).filter(|at| self.terms[*at].mark('(')) {
            let Some(close) = self.ahead(open + 1, 23).find(|j| self.terms[*j].mark(')')) else { continue };
            if !self.terms[close - 1].is(self.lexicon, Class::BeforeMerger) {
                continue;
            }
            for i in (open + 1..close).filter_map(|j| self.place(j)).collect::<Vec<_>>() {
                self.places[i].address = true;
            }
        }
    }
}

/// A unit of a commune's rank, as far as is known.
fn is_low(place: &Place) -> bool {
    place.level.is_none_or(|l| l.rank() == Level::Commune.rank())
}
