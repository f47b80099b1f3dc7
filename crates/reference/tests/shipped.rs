//! What we ship is whole: every file is embedded and readable, the demo cases say what their sources say.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;
use vedich_facts::{AttributeValue, Body, DeclaredState, Fact, Observed, UnitChange, UnitLevel, Value, WorkState};
use vedich_reference::{DEMO, DemoEntry, PROCEDURES, SETS, Shipped, TEMPLATES, demo};
use vedich_values::{Date, Tally, UnitId};

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| Shipped::load().unwrap());
static CASES: LazyLock<Vec<DemoEntry>> = LazyLock::new(|| demo(&SHIPPED.registry, &SHIPPED.catalogue).unwrap());

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn case(letter: &str) -> &'static [Fact] {
    &CASES.iter().find(|entry| entry.key.starts_with(letter)).unwrap().facts
}

fn unit(code: &str, on: &str) -> UnitId {
    SHIPPED.registry.by_code(code, date(on)).unwrap()
}

fn tally(text: &str) -> Option<Tally> {
    Some(Tally::parse(text).unwrap())
}

/// The reported counts of a case: unit, set, criteria, indicators.
fn reported(letter: &str) -> Vec<(UnitId, &'static str, Option<Tally>, Option<Tally>)> {
    let counts = case(letter).iter().filter_map(|fact| match &fact.body {
        Body::ReportedCount { set, criteria, indicators } => Some((fact.unit, set.as_str(), *criteria, *indicators)),
        _ => None,
    });
    counts.collect()
}

/// Numbers of the criteria a unit is said not to meet, and how many are met by implication.
fn declared(letter: &str, unit: UnitId) -> (Vec<u16>, usize) {
    let (mut unmet, mut implied_met) = (Vec::new(), 0);
    for fact in case(letter).iter().filter(|fact| fact.unit == unit) {
        match &fact.body {
            Body::DeclaredStatus { criterion, state: DeclaredState::NotMet, implied: false, .. } => unmet.push(criterion.0),
            Body::DeclaredStatus { state: DeclaredState::Met, implied: true, .. } => implied_met += 1,
            _ => {}
        }
    }
    (unmet, implied_met)
}

#[test]
fn every_file_of_the_data_folder_is_embedded() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let listed = |folder: &str, start: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(data.join(folder)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        entries.filter(|name| name.ends_with(".toml") && name.starts_with(start)).collect()
    };
    let embedded = |files: &[(&str, &str)]| -> BTreeSet<String> { files.iter().map(|(name, _)| (*name).to_owned()).collect() };
    assert_eq!(embedded(SETS), listed("criteria/sets", ""));
    assert_eq!(embedded(PROCEDURES), listed("criteria", "procedure"));
    assert_eq!(embedded(DEMO), listed("demo", ""));
    let risks = || BTreeSet::from(["risks.toml".to_owned()]);
    assert_eq!(embedded(TEMPLATES).union(&risks()).cloned().collect::<BTreeSet<_>>(), listed("templates", ""));
}

#[test]
fn case_a_reports_12_of_20_and_36_of_53() {
    let hai_dong = unit("06730", "2017-06-06");
    assert_eq!(reported("a"), [(hai_dong, "vn-quang-ninh.commune.2016-2020.standard", tally("12/20"), tally("36/53"))]);
    let works: Vec<_> = case("a").iter().filter(|fact| matches!(fact.body, Body::Work { state: WorkState::Underway, .. })).collect();
    assert_eq!(works.len(), 4);
    let hamlet = case("a").iter().find(|fact| matches!(&fact.body, Body::Stage { stage, .. } if stage == "registered")).unwrap();
    let mut registry = (*SHIPPED.registry).clone();
    for fact in case("a") {
        if let Body::UnitChange(change) = &fact.body {
            registry.apply(fact.unit, fact.as_of, change).unwrap();
        }
    }
    assert_eq!(registry.path(hamlet.unit, date("2017-06-06")), "Thôn 5, Xã Hải Đông, Thành phố Móng Cái, Tỉnh Quảng Ninh");
}

#[test]
fn case_b_gives_each_of_the_five_communes_a_direction() {
    let communes = ["06739", "06733", "06730", "06748", "06745"].map(|code| unit(code, "2021-03-09"));
    for commune in communes {
        let directions = case("b")
            .iter()
            .filter(|fact| fact.unit == commune && matches!(&fact.body, Body::Remark { topic, .. } if topic == "direction"));
        assert_eq!(directions.count(), 1);
    }
    assert!(case("b").iter().any(|fact| matches!(&fact.body, Body::Remark { topic, .. } if topic == "answer")));
}

