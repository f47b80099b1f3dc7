//! Roadmaps as files: downloads, and a filled-in file handed in, looked at, written.

pub(crate) mod api;

use super::actor::Actor;
use super::address;
use super::error::WebError;
use super::files::attached;
use super::listed::Listed;
use super::people::{Desk, private, see, status, told};
use super::upload::{self, Uploaded};
use super::visit::Visit;
use super::{Answer, WebState};
use crate::api::convert::plan_files as convert;
use crate::pages::plan_files::{self, PlanFilesView};
use crate::parts::form::Sent;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::limit::RequestBodyLimitLayer;
use vedich_app::roadmaps::{Followed, GivenFile, SheetWords};
use vedich_app::{App, AppError};
use vedich_rights::{Action, On};
use vedich_values::{Date, RoadmapKey, UnitId, date::parse_date};
use vedich_wording::Lang;

/// A province's workbook is about four megabytes; carried through the preview it grows by a third.
const LARGEST_FILE_BYTES: usize = 16 * 1024 * 1024;
/// Name of the critical-path workbook.
pub(crate) const WORKBOOK: &str = "critical-path.xlsx";
/// Name of the plan for Microsoft Project and tools like it.
const PROJECT: &str = "project.xml";
/// Name of the dates for calendars.
const DATES: &str = "dates.ics";

/// The addresses whose requests may carry a file.
pub(crate) fn routes() -> Listed {
    Listed::new()
        .route("/roadmaps/{unit}/files", get(show).post(take))
        .route("/roadmaps/{unit}/files/{file}", get(download))
        .route("/api/v1/roadmaps/{unit}/files", axum::routing::post(api::upload_roadmap))
        .route("/api/v1/roadmaps/{unit}/files/{file}", get(api::download_roadmap))
}

/// Their router, with room for a file.
pub(crate) fn router() -> axum::Router<WebState> {
    routes()
        .into_router()
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_FILE_BYTES))
        .method_not_allowed_fallback(super::door::not_allowed)
}

/// A file that goes out.
pub(crate) struct Outgoing {
    bytes: Vec<u8>,
    mime: &'static str,
    name: String,
}

impl IntoResponse for Outgoing {
    fn into_response(self) -> Response {
        attached(self.bytes, self.mime, &self.name)
    }
}

/// Makes a file of the roadmaps taken from a picture, off the threads that answer requests; none: there is no such file.
async fn outgoing(
    app: &App,
    lang: Lang,
    followed: Followed,
    unit: UnitId,
    file: &str,
    person: Option<String>,
) -> Result<Option<Outgoing>, WebError> {
    let (app, file, name) = (app.clone(), file.to_owned(), format!("vedich-{unit}-{}", followed.on()));
    let made = tokio::task::spawn_blocking(move || {
        let say = |key: &str, params: &[(&str, &str)]| lang.say(key, params);
        let date = |date: Date| vedich_wording::date(lang, date);
        let in_words = |name: &vedich_values::Bilingual| lang.of(name).to_owned();
        let words = SheetWords { say: &say, date: &date, name: &in_words };
        let outgoing = |bytes, mime, ending: &str| Some(Outgoing { bytes, mime, name: format!("{name}.{ending}") });
        let workbook = vedich_documents::WORKBOOK_MEDIA;
        Ok(match file.as_str() {
            WORKBOOK => {
                let (bytes, _) = app.path_workbook(&followed, words).map_err(|error| error.to_string())?;
                outgoing(bytes, workbook, "xlsx")
            }
            PROJECT => {
                let text = app.project_file(&followed, unit).map_err(|error| error.to_string())?;
                text.and_then(|text| outgoing(text.into_bytes(), "application/xml; charset=utf-8", "xml"))
            }
            DATES => outgoing(app.dates_file(&followed, person.as_deref(), words).into_bytes(), "text/calendar; charset=utf-8", "ics"),
            _ => None,
        })
    });
    let failed = |error: &dyn std::fmt::Display| WebError::internal(&format!("a roadmap could not be written as a file: {error}"));
    let made: Result<Option<Outgoing>, String> = made.await.map_err(|error| failed(&error))?;
    made.map_err(|error| failed(&error))
}

async fn download(State(state): State<WebState>, Path((unit, file)): Path<(String, String)>, visit: Visit) -> Response {
    let Some(app) = state.app() else { return visit.refuse(&WebError::not_found()) };
    let taken = visit.render(&state, |s| {
        let unit = address::unit(&unit)?;
        let followed = Followed::at(s.board, unit, s.f.param("roadmap").map(RoadmapKey::new).as_ref());
        if followed.is_empty() { Err(WebError::not_found()) } else { Ok((unit, followed)) }
    });
    let made = match taken.await {
        Ok((unit, followed)) => {
            let person = visit.frame.param("person").map(str::to_owned);
            outgoing(app, visit.frame.lang, followed, unit, &file, person).await
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(Some(file)) => file.into_response(),
        Ok(None) => visit.refuse(&WebError::not_found()),
        Err(error) => visit.refuse(&error),
    }
}

async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    page(&desk, &unit, PlanFilesView::default()).await
}

