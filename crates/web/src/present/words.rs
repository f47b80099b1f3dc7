//! Values, thresholds and reasons in the reader's words.

use crate::frame::Frame;
use vedich_criteria::{
    Applied, Comparison, Confidence, Counts, CriteriaSet, Direction, Measure, Op, Reason, Threshold, ThresholdTable, ThresholdValue,
};
use vedich_facts::{DeclaredState, Observed, Value};
use vedich_values::{Decimal, ZoneId};

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
fn unit_of(measure: Measure, unit: Option<&str>) -> &str {
    match (measure, unit) {
        (Measure::Percent, _) => "%",
        (_, Some(unit)) => unit,
        _ => "",
    }
}

/// A value as officials write it: `95,3%`, "có", "68,3 triệu đồng/người/năm".
#[must_use]
pub fn observed(f: &Frame, observed: &Observed, measure: Measure, unit: Option<&str>) -> String {
    match observed {
        Observed::Withdrawn => String::new(),
        Observed::NotApplicable => f.text("status.not_applicable").to_owned(),
        Observed::Value(Value::Number(number)) => vedich_wording::quantity(f.lang, *number, unit_of(measure, unit)),
        Observed::Value(Value::YesNo(yes)) => yes_no(f, *yes).to_owned(),
        Observed::Value(Value::Level(word)) => word.to_string(),
        Observed::Value(Value::Date(date)) => f.date(*date),
    }
}

fn yes_no(f: &Frame, yes: bool) -> &'static str {
    if yes { f.text("web.yes") } else { f.text("web.no") }
}

