//! Tasks, meetings, conclusions and proposals found by the words they say. Words lead to items (`values::text_index`); an item that is
//! found is put together and looked at again, by its text and by whoever asks, so what was taken back or rewritten is never shown.

use super::index::Part;
use super::{Steering, TaskScope, with_above};
use crate::Board;
use crate::standing::nearest_day;
use std::collections::BTreeSet;
use vedich_facts::PersonId;
use vedich_steering::{Meeting, Proposal, Task};
use vedich_values::text::fold;
use vedich_values::text_index::{Fit, Found, Query, TextIndex};
use vedich_values::{FactSeq, ItemKey, UnitId};

/// Tasks of one person that are looked through beside those of their areas.
const OWN: usize = 500;

/// Where the words of every kind lead.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    tasks: TextIndex,
    meetings: TextIndex,
    conclusions: TextIndex,
    proposals: TextIndex,
}

/// What somebody looks for in everything about steering.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// The words.
    pub query: &'a Query,
    /// Where they may look: these units and those below; none: everywhere.
    pub areas: Option<&'a [UnitId]>,
    /// Who looks: tasks they answer for are theirs, wherever those lie.
    pub person: Option<PersonId>,
    /// Items wanted, at most.
    pub most: usize,
}

/// What was found: what has the very phrase first, then the latest.
#[derive(Clone, Debug)]
pub struct Hits<T> {
    /// The items.
    pub items: Vec<T>,
    /// Whether there may be more.
    pub more: bool,
}

/// A conclusion that was found: the meeting, and the place of the conclusion there, from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct ConclusionHit {
    /// The meeting.
    pub meeting: Meeting,
    /// Which of its conclusions.
    pub at: usize,
}

impl Board {
    /// Tasks that say all words of a search and that whoever asks may see.
    #[must_use]
    pub fn tasks_saying(&self, sought: Sought<'_>, may: impl Fn(&Task) -> bool) -> Hits<Task> {
        let look = |key: &ItemKey| {
            let task = self.task(key)?;
            let fit = sought.query.fit(&fold(&self.text_of_task(&task)));
            (fit != Fit::No && may(&task)).then_some((fit, task))
        };
        let found = self.saying(&self.steering.texts.tasks, sought, look);
        let own = sought.person.filter(|_| sought.areas.is_some()).map(TaskScope::Person);
        let own = own.iter().flat_map(|scope| self.steering.tasks.after(scope, Part::All, None)).take(OWN);
        let theirs = own.filter_map(|at| look(self.steering.by_first.get(&at.first)?));
        merged(found, theirs, sought.most, |task| task.first)
    }

    /// Meetings that say all words of a search in their plan.
    #[must_use]
    pub fn meetings_saying(&self, sought: Sought<'_>, may: impl Fn(&Meeting) -> bool) -> Hits<Meeting> {
        let found = self.saying(&self.steering.texts.meetings, sought, |key| {
            let meeting = self.meeting(key)?;
            let fit = sought.query.fit(&fold(&self.text_of_meeting(&meeting)));
            (fit != Fit::No && may(&meeting)).then_some((fit, meeting))
        });
        merged(found, std::iter::empty(), sought.most, |meeting| meeting.first)
    }

    /// Conclusions that say all words of a search.
    #[must_use]
    pub fn conclusions_saying(&self, sought: Sought<'_>, may: impl Fn(&Meeting) -> bool) -> Hits<ConclusionHit> {
        let found = self.saying(&self.steering.texts.conclusions, sought, |key| {
            let meeting = self.meeting(key)?;
            let fits = meeting.conclusions.iter().map(|entry| sought.query.fit(&fold(&entry.value.text)));
            let fits: Vec<(usize, Fit)> = fits.enumerate().filter(|(_, fit)| *fit != Fit::No).collect();
            let best = fits.iter().map(|(_, fit)| *fit).min()?;
            may(&meeting).then_some((best, (meeting, fits)))
        });
        let mut hits = merged(found, std::iter::empty(), sought.most, |(meeting, _)| meeting.first);
        let each = hits
            .items
            .drain(..)
            .flat_map(|(meeting, fits)| fits.into_iter().map(move |(at, _)| ConclusionHit { meeting: meeting.clone(), at }));
        let items: Vec<ConclusionHit> = each.take(sought.most).collect();
        Hits { more: hits.more || items.len() == sought.most, items }
    }

