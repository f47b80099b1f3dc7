//! A document on the desk.

use crate::card::{Card, Decision};
use serde::{Deserialize, Serialize};
use vedich_facts::StoredFile;
use vedich_values::date::parse_date;
use vedich_values::{Date, Timestamp, UnitId};

/// A document on the desk: what it says of itself, and its cards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Who says so: the source of every fact stated from it.
    pub source: String,
    /// Its date, as people write dates; empty when it names none.
    pub date: String,
    /// Its place; empty when it names none.
    pub place: String,
    /// The level its text gives the place; empty when a person named it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// The places its text names, with the level it gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<(String, String)>,
    /// Its place was not read but concluded from what it names: a person has to look at it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guessed: bool,
    /// Its date is of a year that the text only speaks of: a person has to look at it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub year_guessed: bool,
    /// How often something of it was put on record already.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub round: u32,
    /// The unit the document is about, as it was looked up on its day; none until it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The file it came in, as the store keeps it: PDF and Word, which are more than their text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<StoredFile>,
    /// Who passed it to the desk it lies on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<HandedOver>,
    /// The proposals.
    pub cards: Vec<Card>,
}

/// That a document was passed from one desk to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// By whom, as the record knows them.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Draft {
    /// The day whose picture it is judged by: its own date, or today's when it has none or lies ahead.
    #[must_use]
    pub fn day(&self, today: Date) -> Date {
        parse_date(&self.date).filter(|date| *date <= today).unwrap_or(today)
    }

    /// Writes what the document says of itself; with another day or place its names may mean other units.
    pub fn correct(&mut self, source: &str, date: &str, place: &str) {
        let (date, place) = (date.trim(), place.trim());
        (self.guessed, self.year_guessed) = (false, false);
        if self.place.trim() != place {
            self.level.clear();
        }
        if (self.date.trim(), self.place.trim()) != (date, place) {
            self.unit = None;
            self.cards.iter_mut().for_each(|card| card.meant = None);
        }
        source.trim().clone_into(&mut self.source);
        date.clone_into(&mut self.date);
        place.clone_into(&mut self.place);
    }

    /// The card of that number.
    #[must_use]
    pub fn card(&self, no: u32) -> Option<&Card> {
        self.cards.iter().find(|card| card.no == no)
    }

    /// What was decided now stands on record: it is neither stated nor counted again.
    pub fn settle_decided(&mut self) {
        self.round += 1;
        self.cards.iter_mut().filter(|card| card.decision != Decision::Open).for_each(|card| card.settled = true);
    }

    /// Cards nobody has decided on.
    #[must_use]
    pub fn open(&self) -> usize {
        self.cards.iter().filter(|card| card.decision == Decision::Open).count()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde asks with")]
const fn is_zero(round: &u32) -> bool {
    *round == 0
}
