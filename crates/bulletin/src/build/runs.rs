//! Figures after names, one after another: "A 18; B, C 16", "gồm A 3 xóm, B 2 xóm", "(A 4, B 3)".

use super::list::is_word;
use super::{Builder, list};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::Kind;

/// Most figures of one run.
const LONGEST: usize = 60;
/// How far before a run the word stands that says what its figures are.
const HEAD: usize = 16;

/// Names and the figure they share.
pub(crate) struct Piece {
    /// Terms of the names.
    pub(crate) places: Vec<usize>,
    /// Term of the figure.
    pub(crate) at: usize,
    pub(crate) n: Number,
    /// Out of how many, when said.
    pub(crate) of: Option<i64>,
}

/// Figures one after another, and the term behind the last.
pub(crate) struct Run {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) end: usize,
}

/// What the figures of a run are.
enum Told {
    /// Scores of units of a level, out of so many when said.
    Scores(Level, Option<i64>),
    /// What units lack, by how many they rose, averages.
    Other,
    /// Not known.
    Nothing,
}

/// Reads a run that begins with the name at `at`; `noun` says which words may stand behind a figure, `closes` whether brackets around it are
/// part of the run.
pub(crate) fn run(doc: &Doc<'_>, s: Sentence, at: usize, leads: impl Fn(usize) -> bool, noun: impl Fn(usize) -> bool, closes: bool) -> Run {
    let mut run = Run { pieces: Vec::new(), end: at };
    let conj = |j: usize| doc.is(j, Class::Conj) && !doc.is(j, Class::Prep);
    let mut i = at;
    while run.pieces.len() < LONGEST {
        let Some((places, behind)) = sharing(doc, s, i) else { break };
        let Some((figure, n, of)) = figure_behind(doc, s, behind, &leads) else { break };
        let mut end = figure + 1;
        end += usize::from(noun(end));
        // "A (6 xã), B (5)", where a bracket may lead to a figure
        end += usize::from(closes && doc.mark(figure - 1, '(') && doc.mark(end, ')'));
        // "18 (thiếu tiêu chí 8)"
        if doc.mark(end, '(') && doc.place_at(end + 1).is_none() {
            end = list::close(doc, end);
        }
        let separated = doc.mark_any(end, ",;") || conj(end);
        if !separated && end < s.to && !doc.line(end) && !doc.mark_any(end, ".)") && !doc.is(end, Class::Program) {
            break;
        }
        run.pieces.push(Piece { places, at: figure, n, of });
        run.end = end;
        if !separated {
            break;
        }
        i = end + 1;
        i += usize::from(conj(i));
    }
    run
}

