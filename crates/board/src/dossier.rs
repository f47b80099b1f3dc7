//! What is stated about one unit besides values and declared statuses.

use crate::checking::{Check, check_of};
use crate::roadmaps::Roadmaps;
use crate::visits::has_reports;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};
use vedich_facts::{AttributeValue, Body, Overlay, Recorded};
use vedich_values::{Date, FactSeq};

/// Standing statements about one unit, by kind, latest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dossier {
    pub(crate) attributes: Vec<Arc<Recorded>>,
    pub(crate) overlays: Vec<Arc<Recorded>>,
    pub(crate) others: Vec<Arc<Recorded>>,
    /// Periods handed in, and last days moved.
    pub(crate) reporting: Vec<Arc<Recorded>>,
    /// In the order of the journal.
    pub(crate) roadmaps: Roadmaps,
    /// Days off declared for the unit and everything below it.
    pub(crate) days_off: Vec<Arc<Recorded>>,
    /// What people at work state of the unit, in the order of the journal: evidence, verifications, responsibilities, visits.
    pub(crate) fieldwork: Vec<Arc<Recorded>>,
    /// Whether a demand of a visit among them was reported done and waits: for finding these among many units.
    pub(crate) has_reports: bool,
    /// Where each value stands by the last that was said of it; made when first asked for, forgotten when something is said.
    checks: OnceLock<FxHashMap<FactSeq, Check>>,
}

/// What a statement removed from a dossier may have been holding up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Removed {
    Attribute,
    Overlay,
    Other,
}

impl Dossier {
    /// Where the values stand of which something was said.
    pub(crate) fn checks(&self) -> &FxHashMap<FactSeq, Check> {
        self.checks.get_or_init(|| self.fieldwork.iter().filter_map(|recorded| check_of(recorded)).collect())
    }

    pub(crate) fn put(&mut self, recorded: Arc<Recorded>) {
        self.checks.take();
        let list = match recorded.fact.body {
            Body::Attribute { .. } => &mut self.attributes,
            Body::Overlay(_) => &mut self.overlays,
            Body::DaysOff(_) => &mut self.days_off,
            Body::Roadmap(_) => return self.roadmaps.put(recorded),
            Body::Submission(_) | Body::ReportingPeriod(_) => &mut self.reporting,
            Body::Evidence(_) | Body::Verification(_) | Body::Responsibility(_) | Body::SiteVisit(_) => {
                let place = self.fieldwork.partition_point(|other| other.seq < recorded.seq);
                let of_visit = matches!(recorded.fact.body, Body::SiteVisit(_));
                self.fieldwork.insert(place, recorded);
                if of_visit {
                    self.has_reports = has_reports(&self.fieldwork);
                }
                return;
            }
            _ => &mut self.others,
        };
        let rank = |r: &Recorded| std::cmp::Reverse((r.fact.as_of, r.seq));
        let place = list.partition_point(|other| rank(other) < rank(&recorded));
        list.insert(place, recorded);
    }

    pub(crate) fn forget(&mut self, seq: FactSeq) -> Option<Removed> {
        self.checks.take();
        for (list, removed) in [
            (&mut self.attributes, Removed::Attribute),
            (&mut self.overlays, Removed::Overlay),
            (&mut self.others, Removed::Other),
            (&mut self.reporting, Removed::Other),
            (&mut self.days_off, Removed::Other),
        ] {
            if let Some(place) = list.iter().position(|recorded| recorded.seq == seq) {
                list.remove(place);
                return Some(removed);
            }
        }
        if let Ok(place) = self.fieldwork.binary_search_by_key(&seq, |recorded| recorded.seq) {
            let removed = self.fieldwork.remove(place);
            if matches!(removed.fact.body, Body::SiteVisit(_)) {
                self.has_reports = has_reports(&self.fieldwork);
            }
            return Some(Removed::Other);
        }
        self.roadmaps.forget(seq).then_some(Removed::Other)
    }

    /// Keeps only the facts that pass.
    pub(crate) fn retain(&mut self, stays: impl Fn(FactSeq) -> bool) {
        self.checks.take();
        for list in
            [&mut self.attributes, &mut self.overlays, &mut self.others, &mut self.reporting, &mut self.days_off, &mut self.fieldwork]
        {
            list.retain(|recorded| stays(recorded.seq));
        }
        self.has_reports = has_reports(&self.fieldwork);
        self.roadmaps.retain(stays);
    }

    /// Every standing statement.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Recorded>> {
        let stated = self.attributes.iter().chain(&self.overlays).chain(&self.others).chain(&self.reporting).chain(&self.days_off);
        stated.chain(self.roadmaps.all()).chain(&self.fieldwork)
    }

    /// The value of an attribute on the date: the latest statement by then, unless it has run out.
    pub(crate) fn attribute(&self, wanted: &str, date: Date) -> Option<&AttributeValue> {
        self.attributes.iter().filter(|recorded| recorded.fact.as_of <= date).find_map(|recorded| match &recorded.fact.body {
            Body::Attribute { name, value, to } if name == wanted => Some(to.is_none_or(|to| date <= to).then_some(value)),
            _ => None,
        })?
    }

    /// Overlays stated for this unit by the date that have not run out.
    pub(crate) fn overlays_on(&self, date: Date) -> impl Iterator<Item = (&Arc<Recorded>, &Overlay)> {
        self.overlays.iter().filter(move |recorded| recorded.fact.as_of <= date).filter_map(move |recorded| match &recorded.fact.body {
            Body::Overlay(overlay) if overlay.to.is_none_or(|to| date <= to) => Some((recorded, overlay)),
            _ => None,
        })
    }
}
