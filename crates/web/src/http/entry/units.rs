//! Many units at once: a row per unit. Everything sent is kept as a draft first; recording is all or nothing.

use super::form::{Form, pairs};
use super::workbook::read_told;
use super::{ended, look, meanwhile, period};
use crate::http::error::WebError;
use crate::http::people::{Desk, private, see};
use crate::http::{Answer, actor::Actor, address};
use crate::pages::entry::units::render;
use crate::present::entry::sheet::Around;
use crate::present::entry::units::{Grid, view};
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use vedich_app::sheets::{LineFate, SaveSheet, SavedSheet};
use vedich_app::{AppError, Hand};
use vedich_board::Board;
use vedich_entry::SheetDraft;
use vedich_facts::UnitLevel;
use vedich_rights::{Action, On, Refusal};
use vedich_values::{Period, UnitId};

/// The name of an area's sheet among the drafts of a person.
pub(super) fn sheet_name(area: UnitId) -> String {
    format!("{area}/units")
}

/// The rows of an area that a hand may enter values of: its communes, or the hamlets of a commune.
pub(super) fn grid(desk: &Desk, board: &Board, hand: &Hand, area: UnitId, period: Period) -> Result<Grid, WebError> {
    let window = desk.app.window(board, area, period).ok_or_else(WebError::not_found)?;
    let on = window.default_date(desk.app.today());
    let registry = &board.reference().registry;
    let level = registry.at(area, on).ok_or_else(WebError::not_found)?.level;
    let below = if level == UnitLevel::Commune { UnitLevel::Hamlet } else { UnitLevel::Commune };
    let rows = registry.descendants(area, below, on).into_iter().filter_map(|unit| {
        let set = board.set_in_force_on(unit, on).filter(|_| desk.app.has_sheets(board, unit, period, on))?;
        Some((unit, desk.app.enterable(hand, unit, set))).filter(|(_, open)| !open.is_empty())
    });
    let number = |name: &str| desk.frame().param(name).and_then(|text| text.parse().ok());
    let page = number("page").map_or(0, usize::from);
    Ok(Grid { area, period, window, units: rows.collect(), criterion: number("criterion"), page })
}

/// Whether a hand enters anything of an area: values of a row, or what forms state of units that have no set (B11).
pub(super) fn may_fill(desk: &Desk, hand: &Hand, grid: &Grid) -> bool {
    !grid.units.is_empty() || desk.app.may(hand, Action::Enter, &On::unit(grid.area)).is_ok()
}

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    let actor = desk.actor()?;
    let refuse = |error: WebError| desk.visit.refuse(&error);
    let asked = address::unit(&unit).and_then(|area| Ok((area, period(&desk, area, desk.frame().param("period"))?)));
    let (area, period) = asked.map_err(refuse)?;
    let kept = desk.app.sheet_draft(&actor.hand, &sheet_name(area), period).await.map_err(|error| desk.fail(error))?;
    let barred = desk.app.barred(&actor.hand, &kept.draft).await.map_err(|error| desk.fail(error))?;
    let units = desk.app.units_of_draft(&kept.draft);
    let meanwhile = meanwhile(&desk, &actor.hand, &units, period, &kept.draft).await.map_err(|error| desk.fail(error))?;
    let page = look(&desk, |s| {
        let grid = grid(&desk, s.board, &actor.hand, area, period).map_err(refuse)?;
        if !may_fill(&desk, &actor.hand, &grid) {
            return Err(desk.fail(AppError::Forbidden(Refusal::OutsideArea)));
        }
        let units: Vec<UnitId> = grid.units.iter().map(|(unit, _)| *unit).collect();
        let plans = desk.app.plan_units(s.board, &units, period, &kept.draft);
        let may_submit = !units.is_empty()
            && units.iter().all(|unit| desk.app.may_submit(&actor.hand, *unit) && desk.app.has_last_day(s.board, *unit, period));
        let asked = s.f.param("check").is_some();
        let forms = desk.app.form_lines(s.board, (&actor.hand, &barred), &desk.app.units_of_draft(&kept.draft), period, &kept.draft);
        let around = Around {
            forms,
            may_submit,
            person: actor.device_name(),
            token: actor.token.clone(),
            kept,
            asked,
            meanwhile,
            ..Around::default()
        };
        let mut shown = view(s, &desk.app, &grid, &plans, &around);
        shown.done = done(s.f);
        Ok(render(s.f, &shown))
    });
    page.map(|page| private(StatusCode::OK, page))
}

