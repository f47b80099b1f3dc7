//! Changes stated in the journal: hamlets above all.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use vedich_units::{COUNTRY, ChangeRefused, Registry, Resolution, Tables, UnitChange, UnitLevel};
use vedich_values::{Date, UnitId};

/// Two communes of one district before July 2025, merged whole into one after it; a third is divided.
const OLD: &str = "code,name,level,type,parent_code,zone\n22,Tỉnh Quảng Ninh,tinh,tinh,,DBSH\n194,Thành phố Móng Cái,huyen,thanh_pho,22,DBSH\n\
    06730,Xã Hải Đông,xa,xa,194,DBSH\n06733,Xã Hải Tiến,xa,xa,194,DBSH\n06709,Phường Trần Phú,xa,phuong,194,DBSH\n";
const NEW: &str = "code,name,level,type,parent_code,zone,zone7\n22,Tỉnh Quảng Ninh,tinh,tinh,,DBSH,DBSH\n06736,Phường Móng Cái 3,xa,phuong,22,DBSH,DBSH\n\
    06712,Phường Móng Cái 2,xa,phuong,22,DBSH,DBSH\n";
const MAPPING: &str = "old_code,new_code,kind\n22,22,whole\n06730,06736,whole\n06733,06736,whole\n06709,06736,part\n06709,06712,part\n";

static SMALL: LazyLock<Registry> =
    LazyLock::new(|| Registry::build(&Tables { old: OLD, new: NEW, mapping: MAPPING, ..Tables::default() }).unwrap());

const THON_5: UnitId = UnitId(10_000_000);

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn hamlet(name: &str, parent: UnitId) -> UnitChange {
    UnitChange::Registered { level: UnitLevel::Hamlet, kind: "thon".to_owned(), name: name.to_owned(), parent, code: None }
}

fn code(code: &str, on: &str) -> UnitId {
    SMALL.by_code(code, date(on)).unwrap()
}

fn with_thon_5() -> Registry {
    let mut registry = SMALL.clone();
    assert_eq!(registry.next_free_id(), THON_5);
    registry.apply(THON_5, date("2017-06-06"), &hamlet("Thôn 5", code("06730", "2017-06-06"))).unwrap();
    registry
}

#[test]
fn a_hamlet_registered_follows_its_commune_into_the_new_one() {
    let registry = with_thon_5();
    assert_eq!(registry.at(THON_5, date("2017-06-05")), None);
    assert_eq!(registry.path(THON_5, date("2017-06-06")), "Thôn 5, Xã Hải Đông, Thành phố Móng Cái, Tỉnh Quảng Ninh");
    assert_eq!(registry.path(THON_5, date("2025-07-01")), "Thôn 5, Phường Móng Cái 3, Tỉnh Quảng Ninh");
    assert_eq!(registry.zone(THON_5, date("2020-01-01")).map(|zone| zone.as_str()), Some("dbsh"));
    for (on, count) in [("2017-06-05", 0), ("2017-06-06", 1), ("2025-07-01", 1)] {
        assert_eq!(registry.count(COUNTRY, UnitLevel::Hamlet, date(on)), count);
    }
    assert_eq!(registry.count(code("194", "2020-01-01"), UnitLevel::Hamlet, date("2025-07-01")), 0);
    assert_eq!(registry.count(code("06736", "2025-07-01"), UnitLevel::Hamlet, date("2025-07-01")), 1);
    assert_eq!(registry.resolve("thon 5, hai dong, mong cai", date("2020-01-01")), Resolution::One(THON_5));
    assert_eq!(registry.next_free_id(), UnitId(10_000_001));
}

#[test]
fn a_hamlet_of_a_divided_commune_ends_with_it_until_it_is_said_where_it_lies() {
    let mut registry = SMALL.clone();
    registry.apply(THON_5, date("2017-06-06"), &hamlet("Khu 1", code("06709", "2017-06-06"))).unwrap();
    assert_eq!(registry.at(THON_5, date("2025-07-01")), None);
    registry.apply(THON_5, date("2025-07-01"), &UnitChange::Moved { parent: code("06712", "2025-07-01") }).unwrap();
    assert_eq!(registry.path(THON_5, date("2026-01-01")), "Khu 1, Phường Móng Cái 2, Tỉnh Quảng Ninh");
    assert_eq!(registry.count(COUNTRY, UnitLevel::Hamlet, date("2026-01-01")), 1);
}

#[test]
fn renaming_and_dissolving_keep_the_past() {
    let mut registry = with_thon_5();
    let rename = UnitChange::Renamed { name: "Thôn Đông".to_owned(), kind: "thon".to_owned() };
    registry.apply(THON_5, date("2022-01-01"), &rename).unwrap();
    assert_eq!(registry.at(THON_5, date("2021-12-31")).unwrap().name, "Thôn 5");
    assert_eq!(registry.at(THON_5, date("2022-01-01")).unwrap().name, "Thôn Đông");
    assert_eq!(registry.find("thôn đông", Some(date("2023-01-01")), 3)[0].unit, THON_5);
    let heir = registry.next_free_id();
    registry.apply(heir, date("2017-06-06"), &hamlet("Thôn 6", code("06730", "2017-06-06"))).unwrap();
    let dissolve = UnitChange::Dissolved { successors: vec![heir], whole: true };
    registry.apply(THON_5, date("2023-01-01"), &dissolve).unwrap();
    registry.apply(THON_5, date("2023-01-01"), &dissolve).unwrap();
    assert_eq!(registry.at(THON_5, date("2023-01-01")), None);
    assert!(registry.at(THON_5, date("2022-12-31")).is_some());
    assert_eq!((registry.successors(THON_5).len(), registry.predecessors(heir).len()), (1, 1));
    assert_eq!(registry.count(COUNTRY, UnitLevel::Hamlet, date("2023-01-01")), 1);
}

