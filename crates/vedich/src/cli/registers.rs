//! `vedich criteria` and `vedich units`: what is looked up.

use super::parse_date;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use vedich_values::Date;

#[derive(Debug, Subcommand)]
pub(crate) enum Criteria {
    /// All sets known.
    #[command(after_help = "EXAMPLE:\n  vedich criteria list --json")]
    List,
    /// One set as officials know it, with the values this installation confirmed.
    #[command(after_help = "EXAMPLE:\n  vedich criteria show vn.commune.2026-2030.standard --db sqlite:vedich.db")]
    Show {
        /// Id of the set.
        set: String,
    },
    /// Check a set or procedure file: every problem with line, key and what to write instead.
    #[command(
        after_help = "EXAMPLE:\n  vedich criteria check vn-ha-tinh.commune.2026-2030.standard.toml\n\nSets of your own go into the folder named by [criteria] folder in vedich.toml."
    )]
    Check {
        /// TOML files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// What differs between two sets.
    #[command(after_help = "EXAMPLE:\n  vedich criteria diff vn.commune.2021-2025.standard vn.commune.2026-2030.standard")]
    Diff {
        /// Older set.
        from: String,
        /// Newer set.
        to: String,
    },
    /// Set a value the province decides, or confirm one that was not verified, by a decision.
    #[command(
        after_help = "EXAMPLES:\n  vedich criteria confirm vn.commune.2021-2025.standard 10 --unit \"Tỉnh Hà Tĩnh\" --zone btb --year 2023 --decision 318/QĐ-TTg --decided 2022-03-08\n  vedich criteria confirm vn.district.2021-2025.standard @satisfaction --unit \"Tỉnh Hà Tĩnh\" --threshold \">= 95\" --decision 12/QĐ-UBND --decided 2023-01-01"
    )]
    Confirm(Confirm),
    /// How units come to be recognised: the procedures, or one of them with its steps, papers, votes and grounds of withdrawal.
    #[command(after_help = "EXAMPLE:\n  vedich criteria procedures vn.procedure.2021-2025")]
    Procedures {
        /// Id of the procedure [default: list them].
        id: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Confirm {
    /// Id of the set.
    pub(crate) set: String,
    /// Indicator code (`10`), a part of one (`5/min`), or a demand outside the criteria (`@satisfaction`).
    pub(crate) code: String,
    /// Area the value holds in: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// The value, as sets write it: ">= 80", "= yes" [default: the value of the set is confirmed].
    #[arg(long, value_name = "VALUE")]
    pub(crate) threshold: Option<String>,
    /// Only for this zone or group of the set.
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
    /// Only for this year.
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
    /// Number of the decision.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) decision: String,
    /// Date of the decision.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) decided: Date,
    /// First day it holds [default: the date of the decision].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) from: Option<Date>,
    /// Last day it holds [default: open].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) to: Option<Date>,
    /// The value set before that this one corrects: the number of its fact (`seq` of the API).
    #[arg(long, value_name = "SEQ")]
    pub(crate) correcting: Option<u64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Units {
    /// Find places by name as people write it, or by code.
    #[command(after_help = "EXAMPLES:\n  vedich units find \"xa hai dong, mong cai\"\n  vedich units find 18838 --as-of 2020-09-08")]
    Find {
        /// Name, with or without diacritics; parents after commas.
        name: String,
        /// Only places that exist on this date.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        as_of: Option<Date>,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        most: usize,
    },
    /// Everything known of one place.
    #[command(after_help = "EXAMPLE:\n  vedich units show \"Quảng An, Đầm Hà\" --as-of 2024-01-24 --json")]
    Show {
        /// Name or code.
        name: String,
        /// Date [default: today, else the last day it existed].
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        as_of: Option<Date>,
    },
    /// The units below a place on a date.
    #[command(after_help = "EXAMPLE:\n  vedich units at 2025-06-30 --unit \"Huyện Kỳ Anh\"")]
    At {
        /// Date.
        #[arg(value_parser = parse_date)]
        date: Date,
        /// Place [default: the country].
        #[arg(long, value_name = "NAME")]
        unit: Option<String>,
    },
    /// What a place became, and what it came from.
    #[command(after_help = "EXAMPLE:\n  vedich units successors \"Lâm Hợp, Kỳ Anh\" --as-of 2020-09-08")]
    Successors {
        /// Name or code.
        name: String,
        /// A date on which it existed.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        as_of: Option<Date>,
    },
}
