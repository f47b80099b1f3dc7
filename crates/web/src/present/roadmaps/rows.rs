//! The chart and its rows.

use super::{Timed, percent};
use crate::frame::Frame;
use crate::pages::roadmaps::Tone;
use crate::pages::roadmaps::one::Row;
use crate::parts::Link;
use crate::parts::gantt::{Bar, Chart, Shape, Tie, Zoom};
use rustc_hash::{FxHashMap, FxHashSet};
use vedich_facts::roadmap::{Constraint, LinkRecord, Span, TaskKind};
use vedich_roadmap::planner::{Planned, TaskStanding, TaskTimes};
use vedich_values::{Date, TaskId};

/// The days the chart spans: all bars, agreed and expected, the target and the day itself, in whole weeks.
pub(super) fn chart(timed: &Timed, zoom: Option<Zoom>) -> Chart {
    use chrono::Datelike;
    let planned = &timed.planned;
    let header = &planned.record.header;
    let (mut first, mut last) = (header.start, planned.finish());
    for times in planned.times() {
        first = first.min(times.expected.0).min(times.agreed.0);
        last = last.max(times.expected.1).max(times.agreed.1);
    }
    last = last.max(header.target.unwrap_or(last));
    let near = |day: Date| (planned.on - day).num_days().abs() <= 180;
    if near(first) || near(last) {
        (first, last) = (first.min(planned.on), last.max(planned.on));
    }
    let first = first - chrono::Days::new(u64::from(first.weekday().num_days_from_monday()));
    let last = last + chrono::Days::new(8 + u64::from(6 - last.weekday().num_days_from_monday()));
    let zoom = zoom.unwrap_or_else(|| Zoom::fitting((last - first).num_days()));
    Chart { first, last, zoom, off: off(planned, first, last), today: planned.on, target: header.target }
}

/// Runs of days that are not worked.
fn off(planned: &Planned, first: Date, last: Date) -> Vec<(Date, Date)> {
    let mut runs: Vec<(Date, Date)> = Vec::new();
    for date in first.iter_days().take_while(|date| *date <= last).filter(|date| !planned.plan.calendar.is_working(*date)) {
        match runs.last_mut() {
            Some(run) if run.1.succ_opt() == Some(date) => run.1 = date,
            _ => runs.push((date, date)),
        }
    }
    runs
}

/// Which headings are folded: ids with commas between, or `all`.
pub(super) fn folded(f: &Frame, planned: &Planned) -> FxHashSet<TaskId> {
    let asked = f.param("fold").unwrap_or_default();
    let heading = |place: &usize| planned.is_heading(*place);
    let headings = (0..planned.record.tasks.len()).filter(heading).map(|place| planned.record.tasks[place].id.clone());
    headings.filter(|id| asked == "all" || asked.split(',').any(|one| one == id.as_str())).collect()
}

/// A row per task, but for those under folded headings. `edit` says where a task is changed; none: by nobody here.
pub(super) fn rows(f: &Frame, timed: &Timed, edit: Option<&dyn Fn(&TaskId) -> String>) -> Vec<Row> {
    let planned = &timed.planned;
    let tasks = &planned.record.tasks;
    let folded = folded(f, planned);
    let places: FxHashMap<&TaskId, usize> = tasks.iter().enumerate().map(|(place, task)| (&task.id, place)).collect();
    let times: &[TaskTimes] = planned.times();
    // The row in which a task shows: its own, or that of the outermost folded heading over it.
    let shows_in = |place: usize| {
        let (mut at, mut shown, mut depth) = (place, place, 0_u8);
        while let Some(parent) = tasks[at].parent.as_ref().and_then(|parent| places.get(parent)).filter(|_| depth < 8) {
            at = *parent;
            depth += 1;
            if folded.contains(&tasks[at].id) {
                shown = at;
            }
        }
        (shown, depth)
    };
    let shown: Vec<(usize, u8)> = (0..tasks.len()).map(shows_in).collect();
    let mut line = 0_i64;
    let lines: Vec<i64> = (0..tasks.len())
        .map(|place| {
            line += i64::from(shown[place].0 == place);
            line
        })
        .collect();
    let tie = |place: usize, link: &LinkRecord| {
        let from = shown[*places.get(&link.from)?].0;
        (from != place).then(|| Tie {
            up: lines[place] - lines[from],
            from: times[from].expected,
            leaves_start: link.kind.leaves_start(),
            enters_finish: link.kind.enters_finish(),
            critical: times[from].critical && times[place].critical,
        })
    };
    let row = |place: usize| {
        let (task, times) = (&tasks[place], &times[place]);
        let heading = planned.is_heading(place);
        let shape = if heading {
            Shape::Heading
        } else if task.kind == TaskKind::Milestone {
            Shape::Mark
        } else {
            Shape::Task
        };
        let bar = Bar {
            shape,
            span: times.expected,
            share: times.counted.share.unwrap_or(0),
            critical: times.critical,
            ghost: (planned.record.baseline().is_some() && times.agreed != times.expected && !heading).then_some(times.agreed),
            ties: task.links.iter().filter_map(|link| tie(place, link)).collect(),
            held: match task.constraint {
                Some(Constraint::Fixed(_)) => "fixed".to_owned(),
                _ => task.due_by_constraint().map(|due| due.to_string()).unwrap_or_default(),
            },
        };
        Row {
            no: place + 1,
            id: task.id.to_string(),
            title: task.title.clone(),
            depth: shown[place].1.min(3),
            fold: if heading { fold_link(f, &folded, &task.id) } else { Link::default() },
            days: if shape == Shape::Task { days(f, task.duration) } else { String::new() },
            start: f.date(times.expected.0),
            finish: f.date(times.expected.1),
            done: if shape == Shape::Task { times.counted.share.map(percent).unwrap_or_default() } else { String::new() },
            standing: standing(f, planned, times, shape),
            float: float(f, times, shape),
            person: task.person.clone().filter(|_| shape != Shape::Heading).unwrap_or_default(),
            edit: edit.map(|edit| edit(&task.id)).unwrap_or_default(),
            bar,
            cells: Vec::new(),
        }
    };
    (0..tasks.len()).filter(|place| shown[*place].0 == *place).map(row).collect()
}

