//! People on the command line.

use clap::Subcommand;
use std::path::PathBuf;

/// Accounts: who there is and what opens them, and what an administrator does about it.
#[derive(Debug, Subcommand)]
pub(crate) enum People {
    /// Everybody whose login or name has some words: posts of today, and whether a second factor is there and required.
    #[command(after_help = "EXAMPLES:\n  vedich people list\n  vedich people list \"nguyen lan\" --json")]
    List {
        /// Words of the login or the name; without any, everybody.
        words: Vec<String>,
    },
    /// Take an Excel or CSV list of people, a row a post: accounts, posts and what changed, all of it or nothing. Who is new is invited, by mail
    /// where [mail] is set up, else by the links printed here. The same file twice changes nothing.
    #[command(
        after_help = "EXAMPLES:\n  vedich people import nguoi-dung.xlsx --dry-run\n  vedich people import nguoi-dung.xlsx --json > loi-moi.json"
    )]
    Import {
        /// The list: columns as in the workbook of `vedich people template`.
        file: PathBuf,
        /// Only tell what it would do.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write the workbook that `vedich people import` takes: empty, with the roles explained beside it.
    #[command(after_help = "EXAMPLE:\n  vedich people template --to nguoi-dung.xlsx --filled")]
    Template {
        /// File to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// With everybody who has a post.
        #[arg(long)]
        filled: bool,
    },
    /// Write somebody's details anew: name, unit, where letters and calls reach them. What is not given stays.
    #[command(
        after_help = "EXAMPLE:\n  vedich people describe lan.nguyen --email lan@hatinh.gov.vn --home \"Kỳ Lạc, Hà Tĩnh\" --why \"Chuyển công tác\""
    )]
    Describe {
        /// Name to sign in with.
        login: String,
        /// Full name.
        #[arg(long)]
        name: Option<String>,
        /// The unit that administers the account: name, official code or our id.
        #[arg(long, value_name = "UNIT")]
        home: Option<String>,
        /// Where letters go; an empty text takes the address away.
        #[arg(long)]
        email: Option<String>,
        /// Where calls go; an empty text takes the number away.
        #[arg(long)]
        phone: Option<String>,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
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
