//! From a set and a context to the checks of the hot path and what explanations say of them.

use super::{Check, Line, Rule, Step, Yardstick};
use crate::assessment::{Applied, Origin, OverlayOrigin, Reason};
use crate::bands::Bands;
use crate::cell::{Status, ValueKind};
use crate::context::{OverlayInForce, UnitContext, ZoneDecision, ZoneOrigin, evaluate};
use crate::expr::Truth;
use crate::layout::Layout;
use crate::model::{Amended, Condition, Confidence, CriteriaSet, Indicator, Measure, Op, Threshold, ThresholdTable, ThresholdValue};
use crate::threshold::{Unresolved, parse_condition_threshold, parse_threshold, resolve};
use crate::value::{level_place, micros};
use chrono::Datelike;
use std::sync::Arc;
use vedich_facts::Overlay;
use vedich_values::{Bilingual, PartKey, ZoneId};

pub(super) fn compile(
    set: &Arc<CriteriaSet>,
    layout: &Arc<Layout>,
    context: &UnitContext,
    overlays: &[OverlayInForce],
    bands: &Bands,
) -> Yardstick {
    let compiler = Compiler { set, layout, context, zone: ZoneDecision::of(set, context), overlays, bands };
    let listed = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut yardstick = Yardstick {
        set: Arc::clone(set),
        layout: Arc::clone(layout),
        context: context.clone(),
        zone: compiler.zone.clone(),
        steps: Vec::new(),
        checks: Vec::new(),
        ends: Vec::new(),
        unlisted_criteria: set.declared_criteria.unwrap_or(0).saturating_sub(listed(set.criteria.len())),
        unlisted_indicators: set.declared_indicators.unwrap_or(0).saturating_sub(listed(set.indicators().count())),
        lines: Vec::new(),
        part_lines: Vec::new(),
        bounds: set.conditions.iter().map(|condition| compiler.condition(condition)).collect(),
    };
    for criterion in &set.criteria {
        for indicator in &criterion.indicators {
            compiler.indicator(indicator, &mut yardstick);
        }
        yardstick.ends.push(yardstick.steps.len());
    }
    yardstick
}

struct Compiler<'a> {
    set: &'a CriteriaSet,
    layout: &'a Layout,
    context: &'a UnitContext,
    zone: ZoneDecision,
    overlays: &'a [OverlayInForce],
    bands: &'a Bands,
}

/// What a threshold is looked up for.
struct Wanted<'a> {
    indicator: &'a Indicator,
    part: Option<&'a PartKey>,
    measure: Measure,
    scale: &'a [String],
    table: &'a ThresholdTable,
    confidence: Confidence,
    amended: Option<&'a Amended>,
    missing: Reason,
}

