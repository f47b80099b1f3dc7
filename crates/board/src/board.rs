//! The board: facts in, pictures out.

mod redraw;
mod setting;
mod take_in;

pub(crate) use setting::in_force;

use crate::citations::Citations;
use crate::dossier::Dossier;
use crate::family::{Families, Family};
use crate::ledger::Ledger;
use crate::origin::{SourceNo, Sources};
use crate::reported::as_counts;
use crate::sheet::Sheet;
use crate::standing::{Standings, nearest_day};
use crate::steering::Steering;
use crate::sums::{Counted, Key, Share, Sums, Totals, blank, plus};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use vedich_criteria::{BandScheme, Bands, Catalogue, Counts, CriteriaSet, Layout, Marks, Scope, Subject, Tier};
use vedich_facts::{AttributeValue, Cited, Recorded, UnitLevel};
use vedich_units::Registry;
use vedich_values::{Date, FactSeq, SetId, UnitId};

/// What a picture is drawn against.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The units over time, changes stated in the journal included.
    pub registry: Arc<Registry>,
    /// The criteria sets.
    pub catalogue: Arc<Catalogue>,
    /// Bands, and how near is "narrow".
    pub bands: Arc<Bands>,
}

/// What became of a fact given to the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It stands on the board now; whether it changed a result depends on the facts beside it.
    Standing,
    /// It stood there already.
    Already,
    /// It is dated after the date of the picture; what it corrects is out all the same.
    Later,
    /// A fact known already corrects it.
    Superseded,
    /// It has no place in this picture: a unit, set or code nobody knows, a value that does not fit, a change of the units themselves
    /// (which is the registry's business), or a withdrawal that has done its work.
    Aside,
}

/// The live picture as of one date: current values, assessments and totals of every unit and level.
///
/// Results depend on the set of facts applied and on nothing else: not on their order, not on repetition.
#[derive(Clone, Debug)]
pub struct Board {
    reference: Reference,
    date: Date,
    ledger: Ledger,
    sources: Sources,
    citations: Arc<Citations>,
    standings: Standings,
    sheets: Vec<Sheet>,
    by_set: FxHashMap<SetId, u16>,
    /// By set: the sheets its facts count in, itself first.
    counts_in: Vec<Vec<u16>>,
    families: Families,
    dossiers: FxHashMap<UnitId, Dossier>,
    sums: FxHashMap<Key, Sums>,
    pub(crate) steering: Steering,
    /// Units the register did not know when facts about them came.
    unknown: FxHashSet<UnitId>,
    /// While facts are loaded in bulk nothing is assessed, and corrections of facts elsewhere wait here.
    bulk: Option<FxHashSet<FactSeq>>,
}

impl Board {
    /// The empty picture as of a date.
    #[must_use]
    pub fn new(reference: &Reference, date: Date) -> Self {
        let catalogue = &reference.catalogue;
        let sets: Vec<Arc<CriteriaSet>> = catalogue.iter().cloned().collect();
        let families = Families::new(reference, &sets, date);
        let number = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let sheet = |(index, set): (usize, &Arc<CriteriaSet>)| {
            Sheet::new(set, Arc::new(Layout::of(set)), &families.get(families.of_sheet[index].0).criteria)
        };
        let accepting = |stated: &Arc<CriteriaSet>| {
            let own = sets.iter().position(|set| set.id == stated.id);
            let others = (0..sets.len()).filter(|other| Some(*other) != own && catalogue.accepts(&sets[*other].id, &stated.id));
            own.into_iter().chain(others).map(number).collect()
        };
        Self {
            reference: reference.clone(),
            date,
            ledger: Ledger::default(),
            sources: Sources::default(),
            citations: Arc::default(),
            standings: Standings::default(),
            sheets: sets.iter().enumerate().map(sheet).collect(),
            by_set: sets.iter().enumerate().map(|(index, set)| (set.id.clone(), number(index))).collect(),
            counts_in: sets.iter().map(accepting).collect(),
            families,
            dossiers: FxHashMap::default(),
            sums: FxHashMap::default(),
            steering: Steering::default(),
            unknown: FxHashSet::default(),
            bulk: None,
        }
    }

