//! What steering says for a periodic report: meetings, papers and visits of the period, tasks ahead, proposals by whom they are to.

use super::{Look, VI, date, millions};
use crate::papers::occasion::{Scribe, inside, open_ended, upper_first};
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_facts::steering::Party;
use vedich_steering::meeting::MeetingState;
use vedich_steering::task::Standing;
use vedich_steering::{Meeting, Task};
use vedich_values::Date;

/// Items of a list in a report, at most; the rest is told by their number.
const MOST: usize = 30;
/// Meetings looked through.
const MEETINGS: usize = 2000;

impl Look<'_> {
    const fn scribe(&self) -> Scribe<'_> {
        Scribe::of(self.now)
    }

    fn in_period(&self, day: Date) -> bool {
        (self.period.from..=self.date).contains(&day)
    }

    /// To whom a report goes: the level above.
    pub(super) fn addressees(&self) -> Vec<String> {
        let registry = &self.now.reference().registry;
        let above = registry.ancestors(self.unit, self.date).into_iter().next();
        above.map(|unit| self.scribe().addressee(&Party::unit(unit))).into_iter().collect()
    }

    /// Meetings held, papers issued, places visited, tasks counted; a line each, nothing of what there was none of.
    pub(super) fn directing(&self) -> Vec<String> {
        [self.meetings(), self.issued(), self.visited(), self.counted()].into_iter().flatten().collect()
    }

    fn meetings(&self) -> Option<String> {
        let all = self.now.meetings(self.unit, None, MEETINGS).items;
        let held = |meeting: &&Meeting| {
            let is_held = !matches!(meeting.state, MeetingState::Planned | MeetingState::Cancelled { .. });
            meeting.unit == self.unit && is_held && self.in_period(meeting.plan.date)
        };
        let mut held: Vec<&Meeting> = all.iter().filter(held).collect();
        held.sort_by_key(|meeting| meeting.plan.date);
        if held.is_empty() {
            return None;
        }
        let name = |meeting: &&Meeting| format!("{} ({})", inside(meeting.plan.title.trim()), date(meeting.plan.date));
        let conclusions: usize = held.iter().map(|meeting| meeting.conclusions.len()).sum();
        let tasks: u32 = held.iter().map(|meeting| self.now.task_tally(&TaskScope::Source(meeting.key.clone())).assigned()).sum();
        let figures = [("count", held.len().to_string()), ("conclusions", conclusions.to_string()), ("tasks", tasks.to_string())];
        let names = some(held.iter().map(name));
        let filled: Vec<(&str, &str)> =
            figures.iter().map(|(key, value)| (*key, value.as_str())).chain([("names", names.as_str())]).collect();
        Some(VI.say("paper.report.meetings", &filled))
    }

    fn issued(&self) -> Option<String> {
        let name = |(form, number, dated): &(String, String, Date)| format!("{} {number} ({})", inside(form), date(*dated));
        let names = some(self.papers.iter().map(name));
        let count = self.papers.len().to_string();
        (!self.papers.is_empty()).then(|| VI.say("paper.report.papers", &[("count", &count), ("names", &names)]))
    }

    fn visited(&self) -> Option<String> {
        let mut places: Vec<(Date, String)> = Vec::new();
        for unit in self.units() {
            let days = self.now.visits(unit).into_iter().map(|visit| visit.recorded.fact.as_of);
            places.extend(days.filter(|day| self.in_period(*day)).map(|day| (day, self.name(unit).to_owned())));
        }
        places.sort();
        places.dedup();
        let names = some(places.iter().map(|(day, name)| format!("{} ({})", inside(name), date(*day))));
        let count = places.len().to_string();
        (!places.is_empty()).then(|| VI.say("paper.report.visits", &[("count", &count), ("names", &names)]))
    }

    fn counted(&self) -> Option<String> {
        let tally = self.now.task_tally(&TaskScope::Area(self.unit));
        let figures = [
            ("assigned", tally.assigned()),
            ("in_time", tally.in_time),
            ("late", tally.late),
            ("running", tally.in_progress),
            ("overdue", tally.overdue),
        ];
        let figures = figures.map(|(key, count)| (key, vedich_wording::number(VI, count.into())));
        let day = date(self.date);
        let filled: Vec<(&str, &str)> = figures.iter().map(|(key, count)| (*key, count.as_str())).chain([("date", day.as_str())]).collect();
        (tally.assigned() > 0).then(|| VI.say("paper.report.tasks", &filled))
    }

    /// Shortcomings: those remarked on, and those found at meetings of the period.
    pub(super) fn shortcomings(&self) -> Vec<String> {
        let mut found = self.remarks("shortcoming");
        let mut meetings = self.now.meetings(self.unit, None, MEETINGS).items;
        meetings.retain(|meeting| meeting.unit == self.unit && self.in_period(meeting.plan.date));
        meetings.sort_by_key(|meeting| meeting.plan.date);
        for one in meetings.iter().flat_map(|meeting| &meeting.shortcomings).map(|entry| &entry.value) {
            let line = format!("{}.", open_ended(&one.text));
            if !found.iter().any(|other| open_ended(other) == open_ended(&line)) {
                found.push(line);
            }
        }
        found
    }

    /// Tasks still to be done with who leads them, who answers for them and by when; those due first at the front.
    pub(super) fn tasks_ahead(&self) -> Vec<String> {
        let all = self.now.tasks(&TaskQuery::open(TaskScope::Area(self.unit), 1 + MOST)).items;
        let scribe = self.scribe();
        let line = |task: &Task| {
            let assignment = &task.assignment;
            let lead = vedich_wording::mentioned(&scribe.party(&assignment.lead));
            let who = if assignment.person.name.is_empty() { lead } else { format!("{lead} ({})", assignment.person.name) };
            let due = task.due.map(|day| VI.say("paper.report.due", &[("date", &date(day))])).unwrap_or_default();
            let late = match task.standing(self.date) {
                Standing::Overdue { days } => VI.say("paper.report.late", &[("days", &days.to_string())]),
                Standing::ReportedLate { days } => VI.say("steering.reported-late-days", &[("days", &days.to_string())]),
                _ => String::new(),
            };
            let parts = [open_ended(&assignment.content), who, due, late];
            format!("{}.", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "))
        };
        let tally = self.now.task_tally(&TaskScope::Area(self.unit));
        let mut lines: Vec<String> = all.iter().take(MOST).map(line).collect();
        if all.len() > MOST {
            let open = tally.in_progress + tally.overdue;
            lines.push(VI.say("paper.report.more", &[("count", &open.to_string()), ("shown", &MOST.to_string())]));
        }
        lines
    }

    /// Proposals that wait for an answer, under whom they are to, after those remarked on.
    pub(super) fn proposed(&self) -> Vec<String> {
        let scribe = self.scribe();
        let open = self.now.proposals(&ProposalScope::From(self.unit), Show::Open, None, MEETINGS).items;
        let mut by: Vec<(String, Vec<String>)> = Vec::new();
        for proposal in &open {
            let to = scribe.addressee(proposal.addressee());
            let text = inside(&open_ended(&proposal.request.text));
            match by.iter_mut().find(|(known, _)| *known == to) {
                Some((_, texts)) => texts.push(text),
                None => by.push((to, vec![text])),
            }
        }
        let mut lines = self.remarks("proposal");
        lines.extend(by.into_iter().map(|(to, texts)| format!("{to}: {}.", texts.join("; "))));
        lines
    }

    /// What roadmaps need, have and spent, in a sentence; nothing where nothing is known.
    pub(super) fn capital(&self) -> Option<String> {
        let sums = self.sums()?;
        let said = |key: &'static str, sum: Option<i64>| sum.map(|sum| VI.say(key, &[("sum", &millions(sum).printed())]));
        let parts = [
            said("paper.report.needed", sums.needed),
            said("paper.report.there", sums.there),
            said("paper.report.spent-period", sums.period),
            said("paper.report.spent", sums.all),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let text = format!("{}.", parts.join("; "));
        (!parts.is_empty()).then(|| upper_first(&text))
    }
}

/// The first of some names; of more than a report tells, how many there are in all.
fn some(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ");
    if names.len() > MOST { format!("{shown}; …") } else { shown }
}
