//! `vedich admin`: the first administrator, and a way in for whoever locked themselves out. Whoever runs this runs the machine.

use super::Ended;
use crate::cli::Admin;
use crate::config::Config;
use crate::failure::reason;
use crate::output::Output;
use anyhow::Result;
use vedich_app::people::{Contact, Link, Renewed};
use vedich_app::{App, By};
use vedich_facts::PersonId;

/// Login and name of the administrator that a first start makes.
const FIRST: (&str, &str) = ("quan-tri", "Quản trị hệ thống");

fn by() -> By {
    By::operator("vedich admin", "cli")
}

pub(crate) async fn run(command: &Admin, app: &App, settings: &Config, output: Output) -> Result<Ended> {
    let given = match command {
        Admin::Create { login, name, email } => {
            let contact = Contact::typed(email.as_deref().unwrap_or_default(), "");
            app.create_administrator(by(), &login.to_lowercase(), name, contact).await
        }
        Admin::Link { login } => {
            let known = app.rights().by_login(&login.to_lowercase()).map(|person| person.id);
            match known {
                Some(id) => Ok(id),
                None => {
                    output.complain(output.lang.text("cli.admin-unknown"));
                    return Ok(Ended::Refused);
                }
            }
        }
        Admin::RenewKeys => return renew_keys(app, output).await,
    };
    show_link(&give_link(app, given?).await?, &base(settings, settings.server.listen), output)?;
    Ok(Ended::Done)
}

async fn renew_keys(app: &App, output: Output) -> Result<Ended> {
    let Renewed { seeds, unnoted } = app.renew_keys(&by()).await?;
    if output.json {
        output.json(&serde_json::json!({ "seeds": seeds, "noted": unnoted.is_none() }))?;
    } else {
        output.line(&output.lang.say("cli.keys-renewed", &[("n", &seeds.to_string())]))?;
    }
    let Some(error) = unnoted else { return Ok(Ended::Done) };
    output.complain(&output.lang.say("cli.keys-unnoted", &[("error", &output.lang.reason(&reason(&error)))]));
    Ok(Ended::Refused)
}

async fn give_link(app: &App, id: PersonId) -> Result<Link> {
    Ok(app.give_link(by(), id).await?)
}

/// The address the site is reached at.
pub(crate) fn base(settings: &Config, listen: std::net::SocketAddr) -> String {
    if settings.server.public_url.is_empty() { format!("http://{listen}") } else { settings.server.public_url.clone() }
}

/// Prints a one-time link for the administrator when none can sign in yet.
pub(crate) async fn first_start(app: &App, base: &str, output: Output) -> Result<()> {
    let administrators = app.administrators().await?;
    if administrators.iter().any(|(_, ready)| *ready) {
        return Ok(());
    }
    let id = match administrators.first() {
        Some((id, _)) => *id,
        None => app.create_administrator(by(), FIRST.0, FIRST.1, Contact::default()).await?,
    };
    output.line(output.lang.text("cli.admin-first"))?;
    show_link(&give_link(app, id).await?, base, output)
}

fn show_link(link: &Link, base: &str, output: Output) -> Result<()> {
    let address = format!("{}/link/{}", base.trim_end_matches('/'), link.token);
    let until = vedich_wording::date_time(output.lang, link.until);
    if output.json {
        return output.json(&serde_json::json!({ "link": address, "until": link.until }));
    }
    output.line(&output.lang.say("cli.admin-link", &[("link", &address), ("until", &until)]))
}
