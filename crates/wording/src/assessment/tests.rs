use super::*;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use vedich_criteria::{
    Assessment, Bands, Catalogue, Cell, ConditionFacts, Counts, Declared, Layout, OverlayInForce, UnitContext, Yardstick, compare,
    parse_value,
};
use vedich_facts::{AttributeValue, DeclaredState, Overlay};
use vedich_values::{Tally, ZoneId};

const STANDARD: &str = "vn.commune.2021-2025.standard";
const ADVANCED: &str = "vn.commune.2021-2025.advanced";

fn data() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let files: Vec<(String, String)> = std::fs::read_dir(data().join("criteria/sets"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    Catalogue::build(&files.iter().map(|(name, text)| (name.clone(), text.as_str())).collect::<Vec<_>>()).unwrap()
});

struct Case {
    yardstick: Yardstick,
    cells: Vec<Cell>,
    declared: Declared,
}

fn case(set: &str, on: &str, zone: &str, attributes: &[(&str, i64)], overlays: &[OverlayInForce], values: &[(&str, &str)]) -> Case {
    let bands = Bands::parse("bands.toml", &std::fs::read_to_string(data().join("bands.toml")).unwrap()).unwrap();
    let set = CATALOGUE.get(set).unwrap();
    let layout = Arc::new(Layout::of(set));
    let zone = (!zone.is_empty()).then(|| ZoneId::new(zone));
    let mut context = UnitContext::new(on.parse().unwrap(), zone);
    for (name, value) in attributes {
        context = context.with(name, AttributeValue::Number((*value).into()));
    }
    let mut cells = layout.empty();
    for (place, text) in values {
        let (code, part) = place.split_once('/').map_or((*place, None), |(code, part)| (code, Some(part)));
        let slot = layout.slot(code, part).unwrap();
        let known = layout.at(slot).unwrap();
        let observed = known.measures.iter().find_map(|measure| parse_value(*measure, &known.scale, text).ok()).unwrap();
        cells[usize::from(slot)] = layout.cell(slot, &observed).unwrap();
    }
    Case { yardstick: Yardstick::new(set, &layout, &context, overlays, &bands), cells, declared: Declared::default() }
}

impl Case {
    fn explain(&self) -> Assessment {
        self.yardstick.explain(&self.cells, &self.declared)
    }
}

fn one(set: &str, on: &str, zone: &str, values: &[(&str, &str)], code: &str) -> IndicatorResult {
    let found = case(set, on, zone, &[], &[], values).explain();
    found.indicators.into_iter().find(|result| result.code.as_str() == code).unwrap()
}

#[test]
fn explanations_read_as_an_official_would_write_them() {
    let says = |result: &IndicatorResult, expected: &str| assert_eq!(explanation(Lang::Vi, result), expected);
    says(&one(STANDARD, "2023-06-30", "dbsh", &[("15.1", "95,3")], "15.1"), "Đạt: 95,3% ≥ 90% (QĐ 318/QĐ-TTg, giá trị đã kiểm chứng)");
    says(
        &one(ADVANCED, "2024-01-24", "dbsh", &[("14.1", "95,3")], "14.1"),
        "Đạt sát ngưỡng: 95,3% ≥ 95%, chỉ hơn 0,3 điểm phần trăm (QĐ 318/QĐ-TTg, giá trị đã kiểm chứng)",
    );
    says(
        &one(STANDARD, "2023-12-31", "tdmnpb", &[("10", "41,5")], "10"),
        "Chưa đạt: 41,5 < 45 triệu đồng/người/năm, còn thiếu 3,5 (7,8%) (vùng Trung du miền núi phía Bắc, năm 2023, QĐ 318/QĐ-TTg, giá trị chưa kiểm chứng)",
    );
    says(&one(STANDARD, "2023-12-31", "tdmnpb", &[], "2.1"), "Chưa đánh giá được: ngưỡng do UBND tỉnh quy định, chưa nhập");
}

