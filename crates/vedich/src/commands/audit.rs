//! `vedich audit`: what was done, by whom, searched and taken out. The chain is walked by `vedich journal verify`.

use super::{Ended, resolve};
use crate::cli::audit::{AuditCommand, Which};
use crate::output::Output;
use anyhow::{Context, Result, ensure};
use vedich_app::people::TrailSearch;
use vedich_app::{App, EntrySearch, Hand};
use vedich_documents::{CsvStyle, write_csv, write_xlsx};
use vedich_values::EntrySeq;
use vedich_web::api::people_shapes::{TrailAnswer, TrailEntryShape};
use vedich_web::present::people::trail::{Registers, start_of};

/// Entries in a file, at most, as on the site.
const EXPORTED: usize = 100_000;

pub(crate) async fn run(command: &AuditCommand, app: &App, output: Output) -> Result<Ended> {
    let hand = Hand::operator("vedich audit", "cli");
    let (AuditCommand::Search { which, .. } | AuditCommand::Export { which, .. }) = command;
    let Some(search) = search(app, which, output) else { return Ok(Ended::Refused) };
    let (reference, rights) = (app.reference(), app.rights());
    let registers = Registers { lang: output.lang, registry: &reference.registry, rights: &rights, today: app.today() };
    match command {
        AuditCommand::Search { limit, .. } => {
            let trail = app.audit(&hand, &search, *limit).await?;
            if output.json {
                let entries = trail.entries.iter().map(|entry| TrailEntryShape::of(output.lang, &rights, entry)).collect();
                output.json(&TrailAnswer { entries, next: trail.next.map(EntrySeq::get) })?;
                return Ok(Ended::Done);
            }
            let head = [
                "people.audit.entry",
                "people.audit.at",
                "people.audit.what",
                "people.audit.who",
                "people.audit.post",
                "people.audit.origin",
            ];
            let rows = trail.entries.iter().map(|entry| {
                let line = registers.line(entry);
                vec![line.seq, line.at, line.what, line.who, line.post, line.origin]
            });
            output.table(&head.map(|key| output.lang.text(key)), &[0], rows.collect())?;
        }
        AuditCommand::Export { to, .. } => {
            ensure!(!to.exists(), "{} is there already", to.display());
            let trail = app.audit_to_the_end(&hand, &search, EXPORTED).await?;
            let table = registers.table(&trail, EXPORTED);
            let csv = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
            let bytes = if csv { write_csv(&table, CsvStyle::PEOPLE)? } else { write_xlsx(&table)? };
            std::fs::write(to, bytes).with_context(|| format!("while writing {}", to.display()))?;
            let rows = table.rows.len().to_string();
            output.remark(&output.lang.say("cli.exported", &[("rows", &rows), ("file", &to.display().to_string())]));
        }
    }
    Ok(Ended::Done)
}

fn search(app: &App, which: &Which, output: Output) -> Option<TrailSearch> {
    let unit = match &which.unit {
        None => None,
        Some(text) => Some(resolve(&app.reference().registry, text, app.today(), output)?),
    };
    let entries = EntrySearch {
        before: which.before.map(EntrySeq),
        actors: None,
        kind: which.kind.clone(),
        from: which.from.map(start_of),
        until: which.until.and_then(|day| day.succ_opt()).map(start_of),
    };
    Some(TrailSearch { entries, who: which.who.clone().unwrap_or_default(), unit })
}
