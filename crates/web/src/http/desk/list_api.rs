//! The desk through the API: what lies on it, files put on it, documents dropped, documents on record, and how right the reader was.

use super::api::{BulletinAnswer, answered};
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::asker::{Asker, GivenBytes};
use crate::http::listed::Listed;
use axum::Json;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_app::desk::{Handed, Progress, Reading, document_of};
use vedich_desk::Score;
use vedich_values::{Date, Diagnostic, Place};

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/api/v1/bulletins/score", get(score_bulletins))
        .route("/api/v1/documents/{fingerprint}", get(show_document))
        .route("/api/v1/documents", get(super::shelf::list_documents))
        .route("/api/v1/bulletins/examples", get(super::lessons::list_examples))
}

/// The address that takes a file.
pub(super) fn uploads() -> Listed {
    let limit = DefaultBodyLimit::max(super::LARGEST_UPLOAD_BYTES);
    Listed::new().route("/api/v1/bulletins/file", post(read_bulletin_file).layer(limit))
}

/// How a file is to be read.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BulletinFileQuery {
    /// Its name: what it is shows by its content, then by this.
    name: String,
    /// The day it was published, when the file does not say so.
    #[param(value_type = Option<String>)]
    published: Option<Date>,
    /// Read it although it was applied before.
    #[serde(default)]
    again: bool,
}

/// A document on the desk, and where it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DeskLine {
    /// The reading.
    reading: String,
    /// Its title.
    title: String,
    /// Name of its file.
    file: Option<String>,
    /// Its date, as it was read.
    date: String,
    /// Its place, as it was read.
    place: String,
    /// Cards in all.
    cards: usize,
    /// Nobody has decided on.
    open: usize,
    /// Contradicting what is known.
    contradictions: usize,
    /// Asking something: a place, a date, a number.
    asking: usize,
    /// Open counts that are lower than the last one reported.
    lower: usize,
    /// On record already.
    known: usize,
    /// Open, and nothing speaks against taking them over as they are.
    sure: usize,
    /// The least sure of the open ones, in hundredths; 100 when none is open.
    least_sure: u8,
    /// Whether it was compared with the record.
    compared: bool,
}

/// How right the reader was in what people decided on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ScoreLine {
    /// The kind of proposal, the reader's rule, or the tens of its confidence.
    of: String,
    /// First day of the month in which it was decided; of kinds only.
    #[schema(value_type = Option<String>, format = Date)]
    month: Option<Date>,
    /// Taken over as read.
    right: u32,
    /// Taken over after a correction.
    corrected: u32,
    /// Rejected.
    wrong: u32,
    /// Added by a person: the reader had not seen it.
    missed: u32,
    /// Accepted together with others: they count for nothing.
    unseen: u32,
}

/// How right the reader was.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ScoreAnswer {
    /// By kind of proposal and month.
    by_kind: Vec<ScoreLine>,
    /// By the reader's rule.
    by_rule: Vec<ScoreLine>,
    /// By how sure the rule said to be: 90 stands for 90 to 99 hundredths.
    by_confidence: Vec<ScoreLine>,
}

/// A document on record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DocumentAnswer {
    /// SHA-256 over its words.
    fingerprint: String,
    /// Its title.
    title: String,
    /// Name of its file.
    file: Option<String>,
    /// Where the file itself is, when it is kept.
    original: Option<String>,
    /// Its text.
    text: String,
    /// The entry it came with.
    entry: u64,
    /// What was stated from it.
    stated: Vec<CitedShape>,
}

/// A statement and the stretch of the document behind it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CitedShape {
    /// The fact.
    fact: u64,
    /// Our id of the unit.
    unit: u32,
    /// What kind of fact.
    kind: &'static str,
    /// As of when.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    /// First code point of the words.
    start: u32,
    /// One past the last.
    end: u32,
}

/// What lies on one's own desk; what needs a person first stands first.
#[utoipa::path(get, path = "/api/v1/bulletins", tag = "bulletins", responses((status = 200, body = Vec<DeskLine>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_bulletins(asker: Asker) -> Result<Json<Vec<DeskLine>>, Problem> {
    let (app, hand) = (&asker.app, &asker.actor.hand);
    let readings = app.desk(hand).await.map_err(asker.of_write())?;
    let triaged = app.triage(hand, readings).await.map_err(asker.of_write())?;
    Ok(Json(triaged.iter().map(|(reading, progress)| line(reading, *progress)).collect()))
}

