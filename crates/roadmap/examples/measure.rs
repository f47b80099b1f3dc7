//! Measures the engine on the files of the peers' generators: `measure cpm FILE.csv...`.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "a tool for developers")]

use std::time::Instant;

fn main() {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_default();
    for file in args {
        let start = Instant::now();
        let bytes = std::fs::read(&file).unwrap();
        let answer = match what.as_str() {
            "cpm" => vedich_roadmap::json::bench_cpm(&bytes, || start.elapsed()).unwrap(),
            "alloc" => {
                let seconds = std::env::var("SECONDS_LIMIT").ok().and_then(|r| r.parse().ok()).unwrap_or(10);
                let text = String::from_utf8(bytes).unwrap();
                let mut answer =
                    vedich_roadmap::json::allocation(&text, std::time::Duration::from_secs(seconds), || start.elapsed()).unwrap();
                let shown = ["objective", "bound", "optimal", "goals", "easy_first", "recognised", "next_billion"];
                answer.as_object_mut().unwrap().retain(|key, _| shown.contains(&key.as_str()));
                answer
            }
            "mc" => {
                let runs = std::env::var("RUNS").ok().and_then(|r| r.parse().ok()).unwrap_or(10_000);
                let per_task = std::env::var("PER_TASK").is_ok();
                vedich_roadmap::json::bench_forecast(&bytes, runs, 2, per_task, || start.elapsed()).unwrap()
            }
            other => panic!("cannot measure `{other}`"),
        };
        println!("{file} {answer} file_to_answer_ms={}", start.elapsed().as_millis());
    }
}
