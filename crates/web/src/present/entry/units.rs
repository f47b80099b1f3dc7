//! Many units at once, and what a workbook that came back would do.

use super::{list, period_view};
use crate::pages::entry::units::{CellChoice, ToldLine, UnitCell, UnitRow, UnitsView};
use crate::parts::Link;
use crate::present::Scene;
use crate::present::entry::sheet::{Around, saved};
use std::collections::{BTreeMap, BTreeSet};
use vedich_app::App;
use vedich_app::sheets::{FormFate, FormLine, LineFate, LinePlan, SheetCounts, SheetPlan, workbook};
use vedich_entry::{LineKey, SheetDraft, Unread, Window};
use vedich_facts::Body;
use vedich_values::{CriterionNo, Period, UnitId};

/// Units on one page of the grid.
pub const UNITS_PER_PAGE: usize = 40;
/// Lines told one by one.
const TOLD: usize = 200;

/// What is asked for of an area's grid.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The area.
    pub area: UnitId,
    /// The period.
    pub period: Period,
    /// Its days.
    pub window: Window,
    /// Every unit a row can be for, with the criteria that may be entered.
    pub units: Vec<(UnitId, BTreeSet<CriterionNo>)>,
    /// Only this criterion.
    pub criterion: Option<u16>,
    /// Which page of rows, from 0.
    pub page: usize,
}

/// The grid.
#[must_use]
pub fn view(s: Scene<'_>, app: &App, grid: &Grid, plans: &[SheetPlan], around: &Around) -> UnitsView {
    let f = s.f;
    let base_path = format!("/entry/{}", grid.area);
    let action = format!("{base_path}/units");
    let on_page: Vec<&SheetPlan> = grid
        .units
        .iter()
        .skip(grid.page * UNITS_PER_PAGE)
        .take(UNITS_PER_PAGE)
        .filter_map(|(unit, _)| plans.iter().find(|plan| plan.unit == *unit))
        .collect();
    let shown: Vec<SheetPlan> = on_page.iter().map(|plan| (*plan).clone()).collect();
    let columns = columns(s, &shown, grid.criterion);
    let open: BTreeMap<UnitId, &BTreeSet<CriterionNo>> = grid.units.iter().map(|(unit, open)| (*unit, open)).collect();
    let mut counts = SheetCounts::default();
    plans.iter().for_each(|plan| counts.add(&plan.counts()));
    counts.add(&SheetCounts::of_forms(&around.forms));
    let draft = &around.kept.draft;
    let (told, told_more) = told(s, plans, &around.forms, draft);
    let pages = grid.units.len().div_ceil(UNITS_PER_PAGE);
    let only = grid.criterion.map(|no| format!("&criterion={no}")).unwrap_or_default();
    let page_link = |page: usize| {
        let rows = format!("{}–{}", page * UNITS_PER_PAGE + 1, grid.units.len().min((page + 1) * UNITS_PER_PAGE));
        // The page one is on has no way to itself.
        let way = format!("{action}?period={}{only}&page={page}", grid.period);
        Link::new(rows, if page == grid.page { String::new() } else { way })
    };
    let reports = grid.units.is_empty() || grid.units.iter().any(|(unit, _)| app.has_last_day(s.board, *unit, grid.period));
    let set = shown.first().map(|plan| &plan.form.set);
    UnitsView {
        title: s.name(grid.area),
        crumbs: vec![Link::new(f.text("entry.title"), "/entry")],
        period: period_view(s, app, grid.period, (&grid.window, reports), action.clone()),
        person: around.person.clone(),
        token: around.token.clone(),
        pass: around.pass.clone(),
        command: uuid::Uuid::now_v7().to_string(),
        base: app.version().get(),
        source: draft.source.clone(),
        as_of: if draft.as_of.is_empty() { f.date_field(grid.window.default_date(app.today())) } else { draft.as_of.clone() },
        late: draft.late.clone(),
        rows: shown.iter().map(|plan| row(s, plan, &columns, open.get(&plan.unit).copied(), draft)).collect(),
        choices: shown.iter().flat_map(|plan| choices(s, plan, around)).collect(),
        columns: columns.into_iter().map(|(code, name)| (workbook::shown(plans, &code), name)).collect(),
        stopped: !draft.unread.is_empty() || (around.asked && plans.iter().any(|plan| !plan.is_ready())),
        asks: counts.waiting > 0,
        counts: super::sheet::counts_words(f.lang, &counts),
        told,
        told_more,
        draft: around.kept.version,
        saved: saved(f, around),
        done: String::new(),
        problems: Vec::new(),
        may_submit: around.may_submit,
        criteria: set
            .map(|set| set.criteria.iter().map(|one| (one.no.to_string(), f.lang.of(&one.name).to_owned())).collect())
            .unwrap_or_default(),
        criterion: grid.criterion.map(|no| no.to_string()).unwrap_or_default(),
        pages: if pages > 1 { (0..pages).map(page_link).collect() } else { Vec::new() },
        page: grid.page,
        action,
        base_path,
    }
}

