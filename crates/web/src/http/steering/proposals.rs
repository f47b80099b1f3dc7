//! Proposals: the register, one of them, sending, answering, judging.

use super::{Desk, EXPORTED, PAGE, file, key, shown};
use crate::http::people::{private, see, status, told};
use crate::http::{Answer, WebError, WebState};
use crate::pages::steering::proposals::{ProposalView, ProposalsView, ProposeForm, render, render_new, render_one};
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::steering::{self as general, proposals as words, tables};
use axum::extract::{Path, State};
use vedich_app::steering::{AnswerProposal, Promise, Written};
use vedich_app::{AppError, By, Committed};
use vedich_board::steering::{ProposalScope, ProposalSearch, Show};
use vedich_facts::steering::{Answer as GivenAnswer, AnswerKind, DueRule, Party, ProposalEdit, Request, Verdict};
use vedich_rights::Action;
use vedich_steering::Proposal;
use vedich_values::{FactSeq, UnitId, Vnd};

/// Proposals counted for the statistics.
const COUNTED: usize = 5000;

/// Whose proposals an address asks for: sent by an area (`from`) or to be answered by it.
pub(super) fn scope(desk: &Desk) -> Result<(ProposalScope, UnitId), WebError> {
    if desk.frame().param("from").is_some() {
        let unit = desk.area("from")?;
        return Ok((ProposalScope::From(unit), unit));
    }
    let unit = desk.area("area")?;
    Ok((ProposalScope::With(unit), unit))
}

/// The proposals an address looks for, of those in a scope.
pub(super) fn search(desk: &Desk, scope: ProposalScope) -> Result<ProposalSearch, WebError> {
    let f = desk.frame();
    let place = f.param("place").filter(|text| !text.trim().is_empty());
    let unknown = |near: String| WebError::bad_request(f.say("web.confirm.no-unit", &[("near", &near)]));
    let place = place.map(|text| desk.unit_of(text, f.as_of).map_err(unknown)).transpose()?;
    let (from, to) = desk.period()?;
    Ok(ProposalSearch {
        scope,
        show: desk.choice("show", &Show::ALL, |show| show.as_str())?.unwrap_or(Show::All),
        from,
        to,
        place,
        person: f.param("person").unwrap_or_default().to_owned(),
    })
}

/// Whether a proposal is one the address asks for: with `mine` those alone that the reader may answer, of somebody with a field those of it.
pub(super) fn wanted<'d>(desk: &'d Desk) -> impl Fn(&Proposal) -> bool + 'd {
    let hand = desk.frame().param("mine").and(desk.acting.as_ref()).map(|actor| &actor.hand);
    move |proposal| hand.is_none_or(|hand| desk.app.may_answer(hand, proposal).is_ok())
}

pub(super) async fn list(State(state): State<WebState>, desk: Desk) -> Answer {
    desk.actor()?;
    let draw = |s: Scene<'_>| {
        let f = desk.frame();
        let (scope, area) = scope(&desk)?;
        let after = desk.after()?;
        let wanted = wanted(&desk);
        let page = s.board.find_proposals_of(&search(&desk, scope.clone())?, after, PAGE, &wanted);
        let mut all = s.board.proposals(&scope, Show::All, None, COUNTED).items;
        all.retain(&wanted);
        let part = |name: &str| (name.to_owned(), general::word(f, &format!("show-{name}")), f.here_with(&[("show", name), ("after", "")]));
        let own = if f.param("from").is_some() { ("from", "area", "turn-with") } else { ("area", "from", "turn-from") };
        let turned = f.link_with("/proposals", &[(own.1, &area.to_string())]);
        let mut parts = ["all", "open", "overdue", "to-judge", "closed"].map(part).to_vec();
        parts.push(("turned".to_owned(), general::word(f, own.2), turned));
        let id = area.to_string();
        let typed = |name: &str| f.param(name).unwrap_or_default().to_owned();
        let view = ProposalsView {
            unit: s.name(area),
            whose: (own.0, desk.path_of(area)),
            place: typed("place"),
            since: typed("since"),
            until: typed("until"),
            person: typed("person"),
            mine: (own.0 == "area" && !desk.units_for(Action::Answer).is_empty()).then(|| f.param("mine").is_some()),
            parts,
            show: f.param("show").unwrap_or("all").to_owned(),
            lines: page.items.iter().map(|one| words::proposal_line(s, one)).collect(),
            next: page.next.map(|next| f.here_with(&[("after", &next.to_string())])).unwrap_or_default(),
            by_topic: words::statistics(s, &all, |one| one.request.topic.clone()),
            by_answering: words::statistics(s, &all, |one| words::answering(s, one)),
            files: desk.exports("/proposals/export/proposals", &[(own.0, &id)]),
            statistics: ["by-topic", "by-answering"].map(|table| desk.exports(&format!("/proposals/export/{table}"), &[(own.0, &id)])),
            may_propose: !desk.units_for(Action::Propose).is_empty(),
            papers: desk.paper_ways(f.link_with("/proposals/papers", &[(own.0, &area.to_string())]), Some(area), &["proposals"]),
        };
        Ok(render(f, &view))
    };
    shown(&desk, &state, draw, false).await
}

