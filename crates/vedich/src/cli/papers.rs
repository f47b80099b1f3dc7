//! Papers on the command line.

mod registers;

pub(crate) use registers::{CorrectArguments, FollowArguments, HandOverArguments, LineOf, ReceiveArguments, RegisterArguments, RegisterOf};

use super::parse_date;
use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use vedich_values::Date;

/// Official papers.
#[derive(Debug, Subcommand)]
pub(crate) enum PaperCommand {
    /// The report of a unit and period, with its tables: DOCX, PDF, HTML, or the tables alone as XLSX, by the ending of the file.
    #[command(after_help = "EXAMPLE:\n  vedich paper report --unit \"Lâm Hợp, Kỳ Anh\" --period 2020-Q3 --to bao-cao.docx")]
    Report(ReportArguments),
    /// Begin a draft that is kept: a report of a period, or a paper out of steering. Its number in `list` is printed.
    #[command(
        after_help = "EXAMPLES:\n  vedich paper begin report --for \"Lâm Hợp, Kỳ Anh\" --period 2020-Q3\n  vedich paper begin notice --for \"Huyện Kỳ Anh\" --meeting d-duong-gang"
    )]
    Begin(Box<BeginArguments>),
    /// Write on a draft: the words of one place, by its key; without words what is proposed stands there again.
    Write {
        /// Its number in `vedich paper list`.
        paper: u64,
        /// The place.
        #[arg(long, value_name = "KEY")]
        key: String,
        /// The words.
        #[arg(long, value_name = "TEXT")]
        text: Option<String>,
    },
    /// Take the figures of a draft out of steering down anew, as of today.
    Refresh {
        /// Its number in `vedich paper list`.
        paper: u64,
    },
    /// Issue a draft: it gets the next number of its body and year, and never changes again.
    Issue {
        /// Its number in `vedich paper list`.
        paper: u64,
        /// The date on it [default: today].
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        dated: Option<Date>,
        /// A number of its own, where papers were numbered elsewhere too.
        #[arg(long, value_name = "NUMBER")]
        number: Option<u32>,
    },
    /// Give a draft up.
    Drop {
        /// Its number in `vedich paper list`.
        paper: u64,
    },
    /// Check an office's own files: templates (every field and table they ask for exists), and TOML files of bodies, layouts and weights of
    /// emulation, told by what stands in them. Without files, the shipped templates.
    #[command(
        after_help = "EXAMPLES:\n  vedich paper check --form report mau-bao-cao.txt\n  vedich paper check co-quan.toml the-thuc.toml thi-dua.toml --json"
    )]
    Check {
        /// The form the templates are for.
        #[arg(long, value_name = "FORM", default_value = "report")]
        form: String,
        /// Templates, or TOML files.
        files: Vec<PathBuf>,
    },
    /// The template of a form in force for the papers of a unit; with --set another for it and all below, with --reset the one above again.
    #[command(
        after_help = "EXAMPLES:\n  vedich paper template report --unit \"Tỉnh Hà Tĩnh\" > mau.txt\n  vedich paper template report --unit \"Tỉnh Hà Tĩnh\" --set mau.txt"
    )]
    Template {
        /// The form: report, notice, count, chase, reminder, proposals, invitation.
        form: String,
        /// The unit: name or code.
        #[arg(long, value_name = "NAME")]
        unit: String,
        /// Set this one.
        #[arg(long, value_name = "FILE", conflicts_with = "reset")]
        set: Option<PathBuf>,
        /// Go back to the one above.
        #[arg(long)]
        reset: bool,
    },
    /// A form filled with its sample: to see a template or a layout.
    Sample {
        /// The form: report, notice, count, chase, reminder, proposals, invitation.
        form: String,
        /// Layout: state or party.
        #[arg(long, default_value = "state")]
        layout: String,
        /// A template of one's own instead of the shipped one.
        #[arg(long, value_name = "FILE")]
        template: Option<PathBuf>,
        /// Bodies or a layout of one's own that are not in force yet.
        #[arg(long, value_name = "FILE", conflicts_with = "template")]
        office: Option<PathBuf>,
        /// In whose name: name or code [default: the country].
        #[arg(long, value_name = "NAME")]
        unit: Option<String>,
        /// The file to write: .docx, .pdf or .html.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// A paper out of steering, with the figures of a day: `notice`, `invitation` or `minutes` of a meeting; `count`, `chase` or `reminder` of the tasks
    /// an area leads; `proposals` to an area.
    #[command(
        after_help = "EXAMPLES:\n  vedich paper make notice --meeting b-5-xa --as-of 2021-03-12 --to thong-bao.docx\n  vedich paper make count --unit \"Quảng An, Đầm Hà\" --as-of 2024-04-26 --monthly --to kiem-dem.pdf"
    )]
    Make(MakeArguments),
    /// The notice of case C's briefing, with its table of hamlets by stage, from the demo data.
    Briefing {
        /// The district.
        #[arg(long, value_name = "NAME", default_value = "Huyện Đông Sơn, Thanh Hóa")]
        unit: String,
        /// The day of the briefing.
        #[arg(long, value_name = "DATE", value_parser = parse_date, default_value = "2020-08-05")]
        on: Date,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// The papers of a unit, the latest first: drafts and issued ones.
    #[command(after_help = "EXAMPLE:\n  vedich paper list --unit \"Tỉnh Hà Tĩnh\" --words \"kết luận\" --issued --year 2020")]
    List(ListArguments),
    /// The registers of a unit and year: what went out, what came in, what is to be answered.
    Register(RegisterArguments),
    /// Enter a paper that came in; it gets the next number of the year it came in.
    #[command(
        after_help = "EXAMPLE:\n  vedich paper receive --unit \"Kỳ Lạc, Hà Tĩnh\" --author \"UBND tỉnh\" --symbol 12/UBND-NL --dated 03/11/2026 --subject \"Rà soát tiêu chí\" --due 20/11/2026"
    )]
    Receive(ReceiveArguments),
    /// Correct a line of the incoming register, with a reason; its number stays, what stood there is kept.
    #[command(
        after_help = "EXAMPLE:\n  vedich paper correct --unit \"Kỳ Lạc, Hà Tĩnh\" --number 3 --symbol 21/UBND-NL --reason \"ghi nhầm số\""
    )]
    Correct(Box<CorrectArguments>),
    /// Say what became of a paper that came in: how far it is, what answers it.
    Follow(FollowArguments),
    /// Note how a paper was handed over: an issued one by `--paper`, one that came in by `--number`.
    HandOver(HandOverArguments),
    /// An issued paper or a draft as a file.
    Print {
        /// Its number in `vedich paper list`.
        paper: u64,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

/// Which papers.
#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    /// The unit: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// Words of their kind, number or abstract, with or without diacritics.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) words: String,
    /// Issued ones only.
    #[arg(long, conflicts_with = "drafts")]
    pub(crate) issued: bool,
    /// Drafts only.
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Of that year.
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
    /// Those begun before this paper.
    #[arg(long, value_name = "PAPER")]
    pub(crate) after: Option<u64>,
    /// How many at most; whether there are more is told.
    #[arg(long, value_name = "COUNT", default_value_t = 500)]
    pub(crate) limit: usize,
}

