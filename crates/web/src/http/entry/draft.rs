//! As one types: keeps the draft and answers with what it would come to.

use super::units::{InSight, grid, sheet_name};
use super::{look, meanwhile, period};
use crate::frame::Frame;
use crate::http::people::Desk;
use crate::http::{actor::Actor, address};
use crate::mark::Mark;
use crate::parts::badge;
use crate::present::Scene;
use crate::present::entry::recorded_by;
use crate::present::entry::sheet::{Around, counts_words, saved, view};
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vedich_app::sheets::{Barred, LineFate, LinePlan, SheetCounts, SheetPlan};
use vedich_app::{AppError, Hand};
use vedich_entry::{LineChange, SheetDraft};
use vedich_values::{CriterionNo, Period, UnitId};

/// What a window sends.
#[derive(Debug, Deserialize)]
struct Typed {
    token: String,
    period: String,
    /// `units`: the sheet of an area's units.
    #[serde(default)]
    sheet: String,
    #[serde(flatten)]
    head: Head,
    #[serde(default)]
    lines: Vec<LineChange>,
}

#[derive(Debug, Deserialize)]
struct Head {
    #[serde(default)]
    source: String,
    #[serde(default)]
    as_of: String,
    #[serde(default)]
    late: String,
}

/// What it is told.
#[derive(Debug, Serialize)]
struct Told {
    version: u64,
    saved: String,
    tally: String,
    counts: String,
    criteria: BTreeMap<u16, String>,
    lines: BTreeMap<String, LineTold>,
    /// Lines in which another window had typed something else.
    conflicts: Vec<String>,
}

#[derive(Debug, Serialize)]
struct LineTold {
    /// The value as it is kept.
    value: String,
    mark: String,
    why: String,
    problems: Vec<String>,
    asks: bool,
    refused: bool,
    theirs: String,
    other: String,
}

pub(super) async fn keep(desk: Desk, Path(unit): Path<String>, body: Bytes) -> Response {
    match kept(&desk, &unit, &body).await {
        Ok(told) => fresh(Json(told)),
        Err(refused) => refused,
    }
}

/// An answer that is kept nowhere.
fn fresh(answer: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], answer).into_response()
}

/// Keeps what was typed; what the window is told, or why nothing was kept.
async fn kept(desk: &Desk, unit: &str, body: &[u8]) -> Result<Told, Response> {
    let typed = serde_json::from_slice::<Typed>(body).map_err(|_| fresh(StatusCode::BAD_REQUEST))?;
    let actor = desk.acting.clone().ok_or_else(|| fresh(StatusCode::UNAUTHORIZED))?;
    let unit = address::unit(unit).map_err(|_| fresh(StatusCode::NOT_FOUND))?;
    let period = period(desk, unit, Some(&typed.period)).map_err(|_| fresh(StatusCode::BAD_REQUEST))?;
    let many = typed.sheet == "units";
    let open = entered(desk, &actor, unit, period, many).ok_or_else(|| fresh(StatusCode::FORBIDDEN))?;
    if actor.token != typed.token {
        // Signed in again since the page was made: the page takes the new token and sends again.
        return Err(fresh((StatusCode::CONFLICT, Json(serde_json::json!({ "token": actor.token })))));
    }
    let Head { source, as_of, late } = typed.head;
    let head = SheetDraft { source, as_of, late, ..SheetDraft::default() };
    let name = if many { sheet_name(unit) } else { unit.to_string() };
    let kept = desk.app.keep_draft(&actor.hand, &name, period, Some(&head), typed.lines).await.map_err(|error| match error {
        AppError::Forbidden(_) => fresh(StatusCode::FORBIDDEN),
        error => desk.fail(error),
    })?;
    let units = if many { desk.app.units_of_draft(&kept.draft) } else { vec![unit] };
    let meanwhile = meanwhile(desk, &actor.hand, &units, period, &kept.draft).await.map_err(|error| desk.fail(error))?;
    let around = Around { open, kept, meanwhile, ..Around::default() };
    if many {
        let barred = desk.app.barred(&actor.hand, &around.kept.draft).await.map_err(|error| desk.fail(error))?;
        return Ok(look(desk, |s| of_units(s, desk, (&actor.hand, &barred), period, around)));
    }
    look(desk, |s| of_unit(s, desk, unit, period, &around)).ok_or_else(|| fresh(StatusCode::BAD_REQUEST))
}

