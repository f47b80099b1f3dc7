//! What waits for a person, and what came back to them.

use super::Said;
use crate::people::Doer;
use crate::{App, AppError, Ground, Hand};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::{Board, Check, Checked, Line, Lined, Sees, Turn};
use vedich_criteria::CriteriaSet;
use vedich_facts::Recorded;
use vedich_rights::{Action, Places, Refusal};
use vedich_units::COUNTRY;
use vedich_values::{CriterionKey, CriterionNo, Diagnostic, EntrySeq, FactSeq, SetId, UnitId};

/// Which values to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueSearch {
    /// Only of this unit and those below it.
    pub area: Option<UnitId>,
    /// Only of this criterion, or what it is in the set of each value.
    pub criterion: Option<CriterionKey>,
    /// Those that wait, or the others.
    pub shows: Shows,
    /// Only those after this one: the last of the page before.
    pub after: Option<QueueKey>,
    /// At most so many.
    pub limit: usize,
}

/// Which values a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// Those that wait for somebody to verify them.
    #[default]
    Waiting,
    /// Those that were returned or asked about, and are with whoever entered them.
    CameBack,
    /// Those that were confirmed.
    Verified,
}

impl Shows {
    /// Every list.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::CameBack, Self::Verified];

    /// The name used in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::CameBack => "came-back",
            Self::Verified => "verified",
        }
    }

    /// The list of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shows| shows.name() == name)
    }

    const fn has(self) -> fn(Check) -> bool {
        match self {
            Self::Waiting => Check::waits,
            Self::CameBack => Check::came_back,
            Self::Verified => |check| matches!(check, Check::Verified),
        }
    }
}

/// The place of a value in the queue: those a criterion hangs on first, then the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueueKey {
    waits_behind: bool,
    seq: FactSeq,
}

impl QueueKey {
    const fn of(value: &Checked) -> Self {
        Self { waits_behind: !value.decides, seq: value.seq }
    }

    const fn turn(self) -> Turn {
        Turn::new(self.waits_behind, self.seq)
    }
}

impl std::fmt::Display for QueueKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", u8::from(self.waits_behind), self.seq)
    }
}

impl std::str::FromStr for QueueKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (rank, seq) = text.split_once('-').ok_or(())?;
        let waits_behind = matches!(rank, "1");
        (waits_behind || rank == "0").then_some(()).ok_or(())?;
        Ok(Self { waits_behind, seq: FactSeq(seq.parse().map_err(|_| ())?) })
    }
}

/// A page of the queue.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// The values of the page.
    pub items: Vec<QueueItem>,
    /// How many there are in all.
    pub total: usize,
    /// How many of them a criterion hangs on.
    pub deciding: usize,
    /// The next page starts after this.
    pub next: Option<QueueKey>,
    /// How many there are of each criterion of each set, whatever criterion was asked for.
    pub by_criterion: BTreeMap<CriterionKey, usize>,
    /// The units that have any, with how many, most first.
    pub by_unit: Vec<Facet>,
}

/// How many values a unit has in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The unit.
    pub unit: UnitId,
    /// How many.
    pub count: usize,
}

/// A value in the queue with what a person who verifies it wants to see beside it.
#[derive(Clone, Debug)]
pub struct QueueItem {
    /// The value.
    pub value: Checked,
    /// Its fact, with note and evidence.
    pub recorded: Recorded,
    /// Who entered it.
    pub entered_by: Option<Doer>,
    /// What was said of it, oldest first.
    pub said: Vec<Said>,
    /// What was said of the value it corrects, oldest first.
    pub said_before: Vec<Said>,
    /// The value it corrects.
    pub corrects: Option<Recorded>,
    /// The value that stood before it: of an earlier date mostly.
    pub before: Option<Recorded>,
    /// What is odd about it beside the one before: whoever entered it was asked, and kept it.
    pub odd: Vec<Diagnostic>,
    /// Whether whoever asks may verify it.
    pub may: Result<(), Refusal>,
}

/// A value that came back.
#[derive(Clone, Debug)]
pub struct CameBack {
    /// The value.
    pub value: Checked,
    /// Its fact.
    pub recorded: Recorded,
    /// Who entered it.
    pub entered_by: Option<Doer>,
    /// What was said of it, oldest first.
    pub said: Vec<Said>,
}

impl App {
    /// The values a hand may verify, a page of them, those a criterion hangs on first, then the oldest.
    ///
    /// # Errors
    /// When nobody may verify anything in that hand, or the journal does not answer.
    pub async fn queue(&self, hand: &Hand, search: &QueueSearch) -> Result<Queue, AppError> {
        let areas = self.areas_of(hand, Action::Verify)?;
        let line = Line {
            areas: &areas,
            shows: search.shows.has(),
            criterion: search.criterion.clone(),
            after: search.after.map(QueueKey::turn),
            limit: search.limit.max(1),
        };
        let lined = self.lined_up(hand, Action::Verify, search.area, &line);
        let mut by_unit: Vec<Facet> = lined.by_unit.into_iter().map(|(unit, count)| Facet { unit, count }).collect();
        by_unit.sort_unstable_by_key(|facet| (std::cmp::Reverse(facet.count), facet.unit));
        let next = lined.first.last().filter(|_| lined.more).map(QueueKey::of);
        let Lined { total, deciding, by_criterion, first, .. } = lined;
        let mut queue = Queue { total, deciding, by_criterion, by_unit, next, items: Vec::new() };
        queue.items = self.queue_items(hand, first).await?;
        Ok(queue)
    }

