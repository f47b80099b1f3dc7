//! Money (B05): what roadmaps have by source, what is planned for the year, and what was spent: in the period, in the year, in all.

use super::{Look, VI, bold, row, share};
use std::collections::BTreeMap;
use std::ops::AddAssign;
use vedich_facts::roadmap::TaskRecord;
use vedich_papers::{CapitalGroup, Content, Row, Table};
use vedich_reference::paper_forms;
use vedich_roadmap::record::CountEntry;
use vedich_values::{Date, Decimal};

/// Đồng in a million.
const MILLION: i64 = 1_000_000;

/// Money of one source, in đồng; none: not reported.
#[derive(Clone, Copy, Debug, Default)]
struct Money {
    /// There for all of the roadmap.
    there: Option<i64>,
    /// Planned for the year.
    planned: Option<i64>,
    spent: Spent,
}

/// Spent up to the day of the report.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    period: Option<i64>,
    year: Option<i64>,
    /// Since the beginning.
    all: Option<i64>,
}

/// Money of an area's roadmaps, in đồng; none: not reported.
pub(super) struct Sums {
    /// What their tasks cost.
    pub(super) needed: Option<i64>,
    /// What is there for them.
    pub(super) there: Option<i64>,
    /// Spent in the period.
    pub(super) period: Option<i64>,
    /// Spent since the beginning.
    pub(super) all: Option<i64>,
}

impl Look<'_> {
    /// The sums of roadmaps; none where none has any.
    pub(super) fn sums(&self) -> Option<Sums> {
        let (mut needed, mut there, mut whole) = (None, None, Spent::default());
        for (_, record) in self.roadmaps() {
            for task in &record.tasks {
                add(&mut needed, task.cost.map(|cost| cost.0));
                task.funding.iter().for_each(|funding| add(&mut there, Some(funding.amount.0)));
                let counts = self.counts(record, &task.id);
                whole += self.spent(|day| last(&counts, day, |entry| entry.count.spent.map(|sum| sum.0)));
            }
        }
        let sums = Sums { needed, there, period: whole.period, all: whole.all };
        [sums.needed, sums.there, sums.all].iter().any(Option::is_some).then_some(sums)
    }

    /// Money of roadmaps by source: what is there, what is planned for the year, what was spent.
    pub(super) fn resources(&self) -> Option<Table> {
        let mut sources: BTreeMap<String, Money> = BTreeMap::new();
        let (mut needed, mut whole) = (None, Spent::default());
        for (_, record) in self.roadmaps() {
            for task in &record.tasks {
                self.fund(task, &mut sources);
                add(&mut needed, task.cost.map(|cost| cost.0));
                let counts = self.counts(record, &task.id);
                whole += self.spent(|day| last(&counts, day, |entry| entry.count.spent.map(|sum| sum.0)));
                let mut named: Vec<&str> = counts.iter().flat_map(|entry| &entry.count.spent_by).map(|one| one.source.as_str()).collect();
                named.sort_unstable();
                named.dedup();
                for source in named {
                    let of_source = |entry: &CountEntry| {
                        let own = entry.count.spent_by.iter().filter(|one| one.source == source);
                        (!entry.count.spent_by.is_empty()).then(|| own.map(|one| one.amount.0).sum())
                    };
                    sources.entry(source.to_owned()).or_default().spent += self.spent(|day| last(&counts, day, of_source));
                }
            }
        }
        if sources.is_empty() && needed.is_none() && whole.all.is_none() {
            return None;
        }
        let mut table = self.table("B05", &[], self.money_rows(&sources, whole))?;
        if let Some(needed) = needed {
            table.notes.insert(0, VI.say("paper.needed", &[("sum", &millions(needed).printed())]));
        }
        Some(table)
    }

    /// What a task has from each source.
    fn fund(&self, task: &TaskRecord, sources: &mut BTreeMap<String, Money>) {
        for funding in &task.funding {
            let money = sources.entry(funding.source.clone()).or_default();
            add(&mut money.there, Some(funding.amount.0));
            if funding.year == Some(self.period.year) {
                add(&mut money.planned, Some(funding.amount.0));
            }
        }
    }

    /// What was spent in the period, in the year and in all, given what had been by the end of a day. The year is that of reports, which
    /// begins in December.
    fn spent(&self, by: impl Fn(Date) -> Option<i64>) -> Spent {
        let all = by(self.date);
        let since = |first: Date| all.map(|all| all - first.pred_opt().and_then(&by).unwrap_or(0));
        let year = paper_forms().period("year", self.period.year, 1).map_or(self.period.from, |year| year.from);
        Spent { period: since(self.period.from), year: since(year), all }
    }

    fn money_rows(&self, sources: &BTreeMap<String, Money>, whole: Spent) -> Vec<Row> {
        let mut sum = sources.values().fold(Money::default(), |mut sum, one| {
            sum += *one;
            sum
        });
        let unsplit = whole.without(sum.spent);
        sum.spent = whole;
        let mut rows = capital_rows(sources, sum.there);
        if unsplit.all.is_some_and(|all| all != 0) {
            let unsplit = Money { spent: unsplit, ..Money::default() };
            rows.push(row(cells(Content::Empty, VI.text("paper.unsplit"), unsplit, sum.there)));
        }
        rows.push(bold(cells(Content::Empty, VI.text("paper.total"), sum, sum.there)));
        rows
    }
}

