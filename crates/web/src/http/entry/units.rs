//! Many units at once: a row per unit. Everything sent is kept as a draft first; recording is all or nothing.

use super::form::{Form, pairs};
use super::{done, done_later, ended, look, meanwhile, period};
use crate::frame::Frame;
use crate::http::error::WebError;
use crate::http::people::{Desk, private, see};
use crate::http::{Answer, actor::Actor, address};
use crate::pages::entry::units::{UnitsView, render};
use crate::present::entry::sheet::Around;
use crate::present::entry::units::{Grid, view};
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
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

/// Which of the rows and columns of an area are in sight.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InSight {
    criterion: Option<u16>,
    page: usize,
}

impl InSight {
    /// Those an address asks for.
    fn asked(f: &Frame) -> Self {
        let number = |name: &str| f.param(name).and_then(|text| text.parse::<u16>().ok());
        Self { criterion: number("criterion"), page: number("page").map_or(0, usize::from) }
    }

    /// Those a form was filled in on.
    fn of(form: &Form) -> Self {
        let number = |name: &str| form.plain(name).parse::<u16>().ok();
        Self { criterion: number("criterion"), page: number("page").map_or(0, usize::from) }
    }
}

/// The rows of an area that a hand may enter values of: its communes, or the hamlets of a commune.
pub(super) fn grid(desk: &Desk, board: &Board, hand: &Hand, (area, period): (UnitId, Period), seen: InSight) -> Result<Grid, WebError> {
    let window = desk.app.window(board, area, period).ok_or_else(WebError::not_found)?;
    let on = window.default_date(desk.app.today());
    let registry = &board.reference().registry;
    let level = registry.at(area, on).ok_or_else(WebError::not_found)?.level;
    let below = if level == UnitLevel::Commune { UnitLevel::Hamlet } else { UnitLevel::Commune };
    let rows = registry.descendants(area, below, on).into_iter().filter_map(|unit| {
        let set = board.set_in_force_on(unit, on).filter(|_| desk.app.has_sheets(board, unit, period, on))?;
        Some((unit, desk.app.enterable(hand, unit, set))).filter(|(_, open)| !open.is_empty())
    });
    Ok(Grid { area, period, window, units: rows.collect(), criterion: seen.criterion, page: seen.page })
}

/// Whether a hand enters anything of an area: values of a row, or what forms state of units that have no set (B11).
pub(super) fn may_fill(desk: &Desk, hand: &Hand, grid: &Grid) -> bool {
    !grid.units.is_empty() || desk.app.may(hand, Action::Enter, &On::unit(grid.area)).is_ok()
}

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    let actor = desk.actor()?;
    let refuse = |error: WebError| desk.visit.refuse(&error);
    let asked = address::unit(&unit).and_then(|area| Ok((area, period(&desk, area, desk.frame().param("period"))?)));
    let view = prepared(&desk, &actor, asked.map_err(refuse)?, InSight::asked(desk.frame())).await?;
    Ok(private(StatusCode::OK, render(desk.frame(), &view)))
}

async fn prepared(desk: &Desk, actor: &Actor, (area, period): (UnitId, Period), seen: InSight) -> Result<UnitsView, Response> {
    let kept = desk.app.sheet_draft(&actor.hand, &sheet_name(area), period).await.map_err(|error| desk.fail(error))?;
    let barred = desk.app.barred(&actor.hand, &kept.draft).await.map_err(|error| desk.fail(error))?;
    let units = desk.app.units_of_draft(&kept.draft);
    let meanwhile = meanwhile(desk, &actor.hand, &units, period, &kept.draft).await.map_err(|error| desk.fail(error))?;
    look(desk, |s| {
        let grid = grid(desk, s.board, &actor.hand, (area, period), seen).map_err(|error| desk.visit.refuse(&error))?;
        if !may_fill(desk, &actor.hand, &grid) {
            return Err(desk.fail(AppError::Forbidden(Refusal::OutsideArea)));
        }
        let units: Vec<UnitId> = grid.units.iter().map(|(unit, _)| *unit).collect();
        let plans = desk.app.plan_units(s.board, &units, period, &kept.draft);
        let may_submit = !units.is_empty()
            && units.iter().all(|unit| desk.app.may_submit(&actor.hand, *unit) && desk.app.has_last_day(s.board, *unit, period));
        let asked = s.f.param("check").is_some();
        let forms = desk.app.form_lines(s.board, (&actor.hand, &barred), &desk.app.units_of_draft(&kept.draft), period, &kept.draft);
        let (token, pass) = (actor.token.clone(), desk.app.form_pass(&actor.hand));
        let around = Around { forms, may_submit, person: actor.device_name(), token, pass, kept, asked, meanwhile, ..Around::default() };
        let mut shown = view(s, &desk.app, &grid, &plans, &around);
        shown.done = done(s.f);
        Ok(shown)
    })
}

