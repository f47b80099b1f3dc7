//! Documents that statements were read from, and what people made of what the reader proposed.

use crate::StoredFile;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A document (văn bản, bản tin) that statements of its entry were read from, kept whole: their evidence names its fingerprint and the
/// stretch of its text. Not for the public; what was stated from it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// SHA-256 over its words, in hexadecimal: the same words laid out otherwise are the same document.
    pub fingerprint: String,
    /// Its title.
    pub title: String,
    /// Name of the file it came in, when it came in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The file itself, where it is more than its text (PDF, Word) and a store keeps evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<StoredFile>,
    /// Its text, as it was read.
    pub text: String,
}

/// What a person made of the proposals read out of one document: examples of right and wrong that the reader is measured by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingRecord {
    /// Fingerprint of the document.
    pub document: String,
    /// One for each proposal somebody decided on.
    pub examples: Vec<ReadingExample>,
}

/// One proposal of the reader and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingExample {
    /// Kind of proposal: `progress`, `unmet`, `value`, `tally`, `output`, `money`, `target`, `task`.
    pub kind: String,
    /// The reader's rule.
    pub rule: String,
    /// How sure the rule was, in hundredths.
    pub confidence: u8,
    /// It was accepted together with others: nobody looked at this one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bulk: bool,
    /// Right or wrong.
    pub verdict: ReadingVerdict,
    /// The words it was read from.
    pub evidence: String,
    /// What was read, by field.
    pub read: BTreeMap<String, String>,
    /// Where the person corrected it: the fields as they should have been read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub meant: BTreeMap<String, String>,
}

/// What a person said of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingVerdict {
    /// Taken over as it was read.
    Right,
    /// Taken over after a correction.
    Corrected,
    /// Not stated by the document at all.
    Wrong,
    /// Stated by the document, and not seen by the reader: a person added it.
    Missed,
}
