//! Recognitions and their ends.

use crate::world::*;
use proptest::prelude::*;
use std::sync::LazyLock;
use vedich_board::{Board, Recognition, Reference};
use vedich_criteria::Readiness;
use vedich_facts::{Fact, Recorded};
use vedich_values::{FactSeq, UnitId};

static REFERENCE: LazyLock<Reference> = LazyLock::new(reference);
const CODES: [&str; 2] = ["06001", "18001"];
const STAGES: [&str; 4] = ["registered", "recognised", "withdrawn", "proposed"];
const DATES: [&str; 3] = ["2019-01-01", "2019-07-01", "2020-07-01"];

fn board(facts: &[Fact]) -> Board {
    let facts = facts.iter().cloned().enumerate().map(|(index, fact)| recorded(index as u64 + 1, fact));
    Board::load(&REFERENCE, day("2020-06-30"), facts)
}

#[test]
fn a_recognition_holds_until_it_is_withdrawn_and_again_after_the_next() {
    let hai_dong = unit(&REFERENCE, "06001");
    let mut facts = vec![stage(hai_dong, "2018-05-01", NATIONAL, "recognised"), stage(hai_dong, "2018-06-01", NATIONAL, "published")];
    let held = |facts: &[Fact], set_id: &str| board(facts).recognised(hai_dong, &set(set_id));
    let decision = Some("12/QĐ-UBND".to_owned());
    let expected = Recognition { set: set(NATIONAL), as_of: day("2018-05-01"), decision, year: Some(2019), seq: FactSeq(1) };
    assert_eq!(held(&facts, NATIONAL), Some(expected.clone()));
    assert_eq!(held(&facts, QUANG_NINH), Some(expected), "the provincial set builds on it");
    assert_eq!(held(&facts, "vn.commune.2016-2020.model"), None);
    facts.push(stage(hai_dong, "2019-05-01", QUANG_NINH, "withdrawn"));
    assert_eq!(held(&facts, NATIONAL), None);
    assert!(board(&facts).earlier(day("2019-04-30")).recognised(hai_dong, &set(NATIONAL)).is_some());
    facts.push(stage(hai_dong, "2019-05-01", QUANG_NINH, "recognised"));
    assert_eq!(held(&facts, NATIONAL).map(|held| held.seq), Some(FactSeq(4)), "on one day the later statement counts");
    assert_eq!(held(&facts, QUANG_NINH).map(|held| held.set), Some(set(QUANG_NINH)));
    facts.push(stage(hai_dong, "2020-07-01", NATIONAL, "withdrawn"));
    assert!(held(&facts, NATIONAL).is_some(), "later than the picture");
    let mut board = board(&facts[..3]);
    let taken_back = stage(hai_dong, "2019-06-01", NATIONAL, "published").correcting(FactSeq(3));
    board.apply(&recorded(4, taken_back));
    assert_eq!(board.recognised(hai_dong, &set(NATIONAL)).map(|held| held.seq), Some(FactSeq(1)), "the withdrawal never stood");
}

/// Unit, stage, date.
type Said = (&'static str, &'static str, &'static str);

fn stages() -> impl Strategy<Value = Vec<Recorded>> {
    let one = (prop::sample::select(&CODES[..]), prop::sample::select(&STAGES[..]), prop::sample::select(&DATES[..]));
    let one = (one, any::<bool>(), prop::option::weighted(0.2, 1u64..20));
    prop::collection::vec(one, 0..20).prop_map(|stages| {
        let made = |(index, ((code, name, as_of), local, corrects)): (usize, (Said, bool, Option<u64>))| {
            let mut fact = stage(unit(&REFERENCE, code), as_of, if local { QUANG_NINH } else { NATIONAL }, name);
            fact.supersedes = corrects.map(FactSeq);
            recorded(index as u64 + 1, fact)
        };
        stages.into_iter().enumerate().map(made).collect()
    })
}

/// The same told by looking at the facts one after another.
fn expected(facts: &[Recorded], of: UnitId) -> Option<FactSeq> {
    let gone: Vec<FactSeq> = facts.iter().filter_map(|recorded| recorded.fact.supersedes).collect();
    let stands =
        |recorded: &&Recorded| recorded.fact.unit == of && recorded.fact.as_of <= day("2020-06-30") && !gone.contains(&recorded.seq);
    let word = |recorded: &Recorded| match &recorded.fact.body {
        vedich_facts::Body::Stage { stage, .. } if stage == "recognised" => Some(true),
        vedich_facts::Body::Stage { stage, .. } if stage == "withdrawn" => Some(false),
        _ => None,
    };
    let said = facts.iter().filter(stands).filter_map(|recorded| Some((recorded.fact.as_of, recorded.seq, word(recorded)?)));
    said.max().and_then(|(_, seq, recognised)| recognised.then_some(seq))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_latest_word_counts_whatever_the_order(facts in stages(), backwards in any::<bool>()) {
        let mut board = Board::new(&REFERENCE, day("2020-06-30"));
        let mut order = facts.clone();
        if backwards {
            order.reverse();
        }
        for fact in &order {
            board.apply(fact);
        }
        for code in CODES {
            let unit = unit(&REFERENCE, code);
            for of in [NATIONAL, QUANG_NINH] {
                prop_assert_eq!(board.recognised(unit, &set(of)).map(|held| held.seq), expected(&facts, unit));
            }
        }
    }

    #[test]
    fn under_a_set_without_conditions_stages_change_nothing_else(facts in stages(), criteria in prop::collection::vec(0u8..3, 3)) {
        let unit = unit(&REFERENCE, "18001");
        let mut without = Board::new(&REFERENCE, day("2020-06-30"));
        for (index, state) in criteria.iter().enumerate().filter(|(_, state)| **state > 0) {
            let state = if *state == 1 { vedich_facts::DeclaredState::Met } else { vedich_facts::DeclaredState::NotMet };
            without.apply(&recorded(100 + index as u64, declared(unit, "2019-01-01", NATIONAL, index as u16 + 1, None, state)));
        }
        let mut with = without.clone();
        for fact in &facts {
            with.apply(fact);
        }
        let (before, after) = (without.place(unit, Some(&set(NATIONAL))).unwrap(), with.place(unit, Some(&set(NATIONAL))).unwrap());
        prop_assert!(before.conditions.is_empty() && after.conditions.is_empty());
        prop_assert_eq!(before.readiness, after.readiness);
        prop_assert_eq!(&before.assessment, &after.assessment);
        prop_assert_eq!((&before.values, &before.declared, &before.context), (&after.values, &after.declared, &after.context));
        let count = |wanted| u32::try_from(criteria.iter().filter(|state| **state == wanted).count()).unwrap();
        prop_assert_eq!(before.readiness, match (count(1), count(2)) {
            (3, _) => Readiness::Ready,
            (0, 0) => Readiness::Unknown,
            (_, not_met) => Readiness::Short { not_met, unknown: count(0) },
        });
    }
}
