//! Two people at once: who recorded another value since a line was typed, and when.

use super::plan::{LineFate, SheetPlan};
use crate::{App, AppError, Hand};
use std::collections::BTreeMap;
use vedich_values::{FactSeq, Timestamp};
use vedich_wording::Lang;

/// Who recorded the values that lines conflict with, by the numbers of their facts.
pub type Meanwhile = BTreeMap<FactSeq, Recorder>;

/// Whoever recorded a value, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// By name, role and unit: whoever may enter a line may know who else does.
    pub called: String,
    /// When.
    pub at: Timestamp,
    /// It was the one who asks: in another window, or on another device.
    pub own: bool,
}

impl App {
    /// Who recorded what the lines of these plans conflict with.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn recorded_since(&self, hand: &Hand, plans: &[SheetPlan], lang: Lang) -> Result<Meanwhile, AppError> {
        let conflict = |plan: &SheetPlan| {
            let lines = plan.lines.iter().filter(|line| line.fate == LineFate::Conflict);
            lines.filter_map(|line| plan.recorded_since(line)).collect::<Vec<_>>()
        };
        let facts: Vec<FactSeq> = plans.iter().flat_map(conflict).collect();
        if facts.is_empty() {
            return Ok(Meanwhile::new());
        }
        let recorded = self.journal().facts(&facts).await?;
        let doers = self.doers(&recorded).await?;
        let (rights, reference) = (self.rights(), self.reference());
        let one = |recorded: &vedich_facts::Recorded| {
            let by = doers.get(&recorded.entry)?;
            let own = hand.whose().is_some() && by.person(&rights) == hand.whose();
            Some((recorded.seq, Recorder { called: by.called(&rights, &reference.registry, lang), at: recorded.recorded_at, own }))
        };
        Ok(recorded.iter().filter_map(one).collect())
    }
}
