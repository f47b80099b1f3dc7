//! Roadmaps on the wire.

use super::unit_ref;
use crate::api::roadmap_shapes::{
    AreaLineShape, AreaRoadmapsAnswer, BaselineShape, BlockingShape, ChainAnswer, DriverShape, EarnedValueShape, ForecastAnswer, LinkShape,
    LoadShape, NearShape, RoadmapAnswer, RoadmapTaskShape, SlipShape, SlippageAnswer, StepShape, TriageAnswer, TriagedShape, UntimedShape,
    ValueAnswer, ValuePartShape, ValuePointShape,
};
use crate::api::shapes::UnitRef;
use vedich_app::roadmaps::AreaRoadmaps;
use vedich_criteria::Catalogue;
use vedich_roadmap::area::{AreaLine, Load};
use vedich_roadmap::planner::{Asked, EarnedValue, Lists, Measure, Planned, Slip, TaskStanding, ValuePart, ValuePoint};
use vedich_roadmap::record::{BaselineRecord, RoadmapRecord, RoadmapState, TaskKind};
use vedich_roadmap::triage::{Decider, Track};
use vedich_units::Registry;
use vedich_values::{CriterionNo, Date, Decimal, UnitId};
use vedich_wording::Lang;

/// Working days of float up to which a task is nearly critical: a week.
const NEAR: i32 = 5;
/// Chains told, at most.
const MOST_CHAINS: usize = 5;

pub(super) fn named(registry: &Registry, unit: UnitId, on: Date) -> UnitRef {
    let nameless = || UnitRef { id: unit.get(), name: String::new(), code: None, level: "commune", path: String::new() };
    unit_ref(registry, unit, on).unwrap_or_else(nameless)
}

/// A share in hundredths of a percent as a number from 0 to 1.
fn share(hundredths: u32) -> Decimal {
    Decimal::new(i64::from(hundredths), 4).normalize()
}

/// A roadmap with its dates.
#[must_use]
pub fn roadmap(lang: Lang, registry: &Registry, planned: &Planned) -> RoadmapAnswer {
    let record = &planned.record;
    let tasks = &record.tasks;
    RoadmapAnswer {
        unit: named(registry, record.unit, planned.on),
        roadmap: record.key.to_string(),
        version: record.version.get(),
        as_of: planned.on,
        title: record.header.title.clone(),
        set: record.header.set.as_ref().map(ToString::to_string),
        tier: record.header.tier.clone(),
        state: state(record.header.state),
        start: record.header.start,
        target: record.header.target,
        finish: planned.finish(),
        days_late: planned.days_late(),
        basis: record.header.basis.clone(),
        note: record.header.note.clone(),
        baseline: record.baseline().map(baseline),
        closed_weeks: record.weeks.keys().copied().collect(),
        tasks: (0..tasks.len()).map(|place| task(planned, place)).collect(),
        critical: planned.schedule.critical().into_iter().map(|place| tasks[place].id.to_string()).collect(),
        remarks: remarks(lang, planned),
    }
}

/// What is worth a look, in words: see [`Planned::remarks`]; and what two people wrote differently at once.
#[must_use]
pub fn remarks(lang: Lang, planned: &Planned) -> Vec<String> {
    let worth_a_look = planned.remarks();
    worth_a_look.iter().map(|problem| lang.problem_without_place(problem)).chain(disagreements(lang, &planned.record)).collect()
}

fn disagreements(lang: Lang, record: &RoadmapRecord) -> Vec<String> {
    let one = |conflict: &vedich_roadmap::record::FieldConflict| {
        let what = conflict.spot.task().and_then(|id| record.task(id)).map_or(&record.header.title, |task| &task.title);
        // The API is open to everybody: who they were is not for it to say.
        lang.say("roadmap.disagreement", &[("what", what)])
    };
    record.conflicts.iter().map(one).collect()
}