fn fold_link(f: &Frame, folded: &FxHashSet<TaskId>, id: &TaskId) -> Link {
    let is_folded = folded.contains(id);
    let mut left: Vec<&str> = folded.iter().filter(|other| *other != id).map(TaskId::as_str).collect();
    if !is_folded {
        left.push(id.as_str());
    }
    left.sort_unstable();
    Link::new(if is_folded { "▸" } else { "▾" }, f.here_with(&[("fold", &left.join(",")), ("done", "")]))
}

/// Ways to look closer.
pub(super) fn zooms(f: &Frame, chart: &Chart) -> Vec<Link> {
    let one = |zoom: Zoom| {
        let href = if zoom == chart.zoom { String::new() } else { f.here_with(&[("zoom", zoom.name()), ("done", "")]) };
        Link::new(f.text(crate::pages::roadmaps::one::zoom_word(zoom)), href)
    };
    Zoom::ALL.into_iter().map(one).collect()
}

/// Folding everything, and nothing.
pub(super) fn folds(f: &Frame, planned: &Planned) -> Vec<Link> {
    if !(0..planned.record.tasks.len()).any(|place| planned.is_heading(place)) {
        return Vec::new();
    }
    vec![
        Link::new(f.text("gantt.fold-all"), f.here_with(&[("fold", "all"), ("done", "")])),
        Link::new(f.text("gantt.unfold-all"), f.here_with(&[("fold", ""), ("done", "")])),
    ]
}

/// "10", or "30 ngày lịch".
fn days(f: &Frame, span: Span) -> String {
    match span {
        Span::Working(days) => days.to_string(),
        Span::Calendar(days) => f.say("gantt.calendar-days", &[("n", &days.to_string())]),
    }
}

fn float(f: &Frame, times: &TaskTimes, shape: Shape) -> String {
    if times.standing == TaskStanding::Done || shape == Shape::Heading {
        String::new()
    } else if times.critical {
        f.text("gantt.critical").to_owned()
    } else {
        times.float.to_string()
    }
}

fn standing(f: &Frame, planned: &Planned, times: &TaskTimes, shape: Shape) -> (Tone, String) {
    let plain = |key| (Tone::Plain, f.text(key).to_owned());
    match times.standing {
        TaskStanding::Done => (Tone::Good, f.text("gantt.is-done").to_owned()),
        _ if shape == Shape::Heading => (Tone::Plain, String::new()),
        TaskStanding::Late => (Tone::Bad, late_words(f, planned, times)),
        TaskStanding::Underway => plain("gantt.is-underway"),
        TaskStanding::Waiting => (Tone::Plain, String::new()),
    }
}

/// How late a task is: what it ends behind the agreed day, else that it should have begun.
pub(super) fn late_words(f: &Frame, planned: &Planned, times: &TaskTimes) -> String {
    let behind =
        times.days_late.max(0).max(if times.agreed.1 < planned.on { planned.plan.calendar.between(times.agreed.1, planned.on) } else { 0 });
    if behind > 0 { f.say("gantt.days-late", &[("n", &f.days(behind))]) } else { f.text("gantt.not-begun").to_owned() }
}
