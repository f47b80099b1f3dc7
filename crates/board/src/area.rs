//! The table of an area: a row per unit, to sort, filter, page and rank.

use crate::Board;
use crate::family::Family;
use crate::reported::{as_counts, headline};
use crate::sheet::Sheet;
use crate::sums::blank;
use std::cmp::Ordering;
use std::sync::Arc;
use vedich_criteria::{Counts, CriteriaSet, Marks, Status};
use vedich_facts::UnitLevel;
use vedich_values::{CriterionNo, Date, SetId, Tally, UnitId, text::fold};

/// One unit in the table of an area.
#[derive(Clone, Copy, Debug)]
pub struct AreaRow<'a> {
    /// The unit.
    pub unit: UnitId,
    /// Its full name on the date.
    pub name: &'a str,
    /// The set it is assessed by.
    pub set: &'a Arc<CriteriaSet>,
    /// Its marks; none when nothing is known of it.
    pub marks: Option<&'a Marks>,
    /// The count of criteria it reported last, where less than half of its criteria are assessed: what it counts with.
    pub reported: Option<Tally>,
    /// The count of indicators it reported with that.
    pub reported_indicators: Option<Tally>,
    /// Its band, in the scheme of the area asked for; none when it is not known how many criteria it meets.
    pub band: Option<&'a str>,
    blank: (u32, u32),
}

impl AreaRow<'_> {
    /// Its count of criteria.
    #[must_use]
    pub fn criteria(&self) -> Counts {
        self.marks.map_or_else(|| blank(self.blank.1, 1), |marks| marks.criterion_counts)
    }

    /// Its count of indicators.
    #[must_use]
    pub fn indicators(&self) -> Counts {
        self.marks.map_or_else(|| blank(self.blank.0, 1), |marks| marks.indicator_counts)
    }

    /// How it stands at a criterion; none when its set has no criterion of that number.
    #[must_use]
    pub fn status(&self, criterion: CriterionNo) -> Option<Status> {
        let index = self.set.criteria.iter().position(|other| other.no == criterion)?;
        Some(self.marks.and_then(|marks| marks.criteria.get(index).copied()).unwrap_or_default())
    }
}

/// What a table of an area is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// Vietnamese order of names, as the register gives it.
    Name,
    /// Share of criteria met, then of indicators: who is nearest to the finish line.
    Readiness,
    /// Indicators met.
    Indicators,
    /// Criteria of which nothing is known.
    NoData,
    /// How a unit stands at one criterion, met first.
    Criterion(CriterionNo),
    /// Criteria met more (or fewer) than on an earlier date; units that did not exist or of which nothing was known then come last,
    /// whichever way the others are sorted.
    Change(Date),
}

/// Which rows of a table to keep; an absent part keeps all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Beginning of any word of the name, diacritics optional.
    pub name: Option<String>,
    /// Band.
    pub band: Option<String>,
    /// Standing like that at a criterion; without a number, at any criterion.
    pub status: Option<(Option<CriterionNo>, Status)>,
    /// Known or not known.
    pub has_data: Option<bool>,
}

/// Place in an order: equal units share a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// 1 for the first.
    pub place: u32,
    /// How many are ranked.
    pub of: u32,
    /// How many share the place, itself included.
    pub shared: u32,
}

/// A row per unit of one level that exists on the date below an area; of communes the rural ones, which the sets are about.
#[derive(Clone, Debug)]
pub struct AreaTable<'a> {
    /// The area.
    pub area: UnitId,
    /// The level of the rows.
    pub level: UnitLevel,
    /// The family, by its root.
    pub family: SetId,
    /// The date of the picture.
    pub date: Date,
    /// Criterion numbers of all sets of the family.
    pub criteria: Vec<CriterionNo>,
    /// The rows, in Vietnamese order of names until sorted otherwise.
    pub rows: Vec<AreaRow<'a>>,
    board: &'a Board,
}

