//! `vedich bench`: everything measured in one run, in temporary databases.

use super::asked::Line;
use super::load::{self, LoadResult};
use super::rollup::RollUp;
use super::{country, files, gantt, national, rollup};
use anyhow::{Context, Result};
use serde::Serialize;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use vedich_app::{App, By, Clock};
use vedich_board::{Board, Reference};
use vedich_facts::{Body, Fact, Observed, Target, Value};
use vedich_journal::{Journal, NewEntry, Select};
use vedich_units::{COUNTRY, UnitLevel};
use vedich_values::{Decimal, SetId};

/// Everything measured, milliseconds unless the name says otherwise.
#[derive(Serialize)]
pub(crate) struct Report {
    facts: usize,
    journal_append_facts_per_s: u128,
    board_from_sqlite_ms: u128,
    memory_after_load_mb: usize,
    assess: country::AssessReport,
    apply_one: country::ApplyReport,
    files: files::FileReport,
    commit_one_median_us: u128,
    commit_one_p99_us: u128,
    server_start_demo_ms: u128,
    server_demo_memory_mb: usize,
    server_national_memory_mb: usize,
    province_board: LoadResult,
    place_json: LoadResult,
    gantt: gantt::GanttReport,
}

impl Report {
    /// Asked beside reached.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let count = |number: u128| u64::try_from(number).unwrap_or(u64::MAX);
        let megabytes = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let mut lines = vec![
            Line::at_most("assess_10035x75_us", 25_000, 8_000, count(self.assess.best_us)),
            Line::at_most("board_from_sqlite_ms", 1_500, None, count(self.board_from_sqlite_ms)),
            Line::at_most("board_memory_mb", 300, None, megabytes(self.memory_after_load_mb)),
            Line::at_most("apply_one_mean_ns", 20_000, None, count(self.apply_one.mean_ns)),
            Line::at_most("commit_one_median_us", 5_000, None, count(self.commit_one_median_us)),
            Line::at_least("import_rows_per_s", 100_000, 300_000, count(self.files.import_rows_per_s)),
            Line::at_most("server_start_demo_ms", 500, None, count(self.server_start_demo_ms)),
            Line::at_most("server_demo_memory_mb", 60, None, megabytes(self.server_demo_memory_mb)),
            Line::at_most("server_national_memory_mb", 300, None, megabytes(self.server_national_memory_mb)),
        ];
        lines.extend(files::lines(self.files.xlsx_write_ms, self.files.xlsx_read_ms));
        for (name, load, asked, stretch) in
            [("province_board", &self.province_board, 3_000, 8_000), ("place_json", &self.place_json, 8_000, 20_000)]
        {
            lines.push(Line::at_least(format!("{name}_per_s"), asked, stretch, load.requests_per_second));
            lines.push(Line::at_most(format!("{name}_p99_us"), 10_000, None, load.p99_us));
            lines.push(Line::at_most(format!("{name}_errors"), 0, None, load.errors));
        }
        lines.extend(self.gantt.lines());
        lines
    }
}

/// Runs all benches.
///
/// # Errors
/// When a temporary database or the server cannot be used.
pub(crate) async fn all(reference: &Reference, seconds: u64) -> Result<Report> {
    let dir = tempfile::tempdir().context("while making a temporary folder")?;
    let url = format!("sqlite:{}", dir.path().join("national.db").display());
    let clock = Arc::new(vedich_app::SystemClock);
    let facts = national::facts(reference, usize::MAX, 42)?;
    let count = facts.len();
    let start = Instant::now();
    national::fill(&url, facts, clock.now()).await?;
    let append = start.elapsed();

    let start = Instant::now();
    let (mut board, sample) = load_board(&url, reference).await?;
    let board_from_sqlite_ms = start.elapsed().as_millis();
    let memory_after_load_mb = memory_mb("self");
    let assess = country::assess_bench(&board, &SetId::new(national::SET), 20);
    let apply_one = country::apply_one(&mut board, &sample);
    drop(board);

    let files = files::measure(&url, dir.path(), reference).await?;
    let commits = commit_one_by_one(&url, reference, clock).await?;
    let demo = format!("sqlite:{}", dir.path().join("demo.db").display());
    let start = Instant::now();
    let server = Server::start(&demo, true)?;
    load::run(server.address, "/", 1, Duration::from_millis(1)).await?;
    let server_start_demo_ms = start.elapsed().as_millis();
    let server_demo_memory_mb = memory_mb(&server.child.id().to_string());
    drop(server);

    let server = Server::start(&url, false)?;
    let on = national::as_of();
    let province = reference.registry.by_code("42", on).context("Hà Tĩnh is not in the register")?;
    let commune = reference.registry.descendants(province, UnitLevel::Commune, on)[0];
    let run = Duration::from_secs(seconds);
    let page = format!("/board/{province}?as_of={on}&set={}", national::SET);
    let json = format!("/api/v1/places/{commune}?as_of={on}&set={}", national::SET);
    load::run(server.address, &page, 1, Duration::from_secs(1)).await?;
    let province_board = load::run(server.address, &page, 16, run).await?;
    let place_json = load::run(server.address, &json, 16, run).await?;
    Ok(Report {
        facts: count,
        journal_append_facts_per_s: count as u128 * 1_000_000 / append.as_micros().max(1),
        board_from_sqlite_ms,
        memory_after_load_mb,
        assess,
        apply_one,
        files,
        commit_one_median_us: commits[commits.len() / 2],
        commit_one_p99_us: commits[commits.len() * 99 / 100],
        server_start_demo_ms,
        server_demo_memory_mb,
        server_national_memory_mb: memory_mb(&server.child.id().to_string()),
        province_board,
        place_json,
        gantt: gantt::measure(reference, seconds.min(10)).await?,
    })
}

