//! What a person does to a reading.

use super::Reading;
use vedich_desk::{Card, CardKind, Decision, Draft, Field};
use vedich_values::{Diagnostic, Place};

/// Cards of one document.
const MOST_CARDS: usize = 5_000;

/// A reading after a person changed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// As it stands now.
    pub reading: Reading,
    /// Cards that were to be accepted and wait: something is missing in them.
    pub incomplete: Vec<u32>,
}

impl Changed {
    /// What is missing in the cards that could not be accepted: each with its number and its words.
    #[must_use]
    pub fn problems(&self) -> Vec<Diagnostic> {
        let cards = self.incomplete.iter().filter_map(|no| self.reading.draft.card(*no));
        cards
            .map(|card| Diagnostic::error("desk.not-accepted", Place::default()).with("card", card.no).with("evidence", &card.evidence))
            .collect()
    }
}

/// What a person does to a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Decides on a card.
    Decide(u32, Decision),
    /// Accepts a card together with others, without a look at it.
    AcceptUnseen(u32),
    /// Corrects fields of a card.
    Correct(u32, Vec<(Field, String)>),
    /// Says what kind of statement a card is.
    Retype(u32, CardKind),
    /// Adds what the reader did not see: words of the document, as a card of a kind.
    Add(CardKind, String),
    /// Corrects what the document says of itself.
    Head {
        /// Who says so.
        source: String,
        /// Its date.
        date: String,
        /// Its place.
        place: String,
    },
}

impl Change {
    /// The card it accepts, when it accepts one.
    pub(super) const fn accepts(&self) -> Option<u32> {
        match self {
            Self::Decide(no, Decision::Accepted) | Self::AcceptUnseen(no) => Some(*no),
            _ => None,
        }
    }
}

/// Does to a reading what a person says.
pub(super) fn carry_out(reading: &mut Reading, change: &Change) {
    let Reading { draft, text, .. } = reading;
    /// What stands on record is changed there.
    fn open<'a>(draft: &'a mut Draft, no: &u32) -> Option<&'a mut Card> {
        draft.cards.iter_mut().find(|card| card.no == *no && !card.settled)
    }
    match change {
        Change::Decide(no, decision) => {
            if let Some(card) = open(draft, no) {
                (card.decision, card.bulk) = (*decision, false);
            }
        }
        Change::AcceptUnseen(no) => {
            if let Some(card) = open(draft, no).filter(|card| card.decision != Decision::Accepted) {
                // What was added, corrected or said to be of another kind was looked at.
                let touched = card.is_added() || card.is_corrected() || card.read_kind.is_some();
                (card.decision, card.bulk) = (Decision::Accepted, !touched);
            }
        }
        Change::Correct(no, fields) => {
            if let Some(card) = open(draft, no) {
                fields.iter().for_each(|(field, text)| card.correct(*field, text));
            }
        }
        Change::Retype(no, kind) => {
            if let Some(card) = open(draft, no) {
                card.retype(*kind);
            }
        }
        Change::Add(kind, words) if !words.trim().is_empty() && draft.cards.len() < MOST_CARDS => {
            let no = draft.cards.iter().map(|card| card.no).max().unwrap_or_default() + 1;
            draft.cards.push(Card::added(no, *kind, span_of(text, words.trim()), words.trim()));
        }
        Change::Add(..) => {}
        Change::Head { source, date, place } => draft.correct(source, date, place),
    }
}

/// Where words stand in a text, in code points, blanks and line ends alike; nowhere when they do not.
fn span_of(text: &str, words: &str) -> (u32, u32) {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let squeezed = |letters: &mut dyn Iterator<Item = (usize, char)>| {
        let mut out: Vec<(usize, char)> = Vec::new();
        for (at, letter) in letters {
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            if letter != ' ' || out.last().is_none_or(|(_, last)| *last != ' ') {
                out.push((at, letter));
            }
        }
        out
    };
    let (text, words) = (squeezed(&mut text.chars().enumerate()), squeezed(&mut words.chars().enumerate()));
    let same = |from: &[(usize, char)]| from.iter().zip(&words).all(|((_, a), (_, b))| a == b);
    let found = text.windows(words.len().max(1)).find(|window| same(window));
    found.and_then(|window| Some((place(window.first()?.0), place(window.last()?.0 + 1)))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_a_text_however_its_lines_are_broken() {
        let text = "Năm 2020, xã\n  đạt 16/20 tiêu chí.";
        let span = span_of(text, "xã đạt  16/20");
        assert_eq!(text.chars().skip(span.0 as usize).take((span.1 - span.0) as usize).collect::<String>(), "xã\n  đạt 16/20");
        assert_eq!(span_of(text, "không có"), (0, 0));
        assert_eq!(span_of("", "a"), (0, 0));
    }
}
