//! Who is responsible for what: seen, given, ended, taken out as a workbook.

use super::evidence::who_and_where;
use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status, told};
use crate::http::{Answer, WebError, upload};
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

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    let (actor, unit) = readable(&desk, &unit)?;
    // A gap in the matrix leads to the form with what nobody is in charge of.
    let chosen = desk.frame().param("over").map(|over| ("over".to_owned(), over.to_owned()));
    let sent = Sent { typed: chosen.into_iter().collect(), wrong: Vec::new() };
    shown(&desk, &actor, unit, Beside { sent, ..Beside::default() }).await
}

/// What a page says beside what is known: a form as it was sent, whom it would take the place of, a file handed in.
#[derive(Default)]
struct Beside {
    sent: Sent,
    offer: Option<String>,
    file: Option<(DutyFile, String)>,
}

/// Whoever may read anything of the unit.
fn readable(desk: &Desk, unit: &str) -> Result<(Actor, UnitId), Response> {
    let (actor, unit) = who_and_where(desk, unit)?;
    if desk.app.may_within(&actor.hand, Action::Read, unit) { Ok((actor, unit)) } else { Err(desk.fail(Refusal::OutsideArea)) }
}

async fn shown(desk: &Desk, actor: &Actor, unit: UnitId, Beside { sent, offer, file }: Beside) -> Answer {
    let rights = desk.app.rights();
    let wrong = file.as_ref().is_some_and(|(file, _)| !file.problems.is_empty());
    let assigns = desk.app.may(&actor.hand, Action::AssignDuties, &On::unit(unit)).is_ok();
    let rendered = desk.visit.render(&desk.state, |s| {
        let view = present_duties::page(s, &rights, unit);
        let file = file.as_ref().map(|(file, carried)| present_duties::from_file(s, unit, file, carried.clone()));
        let done = s.f.param("done").is_some();
        let (token, sent, offer) = (actor.token.clone(), sent.clone(), offer.clone());
        Ok(page::render(s.f, &page::DutiesView { assigns, token, done, sent, offer, file, today: s.f.date(s.f.today), ..view }))
    });
    let rendered = rendered.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { status(&sent) }, rendered))
}

pub(super) async fn change(desk: Desk, Path((unit, what)): Path<(String, String)>, body: String) -> Answer {
    let (actor, unit) = readable(&desk, &unit)?;
    let mut sent = desk.sent(&body)?;
    let by = actor.by(sent.typed("command"));
    let mut offer = None;
    let done = match what.as_str() {
        "give" => {
            let Some(duty) = duty(&desk, &mut sent, unit) else {
                return shown(&desk, &actor, unit, Beside { sent, ..Beside::default() }).await;
            };
            if sent.given("hand-over").is_some() {
                desk.app.hand_over_duty(by, duty).await
            } else {
                offer = hand_over_words(&desk, &duty);
                desk.app.give_duties(by, "give-duty", vec![duty]).await
            }
        }
        "end" => {
            let duty = FactSeq(sent.typed("duty").parse().unwrap_or(0));
            let Some(from) = sent.given("ends").map_or(Some(desk.app.today()), parse_date) else {
                sent.refuse("ends", desk.frame().text("web.confirm.no-date"));
                return shown(&desk, &actor, unit, Beside { sent, ..Beside::default() }).await;
            };
            desk.app.end_duty(by, unit, duty, from, None).await
        }
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    match done {
        Ok(_) => Ok(see(&format!("/responsibility/{unit}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            shown(&desk, &actor, unit, Beside { sent, offer, file: None }).await
        }
    }
}

/// Whose responsibility a new one would end the day before, in words.
fn hand_over_words(desk: &Desk, duty: &GiveDuty) -> Option<String> {
    let before = desk.app.in_charge_before(duty);
    let holders: Vec<&str> = before.iter().map(|held| &*held.holder).collect();
    let date = vedich_wording::date(desk.frame().lang, duty.from.pred_opt()?);
    let params = [("holder", &*holders.join(", ")), ("date", &*date)];
    (!holders.is_empty()).then(|| desk.frame().say("fieldwork.duty.hand-over", &params))
}

/// A file handed in: looked at first, then taken whole or not at all. The process keeps nothing between the two.
pub(super) async fn take_file(desk: Desk, Path(unit): Path<String>, request: Request) -> Answer {
    let (actor, unit) = readable(&desk, &unit)?;
    let mut uploaded = desk.uploaded(request).await?;
    desk.app.may(&actor.hand, Action::AssignDuties, &On::unit(unit)).map_err(|refusal| desk.fail(refusal))?;
    let (name, bytes) = uploaded.take_file();
    if uploaded.typed("do") != "apply" {
        let file = desk.app.read_duties(unit, &name, &bytes);
        let carried = upload::carried(&name, &bytes);
        return shown(&desk, &actor, unit, Beside { file: Some((file, carried)), ..Beside::default() }).await;
    }
    match desk.app.import_duties(actor.by(""), unit, &name, &bytes).await {
        Ok(_) => Ok(see(&format!("/responsibility/{unit}?done=1"))),
        Err(AppError::Refused(problems)) => {
            let file = DutyFile { problems, ..DutyFile::default() };
            shown(&desk, &actor, unit, Beside { file: Some((file, String::new())), ..Beside::default() }).await
        }
        Err(error) => Err(desk.fail(error)),
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
    let over = present_duties::read_charge(&desk.app.reference().catalogue, sent.typed("over"));
    if over.is_none() {
        sent.refuse("over", desk.frame().text("fieldwork.duty.what"));
    }
    let (from, over) = (from?, over?);
    let part = Part::from_name(sent.typed("part")).unwrap_or(Part::Lead);
    let decision = sent.given("decision").map(str::to_owned);
    let wrong = !sent.wrong.is_empty();
    (!wrong).then(|| GiveDuty { unit, holder: sent.typed("holder").to_owned(), person, over, part, from, to: to.flatten(), decision })
}

pub(super) async fn table(desk: Desk, Path((unit, file)): Path<(String, String)>) -> Answer {
    let (_, unit) = readable(&desk, &unit)?;
    if file != "matrix.xlsx" {
        return Err(desk.visit.refuse(&WebError::not_found()));
    }
    let sheets = {
        let live = desk.app.live();
        present_duties::sheets(present::Scene::of(desk.frame(), &live), &desk.app.rights(), unit)
    };
    let media = vedich_documents::WORKBOOK_MEDIA;
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("the matrix could not be written: {error}")));
    let bytes = vedich_documents::write_workbook(&sheets.iter().collect::<Vec<_>>()).map_err(failed)?;
    Ok(super::evidence::sent_file(bytes, media, Some(&format!("phan-cong-{unit}.xlsx"))))
}
