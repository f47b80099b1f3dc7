//! What decides the date, in words.

use super::rows::late_words;
use super::{Scene, Timed, criterion, percent, span};
use crate::pages::roadmaps::decides::{DecidesView, Duty, Gauge, Step};
use std::collections::{BTreeMap, BTreeSet};
use vedich_roadmap::network::LinkKind;
use vedich_roadmap::plan::Step as Link;
use vedich_roadmap::planner::{Lists, Planned, TaskTimes};
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::triage::Track;
use vedich_values::{CriterionNo, Date, Decimal, TaskId};

/// Chains told, at most.
const MOST_CHAINS: usize = 3;
/// Working days of float from which on a task is not near deciding the date: a week.
const NEAR: i32 = 5;
/// Nearly critical tasks named, at most.
const MOST_NEAR: usize = 12;
/// Tasks named in a list, at most.
const MOST: usize = 30;
/// Tasks that moved and are named, at most.
const MOST_MOVES: usize = 8;
/// Tasks that decide the finish most often and are named, at most.
const MOST_DRIVERS: usize = 10;
/// Days that count as soon.
const SOON: u64 = 14;
/// Critical tasks for which the gain is worked out, at most: a pass of the network each.
const MOST_GAINS: usize = 120;

pub(super) fn view(s: Scene<'_>, timed: &Timed) -> DecidesView {
    let planned = &*timed.planned;
    let (moved, moves) = moved(s, timed);
    DecidesView {
        sentence: sentence(s, planned),
        chains: chains(s, planned),
        near: near(s, planned),
        moved,
        moves,
        gauge: (!planned.is_done()).then(|| gauge(s, planned)),
        late: duties(s, planned, &planned.late(), true),
        soon: duties(s, planned, &planned.starting_within(SOON), false),
        lists: lists(s, &timed.planned.record, &timed.lists),
    }
}

fn sentence(s: Scene<'_>, planned: &Planned) -> String {
    let f = s.f;
    let finish = f.date(planned.finish());
    let critical = planned.schedule.critical();
    if planned.is_done() {
        return f.say("gantt.sentence-done", &[("date", &finish)]);
    }
    let n = critical.iter().filter(|place| !planned.is_heading(**place)).count().to_string();
    let params = [("n", n.as_str()), ("date", finish.as_str())];
    match planned.record.header.target {
        None => f.say("gantt.sentence", &params),
        Some(target) => {
            let room = planned.schedule.room_before(target);
            let (key, days) = if room >= 0 { ("gantt.sentence-room", room) } else { ("gantt.sentence-late", -room) };
            let (days, target) = (f.days(days), f.date(target));
            let params = [params[0], params[1], ("target", target.as_str()), ("days", days.as_str())];
            if key == "gantt.sentence-room" { f.say("gantt.sentence-room", &params) } else { f.say("gantt.sentence-late", &params) }
        }
    }
}

fn chains(s: Scene<'_>, planned: &Planned) -> Vec<Vec<Step>> {
    let few = planned.schedule.critical().len() <= MOST_GAINS;
    let gains: BTreeMap<usize, i32> = if few { planned.drag().iter().copied().collect() } else { BTreeMap::new() };
    let chains = planned.schedule.critical_chains(MOST_CHAINS);
    chains.iter().map(|chain| chain.iter().map(|step| told(s, planned, &gains, step)).collect()).collect()
}

/// What would decide the date after a few days' delay.
fn near(s: Scene<'_>, planned: &Planned) -> Vec<(String, String, String)> {
    let one = |(place, days): (usize, i32)| {
        let task = &planned.record.tasks[place];
        let who = task.person.clone().or_else(|| task.lead.clone()).unwrap_or_default();
        (task.title.clone(), who, s.f.say("gantt.near.room", &[("days", &s.f.days(days))]))
    };
    planned.near_critical(NEAR).into_iter().take(MOST_NEAR).map(one).collect()
}

fn told(s: Scene<'_>, planned: &Planned, gains: &BTreeMap<usize, i32>, step: &Link) -> Step {
    let f = s.f;
    let task = &planned.record.tasks[step.task];
    let why = step.by.map(|link| {
        let earlier = &planned.record.tasks[planned.schedule.place(link.from)].title;
        let (lag, params) = (link.lag.to_string(), [("task", earlier.as_str())]);
        let because = match link.kind {
            LinkKind::FinishToStart => f.say("gantt.why.fs", &params),
            LinkKind::StartToStart => f.say("gantt.why.ss", &params),
            LinkKind::FinishToFinish => f.say("gantt.why.ff", &params),
            LinkKind::StartToFinish => f.say("gantt.why.sf", &params),
        };
        if link.lag == 0 { because } else { format!("{because} {}", f.say("gantt.why.lag", &[("days", &lag)])) }
    });
    let gain = gains.get(&step.task).filter(|days| **days > 0);
    Step {
        title: task.title.clone(),
        person: task.person.clone().or_else(|| task.lead.clone()).unwrap_or_default(),
        span: span(f, planned.task(step.task).expected),
        why: why.unwrap_or_default(),
        gain: gain.map(|days| f.say("gantt.gain", &[("days", &f.days(*days))])).unwrap_or_default(),
    }
}

