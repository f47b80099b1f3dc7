//! A paper as DOCX: real styles, real tables, sections, page numbers by the rules of the layout. An office document is a zip of a few XML
//! files; they are written here directly, in one pass, so that a paper of thousands of rows costs no more memory than its text.

mod body;
mod parts;
mod table;

use crate::layout::Layout;
use crate::model::Paper;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The zip could not be written.
    #[error("the document can't be written")]
    Zip(#[from] zip::result::ZipError),
    /// The bytes could not be written.
    #[error("the document can't be written")]
    Io(#[from] std::io::Error),
}

/// The paper as DOCX. The same paper gives the same bytes.
///
/// # Errors
/// When the zip can't be written.
pub fn write_docx(paper: &Paper, layout: &Layout) -> Result<Vec<u8>, DocxError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(4));
    let title = paper.head.type_name.as_deref().unwrap_or(&layout.words.letter);
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::properties(&format!("{title} {}", paper.head.subject))),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", parts::styles(layout)),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/header1.xml", parts::header(layout)),
        ("word/document.xml", body::document(paper, layout)),
    ];
    for (name, text) in files {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
