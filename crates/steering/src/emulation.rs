//! Emulation (thi đua): points of places by weights that are data, every point explained by its numerator and denominator.
//!
//! A measure of which nothing is known gives no points and takes none away: its weight is left out, and the total is over what is left.
//! A place of which too little is known is not ranked: otherwise the one that reports least could stand first.

use serde::Deserialize;
use std::cmp::Reverse;
use vedich_values::{Bilingual, Date, UnitId};

/// What is measured; where each comes from is the business of whoever fills it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Criteria met of all that apply.
    CriteriaMet,
    /// Criteria gained since the start of the year, of those not met then.
    CriteriaGained,
    /// Tasks finished in time or not yet due, of all assigned.
    TasksInTime,
    /// Tasks finished, of all assigned.
    TasksFinished,
    /// Promises kept, of those whose day has come.
    PromisesKept,
    /// Indicators met of all that apply.
    IndicatorsMet,
    /// Monthly reports handed in in time, of those whose last day has come since the start of the year.
    ReportsInTime,
    /// Weekly counts closed, of the weeks since the start of the year in which the place led tasks.
    CountsClosed,
    /// Proposals answered by their day, of those sent to the place this year that were answered or whose day has come.
    ProposalsInTime,
    /// Hamlets recognised, of those the place has; nothing is known where no stage of any is stated.
    HamletsRecognised,
    /// Values verified, of those recorded of the place and below.
    ValuesVerified,
}

impl Measure {
    /// Every measure, as the file of weights names it, in the order of the documentation.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::CriteriaMet, "criteria-met"),
        (Self::IndicatorsMet, "indicators-met"),
        (Self::CriteriaGained, "criteria-gained"),
        (Self::TasksInTime, "tasks-in-time"),
        (Self::TasksFinished, "tasks-finished"),
        (Self::PromisesKept, "promises-kept"),
        (Self::ReportsInTime, "reports-in-time"),
        (Self::CountsClosed, "counts-closed"),
        (Self::ProposalsInTime, "proposals-in-time"),
        (Self::HamletsRecognised, "hamlets-recognised"),
        (Self::ValuesVerified, "values-verified"),
    ];
}

/// A line of the table of weights.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// What is measured.
    pub measure: Measure,
    /// Its name.
    pub name: Bilingual,
    /// The points for all of it.
    pub points: u32,
    /// Whether it applies to every place: where nothing is known of it, something is missing. Tasks and promises a place may simply not
    /// have.
    #[serde(default)]
    pub always: bool,
}

/// A rating (xếp loại) and from how many of a hundred points it is given.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// Its name.
    pub name: Bilingual,
    /// From how many points of a hundred.
    pub from: u32,
}

/// A table of weights in force from a day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// From when.
    pub from: Date,
    /// On what it rests.
    pub basis: Bilingual,
    /// How much has to be known of a place for a rank, in percent of the points that apply to it.
    pub least_known_percent: u32,
    /// The weights.
    pub weights: Vec<Weight>,
    /// The ratings, best first; the last is for everybody else.
    pub ratings: Vec<Rating>,
}

/// Every table of weights, by date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schemes {
    /// The tables.
    pub schemes: Vec<Scheme>,
}

impl Schemes {
    /// The table in force on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&Scheme> {
        self.schemes.iter().filter(|scheme| scheme.from <= day).max_by_key(|scheme| scheme.from)
    }

    /// Everything that keeps a file of tables from being used; nothing: it is right.
    #[must_use]
    pub fn wrong(&self) -> Vec<WrongScheme> {
        if self.schemes.is_empty() {
            return vec![WrongScheme { at: 0, code: "emulation.no-table", found: String::new() }];
        }
        self.schemes.iter().enumerate().flat_map(|(at, scheme)| scheme.wrong(at)).collect()
    }
}

/// What is wrong with a table of weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongScheme {
    /// Its place in the file, from 0.
    pub at: usize,
    /// Stable code, worded in `vedich-wording`.
    pub code: &'static str,
    /// What was found.
    pub found: String,
}

/// The points of a table, of which ratings are counted.
const HUNDRED: u32 = 100;