    /// Proposals that say all words of a search, in what is asked or what was answered.
    #[must_use]
    pub fn proposals_saying(&self, sought: Sought<'_>, may: impl Fn(&Proposal) -> bool) -> Hits<Proposal> {
        let found = self.saying(&self.steering.texts.proposals, sought, |key| {
            let proposal = self.proposal(key)?;
            let fit = sought.query.fit(&fold(&self.text_of_proposal(&proposal)));
            (fit != Fit::No && may(&proposal)).then_some((fit, proposal))
        });
        merged(found, std::iter::empty(), sought.most, |proposal| proposal.first)
    }

    fn saying<T>(&self, index: &TextIndex, sought: Sought<'_>, look: impl Fn(&ItemKey) -> Option<(Fit, T)>) -> (Vec<(Fit, T)>, bool) {
        let areas: Option<Vec<u32>> = sought.areas.map(|areas| areas.iter().map(|unit| unit.get()).collect());
        let mut items = Vec::new();
        let Found { more, .. } = index.find(sought.query, areas.as_deref(), sought.most, |doc| {
            let hit = self.steering.by_first.get(&FactSeq(doc)).and_then(&look);
            let wanted = hit.is_some();
            items.extend(hit);
            wanted
        });
        (items, more)
    }

    /// Takes the words of an item in, after its row.
    pub(super) fn take_in_words(&mut self, key: &ItemKey) {
        let above =
            |units: Vec<UnitId>| with_above(self.reference(), units, self.date()).into_iter().map(UnitId::get).collect::<Vec<u32>>();
        if let Some(task) = self.task_as_stated(key) {
            let assignment = &task.assignment;
            let helping = assignment.cooperating.iter().map(|party| party.unit);
            let units = [task.assigner, assignment.lead.unit].into_iter().chain(helping).chain(assignment.places.iter().copied());
            let (text, areas, doc) = (self.text_of_task(&task), above(units.collect()), task.first.get());
            // Whoever leads a task of a meeting may read the meeting.
            let source = assignment.source.item.as_ref().and_then(|item| self.steering.first_of(item));
            let leading = source.map(|meeting| (meeting, above(vec![assignment.lead.unit])));
            let texts = &mut self.steering.texts;
            texts.tasks.put(doc, &text);
            texts.tasks.place(doc, areas);
            if let Some((meeting, leading)) = leading {
                texts.meetings.place(meeting.get(), leading.iter().copied());
                texts.conclusions.place(meeting.get(), leading);
            }
        } else if let Some(meeting) = self.meeting(key) {
            let leads: BTreeSet<UnitId> = self.leads_of(&meeting).collect();
            let units = std::iter::once(meeting.unit).chain(meeting.plan.places.iter().copied()).chain(leads);
            let (text, areas, doc) = (self.text_of_meeting(&meeting), above(units.collect()), meeting.first.get());
            let texts = &mut self.steering.texts;
            texts.meetings.put(doc, &text);
            texts.meetings.place(doc, areas.iter().copied());
            for entry in &meeting.conclusions {
                texts.conclusions.put(doc, &entry.value.text);
            }
            texts.conclusions.place(doc, areas);
        } else if let Some(proposal) = self.proposal(key) {
            let units = std::iter::once(proposal.unit).chain(proposal.was_with()).collect();
            let (text, areas, doc) = (self.text_of_proposal(&proposal), above(units), proposal.first.get());
            let texts = &mut self.steering.texts;
            texts.proposals.put(doc, &text);
            texts.proposals.place(doc, areas);
        }
    }

