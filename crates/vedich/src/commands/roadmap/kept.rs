//! `vedich roadmap make|show|list|chain|triage|value|slippage|count|baseline|edit|export|import|undo`: roadmaps kept in the database.

mod days_off;
mod files;
mod show;

use crate::cli::roadmaps::{AimArgument, CountArguments, KeptRoadmap, MakeArguments, MeasureArgument, OfUnit};
use crate::commands::{Ended, resolve};
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use std::sync::Arc;
use vedich_app::roadmaps::{Assessed, CarryRoadmap, Followed, MakeRoadmap, Which};
use vedich_app::{App, AppError, By, Committed};
use vedich_board::Board;
use vedich_facts::roadmap::{Count, Done, Funding, RoadmapEdit, WeekClosing};
use vedich_roadmap::json::InputError;
use vedich_roadmap::planner::{Asked, Lists, Measure, Planned};
use vedich_roadmap::template::Aim;
use vedich_units::COUNTRY;
use vedich_values::{CriterionNo, Date, Decimal, FactSeq, RoadmapKey, SetId, UnitId, Vnd, number::parse_number};
use vedich_web::api::convert::roadmaps as convert;

/// Who the record names for changes from the command line.
const ACTOR: &str = "cli";

pub(crate) async fn run(command: &KeptRoadmap, app: &App, output: Output) -> Result<Ended> {
    match command {
        KeptRoadmap::Make(arguments) => make(arguments, app, output).await,
        KeptRoadmap::Show(of) => {
            let Some((planned, board)) = planned(of, app, output).await? else { return Ok(Ended::Refused) };
            show::roadmap(&convert::roadmap(output.lang, &board.reference().registry, &planned), output)
        }
        KeptRoadmap::List { unit, as_of, to } => list(unit.as_deref(), *as_of, to.as_deref(), app, output).await,
        KeptRoadmap::Chain(of) => {
            let Some((planned, board)) = planned(of, app, output).await? else { return Ok(Ended::Refused) };
            show::chain(&convert::chain(&board.reference().registry, &planned), output)
        }
        KeptRoadmap::Triage(of) => {
            let Some((planned, board, lists)) = listed(of, app, output).await? else { return Ok(Ended::Refused) };
            let reference = board.reference();
            show::triage(&convert::triage(output.lang, &reference.registry, &reference.catalogue, &planned, &lists), output)
        }
        KeptRoadmap::Value { of, measure } => {
            let Some((planned, board)) = planned(of, app, output).await? else { return Ok(Ended::Refused) };
            let measure = measure.map(|measure| match measure {
                MeasureArgument::Dong => Measure::Money,
                MeasureArgument::Days => Measure::Work,
            });
            show::value(&convert::value(&board.reference().registry, &planned, measure), output)
        }
        KeptRoadmap::Slippage { of, plan, against } => {
            let Some((planned, board)) = planned(of, app, output).await? else { return Ok(Ended::Refused) };
            let (plan, against) = (plan.as_deref(), against.as_deref());
            let Some(answer) = convert::slippage(&board.reference().registry, &planned, plan, against) else {
                output.complain(&output.lang.say("api.no-plan", &[("what", plan.or(against).unwrap_or_default())]));
                return Ok(Ended::Refused);
            };
            show::slippage(&answer, output)
        }
        KeptRoadmap::Count(arguments) => count(arguments, app, output).await,
        KeptRoadmap::Baseline { of, name } => {
            let Some(which) = which(of, app, output) else { return Ok(Ended::Refused) };
            ended(app.agree_baseline(by(), which, name, None).await, output)
        }
        KeptRoadmap::Edit { of, file } => {
            let Some(which) = which(of, app, output) else { return Ok(Ended::Refused) };
            let text = crate::commands::given_text(file)?;
            let name = file.display().to_string();
            let refused = |error| AppError::Refused(vec![InputError::Shape(error).problem(&name)]);
            let edits: Vec<RoadmapEdit> = serde_json::from_str(&text).map_err(refused)?;
            ended(app.edit_roadmap(by(), which, edits).await, output)
        }
        KeptRoadmap::Export { of, to, person } => files::export(of, to, person.as_deref(), app, output).await,
        KeptRoadmap::Import { of, file, dry_run } => files::import(of, file, *dry_run, app, output).await,
        KeptRoadmap::DaysOff { unit, as_of, from, to, reason, withdraw } => {
            let asked = days_off::Asked { from: *from, to: *to, reason: reason.as_deref(), withdraw: *withdraw };
            days_off::run(unit, *as_of, asked, app, output).await
        }
        KeptRoadmap::Carry { of, to } => {
            let Some(which) = which(of, app, output) else { return Ok(Ended::Refused) };
            let to = match to.as_deref().map(|to| unit(to, app.today(), app, output)) {
                Some(None) => return Ok(Ended::Refused),
                to => to.flatten(),
            };
            let command = CarryRoadmap { from: which.unit, roadmap: which.key, to };
            ended(app.carry_roadmap(by(), command).await.map(|(_, _, committed)| committed), output)
        }
        KeptRoadmap::Undo { of, change } => {
            let Some(which) = which(of, app, output) else { return Ok(Ended::Refused) };
            ended(app.undo_roadmap(by(), which, change.map(FactSeq)).await, output)
        }
    }
}

