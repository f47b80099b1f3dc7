//! What the API reads and says of tasks, meetings, proposals and papers.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use vedich_values::Date;

/// A unit, and an office within it where one is meant.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyShape {
    /// Our id of the unit.
    pub unit: u32,
    /// The office within it: "Phòng Kinh tế".
    #[serde(default)]
    pub office: String,
}

/// A deadline: exactly one of these, or none for a task without one.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DueRequest {
    /// A day.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    /// Working days after it is given.
    pub working_days: Option<u32>,
    /// Days after it is given.
    pub calendar_days: Option<u32>,
    /// Every week on this day: 1 Monday to 7 Sunday.
    pub weekly: Option<u8>,
    /// Every month on this day: 1 to 31, or the last one of a shorter month.
    pub monthly: Option<u8>,
    /// Last day of what comes every week or month.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
}

/// A task to assign.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskRequest {
    /// In whose name it is assigned: our id. Within a conclusion it is the meeting's.
    pub unit: Option<u32>,
    /// What is to be done.
    pub content: String,
    /// What comes out of it.
    #[serde(default)]
    pub product: String,
    /// Who leads it: exactly one.
    pub lead: PartyShape,
    /// Who answers for it: a login, a name or a post.
    pub person: String,
    /// The day it is given; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub given: Option<Date>,
    /// By when.
    #[serde(default)]
    pub due: DueRequest,
    /// Who helps.
    #[serde(default)]
    pub cooperating: Vec<PartyShape>,
    /// Places it concerns.
    #[serde(default)]
    pub places: Vec<u32>,
    /// Criteria it concerns.
    #[serde(default)]
    pub criteria: Vec<u16>,
    /// `directive` (default), `plan`.
    pub source: Option<String>,
    /// Number of the paper that assigns it.
    pub paper: Option<String>,
    /// Paragraph of that paper.
    pub paragraph: Option<String>,
    /// The task of the lead's roadmap that it is: `tc2.thi-cong`.
    pub roadmap_task: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// What becomes of a task.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TaskActRequest {
    /// Progress, a reason, what came out of it.
    pub text: Option<String>,
    /// How far it is, 0 to 100: of `note`.
    pub percent: Option<u8>,
    /// What shows it: of `note` and `report`.
    pub evidence: Option<String>,
    /// Until when: of `ask-extension` and `grant-extension`.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// The task that takes its place: of `stop`.
    pub replaced_by: Option<String>,
    /// The day it holds for; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
}

/// A count to close.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseCountRequest {
    /// Whose tasks: our id.
    pub unit: u32,
    /// `week` or `month`.
    pub span: String,
    /// A day of it; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// A remark.
    pub note: Option<String>,
}

/// A meeting to plan.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingRequest {
    /// Who holds it: our id.
    pub unit: u32,
    /// Its title.
    pub title: String,
    /// `briefing` (default), `working`, `committee`, `visit`.
    pub kind: Option<String>,
    /// Its day.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Its hour: 08:00.
    #[serde(default)]
    pub time: String,
    /// Where.
    #[serde(default)]
    pub venue: String,
    /// Who chairs: a login, a name or a post.
    #[serde(default)]
    pub chair: String,
    /// Who writes.
    #[serde(default)]
    pub secretary: String,
    /// Places it is about.
    #[serde(default)]
    pub places: Vec<u32>,
    /// The agenda.
    #[serde(default)]
    pub agenda: Vec<String>,
    /// Who is asked to come: name, and address for the invitation.
    #[serde(default)]
    pub invited: Vec<InviteeShape>,
}

/// Somebody asked to come.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteeShape {
    /// Who.
    pub who: String,
    /// Where the invitation is sent.
    pub email: Option<String>,
}

/// What is written while a meeting is held: all of it, or nothing.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingEditsRequest {
    /// What is written, in this order.
    pub edits: Vec<MeetingEditShape>,
    /// The day it holds for; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
}