    /// The picture after all these facts; the same as applying them one by one, but much quicker.
    pub fn load(reference: &Reference, date: Date, facts: impl IntoIterator<Item = Recorded>) -> Self {
        let mut loading = Self::loading(reference, date);
        for fact in facts {
            loading.apply(&fact);
        }
        loading.finish();
        loading
    }

    /// An empty picture that takes facts in without assessing anything until [`Board::finish`]: for facts that arrive in batches.
    #[must_use]
    pub fn loading(reference: &Reference, date: Date) -> Self {
        Self { bulk: Some(FxHashSet::default()), ..Self::new(reference, date) }
    }

    /// Ends the loading: assesses every unit and adds up every total. Nothing happens to a board that is not loading.
    pub fn finish(&mut self) {
        if let Some(corrected) = self.bulk.take() {
            self.forget_everywhere(&corrected);
            self.redraw();
            self.settle_steering();
        }
    }

    /// The date of the picture.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }

    /// The last fact seen.
    #[must_use]
    pub const fn version(&self) -> FactSeq {
        self.ledger.version()
    }

    /// What the picture is drawn against.
    #[must_use]
    pub const fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The set a unit is assessed by on the date: of the tier it works towards (attribute `tier`, else standard), of its province.
    /// For a unit that does not exist on the date, the set of the nearest day it did.
    #[must_use]
    pub fn set_in_force(&self, unit: UnitId) -> Option<&Arc<CriteriaSet>> {
        self.set_in_force_on(unit, self.date)
    }

    /// The set a unit is assessed by on an earlier day, by what stands on the board now.
    #[must_use]
    pub fn set_in_force_on(&self, unit: UnitId, date: Date) -> Option<&Arc<CriteriaSet>> {
        let registry = &self.reference.registry;
        let on = nearest_day(registry, unit, date)?;
        let subject = Subject::of_level(registry.at(unit, on)?.level)?;
        self.reference.catalogue.in_force(subject, self.tier_on(unit, date), registry.province_slug(unit, on), on)
    }

    /// The sets a unit may be assessed against on the date of the picture, of every tier; a unit that has ended: on its last day.
    #[must_use]
    pub fn sets_applying(&self, unit: UnitId) -> Vec<&Arc<CriteriaSet>> {
        let registry = &self.reference.registry;
        let found = nearest_day(registry, unit, self.date).and_then(|on| Some((on, Subject::of_level(registry.at(unit, on)?.level)?)));
        let Some((on, subject)) = found else { return Vec::new() };
        self.reference.catalogue.applying(subject, registry.province_slug(unit, on), on).collect()
    }

    /// The tier a unit works towards: its attribute `tier`, else standard.
    #[must_use]
    pub fn tier(&self, unit: UnitId) -> Tier {
        self.tier_on(unit, self.date)
    }

    fn tier_on(&self, unit: UnitId, date: Date) -> Tier {
        match self.dossiers.get(&unit).and_then(|dossier| dossier.attribute("tier", date)) {
            Some(AttributeValue::Text(tier)) if tier == "advanced" => Tier::Advanced,
            Some(AttributeValue::Text(tier)) if tier == "model" => Tier::Model,
            Some(AttributeValue::Text(tier)) if tier == "modern" => Tier::Modern,
            _ => Tier::Standard,
        }
    }

    /// The marks of a unit under a set; none when no fact about it stands there.
    #[must_use]
    pub fn counts(&self, unit: UnitId, set: &SetId) -> Option<&Marks> {
        let row = self.sheet(set)?.row(unit)?;
        row.has_data().then_some(&row.marks)
    }

