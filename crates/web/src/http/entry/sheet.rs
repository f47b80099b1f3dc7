//! The sheet as a page and a form. Everything sent is kept as a draft first; then it is recorded, or the page says what is in the way.

use super::attach::{self, attach, wants_json};
use super::form::Form;
use super::{done, done_later, ended, look, meanwhile, period};
use crate::http::error::WebError;
use crate::http::fieldwork::{remarks_on, remarks_told, told_later};
use crate::http::people::{Desk, private, see};
use crate::http::upload::{self, Uploaded};
use crate::http::{Answer, actor::Actor, address};
use crate::pages::entry::sheet::SheetView;
use crate::pages::entry::{list as list_page, minutes as minutes_page, sheet as sheet_page};
use crate::parts::Link;
use crate::present::entry::list as present_list;
use crate::present::entry::sheet::{Around, view};
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use vedich_app::AppError;
use vedich_app::evidence::Added;
use vedich_app::sheets::{SaveSheet, SavedSheet};
use vedich_rights::Refusal;
use vedich_values::{CriterionNo, Period, UnitId};

pub(super) async fn list(desk: Desk) -> Answer {
    let signed = desk.person()?;
    let drafts = desk.app.sheet_drafts(signed.hand()).await.map_err(|error| desk.fail(error))?;
    let page = look(&desk, |s| list_page::render(s.f, &present_list::view(s, &desk.app, &signed, &drafts)));
    Ok(private(StatusCode::OK, page))
}

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    respond(&desk, &unit, sheet_page::render).await
}

pub(super) async fn minutes(desk: Desk, Path(unit): Path<String>) -> Answer {
    respond(&desk, &unit, minutes_page::render).await
}

async fn respond(desk: &Desk, unit: &str, render: impl FnOnce(&crate::frame::Frame, &SheetView) -> maud::Markup) -> Answer {
    let actor = desk.actor()?;
    let asked = address::unit(unit).and_then(|unit| Ok((unit, period(desk, unit, desk.frame().param("period"))?)));
    let (unit, period) = asked.map_err(|error| desk.visit.refuse(&error))?;
    let view = prepared(desk, &actor, unit, period).await?;
    Ok(private(StatusCode::OK, render(desk.frame(), &view)))
}

async fn prepared(desk: &Desk, actor: &Actor, unit: UnitId, period: Period) -> Result<SheetView, Response> {
    let refuse = |error: WebError| desk.visit.refuse(&error);
    let kept = desk.app.sheet_draft(&actor.hand, &unit.to_string(), period).await.map_err(|error| desk.fail(error))?;
    let barred = desk.app.barred(&actor.hand, &kept.draft).await.map_err(|error| desk.fail(error))?;
    let asked = desk.frame().param("check").is_some();
    let whole = desk.frame().param("whole").and_then(|no| no.parse().ok()).map(CriterionNo);
    let remarks = remarks_told(desk, actor, unit).await.map_err(|error| desk.fail(error))?;
    let meanwhile = meanwhile(desk, &actor.hand, &[unit], period, &kept.draft).await.map_err(|error| desk.fail(error))?;
    look(desk, |s| {
        let plan = desk.app.plan_sheet(s.board, unit, period, &kept.draft);
        let plan = plan.map_err(|problem| refuse(WebError::bad_request(s.f.lang.problem_without_place(&problem))))?;
        let open = desk.app.enterable(&actor.hand, unit, &plan.form.set);
        if open.is_empty() {
            return Err(desk.fail(AppError::Forbidden(Refusal::OutsideArea)));
        }
        let may_submit = desk.app.may_submit(&actor.hand, unit);
        let forms = desk.app.form_lines(s.board, (&actor.hand, &barred), &[unit], period, &kept.draft);
        let around = Around {
            open,
            may_submit,
            person: actor.device_name(),
            token: actor.token.clone(),
            pass: desk.app.form_pass(&actor.hand),
            kept,
            asked,
            forms,
            has_store: desk.app.evidence_store().is_some(),
            charges: vedich_app::duties::in_charge(s.board, unit, &plan.form.set),
            whole,
            meanwhile,
            checks: s.board.checks(unit),
        };
        let mut shown = view(s, &desk.app, &plan, &around);
        shown.done = std::iter::once(done(s.f)).chain(remarks).filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" ");
        shown.problems.extend(around.kept.draft.unread.iter().map(|one| crate::present::entry::units::unread(s, one)));
        shown.stated.extend(around.kept.draft.passed_over.iter().map(|one| crate::present::entry::units::unread(s, one)));
        if asked && plan.locked && around.kept.draft.late.is_empty() {
            let problem = vedich_values::Diagnostic::error("sheet.late-needs-reason", vedich_values::Place::default());
            let problem = problem.with("date", plan.window.due);
            shown.to_mend.insert(0, Link::new(s.f.lang.problem_without_place(&problem), "#late"));
        }
        Ok(shown)
    })
}

