//! Values in columns over several dates.

use crate::world::*;
use proptest::prelude::*;
use std::sync::Arc;
use vedich_board::trend::{Group, Observation};
use vedich_board::{Board, Trend};
use vedich_criteria::{Layout, UnitContext, Yardstick};
use vedich_facts::{Body, Recorded};
use vedich_values::{Date, UnitId, ZoneId};

const CODES: [&str; 3] = ["18001", "18002", "18101"];
const ENDS: [&str; 3] = ["2019-12-31", "2020-03-31", "2020-06-30"];

fn facts() -> impl Strategy<Value = Vec<Recorded>> {
    let days = prop::sample::select(vec!["2019-06-30", "2019-12-31", "2020-01-01", "2020-05-31", "2020-07-01"]);
    let fact = (0..CODES.len(), days, prop::sample::select(vec!["1.1", "1.2", "3.1"]), 0u32..100);
    prop::collection::vec(fact, 0..30).prop_map(|facts| {
        let reference = reference();
        let record = |(index, (place, as_of, code, percent)): (usize, (usize, &str, &str, u32))| {
            recorded(index as u64 + 1, value(unit(&reference, CODES[place]), as_of, NATIONAL, code, number(&percent.to_string())))
        };
        facts.into_iter().enumerate().map(record).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn columns_tell_what_the_board_tells_whatever_the_order(facts in facts(), reversed in any::<bool>()) {
        let reference = reference();
        let national = reference.catalogue.get(NATIONAL).unwrap();
        let layout = Arc::new(Layout::of(national));
        let packed = |recorded: &Recorded| {
            let Body::Observation { target, observed } = &recorded.fact.body else { return None };
            let slot = layout.slot(target.code.as_str(), None)?;
            let cell = layout.cell(slot, observed).ok()?;
            Some(Observation { unit: recorded.fact.unit, slot, as_of: recorded.fact.as_of, seq: recorded.seq, cell })
        };
        let mut observations: Vec<Observation> = facts.iter().filter_map(packed).collect();
        if reversed {
            observations.reverse();
        }
        let dates: Vec<Date> = ENDS.map(day).to_vec();
        let units: Vec<UnitId> = CODES.map(|code| unit(&reference, code)).to_vec();
        let trend = Trend::build(national, &layout, units.clone(), dates.clone(), observations);
        let context = UnitContext::new(dates[0], Some(ZoneId::new("btb")));
        let yardstick = Yardstick::new(national, &layout, &context, &[], &reference.bands);
        let board = Board::load(&reference, day("2020-12-31"), facts);
        for (at, date) in trend.dates().iter().enumerate() {
            let standings = trend.standings(at, |_| &yardstick);
            let groups = trend.roll_up(at, |_| &yardstick, &[0, 0, 1]);
            let mut sums = [Group::default(); 2];
            for (index, standing) in standings.iter().enumerate() {
                let stood = board.progress_of(units[index], &set(NATIONAL), &[*date]);
                prop_assert_eq!(stood[0].1.criteria, standing.criteria);
                prop_assert_eq!(stood[0].1.has_data, standing.has_data);
                sums[index / 2].add(standing);
            }
            prop_assert_eq!(&groups[..], &sums[..]);
        }
    }
}

#[test]
fn rows_sort_by_what_changed_since_an_earlier_date_and_the_unknown_come_last() {
    use vedich_board::SortKey;
    use vedich_facts::UnitLevel;
    let reference = reference();
    let place = |code: &str| unit(&reference, code);
    let roads = |code: &str, as_of: &str, percent: &str| value(place(code), as_of, NATIONAL, "1.2", number(percent));
    let power = |code: &str, as_of: &str, yes: bool| value(place(code), as_of, NATIONAL, "2.1", yes_no(yes));
    // Lâm Hợp gains power, Kỳ Lạc loses it, Kỳ Tây stays, Hương Trà was unknown before, of Hương Long nothing is known.
    let facts = [
        roads("18001", "2020-01-15", "60"),
        power("18001", "2020-06-15", true),
        power("18002", "2020-01-15", true),
        power("18002", "2020-06-15", false),
        power("18003", "2020-01-15", true),
        power("18101", "2020-06-15", true),
    ];
    let recorded = facts.into_iter().enumerate().map(|(index, fact)| recorded(index as u64 + 1, fact));
    let board = Board::load(&reference, day("2020-06-30"), recorded);
    let mut table = board.area(place("42"), UnitLevel::Commune, &set(NATIONAL));
    let since = day("2020-05-31");
    table.sort(SortKey::Change(since), true);
    let order = |table: &vedich_board::AreaTable<'_>| {
        let changes = board.changes_since(&table.rows, since);
        table.rows.iter().zip(changes).map(|(row, change)| (row.name.to_owned(), change)).collect::<Vec<_>>()
    };
    let row = |name: &str, change| (name.to_owned(), change);
    let unknown = [row("Xã Hương Long", None), row("Xã Hương Trà", None)];
    let mut falling = vec![row("Xã Lâm Hợp", Some(1)), row("Xã Kỳ Tây", Some(0)), row("Xã Kỳ Lạc", Some(-1))];
    falling.extend(unknown.clone());
    assert_eq!(order(&table), falling);
    table.sort(SortKey::Change(since), false);
    let rising: Vec<_> = falling[..3].iter().rev().chain(&unknown).cloned().collect();
    assert_eq!(order(&table), rising);
    // The same as one unit at a time.
    for row in &table.rows {
        let then = board.progress_of(row.unit, &set(NATIONAL), &[since]);
        let alone = then.first().filter(|(_, then)| then.has_data && row.marks.is_some());
        let alone = alone.map(|(_, then)| row.criteria().met as i32 - then.criteria.met as i32);
        assert_eq!(board.changes_since(std::slice::from_ref(row), since), [alone], "{}", row.name);
    }
}
