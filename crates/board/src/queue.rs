//! Queues of values over areas of any size: how many wait, of which criteria and units, and the first of them in order.
//!
//! What a queue looks at of a value fits into sixteen bytes and is kept with its row until the row changes, so that a million values are
//! looked through in milliseconds; only the few that are shown are described.

use crate::Board;
use crate::checking::{Check, Checked, Describer, Found, What, decides};
use crate::dossier::Dossier;
use crate::row::{Row, Subject};
use crate::sheet::Sheet;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use vedich_criteria::{Catalogue, CriteriaSet, Tier};
use vedich_facts::UnitLevel;
use vedich_values::{CriterionKey, Date, FactSeq, UnitId};

/// The place of a value in a queue: those a criterion hangs on first, then the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn(u64);

impl Turn {
    /// Sequence numbers fit into 47 bits (see `Origin`); the highest bit says that nothing hangs on the value.
    const BEHIND: u64 = 1 << 63;

    /// The place of a value that waits behind those a criterion hangs on, or is one of them.
    #[must_use]
    pub const fn new(waits_behind: bool, seq: FactSeq) -> Self {
        Self(if waits_behind { seq.get() | Self::BEHIND } else { seq.get() })
    }

    const fn seq(self) -> FactSeq {
        FactSeq(self.0 & !Self::BEHIND)
    }

    const fn waits_behind(self) -> bool {
        self.0 & Self::BEHIND != 0
    }
}

/// A current value as a queue looks at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    turn: Turn,
    at: At,
    /// Place of its criterion in the set; the highest number: none.
    criterion: u16,
}

/// The current values of a row in the order of queues, and how many they are: where nothing was said of any of them, that is all a queue
/// needs to know.
#[derive(Clone, Debug)]
pub(crate) struct Glances {
    all: Box<[Glance]>,
    /// How many of them a criterion hangs on.
    deciding: usize,
    /// How many of each criterion, by its place in the set.
    by_criterion: Box<[u16]>,
}

#[derive(Clone, Copy, Debug)]
enum At {
    Slot(u16),
    Word(Subject),
}

const NO_CRITERION: u16 = u16::MAX;

/// Of which criteria of a set somebody sees the values of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sees {
    /// By the place of the criterion in the set.
    pub criteria: Vec<bool>,
    /// Whether what belongs to no criterion is seen.
    pub others: bool,
}

impl Sees {
    fn is_everything(&self) -> bool {
        self.others && !self.criteria.contains(&false)
    }

    fn has(&self, criterion: u16) -> bool {
        if criterion == NO_CRITERION { self.others } else { self.criteria.get(usize::from(criterion)).copied().unwrap_or_default() }
    }
}

/// What a queue is asked for.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Values of these units and of all below them, those that no longer exist included.
    pub areas: &'a [UnitId],
    /// Which values stand in it.
    pub shows: fn(Check) -> bool,
    /// Only of this criterion, or what it is in the set of each value; the counts by criterion are of all.
    pub criterion: Option<CriterionKey>,
    /// Only those after this one.
    pub after: Option<Turn>,
    /// At most so many are described.
    pub limit: usize,
}

/// A queue.
#[derive(Clone, Debug, Default)]
pub struct Lined {
    /// How many stand in it.
    pub total: usize,
    /// How many of them a criterion hangs on.
    pub deciding: usize,
    /// How many of each criterion of each set, whatever criterion was asked for.
    pub by_criterion: BTreeMap<CriterionKey, usize>,
    /// How many of each unit that has any.
    pub by_unit: Vec<(UnitId, usize)>,
    /// The first of them, in order.
    pub first: Vec<Checked>,
    /// Whether there are more behind these.
    pub more: bool,
}

/// Where a glance was had: its turn, the sheet, the row, and which of the row's.
type Had = (Turn, u16, u32, u32);

impl Board {
    /// The values that stand in line. `sees` says of which criteria of a set the values of a unit are seen; none: of nothing.
    pub fn line_up(&self, line: &Line<'_>, sees: impl FnMut(UnitId, &Arc<CriteriaSet>) -> Option<Arc<Sees>>) -> Lined {
        let (mut lined, first) = self.walk(line, sees);
        let mut describer = Describer::new(self);
        lined.first = first.into_iter().filter_map(|had| self.looked_at(had, &mut describer)).collect();
        lined
    }

    /// How many values stand in line, and the numbers of the first of them in order: none of them is described.
    pub fn numbers_in_line(
        &self,
        line: &Line<'_>,
        sees: impl FnMut(UnitId, &Arc<CriteriaSet>) -> Option<Arc<Sees>>,
    ) -> (usize, Vec<FactSeq>) {
        let (lined, first) = self.walk(line, sees);
        (lined.total, first.into_iter().map(|(turn, ..)| turn.seq()).collect())
    }

