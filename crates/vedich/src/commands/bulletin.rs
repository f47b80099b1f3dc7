//! `vedich bulletin`: what official texts say, as facts with their place in the text; and the desk where people settle it.

pub(crate) mod desk;
mod folders;
pub(crate) mod import;
mod item;
mod shelf;
mod show;

use super::Ended;
use crate::cli::bulletin::{BulletinRead, Whose};
use crate::failure::Failure;
use crate::output::Output;
use anyhow::Result;
use item::Item;
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use vedich_app::{App, AppError, Hand};
use vedich_bulletin::{Fact, Reader};
use vedich_documents::{TextDocument, read_text};

/// Whose desk it is when nobody is named: whoever works at this machine; everybody else has an account.
const LOCAL_ADMIN: &str = "local-admin";

/// In whose name a desk is worked on; says so when there is no such account.
fn hand(app: &App, desk: &Whose, output: Output) -> Option<Hand> {
    let known = desk.desk_of == LOCAL_ADMIN || app.rights().by_login(&desk.desk_of.to_lowercase()).is_some();
    if !known {
        output.complain(&output.lang.say("cli.bulletin-nobody", &[("login", &desk.desk_of)]));
    }
    known.then(|| Hand::operator(&desk.desk_of, "cli"))
}

/// Names of the files a folder is searched for.
const EXTENSIONS: [&str; 6] = ["txt", "html", "htm", "xhtml", "docx", "pdf"];
/// Folders in folders are followed this deep.
const DEEPEST: usize = 12;

pub(crate) fn run(read: &BulletinRead, output: Output) -> Result<Ended> {
    let reader = vedich_reference::reader();
    if read.jsonl { lines(reader, output) } else { files(reader, read, output) }
}

/// Items in, predictions out, one a line, as they come.
fn lines(reader: &Reader, output: Output) -> Result<Ended> {
    let mut ended = Ended::Done;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| Failure::unread_input(&error))?;
        if line.trim().is_empty() {
            continue;
        }
        match Item::of(&line, number + 1) {
            Ok(item) => {
                let facts = reader.read(&item.text, item.date_hint.as_deref());
                serde_json::to_writer(&mut out, &serde_json::json!({ "id": item.id, "facts": facts }))?;
                writeln!(out)?;
            }
            Err(problem) => {
                output.problems(&[problem]);
                ended = Ended::Refused;
            }
        }
    }
    out.flush()?;
    Ok(ended)
}

fn files(reader: &Reader, read: &BulletinRead, output: Output) -> Result<Ended> {
    let mut all = Vec::new();
    let mut ended = Ended::Done;
    for file in wanted(&read.files, output)? {
        let Some(document) = document(&file, output)? else {
            ended = Ended::Refused;
            continue;
        };
        let facts = facts(reader, &document, read);
        if output.json {
            all.push(serde_json::json!({ "file": file, "title": document.title, "published": document.published, "facts": facts }));
        } else {
            show::show(&file, &document, &facts, output)?;
        }
    }
    if output.json {
        output.json(&all)?;
    }
    Ok(ended)
}

fn facts(reader: &Reader, document: &TextDocument, read: &BulletinRead) -> Vec<Fact> {
    let published = document.published.as_deref().and_then(|day| day.get(..7));
    reader.read(&document.text, read.date.as_deref().or(published))
}

/// The files named, and those in the folders named, in the order of their names.
fn wanted(named: &[PathBuf], output: Output) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        walk(path, 0, &mut files)?;
        if files.len() == before {
            output.complain(&output.lang.say("bulletin.no-files", &[("folder", &path.display().to_string())]));
        }
    }
    Ok(files)
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::unread_folder(folder, &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let link = path.symlink_metadata().is_ok_and(|data| data.file_type().is_symlink());
        if hidden || link {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                walk(&path, depth + 1, files)?;
            }
        } else if path.extension().is_some_and(|e| EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known))) {
            files.push(path);
        }
    }
    Ok(())
}

/// The text of a file; `-` is standard input. A file that gives none is reported, and the others are read.
fn document(file: &Path, output: Output) -> Result<Option<TextDocument>> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Failure::unread_input(&error))?;
    } else {
        match crate::commands::given(file) {
            Ok(read) => bytes = read,
            Err(AppError::Refused(problems)) => {
                output.problems(&problems);
                return Ok(None);
            }
            Err(other) => return Err(other.into()),
        }
    }
    match read_text(&bytes, &file.to_string_lossy()) {
        Ok(document) => Ok(Some(document)),
        Err(problem) => {
            output.problems(&[problem]);
            Ok(None)
        }
    }
}
