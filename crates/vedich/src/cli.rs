//! The command line: what can be asked, with examples. Shapes marked "fixed" in README are scripted by others.

pub(crate) mod audit;
mod bench;
pub(crate) mod bulletin;
#[cfg(test)]
mod dates;
pub(crate) mod duties;
pub(crate) mod evidence;
#[cfg(test)]
mod examples;
pub(crate) mod help;
pub(crate) mod misread;
pub(crate) mod papers;
pub(crate) mod people;
mod plans;
pub(crate) mod registers;
pub(crate) mod roadmaps;
pub(crate) mod sheets;
pub(crate) mod steering;
pub(crate) mod steering_write;
mod tables;
pub(crate) mod verify;

pub(crate) use bench::{Bench, BenchWhat};
pub(crate) use misread::parse_date;
pub(crate) use plans::{Distribution, Roadmap};
pub(crate) use registers::{Confirm, Criteria, Units};
pub(crate) use tables::{Export, ExportWhat, Import, ImportWhat};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use misread::parse_lang;
use std::net::SocketAddr;
use std::path::PathBuf;
use vedich_values::Date;
use vedich_wording::Lang;

/// Vedich runs a New Rural Development programme (xây dựng nông thôn mới): places against criteria, explained, on any date.
#[derive(Debug, Parser)]
#[command(
    name = "vedich",
    version,
    about,
    max_term_width = 110,
    after_help = "EXAMPLES:\n  vedich serve --demo\n  vedich assess --unit \"Lâm Hợp, Kỳ Anh\" --as-of 2020-09-08\n  vedich units find \"xa hai dong\"\n\nURL of a database: sqlite:PATH or postgres://user@host/name. Without --db the configuration's is used.\nExit codes: 0 done, 1 the input was refused, 2 wrong usage, 3 something failed."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options every command takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Global {
    /// Database: sqlite:PATH or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) db: Option<String>,
    /// Configuration file (TOML); default ./vedich.toml when there is one.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Language of tables and messages: vi or en.
    #[arg(long, global = true, value_name = "LANG", value_parser = parse_lang)]
    pub(crate) lang: Option<Lang>,
    /// Answer as JSON, for machines.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// No progress bars, no hints.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the site and the API.
    #[command(
        after_help = "EXAMPLES:\n  vedich serve --demo\n  vedich serve --db sqlite:data.db --listen 0.0.0.0:8080\n  vedich serve --local-admin"
    )]
    Serve(Serve),
    /// Load the five demo cases into an empty database, and end.
    #[command(after_help = "EXAMPLE:\n  vedich demo --db sqlite:demo.db")]
    Demo,
    /// Administrators: make one, or give anybody a link to choose a new password.
    #[command(
        subcommand,
        after_help = "EXAMPLES:\n  vedich admin create lan.nguyen --name \"Nguyễn Thị Lan\"\n  vedich admin link lan.nguyen"
    )]
    Admin(Admin),
    /// Accounts: list them with what opens them, reset a lost second factor, end sessions.
    #[command(subcommand)]
    People(people::People),
    /// Letters that were not delivered: list them, send one again.
    #[command(
        subcommand,
        after_help = "EXAMPLES:\n  vedich letters list --json\n  vedich letters again invite-giao-ban-11-120-a@xa.gov.vn --address van-phong@xa.gov.vn"
    )]
    Letters(Letters),
    /// Assess a place against a criteria set as of a date.
    #[command(
        after_help = "EXAMPLES:\n  vedich assess --unit \"Lâm Hợp, Kỳ Anh\" --as-of 2020-09-08 --json\n  vedich assess --unit \"Quảng An, Đầm Hà\" --as-of 2024-01-24 --set vn.commune.2021-2025.advanced"
    )]
    Assess(Assess),
    /// Bring observations or units in from CSV or XLSX: all or nothing.
    #[command(after_help = "EXAMPLES:\n  vedich import observations thang-6.xlsx --dry-run\n  vedich import units thon-ban.csv")]
    Import(Import),
    /// Take observations, a board or the journal out.
    #[command(
        after_help = "EXAMPLES:\n  vedich export observations --unit \"Huyện Kỳ Anh, Hà Tĩnh\" --as-of 2020-09-08 --to ky-anh.xlsx\n  vedich export board --unit \"Huyện Kỳ Anh, Hà Tĩnh\" --as-of 2020-09-08 --known-on 2020-09-30 --to b01.xlsx\n  vedich export journal --to journal.csv"
    )]
    Export(Export),
    /// Entry sheets as workbooks, out and back; who has reported.
    #[command(
        subcommand,
        after_help = "EXAMPLES:\n  vedich sheet export --unit \"Huyện Kỳ Anh, Hà Tĩnh\" --period 2020-09 --units --to ky-anh.xlsx\n  vedich sheet import ky-anh.xlsx --unit \"Huyện Kỳ Anh, Hà Tĩnh\" --period 2020-09 --dry-run\n  vedich sheet reporting --unit \"Hà Tĩnh\" --period 2026-11"
    )]
    Sheet(sheets::Sheet),
    /// Official texts: read the facts and tasks they state.
    #[command(subcommand)]
    Bulletin(bulletin::Bulletin),
    /// Criteria sets: list, show, check a file, compare two.
    #[command(subcommand)]
    Criteria(Criteria),
    /// The words of the programme, their abbreviations and their English.
    #[command(after_help = "EXAMPLE:\n  vedich glossary \"duong gang\"")]
    Glossary {
        /// Part of a term in either language, or of an abbreviation; diacritics optional [default: all].
        word: Option<String>,
    },
    /// Find places, criteria, tasks, meetings, conclusions, proposals and papers by their words.
    #[command(
        after_help = "EXAMPLES:\n  vedich search \"kenh muong\"\n  vedich search \"12/TB-BCĐ\" --kind papers\n  vedich search \"Hải Đông\" --kind tasks --as-of 2021-03-31 --json"
    )]
    Search(SearchArguments),
    /// Administrative units: find, show, tree at a date, what became of them.
    #[command(subcommand)]
    Units(Units),
    /// Roadmaps: kept in the database, or from files; the critical path, the forecast, where the money goes.
    #[command(
        subcommand,
        after_help = "EXAMPLES:\n  vedich roadmap schedule lam-hop.json --json\n  vedich roadmap forecast lam-hop.json --runs 10000 --seed 1 --target 2020-12-31 --json\n  vedich roadmap allocate von-2021.json --seconds 10 --json\n\nA plan: {\"start\":\"2020-09-08\",\"calendar\":\"vn\",\"tasks\":[{\"id\":\"a\",\"name\":\"Khảo sát\",\"duration_days\":5,\"optimistic\":3,\"pessimistic\":9,\n  \"predecessors\":[{\"id\":\"b\",\"type\":\"FS\",\"lag_days\":0}]}]}; calendars: vn, every-day, mon-fri; see docs/plan-files.md.\n\nMoney by source: {\"years\":[2026,2027],\"sources\":[{\"id\":\"tw\",\"name\":\"NSTW\",\"budgets\":[5000,6000]}],\"areas\":[{\"id\":\"ka\",\"communes_at_least\":1,\n  \"money_at_least\":0,\"money_at_most\":9000}],\"communes\":[{\"id\":\"lh\",\"name\":\"Lâm Hợp\",\"area\":\"ka\",\"by\":2027,\"must\":false,\"never\":false,\"criteria\":[\n  {\"code\":\"2\",\"name\":\"Giao thông\",\"works\":[{\"cost\":1200,\"lead\":1,\"sources\":[\"tw\"]}]}]}]}; amounts in millions of đồng (unit_dong changes that); see docs/allocate.md."
    )]
    Roadmap(Roadmap),
    /// Tasks: lists, one of them, the weekly and monthly count.
    #[command(
        subcommand,
        after_help = "EXAMPLES:\n  vedich tasks list --unit \"Huyện Kỳ Anh\" --as-of 2020-10-10 --show overdue\n  vedich tasks count --unit \"Quảng An, Đầm Hà\" --as-of 2024-04-26 --json"
    )]
    Tasks(steering::Tasks),
    /// Meetings: lists, one of them with its conclusions and tasks.
    #[command(subcommand, after_help = "EXAMPLE:\n  vedich meetings show b-5-xa")]
    Meetings(steering::Meetings),
    /// Proposals and their answers.
    #[command(subcommand, after_help = "EXAMPLE:\n  vedich proposals list --unit \"Thành phố Móng Cái\" --as-of 2021-03-31")]
    Proposals(steering::Proposals),
    /// What a leader sees of an area: the decisions asked for, and the ranking of its places with the points explained.
    #[command(after_help = "EXAMPLE:\n  vedich leaders --unit \"Huyện Kỳ Anh, Hà Tĩnh\" --as-of 2020-11-30 --json")]
    Leaders(steering::OfArea),
    /// Official papers: reports with their tables as DOCX, PDF, HTML or XLSX; templates checked; what was issued.
    #[command(subcommand)]
    Paper(papers::PaperCommand),
    /// Values that wait to be verified: list, confirm, return, ask.
    #[command(subcommand)]
    Verify(verify::VerifyCommand),
    /// Responsibilities: list, or out of a file.
    #[command(subcommand)]
    Duties(duties::DutyCommand),
    /// Evidence of a unit: list, fetch, add, withdraw.
    #[command(subcommand)]
    Evidence(evidence::EvidenceCommand),
    /// Site visits to a unit: list, record, follow up.
    #[command(subcommand)]
    Visits(evidence::VisitCommand),
    /// The audit trail: what was done, by whom; searched, taken out.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// The journal: verify its hash chain, show its last entries.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Take a consistent copy of the database, also while it is being served: the journal, accounts and their keys, drafts.
    #[command(
        after_help = "EXAMPLE:\n  vedich backup --to sao-luu-2026-11-22.vedich\n\nLeft out: open sessions, one-time links, tokens of programs, failed attempts, letters waiting, evidence files (docs/backup.md). The file opens accounts: keep it safe."
    )]
    Backup {
        /// File to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Bring a backup back into an empty database, checking every row of it.
    #[command(after_help = "EXAMPLE:\n  vedich restore --from sao-luu-2026-11-22.vedich --db sqlite:moi.db")]
    Restore {
        /// The backup file.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Explain in plain words what is wrong with this installation, if anything: reference data, port, database, evidence, mail.
    #[command(after_help = "EXAMPLE:\n  vedich doctor --config vedich.toml")]
    Doctor,
    /// Measure speed on this machine, or make test data of national size.
    Bench(Bench),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Admin {
    /// Make an administrator of the whole system, and print the one-time link with which they choose a password.
    Create {
        /// Name to sign in with: lower-case letters, digits, dots.
        login: String,
        /// Full name.
        #[arg(long)]
        name: String,
        /// Where letters go: digests, a link for a forgotten password.
        #[arg(long)]
        email: Option<String>,
    },
    /// Print a one-time link with which a person chooses a new password.
    Link {
        /// Name to sign in with.
        login: String,
    },
    /// Put new keys in the place of those of the installation, and the seeds of codes under them; stop the server before, start it after.
    RenewKeys,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address to listen on [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<SocketAddr>,
    /// Load the demo cases first when the database is empty.
    #[arg(long)]
    pub(crate) demo: bool,
    /// Allow confirming thresholds without an account; only on a loopback address.
    #[arg(long)]
    pub(crate) local_admin: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Assess {
    /// Name (with its parents after commas) or official code of the place.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// Date the answer holds for [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
    /// Only what had been recorded by the end of this date.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) known_on: Option<Date>,
    /// Criteria set to use instead of the one in force.
    #[arg(long, value_name = "SET")]
    pub(crate) set: Option<String>,
}

impl Cli {
    /// The command line of this process. It is answered in the language it names, else in the configuration's, which it then names.
    pub(crate) fn of_process() -> Self {
        let line: Vec<std::ffi::OsString> = std::env::args_os().collect();
        let named = |option: &str| {
            let of = |(at, word): (usize, &std::ffi::OsString)| {
                let word = word.to_str()?;
                let next = || line.get(at + 1).and_then(|next| next.to_str()).map(str::to_owned);
                if word == option { next() } else { word.strip_prefix(option)?.strip_prefix('=').map(str::to_owned) }
            };
            line.iter().enumerate().find_map(of)
        };
        let configured = || crate::config::Config::language(named("--config").map(PathBuf::from).as_deref());
        let lang = named("--lang").and_then(|tag| Lang::from_tag(&tag)).or_else(configured).unwrap_or_default();
        let json = line.iter().any(|word| word == "--json");
        let matches = help::in_language(Self::command(), lang).try_get_matches_from(&line);
        let read = matches.and_then(|matches| Self::from_arg_matches(&matches));
        let mut cli = read.unwrap_or_else(|error| help::end(lang, json, &error));
        cli.global.lang = Some(lang);
        cli
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Walk the hash chain; name the first broken row.
    #[command(after_help = "Write the printed head hash down; `--head HASH` later proves that nothing before it was changed or cut off.")]
    Verify {
        /// A head hash written down earlier: it must still be part of the chain.
        #[arg(long, value_name = "HASH")]
        head: Option<String>,
    },
    /// The last entries.
    #[command(after_help = "EXAMPLE:\n  vedich journal tail -n 50 --json")]
    Tail {
        /// How many.
        #[arg(long, short = 'n', default_value_t = 20)]
        lines: u64,
    },
}

/// What is looked for.
#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// Words that must all be said, with or without diacritics; the last may be the beginning of one.
    pub(crate) words: String,
    /// One kind alone, fifty at a time [default: all, the first ten of each].
    #[arg(long, value_parser = ["units", "criteria", "indicators", "procedures", "glossary", "tasks", "meetings", "conclusions", "proposals", "papers", "arrivals"])]
    pub(crate) kind: Option<String>,
    /// Of one kind: the code the page before ended with.
    #[arg(long, value_name = "CODE", requires = "kind")]
    pub(crate) after: Option<String>,
    /// The date it holds for [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
}

/// Letters that were given up.
#[derive(Debug, Subcommand)]
pub(crate) enum Letters {
    /// Those that were not delivered: refused for good, or tried for some days; why.
    List,
    /// Send one again.
    Again {
        /// Its code in `list`.
        letter: String,
        /// Another address, where it went to somebody without an account.
        #[arg(long, value_name = "ADDRESS")]
        address: Option<String>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn scripted_shapes_parse() {
        for line in [
            "vedich demo --db sqlite:x.db",
            "vedich serve --db sqlite:x.db --listen 127.0.0.1:0",
            "vedich serve --demo",
            "vedich assess --db sqlite:x.db --unit Lâm --as-of 2020-09-08 --json",
            "vedich import observations f.csv --db sqlite:x.db --dry-run --json",
            "vedich bench --json",
            "vedich bench rollup dir --json",
            "vedich bench cpm f.csv --json",
            "vedich roadmap schedule f.json --json",
            "vedich roadmap forecast f.json --runs 10000 --seed 7 --target 2020-12-31 --json",
            "vedich roadmap allocate f.json --seconds 30 --json",
            "vedich roadmap forecast --unit Lâm --as-of 2020-09-08 --json",
            "vedich roadmap make --unit Lâm --start 2020-09-08 --target 2020-12-31 --criteria 1,2 --db sqlite:x.db",
            "vedich roadmap count --unit Lâm --task tc2.thi-cong --done 25% --close-week",
            "vedich bench data --communes 100 --seed 1 --db sqlite:x.db",
            "vedich journal verify --db sqlite:x.db",
            "vedich export observations --known-on 2020-09-30 --to x.csv",
            "vedich criteria confirm vn.commune.2021-2025.standard 10 --unit Lâm --threshold >=45 --decision 1/QĐ --decided 2022-06-01",
        ] {
            Cli::try_parse_from(line.split(' ')).unwrap_or_else(|e| panic!("{line}: {e}"));
        }
    }
}
