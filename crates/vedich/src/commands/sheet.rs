//! `vedich sheet`: entry sheets as workbooks, and who has reported. Whoever runs this runs the machine.

use super::evidence::told as told_written;
use super::{Ended, resolve};
use crate::cli::sheets::{Sheet, Which};
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use vedich_app::duties::in_charge;
use vedich_app::sheets::workbook::{SheetWords, area_table, unit_table};
use vedich_app::sheets::{FormFate, FormLine, LineFate, SaveSheet, SavedSheet, SheetCounts, SheetPlan};
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
            let bytes = super::given(file)?;
            let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let read = app.read_returned(&app.live(), (unit, which.period), &name, &bytes);
            let mut returned = match read {
                Ok(returned) => returned,
                Err(problems) => {
                    output.problems(&problems);
                    return Ok(Ended::Refused);
                }
            };
            returned.draft.late = late.clone().unwrap_or_default();
            returned.draft.source = source.clone().unwrap_or_default();
            let asked = Asked { dry_run: *dry_run, submit: *submit, reason: reason.as_deref() };
            import(app, which, returned.draft, &bytes, &asked, output).await
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
    output.remark(&output.lang.say("cli.exported", &[("rows", &rows), ("file", &to.display().to_string())]));
    Ok(Ended::Done)
}

struct Asked<'a> {
    dry_run: bool,
    submit: bool,
    reason: Option<&'a str>,
}

async fn import(app: &App, which: &Which, mut draft: SheetDraft, bytes: &[u8], asked: &Asked<'_>, output: Output) -> Result<Ended> {
    let units = app.units_of_draft(&draft);
    let mut plans = app.plan_units(&app.live(), &units, which.period, &draft);
    if let Some(reason) = asked.reason {
        for line in plans.iter().flat_map(|plan| &plan.lines).filter(|line| line.fate == LineFate::Waiting) {
            if let Some(kept) = draft.lines.get_mut(&line.key.to_string()) {
                reason.clone_into(&mut kept.reason);
            }
        }
        plans = app.plan_units(&app.live(), &units, which.period, &draft);
    }
    let mut counts = SheetCounts::default();
    plans.iter().for_each(|plan| counts.add(&plan.counts()));
    let by = By::operator("vedich sheet", "cli");
    let barred = app.barred(by.hand(), &draft).await?;
    let forms = app.form_lines(&app.live(), (by.hand(), &barred), &units, which.period, &draft);
    counts.add(&SheetCounts::of_forms(&forms));
    let unread = draft.unread.len();
    tell(&plans, &draft, output);
    tell_forms(app, &forms, which, output);
    let stopped = unread > 0 || counts.waiting + counts.conflicts + counts.refused > 0;
    if !asked.dry_run && !stopped {
        let hash = sha256(bytes);
        let save = SaveSheet { units, period: which.period, draft, submit: asked.submit, content_hash: Some(hash) };
        match app.save_sheet(by, save).await? {
            SavedSheet::Recorded(committed, _) if output.json => output.json(&(committed, counts))?,
            SavedSheet::Recorded(..) => output.line(output.lang.text(if asked.submit { "entry.submitted" } else { "entry.recorded" }))?,
            SavedSheet::Nothing => output.line(output.lang.text("entry.nothing"))?,
            SavedSheet::Open(plans) => {
                plans.iter().for_each(|plan| _ = output.problems(&plan.problems));
                return Ok(Ended::Refused);
            }
        }
    }
    if output.json && (asked.dry_run || stopped) {
        output.json(&serde_json::json!({ "counts": counts, "unread": unread }))?;
    } else {
        output.remark(&told(&counts, output));
    }
    Ok(if stopped { Ended::Refused } else { Ended::Done })
}

fn told(counts: &SheetCounts, output: Output) -> String {
    let numbers =
        [counts.new, counts.changed, counts.unchanged, counts.waiting, counts.conflicts, counts.refused].map(|count| count.to_string());
    let names = ["new", "changed", "unchanged", "waiting", "conflicts", "refused"];
    let params: Vec<(&str, &str)> = names.iter().copied().zip(numbers.iter().map(String::as_str)).collect();
    output.lang.say("entry.counts", &params)
}

/// Every line that stops the file, with its cell; then what is odd or changed.
fn tell(plans: &[SheetPlan], draft: &SheetDraft, output: Output) {
    for one in draft.unread.iter().chain(&draft.passed_over) {
        let params: Vec<(&str, &str)> = one.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        output.complain(&format!("{}: {}", one.cell, output.lang.say(&format!("problem.{}", one.code), &params)));
    }
    for line in plans.iter().flat_map(|plan| &plan.lines) {
        let at = if line.typed.cell.is_empty() { line.key.to_string() } else { line.typed.cell.clone() };
        for problem in &line.problems {
            output.complain(&format!("{at} ({}): {}", line.key.code, output.lang.problem_without_place(problem)));
        }
        if line.fate == LineFate::Conflict {
            output.complain(&format!("{at} ({}): {}", line.key.code, output.lang.text("entry.recorded-since")));
        }
    }
}

/// What forms state beside their lines.
fn tell_forms(app: &App, forms: &[FormLine], which: &Which, output: Output) {
    let frame = frame(app, app.today(), output);
    for line in forms.iter().filter(|line| line.fate != FormFate::Known) {
        let name = app.reference().registry.at(line.fact.unit, line.fact.as_of).map_or_else(String::new, |at| at.name.to_owned());
        if let Some((about, said)) = vedich_web::present::entry::units::form_words(&frame, &line.fact.body) {
            let left = vedich_web::present::entry::units::fate_words(output.lang, line.fate);
            output.complain(format!("{} ({name}, {}): {about}: {said} {left}", line.cell, which.period).trim_end());
        }
    }
}

/// What pages are put into words with, for the command line.
pub(super) fn frame(app: &App, as_of: Date, output: Output) -> Frame {
    Frame::bare(output.lang, as_of, app.today())
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
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
