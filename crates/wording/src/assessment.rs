//! Assessments in words: values, thresholds, explanations of indicators and criteria, comparisons, readiness.

mod circumstances;
mod condition;
mod parts;
mod summary;

pub use circumstances::circumstances;
pub use condition::{condition, condition_body, condition_unit};
pub use parts::{reason, threshold, unit_name, value};
pub use summary::{comparison, criterion_why, readiness, zone};

use crate::{Lang, date, number};
use parts::{decision, zone_phrase};
use vedich_criteria::{
    Applied, Basis, Confidence, IndicatorResult, Margin, Measure, Op, Origin, PartResult, Reason, Status, Threshold, ThresholdValue,
};
use vedich_facts::{Observed, Value};
use vedich_values::Decimal;

/// What a sentence is made of, for an indicator or for one of its parts.
struct Line<'a> {
    status: Status,
    measure: Measure,
    unit: &'a str,
    value: Option<&'a Observed>,
    applied: Option<&'a Applied>,
    margin: Option<Margin>,
    reasons: &'a [Reason],
}

impl<'a> Line<'a> {
    fn of(result: &'a IndicatorResult) -> Self {
        Self {
            status: result.status,
            measure: result.measure,
            unit: result.unit.as_deref().unwrap_or_default(),
            value: result.value.as_ref(),
            applied: result.applied.as_ref(),
            margin: result.margin,
            reasons: &result.reasons,
        }
    }

    fn of_part(result: &'a PartResult) -> Self {
        Self {
            status: result.status,
            measure: result.measure,
            unit: result.unit.as_deref().unwrap_or_default(),
            value: result.value.as_ref(),
            applied: result.applied.as_ref(),
            margin: result.margin,
            reasons: &result.reasons,
        }
    }
}

/// Why an indicator stands as it does, as one sentence:
/// "Chưa đạt: 41,5 < 45 triệu đồng/người/năm, còn thiếu 3,5 (7,8%) (vùng Trung du miền núi phía Bắc, năm 2023, QĐ 318/QĐ-TTg, giá trị
/// chưa kiểm chứng)".
#[must_use]
pub fn explanation(lang: Lang, result: &IndicatorResult) -> String {
    let status = lang.text(&format!("status.{}", result.status.name())).to_owned();
    if result.basis == Basis::Declared {
        let other = result.reasons.iter().filter(|reason| !matches!(reason, Reason::Declared { .. })).map(|why| reason(lang, why));
        let mut text = vec![lang.text("assess.declared").to_owned()];
        text.extend(other.filter(|why| !why.is_empty()));
        return format!("{status}: {}", text.join("; "));
    }
    if result.reasons.contains(&Reason::ByParts) && !result.parts.is_empty() {
        return format!("{status}: {}", by_parts(lang, result));
    }
    let line = Line::of(result);
    let mut text = match body(lang, &line) {
        body if body.is_empty() => status,
        body => format!("{status}: {body}"),
    };
    if let Some(applied) = result.applied.as_ref().filter(|_| result.status != Status::NotApplicable) {
        text.push_str(&format!(" ({})", origin(lang, &applied.origin, applied.confidence)));
    }
    text
}

/// The heart of it for tables: "95,3% ≥ 95%"; "chưa có ngưỡng"; "–" where nothing is reported.
#[must_use]
pub fn short(lang: Lang, result: &IndicatorResult) -> String {
    if result.reasons.contains(&Reason::ByParts) && !result.parts.is_empty() {
        let met = result.parts.iter().filter(|part| part.status.is_met()).count();
        return lang.say("assess.short-parts", &[("met", &met.to_string()), ("total", &result.parts.len().to_string())]);
    }
    let line = Line::of(result);
    match result.status {
        Status::NotAssessable => lang.text("assess.short-no-threshold").to_owned(),
        Status::NotApplicable => "-".to_owned(),
        Status::NoData => "–".to_owned(),
        _ => match (line.value, line.applied) {
            (Some(Observed::Value(Value::Number(_))), Some(_)) => fact(lang, &line).unwrap_or_else(|| "–".to_owned()),
            (Some(seen), _) => value(lang, seen, line.unit),
            (None, _) => "–".to_owned(),
        },
    }
}

