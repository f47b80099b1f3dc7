//! What waits for a person, from each part of the work.

use crate::roadmaps::Followed;
use crate::{App, AppError};
use vedich_facts::PersonId;
use vedich_rights::{Action, Post};
use vedich_values::{Date, UnitId};

/// Units looked into for one page; beyond it the area's own pages tell more.
const MOST_UNITS: usize = 200;

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
    /// Tasks of a roadmap nobody has counted this week.
    Count,
}

impl What {
    /// Everything that can wait.
    pub const ALL: [Self; 2] = [Self::LateWork, Self::Count];

    /// The word in addresses and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LateWork => "late-work",
            Self::Count => "count",
        }
    }
}

/// Everything that waits for a person in their posts.
pub(super) async fn due(app: &App, _person: PersonId, posts: &[&Post]) -> Result<Vec<Due>, AppError> {
    let rights = app.rights();
    let may = |post: &Post, action| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&action));
    let areas: Vec<UnitId> = posts.iter().filter(|post| may(post, Action::Count)).map(|post| post.unit).collect();
    let mut due = roadmaps(app, areas).await;
    due.sort_by_key(|one| (one.what, one.until, std::cmp::Reverse(one.count), one.unit));
    due.dedup();
    Ok(due)
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
