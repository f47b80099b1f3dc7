//! Whatever facts arrive, in whatever order, with whatever corrections.

use crate::world::*;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};
use vedich_board::{AreaRow, Board, Reference, Totals};
use vedich_criteria::{Counts, Marks};
use vedich_facts::roadmap::{Count, Done, RoadmapChange, RoadmapEdit, RoadmapHeader, Span, TaskField, TaskRecord};
use vedich_facts::{AttributeValue, Body, DaysOff, DeclaredState, Fact, Observed, Overlay, Recorded, UnitLevel};
use vedich_roadmap::record::RoadmapRecord;
use vedich_units::COUNTRY;
use vedich_values::{Date, FactSeq, RoadmapKey, SetId, TaskId, UnitId};

static REFERENCE: LazyLock<Reference> = LazyLock::new(reference);
const CODES: [&str; 7] = ["06001", "06002", "18001", "18002", "18003", "18101", "18102"];
const AREAS: [&str; 5] = ["22", "42", "194", "447", "449"];

fn a_date() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["2017-05-31", "2019-12-31", "2020-06-30", "2020-07-01"])
}

fn a_body() -> impl Strategy<Value = Body> {
    let set = || prop::sample::select(vec![NATIONAL, QUANG_NINH]);
    let value = (set(), prop::sample::select(vec!["1.1", "1.2", "2.1", "3.1", "3.2", "20.1"]), 0u32..12).prop_map(|(set, code, amount)| {
        let observed = match amount {
            0 => Observed::NotApplicable,
            1 => Observed::Withdrawn,
            2..=5 if code == "2.1" => yes_no(amount % 2 == 0),
            _ => number(&(amount * 9).to_string()),
        };
        Body::Observation { target: vedich_facts::Target::indicator(set, code), observed }
    });
    let word = (set(), 1u16..4, any::<bool>(), any::<bool>()).prop_map(|(set, criterion, met, implied)| Body::DeclaredStatus {
        set: SetId::new(set),
        criterion: vedich_values::CriterionNo(criterion),
        code: None,
        state: if met { DeclaredState::Met } else { DeclaredState::NotMet },
        implied,
    });
    let attribute = (any::<bool>(), any::<bool>()).prop_map(|(hard, ends)| Body::Attribute {
        name: "especially_difficult".into(),
        value: AttributeValue::YesNo(hard),
        to: ends.then(|| day("2020-01-01")),
    });
    let overlay = (set(), 10u32..99).prop_map(|(set, bound)| {
        Body::Overlay(Overlay {
            set: SetId::new(set),
            code: "3.2".into(),
            part: None,
            zone: None,
            year: None,
            threshold: Some(format!(">= {bound}")),
            decision: "1/QĐ".into(),
            decided: day("2017-01-01"),
            to: None,
        })
    });
    let closed = (1u32..20, 0u64..3, 1u64..40, any::<bool>()).prop_map(|(from, more, declared, withdraws)| {
        let from = day("2017-02-01") + chrono::Days::new(u64::from(from));
        Body::DaysOff(match withdraws {
            true => DaysOff::Withdrawn { declared: FactSeq(declared) },
            false => DaysOff::Declared { from, to: from + chrono::Days::new(more), reason: "bão".into() },
        })
    });
    prop_oneof![8 => value, 3 => word, 1 => attribute, 1 => overlay, 3 => a_change(), 1 => closed]
}

/// Changes of two roadmaps by people who had seen more or less of each other.
fn a_change() -> impl Strategy<Value = Body> {
    let task = || prop::sample::select(vec!["a", "b", "c"]).prop_map(TaskId::new);
    let edit = prop_oneof![
        Just(RoadmapEdit::Open(RoadmapHeader::new("Lộ trình", day("2017-01-02")))),
        task().prop_map(|id| RoadmapEdit::PutTask(Box::new(TaskRecord::new(id, "việc").lasting(5)))),
        (task(), 1u32..9).prop_map(|(task, days)| RoadmapEdit::SetTask { task, set: vec![TaskField::Duration(Span::Working(days))] }),
        task().prop_map(|task| RoadmapEdit::RemoveTask { task }),
        (task(), 0u32..4).prop_map(|(task, share)| RoadmapEdit::Count(Count::of_week(
            task,
            day("2017-02-01"),
            Done::Percent(share * 2_500)
        ))),
    ];
    (prop::collection::vec(edit, 1..4), 0u64..40, any::<bool>()).prop_map(|(edits, base, first)| {
        let roadmap = RoadmapKey::new(if first { "1" } else { "2" });
        Body::Roadmap(Box::new(RoadmapChange { roadmap, base: FactSeq(base), edits, undoes: None }))
    })
}

