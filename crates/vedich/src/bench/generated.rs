//! The data sets the rivals are measured on, written here byte for byte as their generators write them: networks of tasks, roadmaps of
//! communes, budgets to allocate, values to roll up. Nothing but a linear congruential generator decides them.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Criteria of a unit in the roll-up.
const CRITERIA: usize = 19;

/// A 64-bit linear congruential generator; its upper 31 bits are what is drawn.
struct Draws(u64);

impl Draws {
    /// From 0 to below `bound`.
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Writes every file that is not in the folder yet.
///
/// # Errors
/// When the folder can't be written to.
pub(crate) fn write(dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir)?;
    for tasks in [200, 100_000, 1_000_000] {
        file(dir, &format!("dag_{tasks}.csv"), |out| network(out, tasks, 42))?;
    }
    file(dir, "port_8000.csv", |out| portfolio(out, 8_000))?;
    for communes in [50, 200, 1_000, 3_000] {
        file(dir, &format!("alloc_{communes}.json"), |out| budget(out, communes))?;
    }
    if !dir.join("expected.json").exists() {
        roll_up(dir, 8_000, 75, 8)?;
    }
    Ok(())
}

fn file(dir: &Path, name: &str, fill: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) -> Result<()> {
    let path = dir.join(name);
    if path.exists() {
        return Ok(());
    }
    let written = File::create(&path).map(BufWriter::new).and_then(|mut out| fill(&mut out).and_then(|()| out.flush()));
    written.with_context(|| format!("while writing {}", path.display()))
}

fn spaced(numbers: &[u64]) -> String {
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
}

/// A network of tasks in order, each after up to four of the 200 before it; durations of 1 to 30 days.
fn network(out: &mut impl Write, tasks: u64, seed: u64) -> std::io::Result<()> {
    let mut draws = Draws(seed);
    writeln!(out, "id,duration,preds")?;
    for task in 0..tasks {
        let days = 1 + draws.below(30);
        let links = if task == 0 { 0 } else { draws.below(5) };
        let mut before: Vec<u64> = (0..links).map(|_| task - 1 - draws.below(task.min(200))).collect();
        before.sort_unstable();
        before.dedup();
        writeln!(out, "{task},{days},{}", spaced(&before))?;
    }
    Ok(())
}

/// Roadmaps of communes: eight criteria of five steps, every third tied to the criterion before; 3 to 45 days a step.
fn portfolio(out: &mut impl Write, communes: u64) -> std::io::Result<()> {
    let mut draws = Draws(11);
    writeln!(out, "unit,id,duration,preds")?;
    for commune in 0..communes {
        for step in 0..40 {
            let days = 3 + draws.below(43);
            let tied = step >= 5 && draws.below(3) == 0;
            let before: Vec<u64> = tied.then(|| step - 5).into_iter().chain((step % 5 > 0).then(|| step - 1)).collect();
            writeln!(out, "{commune},{step},{days},{}", spaced(&before))?;
        }
    }
    Ok(())
}

/// Communes with up to eight unmet criteria, what each costs and whether it takes a year more; three yearly budgets of 22% of all costs.
fn budget(out: &mut impl Write, communes: u64) -> std::io::Result<()> {
    let mut draws = Draws(5);
    let mut total = 0;
    let lines: Vec<String> = (0..communes)
        .map(|commune| {
            let criteria: Vec<String> = (0..=draws.below(8))
                .map(|_| {
                    let cost = 200 + draws.below(8_801);
                    total += cost;
                    format!("[{cost}, {}]", u64::from(draws.below(4) == 0))
                })
                .collect();
            format!("{{\"d\": {}, \"crit\": [{}]}}", commune / 10, criteria.join(", "))
        })
        .collect();
    let yearly = total * 22 / 100;
    let cap = 3 * yearly / communes.div_ceil(10);
    write!(out, "{{\"years\": 3, \"budget\": {yearly}, \"district_cap\": {cap}, \"communes\": [{}]}}", lines.join(", "))
}

