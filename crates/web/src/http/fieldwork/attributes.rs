//! What decides which set, zone and thresholds apply to a unit: seen and stated.

use super::evidence::who_and_where;
use crate::http::Answer;
use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status, told};
use crate::pages::fieldwork::attributes as page;
use crate::parts::form::Sent;
use crate::present::attributes as present_attributes;
use axum::extract::Path;
use axum::response::Response;
use vedich_app::commands::StateAttribute;
use vedich_rights::{Action, On, Refusal};
use vedich_values::UnitId;
use vedich_values::date::parse_date;

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    let (actor, unit) = readable(&desk, &unit)?;
    shown(&desk, &actor, unit, Sent::default()).await
}

/// Whoever may read anything of the unit.
fn readable(desk: &Desk, unit: &str) -> Result<(Actor, UnitId), Response> {
    let (actor, unit) = who_and_where(desk, unit)?;
    if desk.app.may_within(&actor.hand, Action::Read, unit) { Ok((actor, unit)) } else { Err(desk.fail(Refusal::OutsideArea)) }
}

async fn shown(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Answer {
    let keeps = desk.app.may(&actor.hand, Action::KeepRegister, &On::unit(unit)).is_ok();
    let code = status(&sent);
    let rendered = desk.visit.render(&desk.state, |s| {
        let view = present_attributes::page(s, unit);
        let (done, command) = (s.f.param("done").is_some(), uuid::Uuid::now_v7().to_string());
        Ok(page::render(s.f, &page::AttributesView { keeps, token: actor.token.clone(), command, done, sent, ..view }))
    });
    Ok(private(code, rendered.await.map_err(|error| desk.visit.refuse(&error))?))
}

pub(super) async fn state(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (actor, unit) = readable(&desk, &unit)?;
    let mut sent = desk.sent(&body)?;
    let Some(stated) = read(&desk, &mut sent, unit) else { return shown(&desk, &actor, unit, sent).await };
    match desk.app.state_attribute(actor.by(sent.typed("command")), stated).await {
        Ok(_) => Ok(see(&format!("/attributes/{unit}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            shown(&desk, &actor, unit, sent).await
        }
    }
}

/// What a form states; what is wrong is told in it. A choice is `name=value`, or the name alone of what is a number.
fn read(desk: &Desk, sent: &mut Sent, unit: UnitId) -> Option<StateAttribute> {
    let f = desk.frame();
    let reference = desk.app.reference();
    let level = reference.registry.get(unit)?.level;
    let asked = reference.catalogue.attributes(level);
    let what = sent.typed("what").to_owned();
    let (name, word) = what.split_once('=').map_or((what.as_str(), None), |(name, word)| (name, Some(word.to_owned())));
    let attribute = asked.iter().find(|attribute| attribute.name == name);
    let said = word.unwrap_or_else(|| sent.typed("number").to_owned());
    let value = attribute.and_then(|attribute| attribute.kind.read(&said));
    if attribute.is_none() {
        sent.refuse("what", f.text("fieldwork.attribute.no-such"));
    } else if value.is_none() {
        sent.refuse("number", f.text("fieldwork.attribute.no-number"));
    }
    let from = parse_date(sent.typed("from"));
    if from.is_none() {
        sent.refuse("from", f.text("web.confirm.no-date"));
    }
    let to = sent.given("to").map(parse_date);
    if to == Some(None) {
        sent.refuse("to", f.text("web.confirm.no-date"));
    } else if let (Some(from), Some(Some(to))) = (from, to)
        && to < from
    {
        sent.refuse("to", f.text("fieldwork.attribute.ends-before"));
    }
    let source = sent.given("source").map(str::to_owned);
    if source.is_none() {
        sent.refuse("source", f.text("fieldwork.attribute.no-source"));
    }
    if !sent.wrong.is_empty() {
        return None;
    }
    Some(StateAttribute { unit, from: from?, to: to.flatten(), name: name.to_owned(), value: value?, source })
}
