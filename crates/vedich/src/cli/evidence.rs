//! Evidence and site visits on the command line.

use super::parse_date;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use vedich_values::Date;

/// Evidence (minh chứng) of a unit: list, fetch, add, withdraw.
#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceCommand {
    /// Everything attached to a unit, withdrawn evidence included.
    #[command(after_help = "EXAMPLE:\n  vedich evidence list --unit \"Quảng Tân, Quảng Ninh\" --json")]
    List {
        /// The unit: name, official code or our id.
        #[arg(long, value_name = "NAME")]
        unit: String,
    },
    /// Write the file of a piece of evidence to a path.
    Get {
        /// Its number, as `list` shows it.
        evidence: u64,
        /// File to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// What the dossier of a unit needs and what is there, under the set in force on a day.
    #[command(after_help = "EXAMPLE:\n  vedich evidence checklist --unit \"Lâm Hợp, Kỳ Anh, Hà Tĩnh\" --as-of 2020-12-31 --json")]
    Checklist {
        /// The unit: name, official code or our id.
        #[arg(long, value_name = "NAME")]
        unit: String,
        /// The day; without it, today.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        as_of: Option<Date>,
    },
    /// Everything attached to a unit and not withdrawn as one ZIP with an index.
    #[command(after_help = "EXAMPLE:\n  vedich evidence archive --unit \"Quảng Tân, Quảng Ninh\" --to minh-chung.zip")]
    Archive {
        /// The unit: name, official code or our id.
        #[arg(long, value_name = "NAME")]
        unit: String,
        /// File to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Attach files or a link: all of them, or nothing.
    #[command(
        after_help = "EXAMPLES:\n  vedich evidence add bien-ban.pdf anh.jpg --unit \"Quảng Tân, Quảng Ninh\" --about indicator:2.1:acceptance\n  vedich evidence add --link https://example.vn/quyet-dinh --unit \"Quảng Tân, Quảng Ninh\" --about criterion:5 --title \"Quyết định 12\""
    )]
    Add(NewEvidence),
    /// Withdraw evidence with a reason; it stays in the record and in the store.
    Withdraw {
        /// Its number, as `list` shows it.
        evidence: u64,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

/// What is attached to which unit.
#[derive(Debug, Args)]
pub(crate) struct NewEvidence {
    /// The files.
    pub(crate) files: Vec<PathBuf>,
    /// An address elsewhere.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) link: Option<String>,
    /// The unit: name, official code or our id.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// What it shows: unit, dossier:KEY, criterion:5, indicator:5.1, indicator:5.1:KEY, value:FACT, task:ROADMAP:TASK, visit:FACT.
    #[arg(long, value_name = "WHAT", default_value = "unit")]
    pub(crate) about: String,
    /// What it is called; without it, by the names of the files.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) title: String,
    /// The day it holds for; without it, today.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) on: Option<Date>,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Keep where and by whom photos were taken.
    #[arg(long)]
    pub(crate) keep_metadata: bool,
}

/// Site visits (kiểm tra thực địa) to a unit: list, record, follow up.
#[derive(Debug, Subcommand)]
pub(crate) enum VisitCommand {
    /// The visits to a unit, latest first, with what became of what they demanded.
    #[command(after_help = "EXAMPLE:\n  vedich visits list --unit \"Quảng Tân, Quảng Ninh\" --json")]
    List {
        /// The unit: name, official code or our id.
        #[arg(long, value_name = "NAME")]
        unit: String,
    },
    /// Record a visit. A finding is written `CRITERION | FOUND | DEMAND | DEADLINE`; only FOUND is needed.
    #[command(
        after_help = "EXAMPLE:\n  vedich visits record --unit \"Quảng Tân, Quảng Ninh\" --on 2026-06-20 --who \"Ông Nguyễn Văn A\" --finding \"2 | Đường thôn 3 chưa có rãnh | Làm rãnh 200 m | 2026-08-30\" anh.jpg"
    )]
    Record {
        /// Photos and minutes.
        files: Vec<PathBuf>,
        /// The unit: name, official code or our id.
        #[arg(long, value_name = "NAME")]
        unit: String,
        /// The day; without it, today.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        on: Option<Date>,
        /// Who took part; once for each.
        #[arg(long, value_name = "NAME", required = true)]
        who: Vec<String>,
        /// What was found; once for each.
        #[arg(long, value_name = "FINDING", required = true)]
        finding: Vec<String>,
        /// The record in words.
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// Keep where and by whom photos were taken.
        #[arg(long)]
        keep_metadata: bool,
    },
    /// Report a demand done, in the name of the unit: what was done, with photos and papers that show it.
    #[command(after_help = "EXAMPLE:\n  vedich visits report 214 0 --note \"Đã làm 200 m rãnh\" anh-sau.jpg")]
    Report {
        /// The visit, by its number.
        visit: u64,
        /// Which of its findings, from 0.
        finding: u16,
        /// Photos and papers that show it.
        files: Vec<PathBuf>,
        /// The day it was done; without it, today.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        on: Option<Date>,
        /// What was done.
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Have a demand met again that was reported done or accepted.
    Reopen {
        /// The visit, by its number.
        visit: u64,
        /// Which of its findings, from 0.
        finding: u16,
        /// Another deadline.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        due: Option<Date>,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Accept that a demand was met, or with `--due` move its deadline.
    Follow {
        /// The visit, by its number.
        visit: u64,
        /// Which of its findings, from 0.
        finding: u16,
        /// Another deadline.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        due: Option<Date>,
        /// A remark, or why the deadline moves.
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
}