#[test]
fn case_c_counts_22_hamlets_and_the_outputs() {
    let dong_son = unit("405", "2020-08-05");
    let counts: Vec<_> = case("c")
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::StageCounts { total, stages, .. } => Some((fact.unit, *total, stages)),
            _ => None,
        })
        .collect();
    for (unit, total, stages) in &counts {
        assert_eq!((*unit, *total, stages.iter().map(|stage| stage.count).sum::<u32>()), (dong_son, 22, 22));
    }
    let newest: Vec<_> = counts.last().unwrap().2.iter().map(|stage| (stage.stage.as_str(), stage.count)).collect();
    assert_eq!(newest, [("recognised", 1), ("appraised", 4), ("working", 17)]);
    let places = &counts[0].2[0].places;
    assert_eq!(*places, [(unit("16417", "2020-08-05"), 4), (unit("16393", "2020-08-05"), 1)]);
    let outputs: Vec<_> = case("c")
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::Output(line) => Some((line.quantity?.to_string(), line.unit.vi.as_str())),
            _ => None,
        })
        .collect();
    let expected = [("15.5", "km"), ("7.7", "km"), ("22", "tường rào"), ("18", "vườn")].map(|(quantity, unit)| (quantity.to_owned(), unit));
    assert_eq!(outputs, expected);
}

#[test]
fn case_d_names_4_and_10_unmet_criteria() {
    let (lam_hop, ky_lac) = (unit("18838", "2020-09-08"), unit("18850", "2020-09-08"));
    assert_eq!(declared("d", lam_hop), (vec![1, 2, 17, 20], 16));
    assert_eq!(declared("d", ky_lac), (vec![1, 2, 6, 8, 10, 13, 15, 17, 18, 20], 10));
    let set = "vn-ha-tinh.commune.2018-2020.standard";
    assert_eq!(reported("d"), [(lam_hop, set, tally("16/20"), None), (ky_lac, set, tally("10/20"), None)]);
    let names: Vec<_> = SHIPPED
        .catalogue
        .get(set)
        .unwrap()
        .criteria
        .iter()
        .filter(|c| [1, 2, 17, 20].contains(&c.no.0))
        .map(|c| c.name.vi.as_str())
        .collect();
    assert_eq!(names, ["Quy hoạch", "Giao thông", "Môi trường và an toàn thực phẩm", "Khu dân cư NTM kiểu mẫu, vườn mẫu"]);
}

#[test]
fn case_e_is_proposed_at_16_of_19() {
    let quang_an = unit("06901", "2024-01-24");
    let set = "vn-quang-ninh.commune.2021-2025.advanced";
    assert_eq!(reported("e"), [(quang_an, set, tally("16/19"), tally("70/75"))]);
    assert!(case("e").iter().any(|fact| matches!(&fact.body, Body::Stage { stage, year: Some(2023), .. } if stage == "proposed")));
    let tier = AttributeValue::Text("advanced".to_owned());
    assert!(case("e").iter().any(|fact| matches!(&fact.body, Body::Attribute { name, value, .. } if name == "tier" && *value == tier)));
    let values: Vec<_> = case("e")
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::Observation { target, observed: Observed::Value(Value::Number(value)) } => {
                Some((target.code.as_str(), value.to_string()))
            }
            _ => None,
        })
        .collect();
    let expected = [("10", "68.3"), ("14.1", "95.3"), ("12.1", "86"), ("11", "0")].map(|(code, value)| (code, value.to_owned()));
    assert_eq!(values, expected);
}

#[test]
fn every_unit_set_and_code_of_the_cases_is_valid_on_its_date() {
    let mut registry = (*SHIPPED.registry).clone();
    for entry in CASES.iter() {
        for fact in &entry.facts {
            if let Body::UnitChange(change) = &fact.body {
                assert!(matches!(change, UnitChange::Registered { level: UnitLevel::Hamlet, .. }));
                registry.apply(fact.unit, fact.as_of, change).unwrap();
            }
            assert!(registry.at(fact.unit, fact.as_of).is_some(), "{}: {fact:?}", entry.key);
            // What we assume ourselves does not name the case's source.
            let assumed = matches!(fact.body, Body::Roadmap(_));
            assert!(assumed != (fact.source.as_deref() == Some(entry.source.as_str())));
            assert!(fact.as_of < entry.recorded_at.date_naive());
            let set = match &fact.body {
                Body::Observation { target, .. } => Some(&target.set),
                Body::DeclaredStatus { set, .. }
                | Body::ReportedCount { set, .. }
                | Body::Stage { set, .. }
                | Body::StageCounts { set, .. } => Some(set),
                _ => None,
            };
            if let Some(set) = set {
                let known = SHIPPED.catalogue.get(set.as_str()).unwrap();
                assert!(known.effective.contains(fact.as_of), "{set} on {}", fact.as_of);
                assert_eq!(SHIPPED.catalogue.localise(set, registry.province_slug(fact.unit, fact.as_of), fact.as_of), *set);
            }
        }
    }
}

#[test]
fn the_shipped_roles_can_be_read() {
    assert!(vedich_reference::roles().unwrap().get("commune-officer").is_some());
}

#[test]
fn every_procedure_can_be_read_in_words() {
    let procedures = vedich_reference::procedures().unwrap();
    assert_eq!(procedures.len(), vedich_reference::PROCEDURES.len());
    for procedure in &procedures {
        assert!(procedure.conditions.iter().all(|row| row.words.is_some()), "{}", procedure.id);
        assert!(procedure.merge_rules.iter().all(|row| row.words.is_some()), "{}", procedure.id);
        assert!(procedure.remarks.iter().all(|row| row.words.is_some()), "{}", procedure.id);
    }
}
