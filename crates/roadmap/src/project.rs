//! Plans in the XML of Microsoft Project (MSPDI), which planners' tools read and write: tasks with outline, links of all four kinds with
//! lag, constraints, milestones, progress, the agreed plan, persons, and the working calendar with its days off.
//!
//! What the format has no place for (criterion, indicator, lead, committee member, place, our id) stands in text fields 1 to 6; a file that
//! lost them still comes back, and what it does not say stays as it is.

mod read;
mod take;
mod write;
mod xml;

pub use read::read;
pub use take::{Taken, take};
pub use write::write;

use crate::record::{LinkRecord, TaskKind};
use std::collections::BTreeMap;
use vedich_facts::roadmap::{Constraint, LinkKind, Span};
use vedich_values::{CriterionNo, Date, IndicatorCode, Place, TaskId, Vnd};

/// The namespace of the format.
const NAMESPACE: &str = "http://schemas.microsoft.com/project";
/// Minutes of a working day, as written.
const DAY_MINUTES: i64 = 480;
/// Most tasks of a file.
const MOST_TASKS: usize = 20_000;
/// Text fields 1 to 7 by the numbers the format gives them, with what we keep there.
const TEXT_FIELDS: [(&str, &str); 7] = [
    ("188743731", "Vedich id"),
    ("188743734", "Vedich criterion"),
    ("188743737", "Vedich indicator"),
    ("188743740", "Vedich lead"),
    ("188743743", "Vedich member"),
    ("188743746", "Vedich place"),
    ("188743747", "Vedich work"),
];
/// What the field of works says of one.
const WORK: &str = "x";
/// What it says of a task that is none: an empty field would say nothing.
const NO_WORK: &str = "-";

/// A plan as a file states it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectPlan {
    /// What it is called.
    pub title: Option<String>,
    /// What the file says of where it came from.
    pub mark: String,
    /// First day.
    pub start: Option<Date>,
    /// Which days of the week are worked, Monday first.
    pub week: [bool; 7],
    /// Days worked or not against the week.
    pub exceptions: BTreeMap<Date, bool>,
    /// Tasks in the order of the file, the project's own line left out.
    pub tasks: Vec<ProjectTask>,
}

/// A task as a file states it. What the file does not say is none, and stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectTask {
    /// The file's own number.
    pub uid: u32,
    /// Our identity, if the file kept it.
    pub id: Option<TaskId>,
    /// What people call it.
    pub title: String,
    /// Task, milestone or heading.
    pub kind: TaskKind,
    /// The heading it stands under, by place in the list.
    pub parent: Option<usize>,
    /// How long it takes.
    pub duration: Span,
    /// What it waits on, by the file's numbers.
    pub links: Vec<(u32, LinkKind, i32)>,
    /// A date it is held to.
    pub constraint: Option<Constraint>,
    /// The day by whose end it must be over.
    pub deadline: Option<Date>,
    /// Share done, in percent.
    pub percent: Option<u32>,
    /// First day of work.
    pub started: Option<Date>,
    /// Last day of work.
    pub finished: Option<Date>,
    /// The one responsible person.
    pub person: Option<String>,
    /// Money needed.
    pub cost: Option<Vnd>,
    /// A remark.
    pub note: Option<String>,
    /// The criterion it serves; none: the file does not say.
    pub criterion: Option<CriterionNo>,
    /// The indicator it serves.
    pub code: Option<IndicatorCode>,
    /// The leading unit.
    pub lead: Option<String>,
    /// The committee member in charge.
    pub member: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// Whether it is a work; none: the file does not say.
    pub work: Option<bool>,
    /// First and last day in the agreed plan.
    pub baseline: Option<(Date, Date)>,
    /// Where in the file.
    pub place: Place,
}

/// The number the format gives a kind of link.
const fn link_number(kind: LinkKind) -> u8 {
    match kind {
        LinkKind::FinishToFinish => 0,
        LinkKind::FinishToStart => 1,
        LinkKind::StartToFinish => 2,
        LinkKind::StartToStart => 3,
    }
}

fn link_kind(number: &str) -> Option<LinkKind> {
    let all = [LinkKind::FinishToFinish, LinkKind::FinishToStart, LinkKind::StartToFinish, LinkKind::StartToStart];
    all.into_iter().find(|kind| link_number(*kind).to_string() == number)
}

/// Links in an order of their own, so that two lists can be compared.
fn sorted(mut links: Vec<LinkRecord>) -> Vec<LinkRecord> {
    links.sort_by(|a, b| a.from.cmp(&b.from));
    links
}

#[cfg(test)]
mod tests;
