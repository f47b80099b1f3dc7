//! The five real cases, and every construct of the format on the real sets.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{Case, bands, catalogue, date};
use vedich_criteria::OverlayInForce;
use vedich_criteria::{
    Basis, Comparison, ConditionFacts, Confidence, Counts, CriterionChange, Declared, Direction, IndicatorChange, Readiness, Reason,
    Status, Subject, Tier, ZoneOrigin, compare, diff,
};
use vedich_facts::{DeclaredState, Overlay};
use vedich_values::{CriterionNo, Decimal, IndicatorCode, SetId, Tally, ZoneId};

const STANDARD: &str = "vn.commune.2021-2025.standard";
const ADVANCED: &str = "vn.commune.2021-2025.advanced";

fn tally(met: u32, total: u32) -> Tally {
    Tally::new(met, total).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn overlay(set: &str, code: &str, threshold: Option<&str>) -> OverlayInForce {
    OverlayInForce {
        overlay: Overlay {
            set: set.into(),
            code: code.into(),
            part: None,
            zone: None,
            year: None,
            threshold: threshold.map(str::to_owned),
            decision: "1523/QĐ-UBND".to_owned(),
            decided: date("2022-06-01"),
            to: None,
        },
        since: date("2022-06-01"),
    }
}

#[test]
fn a_zone_and_a_commune_group_are_different_properties() {
    let asked = catalogue().attributes(vedich_facts::UnitLevel::Commune);
    let words = |name: &str| match &asked.iter().find(|attribute| attribute.name == name).unwrap().kind {
        vedich_criteria::AttributeKind::Word(words) => words.keys().cloned().collect::<Vec<_>>(),
        kind => panic!("{kind:?}"),
    };
    assert_eq!(words("group"), ["nhom1", "nhom2", "nhom3"]);
    assert_eq!(words("zone"), ["btb", "dbscl", "dbsh", "dhntb", "dnb", "tdmnpb", "tn"]);
}

#[test]
fn all_real_files_are_read() {
    let catalogue = catalogue();
    assert_eq!(catalogue.len(), common::set_files().len());
    let advanced = catalogue.get(ADVANCED).unwrap();
    assert_eq!((advanced.criteria.len(), advanced.indicators().count()), (19, 75));
    let local = catalogue.get("vn-quang-ninh.commune.2016-2020.standard").unwrap();
    assert_eq!((local.criteria.len(), local.declared_indicators), (20, Some(53)));
    assert_eq!(local.indicator("3.1").unwrap().decision.as_deref(), Some("1980/QĐ-TTg"));
    assert!(!bands().schemes.is_empty());
}

#[test]
fn the_set_in_force_follows_place_and_date() {
    let catalogue = catalogue();
    let of = |slug: &str, on: &str, tier| catalogue.in_force(Subject::Commune, tier, Some(slug), date(on)).map(|set| set.id.to_string());
    assert_eq!(of("quang-ninh", "2017-06-06", Tier::Standard).unwrap(), "vn-quang-ninh.commune.2016-2020.standard");
    assert_eq!(of("ha-tinh", "2020-09-08", Tier::Standard).unwrap(), "vn-ha-tinh.commune.2018-2020.standard");
    assert_eq!(of("quang-ninh", "2024-01-24", Tier::Advanced).unwrap(), "vn-quang-ninh.commune.2021-2025.advanced");
    assert_eq!(of("thanh-hoa", "2022-01-15", Tier::Standard).unwrap(), "vn.commune.2016-2020.standard");
    assert_eq!(of("thanh-hoa", "2031-01-15", Tier::Standard), None);
    let district = catalogue.in_force(Subject::District, Tier::Standard, None, date("2024-05-01")).unwrap();
    assert_eq!(district.id.as_str(), "vn.district.2021-2025.standard");
}

#[test]
fn facts_of_a_base_set_count_for_its_provincial_extension() {
    let catalogue = catalogue();
    let (base, local) = (SetId::new("vn.commune.2016-2020.standard"), SetId::new("vn-ha-tinh.commune.2018-2020.standard"));
    assert!(catalogue.accepts(&local, &base) && !catalogue.accepts(&base, &local));
    assert_eq!((catalogue.family(&local), catalogue.family(&base)), (base.clone(), base.clone()));
    assert_eq!(catalogue.localise(&base, Some("ha-tinh"), date("2020-09-08")), local);
    assert_eq!(catalogue.localise(&base, Some("ha-tinh"), date("2017-09-08")), base);
    assert_eq!(catalogue.localise(&base, Some("thanh-hoa"), date("2020-09-08")), base);
}

#[test]
fn case_a_reported_counts_without_detail_are_possible_and_unexplained() {
    let case = Case::new("vn-quang-ninh.commune.2016-2020.standard", "2017-06-06", "dbsh");
    let marks = case.explain().marks;
    assert_eq!((marks.criterion_counts.total, marks.criterion_counts.no_data), (20, 20));
    assert_eq!((marks.indicator_counts.total, marks.indicator_counts.no_data), (53, 53));
    assert_eq!(compare(tally(12, 20), &marks.criterion_counts), Comparison::Possible { unexplained: 20 });
    assert_eq!(compare(tally(36, 53), &marks.indicator_counts), Comparison::Possible { unexplained: 53 });
}

/// Case D: an authority names what is not met; the rest follows from the total.
fn declared(unmet: &[u16]) -> vedich_criteria::Assessment {
    let mut case = Case::new("vn-ha-tinh.commune.2018-2020.standard", "2020-09-08", "btb");
    let mut declared = Declared { criteria: vec![Some(DeclaredState::Met); 20], ..Declared::default() };
    for no in unmet {
        declared.criteria[case.layout.criterion(CriterionNo(*no)).unwrap()] = Some(DeclaredState::NotMet);
    }
    case.declared = declared;
    case.explain()
}

#[test]
fn case_d_declared_states_give_the_counts_and_the_names() {
    let lam_hop = declared(&[1, 2, 17, 20]);
    let unmet: Vec<_> = lam_hop.criteria.iter().filter(|criterion| criterion.status == Status::NotMet).collect();
    assert_eq!((lam_hop.marks.criterion_counts.met, lam_hop.marks.criterion_counts.not_met, unmet.len()), (16, 4, 4));
    let names: Vec<&str> = unmet.iter().map(|criterion| criterion.name.vi.as_str()).collect();
    assert_eq!(names, ["Quy hoạch", "Giao thông", "Môi trường và an toàn thực phẩm", "Khu dân cư NTM kiểu mẫu, vườn mẫu"]);
    assert!(unmet.iter().all(|criterion| criterion.basis == Basis::Declared));
    assert_eq!(compare(tally(16, 20), &lam_hop.marks.criterion_counts), Comparison::Agrees);

    let ky_lac = declared(&[1, 2, 6, 8, 10, 13, 15, 17, 18, 20]);
    assert_eq!((ky_lac.marks.criterion_counts.met, ky_lac.marks.criterion_counts.not_met), (10, 10));
    assert_eq!(
        compare(tally(11, 20), &ky_lac.marks.criterion_counts),
        Comparison::Contradicts { by: 1, direction: Direction::ReportedHigher }
    );
}

fn quang_an() -> Case {
    Case::new("vn-quang-ninh.commune.2021-2025.advanced", "2024-01-24", "dbsh")
        .value("14.1", "95,3")
        .value("10", "68,3")
        .value("12.1", "86")
        .value("11", "0")
}

#[test]
fn case_e_is_narrow_where_the_threshold_is_known_and_open_where_it_is_not() {
    let case = quang_an();
    let insurance = case.result("14.1");
    assert_eq!((insurance.status, insurance.confidence), (Status::NarrowlyMet, Confidence::Verified));
    let margin = insurance.margin.unwrap();
    assert_eq!((margin.absolute, margin.relative_percent(1)), (decimal("0.3"), Some(decimal("0.3"))));
    for code in ["10", "11", "12.1"] {
        let result = case.result(code);
        assert_eq!((result.status, &result.reasons[..]), (Status::NotAssessable, &[Reason::ThresholdUnknown][..]), "{code}");
        assert!(result.value.is_some(), "the value is shown all the same");
    }
    let marks = case.explain().marks;
    assert_eq!((marks.indicator_counts.met, marks.indicator_counts.narrowly_met, marks.indicator_counts.total), (1, 1, 75));
    assert_eq!(compare(tally(16, 19), &marks.criterion_counts), Comparison::Possible { unexplained: 19 });
}

#[test]
fn case_e_becomes_assessable_through_overlays() {
    let mut case = quang_an();
    case.overlays =
        vec![overlay(ADVANCED, "10", Some(">= 66")), overlay(ADVANCED, "11", Some("<= 1.5")), overlay(ADVANCED, "12.1", Some(">= 80"))];
    let income = case.result("10");
    assert_eq!((income.status, income.confidence), (Status::Met, Confidence::Confirmed));
    assert_eq!(income.applied.unwrap().origin.overlay.unwrap().decision, "1523/QĐ-UBND");
    assert_eq!(case.result("11").status, Status::Met, "nothing below zero: not narrow");
    assert_eq!(case.result("12.1").status, Status::Met);
    case.context.date = date("2022-05-31");
    assert_eq!(case.result("10").status, Status::NotAssessable, "not before the overlay");
}

#[test]
fn an_overlay_confirms_or_beats_the_file_and_the_specific_one_wins() {
    let mut case = Case::new(STANDARD, "2023-06-30", "tdmnpb").value("4.2", "96");
    assert_eq!(case.result("4.2").confidence, Confidence::Memory);
    case.overlays = vec![overlay(STANDARD, "4.2", None)];
    let confirmed = case.result("4.2").applied.unwrap();
    assert_eq!((confirmed.confidence, confirmed.threshold.to_string().as_str()), (Confidence::Confirmed, ">= 95"));
    let mut zoned = overlay(STANDARD, "4.2", Some(">= 97"));
    zoned.overlay.zone = Some(ZoneId::new("tdmnpb"));
    case.overlays = vec![zoned, overlay(STANDARD, "4.2", Some(">= 90"))];
    assert_eq!(case.result("4.2").status, Status::NotMet);
    case.overlays.push(overlay("vn.commune.2016-2020.standard", "4.2", Some(">= 1")));
    assert_eq!(case.result("4.2").status, Status::NotMet, "overlays of other sets do not count");
}

#[test]
fn income_goes_by_year_and_zone() {
    let status = |on: &str, zone: &str, value: &str| Case::new(STANDARD, on, zone).value("10", value).result("10");
    let result = status("2023-12-31", "tdmnpb", "41,5");
    assert_eq!(result.status, Status::NotMet);
    assert_eq!((result.margin.unwrap().absolute, result.margin.unwrap().relative_percent(1)), (decimal("-3.5"), Some(decimal("-7.8"))));
    let origin = result.applied.unwrap().origin;
    assert_eq!((origin.zone, origin.year), (Some(ZoneId::new("tdmnpb")), Some(2023)));
    assert_eq!(status("2023-12-31", "dbsh", "59").status, Status::NarrowlyMet);
    assert_eq!(status("2024-12-31", "dbsh", "59").status, Status::NotMet);
    assert_eq!(status("2030-12-31", "dbsh", "70").applied.unwrap().origin.year, Some(2025), "after the last year the last");
    assert_eq!(status("2020-12-31", "dbsh", "70").reasons, [Reason::YearBeforeTable { first: 2021 }]);
    assert_eq!(status("2023-12-31", "", "70").reasons, [Reason::ZoneUnknown]);
    let gap = Case::new(STANDARD, "2023-12-31", "dbscl").value("9.2", "90").result("9.2");
    assert_eq!(gap.status, Status::NotAssessable);
    assert!(matches!(&gap.reasons[..], [Reason::ZoneWithoutValue { zone, name: Some(_) }] if zone.as_str() == "dbscl"), "{gap:?}");
}

#[test]
fn zone_rules_hold_in_their_time_and_need_their_attributes() {
    let zone = |on: &str, attribute: &str, value: bool| {
        let case = Case::new(STANDARD, on, "btb").attribute(attribute, value);
        case.explain().zone
    };
    let moved = zone("2023-06-30", "commune.especially_difficult", true);
    assert_eq!((moved.zone, moved.by), (Some(ZoneId::new("tdmnpb")), ZoneOrigin::Rule("zr1".to_owned())));
    let later = zone("2024-03-01", "commune.especially_difficult", true);
    assert_eq!(later.zone, Some(ZoneId::new("btb")), "zr1 ended, zr2 does not ask for this");
    assert!(later.undecided.contains("commune.ethnic_region"), "{later:?}");
    assert_eq!(zone("2024-03-01", "commune.especially_difficult_coastal_island", true).by, ZoneOrigin::Rule("zr2".to_owned()));
    let ethnic = Case::new(STANDARD, "2024-03-01", "btb").attribute("commune.ethnic_region", 3).value("4.2", "95").result("4.2");
    assert_eq!(ethnic.applied.unwrap().origin.zone_rule.as_deref(), Some("zr2"));
    let safe = Case::new(STANDARD, "2024-03-01", "btb").attribute("commune.safe_zone_atk", true).attribute("commune.ethnic_region", 1);
    let safe = safe.attribute("commune.especially_difficult_coastal_island", false).explain().zone;
    assert_eq!(safe.undecided.into_iter().collect::<Vec<_>>(), ["district.poor"]);
}

#[test]
fn amendments_change_measure_threshold_and_ways_from_their_day() {
    // 15.4: a share of people becomes yes/no on 1 March 2024; the old share is no answer to the new question.
    let share = Case::new(STANDARD, "2024-02-29", "tdmnpb").value("15.4", "55");
    assert_eq!(share.result("15.4").status, Status::Met);
    let after = share.on("2024-03-01").result("15.4");
    assert_eq!((after.status, &after.reasons[..]), (Status::NoData, &[Reason::OtherMeasure { by: Some("211/QĐ-TTg".to_owned()) }][..]));
    assert_eq!(after.name.vi, "Xã triển khai thực hiện sổ khám chữa bệnh điện tử");
    let zero = Case::new(STANDARD, "2024-03-01", "tdmnpb").value("15.4", "0,0").result("15.4");
    assert_eq!(zero.status, Status::NoData, "a share of 0 % is not a \"no\"");
    assert_eq!(Case::new(STANDARD, "2024-03-01", "btb").value("15.4", "có").result("15.4").status, Status::Met);
    assert_eq!(Case::new(STANDARD, "2024-02-29", "tdmnpb").value("15.4", "có").result("15.4").status, Status::NoData);

    // 16.x of the advanced set: rewritten as yes/no without a threshold of its own.
    let law = Case::new(ADVANCED, "2024-03-01", "dbsh").value("16.2", "x").result("16.2");
    assert_eq!((law.status, law.applied.unwrap().origin.amendment.as_deref()), (Status::Met, Some("211/QĐ-TTg")));
    assert_eq!(Case::new(ADVANCED, "2024-02-29", "dbsh").value("16.2", "91").result("16.2").status, Status::Met);

    // 13.1: the cooperative group becomes a second way.
    let group = Case::new(STANDARD, "2024-02-29", "dbsh").value("13.1/htx", "không").value("13.1/to_hop_tac", "có");
    assert_eq!(group.result("13.1").status, Status::NotMet);
    assert_eq!(group.on("2024-03-01").result("13.1").status, Status::Met);
    let one = Case::new(STANDARD, "2024-03-01", "dbsh").value("13.1/htx", "không");
    assert_eq!(one.result("13.1").status, Status::NoData, "the other way is not known");
    assert_eq!(Case::new(STANDARD, "2024-03-01", "dbsh").value("13.1", "không").result("13.1").status, Status::NotMet);

    let set = common::set(STANDARD);
    assert_eq!(set.amendments_on(date("2024-03-01")).len(), 4);
    assert_eq!(set.amendments_on(date("2024-06-04")).len(), 5);
}

#[test]
fn parts_depend_on_zone_school_count_and_date() {
    let schools = |zone: &str| Case::new(STANDARD, "2023-06-30", zone);
    let delta = schools("dbsh").value("5/muc1_dbsh_dnb", "100");
    assert_eq!((delta.result("5").status, delta.result("5").parts.len()), (Status::Met, 1));
    let hills = schools("tdmnpb").value("5/toithieu_khac", "100").value("5/muc1_tren3", "65").value("5/muc1_den3", "65");
    let open = hills.result("5");
    assert_eq!(open.status, Status::NoData);
    let needs = |result: &vedich_criteria::PartResult| matches!(&result.reasons[0], Reason::NeedsAttribute { attributes } if attributes.contains("commune.school_count"));
    assert!(open.parts[1..].iter().all(needs), "{open:#?}");
    let many = hills.attribute("commune.school_count", 4);
    assert_eq!((many.result("5").status, many.result("5").parts.len()), (Status::NotMet, 2));
    assert_eq!(many.attribute("commune.school_count", 3).result("5").status, Status::Met);

    // 14.1: parts, a level without a scale, one part dropped on 4 June 2024; a "yes" for the whole stands for parts not given.
    let schooling =
        |on: &str| Case::new(STANDARD, on, "btb").value("14.1/mn5", "đạt").value("14.1/vao_lop1", "98,5").value("14.1/th", "mức độ 2");
    let all = |on: &str| schooling(on).value("14.1/thcs", "2").value("14.1/xmc", "2");
    assert_eq!(all("2024-06-03").result("14.1").status, Status::NoData, "community learning centre not reported");
    assert_eq!(all("2024-06-04").result("14.1").status, Status::NarrowlyMet, "98.5 against 98");
    assert_eq!(schooling("2024-06-04").value("14.1/thcs", "1").value("14.1", "đạt").result("14.1").status, Status::NotMet);
    assert_eq!(schooling("2024-06-04").value("14.1", "đạt").result("14.1").status, Status::NarrowlyMet);
    assert_eq!(Case::new(STANDARD, "2024-06-04", "btb").value("14.1", "chưa đạt").result("14.1").status, Status::NotMet);
}

#[test]
fn things_that_must_not_exist_and_things_that_may_not_apply() {
    let houses = |value: &str| Case::new(STANDARD, "2023-06-30", "btb").value("9.1", value).result("9.1");
    assert_eq!(houses("không").status, Status::Met);
    assert_eq!(houses("có").status, Status::NotMet);
    let craft = Case::new(STANDARD, "2023-06-30", "btb").value("13.4", "-").result("13.4");
    assert_eq!((craft.status, &craft.reasons[..]), (Status::NotApplicable, &[Reason::MarkedNotApplicable][..]));
    let market = Case::new(STANDARD, "2023-06-30", "btb").value("7", "-").result("7");
    assert_eq!(market.status, Status::NoData);
    assert!(market.reasons.contains(&Reason::MustApply));
    let delegated = Case::new(STANDARD, "2023-06-30", "btb").value("2.1", "100").result("2.1");
    assert!(matches!(&delegated.reasons[..], [Reason::Delegated { to, .. }] if to == "province"), "{delegated:?}");
}

#[test]
fn narrowness_follows_the_data_and_ends_with_the_scale() {
    let status = |code: &str, value: &str| Case::new(ADVANCED, "2023-06-30", "dbsh").value(code, value).result(code).status;
    assert_eq!(status("14.1", "95"), Status::NarrowlyMet);
    assert_eq!(status("14.1", "95,999999"), Status::NarrowlyMet);
    assert_eq!(status("14.1", "96"), Status::Met);
    assert_eq!(status("17.2", "100"), Status::Met, "= 100 cannot be exceeded");
    assert_eq!(status("17.2", "99,9"), Status::NotMet);
    assert_eq!(status("17.11", "4,07"), Status::NarrowlyMet, "less than 2 % above 4");
    assert_eq!(status("17.11", "4,08"), Status::Met);
    assert_eq!(status("16.1", "1"), Status::Met, "one of one demanded");
    assert_eq!(status("3.6", "khá"), Status::Met);
    assert_eq!(status("3.6", "đạt"), Status::NotMet);
    let poverty = |value: &str| Case::new(STANDARD, "2023-06-30", "dnb").value("11", value).result("11").status;
    assert_eq!(
        (poverty("1"), poverty("0,5"), poverty("0"), poverty("1,01")),
        (Status::NarrowlyMet, Status::NarrowlyMet, Status::Met, Status::NotMet)
    );
}

#[test]
fn verified_cells_of_a_memory_table_are_verified() {
    let result = |zone: &str| Case::new("vn.commune.2016-2020.standard", "2019-06-30", zone).value("5", "75").result("5").confidence;
    assert_eq!((result("dbscl"), result("btb")), (Confidence::Verified, Confidence::Memory));
}

#[test]
fn commune_groups_come_from_an_attribute_or_a_definition() {
    let zone = |case: Case| case.explain().zone;
    let case = || Case::new("vn.commune.2026-2030.standard", "2026-06-30", "btb");
    assert_eq!(zone(case().attribute("commune.group", 1)).zone, Some(ZoneId::new("nhom1")));
    assert_eq!(zone(case().attribute("commune.group", "nhom2")).by, ZoneOrigin::Attribute);
    assert_eq!(zone(case().attribute("commune.ethnic_region", 2)).zone, Some(ZoneId::new("nhom3")));
    let open = zone(case());
    assert_eq!(open.zone, None);
    assert!(open.undecided.contains("commune.group") && open.undecided.contains("commune.ethnic_region"));
}

#[test]
fn a_declared_state_that_contradicts_values_is_shown_and_the_values_count() {
    let mut case = Case::new(STANDARD, "2023-06-30", "btb").value("15.1", "80");
    case.declared.criteria = vec![None; 19];
    case.declared.criteria[14] = Some(DeclaredState::Met);
    let result = &case.explain().criteria[14];
    assert_eq!((result.status, result.basis), (Status::NotMet, Basis::Computed));
    assert_eq!(result.reasons, [Reason::DeclaredDiffers { state: DeclaredState::Met }]);
    assert_eq!(result.not_met, [IndicatorCode::new("15.1")]);
}

/// A set of which criterion 15 may be not applicable as a whole, with that said of it.
fn criterion_15_apart(set: impl FnOnce(&mut vedich_criteria::CriteriaSet)) -> Case {
    let mut case = Case::new(STANDARD, "2023-06-30", "btb");
    let mut changed = (*case.set).clone();
    set(&mut changed);
    case.set = std::sync::Arc::new(changed);
    case.layout = std::sync::Arc::new(vedich_criteria::Layout::of(&case.set));
    case.cells = case.layout.empty();
    case.declared.criteria = vec![None; 19];
    case.declared.criteria[14] = Some(DeclaredState::NotApplicable);
    case
}

#[test]
fn a_criterion_that_does_not_apply_counts_as_met_where_the_set_allows_it_or_says_nothing() {
    let unlisted = criterion_15_apart(|set| set.criteria[14].indicators.clear()).explain();
    let result = &unlisted.criteria[14];
    assert_eq!((result.status, result.basis), (Status::NotApplicable, Basis::Declared));
    assert_eq!((unlisted.marks.criterion_counts.met, unlisted.marks.criterion_counts.not_met), (1, 0));

    let allowed = |set: &mut vedich_criteria::CriteriaSet| set.criteria[14].indicators.iter_mut().for_each(|one| one.if_applicable = true);
    let whole = criterion_15_apart(allowed).explain();
    assert_eq!((whole.criteria[14].status, whole.criteria[14].basis), (Status::NotApplicable, Basis::Declared));
    let of_it = |found: &vedich_criteria::Assessment| {
        let of_it = found.indicators.iter().filter(|one| one.criterion == CriterionNo(15));
        of_it.map(|one| (one.status, one.basis)).collect::<Vec<_>>()
    };
    assert!(of_it(&whole).iter().all(|one| *one == (Status::NotApplicable, Basis::Declared)), "nor do its indicators: {whole:?}");
    let with_value = criterion_15_apart(allowed).value("15.1", "80").explain();
    assert_eq!((with_value.criteria[14].status, of_it(&with_value)[0].0), (Status::NotMet, Status::NotMet), "values decide");
}

#[test]
fn a_compulsory_criterion_marked_not_applicable_is_not_met_by_that() {
    let found = criterion_15_apart(|_| {}).explain();
    let result = &found.criteria[14];
    assert_eq!((result.status, result.basis, result.declared), (Status::NoData, Basis::None, Some(DeclaredState::NotApplicable)));
    assert_eq!(result.reasons, [Reason::MustApply]);
    assert_eq!(found.marks.criterion_counts.met, 0);
}

#[test]
fn conditions_of_a_set_are_measured() {
    let district = Case::new("vn.district.2021-2025.standard", "2024-05-01", "btb").value("@satisfaction", "91,5");
    let mut facts = ConditionFacts::default();
    facts.children.insert(STANDARD.to_owned(), tally(17, 18));
    facts.children.insert(ADVANCED.to_owned(), tally(2, 18));
    let yardstick = district.yardstick();
    let results = yardstick.conditions(&district.cells, &district.declared, &facts);
    let status = |id: &str| results.iter().find(|result| result.id == id).unwrap();
    assert_eq!((status("communes").status, status("communes").value), (Status::NotMet, Some(decimal("94.4"))));
    assert_eq!(status("advanced").status, Status::Met, "2 of 18 is more than 10 %");
    assert_eq!((status("towns").status, status("criteria").status), (Status::NoData, Status::NoData));
    assert_eq!(status("satisfaction").status, Status::Met);

    let model = Case::new("vn.commune.2021-2025.model", "2024-05-01", "btb").value("@smart_hamlet", "1").value("@outstanding", "2");
    let mut facts = ConditionFacts::default();
    facts.met.insert(ADVANCED.into(), Status::Met);
    facts.compared.insert(format!("{ADVANCED}#10"), (decimal("72.6"), decimal("66")));
    let yardstick = model.yardstick();
    let results = yardstick.conditions(&model.cells, &model.declared, &facts);
    assert!(results.iter().all(|result| result.status == Status::Met), "{results:#?}");
    assert_eq!(yardstick.readiness(&model.explain().marks, &results), Readiness::Ready);
    facts.compared.clear();
    let results = yardstick.conditions(&model.cells, &model.declared, &facts);
    assert_eq!(yardstick.readiness(&model.explain().marks, &results), Readiness::CriteriaMet { not_met: 0, unknown: 1 });

    let garden = Case::new("vn-quang-binh.garden.2018.model", "2020-05-01", "btb").value("@area", "299");
    assert_eq!(garden.yardstick().conditions(&garden.cells, &garden.declared, &ConditionFacts::default())[0].status, Status::NotMet);
    let advanced = Case::new(ADVANCED, "2023-05-01", "btb");
    let mut facts = ConditionFacts::default();
    facts.recognised.insert(STANDARD.into(), false);
    assert_eq!(advanced.yardstick().conditions(&advanced.cells, &advanced.declared, &facts)[0].status, Status::NotMet);
}

#[test]
fn bands_and_readiness_follow_the_counts() {
    let bands = bands();
    let catalogue = catalogue();
    let band = |set: &str, slug: Option<&str>, met: u32, total: u32| {
        let set = catalogue.get(set).unwrap();
        let counts = Counts { met, not_met: total - met, total, ..Counts::default() };
        bands.scheme(set, slug, date("2020-09-08")).and_then(|scheme| scheme.band(&counts)).map(|band| band.id.clone()).unwrap()
    };
    let (hatinh, national) = ("vn-ha-tinh.commune.2018-2020.standard", "vn.commune.2016-2020.standard");
    assert_eq!([20, 19, 16, 10, 9, 4].map(|met| band(hatinh, None, met, 20)), ["full", "from-15", "from-15", "10-14", "5-9", "under-5"]);
    assert_eq!(band(national, Some("thua-thien-hue"), 7, 19), "under-8");
    assert_eq!(band("vn.commune.2026-2030.standard", None, 8, 10), "missing-2");
    let lam_hop = declared(&[1, 2, 17, 20]);
    let case = Case::new(hatinh, "2020-09-08", "btb");
    assert_eq!(case.yardstick().readiness(&lam_hop.marks, &[]), Readiness::Short { not_met: 4, unknown: 0 });
    assert_eq!(case.yardstick().readiness(&case.explain().marks, &[]), Readiness::Unknown);
}

#[test]
fn two_sets_are_compared() {
    let catalogue = catalogue();
    let (old, new) = (catalogue.get("vn.commune.2016-2020.standard").unwrap(), catalogue.get(STANDARD).unwrap());
    let changes = diff(old, new);
    assert!(
        changes.criteria.iter().any(|change| matches!(change, CriterionChange::Renamed { no: CriterionNo(11), .. })),
        "{:#?}",
        changes.criteria
    );
    let added = changes.indicators.iter().filter(|change| matches!(change, IndicatorChange::Added { .. })).count();
    let removed = changes.indicators.iter().filter(|change| matches!(change, IndicatorChange::Removed { .. })).count();
    assert_eq!(49 + added - removed, 57);
    let income = changes.indicators.iter().find_map(|change| match change {
        IndicatorChange::Changed { code, thresholds, .. } if code.as_str() == "10" => Some(thresholds),
        _ => None,
    });
    assert_eq!(income.unwrap().len(), 7 + 35, "7 zones gone, 5 years of 7 zones new");
    assert_eq!(diff(new, new).indicators, []);
}

#[test]
fn a_criterion_that_was_numbered_anew_is_moved_and_joined_ones_say_of_what() {
    let catalogue = catalogue();
    let changes = diff(catalogue.get(STANDARD).unwrap(), catalogue.get("vn.commune.2026-2030.standard").unwrap());
    let of = |wanted: u16| changes.criteria.iter().filter(move |change| number(change) == wanted).collect::<Vec<_>>();
    assert!(matches!(of(6).as_slice(), [CriterionChange::Moved { from: CriterionNo(11), to: CriterionNo(6), renamed: Some(_), .. }]));
    let parts = |change: &CriterionChange| match change {
        CriterionChange::Regrouped { of, .. } => of.iter().map(|part| part.no.0).collect(),
        _ => vec![],
    };
    assert_eq!(of(5).into_iter().map(parts).collect::<Vec<_>>(), [vec![14, 15, 16]]);
    assert_eq!(of(9).into_iter().map(parts).collect::<Vec<_>>(), [vec![18]], "a part of one that was divided");
    assert!(matches!(of(4).as_slice(), [CriterionChange::Added { .. }]));
    assert!(matches!(of(12).as_slice(), [CriterionChange::Removed { .. }]));
    let same_number =
        changes.indicators.iter().any(|change| matches!(change, IndicatorChange::Changed { code, .. } if code.as_str() == "3.1"));
    assert!(!same_number, "3.1 was about irrigation and is about income: another indicator");
}

fn number(change: &CriterionChange) -> u16 {
    match change {
        CriterionChange::Added { no, .. }
        | CriterionChange::Removed { no, .. }
        | CriterionChange::Renamed { no, .. }
        | CriterionChange::Moved { to: no, .. }
        | CriterionChange::Regrouped { no, .. } => no.0,
    }
}
