//! `vedich people`. Whoever runs this runs the machine.

mod posts;
mod roster;

use super::evidence::told;
use super::{Ended, resolve};
use crate::cli::people::People;
use crate::config::Config;
use crate::output::Output;
use anyhow::Result;
use vedich_app::people::{ApiToken, Contact, Details, WaysIn};
use vedich_app::{App, AppError, By, Hand};
use vedich_facts::{PersonId, PostId};
use vedich_rights::{NewDelegation, Person};
use vedich_values::{Diagnostic, Place};
use vedich_web::api::people_shapes::TokenShape;
use vedich_web::present::people::{field_in_words, fields_now, ways};

fn by() -> By {
    By::operator("vedich people", "cli")
}

pub(crate) async fn run(command: &People, app: &App, settings: &Config, output: Output) -> Result<Ended> {
    let (login, why) = match command {
        People::List { words } => return list(app, &words.join(" "), output).await,
        People::Import { file, dry_run, other_names } => {
            return roster::import(app, file, (*dry_run, *other_names), settings, output).await;
        }
        People::Template { to, filled } => return roster::template(app, to, *filled, output).await,
        People::Invite { .. } => return posts::invite(command, app, settings, output).await,
        People::EndPost { post, why } => return told(app.end_post(by(), PostId(*post), why.as_deref()).await, output),
        People::Appoint { login, .. } => (login, None),
        People::Tokens { login } | People::MakeToken { login, .. } | People::RevokeToken { login, .. } => (login, None),
        People::Delegate { login, why, .. } => (login, why.as_deref()),
        People::Disable { login, why } | People::Enable { login, why } => (login, why.as_deref()),
        People::Describe { login, why, .. } | People::ResetFactor { login, why } | People::EndSessions { login, why } => {
            (login, why.as_deref())
        }
    };
    let Some(id) = app.rights().by_login(&login.to_lowercase()).map(|person| person.id) else {
        output.complain(output.lang.text("cli.admin-unknown"));
        return Ok(Ended::Refused);
    };
    let done = match command {
        People::Describe { name, home, email, phone, .. } => {
            let Some(details) = details(app, id, (name, home, email, phone), output).await? else { return Ok(Ended::Refused) };
            if app.describe_person(by(), id, details, why).await? { "cli.person-described" } else { "cli.person-unchanged" }
        }
        People::Appoint { post, .. } => {
            let Some(post) = posts::posting(app, post, output) else { return Ok(Ended::Refused) };
            return told(app.appoint(by(), id, &post).await, output);
        }
        People::Tokens { .. } => return tokens(app, id, output).await,
        People::MakeToken { name, days, read_only, .. } => {
            let new = ApiToken { name: name.clone(), days: *days, read_only: *read_only };
            let token = app.make_token_for(&by(), id, &new).await?;
            if output.json {
                output.json(&serde_json::json!({ "token": token }))?;
            } else {
                output.complain(output.lang.text("people.token.cli-made"));
                output.line(&token)?;
            }
            return Ok(Ended::Done);
        }
        People::RevokeToken { token, .. } => {
            app.drop_token(by().hand(), id, token).await?;
            "cli.token-dropped"
        }
        People::Delegate { post, from, to, .. } => {
            let rights = app.rights();
            let Some(post) = rights.post(PostId(*post)) else {
                output.complain(&output.lang.say("api.no-such-post", &[("what", &post.to_string())]));
                return Ok(Ended::Refused);
            };
            let new = NewDelegation::whole(post, id, from.unwrap_or_else(|| app.today()), *to);
            return match app.delegate(by(), &new, why).await {
                // What the holder could not give is refused like any other input.
                Err(AppError::Forbidden(refusal)) => {
                    output.problems(&[Diagnostic::error(refusal.code(), Place::default())]);
                    Ok(Ended::Refused)
                }
                done => {
                    output.problems(&app.odd_in_delegation(new.of, new.person, new.span));
                    told(done, output)
                }
            };
        }
        People::Disable { .. } => {
            app.disable(by(), id, why).await?;
            "cli.account-disabled"
        }
        People::Enable { .. } => {
            app.enable(by(), id, why).await?;
            "cli.account-enabled"
        }
        People::ResetFactor { .. } => {
            app.remove_lost_factor(by(), id, why).await?;
            "cli.factor-removed"
        }
        _ => {
            app.end_sessions(by(), id, why).await?;
            "cli.sessions-ended"
        }
    };
    output.line(&output.lang.say(done, &[("login", login)]))?;
    Ok(Ended::Done)
}

