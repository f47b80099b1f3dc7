//! The same facts against a changed register of units.

use crate::world::*;
use std::sync::Arc;
use vedich_board::{Applied, Board, Reference};
use vedich_facts::{UnitChange, UnitLevel};
use vedich_units::COUNTRY;
use vedich_values::UnitId;

/// Lâm Hợp goes over to Móng Cái, Quảng Ninh.
fn moved(reference: &Reference, on: &str) -> Reference {
    let mut registry = reference.registry.as_ref().clone();
    registry.apply(unit(reference, "18001"), day(on), &UnitChange::Moved { parent: unit(reference, "194") }).unwrap();
    Reference { registry: Arc::new(registry), ..reference.clone() }
}

#[test]
fn a_unit_that_moves_to_another_province_is_assessed_by_its_set() {
    let (before, lam_hop) = (reference(), unit(&reference(), "18001"));
    let after = moved(&before, "2020-03-01");
    let facts = || {
        [
            recorded(1, value(lam_hop, "2019-01-01", NATIONAL, "2.1", yes_no(true))),
            recorded(2, value(lam_hop, "2019-01-01", QUANG_NINH, "20.1", number("1"))),
            recorded(3, declared(lam_hop, "2019-01-01", NATIONAL, 1, None, vedich_facts::DeclaredState::Met)),
        ]
    };
    let totals = |board: &Board| {
        let of = |code: &str| board.totals(unit(&before, code), UnitLevel::Commune, &set(NATIONAL));
        (of("22"), of("42"), board.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL)))
    };
    let met = |board: &Board, id: &str| board.counts(lam_hop, &set(id)).map(|marks| marks.criterion_counts.met);
    let mut board = Board::load(&before, day("2020-06-30"), facts());
    assert_eq!((met(&board, NATIONAL), met(&board, QUANG_NINH)), (Some(2), Some(1)));
    assert!(board.set_registry(Arc::clone(&after.registry)));
    let loaded = Board::load(&after, day("2020-06-30"), facts());
    assert_eq!((met(&board, NATIONAL), met(&board, QUANG_NINH)), (Some(2), Some(3)));
    assert_eq!(totals(&board), totals(&loaded));
    assert_eq!(totals(&board).0.criteria.met, 3);
    let earlier = board.earlier(day("2020-02-29"));
    assert_eq!((met(&earlier, NATIONAL), met(&earlier, QUANG_NINH)), (Some(2), Some(1)));
    assert_eq!(totals(&earlier), totals(&Board::load(&after, day("2020-02-29"), facts())));
    assert_eq!(board.apply(&facts()[0]), Applied::Already);
}

#[test]
fn a_unit_that_becomes_known_asks_for_another_loading() {
    let reference = reference();
    let id = UnitId(10_000_000);
    let mut board = Board::new(&reference, day("2020-06-30"));
    assert_eq!(board.apply(&recorded(1, value(id, "2019-01-01", NATIONAL, "2.1", yes_no(true)))), Applied::Aside);
    assert!(board.set_registry(Arc::clone(&reference.registry)));
    let mut registry = reference.registry.as_ref().clone();
    let parent = unit(&reference, "447");
    let hamlet = UnitChange::Registered { level: UnitLevel::Commune, kind: "xa".into(), name: "Xã Kỳ Mới".into(), parent, code: None };
    registry.apply(id, day("2018-01-01"), &hamlet).unwrap();
    assert!(!board.set_registry(Arc::new(registry)));
    assert_eq!(board.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL)).units, 8);
}
