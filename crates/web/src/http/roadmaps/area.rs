//! The page of an area's leaders, and the same as a table.

use super::show::aside;
use crate::http::files::{attached, mime};
use crate::http::visit::Visit;
use crate::http::{WebError, WebState, address};
use crate::pages::roadmaps::area as page;
use crate::parts::Link;
use crate::present::Scene;
use crate::present::roadmaps::area as present;
use axum::extract::{Path, State};
use axum::response::Response;
use vedich_app::roadmaps::{AreaRoadmaps, Followed};
use vedich_documents::{CsvStyle, write_csv, write_xlsx};
use vedich_values::UnitId;

pub(in crate::http) async fn show(State(state): State<WebState>, Path(unit): Path<String>, visit: Visit) -> Response {
    if let Some(known) = visit.cached(&state) {
        return known;
    }
    match drawn(&state, &visit, &unit).await {
        Ok((area, drawn)) => {
            let show = |s: Scene<'_>| {
                let mut view = present::view(s, area, &drawn);
                if state.app().is_some() {
                    view.around.push(Link::new(s.f.text("gantt.closed.link"), s.f.link(&format!("/days-off/{area}"))));
                }
                if state.app().is_some() && !drawn.picture.lines.is_empty() {
                    view.files.push(Link::new(s.f.text("plan-files.all"), s.f.link(&format!("/roadmaps/{area}/files"))));
                }
                Ok(page::render(s.f, &view))
            };
            visit.show(&state, show).await
        }
        Err(error) => visit.refuse(&error),
    }
}

async fn drawn(state: &WebState, visit: &Visit, unit: &str) -> Result<(UnitId, AreaRoadmaps), WebError> {
    let area = address::unit(unit)?;
    let followed = visit.render(state, |s| {
        s.registry().get(area).ok_or_else(WebError::not_found)?;
        Ok(Followed::below(s.board, area))
    });
    let (followed, state) = (followed.await?, state.clone());
    Ok((area, aside(move || followed.draw(state.planner())).await?))
}

/// The lines, sorted as on the page, as CSV or XLSX.
pub(in crate::http) async fn table(State(state): State<WebState>, Path((unit, file)): Path<(String, String)>, visit: Visit) -> Response {
    let made = async {
        let kind = mime(&file)?;
        let (area, drawn) = drawn(&state, &visit, &unit).await?;
        let (table, name) =
            visit.render(&state, |s| Ok((present::table(s, area, &drawn), format!("lo-trinh-{area}-{}", s.f.as_of)))).await?;
        let failed = |error| WebError::internal(&format!("a table could not be written: {error}"));
        let is_csv = kind.starts_with("text/csv");
        let bytes = if is_csv { write_csv(&table, CsvStyle::PEOPLE) } else { write_xlsx(&table) }.map_err(failed)?;
        Ok((bytes, kind, format!("{name}.{}", if is_csv { "csv" } else { "xlsx" })))
    };
    match made.await {
        Ok((bytes, kind, name)) => attached(bytes, kind, &name),
        Err(error) => visit.refuse(&error),
    }
}
