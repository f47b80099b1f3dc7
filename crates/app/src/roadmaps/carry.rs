//! A roadmap carried on by a successor: the unit has ended, its work has not. The old roadmap stays as it was, true in the past.

use super::{Which, none, problem, refused};
use crate::commands::By;
use crate::{App, AppError, Committed, NewEntry};
use vedich_facts::roadmap::{RoadmapChange, RoadmapEdit};
use vedich_facts::{Body, Fact};
use vedich_rights::{Action, On};
use vedich_roadmap::record::RoadmapRecord;
use vedich_units::Succession;
use vedich_values::{FactSeq, RoadmapKey, UnitId};

/// A roadmap carried on by a successor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarryRoadmap {
    /// The unit that has ended.
    pub from: UnitId,
    /// Which of its roadmaps; none: the one it followed.
    pub roadmap: Option<RoadmapKey>,
    /// The successor; none: the one it went into, when there is one.
    pub to: Option<UnitId>,
}

impl App {
    /// What a unit that has ended went into, as far as it is there today: where its roadmaps can be carried on.
    #[must_use]
    pub fn carriers(&self, unit: UnitId) -> Vec<Succession> {
        let (registry, today) = (self.reference().registry, self.today());
        let ended = registry.get(unit).and_then(|unit| unit.span.to).is_some_and(|last| last < today);
        let mut heirs = if ended { registry.heirs(unit) } else { Vec::new() };
        heirs.retain(|heir| registry.get(heir.unit).is_some_and(|unit| unit.exists(today)));
        heirs
    }

    /// Carries a roadmap of a unit that has ended on in its successor, from the successor's first day: header, tasks, links, counts and
    /// agreed plans. It becomes the one the successor follows; nothing of the old one changes.
    ///
    /// # Errors
    /// When there is no such roadmap or successor, it was carried on before, the hand may not plan there, or the journal does not answer.
    pub async fn carry_roadmap(&self, by: By, command: CarryRoadmap) -> Result<(UnitId, RoadmapKey, Committed), AppError> {
        let heir = self.carrier(&command);
        self.may(by.hand(), Action::Plan, &On::unit(heir.as_ref().map_or(command.from, |heir| heir.unit)))?;
        let heir = heir?;
        let which = Which { key: command.roadmap.clone(), ..Which::followed(command.from) };
        let record = self.roadmap(which.unit, which.key.as_ref()).await?.ok_or_else(none)?;
        let registry = self.reference().registry;
        let last_day = heir.on.pred_opt().unwrap_or(heir.on);
        let name = registry.at(command.from, last_day).map(|at| at.name.to_owned()).unwrap_or_default();
        let edits = carried(&record, &name);
        let changes = self.roadmap_changes(heir.unit).await?;
        let taken = super::keys(&changes);
        let titles = |key: &RoadmapKey| RoadmapRecord::replay(heir.unit, key, &changes).map(|record| record.header.title);
        if let Some(RoadmapEdit::Open(header)) = edits.first()
            && taken.iter().filter_map(titles).any(|title| title == header.title)
        {
            return Err(refused(vec![problem("roadmap.carried-before").with("title", &header.title)]));
        }
        let free = (1_u32..).map(|number| RoadmapKey::new(&number.to_string())).find(|key| !taken.contains(key));
        let key = free.unwrap_or_else(|| RoadmapKey::new("1"));
        let change = RoadmapChange { roadmap: key.clone(), base: FactSeq(0), edits, undoes: None };
        let fact = Fact::new(heir.unit, heir.on, Body::Roadmap(Box::new(change))).from_source(by.hand().actor());
        let entry: NewEntry = self.entry("carry-roadmap", by, vec![fact]);
        Ok((heir.unit, key, self.commit(entry).await?))
    }

    fn carrier(&self, command: &CarryRoadmap) -> Result<Succession, AppError> {
        let heirs = self.carriers(command.from);
        match command.to {
            Some(to) => heirs.into_iter().find(|heir| heir.unit == to).ok_or_else(|| refused(vec![problem("roadmap.no-successor")])),
            None => match heirs[..] {
                [one] => Ok(one),
                [] => Err(refused(vec![problem("roadmap.no-successor")])),
                _ => Err(refused(vec![problem("roadmap.which-successor").with("count", heirs.len())])),
            },
        }
    }
}

/// The edits that make the same roadmap anew.
fn carried(record: &RoadmapRecord, from: &str) -> Vec<RoadmapEdit> {
    let mut header = record.header.clone();
    header.title = format!("{} (tiếp nối {})", header.title, vedich_wording::in_sentence(from));
    let tasks = record.tasks.iter().map(|task| RoadmapEdit::PutTask(Box::new(task.clone())));
    let counts = record.counts.values().flatten().map(|entry| RoadmapEdit::Count(entry.count.clone()));
    let plans = record.baselines.iter().cloned().map(RoadmapEdit::AgreeBaseline);
    std::iter::once(RoadmapEdit::Open(header)).chain(tasks).chain(counts).chain(plans).collect()
}
