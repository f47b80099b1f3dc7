//! Calls of the JSON API by people: who calls, in which language, and what they send, taken from the request in one place.

use super::WebState;
use super::actor::{Acting, Actor};
use crate::api::misread::read_json;
use crate::api::{Problem, Speech};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use uuid::Uuid;
use vedich_app::{App, AppError, By};
use vedich_values::UnitId;
use vedich_wording::Lang;

/// A person who calls the API. Without one, 401.
pub(crate) struct Asker {
    /// The language of the answer.
    pub(crate) lang: Lang,
    /// The running product.
    pub(crate) app: App,
    /// In whose hand.
    pub(crate) actor: Actor,
    command: Option<Uuid>,
    /// What is asked for, hashed: where to, and what was sent.
    request: [u8; 32],
}

impl Asker {
    /// As the giver of a command: `Idempotency-Key` (a UUID) makes sending it twice change nothing.
    pub(crate) fn by(&self) -> By {
        let by = self.actor.fresh();
        self.command.map_or(by.clone(), |command| by.command(command).of_request(self.request))
    }

    /// What was sent as `Idempotency-Key`.
    pub(crate) const fn command(&self) -> Option<Uuid> {
        self.command
    }

    /// What became of a write that was not done.
    pub(crate) fn of_write(&self) -> impl Fn(AppError) -> Problem + use<> {
        let lang = self.lang;
        move |error| Problem::of_write(lang, error)
    }

    /// The unit an address names.
    pub(crate) fn unit(&self, id: &str) -> Result<UnitId, Problem> {
        id.parse().map_err(|_| Problem::no_number(self.lang, "unit", id))
    }
}

impl FromRequestParts<WebState> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let lang = Speech::of(&parts.uri, &parts.headers);
        let app = state.app().cloned().ok_or_else(|| Problem::not_found(lang, "api.no-such-address", parts.uri.path()))?;
        let Ok(acting) = Acting::from_request_parts(parts, state).await;
        let actor = acting.0.ok_or_else(|| Problem::sign_in(lang))?;
        let command = if parts.method.is_safe() { None } else { sent_key(lang, &parts.headers)? };
        let request = digest(&[parts.method.as_str().as_bytes(), parts.uri.to_string().as_bytes()]);
        Ok(Self { lang, app, actor, command, request })
    }
}

impl Asker {
    /// With what was sent as the body.
    fn sending(self, body: &[u8]) -> Self {
        Self { request: digest(&[&self.request, body]), ..self }
    }
}

/// One hash over texts of any length.
fn digest(texts: &[&[u8]]) -> [u8; 32] {
    use sha2::Digest;
    let mut hash = sha2::Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().into()
}

/// A call that sends JSON, as it was sent. Other sites cannot send JSON here without asking first, which is never allowed.
pub(crate) struct Sending {
    /// Who.
    pub(crate) asker: Asker,
    /// What they sent.
    pub(crate) body: Bytes,
}

impl Sending {
    /// What was sent; nothing stands for `{}`.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let body: &[u8] = if self.body.is_empty() { b"{}" } else { &self.body };
        read_json(self.asker.lang, body)
    }
}

impl FromRequest<WebState> for Sending {
    type Rejection = Response;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Response> {
        let headers = request.headers();
        if !text(headers, header::CONTENT_TYPE.as_str()).starts_with("application/json") {
            return Err(Problem::bad_query(Speech::of(request.uri(), headers), "Content-Type: application/json").into_response());
        }
        let (mut parts, body) = request.into_parts();
        let asker = Asker::from_request_parts(&mut parts, state).await.map_err(IntoResponse::into_response)?;
        let body = Bytes::from_request(Request::from_parts(parts, body), state).await.map_err(IntoResponse::into_response)?;
        Ok(Self { asker: asker.sending(&body), body })
    }
}

/// A call that sends a file as its body, with the address the site is known by. Other sites cannot send such a body without asking first,
/// which is never allowed.
pub(crate) struct GivenBytes {
    /// Who.
    pub(crate) asker: Asker,
    /// The file.
    pub(crate) bytes: Bytes,
    /// The address of the site, for links in the answer.
    pub(crate) base: String,
}

impl FromRequest<WebState> for GivenBytes {
    type Rejection = Response;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Response> {
        let headers = request.headers();
        is_file(Speech::of(request.uri(), headers), headers).map_err(IntoResponse::into_response)?;
        let base = state.absolute("/", headers);
        let (mut parts, body) = request.into_parts();
        let asker = Asker::from_request_parts(&mut parts, state).await.map_err(IntoResponse::into_response)?;
        let bytes = Bytes::from_request(Request::from_parts(parts, body), state).await.map_err(IntoResponse::into_response)?;
        Ok(Self { asker: asker.sending(&bytes), bytes, base })
    }
}

/// A call that writes, with what was sent, read.
pub(crate) struct Writing<T> {
    /// Who.
    pub(crate) asker: Asker,
    /// What they sent.
    pub(crate) sent: T,
}

impl<T: DeserializeOwned> FromRequest<WebState> for Writing<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Response> {
        let sending = Sending::from_request(request, state).await?;
        let sent = sending.read().map_err(IntoResponse::into_response)?;
        Ok(Self { asker: sending.asker, sent })
    }
}

/// The `Idempotency-Key` of a call that writes. One that is no UUID is refused: taken for none, sending the call again would write twice.
fn sent_key(lang: Lang, headers: &HeaderMap) -> Result<Option<Uuid>, Problem> {
    let Some(sent) = headers.get("idempotency-key") else { return Ok(None) };
    let key = sent.to_str().ok().and_then(|key| Uuid::parse_str(key.trim()).ok());
    key.map(Some).ok_or_else(|| Problem::bad_key(lang, &String::from_utf8_lossy(sent.as_bytes())))
}

/// Whether the body of a call is a file: what other sites can make a browser send without asking first is not taken.
fn is_file(lang: Lang, headers: &HeaderMap) -> Result<(), Problem> {
    let sent = text(headers, header::CONTENT_TYPE.as_str());
    // Pictures and papers come as what they are; only the kinds every form can have are refused, and none at all.
    let unasked = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
    if sent.is_empty() || unasked.iter().any(|plain| sent.starts_with(plain)) {
        return Err(Problem::bad_query(lang, "Content-Type: application/octet-stream"));
    }
    Ok(())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
