//! The question of capital out of what people type or paste: lines of cells with semicolons or tabs between, into the shape of
//! `docs/allocate.md`. Amounts are typed in millions of đồng and asked in thousands.

mod communes;

use crate::parts::form::Sent;
use crate::present::Scene;
use communes::communes;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use vedich_app::roadmaps::Followed;
use vedich_facts::roadmap::{TaskKind, TaskRecord};
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::triage::takes_money;
use vedich_values::number::{parse_number, print_number};
use vedich_values::text::fold;
use vedich_values::{CriterionNo, Decimal, Diagnostic, Place, UnitId};

/// Thousands of đồng in a million.
const THOUSANDS: i64 = 1_000;
/// Đồng per unit of the amounts asked.
const UNIT_DONG: i64 = 1_000;

/// What is wrong, by field of the form.
type Wrong = Vec<(&'static str, Diagnostic)>;

/// The question as JSON.
pub(super) fn json(sent: &Sent) -> Result<String, Wrong> {
    let mut wrong = Wrong::new();
    let years = years(sent.typed("years"), &mut wrong);
    let sources = sources(sent.typed("budgets"), years.len(), &mut wrong);
    let mut areas = areas(sent.typed("floors"), &mut wrong);
    let communes = communes(sent.typed("items"), &mut areas, &mut wrong);
    if communes.is_empty() && wrong.is_empty() {
        wrong.push(("items", problem("money-page.no-items")));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let areas: Vec<Value> = areas.into_values().collect();
    Ok(json!({ "years": years, "unit_dong": UNIT_DONG, "sources": sources, "areas": areas, "communes": communes }).to_string())
}

fn problem(code: &'static str) -> Diagnostic {
    Diagnostic::error(code, Place::default())
}

/// The lines that hold something, with their numbers, as cells.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()).map(|(line, number)| {
        let between = if line.contains('\t') { '\t' } else { ';' };
        (number, line.split(between).map(str::trim).collect())
    })
}

fn years(text: &str, wrong: &mut Wrong) -> Vec<i32> {
    let mut years = Vec::new();
    for part in text.split([';', ',', ' ', '\t']).filter(|part| !part.is_empty()) {
        match part.parse::<i32>().ok().filter(|year| (2000..=2100).contains(year)) {
            Some(year) => years.push(year),
            None => wrong.push(("years", problem("money-page.bad-year").with("found", part))),
        }
    }
    if years.is_empty() && wrong.is_empty() {
        wrong.push(("years", problem("money-page.no-years")));
    }
    years
}

/// Millions of đồng, as people write them, in thousands.
fn amount(text: &str) -> Option<i64> {
    let amount = parse_number(text).ok().filter(|amount| !amount.is_sign_negative() || amount.is_zero())?;
    amount.checked_mul(Decimal::from(THOUSANDS))?.round().try_into().ok()
}

fn sources(text: &str, years: usize, wrong: &mut Wrong) -> Vec<Value> {
    let mut sources = Vec::new();
    for (line, cells) in lines(text) {
        let at = |code| problem(code).with("line", line);
        let Some((name, amounts)) = cells.split_first().filter(|(name, _)| !name.is_empty()) else {
            wrong.push(("budgets", at("money-page.no-name")));
            continue;
        };
        let amounts: Vec<&str> = amounts.iter().copied().filter(|cell| !cell.is_empty()).collect();
        let read: Vec<Option<i64>> = amounts.iter().map(|cell| amount(cell)).collect();
        if let Some(bad) = read.iter().position(Option::is_none) {
            wrong.push(("budgets", at("money-page.bad-amount").with("found", amounts[bad])));
            continue;
        }
        let read: Vec<i64> = read.into_iter().flatten().collect();
        let budgets = match read[..] {
            [one] => vec![one; years],
            _ => read,
        };
        if budgets.len() != years {
            wrong.push(("budgets", at("money-page.wrong-count").with("found", budgets.len()).with("asked", years)));
        }
        sources.push(json!({ "id": fold(name), "name": name, "budgets": budgets }));
    }
    if sources.is_empty() && !wrong.iter().any(|(field, _)| *field == "budgets") {
        wrong.push(("budgets", problem("money-page.no-sources")));
    }
    sources
}