pub(super) async fn export(State(state): State<WebState>, desk: Desk, Path(name): Path<String>) -> Answer {
    desk.actor()?;
    let made = desk.visit.render(&state, |s| {
        let (scope, area) = scope(&desk)?;
        let (f, title) = (desk.frame(), s.name(area));
        let wanted = wanted(&desk);
        let all = || s.board.proposals(&scope, Show::All, None, COUNTED).items.into_iter().filter(&wanted).collect::<Vec<_>>();
        Ok(match name.split('.').next() {
            Some("by-topic") => {
                tables::statistics(f, &title, "steering.topic", &words::statistics(s, &all(), |one| one.request.topic.clone()))
            }
            Some("by-answering") => {
                tables::statistics(f, &title, "steering.with", &words::statistics(s, &all(), |one| words::answering(s, one)))
            }
            _ => {
                let found = s.board.find_proposals_of(&search(&desk, scope)?, None, EXPORTED, &wanted).items;
                tables::proposals(f, &title, &found.iter().map(|one| words::proposal_line(s, one)).collect::<Vec<_>>())
            }
        })
    });
    file(&desk, &made.await.map_err(|error| desk.visit.refuse(&error))?, &name)
}

pub(super) async fn show(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    page(&state, &desk, &id, Sent::default()).await
}

async fn page(state: &WebState, desk: &Desk, id: &str, sent: Sent) -> Answer {
    let wrong = !sent.wrong.is_empty();
    let draw = |s: Scene<'_>| {
        let proposal = s.board.proposal(&key(id)).ok_or_else(WebError::not_found)?;
        desk.reads_proposal(&proposal)?;
        let f = s.f;
        let with = proposal.answering();
        let now = !f.is_past();
        let task = proposal.answer().and_then(|(_, answer)| answer.commitment.as_ref()).map(|commitment| {
            let content = s.board.task(&commitment.task).map_or_else(String::new, |task| task.assignment.content);
            Link::new(content, f.link(&format!("/tasks/{}", commitment.task)))
        });
        let above = desk.app.levels_above(with, f.as_of);
        let hand = desk.acting.as_ref().map(|actor| &actor.hand);
        let may_answer = now && proposal.is_open() && hand.is_some_and(|hand| desk.app.may_answer(hand, &proposal).is_ok());
        let view = ProposalView {
            line: words::proposal_line(s, &proposal),
            history: words::history(s, &proposal),
            task: task.unwrap_or_default(),
            carried: desk.carried(proposal.version),
            meeting: f.param("meeting").map_or_else(|| sent.typed("meeting").to_owned(), str::to_owned),
            may_answer,
            above: above.into_iter().map(|unit| (unit.to_string(), general::office_of(s, unit))).collect(),
            may_judge: now && proposal.answer().is_some() && desk.may(Action::Propose, proposal.unit),
            may_withdraw: now && proposal.is_open() && desk.may(Action::Propose, proposal.unit),
            people: if may_answer { desk.people() } else { Vec::new() },
            sent,
            done: f.param("done").is_some(),
        };
        Ok(render_one(f, &view))
    };
    shown(desk, state, draw, wrong).await
}

pub(super) async fn show_new(desk: Desk) -> Answer {
    desk.actor()?;
    new_form(&desk, first_offered(&desk))
}

/// A new form begins with the nearest level above as the one asked.
fn first_offered(desk: &Desk) -> Sent {
    let unit = desk.units_for(Action::Propose).into_iter().next().and_then(|(id, _)| id.parse::<UnitId>().ok());
    let above = unit.and_then(|unit| desk.app.levels_above(unit, desk.app.today()).into_iter().next());
    Sent { typed: above.map(|above| ("to".to_owned(), desk.path_of(above))).into_iter().collect(), ..Sent::default() }
}

fn new_form(desk: &Desk, sent: Sent) -> Answer {
    let units = desk.units_for(Action::Propose);
    if units.is_empty() {
        return Err(desk.visit.refuse(&WebError::forbidden()));
    }
    let view = ProposeForm { carried: desk.carried(FactSeq(0)), units, sent };
    Ok(private(status(&view.sent), render_new(desk.frame(), &view)))
}

