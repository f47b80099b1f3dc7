//! What is asked of the speed of Vedich, beside what was reached: the first line to reach and the stretch.

use crate::output::Output;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::process::Command;

/// One figure with its two lines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    /// What was measured; the last word is its unit.
    pub(crate) what: String,
    /// Whether more is better (a rate) or less (a time, a size).
    pub(crate) more_is_better: bool,
    /// The line to reach.
    pub(crate) asked: u64,
    /// The further line, where there is one.
    pub(crate) stretch: Option<u64>,
    /// What this run reached.
    pub(crate) reached: u64,
}

impl Line {
    /// A time or a size: less is better.
    pub(crate) fn at_most(what: impl Into<String>, asked: u64, stretch: impl Into<Option<u64>>, reached: u64) -> Self {
        Self { what: what.into(), more_is_better: false, asked, stretch: stretch.into(), reached }
    }

    /// A rate or a result: more is better.
    pub(crate) fn at_least(what: impl Into<String>, asked: u64, stretch: impl Into<Option<u64>>, reached: u64) -> Self {
        Self { more_is_better: true, ..Self::at_most(what, asked, stretch, reached) }
    }

    fn reaches(&self, line: u64) -> bool {
        if self.more_is_better { self.reached >= line } else { self.reached <= line }
    }

    /// `++` beyond the stretch, `+` beyond the line asked, `-` short of it.
    pub(crate) fn sign(&self) -> &'static str {
        match (self.reaches(self.asked), self.stretch.is_some_and(|line| self.reaches(line))) {
            (_, true) => "++",
            (true, false) => "+",
            (false, false) => "-",
        }
    }
}

/// The lines of another measure, taken by a process of its own: what it holds in memory, and what was held before, do not mix.
pub(crate) fn apart(what: &str) -> Result<Vec<Line>> {
    let run = Command::new(std::env::current_exe()?).args(["bench", what, "--json"]).output()?;
    anyhow::ensure!(run.status.success(), "bench {what}: {}", String::from_utf8_lossy(&run.stderr));
    let (_, lines): (serde_json::Value, Vec<Line>) = serde_json::from_slice(&run.stdout).with_context(|| format!("bench {what}"))?;
    Ok(lines)
}

/// A measure in the shape [`apart`] reads: what was measured in full and the lines, or the lines as a table.
pub(crate) fn told(report: &impl Serialize, lines: &[Line], output: Output) -> Result<()> {
    if output.json { output.json(&(report, lines)) } else { show(lines, output) }
}

/// The lines as a table.
pub(crate) fn show(lines: &[Line], output: Output) -> Result<()> {
    let head = ["cli.bench-what", "cli.bench-asked", "cli.bench-stretch", "cli.bench-reached", "cli.bench-sign"];
    let rows = lines.iter().map(|line| {
        let bound = if line.more_is_better { "≥" } else { "≤" };
        let stretch = line.stretch.map_or_else(String::new, |stretch| format!("{bound} {stretch}"));
        vec![line.what.clone(), format!("{bound} {}", line.asked), stretch, line.reached.to_string(), line.sign().to_owned()]
    });
    output.table(&head.map(|key| output.lang.text(key)), &[1, 2, 3], rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_says_which_line_was_reached() {
        let signs = [5, 15, 25].map(|reached| Line::at_most("x_ms", 20, 10, reached).sign());
        assert_eq!(signs, ["++", "+", "-"]);
        let signs = [5, 15, 25].map(|reached| Line::at_least("x_per_s", 10, 20, reached).sign());
        assert_eq!(signs, ["-", "+", "++"]);
        assert_eq!(Line::at_most("errors", 0, None, 0).sign(), "+");
    }
}
