//! Site visits: seen, recorded with photos, their demands reported done, accepted, reopened.

use super::evidence::{exhibit, remarks_told, sent_file, who_and_where};
use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status, told};
use crate::http::upload::Given;
use crate::http::{Answer, WebError};
use crate::pages::fieldwork::visits as page;
use crate::parts::form::Sent;
use crate::present::fieldwork::Who;
use crate::present::visits as present;
use axum::extract::{Path, Request};
use std::collections::BTreeMap;
use vedich_app::evidence::Sent as SentExhibit;
use vedich_app::visits::{DemandStep, FollowVisit, RecordVisit};
use vedich_facts::{Finding, Recorded};
use vedich_rights::{Action, Refusal};
use vedich_values::date::parse_date;
use vedich_values::{CriterionNo, Date, FactSeq, UnitId};

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    shown(&desk, &actor, unit, Sent::default()).await
}

async fn shown(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Answer {
    let visits = desk.app.visits_seen(&actor.hand, unit).await.map_err(|error| desk.fail(error))?;
    let evidence = desk.app.evidence_of(&actor.hand, unit).await.map_err(|error| desk.fail(error))?;
    let said: Vec<&Recorded> = visits.iter().flat_map(|seen| seen.visit.stated()).collect();
    let doers = desk.app.doers(said).await.map_err(|error| desk.fail(error))?;
    let rights = desk.app.rights();
    let attaches = desk.app.may_within(&actor.hand, Action::Enter, unit);
    let visits_here = desk.app.may_within(&actor.hand, Action::Visit, unit);
    let has_store = desk.app.evidence_store().is_some();
    let remarks = remarks_told(desk, actor, unit).await.map_err(|error| desk.fail(error))?;
    let rendered = desk.visit.render(&desk.state, |s| {
        let material = present::Material { visits: &visits, evidence: &evidence, who: Who { doers: &doers, rights: &rights } };
        let view = present::page(s, unit, material);
        let (token, done) = (actor.token.clone(), s.f.param("done").is_some());
        // What was said of a demand is no visit: it comes back in the form it was typed into alone.
        let of_demand = sent.given("visit").is_some();
        let (sent, followed) = if of_demand { (Sent::default(), sent.clone()) } else { (sent.clone(), Sent::default()) };
        let remarks = remarks.clone();
        Ok(page::render(s.f, &page::VisitsView { visits_here, attaches, has_store, token, done, remarks, sent, followed, ..view }))
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
    let Some(command) = visit(&desk, &mut sent, unit, files) else { return shown(&desk, &actor, unit, sent).await };
    match desk.app.record_visit(actor.by(sent.typed("command")), command).await {
        Ok(_) => Ok(see(&format!("/visits/{unit}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            shown(&desk, &actor, unit, sent).await
        }
    }
}

/// The visit a form records; dates that are none, and photos of what is not described, are told.
fn visit(desk: &Desk, sent: &mut Sent, unit: UnitId, files: Vec<Given>) -> Option<RecordVisit> {
    let no_date = desk.frame().text("web.confirm.no-date");
    let on = sent.given("on").map_or(Some(desk.app.today()), parse_date);
    if on.is_none() {
        sent.refuse("on", no_date);
    }
    let (mut findings, mut shown, mut of_all) = (Vec::new(), Vec::new(), Vec::new());
    let mut by_row: BTreeMap<usize, Vec<SentExhibit>> = BTreeMap::new();
    for file in files {
        match file.field.strip_prefix("file").and_then(|row| row.parse().ok()) {
            Some(row) => by_row.entry(row).or_default().push(exhibit(file)),
            None => of_all.push(exhibit(file)),
        }
    }
    for row in 1..=page::ROWS {
        let files = by_row.remove(&row).unwrap_or_default();
        match finding(desk, sent, row) {
            Some(found) => {
                shown.extend(files.into_iter().map(|file| (findings.len(), file)));
                findings.push(found);
            }
            None if !files.is_empty() => sent.refuse("", desk.frame().say("fieldwork.visit.no-finding", &[("n", &row.to_string())])),
            None => {}
        }
    }
    let people = sent.typed("people").lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let note = sent.given("note").map(str::to_owned);
    let right = sent.wrong.is_empty();
    let keep_metadata = sent.given("keep").is_some();
    on.filter(|_| right).map(|on| RecordVisit { unit, on, people, findings, note, files: of_all, shown, keep_metadata })
}

/// A finding of a form; none where its row is blank.
fn finding(desk: &Desk, sent: &mut Sent, row: usize) -> Option<Finding> {
    let own = |what: &str| sent.given(&format!("{what}{row}")).map(str::to_owned);
    let due: Option<Option<Date>> = own("due").map(|text| parse_date(&text));
    let finding = Finding {
        criterion: own("criterion").and_then(|no| no.parse().ok()).map(CriterionNo),
        found: own("found").unwrap_or_default(),
        demand: own("demand"),
        due: due.flatten(),
        files: Vec::new(),
    };
    if due == Some(None) {
        let (label, no_date) = (desk.frame().text("fieldwork.visit.due"), desk.frame().text("web.confirm.no-date"));
        sent.refuse("", format!("{label} {row}: {no_date}"));
    }
    let is_blank = finding.criterion.is_none() && finding.found.is_empty() && finding.demand.is_none() && due.is_none();
    (!is_blank).then_some(finding)
}

/// Takes in what is said of a demand: that it was done, with what shows it; that it is accepted, to be met again, or gets more time.
pub(super) async fn follow(desk: Desk, Path(unit): Path<String>, request: Request) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    if ![Action::Enter, Action::Visit].into_iter().any(|action| desk.app.may_within(&actor.hand, action, unit)) {
        return Err(desk.fail(Refusal::OutsideArea));
    }
    let (mut sent, files) = desk.uploaded(request).await?.into_form();
    let Some(step) = step(&desk, &mut sent, files) else { return shown(&desk, &actor, unit, sent).await };
    let command = FollowVisit {
        unit,
        visit: FactSeq(sent.typed("visit").parse().unwrap_or(0)),
        finding: sent.typed("finding").parse().unwrap_or(u16::MAX),
        step,
        note: sent.given("note").map(str::to_owned),
    };
    let place = format!("#demand-{}-{}", command.visit, command.finding);
    match desk.app.follow_visit(actor.by(sent.typed("command")), command).await {
        Ok(_) => Ok(see(&format!("/visits/{unit}?done=1{place}"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            shown(&desk, &actor, unit, sent).await
        }
    }
}

/// What a form says of a demand; a day that is none, or is missing, is told.
fn step(desk: &Desk, sent: &mut Sent, files: Vec<Given>) -> Option<DemandStep> {
    let day = |name: &str| sent.given(name).map(parse_date);
    let step = match (sent.typed("what"), day("on"), day("due")) {
        ("report", None | Some(Some(_)), _) => {
            Some(DemandStep::Report { on: day("on").flatten(), files: files.into_iter().map(exhibit).collect() })
        }
        ("accept", ..) => Some(DemandStep::Accept),
        ("reopen", _, None | Some(Some(_))) => Some(DemandStep::Reopen { due: day("due").flatten() }),
        ("extend", _, Some(Some(due))) => Some(DemandStep::Extend { due }),
        _ => None,
    };
    if step.is_none() {
        sent.refuse("", desk.frame().text("web.confirm.no-date"));
    }
    step
}

/// A photo of a visit or of a demand reported done, by the number of the fact and its place in it: `214-0`, or its small picture `214-0.jpg`.
pub(super) async fn file(desk: Desk, Path((unit, file)): Path<(String, String)>) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    let visits = desk.app.visits_of(&actor.hand, unit).map_err(|error| desk.fail(error))?;
    let (number, small) = file.strip_suffix(".jpg").map_or((file.as_str(), false), |number| (number, true));
    let stored = number.split_once('-').and_then(|(seq, place)| {
        let (seq, place): (_, usize) = (FactSeq(seq.parse().ok()?), place.parse().ok()?);
        visits.iter().find_map(|visit| visit.files_of(seq))?.get(place).copied()
    });
    let missing = || desk.visit.refuse(&WebError::not_found());
    let stored = stored.ok_or_else(missing)?;
    let content = if small { desk.app.thumbnail(stored).await } else { desk.app.read_file(stored).await };
    let content = content.map_err(|error| desk.fail(error))?.ok_or_else(missing)?;
    Ok(if small { sent_file(content, "image/jpeg", None) } else { sent_file(content, &stored.media, Some(&stored.name)) })
}
