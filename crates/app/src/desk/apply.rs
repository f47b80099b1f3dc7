//! What a person accepted, as one entry.

use super::{Beheld, hex, problem, refused};
use crate::{App, AppError, By, Committed, Hand, NewEntry};
use std::sync::Arc;
use uuid::Uuid;
use vedich_desk::{Beside, Card, Decision, Stated, examples};
use vedich_facts::steering::{TaskEdit, TaskStatement};
use vedich_facts::{Body, Cited, DocumentRecord, Fact, ReadingRecord};
use vedich_steering::due;
use vedich_units::COUNTRY;
use vedich_values::{Diagnostic, ItemKey};

/// Longest name of a source shown beside a figure, in characters.
const LONGEST_SOURCE: usize = 200;

/// Cards a person has seen to contradict what is on record, and accepts all the same.
#[derive(Clone, Copy, Debug)]
pub enum Faced<'a> {
    /// These.
    Cards(&'a [u32]),
    /// None: whatever contradicts waits for a look.
    Nothing,
}

impl Faced<'_> {
    fn has(self, card: u32) -> bool {
        matches!(self, Self::Cards(cards) if cards.contains(&card))
    }
}

/// What a document is compared with before it is recorded.
#[derive(Clone, Copy, Debug)]
pub(super) enum Company {
    /// The record, and the other documents of the desk.
    Desk,
    /// The record; the other documents were looked at.
    Alone,
}

pub(super) async fn apply(app: &App, hand: &Hand, id: &str, faced: Faced<'_>, company: Company) -> Result<Committed, AppError> {
    let reading_id = Uuid::parse_str(id).map_err(|_| refused("desk.gone"))?;
    let Some(reading) = app.reading(hand, id).await? else { return last_round(app, hand, reading_id).await };
    let round = reading.draft.round;
    let beheld = match company {
        Company::Desk => app.behold(hand, reading).await?,
        Company::Alone => app.behold_alone(hand, reading).await?,
    };
    let undecided = beheld.reading.draft.cards.iter().all(|card| card.settled || card.decision == Decision::Open);
    if undecided && round > 0 {
        return carried_out(app, hand, command(reading_id, round - 1)).await;
    }
    accepted_any(&beheld)?;
    check(&beheld, faced)?;
    let facts = entry_facts(&beheld)?;
    let first = beheld.before.is_none();
    let by = By::new(hand.clone()).command(command(reading_id, round));
    let entry = NewEntry {
        content_hash: first.then_some(beheld.reading.fingerprint),
        ..NewEntry::new("apply-reading", by, app.clock().now(), facts)
    };
    let committed = app.commit(entry).await?;
    app.put_aside(hand, id, round).await?;
    Ok(committed)
}

