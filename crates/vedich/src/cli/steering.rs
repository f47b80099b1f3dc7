//! Tasks, meetings and proposals, on the command line.

use super::parse_date;
use super::steering_write::{
    AchieveArguments, ActArguments, AnswerArguments, AssignArguments, CloseCount, ConcludeArguments, InviteArguments, JudgeArguments,
    PlanArguments, SendArguments, StepArguments,
};
use clap::{Args, Subcommand, ValueEnum};
use vedich_values::Date;

/// Which of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowArgument {
    /// Still to be done.
    #[default]
    Open,
    /// Tasks not taken on yet.
    New,
    /// Tasks reported done that wait to be confirmed.
    Reported,
    /// Tasks given back by those who were to lead them.
    Declined,
    /// Tasks for which more time is asked.
    Asked,
    /// Proposals answered and not judged yet.
    ToJudge,
    /// Overdue.
    Overdue,
    /// Done or stopped.
    Closed,
    /// Everything.
    All,
}

/// Whose, on which day.
#[derive(Debug, Args)]
pub(crate) struct OfArea {
    /// Area: name or code [default: the country].
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,
    /// Date the answer holds for [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
}

/// In which period, with whom.
#[derive(Debug, Args)]
pub(crate) struct Narrowed {
    /// On that day or later.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) since: Option<Date>,
    /// On that day or earlier.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) until: Option<Date>,
    /// Part of a name, a post or an office, with or without diacritics: of a meeting who chairs it, was invited or came; of a proposal who
    /// answers.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) person: String,
}

/// Where a meeting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeetingStateArgument {
    /// To be held.
    Planned,
    /// Held, its conclusions not complete.
    Held,
    /// Concluded, to be signed.
    ToSign,
    /// Signed.
    Signed,
    /// Not held.
    Cancelled,
}

