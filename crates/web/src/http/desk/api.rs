//! Reading and applying through the API: by whoever may write here, through the same doors as forms.

use super::list_api::{drop_bulletin, list_bulletins};
use crate::api::steering_shapes::PartyShape;
use crate::api::{Problem, ProblemShape};
use crate::http::actor::Actor;
use crate::http::asker::{Asker, Writing};
use crate::http::listed::Listed;
use crate::present::desk::behind;
use axum::Json;
use axum::extract::{DefaultBodyLimit, Path};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use vedich_app::desk::{Alike, Beheld, Change, Faced, Handed, Outcome, due_day, fingerprint, hex};
use vedich_app::{App, AppError};
use vedich_desk::{CardKind, Decision, Field};
use vedich_facts::steering::{Assignment, Party};
use vedich_values::Date;
use vedich_wording::Lang;

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/api/v1/bulletins/{reading}", axum::routing::get(show_bulletin).delete(drop_bulletin))
        .route("/api/v1/bulletins/{reading}/apply", axum::routing::post(apply_bulletin))
        .route("/api/v1/bulletins/{reading}/hand-over", axum::routing::post(hand_over_bulletin))
}

/// The address that takes documents of any length.
pub(super) fn uploads() -> Listed {
    let limit = DefaultBodyLimit::max(super::LARGEST_UPLOAD_BYTES);
    Listed::new().route("/api/v1/bulletins", axum::routing::get(list_bulletins).post(read_bulletin).layer(limit))
}

/// A document to be read.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulletinRequest {
    /// Its text.
    text: String,
    /// Its title; default its first line.
    title: Option<String>,
    /// Name of the file it came in.
    file: Option<String>,
    /// The day it was published: dates without a year are completed by it.
    #[schema(value_type = Option<String>, format = Date)]
    published: Option<Date>,
    /// Read it although it was applied before.
    #[serde(default)]
    again: bool,
}

/// What became of a document, with what was found in it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BulletinAnswer {
    /// `read`, `on_desk` (this person is reading it already), `applied` (it was applied before).
    outcome: &'static str,
    /// The reading: what is looked at and applied.
    reading: Option<String>,
    /// SHA-256 over its words: the document's address once it is on record.
    fingerprint: String,
    /// The entry that applied it before.
    entry: Option<u64>,
    /// Its title.
    title: String,
    /// Who says so: the source of every fact stated from it.
    source: String,
    /// Its date, as it was read.
    date: String,
    /// Its place, as it was read.
    place: String,
    /// Address of another document, on the same desk or on record, that may be the same.
    alike: Option<String>,
    /// What was found.
    cards: Vec<CardShape>,
}

/// A proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CardShape {
    /// Its number.
    card: u32,
    /// `progress`, `unmet`, `value`, `tally`, `output`, `note`, `target`, `task`.
    kind: &'static str,
    /// Its fields as they stand now.
    fields: BTreeMap<&'static str, String>,
    /// The words behind it.
    evidence: String,
    /// First code point of them in the text.
    start: u32,
    /// One past the last.
    end: u32,
    /// How sure the reader is, in hundredths.
    confidence: u8,
    /// The reader's rule.
    rule: String,
    /// `open`, `accepted`, `rejected`.
    decision: &'static str,
    /// What was decided stands on record already.
    settled: bool,
    /// Our id of the unit it is about, when there is no doubt.
    unit: Option<u32>,
    /// Units it may be about.
    candidates: Vec<String>,
    /// As of when.
    #[schema(value_type = Option<String>, format = Date)]
    as_of: Option<Date>,
    /// The criteria set it is about.
    set: Option<String>,
    /// `new`, `known`, `later`, `lower` (a later count that is lower than the last one), `contradicts`; none while something is missing.
    beside: Option<&'static str>,
    /// What is known already, where something is.
    known: Option<KnownShape>,
    /// The task it gives, as its words were understood.
    task: Option<GivenShape>,
    /// Codes of what is missing or wrong.
    problems: Vec<String>,
    /// Whether this person may not state it: code of the refusal.
    refused: Option<&'static str>,
}

/// A task as it would be given.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct GivenShape {
    /// The one that leads.
    lead: PartyShape,
    /// Those that cooperate.
    cooperating: Vec<PartyShape>,
    /// Ids of the units it concerns.
    places: Vec<u32>,
    /// Numbers of the criteria it concerns.
    criteria: Vec<u16>,
    /// By when.
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
}

fn given(assignment: &Assignment) -> GivenShape {
    let party = |party: &Party| PartyShape { unit: party.unit.get(), office: party.office.clone() };
    GivenShape {
        lead: party(&assignment.lead),
        cooperating: assignment.cooperating.iter().map(party).collect(),
        places: assignment.places.iter().map(|unit| unit.get()).collect(),
        criteria: assignment.criteria.iter().map(|no| no.0).collect(),
        due: due_day(assignment),
    }
}

/// What is known already.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct KnownShape {
    /// The figure.
    text: String,
    /// Who says so.
    source: Option<String>,
    /// As of when.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    /// Address of the page where it can be looked at.
    address: Option<String>,
}