    /// The criterion somebody means who asks for values of an area, or of their own: a number of the set in use there, or `SET:NUMBER`.
    #[must_use]
    pub fn criterion_asked(&self, hand: &Hand, area: Option<UnitId>, text: &str) -> Option<CriterionKey> {
        let own = || self.areas_of(hand, Action::Verify).ok()?.first().copied();
        self.reference().criterion_meant(text, area.or_else(own).unwrap_or(COUNTRY), self.today())
    }

    /// The values of units a hand may enter for that were returned, or about which a question is open, oldest first.
    ///
    /// # Errors
    /// When nobody may enter anything in that hand, or the journal does not answer.
    pub async fn came_back(&self, hand: &Hand, area: Option<UnitId>) -> Result<Vec<CameBack>, AppError> {
        let areas = self.areas_of(hand, Action::Enter)?;
        let line = Line { limit: usize::MAX, ..counting(&areas, Check::came_back) };
        let mut found = self.lined_up(hand, Action::Enter, area, &line).first;
        found.sort_unstable_by_key(|value| value.seq);
        self.back_items(found).await
    }

    /// How many values wait for a hand; none when it may verify nothing.
    #[must_use]
    pub fn waiting_for(&self, hand: &Hand) -> Option<usize> {
        let areas = self.areas_of(hand, Action::Verify).ok()?;
        Some(self.lined_up(hand, Action::Verify, None, &counting(&areas, Check::waits)).total)
    }

    /// How many values came back to a hand; none when it may enter nothing.
    #[must_use]
    pub fn back_with(&self, hand: &Hand) -> Option<usize> {
        let areas = self.areas_of(hand, Action::Enter).ok()?;
        Some(self.lined_up(hand, Action::Enter, None, &counting(&areas, Check::came_back)).total)
    }

    /// How many values of an area wait for a hand to verify them.
    #[must_use]
    pub fn waiting_under(&self, hand: &Hand, area: UnitId) -> usize {
        self.lined_up(hand, Action::Verify, None, &counting(&self.with_what_went_in(vec![area]), Check::waits)).total
    }

