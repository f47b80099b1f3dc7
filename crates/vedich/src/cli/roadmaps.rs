//! Roadmaps kept in the database, on the command line.

use super::parse_date;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use vedich_values::Date;

/// Roadmaps kept in the database.
#[derive(Debug, Subcommand)]
pub(crate) enum KeptRoadmap {
    /// Make a roadmap from what a place has not met, with the tasks of the templates.
    #[command(
        after_help = "EXAMPLE:\n  vedich roadmap make --unit \"Lâm Hợp, Kỳ Anh\" --start 2020-09-08 --target 2020-12-31 --db sqlite:data.db"
    )]
    Make(MakeArguments),
    /// A roadmap with the dates of its tasks.
    #[command(after_help = "EXAMPLE:\n  vedich roadmap show --unit \"Lâm Hợp, Kỳ Anh\" --as-of 2020-09-08")]
    Show(OfUnit),
    /// The roadmaps of an area: the least likely first, what blocks most, who carries most.
    #[command(after_help = "EXAMPLE:\n  vedich roadmap list --unit \"Huyện Kỳ Anh, Hà Tĩnh\" --as-of 2020-09-21 --to ky-anh.xlsx")]
    List {
        /// Area: name or code [default: the country].
        #[arg(long, value_name = "NAME")]
        unit: Option<String>,
        /// Date the answer holds for [default: today].
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        as_of: Option<Date>,
        /// Write the table of the area's page to this file instead (.csv or .xlsx).
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// What decides the date: the chains of tasks that do, and those that nearly do.
    #[command(after_help = "EXAMPLE:\n  vedich roadmap chain --unit \"Lâm Hợp, Kỳ Anh\" --as-of 2020-09-08")]
    Chain(OfUnit),
    /// Open criteria in three lists: can finish now, needs money, needs a decision above.
    Triage(OfUnit),
    /// What should be done, what is done and what it took: by heading, and week by week with --json (earned value, S-curve).
    #[command(after_help = "EXAMPLE:\n  vedich roadmap value --unit \"Lâm Hợp, Kỳ Anh\" --as-of 2020-10-05")]
    Value {
        #[command(flatten)]
        of: OfUnit,
        /// In money or in working days [default: money when any task has a cost].
        #[arg(long, value_enum)]
        measure: Option<MeasureArgument>,
    },
    /// How far a roadmap has moved from a plan that was agreed, task by task; or one agreed plan from another.
    #[command(
        after_help = "EXAMPLE:\n  vedich roadmap slippage --unit \"Lâm Hợp, Kỳ Anh\" --plan \"Ban đầu\" --against \"Điều chỉnh\" --as-of 2020-12-15"
    )]
    Slippage {
        #[command(flatten)]
        of: OfUnit,
        /// Name of the agreed plan [default: the one agreed last; with --against, the one agreed just before that].
        #[arg(long, value_name = "NAME")]
        plan: Option<String>,
        /// Name of a later agreed plan to hold it against [default: as things go now].
        #[arg(long, value_name = "NAME")]
        against: Option<String>,
    },
    /// Count what was done of a task for a week or a day.
    #[command(
        after_help = "EXAMPLES:\n  vedich roadmap count --unit \"Lâm Hợp, Kỳ Anh\" --task tc2.thi-cong --done 25% --as-of 2020-10-02\n  vedich roadmap count --unit \"Lâm Hợp, Kỳ Anh\" --task tc2.thi-cong --done 1,5 --day --close-week --as-of 2020-10-09"
    )]
    Count(CountArguments),
    /// Keep the plan as it stands as agreed, under a name.
    Baseline {
        #[command(flatten)]
        of: OfUnit,
        /// Name of the agreed plan.
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// Change a roadmap: a JSON list of edits, all or none.
    #[command(
        after_help = "EXAMPLE of a file:\n  [{\"set_task\":{\"task\":\"tc2.thi-cong\",\"set\":[{\"duration\":{\"working\":25}},{\"person\":\"Chủ tịch UBND xã\"}]}},\n   {\"link\":{\"task\":\"tc2.ranh\",\"link\":{\"from\":\"tc2.thi-cong\",\"kind\":\"SS\",\"lag\":5}}}]"
    )]
    Edit {
        #[command(flatten)]
        of: OfUnit,
        /// The edits, JSON.
        file: PathBuf,
    },
    /// Roadmaps as a file, by the ending of its name: .xlsx the critical-path workbook (an area gives a sheet for each commune and hamlet),
    /// .xml a plan for Microsoft Project, .ics the dates for calendars.
    #[command(after_help = "EXAMPLE:\n  vedich roadmap export --unit \"Lâm Hợp, Kỳ Anh\" --as-of 2020-09-08 duong-gang.xlsx")]
    Export {
        #[command(flatten)]
        of: OfUnit,
        /// Only the dates of this person (.ics).
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
        /// Where to: a name ending in .xlsx, .xml or .ics.
        to: PathBuf,
    },
    /// Take a filled-in file back: every change, or none.
    #[command(after_help = "EXAMPLE:\n  vedich roadmap import --unit \"Lâm Hợp, Kỳ Anh\" duong-gang.xlsx --as-of 2020-10-09 --dry-run")]
    Import {
        #[command(flatten)]
        of: OfUnit,
        /// The file.
        file: PathBuf,
        /// Show what would change; write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Days off of an area, followed by the roadmaps of every unit below it: shown; declared with --from and --reason; withdrawn.
    #[command(
        after_help = "EXAMPLES:\n  vedich roadmap days-off --unit \"Tỉnh Hà Tĩnh\" --as-of 2020-10-28 --from 2020-10-28 --to 2020-10-30 --reason \"bão số 9\"\n  vedich roadmap days-off --unit \"Tỉnh Hà Tĩnh\" --withdraw 214"
    )]
    DaysOff {
        /// Area: name (with its parents after commas) or official code.
        #[arg(long, value_name = "NAME")]
        unit: String,
        /// The day it is said, or the date of the list [default: today].
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        as_of: Option<Date>,
        /// The first day off.
        #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "reason")]
        from: Option<Date>,
        /// The last [default: the first].
        #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "from")]
        to: Option<Date>,
        /// Why.
        #[arg(long, value_name = "TEXT", requires = "from")]
        reason: Option<String>,
        /// Number of the declaration to withdraw.
        #[arg(long, value_name = "N", conflicts_with = "from")]
        withdraw: Option<u64>,
    },
    /// Carry the roadmap of a place that has ended on in its successor; the old one stays as it was.
    #[command(after_help = "EXAMPLE:\n  vedich roadmap carry --unit \"Lâm Hợp, Kỳ Anh\" --as-of 2025-06-30")]
    Carry {
        #[command(flatten)]
        of: OfUnit,
        /// The successor, where there are several: name or official code.
        #[arg(long, value_name = "NAME")]
        to: Option<String>,
    },
    /// Take back the last change made from the command line, or the one of a fact's number.
    Undo {
        #[command(flatten)]
        of: OfUnit,
        /// Number of the fact to take back.
        #[arg(long)]
        change: Option<u64>,
    },
}