/// What moved since last week.
fn moved(s: Scene<'_>, timed: &Timed) -> (String, Vec<(String, String)>) {
    let f = s.f;
    let (now, Some(before)) = (&timed.planned, &timed.before) else { return (f.text("gantt.moved-unknown").to_owned(), Vec::new()) };
    let by = |days: i32| {
        if days > 0 { f.say("gantt.later", &[("days", &f.days(days))]) } else { f.say("gantt.earlier", &[("days", &f.days(days))]) }
    };
    let finish = now.plan.calendar.between(before.finish(), now.finish());
    let since = f.date(before.on);
    let sentence = if finish == 0 {
        f.say("gantt.moved-not", &[("since", &since), ("date", &f.date(now.finish()))])
    } else {
        f.say(
            "gantt.moved-by",
            &[("since", &since), ("from", &f.date(before.finish())), ("date", &f.date(now.finish())), ("by", &by(finish))],
        )
    };
    let mut moves = now.moved_since(before);
    let headings: BTreeSet<&TaskId> =
        now.record.tasks.iter().zip(0..).filter(|(_, place)| now.is_heading(*place)).map(|(task, _)| &task.id).collect();
    moves.retain(|(id, _)| !headings.contains(id));
    moves.sort_by_key(|(id, days)| (std::cmp::Reverse(days.abs()), id.clone()));
    let title = |id| now.record.task(id).map(|task| task.title.clone()).unwrap_or_default();
    (sentence, moves.iter().take(MOST_MOVES).map(|(id, days)| (title(id), by(*days))).collect())
}

/// The dates on a line from the day to the last of them.
fn gauge(s: Scene<'_>, planned: &Planned) -> Gauge {
    let f = s.f;
    let chance = planned.chance();
    let target = planned.record.header.target;
    let first = [Some(chance.p50), target].into_iter().flatten().min().unwrap_or(chance.p50).min(planned.finish());
    let last = [Some(chance.p90), target].into_iter().flatten().max().unwrap_or(chance.p90).max(planned.finish());
    let whole = (last - first).num_days().max(1);
    let at = |date: Date| ((date - first).num_days() * 1000 / whole).clamp(0, 1000);
    let mark = |key: &'static str, date: Date, is_target| (f.text(key).to_owned(), f.date(date), at(date), is_target);
    let mut marks = vec![mark("gantt.p50", chance.p50, false), mark("gantt.p80", chance.p80, false), mark("gantt.p90", chance.p90, false)];
    marks.extend(target.map(|target| mark("gantt.target", target, true)));
    let words = match (chance.by_target, target) {
        (Some(share), Some(target)) => f.say("gantt.chance", &[("percent", &percent(share)), ("date", &f.date(target))]),
        _ => f.say("gantt.chance-open", &[("date", &f.date(chance.p80))]),
    };
    let basis = if planned.calibration.is_some() { f.text("gantt.learned") } else { f.text("gantt.runs") };
    Gauge {
        chance: chance.by_target,
        words,
        marks,
        band: (at(chance.p50), at(chance.p90)),
        basis: basis.to_owned(),
        drivers: drivers(s, planned),
    }
}

fn drivers(s: Scene<'_>, planned: &Planned) -> Vec<(String, String, String)> {
    let told = |(place, critical, sensitive): (usize, u32, i32)| {
        let moves = vedich_wording::number(s.f.lang, Decimal::new(sensitive.into(), 3).round_dp(2).normalize());
        (planned.record.tasks[place].title.clone(), percent(critical), moves)
    };
    planned.drivers().into_iter().filter(|(_, critical, _)| *critical > 0).take(MOST_DRIVERS).map(told).collect()
}

/// The first of the tasks, and how many there are.
fn duties(s: Scene<'_>, planned: &Planned, all: &[&TaskTimes], late: bool) -> (Vec<Duty>, usize) {
    (all.iter().take(MOST).map(|times| duty(s, planned, times, late)).collect(), all.len())
}

fn duty(s: Scene<'_>, planned: &Planned, times: &TaskTimes, late: bool) -> Duty {
    let task = &planned.record.tasks[times.place];
    Duty {
        title: task.title.clone(),
        person: task.person.clone().or_else(|| task.lead.clone()).unwrap_or_default(),
        span: span(s.f, times.expected),
        late: if late { late_words(s.f, planned, times) } else { String::new() },
        critical: times.critical,
    }
}

/// Easy first, hard ones escalated in time.
pub(super) fn lists(s: Scene<'_>, record: &RoadmapRecord, lists: &Lists) -> Vec<(String, Vec<(String, String)>)> {
    let name = |code: &str| code.parse().map_or_else(|_| code.to_owned(), |no| criterion(s, record, CriterionNo(no)));
    let of = |track: Track| {
        let own = lists.triaged.iter().filter(|one| one.track == track);
        let told = |one: &vedich_roadmap::triage::Triaged| {
            let why: Vec<String> = one.reasons.iter().map(|why| s.f.lang.why(why, s.f.as_of)).collect();
            (name(&lists.unmet[one.place].code), why.join("; "))
        };
        (s.f.lang.track(track).to_owned(), own.map(told).collect::<Vec<_>>())
    };
    let all = [Track::FinishNow, Track::NeedsMoney, Track::NeedsDecision].map(of);
    all.into_iter().filter(|(_, criteria)| !criteria.is_empty()).collect()
}
