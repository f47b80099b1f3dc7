//! Where the current values of units stand with those who verify them (thẩm tra).

use crate::Board;
use crate::dossier::Dossier;
use crate::origin::Origin;
use crate::row::{Row, Subject};
use crate::sheet::Sheet;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_criteria::{Cell, CriteriaSet, Marks, Status};
use vedich_facts::{Body, DeclaredState, Outcome, Recorded};
use vedich_values::{CriterionNo, Date, FactSeq, IndicatorCode, PartKey, SetId, UnitId};

/// Where a value stands with those who verify it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Entered, nobody said anything yet (đã nhập).
    #[default]
    Entered,
    /// The question was answered (đã trả lời): it waits again.
    Answered,
    /// A question is open (hỏi lại): whoever entered it is asked.
    Asked,
    /// Returned (trả lại): whoever entered it has to correct it.
    Returned,
    /// Confirmed (đã thẩm tra).
    Verified,
}

impl Check {
    /// The name used in forms, exports and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Answered => "answered",
            Self::Asked => "asked",
            Self::Returned => "returned",
            Self::Verified => "verified",
        }
    }

    /// Whether those who verify are to act.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Entered | Self::Answered)
    }

    /// Whether those who enter are to act.
    #[must_use]
    pub const fn came_back(self) -> bool {
        matches!(self, Self::Returned | Self::Asked)
    }
}

impl From<Outcome> for Check {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Confirmed => Self::Verified,
            Outcome::Returned => Self::Returned,
            Outcome::Asked => Self::Asked,
            Outcome::Answered => Self::Answered,
        }
    }
}

/// How many current values of a unit stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct CheckTally {
    /// Waiting for somebody to verify them, answered questions included.
    pub entered: u32,
    /// Returned, or a question is open.
    pub returned: u32,
    /// Verified.
    pub verified: u32,
}

impl CheckTally {
    /// All.
    #[must_use]
    pub const fn total(&self) -> u32 {
        self.entered + self.returned + self.verified
    }

    fn add(&mut self, check: Check) {
        let place = match check {
            Check::Entered | Check::Answered => &mut self.entered,
            Check::Asked | Check::Returned => &mut self.returned,
            Check::Verified => &mut self.verified,
        };
        *place += 1;
    }

    /// Adds another tally.
    pub const fn plus(&mut self, other: &Self) {
        self.entered += other.entered;
        self.returned += other.returned;
        self.verified += other.verified;
    }
}

/// What a value to be checked is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A value in a slot of the set's layout.
    Value(u16, Cell),
    /// A declared status.
    Declared(DeclaredState),
}

/// A current value, and where it stands.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whose.
    pub unit: UnitId,
    /// The set the unit is assessed by.
    pub set: Arc<CriteriaSet>,
    /// Its criterion; none for a set-level condition.
    pub criterion: Option<CriterionNo>,
    /// Its indicator; none for a status declared of a whole criterion.
    pub code: Option<IndicatorCode>,
    /// The part of it; none for the whole.
    pub part: Option<PartKey>,
    /// What was stated.
    pub claim: Claim,
    /// How the indicator, or the criterion, stands.
    pub status: Status,
    /// Whether the verdict on its criterion hangs on it: were it wrong, a criterion counted as met would not be, or it is the only one
    /// in the way.
    pub decides: bool,
    /// The date it holds for.
    pub as_of: Date,
    /// Its fact.
    pub seq: FactSeq,
    /// Who says so.
    pub source: Option<Arc<str>>,
    /// Where it stands.
    pub check: Check,
}

/// The last that was said of each value of a unit.
type Last<'a> = FxHashMap<FactSeq, &'a Arc<Recorded>>;

impl Board {
    /// What was said of a value, in the order of the journal.
    pub fn said_of(&self, unit: UnitId, value: FactSeq) -> impl Iterator<Item = &Arc<Recorded>> {
        self.fieldwork(unit).filter(move |recorded| matches!(&recorded.fact.body, Body::Verification(said) if said.of == value))
    }

    /// The last that was said of each value of a unit: where it stands, and the fact that says so.
    #[must_use]
    pub fn checks(&self, unit: UnitId) -> FxHashMap<FactSeq, (Check, Arc<Recorded>)> {
        let state = |recorded: &Arc<Recorded>| check_of(recorded).map_or(Check::Entered, |(_, check)| check);
        self.last_said(unit).into_iter().map(|(seq, recorded)| (seq, (state(recorded), Arc::clone(recorded)))).collect()
    }

