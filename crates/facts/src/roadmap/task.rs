//! A task of a roadmap as it is agreed on paper.

use super::field::fielded;
use serde::{Deserialize, Serialize};
use vedich_values::{CriterionNo, Date, Decimal, IndicatorCode, TaskId, Vnd};

/// What a task is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Work to be done (công việc).
    #[default]
    Task,
    /// A mark that takes no time (mốc): the dossier is submitted.
    Milestone,
    /// A heading over tasks (nhóm việc): a criterion. Its dates are those of its tasks.
    Summary,
}

/// How long a task takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Working days (ngày làm việc).
    Working(u32),
    /// Calendar days (ngày lịch), e.g. a list posted for 30 days; it may end on a day off.
    Calendar(u32),
}

impl Default for Span {
    fn default() -> Self {
        Self::Working(0)
    }
}

impl Span {
    /// The bare number of days.
    #[must_use]
    pub const fn days(self) -> u32 {
        match self {
            Self::Working(days) | Self::Calendar(days) => days,
        }
    }
}

/// Days if all goes well and if it goes badly, in the unit of the duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spread {
    /// If all goes well.
    pub optimistic: u32,
    /// If it goes badly.
    pub pessimistic: u32,
}

/// How one task waits for another (quan hệ trước sau).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// It starts after the other has finished (FS).
    #[default]
    #[serde(rename = "FS")]
    FinishToStart,
    /// It starts after the other has started (SS).
    #[serde(rename = "SS")]
    StartToStart,
    /// It finishes after the other has finished (FF).
    #[serde(rename = "FF")]
    FinishToFinish,
    /// It finishes after the other has started (SF).
    #[serde(rename = "SF")]
    StartToFinish,
}

impl LinkKind {
    /// Whether the link holds on to the start of the earlier task.
    #[must_use]
    pub const fn leaves_start(self) -> bool {
        matches!(self, Self::StartToStart | Self::StartToFinish)
    }

    /// Whether the link holds back the finish of the later task.
    #[must_use]
    pub const fn enters_finish(self) -> bool {
        matches!(self, Self::FinishToFinish | Self::StartToFinish)
    }

    /// The two letters planners write: `FS`.
    #[must_use]
    pub const fn letters(self) -> &'static str {
        match self {
            Self::FinishToStart => "FS",
            Self::StartToStart => "SS",
            Self::FinishToFinish => "FF",
            Self::StartToFinish => "SF",
        }
    }

    /// Reads the two letters, in either case.
    #[must_use]
    pub fn from_letters(text: &str) -> Option<Self> {
        [Self::FinishToStart, Self::StartToStart, Self::FinishToFinish, Self::StartToFinish]
            .into_iter()
            .find(|kind| kind.letters().eq_ignore_ascii_case(text))
    }
}

/// A link to an earlier task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRecord {
    /// The earlier task.
    pub from: TaskId,
    /// Which ends are tied.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub kind: LinkKind,
    /// Working days between; negative for a lead.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub lag: i32,
}

/// A date a task is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Constraint {
    /// May not start earlier.
    NotBefore(Date),
    /// Must be over by the end of the day.
    NotAfter(Date),
    /// Starts on the day.
    Fixed(Date),
}

/// Work counted by quantity (khối lượng): metres of road, gardens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedQuantity {
    /// Unit of measure, as people write it: `km`, `vườn`.
    pub unit: String,
    /// How much in all; empty: not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Decimal>,
}

/// Money already there from one source (kinh phí đã có).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funding {
    /// Source of capital (nguồn vốn), as people name it.
    pub source: String,
    /// How much, in đồng.
    pub amount: Vnd,
    /// The year it is planned for (kế hoạch năm); none: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

impl Funding {
    /// Money from a source as people name it; a year in brackets behind the name is the year it is planned for: `Ngân sách tỉnh (2024)`.
    #[must_use]
    pub fn of_source(source: &str, amount: Vnd) -> Self {
        let source = source.trim();
        let planned = source.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let planned =
            planned.and_then(|(name, year)| Some((name.trim(), year.trim().parse().ok().filter(|year| (1990..=2100).contains(year))?)));
        match planned {
            Some((name, year)) if !name.is_empty() => Self { source: name.to_owned(), amount, year: Some(year) },
            _ => Self { source: source.to_owned(), amount, year: None },
        }
    }

    /// The source with the year it is planned for, as [`Self::of_source`] reads it.
    #[must_use]
    pub fn source_said(&self) -> String {
        self.year.map_or_else(|| self.source.clone(), |year| format!("{} ({year})", self.source))
    }
}

/// Who must decide for a task to go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// The hamlet or commune itself.
    #[default]
    Commune,
    /// The district, or the province's department since July 2025.
    District,
    /// The province.
    Province,
    /// A ministry or the government.
    Centre,
}

