//! The one page of a leader: where each place stands, what is late and whose, promises, what waits for a decision, the ranking.

use super::{TaskLine, line, word};
use crate::listing::{self, Asked, Since};
use crate::mark::Mark;
use crate::pages::roadmaps::area::Line;
use crate::parts::Link;
use crate::present::Scene;
use std::sync::LazyLock;
use vedich_app::roadmaps::{LedRoadmaps, Undecided};
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_criteria::Counts;
use vedich_facts::UnitLevel;
use vedich_facts::steering::TaskTally;
use vedich_roadmap::area::AreaLine;
use vedich_roadmap::calendar::WorkCalendar;
use vedich_roadmap::triage::Why;
use vedich_steering::emulation::{Measure, Score, Share, rank};
use vedich_steering::meeting::MeetingState;
use vedich_values::UnitId;

/// Decisions a leader is asked for at once; the rest are counted.
const ASKED: usize = 3;
/// Tasks looked at for promises and decisions.
const MOST: usize = 2000;

/// A place in the ranking.
#[derive(Clone, Debug, Default)]
pub struct PlaceLine {
    /// Our id of it.
    pub unit: u32,
    /// Name and page.
    pub name: Link,
    /// Criteria met and of how many; none: nothing is known.
    pub criteria: Option<(u32, u32)>,
    /// Its criteria in order.
    pub marks: Vec<Mark>,
    /// The count of the tasks it leads.
    pub tally: TaskTally,
    /// Where its overdue tasks are.
    pub overdue: String,
    /// Points of a hundred, as people write them.
    pub points: String,
    /// Its rank.
    pub rank: String,
    /// Why it has none; empty: it has one.
    pub apart: String,
    /// Its rating.
    pub rating: String,
    /// Line by line: the measure, how much of how much, the points.
    pub explained: Vec<(String, String, String)>,
    /// How the points shown become points of a hundred, where some are not known; empty: all are.
    pub scaled: String,
    /// Its roadmap; none: it follows none, or it cannot be timed.
    pub road: Option<AreaLine>,
}

/// A decision that is waited for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// What kind: an extension, a result to confirm, a proposal to answer.
    pub kind: String,
    /// What it is about, leading to its page.
    pub about: Link,
    /// Details.
    pub text: String,
}

/// The page.
#[derive(Clone, Debug, Default)]
pub struct LeadersView {
    /// The area.
    pub area: String,
    /// Its name.
    pub name: String,
    /// Shown slide by slide.
    pub slides: bool,
    /// Areas right below, to go on to.
    pub below: Vec<Link>,
    /// The count of its tasks.
    pub tally: TaskTally,
    /// Places in the order of the ranking.
    pub places: Vec<PlaceLine>,
    /// Places left out of the table.
    pub more: usize,
    /// The latest tasks, most days first.
    pub late: Vec<TaskLine>,
    /// Promises kept, broken or overdue, and still to come.
    pub promises: (u32, u32, u32),
    /// Promises that are overdue.
    pub broken: Vec<TaskLine>,
    /// Decisions asked for, the oldest first.
    pub decisions: Vec<Decision>,
    /// How many decisions wait in all.
    pub waiting: usize,
    /// Roadmaps, the least likely first.
    pub roads: Vec<Line>,
    /// How many there are in all.
    pub roads_all: usize,
    /// Late tasks of all of them.
    pub roads_late: u32,
    /// All of them, on a page of their own.
    pub roads_at: String,
    /// Roadmaps for programs, the least likely first.
    pub timed: Vec<AreaLine>,
    /// On what the points rest.
    pub basis: String,
}

/// Most places of the table.
const PLACES: usize = 60;
/// Roadmaps shown; the others are a click away.
const ROADS: usize = 8;

/// The page of an area.
#[must_use]
pub fn view(s: Scene<'_>, area: UnitId, led: &LedRoadmaps) -> LeadersView {
    of(s, area, led, PLACES, ASKED)
}

/// The same with every place and every decision, for programs and files.
#[must_use]
pub fn whole(s: Scene<'_>, area: UnitId, led: &LedRoadmaps) -> LeadersView {
    of(s, area, led, usize::MAX, usize::MAX)
}

