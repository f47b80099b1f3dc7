//! The critical path against a slow longest path that is obviously right, and against textbooks.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use vedich_roadmap::network::{Builder, Limits, Link, LinkKind, Network, NetworkError, Timing};

const KINDS: [LinkKind; 4] = [LinkKind::FinishToStart, LinkKind::StartToStart, LinkKind::FinishToFinish, LinkKind::StartToFinish];

#[derive(Clone, Debug)]
struct Case {
    durations: Vec<u32>,
    links: Vec<Link>,
    floors: Vec<Option<i32>>,
}

impl Case {
    fn network(&self) -> Network {
        let mut builder = Builder::new();
        self.durations.iter().for_each(|&d| {
            builder.task(d);
        });
        self.links.iter().for_each(|&l| builder.link(l));
        for (i, floor) in self.floors.iter().enumerate() {
            builder.limit(i as u32, Limits { not_before: *floor, ..Limits::default() });
        }
        builder.build().unwrap()
    }

    /// Tasks renamed by a permutation, links in another order.
    fn permuted(&self, to: &[usize]) -> Self {
        let mut out = self.clone();
        for (old, &new) in to.iter().enumerate() {
            out.durations[new] = self.durations[old];
            out.floors[new] = self.floors[old];
        }
        out.links =
            self.links.iter().rev().map(|l| Link { from: to[l.from as usize] as u32, to: to[l.to as usize] as u32, ..*l }).collect();
        out
    }
}

/// Starts pushed up until every rule holds, then latest starts pulled down until every rule holds: no order, no cleverness.
fn oracle(case: &Case) -> (Vec<i32>, Vec<i32>, Vec<i32>, i32) {
    let n = case.durations.len();
    let d = |i: u32| case.durations[i as usize] as i32;
    // start(to) >= start(from) + gap(link)
    let gap = |l: &Link| {
        l.lag
            + match l.kind {
                LinkKind::FinishToStart => d(l.from),
                LinkKind::StartToStart => 0,
                LinkKind::FinishToFinish => d(l.from) - d(l.to),
                LinkKind::StartToFinish => -d(l.to),
            }
    };
    let mut early: Vec<i32> = case.floors.iter().map(|f| f.unwrap_or(0).max(0)).collect();
    for _ in 0..=n {
        for l in &case.links {
            early[l.to as usize] = early[l.to as usize].max(early[l.from as usize] + gap(l));
        }
    }
    let finish = (0..n).map(|i| early[i] + d(i as u32)).max().unwrap_or(0);
    let mut late: Vec<i32> = (0..n).map(|i| finish - d(i as u32)).collect();
    for _ in 0..=n {
        for l in &case.links {
            late[l.from as usize] = late[l.from as usize].min(late[l.to as usize] - gap(l));
        }
    }
    // Free float: the furthest one start can be moved alone before any rule breaks or the finish moves.
    let free = (0..n)
        .map(|i| {
            let room = case.links.iter().filter(|l| l.from as usize == i).map(|l| early[l.to as usize] - early[i] - gap(l));
            room.chain([finish - early[i] - d(i as u32)]).min().unwrap()
        })
        .collect();
    (early, late, free, finish)
}

fn check(case: &Case, timing: &Timing) {
    let (early, late, free, finish) = oracle(case);
    assert_eq!(timing.finish(), finish);
    assert_eq!(timing.early_start, early);
    assert_eq!(timing.late_start, late);
    assert_eq!(timing.free_float, free);
    for i in 0..early.len() {
        assert_eq!(timing.early_finish[i] - timing.early_start[i], case.durations[i] as i32);
        assert_eq!(timing.late_finish[i] - timing.late_start[i], case.durations[i] as i32);
        assert!(timing.free_float[i] <= timing.total_float(i as u32));
    }
}

/// Networks of up to 24 tasks in shuffled order, every link type, lags and leads, some with an earliest start.
fn networks() -> impl Strategy<Value = Case> {
    (1usize..24).prop_flat_map(|n| {
        let link = (0..n, 0..n, 0usize..4, -6i32..9);
        let place: Vec<usize> = (0..n).collect();
        (
            prop::collection::vec(0u32..30, n),
            prop::collection::vec(link, 0..3 * n),
            prop::collection::vec(prop::option::weighted(0.2, 0i32..40), n),
            Just(place).prop_shuffle(),
        )
            .prop_map(|(durations, links, floors, place)| {
                let links = links
                    .into_iter()
                    .filter(|(a, b, ..)| a != b)
                    .map(|(a, b, kind, lag)| Link { from: place[a.min(b)] as u32, to: place[a.max(b)] as u32, kind: KINDS[kind], lag })
                    .collect();
                Case { durations, links, floors }
            })
    })
}

