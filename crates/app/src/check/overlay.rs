//! A threshold set by decision: it must say by which, and read like one of the set's own.

use super::{Problem, known_set, problem, unknown_code};
use vedich_board::Reference;
use vedich_criteria::threshold::{ThresholdRefused, parse_condition_threshold, parse_threshold};
use vedich_criteria::{CriteriaSet, Measure};
use vedich_facts::Overlay;
use vedich_values::Date;

/// What an overlay's code means in its set.
enum Meant<'a> {
    /// A set-level condition.
    Condition,
    /// An indicator or a part of one, with the measures it has or had.
    Measured { measures: Vec<Measure>, scale: &'a [String] },
}

pub(super) fn check(reference: &Reference, overlay: &Overlay, from: Date, today: Date, found: &mut Vec<Problem>) {
    if overlay.decision.trim().is_empty() {
        found.push(problem("overlay.no-decision"));
    }
    if overlay.decided > today {
        found.push(problem("overlay.future-decision").with("date", overlay.decided).with("today", today));
    }
    if overlay.to.is_some_and(|to| to < from) {
        found.push(problem("overlay.bad-span"));
    }
    let Some(set) = known_set(reference, &overlay.set, found) else { return };
    if let Some(zone) = overlay.zone.as_ref().filter(|zone| !set.zones.iter().any(|known| known.id == **zone)) {
        found.push(problem("overlay.unknown-zone").with("zone", zone).with("set", &overlay.set));
    }
    let Some(meant) = meant(set, overlay) else {
        return found.push(unknown_code(&overlay.set, &overlay.code, overlay.part.as_ref()));
    };
    found.extend(overlay.threshold.as_deref().and_then(|text| refused(&meant, text)));
}

fn meant<'a>(set: &'a CriteriaSet, overlay: &Overlay) -> Option<Meant<'a>> {
    if let Some(condition) = overlay.code.as_str().strip_prefix('@') {
        return set.conditions.iter().any(|known| known.id == condition).then_some(Meant::Condition);
    }
    let indicator = set.indicator(overlay.code.as_str())?;
    let Some(key) = &overlay.part else {
        let later = indicator.amended.as_ref().and_then(|amended| amended.measure);
        return Some(Meant::Measured { measures: std::iter::once(indicator.measure).chain(later).collect(), scale: &indicator.scale });
    };
    if let Some(part) = indicator.parts.iter().find(|part| part.key == *key) {
        return Some(Meant::Measured { measures: vec![part.measure], scale: &part.scale });
    }
    let way = indicator.any_of.iter().find(|way| way.key == *key)?;
    Some(Meant::Measured { measures: vec![way.measure], scale: &indicator.scale })
}

fn refused(meant: &Meant<'_>, text: &str) -> Option<Problem> {
    let (refused, measure) = match meant {
        Meant::Condition => (parse_condition_threshold(text).err()?, ""),
        Meant::Measured { measures, scale } => {
            let read = |measure: &Measure| parse_threshold(*measure, scale, text);
            if measures.iter().any(|measure| read(measure).is_ok()) {
                return None;
            }
            let measure = measures.first()?;
            (read(measure).err()?, measure.name())
        }
    };
    let problem = problem(refused.code()).with("found", text).with("measure", measure);
    Some(match refused {
        ThresholdRefused::Malformed { suggestion: Some(suggestion), .. } => problem.with("suggestion", suggestion),
        ThresholdRefused::NotInScale { word, scale } => problem.with("word", word).with("allowed", scale.join(", ")),
        ThresholdRefused::NoScale(word) => problem.with("word", word),
        _ => problem,
    })
}
