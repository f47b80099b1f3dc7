//! `vedich verify list|confirm|return|ask|answer|correct`.

use super::evidence::told;
use super::{Ended, resolve};
use crate::cli::verify::{Said, VerifyCommand};
use crate::failure::{Failure, problem};
use crate::output::Output;
use anyhow::Result;
use vedich_app::people::Doer;
use vedich_app::verify::{Correct, QueueItem, QueueSearch, Shows, Verify};
use vedich_app::{App, By, Hand};
use vedich_board::Claim;
use vedich_criteria::{Layout, Status};
use vedich_facts::{Body, Outcome};
use vedich_values::FactSeq;
use vedich_web::present::fieldwork::check;
use vedich_web::present::words;
use vedich_wording::Lang;

/// Who the record names for what is said on the command line.
const ACTOR: &str = "cli";

pub(crate) async fn run(command: &VerifyCommand, app: &App, output: Output) -> Result<Ended> {
    match command {
        VerifyCommand::List { unit, criterion, shows, limit } => {
            let area = match unit {
                None => None,
                Some(text) => match resolve(&app.reference().registry, text, app.today(), output) {
                    None => return Ok(Ended::Refused),
                    found => found,
                },
            };
            let shows = Shows::from_name(shows).ok_or_else(|| Failure::misused(problem("usage.shows").with("found", shows)))?;
            let hand = Hand::operator(ACTOR, ACTOR);
            let criterion = match criterion.as_deref().map(|text| app.criterion_asked(&hand, area, text)) {
                Some(None) => {
                    output.complain(output.lang.text("steering.no-criterion"));
                    return Ok(Ended::Refused);
                }
                found => found.flatten(),
            };
            let search = QueueSearch { area, criterion, shows, after: None, limit: *limit };
            list(&search, app, output).await
        }
        VerifyCommand::Confirm(said) => say(said, Outcome::Confirmed, app, output).await,
        VerifyCommand::Return(said) => say(said, Outcome::Returned, app, output).await,
        VerifyCommand::Ask(said) => say(said, Outcome::Asked, app, output).await,
        VerifyCommand::Answer(said) => say(said, Outcome::Answered, app, output).await,
        VerifyCommand::Correct { value, written, source, note } => {
            let correct = Correct { value: FactSeq(*value), written: written.clone(), source: source.clone(), note: note.clone() };
            told(app.correct_value(By::operator(ACTOR, ACTOR), correct).await, output)
        }
    }
}

async fn list(search: &QueueSearch, app: &App, output: Output) -> Result<Ended> {
    let queue = app.queue(&Hand::operator(ACTOR, ACTOR), search).await?;
    let registry = app.reference().registry;
    let name = |item: &QueueItem| {
        let last = registry.get(item.value.unit).and_then(|unit| unit.span.to).map_or(app.today(), |last| last.min(app.today()));
        registry.path(item.value.unit, last)
    };
    if output.json {
        let values: Vec<_> = queue.items.iter().map(|item| line(app, output.lang, item, &name(item))).collect();
        let next = queue.next.map(|next| next.to_string());
        output.json(&serde_json::json!({"total": queue.total, "deciding": queue.deciding, "next": next, "values": values}))?;
        return Ok(Ended::Done);
    }
    let (frame, rights) = (super::sheet::frame(app, app.today(), output), app.rights());
    let rows = queue.items.iter().map(|item| {
        let about = item.value.code.as_ref().map(ToString::to_string).or_else(|| item.value.criterion.map(|no| no.to_string()));
        vec![
            item.value.seq.to_string(),
            name(item),
            about.unwrap_or_default(),
            match item.value.claim {
                Claim::Declared(state) => words::declared(&frame, state).to_owned(),
                Claim::Value(..) => written(item),
            },
            vedich_wording::date(output.lang, item.value.as_of),
            check(&frame, item.value.check).1.to_owned(),
            item.entered_by.as_ref().map(|by| by.name(&rights)).unwrap_or_default(),
            if item.value.decides { "*".to_owned() } else { String::new() },
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let head = [
        "fieldwork.cli.fact",
        "fieldwork.unit",
        "fieldwork.cli.about",
        "fieldwork.cli.value",
        "web.col.date",
        "fieldwork.cli.check",
        "fieldwork.entered-by",
        "fieldwork.decides",
    ];
    output.table(&head.map(|key| output.lang.text(key)), &[0], rows)?;
    Ok(Ended::Done)
}

fn line(app: &App, lang: Lang, item: &QueueItem, unit: &str) -> serde_json::Value {
    let (value, rights, registry) = (&item.value, app.rights(), app.reference().registry);
    let called = |by: Option<&Doer>| by.map(|by| by.called(&rights, &registry, lang));
    let said = item.said_before.iter().chain(&item.said).filter_map(|said| {
        let Body::Verification(verification) = &said.recorded.fact.body else { return None };
        let (outcome, words) = (verification.outcome.name(), said.recorded.fact.note.as_deref());
        Some(serde_json::json!({ "of": verification.of, "outcome": outcome, "words": words, "by": called(said.by.as_ref()) }))
    });
    serde_json::json!({
        "fact": value.seq, "unit": value.unit, "name": unit, "set": value.set.id, "criterion": value.criterion, "code": value.code,
        "value": written(item), "as_of": value.as_of, "source": value.source, "check": value.check, "decides": value.decides,
        "entered_by": called(item.entered_by.as_ref()), "note": item.recorded.fact.note.as_deref(), "said": said.collect::<Vec<_>>(),
        "warnings": item.odd.iter().map(|odd| lang.problem_without_place(odd)).collect::<Vec<_>>(),
    })
}

fn written(item: &QueueItem) -> String {
    match item.value.claim {
        Claim::Declared(state) => Status::from(state).name().to_owned(),
        Claim::Value(slot, cell) => {
            let layout = Layout::of(&item.value.set);
            layout.at(slot).and_then(|slot| Some(slot.print(&cell.observed(&slot.scale)?))).unwrap_or_default()
        }
    }
}

async fn say(said: &Said, outcome: Outcome, app: &App, output: Output) -> Result<Ended> {
    let command = Verify { values: said.values.iter().copied().map(FactSeq).collect(), outcome, words: said.why.clone() };
    let committed = app.verify(By::operator(ACTOR, ACTOR), command).await?;
    if output.json {
        output.json(&committed)?;
    } else {
        let (entry, count) = (committed.entry.to_string(), (committed.facts.end.get() - committed.facts.start.get()).to_string());
        output.line(&output.lang.say("fieldwork.cli.said", &[("entry", &entry), ("count", &count)]))?;
    }
    Ok(Ended::Done)
}
