//! Sheets and reporting through the API: for whoever may enter or read there, through the same door as forms.

use crate::api::entry_shapes::{
    MoveDueRequest, PeriodQuery, ReportingRowShape, ReportingShape, SheetAnswer, SheetLineAnswer, SheetLineRequest, SheetRequest,
    SheetShape,
};
use crate::api::evidence_shapes::WrittenAnswer;
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::asker::{Asker, Sending, Writing};
use crate::present::entry::recorded_by;
use axum::Json;
use axum::extract::Path;
use std::collections::BTreeMap;
use vedich_app::App;
use vedich_app::sheets::{LineFate, LinePlan, Meanwhile, SaveSheet, SavedSheet, SheetCounts, SheetPlan};
use vedich_entry::{DraftLine, LineKey, SheetDraft};
use vedich_values::{Cycle, Diagnostic, Period, Place, UnitId};
use vedich_wording::Lang;

/// The sheet of a unit and period: its days and what stands in each line.
#[utoipa::path(get, path = "/api/v1/sheets/{unit}", tag = "sheets",
    params(("unit" = u32, Path, description = "Our id of the unit"), PeriodQuery),
    responses((status = 200, body = SheetShape), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape)))]
pub(crate) async fn show_sheet(
    asker: Asker,
    Path(id): Path<String>,
    Asking(query): Asking<PeriodQuery>,
) -> Result<Json<SheetShape>, Problem> {
    let (lang, app) = (asker.lang, &asker.app);
    let (unit, period) = asked(lang, app, &id, query)?;
    let live = app.live();
    let plan = app.plan_sheet(&live, unit, period, &SheetDraft::default()).map_err(|problem| Problem::refused(lang, &[problem]))?;
    if app.enterable(&asker.actor.hand, unit, &plan.form.set).is_empty() {
        return Err(Problem::forbidden(lang));
    }
    let (versions, checks) = (live.handed_in(unit, period).len() as u64, live.checks(unit));
    drop(live);
    Ok(Json(SheetShape::of(lang, app.version().get(), &plan, (versions, &checks))))
}

/// Records values of a unit and period, and hands it in when asked to: all of it, or nothing. `Idempotency-Key` (a UUID) makes sending it
/// twice change nothing. An answer `open` names the lines to look at; nothing was written then.
#[utoipa::path(post, path = "/api/v1/sheets/{unit}", tag = "sheets", request_body = SheetRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = SheetAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn save_sheet(Path(id): Path<String>, sending: Sending) -> Result<Json<SheetAnswer>, Problem> {
    let asker = &sending.asker;
    let (lang, app) = (asker.lang, &asker.app);
    let unit = id.parse::<UnitId>().map_err(|_| Problem::no_number(lang, "unit", &id))?;
    let set = app.live().set_in_force(unit).cloned();
    if set.is_none_or(|set| app.enterable(&asker.actor.hand, unit, &set).is_empty()) {
        return Err(Problem::forbidden(lang));
    }
    let request: SheetRequest = sending.read()?;
    let period = self::period(lang, &request.period)?;
    let save = SaveSheet {
        units: vec![unit],
        period,
        submit: request.submit,
        draft: draft(unit, request).map_err(|twice| Problem::refused(lang, &twice))?,
        content_hash: None,
    };
    let saved = app.save_sheet(asker.by(), save).await.map_err(asker.of_write())?;
    let meanwhile = match &saved {
        SavedSheet::Open(plans) => app.recorded_since(asker.by().hand(), plans, lang).await.map_err(asker.of_write())?,
        _ => Meanwhile::new(),
    };
    Ok(Json(answer(lang, saved, &meanwhile)))
}

/// The lines of a request; two that say different things of one indicator are told, each with its place.
fn draft(unit: UnitId, request: SheetRequest) -> Result<SheetDraft, Vec<Diagnostic>> {
    let SheetRequest { source, as_of, late, lines, base, .. } = request;
    let (mut kept, mut first, mut twice) = (BTreeMap::<String, DraftLine>::new(), BTreeMap::new(), Vec::new());
    for (index, line) in lines.into_iter().enumerate() {
        let SheetLineRequest { code, part, value, note, source, as_of, reason } = line;
        let (key, at) = (LineKey { unit, code, part }.to_string(), format!("lines[{index}]"));
        let line = DraftLine { value, note, source, as_of, reason, base, ..DraftLine::default() };
        match kept.get(&key) {
            None => {
                first.insert(key.clone(), at);
                kept.insert(key, line);
            }
            Some(before) if before.says_the_same(&line) => {}
            Some(before) => {
                let place = Place { key: Some(at), ..Place::default() };
                let told = Diagnostic::error("sheet.line-twice", place).with("found", &line.value).with("said", &before.value);
                twice.push(told.with("first", &first[&key]));
            }
        }
    }
    let draft = SheetDraft { source, as_of, late, lines: kept, ..SheetDraft::default() };
    if twice.is_empty() { Ok(draft) } else { Err(twice) }
}

