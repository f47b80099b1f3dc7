//! The board at the country's size: assess everything, apply facts one by one.

use serde::Serialize;
use std::time::Instant;
use vedich_board::{Applied, Board};
use vedich_criteria::Marks;
use vedich_facts::{Body, Recorded};
use vedich_values::{FactSeq, SetId};

/// Assessment of every unit from memory, explanations off.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct AssessReport {
    units: u64,
    indicators: u64,
    indicators_met: u64,
    pub(crate) best_us: u128,
    median_us: u128,
}

/// Facts applied one by one, every total brought up to date each time.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct ApplyReport {
    facts: usize,
    pub(crate) mean_ns: u128,
    p99_ns: u128,
    worst_ns: u128,
}

/// Times the assessment of every unit that has facts under a set.
pub(crate) fn assess_bench(board: &Board, set: &SetId, rounds: usize) -> AssessReport {
    let mut report = AssessReport { units: 0, indicators: 0, indicators_met: 0, best_us: 0, median_us: 0 };
    let mut times: Vec<u128> = (0..rounds.max(1))
        .map(|_| {
            (report.units, report.indicators, report.indicators_met) = (0, 0, 0);
            let start = Instant::now();
            board.assess_all(set, |_, marks: &Marks| {
                report.units += 1;
                report.indicators += marks.indicators.len() as u64;
                report.indicators_met += u64::from(marks.indicator_counts.met);
            });
            start.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    (report.best_us, report.median_us) = (times[0], times[times.len() / 2]);
    report
}

/// Times facts applied one by one. Observations among `facts` are repeated as later records of the board's date, so that each of
/// them becomes the current value.
pub(crate) fn apply_one(board: &mut Board, facts: &[Recorded]) -> ApplyReport {
    let mut times: Vec<u128> = Vec::with_capacity(facts.len());
    let mut seq = board.version().get();
    for recorded in facts.iter().filter(|recorded| matches!(recorded.fact.body, Body::Observation { .. })) {
        seq += 1;
        let mut again = recorded.clone();
        again.seq = FactSeq(seq);
        again.fact.as_of = board.date();
        again.fact.supersedes = None;
        let start = Instant::now();
        let applied = board.apply(&again);
        let elapsed = start.elapsed().as_nanos();
        if applied == Applied::Standing {
            times.push(elapsed);
        }
    }
    times.sort_unstable();
    let count = times.len().max(1);
    ApplyReport {
        facts: times.len(),
        mean_ns: times.iter().sum::<u128>() / count as u128,
        p99_ns: times.get(count * 99 / 100).copied().unwrap_or_default(),
        worst_ns: times.last().copied().unwrap_or_default(),
    }
}