impl Spent {
    fn without(self, part: Self) -> Self {
        let less = |whole: Option<i64>, part: Option<i64>| whole.map(|whole| whole - part.unwrap_or(0));
        Self { period: less(self.period, part.period), year: less(self.year, part.year), all: less(self.all, part.all) }
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        add(&mut self.period, other.period);
        add(&mut self.year, other.year);
        add(&mut self.all, other.all);
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        add(&mut self.there, other.there);
        add(&mut self.planned, other.planned);
        self.spent += other.spent;
    }
}

/// Adds what is known; two unknown sums stay unknown.
fn add(sum: &mut Option<i64>, more: Option<i64>) {
    *sum = sum.zip(more).map(|(sum, more)| sum.saturating_add(more)).or(*sum).or(more);
}

/// What was said last by the end of a day.
fn last(counts: &[&CountEntry], day: Date, said: impl Fn(&CountEntry) -> Option<i64>) -> Option<i64> {
    counts.iter().rev().filter(|entry| entry.count.on <= day).find_map(|entry| said(entry))
}

/// The groups of capital in the order of the form, each with its sources below it: those of the file, then others as people name them.
fn capital_rows(sources: &BTreeMap<String, Money>, total: Option<i64>) -> Vec<Row> {
    let reading = vedich_reference::paper_reading();
    let mut groups: Vec<(usize, &CapitalGroup)> = reading.capital.iter().enumerate().collect();
    groups.sort_by_key(|(_, group)| group.place);
    let placed: Vec<_> = sources.iter().map(|(source, money)| (reading.capital_of(source), source.as_str(), *money)).collect();
    let sum = |money: Vec<Money>| {
        money.into_iter().fold(Money::default(), |mut sum, one| {
            sum += one;
            sum
        })
    };
    let mut rows: Vec<Row> = Vec::new();
    for (number, (at, group)) in (1..).zip(groups) {
        let own = placed.iter().filter(|(place, ..)| place.is_some_and(|(of, _)| of == at));
        let name = group.name.as_str();
        let whole = sum(own.clone().map(|(.., money)| *money).collect());
        rows.push(bold(cells(Content::Text(vedich_papers::numbering::roman(number)), name, whole, total)));
        let of_file = (0..group.sources.len()).map(|source| {
            let within = own.clone().filter(move |(place, ..)| place.is_some_and(|(_, within)| within == Some(source)));
            (group.sources[source].name.as_str(), within.map(|(.., money)| *money).collect::<Vec<_>>())
        });
        let others = own.clone().filter(|(place, ..)| place.is_some_and(|(_, within)| within.is_none()));
        let others = others.filter(|(_, source, _)| *source != name).map(|(_, source, money)| (*source, vec![*money]));
        let below = of_file.chain(others).filter(|(_, money)| !money.is_empty());
        rows.extend((1_u64..).zip(below).map(|(number, (source, money))| row(cells(Content::count(number), source, sum(money), total))));
    }
    rows
}

/// A line of the table: what is not reported stays blank.
fn cells(number: Content, name: &str, money: Money, total: Option<i64>) -> Vec<Content> {
    let amount = |sum: Option<i64>| sum.map_or(Content::Empty, millions);
    let of = |part: Option<i64>, whole: Option<i64>| part.zip(whole).map_or(Content::Empty, |(part, whole)| portion(part, whole));
    let Money { there, planned, spent } = money;
    vec![
        number,
        Content::text(name),
        amount(there),
        of(there, total),
        amount(planned),
        amount(spent.period),
        amount(spent.year),
        amount(spent.all),
        of(spent.year, planned),
    ]
}

/// Đồng as millions.
pub(in crate::papers) fn millions(dong: i64) -> Content {
    Content::Number((Decimal::from(dong) / Decimal::from(MILLION)).round_dp(1).normalize())
}

fn portion(part: i64, whole: i64) -> Content {
    match (u32::try_from(part / 1000), u32::try_from(whole / 1000)) {
        (Ok(part), Ok(whole)) => share(part, whole),
        _ => super::quotient(Decimal::from(part) * Decimal::ONE_HUNDRED, Decimal::from(whole))
            .map_or(Content::NotApplicable, Content::Percent),
    }
}