/// The examples of a reading that is dropped: what was rejected in it. One whose maker may state nothing there leaves none.
pub(super) async fn keep_rejected(app: &App, hand: &Hand, id: &str) -> Result<(), AppError> {
    let (Ok(reading_id), Some(reading)) = (Uuid::parse_str(id), app.reading(hand, id).await?) else { return Ok(()) };
    let rejected: Vec<Card> = reading.draft.cards.iter().filter(|card| card.decision == Decision::Rejected).cloned().collect();
    let examples = examples(&rejected);
    if examples.is_empty() {
        return Ok(());
    }
    let record = ReadingRecord { document: hex(&reading.fingerprint), examples };
    let fact = Fact::new(reading.draft.unit.unwrap_or(COUNTRY), reading.draft.day(app.today()), Body::Reading(Box::new(record)));
    let by = By::new(hand.clone()).command(command(reading_id, DROPPED));
    match app.commit(NewEntry::new("drop-reading", by, app.clock().now(), vec![fact])).await {
        Ok(_) | Err(AppError::Forbidden(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// With nothing accepted there is nothing to record: what was rejected stays on the desk as it is, until the document is taken off it.
fn accepted_any(beheld: &Beheld) -> Result<(), AppError> {
    let decided = |decision| beheld.reading.draft.cards.iter().any(|card| card.decision == decision && !card.settled);
    match (decided(Decision::Accepted), decided(Decision::Rejected)) {
        (true, _) => Ok(()),
        (false, true) => Err(refused("desk.nothing-accepted")),
        (false, false) => Err(refused("desk.nothing-decided")),
    }
}

/// What speaks against stating the accepted cards: something missing, or a contradiction nobody has seen.
fn check(beheld: &Beheld, faced: Faced<'_>) -> Result<(), AppError> {
    let accepted = || beheld.cards().filter(|(card, ..)| card.decision == Decision::Accepted && !card.settled);
    let of = |code, card: &Card| problem(code).with("card", card.no).with("evidence", &card.evidence);
    let incomplete = accepted().filter(|(_, judged, _)| !judged.is_complete()).map(|(card, ..)| of("desk.incomplete", card));
    let surprising = accepted().filter(|(card, judged, _)| judged.beside.is_contradiction() && !faced.has(card.no));
    let problems: Vec<Diagnostic> = incomplete.chain(surprising.map(|(card, ..)| of("desk.new-contradiction", card))).collect();
    if problems.is_empty() { Ok(()) } else { Err(AppError::Refused(problems)) }
}

/// The command of a round: the first bears the reading's own identity, as it always did.
pub(super) fn command(reading: Uuid, round: u32) -> Uuid {
    Uuid::from_u128(reading.as_u128() ^ u128::from(round))
}

/// The round that stands for dropping: no recording bears its command.
const DROPPED: u32 = u32::MAX;

/// Rounds looked back for: nobody records one document in more pieces.
pub(super) const MOST_ROUNDS: u32 = 200;

/// A reading that is no longer there was applied before, or dropped.
async fn last_round(app: &App, hand: &Hand, reading: Uuid) -> Result<Committed, AppError> {
    let mut last = carried_out(app, hand, reading).await?;
    for round in 1..MOST_ROUNDS {
        match carried_out(app, hand, command(reading, round)).await {
            Ok(found) => last = found,
            Err(_) => break,
        }
    }
    Ok(last)
}

async fn carried_out(app: &App, hand: &Hand, command: Uuid) -> Result<Committed, AppError> {
    let before = app.journal().find(command, None).await?.filter(|entry| entry.actor == hand.actor());
    let entry = before.ok_or_else(|| refused("desk.gone"))?;
    Ok(Committed { entry: entry.seq, facts: entry.facts, recorded_at: entry.recorded_at, already: true })
}

/// Everything the entry states: the facts, the document once, and what was made of the proposals.
fn entry_facts(beheld: &Beheld) -> Result<Vec<Fact>, AppError> {
    let reading = &beheld.reading;
    let fingerprint = hex(&reading.fingerprint);
    let cut = |text: &str| text.chars().take(LONGEST_SOURCE).collect::<String>();
    let source: Arc<str> = cut(if reading.draft.source.is_empty() { &reading.title } else { &reading.draft.source }).into();
    let mut facts: Vec<Fact> = facts_of(beheld)
        .into_iter()
        .map(|(mut fact, span)| {
            fact.source = (!source.is_empty()).then(|| Arc::clone(&source));
            let cited = Cited { fingerprint: fingerprint.as_str().into(), start: span.0, end: span.1 };
            fact.evidence = Some(cited.evidence().into());
            fact
        })
        .collect();
    let examples = examples(&reading.draft.cards);
    if examples.is_empty() {
        return Err(refused("desk.nothing-decided"));
    }
    let (unit, as_of) = facts.first().map_or_else(
        || (beheld.judged.iter().find_map(|one| one.place.unit()).unwrap_or(COUNTRY), beheld.board.date()),
        |fact| (fact.unit, fact.as_of),
    );
    if beheld.before.is_none() {
        let document = DocumentRecord {
            fingerprint: fingerprint.clone(),
            title: reading.title.clone(),
            file: reading.file.clone(),
            original: reading.draft.original.clone(),
            text: reading.text.clone(),
        };
        facts.push(Fact::new(unit, as_of, Body::Document(Box::new(document))));
    }
    facts.push(Fact::new(unit, as_of, Body::Reading(Box::new(ReadingRecord { document: fingerprint, examples }))));
    Ok(facts)
}

/// Facts of what was accepted, each with the stretch of the text behind it; what is on record already is not stated twice.
pub(super) fn facts_of(beheld: &Beheld) -> Vec<(Fact, (u32, u32))> {
    let mut stated: Vec<Stated> = Vec::new();
    let mut spans = Vec::new();
    for (card, judged, _) in beheld.cards() {
        if card.decision == Decision::Accepted && !card.settled && judged.is_complete() && !matches!(judged.beside, Beside::Known(_)) {
            spans.extend(judged.stated.iter().map(|_| (card.start, card.end)));
            stated.extend(judged.stated.iter().cloned());
        }
    }
    let span = |behind: &[usize]| {
        let all: Vec<(u32, u32)> = behind.iter().filter_map(|index| spans.get(*index).copied()).collect();
        (all.iter().map(|span| span.0).min().unwrap_or_default(), all.iter().map(|span| span.1).max().unwrap_or_default())
    };
    let mut facts: Vec<(Fact, (u32, u32))> = vedich_desk::facts(&stated).into_iter().map(|(fact, behind)| (fact, span(&behind))).collect();
    facts.iter_mut().for_each(|(fact, _)| as_task(fact, &beheld.reading));
    facts
}

/// A task accepted at the desk: its key comes from the reading, so that applying twice makes one task; its deadline is counted in the
/// working days of the steering; the document is where it comes from.
fn as_task(fact: &mut Fact, reading: &super::Reading) {
    let Body::Task(statement) = &mut fact.body else { return };
    let TaskStatement::Change(change) = &mut **statement else { return };
    change.task = ItemKey::new(&format!("{}-{}", reading.id.replace('-', ""), change.task));
    let calendar = vedich_reference::steering_calendar();
    for edit in &mut change.edits {
        let TaskEdit::Assign(assignment) = edit else { continue };
        if assignment.due.on.is_none() {
            assignment.due = due::resolve(assignment.due.rule, assignment.given, None, &calendar);
        }
        let paper = assignment.source.paper.get_or_insert_with(|| reading.title.clone());
        *paper = paper.chars().take(LONGEST_SOURCE).collect();
    }
}
