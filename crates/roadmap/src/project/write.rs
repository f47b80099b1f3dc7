//! A timed roadmap as a file of Microsoft Project.

use super::xml::Writer;
use super::{DAY_MINUTES, NAMESPACE, NO_WORK, TEXT_FIELDS, WORK, link_number};
use crate::plan::TaskDates;
use crate::planner::Planned;
use crate::record::{TaskKind, TaskRecord};
use chrono::Datelike;
use std::collections::BTreeMap;
use vedich_facts::roadmap::{Constraint, Span};
use vedich_values::{Date, TaskId};

/// The file of a roadmap. `mark` says where it comes from, so that it is known again when it comes back.
#[must_use]
pub fn write(planned: &Planned, mark: &str) -> String {
    let order = outline(&planned.record.tasks);
    let uid: BTreeMap<&TaskId, usize> = order.iter().zip(1..).map(|(line, uid)| (&planned.record.tasks[line.place].id, uid)).collect();
    let header = &planned.record.header;
    let mut xml = Writer::default();
    xml.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    xml.within(&format!("Project xmlns=\"{NAMESPACE}\""), |xml| {
        xml.put("SaveVersion", 14);
        xml.put("Name", &header.title);
        xml.put("Title", &header.title);
        xml.put("Subject", mark);
        xml.put("ScheduleFromStart", 1);
        xml.put("StartDate", morning(header.start));
        xml.put("FinishDate", evening(planned.finish()));
        xml.put("CalendarUID", 1);
        xml.put("DefaultStartTime", "08:00:00");
        xml.put("DefaultFinishTime", "17:00:00");
        xml.put("MinutesPerDay", DAY_MINUTES);
        xml.put("MinutesPerWeek", DAY_MINUTES * 5);
        xml.put("DaysPerMonth", 20);
        xml.put("DurationFormat", 7);
        xml.put("CurrencyCode", "VND");
        xml.put("CurrencyDigits", 0);
        xml.put("StatusDate", evening(planned.on));
        xml.within("ExtendedAttributes", |xml| {
            for ((field, alias), number) in TEXT_FIELDS.iter().zip(1..) {
                xml.within("ExtendedAttribute", |xml| {
                    xml.put("FieldID", field);
                    xml.put("FieldName", format!("Text{number}"));
                    xml.put("Alias", alias);
                });
            }
        });
        xml.within("Calendars", |xml| calendar(xml, planned));
        xml.within("Tasks", |xml| {
            for (line, uid_of_task) in order.iter().zip(1..) {
                task(xml, planned, line, uid_of_task, &uid);
            }
        });
        people(xml, planned, &order);
    });
    xml.text
}

/// A task in the outline.
struct Line {
    /// Place in the record's list.
    place: usize,
    /// `1.2.1`.
    number: String,
    level: usize,
}

/// Tasks with what stands under them, in the order people keep.
fn outline(tasks: &[TaskRecord]) -> Vec<Line> {
    let mut below: BTreeMap<Option<&TaskId>, Vec<usize>> = BTreeMap::new();
    for (place, task) in tasks.iter().enumerate() {
        below.entry(task.parent.as_ref()).or_default().push(place);
    }
    let mut lines = Vec::with_capacity(tasks.len());
    let numbered = |places: &[usize], prefix: &str, level: usize| -> Vec<Line> {
        places.iter().zip(1..).map(|(place, n)| Line { place: *place, number: format!("{prefix}{n}"), level }).collect()
    };
    let roots = below.get(&None).map(Vec::as_slice).unwrap_or_default();
    let mut stack = numbered(roots, "", 1);
    stack.reverse();
    while let Some(line) = stack.pop() {
        let under = below.get(&Some(&tasks[line.place].id)).map(Vec::as_slice).unwrap_or_default();
        let mut next = numbered(under, &format!("{}.", line.number), line.level + 1);
        next.reverse();
        stack.extend(next);
        lines.push(line);
    }
    lines
}

/// Places of tasks in the order of the outline.
pub(super) fn order(tasks: &[TaskRecord]) -> Vec<usize> {
    outline(tasks).into_iter().map(|line| line.place).collect()
}

fn morning(date: Date) -> String {
    format!("{date}T08:00:00")
}

