//! Signing in and out, and choosing a password with a link.

use super::{Desk, private, see, status};
use crate::http::WebError;
use crate::http::{address, door, preferences};
use crate::pages::people::{link, sign_in};
use crate::parts::form::Sent;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use vedich_app::people::{ChooseError, Opened, Shown, SignInError};
use vedich_units::COUNTRY;

/// Where to go after signing in.
pub(super) fn back(sent: &Sent) -> String {
    sent.given("back").filter(|path| preferences::is_local(path)).unwrap_or("/work").to_owned()
}

pub(super) fn page(desk: &Desk, sent: &Sent, second: Option<String>) -> Response {
    let f = desk.frame();
    let rights = desk.app.rights();
    let policy = desk.app.policy();
    let demo = policy.demo.as_ref().map(|demo| {
        let line = |id: &vedich_facts::PersonId| {
            let person = rights.person(*id)?;
            let mut roles: Vec<&str> = Vec::new();
            let mut places: Vec<String> = Vec::new();
            for post in rights.acting(*id, desk.app.today()) {
                let role = rights.roles().get(&post.role).map(|role| f.lang.of(&role.name));
                roles.extend(role.filter(|role| !roles.contains(role)));
                places.push(if post.unit == COUNTRY { f.text("level.country").to_owned() } else { desk.path_of(post.unit) });
            }
            Some(sign_in::DemoLine {
                login: person.login.to_string(),
                name: person.name.to_string(),
                roles: roles.join(", "),
                places: places.join("; "),
            })
        };
        sign_in::Demo { password: demo.password.clone(), accounts: demo.people.iter().filter_map(line).collect() }
    });
    let passkey = (desk.app.ask_passkey(), desk.site().name().to_owned());
    let sso = desk.app.single_sign_on().map(|settings| settings.label.clone());
    let view = sign_in::SignInView { sent: sent.clone(), second, demo, by_mail: desk.state.sends_mail(), passkey, sso };
    private(status(sent), sign_in::render(f, &view))
}

pub(super) async fn show(desk: Desk) -> Response {
    let typed = desk.frame().param("back").map(|back| ("back".to_owned(), back.to_owned()));
    let sent = Sent { typed: typed.into_iter().collect(), wrong: Vec::new() };
    if desk.signed.is_some() { see(&back(&sent)) } else { page(&desk, &sent, None) }
}

pub(super) async fn enter(desk: Desk, body: String) -> Response {
    let sent = Sent { typed: address::account(&body), wrong: Vec::new() };
    let outcome = desk.app.sign_in(sent.typed("login"), sent.secret("password"), &desk.visitor).await;
    answer(&desk, sent, None, outcome).await
}

pub(super) async fn passkey(desk: Desk, body: String) -> Response {
    let mut sent = Sent { typed: address::query(&body), wrong: Vec::new() };
    let typed = |name: &str| sent.typed(name).to_owned();
    let shown = Shown {
        id: typed("id"),
        client_data: typed("client-data"),
        data: typed("data"),
        signature: typed("signature"),
        owner: typed("owner"),
    };
    let outcome = desk.app.sign_in_passkey(&desk.site(), &shown, &desk.visitor).await;
    if matches!(outcome, Err(SignInError::Wrong)) {
        sent.refuse("", desk.frame().text("people.passkey-wrong"));
        return page(&desk, &sent, None);
    }
    answer(&desk, sent, None, outcome).await
}

pub(super) async fn second(desk: Desk, body: String) -> Response {
    let sent = Sent { typed: address::query(&body), wrong: Vec::new() };
    let token = sent.typed("second").to_owned();
    let outcome = desk.app.sign_in_second(&token, sent.typed("code"), &desk.visitor).await;
    answer(&desk, sent, Some(token), outcome).await
}

/// In, on to the second factor, or once more. The token of a session is never one that was there before.
pub(super) async fn answer(desk: &Desk, mut sent: Sent, second: Option<String>, outcome: Result<Opened, SignInError>) -> Response {
    let f = desk.frame();
    match outcome {
        Ok(Opened::Session(token)) => {
            if let Some(before) = &desk.signed
                && let Err(error) = desk.app.sign_out(before).await
            {
                return desk.fail(error);
            }
            let mut response = see(&back(&sent));
            door::remember(&desk.state, &mut response, &token);
            response
        }
        Ok(Opened::SecondFactor(token)) => page(desk, &sent, Some(token)),
        Err(SignInError::Wrong) => {
            sent.refuse("", f.text(if second.is_some() { "people.sign-in-code-wrong" } else { "people.sign-in-wrong" }));
            page(desk, &sent, second)
        }
        Err(SignInError::Wait(seconds)) => {
            sent.refuse("", f.say("people.sign-in-wait", &[("seconds", &seconds.to_string())]));
            let mut response = page(desk, &sent, second);
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
        Err(SignInError::App(error)) => desk.fail(error),
    }
}

pub(super) async fn leave(desk: Desk, body: String) -> Response {
    let Some(signed) = desk.signed.clone() else { return see("/") };
    if let Err(refused) = desk.sent(&body) {
        return refused;
    }
    // The session with the provider is another one: the answer offers to end it as well. Only this session knows which one it is.
    let farewell = desk.app.farewell_at_sso(&signed, &desk.absolute("/")).await;
    if let Err(error) = desk.app.sign_out(&signed).await {
        return desk.fail(error);
    }
    let label = desk.app.single_sign_on().map(|settings| settings.label.clone()).unwrap_or_default();
    let mut response = match farewell {
        Some(address) => private(StatusCode::OK, sign_in::left(desk.frame(), &label, &address)),
        None => see("/"),
    };
    door::forget(&desk.state, &mut response);
    // Nothing of the session stays in the browser.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    response
}

pub(super) async fn show_link(desk: Desk, Path(token): Path<String>) -> Response {
    match desk.app.link_holder(&token).await {
        Ok(Some(person)) => link_page(&desk, &person.login, &Sent::default()),
        Ok(None) => desk.visit.refuse(&WebError::gone(desk.frame().text("people.link-gone").to_owned())),
        Err(error) => desk.fail(error),
    }
}

fn link_page(desk: &Desk, login: &str, sent: &Sent) -> Response {
    let mut response = private(status(sent), link::render(desk.frame(), login, sent));
    // The address is the secret: no other page is told it.
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

pub(super) async fn choose(desk: Desk, Path(token): Path<String>, body: String) -> Response {
    let f = desk.frame();
    let mut sent = Sent { typed: address::account(&body), wrong: Vec::new() };
    let holder = match desk.app.link_holder(&token).await {
        Ok(Some(person)) => person,
        Ok(None) => return desk.visit.refuse(&WebError::gone(f.text("people.link-gone").to_owned())),
        Err(error) => return desk.fail(error),
    };
    if sent.secret("password") != sent.secret("again") {
        sent.refuse("again", f.text("people.password-differs"));
        return link_page(&desk, &holder.login, &sent);
    }
    match desk.app.choose_password(&token, sent.secret("password"), &desk.visitor).await {
        Ok(Some(opened)) => answer(&desk, sent, None, Ok(opened)).await,
        Ok(None) => see("/sign-in"),
        Err(ChooseError::Weak(weak)) => {
            sent.refuse("password", super::own::weak(f, weak));
            link_page(&desk, &holder.login, &sent)
        }
        Err(ChooseError::App(error)) => desk.fail(error),
        Err(_) => see("/sign-in"),
    }
}