/// Areas by their folded names, with floors and caps.
fn areas(text: &str, wrong: &mut Wrong) -> BTreeMap<String, Value> {
    let mut areas = BTreeMap::new();
    for (line, cells) in lines(text) {
        let at = |code| problem(code).with("line", line);
        let cell = |place: usize| cells.get(place).copied().filter(|cell| !cell.is_empty());
        let Some(name) = cell(0) else {
            wrong.push(("floors", at("money-page.no-name")));
            continue;
        };
        let mut area = Map::from_iter([("id".to_owned(), json!(fold(name))), ("name".to_owned(), json!(name))]);
        match cell(1).map(|count| (count, count.parse::<u32>())) {
            Some((_, Ok(count))) => drop(area.insert("communes_at_least".to_owned(), json!(count))),
            Some((found, Err(_))) => wrong.push(("floors", at("money-page.bad-whole").with("found", found))),
            None => {}
        }
        for (place, key) in [(2, "money_at_least"), (3, "money_at_most")] {
            match cell(place).map(|found| (found, amount(found))) {
                Some((_, Some(amount))) => drop(area.insert(key.to_owned(), json!(amount))),
                Some((found, None)) => wrong.push(("floors", at("money-page.bad-amount").with("found", found))),
                None => {}
            }
        }
        areas.insert(fold(name), Value::Object(area));
    }
    areas
}

/// What roadmaps say of the question.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// Lines of the form.
    pub(super) text: String,
    /// How many items.
    pub(super) items: usize,
    /// Of how many communes.
    pub(super) communes: usize,
    /// Items whose cost is left empty because nobody worked it out.
    pub(super) unknown: usize,
    /// Items whose cost is left empty because it is known in part only: commune, criterion, millions known.
    pub(super) partial: Vec<String>,
}

/// What a criterion still needs.
#[derive(Default)]
struct Open {
    missing: Option<i64>,
    /// Some of its work usually takes money and has no cost.
    unpriced: bool,
    sources: Vec<String>,
}

impl Open {
    fn add(&mut self, task: &TaskRecord, budgets: &BTreeSet<String>) {
        match task.cost {
            Some(cost) => {
                let missing = cost.0.saturating_sub(task.funded().0).max(0);
                self.missing = Some(self.missing.unwrap_or(0).saturating_add(missing));
            }
            None => self.unpriced |= takes_money(task),
        }
        // Whoever pays already may pay the rest; a name the budgets do not have would only be refused.
        for one in &task.funding {
            let name = one.source.replace([';', ',', '\t'], " ");
            if !self.sources.contains(&name) && (budgets.is_empty() || budgets.contains(&fold(&name))) {
                self.sources.push(name);
            }
        }
    }
}

/// The criteria that roadmaps still work at. A cost that is known in part is no cost: it is left for people to fill in. `budgets` is what
/// stands in the form of sources.
pub(super) fn of_roadmaps(s: Scene<'_>, followed: &Followed, area: UnitId, budgets: &str) -> Taken {
    let known: BTreeSet<String> = lines(budgets).filter_map(|(_, cells)| cells.first().map(|name| fold(name))).collect();
    let mut taken = Taken::default();
    for record in followed.records() {
        let mut needs: BTreeMap<CriterionNo, Open> = BTreeMap::new();
        for task in record.tasks.iter().filter(|task| task.kind == TaskKind::Task) {
            let Some(criterion) = task.criterion else { continue };
            if record.counted(task, followed.on()).share != Some(10_000) {
                needs.entry(criterion).or_default().add(task, &known);
            }
        }
        taken.communes += usize::from(!needs.is_empty());
        for (criterion, open) in needs {
            taken.line(s, record, area, criterion, &open);
        }
    }
    taken
}

impl Taken {
    fn line(&mut self, s: Scene<'_>, record: &RoadmapRecord, area: UnitId, no: CriterionNo, open: &Open) {
        let set = record.header.set.as_ref().and_then(|set| s.catalogue().get(set.as_str()));
        let found = set.and_then(|set| set.criteria.iter().find(|criterion| criterion.no == no));
        let criterion = found.map_or_else(|| no.to_string(), |one| format!("{no}. {}", s.f.lang.of(&one.name).replace(';', ",")));
        let above = s.registry().ancestors(record.unit, s.f.as_of).into_iter().next().filter(|above| *above != area || area == record.unit);
        let above = above.map(|above| s.name(above)).unwrap_or_default();
        let by = record.header.target.map(|target| chrono::Datelike::year(&target).to_string()).unwrap_or_default();
        let (unit, millions) = (s.name(record.unit), |cost: i64| print_number(Decimal::new(cost, 6).normalize()));
        let cost = match open.missing {
            Some(known) if open.unpriced => {
                self.partial.push(format!("{unit}, {criterion}: {}", millions(known)));
                String::new()
            }
            Some(cost) => millions(cost),
            None => {
                self.unknown += 1;
                String::new()
            }
        };
        self.items += 1;
        self.text.push_str(&format!("{unit}; {criterion}; {cost}; {}; ; {by}; {above}; {}\n", open.sources.join(", "), lead(record, no)));
    }
}

