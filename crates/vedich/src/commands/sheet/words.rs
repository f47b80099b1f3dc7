//! What is said of a workbook that came back: what stops it, what is odd, what is recorded beside its lines.

use super::frame;
use super::import::stops;
use crate::output::Output;
use serde::Serialize;
use vedich_app::App;
use vedich_app::sheets::{FormFate, FormLine, LineFate, LinePlan, Meanwhile, SheetPlan};
use vedich_entry::{SheetDraft, Unread};
use vedich_values::{Diagnostic, Period, Severity, UnitId};
use vedich_web::present::entry::units::{fate_words, form_words};
use vedich_web::present::entry::{code_words, recorded_by};

/// One thing that is said of a workbook: an error stops it, a warning is worth a look, a note tells what is recorded beside its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Word {
    pub(super) severity: &'static str,
    code: String,
    /// The cell; the line's key where it came from none.
    #[serde(skip_serializing_if = "String::is_empty")]
    cell: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<UnitId>,
    #[serde(skip_serializing_if = "String::is_empty")]
    indicator: String,
    message: String,
}

pub(super) const ERROR: &str = "error";
const WARNING: &str = "warning";
const NOTE: &str = "note";

impl Word {
    /// Of a cell, or of the workbook as a whole.
    fn of_cell(severity: &'static str, one: &Unread, output: Output) -> Self {
        let params: Vec<(&str, &str)> = one.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let message = output.lang.say(&format!("problem.{}", one.code), &params);
        Self { severity, code: one.code.clone(), cell: one.cell.clone(), unit: None, indicator: String::new(), message }
    }

    fn of_line(line: &LinePlan, code: &str, message: String) -> Self {
        let cell = if line.typed.cell.is_empty() { line.key.to_string() } else { line.typed.cell.clone() };
        Self {
            severity: if stops(line) { ERROR } else { WARNING },
            code: code.to_owned(),
            cell,
            unit: Some(line.key.unit),
            indicator: line.key.part.as_ref().map_or_else(|| line.key.code.clone(), |part| format!("{}/{part}", line.key.code)),
            message,
        }
    }

    /// Of the sheet as a whole: a period that is locked.
    fn of_sheet(problem: &Diagnostic, output: Output) -> Self {
        let severity = if problem.severity == Severity::Error { ERROR } else { WARNING };
        let message = output.lang.problem_without_place(problem);
        Self { severity, code: problem.code.to_owned(), cell: String::new(), unit: None, indicator: String::new(), message }
    }

    /// To a person: what stops the workbook however quiet it was asked to be, the rest as a remark.
    pub(super) fn say(&self, output: Output) {
        let named = || code_words(output.lang, &self.indicator);
        let of = if self.indicator.is_empty() { String::new() } else { format!(" ({})", named()) };
        let at = if self.cell.is_empty() { String::new() } else { format!("{}{of}: ", self.cell) };
        let text = format!("{at}{}", self.message);
        match self.severity {
            ERROR => output.complain(&text),
            WARNING => output.remark(&output.lang.say("cli.warning", &[("text", &text)])),
            _ => output.remark(&text),
        }
    }
}

/// What stops the workbook, with its cell; then what is odd or was left alone.
pub(super) fn words_of(plans: &[SheetPlan], draft: &SheetDraft, meanwhile: &Meanwhile, output: Output) -> Vec<Word> {
    let mut words: Vec<Word> = draft.unread.iter().map(|one| Word::of_cell(ERROR, one, output)).collect();
    words.extend(draft.passed_over.iter().map(|one| Word::of_cell(WARNING, one, output)));
    words.extend(words_of_plans(plans, meanwhile, output));
    words.sort_by_key(|word| word.severity != ERROR);
    words
}

/// What is in the way of sheets and of their lines, or odd about them.
pub(super) fn words_of_plans(plans: &[SheetPlan], meanwhile: &Meanwhile, output: Output) -> Vec<Word> {
    let mut words: Vec<Word> = plans.iter().flat_map(|plan| &plan.problems).map(|problem| Word::of_sheet(problem, output)).collect();
    for (plan, line) in plans.iter().flat_map(|plan| plan.lines.iter().map(move |line| (plan, line))) {
        let said = |problem: &Diagnostic| Word::of_line(line, problem.code, output.lang.problem_without_place(problem));
        words.extend(line.problems.iter().map(said));
        if line.fate == LineFate::Conflict {
            let by = plan.recorded_since(line).and_then(|seq| meanwhile.get(&seq));
            words.push(Word::of_line(line, "entry.recorded-since", recorded_by(output.lang, by)));
        }
    }
    words
}

/// What forms state beside their lines, and what of it is left out.
pub(super) fn words_of_forms(app: &App, forms: &[FormLine], period: Period, output: Output) -> Vec<Word> {
    let frame = frame(app, app.today(), output);
    let registry = app.reference().registry;
    let word = |line: &FormLine| {
        let (about, said) = form_words(&frame, &line.fact.body)?;
        let name = registry.at(line.fact.unit, line.fact.as_of).map_or_else(String::new, |at| at.name.to_owned());
        let (severity, code) = match line.fate {
            FormFate::New => (NOTE, "entry.form"),
            FormFate::NotTheirs => (WARNING, "entry.not-theirs"),
            FormFate::FourEyes => (WARNING, "entry.four-eyes"),
            FormFate::Known => return None,
        };
        let message = format!("{name}, {period}: {about}: {said} {}", fate_words(output.lang, line.fate)).trim_end().to_owned();
        let (cell, unit) = (line.cell.clone(), Some(line.fact.unit));
        Some(Word { severity, code: code.to_owned(), cell, unit, indicator: String::new(), message })
    };
    forms.iter().filter_map(word).collect()
}
