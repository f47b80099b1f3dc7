//! Administering people: who they are, which posts they have, whether they can sign in.

use super::{Desk, answered, private, see, status, told, told_at_fields};
use crate::http::actor::Actor;
use crate::http::{Answer, WebError};
use crate::pages::people::{list as list_page, new as new_page, one};
use crate::parts::form::Sent;
use crate::present::people;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use vedich_app::AppError;
use vedich_app::people::workplace::{carried_on, workplace};
use vedich_app::people::{Contact, Details, InvitationWords, Link, NewPerson, NewPosting, Reached, read_field};
use vedich_facts::{PersonId, PostId, UnitLevel};
use vedich_rights::Person;
use vedich_values::date::parse_date;
use vedich_values::{Date, UnitId};

/// People on a page.
const SHOWN: usize = 100;
/// Fields of the form that invites somebody.
const INVITING: [&str; 9] = ["login", "name", "email", "phone", "role", "unit", "field", "from", "to"];
/// Fields of the form that gives a post.
const APPOINTING: [&str; 5] = ["role", "unit", "field", "from", "to"];
/// Fields of the form that writes a person anew.
const DESCRIBING: [&str; 2] = ["email", "phone"];

pub(super) async fn list(desk: Desk) -> Answer {
    let actor = desk.actor()?;
    let query = desk.frame().param("q").unwrap_or_default().to_owned();
    let after = desk.frame().param("after").and_then(|after| after.parse().ok());
    let page = desk.app.people_administered(&actor.hand, &query, after, SHOWN).map_err(|refusal| desk.fail(refusal))?;
    let rights = desk.app.rights();
    let ways = desk.app.ways_in(&page.people).await.map_err(|error| desk.fail(error))?;
    let (app, state) = (desk.app.clone(), desk.state.clone());
    // Whoever searches or goes on looks for accounts.
    let is_front = query.is_empty() && after.is_none();
    let guests = if is_front { app.posts_of_others(&actor.hand) } else { Vec::new() };
    let ended = if is_front { app.posts_over_ended(&actor.hand) } else { Vec::new() };
    let shown = desk
        .visit
        .show_fresh(&state, |s| {
            let lines = page.people.iter().zip(&ways).map(|(person, ways)| people::person(s, &app, &rights, person, ways)).collect();
            let ended = people::ended(s, &rights, &ended);
            let factor = people::factor_rules(s, &app, &rights, &actor.hand);
            let guests = guests.iter().map(|(person, post)| (person.login.to_string(), people::post(s, &app, post))).collect();
            let next = page.next.map(|next| s.f.here_with(&[("after", &next.to_string()), ("done", "")])).unwrap_or_default();
            let token = actor.token.clone();
            Ok(list_page::render(s.f, &list_page::ListView { query, total: page.total, lines, next, ended, factor, guests, token }))
        })
        .await;
    Ok(shown)
}

/// Requires a second factor of a role, or no longer does.
pub(super) async fn require_factor(desk: Desk, body: String) -> Answer {
    let actor = desk.actor()?;
    let sent = desk.sent(&body)?;
    let Ok(unit) = sent.typed("unit").parse::<UnitId>() else { return Err(desk.visit.refuse(&WebError::not_found())) };
    let required = sent.typed("required") == "yes";
    desk.app
        .require_second_factor(actor.by(sent.typed("command")), unit, sent.typed("role"), required)
        .await
        .map_err(|error| desk.fail(error))?;
    Ok(see("/people?done=1#factor-rules"))
}

pub(super) async fn show_new(desk: Desk) -> Answer {
    let actor = desk.actor()?;
    new_form(&desk, &actor, Sent::default()).await
}

