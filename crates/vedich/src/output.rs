//! What commands print: data to standard output as a table or JSON, remarks to standard error.

use crate::failure::Failure;
use anyhow::Result;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{IsTerminal, Write};
use vedich_values::{Diagnostic, Severity};
use vedich_wording::Lang;

/// How and in which language a command answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    pub(crate) lang: Lang,
    pub(crate) json: bool,
    pub(crate) quiet: bool,
}

impl Output {
    /// One JSON value and a line end.
    pub(crate) fn json(self, value: &impl Serialize) -> Result<()> {
        let mut out = std::io::stdout().lock();
        // As an input or output error, so that a closed pipe is told from a failure.
        serde_json::to_writer_pretty(&mut out, value).map_err(std::io::Error::from)?;
        writeln!(out)?;
        Ok(())
    }

    /// One line of data.
    pub(crate) fn line(self, text: &str) -> Result<()> {
        writeln!(std::io::stdout().lock(), "{text}")?;
        Ok(())
    }

    /// Why a command refuses: said however quiet it was asked to be.
    pub(crate) fn complain(self, text: &str) {
        self.aside(text, || json!({ "severity": "error", "message": text }));
    }

    /// A remark to the person at the terminal.
    pub(crate) fn remark(self, text: &str) {
        if !self.quiet {
            self.aside(text, || json!({ "severity": "note", "message": text }));
        }
    }

    /// To standard error: words for a person, a JSON value a line for a machine.
    #[expect(clippy::print_stderr, reason = "what is no answer goes to standard error")]
    fn aside(self, text: &str, value: impl FnOnce() -> Value) {
        if self.json { eprintln!("{}", value()) } else { eprintln!("{text}") }
    }

    /// One problem in words, or with its code and place for a machine.
    fn problem(self, problem: &Diagnostic) {
        let said = self.lang.problem(problem);
        let said = match problem.severity {
            Severity::Error => said,
            Severity::Warning if self.quiet => return,
            Severity::Warning => self.lang.say("cli.warning", &[("text", &said)]),
        };
        self.aside(&said, || self.for_machines(problem));
    }

    /// A problem with a `message` beside its code: what is wrong and what to do in words.
    fn for_machines(self, problem: &Diagnostic) -> Value {
        let mut value = serde_json::to_value(problem).unwrap_or_default();
        value["message"] = self.lang.problem_without_place(problem).into();
        value
    }

    /// Why a command failed.
    pub(crate) fn failure(self, failure: &Failure) {
        failure.problems.iter().for_each(|problem| self.problem(problem));
    }

    /// A table that fits the terminal; plain columns when the output is piped. `right` names the columns of numbers.
    pub(crate) fn table(self, head: &[&str], right: &[usize], rows: Vec<Vec<String>>) -> Result<()> {
        let mut table = Table::new();
        let terminal = std::io::stdout().is_terminal();
        table.load_style(if terminal { presets::UTF8_HORIZONTAL_ONLY } else { presets::NOTHING }).set_header(head.iter().copied());
        table.set_content_arrangement(if terminal { ContentArrangement::Dynamic } else { ContentArrangement::Disabled });
        for row in rows {
            table.add_row(row);
        }
        for &index in right {
            if let Some(column) = table.column_mut(index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        self.line(&table.trim_fmt())
    }

    /// Problems of an input, worst first; for machines a JSON value a line. Says whether any refuses the input.
    pub(crate) fn problems(self, diagnostics: &[Diagnostic]) -> bool {
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
        sorted.iter().for_each(|problem| self.problem(problem));
        sorted.first().is_some_and(|worst| worst.severity == Severity::Error)
    }
}

impl Output {
    /// Problems for machines: each with a `message` beside its code, what is wrong and what to do in words.
    pub(crate) fn worded(self, problems: &[Diagnostic]) -> Value {
        problems.iter().map(|problem| self.for_machines(problem)).collect()
    }
}

/// A progress bar on standard error; silent when asked to be, or when nobody looks.
pub(crate) struct Progress(indicatif::ProgressBar);

impl Output {
    /// Starts a progress bar for long work.
    pub(crate) fn progress(self, key: &str) -> Progress {
        let shown = !self.quiet && std::io::stderr().is_terminal();
        let bar = if shown { indicatif::ProgressBar::new(0) } else { indicatif::ProgressBar::hidden() };
        if let Ok(style) = indicatif::ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(self.lang.text(key).to_owned());
        Progress(bar)
    }
}

impl Output {
    /// Says on standard error what is under way where its end can't be foreseen; silent as [`Output::progress`] is.
    pub(crate) fn waiting(self, key: &str) -> Progress {
        let bar = self.progress(key);
        if let Ok(style) = indicatif::ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.0.set_style(style);
        }
        bar.0.enable_steady_tick(std::time::Duration::from_millis(120));
        bar
    }
}

impl Progress {
    /// So much of so much is done.
    pub(crate) fn at(&self, done: u64, total: u64) {
        self.0.set_length(total);
        self.0.set_position(done);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
