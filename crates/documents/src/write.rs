//! Tables out: CSV that our own reader reads back, and XLSX that prints well.

mod archive;
mod delimited;
mod workbook;

pub use archive::{ZipStream, write_zip};
pub use delimited::{CsvStyle, stream_csv, write_csv};
pub use workbook::{stream_xlsx, write_forms, write_workbook, write_xlsx};

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The disk or the connection refused.
    #[error("writing the table failed")]
    Io(#[from] std::io::Error),
    /// The workbook library refused: too many rows for a sheet, a text too long for a cell.
    #[error("the workbook can't be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