/// Reads a file (text, HTML, Word, PDF), the file as the body, and puts it on one's own desk. Nothing is stated yet.
#[utoipa::path(post, path = "/api/v1/bulletins/file", tag = "bulletins", params(BulletinFileQuery),
    responses((status = 200, body = BulletinAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn read_bulletin_file(
    Asking(query): Asking<BulletinFileQuery>,
    file: GivenBytes,
) -> Result<Json<BulletinAnswer>, Problem> {
    let GivenBytes { asker, bytes, .. } = file;
    let document = document_of(&query.name, &bytes)
        .map_err(|why| Problem::refused(asker.lang, &[Diagnostic::error(why.code(), Place::default()).with("name", &query.name)]))?;
    let handed = Handed { published: query.published.or(document.published), ..document };
    answered(&asker, handed, query.again).await.map(Json)
}

/// Takes a document off one's own desk: nothing of it is stated. What was rejected in it stays as examples of what was read wrong.
#[utoipa::path(delete, path = "/api/v1/bulletins/{reading}", tag = "bulletins", params(("reading" = String, Path, description = "The reading")),
    responses((status = 204, description = "It is off the desk"), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn drop_bulletin(asker: Asker, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let dropped = asker.app.drop_reading(&asker.actor.hand, &id).await.map_err(asker.of_write())?;
    if dropped { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found(asker.lang, "api.no-such-address", &id)) }
}

/// How right the reader was, in what people made of its proposals.
#[utoipa::path(get, path = "/api/v1/bulletins/score", tag = "bulletins", responses((status = 200, body = ScoreAnswer), (status = 403, body = ProblemShape)))]
pub(crate) async fn score_bulletins(asker: Asker) -> Result<Json<ScoreAnswer>, Problem> {
    let scores = asker.app.reading_scores().await.map_err(asker.of_write())?;
    Ok(Json(ScoreAnswer {
        by_kind: scores.by_kind.iter().map(|((kind, month), score)| scored(kind, Some(*month), *score)).collect(),
        by_rule: scores.by_rule.iter().map(|(rule, score)| scored(rule, None, *score)).collect(),
        by_confidence: scores.by_confidence.iter().map(|(tens, score)| scored(&tens.to_string(), None, *score)).collect(),
    }))
}

/// A document that something was stated from.
#[utoipa::path(get, path = "/api/v1/documents/{fingerprint}", tag = "bulletins", params(("fingerprint" = String, Path, description = "SHA-256 over its words")),
    responses((status = 200, body = DocumentAnswer), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn show_document(asker: Asker, Path(fingerprint): Path<String>) -> Result<Json<DocumentAnswer>, Problem> {
    let found = asker.app.document(&fingerprint).await.map_err(asker.of_write())?;
    let filed = found.ok_or_else(|| Problem::not_found(asker.lang, "api.no-such-address", &fingerprint))?;
    let stated = filed.stated.iter().map(|(recorded, cited)| CitedShape {
        fact: recorded.seq.get(),
        unit: recorded.fact.unit.get(),
        kind: recorded.fact.body.kind().name(),
        as_of: recorded.fact.as_of,
        start: cited.start,
        end: cited.end,
    });
    Ok(Json(DocumentAnswer {
        stated: stated.collect(),
        entry: filed.entry.seq.get(),
        original: filed.document.original.as_ref().map(|_| format!("/documents/{fingerprint}/original")),
        title: filed.document.title,
        file: filed.document.file,
        text: filed.document.text,
        fingerprint,
    }))
}

fn line(reading: &Reading, at: Progress) -> DeskLine {
    DeskLine {
        reading: reading.id.clone(),
        title: reading.title.clone(),
        file: reading.file.clone(),
        date: reading.draft.date.clone(),
        place: reading.draft.place.clone(),
        cards: at.cards,
        open: at.open,
        contradictions: at.contradictions,
        asking: at.asking,
        lower: at.lower,
        known: at.known,
        sure: at.sure,
        least_sure: at.least_sure,
        compared: at.compared,
    }
}

fn scored(of: &str, month: Option<Date>, score: Score) -> ScoreLine {
    let Score { right, corrected, wrong, missed, unseen } = score;
    ScoreLine { of: of.to_owned(), month, right, corrected, wrong, missed, unseen }
}