impl Board {
    /// The table of an area under a family of sets (named by its root or any member).
    #[must_use]
    pub fn area(&self, area: UnitId, level: UnitLevel, family: &SetId) -> AreaTable<'_> {
        let mut table =
            AreaTable { area, level, family: family.clone(), date: self.date(), criteria: Vec::new(), rows: Vec::new(), board: self };
        let Some(family) = self.family_of(family).map(|number| self.family(number)) else { return table };
        table.family = family.root.id.clone();
        table.criteria.clone_from(&family.criteria);
        let registry = &self.reference().registry;
        let banded_as = registry.province_slug(area, self.date());
        // All units of a province stand under one set, so it is looked up once for them all.
        let provinces = match banded_as {
            None if level > UnitLevel::Province => registry.descendants(area, UnitLevel::Province, self.date()),
            _ => vec![area],
        };
        table.rows.reserve(registry.count_assessed(area, level, self.date()));
        for within in provinces {
            let everywhere = registry.province_slug(within, self.date()).map(|slug| family.member(Some(slug)));
            if everywhere == Some(None) {
                continue;
            }
            for unit in registry.assessed(within, level, self.date()) {
                let member = everywhere.unwrap_or_else(|| family.member(registry.province_slug(unit, self.date())));
                let (Some(member), Some(at)) = (member, registry.at(unit, self.date())) else { continue };
                table.rows.push(self.area_row(family, member, unit, at.name, banded_as));
            }
        }
        table
    }

    /// The table a unit is ranked in under a family: its likes in the nearest area in which any other of them is known too.
    #[must_use]
    pub fn likes(&self, unit: UnitId, family: &SetId) -> Option<AreaTable<'_>> {
        let registry = &self.reference().registry;
        let level = registry.get(unit)?.level;
        let tables = registry.ancestors(unit, self.date()).into_iter().map(|area| self.area(area, level, family));
        tables.into_iter().find(|table| table.rank(unit).is_some_and(|rank| rank.of > 1))
    }

    /// One unit as it would stand in a table of its family.
    #[must_use]
    pub fn line(&self, unit: UnitId, family: &SetId) -> Option<AreaRow<'_>> {
        let family = self.family(self.family_of(family)?);
        let registry = &self.reference().registry;
        let province = registry.province_slug(unit, self.date());
        Some(self.area_row(family, family.member(province)?, unit, registry.at(unit, self.date())?.name, province))
    }

    fn area_row<'a>(&'a self, family: &'a Family, member: usize, unit: UnitId, name: &'a str, province: Option<&str>) -> AreaRow<'a> {
        let sheet: &Sheet = self.sheet_number(family.members[member]);
        let marks = sheet.row(unit).filter(|row| row.has_data()).map(|row| &row.marks);
        let stands = headline(marks, self.reported_of(unit, &sheet.set.id));
        let reported = stands.filter(|stands| stands.reported);
        let counts = match reported {
            Some(stands) => Some(as_counts(stands.criteria)),
            None => marks.filter(|_| stands.is_some()).map(|marks| marks.criterion_counts),
        };
        let band = counts.and_then(|counts| family.scheme(province)?.band(&counts)).map(|band| band.id.as_str());
        AreaRow {
            unit,
            name,
            set: &sheet.set,
            marks,
            reported: reported.map(|stands| stands.criteria),
            reported_indicators: reported.and_then(|stands| stands.indicators),
            band,
            blank: sheet.blank,
        }
    }
}

