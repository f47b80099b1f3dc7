//! `vedich criteria confirm`: a value set or confirmed by a decision.

use crate::cli::Confirm;
use crate::commands::{Ended, resolve};
use crate::output::Output;
use anyhow::Result;
use vedich_app::App;
use vedich_app::commands::{By, ConfirmThreshold};
use vedich_facts::Overlay;
use vedich_values::{FactSeq, IndicatorCode, PartKey, SetId, ZoneId};

pub(crate) async fn run(arguments: &Confirm, app: &App, output: Output) -> Result<Ended> {
    let reference = app.reference();
    let from = arguments.from.unwrap_or(arguments.decided);
    let Some(area) = resolve(&reference.registry, &arguments.unit, from, output) else { return Ok(Ended::Refused) };
    let (code, part) = arguments.code.split_once('/').map_or((arguments.code.as_str(), None), |(code, part)| (code, Some(part)));
    let overlay = Overlay {
        set: SetId::new(&arguments.set),
        code: IndicatorCode::new(code),
        part: part.map(PartKey::new),
        zone: arguments.zone.as_deref().map(ZoneId::new),
        year: arguments.year,
        threshold: arguments.threshold.clone(),
        decision: arguments.decision.clone(),
        decided: arguments.decided,
        to: arguments.to,
    };
    let command = ConfirmThreshold { area, from, overlay, correcting: arguments.correcting.map(FactSeq) };
    let done = app.confirm_threshold(By::operator("vedich criteria confirm", "cli"), command).await?;
    if output.json {
        output.json(&serde_json::json!({ "entry": done.entry.get(), "seq": done.facts.start.get(), "already": done.already }))?;
    } else {
        output.line(output.lang.text("web.confirm.saved"))?;
    }
    Ok(Ended::Done)
}
