//! A million entries, each with a document, in a database: what a page of the audit trail and of the documents on record takes, at its front,
//! at its end, and of one person among thousands.

use super::asked::Line;
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;
use vedich_app::desk::ShelfSearch;
use vedich_app::people::TrailSearch;
use vedich_app::{App, By, Clock, EntrySearch};
use vedich_board::Reference;
use vedich_facts::{Body, DocumentRecord, Fact, UnitLevel};
use vedich_journal::{Journal, NewEntry};
use vedich_values::{EntrySeq, FactSeq, UnitId};

/// Entries, each with a document.
const LINES: u64 = 1_000_000;
/// Entries written in one transaction.
const AT_ONCE: u64 = 10_000;
/// People who wrote them, in turn.
const PEOPLE: u64 = 5_000;
/// Lines of a page, as the site shows them.
const PAGE: usize = 50;
/// Pages measured of each; the slowest counts.
const ROUNDS: usize = 50;
/// Microseconds a page may take.
const ASKED_US: u64 = 20_000;

/// The slowest page of each, microseconds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Report {
    trail_first_us: u64,
    trail_last_us: u64,
    /// Of one person of the five thousand.
    trail_person_us: u64,
    /// About one commune.
    trail_area_us: u64,
    /// About all communes of one province.
    trail_province_us: u64,
    documents_first_us: u64,
    documents_last_us: u64,
    /// About one commune.
    documents_area_us: u64,
    /// About all communes of one province.
    documents_province_us: u64,
}

impl Report {
    /// Asked beside reached.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let pages = [
            ("trail_1m_first", self.trail_first_us),
            ("trail_1m_last", self.trail_last_us),
            ("trail_1m_person", self.trail_person_us),
            ("trail_1m_area", self.trail_area_us),
            ("trail_1m_province", self.trail_province_us),
            ("documents_1m_first", self.documents_first_us),
            ("documents_1m_last", self.documents_last_us),
            ("documents_1m_area", self.documents_area_us),
            ("documents_1m_province", self.documents_province_us),
        ];
        pages.into_iter().map(|(name, us)| Line::at_most(format!("{name}_page_us"), ASKED_US, None, us)).collect()
    }
}

/// Measures it on SQLite in a temporary folder.
///
/// # Errors
/// When the database can't be used, or a page is shorter than it has to be.
pub(crate) async fn measure(reference: &Reference) -> Result<Report> {
    let dir = tempfile::tempdir().context("while making a temporary folder")?;
    let url = format!("sqlite:{}", dir.path().join("record.db").display());
    let clock = Arc::new(vedich_app::SystemClock);
    let today = clock.now().date_naive();
    let communes: Vec<UnitId> = reference.registry.units(UnitLevel::Commune, today).collect();
    fill(&url, &communes, clock.as_ref()).await?;
    let app = App::open(&url, reference.clone(), clock).await?;
    let operator = By::operator("vedich bench", "cli");
    let provinces: Vec<UnitId> = reference.registry.units(UnitLevel::Province, today).collect();
    let trail = async |who: &str, unit: Option<UnitId>, before: Option<EntrySeq>| -> Result<u64> {
        let search = TrailSearch { entries: EntrySearch { before, ..EntrySearch::default() }, who: who.to_owned(), unit };
        let start = Instant::now();
        let page = app.audit(operator.hand(), &search, PAGE).await?;
        ensure!(page.entries.len() == PAGE, "a page of the trail has {} entries", page.entries.len());
        micros(start)
    };
    let shelf = async |area: Option<UnitId>, before: Option<FactSeq>| -> Result<u64> {
        let start = Instant::now();
        let page = app.shelf(&ShelfSearch { area, before, ..ShelfSearch::default() }, PAGE).await?;
        ensure!(page.documents.len() == PAGE, "a page of documents has {}", page.documents.len());
        micros(start)
    };
    let end = PAGE as u64 + 1;
    let mut report = Report::default();
    for round in 0..ROUNDS as u64 {
        let worst = |kept: &mut u64, us: u64| *kept = us.max(*kept);
        worst(&mut report.trail_first_us, trail("", None, None).await?);
        worst(&mut report.trail_last_us, trail("", None, Some(EntrySeq(end + round))).await?);
        worst(&mut report.trail_person_us, trail(&person(round * 97), None, None).await?);
        worst(&mut report.documents_first_us, shelf(None, None).await?);
        worst(&mut report.documents_last_us, shelf(None, Some(FactSeq(end + round))).await?);
        let (commune, province) = (communes.get(usize::try_from(round)?), provinces.get(usize::try_from(round)? % provinces.len()));
        worst(&mut report.trail_area_us, trail("", commune.copied(), None).await?);
        worst(&mut report.trail_province_us, trail("", province.copied(), None).await?);
        worst(&mut report.documents_area_us, shelf(commune.copied(), None).await?);
        worst(&mut report.documents_province_us, shelf(province.copied(), None).await?);
    }
    app.journal().close().await;
    Ok(report)
}

fn micros(start: Instant) -> Result<u64> {
    Ok(u64::try_from(start.elapsed().as_micros())?)
}

fn person(number: u64) -> String {
    format!("can.bo.{:04}", number % PEOPLE)
}

async fn fill(url: &str, communes: &[UnitId], clock: &impl Clock) -> Result<()> {
    let journal = Journal::open(url).await?;
    for first in (0..LINES).step_by(usize::try_from(AT_ONCE)?) {
        let entries: Vec<NewEntry> = (first..first + AT_ONCE).map(|number| entry(number, communes, clock)).collect();
        let seen = journal.head().await?.fact;
        journal.append_all_after(&entries, seen).await?;
    }
    journal.close().await;
    Ok(())
}

/// An article of half a page about a commune, put on record by one of the people.
fn entry(number: u64, communes: &[UnitId], clock: &impl Clock) -> NewEntry {
    let unit = communes[usize::try_from(number).unwrap_or_default() % communes.len()];
    let document = DocumentRecord {
        fingerprint: format!("{number:064x}"),
        title: format!("Tin nông thôn mới số {number}"),
        file: None,
        original: None,
        text: "Nhân dân trong xã góp ngày công làm đường trục thôn và trồng hàng rào xanh. ".repeat(8),
    };
    let now = clock.now();
    let fact = Fact::new(unit, now.date_naive(), Body::Document(Box::new(document)));
    NewEntry::new("apply-reading", &person(number), "web", now, vec![fact])
}
