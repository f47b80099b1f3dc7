//! How a proposal stands beside what is known on the document's date.

use crate::facts::Stated;
use std::sync::Arc;
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_board::{Board, Place, Reported};
use vedich_criteria::compare::{Comparison, compare};
use vedich_criteria::{CriteriaSet, Layout, Status, print_plainly};
use vedich_facts::steering::{TaskEdit, TaskStatement};
use vedich_facts::{Body, Cited, DeclaredState, Fact, Observed, OutputLine, Target};
use vedich_values::text::fold;
use vedich_values::{CriterionNo, Date, ItemKey, Tally, UnitId};

/// Tasks of one unit that are looked through for the same one.
const MOST_TASKS: usize = 500;

/// What is known already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The figure, or the numbers of the criteria.
    pub text: String,
    /// Who says so; none when it was computed or nobody was named.
    pub source: Option<Arc<str>>,
    /// As of when.
    pub as_of: Date,
    /// Where it can be looked at.
    pub behind: Behind,
}

/// Where something known can be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Behind {
    /// Here.
    #[default]
    Here,
    /// In the words of a document on record.
    Document(Cited),
    /// In another document on the same desk, by its reading.
    Reading(String),
    /// On the page of the unit, on the day it is known as of.
    Unit(UnitId),
    /// It is this task.
    Task(ItemKey),
}

impl Behind {
    /// The document it was read from, else the page of the unit.
    fn of(cited: Option<&Cited>, unit: UnitId) -> Self {
        cited.map_or(Self::Unit(unit), |cited| Self::Document(cited.clone()))
    }

    fn fact(fact: &Fact) -> Self {
        Self::of(fact.evidence.as_deref().and_then(Cited::parse).as_ref(), fact.unit)
    }
}

/// What two statements disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The document's count and the count our values give.
    Computed,
    /// The document's count and another report of the same day.
    Reported,
    /// Criteria the document says are not met, and that count as met.
    Criteria,
    /// Two values of the same day.
    Value,
    /// The document's own count and its own list.
    Itself,
    /// Two documents on the desk that nobody has recorded yet.
    Unrecorded,
}

/// How a proposal stands beside what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing is known of it.
    New,
    /// It is on record already.
    Known(Known),
    /// An earlier day's is on record; this is a later one.
    Later(Known),
    /// An earlier day's count is on record, and this later one is lower: it happens, but somebody has to look at it.
    Lower(Known),
    /// It cannot be true together with what is known; both are shown.
    Contradicts {
        /// About what.
        matter: Matter,
        /// What the document says.
        said: String,
        /// What is known.
        known: Known,
    },
}

impl Beside {
    /// Whether it contradicts.
    #[must_use]
    pub const fn is_contradiction(&self) -> bool {
        matches!(self, Self::Contradicts { .. })
    }

    /// Whether a person has to look at it before it is recorded: it contradicts, or a count has fallen.
    #[must_use]
    pub const fn needs_a_look(&self) -> bool {
        matches!(self, Self::Contradicts { .. } | Self::Lower(_))
    }

    /// What is known, where something is.
    #[must_use]
    pub const fn known(&self) -> Option<&Known> {
        match self {
            Self::New => None,
            Self::Known(known) | Self::Later(known) | Self::Lower(known) | Self::Contradicts { known, .. } => Some(known),
        }
    }

    /// Its name in styles and the API.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known(_) => "known",
            Self::Later(_) => "later",
            Self::Lower(_) => "lower",
            Self::Contradicts { .. } => "contradicts",
        }
    }
}

pub(crate) fn beside(board: &Board, stated: &[Stated]) -> Beside {
    let mut known = None;
    for one in stated {
        match of_one(board, one) {
            Beside::New => return Beside::New,
            Beside::Known(found) => known = known.or(Some(found)),
            other => return other,
        }
    }
    known.map_or(Beside::New, Beside::Known)
}

fn of_one(board: &Board, stated: &Stated) -> Beside {
    match stated {
        Stated::Count { unit, as_of, set, criteria, indicators } => {
            let Some(place) = board.place(*unit, Some(&set.id)) else { return Beside::New };
            let of = |tally: Option<Tally>, is_criteria| tally.map(|tally| count(*unit, &place, *as_of, tally, is_criteria));
            of(*criteria, true).or_else(|| of(*indicators, false)).unwrap_or(Beside::New)
        }
        Stated::Unmet { unit, as_of, set, criteria, .. } => {
            board.place(*unit, Some(&set.id)).map_or(Beside::New, |place| unmet(*unit, &place, *as_of, criteria))
        }
        Stated::Standing { unit, as_of, set, stage, count, .. } => standing(board, *unit, *as_of, set, stage, *count),
        Stated::One(fact) => match &fact.body {
            Body::Observation { target, observed } => value(board, fact.unit, fact.as_of, target, observed),
            Body::Task(statement) => task(board, fact.unit, statement),
            body => word(board, fact.unit, fact.as_of, body),
        },
    }
}

