//! What a meeting is prepared with, place by place.

use super::directions::DirectionLine;
use super::meetings::{UnitLine, place};
use super::proposals::{ProposalLine, proposal_line};
use super::{TaskLine, line, list_address};
use crate::parts::Link;
use crate::present::Scene;
use crate::present::roadmaps::verdict;
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_facts::steering::TaskTally;
use vedich_roadmap::planner::{Planned, TaskTimes};
use vedich_steering::Task;
use vedich_values::UnitId;

/// Items of each list of a place, at most; how many there are in all is said beside.
const MOST: usize = 20;
/// Tasks of a roadmap named, at most.
const NAMED: usize = 5;

/// What the page to prepare a meeting shows of one place.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// The place.
    pub unit: UnitLine,
    /// Criteria and indicators met, as counted; none: nothing is known.
    pub counts: Option<(String, String)>,
    /// Criteria not met, by number and name.
    pub unmet: Vec<String>,
    /// Reported beside it: "12/20 · 36/53".
    pub reported: String,
    /// Its roadmap: title and target, leading to its chart.
    pub roadmap: Link,
    /// Where the roadmap stands: expected end, late work, what decides the end.
    pub stands: Vec<String>,
    /// The direction it was given last, with what came of it.
    pub direction: Option<DirectionLine>,
    /// Overdue tasks: those it leads, and those about it led by others.
    pub overdue: Vec<TaskLine>,
    /// Where all of them are listed, when there are more, with their number.
    pub more: Option<(Link, u32)>,
    /// The count of its tasks.
    pub tally: TaskTally,
    /// Open proposals.
    pub proposals: Vec<ProposalLine>,
    /// Where all of them are listed, when there are more.
    pub more_proposals: Option<Link>,
}

/// What the page to prepare a meeting shows, as of the date of the picture; `planned` is the place's roadmap, timed.
#[must_use]
pub fn prepared(s: Scene<'_>, unit: UnitId, planned: Option<&Planned>) -> Prepared {
    let place_of = s.board.place(unit, None);
    let known = place_of.as_ref().filter(|place| place.has_data || !place.reported.is_empty());
    // Where the reported count stands for the place it is told alone.
    let computed = known.filter(|place| place.has_data && !place.headline().is_some_and(|stands| stands.reported));
    let counts = computed.map(|place| {
        // Of indicators nobody spoke of, nothing is said.
        let said = |counts: vedich_criteria::Counts| {
            if counts.no_data == counts.total { String::new() } else { format!("{}/{}", counts.met, counts.total) }
        };
        (said(place.marks.criterion_counts), said(place.marks.indicator_counts))
    });
    let unmet = known.filter(|place| place.has_data).map(|place| {
        let statuses = place.set.criteria.iter().zip(&place.marks.criteria);
        let open = statuses.filter(|(_, status)| matches!(status, vedich_criteria::Status::NotMet));
        open.map(|(criterion, _)| format!("{}. {}", criterion.no, s.f.lang.of(&criterion.name))).collect()
    });
    let reported = known.and_then(|place| place.reported.first()).map(|reported| {
        let said = |count: &Option<(vedich_values::Tally, _)>| {
            count.as_ref().map(|(tally, _): &(vedich_values::Tally, vedich_criteria::Comparison)| tally.to_string())
        };
        [said(&reported.criteria), said(&reported.indicators)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let (overdue, more) = overdue(s, unit);
    let proposals = s.board.proposals(&ProposalScope::From(unit), Show::Open, None, MOST);
    let all = || s.f.link_with("/proposals", &[("from", &unit.to_string()), ("show", "open")]);
    Prepared {
        unit: place(s, unit),
        counts,
        unmet: unmet.unwrap_or_default(),
        reported: reported.unwrap_or_default(),
        roadmap: roadmap(s, unit),
        stands: planned.map(|planned| stands(s, planned)).unwrap_or_default(),
        direction: super::directions::of_place(s, unit),
        overdue,
        more,
        tally: s.board.task_tally(&TaskScope::Area(unit)),
        more_proposals: proposals.next.map(|_| Link::new(s.f.text("steering.all-proposals-of"), all())),
        proposals: proposals.items.iter().map(|proposal| proposal_line(s, proposal)).collect(),
    }
}

/// Overdue tasks that a place leads, then those about it that others lead; where the rest is, when there are more.
fn overdue(s: Scene<'_>, unit: UnitId) -> (Vec<TaskLine>, Option<(Link, u32)>) {
    let of = |scope| s.board.tasks(&TaskQuery { show: Show::Overdue, ..TaskQuery::open(scope, MOST) }).items;
    let mut tasks: Vec<Task> = of(TaskScope::Area(unit));
    for task in of(TaskScope::Place(unit)) {
        if !tasks.iter().any(|known| known.key == task.key) {
            tasks.push(task);
        }
    }
    let tallies = [("area", TaskScope::Area(unit)), ("place", TaskScope::Place(unit))];
    let cut = tallies.into_iter().map(|(name, scope)| (name, s.board.task_tally(&scope).overdue)).max_by_key(|(_, count)| *count);
    let more = cut.filter(|(_, count)| *count as usize > MOST).map(|(name, count)| {
        let address = list_address(s.f, name, &unit.to_string(), "overdue");
        (Link::new(s.f.text("steering.all-tasks-of"), address), count)
    });
    (tasks.iter().map(|task| line(s, task)).collect(), more)
}

fn roadmap(s: Scene<'_>, unit: UnitId) -> Link {
    let Some(record) = s.board.roadmap(unit) else { return Link::default() };
    let target = record.header.target.map(|day| s.f.say("steering.until", &[("day", &s.f.date(day))])).unwrap_or_default();
    Link::new(format!("{} {target}", record.header.title).trim(), s.f.link(&format!("/roadmaps/{unit}")))
}

/// Where a roadmap stands: its expected end against the target, the work that is late, the work that decides the end.
fn stands(s: Scene<'_>, planned: &Planned) -> Vec<String> {
    let end = s.f.say("steering.road-ends", &[("day", &s.f.date(planned.finish()))]);
    let (_, against) = verdict(s.f, planned.days_late(), planned.is_done(), || planned.chance().by_target);
    let mut lines = vec![[end, against].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")];
    let title = |task: &TaskTimes| planned.record.tasks[task.place].title.clone();
    let late = planned.late();
    let named = |tasks: &[String], all: usize| {
        let names = tasks.join("; ");
        if all > tasks.len() { s.f.say("steering.road-more", &[("names", &names), ("count", &all.to_string())]) } else { names }
    };
    if !late.is_empty() {
        let days = |task: &&TaskTimes| s.f.say("steering.road-late-task", &[("task", &title(task)), ("days", &task.days_late.to_string())]);
        let names: Vec<String> = late.iter().take(NAMED).map(days).collect();
        lines.push(s.f.say("steering.road-late", &[("tasks", &named(&names, late.len()))]));
    }
    let open = |task: &&TaskTimes| task.critical && task.counted.finished.is_none();
    let deciding: Vec<&TaskTimes> = planned.work().map(|at| planned.task(at)).filter(open).collect();
    if !deciding.is_empty() && !planned.is_done() {
        let names: Vec<String> = deciding.iter().take(NAMED).map(|task| title(task)).collect();
        lines.push(s.f.say("steering.road-critical", &[("tasks", &named(&names, deciding.len()))]));
    }
    lines
}
