//! `vedich units`: find places, show one, the tree at a date, what became of a place.

use super::{Ended, meant, resolve};
use crate::cli::Units;
use crate::output::Output;
use anyhow::Result;
use serde::Serialize;
use vedich_units::{COUNTRY, Registry, Succession, UnitAt};
use vedich_values::{Date, UnitId};
use vedich_wording::Lang;

/// A unit as the command line shows it.
#[derive(Serialize)]
struct Row {
    id: u32,
    code: Option<String>,
    name: String,
    level: vedich_units::UnitLevel,
    path: String,
    on: Date,
}

impl Row {
    fn of(registry: &Registry, unit: UnitId, on: Date) -> Option<Self> {
        let at = registry.at(unit, on)?;
        Some(Self {
            id: unit.get(),
            code: at.code.map(str::to_owned),
            name: at.name.to_owned(),
            level: at.level,
            path: registry.path(unit, on),
            on,
        })
    }
}

pub(crate) fn run(command: &Units, registry: &Registry, today: Date, output: Output) -> Result<Ended> {
    match command {
        Units::Find { name, as_of, most } => find(registry, name, as_of.unwrap_or(today), as_of.is_some(), *most, output),
        Units::Show { name, as_of } => show(registry, name, as_of.unwrap_or(today), output),
        Units::At { date, unit } => at(registry, *date, unit.as_deref(), output),
        Units::Successors { name, as_of } => successors(registry, name, as_of.unwrap_or(today), output),
    }
}

fn find(registry: &Registry, name: &str, on: Date, only_then: bool, most: usize, output: Output) -> Result<Ended> {
    let found = registry.find(name, Some(on), if only_then { most.saturating_mul(4) } else { most });
    let rows: Vec<Row> = found
        .iter()
        .filter(|hit| !only_then || registry.at(hit.unit, on).is_some())
        .take(most)
        .filter_map(|hit| Row::of(registry, hit.unit, hit.on))
        .collect();
    if output.json {
        output.json(&rows)?;
    } else if rows.is_empty() {
        output.complain(&nothing(registry, name, on, output));
    } else {
        print(&rows, output)?;
    }
    Ok(if rows.is_empty() { Ended::Refused } else { Ended::Done })
}

/// That nothing of that name is there; where only the day was wrong, what there is on others.
fn nothing(registry: &Registry, name: &str, on: Date, output: Output) -> String {
    let near = registry.find(name, None, 5);
    let key = if near.is_empty() { "cli.unit-unlike" } else { "cli.unit-not-found" };
    meant(registry, key, name, on, &near, output)
}

fn print(rows: &[Row], output: Output) -> Result<()> {
    let lang = output.lang;
    let cells = rows
        .iter()
        .map(|row| {
            vec![
                row.code.clone().unwrap_or_default(),
                row.path.clone(),
                level(lang, row.level),
                vedich_wording::date(lang, row.on),
                row.id.to_string(),
            ]
        })
        .collect();
    output.table(&[lang.text("cli.code"), lang.text("cli.place"), lang.text("cli.level"), lang.text("cli.valid-on"), "id"], &[4], cells)
}

fn level(lang: Lang, level: vedich_units::UnitLevel) -> String {
    let name = format!("{level:?}").to_lowercase();
    lang.text(&format!("level.{name}")).to_owned()
}

/// The unit meant today, or on the last date on which the best hit existed.
fn any_time(registry: &Registry, name: &str, on: Date, output: Output) -> Option<(UnitId, Date)> {
    if let vedich_units::Resolution::NotFound(near) = super::meaning(registry, name, on)
        && let [only] = near.iter().filter(|hit| hit.exact).collect::<Vec<_>>().as_slice()
    {
        return Some((only.unit, only.on));
    }
    resolve(registry, name, on, output).map(|unit| (unit, on))
}