/// The same order, given by the same unit: whatever became of it, it is no second task.
fn task(board: &Board, assigner: UnitId, statement: &TaskStatement) -> Beside {
    let TaskStatement::Change(change) = statement else { return Beside::New };
    let Some(said) = change.edits.iter().find_map(|edit| if let TaskEdit::Assign(said) = edit { Some(said) } else { None }) else {
        return Beside::New;
    };
    let query = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Assigner(assigner), MOST_TASKS) };
    let content = fold(&said.content);
    let same = board.tasks(&query).items.into_iter().find(|task| {
        let known = &task.assignment;
        let same_due = known.due.rule == said.due.rule && (said.due.on.is_none() || known.due.on == said.due.on);
        fold(&known.content) == content && known.lead == said.lead && same_due
    });
    same.map_or(Beside::New, |task| {
        let source = task.assignment.source.paper.as_deref().map(Arc::from);
        Beside::Known(Known { text: task.assignment.content.clone(), source, as_of: task.assignment.given, behind: Behind::Task(task.key) })
    })
}

fn count(unit: UnitId, place: &Place, as_of: Date, said: Tally, is_criteria: bool) -> Beside {
    let tallies: Vec<(Tally, &Reported)> = place
        .reported
        .iter()
        .filter_map(|one| {
            let (tally, _) = if is_criteria { one.criteria.as_ref()? } else { one.indicators.as_ref()? };
            Some((*tally, one))
        })
        .collect();
    let reported = |tally: Tally, one: &Reported| {
        let fact = &one.recorded.fact;
        Known { text: tally.to_string(), source: fact.source.clone(), as_of: fact.as_of, behind: Behind::fact(fact) }
    };
    let of_the_day: Vec<_> = tallies.iter().filter(|(_, one)| one.recorded.fact.as_of == as_of).collect();
    // Of several reports of one day the one that says the same counts.
    if let Some((tally, one)) = of_the_day.iter().find(|(tally, _)| *tally == said).or(of_the_day.first()) {
        let known = reported(*tally, one);
        let same = *tally == said;
        return if same { Beside::Known(known) } else { Beside::Contradicts { matter: Matter::Reported, said: said.to_string(), known } };
    }
    let counts = if is_criteria { &place.marks.criterion_counts } else { &place.marks.indicator_counts };
    if place.has_data && matches!(compare(said, counts), Comparison::Contradicts { .. }) {
        let text = format!("{}/{}", counts.met, counts.total);
        return Beside::Contradicts {
            matter: Matter::Computed,
            said: said.to_string(),
            known: Known { text, source: None, as_of, behind: Behind::Unit(unit) },
        };
    }
    // Of two reports of one day the one recorded later.
    let before = tallies.iter().filter(|(_, one)| one.recorded.fact.as_of < as_of);
    match before.max_by_key(|(_, one)| (one.recorded.fact.as_of, one.recorded.seq)) {
        Some((tally, one)) if tally.total() == said.total() && said.met() < tally.met() => Beside::Lower(reported(*tally, one)),
        Some((tally, one)) => Beside::Later(reported(*tally, one)),
        None => Beside::New,
    }
}

fn unmet(unit: UnitId, place: &Place, as_of: Date, criteria: &[CriterionNo]) -> Beside {
    let counts_as_met = |no: &&CriterionNo| {
        place.assessment.criteria.iter().any(|one| one.no == **no && matches!(one.status, Status::Met | Status::NarrowlyMet))
    };
    let numbers = |all: &mut dyn Iterator<Item = &CriterionNo>| all.map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let text = numbers(&mut criteria.iter().filter(counts_as_met));
    let declared = |no: CriterionNo| place.declared.iter().find(move |one| one.criterion == no && one.code.is_none() && one.counts);
    if !text.is_empty() {
        let first = criteria.iter().find(counts_as_met).and_then(|no| declared(*no));
        let known = Known {
            text: text.clone(),
            source: first.and_then(|one| one.source.clone()),
            as_of: first.map_or(as_of, |one| one.as_of),
            behind: Behind::of(first.and_then(|one| one.cited.as_ref()), unit),
        };
        return Beside::Contradicts { matter: Matter::Criteria, said: text, known };
    }
    let said_before = |no: &CriterionNo| declared(*no).filter(|one| one.state == DeclaredState::NotMet && one.as_of == as_of);
    match criteria.iter().map(said_before).collect::<Option<Vec<_>>>() {
        Some(all) if !all.is_empty() => {
            let (source, cited) = all.first().map(|one| (one.source.clone(), one.cited.clone())).unwrap_or_default();
            Beside::Known(Known { text: numbers(&mut criteria.iter()), source, as_of, behind: Behind::of(cited.as_ref(), unit) })
        }
        _ => Beside::New,
    }
}

