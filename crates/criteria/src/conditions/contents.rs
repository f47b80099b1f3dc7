//! Contents of another set that a condition demands: of the unit itself, or of each of the units below it.

use super::judge::share_status;
use crate::assessment::Reason;
use crate::cell::{Marks, Status};
use crate::expr::Truth;
use crate::model::{CriteriaSet, Threshold};
use crate::yardstick::Yardstick;
use serde::Serialize;
use std::collections::BTreeSet;
use vedich_values::text::fold;
use vedich_values::{Tally, UnitId};

/// A content that must be among those met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Included {
    /// Its name as the condition gives it.
    pub name: String,
    /// How the unit stands at it; none when the set lists no content of such a name, or units below are judged.
    pub status: Option<Status>,
}

/// How a unit stands at the contents of a set that apply to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Met.
    pub met: u32,
    /// Not met.
    pub not_met: u32,
    /// Not known, or not assessable, or demanded by the set and not listed in our data.
    pub open: u32,
    /// Those that must be among the met.
    pub included: Vec<Included>,
}

impl Yardstick {
    /// How a unit stands at the contents of the set; `must` are to be among those met.
    #[must_use]
    pub fn contents(&self, marks: &Marks, must: &[String]) -> Contents {
        let counts = &marks.indicator_counts;
        let apart = marks.indicators.iter().filter(|status| **status == Status::NotApplicable).count();
        let included = |name: &String| Included { name: name.clone(), status: content(self.set(), marks, name) };
        Contents {
            met: counts.met.saturating_sub(u32::try_from(apart).unwrap_or(u32::MAX)),
            not_met: counts.not_met,
            open: counts.no_data,
            included: must.iter().map(included).collect(),
        }
    }
}

impl Contents {
    /// What is certain whatever becomes of the contents that are open.
    pub(super) fn status(&self, bound: Option<&Threshold>) -> Status {
        let is = |wanted: Status| self.included.iter().any(|one| one.status == Some(wanted));
        if is(Status::NotMet) {
            return Status::NotMet;
        }
        let share = self.share_status(bound);
        if share != Status::Met {
            return share;
        }
        if self.included.iter().any(|one| one.status.is_none()) {
            return Status::NotAssessable;
        }
        if is(Status::NoData) || is(Status::NotAssessable) { Status::NoData } else { Status::Met }
    }

    fn share_status(&self, bound: Option<&Threshold>) -> Status {
        let all = self.met.saturating_add(self.not_met).saturating_add(self.open);
        let with = |met: u32| Tally::new(met, all).map_or(Status::NoData, |tally| share_status(bound, tally));
        let (least, most) = (with(self.met), with(self.met.saturating_add(self.open)));
        if least == most { least } else { Status::NoData }
    }

    /// Met of those that apply, once all are known.
    pub(super) fn tally(&self) -> Option<Tally> {
        (self.open == 0).then(|| Tally::new(self.met, self.met.saturating_add(self.not_met)).ok()).flatten()
    }

    pub(super) fn reasons(&self) -> Vec<Reason> {
        let named = |wanted: fn(Option<Status>) -> bool| {
            self.included.iter().filter(|one| wanted(one.status)).map(|one| one.name.clone()).collect::<Vec<String>>()
        };
        let (unmet, unknown) = (named(|status| status == Some(Status::NotMet)), named(|status| status.is_none()));
        let mut reasons = Vec::new();
        if self.open > 0 {
            reasons.push(Reason::NothingReported);
        }
        if !unmet.is_empty() {
            reasons.push(Reason::MustInclude { names: unmet });
        }
        if !unknown.is_empty() {
            reasons.push(Reason::ContentUnknown { names: unknown });
        }
        reasons
    }
}

