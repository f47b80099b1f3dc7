//! Texts in: what a saved page, a Word document, a PDF or a plain text says, as paragraphs, with the place of each part.

mod decode;
mod docx;
mod html;
mod legacy;
mod pdf;

use std::path::Path;
use vedich_values::{Diagnostic, Place};

/// Larger files are refused, in bytes: 64 MB, more than any report with its pictures.
pub const LARGEST_TEXT_FILE: usize = 64 << 20;

/// What a file was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// Plain text.
    Plain,
    /// A saved page.
    Html,
    /// A Word document (DOCX).
    Docx,
    /// A PDF with letters in it.
    Pdf,
}

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A page (trang) of a PDF.
    Page,
    /// A paragraph (đoạn) of a Word document.
    Paragraph,
}

/// Where a part of a document begins in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Code point it begins at.
    pub start: u32,
    /// What it is.
    pub kind: PartKind,
    /// Its number, from 1.
    pub number: u32,
}

/// A document as text.
#[derive(Debug, Clone)]
pub struct TextDocument {
    /// Its text: paragraphs are lines, cells of a row are parted by tabs.
    pub text: String,
    /// What it was.
    pub format: TextFormat,
    /// Its title, when it names one.
    pub title: Option<String>,
    /// The day it says it was published (`2020-08-05`): pages only.
    pub published: Option<String>,
    /// Its pages or paragraphs, in order; empty for plain texts and pages.
    pub parts: Vec<Part>,
}

impl TextDocument {
    /// The part a code point of the text lies in.
    #[must_use]
    pub fn part_of(&self, at: u32) -> Option<Part> {
        self.parts.partition_point(|p| p.start <= at).checked_sub(1).and_then(|i| self.parts.get(i)).copied()
    }
}

/// Why a document gives no text.
#[derive(Debug)]
pub(crate) enum Failure {
    TooLarge(u64),
    NotText,
    NoLetters,
    Garbled,
    Damaged(String),
}

/// Reads the text of a file: what it is shows by its first bytes, then by its name.
///
/// # Errors
/// When it is too large, damaged, a scan without letters, a PDF whose letters cannot be told, or no text at all; the diagnostic says which.
///
/// # Example
/// ```
/// let page = "<html><title>Tin</title><p>Xã Tân Lập đạt 15/19 tiêu chí.</p></html>";
/// let document = vedich_documents::read_text(page.as_bytes(), "tin.html").unwrap();
/// assert_eq!(document.text, "Tin\nXã Tân Lập đạt 15/19 tiêu chí.\n");
/// ```
pub fn read_text(bytes: &[u8], name: &str) -> Result<TextDocument, Diagnostic> {
    let place = || Place { file: Some(name.to_owned()), ..Place::default() };
    let found = if bytes.len() > LARGEST_TEXT_FILE { Err(Failure::TooLarge(LARGEST_TEXT_FILE as u64)) } else { document(bytes, name) };
    found.map_err(|failure| match failure {
        Failure::TooLarge(largest) => Diagnostic::error("text.too-large", place()).with("largest", format!("{} MB", largest >> 20)),
        Failure::NotText => Diagnostic::error("text.not-text", place()),
        Failure::NoLetters => Diagnostic::error("text.no-letters", place()),
        Failure::Garbled => Diagnostic::error("text.garbled", place()),
        Failure::Damaged(why) => Diagnostic::error("text.unreadable", place()).with("why", why),
    })
}

/// Codes of the problems a text can have; each is worded in `vedich-wording`.
pub const TEXT_CODES: &[&str] = &["text.too-large", "text.not-text", "text.no-letters", "text.garbled", "text.unreadable"];

fn document(bytes: &[u8], name: &str) -> Result<TextDocument, Failure> {
    let extension = Path::new(name).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain = |text: String, format, parts| TextDocument { text, format, title: None, published: None, parts };
    if bytes.starts_with(b"%PDF") || extension == "pdf" {
        return pdf::read(bytes).map(|(text, parts)| plain(decode::modern(text), TextFormat::Pdf, parts));
    }
    // What calls itself a Word document and is none is damaged, not a plain text.
    let is_word = extension == "docx" && !bytes.starts_with(b"\xd0\xcf\x11\xe0") && !looks_html(bytes);
    if bytes.starts_with(b"PK\x03\x04") || is_word {
        return docx::read(bytes).map(|(text, parts)| plain(decode::modern(text), TextFormat::Docx, parts));
    }
    // the old Word format, pictures, archives
    if bytes.starts_with(b"\xd0\xcf\x11\xe0")
        || bytes.starts_with(b"\x89PNG")
        || bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"Rar!")
    {
        return Err(Failure::NotText);
    }
    if matches!(extension.as_str(), "html" | "htm" | "xhtml" | "mhtml") || looks_html(bytes) {
        let page = html::read(bytes);
        return Ok(TextDocument {
            text: page.text,
            format: TextFormat::Html,
            title: page.title,
            published: page.published,
            parts: Vec::new(),
        });
    }
    let text = decode::decode(bytes, None);
    if text.chars().take(4000).filter(|c| *c == '\0' || *c == '\u{FFFD}').count() > 40 {
        return Err(Failure::NotText);
    }
    Ok(plain(text, TextFormat::Plain, Vec::new()))
}

fn looks_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml") && head.contains("<html")
        || head.contains("<body")
}
