//! The question of capital by source and year, and its answer, as files.

use super::allocation::BudgetFile;
use super::place::{Step, place};
use super::plan_file::Id;
use super::{InputError, rounded, unmarked};
use crate::allocate::MOST_YEARS;
use crate::allocate::capital::{
    Answer, Area, Commune, Gain, Goal, LeftOut, MOST_SOURCES, Need, Outcome, Question, Reason, Report, Shortage, SourceSet, Work, report,
};
use crate::problem::{Names, capital as told};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use vedich_values::{Diagnostic, Place};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    years: Years,
    #[serde(default = "million")]
    unit_dong: i64,
    sources: Vec<SourceFile>,
    #[serde(default)]
    areas: Vec<AreaFile>,
    communes: Vec<CommuneFile>,
}

/// Amounts are in millions of đồng unless the file says otherwise.
const fn million() -> i64 {
    1_000_000
}

/// A number of years, or the years themselves.
#[derive(Deserialize)]
#[serde(untagged)]
enum Years {
    Count(usize),
    Named(Vec<i32>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    id: Id,
    name: Option<String>,
    budgets: BudgetFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaFile {
    id: Id,
    name: Option<String>,
    #[serde(default)]
    communes_at_least: u32,
    #[serde(default)]
    money_at_least: i64,
    money_at_most: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommuneFile {
    id: Id,
    name: Option<String>,
    area: Option<Id>,
    by: Option<i32>,
    #[serde(default)]
    must: bool,
    #[serde(default)]
    never: bool,
    criteria: Vec<CriterionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CriterionFile {
    code: Id,
    name: Option<String>,
    #[serde(default)]
    must: bool,
    #[serde(default)]
    never: bool,
    cost: Option<i64>,
    #[serde(default)]
    lead: u32,
    sources: Option<Vec<Id>>,
    works: Option<Vec<WorkFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkFile {
    #[serde(default)]
    name: Option<String>,
    cost: i64,
    #[serde(default)]
    lead: u32,
    sources: Option<Vec<Id>>,
}

/// Budgets by source are asked in a shape of their own.
#[derive(Deserialize)]
struct Peek {
    #[serde(default)]
    sources: Option<IgnoredAny>,
}

/// A question of capital with the names it was asked in.
#[derive(Debug)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// What its numbers stand for.
    pub names: Names,
    /// Đồng per unit of its amounts.
    pub unit_dong: i64,
    ids: Ids,
}

/// Ids as the file gives them.
#[derive(Debug, Default)]
struct Ids {
    sources: Vec<String>,
    communes: Vec<String>,
    codes: Vec<Vec<String>>,
    works: Vec<Vec<Vec<Option<String>>>>,
}

/// Reads a question; none when the file asks in the shape of one budget per year.
///
/// # Errors
/// A file that is not in shape, with the place of what is wrong.
pub fn question(text: &str) -> Result<Option<Asked>, InputError> {
    let text = unmarked(text);
    let peek: Peek = serde_json::from_str(text)?;
    if peek.sources.is_some() { read(text).map(Some) } else { Ok(None) }
}

impl Asked {
    /// Answers the question within the time.
    ///
    /// # Errors
    /// Demands that cannot hold.
    pub fn report(&self, limit: Duration, elapsed: impl Fn() -> Duration) -> Result<Report, InputError> {
        let billion = (1_000_000_000 / self.unit_dong).max(1);
        report(&self.question, billion, limit, elapsed)
            .map_err(|error| InputError::Located(Box::new(told(&error, &self.question, &self.names))))
    }

    /// The report as the command line prints it.
    #[must_use]
    pub fn json(&self, report: &Report) -> Value {
        let (names, ids) = (&self.names, &self.ids);
        let mut value = answer(&self.question, names, &report.answer);
        value["unit_dong"] = json!(self.unit_dong);
        value["left_out"] = report.left_out.iter().map(|l| left_out_json(l, names, ids)).collect();
        value["next_billion"] = report.gains.iter().map(|g| gain_json(g, names, ids)).collect();
        let easy = &report.easy;
        value["easy_first"] = json!({ "communes": easy.communes.value, "criteria": easy.criteria.value, "cost": easy.cost.value });
        for (payment, p) in value["payments"].as_array_mut().into_iter().flatten().zip(&report.answer.payments) {
            payment["commune_id"] = json!(ids.communes[p.commune]);
            payment["code"] = json!(ids.codes[p.commune][p.need]);
            payment["work"] = json!(ids.works[p.commune][p.need][p.work]);
            payment["source_id"] = json!(ids.sources[p.source]);
        }
        value
    }
}

/// The answer in the shape of the command line: what is reached, who pays what and when, the goals with their bounds.
#[must_use]
pub fn answer(question: &Question, names: &Names, answer: &Answer) -> Value {
    let goal = |goal: Goal| json!({ "value": goal.value, "bound": goal.bound, "proven": goal.is_proven() });
    let mut paid_by: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (c, funded) in answer.funded.iter().enumerate() {
        for need in (0..funded.len()).filter(|n| funded[*n]) {
            paid_by.insert((c, need), 0);
        }
    }
    for p in &answer.payments {
        let year = paid_by.entry((p.commune, p.need)).or_insert(0);
        *year = p.year.max(*year);
    }
    let chosen: Vec<Value> =
        paid_by.iter().map(|((commune, criterion), year)| json!({ "commune": commune, "criterion": criterion, "year": year })).collect();
    let payments: Vec<Value> = answer
        .payments
        .iter()
        .map(|p| {
            json!({
                "commune": names.communes[p.commune],
                "criterion": names.needs[p.commune][p.need],
                "source": names.sources[p.source],
                "year": names.years[p.year],
                "amount": p.amount,
            })
        })
        .collect();
    let spent = answer.spent(question);
    let sources: Vec<Value> = (0..names.sources.len())
        .map(|s| json!({ "source": names.sources[s], "years": names.years, "budgets": question.budgets[s], "spent": spent[s] }))
        .collect();
    let reached: Vec<&str> = answer.reached.iter().zip(&names.communes).filter(|(r, _)| **r).map(|(_, name)| name.as_str()).collect();
    json!({
        "objective": answer.communes.value,
        "bound": answer.communes.bound,
        "optimal": answer.is_optimal(),
        "goals": { "communes": goal(answer.communes), "criteria": goal(answer.criteria), "cost": goal(answer.cost) },
        "reached": reached,
        "chosen": chosen,
        "payments": payments,
        "sources": sources,
    })
}

fn left_out_json(left: &LeftOut, names: &Names, ids: &Ids) -> Value {
    let shortage = |s: Shortage| json!({ "amount": s.amount, "sources": names.sources(s.sources), "by": names.years[s.by] });
    let (reason, more) = match left.reason {
        Reason::Excluded => ("excluded", Value::Null),
        Reason::NeedExcluded { need } => ("criterion-excluded", json!({ "criterion": names.needs[left.commune][need] })),
        Reason::TooSlow { need, lead, .. } => ("too-slow", json!({ "criterion": names.needs[left.commune][need], "lead": lead })),
        Reason::AreaCap { short_by } => ("area-cap", json!({ "amount": short_by })),
        Reason::Money(s) => ("money", shortage(s)),
        Reason::NotTried => ("not-tried", Value::Null),
    };
    let instead = left.instead.map(|instead| {
        let (outcome, more) = match instead.outcome {
            Outcome::Money(s) => ("money", shortage(s)),
            Outcome::AreaCap { short_by } => ("area-cap", json!({ "amount": short_by })),
            Outcome::Floor { area } => ("floor", json!({ "area": names.areas[area] })),
            Outcome::CostsMore { amount } => ("costs-more", json!({ "amount": amount })),
            Outcome::FewerCriteria { criteria } => ("fewer-criteria", json!({ "criteria": criteria })),
            Outcome::Equal => ("equal", Value::Null),
        };
        json!({ "of": names.communes[instead.of], "cost": instead.cost, "outcome": outcome, "detail": more })
    });
    json!({
        "commune": names.communes[left.commune],
        "commune_id": ids.communes[left.commune],
        "cost": left.cost,
        "reason": reason,
        "detail": more,
        "instead": instead,
    })
}

fn gain_json(gain: &Gain, names: &Names, ids: &Ids) -> Value {
    json!({
        "source": names.sources[gain.source],
        "source_id": ids.sources[gain.source],
        "year": names.years[gain.year],
        "communes": gain.communes,
        "criteria": gain.criteria,
        "cost": gain.cost,
        "proven": gain.proven,
        "by_price": gain.by_price.map(rounded),
    })
}

/// Reads ids into numbers and says where one is wrong.
struct Reader<'t> {
    text: &'t str,
    sources: BTreeMap<String, usize>,
    areas: BTreeMap<String, usize>,
    years: Vec<i32>,
}

fn read(text: &str) -> Result<Asked, InputError> {
    let file: File = serde_json::from_str(text)?;
    let years = match file.years {
        Years::Count(count) => (1..=count.min(MOST_YEARS + 1)).map(|y| y as i32).collect(),
        Years::Named(years) => years,
    };
    let mut reader = Reader { text, sources: BTreeMap::new(), areas: BTreeMap::new(), years };
    let mut asked = Asked { question: Question::default(), names: Names::default(), ids: Ids::default(), unit_dong: file.unit_dong.max(1) };
    asked.question.years = reader.years.len();
    for (i, source) in file.sources.into_iter().enumerate() {
        let id = source.id.text();
        let steps = [Step::Key("sources"), Step::Index(i)];
        if i == MOST_SOURCES {
            return Err(reader.wrong("roadmap.bad-sources", &steps, &[("found", (i + 1).to_string())]));
        }
        if reader.sources.insert(id.clone(), i).is_some() {
            return Err(reader.wrong("roadmap.duplicate-id", &steps, &[("found", id)]));
        }
        let budgets = source.budgets.by_year(reader.years.len());
        if budgets.len() != reader.years.len() {
            let steps = [steps[0], steps[1], Step::Key("budgets")];
            let counts = [("found", budgets.len().to_string()), ("asked", reader.years.len().to_string())];
            return Err(reader.wrong("roadmap.bad-number", &steps, &counts));
        }
        asked.question.budgets.push(budgets);
        asked.names.sources.push(source.name.unwrap_or_else(|| id.clone()));
        asked.ids.sources.push(id);
    }
    for (i, area) in file.areas.into_iter().enumerate() {
        let id = area.id.text();
        asked.names.areas.push(area.name.unwrap_or_else(|| id.clone()));
        if reader.areas.insert(id.clone(), i).is_some() {
            return Err(reader.wrong("roadmap.duplicate-id", &[Step::Key("areas"), Step::Index(i)], &[("found", id)]));
        }
        asked.question.areas.push(Area {
            communes_at_least: area.communes_at_least,
            money_at_least: area.money_at_least,
            money_at_most: area.money_at_most,
        });
    }
    let mut seen = std::collections::BTreeSet::new();
    for (c, commune) in file.communes.into_iter().enumerate() {
        reader.commune(&mut asked, &mut seen, c, commune)?;
    }
    asked.names.years = reader.years;
    Ok(asked)
}

impl Reader<'_> {
    fn wrong(&self, code: &'static str, steps: &[Step], params: &[(&'static str, String)]) -> InputError {
        let (line, column) = place(self.text, steps);
        let at = Place { line: Some(line), column: Some(column), ..Place::default() };
        let problem = params.iter().fold(Diagnostic::error(code, at), |problem, (name, value)| problem.with(name, value));
        InputError::Located(Box::new(problem))
    }

