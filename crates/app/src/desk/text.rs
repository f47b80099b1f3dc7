//! A file handed in, as a document.

use super::Handed;
use bytes::Bytes;
use vedich_documents::read_text;
use vedich_values::date::parse_date;

/// Why a file gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Damaged, or locked.
    Damaged,
    /// No text: a picture, a table, an old kind of file.
    NotText,
    /// A PDF of pictures.
    NoLetters,
    /// A PDF whose letters cannot be told.
    Garbled,
    /// Larger than any report.
    TooLarge,
}

impl Unreadable {
    /// Code of the reason, worded as `problem.CODE`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Damaged => "desk.unreadable-file",
            Self::NotText => "desk.not-text",
            Self::NoLetters => "desk.no-letters",
            Self::Garbled => "desk.garbled",
            Self::TooLarge => "desk.file-too-large",
        }
    }
}

/// A file as a document: plain text in any of the encodings officials use, a saved page with its title and the day it says it was
/// published, a Word document, a PDF with letters in it. What it is shows by its content, then by its name.
///
/// # Errors
/// When it gives no text.
pub fn document_of(name: &str, bytes: &[u8]) -> Result<Handed, Unreadable> {
    let document = read_text(bytes, name).map_err(|why| match why.code {
        "text.too-large" => Unreadable::TooLarge,
        "text.not-text" => Unreadable::NotText,
        "text.no-letters" => Unreadable::NoLetters,
        "text.garbled" => Unreadable::Garbled,
        _ => Unreadable::Damaged,
    })?;
    let published = document.published.as_deref().and_then(parse_date);
    let original = vedich_store::kind_of(bytes).map(|_| Bytes::copy_from_slice(bytes));
    Ok(Handed { file: Some(name.to_owned()), title: document.title, text: document.text, published, original })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_pages_give_their_text_and_other_files_say_why_not() {
        let text = |name: &str, bytes: &[u8]| document_of(name, bytes).map(|document| document.text);
        assert_eq!(text("tin.txt", "Xã đạt 16/20".as_bytes()).as_deref(), Ok("Xã đạt 16/20"));
        let page = text("tin.html", "<html><script>x</script><p>Xã <b>đạt</b></p><p>16/20</p>".as_bytes()).unwrap();
        assert_eq!(page.split_whitespace().collect::<Vec<_>>(), ["Xã", "đạt", "16/20"]);
        assert_eq!(text("tin.txt", b"\xff\xfe\x61\x00").as_deref(), Ok("a"));
        assert!(matches!(text("tin.pdf", b"%PDF-1.7"), Err(Unreadable::Damaged | Unreadable::NoLetters)));
        assert!(matches!(text("tin.docx", b"PK\x03\x04"), Err(Unreadable::Damaged | Unreadable::NotText)));
        assert_eq!(text("tin.docx", b"PK junk"), Err(Unreadable::Damaged));
        let dated = b"<html><head><meta property=\"article:published_time\" content=\"2021-03-09T08:00:00+07:00\"></head><p>Tin</p></html>";
        assert_eq!(document_of("tin.html", dated).unwrap().published, parse_date("2021-03-09"));
        assert_eq!(text("anh.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), Err(Unreadable::NotText));
    }
}
