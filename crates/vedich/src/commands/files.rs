//! Files somebody named: read, written, never written over where they may be the only copy.

use crate::failure::{Failure, problem, reason};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use vedich_app::AppError;
use vedich_documents::{CsvStyle, Table, write_csv, write_xlsx};
use vedich_values::{Diagnostic, Place};
use vedich_wording::Lang;

/// What is in a file somebody named.
///
/// # Errors
/// Refused, with the file's name, when it cannot be read.
pub(crate) fn given(file: &Path) -> Result<Vec<u8>, AppError> {
    std::fs::read(file).map_err(|error| {
        let code = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => "input.none",
            ErrorKind::PermissionDenied => "input.denied",
            ErrorKind::IsADirectory => "input.is-folder",
            _ => "input.failed",
        };
        AppError::Refused(vec![Diagnostic::error(code, named(file)).with("why", reason(&error))])
    })
}

/// The text in a file somebody named.
///
/// # Errors
/// Refused, with the file's name, when it cannot be read or is no text in UTF-8.
pub(crate) fn given_text(file: &Path) -> Result<String, AppError> {
    String::from_utf8(given(file)?).map_err(|_| AppError::Refused(vec![Diagnostic::error("table.not-utf8", named(file))]))
}

fn named(file: &Path) -> Place {
    Place { file: Some(file.display().to_string()), ..Place::default() }
}

/// Writes a file, in the place of one that is there; `-` is the terminal.
///
/// # Errors
/// When it cannot be written: which, and what to do.
pub(crate) fn write(to: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    if to == Path::new("-") {
        let mut out = std::io::stdout().lock();
        return out.write_all(bytes.as_ref()).and_then(|()| out.flush()).map_err(|error| Failure::unwritten(to, &error));
    }
    std::fs::write(to, bytes).map_err(|error| Failure::unwritten(to, &error))
}

/// What a file that was written is called to a person.
pub(crate) fn shown(to: &Path, lang: Lang) -> String {
    if to == Path::new("-") { lang.text("cli.terminal").to_owned() } else { to.display().to_string() }
}

/// Refuses a name that is taken: what is there may be the only copy.
///
/// # Errors
/// When something of that name is there.
pub(crate) fn must_be_new(to: &Path) -> Result<(), Failure> {
    if to.exists() { Err(Failure::refused(vec![problem("output.exists").with("file", to.display())])) } else { Ok(()) }
}

/// The kind of table a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableFile {
    Csv,
    Workbook,
}

impl TableFile {
    /// By the ending; `-` is CSV on the terminal.
    ///
    /// # Errors
    /// When the ending is another: what is written must be what its name says.
    pub(crate) fn of(to: &Path) -> Result<Self, Failure> {
        let is = |ending: &str| to.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
        match () {
            () if to == Path::new("-") || is("csv") => Ok(Self::Csv),
            () if is("xlsx") => Ok(Self::Workbook),
            () => Err(Failure::misused(problem("usage.no-table-file").with("found", to.display()))),
        }
    }

    /// The table as such a file.
    ///
    /// # Errors
    /// When it is larger than a file of that kind can be.
    pub(crate) fn bytes(self, table: &Table, style: CsvStyle) -> anyhow::Result<Vec<u8>> {
        Ok(match self {
            Self::Csv => write_csv(table, style)?,
            Self::Workbook => write_xlsx(table)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_as_its_name_says_or_not_at_all() {
        assert_eq!(TableFile::of(Path::new("a.CSV")).unwrap(), TableFile::Csv);
        assert_eq!(TableFile::of(Path::new("-")).unwrap(), TableFile::Csv);
        assert_eq!(TableFile::of(Path::new("b.xlsx")).unwrap(), TableFile::Workbook);
        for wrong in ["c.pdf", "d", "e.xls"] {
            assert_eq!(TableFile::of(Path::new(wrong)).unwrap_err().problems[0].code, "usage.no-table-file", "{wrong}");
        }
    }
}
