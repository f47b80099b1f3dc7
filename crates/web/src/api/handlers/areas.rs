//! The board of an area.

use super::{Speech, date, unit, with_board};
use crate::api::shapes::AreaAnswer;
use crate::api::{ApiState, Problem, ProblemShape, convert};
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vedich_criteria::{Catalogue, Subject, Tier};
use vedich_facts::UnitLevel;
use vedich_units::Registry;
use vedich_values::{Date, SetId, UnitId};

/// Which board.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct AreaQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Only what had been recorded by the end of this date.
    known_on: Option<String>,
    /// Any criteria set of the family wanted; default the standard set in force there.
    set: Option<String>,
    /// Level of the rows: province, district, commune, hamlet; default commune.
    level: Option<String>,
    /// Id of the last unit of the page before.
    after: Option<u32>,
    /// At most so many rows, up to 1,000; default 100.
    limit: Option<usize>,
}

/// The totals of an area and a page of its rows, in Vietnamese order of names.
#[utoipa::path(get, path = "/areas/{unit}", tag = "areas", params(("unit" = u32, Path, description = "Our id of the area; 1 is the country"), AreaQuery),
    responses((status = 200, body = AreaAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_area(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Query(query): Query<AreaQuery>,
) -> Result<Json<AreaAnswer>, Problem> {
    let area = unit(lang, &id)?;
    let as_of = date(lang, "as_of", query.as_of.as_deref(), state.app.today())?;
    let known_on = query.known_on.as_deref().map(|text| date(lang, "known_on", Some(text), as_of)).transpose()?;
    let level = match query.level.as_deref() {
        None => UnitLevel::Commune,
        Some(text) => convert::level(text).ok_or_else(|| Problem::bad_parameter(lang, "level", text))?,
    };
    let reference = state.app.reference();
    if reference.registry.at(area, as_of).is_none() {
        return Err(Problem::not_found(lang, "api.no-such-place", &id));
    }
    let family = match query.set.as_deref() {
        Some(text) => {
            reference.catalogue.get(text).map(|set| set.id.clone()).ok_or_else(|| Problem::not_found(lang, "api.no-such-set", text))?
        }
        None => default_set(&reference.catalogue, &reference.registry, area, level, as_of)
            .ok_or_else(|| Problem::not_found(lang, "api.no-set-in-force", &id))?,
    };
    let limit = query.limit.unwrap_or(100).clamp(1, 1000);
    let answer =
        with_board(&state, as_of, known_on, |board| convert::area_answer(board, area, level, &family, query.after.map(UnitId), limit));
    Ok(Json(answer.await?))
}

/// The standard set in force for units of a level in an area.
fn default_set(catalogue: &Catalogue, registry: &Registry, area: UnitId, level: UnitLevel, on: Date) -> Option<SetId> {
    let subject = match level {
        UnitLevel::Country => return None,
        UnitLevel::Province => Subject::Province,
        UnitLevel::District => Subject::District,
        UnitLevel::Commune => Subject::Commune,
        UnitLevel::Hamlet => Subject::Hamlet,
    };
    let province = registry.province_slug(area, on);
    [Tier::Standard, Tier::Model].into_iter().find_map(|tier| catalogue.in_force(subject, tier, province, on)).map(|set| set.id.clone())
}
