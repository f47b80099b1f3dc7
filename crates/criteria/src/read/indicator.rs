//! Indicators, their parts, alternatives and later forms.

use super::Table;
use super::set::{Frame, check_expression, check_zone, read_day_in_force, read_source};
use super::table::EXPECTED_TEXT;
use super::words::{CONFIDENCE, DELEGATES, LABEL_CONFIDENCE, MEASURES};
use crate::model::{Alternative, Amended, Confidence, Indicator, Measure, Part, Threshold, ThresholdTable};
use crate::threshold::{ThresholdRefused, parse_threshold};
use std::collections::BTreeMap;
use toml::de::DeValue;
use vedich_values::ZoneId;

const INDICATOR_KEYS: [&str; 25] = [
    "code",
    "name",
    "measure",
    "unit",
    "threshold",
    "threshold_by",
    "threshold_partial",
    "delegated",
    "delegated_to",
    "authority",
    "if_applicable",
    "parts",
    "any_of",
    "when",
    "amended",
    "relative_to",
    "lookback_years",
    "refers_to",
    "confidence",
    "label_confidence",
    "verified_zones",
    "source",
    "note",
    "scale",
    "chung",
];

/// The key of the law's national column, which is never a commune's threshold.
const NATIONAL: &str = "chung";

pub(crate) fn read_indicator(row: &Table<'_, '_>, criterion: u16, frame: &Frame) -> Indicator {
    row.only(&INDICATOR_KEYS);
    let code = row.need_text("code");
    if !code.is_empty() && code != criterion.to_string() && !code.starts_with(&format!("{criterion}.")) {
        row.error("set.code-foreign", "code", &[("found", &code), ("criterion", &criterion.to_string())]);
    }
    let measure = row.need_choice("measure", &MEASURES);
    let scale = row.texts("scale");
    let confidence = row.need_choice("confidence", &CONFIDENCE).unwrap_or(Confidence::Unknown);
    let mut cells = Cells::read(row, measure, &scale, frame);
    if let Some(average) = row.has(NATIONAL).then(|| read_cell(row, NATIONAL, measure, &scale)).flatten() {
        cells.national.insert(None, average);
    }
    check_confidence(row, confidence);
    check_delegation(row);
    check_ways(row);
    check_scale(row, measure);
    if let Some(when) = row.word("when") {
        check_expression(row, &when);
    }
    let verified_zones = row.words("verified_zones");
    for zone in verified_zones.iter().filter(|zone| !cells.names.contains(&zone.text)) {
        let problem = row.reader().error("set.verified-zone-without-value", zone.span.clone(), &zone.path);
        row.reader().report(problem.with("found", &zone.text));
    }
    let measure = measure.unwrap_or(Measure::YesNo);
    Indicator {
        code: code.as_str().into(),
        name: row.need_bilingual("name"),
        measure,
        unit: row.text("unit"),
        threshold: cells.table,
        national_average: cells.national,
        delegated_to: row.text("delegated_to"),
        authority: row.text("authority"),
        if_applicable: row.flag("if_applicable"),
        when: row.text("when"),
        parts: row.tables("parts").iter().map(|part| read_part(part, measure, frame)).collect(),
        any_of: row.tables("any_of").iter().map(|way| read_alternative(way, measure, &scale, frame)).collect(),
        amended: row.table("amended").map(|amended| read_amended(&amended, measure, &scale, frame)),
        scale,
        relative_to: row.in_words("relative_to"),
        lookback_years: row.number("lookback_years", 1, 50),
        refers_to: row.text("refers_to"),
        confidence,
        label_confidence: row.need_choice("label_confidence", &LABEL_CONFIDENCE).unwrap_or(Confidence::Unknown),
        verified_zones: verified_zones.iter().map(|zone| ZoneId::new(&zone.text)).collect(),
        decision: None,
        threshold_partial: row.flag("threshold_partial"),
        source: read_source(row, frame),
        note: row.in_words("note"),
    }
}

/// A list without a way to meet the indicator can be met by nothing.
fn check_ways(row: &Table<'_, '_>) {
    // A threshold of its own is a way.
    for key in ["parts", "any_of"].into_iter().filter(|key| *key == "any_of" || !row.has("threshold")) {
        if row.value(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Array(items) if items.is_empty())) {
            row.error("set.no-ways", key, &[("key", key)]);
        }
    }
}

/// An order of levels says nothing of an indicator that has none: itself, by its later form, or by one of its alternatives.
fn check_scale(row: &Table<'_, '_>, measure: Option<Measure>) {
    let has_levels = |row: &Table<'_, '_>| row.text("measure").as_deref() == Some(Measure::Level.name());
    let later = row.table("amended").is_some_and(|amended| has_levels(&amended));
    if let Some(measure) = measure.filter(|measure| *measure != Measure::Level)
        && row.has("scale")
        && !later
        && !row.tables("any_of").iter().any(has_levels)
    {
        row.error("set.scale-without-level", "scale", &[("measure", measure.name())]);
    }
}

