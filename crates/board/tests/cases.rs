//! The five real cases on the board: the figures their sources state.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::sync::Arc;
use vedich_board::{Board, Place, Reference};
use vedich_criteria::{Comparison, Status};
use vedich_facts::{Body, Kind, Recorded, UnitLevel};
use vedich_reference::{Shipped, demo};
use vedich_units::Resolution;
use vedich_values::{Date, EntrySeq, FactSeq, SetId, Tally, UnitId};

fn board_on(date: &str) -> Board {
    let shipped = Shipped::load().unwrap();
    let mut registry = shipped.registry.as_ref().clone();
    let mut facts = Vec::new();
    for (index, entry) in demo(&registry, &shipped.catalogue).unwrap().into_iter().enumerate() {
        for fact in entry.facts {
            if let Body::UnitChange(change) = &fact.body {
                registry.apply(fact.unit, fact.as_of, change).unwrap();
            }
            let seq = FactSeq(facts.len() as u64 + 1);
            facts.push(Recorded { seq, entry: EntrySeq(index as u64 + 1), recorded_at: entry.recorded_at, fact });
        }
    }
    let reference = Reference { registry: Arc::new(registry), catalogue: shipped.catalogue, bands: shipped.bands };
    Board::load(&reference, date.parse().unwrap(), facts)
}

fn unit(board: &Board, query: &str) -> UnitId {
    match board.reference().registry.resolve(query, board.date()) {
        Resolution::One(unit) => unit,
        other => panic!("{query}: {other:?}"),
    }
}

fn place(board: &Board, query: &str) -> Place {
    board.place(unit(board, query), None).unwrap()
}

fn unmet(place: &Place) -> Vec<u16> {
    place.assessment.criteria.iter().filter(|criterion| criterion.status == Status::NotMet).map(|criterion| criterion.no.0).collect()
}

fn tally(text: &str) -> Tally {
    Tally::parse(text).unwrap()
}

#[test]
fn case_a_is_reported_and_its_detail_unknown() {
    let place = place(&board_on("2017-06-06"), "Hải Đông, Móng Cái");
    assert_eq!(place.set.id.as_str(), "vn-quang-ninh.commune.2016-2020.standard");
    let [reported] = place.reported.as_slice() else { panic!("one report") };
    assert!(matches!(reported.criteria, Some((t, Comparison::Possible { .. })) if t == tally("12/20")));
    assert!(matches!(reported.indicators, Some((t, Comparison::Possible { .. })) if t == tally("36/53")));
    assert_eq!((place.marks.criterion_counts.total, place.marks.indicator_counts.total), (20, 53));
}

#[test]
fn case_c_counts_the_hamlets_at_each_stage() {
    let board = board_on("2020-08-05");
    let dong_son = board.place(unit(&board, "Huyện Đông Sơn, Thanh Hóa"), Some(&SetId::new("vn-thanh-hoa.hamlet.model"))).unwrap();
    let counts: Vec<_> = dong_son.of_kind(Kind::StageCounts).collect();
    let Body::StageCounts { total, stages, .. } = &counts[0].fact.body else { panic!("stage counts") };
    assert_eq!((*total, stages.iter().map(|stage| stage.count).sum::<u32>()), (22, 22));
    let mut numbers: Vec<u32> = stages.iter().map(|stage| stage.count).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 4, 17]);
    assert!(dong_son.of_kind(Kind::Output).count() >= 4);
}

#[test]
fn case_d_names_four_and_ten_unmet_criteria() {
    let board = board_on("2020-09-08");
    let lam_hop = place(&board, "Lâm Hợp, Kỳ Anh");
    assert_eq!((lam_hop.marks.criterion_counts.met, unmet(&lam_hop)), (16, vec![1, 2, 17, 20]));
    let ky_lac = place(&board, "Kỳ Lạc, Kỳ Anh");
    assert_eq!((ky_lac.marks.criterion_counts.met, unmet(&ky_lac)), (10, vec![1, 2, 6, 8, 10, 13, 15, 17, 18, 20]));
    for place in [lam_hop, ky_lac] {
        assert!(matches!(place.reported[0].criteria, Some((_, Comparison::Agrees))));
    }
    let family = SetId::new("vn.commune.2016-2020.standard");
    let totals = board.totals(unit(&board, "Huyện Kỳ Anh"), UnitLevel::Commune, &family);
    assert_eq!((totals.with_data, totals.criteria.met, totals.criteria.not_met), (2, 26, 14));
    let before = board.earlier(Date::from_ymd_opt(2020, 8, 31).unwrap());
    let moved = board.change_of(&before, unit(&board, "Lâm Hợp, Kỳ Anh"), &family).unwrap();
    assert_eq!((moved.criteria_before, moved.criteria_met()), (None, 16));
}

#[test]
fn case_e_assesses_four_values_under_the_advanced_set() {
    let place = place(&board_on("2024-01-24"), "Quảng An, Đầm Hà");
    assert_eq!(place.set.id.as_str(), "vn-quang-ninh.commune.2021-2025.advanced");
    let [reported] = place.reported.as_slice() else { panic!("one report") };
    assert!(matches!(reported.criteria, Some((t, _)) if t == tally("16/19")));
    assert!(matches!(reported.indicators, Some((t, _)) if t == tally("70/75")));
    assert_eq!(place.values.iter().flatten().count(), 4);
    assert_eq!(place.of_kind(Kind::Stage).count(), 1);
    assert!(place.marks.indicator_counts.met > 0);
}
