//! What the API says of the checklist of a dossier. Keys are only ever added.

use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use vedich_app::evidence::{Checklist, CriterionNeeds, IndicatorNeeds};
use vedich_values::{Bilingual, Date, FactSeq, Tally, UnitId};
use vedich_wording::Lang;

/// What the dossier of a unit needs and what is there, as far as the caller may see its evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecklistShape {
    /// Our id of the unit.
    pub unit: u32,
    /// The day it is of.
    pub as_of: Date,
    /// The criteria set in force for it on that day.
    pub set: String,
    /// Of all that is needed.
    pub pieces_there: ThereShape,
    /// Of how many indicators anything at all is there.
    pub indicators_shown: ThereShape,
    /// The papers of the whole.
    pub papers: Vec<NeedShape>,
    /// The criteria of the set.
    pub criteria: Vec<CriterionNeedsShape>,
}

/// So many of so many.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThereShape {
    /// There.
    pub there: u32,
    /// Needed.
    pub needed: u32,
}

/// Something that is needed.
#[derive(Debug, Serialize, ToSchema)]
pub struct NeedShape {
    /// Its key, as evidence says what it is about: `dossier:KEY`, `indicator:5.1:KEY`.
    pub key: String,
    /// Its name, in the language of the answer.
    pub name: String,
    /// The evidence that is it, by identity; none: it is missing.
    pub evidence: Vec<u64>,
}

/// A criterion of the checklist.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionNeedsShape {
    /// Its number in the set.
    pub no: u16,
    /// Its name, in the language of the answer.
    pub name: String,
    /// Of what its indicators need.
    pub pieces_there: ThereShape,
    /// Of how many of its indicators anything at all is there.
    pub indicators_shown: ThereShape,
    /// Evidence about the criterion as a whole.
    pub evidence: Vec<u64>,
    /// Its indicators.
    pub indicators: Vec<IndicatorNeedsShape>,
}

/// An indicator of the checklist.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorNeedsShape {
    /// Its code.
    pub code: String,
    /// Its name, in the language of the answer.
    pub name: String,
    /// What shows it.
    pub needs: Vec<NeedShape>,
    /// Evidence about it, or about a value of it, that is none of these.
    pub evidence: Vec<u64>,
}

impl ChecklistShape {
    /// A checklist in a language.
    #[must_use]
    pub fn of(lang: Lang, unit: UnitId, as_of: Date, list: &Checklist) -> Self {
        let papers = list.pieces.iter().map(|one| need(lang, &one.piece.key, &one.piece.name, &one.there));
        Self {
            unit: unit.get(),
            as_of,
            set: list.set.id.to_string(),
            pieces_there: list.tally.into(),
            indicators_shown: list.shown.into(),
            papers: papers.collect(),
            criteria: list.criteria.iter().map(|one| criterion(lang, list, one)).collect(),
        }
    }

    /// What is missing: the keys of papers, and of what shows indicators, of which nothing is there.
    #[must_use]
    pub fn missing(&self) -> Vec<(String, &str)> {
        let empty = |one: &&NeedShape| one.evidence.is_empty();
        let papers = self.papers.iter().filter(empty).map(|one| (format!("dossier:{}", one.key), one.name.as_str()));
        let indicators = self.criteria.iter().flat_map(|criterion| &criterion.indicators);
        let shows = indicators.flat_map(|indicator| {
            let key = move |one: &'_ NeedShape| format!("indicator:{}:{}", indicator.code, one.key);
            indicator.needs.iter().filter(empty).map(move |one| (key(one), one.name.as_str()))
        });
        papers.chain(shows).collect()
    }
}

fn criterion(lang: Lang, list: &Checklist, one: &CriterionNeeds) -> CriterionNeedsShape {
    let known = list.set.criterion(one.no);
    CriterionNeedsShape {
        no: one.no.0,
        name: known.map(|known| lang.of(&known.name).to_owned()).unwrap_or_default(),
        pieces_there: one.tally.into(),
        indicators_shown: one.shown.into(),
        evidence: numbers(&one.others),
        indicators: one.indicators.iter().map(|one| indicator(lang, list, one)).collect(),
    }
}

fn indicator(lang: Lang, list: &Checklist, one: &IndicatorNeeds) -> IndicatorNeedsShape {
    let known = list.set.indicator(one.code.as_str());
    IndicatorNeedsShape {
        code: one.code.to_string(),
        name: known.map(|known| lang.of(&known.name).to_owned()).unwrap_or_default(),
        needs: one.needs.iter().map(|(wanted, there)| need(lang, &wanted.key, &wanted.name, there)).collect(),
        evidence: numbers(&one.others),
    }
}

fn need(lang: Lang, key: &str, name: &Bilingual, there: &[FactSeq]) -> NeedShape {
    NeedShape { key: key.to_owned(), name: lang.of(name).to_owned(), evidence: numbers(there) }
}

fn numbers(facts: &[FactSeq]) -> Vec<u64> {
    facts.iter().map(|fact| fact.get()).collect::<BTreeSet<u64>>().into_iter().collect()
}

impl From<Tally> for ThereShape {
    fn from(tally: Tally) -> Self {
        Self { there: tally.met(), needed: tally.total() }
    }
}
