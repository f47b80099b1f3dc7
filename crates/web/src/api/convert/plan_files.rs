//! What a file would change in roadmaps, on the wire and on the page.

use super::roadmaps::named;
use crate::api::plan_file_shapes::{PlanFileAnswer, PlanFileChange, PlanFileProblem, PlanFileRoadmap};
use vedich_app::roadmaps::{ImportRoadmap, PlanFile, RoadmapPreview};
use vedich_facts::roadmap::{Count, TaskRecord};
use vedich_units::Registry;
use vedich_values::{Date, Diagnostic, Severity, TaskId};
use vedich_wording::Lang;

/// A file looked at, or written as an entry.
#[must_use]
pub fn plan_file(lang: Lang, registry: &Registry, today: Date, file: &PlanFile, entry: Option<u64>) -> PlanFileAnswer {
    let one = |(import, preview): &(ImportRoadmap, RoadmapPreview)| {
        let on = import.which.on.unwrap_or(today);
        PlanFileRoadmap {
            unit: named(registry, preview.record.unit, on),
            roadmap: preview.record.key.to_string(),
            summary: summary(lang, preview),
            changes: changes(lang, import, preview),
        }
    };
    PlanFileAnswer {
        entry,
        refused: file.is_refused(),
        unchanged: file.is_empty(),
        roadmaps: file.roadmaps.iter().map(one).collect(),
        problems: file.all_problems().map(|found| problem(lang, found)).collect(),
    }
}

fn problem(lang: Lang, found: &Diagnostic) -> PlanFileProblem {
    PlanFileProblem {
        code: found.code,
        severity: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        sheet: found.place.sheet.clone(),
        cell: found.place.key.clone(),
        line: found.place.line,
        message: lang.problem_without_place(found),
    }
}

fn summary(lang: Lang, preview: &RoadmapPreview) -> String {
    let numbers = [preview.tasks.changed.len(), preview.tasks.new.len(), preview.counts.len(), preview.tasks.removed.len()];
    let [changed, new, counted, removed] = numbers.map(|number| number.to_string());
    lang.say("plan-files.counts", &[("changed", &changed), ("new", &new), ("counted", &counted), ("removed", &removed)])
}

fn changes(lang: Lang, import: &ImportRoadmap, preview: &RoadmapPreview) -> Vec<PlanFileChange> {
    let record = &preview.record;
    let after = |id: &TaskId| import.tasks.iter().find(|task| task.id == *id);
    let title = |id: &TaskId| record.task(id).or_else(|| after(id)).map_or_else(|| id.to_string(), |task| task.title.clone());
    let line = |id: &TaskId, what: String, before: String, after: String| PlanFileChange {
        task: id.to_string(),
        title: title(id),
        what,
        before,
        after,
    };
    let mut changes = Vec::new();
    if preview.header_changes {
        let title = record.header.title.clone();
        changes.push(PlanFileChange {
            task: String::new(),
            title,
            what: lang.text("plan-files.header").to_owned(),
            before: String::new(),
            after: import.header.as_ref().map(|header| header.title.clone()).unwrap_or_default(),
        });
    }
    if let Some(baseline) = &import.baseline {
        let finish = vedich_wording::date(lang, baseline.finish);
        changes.push(PlanFileChange {
            task: String::new(),
            title: baseline.name.clone(),
            what: lang.text("plan-files.baseline").to_owned(),
            before: String::new(),
            after: lang.say("path-sheet.finish", &[("date", &finish)]),
        });
    }
    for id in &preview.tasks.new {
        let days = after(id).map(|task| lang.task_field(&task.field(vedich_facts::roadmap::TaskFieldName::Duration))).unwrap_or_default();
        changes.push(line(id, lang.text("plan-files.new-task").to_owned(), String::new(), days));
    }
    for (id, fields) in &preview.tasks.changed {
        let (Some(was), Some(is)) = (record.task(id), after(id)) else { continue };
        for field in fields {
            let what = lang.text(&format!("plan-field.{}", field.as_str())).to_owned();
            changes.push(line(id, what, lang.task_field(&was.field(*field)), lang.task_field(&is.field(*field))));
        }
    }
    changes.extend(
        preview.tasks.removed.iter().map(|id| line(id, lang.text("plan-files.removed-task").to_owned(), String::new(), String::new())),
    );
    for count in &preview.counts {
        let task = after(&count.task).or_else(|| record.task(&count.task));
        let known = record.counts.get(&count.task).into_iter().flatten().rev().find(|entry| entry.count.on <= count.on);
        let what = lang.say("plan-files.counted-by", &[("date", &vedich_wording::date(lang, count.through()))]);
        let before = known.map(|entry| counted(lang, &entry.count, task)).unwrap_or_default();
        changes.push(line(&count.task, what, before, counted(lang, count, task)));
    }
    changes
}

/// What a count says: how much, days left, first and last day.
fn counted(lang: Lang, count: &Count, task: Option<&TaskRecord>) -> String {
    let measure = task.and_then(|task| task.quantity.as_ref()).map_or("", |quantity| quantity.unit.as_str());
    let date = |date: Date| vedich_wording::date(lang, date);
    let parts = [
        count.done.map(|done| lang.done(done, measure)),
        count.started.map(|started| format!("{} {}", lang.text("path-sheet.start").to_lowercase(), date(started))),
        count.finished.map(|finished| format!("{} {}", lang.text("path-sheet.end").to_lowercase(), date(finished))),
        count.days_left.map(|days| {
            format!(
                "{} {}",
                lang.text("path-sheet.left").to_lowercase(),
                lang.say("plan-field.working-days", &[("days", &days.to_string())])
            )
        }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