    /// The fact that was current where a value stands now: of the same place of the set, dated earlier, or on its day and recorded earlier.
    /// What was corrected stands no more and is none of them.
    #[must_use]
    pub fn stood_before(&self, value: &Checked) -> Option<FactSeq> {
        let row = self.sheet(&value.set.id)?.row(value.unit)?;
        let origins: Vec<Origin> = match value.claim {
            Claim::Value(slot, _) => row.sightings().filter(|(at, _)| *at == slot).map(|(_, sighting)| sighting.origin).collect(),
            Claim::Declared(_) => {
                let subject = row.words.iter().find(|word| word.origin.seq() == value.seq)?.subject;
                row.words.iter().filter(|word| word.subject == subject && !word.implied).map(|word| word.origin).collect()
            }
        };
        let own = origins.iter().find(|origin| origin.seq() == value.seq)?.rank();
        origins.iter().filter(|origin| origin.rank() < own).max_by_key(|origin| origin.rank()).map(|origin| origin.seq())
    }

    /// The current values of a unit under the set in force for it, in the order of the set.
    #[must_use]
    pub fn checked(&self, unit: UnitId) -> Vec<Checked> {
        let (mut found, mut describer) = (Vec::new(), Describer::new(self));
        self.each_checked(unit, |sheet, row, one| found.push(describer.described(sheet, row, &one)));
        found
    }

    /// The same under a set, whether it is in force for the unit or not.
    #[must_use]
    pub fn checked_under(&self, unit: UnitId, set: &SetId) -> Vec<Checked> {
        let (mut found, mut describer) = (Vec::new(), Describer::new(self));
        if let Some(sheet) = self.sheet(set) {
            self.each_checked_of(sheet, unit, |sheet, row, one| found.push(describer.described(sheet, row, &one)));
        }
        found
    }

    /// The sheets of sets no longer in force under which a unit handed a period in late, with the fact behind which the values lie that
    /// nobody could verify in their days. What was known before is not verified again for being handed in with them.
    pub(crate) fn late_sheets(&self, unit: UnitId) -> Vec<(u16, FactSeq)> {
        let mut sets = self.late_sets(unit);
        if sets.is_empty() {
            return Vec::new();
        }
        let in_force = self.set_in_force(unit).map(|set| &set.id);
        sets.retain(|set, _| Some(*set) != in_force);
        sets.into_iter().filter_map(|(set, first)| Some((self.sheet_of(set)?, first))).collect()
    }

    /// How many current values of a unit stand how.
    #[must_use]
    pub fn check_tally(&self, unit: UnitId) -> CheckTally {
        let mut tally = CheckTally::default();
        self.each_checked(unit, |_, _, one| tally.add(one.check));
        tally
    }

    /// The same of an area: the unit itself and all below it that exist on the date.
    #[must_use]
    pub fn check_tally_under(&self, area: UnitId) -> CheckTally {
        let mut tally = CheckTally::default();
        for unit in self.units_under(area) {
            tally.plus(&self.check_tally(unit));
        }
        tally
    }

    /// What people at work state of a unit, in the order of the journal.
    pub fn fieldwork(&self, unit: UnitId) -> impl DoubleEndedIterator<Item = &Arc<Recorded>> {
        self.dossier(unit).into_iter().flat_map(|dossier| &dossier.fieldwork)
    }

    fn last_said(&self, unit: UnitId) -> Last<'_> {
        self.fieldwork(unit).filter_map(|recorded| Some((check_of(recorded)?.0, recorded))).collect()
    }

    fn each_checked<'a>(&'a self, unit: UnitId, sink: impl FnMut(&'a Sheet, &'a Row, Found)) {
        if let Some(sheet) = self.set_in_force(unit).and_then(|set| self.sheet(&set.id)) {
            self.each_checked_of(sheet, unit, sink);
        }
    }

    fn each_checked_of<'a>(&'a self, sheet: &'a Sheet, unit: UnitId, mut sink: impl FnMut(&'a Sheet, &'a Row, Found)) {
        let Some(row) = sheet.row(unit) else { return };
        let said = self.dossier(unit).map(Dossier::checks);
        row.each_current(sheet, |what, origin| {
            let check = said.and_then(|said| said.get(&origin.seq()).copied()).unwrap_or_default();
            sink(sheet, row, Found { what, origin, check });
        });
    }
}