/// One part or alternative as a phrase: its name, value and bound.
#[must_use]
pub fn part(lang: Lang, result: &PartResult) -> String {
    let line = Line::of_part(result);
    let status = lang.text(&format!("status.{}", result.status.name())).to_owned();
    let name = lang.of(&result.name);
    match body(lang, &line) {
        body if body.is_empty() => format!("{name}: {}", lower(&status)),
        body => format!("{name}: {}, {body}", lower(&status)),
    }
}

/// With a small first letter, for the middle of a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn by_parts(lang: Lang, result: &IndicatorResult) -> String {
    let met = result.parts.iter().filter(|part| part.status.is_met()).count().to_string();
    let total = result.parts.len().to_string();
    let key = if result.one_is_enough { "assess.parts-any" } else { "assess.parts-all" };
    let count = match key {
        "assess.parts-any" => lang.say("assess.parts-any", &[("met", &met), ("total", &total)]),
        _ => lang.say("assess.parts-all", &[("met", &met), ("total", &total)]),
    };
    let must = result.reasons.iter().find(|why| **why == Reason::MustApply).map(|why| reason(lang, why));
    // Nothing to tell the parts apart: say it once.
    if let Some(first) = result.parts.first()
        && result.parts.iter().all(|found| found.value.is_none() && found.status == first.status && found.reasons == first.reasons)
        && first.status != Status::NotApplicable
    {
        let why = first.reasons.iter().map(|why| reason(lang, why)).collect::<Vec<_>>().join("; ");
        let same = lang.say("assess.parts-same", &[("total", &total), ("reason", &why)]);
        return must.map_or_else(|| same.clone(), |must| format!("{same}; {must}"));
    }
    let telling = |found: &&PartResult| !matches!(found.status, Status::Met | Status::NotApplicable);
    let mut told: Vec<String> = result.parts.iter().filter(telling).map(|found| part(lang, found)).collect();
    told.extend(must);
    let origin =
        result.parts.iter().find_map(|found| found.applied.as_ref()).map(|applied| origin(lang, &applied.origin, result.confidence));
    let origin = origin.filter(|_| result.confidence != Confidence::Unknown).map_or_else(String::new, |origin| format!(" ({origin})"));
    if told.is_empty() { format!("{count}{origin}") } else { format!("{count}; {}{origin}", told.join("; ")) }
}

/// Everything behind the status word, without the origin.
fn body(lang: Lang, line: &Line<'_>) -> String {
    let reasons = || line.reasons.iter().map(|why| reason(lang, why)).filter(|why| !why.is_empty()).collect::<Vec<_>>().join("; ");
    match line.status {
        Status::Met | Status::NarrowlyMet | Status::NotMet => {
            let mut text = fact(lang, line).unwrap_or_default();
            if let Some(distance) = distance(lang, line) {
                text = format!("{text}, {distance}");
            }
            let extra = reasons();
            if extra.is_empty() { text } else { format!("{text}; {extra}") }
        }
        Status::NoData => {
            let mut text = vec![reasons()];
            text.extend(line.applied.map(|applied| required(lang, &applied.threshold, line)));
            text.retain(|part| !part.is_empty());
            text.join(", ")
        }
        Status::NotApplicable => reasons(),
        Status::NotAssessable => {
            let mut text = vec![reasons()];
            let reported = line.value.filter(|seen| !matches!(seen, Observed::NotApplicable));
            text.extend(reported.map(|seen| lang.say("assess.reported", &[("value", &value(lang, seen, line.unit))])));
            text.retain(|part| !part.is_empty());
            text.join("; ")
        }
    }
}

fn required(lang: Lang, bound: &Threshold, line: &Line<'_>) -> String {
    let words = threshold(lang, bound, line.unit);
    match bound.value {
        ThresholdValue::Number(_) => lang.say("assess.required", &[("threshold", &words)]),
        _ => words,
    }
}

