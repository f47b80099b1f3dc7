//! The rows of a board as an address asks for them: one reading for the page, its downloads and the API.

use crate::mark::Mark;
use crate::present::subject_of;
use chrono::{Datelike, Months};
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_board::{AreaTable, Board, SortKey, Totals};
use vedich_criteria::{BandScheme, Catalogue, CriteriaSet, Scope, Status};
use vedich_facts::UnitLevel;
use vedich_units::COUNTRY;
use vedich_values::{CriterionNo, Date, Diagnostic, SetId, UnitId};
use vedich_wording::Lang;

/// What the address asks for; unknown words were refused before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The level of the rows.
    pub level: Option<UnitLevel>,
    /// The set whose family is shown.
    pub set: Option<SetId>,
    /// What to keep.
    pub band: Option<String>,
    /// A criterion and a status to keep.
    pub criterion: Option<CriterionNo>,
    /// The status to keep.
    pub status: Option<Mark>,
    /// Part of a name to keep.
    pub name: String,
    /// Only units with data.
    pub with_data: bool,
    /// `name`, `criteria`, `indicators`, `no_data`, `month`, `year`, `tcN`; `-` in front: the other way round.
    pub sort: String,
    /// The last row of the page before.
    pub after: Option<UnitId>,
}

/// The earlier dates a board is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// A month ago.
    Month,
    /// The start of the year: how things stood at the end of the year before.
    Year,
}

impl Since {
    /// Both, in the order of the columns.
    pub const BOTH: [Self; 2] = [Self::Month, Self::Year];

    /// The earlier date.
    #[must_use]
    pub fn date(self, as_of: Date) -> Date {
        match self {
            Self::Month => as_of.checked_sub_months(Months::new(1)),
            Self::Year => Date::from_ymd_opt(as_of.year() - 1, 12, 31),
        }
        .unwrap_or(as_of)
    }
}

/// An area with the family, level and rows that are shown.
pub struct Shown<'a> {
    /// The area.
    pub area: UnitId,
    /// The level of the rows.
    pub level: UnitLevel,
    /// The set as it is in force in the area.
    pub set: &'a Arc<CriteriaSet>,
    /// The rows that pass the filter, sorted.
    pub table: AreaTable<'a>,
    /// Sums over the whole area.
    pub totals: Totals,
    /// The bands in use there.
    pub scheme: Option<&'a BandScheme>,
    /// Root of the family.
    pub family: SetId,
}

impl<'a> Shown<'a> {
    /// What a criterion of the board is called: by the set of the area, else by the set of the first row that has it. Over several
    /// provinces the area's set is the national one, and a province may add criteria of its own.
    #[must_use]
    pub fn criterion_name(&self, lang: Lang, no: CriterionNo) -> &'a str {
        let named =
            |set: &'a CriteriaSet| set.criteria.iter().find(|criterion| criterion.no == no).map(|criterion| lang.of(&criterion.name));
        named(self.set).or_else(|| self.table.rows.iter().find_map(|row| named(row.set))).unwrap_or_default()
    }

    /// What is asked for that the board does not have: the name of the parameter, what it says, and what it can say.
    #[must_use]
    pub fn unknown(&self, asked: &Asked) -> Option<(&'static str, String, String)> {
        let bands: Vec<&str> = self.scheme.into_iter().flat_map(|scheme| &scheme.bands).map(|band| band.id.as_str()).collect();
        let band = asked.band.as_ref().filter(|band| !bands.contains(&band.as_str()));
        let numbers = || self.table.criteria.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let criterion = asked.criterion.filter(|no| !self.table.criteria.contains(no));
        let band = band.map(|band| ("band", band.clone(), bands.join(", ")));
        band.or_else(|| criterion.map(|no| ("criterion", no.to_string(), numbers())))
    }
}

/// Why the set asked for measures nothing of what the rows would be; none: it does, or none is asked for.
#[must_use]
pub fn misfit(board: &Board, area: UnitId, asked: &Asked) -> Option<Diagnostic> {
    let set = board.reference().catalogue.get(asked.set.as_ref()?.as_str())?;
    let level = asked.level.unwrap_or_else(|| default_level(board, area));
    vedich_app::fitting::misfit_below(board.reference(), set, (area, level), board.date())
}

