//! The unmet criteria of a roadmap as triage sees them: what is left of their tasks, what it costs, who must decide.

use super::Planned;
use crate::plan::Progress;
use crate::record::TaskRecord;
use crate::triage::{Decider, Triaged, Unmet, Work, takes_money, triage};
use std::collections::{BTreeMap, BTreeSet};
use vedich_values::{CriterionNo, TaskId, Vnd};

/// The three lists of one roadmap (dễ làm trước, khó bàn và báo cáo kịp thời).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// The criteria sorted, as they were judged.
    pub unmet: Vec<Unmet>,
    /// Their lists, easiest first in each; `place` points into `unmet`.
    pub triaged: Vec<Triaged>,
}

impl Planned {
    /// The criteria that have tasks left and those that are assessed as not met, in the three lists.
    ///
    /// `assessed` are the ones not met, with how far each is from its threshold, in hundredths of a percent of the threshold, where a
    /// value tells. What this roadmap has no task for is taken from `sketch`, a roadmap made of templates, when there is one.
    #[must_use]
    pub fn lists(&self, assessed: &BTreeMap<CriterionNo, Option<u32>>, sketch: Option<&Self>) -> Lists {
        let all: BTreeSet<CriterionNo> = self.open_criteria().into_iter().chain(assessed.keys().copied()).collect();
        let one = |criterion: CriterionNo| {
            let source = sketch.filter(|sketch| !self.has_work(criterion) && sketch.has_work(criterion));
            let unmet = source.unwrap_or(self).unmet(criterion);
            let work = if self.has_work(criterion) { unmet.work } else { Work::Unplanned };
            Unmet { gap: assessed.get(&criterion).copied().flatten(), work, ..unmet }
        };
        let unmet: Vec<Unmet> = all.into_iter().map(one).collect();
        let calendar = &self.plan.calendar;
        let days_to_target = self.record.header.target.map(|target| calendar.between(self.on, target) + 1);
        Lists { triaged: triage(&unmet, days_to_target), unmet }
    }

    /// Whether the roadmap has any work for a criterion, over or not.
    #[must_use]
    pub fn has_work(&self, criterion: CriterionNo) -> bool {
        self.work().any(|place| self.record.tasks[place].criterion == Some(criterion))
    }

    /// Criteria with work that is not over.
    fn open_criteria(&self) -> BTreeSet<CriterionNo> {
        self.left().filter_map(|(_, task)| task.criterion).collect()
    }

    /// Work that is not over, with its place.
    fn left(&self) -> impl Iterator<Item = (usize, &TaskRecord)> {
        let open = |place: &usize| !matches!(self.plan.tasks[*place].progress, Progress::Done { .. });
        self.work().filter(open).map(|place| (place, &self.record.tasks[place]))
    }

    fn unmet(&self, criterion: CriterionNo) -> Unmet {
        let own: Vec<(usize, &TaskRecord)> = self.left().filter(|(_, task)| task.criterion == Some(criterion)).collect();
        let today = self.schedule.offset(self.on.max(self.record.header.start));
        let finish = own.iter().map(|(place, _)| self.schedule.tasks[*place].early_finish).max();
        // The whole criterion's money counts: what is over has been paid from it.
        let all = || self.record.tasks.iter().filter(|task| task.criterion == Some(criterion));
        let costs: Vec<Vnd> = all().filter_map(|task| task.cost).collect();
        let undecided = own.iter().filter(|(_, task)| !task.decided).map(|(_, task)| task.decider).max();
        if own.is_empty() {
            return Unmet { code: criterion.to_string(), work: Work::Over, ..Unmet::default() };
        }
        Unmet {
            code: criterion.to_string(),
            gap: None,
            work: Work::Open,
            unpriced: own.iter().any(|(_, task)| task.cost.is_none() && takes_money(task)),
            days_left: finish.map(|finish| (finish - today).max(0)),
            cost: (!costs.is_empty()).then(|| Vnd(costs.iter().fold(0, |sum, cost| sum.saturating_add(cost.0)))),
            funded: Vnd(all().fold(0, |sum, task| sum.saturating_add(task.funded().0))),
            waits_on: self.waits_on(criterion, &own),
            decider: undecided.unwrap_or_default(),
            decided: undecided.is_none_or(|decider| decider == Decider::Commune),
        }
    }

    /// Other open criteria that tasks of this one wait on.
    fn waits_on(&self, criterion: CriterionNo, own: &[(usize, &TaskRecord)]) -> Vec<String> {
        let open = self.open_criteria();
        let of_task = |id: &TaskId| self.record.tasks[self.place_of(id)?].criterion;
        let heading = self.record.tasks.iter().filter(|task| task.criterion == Some(criterion)).flat_map(|task| &task.links);
        let links = own.iter().flat_map(|(_, task)| &task.links).chain(heading);
        let others: BTreeSet<CriterionNo> =
            links.filter_map(|link| of_task(&link.from)).filter(|other| *other != criterion && open.contains(other)).collect();
        others.iter().map(ToString::to_string).collect()
    }
}
