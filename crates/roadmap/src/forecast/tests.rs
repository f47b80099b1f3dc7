use super::*;
use crate::network::{Builder, Link, LinkKind};

const RUNS: Settings = Settings { runs: 40_000, seed: 7, threads: 2, per_task: true };

fn chain(n: usize) -> Network {
    let mut builder = Builder::new();
    for i in 0..n {
        let task = builder.task(10);
        if i > 0 {
            builder.link(Link { from: task - 1, to: task, kind: LinkKind::FinishToStart, lag: 0 });
        }
    }
    builder.build().unwrap()
}

fn parallel(n: usize) -> Network {
    let mut builder = Builder::new();
    (0..n).for_each(|_| {
        builder.task(10);
    });
    builder.build().unwrap()
}

fn ids(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("task {i}")).collect()
}

const WIDE: Estimate = Estimate { low: 5.0, likely: 10.0, high: 24.0 };

#[test]
fn a_chain_sums_means_and_variances() {
    let forecast = Model::new(chain(25), &[WIDE; 25], Shape::Triangular, ids(25)).run(&RUNS);
    let (mean, variance) = (39.0 / 3.0, (25.0 + 100.0 + 576.0 - 50.0 - 120.0 - 240.0) / 18.0);
    let sampled = forecast.finishes.iter().map(|&f| (f64::from(f) - 25.0 * mean).powi(2)).sum::<f64>() / 40_000.0;
    assert!((forecast.mean() - 25.0 * mean).abs() < 4.0 * (25.0f64 * variance / 40_000.0).sqrt(), "{}", forecast.mean());
    assert!((sampled / (25.0 * variance) - 1.0).abs() < 0.04, "{sampled}");
    // The sum of 25 is nearly normal: 80 % lie below mean + 0.8416 deviations (a little less, for it leans right).
    let eighty = 25.0 * mean + 0.8416 * (25.0f64 * variance).sqrt();
    assert!((f64::from(forecast.days_at(0.8)) - eighty).abs() < 0.6);
    assert!(forecast.criticality.iter().all(|&share| share == 1.0));
    assert!(forecast.sensitivity.iter().all(|&s| (s - 0.2).abs() < 0.03), "each of 25 equal tasks explains a fifth of the deviation");
}

#[test]
fn parallel_tasks_follow_the_law_of_the_maximum() {
    // Four tasks drawn evenly rising from 0 to 1: P(max <= x) = (x²)^4, median 0.5^(1/8); by symmetry each is critical in a quarter.
    let rising = Estimate { low: 0.0, likely: 100.0, high: 100.0 };
    let forecast = Model::new(parallel(4), &[rising; 4], Shape::Triangular, ids(4)).run(&RUNS);
    assert!((f64::from(forecast.days_at(0.5)) - 100.0 * 0.5f64.powf(0.125)).abs() < 0.3);
    assert!((forecast.chance_by(95) - 0.95f64.powi(8)).abs() < 0.01);
    assert!(forecast.criticality.iter().all(|&share| (share - 0.25).abs() < 0.012));
}

#[test]
fn pert_keeps_its_mean() {
    let forecast = Model::new(chain(1), &[WIDE], Shape::Pert, ids(1)).run(&RUNS);
    assert!((forecast.mean() - (5.0 + 40.0 + 24.0) / 6.0).abs() < 0.06, "{}", forecast.mean());
}

#[test]
fn threads_and_the_order_of_tasks_change_nothing() {
    let model = Model::new(chain(7), &[WIDE; 7], Shape::Triangular, ids(7));
    let one = model.run(&Settings { runs: 1_003, threads: 1, ..RUNS });
    assert_eq!(one, model.run(&Settings { runs: 1_003, threads: 5, ..RUNS }));
    assert_eq!(one.finishes.len(), 1_003);
    assert_ne!(one, model.run(&Settings { runs: 1_003, seed: 8, ..RUNS }));
    let bare = model.run(&Settings { runs: 1_003, per_task: false, ..RUNS });
    assert_eq!(bare.finishes, one.finishes);
    let mut turned: Vec<String> = ids(3);
    let wide = [WIDE, Estimate { low: 1.0, ..WIDE }, Estimate { high: 90.0, ..WIDE }];
    let straight = Model::new(parallel(3), &wide, Shape::Triangular, turned.clone()).run(&RUNS);
    turned.reverse();
    let back: Vec<Estimate> = wide.into_iter().rev().collect();
    assert_eq!(straight.finishes, Model::new(parallel(3), &back, Shape::Triangular, turned).run(&RUNS).finishes);
}

#[test]
fn a_shared_risk_spreads_the_finish_more_than_chance_alone() {
    let spread = |f: &Forecast| f.days_at(0.9) - f.days_at(0.1);
    let mut model = Model::new(chain(20), &[Estimate { low: 8.0, likely: 10.0, high: 12.0 }; 20], Shape::Triangular, ids(20));
    let alone = model.run(&RUNS);
    model.touch(
        Risk { name: "mưa bão".into(), chance: 0.5, impact: Estimate { low: 0.1, likely: 0.3, high: 0.5 } },
        &(0..20).collect::<Vec<_>>(),
    );
    let rain = model.run(&RUNS);
    assert!((rain.mean() / alone.mean() - 1.15).abs() < 0.01, "half of the runs take 30 % longer");
    assert!(spread(&rain) > 5.0 * spread(&alone));
}

#[test]
fn certain_durations_give_the_schedule_itself() {
    let mut builder = Builder::new();
    let (a, b, c) = (builder.task(3), builder.task(9), builder.task(4));
    builder.link(Link { from: a, to: b, kind: LinkKind::StartToStart, lag: 2 });
    builder.link(Link { from: b, to: c, kind: LinkKind::FinishToFinish, lag: 1 });
    let network = builder.build().unwrap();
    let finish = network.finish();
    let forecast = Model::new(network, &[3.0, 9.0, 4.0].map(Estimate::certain), Shape::Triangular, ["a", "b", "c"]).run(&RUNS);
    assert_eq!((forecast.whole_days_at(0.5), forecast.whole_days_at(0.9), finish), (12, 12, 12));
    assert_eq!((forecast.chance_by(11), forecast.chance_by(12)), (0.0, 1.0));
    assert_eq!(forecast.criticality, [1.0; 3]);
}
