//! Roadmaps with tasks that are late or not counted this week.

use super::{Due, What};
use crate::App;
use crate::roadmaps::Followed;
use vedich_values::UnitId;

/// Units looked into for one page; beyond it the area's own pages tell more.
const MOST_UNITS: usize = 200;

/// Timing roadmaps takes a while the first time, so it is done aside.
pub(super) async fn roadmaps(app: &App, areas: Vec<UnitId>) -> Vec<Due> {
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
        let sunday = vedich_roadmap::record::WeekClosing::of(on).week + chrono::Days::new(6);
        due.push(Due::new(What::LateWork, unit, planned.late().len()));
        due.push(Due::new(What::Count, unit, planned.uncounted(on).len()).until(Some(sunday)));
    }
    due.retain(|one| one.count > 0);
    due
}
