//! What holds for any values.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{bands, catalogue, date};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};
use vedich_criteria::{
    Bands, Catalogue, Cell, CellState, CriteriaSet, Declared, Layout, Marks, Measure, Op, Status, UnitContext, Yardstick, parse_value,
    print_value, to_cell,
};
use vedich_facts::{DeclaredState, Observed, Value};
use vedich_values::{Decimal, ZoneId};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);
static BANDS: LazyLock<Bands> = LazyLock::new(bands);

fn sets() -> Vec<Arc<CriteriaSet>> {
    CATALOGUE.iter().cloned().collect()
}

fn yardstick(set: &Arc<CriteriaSet>, on: &str, zone: Option<&str>) -> Yardstick {
    let layout = Arc::new(Layout::of(set));
    Yardstick::new(set, &layout, &UnitContext::new(date(on), zone.map(ZoneId::new)), &[], &BANDS)
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        2 => Just(Cell::EMPTY),
        1 => Just(Cell::NOT_APPLICABLE),
        3 => any::<bool>().prop_map(Cell::yes_no),
        3 => (0i64..=100_000_000).prop_map(|raw| Cell::value(raw, 6)),
        2 => (0i64..4).prop_map(Cell::level),
        1 => any::<i64>().prop_map(|raw| Cell::value(raw, 6)),
    ]
}

fn any_state() -> impl Strategy<Value = Option<DeclaredState>> {
    prop::option::of(prop::sample::select(DeclaredState::ALL.to_vec()))
}

const DATES: [&str; 5] = ["2019-06-30", "2023-06-30", "2024-03-01", "2024-06-04", "2026-06-30"];
const ZONES: [Option<&str>; 4] = [None, Some("tdmnpb"), Some("dbsh"), Some("dbscl")];

proptest! {
    #[test]
    fn explanations_agree_with_assessment_and_counts_add_up(
        set in 0usize..22, on in 0usize..5, zone in 0usize..4, cells in prop::collection::vec(any_cell(), 120),
        indicators in prop::collection::vec(any_state(), 80), criteria in prop::collection::vec(any_state(), 20), declares in any::<bool>(),
    ) {
        let set = &sets()[set];
        let yardstick = yardstick(set, DATES[on], ZONES[zone]);
        let declared = if declares { Declared { indicators, criteria } } else { Declared::default() };
        let mut marks = Marks::default();
        yardstick.assess(&cells, &declared, &mut marks);
        let explained = yardstick.explain(&cells, &declared);
        let statuses: Vec<Status> = explained.indicators.iter().map(|result| result.status).collect();
        prop_assert_eq!(&statuses, &marks.indicators);
        let statuses: Vec<Status> = explained.criteria.iter().map(|result| result.status).collect();
        prop_assert_eq!(&statuses, &marks.criteria);
        prop_assert_eq!(&explained.marks, &marks);
        for counts in [marks.indicator_counts, marks.criterion_counts] {
            prop_assert_eq!(counts.met + counts.not_met + counts.no_data, counts.total);
            prop_assert!(counts.narrowly_met <= counts.met && counts.not_assessable <= counts.no_data);
        }
        prop_assert_eq!(marks.indicator_counts.total, set.declared_indicators.unwrap_or(0).max(u32::try_from(set.indicators().count()).unwrap()));
        // Used again, marks give the same.
        let before = marks.clone();
        yardstick.assess(&cells, &declared, &mut marks);
        prop_assert_eq!(before, marks);
    }

    #[test]
    fn a_better_value_never_worsens_an_indicator(set in 0usize..22, zone in 1usize..4, a in 0i64..=100_000_000, b in 0i64..=100_000_000) {
        let (low, high) = (a.min(b), a.max(b));
        let set = &sets()[set];
        let yardstick = yardstick(set, "2023-06-30", ZONES[zone]);
        let with = |raw: i64| yardstick.explain(&vec![Cell::value(raw, 6); yardstick.layout().width()], &Declared::default());
        let rank = |status: Status| match status { Status::NotMet => 0, Status::NarrowlyMet => 1, Status::Met => 2, _ => 3 };
        let (worse, better) = (with(low), with(high));
        for (low, high) in worse.indicators.iter().zip(&better.indicators).filter(|(low, _)| low.parts.is_empty()) {
            let op = low.applied.as_ref().map(|applied| applied.threshold.op);
            match op {
                Some(Op::AtLeast | Op::MoreThan) => prop_assert!(rank(low.status) <= rank(high.status), "{:?} {:?}", low, high),
                Some(Op::AtMost | Op::LessThan) => prop_assert!(rank(low.status) >= rank(high.status), "{:?} {:?}", low, high),
                _ => {}
            }
        }
    }

    #[test]
    fn printed_values_read_back(measure in prop::sample::select(vec![Measure::Percent, Measure::Amount, Measure::Count, Measure::Ratio]),
                                mantissa in 0i64..100_000_000, scale in 0u32..=6) {
        let number = Decimal::new(mantissa, scale);
        let observed = Observed::Value(Value::Number(number));
        if let Ok(cell) = to_cell(measure, &[], &observed) {
            let back = parse_value(measure, &[], &print_value(&observed)).unwrap();
            prop_assert_eq!(&back, &observed);
            prop_assert_eq!(cell.observed(&[]), Some(observed));
            let shown = cell.number().unwrap();
            prop_assert_eq!((shown, shown.scale()), (number, number.scale()));
        }
    }

    #[test]
    fn no_text_makes_reading_a_value_panic(text in "\\PC*", measure in 0usize..8) {
        let measures = [Measure::Percent, Measure::YesNo, Measure::Amount, Measure::Count, Measure::Level, Measure::Ratio, Measure::ChildCount, Measure::Date];
        let scale = ["chua_dat".to_owned(), "dat".to_owned(), "kha".to_owned()];
        if let Ok(observed) = parse_value(measures[measure], &scale, &text) {
            prop_assert!(to_cell(measures[measure], &scale, &observed).is_ok());
            prop_assert_eq!(parse_value(measures[measure], &scale, &print_value(&observed)), Ok(observed));
        }
    }
}