fn task(planned: &Planned, place: usize) -> RoadmapTaskShape {
    let (task, times) = (&planned.record.tasks[place], planned.task(place));
    let link =
        |link: &vedich_roadmap::record::LinkRecord| LinkShape { id: link.from.to_string(), kind: link.kind.letters(), lag_days: link.lag };
    RoadmapTaskShape {
        id: task.id.to_string(),
        title: task.title.clone(),
        kind: kind(task.kind),
        parent: task.parent.as_ref().map(ToString::to_string),
        criterion: task.criterion.map(|no| no.0),
        code: task.code.as_ref().map(ToString::to_string),
        duration_days: task.duration.days(),
        calendar_days: matches!(task.duration, vedich_roadmap::plan::Span::Calendar(_)),
        optimistic: task.spread.map(|spread| spread.optimistic),
        pessimistic: task.spread.map(|spread| spread.pessimistic),
        predecessors: task.links.iter().map(link).collect(),
        unit_of_measure: task.quantity.as_ref().map(|quantity| quantity.unit.clone()),
        quantity: task.quantity.as_ref().and_then(|quantity| quantity.planned),
        work: task.work,
        cost: task.cost.map(|cost| cost.0),
        funded: task.funded().0,
        person: task.person.clone(),
        lead: task.lead.clone(),
        cooperating: task.cooperating.clone(),
        member: task.member.clone(),
        location: task.location.clone(),
        note: task.note.clone(),
        risks: task.risks.clone(),
        decider: decider(task.decider),
        decided: task.decided,
        assumed: task.assumed,
        start: times.expected.0,
        finish: times.expected.1,
        agreed_start: times.agreed.0,
        agreed_finish: times.agreed.1,
        float_days: times.float,
        critical: times.critical,
        standing: standing(times.standing),
        days_late: times.days_late,
        done_percent: times.counted.share.map(|share| Decimal::new(i64::from(share), 2)),
        counted_through: times.counted.through,
    }
}

/// The forecast, with the tasks that drive it.
#[must_use]
pub fn forecast(registry: &Registry, planned: &Planned, asked: &Asked) -> ForecastAnswer {
    let ((chance, drivers), tasks) = (planned.forecast(asked), &planned.record.tasks);
    let driver = |(place, critical, sensitive): (usize, u32, i32)| DriverShape {
        id: tasks[place].id.to_string(),
        title: tasks[place].title.clone(),
        criticality: share(critical),
        sensitivity: Decimal::new(i64::from(sensitive), 3).normalize(),
    };
    ForecastAnswer {
        unit: named(registry, planned.record.unit, planned.on),
        roadmap: planned.record.key.to_string(),
        as_of: planned.on,
        target: asked.target.or(planned.record.header.target),
        runs: asked.runs,
        seed: asked.seed,
        distribution: asked.shape.name(),
        p50: chance.p50,
        p80: chance.p80,
        p90: chance.p90,
        chance_by_target: chance.by_target.map(share),
        learned_from: planned.calibration.map(|calibration| calibration.records),
        drivers: drivers.into_iter().map(driver).collect(),
    }
}

/// What should be done, what is done and what it took.
#[must_use]
pub fn value(registry: &Registry, planned: &Planned, measure: Option<Measure>) -> ValueAnswer {
    let value = planned.value(measure);
    let scale = match value.measure {
        Measure::Money => 0,
        Measure::Work => 2,
    };
    let amount = |raw: i64| Decimal::new(raw, scale).normalize();
    let index = |thousandths: i64| Decimal::new(thousandths, 3).normalize();
    let shape = |value: &EarnedValue| EarnedValueShape {
        budget: amount(value.budget),
        planned: amount(value.planned),
        earned: amount(value.earned),
        actual: value.actual.map(amount),
        schedule_index: value.schedule_index().map(index),
        cost_index: value.cost_index().map(index),
        at_completion: value.at_completion().map(amount),
    };
    let part = |part: &ValuePart| ValuePartShape {
        id: part.heading.as_ref().map(ToString::to_string),
        title: part.heading.as_ref().and_then(|id| planned.record.task(id)).map(|task| task.title.clone()),
        value: shape(&part.value),
    };
    let point = |point: &ValuePoint| ValuePointShape {
        on: point.on,
        planned: amount(point.planned),
        earned: point.reached.map(|(earned, _)| amount(earned)),
        actual: point.reached.and_then(|(_, actual)| actual).map(amount),
    };
    ValueAnswer {
        unit: named(registry, planned.record.unit, planned.on),
        roadmap: planned.record.key.to_string(),
        as_of: planned.on,
        measure: measure_name(value.measure),
        whole: shape(&value.whole),
        parts: value.parts.iter().map(part).collect(),
        curve: value.points.iter().map(point).collect(),
        unpriced: value.unpriced,
    }
}

const fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Money => "dong",
        Measure::Work => "days",
    }
}

/// The chains that decide the finish.
#[must_use]
pub fn chain(registry: &Registry, planned: &Planned) -> ChainAnswer {
    let drags: std::collections::BTreeMap<usize, i32> = planned.drag().iter().copied().collect();
    let step = |step: &vedich_roadmap::plan::Step| {
        let (task, times) = (&planned.record.tasks[step.task], planned.task(step.task));
        StepShape {
            id: task.id.to_string(),
            title: task.title.clone(),
            person: task.person.clone(),
            start: times.expected.0,
            finish: times.expected.1,
            drag_days: drags.get(&step.task).copied().unwrap_or(0),
        }
    };
    let chains = planned.schedule.critical_chains(MOST_CHAINS);
    ChainAnswer {
        unit: named(registry, planned.record.unit, planned.on),
        roadmap: planned.record.key.to_string(),
        finish: planned.finish(),
        chains: chains.iter().map(|chain| chain.iter().map(step).collect()).collect(),
        near_critical: planned.near_critical(NEAR).into_iter().map(|(place, float_days)| near(planned, place, float_days)).collect(),
    }
}

fn near(planned: &Planned, place: usize, float_days: i32) -> NearShape {
    let task = &planned.record.tasks[place];
    NearShape { id: task.id.to_string(), title: task.title.clone(), float_days }
}

/// How far it moved from the agreed plan of that name, else from the one agreed last; none when there is none.
#[must_use]
pub fn slippage(registry: &Registry, planned: &Planned, plan: Option<&str>, against: Option<&str>) -> Option<SlippageAnswer> {
    let slippage = match against {
        Some(later) => planned.moved_between(plan, later)?,
        None => planned.slippage(plan)?,
    };
    let task = |slip: &Slip| SlipShape {
        id: slip.task.to_string(),
        title: planned.record.task(&slip.task).map(|task| task.title.clone()),
        agreed_start: slip.agreed.map(|(start, _)| start),
        agreed_finish: slip.agreed.map(|(_, finish)| finish),
        start: slip.now.map(|(start, _)| start),
        finish: slip.now.map(|(_, finish)| finish),
        start_moved_days: slip.moved.map(|(start, _)| start),
        finish_moved_days: slip.moved.map(|(_, finish)| finish),
    };
    Some(SlippageAnswer {
        unit: named(registry, planned.record.unit, planned.on),
        roadmap: planned.record.key.to_string(),
        as_of: planned.on,
        plan: baseline(slippage.plan),
        version: slippage.version,
        plans: planned.record.baselines.iter().map(|kept| kept.name.clone()).collect(),
        against: slippage.against.map(baseline),
        finish: slippage.against.map_or_else(|| planned.finish(), |later| later.finish),
        finish_moved_days: slippage.finish_moved,
        tasks: slippage.tasks.iter().map(task).collect(),
    })
}

fn baseline(kept: &BaselineRecord) -> BaselineShape {
    BaselineShape { name: kept.name.clone(), agreed: kept.agreed, finish: kept.finish }
}

