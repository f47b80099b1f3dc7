//! Documents on record: what was stated from each, and from which words.

use crate::{App, AppError, Entry, Select};
use vedich_facts::{Body, DocumentRecord, Kind, Recorded};

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

/// The stretch of a document that evidence names: `bulletin:FINGERPRINT#START-END`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Fingerprint of the document, in hexadecimal.
    pub fingerprint: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Cited {
    /// Reads evidence; none when it names no document of the desk.
    #[must_use]
    pub fn parse(evidence: &str) -> Option<Self> {
        let (fingerprint, span) = evidence.strip_prefix("bulletin:")?.split_once('#')?;
        let (start, end) = span.split_once('-')?;
        let hex = fingerprint.len() == 64 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
        hex.then_some(Self { fingerprint: fingerprint.to_owned(), start: start.parse().ok()?, end: end.parse().ok()? })
    }

    /// Evidence that names a stretch of a document.
    #[must_use]
    pub fn evidence(&self) -> String {
        format!("bulletin:{}#{}-{}", self.fingerprint, self.start, self.end)
    }
}

/// A fingerprint from hexadecimal.
fn bytes(fingerprint: &str) -> Option<[u8; 32]> {
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs: Option<Vec<u8>> =
        fingerprint.as_bytes().chunks(2).map(|pair| Some(digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?)).collect();
    pairs?.try_into().ok()
}

impl App {
    /// The document of a fingerprint, when one is on record.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn document(&self, fingerprint: &str) -> Result<Option<Filed>, AppError> {
        let Some(print) = bytes(fingerprint) else { return Ok(None) };
        let Some(entry) = self.applied(&print).await? else { return Ok(None) };
        let after = entry.facts.start.get().checked_sub(1).map(vedich_values::FactSeq);
        let select = Select { after, before: Some(entry.facts.end), limit: Some(10_000), ..Select::default() };
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
    fn evidence_names_a_document_and_a_stretch_of_it() {
        let cited = Cited { fingerprint: "ab".repeat(32), start: 3, end: 17 };
        assert_eq!(Cited::parse(&cited.evidence()), Some(cited));
        for other in ["https://example.vn", "bulletin:ab#1-2", "bulletin:", "Báo cáo số 5"] {
            assert_eq!(Cited::parse(other), None, "{other}");
        }
        assert_eq!(bytes(&"0f".repeat(32)), Some([15; 32]));
        assert_eq!(bytes("0g"), None);
    }
}
