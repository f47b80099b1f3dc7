//! Evidence sent in the rows of a sheet: a field `e|indicator:2.1` takes the files that show what its row says.

use crate::http::actor::Actor;
use crate::http::fieldwork::exhibit;
use crate::http::people::Desk;
use crate::http::upload::Given;
use crate::pages::fieldwork::pieces;
use crate::present::Scene;
use crate::present::entry::sheet::evidence_about;
use crate::present::evidence::read_about;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;
use vedich_app::AppError;
use vedich_app::evidence::Attach;
use vedich_values::{Diagnostic, Period, Place, UnitId};

/// What a row is told when its files were taken in, or were not.
#[derive(Debug, Default, Serialize)]
struct RowTold {
    /// What shows the value now.
    pieces: String,
    /// What is wrong with the files.
    problems: Vec<String>,
    /// The token of forms, when it is another than the page has.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

/// Whether a window asks for an answer to read rather than a page to go to.
pub(super) fn wants_json(desk: &Desk) -> bool {
    desk.headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

/// Attaches the files of each row to what the row is about. A form sent twice attaches them once.
pub(super) async fn attach(desk: &Desk, actor: &Actor, sheet: (UnitId, Period), command: &str, files: Vec<Given>) -> Result<(), AppError> {
    let (unit, period) = sheet;
    let set = {
        let live = desk.app.live();
        let day = desk.app.window(&live, unit, period).map(|window| window.default_date(desk.app.today()));
        day.and_then(|day| live.set_in_force_on(unit, day)).map(|set| set.id.clone())
    };
    let mut rows: BTreeMap<String, Vec<Given>> = BTreeMap::new();
    for file in files {
        if let Some(about) = file.field.strip_prefix("e|") {
            rows.entry(about.to_owned()).or_default().push(file);
        }
    }
    for (about, files) in rows {
        let unknown = || AppError::Refused(vec![Diagnostic::error("sheet.unknown-line", Place::default()).with("code", &about)]);
        let sent = Attach {
            unit,
            on: None,
            about: read_about(&about, set.as_ref()).ok_or_else(unknown)?,
            title: String::new(),
            sent: files.into_iter().map(exhibit).collect(),
            keep_metadata: false,
            note: None,
        };
        let own = command.parse::<Uuid>().map(|command| Uuid::new_v5(&command, about.as_bytes()).to_string()).unwrap_or_default();
        desk.app.attach_evidence(actor.by(&own), sent).await?;
    }
    Ok(())
}

/// The answer to a row that sent its files by itself.
pub(super) async fn answer(desk: &Desk, actor: Option<&Actor>, token: &str, sheet: (UnitId, Period), files: Vec<Given>) -> Response {
    let told = |status: StatusCode, told: RowTold| (status, [(header::CACHE_CONTROL, "no-store")], Json(told)).into_response();
    let Some(actor) = actor else { return told(StatusCode::UNAUTHORIZED, RowTold::default()) };
    if actor.token != token {
        return told(StatusCode::CONFLICT, RowTold { token: Some(actor.token.clone()), ..RowTold::default() });
    }
    let lang = desk.frame().lang;
    let about = files.first().and_then(|file| file.field.strip_prefix("e|")).unwrap_or_default().to_owned();
    match attach(desk, actor, sheet, "", files).await {
        Ok(()) => {
            let live = desk.app.live();
            let scene = Scene { f: desk.frame(), board: &live };
            let shown = pieces(desk.frame(), &evidence_about(scene, sheet.0, &about)).into_string();
            told(StatusCode::OK, RowTold { pieces: shown, ..RowTold::default() })
        }
        Err(AppError::Refused(problems)) => {
            let problems = problems.iter().map(|problem| lang.problem_without_place(problem)).collect();
            told(StatusCode::UNPROCESSABLE_ENTITY, RowTold { problems, ..RowTold::default() })
        }
        Err(AppError::Forbidden(refusal)) => {
            let problem = Diagnostic::error(refusal.code(), Place::default());
            told(StatusCode::FORBIDDEN, RowTold { problems: vec![lang.problem_without_place(&problem)], ..RowTold::default() })
        }
        Err(error) => desk.fail(error),
    }
}
