//! The demo cases in memory, as the running product would show them.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    reason = "the site example and the tests each use a part"
)]

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use vedich_app::commands::{By, ConfirmThreshold};
use vedich_board::{Board, Reference};
use vedich_facts::{Body, Fact, Recorded};
use vedich_reference::{DemoEntry, Shipped, demo};
use vedich_values::{Date, EntrySeq, FactSeq};
use vedich_web::office::{Office, OfficeError, Task};
use vedich_web::{WebOptions, WebState};

/// A board of the demo cases that takes facts in memory.
pub struct DemoOffice {
    reference: Reference,
    facts: Mutex<Vec<Recorded>>,
    today: Date,
    drawn: Mutex<HashMap<Date, Arc<Board>>>,
}

impl DemoOffice {
    fn board(&self, date: Date) -> Arc<Board> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let draw = || Arc::new(Board::load(&self.reference, date, self.facts.lock().unwrap_or_else(PoisonError::into_inner).clone()));
        Arc::clone(drawn.entry(date).or_insert_with(draw))
    }
}

impl Office for DemoOffice {
    fn today(&self) -> Date {
        self.today
    }

    fn version(&self) -> u64 {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner).len() as u64
    }

    fn is_ready(&self) -> Task<'_, bool> {
        Box::pin(async { true })
    }

    /// All was recorded on one day here, so what was known when makes no difference.
    fn look<'a>(&'a self, date: Date, _: Option<Date>, view: Box<dyn FnOnce(&Board) + Send + 'a>) -> Task<'a, Result<(), OfficeError>> {
        Box::pin(async move {
            view(&self.board(date));
            Ok(())
        })
    }

    fn confirm(&self, by: By, command: ConfirmThreshold) -> Task<'_, Result<(), OfficeError>> {
        let mut fact = Fact::new(command.area, command.from, Body::Overlay(command.overlay));
        fact.supersedes = command.correcting;
        fact.source = Some(by.hand().actor().into());
        let mut facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let seq = FactSeq(facts.len() as u64 + 1);
        let last = facts.last().map(|last| (last.entry, last.recorded_at));
        let (entry, recorded_at) = last.unwrap_or((EntrySeq(0), "2026-11-22T00:00:00Z".parse().unwrap()));
        facts.push(Recorded { seq, entry: EntrySeq(entry.get() + 1), recorded_at, fact });
        Box::pin(async { Ok(()) })
    }
}

/// The site on the demo cases, as of 22 November 2026.
pub fn site(local_admin: bool) -> WebState {
    site_with(WebOptions { local_admin, ..WebOptions::default() })
}

/// The same, set up otherwise; the cases are filled in.
pub fn site_with(options: WebOptions) -> WebState {
    let shipped = Shipped::load().unwrap();
    let cases = demo(&shipped.registry, &shipped.catalogue).unwrap();
    let mut registry = (*shipped.registry).clone();
    let mut facts = Vec::new();
    for (number, entry) in cases.iter().enumerate() {
        for fact in &entry.facts {
            if let Body::UnitChange(change) = &fact.body {
                registry.apply(fact.unit, fact.as_of, change).unwrap();
            }
            let seq = FactSeq(facts.len() as u64 + 1);
            facts.push(Recorded { seq, entry: EntrySeq(number as u64 + 1), recorded_at: entry.recorded_at, fact: fact.clone() });
        }
    }
    let reference = Reference { registry: Arc::new(registry), catalogue: shipped.catalogue, bands: shipped.bands };
    let office =
        DemoOffice { reference, facts: Mutex::new(facts), today: Date::from_ymd_opt(2026, 11, 22).unwrap(), drawn: Mutex::default() };
    WebState::new(Arc::new(office), WebOptions { cases, ..options })
}
