//! Set-level conditions: prerequisites, shares of communes, a value against another set's threshold.

use crate::world::*;
use std::sync::Arc;
use vedich_board::{Board, Place, Reference};
use vedich_criteria::{Readiness, Status};
use vedich_facts::{AttributeValue, Body, DeclaredState, Fact, Overlay, UnitChange, UnitLevel};
use vedich_reference::Shipped;
use vedich_values::{Decimal, Tally, UnitId};

const ADVANCED: &str = "vn-quang-ninh.commune.2021-2025.advanced";
const STANDARD: &str = "vn.commune.2021-2025.standard";
const DISTRICT: &str = "vn.district.2016-2020.standard";

/// A set of conditions alone: id, measure, set referred to, bound.
fn conditions_only(id: &str, subject: &str, tier: &str, conditions: &[(&str, &str, &str, &str)]) -> String {
    let text = |(id, measure, refers, bound): &(&str, &str, &str, &str)| {
        format!(
            "[[conditions]]\nid = \"{id}\"\nname = {{ vi = \"Điều kiện\", en = \"Condition\" }}\nmeasure = \"{measure}\"\n\
             refers_to = \"{refers}\"\nthreshold = \"{bound}\"\nconfidence = \"memory\"\n"
        )
    };
    format!(
        "id = \"{id}\"\ntitle = {{ vi = \"Thử\", en = \"Test\" }}\nsubject = \"{subject}\"\ntier = \"{tier}\"\nscope = \"national\"\n\
         completeness = \"full\"\ndeclared = {{ criteria = 0, indicators = 0 }}\npass_rule = \"all-conditions\"\n\
         [effective]\nfrom = \"2016-10-17\"\nto = \"2021-12-31\"\n\
         [[legal]]\nnumber = \"?\"\nissuer = {{ vi = \"Thủ tướng\", en = \"Prime Minister\" }}\nrole = \"issue\"\n{}",
        conditions.iter().map(text).collect::<String>()
    )
}

fn load(reference: &Reference, date: &str, facts: Vec<Fact>) -> Board {
    let facts = facts.into_iter().enumerate().map(|(index, fact)| recorded(index as u64 + 1, fact));
    Board::load(reference, day(date), facts)
}

fn statuses(place: &Place) -> Vec<(&str, Status)> {
    place.conditions.iter().map(|condition| (condition.id.as_str(), condition.status)).collect()
}

/// Quảng An on its way to the model tier, in the real sets: everything stated but what a test leaves out.
fn model_commune(income: Option<&str>, unmet: Option<u16>, before: &[Fact]) -> Place {
    let shipped = Shipped::load().unwrap();
    let reference = Reference { registry: shipped.registry, catalogue: shipped.catalogue, bands: shipped.bands };
    let on = day("2024-06-30");
    let (commune, province) = (quang_an(&reference), reference.registry.by_code("22", on).unwrap());
    let tier = Body::Attribute { name: "tier".into(), value: AttributeValue::Text("model".into()), to: None };
    let mut facts =
        vec![Fact::new(commune, day("2023-01-01"), tier), bound(province, "2023-01-01", "vn.commune.2021-2025.advanced", "10", ">= 65")];
    for criterion in 1..=19 {
        let state = if unmet == Some(criterion) { DeclaredState::NotMet } else { DeclaredState::Met };
        facts.push(declared(commune, "2024-03-31", ADVANCED, criterion, None, state));
    }
    facts.extend(income.map(|income| value(commune, "2024-03-31", ADVANCED, "10", number(income))));
    for code in ["@smart_hamlet", "@outstanding"] {
        facts.push(value(commune, "2024-03-31", "vn.commune.2021-2025.model", code, number("1")));
    }
    facts.extend(before.iter().cloned().map(|fact| Fact { unit: commune, ..fact }));
    let place = load(&reference, "2024-06-30", facts).place(commune, None).unwrap();
    assert_eq!(place.set.id.as_str(), "vn.commune.2021-2025.model");
    place
}

/// A threshold set by a province.
fn bound(province: UnitId, as_of: &str, of: &str, code: &str, threshold: &str) -> Fact {
    let overlay = Overlay {
        set: set(of),
        code: code.into(),
        part: None,
        zone: None,
        year: None,
        threshold: Some(threshold.into()),
        decision: "1/QĐ-UBND".into(),
        decided: day(as_of),
        to: None,
    };
    Fact::new(province, day(as_of), Body::Overlay(overlay))
}

