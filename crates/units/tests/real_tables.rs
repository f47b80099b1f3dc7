//! The register on the tables the product ships.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::sync::LazyLock;
use vedich_units::{COUNTRY, Registry, Tables, UnitLevel};
use vedich_values::{Date, UnitId};

/// The shipped tables.
const TABLES: Tables<'static> = Tables {
    old: include_str!("../../../data/units/units-old.csv"),
    new: include_str!("../../../data/units/units-2025.csv"),
    mapping: include_str!("../../../data/units/mapping.csv"),
    changes: include_str!("../../../data/units/changes-2026.csv"),
    history: include_str!("../../../data/units/history.csv"),
    zones: include_str!("../../../data/criteria/zones.toml"),
};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::build(&TABLES).unwrap());

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn code(code: &str, on: &str) -> UnitId {
    REGISTRY.by_code(code, date(on)).unwrap_or_else(|| panic!("no unit has code {code} on {on}"))
}

fn name(unit: UnitId, on: &str) -> &'static str {
    REGISTRY.at(unit, date(on)).unwrap().name
}

#[test]
fn the_country_has_its_units_before_and_after_july_2025() {
    let counts = |on: &str| {
        let on = date(on);
        let by_count = [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune].map(|level| REGISTRY.count(COUNTRY, level, on));
        let by_list = [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune].map(|level| REGISTRY.units(level, on).count());
        let by_tree =
            [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune].map(|level| REGISTRY.descendants(COUNTRY, level, on).len());
        assert_eq!((by_count, by_list), (by_list, by_tree));
        by_count
    };
    assert_eq!(counts("2025-06-30"), [63, 696, 10_035]);
    assert_eq!(counts("2025-07-01"), [34, 0, 3_321]);
    assert_eq!(counts("2026-11-22"), [34, 0, 3_321]);
    // Đông Sơn was a district of its own until the end of 2024, Kỳ Hợp and Kỳ Lâm communes until the end of 2019.
    assert_eq!(counts("2020-08-05"), [63, 697, 10_035]);
    assert_eq!(counts("2019-12-31"), [63, 697, 10_036]);
}

#[test]
fn rural_communes_are_counted_apart_from_wards_townships_and_special_zones() {
    for on in ["2019-12-31", "2025-06-30", "2025-07-01", "2026-11-22"].map(date) {
        for area in [COUNTRY, REGISTRY.by_code("22", on).unwrap()] {
            let walked = REGISTRY.descendants(area, UnitLevel::Commune, on).into_iter();
            let rural: Vec<UnitId> = walked.filter(|unit| REGISTRY.at(*unit, on).unwrap().kind == "xa").collect();
            assert_eq!(REGISTRY.count_assessed(area, UnitLevel::Commune, on), rural.len());
            assert_eq!(REGISTRY.assessed(area, UnitLevel::Commune, on), rural);
            assert!(rural.len() < REGISTRY.count(area, UnitLevel::Commune, on));
        }
        assert_eq!(REGISTRY.assessed(COUNTRY, UnitLevel::District, on).len(), REGISTRY.count(COUNTRY, UnitLevel::District, on));
    }
    let province = REGISTRY.province(code("25270", "2026-01-01"), date("2026-01-01")).unwrap();
    let counted = |on: &str| REGISTRY.count_assessed(province, UnitLevel::Commune, date(on));
    assert!(counted("2026-04-29") > counted("2026-04-30"), "Lộc Ninh and others became wards that day");
}

#[test]
fn a_code_means_different_units_on_different_dates() {
    let (before, after) = (code("06733", "2025-06-30"), code("06733", "2025-07-01"));
    assert_ne!(before, after);
    assert_eq!((name(before, "2025-06-30"), name(after, "2025-07-01")), ("Xã Hải Tiến", "Xã Hải Ninh"));
    let reused = REGISTRY.iter().filter(|unit| unit.level == UnitLevel::Commune).filter(|unit| {
        let code = unit.codes.at(date("2025-06-30"));
        code.is_some_and(|code| REGISTRY.by_code(code, date("2025-07-01")).is_some())
    });
    assert_eq!(reused.count(), 3_316);
    assert_eq!(REGISTRY.by_code("6730", date("2020-01-01")), REGISTRY.by_code(" 06730 ", date("2020-01-01")));
    assert_eq!(name(code("1", "2020-01-01"), "2020-01-01"), "Thành phố Hà Nội");
    assert_eq!(name(code("447", "2020-01-01"), "2020-01-01"), "Huyện Kỳ Anh");
    assert_eq!(REGISTRY.by_code("447", date("2025-07-01")), None);
}

