//! What the country costs: 10,035 communes with every indicator of the advanced set. `cargo run --release -p vedich-board --example national`.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program")]

use std::sync::Arc;
use std::time::Instant;
use vedich_board::{Board, Reference, SortKey};
use vedich_criteria::{Layout, Measure, Subject};
use vedich_facts::{Body, Fact, Observed, Recorded, Target, UnitLevel, Value};
use vedich_reference::Shipped;
use vedich_units::{COUNTRY, UnitChange};
use vedich_values::{Date, Decimal, EntrySeq, FactSeq, SetId, Timestamp, UnitId};

const SET: &str = "vn.commune.2021-2025.advanced";

fn reference() -> Reference {
    let shipped = Shipped::load().unwrap();
    Reference { registry: shipped.registry, catalogue: shipped.catalogue, bands: shipped.bands }
}

fn resident_kb() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    statm.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4
}

/// The generator of the peers' scripts.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

fn facts<'a>(communes: &'a [UnitId], layout: &'a Layout, day: Date) -> impl Iterator<Item = Recorded> + 'a {
    let mut random = Lcg(7);
    let source: Arc<str> = Arc::from("Báo cáo UBND xã");
    let targets: Vec<(Target, Measure, usize)> = layout
        .slots()
        .iter()
        .filter(|slot| slot.indicator.is_some() && slot.part.is_none())
        .map(|slot| (Target::indicator(SET, slot.code.as_str()), slot.measures[0], slot.scale.len()))
        .collect();
    let per_unit = targets.len() as u64;
    communes.iter().enumerate().flat_map(move |(index, unit)| {
        let mut seq = index as u64 * per_unit;
        let mut of_unit = Vec::with_capacity(targets.len());
        for (target, measure, grades) in &targets {
            seq += 1;
            let number = |n: u64, scale| Value::Number(Decimal::new(n as i64, scale));
            let value = match measure {
                Measure::YesNo => Value::YesNo(random.below(10) > 0),
                Measure::Percent => number(700 + random.below(301), 1),
                Measure::Level if *grades > 0 => {
                    Value::Level(layout.slots()[usize::from(layout.slot(target.code.as_str(), None).unwrap())].scale[0].as_str().into())
                }
                Measure::Level => number(random.below(4), 0),
                Measure::Date => Value::Date(day),
                _ => number(random.below(90), 0),
            };
            let mut fact = Fact::new(*unit, day, Body::Observation { target: target.clone(), observed: Observed::Value(value) });
            fact.source = Some(Arc::clone(&source));
            of_unit.push(Recorded { seq: FactSeq(seq), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact });
        }
        of_unit
    })
}

fn best_us(rounds: u32, mut work: impl FnMut()) -> u128 {
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_nanos()
        })
        .min()
        .unwrap()
        / 1_000
}

