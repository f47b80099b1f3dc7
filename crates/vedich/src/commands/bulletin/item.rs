//! A line of the scripted form, with what is wrong with one in the words of the reader.

use serde_json::Value;
use vedich_values::{Diagnostic, Place};

/// As a line is written.
const EXAMPLE: &str = r#"{"id": 1, "text": "Xã Tân Lập đạt 14/19 tiêu chí.", "date_hint": "2020-08"}"#;

/// A text to read: `{"id": …, "text": …, "date_hint": "2020-08"}`. Other keys are left alone.
#[derive(Debug, PartialEq)]
pub(super) struct Item {
    /// Whatever names it, given back as it came.
    pub(super) id: Value,
    /// The text.
    pub(super) text: String,
    /// The month it is of, where the text does not say; absent or null: unknown.
    pub(super) date_hint: Option<String>,
}

impl Item {
    /// Reads the line of that number, from 1.
    pub(super) fn of(line: &str, number: usize) -> Result<Self, Diagnostic> {
        let place = Place { file: Some("-".to_owned()), line: u32::try_from(number).ok(), ..Place::default() };
        let wrong = |code: &'static str, place: Place| Diagnostic::error(code, place).with("example", EXAMPLE);
        let value: Value = serde_json::from_str(line).map_err(|error| {
            let column = u32::try_from(error.column()).ok();
            wrong("line.no-json", Place { column, ..place.clone() })
        })?;
        let Value::Object(mut keys) = value else { return Err(wrong("line.no-object", place)) };
        let at = |code, key: &str| wrong(code, Place { key: Some(key.to_owned()), ..place.clone() }).with("key", key);
        let id = keys.remove("id").ok_or_else(|| at("line.no-key", "id"))?;
        let text = match keys.remove("text") {
            Some(Value::String(text)) => text,
            Some(_) => return Err(at("line.no-word", "text")),
            None => return Err(at("line.no-key", "text")),
        };
        let date_hint = match keys.remove("date_hint") {
            Some(Value::String(hint)) => Some(hint),
            None | Some(Value::Null) => None,
            Some(_) => return Err(at("line.no-word", "date_hint")),
        };
        Ok(Self { id, text, date_hint })
    }
}
