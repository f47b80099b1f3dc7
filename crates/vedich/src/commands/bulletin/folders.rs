//! `vedich bulletin folders` and `hand-over --folder`: what was put on a desk together.

use super::Ended;
use super::desk::said;
use crate::output::Output;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vedich_app::desk::{Batch, Filed};
use vedich_app::{App, AppError, Hand};

pub(super) async fn list(hand: &Hand, app: &App, output: Output) -> Result<Ended, AppError> {
    let folders = app.folders(hand).await?;
    let lying: BTreeSet<String> = app.desk(hand).await?.into_iter().map(|reading| reading.id).collect();
    let waiting = |folder: &Batch| folder.readings().filter(|reading| lying.contains(*reading)).count();
    if output.json {
        let shown: Vec<Value> = folders.iter().map(|folder| shown(folder, waiting(folder))).collect();
        return said(output.json(&shown));
    }
    let text = |key: &'static str| output.lang.text(key);
    let head = [text("cli.bulletin-id"), text("cli.bulletin-folder"), text("desk.file"), text("cli.bulletin-waiting")];
    let row = |folder: &Batch| vec![folder.id.clone(), folder.name.clone(), folder.total.to_string(), waiting(folder).to_string()];
    said(output.table(&head, &[2, 3], folders.iter().map(row).collect()))
}

fn shown(folder: &Batch, waiting: usize) -> Value {
    let count = |fits: fn(&Filed) -> bool| folder.lines.iter().filter(|line| fits(&line.filed)).count();
    json!({
        "folder": folder.id, "name": folder.name, "made_at": folder.made_at, "files": folder.total, "read": folder.lines.len(),
        "waiting": waiting,
        "twice": count(|filed| matches!(filed, Filed::Twice { .. })),
        "applied": count(|filed| matches!(filed, Filed::Applied { .. })),
        "unreadable": count(|filed| matches!(filed, Filed::Unreadable { .. })),
    })
}

/// Passes every document of a folder that waits to a colleague; the newest folder of a name is meant.
pub(super) async fn pass(hand: &Hand, folder: &str, to: &str, app: &App, output: Output) -> Result<Ended, AppError> {
    let found = app.folders(hand).await?.into_iter().find(|one| one.id == folder || one.name == folder);
    let Some(found) = found else {
        output.remark(&output.lang.say("cli.bulletin-no-folder", &[("folder", folder)]));
        return Ok(Ended::Refused);
    };
    let done = app.pass_folder(hand, &found, to).await?;
    if output.json {
        return said(output.json(&json!({ "folder": found.id, "passed": done.passed, "left": done.left })));
    }
    let (count, left) = (done.passed.to_string(), done.left.to_string());
    let params = [("count", count.as_str()), ("name", &found.name), ("left", &left)];
    said(output.line(&output.lang.say("cli.bulletin-handed-folder", &params)))
}
