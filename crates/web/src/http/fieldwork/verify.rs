//! The queue of those who verify, and what came back to those who enter.

use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status, told};
use crate::http::{Answer, WebError, address};
use crate::pages::fieldwork::{returned, verify as page};
use crate::parts::form::Sent;
use crate::present::fieldwork as present;
use axum::extract::Path;
use vedich_app::verify::{Correct, QueueSearch, Shows, Verify};
use vedich_facts::Outcome;
use vedich_values::FactSeq;

/// Values on a page.
const SHOWN: usize = 40;

pub(super) async fn show(desk: Desk) -> Answer {
    let actor = desk.actor()?;
    queue(&desk, &actor, Sent::default()).await
}

/// What an address asks for; words that mean nothing are told.
fn asked(desk: &Desk, actor: &Actor) -> Result<QueueSearch, WebError> {
    let f = desk.frame();
    let mut search = QueueSearch { limit: SHOWN, ..QueueSearch::default() };
    for (name, value) in &f.query {
        let unusable = |allowed: &str| WebError::unusable(f, name, value, allowed);
        match name.as_str() {
            "unit" => search.area = Some(address::unit(value).map_err(|_| unusable(f.text("web.error.number")))?),
            "shows" => search.shows = Shows::from_name(value).ok_or_else(|| unusable(&Shows::ALL.map(Shows::name).join(", ")))?,
            "after" => search.after = Some(value.parse().map_err(|()| unusable(f.text("api.kind.next")))?),
            _ => {}
        }
    }
    if let Some(text) = f.param("criterion").filter(|text| !text.is_empty()) {
        let meant = desk.app.criterion_asked(&actor.hand, search.area, text);
        search.criterion = Some(meant.ok_or_else(|| WebError::bad_request(f.text("steering.no-criterion").to_owned()))?);
    }
    Ok(search)
}

async fn queue(desk: &Desk, actor: &Actor, sent: Sent) -> Answer {
    let search = asked(desk, actor).map_err(|error| desk.visit.refuse(&error))?;
    let queue = desk.app.queue(&actor.hand, &search).await.map_err(|error| desk.fail(error))?;
    let rights = desk.app.rights();
    let shown = desk.visit.render(&desk.state, |s| {
        let view = present::queue(s, &rights, &search, &queue);
        Ok(page::render(s.f, &page::VerifyView { token: actor.token.clone(), sent: sent.clone(), ..view }))
    });
    let shown = shown.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status(&sent), shown))
}

pub(super) async fn say(desk: Desk, body: String) -> Answer {
    let actor = desk.actor()?;
    let mut sent = desk.sent_many(&body)?;
    let command = command(&sent).ok_or_else(|| desk.visit.refuse(&WebError::bad_request(String::new())))?;
    let count = command.values.len();
    match desk.app.verify(actor.by(sent.typed("command")), command).await {
        Ok(_) => Ok(see(&desk.frame().here_with(&[("after", ""), ("done", &count.to_string())]))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            queue(&desk, &actor, sent).await
        }
    }
}

/// What a form of the queue says: a button beside one value, or one below for all that are ticked.
fn command(sent: &Sent) -> Option<Verify> {
    let number = |text: &str| text.trim().parse().ok().map(FactSeq);
    if let Some(one) = sent.given("confirm") {
        return Some(Verify { values: vec![number(one)?], outcome: Outcome::Confirmed, words: None });
    }
    let outcome = Outcome::from_name(sent.typed("outcome")).filter(|outcome| *outcome != Outcome::Answered)?;
    let ticked = sent.typed.iter().filter(|(name, _)| name == "value").filter_map(|(_, value)| number(value)).collect();
    Some(Verify { values: ticked, outcome, words: sent.given("words").map(str::to_owned) })
}

pub(super) async fn show_returned(desk: Desk) -> Answer {
    let actor = desk.actor()?;
    came_back(&desk, &actor, Sent::default()).await
}

async fn came_back(desk: &Desk, actor: &Actor, sent: Sent) -> Answer {
    let area = desk.frame().param("unit").map(address::unit).transpose().map_err(|error| desk.visit.refuse(&error))?;
    let back = desk.app.came_back(&actor.hand, area).await.map_err(|error| desk.fail(error))?;
    let rights = desk.app.rights();
    let shown = desk.visit.render(&desk.state, |s| {
        let lines = back.iter().map(|one| present::came_back(s, &rights, one)).collect();
        let done = s.f.param("done").is_some();
        Ok(returned::render(s.f, &returned::ReturnedView { lines, token: actor.token.clone(), done, sent: sent.clone() }))
    });
    let shown = shown.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status(&sent), shown))
}

pub(super) async fn mend(desk: Desk, Path(what): Path<String>, body: String) -> Answer {
    let actor = desk.actor()?;
    let mut sent = desk.sent(&body)?;
    let unread = |_| desk.visit.refuse(&WebError::bad_request(String::new()));
    let value = sent.typed("value").parse().map(FactSeq).map_err(unread)?;
    let by = actor.by(sent.typed("command"));
    let own = |name: &str| sent.given(name).map(str::to_owned);
    let done = match what.as_str() {
        "correct" => {
            let written = sent.typed("written").to_owned();
            desk.app.correct_value(by, Correct { value, written, source: own("source"), note: own("note") }).await
        }
        "answer" => desk.app.verify(by, Verify { values: vec![value], outcome: Outcome::Answered, words: own("words") }).await,
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    match done {
        Ok(_) => Ok(see("/returned?done=1")),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            came_back(&desk, &actor, sent).await
        }
    }
}
