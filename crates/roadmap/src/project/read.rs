//! A file of Microsoft Project into what it states, each task with its line.

use super::xml::{Node, parse};
use super::{DAY_MINUTES, MOST_TASKS, ProjectPlan, ProjectTask, TEXT_FIELDS, WORK, link_kind};
use crate::record::TaskKind;
use chrono::Datelike;
use std::collections::BTreeMap;
use vedich_facts::roadmap::{Constraint, LinkKind, Span};
use vedich_values::{CriterionNo, Date, Diagnostic, IndicatorCode, Place, TaskId, Vnd, date::parse_date};

/// Reads a file. The warnings say what was taken only roughly.
///
/// # Errors
/// When it is no plan, or a task in it cannot be read.
pub fn read(text: &str, file: &str) -> Result<(ProjectPlan, Vec<Diagnostic>), Vec<Diagnostic>> {
    let project = parse(text, file).map_err(|problem| vec![problem])?;
    let mut reading = Reading { file, day: minutes_per_day(&project), people: people(&project), problems: Vec::new() };
    let mut plan = ProjectPlan {
        title: project.say("Title").or(project.say("Name")).map(str::to_owned),
        mark: project.say("Subject").unwrap_or_default().to_owned(),
        start: project.say("StartDate").and_then(day),
        ..ProjectPlan::default()
    };
    (plan.week, plan.exceptions) = calendar(&project);
    let nodes: Vec<&Node> = project.child("Tasks").into_iter().flat_map(|tasks| tasks.all("Task")).filter(|task| is_there(task)).collect();
    if nodes.len() > MOST_TASKS {
        return Err(vec![reading.problem("project.too-many", &project).with("most", MOST_TASKS)]);
    }
    let mut levels: Vec<(u32, usize)> = Vec::new();
    for node in nodes {
        let level = number(node, "OutlineLevel").unwrap_or(1);
        levels.retain(|(above, _)| *above < level);
        let parent = levels.last().map(|(_, place)| *place);
        if let Some(task) = reading.task(node, parent) {
            levels.push((level, plan.tasks.len()));
            plan.tasks.push(task);
        }
    }
    let errors = reading.problems.iter().any(|problem| problem.severity == vedich_values::Severity::Error);
    if errors { Err(reading.problems) } else { Ok((plan, reading.problems)) }
}

/// The project's own line (0) and blank lines are no tasks.
fn is_there(task: &Node) -> bool {
    task.say("IsNull") != Some("1") && task.say("UID") != Some("0") && task.say("OutlineLevel") != Some("0") && task.say("Name").is_some()
}

fn number(node: &Node, name: &str) -> Option<u32> {
    node.say(name)?.parse().ok()
}

fn day(text: &str) -> Option<Date> {
    parse_date(text)
}

fn minutes_per_day(project: &Node) -> i64 {
    project.say("MinutesPerDay").and_then(|text| text.parse().ok()).filter(|minutes| (60..=1_440).contains(minutes)).unwrap_or(DAY_MINUTES)
}

/// The first person assigned to each task.
fn people(project: &Node) -> BTreeMap<u32, String> {
    let resources = project.child("Resources").into_iter().flat_map(|all| all.all("Resource"));
    let names: BTreeMap<u32, &str> = resources.filter_map(|one| Some((number(one, "UID")?, one.say("Name")?))).collect();
    let mut people = BTreeMap::new();
    for one in project.child("Assignments").into_iter().flat_map(|all| all.all("Assignment")) {
        let named = number(one, "TaskUID").zip(number(one, "ResourceUID").and_then(|resource| names.get(&resource)));
        if let Some((task, name)) = named {
            people.entry(task).or_insert_with(|| (*name).to_owned());
        }
    }
    people
}

