//! Capital by source and year (vốn theo nguồn, theo năm): what to fund so that the most communes reach the target by their date, then
//! the most criteria are met, then at the least cost.
//!
//! A work (công trình) may be paid by the sources its rules allow, by several together, in instalments over the years up to the one in
//! which it must be paid in full. Which works can be paid together is then a question of flow, and a price per source and year makes the
//! communes independent of each other (Lagrange): the best prices give a proven bound. Each of the three goals is settled in turn, with
//! its own bound; the next one may not take back what was reached.

mod check;
mod demands;
mod exact;
mod explain;
mod flow;
mod gain;
mod improve;
mod model;
mod prices;
mod report;
mod solve;
mod state;

pub use check::{Breach, verify};
pub use demands::CapitalError;
pub use explain::{Instead, LeftOut, Outcome, Reason, Shortage, left_out};
pub use gain::{Gain, gains};
pub use report::{Report, report};
pub use solve::{easy_first, solve};

/// Most sources in one question.
pub const MOST_SOURCES: usize = 16;

/// Sources by number, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceSet(u16);

impl SourceSet {
    /// The first `count` sources.
    #[must_use]
    pub const fn first(count: usize) -> Self {
        if count >= MOST_SOURCES { Self(u16::MAX) } else { Self((1 << count) - 1) }
    }

    /// With one more source, by number below [`MOST_SOURCES`].
    #[must_use]
    pub const fn with(self, source: usize) -> Self {
        Self(self.0 | 1 << source)
    }

    /// Whether the source belongs to it.
    #[must_use]
    pub const fn contains(self, source: usize) -> bool {
        source < MOST_SOURCES && self.0 & 1 << source != 0
    }

    /// No source.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The sources, by number.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..MOST_SOURCES).filter(move |s| self.contains(*s))
    }
}

impl FromIterator<usize> for SourceSet {
    fn from_iter<I: IntoIterator<Item = usize>>(sources: I) -> Self {
        sources.into_iter().fold(Self::default(), Self::with)
    }
}

/// A piece of work (công trình, hạng mục) of an unmet criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Work {
    /// Cost, in the unit of the budgets.
    pub cost: i64,
    /// Years from the year it is paid in full to the year it is finished: 0 is the same year.
    pub lead: u32,
    /// Sources that may pay it, alone or together.
    pub sources: SourceSet,
}

/// An unmet criterion (tiêu chí chưa đạt): met when all its works are paid in time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Its works; none when it takes no money.
    pub works: Vec<Work>,
    /// Must be funded, whether or not its commune reaches the target.
    pub must: bool,
    /// Must not be funded.
    pub never: bool,
}

impl Need {
    /// What all its works cost.
    #[must_use]
    pub fn cost(&self) -> i64 {
        self.works.iter().map(|w| w.cost).sum()
    }

    /// Years its slowest work takes after payment.
    #[must_use]
    pub fn lead(&self) -> u32 {
        self.works.iter().map(|w| w.lead).max().unwrap_or(0)
    }
}

/// A commune and what it still needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commune {
    /// Its area, by number.
    pub area: Option<usize>,
    /// Unmet criteria.
    pub needs: Vec<Need>,
    /// Last year in which it may reach the target, from 0; the last year planned when none is given.
    pub by: Option<usize>,
    /// Must reach the target.
    pub must: bool,
    /// Gets no money at all.
    pub never: bool,
}

impl Commune {
    /// What all its unmet criteria cost.
    #[must_use]
    pub fn cost(&self) -> i64 {
        self.needs.iter().map(Need::cost).sum()
    }
}

/// An area (địa bàn): a district or province with its share to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// At least so many of its communes reach the target.
    pub communes_at_least: u32,
    /// At least so much money goes there, all years together.
    pub money_at_least: i64,
    /// At most so much money goes there, all years together.
    pub money_at_most: Option<i64>,
}

/// The question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Years planned.
    pub years: usize,
    /// Budget of each source in each year.
    pub budgets: Vec<Vec<i64>>,
    /// Areas.
    pub areas: Vec<Area>,
    /// Communes.
    pub communes: Vec<Commune>,
}

/// Money for a work from one source in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Payment {
    /// Commune, by place.
    pub commune: usize,
    /// Criterion of it, by place.
    pub need: usize,
    /// Work of it, by place.
    pub work: usize,
    /// Year, from 0.
    pub year: usize,
    /// Source, by place.
    pub source: usize,
    /// Amount, above 0.
    pub amount: i64,
}

/// What was reached of a goal, and what is proven about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Reached.
    pub value: i64,
    /// Nothing can be better than this: proven. More for communes and criteria, less for cost.
    pub bound: i64,
}

impl Goal {
    /// Whether nothing better is possible.
    #[must_use]
    pub const fn is_proven(self) -> bool {
        self.value == self.bound
    }

    /// How far the bound is away.
    #[must_use]
    pub const fn gap(self) -> i64 {
        self.value.abs_diff(self.bound) as i64
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Whether each commune reaches the target by its date.
    pub reached: Vec<bool>,
    /// Whether each criterion of each commune is funded in time.
    pub funded: Vec<Vec<bool>>,
    /// Who pays what and when.
    pub payments: Vec<Payment>,
    /// Communes that reach the target by their date.
    pub communes: Goal,
    /// Criteria funded, given that number of communes.
    pub criteria: Goal,
    /// Money spent, given both.
    pub cost: Goal,
    /// What one more unit of money of each source in each year adds to the bound of the number of communes; none where no money is.
    pub prices: Vec<Vec<Option<f64>>>,
    /// The bound of the number of communes before it is rounded to whole communes.
    pub communes_bound: f64,
}

impl Answer {
    /// Whether all three goals are proven the best.
    #[must_use]
    pub const fn is_optimal(&self) -> bool {
        self.communes.is_proven() && self.criteria.is_proven() && self.cost.is_proven()
    }

    /// Money of each source spent in each year.
    #[must_use]
    pub fn spent(&self, question: &Question) -> Vec<Vec<i64>> {
        let mut spent = vec![vec![0; question.years]; question.budgets.len()];
        for payment in &self.payments {
            spent[payment.source][payment.year] += payment.amount;
        }
        spent
    }
}

#[cfg(test)]
mod tests;
