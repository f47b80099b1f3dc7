//! `vedich tasks|meetings|proposals`: steering, looked at; what is written is in `write`.

mod write;

use super::{Ended, resolve, today};
use crate::cli::steering::{MeetingStateArgument, Meetings, Narrowed, OfArea, Proposals, ShowArgument, TaskRelation, Tasks};
use crate::output::Output;
use anyhow::Result;
use serde_json::{Value, json};
use std::sync::Arc;
use vedich_app::App;
use vedich_board::Board;
use vedich_board::steering::{CountedSpan, MeetingPart, MeetingSearch, ProposalScope, ProposalSearch, Show, TaskQuery, TaskScope};
use vedich_facts::steering::{CountSpan, Counted, TaskTally};
use vedich_steering::Task;
use vedich_units::COUNTRY;
use vedich_values::{Date, Decimal, ItemKey, UnitId};
use vedich_web::api::roadmap_shapes::AreaLineShape;
use vedich_web::api::steering_shapes::{LeadersShape, RankedShape};
use vedich_web::present::{Beside, Scene};

const fn show(argument: ShowArgument) -> Show {
    match argument {
        ShowArgument::Open => Show::Open,
        ShowArgument::New => Show::New,
        ShowArgument::Reported => Show::Reported,
        ShowArgument::Declined => Show::Declined,
        ShowArgument::Asked => Show::Asked,
        ShowArgument::ToJudge => Show::ToJudge,
        ShowArgument::Overdue => Show::Overdue,
        ShowArgument::Closed => Show::Closed,
        ShowArgument::All => Show::All,
    }
}

const fn meeting_part(argument: MeetingStateArgument) -> MeetingPart {
    match argument {
        MeetingStateArgument::Planned => MeetingPart::Planned,
        MeetingStateArgument::Held => MeetingPart::Held,
        MeetingStateArgument::ToSign => MeetingPart::ToSign,
        MeetingStateArgument::Signed => MeetingPart::Signed,
        MeetingStateArgument::Cancelled => MeetingPart::Cancelled,
    }
}

/// The picture of the day asked for, and the area; none when nobody bears the name.
async fn looked(of: &OfArea, app: &App, output: Output) -> Result<Option<(Arc<Board>, UnitId)>> {
    let on = of.as_of.unwrap_or_else(today);
    let board = app.picture(on, None).await?;
    let area = match &of.unit {
        None => Some(COUNTRY),
        Some(text) => resolve(&board.reference().registry, text, on, output),
    };
    Ok(area.map(|area| (board, area)))
}

fn name(board: &Board, unit: UnitId) -> String {
    let registry = &board.reference().registry;
    let day = registry.get(unit).and_then(|unit| unit.span.to).map_or(board.date(), |last| last.min(board.date()));
    registry.at(unit, day).map_or_else(|| unit.to_string(), |at| at.name.to_owned())
}

/// Who has to answer a proposal: the whole country answers by its central bodies.
fn answering(board: &Board, proposal: &vedich_steering::Proposal, output: Output) -> String {
    let unit = proposal.answering();
    if unit == COUNTRY { output.lang.text("steering.centre").to_owned() } else { name(board, unit) }
}

fn day(date: Option<Date>, output: Output) -> String {
    date.map_or_else(|| "–".to_owned(), |date| vedich_wording::date(output.lang, date))
}

fn word(output: Output, name: &str) -> String {
    output.lang.text(&format!("steering.word.{name}")).to_owned()
}

fn standing(board: &Board, task: &Task, output: Output) -> String {
    use vedich_steering::task::Standing;
    match task.standing(board.date()) {
        Standing::Overdue { days } => output.lang.say("steering.overdue-days", &[("days", &days.to_string())]),
        Standing::ReportedLate { days } => output.lang.say("steering.reported-late-days", &[("days", &days.to_string())]),
        Standing::Late { days } => output.lang.say("steering.late-days", &[("days", &days.to_string())]),
        other => word(output, &format!("standing-{}", other.name())),
    }
}

fn task_json(board: &Board, task: &Task) -> Value {
    let standing = task.standing(board.date());
    json!({
        "id": task.key.as_str(), "content": task.assignment.content, "product": task.assignment.product,
        "lead": name(board, task.assignment.lead.unit), "office": task.assignment.lead.office, "person": task.assignment.person.name,
        "given": task.assignment.given, "due": task.due, "state": task.state.name(), "counts": standing.name(), "days": standing.days(),
        "percent": task.percent,
    })
}

