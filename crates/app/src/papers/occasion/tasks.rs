//! Tasks as a count sheet, as a list of overdue ones, as a letter of reminder.

use super::words::{due, figure, standing};
use super::{Issuer, Scribe, VI, cut, day, inside, open_ended, said, table, upper_first};
use crate::AppError;
use crate::papers::report::{bold, row};
use crate::papers::{Report, problem, refused};
use crate::people::called;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_facts::steering::{CountSpan, DueRule, TaskAct, TaskTally};
use vedich_papers::{Content, Row};
use vedich_roadmap::calendar::WorkCalendar;
use vedich_steering::task::{Brief, Standing};
use vedich_steering::{Task, count, due as deadlines};
use vedich_values::text::fold;
use vedich_values::{Date, ItemKey, UnitId};

impl Scribe<'_> {
    /// The count of an area in the week or month of the picture, against the one before.
    pub(super) fn count(&self, area: UnitId, span: CountSpan) -> Report {
        let through = self.date();
        let scope = TaskScope::Area(area);
        let total = self.board.task_tally(&scope);
        let before = count::spans(span, through, 2).first().copied().filter(|day| *day < through);
        let previous = before.map(|day| (day, self.board.task_tallies_on(&scope, &[day])[0])).filter(|(_, tally)| tally.assigned() > 0);
        let query = TaskQuery { show: Show::All, ..TaskQuery::open(scope, super::MOST_ROWS) };
        let tasks = self.board.tasks(&query).items;
        let rows: Vec<Row> = tasks.iter().filter_map(|task| self.count_row(task, before)).collect::<Vec<_>>();
        let rows: Vec<Row> = rows.into_iter().enumerate().map(numbered).collect();
        let from = match span {
            CountSpan::Week => through - chrono::Days::new(u64::from(chrono::Datelike::weekday(&through).num_days_from_monday())),
            CountSpan::Month => chrono::Datelike::with_day(&through, 1).unwrap_or(through),
        };
        let closed = self
            .board
            .closed_counts(area)
            .filter(|(recorded, counted)| counted.span == span && recorded.fact.as_of >= from && recorded.fact.as_of <= through);
        // Who counted is a person: of a count taken over from another record nobody is named.
        let by = closed.last().and_then(|(recorded, _)| {
            let (login, rights) = (recorded.fact.source.as_deref()?, self.rights?);
            rights.by_login(login)?;
            Some(called(rights, VI, login, Some(recorded.fact.unit), recorded.fact.as_of))
        });
        let key = match span {
            CountSpan::Week => "paper.count-week",
            CountSpan::Month => "paper.count-month",
        };
        let month = format!("{:02}/{}", chrono::Datelike::month(&through), chrono::Datelike::year(&through));
        let unit = inside(&self.name(area));
        let label = VI.say(key, &[("from", &said(Some(from))), ("to", &said(Some(through))), ("month", &month), ("unit", &unit)]);
        let on = said(Some(through));
        let note = cut(rows.len(), total.assigned() as usize);
        let units = self.board.task_tallies_below(area);
        let tables = BTreeMap::from([
            ("count".to_owned(), table("count", &[("date", &on), ("note", &note)], rows)),
            ("count-units".to_owned(), table("count-units", &[("date", &on)], self.unit_rows(&units, total))),
        ]);
        let fields = json!({
            "period": { "label": label, "from": said(Some(from)), "to": on },
            "total": tally(total),
            "previous": previous.map(|(day, then)| {
                let mut fields = tally(then);
                fields["through"] = said(Some(day)).into();
                fields
            }),
            "counted_by": by.unwrap_or_default(),
            "units": units.len(),
        });
        Report { fields, tables }
    }

    fn count_row(&self, task: &Task, before: Option<Date>) -> Option<Row> {
        let now = task.standing(self.date());
        if now == Standing::Out {
            return None;
        }
        let then = before.and_then(|day| Some(self.board.task_on(&task.key, day)?.standing(day)));
        let assignment = &task.assignment;
        let days = now.days();
        Some(row(vec![
            Content::Empty,
            Content::text(&assignment.content),
            Content::Text(format!("{} ({})", self.party(&assignment.lead), assignment.person.name)),
            Content::text(&self.parties(&assignment.cooperating)),
            Content::text(&self.source(&assignment.source)),
            Content::text(&due(task)),
            then.map_or(Content::Empty, |then| Content::Text(standing(then))),
            Content::Text(standing(now)),
            if days == 0 { Content::Empty } else { Content::count(days) },
            Content::text(latest_note(task).unwrap_or_default()),
        ]))
    }

    /// Units right below with their counts, and all of them together; tasks led in an area by nobody right below are in the total alone.
    fn unit_rows(&self, units: &[(UnitId, TaskTally)], total: TaskTally) -> Vec<Row> {
        let cells = |number: Content, name: String, tally: TaskTally| {
            let numbers = [tally.assigned(), tally.in_time, tally.late, tally.in_progress, tally.overdue].map(Content::count);
            [number, Content::Text(name)].into_iter().chain(numbers).collect::<Vec<_>>()
        };
        let line = |(at, (unit, tally)): (usize, &(UnitId, TaskTally))| row(cells(Content::count(at as u64 + 1), self.name(*unit), *tally));
        let mut rows: Vec<Row> = units.iter().enumerate().map(line).collect();
        rows.push(bold(cells(Content::Empty, VI.text("paper.total").to_owned(), total)));
        rows
    }

    fn overdue(&self, scope: &TaskScope) -> Result<(Vec<Task>, usize), AppError> {
        let query = TaskQuery { show: Show::Overdue, ..TaskQuery::open(scope.clone(), super::MOST_ROWS) };
        let mut tasks = self.board.tasks(&query).items;
        tasks.retain(|task| task.standing(self.date()).is_chased());
        if tasks.is_empty() {
            return Err(refused(problem("paper.none-overdue").with("date", said(Some(self.date())))));
        }
        let late = |brief: &&Brief| brief.standing(self.date()).is_chased();
        let all = self.board.task_briefs(scope).filter(late).count();
        Ok((tasks, all))
    }

    /// Overdue tasks, the longest overdue first.
    pub(super) fn chase(&self, scope: &TaskScope) -> Result<Report, AppError> {
        let (tasks, all) = self.overdue(scope)?;
        let date = self.date();
        let line = |(at, task): (usize, &Task)| {
            let assignment = &task.assignment;
            row(vec![
                Content::count(at as u64 + 1),
                Content::text(&assignment.content),
                Content::Text(format!("{} ({})", self.party(&assignment.lead), assignment.person.name)),
                Content::text(&self.source(&assignment.source)),
                Content::Date(assignment.given),
                day(task.due),
                Content::count(task.standing(date).days()),
                Content::text(latest_note(task).unwrap_or_default()),
            ])
        };
        let rows: Vec<Row> = tasks.iter().enumerate().map(line).collect();
        let longest = tasks.iter().map(|task| task.standing(date).days()).max().unwrap_or(0);
        let on = said(Some(date));
        let waiting = self.board.reported_late(scope);
        let waiting = if waiting > 0 { VI.say("paper.reported-late", &[("count", &figure(waiting))]) } else { String::new() };
        let note = [cut(rows.len(), all), waiting].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let tables = BTreeMap::from([("chase".to_owned(), table("chase", &[("date", &on), ("note", &note)], rows))]);
        Ok(Report { fields: json!({ "date": on, "total": figure(all), "longest_days": figure(longest) }), tables })
    }

    /// A letter to everybody who leads an overdue task. What the issuing body leads itself is asked of the person in charge.
    pub(super) fn reminder(&self, scope: &TaskScope, issuer: &Issuer, calendar: &WorkCalendar) -> Result<Report, AppError> {
        let (tasks, all) = self.overdue(scope)?;
        let date = self.date();
        let mut leads: Vec<(String, Vec<Value>)> = Vec::new();
        let mut sources: Vec<String> = Vec::new();
        let own = fold(&self.body_of(issuer));
        let mut persons = false;
        for task in &tasks {
            let mut lead = self.addressee(&task.assignment.lead);
            // Nobody writes to themselves.
            if fold(&lead) == own {
                lead = comrade(&task.assignment.person.name);
                persons = true;
            }
            let line = json!({
                "work": open_ended(&task.assignment.content), "deadline": said(task.due), "days_late": figure(task.standing(date).days()),
            });
            match leads.iter_mut().find(|(known, _)| *known == lead) {
                Some((_, lines)) => lines.push(line),
                None => leads.push((lead, vec![line])),
            }
            let source = self.letter_source(task);
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let one = leads.len() == 1;
        let lead =
            if one { leads[0].0.clone() } else { VI.text(if persons { "paper.those-named" } else { "paper.those-units" }).to_owned() };
        let answer =
            deadlines::resolve(DueRule::WorkingDays(vedich_reference::steering_rules().reminded_answer_working_days), date, None, calendar)
                .on;
        // One lead's tasks need no heading.
        let own: Vec<Value> = if one { leads[0].1.clone() } else { Vec::new() };
        let groups: Vec<Value> =
            leads.iter().filter(|_| !one).map(|(lead, lines)| json!({ "lead": upper_first(lead), "tasks": lines })).collect();
        let source = match sources.as_slice() {
            few if few.len() <= 2 => few.join("; "),
            _ => VI.text("paper.several-sources").to_owned(),
        };
        let fields = json!({
            "addressees": leads.iter().map(|(lead, _)| upper_first(lead)).collect::<Vec<_>>(), "source": source, "date": said(Some(date)),
            "count": figure(all), "lead": lead, "tasks": own, "groups": groups, "answer_by": said(answer),
        });
        Ok(Report { fields, tables: BTreeMap::new() })
    }

    /// What a task was given by, in the middle of a sentence: the paper where it is known, else the meeting.
    fn letter_source(&self, task: &Task) -> String {
        let source = &task.assignment.source;
        if let Some(paper) = self.paper_of(source) {
            return inside(&paper);
        }
        let meeting = source.item.as_ref().and_then(|key: &ItemKey| self.board.meeting(key));
        meeting.map_or_else(
            || VI.text("paper.given-tasks").to_owned(),
            |meeting| VI.say("paper.conclusions-of", &[("meeting", &super::meeting::event(meeting.plan.kind, &meeting.plan.title))]),
        )
    }
}

fn numbered((at, mut line): (usize, Row)) -> Row {
    line.cells[0].content = Content::count(at as u64 + 1);
    line
}

fn tally(tally: TaskTally) -> Value {
    json!({
        "assigned": figure(tally.assigned()), "in_time": figure(tally.in_time), "late": figure(tally.late),
        "running": figure(tally.in_progress), "overdue": figure(tally.overdue),
    })
}

/// Somebody a letter goes to, as such letters call people.
fn comrade(name: &str) -> String {
    if name.is_empty() { VI.text("paper.comrade-in-charge").to_owned() } else { VI.say("paper.comrade", &[("name", name)]) }
}

/// What was last said of a task's progress, or why more time is asked for.
fn latest_note(task: &Task) -> Option<&str> {
    task.log.iter().rev().find_map(|line| match line.act.as_ref()? {
        TaskAct::Note { text, .. } if !text.is_empty() => Some(text.as_str()),
        TaskAct::AskExtension { reason, .. } | TaskAct::Decline { reason } | TaskAct::SendBack { reason } => Some(reason.as_str()),
        _ => None,
    })
}
