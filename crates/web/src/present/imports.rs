//! What importing a file did, or would do, in words.

use crate::frame::Frame;
use crate::pages::imports::{Outcome, ProblemLine};
use vedich_app::import::Outcome as Imported;
use vedich_values::{Diagnostic, Severity};

/// Problems shown, at most.
const MOST: usize = 300;

/// The outcome of a file.
#[must_use]
pub fn outcome(f: &Frame, done: &Imported) -> Outcome {
    let count = |count: u64| f.count(u32::try_from(count).unwrap_or(u32::MAX));
    let figures = [
        ("imports.rows", done.rows),
        ("imports.new", done.new),
        ("imports.changed", done.changed),
        ("imports.unchanged", done.unchanged),
        ("imports.blank", done.blank),
        ("imports.refused-rows", done.refused),
    ];
    let left_out = done.problems_left_out + done.problems.len().saturating_sub(MOST) as u64;
    Outcome {
        file: done.file.clone(),
        refused: done.is_refused(),
        sentence: sentence(f, done),
        writes: !done.is_refused() && done.new + done.changed > 0,
        figures: figures.into_iter().map(|(key, n)| (f.text(key).to_owned(), count(n))).collect(),
        problems: done.problems.iter().take(MOST).map(|one| problem(f, one)).collect(),
        left_out: if left_out > 0 { count(left_out) } else { String::new() },
    }
}

fn sentence(f: &Frame, done: &Imported) -> String {
    if done.is_refused() {
        return f.say("imports.is-refused", &[("count", &f.count(u32::try_from(done.errors).unwrap_or(u32::MAX)))]);
    }
    match done.entry {
        Some(entry) if done.applied => f.say("imports.applied", &[("entry", &entry.to_string())]),
        Some(entry) => f.say("imports.already", &[("entry", &entry.to_string())]),
        None if done.new + done.changed == 0 => f.text("imports.nothing").to_owned(),
        None => f.text("imports.ready").to_owned(),
    }
}

fn problem(f: &Frame, one: &Diagnostic) -> ProblemLine {
    ProblemLine {
        sheet: one.place.sheet.clone().unwrap_or_default(),
        row: one.place.line.map(|line| line.to_string()).unwrap_or_default(),
        column: one.place.key.clone().or_else(|| one.place.column.map(|column| column.to_string())).unwrap_or_default(),
        error: one.severity == Severity::Error,
        words: f.lang.problem_without_place(one),
    }
}