fielded! {
    /// A task (công việc) of a roadmap as it is agreed on paper. What is not known stays empty.
    record TaskRecord {
        /// Its identity in the roadmap, for ever.
        id: TaskId,
    }
    /// A field of a task with its value.
    field TaskField;
    /// A field of a task.
    name TaskFieldName;
    /// What people call it.
    Title title: String,
    /// Task, milestone or heading.
    Kind kind: TaskKind,
    /// The heading it stands under.
    Parent parent: Option<TaskId>,
    /// Its place in the list people keep: smaller stands higher. Equal places stand by id.
    Place place: i64,
    /// The criterion (tiêu chí) it serves, by number.
    Criterion criterion: Option<CriterionNo>,
    /// The indicator (chỉ tiêu) it serves, when it goes that far.
    Code code: Option<IndicatorCode>,
    /// Most likely duration. Nothing for milestones and headings.
    Duration duration: Span,
    /// Best and worst duration; empty: not estimated.
    Spread spread: Option<Spread>,
    /// What may lengthen it, by the tags of the risk table: `rain`, `land`.
    Risks risks: Vec<String>,
    /// A date it is held to.
    Constraint constraint: Option<Constraint>,
    /// The day by whose end it must be over (hạn), whatever else it is held to. Records older than this field say it as a constraint:
    /// [`TaskRecord::due`] knows both.
    Deadline deadline: Option<Date>,
    /// Quantity of work.
    Quantity quantity: Option<PlannedQuantity>,
    /// It is a work (công trình): something built, which stands in the list of works (B08).
    Work work: bool,
    /// Money needed in all (nhu cầu kinh phí); empty: not known, which is not nothing.
    Cost cost: Option<Vnd>,
    /// Money already there, by source.
    Funding funding: Vec<Funding>,
    /// The one responsible person (người phụ trách), by name or post.
    Person person: Option<String>,
    /// The one leading unit (đơn vị chủ trì).
    Lead lead: Option<String>,
    /// Cooperating units (đơn vị phối hợp).
    Cooperating cooperating: Vec<String>,
    /// The member of the steering committee in charge (thành viên Ban chỉ đạo phụ trách).
    Member member: Option<String>,
    /// Where: hamlet, road.
    Location location: Option<String>,
    /// A remark.
    Note note: Option<String>,
    /// Who must decide for it to go on.
    Decider decider: Decider,
    /// Whether that decision has been given.
    Decided decided: bool,
    /// Durations and links are assumed, not stated by those who do the work.
    Assumed assumed: bool,
    /// What it waits on.
    Links links: Vec<LinkRecord>,
}

impl TaskRecord {
    /// A task with an id and a title, everything else empty.
    #[must_use]
    pub fn new(id: impl Into<TaskId>, title: &str) -> Self {
        Self {
            id: id.into(),
            title: title.to_owned(),
            kind: TaskKind::Task,
            parent: None,
            place: 0,
            criterion: None,
            code: None,
            duration: Span::default(),
            spread: None,
            risks: Vec::new(),
            constraint: None,
            deadline: None,
            quantity: None,
            work: false,
            cost: None,
            funding: Vec::new(),
            person: None,
            lead: None,
            cooperating: Vec::new(),
            member: None,
            location: None,
            note: None,
            decider: Decider::default(),
            decided: false,
            assumed: false,
            links: Vec::new(),
        }
    }

    /// The day by whose end it must be over: its deadline or a constraint that says so, the earlier of the two.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        let held = if let Some(Constraint::NotAfter(date)) = self.constraint { Some(date) } else { None };
        self.deadline.into_iter().chain(held).min()
    }

    /// The same day, where only the constraint says it: whoever gives the task another constraint keeps it as the deadline.
    #[must_use]
    pub fn due_by_constraint(&self) -> Option<Date> {
        if let Some(Constraint::NotAfter(_)) = self.constraint { self.due() } else { None }
    }

    /// Money already there, from all sources.
    #[must_use]
    pub fn funded(&self) -> Vnd {
        Vnd(self.funding.iter().fold(0, |sum, funding| sum.saturating_add(funding.amount.0)))
    }

    /// The same task under another heading.
    #[must_use]
    pub fn under(mut self, parent: &TaskId) -> Self {
        self.parent = Some(parent.clone());
        self
    }

    /// The same task, waiting on another.
    #[must_use]
    pub fn after(mut self, from: impl Into<TaskId>, kind: LinkKind, lag: i32) -> Self {
        self.links.push(LinkRecord { from: from.into(), kind, lag });
        self
    }

    /// The same task with a duration in working days.
    #[must_use]
    pub const fn lasting(mut self, days: u32) -> Self {
        self.duration = Span::Working(days);
        self
    }
}
