//! The roll-up of the peers' generator: units x indicators x periods, assessed and added up by province.

use super::asked::Line as Asked;
use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use vedich_board::trend::{Group, Observation, Trend};
use vedich_criteria::{Bands, Catalogue, CriteriaSet, Layout, UnitContext, Yardstick};
use vedich_facts::{Body, Fact, Observed, Recorded, Target, Value};
use vedich_values::{Date, Decimal, UnitId};

/// Identity of the set made of `indicators.csv`.
const SET: &str = "vn.commune.bench.standard";
/// Ids of the units of `units.csv`: where the register puts units that are not in the official tables.
const FIRST_UNIT: u32 = 10_000_000;

/// What the files say, but for the values.
#[derive(Debug)]
pub(crate) struct RollUp {
    /// The set made of `indicators.csv`.
    pub(crate) set: Arc<CriteriaSet>,
    layout: Arc<Layout>,
    yardstick: Yardstick,
    /// Province by unit.
    provinces: Vec<u32>,
    expected: Expected,
}

/// `expected.json`: what every engine must find for the last period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Expected {
    units: u32,
    indicators: u32,
    periods: u32,
    rows: u64,
    #[serde(flatten)]
    check: Check,
}

/// The values compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Check {
    indicators_met: u64,
    criteria_met: u64,
    units_full: u64,
    province_checksum: u64,
}

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    engine: &'static str,
    rows: u64,
    ok: bool,
    check: Check,
    load_s: f64,
    q_last_s: Timing,
    q_all_s: Timing,
    /// What is asked beside the best of the rounds, in microseconds.
    pub(crate) lines: [Asked; 2],
}

impl Report {
    /// Whether the figures are those `expected.json` states.
    pub(crate) const fn is_right(&self) -> bool {
        self.ok
    }
}

/// Best and median of several rounds, in seconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Timing {
    best: f64,
    median: f64,
}

/// One line of `values.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) period: u32,
    pub(crate) unit: u32,
    pub(crate) indicator: u32,
    /// In hundredths.
    pub(crate) value: i64,
}

impl RollUp {
    /// Reads `units.csv`, `indicators.csv` and `expected.json`.
    ///
    /// # Errors
    /// When a file is missing or not as the generator writes it.
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let text = |name: &str| std::fs::read_to_string(dir.join(name)).with_context(|| format!("while reading {name}"));
        let expected: Expected = serde_json::from_str(&text("expected.json")?).context("while reading expected.json")?;
        let provinces: Vec<u32> =
            rows::<3>(&text("units.csv")?)?.into_iter().map(|[_, _, province]| province).map(u32::try_from).collect::<Result<_, _>>()?;
        let set = make_set(&rows::<4>(&text("indicators.csv")?)?)?;
        let layout = Arc::new(Layout::of(&set));
        ensure!(layout.width() == expected.indicators as usize, "indicators.csv and expected.json disagree");
        let yardstick = Yardstick::new(&set, &layout, &UnitContext::new(period_end(0), None), &[], &Bands::default());
        Ok(Self { set, layout, yardstick, provinces, expected })
    }

    /// A line of `values.csv` as a fact, for the store; none when the indicator is not in `indicators.csv`.
    pub(crate) fn fact(&self, line: Line) -> Option<Fact> {
        let slot = self.layout.at(u16::try_from(line.indicator).ok()?)?;
        let target = Target { set: self.set.id.clone(), code: slot.code.clone(), part: None };
        let observed = Observed::Value(Value::Number(Decimal::new(line.value, 2)));
        Some(Fact::new(UnitId(FIRST_UNIT + line.unit), period_end(line.period), Body::Observation { target, observed }))
    }

    /// A fact that came out of the store, packed; none when it is of another set.
    pub(crate) fn observation(&self, recorded: &Recorded) -> Option<Observation> {
        let Body::Observation { target, observed } = &recorded.fact.body else { return None };
        let slot = (target.set == self.set.id).then(|| self.layout.slot(target.code.as_str(), None))??;
        let cell = self.layout.cell(slot, observed).ok()?;
        Some(Observation { unit: recorded.fact.unit, slot, as_of: recorded.fact.as_of, seq: recorded.seq, cell })
    }

    /// Lays the observations out in columns.
    pub(crate) fn trend(&self, observations: impl IntoIterator<Item = Observation>) -> Trend {
        let units = (0..self.expected.units).map(|unit| UnitId(FIRST_UNIT + unit)).collect();
        let dates = (0..self.expected.periods).map(period_end).collect();
        Trend::build(&self.set, &self.layout, units, dates, observations)
    }

    /// Times the roll-up of the last period and of all periods; every round must find the expected values.
    pub(crate) fn measure(&self, trend: &Trend, load_s: f64, rounds: usize) -> Report {
        let last = trend.dates().len().saturating_sub(1);
        let roll = |date: usize| trend.roll_up(date, |_| &self.yardstick, &self.provinces);
        let mut ok = true;
        let mut check = Check::default();
        let mut verify = |groups: &[Group]| {
            check = Check::of(groups);
            ok &= check == self.expected.check;
        };
        let q_last_s = timed(rounds, || roll(last), |groups| verify(groups));
        let all = || (0..=last).map(roll).collect::<Vec<_>>();
        let q_all_s = timed(rounds, all, |periods| verify(periods.last().map_or(&[], Vec::as_slice)));
        let us = |timing: Timing| Duration::from_secs_f64(timing.best).as_micros().try_into().unwrap_or(u64::MAX);
        let lines = [
            Asked::at_most("rollup_last_period_us", 25_000, 8_000, us(q_last_s)),
            Asked::at_most("rollup_all_periods_us", 250_000, 80_000, us(q_all_s)),
        ];
        Report { engine: "vedich", rows: self.expected.rows, ok, check, load_s, q_last_s, q_all_s, lines }
    }
}

