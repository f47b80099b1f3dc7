//! Errors of the API: RFC 9457 problem details.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use vedich_app::AppError;
use vedich_values::{Date, Diagnostic, UnitId};
use vedich_wording::Lang;

/// How a problem is written (RFC 9457).
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong, for programs and people.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemShape {
    /// Stable code of the problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The problem in a few words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What is wrong and what to do.
    pub detail: String,
}

/// A refusal of the API.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
}

impl Problem {
    /// 404: the thing asked for does not exist.
    #[must_use]
    pub fn not_found(lang: Lang, key: &'static str, what: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, code: key, detail: lang.say(key, &[("what", what)]) }
    }

    /// 404: the unit does not exist on the day asked for.
    #[must_use]
    pub fn not_then(lang: Lang, unit: UnitId, nearest: Date) -> Self {
        let code = "api.not-then";
        let params = [("what", unit.to_string()), ("date", nearest.to_string())];
        Self {
            status: StatusCode::NOT_FOUND,
            code,
            detail: lang.say(code, &params.each_ref().map(|(name, value)| (*name, value.as_str()))),
        }
    }

    /// 401: for people who signed in.
    #[must_use]
    pub fn sign_in(lang: Lang) -> Self {
        let code = "api.sign-in";
        Self { status: StatusCode::UNAUTHORIZED, code, detail: lang.text(code).to_owned() }
    }

    /// 401: the token sent opens nothing (any more).
    #[must_use]
    pub fn bad_token(lang: Lang) -> Self {
        let code = "api.bad-token";
        Self { status: StatusCode::UNAUTHORIZED, code, detail: lang.text(code).to_owned() }
    }

    /// 403: tokens do not reach this, or this one only reads.
    #[must_use]
    pub fn beyond_token(lang: Lang) -> Self {
        let code = "api.beyond-token";
        Self { status: StatusCode::FORBIDDEN, code, detail: lang.text(code).to_owned() }
    }

    /// 403: sent by another site, or not allowed.
    #[must_use]
    pub fn forbidden(lang: Lang) -> Self {
        let code = "api.forbidden";
        Self { status: StatusCode::FORBIDDEN, code, detail: lang.text(code).to_owned() }
    }

    /// 409: the `Idempotency-Key` was used for something else.
    #[must_use]
    pub fn key_reused(lang: Lang) -> Self {
        let code = "api.key-reused";
        Self { status: StatusCode::CONFLICT, code, detail: lang.text(code).to_owned() }
    }

    /// 400: the `Idempotency-Key` is no UUID.
    #[must_use]
    pub fn bad_key(lang: Lang, key: &str) -> Self {
        let code = "api.bad-key";
        let shown: String = key.chars().take(60).collect();
        Self { status: StatusCode::BAD_REQUEST, code, detail: lang.say(code, &[("key", &shown)]) }
    }

    /// 403: the person may not; why, in words.
    #[must_use]
    pub fn refused_to(lang: Lang, refusal: vedich_rights::Refusal) -> Self {
        let why = lang.problem_without_place(&Diagnostic::error(refusal.code(), vedich_values::Place::default()));
        let general = Self::forbidden(lang);
        Self { detail: format!("{} {why}", general.detail), ..general }
    }

    /// 405: the address takes no such request.
    #[must_use]
    pub fn not_allowed(lang: Lang) -> Self {
        let code = "api.not-allowed";
        Self { status: StatusCode::METHOD_NOT_ALLOWED, code, detail: lang.text(code).to_owned() }
    }

    /// 400: where a number of ours is meant, something else stands.
    #[must_use]
    pub fn no_number(lang: Lang, name: &str, value: &str) -> Self {
        Self::unusable(lang, name, value, lang.text("api.kind.number"))
    }

    /// 400: what a parameter says cannot be; `allowed` is what it can say.
    #[must_use]
    pub fn unusable(lang: Lang, name: &str, value: &str, allowed: &str) -> Self {
        let code = "api.unusable";
        let detail = lang.say(code, &[("name", name), ("value", value), ("allowed", allowed)]);
        Self { status: StatusCode::BAD_REQUEST, code, detail }
    }

