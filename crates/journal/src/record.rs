//! The record: a fact as one line of text, the bytes the chain is computed over.
//!
//! Ten fields with tabs between them; control characters inside a field are escaped by JSON, so a record has no other tab and no line break:
//! seq, entry, unit, as_of (yyyymmdd), kind, target, source, superseded fact, rest of the fact as JSON (note, evidence, long source), payload.
//! Targets and sources are numbers of the dictionary; absent fields are empty. The payload of an observation is its value
//! (`95.3`, `y`, `n`, `"kha"`, `d20240124`, `-` not applicable, `w` withdrawn); of any other kind it is JSON.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::sync::Arc;
use vedich_facts::{AttributeValue, Body, Fact, Kind, Observed, Recorded, Target, Value};
use vedich_values::{Date, Decimal, EntrySeq, FactSeq, Timestamp, UnitId};

/// Sources up to this many bytes go into the dictionary; longer ones stay with their fact, because an index page can't hold them.
pub(crate) const LONGEST_SHARED_SOURCE_BYTES: usize = 400;

/// The number and dictionary references of a fact, known when it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) seq: u64,
    pub(crate) entry: u64,
    pub(crate) target: Option<u32>,
    pub(crate) source: Option<u32>,
}

#[derive(Default, Serialize, Deserialize)]
struct Extra {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Arc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evidence: Option<Arc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Arc<str>>,
}

/// An attribute with its type spelled out, so that the word "2" does not come back as the number 2.
#[derive(Serialize, Deserialize)]
struct AttributeRecord {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    yes_no: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

/// A date as the number yyyymmdd; none outside the years 1 to 9999.
pub(crate) fn date_number(date: Date) -> Option<i32> {
    use chrono::Datelike;
    (1..=9999).contains(&date.year()).then(|| date.year() * 10_000 + i32::try_from(date.month() * 100 + date.day()).unwrap_or(0))
}

/// The date of [`date_number`].
pub(crate) fn date_of_number(number: i32) -> Option<Date> {
    let part = |n: i32| u32::try_from(n % 100).ok();
    Date::from_ymd_opt(number / 10_000, part(number / 100)?, part(number)?)
}

/// Writes the record of a fact at the end of `out`. `as_of` is [`date_number`] of the fact's date.
pub(crate) fn write(out: &mut String, fact: &Fact, key: Key, as_of: i32) {
    let optional = |out: &mut String, number: Option<u64>| {
        if let Some(number) = number {
            let _ = write!(out, "{number}");
        }
        out.push('\t');
    };
    let _ = write!(out, "{}\t{}\t{}\t{as_of:08}\t{}\t", key.seq, key.entry, fact.unit, fact.body.kind().number());
    optional(out, key.target.map(u64::from));
    optional(out, key.source.map(u64::from));
    optional(out, fact.supersedes.map(FactSeq::get));
    let own_source = fact.source.as_ref().filter(|_| key.source.is_none());
    if fact.note.is_some() || fact.evidence.is_some() || own_source.is_some() {
        out.push_str(&json(&Extra { note: fact.note.clone(), evidence: fact.evidence.clone(), source: own_source.cloned() }));
    }
    out.push('\t');
    write_payload(out, &fact.body);
}

fn write_payload(out: &mut String, body: &Body) {
    match body {
        Body::Observation { observed, .. } => match observed {
            Observed::Value(Value::Number(number)) => {
                let _ = write!(out, "{number}");
            }
            Observed::Value(Value::YesNo(true)) => out.push('y'),
            Observed::Value(Value::YesNo(false)) => out.push('n'),
            Observed::Value(Value::Level(word)) => out.push_str(&json(word)),
            Observed::Value(Value::Date(date)) => {
                let _ = write!(out, "d{:08}", date_number(*date).unwrap_or(0));
            }
            Observed::NotApplicable => out.push('-'),
            Observed::Withdrawn => out.push('w'),
        },
        Body::Attribute { name, value, to } => {
            let (yes_no, number, text) = match value {
                AttributeValue::YesNo(value) => (Some(*value), None, None),
                AttributeValue::Number(value) => (None, Some(*value), None),
                AttributeValue::Text(value) => (None, None, Some(value.clone())),
            };
            out.push_str(&json(&AttributeRecord { name: name.clone(), yes_no, number, text, to: *to }));
        }
        // Without the tag of `Body`: registering a unit has a field of the same name.
        Body::UnitChange(change) => out.push_str(&json(change)),
        // Without it too: a tagged value is read twice, and a roadmap can be long.
        Body::Roadmap(change) => out.push_str(&json(change)),
        other => out.push_str(&json(other)),
    }
}

fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("facts have only text keys and finite numbers, which JSON can hold")
}

/// A record that can't be read: which field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable(pub(crate) &'static str);

/// The ten fields of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'a> {
    pub(crate) seq: u64,
    pub(crate) entry: u64,
    unit: u32,
    as_of: i32,
    kind: i16,
    target: Option<u32>,
    source: Option<u32>,
    supersedes: Option<u64>,
    extra: &'a str,
    payload: &'a str,
}

/// The dictionary as far as reading needs it.
pub(crate) trait Lookup {
    /// The target of that number.
    fn target(&self, number: u32) -> Option<&Target>;
    /// The source of that number.
    fn source(&self, number: u32) -> Option<&Arc<str>>;
}

