//! Everything the board knows about one unit under one set.

use crate::Board;
use crate::origin::Sighting;
use crate::reading::Reading;
use crate::row::{Row, Word};
use crate::sheet::Sheet;
use crate::standing::Standing;
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_criteria::{Assessment, Cell, Comparison, ConditionResult, Counts, CriteriaSet, Marks, Readiness, UnitContext, compare};
use vedich_facts::{Body, Cited, DeclaredState, Kind, Recorded};
use vedich_values::{CriterionNo, Date, FactSeq, IndicatorCode, SetId, Tally, UnitId};

/// A value and where it comes from. Note and evidence are in the journal under `seq`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The value.
    pub cell: Cell,
    /// The date it holds for.
    pub as_of: Date,
    /// Its place in the journal.
    pub seq: FactSeq,
    /// Who says so; none when nobody was named.
    pub source: Option<Arc<str>>,
    /// The words of a document of the desk it was read from.
    pub cited: Option<Cited>,
}

/// A declared status that counts, or counted until a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredStatus {
    /// The criterion.
    pub criterion: CriterionNo,
    /// The indicator, when the statement goes that far.
    pub code: Option<IndicatorCode>,
    /// What was declared.
    pub state: DeclaredState,
    /// Not said by name but following from a total.
    pub implied: bool,
    /// Whether it is the one that counts.
    pub counts: bool,
    /// The date it holds for.
    pub as_of: Date,
    /// Its place in the journal.
    pub seq: FactSeq,
    /// Who says so.
    pub source: Option<Arc<str>>,
    /// The words of a document of the desk it was read from.
    pub cited: Option<Cited>,
}

/// A reported count ("12/20") beside the computed one.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The statement.
    pub recorded: Arc<Recorded>,
    /// Criteria: what was reported and how it compares.
    pub criteria: Option<(Tally, Comparison)>,
    /// Indicators: what was reported and how it compares.
    pub indicators: Option<(Tally, Comparison)>,
}

/// Everything the board knows about one unit under one set on the date of the picture.
#[derive(Clone, Debug)]
pub struct Place {
    /// The unit.
    pub unit: UnitId,
    /// The day its place in the tree was read on: the date of the picture, or the nearest day it existed.
    pub on: Date,
    /// The set it is assessed by.
    pub set: Arc<CriteriaSet>,
    /// Whether anything is known of it under this set.
    pub has_data: bool,
    /// Zone and attributes that chose the thresholds.
    pub context: UnitContext,
    /// Results with thresholds, margins and reasons.
    pub assessment: Assessment,
    /// The same results packed.
    pub marks: Marks,
    /// How the set-level conditions stand, in the order of the set.
    pub conditions: Vec<ConditionResult>,
    /// How near the unit is to the set as a whole.
    pub readiness: Readiness,
    /// Current value by slot of the set's layout.
    pub values: Vec<Option<Stated>>,
    /// Earlier standing values by slot, latest first; only slots that have any.
    pub earlier: Vec<(u16, Vec<Stated>)>,
    /// Declared statuses, latest first.
    pub declared: Vec<DeclaredStatus>,
    /// Reported counts, latest first.
    pub reported: Vec<Reported>,
    /// Attributes stated of the unit, latest first, those that ran out included.
    pub attributes: Vec<Arc<Recorded>>,
    /// Overlays in force for it, strongest last.
    pub overlays: Vec<Arc<Recorded>>,
    /// Stages of recognition, counts of stages, outputs, works and remarks, latest first; stages of every set.
    pub others: Vec<Arc<Recorded>>,
}

impl Place {
    /// The statements of one kind among `others`, latest first.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Arc<Recorded>> {
        self.others.iter().filter(move |recorded| recorded.fact.body.kind() == kind)
    }

    /// The last `most` dates of which a value or declared status is known, ascending: where a history of the unit has its points.
    #[must_use]
    pub fn stated_dates(&self, most: usize) -> Vec<Date> {
        let values = self.values.iter().flatten().chain(self.earlier.iter().flat_map(|(_, values)| values)).map(|stated| stated.as_of);
        let dates: BTreeSet<Date> = values.chain(self.declared.iter().map(|stated| stated.as_of)).collect();
        dates.iter().skip(dates.len().saturating_sub(most)).copied().collect()
    }

    /// The current value of an indicator or part.
    #[must_use]
    pub fn value(&self, slot: u16) -> Option<&Stated> {
        self.values.get(usize::from(slot))?.as_ref()
    }
}

