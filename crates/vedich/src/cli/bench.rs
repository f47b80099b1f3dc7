//! What can be measured.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    pub(crate) what: Option<BenchWhat>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BenchWhat {
    /// Officers saving at once: drafts kept and sheets recorded, on SQLite and, when an address is given, on PostgreSQL.
    Entry {
        /// How many save at once.
        #[arg(long, default_value_t = 500)]
        officers: usize,
        /// Rounds of everybody saving.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// An empty PostgreSQL database to measure on, too.
        #[arg(long, value_name = "URL")]
        postgres: Option<String>,
    },
    /// Write the data sets the rivals are measured on, those the folder does not hold yet.
    Files {
        /// The folder.
        dir: PathBuf,
    },
    /// A sheet of 640,000 cells, written and read back.
    Sheet,
    /// The roll-up of 8,000 units x 75 indicators x 8 periods, from files of the peers' generator.
    Rollup {
        /// Folder with units.csv, indicators.csv, values.csv, expected.json.
        dir: PathBuf,
    },
    /// The critical path of a network file: `id,duration,preds` or `unit,id,duration,preds`.
    Cpm {
        /// CSV file of the peers' generators.
        file: PathBuf,
    },
    /// Critical paths, forecasts and allocations, beside what is asked: on those files of the peers' generators the folder holds.
    Roadmap {
        /// Folder with dag_N.csv, port_8000.csv, alloc_N.json.
        dir: PathBuf,
    },
    /// The page of a roadmap of 400 and of 1,000 tasks, drawn anew for every request.
    Gantt,
    /// A report of some 200 pages as PDF, DOCX and HTML.
    Papers,
    /// Bulletins: articles of 3 KB a second on one core, and texts made to hurt.
    Bulletins,
    /// A million tasks: a page of a list at its front and far into it.
    Tasks,
    /// A million meetings, proposals, papers, entries and documents: a page of each list at its front and at its end.
    Lists,
    /// A million values waiting to be verified: the first page of the queue, and what notices cost each page.
    Queue,
    /// Make a deterministic national data set in an empty database.
    Data {
        /// Number of communes (at most 10,035).
        #[arg(long, default_value_t = 10_035)]
        communes: usize,
        /// Seed.
        #[arg(long, default_value_t = 42)]
        seed: u64,
    },
}
