//! Demands outside the criteria: whose bound applies, to whom, and what no value can decide.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{Case, catalogue, date};
use std::collections::BTreeSet;
use vedich_criteria::expr::Truth;
use vedich_criteria::{
    Below, ConditionChange, ConditionFacts, ConditionResult, Confidence, Contents, FieldChange, Included, IndicatorChange, OverlayInForce,
    PartChange, Reason, Status, diff,
};
use vedich_facts::Overlay;
use vedich_values::UnitId;

const DISTRICT: &str = "vn.district.2021-2025.standard";
const PROVINCE: &str = "vn.province.2026-2030.completion";

fn overlay(set: &str, code: &str, threshold: Option<&str>) -> OverlayInForce {
    let overlay = Overlay {
        set: set.into(),
        code: code.into(),
        part: None,
        zone: None,
        year: None,
        threshold: threshold.map(str::to_owned),
        decision: "12/QĐ-UBND".to_owned(),
        decided: date("2023-01-01"),
        to: None,
    };
    OverlayInForce { overlay, since: date("2023-01-01") }
}

fn one(case: &Case, facts: &ConditionFacts, id: &str) -> ConditionResult {
    let results = case.yardstick().conditions(&case.cells, &case.declared, facts);
    results.into_iter().find(|result| result.id == id).unwrap()
}

#[test]
fn a_bound_set_locally_beats_the_one_of_the_file() {
    let mut case = Case::new(DISTRICT, "2024-05-01", "btb").value("@satisfaction", "91,5");
    let found = one(&case, &ConditionFacts::default(), "satisfaction");
    assert_eq!((found.status, found.confidence, found.overlay), (Status::Met, Confidence::Verified, None));
    case.overlays = vec![overlay(DISTRICT, "@satisfaction", Some(">= 95"))];
    let found = one(&case, &ConditionFacts::default(), "satisfaction");
    assert_eq!((found.status, found.confidence), (Status::NotMet, Confidence::Confirmed));
    assert_eq!(found.threshold.unwrap().to_string(), ">= 95");
    assert_eq!(found.overlay.unwrap().decision, "12/QĐ-UBND");
    let later = case.on("2022-12-31");
    assert_eq!(one(&later, &ConditionFacts::default(), "satisfaction").status, Status::Met, "it holds from its day on");
}

#[test]
fn a_bound_that_was_not_verified_says_so_until_somebody_confirms_it() {
    let mut case = Case::new("vn.commune.2018-2020.model", "2023-05-01", "btb");
    assert_eq!(one(&case, &ConditionFacts::default(), "pre").confidence, Confidence::Memory);
    case.overlays = vec![overlay("vn.commune.2018-2020.model", "@pre", None)];
    let found = one(&case, &ConditionFacts::default(), "pre");
    assert_eq!((found.confidence, found.status), (Confidence::Confirmed, Status::NoData));
    assert!(!found.overlay.unwrap().sets);
}

#[test]
fn what_one_value_cannot_show_is_said() {
    let case = Case::new(DISTRICT, "2024-05-01", "btb").value("@satisfaction", "91,5");
    let found = one(&case, &ConditionFacts::default(), "satisfaction");
    assert!(matches!(found.reasons.as_slice(), [Reason::EachToo { bound }] if bound.to_string() == ">= 80"));
    let towns = one(&case, &ConditionFacts::default(), "towns");
    assert_eq!((towns.status, towns.reasons), (Status::NoData, vec![Reason::NotCounted]), "the rules for towns are no set of ours");
    let reported = Case::new(DISTRICT, "2024-05-01", "btb").value("@towns", "100");
    assert_eq!(one(&reported, &ConditionFacts::default(), "towns").status, Status::Met);
}

#[test]
fn more_than_there_is_to_choose_from_cannot_be_assessed() {
    let of = |value| {
        let found = one(
            &Case::new("vn.commune.2021-2025.model", "2024-05-01", "btb").value("@outstanding", value),
            &ConditionFacts::default(),
            "outstanding",
        );
        (found.status, found.reasons)
    };
    assert_eq!(of("7"), (Status::Met, Vec::new()));
    assert_eq!(of("0"), (Status::NotMet, Vec::new()));
    assert_eq!(of("8"), (Status::NotAssessable, vec![Reason::MoreThanOptions { options: 7 }]));
}

#[test]
fn whether_a_demand_is_about_the_unit_is_asked_first() {
    let mut case = Case::new(PROVINCE, "2026-05-01", "");
    let asks = |case: &Case| {
        let found = one(case, &ConditionFacts::default(), "wards");
        (found.status, found.reasons)
    };
    let kind = BTreeSet::from(["commune.kind".to_owned()]);
    let (status, reasons) = asks(&case);
    assert_eq!(status, Status::NotAssessable);
    assert!(matches!(&reasons[..], [Reason::NeedsAttribute { attributes }] if attributes.is_superset(&kind)), "{reasons:?}");
    case = case.attribute("commune.kind", "xa");
    assert_eq!(asks(&case), (Status::NotApplicable, vec![Reason::OutOfScope]));
    case = case.attribute("commune.kind", "dac_khu");
    assert_eq!(asks(&case), (Status::NoData, vec![Reason::NothingReported]));
    let mut words = (*case.set).clone();
    words.conditions[2].applies_when = Some("unit is a ward formed from communes".to_owned());
    case.set = std::sync::Arc::new(words);
    assert_eq!(asks(&case), (Status::NotAssessable, vec![Reason::NeedsJudgement]), "plain words are for a person");
    assert_eq!(asks(&case.value("@wards", "71")).0, Status::Met, "who reports a value has judged it");
}