/// The sets that can be asked for of such rows.
#[must_use]
pub fn sets(board: &Board, area: UnitId, level: Option<UnitLevel>) -> String {
    let level = level.unwrap_or_else(|| default_level(board, area));
    vedich_app::fitting::sets_below(board.reference(), (area, level), board.date())
}

/// The levels rows can have, by their words in an address.
pub const LEVELS: &str = "province, district, commune, hamlet";

/// The orders rows can have; criteria by their number (`tc1`).
pub const ORDERS: &str = "name, criteria, indicators, no_data, month, year, tc1, -name";

/// The statuses rows can be kept by.
#[must_use]
pub fn statuses() -> String {
    Mark::ALL.map(Mark::name).join(", ")
}

/// The level of a word of an address.
#[must_use]
pub fn level(word: &str) -> Option<UnitLevel> {
    UnitLevel::from_name(word).filter(|level| *level != UnitLevel::Country)
}

/// The rows an address asks for; none when no set of the level is in force.
#[must_use]
pub fn shown<'a>(board: &'a Board, area: UnitId, asked: &Asked) -> Option<Shown<'a>> {
    let (registry, catalogue, date) = (&board.reference().registry, &board.reference().catalogue, board.date());
    let level = asked.level.unwrap_or_else(|| default_level(board, area));
    let family = asked.set.as_ref().map(|set| catalogue.family(set)).or_else(|| default_family(board, area, level))?;
    let slug = registry.province_slug(area, date);
    let set = catalogue.get(catalogue.localise(&family, slug, day_of(catalogue, &family, date)).as_str())?;
    let scheme = board.reference().bands.scheme(set, slug, date);
    let mut table = board.area(area, level, &family);
    table.filter(&vedich_board::Filter {
        name: (!asked.name.is_empty()).then(|| asked.name.clone()),
        band: asked.band.clone(),
        status: asked.status.map(|mark| (asked.criterion, status(mark))),
        has_data: asked.with_data.then_some(true),
    });
    let (key, descending) = order(&asked.sort, date);
    if key != SortKey::Name || descending {
        table.sort(key, descending);
    }
    if key != SortKey::Name {
        table.rows.sort_by_key(|row| row.marks.is_none());
    }
    Some(Shown { area, level, set, table, totals: board.totals(area, level, &family), scheme, family })
}

/// Whether a word for the order of the rows means something.
#[must_use]
pub fn is_order(sort: &str) -> bool {
    let name = sort.strip_prefix('-').unwrap_or(sort);
    matches!(name, "name" | "criteria" | "indicators" | "no_data" | "month" | "year") || criterion(name).is_some()
}

/// The order a word asks for; without a word, who is nearest to the finish line.
fn order(sort: &str, as_of: Date) -> (SortKey, bool) {
    let (name, turned) = sort.strip_prefix('-').map_or((sort, false), |name| (name, true));
    match name {
        "name" => (SortKey::Name, turned),
        "indicators" => (SortKey::Indicators, !turned),
        "no_data" => (SortKey::NoData, !turned),
        "month" => (SortKey::Change(Since::Month.date(as_of)), !turned),
        "year" => (SortKey::Change(Since::Year.date(as_of)), !turned),
        _ => (criterion(name).map_or(SortKey::Readiness, SortKey::Criterion), !turned),
    }
}

fn criterion(name: &str) -> Option<CriterionNo> {
    name.strip_prefix("tc")?.parse().ok().map(CriterionNo)
}

/// Communes below everything but a commune; hamlets below that.
#[must_use]
pub fn default_level(board: &Board, area: UnitId) -> UnitLevel {
    match board.reference().registry.get(area).map(|unit| unit.level) {
        Some(UnitLevel::Commune | UnitLevel::Hamlet) => UnitLevel::Hamlet,
        _ => UnitLevel::Commune,
    }
}

