//! People out of a file: the template, the file looked at, taken whole or not at all. The process keeps nothing between the two.

use super::{Desk, private};
use crate::http::files::attached;
use crate::http::{Answer, WebError, upload};
use crate::pages::people::roster as page;
use crate::present::people::{invitation_words, roster as present};
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use vedich_app::AppError;
use vedich_app::people::Link;
use vedich_app::people::roster::{Imported, PeopleFile, Roster};
use vedich_rights::Person;

/// Names of the two workbooks: empty, and filled with who is there.
const TEMPLATE: &str = "template.xlsx";
const LIST: &str = "people.xlsx";

pub(super) async fn show(desk: Desk) -> Answer {
    shown(&desk, StatusCode::OK, page::Stage::Begin).await
}

async fn shown(desk: &Desk, status: StatusCode, stage: page::Stage) -> Answer {
    let actor = desk.actor()?;
    desk.app.administers_somebody(&actor.hand).map_err(|refusal| desk.fail(refusal))?;
    let view = page::RosterView { token: actor.token, mail: desk.state.sends_mail(), stage };
    Ok(private(status, page::render(desk.frame(), &view)))
}

/// A file handed in: looked at first, then taken.
pub(super) async fn take(desk: Desk, request: Request) -> Answer {
    let actor = desk.actor()?;
    let mut uploaded = desk.uploaded(request).await?;
    let (name, bytes) = uploaded.take_file();
    if uploaded.typed("do") != "apply" {
        let roster = desk.app.read_people(&actor.hand, &name, &bytes).await.map_err(|error| desk.fail(error))?;
        return looked_at(&desk, roster, upload::carried(&name, &bytes), false).await;
    }
    let (lang, base) = (desk.frame().lang, desk.absolute("/"));
    let words = |person: &Person, link: &Link| invitation_words(lang, &base, person, link);
    let mail = desk.state.sends_mail().then_some(&words as _);
    let file = PeopleFile { name: &name, bytes: &bytes, other_names: uploaded.typed("other-names") == "yes" };
    match desk.app.import_people(actor.by(uploaded.typed("command")), file, mail).await {
        Ok(Imported { roster, invitations, .. }) => {
            let stage = page::Stage::Done(present::done(desk.frame(), &base, &roster, &invitations));
            shown(&desk, StatusCode::OK, stage).await
        }
        Err(AppError::Refused(problems)) if problems.iter().all(|problem| problem.code == "roster.another-name") => {
            let roster = desk.app.read_people(&actor.hand, &name, &bytes).await.map_err(|error| desk.fail(error))?;
            looked_at(&desk, roster, upload::carried(&name, &bytes), true).await
        }
        Err(AppError::Refused(problems)) => looked_at(&desk, Roster { problems, ..Roster::default() }, String::new(), false).await,
        Err(error) => Err(desk.fail(error)),
    }
}

/// The file as it was looked at; `unconfirmed`: it was to be taken, but nobody said that other names are meant.
async fn looked_at(desk: &Desk, roster: Roster, carried: String, unconfirmed: bool) -> Answer {
    let rights = desk.app.rights();
    let look = desk.visit.render(&desk.state, |s| Ok(page::LookView { unconfirmed, ..present::looked(s, &rights, &roster, carried) }));
    let look = look.await.map_err(|error| desk.visit.refuse(&error))?;
    let status = if roster.problems.is_empty() && !unconfirmed { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    shown(desk, status, page::Stage::Looked(look)).await
}

/// The workbook to fill in: empty, or with the people the reader administers.
pub(super) async fn table(desk: Desk, Path(file): Path<String>) -> Answer {
    let actor = desk.actor()?;
    let people = desk.app.all_people_administered(&actor.hand, "").map_err(|refusal| desk.fail(refusal))?;
    let (people, name) = match file.as_str() {
        TEMPLATE => (Vec::new(), "people.roster.template-name"),
        LIST => (people, "people.roster.list-name"),
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    let mut lines = Vec::with_capacity(people.len());
    for person in &people {
        lines.push((person, desk.app.contact(person.id).await.map_err(|error| desk.fail(error))?));
    }
    let (reference, rights) = (desk.app.reference(), desk.app.rights());
    let office = present::Office { lang: desk.frame().lang, registry: &reference.registry, rights: &rights, today: desk.app.today() };
    let [people, roles] = office.workbook(&desk.app.roles_to_give(&actor.hand), &lines);
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("the list of people could not be written: {error}")));
    let bytes = vedich_documents::write_workbook(&[&people, &roles]).map_err(failed)?;
    Ok(attached(bytes, vedich_documents::WORKBOOK_MEDIA, &format!("{}.xlsx", desk.frame().text(name))))
}
