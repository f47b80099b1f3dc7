//! Signing in, one's own account, administering people, the audit trail.

mod administer;
pub(crate) mod api;
mod audit;
pub(crate) mod audit_api;
mod own;
pub(crate) mod post_api;
mod roster;
mod signin;
mod sso;
pub(crate) mod token_api;

use super::Answer;
use super::WebState;
use super::actor::{Acting, Actor};
use super::door::Caller;
use super::error::WebError;
use super::listed::Listed;
use super::upload::{self, Uploaded};
use super::visit::Visit;
use crate::frame::Frame;
use crate::office::OfficeError;
use crate::parts::form::Sent;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::sync::Arc;
use vedich_app::people::{Signed, Site, Visitor};
use vedich_app::{App, AppError};
use vedich_rights::Refusal;
use vedich_values::{Diagnostic, Place};

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/sign-in", get(signin::show).post(signin::enter))
        .route("/sign-in/code", post(signin::second))
        .route("/sign-in/passkey", post(signin::passkey))
        .route("/sign-in/sso", get(sso::leave))
        .route("/sign-in/sso/return", get(sso::come_back))
        .route("/sign-out", post(signin::leave))
        .route("/link/{token}", get(signin::show_link).post(signin::choose))
        .route("/account", get(own::show))
        .route("/account/{what}", post(own::change))
        .route("/people", get(administer::list))
        .route("/people/new", get(administer::show_new).post(administer::enter))
        .route("/people/import/{file}", get(roster::table))
        .route("/people/second-factor", post(administer::require_factor))
        .route("/people/{person}", get(administer::show))
        .route("/people/{person}/{what}", post(administer::change))
        .route("/api/v1/people", get(api::list_people).post(post_api::invite_person))
        .route("/api/v1/people/{person}", post(api::describe_person))
        .route("/api/v1/people/{person}/reset-factor", post(api::reset_factor))
        .route("/api/v1/people/{person}/disable", post(post_api::disable))
        .route("/api/v1/people/{person}/enable", post(post_api::enable))
        .route("/api/v1/people/{person}/posts", post(post_api::appoint))
        .route("/api/v1/people/{person}/posts/{post}/end", post(post_api::end_post))
        .route("/api/v1/posts/{post}/delegate", post(post_api::delegate))
        .route("/api/v1/tokens", get(token_api::list_tokens).post(token_api::make_token))
        .route("/api/v1/tokens/{token}/revoke", post(token_api::revoke_token))
        .route("/api/v1/audit", get(audit_api::list_trail))
        .route("/api/v1/audit/entries/{entry}", get(audit_api::show_entry))
        .route("/api/v1/audit/verify", get(audit_api::verify_trail))
        .route("/audit", get(audit::show))
        .route("/audit/entries/{entry}", get(audit::one))
        .route("/audit/{file}", get(audit::table))
}

/// The addresses that take files.
pub(super) fn uploads() -> Listed {
    Listed::new().route("/people/import", get(roster::show).post(roster::take)).route("/api/v1/people/import", post(api::import_people))
}

/// What every handler here has: the running product, who asks, and their page.
pub(crate) struct Desk {
    pub(super) app: App,
    pub(super) state: WebState,
    pub(super) visit: Visit,
    pub(super) visitor: Visitor,
    pub(super) signed: Option<Arc<Signed>>,
    pub(super) acting: Option<Actor>,
    pub(super) headers: axum::http::HeaderMap,
}

impl FromRequestParts<WebState> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Response> {
        let visit = Visit::of(parts, state);
        let Some(app) = state.app().cloned() else { return Err(visit.refuse(&WebError::not_found())) };
        let Acting(acting) = Acting::from_request_parts(parts, state).await.unwrap_or_default();
        let caller = parts.extensions.get::<Caller>().cloned();
        let nowhere = || Visitor { address: "?".to_owned(), agent: String::new() };
        let (signed, visitor) = caller.map_or_else(|| (None, nowhere()), |caller| (caller.signed, caller.visitor));
        Ok(Self { app, state: state.clone(), visit, visitor, signed, acting, headers: parts.headers.clone() })
    }
}

impl Desk {
    pub(super) fn frame(&self) -> &Frame {
        &self.visit.frame
    }

    /// The person, or the way to the sign-in page.
    pub(super) fn person(&self) -> Result<Arc<Signed>, Response> {
        self.signed.clone().ok_or_else(|| self.to_sign_in())
    }

    /// Whoever writes here, or the way to the sign-in page.
    pub(super) fn actor(&self) -> Result<Actor, Response> {
        self.acting.clone().ok_or_else(|| self.to_sign_in())
    }

    fn to_sign_in(&self) -> Response {
        see(&crate::frame::address("/sign-in", [("back", self.frame().here_with(&[]).as_str())]))
    }

    /// What a form was sent with, if it was shown to whoever sends it.
    pub(super) fn sent(&self, body: &str) -> Result<Sent, Response> {
        self.checked(super::address::query(body))
    }

    /// The same of a form with passwords, which are left as they were typed.
    pub(super) fn sent_account(&self, body: &str) -> Result<Sent, Response> {
        self.checked(super::address::account(body))
    }

    /// The same with more fields than forms commonly have, and with the empty ones.
    pub(super) fn sent_with(&self, body: &str, most: usize) -> Result<Sent, Response> {
        self.checked(super::address::pairs(body, most))
    }

