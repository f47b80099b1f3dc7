//! Accounts and posts through the API: people invited, appointed, posts ended, accounts disabled; as on the pages, through the same door.

use super::api::{administered, invitation};
use crate::api::evidence_shapes::{ReasonRequest, WrittenAnswer};
use crate::api::people_shapes::{AppointRequest, DelegateRequest, DelegatedAnswer, InvitationShape, InviteRequest};
use crate::api::{Problem, ProblemShape};
use crate::http::WebState;
use crate::http::asker::{Asker, Writing};
use crate::present::people::invitation_words;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use vedich_app::people::{Contact, Link, NewPerson, NewPosting, read_field};
use vedich_app::{AppError, By};
use vedich_facts::{PersonId, PostId, UnitLevel};
use vedich_rights::{NewDelegation, Person};
use vedich_values::UnitId;

/// Enters a person with a first post and invites them: by mail where letters can be sent and there is an address, else by the link in the
/// answer.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", request_body = InviteRequest,
    responses((status = 200, body = InvitationShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn invite_person(
    State(state): State<WebState>,
    headers: HeaderMap,
    writing: Writing<InviteRequest>,
) -> Result<Json<InvitationShape>, Problem> {
    let Writing { asker, sent } = writing;
    let (app, lang, base) = (&asker.app, asker.lang, state.absolute("/", &headers));
    app.administers_somebody(&asker.actor.hand).map_err(AppError::from).map_err(asker.of_write())?;
    let post = posting(&asker, sent.post)?;
    let new = NewPerson {
        login: sent.login.to_lowercase(),
        name: sent.name,
        home: app.home_of(&post),
        contact: Contact::typed(sent.email.as_deref().unwrap_or_default(), sent.phone.as_deref().unwrap_or_default()),
        posts: vec![post],
    };
    let ids = app.enter_people(asker.by(), app.today(), vec![new]).await.map_err(asker.of_write())?;
    let id = ids.first().copied().unwrap_or(PersonId(0));
    let words = |person: &Person, link: &Link| invitation_words(lang, &base, person, link);
    let mail = state.sends_mail().then_some(&words as _);
    let invited = app.invite_person(By::new(asker.actor.hand.clone()), id, mail).await.map_err(asker.of_write())?;
    Ok(Json(invitation(&base, &invited)))
}

/// Gives a person a post.
#[utoipa::path(post, path = "/api/v1/people/{person}/posts", tag = "people", request_body = AppointRequest,
    params(("person" = u64, Path, description = "Our id of the person")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn appoint(Path(id): Path<String>, writing: Writing<AppointRequest>) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let person = administered(&asker, &id)?;
    let post = posting(&asker, sent)?;
    Ok(Json(asker.app.appoint(asker.by(), person.id, &post).await.map_err(asker.of_write())?.into()))
}

/// Ends a post or delegation of a person at once.
#[utoipa::path(post, path = "/api/v1/people/{person}/posts/{post}/end", tag = "people", request_body = ReasonRequest,
    params(("person" = u64, Path, description = "Our id of the person"), ("post" = u64, Path, description = "The post")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn end_post(
    Path((id, post)): Path<(String, String)>,
    writing: Writing<ReasonRequest>,
) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let number = post.parse().map(PostId).map_err(|_| Problem::no_number(asker.lang, "post", &post))?;
    // A post in the caller's area is theirs to end, wherever its holder is at home: decided as it is ended.
    let theirs = asker.app.rights().post(number).is_some_and(|known| known.person.to_string() == id);
    if !theirs {
        administered(&asker, &id)?;
        return Err(Problem::not_found(asker.lang, "api.no-such-post", &post));
    }
    Ok(Json(asker.app.end_post(asker.by(), number, sent.why.as_deref()).await.map_err(asker.of_write())?.into()))
}

/// Lets somebody else act in a post of the caller's for a while: over its unit, in its field. It ends by itself, or like a post. What is
/// worth a second look, somebody of elsewhere or a year and more, is told in `warnings` and does not stop it.
#[utoipa::path(post, path = "/api/v1/posts/{post}/delegate", tag = "people", request_body = DelegateRequest,
    params(("post" = u64, Path, description = "The post, one of the caller's own")),
    responses((status = 200, body = DelegatedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn delegate(Path(id): Path<String>, writing: Writing<DelegateRequest>) -> Result<Json<DelegatedAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let (app, rights) = (&asker.app, asker.app.rights());
    let number = id.parse().map(PostId).map_err(|_| Problem::no_number(asker.lang, "post", &id))?;
    // Somebody else's post and one that is not there are answered alike.
    let own = rights.post(number).filter(|post| Some(post.person) == asker.actor.hand.whose());
    let post = own.ok_or_else(|| Problem::forbidden(asker.lang))?;
    let to = rights.by_login(&sent.login.to_lowercase()).map(|person| person.id);
    let to = to.ok_or_else(|| Problem::unusable(asker.lang, "login", &sent.login, asker.lang.text("api.kind.login")))?;
    let new = NewDelegation::whole(post, to, sent.from.unwrap_or_else(|| app.today()), sent.to);
    let WrittenAnswer { entry, facts, already } =
        app.delegate(asker.by(), &new, sent.why.as_deref()).await.map_err(asker.of_write())?.into();
    let odd = app.odd_in_delegation(new.of, new.person, new.span);
    let warnings = odd.iter().map(|one| asker.lang.problem_without_place(one)).collect();
    Ok(Json(DelegatedAnswer { entry, facts, already, warnings }))
}

/// Disables an account: every session ends, no post of theirs counts until it is enabled again.
#[utoipa::path(post, path = "/api/v1/people/{person}/disable", tag = "people", request_body = ReasonRequest,
    params(("person" = u64, Path, description = "Our id of the person")),
    responses((status = 204, description = "Done"), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn disable(Path(id): Path<String>, writing: Writing<ReasonRequest>) -> Result<axum::http::StatusCode, Problem> {
    let Writing { asker, sent } = writing;
    let person = administered(&asker, &id)?;
    asker.app.disable(asker.by(), person.id, sent.why.as_deref()).await.map_err(asker.of_write())?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Lets a disabled account open again.
#[utoipa::path(post, path = "/api/v1/people/{person}/enable", tag = "people", request_body = ReasonRequest,
    params(("person" = u64, Path, description = "Our id of the person")),
    responses((status = 204, description = "Done"), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn enable(Path(id): Path<String>, writing: Writing<ReasonRequest>) -> Result<axum::http::StatusCode, Problem> {
    let Writing { asker, sent } = writing;
    let person = administered(&asker, &id)?;
    asker.app.enable(asker.by(), person.id, sent.why.as_deref()).await.map_err(asker.of_write())?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

fn posting(asker: &Asker, sent: AppointRequest) -> Result<NewPosting, Problem> {
    let level = asker.app.reference().registry.get(UnitId(sent.unit)).map_or(UnitLevel::Commune, |unit| unit.level);
    let field = sent.field.unwrap_or_default();
    let field = read_field(&field, level).ok_or_else(|| Problem::unusable(asker.lang, "field", &field, "1, 3, 5; hamlet: 2"))?;
    let from = sent.from.unwrap_or_else(|| asker.app.today());
    Ok(NewPosting { role: sent.role, unit: UnitId(sent.unit), field, from, to: sent.to, decision: sent.decision })
}