/// One thing written of a meeting. What has an `id` replaces what was written under it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "edit", deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is what its name says; the variants say what they do")]
pub enum MeetingEditShape {
    /// It is being held.
    Hold,
    /// Every conclusion has its tasks: it is concluded.
    Close,
    /// It is not held.
    Cancel { reason: String },
    /// The minutes are signed and never change again.
    Sign { signer: String, paper: Option<String> },
    /// A supplement to signed minutes.
    Supplement { id: String, text: String, signer: String },
    /// Notes of the writer.
    Notes { text: String },
    /// Something that was said.
    Say { id: String, who: String, text: String },
    /// Somebody came, or did not.
    Attend { who: String, present: bool, note: Option<String> },
    /// A shortcoming with its cause, where and in which criterion.
    Shortcoming { id: String, text: String, cause: String, unit: Option<u32>, criterion: Option<u16> },
    /// A shortcoming is taken out.
    DropShortcoming { id: String },
    /// The direction of a place.
    Direct {
        unit: u32,
        aim: String,
        #[serde(default)]
        focus: Vec<String>,
        #[serde(default)]
        roadmap: String,
        #[serde(default)]
        results: Vec<String>,
    },
    /// A conclusion is taken out.
    DropConclusion { id: String },
    /// What came of a work item of a place's direction by the day; nothing else goes with it.
    Achieve {
        unit: u32,
        item: String,
        #[serde(default)]
        text: String,
        percent: Option<u8>,
    },
}

/// Words of whoever sends invitations.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InviteRequest {
    /// What the letters say besides.
    pub text: String,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
}

/// A conclusion with the tasks it creates.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConclusionRequest {
    /// Its id in the meeting: one that is there is written anew; none: a new one.
    pub id: Option<String>,
    /// What is concluded.
    pub text: String,
    /// It creates no task.
    #[serde(default)]
    pub no_task: bool,
    /// Where it stands among the others; those with the same place keep the order they were written in.
    #[serde(default)]
    pub place: i64,
    /// The tasks it creates.
    #[serde(default)]
    pub tasks: Vec<TaskRequest>,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
    /// The day it holds for; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// A proposal to send.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalRequest {
    /// Who proposes: our id.
    pub unit: u32,
    /// What.
    pub text: String,
    /// To whom.
    pub to: PartyShape,
    /// The field.
    #[serde(default)]
    pub topic: String,
    /// Criteria it concerns.
    #[serde(default)]
    pub criteria: Vec<u16>,
    /// Working days an answer is expected in; default 15.
    pub answer_days: Option<u32>,
    /// The meeting it is brought up at.
    pub meeting: Option<String>,
}

/// An answer to a proposal.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerRequest {
    /// `agreed`, `part`, `refused`, `passed_up`, `regulated`.
    pub kind: String,
    /// In words.
    pub text: String,
    /// The office that answers.
    #[serde(default)]
    pub office: String,
    /// Number of the paper.
    pub paper: Option<String>,
    /// Who it is passed up to.
    pub to: Option<PartyShape>,
    /// The meeting it is answered at.
    pub meeting: Option<String>,
    /// What is promised: becomes a task.
    pub promise: Option<PromiseShape>,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
}

/// What is promised with an answer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromiseShape {
    /// What will be done.
    pub content: String,
    /// Who answers for it.
    pub person: String,
    /// By when.
    #[schema(value_type = Option<String>, format = Date)]
    pub by: Option<Date>,
    /// Money, in đồng.
    pub amount: Option<i64>,
}

/// What whoever proposed says of the answer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictRequest {
    /// `satisfied`, `partly`, `unsatisfied`; `withdrawn`: the proposal is taken back.
    pub verdict: String,
    /// Why.
    #[serde(default)]
    pub text: String,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
}

/// What was written.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WrittenAnswer {
    /// The item.
    pub id: String,
    /// The entry of the journal.
    pub entry: u64,
    /// The item's version now: the base of the next change.
    pub version: u64,
    /// It had been sent before; nothing was changed.
    pub already: bool,
}

