//! What the board shows for given facts.

use crate::world::*;
use vedich_board::{Applied, Board, Counted, Filter, SortKey};
use vedich_criteria::{Comparison, Counts, Status};
use vedich_facts::{AttributeValue, Body, DeclaredState, Fact, Overlay, UnitLevel};
use vedich_units::COUNTRY;
use vedich_values::{CriterionNo, FactSeq, Tally, UnitId};

fn board_with(date: &str, facts: Vec<Fact>) -> Board {
    let mut board = Board::new(&reference(), day(date));
    for (index, fact) in facts.into_iter().enumerate() {
        assert_eq!(board.apply(&recorded(index as u64 + 1, fact)), Applied::Standing);
    }
    board
}

fn place_of(code: &str) -> UnitId {
    unit(&reference(), code)
}

#[test]
fn an_empty_board_knows_the_country_and_nothing_else() {
    let board = Board::new(&reference(), day("2020-06-30"));
    let totals = board.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL));
    assert_eq!((totals.units, totals.with_data, totals.full), (7, 0, 0));
    // 5 communes by the national set of 3 criteria, 2 by Quảng Ninh's of 4.
    assert_eq!(totals.criteria, Counts { no_data: 23, total: 23, ..Counts::default() });
    assert_eq!(totals.indicators.total, 5 * 5 + 2 * 7);
    let by_no: Vec<(u16, u32)> = totals.by_criterion.iter().map(|(no, counts)| (no.0, counts.total)).collect();
    assert_eq!(by_no, [(1, 7), (2, 7), (3, 7), (20, 2)]);
    assert_eq!(totals.by_band, [("done".to_owned(), 0), ("near".to_owned(), 0), ("far".to_owned(), 0)]);
    assert_eq!(board.scheme(COUNTRY, &set(NATIONAL)).unwrap().bands[0].name.en, "Done");
    assert_eq!(board.set_in_force(place_of("18001")).unwrap().id.as_str(), NATIONAL);
    assert_eq!(board.set_in_force(place_of("06001")).unwrap().id.as_str(), QUANG_NINH);
    let place = board.place(place_of("18001"), None).unwrap();
    assert!(!place.has_data && place.marks.criterion_counts.no_data == 3);
}

#[test]
fn a_value_counts_for_the_unit_its_district_its_province_and_the_country() {
    let lam_hop = place_of("18001");
    let board = board_with("2020-06-30", vec![value(lam_hop, "2020-03-31", NATIONAL, "2.1", yes_no(true))]);
    assert_eq!(board.counts(lam_hop, &set(NATIONAL)).unwrap().criteria, [Status::NoData, Status::Met, Status::NoData]);
    for area in [place_of("447"), place_of("42"), COUNTRY] {
        let totals = board.totals(area, UnitLevel::Commune, &set(NATIONAL));
        assert_eq!((totals.with_data, totals.criteria.met), (1, 1));
        assert_eq!(totals.by_band.last(), Some(&("far".to_owned(), 1)));
    }
    assert_eq!(board.totals(place_of("449"), UnitLevel::Commune, &set(NATIONAL)).with_data, 0);
    assert_eq!(board.totals(lam_hop, UnitLevel::Commune, &set(NATIONAL)).units, 0);
}

#[test]
fn a_place_with_a_reported_count_counts_with_it_and_one_nobody_knows_of_counts_nowhere() {
    let [lam_hop, ky_lac, ky_tay] = ["18001", "18002", "18003"].map(place_of);
    let reported = |unit, date: &str, met| {
        let criteria = Some(Tally::new(met, 3).unwrap());
        Fact::new(unit, day(date), Body::ReportedCount { set: set(NATIONAL), criteria, indicators: None })
    };
    let facts = vec![
        value(lam_hop, "2020-03-31", NATIONAL, "2.1", yes_no(true)),
        value(lam_hop, "2020-03-31", NATIONAL, "3.1", number("9")),
        reported(ky_lac, "2019-12-31", 1),
        reported(ky_lac, "2020-03-31", 3),
        // A value that decides no criterion: nothing is known of how many are met.
        value(ky_tay, "2020-03-31", NATIONAL, "1.1", number("99")),
        // Where most criteria are assessed from values they count, whatever was reported.
        reported(lam_hop, "2020-03-31", 3),
    ];
    let board = board_with("2020-06-30", facts);
    for area in [place_of("447"), place_of("42"), COUNTRY] {
        let totals = board.totals(area, UnitLevel::Commune, &set(NATIONAL));
        assert_eq!((totals.counted, totals.criteria_per_unit()), (Counted { units: 2, met: 4, reported: 1 }, (4, 2)));
        let bands: Vec<u32> = totals.by_band.iter().map(|(_, units)| *units).collect();
        assert_eq!(bands, [1, 0, 1], "one done, as reported; one far; the third in none");
    }
    let table = board.area(place_of("447"), UnitLevel::Commune, &set(NATIONAL));
    let row = |unit| table.rows.iter().find(|row| row.unit == unit).unwrap();
    assert_eq!((row(ky_lac).reported, row(ky_lac).band), (Some(Tally::new(3, 3).unwrap()), Some("done")));
    assert_eq!((row(lam_hop).reported, row(ky_tay).band), (None, None));
}

