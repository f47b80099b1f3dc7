//! `vedich duties list|import|give|end`.

use super::evidence::told as told_written;
use super::{Ended, resolve};
use crate::cli::duties::DutyCommand;
use crate::failure::{Failure, problem};
use crate::output::Output;
use anyhow::Result;
use vedich_app::duties::{GiveDuty, charge_of};
use vedich_app::{App, By};
use vedich_board::Duty;
use vedich_facts::{Charge, Part};
use vedich_values::{CriterionNo, FactSeq, UnitId};
use vedich_web::present::Scene;
use vedich_web::present::duties::{charge_words, set_below};

pub(crate) async fn run(command: &DutyCommand, app: &App, output: Output) -> Result<Ended> {
    let (DutyCommand::List { unit } | DutyCommand::Import { unit, .. } | DutyCommand::Give { unit, .. } | DutyCommand::End { unit, .. }) =
        command;
    let Some(unit) = resolve(&app.reference().registry, unit, app.today(), output) else { return Ok(Ended::Refused) };
    match command {
        DutyCommand::List { .. } => list(app, unit, output),
        DutyCommand::Give { .. } => give(command, app, unit, output).await,
        DutyCommand::End { duty, from, why, .. } => {
            let from = from.unwrap_or_else(|| app.today());
            told_written(app.end_duty(by(), unit, FactSeq(*duty), from, why.clone()).await, output)
        }
        DutyCommand::Import { file, dry_run, .. } => {
            let bytes = super::given(file)?;
            let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let read = app.read_duties(unit, &name, &bytes);
            let refused = !read.problems.is_empty();
            if refused || *dry_run {
                output.problems(&read.problems);
                told(output, &read.duties, read.known, read.problems.len(), None)?;
                return Ok(if refused { Ended::Refused } else { Ended::Done });
            }
            let committed = app.import_duties(by(), unit, &name, &bytes).await?;
            told(output, &read.duties, read.known, 0, committed.map(|committed| committed.entry.get()))?;
            Ok(Ended::Done)
        }
    }
}

async fn give(command: &DutyCommand, app: &App, unit: UnitId, output: Output) -> Result<Ended> {
    let DutyCommand::Give { holder, login, criterion, over, support, from, to, decision, hand_over, .. } = command else {
        return Ok(Ended::Done);
    };
    let person = match login {
        None => None,
        Some(login) => match app.rights().by_login(&login.to_lowercase()) {
            Some(person) => Some(person.id),
            None => {
                output.complain(output.lang.text("cli.admin-unknown"));
                return Ok(Ended::Refused);
            }
        },
    };
    let over = match (criterion, over) {
        (Some(no), _) => {
            let set = app.live().shared_set(unit, app.last_day_of(unit)).cloned();
            let set = set.ok_or_else(|| Failure::refused(vec![problem("command.no-set").with("unit", unit)]))?;
            charge_of(&set, CriterionNo(*no))
        }
        (None, Some(text)) => match resolve(&app.reference().registry, text, app.today(), output) {
            Some(below) => Charge::Unit(below),
            None => return Ok(Ended::Refused),
        },
        (None, None) => return Ok(Ended::Refused),
    };
    let part = if *support { Part::Support } else { Part::Lead };
    let from = from.unwrap_or_else(|| app.today());
    let duty = GiveDuty { unit, holder: holder.clone(), person, over, part, from, to: *to, decision: decision.clone() };
    let given = match hand_over {
        true => app.hand_over_duty(by(), duty).await,
        false => app.give_duties(by(), "give-duty", vec![duty]).await,
    };
    told_written(given, output)
}

fn by() -> By {
    By::operator("vedich duties", "cli")
}

fn told(output: Output, duties: &[GiveDuty], known: usize, wrong: usize, entry: Option<u64>) -> Result<()> {
    if output.json {
        return output.json(&serde_json::json!({ "entry": entry, "new": duties.len(), "known": known, "problems": wrong }));
    }
    let (new, known) = (duties.len().to_string(), known.to_string());
    output.line(&match (wrong, duties.is_empty()) {
        (0, true) => output.lang.text("fieldwork.duty.nothing-new").to_owned(),
        (0, false) => output.lang.say("fieldwork.duty.would", &[("n", &new), ("known", &known)]),
        (wrong, _) => output.lang.say("fieldwork.duty.wrong-rows", &[("n", &wrong.to_string())]),
    })
}

fn list(app: &App, unit: UnitId, output: Output) -> Result<Ended> {
    let duties = app.live().duties(unit);
    let rights = app.rights();
    let login = |duty: &Duty| duty.person.and_then(|person| rights.person(person)).map(|person| person.login.to_string());
    if output.json {
        let all: Vec<_> = duties
            .iter()
            .map(|duty| {
                serde_json::json!({
                    "duty": duty.seq(), "holder": &*duty.holder, "login": login(duty), "over": duty.over, "part": duty.part,
                    "from": duty.from, "to": duty.to, "decision": duty.recorded.fact.source.as_deref(),
                })
            })
            .collect();
        output.json(&all)?;
        return Ok(Ended::Done);
    }
    let head = [
        "fieldwork.duty.what",
        "fieldwork.duty.holder",
        "fieldwork.duty.part",
        "people.from",
        "people.to",
        "people.decision",
        "people.login",
    ];
    let (live, frame) = (app.live(), super::sheet::frame(app, app.today(), output));
    let scene = Scene::of(&frame, &live);
    let set = set_below(scene, unit);
    let rows = duties.iter().map(|duty| {
        let part = match duty.part {
            Part::Lead => "fieldwork.duty.lead",
            Part::Support => "fieldwork.duty.support",
        };
        vec![
            charge_words(scene, &duty.over, set.as_ref()),
            duty.holder.to_string(),
            output.lang.text(part).to_owned(),
            vedich_wording::date(output.lang, duty.from),
            duty.to.map(|to| vedich_wording::date(output.lang, to)).unwrap_or_default(),
            duty.recorded.fact.source.as_deref().unwrap_or_default().to_owned(),
            login(duty).unwrap_or_default(),
        ]
    });
    output.table(&head.map(|key| output.lang.text(key)), &[], rows.collect())?;
    Ok(Ended::Done)
}