/// A paper to begin: a report of a period, or made of a meeting, tasks or proposals.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperRequest {
    /// In whose name: our id.
    pub unit: u32,
    /// `report`, `notice`, `invitation`, `minutes`, `count`, `chase`, `reminder`, `proposals`.
    pub form: String,
    /// `state` (default) or `party`.
    pub layout: Option<String>,
    /// The period of a report: 2026, 2026-H1, 2026-Q2, 2026-9M, 2026-06.
    pub period: Option<String>,
    /// The meeting of a notice, an invitation or minutes.
    pub meeting: Option<String>,
    /// The area of the others; default the unit itself.
    pub area: Option<u32>,
    /// Of `count`: `week` (default) or `month`.
    pub span: Option<String>,
    /// Of `proposals`: those the area sent, not those sent to it.
    #[serde(default)]
    pub sent: bool,
    /// The day whose figures it shows; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// Words on a draft, by the key of their place; null: what is proposed stands there again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperTextsRequest {
    /// The words.
    pub texts: BTreeMap<String, Option<String>>,
    /// The version the writer had seen; default the present one.
    pub base: Option<u64>,
}

/// A draft to issue.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IssueRequest {
    /// The date on it; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub dated: Option<Date>,
    /// A number of its own; default the next one of its body and year.
    pub number: Option<u32>,
}

/// A paper in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaperShape {
    /// Its id.
    pub id: u64,
    /// In whose name.
    pub unit: u32,
    /// Its form.
    pub form: String,
    /// Its layout.
    pub layout: String,
    /// The period of a report.
    pub period: Option<String>,
    /// `draft`, `issued`, `dropped`.
    pub state: &'static str,
    /// Number and symbol, once issued.
    pub symbol: Option<String>,
    /// The date on it, once issued.
    #[schema(value_type = Option<String>, format = Date)]
    pub dated: Option<Date>,
    /// Its version: the base of the next change.
    pub version: u64,
}

/// A paper with its words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaperDetail {
    /// What the list says.
    #[serde(flatten)]
    pub paper: PaperShape,
    /// Type name and abstract.
    pub title: String,
    /// Places for words: key and what stands there.
    pub texts: BTreeMap<String, String>,
    /// Codes of what is wrong with its template.
    pub problems: Vec<String>,
    /// The whole content: head, blocks, tables, signature, annexes.
    #[schema(value_type = Object)]
    pub content: serde_json::Value,
    /// Where its files are.
    pub files: Vec<String>,
}

/// A task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskShape {
    /// Its id.
    pub id: String,
    /// What is to be done.
    pub content: String,
    /// What comes out of it.
    pub product: String,
    /// The unit that assigned it.
    pub assigner: u32,
    /// Who leads it.
    pub lead: LeadShape,
    /// Who answers for it.
    pub person: String,
    /// Who helps.
    pub cooperating: Vec<PartyShape>,
    /// The day it was given.
    pub given: Date,
    /// The last day in force.
    pub due: Option<Date>,
    /// Times it was extended.
    pub extensions: u32,
    /// Where it stands: `assigned`, `declined`, `in-progress`, `reported`, `finished`, `stopped`.
    pub state: &'static str,
    /// How it counts: `in-time`, `late`, `in-progress`, `overdue`, `out`.
    pub counts: &'static str,
    /// Days late or overdue.
    pub days: u32,
    /// How far it is.
    pub percent: Option<u8>,
    /// Places it concerns.
    pub places: Vec<u32>,
    /// Criteria it concerns.
    pub criteria: Vec<u16>,
    /// Where it comes from.
    #[schema(value_type = Object)]
    pub source: serde_json::Value,
    /// The task of a roadmap it is.
    #[schema(value_type = Object)]
    pub roadmap: serde_json::Value,
    /// The task that takes its place.
    pub replaced_by: Option<String>,
    /// Files that show what happened to it: name, media type, size in bytes, address.
    #[schema(value_type = Vec<Object>)]
    pub files: Vec<serde_json::Value>,
    /// Its version: the base of the next change.
    pub version: u64,
}

/// Who leads a task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeadShape {
    /// Our id of the unit.
    pub unit: u32,
    /// Its name.
    pub name: String,
    /// The office within it.
    pub office: String,
}

/// A count of tasks: assigned = in time + late + in progress + overdue.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct TallyShape {
    /// Assigned.
    pub assigned: u32,
    /// Finished in time.
    pub in_time: u32,
    /// Finished late.
    pub late: u32,
    /// Not finished, in time.
    pub in_progress: u32,
    /// Not finished, overdue.
    pub overdue: u32,
}

