//! A document on record.

use super::{Answer, Room, WebError, private};
use crate::http::fieldwork::sent_file;
use crate::pages::desk::document;
use crate::present::desk as words;
use axum::extract::Path;
use axum::http::StatusCode;
use vedich_facts::StoredFile;

/// The document of a fingerprint; the stretch an address names is marked alone.
pub(super) async fn show(room: Room, Path(fingerprint): Path<String>) -> Answer {
    room.actor()?;
    let found = room.app.document(&fingerprint).await.map_err(|error| room.fail(error))?;
    let filed = found.ok_or_else(|| room.visit.refuse(&WebError::not_found()))?;
    let f = room.frame();
    let number = |name| f.param(name).and_then(|text| text.parse::<u32>().ok());
    let asked = number("from").zip(number("to"));
    let board = room.app.live();
    let name = |unit, on| board.reference().registry.path(unit, on);
    Ok(private(StatusCode::OK, document::render(f, &words::document_on_record(f, &filed, asked, name))))
}

/// The file that a document on record came in.
pub(super) async fn original(room: Room, Path(fingerprint): Path<String>) -> Answer {
    room.actor()?;
    let found = room.app.document(&fingerprint).await.map_err(|error| room.fail(error))?;
    sent(&room, found.and_then(|filed| filed.document.original)).await
}

/// The file that a document on one's own desk came in.
pub(super) async fn original_on_desk(room: Room, Path(id): Path<String>) -> Answer {
    let actor = room.actor()?;
    let found = room.app.reading(&actor.hand, &id).await.map_err(|error| room.fail(error))?;
    sent(&room, found.and_then(|reading| reading.draft.original)).await
}

async fn sent(room: &Room, stored: Option<StoredFile>) -> Answer {
    let missing = || room.visit.refuse(&WebError::not_found());
    let stored = stored.ok_or_else(missing)?;
    let content = room.app.read_file(&stored).await.map_err(|error| room.fail(error))?;
    Ok(sent_file(content.ok_or_else(missing)?, &stored.media, Some(&stored.name)))
}
