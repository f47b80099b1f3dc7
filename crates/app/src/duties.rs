//! Who is responsible for what: given, ended, seen.

pub mod file;

pub use file::DutyFile;

use crate::{App, AppError, By, Committed};
use vedich_facts::{Body, Charge, Fact, Part, PersonId, Responsibility};
use vedich_values::{Date, FactSeq, UnitId};

/// Makes somebody responsible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiveDuty {
    /// The unit that decides it.
    pub unit: UnitId,
    /// Who.
    pub holder: String,
    /// The same as an account.
    pub person: Option<PersonId>,
    /// For what.
    pub over: Charge,
    /// As what.
    pub part: Part,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// The decision.
    pub decision: Option<String>,
}

impl App {
    /// Makes people responsible, all of them or none.
    ///
    /// # Errors
    /// Everything that can't be; the hand may not; or the journal does not answer.
    pub async fn give_duties(&self, by: By, kind: &str, duties: Vec<GiveDuty>) -> Result<Committed, AppError> {
        let fact = |duty: GiveDuty| {
            let GiveDuty { unit, holder, person, over, part, from, to, decision } = duty;
            let given = Responsibility::Given { holder: holder.trim().to_owned(), person, over, part, to };
            let mut fact = Fact::new(unit, from, Body::Responsibility(given));
            fact.source = decision.map(Into::into);
            fact
        };
        self.commit(self.entry(kind, by, duties.into_iter().map(fact).collect())).await
    }

    /// Ends a duty: from that day on it no longer holds.
    ///
    /// # Errors
    /// When the unit gave no such duty, the hand may not, or the journal does not answer.
    pub async fn end_duty(&self, by: By, unit: UnitId, duty: FactSeq, from: Date, why: Option<String>) -> Result<Committed, AppError> {
        let mut fact = Fact::new(unit, from, Body::Responsibility(Responsibility::Ended { duty }));
        fact.note = why.map(Into::into);
        self.commit(self.entry("end-duty", by, vec![fact])).await
    }
}
