//! Finding places as people write them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use proptest::prelude::*;
use std::sync::LazyLock;
use vedich_units::{Registry, Resolution, Tables};
use vedich_values::Date;

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    Registry::build(&Tables {
        old: include_str!("../../../data/units/units-old.csv"),
        new: include_str!("../../../data/units/units-2025.csv"),
        mapping: include_str!("../../../data/units/mapping.csv"),
        changes: include_str!("../../../data/units/changes-2026.csv"),
        history: include_str!("../../../data/units/history.csv"),
        zones: include_str!("../../../data/criteria/zones.toml"),
    })
    .unwrap()
});

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn paths(query: &str, on: &str) -> Vec<String> {
    REGISTRY.find(query, Some(date(on)), 10).iter().map(|found| REGISTRY.path(found.unit, found.on)).collect()
}

#[track_caller]
fn first(query: &str, on: &str, expected: &str) {
    let found = paths(query, on);
    assert_eq!(found.first().map(String::as_str), Some(expected), "looking for `{query}` on {on}, found {found:#?}");
}

#[track_caller]
fn only(query: &str, on: &str, expected: &str) {
    match REGISTRY.resolve(query, date(on)) {
        Resolution::One(unit) => assert_eq!(REGISTRY.path(unit, date(on)), expected, "resolving `{query}`"),
        other => panic!("`{query}` on {on} is not one unit: {:#?}", describe(&other)),
    }
}

fn describe(resolution: &Resolution) -> Vec<String> {
    let list = match resolution {
        Resolution::One(unit) => return vec![unit.to_string()],
        Resolution::Ambiguous(list) | Resolution::NotFound(list) => list,
    };
    list.iter().map(|found| format!("{} on {}", REGISTRY.path(found.unit, found.on), found.on)).collect()
}

const HAI_DONG: &str = "Xã Hải Đông, Thành phố Móng Cái, Tỉnh Quảng Ninh";
const LAM_HOP: &str = "Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh";
const MONG_CAI: &str = "Thành phố Móng Cái, Tỉnh Quảng Ninh";

#[test]
fn old_spellings_short_forms_and_the_other_order_lead_there_too() {
    for (query, on, expected) in [
        ("Đắc Lắc", "2026-11-01", "Tỉnh Đắk Lắk"),
        ("Dac Lac", "2020-01-01", "Tỉnh Đắk Lắk"),
        ("tỉnh Đắc Nông", "2020-01-01", "Tỉnh Đắk Nông"),
        ("Bắc Cạn", "2020-01-01", "Tỉnh Bắc Kạn"),
        ("BR-VT", "2020-01-01", "Tỉnh Bà Rịa - Vũng Tàu"),
        ("tỉnh BR-VT", "2020-01-01", "Tỉnh Bà Rịa - Vũng Tàu"),
        ("Ha Noi, Ba Dinh", "2020-01-01", "Quận Ba Đình, Thành phố Hà Nội"),
        ("Quảng Ninh, Móng Cái, Hải Đông", "2017-06-06", HAI_DONG),
        ("t.p mong cai", "2020-01-01", MONG_CAI),
        ("T.X Kỳ Anh", "2020-01-01", "Thị xã Kỳ Anh, Tỉnh Hà Tĩnh"),
    ] {
        first(query, on, expected);
    }
    only("Ha Noi, Ba Dinh", "2020-01-01", "Quận Ba Đình, Thành phố Hà Nội");
}

