//! `vedich people`. Whoever runs this runs the machine.

use super::Ended;
use crate::cli::people::People;
use crate::output::Output;
use anyhow::Result;
use vedich_app::people::WaysIn;
use vedich_app::{App, By, Hand};
use vedich_rights::Person;
use vedich_web::present::people::ways;

fn by() -> By {
    By::operator("vedich people", "cli")
}

pub(crate) async fn run(command: &People, app: &App, output: Output) -> Result<Ended> {
    let (login, why) = match command {
        People::List { words } => return list(app, &words.join(" "), output).await,
        People::ResetFactor { login, why } | People::EndSessions { login, why } => (login, why.as_deref()),
    };
    let Some(id) = app.rights().by_login(&login.to_lowercase()).map(|person| person.id) else {
        output.remark(output.lang.text("cli.admin-unknown"));
        return Ok(Ended::Refused);
    };
    let done = match command {
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

async fn list(app: &App, words: &str, output: Output) -> Result<Ended> {
    let people = app.people_administered(&Hand::operator("vedich people", "cli"), words).map_err(vedich_app::AppError::from)?;
    let all: Vec<(&Person, WaysIn)> = people.iter().zip(app.ways_in(&people).await?).collect();
    let (rights, registry) = (app.rights(), app.reference().registry);
    let name = |unit| registry.at(unit, app.today()).map_or_else(String::new, |at| at.name.to_owned());
    let posts = |person: &Person| {
        let words = rights.acting(person.id, app.today()).map(|post| {
            let role = rights.roles().get(&post.role).map_or_else(|| post.role.to_string(), |role| output.lang.of(&role.name).to_owned());
            format!("{role}, {}", name(post.unit))
        });
        words.collect::<Vec<_>>()
    };
    if output.json {
        let all: Vec<_> = all
            .iter()
            .map(|(person, ways)| {
                serde_json::json!({
                    "person": person.id, "login": person.login, "name": person.name, "home": name(person.home),
                    "disabled": person.disabled, "posts": posts(person), "ways": ways,
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
