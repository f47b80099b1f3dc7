//! The audit trail on the command line.

use super::parse_date;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use vedich_values::Date;

/// The audit trail (nhật ký): what was done, when, by whom, in which post.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// The newest entries that fit.
    #[command(after_help = "EXAMPLE:\n  vedich audit search --who lan.nguyen --from 2026-11-01 --json")]
    Search {
        #[command(flatten)]
        which: Which,
        /// At most so many.
        #[arg(long, value_name = "COUNT", default_value_t = 50)]
        limit: usize,
    },
    /// One entry: what was done to which unit, indicator or person, with what value and why.
    #[command(after_help = "EXAMPLE:\n  vedich audit show 214 --json")]
    Show {
        /// Number of the entry.
        #[arg(value_name = "NUMBER")]
        entry: u64,
    },
    /// All entries that fit as a file, CSV or XLSX by its ending.
    #[command(after_help = "EXAMPLE:\n  vedich audit export --unit \"Tỉnh Hà Tĩnh\" --to nhat-ky.xlsx")]
    Export {
        #[command(flatten)]
        which: Which,
        /// File to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

/// Which entries.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// Words of the login or name of whoever did it.
    #[arg(long, value_name = "WORDS")]
    pub(crate) who: Option<String>,
    /// The code of what was done: sign-in, record-sheet, appoint.
    #[arg(long, value_name = "CODE")]
    pub(crate) kind: Option<String>,
    /// Only what was done over or about a unit and all below it: name, official code or our id.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,
    /// From that day on.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) from: Option<Date>,
    /// Until the end of that day.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) until: Option<Date>,
    /// Only entries before that number.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) before: Option<u64>,
}