    fn checked(&self, typed: Vec<(String, String)>) -> Result<Sent, Response> {
        let sent = Sent { typed, wrong: Vec::new() };
        let shown = self.acting.as_ref().is_some_and(|actor| actor.token == sent.typed("token"));
        if shown { Ok(sent) } else { Err(self.visit.refuse(&WebError::forbidden())) }
    }

    /// The same of a form with many fields: a page of values with boxes to tick.
    pub(super) fn sent_many(&self, body: &str) -> Result<Sent, Response> {
        let sent = Sent { typed: super::address::form(body), wrong: Vec::new() };
        let shown = self.acting.as_ref().is_some_and(|actor| actor.token == sent.typed("token"));
        if shown { Ok(sent) } else { Err(self.visit.refuse(&WebError::forbidden())) }
    }

    /// The same of a form with files.
    pub(super) async fn uploaded(&self, request: axum::extract::Request) -> Result<Uploaded, Response> {
        let unreadable = || WebError::bad_request(self.frame().text("fieldwork.evidence.unreadable").to_owned());
        let uploaded = upload::read(request)
            .await
            .map_err(|refused| self.visit.refuse(&if refused == StatusCode::BAD_REQUEST { unreadable() } else { WebError::of(refused) }))?;
        let shown = self.acting.as_ref().is_some_and(|actor| self.was_shown(actor, uploaded.typed("token"), uploaded.typed("pass")));
        if shown { Ok(uploaded) } else { Err(self.visit.refuse(&WebError::forbidden())) }
    }

    /// Whether a form was shown to whoever sends it: in this session, or to the same person before theirs had ended.
    pub(super) fn was_shown(&self, actor: &Actor, token: &str, pass: &str) -> bool {
        actor.token == token || self.app.is_form_pass(&actor.hand, pass)
    }

    /// A failure as a page.
    pub(super) fn fail(&self, error: impl Into<AppError>) -> Response {
        self.visit.refuse(&WebError::unavailable(&OfficeError::from(error.into())))
    }

    /// This site, as browsers name it to an authenticator.
    pub(super) fn site(&self) -> Site {
        Site::of(&self.absolute("/"))
    }

    /// An address as it can be handed to a person.
    pub(super) fn absolute(&self, path: &str) -> String {
        self.state.absolute(path, &self.headers)
    }
}

/// A form goes back with what is wrong with it as a whole; what the record or the rights say otherwise is a page of its own.
pub(super) fn told(desk: &Desk, sent: &mut Sent, error: AppError) -> Result<(), Response> {
    let lang = desk.frame().lang;
    match error {
        AppError::Refused(problems) => {
            let said: Vec<String> = problems.iter().map(|problem| lang.problem_without_place(problem)).collect();
            sent.refuse("", said.join(" "));
            Ok(())
        }
        other => Err(desk.fail(other)),
    }
}

/// The same with what is wrong at the field it comes from, what the rights refuse too: the form comes back with what was typed. What it is
/// answered with; what hangs on no field is told of the form as a whole.
pub(super) fn told_at_fields(desk: &Desk, sent: &mut Sent, error: AppError, fields: &[&'static str]) -> Result<StatusCode, Response> {
    let lang = desk.frame().lang;
    let mut tell = |problem: &Diagnostic| {
        let field = field_of(problem.code).filter(|field| fields.contains(field)).unwrap_or_default();
        sent.refuse(field, lang.problem_without_place(problem));
    };
    match error {
        AppError::Refused(problems) => {
            problems.iter().for_each(&mut tell);
            Ok(StatusCode::UNPROCESSABLE_ENTITY)
        }
        AppError::Forbidden(refusal) if !matches!(refusal, Refusal::NoAccount | Refusal::NoPost) => {
            tell(&Diagnostic::error(refusal.code(), Place::default()));
            Ok(StatusCode::FORBIDDEN)
        }
        other => Err(desk.fail(other)),
    }
}

/// The field of a form of people a problem comes from.
fn field_of(code: &str) -> Option<&'static str> {
    Some(match code {
        "account.bad-login" | "account.login-taken" | "rights.oneself" => "login",
        "account.no-name" => "name",
        "account.bad-email" => "email",
        "account.bad-phone" => "phone",
        "account.unknown-role" | "account.wrong-level" | "rights.not-in-role" => "role",
        "account.unknown-criterion" | "account.needs-field" | "rights.outside-field" => "field",
        "account.bad-span" => "to",
        "fact.future-date" => "from",
        "fact.unit-not-there" | "rights.outside-area" | "rights.unit-ended" => "unit",
        _ => return None,
    })
}

/// A form that comes back, with the status of why.
pub(super) fn answered(status: StatusCode, form: Answer) -> Answer {
    form.map(|mut form| {
        *form.status_mut() = status;
        form
    })
}

/// Leads to a page.
pub(super) fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// A form shown again, or a page that is nobody else's.
pub(super) fn private(status: StatusCode, page: maud::Markup) -> Response {
    (status, [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], axum::response::Html(page.into_string())).into_response()
}

/// 200, or 422 when something in the form is wrong.
pub(super) fn status(sent: &Sent) -> StatusCode {
    if sent.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