impl Compiler<'_> {
    fn indicator(&self, indicator: &Indicator, out: &mut Yardstick) {
        let amended = indicator.amended.as_ref().filter(|amended| amended.from <= self.context.date);
        let measure = amended.and_then(|amended| amended.measure).unwrap_or(indicator.measure);
        let remeasured = measure != indicator.measure;
        let first = u16::try_from(out.checks.len()).unwrap_or(u16::MAX);
        let mut rule = Rule::Own;
        if !remeasured {
            rule = self.parts(indicator, out);
        }
        let count = u16::try_from(out.checks.len()).unwrap_or(u16::MAX) - first;
        let rule = if count == 0 { Rule::Own } else { rule };

        let implied = ThresholdTable::One(Threshold { op: Op::Equal, value: ThresholdValue::YesNo(true) });
        let none = ThresholdTable::None;
        let table = match amended {
            Some(Amended { threshold: Some(table), .. }) => table,
            Some(_) if remeasured && measure == Measure::YesNo => &implied,
            Some(_) if remeasured => &none,
            _ => &indicator.threshold,
        };
        let wanted = Wanted {
            indicator,
            part: None,
            measure,
            scale: &indicator.scale,
            table,
            confidence: indicator.confidence,
            amended,
            missing: missing_reason(indicator, rule, amended.filter(|_| remeasured)),
        };
        let name = amended.and_then(|amended| amended.name.clone()).unwrap_or_else(|| indicator.name.clone());
        let unit = if remeasured { None } else { indicator.unit.clone() };
        let applied = self.scoped(indicator.when.as_deref(), &wanted);
        let own = self.check(indicator, None, measure, &indicator.scale, &applied);
        out.steps.push(Step { own, rule, first, count });
        out.lines.push(Line {
            name,
            measure,
            unit,
            scale: indicator.scale.clone(),
            key: None,
            applied,
            amendment: amended.map(|amended| amended.by.clone()),
        });
    }

    /// Parts and alternatives in force; says how they combine.
    fn parts(&self, indicator: &Indicator, out: &mut Yardstick) -> Rule {
        let date = self.context.date;
        for part in indicator.parts.iter().filter(|part| part.span.contains(date)) {
            let wanted = Wanted {
                indicator,
                part: Some(&part.key),
                measure: part.measure,
                scale: &part.scale,
                table: &part.threshold,
                confidence: part.confidence,
                amended: None,
                missing: if part.delegated { delegated(indicator) } else { Reason::ThresholdUnknown },
            };
            let applied = self.scoped(part.when.as_deref(), &wanted);
            if applied == Err(Reason::OutOfScope) {
                continue;
            }
            out.checks.push(self.check(indicator, Some(&part.key), part.measure, &part.scale, &applied));
            out.part_lines.push(Line {
                name: part.name.clone(),
                measure: part.measure,
                unit: part.unit.clone().or_else(|| (part.measure == indicator.measure).then(|| indicator.unit.clone()).flatten()),
                scale: part.scale.clone(),
                key: Some(part.key.clone()),
                applied,
                amendment: None,
            });
        }
        for way in indicator.any_of.iter().filter(|way| way.span.contains(date)) {
            let wanted = Wanted {
                indicator,
                part: Some(&way.key),
                measure: way.measure,
                scale: &indicator.scale,
                table: &way.threshold,
                confidence: indicator.confidence,
                amended: None,
                missing: Reason::ThresholdUnknown,
            };
            let applied = self.find(&wanted);
            out.checks.push(self.check(indicator, Some(&way.key), way.measure, &indicator.scale, &applied));
            out.part_lines.push(Line {
                name: way.name.clone(),
                measure: way.measure,
                unit: (way.measure == indicator.measure).then(|| indicator.unit.clone()).flatten(),
                scale: indicator.scale.clone(),
                key: Some(way.key.clone()),
                applied,
                amendment: None,
            });
        }
        if indicator.any_of.is_empty() { Rule::All } else { Rule::Any }
    }

    /// The threshold, unless a condition keeps the row from applying.
    fn scoped(&self, when: Option<&str>, wanted: &Wanted<'_>) -> Result<Applied, Reason> {
        match when.map_or(Truth::True, |when| evaluate(when, self.context, self.zone.zone.as_ref())) {
            Truth::True => self.find(wanted),
            Truth::False => Err(Reason::OutOfScope),
            Truth::Unknown(attributes) if attributes.is_empty() => Err(Reason::NeedsJudgement),
            Truth::Unknown(attributes) => Err(Reason::NeedsAttribute { attributes }),
        }
    }

    /// The threshold of the file, or of the overlay that beats it.
    fn find(&self, wanted: &Wanted<'_>) -> Result<Applied, Reason> {
        let zone = self.zone.zone.as_ref();
        let from_file = resolve(wanted.table, zone, self.context.date.year());
        let mut origin = Origin { decision: wanted.indicator.decision.clone(), ..Origin::default() };
        origin.amendment = wanted.amended.map(|amended| amended.by.clone());
        if let Ok(resolved) = &from_file {
            origin.zone.clone_from(&resolved.zone);
            origin.year = resolved.year;
            origin.zone_name = resolved.zone.as_ref().and_then(|zone| self.zone_name(zone));
            if let (Some(_), ZoneOrigin::Rule(rule)) = (&resolved.zone, &self.zone.by) {
                origin.zone_rule = Some(rule.clone());
            }
        }
        if let Some(found) = self.overlay(wanted.indicator.code.as_str(), wanted.part) {
            let overlay = &found.overlay;
            origin.overlay = Some(origin_of(overlay));
            let set_locally = overlay.threshold.as_deref().and_then(|text| parse_threshold(wanted.measure, wanted.scale, text).ok());
            if let Some(threshold) = set_locally {
                origin.zone.clone_from(&overlay.zone);
                origin.zone_name = overlay.zone.as_ref().and_then(|zone| self.zone_name(zone));
                origin.year = overlay.year;
                return Ok(Applied { threshold, origin, confidence: Confidence::Confirmed });
            }
            if let (None, Ok(resolved)) = (&overlay.threshold, &from_file) {
                return Ok(Applied { threshold: resolved.threshold.clone(), origin, confidence: Confidence::Confirmed });
            }
            origin.overlay = None;
        }
        match from_file {
            Ok(resolved) => {
                let seen =
                    wanted.part.is_none() && resolved.zone.as_ref().is_some_and(|zone| wanted.indicator.verified_zones.contains(zone));
                let confidence = if seen { Confidence::Verified } else { wanted.confidence };
                Ok(Applied { threshold: resolved.threshold, origin, confidence })
            }
            Err(Unresolved::None) => Err(wanted.missing.clone()),
            Err(Unresolved::ZoneUnknown) => Err(Reason::ZoneUnknown),
            Err(Unresolved::ZoneWithoutValue(zone)) => Err(Reason::ZoneWithoutValue { name: self.zone_name(&zone), zone }),
            Err(Unresolved::YearBeforeTable(first)) => Err(Reason::YearBeforeTable { first }),
        }
    }

    /// The bound of a set-level condition: that of the overlay (`@id`) that beats the file, else the file's.
    fn condition(&self, condition: &Condition) -> Result<Applied, Reason> {
        let mut origin = Origin { decision: self.set.decision().map(str::to_owned), ..Origin::default() };
        let overlay = self.overlay(&format!("@{}", condition.id), None).map(|found| &found.overlay);
        let locally =
            overlay.map(|overlay| overlay.threshold.as_deref().map_or(Some(None), |text| parse_condition_threshold(text).ok().map(Some)));
        let missing = || match &condition.delegated_to {
            Some(to) => Reason::Delegated { to: to.clone(), authority: None },
            None => Reason::ThresholdUnknown,
        };
        let Some(found) = locally.flatten() else {
            let threshold = condition.threshold.clone().ok_or_else(missing)?;
            return Ok(Applied { threshold, origin, confidence: condition.confidence });
        };
        origin.overlay = overlay.map(origin_of);
        let threshold = found.or_else(|| condition.threshold.clone()).ok_or_else(missing)?;
        Ok(Applied { threshold, origin, confidence: Confidence::Confirmed })
    }

    /// The overlay that fits best: zone and year named before general ones, then the last given.
    fn overlay(&self, code: &str, part: Option<&PartKey>) -> Option<&OverlayInForce> {
        let date = self.context.date;
        let fits = |candidate: &&OverlayInForce| {
            let overlay = &candidate.overlay;
            (overlay.set == self.set.id || self.set.lineage.contains(&overlay.set))
                && overlay.code.as_str() == code
                && overlay.part.as_ref() == part
                && overlay.zone.as_ref().is_none_or(|zone| Some(zone) == self.zone.zone.as_ref())
                && overlay.year.is_none_or(|year| year == date.year())
                && candidate.since <= date
                && overlay.to.is_none_or(|to| date <= to)
        };
        self.overlays.iter().filter(fits).max_by_key(|candidate| (candidate.overlay.zone.is_some(), candidate.overlay.year.is_some()))
    }

    fn zone_name(&self, zone: &ZoneId) -> Option<Bilingual> {
        self.set.zones.iter().find(|known| known.id == *zone).map(|known| known.name.clone())
    }

    /// The bounds of a threshold as integers.
    fn check(
        &self,
        indicator: &Indicator,
        part: Option<&PartKey>,
        measure: Measure,
        scale: &[String],
        applied: &Result<Applied, Reason>,
    ) -> Check {
        let slot = self.layout.slot(indicator.code.as_str(), part.map(PartKey::as_str)).unwrap_or(u16::MAX);
        let not_applicable = if indicator.if_applicable { Status::NotApplicable } else { Status::NoData };
        let closed = |status: Status, not_applicable: Status| Check {
            low: i64::MAX,
            high: i64::MIN,
            safe_low: i64::MAX,
            safe_high: i64::MIN,
            slot,
            kind: None,
            blank: status,
            not_applicable,
            misfit: status,
        };
        let applied = match applied {
            Ok(applied) => applied,
            Err(Reason::OutOfScope) => return closed(Status::NotApplicable, Status::NotApplicable),
            Err(Reason::NeedsAttribute { .. } | Reason::NeedsJudgement) => return closed(Status::NoData, not_applicable),
            Err(_) => {
                let marked = if indicator.if_applicable { Status::NotApplicable } else { Status::NotAssessable };
                return closed(Status::NotAssessable, marked);
            }
        };
        let Some((bound, kind)) = bound(&applied.threshold, measure, scale) else { return closed(Status::NotAssessable, not_applicable) };
        let (low, high) = interval(applied.threshold.op, bound, measure);
        let (safe_low, safe_high) = self.safe(measure, bound, low, high);
        Check { low, high, safe_low, safe_high, slot, kind: Some(kind), blank: Status::NoData, not_applicable, misfit: Status::NoData }
    }

    /// The bounds beyond which a met value is not "only just": never past the end of the scale, and none for `=`.
    fn safe(&self, measure: Measure, bound: i64, low: i64, high: i64) -> (i64, i64) {
        let Some(within) = self.bands.narrow_within(measure, bound, self.context.date) else { return (low, high) };
        let (least, most) = ends(measure);
        match (low == i64::MIN, high == i64::MAX) {
            (false, true) => (bound.saturating_add(within).min(most).max(low), high),
            (true, false) => (low, bound.saturating_sub(within).max(least).min(high)),
            _ => (low, high),
        }
    }
}