impl Check {
    fn of(groups: &[Group]) -> Self {
        let mut check = Self::default();
        for (province, group) in groups.iter().enumerate() {
            check.indicators_met += u64::from(group.indicators.met);
            check.criteria_met += u64::from(group.criteria.met);
            check.units_full += u64::from(group.full);
            check.province_checksum += province as u64 * u64::from(group.criteria.met);
        }
        check
    }
}

/// The lines of `values.csv`; the whole text in memory.
///
/// # Errors
/// At the first line that is not four whole numbers.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Result<Line>> + '_ {
    text.lines().skip(1).map(|line| {
        let [period, unit, indicator, value] = numbers(line)?;
        Ok(Line { period: period.try_into()?, unit: unit.try_into()?, indicator: indicator.try_into()?, value })
    })
}

fn timed<T>(rounds: usize, work: impl Fn() -> T, mut verify: impl FnMut(&T)) -> Timing {
    let mut seconds: Vec<f64> = (0..rounds.max(1))
        .map(|_| {
            let start = Instant::now();
            let result = work();
            let elapsed = start.elapsed().as_secs_f64();
            verify(&result);
            elapsed
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    Timing { best: seconds[0], median: seconds[seconds.len() / 2] }
}

/// The criteria set of `indicators.csv` (`ind_id,crit_id,op,target`), as a set file.
fn make_set(indicators: &[[i64; 4]]) -> Result<Arc<CriteriaSet>> {
    let mut text = format!(
        "id = \"{SET}\"\ntitle = {{ vi = \"Đo tốc độ\", en = \"Bench\" }}\nsubject = \"commune\"\ntier = \"standard\"\nscope = \"national\"\n\
         completeness = \"full\"\ndeclared = {{ criteria = {}, indicators = {} }}\npass_rule = \"all\"\n[effective]\nfrom = \"2000-01-01\"\n\
         [[legal]]\nnumber = \"0\"\nissuer = {{ vi = \"Vedich\", en = \"Vedich\" }}\nrole = \"issue\"\n[sources.bench]\ntitle = \"gen_rollup.py\"\nurl = \"\"\nkind = \"seed\"\n",
        indicators.last().map_or(0, |[_, criterion, ..]| criterion + 1),
        indicators.len()
    );
    let mut current = None;
    for [indicator, criterion, op, target] in indicators {
        if current != Some(*criterion) {
            current = Some(*criterion);
            write!(text, "[[criteria]]\nno = {}\nname = {{ vi = \"{criterion}\", en = \"{criterion}\" }}\n", criterion + 1)?;
        }
        let op = if *op == 1 { ">=" } else { "<=" };
        let code = format!("{}.{}", criterion + 1, indicator + 1);
        write!(
            text,
            "[[criteria.indicators]]\ncode = \"{code}\"\nname = {{ vi = \"{code}\", en = \"{code}\" }}\nmeasure = \"amount\"\n\
             threshold = \"{op} {}\"\nconfidence = \"verified\"\nlabel_confidence = \"verified\"\nsource = [\"bench\"]\n",
            Decimal::new(*target, 2)
        )?;
    }
    let catalogue = Catalogue::build(&[(format!("{SET}.toml"), &text)])
        .map_err(|problems| anyhow::anyhow!("the set of indicators.csv is refused: {:?}", problems.first()))?;
    catalogue.get(SET).cloned().context("the set of indicators.csv is not there")
}

/// The last day of a period: month ends of 2020 and later.
fn period_end(period: u32) -> Date {
    let first = Date::from_ymd_opt(2020, 2, 1).and_then(|day| day.checked_add_months(chrono::Months::new(period)));
    first.and_then(|day| day.pred_opt()).unwrap_or_default()
}

fn rows<const N: usize>(text: &str) -> Result<Vec<[i64; N]>> {
    text.lines().skip(1).map(numbers).collect()
}

fn numbers<const N: usize>(line: &str) -> Result<[i64; N]> {
    let mut numbers = [0; N];
    let mut fields = line.split(',');
    for number in &mut numbers {
        *number = fields.next().unwrap_or_default().trim().parse().with_context(|| format!("while reading `{line}`"))?;
    }
    Ok(numbers)
}
