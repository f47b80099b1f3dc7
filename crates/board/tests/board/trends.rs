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
