//! Evidence sent in the rows of a sheet: a field `e|indicator:2.1` takes the files that show what its row says.

use crate::http::actor::Actor;
use crate::http::fieldwork::exhibit;
use crate::http::people::Desk;
use crate::http::upload::{Given, Uploaded};
use crate::pages::fieldwork::pieces;
use crate::present::Scene;
use crate::present::entry::sheet::evidence_about;
use crate::present::evidence::{read_about, remarks};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;
use vedich_app::AppError;
use vedich_app::evidence::{Added, Attach};
use vedich_values::{Diagnostic, Period, Place, SetId, UnitId};

/// What a row is told when its files were taken in, or were not.
#[derive(Debug, Default, Serialize)]
struct RowTold {
    /// What shows the value now.
    pieces: String,
    /// What is wrong with the files.
    problems: Vec<String>,
    /// What is to know about files that were taken in, or were there before.
    remarks: Vec<String>,
    /// The token of forms, when it is another than the page has.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

/// Whether a window asks for an answer to read rather than a page to go to.
pub(super) fn wants_json(desk: &Desk) -> bool {
    desk.headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

/// The set whose sheet it is.
fn set_of(desk: &Desk, (unit, period): (UnitId, Period)) -> Option<SetId> {
    let live = desk.app.live();
    let day = desk.app.window(&live, unit, period)?.default_date(desk.app.today());
    Some(live.set_in_force_on(unit, day)?.id.clone())
}

/// Identity of what a row sends: the same files sent again from the same page, after a lost answer or a second click, are the same command.
fn identity(command: &str, about: &str, files: &[Given]) -> String {
    let Ok(page) = command.parse::<Uuid>() else { return String::new() };
    let row = Uuid::new_v5(&page, about.as_bytes());
    files.iter().fold(row, |own, file| Uuid::new_v5(&Uuid::new_v5(&own, file.name.as_bytes()), &file.content)).to_string()
}

/// Attaches the files of each row to what the row is about. `fields` say which paper of the dossier they are (`i|`), and whether photos
/// keep where they were taken (`k|`). What is to be told of them is added to what was: also of the rows before one that is refused.
pub(super) async fn attach(
    desk: &Desk,
    actor: &Actor,
    sheet: (UnitId, Period),
    fields: &[(String, String)],
    files: Vec<Given>,
    added: &mut Vec<Added>,
) -> Result<(), AppError> {
    let (unit, set) = (sheet.0, set_of(desk, sheet));
    let typed = |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.trim());
    let mut rows: BTreeMap<String, Vec<Given>> = BTreeMap::new();
    for file in files {
        if let Some(about) = file.field.strip_prefix("e|") {
            rows.entry(about.to_owned()).or_default().push(file);
        }
    }
    for (row, files) in rows {
        let about = match typed(&format!("i|{row}")) {
            "" => row.clone(),
            paper => format!("{row}:{paper}"),
        };
        let unknown = || AppError::Refused(vec![Diagnostic::error("sheet.unknown-line", Place::default()).with("code", &about)]);
        let own = identity(typed("command"), &about, &files);
        let sent = Attach {
            unit,
            on: None,
            about: read_about(&about, set.as_ref()).ok_or_else(unknown)?,
            title: String::new(),
            sent: files.into_iter().map(exhibit).collect(),
            keep_metadata: !typed(&format!("k|{row}")).is_empty(),
            note: None,
        };
        added.push(desk.app.attach_evidence(actor.by(&own), sent).await?);
    }
    Ok(())
}

/// The answer to a row that sent its files by itself.
pub(super) async fn answer(desk: &Desk, actor: Option<&Actor>, sheet: (UnitId, Period), sent: Uploaded) -> Response {
    let (token, files) = (sent.typed("token").to_owned(), sent.files);
    let told = |status: StatusCode, told: RowTold| (status, [(header::CACHE_CONTROL, "no-store")], Json(told)).into_response();
    let Some(actor) = actor else { return told(StatusCode::UNAUTHORIZED, RowTold::default()) };
    if actor.token != token {
        return told(StatusCode::CONFLICT, RowTold { token: Some(actor.token.clone()), ..RowTold::default() });
    }
    let lang = desk.frame().lang;
    let about = files.first().and_then(|file| file.field.strip_prefix("e|")).unwrap_or_default().to_owned();
    let mut added = Vec::new();
    match attach(desk, actor, sheet, &sent.fields, files, &mut added).await {
        Ok(()) => {
            let all = desk.app.evidence_beside(&actor.hand, sheet.0, &added).await;
            let set = set_of(desk, sheet);
            let live = desk.app.live();
            let scene = Scene::of(desk.frame(), &live);
            let there = set.map(|set| evidence_about(scene, sheet.0, &set, &about)).unwrap_or_default();
            let shown = pieces(desk.frame(), &there).into_string();
            let remarks = added.iter().flat_map(|one| remarks(scene, sheet.0, &all, &one.known, &one.elsewhere));
            let remarks = remarks.map(|one| one.message).collect();
            told(StatusCode::OK, RowTold { pieces: shown, remarks, ..RowTold::default() })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_from_the_same_page_are_the_same_command() {
        let file = |content: &'static [u8]| Given { field: "e|x".into(), name: "a.pdf".into(), content: content.into() };
        let page = "0192d3f0-0000-7000-8000-000000000001";
        let one = identity(page, "indicator:2.1", &[file(b"1")]);
        assert_eq!(one, identity(page, "indicator:2.1", &[file(b"1")]));
        let others = [
            identity(page, "indicator:2.2", &[file(b"1")]),
            identity(page, "indicator:2.1", &[file(b"2")]),
            identity("0192d3f0-0000-7000-8000-000000000002", "indicator:2.1", &[file(b"1")]),
        ];
        assert!(!others.contains(&one));
        assert_eq!(identity("", "indicator:2.1", &[file(b"1")]), "", "a command of its own");
    }
}