fn plain_networks() -> impl Strategy<Value = Case> {
    networks().prop_map(|mut case| {
        case.links.iter_mut().for_each(|l| (l.kind, l.lag) = Default::default());
        case.links.iter_mut().filter(|l| l.from > l.to).for_each(|l| (l.from, l.to) = (l.to, l.from));
        case.floors.fill(None);
        case
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn ten_thousand_networks_of_every_link_type_equal_the_slow_longest_path(case in networks()) {
        check(&case, &case.network().time());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_pass_for_plain_links_equals_the_slow_longest_path(case in plain_networks()) {
        check(&case, &case.network().time());
    }

    #[test]
    fn lengthening_a_task_never_shortens_a_plan_of_finish_to_start_and_start_to_start_links(mut case in networks(), which in any::<prop::sample::Index>(), more in 1u32..20) {
        // With FF and SF links a longer task may start earlier and let others start earlier: the classical reverse-critical anomaly.
        case.links.iter_mut().filter(|l| l.kind.enters_finish()).for_each(|l| l.kind = LinkKind::StartToStart);
        let before = case.network().finish();
        let i = which.index(case.durations.len());
        case.durations[i] += more;
        prop_assert!(case.network().finish() >= before);
    }

    #[test]
    fn a_longer_task_among_links_of_every_type_moves_the_plan_as_the_slow_longest_path_says(mut case in networks(), which in any::<prop::sample::Index>(), more in 1u32..20) {
        let before = oracle(&case).3;
        let longer = which.index(case.durations.len());
        case.durations[longer] += more;
        let timing = case.network().time();
        check(&case, &timing);
        // Links into a finish let a longer task start earlier by what it grew, and whatever hangs on its start with it: never by more.
        prop_assert!(timing.finish() >= before - more as i32, "{} after {before}, {more} longer", timing.finish());
    }

    #[test]
    fn links_into_a_finish_alone_equal_the_slow_longest_path(mut case in networks()) {
        case.links.iter_mut().filter(|l| !l.kind.enters_finish()).for_each(|l| {
            l.kind = if l.lag % 2 == 0 { LinkKind::FinishToFinish } else { LinkKind::StartToFinish };
        });
        check(&case, &case.network().time());
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(case in networks(), seed in any::<u64>()) {
        let n = case.durations.len();
        let mut to: Vec<usize> = (0..n).collect();
        to.sort_by_key(|&i| (i as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        let (a, b) = (case.network().time(), case.permuted(&to).network().time());
        prop_assert_eq!(a.finish(), b.finish());
        for (i, &j) in to.iter().enumerate() {
            prop_assert_eq!((a.early_start[i], a.late_start[i], a.free_float[i]), (b.early_start[j], b.late_start[j], b.free_float[j]));
        }
    }
}

#[test]
fn a_longer_task_can_bring_a_plan_forward_where_it_must_finish_with_another() {
    // A (10) must finish before B (2) does; C (9) starts with B. B longer by 5 starts 5 earlier, and C with it.
    let finish = |b: u32| {
        let links = vec![
            Link { from: 0, to: 1, kind: LinkKind::FinishToFinish, lag: 0 },
            Link { from: 1, to: 2, kind: LinkKind::StartToStart, lag: 0 },
        ];
        let case = Case { durations: vec![10, b, 9], links, floors: vec![None; 3] };
        let timing = case.network().time();
        check(&case, &timing);
        timing.finish()
    };
    assert_eq!([finish(2), finish(7)], [17, 12]);
}

fn activity_on_node(durations: &[u32], links: &[(usize, usize)]) -> Timing {
    let links = links.iter().map(|&(a, b)| Link { from: a as u32, to: b as u32, kind: LinkKind::FinishToStart, lag: 0 }).collect();
    Case { durations: durations.to_vec(), links, floors: vec![None; durations.len()] }.network().time()
}

fn critical(timing: &Timing) -> Vec<usize> {
    (0..timing.early_start.len()).filter(|&i| timing.is_critical(i as u32)).collect()
}

#[test]
fn milwaukee_paper_takes_15_weeks() {
    // Heizer and Render, Operations Management: A2 B3 C2(A) D4(A,B) E4(C) F3(C) G5(D,E) H2(F,G); critical A-C-E-G-H, slack B1 D1 F6.
    let timing = activity_on_node(&[2, 3, 2, 4, 4, 3, 5, 2], &[(0, 2), (0, 3), (1, 3), (2, 4), (2, 5), (3, 6), (4, 6), (5, 7), (6, 7)]);
    assert_eq!(timing.finish(), 15);
    assert_eq!(critical(&timing), [0, 2, 4, 6, 7]);
    assert_eq!([1, 3, 5].map(|i| timing.total_float(i)), [1, 1, 6]);
}

#[test]
fn reliable_construction_takes_44_weeks() {
    // Hillier and Lieberman, Introduction to Operations Research: A..N, critical A-B-C-E-F-J-L-N, 44 weeks.
    let timing = activity_on_node(
        &[2, 4, 10, 6, 4, 5, 7, 9, 7, 8, 4, 5, 2, 6],
        &[
            (0, 1),
            (1, 2),
            (2, 3),
            (2, 4),
            (4, 5),
            (3, 6),
            (4, 7),
            (6, 7),
            (2, 8),
            (5, 9),
            (8, 9),
            (9, 10),
            (9, 11),
            (7, 12),
            (10, 13),
            (11, 13),
        ],
    );
    assert_eq!(timing.finish(), 44);
    assert_eq!(critical(&timing), [0, 1, 2, 4, 5, 9, 11, 13]);
    assert_eq!(timing.total_float(3), 4, "exterior plumbing");
    assert_eq!([8, 10].map(|i| timing.total_float(i)), [2, 1], "wiring, flooring");
}

#[test]
fn a_ring_is_shown_as_the_chain_of_its_tasks() {
    let mut builder = Builder::new();
    (0..5).for_each(|_| {
        builder.task(1);
    });
    for (from, to) in [(0, 1), (1, 3), (3, 2), (2, 1), (3, 4)] {
        builder.link(Link { from, to, kind: LinkKind::FinishToStart, lag: 0 });
    }
    assert_eq!(builder.build().unwrap_err(), NetworkError::Cycle(vec![1, 3, 2]));
}

#[test]
fn empty_and_single_networks_are_plans_too() {
    assert_eq!(Builder::new().build().unwrap().time().finish(), 0);
    let mut one = Builder::new();
    one.task(0);
    assert_eq!(one.build().unwrap().time().critical_count(), 1);
    let mut long = Builder::new();
    (0..3).for_each(|_| {
        long.task(u32::MAX);
    });
    assert_eq!(long.build().unwrap_err(), NetworkError::TooLong);
}