fn columns(s: Scene<'_>, plans: &[SheetPlan], criterion: Option<u16>) -> Vec<(String, String)> {
    let name = |column: &str| {
        if let Some(whole) = workbook::criterion_of(column) {
            let of =
                |plan: &SheetPlan| plan.form.set.criteria.iter().find(|one| one.no == whole).map(|one| s.f.lang.of(&one.name).to_owned());
            return plans.iter().find_map(of).map(|name| (whole.0, name));
        }
        let (code, part) = column.split_once('/').map_or((column, None), |(code, part)| (code, Some(part)));
        plans.iter().find_map(|plan| {
            let (place, indicator) = plan.form.set.indicators().find(|(_, indicator)| indicator.code.as_str() == code)?;
            let no = plan.form.set.criteria.get(place)?.no.0;
            let of_parts = || indicator.parts.iter().map(|one| (&one.key, &one.name));
            let all = of_parts().chain(indicator.any_of.iter().map(|one| (&one.key, &one.name)));
            let own = part.and_then(|part| all.into_iter().find(|(key, _)| key.as_str() == part)).map_or(&indicator.name, |(_, name)| name);
            Some((no, s.f.lang.of(own).to_owned()))
        })
    };
    let codes = workbook::codes(plans).into_iter();
    codes.filter_map(|code| name(&code).filter(|(no, _)| criterion.is_none_or(|only| only == *no)).map(|(_, name)| (code, name))).collect()
}

fn row(s: Scene<'_>, plan: &SheetPlan, columns: &[(String, String)], open: Option<&BTreeSet<CriterionNo>>, draft: &SheetDraft) -> UnitRow {
    let cell = |(column, _): &(String, String)| {
        if let Some(no) = workbook::criterion_of(column) {
            return whole(s, plan, no, open.is_some_and(|open| open.contains(&no)), draft);
        }
        let (code, part) = column.split_once('/').map_or((column.as_str(), None), |(code, part)| (code, Some(part.to_owned())));
        let Some(slot) = plan.form.layout.slot(code, part.as_deref()) else { return UnitCell::default() };
        let criterion =
            plan.form.set.indicators().find(|(_, one)| one.code.as_str() == code).and_then(|(place, _)| plan.form.set.criteria.get(place));
        let may = criterion.is_some_and(|criterion| open.is_some_and(|open| open.contains(&criterion.no)));
        let key = LineKey { unit: plan.unit, code: code.to_owned(), part }.to_string();
        let planned = plan.line(slot);
        UnitCell {
            base: draft.lines.get(&key).map_or(0, |line| line.base),
            value: draft.lines.get(&key).map(|line| line.value.clone()).unwrap_or_default(),
            before: stated(plan, slot),
            asks: planned.is_some_and(stops),
            words: planned.map(|line| words(s, line)).unwrap_or_default(),
            key: if may { key } else { String::new() },
        }
    };
    UnitRow { unit: Link::new(s.name(plan.unit), list::sheet(plan.unit, plan.period)), cells: columns.iter().map(cell).collect() }
}