#[test]
fn what_was_reported_stands_until_half_of_the_criteria_are_assessed() {
    let [lam_hop, ky_lac] = ["18001", "18002"].map(place_of);
    let said = |unit| {
        let (criteria, indicators) = (Tally::new(3, 3).ok(), Tally::new(4, 5).ok());
        Fact::new(unit, day("2020-03-31"), Body::ReportedCount { set: set(NATIONAL), criteria, indicators })
    };
    // One criterion of three, not met: before, the report stood; one value more must not turn "3/3" into "0/3".
    let one_of_three = |unit| value(unit, "2020-03-31", NATIONAL, "2.1", yes_no(false));
    let mut board = board_with("2020-06-30", vec![said(lam_hop), one_of_three(lam_hop), one_of_three(ky_lac)]);
    let headline = |board: &Board, unit| {
        let place = board.place(unit, Some(&set(NATIONAL))).unwrap().headline();
        let table = board.area(place_of("447"), UnitLevel::Commune, &set(NATIONAL));
        let row = table.rows.iter().find(|row| row.unit == unit).unwrap();
        assert_eq!(row.headline(), place, "board and place tell the same");
        place.map(|stands| (stands.reported, stands.criteria.to_string(), stands.indicators.map(|tally| tally.to_string())))
    };
    let totals = |board: &Board| board.totals(place_of("447"), UnitLevel::Commune, &set(NATIONAL));
    let reported = Some((true, "3/3".to_owned(), Some("4/5".to_owned())));
    assert_eq!(headline(&board, lam_hop), reported);
    assert_eq!(
        headline(&board, ky_lac),
        Some((false, "0/3".into(), Some("0/5".into()))),
        "where nothing was reported, what is known counts"
    );
    assert_eq!(totals(&board).counted, Counted { units: 2, met: 3, reported: 1 });
    assert_eq!(totals(&board).by_band.iter().map(|(_, units)| *units).collect::<Vec<_>>(), [1, 0, 1]);
    let mut table = board.area(place_of("447"), UnitLevel::Commune, &set(NATIONAL));
    table.sort(SortKey::Readiness, true);
    assert_eq!(table.rank(lam_hop).map(|rank| (rank.place, rank.of)), Some((1, 2)), "it is ranked by what stands for it");
    assert_eq!(board.changes_since(&table.rows[..1], day("2020-04-30")), [None]);

    board.apply(&recorded(9, value(lam_hop, "2020-04-30", NATIONAL, "3.1", number("9"))));
    assert_eq!(headline(&board, lam_hop).map(|(reported, criteria, _)| (reported, criteria)), Some((false, "0/3".into())));
    assert_eq!(totals(&board).counted, Counted { units: 2, met: 0, reported: 0 });
    assert_eq!(headline(&board, place_of("18003")), None);
}

#[test]
fn where_nothing_is_known_today_the_last_known_days_are_named() {
    let lam_hop = place_of("18001");
    let facts =
        vec![value(lam_hop, "2019-12-31", NATIONAL, "2.1", yes_no(true)), value(lam_hop, "2020-03-31", NATIONAL, "2.1", yes_no(false))];
    let board = board_with("2020-06-30", facts);
    for area in [lam_hop, place_of("447"), COUNTRY] {
        assert_eq!(board.last_known(area), [(lam_hop, day("2020-03-31"))]);
    }
    assert_eq!(board.last_known(place_of("449")), []);
}

#[test]
fn facts_for_the_national_set_count_for_the_provincial_one_in_force() {
    let hai_dong = place_of("06001");
    let facts = || {
        vec![value(hai_dong, "2018-01-01", NATIONAL, "2.1", yes_no(true)), value(hai_dong, "2018-01-02", QUANG_NINH, "20.1", number("2"))]
    };
    let board = board_with("2020-06-30", facts());
    assert_eq!(board.counts(hai_dong, &set(QUANG_NINH)).unwrap().criterion_counts.met, 2);
    assert_eq!(board.counts(hai_dong, &set(NATIONAL)).unwrap().criterion_counts.met, 1);
    let totals = board.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL));
    assert_eq!((totals.with_data, totals.criteria.met), (1, 2), "counted once, under the provincial set");
    // Before the provincial set was in force the national one counts.
    let early = board_with("2016-12-01", vec![value(hai_dong, "2016-11-01", NATIONAL, "2.1", yes_no(true))]);
    assert_eq!(early.set_in_force(hai_dong).unwrap().id.as_str(), NATIONAL);
    assert_eq!(early.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL)).criteria.total, 21);
    // Long after both, the family is looked at as on its last day.
    let late = board_with("2025-01-01", facts());
    assert_eq!(late.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL)).criteria.met, 2);
}

