//! The communes of the question: a line for each criterion of each, with what meeting it costs.

use super::{Wrong, amount, lines, problem};
use crate::http::money::demands::choice;
use crate::pages::money::Choice;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use vedich_values::Diagnostic;
use vedich_values::text::fold;

/// The communes of the lines, in the order they are first named, each with what it needs.
pub(super) fn communes(text: &str, areas: &mut BTreeMap<String, Value>, wrong: &mut Wrong) -> Vec<Value> {
    let mut communes = Communes::default();
    for (line, cells) in lines(text) {
        let work = Line { line, cells };
        let (name, criterion) = match (work.cell(0), work.cell(1)) {
            (Some(name), Some(criterion)) => (name, criterion),
            (Some(name), None) => {
                wrong.push(("items", work.problem("money-page.no-criterion").with("found", name)));
                continue;
            }
            (None, _) => {
                wrong.push(("items", work.problem("money-page.no-name")));
                continue;
            }
        };
        let key = communes.key(name, work.cell(6));
        if !communes.seen.insert((key.clone(), fold(criterion))) {
            wrong.push(("items", work.problem("money-page.twice").with("commune", name).with("criterion", criterion)));
        }
        let Some(need) = work.need(name, criterion, wrong) else { continue };
        if let Some(area) = work.cell(6) {
            areas.entry(fold(area)).or_insert_with(|| json!({ "id": fold(area), "name": area }));
        }
        let year = work.year(wrong);
        communes.add(&key, name, (need, year, work.cell(6)));
    }
    communes.by_key.into_iter().map(|(_, commune)| Value::Object(commune)).collect()
}

/// The communes read so far.
#[derive(Default)]
struct Communes {
    by_key: Vec<(String, Map<String, Value>)>,
    /// Which criterion of which commune had a line.
    seen: BTreeSet<(String, String)>,
}

impl Communes {
    /// Names are told apart by their areas; a line without an area is of the commune of that name in a line above.
    fn key(&self, name: &str, area: Option<&str>) -> String {
        let own = format!("{}/", fold(name));
        match area {
            Some(area) => format!("{own}{}", fold(area)),
            None => self.by_key.iter().map(|(key, _)| key).find(|key| key.starts_with(&own)).cloned().unwrap_or(own),
        }
    }

    fn add(&mut self, key: &str, name: &str, (need, year, area): (Value, Option<i32>, Option<&str>)) {
        let at = self.by_key.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            let named = [("id".to_owned(), json!(key)), ("name".to_owned(), json!(name)), ("criteria".to_owned(), json!([]))];
            self.by_key.push((key.to_owned(), Map::from_iter(named)));
            self.by_key.len() - 1
        });
        let commune = &mut self.by_key[at].1;
        if let Some(year) = year {
            commune.insert("by".to_owned(), json!(year));
        }
        if let Some(area) = area {
            commune.insert("area".to_owned(), json!(fold(area)));
        }
        if let Some(needs) = commune.get_mut("criteria").and_then(Value::as_array_mut) {
            needs.push(need);
        }
    }
}

/// One line: commune; criterion; cost; sources; must or never; year; area.
struct Line<'t> {
    line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Line<'t> {
    fn cell(&self, place: usize) -> Option<&'t str> {
        self.cells.get(place).copied().filter(|cell| !cell.is_empty())
    }

    fn problem(&self, code: &'static str) -> Diagnostic {
        problem(code).with("line", self.line)
    }

    /// What meeting the criterion costs and whom it may be paid by; none without a cost.
    fn need(&self, name: &str, criterion: &str, wrong: &mut Wrong) -> Option<Value> {
        let cost = match self.cell(2).map(|found| (found, amount(found))) {
            Some((_, Some(cost))) => cost,
            Some((found, None)) => {
                wrong.push(("items", self.problem("money-page.bad-amount").with("found", found)));
                return None;
            }
            None => {
                wrong.push(("items", self.problem("money-page.no-cost").with("commune", name).with("criterion", criterion)));
                return None;
            }
        };
        let (code, title) = criterion.split_once('.').map_or((criterion, None), |(code, title)| (code.trim(), Some(title.trim())));
        let mut need = json!({ "code": code, "cost": cost });
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            need["name"] = json!(title);
        }
        if let Some(sources) = self.cell(3) {
            need["sources"] = sources.split(',').map(|source| json!(fold(source))).collect();
        }
        match self.cell(4).map(|found| (found, choice(found))) {
            None | Some((_, Some(Choice::Free))) => {}
            Some((_, Some(Choice::Must))) => need["must"] = json!(true),
            Some((_, Some(Choice::Never))) => need["never"] = json!(true),
            Some((found, None)) => wrong.push(("items", self.problem("money-page.bad-demand").with("found", found))),
        }
        Some(need)
    }

    /// The year by which the commune is to be there.
    fn year(&self, wrong: &mut Wrong) -> Option<i32> {
        let found = self.cell(5)?;
        let year = found.parse().ok();
        if year.is_none() {
            wrong.push(("items", self.problem("money-page.bad-year").with("found", found)));
        }
        year
    }
}