#[test]
fn contents_that_must_be_met_are_found_by_name() {
    let case = Case::new("vn.commune.2026-2030.standard", "2026-05-01", "").value("1.1", "x");
    let must: Vec<String> = catalogue().get(PROVINCE).unwrap().conditions[2].must_include.clone();
    let yardstick = case.yardstick();
    let contents = yardstick.contents(&yardstick.marks(&case.cells, &case.declared), &must);
    assert_eq!(contents.included.len(), 6);
    assert!(contents.included.iter().all(|one| one.status.is_some()), "{:?}", contents.included);
    assert_eq!(contents.met + contents.not_met + contents.open, 47, "indicators that are not listed are open");
    let unheard = yardstick.contents(&yardstick.marks(&case.cells, &case.declared), &["bưu điện".to_owned()]);
    assert_eq!(unheard.included, [Included { name: "bưu điện".to_owned(), status: None }]);
}

/// How a commune of so many contents stands at "at least 70 %", with the statuses of those that must be met.
fn ward(met: u32, not_met: u32, open: u32, must: &[Option<Status>]) -> Contents {
    let included = must.iter().map(|status| Included { name: "nước sạch".to_owned(), status: *status }).collect();
    Contents { met, not_met, open, included }
}

#[test]
fn units_below_are_judged_one_by_one() {
    let bound = catalogue().get(PROVINCE).unwrap().conditions[2].threshold.clone();
    let stands = |wards: &[(Truth, Option<Contents>)]| {
        let mut below = Below::default();
        for (index, (applies, contents)) in wards.iter().enumerate() {
            below.add(UnitId(u32::try_from(index).unwrap()), applies.clone(), contents.as_ref(), bound.as_ref());
        }
        let mut facts = ConditionFacts::default();
        facts.below.insert("wards".to_owned(), below);
        let found = one(&Case::new(PROVINCE, "2026-05-01", ""), &facts, "wards");
        (found.status, found.tally.map(|tally| tally.to_string()), found.reasons)
    };
    let met = || (Truth::True, Some(ward(70, 20, 10, &[Some(Status::Met)])));
    assert_eq!(stands(&[]), (Status::NotApplicable, None, vec![Reason::OutOfScope]));
    assert_eq!(
        stands(&[met(), (Truth::False, None)]),
        (Status::Met, Some("1/1".to_owned()), Vec::new()),
        "70 of 100 whatever the open ones"
    );
    let short = ward(60, 31, 9, &[]);
    assert_eq!(stands(&[met(), (Truth::True, Some(short))]), (Status::NotMet, Some("1/2".to_owned()), Vec::new()));
    let without = ward(90, 0, 10, &[Some(Status::NotMet)]);
    assert_eq!(stands(&[(Truth::True, Some(without))]).0, Status::NotMet, "one that must be met is not");
    let nothing = stands(&[met(), (Truth::True, None)]);
    assert_eq!(nothing, (Status::NoData, Some("1/2".to_owned()), vec![Reason::NothingReported]));
    let unknown = Truth::Unknown(BTreeSet::from(["commune.farmland_percent_2025".to_owned()]));
    let (status, _, reasons) = stands(&[met(), (unknown, None)]);
    assert_eq!(status, Status::NotAssessable);
    assert!(matches!(&reasons[..], [Reason::UnitsUndecided { units: 1 }, Reason::NeedsAttribute { .. }]), "{reasons:?}");
    let (status, _, reasons) = stands(&[(Truth::True, Some(ward(90, 0, 10, &[None])))]);
    assert_eq!((status, reasons.len()), (Status::NotAssessable, 2), "a content nobody lists cannot be checked");
}

#[test]
fn sets_are_compared_in_their_demands_and_parts_too() {
    let catalogue = catalogue();
    let (old, new) = (catalogue.get("vn.district.2016-2020.standard").unwrap(), catalogue.get(DISTRICT).unwrap());
    let changes = diff(old, new).conditions;
    let added = |id: &str| changes.iter().any(|change| matches!(change, ConditionChange::Added { id: found, .. } if found == id));
    assert!(added("satisfaction") && added("advanced"), "{changes:#?}");
    let communes = changes.iter().find_map(|change| match change {
        ConditionChange::Changed { id, threshold, fields, .. } if id == "communes" => Some((threshold, fields)),
        _ => None,
    });
    let (threshold, fields) = communes.unwrap();
    assert_eq!((threshold, fields.len(), fields[0].field), (&None, 1, "refers_to"));
    let back = diff(new, old).conditions;
    assert!(back.iter().any(|change| matches!(change, ConditionChange::Removed { id, .. } if id == "satisfaction")));
    assert_eq!(diff(new, new).conditions, []);

    let mut other = (**catalogue.get("vn.commune.2021-2025.standard").unwrap()).clone();
    let before = other.clone();
    let one = other.criteria.iter_mut().flat_map(|criterion| &mut criterion.indicators).find(|one| one.parts.len() > 2).unwrap();
    let code = one.code.clone();
    let gone = one.parts.remove(0);
    one.parts[0].name.vi = "Tên khác".to_owned();
    one.parts[1].when = Some("zone in [tn]".to_owned());
    let changed = diff(&before, &other).indicators;
    let [IndicatorChange::Changed { code: found, parts, .. }] = changed.as_slice() else { panic!("{changed:#?}") };
    assert_eq!((found, parts.len()), (&code, 3));
    assert!(matches!(&parts[0], PartChange::Changed { renamed: Some((_, to)), .. } if to.vi == "Tên khác"));
    assert!(
        matches!(&parts[1], PartChange::Changed { renamed: None, fields, .. } if matches!(&fields[..], [FieldChange { field: "when", .. }]))
    );
    assert_eq!(parts[2], PartChange::Removed { key: gone.key, name: gone.name });
}