    fn walk(&self, line: &Line<'_>, mut sees: impl FnMut(UnitId, &Arc<CriteriaSet>) -> Option<Arc<Sees>>) -> (Lined, Vec<Had>) {
        let mut walk = Walk {
            line,
            catalogue: &self.reference().catalogue,
            lined: Lined::default(),
            counts: FxHashMap::default(),
            wanted: FxHashMap::default(),
            per: Vec::new(),
            first: BinaryHeap::new(),
        };
        let mut sets = InForce::default();
        for unit in self.units_of(line.areas) {
            let late = self.late_sheets(unit);
            let said = self.dossier(unit).map(Dossier::checks).filter(|said| !said.is_empty());
            let current = sets.of(self, unit).into_iter().map(|sheet| (sheet, FactSeq(0)));
            let rows = current.chain(late).filter_map(|(number, since)| Some((number, self.sheet_number(number).find(unit)?, since)));
            let rows: Vec<_> = rows.collect();
            // A value may count in the set in force as well as in an ended one: it stands in line once.
            let mut known = (rows.len() > 1).then(FxHashSet::default);
            let mut here = 0;
            for row in rows {
                let sheet = self.sheet_number(row.0);
                if let Some(seen) = sees(unit, &sheet.set) {
                    here += walk.row(sheet, row, &seen, said, known.as_mut());
                }
            }
            if here > 0 {
                walk.lined.total += here;
                walk.lined.by_unit.push((unit, here));
            }
        }
        let Walk { mut lined, counts, first, .. } = walk;
        let key = |(number, place): (u16, usize)| {
            let set = &self.sheet_number(number).set;
            Some(set.key(set.criteria.get(place)?.no))
        };
        lined.by_criterion = counts.into_iter().filter_map(|(at, count)| Some((key(at)?, count))).collect();
        let mut first = first.into_sorted_vec();
        lined.more = first.len() > line.limit;
        first.truncate(line.limit);
        (lined, first)
    }

    /// The units of areas, each once.
    fn units_of(&self, areas: &[UnitId]) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = areas.iter().flat_map(|area| self.units_ever_under(*area)).collect();
        if areas.len() > 1 {
            units.sort_unstable();
            units.dedup();
        }
        units
    }

    fn looked_at(&self, (turn, number, row, index): Had, describer: &mut Describer<'_>) -> Option<Checked> {
        let sheet = self.sheet_number(number);
        let row = sheet.rows.get(row as usize)?;
        let check = self.dossier(row.unit).and_then(|dossier| dossier.checks().get(&turn.seq()).copied()).unwrap_or_default();
        let found = match row.glances(sheet).all.get(index as usize)?.at {
            At::Slot(slot) => {
                let sighting = row.current(slot)?;
                Found { what: What::Slot(slot, sighting.cell), origin: sighting.origin, check }
            }
            At::Word(subject) => {
                let word = row.word(subject)?;
                Found { what: What::Word(subject, word.state), origin: word.origin, check }
            }
        };
        Some(describer.described(sheet, row, &found))
    }
}

/// What is found on the way along the rows.
struct Walk<'a> {
    line: &'a Line<'a>,
    catalogue: &'a Catalogue,
    lined: Lined,
    /// By the number of the sheet and the place of the criterion in its set.
    counts: FxHashMap<(u16, usize), usize>,
    /// The places of the criteria asked for in the set of each sheet, found once.
    wanted: FxHashMap<u16, Arc<[bool]>>,
    /// Of one row, by the place of the criterion: cleared for the next.
    per: Vec<usize>,
    /// The first so far, one more than is asked for; the last of them on top.
    first: BinaryHeap<Had>,
}

