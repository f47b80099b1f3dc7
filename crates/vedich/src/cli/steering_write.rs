//! Writing tasks, meetings and proposals, on the command line.

use super::parse_date;
use clap::{Args, ValueEnum};
use vedich_values::Date;

/// By when: at most one of these.
#[derive(Debug, Args)]
#[group(multiple = true)]
pub(crate) struct DueArguments {
    /// A day.
    #[arg(long, value_name = "DATE", value_parser = parse_date, group = "by")]
    pub(crate) due: Option<Date>,
    /// Working days after it is given.
    #[arg(long, value_name = "DAYS", group = "by", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub(crate) working_days: Option<u32>,
    /// Days after it is given.
    #[arg(long, value_name = "DAYS", group = "by", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub(crate) calendar_days: Option<u32>,
    /// Every week on this day: 1 Monday to 7 Sunday.
    #[arg(long, value_name = "DAY", group = "by", value_parser = clap::value_parser!(u8).range(1..=7))]
    pub(crate) weekly: Option<u8>,
    /// Every month on this day.
    #[arg(long, value_name = "DAY", group = "by", value_parser = clap::value_parser!(u8).range(1..=31))]
    pub(crate) monthly: Option<u8>,
    /// Last day of what comes every week or month.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) until: Option<Date>,
}

/// What a task is, apart from its content and lead.
#[derive(Debug, Args)]
pub(crate) struct WorkArguments {
    /// The office of the lead that does it.
    #[arg(long, value_name = "OFFICE", default_value = "")]
    pub(crate) office: String,
    /// What comes out of it.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) product: String,
    /// A unit that helps; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub(crate) cooperating: Vec<String>,
    /// A place it concerns; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Vec<String>,
    /// A criterion it concerns; may be given more than once.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) criterion: Vec<u16>,
    /// Number of the paper that assigns it.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) paper: Option<String>,
    /// Paragraph of that paper.
    #[arg(long, value_name = "TEXT")]
    pub(crate) paragraph: Option<String>,
    /// The task of the lead's roadmap that it is, by id or by name: tc2.thi-cong.
    #[arg(long, value_name = "TASK")]
    pub(crate) roadmap_task: Option<String>,
    /// The day it is given [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) given: Option<Date>,
    #[command(flatten)]
    pub(crate) due: DueArguments,
}

#[derive(Debug, Args)]
pub(crate) struct AssignArguments {
    /// In whose name: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// What is to be done.
    #[arg(long, value_name = "TEXT")]
    pub(crate) content: String,
    /// Who leads it: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) lead: String,
    /// Who answers for it: a login, a name or a post.
    #[arg(long, value_name = "NAME")]
    pub(crate) person: String,
    #[command(flatten)]
    pub(crate) work: WorkArguments,
}

/// What becomes of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deed {
    /// Taken on.
    Accept,
    /// Given back, with a reason.
    Decline,
    /// Progress.
    Note,
    /// Reported done.
    Report,
    /// A round of a recurring task reported.
    Round,
    /// Confirmed done.
    Confirm,
    /// To be done again, with a reason.
    SendBack,
    /// More time asked for, until a day and with a reason.
    AskExtension,
    /// More time given.
    GrantExtension,
    /// No more time given.
    RefuseExtension,
    /// More time given that nobody asked for, until a day and with a reason.
    Extend,
    /// Opened again, with a reason.
    Reopen,
    /// Stopped, with a reason.
    Stop,
}

#[derive(Debug, Args)]
pub(crate) struct ActArguments {
    /// The task.
    pub(crate) task: String,
    /// What becomes of it.
    #[arg(value_enum)]
    pub(crate) what: Deed,
    /// Progress, a reason, what came out.
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: Option<String>,
    /// How far it is, 0 to 100.
    #[arg(long, value_name = "PERCENT")]
    pub(crate) percent: Option<u8>,
    /// What shows it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) evidence: Option<String>,
    /// A file that shows it, kept in the evidence store; may be given more than once.
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Vec<std::path::PathBuf>,
    /// Until when.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) to: Option<Date>,
    /// The task that takes its place, of `stop`.
    #[arg(long, value_name = "ID")]
    pub(crate) replaced_by: Option<String>,
    /// The day it holds for [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) on: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct CloseCount {
    /// Whose tasks: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// The month, not the week.
    #[arg(long)]
    pub(crate) monthly: bool,
    /// A day of the week or month [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) on: Option<Date>,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArguments {
    /// Who holds it: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// Its title.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: String,
    /// Its day.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) date: Date,
    /// Its hour: 08:00.
    #[arg(long, value_name = "TIME", default_value = "")]
    pub(crate) time: String,
    /// Where.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) venue: String,
    /// Who chairs.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) chair: String,
    /// Who writes.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) secretary: String,
    /// A place it is about; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Vec<String>,
    /// A point of the agenda; may be given more than once.
    #[arg(long, value_name = "TEXT")]
    pub(crate) agenda: Vec<String>,
    /// Who is asked to come, with an address where the invitation goes: "Phòng Kinh tế <kt@example.vn>"; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub(crate) invited: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct InviteArguments {
    /// The meeting.
    pub(crate) meeting: String,
    /// Words in the letters.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) text: String,
}