/// What a unit has to do with tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TaskRelation {
    /// It or one below it leads them.
    #[default]
    Area,
    /// It leads them itself.
    Unit,
    /// It assigned them.
    Assigner,
    /// They are about it or a place below it.
    Place,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Tasks {
    /// The tasks an area leads, or those of a person, a unit itself, a place, a criterion; those to be done first at the front.
    #[command(
        after_help = "EXAMPLES:\n  vedich tasks list --unit \"Huyện Kỳ Anh, Hà Tĩnh\" --as-of 2020-10-20 --show overdue\n  vedich tasks list --person lan.nguyen --criterion 5\n  vedich tasks list --unit \"Lâm Hợp, Kỳ Anh\" --of place --as-of 2020-10-20"
    )]
    List {
        #[command(flatten)]
        of: OfArea,
        /// What the unit has to do with them.
        #[arg(long = "of", value_enum, value_name = "WHAT", default_value_t)]
        relation: TaskRelation,
        /// Of whom: a login, else a name or post as it stands on the tasks.
        #[arg(long, value_name = "NAME", conflicts_with = "unit")]
        person: Option<String>,
        /// Only those about a criterion: its number in the set in use there for communes (hamlets in a hamlet), or SET:NUMBER.
        #[arg(long, value_name = "NUMBER")]
        criterion: Option<String>,
        /// Only those in a state: assigned, in-progress, reported, declined, finished, stopped.
        #[arg(long, value_name = "STATE")]
        state: Option<String>,
        /// Which of them.
        #[arg(long, value_enum, default_value_t)]
        show: ShowArgument,
        /// How many at most.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// One task with everything that happened to it.
    Show {
        /// Its id.
        task: String,
    },
    /// The count of an area's tasks (kiểm đếm), week by week or month by month, and by unit.
    Count {
        #[command(flatten)]
        of: OfArea,
        /// Month by month.
        #[arg(long)]
        monthly: bool,
        /// How many weeks or months.
        #[arg(long, default_value_t = 13)]
        spans: usize,
    },
    /// Assign a task.
    #[command(
        after_help = "EXAMPLE:\n  vedich tasks assign --unit \"Tỉnh Hà Tĩnh\" --lead \"Kỳ Lạc, Hà Tĩnh\" --person \"Chủ tịch UBND xã\" --content \"Hoàn thành đường trục thôn\" --working-days 10"
    )]
    Assign(Box<AssignArguments>),
    /// Say what becomes of a task.
    #[command(after_help = "EXAMPLE:\n  vedich tasks act d-lh-duong ask-extension --to 2020-12-15 --text \"Mưa kéo dài\"")]
    Act(ActArguments),
    /// Close the count of a unit's tasks for the week or month.
    CloseCount(CloseCount),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Meetings {
    /// The meetings of an area and about its places, the latest first.
    #[command(
        after_help = "EXAMPLES:\n  vedich meetings list --unit \"Tỉnh Hà Tĩnh\" --state to-sign\n  vedich meetings list --since 2020-07-01 --until 2020-12-31 --person \"Chủ tịch\""
    )]
    List {
        #[command(flatten)]
        of: OfArea,
        /// Only those in a state.
        #[arg(long, value_enum)]
        state: Option<MeetingStateArgument>,
        #[command(flatten)]
        narrowed: Narrowed,
        /// How many at most.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// One meeting with its conclusions and their tasks.
    Show {
        /// Its id.
        meeting: String,
    },
    /// Plan a meeting.
    Plan(PlanArguments),
    /// Take a step of a meeting: hold it, close it, cancel it, sign its minutes.
    Step(StepArguments),
    /// Send the invitations by mail, with the appointment enclosed.
    Invite(InviteArguments),
    /// Say what came of a work item of a place's direction.
    #[command(
        after_help = "EXAMPLE:\n  vedich meetings achieve b-5-xa --place \"Xã Hải Đông, Móng Cái\" --item \"Mô hình nhân rộng\" --text \"Thêm hộ tham gia\" --percent 60 --on 2021-06-30"
    )]
    Achieve(AchieveArguments),
    /// Write a conclusion, with the task it creates.
    #[command(
        after_help = "EXAMPLE:\n  vedich meetings conclude b-5-xa --text \"Vận động hộ dân đấu nối nước sạch\" --lead \"Xã Hải Xuân, Móng Cái\" --person \"Chủ tịch UBND xã\" --due 2021-12-31"
    )]
    Conclude(Box<ConcludeArguments>),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Proposals {
    /// The proposals an area has to answer or answered; with `--from` those it sent.
    #[command(
        after_help = "EXAMPLE:\n  vedich proposals list --unit \"Tỉnh Hà Tĩnh\" --place \"Kỳ Lạc, Hà Tĩnh\" --show open --since 2026-01-01"
    )]
    List {
        #[command(flatten)]
        of: OfArea,
        /// Those it sent.
        #[arg(long)]
        from: bool,
        /// Which of them.
        #[arg(long, value_enum, default_value_t = ShowArgument::All)]
        show: ShowArgument,
        /// Only those from a place or one below it: name or code.
        #[arg(long, value_name = "NAME")]
        place: Option<String>,
        #[command(flatten)]
        narrowed: Narrowed,
        /// How many at most.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// Send a proposal.
    Send(SendArguments),
    /// Answer a proposal in the name of the unit it is with; what is promised becomes a task.
    Answer(AnswerArguments),
    /// Judge the answer to one's own proposal, or take the proposal back.
    Judge(JudgeArguments),
}

impl Tasks {
    /// Whether it only looks.
    pub(crate) const fn looks(&self) -> bool {
        matches!(self, Self::List { .. } | Self::Show { .. } | Self::Count { .. })
    }
}

impl Meetings {
    /// Whether it only looks.
    pub(crate) const fn looks(&self) -> bool {
        matches!(self, Self::List { .. } | Self::Show { .. })
    }
}

impl Proposals {
    /// Whether it only looks.
    pub(crate) const fn looks(&self) -> bool {
        matches!(self, Self::List { .. })
    }
}