/// Value against bound: "95,3% ≥ 95%", "41,5 < 45 triệu đồng/người/năm".
fn fact(lang: Lang, line: &Line<'_>) -> Option<String> {
    let (seen, bound) = (line.value?, &line.applied?.threshold);
    match (seen, &bound.value) {
        (Observed::Value(Value::Number(found)), ThresholdValue::Number(limit)) => {
            let sign = sign(bound.op, line.status != Status::NotMet);
            let left = if line.unit == "%" { format!("{}%", number(lang, *found)) } else { number(lang, *found) };
            Some(format!("{left} {sign} {}", crate::quantity(lang, *limit, unit_name(lang, line.unit))))
        }
        (Observed::Value(Value::YesNo(yes)), ThresholdValue::YesNo(_)) => {
            let answer = if *yes { lang.text("assess.yes") } else { lang.text("assess.no") };
            let answered = lang.say("assess.answered", &[("answer", answer)]);
            Some(if line.status == Status::NotMet { format!("{answered}, {}", threshold(lang, bound, "")) } else { answered })
        }
        (seen @ Observed::Value(_), ThresholdValue::Word(_)) => {
            let graded = lang.say("assess.graded", &[("level", &value(lang, seen, ""))]);
            Some(format!("{graded}, {}", threshold(lang, bound, "")))
        }
        _ => None,
    }
}

/// The comparison that is true: the threshold's own when met, its opposite when not.
const fn sign(op: Op, met: bool) -> &'static str {
    match (op, met) {
        (Op::AtLeast, true) => "≥",
        (Op::AtLeast, false) => "<",
        (Op::AtMost, true) => "≤",
        (Op::AtMost, false) => ">",
        (Op::Equal, true) => "=",
        (Op::Equal, false) => "≠",
        (Op::MoreThan, true) => ">",
        (Op::MoreThan, false) => "≤",
        (Op::LessThan, true) => "<",
        (Op::LessThan, false) => "≥",
    }
}

/// How far from the bound: told where a value is not met or only just met.
fn distance(lang: Lang, line: &Line<'_>) -> Option<String> {
    let margin = line.margin?;
    let op = line.applied?.threshold.op;
    if line.status == Status::Met {
        return None;
    }
    if line.status == Status::NarrowlyMet && margin.absolute.is_zero() {
        return Some(lang.text("assess.at-threshold").to_owned());
    }
    let absolute = margin.absolute.abs().normalize();
    let shown = number(lang, absolute);
    let told = if line.measure == Measure::Percent {
        lang.say("assess.points", &[("number", &shown)])
    } else {
        match margin.relative_percent(1).map(|share| share.abs().normalize()).filter(|share| *share > Decimal::ZERO) {
            Some(share) => lang.say("assess.share", &[("number", &shown), ("percent", &number(lang, share))]),
            None => shown,
        }
    };
    let upward = matches!(op, Op::AtLeast | Op::MoreThan | Op::Equal);
    Some(match (line.status, upward) {
        (Status::NarrowlyMet, true) => lang.say("assess.exceeds", &[("margin", &told)]),
        (Status::NarrowlyMet, false) => lang.say("assess.within", &[("margin", &told)]),
        (_, true) => lang.say("assess.lacks", &[("margin", &told)]),
        (_, false) => lang.say("assess.over", &[("margin", &told)]),
    })
}

/// Where a threshold comes from: "vùng Đồng bằng sông Hồng, năm 2023, QĐ 318/QĐ-TTg, giá trị chưa kiểm chứng".
#[must_use]
pub fn origin(lang: Lang, origin: &Origin, confidence: Confidence) -> String {
    let mut parts = Vec::new();
    if let Some(phrase) = zone_phrase(lang, origin) {
        parts.push(phrase);
    }
    if let Some(year) = origin.year {
        parts.push(lang.say("assess.year", &[("year", &year.to_string())]));
    }
    parts.extend(origin.decision.as_deref().map(|number| decision(lang, number)));
    if let Some(by) = &origin.amendment {
        parts.push(lang.say("assess.amended", &[("decision", &decision(lang, by))]));
    }
    parts.push(match (&origin.overlay, confidence) {
        (Some(overlay), _) => {
            let (number, day) = (decision(lang, &overlay.decision), date(lang, overlay.decided));
            let params = [("decision", number.as_str()), ("date", day.as_str())];
            if overlay.sets { lang.say("assess.value-set", &params) } else { lang.say("assess.value-confirmed", &params) }
        }
        (None, Confidence::Verified | Confidence::Confirmed) => lang.text("assess.value-verified").to_owned(),
        (None, _) => lang.text("assess.value-unverified").to_owned(),
    });
    parts.join(", ")
}

#[cfg(test)]
mod tests;