    /// How many values of an area wait for a hand that somebody else entered: nobody verifies their own (four eyes). Of an area with
    /// thousands waiting, all are counted.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn waiting_of_others(&self, hand: &Hand, area: UnitId) -> Result<usize, AppError> {
        let areas = self.with_what_went_in(vec![area]);
        let line = Line { limit: MOST_LOOKED_AT, ..counting(&areas, Check::waits) };
        let (total, numbers) = self.in_line(hand, Action::Verify, None, |board, sees| board.numbers_in_line(&line, sees));
        let Some(person) = hand.whose().filter(|_| (1..=MOST_LOOKED_AT).contains(&total)) else { return Ok(total) };
        let entries: Vec<EntrySeq> = self.journal().facts(&numbers).await?.iter().map(|recorded| recorded.entry).collect();
        let by_entry = self.journal().entries_of(&entries).await?;
        let own: Vec<EntrySeq> = by_entry.iter().filter(|entry| self.author(entry) == Some(person)).map(|entry| entry.seq).collect();
        Ok(total - entries.iter().filter(|entry| own.contains(entry)).count().min(total))
    }

    /// How many values of an area came back to a hand.
    #[must_use]
    pub fn back_under(&self, hand: &Hand, area: UnitId) -> usize {
        self.lined_up(hand, Action::Enter, None, &counting(&self.with_what_went_in(vec![area]), Check::came_back)).total
    }

    /// Whether a hand may do something in a unit, be it for some criteria only.
    #[must_use]
    pub fn may_within(&self, hand: &Hand, action: Action, unit: UnitId) -> bool {
        let Ok(areas) = self.areas_of(hand, action) else { return false };
        let reference = self.reference();
        let line = Ground(&reference.registry).line(unit, self.today());
        areas.iter().any(|area| line.contains(area) || *area == unit)
    }

    /// The units a hand may read, with all below them; none: everything.
    #[must_use]
    pub fn reading_areas(&self, hand: &Hand) -> Option<Vec<UnitId>> {
        let areas = self.areas_of(hand, Action::Read).unwrap_or_default();
        Some(areas).filter(|areas| !areas.contains(&COUNTRY))
    }

    /// Units with those that went whole into them: what was entered of these before they merged is looked after by whoever has the
    /// successor.
    pub(crate) fn with_what_went_in(&self, mut units: Vec<UnitId>) -> Vec<UnitId> {
        let (reference, today) = (self.reference(), self.today());
        let mut next = 0;
        while let Some(unit) = units.get(next).copied() {
            let before = reference.registry.predecessors(unit).iter().filter(|one| one.whole && one.on <= today).map(|one| one.unit);
            let fresh: Vec<UnitId> = before.filter(|one| !units.contains(one)).collect();
            units.extend(fresh);
            next += 1;
        }
        units.sort_unstable();
        units
    }

    /// The units in which a hand may do something: those of its posts, what they became, and what went into them.
    pub(crate) fn areas_of(&self, hand: &Hand, action: Action) -> Result<Vec<UnitId>, AppError> {
        let Some(person) = hand.person else { return Ok(vec![COUNTRY]) };
        let (rights, today, reference) = (self.rights(), self.today(), self.reference());
        let ground = Ground(&reference.registry);
        let mut areas = Vec::new();
        let mut refusal = Refusal::NoPost;
        for post in rights.acting(person, today) {
            if rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&action)) {
                areas.push(post.unit);
                areas.extend(ground.heirs(post.unit, today));
            } else {
                refusal = Refusal::NotInRole;
            }
        }
        areas.sort_unstable();
        areas.dedup();
        if areas.is_empty() { Err(refusal.into()) } else { Ok(self.with_what_went_in(areas)) }
    }

    /// The current values in areas about whose criteria a hand may do something.
    fn lined_up(&self, hand: &Hand, action: Action, only: Option<UnitId>, line: &Line<'_>) -> Lined {
        self.in_line(hand, action, only, |board, sees| board.line_up(line, sees))
    }

    /// What is asked of the live board about those values. Units over which the same posts have a say are decided alike: of thousands of
    /// units few decisions are asked for.
    fn in_line<T>(&self, hand: &Hand, action: Action, only: Option<UnitId>, ask: impl FnOnce(&Board, Seeing<'_>) -> T) -> T {
        type Known = FxHashMap<(Vec<UnitId>, SetId), Option<Arc<Sees>>>;
        let (reference, rights, today) = (self.reference(), self.rights(), self.today());
        let ground = Ground(&reference.registry);
        let mut known: Known = FxHashMap::default();
        // Units that follow one another mostly have the same posts over them.
        let mut last: Option<(Vec<UnitId>, SetId, Option<Arc<Sees>>)> = None;
        let lies = |unit: UnitId, only: UnitId| unit == only || ground.line(unit, today).contains(&only);
        let under =
            |unit: UnitId| only.is_none_or(|only| lies(unit, only) || ground.heirs(unit, today).into_iter().any(|heir| lies(heir, only)));
        ask(&self.live(), &mut |unit, set| {
            if !under(unit) {
                return None;
            }
            let say = hand.whose().map(|person| rights.say_over(&ground, person, unit, today)).unwrap_or_default();
            if let Some((_, _, seen)) = last.as_ref().filter(|(before, of, _)| *of == set.id && *before == say) {
                return seen.clone();
            }
            let find = || {
                let may = |criterion: Option<CriterionNo>| self.may_about(hand, action, unit, criterion.map(|no| (&**set, no))).is_ok();
                let sees = Sees { criteria: set.criteria.iter().map(|criterion| may(Some(criterion.no))).collect(), others: may(None) };
                (sees.others || sees.criteria.contains(&true)).then(|| Arc::new(sees))
            };
            let seen = known.entry((say.clone(), set.id.clone())).or_insert_with(find).clone();
            last = Some((say, set.id.clone(), seen.clone()));
            seen
        })
    }

    /// The facts of values, by their numbers.
    pub(super) async fn recorded(&self, values: &[Checked]) -> Result<FxHashMap<FactSeq, Recorded>, AppError> {
        let numbers: Vec<FactSeq> = values.iter().map(|value| value.seq).collect();
        Ok(self.journal().facts(&numbers).await?.into_iter().map(|recorded| (recorded.seq, recorded)).collect())
    }
}

/// Of which criteria of a set somebody sees the values of a unit.
type Seeing<'a> = &'a mut dyn FnMut(UnitId, &Arc<CriteriaSet>) -> Option<Arc<Sees>>;

/// Values looked into for who entered them.
const MOST_LOOKED_AT: usize = 500;

/// A line of which only the counts are wanted.
const fn counting(areas: &[UnitId], shows: fn(Check) -> bool) -> Line<'_> {
    Line { areas, shows, criterion: None, after: None, limit: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_queue_is_read_back_as_it_is_written() {
        for text in ["0-1", "1-77"] {
            assert_eq!(text.parse::<QueueKey>().unwrap().to_string(), text);
        }
        for wrong in ["", "2-1", "0", "0-x", "-1"] {
            assert!(wrong.parse::<QueueKey>().is_err(), "{wrong}");
        }
        assert!("0-9".parse::<QueueKey>().unwrap() < "1-1".parse().unwrap(), "what decides comes first");
    }
}