/// A threshold: `≥ 80%`, "có".
#[must_use]
pub fn threshold(f: &Frame, threshold: &Threshold, measure: Measure, unit: Option<&str>) -> String {
    match &threshold.value {
        ThresholdValue::YesNo(yes) => yes_no(f, *yes).to_owned(),
        ThresholdValue::Number(number) => {
            let bound = vedich_wording::quantity(f.lang, *number, unit_of(measure, unit));
            if threshold.op == Op::Equal { bound } else { format!("{} {bound}", sign(threshold.op)) }
        }
        ThresholdValue::Word(word) => {
            let word = match word.as_str() {
                "recognised" => f.text("web.word.recognised"),
                "met" => f.text("web.word.met"),
                "all-applicable" => f.text("web.word.all-applicable"),
                other => other,
            };
            if threshold.op == Op::Equal { word.to_owned() } else { format!("{} {word}", sign(threshold.op)) }
        }
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
        _ => vedich_wording::quantity(f.lang, amount, unit.unwrap_or_default()),
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

/// A table of thresholds: for whom (empty: everybody) and which.
#[must_use]
pub fn table(f: &Frame, table: &ThresholdTable, measure: Measure, unit: Option<&str>) -> Vec<(String, String)> {
    let one = |bound: &Threshold| threshold(f, bound, measure, unit);
    match table {
        ThresholdTable::None => Vec::new(),
        ThresholdTable::One(bound) => vec![(String::new(), one(bound))],
        ThresholdTable::ByZone(zones) => zones.iter().map(|(zone, bound)| (zone_short(f, zone), one(bound))).collect(),
        ThresholdTable::ByYear(years) => years
            .iter()
            .flat_map(|(year, zones)| zones.iter().map(move |(zone, bound)| (year, zone, bound)))
            .map(|(year, zone, bound)| if zone.as_str() == "chung" { (year.to_string(), one(bound)) } else { (format!("{year} {}", zone_short(f, zone)), one(bound)) })
            .collect(),
    }
}

/// The rule that decided: zone, year, decision, amendment, local decision.
#[must_use]
pub fn origin(f: &Frame, applied: &Applied) -> String {
    let origin = &applied.origin;
    let mut parts = Vec::new();
    if let Some(zone) = &origin.zone_name {
        parts.push(f.say("web.why.zone", &[("zone", f.lang.of(zone))]));
    }
    if let Some(year) = origin.year {
        parts.push(f.say("web.why.year", &[("year", &year.to_string())]));
    }
    match (&origin.overlay, &origin.amendment, &origin.decision) {
        (Some(overlay), _, _) => parts.push(f.say("web.why.overlay", &[("decision", &overlay.decision), ("date", &f.date(overlay.decided))])),
        (None, Some(amendment), _) => parts.push(f.say("web.why.amended", &[("decision", amendment)])),
        (None, None, Some(decision)) => parts.push(f.say("web.why.decision", &[("decision", decision)])),
        (None, None, None) => {}
    }
    parts.join(", ")
}

/// How sure a threshold is, said only where a person could be misled: unverified ones.
#[must_use]
pub fn doubt(f: &Frame, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Memory | Confidence::Weak => f.text("web.doubt"),
        Confidence::Unknown | Confidence::Verified | Confidence::Confirmed => "",
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
    }
}

/// Why something stands as it does.
#[must_use]
pub fn reason(f: &Frame, reason: &Reason) -> String {
    let plain = |text: &'static str| text.to_owned();
    match reason {
        Reason::NothingReported => plain(f.text("web.reason.nothing-reported")),
        Reason::ThresholdUnknown => plain(f.text("web.reason.threshold-unknown")),
        Reason::Delegated { to, authority } => {
            let to = match (authority, to.as_str()) {
                (Some(authority), _) => authority.as_str(),
                (None, "province") => f.text("web.reason.province"),
                (None, "ministry") => f.text("web.reason.ministry"),
                (None, other) => other,
            };
            f.say("web.reason.delegated", &[("to", to)])
        }
        Reason::ZoneUnknown => plain(f.text("web.reason.zone-unknown")),
        Reason::ZoneWithoutValue { zone } => f.say("web.reason.zone-without-value", &[("zone", &zone_short(f, zone))]),
        Reason::YearBeforeTable { first } => f.say("web.reason.year-before-table", &[("year", &first.to_string())]),
        Reason::NeedsAttribute { attributes } => {
            f.say("web.reason.needs-attribute", &[("attributes", &attributes.iter().cloned().collect::<Vec<_>>().join(", "))])
        }
        Reason::NeedsJudgement => plain(f.text("web.reason.needs-judgement")),
        Reason::OutOfScope => plain(f.text("web.reason.out-of-scope")),
        Reason::OtherMeasure { by } => f.say("web.reason.other-measure", &[("by", by.as_deref().unwrap_or("–"))]),
        Reason::MustApply => plain(f.text("web.reason.must-apply")),
        Reason::MarkedNotApplicable => plain(f.text("web.reason.marked-not-applicable")),
        Reason::ByParts => plain(f.text("web.reason.by-parts")),
        Reason::AmendedWithoutThreshold { by } => f.say("web.reason.amended-without-threshold", &[("by", by)]),
        Reason::Declared { state } => f.say("web.reason.declared", &[("state", declared(f, *state))]),
        Reason::DeclaredDiffers { state } => f.say("web.reason.declared-differs", &[("state", declared(f, *state))]),
        Reason::ListedInPart => plain(f.text("web.reason.listed-in-part")),
        Reason::NotListed => plain(f.text("web.reason.not-listed")),
    }
}

/// Several reasons in one line.
#[must_use]
pub fn reasons(f: &Frame, all: &[Reason]) -> String {
    all.iter().map(|one| reason(f, one)).collect::<Vec<_>>().join(" ")
}

/// How a reported count stands beside the computed one, in words.
#[must_use]
pub fn comparison(f: &Frame, comparison: Comparison, computed: Counts) -> String {
    let met = f.count(computed.met);
    match comparison {
        Comparison::Agrees => f.say("web.verdict.agrees", &[("met", &met)]),
        Comparison::Possible { unexplained } if computed.met + computed.not_met == 0 => f.say("web.verdict.unknown", &[("n", &f.count(unexplained))]),
        Comparison::Possible { unexplained } => f.say("web.verdict.possible", &[("met", &met), ("n", &f.count(unexplained))]),
        Comparison::Contradicts { by, direction } => {
            let n = f.count(by);
            match direction {
                Direction::ReportedHigher => f.say("web.verdict.higher", &[("n", &n)]),
                Direction::ReportedLower => f.say("web.verdict.lower", &[("n", &n)]),
                Direction::OtherTotal => f.say("web.verdict.other-total", &[("total", &f.count(computed.total))]),
            }
        }
    }
}

/// A stage of recognition.
#[must_use]
pub fn stage<'a>(f: &Frame, stage: &'a str) -> &'a str {
    match stage {
        "registered" => f.text("web.stage.registered"),
        "working" => f.text("web.stage.working"),
        "appraised" => f.text("web.stage.appraised"),
        "proposed" => f.text("web.stage.proposed"),
        "recognised" => f.text("web.stage.recognised"),
        "recognised_or_appraised" => f.text("web.stage.recognised-or-appraised"),
        "withdrawn" => f.text("web.stage.withdrawn"),
        other => other,
    }
}

/// The subject of a remark.
#[must_use]
pub fn topic<'a>(f: &Frame, topic: &'a str) -> &'a str {
    match topic {
        "target" => f.text("web.topic.target"),
        "shortcoming" => f.text("web.topic.shortcoming"),
        "direction" => f.text("web.topic.direction"),
        "assignment" => f.text("web.topic.assignment"),
        "proposal" => f.text("web.topic.proposal"),
        "answer" => f.text("web.topic.answer"),
        "visit" => f.text("web.topic.visit"),
        "visits" => f.text("web.topic.visits"),
        "poll" => f.text("web.topic.poll"),
        other => other,
    }
}
