//! The page of a roadmap: of 400 and of 1,000 tasks, drawn anew for every request, so that no kept page flatters the figure.

use super::asked::Line;
use super::load::{self, LoadResult};
use super::run::Server;
use anyhow::{Context, Result};
use chrono::Days;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use vedich_app::roadmaps::Which;
use vedich_app::{App, By, Clock, NewEntry};
use vedich_board::Reference;
use vedich_facts::roadmap::{Count, Done, LinkKind, RoadmapChange, RoadmapEdit, RoadmapHeader, Span, Spread, TaskKind, TaskRecord};
use vedich_facts::{Body, Fact, UnitLevel};
use vedich_units::COUNTRY;
use vedich_values::{CriterionNo, Date, FactSeq, RoadmapKey, TaskId, Vnd};

/// Tasks under a heading.
const UNDER: usize = 20;

/// What was measured.
#[derive(Serialize)]
pub(crate) struct GanttReport {
    /// 400 tasks over 16 connections.
    busy_400: LoadResult,
    /// 400 tasks, one request after the other.
    calm_400: LoadResult,
    /// The same page as readers get it: compressed.
    sent_400: LoadResult,
    /// 1,000 tasks, one request after the other.
    calm_1000: LoadResult,
}

impl GanttReport {
    /// Asked beside reached.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let bytes = u64::try_from(self.calm_400.body_bytes).unwrap_or(u64::MAX);
        let errors = self.busy_400.errors + self.calm_400.errors + self.sent_400.errors + self.calm_1000.errors;
        vec![
            Line::at_least("gantt_400_per_s", 200, 600, self.busy_400.requests_per_second),
            Line::at_most("gantt_400_p99_us", 30_000, None, self.calm_400.p99_us),
            Line::at_most("gantt_400_bytes", 300_000, None, bytes),
            Line::at_most("gantt_1000_p99_us", 60_000, None, self.calm_1000.p99_us),
            Line::at_most("gantt_errors", 0, None, errors),
        ]
    }
}

/// Writes two roadmaps into a database of their own and asks for their pages.
///
/// # Errors
/// When the database or the server cannot be used.
pub(crate) async fn measure(reference: &Reference, seconds: u64) -> Result<GanttReport> {
    let dir = tempfile::tempdir().context("while making a temporary folder")?;
    let url = format!("sqlite:{}", dir.path().join("gantt.db").display());
    let clock = Arc::new(vedich_app::SystemClock);
    let app = App::open(&url, reference.clone(), clock.clone()).await?;
    let today = app.today();
    let communes = reference.registry.descendants(COUNTRY, UnitLevel::Commune, today);
    let by = || By::operator("vedich bench", "cli");
    for (unit, tasks) in communes.iter().zip([400, 1_000]) {
        let (edits, counts) = roadmap(today, tasks)?;
        let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
        let fact = Fact::new(*unit, today - Days::new(30), Body::Roadmap(Box::new(change)));
        app.commit(NewEntry::new("bench-roadmap", by(), clock.now(), vec![fact])).await?;
        let on = |days| Which { on: Some(today - Days::new(days)), ..Which::followed(*unit) };
        app.agree_baseline(by(), on(30), "Kế hoạch gốc", None).await?;
        // Counted since last week, so that the page also works out what moved.
        app.count_edits(by(), on(3), counts).await?;
    }
    drop(app);
    let server = Server::start(&url, false)?;
    let (run, page) = (Duration::from_secs(seconds), |place: usize| format!("/roadmaps/{}", communes[place]));
    load::run(server.address, &page(0), 1, Duration::from_millis(200)).await?;
    load::run(server.address, &page(1), 1, Duration::from_millis(200)).await?;
    Ok(GanttReport {
        busy_400: load::run_fresh(server.address, &page(0), 16, run).await?,
        calm_400: load::run_fresh(server.address, &page(0), 1, run).await?,
        sent_400: load::run(server.address, &page(0), 16, run).await?,
        calm_1000: load::run_fresh(server.address, &page(1), 1, run).await?,
    })
}

/// A roadmap of so many tasks, and counts of a third of them: titles, durations and posts of the shipped templates, each task behind the one
/// before and some behind another criterion's.
pub(super) fn roadmap(today: Date, tasks: usize) -> Result<(Vec<RoadmapEdit>, Vec<RoadmapEdit>)> {
    let templates = vedich_reference::templates().map_err(|_| anyhow::anyhow!("the templates cannot be read"))?;
    let models: Vec<_> = templates.iter().flat_map(|template| &template.tasks).filter(|task| !task.milestone).collect();
    let start = today - Days::new(90);
    let mut header = RoadmapHeader::new("Lộ trình của phép đo", start);
    header.target = Some(today + Days::new(400));
    let mut edits = vec![RoadmapEdit::Open(header)];
    let mut counts = Vec::new();
    for place in 0..tasks {
        let group = place / (UNDER + 1);
        let heading = TaskId::new(&format!("tc{}", group + 1));
        let number = i64::try_from(place)?;
        let criterion = Some(CriterionNo(u16::try_from(group % 20 + 1)?));
        if place % (UNDER + 1) == 0 {
            let title = format!("Tiêu chí {}: nhóm việc số {}", group % 20 + 1, group + 1);
            let heading = TaskRecord { kind: TaskKind::Summary, place: number, criterion, ..TaskRecord::new(heading, &title) };
            edits.push(RoadmapEdit::PutTask(Box::new(heading)));
            continue;
        }
        let model = models[place % models.len()];
        let [optimistic, likely, pessimistic] = model.days;
        let mut task = TaskRecord::new(format!("t{place}").as_str(), &model.title).under(&heading);
        (task.place, task.criterion, task.duration) = (number, criterion, Span::Working(likely));
        task.spread = Some(Spread { optimistic, pessimistic });
        task.risks.clone_from(&model.risks);
        task.person = Some(format!("Công chức phụ trách {}", group % 20 + 1));
        task.cost = Some(Vnd(number * 1_000_000));
        if place % (UNDER + 1) > 1 {
            task = task.after(format!("t{}", place - 1).as_str(), LinkKind::FinishToStart, 0);
        }
        if place % 7 == 0 && place > UNDER + 2 {
            task = task.after(format!("t{}", place - UNDER - 1).as_str(), LinkKind::StartToStart, 2);
        }
        if place % (UNDER + 1) <= UNDER / 3 {
            let share = u32::try_from(place * 700 % 10_001)?;
            counts.push(RoadmapEdit::Count(Count::of_week(task.id.clone(), today - Days::new(14), Done::Percent(share))));
        }
        edits.push(RoadmapEdit::PutTask(Box::new(task)));
    }
    Ok((edits, counts))
}
