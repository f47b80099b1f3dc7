//! What stands around an assessment: conditions, declared statuses, local thresholds, progress, rank, other statements.

use super::{confidence_name, counts, reported_shape, tally, unit_ref};
use crate::api::shapes::{
    ConditionShape, DeclaredShape, IncludedShape, OverlayShape, PointShape, ProgressAnswer, RankAnswer, RankShape, RecordShape, TallyShape,
};
use crate::present::place_more::{NEIGHBOURS, POINTS};
use vedich_board::{Board, DeclaredStatus, Place};
use vedich_criteria::{ConditionResult, CriteriaSet, Included, Status};
use vedich_facts::{Body, Kind, Recorded};
use vedich_units::Registry;
use vedich_values::{FactSeq, UnitId};
use vedich_wording::{Lang, assessment};

/// Kinds of statement the pages of a place show beside values; others are not for the public.
const SHOWN: [Kind; 7] = [Kind::ReportedCount, Kind::Attribute, Kind::Stage, Kind::StageCounts, Kind::Output, Kind::Work, Kind::Remark];

/// The kind of a name, when statements of it are shown.
#[must_use]
pub fn shown_kind(name: &str) -> Option<Kind> {
    SHOWN.into_iter().find(|kind| kind.name() == name)
}

/// The names of the kinds that are shown.
#[must_use]
pub fn shown_kinds() -> String {
    SHOWN.map(Kind::name).join(", ")
}

/// A set-level condition.
#[must_use]
pub(super) fn condition(lang: Lang, set: &CriteriaSet, one: &ConditionResult) -> ConditionShape {
    let unit = assessment::condition_unit(&one.measure, one.unit.as_deref());
    let stated = set.conditions.iter().find(|condition| condition.id == one.id);
    let applies_when = stated.and_then(|condition| condition.applies_when.as_deref());
    let included = |one: &Included| IncludedShape { name: one.name.clone(), status: one.status.map(Status::name) };
    ConditionShape {
        id: one.id.clone(),
        name: lang.of(&one.name).to_owned(),
        status: one.status.name(),
        value: one.value.map(|value| value.normalize().to_string()),
        share: one.tally.map(tally),
        threshold: one.threshold.as_ref().map(|bound| assessment::threshold(lang, bound, unit)),
        confidence: confidence_name(one.confidence),
        decision: one.overlay.as_ref().map(|overlay| overlay.decision.clone()),
        applies_when: applies_when.map(|when| assessment::circumstances(lang, &set.zones, when)),
        must_include: one.included.iter().map(included).collect(),
        options: one.options.clone(),
        explanation: assessment::condition(lang, one),
    }
}

/// A declared status.
#[must_use]
pub(super) fn declared(one: &DeclaredStatus) -> DeclaredShape {
    DeclaredShape {
        criterion: one.criterion.0,
        code: one.code.as_ref().map(ToString::to_string),
        state: Status::from(one.state).name(),
        implied: one.implied,
        counts: one.counts,
        as_of: one.as_of,
        source: one.source.as_deref().map(str::to_owned),
        document: one.cited.as_ref().map(crate::present::desk::address),
        seq: one.seq.get(),
    }
}

/// A threshold set or confirmed locally, without who recorded it: names are not for everybody. None for other kinds of fact.
#[must_use]
pub fn overlay(registry: &Registry, recorded: &Recorded) -> Option<OverlayShape> {
    let Body::Overlay(overlay) = &recorded.fact.body else { return None };
    Some(OverlayShape {
        seq: recorded.seq.get(),
        area: unit_ref(registry, recorded.fact.unit, recorded.fact.as_of),
        set: overlay.set.to_string(),
        code: overlay.code.to_string(),
        part: overlay.part.as_ref().map(ToString::to_string),
        zone: overlay.zone.as_ref().map(ToString::to_string),
        year: overlay.year,
        threshold: overlay.threshold.clone(),
        decision: overlay.decision.clone(),
        decided: overlay.decided,
        from: recorded.fact.as_of,
        to: overlay.to,
        recorded_at: recorded.recorded_at,
        by: None,
    })
}

/// The last count of criteria somebody reported of a unit.
#[must_use]
pub(super) fn last_reported(board: &Board, unit: UnitId, set: &vedich_values::SetId) -> Option<TallyShape> {
    if !board.has_records(unit) {
        return None;
    }
    let place = board.place(unit, Some(set))?;
    let last = place.reported.iter().max_by_key(|one| (one.recorded.fact.as_of, one.recorded.seq))?;
    last.criteria.map(|(count, _)| tally(count))
}

/// A place over time.
#[must_use]
pub fn progress(lang: Lang, board: &Board, place: &Place) -> ProgressAnswer {
    let stood = board.progress_of(place.unit, &place.set.id, &place.stated_dates(POINTS));
    let point = |(as_of, standing): (_, vedich_board::trend::Standing)| PointShape {
        as_of,
        criteria: counts(&standing.criteria),
        indicators: counts(&standing.indicators),
    };
    ProgressAnswer {
        set: place.set.id.to_string(),
        points: stood.into_iter().map(point).collect(),
        reported: place.reported.iter().map(|reported| reported_shape(lang, place, reported)).collect(),
    }
}

/// A place among its likes; none when no other is known.
#[must_use]
pub fn rank(board: &Board, place: &Place) -> Option<RankAnswer> {
    let registry = &board.reference().registry;
    let table = board.likes(place.unit, &place.set.id)?;
    let rank = table.rank(place.unit)?;
    let line = |row: &vedich_board::AreaRow<'_>| {
        let unit = unit_ref(registry, row.unit, table.date)?;
        Some(RankShape {
            place: table.rank(row.unit).map_or(0, |rank| rank.place),
            unit,
            criteria: counts(&row.criteria()),
            headline: row.headline().map(super::headline),
        })
    };
    Some(RankAnswer {
        set: place.set.id.to_string(),
        area: unit_ref(registry, table.area, table.date),
        place: rank.place,
        of: rank.of,
        shared: rank.shared,
        neighbours: table.neighbours(place.unit, NEIGHBOURS).iter().filter_map(line).collect(),
    })
}

/// A page of the other statements on record of a unit, newest record first, those before `before`.
#[must_use]
pub fn records(board: &Board, unit: UnitId, kind: Option<Kind>, before: Option<FactSeq>, limit: usize) -> Vec<RecordShape> {
    let wanted = |recorded: &Recorded| {
        let own = recorded.fact.body.kind();
        kind.map_or_else(|| SHOWN.contains(&own), |kind| kind == own) && before.is_none_or(|before| recorded.seq < before)
    };
    let all = board.records(unit);
    all.iter().filter(|recorded| wanted(recorded)).take(limit).map(|recorded| record(recorded)).collect()
}

fn record(recorded: &Recorded) -> RecordShape {
    let fact = &recorded.fact;
    RecordShape {
        seq: recorded.seq.get(),
        kind: fact.body.kind().name(),
        as_of: fact.as_of,
        recorded_at: recorded.recorded_at,
        statement: fact.body.clone(),
        source: fact.source.as_deref().map(str::to_owned),
        note: fact.note.as_deref().map(str::to_owned),
        supersedes: fact.supersedes.map(FactSeq::get),
    }
}