#[test]
fn names_are_found_as_people_write_them() {
    for query in [
        "Hải Đông, Móng Cái",
        "xa hai dong, mong cai",
        "hai dong,TP. Móng Cái",
        "HẢI ĐÔNG (Móng Cái)",
        "x. hải đông, tp mong cai, quảng ninh",
        "hai dong mong cai",
        "xã Hải Đông thành phố Móng Cái tỉnh Quảng Ninh",
    ] {
        only(query, "2017-06-06", HAI_DONG);
    }
    for query in ["Lâm Hợp, Kỳ Anh", "lam hop", "xã lâm hợp", "Lâm Hợp, huyện Kỳ Anh", "lam hop h. ky anh", "18838"] {
        only(query, "2020-09-08", LAM_HOP);
    }
    for query in ["TP. Móng Cái", "tp mong cai", "thành phố móng cái", "Móng Cái", "MÓNG CÁI", "194"] {
        only(query, "2020-01-01", MONG_CAI);
    }
    only("Q. Ba Đình", "2020-01-01", "Quận Ba Đình, Thành phố Hà Nội");
    only("TX Kỳ Anh", "2020-01-01", "Thị xã Kỳ Anh, Tỉnh Hà Tĩnh");
    only("H. Kỳ Anh", "2020-01-01", "Huyện Kỳ Anh, Tỉnh Hà Tĩnh");
    only("Phường Sài Gòn", "2026-01-01", "Phường Sài Gòn, Thành phố Hồ Chí Minh");
    only("Q1, TPHCM", "2020-01-01", "Quận 1, Thành phố Hồ Chí Minh");
    only("TP HCM", "2020-01-01", "Thành phố Hồ Chí Minh");
    only("thành phố Hoà Bình, tỉnh Hòa Bình", "2020-01-01", "Thành phố Hòa Bình, Tỉnh Hòa Bình");
}

#[test]
fn unfinished_words_are_completed() {
    first("mong c", "2020-01-01", MONG_CAI);
    first("lam ho, ky", "2020-09-08", LAM_HOP);
    first("hai do, mong", "2017-06-06", HAI_DONG);
    first("quang ni", "2020-01-01", "Tỉnh Quảng Ninh");
    first("ha tin", "2026-11-22", "Tỉnh Hà Tĩnh");
}

#[test]
fn one_typing_error_is_forgiven_when_nothing_else_fits() {
    first("lam hopp", "2020-09-08", LAM_HOP);
    first("mogn cai", "2020-01-01", MONG_CAI);
    first("hai dong, mnog cai", "2017-06-06", HAI_DONG);
    assert!(!REGISTRY.find("mogn cai", Some(date("2020-01-01")), 5)[0].exact);
}

#[test]
fn ambiguous_names_are_listed_with_what_lies_above() {
    let Resolution::Ambiguous(list) = REGISTRY.resolve("Hải Đông", date("2020-01-01")) else {
        panic!("two communes are called Hải Đông")
    };
    let paths: Vec<_> = list.iter().map(|found| REGISTRY.path(found.unit, found.on)).collect();
    assert_eq!(paths, [HAI_DONG, "Xã Hải Đông, Huyện Hải Hậu, Tỉnh Nam Định"]);
    let Resolution::Ambiguous(list) = REGISTRY.resolve("Kỳ Anh", date("2020-01-01")) else { panic!("a district and a town") };
    assert!(list.len() >= 2);
}

#[test]
fn units_of_other_dates_come_after_those_of_the_date() {
    let found = REGISTRY.find("Kỳ Lạc", Some(date("2026-11-22")), 5);
    assert_eq!(REGISTRY.path(found[0].unit, found[0].on), "Xã Kỳ Lạc, Tỉnh Hà Tĩnh");
    assert_eq!((found[0].on, found[1].on), (date("2026-11-22"), date("2025-06-30")));
    first("Hải Đông, Móng Cái", "2026-11-22", HAI_DONG);
    let Resolution::NotFound(near) = REGISTRY.resolve("Hải Đông, Móng Cái", date("2026-11-22")) else { panic!("it ended in 2025") };
    assert_eq!((near[0].on, near[0].exact), (date("2025-06-30"), true));
    assert_eq!(REGISTRY.path(near[0].unit, near[0].on), HAI_DONG);
    // The old name of a unit renamed still leads to it.
    first("Tỉnh Quảng Ninh", "2026-11-22", "Thành phố Quảng Ninh");
    first("Xã Lộc Ninh, Đồng Nai", "2026-11-22", "Phường Lộc Ninh, Thành phố Đồng Nai");
}

#[test]
fn diacritics_that_were_written_count() {
    first("Hải Dương", "2020-01-01", "Tỉnh Hải Dương");
    let dong = paths("Hải Đông", "2020-01-01");
    assert!(dong[0].starts_with("Xã Hải Đông") && dong[1].starts_with("Xã Hải Đông"), "{dong:?}");
    first("xã Tân Hòa, Đồng Tháp", "2020-01-01", &paths("xã Tân Hoà, Đồng Tháp", "2020-01-01")[0]);
}

