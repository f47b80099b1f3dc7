//! `vedich paper report|make|check|sample|briefing|list|print`; what is kept is in `drafts`, registers are in `registers`.

mod drafts;
mod registers;

use crate::cli::papers::{AboutArguments, ListArguments, MakeArguments, OccasionArgument, PaperCommand, ReportArguments};
use crate::commands::{Ended, resolve};
use crate::failure::{Failure, problem};
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use vedich_app::papers::{Composed, Issuer, Occasion, PaperSearch, Report};
use vedich_app::{App, AppError, By, Committed};
use vedich_board::steering::{ProposalScope, TaskScope};
use vedich_facts::PaperId;
use vedich_facts::steering::CountSpan;
use vedich_papers::{PaperState, check};
use vedich_reference::{check_office_file, paper_forms, paper_sample, paper_template};
use vedich_units::COUNTRY;
use vedich_values::{Date, Diagnostic, ItemKey, Place, UnitId};

pub(crate) async fn run(command: &PaperCommand, app: &App, output: Output) -> Result<Ended> {
    match command {
        PaperCommand::Report(arguments) => report(arguments, app, output).await,
        PaperCommand::Check { form, files } => checked(form, files, output),
        PaperCommand::Sample { form, layout, template, office, unit, to } => {
            let unit = unit.as_deref().map_or(Some(COUNTRY), |text| resolve(&app.reference().registry, text, app.today(), output));
            let Some(unit) = unit else { return Ok(Ended::Refused) };
            write(sample(app, unit, form, layout, template.as_deref(), office.as_deref())?, to, output)
        }
        PaperCommand::Template { form, unit, set, reset } => template(app, form, (unit, set.as_deref(), *reset), output).await,
        PaperCommand::Make(arguments) => make(arguments, app, output).await,
        PaperCommand::Briefing { unit, on, to } => {
            let Some(unit) = resolve(&app.reference().registry, unit, *on, output) else { return Ok(Ended::Refused) };
            let filled = app.briefing_notice(unit, *on).await;
            let composed = filled.and_then(|filled| app.compose_loose(unit, "notice", "state", &filled));
            write(composed, to, output)
        }
        PaperCommand::List(arguments) => list(arguments, app, output),
        PaperCommand::Register(arguments) => registers::show(arguments, app, output),
        PaperCommand::Receive(arguments) => registers::receive(arguments, app, output).await,
        PaperCommand::Correct(arguments) => registers::correct(arguments, app, output).await,
        PaperCommand::Follow(arguments) => registers::follow(arguments, app, output).await,
        PaperCommand::HandOver(arguments) => registers::hand_over(arguments, app, output).await,
        PaperCommand::Begin(arguments) => drafts::begin(arguments, app, output).await,
        PaperCommand::Write { paper, key, text } => drafts::write(PaperId(*paper), key, text.as_deref(), app, output).await,
        PaperCommand::Refresh { paper } => drafts::refresh(PaperId(*paper), app, output).await,
        PaperCommand::Issue { paper, dated, number } => drafts::issue(PaperId(*paper), *dated, *number, app, output).await,
        PaperCommand::Drop { paper } => drafts::give_up(PaperId(*paper), app, output).await,
        PaperCommand::Print { paper, to } => write(app.compose(PaperId(*paper)).await, to, output),
    }
}

async fn report(arguments: &ReportArguments, app: &App, output: Output) -> Result<Ended> {
    let Some(period) = paper_forms().parse_period(&arguments.period) else {
        output.problems(&[Diagnostic::error("paper.bad-period", Place::default())]);
        return Ok(Ended::Refused);
    };
    let on = period.to.min(app.today());
    let Some(unit) = resolve(&app.reference().registry, &arguments.unit, on, output) else { return Ok(Ended::Refused) };
    write(app.compose_report(unit, &arguments.layout, &period).await, &arguments.to, output)
}

/// The template of a form for a unit: told, set, or given up.
async fn template(app: &App, form: &str, (unit, set, reset): (&str, Option<&Path>, bool), output: Output) -> Result<Ended> {
    let Some(form) = paper_forms().get(form) else {
        output.problems(&[Diagnostic::error("paper.unknown-form", Place::default()).with("form", form)]);
        return Ok(Ended::Refused);
    };
    let Some(unit) = resolve(&app.reference().registry, unit, app.today(), output) else { return Ok(Ended::Refused) };
    if set.is_some() || reset {
        let text = set.map(super::given_text).transpose()?;
        return super::evidence::told(app.set_template(By::operator("vedich paper", "cli"), unit, &form.id, text).await, output);
    }
    let (text, set_by) = (app.template(unit, form), app.template_set_by(unit, form));
    if output.json {
        output.json(&serde_json::json!({ "form": form.id, "unit": unit, "set_by": set_by, "text": &*text }))?;
    } else {
        output.line(text.trim_end())?;
    }
    Ok(Ended::Done)
}

