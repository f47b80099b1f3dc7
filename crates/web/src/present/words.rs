//! Values and thresholds as short as a table needs them; sentences come from `vedich_wording::assessment`.

use crate::frame::Frame;
use std::collections::BTreeMap;
use vedich_criteria::{Confidence, CriteriaSet, Measure, Op, Threshold, ThresholdTable, ThresholdValue};
use vedich_facts::{DeclaredState, Observed, Value};
use vedich_values::{Decimal, ZoneId};
use vedich_wording::Lang;

/// The sign of a comparison.
const fn sign(op: Op) -> &'static str {
    match op {
        Op::AtLeast => "≥",
        Op::AtMost => "≤",
        Op::Equal => "=",
        Op::MoreThan => ">",
        Op::LessThan => "<",
    }
}

/// A unit of measure as it stands behind a number: percent for percentages, nothing for yes and no.
fn unit_of(lang: Lang, measure: Measure, unit: Option<&str>) -> &str {
    match (measure, unit) {
        (Measure::Percent, _) => "%",
        (_, Some(unit)) => vedich_wording::assessment::unit_name(lang, unit),
        _ => "",
    }
}

/// A value as officials write it: `95,3%`, "có", "68,3 triệu đồng/người/năm".
#[must_use]
pub fn observed(f: &Frame, observed: &Observed, measure: Measure, unit: Option<&str>) -> String {
    match observed {
        Observed::Withdrawn => String::new(),
        Observed::NotApplicable => f.text("status.not_applicable").to_owned(),
        Observed::Value(Value::Number(number)) => vedich_wording::quantity(f.lang, *number, unit_of(f.lang, measure, unit)),
        Observed::Value(Value::YesNo(yes)) => yes_no(f, *yes).to_owned(),
        Observed::Value(Value::Level(_) | Value::Date(_)) => vedich_wording::assessment::value(f.lang, observed, ""),
    }
}

fn yes_no(f: &Frame, yes: bool) -> &'static str {
    if yes { f.text("assess.yes") } else { f.text("assess.no") }
}

/// A threshold: `≥ 80%`, "có".
#[must_use]
pub fn threshold(f: &Frame, threshold: &Threshold, measure: Measure, unit: Option<&str>) -> String {
    match &threshold.value {
        ThresholdValue::YesNo(yes) => yes_no(f, *yes).to_owned(),
        ThresholdValue::Number(number) => {
            let bound = vedich_wording::quantity(f.lang, *number, unit_of(f.lang, measure, unit));
            if threshold.op == Op::Equal { bound } else { format!("{} {bound}", sign(threshold.op)) }
        }
        ThresholdValue::Word(_) => vedich_wording::assessment::threshold(f.lang, threshold, ""),
    }
}

/// How far a value is from its threshold: "còn thiếu 8,8 điểm %".
#[must_use]
pub fn gap(f: &Frame, absolute: Decimal, measure: Measure, unit: Option<&str>) -> String {
    if absolute >= Decimal::ZERO {
        return String::new();
    }
    let amount = absolute.abs().normalize();
    let words = match measure {
        Measure::Percent => format!("{} {}", vedich_wording::number(f.lang, amount), f.text("web.points")),
        _ => vedich_wording::quantity(f.lang, amount, unit_of(f.lang, measure, unit)),
    };
    f.say("web.place.gap", &[("gap", &words)])
}

/// A zone in few letters: `ĐBSH`, "nhóm 2".
#[must_use]
pub fn zone_short(f: &Frame, zone: &ZoneId) -> String {
    match zone.as_str() {
        "dbsh" => "ĐBSH".to_owned(),
        "dnb" => "ĐNB".to_owned(),
        "dbscl" => "ĐBSCL".to_owned(),
        other => match other.strip_prefix("nhom") {
            Some(number) => f.say("web.group", &[("n", number)]),
            None => other.to_uppercase(),
        },
    }
}

/// The full name of a zone as the set gives it.
#[must_use]
pub fn zone_name(f: &Frame, set: &CriteriaSet, zone: &ZoneId) -> String {
    set.zones.iter().find(|known| &known.id == zone).map_or_else(|| zone_short(f, zone), |known| f.lang.of(&known.name).to_owned())
}

/// A table of thresholds: for whom (empty: everybody) and which. The unit stands beside the name, so only percent signs are repeated.
#[must_use]
pub fn table(f: &Frame, table: &ThresholdTable, measure: Measure, unit: Option<&str>) -> Vec<(String, String)> {
    let bare = if measure == Measure::Percent { unit } else { None };
    let one = |bound: &Threshold| threshold(f, bound, measure, bare);
    match table {
        ThresholdTable::None => Vec::new(),
        ThresholdTable::One(bound) => vec![(String::new(), threshold(f, bound, measure, unit))],
        ThresholdTable::ByZone(zones) => zones.iter().map(|(zone, bound)| (zone_short(f, zone), one(bound))).collect(),
        ThresholdTable::ByYear(years) => {
            let of_year = |zones: &BTreeMap<ZoneId, Threshold>| {
                let zoned = |(zone, bound): (&ZoneId, &Threshold)| {
                    if zone.as_str() == "chung" { one(bound) } else { format!("{} {}", zone_short(f, zone), one(bound)) }
                };
                zones.iter().map(zoned).collect::<Vec<_>>().join(" · ")
            };
            years.iter().map(|(year, zones)| (year.to_string(), of_year(zones))).collect()
        }
    }
}

/// How sure a threshold is, said only where a person could be misled: unverified ones.
#[must_use]
pub fn doubt(f: &Frame, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Memory | Confidence::Weak => f.text("web.doubt"),
        Confidence::Unknown | Confidence::Verified | Confidence::Confirmed => "",
    }
}

/// How sure a label is, said only where it was not seen in a good source.
#[must_use]
pub fn label_doubt(f: &Frame, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Memory | Confidence::Weak | Confidence::Unknown => f.text("web.label-doubt"),
        Confidence::Verified | Confidence::Confirmed => "",
    }
}

/// How sure the definition of a zone is, said only where it was not seen.
#[must_use]
pub fn zone_doubt(f: &Frame, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Memory | Confidence::Weak | Confidence::Unknown => f.text("web.zone-doubt"),
        Confidence::Verified | Confidence::Confirmed => "",
    }
}

/// How sure, as a word.
#[must_use]
pub fn confidence(f: &Frame, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Unknown => f.text("confidence.unknown"),
        Confidence::Weak => f.text("confidence.weak"),
        Confidence::Memory => f.text("confidence.memory"),
        Confidence::Verified => f.text("confidence.verified"),
        Confidence::Confirmed => f.text("confidence.confirmed"),
    }
}

/// What an authority declared.
#[must_use]
pub fn declared(f: &Frame, state: DeclaredState) -> &'static str {
    match state {
        DeclaredState::Met => f.text("status.met"),
        DeclaredState::NarrowlyMet => f.text("status.narrowly_met"),
        DeclaredState::NotMet => f.text("status.not_met"),
        DeclaredState::NotApplicable => f.text("status.not_applicable"),
    }
}

/// A name at the head of a line.
pub(crate) fn upper_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