fn done(f: &crate::frame::Frame) -> String {
    let told = match f.param("done") {
        Some("read") => return read_told(f),
        Some("recorded") => f.text("entry.recorded"),
        Some("submitted") => f.text("entry.submitted"),
        Some("nothing") => f.text("entry.nothing"),
        Some("kept") => f.text("entry.kept"),
        Some("discarded") => f.text("entry.discarded"),
        _ => "",
    };
    told.to_owned()
}

pub(super) async fn send(desk: Desk, Path(unit): Path<String>, body: Bytes) -> Answer {
    let sent = pairs(&body);
    let form = Form::of(&sent, desk.app.version().get());
    let Some(actor) = desk.acting.clone().filter(|actor| actor.token == form.plain("token")) else { return Err(ended(&desk, sent)) };
    let asked = address::unit(&unit).and_then(|area| Ok((area, period(&desk, area, Some(form.plain("period")))?)));
    let (area, period) = asked.map_err(|error| desk.visit.refuse(&error))?;
    let back = back_to(area, period, &form);
    let done = carry_out(&desk, &actor, area, period, form).await.map_err(|error| match error {
        AppError::Refused(problems) => {
            let said: Vec<String> = problems.iter().map(|problem| desk.frame().lang.problem_without_place(problem)).collect();
            desk.visit.refuse(&WebError::bad_request(said.join(" ")))
        }
        error => desk.fail(error),
    })?;
    Ok(see(&format!("{back}&{done}")))
}

/// The page the form was on: the criterion and the rows that were in sight.
fn back_to(area: UnitId, period: Period, form: &Form) -> String {
    let number = |name: &'static str| form.plain(name).parse::<u16>().ok().map(|number| format!("&{name}={number}")).unwrap_or_default();
    format!("/entry/{area}/units?period={period}{}{}", number("criterion"), number("page"))
}

async fn carry_out(desk: &Desk, actor: &Actor, area: UnitId, period: Period, form: Form) -> Result<&'static str, AppError> {
    let (app, name) = (&desk.app, sheet_name(area));
    if !grid(desk, &app.live(), &actor.hand, area, period).is_ok_and(|grid| may_fill(desk, &actor.hand, &grid)) {
        return Err(AppError::Forbidden(Refusal::OutsideArea));
    }
    if form.plain("do") == "discard" {
        let version = form.plain("draft").parse().unwrap_or(0);
        return Ok(if app.drop_draft(&actor.hand, &name, period, version).await? { "done=discarded" } else { "" });
    }
    let kept = app.keep_draft(&actor.hand, &name, period, Some(&form.head()), form.lines.clone()).await?;
    if !kept.conflicts.is_empty() {
        return Ok("check=1");
    }
    let submit = match form.plain("do") {
        "record" => false,
        "submit" => true,
        _ => return Ok("done=kept"),
    };
    let draft = reasoned(desk, period, kept.draft, form.plain("reason"));
    let save = SaveSheet { units: app.units_of_draft(&draft), period, draft: draft.clone(), submit, content_hash: None };
    if save.units.is_empty() {
        return Ok("done=nothing");
    }
    match app.save_sheet(actor.by(form.plain("command")), save).await? {
        SavedSheet::Open(_) => Ok("check=1"),
        saved => {
            app.forget_recorded(&actor.hand, &name, period, &draft).await?;
            let nothing = matches!(saved, SavedSheet::Nothing);
            Ok(if nothing {
                "done=nothing"
            } else if submit {
                "done=submitted"
            } else {
                "done=recorded"
            })
        }
    }
}

/// One reason for every odd value that waits for one.
fn reasoned(desk: &Desk, period: Period, mut draft: SheetDraft, reason: &str) -> SheetDraft {
    if reason.is_empty() {
        return draft;
    }
    let plans = desk.app.plan_units(&desk.app.live(), &desk.app.units_of_draft(&draft), period, &draft);
    for line in plans.iter().flat_map(|plan| &plan.lines).filter(|line| line.fate == LineFate::Waiting) {
        if let Some(kept) = draft.lines.get_mut(&line.key.to_string()) {
            reason.clone_into(&mut kept.reason);
        }
    }
    draft
}
