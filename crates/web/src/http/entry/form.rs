//! The form of a sheet: `v|KEY` the value, `n|` note, `s|` source, `d|` date, `r|` reason, `w|` the draft's value as it was shown, `b|` the
//! version it was typed beside, `k|` the version beside which a value was typed that only now could be sent, `c|` and `o|` what was chosen of two.

use std::collections::BTreeMap;
use vedich_entry::{DraftLine, LineChange, SheetDraft};

/// Most fields of a form that are looked at: a set's lines with six fields each.
const MOST: usize = 20_000;

/// The pairs of a form, empty ones included.
pub(super) fn pairs(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded(body).take(MOST).collect()
}

fn form_urlencoded(body: &[u8]) -> impl Iterator<Item = (String, String)> {
    let decode = |text: &[u8]| crate::http::address::decode_bytes(text);
    body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(move |pair| {
        let at = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = at.map_or((pair, &[][..]), |at| (&pair[..at], &pair[at + 1..]));
        (decode(name), decode(value))
    })
}

/// A sheet as a form sends it.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// What the form carries beside the lines.
    plain: BTreeMap<String, String>,
    /// The lines.
    pub(super) lines: Vec<LineChange>,
}

impl Form {
    pub(super) fn of(pairs: &[(String, String)], now: u64) -> Self {
        let mut plain = BTreeMap::new();
        let mut by_key: BTreeMap<&str, BTreeMap<char, &str>> = BTreeMap::new();
        for (name, value) in pairs {
            match name.split_once('|') {
                Some((kind, key)) if kind.len() == 1 => {
                    by_key.entry(key).or_default().insert(kind.chars().next().unwrap_or(' '), value);
                }
                _ => _ = plain.insert(name.clone(), value.clone()),
            }
        }
        let base = plain.get("base").and_then(|text: &String| text.parse().ok()).unwrap_or(0);
        let lines = by_key.into_iter().filter_map(|(key, fields)| change(key, &fields, base, now)).collect();
        Self { plain, lines }
    }

    pub(super) fn plain(&self, name: &str) -> &str {
        self.plain.get(name).map_or("", |text| text.trim())
    }

    /// Source, date and reason of the whole sheet.
    pub(super) fn head(&self) -> SheetDraft {
        let text = |name| self.plain(name).to_owned();
        SheetDraft { source: text("source"), as_of: text("as_of"), late: text("late"), ..SheetDraft::default() }
    }
}

/// A line; none when its fields say nothing that was not there before.
fn change(key: &str, fields: &BTreeMap<char, &str>, base: u64, now: u64) -> Option<LineChange> {
    let field = |kind: char| fields.get(&kind).map_or("", |text| text.trim());
    let own = |kind| field(kind).to_owned();
    let seen = field('w').to_owned();
    let mut line =
        DraftLine { value: own('v'), note: own('n'), source: own('s'), as_of: own('d'), reason: own('r'), base, ..DraftLine::default() };
    // A value that stood in the draft keeps the version it was typed beside, until it is typed over.
    if let Ok(typed_beside) = field('b').parse::<u64>()
        && line.value == seen
    {
        line.base = typed_beside;
    }
    if let Ok(typed_beside) = field('k').parse::<u64>() {
        line.base = typed_beside;
    }
    match field('c') {
        "mine" => line.base = now,
        "theirs" => (line.value, line.reason) = (String::new(), String::new()),
        _ => {}
    }
    if let Some(chosen) = fields.get(&'o').map(|text| text.trim()).filter(|text| !text.is_empty()) {
        chosen.clone_into(&mut line.value);
    }
    (!line.is_blank() || fields.contains_key(&'w')).then(|| LineChange { key: key.to_owned(), seen, line })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Form {
        Form::of(&pairs(text.as_bytes()), 99)
    }

    #[test]
    fn a_form_is_read_line_by_line_and_choices_are_carried_out() {
        let sent = form("base=50&source=UBND+x%C3%A3&v%7C5%3A2.1=95%2C3&n%7C5%3A2.1=&v%7C5%3A2.2=&w%7C5%3A2.3=7&v%7C5%3A2.3=&do=record");
        assert_eq!((sent.plain("do"), sent.head().source.as_str(), sent.lines.len()), ("record", "UBND xã", 2));
        assert_eq!((sent.lines[0].key.as_str(), sent.lines[0].line.value.as_str(), sent.lines[0].line.base), ("5:2.1", "95,3", 50));
        assert_eq!((sent.lines[1].seen.as_str(), sent.lines[1].line.value.as_str()), ("7", ""), "emptied, not forgotten");
        let kept = form("base=50&v|5:1=8&w|5:1=8&b|5:1=40");
        assert_eq!(kept.lines[0].line.base, 40, "typed beside version 40");
        assert_eq!(form("base=50&v|5:1=9&w|5:1=8&b|5:1=40").lines[0].line.base, 50, "typed over beside version 50");
        assert_eq!(form("base=50&v|5:1=8&w|5:1=8&b|5:1=40&c|5:1=mine").lines[0].line.base, 99);
        assert_eq!(form("base=50&v|5:1=8&w|5:1=8&c|5:1=theirs").lines[0].line.value, "");
        assert_eq!(form("base=50&v|5:1=8&w|5:1=8&o|5:1=9").lines[0].line.value, "9");
        assert_eq!(form("base=50&v|5:1=8&w|5:1=7&b|5:1=45&k|5:1=40").lines[0].line.base, 40, "typed beside 40, sent only now");
        assert_eq!(form("base=50&v|5:1=8&k|5:1=40&c|5:1=mine").lines[0].line.base, 99);
        assert_eq!(form("base=50&v|5:1=&n|5:1=&w|5:1=").lines.len(), 1, "a note that was there is taken away");
        assert_eq!(form("base=50&v|5:1=&n|5:1=").lines.len(), 0);
    }
}
