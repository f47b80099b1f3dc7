//! Everyone's first page, how they want to be written to, and a forgotten password.

pub(crate) mod work_api;

use super::listed::Listed;
use super::people::{Desk, private, see, status};
use super::{Answer, address};
use crate::pages;
use crate::parts::form::Sent;
use crate::present;
use axum::extract::Path;
use axum::routing::{get, post};
use std::sync::Arc;
use vedich_app::people::{Link, Signed};
use vedich_app::work::{Rhythm, Wishes};

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/work", get(show))
        .route("/work/wishes", post(wish))
        .route("/notices", get(notices))
        .route("/notices/{what}", post(note))
        .route("/api/v1/work", get(work_api::list_work))
        .route("/forgotten", get(forgotten).post(send_link))
}

async fn show(desk: Desk) -> Answer {
    let signed = desk.person()?;
    page(&desk, &signed, Sent::default()).await
}

async fn page(desk: &Desk, signed: &Arc<Signed>, sent: Sent) -> Answer {
    let loaded = async {
        Ok::<_, vedich_app::AppError>((
            desk.app.agenda(signed).await?,
            desk.app.wishes(signed).await?,
            desk.app.own_credential(signed).await?,
        ))
    };
    let (agenda, wishes, credential) = loaded.await.map_err(|error| desk.fail(error))?;
    let mail = pages::work::Mail {
        address: credential.and_then(|known| known.email).unwrap_or_default(),
        shown: desk.state.sends_mail(),
        wishes,
        sent,
        saved: desk.frame().param("saved").is_some(),
    };
    let status = status(&mail.sent);
    let shown =
        desk.visit.render(&desk.state, |s| Ok(pages::work::render(s.f, &present::work::view(s, &signed.person.name, &agenda, mail))));
    let page = shown.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status, page))
}

async fn wish(desk: Desk, body: String) -> Answer {
    let signed = desk.person()?;
    let mut sent = desk.sent(&body)?;
    let within = |name: &str, low: u8, high: u8| sent.typed(name).parse::<u8>().ok().filter(|number| (low..=high).contains(number));
    let wanted = (Rhythm::from_name(sent.typed("rhythm")), within("hour", 0, 23), within("weekday", 1, 7));
    let (Some(rhythm), Some(hour), Some(weekday)) = wanted else {
        sent.refuse("", desk.frame().text("work.bad-wish"));
        return page(&desk, &signed, sent).await;
    };
    desk.app
        .set_wishes(&signed, Wishes { rhythm, hour, weekday, at_once: sent.given("at_once").is_some() })
        .await
        .map_err(|error| desk.fail(error))?;
    Ok(see("/work?saved=1#mail"))
}

async fn notices(desk: Desk) -> Answer {
    let signed = desk.person()?;
    let told = desk.app.notices(&signed).await.map_err(|error| desk.fail(error))?;
    let shown = desk.visit.render(&desk.state, |s| Ok(pages::notices::render(s.f, &present::work::notices(s, &told))));
    let page = shown.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(axum::http::StatusCode::OK, page))
}

/// Read, or unread again.
async fn note(desk: Desk, Path(what): Path<String>, body: String) -> Answer {
    let signed = desk.person()?;
    let sent = desk.sent(&body)?;
    let noted = match what.as_str() {
        "read" => desk.app.read_notices(&signed, sent.given("key")).await,
        "unread" => desk.app.keep_unread(&signed, sent.typed("key")).await,
        _ => return Err(desk.visit.refuse(&super::WebError::not_found())),
    };
    noted.map_err(|error| desk.fail(error))?;
    Ok(see("/notices"))
}

async fn forgotten(desk: Desk) -> Answer {
    if !desk.state.sends_mail() {
        return Ok(see("/sign-in"));
    }
    let done = desk.frame().param("sent").is_some();
    Ok(private(axum::http::StatusCode::OK, pages::work::forgotten(desk.frame(), done)))
}

/// The answer is the same whether there is such an account or not, and does not wait for what comes of it.
async fn send_link(desk: Desk, body: String) -> Answer {
    if !desk.state.sends_mail() {
        return Ok(see("/sign-in"));
    }
    let login = Sent { typed: address::query(&body), wrong: Vec::new() }.typed("login").to_owned();
    let lang = desk.frame().lang;
    let base = desk.absolute("/link/");
    let words = move |person: &vedich_rights::Person, link: &Link| {
        let until = vedich_wording::date_time(lang, link.until);
        let address = format!("{base}{}", link.token);
        let filled = [("name", &*person.name), ("login", &*person.login), ("until", &until), ("address", &address)];
        (lang.text("work.letter.reset-subject").to_owned(), lang.say("work.letter.reset-body", &filled))
    };
    let (app, visitor) = (desk.app.clone(), desk.visitor.clone());
    tokio::spawn(async move {
        if let Err(error) = app.mail_link(&login, &visitor, words).await {
            tracing::error!(error = &error as &dyn std::error::Error, "a link for a forgotten password could not be made");
        }
    });
    Ok(see("/forgotten?sent=1"))
}
