//! Who is responsible for what: seen, given, ended, taken out as a workbook.

use super::evidence::who_and_where;
use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status, told};
use crate::http::{WebError, upload};
use crate::pages::fieldwork::duties as page;
use crate::parts::form::Sent;
use crate::present::{self, duties as present_duties};
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use vedich_app::AppError;
use vedich_app::duties::{DutyFile, GiveDuty};
use vedich_facts::Part;
use vedich_rights::{Action, On, Refusal};
use vedich_values::date::parse_date;
use vedich_values::{FactSeq, UnitId};

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Response {
    match readable(&desk, &unit) {
        Ok((actor, unit)) => shown(&desk, &actor, unit, Sent::default(), None).await,
        Err(elsewhere) => elsewhere,
    }
}

/// Whoever may read anything of the unit.
fn readable(desk: &Desk, unit: &str) -> Result<(Actor, UnitId), Response> {
    let (actor, unit) = who_and_where(desk, unit)?;
    if desk.app.may_within(&actor.hand, Action::Read, unit) { Ok((actor, unit)) } else { Err(desk.fail(Refusal::OutsideArea)) }
}

async fn shown(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent, file: Option<(DutyFile, String)>) -> Response {
    let rights = desk.app.rights();
    let wrong = file.as_ref().is_some_and(|(file, _)| !file.problems.is_empty());
    let assigns = desk.app.may(&actor.hand, Action::AssignDuties, &On::unit(unit)).is_ok();
    let rendered = desk.visit.render(&desk.state, |s| {
        let view = present_duties::page(s, &rights, unit);
        let file = file.as_ref().map(|(file, carried)| present_duties::from_file(s, unit, file, carried.clone()));
        let done = s.f.param("done").is_some();
        Ok(page::render(s.f, &page::DutiesView { assigns, token: actor.token.clone(), done, sent: sent.clone(), file, ..view }))
    });
    match rendered.await {
        Ok(rendered) => private(if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { status(&sent) }, rendered),
        Err(error) => desk.visit.refuse(&error),
    }
}

pub(super) async fn change(desk: Desk, Path((unit, what)): Path<(String, String)>, body: String) -> Response {
    let (actor, unit) = match readable(&desk, &unit) {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere,
    };
    let mut sent = match desk.sent(&body) {
        Ok(sent) => sent,
        Err(refused) => return refused,
    };
    let by = actor.by(sent.typed("command"));
    let done = match what.as_str() {
        "give" => match duty(&desk, &mut sent, unit) {
            Some(duty) => desk.app.give_duties(by, "give-duty", vec![duty]).await,
            None => return shown(&desk, &actor, unit, sent, None).await,
        },
        "end" => {
            let duty = FactSeq(sent.typed("duty").parse().unwrap_or(0));
            desk.app.end_duty(by, unit, duty, desk.app.today(), None).await
        }
        _ => return desk.visit.refuse(&WebError::not_found()),
    };
    match done {
        Ok(_) => see(&format!("/responsibility/{unit}?done=1")),
        Err(error) => match told(&desk, &mut sent, error) {
            Ok(()) => shown(&desk, &actor, unit, sent, None).await,
            Err(elsewhere) => elsewhere,
        },
    }
}

/// A file handed in: looked at first, then taken whole or not at all. The process keeps nothing between the two.
pub(super) async fn take_file(desk: Desk, Path(unit): Path<String>, request: Request) -> Response {
    let (actor, unit) = match readable(&desk, &unit) {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere,
    };
    let mut uploaded = match desk.uploaded(request).await {
        Ok(uploaded) => uploaded,
        Err(elsewhere) => return elsewhere,
    };
    if let Err(refusal) = desk.app.may(&actor.hand, Action::AssignDuties, &On::unit(unit)) {
        return desk.fail(refusal);
    }
    let (name, bytes) = uploaded.take_file();
    if uploaded.typed("do") != "apply" {
        let file = desk.app.read_duties(unit, &name, &bytes);
        let carried = upload::carried(&name, &bytes);
        return shown(&desk, &actor, unit, Sent::default(), Some((file, carried))).await;
    }
    match desk.app.import_duties(actor.by(""), unit, &name, &bytes).await {
        Ok(_) => see(&format!("/responsibility/{unit}?done=1")),
        Err(AppError::Refused(problems)) => {
            let file = DutyFile { problems, ..DutyFile::default() };
            shown(&desk, &actor, unit, Sent::default(), Some((file, String::new()))).await
        }
        Err(error) => desk.fail(error),
    }
}

/// The duty a form gives; what is wrong is told in it.
fn duty(desk: &Desk, sent: &mut Sent, unit: UnitId) -> Option<GiveDuty> {
    let no_date = desk.frame().text("web.confirm.no-date");
    let from = sent.given("from").map_or(Some(desk.app.today()), parse_date);
    let to = sent.given("to").map(parse_date);
    if from.is_none() {
        sent.refuse("from", no_date);
    }
    if to == Some(None) {
        sent.refuse("to", no_date);
    }
    let login = sent.typed("login").to_lowercase();
    let person = desk.app.rights().by_login(&login).map(|person| person.id);
    if person.is_none() && !login.is_empty() {
        sent.refuse("login", desk.frame().text("people.no-such-login"));
    }
    let over = present_duties::read_charge(sent.typed("over"));
    if over.is_none() {
        sent.refuse("over", desk.frame().text("fieldwork.duty.what"));
    }
    let (from, over) = (from?, over?);
    let part = Part::from_name(sent.typed("part")).unwrap_or(Part::Lead);
    let decision = sent.given("decision").map(str::to_owned);
    let wrong = !sent.wrong.is_empty();
    (!wrong).then(|| GiveDuty { unit, holder: sent.typed("holder").to_owned(), person, over, part, from, to: to.flatten(), decision })
}

pub(super) async fn table(desk: Desk, Path((unit, file)): Path<(String, String)>) -> Response {
    let (_, unit) = match readable(&desk, &unit) {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere,
    };
    if file != "matrix.xlsx" {
        return desk.visit.refuse(&WebError::not_found());
    }
    let table = {
        let live = desk.app.live();
        present_duties::table(present::Scene { f: desk.frame(), board: &live }, &desk.app.rights(), unit)
    };
    let media = vedich_documents::WORKBOOK_MEDIA;
    match vedich_documents::write_xlsx(&table) {
        Ok(bytes) => super::evidence::sent_file(bytes, media, Some(&format!("phan-cong-{unit}.xlsx"))),
        Err(error) => desk.visit.refuse(&WebError::internal(&format!("the matrix could not be written: {error}"))),
    }
}
