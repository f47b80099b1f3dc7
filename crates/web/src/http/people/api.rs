//! People through the API: for who administers them, through the same door as the pages.

use crate::api::people_shapes::{AccountAnswer, AccountRequest, PeopleQuery, PersonShape, PostShape};
use crate::api::{Problem, ProblemShape};
use crate::http::asker::{Asker, Writing};
use axum::Json;
use axum::extract::{Path, Query};
use vedich_app::people::WaysIn;
use vedich_app::{App, AppError};
use vedich_facts::PersonId;
use vedich_rights::Person;

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

/// Takes away the second factor and the passkeys of a person who lost them; their sessions end.
#[utoipa::path(post, path = "/api/v1/people/{person}/reset-factor", tag = "people", request_body = AccountRequest,
    params(("person" = u64, Path, description = "Our id of the person")),
    responses((status = 200, body = AccountAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn reset_factor(Path(id): Path<String>, writing: Writing<AccountRequest>) -> Result<Json<AccountAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let app = &asker.app;
    let id: PersonId = id.parse().map_err(|_| Problem::bad_parameter(asker.lang, "person", &id))?;
    let person = app.person_administered(&asker.actor.hand, id).map_err(AppError::from).map_err(asker.of_write())?;
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
