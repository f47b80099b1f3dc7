//! One's own account.

use super::{Desk, answered, private, see, status, told, told_at_fields};
use crate::frame::Frame;
use crate::http::{Answer, WebError};
use crate::pages::people::account::{self, AccountView, Factor, NewPasskey, PasskeyLine, SessionLine, TokenLine};
use crate::parts::form::Sent;
use crate::present::people;
use axum::extract::Path;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vedich_app::people::{ApiToken, ChooseError, Contact, Made, Passkey, Signed, Token, Weak};
use vedich_app::{App, AppError};
use vedich_facts::PostId;
use vedich_rights::{Action, NewDelegation, Refusal};
use vedich_values::date::parse_date;
use vedich_values::{Diagnostic, Place};

/// Why a password is refused, in words.
pub(super) fn weak(f: &Frame, weak: Weak) -> String {
    f.lang.problem_without_place(&Diagnostic::error(weak.code(), Place::default()))
}

pub(super) async fn show(desk: Desk) -> Answer {
    let signed = desk.person()?;
    page(&desk, &signed, "", Sent::default(), Vec::new()).await
}

/// What is shown once, right after it was made.
#[derive(Default)]
struct Fresh {
    codes: Vec<String>,
    token: String,
}

/// The page, with a form as it was sent and with new recovery codes.
async fn page(desk: &Desk, signed: &Signed, form: &'static str, sent: Sent, codes: Vec<String>) -> Answer {
    shown(desk, signed, form, sent, Fresh { codes, ..Fresh::default() }).await
}

async fn shown(desk: &Desk, signed: &Signed, form: &'static str, sent: Sent, fresh: Fresh) -> Answer {
    let status = status(&sent);
    let view = view(desk, signed, form, sent, fresh).await.map_err(|error| desk.fail(error))?;
    let rights = desk.app.rights();
    let today = desk.app.today();
    let shown = desk.visit.render(&desk.state, |s| {
        let line = |post: &vedich_rights::Post| people::post(s, &desk.app, post);
        let mut view = view;
        view.home = s.name(signed.person.home);
        view.became = people::became::of(s, signed.person.home);
        view.posts = rights.posts_of(signed.person.id).map(line).collect();
        view.given = rights.given_by(signed.person.id).filter(|post| rights.is_open(post, today)).map(line).collect();
        Ok(account::render(s.f, &view))
    });
    let page = shown.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status, page))
}

async fn view(desk: &Desk, signed: &Signed, form: &'static str, sent: Sent, fresh: Fresh) -> Result<AccountView, AppError> {
    let f = desk.frame();
    let credential = desk.app.own_credential(signed).await?;
    let totp = credential.as_ref().and_then(|known| known.totp.as_ref());
    let factor = match (totp.and_then(|totp| totp.confirmed_at), desk.app.pending_device(signed).await?) {
        (Some(_), _) => Factor::Asked { left: desk.app.recovery_codes_left(signed).await? },
        (None, Some(device)) => Factor::Pending(device),
        (None, None) => Factor::None,
    };
    let passkeys = desk.app.passkeys(signed).await?;
    let passkey = |key: &Passkey| PasskeyLine {
        id: URL_SAFE_NO_PAD.encode(&key.id),
        label: key.label.clone(),
        made: vedich_wording::date_time(f.lang, key.made_at),
        used: key.used_at.map(|at| vedich_wording::date_time(f.lang, at)),
    };
    let session = |session: vedich_app::people::Session| SessionLine {
        current: session.id == signed.session.id,
        started: vedich_wording::date_time(f.lang, session.started_at),
        seen: vedich_wording::date_time(f.lang, session.seen_at),
        address: session.address,
        agent: people::browser(&session.agent),
        id: session.id,
    };
    let (hand, reached) = (signed.hand(), desk.app.contact(signed.person.id).await?);
    Ok(AccountView {
        name: signed.person.name.to_string(),
        login: signed.person.login.to_string(),
        by_sso: desk.app.came_by_sso(signed).await?,
        provider: desk.app.single_sign_on().map(|settings| settings.label.clone()).unwrap_or_default(),
        contact: Sent {
            typed: vec![("email".to_owned(), reached.email.unwrap_or_default()), ("phone".to_owned(), reached.phone.unwrap_or_default())],
            wrong: Vec::new(),
        },
        has_password: credential.as_ref().is_some_and(|known| known.password.is_some()),
        sessions: desk.app.sessions(signed).await?.into_iter().map(session).collect(),
        factor,
        asked: NewPasskey {
            challenge: desk.app.ask_new_passkey(signed),
            site: desk.site().name().to_owned(),
            owner: App::passkey_owner(signed.person.id),
            known: passkeys.iter().map(|key| URL_SAFE_NO_PAD.encode(&key.id)).collect::<Vec<_>>().join(" "),
        },
        passkeys: passkeys.iter().map(passkey).collect(),
        tokens: desk.app.tokens_of(signed.person.id).await?.into_iter().map(|token| token_line(f, token)).collect(),
        codes: fresh.codes,
        token: fresh.token,
        owed: desk.app.owes_second_factor(signed).await?,
        administers: desk.app.may_somewhere(hand, Action::AdministerUsers),
        audits: desk.app.may_somewhere(hand, Action::ReadAudit),
        done: f.param("done").is_some(),
        form,
        sent,
        ..AccountView::default()
    })
}

