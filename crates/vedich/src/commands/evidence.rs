//! `vedich evidence` and `vedich visits`. Whoever runs this runs the machine.

use super::{Ended, resolve};
use crate::cli::evidence::{EvidenceCommand, NewEvidence, VisitCommand};
use crate::failure::{Failure, problem};
use crate::output::Output;
use anyhow::Result;
use std::path::{Path, PathBuf};
use vedich_app::evidence::{Added, Attach, Attached, Sent};
use vedich_app::visits::{DemandStep, FollowVisit, RecordVisit};
use vedich_app::{App, AppError, By, Committed, Hand};
use vedich_board::Visit;
use vedich_facts::{Finding, Recorded};
use vedich_values::{CriterionNo, Date, FactSeq, UnitId};
use vedich_web::api::checklist_shapes::{ChecklistShape, CriterionNeedsShape, ThereShape};
use vedich_web::api::evidence_shapes::{EvidenceShape, EvidenceWrittenAnswer, WrittenAnswer};
use vedich_web::api::fieldwork_shapes::Doers;
use vedich_web::api::visit_shapes::VisitShape;
use vedich_web::archive::{Parcel, pack};
use vedich_web::present::Scene;
use vedich_web::present::evidence::{ABOUTS, about_words, read_about, remarks};
use vedich_web::present::visits::state_words;

fn hand() -> Hand {
    Hand::operator("vedich evidence", "cli")
}

fn by() -> By {
    By::new(hand())
}

pub(crate) async fn evidence(command: &EvidenceCommand, app: &App, output: Output) -> Result<Ended> {
    match command {
        EvidenceCommand::List { unit } => {
            let Some(unit) = known(app, unit, output) else { return Ok(Ended::Refused) };
            let all = app.evidence_of(&hand(), unit).await?;
            list(app, unit, &all, output).await
        }
        EvidenceCommand::Get { evidence, to } => get(app, FactSeq(*evidence), to, output).await,
        EvidenceCommand::Checklist { unit, as_of } => checklist(app, unit, *as_of, output).await,
        EvidenceCommand::Archive { unit, to } => archive(app, unit, to, output).await,
        EvidenceCommand::Add(new) => add(app, new, output).await,
        EvidenceCommand::Withdraw { evidence, why } => told(app.withdraw_evidence(by(), FactSeq(*evidence), why).await, output),
    }
}

/// The unit a text means today, or where it is no more, on its last days.
fn known(app: &App, text: &str, output: Output) -> Option<UnitId> {
    resolve(&app.reference().registry, text, app.today(), output)
}

