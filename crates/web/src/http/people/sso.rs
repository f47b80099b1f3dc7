//! Single sign-on: to the provider and back.

use super::{Desk, see, signin};
use crate::http::WebError;
use crate::http::door;
use crate::parts::form::Sent;
use axum::http::StatusCode;
use axum::response::Response;
use vedich_app::people::{Going, Returning, SsoError};

/// Where the provider sends people back to.
const RETURN: &str = "/sign-in/sso/return";

pub(super) async fn leave(desk: Desk) -> Response {
    let back = desk.frame().param("back").unwrap_or_default().to_owned();
    if door::is_foreign(&desk.headers) {
        // A session begins because the person says so: a page elsewhere leads to the sign-in page and no further.
        return see(&crate::frame::address("/sign-in", [("back", back.as_str())]));
    }
    let sent = Sent { typed: vec![("back".to_owned(), back)], wrong: Vec::new() };
    let (to, back) = (desk.absolute(RETURN), signin::back(&sent));
    let anew = desk.frame().param("anew").is_some();
    match desk.app.leave_for_sso(Going { to: &to, back: &back, anew }).await {
        Ok(leaving) => {
            let mut response = see(&leaving.address);
            door::keep_for_return(&desk.state, &mut response, &leaving.kept);
            response
        }
        Err(error) => refused(&desk, sent, error),
    }
}

pub(super) async fn come_back(desk: Desk) -> Response {
    let param = |name: &str| desk.frame().param(name).unwrap_or_default().to_owned();
    let kept = door::kept_for_return(&desk.state, &desk.headers).unwrap_or_default();
    let returning = Returning { kept, state: param("state"), code: param("code"), error: param("error"), issuer: param("iss") };
    let outcome = desk.app.return_from_sso(&desk.absolute(RETURN), &returning, &desk.visitor).await;
    let mut response = match outcome {
        Ok((opened, back)) => {
            let sent = Sent { typed: vec![("back".to_owned(), back)], wrong: Vec::new() };
            signin::answer(&desk, sent, None, Ok(opened)).await
        }
        Err(error) => refused(&desk, Sent::default(), error),
    };
    door::keep_for_return(&desk.state, &mut response, "");
    response
}

/// The sign-in page with what is in the way; there is always the password.
fn refused(desk: &Desk, mut sent: Sent, error: SsoError) -> Response {
    let f = desk.frame();
    let label = desk.app.single_sign_on().map(|settings| settings.label.clone()).unwrap_or_default();
    let words = match error {
        SsoError::Off => return desk.visit.refuse(&WebError::not_found()),
        SsoError::App(error) => return desk.fail(error),
        SsoError::Gone => f.text("people.sso-gone").to_owned(),
        SsoError::Refused(code) => f.say("people.sso-refused", &[("label", &label), ("code", &code)]),
        SsoError::Unknown(name) => f.say("people.sso-unknown", &[("label", &label), ("name", &name)]),
        SsoError::Provider(why) => {
            tracing::warn!(why, "single sign-on failed");
            f.say("people.sso-provider", &[("label", &label)])
        }
    };
    sent.refuse("", words);
    let mut response = signin::page(desk, &sent, None);
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}