/// Describes values: how a unit stood on an earlier day is found once for all its values of that day.
pub(crate) struct Describer<'a> {
    board: &'a Board,
    stood: FxHashMap<(UnitId, SetId, Date), Option<Marks>>,
}

impl<'a> Describer<'a> {
    pub(crate) fn new(board: &'a Board) -> Self {
        Self { board, stood: FxHashMap::default() }
    }

    pub(crate) fn described(&mut self, sheet: &Sheet, row: &Row, one: &Found) -> Checked {
        let board = self.board;
        let (criterion, indicator) = one.places(sheet);
        // A value is judged by what was demanded on its day, as the sheet and the board of that day judge it.
        let marks = self.stood(row.unit, &sheet.set.id, one.origin.as_of()).unwrap_or(&row.marks);
        let status = indicator
            .map_or_else(|| criterion.and_then(|place| marks.criteria.get(place)).copied(), |place| marks.indicators.get(place).copied());
        let (code, part) = match one.what {
            What::Slot(slot, _) => sheet.layout.at(slot).map_or((None, None), |slot| (Some(slot.code.clone()), slot.part.clone())),
            What::Word(subject, _) => (sheet.about(subject).and_then(|(_, code)| code), None),
        };
        Checked {
            unit: row.unit,
            set: Arc::clone(&sheet.set),
            criterion: criterion.and_then(|place| sheet.set.criteria.get(place)).map(|criterion| criterion.no),
            code,
            part,
            claim: match one.what {
                What::Slot(slot, cell) => Claim::Value(slot, cell),
                What::Word(_, state) => Claim::Declared(state),
            },
            status: status.unwrap_or_default(),
            decides: criterion.is_some_and(|criterion| decides(sheet, &row.marks, criterion, indicator)),
            as_of: one.origin.as_of(),
            seq: one.origin.seq(),
            source: board.source(one.origin.source()),
            check: one.check,
        }
    }

    /// How a unit stood by a set on the day of a value; none for the day of the picture.
    fn stood(&mut self, unit: UnitId, set: &SetId, date: Date) -> Option<&Marks> {
        let find = || self.board.stood(unit, set, date).map(|then| then.marks);
        self.stood.entry((unit, set.clone(), date)).or_insert_with(find).as_ref()
    }
}

/// What a verification says, and of which value.
pub(crate) fn check_of(recorded: &Recorded) -> Option<(FactSeq, Check)> {
    match &recorded.fact.body {
        Body::Verification(said) => Some((said.of, said.outcome.into())),
        _ => None,
    }
}

#[derive(Clone, Copy)]
pub(crate) enum What {
    Slot(u16, Cell),
    Word(Subject, DeclaredState),
}

#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) what: What,
    pub(crate) origin: Origin,
    pub(crate) check: Check,
}

impl Found {
    /// Places of its criterion and its indicator in the set.
    pub(crate) fn places(&self, sheet: &Sheet) -> (Option<usize>, Option<usize>) {
        let of_indicator = |place: usize| (sheet.criterion_of.get(place).map(|criterion| usize::from(*criterion)), Some(place));
        match self.what {
            What::Slot(slot, _) => {
                let indicator = sheet.layout.at(slot).and_then(|slot| slot.indicator);
                indicator.map_or((None, None), |place| of_indicator(usize::from(place)))
            }
            What::Word(Subject::Indicator(place), _) => of_indicator(usize::from(place)),
            What::Word(Subject::Criterion(place), _) => (Some(usize::from(place)), None),
        }
    }
}

/// Whether the verdict on a criterion hangs on one of its indicators; on a status declared of the criterion it always does.
pub(crate) fn decides(sheet: &Sheet, marks: &Marks, criterion: usize, indicator: Option<usize>) -> bool {
    let Some(own) = indicator else { return true };
    if marks.criteria.get(criterion).is_some_and(|status| status.is_met()) {
        return true;
    }
    let others = sheet.criterion_of.iter().enumerate().filter(|(place, of)| usize::from(**of) == criterion && *place != own);
    let all_met = others.map(|(place, _)| marks.indicators.get(place)).all(|status| status.is_some_and(|status| status.is_met()));
    all_met && marks.indicators.get(own) == Some(&Status::NotMet)
}
