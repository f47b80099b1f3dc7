//! Recognition procedures and the words of the programme.

use super::{Asking, Speech};
use crate::api::shapes::{ProcedureShape, TermShape};
use crate::api::{Problem, ProblemShape};
use crate::present::procedures::SHIPPED;
use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use vedich_criteria::Procedure;

/// All recognition procedures, with their decisions and periods.
#[utoipa::path(get, path = "/procedures", tag = "criteria", responses((status = 200, body = Vec<ProcedureShape>)))]
pub(in crate::api) async fn list_procedures() -> Json<Vec<ProcedureShape>> {
    let shape = |one: &Procedure| ProcedureShape {
        id: one.id.clone(),
        title_vi: one.title.vi.clone(),
        title_en: one.title.en.clone(),
        decisions: one.legal.iter().map(|basis| basis.number.clone()).collect(),
        from: one.effective.from,
        to: one.effective.to,
        stages: one.stages.len(),
    };
    Json(SHIPPED.iter().map(shape).collect())
}

/// One procedure in full: steps, papers, demands, votes, surveys, withdrawal, mergers; each row with how sure it is.
#[utoipa::path(get, path = "/procedures/{id}", tag = "criteria", params(("id" = String, Path, description = "Id of the procedure")),
    responses((status = 200, body = Value, description = "The procedure"), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_procedure(Speech(lang): Speech, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let found = SHIPPED.iter().find(|one| one.id == id).ok_or_else(|| Problem::not_found(lang, "api.no-such-procedure", &id))?;
    Ok(Json(serde_json::to_value(found).unwrap_or_default()))
}

/// Which words.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct GlossaryQuery {
    /// Part of a term, an abbreviation or its English; diacritics optional.
    q: Option<String>,
}

/// The words of the programme.
#[utoipa::path(get, path = "/glossary", tag = "criteria", params(GlossaryQuery), responses((status = 200, body = Vec<TermShape>)))]
pub(in crate::api) async fn list_terms(Asking(query): Asking<GlossaryQuery>) -> Json<Vec<TermShape>> {
    let wanted = query.q.unwrap_or_default();
    let terms = vedich_reference::glossary().unwrap_or_default();
    Json(terms.into_iter().filter(|term| term.is_like(&wanted)).map(TermShape::from).collect())
}