fn facts() -> impl Strategy<Value = Vec<Recorded>> {
    let fact = (any::<prop::sample::Index>(), a_date(), a_body(), prop::option::weighted(0.3, 1u64..40));
    prop::collection::vec(fact, 1..40).prop_map(|facts| {
        let record = |(index, (place, as_of, body, corrects)): (usize, (prop::sample::Index, &str, Body, Option<u64>))| {
            let codes: Vec<&str> = if matches!(body, Body::Overlay(_) | Body::DaysOff(_)) { AREAS.to_vec() } else { CODES.to_vec() };
            let mut fact = Fact::new(unit(&REFERENCE, codes[place.index(codes.len())]), day(as_of), body);
            fact.supersedes = corrects.map(FactSeq);
            recorded(index as u64 + 1, fact)
        };
        facts.into_iter().enumerate().map(record).collect()
    })
}

fn shuffled(facts: &[Recorded], seed: u64) -> Vec<Recorded> {
    let (mut facts, mut state) = (facts.to_vec(), seed);
    for i in (1..facts.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        facts.swap(i, (state >> 33) as usize % (i + 1));
    }
    facts
}

fn areas() -> impl Iterator<Item = UnitId> {
    AREAS.into_iter().map(|code| unit(&REFERENCE, code)).chain([COUNTRY])
}

type Picture = (Vec<Totals>, Vec<Option<Marks>>, Vec<String>, Vec<Arc<RoadmapRecord>>);