/// The week and the exceptions of the project's calendar; Monday to Friday when it says nothing.
fn calendar(project: &Node) -> ([bool; 7], BTreeMap<Date, bool>) {
    let mut week = [true, true, true, true, true, false, false];
    let mut exceptions = BTreeMap::new();
    let uid = project.say("CalendarUID");
    let all = || project.child("Calendars").into_iter().flat_map(|all| all.all("Calendar"));
    let Some(calendar) = all().find(|one| uid.is_some() && one.say("UID") == uid).or_else(|| all().next()) else {
        return (week, exceptions);
    };
    let mut span = |node: &Node, works: bool| {
        let (from, to) = (node.say("FromDate").and_then(day), node.say("ToDate").and_then(day));
        if let Some((from, to)) = from.zip(to) {
            exceptions.extend(from.iter_days().take_while(|date| *date <= to).take(366).map(|date| (date, works)));
        }
    };
    for one in calendar.child("WeekDays").into_iter().flat_map(|days| days.all("WeekDay")) {
        let works = one.say("DayWorking") == Some("1");
        match number(one, "DayType") {
            // Counted from Sunday, 1; 0 is a span of dates in older files.
            Some(kind @ 1..=7) => week[(kind as usize + 5) % 7] = works,
            Some(0) => one.child("TimePeriod").into_iter().for_each(|period| span(period, works)),
            _ => {}
        }
    }
    for one in calendar.child("Exceptions").into_iter().flat_map(|all| all.all("Exception")) {
        let works = one.say("DayWorking") == Some("1");
        one.child("TimePeriod").into_iter().for_each(|period| span(period, works));
    }
    exceptions.retain(|date, works| *works != week[date.weekday().num_days_from_monday() as usize]);
    (week, exceptions)
}

