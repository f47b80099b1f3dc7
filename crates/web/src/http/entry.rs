//! Entering values: one's units, the sheet of a unit and period, drafts as one types, who has reported.

pub(crate) mod api;
mod attach;
mod draft;
mod form;
mod reporting;
mod sheet;
mod units;
mod workbook;

use super::WebState;
use super::error::WebError;
use super::listed::Listed;
use super::people::{Desk, private};
use crate::frame::{Frame, address};
use crate::pages::entry::ended::{EndedView, render};
use crate::present::Scene;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use tower_http::limit::RequestBodyLimitLayer;
use vedich_app::sheets::{Meanwhile, SavedSheet};
use vedich_app::{AppError, Hand};
use vedich_entry::SheetDraft;
use vedich_values::{Cycle, Date, Period, UnitId};

/// A whole set's sheet as a form, or a workbook of a district.
pub(super) const LARGEST_BODY_BYTES: usize = 4 * 1024 * 1024;

/// The addresses.
pub(super) fn routes() -> Listed {
    let large = || DefaultBodyLimit::max(LARGEST_BODY_BYTES);
    Listed::new()
        .route("/entry", get(sheet::list))
        .route("/entry/{unit}/draft", post(draft::keep).layer(large()))
        .route("/entry/{unit}/minutes", get(sheet::minutes))
        .route("/entry/{unit}/units", get(units::show).post(units::send).layer(large()))
        .route("/entry/{unit}/returned", post(workbook::take).layer(large()))
        .route("/entry/{unit}/{file}", get(workbook::give))
        .route("/api/v1/sheets/{unit}", get(api::show_sheet).post(api::save_sheet))
        .route("/api/v1/reporting/{unit}", get(api::show_reporting))
        .route("/api/v1/reporting/{unit}/due", post(api::move_due))
        .route("/reporting/{unit}", get(reporting::show).post(reporting::move_due))
        .route("/reporting/{unit}/{file}", get(reporting::table))
}

/// The sheet itself, whose form brings the evidence of its rows.
pub(super) fn uploads() -> Listed {
    Listed::new().route("/entry/{unit}", get(sheet::show).post(sheet::send))
}

/// The same as part of the site, with room for whole sheets.
pub(super) fn router() -> Router<WebState> {
    routes().into_router().layer(RequestBodyLimitLayer::new(LARGEST_BODY_BYTES)).method_not_allowed_fallback(super::door::not_allowed)
}

/// The period asked for, else the month to report.
fn period(desk: &Desk, unit: UnitId, asked: Option<&str>) -> Result<Period, WebError> {
    match asked.filter(|text| !text.is_empty()) {
        Some(text) => text.parse().map_err(|_| bad_period(desk, text)),
        None => desk.app.period_to_report(&desk.app.live(), unit, Cycle::Month).ok_or_else(WebError::not_found),
    }
}

/// How periods are written in addresses: a month, a week, a quarter, a half, nine months, a year.
const PERIODS: &str = "2026-11, 2026-W48, 2026-Q4, 2026-H1, 2026-9M, 2026";

fn bad_period(desk: &Desk, text: &str) -> WebError {
    WebError::unusable(desk.frame(), "period", text, PERIODS)
}

/// What was just done, in words, out of the address a form led to; empty when nothing was.
fn done(f: &Frame) -> String {
    let told = match f.param("done") {
        Some("read") => return workbook::read_told(f),
        Some("unchanged") => return unchanged(f),
        Some("recorded") => f.text("entry.recorded"),
        Some("submitted") => f.text("entry.submitted"),
        Some("nothing") => f.text("entry.nothing"),
        Some("kept") => f.text("entry.kept"),
        Some("back") => f.text("entry.back"),
        Some("attached") => f.text("entry.attached"),
        Some("discarded") => f.text("entry.discarded"),
        _ => "",
    };
    told.to_owned()
}

/// That nothing has changed since it was handed in, with the day.
fn unchanged(f: &Frame) -> String {
    let day = f.param("on").and_then(|day| day.parse::<Date>().ok());
    day.map_or_else(|| f.text("entry.nothing").to_owned(), |day| f.say("entry.unchanged", &[("date", &f.date(day))]))
}

/// What a page is to tell of a sheet that was to be recorded, for its address.
fn done_later(saved: &SavedSheet, submit: bool) -> String {
    match saved {
        SavedSheet::Open(_) => "check=1".to_owned(),
        SavedSheet::Recorded(..) if submit => "done=submitted".to_owned(),
        SavedSheet::Recorded(..) => "done=recorded".to_owned(),
        SavedSheet::Nothing => "done=nothing".to_owned(),
        SavedSheet::Unchanged(day) => format!("done=unchanged&on={day}"),
    }
}

/// Lets `look` see today's picture.
fn look<T>(desk: &Desk, look: impl FnOnce(Scene<'_>) -> T) -> T {
    let live = desk.app.live();
    look(Scene::of(desk.frame(), &live))
}

/// Who recorded other values since the lines of a draft were typed. Nobody waits for the journal where no line conflicts.
async fn meanwhile(desk: &Desk, hand: &Hand, units: &[UnitId], period: Period, draft: &SheetDraft) -> Result<Meanwhile, AppError> {
    if draft.lines.is_empty() {
        return Ok(Meanwhile::new());
    }
    let plans = {
        let live = desk.app.live();
        desk.app.plan_units(&live, units, period, draft)
    };
    desk.app.recorded_since(hand, &plans, desk.frame().lang).await
}

/// What was sent after the session had ended stands on a page from which it can be sent again; files can't be carried on.
fn ended(desk: &Desk, fields: Vec<(String, String)>, files: bool) -> Response {
    let f = desk.frame();
    let back = {
        let typed = |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.as_str());
        let query = ["period", "criterion", "page"].map(|name| (name, typed(name)));
        address(&f.path, query.into_iter().chain([("done", "back")]))
    };
    let fields = fields.into_iter().filter(|(name, _)| name != "token").collect();
    let token = desk.acting.as_ref().map(|actor| actor.token.clone());
    let view = EndedView { action: f.path.clone(), back, fields, files, token };
    private(StatusCode::UNAUTHORIZED, render(f, &view))
}