/// The forecast of a roadmap in the database.
pub(crate) async fn forecast(of: &OfUnit, asked: &Asked, app: &App, output: Output) -> Result<Ended> {
    let Some((planned, board)) = planned(of, app, output).await? else { return Ok(Ended::Refused) };
    show::forecast(&convert::forecast(&board.reference().registry, &planned, asked), output)
}

fn by() -> By {
    By::operator(ACTOR, ACTOR)
}

fn unit(text: &str, on: Date, app: &App, output: Output) -> Option<UnitId> {
    resolve(&app.reference().registry, text, on, output)
}

fn which(of: &OfUnit, app: &App, output: Output) -> Option<Which> {
    let unit = unit(&of.unit, of.as_of.unwrap_or_else(|| app.today()), app, output)?;
    Some(Which { unit, key: of.roadmap.as_deref().map(RoadmapKey::new), base: None, on: of.as_of })
}

async fn planned(of: &OfUnit, app: &App, output: Output) -> Result<Option<(Arc<Planned>, Arc<Board>)>> {
    let on = of.as_of.unwrap_or_else(|| app.today());
    let Some(unit) = unit(&of.unit, on, app, output) else { return Ok(None) };
    let board = app.picture(on, None).await?;
    let record = match &of.roadmap {
        Some(key) => board.roadmap_by_key(unit, &RoadmapKey::new(key)),
        None => board.roadmap(unit),
    };
    let Some(record) = record else {
        let date = vedich_wording::date(output.lang, on);
        output.complain(&output.lang.say("cli.no-roadmap", &[("unit", &board.reference().registry.path(unit, on)), ("date", &date)]));
        return Ok(None);
    };
    match app.timed(&board, record) {
        Ok(planned) => Ok(Some((planned, board))),
        Err(error) => {
            output.problems(&[error.problem()]);
            Ok(None)
        }
    }
}

/// The three lists of a place: of its roadmap, else as the templates have them.
async fn listed(of: &OfUnit, app: &App, output: Output) -> Result<Option<(Arc<Planned>, Arc<Board>, Lists)>> {
    let on = of.as_of.unwrap_or_else(|| app.today());
    let Some(unit) = unit(&of.unit, on, app, output) else { return Ok(None) };
    let board = app.picture(on, None).await?;
    if of.roadmap.is_none() && board.roadmap(unit).is_none() {
        let sketched = Assessed::of(&board, unit, None).sketched_lists(app.planner());
        if let Some((planned, lists)) = sketched {
            output.remark(output.lang.text("cli.sketched-lists"));
            return Ok(Some((planned, board, lists)));
        }
    }
    let Some((planned, board)) = planned(of, app, output).await? else { return Ok(None) };
    let lists = Assessed::of(&board, unit, Some(&planned.record)).lists(app.planner(), &planned);
    Ok(Some((planned, board, lists)))
}

async fn make(arguments: &MakeArguments, app: &App, output: Output) -> Result<Ended> {
    let start = arguments.start.unwrap_or_else(|| app.today());
    let Some(unit) = unit(&arguments.unit, start, app, output) else { return Ok(Ended::Refused) };
    let command = MakeRoadmap {
        unit,
        title: arguments.title.clone(),
        set: arguments.set.as_deref().map(SetId::new),
        start,
        target: arguments.target,
        criteria: (!arguments.criteria.is_empty()).then(|| arguments.criteria.iter().copied().map(CriterionNo).collect()),
        aim: match arguments.aim {
            AimArgument::Met => Aim::Met,
            AimArgument::Submitted => Aim::Submitted,
            AimArgument::Recognised => Aim::Recognised,
        },
    };
    if arguments.dry_run {
        return match app.draft_roadmap(&command).await {
            Ok(edits) => output.json(&edits).map(|()| Ended::Done),
            Err(error) => refused(error, output),
        };
    }
    ended(app.make_roadmap(by(), command).await.map(|(_, committed)| committed), output)
}