/// The day nearest to a date on which a family is in force: sets whose time is over are looked at as on their last day.
fn day_of(catalogue: &Catalogue, family: &SetId, date: Date) -> Date {
    let span = catalogue.get(family.as_str()).map(|root| root.effective);
    let after_start = span.and_then(|span| span.from).map_or(date, |from| date.max(from));
    span.and_then(|span| span.to).map_or(after_start, |to| after_start.min(to))
}

/// Families of sets of a level in force on the date, each with its set in force in the area; where none is, those that were last.
#[must_use]
pub fn families(board: &Board, area: UnitId, level: UnitLevel) -> Vec<(SetId, &Arc<CriteriaSet>)> {
    in_force(board, area, level, last_in_force(board, area, level).unwrap_or(board.date()))
}

/// The last day on which sets of a level were in force in an area, where none is on the date: between two stages of the programme.
#[must_use]
pub fn last_in_force(board: &Board, area: UnitId, level: UnitLevel) -> Option<Date> {
    let date = board.date();
    if !in_force(board, area, level, date).is_empty() {
        return None;
    }
    let slug = board.reference().registry.province_slug(area, date);
    let sets = board.reference().catalogue.iter().filter(|set| set.subject == subject_of(level) && usable(set, slug));
    sets.filter_map(|set| set.effective.to).filter(|to| *to < date).max()
}

/// A set of another province measures nothing here; for the whole country every province's counts.
fn usable(set: &CriteriaSet, province: Option<&str>) -> bool {
    match (&set.scope, province) {
        (Scope::Province(own), Some(here)) => own == here,
        _ => true,
    }
}

fn in_force(board: &Board, area: UnitId, level: UnitLevel, on: Date) -> Vec<(SetId, &Arc<CriteriaSet>)> {
    let catalogue = &board.reference().catalogue;
    let slug = board.reference().registry.province_slug(area, board.date());
    let mut seen = BTreeSet::new();
    let mut all: Vec<_> = catalogue
        .iter()
        .filter(|set| set.subject == subject_of(level) && set.effective.contains(on))
        .map(|set| catalogue.family(&set.id))
        .filter(|family| seen.insert(family.clone()))
        .filter_map(|family| Some((family.clone(), catalogue.get(catalogue.localise(&family, slug, on).as_str())?)))
        .filter(|(_, set)| usable(set, slug))
        .collect();
    all.sort_by_key(|(_, set)| set.tier);
    all
}

/// The standard family, unless only another has data here. The whole country is always looked at by the standard one: where a few communes
/// that go on to the advanced set are all that is known, the country has not changed its measure.
fn default_family(board: &Board, area: UnitId, level: UnitLevel) -> Option<SetId> {
    let all = families(board, area, level);
    let is_known = |family: &SetId| {
        let totals = board.totals(area, level, family);
        totals.with_data > 0 || totals.counted.units > 0
    };
    let known = all.iter().find(|(family, _)| is_known(family)).filter(|_| area != COUNTRY);
    known.or_else(|| all.first()).map(|(family, _)| family.clone())
}

const fn status(mark: Mark) -> Status {
    match mark {
        Mark::Met => Status::Met,
        Mark::Narrow => Status::NarrowlyMet,
        Mark::Unmet => Status::NotMet,
        Mark::NoData => Status::NoData,
        Mark::NotApplicable => Status::NotApplicable,
        Mark::NotAssessable => Status::NotAssessable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_an_order_are_read_and_others_refused() {
        let day = Date::from_ymd_opt(2020, 3, 31).unwrap();
        let (month, year) = (Date::from_ymd_opt(2020, 2, 29).unwrap(), Date::from_ymd_opt(2019, 12, 31).unwrap());
        assert_eq!(order("month", day), (SortKey::Change(month), true));
        assert_eq!(order("-year", day), (SortKey::Change(year), false));
        assert_eq!(order("", day), (SortKey::Readiness, true));
        assert_eq!(order("-name", day), (SortKey::Name, true));
        assert_eq!(order("tc17", day), (SortKey::Criterion(CriterionNo(17)), true));
        assert!(["name", "-month", "year", "tc3", "-tc19"].iter().all(|word| is_order(word)));
        assert!(["", "-", "moon", "tc", "tcx", "--name"].iter().all(|word| !is_order(word)));
    }
}
