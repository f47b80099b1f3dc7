//! Meetings: the list, one of them, the page to prepare it, the invitation; planning.

use super::fields::lines;
use super::{Desk, EXPORTED, PAGE, book, file, key, sent_file, shown};
use crate::http::people::{private, see, status, told};
use crate::http::{Answer, WebError, WebState};
use crate::pages::steering::invitations::Invitations;
use crate::pages::steering::meeting::MeetingPage;
use crate::pages::steering::meetings::{MeetingsView, PlanForm, render as render_list, render_plan};
use crate::pages::steering::prepare::PrepareView;
use crate::pages::steering::{meeting, prepare as prepare_page};
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::steering::meetings as words;
use crate::present::steering::prepare::prepared;
use crate::present::steering::tables::{meetings as list_table, of_meeting, of_preparation};
use axum::extract::{Path, State};
use axum::response::Response;
use std::sync::Arc;
use vedich_app::steering::Written;
use vedich_board::steering::{MeetingPart, MeetingSearch};
use vedich_facts::steering::{Invitee, MeetingEdit, MeetingKind, MeetingPlan, MeetingPlanFieldName};
use vedich_rights::Action;
use vedich_roadmap::planner::Planned;
use vedich_steering::Meeting;
use vedich_steering::check::is_address;
use vedich_steering::meeting::{MeetingState, calendar};
use vedich_values::{FactSeq, UnitId};

pub(super) async fn list(State(state): State<WebState>, desk: Desk) -> Answer {
    desk.actor()?;
    let draw = |s: Scene<'_>| {
        let f = desk.frame();
        let area = desk.area("area")?;
        let after = desk.after()?;
        let page = s.board.find_meetings(&search(&desk, area)?, after, PAGE);
        let typed = |name: &str| f.param(name).unwrap_or_default().to_owned();
        let view = MeetingsView {
            unit: s.name(area),
            area: desk.path_of(area),
            state: typed("state"),
            since: typed("since"),
            until: typed("until"),
            person: typed("person"),
            lines: page.items.iter().map(|meeting| words::meeting_line(s, meeting)).collect(),
            next: page.next.map(|next| f.here_with(&[("after", &next.to_string())])).unwrap_or_default(),
            files: desk.exports("/meetings/export/meetings", &[]),
            may_plan: !desk.units_for(Action::Assign).is_empty(),
        };
        Ok(render_list(f, &view))
    };
    shown(&desk, &state, draw, false).await
}

/// The meetings an address looks for.
pub(super) fn search(desk: &Desk, area: UnitId) -> Result<MeetingSearch, WebError> {
    let f = desk.frame();
    let state = desk.choice("state", &MeetingPart::ALL, |part| part.as_str())?;
    let (from, to) = desk.period()?;
    Ok(MeetingSearch { area, state, from, to, person: f.param("person").unwrap_or_default().to_owned() })
}

/// The list as a file.
pub(super) async fn export(State(state): State<WebState>, desk: Desk, Path(name): Path<String>) -> Answer {
    desk.actor()?;
    let made = desk.visit.render(&state, |s| {
        let area = desk.area("area")?;
        let found = s.board.find_meetings(&search(&desk, area)?, None, EXPORTED).items;
        let lines: Vec<_> = found.iter().map(|meeting| words::meeting_line(s, meeting)).collect();
        Ok(list_table(s.f, &s.name(area), &lines))
    });
    file(&desk, &made.await.map_err(|error| desk.visit.refuse(&error))?, &name)
}

/// What the page of a meeting shows as a workbook.
pub(super) async fn tables(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    let made = desk.visit.render(&state, |s| {
        let found = s.board.meeting(&key(&id)).ok_or_else(WebError::not_found)?;
        desk.reads_meeting(s, &found)?;
        Ok(of_meeting(s.f, &words::meeting_view(s, &found, &desk.login())))
    });
    book(&desk, &made.await.map_err(|error| desk.visit.refuse(&error))?, &format!("meeting-{id}"))
}

pub(super) async fn show(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    page(&state, &desk, &id, Sent::default()).await
}

/// The page of a meeting, with a form as it was sent.
pub(super) async fn page(state: &WebState, desk: &Desk, id: &str, sent: Sent) -> Answer {
    let wrong = !sent.wrong.is_empty();
    let letters = desk.app.letters_of_meeting(&key(id)).await.map_err(|error| desk.fail(error))?;
    let draw = |s: Scene<'_>| {
        let found = s.board.meeting(&key(id)).ok_or_else(WebError::not_found)?;
        desk.reads_meeting(s, &found)?;
        let reachable = found.plan.invited.iter().filter(|one| one.email.as_deref().is_some_and(is_address)).count();
        let view = MeetingPage {
            meeting: words::meeting_view(s, &found, &desk.login()),
            carried: desk.carried(found.version),
            may_write: desk.may(Action::Assign, found.unit),
            may_sign: desk.may(Action::Approve, found.unit),
            reports: reports(desk, &found),
            invitations: Invitations { letters, reachable, mail: state.sends_mail() },
            papers: desk.paper_ways(format!("/meetings/{}/papers", found.key), Some(found.unit), forms_of(&found)),
            people: if desk.may(Action::Assign, found.unit) { desk.people() } else { Vec::new() },
            sent,
            done: s.f.param("done").is_some(),
        };
        Ok(meeting::render(s.f, &view))
    };
    shown(desk, state, draw, wrong).await
}