/// A paper out of steering, kept nowhere.
async fn make(arguments: &MakeArguments, app: &App, output: Output) -> Result<Ended> {
    let about = &arguments.about;
    let on = about.as_of.unwrap_or_else(|| app.today());
    let Some(area) = area(about, COUNTRY, on, app, output) else { return Ok(Ended::Refused) };
    let occasion = occasion(arguments.form, about, area);
    let unit = match &occasion {
        Occasion::Notice(key) | Occasion::Invitation(key) | Occasion::Minutes(key) => {
            app.meeting_now(key).await.map_or(area, |found| found.unit)
        }
        _ => area,
    };
    let filled = app.occasion(&occasion, &Issuer { unit, layout: about.layout.clone() }, on).await;
    write(filled.and_then(|filled| app.compose_loose(unit, occasion.form(), &about.layout, &filled)), &arguments.to, output)
}

/// The area a paper is about; none when there is no such unit, which has been said.
fn area(about: &AboutArguments, otherwise: UnitId, on: Date, app: &App, output: Output) -> Option<UnitId> {
    about.unit.as_deref().map_or(Some(otherwise), |text| resolve(&app.reference().registry, text, on, output))
}

/// What a paper is made of.
fn occasion(form: OccasionArgument, about: &AboutArguments, area: UnitId) -> Occasion {
    let meeting = ItemKey::new(about.meeting.as_deref().unwrap_or_default());
    match form {
        OccasionArgument::Notice => Occasion::Notice(meeting),
        OccasionArgument::Invitation => Occasion::Invitation(meeting),
        OccasionArgument::Minutes => Occasion::Minutes(meeting),
        OccasionArgument::Count => Occasion::Count(area, if about.monthly { CountSpan::Month } else { CountSpan::Week }),
        OccasionArgument::Chase => Occasion::Chase(TaskScope::Area(area)),
        OccasionArgument::Reminder => Occasion::Reminder(TaskScope::Area(area)),
        OccasionArgument::Proposals => Occasion::Register(if about.from { ProposalScope::From(area) } else { ProposalScope::With(area) }),
    }
}

/// Writes a paper to a file, by its ending.
fn write(composed: Result<Composed, AppError>, to: &Path, output: Output) -> Result<Ended> {
    let composed = match composed {
        Ok(composed) => composed,
        Err(AppError::Refused(problems)) => {
            output.problems(&problems);
            return Ok(Ended::Refused);
        }
        Err(other) => return Err(other.into()),
    };
    if !composed.problems.is_empty() {
        output.problems(&composed.problems.iter().map(vedich_papers::TemplateProblem::told).collect::<Vec<_>>());
        return Ok(Ended::Refused);
    }
    let (paper, layout) = (&composed.paper, &composed.layout);
    let bytes = match to.extension().and_then(|ending| ending.to_str()) {
        Some("docx") => vedich_papers::write_docx(paper, layout)?,
        Some("pdf") => vedich_typeset::write_pdf(paper, layout)?,
        Some("html") => vedich_papers::write_page(paper, layout).into_bytes(),
        Some("xlsx") => vedich_app::papers::workbook(paper)?,
        _ => {
            output.complain(output.lang.text("paper.bad-ending"));
            return Ok(Ended::Refused);
        }
    };
    crate::commands::write(to, bytes)?;
    let path = to.display().to_string();
    // A workbook has sheets, a page of the web is one: only what is printed has pages.
    let printed = matches!(to.extension().and_then(|ending| ending.to_str()), Some("docx" | "pdf"));
    output.remark(&if printed {
        let pages = vedich_typeset::count_pages(paper, layout).to_string();
        output.lang.say("paper.written", &[("path", &path), ("pages", &pages)])
    } else {
        output.lang.say("paper.written-file", &[("path", &path)])
    });
    Ok(Ended::Done)
}

