//! `vedich sheet`: entry sheets as workbooks, and who has reported.

use super::misread::Misread;
use super::parse_date;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use vedich_values::{Date, Period};

#[derive(Debug, Subcommand)]
pub(crate) enum Sheet {
    /// Write the sheet of a unit, or of all units below an area, as a workbook filled with what is known.
    Export {
        #[command(flatten)]
        which: Which,
        /// A row for every unit below instead of the unit's own sheet.
        #[arg(long)]
        units: bool,
        /// Workbook to write.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Read a workbook that came back (our sheets, forms B01, B04, B11) and record it: all or nothing.
    Import {
        /// The workbook.
        file: PathBuf,
        #[command(flatten)]
        which: Which,
        /// Only tell what it would do.
        #[arg(long)]
        dry_run: bool,
        /// Hand the period in for the units of the file.
        #[arg(long)]
        submit: bool,
        /// Why odd values are kept.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Why it comes after the period was locked.
        #[arg(long, value_name = "TEXT")]
        late: Option<String>,
        /// Who says so, for lines that do not say it themselves.
        #[arg(long, value_name = "TEXT")]
        source: Option<String>,
    },
    /// Move the last day on which a period is handed in, for an area and everything below it.
    #[command(
        after_help = "EXAMPLE:\n  vedich sheet move-due --unit \"Tỉnh Hà Tĩnh\" --period 2026-11 --due 2026-11-30 --reason \"Bão số 12\""
    )]
    MoveDue {
        #[command(flatten)]
        which: Which,
        /// The new last day.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        due: Date,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Who has handed a period in and who has not.
    Reporting {
        #[command(flatten)]
        which: Which,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Which {
    /// Name (with its parents after commas) or official code of the unit or area.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// 2026-W48 (a week), 2026-11, 2026-Q4, 2026-H1, 2026-9M, 2026.
    #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
    pub(crate) period: Period,
}

fn parse_period(text: &str) -> Result<Period, Misread> {
    text.parse().map_err(|_| Misread::new("usage.no-period", text))
}
