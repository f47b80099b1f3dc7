//! Values on their way between those who enter and those who verify, and what visits demanded.

use super::{Asked, Due, What};
use crate::AppError;
use vedich_board::{FollowedFinding, Visit};
use vedich_rights::Action;

/// Visited units told of to one person.
const MOST_UNITS: usize = 50;

pub(super) async fn due(asked: &Asked<'_>) -> Result<Vec<Due>, AppError> {
    let app = asked.app;
    let mut due = Vec::new();
    for area in asked.units(Action::Enter) {
        due.push(Due::new(What::CameBack, area, app.back_under(&asked.hand, area)));
    }
    for area in asked.units(Action::Verify) {
        due.push(Due::new(What::Verify, area, app.waiting_of_others(&asked.hand, area).await?));
    }
    demands(asked, &mut due);
    for area in asked.units(Action::Visit) {
        let reported = app.demands_to_accept(&asked.hand, area).await?;
        due.extend(reported.into_iter().take(MOST_UNITS).map(|(unit, count)| Due::new(What::DemandDone, unit, count)));
    }
    due.retain(|one| one.count > 0);
    Ok(due)
}

/// What visits to a person's units, and to those that went into them, demand of what they answer for.
fn demands(asked: &Asked<'_>, due: &mut Vec<Due>) {
    let (app, board) = (asked.app, asked.app.live());
    for unit in app.with_what_went_in(asked.units(Action::Enter)) {
        let visits = board.visits(unit);
        let of_visit = |visit: &Visit| -> Vec<FollowedFinding> {
            let theirs = |place| app.may_report_demand(&asked.hand, &visit.recorded, place);
            let all = (0_u16..).zip(&visit.findings).filter(|(place, finding)| finding.is_to_do() && theirs(*place));
            all.map(|(_, finding)| finding.clone()).collect()
        };
        let (late, in_time): (Vec<_>, Vec<_>) =
            visits.iter().flat_map(of_visit).partition(|finding| finding.days_late(asked.today).is_some());
        let first = |some: &[FollowedFinding]| some.iter().filter_map(|finding| finding.due).min();
        due.push(Due::new(What::LateDemand, unit, late.len()).until(first(&late)));
        due.push(Due::new(What::Demand, unit, in_time.len()).until(first(&in_time)));
    }
}