#[test]
fn a_unit_that_passed_july_2025_unchanged_is_one_unit_going_on() {
    let going_on: Vec<_> = REGISTRY
        .iter()
        .filter(|unit| unit.span.to.is_none() && unit.exists(date("2025-06-30")) && unit.level != UnitLevel::Country)
        .collect();
    let provinces = going_on.iter().filter(|unit| unit.level == UnitLevel::Province).count();
    assert_eq!(provinces, 11);
    assert!(going_on.len() - provinces >= 121);
    for unit in going_on {
        assert!(unit.successors.is_empty() && unit.id.get() < 2_000_000, "{unit:?}");
    }
    let hanoi = code("01", "2025-06-30");
    assert_eq!((hanoi, hanoi), (code("01", "2025-07-01"), UnitId(1_200_001)));
}

#[test]
fn reorganisations_say_what_became_of_a_unit() {
    let hai_dong = code("06730", "2017-06-06");
    assert_eq!((hai_dong, name(hai_dong, "2017-06-06")), (UnitId(1_406_730), "Xã Hải Đông"));
    let became = REGISTRY.successors(hai_dong);
    assert_eq!(became.len(), 1);
    assert!(became[0].whole && became[0].on == date("2025-07-01"));
    assert_eq!(became[0].unit, code("06736", "2025-07-01"));
    assert!(REGISTRY.predecessors(became[0].unit).iter().any(|from| from.unit == hai_dong));
    // Phường Quảng An of Hà Nội was divided between two wards.
    let divided = REGISTRY.successors(code("00100", "2025-06-30"));
    assert_eq!((divided.len(), divided.iter().any(|part| part.whole)), (2, false));
    // Lâm Hợp and Kỳ Lạc became one commune, which took the name of one and the code of the other.
    let ky_lac = code("18838", "2025-07-01");
    assert_eq!(name(ky_lac, "2025-07-01"), "Xã Kỳ Lạc");
    let from: Vec<_> = REGISTRY.predecessors(ky_lac).iter().map(|from| name(from.unit, "2025-06-30")).collect();
    assert_eq!(from, ["Xã Lâm Hợp", "Xã Kỳ Lạc"]);
}

#[test]
fn a_district_is_followed_by_what_its_communes_became() {
    let ky_anh = code("447", "2025-06-30");
    assert!(REGISTRY.successors(ky_anh).is_empty());
    let heirs: Vec<_> = REGISTRY.heirs(ky_anh).iter().map(|heir| name(heir.unit, "2025-07-01")).collect();
    assert!(heirs.contains(&"Xã Kỳ Lạc") && heirs.contains(&"Xã Kỳ Xuân"), "{heirs:?}");
    let hai_dong = code("06730", "2017-06-06");
    assert_eq!(REGISTRY.heirs(hai_dong), REGISTRY.successors(hai_dong));
    assert!(REGISTRY.heirs(code("06736", "2025-07-01")).is_empty());
}

#[test]
fn earlier_changes_are_known_where_the_demo_needs_them() {
    let dong_van = code("16417", "2020-08-05");
    assert_eq!(REGISTRY.path(dong_van, date("2020-08-05")), "Xã Đông Văn, Huyện Đông Sơn, Tỉnh Thanh Hóa");
    assert_eq!(REGISTRY.path(dong_van, date("2025-01-01")), "Xã Đông Văn, Thành phố Thanh Hóa, Tỉnh Thanh Hóa");
    let dong_son = code("405", "2020-08-05");
    assert_eq!(REGISTRY.count(dong_son, UnitLevel::Commune, date("2020-08-05")), 14);
    assert_eq!(REGISTRY.at(dong_son, date("2025-01-01")), None);
    assert_eq!(REGISTRY.successors(dong_son)[0].unit, code("380", "2025-01-01"));
    assert_eq!(name(code("16378", "2024-12-31"), "2024-12-31"), "Thị trấn Rừng Thông");
    assert_eq!(name(code("16378", "2025-01-01"), "2025-01-01"), "Phường Rừng Thông");
    let lam_hop = code("18838", "2020-09-08");
    assert_eq!(REGISTRY.path(lam_hop, date("2020-09-08")), "Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh");
    assert_eq!(REGISTRY.at(lam_hop, date("2019-12-31")), None);
    assert_eq!(name(code("18838", "2019-12-31"), "2019-12-31"), "Xã Kỳ Lâm");
    assert_eq!(REGISTRY.predecessors(lam_hop).len(), 2);
    assert!(REGISTRY.get(lam_hop).unwrap().source.as_deref().unwrap().contains("memory"));
}

