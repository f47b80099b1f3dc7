//! The fields of cards: what a person can correct, kept as texts the way people write them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// A field of a card, in the order forms show them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $name,)+ }

        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its name in forms, in the API, in examples.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

fields! {
    /// Which unit, as people write it.
    Place = "place",
    /// The level the text gave the place; empty when a person named the place.
    Level = "level",
    /// As of when.
    Date = "date",
    /// What is counted of a unit: `criteria`, `indicators`.
    Of = "of",
    /// How many are met.
    Met = "met",
    /// Out of how many.
    Total = "total",
    /// Which tier: `standard`, `advanced`, `model`, `modern`.
    Tier = "tier",
    /// Criteria: names or numbers, `;` between them.
    Criteria = "criteria",
    /// `yes`: all other criteria are met.
    Others = "others",
    /// Code of the indicator in the set, or what the reader calls it.
    Indicator = "indicator",
    /// Its value.
    Value = "value",
    /// The year a value is of.
    Year = "year",
    /// What is counted in an area: `communes`, `hamlets`.
    Subject = "subject",
    /// Where they stand: `recognised`, `registered`.
    Status = "status",
    /// How many.
    Count = "count",
    /// What was done.
    What = "what",
    /// How much.
    Quantity = "quantity",
    /// In what unit of measure.
    Unit = "unit",
    /// First day of the period.
    From = "from",
    /// Who is to do it.
    Person = "person",
    /// The unit or office that leads it.
    Lead = "lead",
    /// The statement in words.
    Words = "words",
    /// By when: a date, a year, or in words when it recurs.
    By = "by",
    /// Who cooperates, `;` between them.
    Cooperating = "cooperating",
    /// Places it concerns, `;` between them.
    Places = "places",
}

impl Field {
    /// The field of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

/// Fields and what stands in them; an empty one is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<Field, String>);

impl Fields {
    /// What stands in a field, without blanks around it; empty when nothing does.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", |text| text.trim())
    }

    /// Writes into a field.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        if text.trim().is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, text.trim().to_owned());
        }
    }

    /// Those that are filled.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, text)| (*field, text.as_str()))
    }
}
