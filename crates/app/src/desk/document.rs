//! Documents on record: what was stated from each, and from which words.

use crate::{App, AppError, Committed, Entry, Select};
use std::ops::Range;
use vedich_facts::{Body, Cited, DocumentRecord, Kind, Recorded};
use vedich_values::FactSeq;

/// Facts of one entry that are looked at.
const MOST_FACTS: u32 = 10_000;

/// A document on record.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The document.
    pub document: DocumentRecord,
    /// The entry it came with.
    pub entry: Entry,
    /// What that entry stated from it, each with the stretch of the text behind it, in code points.
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

    /// The document of a fingerprint, when one is on record.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn document(&self, fingerprint: &str) -> Result<Option<Filed>, AppError> {
        let Some(print) = bytes(fingerprint) else { return Ok(None) };
        let Some(entry) = self.applied(&print).await? else { return Ok(None) };
        let select = within(&entry.facts);
        let (mut document, mut stated) = (None, Vec::new());
        for recorded in self.journal().read(&select).await? {
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
