//! A million tasks on the board: how long a first page of a list takes. `cargo run --release -p vedich-board --example tasks_speed`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used, reason = "a measurement")]

use std::time::Instant;
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_board::{Board, Reference};
use vedich_facts::steering::{Assignment, Due, DueRule, Party, TaskChange, TaskEdit, TaskStatement};
use vedich_facts::{Body, Fact, Recorded, UnitLevel};
use vedich_reference::Shipped;
use vedich_values::{CriterionNo, Date, EntrySeq, FactSeq, ItemKey};

const TASKS: u64 = 1_000_000;

fn main() {
    let shipped = Shipped::load().unwrap();
    let reference = Reference { registry: shipped.registry, catalogue: shipped.catalogue, bands: shipped.bands };
    let date: Date = "2026-06-30".parse().unwrap();
    let communes: Vec<_> = reference.registry.units(UnitLevel::Commune, date).collect();
    let fact = |seq: u64| {
        let unit = communes[seq as usize % communes.len()];
        let given = date - chrono::Days::new(seq % 700);
        let due = Due { rule: DueRule::Day, on: Some(given + chrono::Days::new(seq % 120)) };
        let mut assignment = Assignment::new("Hoàn thành việc được giao", Party::unit(unit), "Chủ tịch UBND xã", given, due);
        assignment.places = vec![unit];
        assignment.criteria = vec![CriterionNo((seq % 19 + 1) as u16)];
        let edits = vec![TaskEdit::Assign(Box::new(assignment))];
        let change = TaskChange { task: ItemKey::new(&seq.to_string()), base: FactSeq(0), edits };
        let fact = Fact::new(unit, given, Body::Task(Box::new(TaskStatement::Change(change))));
        Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Default::default(), fact }
    };
    let start = Instant::now();
    let board = Board::load(&reference, date, (1..=TASKS).map(fact));
    println!("loaded {TASKS} tasks over {} communes in {:.1?}", communes.len(), start.elapsed());
    for (name, show) in [("open", Show::Open), ("overdue", Show::Overdue), ("all", Show::All)] {
        for scope in [TaskScope::Area(vedich_units::COUNTRY), TaskScope::Unit(communes[0]), TaskScope::Criterion(CriterionNo(5))] {
            let start = Instant::now();
            let page = board.tasks(&TaskQuery { show, ..TaskQuery::open(scope.clone(), 50) });
            let tally = board.task_tally(&scope);
            println!("{name} {scope:?}: {} of {} tasks in {:.2?}", page.items.len(), tally.assigned(), start.elapsed());
        }
    }
    let start = Instant::now();
    let below = board.task_tallies_below(vedich_units::COUNTRY);
    println!("counts of {} provinces in {:.2?}", below.len(), start.elapsed());
}
