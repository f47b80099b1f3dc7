//! Folders of documents through the API: which were put on one's own desk, and passing one on.

use super::api::HandOverRequest;
use crate::api::{Problem, ProblemShape};
use crate::http::asker::{Asker, Writing};
use crate::http::listed::Listed;
use axum::Json;
use axum::extract::Path;
use axum::routing::{get, post};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use vedich_app::desk::{Batch, Filed};
use vedich_values::Timestamp;

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/api/v1/bulletins/folders", get(list_folders))
        .route("/api/v1/bulletins/folders/{folder}/hand-over", post(hand_over_folder))
}

/// A folder or archive that was handed in, and what became of its files.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FolderShape {
    /// The folder.
    folder: String,
    /// What it is called.
    name: String,
    /// When it was handed in.
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// Files in it.
    files: usize,
    /// Files read so far.
    read: usize,
    /// Documents of it that still lie on the desk.
    waiting: usize,
    /// Files with a document that was there already.
    twice: usize,
    /// Files with a document that was applied before.
    applied: usize,
    /// Files no text could be taken from.
    unreadable: usize,
}

/// What became of the documents of a folder that were to be passed on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FolderPassedAnswer {
    /// They lie on the colleague's desk now.
    passed: usize,
    /// They stay: the colleague may not record for their place, or reads them already.
    left: usize,
}

/// The folders that were put on one's own desk, newest first.
#[utoipa::path(get, path = "/api/v1/bulletins/folders", tag = "bulletins", responses((status = 200, body = Vec<FolderShape>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_folders(asker: Asker) -> Result<Json<Vec<FolderShape>>, Problem> {
    let (app, hand) = (&asker.app, &asker.actor.hand);
    let folders = app.folders(hand).await.map_err(asker.of_write())?;
    let lying: BTreeSet<String> = app.desk(hand).await.map_err(asker.of_write())?.into_iter().map(|reading| reading.id).collect();
    Ok(Json(folders.into_iter().map(|folder| shape(folder, &lying)).collect()))
}

fn shape(folder: Batch, lying: &BTreeSet<String>) -> FolderShape {
    let count = |fits: fn(&Filed) -> bool| folder.lines.iter().filter(|line| fits(&line.filed)).count();
    FolderShape {
        files: folder.total,
        read: folder.lines.len(),
        waiting: folder.readings().filter(|reading| lying.contains(*reading)).count(),
        twice: count(|filed| matches!(filed, Filed::Twice { .. })),
        applied: count(|filed| matches!(filed, Filed::Applied { .. })),
        unreadable: count(|filed| matches!(filed, Filed::Unreadable { .. })),
        folder: folder.id,
        name: folder.name,
        made_at: folder.made_at,
    }
}

/// Passes every document of a folder that waits on one's own desk to a colleague, each with everything decided in it.
#[utoipa::path(post, path = "/api/v1/bulletins/folders/{folder}/hand-over", tag = "bulletins", request_body = HandOverRequest,
    params(("folder" = String, Path, description = "The folder")),
    responses((status = 200, body = FolderPassedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn hand_over_folder(
    Path(id): Path<String>,
    writing: Writing<HandOverRequest>,
) -> Result<Json<FolderPassedAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (app, hand) = (&asker.app, &asker.actor.hand);
    let folder = app.folders(hand).await.map_err(asker.of_write())?.into_iter().find(|one| one.id == id);
    let folder = folder.ok_or_else(|| Problem::not_found(asker.lang, "api.no-such-address", &id))?;
    let done = app.pass_folder(hand, &folder, &asked.to).await.map_err(asker.of_write())?;
    Ok(Json(FolderPassedAnswer { passed: done.passed, left: done.left }))
}
