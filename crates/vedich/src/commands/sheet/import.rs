//! `vedich sheet import`: a workbook that came back, recorded as a whole or not at all.

use super::frame;
use crate::commands::{Ended, given};
use crate::output::Output;
use anyhow::Result;
use serde::Serialize;
use std::path::Path;
use vedich_app::sheets::{FormFate, FormLine, LineFate, LinePlan, SaveSheet, SavedSheet, SheetCounts, SheetPlan};
use vedich_app::{App, By};
use vedich_entry::{SheetDraft, Unread};
use vedich_values::{Date, Diagnostic, EntrySeq, Period, Severity, UnitId};
use vedich_web::present::entry::code_words;
use vedich_web::present::entry::sheet::counts_words;
use vedich_web::present::entry::units::{fate_words, form_words};

/// What is asked of a workbook.
pub(super) struct Asked<'a> {
    pub(super) file: &'a Path,
    pub(super) dry_run: bool,
    pub(super) submit: bool,
    pub(super) reason: Option<&'a str>,
    pub(super) late: Option<&'a str>,
    pub(super) source: Option<&'a str>,
}

/// What became of the workbook, by the words the API has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Became {
    Recorded,
    Nothing,
    /// Handed in before, and nothing has changed since.
    Unchanged,
    Open,
    DryRun,
}

pub(super) async fn run(app: &App, (unit, period): (UnitId, Period), asked: &Asked<'_>, output: Output) -> Result<Ended> {
    let bytes = given(asked.file)?;
    let name = asked.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut returned = match app.read_returned(&app.live(), (unit, period), &name, &bytes) {
        Ok(returned) => returned,
        Err(problems) => return unreadable(&problems, period, output),
    };
    returned.draft.late = asked.late.unwrap_or_default().to_owned();
    returned.draft.source = asked.source.unwrap_or_default().to_owned();
    let mut draft = returned.draft;
    let units = app.units_of_draft(&draft);
    let plans = plan(app, &units, period, &mut draft, asked.reason);
    let plans: Vec<SheetPlan> = plans.into_iter().map(|plan| plan.asking(asked.submit)).collect();
    let by = By::operator("vedich sheet", "cli");
    let barred = app.barred(by.hand(), &draft).await?;
    let forms = app.form_lines(&app.live(), (by.hand(), &barred), &units, period, &draft);
    let mut counts = SheetCounts::default();
    plans.iter().for_each(|plan| counts.add(&plan.counts()));
    counts.add(&SheetCounts::of_forms(&forms));

    let mut words = words_of(&plans, &draft, output);
    words.extend(words_of_forms(app, &forms, period, output));
    let unread = draft.unread.len();
    let of_lines = unread > 0 || plans.iter().flat_map(|plan| &plan.lines).any(stops);
    let of_all = words.iter().any(|word| word.severity == ERROR);
    let outcome = match (asked.dry_run, of_all, of_lines) {
        (true, false, _) => Outcome::of(Became::DryRun),
        (true, true, _) | (_, _, true) => Outcome::of(Became::Open),
        // What is in the way of the sheet as a whole is in nobody's way where it says nothing new.
        _ => {
            let save = SaveSheet { units, period, draft, submit: asked.submit, content_hash: Some(sha256(&bytes)) };
            Outcome::settle(app.save_sheet(by, save).await?, &mut words, output)
        }
    };
    let became = outcome.became;
    if output.json {
        output.json(&Answer { outcome, period, counts, unread, problems: words })?;
    } else {
        words.iter().for_each(|word| word.say(output));
        outcome.say(asked.submit, output)?;
        output.remark(&told(&counts, output));
    }
    Ok(if became == Became::Open { Ended::Refused } else { Ended::Done })
}

/// What became of the workbook.
#[derive(Clone, Copy, Debug, Serialize)]
struct Outcome {
    #[serde(rename = "outcome")]
    became: Became,
    entry: Option<EntrySeq>,
    /// The day on which the same was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    handed_in: Option<Date>,
}

impl Outcome {
    const fn of(became: Became) -> Self {
        Self { became, entry: None, handed_in: None }
    }

