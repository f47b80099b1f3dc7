//! Who has reported, as a page and a file; and the last day of a period, moved.

use super::{look, period};
use crate::http::error::WebError;
use crate::http::people::{Desk, private, see, status, told};
use crate::http::{actor::Actor, address};
use crate::pages::entry::reporting::render;
use crate::parts::form::Sent;
use crate::present::entry::reporting as present;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use vedich_documents::{CsvStyle, write_csv, write_xlsx};
use vedich_rights::{Action, On};
use vedich_values::date::parse_date;
use vedich_values::{Period, UnitId};

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Response {
    match asked(&desk, &unit) {
        Ok((actor, unit, period)) => page(&desk, &actor, unit, period, Sent::default()),
        Err(refused) => refused,
    }
}

/// Who reads here, which area, which period.
fn asked(desk: &Desk, unit: &str) -> Result<(Actor, UnitId, Period), Response> {
    let actor = desk.actor()?;
    let refuse = |error: WebError| desk.visit.refuse(&error);
    let unit = address::unit(unit).map_err(refuse)?;
    desk.app.reference().registry.get(unit).ok_or_else(|| refuse(WebError::not_found()))?;
    desk.app.may_read(&actor.hand, unit).map_err(|refusal| desk.fail(refusal))?;
    let period = period(desk, unit, desk.frame().param("period")).map_err(refuse)?;
    Ok((actor, unit, period))
}

fn page(desk: &Desk, actor: &Actor, unit: UnitId, period: Period, sent: Sent) -> Response {
    let status = status(&sent);
    let page = look(desk, |s| {
        let mut view = present::view(s, &desk.app, unit, period);
        let may_move = desk.app.may(&actor.hand, Action::KeepRegister, &On::unit(unit)).is_ok();
        view.token = may_move.then(|| actor.token.clone());
        view.done = s.f.param("done").is_some();
        view.sent = sent;
        render(s.f, &view)
    });
    private(status, page)
}

pub(super) async fn move_due(desk: Desk, Path(unit): Path<String>, body: String) -> Response {
    let mut sent = match desk.sent(&body) {
        Ok(sent) => sent,
        Err(refused) => return refused,
    };
    let (actor, unit) = match (desk.actor(), address::unit(&unit)) {
        (Ok(actor), Ok(unit)) => (actor, unit),
        (Err(elsewhere), _) => return elsewhere,
        (_, Err(error)) => return desk.visit.refuse(&error),
    };
    let period = match period(&desk, unit, sent.given("period")) {
        Ok(period) => period,
        Err(error) => return desk.visit.refuse(&error),
    };
    let Some(due) = parse_date(sent.typed("due")) else {
        sent.refuse("due", desk.frame().text("web.confirm.no-date"));
        return page(&desk, &actor, unit, period, sent);
    };
    match desk.app.move_due_day(actor.by(sent.typed("command")), unit, period, due, sent.typed("reason")).await {
        Ok(_) => see(&format!("/reporting/{unit}?period={period}&done=1")),
        Err(error) => match told(&desk, &mut sent, error) {
            Ok(()) => page(&desk, &actor, unit, period, sent),
            Err(elsewhere) => elsewhere,
        },
    }
}

/// The list as a file.
pub(super) async fn table(desk: Desk, Path((unit, file)): Path<(String, String)>) -> Response {
    let (_, unit, period) = match asked(&desk, &unit) {
        Ok(asked) => asked,
        Err(refused) => return refused,
    };
    let made = look(&desk, |s| {
        let table = desk.app.reporting(s.board, unit, period).map(|table| present::table(s, &desk.app, &table))?;
        match file.as_str() {
            "reporting.xlsx" => Some((write_xlsx(&table).ok()?, XLSX)),
            "reporting.csv" => Some((write_csv(&table, CsvStyle::PEOPLE).ok()?, "text/csv; charset=utf-8")),
            _ => None,
        }
    });
    let Some((bytes, mime)) = made else { return desk.visit.refuse(&WebError::not_found()) };
    download(bytes, mime, &format!("bao-cao-{unit}-{period}.{}", file.rsplit('.').next().unwrap_or_default()))
}

pub(super) const XLSX: &str = vedich_documents::WORKBOOK_MEDIA;

/// A file to keep.
pub(super) fn download(bytes: Vec<u8>, mime: &'static str, name: &str) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}
