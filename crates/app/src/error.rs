//! Why a use case did not do as asked.

use vedich_journal::JournalError;
use vedich_values::Diagnostic;

/// Why a use case did not do as asked; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The statements contradict the register, the sets or the journal: every problem, to be worded for the person. A problem's
    /// place has the number of the fact in the entry, from 1, as its line, where the entry has several.
    #[error("refused: {}", codes(.0))]
    Refused(Vec<Diagnostic>),
    /// The person may not do it.
    #[error("not allowed: {0}")]
    Forbidden(#[from] vedich_rights::Refusal),
    /// The journal did not answer, or is damaged.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The evidence store did not answer.
    #[error(transparent)]
    Store(#[from] vedich_store::StoreError),
    /// Evidence is kept nowhere: the product was opened without a store.
    #[error("there is no evidence store")]
    NoStore,
    /// A task of ours was stopped, as happens when the process ends.
    #[error("stopped before it was done")]
    Stopped,
}

impl AppError {
    /// Whether a command that was carried out came again with something else.
    #[must_use]
    pub const fn is_reused_command(&self) -> bool {
        matches!(self, Self::Journal(JournalError::CommandReused(_)))
    }
}

fn codes(problems: &[Diagnostic]) -> String {
    let mut codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.join(", ")
}
