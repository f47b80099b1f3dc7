//! Roadmaps as files: out for people to fill in and for planners' tools, back in with what would change shown first.

mod read;
mod take;
mod write;

pub use take::{GivenFile, PlanFile};
pub use write::{Say, SheetWords};

/// Columns of the critical-path table, in the order of the reader's fields below.
pub(crate) const COLUMNS: [&str; 17] = [
    "task_id",
    "task_criterion",
    "task_code",
    "task_title",
    "task_measure",
    "task_total",
    "task_done",
    "task_cost",
    "task_funded",
    "task_source",
    "task_member",
    "task_lead",
    "task_person",
    "task_start",
    "task_finish",
    "task_note",
    "task_line",
];