impl Walk<'_> {
    /// How many values of a row stand in line; those of facts after `since` only.
    fn row(
        &mut self,
        sheet: &Sheet,
        (number, row, since): (u16, u32, FactSeq),
        seen: &Sees,
        said: Option<&FxHashMap<FactSeq, Check>>,
        mut known: Option<&mut FxHashSet<FactSeq>>,
    ) -> usize {
        let glances = sheet.rows[row as usize].glances(sheet);
        if said.is_none() && known.is_none() && since == FactSeq(0) && self.line.criterion.is_none() && seen.is_everything() {
            return self.untouched((number, row), glances);
        }
        let criteria = &sheet.set.criteria;
        self.per.clear();
        self.per.resize(criteria.len(), 0);
        let wanted = self.wanted(sheet, number);
        let mut here = 0;
        for (index, glance) in (0_u32..).zip(&glances.all) {
            let seq = glance.turn.seq();
            if seq <= since || !seen.has(glance.criterion) {
                continue;
            }
            let check = said.and_then(|said| said.get(&seq).copied()).unwrap_or_default();
            if !(self.line.shows)(check) || known.as_mut().is_some_and(|known| !known.insert(seq)) {
                continue;
            }
            let place = usize::from(glance.criterion);
            self.per.get_mut(place).into_iter().for_each(|count| *count += 1);
            if wanted.as_ref().is_some_and(|wanted| !wanted.get(place).copied().unwrap_or_default()) {
                continue;
            }
            here += 1;
            self.lined.deciding += usize::from(!glance.turn.waits_behind());
            self.keep((glance.turn, number, row, index));
        }
        for (place, count) in self.per.iter().enumerate().filter(|(_, count)| **count > 0) {
            *self.counts.entry((number, place)).or_default() += count;
        }
        here
    }

    /// Which criteria of the set of a sheet are asked for; none: all.
    fn wanted(&mut self, sheet: &Sheet, number: u16) -> Option<Arc<[bool]>> {
        let (asked, catalogue) = (self.line.criterion.as_ref()?, self.catalogue);
        let set = &sheet.set;
        let places = || set.criteria.iter().map(|criterion| catalogue.correspond(asked, &set.key(criterion.no))).collect();
        Some(Arc::clone(self.wanted.entry(number).or_insert_with(places)))
    }

    /// A row of whose values nothing was said and all are seen: counted already, and only those that come early are looked at.
    fn untouched(&mut self, (number, row): (u16, u32), glances: &Glances) -> usize {
        if !(self.line.shows)(Check::default()) {
            return 0;
        }
        for (place, count) in glances.by_criterion.iter().enumerate().filter(|(_, count)| **count > 0) {
            *self.counts.entry((number, place)).or_default() += usize::from(*count);
        }
        self.lined.deciding += glances.deciding;
        let start = self.line.after.map_or(0, |after| glances.all.partition_point(|glance| glance.turn <= after));
        for (index, glance) in (0_u32..).zip(&glances.all).skip(start) {
            if !self.keep((glance.turn, number, row, index)) {
                break;
            }
        }
        glances.all.len()
    }

    /// Keeps what comes before the last of those kept. Whether it was: of a row in order, what follows comes later still.
    fn keep(&mut self, had: Had) -> bool {
        let Line { after, limit, .. } = *self.line;
        let is_before_last = || self.first.peek().is_none_or(|last| had < *last);
        if limit == 0 || after.is_some_and(|after| had.0 <= after) || (self.first.len() > limit && !is_before_last()) {
            return false;
        }
        self.first.push(had);
        if self.first.len() > limit.saturating_add(1) {
            self.first.pop();
        }
        true
    }
}

/// The sheets in force, found once for all units of a kind; units of a kind mostly follow one another.
#[derive(Default)]
struct InForce<'a> {
    known: FxHashMap<UnitKind<'a>, Option<u16>>,
    last: Option<(UnitKind<'a>, Option<u16>)>,
}

type UnitKind<'a> = (UnitLevel, Tier, Option<&'a str>, Date);

impl<'a> InForce<'a> {
    fn of(&mut self, board: &'a Board, unit: UnitId) -> Option<u16> {
        let standing = board.standing(unit)?;
        let kind = (standing.level, board.tier(unit), standing.province.as_deref(), standing.on);
        if let Some((_, sheet)) = self.last.filter(|(last, _)| *last == kind) {
            return sheet;
        }
        let find = || board.set_in_force(unit).and_then(|set| board.sheet_of(&set.id));
        let sheet = *self.known.entry(kind).or_insert_with(find);
        self.last = Some((kind, sheet));
        sheet
    }
}

impl Row {
    /// The current values as queues look at them, in the order of queues.
    pub(crate) fn glances(&self, sheet: &Sheet) -> &Glances {
        self.glances.get_or_init(|| {
            let mut all: Vec<Glance> = Vec::new();
            let mut add = |found: Found, at: At| {
                let (criterion, indicator) = found.places(sheet);
                let is_deciding = criterion.is_some_and(|criterion| decides(sheet, &self.marks, criterion, indicator));
                let place = criterion.and_then(|place| u16::try_from(place).ok()).unwrap_or(NO_CRITERION);
                all.push(Glance { turn: Turn::new(!is_deciding, found.origin.seq()), at, criterion: place });
            };
            self.each_current(sheet, |what, origin| {
                let at = match what {
                    What::Slot(slot, _) => At::Slot(slot),
                    What::Word(subject, _) => At::Word(subject),
                };
                add(Found { what, origin, check: Check::default() }, at);
            });
            all.sort_unstable_by_key(|glance| glance.turn);
            let mut by_criterion = vec![0; sheet.set.criteria.len()].into_boxed_slice();
            for glance in &all {
                by_criterion.get_mut(usize::from(glance.criterion)).into_iter().for_each(|count| *count += 1);
            }
            let deciding = all.iter().filter(|glance| !glance.turn.waits_behind()).count();
            Glances { all: all.into_boxed_slice(), deciding, by_criterion }
        })
    }
}
