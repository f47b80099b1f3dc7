//! Rendered pages, kept as sent: plain, gzip and brotli. A page is found by everything it depends on, so nothing is ever stale.

use crate::frame::Theme;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::{Arc, OnceLock};
use vedich_values::Date;
use vedich_wording::Lang;

/// Most bytes the cache holds: enough for the boards of every province in both languages.
const CAPACITY: u64 = 48 * 1024 * 1024;

/// Everything a page depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// Path and query.
    pub(crate) address: Box<str>,
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) today: Date,
    pub(crate) version: u64,
}

/// A page as it is sent.
#[derive(Debug)]
pub(crate) struct Sent {
    plain: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    etag: HeaderValue,
    mime: &'static str,
}

/// The cache.
#[derive(Clone)]
pub(crate) struct PageCache(Cache<Key, Arc<Sent>>);

impl PageCache {
    pub(crate) fn new() -> Self {
        let weigh = |key: &Key, page: &Arc<Sent>| {
            // Both compressed forms, made when first asked for, take about a third of the plain one together.
            u32::try_from(key.address.len() + page.plain.len() * 4 / 3 + 512).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(CAPACITY).weigher(weigh).build())
    }

    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Sent>> {
        self.0.get(key)
    }

    pub(crate) fn keep(&self, key: Key, page: Arc<Sent>) {
        self.0.insert(key, page);
    }
}

impl Sent {
    /// A page; each compressed form is made once, when somebody takes it.
    pub(crate) fn new(plain: Vec<u8>, mime: &'static str) -> Self {
        let digest = Sha256::digest(&plain);
        let tag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let etag = HeaderValue::try_from(format!("W/\"{tag}\"")).unwrap_or(HeaderValue::from_static("W/\"0\""));
        Self { plain: plain.into(), gzip: OnceLock::new(), brotli: OnceLock::new(), etag, mime }
    }

    /// The answer to a request with these headers: 304 when the reader has it already, else the smallest form it takes.
    pub(crate) fn answer(&self, headers: &HeaderMap, control: &'static str) -> Response {
        let has = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if has.is_some_and(|tags| tags == "*" || tags.split(',').any(|tag| tag.trim() == self.etag)) {
            return (
                StatusCode::NOT_MODIFIED,
                [(header::ETAG, self.etag.clone()), (header::CACHE_CONTROL, HeaderValue::from_static(control)), (header::VARY, VARY)],
            )
                .into_response();
        }
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (body, encoding) = if accepts(accepted, "br") {
            (self.brotli.get_or_init(|| brotli(&self.plain).unwrap_or_default().into()), Some("br"))
        } else if accepts(accepted, "gzip") {
            (self.gzip.get_or_init(|| gzip(&self.plain).unwrap_or_default().into()), Some("gzip"))
        } else {
            (&self.plain, None)
        };
        let mut response = Response::new(body.clone().into());
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.mime));
        out.insert(header::ETAG, self.etag.clone());
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static(control));
        out.insert(header::VARY, VARY);
        if let Some(encoding) = encoding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

/// What pages depend on besides the address.
const VARY: HeaderValue = HeaderValue::from_static("accept-encoding, accept-language, cookie");

/// Whether an `Accept-Encoding` header takes an encoding: named, and not with `q=0`.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding))
            && !parts.any(|q| matches!(q, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(5));
    encoder.write_all(plain)?;
    encoder.finish()
}

fn brotli(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(plain.len() / 4);
    let params = brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 20, size_hint: plain.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &plain[..], &mut out, &params)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_taken_as_asked_for() {
        assert!(accepts("gzip, deflate, br;q=0.9", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
        assert!(!accepts("brotli", "br"));
    }

    #[test]
    fn a_reader_who_has_the_page_gets_304() {
        let page = Sent::new(b"<p>".to_vec(), "text/html");
        let mut headers = HeaderMap::new();
        assert_eq!(page.answer(&headers, "no-cache").status(), StatusCode::OK);
        headers.insert(header::IF_NONE_MATCH, page.etag.clone());
        assert_eq!(page.answer(&headers, "no-cache").status(), StatusCode::NOT_MODIFIED);
    }
}
