//! A request for a page: language, colours, date, address; answered from the cache or by rendering.

use super::cache::{Key, Sent};
use super::door::Caller;
use super::error::{self, WebError};
use super::{WebState, address, preferences};
use crate::frame::{Frame, Reader, Theme};
use crate::present::{Beside, Scene};
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use axum::response::{Html, IntoResponse, Response};
use maud::Markup;
use std::sync::Arc;
use vedich_values::date::parse_date;
use vedich_wording::Lang;

const HTML: &str = "text/html; charset=utf-8";

/// A request for a page.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// The frame of the page.
    pub(crate) frame: Frame,
    address: Box<str>,
    headers: HeaderMap,
    /// What stands for a date in the address and is none.
    bad_date: Option<String>,
}

impl FromRequestParts<WebState> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts, state))
    }
}

impl Visit {
    /// Reads a request.
    pub(crate) fn of(parts: &Parts, state: &WebState) -> Self {
        let headers = &parts.headers;
        let [chosen_lang, chosen_theme] = preferences::cookies(state).map(|name| cookie(headers, name));
        let spoken = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let lang = chosen_lang.and_then(Lang::from_tag).unwrap_or_else(|| Lang::from_accept_language(spoken()));
        let today = state.office().today();
        let mut query = address::query(parts.uri.query().unwrap_or_default());
        let mut bad_date = None;
        let mut date = |name: &str| {
            let text = query.iter().position(|(key, _)| key == name).map(|at| query.remove(at).1).filter(|text| !text.trim().is_empty())?;
            let date = parse_date(&text);
            bad_date = bad_date.take().or_else(|| date.is_none().then_some(text));
            date
        };
        let (as_of, known_on) = (date("as_of"), date("known_on"));
        let frame = Frame {
            lang,
            theme: Theme::from_name(chosen_theme.unwrap_or_default()),
            path: parts.uri.path().to_owned(),
            query,
            as_of: as_of.unwrap_or(today),
            // What will be known is not known yet.
            known_on: known_on.filter(|known| *known < today),
            today,
            reader: reader(parts, state),
        };
        let address = parts.uri.path_and_query().map_or("/", |whole| whole.as_str()).into();
        Self { frame, address, headers: headers.clone(), bad_date }
    }

    fn key(&self, state: &WebState) -> Key {
        Key {
            address: self.address.clone(),
            lang: self.frame.lang,
            theme: self.frame.theme,
            today: self.frame.today,
            version: state.office().version(),
        }
    }

    /// The page in the cache, for who has not signed in: looked for before anything is worked out.
    pub(crate) fn cached(&self, state: &WebState) -> Option<Response> {
        if matches!(self.frame.reader, Reader::Person { .. }) {
            return None;
        }
        Some(state.cache().get(&self.key(state))?.answer(&self.headers, "no-cache"))
    }

    /// Answers with a page: the one in the cache, else a new one.
    pub(crate) async fn show(self, state: &WebState, render: impl FnOnce(Scene<'_>) -> Result<Markup, WebError> + Send) -> Response {
        if matches!(self.frame.reader, Reader::Person { .. }) {
            return self.show_fresh(state, render).await;
        }
        let key = self.key(state);
        if let Some(page) = state.cache().get(&key) {
            return page.answer(&self.headers, "no-cache");
        }
        match self.render(state, render).await {
            Ok(page) => {
                let sent = Arc::new(Sent::new(page.into_string().into_bytes(), HTML));
                state.cache().keep(key, Arc::clone(&sent));
                sent.answer(&self.headers, "no-cache")
            }
            Err(error) => error::answer(&self.frame, &error, &self.headers),
        }
    }

    /// A page that is for one person: made anew, kept nowhere.
    pub(crate) async fn show_fresh(self, state: &WebState, render: impl FnOnce(Scene<'_>) -> Result<Markup, WebError> + Send) -> Response {
        match self.render(state, render).await {
            Ok(page) => ([(header::CACHE_CONTROL, "no-store")], Html(page.into_string())).into_response(),
            Err(error) => self.refuse(&error),
        }
    }

    /// Renders anew, without the cache: pages that answer a form.
    pub(crate) async fn render<T: Send>(
        &self,
        state: &WebState,
        render: impl FnOnce(Scene<'_>) -> Result<T, WebError> + Send,
    ) -> Result<T, WebError> {
        if let Some(text) = &self.bad_date {
            return Err(WebError::bad_request(self.frame.say("web.error.bad-date", &[("text", text)])));
        }
        let mut result = None;
        let (frame, known) = (&self.frame, state.app().map(|app| (app.rights(), app.papers(), app)));
        let beside = known.as_ref().map(|(rights, papers, app)| Beside { rights, papers, calendar: app.calendar() });
        let view = Box::new(|board: &vedich_board::Board| result = Some(render(Scene { f: frame, board, beside })));
        state.office().look(frame.as_of, frame.known_on, view).await.map_err(|error| WebError::unavailable(&error))?;
        result.unwrap_or_else(|| Err(WebError::internal("no picture was shown")))
    }

    /// Answers with an error.
    pub(crate) fn refuse(&self, error: &WebError) -> Response {
        error::answer(&self.frame, error, &self.headers)
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn reader(parts: &Parts, state: &WebState) -> Reader {
    let Some(app) = state.app() else { return Reader::Public };
    let caller = parts.extensions.get::<Caller>();
    match caller.and_then(|caller| caller.signed.as_deref()) {
        Some(signed) => Reader::Person {
            name: Arc::clone(&signed.person.name),
            token: signed.form_token.as_str().into(),
            unread: caller.map_or(0, |caller| caller.unread),
            may: app.actions_of(signed.hand()).into(),
        },
        None => Reader::Guest,
    }
}