/// What the lines of one unit come to: all of its sheet.
fn of_unit(s: Scene<'_>, desk: &Desk, unit: UnitId, period: Period, around: &Around) -> Option<Told> {
    let plan = desk.app.plan_sheet(s.board, unit, period, &around.kept.draft).ok()?;
    let shown = view(s, &desk.app, &plan, around);
    let lines = shown.criteria.iter().flat_map(|criterion| &criterion.lines).map(|line| {
        let told = LineTold {
            value: line.value.clone(),
            mark: mark(s.f, line.mark),
            why: line.why.clone(),
            problems: line.problems.clone(),
            asks: line.asks,
            refused: line.refused,
            theirs: line.theirs.clone(),
            other: line.other.clone(),
        };
        (line.key.clone(), told)
    });
    Some(Told {
        version: around.kept.version,
        saved: saved(s.f, around),
        tally: shown.tallies.1.clone(),
        counts: shown.counts.clone(),
        criteria: shown.criteria.iter().map(|criterion| (criterion.no, mark(s.f, criterion.mark))).collect(),
        lines: lines.collect(),
        conflicts: around.kept.conflicts.clone(),
    })
}

/// The criteria that may be entered: of the unit, or of any unit of the area.
fn entered(desk: &Desk, actor: &Actor, unit: UnitId, period: Period, many: bool) -> Option<BTreeSet<CriterionNo>> {
    let live = desk.app.live();
    let open = if many {
        grid(desk, &live, &actor.hand, (unit, period), InSight::default()).ok()?.units.into_iter().flat_map(|(_, open)| open).collect()
    } else {
        desk.app.enterable(&actor.hand, unit, live.set_in_force(unit)?)
    };
    Some(open).filter(|open: &BTreeSet<CriterionNo>| !open.is_empty())
}

/// What the lines of many units come to: only those typed.
fn of_units(s: Scene<'_>, desk: &Desk, whose: (&Hand, &Barred), period: Period, around: Around) -> Told {
    let kept = &around.kept;
    let units = desk.app.units_of_draft(&kept.draft);
    let plans = desk.app.plan_units(s.board, &units, period, &kept.draft);
    let mut counts = SheetCounts::default();
    plans.iter().for_each(|plan| counts.add(&plan.counts()));
    counts.add(&SheetCounts::of_forms(&desk.app.form_lines(s.board, whose, &units, period, &kept.draft)));
    let line = |plan: &SheetPlan, line: &LinePlan| {
        let by = plan.recorded_since(line).and_then(|seq| around.meanwhile.get(&seq));
        let told = LineTold {
            value: line.typed.value.clone(),
            mark: String::new(),
            why: String::new(),
            problems: line.problems.iter().map(|problem| s.f.lang.problem_without_place(problem)).collect(),
            asks: line.fate == LineFate::Waiting,
            refused: line.fate == LineFate::Refused,
            theirs: if line.fate == LineFate::Conflict { recorded_by(s.f.lang, by) } else { String::new() },
            other: line.typed.other.clone().unwrap_or_default(),
        };
        (line.key.to_string(), told)
    };
    let lines = plans.iter().flat_map(|plan| plan.lines.iter().map(|one| line(plan, one))).collect();
    Told {
        version: around.kept.version,
        saved: saved(s.f, &around),
        tally: String::new(),
        counts: counts_words(s.f.lang, &counts),
        criteria: BTreeMap::new(),
        lines,
        conflicts: around.kept.conflicts.clone(),
    }
}

fn mark(f: &Frame, mark: Mark) -> String {
    badge(f, mark).into_string()
}
