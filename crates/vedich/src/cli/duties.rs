//! Responsibilities on the command line.

use clap::Subcommand;
use std::path::PathBuf;

/// Who is responsible for which criterion, commune or hamlet.
#[derive(Debug, Subcommand)]
pub(crate) enum DutyCommand {
    /// The responsibilities a unit gave, those that are over included.
    #[command(after_help = "EXAMPLE:\n  vedich duties list --unit \"Tỉnh Hà Tĩnh\" --json")]
    List {
        /// The unit that decides them: name or code.
        #[arg(long, value_name = "NAME")]
        unit: String,
    },
    /// Read an Excel or CSV file of responsibilities and record it: all of it, or nothing. The same file twice changes nothing.
    #[command(after_help = "EXAMPLE:\n  vedich duties import phan-cong.xlsx --unit \"Tỉnh Hà Tĩnh\" --dry-run")]
    Import {
        /// The file: columns as in the matrix the page of the unit gives out.
        file: PathBuf,
        /// The unit that decides them: name or code.
        #[arg(long, value_name = "NAME")]
        unit: String,
        /// Only tell what it would do.
        #[arg(long)]
        dry_run: bool,
    },
}
