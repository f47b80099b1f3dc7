//! The queue of those who verify with a million values waiting: its first page, and what the number beside "notices" costs each page.

use super::asked::Line;
use super::national;
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;
use vedich_app::commands::{Observation, RecordObservations};
use vedich_app::people::{Contact, NewPerson, NewPosting, Opened, Visitor};
use vedich_app::verify::QueueSearch;
use vedich_app::{App, By, Clock, Hand};
use vedich_board::Reference;
use vedich_criteria::Criterion;
use vedich_facts::{Body, DeclaredState, Fact, Field, Observed, UnitLevel};
use vedich_units::COUNTRY;
use vedich_values::{Date, IndicatorCode, UnitId};

/// The sets whose values wait: of the communes of before July 2025, and of those of today.
const SETS: [(&str, (i32, u32, u32)); 2] =
    [("vn.commune.2021-2025.standard", (2024, 5, 31)), ("vn.commune.2026-2030.standard", (2026, 5, 31))];
/// Opens an account that is gone with the temporary folder.
const PASSWORD: &str = "con trâu gặm cỏ bên cầu";
/// Values of a page of the site.
const PAGE: usize = 50;
/// Pages asked for.
const ROUNDS: usize = 60;

/// What was measured, microseconds.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// Values that wait.
    values: u64,
    /// The very first page after a start: what is kept for the next ones is made then.
    first_us: u64,
    /// A first page after that, the slowest hundredth.
    page_p99_us: u64,
    /// The first page of one unit after a value was entered there.
    after_change_us: u64,
    /// The number of unread notices, as every page asks for it.
    unread_p99_us: u64,
    /// All that waits for one person found out anew, which is done aside.
    renewed_us: u64,
}

impl Report {
    pub(crate) fn lines(&self) -> Vec<Line> {
        vec![
            Line::at_least("queue_values", 1_000_000, None, self.values),
            Line::at_most("queue_first_page_p99_us", 20_000, 10_000, self.page_p99_us),
            Line::at_most("queue_after_change_us", 20_000, 10_000, self.after_change_us),
            Line::at_most("notices_unread_p99_us", 1_000, None, self.unread_p99_us),
            Line::at_most("notices_renewed_us", 200_000, None, self.renewed_us),
        ]
    }
}

/// Measures it on SQLite in a temporary folder.
///
/// # Errors
/// When the database can't be used, or fewer values wait than were written.
pub(crate) async fn measure(reference: &Reference) -> Result<Report> {
    let dir = tempfile::tempdir().context("while making a temporary folder")?;
    let url = format!("sqlite:{}", dir.path().join("queue.db").display());
    let clock = Arc::new(vedich_app::SystemClock);
    let mut facts = Vec::new();
    for (set, (year, month, day)) in SETS {
        let on = Date::from_ymd_opt(year, month, day).context("no such day")?;
        let communes: Vec<_> = reference.registry.units(UnitLevel::Commune, on).collect();
        facts.extend(national::facts_of(reference, set, &communes, on, 42)?);
        facts.extend(statuses(reference, set, &communes, on)?);
    }
    national::fill(&url, facts, clock.now()).await?;
    let app = App::open(&url, reference.clone(), clock).await?;
    let hand = specialist(&app).await?;
    let search = QueueSearch { limit: PAGE, ..QueueSearch::default() };

    let (first_us, queue) = timed(app.queue(&hand, &search)).await;
    let queue = queue?;
    ensure!(queue.items.len() == PAGE && queue.next.is_some(), "the queue is shorter than a page");
    let mut pages = Vec::with_capacity(ROUNDS);
    let mut unread = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        pages.push(timed(app.queue(&hand, &search)).await.0);
        let person = hand.whose().context("the hand is nobody's")?;
        unread.push(timed(app.unread(person)).await.0);
    }
    let one = queue.items.first().context("an empty queue")?;
    let Body::Observation { target, .. } = &one.recorded.fact.body else { anyhow::bail!("the first of the queue is no value") };
    let changed = Observation {
        unit: one.value.unit,
        as_of: one.value.as_of,
        target: target.clone(),
        observed: Observed::NotApplicable,
        source: None,
        note: None,
        correcting: Some(one.value.seq),
    };
    let changed = RecordObservations { values: vec![changed] };
    app.record_observations(By::operator("vedich bench", "cli"), changed).await?;
    let (after_change_us, after) = timed(app.queue(&hand, &search)).await;
    after?;
    let (renewed_us, waiting) = timed(async { app.waiting_for(&hand) }).await;
    ensure!(waiting.is_some(), "nothing waits");
    Ok(Report {
        values: u64::try_from(queue.total)?,
        first_us,
        page_p99_us: p99(pages),
        after_change_us,
        unread_p99_us: p99(unread),
        renewed_us,
    })
}

/// What the units say themselves of every criterion and indicator: "met" without a value waits to be verified as well.
fn statuses(reference: &Reference, set: &str, units: &[UnitId], on: Date) -> Result<Vec<Fact>> {
    let set = reference.catalogue.get(set).with_context(|| format!("{set} is not shipped"))?;
    let said = |criterion, code: Option<&IndicatorCode>| Body::DeclaredStatus {
        set: set.id.clone(),
        criterion,
        code: code.cloned(),
        state: DeclaredState::Met,
        implied: false,
    };
    let of_criterion = |criterion: &Criterion| {
        let indicators = criterion.indicators.iter().map(|indicator| said(criterion.no, Some(&indicator.code)));
        std::iter::once(said(criterion.no, None)).chain(indicators).collect::<Vec<_>>()
    };
    let bodies: Vec<Body> = set.criteria.iter().flat_map(of_criterion).collect();
    Ok(units.iter().flat_map(|unit| bodies.iter().map(|body| Fact::new(*unit, on, body.clone()))).collect())
}

/// Somebody who verifies everywhere.
async fn specialist(app: &App) -> Result<Hand> {
    let post =
        NewPosting { role: "coordination-office".into(), unit: COUNTRY, field: Field::WHOLE, from: app.today(), to: None, decision: None };
    let person = NewPerson { login: "bench".into(), name: "bench".into(), home: COUNTRY, contact: Contact::default(), posts: vec![post] };
    let by = || By::operator("vedich bench", "cli");
    let ids = app.enter_people(by(), app.today(), vec![person]).await?;
    let link = app.give_link(by(), *ids.first().context("nobody was entered")?).await?;
    let visitor = Visitor { address: "127.0.0.1".into(), agent: "bench".into() };
    let Some(Opened::Session(token)) = app.choose_password(&link.token, PASSWORD, &visitor).await? else {
        anyhow::bail!("nobody was signed in")
    };
    let signed = app.signed(&token, "bench").await?.context("the session is not there")?;
    Ok(signed.hand().clone())
}

async fn timed<T>(what: impl Future<Output = T>) -> (u64, T) {
    let started = Instant::now();
    let done = what.await;
    (u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX), done)
}

fn p99(mut times: Vec<u64>) -> u64 {
    times.sort_unstable();
    times.get(times.len().saturating_sub(1) * 99 / 100).copied().unwrap_or(0)
}
