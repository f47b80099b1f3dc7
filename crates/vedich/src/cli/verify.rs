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
}

/// What is said of which values.
#[derive(Debug, Args)]
pub(crate) struct Said {
    /// The numbers of the facts, as `list` shows them.
    #[arg(required = true, value_name = "FACT")]
    pub(crate) values: Vec<u64>,
    /// The reason or question.
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: Option<String>,
}