impl<'a> Fields<'a> {
    /// Splits a record.
    pub(crate) fn split(record: &'a str) -> Result<Self, Unreadable> {
        let mut rest = record;
        let mut next = |name: &'static str| -> Result<&'a str, Unreadable> {
            let end = memchr::memchr(b'\t', rest.as_bytes()).ok_or(Unreadable(name))?;
            let field = &rest[..end];
            rest = &rest[end + 1..];
            Ok(field)
        };
        let fields = Self {
            seq: number(next("seq")?, "seq")?,
            entry: number(next("entry")?, "entry")?,
            unit: number(next("unit")?, "unit")?,
            as_of: number(next("as_of")?, "as_of")?,
            kind: number(next("kind")?, "kind")?,
            target: optional(next("target")?, "target")?,
            source: optional(next("source")?, "source")?,
            supersedes: optional(next("supersedes")?, "supersedes")?,
            extra: next("extra")?,
            payload: "",
        };
        Ok(Self { payload: rest, ..fields })
    }

    /// The highest dictionary number the record needs; 0 when none.
    pub(crate) fn highest_term(&self) -> u32 {
        self.target.max(self.source).unwrap_or(0)
    }

    /// The columns that repeat parts of the record: unit, as_of, kind, target.
    pub(crate) const fn columns(&self) -> (u32, i32, i16, Option<u32>) {
        (self.unit, self.as_of, self.kind, self.target)
    }

    /// The fact. `recorded_at` is the entry's.
    pub(crate) fn read(&self, lookup: &impl Lookup, recorded_at: Timestamp) -> Result<Recorded, Unreadable> {
        let mut fact = Fact::new(UnitId(self.unit), date_of_number(self.as_of).ok_or(Unreadable("as_of"))?, self.read_payload(lookup)?);
        if let Some(source) = self.source {
            fact.source = Some(lookup.source(source).ok_or(Unreadable("source"))?.clone());
        }
        fact.supersedes = self.supersedes.map(FactSeq);
        if !self.extra.is_empty() {
            let extra: Extra = serde_json::from_str(self.extra).map_err(|_| Unreadable("extra"))?;
            fact.note = extra.note;
            fact.evidence = extra.evidence;
            fact.source = fact.source.or(extra.source);
        }
        Ok(Recorded { seq: FactSeq(self.seq), entry: EntrySeq(self.entry), recorded_at, fact })
    }

    fn read_payload(&self, lookup: &impl Lookup) -> Result<Body, Unreadable> {
        let wrong = || Unreadable("payload");
        let kind = Kind::from_number(self.kind).ok_or(Unreadable("kind"))?;
        Ok(match kind {
            Kind::Observation => {
                let target = self.target.and_then(|target| lookup.target(target)).ok_or(Unreadable("target"))?.clone();
                Body::Observation { target, observed: read_observed(self.payload).ok_or_else(wrong)? }
            }
            Kind::Attribute => {
                let stored: AttributeRecord = serde_json::from_str(self.payload).map_err(|_| wrong())?;
                let value = match (stored.yes_no, stored.number, stored.text) {
                    (Some(value), None, None) => AttributeValue::YesNo(value),
                    (None, Some(value), None) => AttributeValue::Number(value),
                    (None, None, Some(value)) => AttributeValue::Text(value),
                    _ => return Err(wrong()),
                };
                Body::Attribute { name: stored.name, value, to: stored.to }
            }
            Kind::Roadmap => Body::Roadmap(serde_json::from_str(self.payload).map_err(|_| wrong())?),
            Kind::UnitChange => Body::UnitChange(serde_json::from_str(self.payload).map_err(|_| wrong())?),
            _ => {
                let body: Body = serde_json::from_str(self.payload).map_err(|_| wrong())?;
                if body.kind() != kind {
                    return Err(wrong());
                }
                body
            }
        })
    }
}

fn read_observed(payload: &str) -> Option<Observed> {
    Some(match payload {
        "y" => Observed::Value(Value::YesNo(true)),
        "n" => Observed::Value(Value::YesNo(false)),
        "-" => Observed::NotApplicable,
        "w" => Observed::Withdrawn,
        _ if payload.starts_with('"') => Observed::Value(Value::Level(serde_json::from_str(payload).ok()?)),
        _ if payload.starts_with('d') => Observed::Value(Value::Date(date_of_number(payload[1..].parse().ok()?)?)),
        _ => Observed::Value(Value::Number(read_decimal(payload)?)),
    })
}

/// Most values are short; those are read without the general parser.
fn read_decimal(text: &str) -> Option<Decimal> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    if digits.len() > 18 {
        return text.parse().ok();
    }
    let (mut mantissa, mut scale, mut point) = (0_i64, 0, false);
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale += u32::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let mut value = Decimal::new(mantissa, scale);
    value.set_sign_negative(negative);
    Some(value)
}

fn number<T: std::str::FromStr>(text: &str, name: &'static str) -> Result<T, Unreadable> {
    text.parse().map_err(|_| Unreadable(name))
}

fn optional<T: std::str::FromStr>(text: &str, name: &'static str) -> Result<Option<T>, Unreadable> {
    if text.is_empty() { Ok(None) } else { number(text, name).map(Some) }
}

#[cfg(test)]
mod tests;