    /// 400: the address or the body takes no such parameter; `near` is the one that may be meant, or empty.
    #[must_use]
    pub fn no_parameter(lang: Lang, name: &str, near: &str, allowed: &str) -> Self {
        let code = if near.is_empty() { "api.no-parameter" } else { "api.misspelt-parameter" };
        let detail = lang.say(code, &[("name", name), ("near", near), ("allowed", allowed)]);
        Self { status: StatusCode::BAD_REQUEST, code, detail }
    }

    /// 400: something that must be given is not.
    #[must_use]
    pub fn missing(lang: Lang, name: &str) -> Self {
        let code = "api.missing";
        Self { status: StatusCode::BAD_REQUEST, code, detail: lang.say(code, &[("name", name)]) }
    }

    /// 400: something is given twice.
    #[must_use]
    pub fn twice(lang: Lang, name: &str) -> Self {
        let code = "api.twice";
        Self { status: StatusCode::BAD_REQUEST, code, detail: lang.say(code, &[("name", name)]) }
    }

    /// 400: the body is no JSON from a place on.
    #[must_use]
    pub fn no_json(lang: Lang, line: usize, column: usize) -> Self {
        let code = "api.no-json";
        let params = [("line", &*line.to_string()), ("column", &*column.to_string())];
        Self { status: StatusCode::BAD_REQUEST, code, detail: lang.say(code, &params) }
    }

    /// What is wrong and what to do.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// 400: what is asked cannot be answered, in words.
    #[must_use]
    pub fn bad_request(lang: Lang, problem: &Diagnostic) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code: problem.code, detail: lang.problem_without_place(problem) }
    }

    /// 429: this address has asked too often.
    #[must_use]
    pub fn too_many(lang: Lang, seconds: u64) -> Self {
        let code = "api.too-many";
        Self { status: StatusCode::TOO_MANY_REQUESTS, code, detail: lang.say(code, &[("seconds", &seconds.to_string())]) }
    }

    /// 413: the body is larger than is taken.
    #[must_use]
    pub fn too_large(lang: Lang) -> Self {
        let code = "api.too-large";
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, code, detail: lang.text(code).to_owned() }
    }

    /// 400: the query as a whole cannot be read; `why` names the parameter.
    #[must_use]
    pub fn bad_query(lang: Lang, why: &str) -> Self {
        let code = "api.bad-query";
        Self { status: StatusCode::BAD_REQUEST, code, detail: lang.say(code, &[("why", why)]) }
    }
}

impl Problem {
    /// 422: what was sent cannot be; every problem in words.
    #[must_use]
    pub fn refused(lang: Lang, problems: &[Diagnostic]) -> Self {
        let detail = problems.iter().map(|problem| lang.problem(problem)).collect::<Vec<_>>().join(" ");
        let code = problems.first().map_or("api.bad-query", |problem| problem.code);
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, code, detail }
    }

    /// What became of a write that was not done.
    #[must_use]
    pub fn of_write(lang: Lang, error: AppError) -> Self {
        match error {
            AppError::Refused(problems) => Self::refused(lang, &problems),
            AppError::Forbidden(refusal) => Self::refused_to(lang, refusal),
            error if error.is_reused_command() => Self::key_reused(lang),
            other => Self::unavailable(lang)(other),
        }
    }

    /// 503: what a call needs did not answer; why is logged, never shown.
    pub fn unavailable<E: Into<AppError>>(lang: Lang) -> impl Fn(E) -> Self {
        move |error| {
            let error: AppError = error.into();
            tracing::error!(error = %error, "the journal did not answer an API request");
            let code = "api.unavailable";
            Self { status: StatusCode::SERVICE_UNAVAILABLE, code, detail: lang.text(code).to_owned() }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or_default().to_owned();
        let shape = ProblemShape { kind: self.code.to_owned(), title, status: self.status.as_u16(), detail: self.detail };
        (self.status, [(header::CONTENT_TYPE, MEDIA_TYPE)], Json(shape)).into_response()
    }
}
