#![doc = include_str!("../README.md")]

pub mod archive;
mod cell;
mod columns;
mod look;
mod read;
mod sheet;
mod table;
mod text;
mod write;

/// Media type of an Excel workbook (.xlsx), from the register of IANA.
pub const WORKBOOK_MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub use cell::{CellValue, NumberCell, address, column_letters};
pub use columns::{Header, Tables, Wanted, find_header, find_tables};
pub use look::first_page;
pub use read::{read_path, read_table};
pub use sheet::{Row, Sheet, Sheets};
pub use table::{Column, Content, Form, Kind, Mark, Table, Tone};
pub use text::{LARGEST_TEXT_FILE, Part, PartKind, TEXT_CODES, TextDocument, TextFormat, read_text};
pub use write::{CsvStyle, WriteError, ZipStream, stream_csv, stream_xlsx, write_csv, write_forms, write_workbook, write_xlsx, write_zip};
