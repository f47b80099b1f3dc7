//! Hamlets and gardens (B11): the hamlets below a unit of which anything is known.

use super::{Look, VI, bold, row, tally};
use std::sync::Arc;
use vedich_facts::{Body, Recorded, UnitLevel};
use vedich_papers::{Content, Row, Table};
use vedich_values::UnitId;

impl Look<'_> {
    /// A row per hamlet with values, statuses, a stage of recognition, gardens or households; and the gardens and households of the area.
    pub(super) fn hamlets(&self) -> Option<Table> {
        if self.level() > UnitLevel::Commune {
            return None;
        }
        let registry = &self.now.reference().registry;
        let mut rows: Vec<Row> = Vec::new();
        for hamlet in registry.descendants(self.unit, UnitLevel::Hamlet, self.date) {
            let set = self.set_with_data(hamlet, UnitLevel::Hamlet);
            let place = set.as_ref().and_then(|set| self.now.place(hamlet, Some(&set.id))).filter(|place| place.has_data);
            let (stage, models) = (self.stage(hamlet), self.models_of_hamlet(hamlet));
            if place.is_none() && stage.is_none() && models.is_empty() {
                continue;
            }
            let (name, decision, year) = stage.unwrap_or_default();
            let commune = registry.ancestors(hamlet, self.date).first().map_or("", |unit| self.name(*unit));
            let mut cells = vec![
                Content::count(rows.len() as u64 + 1),
                Content::text(self.name(hamlet)),
                Content::text(commune),
                Content::text(set.as_ref().map_or("", |set| set.title.vi.as_str())),
                place.map_or(Content::Empty, |place| tally(place.marks.criterion_counts)),
                Content::text(&name),
                Content::text(&decision),
                Content::text(&year),
            ];
            cells.extend(models.cells());
            rows.push(row(cells));
        }
        let all = self.models_of_area();
        if !all.is_empty() {
            let mut cells = vec![Content::Empty, Content::text(VI.text("paper.total"))];
            cells.extend(std::iter::repeat_n(Content::Empty, 6));
            cells.extend(all.cells());
            rows.push(bold(cells));
        }
        self.table("B11", &[], rows)
    }

    /// The last stage of recognition stated of a unit: its name, decision, year.
    fn stage(&self, unit: UnitId) -> Option<(String, String, String)> {
        let said = |recorded: Arc<Recorded>| match &recorded.fact.body {
            Body::Stage { stage, decision, year, .. } => Some((
                VI.text(&format!("stage.{stage}")).to_owned(),
                decision.clone().unwrap_or_default(),
                year.map(|year| year.to_string()).unwrap_or_default(),
            )),
            _ => None,
        };
        self.records(unit).find_map(said)
    }
}