fn quang_an(reference: &Reference) -> UnitId {
    reference.registry.by_code("06901", day("2024-06-30")).unwrap()
}

#[test]
fn a_model_commune_is_ready_when_the_provincial_advanced_set_is_met_and_income_is_high_enough() {
    let standard = stage(UnitId(1), "2021-12-31", STANDARD, "recognised");
    let place = model_commune(Some("71.5"), None, std::slice::from_ref(&standard));
    let expected = [("pre", Status::Met), ("income", Status::Met), ("smart_hamlet", Status::Met), ("outstanding", Status::Met)];
    assert_eq!(statuses(&place), expected);
    assert_eq!((place.conditions[1].value, place.readiness), (Some(Decimal::from(110)), Readiness::Ready));
    let poorer = model_commune(Some("71.49"), None, std::slice::from_ref(&standard));
    assert_eq!((poorer.conditions[1].status, poorer.readiness), (Status::NotMet, Readiness::CriteriaMet { not_met: 1, unknown: 0 }));
    let unmet = model_commune(Some("80"), Some(17), std::slice::from_ref(&standard));
    assert_eq!((unmet.conditions[0].status, unmet.conditions[1].status), (Status::NotMet, Status::Met));
    let no_income = model_commune(None, None, std::slice::from_ref(&standard));
    assert_eq!((no_income.conditions[0].status, no_income.conditions[1].status), (Status::Met, Status::NoData));
}

#[test]
fn whether_a_model_commune_meets_the_advanced_set_is_open_without_its_recognitions() {
    let open = model_commune(Some("80"), None, &[]);
    assert_eq!((open.conditions[0].status, open.readiness), (Status::NoData, Readiness::CriteriaMet { not_met: 0, unknown: 1 }));
    let recognised = model_commune(Some("80"), None, &[stage(UnitId(1), "2023-12-31", ADVANCED, "recognised")]);
    assert_eq!((recognised.conditions[0].status, recognised.readiness), (Status::Met, Readiness::Ready));
    let withdrawn = model_commune(Some("80"), None, &[stage(UnitId(1), "2022-12-31", STANDARD, "withdrawn")]);
    assert_eq!(withdrawn.conditions[0].status, Status::NotMet, "the advanced set asks for the standard one");
    let contradicted = model_commune(Some("80"), Some(5), &[stage(UnitId(1), "2023-12-31", ADVANCED, "recognised")]);
    assert_eq!(contradicted.conditions[0].status, Status::NotMet, "what is known of the criteria counts");
}

fn with_district() -> Reference {
    let communes = ("communes", "child_percent", NATIONAL, "= 100");
    reference_with(&[(DISTRICT, conditions_only(DISTRICT, "district", "standard", &[communes]))])
}

#[test]
fn a_district_counts_the_communes_recognised_among_those_of_the_day() {
    let reference = with_district();
    let of = |code: &str| unit(&reference, code);
    let two = || vec![stage(of("18001"), "2019-06-30", NATIONAL, "recognised"), stage(of("18002"), "2019-12-31", NATIONAL, "recognised")];
    let share = |facts: Vec<Fact>, date: &str, code: &str| {
        let place = load(&reference, date, facts).place(of(code), None).unwrap();
        (place.conditions[0].tally, place.conditions[0].status, place.readiness)
    };
    let short = Readiness::CriteriaMet { not_met: 1, unknown: 0 };
    assert_eq!(share(two(), "2020-06-30", "447"), (Tally::new(2, 3).ok(), Status::NotMet, short));
    assert_eq!(share(two(), "2019-07-01", "447").0, Tally::new(1, 3).ok());
    let nothing = (None, Status::NoData, Readiness::CriteriaMet { not_met: 0, unknown: 1 });
    assert_eq!(share(two(), "2020-06-30", "449"), nothing, "of no commune there is anything known");
    let working = vec![stage(of("18101"), "2019-06-30", NATIONAL, "working")];
    assert_eq!(share(working, "2020-06-30", "449").0, Tally::new(0, 2).ok());
    let mut all = two();
    all.push(stage(of("18003"), "2020-01-01", NATIONAL, "recognised"));
    assert_eq!(share(all.clone(), "2020-06-30", "447"), (Tally::new(3, 3).ok(), Status::Met, Readiness::Ready));
    all.push(stage(of("18003"), "2020-03-01", NATIONAL, "withdrawn"));
    assert_eq!(share(all, "2020-06-30", "447").0, Tally::new(2, 3).ok());
    let provincial = vec![stage(of("06001"), "2019-06-30", QUANG_NINH, "recognised")];
    assert_eq!(share(provincial, "2020-06-30", "194").0, Tally::new(1, 2).ok(), "the province's own set builds on it");
    let typed = vec![value(of("447"), "2020-01-01", DISTRICT, "@communes", number("100"))];
    assert_eq!(share(typed, "2020-06-30", "447").1, Status::Met, "a reported share counts before the one worked out");
}

