//! People on the command line.

use clap::Subcommand;

/// Accounts: who there is and what opens them, and what an administrator does about it.
#[derive(Debug, Subcommand)]
pub(crate) enum People {
    /// Everybody whose login or name has some words: posts of today, and whether a second factor is there and required.
    #[command(after_help = "EXAMPLES:\n  vedich people list\n  vedich people list \"nguyen lan\" --json")]
    List {
        /// Words of the login or the name; without any, everybody.
        words: Vec<String>,
    },
    /// Take away the second factor and the passkeys of somebody who lost them; their sessions end.
    #[command(after_help = "EXAMPLE:\n  vedich people reset-factor lan.nguyen --why \"Mất điện thoại\"")]
    ResetFactor {
        /// Name to sign in with.
        login: String,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// End every session of somebody.
    EndSessions {
        /// Name to sign in with.
        login: String,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
}