#[test]
fn the_renames_of_2026_hold_from_their_day() {
    let loc_ninh = code("25270", "2026-01-01");
    assert_eq!((name(loc_ninh, "2026-04-29"), name(loc_ninh, "2026-04-30")), ("Xã Lộc Ninh", "Phường Lộc Ninh"));
    assert_eq!(REGISTRY.at(loc_ninh, date("2026-04-30")).unwrap().kind, "phuong");
    let quang_ninh = code("22", "2026-08-31");
    assert_eq!(name(quang_ninh, "2026-08-31"), "Tỉnh Quảng Ninh");
    assert_eq!(REGISTRY.at(quang_ninh, date("2026-09-01")).map(|u| (u.name, u.kind)), Some(("Thành phố Quảng Ninh", "thanh_pho_tw")));
    assert_eq!(REGISTRY.province_slug(quang_ninh, date("2026-09-01")), Some("quang-ninh"));
    assert_eq!(REGISTRY.latest(), date("2026-09-20"));
}

#[test]
fn zones_and_provinces_follow_the_date() {
    let zone = |unit, on: &str| REGISTRY.zone(unit, date(on)).map(|zone| zone.as_str());
    let quang_an = code("06901", "2024-01-24");
    assert_eq!(zone(quang_an, "2024-01-24"), Some("dbsh"));
    assert_eq!(zone(quang_an, "2025-07-01"), None);
    assert_eq!(zone(code("52", "2025-07-01"), "2025-07-01"), None, "the new Gia Lai lies in two zones");
    for commune in REGISTRY.units(UnitLevel::Commune, date("2025-07-01")) {
        assert!(REGISTRY.zone(commune, date("2025-07-01")).is_some());
    }
    assert_eq!(REGISTRY.zones().len(), 7);
    assert_eq!(REGISTRY.province_slug(quang_an, date("2024-01-24")), Some("quang-ninh"));
    assert_eq!(REGISTRY.province_slug(code("77", "2020-01-01"), date("2020-01-01")), Some("ba-ria-vung-tau"));
    assert_eq!(REGISTRY.province_slug(code("46", "2020-01-01"), date("2020-01-01")), Some("thua-thien-hue"));
}

#[test]
fn every_unit_has_one_path_to_the_country_and_stands_among_its_parents_children() {
    for on in ["1990-01-01", "2019-12-31", "2020-01-01", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2026-09-20", "2100-01-01"]
    {
        let on = date(on);
        let mut listed = 0;
        for unit in REGISTRY.iter().filter(|unit| unit.exists(on)) {
            let ancestors = REGISTRY.ancestors(unit.id, on);
            assert_eq!(ancestors.last().copied().unwrap_or(unit.id), COUNTRY);
            assert!(ancestors.len() <= 4);
            let children = REGISTRY.children(unit.id, on);
            assert!(children.iter().all(|child| REGISTRY.at(*child, on).unwrap().parent == Some(unit.id)));
            listed += children.len();
        }
        assert_eq!(listed + 1, REGISTRY.iter().filter(|unit| unit.exists(on)).count());
    }
}

#[test]
fn children_stand_in_vietnamese_order() {
    let on = date("2020-01-01");
    let names: Vec<_> =
        REGISTRY.children(code("194", "2020-01-01"), on).iter().map(|id| REGISTRY.at(*id, on).unwrap().short_name()).collect();
    assert_eq!(names[..6], ["Bắc Sơn", "Bình Ngọc", "Hải Đông", "Hải Hòa", "Hải Sơn", "Hải Tiến"]);
    let wards: Vec<_> = REGISTRY.children(code("79", "2020-01-01"), on).iter().map(|id| REGISTRY.at(*id, on).unwrap().name).collect();
    let position = |name: &str| wards.iter().position(|ward| *ward == name).unwrap();
    assert!(position("Quận 3") < position("Quận 10"));
}
