//! Files of an installation's own, beside or in the place of those shipped: criteria sets, rules of reporting, words of bulletins, weights,
//! bodies and layouts of papers, what roadmaps are planned with.

use super::{unread, wrong_files};
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use vedich_bulletin::{Class, LexiconError, ReaderError};
use vedich_entry::Calendar;
use vedich_values::near::nearest;
use vedich_values::{Diagnostic, Place};

/// Criteria sets of the installation's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Criteria {
    /// A folder of set files (`ID.toml`, written as those in `data/criteria/sets`) that join those shipped, or take the place of the one of
    /// their name; empty: none.
    pub(crate) folder: String,
}

impl Criteria {
    /// The names and texts of the files, by name.
    ///
    /// # Errors
    /// When the folder or a file can't be read.
    pub(crate) fn read(&self) -> Result<Vec<(String, String)>, Failure> {
        if self.folder.is_empty() {
            return Ok(Vec::new());
        }
        toml_files("criteria.folder", &self.folder)
    }
}

/// Reporting periods (kỳ báo cáo) and their days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Reporting {
    /// The installation's own rules of reporting, written as `data/reporting.toml`; empty: the shipped ones.
    pub(crate) file: String,
}

impl Reporting {
    /// The installation's own rules; none when it has none.
    ///
    /// # Errors
    /// When the file can't be read; what is wrong in it is told in it.
    pub(crate) fn open(&self) -> Result<Option<Calendar>, Failure> {
        if self.file.is_empty() {
            return Ok(None);
        }
        let text = text_of("reporting.file", &self.file)?;
        Calendar::parse(&self.file, &text).map(Some).map_err(|problems| wrong_files("reporting.file", &self.file, problems))
    }
}

/// The reader of bulletins (đọc bản tin).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Bulletins {
    /// The coordination office's own words beside the shipped ones, written as the files of `data/bulletin`; empty: none.
    pub(crate) words: String,
}

impl Bulletins {
    /// Takes the office's own words in.
    ///
    /// # Errors
    /// When the file can't be read, or is no dictionary.
    pub(crate) fn open(&self) -> Result<(), Failure> {
        if self.words.is_empty() {
            return Ok(());
        }
        let text = text_of("bulletins.words", &self.words)?;
        vedich_reference::add_bulletin_words(&self.words, &text)
            .map_err(|error| wrong_files("bulletins.words", &self.words, vec![wrong_words(&self.words, &text, &error)]))
    }
}

/// What is wrong with a dictionary, at its place.
fn wrong_words(file: &str, text: &str, error: &ReaderError) -> Diagnostic {
    let at = |line: usize| Place { file: Some(file.to_owned()), line: u32::try_from(line).ok(), ..Place::default() };
    match error {
        ReaderError::Lexicon(LexiconError::UnknownClass { table, .. }) => {
            let heading = |line: &str| line.trim_start().trim_start_matches('[').trim_start().starts_with(table.as_str());
            let line = text.lines().position(heading).map_or(1, |line| line + 1);
            let classes: Vec<&str> = Class::ALL.iter().map(|(_, name)| *name).collect();
            let near = nearest(table, classes.iter().copied());
            let code = if near.is_some() { "config.words-misspelt" } else { "config.words-unknown" };
            let problem = Diagnostic::error(code, at(line)).with("table", table).with("suggestion", near.unwrap_or_default());
            problem.with("allowed", classes.join(", "))
        }
        ReaderError::Lexicon(LexiconError::Shape { source, .. }) => {
            let before = source.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            Diagnostic::error("config.words-no-toml", at(before.matches('\n').count() + 1))
        }
        // The tables beside the dictionaries are ours and tested.
        other => Diagnostic::error("config.words-unread", at(1)).with("why", other),
    }
}

/// Steering (chỉ đạo, điều hành).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Steering {
    /// The office's own weights and ratings of emulation, written as `data/emulation.toml`; empty: those shipped.
    pub(crate) emulation: String,
}

impl Steering {
    /// Takes the office's own weights.
    ///
    /// # Errors
    /// When the file can't be read, or a table in it can't be used; what is wrong in it is told in it.
    pub(crate) fn open(&self) -> Result<(), Failure> {
        if self.emulation.is_empty() {
            return Ok(());
        }
        let file = &self.emulation;
        let text = text_of("steering.emulation", file)?;
        vedich_reference::take_emulation(file, &text).map_err(|problems| wrong_files("steering.emulation", file, problems))
    }
}

/// Papers (văn bản): what an office keeps of its own beside what we ship.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Papers {
    /// A folder of files written as those of `data/papers`: bodies are tried before those shipped, a layout takes the place of the one of
    /// its name and first day; empty: none.
    pub(crate) folder: String,
}

impl Papers {
    /// Takes the office's own bodies and layouts.
    ///
    /// # Errors
    /// When a file can't be read, or can't be used; what is wrong in it is told in it.
    pub(crate) fn open(&self) -> Result<(), Failure> {
        if self.folder.is_empty() {
            return Ok(());
        }
        let files = toml_files("papers.folder", &self.folder)?;
        vedich_reference::take_papers(&files).map_err(|problems| wrong_files("papers.folder", &self.folder, problems))
    }
}

/// Roadmaps (lộ trình): what an office plans with in the place of what we ship.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Roadmaps {
    /// A folder of the office's own templates of tasks, written as the files of `data/templates`; empty: those shipped.
    pub(crate) templates: String,
    /// The office's own table of risks, written as `data/templates/risks.toml`; empty: the shipped one.
    pub(crate) risks: String,
    /// The office's own list of holidays, written as `data/calendar/holidays.csv`; empty: the shipped one.
    pub(crate) holidays: String,
}

impl Roadmaps {
    /// Takes the office's own files.
    ///
    /// # Errors
    /// When a file can't be read, or can't be used; what is wrong in it is told in it.
    pub(crate) fn open(&self) -> Result<(), Failure> {
        // Risks first: templates are held against them.
        if !self.risks.is_empty() {
            let text = text_of("roadmaps.risks", &self.risks)?;
            vedich_reference::take_risks(&self.risks, &text).map_err(|problems| wrong_files("roadmaps.risks", &self.risks, problems))?;
        }
        if !self.holidays.is_empty() {
            let text = text_of("roadmaps.holidays", &self.holidays)?;
            vedich_reference::take_holidays(&self.holidays, &text)
                .map_err(|problems| wrong_files("roadmaps.holidays", &self.holidays, problems))?;
        }
        if !self.templates.is_empty() {
            let files = toml_files("roadmaps.templates", &self.templates)?;
            vedich_reference::take_templates(files).map_err(|problems| wrong_files("roadmaps.templates", &self.templates, problems))?;
        }
        Ok(())
    }
}

/// The text of the file a setting names.
fn text_of(key: &'static str, file: &str) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| unread(key, file, &error))
}

/// Names and texts of the TOML files of the folder a setting names, by name.
fn toml_files(key: &'static str, folder: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unread(key, folder, &error))? {
        let path = entry.map_err(|error| unread(key, folder, &error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = text_of(key, &path.display().to_string())?;
            files.push((path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()), text));
        }
    }
    files.sort();
    Ok(files)
}
