//! The files of a ZIP archive.

use std::io::{Cursor, Read};

/// More files than this are refused: a person settles them one by one.
pub const MOST_FILES: usize = 1_000;
/// All files together may unpack to this many bytes (a "zip bomb" unpacks to a thousand times its size).
const LARGEST_UNPACKED: u64 = 256 << 20;

/// Why an archive cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// It is no ZIP archive, or damaged.
    #[error("not a readable ZIP archive")]
    Unreadable,
    /// Too many files, or too large when unpacked.
    #[error("too large when unpacked")]
    TooLarge,
}

/// Whether the bytes begin like a ZIP archive.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether an archive is an office document rather than a folder of files.
#[must_use]
pub fn is_office_document(bytes: &[u8]) -> bool {
    zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name("[Content_Types].xml").is_some())
}

/// The files in an archive by name, folders and the hidden companions of other systems left out.
///
/// # Errors
/// When it cannot be read, or is too large.
pub fn files(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ArchiveError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ArchiveError::Unreadable)?;
    if archive.len() > MOST_FILES * 2 {
        return Err(ArchiveError::TooLarge);
    }
    let (mut found, mut left) = (Vec::new(), LARGEST_UNPACKED);
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| ArchiveError::Unreadable)?;
        let name = file.name().map(|name| name.to_string()).map_err(|_| ArchiveError::Unreadable)?;
        let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if file.is_dir() || hidden {
            continue;
        }
        let mut content = Vec::new();
        let read = file.take(left + 1).read_to_end(&mut content).map_err(|_| ArchiveError::Unreadable)?;
        left = left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)).ok_or(ArchiveError::TooLarge)?;
        found.push((name, content));
        if found.len() > MOST_FILES {
            return Err(ArchiveError::TooLarge);
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(name.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn files_come_out_in_order_without_hidden_ones() {
        let bytes = archive(&["b/tin 2.txt", "a.txt", "__MACOSX/a.txt", ".DS_Store"]);
        assert!(is_archive(&bytes) && !is_office_document(&bytes));
        let names: Vec<String> = files(&bytes).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a.txt", "b/tin 2.txt"]);
        assert!(is_office_document(&archive(&["[Content_Types].xml"])));
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        assert_eq!(files(b"PK\x03\x04 and nothing more"), Err(ArchiveError::Unreadable));
        let many: Vec<String> = (0..=MOST_FILES).map(|i| format!("{i}.txt")).collect();
        assert_eq!(files(&archive(&many.iter().map(String::as_str).collect::<Vec<_>>())), Err(ArchiveError::TooLarge));
    }
}