/// What came of a work item of a direction.
#[derive(Debug, Args)]
pub(crate) struct AchieveArguments {
    /// The meeting that gave the direction.
    pub(crate) meeting: String,
    /// The place it was given to: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) place: String,
    /// The work item, as the direction names it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) item: String,
    /// What was achieved.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) text: String,
    /// How far it is, 0 to 100.
    #[arg(long, value_name = "PERCENT")]
    pub(crate) percent: Option<u8>,
    /// The day it is about [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) on: Option<Date>,
}

/// A step of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// It is being held.
    Hold,
    /// Every conclusion has its tasks: it is concluded.
    Close,
    /// It is not held, with a reason.
    Cancel,
    /// The minutes are signed for good.
    Sign,
}

#[derive(Debug, Args)]
pub(crate) struct StepArguments {
    /// The meeting.
    pub(crate) meeting: String,
    /// Which step.
    #[arg(value_enum)]
    pub(crate) step: Step,
    /// The reason of `cancel`.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) text: String,
    /// Who signs.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) signer: String,
    /// Number of the signed paper.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) signed_paper: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ConcludeArguments {
    /// The meeting.
    pub(crate) meeting: String,
    /// What is concluded.
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    /// Who leads the task it creates; none: it creates no task.
    #[arg(long, value_name = "NAME", requires = "person")]
    pub(crate) lead: Option<String>,
    /// Who answers for the task.
    #[arg(long, value_name = "NAME", requires = "lead")]
    pub(crate) person: Option<String>,
    /// What is to be done [default: the conclusion itself].
    #[arg(long, value_name = "TEXT")]
    pub(crate) content: Option<String>,
    #[command(flatten)]
    pub(crate) work: WorkArguments,
}

#[derive(Debug, Args)]
pub(crate) struct SendArguments {
    /// Who proposes: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// To whom: name or code.
    #[arg(long, value_name = "NAME")]
    pub(crate) to: String,
    /// The office there.
    #[arg(long, value_name = "OFFICE", default_value = "")]
    pub(crate) office: String,
    /// What.
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    /// The field.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) topic: String,
    /// A criterion it concerns; may be given more than once.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) criterion: Vec<u16>,
    /// Working days an answer is expected in.
    #[arg(long, value_name = "DAYS", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=365))]
    pub(crate) days: u32,
}

/// How a proposal is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerArgument {
    /// Agreed.
    Agreed,
    /// Agreed in part.
    Part,
    /// Refused.
    Refused,
    /// Passed up: `--to` says to whom.
    PassedUp,
    /// Passed on to another office of the same unit: `--to-office` says to which.
    PassedOn,
    /// Already regulated.
    Regulated,
}

#[derive(Debug, Args)]
pub(crate) struct AnswerArguments {
    /// The proposal.
    pub(crate) proposal: String,
    /// How.
    #[arg(value_enum)]
    pub(crate) kind: AnswerArgument,
    /// In words.
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    /// The office that answers.
    #[arg(long, value_name = "OFFICE", default_value = "")]
    pub(crate) office: String,
    /// Number of the paper.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) paper: Option<String>,
    /// Who it is passed up to: name or code.
    #[arg(long, value_name = "NAME", required_if_eq("kind", "passed-up"))]
    pub(crate) to: Option<String>,
    /// The office of the same unit it is passed on to.
    #[arg(long, value_name = "OFFICE", required_if_eq("kind", "passed-on"))]
    pub(crate) to_office: Option<String>,
    /// What is promised: becomes a task.
    #[arg(long, value_name = "TEXT", requires = "promise_person")]
    pub(crate) promise: Option<String>,
    /// Who answers for the promise.
    #[arg(long, value_name = "NAME", requires = "promise")]
    pub(crate) promise_person: Option<String>,
    /// By when it is promised.
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "promise")]
    pub(crate) promise_by: Option<Date>,
    /// Money promised, in millions of đồng.
    #[arg(long, value_name = "MILLIONS", requires = "promise")]
    pub(crate) promise_millions: Option<u32>,
}

/// What whoever proposed says of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictArgument {
    /// Settled.
    Satisfied,
    /// Partly settled.
    Partly,
    /// Not settled.
    Unsatisfied,
    /// The proposal is taken back.
    Withdrawn,
}

#[derive(Debug, Args)]
pub(crate) struct JudgeArguments {
    /// The proposal.
    pub(crate) proposal: String,
    /// What is said.
    #[arg(value_enum)]
    pub(crate) verdict: VerdictArgument,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) text: String,
}
