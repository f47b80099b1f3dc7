//! A card: one proposal, as it was read and as it stands now.

use crate::field::{Field, Fields};
use crate::meant::Meant;
use crate::when::month;
use serde::{Deserialize, Serialize};
use vedich_values::date::parse_date;

/// What a card proposes to state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// A unit's own score: 16/20 criteria.
    Progress,
    /// Criteria said not to be met.
    Unmet,
    /// The value of an indicator.
    Value,
    /// How many units stand where.
    Tally,
    /// Work done.
    Output,
    /// Money, averages and whatever else is kept in words.
    Note,
    /// What is aimed at.
    Target,
    /// An order to somebody.
    Task,
}

impl CardKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [Self::Progress, Self::Unmet, Self::Value, Self::Tally, Self::Output, Self::Note, Self::Target, Self::Task];

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name in styles, examples, the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Unmet => "unmet",
            Self::Value => "value",
            Self::Tally => "tally",
            Self::Output => "output",
            Self::Note => "note",
            Self::Target => "target",
            Self::Task => "task",
        }
    }

    /// The fields a person sees of it.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Progress => &[Field::Place, Field::Date, Field::Year, Field::Of, Field::Met, Field::Total, Field::Tier],
            Self::Unmet => &[Field::Place, Field::Date, Field::Criteria, Field::Others, Field::Tier],
            Self::Value => &[Field::Place, Field::Date, Field::Year, Field::Indicator, Field::Value, Field::Tier],
            Self::Tally => &[Field::Place, Field::Date, Field::Year, Field::Subject, Field::Status, Field::Count, Field::Tier],
            Self::Output => &[Field::Place, Field::Date, Field::What, Field::Quantity, Field::Unit, Field::From],
            Self::Note => &[Field::Place, Field::Date, Field::Words],
            Self::Target => &[Field::Place, Field::Date, Field::Words, Field::By],
            Self::Task => &[
                Field::Person,
                Field::Lead,
                Field::Words,
                Field::By,
                Field::Cooperating,
                Field::Places,
                Field::Criteria,
                Field::Place,
                Field::Date,
            ],
        }
    }
}

/// The rule of cards that a person added.
const ADDED: &str = "person";

/// Fields that say which units, offices and criteria are meant.
const NAMING: [Field; 10] = [
    Field::Place,
    Field::Date,
    Field::Year,
    Field::Tier,
    Field::Person,
    Field::Lead,
    Field::Words,
    Field::Cooperating,
    Field::Places,
    Field::Criteria,
];

/// What a person decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// It is to be stated.
    Accepted,
    /// It is not.
    Rejected,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its number among the cards of its document, from 1.
    pub no: u32,
    /// What it proposes to state.
    pub kind: CardKind,
    /// What the reader took it for, where a person says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_kind: Option<CardKind>,
    /// As it was read.
    pub read: Fields,
    /// As it stands now.
    pub now: Fields,
    /// First code point of the words behind it.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words behind it.
    pub evidence: String,
    /// How sure, in hundredths: of those said 90, nine in ten are right.
    pub confidence: u8,
    /// The reader's rule.
    pub rule: String,
    /// What a person decided.
    #[serde(default)]
    pub decision: Decision,
    /// It was accepted together with others, unlooked at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bulk: bool,
    /// What was decided stands on record.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
    /// The units, offices and criteria its words mean; none until they were looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant: Option<Meant>,
}

impl Card {
    /// A card that nobody has touched.
    #[must_use]
    pub fn new<'a>(no: u32, kind: CardKind, fields: impl IntoIterator<Item = (Field, &'a str)>) -> Self {
        let mut read = Fields::default();
        fields.into_iter().for_each(|(field, text)| read.set(field, text));
        let now = read.clone();
        let (evidence, rule) = (String::new(), String::new());
        Self {
            no,
            kind,
            read_kind: None,
            read,
            now,
            start: 0,
            end: 0,
            evidence,
            confidence: 0,
            rule,
            decision: Decision::Open,
            bulk: false,
            settled: false,
            meant: None,
        }
    }

    /// A card of a person's, for something the reader did not see: words of the text and nothing read from them.
    #[must_use]
    pub fn added(no: u32, kind: CardKind, (start, end): (u32, u32), words: &str) -> Self {
        let mut card = Self { start, end, evidence: words.to_owned(), rule: ADDED.to_owned(), confidence: 100, ..Self::new(no, kind, []) };
        card.now.set(Field::Words, words);
        card
    }

    /// Whether a person added it.
    #[must_use]
    pub fn is_added(&self) -> bool {
        self.rule == ADDED
    }

    /// Says that it states something of another kind; its words then stand for what the kind asks and nobody has filled in.
    pub fn retype(&mut self, kind: CardKind) {
        if kind == self.kind {
            return;
        }
        let first = *self.read_kind.get_or_insert(self.kind);
        self.read_kind = Some(first).filter(|first| *first != kind);
        self.kind = kind;
        self.meant = None;
        for field in [Field::Words, Field::What, Field::Criteria] {
            if self.now.get(field).is_empty() && kind.fields().contains(&field) {
                self.now.set(field, self.evidence.clone());
            }
        }
    }

    /// What stands in a field now.
    #[must_use]
    pub fn field(&self, field: Field) -> &str {
        self.now.get(field)
    }

    /// Writes what a person means; what its names mean is then to be looked up anew. A place a person names has no level of its own: its name
    /// says it.
    pub fn correct(&mut self, field: Field, text: &str) {
        // Somebody has to lead: an emptied field goes back to what was read.
        let text = if field == Field::Lead && text.trim().is_empty() { self.read.get(field).to_owned() } else { text.trim().to_owned() };
        let text = text.as_str();
        // Forms show days in the order of the reader's language.
        let same_day = || {
            let dated = matches!(field, Field::Date | Field::From | Field::By);
            let known = self.now.get(field);
            let same = parse_date(text).is_some_and(|day| parse_date(known) == Some(day));
            dated && (same || month(text).is_some_and(|one| month(known) == Some(one)))
        };
        if text == self.now.get(field) || same_day() {
            return;
        }
        if field == Field::Place {
            let level = if text == self.read.get(Field::Place) { self.read.get(Field::Level).to_owned() } else { String::new() };
            self.now.set(Field::Level, level);
        }
        self.now.set(field, text);
        if NAMING.contains(&field) {
            self.meant = None;
        }
    }

    /// Fills in what the words of a card were found to mean; what a person wrote stays.
    pub(crate) fn fill(&mut self, field: Field, text: &str) {
        if self.written(field).is_none() {
            self.read.set(field, text);
            self.now.set(field, text);
        }
    }

    /// What a person wrote into a field, where it is not what was read; empty when they emptied it.
    pub(crate) fn written(&self, field: Field) -> Option<&str> {
        let now = self.now.get(field);
        (self.read.get(field) != now).then_some(now)
    }

    /// The fields a person changed, as they stand now.
    pub fn corrections(&self) -> impl Iterator<Item = (Field, &str)> {
        let changed = |field: &Field| *field != Field::Level && self.read.get(*field) != self.now.get(*field);
        Field::ALL.iter().copied().filter(changed).map(|field| (field, self.now.get(field)))
    }

    /// Whether anything was changed.
    #[must_use]
    pub fn is_corrected(&self) -> bool {
        self.corrections().next().is_some()
    }
}
