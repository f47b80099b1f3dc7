//! Days off of an area: everybody looks; who plans there declares and withdraws.

use crate::http::people::{Desk, private, see, status, told};
use crate::http::{Answer, WebError, address};
use crate::pages::roadmaps::days_off as page;
use crate::parts::form::Sent;
use crate::present::roadmaps::days_off as present;
use axum::extract::Path;
use axum::response::Response;
use vedich_app::days_off::DeclareDaysOff;
use vedich_rights::{Action, On};
use vedich_values::date::parse_date;
use vedich_values::{FactSeq, UnitId};

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    let area = area(&desk, &unit)?;
    shown(&desk, area, Sent::default()).await
}

fn area(desk: &Desk, unit: &str) -> Result<UnitId, Response> {
    address::unit(unit).map_err(|error| desk.visit.refuse(&error))
}

async fn shown(desk: &Desk, area: UnitId, sent: Sent) -> Answer {
    let code = status(&sent);
    let shown = desk.visit.render(&desk.state, |s| {
        s.registry().get(area).ok_or_else(WebError::not_found)?;
        // A form that was refused leads here from an address of its own.
        let f = crate::frame::Frame { path: format!("/days-off/{area}"), ..s.f.clone() };
        let mut view = present::view(crate::present::Scene { f: &f, ..s }, area);
        view.plans = desk.acting.as_ref().is_some_and(|actor| desk.app.may(&actor.hand, Action::Plan, &On::unit(area)).is_ok());
        view.token = desk.acting.as_ref().map(|actor| actor.token.clone()).unwrap_or_default();
        view.command = uuid::Uuid::now_v7().to_string();
        view.done = f.param("done").is_some();
        view.sent = sent;
        Ok(page::render(&f, &view))
    });
    Ok(private(code, shown.await.map_err(|error| desk.visit.refuse(&error))?))
}

pub(super) async fn declare(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (actor, area) = (desk.actor()?, area(&desk, &unit)?);
    desk.app.may(&actor.hand, Action::Plan, &On::unit(area)).map_err(|refusal| desk.fail(refusal))?;
    let mut sent = desk.sent(&body)?;
    let f = desk.frame();
    let from = parse_date(sent.typed("from"));
    let to = sent.given("to").map_or(from, parse_date);
    for (field, date) in [("from", from), ("to", to)] {
        if date.is_none() && (field == "from" || sent.given("to").is_some()) {
            sent.refuse(field, f.text("web.confirm.no-date"));
        }
    }
    let (Some(from), Some(to)) = (from, to) else { return shown(&desk, area, sent).await };
    let on = f.is_past().then_some(f.as_of);
    let command = DeclareDaysOff { area, from, to, reason: sent.typed("reason").to_owned(), on };
    let done = desk.app.declare_days_off(actor.by(sent.typed("command")), command).await;
    ended(&desk, area, sent, done).await
}

pub(super) async fn withdraw(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (actor, area) = (desk.actor()?, area(&desk, &unit)?);
    desk.app.may(&actor.hand, Action::Plan, &On::unit(area)).map_err(|refusal| desk.fail(refusal))?;
    let sent = desk.sent(&body)?;
    let declared = FactSeq(sent.typed("declared").parse().unwrap_or(0));
    let done = desk.app.withdraw_days_off(actor.by(""), area, declared).await;
    ended(&desk, area, sent, done).await
}

async fn ended(desk: &Desk, area: UnitId, mut sent: Sent, done: Result<vedich_app::Committed, vedich_app::AppError>) -> Answer {
    match done {
        Ok(_) => Ok(see(&desk.frame().link_with(&format!("/days-off/{area}"), &[("done", "1")]))),
        Err(error) => {
            told(desk, &mut sent, error)?;
            shown(desk, area, sent).await
        }
    }
}
