//! What accepted cards state together, as facts.

use std::sync::Arc;
use vedich_criteria::CriteriaSet;
use vedich_facts::{Body, DeclaredState, Fact, StageCount};
use vedich_values::{Bilingual, CriterionNo, Date, Tally, UnitId};

/// Stage id of what is counted in all.
const REGISTERED: &str = "registered";

/// What one card states, before it is put together with the others of its document.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
    /// A unit's score.
    Count {
        /// Whose.
        unit: UnitId,
        /// As of when.
        as_of: Date,
        /// Under which set.
        set: Arc<CriteriaSet>,
        /// Criteria.
        criteria: Option<Tally>,
        /// Indicators.
        indicators: Option<Tally>,
    },
    /// Criteria that are not met.
    Unmet {
        /// Whose.
        unit: UnitId,
        /// As of when.
        as_of: Date,
        /// Of which set.
        set: Arc<CriteriaSet>,
        /// Which.
        criteria: Vec<CriterionNo>,
        /// Whether all others are met.
        others: bool,
    },
    /// Units at a stage of recognition.
    Standing {
        /// In which area.
        unit: UnitId,
        /// As of when.
        as_of: Date,
        /// Under which set.
        set: Arc<CriteriaSet>,
        /// Which stage.
        stage: String,
        /// How many.
        count: u32,
        /// The words of the document.
        words: String,
    },
    /// A fact of its own.
    One(Box<Fact>),
}

/// The facts of everything accepted, the same thing said twice once. Each comes with the numbers of the statements behind it.
#[must_use]
pub fn facts(accepted: &[Stated]) -> Vec<(Fact, Vec<usize>)> {
    let mut out: Vec<(Fact, Vec<usize>)> = Vec::new();
    let mut standings: Vec<Standings<'_>> = Vec::new();
    for (index, stated) in accepted.iter().enumerate() {
        match stated {
            Stated::Count { unit, as_of, set, criteria, indicators } => {
                let body = Body::ReportedCount { set: set.id.clone(), criteria: *criteria, indicators: *indicators };
                put_count(&mut out, Fact::new(*unit, *as_of, body), index);
            }
            Stated::Unmet { unit, as_of, set, criteria, others } => {
                statuses(*unit, *as_of, set, criteria, *others).into_iter().for_each(|fact| put(&mut out, fact, index));
            }
            Stated::Standing { unit, as_of, set, stage, count, words } => {
                let line = Line { index, stage, count: *count, words };
                let same = |one: &&mut Standings<'_>| one.unit == *unit && one.as_of == *as_of && one.set.id == set.id;
                match standings.iter_mut().find(same) {
                    Some(known) => known.lines.push(line),
                    None => standings.push(Standings { unit: *unit, as_of: *as_of, set, lines: vec![line] }),
                }
            }
            Stated::One(fact) => put(&mut out, (**fact).clone(), index),
        }
    }
    standings.iter().for_each(|one| one.state(&mut out));
    out
}

fn put(out: &mut Vec<(Fact, Vec<usize>)>, fact: Fact, index: usize) {
    match out.iter_mut().find(|(known, _)| *known == fact) {
        Some((_, behind)) => behind.push(index),
        None => out.push((fact, vec![index])),
    }
}

/// "16/19 criteria" and "70/75 indicators" of one unit and day are one statement.
fn put_count(out: &mut Vec<(Fact, Vec<usize>)>, fact: Fact, index: usize) {
    for (known, behind) in out.iter_mut().filter(|(known, _)| known.unit == fact.unit && known.as_of == fact.as_of) {
        let Body::ReportedCount { set, criteria, indicators } = &fact.body else { continue };
        let Body::ReportedCount { set: of, criteria: c, indicators: i } = &mut known.body else { continue };
        let agree = |a: &Option<Tally>, b: &Option<Tally>| a.is_none() || b.is_none() || a == b;
        if of == set && agree(c, criteria) && agree(i, indicators) {
            *c = c.or(*criteria);
            *i = i.or(*indicators);
            behind.push(index);
            return;
        }
    }
    out.push((fact, vec![index]));
}

/// Named criteria are not met; the others are, when the document's count says so, by implication.
fn statuses(unit: UnitId, as_of: Date, set: &CriteriaSet, unmet: &[CriterionNo], others: bool) -> Vec<Fact> {
    let status = |criterion: CriterionNo, state, implied| {
        let body = Body::DeclaredStatus { set: set.id.clone(), criterion, code: None, state, implied };
        Fact::new(unit, as_of, body)
    };
    let named = unmet.iter().map(|no| status(*no, DeclaredState::NotMet, false));
    let rest = set.criteria.iter().map(|one| one.no).filter(|no| others && !unmet.contains(no));
    named.chain(rest.map(|no| status(no, DeclaredState::Met, true))).collect()
}

/// Units of one area under one set on one day, by stage.
struct Standings<'a> {
    unit: UnitId,
    as_of: Date,
    set: &'a CriteriaSet,
    lines: Vec<Line<'a>>,
}

struct Line<'a> {
    index: usize,
    stage: &'a str,
    count: u32,
    words: &'a str,
}

impl Standings<'_> {
    /// "22 registered: 1 recognised, 4 appraised, 17 at work" is one statement; what does not add up is one statement each.
    fn state(&self, out: &mut Vec<(Fact, Vec<usize>)>) {
        let counted = |line: &Line<'_>| StageCount { stage: line.stage.to_owned(), count: line.count, places: Vec::new() };
        let fact = |total: u32, stages: Vec<StageCount>| {
            Fact::new(self.unit, self.as_of, Body::StageCounts { set: self.set.id.clone(), total, stages })
        };
        let (whole, parts): (Vec<&Line<'_>>, Vec<&Line<'_>>) = self.lines.iter().partition(|line| line.stage == REGISTERED);
        let mut distinct: Vec<&Line<'_>> = Vec::new();
        for line in parts {
            if !distinct.iter().any(|known| known.stage == line.stage && known.count == line.count) {
                distinct.push(line);
            }
        }
        let sum: u64 = distinct.iter().map(|line| u64::from(line.count)).sum();
        let once = |line: &&Line<'_>| distinct.iter().filter(|other| other.stage == line.stage).count() == 1;
        let adds_up = whole.iter().find(|line| u64::from(line.count) == sum && distinct.iter().all(once));
        if let Some(total) = adds_up {
            let behind = self.lines.iter().map(|line| line.index).collect();
            out.push((fact(total.count, distinct.iter().map(|line| counted(line)).collect()), behind));
            return;
        }
        for line in &self.lines {
            let alone = fact(line.count, vec![counted(line)]);
            put(out, if line.words.is_empty() { alone } else { alone.with_note(line.words) }, line.index);
        }
    }
}

/// A remark in the document's words.
pub(crate) fn remark(unit: UnitId, as_of: Date, topic: &str, words: &str) -> Stated {
    let body = Body::Remark { topic: topic.to_owned(), text: Bilingual::new(words, "") };
    Stated::One(Box::new(Fact::new(unit, as_of, body)))
}