pub(crate) fn checked(form: &str, files: &[std::path::PathBuf], output: Output) -> Result<Ended> {
    let mut wrong: Vec<Diagnostic> = Vec::new();
    let mut right: Vec<String> = Vec::new();
    let mut checked = |name: String, found: Vec<Diagnostic>| if found.is_empty() { right.push(name) } else { wrong.extend(found) };
    if files.is_empty() {
        for form in paper_forms().iter() {
            checked(form.template.clone(), template_problems(&form.template, form, paper_template(form)));
        }
    }
    let layouts = vedich_reference::layout_names();
    for file in files {
        let text = super::given_text(file)?;
        let name = file.display().to_string();
        let found = if file.extension().is_some_and(|ending| ending == "toml") {
            check_office_file(&name, &text, &layouts).err().unwrap_or_default()
        } else {
            let form = paper_forms().get(form).ok_or_else(|| Failure::refused(vec![problem("paper.unknown-form").with("form", form)]))?;
            template_problems(&name, form, &text)
        };
        checked(name, found);
    }
    if output.json {
        output.json(&wrong)?;
    } else {
        output.problems(&wrong);
        right.iter().for_each(|name| output.remark(&output.lang.say("paper.file-good", &[("file", name)])));
    }
    Ok(if wrong.is_empty() { Ended::Done } else { Ended::Refused })
}

/// What is wrong with a template, with its place.
fn template_problems(name: &str, form: &vedich_papers::Form, text: &str) -> Vec<Diagnostic> {
    let tables: Vec<&str> = form.tables.iter().map(String::as_str).collect();
    // The line stands in the words of the problem.
    let located = |wrong: &vedich_papers::TemplateProblem| Diagnostic {
        place: Place { file: Some(name.to_owned()), ..Place::default() },
        ..wrong.told()
    };
    check(text, &paper_sample(form), &tables).iter().map(located).collect()
}

/// A form filled with its sample, in a template, layout or bodies of one's own.
fn sample(
    app: &App,
    unit: UnitId,
    form: &str,
    layout: &str,
    template: Option<&Path>,
    office: Option<&Path>,
) -> Result<Result<Composed, AppError>> {
    let known = paper_forms().get(form).ok_or_else(|| Failure::refused(vec![problem("paper.unknown-form").with("form", form)]))?;
    let filled = Report::sample(known);
    if let Some(office) = office {
        let (name, text) = (office.display().to_string(), super::given_text(office)?);
        let checked = check_office_file(&name, &text, &vedich_reference::layout_names()).map_err(AppError::Refused);
        return Ok(checked.and_then(|file| app.sample_in(&file, unit, form, layout)));
    }
    let Some(template) = template else { return Ok(app.compose_loose(unit, form, layout, &filled)) };
    let source = super::given_text(template)?;
    Ok(app.try_template(unit, known, &source, &filled))
}

fn list(arguments: &ListArguments, app: &App, output: Output) -> Result<Ended> {
    let ListArguments { unit, words, issued, drafts, year, after, limit } = arguments;
    let Some(unit) = resolve(&app.reference().registry, unit, app.today(), output) else { return Ok(Ended::Refused) };
    let search = PaperSearch { words: words.clone(), issued: (*issued || *drafts).then_some(*issued), year: *year };
    let (mut lines, mut next) = (Vec::new(), after.map(PaperId));
    loop {
        let found = app.find_papers(unit, &search, next, limit.saturating_sub(lines.len()));
        lines.extend(found.lines);
        next = found.next;
        if !found.cut {
            break;
        }
    }
    if output.json {
        let lines: Vec<_> = lines.iter().map(|line| drafts::shape(line)).collect();
        output.json(&serde_json::json!({ "papers": lines, "next": next.map(|next| next.0) }))?;
        return Ok(Ended::Done);
    }
    for line in &lines {
        let name = paper_forms().get(&line.form).map_or(line.form.as_str(), |form| output.lang.of(&form.name));
        let period = line.period.as_ref().map(vedich_papers::Forms::period_code).unwrap_or_default();
        let state = match &line.state {
            PaperState::Issued { issue, dated } => {
                output.lang.say("papers.issued", &[("symbol", &issue.symbol), ("date", &vedich_wording::date(output.lang, *dated))])
            }
            _ => output.lang.text("papers.draft").to_owned(),
        };
        output.line(&format!("{}\t{name}\t{period}\t{state}", line.id))?;
    }
    if let Some(next) = next {
        output.line(&output.lang.say("papers.cli-more", &[("after", &next.to_string())]))?;
    }
    Ok(Ended::Done)
}

/// What became of a command: as JSON, or the sentence of that key with its words; or what is wrong.
fn told(
    outcome: Result<Committed, AppError>,
    key: &'static str,
    output: Output,
    made: impl FnOnce(&Committed) -> (serde_json::Value, Vec<(&'static str, String)>),
) -> Result<Ended> {
    let done = match outcome {
        Ok(done) => done,
        Err(AppError::Refused(problems)) => {
            output.problems(&problems);
            return Ok(Ended::Refused);
        }
        Err(other) => return Err(other.into()),
    };
    let (shape, words) = made(&done);
    if output.json {
        output.json(&shape)?;
    } else {
        let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
        output.line(&output.lang.say(key, &words))?;
    }
    Ok(Ended::Done)
}