fn task_table(board: &Board, tasks: &[Task], output: Output) -> Result<()> {
    let head = ["cli.code", "steering.content", "steering.lead", "steering.person", "steering.due", "steering.counts"];
    let row = |task: &Task| {
        let assignment = &task.assignment;
        let lead = [assignment.lead.office.clone(), name(board, assignment.lead.unit)];
        let lead = lead.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        let person = assignment.person.name.clone();
        vec![task.key.to_string(), assignment.content.clone(), lead, person, day(task.due, output), standing(board, task, output)]
    };
    output.table(&head.map(|key| output.lang.text(key)), &[], tasks.iter().map(row).collect())
}

fn tally_json(tally: TaskTally) -> Value {
    json!({
        "assigned": tally.assigned(), "in_time": tally.in_time, "late": tally.late, "in_progress": tally.in_progress, "overdue": tally.overdue,
    })
}

/// Whose tasks are asked for.
fn task_scope(app: &App, relation: TaskRelation, unit: UnitId, person: Option<&str>) -> TaskScope {
    match (person, relation) {
        (Some(text), _) => match app.rights().by_login(&text.to_lowercase()) {
            Some(known) => TaskScope::Person(known.id),
            None => TaskScope::Named(Arc::from(text)),
        },
        (None, TaskRelation::Area) => TaskScope::Area(unit),
        (None, TaskRelation::Unit) => TaskScope::Unit(unit),
        (None, TaskRelation::Assigner) => TaskScope::Assigner(unit),
        (None, TaskRelation::Place) => TaskScope::Place(unit),
    }
}

/// The first tasks of a list, in a state where one is asked for.
fn tasks_in(board: &Board, mut query: TaskQuery, state: Option<&str>) -> Vec<Task> {
    let limit = query.limit;
    let mut found = Vec::new();
    loop {
        let page = board.tasks(&query);
        found.extend(page.items.into_iter().filter(|task| state.is_none_or(|state| task.state.name() == state)));
        found.truncate(limit);
        query.after = page.next;
        if query.after.is_none() || found.len() == limit {
            return found;
        }
    }
}

pub(crate) async fn leaders(of: &OfArea, app: &App, output: Output) -> Result<Ended> {
    let Some((board, area)) = looked(of, app, output).await? else { return Ok(Ended::Refused) };
    let frame = super::sheet::frame(app, board.date(), output);
    let led = vedich_app::roadmaps::Led::below(&board, area).draw(app.planner());
    let (rights, papers) = (app.rights(), app.papers());
    let beside = Some(Beside { rights: &rights, papers: &papers, calendar: app.calendar() });
    let shape = LeadersShape::of(Scene { f: &frame, board: &board, beside }, area, &led);
    if output.json {
        output.json(&shape)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    output.line(&format!("{}: {}", lang.text("steering.decisions"), shape.decisions.len()))?;
    for one in &shape.decisions {
        output.line(&format!("- {}: {} · {}", one.kind, one.about, one.text))?;
    }
    roads(&shape.roadmaps, output)?;
    let head = ["steering.rank", "steering.place", "web.criteria", "steering.points", "steering.rating"].map(|key| lang.text(key));
    let criteria =
        |place: &RankedShape| place.criteria_met.zip(place.criteria).map_or_else(|| "–".to_owned(), |(met, all)| format!("{met}/{all}"));
    let rows = shape
        .ranking
        .iter()
        .map(|place| vec![place.rank.clone(), place.name.clone(), criteria(place), place.points.clone(), place.rating.clone()]);
    output.table(&head, &[], rows.collect())?;
    Ok(Ended::Done)
}

/// The roadmaps of an area: when each will be ready, how likely, what is late.
fn roads(lines: &[AreaLineShape], output: Output) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let lang = output.lang;
    let date = |date| vedich_wording::date(lang, date);
    let head = ["web.board.unit", "gantt.target", "gantt.finish", "gantt.chance-short", "gantt.tasks-late"].map(|key| lang.text(key));
    let row = |line: &AreaLineShape| {
        let chance =
            line.chance_by_target.map(|share| format!("{}%", vedich_wording::number(lang, (share * Decimal::ONE_HUNDRED).normalize())));
        let target = line.target.map(date).unwrap_or_default();
        vec![line.unit.name.clone(), target, date(line.finish), chance.unwrap_or_default(), line.late.to_string()]
    };
    output.table(&head, &[4], lines.iter().map(row).collect())?;
    Ok(())
}