impl Scheme {
    fn wrong(&self, at: usize) -> Vec<WrongScheme> {
        let mut wrong = Vec::new();
        let mut found = |code, found: String| wrong.push(WrongScheme { at, code, found });
        let points: u32 = self.weights.iter().map(|weight| weight.points).fold(0, u32::saturating_add);
        if points != HUNDRED {
            found("emulation.points", points.to_string());
        }
        for (place, weight) in self.weights.iter().enumerate() {
            if self.weights.iter().take(place).any(|other| other.measure == weight.measure) {
                let name = Measure::ALL.iter().find(|(measure, _)| *measure == weight.measure).map_or("", |(_, name)| name);
                found("emulation.twice", name.to_owned());
            }
        }
        if !self.ratings.is_sorted_by(|one, next| one.from > next.from) {
            found("emulation.ratings", self.ratings.iter().map(|rating| rating.from.to_string()).collect::<Vec<_>>().join(", "));
        }
        if let Some(last) = self.ratings.last().map(|last| last.from).filter(|from| *from != 0) {
            found("emulation.last-rating", last.to_string());
        }
        if self.ratings.is_empty() {
            found("emulation.no-rating", String::new());
        }
        if self.least_known_percent > HUNDRED {
            found("emulation.known", self.least_known_percent.to_string());
        }
        wrong
    }
}

/// How much of how much; nothing of nothing is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How much.
    pub got: u32,
    /// Of how much.
    pub of: u32,
    /// Of how much of that anything is known at all.
    pub known: u32,
}

impl Share {
    /// How much of how much, all of it known.
    #[must_use]
    pub const fn whole(got: u32, of: u32) -> Self {
        Self { got, of, known: of }
    }
}

/// The points of one line, explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was measured.
    pub measure: Measure,
    /// How much of how much.
    pub share: Share,
    /// The points for all of it.
    pub most: u32,
    /// The points, in hundredths; none: nothing is known.
    pub points: Option<u32>,
}

/// The points of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The place.
    pub unit: UnitId,
    /// Line by line, in the order of the weights.
    pub lines: Vec<Line>,
    /// Of a hundred, in hundredths; none: nothing is known.
    pub total: Option<u32>,
    /// How much is known of it, in percent of the points that apply, rounded half up.
    pub known_percent: u32,
    /// Whether that is enough for a rank.
    pub enough: bool,
    /// Place of the rating in the scheme.
    pub rating: Option<usize>,
    /// Its rank; equal points share one. None: too little is known.
    pub rank: Option<usize>,
}

impl Scheme {
    /// The points of a place; `share` says how much of how much.
    pub fn score(&self, unit: UnitId, share: impl Fn(Measure) -> Share) -> Score {
        let line = |weight: &Weight| {
            let share = share(weight.measure);
            let points = (share.of > 0).then(|| part(u64::from(weight.points) * 100, share.got.min(share.of), share.of));
            Line { measure: weight.measure, share, most: weight.points, points }
        };
        let lines: Vec<Line> = self.weights.iter().map(line).collect();
        let known = lines.iter().filter_map(|line| Some((line.points?, line.most)));
        let (got, most) = known.fold((0, 0), |(got, most), (points, of)| (got + points, most + of));
        let total = (most > 0).then(|| part(10_000, got, most * 100));
        let known_percent = self.known_percent(&lines);
        let enough = total.is_some() && known_percent >= self.least_known_percent;
        let rating = total.filter(|_| enough).and_then(|total| self.ratings.iter().position(|rating| total >= rating.from * 100));
        Score { unit, lines, total, known_percent, enough, rating, rank: None }
    }

    /// How much is known, of the points that apply.
    fn known_percent(&self, lines: &[Line]) -> u32 {
        let mut known = 0;
        let mut applying = 0;
        for (weight, line) in self.weights.iter().zip(lines) {
            if weight.always || line.share.of > 0 {
                applying += weight.points;
                known += part(u64::from(weight.points) * 100, line.share.known.min(line.share.of), line.share.of);
            }
        }
        part(100, known, applying * 100)
    }
}

