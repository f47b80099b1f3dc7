//! Administrative units.

use super::{Asking, Speech, date, rows, unit};
use crate::api::shapes::{FoundShape, UnitRef, UnitShape};
use crate::api::{ApiState, Problem, ProblemShape, convert};
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::IntoParams;

/// What to find.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct FindQuery {
    /// Name as people write it, parents after commas, diacritics optional; or an official code.
    q: String,
    /// Units of this date come first; default today.
    as_of: Option<String>,
    /// At most so many, up to 100; default 20.
    limit: Option<u64>,
}

/// Units by name or code, best first; units of other dates are found too.
#[utoipa::path(get, path = "/units", tag = "units", params(FindQuery), responses((status = 200, body = Vec<FoundShape>), (status = 400, body = ProblemShape)))]
pub(in crate::api) async fn find_units(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Asking(query): Asking<FindQuery>,
) -> Result<Json<Vec<FoundShape>>, Problem> {
    let on = date(lang, "as_of", query.as_of.as_deref(), state.app.today())?;
    let registry = state.app.reference().registry;
    let found = registry.find(&query.q, Some(on), rows(lang, query.limit, 20, 100)?);
    Ok(Json(found.iter().filter_map(|hit| convert::found(&registry, hit)).collect()))
}

/// Which page of the units below.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ChildrenQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Id of the last unit of the page before.
    after: Option<u32>,
    /// At most so many, up to 1,000 (the default): more than any unit of the country has below it.
    limit: Option<u64>,
}

/// A unit over its whole life: names, codes, parents, what it became and came from.
#[utoipa::path(get, path = "/units/{unit}", tag = "units", params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = UnitShape), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_unit(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
) -> Result<Json<UnitShape>, Problem> {
    let registry = state.app.reference().registry;
    let whole = registry.get(unit(lang, &id)?).ok_or_else(|| Problem::not_found(lang, "api.no-such-place", &id))?;
    Ok(Json(convert::whole_unit(&registry, whole)))
}

/// The units directly below one on a date, in Vietnamese order of names.
#[utoipa::path(get, path = "/units/{unit}/children", tag = "units", params(("unit" = u32, Path, description = "Our id of the unit; 1 is the country"), ChildrenQuery),
    responses((status = 200, body = Vec<UnitRef>), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn list_children(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<ChildrenQuery>,
) -> Result<Json<Vec<UnitRef>>, Problem> {
    let on = date(lang, "as_of", query.as_of.as_deref(), state.app.today())?;
    let parent = unit(lang, &id)?;
    let registry = state.app.reference().registry;
    if registry.at(parent, on).is_none() {
        return Err(Problem::not_found(lang, "api.no-such-place", &id));
    }
    let children = registry.children(parent, on);
    let first = query.after.and_then(|after| children.iter().position(|child| child.get() == after)).map_or(0, |index| index + 1);
    let page = children.into_iter().skip(first).take(rows(lang, query.limit, 1000, 1000)?);
    Ok(Json(page.filter_map(|child| convert::unit_ref(&registry, child, on)).collect()))
}
