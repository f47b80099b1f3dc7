//! From the domain to wire shapes, by hand: the wire never changes because a type inside did.

pub mod plan_files;
mod records;
pub mod roadmaps;
mod sheet;

pub use records::{overlay, progress, rank, records, shown_kind, shown_kinds};

use super::shapes::{
    AreaAnswer, AreaRowShape, AssessAnswer, BandCount, CountedShape, CountsShape, CriterionCounts, CriterionShape, DatedShape, EntryShape,
    FoundShape, HeadlineShape, PlaceAnswer, ReportedShape, ResultShape, SetShape, SuccessionShape, TallyShape, UnitRef, UnitShape,
    UnmetShape, ValueShape,
};
use crate::listing::{Shown, Since};
use vedich_board::{AreaRow, AreaTable, Board, Headline, Place, Reported};
use vedich_criteria::{Basis, Comparison, Confidence, Counts, CriteriaSet, IndicatorResult, Status};
use vedich_facts::{Body, Recorded};
use vedich_units::{Found, Registry, Succession, Timeline, Unit};
use vedich_values::{CriterionNo, Date, Tally, UnitId};
use vedich_wording::{Lang, assessment};

/// A unit named as of a date; none when it did not exist.
#[must_use]
pub fn unit_ref(registry: &Registry, unit: UnitId, on: Date) -> Option<UnitRef> {
    let at = registry.at(unit, on)?;
    let (name, code) = (at.name.to_owned(), at.code.map(str::to_owned));
    Some(UnitRef { id: unit.get(), name, code, level: at.level.name(), path: registry.path(unit, on) })
}

/// A place assessed, in words of `lang`. The unit is named as of the date asked for, else as of the nearest day it existed.
#[must_use]
pub fn assess_answer(lang: Lang, registry: &Registry, as_of: Date, place: &Place) -> AssessAnswer {
    let nameless = || UnitRef { id: place.unit.get(), name: String::new(), code: None, level: "commune", path: String::new() };
    let unmet = place.assessment.criteria.iter().filter(|result| result.status == Status::NotMet);
    AssessAnswer {
        unit: unit_ref(registry, place.unit, as_of).or_else(|| unit_ref(registry, place.unit, place.on)).unwrap_or_else(nameless),
        set: place.set.id.to_string(),
        as_of,
        zone_undecided: assessment::zone(lang, &place.assessment.zone),
        criteria: counts(&place.marks.criterion_counts),
        indicators: counts(&place.marks.indicator_counts),
        reported: place.reported.iter().map(|reported| reported_shape(lang, place, reported)).collect(),
        unmet: unmet
            .map(|result| UnmetShape {
                no: result.no.0,
                name: lang.of(&result.name).to_owned(),
                why: assessment::criterion_why(lang, result),
            })
            .collect(),
        criteria_results: place
            .assessment
            .criteria
            .iter()
            .map(|result| CriterionShape {
                no: result.no.0,
                name: lang.of(&result.name).to_owned(),
                status: result.status.name(),
                basis: basis_name(result.basis),
            })
            .collect(),
        results: place.assessment.indicators.iter().map(|result| result_shape(lang, result)).collect(),
        conditions: place.conditions.iter().map(|one| records::condition(lang, &place.set, one)).collect(),
        readiness: place.readiness.name(),
        declared: place.declared.iter().map(records::declared).collect(),
        overlays: place.overlays.iter().filter_map(|recorded| overlay(registry, recorded)).collect(),
    }
}

/// A place assessed, with the count that stands for it.
#[must_use]
pub fn place_answer(lang: Lang, registry: &Registry, as_of: Date, place: &Place) -> PlaceAnswer {
    PlaceAnswer { assessed: assess_answer(lang, registry, as_of, place), headline: place.headline().map(headline) }
}

fn headline(stands: Headline) -> HeadlineShape {
    let basis = if stands.reported { "reported" } else { "computed" };
    HeadlineShape { basis, criteria: tally(stands.criteria), indicators: stands.indicators.map(tally) }
}

/// Counts on the wire.
#[must_use]
pub const fn counts(counts: &Counts) -> CountsShape {
    CountsShape {
        met: counts.met,
        narrowly_met: counts.narrowly_met,
        not_met: counts.not_met,
        no_data: counts.no_data,
        total: counts.total,
    }
}

