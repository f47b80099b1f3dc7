//! Confirming or setting a value of a set.

use super::actor::Acting;
use super::visit::Visit;
use super::{WebError, WebState, address};
use crate::office::OfficeError;
use crate::pages::criteria_set::{self, ConfirmForm};
use crate::present::{Scene, criteria, words};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use uuid::Uuid;
use vedich_app::commands::ConfirmThreshold;
use vedich_criteria::{CriteriaSet, parse_threshold};
use vedich_facts::Overlay;
use vedich_units::Resolution;
use vedich_values::date::parse_date;
use vedich_values::{Date, ZoneId};

/// The empty form of a set.
pub(crate) fn form(s: Scene<'_>, set: &CriteriaSet, token: &str) -> ConfirmForm {
    ConfirmForm {
        action: s.f.link(&format!("/criteria/{}/confirm", set.id)),
        token: token.to_owned(),
        command: Uuid::now_v7().to_string(),
        codes: set.indicators().map(|(_, one)| (one.code.to_string(), format!("{} {}", one.code, s.f.lang.of(&one.name)))).collect(),
        zones: set.zones.iter().map(|zone| (zone.id.to_string(), words::zone_name(s.f, set, &zone.id))).collect(),
        typed: Vec::new(),
        wrong: Vec::new(),
    }
}

/// Records the value and goes back to the set, or shows the form again with what was typed.
pub(crate) async fn save(State(state): State<WebState>, Path(id): Path<String>, acting: Acting, visit: Visit, body: String) -> Response {
    let typed = address::query(&body);
    let field = |name: &str| typed.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim());
    let Some(actor) = acting.sent(field("token")) else { return visit.refuse(&WebError::forbidden()) };
    let read = visit.render(&state, |s| {
        let set = s.catalogue().get(&id).ok_or_else(WebError::not_found)?;
        let mut form = form(s, set, &actor.token);
        form.typed =
            ["unit", "code", "zone", "threshold", "decision", "decided", "from"].map(|name| (name, field(name).to_owned())).to_vec();
        form.command = Uuid::parse_str(field("command")).unwrap_or_else(|_| Uuid::now_v7()).to_string();
        match command(s, set, &form) {
            Ok(command) => Ok((form, Some(command))),
            Err(wrong) => {
                form.wrong = wrong;
                Ok((form, None))
            }
        }
    });
    let (mut form, command) = match read.await {
        Ok(read) => read,
        Err(error) => return visit.refuse(&error),
    };
    if let Some(command) = command {
        match state.office().confirm(actor.by(&form.command), command).await {
            Ok(()) => {
                let back = visit.frame.link_with(&format!("/criteria/{id}"), &[("saved", "1")]);
                return (
                    StatusCode::SEE_OTHER,
                    [(header::LOCATION, HeaderValue::try_from(back).unwrap_or(HeaderValue::from_static("/criteria")))],
                )
                    .into_response();
            }
            Err(OfficeError::Refused(problems)) => {
                let said = problems.iter().map(|problem| visit.frame.lang.problem_without_place(problem)).collect::<Vec<_>>().join(" ");
                form.wrong.push(("", said));
            }
            Err(error) => return visit.refuse(&WebError::unavailable(&error)),
        }
    }
    again(&state, &visit, &id, form).await
}

/// The page of the set with the form as it was sent and what is wrong with it.
async fn again(state: &WebState, visit: &Visit, id: &str, form: ConfirmForm) -> Response {
    let page = visit.render(state, |s| {
        let mut view = criteria::set(s, id).ok_or_else(WebError::not_found)?;
        view.form = Some(form);
        let f = crate::frame::Frame { path: format!("/criteria/{id}"), ..s.f.clone() };
        Ok(criteria_set::render(&f, &view))
    });
    match page.await {
        Ok(page) => (StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response(),
        Err(error) => visit.refuse(&error),
    }
}

/// The command a form gives, or what is wrong with it, field by field.
fn command(s: Scene<'_>, set: &CriteriaSet, form: &ConfirmForm) -> Result<ConfirmThreshold, Vec<(&'static str, String)>> {
    let f = s.f;
    let field = |name: &str| form.typed.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value.as_str());
    let mut wrong: Vec<(&'static str, String)> = Vec::new();
    let mut refuse = |name: &'static str, why: String| wrong.push((name, why));
    let indicator = set.indicator(field("code"));
    if indicator.is_none() {
        refuse("code", f.text("web.confirm.no-code").to_owned());
    }
    let decided = parse_date(field("decided"));
    if decided.is_none() {
        refuse("decided", f.text("web.confirm.no-date").to_owned());
    }
    let from = if field("from").is_empty() { decided } else { parse_date(field("from")) };
    if from.is_none() && !field("from").is_empty() {
        refuse("from", f.text("web.confirm.no-date").to_owned());
    }
    if field("decision").is_empty() {
        refuse("decision", f.text("web.confirm.no-decision").to_owned());
    }
    let unit = match s.registry().resolve(field("unit"), from.unwrap_or(f.as_of)) {
        Resolution::One(unit) => Some(unit),
        Resolution::Ambiguous(found) | Resolution::NotFound(found) => {
            let near = found.iter().take(4).map(|one| s.registry().path(one.unit, one.on)).collect::<Vec<_>>().join("; ");
            refuse("unit", f.say("web.confirm.no-unit", &[("near", if near.is_empty() { "–" } else { &near })]));
            None
        }
    };
    let written = Some(field("threshold")).filter(|text| !text.is_empty());
    if let (Some(indicator), Some(text)) = (indicator, written)
        && let Err(refused) = parse_threshold(indicator.measure, &indicator.scale, text)
    {
        tracing::debug!(code = refused.code(), "a threshold was refused");
        refuse("threshold", f.say("web.confirm.bad-threshold", &[("text", text)]));
    }
    let zone = Some(field("zone")).filter(|zone| !zone.is_empty());
    if zone.is_some_and(|zone| !set.zones.iter().any(|known| known.id.as_str() == zone)) {
        refuse("zone", f.text("web.confirm.no-zone").to_owned());
    }
    let (Some(indicator), Some(decided), Some(from), Some(unit), true) = (indicator, decided, from, unit, wrong.is_empty()) else {
        return Err(wrong);
    };
    let overlay = Overlay {
        set: set.id.clone(),
        code: indicator.code.clone(),
        part: None,
        zone: zone.map(ZoneId::new),
        year: None,
        threshold: written.map(str::to_owned),
        decision: field("decision").to_owned(),
        decided,
        to: None::<Date>,
    };
    Ok(ConfirmThreshold { area: unit, from, overlay, correcting: None })
}
