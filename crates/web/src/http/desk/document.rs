//! A document on record.

use super::{Answer, Room, WebError, private};
use crate::pages::desk::document;
use crate::present::desk as words;
use axum::extract::Path;
use axum::http::StatusCode;

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
