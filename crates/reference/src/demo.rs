//! The five real cases as facts, `data/demo/*.toml`: figures and statements with their sources, never sentences of the articles.

mod progress;
mod roadmaps;
mod rows;
mod steering;

pub use steering::demo_steering;

use crate::files::DEMO;
use rows::{CaseFile, Where};
use serde::Serialize;
use std::collections::BTreeMap;
use vedich_criteria::{Catalogue, CriteriaSet, parse_value};
use vedich_facts::{AttributeValue, Body, DeclaredState, Fact, OutputLine, StageCount, Target, UnitChange, UnitLevel};
use vedich_units::Registry;
use vedich_values::{Bilingual, Date, Diagnostic, Place, SetId, Tally, Timestamp, UnitId, number::parse_number};

/// One case: an entry for the journal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DemoEntry {
    /// Stable key: `a-hai-dong-2017`.
    pub key: String,
    /// What it is about.
    pub title: Bilingual,
    /// When it counts as recorded; fixed, so that the demo is the same everywhere.
    pub recorded_at: Timestamp,
    /// Where the statements come from.
    pub source: String,
    /// The statements, hamlets registered first.
    pub facts: Vec<Fact>,
}

/// The cases A to E, in the order of their letters. Hamlets get the ids that are free in `registry`.
///
/// # Errors
/// Every problem of every file: units, sets or codes that don't exist on their dates, values that don't fit.
pub fn demo(registry: &Registry, catalogue: &Catalogue) -> Result<Vec<DemoEntry>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut next_id = registry.next_free_id();
    let mut entries = Vec::new();
    for (name, text) in DEMO {
        let mut case = Case {
            name,
            text,
            registry,
            catalogue,
            hamlets: BTreeMap::new(),
            problems: Vec::new(),
            as_of: Date::MIN,
            source: String::new(),
        };
        match toml::from_str::<CaseFile>(text) {
            Ok(file) => entries.push(case.entry(file, &mut next_id)),
            Err(error) => {
                let place = case.place(error.span().map_or(0, |span| span.start));
                case.problems.push(Diagnostic::error("demo.unreadable", place).with("reason", error.message()));
            }
        }
        problems.append(&mut case.problems);
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

/// A case being read.
struct Case<'a> {
    name: &'a str,
    text: &'a str,
    registry: &'a Registry,
    catalogue: &'a Catalogue,
    hamlets: BTreeMap<String, UnitId>,
    problems: Vec<Diagnostic>,
    as_of: Date,
    source: String,
}

