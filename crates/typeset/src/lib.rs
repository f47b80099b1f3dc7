#![doc = include_str!("../README.md")]

mod flow;
mod grid;
mod lines;
mod pages;
mod shape;
mod table;
mod write;

use vedich_papers::{Layout, Paper};

/// Why a paper could not be set.
#[derive(Debug, thiserror::Error)]
#[error("the PDF can't be written: {0}")]
pub struct PdfError(String);

/// The paper as PDF. The same paper gives the same bytes.
///
/// # Errors
/// When the PDF library refuses; a face that can't be read.
pub fn write_pdf(paper: &Paper, layout: &Layout) -> Result<Vec<u8>, PdfError> {
    let pages = flow::set(paper, layout);
    write::write(paper, layout, &pages)
}

/// How many pages the paper has, annexes included.
#[must_use]
pub fn count_pages(paper: &Paper, layout: &Layout) -> usize {
    flow::set(paper, layout).len()
}