/// Every kind of outcome, in both languages.
#[test]
fn explanations_in_both_languages() {
    let overlay = |code: &str, threshold: Option<&str>| OverlayInForce {
        overlay: Overlay {
            set: ADVANCED.into(),
            code: code.into(),
            part: None,
            zone: None,
            year: None,
            threshold: threshold.map(str::to_owned),
            decision: "1523/QĐ-UBND".to_owned(),
            decided: "2022-06-01".parse().unwrap(),
            to: None,
        },
        since: "2022-06-01".parse().unwrap(),
    };
    let overlays = [overlay("10", Some(">= 66")), overlay("14.1", None), overlay("12.1", Some(">= 86"))];
    let quang_an = [
        ("14.1", "95,3"),
        ("10", "68,3"),
        ("12.1", "86"),
        ("11", "0"),
        ("17.9", "-"),
        ("7", "-"),
        ("18.5", "có"),
        ("3.6", "đạt"),
        ("17.11", "4"),
    ];
    let mut cases = vec![
        (
            "E",
            case("vn-quang-ninh.commune.2021-2025.advanced", "2024-01-24", "dbsh", &[], &overlays, &quang_an),
            vec!["10", "11", "12.1", "14.1", "17.9", "7", "18.5", "3.6", "17.11", "1.1", "18.1"],
        ),
        (
            "schools",
            case(
                STANDARD,
                "2024-03-01",
                "btb",
                &[("commune.school_count", 4), ("commune.ethnic_region", 2)],
                &[],
                &[("5/toithieu_khac", "100"), ("5/muc1_tren3", "65"), ("15.4", "60"), ("11", "15"), ("13.1/htx", "không"), ("4.2", "95")],
            ),
            vec!["5", "15.4", "11", "13.1", "4.2", "9.1", "14.1", "17.1"],
        ),
        ("unknown", case(STANDARD, "2020-06-30", "", &[], &[], &[("10", "50"), ("5/toithieu_khac", "100")]), vec!["10", "5", "4.2"]),
    ];
    cases[1].1.declared.criteria = vec![Some(DeclaredState::Met); 19];
    cases[2].1.declared.indicators = vec![Some(DeclaredState::NarrowlyMet); 57];
    let mut text = String::new();
    for (name, case, codes) in &cases {
        let found = case.explain();
        for code in codes {
            let result = found.indicators.iter().find(|result| result.code.as_str() == *code).unwrap();
            for lang in Lang::ALL {
                writeln!(text, "{name} {code:5} {} [{}] {}", lang.tag(), short(lang, result), explanation(lang, result)).unwrap();
            }
        }
        for criterion in found.criteria.iter().filter(|criterion| [4, 5, 11, 14, 15].contains(&criterion.no.0)) {
            for lang in Lang::ALL {
                let status = lang.text(&format!("status.{}", criterion.status.name())).to_owned();
                writeln!(text, "{name} criterion {} {}: {status}: {}", criterion.no, lang.tag(), criterion_why(lang, criterion)).unwrap();
            }
        }
        for lang in Lang::ALL {
            writeln!(text, "{name} zone {}: {}", lang.tag(), zone(lang, &found.zone).unwrap_or_default()).unwrap();
        }
    }
    assert!(!text.contains('{'), "a parameter was not filled in:\n{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn comparisons_conditions_and_readiness_in_both_languages() {
    let mut text = String::new();
    let district = case("vn.district.2021-2025.standard", "2024-05-01", "btb", &[], &[], &[("@satisfaction", "91,5")]);
    let mut facts = ConditionFacts::default();
    facts.children.insert(STANDARD.to_owned(), Tally::new(17, 18).unwrap());
    let results = district.yardstick.conditions(&district.cells, &district.declared, &facts);
    let counts = Counts { met: 15, narrowly_met: 1, not_met: 3, no_data: 1, not_assessable: 0, total: 19 };
    let full = Counts { met: 16, not_met: 3, no_data: 0, ..counts };
    for lang in Lang::ALL {
        for result in &results {
            writeln!(text, "{}", condition(lang, result)).unwrap();
        }
        for (reported, counts) in [((16, 19), counts), ((16, 19), full), ((18, 19), counts), ((14, 19), counts), ((16, 20), counts)] {
            let reported = Tally::new(reported.0, reported.1).unwrap();
            writeln!(text, "{}", comparison(lang, reported, &counts, compare(reported, &counts))).unwrap();
        }
        let marks = district.explain().marks;
        writeln!(text, "{}", readiness(lang, district.yardstick.readiness(&marks, &results))).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn conditions_of_set_files_are_said_in_words() {
    let zones = &CATALOGUE.get(STANDARD).unwrap().zones;
    let said = |lang, expression| super::circumstances(lang, zones, expression);
    assert_eq!(said(Lang::Vi, "commune.safe_zone_atk = yes and district.poor = yes"), "xã an toàn khu và huyện nghèo");
    assert_eq!(said(Lang::En, "commune.ethnic_region in [2, 3]"), "ethnic-minority region (I, II, III): 2, 3");
    assert_eq!(said(Lang::Vi, "zone in [dbsh, dnb]"), "vùng: Đồng bằng sông Hồng, Đông Nam Bộ");
    assert_eq!(
        said(Lang::En, "zone not in [dbsh] and commune.school_count > 3"),
        "zone: other than Red River Delta and number of schools > 3"
    );
    assert_eq!(
        said(Lang::Vi, "commune.kind = dac_khu or commune.kind = phuong and commune.poor = no"),
        "đặc khu hoặc phường và không phải huyện nghèo"
    );
    for unread in ["agriculture < 10% of the local economy", "commune.unheard_of = yes", "neither group 1 nor group 3"] {
        assert_eq!(said(Lang::Vi, unread), unread);
    }
}