/// Which report, and where to.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// The unit: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// The period: 2020, 2020-H1, 2020-Q3, 2020-9M, 2020-06.
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: String,
    /// Layout: state or party.
    #[arg(long, default_value = "state")]
    pub(crate) layout: String,
    /// The file to write: .docx, .pdf, .html or .xlsx.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

/// What a paper out of steering can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OccasionArgument {
    /// Notice of conclusions (thông báo kết luận).
    Notice,
    /// Invitation (giấy mời).
    Invitation,
    /// Minutes (biên bản).
    Minutes,
    /// Count sheet (biểu kiểm đếm).
    Count,
    /// Overdue tasks (danh mục nhiệm vụ quá hạn).
    Chase,
    /// Letter of reminder (công văn đôn đốc).
    Reminder,
    /// Register of proposals (danh mục kiến nghị).
    Proposals,
}

/// What a paper out of steering is about, and how it looks.
#[derive(Debug, Args)]
pub(crate) struct AboutArguments {
    /// The meeting of a notice, an invitation or minutes.
    #[arg(long, value_name = "ID", required_if_eq_any = [("form", "notice"), ("form", "invitation"), ("form", "minutes")])]
    pub(crate) meeting: Option<String>,
    /// The area of the others: name or code [default: the issuing unit, or the country].
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,
    /// The proposals an area sent, not those sent to it.
    #[arg(long)]
    pub(crate) from: bool,
    /// Count the month, not the week.
    #[arg(long)]
    pub(crate) monthly: bool,
    /// The day whose figures it shows [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
    /// Layout: state or party.
    #[arg(long, default_value = "state")]
    pub(crate) layout: String,
}

/// Which paper out of steering, and where to.
#[derive(Debug, Args)]
pub(crate) struct MakeArguments {
    /// What it is.
    #[arg(value_enum)]
    pub(crate) form: OccasionArgument,
    #[command(flatten)]
    pub(crate) about: AboutArguments,
    /// The file to write: .docx, .pdf, .html or .xlsx.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

/// A draft to begin.
#[derive(Debug, Args)]
pub(crate) struct BeginArguments {
    /// What it is.
    #[arg(value_enum)]
    pub(crate) form: BegunForm,
    /// In whose name: name or code.
    #[arg(long = "for", value_name = "NAME")]
    pub(crate) issuer: String,
    /// The period of a report: 2020, 2020-H1, 2020-Q3, 2020-9M, 2020-06.
    #[arg(long, value_name = "PERIOD", required_if_eq("form", "report"))]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) about: AboutArguments,
}

/// What a draft can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BegunForm {
    /// Periodic report (báo cáo định kỳ).
    Report,
    /// A paper out of steering.
    Of(OccasionArgument),
}

impl ValueEnum for BegunForm {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [BegunForm; 8] = [
            BegunForm::Report,
            BegunForm::Of(OccasionArgument::Notice),
            BegunForm::Of(OccasionArgument::Invitation),
            BegunForm::Of(OccasionArgument::Minutes),
            BegunForm::Of(OccasionArgument::Count),
            BegunForm::Of(OccasionArgument::Chase),
            BegunForm::Of(OccasionArgument::Reminder),
            BegunForm::Of(OccasionArgument::Proposals),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Report => Some(PossibleValue::new("report").help("Periodic report (báo cáo định kỳ)")),
            Self::Of(occasion) => occasion.to_possible_value(),
        }
    }
}