/// The page, for the reader's own or with what a file would change.
async fn page(desk: &Desk, unit: &str, mut view: PlanFilesView) -> Answer {
    let status = status(&view.sent);
    let shown = desk.visit.render(&desk.state, |s| {
        let unit = address::unit(unit)?;
        s.registry().get(unit).ok_or_else(WebError::not_found)?;
        view.roadmaps = Followed::at(s.board, unit, None).len();
        view.unit = s.name(unit);
        view.above = s.place_link(unit);
        view.address = format!("/roadmaps/{unit}/files");
        view.workbook = s.f.link(&format!("/roadmaps/{unit}/files/{WORKBOOK}"));
        view.project = s.board.roadmap(unit).map(|_| s.f.link(&format!("/roadmaps/{unit}/files/{PROJECT}")));
        view.dates = s.f.link(&format!("/roadmaps/{unit}/files/{DATES}"));
        view.persons = persons(&Followed::at(s.board, unit, None));
        view.may_fill_in = desk.acting.as_ref().is_some_and(|actor| desk.app.may(&actor.hand, Action::Count, &On::unit(unit)).is_ok());
        view.token = desk.acting.as_ref().map(|actor| actor.token.clone()).unwrap_or_default();
        Ok(plan_files::render(s.f, &view))
    });
    let page = shown.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status, page))
}

/// Everybody responsible for a task of the roadmaps, by name.
fn persons(followed: &Followed) -> Vec<String> {
    let all = followed.records().flat_map(|record| &record.tasks).filter_map(|task| task.person.clone());
    let mut persons: Vec<String> = all.collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    persons.sort_by_cached_key(|name| vedich_units::name_order(name));
    persons
}

/// Takes a file: shows what it would change, and writes it when it comes back with that page.
async fn take(desk: Desk, Path(path): Path<String>, request: Request) -> Answer {
    let actor = desk.actor()?;
    let unit = address::unit(&path).map_err(|error| desk.visit.refuse(&error))?;
    desk.app.may(&actor.hand, Action::Count, &On::unit(unit)).map_err(|refusal| desk.fail(refusal))?;
    let mut uploaded = desk.uploaded(request).await?;
    let given = match given(&desk, unit, &mut uploaded) {
        Ok(given) => given,
        Err(sent) => return page(&desk, &path, PlanFilesView { sent, ..PlanFilesView::default() }).await,
    };
    if uploaded.typed("step") == "write" {
        write(&desk, &path, &actor, &uploaded, given).await
    } else {
        look(&desk, &path, &actor, given).await
    }
}

fn given(desk: &Desk, unit: UnitId, uploaded: &mut Uploaded) -> Result<GivenFile, Sent> {
    let f = desk.frame();
    let mut sent = Sent { typed: uploaded.fields.clone(), wrong: Vec::new() };
    let on = sent.given("on").map_or(Some(f.as_of), parse_date);
    if on.is_none() {
        sent.refuse("on", f.text("web.confirm.no-date"));
    }
    let (name, bytes) = uploaded.take_file();
    if bytes.is_empty() {
        sent.refuse("file", f.text("plan-files.no-file"));
    }
    if sent.wrong.is_empty() { Ok(GivenFile { name, bytes, unit, on }) } else { Err(sent) }
}

async fn look(desk: &Desk, path: &str, actor: &Actor, given: GivenFile) -> Answer {
    let f = desk.frame();
    let file = match desk.app.preview_plan_file(&actor.by(""), &given).await {
        Ok(file) => file,
        Err(error) => return refused(desk, path, &given, error).await,
    };
    let (registry, today) = (desk.app.reference().registry, desk.app.today());
    let preview = Some(convert::plan_file(f.lang, &registry, today, &file, None));
    page(
        desk,
        path,
        PlanFilesView {
            preview,
            carried: Some(upload::carried(&given.name, &given.bytes)),
            sent: at(f, &given),
            ..PlanFilesView::default()
        },
    )
    .await
}

async fn write(desk: &Desk, path: &str, actor: &Actor, uploaded: &Uploaded, given: GivenFile) -> Answer {
    match desk.app.import_plan_file(actor.by(uploaded.typed("command")), &given).await {
        Ok(committed) => {
            let entry = committed.map_or_else(|| "0".to_owned(), |committed| committed.entry.to_string());
            let written = [("written", entry.as_str()), ("as_of", &day(desk, &given))];
            Ok(see(&crate::frame::address(&format!("/roadmaps/{}/files", given.unit), written)))
        }
        Err(error) => refused(desk, path, &given, error).await,
    }
}

/// The date of the page to go back to; none when it is today's.
fn day(desk: &Desk, given: &GivenFile) -> String {
    given.on.filter(|on| *on != desk.app.today()).map(|on| on.to_string()).unwrap_or_default()
}

fn at(f: &crate::frame::Frame, given: &GivenFile) -> Sent {
    Sent { typed: vec![("on".to_owned(), f.date_field(given.on.unwrap_or(f.as_of)))], wrong: Vec::new() }
}

async fn refused(desk: &Desk, path: &str, given: &GivenFile, error: AppError) -> Answer {
    let mut sent = at(desk.frame(), given);
    told(desk, &mut sent, error)?;
    page(desk, path, PlanFilesView { sent, ..PlanFilesView::default() }).await
}