impl Board {
    /// Everything about a unit under a set, by default the set in force for it. None when the registry does not know the unit, or no
    /// set is given and none is in force.
    #[must_use]
    pub fn place(&self, unit: UnitId, set: Option<&SetId>) -> Option<Place> {
        let sheet = match set {
            Some(set) => self.sheet(set)?,
            None => self.sheet(&self.set_in_force(unit)?.id)?,
        };
        let standing = Standing::of(&self.reference().registry, unit, self.date())?;
        let reading = self.reading(unit, &standing, sheet);
        let conditions = self.conditions(&reading, &[]);
        let Reading { row, yardstick, marks, .. } = &reading;
        let dossier = self.dossier(unit);
        let accepts = |stated: &SetId| self.reference().catalogue.accepts(&sheet.set.id, stated);
        let slots = 0..u16::try_from(sheet.layout.width()).unwrap_or(u16::MAX);
        let stated = |sighting: Sighting| self.stated(sighting);
        let earlier = slots.clone().map(|slot| (slot, row.earlier(slot).into_iter().map(stated).collect::<Vec<_>>()));
        let others = || dossier.into_iter().flat_map(|dossier| &dossier.others);
        Some(Place {
            unit,
            on: standing.on,
            set: Arc::clone(&sheet.set),
            has_data: row.has_data(),
            assessment: yardstick.explain(&row.cells, &row.declared),
            values: slots.map(|slot| row.current(slot).map(stated)).collect(),
            earlier: earlier.filter(|(_, values)| !values.is_empty()).collect(),
            declared: self.declared(sheet, row),
            reported: others().filter_map(|recorded| reported(recorded, marks, &accepts)).collect(),
            attributes: dossier.map(|dossier| dossier.attributes.clone()).unwrap_or_default(),
            overlays: reading.overlays.iter().map(|(recorded, _)| Arc::clone(recorded)).collect(),
            others: others().filter(|recorded| recorded.fact.body.kind() != Kind::ReportedCount).cloned().collect(),
            readiness: yardstick.readiness(marks, &conditions),
            conditions,
            context: reading.context.clone(),
            marks: reading.marks.clone(),
        })
    }

    pub(crate) fn stated(&self, sighting: Sighting) -> Stated {
        let origin = sighting.origin;
        let (source, cited) = (self.source(origin.source()), self.cited(origin.seq()).cloned());
        Stated { cell: sighting.cell, as_of: origin.as_of(), seq: origin.seq(), source, cited }
    }

    pub(crate) fn declared(&self, sheet: &Sheet, row: &Row) -> Vec<DeclaredStatus> {
        let mut words: Vec<&Word> = row.words.iter().collect();
        words.sort_unstable_by_key(|word| std::cmp::Reverse(word.origin.rank()));
        let status = |word: &Word| {
            let (criterion, code) = sheet.about(word.subject)?;
            Some(DeclaredStatus {
                criterion,
                code,
                state: word.state,
                implied: word.implied,
                counts: row.word(word.subject).is_some_and(|best| best.origin.seq() == word.origin.seq()),
                as_of: word.origin.as_of(),
                seq: word.origin.seq(),
                source: self.source(word.origin.source()),
                cited: self.cited(word.origin.seq()).cloned(),
            })
        };
        words.into_iter().filter_map(status).collect()
    }
}

fn reported(recorded: &Arc<Recorded>, marks: &Marks, accepts: &impl Fn(&SetId) -> bool) -> Option<Reported> {
    let Body::ReportedCount { set, criteria, indicators } = &recorded.fact.body else { return None };
    let beside = |tally: Option<Tally>, counts: &Counts| tally.map(|tally| (tally, compare(tally, counts)));
    accepts(set).then(|| Reported {
        recorded: Arc::clone(recorded),
        criteria: beside(*criteria, &marks.criterion_counts),
        indicators: beside(*indicators, &marks.indicator_counts),
    })
}