fn of(s: Scene<'_>, area: UnitId, led: &LedRoadmaps, most: usize, asked: usize) -> LeadersView {
    let (f, board) = (s.f, s.board);
    let (mut places, more) = places(s, area, most);
    let lines = &led.drawn.picture.lines;
    for place in &mut places {
        place.road = lines.iter().find(|line| line.unit.get() == place.unit).cloned();
    }
    let overdue = TaskQuery { show: Show::Overdue, ..TaskQuery::open(TaskScope::Area(area), 12) };
    let (promises, broken) = promises(s, area);
    let (decisions, waiting) = decisions(s, area, led, asked);
    let below = s.registry().children(area, s.on(area));
    let below = below.into_iter().filter(|unit| board.has_tasks(*unit)).take(40);
    LeadersView {
        area: area.to_string(),
        name: s.name(area),
        slides: f.param("view") == Some("slides"),
        below: below.map(|unit| Link::new(s.name(unit), f.link(&format!("/leaders/{unit}")))).collect(),
        tally: board.task_tally(&TaskScope::Area(area)),
        places,
        more,
        late: board.tasks(&overdue).items.iter().map(|task| line(s, task)).collect(),
        promises,
        broken,
        decisions,
        waiting,
        roads: lines.iter().take(ROADS).map(|one| crate::present::roadmaps::area::line(s, one)).collect(),
        roads_all: lines.len(),
        roads_late: lines.iter().map(|line| line.late).sum(),
        roads_at: f.link(&format!("/roadmaps/area/{area}")),
        timed: lines.clone(),
        basis: vedich_reference::emulation().on(f.as_of).map_or_else(String::new, |scheme| f.lang.of(&scheme.basis).to_owned()),
    }
}

fn places(s: Scene<'_>, area: UnitId, most: usize) -> (Vec<PlaceLine>, usize) {
    let (f, board) = (s.f, s.board);
    let level = match s.registry().at(area, s.on(area)).map(|at| at.level) {
        Some(UnitLevel::Commune | UnitLevel::Hamlet) => return own_place(s, area),
        _ => UnitLevel::Commune,
    };
    let asked = Asked { level: Some(level), ..Asked::default() };
    let Some(shown) = listing::shown(board, area, &asked) else { return (Vec::new(), 0) };
    let rows: Vec<_> = shown.table.rows.iter().filter(|row| row.marks.is_some() || board.has_tasks(row.unit)).copied().collect();
    let gained = board.changes_since(&rows, Since::Year.date(f.as_of));
    let measured = rows.iter().zip(gained).map(|(row, gained)| (row.unit, (row.criteria(), row.indicators(), gained)));
    let measured: Vec<_> = measured.collect();
    let Some(scheme) = vedich_reference::emulation().on(f.as_of) else { return (Vec::new(), 0) };
    let mut scores: Vec<Score> = measured.iter().map(|(unit, known)| scheme.score(*unit, share(s, *unit, *known))).collect();
    rank(&mut scores);
    let more = scores.len().saturating_sub(most);
    let line = |score: &Score| {
        let row = rows.iter().find(|row| row.unit == score.unit);
        let counts = row.filter(|row| row.marks.is_some()).map(|row| row.criteria());
        let marks = row.and_then(|row| row.marks).map(|marks| marks.criteria.iter().map(|status| Mark::from(*status)).collect());
        PlaceLine { criteria: counts.map(|counts| (counts.met, counts.total)), marks: marks.unwrap_or_default(), ..scored(s, score) }
    };
    (scores.iter().take(most).map(line).collect(), more)
}

fn own_place(s: Scene<'_>, unit: UnitId) -> (Vec<PlaceLine>, usize) {
    let place = s.board.place(unit, None).filter(|place| place.has_data);
    let counts = place.as_ref().map(|place| (place.marks.criterion_counts, place.marks.indicator_counts, None));
    let Some(scheme) = vedich_reference::emulation().on(s.f.as_of) else { return (Vec::new(), 0) };
    let score = scheme.score(unit, share(s, unit, counts.unwrap_or_default()));
    let marks = place.map(|place| place.marks.criteria.iter().map(|status| Mark::from(*status)).collect()).unwrap_or_default();
    let criteria = counts.map(|(criteria, ..)| (criteria.met, criteria.total));
    (vec![PlaceLine { criteria, marks, ..scored(s, &score) }], 0)
}

