//! `vedich sheet import`: a workbook that came back, recorded as a whole or not at all.

use super::words::{ERROR, Word, words_of, words_of_forms, words_of_plans};
use crate::commands::{Ended, given};
use crate::output::Output;
use anyhow::Result;
use serde::Serialize;
use std::path::Path;
use vedich_app::sheets::{LineFate, LinePlan, SaveSheet, SavedSheet, SheetCounts, SheetPlan};
use vedich_app::{App, By};
use vedich_entry::SheetDraft;
use vedich_values::{Date, Diagnostic, EntrySeq, Period, UnitId};
use vedich_web::present::entry::sheet::counts_words;

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

    let meanwhile = app.recorded_since(by.hand(), &plans, output.lang).await?;
    let mut words = words_of(&plans, &draft, &meanwhile, output);
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
            Outcome::settle(app, by, save, &mut words, output).await?
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

    /// Records the sheet; `words` are brought up to what is in its way now.
    async fn settle(app: &App, by: By, save: SaveSheet, words: &mut Vec<Word>, output: Output) -> Result<Self> {
        let hand = by.hand().clone();
        Ok(match app.save_sheet(by, save).await? {
            SavedSheet::Recorded(before, _) if before.already => Self { entry: Some(before.entry), ..Self::of(Became::Nothing) },
            SavedSheet::Recorded(committed, _) => Self { entry: Some(committed.entry), ..Self::of(Became::Recorded) },
            SavedSheet::Nothing => Self::of(Became::Nothing),
            SavedSheet::Unchanged(day) => {
                words.retain(|word| word.severity != ERROR);
                Self { handed_in: Some(day), ..Self::of(Became::Unchanged) }
            }
            SavedSheet::Open(plans) => {
                // Somebody was quicker: what is in the way now, line by line, beside what was odd before.
                let meanwhile = app.recorded_since(&hand, &plans, output.lang).await?;
                let now = words_of_plans(&plans, &meanwhile, output);
                words.retain(|word| !now.contains(word));
                words.splice(0..0, now);
                words.sort_by_key(|word| word.severity != ERROR);
                Self::of(Became::Open)
            }
        })
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

/// Whether a line stands in the way of the workbook.
pub(super) const fn stops(line: &LinePlan) -> bool {
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