/// A page of tasks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskList {
    /// The date it holds for.
    pub as_of: Date,
    /// The count of the whole list.
    pub count: TallyShape,
    /// The tasks, those to be done first at the front.
    pub tasks: Vec<TaskShape>,
    /// Where the next page starts.
    pub next: Option<String>,
}

/// The count of an area week by week or month by month.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountAnswer {
    /// The date it holds for.
    pub as_of: Date,
    /// Oldest first.
    pub history: Vec<CountedShape>,
    /// The units right below that lead any, now.
    pub by_unit: Vec<UnitTallyShape>,
}

/// A count on a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountedShape {
    /// The day.
    pub through: Date,
    /// The count.
    pub count: TallyShape,
}

/// The count of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitTallyShape {
    /// Our id of the unit.
    pub unit: u32,
    /// Its name.
    pub name: String,
    /// The count.
    pub count: TallyShape,
}

/// A meeting in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MeetingLineShape {
    /// Its id.
    pub id: String,
    /// Who holds it.
    pub unit: u32,
    /// Its title.
    pub title: String,
    /// Its day.
    pub date: Date,
    /// `planned`, `held`, `concluded`, `signed`, `cancelled`.
    pub state: &'static str,
    /// How many conclusions.
    pub conclusions: usize,
}

/// A page of meetings.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MeetingList {
    /// The date it holds for.
    pub as_of: Date,
    /// The latest first.
    pub meetings: Vec<MeetingLineShape>,
    /// Where the next page starts.
    pub next: Option<String>,
}

/// A meeting with its conclusions and tasks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MeetingShape {
    /// Its id.
    pub id: String,
    /// Who holds it.
    pub unit: u32,
    /// Its plan.
    #[schema(value_type = Object)]
    pub plan: serde_json::Value,
    /// `planned`, `held`, `concluded`, `signed`, `cancelled`.
    pub state: &'static str,
    /// Conclusions in their order.
    #[schema(value_type = Vec<Object>)]
    pub conclusions: Vec<serde_json::Value>,
    /// Shortcomings and causes.
    #[schema(value_type = Vec<Object>)]
    pub shortcomings: Vec<serde_json::Value>,
    /// The direction of each place.
    #[schema(value_type = Vec<Object>)]
    pub directions: Vec<serde_json::Value>,
    /// What came of the work items of directions: place, item, day, text, percent.
    #[schema(value_type = Vec<Object>)]
    pub achievements: Vec<serde_json::Value>,
    /// Invitations that were sent: the day and the addresses.
    #[schema(value_type = Vec<Object>)]
    pub invitations: Vec<serde_json::Value>,
    /// Who came, and who did not.
    #[schema(value_type = Vec<Object>)]
    pub attendance: Vec<serde_json::Value>,
    /// Tasks of its conclusions.
    pub tasks: Vec<TaskShape>,
    /// Its version: the base of the next change.
    pub version: u64,
}

/// A proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalShape {
    /// Its id.
    pub id: String,
    /// What is proposed.
    pub text: String,
    /// Who proposes.
    pub from: u32,
    /// Who has to answer, or answered.
    pub with: u32,
    /// The field.
    pub topic: String,
    /// Criteria it concerns.
    pub criteria: Vec<u16>,
    /// The day it was sent.
    pub sent: Date,
    /// By when an answer is expected.
    pub due: Option<Date>,
    /// `open`, `passed-up`, `answered`, `withdrawn`.
    pub state: &'static str,
    /// Days the answer is overdue.
    pub days_overdue: u32,
    /// Answers in their order.
    #[schema(value_type = Vec<Object>)]
    pub answers: Vec<serde_json::Value>,
    /// Its version: the base of the next change.
    pub version: u64,
}

/// A page of proposals.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalList {
    /// The date it holds for.
    pub as_of: Date,
    /// Those to be answered first at the front.
    pub proposals: Vec<ProposalShape>,
    /// Where the next page starts.
    pub next: Option<String>,
}