pub(crate) async fn tasks(command: &Tasks, app: &App, output: Output) -> Result<Ended> {
    match command {
        Tasks::List { of, relation, person, criterion, state, show: which, limit } => {
            let Some((board, area)) = looked(of, app, output).await? else { return Ok(Ended::Refused) };
            let scope = task_scope(app, *relation, area, person.as_deref());
            let criterion = match criterion.as_deref().map(|text| (text, board.reference().criterion_meant(text, area, board.date()))) {
                Some((_, None)) => return unknown("steering.no-criterion", output),
                found => found.and_then(|(_, key)| key),
            };
            let query = TaskQuery { show: show(*which), criterion, ..TaskQuery::open(scope, *limit) };
            let found = tasks_in(&board, query.clone(), state.as_deref());
            if output.json {
                let tasks: Vec<Value> = found.iter().map(|task| task_json(&board, task)).collect();
                output.json(&json!({ "as_of": board.date(), "count": tally_json(board.task_tally(&query.scope)), "tasks": tasks }))?;
            } else {
                task_table(&board, &found, output)?;
            }
        }
        Tasks::Show { task } => {
            let board = app.picture(today(), None).await?;
            let Some(found) = board.task(&ItemKey::new(task)) else { return unknown("problem.task.unknown", output) };
            if output.json {
                output.json(&task_json(&board, &found))?;
            } else {
                task_table(&board, std::slice::from_ref(&found), output)?;
                for line in &found.log {
                    let act = line.act.as_ref().map_or("assign", vedich_facts::steering::TaskAct::name);
                    let by = line.stamp.by.as_deref().unwrap_or_default();
                    output.line(&format!("{}  {}  {by}", day(Some(line.stamp.on), output), word(output, &format!("act-{act}"))))?;
                }
            }
        }
        Tasks::Assign(arguments) => return write::assign(arguments, app, output).await,
        Tasks::Act(arguments) => return write::act(arguments, app, output).await,
        Tasks::CloseCount(arguments) => return write::close_count(arguments, app, output).await,
        Tasks::Count { of, monthly, spans } => {
            let Some((board, area)) = looked(of, app, output).await? else { return Ok(Ended::Refused) };
            counted(&board, area, if *monthly { CountSpan::Month } else { CountSpan::Week }, *spans, output)?;
        }
    }
    Ok(Ended::Done)
}

fn closed_json((by, counted): &(Option<String>, Counted)) -> Value {
    json!({ "by": by, "count": tally_json(counted.tally), "note": counted.note })
}

fn counted(board: &Board, area: UnitId, span: CountSpan, spans: usize, output: Output) -> Result<()> {
    let spans = board.counted_spans(area, span, spans.clamp(1, 120));
    let below = board.task_tallies_below(area);
    if output.json {
        let history = spans.iter().map(
            |one| json!({ "through": one.through, "count": one.tally.map(tally_json), "closed": one.closed.as_ref().map(closed_json) }),
        );
        let units = below.iter().map(|(unit, tally)| json!({ "unit": name(board, *unit), "count": tally_json(*tally) }));
        let units: Vec<Value> = units.collect();
        return output.json(&json!({ "as_of": board.date(), "history": history.collect::<Vec<_>>(), "by_unit": units }));
    }
    let unknown = || std::iter::repeat_n("–".to_owned(), 5);
    let head = |first| [first, "steering.assigned", "steering.in-time", "steering.late", "steering.in-progress", "steering.overdue"];
    let row = |first: String, tally: &TaskTally| {
        let numbers = [tally.assigned(), tally.in_time, tally.late, tally.in_progress, tally.overdue].map(|n| n.to_string());
        std::iter::once(first).chain(numbers).collect::<Vec<_>>()
    };
    let right = [1, 2, 3, 4, 5];
    let line = |one: &CountedSpan| {
        let through = day(Some(one.through), output);
        one.tally.map_or_else(|| std::iter::once(through.clone()).chain(unknown()).collect(), |tally| row(through.clone(), &tally))
    };
    let history = spans.iter().map(line).collect();
    output.table(&head("steering.through").map(|key| output.lang.text(key)), &right, history)?;
    let units = below.iter().map(|(unit, tally)| row(name(board, *unit), tally)).collect();
    output.table(&head("steering.lead").map(|key| output.lang.text(key)), &right, units)
}

fn unknown(key: &'static str, output: Output) -> Result<Ended> {
    output.complain(output.lang.text(key));
    Ok(Ended::Refused)
}

