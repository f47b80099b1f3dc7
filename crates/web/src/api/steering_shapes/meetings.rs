//! Meetings.

use super::{TaskRequest, TaskShape};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vedich_values::Date;

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
    /// Somebody entered by mistake is taken out of the attendance.
    DropAttendance { who: String },
    /// A shortcoming with its cause, where and in which criterion.
    Shortcoming { id: String, text: String, cause: String, unit: Option<u32>, criterion: Option<u16> },
    /// A shortcoming is taken out.
    DropShortcoming { id: String },
    /// The direction of a place is taken out.
    DropDirection { unit: u32 },
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
pub struct MeetingInviteRequest {
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
    /// The notice of its conclusions, once it is issued.
    pub notice: Option<NoticeShape>,
    /// Its version: the base of the next change.
    pub version: u64,
}

/// The notice of a meeting's conclusions under its number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeShape {
    /// The paper.
    pub paper: u64,
    /// Number and symbol.
    pub symbol: String,
    /// The date on it.
    #[schema(value_type = String, format = Date)]
    pub dated: Date,
}
