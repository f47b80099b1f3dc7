//! A roadmap of a unit that has ended, carried on in its successor.

use crate::http::people::{Desk, see};
use crate::http::{Answer, WebError, address};
use axum::extract::Path;
use vedich_app::AppError;
use vedich_app::roadmaps::CarryRoadmap;
use vedich_values::{RoadmapKey, UnitId};

pub(super) async fn carry(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let actor = desk.actor()?;
    let from = address::unit(&unit).map_err(|error| desk.visit.refuse(&error))?;
    let sent = desk.sent(&body)?;
    let roadmap = desk.frame().param("roadmap").filter(|key| !key.is_empty()).map(RoadmapKey::new);
    let to = sent.given("to").and_then(|to| to.parse::<UnitId>().ok());
    let done = desk.app.carry_roadmap(actor.by(sent.typed("command")), CarryRoadmap { from, roadmap, to }).await;
    let (unit, key, _) = match done {
        Ok(done) => done,
        Err(AppError::Refused(problems)) => {
            let said: Vec<String> = problems.iter().map(|problem| desk.frame().lang.problem_without_place(problem)).collect();
            return Err(desk.visit.refuse(&WebError::bad_request(said.join(" "))));
        }
        Err(error) => return Err(desk.fail(error)),
    };
    // The new one is of today, whatever day the old one was looked at on.
    Ok(see(&crate::frame::address(&format!("/roadmaps/{unit}"), [("roadmap", key.as_str()), ("done", "1")])))
}
