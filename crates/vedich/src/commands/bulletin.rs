//! `vedich bulletin read`: what official texts say, as facts with their place in the text.

use super::Ended;
use crate::cli::{Bulletin, BulletinRead};
use crate::output::Output;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::io::{BufRead, IsTerminal, Read, Write};
use std::path::Path;
use vedich_bulletin::{Fact, Reader};

/// A line of the scripted form: `{"id": …, "text": …, "date_hint": "2020-08"}`.
#[derive(Debug, Deserialize)]
struct Item {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    date_hint: Option<String>,
}

pub(crate) fn run(command: &Bulletin, output: Output) -> Result<Ended> {
    let Bulletin::Read(read) = command;
    let reader = vedich_reference::reader();
    if read.jsonl { lines(reader, output) } else { files(reader, read, output) }
}

/// Items in, predictions out, one a line, as they come.
fn lines(reader: &Reader, output: Output) -> Result<Ended> {
    let mut ended = Ended::Done;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.context("while reading standard input")?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Item>(&line) {
            Ok(item) => {
                let facts = reader.read(&item.text, item.date_hint.as_deref());
                serde_json::to_writer(&mut out, &serde_json::json!({ "id": item.id, "facts": facts }))?;
                writeln!(out)?;
            }
            Err(error) => {
                output.remark(&format!("{}: {error}", number + 1));
                ended = Ended::Refused;
            }
        }
    }
    out.flush()?;
    Ok(ended)
}

fn files(reader: &Reader, read: &BulletinRead, output: Output) -> Result<Ended> {
    let mut all = Vec::new();
    for file in &read.files {
        let text = text_of(file)?;
        let facts = reader.read(&text, read.date.as_deref());
        if output.json {
            all.push(serde_json::json!({ "file": file, "facts": facts }));
        } else {
            show(file, &facts, output)?;
        }
    }
    if output.json {
        output.json(&all)?;
    }
    Ok(Ended::Done)
}

/// The text of a file; `-` is standard input. HTML loses its tags; a Word file gives its paragraphs.
fn text_of(file: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).context("while reading standard input")?;
    } else {
        bytes = std::fs::read(file).with_context(|| format!("while reading {}", file.display()))?;
    }
    let name = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if name == "pdf" || bytes.starts_with(b"%PDF") || name == "docx" || bytes.starts_with(b"PK\x03\x04") {
        anyhow::bail!("{}: this build reads text and HTML; save the document as text first", file.display());
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let looks_html = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_lowercase().contains("<html");
    Ok(if matches!(name.as_str(), "html" | "htm") || looks_html { without_tags(&text) } else { text })
}

/// Text between tags; blocks end lines; scripts and styles are dropped; the common entities are put back.
fn without_tags(html: &str) -> String {
    const BLOCKS: [&str; 14] = ["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "title", "td", "table", "section", "article"];
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        let inner = &rest[open + 1..open + close];
        let tag = inner.trim_start_matches('/').split([' ', '\n', '\t', '/']).next().unwrap_or_default().to_lowercase();
        rest = &rest[open + close + 1..];
        if !inner.starts_with('/') && (tag == "script" || tag == "style") {
            let ends = |at: &usize| rest.as_bytes().get(at + 2..at + 2 + tag.len()).is_some_and(|b| b.eq_ignore_ascii_case(tag.as_bytes()));
            let end = rest.match_indices("</").map(|(at, _)| at).find(ends);
            rest = end.map_or("", |at| &rest[at..]);
        } else if BLOCKS.contains(&tag.as_str()) {
            out.push('\n');
        }
    }
    out.push_str(rest);
    let entities = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&ndash;", "–"), ("&amp;", "&")];
    entities.iter().fold(out, |text, (from, to)| text.replace(from, to))
}

/// One line a fact: kind, what it says, how sure; and the words behind it.
fn show(file: &Path, facts: &[Fact], output: Output) -> Result<()> {
    output.line(&format!("{} ({})", file.display(), facts.len()))?;
    let (bold, dim, plain) = if std::io::stdout().is_terminal() { ("\u{1b}[1;36m", "\u{1b}[2m", "\u{1b}[0m") } else { ("", "", "") };
    for fact in facts {
        let value = serde_json::to_value(&fact.body)?;
        let kind = value["type"].as_str().unwrap_or_default().to_owned();
        let said: Vec<String> = value
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(k, v)| *k != "type" && !v.is_null())
            .map(|(k, v)| format!("{k}={}", brief(v)))
            .collect();
        output.line(&format!(
            "  {bold}{kind:16}{plain} {}  {dim}[{}–{}] 0.{:02} {}{plain}",
            said.join("  "),
            fact.span.start,
            fact.span.end,
            fact.confidence,
            fact.rule
        ))?;
        output.line(&format!("  {:16} {dim}“{}”{plain}", "", fact.evidence.split_whitespace().collect::<Vec<_>>().join(" ")))?;
    }
    Ok(())
}

/// A value in one line: a unit as `Lâm Hợp (commune)`.
fn brief(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Object(map) if map.contains_key("level") => {
            format!("{} ({})", map["name"].as_str().unwrap_or("?"), map["level"].as_str().unwrap_or_default())
        }
        serde_json::Value::Array(items) => items.iter().map(brief).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_blocks_stay() {
        let text = without_tags("<html><style>p{}</style><p>Xã <b>An Phú</b></p><p>đạt&nbsp;15/19</p><script>var a='<p>'</script></html>");
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), "Xã An Phú đạt 15/19");
        assert!(text.contains('\n'));
    }
}