#[test]
fn an_attribute_moves_a_unit_to_another_zone_for_as_long_as_it_holds() {
    let hai_dong = place_of("06001");
    let hard = |as_of: &str, to: Option<&str>| {
        let body = Body::Attribute { name: "especially_difficult".into(), value: AttributeValue::YesNo(true), to: to.map(day) };
        Fact::new(hai_dong, day(as_of), body)
    };
    let roads = || value(hai_dong, "2018-01-01", NATIONAL, "1.1", number("85"));
    let status = |board: &Board| board.counts(hai_dong, &set(QUANG_NINH)).unwrap().indicators[0];
    assert_eq!(status(&board_with("2020-06-30", vec![roads()])), Status::NotMet);
    assert_eq!(status(&board_with("2020-06-30", vec![roads(), hard("2019-01-01", None)])), Status::Met);
    assert_eq!(status(&board_with("2020-06-30", vec![hard("2019-01-01", Some("2020-06-29")), roads()])), Status::NotMet);
    assert_eq!(status(&board_with("2020-06-29", vec![hard("2019-01-01", Some("2020-06-29")), roads()])), Status::Met);
}

#[test]
fn a_provincial_overlay_reaches_the_communes_below_and_no_others() {
    let (lam_hop, hai_dong, ha_tinh) = (place_of("18001"), place_of("06001"), place_of("42"));
    let overlay = Overlay {
        set: set(NATIONAL),
        code: "3.2".into(),
        part: None,
        zone: None,
        year: None,
        threshold: Some(">= 85".into()),
        decision: "1/QĐ-UBND".into(),
        decided: day("2018-12-31"),
        to: None,
    };
    let set_here = Fact::new(ha_tinh, day("2019-01-01"), Body::Overlay(overlay));
    let insured = |unit| value(unit, "2018-06-30", NATIONAL, "3.2", number("90"));
    let board = board_with("2020-06-30", vec![insured(lam_hop), insured(hai_dong), set_here]);
    assert_eq!(board.counts(lam_hop, &set(NATIONAL)).unwrap().indicators[4], Status::Met);
    assert_eq!(board.counts(hai_dong, &set(QUANG_NINH)).unwrap().indicators[4], Status::NotAssessable);
    assert_eq!(board.place(lam_hop, None).unwrap().overlays.len(), 1);
    assert_eq!(board.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL)).indicators.met, 1);
    // The overlay also reaches a set that builds on the one it names.
    let here = Fact { unit: place_of("22"), ..board.place(lam_hop, None).unwrap().overlays[0].fact.clone() };
    let board = board_with("2020-06-30", vec![here, insured(hai_dong)]);
    assert_eq!(board.counts(hai_dong, &set(QUANG_NINH)).unwrap().indicators[4], Status::Met);
}

#[test]
fn declared_and_reported_stand_beside_what_is_computed() {
    let lam_hop = place_of("18001");
    let said = |as_of, criterion, state| declared(lam_hop, as_of, NATIONAL, criterion, None, state);
    let count = Body::ReportedCount { set: set(NATIONAL), criteria: Some(Tally::new(2, 3).unwrap()), indicators: None };
    let board = board_with(
        "2020-09-08",
        vec![
            said("2020-09-08", 1, DeclaredState::NotMet),
            said("2020-01-01", 1, DeclaredState::Met),
            said("2020-09-08", 2, DeclaredState::Met),
            said("2020-09-08", 3, DeclaredState::Met),
            Fact::new(lam_hop, day("2020-09-08"), count).from_source("BCĐ huyện"),
            value(lam_hop, "2020-08-01", NATIONAL, "2.1", yes_no(true)),
        ],
    );
    let place = board.place(lam_hop, None).unwrap();
    assert_eq!(place.marks.criteria, [Status::NotMet, Status::Met, Status::Met]);
    assert!(matches!(place.reported[0].criteria, Some((_, Comparison::Agrees))));
    assert_eq!(place.declared.iter().filter(|status| status.counts).count(), 3);
    assert_eq!(place.declared.last().map(|status| (status.state, status.counts)), Some((DeclaredState::Met, false)));
}