const fn tally(tally: Tally) -> TallyShape {
    TallyShape { met: tally.met(), total: tally.total() }
}

const fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::None => "none",
        Basis::Computed => "computed",
        Basis::Declared => "declared",
    }
}

/// The name of a confidence on the wire.
#[must_use]
pub const fn confidence_name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Unknown => "unknown",
        Confidence::Weak => "weak",
        Confidence::Memory => "memory",
        Confidence::Verified => "verified",
        Confidence::Confirmed => "confirmed",
    }
}

fn reported_shape(lang: Lang, place: &Place, reported: &Reported) -> ReportedShape {
    let fact = &reported.recorded.fact;
    let verdict = |comparison: Comparison| match comparison {
        Comparison::Agrees => "agrees",
        Comparison::Possible { .. } => "possible",
        Comparison::Contradicts { .. } => "contradicts",
    };
    ReportedShape {
        criteria: reported.criteria.map(|(count, _)| tally(count)),
        indicators: reported.indicators.map(|(count, _)| tally(count)),
        as_of: fact.as_of,
        source: fact.source.as_deref().map(str::to_owned),
        document: fact.evidence.as_deref().and_then(crate::present::desk::cited),
        verdict: reported.criteria.map(|(_, comparison)| verdict(comparison)),
        comparison: reported
            .criteria
            .map(|(count, comparison)| assessment::comparison(lang, count, &place.marks.criterion_counts, comparison)),
    }
}

fn result_shape(lang: Lang, result: &IndicatorResult) -> ResultShape {
    let unit = result.unit.as_deref().unwrap_or_default();
    ResultShape {
        code: result.code.to_string(),
        name: lang.of(&result.name).to_owned(),
        status: result.status.name(),
        value: result.value.as_ref().map(|value| assessment::value(lang, value, unit)),
        observed: result.value.clone(),
        threshold: result.applied.as_ref().map(|applied| assessment::threshold(lang, &applied.threshold, unit)),
        rule: result.applied.as_ref().map(|applied| applied.threshold.to_string()),
        margin: result.margin.map(|margin| margin.absolute.normalize().to_string()),
        margin_percent: result.margin.and_then(|margin| margin.relative_percent(2)).map(|share| share.to_string()),
        confidence: confidence_name(result.confidence),
        explanation: assessment::explanation(lang, result),
    }
}

/// A recorded value; none for other kinds of fact.
#[must_use]
pub fn value(recorded: &Recorded) -> Option<ValueShape> {
    let Body::Observation { target, observed } = &recorded.fact.body else { return None };
    Some(ValueShape {
        seq: recorded.seq.get(),
        set: target.set.to_string(),
        code: target.code.to_string(),
        part: target.part.as_ref().map(ToString::to_string),
        as_of: recorded.fact.as_of,
        recorded_at: recorded.recorded_at,
        value: observed.clone(),
        source: recorded.fact.source.as_deref().map(str::to_owned),
        document: recorded.fact.evidence.as_deref().and_then(crate::present::desk::cited),
        supersedes: recorded.fact.supersedes.map(vedich_values::FactSeq::get),
    })
}

/// The totals of an area and a page of its rows as asked for; none when no set of the level is in force there.
#[must_use]
pub fn area_answer(lang: Lang, board: &Board, shown: &Shown<'_>, after: Option<UnitId>, limit: usize) -> AreaAnswer {
    let registry = &board.reference().registry;
    let Shown { area, table, totals, level, .. } = shown;
    let first = after.and_then(|unit| table.rows.iter().position(|row| row.unit == unit)).map_or(0, |index| index + 1);
    let page = table.page(first, limit);
    let [month, year] = Since::BOTH.map(|since| board.changes_since(page, since.date(board.date())));
    let nameless = UnitRef { id: area.get(), name: String::new(), code: None, level: "country", path: String::new() };
    let by_criterion = |(no, units): &(CriterionNo, Counts)| CriterionCounts {
        no: no.0,
        name: shown.criterion_name(lang, *no).to_owned(),
        units: counts(units),
    };
    AreaAnswer {
        area: unit_ref(registry, *area, board.date()).unwrap_or(nameless),
        set: shown.set.id.to_string(),
        family: shown.family.to_string(),
        as_of: board.date(),
        level: level.name(),
        units: totals.units,
        with_data: totals.with_data,
        full: totals.full,
        counted: CountedShape { units: totals.counted.units, met: totals.counted.met, reported: totals.counted.reported },
        criteria: counts(&totals.criteria),
        indicators: counts(&totals.indicators),
        by_criterion: totals.by_criterion.iter().map(by_criterion).collect(),
        by_band: totals.by_band.iter().map(|(band, units)| BandCount { band: band.clone(), units: *units }).collect(),
        found: table.rows.len(),
        rows: page.iter().zip(month).zip(year).filter_map(|((row, month), year)| area_row(board, table, row, [month, year])).collect(),
        next_after: (first + page.len() < table.rows.len()).then(|| page.last().map(|row| row.unit.get())).flatten(),
    }
}

