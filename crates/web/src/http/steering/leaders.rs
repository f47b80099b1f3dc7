//! Where steering begins, and the one page of a leader.

use super::{Desk, book, counts, shown};
use crate::http::people::see;
use crate::http::roadmaps::show::aside;
use crate::http::{Answer, WebError, WebState, address};
use crate::pages::steering::{leaders, overview as overview_page};
use crate::present::Scene;
use crate::present::steering::{self as words, leaders as view, meetings, proposals, tables};
use axum::extract::{Path, State};
use vedich_app::roadmaps::{Led, LedRoadmaps};
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_values::UnitId;

/// Lines of each list of the overview.
const FEW: usize = 8;

pub(super) async fn overview(State(state): State<WebState>, desk: Desk) -> Answer {
    desk.actor()?;
    let draw = |s: Scene<'_>| {
        let f = desk.frame();
        let area = desk.area("area")?;
        let scope = TaskScope::Area(area);
        let lines = |query: &TaskQuery| s.board.tasks(query).items.iter().map(|task| words::line(s, task)).collect::<Vec<_>>();
        let own = desk.signed.as_ref().map(|signed| lines(&TaskQuery::open(TaskScope::Person(signed.person.id), FEW)));
        let id = area.to_string();
        let view = overview_page::OverviewView {
            unit: s.name(area),
            tally: s.board.task_tally(&scope),
            overdue: words::list_address(f, "area", &id, "overdue"),
            below: counts::below(s, area),
            next: lines(&TaskQuery::open(scope, FEW)),
            all: words::list_address(f, "area", &id, "open"),
            own: own.unwrap_or_default(),
            meetings: s.board.meetings(area, None, FEW).items.iter().map(|one| meetings::meeting_line(s, one)).collect(),
            proposals: s
                .board
                .proposals(&ProposalScope::With(area), Show::Open, None, FEW)
                .items
                .iter()
                .map(|one| proposals::proposal_line(s, one))
                .collect(),
        };
        Ok(overview_page::render(f, &view))
    };
    shown(&desk, &state, draw, false).await
}

pub(super) async fn own(desk: Desk) -> Answer {
    desk.actor()?;
    let f = desk.frame();
    Ok(see(&f.link_with(&format!("/leaders/{}", desk.home()), &[("view", f.param("view").unwrap_or_default())])))
}

pub(super) async fn of(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    let (area, led) = led(&state, &desk, &id).await.map_err(|error| desk.visit.refuse(&error))?;
    shown(&desk, &state, |s| Ok(leaders::render(s.f, &view::view(s, area, &led))), false).await
}

/// The area of an address, for whoever may read of it, with its roadmaps: timed without holding the picture.
pub(super) async fn led(state: &WebState, desk: &Desk, id: &str) -> Result<(UnitId, LedRoadmaps), WebError> {
    let area = address::unit(id)?;
    let taken = desk.visit.render(state, |s| {
        s.registry().get(area).ok_or_else(WebError::not_found)?;
        desk.reads([area])?;
        Ok(Led::below(s.board, area))
    });
    let (taken, state) = (taken.await?, state.clone());
    Ok((area, aside(move || taken.draw(state.planner())).await?))
}

/// The ranking as a workbook, every place of it; the other tables of the page as another.
pub(super) async fn table(State(state): State<WebState>, desk: Desk, Path((id, file)): Path<(String, String)>) -> Answer {
    desk.actor()?;
    let whole = file == "ranking.xlsx";
    if !whole && file != "tables.xlsx" {
        return Err(desk.visit.refuse(&WebError::not_found()));
    }
    let (area, led) = led(&state, &desk, &id).await.map_err(|error| desk.visit.refuse(&error))?;
    let drawn = desk.visit.render(&state, |s| {
        Ok(if whole {
            vec![tables::ranking(s.f, &view::whole(s, area, &led))]
        } else {
            tables::of_leaders(s.f, &view::view(s, area, &led))
        })
    });
    let tables = drawn.await.map_err(|error| desk.visit.refuse(&error))?;
    book(&desk, &tables, &format!("{}-{id}-{}", if whole { "xep-hang" } else { "lanh-dao" }, desk.frame().as_of))
}