async fn list(text: Option<&str>, as_of: Option<Date>, to: Option<&Path>, app: &App, output: Output) -> Result<Ended> {
    let on = as_of.unwrap_or_else(|| app.today());
    let area = match text {
        None => COUNTRY,
        Some(text) => match unit(text, on, app, output) {
            Some(unit) => unit,
            None => return Ok(Ended::Refused),
        },
    };
    let board = app.picture(on, None).await?;
    let drawn = app.area_roadmaps(&Followed::below(&board, area));
    match to {
        Some(to) => files::area(&board, area, &drawn, to, output),
        None => show::area(&convert::area_roadmaps(output.lang, &board.reference().registry, on, &drawn), output),
    }
}

async fn count(arguments: &CountArguments, app: &App, output: Output) -> Result<Ended> {
    let Some(which) = which(&arguments.of, app, output) else { return Ok(Ended::Refused) };
    let on = which.on.unwrap_or_else(|| app.today());
    let Some(done) = read_done(&arguments.done) else {
        output.complain(&output.lang.say("cli.bad-done", &[("text", &arguments.done)]));
        return Ok(Ended::Refused);
    };
    let task = arguments.task.as_str();
    let mut count = if arguments.day { Count::of_day(task, on, done) } else { Count::of_week(task, on, done) };
    count.note.clone_from(&arguments.note);
    (count.started, count.finished, count.days_left) = (arguments.started, arguments.finished, arguments.days_left);
    let Some(sources) = arguments.spent_from.iter().map(|text| spent_from(text)).collect::<Option<Vec<_>>>() else {
        output.complain(&output.lang.say("cli.bad-source", &[("text", &arguments.spent_from.join("; "))]));
        return Ok(Ended::Refused);
    };
    count = count.spending_by(sources);
    count.spent = arguments.spent.map(Vnd).or(count.spent);
    let closing = arguments.close_week.then(|| WeekClosing::of(on));
    let counted = app.count_roadmap(by(), which, vec![count], closing).await;
    let is_recorded = counted.is_ok();
    let outcome = ended(counted, output)?;
    if is_recorded && let Some((planned, _)) = planned(&arguments.of, app, output).await? {
        convert::remarks(output.lang, &planned).iter().for_each(|remark| output.remark(remark));
    }
    Ok(outcome)
}

/// `Ngân sách tỉnh: 500 triệu`.
fn spent_from(text: &str) -> Option<Funding> {
    let (source, amount) = text.rsplit_once(':')?;
    Some(Funding::of_source(source, Vnd::parse(amount).ok()?)).filter(|one| !one.source.is_empty())
}

/// `25%` or a quantity, as people write numbers.
fn read_done(text: &str) -> Option<Done> {
    match text.trim().strip_suffix('%') {
        Some(percent) => {
            let hundredths = parse_number(percent).ok()?.checked_mul(Decimal::ONE_HUNDRED)?.round();
            Some(Done::Percent(hundredths.try_into().ok()?))
        }
        None => parse_number(text).ok().map(Done::Quantity),
    }
}

fn ended(outcome: Result<Committed, AppError>, output: Output) -> Result<Ended> {
    match outcome {
        Ok(committed) => {
            if output.json {
                output.json(&committed)?;
            } else {
                output.line(&output.lang.say("cli.roadmap-recorded", &[("entry", &committed.entry.to_string())]))?;
            }
            Ok(Ended::Done)
        }
        Err(error) => refused(error, output),
    }
}

fn refused(error: AppError, output: Output) -> Result<Ended> {
    match error {
        AppError::Refused(problems) => {
            output.problems(&problems);
            Ok(Ended::Refused)
        }
        other => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_read_as_people_write_it() {
        assert_eq!(read_done("25%"), Some(Done::Percent(2_500)));
        assert_eq!(read_done("12,5 %"), Some(Done::Percent(1_250)));
        assert_eq!(read_done("1,5"), Some(Done::Quantity("1.5".parse().unwrap())));
        assert_eq!(read_done("nhiều"), None);
    }
}