#[test]
fn a_place_shows_each_value_with_its_date_source_and_earlier_values() {
    let lam_hop = place_of("18001");
    let board = board_with(
        "2020-09-08",
        vec![
            value(lam_hop, "2020-06-30", NATIONAL, "1.1", number("82.5")).from_source("UBND xã"),
            value(lam_hop, "2019-12-31", NATIONAL, "1.1", number("70")),
        ],
    );
    let place = board.place(lam_hop, Some(&set(NATIONAL))).unwrap();
    let current = place.value(0).unwrap();
    assert_eq!((current.as_of, current.seq, current.source.as_deref()), (day("2020-06-30"), FactSeq(1), Some("UBND xã")));
    assert_eq!((current.cell.raw, current.cell.scale), (82_500_000, 1));
    assert_eq!(place.earlier[0].1[0].as_of, day("2019-12-31"));
    assert_eq!(board.version(), FactSeq(2));
}

#[test]
fn the_table_of_an_area_sorts_filters_pages_and_ranks() {
    let codes = ["18001", "18002", "18003"];
    let mut facts = Vec::new();
    for (index, code) in codes.into_iter().enumerate() {
        for criterion in 0..index as u16 {
            facts.push(declared(place_of(code), "2020-01-01", NATIONAL, criterion + 1, None, DeclaredState::Met));
        }
    }
    let board = board_with("2020-06-30", facts);
    let (ha_tinh, commune) = (place_of("42"), UnitLevel::Commune);
    let mut table = board.area(ha_tinh, commune, &set(NATIONAL));
    assert_eq!(table.rows.len(), 5);
    table.sort(SortKey::Readiness, true);
    let names: Vec<&str> = table.page(0, 2).iter().map(|row| row.name).collect();
    assert_eq!(names, ["Xã Kỳ Tây", "Xã Kỳ Lạc"]);
    assert_eq!(table.rank(place_of("18003")).map(|rank| (rank.place, rank.of, rank.shared)), Some((1, 2, 1)));
    assert_eq!(table.rank(place_of("18001")), None, "nothing is known of it");
    assert_eq!(table.neighbours(place_of("18002"), 3).len(), 2);
    table.filter(&Filter { name: Some("ky".into()), ..Filter::default() });
    assert_eq!(table.rows.len(), 2);
    table.filter(&Filter { status: Some((Some(CriterionNo(2)), Status::Met)), band: Some("near".into()), ..Filter::default() });
    assert_eq!(table.rows.iter().map(|row| row.name).collect::<Vec<_>>(), ["Xã Kỳ Tây"]);
    assert!(table.page(5, 10).is_empty());
    let known = |has| {
        let mut table = board.area(ha_tinh, commune, &set(NATIONAL));
        table.filter(&Filter { has_data: Some(has), ..Filter::default() });
        table.rows.len()
    };
    assert_eq!((known(true), known(false)), (2, 3));
}

#[test]
fn a_picture_shows_the_units_of_its_day() {
    let hai_tien = place_of("06002");
    let facts = || vec![value(hai_tien, "2018-01-01", NATIONAL, "2.1", yes_no(true))];
    let before = board_with("2025-06-30", facts());
    assert_eq!(before.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL)).with_data, 1);
    let after = board_with("2025-07-01", facts());
    let totals = after.totals(COUNTRY, UnitLevel::Commune, &set(NATIONAL));
    assert_eq!((totals.units, totals.with_data), (3, 0));
    assert_eq!(after.totals(COUNTRY, UnitLevel::District, &set(NATIONAL)).units, 0);
    let place = after.place(hai_tien, Some(&set(QUANG_NINH))).unwrap();
    assert_eq!((place.on, place.marks.criterion_counts.met), (day("2025-06-30"), 1), "the past stays readable");
}

#[test]
fn a_change_names_what_was_gained_and_lost() {
    let lam_hop = place_of("18001");
    let mut board = board_with(
        "2020-06-30",
        vec![
            declared(lam_hop, "2020-01-01", NATIONAL, 1, None, DeclaredState::Met),
            declared(lam_hop, "2020-01-01", NATIONAL, 2, None, DeclaredState::NotMet),
        ],
    );
    let before = board.clone();
    board.apply(&recorded(3, declared(lam_hop, "2020-06-01", NATIONAL, 1, None, DeclaredState::NotMet)));
    board.apply(&recorded(4, declared(lam_hop, "2020-06-01", NATIONAL, 2, None, DeclaredState::Met)));
    board.apply(&recorded(5, declared(lam_hop, "2020-06-01", NATIONAL, 3, None, DeclaredState::Met)));
    let moved = board.change_of(&before, lam_hop, &set(NATIONAL)).unwrap();
    assert_eq!((moved.criteria_met(), &*moved.gained, &*moved.lost), (1, &[CriterionNo(2), CriterionNo(3)][..], &[CriterionNo(1)][..]));
    let change = board.change(&before, place_of("447"), UnitLevel::Commune, &set(NATIONAL));
    assert_eq!((change.before.criteria.met, change.now.criteria.met, change.units.len()), (1, 2, 3));
}