/// The names that share a figure, and the term behind them; nothing when one of them only says where another lies.
fn sharing(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<(Vec<usize>, usize)> {
    let mut places = Vec::new();
    let mut i = at;
    while let Some(place) = doc.place_at(i).filter(|_| i < s.to && places.len() < LONGEST) {
        if place.address && !places.is_empty() {
            return None;
        }
        places.push(i);
        i += 1;
        if doc.mark(i, '(') && doc.place_at(i + 1).is_some() && doc.mark(i + 2, ')') {
            i += 3;
        }
        let joined = doc.mark(i, ',') || doc.is(i, Class::Conj) && !doc.is(i, Class::Prep);
        if !joined || doc.place_at(i + 1).is_none() {
            break;
        }
        i += 1;
    }
    (!places.is_empty()).then_some((places, i))
}

/// The figure behind names and the words that lead to it: its term, the number, and out of how many.
fn figure_behind(doc: &Doc<'_>, s: Sentence, from: usize, leads: impl Fn(usize) -> bool) -> Option<(usize, Number, Option<i64>)> {
    let figure = |j: &usize| matches!(doc.kind(*j), Some(Kind::Num(_) | Kind::Frac(..)));
    let at = (from..from + 4).find(figure).filter(|at| *at < s.to && (from..*at).all(leads))?;
    match doc.kind(at)? {
        Kind::Num(n) => Some((at, n, None)),
        Kind::Frac(a, b) if a <= b => Some((at, a, b.as_whole())),
        _ => None,
    }
}

impl Builder<'_> {
    /// "Số tiêu chí đạt của các xã: A 19; B, C 16; D 14", "A đạt 18, B 16, C 13 tiêu chí", "với 19 tiêu chí, A đạt 12, B 10": scores
    /// whose noun is said once. Gives back the terms that were read.
    pub(crate) fn run_scores(&mut self, s: Sentence) -> Vec<(usize, usize)> {
        let doc = self.doc;
        let mut read = Vec::new();
        let mut i = s.from;
        while i < s.to {
            // "trong 8 xã của huyện X, xã A đạt 17": X only says where
            if doc.place_at(i).is_none_or(|p| p.explicit && p.level.is_some_and(|l| l.rank() >= 2)) {
                i += 1;
                continue;
            }
            let noun = |j: usize| doc.is(j, Class::Criteria);
            let found = run(doc, s, i, |j| self.leads_score(j), noun, false);
            let end = found.end.max(i + 1);
            let told = self.scores_told(s, i, &found);
            if let Told::Other = told {
                read.push((i, end));
            }
            if let Told::Scores(level, total) = told {
                for piece in &found.pieces {
                    let units = self.run_units(&piece.places, level);
                    for unit in &units {
                        let body = Body::Progress {
                            unit: unit.clone(),
                            kind: "criteria",
                            met: piece.n,
                            total: piece.of.or(total),
                            tier: self.run_tier(s, i, piece.at, unit),
                            as_of: self.year_said(s, piece.at).map(|year| year.to_string()),
                            average_per: None,
                        };
                        self.add(body, piece.places[0], piece.at + 1, "progress-in-turn");
                    }
                    self.last_owner = Some((doc.sentence_of(i), units));
                }
                read.push((i, end));
            }
            i = end;
        }
        read
    }

    /// Whether a run's figures are scores: the level of its units and the total they are out of.
    fn scores_told(&self, s: Sentence, at: usize, run: &Run) -> Told {
        let Some(last) = run.pieces.last().filter(|_| self.may_be_scores(run)) else { return Told::Nothing };
        let from = s.from.max(at.saturating_sub(HEAD));
        let noun = self.noun_before_run(from, at);
        // what the figures are: said behind one of them, or before the first name
        let inside = || run.pieces.iter().any(|p| self.doc.is(p.at + 1, Class::Criteria));
        if noun.is_none() && !inside() && !self.run_goes_on(s, at, run) {
            return Told::Nothing;
        }
        if self.tells_other(from, at, last.at) {
            return Told::Other;
        }
        // "A 17, B 15, C 14/19 tiêu chí": said once for all, behind the last; "A 17/19, B 15": of the first one only
        let whole = || noun.filter(|j| self.out_of_all(*j)).and_then(|j| self.doc.terms[j - 1].whole());
        let total = last.of.or_else(whole).filter(|t| run.pieces.iter().all(|p| p.n <= Number::whole(*t)));
        let level = self.run_level(from, at, run);
        if level.rank() <= 1 { Told::Scores(level, total) } else { Told::Nothing }
    }

    /// Two figures at least that a commune's set allows, one of them at most with its total.
    fn may_be_scores(&self, run: &Run) -> bool {
        let pieces = &run.pieces;
        let most = |n: Number| n.as_whole().is_some_and(|n| (1..=20).contains(&n));
        let bare = pieces.iter().filter(|p| p.of.is_none()).count();
        pieces.len() >= 2
            && bare + 1 >= pieces.len()
            && pieces.iter().find_map(|p| p.of).is_none_or(|total| matches!(total, 9 | 13..=20))
            && pieces.iter().all(|p| most(p.n) && !self.scope.off(p.at))
    }

    /// "Số tiêu chí đạt của các xã: …", "với 19 tiêu chí, …": the noun that says before the first name what the figures are.
    fn noun_before_run(&self, from: usize, at: usize) -> Option<usize> {
        let doc = self.doc;
        let noun = (from..at).rev().find(|j| doc.is_any(*j, &[Class::Criteria, Class::Subject, Class::Unit]))?;
        (doc.is(noun, Class::Criteria) && (doc.mark(at - 1, ':') || self.out_of_all(noun))).then_some(noun)
    }

    /// A sentence of nothing but the run, behind one that told scores of criteria.
    fn run_goes_on(&self, s: Sentence, at: usize, run: &Run) -> bool {
        let doc = self.doc;
        let before = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)];
        let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
        first == at
            && before.from < s.from
            && (run.end..s.to).all(|j| doc.mark(j, '.') || doc.line(j))
            && self.last_owner.as_ref().is_some_and(|(last, _)| *last + 1 == doc.sentence_of(at))
            && (before.from..before.to).any(|j| doc.is(j, Class::Criteria))
    }

    /// What units lack, by how many they rose, an average, other sets of criteria.
    fn tells_other(&self, from: usize, at: usize, last: usize) -> bool {
        let doc = self.doc;
        // "Trong 7 xã chưa đạt chuẩn: A 16, B 15": which ones
        let which = |j: usize| j > from && doc.is_any(j - 1, &[Class::Level, Class::Subject]);
        let other = |j: usize| {
            doc.is_any(j, &[Class::Delta, Class::Average, Class::Negation])
                // "các xã còn lại: A 15, B 14" says which ones
                || doc.is(j, Class::ShortOf) && !doc.ends_in(j, "còn lại") && !which(j)
                || doc.is(j, Class::OtherProgram) && !doc.is_any(j, &[Class::Criterion, Class::Program])
                || doc.has(j, Class::Status, "not_met") && !which(j)
                || doc.has(j, Class::Status, "lost")
        };
        (from.max(at.saturating_sub(8))..at).any(|j| other(j) && doc.depth[j] <= doc.depth[at]) || other(last + 1) || other(last + 2)
    }

    /// The level of a run's units: said with one of them, else before the first.
    fn run_level(&self, from: usize, at: usize, run: &Run) -> Level {
        let doc = self.doc;
        let named = run.pieces.iter().flat_map(|p| &p.places).filter_map(|j| doc.place_at(*j)).find(|p| p.explicit && !p.address);
        let word = |j: usize| doc.value(j, Class::Level).or_else(|| doc.value(j, Class::Subject)).and_then(Level::of);
        let before = || (from..at).rev().find_map(word).filter(|l| l.rank() != 2 || !self.of_the_area(from, at));
        named.and_then(|p| p.level).or_else(before).unwrap_or(Level::Commune)
    }

    /// "với 19 tiêu chí (phải thực hiện), …"
    fn out_of_all(&self, noun: usize) -> bool {
        let doc = self.doc;
        noun > 1 && doc.terms[noun - 1].whole().is_some() && ["với", "trong", "trên"].iter().any(|w| is_word(doc, noun - 2, w))
    }

    /// "Kết quả các xã của huyện: A 18, B 16": the district is where they lie.
    fn of_the_area(&self, from: usize, at: usize) -> bool {
        let doc = self.doc;
        (from..at).any(|j| doc.value(j, Class::Level).and_then(Level::of).is_some_and(|l| l.rank() <= 1))
            || (from..at).any(|j| doc.is(j, Class::Prep) && doc.bare_level(j + 1).is_some())
    }

    fn run_units(&self, places: &[usize], level: Level) -> Vec<UnitRef> {
        let named = places.iter().filter_map(|j| self.doc.place_at(*j));
        named
            .map(|p| UnitRef { name: Some(p.name.clone()), level: p.level.filter(|l| p.explicit && l.rank() <= 1).unwrap_or(level) })
            .collect()
    }

    fn run_tier(&self, s: Sentence, at: usize, figure: usize, unit: &UnitRef) -> &'static str {
        let doc = self.doc;
        let near = (figure + 1..s.to.min(figure + 4)).chain((s.from.max(at.saturating_sub(HEAD))..at).rev());
        let said = near.into_iter().find_map(|j| super::tiers::tier_at(doc, j));
        said.or_else(|| self.tier_as_listed(unit)).unwrap_or(super::tiers::STANDARD)
    }

    /// "6 xã đăng ký nâng cao gồm A, B, …. Đến nay A 13/15 tiêu chí": the tier a unit was listed for.
    pub(crate) fn tier_as_listed(&self, unit: &UnitRef) -> Option<&'static str> {
        let name = unit.name.as_deref()?;
        self.facts.iter().rev().take(60).find_map(|f| match &f.body {
            Body::Tally(t)
                if matches!(t.status, "registered" | "in_progress" | "proposed" | "pending") && t.names.iter().any(|n| n == name) =>
            {
                t.tier
            }
            _ => None,
        })
    }
}