fn value(board: &Board, unit: UnitId, as_of: Date, target: &Target, said: &Observed) -> Beside {
    let Some(place) = board.place(unit, Some(&target.set)) else { return Beside::New };
    let layout = Layout::of(&place.set);
    let slot = layout.slot(target.code.as_str(), target.part.as_ref().map(vedich_values::PartKey::as_str));
    let Some((stated, slot)) = slot.and_then(|slot| Some((place.value(slot)?, slot))) else { return Beside::New };
    let Ok(cell) = layout.cell(slot, said) else { return Beside::New };
    let scale = layout.at(slot).map(|at| at.scale.as_slice()).unwrap_or_default();
    let text = stated.cell.observed(scale).map(|seen| print_plainly(&seen)).unwrap_or_default();
    let behind = Behind::of(stated.cited.as_ref(), unit);
    let known = Known { text, source: stated.source.clone(), as_of: stated.as_of, behind };
    let same = stated.cell.number() == cell.number() && stated.cell.state == cell.state && (cell.number().is_some() || stated.cell == cell);
    // The same value on a later day is news too: it still holds.
    if same && stated.as_of == as_of {
        Beside::Known(known)
    } else if same {
        Beside::Later(known)
    } else if stated.as_of == as_of {
        Beside::Contradicts { matter: Matter::Value, said: print_plainly(said), known }
    } else {
        Beside::Later(known)
    }
}

fn standing(board: &Board, unit: UnitId, as_of: Date, set: &CriteriaSet, stage: &str, count: u32) -> Beside {
    let statement = |body: &Body| match body {
        Body::StageCounts { set: of, total, stages } if *of == set.id => {
            let counted = stages.iter().find(|one| one.stage == stage).map(|one| one.count);
            counted.or_else(|| (stage == "registered").then_some(*total))
        }
        _ => None,
    };
    let Some(place) = any_place(board, unit) else { return Beside::New };
    let found: Vec<_> =
        place.others.iter().filter(|one| one.fact.as_of == as_of).filter_map(|one| Some((statement(&one.fact.body)?, one))).collect();
    let known = |number: u32, one: &vedich_facts::Recorded| Known {
        text: number.to_string(),
        source: one.fact.source.clone(),
        as_of,
        behind: Behind::fact(&one.fact),
    };
    match found.iter().find(|(number, _)| *number == count).or_else(|| found.first()) {
        Some((number, one)) if *number == count => Beside::Known(known(*number, one)),
        Some((number, one)) => Beside::Contradicts { matter: Matter::Reported, said: count.to_string(), known: known(*number, one) },
        None => Beside::New,
    }
}

/// Outputs and words: known when the same stands there for the same day.
fn word(board: &Board, unit: UnitId, as_of: Date, said: &Body) -> Beside {
    let same = |known: &Body| match (said, known) {
        (Body::Output(said), Body::Output(known)) => same_output(said, known),
        (Body::Remark { topic, text }, Body::Remark { topic: known, text: known_text }) => {
            topic == known && fold(&text.vi) == fold(&known_text.vi)
        }
        _ => false,
    };
    let Some(place) = any_place(board, unit) else { return Beside::New };
    match place.others.iter().find(|one| one.fact.as_of == as_of && same(&one.fact.body)) {
        Some(one) => Beside::Known(Known { text: String::new(), source: one.fact.source.clone(), as_of, behind: Behind::fact(&one.fact) }),
        None => Beside::New,
    }
}

/// The same quantity in the same unit, and what was done shares its words.
fn same_output(said: &OutputLine, known: &OutputLine) -> bool {
    let (a, b) = (fold(&said.what.vi), fold(&known.what.vi));
    let shared = a.split(' ').filter(|word| b.split(' ').any(|other| other == *word)).count();
    said.quantity == known.quantity && shared * 2 >= a.split(' ').count().min(b.split(' ').count())
}

fn any_place(board: &Board, unit: UnitId) -> Option<Place> {
    board.place(unit, None).or_else(|| {
        let first = board.reference().catalogue.iter().next()?.id.clone();
        board.place(unit, Some(&first))
    })
}
