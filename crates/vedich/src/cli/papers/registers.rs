//! The registers of papers, on the command line.

use crate::cli::parse_date;
use clap::Args;
use std::path::PathBuf;
use vedich_values::Date;

/// Whose register, of which year.
#[derive(Debug, Args)]
pub(crate) struct RegisterOf {
    /// Whose register: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// The year of the register [default: this year].
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
}

/// A line of an incoming register.
#[derive(Debug, Args)]
pub(crate) struct LineOf {
    #[command(flatten)]
    pub(crate) of: RegisterOf,
    /// Its number in the register; it stays.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) number: u32,
}

/// Whose registers, of which year, and where to.
#[derive(Debug, Args)]
pub(crate) struct RegisterArguments {
    #[command(flatten)]
    pub(crate) of: RegisterOf,
    /// Words that all stand in a line, with or without diacritics [default: every line].
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    pub(crate) words: String,
    /// The workbook to write: .xlsx [default: on the screen].
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
}

/// A paper that came in.
#[derive(Debug, Args)]
pub(crate) struct ReceiveArguments {
    /// Whose register: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// Who issued it.
    #[arg(long, value_name = "NAME")]
    pub(crate) author: String,
    /// Number and symbol on it.
    #[arg(long, value_name = "SYMBOL", default_value = "")]
    pub(crate) symbol: String,
    /// The date on it.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) dated: Date,
    /// Type name and abstract.
    #[arg(long, value_name = "TEXT")]
    pub(crate) subject: String,
    /// The day it came [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) came: Option<Date>,
    /// Unit or person it is given to.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) given_to: String,
    /// By when it has to be answered.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) due: Option<Date>,
}

/// A line of the incoming register to correct. What is not given stays as it stands.
#[derive(Debug, Args)]
pub(crate) struct CorrectArguments {
    #[command(flatten)]
    pub(crate) line: LineOf,
    /// Why it is corrected.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Who issued it.
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,
    /// Number and symbol on it.
    #[arg(long, value_name = "SYMBOL")]
    pub(crate) symbol: Option<String>,
    /// The date on it.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) dated: Option<Date>,
    /// Type name and abstract.
    #[arg(long, value_name = "TEXT")]
    pub(crate) subject: Option<String>,
    /// The day it came.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) came: Option<Date>,
    /// Unit or person it is given to.
    #[arg(long, value_name = "NAME")]
    pub(crate) given_to: Option<String>,
    /// By when it has to be answered.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) due: Option<Date>,
}

/// What became of a paper that came in; it replaces what was said before.
#[derive(Debug, Args)]
pub(crate) struct FollowArguments {
    #[command(flatten)]
    pub(crate) line: LineOf,
    /// How far it is.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) progress: String,
    /// Number and symbol of the paper that answers it.
    #[arg(long, value_name = "SYMBOL", default_value = "")]
    pub(crate) answer: String,
    /// A remark.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) note: String,
}

/// A paper handed over.
#[derive(Debug, Args)]
pub(crate) struct HandOverArguments {
    /// Whose register of arrivals: name or code.
    #[arg(long, value_name = "NAME", required_unless_present = "paper")]
    pub(crate) unit: Option<String>,
    /// The issued paper: its number in `vedich paper list`.
    #[arg(long, value_name = "PAPER", required_unless_present = "number", conflicts_with = "number")]
    pub(crate) paper: Option<u64>,
    /// The paper that came in: its number in the register.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) number: Option<u32>,
    /// The year of the register of arrivals [default: this year].
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
    /// The day [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) on: Option<Date>,
    /// How many copies.
    #[arg(long, value_name = "COUNT")]
    pub(crate) copies: Option<u32>,
    /// Who keeps the copy for the file.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) kept_by: String,
    /// Who signed for it.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) received_by: String,
    /// A remark.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) note: String,
}
