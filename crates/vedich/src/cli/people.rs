//! People on the command line.

use super::parse_date;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use vedich_values::Date;

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
    /// where mail is set up, else by the links printed here. The same file twice changes nothing.
    #[command(
        after_help = "EXAMPLES:\n  vedich people import nguoi-dung.xlsx --dry-run\n  vedich people import nguoi-dung.xlsx --json > loi-moi.json"
    )]
    Import {
        /// The list: columns as in the workbook of `vedich people template`.
        file: PathBuf,
        /// Only tell what it would do.
        #[arg(long)]
        dry_run: bool,
        /// Accounts that get wholly another name are still the same person's.
        #[arg(long)]
        other_names: bool,
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
    /// Enter somebody with a first post and invite them: by mail where mail is set up and there is an address, else by the link printed here.
    #[command(
        after_help = "EXAMPLE:\n  vedich people invite lan.nguyen --name \"Nguyễn Thị Lan\" --role commune-officer --unit \"Kỳ Lạc, Hà Tĩnh\" --email lan@hatinh.gov.vn"
    )]
    Invite {
        /// Name to sign in with.
        login: String,
        /// Full name.
        #[arg(long)]
        name: String,
        /// Where letters go.
        #[arg(long, default_value = "")]
        email: String,
        /// Where calls go.
        #[arg(long, default_value = "")]
        phone: String,
        #[command(flatten)]
        post: NewPost,
    },
    /// Give somebody a post.
    Appoint {
        /// Name to sign in with.
        login: String,
        #[command(flatten)]
        post: NewPost,
    },
    /// Let somebody act in a post of another for a while (ủy quyền): over its unit, in its field.
    #[command(after_help = "EXAMPLE:\n  vedich people delegate 214 lan.nguyen --to 2026-12-31 --why \"đi học\"")]
    Delegate {
        /// The post, by its number in `list --json`.
        post: u64,
        /// Who acts in it: name to sign in with.
        login: String,
        /// First day; without it, today.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        from: Option<Date>,
        /// Last day.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        to: Date,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// End a post or delegation at once.
    EndPost {
        /// The post, by its number in `list --json`.
        post: u64,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Disable an account: its sessions end, its posts do not count until it is enabled again.
    Disable {
        /// Name to sign in with.
        login: String,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Let a disabled account open again.
    Enable {
        /// Name to sign in with.
        login: String,
        /// Why, for the record.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
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
    /// The tokens with which programs call the API for somebody.
    Tokens {
        /// Name to sign in with.
        login: String,
    },
    /// Make a token with which a program calls the API for somebody, with their rights; it is printed once.
    #[command(after_help = "EXAMPLE:\n  vedich people make-token lan.nguyen --name \"Phần mềm báo cáo\" --days 180 --read-only")]
    MakeToken {
        /// Name to sign in with.
        login: String,
        /// The program that will hold it.
        #[arg(long)]
        name: String,
        /// How many days it opens, 1 to 366.
        #[arg(long, value_name = "COUNT", default_value_t = 90)]
        days: u16,
        /// It only reads.
        #[arg(long)]
        read_only: bool,
    },
    /// Take a token away: from that moment on it opens nothing.
    RevokeToken {
        /// Name to sign in with.
        login: String,
        /// The token, by its id in `tokens`.
        token: String,
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

/// A post to be given.
#[derive(Debug, Args)]
pub(crate) struct NewPost {
    /// The role, by its id: commune-officer, department-specialist, leader.
    #[arg(long)]
    pub(crate) role: String,
    /// Over which unit: name, official code or our id.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// Its criteria, by their numbers in the set in force on the first day: 5, 14 or commune: 5, 14; hamlet: 3; or in a set by its id;
    /// without it, all.
    #[arg(long, value_name = "CRITERIA", default_value = "")]
    pub(crate) field: String,
    /// First day; without it, today.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) from: Option<Date>,
    /// Last day.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) to: Option<Date>,
    /// The decision that gives it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) decision: Option<String>,
}
