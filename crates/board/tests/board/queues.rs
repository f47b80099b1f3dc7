//! A queue is what one would get by looking at every value, whatever was entered and whatever was said of it.

use crate::world::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use vedich_board::{Board, Check, Checked, Line, Reference, Sees, Turn};
use vedich_facts::{Body, DeclaredState, Fact, Outcome, Recorded, Verification};
use vedich_units::COUNTRY;
use vedich_values::{CriterionKey, CriterionNo, FactSeq, UnitId};

static REFERENCE: LazyLock<Reference> = LazyLock::new(reference);
const COMMUNES: [&str; 5] = ["18001", "18002", "18003", "18101", "18102"];

/// Values and statuses of the communes of Hà Tĩnh, and what was said of some of them.
fn facts() -> impl Strategy<Value = Vec<Recorded>> {
    let code = prop::sample::select(vec!["1.1", "1.2", "3.1", "3.2"]);
    let entered = prop_oneof![
        3 => (code, 0_u32..12).prop_map(|(code, tenths)| (Some(code), tenths)),
        1 => (0_u32..12).prop_map(|tenths| (None, tenths)),
    ];
    let outcome = prop::sample::select(vec![Outcome::Confirmed, Outcome::Returned, Outcome::Asked, Outcome::Answered]);
    let said = prop::collection::vec((any::<prop::sample::Index>(), outcome), 0..12);
    (prop::collection::vec((0_usize..5, entered), 1..40), said).prop_map(|(entered, said)| {
        let fact = |(place, (code, tenths)): &(usize, (Option<&str>, u32))| {
            let unit = unit(&REFERENCE, COMMUNES[*place]);
            match code {
                Some(code) => value(unit, "2020-06-30", NATIONAL, code, number(&(tenths * 9).to_string())),
                None => declared(unit, "2020-06-30", NATIONAL, 1 + (tenths % 3) as u16, None, DeclaredState::Met),
            }
        };
        let mut facts: Vec<Recorded> = (1_u64..).zip(&entered).map(|(seq, entered)| recorded(seq, fact(entered))).collect();
        for (of, outcome) in said {
            let of = of.get(&facts[..entered.len()]);
            let fact = Fact::new(of.fact.unit, of.fact.as_of, Body::Verification(Verification { of: of.seq, outcome }));
            facts.push(recorded(facts.len() as u64 + 1, fact));
        }
        facts
    })
}

fn board(facts: &[Recorded]) -> Board {
    let mut board = Board::new(&REFERENCE, day("2020-12-31"));
    facts.iter().for_each(|recorded| _ = board.apply(recorded));
    board
}

/// Everything in line, by looking at every value.
fn looked_through(board: &Board, shows: fn(Check) -> bool) -> Vec<Checked> {
    let communes = COMMUNES.map(|code| unit(&REFERENCE, code));
    let mut found: Vec<Checked> = communes.iter().flat_map(|unit| board.checked(*unit)).filter(|value| shows(value.check)).collect();
    found.sort_by_key(|value| (!value.decides, value.seq));
    found
}

fn everything() -> Arc<Sees> {
    Arc::new(Sees { criteria: vec![true; 9], others: true })
}

fn numbers(values: &[Checked]) -> Vec<FactSeq> {
    values.iter().map(|value| value.seq).collect()
}

proptest! {
    #[test]
    fn a_queue_is_what_looking_at_every_value_finds(
        facts in facts(),
        limit in 1_usize..20,
        shows in prop::sample::select(vec![Check::waits as fn(Check) -> bool, Check::came_back, |check| check == Check::Verified]),
        only in prop::option::of(1_u16..4),
        skipped in 0_usize..8,
    ) {
        let board = board(&facts);
        let all = looked_through(&board, shows);
        let only = only.map(|no| CriterionKey { set: NATIONAL.into(), no: CriterionNo(no) });
        let key = |value: &Checked| value.criterion.map(|no| value.set.key(no));
        let is_wanted = |value: &&Checked| match &only {
            Some(only) => key(value).is_some_and(|key| REFERENCE.catalogue.correspond(only, &key)),
            None => true,
        };
        let wanted: Vec<Checked> = all.iter().filter(is_wanted).cloned().collect();
        let after = skipped.checked_sub(1).and_then(|last| wanted.get(last)).map(|value| Turn::new(!value.decides, value.seq));
        let line = Line { areas: &[COUNTRY], shows, criterion: only.clone(), after, limit };
        let lined = board.line_up(&line, |_, _| Some(everything()));
        let behind = if after.is_some() { &wanted[skipped..] } else { &wanted[..] };

        prop_assert_eq!(lined.total, wanted.len());
        prop_assert_eq!(lined.deciding, wanted.iter().filter(|value| value.decides).count());
        prop_assert_eq!(numbers(&lined.first), numbers(&behind[..limit.min(behind.len())]));
        prop_assert_eq!(lined.more, behind.len() > limit);
        let mut by_criterion: BTreeMap<CriterionKey, usize> = BTreeMap::new();
        all.iter().filter_map(key).for_each(|key| *by_criterion.entry(key).or_default() += 1);
        prop_assert_eq!(lined.by_criterion, by_criterion);
        let of = |unit: UnitId| wanted.iter().filter(|value| value.unit == unit).count();
        prop_assert!(lined.by_unit.iter().all(|(unit, count)| *count == of(*unit)));
        prop_assert_eq!(lined.by_unit.iter().map(|(_, count)| count).sum::<usize>(), wanted.len());
    }

    #[test]
    fn of_criteria_that_are_not_seen_nothing_stands_in_line(facts in facts(), seen in 0_usize..3) {
        let board = board(&facts);
        let line = Line { areas: &[COUNTRY], shows: Check::waits, criterion: None, after: None, limit: 100 };
        let sees = Sees { criteria: (0..3).map(|place| place == seen).collect(), others: false };
        let sees = Arc::new(sees);
        let lined = board.line_up(&line, |_, _| Some(Arc::clone(&sees)));
        let no = CriterionNo(seen as u16 + 1);
        let wanted: Vec<Checked> =
            looked_through(&board, Check::waits).into_iter().filter(|value| value.criterion == Some(no)).collect();
        prop_assert_eq!(numbers(&lined.first), numbers(&wanted));
    }
}
