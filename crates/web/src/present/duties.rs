//! Responsibilities in words.

use super::Scene;
use super::duty_matrix::{matrix, sheet};
use crate::pages::fieldwork::duties::{DutiesView, DutyLine, FileView};
use crate::parts::Link;
use std::sync::Arc;
use vedich_app::duties::{DutyFile, GiveDuty, charge_of};
use vedich_board::Duty;
use vedich_criteria::{Catalogue, CriteriaSet};
use vedich_documents::{Column, Content, Kind, Table};
use vedich_facts::{Charge, Part};
use vedich_rights::Rights;
use vedich_values::{CriterionKey, Date, UnitId};

/// The responsibilities a unit gave.
#[must_use]
pub fn page(s: Scene<'_>, rights: &Rights, unit: UnitId) -> DutiesView {
    let duties = s.board.duties(unit);
    let set = set_below(s, unit);
    let below = s.registry().children(unit, s.on(unit));
    let criteria: Vec<_> = set.iter().flat_map(|set| criteria(s, set)).collect();
    let units: Vec<_> = below.iter().map(|unit| (Charge::Unit(*unit), format!("unit:{unit}"), s.place_link(*unit))).collect();
    let choice = |(_, over, what): &(Charge, String, Link)| (over.clone(), what.text.clone());
    let mut history: Vec<DutyLine> = duties.iter().map(|duty| duty_line(s, rights, duty, set.as_ref())).collect();
    history.reverse();
    DutiesView {
        name: s.name(unit),
        crumbs: s.crumbs(unit).into_iter().chain([s.place_link(unit)]).collect(),
        path: format!("/responsibility/{unit}"),
        charges: criteria.iter().chain(&units).map(choice).collect(),
        criteria: matrix(s, &duties, &criteria),
        units: matrix(s, &duties, &units),
        history,
        ..DutiesView::default()
    }
}

/// What a file would give.
#[must_use]
pub fn from_file(s: Scene<'_>, unit: UnitId, file: &DutyFile, carried: String) -> FileView {
    let set = set_below(s, unit);
    let line = |duty: &GiveDuty| DutyLine {
        holder: duty.holder.clone(),
        what: charge_words(s, &duty.over, set.as_ref()),
        part: part_words(s, duty.part),
        span: span(s, duty.from, duty.to),
        decision: duty.decision.clone().unwrap_or_default(),
        ..DutyLine::default()
    };
    FileView {
        lines: file.duties.iter().map(line).collect(),
        known: file.known,
        problems: file.problems.iter().map(|problem| s.f.lang.problem(problem)).collect(),
        carried,
    }
}

/// The criteria of a set as what can be shared out: as forms have it, and in words.
fn criteria(s: Scene<'_>, set: &Arc<CriteriaSet>) -> Vec<(Charge, String, Link)> {
    let key = |no| set.key(no);
    set.criteria
        .iter()
        .map(|one| (charge_of(set, one.no), format!("criterion:{}", key(one.no)), Link::new(s.criterion(&key(one.no)), "")))
        .collect()
}

/// What somebody is responsible for; a criterion of another set than the one in use says of which.
#[must_use]
pub fn charge_words(s: Scene<'_>, over: &Charge, shown: Option<&Arc<CriteriaSet>>) -> String {
    match (over, over.criterion()) {
        (Charge::Unit(unit), _) => s.name(*unit),
        (_, Some(key)) if shown.is_none_or(|shown| shown.id == key.set) => s.criterion(&key),
        (_, Some(key)) => s.criterion_of_set(&key),
        (Charge::Criterion { no, .. }, None) => no.to_string(),
    }
}

fn part_words(s: Scene<'_>, part: Part) -> &'static str {
    s.f.text(match part {
        Part::Lead => "fieldwork.duty.lead",
        Part::Support => "fieldwork.duty.support",
    })
}

fn span(s: Scene<'_>, from: Date, to: Option<Date>) -> String {
    format!("{} – {}", s.f.date(from), to.map_or_else(|| "…".to_owned(), |to| s.f.date(to)))
}

fn duty_line(s: Scene<'_>, rights: &Rights, duty: &Duty, set: Option<&Arc<CriteriaSet>>) -> DutyLine {
    let f = s.f;
    DutyLine {
        seq: duty.seq().to_string(),
        holder: duty.holder.to_string(),
        account: duty.person.and_then(|person| rights.person(person)).map(|person| person.login.to_string()),
        what: charge_words(s, &duty.over, set),
        part: part_words(s, duty.part),
        span: span(s, duty.from, duty.to),
        from: f.date(duty.from),
        to: duty.to.map(|to| f.date(to)).unwrap_or_default(),
        decision: duty.recorded.fact.source.as_deref().unwrap_or_default().to_owned(),
        open: duty.to.is_none_or(|to| s.f.today <= to && duty.from <= to),
        to_come: (duty.from > s.f.today).then(|| f.date(duty.from)),
    }
}

/// The set whose criteria a unit shares out: its own for a commune or hamlet, that of the communes for those above.
#[must_use]
pub fn set_below(s: Scene<'_>, unit: UnitId) -> Option<Arc<CriteriaSet>> {
    s.board.shared_set(unit, s.on(unit)).cloned()
}

/// The responsibilities as sheets: the list, which can be handed in again, and the matrices.
#[must_use]
pub fn sheets(s: Scene<'_>, rights: &Rights, unit: UnitId) -> Vec<Table> {
    let f = s.f;
    let view = page(s, rights, unit);
    let row = |line: &DutyLine| {
        let account = line.account.as_deref().unwrap_or_default();
        [&line.holder, &line.what, line.part, &line.from, &line.to, &line.decision, account].map(|text: &str| Content::text(text)).to_vec()
    };
    let headings: [&'static str; 7] = [
        "fieldwork.duty.holder",
        "fieldwork.duty.what",
        "fieldwork.duty.part",
        "people.from",
        "people.to",
        "people.decision",
        "people.login",
    ];
    let title = f.say("fieldwork.duty.title", &[("name", &view.name)]);
    let list = Table {
        name: f.text("fieldwork.duty.sheet").to_owned(),
        title: title.clone(),
        columns: headings.iter().map(|key| Column::new(f.text(key), Kind::Text)).collect(),
        rows: view.history.iter().map(row).collect(),
        ..Table::default()
    };
    let criteria = sheet(s, ("fieldwork.duty.by-criterion", "fieldwork.criterion"), &title, &view.criteria);
    let units = sheet(s, ("fieldwork.duty.by-unit", "fieldwork.unit"), &title, &view.units);
    std::iter::once(list).chain(criteria).chain(units).collect()
}

/// What a form says somebody is responsible for: `criterion:vn.commune.2026-2030.standard:5`, `unit:1418838`.
#[must_use]
pub fn read_charge(catalogue: &Catalogue, text: &str) -> Option<Charge> {
    let (kind, of) = text.split_once(':')?;
    match kind {
        "unit" => Some(Charge::Unit(of.parse().ok()?)),
        "criterion" => {
            let key: CriterionKey = of.parse().ok()?;
            Some(charge_of(catalogue.get(key.set.as_str())?, key.no))
        }
        _ => None,
    }
}
