//! One's own tokens through the API: listed, made, taken away. For people in a session; tokens never get here.

use crate::api::people_shapes::{MadeTokenShape, TokenRequest, TokenShape};
use crate::api::{Problem, ProblemShape};
use crate::http::asker::{Asker, Sending, Writing};
use crate::http::door::Caller;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use std::sync::Arc;
use vedich_app::people::{ApiToken, ChooseError, Signed};
use vedich_wording::Lang;

/// The caller's own tokens that still open, the latest first.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "people",
    responses((status = 200, body = Vec<TokenShape>), (status = 401, body = ProblemShape), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_tokens(asker: Asker, Extension(caller): Extension<Caller>) -> Result<Json<Vec<TokenShape>>, Problem> {
    let signed = person(asker.lang, &caller)?;
    let tokens = asker.app.tokens_of(signed.person.id).await.map_err(asker.of_write())?;
    Ok(Json(tokens.into_iter().map(TokenShape::from).collect()))
}

/// Makes a token of the caller's own. What the program sends as `Authorization: Bearer` is in this answer and nowhere else.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "people", request_body = TokenRequest,
    responses((status = 200, body = MadeTokenShape), (status = 401, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape), (status = 429, body = ProblemShape)))]
pub(crate) async fn make_token(Extension(caller): Extension<Caller>, writing: Writing<TokenRequest>) -> Result<Response, Problem> {
    let Writing { asker, sent } = writing;
    let signed = person(asker.lang, &caller)?;
    let new = ApiToken { name: sent.name, days: sent.days, read_only: sent.read_only };
    let made = asker.app.make_own_token(&signed, sent.present.as_deref().unwrap_or_default(), &new).await;
    let token = made.map_err(|error| refusal(&asker, error))?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(MadeTokenShape { token })).into_response())
}

/// Takes a token of the caller's own away: from that moment on it opens nothing.
#[utoipa::path(post, path = "/api/v1/tokens/{token}/revoke", tag = "people",
    params(("token" = String, Path, description = "Its id in the list")),
    responses((status = 204, description = "Done"), (status = 401, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn revoke_token(
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    sending: Sending,
) -> Result<StatusCode, Problem> {
    let asker = &sending.asker;
    let signed = person(asker.lang, &caller)?;
    asker.app.drop_token(signed.hand(), signed.person.id, &id).await.map_err(asker.of_write())?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever is signed in: the local administrator has no account and no tokens.
fn person(lang: Lang, caller: &Caller) -> Result<Arc<Signed>, Problem> {
    caller.signed.clone().ok_or_else(|| Problem::forbidden(lang))
}

fn refusal(asker: &Asker, error: ChooseError) -> Problem {
    match error {
        ChooseError::App(error) => Problem::of_write(asker.lang, error),
        ChooseError::Wait(seconds) => Problem::too_many(asker.lang, seconds),
        _ => Problem::forbidden(asker.lang),
    }
}
