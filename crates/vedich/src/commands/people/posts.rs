//! `vedich people invite` and `appoint`: accounts and posts given one by one.

use super::by;
use super::roster::told_invitations;
use crate::cli::people::{NewPost, People};
use crate::commands::admin::base;
use crate::commands::{Ended, resolve};
use crate::config::Config;
use crate::output::Output;
use anyhow::Result;
use vedich_app::App;
use vedich_app::people::{Contact, Link, NewPerson, NewPosting, read_field};
use vedich_facts::UnitLevel;
use vedich_rights::Person;
use vedich_web::present::people::invitation_words;

pub(super) async fn invite(command: &People, app: &App, settings: &Config, output: Output) -> Result<Ended> {
    let People::Invite { login, name, email, phone, post } = command else { return Ok(Ended::Done) };
    let Some(post) = posting(app, post, output) else { return Ok(Ended::Refused) };
    let (home, contact) = (app.home_of(&post), Contact::typed(email, phone));
    let new = NewPerson { login: login.to_lowercase(), name: name.clone(), home, contact, posts: vec![post] };
    let ids = app.enter_people(by(), app.today(), vec![new]).await?;
    let base = base(settings, settings.server.listen);
    let words = |person: &Person, link: &Link| invitation_words(output.lang, &base, person, link);
    let mail = settings.mail.is_on().then_some(&words as _);
    let mut invitations = Vec::new();
    for id in ids {
        invitations.push(app.invite_person(by(), id, mail).await?);
    }
    told_invitations(&invitations, &base, output)?;
    Ok(Ended::Done)
}

/// The post that was asked for; what can't be is told.
pub(super) fn posting(app: &App, new: &NewPost, output: Output) -> Option<NewPosting> {
    let from = new.from.unwrap_or_else(|| app.today());
    let registry = app.reference().registry;
    let unit = resolve(&registry, &new.unit, from, output)?;
    let level = registry.get(unit).map_or(UnitLevel::Commune, |known| known.level);
    let Some(field) = read_field(&new.field, level) else {
        output.complain(&output.lang.say("problem.roster.bad-field", &[("found", &new.field)]));
        return None;
    };
    Some(NewPosting { role: new.role.clone(), unit, field, from, to: new.to, decision: new.decision.clone() })
}
