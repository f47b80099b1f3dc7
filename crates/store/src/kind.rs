//! What a file is, told by its content.

/// The kinds of file that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
    /// Photo.
    Jpeg,
    /// Picture.
    Png,
    /// Picture.
    Webp,
    /// Photo of a phone, which browsers do not show.
    Heic,
}

impl Kind {
    /// Media type.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
        }
    }

    /// Ending of a name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Heic => "heic",
        }
    }
}

/// What a file is; none when it is nothing that is kept: another type, or an office document with macros.
#[must_use]
pub fn kind_of(content: &[u8]) -> Option<Kind> {
    match infer::get(content)?.mime_type() {
        "application/pdf" => Some(Kind::Pdf),
        "image/jpeg" => Some(Kind::Jpeg),
        "image/png" => Some(Kind::Png),
        "image/webp" => Some(Kind::Webp),
        "image/heif" | "image/heic" => Some(Kind::Heic),
        media if media == Kind::Docx.media() => office(content),
        media if media == Kind::Xlsx.media() => office(content),
        "application/zip" => office(content),
        _ => None,
    }
}

/// An office document by the names of its parts.
fn office(content: &[u8]) -> Option<Kind> {
    if !has(content, b"[Content_Types].xml") || has(content, b"vbaProject.bin") {
        return None;
    }
    match (has(content, b"word/document.xml"), has(content, b"xl/workbook.xml")) {
        (true, false) => Some(Kind::Docx),
        (false, true) => Some(Kind::Xlsx),
        _ => None,
    }
}

fn has(content: &[u8], name: &[u8]) -> bool {
    content.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        assert_eq!(kind_of(b"%PDF-1.7\n1 0 obj"), Some(Kind::Pdf));
        assert_eq!(kind_of(b"MZ\x90\x00\x03\x00\x00\x00"), None);
        assert_eq!(kind_of(b"<html><script>alert(1)</script>"), None);
        assert_eq!(kind_of(b""), None);
        let zip = |parts: &str| [b"PK\x03\x04\x14\x00\x00\x00".as_slice(), parts.as_bytes()].concat();
        assert_eq!(kind_of(&zip("[Content_Types].xml word/document.xml")), Some(Kind::Docx));
        assert_eq!(kind_of(&zip("[Content_Types].xml xl/workbook.xml")), Some(Kind::Xlsx));
        assert_eq!(kind_of(&zip("[Content_Types].xml xl/workbook.xml xl/vbaProject.bin")), None, "macros");
        assert_eq!(kind_of(&zip("classes.dex")), None);
    }
}