/// The decision behind a local value.
fn origin_of(overlay: &Overlay) -> OverlayOrigin {
    OverlayOrigin { decision: overlay.decision.clone(), decided: overlay.decided, sets: overlay.threshold.is_some() }
}

/// Lowest and highest value a measure can have.
const fn ends(measure: Measure) -> (i64, i64) {
    match measure {
        Measure::Percent => (0, 100 * crate::Cell::MICROS),
        Measure::Count | Measure::ChildCount | Measure::Ratio => (0, i64::MAX),
        _ => (i64::MIN, i64::MAX),
    }
}

fn bound(threshold: &Threshold, measure: Measure, scale: &[String]) -> Option<(i64, ValueKind)> {
    match (&threshold.value, measure) {
        (ThresholdValue::YesNo(yes), Measure::YesNo) => Some((i64::from(*yes), ValueKind::YesNo)),
        (ThresholdValue::Word(word), Measure::Level) => level_place(scale, word).map(|place| (place, ValueKind::Level)),
        (ThresholdValue::Number(_), Measure::Date | Measure::YesNo | Measure::Level) => None,
        (ThresholdValue::Number(number), _) => micros(*number).map(|raw| (raw, ValueKind::Number)),
        _ => None,
    }
}

/// The values that meet a threshold. "= 100" of a percent is "at least 100".
const fn interval(op: Op, bound: i64, measure: Measure) -> (i64, i64) {
    match op {
        Op::AtLeast => (bound, i64::MAX),
        Op::AtMost => (i64::MIN, bound),
        Op::MoreThan => (bound.saturating_add(1), i64::MAX),
        Op::LessThan => (i64::MIN, bound.saturating_sub(1)),
        Op::Equal if matches!(measure, Measure::Percent) && bound == 100 * crate::Cell::MICROS => (bound, i64::MAX),
        Op::Equal => (bound, bound),
    }
}

/// Why an indicator without a threshold has none.
fn missing_reason(indicator: &Indicator, rule: Rule, remeasured: Option<&Amended>) -> Reason {
    if let Some(amended) = remeasured {
        return Reason::AmendedWithoutThreshold { by: amended.by.clone() };
    }
    if rule != Rule::Own {
        return Reason::ByParts;
    }
    if indicator.delegated_to.is_some() { delegated(indicator) } else { Reason::ThresholdUnknown }
}

fn delegated(indicator: &Indicator) -> Reason {
    Reason::Delegated {
        to: indicator.delegated_to.clone().unwrap_or_else(|| "province".to_owned()),
        authority: indicator.authority.clone(),
    }
}