fn evening(date: Date) -> String {
    format!("{date}T17:00:00")
}

/// `PT40H0M0S`: working days by the working day's hours, calendar days by the clock.
fn length(span: Span) -> String {
    let hours = match span {
        Span::Working(days) => i64::from(days) * DAY_MINUTES / 60,
        Span::Calendar(days) => i64::from(days) * 24,
    };
    format!("PT{hours}H0M0S")
}

/// The working calendar: the week it mostly keeps, and every day of the plan that is otherwise.
fn calendar(xml: &mut Writer, planned: &Planned) {
    let calendar = &planned.plan.calendar;
    let every_day = planned.record.header.calendar.week == crate::record::WeekRule::EveryDay;
    let works = |day: u32| every_day || day < 5;
    xml.within("Calendar", |xml| {
        xml.put("UID", 1);
        xml.put("Name", "Vedich");
        xml.put("IsBaseCalendar", 1);
        xml.put("BaseCalendarUID", -1);
        xml.within("WeekDays", |xml| {
            for day in 1..=7_u32 {
                // The format counts from Sunday, 1.
                let from_monday = (day + 5) % 7;
                xml.within("WeekDay", |xml| {
                    xml.put("DayType", day);
                    xml.put("DayWorking", u8::from(works(from_monday)));
                    if works(from_monday) {
                        hours(xml);
                    }
                });
            }
        });
        let (first, last) = covered(planned);
        let days = first.iter_days().take_while(|day| *day <= last);
        let others: Vec<Date> = days.filter(|day| calendar.is_working(*day) != works(day.weekday().num_days_from_monday())).collect();
        if others.is_empty() {
            return;
        }
        xml.within("Exceptions", |xml| {
            for day in others {
                xml.within("Exception", |xml| {
                    xml.put("EnteredByOccurrences", 0);
                    xml.within("TimePeriod", |xml| {
                        xml.put("FromDate", format!("{day}T00:00:00"));
                        xml.put("ToDate", format!("{day}T23:59:00"));
                    });
                    xml.put("Occurrences", 1);
                    xml.put("Name", day);
                    xml.put("Type", 1);
                    xml.put("DayWorking", u8::from(calendar.is_working(day)));
                    if calendar.is_working(day) {
                        hours(xml);
                    }
                });
            }
        });
    });
}

/// The days whose exceptions are written: the plan, and a year beyond for what slips.
fn covered(planned: &Planned) -> (Date, Date) {
    let first = planned.record.header.start;
    let last = planned.finish().max(planned.record.header.target.unwrap_or(first));
    (first, last.checked_add_months(chrono::Months::new(12)).unwrap_or(last))
}

fn hours(xml: &mut Writer) {
    xml.within("WorkingTimes", |xml| {
        for (from, to) in [("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")] {
            xml.within("WorkingTime", |xml| {
                xml.put("FromTime", from);
                xml.put("ToTime", to);
            });
        }
    });
}

/// Start and finish in hours. A milestone is at one instant: when its day begins, if it is held to the day, else when it ends.
fn ends(kind: TaskKind, dates: &TaskDates, (first, last): (Date, Date)) -> (String, String) {
    let is_held = dates.early_start == dates.early_finish && dates.days.0 == dates.early_start;
    match kind {
        TaskKind::Milestone if is_held => (morning(first), morning(first)),
        TaskKind::Milestone => (evening(last), evening(last)),
        TaskKind::Task | TaskKind::Summary => (morning(first), evening(last)),
    }
}

