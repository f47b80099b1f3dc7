//! What commands print: data to standard output as a table or JSON, remarks to standard error.

use anyhow::Result;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Serialize;
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
    #[expect(clippy::print_stderr, reason = "what is refused goes to standard error")]
    pub(crate) fn complain(self, text: &str) {
        eprintln!("{text}");
    }

    /// A remark to the person at the terminal.
    #[expect(clippy::print_stderr, reason = "remarks of the command line go to standard error")]
    pub(crate) fn remark(self, text: &str) {
        if !self.quiet {
            eprintln!("{text}");
        }
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

    /// Problems of an input, worst first; as JSON when asked. Says whether any refuses the input.
    pub(crate) fn problems(self, diagnostics: &[Diagnostic]) -> bool {
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
        for diagnostic in &sorted {
            let said = self.lang.problem(diagnostic);
            match diagnostic.severity {
                Severity::Error => self.complain(&said),
                Severity::Warning => self.remark(&self.lang.say("cli.warning", &[("text", &said)])),
            }
        }
        sorted.first().is_some_and(|worst| worst.severity == Severity::Error)
    }
}

impl Output {
    /// Problems for machines: each with a `message` beside its code, what is wrong and what to do in words.
    pub(crate) fn worded(self, problems: &[Diagnostic]) -> Result<serde_json::Value> {
        let worded = |problem: &Diagnostic| {
            let mut value = serde_json::to_value(problem)?;
            value["message"] = self.lang.problem_without_place(problem).into();
            Ok(value)
        };
        problems.iter().map(worded).collect()
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
