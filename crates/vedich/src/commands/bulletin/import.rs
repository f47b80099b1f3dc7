//! `vedich bulletin import`: a folder or archive of documents onto somebody's desk, or what would come of it.

use super::{Ended, hand};
use crate::cli::bulletin::BulletinImport;
use crate::failure::Failure;
use crate::output::Output;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use vedich_app::desk::{Filed, FolderAsked, Handed, Progress, Rehearsed, document_of, fingerprint};
use vedich_app::{App, Hand};
use vedich_documents::archive;

/// One file and what became, or would become, of it.
#[derive(Debug, Serialize)]
struct Line {
    file: String,
    /// `read`, `twice`, `applied`, `unreadable`.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    /// Name of another document, of the folder, the desk or the record, that may be the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    alike: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<Progress>,
}

impl Line {
    fn of(file: &str, outcome: &'static str) -> Self {
        let file = file.to_owned();
        Self { file, outcome, reading: None, entry: None, same_as: None, alike: None, why: None, title: None, date: None, progress: None }
    }
}

pub(crate) async fn run(arguments: &BulletinImport, app: &App, output: Output) -> Result<Ended> {
    let Some(hand) = hand(app, &arguments.desk, output) else { return Ok(Ended::Refused) };
    let mut files = Vec::new();
    collect(&arguments.folder, &arguments.folder, &mut files)?;
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let mut lines = if arguments.dry_run {
        rehearse(app, &hand, arguments, files, output).await?
    } else {
        hand_in(app, &hand, arguments, files, output).await?
    };
    lines.sort_by_cached_key(|line| (line.progress.is_none(), line.progress.map(|progress| progress.urgency())));
    if output.json {
        output.json(&lines)?;
    } else {
        tell(&lines, arguments.dry_run, output)?;
    }
    Ok(Ended::Done)
}

