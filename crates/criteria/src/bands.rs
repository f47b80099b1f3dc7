//! How near a threshold is "narrow", and the bands units are grouped by: dated data, read from `data/bands.toml`.

use crate::cell::{Cell, Counts};
use crate::model::{CriteriaSet, Measure, Scope, Subject};
use crate::read::words::{MEASURES, SUBJECTS};
use crate::read::{Reader, Table};
use crate::value::micros;
use serde::Serialize;
use vedich_values::{Bilingual, Date, DateSpan, Decimal, Diagnostic};

/// Rules of narrowness and schemes of bands.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bands {
    /// Rules of narrowness; the last that fits a measure and date counts.
    pub narrow: Vec<NarrowRule>,
    /// Schemes of bands; the last that fits a set, place and date counts.
    pub schemes: Vec<BandScheme>,
}

/// How near to the threshold a met value is "met but only just".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NarrowRule {
    /// The measures it is for.
    pub measures: Vec<Measure>,
    /// Nearer than this many units of the measure.
    pub points: Option<Decimal>,
    /// Nearer than this share of the threshold, in percent.
    pub percent: Option<Decimal>,
    /// The distance is cut to whole units: one of one demanded is not "narrow".
    pub whole: bool,
    /// When the rule holds.
    pub span: DateSpan,
}

/// A way of grouping units by how many criteria they meet (19; 15–18; 10–14; 5–9; under 5).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BandScheme {
    /// Identity.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// What it groups.
    pub subjects: Vec<Subject>,
    /// Where it is used: `national` or `province:slug`.
    pub scopes: Vec<String>,
    /// Fewest criteria a set has for the scheme to fit.
    pub total_min: u32,
    /// Most criteria a set has for the scheme to fit.
    pub total_max: u32,
    /// When it is used.
    pub span: DateSpan,
    /// The bands, best first; the first that fits counts.
    pub bands: Vec<Band>,
}

/// One band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Band {
    /// Identity in its scheme.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// At least this many criteria met.
    pub met_min: Option<u32>,
    /// At most this many criteria not met or without data.
    pub missing_max: Option<u32>,
}

impl Bands {
    /// Reads the file.
    ///
    /// # Errors
    /// Every problem found.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let reader = Reader::new(name, text);
        let root = Table::root(&reader, reader.document());
        root.only(&["narrow", "schemes", "note"]);
        let bands = Self {
            narrow: root.tables("narrow").iter().map(read_narrow).collect(),
            schemes: root.tables("schemes").iter().map(read_scheme).collect(),
        };
        let problems = reader.into_problems();
        if problems.is_empty() { Ok(bands) } else { Err(problems) }
    }

    /// How near, in millionths, a met value of that measure is "narrow" to the bound; nothing when it never is.
    pub(crate) fn narrow_within(&self, measure: Measure, bound: i64, date: Date) -> Option<i64> {
        let rule = self.narrow.iter().rev().find(|rule| rule.measures.contains(&measure) && rule.span.contains(date))?;
        let points = rule.points.and_then(micros);
        let share = rule.percent.and_then(|percent| {
            let share = Decimal::from(bound.unsigned_abs()).checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?;
            i64::try_from(share.trunc()).ok()
        });
        let within = points.into_iter().chain(share).max()?;
        let within = if rule.whole { within - within % Cell::MICROS } else { within };
        (within > 0).then_some(within)
    }

    /// The scheme for units assessed against a set in a province on a date.
    #[must_use]
    pub fn scheme(&self, set: &CriteriaSet, province_slug: Option<&str>, date: Date) -> Option<&BandScheme> {
        let listed = u32::try_from(set.criteria.len()).unwrap_or(u32::MAX);
        let total = set.declared_criteria.unwrap_or(listed).max(listed);
        let slug = match (&set.scope, province_slug) {
            (Scope::Province(slug), None) => Some(slug.as_str()),
            (_, slug) => slug,
        };
        let fits = |scheme: &&BandScheme| {
            scheme.subjects.contains(&set.subject) && (scheme.total_min..=scheme.total_max).contains(&total) && scheme.span.contains(date)
        };
        let local = |scheme: &&BandScheme| scheme.scopes.iter().any(|scope| scope.strip_prefix("province:") == slug && slug.is_some());
        let national = |scheme: &&BandScheme| scheme.scopes.iter().any(|scope| scope == "national");
        self.schemes.iter().rev().filter(fits).find(local).or_else(|| self.schemes.iter().rev().filter(fits).find(national))
    }
}

impl BandScheme {
    /// The band of a unit with these counts of criteria.
    #[must_use]
    pub fn band(&self, criteria: &Counts) -> Option<&Band> {
        let missing = criteria.total.saturating_sub(criteria.met);
        self.bands
            .iter()
            .find(|band| band.met_min.is_none_or(|min| criteria.met >= min) && band.missing_max.is_none_or(|max| missing <= max))
    }
}

fn read_narrow(row: &Table<'_, '_>) -> NarrowRule {
    row.only(&["measures", "points", "percent", "whole", "from", "to", "note"]);
    if !row.has("points") && !row.has("percent") {
        row.missing("points");
    }
    NarrowRule {
        measures: row.choices("measures", &MEASURES),
        points: positive(row, "points"),
        percent: positive(row, "percent"),
        whole: row.flag("whole"),
        span: row.dates(),
    }
}

/// A positive decimal, written as text so that it stays exact.
fn positive(row: &Table<'_, '_>, key: &str) -> Option<Decimal> {
    let word = row.word(key)?;
    let number = word
        .text
        .parse::<Decimal>()
        .ok()
        .filter(|number| *number > Decimal::ZERO && *number < Decimal::ONE_THOUSAND && number.scale() <= 6);
    if number.is_none() {
        row.error("file.out-of-range", key, &[("key", key), ("found", &word.text), ("min", "0"), ("max", "1000")]);
    }
    number
}

fn read_scheme(row: &Table<'_, '_>) -> BandScheme {
    row.only(&["id", "name", "subjects", "scopes", "total_min", "total_max", "from", "to", "bands", "note"]);
    let bands = row.tables("bands");
    if bands.is_empty() {
        row.missing("bands");
    }
    let read = |band: &Table<'_, '_>| {
        band.only(&["id", "name", "met_min", "missing_max"]);
        Band {
            id: band.need_text("id"),
            name: band.need_bilingual("name"),
            met_min: band.number("met_min", 0, 999),
            missing_max: band.number("missing_max", 0, 999),
        }
    };
    BandScheme {
        id: row.need_text("id"),
        name: row.need_bilingual("name"),
        subjects: row.choices("subjects", &SUBJECTS),
        scopes: row.texts("scopes"),
        total_min: row.need_number("total_min", 0, 999).unwrap_or_default(),
        total_max: row.need_number("total_max", 0, 999).unwrap_or_default(),
        span: row.dates(),
        bands: bands.iter().map(read).collect(),
    }
}
