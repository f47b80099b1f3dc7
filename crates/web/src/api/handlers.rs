//! One file per subject; each handler extracts, asks the board or register, converts.

pub(super) mod areas;
pub(super) mod criteria;
pub(super) mod journal;
pub(super) mod lookups;
pub(super) mod places;
pub(super) mod roadmaps;
pub(super) mod units;

use super::misread::read_query;
use super::{ApiState, Problem};
use crate::office::end_of_day;
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, Uri, header, request::Parts};
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use vedich_board::Board;
use vedich_units::Registry;
use vedich_values::{Date, UnitId};
use vedich_wording::Lang;

/// Anything else under `/api/v1`.
pub(super) async fn nothing_here(Speech(lang): Speech, uri: Uri) -> Problem {
    Problem::not_found(lang, "api.no-such-address", uri.path())
}

/// The language of an answer: `?lang=`, else `Accept-Language`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speech(pub(crate) Lang);

impl<S: Sync> FromRequestParts<S> for Speech {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Self::of(&parts.uri, &parts.headers)))
    }
}

impl Speech {
    /// The language a request asks for.
    pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Lang {
        let asked = uri.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("lang="));
        let header = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        asked.and_then(Lang::from_tag).unwrap_or_else(|| Lang::from_accept_language(header()))
    }
}

/// The parameters of an address; a wrong one is a problem like any other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asking<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asking<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Ok(Speech(lang)) = Speech::from_request_parts(parts, state).await;
        read_query(lang, &parts.uri).map(Self)
    }
}

/// How many rows are asked for; absent gives `default`.
pub(crate) fn rows<N: TryFrom<u64>>(lang: Lang, asked: Option<u64>, default: N, most: u64) -> Result<N, Problem> {
    let Some(asked) = asked else { return Ok(default) };
    let within = (1..=most).contains(&asked).then(|| N::try_from(asked).ok()).flatten();
    within.ok_or_else(|| Problem::unusable(lang, "limit", &asked.to_string(), &format!("1–{most}")))
}

/// A date parameter; absent gives `default`.
pub(crate) fn date(lang: Lang, name: &str, text: Option<&str>, default: Date) -> Result<Date, Problem> {
    text.map_or(Ok(default), |text| vedich_values::date::parse_date(text).ok_or_else(|| Problem::unusable(lang, name, text, "2020-09-08")))
}

/// A unit's id out of a path.
fn unit(lang: Lang, text: &str) -> Result<UnitId, Problem> {
    text.parse().map_err(|_| Problem::unusable(lang, "unit", text, lang.text("api.kind.number")))
}

/// Refuses a day on which a unit does not exist; the nearest on which it does is told.
fn exists(lang: Lang, registry: &Registry, unit: UnitId, as_of: Date) -> Result<(), Problem> {
    match registry.get(unit) {
        Some(known) if known.exists(as_of) => Ok(()),
        Some(known) => Err(Problem::not_then(lang, unit, known.span.nearest(as_of))),
        None => Err(Problem::not_found(lang, "api.no-such-place", &unit.to_string())),
    }
}

/// Gives `look` the picture of a date: today's, or one drawn on demand.
async fn with_board<T>(
    state: &ApiState,
    lang: Lang,
    (as_of, known_on): (Date, Option<Date>),
    look: impl FnOnce(&Board) -> T,
) -> Result<T, Problem> {
    if known_on.is_none() && as_of == state.app.today() {
        return Ok(look(&state.app.live()));
    }
    let board = state.app.picture(as_of, known_on.map(end_of_day)).await.map_err(Problem::unavailable(lang))?;
    Ok(look(&board))
}