#[test]
fn what_contradicts_the_register_is_refused() {
    let mut registry = with_thon_5();
    let commune = code("06730", "2020-01-01");
    let mut refused = |unit, on: &str, change: &UnitChange| registry.apply(unit, date(on), change).unwrap_err();
    assert_eq!(refused(THON_5, "2017-06-06", &hamlet("Thôn 7", commune)), ChangeRefused::AlreadyRegistered(THON_5));
    assert_eq!(refused(UnitId(77), "2017-06-06", &hamlet("Thôn 7", commune)), ChangeRefused::ReservedId(UnitId(77)));
    assert_eq!(refused(UnitId(10_000_009), "2017-06-06", &hamlet("Thôn 7", THON_5)).code(), "unit-change.not-above");
    assert_eq!(refused(UnitId(10_000_009), "2017-06-06", &hamlet(" ", commune)), ChangeRefused::NoName);
    assert_eq!(refused(UnitId(10_000_009), "2026-01-01", &hamlet("Thôn 7", commune)).code(), "unit-change.not-there");
    assert_eq!(refused(UnitId(10_000_009), "2026-01-01", &UnitChange::Moved { parent: commune }).code(), "unit-change.unknown-unit");
    assert_eq!(refused(THON_5, "2026-01-01", &UnitChange::Moved { parent: UnitId(9) }), ChangeRefused::UnknownOther(UnitId(9)));
    assert_eq!(registry.iter().count(), SMALL.iter().count() + 1);
}

#[test]
fn errors_in_tables_are_reported_all_together_with_line_and_column() {
    let old = "code,name,level,type,parent_code,zone\n22,Tỉnh Quảng Ninh,tinh,tinh,,DBSH\n22,Tỉnh Khác,tinh,tinh,,DBSH\n194,Thành phố Móng Cái,hyen,thanh_pho,22,DBSH\n6730,Xã Hải Đông,xa,xa,22,DBSH\n06733,Xã Hải Tiến,xa,xa,99,DBSH\n";
    let problems = Registry::build(&Tables { old, mapping: "old_code,new_code,kind\n22,22,half\n", ..Tables::default() }).unwrap_err();
    let places: Vec<_> = problems.iter().map(|p| (p.code, p.place.line.unwrap(), p.place.column.unwrap())).collect();
    let expected = [
        ("units.duplicate-code", 3, 1),
        ("units.bad-level", 4, 24),
        ("units.bad-code", 5, 1),
        ("units.unknown-parent", 6, 25),
        ("units.bad-word", 2, 7),
    ];
    assert_eq!(places[..5], expected);
}

fn changes() -> impl Strategy<Value = Vec<(u32, u32, usize)>> {
    prop::collection::vec((0u32..4, 0u32..4000, 0usize..4), 1..12)
}

proptest! {
    /// Whatever is applied, the tree stays a tree, and counts equal what a walk finds.
    #[test]
    fn changes_never_break_the_tree(steps in changes()) {
        let mut registry = SMALL.clone();
        let parents = [code("06730", "2020-01-01"), code("06733", "2020-01-01"), code("06709", "2020-01-01"), code("06736", "2025-07-01")];
        for (what, day, pick) in steps {
            let on = date("2016-01-01") + chrono_days(day);
            let unit = UnitId(10_000_000 + u32::try_from(pick).unwrap());
            let change = match what {
                0 => hamlet(&format!("Thôn {pick}"), parents[pick]),
                1 => UnitChange::Moved { parent: parents[(pick + 1) % 4] },
                2 => UnitChange::Renamed { name: format!("Thôn {day}"), kind: "thon".to_owned() },
                _ => UnitChange::Dissolved { successors: vec![], whole: false },
            };
            let once = registry.apply(unit, on, &change);
            let after = registry.clone();
            if once.is_ok() && what < 3 {
                registry.apply(unit, on, &change).unwrap();
                for unit in after.iter() {
                    prop_assert_eq!(Some(unit), registry.get(unit.id));
                }
            }
        }
        for on in ["2016-01-01", "2019-05-05", "2025-06-30", "2025-07-01", "2026-12-31"].map(date) {
            let hamlets: Vec<_> = registry.units(UnitLevel::Hamlet, on).collect();
            prop_assert_eq!(registry.count(COUNTRY, UnitLevel::Hamlet, on), hamlets.len());
            prop_assert_eq!(registry.descendants(COUNTRY, UnitLevel::Hamlet, on).len(), hamlets.len());
            for hamlet in hamlets {
                let ancestors = registry.ancestors(hamlet, on);
                prop_assert_eq!(ancestors.last(), Some(&COUNTRY));
                for above in &ancestors {
                    prop_assert!(registry.at(*above, on).is_some());
                }
            }
        }
    }
}

fn chrono_days(days: u32) -> chrono::Days {
    chrono::Days::new(u64::from(days))
}

#[test]
fn what_ever_lay_in_a_unit_or_went_whole_into_it_is_told() {
    let registry = with_thon_5();
    let (old, merged, city) = (code("06730", "2020-01-01"), code("06736", "2025-07-01"), code("194", "2020-01-01"));
    let within = |unit| registry.ever_within(unit, 100).map(BTreeSet::from_iter);
    assert_eq!(within(old), Some(BTreeSet::from([old, THON_5])));
    let sister = code("06733", "2020-01-01");
    assert_eq!(within(merged), Some(BTreeSet::from([merged, old, sister, THON_5])), "of the divided ward nothing says which part");
    assert!(within(city).unwrap().is_superset(&BTreeSet::from([city, old, sister, code("06709", "2020-01-01"), THON_5])));
    assert_eq!(registry.ever_within(merged, 3), None, "more than asked for");
}