async fn new_form(desk: &Desk, actor: &Actor, sent: Sent) -> Answer {
    desk.app.administers_somebody(&actor.hand).map_err(|refusal| desk.fail(refusal))?;
    let lang = desk.frame().lang;
    let roles = desk.app.roles_to_give(&actor.hand);
    let choice = |role: &vedich_rights::Role| (role.id.to_string(), lang.of(&role.name).to_owned());
    let roles = roles.iter().map(choice).collect();
    let view = new_page::NewView { token: actor.token.clone(), roles, sent };
    Ok(private(status(&view.sent), new_page::render(desk.frame(), &view)))
}

pub(super) async fn enter(desk: Desk, body: String) -> Answer {
    let actor = desk.actor()?;
    let mut sent = desk.sent(&body)?;
    let posting = posting(&desk, &mut sent);
    let Some(posting) = posting else { return new_form(&desk, &actor, sent).await };
    let new = NewPerson {
        login: sent.typed("login").to_lowercase(),
        name: sent.typed("name").to_owned(),
        home: desk.app.home_of(&posting),
        contact: Contact::typed(sent.typed("email"), sent.typed("phone")),
        posts: vec![posting],
    };
    let by = actor.by(sent.typed("command"));
    match desk.app.enter_people(by, desk.app.today(), vec![new]).await {
        Ok(ids) => invite(&desk, &actor, ids.first().copied().unwrap_or(PersonId(0))).await,
        Err(error) => {
            let status = told_at_fields(&desk, &mut sent, error, &INVITING)?;
            answered(status, new_form(&desk, &actor, sent).await)
        }
    }
}

/// What a form writes anew of a person.
fn details(desk: &Desk, person: &Person, sent: &mut Sent) -> Option<Details> {
    let contact = Contact::typed(sent.typed("email"), sent.typed("phone"));
    let as_shown = home(desk, person.home);
    // The unit as the page showed it may have ended since: it is looked up only when it was typed over.
    let home = if sent.typed("home") == as_shown { person.home } else { unit(desk, sent, "home", desk.app.today())? };
    Some(Details { name: Some(sent.typed("full-name").to_owned()), home: Some(home), contact: Some(contact) })
}

/// A unit as a person would type it.
fn home(desk: &Desk, unit: UnitId) -> String {
    let registry = desk.app.reference().registry;
    let last = registry.get(unit).and_then(|known| known.span.to);
    registry.path(unit, last.map_or(desk.app.today(), |last| last.min(desk.app.today())))
}

/// The post a form gives; what is wrong is told in it.
fn posting(desk: &Desk, sent: &mut Sent) -> Option<NewPosting> {
    let f = desk.frame();
    let today = desk.app.today();
    let from = sent.given("from").map_or(Some(today), parse_date);
    let to = sent.given("to").map(parse_date);
    if from.is_none() {
        sent.refuse("from", f.text("web.confirm.no-date"));
    }
    if to == Some(None) {
        sent.refuse("to", f.text("web.confirm.no-date"));
    }
    let unit = unit(desk, sent, "unit", from.unwrap_or(today));
    let level = unit.and_then(|unit| desk.app.reference().registry.get(unit).map(|known| known.level));
    let field = read_field(sent.typed("field"), level.unwrap_or(UnitLevel::Commune));
    if field.is_none() {
        sent.refuse("field", f.text("people.field-hint"));
    }
    let (from, unit, field) = (from?, unit?, field?);
    let wrong = !sent.wrong.is_empty();
    let decision = sent.given("decision").map(str::to_owned);
    (!wrong).then(|| NewPosting { role: sent.typed("role").to_owned(), unit, field, from, to: to.flatten(), decision })
}

/// The unit a field names on a day; of one that has ended it is said what it became.
fn unit(desk: &Desk, sent: &mut Sent, name: &'static str, on: Date) -> Option<UnitId> {
    let registry = desk.app.reference().registry;
    let found = workplace(&registry, sent.typed(name), on).and_then(|unit| carried_on(&registry, unit, desk.app.today()).map(|_| unit));
    found.map_err(|problem| sent.refuse(name, desk.frame().lang.problem_without_place(&problem))).ok()
}

