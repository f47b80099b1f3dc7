//! Model gardens and households (vườn mẫu, hộ mẫu) of places: planned and counted by roadmaps, else as outputs were reported.

use super::Look;
use super::work::done_of;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::{Body, OutputLine, Recorded};
use vedich_papers::{Content, Model};
use vedich_reference::paper_reading;
use vedich_values::text::strip_marks;
use vedich_values::{Date, Decimal, UnitId};

/// Planned and reached, each where it is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    planned: Option<Decimal>,
    done: Option<Decimal>,
}

/// Gardens and households of one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Models(BTreeMap<Model, Sum>);

impl Models {
    fn add(&mut self, model: Model, planned: Option<Decimal>, done: Option<Decimal>) {
        let sum = self.0.entry(model).or_default();
        let plus = |a: Option<Decimal>, b: Option<Decimal>| {
            if a.is_none() && b.is_none() { None } else { Some(a.unwrap_or_default() + b.unwrap_or_default()) }
        };
        *sum = Sum { planned: plus(sum.planned, planned), done: plus(sum.done, done) };
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.values().all(|sum| sum.planned.is_none() && sum.done.is_none())
    }

    /// Cells of a row: gardens planned and reached, households planned and reached.
    pub(super) fn cells(&self) -> [Content; 4] {
        let number = |value: Option<Decimal>| value.map_or(Content::Empty, |value| Content::Number(value.normalize()));
        let [garden, household] = [Model::Garden, Model::Household].map(|model| self.0.get(&model).copied().unwrap_or_default());
        [number(garden.planned), number(garden.done), number(household.planned), number(household.done)]
    }
}

/// Words without accents and capitals, a blank around every one: `Thôn 1` does not stand in `Thôn 10`.
fn words(text: &str) -> String {
    let plain = strip_marks(text);
    let words = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

impl Look<'_> {
    /// Those of a hamlet: of its own roadmap, and of tasks of its commune's whose place it is; else of its own reports.
    pub(super) fn models_of_hamlet(&self, hamlet: UnitId) -> Models {
        let name = words(self.name(hamlet));
        let here = |unit: UnitId, location: Option<&str>| unit == hamlet || location.is_some_and(|place| words(place).contains(&name));
        let above = self.now.reference().registry.ancestors(hamlet, self.date);
        let counted = self.planned_models(|unit, location| (unit == hamlet || above.contains(&unit)) && here(unit, location));
        if counted.is_empty() { self.reported_models(hamlet) } else { counted }
    }

    /// Those of the whole area.
    pub(super) fn models_of_area(&self) -> Models {
        let counted = self.planned_models(|_, _| true);
        if counted.is_empty() { self.reported_models(self.unit) } else { counted }
    }

    fn planned_models(&self, wanted: impl Fn(UnitId, Option<&str>) -> bool) -> Models {
        let mut models = Models::default();
        for (unit, record) in self.roadmaps() {
            for task in record.tasks.iter().filter(|task| wanted(unit, task.location.as_deref())) {
                let Some(quantity) = &task.quantity else { continue };
                let Some(model) = paper_reading().model(&task.title) else { continue };
                models.add(model, quantity.planned, done_of(&self.counts(record, &task.id)));
            }
        }
        models
    }

    fn reported_models(&self, unit: UnitId) -> Models {
        // A later count from the same day on takes the place of the one before it.
        let mut latest: BTreeMap<(Model, Date), (&Recorded, &OutputLine)> = BTreeMap::new();
        let records: Vec<Arc<Recorded>> = self.records(unit).filter(|recorded| recorded.fact.as_of >= self.period.from).collect();
        for recorded in &records {
            let Body::Output(line) = &recorded.fact.body else { continue };
            let Some(model) = paper_reading().model(&line.what.vi) else { continue };
            let known = latest.entry((model, line.from)).or_insert((recorded, line));
            if (known.0.fact.as_of, known.0.seq) < (recorded.fact.as_of, recorded.seq) {
                *known = (recorded, line);
            }
        }
        let mut models = Models::default();
        for ((model, _), (_, line)) in latest {
            models.add(model, line.planned, line.quantity);
        }
        models
    }
}
