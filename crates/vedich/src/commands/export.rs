//! `vedich export`: observations in the shape the import reads, a board as form B01, every recorded fact.

use super::{Ended, TableFile, resolve};
use crate::cli::{Export, ExportWhat};
use crate::failure::Failure;
use crate::output::Output;
use anyhow::Result;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use vedich_app::export::{self, BoardWords, Wanted};
use vedich_app::{App, Select, fitting};
use vedich_criteria::Status;
use vedich_documents::{CsvStyle, Table, WriteError, stream_csv, stream_xlsx};
use vedich_units::{COUNTRY, UnitLevel};
use vedich_values::{Date, SetId, Timestamp, UnitId};
use vedich_web::listing::{self, Asked};

/// Rows of the journal read before they are written.
const ROWS_AHEAD: usize = 4_096;

pub(crate) async fn run(arguments: &Export, app: &App, output: Output) -> Result<Ended> {
    let as_of = arguments.as_of.unwrap_or_else(|| app.today());
    let kind = TableFile::of(&arguments.to)?;
    let reference = app.reference();
    let area = match arguments.unit.as_deref() {
        None => Some(COUNTRY),
        Some(name) => resolve(&reference.registry, name, as_of, output),
    };
    let Some(area) = area else { return Ok(Ended::Refused) };
    let set = arguments.set.as_deref().map(SetId::new);
    if let Some(id) = &set {
        let Some(set) = super::criteria::named(&reference.catalogue, id.as_str(), output) else { return Ok(Ended::Refused) };
        // A board measures communes; values and facts may be of anything.
        let of_board = matches!(arguments.what, ExportWhat::Board);
        if let Some(misfit) = of_board.then(|| fitting::misfit_below(&reference, set, (area, UnitLevel::Commune), as_of)).flatten() {
            return Err(Failure::refused(vec![misfit]).into());
        }
    }
    let known_at = arguments.known_on.map(vedich_values::date::end_of_day);
    let bar = output.waiting("cli.exporting");
    let rows = match arguments.what {
        ExportWhat::Journal => journal(app, known_at, (kind, &arguments.to)).await?,
        ExportWhat::Observations => {
            let wanted = Wanted { area, as_of, known_at, set };
            write(&export::observations(app.journal(), &reference.registry, &wanted).await?, kind, &arguments.to)?
        }
        ExportWhat::Board => match board(app, area, (as_of, known_at), set, output).await? {
            Some(table) => write(&table, kind, &arguments.to)?,
            None => return Ok(Ended::Refused),
        },
    };
    bar.finish();
    output.remark(
        &output.lang.say("cli.exported", &[("rows", &rows.to_string()), ("file", &crate::commands::shown(&arguments.to, output.lang))]),
    );
    Ok(Ended::Done)
}

/// The communes of an area by the set asked for, else the one its page shows.
async fn board(
    app: &App,
    area: UnitId,
    (as_of, known_at): (Date, Option<Timestamp>),
    set: Option<SetId>,
    output: Output,
) -> Result<Option<Table>> {
    let reference = app.reference();
    let picture = app.picture(as_of, known_at).await?;
    let asked = Asked { level: Some(UnitLevel::Commune), set, ..Asked::default() };
    let Some(family) = listing::shown(&picture, area, &asked).map(|shown| shown.family) else {
        let (unit, date) = (reference.registry.path(area, as_of), vedich_wording::date(output.lang, as_of));
        output.complain(&output.lang.say("cli.no-set-in-force", &[("unit", &unit), ("date", &date)]));
        return Ok(None);
    };
    let lang = output.lang;
    let text = |key: &str| lang.text(key).to_owned();
    let sign =
        |status: Status| if status == Status::NoData { String::new() } else { lang.text(&format!("sign.{}", status.name())).to_owned() };
    Ok(Some(export::board(&picture, area, UnitLevel::Commune, &family, BoardWords { text: &text, sign: &sign })))
}

fn write(table: &Table, kind: TableFile, to: &Path) -> Result<u64> {
    let bytes = kind.bytes(table, CsvStyle::EXCHANGE)?;
    crate::commands::write(to, bytes)?;
    Ok(table.rows.len() as u64)
}

/// Every recorded fact, or those recorded by an instant, oldest first.
async fn journal(app: &App, known_at: Option<Timestamp>, (kind, to): (TableFile, &Path)) -> Result<u64> {
    let registry = app.reference().registry;
    let table = export::journal_table();
    let to = to.to_owned();
    // Rows are written while they are read, a few at a time in memory, however long the journal is.
    let (rows, taken) = std::sync::mpsc::sync_channel(ROWS_AHEAD);
    let writer = tokio::task::spawn_blocking(move || -> Result<u64> {
        let unwritten = |error| Failure::unwritten(&to, &error);
        let written = if to == Path::new("-") {
            stream_csv(&table, taken, CsvStyle::EXCHANGE, std::io::stdout().lock())
        } else {
            let file = File::create(&to).map_err(unwritten)?;
            match kind {
                TableFile::Workbook => stream_xlsx(&table, taken, file),
                TableFile::Csv => stream_csv(&table, taken, CsvStyle::EXCHANGE, BufWriter::new(file)),
            }
        };
        written.map_err(|error| match error {
            WriteError::Io(error) => unwritten(error).into(),
            other => other.into(),
        })
    });
    let select = Select { known_at, ..Select::default() };
    // A writer that gave up has closed its end; why, it says itself.
    app.journal().for_each(&select, |recorded| drop(rows.send(export::journal_row(&registry, &recorded)))).await?;
    drop(rows);
    writer.await?
}
