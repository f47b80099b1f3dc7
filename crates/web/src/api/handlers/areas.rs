//! The board of an area.

use super::{Asking, Speech, date, exists, rows, unit, with_board};
use crate::api::shapes::AreaAnswer;
use crate::api::{ApiState, Problem, ProblemShape, convert};
use crate::listing::{self, Asked};
use crate::mark::Mark;
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vedich_criteria::Catalogue;
use vedich_values::{CriterionNo, UnitId};
use vedich_wording::Lang;

/// Which board.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct AreaQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Only what had been recorded by the end of this date.
    known_on: Option<String>,
    /// Any criteria set of the family wanted; default the standard one in force there, unless only another has data.
    set: Option<String>,
    /// Level of the rows: province, district, commune, hamlet; default commune, below a commune hamlet.
    level: Option<String>,
    /// Only units in this band (its id).
    band: Option<String>,
    /// Only units that stand like this at `criterion`, or without one at any: met, narrowly_met, not_met, no_data, not_applicable, not_assessable.
    status: Option<String>,
    /// Number of the criterion that `status` is about.
    criterion: Option<u16>,
    /// Only units with a word of their name beginning like this, diacritics optional.
    name: Option<String>,
    /// Only units of which something is known.
    with_data: Option<bool>,
    /// Order: name, criteria, indicators, no_data, month or year (change of criteria met), tcN (status at criterion N); default name.
    /// Names ascend and everything else descends; `-` in front turns that round.
    sort: Option<String>,
    /// Id of the last unit of the page before.
    after: Option<u32>,
    /// At most so many rows, up to 1,000; default 100.
    limit: Option<u64>,
}

/// The totals of an area and a page of its rows, filtered and sorted as asked for.
#[utoipa::path(get, path = "/areas/{unit}", tag = "areas", params(("unit" = u32, Path, description = "Our id of the area; 1 is the country"), AreaQuery),
    responses((status = 200, body = AreaAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_area(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<AreaQuery>,
) -> Result<Json<AreaAnswer>, Problem> {
    let area = unit(lang, &id)?;
    let as_of = date(lang, "as_of", query.as_of.as_deref(), state.app.today())?;
    let known_on = query.known_on.as_deref().map(|text| date(lang, "known_on", Some(text), as_of)).transpose()?;
    let reference = state.app.reference();
    exists(lang, &reference.registry, area, as_of)?;
    let asked = asked(lang, &reference.catalogue, &query)?;
    let limit = rows(lang, query.limit, 100, 1000)?;
    let answer = with_board(&state, lang, (as_of, known_on), |board| {
        if let Some(misfit) = listing::misfit(board, area, &asked) {
            return Err(Problem::bad_request(lang, &misfit));
        }
        let shown = listing::shown(board, area, &asked).ok_or_else(|| Problem::not_found(lang, "api.no-set-in-force", &id))?;
        match shown.unknown(&asked) {
            Some((name, value, allowed)) => Err(Problem::unusable(lang, name, &value, &allowed)),
            None => Ok(convert::area_answer(lang, board, &shown, asked.after, limit)),
        }
    });
    answer.await?.map(Json)
}

/// The rows the parameters ask for.
fn asked(lang: Lang, catalogue: &Catalogue, query: &AreaQuery) -> Result<Asked, Problem> {
    let bad = |name: &'static str, value: &str, allowed: &str| Problem::unusable(lang, name, value, allowed);
    let set = |text: &str| catalogue.get(text).map(|set| set.id.clone()).ok_or_else(|| Problem::not_found(lang, "api.no-such-set", text));
    let sort = query.sort.as_deref().unwrap_or("name");
    Ok(Asked {
        level: query.level.as_deref().map(|text| listing::level(text).ok_or_else(|| bad("level", text, listing::LEVELS))).transpose()?,
        set: query.set.as_deref().map(set).transpose()?,
        band: query.band.clone(),
        criterion: query.criterion.map(CriterionNo),
        status: query
            .status
            .as_deref()
            .map(|text| Mark::from_name(text).ok_or_else(|| bad("status", text, &listing::statuses())))
            .transpose()?,
        name: query.name.as_deref().unwrap_or_default().chars().take(100).collect(),
        with_data: query.with_data.unwrap_or(false),
        sort: if listing::is_order(sort) {
            sort.to_owned()
        } else {
            return Err(bad("sort", sort, listing::ORDERS));
        },
        after: query.after.map(UnitId),
    })
}
