//! The five real cases on the board: the figures their sources state.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::sync::Arc;
use vedich_board::{Applied, Board, Place, Reference};
use vedich_criteria::{Comparison, Readiness, Status};
use vedich_facts::{Body, Fact, Kind, Recorded, UnitLevel};
use vedich_reference::{Shipped, demo};
use vedich_units::Resolution;
use vedich_values::{Date, EntrySeq, FactSeq, SetId, Tally, Timestamp, UnitId};

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
    let [before] = place.conditions.as_slice() else { panic!("one condition") };
    assert_eq!((before.id.as_str(), before.status), ("pre", Status::NoData), "the source does not say when it became a standard commune");
    assert_eq!(place.readiness, Readiness::Unknown, "four values decide no criterion");
}

fn recognise(board: &mut Board, unit: UnitId, set: &SetId, as_of: &str) {
    let body = Body::Stage { set: set.clone(), stage: "recognised".into(), decision: None, year: Some(2021) };
    let seq = FactSeq(board.version().get() + 1);
    let fact = Fact::new(unit, as_of.parse().unwrap(), body);
    assert_eq!(board.apply(&Recorded { seq, entry: EntrySeq(1), recorded_at: Timestamp::default(), fact }), Applied::Standing);
}

#[test]
fn case_e_with_its_earlier_recognition_stated_meets_the_prerequisite() {
    let mut board = board_on("2024-01-24");
    let quang_an = unit(&board, "Quảng An, Đầm Hà");
    let standard = SetId::new("vn.commune.2021-2025.standard");
    assert_eq!(board.recognised(quang_an, &standard), None);
    recognise(&mut board, quang_an, &standard, "2022-04-01");
    assert_eq!(board.recognised(quang_an, &standard).and_then(|recognition| recognition.year), Some(2021));
    assert_eq!(board.place(quang_an, None).unwrap().conditions[0].status, Status::Met);
    let earlier = board.earlier(Date::from_ymd_opt(2022, 3, 31).unwrap());
    assert_eq!(earlier.recognised(quang_an, &standard), None);
}

#[test]
fn a_province_counts_its_rural_districts_and_leaves_its_towns_to_their_own_condition() {
    let mut board = board_on("2024-06-30");
    let (thanh_hoa, dong_son) = (unit(&board, "Tỉnh Thanh Hóa"), unit(&board, "Huyện Đông Sơn, Thanh Hóa"));
    recognise(&mut board, dong_son, &SetId::new("vn.district.2021-2025.standard"), "2022-12-31");
    let place = board.place(thanh_hoa, Some(&SetId::new("vn.province.2021-2025.completion"))).unwrap();
    let seen: Vec<_> = place.conditions.iter().map(|condition| (condition.id.as_str(), condition.status, condition.tally)).collect();
    let unknown = |id| (id, Status::NoData, None);
    let districts = ("districts", Status::NotMet, Some(tally("1/23")));
    assert_eq!(seen, [districts, unknown("towns"), unknown("adv_districts"), unknown("adv_communes")]);
    assert_eq!(board.reference().registry.count(thanh_hoa, UnitLevel::District, board.date()), 27);
}
