//! What the names of a card mean on the document's day: looked up once and kept with the card, so that a name that passes to another unit
//! later changes nothing.

use crate::card::{Card, CardKind};
use crate::draft::Draft;
use crate::field::Field;
use crate::judge::Judge;
use crate::party::{self, Named};
use crate::place::Whereabouts;
use crate::{concerns, home, place, sets, words::Words};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{CriteriaSet, Subject, Tier};
use vedich_facts::UnitLevel;
use vedich_facts::steering::Party;
use vedich_values::{CriterionNo, Date, UnitId};

/// What the names of a card mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meant {
    /// The unit it is about; for a task the one that orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<UnitId>,
    /// Who leads the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Party>,
    /// Who cooperates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cooperating: Vec<Party>,
    /// Places the task concerns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<UnitId>,
    /// Criteria the task concerns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionNo>,
    /// Names a person wrote that mean nothing, or several things.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
}

/// A name that does not say which one is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Why not.
    pub code: DoubtKind,
    /// Where it stands.
    pub field: Field,
    /// The name.
    pub text: String,
}

/// Why a name does not say which one is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoubtKind {
    /// No unit bore it on the day.
    UnknownPlace,
    /// Several did.
    AmbiguousPlace,
    /// The set has no such criterion.
    UnknownCriterion,
    /// Several are to do it, or nobody by name: one has to lead.
    UnclearLead,
    /// The unit that orders would be the one that does it.
    OwnOrder,
}

impl DoubtKind {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::UnknownPlace => "desk.unknown-place",
            Self::AmbiguousPlace => "desk.ambiguous-place",
            Self::UnknownCriterion => "desk.unknown-criterion",
            Self::UnclearLead => "desk.unclear-lead",
            Self::OwnOrder => "desk.own-order",
        }
    }
}

/// Looks up what the names of a document mean on its day, where that is not known yet, and fills in the fields of its tasks: who leads,
/// who cooperates, places, criteria. `board` may be the picture of any day.
pub fn settle(words: &Words, board: &Board, draft: &mut Draft, today: Date) {
    let read = draft.place.trim().is_empty() || !draft.level.is_empty();
    if draft.unit.is_none()
        && let Some(day) = vedich_values::date::parse_date(&draft.date).filter(|day| read && *day <= today)
        && Judge::new(words, board, draft, today).home().unit().is_none()
        && let Some(unit) = home::guess(&board.reference().registry, draft, day)
    {
        draft.place = board.reference().registry.path(unit, day);
        draft.level.clear();
        draft.guessed = true;
    }
    let judge = Judge::new(words, board, draft, today);
    let home = judge.home().unit();
    let look_up = |card: &Card| card.meant.is_none().then(|| judge.meaning(card));
    let found: Vec<_> = draft.cards.iter().map(look_up).collect();
    draft.unit = home;
    for (card, found) in draft.cards.iter_mut().zip(found) {
        let Some((meant, texts)) = found else { continue };
        texts.iter().for_each(|(field, text)| card.fill(*field, text));
        card.meant = Some(meant);
    }
}

