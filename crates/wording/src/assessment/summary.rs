//! Criteria, counts and conditions in words.

use super::parts::{attribute, reason};
use crate::Lang;
use vedich_criteria::{Comparison, Counts, CriterionResult, Direction, Readiness, ZoneDecision};
use vedich_values::{IndicatorCode, Tally};

/// Why a criterion stands as it does: "chưa đạt chỉ tiêu 2.1, 2.4; chưa rõ: 2.2".
#[must_use]
pub fn criterion_why(lang: Lang, result: &CriterionResult) -> String {
    let list = |codes: &[IndicatorCode]| codes.iter().map(IndicatorCode::as_str).collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    if !result.not_met.is_empty() {
        parts.push(lang.say("why.not-met", &[("codes", &list(&result.not_met))]));
    }
    if !result.narrowly_met.is_empty() {
        parts.push(lang.say("why.narrowly-met", &[("codes", &list(&result.narrowly_met))]));
    }
    parts.extend(result.reasons.iter().map(|why| reason(lang, why)).filter(|why| !why.is_empty()));
    if !result.open.is_empty() && result.declared.is_none() {
        parts.push(lang.say("why.open", &[("codes", &list(&result.open))]));
    }
    parts.join("; ")
}

/// A reported count beside the computed one, as a sentence.
#[must_use]
pub fn comparison(lang: Lang, reported: Tally, computed: &Counts, comparison: Comparison) -> String {
    let (reported, met, not_met) = (reported.to_string(), computed.met.to_string(), computed.not_met.to_string());
    match comparison {
        Comparison::Agrees => lang.say("compare.agrees", &[("reported", &reported)]),
        Comparison::Possible { unexplained } => {
            let unexplained = unexplained.to_string();
            lang.say("compare.possible", &[("reported", &reported), ("met", &met), ("not_met", &not_met), ("unexplained", &unexplained)])
        }
        Comparison::Contradicts { by, direction } => {
            let by = by.to_string();
            match direction {
                Direction::ReportedHigher => {
                    lang.say("compare.higher", &[("reported", &reported), ("by", &by), ("met", &met), ("not_met", &not_met)])
                }
                Direction::ReportedLower => lang.say("compare.lower", &[("reported", &reported), ("by", &by), ("met", &met)]),
                Direction::OtherTotal => {
                    lang.say("compare.other-total", &[("reported", &reported), ("total", &computed.total.to_string())])
                }
            }
        }
    }
}

/// How near a unit is to the set as a whole.
#[must_use]
pub fn readiness(lang: Lang, readiness: Readiness) -> String {
    match readiness {
        Readiness::Ready => lang.text("readiness.ready").to_owned(),
        Readiness::CriteriaMet { not_met, unknown } => {
            lang.say("readiness.criteria-met", &[("not_met", &not_met.to_string()), ("unknown", &unknown.to_string())])
        }
        Readiness::Short { not_met, unknown } => {
            lang.say("readiness.short", &[("not_met", &not_met.to_string()), ("unknown", &unknown.to_string())])
        }
        Readiness::Unknown => lang.text("readiness.unknown").to_owned(),
    }
}

/// What else must be known of a unit before its zone is certain; nothing when it is.
#[must_use]
pub fn zone(lang: Lang, decision: &ZoneDecision) -> Option<String> {
    if decision.undecided.is_empty() {
        return None;
    }
    let names: Vec<String> = decision.undecided.iter().map(|name| attribute(lang, name)).collect();
    Some(lang.say("assess.zone-undecided", &[("attributes", &names.join(", "))]))
}
