//! Responsibilities on the command line.

use super::parse_date;
use clap::Subcommand;
use std::path::PathBuf;
use vedich_values::Date;

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
    /// Make somebody responsible for a criterion, everywhere below the unit, or for a unit below it.
    #[command(
        after_help = "EXAMPLE:\n  vedich duties give --unit \"Tỉnh Hà Tĩnh\" --criterion 5 --holder \"Sở Giáo dục và Đào tạo\" --decision 12/QĐ-UBND"
    )]
    Give {
        /// The unit that decides it: name or code.
        #[arg(long, value_name = "NAME")]
        unit: String,
        /// Who, by name.
        #[arg(long, value_name = "NAME")]
        holder: String,
        /// Their login, where there is an account.
        #[arg(long)]
        login: Option<String>,
        /// For this criterion.
        #[arg(long, value_name = "NUMBER", required_unless_present = "over", conflicts_with = "over")]
        criterion: Option<u16>,
        /// For this unit: name or code.
        #[arg(long, value_name = "NAME")]
        over: Option<String>,
        /// Helping, not in charge.
        #[arg(long)]
        support: bool,
        /// First day; without it, today.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        from: Option<Date>,
        /// Last day.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        to: Option<Date>,
        /// The decision.
        #[arg(long, value_name = "TEXT")]
        decision: Option<String>,
        /// Whoever is in charge until then hands over: theirs ends the day before.
        #[arg(long)]
        hand_over: bool,
    },
    /// End a responsibility from a day on.
    End {
        /// The unit that decided it: name or code.
        #[arg(long, value_name = "NAME")]
        unit: String,
        /// The responsibility, by its number in `list --json`.
        duty: u64,
        /// From that day on; without it, today.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        from: Option<Date>,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
}