impl Case<'_> {
    fn entry(&mut self, file: CaseFile, next_id: &mut UnitId) -> DemoEntry {
        self.as_of = file.as_of;
        self.source.clone_from(&file.source);
        let mut facts = Vec::new();
        for row in &file.hamlets {
            let at = row.at();
            let parent = self.unit(&at);
            let id = *next_id;
            *next_id = UnitId(id.get() + 1);
            self.hamlets.insert(row.key.clone(), id);
            let change =
                UnitChange::Registered { level: UnitLevel::Hamlet, kind: row.kind.clone(), name: row.name.clone(), parent, code: None };
            facts.push(self.fact_of(id, &at, Body::UnitChange(change)));
        }
        for row in file.attributes {
            let at = row.at();
            let value = AttributeValue::Text(row.value);
            facts.push(self.fact(&at, Body::Attribute { name: row.name, value, to: None }));
        }
        for row in &file.declared {
            self.declared(row, &mut facts);
        }
        for row in &file.reported {
            let at = row.at();
            let body = Body::ReportedCount {
                set: self.set_id(&row.set),
                criteria: self.tally(&row.criteria),
                indicators: self.tally(&row.indicators),
            };
            facts.push(self.fact(&at, body));
        }
        for row in &file.observations {
            facts.extend(self.observation(row));
        }
        for row in file.stages {
            let at = row.at();
            let body = Body::Stage { set: self.set_id(&row.set), stage: row.stage, decision: row.decision, year: row.year };
            facts.push(self.fact(&at, body));
        }
        for row in &file.stage_counts {
            facts.push(self.stage_counts(row));
        }
        for row in file.outputs {
            let at = row.at();
            let Ok(quantity) = parse_number(row.quantity.get_ref()) else {
                self.problem("demo.bad-value", row.quantity.span().start, row.quantity.get_ref());
                continue;
            };
            let body =
                Body::Output(OutputLine { what: row.what, quantity: Some(quantity), unit: row.measured_in, from: row.from, planned: None });
            facts.push(self.fact(&at, body));
        }
        for row in file.works {
            let at = row.at();
            facts.push(self.fact(&at, Body::Work { name: row.name, location: row.location, state: row.state }));
        }
        for row in file.remarks {
            let at = row.at();
            facts.push(self.fact(&at, Body::Remark { topic: row.topic, text: row.text }));
        }
        for row in &file.roadmaps {
            facts.extend(self.roadmap(row));
        }
        DemoEntry { key: file.key, title: file.title, recorded_at: file.recorded_at, source: file.source, facts }
    }

    /// Criteria named as not met; the others follow from the total and are marked as implied.
    fn declared(&mut self, row: &rows::DeclaredRow, facts: &mut Vec<Fact>) {
        let Some(set) = self.set(&row.set) else { return };
        let at = row.at();
        for no in &row.unmet {
            if !set.criteria.iter().any(|criterion| criterion.no.0 == *no) {
                self.problem("demo.unknown-code", row.set.span().start, &no.to_string());
            }
        }
        for criterion in &set.criteria {
            let unmet = row.unmet.contains(&criterion.no.0);
            if unmet || row.others_met {
                let state = if unmet { DeclaredState::NotMet } else { DeclaredState::Met };
                let body = Body::DeclaredStatus { set: set.id.clone(), criterion: criterion.no, code: None, state, implied: !unmet };
                facts.push(self.fact(&at, body));
            }
        }
    }

    fn observation(&mut self, row: &rows::ObservationRow) -> Option<Fact> {
        let set = self.set(&row.set)?;
        let Some(indicator) = set.indicator(row.code.get_ref()) else {
            self.problem("demo.unknown-code", row.code.span().start, row.code.get_ref());
            return None;
        };
        let value = match parse_value(indicator.measure, &indicator.scale, row.value.get_ref()) {
            Ok(value) => value,
            Err(refused) => {
                self.problem("demo.bad-value", row.value.span().start, &refused.to_string());
                return None;
            }
        };
        let target = Target { set: set.id.clone(), code: indicator.code.clone(), part: None };
        Some(self.fact(&row.at(), Body::Observation { target, observed: value }))
    }

    fn stage_counts(&mut self, row: &rows::StageCountsRow) -> Fact {
        let mut stages = Vec::new();
        for stage in &row.stages {
            let places = stage.places.iter().map(|place| (self.unit(&Where::at(&place.unit, row.at().as_of)), place.count)).collect();
            stages.push(StageCount { stage: stage.stage.clone(), count: stage.count, places });
        }
        if stages.iter().map(|stage| stage.count).sum::<u32>() != row.total {
            self.problem("demo.bad-sum", row.set.span().start, &row.total.to_string());
        }
        let body = Body::StageCounts { set: self.set_id(&row.set), total: row.total, stages };
        self.fact(&row.at(), body)
    }

    fn roadmap(&mut self, row: &rows::RoadmapRow) -> Option<Fact> {
        let (set, at) = (self.set(&row.set)?, row.at());
        let unit = self.unit(&at);
        let fact = roadmaps::fact(row, unit, at.as_of.unwrap_or(self.as_of), &set);
        if fact.is_none() {
            self.problem("demo.bad-roadmap", row.set.span().start, &row.title);
        }
        fact
    }

    fn fact(&mut self, at: &Where, body: Body) -> Fact {
        let unit = self.unit(at);
        self.fact_of(unit, at, body)
    }

    fn fact_of(&self, unit: UnitId, at: &Where, body: Body) -> Fact {
        let fact = Fact::new(unit, at.as_of.unwrap_or(self.as_of), body).from_source(&self.source);
        match &at.note {
            Some(note) => fact.with_note(note),
            None => fact,
        }
    }

    /// The unit written as `06730 Xã Hải Đông`, both right on the date, or the key of a hamlet registered above.
    fn unit(&mut self, at: &Where) -> UnitId {
        let written = at.unit.get_ref();
        if let Some(hamlet) = self.hamlets.get(written) {
            return *hamlet;
        }
        let date = at.as_of.unwrap_or(self.as_of);
        let (code, name) = written.split_once(' ').unwrap_or((written, ""));
        let unit = self.registry.by_code(code, date).and_then(|id| self.registry.at(id, date));
        match unit {
            Some(unit) if unit.name == name => unit.id,
            Some(unit) => {
                let known = unit.name.to_owned();
                self.problem("demo.name-differs", at.unit.span().start, &format!("{written} / {known}"));
                vedich_units::COUNTRY
            }
            None => {
                self.problem("demo.unknown-unit", at.unit.span().start, written);
                vedich_units::COUNTRY
            }
        }
    }

    fn set(&mut self, written: &toml::Spanned<String>) -> Option<std::sync::Arc<CriteriaSet>> {
        let set = self.catalogue.get(written.get_ref()).cloned();
        if set.is_none() {
            self.problem("demo.unknown-set", written.span().start, written.get_ref());
        }
        set
    }

    fn set_id(&mut self, written: &toml::Spanned<String>) -> SetId {
        self.set(written).map_or_else(|| SetId::new(written.get_ref()), |set| set.id.clone())
    }

    fn tally(&mut self, written: &Option<toml::Spanned<String>>) -> Option<Tally> {
        let written = written.as_ref()?;
        let tally = Tally::parse(written.get_ref());
        if tally.is_none() {
            self.problem("demo.bad-tally", written.span().start, written.get_ref());
        }
        tally
    }

    fn problem(&mut self, code: &'static str, offset: usize, found: &str) {
        let place = self.place(offset);
        self.problems.push(Diagnostic::error(code, place).with("found", found));
    }

    fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = u32::try_from(before.matches('\n').count() + 1).ok();
        let column = u32::try_from(before.rsplit('\n').next().unwrap_or("").chars().count() + 1).ok();
        Place { file: Some(self.name.to_owned()), line, column, ..Place::default() }
    }
}