/// The cell of a criterion as a whole; an empty one where the unit's set has no such criterion, or lists its indicators.
fn whole(s: Scene<'_>, plan: &SheetPlan, no: CriterionNo, may: bool, draft: &SheetDraft) -> UnitCell {
    let listed = |criterion: &vedich_criteria::Criterion| criterion.no == no && criterion.indicators.is_empty();
    if !plan.form.set.criteria.iter().any(listed) {
        return UnitCell::default();
    }
    let key = LineKey { unit: plan.unit, code: format!("#{no}"), part: None }.to_string();
    let planned = plan.criterion_line(no);
    UnitCell {
        base: draft.lines.get(&key).map_or(0, |line| line.base),
        value: draft.lines.get(&key).map(|line| line.value.clone()).unwrap_or_default(),
        before: plan.form.said_of(no).map(|said| workbook::mark(said.state).to_owned()).unwrap_or_default(),
        asks: planned.is_some_and(stops),
        words: planned.map(|line| words(s, line)).unwrap_or_default(),
        key: if may { key } else { String::new() },
    }
}

/// The cells of a unit in which one of two values is to be chosen.
fn choices(s: Scene<'_>, plan: &SheetPlan, around: &Around) -> Vec<CellChoice> {
    let draft = &around.kept.draft;
    let cell = |line: &LinePlan| {
        let key = line.key.to_string();
        let other = draft.lines.get(&key).and_then(|line| line.other.clone()).unwrap_or_default();
        let conflict = line.fate == LineFate::Conflict;
        let code = super::code_words(s.f.lang, &workbook::shown_line(plan, &line.key));
        let theirs = || {
            let said = plan.said_of(line);
            let value = line.slot.map(|slot| stated(plan, slot)).or_else(|| said.map(|said| workbook::mark(said.state).to_owned()));
            let value = value.unwrap_or_default();
            let of_value = line.before.as_ref().map(|before| super::sheet::from(s.f, before.as_of, before.source.as_deref()));
            let from = of_value.or_else(|| said.map(|said| super::sheet::from(s.f, said.as_of, said.source.as_deref())));
            let by = plan.recorded_since(line).and_then(|seq| around.meanwhile.get(&seq));
            super::recorded_since(s.f.lang, by, &value, &from.unwrap_or_default())
        };
        (conflict || !other.is_empty()).then(|| CellChoice {
            place: format!("{}, {code}", s.name(plan.unit)),
            mine: line.typed.value.clone(),
            theirs: if conflict { theirs() } else { String::new() },
            other,
            key,
        })
    };
    plan.lines.iter().filter_map(cell).collect()
}

fn stated(plan: &SheetPlan, slot: u16) -> String {
    let seen = plan.form.values.get(usize::from(slot)).and_then(Option::as_ref);
    let place = plan.form.layout.at(slot);
    seen.zip(place).and_then(|(seen, place)| Some(place.print(&seen.cell.observed(&place.scale)?))).unwrap_or_default()
}

fn stops(line: &LinePlan) -> bool {
    matches!(line.fate, LineFate::Waiting | LineFate::Conflict | LineFate::Refused)
}

/// What is said of a line.
#[must_use]
pub fn words(s: Scene<'_>, line: &LinePlan) -> String {
    let mut said: Vec<String> = line.problems.iter().map(|problem| s.f.lang.problem_without_place(problem)).collect();
    if line.fate == LineFate::Conflict {
        said.push(s.f.text("entry.recorded-since").to_owned());
    }
    said.join(" ")
}

