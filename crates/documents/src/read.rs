//! Tables in: CSV and XLSX, recognised by their content, every problem with its place.

mod delimited;
mod encoding;
mod workbook;

use crate::sheet::Sheets;
use std::path::Path;
use vedich_values::{Diagnostic, Place, Severity};

/// Larger files are refused: texts are addressed with 32 bits, and nobody fills in a gigabyte.
const LARGEST_FILE: usize = 1 << 30;

/// Reads the tables of a file: XLSX when the bytes are a ZIP archive, otherwise delimited text (comma, semicolon or tab; UTF-8 or UTF-16).
///
/// # Errors
/// When the file can't be read as a table; a diagnostic says where and why, e.g. that it is in an old Vietnamese encoding.
///
/// ```
/// let sheets = vedich_documents::read_table("Mã xã;Kết quả\n06730;95,3\n".as_bytes(), "xa.csv").unwrap();
/// let row = sheets.sheets[0].row(1).unwrap();
/// assert_eq!(row.cell(1).label(), "95,3");
/// assert_eq!(row.place(1).key.as_deref(), Some("B2"));
/// ```
pub fn read_table(bytes: &[u8], name: &str) -> Result<Sheets, Vec<Diagnostic>> {
    let place = Place { file: Some(name.to_owned()), ..Place::default() };
    if bytes.len() > LARGEST_FILE {
        let megabytes = LARGEST_FILE >> 20;
        return Err(vec![Diagnostic::error("table.too-large", place).with("largest", format!("{megabytes} MB"))]);
    }
    let sheets = if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(bytes, name)?
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(vec![Diagnostic::error("table.old-workbook", place)]);
    } else {
        vec![delimited::read(encoding::decode(bytes, name)?, name)?]
    };
    let sheets: Vec<_> = sheets.into_iter().filter(|sheet| !sheet.is_empty()).collect();
    if sheets.is_empty() {
        return Err(vec![Diagnostic::error("table.empty", place)]);
    }
    Ok(Sheets { file: name.to_owned(), sheets })
}

/// Reads the tables of a file on disk.
///
/// # Errors
/// When the file can't be opened, or can't be read as a table.
pub fn read_path(path: &Path) -> Result<Sheets, Vec<Diagnostic>> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    match std::fs::read(path) {
        Ok(bytes) => read_table(&bytes, &name),
        Err(error) => Err(vec![Diagnostic {
            code: "table.unreadable",
            severity: Severity::Error,
            place: Place { file: Some(name), ..Place::default() },
            params: vec![("why", error.to_string())],
        }]),
    }
}
