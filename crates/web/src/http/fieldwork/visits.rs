//! Site visits: seen, recorded with photos, followed up.

use super::evidence::{exhibit, remarks_told, sent_file, who_and_where};
use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status, told};
use crate::http::{Answer, WebError};
use crate::pages::fieldwork::visits as page;
use crate::parts::form::Sent;
use crate::present::duties as present;
use axum::extract::{Path, Request};
use vedich_app::evidence::Sent as SentExhibit;
use vedich_app::visits::{FollowVisit, RecordVisit};
use vedich_facts::Finding;
use vedich_rights::{Action, Refusal};
use vedich_values::date::parse_date;
use vedich_values::{CriterionNo, Date, FactSeq, UnitId};

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    shown(&desk, &actor, unit, Sent::default()).await
}

async fn shown(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Answer {
    let visits = desk.app.visits_of(&actor.hand, unit).map_err(|error| desk.fail(error))?;
    let evidence = desk.app.evidence_of(&actor.hand, unit).await.map_err(|error| desk.fail(error))?;
    let attaches = desk.app.may_within(&actor.hand, Action::Enter, unit);
    let visits_here = desk.app.may_within(&actor.hand, Action::Visit, unit);
    let has_store = desk.app.evidence_store().is_some();
    let remarks = remarks_told(desk, actor, unit).await.map_err(|error| desk.fail(error))?;
    let rendered = desk.visit.render(&desk.state, |s| {
        let view = present::visits(s, unit, &visits, &evidence);
        let (token, done) = (actor.token.clone(), s.f.param("done").is_some());
        let (sent, remarks) = (sent.clone(), remarks.clone());
        Ok(page::render(s.f, &page::VisitsView { visits_here, attaches, has_store, token, done, remarks, sent, ..view }))
    });
    let rendered = rendered.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status(&sent), rendered))
}

/// Takes a visit in with its photos. Who may not is refused before anything is read.
pub(super) async fn record(desk: Desk, Path(unit): Path<String>, request: Request) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    if !desk.app.may_within(&actor.hand, Action::Visit, unit) {
        return Err(desk.fail(Refusal::OutsideArea));
    }
    let (mut sent, files) = desk.uploaded(request).await?.into_form();
    let files = files.into_iter().map(exhibit).collect();
    let Some(command) = visit(&desk, &mut sent, unit, files) else { return shown(&desk, &actor, unit, sent).await };
    match desk.app.record_visit(actor.by(sent.typed("command")), command).await {
        Ok(_) => Ok(see(&format!("/visits/{unit}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            shown(&desk, &actor, unit, sent).await
        }
    }
}

/// The visit a form records; dates that are none are told.
fn visit(desk: &Desk, sent: &mut Sent, unit: UnitId, files: Vec<SentExhibit>) -> Option<RecordVisit> {
    let no_date = desk.frame().text("web.confirm.no-date");
    let on = sent.given("on").map_or(Some(desk.app.today()), parse_date);
    if on.is_none() {
        sent.refuse("on", no_date);
    }
    let mut findings = Vec::new();
    for row in 1..=page::ROWS {
        let own = |what: &str| sent.given(&format!("{what}{row}")).map(str::to_owned);
        let due: Option<Option<Date>> = own("due").map(|text| parse_date(&text));
        let finding = Finding {
            criterion: own("criterion").and_then(|no| no.parse().ok()).map(CriterionNo),
            found: own("found").unwrap_or_default(),
            demand: own("demand"),
            due: due.flatten(),
        };
        let is_blank = finding.found.is_empty() && finding.demand.is_none() && due.is_none();
        if due == Some(None) {
            sent.refuse("", format!("{} {row}: {no_date}", desk.frame().text("fieldwork.visit.due")));
        }
        if !is_blank {
            findings.push(finding);
        }
    }
    let people = sent.typed("people").lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let note = sent.given("note").map(str::to_owned);
    let right = sent.wrong.is_empty();
    let keep_metadata = sent.given("keep").is_some();
    on.filter(|_| right).map(|on| RecordVisit { unit, on, people, findings, note, files, keep_metadata })
}

pub(super) async fn follow(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    let mut sent = desk.sent(&body)?;
    let due = match (sent.typed("what"), sent.given("due").map(parse_date)) {
        ("extend", Some(Some(due))) => Some(due),
        ("extend", _) => {
            sent.refuse("", desk.frame().text("web.confirm.no-date"));
            return shown(&desk, &actor, unit, sent).await;
        }
        _ => None,
    };
    let command = FollowVisit {
        unit,
        visit: FactSeq(sent.typed("visit").parse().unwrap_or(0)),
        finding: sent.typed("finding").parse().unwrap_or(u16::MAX),
        due,
        note: sent.given("note").map(str::to_owned),
    };
    match desk.app.follow_visit(actor.by(sent.typed("command")), command).await {
        Ok(_) => Ok(see(&format!("/visits/{unit}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            shown(&desk, &actor, unit, sent).await
        }
    }
}

/// A photo of a visit: `214-0`, or its small picture `214-0.jpg`.
pub(super) async fn file(desk: Desk, Path((unit, file)): Path<(String, String)>) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    let visits = desk.app.visits_of(&actor.hand, unit).map_err(|error| desk.fail(error))?;
    let (number, small) = file.strip_suffix(".jpg").map_or((file.as_str(), false), |number| (number, true));
    let stored = number.split_once('-').and_then(|(seq, place)| {
        let seq = FactSeq(seq.parse().ok()?);
        visits.iter().find(|visit| visit.seq() == seq)?.files.get(place.parse::<usize>().ok()?)
    });
    let missing = || desk.visit.refuse(&WebError::not_found());
    let stored = stored.ok_or_else(missing)?;
    let content = if small { desk.app.thumbnail(stored).await } else { desk.app.read_file(stored).await };
    let content = content.map_err(|error| desk.fail(error))?.ok_or_else(missing)?;
    Ok(if small { sent_file(content, "image/jpeg", None) } else { sent_file(content, &stored.media, Some(&stored.name)) })
}
