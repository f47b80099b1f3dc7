//! `vedich sheet`: entry sheets as workbooks, and who has reported. Whoever runs this runs the machine.

mod import;
mod words;

use super::evidence::told as told_written;
use super::{Ended, resolve};
use crate::cli::sheets::{Sheet, Which};
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use vedich_app::duties::in_charge;
use vedich_app::sheets::SheetPlan;
use vedich_app::sheets::workbook::{SheetWords, area_table, unit_table};
use vedich_app::{App, By};
use vedich_documents::write_xlsx;
use vedich_entry::{SheetDraft, Window};
use vedich_facts::UnitLevel;
use vedich_units::COUNTRY;
use vedich_values::{Date, Diagnostic, Place, UnitId};
use vedich_web::frame::Frame;
use vedich_web::present::Scene;

pub(crate) async fn run(command: &Sheet, app: &App, output: Output) -> Result<Ended> {
    let (Sheet::Export { which, .. } | Sheet::Import { which, .. } | Sheet::MoveDue { which, .. } | Sheet::Reporting { which }) = command;
    let country = app.window(&app.live(), COUNTRY, which.period);
    let Some(window) = country else {
        output.problems(&[Diagnostic::error("sheet.no-window", Place::default()).with("period", which.period)]);
        return Ok(Ended::Refused);
    };
    let Some(unit) = resolve(&app.reference().registry, &which.unit, window.default_date(app.today()), output) else {
        return Ok(Ended::Refused);
    };
    match command {
        Sheet::Export { units, to, .. } => export(app, unit, which, &window, *units, to, output),
        Sheet::MoveDue { due, reason, .. } => {
            let by = By::operator("vedich sheet", "cli");
            told_written(app.move_due_day(by, unit, which.period, *due, reason).await, output)
        }
        Sheet::Reporting { .. } => reporting(app, unit, which, output),
        Sheet::Import { file, dry_run, submit, reason, late, source, .. } => {
            let asked = import::Asked {
                file,
                dry_run: *dry_run,
                submit: *submit,
                reason: reason.as_deref(),
                late: late.as_deref(),
                source: source.as_deref(),
            };
            import::run(app, (unit, which.period), &asked, output).await
        }
    }
}

fn units_below(app: &App, area: UnitId, window: &Window) -> Vec<UnitId> {
    let registry = app.reference().registry;
    let on = window.default_date(app.today());
    let commune = registry.at(area, on).is_some_and(|at| at.level == UnitLevel::Commune);
    registry.descendants(area, if commune { UnitLevel::Hamlet } else { UnitLevel::Commune }, on)
}

fn export(app: &App, unit: UnitId, which: &Which, window: &Window, units: bool, to: &Path, output: Output) -> Result<Ended> {
    let live = app.live();
    let on = window.default_date(app.today());
    let nothing = SheetDraft::default();
    let frame = frame(app, on, output);
    let registry = app.reference().registry;
    let named = |unit: UnitId| {
        let at = registry.at(unit, on);
        let code = at.as_ref().and_then(|at| at.code.map(str::to_owned)).unwrap_or_else(|| unit.to_string());
        (at.map_or_else(|| unit.to_string(), |at| at.name.to_owned()), code)
    };
    let scene = Scene::of(&frame, &live);
    let words = SheetWords {
        title: output.lang.text("entry.minutes-title").to_owned(),
        subtitles: vec![vedich_web::present::entry::period(&frame, which.period)],
        text: &|key| output.lang.text(key).to_owned(),
        unit: &named,
        line: &|plan: &SheetPlan, key| vedich_web::present::entry::sheet::line_words(&frame, plan, key),
        in_charge: &|plan: &SheetPlan, no| {
            let charges = in_charge(&live, plan.unit, &plan.form.set);
            charges.get(&no).cloned().unwrap_or_default()
        },
        evidence: &|plan: &SheetPlan, key| vedich_web::present::entry::sheet::evidence_names(scene, plan, key),
        version: app.version().get(),
    };
    let table = if units {
        area_table(unit, &app.plan_units(&live, &units_below(app, unit, window), which.period, &nothing), &words)
    } else {
        match app.plan_sheet(&live, unit, which.period, &nothing) {
            Ok(plan) => unit_table(&plan, &words),
            Err(problem) => {
                output.problems(&[problem]);
                return Ok(Ended::Refused);
            }
        }
    };
    let rows = table.rows.len().to_string();
    crate::commands::write(to, write_xlsx(&table)?)?;
    output.remark(&output.lang.say("cli.exported", &[("rows", &rows), ("file", &crate::commands::shown(to, output.lang))]));
    Ok(Ended::Done)
}

/// What pages are put into words with, for the command line.
pub(super) fn frame(app: &App, as_of: Date, output: Output) -> Frame {
    Frame::bare(output.lang, as_of, app.today())
}

fn reporting(app: &App, area: UnitId, which: &Which, output: Output) -> Result<Ended> {
    let live = app.live();
    let Some(table) = app.reporting(&live, area, which.period) else {
        output.complain(output.lang.text("reporting.no-rule"));
        return Ok(Ended::Refused);
    };
    let name = |unit| live.reference().registry.at(unit, table.on).map_or_else(String::new, |at| at.name.to_owned());
    if output.json {
        let rows: Vec<_> =
            table.rows.iter().map(|row| serde_json::json!({ "unit": row.unit, "name": name(row.unit), "counts": row.tallied })).collect();
        output.json(
            &serde_json::json!({ "unit": area, "period": which.period, "due": table.window.due, "total": table.total, "rows": rows }),
        )?;
        return Ok(Ended::Done);
    }
    let head =
        ["entry.unit", "reporting.expected", "reporting.in-time", "reporting.late", "reporting.missing"].map(|key| output.lang.text(key));
    let line = |name: String, counts: &vedich_app::sheets::Tallied| {
        let numbers = [counts.expected, counts.in_time, counts.late, counts.missing()].map(|count| count.to_string());
        std::iter::once(name).chain(numbers).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = table.rows.iter().map(|row| line(name(row.unit), &row.tallied)).collect();
    rows.push(line(output.lang.text("reporting.total").to_owned(), &table.total));
    output.table(&head, &[1, 2, 3, 4], rows)?;
    Ok(Ended::Done)
}
