//! `vedich bulletin desk|show|apply|drop|score`: the desk without the site.

use super::{Ended, folders, hand, shelf};
use crate::cli::bulletin::{Bulletin, BulletinApply, BulletinCorrect, Whose};
use crate::output::Output;
use anyhow::Result;
use serde_json::{Value, json};
use vedich_app::desk::{Beheld, Change, Faced, Progress, Reading};
use vedich_app::{App, AppError, Hand};
use vedich_desk::{Card, CardKind, Decision, Field, Judged, Score, Scores};
use vedich_wording::Lang;

pub(crate) async fn run(command: &Bulletin, app: &App, output: Output) -> Result<Ended> {
    match command {
        Bulletin::Desk { desk } => with(desk, app, output, async |hand| list(&hand, app, output).await).await,
        Bulletin::Show { reading, desk } => with(desk, app, output, async |hand| show(&hand, reading, app, output).await).await,
        Bulletin::Apply(asked) => with(&asked.desk, app, output, async |hand| apply(&hand, asked, app, output).await).await,
        Bulletin::Drop { reading, desk } => with(desk, app, output, async |hand| take_off(&hand, reading, app, output).await).await,
        Bulletin::Correct(asked) => with(&asked.desk, app, output, async |hand| correct(&hand, asked, app, output).await).await,
        Bulletin::HandOver { what, to, folder: true, desk } => {
            with(desk, app, output, async |hand| folders::pass(&hand, what, to, app, output).await).await
        }
        Bulletin::HandOver { what, to, desk, .. } => with(desk, app, output, async |hand| pass(&hand, what, to, app, output).await).await,
        Bulletin::Folders { desk } => with(desk, app, output, async |hand| folders::list(&hand, app, output).await).await,
        Bulletin::Documents(asked) => shelf::documents(asked, app, output).await,
        Bulletin::Examples(asked) => shelf::examples(asked, app).await,
        Bulletin::Score => score(&app.reading_scores().await?, output),
        Bulletin::Read(_) | Bulletin::Import(_) => Ok(Ended::Done),
    }
}

/// Does something at a desk; what the desk refuses is said, and nothing was done then.
async fn with(desk: &Whose, app: &App, output: Output, work: impl AsyncFnOnce(Hand) -> Result<Ended, AppError>) -> Result<Ended> {
    let Some(hand) = hand(app, desk, output) else { return Ok(Ended::Refused) };
    Ok(work(hand).await?)
}

async fn list(hand: &Hand, app: &App, output: Output) -> Result<Ended, AppError> {
    let triaged = app.triage(hand, app.desk(hand).await?).await?;
    if output.json {
        let lines: Vec<Value> = triaged.iter().map(|(reading, progress)| line(reading, progress)).collect();
        return said(output.json(&lines));
    }
    let text = |key: &'static str| output.lang.text(key);
    let head = [
        text("cli.bulletin-id"),
        text("desk.document"),
        text("desk.date"),
        text("cli.bulletin-waiting"),
        text("cli.bulletin-contradictions"),
        text("cli.bulletin-asking"),
    ];
    let row = |(reading, at): &(Reading, Progress)| {
        let counts = [at.open, at.contradictions, at.asking].map(|count| count.to_string());
        [reading.id.clone(), reading.title.clone(), reading.draft.date.clone()].into_iter().chain(counts).collect()
    };
    said(output.table(&head, &[3, 4, 5], triaged.iter().map(row).collect()))
}

fn line(reading: &Reading, progress: &Progress) -> Value {
    let Reading { id, title, file, draft, .. } = reading;
    json!({ "reading": id, "title": title, "file": file, "date": draft.date, "place": draft.place, "progress": progress })
}

/// A reading somebody named, beside the record.
async fn named(hand: &Hand, id: &str, app: &App, output: Output) -> Result<Option<Beheld>, AppError> {
    let Some(reading) = app.reading(hand, id).await? else {
        output.complain(output.lang.text("problem.desk.gone"));
        return Ok(None);
    };
    Ok(Some(app.behold(hand, reading).await?))
}

