//! Typed commands: what forms and programs ask for, turned into entries. Each says who gives it, from where, and carries its own identity,
//! so that a form sent twice changes nothing.

use crate::{App, AppError, Committed, NewEntry};

pub use crate::entry::By;
use vedich_facts::{AttributeValue, Body, Fact, Observed, Overlay, Target, UnitChange, UnitLevel};
use vedich_values::{Date, FactSeq, UnitId};

/// Sets or confirms a threshold locally, by a decision (giá trị do tỉnh quy định; xác nhận giá trị chưa kiểm chứng).
#[derive(Clone, Debug, PartialEq)]
pub struct ConfirmThreshold {
    /// Below which unit it holds: a province, or the whole country.
    pub area: UnitId,
    /// From when.
    pub from: Date,
    /// What is set or confirmed, with the decision's number and date.
    pub overlay: Overlay,
    /// The earlier confirmation this one replaces, if it was wrong.
    pub correcting: Option<FactSeq>,
}

/// Records values of indicators (số liệu).
#[derive(Clone, Debug, PartialEq)]
pub struct RecordObservations {
    /// The values.
    pub values: Vec<Observation>,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// About which unit.
    pub unit: UnitId,
    /// As of when.
    pub as_of: Date,
    /// For which indicator.
    pub target: Target,
    /// What was seen.
    pub observed: Observed,
    /// Who says so.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The earlier value it corrects.
    pub correcting: Option<FactSeq>,
}

/// Enters units into the register, hamlets above all. They get the next free ids.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterUnits {
    /// The units.
    pub units: Vec<NewUnit>,
    /// SHA-256 of the file they came from.
    pub content_hash: Option<[u8; 32]>,
}

/// A unit to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUnit {
    /// Its level.
    pub level: UnitLevel,
    /// Its official type: `thon`, `ban`.
    pub kind: String,
    /// Its full name: `Thôn 5`.
    pub name: String,
    /// The unit above it.
    pub parent: UnitId,
    /// Official code, if it has one.
    pub code: Option<String>,
    /// Since when it exists.
    pub from: Date,
    /// Who says so.
    pub source: Option<String>,
}

/// States a property of a unit: the tier it works towards, its zone or group by decision.
#[derive(Clone, Debug, PartialEq)]
pub struct StateAttribute {
    /// The unit.
    pub unit: UnitId,
    /// From when.
    pub from: Date,
    /// To when, when that is known.
    pub to: Option<Date>,
    /// `tier`, `zone`, `group`, or a name that set files ask for.
    pub name: String,
    /// Its value.
    pub value: AttributeValue,
    /// Who says so.
    pub source: Option<String>,
}

impl App {
    /// Sets or confirms a threshold. The fact names its author as its source; the decision stands in the overlay itself.
    ///
    /// # Errors
    /// When decision, set, code, zone or threshold can't be, or the journal does not answer.
    pub async fn confirm_threshold(&self, by: By, command: ConfirmThreshold) -> Result<Committed, AppError> {
        let mut fact = Fact::new(command.area, command.from, Body::Overlay(command.overlay));
        fact.supersedes = command.correcting;
        fact.source = Some(by.hand().actor().into());
        self.commit(self.entry("confirm-threshold", by, vec![fact])).await
    }

    /// Records values.
    ///
    /// # Errors
    /// Every value that can't be, or the journal does not answer.
    pub async fn record_observations(&self, by: By, command: RecordObservations) -> Result<Committed, AppError> {
        let fact = |value: Observation| {
            let mut fact = Fact::new(value.unit, value.as_of, Body::Observation { target: value.target, observed: value.observed });
            fact.source = value.source.map(Into::into);
            fact.note = value.note.map(Into::into);
            fact.supersedes = value.correcting;
            fact
        };
        self.commit(self.entry("record-observations", by, command.values.into_iter().map(fact).collect())).await
    }

    /// States a property of a unit.
    ///
    /// # Errors
    /// When the unit is unknown, or the journal does not answer.
    pub async fn state_attribute(&self, by: By, command: StateAttribute) -> Result<Committed, AppError> {
        let StateAttribute { unit, from, to, name, value, source } = command;
        let mut fact = Fact::new(unit, from, Body::Attribute { name, value, to });
        fact.source = source.map(Into::into);
        self.commit(self.entry("state-attribute", by, vec![fact])).await
    }

    /// Registers units; their ids are given in the order of the list, from the first fact's unit on.
    ///
    /// # Errors
    /// Every unit that can't be, or the journal does not answer.
    pub async fn register_units(&self, by: By, command: RegisterUnits) -> Result<Committed, AppError> {
        let entry = NewEntry { content_hash: command.content_hash, ..self.entry("register-units", by, Vec::new()) };
        self.commit_with(move |app, _| {
            // Ids are given out while deciding: another process may have taken the next ones.
            let first = app.reference().registry.next_free_id().get();
            let facts = command.units.iter().zip(first..).map(|(unit, id)| unit.registration(UnitId(id))).collect();
            Ok(NewEntry { facts, ..entry.clone() })
        })
        .await
    }

    pub(crate) fn entry(&self, kind: &str, by: By, facts: Vec<Fact>) -> NewEntry {
        NewEntry::new(kind, by, self.inner.clock.now(), facts)
    }
}

impl NewUnit {
    fn registration(&self, id: UnitId) -> Fact {
        let Self { level, kind, name, parent, code, from, source } = self.clone();
        let mut fact = Fact::new(id, from, Body::UnitChange(UnitChange::Registered { level, kind, name, parent, code }));
        fact.source = source.map(Into::into);
        fact
    }
}
