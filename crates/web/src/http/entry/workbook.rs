//! Sheets as workbooks: taken away filled with what is known, returned into a draft with a preview.

use super::reporting::{XLSX, download};
use super::units::{InSight, grid, may_fill, sheet_name};
use super::{look, period, sheet, units};
use crate::frame::{Frame, address as link_to};
use crate::http::error::WebError;
use crate::http::people::{Desk, see};
use crate::http::{Answer, address};
use crate::present::Scene;
use crate::present::entry::sheet::{criterion_of, evidence_names};
use axum::extract::{Path, Request};
use axum::response::Response;
use std::collections::BTreeSet;
use vedich_app::AppError;
use vedich_app::duties::in_charge;
use vedich_app::sheets::workbook::{SheetWords, area_table, unit_table};
use vedich_app::sheets::{Displaced, SheetPlan};
use vedich_documents::{Table, write_xlsx};
use vedich_entry::{LineKey, SheetDraft};
use vedich_rights::Refusal;
use vedich_values::{CriterionNo, Period, UnitId};

/// A workbook of the sheet of a unit, or of an area's units.
pub(super) async fn give(desk: Desk, Path((unit, file)): Path<(String, String)>) -> Answer {
    let actor = desk.actor()?;
    let refuse = |error: WebError| desk.visit.refuse(&error);
    let unit = address::unit(&unit).map_err(refuse)?;
    let period = period(&desk, unit, desk.frame().param("period")).map_err(refuse)?;
    let table = look(&desk, |s| -> Result<Table, Response> {
        let nothing = SheetDraft::default();
        let outside = || desk.fail(AppError::Forbidden(Refusal::OutsideArea));
        match file.as_str() {
            "sheet.xlsx" => {
                let plan = desk.app.plan_sheet(s.board, unit, period, &nothing);
                let plan = plan.map_err(|problem| refuse(WebError::bad_request(s.f.lang.problem_without_place(&problem))))?;
                if desk.app.enterable(&actor.hand, unit, &plan.form.set).is_empty() {
                    return Err(outside());
                }
                let open = desk.app.enterable(&actor.hand, unit, &plan.form.set);
                Ok(words(s, &desk, period, Some(&open), |words| unit_table(&plan, words)))
            }
            "units.xlsx" => {
                let units = grid(&desk, s.board, &actor.hand, (unit, period), InSight::default()).map_err(refuse)?.units;
                let units: Vec<UnitId> = units.into_iter().map(|(unit, _)| unit).collect();
                if units.is_empty() {
                    return Err(outside());
                }
                let plans = desk.app.plan_units(s.board, &units, period, &nothing);
                Ok(words(s, &desk, period, None, |words| area_table(unit, &plans, words)))
            }
            _ => Err(refuse(WebError::not_found())),
        }
    })?;
    let bytes = write_xlsx(&table).map_err(|error| refuse(WebError::internal(&format!("a sheet could not be written: {error}"))))?;
    Ok(download(bytes, XLSX, &format!("so-lieu-{unit}-{period}.xlsx")))
}