/// Who leads a criterion (đơn vị chủ trì): whoever leads its heading, else the first of its tasks that says so.
fn lead(record: &RoadmapRecord, no: CriterionNo) -> String {
    let of = |kind: TaskKind| {
        record.tasks.iter().filter(move |task| task.criterion == Some(no) && (task.kind == kind)).find_map(|task| task.lead.as_deref())
    };
    of(TaskKind::Summary).or_else(|| of(TaskKind::Task)).unwrap_or_default().replace([';', '\t'], ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        Sent { typed: pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(), wrong: Vec::new() }
    }

    #[test]
    fn what_is_typed_or_pasted_becomes_the_question() {
        let typed = sent(&[
            ("years", "2026; 2027"),
            ("budgets", "NS tỉnh; 5.000; 6.000\nDân góp\t900"),
            ("floors", "Huyện Kỳ Anh; 1; ; 9000"),
            (
                "items",
                "Lâm Hợp; 2. Giao thông; 4.200,5; NS tỉnh; bắt buộc; 2027; Huyện Kỳ Anh\nLâm Hợp; 8; 0; ; ; ; Huyện Kỳ Anh\nKỳ Lạc\t2\t100",
            ),
        ]);
        let asked: Value = serde_json::from_str(&json(&typed).unwrap()).unwrap();
        assert_eq!(asked["sources"][0]["budgets"], json!([5_000_000, 6_000_000]));
        assert_eq!(asked["sources"][1]["budgets"], json!([900_000, 900_000]));
        assert_eq!(asked["areas"][0]["money_at_most"], 9_000_000);
        let first = &asked["communes"][0];
        assert_eq!(
            (&first["by"], &first["criteria"][0]["cost"], &first["criteria"][0]["must"]),
            (&json!(2027), &json!(4_200_500), &json!(true))
        );
        assert_eq!(first["criteria"].as_array().unwrap().len(), 2);
        assert!(vedich_roadmap::json::capital_question(&asked.to_string()).unwrap().is_some());
    }

    #[test]
    fn a_cost_known_in_part_is_not_taken_for_the_whole() {
        use vedich_facts::roadmap::{Funding, PlannedQuantity};
        use vedich_values::Vnd;
        let mut road = TaskRecord::new("a", "Đường");
        road.cost = Some(Vnd(900));
        road.funding = vec![Funding::of_source("NS tỉnh", Vnd(200)), Funding::of_source("Khác", Vnd(100))];
        let mut drain = TaskRecord::new("b", "Rãnh");
        let budgets = BTreeSet::from([fold("NS tỉnh")]);
        let open = |tasks: &[&TaskRecord]| {
            let mut open = Open::default();
            tasks.iter().for_each(|task| open.add(task, &budgets));
            (open.missing, open.unpriced, open.sources)
        };
        assert_eq!(open(&[&road, &drain]), (Some(600), false, vec!["NS tỉnh".to_owned()]), "a talk costs nothing anybody has to work out");
        drain.quantity = Some(PlannedQuantity { unit: "km".into(), planned: None });
        assert_eq!(open(&[&road, &drain]), (Some(600), true, vec!["NS tỉnh".to_owned()]));
        assert_eq!(open(&[&drain]), (None, true, Vec::new()));
    }

    #[test]
    fn every_line_that_is_wrong_is_named() {
        let typed = sent(&[
            ("years", "2026; năm sau"),
            ("budgets", "NS tỉnh; nhiều\n; 5"),
            ("floors", "A; mấy xã"),
            ("items", "Lâm Hợp; 2; \nLâm Hợp; ; 5\nLâm Hợp; 2; 5; ; có lẽ"),
        ]);
        let codes: Vec<&str> = json(&typed).unwrap_err().iter().map(|(_, problem)| problem.code).collect();
        let expected = ["bad-year", "bad-year", "bad-amount", "no-name", "bad-whole", "no-cost", "no-criterion", "twice", "bad-demand"];
        assert_eq!(codes, expected.map(|code| format!("money-page.{code}")));
    }
}
