//! Reported counts ("12/20") beside the computed ones: which of the two stands for a unit, on every page, in files, averages, bands and ranks.

use crate::sums::{Counted, is_assessed};
use crate::{AreaRow, Board, Place};
use vedich_criteria::{Counts, Marks};
use vedich_facts::{Body, UnitLevel};
use vedich_values::{SetId, Tally, UnitId};

/// What a unit is said to have reached (con số chính): the one count that is told of it where there is room for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Whether it is what the unit reported; otherwise it is worked out from values and statuses.
    pub reported: bool,
    /// Criteria met of all.
    pub criteria: Tally,
    /// Indicators met of all; none: of no indicator is anything known, or none was reported.
    pub indicators: Option<Tally>,
}

/// A count of criteria somebody reported, and that of indicators where it was given too.
pub(crate) type Said = (Tally, Option<Tally>);

/// Whether a computed count says enough of a unit to stand for it where another was reported: half of its criteria are decided at
/// least. Of a smaller part the count is no smaller result, only an unfinished one.
#[must_use]
pub const fn covers(criteria: &Counts) -> bool {
    let decided = criteria.met + criteria.not_met;
    decided > 0 && decided * 2 >= criteria.total
}

/// What stands for a unit, of its marks and what it reported last; none: neither is known.
pub(crate) fn headline(marks: Option<&Marks>, said: Option<Said>) -> Option<Headline> {
    let assessed = marks.filter(|marks| is_assessed(marks));
    match (assessed, said) {
        (Some(marks), said) if said.is_none() || covers(&marks.criterion_counts) => {
            let indicators = marks.indicator_counts;
            Some(Headline {
                reported: false,
                criteria: tally(&marks.criterion_counts),
                indicators: (indicators.met + indicators.not_met > 0).then(|| tally(&indicators)),
            })
        }
        (_, said) => said.map(|(criteria, indicators)| Headline { reported: true, criteria, indicators }),
    }
}

fn tally(counts: &Counts) -> Tally {
    Tally::new(counts.met, counts.total).unwrap_or_default()
}

impl Place {
    /// What stands for the unit; none: nothing is decided and nothing was reported.
    #[must_use]
    pub fn headline(&self) -> Option<Headline> {
        let said = self.reported.iter().find_map(|one| Some((one.criteria?.0, one.indicators.map(|(tally, _)| tally))));
        headline(Some(&self.marks), said)
    }
}

impl AreaRow<'_> {
    /// What stands for the unit; none: nothing is decided and nothing was reported.
    #[must_use]
    pub fn headline(&self) -> Option<Headline> {
        headline(self.marks, self.reported.map(|criteria| (criteria, self.reported_indicators)))
    }
}

impl Board {
    /// The counts a unit reported last for a set or one it builds on.
    pub(crate) fn reported_of(&self, unit: UnitId, set: &SetId) -> Option<Said> {
        let catalogue = &self.reference().catalogue;
        // The latest stands first.
        self.dossier(unit)?.others.iter().find_map(|recorded| match &recorded.fact.body {
            Body::ReportedCount { set: stated, criteria: Some(tally), indicators } if catalogue.accepts(set, stated) => {
                Some((*tally, *indicators))
            }
            _ => None,
        })
    }

    /// The units of a level below an area (or the area itself) that count with what they reported under their set of a family: the
    /// count, and the marks that are in the sums already and give way to it.
    pub(crate) fn reported_under(&self, area: UnitId, level: UnitLevel, family: u16) -> Vec<(Tally, Option<&Marks>)> {
        let one = |unit: UnitId| {
            let standing = self.standing(unit).filter(|standing| standing.level == level && standing.assessed)?;
            let family = self.family(family);
            let sheet = self.sheet_number(family.members[family.member(standing.province.as_deref())?]);
            let marks = sheet.row(unit).filter(|row| row.has_data()).map(|row| &row.marks);
            let stands = headline(marks, self.reported_of(unit, &sheet.set.id)).filter(|headline| headline.reported)?;
            Some((stands.criteria, marks.filter(|marks| is_assessed(marks))))
        };
        self.units_under(area).into_iter().filter_map(one).collect()
    }
}

impl Counted {
    /// Adds a unit that counts with what it reported, in place of the marks it counted with so far.
    pub(crate) const fn report(&mut self, tally: Tally, instead_of: Option<&Marks>) {
        match instead_of {
            Some(marks) => self.met -= marks.criterion_counts.met,
            None => self.units += 1,
        }
        self.met += tally.met();
        self.reported += 1;
    }
}

/// A reported count as bands look at it.
pub(crate) fn as_counts(tally: Tally) -> Counts {
    Counts { met: tally.met(), not_met: tally.missing(), total: tally.total(), ..Counts::default() }
}
