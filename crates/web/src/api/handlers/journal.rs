//! The record.

use super::{Asking, Speech, rows};
use crate::api::shapes::EntryShape;
use crate::api::{ApiState, Problem, convert};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use vedich_values::EntrySeq;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct EntriesQuery {
    /// Only entries before this one (the last of the page before).
    before: Option<u64>,
    /// At most so many, up to 200; default 50.
    limit: Option<u64>,
}

/// The entries of the journal, newest first: which command, when, from where, how many facts, chain hash. Who gave it is not public.
#[utoipa::path(get, path = "/journal/entries", tag = "journal", params(EntriesQuery), responses((status = 200, body = Vec<EntryShape>)))]
pub(in crate::api) async fn list_entries(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Asking(query): Asking<EntriesQuery>,
) -> Result<Json<Vec<EntryShape>>, Problem> {
    let limit = rows(lang, query.limit, 50, 200)?;
    let entries = state.app.journal().entries(query.before.map(EntrySeq), limit).await.map_err(Problem::unavailable(lang))?;
    Ok(Json(entries.iter().map(convert::entry).collect()))
}
