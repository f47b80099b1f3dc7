//! How complete the evidence of a unit is, against what a dossier needs.

use super::Attached;
use crate::{App, AppError, Hand};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{Catalogue, CriteriaSet};
use vedich_facts::EvidenceOf;
use vedich_reference::{Need, Piece};
use vedich_values::{CriterionNo, Date, FactSeq, IndicatorCode, Tally, UnitId};

/// What a dossier needs and what is there.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// The set the unit works towards.
    pub set: Arc<CriteriaSet>,
    /// The papers of the whole.
    pub pieces: Vec<PieceState>,
    /// The criteria of the set.
    pub criteria: Vec<CriterionNeeds>,
    /// What is there of all that is needed.
    pub tally: Tally,
    /// Of how many indicators anything at all is there: about them, about their criterion, or about a value of theirs.
    pub shown: Tally,
}

/// A paper of the dossier.
#[derive(Clone, Debug)]
pub struct PieceState {
    /// The paper.
    pub piece: &'static Piece,
    /// The evidence that is it.
    pub there: Vec<FactSeq>,
}

/// A criterion of the checklist.
#[derive(Clone, Debug)]
pub struct CriterionNeeds {
    /// The criterion.
    pub no: CriterionNo,
    /// Its indicators.
    pub indicators: Vec<IndicatorNeeds>,
    /// Evidence about the criterion as a whole.
    pub others: Vec<FactSeq>,
    /// What is there of what its indicators need.
    pub tally: Tally,
    /// Of how many of its indicators anything at all is there.
    pub shown: Tally,
}

/// An indicator of the checklist.
#[derive(Clone, Debug)]
pub struct IndicatorNeeds {
    /// The indicator.
    pub code: IndicatorCode,
    /// What shows it, and the evidence that does.
    pub needs: Vec<(&'static Need, Vec<FactSeq>)>,
    /// Evidence about it, or a value of it, that is none of these.
    pub others: Vec<FactSeq>,
}

impl IndicatorNeeds {
    fn is_shown(&self) -> bool {
        !self.others.is_empty() || self.needs.iter().any(|(_, there)| !there.is_empty())
    }
}

/// What a value is about: its criterion, its indicator.
type AboutValue = (Option<CriterionNo>, Option<IndicatorCode>);

/// What evidence is held against.
struct Wanted<'a> {
    catalogue: &'a Catalogue,
    set: &'a CriteriaSet,
    values: BTreeMap<FactSeq, AboutValue>,
}

impl Wanted<'_> {
    /// The criterion, the indicator and the thing of the checklist that evidence is about. Evidence for another set shows nothing of this
    /// one: its numbers mean something else there.
    fn about<'e>(&'e self, about: &'e EvidenceOf) -> (Option<CriterionNo>, Option<&'e IndicatorCode>, Option<&'e str>) {
        match about {
            EvidenceOf::Indicator { set, code, item } if self.catalogue.accepts(&self.set.id, set) => (None, Some(code), item.as_deref()),
            EvidenceOf::Criterion { set, no } if self.catalogue.accepts(&self.set.id, set) => (Some(*no), None, None),
            EvidenceOf::Value(seq) => match self.values.get(seq) {
                Some((_, Some(code))) => (None, Some(code), None),
                Some((no, None)) => (*no, None, None),
                None => (None, None, None),
            },
            _ => (None, None, None),
        }
    }
}

impl App {
    /// The checklist of a unit as far as a hand may see its evidence, under the set in force on a day (none: today) and with the evidence
    /// that stood then; none when no set was in force for it.
    ///
    /// # Errors
    /// When they may read nothing of the unit, or the journal does not answer.
    pub async fn checklist(&self, hand: &Hand, unit: UnitId, on: Option<Date>) -> Result<Option<Checklist>, AppError> {
        let all = self.evidence_of(hand, unit).await?;
        let reference = self.reference();
        let Some(day) = on else {
            let live = self.live();
            return Ok(Checklist::on(&live, &reference.catalogue, unit, all));
        };
        let picture = self.picture(day, None).await?;
        let stood = all.into_iter().filter_map(|one| one.stood_on(day)).collect();
        Ok(Checklist::on(&picture, &reference.catalogue, unit, stood))
    }
}

impl Checklist {
    fn on(board: &Board, catalogue: &Catalogue, unit: UnitId, mut standing: Vec<Attached>) -> Option<Self> {
        standing.retain(|one| one.withdrawn.is_none());
        let set = board.set_in_force(unit)?;
        let values = board.checked(unit).into_iter().map(|value| (value.seq, (value.criterion, value.code))).collect();
        let wanted = Wanted { catalogue, set, values };
        vedich_reference::dossier().map(|dossier| Self::of(set, &wanted, dossier, &standing))
    }

    fn of(set: &Arc<CriteriaSet>, wanted: &Wanted<'_>, dossier: &'static vedich_reference::Dossier, standing: &[Attached]) -> Self {
        let shows = |fits: &dyn Fn(&EvidenceOf) -> bool| -> Vec<FactSeq> {
            standing.iter().filter(|one| one.parts().is_some_and(|(_, about, _)| fits(about))).map(Attached::seq).collect()
        };
        let pieces = dossier
            .pieces_of(set.subject.name())
            .map(|piece| PieceState { piece, there: shows(&|about| matches!(about, EvidenceOf::Dossier(key) if *key == piece.key)) });
        let pieces: Vec<PieceState> = pieces.collect();
        let criteria = set.criteria.iter().map(|criterion| {
            let needs = dossier.needs(criterion);
            let indicators = criterion.indicators.iter().map(|indicator| {
                let about_it = |about: &EvidenceOf, key: Option<&str>| {
                    let (_, code, item) = wanted.about(about);
                    code == Some(&indicator.code) && item == key
                };
                IndicatorNeeds {
                    code: indicator.code.clone(),
                    needs: needs.iter().map(|need| (need, shows(&|about| about_it(about, Some(&need.key))))).collect(),
                    others: shows(&|about| about_it(about, None)),
                }
            });
            let indicators: Vec<IndicatorNeeds> = indicators.collect();
            let others = shows(&|about| wanted.about(about).0 == Some(criterion.no));
            let needed = tally(indicators.iter().flat_map(|one| &one.needs).map(|(_, there)| !there.is_empty()));
            let shown = tally(indicators.iter().map(|one| !others.is_empty() || one.is_shown()));
            CriterionNeeds { no: criterion.no, indicators, others, tally: needed, shown }
        });
        let criteria: Vec<CriterionNeeds> = criteria.collect();
        let all = pieces.iter().map(|piece| !piece.there.is_empty());
        let tally = tally(
            all.chain(criteria.iter().flat_map(|one| &one.indicators).flat_map(|one| &one.needs).map(|(_, there)| !there.is_empty())),
        );
        let (met, total) = criteria.iter().fold((0, 0), |(met, total), one| (met + one.shown.met(), total + one.shown.total()));
        Self { set: Arc::clone(set), pieces, criteria, tally, shown: Tally::new(met, total).unwrap_or_default() }
    }
}

fn tally(all: impl Iterator<Item = bool>) -> Tally {
    let (mut met, mut total) = (0, 0);
    for one in all {
        met += u32::from(one);
        total += 1;
    }
    Tally::new(met, total).unwrap_or_default()
}