/// Units, indicators and their values over some periods, with what every engine must find for the last of them.
fn roll_up(dir: &Path, units: u64, indicators: usize, periods: u64) -> Result<()> {
    let mut draws = Draws(7);
    let districts = units.div_ceil(12);
    let province = |unit: u64| (unit / 12) * 63 / districts;
    file(dir, "units.csv", |out| {
        writeln!(out, "unit_id,district_id,province_id")?;
        (0..units).try_for_each(|unit| writeln!(out, "{unit},{},{}", unit / 12, province(unit)))
    })?;
    let criterion = |indicator: usize| indicator * CRITERIA / indicators;
    let upward: Vec<bool> = (0..indicators).map(|_| draws.below(5) != 0).collect();
    let targets: Vec<u64> = (0..indicators).map(|_| 3_000 + draws.below(6_000)).collect();
    file(dir, "indicators.csv", |out| {
        writeln!(out, "ind_id,crit_id,op,target")?;
        (0..indicators).try_for_each(|one| writeln!(out, "{one},{},{},{}", criterion(one), u8::from(upward[one]), targets[one]))
    })?;
    let (mut met, mut criteria_met, mut full, mut checksum) = (0_u64, 0_u64, 0_u64, 0_u64);
    file(dir, "values.csv", |out| {
        writeln!(out, "period,unit_id,ind_id,value")?;
        for period in 0..periods {
            for unit in 0..units {
                let skill = unit * 2_654_435_761 % 100;
                let mut missed = [false; CRITERIA];
                for one in 0..indicators {
                    let good = draws.below(1_000) < 780 + skill + 12 * period;
                    let gap = 1 + draws.below(2_500);
                    let on_the_line = good && gap.is_multiple_of(97);
                    let value = match (on_the_line, good == upward[one]) {
                        (true, _) => targets[one],
                        (false, true) => targets[one] + gap,
                        (false, false) => targets[one] - gap,
                    };
                    writeln!(out, "{period},{unit},{one},{value}")?;
                    if period + 1 == periods {
                        let holds = if upward[one] { value >= targets[one] } else { value <= targets[one] };
                        met += u64::from(holds);
                        missed[criterion(one)] |= !holds;
                    }
                }
                if period + 1 == periods {
                    let reached = missed.iter().filter(|missed| !**missed).count() as u64;
                    criteria_met += reached;
                    full += u64::from(reached == CRITERIA as u64);
                    checksum += province(unit) * reached;
                }
            }
        }
        Ok(())
    })?;
    let rows = units * indicators as u64 * periods;
    file(dir, "expected.json", |out| {
        write!(
            out,
            "{{\"units\": {units}, \"indicators\": {indicators}, \"periods\": {periods}, \"rows\": {rows}, \"indicators_met\": {met}, \
             \"criteria_met\": {criteria_met}, \"units_full\": {full}, \"province_checksum\": {checksum}}}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn hash(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_files_are_those_of_the_generators_byte_for_byte() {
        let of = |fill: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
            let mut out = Vec::new();
            fill(&mut out).unwrap();
            hash(&out)
        };
        // As the generators in Python wrote them.
        assert_eq!(of(&|out| network(out, 1_000, 42)), "af2f8302db8a28f1");
        assert_eq!(of(&|out| portfolio(out, 20)), "4224b380bdf2f3bc");
        assert_eq!(of(&|out| budget(out, 50)), "defb0617baf848f0");
        let dir = tempfile::tempdir().unwrap();
        roll_up(dir.path(), 24, 75, 2).unwrap();
        let file = |name: &str| hash(&std::fs::read(dir.path().join(name)).unwrap());
        let files = ["units.csv", "indicators.csv", "values.csv", "expected.json"].map(file);
        assert_eq!(files, ["3238f40885eafd94", "1cf8a0b1c814cd87", "40baf4e89a443f62", "e24aae099b90329a"]);
    }
}
