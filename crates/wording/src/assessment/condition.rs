//! Set-level conditions in words.

use super::parts::{decision, reason, threshold};
use crate::{Lang, date};
use vedich_criteria::{ConditionResult, Confidence};

/// The unit behind a value or bound of a condition: percent for shares, else what the set says.
#[must_use]
pub fn condition_unit<'a>(measure: &str, unit: Option<&'a str>) -> &'a str {
    unit.unwrap_or(if measure.contains("percent") { "%" } else { "" })
}

/// One set-level condition: its name, status, share and value, bound, why, and where the bound comes from:
/// "100% số xã đạt chuẩn NTM: Chưa đạt: 17/18, 94,4% (yêu cầu = 100%); giá trị chưa kiểm chứng".
#[must_use]
pub fn condition(lang: Lang, result: &ConditionResult) -> String {
    let said = format!("{}: {}", lang.of(&result.name), lang.text(&format!("status.{}", result.status.name())));
    match condition_body(lang, result) {
        body if body.is_empty() => said,
        body => format!("{said}: {body}"),
    }
}

/// The same without name and status: share, value, bound, why, where the bound comes from.
#[must_use]
pub fn condition_body(lang: Lang, result: &ConditionResult) -> String {
    let unit = condition_unit(&result.measure, result.unit.as_deref());
    let value = result.value.map(|value| crate::quantity(lang, value, super::unit_name(lang, unit)));
    let found = result.tally.map(|tally| tally.to_string()).into_iter().chain(value).collect::<Vec<_>>().join(", ");
    let bound = result.threshold.as_ref().map(|bound| lang.say("assess.required", &[("threshold", &threshold(lang, bound, unit))]));
    let first = match (found.is_empty(), bound) {
        (false, Some(bound)) => Some(format!("{found} ({bound})")),
        (false, None) => Some(found),
        (true, bound) => bound,
    };
    let why = result.reasons.iter().map(|why| reason(lang, why));
    first.into_iter().chain(why).chain(origin(lang, result)).collect::<Vec<_>>().join("; ")
}

/// Where the bound comes from, where a person must know: set or confirmed locally, or not verified.
fn origin(lang: Lang, result: &ConditionResult) -> Option<String> {
    result.threshold.as_ref()?;
    if let Some(overlay) = &result.overlay {
        let (number, day) = (decision(lang, &overlay.decision), date(lang, overlay.decided));
        let params = [("decision", number.as_str()), ("date", day.as_str())];
        return Some(if overlay.sets { lang.say("assess.value-set", &params) } else { lang.say("assess.value-confirmed", &params) });
    }
    let verified = matches!(result.confidence, Confidence::Verified | Confidence::Confirmed);
    (!verified).then(|| lang.text("assess.value-unverified").to_owned())
}