/// The places whose results the reader may report: their own, or all where they report for whoever held the meeting.
fn reports(desk: &Desk, meeting: &Meeting) -> Vec<String> {
    if desk.frame().is_past() {
        return Vec::new();
    }
    let all = desk.may(Action::Count, meeting.unit);
    let places = meeting.directions.iter().map(|entry| entry.value.unit);
    places.filter(|unit| all || desk.may(Action::Count, *unit)).map(|unit| unit.to_string()).collect()
}

/// The papers a meeting can become: an invitation before it, minutes once it is held, the notice once something is concluded.
const fn forms_of(meeting: &Meeting) -> &'static [&'static str] {
    match (&meeting.state, meeting.conclusions.is_empty()) {
        (MeetingState::Planned | MeetingState::Cancelled { .. }, true) => &["invitation"],
        (MeetingState::Planned, false) => &["invitation"],
        (MeetingState::Concluded { .. } | MeetingState::Signed { .. }, false) => &["notice", "minutes"],
        _ => &["minutes"],
    }
}

/// The picture of the places on the day of the meeting, or today before it.
pub(super) async fn prepare(State(state): State<WebState>, mut desk: Desk, Path(id): Path<String>) -> Answer {
    let view = prepared_view(&state, &mut desk, &id).await?;
    shown(&desk, &state, |s| Ok(prepare_page::render(s.f, &view)), false).await
}

/// What the page to prepare a meeting shows as a workbook.
pub(super) async fn preparation(State(state): State<WebState>, mut desk: Desk, Path(id): Path<String>) -> Answer {
    let view = prepared_view(&state, &mut desk, &id).await?;
    book(&desk, &of_preparation(desk.frame(), &view.places), &format!("prepare-{id}"))
}

/// What a meeting is prepared with, on its day.
async fn prepared_view(state: &WebState, desk: &mut Desk, id: &str) -> Result<PrepareView, Response> {
    desk.actor()?;
    if !desk.frame().is_past()
        && let Ok(found) = desk.app.meeting_now(&key(id)).await
    {
        desk.visit.frame.as_of = found.plan.date.min(desk.frame().today);
    }
    let desk = &*desk;
    // A meeting written down after its day is not in the picture of that day, but what it is about is.
    let find = |s: Scene<'_>| {
        let found = s.board.meeting(&key(id)).or_else(|| desk.app.live().meeting(&key(id))).ok_or_else(WebError::not_found)?;
        desk.reads_meeting(s, &found).map(|()| found)
    };
    let roadmaps = desk.visit.render(state, |s| {
        let of = |unit: UnitId| Some((unit, Arc::clone(s.board.roadmap(unit)?), s.board.roadmaps(unit).to_vec()));
        Ok(about(&find(s)?).into_iter().filter_map(of).collect::<Vec<_>>())
    });
    let roadmaps = roadmaps.await.map_err(|error| desk.visit.refuse(&error))?;
    let (planner, on) = (state.clone(), desk.frame().as_of);
    let time = move || {
        let timed = roadmaps.iter().map(|(unit, record, others)| (*unit, planner.planner().timed(record, others, on).ok()));
        timed.collect::<Vec<(UnitId, Option<Arc<Planned>>)>>()
    };
    let untimed = |_| desk.visit.refuse(&WebError::internal("a roadmap could not be timed"));
    let timed = tokio::task::spawn_blocking(time).await.map_err(untimed)?;
    let view = desk.visit.render(state, |s| {
        let found = find(s)?;
        let planned = |unit: UnitId| timed.iter().find(|(of, _)| *of == unit).and_then(|(_, planned)| planned.as_deref());
        let places = about(&found).into_iter().map(|unit| prepared(s, unit, planned(unit))).collect();
        Ok(PrepareView { meeting: words::meeting_view(s, &found, &desk.login()), places })
    });
    view.await.map_err(|error| desk.visit.refuse(&error))
}

/// The places a meeting is prepared with: those it is about, else the unit that holds it.
fn about(meeting: &Meeting) -> Vec<UnitId> {
    if meeting.plan.places.is_empty() { vec![meeting.unit] } else { meeting.plan.places.clone() }
}

pub(super) async fn invitation(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    let found = desk.visit.render(&state, |s| {
        let found = s.board.meeting(&key(&id)).ok_or_else(WebError::not_found)?;
        desk.reads_meeting(s, &found).map(|()| found)
    });
    let meeting = found.await.map_err(|error| desk.visit.refuse(&error))?;
    let file = calendar::file(&meeting, desk.app.clock().now());
    Ok(sent_file(file.into_bytes(), calendar::MEDIA_TYPE, "vedich-invitation.ics"))
}

