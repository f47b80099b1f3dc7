//! Roadmaps, kept or from files.

use super::{parse_date, roadmaps};
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;
use vedich_values::Date;

/// The shape of a duration between its estimates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Distribution {
    /// Straight lines up to the likely duration and down again.
    Triangular,
    /// The beta curve of PERT.
    Pert,
}

impl Distribution {
    pub(crate) const fn shape(self) -> vedich_roadmap::forecast::Shape {
        match self {
            Self::Triangular => vedich_roadmap::forecast::Shape::Triangular,
            Self::Pert => vedich_roadmap::forecast::Shape::Pert,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Roadmap {
    /// Dates, floats and the critical path of a plan.
    Schedule {
        /// The plan, JSON.
        file: PathBuf,
    },
    /// How likely a date is: many runs with durations between the estimates.
    Forecast {
        /// The plan, JSON; or name a place whose roadmap is in the database.
        #[arg(required_unless_present = "unit", conflicts_with_all = ["unit", "as_of", "roadmap"])]
        file: Option<PathBuf>,
        /// Name (with its parents after commas) or official code of the place.
        #[arg(long, value_name = "NAME")]
        unit: Option<String>,
        /// Date the answer holds for [default: today].
        #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "unit")]
        as_of: Option<Date>,
        /// Which of its roadmaps [default: the one being followed].
        #[arg(long, value_name = "KEY", requires = "unit")]
        roadmap: Option<String>,
        /// Number of runs.
        #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        runs: u32,
        /// Seed: the same seed gives the same answer.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The date to reach [default: of a kept roadmap its own].
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        target: Option<Date>,
        /// The shape of a duration between its estimates, for a kept roadmap [default: pert]; a file says its own.
        #[arg(long, value_enum, requires = "unit")]
        distribution: Option<Distribution>,
    },
    /// Check files of your own before they are put to use: templates of tasks, a table of risks (.toml), a list of holidays (.csv).
    #[command(after_help = "EXAMPLE:\n  vedich roadmap check mau/giao-thong.toml rui-ro.toml ngay-nghi-2027.csv")]
    Check {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Which communes to fund in which year so that most reach the target soonest.
    Allocate {
        /// Budgets, caps, communes and costs, JSON.
        file: PathBuf,
        /// Time to search.
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=86_400))]
        seconds: u64,
    },
    #[command(flatten)]
    Kept(roadmaps::KeptRoadmap),
}
