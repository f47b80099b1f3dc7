//! All units under one set.

use crate::row::{Row, Subject, Word};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_criteria::{Attribute, Bands, Cell, CellState, CriteriaSet, Layout, Marks, OverlayInForce, UnitContext, Yardstick};
use vedich_facts::{Observed, Target, UnitLevel};
use vedich_values::{CriterionNo, Date, FactSeq, IndicatorCode, PartKey, UnitId};

/// What a yardstick is made for: the unit's circumstances and the overlays in force there, strongest last.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Setting {
    pub(crate) context: UnitContext,
    pub(crate) overlays: Vec<FactSeq>,
}

/// An attribute the set's conditions ask for: `district.poor` is the attribute `poor` of the district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) level: UnitLevel,
    pub(crate) name: String,
    pub(crate) key: String,
}

/// All units under one set.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) set: Arc<CriteriaSet>,
    pub(crate) layout: Arc<Layout>,
    pub(crate) rows: Vec<Row>,
    index: FxHashMap<UnitId, u32>,
    yardsticks: Vec<Arc<Yardstick>>,
    settings: FxHashMap<Setting, u32>,
    pub(crate) asked: Vec<Asked>,
    /// For each criterion, its place among the criteria of the family.
    pub(crate) places: Box<[u16]>,
    slots: FxHashMap<IndicatorCode, Vec<(Option<PartKey>, u16)>>,
    indicators: FxHashMap<IndicatorCode, u16>,
    criteria: FxHashMap<CriterionNo, u16>,
    /// For each indicator, the place of its criterion.
    pub(crate) criterion_of: Box<[u16]>,
    /// Indicators and criteria of a unit of which nothing is known.
    pub(crate) blank: (u32, u32),
}

impl Sheet {
    pub(crate) fn new(set: &Arc<CriteriaSet>, layout: Arc<Layout>, family: &[CriterionNo]) -> Self {
        let place = |no: &CriterionNo| family.binary_search(no).ok().and_then(|place| u16::try_from(place).ok()).unwrap_or_default();
        let number = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let listed = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut slots: FxHashMap<IndicatorCode, Vec<(Option<PartKey>, u16)>> = FxHashMap::default();
        for (index, slot) in layout.slots().iter().enumerate() {
            slots.entry(slot.code.clone()).or_default().push((slot.part.clone(), number(index)));
        }
        Self {
            set: Arc::clone(set),
            layout,
            slots,
            rows: Vec::new(),
            index: FxHashMap::default(),
            yardsticks: Vec::new(),
            settings: FxHashMap::default(),
            asked: asked(set),
            places: set.criteria.iter().map(|criterion| place(&criterion.no)).collect(),
            indicators: set.indicators().enumerate().map(|(index, (_, indicator))| (indicator.code.clone(), number(index))).collect(),
            criterion_of: set.indicators().map(|(criterion, _)| number(criterion)).collect(),
            criteria: set.criteria.iter().enumerate().map(|(index, criterion)| (criterion.no, number(index))).collect(),
            blank: (
                listed(set.indicators().count()).max(set.declared_indicators.unwrap_or_default()),
                listed(set.criteria.len()).max(set.declared_criteria.unwrap_or_default()),
            ),
        }
    }

    /// The row number of a unit, if it has one.
    pub(crate) fn find(&self, unit: UnitId) -> Option<u32> {
        self.index.get(&unit).copied()
    }

    /// The row of a unit, if it has one.
    pub(crate) fn row(&self, unit: UnitId) -> Option<&Row> {
        self.find(unit).map(|row| &self.rows[row as usize])
    }

