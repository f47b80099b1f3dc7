//! What a specialist says of a value somebody else entered (thẩm tra).

use serde::{Deserialize, Serialize};
use vedich_values::FactSeq;

/// What was said of a value. The fact's unit and date are those of the value, so that a picture that shows the value shows this too; its
/// note is the reason of a return, the question or the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The fact it speaks of: a value or a declared status.
    pub of: FactSeq,
    /// What was said.
    pub outcome: Outcome,
}

/// What was said of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is right (xác nhận).
    Confirmed,
    /// It is not right, or not shown: to be corrected (trả lại).
    Returned,
    /// Something has to be answered first (hỏi lại).
    Asked,
    /// Whoever entered it answers; it waits again (trả lời).
    Answered,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Returned, Self::Asked, Self::Answered];

    /// The name used in forms, exports and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Returned => "returned",
            Self::Asked => "asked",
            Self::Answered => "answered",
        }
    }

    /// The outcome of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Whether it says nothing without words: a reason, a question, an answer.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        !matches!(self, Self::Confirmed)
    }
}
