//! `vedich people import` and `template`: people out of a list.

use super::by;
use crate::commands::Ended;
use crate::commands::admin::base;
use crate::config::Config;
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use vedich_app::people::roster::{Imported, PeopleFile, Roster};
use vedich_app::people::{Invitation, Link, Reached};
use vedich_app::{App, AppError, Hand};
use vedich_rights::Person;
use vedich_web::present::people::invitation_words;
use vedich_web::present::people::roster::{Office, other_names, row_words, state_words};

pub(super) async fn import(
    app: &App,
    file: &Path,
    (dry_run, other_names): (bool, bool),
    settings: &Config,
    output: Output,
) -> Result<Ended> {
    let bytes = crate::commands::given(file)?;
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let roster = app.read_people(&Hand::operator("vedich people", "cli"), &name, &bytes).await?;
    if dry_run || !roster.problems.is_empty() {
        let refused = output.problems(&roster.problems);
        told(&roster, None, &[], "", output)?;
        return Ok(if refused { Ended::Refused } else { Ended::Done });
    }
    let base = base(settings, settings.server.listen);
    let words = |person: &Person, link: &Link| invitation_words(output.lang, &base, person, link);
    let mail = settings.mail.is_on().then_some(&words as _);
    let Imported { roster, committed, invitations } =
        app.import_people(by(), PeopleFile { name: &name, bytes: &bytes, other_names }, mail).await?;
    told(&roster, committed.map(|committed| committed.entry.get()), &invitations, &base, output)?;
    Ok(Ended::Done)
}

/// What a list does or did, row by row, and the links, which are told nowhere else.
fn told(roster: &Roster, entry: Option<u64>, invitations: &[Invitation], base: &str, output: Output) -> Result<()> {
    let [new, changed, same] = roster.counts();
    if output.json {
        let rows = roster.rows.iter().map(|row| {
            let changes: Vec<&str> = row.changes.iter().map(|change| change.name()).collect();
            serde_json::json!({ "row": row.place.line, "login": row.login, "state": row.state().name(), "changes": changes, "name_before": row.renamed_from })
        });
        let invitations = invitations.iter().map(|one| of_invitation(base, one));
        return output.json(&serde_json::json!({
            "entry": entry, "new": new, "changed": changed, "same": same, "problems": roster.problems.len(),
            "rows": rows.collect::<Vec<_>>(), "invitations": invitations.collect::<Vec<_>>(),
        }));
    }
    let lang = output.lang;
    let counts = [new, changed, same, roster.problems.len()].map(|count| count.to_string());
    let filled = [("new", &*counts[0]), ("changed", &*counts[1]), ("same", &*counts[2]), ("refused", &*counts[3])];
    output.line(&lang.say("people.roster.looked", &filled))?;
    let head = ["people.roster.row", "people.login", "people.name", "people.roster.what"].map(|key| lang.text(key));
    let rows = roster.rows.iter().filter(|row| !row.changes.is_empty()).map(|row| {
        let does = row_words(lang, row);
        let line = row.place.line.map(|line| line.to_string()).unwrap_or_default();
        vec![line, row.login.clone(), row.name.clone(), format!("{}: {}", state_words(lang, row.state()), does.join("; "))]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        output.table(&head, &[], rows)?;
    }
    let unsure = other_names(lang, roster);
    if entry.is_none() && !unsure.is_empty() {
        output.line(lang.text("people.roster.another-name-title"))?;
        unsure.iter().try_for_each(|one| output.line(one))?;
    }
    if invitations.is_empty() { Ok(()) } else { told_invitations(invitations, base, output) }
}

/// Who was invited, and the links, which are told nowhere else.
pub(super) fn told_invitations(invitations: &[Invitation], base: &str, output: Output) -> Result<()> {
    let lang = output.lang;
    if output.json {
        return output.json(&invitations.iter().map(|one| of_invitation(base, one)).collect::<Vec<_>>());
    }
    let head = ["people.name", "people.login", "people.roster.link"].map(|key| lang.text(key));
    let reached = |one: &Invitation| match &one.by {
        Reached::Hand(link) => format!("{}/link/{}", base.trim_end_matches('/'), link.token),
        Reached::Mail(address) => lang.say("people.roster.mailed", &[("address", address)]),
    };
    let rows = invitations.iter().map(|one| vec![one.person.name.to_string(), one.person.login.to_string(), reached(one)]);
    output.table(&head, &[], rows.collect())
}

fn of_invitation(base: &str, one: &Invitation) -> serde_json::Value {
    let (link, mailed) = match &one.by {
        Reached::Hand(link) => (Some(format!("{}/link/{}", base.trim_end_matches('/'), link.token)), None),
        Reached::Mail(address) => (None, Some(address.clone())),
    };
    serde_json::json!({ "login": one.person.login, "name": one.person.name, "link": link, "mailed_to": mailed, "until": one.until })
}

pub(super) async fn template(app: &App, to: &Path, filled: bool, output: Output) -> Result<Ended> {
    crate::commands::must_be_new(to)?;
    let hand = Hand::operator("vedich people", "cli");
    let people = if filled { app.all_people_administered(&hand, "").map_err(AppError::from)? } else { Vec::new() };
    let mut lines = Vec::with_capacity(people.len());
    for person in &people {
        lines.push((person, app.contact(person.id).await?));
    }
    let (reference, rights) = (app.reference(), app.rights());
    let office = Office { lang: output.lang, registry: &reference.registry, rights: &rights, today: app.today() };
    let [people, roles] = office.workbook(&app.roles_to_give(&hand), &lines);
    crate::commands::write(to, vedich_documents::write_workbook(&[&people, &roles])?)?;
    output.remark(
        &output.lang.say("cli.exported", &[("rows", &people.rows.len().to_string()), ("file", &crate::commands::shown(to, output.lang))]),
    );
    Ok(Ended::Done)
}