    /// The row number of a unit; a new row when it has none yet.
    pub(crate) fn open(&mut self, unit: UnitId) -> u32 {
        *self.index.entry(unit).or_insert_with(|| {
            self.rows.push(Row::new(unit, self.layout.width()));
            u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// The slot of an indicator, part or condition.
    pub(crate) fn slot(&self, target: &Target) -> Option<u16> {
        self.slots.get(&target.code)?.iter().find(|(part, _)| *part == target.part).map(|(_, slot)| *slot)
    }

    /// The slot and packed form of a value; none when the set does not ask for it or the value does not fit what it asks.
    pub(crate) fn pack(&self, target: &Target, observed: &Observed) -> Option<(u16, Cell)> {
        let slot = self.slot(target)?;
        let cell = self.layout.cell(slot, observed).ok()?;
        (cell.state != CellState::Empty).then_some((slot, cell))
    }

    /// The place in the set of what a declared status is about.
    pub(crate) fn subject(&self, criterion: CriterionNo, code: Option<&IndicatorCode>) -> Option<Subject> {
        match code {
            Some(code) => self.indicators.get(code).map(|index| Subject::Indicator(*index)),
            None => self.criteria.get(&criterion).map(|index| Subject::Criterion(*index)),
        }
    }

    /// What a value in a slot is for, and the value as it was seen: the reverse of [`Sheet::pack`].
    pub(crate) fn unpack(&self, slot: u16, cell: Cell) -> Option<(Target, Observed)> {
        let place = self.layout.at(slot)?;
        Some((Target { set: self.set.id.clone(), code: place.code.clone(), part: place.part.clone() }, cell.observed(&place.scale)?))
    }

    /// The criterion and indicator a declared status is about: the reverse of [`Sheet::subject`].
    pub(crate) fn about(&self, subject: Subject) -> Option<(CriterionNo, Option<IndicatorCode>)> {
        match subject {
            Subject::Criterion(index) => Some((self.set.criteria.get(usize::from(index))?.no, None)),
            Subject::Indicator(index) => {
                let (criterion, indicator) = self.set.indicators().nth(usize::from(index))?;
                Some((self.set.criteria.get(criterion)?.no, Some(indicator.code.clone())))
            }
        }
    }

    /// A row as it was on an earlier day.
    pub(crate) fn row_on(&self, row: &Row, date: Date) -> Row {
        row.on(date, self.indicators.len(), self.criteria.len())
    }

    pub(crate) fn hear(&mut self, row: u32, word: Word) {
        self.rows[row as usize].hear(word, self.indicators.len(), self.criteria.len());
    }

    /// Removes what a fact brought to a row; true when something was removed.
    pub(crate) fn forget(&mut self, row: u32, seq: FactSeq) -> bool {
        self.rows[row as usize].forget(seq, self.indicators.len(), self.criteria.len())
    }

    /// The number of the yardstick for a setting, made when it is the first of its kind.
    pub(crate) fn yardstick_for(&mut self, setting: Setting, overlays: &[OverlayInForce], bands: &Bands) -> u32 {
        if let Some(number) = self.settings.get(&setting) {
            return *number;
        }
        let number = u32::try_from(self.yardsticks.len()).unwrap_or(u32::MAX);
        self.yardsticks.push(Arc::new(Yardstick::new(&self.set, &self.layout, &setting.context, overlays, bands)));
        self.settings.insert(setting, number);
        number
    }

    /// Assesses a row by its yardstick.
    pub(crate) fn mark(&mut self, row: u32) {
        let Self { rows, yardsticks, .. } = self;
        let Row { cells, declared, yardstick, marks, glances, .. } = &mut rows[row as usize];
        glances.take();
        yardsticks[*yardstick as usize].assess(cells, declared, marks);
    }

    /// The yardstick of a row.
    pub(crate) fn yardstick(&self, row: &Row) -> Option<&Arc<Yardstick>> {
        self.yardstick_number(row.yardstick)
    }

    pub(crate) fn yardstick_number(&self, number: u32) -> Option<&Arc<Yardstick>> {
        self.yardsticks.get(number as usize)
    }

    /// The marks of every row worked out anew from the values, into one scratch: what a full assessment costs.
    pub(crate) fn assess_all(&self, mut sink: impl FnMut(UnitId, &Marks)) {
        let mut marks = Marks::default();
        for row in &self.rows {
            if let Some(yardstick) = self.yardstick(row) {
                yardstick.assess(&row.cells, &row.declared, &mut marks);
                sink(row.unit, &marks);
            }
        }
    }
}

/// The attributes that the set's conditions name (`commune.school_count`), and ours: zone and group.
fn asked(set: &CriteriaSet) -> Vec<Asked> {
    set.asks_for().into_iter().map(|(key, Attribute { level, name, .. })| Asked { level, name, key }).collect()
}
