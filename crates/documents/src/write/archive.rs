//! Files packed into one archive.

use super::WriteError;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

/// Packs files, each under its name. What is packed already, photos above all, is not packed again.
///
/// # Errors
/// When two files have the same name, or there is too much.
pub fn write_zip(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, WriteError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(&name, options(&name)).map_err(refused)?;
        archive.write_all(&content)?;
    }
    Ok(archive.finish().map_err(refused)?.into_inner())
}

/// An archive that goes out file by file while it is packed: however large it gets, one file is held at a time.
#[derive(Debug)]
pub struct ZipStream<W: Write>(ZipWriter<StreamWriter<W>>);

impl<W: Write> ZipStream<W> {
    /// Begins one.
    pub fn new(out: W) -> Self {
        Self(ZipWriter::new_stream(out))
    }

    /// Adds a file.
    ///
    /// # Errors
    /// When a file of that name is in it, or it can't go out.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<(), WriteError> {
        self.0.start_file(name, options(name)).map_err(refused)?;
        Ok(self.0.write_all(content)?)
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it can't go out.
    pub fn finish(self) -> Result<W, WriteError> {
        let mut out = self.0.finish().map_err(refused)?.into_inner();
        out.flush()?;
        Ok(out)
    }
}

fn options(name: &str) -> SimpleFileOptions {
    let packed = [".jpg", ".png", ".webp", ".heic", ".docx", ".xlsx"].iter().any(|ending| name.ends_with(ending));
    let method = if packed { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
    SimpleFileOptions::default().compression_method(method)
}

fn refused(error: zip::result::ZipError) -> WriteError {
    WriteError::Io(std::io::Error::other(error))
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

    #[test]
    fn an_archive_that_goes_out_file_by_file_opens_alike() {
        let mut stream = ZipStream::new(Vec::new());
        for (name, content) in [("1-ảnh.jpg", vec![7; 5000]), ("2-biên bản.pdf", b"%PDF".repeat(99)), ("index.xlsx", vec![1, 2])] {
            stream.add(name, &content).unwrap();
        }
        assert!(stream.add("1-ảnh.jpg", b"x").is_err(), "a name stands once");
        let mut stream = ZipStream::new(Vec::new());
        stream.add("2-biên bản.pdf", &b"%PDF".repeat(99)).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(stream.finish().unwrap())).unwrap();
        let mut found = Vec::new();
        archive.by_name("2-biên bản.pdf").unwrap().read_to_end(&mut found).unwrap();
        assert_eq!(found, b"%PDF".repeat(99));
    }
}