/// A part of a whole, rounded half up.
fn part(whole: u64, got: u32, of: u32) -> u32 {
    let of = u64::from(of.max(1));
    u32::try_from((whole * u64::from(got) * 2 + of) / (of * 2)).unwrap_or(u32::MAX)
}

/// Ranks places, most points first; those of which too little is known come last, without a rank, the best known first. Ties keep the
/// order given.
pub fn rank(scores: &mut [Score]) {
    let known = |score: &Score| if score.enough { u32::MAX } else { score.known_percent };
    scores.sort_by_key(|score| (Reverse(known(score)), Reverse(score.total)));
    let mut last = (None, 0);
    for (at, score) in scores.iter_mut().enumerate().filter(|(_, score)| score.enough) {
        if last.0 != score.total {
            last = (score.total, at + 1);
        }
        score.rank = Some(last.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scheme() -> Scheme {
        let weight = |measure, points, always| Weight { measure, name: Bilingual::new("a", "a"), points, always };
        let rating = |from| Rating { name: Bilingual::new("b", "b"), from };
        Scheme {
            from: Date::default(),
            basis: Bilingual::new("c", "c"),
            least_known_percent: 50,
            weights: vec![
                weight(Measure::CriteriaMet, 50, true),
                weight(Measure::TasksInTime, 30, false),
                weight(Measure::PromisesKept, 20, false),
            ],
            ratings: vec![rating(90), rating(70), rating(0)],
        }
    }

    #[test]
    fn points_are_shares_of_weights_and_unknown_ones_are_left_out() {
        let score = scheme().score(UnitId(1), |measure| match measure {
            Measure::CriteriaMet => Share::whole(16, 20),
            Measure::TasksInTime => Share::whole(2, 3),
            _ => Share::default(),
        });
        assert_eq!(score.lines.iter().map(|line| line.points).collect::<Vec<_>>(), [Some(4000), Some(2000), None]);
        assert_eq!(score.total, Some(7500)); // 60 of 80
        assert_eq!(score.rating, Some(1));
    }

    #[test]
    fn equal_points_share_a_rank_and_the_unknown_have_none() {
        let of = |unit, got, of| scheme().score(UnitId(unit), |_| Share::whole(got, of));
        let mut scores = vec![of(1, 1, 2), of(2, 0, 0), of(3, 2, 2), of(4, 1, 2)];
        rank(&mut scores);
        let ranks: Vec<_> = scores.iter().map(|score| (score.unit.get(), score.rank)).collect();
        assert_eq!(ranks, [(3, Some(1)), (1, Some(2)), (4, Some(2)), (2, None)]);
    }

    #[test]
    fn a_place_with_little_data_is_listed_apart_and_never_first() {
        let scored = |unit, criteria: Share, tasks: Share| {
            scheme().score(UnitId(unit), move |measure| match measure {
                Measure::CriteriaMet => criteria,
                Measure::TasksInTime => tasks,
                _ => Share::default(),
            })
        };
        let mut scores = vec![
            // One task, done: all that is known.
            scored(1, Share::default(), Share::whole(1, 1)),
            // Everything known, not everything reached.
            scored(2, Share::whole(15, 20), Share::whole(8, 10)),
            // No task was ever given to it: nothing is missing.
            scored(3, Share::whole(12, 20), Share::default()),
            // Two criteria of twenty reported, both met.
            scored(4, Share { got: 2, of: 20, known: 2 }, Share::default()),
        ];
        assert_eq!(scores[0].total, Some(10_000), "by its points alone it would stand first");
        rank(&mut scores);
        let found: Vec<_> = scores.iter().map(|score| (score.unit.get(), score.rank, score.known_percent)).collect();
        assert_eq!(found, [(2, Some(1), 100), (3, Some(2), 100), (1, None, 38), (4, None, 10)]);
        assert!(scores.iter().all(|score| score.rating.is_some() == score.rank.is_some()));
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_all_and_more_is_never_worth_less(got in 0_u32..500, more in 0_u32..500, of in 1_u32..500) {
            let score = |got: u32| scheme().score(UnitId(1), |_| Share::whole(got, of)).total;
            prop_assert!(score(got) <= score(got + more));
            prop_assert!(score(got + more) <= Some(10_000));
        }
    }
}
