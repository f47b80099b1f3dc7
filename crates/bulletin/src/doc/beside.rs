//! Places beside each other: "X (Y)", "X - Y", "X, huyện Y" say where X lies.

use super::Place;
use super::places::Names;
use crate::class::Class;
use crate::gazetteer::Level;

/// Two places beside each other.
struct Pair {
    this: usize,
    other: usize,
    bracket: bool,
    comma: bool,
}

impl Names<'_> {
    /// Marks what is only an address, and gives it the level of what lies above.
    pub(super) fn addresses(&mut self) {
        for at in 0..self.terms.len() {
            let Some(pair) = self.pair(at) else { continue };
            if pair.bracket && self.places[pair.this].level.is_none() {
                self.lies_in_bracket(&pair);
            }
            if !self.is_above(&pair) {
                continue;
            }
            self.places[pair.other].address = true;
            let goes_on = pair.bracket && self.terms.get(at + 3).is_some_and(|t| !t.mark(')'));
            if let Some(third) = goes_on.then(|| self.place(at + 4)).flatten() {
                self.places[third].address = true;
            }
            if self.places[pair.other].level.is_none() {
                self.places[pair.other].level = self.level_above(&pair);
            }
        }
    }

    /// "X (Y)", "X - Y", "X, huyện Y", "thôn X của Y".
    fn pair(&self, at: usize) -> Option<Pair> {
        let this = self.place(at)?;
        let mark = |at: usize, c: char| self.terms.get(at).is_some_and(|t| t.mark(c));
        let bracket = mark(at + 1, '(') && [')', ',', '-'].iter().any(|c| mark(at + 3, *c));
        let spaced = |at: usize| self.terms.get(at).is_some_and(|t| t.spaced);
        let dash = mark(at + 1, '-') && spaced(at + 1) && spaced(at + 2);
        let comma = mark(at + 1, ',');
        let place = &self.places[this];
        let of = || {
            self.terms.get(at + 1).is_some_and(|t| t.is(self.lexicon, Class::Prep))
                && place.level.is_some_and(|l| l.rank() == 0 || place.explicit)
        };
        let other = self.place(at + 2).filter(|_| bracket || dash || comma || of())?;
        Some(Pair { this, other, bracket, comma })
    }

    /// "Khá (xã A)": what lies in a commune is a hamlet; "An Nhơn (huyện A)": what lies in a district is a commune.
    fn lies_in_bracket(&mut self, pair: &Pair) {
        let Place { explicit: true, level: Some(above), .. } = self.places[pair.other] else { return };
        let name = &self.places[pair.this].name;
        let known = |l: Level| self.gazetteer.called(name).any(|u| u.level == l);
        let level = match above {
            Level::Commune => Level::Hamlet,
            Level::District if known(Level::Commune) || !known(Level::Town) && !known(Level::Ward) => Level::Commune,
            _ => return,
        };
        self.places[pair.this].level = Some(level);
        self.places[pair.this].solid = true;
    }

    /// The second lies above the first, and is no more of a list of names.
    fn is_above(&self, pair: &Pair) -> bool {
        let (this, other) = (&self.places[pair.this], &self.places[pair.other]);
        let (low, gazetteer) = (this.level, self.gazetteer);
        let higher = match (low, other.level) {
            (Some(a), Some(b)) => a.rank() < b.rank(),
            (Some(a), None) => {
                gazetteer.called(&other.name).any(|u| u.level.rank() > a.rank()) || pair.bracket && (1..=2).contains(&a.rank())
            }
            (None, Some(b)) => b.rank() > 1,
            (None, None) => gazetteer.lies_in(&this.name, None, &other.name) || pair.bracket,
        };
        higher && !(pair.comma && !other.explicit && !gazetteer.lies_in(&this.name, low, &other.name))
    }

    /// The level of a bare name that says where the one before it lies.
    fn level_above(&self, pair: &Pair) -> Option<Level> {
        let (this, other) = (&self.places[pair.this], &self.places[pair.other]);
        let (low, two_tier) = (this.level, self.two_tier);
        let floor = low.map_or(1, Level::rank);
        let mut above: Vec<Level> = self.gazetteer.called(&other.name).map(|u| u.level).filter(|l| l.rank() > floor).collect();
        above.sort_unstable();
        let inside = self.gazetteer.level_above(&this.name, low, &other.name).filter(|l| l.rank() > floor);
        // merged or renamed long ago: what stands in brackets behind a commune is its district
        let unknown = low.filter(|_| pair.bracket && above.is_empty()).and_then(|l| match l.rank() {
            1 => Some(Level::District),
            2 if this.explicit => Some(Level::Province),
            _ => None,
        });
        // a name that is a province's and its city's, or districts that are no more: the province
        let province = above.last().copied().filter(|l| *l == Level::Province && (two_tier || low.is_some_and(|l| l.rank() <= 1)));
        inside.filter(|l| !two_tier || *l != Level::District).or(province).or(above.first().copied()).or(unknown)
    }
}
