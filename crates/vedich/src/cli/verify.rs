//! Verifying values on the command line.

use clap::{Args, Subcommand};

/// Values that wait to be verified.
#[derive(Debug, Subcommand)]
pub(crate) enum VerifyCommand {
    /// The values that wait, those a criterion hangs on first.
    #[command(after_help = "EXAMPLE:\n  vedich verify list --unit \"Tỉnh Hà Tĩnh\" --criterion 5 --json")]
    List {
        /// Only of this unit and those below it: name or code.
        #[arg(long, value_name = "NAME")]
        unit: Option<String>,
        /// Only of this criterion: its number in the set in use there for communes (hamlets in a hamlet), or SET:NUMBER.
        #[arg(long, value_name = "NUMBER")]
        criterion: Option<String>,
        /// Which list: waiting, came-back, verified.
        #[arg(long, value_name = "LIST", default_value = "waiting")]
        shows: String,
        /// At most so many.
        #[arg(long, value_name = "COUNT", default_value_t = 50)]
        limit: usize,
    },
    /// Confirm values, by the numbers of their facts.
    Confirm(Said),
    /// Return values with a reason.
    #[command(after_help = "EXAMPLE:\n  vedich verify return 214 215 --why \"Chưa có biên bản nghiệm thu\"")]
    Return(Said),
    /// Ask about values.
    Ask(Said),
    /// Answer what was asked about values: they wait again.
    #[command(after_help = "EXAMPLE:\n  vedich verify answer 214 --why \"Số liệu của BHXH tỉnh, xem công văn kèm theo\"")]
    Answer(Said),
    /// Put a value in the place of one that came back: of the same unit, indicator and date. It waits again.
    #[command(
        after_help = "EXAMPLES:\n  vedich verify correct 214 95,3 --note \"đã đo lại\"\n  vedich verify correct 215 CĐ --source \"UBND xã\""
    )]
    Correct {
        /// The number of its fact, as `list --shows came-back` shows it.
        value: u64,
        /// The new value as officials write it: 95,3, có, -; of a declared status Đ, CĐ, -.
        #[arg(allow_hyphen_values = true)]
        written: String,
        /// Who says so; without it, as before.
        #[arg(long, value_name = "TEXT")]
        source: Option<String>,
        /// A remark; where the period is locked, the reason.
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
}

/// What is said of which values.
#[derive(Debug, Args)]
pub(crate) struct Said {
    /// The numbers of the facts, as `list` shows them.
    #[arg(required = true, value_name = "FACT")]
    pub(crate) values: Vec<u64>,
    /// The reason, question or answer.
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: Option<String>,
}