#[test]
fn wards_are_not_part_of_the_share_of_communes() {
    let mut reference = with_district();
    let mut registry = reference.registry.as_ref().clone();
    let ward = UnitChange::Renamed { name: "Phường Kỳ Tây".into(), kind: "phuong".into() };
    registry.apply(unit(&reference, "18003"), day("2020-01-01"), &ward).unwrap();
    reference.registry = Arc::new(registry);
    let communes = ["18001", "18002"].map(|code| stage(unit(&reference, code), "2019-06-30", NATIONAL, "recognised"));
    let on = |date: &str| load(&reference, date, communes.to_vec()).place(unit(&reference, "447"), None).unwrap().conditions[0].tally;
    assert_eq!((on("2019-12-31"), on("2020-01-01")), (Tally::new(2, 3).ok(), Tally::new(2, 2).ok()));
}

#[test]
fn wards_stand_on_no_board_and_in_no_total_and_keep_their_page() {
    let mut reference = reference();
    let mut registry = reference.registry.as_ref().clone();
    let (ward, district) = (unit(&reference, "18003"), unit(&reference, "447"));
    registry.apply(ward, day("2020-01-01"), &UnitChange::Renamed { name: "Phường Kỳ Tây".into(), kind: "phuong".into() }).unwrap();
    reference.registry = Arc::new(registry);
    let facts: Vec<Fact> =
        ["18001", "18003"].map(|code| value(unit(&reference, code), "2019-01-01", NATIONAL, "1.2", number("60"))).to_vec();
    let counted = |date: &str| {
        let board = load(&reference, date, facts.clone());
        let totals = board.totals(district, UnitLevel::Commune, &set(NATIONAL));
        let table = board.area(district, UnitLevel::Commune, &set(NATIONAL));
        let on_board = table.rows.iter().any(|row| row.unit == ward);
        (totals.units, totals.with_data, table.rows.len(), on_board, board.place(ward, None).is_some_and(|place| place.has_data))
    };
    assert_eq!(counted("2019-12-31"), (3, 2, 3, true, true));
    assert_eq!(counted("2020-01-01"), (2, 1, 2, false, true));
}

#[test]
fn sets_that_ask_for_each_other_learn_nothing_from_it() {
    let (a, b) = ("vn.commune.2016-2020.model", "vn.commune.2016-2020.advanced");
    let asks = |id: &str, tier: &str, others: &[&str]| {
        let conditions: Vec<_> = others.iter().map(|other| (&other[other.len() - 3..], "prerequisite", *other, "= met")).collect();
        conditions_only(id, "commune", tier, &conditions)
    };
    let reference = reference_with(&[(a, asks(a, "model", &[b, a])), (b, asks(b, "advanced", &[a]))]);
    let commune = unit(&reference, "18001");
    let place = |facts| load(&reference, "2020-06-30", facts).place(commune, Some(&set(a))).unwrap();
    assert_eq!(statuses(&place(Vec::new())), [("ced", Status::NoData), ("del", Status::NoData)]);
    let recognised = place(vec![stage(commune, "2020-01-01", b, "recognised")]);
    assert_eq!(statuses(&recognised), [("ced", Status::Met), ("del", Status::NoData)]);
}