pub(super) async fn show_new(desk: Desk) -> Answer {
    desk.actor()?;
    plan_form(&desk, None, Sent::default(), FactSeq(0))
}

fn plan_form(desk: &Desk, id: Option<&str>, sent: Sent, base: FactSeq) -> Answer {
    let units = desk.units_for(Action::Assign);
    if units.is_empty() {
        return Err(desk.visit.refuse(&WebError::forbidden()));
    }
    let action = id.map_or_else(|| "/meetings/new".to_owned(), |id| format!("/meetings/{id}/edit"));
    let view = PlanForm { carried: desk.carried(base), action, units, people: desk.people(), sent, changes: id.is_some() };
    Ok(private(status(&view.sent), render_plan(desk.frame(), &view)))
}

/// The plan of a meeting of a unit as a form gives it; none when something in it is wrong, which is told.
fn read_plan(desk: &Desk, sent: &mut Sent, unit: UnitId) -> Option<MeetingPlan> {
    let date = desk.day(sent, "date").unwrap_or_else(|| desk.app.today());
    let mut plan = MeetingPlan::new(sent.typed("title"), date);
    plan.kind = MeetingKind::ALL.into_iter().find(|kind| kind.as_str() == sent.typed("kind")).unwrap_or_default();
    sent.typed("time").clone_into(&mut plan.time);
    sent.typed("venue").clone_into(&mut plan.venue);
    plan.chair = desk.someone(sent, "chair", unit);
    sent.typed("secretary").clone_into(&mut plan.secretary);
    let places = lines(sent, "places");
    plan.places = desk.units_field(sent, "places", &places);
    plan.agenda = lines(sent, "agenda");
    plan.invited = lines(sent, "invited").iter().map(|line| Invitee::parse(line)).collect();
    sent.wrong.is_empty().then_some(plan)
}

pub(super) async fn plan(desk: Desk, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let Ok(unit) = sent.typed("unit").parse::<UnitId>() else { return plan_form(&desk, None, sent, FactSeq(0)) };
    let Some(plan) = read_plan(&desk, &mut sent, unit) else { return plan_form(&desk, None, sent, FactSeq(0)) };
    match desk.app.plan_meeting(actor.by(sent.typed("command")), unit, plan).await {
        Ok((key, _)) => Ok(see(&format!("/meetings/{key}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            plan_form(&desk, None, sent, FactSeq(0))
        }
    }
}

pub(super) async fn show_edit(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.actor()?;
    match desk.app.meeting_now(&key(&id)).await {
        Ok(found) if desk.may(Action::Assign, found.unit) => plan_form(&desk, Some(&id), filled(&desk, &found.plan), found.version),
        Ok(_) => Err(desk.visit.refuse(&WebError::forbidden())),
        Err(_) => Err(desk.visit.refuse(&WebError::not_found())),
    }
}

/// The form as the plan stands.
fn filled(desk: &Desk, plan: &MeetingPlan) -> Sent {
    let invited = plan.invited.iter().map(|one| match &one.email {
        Some(email) => format!("{} <{email}>", one.who),
        None => one.who.clone(),
    });
    let typed = [
        ("title", plan.title.clone()),
        ("kind", plan.kind.as_str().to_owned()),
        ("date", desk.frame().date_field(plan.date)),
        ("time", plan.time.clone()),
        ("venue", plan.venue.clone()),
        ("chair", desk.app.someone_typed(&plan.chair)),
        ("secretary", plan.secretary.clone()),
        ("places", plan.places.iter().map(|unit| desk.path_of(*unit)).collect::<Vec<_>>().join("\n")),
        ("agenda", plan.agenda.join("\n")),
        ("invited", invited.collect::<Vec<_>>().join("\n")),
    ];
    Sent { typed: typed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), wrong: Vec::new() }
}

pub(super) async fn edit(desk: Desk, Path(id): Path<String>, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let found = desk.app.meeting_now(&key(&id)).await.map_err(|_| desk.visit.refuse(&WebError::not_found()))?;
    let base = sent.typed("base").parse().map_or(found.version, FactSeq);
    let Some(mut plan) = read_plan(&desk, &mut sent, found.unit) else { return plan_form(&desk, Some(&id), sent, base) };
    if plan.chair.name == found.plan.chair.name {
        plan.chair = found.plan.chair.clone();
    }
    // Only what was changed is written, so that two people changing different fields lose nothing.
    let changed = plan.differing(&found.plan);
    if changed.is_empty() {
        return Ok(see(&format!("/meetings/{id}")));
    }
    debug_assert!(changed.len() <= MeetingPlanFieldName::ALL.len(), "each field once");
    let written = Written { key: key(&id), base: Some(base), on: None, what: vec![MeetingEdit::Set(changed)] };
    match desk.app.write_meeting(actor.by(sent.typed("command")), written).await {
        Ok(_) => Ok(see(&format!("/meetings/{id}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            plan_form(&desk, Some(&id), sent, base)
        }
    }
}