pub(super) async fn show(desk: Desk, Path(id): Path<String>) -> Answer {
    let (actor, person) = administered(&desk, &id)?;
    page(&desk, &actor, &person, Sent::default(), (None, None)).await
}

fn administered(desk: &Desk, id: &str) -> Result<(Actor, Person), Response> {
    let actor = desk.actor()?;
    let id = id.parse().map_err(|_| desk.visit.refuse(&WebError::not_found()))?;
    let person = desk.app.person_administered(&actor.hand, id).map_err(|refusal| desk.fail(refusal))?;
    Ok((actor, person))
}

/// The page of a person; with a link just made, or the address a letter goes to.
async fn page(desk: &Desk, actor: &Actor, person: &Person, sent: Sent, (link, mailed): (Option<String>, Option<String>)) -> Answer {
    let history = desk.app.account_history(person.id).await.map_err(|error| desk.fail(error))?;
    let doers = desk.app.doers(&history).await.map_err(|error| desk.fail(error))?;
    let identities = desk.app.identities(person.id).await.map_err(|error| desk.fail(error))?;
    let identities: Vec<String> = identities.into_iter().map(|(_, name)| name).collect();
    let ways = desk.app.ways_in(std::slice::from_ref(person)).await.map_err(|error| desk.fail(error))?;
    let ways = ways.first().copied().unwrap_or_default();
    let contact = desk.app.contact(person.id).await.map_err(|error| desk.fail(error))?;
    let typed = [
        ("full-name", person.name.to_string()),
        ("home", home(desk, person.home)),
        ("email", contact.email.unwrap_or_default()),
        ("phone", contact.phone.unwrap_or_default()),
    ];
    let details = Sent { typed: typed.map(|(name, text)| (name.to_owned(), text)).to_vec(), wrong: Vec::new() };
    let (rights, app) = (desk.app.rights(), &desk.app);
    let roles = app.roles_to_give(&actor.hand);
    let status = status(&sent);
    let shown = desk.visit.render(&desk.state, |s| {
        let view = one::OneView {
            person: people::person(s, app, &rights, person, &ways),
            id: person.id.to_string(),
            posts: rights.posts_of(person.id).map(|post| people::post(s, &desk.app, post)).collect(),
            history: history.iter().rev().map(|recorded| people::history(s, &rights, recorded, doers.get(&recorded.entry))).collect(),
            roles: roles.iter().map(|role| (role.id.to_string(), s.f.lang.of(&role.name).to_owned())).collect(),
            token: actor.token.clone(),
            done: s.f.param("done").is_some(),
            details,
            sent,
            link,
            mailed,
            sso: app.single_sign_on().map(|settings| settings.label.clone()),
            identities,
        };
        Ok(one::render(s.f, &view))
    });
    let page = shown.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status, page))
}

/// Gives out a link and shows it, once.
async fn give_link(desk: &Desk, actor: &Actor, id: PersonId) -> Answer {
    invited(desk, actor, id, None).await
}

/// Invites somebody new: by mail where that is possible.
async fn invite(desk: &Desk, actor: &Actor, id: PersonId) -> Answer {
    let (lang, base) = (desk.frame().lang, desk.absolute("/"));
    let words = |person: &Person, link: &Link| people::invitation_words(lang, &base, person, link);
    invited(desk, actor, id, desk.state.sends_mail().then_some(&words as _)).await
}

async fn invited(desk: &Desk, actor: &Actor, id: PersonId, mail: Option<InvitationWords<'_>>) -> Answer {
    let invitation = desk.app.invite_person(actor.by(""), id, mail).await.map_err(|error| desk.fail(error))?;
    let address = |link: &Link| desk.absolute(&format!("/link/{}", link.token));
    let (link, mailed) = match &invitation.by {
        Reached::Hand(link) => (Some(address(link)), None),
        Reached::Mail(address) => (None, Some(address.clone())),
    };
    page(desk, actor, &invitation.person, Sent::default(), (link, mailed)).await
}

