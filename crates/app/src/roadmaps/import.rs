//! A whole roadmap that comes back from a file: what would change is shown first, then it is taken over at once, or not at all.

use super::{Which, none, refused};
use crate::commands::By;
use crate::{App, AppError, Committed, NewEntry};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::roadmap::{BaselineRecord, Count, RoadmapEdit, RoadmapHeader, TaskRecord};
use vedich_roadmap::record::{Differences, RoadmapRecord, diff_tasks};
use vedich_values::{Date, Diagnostic, Severity};

/// A roadmap as a file states it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRoadmap {
    /// Which roadmap it replaces, and from which version the file was made.
    pub which: Which,
    /// Its header; none: stays as it is.
    pub header: Option<RoadmapHeader>,
    /// All its tasks.
    pub tasks: Vec<TaskRecord>,
    /// Counts in the file; those that are known already change nothing, and counts not in the file stay.
    pub counts: Vec<Count>,
    /// A plan the file states as agreed; none: nothing is agreed by it.
    pub baseline: Option<BaselineRecord>,
    /// Tasks not in the file stay too, as when one criterion comes back.
    pub keeps_missing: bool,
    /// SHA-256 of the file: the same file twice changes nothing.
    pub content_hash: Option<[u8; 32]>,
}

/// What an import would do.
#[derive(Clone, Debug)]
pub struct RoadmapPreview {
    /// The roadmap as it is now.
    pub record: Arc<RoadmapRecord>,
    /// What becomes of the tasks.
    pub tasks: Differences,
    /// Whether the header changes.
    pub header_changes: bool,
    /// Counts that are new or different.
    pub counts: Vec<Count>,
    /// Problems; any error keeps it from being taken over.
    pub problems: Vec<Diagnostic>,
    edits: Vec<RoadmapEdit>,
}

impl RoadmapPreview {
    /// Whether the file changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.counts.is_empty()
    }
}

impl App {
    /// What an import would change, and what keeps it from being taken over.
    ///
    /// # Errors
    /// When there is no such roadmap, or the journal does not answer.
    pub async fn preview_roadmap(&self, by: &By, import: &ImportRoadmap) -> Result<RoadmapPreview, AppError> {
        let record = self.roadmap(import.which.unit, import.which.key.as_ref()).await?.ok_or_else(none)?;
        let mut tasks = import.tasks.clone();
        if import.keeps_missing {
            tasks.extend(record.tasks.iter().filter(|task| !import.tasks.iter().any(|other| other.id == task.id)).cloned());
        }
        let (mut edits, differences) = diff_tasks(&record.tasks, &tasks);
        let header = import.header.as_ref().map(|header| header.differing(&record.header)).unwrap_or_default();
        let header_changes = !header.is_empty();
        if header_changes {
            edits.insert(0, RoadmapEdit::SetHeader(header));
        }
        edits.extend(import.baseline.clone().map(RoadmapEdit::AgreeBaseline));
        let known = |count: &Count| record.counts.get(&count.task).is_some_and(|entries| entries.iter().any(|entry| entry.count == *count));
        let counts: Vec<Count> = import.counts.iter().filter(|count| !known(count)).cloned().collect();
        let mut preview = RoadmapPreview { record, tasks: differences, header_changes, counts, problems: Vec::new(), edits };
        preview.problems = self.check(&self.import_facts(by, import, &preview)).await?;
        Ok(preview)
    }

    /// Takes a file over: what the preview shows, in one entry. A file that changes nothing is refused by nobody and recorded by nobody.
    ///
    /// # Errors
    /// Every problem of the file, or the journal does not answer.
    pub async fn import_roadmap(&self, by: By, import: ImportRoadmap) -> Result<Option<Committed>, AppError> {
        let preview = self.preview_roadmap(&by, &import).await?;
        if preview.problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(refused(preview.problems));
        }
        if preview.is_empty() {
            return Ok(None);
        }
        let facts = self.import_facts(&by, &import, &preview);
        let entry = NewEntry { content_hash: import.content_hash, ..self.entry("import-roadmap", by, facts) };
        self.commit(entry).await.map(Some)
    }

    /// The tasks as of the day of the import, and counts as of the last day of their period, so that pictures of those days show them.
    pub(super) fn import_facts(&self, by: &By, import: &ImportRoadmap, preview: &RoadmapPreview) -> Vec<vedich_facts::Fact> {
        let on = import.which.on.unwrap_or_else(|| self.today());
        let mut counts: BTreeMap<Date, Vec<RoadmapEdit>> = BTreeMap::new();
        for count in &preview.counts {
            counts.entry(count.through().min(on)).or_default().push(RoadmapEdit::Count(count.clone()));
        }
        let tasks = (!preview.edits.is_empty()).then(|| (on, preview.edits.clone()));
        let fact = |(on, edits)| self.change(by, &Which { on: Some(on), ..import.which.clone() }, &preview.record, edits);
        tasks.into_iter().chain(counts).map(fact).collect()
    }
}
