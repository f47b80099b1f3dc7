//! What goes into the record through the API beside sheets: values of sets by decision, and files of officials, all or nothing.

use super::WebState;
use super::asker::{Asker, Writing};
use super::listed::Listed;
use super::steering::write_api::written;
use crate::api::record_shapes::{ConfirmRequest, ImportAnswer, ImportQuery, ProblemLine};
use crate::api::steering_shapes::ItemWrittenAnswer;
use crate::api::{Asking, Problem, ProblemShape};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use tower_http::limit::RequestBodyLimitLayer;
use vedich_app::commands::ConfirmThreshold;
use vedich_app::import::{Given, Outcome, Subject};
use vedich_facts::Overlay;
use vedich_values::{Diagnostic, FactSeq, IndicatorCode, PartKey, SetId, Severity, UnitId, ZoneId};
use vedich_wording::Lang;

/// A province's values of a year are some twenty megabytes of CSV.
const LARGEST_FILE_BYTES: usize = 32 * 1024 * 1024;

/// The addresses.
pub(crate) fn routes() -> Listed {
    Listed::new().route("/api/v1/criteria/{set}/confirm", post(confirm_value)).route("/api/v1/imports/{what}", post(import_file))
}

/// Their router, with room for a file.
pub(crate) fn router() -> axum::Router<WebState> {
    routes().into_router().layer(DefaultBodyLimit::disable()).layer(RequestBodyLimitLayer::new(LARGEST_FILE_BYTES))
}

/// Sets a value that is left to the province, or confirms one that was not verified, by a decision.
#[utoipa::path(post, path = "/api/v1/criteria/{set}/confirm", tag = "criteria", request_body = ConfirmRequest,
    params(("set" = String, Path, description = "Id of the set")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn confirm_value(Path(set): Path<String>, writing: Writing<ConfirmRequest>) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    if asker.app.reference().registry.get(UnitId(sent.unit)).is_none() {
        return Err(Problem::not_found(asker.lang, "api.no-such-place", &sent.unit.to_string()));
    }
    let overlay = Overlay {
        set: SetId::new(&set),
        code: IndicatorCode::new(&sent.code),
        part: sent.part.as_deref().map(PartKey::new),
        zone: sent.zone.as_deref().map(ZoneId::new),
        year: sent.year,
        threshold: sent.threshold,
        decision: sent.decision,
        decided: sent.decided,
        to: sent.to,
    };
    let (from, correcting) = (sent.from.unwrap_or(sent.decided), sent.correcting.map(FactSeq));
    let command = ConfirmThreshold { area: UnitId(sent.unit), from, overlay, correcting };
    let done = asker.app.confirm_threshold(asker.by(), command).await.map_err(asker.of_write())?;
    Ok(written(&set, &done))
}

/// Takes a file of officials (CSV or XLSX, the file as the body): values and statuses, hamlets and changes of units, or properties of
/// units, in the columns of `vedich import`. All of it, or nothing; the same file twice changes nothing.
#[utoipa::path(post, path = "/api/v1/imports/{what}", tag = "sheets",
    params(("what" = String, Path, description = "`observations`, `units` or `attributes`"), ImportQuery),
    responses((status = 200, body = ImportAnswer), (status = 403, body = ProblemShape), (status = 422, body = ImportAnswer)))]
pub(crate) async fn import_file(
    asker: Asker,
    Path(what): Path<String>,
    Asking(query): Asking<ImportQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<ImportAnswer>), Problem> {
    let subject = Subject::from_name(&what).ok_or_else(|| Problem::not_found(asker.lang, "api.no-such-address", &what))?;
    // What other sites can make a browser send without asking first is not taken.
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !(sent.starts_with("application/") || sent.starts_with("text/csv")) || sent.starts_with("application/x-www-form-urlencoded") {
        return Err(Problem::bad_query(asker.lang, "Content-Type: application/octet-stream"));
    }
    let given = Given {
        file: query.name.unwrap_or_else(|| "file".to_owned()),
        bytes: body.to_vec(),
        hand: asker.actor.hand.clone(),
        mapping: Vec::new(),
    };
    let plan = asker.app.plan_import(subject, given).await.map_err(asker.of_write())?;
    let outcome = if query.dry_run { plan.outcome } else { asker.app.carry_out(plan).await.map_err(asker.of_write())? };
    let status = if outcome.is_refused() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Json(answer(asker.lang, outcome))))
}

fn answer(lang: Lang, outcome: Outcome) -> ImportAnswer {
    let line = |problem: &Diagnostic| ProblemLine {
        severity: if problem.severity == Severity::Error { "error" } else { "warning" },
        code: problem.code.to_string(),
        sheet: problem.place.sheet.clone(),
        line: problem.place.line,
        column: problem.place.column,
        message: lang.problem(problem),
    };
    ImportAnswer {
        rows: outcome.rows,
        new: outcome.new,
        changed: outcome.changed,
        unchanged: outcome.unchanged,
        blank: outcome.blank,
        refused: outcome.refused,
        applied: outcome.applied,
        already: outcome.already,
        entry: outcome.entry.map(vedich_values::EntrySeq::get),
        problems: outcome.problems.iter().map(line).collect(),
        problems_left_out: outcome.problems_left_out,
    }
}