pub(crate) async fn meetings(command: &Meetings, app: &App, output: Output) -> Result<Ended> {
    match command {
        Meetings::List { of, state, narrowed, limit } => {
            let Some((board, area)) = looked(of, app, output).await? else { return Ok(Ended::Refused) };
            let Narrowed { since, until, person } = narrowed;
            let state = state.map(meeting_part);
            let search = MeetingSearch { area, state, from: *since, to: *until, person: person.clone() };
            let found = board.find_meetings(&search, None, *limit).items;
            if output.json {
                let meetings = found.iter().map(|one| json!({ "id": one.key.as_str(), "title": one.plan.title, "date": one.plan.date, "state": one.state.name(), "conclusions": one.conclusions.len() }));
                output.json(&json!({ "as_of": board.date(), "meetings": meetings.collect::<Vec<_>>() }))?;
            } else {
                let head = ["cli.code", "steering.when", "steering.title", "steering.state"].map(|key| output.lang.text(key));
                let row = |one: &vedich_steering::Meeting| {
                    let state = word(output, &format!("meeting-{}", one.state.name()));
                    vec![one.key.to_string(), day(Some(one.plan.date), output), one.plan.title.clone(), state]
                };
                output.table(&head, &[], found.iter().map(row).collect())?;
            }
        }
        Meetings::Plan(arguments) => return write::plan(arguments, app, output).await,
        Meetings::Step(arguments) => return write::step(arguments, app, output).await,
        Meetings::Invite(arguments) => return write::invite(arguments, app, output).await,
        Meetings::Achieve(arguments) => return write::achieve(arguments, app, output).await,
        Meetings::Conclude(arguments) => return write::conclude(arguments, app, output).await,
        Meetings::Show { meeting } => {
            let board = app.picture(today(), None).await?;
            let Some(found) = board.meeting(&ItemKey::new(meeting)) else { return unknown("problem.meeting.unknown", output) };
            let all = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Source(found.key.clone()), 500) };
            let tasks = board.tasks(&all).items;
            if output.json {
                let conclusions: Vec<_> = found.conclusions.iter().map(|entry| &entry.value).collect();
                let tasks: Vec<Value> = tasks.iter().map(|task| task_json(&board, task)).collect();
                output.json(&json!({ "id": found.key.as_str(), "title": found.plan.title, "state": found.state.name(), "conclusions": conclusions, "tasks": tasks }))?;
            } else {
                output.line(&format!("{} · {}", found.plan.title, day(Some(found.plan.date), output)))?;
                for (at, entry) in found.conclusions.iter().enumerate() {
                    output.line(&format!("{}. {}", at + 1, entry.value.text))?;
                }
                task_table(&board, &tasks, output)?;
            }
        }
    }
    Ok(Ended::Done)
}

pub(crate) async fn proposals(command: &Proposals, app: &App, output: Output) -> Result<Ended> {
    let (of, from, which, place, narrowed, limit) = match command {
        Proposals::List { of, from, show, place, narrowed, limit } => (of, from, show, place, narrowed, limit),
        Proposals::Send(arguments) => return write::send(arguments, app, output).await,
        Proposals::Answer(arguments) => return write::answer(arguments, app, output).await,
        Proposals::Judge(arguments) => return write::judge(arguments, app, output).await,
    };
    let Some((board, area)) = looked(of, app, output).await? else { return Ok(Ended::Refused) };
    let scope = if *from { ProposalScope::From(area) } else { ProposalScope::With(area) };
    let place = match place.as_deref().map(|place| resolve(&board.reference().registry, place, board.date(), output)) {
        Some(None) => return Ok(Ended::Refused),
        place => place.flatten(),
    };
    let Narrowed { since, until, person } = narrowed;
    let search = ProposalSearch { scope, show: show(*which), from: *since, to: *until, place, person: person.clone() };
    let found = board.find_proposals(&search, None, *limit).items;
    if output.json {
        let proposals = found.iter().map(|one| {
            json!({
                "id": one.key.as_str(), "text": one.request.text, "from": name(&board, one.unit), "with": answering(&board, one, output), "office": one.addressee().office,
                "sent": one.request.sent, "due": one.due, "state": one.state.name(), "days_overdue": one.overdue(board.date()),
            })
        });
        output.json(&json!({ "as_of": board.date(), "proposals": proposals.collect::<Vec<_>>() }))?;
    } else {
        let head = ["cli.code", "steering.text", "steering.from", "steering.with", "steering.answer-due", "steering.state"];
        let row = |one: &vedich_steering::Proposal| {
            let state = match one.answer() {
                Some((_, answer)) => word(output, &format!("answer-{}", answer.kind.as_str())),
                None => word(output, &format!("proposal-{}", one.state.name())),
            };
            let with = &one.addressee().office;
            let with =
                [with.as_str(), &answering(&board, one, output)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            let from = name(&board, one.unit);
            vec![one.key.to_string(), one.request.text.clone(), from, with, day(one.due, output), state]
        };
        output.table(&head.map(|key| output.lang.text(key)), &[], found.iter().map(row).collect())?;
    }
    Ok(Ended::Done)
}