/// The three lists.
#[must_use]
pub fn triage(lang: Lang, registry: &Registry, catalogue: &Catalogue, planned: &Planned, lists: &Lists) -> TriageAnswer {
    let set = planned.record.header.set.as_ref().and_then(|id| catalogue.get(id.as_str()));
    let name = |no: u16| -> String {
        let known = set.and_then(|set| set.criteria.iter().find(|criterion| criterion.no == CriterionNo(no)));
        known.map(|criterion| lang.of(&criterion.name).to_owned()).unwrap_or_default()
    };
    let one = |triaged: &vedich_roadmap::triage::Triaged| {
        let unmet = &lists.unmet[triaged.place];
        let criterion = unmet.code.parse().unwrap_or_default();
        TriagedShape {
            criterion,
            name: name(criterion),
            list: track(triaged.track),
            score: triaged.score,
            reasons: triaged.reasons.iter().map(|why| lang.why(why, planned.on)).collect(),
            days_left: unmet.days_left,
            cost: unmet.cost.map(|cost| cost.0),
            funded: unmet.funded.0,
        }
    };
    TriageAnswer {
        unit: named(registry, planned.record.unit, planned.on),
        roadmap: planned.record.key.to_string(),
        criteria: lists.triaged.iter().map(one).collect(),
    }
}

/// The leaders' picture of an area.
#[must_use]
pub fn area_roadmaps(lang: Lang, registry: &Registry, on: Date, area: &AreaRoadmaps) -> AreaRoadmapsAnswer {
    let picture = &area.picture;
    let line = |line: &AreaLine| area_line(registry, on, line);
    let load = |load: &Load| LoadShape {
        person: load.person.clone(),
        unit: load.unit.map(|unit| named(registry, unit, on)),
        tasks: load.tasks,
        late: load.late,
        days_left: load.days_left,
    };
    let blocking = |one: &vedich_roadmap::area::Blocking| BlockingShape {
        set: one.set.as_ref().map(ToString::to_string),
        criterion: one.criterion.0,
        units: one.units.len(),
        late: one.late,
    };
    let untimed = area.untimed.iter();
    AreaRoadmapsAnswer {
        as_of: on,
        on_time: picture.on_time,
        roadmaps: picture.lines.iter().map(line).collect(),
        blocking: picture.blocking.iter().map(blocking).collect(),
        loaded: picture.loaded.iter().map(load).collect(),
        untimed: untimed
            .map(|(unit, error)| UntimedShape { unit: unit.get(), why: lang.problem_without_place(&error.problem()) })
            .collect(),
    }
}

/// A roadmap of an area.
#[must_use]
pub fn area_line(registry: &Registry, on: Date, line: &AreaLine) -> AreaLineShape {
    AreaLineShape {
        unit: named(registry, line.unit, on),
        roadmap: line.key.to_string(),
        target: line.target,
        finish: line.finish,
        p80: line.chance.p80,
        chance_by_target: line.chance.by_target.map(share),
        days_late: line.days_late,
        tasks: line.tasks.0,
        done: line.tasks.1,
        late: line.late,
        uncounted: line.uncounted,
        week_closed: line.week_closed,
        unassigned: line.unassigned,
        blocking: line.blocking.iter().map(|no| no.0).collect(),
    }
}

const fn state(state: RoadmapState) -> &'static str {
    match state {
        RoadmapState::Active => "active",
        RoadmapState::Finished => "finished",
        RoadmapState::Abandoned => "abandoned",
    }
}

const fn kind(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Task => "task",
        TaskKind::Milestone => "milestone",
        TaskKind::Summary => "summary",
    }
}

const fn decider(decider: Decider) -> &'static str {
    match decider {
        Decider::Commune => "commune",
        Decider::District => "district",
        Decider::Province => "province",
        Decider::Centre => "centre",
    }
}

const fn standing(standing: TaskStanding) -> &'static str {
    match standing {
        TaskStanding::Done => "done",
        TaskStanding::Late => "late",
        TaskStanding::Underway => "underway",
        TaskStanding::Waiting => "waiting",
    }
}

const fn track(track: Track) -> &'static str {
    match track {
        Track::FinishNow => "finish-now",
        Track::NeedsMoney => "needs-money",
        Track::NeedsDecision => "needs-decision",
    }
}
