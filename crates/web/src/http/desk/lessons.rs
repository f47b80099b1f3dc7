//! What people corrected: a page by rule of the reader, and the same through the API.

use super::{Answer, Room, private};
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::asker::Asker;
use crate::pages::desk::lessons::{LessonsView, render};
use crate::present::desk as words;
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};
use vedich_app::desk::{Lesson, LessonSearch, Lessons};
use vedich_facts::ReadingExample;
use vedich_values::{FactSeq, Timestamp};

/// Examples of a page.
const PAGE: usize = 50;
/// Examples of a page of the API, at most.
const MOST: usize = 1_000;

pub(super) async fn show(room: Room) -> Answer {
    room.actor()?;
    let f = room.frame();
    let rule = f.param("rule").filter(|rule| !rule.is_empty()).map(str::to_owned);
    let before = f.param("before").and_then(|text| text.parse().ok()).map(FactSeq);
    let search = LessonSearch { rule: rule.clone(), right_too: false, before };
    let Lessons { lessons, next } = room.app.lessons(&search, PAGE).await.map_err(|error| room.fail(error))?;
    let scores = room.app.reading_scores().await.map_err(|error| room.fail(error))?;
    // What was dropped left its examples, not its text.
    let mut kept = BTreeSet::new();
    for document in lessons.iter().map(|one| &one.document).collect::<BTreeSet<_>>() {
        if room.app.is_on_record(document).await.map_err(|error| room.fail(error))? {
            kept.insert(document.clone());
        }
    }
    let view = LessonsView {
        rules: scores.by_rule.keys().map(|rule| (rule.clone(), words::rule(f.lang, rule))).collect(),
        rule: rule.unwrap_or_default(),
        lines: lessons.iter().map(|one| words::lesson(f, one, kept.contains(&one.document))).collect(),
        next: next.map(|next| f.here_with(&[("before", &next.to_string())])),
    };
    Ok(private(StatusCode::OK, render(f, &view)))
}

/// Which examples are asked for.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LessonsQuery {
    /// Only of this rule of the reader.
    rule: Option<String>,
    /// Those that were right as well.
    #[serde(default)]
    right_too: bool,
    /// `next` of the page before.
    before: Option<u64>,
    /// At least so many, where there are: 50 unless asked otherwise, 1,000 at most. Those of one document are never parted.
    limit: Option<usize>,
}

/// A page of examples, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LessonsAnswer {
    /// The examples.
    examples: Vec<LessonShape>,
    /// Where the next page begins; none when everything was looked through.
    next: Option<u64>,
}

/// A proposal of the reader and what somebody made of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LessonShape {
    /// SHA-256 over the words of the document.
    document: String,
    /// When it was decided, UTC.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Kind, rule, confidence, verdict (`right`, `corrected`, `wrong`, `missed`), the words, what was read and what was meant, by field.
    #[schema(value_type = Object)]
    #[serde(flatten)]
    example: ReadingExample,
}

/// What people made of the reader's proposals, one by one: what was corrected, rejected or missed.
#[utoipa::path(get, path = "/api/v1/bulletins/examples", tag = "bulletins", params(LessonsQuery),
    responses((status = 200, body = LessonsAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_examples(asker: Asker, Asking(query): Asking<LessonsQuery>) -> Result<Json<LessonsAnswer>, Problem> {
    let search = LessonSearch { rule: query.rule, right_too: query.right_too, before: query.before.map(FactSeq) };
    let wanted = query.limit.unwrap_or(PAGE).clamp(1, MOST);
    let found = asker.app.lessons(&search, wanted).await.map_err(asker.of_write())?;
    let shape = |Lesson { example, document, at }| LessonShape { document, at, example };
    Ok(Json(LessonsAnswer { examples: found.lessons.into_iter().map(shape).collect(), next: found.next.map(FactSeq::get) }))
}