/// Everything a person can see of a board.
fn picture(board: &Board) -> Picture {
    let sets = [set(NATIONAL), set(QUANG_NINH)];
    let units: Vec<UnitId> = CODES.iter().map(|code| unit(&REFERENCE, code)).collect();
    let totals = areas().map(|area| board.totals(area, UnitLevel::Commune, &sets[0])).collect();
    let both = || units.iter().flat_map(|unit| sets.iter().map(move |set| (*unit, set)));
    let marks = both().map(|(unit, set)| board.counts(unit, set).cloned()).collect();
    let places = both().map(|(unit, set)| {
        let place = board.place(unit, Some(set)).unwrap();
        let stated = (place.values, place.earlier, place.declared, place.attributes, place.overlays);
        format!("{:?}", (stated, place.context, place.assessment, place.conditions, place.readiness))
    });
    let roadmaps = units.iter().flat_map(|unit| board.roadmaps(*unit)).cloned().collect();
    (totals, marks, places.collect(), roadmaps)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_with_any_corrections_gives_the_same_picture_as_a_full_rebuild(facts in facts(), seed in any::<u64>(), date in a_date()) {
        let date: Date = day(date);
        let loaded = Board::load(&REFERENCE, date, facts.clone());
        let mut board = Board::new(&REFERENCE, date);
        for fact in shuffled(&facts, seed) {
            board.apply(&fact);
        }
        prop_assert_eq!(picture(&board), picture(&loaded));
        for fact in &facts {
            board.apply(fact);
        }
        prop_assert_eq!(picture(&board), picture(&loaded), "repetition changes nothing");
        let mut anew = 0;
        board.assess_all(&set(NATIONAL), |unit, marks| {
            anew += 1;
            assert!(board.counts(unit, &set(NATIONAL)).is_none_or(|kept| kept == marks), "marks kept are marks worked out anew");
        });
        prop_assert!(anew <= CODES.len());
        let (first, rest) = facts.split_at(facts.len() / 2);
        let mut resumed = Board::load(&REFERENCE, date, first.to_vec());
        for fact in rest {
            resumed.apply(fact);
        }
        prop_assert_eq!(picture(&resumed), picture(&loaded), "load, then apply");
        prop_assert!(resumed.set_registry(std::sync::Arc::clone(&REFERENCE.registry)));
        prop_assert_eq!(picture(&resumed), picture(&loaded), "drawn anew");
    }

    #[test]
    fn totals_are_the_sums_of_the_rows_of_the_area(facts in facts(), date in a_date()) {
        let mut board = Board::new(&REFERENCE, day(date));
        for fact in &facts {
            board.apply(fact);
        }
        for area in areas() {
            let totals = board.totals(area, UnitLevel::Commune, &set(NATIONAL));
            let table = board.area(area, UnitLevel::Commune, &set(NATIONAL));
            let sum = |of: fn(&vedich_board::AreaRow<'_>) -> Counts| table.rows.iter().map(of).fold(Counts::default(), |a, b| Counts {
                met: a.met + b.met,
                narrowly_met: a.narrowly_met + b.narrowly_met,
                not_met: a.not_met + b.not_met,
                no_data: a.no_data + b.no_data,
                not_assessable: a.not_assessable + b.not_assessable,
                total: a.total + b.total,
            });
            prop_assert_eq!(totals.units as usize, table.rows.len());
            prop_assert_eq!(totals.with_data as usize, table.rows.iter().filter(|row| row.marks.is_some()).count());
            prop_assert_eq!(totals.criteria, sum(|row| row.criteria()));
            prop_assert_eq!(totals.indicators, sum(|row| row.indicators()));
            for (no, counts) in &totals.by_criterion {
                let mut expected = Counts::default();
                for status in table.rows.iter().filter_map(|row| row.status(*no)) {
                    expected.add(status);
                }
                prop_assert_eq!(*counts, expected);
            }
            for (band, count) in &totals.by_band {
                prop_assert_eq!(*count as usize, table.rows.iter().filter(|row| row.band == Some(band)).count());
            }
            prop_assert_eq!(totals.by_band.iter().map(|(_, count)| count).sum::<u32>(), totals.counted.units);
            let counts = |row: &&AreaRow<'_>| row.reported.is_some() || row.criteria().met + row.criteria().not_met > 0;
            prop_assert_eq!(totals.counted.units as usize, table.rows.iter().filter(counts).count());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_earlier_picture_drawn_from_a_later_one_is_the_one_loaded(facts in facts(), date in a_date(), later in 0u64..2_500) {
        let date = day(date);
        let board = Board::load(&REFERENCE, date + chrono::Days::new(later), facts.clone());
        let (drawn, loaded) = (board.earlier(date), Board::load(&REFERENCE, date, facts.clone()));
        prop_assert_eq!(picture(&drawn), picture(&loaded));
        let mut again = drawn;
        for fact in &facts {
            again.apply(fact);
        }
        prop_assert_eq!(picture(&again), picture(&loaded), "it knows which facts it holds");
    }

    #[test]
    fn progress_tells_what_the_pictures_of_those_days_showed(facts in facts()) {
        let dates = [day("2019-12-31"), day("2020-06-30")];
        let board = Board::load(&REFERENCE, day("2020-07-01"), facts);
        for area in areas() {
            for (date, group) in board.progress(area, UnitLevel::Commune, &set(NATIONAL), &dates) {
                let totals = board.earlier(date).totals(area, UnitLevel::Commune, &set(NATIONAL));
                prop_assert_eq!((group.units, group.with_data, group.full), (totals.units, totals.with_data, totals.full));
                prop_assert_eq!((group.criteria, group.indicators), (totals.criteria, totals.indicators));
            }
        }
        for code in CODES {
            let unit = unit(&REFERENCE, code);
            for (date, standing) in board.progress_of(unit, &set(NATIONAL), &dates) {
                let then = board.earlier(date);
                let marks = then.counts(unit, &set(NATIONAL));
                prop_assert_eq!(standing.has_data, marks.is_some());
                if let Some(marks) = marks {
                    prop_assert_eq!((standing.criteria, standing.indicators), (marks.criterion_counts, marks.indicator_counts));
                }
            }
        }
    }
}