fn token_line(f: &Frame, token: Token) -> TokenLine {
    let at = |at| vedich_wording::date_time(f.lang, at);
    let Token { id, name, read_only, made_at, ends_at, used_at, .. } = token;
    TokenLine { id, name, read_only, made: at(made_at), ends: at(ends_at), used: used_at.map(at) }
}

pub(super) async fn change(desk: Desk, Path(what): Path<String>, body: String) -> Answer {
    let signed = desk.person()?;
    let sent = desk.sent_account(&body)?;
    let app = &desk.app;
    let (form, outcome): (&'static str, Result<Vec<String>, ChooseError>) = match what.as_str() {
        "password" => return change_password(&desk, &signed, sent).await,
        "delegate" => return delegate(&desk, &signed, sent).await,
        "contact" => ("contact", set_contact(&desk, &signed, &sent).await),
        "sessions" => ("sessions", app.end_own_sessions(&signed, sent.given("session")).await.map_err(Into::into).map(|()| Vec::new())),
        "device" => ("device", app.begin_device(&signed, sent.secret("present")).await.map(|_| Vec::new())),
        "device-confirm" => ("device-confirm", app.confirm_device(&signed, sent.typed("code")).await),
        "device-remove" => ("device", app.remove_device(&signed, sent.secret("present")).await.map(|()| Vec::new())),
        "passkey-add" => ("passkey", add_passkey(&desk, &signed, &sent).await),
        "passkey-remove" => ("passkey", app.remove_passkey(&signed, sent.secret("present"), sent.typed("id")).await.map(|()| Vec::new())),
        "token-make" => return make_token(&desk, &signed, sent).await,
        "token-drop" => {
            ("token", app.drop_token(signed.hand(), signed.person.id, sent.typed("id")).await.map_err(Into::into).map(|()| Vec::new()))
        }
        "device-codes" => ("device", app.renew_recovery_codes(&signed, sent.secret("present")).await),
        "end-post" => ("posts", end_post(&desk, &signed, &sent).await),
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    match outcome {
        Ok(codes) if codes.is_empty() => Ok(see("/account?done=1")),
        Ok(codes) => page(&desk, &signed, form, Sent::default(), codes).await,
        Err(error) => refused(&desk, &signed, form, sent, error).await,
    }
}

/// The page again, with the form as it was sent and what is wrong with it.
async fn refused(desk: &Desk, signed: &Signed, form: &'static str, mut sent: Sent, error: ChooseError) -> Answer {
    let f = desk.frame();
    match error {
        ChooseError::WrongOld => sent.refuse("present", f.text("people.password-wrong")),
        ChooseError::BadPasskey => sent.refuse("", f.text("people.passkey-bad")),
        ChooseError::WrongCode => sent.refuse("code", f.text("people.sign-in-code-wrong")),
        ChooseError::Weak(why) => sent.refuse("password", weak(f, why)),
        ChooseError::Wait(seconds) => sent.refuse("", f.say("people.sign-in-wait", &[("seconds", &seconds.to_string())])),
        ChooseError::App(error) => {
            told(desk, &mut sent, error)?;
        }
    }
    page(desk, signed, form, sent, Vec::new()).await
}

async fn set_contact(desk: &Desk, signed: &Signed, sent: &Sent) -> Result<Vec<String>, ChooseError> {
    let contact = Contact::typed(sent.typed("email"), sent.typed("phone"));
    desk.app.set_own_contact(signed, sent.secret("present"), &contact).await?;
    Ok(Vec::new())
}

async fn add_passkey(desk: &Desk, signed: &Signed, sent: &Sent) -> Result<Vec<String>, ChooseError> {
    let typed = |name: &str| sent.typed(name).to_owned();
    let made = Made { client_data: typed("client-data"), attestation: typed("attestation"), label: typed("label") };
    desk.app.add_passkey(signed, sent.secret("present"), &desk.site(), &made).await?;
    Ok(Vec::new())
}

async fn change_password(desk: &Desk, signed: &Signed, mut sent: Sent) -> Answer {
    if sent.secret("password") != sent.secret("again") {
        sent.refuse("again", desk.frame().text("people.password-differs"));
        return page(desk, signed, "password", sent, Vec::new()).await;
    }
    match desk.app.change_password(signed, sent.secret("present"), sent.secret("password")).await {
        Ok(()) => Ok(see("/account?done=1")),
        Err(error) => refused(desk, signed, "password", sent, error).await,
    }
}

/// The new token is on the page this form answers with, and nowhere else.
async fn make_token(desk: &Desk, signed: &Signed, sent: Sent) -> Answer {
    let new = ApiToken {
        name: sent.typed("name").to_owned(),
        days: sent.typed("days").parse().unwrap_or(0),
        read_only: sent.given("read-only").is_some(),
    };
    match desk.app.make_own_token(signed, sent.secret("present"), &new).await {
        Ok(token) => shown(desk, signed, "", Sent::default(), Fresh { token, codes: Vec::new() }).await,
        Err(error) => refused(desk, signed, "token", sent, error).await,
    }
}

async fn end_post(desk: &Desk, signed: &Signed, sent: &Sent) -> Result<Vec<String>, ChooseError> {
    let post = sent.typed("post").parse().unwrap_or(PostId(0));
    desk.app.end_post(signed.by(), post, sent.given("why")).await?;
    Ok(Vec::new())
}

async fn delegate(desk: &Desk, signed: &Signed, mut sent: Sent) -> Answer {
    let f = desk.frame();
    let rights = desk.app.rights();
    let post = sent.typed("post").parse().ok().and_then(|id| rights.post(id)).cloned();
    let to = rights.by_login(&sent.typed("login").to_lowercase()).map(|person| person.id);
    let until = parse_date(sent.typed("to"));
    if to.is_none() {
        sent.refuse("login", f.text("people.no-such-login"));
    }
    if until.is_none() {
        sent.refuse("to", f.text("web.confirm.no-date"));
    }
    let from = sent.given("from").map_or(Some(desk.app.today()), parse_date);
    if from.is_none() {
        sent.refuse("from", f.text("web.confirm.no-date"));
    }
    if let (Some(post), Some(person), Some(from), Some(until)) = (post, to, from, until) {
        let new = NewDelegation::whole(&post, person, from, until);
        match desk.app.delegate(signed.by(), &new, sent.given("why")).await {
            Ok(_) => return Ok(see("/account?done=1")),
            Err(AppError::Forbidden(Refusal::NoPost)) if post.person == signed.person.id => {
                sent.refuse("to", f.text("people.delegate-span"));
                return answered(StatusCode::FORBIDDEN, page(desk, signed, "delegate", sent, Vec::new()).await);
            }
            Err(error) => {
                let status = told_at_fields(desk, &mut sent, error, &["login", "to", "from"])?;
                return answered(status, page(desk, signed, "delegate", sent, Vec::new()).await);
            }
        }
    }
    if sent.wrong.is_empty() {
        sent.refuse("", f.text("people.no-post"));
    }
    page(desk, signed, "delegate", sent, Vec::new()).await
}
