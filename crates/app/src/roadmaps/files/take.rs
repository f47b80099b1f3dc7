//! Files of roadmaps taken over: all roadmaps of a file in one entry, or none.

use super::read::{self, SheetMark, SheetRead};
use crate::commands::By;
use crate::roadmaps::{ImportRoadmap, RoadmapPreview, Which, problem, refused};
use crate::{App, AppError, Committed, NewEntry};
use chrono::Days;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use vedich_facts::Recorded;
use vedich_rights::{Action, On};
use vedich_roadmap::path_sheet::{FilledIn, FilledRow, fill_in};
use vedich_roadmap::planner::Planned;
use vedich_roadmap::project;
use vedich_roadmap::record::{RoadmapRecord, WeekClosing};
use vedich_values::{Date, Diagnostic, Place, Severity, UnitId};

/// A file somebody hands in.
#[derive(Clone, Debug)]
pub struct GivenFile {
    /// Its name, for the places of problems.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Handed in for this unit, or for all units of an area.
    pub unit: UnitId,
    /// The day the change holds for; none: today.
    pub on: Option<Date>,
}

/// What a file would do.
#[derive(Debug, Default)]
pub struct PlanFile {
    /// Roadmap by roadmap.
    pub roadmaps: Vec<(ImportRoadmap, RoadmapPreview)>,
    /// Problems of the file as a whole and of its cells; those of each roadmap are in its preview.
    pub problems: Vec<Diagnostic>,
    hash: Option<[u8; 32]>,
}

impl PlanFile {
    /// Every problem.
    pub fn all_problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().chain(self.roadmaps.iter().flat_map(|(_, preview)| &preview.problems))
    }

    /// Whether an error keeps it from being taken over.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.all_problems().any(|problem| problem.severity == Severity::Error)
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.roadmaps.iter().all(|(_, preview)| preview.is_empty())
    }
}

impl App {
    /// What a file would change, and what keeps it from being taken over. Nothing is written.
    ///
    /// # Errors
    /// When the person may not, or the journal does not answer.
    pub async fn preview_plan_file(&self, by: &By, given: &GivenFile) -> Result<PlanFile, AppError> {
        self.may(by.hand(), Action::Count, &On::unit(given.unit))?;
        let mut file = PlanFile { hash: Some(Sha256::digest(&given.bytes).into()), ..PlanFile::default() };
        if let Some(text) = xml(&given.bytes) {
            return self.preview_project(by, given, text, file).await;
        }
        let sheets = match read::read(&given.bytes, &given.name) {
            Ok((sheets, problems)) => {
                file.problems = problems;
                sheets
            }
            Err(problems) => {
                file.problems = problems;
                return Ok(file);
            }
        };
        for sheet in sheets {
            match self.import_of(given, sheet, &mut file.problems).await? {
                Some((import, warnings)) => {
                    let mut preview = self.preview_roadmap(by, &import).await?;
                    preview.problems.extend(warnings);
                    file.roadmaps.push((import, preview));
                }
                None => continue,
            }
        }
        Ok(file)
    }

    /// Takes a file over, all its roadmaps in one entry; none when it changes nothing.
    ///
    /// # Errors
    /// Every problem of the file, or the journal does not answer.
    pub async fn import_plan_file(&self, by: By, given: &GivenFile) -> Result<Option<Committed>, AppError> {
        let file = self.preview_plan_file(&by, given).await?;
        if file.is_refused() {
            return Err(refused(file.all_problems().cloned().collect()));
        }
        if file.is_empty() {
            return Ok(None);
        }
        let facts = file.roadmaps.iter().flat_map(|(import, preview)| self.import_facts(&by, import, preview)).collect();
        let entry = NewEntry { content_hash: file.hash, ..self.entry("import-roadmap", by, facts) };
        self.commit(entry).await.map(Some)
    }

    /// What a plan of Microsoft Project would change.
    async fn preview_project(&self, by: &By, given: &GivenFile, text: &str, mut file: PlanFile) -> Result<PlanFile, AppError> {
        let (plan, warnings) = match project::read(text, &given.name) {
            Ok(read) => read,
            Err(problems) => {
                file.problems = problems;
                return Ok(file);
            }
        };
        file.problems = warnings;
        let on = given.on.unwrap_or_else(|| self.today());
        let place = Place { file: Some(given.name.clone()), ..Place::default() };
        let mark = read::mark_of(&plan.mark);
        let unit = match self.unit_of(given, &mark, "", &place, on) {
            Ok(unit) => unit,
            Err(problem) => {
                file.problems.push(Diagnostic { code: "project.other-roadmap", ..problem });
                return Ok(file);
            }
        };
        let Some(present) = self.present(unit, mark.roadmap.as_ref()).await? else {
            file.problems.push(Diagnostic { place, ..problem("roadmap.none") });
            return Ok(file);
        };
        let now = self.planner().timed(&present.record, &[], on).map_err(|error| refused(vec![error.problem()]))?;
        let then = self.handed_out(&present.changes, &present.record, &mark)?.unwrap_or_else(|| Arc::clone(&now));
        let taken = project::take(&plan, &then, &now, on);
        file.problems.extend(taken.problems);
        let which = Which { unit, key: Some(present.record.key.clone()), base: Some(then.record.version), on: Some(on) };
        let import = ImportRoadmap {
            which,
            header: taken.header,
            tasks: taken.tasks,
            counts: taken.counts,
            baseline: taken.baseline,
            keeps_missing: false,
            content_hash: None,
        };
        let preview = self.preview_roadmap(by, &import).await?;
        file.roadmaps.push((import, preview));
        Ok(file)
    }