fn answer(lang: Lang, saved: SavedSheet, meanwhile: &Meanwhile) -> SheetAnswer {
    let of = |outcome, counts: &SheetCounts| SheetAnswer {
        outcome,
        entry: None,
        new: counts.new,
        changed: counts.changed,
        unchanged: counts.unchanged,
        handed_in: None,
        lines: Vec::new(),
        problems: Vec::new(),
    };
    match saved {
        SavedSheet::Recorded(committed, counts) => SheetAnswer { entry: Some(committed.entry.get()), ..of("recorded", &counts) },
        SavedSheet::Nothing => of("nothing", &SheetCounts::default()),
        SavedSheet::Unchanged(day) => {
            let told = lang.say("entry.unchanged", &[("date", &vedich_wording::date(lang, day))]);
            SheetAnswer { handed_in: Some(day.to_string()), problems: vec![told], ..of("unchanged", &SheetCounts::default()) }
        }
        SavedSheet::Open(plans) => {
            let mut counts = SheetCounts::default();
            plans.iter().for_each(|plan| counts.add(&plan.counts()));
            let said =
                |problems: &[vedich_values::Diagnostic]| problems.iter().map(|one| lang.problem_without_place(one)).collect::<Vec<_>>();
            let one = |plan: &SheetPlan, line: &LinePlan| {
                let fate = fate(line.fate)?;
                let by = plan.recorded_since(line).and_then(|seq| meanwhile.get(&seq));
                let since = (line.fate == LineFate::Conflict).then(|| recorded_by(lang, by));
                let problems = said(&line.problems).into_iter().chain(since).collect();
                Some(SheetLineAnswer { code: line.key.code.clone(), part: line.key.part.clone(), fate, problems })
            };
            let lines = plans.iter().flat_map(|plan| plan.lines.iter().filter_map(|line| one(plan, line)).collect::<Vec<_>>()).collect();
            SheetAnswer { lines, problems: plans.iter().flat_map(|plan| said(&plan.problems)).collect(), ..of("open", &counts) }
        }
    }
}

const fn fate(fate: LineFate) -> Option<&'static str> {
    match fate {
        LineFate::Waiting => Some("waiting"),
        LineFate::Conflict => Some("conflict"),
        LineFate::Refused => Some("refused"),
        _ => None,
    }
}

/// Who has handed a period in below an area.
#[utoipa::path(get, path = "/api/v1/reporting/{unit}", tag = "sheets",
    params(("unit" = u32, Path, description = "Our id of the area"), PeriodQuery),
    responses((status = 200, body = ReportingShape), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn show_reporting(
    asker: Asker,
    Path(id): Path<String>,
    Asking(query): Asking<PeriodQuery>,
) -> Result<Json<ReportingShape>, Problem> {
    let (lang, app) = (asker.lang, &asker.app);
    let (unit, period) = asked(lang, app, &id, query)?;
    app.may_read(&asker.actor.hand, unit).map_err(|_| Problem::forbidden(lang))?;
    let live = app.live();
    let table = app.reporting(&live, unit, period).ok_or_else(|| Problem::not_found(lang, "api.no-such-place", &id))?;
    let registry = &live.reference().registry;
    let rows = table.rows.iter().map(|row| ReportingRowShape {
        unit: row.unit.get(),
        name: registry.at(row.unit, table.on).map_or_else(String::new, |at| at.name.to_owned()),
        expected: row.tallied.expected,
        in_time: row.tallied.in_time,
        late: row.tallied.late,
        missing: row.tallied.missing(),
    });
    Ok(Json(ReportingShape {
        unit: unit.get(),
        period: period.to_string(),
        due: table.window.due.to_string(),
        expected: table.total.expected,
        in_time: table.total.in_time,
        late: table.total.late,
        missing: table.total.missing(),
        rows: rows.collect(),
    }))
}

/// Moves the last day on which a period is handed in, for an area and everything below it; the days its data is of stay.
#[utoipa::path(post, path = "/api/v1/reporting/{unit}/due", tag = "sheets", request_body = MoveDueRequest,
    params(("unit" = u32, Path, description = "Our id of the area")),
    responses((status = 200, body = WrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn move_due(Path(id): Path<String>, writing: Writing<MoveDueRequest>) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let unit = asker.unit(&id)?;
    let period = self::period(asker.lang, &sent.period)?;
    let moved = asker.app.move_due_day(asker.by(), unit, period, sent.due, &sent.reason).await;
    Ok(Json(moved.map_err(asker.of_write())?.into()))
}

fn period(lang: Lang, text: &str) -> Result<Period, Problem> {
    text.parse().map_err(|_| Problem::unusable(lang, "period", text, super::PERIODS))
}

fn asked(lang: Lang, app: &App, id: &str, query: PeriodQuery) -> Result<(UnitId, Period), Problem> {
    let unit: UnitId = id.parse().map_err(|_| Problem::no_number(lang, "unit", id))?;
    let period = match query.period {
        Some(text) => period(lang, &text)?,
        None => app.period_to_report(&app.live(), unit, Cycle::Month).ok_or_else(|| Problem::not_found(lang, "api.no-such-place", id))?,
    };
    Ok((unit, period))
}