    fn leads_of(&self, meeting: &Meeting) -> impl Iterator<Item = UnitId> {
        let scope = TaskScope::Source(meeting.key.clone());
        let places: Vec<_> = self.steering.tasks.after(&scope, Part::All, None).collect();
        places.into_iter().filter_map(|at| Some(self.task_as_stated(self.steering.by_first.get(&at.first)?)?.assignment.lead.unit))
    }

    /// A task without what its roadmap says of it.
    fn task_as_stated(&self, key: &ItemKey) -> Option<Task> {
        Task::replay(key, self.steering.of(key))
    }

    fn text_of_task(&self, task: &Task) -> String {
        let assignment = &task.assignment;
        let source = &assignment.source;
        let said = [assignment.content.as_str(), &assignment.product, &assignment.person.name, &assignment.lead.office];
        let beside = [&assignment.note, &source.paper, &source.paragraph].into_iter().flatten().map(String::as_str);
        let helping = assignment.cooperating.iter();
        let offices = helping.clone().map(|party| party.office.as_str());
        let units = std::iter::once(assignment.lead.unit).chain(helping.map(|party| party.unit)).chain(assignment.places.iter().copied());
        self.together(said.into_iter().chain(beside).chain(offices), units)
    }

    fn text_of_meeting(&self, meeting: &Meeting) -> String {
        let plan = &meeting.plan;
        let said = [plan.title.as_str(), &plan.venue, &plan.chair.name, &plan.secretary];
        let invited = plan.invited.iter().map(|one| one.who.as_str());
        let came = meeting.attendance.iter().map(|entry| entry.value.who.as_str());
        let agenda = plan.agenda.iter().map(String::as_str);
        self.together(
            said.into_iter().chain(agenda).chain(invited).chain(came),
            std::iter::once(meeting.unit).chain(plan.places.iter().copied()),
        )
    }

    fn text_of_proposal(&self, proposal: &Proposal) -> String {
        let request = &proposal.request;
        let answers = proposal.answers.iter().map(|(_, answer)| answer);
        let answered = answers.flat_map(|one| [one.text.as_str(), one.office.as_str(), one.paper.as_deref().unwrap_or_default()]);
        let said = [request.text.as_str(), &request.topic, &request.to.office];
        self.together(said.into_iter().chain(answered), std::iter::once(proposal.unit).chain(proposal.was_with()))
    }

    /// Texts and the names of units as one text.
    fn together<'t>(&self, texts: impl Iterator<Item = &'t str>, units: impl Iterator<Item = UnitId>) -> String {
        let mut text = String::new();
        for part in texts.filter(|part| !part.is_empty()) {
            text.push_str(part);
            text.push('\n');
        }
        let registry = &self.reference().registry;
        let units: BTreeSet<UnitId> = units.collect();
        for unit in units {
            let on = nearest_day(registry, unit, self.date()).unwrap_or_else(|| self.date());
            if let Some(at) = registry.at(unit, on) {
                text.push_str(at.name);
                text.push('\n');
            }
        }
        text
    }
}

impl Steering {
    /// The first fact of an item.
    fn first_of(&self, key: &ItemKey) -> Option<FactSeq> {
        self.facts.get(key)?.first().map(|recorded| recorded.seq)
    }
}

/// Hits and more of them, each once: the better fit first, then the latest.
fn merged<T>(
    (mut hits, more): (Vec<(Fit, T)>, bool),
    others: impl Iterator<Item = (Fit, T)>,
    most: usize,
    first: impl Fn(&T) -> FactSeq,
) -> Hits<T> {
    hits.extend(others);
    hits.sort_by(|(fit, one), (other_fit, other)| fit.cmp(other_fit).then_with(|| first(other).cmp(&first(one))));
    hits.dedup_by(|(_, one), (_, other)| first(one) == first(other));
    let more = more || hits.len() > most;
    Hits { items: hits.into_iter().take(most).map(|(_, item)| item).collect(), more }
}