/// The board of the data set's date out of the database, and a sample of its facts.
async fn load_board(url: &str, reference: &Reference) -> Result<(Board, Vec<vedich_facts::Recorded>)> {
    let journal = Journal::open(url).await?;
    let mut board = Board::loading(reference, national::as_of());
    let mut sample = Vec::new();
    let mut chunks = journal.chunks(&Select::default()).await?;
    while let Some(chunk) = chunks.next().await? {
        for recorded in &chunk {
            board.apply(recorded);
        }
        sample.extend(chunk.into_iter().step_by(41));
    }
    board.finish();
    journal.close().await;
    Ok((board, sample))
}

/// Commits facts one by one, durably, today's board brought up to date each time; microseconds, sorted.
async fn commit_one_by_one(url: &str, reference: &Reference, clock: Arc<vedich_app::SystemClock>) -> Result<Vec<u128>> {
    let app = App::open(url, reference.clone(), clock.clone()).await?;
    let today = app.today();
    let unit = reference.registry.descendants(COUNTRY, UnitLevel::Commune, today)[0];
    let mut times = Vec::new();
    for round in 0..200_i64 {
        let observed = Observed::Value(Value::Number(Decimal::new(900 + round % 100, 1)));
        let fact =
            Fact::new(unit, today, Body::Observation { target: Target::indicator("vn.commune.2026-2030.standard", "6.x1"), observed });
        let entry = vedich_app::NewEntry::new("bench-one", By::operator("vedich bench", "cli"), clock.now(), vec![fact]);
        let start = Instant::now();
        app.commit(entry).await?;
        times.push(start.elapsed().as_micros());
    }
    times.sort_unstable();
    Ok(times)
}

/// The roll-up of the peers' generator, from facts that went into the store and came out again.
///
/// # Errors
/// When the files are missing or not as the generator writes them, or the store does not answer.
pub(crate) async fn rollup_from_store(dir: &Path) -> Result<rollup::Report> {
    let roll_up = RollUp::read(dir)?;
    let text = std::fs::read_to_string(dir.join("values.csv")).context("while reading values.csv")?;
    let facts: Vec<Fact> =
        rollup::lines(&text).filter_map(|line| line.map(|line| roll_up.fact(line)).transpose()).collect::<Result<_>>()?;
    let store = tempfile::tempdir()?;
    let journal = Journal::open(&format!("sqlite:{}", store.path().join("rollup.db").display())).await?;
    let at = vedich_app::SystemClock.now();
    for part in facts.chunks(200_000) {
        journal.append(&NewEntry::new("bench-rollup", "vedich bench", "cli", at, part.to_vec())).await?;
    }
    drop(facts);
    let start = Instant::now();
    let mut observations = Vec::new();
    let mut chunks = journal.chunks(&Select::default()).await?;
    while let Some(chunk) = chunks.next().await? {
        observations.extend(chunk.iter().filter_map(|recorded| roll_up.observation(recorded)));
    }
    let trend = roll_up.trend(observations);
    let load_s = start.elapsed().as_secs_f64();
    Ok(roll_up.measure(&trend, load_s, 7))
}

/// This binary serving a database in a process of its own.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Kept open: a server that has more to say must not find nobody listening.
    _out: BufReader<ChildStdout>,
}

impl Server {
    pub(crate) fn start(url: &str, demo: bool) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["serve", "--quiet", "--db", url, "--listen", "127.0.0.1:0"]).args(demo.then_some("--demo"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("while starting the server")?;
        let mut out = BufReader::new(child.stdout.take().context("the server has no output")?);
        let mut line = String::new();
        while out.read_line(&mut line)? > 0 {
            let address = line.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next()?.parse().ok());
            if let Some(address) = address {
                return Ok(Self { child, address, _out: out });
            }
            line.clear();
        }
        anyhow::bail!("the server ended before it said its address")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to stop.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Resident memory of a process, mebibytes; 0 where the system does not tell.
fn memory_mb(process: &str) -> usize {
    let pages = std::fs::read_to_string(format!("/proc/{process}/statm")).ok();
    pages.and_then(|text| text.split(' ').nth(1)?.parse::<usize>().ok()).map_or(0, |pages| pages * 4 / 1024)
}
