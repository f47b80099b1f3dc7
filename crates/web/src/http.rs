//! HTTP: routes, language and colours, the cache of rendered pages, errors, headers.

mod actor;
mod address;
mod api;
mod asker;
mod cache;
mod confirm;
pub(crate) mod days_off_api;
pub(crate) mod desk;
mod door;
pub(crate) mod entry;
mod error;
pub(crate) mod fieldwork;
mod files;
mod headers;
mod imports;
pub(crate) mod letters;
mod limit;
mod listed;
mod measure;
mod money;
pub(crate) mod overlay_api;
pub(crate) mod papers;
pub(crate) mod people;
pub(crate) mod plan_api;
pub(crate) mod plan_files;
mod preferences;
pub(crate) mod record_api;
pub(crate) mod roadmap_api;
mod roadmaps;
mod room;
mod routes;
pub(crate) mod search;
pub(crate) mod steering;
mod upload;
mod visit;
pub(crate) mod work;

pub(crate) use address::decode;
pub(crate) use door::SECURE_COOKIE;
pub use error::WebError;
pub use limit::{Limits, Network, NoNetwork, Rate};
pub use routes::{addresses, router};

use crate::office::Office;
use std::fmt;
use std::sync::Arc;
use vedich_app::App;
use vedich_reference::DemoEntry;
use vedich_roadmap::planner::Planner;

/// What a handler answers; the error is the page somebody sees instead of the one they asked for.
type Answer = Result<axum::response::Response, axum::response::Response>;

/// What the site runs on.
#[derive(Clone)]
pub struct WebState {
    inner: Arc<Inner>,
}

struct Inner {
    office: Arc<dyn Office>,
    app: Option<App>,
    cases: Vec<DemoEntry>,
    cache: cache::PageCache,
    admin: Option<String>,
    metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    metrics_token: String,
    limiter: limit::Limiter,
    mail: bool,
    public_url: String,
    /// Times roadmaps where no product does.
    planner: Planner,
}

impl fmt::Debug for WebState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebState")
            .field("cases", &self.inner.cases.len())
            .field("local_admin", &self.inner.admin.is_some())
            .finish_non_exhaustive()
    }
}

/// How the site is set up.
#[derive(Clone, Default)]
pub struct WebOptions {
    /// The cases the home page shows as far as they are on record.
    pub cases: Vec<DemoEntry>,
    /// Started with `--local-admin`: values may be confirmed from this machine, over loopback only.
    pub local_admin: bool,
    /// Prints the metrics.
    pub metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    /// Who asks for the metrics from elsewhere than this machine brings this; empty: nobody does.
    pub metrics_token: String,
    /// How often one address may ask.
    pub limits: Limits,
    /// Letters can be sent: a forgotten password is replaced by mail.
    pub mail: bool,
    /// The address people know the site by, `https://vedich.hatinh.gov.vn`; empty: as they typed it. With `https` cookies are sent over
    /// TLS only.
    pub public_url: String,
}

impl fmt::Debug for WebOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebOptions").field("cases", &self.cases.len()).field("local_admin", &self.local_admin).finish_non_exhaustive()
    }
}

impl WebState {
    /// The site of a running product, with its API.
    #[must_use]
    pub fn of(app: App, options: WebOptions) -> Self {
        Self::build(Arc::new(app.clone()), Some(app), options)
    }

    /// The pages alone, on whatever shows pictures.
    #[must_use]
    pub fn new(office: Arc<dyn Office>, options: WebOptions) -> Self {
        Self::build(office, None, options)
    }

    fn build(office: Arc<dyn Office>, app: Option<App>, options: WebOptions) -> Self {
        let admin = options.local_admin.then(|| format!("{}{}", uuid::Uuid::now_v7().simple(), uuid::Uuid::now_v7().simple()));
        let WebOptions { cases, metrics, metrics_token, limits, mail, public_url, .. } = options;
        let limiter = limit::Limiter::new(&limits);
        let planner = Planner::new(vedich_reference::working_days(), vedich_reference::risks());
        Self {
            inner: Arc::new(Inner {
                office,
                app,
                cases,
                cache: cache::PageCache::new(),
                admin,
                metrics,
                metrics_token,
                limiter,
                mail,
                public_url,
                planner,
            }),
        }
    }

    pub(crate) fn office(&self) -> &dyn Office {
        self.inner.office.as_ref()
    }

    pub(crate) fn app(&self) -> Option<&App> {
        self.inner.app.as_ref()
    }

    /// Times roadmaps.
    pub(crate) fn planner(&self) -> &Planner {
        self.app().map_or(&self.inner.planner, App::planner)
    }

    pub(crate) fn cases(&self) -> &[DemoEntry] {
        &self.inner.cases
    }

    pub(crate) fn cache(&self) -> &cache::PageCache {
        &self.inner.cache
    }

    /// The token of forms, when values may be confirmed here.
    pub(crate) fn admin_token(&self) -> Option<&str> {
        self.inner.admin.as_deref()
    }

    pub(crate) fn limiter(&self) -> &limit::Limiter {
        &self.inner.limiter
    }

    /// Whether letters can be sent.
    pub(crate) fn sends_mail(&self) -> bool {
        self.inner.mail
    }

    /// Whether the site is reached over TLS.
    pub(crate) fn is_secure(&self) -> bool {
        self.inner.public_url.starts_with("https://")
    }

    /// An address of the site as it can be handed to a person.
    pub(crate) fn absolute(&self, path: &str, headers: &axum::http::HeaderMap) -> String {
        if !self.inner.public_url.is_empty() {
            return format!("{}{path}", self.inner.public_url.trim_end_matches('/'));
        }
        let host = headers.get(axum::http::header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
        format!("http://{host}{path}")
    }

    /// What lets anybody else than this machine see the metrics; empty: nothing does.
    pub(crate) fn metrics_token(&self) -> &str {
        &self.inner.metrics_token
    }

    pub(crate) fn metrics(&self) -> Option<String> {
        self.inner.metrics.as_ref().map(|print| print())
    }
}