/// A table in the reader's words, with the evidence of the criteria that are open to them.
fn words(
    s: Scene<'_>,
    desk: &Desk,
    period: Period,
    open: Option<&BTreeSet<CriterionNo>>,
    make: impl FnOnce(&SheetWords<'_>) -> Table,
) -> Table {
    let f = s.f;
    let text = |key: &'static str| f.lang.text(key).to_owned();
    let unit = |unit: UnitId| {
        let code = s.registry().at(unit, s.on(unit)).and_then(|at| at.code.map(str::to_owned)).unwrap_or_else(|| unit.to_string());
        (s.name(unit), code)
    };
    let line = |plan: &SheetPlan, key: &LineKey| crate::present::entry::sheet::line_words(f, plan, key);
    let charge = |plan: &SheetPlan, no: CriterionNo| {
        let charges = in_charge(s.board, plan.unit, &plan.form.set);
        charges.get(&no).cloned().unwrap_or_default()
    };
    let evidence = |plan: &SheetPlan, key: &LineKey| {
        let is_open = criterion_of(plan, key).is_some_and(|no| open.is_some_and(|open| open.contains(&no)));
        if is_open { evidence_names(s, plan, key) } else { Vec::new() }
    };
    make(&SheetWords {
        in_charge: &charge,
        evidence: &evidence,
        title: f.text("entry.minutes-title").to_owned(),
        subtitles: vec![crate::present::entry::period(f, period)],
        text: &text,
        unit: &unit,
        line: &line,
        version: desk.app.version().get(),
    })
}

/// A workbook that came back: kept as a draft, shown before anything is recorded.
pub(super) async fn take(desk: Desk, Path(unit): Path<String>, request: Request) -> Answer {
    let mut sent = desk.uploaded(request).await?;
    let actor = desk.actor()?;
    let refuse = |error: WebError| desk.visit.refuse(&error);
    let unit = address::unit(&unit).map_err(refuse)?;
    let period = period(&desk, unit, Some(sent.typed("period"))).map_err(refuse)?;
    let (name, bytes) = sent.take_file();
    let (own, read) = look(&desk, |s| {
        let rows = grid(&desk, s.board, &actor.hand, (unit, period), InSight::default());
        let rows = rows.is_ok_and(|grid| may_fill(&desk, &actor.hand, &grid));
        let own = s.board.set_in_force(unit).is_some_and(|set| !desk.app.enterable(&actor.hand, unit, set).is_empty());
        let read = || if bytes.is_empty() { Err(Vec::new()) } else { desk.app.read_returned(s.board, (unit, period), &name, &bytes) };
        (rows || own).then(|| (own, read()))
    })
    .ok_or_else(|| desk.fail(AppError::Forbidden(Refusal::OutsideArea)))?;
    // A district has a sheet of its own beside that of its communes, a commune one beside that of its hamlets.
    let from_units = !own || sent.typed("from") == "units";
    let returned = match read {
        Ok(returned) => returned,
        Err(problems) => {
            // A file that can't be taken is told where it was sent from; nothing of the draft has changed.
            let f = desk.frame();
            let none = Some(f.text("entry.no-file").to_owned()).filter(|_| bytes.is_empty());
            let said: Vec<String> = problems.iter().map(|problem| f.lang.problem(problem)).chain(none).collect();
            return Ok(if from_units {
                units::refused(&desk, &actor, (unit, period), InSight::default(), said).await
            } else {
                sheet::refused(&desk, &actor, (unit, period), said, &[]).await
            });
        }
    };
    let alone = !from_units && returned.units.iter().all(|one| *one == unit);
    let (sheet, path) =
        if alone { (unit.to_string(), format!("/entry/{unit}")) } else { (sheet_name(unit), format!("/entry/{unit}/units")) };
    let displaced = desk.app.keep_returned(&actor.hand, &sheet, period, &returned.draft).await.map_err(|error| desk.fail(error))?;
    let period = period.to_string();
    let to = link_to(&path, [("period", period.as_str()), ("done", "read"), ("check", "1"), ("file", name.as_str())]);
    Ok(see(&format!("{to}{}", displaced_later(displaced))))
}

/// What a page is to tell of what the workbook displaced, for its address.
fn displaced_later(Displaced { gone, changed, typed, .. }: Displaced) -> String {
    let replaced = if gone + changed > 0 { format!("&gone={gone}&changed={changed}") } else { String::new() };
    if typed > 0 { format!("{replaced}&typed={typed}") } else { replaced }
}

/// That the workbook was read, and what it displaced in the draft, out of the address.
pub(super) fn read_told(f: &Frame) -> String {
    let number = |name: &str| f.param(name).and_then(|text| text.parse::<u32>().ok());
    let mut said = vec![match f.param("file") {
        Some(file) => f.say("entry.file-read-named", &[("file", file)]),
        None => f.text("entry.file-read").to_owned(),
    }];
    if let (Some(gone), Some(changed)) = (number("gone"), number("changed")) {
        said.push(f.say("entry.file-replaced", &[("gone", &f.count(gone)), ("changed", &f.count(changed))]));
    }
    if let Some(typed) = number("typed") {
        said.push(f.say("entry.file-over-typed", &[("count", &f.count(typed))]));
    }
    said.join(" ")
}
