//! Letters that were not delivered, for whoever can do something about them: the page and the API.

use super::asker::{Asker, Writing};
use super::listed::Listed;
use super::people::{Desk, private, see, status, told};
use super::{Answer, WebError};
use crate::api::letter_shapes::{AgainRequest, LetterList, LetterShape, LettersQuery};
use crate::api::{Asking, Problem, ProblemShape};
use crate::pages::letters::{self, LetterLine, LettersView};
use crate::parts::Link;
use crate::parts::form::Sent;
use axum::Json;
use axum::routing::{get, post};
use vedich_app::AppError;
use vedich_app::work::{Behind, MOST_TRIES, NotDelivered, Remedy};

/// Letters on a page.
const SHOWN: usize = 50;

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/letters", get(show))
        .route("/letters/again", post(again))
        .route("/api/v1/letters", get(list_letters))
        .route("/api/v1/letters/again", post(send_again))
}

/// The letter a page goes on behind, as an address carries it.
fn behind(text: Option<&str>) -> Option<Behind> {
    text.and_then(|text| text.parse().ok())
}

async fn show(desk: Desk) -> Answer {
    page(&desk, Sent::default()).await
}

async fn page(desk: &Desk, sent: Sent) -> Answer {
    let (actor, f) = (desk.actor()?, desk.frame());
    let found = desk.app.not_delivered(&actor.hand, behind(f.param("before")), SHOWN).await.map_err(|error| desk.fail(error))?;
    let next = found.next.map(|next| f.here_with(&[("before", &next.to_string()), ("done", "")])).unwrap_or_default();
    let view = LettersView {
        letters: found.letters.iter().map(|one| line(desk, one)).collect(),
        next,
        rule: f.say("letters.rule", &[("n", &MOST_TRIES.to_string())]),
        sent,
        done: f.param("done").is_some(),
    };
    Ok(private(status(&view.sent), letters::render(f, &view)))
}

fn line(desk: &Desk, one: &NotDelivered) -> LetterLine {
    let (f, letter) = (desk.frame(), &one.letter);
    let rights = desk.app.rights();
    let address = letter.address.clone().unwrap_or_default();
    let name = letter.person.and_then(|person| rights.person(person)).map(|person| person.name.to_string());
    let account = || letter.person.map(|person| format!("/people/{person}")).unwrap_or_default();
    let when = [("at", vedich_wording::date_time(f.lang, letter.at)), ("n", letter.tries.to_string())];
    LetterLine {
        id: letter.id.clone(),
        to: name.unwrap_or_else(|| address.clone()),
        address,
        subject: letter.subject.clone(),
        why: letter.problem.clone(),
        when: f.say("letters.given-up", &[("at", &when[0].1), ("n", &when[1].1)]),
        remedy: match one.remedy {
            Remedy::Own => Some(Link::new(f.text("letters.own-address"), "/account#contact")),
            Remedy::Account => Some(Link::new(f.text("letters.account-address"), account())),
            Remedy::Letter => None,
        },
    }
}

async fn again(desk: Desk, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    match desk.app.send_again(&actor.hand, sent.typed("id"), sent.given("address")).await {
        Ok(()) => Ok(see("/letters?done=1")),
        Err(AppError::Forbidden(_)) => Err(desk.visit.refuse(&WebError::forbidden())),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            page(&desk, sent).await
        }
    }
}

/// Letters that were not delivered and about which the caller can do something, the latest first: their own, those of people they administer, invitations of units in whose name they assign work.
#[utoipa::path(get, path = "/api/v1/letters", tag = "work",
    params(LettersQuery),
    responses((status = 200, body = LetterList), (status = 401, body = ProblemShape)))]
pub(crate) async fn list_letters(asker: Asker, Asking(query): Asking<LettersQuery>) -> Result<Json<LetterList>, Problem> {
    let lang = asker.lang;
    let bad = |text: &str| Problem::unusable(lang, "before", text, lang.text("api.kind.next"));
    let before = query.before.as_deref().map(|text| behind(Some(text)).ok_or_else(|| bad(text))).transpose()?;
    let found = asker.app.not_delivered(&asker.actor.hand, before, SHOWN).await.map_err(asker.of_write())?;
    Ok(Json(LetterList {
        next: found.next.map(|next| next.to_string()),
        letters: found.letters.into_iter().map(LetterShape::from).collect(),
    }))
}

/// Sends a letter that was given up again; to another address where it went to somebody without an account.
#[utoipa::path(post, path = "/api/v1/letters/again", tag = "work", request_body = AgainRequest,
    responses((status = 200, body = LetterList, description = "The letters that are left"), (status = 401, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn send_again(writing: Writing<AgainRequest>) -> Result<Json<LetterList>, Problem> {
    let Writing { asker, sent } = writing;
    asker.app.send_again(&asker.actor.hand, &sent.id, sent.address.as_deref()).await.map_err(asker.of_write())?;
    list_letters(asker, Asking(LettersQuery::default())).await
}
