//! Files packed into one archive.

use super::WriteError;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Packs files, each under its name. What is packed already, photos above all, is not packed again.
///
/// # Errors
/// When two files have the same name, or there is too much.
pub fn write_zip(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, WriteError> {
    let refused = |error: zip::result::ZipError| WriteError::Io(std::io::Error::other(error));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let packed = [".jpg", ".png", ".webp", ".heic", ".docx", ".xlsx"].iter().any(|ending| name.ends_with(ending));
        let method = if packed { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        archive.start_file(name, SimpleFileOptions::default().compression_method(method)).map_err(refused)?;
        archive.write_all(&content)?;
    }
    Ok(archive.finish().map_err(refused)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn an_archive_holds_what_was_packed_under_its_name() {
        let files = vec![("index.xlsx".to_owned(), vec![1, 2]), ("7-Đường thôn 5.pdf".to_owned(), b"%PDF".repeat(99))];
        let packed = write_zip(files.clone()).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        for (name, content) in files {
            let mut found = Vec::new();
            archive.by_name(&name).unwrap().read_to_end(&mut found).unwrap();
            assert_eq!(found, content);
        }
    }
}