#[test]
fn contents_met_are_counted_only_when_all_are_known() {
    let id = "vn.hamlet.2016-2020.standard";
    let conditions =
        [("own", "contents_percent", QUANG_NINH, ">= 70"), ("all", "contents_met", "commune set in force", "= all-applicable")];
    let reference = reference_with(&[(id, conditions_only(id, "hamlet", "standard", &conditions))]);
    let commune = unit(&reference, "18001");
    let mut facts = vec![bound(unit(&reference, "42"), "2019-01-01", NATIONAL, "3.2", ">= 85")];
    let tallies = |facts: &[Fact]| {
        let place = load(&reference, "2020-06-30", facts.to_vec()).place(commune, Some(&set(id))).unwrap();
        place.conditions.iter().map(|condition| (condition.tally, condition.status)).collect::<Vec<_>>()
    };
    assert_eq!(tallies(&facts), [(None, Status::NoData), (None, Status::NoData)]);
    for code in ["1.1", "1.2", "3.2"] {
        facts.push(value(commune, "2020-01-01", NATIONAL, code, number("95")));
    }
    facts.push(value(commune, "2020-01-01", NATIONAL, "2.1", yes_no(true)));
    facts.push(value(commune, "2020-01-01", NATIONAL, "3.1", number("9")));
    assert_eq!(tallies(&facts)[1], (Tally::new(4, 5).ok(), Status::NotMet));
    facts.push(value(commune, "2020-02-01", NATIONAL, "3.1", number("2")));
    assert_eq!(tallies(&facts)[1], (Tally::new(5, 5).ok(), Status::Met));
}

const PROVINCE: &str = "vn.province.2016-2020.completion";

#[test]
fn a_province_judges_its_wards_by_the_contents_of_the_commune_set() {
    let condition = ("wards", "contents_percent", NATIONAL, ">= 70");
    let text = conditions_only(PROVINCE, "province", "standard", &[condition])
        + "applies_when = \"commune.kind = phuong and commune.farmland >= 70\"\nmust_include = [\"điện\"]\n";
    let mut reference = reference_with(&[(PROVINCE, text)]);
    let mut registry = reference.registry.as_ref().clone();
    let ward = unit(&reference, "18003");
    registry.apply(ward, day("2020-01-01"), &UnitChange::Renamed { name: "Phường Kỳ Tây".into(), kind: "phuong".into() }).unwrap();
    reference.registry = Arc::new(registry);
    let province = unit(&reference, "42");
    let stands = |facts: &[Fact]| {
        let place = load(&reference, "2020-06-30", facts.to_vec()).place(province, Some(&set(PROVINCE))).unwrap();
        (place.conditions[0].status, place.conditions[0].tally)
    };
    assert_eq!(stands(&[]), (Status::NotAssessable, None), "nobody stated how much farmland the ward has");
    let farmland = |percent: u32| {
        let value = AttributeValue::Number(Decimal::from(percent));
        Fact::new(ward, day("2020-01-01"), Body::Attribute { name: "farmland".into(), value, to: None })
    };
    assert_eq!(stands(&[farmland(40)]), (Status::NotApplicable, None));
    let mut facts = vec![farmland(75)];
    assert_eq!(stands(&facts), (Status::NoData, Tally::new(0, 1).ok()));
    for (code, percent) in [("1.1", "95"), ("1.2", "95"), ("3.1", "2")] {
        facts.push(value(ward, "2020-01-01", NATIONAL, code, number(percent)));
    }
    assert_eq!(stands(&facts).0, Status::NoData);
    facts.push(value(ward, "2020-01-01", NATIONAL, "2.1", yes_no(true)));
    assert_eq!(stands(&facts), (Status::Met, Tally::new(1, 1).ok()), "4 of 5 whatever becomes of the fifth");
    facts.push(value(ward, "2020-02-01", NATIONAL, "2.1", yes_no(false)));
    assert_eq!(stands(&facts).0, Status::NotMet, "the content that must be met is not");
    let mut elsewhere = facts.clone();
    elsewhere.push(bound(province, "2020-01-01", PROVINCE, "@wards", ">= 50"));
    let place = load(&reference, "2020-06-30", elsewhere).place(province, Some(&set(PROVINCE))).unwrap();
    assert_eq!(place.conditions[0].overlay.as_ref().map(|overlay| overlay.sets), Some(true));
}