#[test]
fn a_level_word_restricts_the_level() {
    for path in paths("huyện Ba", "2020-01-01") {
        assert!(!path.starts_with("Xã") && !path.starts_with("Phường"), "{path}");
    }
    first("xã Bản Lang", "2020-01-01", "Xã Bản Lang, Huyện Phong Thổ, Tỉnh Lai Châu");
    first("bản lang", "2020-01-01", "Xã Bản Lang, Huyện Phong Thổ, Tỉnh Lai Châu");
}

#[test]
fn nothing_is_found_in_nothing() {
    for query in ["", "  ", ",", ",,,", "!!", "xyzzyx qwrt"] {
        assert!(REGISTRY.find(query, None, 5).is_empty(), "`{query}`");
    }
    assert!(REGISTRY.find("hai dong", None, 0).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_query_makes_find_panic(query in "\\PC{0,40}", limit in 0usize..5) {
        for found in REGISTRY.find(&query, None, limit) {
            prop_assert!(REGISTRY.at(found.unit, found.on).is_some());
        }
    }

    #[test]
    fn pieces_of_real_names_are_found_on_dates_on_which_they_exist(pick in 0usize..13_000, cut in 1usize..30, year in 2015i32..2030) {
        let unit = REGISTRY.iter().nth(pick).unwrap();
        let name: String = unit.names.last().unwrap().value.name.chars().take(cut).collect();
        for found in REGISTRY.find(&name, Date::from_ymd_opt(year, 7, 1), 20) {
            prop_assert!(REGISTRY.at(found.unit, found.on).is_some());
        }
    }

    #[test]
    fn a_unit_is_found_by_its_full_path(pick in 0usize..13_000) {
        let unit = REGISTRY.iter().nth(pick).unwrap();
        let on = unit.span.to.unwrap_or(REGISTRY.latest());
        let path = REGISTRY.path(unit.id, on);
        let found = REGISTRY.find(&path, Some(on), 20);
        prop_assert!(found.iter().any(|found| found.unit == unit.id && found.exact), "{} not among {:?}", path, found);
        prop_assert!(found[0].exact);
    }
}

/// Communes with some hamlets each; names repeat on purpose.
fn with_hamlets(hamlets: &[(usize, u32)]) -> (Registry, Vec<vedich_values::UnitId>) {
    use vedich_units::{UnitChange, UnitLevel};
    let mut registry = REGISTRY.clone();
    let communes = ["06730", "06733", "18838"].map(|code| registry.by_code(code, date("2020-09-08")).unwrap()).to_vec();
    for (commune, number) in hamlets {
        let change = UnitChange::Registered {
            level: UnitLevel::Hamlet,
            kind: "thon".to_owned(),
            name: format!("Thôn {number}"),
            parent: communes[*commune],
            code: None,
        };
        let id = registry.next_free_id();
        registry.apply(id, date("2020-09-08"), &change).unwrap();
    }
    (registry, communes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hamlets_below_a_commune_are_all_found_and_a_short_list_begins_the_long_one(
        hamlets in prop::collection::vec((0usize..3, 1u32..4), 0..60), commune in 0usize..3, number in 1u32..4, commas in any::<bool>()
    ) {
        let (registry, communes) = with_hamlets(&hamlets);
        let on = date("2020-09-08");
        let path = registry.path(communes[commune], on);
        let query = if commas { format!("Thôn {number}, {path}") } else { format!("thon {number} {}", registry.at(communes[commune], on).unwrap().short_name()) };
        let all = registry.find(&query, Some(on), usize::MAX);
        let mut found: Vec<_> = all.iter().filter(|found| found.exact).map(|found| found.unit).collect();
        found.sort_unstable();
        let mut below: Vec<_> = registry.children(communes[commune], on);
        below.retain(|unit| registry.at(*unit, on).unwrap().name == format!("Thôn {number}"));
        below.sort_unstable();
        prop_assert_eq!(found, below, "{}", query);
        for limit in [1, 3, 8] {
            prop_assert_eq!(&registry.find(&query, Some(on), limit)[..], &all[..limit.min(all.len())]);
        }
    }
}