async fn list(app: &App, unit: UnitId, all: &[Attached], output: Output) -> Result<Ended> {
    let doers = Doers::of(app, all.iter().flat_map(Attached::stated), output.lang).await?;
    let shapes: Vec<EvidenceShape> = all.iter().filter_map(|one| EvidenceShape::of(one, &doers)).collect();
    if output.json {
        output.json(&shapes)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    let head = [
        "fieldwork.evidence.number",
        "fieldwork.evidence.about",
        "fieldwork.evidence.name",
        "fieldwork.evidence.file",
        "web.col.date",
        "fieldwork.evidence.sent-by",
    ];
    let (live, frame) = (app.live(), super::sheet::frame(app, app.today(), output));
    let scene = Scene::of(&frame, &live);
    let set = live.set_in_force(unit).map(|set| &**set);
    let shown = all.iter().filter_map(|one| Some(about_words(scene, set, one.parts()?.1)));
    let rows = shapes.iter().zip(shown).map(|(one, about)| {
        let place = one.file.as_ref().map(|file| file.name.clone()).or_else(|| one.link.clone()).unwrap_or_default();
        let gone = one.withdrawn.as_ref().map(|gone| format!(" ({})", gone.why.clone().unwrap_or_default())).unwrap_or_default();
        let by = one.by.as_ref().map(|by| by.called.clone()).unwrap_or_default();
        let by = format!("{by}, {}", vedich_wording::date_time(lang, one.recorded_at));
        vec![one.evidence.to_string(), about, format!("{}{gone}", one.title), place, vedich_wording::date(lang, one.on), by]
    });
    output.table(&head.map(|key| lang.text(key)), &[0], rows.collect())?;
    Ok(Ended::Done)
}

async fn get(app: &App, seq: FactSeq, to: &Path, output: Output) -> Result<Ended> {
    crate::commands::must_be_new(to)?;
    let unit = app.fact(seq).await?.map(|known| known.fact.unit);
    let one = match unit {
        Some(unit) => app.evidence_one(&hand(), unit, seq).await?,
        None => None,
    };
    let Some(stored) = one.as_ref().and_then(Attached::file) else {
        output.complain(&output.lang.say("api.no-such-evidence", &[("what", &seq.to_string())]));
        return Ok(Ended::Refused);
    };
    let Some(content) = app.read_file(stored).await? else {
        output.complain(&output.lang.say("api.no-such-evidence", &[("what", &stored.name)]));
        return Ok(Ended::Refused);
    };
    crate::commands::write(to, content)?;
    Ok(Ended::Done)
}

async fn checklist(app: &App, unit: &str, as_of: Option<Date>, output: Output) -> Result<Ended> {
    let (lang, today) = (output.lang, app.today());
    let day = as_of.unwrap_or(today);
    if day > today {
        return Err(Failure::misused(problem("usage.day-to-come").with("date", day)).into());
    }
    let Some(unit) = resolve(&app.reference().registry, unit, day, output) else { return Ok(Ended::Refused) };
    let Some(list) = app.checklist(&hand(), unit, Some(day).filter(|day| *day != today)).await? else {
        output.complain(&lang.say("api.no-set-then", &[("what", &unit.to_string())]));
        return Ok(Ended::Refused);
    };
    let shape = ChecklistShape::of(lang, unit, day, &list);
    if output.json {
        output.json(&shape)?;
        return Ok(Ended::Done);
    }
    let there = |one: &ThereShape| format!("{}/{}", one.there, one.needed);
    let head = ["fieldwork.criterion", "fieldwork.evidence.pieces-there", "fieldwork.evidence.indicators-shown"];
    let row = |one: &CriterionNeedsShape| vec![format!("{}. {}", one.no, one.name), there(&one.pieces_there), there(&one.indicators_shown)];
    output.table(&head.map(|key| lang.text(key)), &[1, 2], shape.criteria.iter().map(row).collect())?;
    let total = [("there", there(&shape.pieces_there)), ("shown", there(&shape.indicators_shown))];
    output.line(&lang.say("fieldwork.evidence.cli-total", &total.each_ref().map(|(name, text)| (*name, text.as_str()))))?;
    for (key, name) in shape.missing() {
        output.line(&lang.say("fieldwork.evidence.cli-missing", &[("key", &key), ("name", name)]))?;
    }
    Ok(Ended::Done)
}

async fn archive(app: &App, unit: &str, to: &Path, output: Output) -> Result<Ended> {
    crate::commands::must_be_new(to)?;
    let Some(unit) = known(app, unit, output) else { return Ok(Ended::Refused) };
    let parcel = Parcel::of(app, &hand(), unit).await?;
    let (count, to) = (parcel.count(), to.to_owned());
    let (app, frame, waiting) = (app.clone(), super::sheet::frame(app, app.today(), output), tokio::runtime::Handle::current());
    let packed = move || -> Result<()> {
        let file = std::fs::File::create_new(&to).map_err(|error| Failure::unwritten(&to, &error))?;
        Ok(pack(&app, &frame, &parcel, &waiting, std::io::BufWriter::new(file))?)
    };
    tokio::task::spawn_blocking(packed).await??;
    if output.json {
        output.json(&serde_json::json!({ "unit": unit, "evidence": count }))?;
    } else {
        output.line(&output.lang.say("fieldwork.evidence.cli-packed", &[("n", &count.to_string())]))?;
    }
    Ok(Ended::Done)
}

async fn add(app: &App, new: &NewEvidence, output: Output) -> Result<Ended> {
    let Some(unit) = known(app, &new.unit, output) else { return Ok(Ended::Refused) };
    let set = app.live().set_in_force(unit).map(|set| set.id.clone());
    let Some(about) = read_about(&new.about, set.as_ref()) else {
        output.complain(&output.lang.say("api.unusable", &[("name", "--about"), ("value", &new.about), ("allowed", ABOUTS)]));
        return Ok(Ended::Refused);
    };
    let link = new.link.iter().map(|link| Sent::Link(link.clone()));
    let sent = read(&new.files)?.into_iter().chain(link).collect();
    let NewEvidence { title, on, note, keep_metadata, .. } = new;
    let attach = Attach { unit, on: *on, about, title: title.clone(), sent, keep_metadata: *keep_metadata, note: note.clone() };
    let added = app.attach_evidence(by(), attach).await?;
    let all = app.evidence_beside(&hand(), unit, std::slice::from_ref(&added)).await;
    let Added { committed, known, elsewhere } = added;
    let (live, frame) = (app.live(), super::sheet::frame(app, app.today(), output));
    let warnings = remarks(Scene::of(&frame, &live), unit, &all, &known, &elsewhere);
    if output.json {
        output.json(&EvidenceWrittenAnswer { written: committed.into(), warnings })?;
        return Ok(Ended::Done);
    }
    for remark in &warnings {
        output.remark(&remark.message);
    }
    told(Ok(committed), output)
}

fn read(files: &[PathBuf]) -> Result<Vec<Sent>> {
    let one = |path: &PathBuf| {
        let content = super::given(path)?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Sent::File { name, content: content.into() })
    };
    files.iter().map(one).collect()
}

/// What became of a write.
pub(super) fn told(done: Result<Committed, AppError>, output: Output) -> Result<Ended> {
    let answer = WrittenAnswer::from(done?);
    if output.json {
        output.json(&answer)?;
    } else {
        let facts: Vec<String> = answer.facts.iter().map(ToString::to_string).collect();
        output.line(&output.lang.say("cli.recorded-facts", &[("entry", &answer.entry.to_string()), ("facts", &facts.join(", "))]))?;
    }
    Ok(Ended::Done)
}

