//! Values on their way between those who enter and those who verify, and what visits demanded.

use super::{Asked, Due, What};
use crate::AppError;
use vedich_rights::{Action, On};
use vedich_values::UnitId;

pub(super) async fn due(asked: &Asked<'_>) -> Result<Vec<Due>, AppError> {
    let app = asked.app;
    let mut due = Vec::new();
    for area in asked.units(Action::Enter) {
        due.push(Due::new(What::CameBack, area, app.back_under(&asked.hand, area)));
    }
    for area in asked.units(Action::Verify) {
        due.push(Due::new(What::Verify, area, app.waiting_of_others(&asked.hand, area).await?));
    }
    let board = app.live();
    // Those who answer for the unit as a whole: a field of some criteria is none.
    let answer_for = |unit: &UnitId| app.may(&asked.hand, Action::Submit, &On::unit(*unit)).is_ok();
    for unit in asked.units(Action::Submit).into_iter().filter(answer_for) {
        let visits = board.visits(unit);
        let open = || visits.iter().flat_map(|visit| &visit.findings).filter(|finding| finding.is_open());
        let late = open().filter(|finding| finding.days_late(asked.today).is_some());
        let in_time = || open().filter(|finding| finding.days_late(asked.today).is_none());
        due.push(Due::new(What::LateDemand, unit, late.clone().count()).until(late.filter_map(|finding| finding.due).min()));
        due.push(Due::new(What::Demand, unit, in_time().count()).until(in_time().filter_map(|finding| finding.due).min()));
    }
    due.retain(|one| one.count > 0);
    Ok(due)
}