pub(super) async fn send(desk: Desk, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let to = desk.unit_field(&mut sent, "to");
    let criteria = desk.criteria(&mut sent);
    let (Some(to), Ok(unit), true) = (to, sent.typed("unit").parse::<UnitId>(), sent.wrong.is_empty()) else {
        return new_form(&desk, sent);
    };
    let mut request = Request::new(sent.typed("text"), Party { unit: to, office: sent.typed("office").to_owned() });
    sent.typed("topic").clone_into(&mut request.topic);
    request.criteria = criteria;
    request.sent = desk.app.today();
    let days = sent
        .typed("days")
        .parse()
        .ok()
        .filter(|days| (1..=365).contains(days))
        .unwrap_or_else(|| vedich_reference::steering_rules().answer_working_days);
    request.due = desk.app.deadline(DueRule::WorkingDays(days), request.sent, None);
    match desk.app.send_proposal(actor.by(sent.typed("command")), unit, request).await {
        Ok((key, _)) => Ok(see(&format!("/proposals/{key}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            new_form(&desk, sent)
        }
    }
}

pub(super) async fn write(State(state): State<WebState>, desk: Desk, Path((id, what)): Path<(String, String)>, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let by = actor.by(sent.typed("command"));
    let done = match what.as_str() {
        "answer" => answer(&desk, by, &id, &mut sent).await,
        "judge" | "withdraw" => Some(own(&desk, by, &id, &what, &sent).await),
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    match done {
        Some(Ok(_)) if sent.given("meeting").is_some_and(is_key) => {
            Ok(see(&format!("/meetings/{}?done=1#proposals", sent.typed("meeting"))))
        }
        Some(Ok(_)) => Ok(see(&format!("/proposals/{id}?done=1"))),
        None => page(&state, &desk, &id, sent).await,
        Some(Err(error)) => {
            told(&desk, &mut sent, error)?;
            page(&state, &desk, &id, sent).await
        }
    }
}

/// Whether a text can be the key of an item.
fn is_key(text: &str) -> bool {
    text.chars().all(|character| character.is_ascii_alphanumeric() || character == '-')
}

async fn own(desk: &Desk, by: By, id: &str, what: &str, sent: &Sent) -> Result<Committed, AppError> {
    let text = sent.typed("text").to_owned();
    let edit = if what == "withdraw" {
        ProposalEdit::Withdraw { reason: text }
    } else {
        let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == sent.typed("verdict")).unwrap_or(Verdict::Partly);
        ProposalEdit::Reassess { verdict, text, due: None }
    };
    let base = sent.typed("base").parse().ok().map(FactSeq);
    desk.app.write_proposal(by, Written { key: key(id), base, on: None, what: vec![edit] }).await
}

/// Whom an answer passes a proposal to: the level above that was chosen, or another office of the unit it is with.
async fn passed_to(desk: &Desk, id: &str, kind: AnswerKind, sent: &Sent) -> Option<Party> {
    match kind {
        AnswerKind::PassedUp => sent.typed("to").parse::<UnitId>().ok().map(Party::unit),
        AnswerKind::PassedOn => {
            let office = sent.given("pass-office")?.to_owned();
            let unit = desk.app.proposal_now(&key(id)).await.ok()?.answering();
            Some(Party { unit, office })
        }
        _ => None,
    }
}

/// An answer as a form gives it; none when something in it is wrong.
async fn answer(desk: &Desk, by: By, id: &str, sent: &mut Sent) -> Option<Result<Committed, AppError>> {
    let kind = AnswerKind::ALL.into_iter().find(|kind| kind.as_str() == sent.typed("kind")).unwrap_or(AnswerKind::Agreed);
    let to = passed_to(desk, id, kind, sent).await;
    let day = desk.day(sent, "by");
    let amount = sent.given("amount").map(Vnd::parse);
    if matches!(amount, Some(Err(_))) {
        sent.refuse("amount", desk.frame().text("steering.amount"));
    }
    if !sent.wrong.is_empty() {
        return None;
    }
    let promise = sent.given("promise").map(|content| Promise {
        content: content.to_owned(),
        person: sent.typed("person").to_owned(),
        by: day,
        amount: amount.and_then(Result::ok),
    });
    let answer = GivenAnswer {
        kind,
        text: sent.typed("text").to_owned(),
        office: sent.typed("office").to_owned(),
        paper: sent.given("paper").map(str::to_owned),
        to,
        due: None,
        commitment: None,
        meeting: sent.given("meeting").map(key),
    };
    let base = sent.typed("base").parse().ok().map(FactSeq);
    let what = AnswerProposal { answer, promise };
    Some(desk.app.answer_proposal(by, Written { key: key(id), base, on: None, what }).await)
}