pub(super) async fn send(desk: Desk, Path(unit): Path<String>, request: Request) -> Answer {
    let sent = upload::read(request).await.map_err(|status| desk.visit.refuse(&WebError::of(status)))?;
    let form = Form::of(&sent.fields, desk.app.version().get());
    let asked = address::unit(&unit).and_then(|unit| Ok((unit, period(&desk, unit, Some(form.plain("period")))?)));
    let sheet = asked.map_err(|error| desk.visit.refuse(&error))?;
    if wants_json(&desk) {
        return Ok(attach::answer(&desk, desk.acting.as_ref(), sheet, sent).await);
    }
    let shown = |actor: &Actor| desk.was_shown(actor, form.plain("token"), form.plain("pass"));
    let Some(actor) = desk.acting.clone().filter(shown) else { return Err(ended(&desk, sent.fields, !sent.files.is_empty())) };
    let (unit, period) = sheet;
    let mut added = Vec::new();
    match carry_out(&desk, &actor, sheet, form, sent, &mut added).await {
        Ok(done) => Ok(see(&format!("/entry/{unit}?period={period}&{done}"))),
        Err(AppError::Refused(problems)) => {
            let said = problems.iter().map(|problem| desk.frame().lang.problem_without_place(problem)).collect();
            Ok(refused(&desk, &actor, sheet, said, &added).await)
        }
        Err(error) => Err(desk.fail(error)),
    }
}

/// The sheet once more, with what is in the way; what was typed is kept as a draft by then, and files that came along are attached.
pub(super) async fn refused(desk: &Desk, actor: &Actor, (unit, period): (UnitId, Period), said: Vec<String>, added: &[Added]) -> Response {
    match prepared(desk, actor, unit, period).await {
        Ok(mut view) => {
            view.problems.extend(said);
            let attached = if added.is_empty() { "" } else { desk.frame().text("entry.attached") };
            let remarks = match remarks_on(desk, actor, unit, added).await {
                Ok(remarks) => remarks,
                Err(error) => return desk.fail(error),
            };
            view.done = [attached].into_iter().chain(remarks.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
            private(StatusCode::UNPROCESSABLE_ENTITY, sheet_page::render(desk.frame(), &view))
        }
        Err(_) => desk.visit.refuse(&WebError::bad_request(said.join(" "))),
    }
}

/// Does what the form asks for; what the page then says, of files that came along too, which `added` has even if the rest is refused.
async fn carry_out(
    desk: &Desk,
    actor: &Actor,
    (unit, period): (UnitId, Period),
    form: Form,
    sent: Uploaded,
    added: &mut Vec<Added>,
) -> Result<String, AppError> {
    let (app, name) = (&desk.app, unit.to_string());
    let set = app.live().set_in_force(unit).cloned();
    if set.is_none_or(|set| app.enterable(&actor.hand, unit, &set).is_empty()) {
        return Err(AppError::Forbidden(Refusal::OutsideArea));
    }
    if form.plain("do") == "discard" {
        let version = form.plain("draft").parse().unwrap_or(0);
        let dropped = app.drop_draft(&actor.hand, &name, period, version).await?;
        return Ok(if dropped { "done=discarded".to_owned() } else { String::new() });
    }
    let kept = app.keep_draft(&actor.hand, &name, period, Some(&form.head()), form.lines.clone()).await?;
    let attached = !sent.files.is_empty();
    attach(desk, actor, (unit, period), &sent.fields, sent.files, added).await?;
    let files = told_later(added);
    let says = |what: &str| Ok(format!("{what}{files}"));
    if !kept.conflicts.is_empty() {
        return says("check=1");
    }
    if let Some(no) = form.plain("do").strip_prefix("whole-").and_then(|no| no.parse::<u16>().ok()) {
        return Ok(format!("whole={no}{files}#c-{no}"));
    }
    let submit = match form.plain("do") {
        "record" => false,
        "submit" => true,
        _ => return says(if attached { "done=attached" } else { "done=kept" }),
    };
    let save = SaveSheet { units: vec![unit], period, draft: kept.draft.clone(), submit, content_hash: None };
    let saved = app.save_sheet(actor.by(form.plain("command")), save).await?;
    if !matches!(saved, SavedSheet::Open(_)) {
        app.forget_recorded(&actor.hand, &name, period, &kept.draft).await?;
    }
    says(&done_later(&saved, submit))
}
