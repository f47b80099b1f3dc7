//! A paper as it is kept once it is issued: its model as JSON, deflated, in letters that fit into a fact. The record covers it by its hash
//! chain, so nobody changes a figure of an issued paper without being noticed, and the three outputs can be made again at any time.

use crate::model::Paper;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write};

/// No paper is larger: some thousand pages of tables.
const LARGEST_BYTES: u64 = 64 << 20;

/// The letters a paper is kept as; none when it could not be written, which memory alone can cause.
#[must_use]
pub fn freeze(paper: &Paper) -> Option<String> {
    let json = serde_json::to_vec(paper).ok()?;
    let mut deflated = DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    deflated.write_all(&json).ok()?;
    Some(STANDARD.encode(deflated.finish().ok()?))
}

/// The paper again; none when the letters are no paper.
#[must_use]
pub fn thaw(letters: &str) -> Option<Paper> {
    let deflated = STANDARD.decode(letters).ok()?;
    let mut json = Vec::new();
    DeflateDecoder::new(deflated.as_slice()).take(LARGEST_BYTES).read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}
