//! What is agreed about a roadmap as a whole.

use super::field::fielded;
use serde::{Deserialize, Serialize};
use vedich_values::{Date, SetId};

/// Which days of the week and year are worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeekRule {
    /// Monday to Friday with Vietnam's holidays.
    #[default]
    Vn,
    /// Monday to Friday without holidays.
    MonFri,
    /// Every day.
    EveryDay,
}

/// A day lost or worked by local decision, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DayOff {
    /// The day.
    pub date: Date,
    /// Why: "bão số 9".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The working calendar (lịch làm việc) of a roadmap.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CalendarChoice {
    /// Week and holidays.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub week: WeekRule,
    /// Campaigns (đợt cao điểm), first and last day: weekends between them are worked, holidays are not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub campaigns: Vec<(Date, Date)>,
    /// Days lost here: storms, floods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<DayOff>,
    /// Days worked here although the lists say otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worked: Vec<DayOff>,
}

impl PartialOrd for WeekRule {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WeekRule {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (*self as u8).cmp(&(*other as u8))
    }
}

/// Where a roadmap stands as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoadmapState {
    /// Being followed.
    #[default]
    Active,
    /// Its aim was reached.
    Finished,
    /// Given up or replaced.
    Abandoned,
}

fielded! {
    /// The header of a roadmap.
    record RoadmapHeader {}
    /// A field of the header with its value.
    field HeaderField;
    /// A field of the header.
    name HeaderFieldName;
    /// What people call it.
    Title title: String,
    /// The criteria set it works through; empty: none.
    Set set: Option<SetId>,
    /// The tier aimed at: `standard`, `advanced`, `model`, `modern`.
    Tier tier: Option<String>,
    /// First day; when it is off, work starts on the next working day.
    Start start: Date,
    /// The day by which everything is to be done.
    Target target: Option<Date>,
    /// Its working calendar.
    Calendar calendar: CalendarChoice,
    /// Where it stands.
    State state: RoadmapState,
    /// On what it rests: a decision, a conclusion, an assumption.
    Basis basis: Option<String>,
    /// A remark.
    Note note: Option<String>,
}

impl RoadmapHeader {
    /// A header with a title and a first day, everything else empty.
    #[must_use]
    pub fn new(title: &str, start: Date) -> Self {
        Self {
            title: title.to_owned(),
            set: None,
            tier: None,
            start,
            target: None,
            calendar: CalendarChoice::default(),
            state: RoadmapState::Active,
            basis: None,
            note: None,
        }
    }
}
