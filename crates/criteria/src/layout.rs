//! Where each value of a set lives in a unit's flat array of cells.

use crate::cell::Cell;
use crate::model::{CriteriaSet, Measure};
use crate::value::{ValueRefused, to_cell};
use rustc_hash::FxHashMap;
use vedich_facts::Observed;
use vedich_values::{CriterionNo, IndicatorCode, PartKey};

/// What a slot is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Indicator code, or `@` and the id of a set-level condition.
    pub code: IndicatorCode,
    /// Part or alternative.
    pub part: Option<PartKey>,
    /// Index of the indicator; absent for conditions.
    pub indicator: Option<u16>,
    /// Measures a value may have been recorded under: the law's first form and, where amended, its later one.
    pub measures: Vec<Measure>,
    /// Scale of a level.
    pub scale: Vec<String>,
    /// Whether "no" meets the threshold (`= no`): marks such as `x` are ratings there, never values.
    pub met_by_no: bool,
}

/// The order of values, indicators and criteria of a set.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    slots: Vec<Slot>,
    by_code: FxHashMap<(String, Option<String>), u16>,
    indicators: FxHashMap<String, usize>,
    criteria: FxHashMap<u16, usize>,
}

impl Layout {
    /// The layout of a set: per indicator its own value, then its parts, then its alternatives; at the end the set-level conditions.
    #[must_use]
    pub fn of(set: &CriteriaSet) -> Self {
        let mut layout = Self::default();
        for (index, (_, indicator)) in set.indicators().enumerate() {
            let number = u16::try_from(index).ok();
            layout.indicators.insert(indicator.code.as_str().to_owned(), index);
            let mut measures = vec![indicator.measure];
            measures.extend(indicator.amended.as_ref().and_then(|amended| amended.measure).filter(|later| *later != indicator.measure));
            layout.push(&indicator.code, None, number, measures, (&indicator.scale, indicator.met_by_no()));
            for part in &indicator.parts {
                layout.push(&indicator.code, Some(&part.key), number, vec![part.measure], (&part.scale, part.threshold.met_by_no()));
            }
            for way in &indicator.any_of {
                layout.push(&indicator.code, Some(&way.key), number, vec![way.measure], (&indicator.scale, way.threshold.met_by_no()));
            }
        }
        for condition in &set.conditions {
            let code = IndicatorCode::new(&format!("@{}", condition.id));
            layout.push(&code, None, None, vec![condition_measure(&condition.measure)], (&[], false));
        }
        layout.criteria = set.criteria.iter().enumerate().map(|(index, criterion)| (criterion.no.0, index)).collect();
        layout
    }

    fn push(
        &mut self,
        code: &IndicatorCode,
        part: Option<&PartKey>,
        indicator: Option<u16>,
        measures: Vec<Measure>,
        (scale, met_by_no): (&[String], bool),
    ) {
        let Ok(number) = u16::try_from(self.slots.len()) else { return };
        self.by_code.entry((code.as_str().to_owned(), part.map(|part| part.as_str().to_owned()))).or_insert(number);
        self.slots.push(Slot { code: code.clone(), part: part.cloned(), indicator, measures, scale: scale.to_vec(), met_by_no });
    }

    /// The slot of an indicator, of one of its parts or alternatives, or of a condition (`@id`).
    #[must_use]
    pub fn slot(&self, code: &str, part: Option<&str>) -> Option<u16> {
        self.by_code.get(&(code.to_owned(), part.map(str::to_owned))).copied()
    }

    /// What a slot is for.
    #[must_use]
    pub fn at(&self, slot: u16) -> Option<&Slot> {
        self.slots.get(usize::from(slot))
    }

    /// All slots in order.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// How many cells a unit has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.slots.len()
    }

    /// Cells of a unit of which nothing is reported.
    #[must_use]
    pub fn empty(&self) -> Vec<Cell> {
        vec![Cell::EMPTY; self.width()]
    }

    /// Place of an indicator in [`crate::Marks::indicators`] and [`crate::Declared::indicators`].
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<usize> {
        self.indicators.get(code).copied()
    }

    /// Place of a criterion in [`crate::Marks::criteria`] and [`crate::Declared::criteria`].
    #[must_use]
    pub fn criterion(&self, no: CriterionNo) -> Option<usize> {
        self.criteria.get(&no.0).copied()
    }

    /// How many indicators are listed.
    #[must_use]
    pub fn indicator_count(&self) -> usize {
        self.indicators.len()
    }

    /// How many criteria are listed.
    #[must_use]
    pub fn criterion_count(&self) -> usize {
        self.criteria.len()
    }

    /// Packs what was seen for a slot, under whichever of its measures it fits: a value recorded before an amendment changed
    /// the measure is kept as what it was.
    ///
    /// # Errors
    /// When it fits none of them.
    pub fn cell(&self, slot: u16, observed: &Observed) -> Result<Cell, ValueRefused> {
        let Some(place) = self.at(slot) else { return Ok(Cell::EMPTY) };
        let mut refused = None;
        for measure in &place.measures {
            match to_cell(*measure, &place.scale, observed) {
                Ok(cell) => return Ok(cell),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        refused.map_or(Ok(Cell::EMPTY), Err)
    }
}

/// How values of a set-level condition are measured.
fn condition_measure(measure: &str) -> Measure {
    match measure {
        "count" | "child_count" => Measure::Count,
        "amount" => Measure::Amount,
        "ratio" => Measure::Ratio,
        "yes_no" | "prerequisite" | "contents_met" | "set_met" => Measure::YesNo,
        "percent_of" => Measure::Amount,
        _ => Measure::Percent,
    }
}