/// What could not be read, with its cell.
#[must_use]
pub fn unread(s: Scene<'_>, one: &Unread) -> String {
    format!("{}: {}", one.cell, unread_words(s, one))
}

fn unread_words(s: Scene<'_>, one: &Unread) -> String {
    let params: Vec<(&str, &str)> = one.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    s.f.lang.say(&format!("problem.{}", one.code), &params)
}

/// What a form states of a unit beside its lines, in words.
pub(super) fn form_line(s: Scene<'_>, line: &FormLine) -> Option<ToldLine> {
    let (code, change) = form_words(s.f, &line.fact.body)?;
    let words = fate_words(s.f.lang, line.fate).to_owned();
    Some(ToldLine { cell: line.cell.clone(), unit: s.name(line.fact.unit), code, change, words, stops: false })
}

/// Why a statement of a form is left out; empty where it is not.
#[must_use]
pub fn fate_words(lang: vedich_wording::Lang, fate: FormFate) -> &'static str {
    match fate {
        FormFate::New | FormFate::Known => "",
        FormFate::NotTheirs => lang.text("entry.not-theirs"),
        FormFate::FourEyes => lang.text("entry.four-eyes"),
    }
}

/// What a statement of a form is about, and what it says.
#[must_use]
pub fn form_words(f: &crate::frame::Frame, body: &Body) -> Option<(String, String)> {
    Some(match body {
        Body::ReportedCount { criteria, indicators, .. } => {
            let said = [("entry.form-criteria", criteria), ("entry.form-indicators", indicators)];
            let said = said.into_iter().filter_map(|(key, tally)| Some(f.say(key, &[("tally", &tally.as_ref()?.to_string())])));
            (f.text("entry.form-count").to_owned(), said.collect::<Vec<_>>().join(", "))
        }
        Body::Stage { stage, decision, year, .. } => {
            let parts = [Some(f.lang.text(&format!("stage.{stage}")).to_owned()), year.map(|year| year.to_string()), decision.clone()];
            (f.text("web.topic.stage").to_owned(), parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        Body::Output(line) => (f.lang.of(&line.what).to_owned(), crate::present::place_more::quantity(f, line)),
        _ => return None,
    })
}

/// The lines that change something or can't be, cell by cell; those that stop everything first.
fn told(s: Scene<'_>, plans: &[SheetPlan], forms: &[FormLine], draft: &SheetDraft) -> (Vec<ToldLine>, usize) {
    let unread =
        draft.unread.iter().map(|one| ToldLine { cell: one.cell.clone(), words: unread_words(s, one), stops: true, ..ToldLine::default() });
    let passed = draft.passed_over.iter();
    let passed = passed.map(|one| ToldLine { cell: one.cell.clone(), words: unread_words(s, one), ..ToldLine::default() });
    let mut lines: Vec<ToldLine> = unread.chain(passed).collect();
    lines.extend(forms.iter().filter(|line| line.fate != FormFate::Known).filter_map(|line| form_line(s, line)));
    for plan in plans {
        for line in plan.lines.iter().filter(|line| stops(line) || line.fate == LineFate::Changed || !line.problems.is_empty()) {
            let said = || plan.said_of(line).map(|said| workbook::mark(said.state).to_owned());
            let before = line.slot.map(|slot| stated(plan, slot)).or_else(said).unwrap_or_default();
            lines.push(ToldLine {
                cell: line.typed.cell.clone(),
                unit: s.name(plan.unit),
                code: super::code_words(s.f.lang, &workbook::shown_line(plan, &line.key)),
                change: if before.is_empty() { line.typed.value.clone() } else { format!("{before} → {}", line.typed.value) },
                words: words(s, line),
                stops: stops(line),
            });
        }
    }
    lines.sort_by_key(|line| !line.stops);
    let more = lines.len().saturating_sub(TOLD);
    lines.truncate(TOLD);
    (lines, more)
}
