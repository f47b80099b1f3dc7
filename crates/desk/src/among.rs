//! Documents beside each other: two that nobody has recorded yet, and that cannot both be right.

use crate::beside::{Behind, Beside, Known, Matter};
use crate::card::Decision;
use crate::draft::Draft;
use crate::facts::Stated;
use crate::judge::Judged;
use std::collections::BTreeMap;
use vedich_criteria::print_plainly;
use vedich_facts::{Body, Fact};
use vedich_values::{Date, IndicatorCode, PartKey, SetId, UnitId};

/// One of several documents that are compared with each other.
#[derive(Debug)]
pub struct Side<'a> {
    /// The reading.
    pub reading: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Its cards.
    pub draft: &'a Draft,
    /// What they state, in their order.
    pub judged: &'a mut [Judged],
}

/// What is stated of a unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Criteria,
    Indicators,
    Stage(String),
    Value(IndicatorCode, Option<PartKey>),
}

/// What a document says: of which unit, as of when, under which set, of what.
type About = (UnitId, Date, SetId, What);

/// A figure and where it stands: the document, the card, both counted from 0.
struct Claim {
    side: usize,
    card: usize,
    said: String,
}

/// Marks what two documents say differently about one unit, day and target as a contradiction of both. What was rejected or is on record
/// already does not count: the record is compared anyway.
pub fn compare(sides: &mut [Side<'_>]) {
    let mut all: BTreeMap<About, Vec<Claim>> = BTreeMap::new();
    for (number, side) in sides.iter().enumerate() {
        for (place, (card, judged)) in side.draft.cards.iter().zip(side.judged.iter()).enumerate() {
            if card.settled || card.decision == Decision::Rejected || !judged.is_complete() {
                continue;
            }
            for (about, said) in judged.stated.iter().flat_map(claims) {
                all.entry(about).or_default().push(Claim { side: number, card: place, said });
            }
        }
    }
    for ((_, as_of, ..), claims) in &all {
        for claim in claims {
            let against = |other: &&Claim| other.side != claim.side && other.said != claim.said;
            let Some(other) = claims.iter().find(against) else { continue };
            let (reading, title) = (sides[other.side].reading.to_owned(), sides[other.side].title);
            let known = Known { text: other.said.clone(), source: Some(title.into()), as_of: *as_of, behind: Behind::Reading(reading) };
            let judged = &mut sides[claim.side].judged[claim.card];
            // What contradicts the record as well says so first.
            if !judged.beside.is_contradiction() {
                judged.beside = Beside::Contradicts { matter: Matter::Unrecorded, said: claim.said.clone(), known };
            }
        }
    }
}

fn claims(stated: &Stated) -> Vec<(About, String)> {
    match stated {
        Stated::Count { unit, as_of, set, criteria, indicators } => {
            let about = |what| (*unit, *as_of, set.id.clone(), what);
            let criteria = criteria.map(|tally| (about(What::Criteria), tally.to_string()));
            criteria.into_iter().chain(indicators.map(|tally| (about(What::Indicators), tally.to_string()))).collect()
        }
        Stated::Standing { unit, as_of, set, stage, count, .. } => {
            vec![((*unit, *as_of, set.id.clone(), What::Stage(stage.clone())), count.to_string())]
        }
        Stated::One(fact) => {
            let Fact { unit, as_of, body: Body::Observation { target, observed }, .. } = &**fact else { return Vec::new() };
            vec![((*unit, *as_of, target.set.clone(), What::Value(target.code.clone(), target.part.clone())), print_plainly(observed))]
        }
        Stated::Unmet { .. } => Vec::new(),
    }
}
