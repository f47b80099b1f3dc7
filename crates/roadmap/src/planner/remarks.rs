//! What is worth a look in a roadmap on its day: nothing of it is refused, all of it is told.

use super::{Planned, TaskStanding};
use crate::record::{CountEntry, not_held};
use vedich_values::{Diagnostic, Place, TaskId};

/// Tasks named in one remark; the others are counted.
const NAMED: usize = 3;

impl Planned {
    /// Dates that cannot be kept, a week that was closed before everything due was counted, counts that say less than the ones before
    /// them, tasks nobody answers for.
    #[must_use]
    pub fn remarks(&self) -> Vec<Diagnostic> {
        let mut found = not_held(&self.record, &self.schedule);
        found.extend(self.closed_too_soon());
        found.extend(self.work().filter_map(|place| self.fallen(place)));
        found.extend(self.without_person());
        found
    }

    /// Open tasks without a person, by place.
    pub fn unassigned(&self) -> impl Iterator<Item = usize> {
        let is_open = |place: &usize| self.task(*place).standing != TaskStanding::Done;
        self.work().filter(is_open).filter(|place| self.record.tasks[*place].person.as_ref().is_none_or(|person| person.trim().is_empty()))
    }

    fn closed_too_soon(&self) -> Option<Diagnostic> {
        let week = *self.record.weeks.range(..=self.on).next_back()?.0;
        let open = self.uncounted(week);
        (!open.is_empty()).then(|| {
            let said = remark("roadmap.closed-uncounted", None).with("date", week).with("count", open.len());
            said.with("tasks", self.named(&open))
        })
    }

    fn without_person(&self) -> Option<Diagnostic> {
        let open: Vec<usize> = self.unassigned().collect();
        (!open.is_empty()).then(|| remark("roadmap.no-person", None).with("count", open.len()).with("tasks", self.named(&open)))
    }

    /// The last count of a task, when it says less than the one before it.
    fn fallen(&self, place: usize) -> Option<Diagnostic> {
        let task = &self.record.tasks[place];
        let by_now = |entry: &&CountEntry| entry.count.on <= self.on;
        let mut counts = self.record.counts.get(&task.id)?.iter().filter(by_now).rev();
        let mut next = || counts.by_ref().find_map(|entry| Some((entry.share(task)?, entry.through())));
        let ((now, on), (before, _)) = (next()?, next()?);
        (now < before).then(|| {
            let percent = |share: u32| vedich_values::number::print_number(vedich_values::Decimal::new(share.into(), 2).normalize());
            let said = remark("roadmap.count-fell", Some(&task.id)).with("task", &task.title).with("date", on);
            said.with("before", percent(before)).with("now", percent(now))
        })
    }

    /// The titles of a few of the tasks.
    fn named(&self, places: &[usize]) -> String {
        let titles: Vec<String> = places.iter().take(NAMED).map(|place| format!("“{}”", self.record.tasks[*place].title)).collect();
        let more = if places.len() > NAMED { "…" } else { "" };
        titles.join(", ") + more
    }
}

fn remark(code: &'static str, task: Option<&TaskId>) -> Diagnostic {
    Diagnostic::warning(code, Place { key: task.map(ToString::to_string), ..Place::default() })
}