/// The days on which offices work, as last days of reports are counted.
static WORKING: LazyLock<WorkCalendar> = LazyLock::new(vedich_reference::steering_calendar);

/// How much of how much, for each measure of a place.
fn share(s: Scene<'_>, unit: UnitId, (criteria, indicators, gained): (Counts, Counts, Option<i32>)) -> impl Fn(Measure) -> Share {
    let tally = s.board.task_tally(&TaskScope::Area(unit));
    let (kept, broken) = kept(s, unit);
    // What is not reported counts as not met, and as not known.
    let met = |counts: Counts| Share { got: counts.met, of: counts.total, known: counts.total - counts.no_data };
    move |measure| match measure {
        Measure::CriteriaMet if criteria.no_data < criteria.total => met(criteria),
        Measure::IndicatorsMet if indicators.no_data < indicators.total => met(indicators),
        Measure::CriteriaMet | Measure::IndicatorsMet => Share::default(),
        Measure::CriteriaGained => gained.map_or_else(Share::default, |gained| {
            let gained = u32::try_from(gained).unwrap_or(0);
            let open = criteria.total.saturating_sub(criteria.met.saturating_sub(gained));
            Share { got: gained, of: open, known: open.saturating_sub(criteria.no_data) }
        }),
        Measure::TasksInTime => Share::whole(tally.assigned() - tally.overdue - tally.late, tally.assigned()),
        Measure::TasksFinished => Share::whole(tally.finished(), tally.assigned()),
        Measure::PromisesKept => Share::whole(kept, kept + broken),
        Measure::ReportsInTime => {
            s.beside.map_or_else(Share::default, |beside| s.board.reports_in_time(unit, beside.calendar, &|day| WORKING.is_working(day)))
        }
        Measure::CountsClosed => s.board.counts_closed(unit),
        Measure::ProposalsInTime => s.board.proposals_in_time(unit),
        Measure::HamletsRecognised => s.board.hamlets_recognised(unit),
        Measure::ValuesVerified => s.board.values_verified(unit),
    }
}

/// Promises of a unit that were kept, and that were not when their day came.
fn kept(s: Scene<'_>, unit: UnitId) -> (u32, u32) {
    let tally = s.board.task_tally(&TaskScope::Promised(unit));
    (tally.in_time, tally.late + tally.overdue)
}

fn scored(s: Scene<'_>, score: &Score) -> PlaceLine {
    let f = s.f;
    let scheme = vedich_reference::emulation().on(f.as_of);
    let hundredths = |points: u32| vedich_wording::number(f.lang, vedich_values::Decimal::new(points.into(), 2).round_dp(1).normalize());
    let name = |measure: Measure| {
        let weight = scheme.and_then(|scheme| scheme.weights.iter().find(|weight| weight.measure == measure));
        weight.map_or_else(String::new, |weight| f.lang.of(&weight.name).to_owned())
    };
    let explained = score.lines.iter().map(|line| {
        let share = if line.share.of == 0 { "–".to_owned() } else { format!("{}/{}", line.share.got, line.share.of) };
        let points = line.points.map_or_else(|| "–".to_owned(), hundredths);
        (name(line.measure), share, format!("{points} / {}", line.most))
    });
    // The points shown are of what is known alone; where that is not everything, the total is over a hundred all the same.
    let known = score.lines.iter().filter_map(|line| Some((line.points?, line.most)));
    let (got, of) = known.fold((0, 0), |(got, of), (points, most)| (got + points, of + most));
    let all: u32 = score.lines.iter().map(|line| line.most).sum();
    let scaled = (of > 0 && of < all).then(|| f.say("steering.points-scaled", &[("got", &hundredths(got)), ("of", &of.to_string())]));
    PlaceLine {
        unit: score.unit.get(),
        name: s.place_link(score.unit),
        criteria: None,
        marks: Vec::new(),
        tally: s.board.task_tally(&TaskScope::Area(score.unit)),
        overdue: super::list_address(f, "area", &score.unit.to_string(), "overdue"),
        points: score.total.map_or_else(|| "–".to_owned(), hundredths),
        rank: score.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
        apart: scheme.filter(|_| !score.enough).map_or_else(String::new, |scheme| {
            let (known, least) = (score.known_percent.to_string(), scheme.least_known_percent.to_string());
            f.say("steering.too-little-known", &[("known", &known), ("least", &least)])
        }),
        rating: score
            .rating
            .and_then(|at| scheme.and_then(|scheme| scheme.ratings.get(at)))
            .map_or_else(String::new, |rating| f.lang.of(&rating.name).to_owned()),
        explained: explained.collect(),
        scaled: scaled.unwrap_or_default(),
        road: None,
    }
}

