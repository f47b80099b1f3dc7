//! Confirming or setting a value of a set.

use super::actor::{Acting, Actor};
use super::visit::Visit;
use super::{WebError, WebState, address};
use crate::frame::Frame;
use crate::office::OfficeError;
use crate::pages::confirm_form::{ConfirmForm, FIELDS};
use crate::pages::criteria_set;
use crate::present::{confirm, criteria};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use uuid::Uuid;
use vedich_criteria::CriteriaSet;

/// Records the value and goes back to the set, or shows the form again with what was typed.
pub(crate) async fn save(State(state): State<WebState>, Path(id): Path<String>, acting: Acting, visit: Visit, body: String) -> Response {
    let typed = address::query(&body);
    let field = |name: &str| typed.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim());
    let Some(actor) = acting.sent(field("token")) else { return visit.refuse(&WebError::forbidden()) };
    let read = visit.render(&state, |s| {
        let set = s.catalogue().get(&id).ok_or_else(WebError::not_found)?;
        may_confirm(&state, &actor, set).map_err(|error| WebError::unavailable(&error))?;
        let typed = FIELDS.map(|name| (name, field(name).to_owned())).to_vec();
        let mut form = confirm::filled(s, set, &actor.token, typed);
        form.command = Uuid::parse_str(field("command")).unwrap_or_else(|_| Uuid::now_v7()).to_string();
        match confirm::command(s, set, &form) {
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
        // What holds only from a later day is shown on that day.
        let shown_on = Frame { as_of: command.from.max(visit.frame.as_of), ..visit.frame.clone() };
        match state.office().confirm(actor.by(&form.command), command).await {
            Ok(()) => return see(&shown_on.link_with(&format!("/criteria/{id}"), &[("saved", "1")])),
            Err(OfficeError::Refused(problems)) => {
                let said = problems.iter().map(|problem| visit.frame.lang.problem_without_place(problem)).collect::<Vec<_>>().join(" ");
                form.wrong.push(("", said));
            }
            Err(error) => return visit.refuse(&WebError::unavailable(&error)),
        }
    }
    again(&state, &visit, &id, form).await
}

/// Whether somebody may set values of a set at all: the form is for nobody else, and what they send without one is refused before it is
/// read.
pub(crate) fn may_confirm(state: &WebState, actor: &Actor, set: &CriteriaSet) -> Result<(), OfficeError> {
    state.app().map_or(Ok(()), |app| app.may_confirm_values_of(&actor.hand, set).map_err(OfficeError::from))
}

/// Leads to the page that shows what was recorded.
fn see(address: &str) -> Response {
    let location = HeaderValue::try_from(address).unwrap_or(HeaderValue::from_static("/criteria"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// The page of the set with the form as it was sent and what is wrong with it.
async fn again(state: &WebState, visit: &Visit, id: &str, form: ConfirmForm) -> Response {
    let page = visit.render(state, |s| {
        let mut view = criteria::set(s, id).ok_or_else(WebError::not_found)?;
        view.form = Some(form);
        let f = Frame { path: format!("/criteria/{id}"), ..s.f.clone() };
        Ok(criteria_set::render(&f, &view))
    });
    match page.await {
        Ok(page) => (StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response(),
        Err(error) => visit.refuse(&error),
    }
}
