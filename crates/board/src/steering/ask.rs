//! Lists of tasks, meetings and proposals, a page at a time.

use super::index::{Cursor, Part};
use super::{MeetingSearch, ProposalSearch, Row, Steering};
use crate::Board;
use std::collections::BTreeSet;
use std::iter::Peekable;
use std::sync::Arc;
use vedich_facts::PersonId;
use vedich_facts::steering::{Someone, SourceKind, TaskTally};
use vedich_steering::task::{Brief, Standing};
use vedich_steering::{Meeting, Proposal, Task};
use vedich_values::{CriterionKey, CriterionNo, Date, ItemKey, UnitId};

/// Whose tasks, or about what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskScope {
    /// Led by a unit or one below it.
    Area(UnitId),
    /// Led by a unit itself, or by one that has ended and whose work it carries on.
    Unit(UnitId),
    /// Assigned by a unit, or by one that has ended and whose work it carries on.
    Assigner(UnitId),
    /// Somebody with an account answers for them.
    Person(PersonId),
    /// Somebody known by name or post answers for them.
    Named(Arc<str>),
    /// They concern a place or one below it.
    Place(UnitId),
    /// They came out of a meeting or a proposal.
    Source(ItemKey),
    /// A unit or one below it promised them in answer to a proposal.
    Promised(UnitId),
}

impl TaskScope {
    pub(super) fn of(task: &Task, above: impl Fn(Vec<UnitId>) -> Vec<UnitId>, carried: impl Fn(UnitId) -> Vec<UnitId>) -> Vec<Self> {
        let assignment = &task.assignment;
        let lead = assignment.lead.unit;
        let areas = above(vec![lead]);
        let mut scopes: Vec<Self> = areas.iter().copied().map(Self::Area).collect();
        if assignment.source.kind == SourceKind::Commitment {
            scopes.extend(areas.into_iter().map(Self::Promised));
        }
        scopes.extend(carried(lead).into_iter().map(Self::Unit));
        scopes.extend(carried(task.assigner).into_iter().map(Self::Assigner));
        scopes.push(Self::of_person(&assignment.person));
        scopes.extend(above(assignment.places.clone()).into_iter().map(Self::Place));
        scopes.extend(assignment.source.item.clone().map(Self::Source));
        scopes.sort();
        scopes.dedup();
        scopes
    }

    /// The tasks somebody answers for.
    #[must_use]
    pub fn of_person(person: &Someone) -> Self {
        person.person.map_or_else(|| Self::Named(Arc::from(person.name.as_str())), Self::Person)
    }
}

/// Whose proposals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalScope {
    /// Of a unit or one below it.
    From(UnitId),
    /// To be answered, answered or passed up by a unit or one below it.
    With(UnitId),
    /// Brought up at a meeting.
    Meeting(ItemKey),
}

impl ProposalScope {
    pub(super) fn of(proposal: &Proposal, above: impl Fn(Vec<UnitId>) -> Vec<UnitId>) -> Vec<Self> {
        let mut scopes: Vec<Self> = above(vec![proposal.unit]).into_iter().map(Self::From).collect();
        scopes.extend(above(proposal.was_with().collect()).into_iter().map(Self::With));
        scopes.extend(proposal.request.meeting.clone().map(Self::Meeting));
        scopes.extend(proposal.answers.iter().filter_map(|(_, answer)| answer.meeting.clone().map(Self::Meeting)));
        scopes.sort();
        scopes.dedup();
        scopes
    }
}

/// Which of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// What is still to be done.
    #[default]
    Open,
    /// Tasks assigned and not taken on yet.
    New,
    /// Tasks reported done that wait to be confirmed.
    Reported,
    /// Tasks given back by those who were to lead them.
    Declined,
    /// Tasks for which more time is asked.
    Asked,
    /// Proposals answered, and not judged by whoever proposed.
    ToJudge,
    /// What is overdue.
    Overdue,
    /// What is done or stopped.
    Closed,
    /// Everything.
    All,
}

impl Show {
    /// Every choice.
    pub const ALL: [Self; 9] =
        [Self::Open, Self::New, Self::Reported, Self::Declined, Self::Asked, Self::ToJudge, Self::Overdue, Self::Closed, Self::All];

    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::New => "new",
            Self::Reported => "reported",
            Self::Declined => "declined",
            Self::Asked => "asked",
            Self::ToJudge => "to-judge",
            Self::Overdue => "overdue",
            Self::Closed => "closed",
            Self::All => "all",
        }
    }

    /// The choice of that word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|show| show.as_str() == name)
    }

    pub(super) const fn part(self, today: Date) -> Part {
        match self {
            Self::Open | Self::New | Self::Reported | Self::Declined | Self::Asked => Part::Open,
            Self::Overdue => Part::DueBefore(today),
            Self::Closed | Self::ToJudge => Part::Closed,
            Self::All => Part::All,
        }
    }
}