    fn commune(
        &self,
        asked: &mut Asked,
        seen: &mut std::collections::BTreeSet<String>,
        c: usize,
        file: CommuneFile,
    ) -> Result<(), InputError> {
        let here = [Step::Key("communes"), Step::Index(c)];
        let id = file.id.text();
        if !seen.insert(id.clone()) {
            return Err(self.wrong("roadmap.duplicate-id", &here, &[("found", id)]));
        }
        let name = file.name.unwrap_or_else(|| id.clone());
        let at = |key| [here[0], here[1], Step::Key(key)];
        let area = match file.area.map(Id::text) {
            None => None,
            Some(area) => match self.areas.get(&area) {
                Some(number) => Some(*number),
                None => return Err(self.wrong("roadmap.unknown-area", &at("area"), &[("commune", name), ("found", area)])),
            },
        };
        let by = match file.by {
            None => None,
            Some(year) => match self.years.iter().position(|y| *y == year) {
                Some(number) => Some(number),
                None => return Err(self.wrong("roadmap.unknown-year", &at("by"), &[("commune", name), ("found", year.to_string())])),
            },
        };
        let mut commune = Commune { area, needs: Vec::new(), by, must: file.must, never: file.never };
        let (mut codes, mut needs, mut works) = (Vec::new(), Vec::new(), Vec::new());
        for (n, criterion) in file.criteria.into_iter().enumerate() {
            let code = criterion.code.text();
            needs.push(criterion.name.map_or_else(|| code.clone(), |name| format!("{code}. {name}")));
            let mut list = criterion.works.unwrap_or_default();
            let at_criterion = [here[0], here[1], Step::Key("criteria"), Step::Index(n)];
            let own = criterion.cost.map(|cost| WorkFile { name: None, cost, lead: criterion.lead, sources: criterion.sources });
            let in_works = list.len();
            list.extend(own);
            let mut need = Need { works: Vec::with_capacity(list.len()), must: criterion.must, never: criterion.never };
            let mut work_names = Vec::with_capacity(list.len());
            for (w, work) in list.into_iter().enumerate() {
                let mut steps = at_criterion.to_vec();
                if w < in_works {
                    steps.extend([Step::Key("works"), Step::Index(w)]);
                }
                let sources = self.sources_of(work.sources, &mut steps)?;
                need.works.push(Work { cost: work.cost, lead: work.lead, sources });
                work_names.push(work.name);
            }
            commune.needs.push(need);
            codes.push(code);
            works.push(work_names);
        }
        asked.question.communes.push(commune);
        asked.names.communes.push(name);
        asked.names.needs.push(needs);
        asked.ids.communes.push(id);
        asked.ids.codes.push(codes);
        asked.ids.works.push(works);
        Ok(())
    }

    /// The sources named; all of them when none is.
    fn sources_of(&self, named: Option<Vec<Id>>, steps: &mut Vec<Step>) -> Result<SourceSet, InputError> {
        let Some(named) = named else { return Ok(SourceSet::first(self.sources.len())) };
        let mut set = SourceSet::default();
        for (i, id) in named.into_iter().enumerate() {
            let id = id.text();
            let Some(source) = self.sources.get(&id) else {
                steps.extend([Step::Key("sources"), Step::Index(i)]);
                return Err(self.wrong("roadmap.unknown-source", steps, &[("found", id)]));
            };
            set = set.with(*source);
        }
        Ok(set)
    }
}

#[cfg(test)]
mod tests;
