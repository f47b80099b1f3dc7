//! What people made of the proposals, as examples the reader is measured by.

use crate::card::{Card, Decision};
use crate::field::{Field, Fields};
use std::collections::BTreeMap;
use vedich_facts::{ReadingExample, ReadingVerdict};

/// One example for each card somebody decided on.
#[must_use]
pub fn examples(cards: &[Card]) -> Vec<ReadingExample> {
    cards.iter().filter_map(example).collect()
}

fn example(card: &Card) -> Option<ReadingExample> {
    let verdict = match card.decision {
        Decision::Open => return None,
        _ if card.settled => return None,
        // What a person added and took back says nothing of the reader.
        Decision::Rejected if card.is_added() => return None,
        Decision::Rejected => ReadingVerdict::Wrong,
        Decision::Accepted if card.is_added() => ReadingVerdict::Missed,
        Decision::Accepted if card.read_kind.is_some() || is_reading_corrected(card) => ReadingVerdict::Corrected,
        Decision::Accepted => ReadingVerdict::Right,
    };
    Some(ReadingExample {
        kind: card.read_kind.unwrap_or(card.kind).name().to_owned(),
        rule: card.rule.clone(),
        confidence: card.confidence,
        bulk: card.bulk && card.decision == Decision::Accepted,
        verdict,
        evidence: card.evidence.clone(),
        read: named(&card.read),
        meant: meant(card),
    })
}

/// Whether the reader read something else than was meant. Naming the units above a place, or a date or period the text does not give,
/// adds to what was read and takes nothing back.
pub(crate) fn is_reading_corrected(card: &Card) -> bool {
    card.corrections().any(|(field, text)| match field {
        Field::Place => {
            let read = card.read.get(Field::Place);
            !vedich_values::text::fold(text.split(',').next().unwrap_or(text)).ends_with(&vedich_values::text::fold(read))
        }
        Field::Date | Field::From | Field::Tier | Field::Others | Field::Cooperating | Field::Places => !card.read.get(field).is_empty(),
        // The reader says `income`, a person picks the code the set has for it.
        Field::Indicator => !card.read.get(field).starts_with(|c: char| c.is_ascii_lowercase()),
        _ => true,
    })
}

/// What was meant instead, by field; another kind stands under `kind`.
fn meant(card: &Card) -> BTreeMap<String, String> {
    let kind = card.read_kind.map(|_| ("kind".to_owned(), card.kind.name().to_owned()));
    card.corrections().map(|(field, text)| (field.name().to_owned(), text.to_owned())).chain(kind).collect()
}

fn named(fields: &Fields) -> BTreeMap<String, String> {
    fields.iter().map(|(field, text)| (field.name().to_owned(), text.to_owned())).collect()
}