impl AreaTable<'_> {
    /// Keeps the rows that pass.
    pub fn filter(&mut self, filter: &Filter) {
        let wanted = filter.name.as_deref().map(fold).filter(|name| !name.is_empty());
        let named = |row: &AreaRow<'_>| wanted.as_deref().is_none_or(|wanted| begins_a_word(&fold(row.name), wanted));
        let banded = |row: &AreaRow<'_>| filter.band.as_deref().is_none_or(|band| row.band == Some(band));
        let known = |row: &AreaRow<'_>| filter.has_data.is_none_or(|has| row.marks.is_some() == has);
        let stands = |row: &AreaRow<'_>| match filter.status {
            None => true,
            Some((Some(criterion), status)) => row.status(criterion) == Some(status),
            Some((None, status)) => row.set.criteria.iter().any(|criterion| row.status(criterion.no) == Some(status)),
        };
        self.rows.retain(|row| known(row) && banded(row) && stands(row) && named(row));
    }

    /// Sorts the rows; rows that are equal stay in the order they have.
    pub fn sort(&mut self, key: SortKey, descending: bool) {
        if key == SortKey::Name {
            self.rows.sort_by_cached_key(|row| vedich_units::name_order(row.name));
            if descending {
                self.rows.reverse();
            }
            return;
        }
        if let SortKey::Change(since) = key {
            return self.sort_by_change(since, descending);
        }
        let compare = |a: &AreaRow<'_>, b: &AreaRow<'_>| match key {
            SortKey::Name | SortKey::Change(_) => Ordering::Equal,
            SortKey::Readiness => readiness(a, b),
            SortKey::Indicators => share(a.indicators(), b.indicators()),
            SortKey::NoData => a.criteria().no_data.cmp(&b.criteria().no_data),
            SortKey::Criterion(no) => weight(a.status(no)).cmp(&weight(b.status(no))),
        };
        self.rows.sort_by(|a, b| if descending { compare(b, a) } else { compare(a, b) });
    }

    fn sort_by_change(&mut self, since: Date, descending: bool) {
        let changes = self.board.changes_since(&self.rows, since);
        let place = |change: Option<i32>| (change.is_none(), change.map(|met| if descending { -i64::from(met) } else { i64::from(met) }));
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|index| place(changes[*index]));
        self.rows = order.into_iter().map(|index| self.rows[index]).collect();
    }

    /// A page of the rows: `limit` from `offset` on.
    #[must_use]
    pub fn page(&self, offset: usize, limit: usize) -> &[AreaRow<'_>] {
        let start = offset.min(self.rows.len());
        &self.rows[start..start.saturating_add(limit).min(self.rows.len())]
    }

    /// The place of a unit by readiness among the rows with data.
    #[must_use]
    pub fn rank(&self, unit: UnitId) -> Option<Rank> {
        let own = self.rows.iter().find(|row| row.unit == unit && row.marks.is_some())?;
        let mut rank = Rank { place: 1, of: 0, shared: 0 };
        for row in self.rows.iter().filter(|row| row.marks.is_some()) {
            rank.of += 1;
            match readiness(row, own) {
                Ordering::Greater => rank.place += 1,
                Ordering::Equal => rank.shared += 1,
                Ordering::Less => {}
            }
        }
        Some(rank)
    }

    /// The units just before and just after a unit by readiness, at most `each` on either side, best first, itself included.
    #[must_use]
    pub fn neighbours(&self, unit: UnitId, each: usize) -> Vec<AreaRow<'_>> {
        let mut ranked: Vec<AreaRow<'_>> = self.rows.iter().filter(|row| row.marks.is_some()).copied().collect();
        ranked.sort_by(|a, b| readiness(b, a));
        let Some(at) = ranked.iter().position(|row| row.unit == unit) else { return Vec::new() };
        let end = at.saturating_add(each).saturating_add(1).min(ranked.len());
        ranked[at.saturating_sub(each)..end].to_vec()
    }
}

/// Share of criteria met, then of indicators met, as they stand for the unit. Shares are compared as fractions, never divided.
fn readiness(a: &AreaRow<'_>, b: &AreaRow<'_>) -> Ordering {
    let criteria = |row: &AreaRow<'_>| row.reported.map_or_else(|| row.criteria(), as_counts);
    let indicators = |row: &AreaRow<'_>| row.reported_indicators.map_or_else(|| row.indicators(), as_counts);
    share(criteria(a), criteria(b)).then_with(|| share(indicators(a), indicators(b)))
}

fn share(a: Counts, b: Counts) -> Ordering {
    (u64::from(a.met) * u64::from(b.total)).cmp(&(u64::from(b.met) * u64::from(a.total)))
}

/// Order of statuses in a sorted column: not asked for, unknown, not met, narrowly met, not applicable, met.
const fn weight(status: Option<Status>) -> u8 {
    match status {
        None => 0,
        Some(Status::NoData) => 1,
        Some(Status::NotAssessable) => 2,
        Some(Status::NotMet) => 3,
        Some(Status::NarrowlyMet) => 4,
        Some(Status::NotApplicable) => 5,
        Some(Status::Met) => 6,
    }
}

/// Whether the text, or any word in it, begins with what is wanted.
fn begins_a_word(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, _)| at == 0 || text.as_bytes()[at - 1] == b' ')
}
