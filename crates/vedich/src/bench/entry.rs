//! Officers saving at once: everybody keeps a draft, then everybody records and hands in, again and again; nothing may be lost.

use super::asked::Line;
use anyhow::{Context, Result, ensure};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Barrier;
use vedich_app::people::{Contact, NewPerson, NewPosting, Opened, Visitor};
use vedich_app::sheets::{SaveSheet, SavedSheet};
use vedich_app::{App, By, Hand};
use vedich_board::Reference;
use vedich_entry::{DraftLine, LineChange, LineKey, SheetDraft};
use vedich_facts::{Field, UnitLevel};
use vedich_values::{Cycle, Period, UnitId};

/// Asked of the slowest hundredth, microseconds.
const ASKED_P99_US: u64 = 300_000;
/// Values each officer saves each time.
const VALUES: usize = 12;
/// Accounts the officers share: each is opened with its password, which takes a while on purpose.
const ACCOUNTS: usize = 20;
/// Opens them.
const PASSWORD: &str = "xa-phuong-do-toc-do-2026";

/// Measures both databases, SQLite in a temporary folder.
///
/// # Errors
/// When a database can't be used, or anything was lost.
pub(crate) async fn measure(reference: &Reference, officers: usize, rounds: usize, postgres: Option<&str>) -> Result<Vec<Line>> {
    ensure!((1..=2_000).contains(&officers) && (1..=50).contains(&rounds), "between 1 and 2,000 officers, 1 and 50 rounds");
    let dir = tempfile::tempdir().context("while making a temporary folder")?;
    let sqlite = format!("sqlite:{}", dir.path().join("entry.db").display());
    let mut lines = one(&sqlite, "sqlite", reference, officers, rounds).await?;
    if let Some(url) = postgres {
        lines.extend(one(url, "postgres", reference, officers, rounds).await?);
    }
    Ok(lines)
}

async fn one(url: &str, engine: &str, reference: &Reference, officers: usize, rounds: usize) -> Result<Vec<Line>> {
    let app = App::open(url, reference.clone(), Arc::new(vedich_app::SystemClock)).await?;
    let rural = |unit: &UnitId| reference.registry.at(*unit, app.today()).is_some_and(|at| at.is_rural());
    let communes: Vec<UnitId> = reference.registry.units(UnitLevel::Commune, app.today()).filter(rural).take(officers).collect();
    let hands = hands(&app, &communes).await?;
    let period = app.calendar().current(Cycle::Month, app.today()).context("no period is open today")?;
    let (mut drafts, mut records) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let barrier = Arc::new(Barrier::new(communes.len()));
        let tasks: Vec<_> = communes
            .iter()
            .zip(hands.iter().cycle())
            .map(|(unit, hand)| tokio::spawn(save(app.clone(), Arc::clone(&barrier), hand.clone(), *unit, period, round)))
            .collect();
        for task in tasks {
            let (draft, record) = task.await??;
            drafts.push(draft);
            records.push(record);
        }
    }
    let handed = {
        let live = app.live();
        communes.iter().map(|unit| live.handed_in(*unit, period).len()).sum::<usize>()
    };
    let lost = communes.len() * rounds - handed.min(communes.len() * rounds);
    app.journal().close().await;
    let line = |what: &str, times: &mut Vec<u64>| {
        times.sort_unstable();
        let p99 = times.get(times.len().saturating_sub(1) * 99 / 100).copied().unwrap_or(0);
        Line::at_most(format!("{engine}_{officers}_{what}_p99_us"), ASKED_P99_US, None, p99)
    };
    Ok(vec![
        line("drafts_at_once", &mut drafts),
        line("sheets_at_once", &mut records),
        Line::at_most(format!("{engine}_{officers}_lost"), 0, None, u64::try_from(lost)?),
    ])
}

/// Accounts of officers, signed in, each over every twentieth commune: what they may is decided at every save.
async fn hands(app: &App, communes: &[UnitId]) -> Result<Vec<Hand>> {
    let since = app.today();
    let mut hands = Vec::with_capacity(ACCOUNTS);
    for account in 0..ACCOUNTS.min(communes.len()) {
        let own: Vec<UnitId> = communes.iter().skip(account).step_by(ACCOUNTS).copied().collect();
        let post = |unit: &UnitId| NewPosting {
            role: "commune-officer".into(),
            unit: *unit,
            field: Field::WHOLE,
            from: since,
            to: None,
            decision: None,
        };
        let login = format!("officer.{account}");
        let home = own.first().copied().context("a commune of the account")?;
        let person = NewPerson {
            login: login.clone(),
            name: login.clone(),
            home,
            contact: Contact::default(),
            posts: own.iter().map(post).collect(),
        };
        let operator = By::operator("bench", "bench");
        let id = app.enter_people(operator.clone(), since, vec![person]).await?.pop().context("an account")?;
        let visitor = Visitor { address: format!("10.0.0.{account}"), agent: "bench".into() };
        let link = app.give_link(operator, id).await?;
        app.choose_password(&link.token, PASSWORD, &visitor).await.map_err(|why| anyhow::anyhow!("{login}: {why:?}"))?;
        let Ok(Opened::Session(token)) = app.sign_in(&login, PASSWORD, &visitor).await else { anyhow::bail!("{login} can't sign in") };
        let signed = app.signed(&token, "bench").await?.context("a session")?;
        hands.push(signed.hand().clone());
    }
    Ok(hands)
}

/// One officer: a draft, and when everybody has theirs, the sheet. Microseconds of each.
async fn save(app: App, everybody: Arc<Barrier>, hand: Hand, unit: UnitId, period: Period, round: usize) -> Result<(u64, u64)> {
    let codes = {
        let live = app.live();
        let form = live.form(unit, app.today()).context("a commune without a sheet")?;
        let percent = |slot: &&vedich_criteria::Slot| {
            slot.measures.first() == Some(&vedich_criteria::Measure::Percent) && slot.part.is_none() && slot.indicator.is_some()
        };
        form.layout.slots().iter().filter(percent).take(VALUES).map(|slot| slot.code.to_string()).collect::<Vec<_>>()
    };
    let seen = app.version().get();
    let line = |code: String| {
        let key = LineKey { unit, code, part: None }.to_string();
        let line = DraftLine { value: format!("{},5", 50 + round), base: seen, ..DraftLine::default() };
        LineChange { key, seen: String::new(), line }
    };
    let lines: Vec<LineChange> = codes.into_iter().map(line).collect();
    let sheet = unit.to_string();
    everybody.wait().await;
    let started = Instant::now();
    let kept = app.keep_draft(&hand, &sheet, period, Some(&SheetDraft::default()), lines).await?;
    let draft_us = u64::try_from(started.elapsed().as_micros())?;
    everybody.wait().await;
    let started = Instant::now();
    let save = SaveSheet { units: vec![unit], period, draft: kept.draft.clone(), submit: true, content_hash: None };
    let saved = app.save_sheet(By::new(hand.clone()), save).await?;
    let record_us = u64::try_from(started.elapsed().as_micros())?;
    ensure!(matches!(saved, SavedSheet::Recorded(..)), "a sheet was not recorded: {saved:?}");
    app.forget_recorded(&hand, &sheet, period, &kept.draft).await?;
    Ok((draft_us, record_us))
}