/// The tokens of somebody.
async fn tokens(app: &App, id: PersonId, output: Output) -> Result<Ended> {
    let tokens: Vec<TokenShape> = app.tokens_of(id).await?.into_iter().map(TokenShape::from).collect();
    if output.json {
        output.json(&tokens)?;
        return Ok(Ended::Done);
    }
    let at = |at| vedich_wording::date_time(output.lang, at);
    let row = |one: &TokenShape| {
        let reads = if one.read_only { output.lang.text("people.token.read-only").to_owned() } else { String::new() };
        let used = one.used_at.map_or_else(|| output.lang.text("people.passkey-unused").to_owned(), at);
        vec![one.id.clone(), one.name.clone(), reads, at(one.made_at), at(one.ends_at), used]
    };
    let head = [
        "people.token.id",
        "people.token.name",
        "people.token.read-only",
        "people.session.started",
        "people.token.ends",
        "people.session.seen",
    ];
    output.table(&head.map(|key| output.lang.text(key)), &[], tokens.iter().map(row).collect())?;
    Ok(Ended::Done)
}

/// What is written anew; none when there is no such unit.
async fn details(
    app: &App,
    id: PersonId,
    (name, home, email, phone): (&Option<String>, &Option<String>, &Option<String>, &Option<String>),
    output: Output,
) -> Result<Option<Details>> {
    let home = match home {
        None => None,
        Some(text) => match resolve(&app.reference().registry, text, app.today(), output) {
            Some(unit) => Some(unit),
            None => return Ok(None),
        },
    };
    let before = app.contact(id).await?;
    let text = |given: &Option<String>, before: Option<String>| given.clone().or(before).unwrap_or_default();
    let contact = Contact::typed(&text(email, before.email), &text(phone, before.phone));
    Ok(Some(Details { name: name.clone(), home, contact: Some(contact) }))
}

async fn list(app: &App, words: &str, output: Output) -> Result<Ended> {
    let people = app.all_people_administered(&Hand::operator("vedich people", "cli"), words).map_err(vedich_app::AppError::from)?;
    let all: Vec<(&Person, WaysIn)> = people.iter().zip(app.ways_in(&people).await?).collect();
    let (rights, registry) = (app.rights(), app.reference().registry);
    // A unit that has ended goes by the name it had last.
    let name = |unit| {
        let known = registry.get(unit)?;
        registry.at(unit, known.span.nearest(app.today())).map(|at| at.name.to_owned())
    };
    let name = |unit| name(unit).unwrap_or_default();
    let posts = |person: &Person| {
        let words = rights.acting(person.id, app.today()).map(|post| {
            let role = rights.roles().get(&post.role).map_or_else(|| post.role.to_string(), |role| output.lang.of(&role.name).to_owned());
            let field = field_in_words(output.lang, &app.reference().catalogue, &post.field);
            let now = fields_now(output.lang, app, post).into_iter().map(|now| format!(". {}", now.words)).collect::<String>();
            let field = if field.is_empty() { field } else { format!(": {field}{now}") };
            format!("{role}, {}{field}", name(post.unit))
        });
        words.collect::<Vec<_>>()
    };
    let numbers = |person: &Person| rights.acting(person.id, app.today()).map(|post| post.id.0).collect::<Vec<_>>();
    if output.json {
        let all: Vec<_> = all
            .iter()
            .map(|(person, ways)| {
                serde_json::json!({
                    "person": person.id, "login": person.login, "name": person.name, "home": name(person.home),
                    "disabled": person.disabled, "posts": posts(person), "post_numbers": numbers(person), "ways": ways,
                })
            })
            .collect();
        output.json(&all)?;
        return Ok(Ended::Done);
    }
    let head = ["people.login", "people.name", "people.posts-now", "people.ways"].map(|key| output.lang.text(key));
    let row = |(person, one): &(&Person, WaysIn)| {
        let state = if person.disabled { format!(" ({})", output.lang.text("people.disabled")) } else { String::new() };
        vec![person.login.to_string(), format!("{}{state}", person.name), posts(person).join("; "), ways(output.lang, one)]
    };
    output.table(&head, &[], all.iter().map(row).collect())?;
    Ok(Ended::Done)
}