fn task(xml: &mut Writer, planned: &Planned, line: &Line, uid: usize, uids: &BTreeMap<&TaskId, usize>) {
    let record = &planned.record.tasks[line.place];
    let times = planned.task(line.place);
    let dates = &planned.schedule.tasks[line.place];
    let heading = planned.is_heading(line.place);
    let counted = times.counted;
    xml.within("Task", |xml| {
        xml.put("UID", uid);
        xml.put("ID", uid);
        xml.put("Name", &record.title);
        xml.put("Type", 1);
        xml.put("IsNull", 0);
        xml.put("WBS", &line.number);
        xml.put("OutlineNumber", &line.number);
        xml.put("OutlineLevel", line.level);
        xml.put("Priority", 500);
        let (start, finish) = ends(record.kind, dates, times.expected);
        xml.put("Start", start);
        xml.put("Finish", finish);
        xml.put("Duration", length(record.duration));
        xml.put("DurationFormat", if matches!(record.duration, Span::Calendar(_)) { 8 } else { 7 });
        xml.put("Estimated", 0);
        xml.put("Milestone", u8::from(record.kind == TaskKind::Milestone));
        xml.put("Summary", u8::from(heading));
        xml.put("Critical", u8::from(times.critical));
        xml.put("FreeSlack", i64::from(dates.free_float) * DAY_MINUTES * 10);
        xml.put("TotalSlack", i64::from(times.float) * DAY_MINUTES * 10);
        xml.maybe("FixedCost", record.cost.map(|cost| cost.0.saturating_mul(100)));
        xml.maybe("PercentComplete", counted.share.filter(|_| !heading).map(|share| share / 100));
        xml.maybe("ActualStart", counted.started.filter(|_| !heading).map(morning));
        xml.maybe("ActualFinish", counted.finished.filter(|_| !heading).map(evening));
        let (kind, date) = match record.constraint {
            None => (0, None),
            Some(Constraint::Fixed(date)) => (2, Some(morning(date))),
            Some(Constraint::NotBefore(date)) => (4, Some(morning(date))),
            Some(Constraint::NotAfter(date)) => (7, Some(evening(date))),
        };
        xml.put("ConstraintType", kind);
        xml.put("CalendarUID", -1);
        xml.maybe("ConstraintDate", date);
        xml.maybe("Deadline", record.deadline.map(evening));
        xml.maybe("Notes", record.note.as_ref());
        for link in &record.links {
            let Some(from) = uids.get(&link.from) else { continue };
            xml.within("PredecessorLink", |xml| {
                xml.put("PredecessorUID", from);
                xml.put("Type", link_number(link.kind));
                xml.put("CrossProject", 0);
                xml.put("LinkLag", i64::from(link.lag) * DAY_MINUTES * 10);
                xml.put("LagFormat", 7);
            });
        }
        let texts = [
            Some(record.id.to_string()),
            record.criterion.map(|no| no.to_string()),
            record.code.as_ref().map(ToString::to_string),
            record.lead.clone(),
            record.member.clone(),
            record.location.clone(),
            (record.kind == TaskKind::Task).then(|| if record.work { WORK } else { NO_WORK }.to_owned()),
        ];
        for ((field, _), text) in TEXT_FIELDS.iter().zip(texts) {
            let Some(text) = text else { continue };
            xml.within("ExtendedAttribute", |xml| {
                xml.put("FieldID", field);
                xml.put("Value", text);
            });
        }
        let agreed = planned.record.baseline().and_then(|baseline| baseline.tasks.iter().find(|span| span.task == record.id));
        if let Some(span) = agreed {
            xml.within("Baseline", |xml| {
                xml.put("Number", 0);
                xml.put("Start", morning(span.start));
                xml.put("Finish", evening(span.finish));
            });
        }
    });
}

/// Persons as resources, and who is responsible for what.
fn people(xml: &mut Writer, planned: &Planned, order: &[Line]) {
    let tasks = &planned.record.tasks;
    let mut people: Vec<&str> = tasks.iter().filter_map(|task| task.person.as_deref()).collect();
    people.sort_unstable();
    people.dedup();
    xml.within("Resources", |xml| {
        for (person, uid) in people.iter().zip(1..) {
            xml.within("Resource", |xml| {
                xml.put("UID", uid);
                xml.put("ID", uid);
                xml.put("Name", person);
                xml.put("Type", 1);
            });
        }
    });
    xml.within("Assignments", |xml| {
        let assigned = order.iter().zip(1..).filter_map(|(line, uid)| Some((uid, tasks[line.place].person.as_deref()?)));
        for ((task, person), uid) in assigned.zip(1..) {
            let Ok(resource) = people.binary_search(&person) else { continue };
            xml.within("Assignment", |xml| {
                xml.put("UID", uid);
                xml.put("TaskUID", task);
                xml.put("ResourceUID", resource + 1);
                xml.put("Units", 1);
            });
        }
    });
}