#[test]
fn values_are_read_as_officials_type_them() {
    let scale = ["chua_dat", "dat", "kha", "tot"].map(str::to_owned);
    let yes_no = |text: &str| parse_value(Measure::YesNo, &[], text).unwrap();
    for text in ["x", "X", "Đ", "đạt", "Có", "yes", "1", "✓"] {
        assert_eq!(yes_no(text), Observed::Value(Value::YesNo(true)), "{text}");
    }
    for text in ["CĐ", "chưa đạt", "không", "Không đạt", "no", "0"] {
        assert_eq!(yes_no(text), Observed::Value(Value::YesNo(false)), "{text}");
    }
    for text in ["-", "–", "không áp dụng", "KAD"] {
        assert_eq!(yes_no(text), Observed::NotApplicable, "{text}");
    }
    let level = |text: &str| parse_value(Measure::Level, &scale, text).unwrap();
    assert_eq!(level("Khá"), Observed::Value(Value::Level("kha".into())));
    assert_eq!(level("chưa đạt"), Observed::Value(Value::Level("chua_dat".into())));
    assert_eq!(level("Loại tốt"), Observed::Value(Value::Level("tot".into())));
    assert_eq!(parse_value(Measure::Level, &[], "mức độ 2").unwrap(), Observed::Value(Value::Level("2".into())));
    assert_eq!(to_cell(Measure::YesNo, &[], &Observed::Withdrawn).unwrap().state, CellState::Empty);
}

#[test]
fn impossible_values_are_refused_with_a_reason() {
    let refused = |measure, text: &str, code: &str| assert_eq!(parse_value(measure, &[], text).unwrap_err().code(), code, "{text}");
    refused(Measure::Percent, "100,1", "value.percent-range");
    refused(Measure::Percent, "-0,1", "value.percent-range");
    refused(Measure::Percent, "nhiều", "value.not-a-number");
    refused(Measure::Percent, "1,2345678", "value.too-many-decimals");
    refused(Measure::Amount, "1234567890123", "value.too-many-digits");
    refused(Measure::Count, "-1", "value.negative");
    refused(Measure::Count, "1,5", "value.not-whole");
    refused(Measure::YesNo, "có lẽ", "value.not-yes-no");
    refused(Measure::Level, "khá", "value.not-a-level");
    refused(Measure::Date, "31/2/2020", "value.not-a-date");
    refused(Measure::Date, "  ", "value.blank");
}