/// What is not known has no threshold: of an indicator as of a part of one.
fn check_unknown(row: &Table<'_, '_>) {
    let is_unknown = row.value("confidence").is_some_and(|value| value.get_ref().as_str() == Some(Confidence::Unknown.name()));
    if is_unknown && row.has("threshold") {
        row.error("set.unknown-with-threshold", "threshold", &[]);
    }
}

fn check_confidence(row: &Table<'_, '_>, confidence: Confidence) {
    let has_value = ["threshold", "parts", "any_of", "delegated_to"].iter().any(|key| row.has(key));
    check_unknown(row);
    if confidence != Confidence::Unknown && !has_value {
        row.error("set.no-value", "confidence", &[("found", confidence.name())]);
    }
}

fn check_delegation(row: &Table<'_, '_>) {
    row.choice("delegated_to", &DELEGATES);
    if row.flag("delegated") && !row.has("delegated_to") {
        row.missing("delegated_to");
    }
}

const PART_KEYS: [&str; 18] = [
    "key",
    "name",
    "measure",
    "scale",
    "unit",
    "threshold",
    "threshold_by",
    "threshold_partial",
    "delegated",
    "when",
    "from",
    "to",
    "confidence",
    "source",
    "note",
    "verified_zones",
    "delegated_to",
    "authority",
];

fn read_part(row: &Table<'_, '_>, of: Measure, frame: &Frame) -> Part {
    row.only(&PART_KEYS);
    let own = row.choice("measure", &MEASURES);
    let measure = own.unwrap_or_else(|| implied_measure(row, of));
    let scale = row.texts("scale");
    check_scale(row, Some(measure));
    check_unknown(row);
    let when = row.word("when");
    if let Some(when) = &when {
        check_expression(row, when);
    }
    Part {
        key: row.need_text("key").as_str().into(),
        name: row.need_bilingual("name"),
        measure,
        unit: row.text("unit"),
        threshold: Cells::read(row, Some(measure), &scale, frame).table,
        scale,
        delegated: row.flag("delegated") || row.has("delegated_to"),
        when: when.map(|word| word.text),
        span: row.dates(),
        confidence: row.choice("confidence", &CONFIDENCE).unwrap_or(Confidence::Unknown),
        source: read_source(row, frame),
        note: row.in_words("note"),
    }
}

/// The measure of a part that gives none: yes/no when its threshold says so, else the indicator's own, else percent.
fn implied_measure(row: &Table<'_, '_>, of: Measure) -> Measure {
    match row.value("threshold").map(|value| value.get_ref()) {
        Some(DeValue::String(text)) if text.ends_with("yes") || text.ends_with("no") => Measure::YesNo,
        Some(_) if of == Measure::YesNo => Measure::Percent,
        _ => of,
    }
}

fn read_alternative(row: &Table<'_, '_>, of: Measure, scale: &[String], frame: &Frame) -> Alternative {
    row.only(&["key", "name", "measure", "threshold", "threshold_by", "threshold_partial", "from", "to"]);
    let measure = row.choice("measure", &MEASURES).unwrap_or_else(|| implied_measure(row, of));
    if !row.has("threshold") {
        row.missing("threshold");
    }
    Alternative {
        key: row.need_text("key").as_str().into(),
        name: row.need_bilingual("name"),
        measure,
        threshold: Cells::read(row, Some(measure), scale, frame).table,
        span: row.dates(),
    }
}

fn read_amended(row: &Table<'_, '_>, of: Measure, scale: &[String], frame: &Frame) -> Amended {
    row.only(&["by", "from", "name", "measure", "threshold", "threshold_by", "threshold_partial", "what"]);
    if !row.has("from") {
        row.missing("from");
    }
    if !["name", "measure", "threshold", "what"].iter().any(|key| row.has(key)) {
        row.missing("what");
    }
    let measure = row.choice("measure", &MEASURES);
    let cells = Cells::read(row, Some(measure.unwrap_or(of)), scale, frame);
    Amended {
        by: row.need_text("by"),
        from: read_day_in_force(row, frame),
        name: row.in_words("name"),
        measure,
        threshold: row.has("threshold").then_some(cells.table),
        what: row.in_words("what"),
    }
}

