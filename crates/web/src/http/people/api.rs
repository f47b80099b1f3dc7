//! People through the API: for who administers them, through the same door as the pages.

use crate::api::people_shapes::{
    AccountAnswer, AccountRequest, CoveredShape, InvitationShape, PeopleFileAnswer, PeopleFileQuery, PeopleFileRow, PeopleQuery,
    PeopleShape, PersonRequest, PersonShape, PostShape,
};
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::WebState;
use crate::http::asker::{Asker, GivenBytes, Writing};
use crate::present::people::invitation_words;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use vedich_app::people::roster::{Imported, PeopleFile, Roster, RosterRow};
use vedich_app::people::{Contact, Covered, Details, Invitation, Link, Reached, WaysIn};
use vedich_app::{App, AppError};
use vedich_facts::PersonId;
use vedich_rights::Person;
use vedich_values::UnitId;
use vedich_wording::Lang;

/// People of a page unless told, and at most.
const PAGE: usize = 100;
const MOST_OF_A_PAGE: usize = 500;

/// The people the caller administers, by name, a page at a time, with what opens their accounts: never a secret, only whether it is there.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = PeopleShape), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_people(asker: Asker, Asking(query): Asking<PeopleQuery>) -> Result<Json<PeopleShape>, Problem> {
    let app = &asker.app;
    let (words, most) = (query.q.unwrap_or_default(), query.limit.unwrap_or(PAGE).clamp(1, MOST_OF_A_PAGE));
    let after = query.after.map(|after| known(&asker, after)).transpose()?;
    let page = app.people_administered(&asker.actor.hand, &words, after, most);
    let page = page.map_err(AppError::from).map_err(asker.of_write())?;
    let ways = app.ways_in(&page.people).await.map_err(asker.of_write())?;
    let people = page.people.iter().zip(ways).map(|(person, ways)| shape(app, person, ways)).collect();
    Ok(Json(PeopleShape { people, total: page.total, next: page.next.map(|next| next.0) }))
}

/// Somebody a page may begin behind.
fn known(asker: &Asker, id: u64) -> Result<PersonId, Problem> {
    let bad = || Problem::unusable(asker.lang, "after", &id.to_string(), asker.lang.text("api.kind.next"));
    Some(PersonId(id)).filter(|person| asker.app.rights().person(*person).is_some()).ok_or_else(bad)
}

/// Takes a file of people (Excel or CSV, a row a post), the file as the body: accounts, posts and what changed, all of it or nothing. Who is
/// new is invited: by mail where letters can be sent and there is an address, else by the link in the answer. The same file twice changes
/// nothing; `Idempotency-Key` (a UUID) may be sent as well. Accounts that would get wholly another name stand in `other_names`; such a file is
/// taken only with `other_names=true`.
#[utoipa::path(post, path = "/api/v1/people/import", tag = "people", params(PeopleFileQuery),
    responses((status = 200, body = PeopleFileAnswer), (status = 403, body = ProblemShape), (status = 422, body = PeopleFileAnswer)))]
pub(crate) async fn import_people(
    State(state): State<WebState>,
    Asking(query): Asking<PeopleFileQuery>,
    file: GivenBytes,
) -> Result<(StatusCode, Json<PeopleFileAnswer>), Problem> {
    let GivenBytes { asker, bytes, base } = file;
    let (app, lang, hand) = (&asker.app, asker.lang, &asker.actor.hand);
    let name = query.name.unwrap_or_else(|| "file".to_owned());
    let look = app.read_people(hand, &name, &bytes).await.map_err(asker.of_write())?;
    if query.dry_run || !look.problems.is_empty() {
        let status = if look.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return Ok((status, Json(of_file(lang, &look))));
    }
    let words = |person: &Person, link: &Link| invitation_words(lang, &base, person, link);
    let mail = state.sends_mail().then_some(&words as _);
    let file = PeopleFile { name: &name, bytes: &bytes, other_names: query.other_names };
    let Imported { roster, committed, invitations } = app.import_people(asker.by(), file, mail).await.map_err(asker.of_write())?;
    let entry = committed.map(|committed| committed.entry.get());
    let invitations = invitations.iter().map(|one| invitation(&base, one)).collect();
    Ok((StatusCode::OK, Json(PeopleFileAnswer { entry, invitations, ..of_file(lang, &roster) })))
}

fn of_file(lang: Lang, roster: &Roster) -> PeopleFileAnswer {
    let row = |row: &RosterRow| PeopleFileRow {
        row: row.place.line,
        login: row.login.clone(),
        name: row.name.clone(),
        name_before: row.renamed_from.clone(),
        role: row.post.role.clone(),
        unit: row.post.unit.get(),
        from: row.post.from,
        to: row.post.to,
        state: row.state().name(),
        changes: row.changes.iter().map(|change| change.name()).collect(),
    };
    let [new, changed, same] = roster.counts();
    let problems = roster.problems.iter().map(|problem| lang.problem(problem)).collect();
    let other_names = crate::present::people::roster::other_names(lang, roster);
    PeopleFileAnswer {
        other_names,
        entry: None,
        new,
        changed,
        same,
        rows: roster.rows.iter().map(row).collect(),
        problems,
        invitations: Vec::new(),
    }
}

pub(super) fn invitation(base: &str, one: &Invitation) -> InvitationShape {
    let (link, mailed_to) = match &one.by {
        Reached::Hand(link) => (Some(format!("{}/link/{}", base.trim_end_matches('/'), link.token)), None),
        Reached::Mail(address) => (None, Some(address.clone())),
    };
    InvitationShape { person: one.person.id.0, login: one.person.login.to_string(), link, mailed_to, until: one.until }
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
pub(super) fn administered(asker: &Asker, id: &str) -> Result<Person, Problem> {
    let known: PersonId = id.parse().map_err(|_| Problem::no_number(asker.lang, "person", id))?;
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

fn covered(one: Covered) -> CoveredShape {
    CoveredShape { set: one.set.id.to_string(), criteria: one.criteria.iter().map(|no| no.0).collect() }
}

fn shape(app: &App, person: &Person, ways: WaysIn) -> PersonShape {
    let rights = app.rights();
    let posts = rights.acting(person.id, app.today()).map(|post| PostShape {
        post: post.id.0,
        role: post.role.to_string(),
        unit: post.unit.get(),
        field: crate::present::people::field(&post.field),
        covers_now: app.covered_now(post).into_iter().map(covered).collect(),
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