/// How a unit stands at the content of a name: that of a criterion, else of the one indicator or criterion whose name holds the words of
/// the given one in their order.
fn content(set: &CriteriaSet, marks: &Marks, name: &str) -> Option<Status> {
    let wanted = fold(name);
    let holds = |full: &str| {
        let full = fold(full);
        let mut words = full.split_whitespace();
        wanted.split_whitespace().all(|word| words.any(|other| other == word))
    };
    let only = |found: Vec<usize>| (found.len() == 1).then(|| found[0]);
    let criteria = || set.criteria.iter().enumerate();
    let of_criterion = |place: usize| marks.criteria.get(place).copied();
    if let Some((place, _)) = criteria().find(|(_, criterion)| fold(&criterion.name.vi) == wanted) {
        return of_criterion(place);
    }
    let indicators = set.indicators().enumerate().filter(|(_, (_, indicator))| holds(&indicator.name.vi)).map(|(place, _)| place);
    if let Some(place) = only(indicators.collect()) {
        return marks.indicators.get(place).copied();
    }
    only(criteria().filter(|(_, criterion)| holds(&criterion.name.vi)).map(|(place, _)| place).collect()).and_then(of_criterion)
}

/// The units below that a condition is about, each judged by the contents of another set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Below {
    /// Units that meet it.
    pub met: Vec<UnitId>,
    /// Units that do not.
    pub not_met: Vec<UnitId>,
    /// Units of which too little is known.
    pub open: Vec<UnitId>,
    /// Units of which it is not known whether the condition is about them.
    pub undecided: Vec<UnitId>,
    /// Attributes of those that nobody stated.
    pub attributes: BTreeSet<String>,
    /// Contents that must be among those met, and that the set does not list under such a name.
    pub unknown: BTreeSet<String>,
}

impl Below {
    /// Judges one more unit: whether the condition is about it, and how it stands at the contents; none: nothing is known of it.
    pub fn add(&mut self, unit: UnitId, applies: Truth, contents: Option<&Contents>, bound: Option<&Threshold>) {
        match applies {
            Truth::False => return,
            Truth::Unknown(attributes) => {
                self.attributes.extend(attributes);
                return self.undecided.push(unit);
            }
            Truth::True => {}
        }
        let Some(contents) = contents else { return self.open.push(unit) };
        self.unknown.extend(contents.included.iter().filter(|one| one.status.is_none()).map(|one| one.name.clone()));
        match contents.status(bound) {
            Status::Met => self.met.push(unit),
            Status::NotMet => self.not_met.push(unit),
            _ => self.open.push(unit),
        }
    }

    pub(super) fn status(&self) -> Status {
        if !self.not_met.is_empty() {
            Status::NotMet
        } else if !self.undecided.is_empty() || !self.unknown.is_empty() {
            Status::NotAssessable
        } else if !self.open.is_empty() {
            Status::NoData
        } else if self.met.is_empty() {
            Status::NotApplicable
        } else {
            Status::Met
        }
    }

    /// Units that meet it, of those it is known to be about.
    pub(super) fn tally(&self) -> Option<Tally> {
        let count = |units: &[UnitId]| u32::try_from(units.len()).ok();
        let met = count(&self.met)?;
        let all = met.checked_add(count(&self.not_met)?)?.checked_add(count(&self.open)?)?;
        (all > 0).then(|| Tally::new(met, all).ok()).flatten()
    }

    pub(super) fn reasons(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if let Some(units) = u32::try_from(self.undecided.len()).ok().filter(|units| *units > 0) {
            reasons.push(Reason::UnitsUndecided { units });
            reasons.push(match self.attributes.is_empty() {
                true => Reason::NeedsJudgement,
                false => Reason::NeedsAttribute { attributes: self.attributes.clone() },
            });
        }
        if !self.unknown.is_empty() {
            reasons.push(Reason::ContentUnknown { names: self.unknown.iter().cloned().collect() });
        }
        if !self.open.is_empty() {
            reasons.push(Reason::NothingReported);
        }
        if self.status() == Status::NotApplicable {
            reasons.push(Reason::OutOfScope);
        }
        reasons
    }
}
