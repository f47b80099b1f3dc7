//! Meetings: the list, one of them, the page to prepare it, the invitation; planning.

use super::{Desk, PAGE, key, sent_file, shown};
use crate::http::people::{private, see, status, told};
use crate::http::{WebError, WebState};
use crate::pages::steering::invitations::Invitations;
use crate::pages::steering::meeting::MeetingPage;
use crate::pages::steering::meetings::{MeetingsView, PlanForm, render as render_list, render_plan};
use crate::pages::steering::prepare::PrepareView;
use crate::pages::steering::{meeting, prepare as prepare_page};
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::steering::meetings as words;
use axum::extract::{Path, State};
use axum::response::Response;
use vedich_app::steering::Written;
use vedich_facts::steering::{Invitee, MeetingEdit, MeetingKind, MeetingPlan, MeetingPlanFieldName};
use vedich_rights::Action;
use vedich_steering::Meeting;
use vedich_steering::check::is_address;
use vedich_steering::meeting::{MeetingState, calendar};
use vedich_values::{FactSeq, UnitId};

pub(super) async fn list(State(state): State<WebState>, desk: Desk) -> Response {
    if let Err(elsewhere) = desk.actor() {
        return elsewhere;
    }
    let draw = |s: Scene<'_>| {
        let f = desk.frame();
        let area = desk.area("area")?;
        let after = f.param("after").and_then(|text| text.parse().ok());
        let page = s.board.meetings(area, after, PAGE);
        let view = MeetingsView {
            unit: s.name(area),
            lines: page.items.iter().map(|meeting| words::meeting_line(s, meeting)).collect(),
            next: page.next.map(|next| f.here_with(&[("after", &next.to_string())])).unwrap_or_default(),
            may_plan: !desk.units_for(Action::Assign).is_empty(),
        };
        Ok(render_list(f, &view))
    };
    shown(&desk, &state, draw, false).await
}

pub(super) async fn show(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    match desk.actor() {
        Ok(_) => page(&state, &desk, &id, Sent::default()).await,
        Err(elsewhere) => elsewhere,
    }
}

/// The page of a meeting, with a form as it was sent.
pub(super) async fn page(state: &WebState, desk: &Desk, id: &str, sent: Sent) -> Response {
    let wrong = !sent.wrong.is_empty();
    let letters = match desk.app.letters_of_meeting(&key(id)).await {
        Ok(letters) => letters,
        Err(error) => return desk.fail(error),
    };
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
        (MeetingState::Planned, false) => &["notice", "invitation"],
        (_, true) => &["minutes"],
        (_, false) => &["notice", "minutes"],
    }
}

/// The picture of the places on the day of the meeting, or today before it.
pub(super) async fn prepare(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    if let Err(elsewhere) = desk.actor() {
        return elsewhere;
    }
    let mut desk = desk;
    if !desk.frame().is_past()
        && let Ok(found) = desk.app.meeting_now(&key(&id)).await
    {
        desk.visit.frame.as_of = found.plan.date.min(desk.frame().today);
    }
    let draw = |s: Scene<'_>| {
        // A meeting written down after its day is not in the picture of that day, but what it is about is.
        let found = s.board.meeting(&key(&id)).or_else(|| desk.app.live().meeting(&key(&id))).ok_or_else(WebError::not_found)?;
        desk.reads_meeting(s, &found)?;
        let view = PrepareView {
            meeting: words::meeting_view(s, &found, &desk.login()),
            places: found.plan.places.iter().map(|unit| words::prepared(s, *unit)).collect(),
        };
        Ok(prepare_page::render(s.f, &view))
    };
    shown(&desk, &state, draw, false).await
}

pub(super) async fn invitation(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    if let Err(elsewhere) = desk.actor() {
        return elsewhere;
    }
    let found = desk.visit.render(&state, |s| {
        let found = s.board.meeting(&key(&id)).ok_or_else(WebError::not_found)?;
        desk.reads_meeting(s, &found).map(|()| found)
    });
    match found.await {
        Ok(meeting) => {
            let file = calendar::file(&meeting, desk.app.clock().now());
            sent_file(file.into_bytes(), calendar::MEDIA_TYPE, "vedich-invitation.ics")
        }
        Err(error) => desk.visit.refuse(&error),
    }
}

pub(super) async fn show_new(desk: Desk) -> Response {
    match desk.actor() {
        Ok(_) => plan_form(&desk, None, Sent::default(), FactSeq(0)),
        Err(elsewhere) => elsewhere,
    }
}

fn plan_form(desk: &Desk, id: Option<&str>, sent: Sent, base: FactSeq) -> Response {
    let units = desk.units_for(Action::Assign);
    if units.is_empty() {
        return desk.visit.refuse(&WebError::forbidden());
    }
    let action = id.map_or_else(|| "/meetings/new".to_owned(), |id| format!("/meetings/{id}/edit"));
    let view = PlanForm { carried: desk.carried(base), action, units, sent, changes: id.is_some() };
    private(status(&view.sent), render_plan(desk.frame(), &view))
}

