//! The documents on record: a page to look for them, the way from an entry to its document, and the same through the API.

use super::{Answer, Room, WebError, private, see};
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::asker::Asker;
use crate::pages::desk::shelf::{ShelfView, render};
use crate::present::desk as words;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_app::desk::{Shelf, ShelfSearch, Shelved};
use vedich_units::Resolution;
use vedich_values::date::parse_date;
use vedich_values::{Date, EntrySeq, FactSeq, UnitId};

/// Documents of a page.
const PAGE: usize = 50;
/// Documents of a page of the API, at most.
const MOST: usize = 200;

/// The page; what is no day or no unit is told above an empty list.
pub(super) async fn show(room: Room) -> Answer {
    room.actor()?;
    let f = room.frame();
    let view = match search(&room) {
        Err(wrong) => ShelfView { wrong, ..ShelfView::default() },
        Ok(search) => {
            let Shelf { documents, next } = room.app.shelf(&search, PAGE).await.map_err(|error| room.fail(error))?;
            let registry = room.app.reference().registry;
            let next = next.map(|next| f.here_with(&[("before", &next.to_string())]));
            ShelfView { lines: documents.iter().map(|one| words::shelved(f, &registry, one)).collect(), next, ..ShelfView::default() }
        }
    };
    let status = if view.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(private(status, render(f, &view)))
}

/// What an address asks for, or what is wrong with it in words.
fn search(room: &Room) -> Result<ShelfSearch, String> {
    let f = room.frame();
    let typed = |name: &str| f.param(name).map(str::trim).filter(|text| !text.is_empty());
    let day = |name: &str| match typed(name) {
        None => Ok(None),
        Some(text) => parse_date(text).map(Some).ok_or_else(|| f.say("web.error.bad-date", &[("text", text)])),
    };
    let area = typed("place").map(|text| unit(room, text)).transpose()?;
    let before = typed("before").and_then(|text| text.parse().ok()).map(FactSeq);
    Ok(ShelfSearch { area, from: day("from")?, until: day("until")?, words: typed("words").unwrap_or_default().to_owned(), before })
}

/// A unit of today, else one that has ended.
fn unit(room: &Room, text: &str) -> Result<UnitId, String> {
    let registry = room.app.reference().registry;
    let near = match registry.resolve(text, room.app.today()) {
        Resolution::One(unit) => return Ok(unit),
        Resolution::Ambiguous(found) | Resolution::NotFound(found) => found,
    };
    match near.iter().filter(|one| one.exact).collect::<Vec<_>>().as_slice() {
        [one] => Ok(one.unit),
        _ => {
            let near = near.iter().take(4).map(|one| registry.path(one.unit, one.on)).collect::<Vec<_>>().join("; ");
            Err(room.frame().say("web.confirm.no-unit", &[("near", if near.is_empty() { "–" } else { &near })]))
        }
    }
}

/// The document of an entry: what "entry 31" leads to.
pub(super) async fn of_entry(room: Room, Path(entry): Path<u64>) -> Answer {
    room.actor()?;
    let found = room.app.document_of_entry(EntrySeq(entry)).await.map_err(|error| room.fail(error))?;
    let fingerprint = found.ok_or_else(|| room.visit.refuse(&WebError::not_found()))?;
    Ok(see(&format!("/documents/{fingerprint}")))
}

/// Which documents on record are asked for.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DocumentsQuery {
    /// Words that all stand in the title or the text, marks and capitals aside.
    #[serde(default)]
    words: String,
    /// Our id of a unit: documents about it, a unit below it, or one that went into it.
    place: Option<u32>,
    /// Of this day or later.
    #[param(value_type = Option<String>)]
    from: Option<Date>,
    /// Of this day or earlier.
    #[param(value_type = Option<String>)]
    until: Option<Date>,
    /// `next` of the page before.
    before: Option<u64>,
    /// Documents of a page: 50 unless asked otherwise, 200 at most.
    limit: Option<usize>,
}

/// A page of documents on record, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DocumentsAnswer {
    /// The documents.
    documents: Vec<ShelvedShape>,
    /// Where the next page begins; none when everything was looked through.
    next: Option<u64>,
}

/// A document on record, without its text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ShelvedShape {
    /// SHA-256 over its words: its address is `/api/v1/documents/FINGERPRINT`.
    fingerprint: String,
    /// Its title.
    title: String,
    /// Name of its file.
    file: Option<String>,
    /// Our id of the unit its first statement is about.
    unit: u32,
    /// The day of that statement.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    /// The entry it came with.
    entry: u64,
    /// When it was recorded, UTC.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: vedich_values::Timestamp,
}

/// Documents on record that something was stated from, newest first.
#[utoipa::path(get, path = "/api/v1/documents", tag = "bulletins", params(DocumentsQuery),
    responses((status = 200, body = DocumentsAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_documents(asker: Asker, Asking(query): Asking<DocumentsQuery>) -> Result<Json<DocumentsAnswer>, Problem> {
    let DocumentsQuery { words, place, from, until, before, limit } = query;
    let search = ShelfSearch { area: place.map(UnitId), from, until, words, before: before.map(FactSeq) };
    let most = limit.unwrap_or(PAGE).clamp(1, MOST);
    let shelf = asker.app.shelf(&search, most).await.map_err(asker.of_write())?;
    let shape = |Shelved { fingerprint, title, file, unit, as_of, entry, recorded_at, .. }| ShelvedShape {
        fingerprint,
        title,
        file,
        unit: unit.get(),
        as_of,
        entry: entry.get(),
        recorded_at,
    };
    Ok(Json(DocumentsAnswer { documents: shelf.documents.into_iter().map(shape).collect(), next: shelf.next.map(FactSeq::get) }))
}
