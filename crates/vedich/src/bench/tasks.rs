//! A million tasks on the board: how long a page of a list takes, at its front and far into it.

use super::asked::Line;
use super::national;
use anyhow::{Context, Result};
use chrono::{Datelike, Days};
use serde::Serialize;
use std::time::Instant;
use vedich_board::steering::{Cursor, Show, Sought, TaskQuery, TaskScope};
use vedich_board::{Board, Reference};
use vedich_facts::steering::{Assignment, Due, DueRule, Party, TaskChange, TaskEdit, TaskStatement};
use vedich_facts::{Body, Fact, Recorded, UnitLevel};
use vedich_units::COUNTRY;
use vedich_values::text_index::Query;
use vedich_values::{CriterionKey, CriterionNo, Date, EntrySeq, FactSeq, ItemKey, Timestamp, UnitId};

/// Tasks on the board.
const TASKS: u64 = 1_000_000;
/// Lines of a page, as the site shows them.
const PAGE: usize = 50;
/// Pages asked for, each measured; the slowest counts.
const ROUNDS: u32 = 100;
/// Tasks of a search: what the box suggests, and what the page counts.
const SUGGESTED: usize = 8;
const FOUND: usize = 100;
/// What tasks are about, in turn.
const WORKS: [&str; 5] =
    ["kênh mương nội đồng", "đường giao thông nông thôn", "nhà văn hóa thôn", "hồ sơ vườn mẫu", "cấp nước sạch tập trung"];
/// Microseconds a page may take.
const ASKED_US: u64 = 20_000;

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    /// Tasks on the board.
    pub(crate) tasks: u64,
    /// Milliseconds until all of them were taken in.
    pub(crate) load_ms: u128,
    /// Microseconds of the slowest first page of a list: of the country, of a unit, of a criterion, of what is overdue.
    pub(crate) first_page_us: u64,
    /// Microseconds of the slowest page that is read on from near the end of the list.
    pub(crate) last_page_us: u64,
    /// Microseconds of the counts of every province.
    pub(crate) counts_us: u64,
    /// Microseconds of the slowest search: a word of every task, the beginning of one, a place with a common word, and one that is nowhere
    /// together, by somebody who may look everywhere and by an officer of one commune.
    pub(crate) search_us: u64,
}

impl Report {
    /// Asked beside reached.
    pub(crate) fn lines(&self) -> Vec<Line> {
        vec![
            Line::at_most("tasks_1m_first_page_us", ASKED_US, None, self.first_page_us),
            Line::at_most("tasks_1m_last_page_us", ASKED_US, None, self.last_page_us),
            Line::at_most("tasks_1m_counts_us", ASKED_US, None, self.counts_us),
            Line::at_most("tasks_1m_search_us", ASKED_US, None, self.search_us),
        ]
    }
}

/// Takes a million tasks in and asks for pages of them.
pub(crate) fn measure(reference: &Reference) -> Result<Report> {
    let date = Date::from_ymd_opt(2026, 6, 30).context("a date")?;
    let communes: Vec<UnitId> = reference.registry.units(UnitLevel::Commune, date).collect();
    let first = *communes.first().context("communes")?;
    let start = Instant::now();
    let board = Board::load(reference, date, (1..=TASKS).map(|seq| task(date, &communes, seq)));
    let load_ms = start.elapsed().as_millis();
    let country = TaskScope::Area(COUNTRY);
    let (mut first_page_us, mut last_page_us) = (0, 0);
    // Far into the list: past all but the tasks of the last day, a hundred days ahead.
    let far: Cursor =
        format!("0.{}.0", (date + Days::new(90)).num_days_from_ce()).parse().map_err(|()| anyhow::anyhow!("a place in the list"))?;
    for _ in 0..ROUNDS {
        for (scope, show) in [(country.clone(), Show::Open), (country.clone(), Show::Overdue), (TaskScope::Unit(first), Show::All)] {
            let query = TaskQuery { show, ..TaskQuery::open(scope, PAGE) };
            first_page_us = first_page_us.max(timed(|| board.tasks(&query).items.len())?);
        }
        let criterion = Some(CriterionKey { set: national::SET.into(), no: CriterionNo(5) });
        for scope in [country.clone(), TaskScope::Unit(first)] {
            let query = TaskQuery { show: Show::All, criterion: criterion.clone(), ..TaskQuery::open(scope, PAGE) };
            first_page_us = first_page_us.max(timed(|| board.tasks(&query).items.len())?);
        }
        let query = TaskQuery { after: Some(far), ..TaskQuery::open(country.clone(), PAGE) };
        last_page_us = last_page_us.max(timed(|| board.tasks(&query).items.len())?);
    }
    let counts_us = timed(|| board.task_tallies_below(COUNTRY).len())?;
    let search_us = searched(&board, first)?;
    Ok(Report { tasks: TASKS, load_ms, first_page_us, last_page_us, counts_us, search_us })
}

/// Microseconds of the slowest search, as somebody types and as the page asks.
fn searched(board: &Board, commune: UnitId) -> Result<u64> {
    let name = board.reference().registry.at(commune, board.date()).context("a commune")?.name.to_owned();
    let place = format!("kênh mương {name}");
    let mut slowest = 0;
    for words in ["hoan thanh", "ke", "kênh mương", "đường giao thông nông thôn", "chu tich ubnd xa", &place] {
        let query = Query::of(words);
        for areas in [None, Some([commune])] {
            for most in [SUGGESTED, FOUND] {
                let sought = Sought { query: &query, areas: areas.as_ref().map(<[UnitId; 1]>::as_slice), person: None, most };
                slowest = slowest.max(timed(|| 1 + board.tasks_saying(sought, |_| true).items.len())?);
            }
        }
    }
    Ok(slowest)
}

/// Microseconds of something that finds at least one.
fn timed(work: impl Fn() -> usize) -> Result<u64> {
    let start = Instant::now();
    let found = work();
    let took = u64::try_from(start.elapsed().as_micros())?;
    anyhow::ensure!(found > 0, "a page of the measure is empty");
    Ok(took)
}

/// A task of a commune, given in the last two years, with up to four months to do it in.
fn task(date: Date, communes: &[UnitId], seq: u64) -> Recorded {
    let place = usize::try_from(seq).unwrap_or_default() % communes.len();
    let unit = communes[place];
    let given = date - Days::new(seq % 700);
    let due = Due { rule: DueRule::Day, on: Some(given + Days::new(seq % 120)) };
    let work = WORKS[usize::try_from(seq).unwrap_or_default() % WORKS.len()];
    let mut assignment =
        Assignment::new(&format!("Hoàn thành {work}, đợt {}", seq % 40), Party::unit(unit), "Chủ tịch UBND xã", given, due);
    assignment.places = vec![unit];
    assignment.criteria = vec![CriterionNo(u16::try_from(seq % 19 + 1).unwrap_or(1))];
    let edits = vec![TaskEdit::Assign(Box::new(assignment))];
    let change = TaskChange { task: ItemKey::new(&seq.to_string()), base: FactSeq(0), edits };
    let fact = Fact::new(unit, given, Body::Task(Box::new(TaskStatement::Change(change))));
    Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Timestamp::default(), fact }
}
