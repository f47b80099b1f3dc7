//! Sheets as workbooks: taken away filled with what is known, returned into a draft with a preview.

use super::reporting::{XLSX, download};
use super::units::{grid, may_fill, sheet_name};
use super::{look, period};
use crate::http::address;
use crate::http::error::WebError;
use crate::http::people::{Desk, see};
use crate::present::Scene;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::Response;
use vedich_app::AppError;
use vedich_app::sheets::SheetPlan;
use vedich_app::sheets::workbook::{SheetWords, area_table, unit_table};
use vedich_documents::{Table, write_xlsx};
use vedich_entry::{LineKey, SheetDraft};
use vedich_rights::Refusal;
use vedich_values::{Period, UnitId};

/// A workbook of the sheet of a unit, or of an area's units.
pub(super) async fn give(desk: Desk, Path((unit, file)): Path<(String, String)>) -> Response {
    let actor = match desk.actor() {
        Ok(actor) => actor,
        Err(elsewhere) => return elsewhere,
    };
    let refuse = |error: WebError| desk.visit.refuse(&error);
    let asked = address::unit(&unit).and_then(|unit| Ok((unit, period(&desk, unit, desk.frame().param("period"))?)));
    let (unit, period) = match asked {
        Ok(asked) => asked,
        Err(error) => return refuse(error),
    };
    let made = look(&desk, |s| -> Result<Table, Response> {
        let nothing = SheetDraft::default();
        let outside = || desk.fail(AppError::Forbidden(Refusal::OutsideArea));
        match file.as_str() {
            "sheet.xlsx" => {
                let plan = desk.app.plan_sheet(s.board, unit, period, &nothing);
                let plan = plan.map_err(|problem| refuse(WebError::bad_request(s.f.lang.problem_without_place(&problem))))?;
                if desk.app.enterable(&actor.hand, unit, &plan.form.set).is_empty() {
                    return Err(outside());
                }
                Ok(words(s, &desk, period, |words| unit_table(&plan, words)))
            }
            "units.xlsx" => {
                let units = grid(&desk, s.board, &actor.hand, unit, period).map_err(refuse)?.units;
                let units: Vec<UnitId> = units.into_iter().map(|(unit, _)| unit).collect();
                if units.is_empty() {
                    return Err(outside());
                }
                let plans = desk.app.plan_units(s.board, &units, period, &nothing);
                Ok(words(s, &desk, period, |words| area_table(unit, &plans, words)))
            }
            _ => Err(refuse(WebError::not_found())),
        }
    });
    match made.map(|table| write_xlsx(&table)) {
        Ok(Ok(bytes)) => download(bytes, XLSX, &format!("so-lieu-{unit}-{period}.xlsx")),
        Ok(Err(error)) => refuse(WebError::internal(&format!("a sheet could not be written: {error}"))),
        Err(refused) => refused,
    }
}

/// A table in the reader's words.
fn words(s: Scene<'_>, desk: &Desk, period: Period, make: impl FnOnce(&SheetWords<'_>) -> Table) -> Table {
    let f = s.f;
    let text = |key: &'static str| f.lang.text(key).to_owned();
    let unit = |unit: UnitId| {
        let code = s.registry().at(unit, s.on(unit)).and_then(|at| at.code.map(str::to_owned)).unwrap_or_else(|| unit.to_string());
        (s.name(unit), code)
    };
    let line = |plan: &SheetPlan, key: &LineKey| crate::present::entry::sheet::line_words(f, plan, key);
    make(&SheetWords {
        title: f.text("entry.minutes-title").to_owned(),
        subtitles: vec![crate::present::entry::period(f, period)],
        text: &text,
        unit: &unit,
        line: &line,
        version: desk.app.version().get(),
    })
}

/// A workbook that came back: kept as a draft, shown before anything is recorded.
pub(super) async fn take(desk: Desk, Path(unit): Path<String>, form: Result<Multipart, MultipartRejection>) -> Response {
    let Some(actor) = desk.acting.clone() else { return desk.visit.refuse(&WebError::forbidden()) };
    let Ok(form) = form else { return desk.visit.refuse(&WebError::of(StatusCode::BAD_REQUEST)) };
    let Some(Sent { token, period: asked, name, bytes }) = sent(form).await else {
        return desk.visit.refuse(&WebError::of(StatusCode::BAD_REQUEST));
    };
    if actor.token != token {
        return desk.visit.refuse(&WebError::forbidden());
    }
    let wanted = address::unit(&unit).and_then(|unit| Ok((unit, period(&desk, unit, Some(&asked))?)));
    let (unit, period) = match wanted {
        Ok(wanted) => wanted,
        Err(error) => return desk.visit.refuse(&error),
    };
    let read = look(&desk, |s| {
        let window = desk.app.window(s.board, unit, period)?;
        let rows = grid(&desk, s.board, &actor.hand, unit, period).is_ok_and(|grid| may_fill(&desk, &actor.hand, &grid));
        let own = s.board.set_in_force(unit).is_some_and(|set| !desk.app.enterable(&actor.hand, unit, set).is_empty());
        let on = window.default_date(desk.app.today());
        (rows || own).then(|| (own, desk.app.read_returned(s.board, unit, on, &name, &bytes)))
    });
    let (own, read) = match read {
        Some(read) => read,
        None => return desk.fail(AppError::Forbidden(Refusal::OutsideArea)),
    };
    let returned = match read {
        Ok(returned) => returned,
        Err(problems) => {
            let said: Vec<String> = problems.iter().map(|problem| desk.frame().lang.problem(problem)).collect();
            return desk.visit.refuse(&WebError::bad_request(said.join(" ")));
        }
    };
    let alone = own && returned.units.iter().all(|one| *one == unit);
    let (sheet, path) =
        if alone { (unit.to_string(), format!("/entry/{unit}")) } else { (sheet_name(unit), format!("/entry/{unit}/units")) };
    match desk.app.keep_returned(&actor.hand, &sheet, period, &returned.draft).await {
        Ok(_) => see(&format!("{path}?period={period}&done=read&check=1")),
        Err(error) => desk.fail(error),
    }
}

struct Sent {
    token: String,
    period: String,
    name: String,
    bytes: Vec<u8>,
}

async fn sent(mut form: Multipart) -> Option<Sent> {
    let mut sent = Sent { token: String::new(), period: String::new(), name: String::new(), bytes: Vec::new() };
    while let Ok(Some(field)) = form.next_field().await {
        match field.name() {
            Some("token") => sent.token = field.text().await.ok()?,
            Some("period") => sent.period = field.text().await.ok()?,
            Some("file") => {
                sent.name = field.file_name().unwrap_or("bieu.xlsx").chars().filter(|c| !c.is_control()).take(120).collect();
                sent.bytes = field.bytes().await.ok()?.to_vec();
            }
            _ => {}
        }
    }
    (!sent.bytes.is_empty()).then_some(sent)
}
