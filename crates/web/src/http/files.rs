//! Assets, and the board as a file.

use super::cache::Sent;
use super::visit::Visit;
use super::{WebError, WebState, address};
use crate::assets;
use crate::listing;
use crate::present::{board, table};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use vedich_documents::{CsvStyle, write_csv, write_xlsx};

static COMPRESSED: LazyLock<Mutex<HashMap<String, Arc<Sent>>>> = LazyLock::new(Mutex::default);

/// A bundled file: its name carries its hash, so it is cached for ever.
pub(crate) async fn asset(visit: Visit, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let known = COMPRESSED.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
    let sent = known.or_else(|| {
        let (data, mime) = assets::file(&name)?;
        let sent = Arc::new(Sent::new(data.into_owned(), mime));
        COMPRESSED.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone(), Arc::clone(&sent));
        Some(sent)
    });
    match sent {
        Some(sent) => sent.answer(&headers, "public, max-age=31536000, immutable"),
        None => visit.refuse(&WebError::not_found()),
    }
}

/// The rows of a board, exactly as filtered and sorted, as CSV or XLSX.
pub(crate) async fn board_table(State(state): State<WebState>, Path((unit, file)): Path<(String, String)>, visit: Visit) -> Response {
    let made = visit.render(&state, |s| {
        let area = address::unit(&unit)?;
        let asked = address::rows_asked(s, area)?;
        let shown = listing::shown(s.board, area, &asked).ok_or_else(WebError::not_found)?;
        let words = board::view(s, area, &asked).filter.words;
        let table = table::of(s, &shown, &words);
        let name = format!("vedich-{area}-{}", s.f.as_of);
        let failed = |error| WebError::internal(&format!("a table could not be written: {error}"));
        match file.as_str() {
            "table.csv" => Ok((write_csv(&table, CsvStyle::PEOPLE).map_err(failed)?, "text/csv; charset=utf-8", format!("{name}.csv"))),
            "table.xlsx" => Ok((write_xlsx(&table).map_err(failed)?, vedich_documents::WORKBOOK_MEDIA, format!("{name}.xlsx"))),
            _ => Err(WebError::not_found()),
        }
    });
    match made.await {
        Ok((bytes, mime, name)) => attached(bytes, mime, &name),
        Err(error) => visit.refuse(&error),
    }
}

/// The media type of a table by its name in an address.
pub(crate) fn mime(file: &str) -> Result<&'static str, WebError> {
    match file {
        "table.csv" => Ok("text/csv; charset=utf-8"),
        "table.xlsx" => Ok(vedich_documents::WORKBOOK_MEDIA),
        _ => Err(WebError::not_found()),
    }
}

/// A file to take away.
pub(crate) fn attached(bytes: Vec<u8>, mime: &'static str, name: &str) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).unwrap_or(HeaderValue::from_static("attachment"));
    ([(header::CONTENT_TYPE, HeaderValue::from_static(mime)), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
