//! `vedich roadmap export|import`: roadmaps as files, out and back in.

use super::{by, refused, unit};
use crate::cli::roadmaps::OfUnit;
use crate::commands::Ended;
use crate::commands::TableFile;
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use vedich_app::roadmaps::{AreaRoadmaps, Followed, GivenFile, PlanFile, SheetWords};
use vedich_app::{App, AppError};
use vedich_board::Board;
use vedich_documents::CsvStyle;
use vedich_values::{Date, RoadmapKey, UnitId};
use vedich_web::api::convert::plan_files as convert;
use vedich_web::frame::{Frame, Reader, Theme};
use vedich_web::present::Scene;
use vedich_web::present::roadmaps::area as present;

pub(super) async fn export(of: &OfUnit, to: &Path, person: Option<&str>, app: &App, output: Output) -> Result<Ended> {
    let on = of.as_of.unwrap_or_else(|| app.today());
    let Some(unit) = unit(&of.unit, on, app, output) else { return Ok(Ended::Refused) };
    let board = app.picture(on, None).await?;
    let followed = Followed::at(&board, unit, of.roadmap.as_deref().map(RoadmapKey::new).as_ref());
    let lang = output.lang;
    if followed.is_empty() {
        let date = vedich_wording::date(lang, on);
        output.complain(&lang.say("cli.no-roadmap", &[("unit", &board.reference().registry.path(unit, on)), ("date", &date)]));
        return Ok(Ended::Refused);
    }
    let say = |key: &str, params: &[(&str, &str)]| lang.say(key, params);
    let date = |date: Date| vedich_wording::date(lang, date);
    let name = |name: &vedich_values::Bilingual| lang.of(name).to_owned();
    let words = SheetWords { say: &say, date: &date, name: &name };
    let mut left_out = 0;
    let ending = to.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bytes = match ending.as_str() {
        "xml" => match app.project_file(&followed, unit) {
            Ok(text) => text.unwrap_or_default().into_bytes(),
            Err(error) => {
                output.problems(&[error.problem()]);
                return Ok(Ended::Refused);
            }
        },
        "ics" => app.dates_file(&followed, person, words).into_bytes(),
        _ => {
            let (bytes, untimed) = app.path_workbook(&followed, words)?;
            output.problems(&untimed.iter().map(|(_, error)| error.problem()).collect::<Vec<_>>());
            left_out = untimed.len();
            bytes
        }
    };
    crate::commands::write(to, bytes)?;
    let rows = (followed.len() - left_out).to_string();
    output.remark(&lang.say("cli.exported-roadmaps", &[("rows", &rows), ("file", &crate::commands::shown(to, output.lang))]));
    Ok(Ended::Done)
}

/// The table of the page of an area's leaders, as CSV or XLSX.
pub(super) fn area(board: &Board, area: UnitId, drawn: &AreaRoadmaps, to: &Path, output: Output) -> Result<Ended> {
    let frame = Frame {
        lang: output.lang,
        theme: Theme::Auto,
        path: String::new(),
        query: Vec::new(),
        as_of: board.date(),
        known_on: None,
        today: board.date(),
        reader: Reader::Public,
    };
    let table = present::table(Scene::of(&frame, board), area, drawn);
    crate::commands::write(to, TableFile::of(to)?.bytes(&table, CsvStyle::PEOPLE)?)?;
    let (rows, file) = (table.rows.len().to_string(), crate::commands::shown(to, output.lang));
    output.remark(&output.lang.say("cli.exported-roadmaps", &[("rows", &rows), ("file", &file)]));
    Ok(Ended::Done)
}

pub(super) async fn import(of: &OfUnit, path: &Path, dry_run: bool, app: &App, output: Output) -> Result<Ended> {
    let on = of.as_of.unwrap_or_else(|| app.today());
    let Some(unit) = unit(&of.unit, on, app, output) else { return Ok(Ended::Refused) };
    let bytes = crate::commands::given(path)?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let given = GivenFile { name, bytes, unit, on: of.as_of };
    let file = match app.preview_plan_file(&by(), &given).await {
        Ok(file) => file,
        Err(error) => return refused(error, output),
    };
    if dry_run || file.is_refused() || file.is_empty() {
        return told(&file, None, app, output);
    }
    match app.import_plan_file(by(), &given).await {
        Ok(committed) => told(&file, committed.map(|committed| committed.entry.get()), app, output),
        Err(error @ AppError::Refused(_)) => refused(error, output),
        Err(other) => Err(other.into()),
    }
}

/// What the file changes, and what became of it.
fn told(file: &PlanFile, entry: Option<u64>, app: &App, output: Output) -> Result<Ended> {
    let (lang, registry) = (output.lang, app.reference().registry);
    let answer = convert::plan_file(lang, &registry, app.today(), file, entry);
    let ended = if file.is_refused() { Ended::Refused } else { Ended::Done };
    if output.json {
        return output.json(&answer).map(|()| ended);
    }
    output.problems(&file.all_problems().cloned().collect::<Vec<_>>());
    for one in &answer.roadmaps {
        output.line(&format!("{}: {}", one.unit.path, one.summary))?;
        let rows =
            one.changes.iter().map(|change| vec![change.title.clone(), change.what.clone(), change.before.clone(), change.after.clone()]);
        let head = ["plan-files.task", "plan-files.what", "plan-files.before", "plan-files.after"].map(|key| lang.text(key));
        output.table(&head, &[], rows.collect())?;
    }
    let line = match entry {
        Some(entry) => lang.say("plan-files.done", &[("entry", &entry.to_string())]),
        None if file.is_refused() => lang.text("cli.import-refused").to_owned(),
        None if file.is_empty() => lang.text("plan-files.nothing").to_owned(),
        None => lang.text("cli.import-dry-run").to_owned(),
    };
    output.line(&line)?;
    Ok(ended)
}
