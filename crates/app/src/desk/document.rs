//! Documents on record: what was stated from each, and from which words.

use super::apply;
use crate::{App, AppError, Committed, Entry, Select};
use std::ops::Range;
use vedich_facts::{Body, Cited, DocumentRecord, Kind, Recorded};
use vedich_values::{EntrySeq, FactSeq};

/// Facts of one entry that are looked at.
const MOST_FACTS: u32 = 10_000;

/// A document on record.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The document.
    pub document: DocumentRecord,
    /// The entry it came with.
    pub entry: Entry,
    /// What that entry and later ones of the same reading stated from it, each with the stretch of the text behind it, in code points.
    pub stated: Vec<(Recorded, Cited)>,
}

/// A fingerprint from hexadecimal.
fn bytes(fingerprint: &str) -> Option<[u8; 32]> {
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs: Option<Vec<u8>> =
        fingerprint.as_bytes().chunks(2).map(|pair| Some(digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?)).collect();
    pairs?.try_into().ok()
}

/// The facts of an entry.
fn within(facts: &Range<FactSeq>) -> Select {
    let after = facts.start.get().checked_sub(1).map(FactSeq);
    Select { after, before: Some(facts.end), limit: Some(MOST_FACTS), ..Select::default() }
}

impl App {
    /// How many statements an entry of the desk made, the document itself and what was made of the proposals aside.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn stated_by(&self, committed: &Committed) -> Result<usize, AppError> {
        let found = self.journal().read(&within(&committed.facts)).await?;
        Ok(found.iter().filter(|one| !matches!(one.fact.body.kind(), Kind::Document | Kind::Reading)).count())
    }

    /// The fingerprint of the document that an entry of the desk was read from.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn document_of_entry(&self, entry: EntrySeq) -> Result<Option<String>, AppError> {
        let next = Some(EntrySeq(entry.get().saturating_add(1)));
        let Some(entry) = self.journal().entries(next, 1).await?.pop().filter(|found| found.seq == entry) else { return Ok(None) };
        let select = Select { kind: Some(Kind::Reading), ..within(&entry.facts) };
        Ok(self.journal().read(&select).await?.into_iter().find_map(|recorded| match recorded.fact.body {
            Body::Reading(reading) => Some(reading.document),
            _ => None,
        }))
    }

    /// Whether a document is on record.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn is_on_record(&self, fingerprint: &str) -> Result<bool, AppError> {
        let Some(print) = bytes(fingerprint) else { return Ok(false) };
        Ok(self.applied(&print).await?.is_some())
    }

    /// What later rounds of the reading that brought a document stated from it.
    async fn later_rounds(&self, first: &Entry) -> Result<Vec<Recorded>, AppError> {
        let mut found = Vec::new();
        for round in 1..apply::MOST_ROUNDS {
            let Some(entry) = self.journal().find(apply::command(first.command, round), None).await? else { break };
            found.extend(self.journal().read(&within(&entry.facts)).await?);
        }
        Ok(found)
    }

    /// The document of a fingerprint, when one is on record.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn document(&self, fingerprint: &str) -> Result<Option<Filed>, AppError> {
        let Some(print) = bytes(fingerprint) else { return Ok(None) };
        let Some(entry) = self.applied(&print).await? else { return Ok(None) };
        let select = within(&entry.facts);
        let (mut document, mut stated) = (None, Vec::new());
        let later = self.later_rounds(&entry).await?;
        for recorded in self.journal().read(&select).await?.into_iter().chain(later) {
            match &recorded.fact.body {
                Body::Document(found) => document = Some((**found).clone()),
                body if body.kind() == Kind::Reading => {}
                _ => {
                    if let Some(cited) = recorded.fact.evidence.as_deref().and_then(Cited::parse) {
                        stated.push((recorded, cited));
                    }
                }
            }
        }
        Ok(document.map(|document| Filed { document, entry, stated }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_from_hexadecimal() {
        assert_eq!(bytes(&"0f".repeat(32)), Some([15; 32]));
        assert_eq!(bytes("0g"), None);
    }
}
