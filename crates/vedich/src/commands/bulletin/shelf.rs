//! `vedich bulletin documents|examples`: documents on record, and what people made of the reader's proposals.

use super::Ended;
use crate::cli::bulletin::{BulletinDocuments, BulletinExamples};
use crate::output::Output;
use anyhow::Result;
use serde_json::json;
use std::io::Write;
use vedich_app::App;
use vedich_app::desk::{LessonSearch, ShelfSearch, Shelved};
use vedich_units::Resolution;
use vedich_values::UnitId;

/// Examples read at once.
const PAGE: usize = 500;

pub(super) async fn documents(asked: &BulletinDocuments, app: &App, output: Output) -> Result<Ended> {
    let area = match asked.place.as_deref().map(|text| unit(app, text)) {
        Some(Err(near)) => {
            output.complain(&output.lang.say("web.confirm.no-unit", &[("near", &near)]));
            return Ok(Ended::Refused);
        }
        found => found.and_then(Result::ok),
    };
    let mut search = ShelfSearch { area, from: asked.from, until: asked.until, words: asked.words.join(" "), before: None };
    let mut found: Vec<Shelved> = Vec::new();
    loop {
        let page = app.shelf(&search, asked.limit - found.len()).await?;
        found.extend(page.documents);
        search.before = page.next;
        if page.next.is_none() || found.len() >= asked.limit {
            break;
        }
    }
    let registry = app.reference().registry;
    let place = |one: &Shelved| registry.path(one.unit, one.as_of);
    if output.json {
        let line = |one: &Shelved| {
            json!({
                "fingerprint": one.fingerprint, "title": one.title, "file": one.file, "unit": one.unit.get(), "place": place(one),
                "as_of": one.as_of, "entry": one.entry.get(), "recorded_at": one.recorded_at,
            })
        };
        output.json(&found.iter().map(line).collect::<Vec<_>>())?;
        return Ok(Ended::Done);
    }
    let head = ["desk.date", "desk.document", "desk.field.place", "cli.bulletin-id"].map(|key| output.lang.text(key));
    let row = |one: &Shelved| vec![one.as_of.to_string(), one.title.clone(), place(one), one.fingerprint.clone()];
    output.table(&head, &[], found.iter().map(row).collect())?;
    Ok(Ended::Done)
}

/// A unit of today, else one that has ended; otherwise those whose names come near.
fn unit(app: &App, text: &str) -> Result<UnitId, String> {
    let registry = app.reference().registry;
    let near = match crate::commands::meaning(&registry, text, app.today()) {
        Resolution::One(unit) => return Ok(unit),
        Resolution::Ambiguous(found) | Resolution::NotFound(found) => found,
    };
    match near.iter().filter(|one| one.exact).collect::<Vec<_>>().as_slice() {
        [one] => Ok(one.unit),
        _ => Err(near.iter().take(4).map(|one| registry.path(one.unit, one.on)).collect::<Vec<_>>().join("; ")),
    }
}

/// One example a line, newest first, as JSON.
pub(super) async fn examples(asked: &BulletinExamples, app: &App) -> Result<Ended> {
    let mut search = LessonSearch { rule: asked.rule.clone(), right_too: asked.all, before: None };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    loop {
        let page = app.lessons(&search, PAGE).await?;
        for one in page.lessons {
            let mut line = serde_json::to_value(&one.example)?;
            (line["document"], line["at"]) = (json!(one.document), json!(one.at));
            serde_json::to_writer(&mut out, &line)?;
            writeln!(out)?;
        }
        search.before = page.next;
        if page.next.is_none() {
            break;
        }
    }
    out.flush()?;
    Ok(Ended::Done)
}
