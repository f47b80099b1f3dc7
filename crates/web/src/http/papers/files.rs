//! A paper as a file: DOCX, PDF, HTML, its tables as XLSX.

use super::Desk;
use super::draft::open;
use crate::http::{Answer, WebError};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use vedich_app::papers::{file_name, workbook};

/// A preview is a page of its own with its own styles and nothing else.
const PREVIEW_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) async fn file(desk: Desk, Path((paper, what)): Path<(String, String)>) -> Answer {
    let (_, composed) = open(&desk, &paper).await?;
    let name = file_name(&composed);
    let made = tokio::task::spawn_blocking(move || made(&composed.paper, &composed.layout, &what)).await;
    let stopped = |_| desk.visit.refuse(&WebError::internal("a paper could not be written"));
    let made = made.map_err(stopped)?.map_err(|error| desk.visit.refuse(&error))?;
    if made.ending == "html" {
        let headers =
            [(header::CONTENT_SECURITY_POLICY, PREVIEW_CSP), (header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, made.mime)];
        return Ok((headers, made.bytes).into_response());
    }
    Ok(sent(made, &name))
}

/// A file for download.
pub(super) fn sent(made: Made, name: &str) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}.{}\"", made.ending));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(made.mime)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, made.bytes).into_response()
}

/// A file and what it is.
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    pub(super) mime: &'static str,
    pub(super) ending: &'static str,
}

fn made(paper: &vedich_papers::Paper, layout: &vedich_papers::Layout, what: &str) -> Result<Made, WebError> {
    let failed = |error: &dyn std::fmt::Display| WebError::internal(&format!("a paper could not be written: {error}"));
    let (bytes, mime, ending) = match what {
        "paper.docx" => (
            vedich_papers::write_docx(paper, layout).map_err(|error| failed(&error))?,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        "paper.pdf" => (vedich_typeset::write_pdf(paper, layout).map_err(|error| failed(&error))?, "application/pdf", "pdf"),
        "paper.html" => (vedich_papers::write_page(paper, layout).into_bytes(), "text/html; charset=utf-8", "html"),
        "tables.xlsx" => (workbook(paper).map_err(|error| failed(&error))?, XLSX, "xlsx"),
        _ => return Err(WebError::not_found()),
    };
    Ok(Made { bytes, mime, ending })
}

/// The type of workbooks.
pub(super) const XLSX: &str = vedich_documents::WORKBOOK_MEDIA;