pub(crate) async fn visits(command: &VisitCommand, app: &App, output: Output) -> Result<Ended> {
    match command {
        VisitCommand::List { unit } => {
            let Some(unit) = known(app, unit, output) else { return Ok(Ended::Refused) };
            list_visits(app, unit, output).await
        }
        VisitCommand::Record { files, unit, on, who, finding, note, keep_metadata } => {
            let Some(unit) = known(app, unit, output) else { return Ok(Ended::Refused) };
            let findings = finding.iter().map(|text| read_finding(text)).collect::<Result<_, Failure>>()?;
            let command = RecordVisit {
                unit,
                on: on.unwrap_or_else(|| app.today()),
                people: who.clone(),
                findings,
                note: note.clone(),
                files: read(files)?,
                shown: Vec::new(),
                keep_metadata: *keep_metadata,
            };
            told(app.record_visit(by(), command).await, output)
        }
        VisitCommand::Follow { visit, finding, due, note } => {
            let step = due.map_or(DemandStep::Accept, |due| DemandStep::Extend { due });
            follow(app, (*visit, *finding), step, note.clone(), output).await
        }
        VisitCommand::Report { visit, finding, files, on, note } => {
            let step = DemandStep::Report { on: *on, files: read(files)? };
            follow(app, (*visit, *finding), step, note.clone(), output).await
        }
        VisitCommand::Reopen { visit, finding, due, why } => {
            follow(app, (*visit, *finding), DemandStep::Reopen { due: *due }, Some(why.clone()), output).await
        }
    }
}

async fn follow(app: &App, (visit, finding): (u64, u16), step: DemandStep, note: Option<String>, output: Output) -> Result<Ended> {
    let visit = FactSeq(visit);
    // A visit that is not there is refused at the door, in words.
    let unit = app.fact(visit).await?.map_or(vedich_units::COUNTRY, |known| known.fact.unit);
    told(app.follow_visit(by(), FollowVisit { unit, visit, finding, step, note }).await, output)
}

async fn list_visits(app: &App, unit: UnitId, output: Output) -> Result<Ended> {
    let today = app.today();
    let visits = app.visits_of(&hand(), unit)?;
    let said: Vec<&Recorded> = visits.iter().flat_map(Visit::stated).collect();
    let doers = Doers::of(app, said, output.lang).await?;
    let shapes: Vec<VisitShape> = visits.iter().map(|visit| VisitShape::of(visit, today, &doers)).collect();
    if output.json {
        output.json(&shapes)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    let head = [
        "fieldwork.visit.short",
        "web.col.date",
        "fieldwork.visit.people",
        "fieldwork.visit.found",
        "fieldwork.visit.demand",
        "fieldwork.visit.due",
        "fieldwork.visit.state",
    ];
    let day = |day: Option<Date>| day.map(|day| vedich_wording::date(lang, day)).unwrap_or_default();
    let rows = visits.iter().flat_map(|visit| {
        visit.findings.iter().enumerate().map(move |(place, one)| {
            vec![
                format!("{}/{place}", visit.seq()),
                vedich_wording::date(lang, visit.recorded.fact.as_of),
                visit.people.join(", "),
                one.finding.found.clone(),
                one.finding.demand.clone().unwrap_or_default(),
                day(one.due),
                state_words(lang, one, today),
            ]
        })
    });
    output.table(&head.map(|key| lang.text(key)), &[], rows.collect())?;
    Ok(Ended::Done)
}

/// `CRITERION | FOUND | DEMAND | DEADLINE`, or `FOUND` alone.
fn read_finding(text: &str) -> Result<Finding, Failure> {
    let wrong = || Failure::misused(problem("usage.no-finding").with("found", text));
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let given = |text: &&str| Some((*text).to_owned()).filter(|text| !text.is_empty());
    let (criterion, found, demand, due) = match parts.as_slice() {
        [found] => (None, *found, None, None),
        [criterion, found] => (given(criterion), *found, None, None),
        [criterion, found, demand] => (given(criterion), *found, given(demand), None),
        [criterion, found, demand, due] => (given(criterion), *found, given(demand), given(due)),
        _ => return Err(wrong()),
    };
    let criterion = criterion.map(|no| no.parse().map(CriterionNo).map_err(|_| wrong())).transpose()?;
    let due = due.map(|day| vedich_values::date::parse_date(&day).ok_or_else(wrong)).transpose()?;
    Ok(Finding { criterion, found: found.to_owned(), demand, due, files: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_read_as_it_is_written() {
        let full = read_finding("2 | Đường thôn 3 chưa có rãnh | Làm rãnh | 2024-08-30").unwrap();
        assert_eq!((full.criterion, full.due), (Some(CriterionNo(2)), "2024-08-30".parse().ok()));
        assert_eq!(read_finding("chỉ một câu").unwrap().found, "chỉ một câu");
        assert_eq!(read_finding(" | chung | | ").unwrap(), Finding { found: "chung".into(), ..Finding::default() });
        for wrong in ["x | y", "1 | a | b | mai", "1|2|3|4|5"] {
            assert!(read_finding(wrong).is_err(), "{wrong}");
        }
    }
}