struct Reading<'a> {
    file: &'a str,
    /// Minutes of a working day.
    day: i64,
    people: BTreeMap<u32, String>,
    problems: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn place(&self, node: &Node) -> Place {
        Place { file: Some(self.file.to_owned()), line: Some(node.line), key: node.say("Name").map(str::to_owned), ..Place::default() }
    }

    fn problem(&self, code: &'static str, node: &Node) -> Diagnostic {
        Diagnostic::error(code, self.place(node)).with("task", node.say("Name").unwrap_or_default())
    }

    fn roughly(&mut self, code: &'static str, node: &Node) {
        let problem = Diagnostic::warning(code, self.place(node)).with("task", node.say("Name").unwrap_or_default());
        self.problems.push(problem);
    }

    fn task(&mut self, node: &Node, parent: Option<usize>) -> Option<ProjectTask> {
        let Some(uid) = number(node, "UID") else {
            self.problems.push(self.problem("project.no-uid", node));
            return None;
        };
        let text = |place: usize| {
            let field = TEXT_FIELDS[place].0;
            let found = node.all("ExtendedAttribute").find(|one| one.say("FieldID") == Some(field));
            found.and_then(|one| one.say("Value")).map(str::to_owned)
        };
        let heading = node.say("Summary") == Some("1");
        let milestone = node.say("Milestone") == Some("1");
        let baseline = node.all("Baseline").find(|one| matches!(one.say("Number"), None | Some("0")));
        let kind = match (heading, milestone) {
            (true, _) => TaskKind::Summary,
            (_, true) => TaskKind::Milestone,
            _ => TaskKind::Task,
        };
        Some(ProjectTask {
            uid,
            id: text(0).map(|id| TaskId::from(id.as_str())),
            title: node.say("Name").unwrap_or_default().to_owned(),
            kind,
            parent,
            duration: if kind == TaskKind::Task { self.duration(node) } else { Span::Working(0) },
            links: self.links(node),
            constraint: self.constraint(node),
            deadline: node.say("Deadline").and_then(day),
            percent: number(node, "PercentComplete").filter(|percent| *percent <= 100),
            started: node.say("ActualStart").and_then(day),
            finished: node.say("ActualFinish").and_then(day),
            person: self.people.get(&uid).cloned(),
            cost: node.say("FixedCost").and_then(cost),
            note: node.say("Notes").map(str::to_owned),
            criterion: text(1).and_then(|no| no.parse().ok()).map(CriterionNo),
            code: text(2).map(|code| IndicatorCode::new(&code)),
            lead: text(3),
            member: text(4),
            location: text(5),
            work: text(6).map(|said| said.trim().eq_ignore_ascii_case(WORK)),
            baseline: baseline.and_then(|one| Some((one.say("Start").and_then(day)?, one.say("Finish").and_then(day)?))),
            place: self.place(node),
        })
    }

    /// Days, parts of one rounded up.
    fn duration(&mut self, node: &Node) -> Span {
        let Some(minutes) = node.say("Duration").and_then(minutes) else { return Span::Working(0) };
        let elapsed = number(node, "DurationFormat").is_some_and(|format| matches!(format, 4 | 6 | 8 | 10 | 12 | 36 | 38 | 40 | 42 | 44));
        let whole = if elapsed { 1_440 } else { self.day };
        if minutes % whole != 0 {
            self.roughly("project.part-of-day", node);
        }
        let days = u32::try_from((minutes + whole - 1) / whole).unwrap_or(u32::MAX);
        if elapsed { Span::Calendar(days) } else { Span::Working(days) }
    }

    fn links(&mut self, node: &Node) -> Vec<(u32, LinkKind, i32)> {
        let mut links = Vec::new();
        for link in node.all("PredecessorLink") {
            let Some(from) = number(link, "PredecessorUID").filter(|_| link.say("CrossProject") != Some("1")) else {
                self.roughly("project.other-project", node);
                continue;
            };
            let Some(kind) = link_kind(link.say("Type").unwrap_or("1")) else {
                self.problems.push(self.problem("project.bad-link", node));
                continue;
            };
            // Tenths of a minute; percents of the other task are told by their format.
            let tenths: i64 = link.say("LinkLag").and_then(|text| text.parse().ok()).unwrap_or(0);
            if matches!(link.say("LagFormat"), Some("19" | "20" | "51" | "52")) || tenths % (self.day * 10) != 0 {
                self.roughly("project.lag-rounded", node);
            }
            let whole = self.day * 10;
            let days = if tenths < 0 { -(-tenths + whole / 2).div_euclid(whole) } else { (tenths + whole / 2).div_euclid(whole) };
            links.push((from, kind, i32::try_from(days).unwrap_or(0)));
        }
        links
    }

    fn constraint(&mut self, node: &Node) -> Option<Constraint> {
        let date = node.say("ConstraintDate").and_then(day);
        match (node.say("ConstraintType").unwrap_or("0"), date) {
            ("2", Some(date)) => Some(Constraint::Fixed(date)),
            ("4", Some(date)) => Some(Constraint::NotBefore(date)),
            ("7", Some(date)) => Some(Constraint::NotAfter(date)),
            ("0", _) => None,
            _ => {
                self.roughly("project.other-constraint", node);
                None
            }
        }
    }
}

/// Hundredths of the currency, with or without decimals; nothing is no cost known.
fn cost(text: &str) -> Option<Vnd> {
    let whole: i64 = text.split('.').next()?.parse().ok()?;
    (whole > 0).then_some(Vnd(whole / 100))
}

/// `PT40H30M0S` in minutes.
fn minutes(text: &str) -> Option<i64> {
    let mut minutes = 0_i64;
    let mut digits = String::new();
    let mut in_time = false;
    for c in text.trim().chars() {
        match c {
            '0'..='9' | '.' => digits.push(c),
            'P' => {}
            'T' => in_time = true,
            'D' | 'H' | 'M' | 'S' => {
                let number: i64 = digits.split('.').next()?.parse().ok()?;
                digits.clear();
                minutes = minutes.checked_add(match (c, in_time) {
                    ('D', _) => number.checked_mul(1_440)?,
                    ('H', _) => number.checked_mul(60)?,
                    ('M', true) => number,
                    _ => 0,
                })?;
            }
            _ => return None,
        }
    }
    Some(minutes)
}
