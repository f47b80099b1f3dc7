//! A meeting (giao ban, buổi làm việc): planned, prepared, held, concluded, signed.

use super::Someone;
use crate::roadmap::field::fielded;
use serde::{Deserialize, Serialize};
use vedich_values::{CriterionNo, Date, FactSeq, ItemKey, UnitId};

/// What one person wrote of one meeting in one go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingChange {
    /// Which meeting.
    pub meeting: ItemKey,
    /// The last fact of the meeting its maker had seen; 0: none.
    #[serde(default = "super::unseen", skip_serializing_if = "super::is_unseen")]
    pub base: FactSeq,
    /// What is written, in this order.
    pub edits: Vec<MeetingEdit>,
}

/// One thing written of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingEdit {
    /// Plans the meeting, or writes its plan anew. The unit of the fact is the one that holds it.
    Plan(Box<MeetingPlan>),
    /// Changes fields of the plan.
    Set(Vec<MeetingPlanField>),
    /// It is held, on the date of the fact.
    Hold,
    /// Somebody was there or was not.
    Attend(Attendance),
    /// Somebody entered by mistake is taken out of the attendance.
    DropAttendance {
        /// Who, as they were entered.
        who: String,
    },
    /// What somebody said (ý kiến phát biểu).
    Say(SpokenWord),
    /// Live notes: each writer has a sheet of their own, so that nobody writes over another.
    Notes(Notes),
    /// A conclusion, whole.
    Conclude(Conclusion),
    /// A conclusion is taken out.
    DropConclusion {
        /// Its id.
        id: String,
    },
    /// A shortcoming (tồn tại) with its cause, whole.
    Shortcoming(Shortcoming),
    /// A shortcoming is taken out.
    DropShortcoming {
        /// Its id.
        id: String,
    },
    /// The direction given to one place, whole: one for each.
    Direct(Direction),
    /// The direction given to a place is taken out.
    DropDirection {
        /// The place.
        unit: UnitId,
    },
    /// The conclusions are complete, on the date of the fact.
    Close,
    /// The minutes are signed: nothing before can be changed any more.
    Sign(Signing),
    /// A correction of signed minutes (biên bản bổ sung).
    Supplement(Supplement),
    /// Invitations were sent (gửi giấy mời), with the plan as it was then.
    Invite(Invitation),
    /// What came of a work item of a direction so far. It is stated by whoever held the meeting or by the place, before the signing or after.
    Achieve(Achievement),
    /// It is not held.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// What kind of meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// A regular briefing (giao ban).
    #[default]
    Briefing,
    /// A working session with places (buổi làm việc).
    Working,
    /// A meeting of the steering committee (họp Ban chỉ đạo).
    Committee,
    /// A visit on site (kiểm tra thực địa).
    Visit,
}

impl MeetingKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Briefing, Self::Working, Self::Committee, Self::Visit];

    /// The name in the API and the wording.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Briefing => "briefing",
            Self::Working => "working",
            Self::Committee => "committee",
            Self::Visit => "visit",
        }
    }
}

/// Who is asked to come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitee {
    /// Name, post or office.
    pub who: String,
    /// Where the invitation goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl Invitee {
    /// As people write it: `Phòng Giáo dục <gd@example.vn>`, or without an address.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.split_once('<') {
            Some((who, email)) => {
                let email = email.trim().trim_end_matches('>').trim().to_owned();
                Self { who: who.trim().to_owned(), email: Some(email).filter(|email| email.contains('@')) }
            }
            None => Self { who: text.trim().to_owned(), email: None },
        }
    }
}

fielded! {
    /// The plan of a meeting.
    record MeetingPlan {}
    /// A field of the plan with its value.
    field MeetingPlanField;
    /// A field of the plan.
    name MeetingPlanFieldName;
    /// What people call it.
    Title title: String,
    /// What kind.
    Kind kind: MeetingKind,
    /// The day.
    Date date: Date,
    /// When it begins, "08:00"; empty: not said.
    Time time: String,
    /// Where.
    Venue venue: String,
    /// Who chairs it (chủ trì).
    Chair chair: Someone,
    /// Who writes the minutes (thư ký).
    Secretary secretary: String,
    /// The places it is about.
    Places places: Vec<UnitId>,
    /// What is talked about, point by point.
    Agenda agenda: Vec<String>,
    /// Who is asked to come.
    Invited invited: Vec<Invitee>,
}

impl MeetingPlan {
    /// A meeting with a title and a day, everything else empty.
    #[must_use]
    pub fn new(title: &str, date: Date) -> Self {
        Self {
            title: title.to_owned(),
            kind: MeetingKind::default(),
            date,
            time: String::new(),
            venue: String::new(),
            chair: Someone::default(),
            secretary: String::new(),
            places: Vec::new(),
            agenda: Vec::new(),
            invited: Vec::new(),
        }
    }
}

/// Somebody was there or was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Name, post or office.
    pub who: String,
    /// Whether they came.
    pub present: bool,
    /// In whose stead, or why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenWord {
    /// Its id in the meeting.
    pub id: String,
    /// Who.
    pub who: String,
    /// What, in short.
    pub text: String,
}

/// The live notes of one writer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes {
    /// Whose sheet: their login.
    pub writer: String,
    /// All of it.
    pub text: String,
}

/// A numbered conclusion (kết luận). Its number is its place in the list when the minutes are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// Its id in the meeting.
    pub id: String,
    /// Smaller stands higher; equal ones by when they were written.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub place: i64,
    /// What is concluded.
    pub text: String,
    /// It creates no task (không phát sinh nhiệm vụ).
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub no_task: bool,
}

/// A shortcoming (tồn tại, hạn chế) and its cause (nguyên nhân).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortcoming {
    /// Its id in the meeting.
    pub id: String,
    /// What falls short.
    pub text: String,
    /// Why.
    pub cause: String,
    /// Where; none: everywhere the meeting is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The criterion it touches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionNo>,
}

/// The direction given to one place (định vị): a clear aim, focus tasks, a roadmap, a result for each work item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// The place.
    pub unit: UnitId,
    /// The aim (mục tiêu).
    pub aim: String,
    /// Focus tasks (nhiệm vụ trọng tâm).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus: Vec<String>,
    /// The roadmap in words (lộ trình).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub roadmap: String,
    /// The result of each work item (kết quả từng phần việc).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<String>,
}

/// The minutes are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    /// Who signs.
    pub signer: String,
    /// Number of the paper: "Thông báo số 123-TB/HU".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
}

/// A correction of signed minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// Its id in the meeting.
    pub id: String,
    /// What is corrected or added.
    pub text: String,
    /// Who signs it.
    pub signer: String,
}

/// Invitations on their way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// To whom; each has an address.
    pub to: Vec<Invitee>,
    /// Words of whoever sends them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What came of a work item of a direction by the date of the fact (kết quả từng phần việc).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Achievement {
    /// The place the direction was given to.
    pub unit: UnitId,
    /// The work item, as the direction names it: a focus task or a result.
    pub item: String,
    /// What was achieved, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// How far it is in percent, 0 to 100, when said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
}