async fn show(hand: &Hand, id: &str, app: &App, output: Output) -> Result<Ended, AppError> {
    let Some(beheld) = named(hand, id, app, output).await? else { return Ok(Ended::Refused) };
    let cards = || beheld.cards().map(|(card, judged, _)| (card, judged));
    if output.json {
        let shown: Vec<Value> = cards().map(|(card, judged)| shown(card, judged)).collect();
        return said(output.json(&json!({ "reading": id, "title": beheld.reading.title, "cards": shown })));
    }
    let text = |key: &'static str| output.lang.text(key);
    let head = ["", text("desk.kind-of"), text("desk.text"), text("cli.bulletin-sure"), text("cli.bulletin-beside"), text("desk.stands")];
    let rows = cards().map(|(card, judged)| {
        let kind = output.lang.text(&format!("desk.kind.{}", card.kind.name())).to_owned();
        let beside = beside(output.lang, judged);
        vec![card.no.to_string(), kind, card.evidence.clone(), card.confidence.to_string(), beside, decided(output.lang, card)]
    });
    said(output.table(&head, &[0, 3], rows.collect()))
}

fn shown(card: &Card, judged: &Judged) -> Value {
    let fields: serde_json::Map<String, Value> = card.now.iter().map(|(field, text)| (field.name().to_owned(), text.into())).collect();
    let problems: Vec<&str> = judged.problems.iter().map(|one| one.code).collect();
    json!({
        "card": card.no, "kind": card.kind.name(), "fields": fields, "evidence": card.evidence, "start": card.start, "end": card.end,
        "confidence": card.confidence, "decision": decision(card), "beside": judged.is_complete().then(|| judged.beside.name()),
        "problems": problems,
    })
}

const fn decision(card: &Card) -> &'static str {
    match card.decision {
        _ if card.settled => "settled",
        Decision::Open => "open",
        Decision::Accepted => "accepted",
        Decision::Rejected => "rejected",
    }
}

/// What is missing, or how the card stands beside the record.
fn beside(lang: Lang, judged: &Judged) -> String {
    if let Some(problem) = judged.problems.first() {
        return lang.problem_without_place(problem);
    }
    let how = lang.text(&format!("cli.bulletin-{}", judged.beside.name())).to_owned();
    judged.beside.known().map_or_else(|| how.clone(), |known| format!("{how}: {}", known.text))
}

fn decided(lang: Lang, card: &Card) -> String {
    lang.text(&format!("cli.bulletin-is-{}", decision(card))).to_owned()
}

async fn apply(hand: &Hand, asked: &BulletinApply, app: &App, output: Output) -> Result<Ended, AppError> {
    let Some(beheld) = named(hand, &asked.reading, app, output).await? else { return Ok(Ended::Refused) };
    let unknown = asked.accept.iter().chain(&asked.reject).find(|no| beheld.reading.draft.card(**no).is_none());
    if let Some(no) = unknown {
        output.complain(&output.lang.say("cli.bulletin-no-card", &[("card", &no.to_string())]));
        return Ok(Ended::Refused);
    }
    let accepted = asked.accept.iter().map(|no| Change::AcceptUnseen(*no));
    let changes: Vec<Change> = accepted.chain(asked.reject.iter().map(|no| Change::Decide(*no, Decision::Rejected))).collect();
    let changed = app.change_reading(hand, &asked.reading, &changes).await?;
    if !changed.incomplete.is_empty() {
        return Err(AppError::Refused(changed.problems()));
    }
    if asked.sure {
        app.accept_sure(hand, &asked.reading).await?;
    }
    let done = app.apply_reading(hand, &asked.reading, Faced::Cards(&asked.accept)).await?;
    let open = app.reading(hand, &asked.reading).await?.map_or(0, |reading| reading.draft.open());
    let (entry, facts, stated) = (done.entry.get(), done.facts.end.get() - done.facts.start.get(), app.stated_by(&done).await?);
    if output.json {
        return said(output.json(&json!({ "entry": entry, "facts": facts, "stated": stated, "open": open, "already": done.already })));
    }
    let filled = [("entry", entry.to_string()), ("count", stated.to_string()), ("open", open.to_string())];
    let filled = filled.each_ref().map(|(name, text)| (*name, text.as_str()));
    said(output.line(&output.lang.say("cli.bulletin-applied", &filled)))
}

