//! The pieces explanations are made of.

use crate::{Lang, date, quantity};
use vedich_criteria::{Op, Origin, Reason, Threshold, ThresholdValue};
use vedich_facts::{DeclaredState, Observed, Value};

/// A value as it was reported: `95,3%`, `có`, `khá`, `không áp dụng`.
#[must_use]
pub fn value(lang: Lang, observed: &Observed, unit: &str) -> String {
    match observed {
        Observed::Value(Value::Number(number)) => quantity(lang, *number, unit_name(lang, unit)),
        Observed::Value(Value::YesNo(true)) => lang.text("assess.yes").to_owned(),
        Observed::Value(Value::YesNo(false)) => lang.text("assess.no").to_owned(),
        Observed::Value(Value::Level(word)) => format!("“{}”", grade(lang, word)),
        Observed::Value(Value::Date(day)) => date(lang, *day),
        Observed::NotApplicable => lang.text("assess.not-applicable").to_owned(),
        Observed::Withdrawn => String::new(),
    }
}

/// A threshold in words: `≥ 95%`, "yêu cầu không còn", "yêu cầu từ mức “khá” trở lên".
#[must_use]
pub fn threshold(lang: Lang, bound: &Threshold, unit: &str) -> String {
    let sign = match bound.op {
        Op::AtLeast => "≥",
        Op::AtMost => "≤",
        Op::Equal => "=",
        Op::MoreThan => ">",
        Op::LessThan => "<",
    };
    match &bound.value {
        ThresholdValue::Number(number) => format!("{sign} {}", quantity(lang, *number, unit_name(lang, unit))),
        ThresholdValue::YesNo(true) => lang.text("assess.must-exist").to_owned(),
        ThresholdValue::YesNo(false) => lang.text("assess.must-not-exist").to_owned(),
        ThresholdValue::Word(word) => {
            let level = grade(lang, word);
            match (word.as_str(), bound.op) {
                ("recognised", _) => lang.text("condition.recognised").to_owned(),
                ("met", _) => lang.text("condition.met").to_owned(),
                ("all-applicable", _) => lang.text("condition.all").to_owned(),
                (_, Op::AtLeast | Op::MoreThan) => lang.say("assess.level-from", &[("level", level)]),
                (_, Op::AtMost | Op::LessThan) => lang.say("assess.level-to", &[("level", level)]),
                (_, Op::Equal) => lang.say("assess.level-exactly", &[("level", level)]),
            }
        }
    }
}

/// A unit of measure of the set files in the reader's language; unknown ones stand as they are.
#[must_use]
pub fn unit_name(lang: Lang, unit: &str) -> &str {
    match unit {
        "triệu đồng/người/năm" => lang.text("unit.income"),
        "m²/người" => lang.text("unit.green"),
        "lít/người/ngày đêm" => lang.text("unit.water"),
        "lần" => lang.text("unit.times"),
        "công trình" => lang.text("unit.works"),
        "thôn" => lang.text("unit.hamlets"),
        "vườn" => lang.text("unit.gardens"),
        "mô hình" => lang.text("unit.models"),
        "HTX" => lang.text("unit.cooperatives"),
        other => other,
    }
}

/// The word of a level; grades and words of other scales stand as they are.
fn grade(lang: Lang, word: &str) -> &str {
    match word {
        "chua_dat" => lang.text("grade.chua_dat"),
        "dat" => lang.text("grade.dat"),
        "kha" => lang.text("grade.kha"),
        "tot" => lang.text("grade.tot"),
        other => other,
    }
}

/// "QĐ 318/QĐ-TTg"; other papers by their number alone.
pub(super) fn decision(lang: Lang, number: &str) -> String {
    if number.contains("/QĐ") && number.starts_with(|c: char| c.is_ascii_digit()) {
        return lang.say("assess.decision", &[("number", number)]);
    }
    number.to_owned()
}

pub(super) fn zone_phrase(lang: Lang, origin: &Origin) -> Option<String> {
    let id = origin.zone.as_ref()?.as_str();
    let name = origin.zone_name.as_ref().map_or(id, |name| lang.of(name));
    if id.starts_with("nhom") {
        return Some(name.to_owned());
    }
    Some(match origin.zone_rule {
        Some(_) => lang.say("assess.zone-by-rule", &[("zone", name)]),
        None => lang.say("assess.zone", &[("zone", name)]),
    })
}