/// Reports a threshold that cannot be read.
pub(crate) fn report_threshold(row: &Table<'_, '_>, key: &str, measure: &str, found: &str, refused: &ThresholdRefused) {
    let mut problem = row.reader().error(refused.code(), row.span(key), &row.at(key)).with("found", found).with("measure", measure);
    match refused {
        ThresholdRefused::Malformed { suggestion: Some(suggestion), .. } => problem = problem.with("suggestion", suggestion),
        ThresholdRefused::NotInScale { word, scale } => problem = problem.with("word", word).with("allowed", scale.join(", ")),
        ThresholdRefused::NoScale(word) => problem = problem.with("word", word),
        _ => {}
    }
    row.reader().report(problem);
}

/// The threshold of a row: one value, or a table by zone or by year and zone.
#[derive(Default)]
struct Cells {
    table: ThresholdTable,
    national: BTreeMap<Option<i32>, Threshold>,
    names: Vec<String>,
}

impl Cells {
    fn read(row: &Table<'_, '_>, measure: Option<Measure>, scale: &[String], frame: &Frame) -> Self {
        let by = row.texts("threshold_by");
        let mut cells = Self::default();
        let Some(value) = row.value("threshold") else {
            if row.has("threshold_by") {
                row.error("set.threshold-by-without-table", "threshold_by", &[]);
            }
            return cells;
        };
        match value.get_ref() {
            DeValue::String(_) => {
                if row.has("threshold_by") {
                    row.error("set.threshold-by-without-table", "threshold_by", &[]);
                }
                if let Some(threshold) = read_cell(row, "threshold", measure, scale) {
                    cells.table = ThresholdTable::One(threshold);
                }
            }
            DeValue::Table(_) => {
                let Some(table) = row.table("threshold") else { return cells };
                match by.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                    [] => row.error("set.table-without-threshold-by", "threshold", &[]),
                    ["zone"] => {
                        let zones = cells.zones(&table, None, measure, scale, frame);
                        if !row.flag("threshold_partial") {
                            check_all_zones(row, "threshold", &table, frame);
                        }
                        cells.table = ThresholdTable::ByZone(zones);
                    }
                    ["year", "zone"] => cells.years(row, &table, measure, scale, frame),
                    other => row.error("set.bad-threshold-by", "threshold_by", &[("found", &other.join(", "))]),
                }
            }
            _ => row.wrong_type("threshold", EXPECTED_TEXT, value),
        }
        cells
    }

    fn years(&mut self, row: &Table<'_, '_>, table: &Table<'_, '_>, measure: Option<Measure>, scale: &[String], frame: &Frame) {
        let mut rows = BTreeMap::new();
        for (key, _) in table.keys() {
            let year = (key.len() == 4 && key.starts_with("20")).then(|| key.parse::<i32>().ok()).flatten();
            let Some(year) = year else {
                table.error("set.bad-year", key, &[("found", key)]);
                continue;
            };
            let Some(cells) = table.table(key) else { continue };
            let zones = self.zones(&cells, Some(year), measure, scale, frame);
            if !row.flag("threshold_partial") {
                check_all_zones(table, key, &cells, frame);
            }
            rows.insert(year, zones);
        }
        self.table = ThresholdTable::ByYear(rows);
    }

    fn zones(
        &mut self,
        table: &Table<'_, '_>,
        year: Option<i32>,
        measure: Option<Measure>,
        scale: &[String],
        frame: &Frame,
    ) -> BTreeMap<ZoneId, Threshold> {
        let mut zones = BTreeMap::new();
        let mut first: Option<Threshold> = None;
        for (key, _) in table.keys() {
            if key != NATIONAL {
                check_zone(table, key, key, frame);
            }
            self.names.push(key.to_owned());
            let Some(threshold) = read_cell(table, key, measure, scale) else { continue };
            match &first {
                Some(other) if other.op != threshold.op => {
                    table.error("set.mixed-operators", key, &[("found", threshold.op.written()), ("other", other.op.written())]);
                }
                Some(_) => {}
                None => first = Some(threshold.clone()),
            }
            if key == NATIONAL {
                self.national.insert(year, threshold);
            } else {
                zones.insert(ZoneId::new(key), threshold);
            }
        }
        zones
    }
}

fn check_all_zones(row: &Table<'_, '_>, key: &str, table: &Table<'_, '_>, frame: &Frame) {
    let missing: Vec<&str> = frame.zones.iter().map(String::as_str).filter(|zone| !table.has(zone)).collect();
    if !missing.is_empty() {
        row.error("set.zones-missing", key, &[("missing", &missing.join(", "))]);
    }
}

fn read_cell(row: &Table<'_, '_>, key: &str, measure: Option<Measure>, scale: &[String]) -> Option<Threshold> {
    let word = row.word(key)?;
    let measure = measure?;
    match parse_threshold(measure, scale, &word.text) {
        Ok(threshold) => Some(threshold),
        Err(refused) => {
            report_threshold(row, key, measure.name(), &word.text, &refused);
            None
        }
    }
}