/// Corrects a card or the head of a document, and shows the document as it stands then.
async fn correct(hand: &Hand, asked: &BulletinCorrect, app: &App, output: Output) -> Result<Ended, AppError> {
    let Some(beheld) = named(hand, &asked.reading, app, output).await? else { return Ok(Ended::Refused) };
    let draft = &beheld.reading.draft;
    let refuse = |key: &'static str, name: &'static str, found: &str| {
        output.complain(&output.lang.say(key, &[(name, found)]));
        Ok(Ended::Refused)
    };
    let mut changes = Vec::new();
    if asked.place.is_some() || asked.date.is_some() || asked.source.is_some() {
        let or = |typed: &Option<String>, known: &str| typed.clone().unwrap_or_else(|| known.to_owned());
        let date = asked.date.map_or_else(|| draft.date.clone(), |day| day.to_string());
        let (source, place) = (or(&asked.source, &draft.source), or(&asked.place, &draft.place));
        changes.push(Change::Head { source, date, place });
    }
    if let Some(card) = asked.card {
        if draft.card(card).is_none() {
            return refuse("cli.bulletin-no-card", "card", &card.to_string());
        }
        let mut fields = Vec::new();
        for one in &asked.fields {
            match one.split_once('=').and_then(|(name, text)| Some((Field::from_name(name.trim())?, text.to_owned()))) {
                Some(field) => fields.push(field),
                None => return refuse("cli.bulletin-no-field", "field", one),
            }
        }
        if let Some(name) = &asked.kind {
            match CardKind::from_name(name) {
                Some(kind) => changes.push(Change::Retype(card, kind)),
                None => return refuse("cli.bulletin-no-kind", "kind", name),
            }
        }
        changes.push(Change::Correct(card, fields));
    }
    app.change_reading(hand, &asked.reading, &changes).await?;
    show(hand, &asked.reading, app, output).await
}

async fn pass(hand: &Hand, id: &str, to: &str, app: &App, output: Output) -> Result<Ended, AppError> {
    let who = app.pass_reading(hand, id, to).await?;
    said(output.line(&output.lang.say("cli.bulletin-handed", &[("who", &who)])))
}

async fn take_off(hand: &Hand, id: &str, app: &App, output: Output) -> Result<Ended, AppError> {
    if !app.drop_reading(hand, id).await? {
        output.complain(output.lang.text("problem.desk.gone"));
        return Ok(Ended::Refused);
    }
    said(output.line(output.lang.text("desk.done-dropped")))
}

fn score(scores: &Scores, output: Output) -> Result<Ended> {
    if output.json {
        let one = |of: &str, score: &Score| {
            let Score { right, corrected, wrong, missed, unseen } = score;
            json!({ "of": of, "right": right, "corrected": corrected, "wrong": wrong, "missed": missed, "unseen": unseen })
        };
        output.json(&json!({
            "by_kind": scores.by_kind.iter().map(|((kind, month), score)| {
                let mut line = one(kind, score);
                line["month"] = json!(month);
                line
            }).collect::<Vec<_>>(),
            "by_rule": scores.by_rule.iter().map(|(rule, score)| one(rule, score)).collect::<Vec<_>>(),
            "by_confidence": scores.by_confidence.iter().map(|(tens, score)| one(&tens.to_string(), score)).collect::<Vec<_>>(),
        }))?;
        return Ok(Ended::Done);
    }
    let text = |key: &'static str| output.lang.text(key);
    let head = [
        text("cli.bulletin-of"),
        text("cli.bulletin-right"),
        text("cli.bulletin-corrected"),
        text("cli.bulletin-wrong"),
        text("cli.bulletin-missed"),
    ];
    let row = |of: String, score: &Score| {
        std::iter::once(of).chain([score.right, score.corrected, score.wrong, score.missed].map(|count| count.to_string())).collect()
    };
    let kinds = scores.by_kind.iter().rev().map(|((kind, month), score)| {
        let kind = output.lang.text(&format!("desk.kind.{kind}")).to_owned();
        row(format!("{kind}, {}", month.format("%m/%Y")), score)
    });
    let sure = scores.by_confidence.iter().rev().map(|(tens, score)| row(format!("{tens}–{} %", tens + 9), score));
    output.table(&head, &[1, 2, 3, 4], kinds.chain(sure).collect())?;
    Ok(Ended::Done)
}

/// Output that could not be written ends the command as a failure of ours.
pub(super) fn said(written: Result<()>) -> Result<Ended, AppError> {
    written.map(|()| Ended::Done).map_err(|_| AppError::Stopped)
}