/// The page once more, with what is in the way; what was typed is kept as a draft by then.
pub(super) async fn refused(desk: &Desk, actor: &Actor, sheet: (UnitId, Period), seen: InSight, said: Vec<String>) -> Response {
    match prepared(desk, actor, sheet, seen).await {
        Ok(mut view) => {
            view.problems.extend(said);
            private(StatusCode::UNPROCESSABLE_ENTITY, render(desk.frame(), &view))
        }
        Err(answer) => answer,
    }
}

pub(super) async fn send(desk: Desk, Path(unit): Path<String>, body: Bytes) -> Answer {
    let sent = pairs(&body);
    let form = Form::of(&sent, desk.app.version().get());
    let shown = |actor: &Actor| desk.was_shown(actor, form.plain("token"), form.plain("pass"));
    let Some(actor) = desk.acting.clone().filter(shown) else { return Err(ended(&desk, sent, false)) };
    let asked = address::unit(&unit).and_then(|area| Ok((area, period(&desk, area, Some(form.plain("period")))?)));
    let (area, period) = asked.map_err(|error| desk.visit.refuse(&error))?;
    match carry_out(&desk, &actor, area, period, &form).await {
        Ok(done) => Ok(see(&format!("{}&{done}", back_to(area, period, &form)))),
        Err(AppError::Refused(problems)) => {
            let said = problems.iter().map(|problem| desk.frame().lang.problem_without_place(problem)).collect();
            Ok(refused(&desk, &actor, (area, period), InSight::of(&form), said).await)
        }
        Err(error) => Err(desk.fail(error)),
    }
}

/// The page the form was on: the criterion and the rows that were in sight.
fn back_to(area: UnitId, period: Period, form: &Form) -> String {
    let number = |name: &'static str| form.plain(name).parse::<u16>().ok().map(|number| format!("&{name}={number}")).unwrap_or_default();
    format!("/entry/{area}/units?period={period}{}{}", number("criterion"), number("page"))
}

async fn carry_out(desk: &Desk, actor: &Actor, area: UnitId, period: Period, form: &Form) -> Result<String, AppError> {
    let (app, name) = (&desk.app, sheet_name(area));
    if !grid(desk, &app.live(), &actor.hand, (area, period), InSight::default()).is_ok_and(|grid| may_fill(desk, &actor.hand, &grid)) {
        return Err(AppError::Forbidden(Refusal::OutsideArea));
    }
    if form.plain("do") == "discard" {
        let version = form.plain("draft").parse().unwrap_or(0);
        let dropped = app.drop_draft(&actor.hand, &name, period, version).await?;
        return Ok(if dropped { "done=discarded".to_owned() } else { String::new() });
    }
    let kept = app.keep_draft(&actor.hand, &name, period, Some(&form.head()), form.lines.clone()).await?;
    if !kept.conflicts.is_empty() {
        return Ok("check=1".to_owned());
    }
    let submit = match form.plain("do") {
        "record" => false,
        "submit" => true,
        _ => return Ok("done=kept".to_owned()),
    };
    let draft = reasoned(desk, period, kept.draft, form.plain("reason"));
    let save = SaveSheet { units: app.units_of_draft(&draft), period, draft: draft.clone(), submit, content_hash: None };
    if save.units.is_empty() {
        return Ok("done=nothing".to_owned());
    }
    let saved = app.save_sheet(actor.by(form.plain("command")), save).await?;
    if !matches!(saved, SavedSheet::Open(_)) {
        app.forget_recorded(&actor.hand, &name, period, &draft).await?;
    }
    Ok(done_later(&saved, submit))
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
