//! Reads items (`{id, text, date_hint}` a line) from stdin, writes predictions to stdout: what `score.py` of the corpus takes.
use std::io::{BufRead, Write};

#[expect(clippy::print_stderr, reason = "a developer's tool")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = vedich_reference::reader();
    let repeat: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1);
    let items: Vec<serde_json::Value> =
        std::io::stdin().lock().lines().map_while(Result::ok).filter_map(|l| serde_json::from_str(&l).ok()).collect();
    let mut out = std::io::stdout().lock();
    let start = std::time::Instant::now();
    let mut bytes = 0;
    for round in 0..repeat {
        for item in &items {
            let text = item["text"].as_str().unwrap_or_default();
            bytes += text.len();
            let facts = reader.read(text, item["date_hint"].as_str());
            if round == 0 {
                writeln!(out, "{}", serde_json::json!({ "id": item["id"], "facts": facts }))?;
            }
        }
    }
    eprintln!("{} texts, {bytes} bytes in {:?}", repeat * items.len(), start.elapsed());
    Ok(())
}