/// Every file below a folder, those inside archives too; a single file is a folder of one.
fn collect(root: &Path, at: &Path, found: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    if at.is_dir() {
        for entry in std::fs::read_dir(at).map_err(|error| Failure::unread_folder(at, &error))? {
            let path = entry.map_err(|error| Failure::unread_folder(at, &error))?.path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !hidden {
                collect(root, &path, found)?;
            }
        }
        return Ok(());
    }
    let bytes = crate::commands::given(at)?;
    let name =
        at.strip_prefix(root).ok().filter(|name| !name.as_os_str().is_empty()).or_else(|| at.file_name().map(Path::new)).unwrap_or(at);
    let name = name.display().to_string();
    let is_document = archive::is_office_document(&bytes) || name.to_lowercase().ends_with(".docx");
    if archive::is_archive(&bytes) && !is_document {
        let inside = archive::files(&bytes).map_err(|error| Failure::not_unpacked(at, error))?;
        found.extend(inside.into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
    } else {
        found.push((name, bytes));
    }
    Ok(())
}

/// What would come of the files; nothing is kept.
async fn rehearse(app: &App, hand: &Hand, arguments: &BulletinImport, files: Vec<(String, Vec<u8>)>, output: Output) -> Result<Vec<Line>> {
    let bar = output.progress("cli.bulletin-reading");
    let total = u64::try_from(files.len()).unwrap_or_default();
    let (mut lines, mut seen, mut documents) = (Vec::new(), BTreeMap::new(), Vec::new());
    for (file, bytes) in files {
        let document = match document_of(&file, &bytes) {
            Ok(document) if document.text.trim().is_empty() => {
                lines.push(Line { why: Some("desk.empty".to_owned()), ..Line::of(&file, "unreadable") });
                continue;
            }
            Ok(document) => document,
            Err(why) => {
                lines.push(Line { why: Some(why.code().to_owned()), ..Line::of(&file, "unreadable") });
                continue;
            }
        };
        let print = fingerprint(&document.text);
        if let Some(first) = seen.get(&print) {
            lines.push(Line { same_as: Some(String::clone(first)), ..Line::of(&file, "twice") });
            continue;
        }
        seen.insert(print, file.clone());
        if let Some(entry) = app.applied(&print).await? {
            lines.push(Line { entry: Some(entry.seq.get()), ..Line::of(&file, "applied") });
            continue;
        }
        documents.push(Handed { file: Some(file), published: document.published.or(arguments.published), ..document });
    }
    let names: Vec<String> = documents.iter().filter_map(|document| document.file.clone()).collect();
    let at = |done: usize| bar.at(u64::try_from(done).unwrap_or(total), total);
    let rehearsed = app.rehearse(hand, documents, &at).await?;
    bar.finish();
    lines.extend(names.iter().zip(rehearsed).map(|(file, Rehearsed { title, date, progress, alike })| {
        let alike = alike.map(|alike| alike.name().to_owned());
        Line { title: Some(title), date: Some(date), progress: Some(progress), alike, ..Line::of(file, "read") }
    }));
    Ok(lines)
}

/// Puts the files on a desk.
async fn hand_in(app: &App, hand: &Hand, arguments: &BulletinImport, files: Vec<(String, Vec<u8>)>, output: Output) -> Result<Vec<Line>> {
    let name =
        arguments.folder.file_name().map_or_else(|| arguments.folder.display().to_string(), |name| name.to_string_lossy().into_owned());
    let bar = output.progress("cli.bulletin-reading");
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let at = |done: usize, total: usize| bar.at(count(done), count(total));
    let folder = app.hand_in_folder(hand, &name, files, &FolderAsked { published: arguments.published, at: &at }).await?;
    bar.finish();
    let mut readings = Vec::new();
    for line in &folder.lines {
        if let Filed::Read { reading } = &line.filed {
            readings.extend(app.reading(hand, reading).await?);
        }
    }
    let alike = app.alike(hand, &readings).await?;
    let alike: BTreeMap<String, String> =
        readings.iter().zip(alike).filter_map(|(reading, alike)| Some((reading.id.clone(), alike?.name().to_owned()))).collect();
    let triaged = app.triage(hand, readings).await?;
    let line = |line: &vedich_app::desk::BatchLine| match &line.filed {
        Filed::Read { reading } => {
            let found = triaged.iter().find(|(one, _)| one.id == *reading);
            let (title, date) = (found.map(|(one, _)| one.title.clone()), found.map(|(one, _)| one.draft.date.clone()));
            let progress = found.map(|(_, progress)| *progress);
            let alike = alike.get(reading).cloned();
            Line { reading: Some(reading.clone()), title, date, progress, alike, ..Line::of(&line.file, "read") }
        }
        Filed::Twice { reading } => Line { reading: Some(reading.clone()), ..Line::of(&line.file, "twice") },
        Filed::Applied { entry } => Line { entry: Some(entry.get()), ..Line::of(&line.file, "applied") },
        Filed::Unreadable { why } => Line { why: Some(why.clone()), ..Line::of(&line.file, "unreadable") },
    };
    Ok(folder.lines.iter().map(line).collect())
}

fn tell(lines: &[Line], dry_run: bool, output: Output) -> Result<()> {
    let lang = output.lang;
    let text = |key: &'static str| lang.text(key);
    let head = [
        text("desk.file"),
        text("desk.date"),
        text("desk.outcome"),
        text("cli.bulletin-waiting"),
        text("cli.bulletin-contradictions"),
        text("cli.bulletin-asking"),
    ];
    let number =
        |line: &Line, of: fn(&Progress) -> usize| line.progress.as_ref().map_or_else(String::new, |progress| of(progress).to_string());
    let became = |line: &Line| match line.outcome {
        "read" => line
            .alike
            .as_deref()
            .map_or_else(|| text("cli.bulletin-read").to_owned(), |name| lang.say("cli.bulletin-alike", &[("name", name)])),
        "twice" => text("desk.became.twice").to_owned(),
        "applied" => lang.say("desk.became.before", &[("entry", &line.entry.unwrap_or_default().to_string())]),
        _ => vedich_web::present::desk::unreadable(lang, line.why.as_deref().unwrap_or_default()),
    };
    let row = |line: &Line| {
        vec![
            line.file.clone(),
            line.date.clone().unwrap_or_default(),
            became(line),
            number(line, |progress| progress.open),
            number(line, |progress| progress.contradictions),
            number(line, |progress| progress.asking),
        ]
    };
    output.table(&head, &[3, 4, 5], lines.iter().map(row).collect())?;
    let count = |outcome| lines.iter().filter(|line| line.outcome == outcome).count().to_string();
    let counts = ["read", "twice", "applied", "unreadable"].map(count);
    let [read, twice, applied, unreadable] = &counts;
    let params = [("read", read.as_str()), ("twice", twice), ("applied", applied), ("unreadable", unreadable)];
    output.line(&lang.say(if dry_run { "cli.bulletin-would" } else { "cli.bulletin-did" }, &params))
}
