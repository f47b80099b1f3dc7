//! Layouts, forms, tables, templates and samples of papers: `data/papers`. What we ship is right (tested).

use crate::files::{PAPER_BODIES, PAPER_FORMS, PAPER_LAYOUTS, PAPER_READING, PAPER_TABLES, PAPER_TEXTS};
use crate::office::{OfficeFile, check_office_file};
use std::sync::{LazyLock, OnceLock};
use vedich_papers::{Bodies, Form, Forms, Layout, Layouts, Reading, TableForms};
use vedich_values::{Diagnostic, Place};

static LAYOUTS: LazyLock<Layouts> = LazyLock::new(|| {
    let mut layouts = Layouts::parse(PAPER_LAYOUTS).unwrap_or_default();
    OWN.get().into_iter().flat_map(|own| &own.layouts).cloned().for_each(|layout| layouts.take(layout));
    layouts
});
static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::parse(PAPER_FORMS).unwrap_or_default());
static TABLES: LazyLock<TableForms> = LazyLock::new(|| TableForms::parse(PAPER_TABLES).unwrap_or_default());
static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    let shipped = Bodies::parse(PAPER_BODIES).unwrap_or_default();
    OWN.get().map_or_else(Bodies::default, |own| own.bodies.clone()).before(shipped)
});

/// What an office keeps of its own.
#[derive(Debug, Default)]
struct Own {
    bodies: Bodies,
    layouts: Vec<Layout>,
}

static OWN: OnceLock<Own> = OnceLock::new();

/// Takes an office's own bodies and layouts, written as the files of `data/papers`: its bodies are tried before those shipped, a layout
/// takes the place of the one of its name and first day. Once, before any is asked for; later it changes nothing.
///
/// # Errors
/// Everything that is wrong with the files.
pub fn take_papers(files: &[(String, String)]) -> Result<(), Vec<Diagnostic>> {
    let named = |(_, text): &(String, String)| Some(text.parse::<toml::Table>().ok()?.get("id")?.as_str()?.to_owned());
    let shipped = PAPER_LAYOUTS.iter().filter_map(|(name, _)| name.strip_suffix(".toml").map(str::to_owned));
    let known: Vec<String> = shipped.chain(files.iter().filter_map(named)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let (mut own, mut problems) = (Own::default(), Vec::new());
    for (name, text) in files {
        match check_office_file(name, text, &known) {
            Ok(OfficeFile::Bodies(bodies)) => own.bodies = std::mem::take(&mut own.bodies).before(bodies),
            Ok(OfficeFile::Layout(layout)) => own.layouts.push(*layout),
            Ok(OfficeFile::Weights(_)) => {
                let place = Place { file: Some(name.clone()), ..Place::default() };
                problems.push(Diagnostic::error("office.weights-elsewhere", place));
            }
            Err(wrong) => problems.extend(wrong),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    OWN.get_or_init(|| own);
    Ok(())
}

/// The layouts there are, by name: what bodies may be for.
#[must_use]
pub fn layout_names() -> Vec<&'static str> {
    paper_layouts().iter().map(|layout| layout.id.as_str()).collect()
}

static READING: LazyLock<Reading> = LazyLock::new(|| Reading::parse(PAPER_READING).unwrap_or_default());

/// How words are read for tables.
#[must_use]
pub fn paper_reading() -> &'static Reading {
    &READING
}

/// Layouts.
#[must_use]
pub fn paper_layouts() -> &'static Layouts {
    &LAYOUTS
}

/// Forms and windows.
#[must_use]
pub fn paper_forms() -> &'static Forms {
    &FORMS
}

/// Tables.
#[must_use]
pub fn paper_tables() -> &'static TableForms {
    &TABLES
}

/// In whose name.
#[must_use]
pub fn paper_bodies() -> &'static Bodies {
    &BODIES
}

/// The template a form is shipped with.
#[must_use]
pub fn paper_template(form: &Form) -> &'static str {
    text(&form.template)
}

/// What a form's template is tried with.
#[must_use]
pub fn paper_sample(form: &Form) -> serde_json::Value {
    serde_json::from_str(text(&form.sample)).unwrap_or_default()
}

/// The notice of case C's briefing (Đông Sơn, 5 August 2020): what the template is filled with, the outputs and shortcomings of the report
/// of that day put in.
#[must_use]
pub fn briefing_notice(report: &serde_json::Value) -> serde_json::Value {
    let mut fields: serde_json::Value = serde_json::from_str(text("c-dong-son-notice.json")).unwrap_or_default();
    let part = |line: &serde_json::Value, name: &str| line.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let outputs = report.get("outputs").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    let done: Vec<String> =
        outputs.iter().map(|line| format!("{}: {} {}.", part(line, "what"), part(line, "quantity"), part(line, "unit"))).collect();
    if let Some(assessment) = fields.get_mut("assessment").and_then(serde_json::Value::as_object_mut) {
        assessment.insert("strengths".to_owned(), done.into());
        assessment.insert("shortcomings".to_owned(), report.get("shortcomings").cloned().unwrap_or_default());
    }
    fields
}

fn text(name: &str) -> &'static str {
    PAPER_TEXTS.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_can_be_read_and_every_template_passes_its_check() {
        Layouts::parse(PAPER_LAYOUTS).unwrap();
        Forms::parse(PAPER_FORMS).unwrap();
        TableForms::parse(PAPER_TABLES).unwrap();
        Bodies::parse(PAPER_BODIES).unwrap();
        Reading::parse(PAPER_READING).unwrap();
        assert_eq!(paper_forms().iter().count(), 8);
        let notice = paper_forms().get("notice").unwrap();
        let fields =
            briefing_notice(&serde_json::json!({ "shortcomings": [], "outputs": [{ "what": "Rãnh", "quantity": "7,7", "unit": "km" }] }));
        assert_eq!(fields["assessment"]["strengths"][0], "Rãnh: 7,7 km.");
        assert_eq!(vedich_papers::check(paper_template(notice), &fields, &["stages", "assigned"]), []);
        for form in paper_forms().iter() {
            assert!(paper_sample(form).is_object(), "{}", form.sample);
            let tables: Vec<&str> = form.tables.iter().map(String::as_str).collect();
            assert!(tables.iter().all(|id| paper_tables().get(id).is_some()), "{tables:?}");
            assert_eq!(vedich_papers::check(paper_template(form), &paper_sample(form), &tables), [], "{}", form.template);
        }
    }
}