impl Judge<'_> {
    /// What the names of a card mean, and how that is written into its fields.
    fn meaning(&self, card: &Card) -> (Meant, Vec<(Field, String)>) {
        let (Some(unit), Some(as_of)) = self.about(card) else { return Default::default() };
        if card.kind != CardKind::Task {
            return (Meant { place: Some(unit), ..Meant::default() }, Vec::new());
        }
        let meant = self.order(card, unit, as_of);
        let named = self.named(unit, as_of);
        let joined = |texts: Vec<String>| texts.join("; ");
        let texts = vec![
            // Of several nobody is written down as the one that leads: the field waits for a person.
            (Field::Lead, meant.lead.as_ref().filter(|_| !meant.is_unclear()).map(|lead| named.written(lead)).unwrap_or_default()),
            (Field::Cooperating, joined(meant.cooperating.iter().map(|party| named.written(party)).collect())),
            (Field::Places, joined(meant.places.iter().map(|unit| named.registry.path(*unit, as_of)).collect())),
            (Field::Criteria, joined(meant.criteria.iter().map(ToString::to_string).collect())),
        ];
        (meant, texts)
    }

    fn named(&self, unit: UnitId, day: Date) -> Named<'_> {
        Named { registry: &self.board.reference().registry, unit, home: self.home().unit(), day }
    }

    /// What an order means: by its words, and by what a person wrote instead.
    pub(crate) fn order(&self, card: &Card, unit: UnitId, day: Date) -> Meant {
        let named = self.named(unit, day);
        let words = card.field(Field::Words);
        let lead = card.written(Field::Lead).filter(|text| !text.is_empty());
        let unclear = lead.is_none() && party::is_unclear(card.field(Field::Person));
        let lead = lead.map_or_else(|| named.lead(card.field(Field::Person)), |text| named.party(text));
        let cooperating = match card.written(Field::Cooperating) {
            Some(text) => list(text).map(|one| named.party(one)).collect(),
            None => concerns::cooperating(self.words, &named, words),
        };
        let mut meant = Meant { place: Some(unit), lead: Some(lead), cooperating, ..Meant::default() };
        if unclear {
            meant.doubt(DoubtKind::UnclearLead, Field::Lead, card.field(Field::Person));
        }
        // A unit gives work to its offices and people; where it would give it to itself, whoever orders was not understood.
        let said = card.written(Field::Lead).is_some() || card.written(Field::Place).is_some();
        let person = card.field(Field::Person);
        if !said && !person.is_empty() && !party::is_person(person) && meant.lead.as_ref() == Some(&Party::unit(unit)) {
            meant.doubt(DoubtKind::OwnOrder, Field::Place, &named.registry.path(unit, day));
        }
        match card.written(Field::Places) {
            Some(text) => list(text).for_each(|one| meant.add_place(&named, one)),
            None => meant.places = concerns::places(&named, words),
        }
        let set = self.scored_by(&named, &meant, card.field(Field::Tier));
        match (card.written(Field::Criteria), set) {
            (Some(text), set) => {
                for one in list(text) {
                    match set.as_ref().and_then(|set| self.words.criterion(set, one)) {
                        Some(no) if meant.criteria.contains(&no) => {}
                        Some(no) => meant.criteria.push(no),
                        None => meant.doubt(DoubtKind::UnknownCriterion, Field::Criteria, one),
                    }
                }
            }
            (None, Some(set)) => meant.criteria = concerns::criteria(self.words, &set, words),
            (None, None) => {}
        }
        meant
    }
}

impl Judge<'_> {
    /// The set whose criteria an order numbers: of the commune or hamlet it is about, else the one of the communes there.
    fn scored_by(&self, named: &Named<'_>, meant: &Meant, tier: &str) -> Option<Arc<CriteriaSet>> {
        let low = |unit: &UnitId| {
            let level = named.registry.at(*unit, named.day).map(|at| at.level);
            matches!(level, Some(UnitLevel::Commune | UnitLevel::Hamlet))
        };
        let lead = meant.lead.as_ref().map(|lead| lead.unit);
        let unit = named.home.into_iter().chain(lead).chain(meant.places.iter().copied()).chain([named.unit]).find(low);
        match unit {
            Some(unit) => sets::meant(self.board, unit, tier, named.day, |_| true),
            None => sets::of_tier(self.board, named.unit, Subject::Commune, sets::tier(tier).unwrap_or(Tier::Standard), named.day),
        }
    }
}

impl Meant {
    fn add_place(&mut self, named: &Named<'_>, text: &str) {
        match place::find(named.registry, text, "", named.day, named.home.or(Some(named.unit))) {
            Whereabouts::One(unit) if self.places.contains(&unit) => {}
            Whereabouts::One(unit) => self.places.push(unit),
            Whereabouts::Several(_) | Whereabouts::Far(_) => self.doubt(DoubtKind::AmbiguousPlace, Field::Places, text),
            Whereabouts::Unknown(_) | Whereabouts::Missing => self.doubt(DoubtKind::UnknownPlace, Field::Places, text),
        }
    }

    fn is_unclear(&self) -> bool {
        self.doubts.iter().any(|doubt| doubt.code == DoubtKind::UnclearLead)
    }

    fn doubt(&mut self, code: DoubtKind, field: Field, text: &str) {
        self.doubts.push(Doubt { code, field, text: text.to_owned() });
    }
}

/// The parts of a field, `;` or line breaks between them.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty())
}
