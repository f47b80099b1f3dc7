//! `vedich audit`: what was done, by whom, searched and taken out. The chain is walked by `vedich journal verify`.

use super::{Ended, TableFile, resolve};
use crate::cli::audit::{AuditCommand, Which};
use crate::output::Output;
use anyhow::Result;
use vedich_app::people::{Deeds, TrailSearch};
use vedich_app::{App, EntrySearch, Hand};
use vedich_documents::CsvStyle;
use vedich_values::EntrySeq;
use vedich_web::api::audit_shapes::{AuditedEntryAnswer, TrailAnswer, TrailEntryShape};
use vedich_web::present::Scene;
use vedich_web::present::people::deeds::Teller;
use vedich_web::present::people::trail::{SHOWN_DEEDS, rows, start_of, table};

/// Entries in a file, at most, as on the site.
const EXPORTED: usize = 100_000;

pub(crate) async fn run(command: &AuditCommand, app: &App, output: Output) -> Result<Ended> {
    let hand = Hand::operator("vedich audit", "cli");
    match command {
        AuditCommand::Search { which, limit } => {
            let Some(search) = search(app, which, output) else { return Ok(Ended::Refused) };
            let trail = app.audit(&hand, &search, *limit).await?;
            let deeds = app.deeds(&hand, &trail.entries, SHOWN_DEEDS).await?;
            if output.json {
                let entries = told(app, output, &deeds, |teller| {
                    trail.entries.iter().map(|entry| TrailEntryShape::of(teller, entry)).collect::<Vec<_>>()
                });
                output.json(&TrailAnswer { entries, next: trail.next.map(EntrySeq::get) })?;
                return Ok(Ended::Done);
            }
            let head = [
                "people.audit.entry",
                "people.audit.at",
                "people.audit.what",
                "people.audit.deeds",
                "people.audit.who",
                "people.audit.post",
                "people.audit.origin",
            ];
            let lines = told(app, output, &deeds, |teller| {
                let row = |entry| {
                    let line = teller.line(entry);
                    vec![line.seq, line.at, line.what, line.deeds.join("; "), line.who, line.post, line.origin]
                };
                trail.entries.iter().map(row).collect::<Vec<_>>()
            });
            output.table(&head.map(|key| output.lang.text(key)), &[0], lines)?;
        }
        AuditCommand::Show { entry } => return show(app, &hand, EntrySeq(*entry), output).await,
        AuditCommand::Export { which, to } => {
            let Some(search) = search(app, which, output) else { return Ok(Ended::Refused) };
            super::must_be_new(to)?;
            let kind = TableFile::of(to)?;
            let frame = super::sheet::frame(app, app.today(), output);
            let (rows, next) = rows(app, &hand, &frame, &search, EXPORTED).await?;
            let table = table(output.lang, rows, next, EXPORTED);
            super::write(to, kind.bytes(&table, CsvStyle::PEOPLE)?)?;
            let rows = table.rows.len().to_string();
            output.remark(&output.lang.say("cli.exported", &[("rows", &rows), ("file", &crate::commands::shown(to, output.lang))]));
        }
    }
    Ok(Ended::Done)
}

/// One entry with all it states.
async fn show(app: &App, hand: &Hand, number: EntrySeq, output: Output) -> Result<Ended> {
    let Some(found) = app.audited_entry(hand, number, None, EXPORTED as u64).await? else {
        output.complain(&output.lang.say("api.no-such-entry", &[("what", &number.to_string())]));
        return Ok(Ended::Refused);
    };
    if output.json {
        let entry = told(app, output, &found.deeds, |teller| TrailEntryShape::of(teller, &found.entry));
        output.json(&AuditedEntryAnswer { entry, next: found.next.map(vedich_values::FactSeq::get) })?;
        return Ok(Ended::Done);
    }
    let (line, deeds) = told(app, output, &found.deeds, |teller| (teller.line(&found.entry), teller.of(number)));
    for text in [&line.at, &line.what, &line.who, &line.post, &line.origin, &line.hash].into_iter().filter(|text| !text.is_empty()) {
        output.line(text)?;
    }
    if deeds.is_empty() {
        output.line(output.lang.text(line.no_deeds()))?;
    }
    for deed in deeds {
        output.line(&format!("{}: {}", deed.fact, deed.words()))?;
    }
    Ok(Ended::Done)
}

fn told<T>(app: &App, output: Output, deeds: &Deeds, tell: impl FnOnce(Teller<'_>) -> T) -> T {
    let (live, rights, frame) = (app.live(), app.rights(), super::sheet::frame(app, app.today(), output));
    tell(Teller { s: Scene::of(&frame, &live), rights: &rights, deeds })
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