/// What a person decided.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ApplyRequest {
    /// Cards to accept, whatever they contradict; a card accepted earlier that contradicts what was recorded since is refused.
    accept: Vec<u32>,
    /// Cards to reject.
    reject: Vec<u32>,
    /// What the reader did not see, each as a card of its own behind those there are: its number is the next free one.
    add: Vec<AddedShape>,
    /// Cards that state something of another kind.
    retype: BTreeMap<u32, String>,
    /// Corrected fields by card.
    correct: BTreeMap<u32, BTreeMap<String, String>>,
    /// Who says so, when it is not the title.
    source: Option<String>,
    /// The document's date, when it was read wrong or not at all.
    date: Option<String>,
    /// The document's place.
    place: Option<String>,
}

/// Something a person found in the document.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddedShape {
    /// `progress`, `unmet`, `value`, `tally`, `output`, `note`, `target`, `task`.
    kind: String,
    /// The words of the document that say it.
    words: String,
}

/// What was stated.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AppliedAnswer {
    /// The entry.
    entry: u64,
    /// First fact of it.
    first_fact: u64,
    /// How many facts, the document and the examples included.
    facts: u64,
    /// How many statements: what was read from the document.
    stated: usize,
    /// Cards nobody has decided on: they stay in the reading.
    open: usize,
    /// It was applied before; nothing was changed.
    already: bool,
}

/// Reads a document: what it states, judged by what is known on its date. Nothing is stated yet.
#[utoipa::path(post, path = "/api/v1/bulletins", tag = "bulletins", request_body = BulletinRequest,
    responses((status = 200, body = BulletinAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn read_bulletin(writing: Writing<BulletinRequest>) -> Result<Json<BulletinAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let handed = Handed { file: asked.file, title: asked.title, text: asked.text, published: asked.published, original: None };
    answered(&asker, handed, asked.again).await.map(Json)
}

/// Puts a document on the caller's desk, and says what was found in it or became of it.
pub(super) async fn answered(asker: &Asker, handed: Handed, again: bool) -> Result<BulletinAnswer, Problem> {
    let (lang, app) = (asker.lang, &asker.app);
    let (title, fingerprint) = (handed.title.clone().unwrap_or_default(), hex(&fingerprint(&handed.text)));
    let outcome = app.hand_in(&asker.actor.hand, handed, again).await.map_err(asker.of_write())?;
    let (outcome, id) = match outcome {
        Outcome::Read(id) => ("read", id),
        Outcome::OnDesk(id) => ("on_desk", id),
        Outcome::Applied(entry) => {
            let (source, date, place, alike, cards) = (String::new(), String::new(), String::new(), None, Vec::new());
            let entry = Some(entry.seq.get());
            return Ok(BulletinAnswer { outcome: "applied", reading: None, fingerprint, entry, title, source, date, place, alike, cards });
        }
    };
    Ok(shape(outcome, &beheld(lang, app, &asker.actor, &id).await?))
}

/// A reading of one's own, as it stands.
#[utoipa::path(get, path = "/api/v1/bulletins/{reading}", tag = "bulletins", params(("reading" = String, Path, description = "The reading")),
    responses((status = 200, body = BulletinAnswer), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn show_bulletin(asker: Asker, Path(id): Path<String>) -> Result<Json<BulletinAnswer>, Problem> {
    let (lang, app) = (asker.lang, &asker.app);
    Ok(Json(shape("on_desk", &beheld(lang, app, &asker.actor, &id).await?)))
}

/// Applies what was accepted: one entry with the document as evidence. Applying a reading twice changes nothing. A card in which something is
/// missing is not accepted, and nothing is recorded then (`desk.not-accepted`), nor is anything where nothing is accepted
/// (`desk.nothing-accepted`).
#[utoipa::path(post, path = "/api/v1/bulletins/{reading}/apply", tag = "bulletins", request_body = ApplyRequest,
    params(("reading" = String, Path, description = "The reading")),
    responses((status = 200, body = AppliedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn apply_bulletin(Path(id): Path<String>, writing: Writing<ApplyRequest>) -> Result<Json<AppliedAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app, faced) = (asker.lang, &asker.app, asked.accept.clone());
    if let Some(reading) = app.reading(&asker.actor.hand, &id).await.map_err(asker.of_write())? {
        let changes = changes(lang, &reading.draft, asked)?;
        let changed = app.change_reading(&asker.actor.hand, &id, &changes).await.map_err(asker.of_write())?;
        if !changed.incomplete.is_empty() {
            return Err(asker.of_write()(AppError::Refused(changed.problems())));
        }
    }
    let done = app.apply_reading(&asker.actor.hand, &id, Faced::Cards(&faced)).await.map_err(asker.of_write())?;
    let (first, end) = (done.facts.start.get(), done.facts.end.get());
    let left = app.reading(&asker.actor.hand, &id).await.map_err(asker.of_write())?;
    let open = left.map_or(0, |reading| reading.draft.open());
    let stated = app.stated_by(&done).await.map_err(asker.of_write())?;
    Ok(Json(AppliedAnswer { entry: done.entry.get(), first_fact: first, facts: end - first, stated, open, already: done.already }))
}

/// To whom a document is passed on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandOverRequest {
    /// Login, full name, or both.
    pub(super) to: String,
}

/// To whom a document was passed on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HandOverAnswer {
    /// The colleague's name.
    to: String,
}