/// A page of tasks asked for.
#[derive(Clone, Debug)]
pub struct TaskQuery {
    /// Whose, or about what.
    pub scope: TaskScope,
    /// Which of them.
    pub show: Show,
    /// Only those about a criterion or a part of it, whatever set gave it the number they name.
    pub criterion: Option<CriterionKey>,
    /// After that place.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: usize,
}

impl TaskQuery {
    /// The first tasks still to be done.
    #[must_use]
    pub const fn open(scope: TaskScope, limit: usize) -> Self {
        Self { scope, show: Show::Open, criterion: None, after: None, limit }
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct ItemPage<T> {
    /// What stands on it, in order.
    pub items: Vec<T>,
    /// Where the next one goes on; none: this was the last.
    pub next: Option<Cursor>,
}

/// Takes one more than asked for, to know whether there is another page.
pub(super) fn page<T>(found: impl Iterator<Item = (Cursor, T)>, limit: usize) -> ItemPage<T> {
    let mut items = Vec::new();
    let mut last = None;
    for (at, item) in found {
        if items.len() == limit {
            return ItemPage { items, next: last };
        }
        last = Some(at);
        items.push(item);
    }
    ItemPage { items, next: None }
}

/// Several lists as one, each place once.
fn merged(mut lists: Vec<Peekable<impl Iterator<Item = Cursor>>>) -> impl Iterator<Item = Cursor> {
    std::iter::from_fn(move || {
        let next = lists.iter_mut().filter_map(|list| list.peek().copied()).min()?;
        lists.iter_mut().for_each(|list| _ = list.next_if_eq(&next));
        Some(next)
    })
}

impl Steering {
    /// Whether a task stands in a list.
    fn is_listed(&self, at: Cursor, list: &TaskScope) -> bool {
        let row = self.by_first.get(&at.first).and_then(|key| self.rows.get(key));
        matches!(row, Some(Row::Task { scopes, .. }) if scopes.binary_search(list).is_ok())
    }

    fn brief(&self, at: Cursor) -> Option<(&ItemKey, &Brief)> {
        let key = self.by_first.get(&at.first)?;
        match self.rows.get(key)? {
            Row::Task { brief, .. } => Some((key, brief)),
            _ => None,
        }
    }
}

impl Board {
    /// A page of tasks, those to be done first at the front.
    #[must_use]
    pub fn tasks(&self, query: &TaskQuery) -> ItemPage<Task> {
        let date = self.date();
        let catalogue = &self.reference().catalogue;
        let part = query.show.part(date);
        let steering = &self.steering;
        let numbers = self.numbers_to_read(query);
        let places: Box<dyn Iterator<Item = Cursor>> = match &numbers {
            Some(numbers) => {
                let lists = numbers.iter().map(|number| steering.numbered.after(number, part, query.after).peekable()).collect();
                Box::new(merged(lists).filter(|at| steering.is_listed(*at, &query.scope)))
            }
            None => Box::new(steering.tasks.after(&query.scope, part, query.after)),
        };
        let wanted = |task: &Task| {
            let about = |wanted| self.criteria_of_task(task).iter().any(|key| catalogue.correspond(key, wanted));
            query.criterion.as_ref().is_none_or(about)
        };
        let found = places.filter_map(|at| {
            let (key, brief) = self.steering.brief(at)?;
            let shown = match query.show {
                // What was reported in time waits for somebody else and is not overdue.
                Show::Overdue => brief.standing(date).is_overdue(),
                Show::New => brief.untaken,
                Show::Reported => brief.waits(),
                Show::Declined => brief.declined,
                Show::Asked => brief.asked,
                // Of proposals alone.
                Show::ToJudge => false,
                Show::Open | Show::Closed | Show::All => true,
            };
            if !shown {
                return None;
            }
            let task = self.task(key)?;
            wanted(&task).then_some((at, task))
        });
        page(found, query.limit)
    }

    /// The numbers a criterion asked for has, in any set, where the lists of them are shorter than the one asked for: every task about it
    /// names one of them.
    fn numbers_to_read(&self, query: &TaskQuery) -> Option<BTreeSet<CriterionNo>> {
        let numbers = self.reference().catalogue.numbers_of(query.criterion.as_ref()?);
        let named: usize = numbers.iter().map(|number| self.steering.numbered.len(number)).sum();
        (named < self.steering.tasks.len(&query.scope)).then_some(numbers)
    }

    /// The count of a list of tasks on the date of the picture.
    #[must_use]
    pub fn task_tally(&self, scope: &TaskScope) -> TaskTally {
        self.steering.tallies.get(scope).copied().unwrap_or_default()
    }

    /// How many tasks of a list are counted as overdue although they were reported done, late, and wait to be confirmed.
    #[must_use]
    pub fn reported_late(&self, scope: &TaskScope) -> u32 {
        let date = self.date();
        let open = self.steering.tasks.after(scope, Part::DueBefore(date), None).filter_map(|at| Some(self.steering.brief(at)?.1));
        let late = open.filter(|brief| matches!(brief.standing(date), Standing::ReportedLate { .. }));
        u32::try_from(late.count()).unwrap_or(u32::MAX)
    }

    /// What counting needs of every task of a list, in order.
    pub fn task_briefs(&self, scope: &TaskScope) -> impl Iterator<Item = &Brief> {
        self.steering.tasks.after(scope, Part::All, None).filter_map(|at| Some(self.steering.brief(at)?.1))
    }

    /// The counts of a list on earlier days, each as the statements dated up to it give it.
    #[must_use]
    pub fn task_tallies_on(&self, scope: &TaskScope, days: &[Date]) -> Vec<TaskTally> {
        let mut tallies = vec![TaskTally::default(); days.len()];
        for at in self.steering.tasks.after(scope, Part::All, None) {
            let Some((key, _)) = self.steering.brief(at) else { continue };
            for (tally, day) in tallies.iter_mut().zip(days) {
                if let Some(task) = self.task_on(key, *day) {
                    vedich_steering::count::add(tally, task.standing(*day));
                }
            }
        }
        tallies
    }

    /// The counts of tasks of the units right below an area that lead any, in the order of their ids, the area's own at the front and, at
    /// the end, those of units that have ended and whose work no unit below carries on (a district of before July 2025). Together they are
    /// the count of the area.
    #[must_use]
    pub fn task_tallies_below(&self, area: UnitId) -> Vec<(UnitId, TaskTally)> {
        let registry = &self.reference().registry;
        let below = registry.children(area, self.date());
        let ended = registry.iter().filter(|unit| unit.span.to.is_some_and(|last| last < self.date())).map(|unit| unit.id);
        let ended = ended.map(|unit| (unit, self.tally_led(unit))).filter(|(unit, tally)| {
            let above = || super::with_above(self.reference(), [*unit], self.date());
            tally.assigned() > 0 && *unit != area && above().contains(&area) && !above().iter().any(|unit| below.contains(unit))
        });
        let own = std::iter::once((area, self.tally_led(area)));
        let living = below.iter().map(|unit| (*unit, self.task_tally(&TaskScope::Area(*unit))));
        own.chain(living).filter(|(_, tally)| tally.assigned() > 0).chain(ended).collect()
    }

    /// The count of the tasks that very unit leads, without what it carries on of others.
    fn tally_led(&self, unit: UnitId) -> TaskTally {
        let mut tally = TaskTally::default();
        for brief in self.task_briefs(&TaskScope::Unit(unit)).filter(|brief| brief.lead == unit) {
            vedich_steering::count::add(&mut tally, brief.standing(self.date()));
        }
        tally
    }

    /// Whether any task was ever led by a unit or one below it.
    #[must_use]
    pub fn has_tasks(&self, area: UnitId) -> bool {
        self.steering.tasks.has(&TaskScope::Area(area))
    }

    /// A page of the meetings of an area: those its units held, and those about its places. The latest first.
    #[must_use]
    pub fn meetings(&self, area: UnitId, after: Option<Cursor>, limit: usize) -> ItemPage<Meeting> {
        self.find_meetings(&MeetingSearch::of(area), after, limit)
    }

    /// A page of proposals, those to be answered first at the front.
    #[must_use]
    pub fn proposals(&self, scope: &ProposalScope, show: Show, after: Option<Cursor>, limit: usize) -> ItemPage<Proposal> {
        self.find_proposals(&ProposalSearch::of(scope.clone(), show), after, limit)
    }
}