fn show(registry: &Registry, name: &str, on: Date, output: Output) -> Result<Ended> {
    let Some((unit, on)) = any_time(registry, name, on, output) else { return Ok(Ended::Refused) };
    let Some(whole) = registry.get(unit) else { return Ok(Ended::Refused) };
    if output.json {
        output.json(whole)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    let children = registry.children(unit, on).len().to_string();
    let span = |from: Option<Date>, to: Option<Date>| {
        let side = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| vedich_wording::date(lang, date));
        format!("{} – {}", side(from), side(to))
    };
    let mut rows = vec![vec![lang.text("cli.place").to_owned(), registry.path(unit, on)], vec!["id".to_owned(), unit.to_string()]];
    rows.extend(
        whole
            .names
            .iter()
            .map(|dated| vec![lang.text("cli.name").to_owned(), format!("{}  {}", dated.value.name, span(dated.span.from, dated.span.to))]),
    );
    rows.extend(
        whole
            .codes
            .iter()
            .map(|dated| vec![lang.text("cli.code").to_owned(), format!("{}  {}", dated.value, span(dated.span.from, dated.span.to))]),
    );
    rows.extend(whole.parents.iter().map(|dated| {
        let day = dated.span.to.or(dated.span.from).unwrap_or(on);
        let parent = registry.at(dated.value, day).map_or_else(String::new, |parent: UnitAt<'_>| parent.name.to_owned());
        vec![lang.text("cli.parent").to_owned(), format!("{parent}  {}", span(dated.span.from, dated.span.to))]
    }));
    rows.extend(whole.zones.iter().map(|dated| {
        vec![
            lang.text("cli.zone").to_owned(),
            format!("{}  {}", zone(registry, lang, dated.value.as_str()), span(dated.span.from, dated.span.to)),
        ]
    }));
    rows.push(vec![lang.text("cli.children").to_owned(), children]);
    rows.extend(succession_rows(registry, lang, "cli.became", &whole.successors));
    rows.extend(succession_rows(registry, lang, "cli.came-from", &whole.predecessors));
    output.table(&["", ""], &[], rows)?;
    Ok(Ended::Done)
}

/// A zone by its name.
fn zone(registry: &Registry, lang: Lang, id: &str) -> String {
    registry.zones().iter().find(|zone| zone.id.as_str() == id).map_or_else(|| id.to_owned(), |zone| lang.of(&zone.name).to_owned())
}

fn succession_rows(registry: &Registry, lang: Lang, key: &str, successions: &[Succession]) -> Vec<Vec<String>> {
    successions
        .iter()
        .map(|step| {
            let whole = lang.text(if step.whole { "cli.whole" } else { "cli.part" });
            vec![
                lang.text(key).to_owned(),
                format!("{} ({whole}, {})", name_around(registry, step.unit, step.on), vedich_wording::date(lang, step.on)),
            ]
        })
        .collect()
}

/// The path of a unit on the day of a reorganisation, or on the day before for one that ended with it.
fn name_around(registry: &Registry, unit: UnitId, on: Date) -> String {
    registry.path(unit, day_around(registry, unit, on))
}

fn day_around(registry: &Registry, unit: UnitId, on: Date) -> Date {
    if registry.at(unit, on).is_some() { on } else { on.pred_opt().unwrap_or(on) }
}

fn at(registry: &Registry, date: Date, unit: Option<&str>, output: Output) -> Result<Ended> {
    let Some(unit) = unit.map_or(Some(COUNTRY), |name| resolve(registry, name, date, output)) else { return Ok(Ended::Refused) };
    let rows: Vec<Row> = registry.children(unit, date).into_iter().filter_map(|child| Row::of(registry, child, date)).collect();
    if output.json {
        output.json(&rows)?
    } else {
        print(&rows, output)?
    }
    Ok(Ended::Done)
}

fn successors(registry: &Registry, name: &str, on: Date, output: Output) -> Result<Ended> {
    #[derive(Serialize)]
    struct Answer {
        unit: Row,
        successors: Vec<Step>,
        predecessors: Vec<Step>,
    }
    /// A unit it became or came from, as it was called then.
    #[derive(Serialize)]
    struct Step {
        #[serde(flatten)]
        succession: Succession,
        code: Option<String>,
        name: String,
        path: String,
    }
    let steps = |all: &[Succession]| -> Vec<Step> {
        let step = |one: &Succession| {
            let day = day_around(registry, one.unit, one.on);
            let at = registry.at(one.unit, day);
            Step {
                succession: *one,
                code: at.and_then(|at| at.code).map(str::to_owned),
                name: at.map_or_else(String::new, |at| at.name.to_owned()),
                path: registry.path(one.unit, day),
            }
        };
        all.iter().map(step).collect()
    };
    let Some((unit, on)) = any_time(registry, name, on, output) else { return Ok(Ended::Refused) };
    let Some(row) = Row::of(registry, unit, on) else { return Ok(Ended::Refused) };
    let (successors, predecessors) = (registry.successors(unit), registry.predecessors(unit));
    if output.json {
        output.json(&Answer { unit: row, successors: steps(successors), predecessors: steps(predecessors) })?;
        return Ok(Ended::Done);
    }
    output.line(&row.path)?;
    let mut rows = succession_rows(registry, output.lang, "cli.became", successors);
    rows.extend(succession_rows(registry, output.lang, "cli.came-from", predecessors));
    if rows.is_empty() {
        output.remark(output.lang.text("cli.unchanged"));
    } else {
        output.table(&["", ""], &[], rows)?;
    }
    Ok(Ended::Done)
}