    /// The totals of all units of one level below an area under a family of sets (named by its root or any member).
    #[must_use]
    pub fn totals(&self, area: UnitId, level: UnitLevel, family: &SetId) -> Totals {
        let Some(number) = self.family_of(family) else { return Totals::default() };
        let family = self.families.get(number);
        let province = self.reference.registry.province_slug(area, self.date);
        let bands = family.scheme(province).map_or(&[][..], |scheme| &scheme.bands);
        let none = Sums::new(family.members.len(), family.criteria.len());
        let sums = self.sums.get(&Key { area, level, family: number }).unwrap_or(&none);
        let units = family.units(&self.reference, area, level, self.date);
        let mut totals = Totals {
            units: units.iter().sum(),
            with_data: sums.rows.iter().sum(),
            full: sums.full,
            criteria: sums.criteria,
            indicators: sums.indicators,
            by_criterion: family.criteria.iter().copied().zip(sums.by_criterion.iter().copied()).collect(),
            by_band: bands.iter().map(|band| band.id.clone()).zip(sums.by_band.iter().copied().chain(std::iter::repeat(0))).collect(),
            counted: Counted { units: sums.assessed, met: sums.criteria.met, reported: 0 },
        };
        let scheme = family.scheme(province);
        for (tally, instead_of) in self.reported_under(area, level, number) {
            totals.counted.report(tally, instead_of);
            let mut units_of = |counts: &Counts, change: fn(u32) -> u32| {
                let band = scheme.and_then(|scheme| scheme.band(counts));
                if let Some((_, units)) = band.and_then(|band| totals.by_band.iter_mut().find(|(id, _)| *id == band.id)) {
                    *units = change(*units);
                }
            };
            units_of(&as_counts(tally), |units| units + 1);
            if let Some(marks) = instead_of {
                units_of(&marks.criterion_counts, |units| units.saturating_sub(1));
            }
        }
        for ((member, units), with_data) in family.members.iter().zip(units).zip(&sums.rows) {
            let sheet = &self.sheets[usize::from(*member)];
            let without = units.saturating_sub(*with_data);
            plus(&mut totals.indicators, &blank(sheet.blank.0, without));
            plus(&mut totals.criteria, &blank(sheet.blank.1, without));
            for place in &sheet.places {
                plus(&mut totals.by_criterion[usize::from(*place)].1, &blank(1, without));
            }
        }
        totals
    }

    /// The scheme of bands in use in an area: what the band ids of its totals and rows mean.
    #[must_use]
    pub fn scheme(&self, area: UnitId, family: &SetId) -> Option<&BandScheme> {
        let province = self.reference.registry.province_slug(area, self.date);
        self.families.get(self.family_of(family)?).scheme(province)
    }

    /// Assesses every unit with facts under a set anew, from its current values, into one scratch: what the marks on the board were
    /// worked out with, and what the assessment of the whole country costs.
    pub fn assess_all(&self, set: &SetId, sink: impl FnMut(UnitId, &Marks)) {
        if let Some(sheet) = self.sheet(set) {
            sheet.assess_all(sink);
        }
    }

    /// Every unit about which anything stands on the board.
    pub fn units_with_facts(&self) -> impl Iterator<Item = UnitId> {
        self.standings.units()
    }

    /// The area and every unit ever below it of which results are known on the date under any set, each with the latest day they are
    /// of: where to look when nothing is known by the set in force. In no order.
    #[must_use]
    pub fn last_known(&self, area: UnitId) -> Vec<(UnitId, Date)> {
        let last = |unit: UnitId| {
            let of_rows = self.sheets.iter().filter_map(|sheet| sheet.row(unit)?.last());
            let said = self.dossiers.get(&unit).into_iter().flat_map(|dossier| &dossier.others);
            of_rows.chain(said.map(|recorded| recorded.fact.as_of)).max().map(|day| (unit, day))
        };
        self.units_ever_under(area).into_iter().filter_map(last).collect()
    }

    pub(crate) const fn is_loading(&self) -> bool {
        self.bulk.is_some()
    }

    /// The words of a document of the desk that a value, a declared status or a task was read from.
    #[must_use]
    pub fn cited(&self, seq: FactSeq) -> Option<&Cited> {
        self.citations.get(seq)
    }

    pub(crate) fn source(&self, number: SourceNo) -> Option<Arc<str>> {
        self.sources.name(number).cloned()
    }

    pub(crate) fn dossiers_mut(&mut self) -> impl Iterator<Item = &mut Dossier> {
        self.dossiers.values_mut()
    }

    pub(crate) fn dossiers(&self) -> impl Iterator<Item = &Dossier> {
        self.dossiers.values()
    }

    pub(crate) fn dossiers_by_unit(&self) -> impl Iterator<Item = (UnitId, &Dossier)> {
        self.dossiers.iter().map(|(unit, dossier)| (*unit, dossier))
    }

    /// Units with facts that exist on the date: the area itself and those below it.
    pub(crate) fn units_under(&self, area: UnitId) -> Vec<UnitId> {
        let mut units = self.standings.under(area);
        units.retain(|unit| self.standings.get(*unit).is_some_and(|standing| standing.valid));
        units
    }