fn promises(s: Scene<'_>, area: UnitId) -> ((u32, u32, u32), Vec<TaskLine>) {
    let scope = TaskScope::Promised(area);
    let (kept, broken) = kept(s, area);
    let coming = s.board.task_tally(&scope).in_progress;
    let overdue = TaskQuery { show: Show::Overdue, ..TaskQuery::open(scope, 5) };
    ((kept, broken, coming), s.board.tasks(&overdue).items.iter().map(|task| line(s, task)).collect())
}

/// What waits for a decision of an area: extensions and results of tasks it assigned, tasks given back, proposals with it, minutes to be
/// signed, criteria of roadmaps that cannot go on without it.
fn decisions(s: Scene<'_>, area: UnitId, led: &LedRoadmaps, asked: usize) -> (Vec<Decision>, usize) {
    let f = s.f;
    let mut found: Vec<(vedich_values::Date, Decision)> = Vec::new();
    let open = TaskQuery::open(TaskScope::Assigner(area), MOST);
    for task in &s.board.tasks(&open).items {
        let about = line(s, task).content;
        let mut push = |on, kind: &str, text: String| found.push((on, Decision { kind: word(f, kind), about: about.clone(), text }));
        if let Some(request) = &task.request {
            let until = f.say("steering.until", &[("day", &f.date(request.to))]);
            push(request.stamp.on, "decide-extension", format!("{until} · {}", request.reason));
        }
        match &task.state {
            vedich_steering::task::State::Reported { on, product } => push(*on, "decide-confirm", product.clone().unwrap_or_default()),
            vedich_steering::task::State::Declined { on, reason } => push(*on, "decide-declined", reason.clone()),
            _ => {}
        }
    }
    for proposal in &s.board.proposals(&ProposalScope::With(area), Show::Open, None, MOST).items {
        if s.board.carries_on(area, proposal.answering()) {
            let line = super::proposals::proposal_line(s, proposal);
            found.push((
                proposal.request.sent,
                Decision { kind: word(f, "decide-proposal"), about: line.text, text: format!("{} · {}", line.from, line.state) },
            ));
        }
    }
    for meeting in &s.board.meetings(area, None, MOST).items {
        if s.board.carries_on(area, meeting.unit) && matches!(meeting.state, MeetingState::Concluded { .. }) {
            let line = super::meetings::meeting_line(s, meeting);
            found.push((meeting.plan.date, Decision { kind: word(f, "decide-sign"), about: line.title, text: line.when }));
        }
    }
    found.extend(led.undecided.iter().map(|one| (one.since, for_roadmap(s, one))));
    found.sort_by_key(|(on, _)| *on);
    let waiting = found.len();
    (found.into_iter().take(asked).map(|(_, decision)| decision).collect(), waiting)
}

/// The criteria of a unit's roadmap that wait: each by its name, with how much time is left for the decision.
fn for_roadmap(s: Scene<'_>, one: &Undecided) -> Decision {
    let f = s.f;
    let set = one.set.as_ref().and_then(|id| s.catalogue().get(id.as_str()));
    let told = |(no, why): &(vedich_values::CriterionNo, Vec<Why>)| {
        let known = set.and_then(|set| set.criteria.iter().find(|criterion| criterion.no == *no));
        let name = known.map_or_else(|| no.to_string(), |criterion| format!("{no}. {}", f.lang.of(&criterion.name)));
        let time = why.iter().find(|why| matches!(why, Why::TooLate(_) | Why::Room(_)));
        time.map_or_else(|| name.clone(), |time| format!("{name} ({})", f.lang.why(time, f.as_of)))
    };
    Decision {
        kind: word(f, "decide-roadmap"),
        about: Link::new(s.name(one.unit), format!("{}#triage", f.link(&format!("/roadmaps/{}", one.unit)))),
        text: one.criteria.iter().map(told).collect::<Vec<_>>().join(" · "),
    }
}
