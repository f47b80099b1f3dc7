//! Corrections and withdrawals.

use crate::world::*;
use vedich_board::{Applied, Board};
use vedich_facts::{Body, Fact, Observed, Target};
use vedich_values::{FactSeq, UnitId};

fn shown(board: &Board, unit: UnitId) -> Option<FactSeq> {
    board.place(unit, Some(&set(NATIONAL))).unwrap().value(0).map(|stated| stated.seq)
}

fn roads(unit: UnitId, as_of: &str, percent: &str) -> Fact {
    value(unit, as_of, NATIONAL, "1.1", number(percent))
}

fn withdrawal(unit: UnitId, as_of: &str, of: u64) -> Fact {
    let body = Body::Observation { target: Target::indicator(NATIONAL, "1.1"), observed: Observed::Withdrawn };
    Fact::new(unit, day(as_of), body).correcting(FactSeq(of))
}

#[test]
fn a_withdrawn_value_uncovers_the_one_before_it() {
    let reference = reference();
    let lam_hop = unit(&reference, "18001");
    let mut board = Board::new(&reference, day("2020-06-30"));
    board.apply(&recorded(1, roads(lam_hop, "2020-01-31", "70")));
    board.apply(&recorded(2, roads(lam_hop, "2020-03-31", "95")));
    assert_eq!(shown(&board, lam_hop), Some(FactSeq(2)));
    assert_eq!(board.apply(&recorded(3, withdrawal(lam_hop, "2020-04-30", 2))), Applied::Aside);
    assert_eq!(shown(&board, lam_hop), Some(FactSeq(1)));
}

#[test]
fn a_correction_that_arrives_first_is_honoured() {
    let reference = reference();
    let lam_hop = unit(&reference, "18001");
    let mut board = Board::new(&reference, day("2020-06-30"));
    board.apply(&recorded(2, roads(lam_hop, "2020-01-31", "71").correcting(FactSeq(1))));
    assert_eq!(board.apply(&recorded(1, roads(lam_hop, "2020-01-31", "70"))), Applied::Superseded);
    assert_eq!(shown(&board, lam_hop), Some(FactSeq(2)));
}

#[test]
fn a_corrected_correction_does_not_bring_the_first_value_back() {
    let reference = reference();
    let lam_hop = unit(&reference, "18001");
    let mut board = Board::new(&reference, day("2020-06-30"));
    board.apply(&recorded(1, roads(lam_hop, "2020-03-31", "70")));
    board.apply(&recorded(2, roads(lam_hop, "2020-02-28", "71").correcting(FactSeq(1))));
    board.apply(&recorded(3, roads(lam_hop, "2020-01-31", "72").correcting(FactSeq(2))));
    assert_eq!(shown(&board, lam_hop), Some(FactSeq(3)));
}

#[test]
fn a_correction_may_move_a_value_to_another_unit_or_beyond_the_date() {
    let reference = reference();
    let (lam_hop, ky_lac) = (unit(&reference, "18001"), unit(&reference, "18002"));
    let facts = || {
        [
            recorded(1, roads(lam_hop, "2020-01-31", "70")),
            recorded(2, roads(ky_lac, "2020-01-31", "70").correcting(FactSeq(1))),
            recorded(3, roads(ky_lac, "2020-07-01", "70").correcting(FactSeq(2))),
        ]
    };
    let mut board = Board::new(&reference, day("2020-06-30"));
    board.apply(&facts()[0]);
    board.apply(&facts()[1]);
    assert_eq!((shown(&board, lam_hop), shown(&board, ky_lac)), (None, Some(FactSeq(2))));
    assert_eq!(board.apply(&facts()[2]), Applied::Later);
    assert_eq!(shown(&board, ky_lac), None);
    let loaded = Board::load(&reference, day("2020-06-30"), facts());
    assert_eq!((shown(&loaded, lam_hop), shown(&loaded, ky_lac)), (None, None));
}

#[test]
fn facts_with_no_place_are_left_aside() {
    let reference = reference();
    let lam_hop = unit(&reference, "18001");
    let mut board = Board::new(&reference, day("2020-06-30"));
    let mut apply = |fact: Fact| board.apply(&recorded(1, fact));
    assert_eq!(apply(roads(UnitId(77), "2020-01-01", "1")), Applied::Aside, "unit");
    assert_eq!(apply(value(lam_hop, "2020-01-01", "no.such.set", "1.1", number("1"))), Applied::Aside, "set");
    assert_eq!(apply(value(lam_hop, "2020-01-01", NATIONAL, "9.9", number("1"))), Applied::Aside, "code");
    assert_eq!(apply(value(lam_hop, "2020-01-01", NATIONAL, "1.1", yes_no(true))), Applied::Aside, "measure");
    assert_eq!(apply(roads(lam_hop, "2020-01-01", "1")), Applied::Standing);
    assert_eq!(apply(roads(lam_hop, "2020-01-01", "1")), Applied::Already);
}
