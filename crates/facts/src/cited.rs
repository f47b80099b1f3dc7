//! The stretch of a document that evidence names.

use std::sync::Arc;

/// The stretch of a document of the desk that a statement was read from: evidence `bulletin:FINGERPRINT#START-END`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Fingerprint of the document, in hexadecimal.
    pub fingerprint: Arc<str>,
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
        hex.then_some(Self { fingerprint: fingerprint.into(), start: start.parse().ok()?, end: end.parse().ok()? })
    }

    /// Evidence that names a stretch of a document.
    #[must_use]
    pub fn evidence(&self) -> String {
        format!("bulletin:{}#{}-{}", self.fingerprint, self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_names_a_document_and_a_stretch_of_it() {
        let cited = Cited { fingerprint: "ab".repeat(32).into(), start: 3, end: 17 };
        assert_eq!(Cited::parse(&cited.evidence()), Some(cited));
        for other in ["https://example.vn", "bulletin:ab#1-2", "bulletin:", "Báo cáo số 5"] {
            assert_eq!(Cited::parse(other), None, "{other}");
        }
    }
}
