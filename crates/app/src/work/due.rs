//! What waits for a person, from each part of the work.

use crate::roadmaps::Followed;
use crate::{App, AppError};
use std::collections::BTreeMap;
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_facts::PersonId;
use vedich_rights::{Action, Post};
use vedich_steering::task::{Standing, State};
use vedich_values::{Date, UnitId};

/// Units looked into for one page; beyond it the area's own pages tell more.
const MOST_UNITS: usize = 200;

/// Days before its last one that a task or an answer is reminded of.
const SOON_DAYS: u64 = 3;
/// Tasks and proposals looked through for one unit.
const MOST_TASKS: usize = 500;

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub what: What,
    /// Of which unit.
    pub unit: UnitId,
    /// How many: tasks, values.
    pub count: u32,
    /// Until when, where there is a day.
    pub until: Option<Date>,
}

/// What can wait, most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Tasks of a roadmap that are late.
    LateWork,
    /// Assigned tasks that are overdue.
    TaskLate,
    /// Assigned tasks whose last day comes within days.
    TaskSoon,
    /// Proposals whose answer is overdue or comes due within days.
    Answer,
    /// Tasks of a roadmap nobody has counted this week.
    Count,
}

impl What {
    /// Everything that can wait.
    pub const ALL: [Self; 5] = [Self::LateWork, Self::TaskLate, Self::TaskSoon, Self::Answer, Self::Count];

    /// The word in addresses and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LateWork => "late-work",
            Self::TaskLate => "task-late",
            Self::TaskSoon => "task-soon",
            Self::Answer => "answer",
            Self::Count => "count",
        }
    }
}

/// Everything that waits for a person in their posts.
pub(super) async fn due(app: &App, person: PersonId, posts: &[&Post]) -> Result<Vec<Due>, AppError> {
    let rights = app.rights();
    let may = |post: &Post, action| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&action));
    let areas: Vec<UnitId> = posts.iter().filter(|post| may(post, Action::Count)).map(|post| post.unit).collect();
    let answering: Vec<UnitId> = posts.iter().filter(|post| may(post, Action::Answer)).map(|post| post.unit).collect();
    let mut due = steering(app, person, &areas, &answering);
    due.extend(roadmaps(app, areas).await);
    due.sort_by_key(|one| (one.what, one.until, std::cmp::Reverse(one.count), one.unit));
    due.dedup();
    Ok(due)
}

/// Tasks that are overdue or soon due: those the units of posts lead, and those elsewhere the person answers for. Proposals to answer.
fn steering(app: &App, person: PersonId, areas: &[UnitId], answering: &[UnitId]) -> Vec<Due> {
    let board = app.live();
    let today = board.date();
    let soon = today + chrono::Days::new(SOON_DAYS);
    let mut found: BTreeMap<(What, UnitId), (u32, Option<Date>)> = BTreeMap::new();
    let mut add = |what, unit, day: Date| {
        let (count, until) = found.entry((what, unit)).or_default();
        *count += 1;
        *until = Some(until.map_or(day, |until| until.min(day)));
    };
    let scopes = areas.iter().map(|unit| TaskScope::Unit(*unit)).chain([TaskScope::Person(person)]);
    for scope in scopes {
        let own = scope == TaskScope::Person(person);
        for task in board.tasks(&TaskQuery::open(scope, MOST_TASKS)).items {
            let lead = task.assignment.lead.unit;
            let Some(day) = task.due.filter(|day| *day <= soon) else { break };
            if own && areas.contains(&lead) {
                continue;
            }
            match task.standing(today) {
                Standing::Overdue { .. } => add(What::TaskLate, lead, day),
                Standing::InProgress if day >= today && !matches!(task.state, State::Reported { .. }) => add(What::TaskSoon, lead, day),
                _ => {}
            }
        }
    }
    for unit in answering {
        for proposal in board.proposals(&ProposalScope::With(*unit), Show::Open, None, MOST_TASKS).items {
            let Some(day) = proposal.request.due.on.filter(|day| *day <= soon) else { break };
            // What waits with a unit below waits for the people there.
            if proposal.answering() == *unit {
                add(What::Answer, *unit, day);
            }
        }
    }
    found.into_iter().map(|((what, unit), (count, until))| Due { what, unit, count, until }).collect()
}

/// Roadmaps with tasks that are late or not counted this week. Timing them takes a while the first time, so it is done aside.
async fn roadmaps(app: &App, areas: Vec<UnitId>) -> Vec<Due> {
    let followed: Vec<Followed> = {
        let board = app.live();
        areas.iter().map(|area| Followed::below(&board, *area).first(MOST_UNITS)).collect()
    };
    let app = app.clone();
    let timed = move || followed.iter().flat_map(|followed| app.time(followed).0).collect::<Vec<_>>();
    let Ok(timed) = tokio::task::spawn_blocking(timed).await else { return Vec::new() };
    let mut due = Vec::new();
    for planned in timed {
        let (unit, on) = (planned.record.unit, planned.on);
        let mut add = |what, count: usize, until| {
            if count > 0 {
                due.push(Due { what, unit, count: u32::try_from(count).unwrap_or(u32::MAX), until });
            }
        };
        add(What::LateWork, planned.late().len(), None);
        let sunday = vedich_roadmap::record::WeekClosing::of(on).week + chrono::Days::new(6);
        add(What::Count, planned.uncounted(on).len(), Some(sunday));
    }
    due
}