fn area_row(board: &Board, table: &AreaTable<'_>, row: &AreaRow<'_>, [month, year]: [Option<i32>; 2]) -> Option<AreaRowShape> {
    Some(AreaRowShape {
        unit: unit_ref(&board.reference().registry, row.unit, table.date)?,
        set: row.set.id.to_string(),
        has_data: row.marks.is_some(),
        band: row.band.map(str::to_owned),
        criteria: counts(&row.criteria()),
        indicators: counts(&row.indicators()),
        reported: records::last_reported(board, row.unit, &row.set.id),
        headline: row.headline().map(headline),
        change_month: month,
        change_year: year,
        statuses: table.criteria.iter().map(|no| row.status(*no).map(Status::name)).collect(),
    })
}

/// A unit found.
#[must_use]
pub fn found(registry: &Registry, hit: &Found) -> Option<FoundShape> {
    Some(FoundShape { unit: unit_ref(registry, hit.unit, hit.on)?, on: hit.on, exact: hit.exact })
}

/// A unit over its whole life.
#[must_use]
pub fn whole_unit(registry: &Registry, unit: &Unit) -> UnitShape {
    UnitShape {
        id: unit.id.get(),
        level: unit.level.name(),
        names: dated(&unit.names, |named| named.name.to_string()),
        codes: dated(&unit.codes, ToString::to_string),
        parents: dated(&unit.parents, ToString::to_string),
        zones: dated(&unit.zones, ToString::to_string),
        heirs: successions(registry, &registry.heirs(unit.id)),
        successors: successions(registry, &unit.successors),
        predecessors: successions(registry, &unit.predecessors),
    }
}

fn dated<T>(timeline: &Timeline<T>, text: impl Fn(&T) -> String) -> Vec<DatedShape> {
    timeline.iter().map(|dated| DatedShape { value: text(&dated.value), from: dated.span.from, to: dated.span.to }).collect()
}

fn successions(registry: &Registry, steps: &[Succession]) -> Vec<SuccessionShape> {
    let named = |step: &Succession| {
        let day_before = step.on.pred_opt().unwrap_or(step.on);
        unit_ref(registry, step.unit, step.on).or_else(|| unit_ref(registry, step.unit, day_before))
    };
    steps.iter().filter_map(|step| Some(SuccessionShape { unit: named(step)?, on: step.on, whole: step.whole })).collect()
}

/// A criteria set in a list.
#[must_use]
pub fn set(set: &CriteriaSet) -> SetShape {
    SetShape {
        id: set.id.to_string(),
        title_vi: set.title.vi.clone(),
        title_en: set.title.en.clone(),
        subject: set.subject,
        tier: set.tier,
        extends: set.extends.as_ref().map(ToString::to_string),
        decision: set.decision().map(str::to_owned),
        from: set.effective.from,
        to: set.effective.to,
        criteria_listed: set.criteria.len(),
        criteria_declared: set.declared_criteria,
        indicators_listed: set.indicators().count(),
        indicators_declared: set.declared_indicators,
    }
}

/// An entry of the journal, without who gave it.
#[must_use]
pub fn entry(entry: &vedich_app::Entry) -> EntryShape {
    EntryShape {
        seq: entry.seq.get(),
        kind: entry.kind.clone(),
        // From where in words; the address behind it is not public.
        origin: entry.origin.split(' ').next().unwrap_or_default().to_owned(),
        recorded_at: entry.recorded_at,
        facts: entry.facts.end.get() - entry.facts.start.get(),
        hash: entry.hash.to_string(),
    }
}