/// A reason as a phrase; empty where the sentence says it already.
#[must_use]
pub fn reason(lang: Lang, reason: &Reason) -> String {
    let plain = match reason {
        Reason::NothingReported => lang.text("reason.nothing-reported"),
        Reason::ThresholdUnknown => lang.text("reason.threshold-unknown"),
        Reason::Delegated { to, authority } => {
            return match authority {
                Some(authority) => {
                    lang.say("reason.delegated-authority", &[("authority", &crate::decree::authority_name(lang, authority))])
                }
                None if to == "ministry" => lang.text("reason.delegated-ministry").to_owned(),
                None => lang.text("reason.delegated-province").to_owned(),
            };
        }
        Reason::ZoneUnknown => lang.text("reason.zone-unknown"),
        Reason::ZoneWithoutValue { zone, name } => {
            let name = name.as_ref().map_or(zone.as_str(), |name| lang.of(name));
            return lang.say("reason.zone-without-value", &[("zone", name)]);
        }
        Reason::YearBeforeTable { first } => return lang.say("reason.year-before-table", &[("year", &first.to_string())]),
        Reason::NeedsAttribute { attributes } => {
            let names: Vec<String> = attributes.iter().map(|name| attribute(lang, name)).collect();
            return lang.say("reason.needs-attribute", &[("attributes", &names.join(", "))]);
        }
        Reason::NeedsJudgement => lang.text("reason.needs-judgement"),
        Reason::OutOfScope => lang.text("reason.out-of-scope"),
        Reason::OtherMeasure { .. } => lang.text("reason.other-measure"),
        Reason::MustApply => lang.text("reason.must-apply"),
        Reason::MarkedNotApplicable => lang.text("reason.marked-not-applicable"),
        Reason::ByParts => lang.text("reason.by-parts"),
        Reason::AmendedWithoutThreshold { by } => {
            return lang.say("reason.amended-without-threshold", &[("decision", &decision(lang, by))]);
        }
        Reason::Declared { state } => declared(lang, *state),
        Reason::DeclaredDiffers { state } => return lang.say("reason.differs", &[("statement", declared(lang, *state))]),
        Reason::NotCounted => lang.text("reason.not-counted"),
        Reason::MoreThanOptions { options } => return lang.say("reason.more-than-options", &[("options", &options.to_string())]),
        Reason::MustInclude { names } => return lang.say("reason.must-include", &[("names", &names.join(", "))]),
        Reason::ContentUnknown { names } => return lang.say("reason.content-unknown", &[("names", &names.join(", "))]),
        Reason::EachToo { bound } => return lang.say("reason.each-too", &[("bound", &threshold(lang, bound, "%"))]),
        Reason::UnitsUndecided { units } => return lang.say("reason.units-undecided", &[("units", &units.to_string())]),
        Reason::ListedInPart => lang.text("reason.listed-in-part"),
        Reason::NotListed => lang.text("reason.not-listed"),
    };
    plain.to_owned()
}

fn declared(lang: Lang, state: DeclaredState) -> &'static str {
    // The catalogue lives as long as the program.
    match state {
        DeclaredState::Met => lang.text("reason.declared-met"),
        DeclaredState::NarrowlyMet => lang.text("reason.declared-narrowly-met"),
        DeclaredState::NotMet => lang.text("reason.declared-not-met"),
        DeclaredState::NotApplicable => lang.text("reason.declared-not-applicable"),
    }
}

/// The name of an attribute that set files ask for; unknown ones by their own name.
pub(super) fn attribute(lang: Lang, name: &str) -> String {
    let text = match name.split_once('.').map_or(name, |(_, attribute)| attribute) {
        "school_count" => lang.text("attribute.school_count"),
        "especially_difficult" => lang.text("attribute.especially_difficult"),
        "especially_difficult_coastal_island" => lang.text("attribute.especially_difficult_coastal_island"),
        "safe_zone_atk" => lang.text("attribute.safe_zone_atk"),
        "ethnic_region" => lang.text("attribute.ethnic_region"),
        "poor" => lang.text("attribute.poor"),
        "poor_or_escaped_2018_2020" => lang.text("attribute.poor_or_escaped_2018_2020"),
        "group" => lang.text("attribute.group"),
        "zone" => lang.text("attribute.zone"),
        "kind" => lang.text("attribute.kind"),
        "farmland_percent_2025" => lang.text("attribute.farmland_percent_2025"),
        _ => name,
    };
    text.to_owned()
}
