//! Questions too large for trying everything, answered a second time by dynamic programming: tables of what is spent in each year.

use super::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The most that can be reached with each way of spending.
type Table = FxHashMap<Use, i64>;

fn put(table: &mut Table, spent: Use, value: i64) {
    let best = table.entry(spent).or_insert(value);
    *best = value.max(*best);
}

fn plus(a: &Use, b: &Use) -> Use {
    std::array::from_fn(|year| a[year] + b[year])
}

/// What a commune can take and bring: every year for every criterion, tried; none where it stays out.
fn options(commune: &Candidate, years: usize) -> Table {
    let mut open: Vec<(Use, usize)> = vec![([0; MOST_YEARS], 0)];
    for item in &commune.items {
        let paid = |(spent, reached): &(Use, usize), year: usize| {
            let mut spent = *spent;
            spent[year] += item.cost;
            (spent, (*reached).max(year + item.lead as usize))
        };
        open = open.iter().flat_map(|one| (0..years).map(|year| paid(one, year)).collect::<Vec<_>>()).collect();
    }
    let mut table = Table::default();
    if !commune.must {
        put(&mut table, [0; MOST_YEARS], 0);
    }
    for (spent, reached) in open.into_iter().filter(|(_, reached)| *reached < years && !commune.never) {
        put(&mut table, spent, (years - reached) as i64);
    }
    table
}

fn both(a: &Table, b: &Table, most: impl Fn(usize) -> i64) -> Table {
    let mut table = Table::default();
    for (one, value) in a {
        for (other, more) in b {
            let spent = plus(one, other);
            if (0..MOST_YEARS).all(|year| spent[year] <= most(year)) {
                put(&mut table, spent, value + more);
            }
        }
    }
    table
}

fn by_tables(problem: &Problem) -> Option<i64> {
    let years = problem.budgets.len();
    let budget = |year: usize| problem.budgets.get(year).copied().unwrap_or(0);
    let nothing = || Table::from_iter([([0; MOST_YEARS], 0)]);
    let mut districts: BTreeMap<u32, Table> = BTreeMap::new();
    for commune in &problem.communes {
        let table = districts.entry(commune.district).or_insert_with(nothing);
        *table = both(table, &options(commune, years), |year| budget(year).min(problem.district_cap));
    }
    let all = districts.values().fold(nothing(), |all, district| both(&all, district, budget));
    all.into_values().max()
}

fn larger() -> impl Strategy<Value = Problem> {
    let item = (1i64..7, 0u32..6).prop_map(|(cost, lead)| Item { cost, lead: lead / 4 });
    let commune = (0u32..3, prop::collection::vec(item, 1..4), 0u32..24).prop_map(|(district, items, rule)| Candidate {
        district,
        items,
        must: rule == 0,
        never: rule == 1,
    });
    (prop::collection::vec(commune, 6..13), prop::collection::vec(4i64..15, 2..4), 5i64..15)
        .prop_map(|(communes, budgets, district_cap)| Problem { budgets, district_cap, communes })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn larger_questions_are_answered_as_by_dynamic_programming(problem in larger()) {
        let mut time = 0;
        let ticks = std::cell::RefCell::new(&mut time);
        let clock = || { let mut t = ticks.borrow_mut(); **t += 1; Duration::from_micros(**t) };
        match allocate(&problem, Duration::from_secs(5), clock) {
            Ok(answer) => {
                check(&problem, &answer);
                prop_assert_eq!((Some(answer.objective), answer.is_optimal()), (by_tables(&problem), true));
            }
            Err(AllocationError::Must | AllocationError::MustDistrict(_)) => prop_assert_eq!(by_tables(&problem), None),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