    /// Of a sheet that was to be recorded; `words` are brought up to what is in its way now.
    fn settle(saved: SavedSheet, words: &mut Vec<Word>, output: Output) -> Self {
        match saved {
            SavedSheet::Recorded(before, _) if before.already => Self { entry: Some(before.entry), ..Self::of(Became::Nothing) },
            SavedSheet::Recorded(committed, _) => Self { entry: Some(committed.entry), ..Self::of(Became::Recorded) },
            SavedSheet::Nothing => Self::of(Became::Nothing),
            SavedSheet::Unchanged(day) => {
                words.retain(|word| word.severity != ERROR);
                Self { handed_in: Some(day), ..Self::of(Became::Unchanged) }
            }
            SavedSheet::Open(plans) => {
                // Somebody was quicker: what is in the way now, line by line, beside what was odd before.
                let now = words_of_plans(&plans, output);
                words.retain(|word| !now.contains(word));
                words.splice(0..0, now);
                words.sort_by_key(|word| word.severity != ERROR);
                Self::of(Became::Open)
            }
        }
    }

    /// To a person.
    fn say(self, submit: bool, output: Output) -> Result<()> {
        let text = |key| output.lang.text(key).to_owned();
        let said = match self.became {
            Became::Recorded => text(if submit { "entry.submitted" } else { "entry.recorded" }),
            Became::Nothing => text("entry.nothing"),
            Became::Unchanged => {
                let day = self.handed_in.map(|day| vedich_wording::date(output.lang, day)).unwrap_or_default();
                output.lang.say("entry.unchanged", &[("date", &day)])
            }
            Became::Open | Became::DryRun => return Ok(()),
        };
        output.line(&said)
    }
}

const fn stops(line: &LinePlan) -> bool {
    matches!(line.fate, LineFate::Waiting | LineFate::Conflict | LineFate::Refused)
}

/// The whole of the answer to a program.
#[derive(Debug, Serialize)]
struct Answer<P> {
    #[serde(flatten)]
    outcome: Outcome,
    period: Period,
    counts: SheetCounts,
    unread: usize,
    problems: P,
}

/// A file that is no workbook of this sheet: nothing of it was read.
fn unreadable(problems: &[Diagnostic], period: Period, output: Output) -> Result<Ended> {
    if output.json {
        let problems = output.worded(problems);
        output.json(&Answer { outcome: Outcome::of(Became::Open), period, counts: SheetCounts::default(), unread: 0, problems })?;
    } else {
        output.problems(problems);
    }
    Ok(Ended::Refused)
}

/// What would become of the lines; the reason is that of every line that needs one.
fn plan(app: &App, units: &[UnitId], period: Period, draft: &mut SheetDraft, reason: Option<&str>) -> Vec<SheetPlan> {
    let plans = app.plan_units(&app.live(), units, period, draft);
    let Some(reason) = reason else { return plans };
    for line in plans.iter().flat_map(|plan| &plan.lines).filter(|line| line.fate == LineFate::Waiting) {
        if let Some(kept) = draft.lines.get_mut(&line.key.to_string()) {
            reason.clone_into(&mut kept.reason);
        }
    }
    app.plan_units(&app.live(), units, period, draft)
}

fn told(counts: &SheetCounts, output: Output) -> String {
    let words = counts_words(output.lang, counts);
    if words.is_empty() { output.lang.text("entry.nothing").to_owned() } else { words }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

/// One thing that is said of a workbook: an error stops it, a warning is worth a look, a note tells what is recorded beside its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Word {
    severity: &'static str,
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

const ERROR: &str = "error";
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
    fn say(&self, output: Output) {
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
fn words_of(plans: &[SheetPlan], draft: &SheetDraft, output: Output) -> Vec<Word> {
    let mut words: Vec<Word> = draft.unread.iter().map(|one| Word::of_cell(ERROR, one, output)).collect();
    words.extend(draft.passed_over.iter().map(|one| Word::of_cell(WARNING, one, output)));
    words.extend(words_of_plans(plans, output));
    words.sort_by_key(|word| word.severity != ERROR);
    words
}

/// What is in the way of sheets and of their lines, or odd about them.
fn words_of_plans(plans: &[SheetPlan], output: Output) -> Vec<Word> {
    let mut words: Vec<Word> = plans.iter().flat_map(|plan| &plan.problems).map(|problem| Word::of_sheet(problem, output)).collect();
    for line in plans.iter().flat_map(|plan| &plan.lines) {
        let said = |problem: &Diagnostic| Word::of_line(line, problem.code, output.lang.problem_without_place(problem));
        words.extend(line.problems.iter().map(said));
        if line.fate == LineFate::Conflict {
            words.push(Word::of_line(line, "entry.recorded-since", output.lang.text("entry.recorded-since").to_owned()));
        }
    }
    words
}

/// What forms state beside their lines, and what of it is left out.
fn words_of_forms(app: &App, forms: &[FormLine], period: Period, output: Output) -> Vec<Word> {
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