/// Passes a document on one's own desk to a colleague who may record for the unit it is about, with everything decided in it.
#[utoipa::path(post, path = "/api/v1/bulletins/{reading}/hand-over", tag = "bulletins", request_body = HandOverRequest,
    params(("reading" = String, Path, description = "The reading")),
    responses((status = 200, body = HandOverAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn hand_over_bulletin(Path(id): Path<String>, writing: Writing<HandOverRequest>) -> Result<Json<HandOverAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let to = asker.app.pass_reading(&asker.actor.hand, &id, &asked.to).await.map_err(asker.of_write())?;
    Ok(Json(HandOverAnswer { to }))
}

fn changes(lang: Lang, draft: &vedich_desk::Draft, asked: ApplyRequest) -> Result<Vec<Change>, Problem> {
    let mut changes = vec![Change::Head {
        source: asked.source.unwrap_or_else(|| draft.source.clone()),
        date: asked.date.unwrap_or_else(|| draft.date.clone()),
        place: asked.place.unwrap_or_else(|| draft.place.clone()),
    }];
    let kind = |name: &str| {
        CardKind::from_name(name).ok_or_else(|| Problem::unusable(lang, "kind", name, &CardKind::ALL.map(CardKind::name).join(", ")))
    };
    for AddedShape { kind: name, words } in asked.add {
        changes.push(Change::Add(kind(&name)?, words));
    }
    for (card, name) in asked.retype {
        changes.push(Change::Retype(card, kind(&name)?));
    }
    for (card, fields) in asked.correct {
        let field = |(name, text): (String, String)| match Field::from_name(&name) {
            Some(field) => Ok((field, text)),
            None => {
                Err(Problem::unusable(lang, "correct", &name, &Field::ALL.iter().map(|field| field.name()).collect::<Vec<_>>().join(", ")))
            }
        };
        changes.push(Change::Correct(card, fields.into_iter().map(field).collect::<Result<_, _>>()?));
    }
    changes.extend(asked.accept.into_iter().map(Change::AcceptUnseen));
    changes.extend(asked.reject.into_iter().map(|card| Change::Decide(card, Decision::Rejected)));
    Ok(changes)
}

async fn beheld(lang: Lang, app: &App, actor: &Actor, id: &str) -> Result<Beheld, Problem> {
    let reading = app.reading(&actor.hand, id).await.map_err(|error| Problem::of_write(lang, error))?;
    let reading = reading.ok_or_else(|| Problem::not_found(lang, "api.no-such-address", id))?;
    app.behold(&actor.hand, reading).await.map_err(|error| Problem::of_write(lang, error))
}

fn shape(outcome: &'static str, beheld: &Beheld) -> BulletinAnswer {
    let reading = &beheld.reading;
    BulletinAnswer {
        outcome,
        reading: Some(reading.id.clone()),
        fingerprint: hex(&reading.fingerprint),
        entry: beheld.before.as_ref().map(|entry| entry.seq.get()),
        title: reading.title.clone(),
        source: reading.draft.source.clone(),
        date: reading.draft.date.clone(),
        place: reading.draft.place.clone(),
        alike: beheld.alike.as_ref().map(|alike| match alike {
            Alike::OnDesk { reading, .. } => format!("/api/v1/bulletins/{reading}"),
            Alike::OnRecord { fingerprint, .. } => format!("/api/v1/documents/{fingerprint}"),
        }),
        cards: beheld.cards().map(|(card, judged, refused)| self::card(card, judged, *refused)).collect(),
    }
}

fn card(card: &vedich_desk::Card, judged: &vedich_desk::Judged, refused: Option<vedich_rights::Refusal>) -> CardShape {
    CardShape {
        card: card.no,
        kind: card.kind.name(),
        fields: card.now.iter().map(|(field, text)| (field.name(), text.to_owned())).collect(),
        evidence: card.evidence.clone(),
        start: card.start,
        end: card.end,
        confidence: card.confidence,
        rule: card.rule.clone(),
        decision: match card.decision {
            Decision::Open => "open",
            Decision::Accepted => "accepted",
            Decision::Rejected => "rejected",
        },
        settled: card.settled,
        unit: judged.place.unit().map(|unit| unit.get()),
        candidates: judged.offered().map(|one| one.path.clone()).collect(),
        as_of: judged.as_of,
        set: judged.set.as_ref().map(|set| set.id.to_string()),
        beside: judged.is_complete().then(|| judged.beside.name()),
        known: judged.beside.known().filter(|_| judged.is_complete()).map(|known| KnownShape {
            text: known.text.clone(),
            source: known.source.as_deref().map(str::to_owned),
            as_of: known.as_of,
            address: behind(known),
        }),
        task: judged.assignment().map(given),
        problems: judged.problems.iter().map(|one| one.code.to_owned()).collect(),
        refused: refused.map(vedich_rights::Refusal::code),
    }
}
