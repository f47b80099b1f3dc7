//! People through the API: for who administers them, through the same door as the pages.

use crate::api::people_shapes::{AccountAnswer, AccountRequest, PeopleQuery, PersonRequest, PersonShape, PostShape};
use crate::api::{Problem, ProblemShape};
use crate::http::asker::{Asker, Writing};
use axum::Json;
use axum::extract::{Path, Query};
use vedich_app::people::{Contact, Details, WaysIn};
use vedich_app::{App, AppError};
use vedich_facts::PersonId;
use vedich_rights::Person;
use vedich_values::UnitId;

/// The people the caller administers, by name, with what opens their accounts: never a secret, only whether it is there.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = Vec<PersonShape>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_people(asker: Asker, query: Query<PeopleQuery>) -> Result<Json<Vec<PersonShape>>, Problem> {
    let app = &asker.app;
    let words = query.0.q.unwrap_or_default();
    let people = app.people_administered(&asker.actor.hand, &words).map_err(AppError::from).map_err(asker.of_write())?;
    let ways = app.ways_in(&people).await.map_err(asker.of_write())?;
    Ok(Json(people.iter().zip(ways).map(|(person, ways)| shape(app, person, ways)).collect()))
}

/// Writes a person's details anew: name, unit, where letters and calls reach them.
#[utoipa::path(post, path = "/api/v1/people/{person}", tag = "people", request_body = PersonRequest,
    params(("person" = u64, Path, description = "Our id of the person")),
    responses((status = 200, body = PersonShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn describe_person(Path(id): Path<String>, writing: Writing<PersonRequest>) -> Result<Json<PersonShape>, Problem> {
    let Writing { asker, sent } = writing;
    let app = &asker.app;
    let person = administered(&asker, &id)?;
    let before = app.contact(person.id).await.map_err(asker.of_write())?;
    let (email, phone) = (sent.email.or(before.email), sent.phone.or(before.phone));
    let contact = Contact::typed(email.as_deref().unwrap_or_default(), phone.as_deref().unwrap_or_default());
    let details = Details { name: sent.name, home: sent.home.map(UnitId), contact: Some(contact) };
    app.describe_person(asker.by(), person.id, details, sent.why.as_deref()).await.map_err(asker.of_write())?;
    let person = app.rights().person(person.id).cloned().unwrap_or(person);
    let ways = app.ways_in(std::slice::from_ref(&person)).await.map_err(asker.of_write())?.first().copied().unwrap_or_default();
    Ok(Json(shape(app, &person, ways)))
}

/// The person an address names, if the caller administers them.
fn administered(asker: &Asker, id: &str) -> Result<Person, Problem> {
    let known: PersonId = id.parse().map_err(|_| Problem::bad_parameter(asker.lang, "person", id))?;
    asker.app.person_administered(&asker.actor.hand, known).map_err(AppError::from).map_err(asker.of_write())
}

/// Takes away the second factor and the passkeys of a person who lost them; their sessions end.
#[utoipa::path(post, path = "/api/v1/people/{person}/reset-factor", tag = "people", request_body = AccountRequest,
    params(("person" = u64, Path, description = "Our id of the person")),
    responses((status = 200, body = AccountAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn reset_factor(Path(id): Path<String>, writing: Writing<AccountRequest>) -> Result<Json<AccountAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let app = &asker.app;
    let person = administered(&asker, &id)?;
    let id = person.id;
    app.remove_lost_factor(asker.by(), id, sent.why.as_deref()).await.map_err(asker.of_write())?;
    let ways = app.ways_in(&[person]).await.map_err(asker.of_write())?.first().copied().unwrap_or_default();
    Ok(Json(AccountAnswer { person: id.0, totp: ways.totp, passkeys: ways.passkeys }))
}

fn shape(app: &App, person: &Person, ways: WaysIn) -> PersonShape {
    let rights = app.rights();
    let posts = rights.acting(person.id, app.today()).map(|post| PostShape {
        role: post.role.to_string(),
        unit: post.unit.get(),
        from: post.span.from,
        to: post.span.to,
    });
    PersonShape {
        person: person.id.0,
        login: person.login.to_string(),
        name: person.name.to_string(),
        home: person.home.get(),
        disabled: person.disabled,
        posts: posts.collect(),
        password: ways.password,
        totp: ways.totp,
        recovery_codes: ways.recovery_codes,
        passkeys: ways.passkeys,
        second_factor_required: ways.required,
    }
}