    /// The same with those that no longer exist.
    pub(crate) fn units_ever_under(&self, area: UnitId) -> Vec<UnitId> {
        self.standings.under(area)
    }

    pub(crate) fn dossier(&self, unit: UnitId) -> Option<&Dossier> {
        self.dossiers.get(&unit)
    }

    /// How the values of a set are laid out in slots; none for a set nothing is kept under.
    #[must_use]
    pub fn layout(&self, set: &SetId) -> Option<&Layout> {
        self.sheet(set).map(|sheet| &*sheet.layout)
    }

    pub(crate) fn sheet(&self, set: &SetId) -> Option<&Sheet> {
        self.by_set.get(set).map(|sheet| &self.sheets[usize::from(*sheet)])
    }

    /// The number of a set's sheet.
    pub(crate) fn sheet_of(&self, set: &SetId) -> Option<u16> {
        self.by_set.get(set).copied()
    }

    pub(crate) fn standing(&self, unit: UnitId) -> Option<&crate::standing::Standing> {
        self.standings.get(unit)
    }

    pub(crate) fn sheet_number(&self, sheet: u16) -> &Sheet {
        &self.sheets[usize::from(sheet)]
    }

    pub(crate) fn family(&self, number: u16) -> &Family {
        self.families.get(number)
    }

    /// The families as they are on another date.
    pub(crate) fn families_on(&self, date: Date) -> Families {
        let sets: Vec<Arc<CriteriaSet>> = self.sheets.iter().map(|sheet| Arc::clone(&sheet.set)).collect();
        Families::new(&self.reference, &sets, date)
    }

    pub(crate) fn family_of(&self, set: &SetId) -> Option<u16> {
        self.families.by_root(set).or_else(|| self.by_set.get(set).map(|sheet| self.families.of_sheet[usize::from(*sheet)].0))
    }

    /// Marks a row anew and brings the sums of its ancestors up to date.
    fn refresh(&mut self, sheet: usize, row: u32) {
        if self.sheets[sheet].rows[row as usize].counted {
            self.share(sheet, row, Sums::take);
        }
        if self.sheets[sheet].rows[row as usize].yardstick == u32::MAX {
            self.set_up(sheet, row);
        }
        self.sheets[sheet].mark(row);
        let counted = self.is_counted(sheet, row);
        self.sheets[sheet].rows[row as usize].counted = counted;
        if counted {
            self.share(sheet, row, Sums::add);
        }
    }

    /// Only units that exist and are assessed by sets of their level, under the set of the family in force in their province, are part of
    /// totals.
    fn is_counted(&self, sheet: usize, row: u32) -> bool {
        let row = &self.sheets[sheet].rows[row as usize];
        let (family, member) = self.families.of_sheet[sheet];
        row.has_data()
            && self.standings.get(row.unit).is_some_and(|standing| {
                standing.valid
                    && standing.assessed
                    && self.families.get(family).member(standing.province.as_deref()) == Some(usize::from(member))
            })
    }

    fn share(&mut self, sheet: usize, row: u32, with: fn(&mut Sums, UnitLevel, Share<'_>)) {
        let Self { sheets, families, standings, sums, .. } = self;
        let sheet_of = &sheets[sheet];
        let row = &sheet_of.rows[row as usize];
        let Some(standing) = standings.get(row.unit) else { return };
        let (family, member) = families.of_sheet[sheet];
        let family_of = families.get(family);
        let share = Share {
            marks: &row.marks,
            places: &sheet_of.places,
            member: usize::from(member),
            band: family_of.band(standing.province.as_deref(), &row.marks),
            band_of_country: family_of.band(None, &row.marks),
        };
        for (area, level) in &standing.ancestors {
            let key = Key { area: *area, level: standing.level, family };
            let kept = sums.entry(key).or_insert_with(|| Sums::new(family_of.members.len(), family_of.criteria.len()));
            with(kept, *level, share);
        }
    }
}

/// Whether facts about units of a province count under the set at all.
fn reaches(scope: &Scope, province: Option<&str>) -> bool {
    match scope {
        Scope::National => true,
        Scope::Province(slug) => province == Some(slug.as_str()),
    }
}
