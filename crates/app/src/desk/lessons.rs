//! What people made of the reader's proposals, one by one: what it has to learn.

use super::shelf::MOST_LOOKED_AT;
use crate::{App, AppError, Select};
use vedich_facts::{Body, Kind, ReadingExample, ReadingVerdict};
use vedich_values::{FactSeq, Timestamp};

/// Records of readings read at once.
const AT_ONCE: u32 = 100;

/// Which examples are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LessonSearch {
    /// Only of this rule of the reader.
    pub rule: Option<String>,
    /// Those that were right as well; else only what was corrected, rejected or missed.
    pub right_too: bool,
    /// Recorded before this fact: the key of the page before.
    pub before: Option<FactSeq>,
}

/// A proposal and what somebody made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The proposal and the verdict.
    pub example: ReadingExample,
    /// Fingerprint of the document it was read from.
    pub document: String,
    /// When it was decided.
    pub at: Timestamp,
}

/// A page of examples, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lessons {
    /// The examples; those of one document are never parted.
    pub lessons: Vec<Lesson>,
    /// Where the next page begins; none when everything was looked through.
    pub next: Option<FactSeq>,
}

impl App {
    /// A page of examples: at least so many, where there are.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn lessons(&self, search: &LessonSearch, wanted: usize) -> Result<Lessons, AppError> {
        let (mut page, mut before) = (Lessons::default(), search.before);
        for _ in 0..MOST_LOOKED_AT / AT_ONCE as usize {
            let select = Select { before, kind: Some(Kind::Reading), newest_first: true, limit: Some(AT_ONCE), ..Select::default() };
            let found = self.journal().read(&select).await?;
            let through = found.len() < AT_ONCE as usize;
            for recorded in found {
                before = Some(recorded.seq);
                let Body::Reading(record) = recorded.fact.body else { continue };
                let (document, at) = (record.document, recorded.recorded_at);
                let fits = |example: &ReadingExample| {
                    // What was taken over in bulk nobody looked at: it teaches nothing.
                    let telling = !example.bulk && (search.right_too || example.verdict != ReadingVerdict::Right);
                    telling && search.rule.as_ref().is_none_or(|rule| *rule == example.rule)
                };
                let lesson = |example| Lesson { example, document: document.clone(), at };
                page.lessons.extend(record.examples.into_iter().filter(fits).map(lesson));
                if page.lessons.len() >= wanted {
                    return Ok(Lessons { next: before, ..page });
                }
            }
            if through {
                return Ok(page);
            }
        }
        Ok(Lessons { next: before, ..page })
    }
}