pub(super) async fn change(desk: Desk, Path((id, what)): Path<(String, String)>, body: String) -> Answer {
    if what == "end-post" {
        return end_post(&desk, &id, &body).await;
    }
    let (actor, person) = administered(&desk, &id)?;
    let mut sent = desk.sent(&body)?;
    match carry_out(&desk, &actor, &person, &what, &mut sent).await {
        Ok(Some(())) => Ok(see(&format!("/people/{id}?done=1"))),
        Ok(None) if what == "link" => give_link(&desk, &actor, person.id).await,
        Ok(None) if sent.wrong.is_empty() => Err(desk.visit.refuse(&WebError::of(StatusCode::NOT_FOUND))),
        Ok(None) => page(&desk, &actor, &person, sent, (None, None)).await,
        Err(error) => {
            let fields: &[&'static str] = match what.as_str() {
                "appoint" => &APPOINTING,
                "details" => &DESCRIBING,
                _ => &[],
            };
            let status = told_at_fields(&desk, &mut sent, error, fields)?;
            answered(status, page(&desk, &actor, &person, sent, (None, None)).await)
        }
    }
}

/// Ends a post: of a person they administer, or one in their area that somebody of elsewhere holds.
async fn end_post(desk: &Desk, id: &str, body: &str) -> Answer {
    let actor = desk.actor()?;
    let mut sent = desk.sent(body)?;
    let post: PostId = sent.typed("post").parse().unwrap_or(PostId(0));
    let theirs = desk.app.rights().post(post).is_some_and(|known| known.person.to_string() == id);
    let person = match administered(desk, id) {
        Ok((_, person)) => Some(person),
        // Whether the post is in their area is decided as it is ended.
        Err(_) if theirs => None,
        Err(refusal) => return Err(refusal),
    };
    match (desk.app.end_post(actor.by(sent.typed("command")), post, sent.given("why")).await, person) {
        (Ok(_), None) => Ok(see("/people?done=1#guests")),
        (Ok(_), Some(_)) => Ok(see(&format!("/people/{id}?done=1"))),
        (Err(error), person) => {
            told(desk, &mut sent, error)?;
            match person {
                Some(person) => page(desk, &actor, &person, sent, (None, None)).await,
                // Ended meanwhile, or by a second click: the list shows who is left.
                None => Ok(see("/people#guests")),
            }
        }
    }
}

/// Does what a form asks for; none when there is nothing to do or the form is wrong.
async fn carry_out(desk: &Desk, actor: &Actor, person: &Person, what: &str, sent: &mut Sent) -> Result<Option<()>, AppError> {
    let (app, by) = (&desk.app, actor.by(sent.typed("command")));
    let why = sent.given("why").map(str::to_owned);
    let why = why.as_deref();
    match what {
        "disable" => app.disable(by, person.id, why).await?,
        "enable" => app.enable(by, person.id, why).await?,
        "sessions" => app.end_sessions(by, person.id, why).await?,
        "factor" => app.remove_lost_factor(by, person.id, why).await?,
        "bind" => {
            if !app.bind_identity(by, person.id, sent.typed("name"), why).await? {
                sent.refuse("name", desk.frame().text("people.sso-taken"));
                return Ok(None);
            }
        }
        "unbind" => app.remove_identities(by, person.id, why).await?,
        "details" => {
            let Some(details) = details(desk, person, sent) else { return Ok(None) };
            app.describe_person(by, person.id, details, why).await?;
        }
        "appoint" => {
            let Some(new) = posting(desk, sent) else { return Ok(None) };
            app.appoint(by, person.id, &new).await?;
        }
        _ => return Ok(None),
    }
    Ok(Some(()))
}