fn main() {
    let start = Instant::now();
    let reference = reference();
    println!("reference read and built in {} ms, {} MB resident", start.elapsed().as_millis(), resident_kb() / 1024);
    let date = Date::from_ymd_opt(2024, 6, 30).unwrap();
    let day = Date::from_ymd_opt(2024, 5, 31).unwrap();
    let set = SetId::new(SET);
    let layout = Layout::of(reference.catalogue.get(SET).unwrap());
    let communes: Vec<UnitId> = reference.registry.units(UnitLevel::Commune, date).collect();
    let values: Vec<Recorded> = facts(&communes[..1], &layout, day).collect();
    println!("{} communes, {} values each, {} slots", communes.len(), values.len(), layout.width());

    println!("empty board: {} us", best_us(5, || drop(Board::new(&reference, date))));
    let before = resident_kb();
    let start = Instant::now();
    let mut board = Board::load(&reference, date, facts(&communes, &layout, day));
    println!(
        "loaded in {} ms (making the facts included), {} MB more resident",
        start.elapsed().as_millis(),
        (resident_kb() - before) / 1024
    );
    let all: Vec<Recorded> = facts(&communes, &layout, day).collect();
    let mut loading = Board::loading(&reference, date);
    let start = Instant::now();
    for fact in &all {
        loading.apply(fact);
    }
    let taken = start.elapsed().as_millis();
    loading.finish();
    println!("{} facts taken in: {taken} ms, then finished: {} ms", all.len(), start.elapsed().as_millis() - taken);
    drop(loading);

    let mut met = 0_u64;
    let assess = best_us(20, || {
        met = 0;
        board.assess_all(&set, |_, marks| met += u64::from(marks.indicator_counts.met));
    });
    println!("assess all: {assess} us ({met} indicators met)");

    let last = all.len() as u64;
    let mut random = Lcg(11);
    let one_by_one: Vec<Recorded> = (0..20_000_u64)
        .map(|index| {
            let mut fact = all[random.below(last) as usize].clone();
            fact.seq = FactSeq(last + index + 1);
            fact.fact.as_of = date;
            fact
        })
        .collect();
    let start = Instant::now();
    for fact in &one_by_one {
        board.apply(fact);
    }
    println!("apply one with all totals: {} ns on average of {}", start.elapsed().as_nanos() / one_by_one.len() as u128, one_by_one.len());
    let (mut worst, mut sum) = (0, 0);
    for (index, fact) in one_by_one.iter().enumerate() {
        let mut correction = fact.clone();
        correction.seq = FactSeq(last + 20_001 + index as u64);
        correction.fact.supersedes = Some(fact.seq);
        let start = Instant::now();
        board.apply(&correction);
        let elapsed = start.elapsed().as_nanos();
        (worst, sum) = (worst.max(elapsed), sum + elapsed);
    }
    println!("correct one with all totals: {} ns on average, worst {} us", sum / one_by_one.len() as u128, worst / 1_000);

    let province = reference.registry.by_code("42", date).unwrap();
    println!("totals of the country: {} us", best_us(50, || drop(board.totals(COUNTRY, UnitLevel::Commune, &set))));
    println!("table of a province: {} us", best_us(50, || drop(board.area(province, UnitLevel::Commune, &set))));
    let sorted = || {
        let mut table = board.area(COUNTRY, UnitLevel::Commune, &set);
        table.sort(SortKey::Readiness, true);
        assert_eq!(table.page(0, 50).len(), 50);
    };
    println!("table of the country, sorted: {} us", best_us(10, sorted));
    let by_change = |since: Date| {
        let mut table = board.area(COUNTRY, UnitLevel::Commune, &set);
        table.sort(SortKey::Change(since), true);
        assert_eq!(table.page(0, 50).len(), 50);
    };
    println!("table of the country, sorted by change: {} us", best_us(5, || by_change(day)));
    println!("a place: {} us", best_us(50, || drop(board.place(communes[5_000], Some(&set)))));
    let earlier = board.earlier(day);
    println!("an earlier picture: {} us", best_us(3, || drop(board.earlier(day))));
    let year: Vec<Date> = (0..12).filter_map(|month| day.checked_sub_months(chrono::Months::new(month))).collect();
    println!("a year of a province by month: {} us", best_us(5, || drop(board.progress(province, UnitLevel::Commune, &set, &year))));
    println!("change of a province: {} us", best_us(20, || drop(board.change(&earlier, province, UnitLevel::Commune, &set))));

    let mut registry = (*reference.registry).clone();
    for number in 0..90_000_u32 {
        let change = UnitChange::Registered {
            level: UnitLevel::Hamlet,
            kind: "thon".to_owned(),
            name: format!("Thôn {}", number % 12 + 1),
            parent: communes[number as usize % communes.len()],
            code: None,
        };
        registry.apply(registry.next_free_id(), day, &change).unwrap();
    }
    let board = Board::new(&Reference { registry: Arc::new(registry), ..reference.clone() }, date);
    let rows = |set: &SetId| board.area(COUNTRY, UnitLevel::Hamlet, set).rows.len();
    let sets = reference.catalogue.iter().filter(|set| set.subject == Subject::Hamlet).map(|set| set.id.clone());
    let hamlets = sets.max_by_key(rows).unwrap();
    let every_hamlet = |key: SortKey| {
        let mut table = board.area(COUNTRY, UnitLevel::Hamlet, &hamlets);
        table.sort(key, true);
        assert_eq!(table.page(0, 50).len(), 50);
    };
    println!("{} of 90,000 hamlets have a set", rows(&hamlets));
    println!("table of 90,000 hamlets: {} us", best_us(5, || drop(board.area(COUNTRY, UnitLevel::Hamlet, &hamlets))));
    println!("table of 90,000 hamlets, sorted: {} us", best_us(5, || every_hamlet(SortKey::Readiness)));
    println!("table of 90,000 hamlets, by name: {} us", best_us(5, || every_hamlet(SortKey::Name)));
    println!("table of 90,000 hamlets, by change: {} us", best_us(5, || every_hamlet(SortKey::Change(day))));
}