/// The plan as a form gives it; none when something in it is wrong, which is told.
fn read_plan(desk: &Desk, sent: &mut Sent, body: &str) -> Option<MeetingPlan> {
    let lines = |name: &str| super::fields::lines(body, name);
    let (places, agenda, invited) = (lines("places"), lines("agenda"), lines("invited"));
    for (name, lines) in [("places", &places), ("agenda", &agenda), ("invited", &invited)] {
        sent.typed.retain(|(key, _)| key != name);
        sent.typed.push((name.to_owned(), lines.join("\n")));
    }
    let date = desk.day(sent, "date").unwrap_or_else(|| desk.app.today());
    let mut plan = MeetingPlan::new(sent.typed("title"), date);
    plan.kind = MeetingKind::ALL.into_iter().find(|kind| kind.as_str() == sent.typed("kind")).unwrap_or_default();
    sent.typed("time").clone_into(&mut plan.time);
    sent.typed("venue").clone_into(&mut plan.venue);
    plan.chair = desk.someone(sent.typed("chair"));
    sent.typed("secretary").clone_into(&mut plan.secretary);
    plan.places = desk.units_field(sent, "places", &places);
    plan.agenda = agenda;
    plan.invited = invited.iter().map(|line| Invitee::parse(line)).collect();
    if let Some((_, why)) = sent.wrong.iter().find(|(name, _)| *name == "places").cloned() {
        sent.refuse("", why);
    }
    sent.wrong.is_empty().then_some(plan)
}

pub(super) async fn plan(desk: Desk, body: String) -> Response {
    let (actor, mut sent) = match desk.actor().and_then(|actor| Ok((actor, desk.sent(&body)?))) {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere,
    };
    let plan = read_plan(&desk, &mut sent, &body);
    let (Some(plan), Ok(unit)) = (plan, sent.typed("unit").parse::<UnitId>()) else { return plan_form(&desk, None, sent, FactSeq(0)) };
    match desk.app.plan_meeting(actor.by(sent.typed("command")), unit, plan).await {
        Ok((key, _)) => see(&format!("/meetings/{key}?done=1")),
        Err(error) => match told(&desk, &mut sent, error) {
            Ok(()) => plan_form(&desk, None, sent, FactSeq(0)),
            Err(elsewhere) => elsewhere,
        },
    }
}

pub(super) async fn show_edit(desk: Desk, Path(id): Path<String>) -> Response {
    if let Err(elsewhere) = desk.actor() {
        return elsewhere;
    }
    match desk.app.meeting_now(&key(&id)).await {
        Ok(found) if desk.may(Action::Assign, found.unit) => plan_form(&desk, Some(&id), filled(&desk, &found.plan), found.version),
        Ok(_) => desk.visit.refuse(&WebError::forbidden()),
        Err(_) => desk.visit.refuse(&WebError::not_found()),
    }
}

/// The form as the plan stands.
fn filled(desk: &Desk, plan: &MeetingPlan) -> Sent {
    let registry = desk.app.reference().registry;
    let invited = plan.invited.iter().map(|one| match &one.email {
        Some(email) => format!("{} <{email}>", one.who),
        None => one.who.clone(),
    });
    let day = desk.app.today();
    let typed = [
        ("title", plan.title.clone()),
        ("kind", plan.kind.as_str().to_owned()),
        ("date", desk.frame().date_field(plan.date)),
        ("time", plan.time.clone()),
        ("venue", plan.venue.clone()),
        ("chair", plan.chair.name.clone()),
        ("secretary", plan.secretary.clone()),
        ("places", plan.places.iter().map(|unit| registry.path(*unit, day)).collect::<Vec<_>>().join("\n")),
        ("agenda", plan.agenda.join("\n")),
        ("invited", invited.collect::<Vec<_>>().join("\n")),
    ];
    Sent { typed: typed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), wrong: Vec::new() }
}

pub(super) async fn edit(desk: Desk, Path(id): Path<String>, body: String) -> Response {
    let (actor, mut sent) = match desk.actor().and_then(|actor| Ok((actor, desk.sent(&body)?))) {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere,
    };
    let Ok(found) = desk.app.meeting_now(&key(&id)).await else { return desk.visit.refuse(&WebError::not_found()) };
    let base = sent.typed("base").parse().map_or(found.version, FactSeq);
    let Some(mut plan) = read_plan(&desk, &mut sent, &body) else { return plan_form(&desk, Some(&id), sent, base) };
    if plan.chair.name == found.plan.chair.name {
        plan.chair = found.plan.chair.clone();
    }
    // Only what was changed is written, so that two people changing different fields lose nothing.
    let changed = plan.differing(&found.plan);
    if changed.is_empty() {
        return see(&format!("/meetings/{id}"));
    }
    debug_assert!(changed.len() <= MeetingPlanFieldName::ALL.len(), "each field once");
    let written = Written { key: key(&id), base: Some(base), on: None, what: vec![MeetingEdit::Set(changed)] };
    match desk.app.write_meeting(actor.by(sent.typed("command")), written).await {
        Ok(_) => see(&format!("/meetings/{id}?done=1")),
        Err(error) => match told(&desk, &mut sent, error) {
            Ok(()) => plan_form(&desk, Some(&id), sent, base),
            Err(elsewhere) => elsewhere,
        },
    }
}