/// Which roadmap, on which day.
#[derive(Debug, Args)]
pub(crate) struct OfUnit {
    /// Name (with its parents after commas) or official code of the place.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// Date the answer or change holds for [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
    /// Which of its roadmaps [default: the one being followed].
    #[arg(long, value_name = "KEY")]
    pub(crate) roadmap: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MakeArguments {
    /// Name (with its parents after commas) or official code of the place.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// First day [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) start: Option<Date>,
    /// The day by which everything is to be done.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) target: Date,
    /// Criteria set [default: the one in force].
    #[arg(long, value_name = "SET")]
    pub(crate) set: Option<String>,
    /// Numbers of the criteria [default: those not met, met only just, or unknown].
    #[arg(long, value_name = "N,N", value_delimiter = ',')]
    pub(crate) criteria: Vec<u16>,
    /// How far it goes.
    #[arg(long, value_enum, default_value_t = AimArgument::Submitted)]
    pub(crate) aim: AimArgument,
    /// Title.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Show what would be written; write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// In what work is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasureArgument {
    /// In đồng.
    Dong,
    /// In working days.
    Days,
}

/// How far a roadmap goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AimArgument {
    /// Every criterion met.
    Met,
    /// The dossier submitted.
    Submitted,
    /// The decision of recognition.
    Recognised,
}

#[derive(Debug, Args)]
pub(crate) struct CountArguments {
    #[command(flatten)]
    pub(crate) of: OfUnit,
    /// Id of the task.
    #[arg(long)]
    pub(crate) task: String,
    /// Done so far: `25%`, or a quantity in the task's unit of measure.
    #[arg(long, value_name = "DONE")]
    pub(crate) done: String,
    /// Spent so far, in đồng.
    #[arg(long, value_name = "DONG")]
    pub(crate) spent: Option<i64>,
    /// Spent so far from a source: `Ngân sách tỉnh: 500 triệu`; may be given more than once, and is the sum without `--spent`.
    #[arg(long, value_name = "SOURCE: AMOUNT")]
    pub(crate) spent_from: Vec<String>,
    /// First day of work, when it is known.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) started: Option<Date>,
    /// Last day of work, when it is over.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) finished: Option<Date>,
    /// Working days left, as those who do the work see it [default: in proportion].
    #[arg(long, value_name = "DAYS")]
    pub(crate) days_left: Option<u32>,
    /// For the day instead of its week.
    #[arg(long)]
    pub(crate) day: bool,
    /// A remark.
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// The week's count is complete with it.
    #[arg(long)]
    pub(crate) close_week: bool,
}