    /// What a sheet makes of its unit's roadmap, and what is worth a look.
    async fn import_of(
        &self,
        given: &GivenFile,
        sheet: SheetRead,
        problems: &mut Vec<Diagnostic>,
    ) -> Result<Option<(ImportRoadmap, Vec<Diagnostic>)>, AppError> {
        let on = given.on.unwrap_or_else(|| self.today());
        let unit = match self.unit_of(given, &sheet.mark, &sheet.name, &sheet.place, on) {
            Ok(unit) => unit,
            Err(problem) => {
                problems.push(problem);
                return Ok(None);
            }
        };
        let Some(present) = self.present(unit, sheet.mark.roadmap.as_ref()).await? else {
            problems.push(Diagnostic { place: sheet.place.clone(), ..problem("roadmap.none") });
            return Ok(None);
        };
        let record = present.record;
        let now = self.planner().timed(&record, &[], on).map_err(|error| refused(vec![error.problem()]))?;
        let then = self.handed_out(&present.changes, &record, &sheet.mark)?.unwrap_or_else(|| Arc::clone(&now));
        let first = sheet.mark.week.unwrap_or_else(|| {
            let begun = vedich_roadmap::path_sheet::PathSheet::of(&then);
            begun.weeks.first().copied().unwrap_or(WeekClosing::of(record.header.start).week)
        });
        let rows: Vec<FilledRow> = sheet.rows.into_iter().map(|(row, weeks)| dated(row, weeks, first)).collect();
        let filled = fill_in(&then, &now, on, &rows);
        let warnings = self.not_as_wished(&record, &filled, on);
        problems.extend(filled.problems);
        let base = Some(then.record.version);
        let which = Which { unit, key: Some(record.key.clone()), base, on: Some(on) };
        let import = ImportRoadmap {
            which,
            header: None,
            tasks: filled.tasks,
            counts: filled.counts,
            baseline: None,
            keeps_missing: true,
            content_hash: None,
        };
        Ok(Some((import, warnings)))
    }

    /// Whose roadmap a sheet is: the unit it says, if that lies in what the file was handed in for; else the unit of its name.
    fn unit_of(&self, given: &GivenFile, mark: &SheetMark, name: &str, place: &Place, on: Date) -> Result<UnitId, Diagnostic> {
        let registry = self.reference().registry;
        let date = mark.on.unwrap_or(on);
        let lies_in = |unit: UnitId| unit == given.unit || registry.ancestors(unit, date).contains(&given.unit);
        if let Some(unit) = mark.unit {
            let name = registry.path(unit, date);
            let elsewhere = || Diagnostic::error("path-sheet.other-unit", place.clone()).with("unit", name);
            return if lies_in(unit) { Ok(unit) } else { Err(elsewhere()) };
        }
        let name = vedich_values::text::fold(name);
        let named = |unit: UnitId| registry.at(unit, date).is_some_and(|at| vedich_values::text::fold(at.name) == name);
        let below = self.live().units_with_roadmaps(given.unit).into_iter().find(|unit| named(*unit));
        Ok(below.unwrap_or(given.unit))
    }

    /// The roadmap as it was when the sheet was made; none when the sheet does not say.
    fn handed_out(&self, changes: &[Recorded], record: &RoadmapRecord, mark: &SheetMark) -> Result<Option<Arc<Planned>>, AppError> {
        let (Some(version), Some(on)) = (mark.version, mark.on) else { return Ok(None) };
        let known = changes.iter().filter(|change| change.seq <= version && change.fact.as_of <= on);
        let Some(then) = RoadmapRecord::replay(record.unit, &record.key, known) else { return Ok(None) };
        let then = then.with_days_off(self.live().closed_days(record.unit, on));
        let timed = self.planner().timed(&Arc::new(then), &[], on);
        timed.map(Some).map_err(|error| refused(vec![error.problem()]))
    }

    /// Dates that were written but that the links and the calendar do not allow: what becomes of them.
    fn not_as_wished(&self, record: &RoadmapRecord, filled: &FilledIn, on: Date) -> Vec<Diagnostic> {
        if filled.wished.is_empty() {
            return Vec::new();
        }
        let tried = RoadmapRecord { tasks: filled.tasks.clone(), ..record.clone() };
        let Ok(schedule) = tried.plan(&self.planner().calendar(&tried), on).schedule_from(on.max(tried.header.start)) else {
            return Vec::new();
        };
        let one = |(task, start, finish, place): &(vedich_values::TaskId, Date, Date, Place)| {
            let at = tried.tasks.iter().position(|other| other.id == *task)?;
            let (from, to) = schedule.span_of(&schedule.tasks[at]);
            let warning = || {
                Diagnostic::warning("path-sheet.not-on-date", place.clone())
                    .with("task", &tried.tasks[at].title)
                    .with("start", from)
                    .with("finish", to)
            };
            ((from, to) != (*start, *finish)).then(warning)
        };
        filled.wished.iter().filter_map(one).collect()
    }
}

/// The text of a file that is XML.
fn xml(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<').then_some(text)
}

/// A row with its weeks by their Mondays.
fn dated(mut row: FilledRow, weeks: read::Weeks, first: Date) -> FilledRow {
    let monday = |week: u32| first.checked_add_days(Days::new(u64::from(week - 1) * 7)).unwrap_or(first);
    row.counted = weeks.into_iter().map(|(week, cell)| (monday(week), cell)).collect();
    row
}
