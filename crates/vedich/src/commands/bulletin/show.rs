//! Facts for people: one line a fact, what it is, what it says, how sure; and the words behind it.

use crate::output::Output;
use anyhow::Result;
use serde_json::Value;
use std::io::IsTerminal;
use std::path::Path;
use vedich_bulletin::Fact;
use vedich_documents::{PartKind, TextDocument};

/// The colours of a terminal, or none.
struct Paint(bool);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Bold cyan for a unit's standing, green for work and money, yellow for what is still to be done, red for what is not met.
fn colour(kind: &str) -> &'static str {
    match kind {
        "progress" | "tally" | "indicator_value" => "1;36",
        "output" | "finance" => "1;32",
        "task" | "target" => "1;33",
        "unmet" => "1;31",
        _ => "1",
    }
}

/// Prints the facts of a document.
pub(super) fn show(file: &Path, document: &TextDocument, facts: &[Fact], output: Output) -> Result<()> {
    let paint = Paint(std::io::stdout().is_terminal());
    let head = output.lang.say("bulletin.head", &[("file", &file.display().to_string()), ("count", &facts.len().to_string())]);
    output.line(&paint.with("1", &head))?;
    for fact in facts {
        let value = serde_json::to_value(&fact.body)?;
        let kind = value["type"].as_str().unwrap_or_default();
        let label = output.lang.say(&format!("bulletin.{kind}"), &[]);
        let said: Vec<String> = value
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, value)| *key != "type" && !value.is_null())
            .map(|(key, value)| format!("{key}={}", brief(value)))
            .collect();
        let sure = paint.with("2", &format!("[{}–{}] 0.{:02} {}", fact.span.start, fact.span.end, fact.confidence, fact.rule));
        output.line(&format!("  {} {}  {sure}", paint.with(colour(kind), &format!("{label:11}")), said.join("  ")))?;
        let words = fact.evidence.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = place(document, fact.span.start, output);
        output.line(&format!("  {:11} {}", "", paint.with("2", &format!("“{words}”{place}"))))?;
    }
    Ok(())
}

/// The page or paragraph a fact stands on, for documents that have them.
fn place(document: &TextDocument, at: u32, output: Output) -> String {
    let Some(part) = document.part_of(at) else { return String::new() };
    let key = match part.kind {
        PartKind::Page => "bulletin.page",
        PartKind::Paragraph => "bulletin.paragraph",
    };
    format!(" ({})", output.lang.say(key, &[("number", &part.number.to_string())]))
}

/// A value in one line: a unit as `Lâm Hợp (commune)`.
fn brief(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(map) if map.contains_key("level") => {
            format!("{} ({})", map["name"].as_str().unwrap_or("?"), map["level"].as_str().unwrap_or_default())
        }
        Value::Array(items) => items.iter().map(brief).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
