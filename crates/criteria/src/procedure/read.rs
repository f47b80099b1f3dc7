//! A procedure file into a [`Procedure`].

use super::{
    Authority, Deadline, Document, Evidence, MergeRule, Opinion, OpinionVariant, Procedure, ProcedureBasis, ProcedureCondition,
    ProcedureRemark, Publicity, Stage, TimeLimit, Vote, Withdrawal,
};
use crate::model::{Completeness, Measure, Subject, Threshold};
use crate::read::words::{COMPLETENESS, CONFIDENCE, SUBJECTS, TIERS};
use crate::read::{Frame, Reader, Table, is_partial_date, read_source, report_threshold};
use crate::threshold::parse_threshold;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeValue;
use vedich_values::Diagnostic;

/// Groups kept as text.
const REMARKS: [&str; 6] = ["validity", "local_deadlines", "principles", "side_effects", "facts", "unknowns"];

const TOP_KEYS: [&str; 19] = [
    "id",
    "title",
    "completeness",
    "effective",
    "legal",
    "sources",
    "conditions",
    "stages",
    "documents",
    "decisions",
    "opinion",
    "withdrawal",
    "merge_rules",
    "validity",
    "local_deadlines",
    "principles",
    "side_effects",
    "facts",
    "unknowns",
];

pub(super) fn read(name: &str, text: &str) -> Result<Procedure, Vec<Diagnostic>> {
    let reader = Reader::new(name, text);
    let root = Table::root(&reader, reader.document());
    root.only(&TOP_KEYS);
    let frame = Frame {
        zones: BTreeSet::new(),
        sources: root.table("sources").map(|sources| sources.keys().map(|(key, _)| key.to_owned()).collect()).unwrap_or_default(),
        effective: vedich_values::DateSpan::ALWAYS,
    };
    let effective = root.table("effective");
    if !root.has("effective") {
        root.missing("effective");
    }
    if let Some(effective) = &effective {
        effective.only(&["from", "to", "note"]);
    }
    let completeness: Vec<(&str, Option<Completeness>)> =
        COMPLETENESS.iter().map(|(name, value)| (*name, Some(*value))).chain([("unknown", None)]).collect();
    let procedure = Procedure {
        id: root.need_text("id"),
        title: root.need_bilingual("title"),
        completeness: root.need_choice("completeness", &completeness).flatten(),
        effective: effective.as_ref().map(Table::dates).unwrap_or_default(),
        effective_note: effective.as_ref().and_then(|table| table.in_words("note")),
        legal: root.tables("legal").iter().map(|row| basis(row, &frame)).collect(),
        conditions: root.tables("conditions").iter().map(|row| condition(row, &frame)).collect(),
        stages: root.tables("stages").iter().map(|row| stage(row, &frame)).collect(),
        documents: root.tables("documents").iter().map(|row| document_row(row, &frame)).collect(),
        decisions: root.tables("decisions").iter().map(|row| authority(row, &frame)).collect(),
        opinion: root.tables("opinion").iter().map(|row| opinion(row, &frame)).collect(),
        withdrawal: root.tables("withdrawal").iter().map(|row| withdrawal(row, &frame)).collect(),
        merge_rules: root.tables("merge_rules").iter().map(|row| merge_rule(row, &frame)).collect(),
        remarks: REMARKS
            .iter()
            .flat_map(|group| root.tables(group).into_iter().map(|row| remark(group, &row, &frame)).collect::<Vec<_>>())
            .collect(),
        sources: sources(&root),
    };
    check_references(&root, &procedure);
    let problems = reader.into_problems();
    if problems.is_empty() { Ok(procedure) } else { Err(problems) }
}

fn check_references(root: &Table<'_, '_>, procedure: &Procedure) {
    let mut last = 0;
    for (row, stage) in root.tables("stages").iter().zip(&procedure.stages) {
        if stage.no <= last && row.has("no") {
            row.error("procedure.stage-order", "no", &[("found", &stage.no.to_string()), ("last", &last.to_string())]);
        }
        last = last.max(stage.no);
        for word in row.words("documents").iter().filter(|word| !procedure.documents.iter().any(|document| document.id == word.text)) {
            let problem = row.reader().error("procedure.document-unknown", word.span.clone(), &word.path);
            row.reader().report(problem.with("found", &word.text));
        }
        if let Some(opinion) = &stage.opinion
            && !procedure.opinion.iter().any(|known| known.id == *opinion)
        {
            row.error("procedure.opinion-unknown", "opinion", &[("found", opinion)]);
        }
    }
    let mut ids = BTreeSet::new();
    for row in root.tables("documents") {
        if let Some(id) = row.text("id")
            && !ids.insert(id.clone())
        {
            row.error("set.key-repeated", "id", &[("key", "id"), ("found", &id)]);
        }
    }
}

/// Confidence and source; `verified` needs a source.
fn evidence(row: &Table<'_, '_>, frame: &Frame) -> Evidence {
    if !row.has("confidence") {
        row.missing("confidence");
    }
    loose_evidence(row, frame)
}

fn loose_evidence(row: &Table<'_, '_>, frame: &Frame) -> Evidence {
    Evidence { confidence: row.choice("confidence", &CONFIDENCE), source: read_source(row, frame), note: row.in_words("note") }
}

fn sources(root: &Table<'_, '_>) -> BTreeMap<String, String> {
    let Some(sources) = root.table("sources") else { return BTreeMap::new() };
    let keys: Vec<&str> = sources.keys().map(|(key, _)| key).collect();
    let read = |key: &str| {
        let row = sources.table(key)?;
        row.only(&["title", "url", "kind"]);
        Some((key.to_owned(), row.need_text("title")))
    };
    keys.into_iter().filter_map(read).collect()
}

fn subject(row: &Table<'_, '_>) -> Subject {
    row.need_choice("subject", &SUBJECTS).unwrap_or(Subject::Commune)
}

fn basis(row: &Table<'_, '_>, frame: &Frame) -> ProcedureBasis {
    row.only(&["number", "issued", "issuer", "role", "confidence", "source", "note"]);
    let issued = row.text("issued");
    if let Some(text) = issued.as_deref().filter(|text| !is_partial_date(text)) {
        row.error("file.bad-date", "issued", &[("key", "issued"), ("found", text), ("suggestion", "\"2022-03-08\"")]);
    }
    ProcedureBasis {
        number: row.need_text("number"),
        issued,
        issuer: row.need_text("issuer"),
        role: row.text("role"),
        evidence: loose_evidence(row, frame),
    }
}

fn condition(row: &Table<'_, '_>, frame: &Frame) -> ProcedureCondition {
    row.only(&["subject", "tiers", "all_of", "words", "from", "to", "confidence", "source", "note"]);
    if !row.has("all_of") {
        row.missing("all_of");
    }
    ProcedureCondition {
        subject: subject(row),
        tiers: if row.has("tiers") { row.choices("tiers", &TIERS) } else { Vec::new() },
        all_of: row.texts("all_of"),
        words: row.bilingual("words"),
        span: row.dates(),
        evidence: evidence(row, frame),
    }
}

const STAGE_KEYS: [&str; 17] = [
    "no",
    "id",
    "subject",
    "name",
    "actor",
    "receiver",
    "documents",
    "time_limit",
    "deadline",
    "publicity",
    "vote",
    "opinion",
    "precondition",
    "words",
    "confidence",
    "source",
    "note",
];

fn stage(row: &Table<'_, '_>, frame: &Frame) -> Stage {
    row.only(&STAGE_KEYS);
    Stage {
        no: row.need_number("no", 1, 99).unwrap_or_default(),
        id: row.need_text("id"),
        subject: subject(row),
        name: row.need_bilingual("name"),
        actor: row.need_text("actor"),
        receiver: row.text("receiver"),
        documents: row.texts("documents"),
        time_limit: row.table("time_limit").and_then(|limit| time_limit(&limit)),
        deadline: row.table("deadline").and_then(|table| deadline(&table)),
        publicity: row.table("publicity").map(|table| publicity(&table)),
        vote: row.table("vote").map(|table| vote(&table)),
        opinion: row.text("opinion"),
        precondition: row.table("precondition").map(|table| as_text(&table, &[])).unwrap_or_default(),
        words: row.bilingual("words"),
        evidence: evidence(row, frame),
    }
}

fn time_limit(table: &Table<'_, '_>) -> Option<TimeLimit> {
    table.only(&["value", "unit", "from", "day_kind", "scope"]);
    let working_days = table.need_choice("unit", &[("day", false), ("working_day", true)]).unwrap_or_default();
    Some(TimeLimit { value: table.need_number("value", 1, 3650)?, working_days, from: table.text("from"), scope: table.text("scope") })
}

fn deadline(table: &Table<'_, '_>) -> Option<Deadline> {
    table.only(&["month", "day", "of", "only_for"]);
    Some(Deadline {
        month: table.need_number("month", 1, 12)?,
        day: table.need_number("day", 1, 31)?,
        year_before: table.choice("of", &[("year", false), ("year before", true)]).unwrap_or_default(),
        only_for: table.text("only_for"),
    })
}

fn publicity(table: &Table<'_, '_>) -> Publicity {
    table.only(&["channel", "broadcasts_min", "within"]);
    Publicity {
        channel: table.text("channel"),
        broadcasts_min: table.number("broadcasts_min", 1, 999),
        within: table.table("within").and_then(|limit| time_limit(&limit)),
    }
}

fn vote(table: &Table<'_, '_>) -> Vote {
    table.only(&["quorum_percent_min", "approve_percent_min", "basis"]);
    Vote {
        quorum_percent_min: table.number("quorum_percent_min", 1, 100),
        approve_percent_min: table.number("approve_percent_min", 1, 100),
        basis: table.text("basis"),
    }
}

fn document_row(row: &Table<'_, '_>, frame: &Frame) -> Document {
    row.only(&["id", "name", "confidence", "source", "note"]);
    Document { id: row.need_text("id"), name: row.need_bilingual("name"), evidence: evidence(row, frame) }
}

fn authority(row: &Table<'_, '_>, frame: &Frame) -> Authority {
    row.only(&["subject", "authority", "covers", "confidence", "source", "note"]);
    Authority {
        subject: subject(row),
        authority: row.need_text("authority"),
        covers: if row.has("covers") { row.choices("covers", &TIERS) } else { Vec::new() },
        evidence: evidence(row, frame),
    }
}

fn opinion(row: &Table<'_, '_>, frame: &Frame) -> Opinion {
    row.only(&["id", "run_by", "unit", "guide", "variants", "confidence", "source", "note"]);
    let variant = |row: &Table<'_, '_>| {
        row.only(&["province", "year", "scope", "coverage_percent_min", "satisfied_percent_above", "confidence", "source", "note"]);
        OpinionVariant {
            province: row.need_text("province"),
            year: row.number("year", 1990, 2200),
            scope: row.text("scope"),
            coverage_percent_min: row.number("coverage_percent_min", 0, 100),
            satisfied_percent_above: row.number("satisfied_percent_above", 0, 100),
            evidence: evidence(row, frame),
        }
    };
    Opinion {
        id: row.need_text("id"),
        run_by: row.need_text("run_by"),
        unit: row.text("unit"),
        guide: row.text("guide"),
        variants: row.tables("variants").iter().map(variant).collect(),
        evidence: evidence(row, frame),
    }
}

fn share(row: &Table<'_, '_>, key: &str) -> Option<Threshold> {
    let word = row.word(key)?;
    match parse_threshold(Measure::Percent, &[], &word.text) {
        Ok(threshold) => Some(threshold),
        Err(refused) => {
            report_threshold(row, key, Measure::Percent.name(), &word.text, &refused);
            None
        }
    }
}

fn withdrawal(row: &Table<'_, '_>, frame: &Frame) -> Withdrawal {
    row.only(&[
        "id",
        "subject",
        "unmet_percent",
        "unmet_percent_below",
        "any_unmet",
        "children_withdrawn_percent",
        "confidence",
        "source",
        "note",
    ]);
    if !row.has("unmet_percent") && !row.has("children_withdrawn_percent") {
        row.missing("unmet_percent");
    }
    Withdrawal {
        id: row.need_text("id"),
        subject: subject(row),
        unmet_percent: share(row, "unmet_percent"),
        unmet_percent_below: row.number("unmet_percent_below", 1, 100),
        any_unmet: row.texts("any_unmet"),
        children_withdrawn_percent: share(row, "children_withdrawn_percent"),
        evidence: evidence(row, frame),
    }
}

fn merge_rule(row: &Table<'_, '_>, frame: &Frame) -> MergeRule {
    row.only(&["id", "when", "outcome", "words", "confidence", "source", "note"]);
    if !row.has("outcome") {
        row.missing("outcome");
    }
    MergeRule {
        id: row.need_text("id"),
        when: row.need_text("when"),
        outcome: row.table("outcome").map(|table| as_text(&table, &[])).unwrap_or_default(),
        words: row.bilingual("words"),
        evidence: evidence(row, frame),
    }
}

fn remark(group: &str, row: &Table<'_, '_>, frame: &Frame) -> ProcedureRemark {
    // Facts of general knowledge and open questions need no source.
    let evidence = if matches!(group, "facts" | "unknowns") {
        Evidence { confidence: row.choice("confidence", &CONFIDENCE), source: row.texts("source"), note: row.in_words("note") }
    } else {
        evidence(row, frame)
    };
    // Principles and facts of general knowledge are words to begin with.
    let words = if row.has("words") { row.bilingual("words") } else { row.has("text").then(|| row.in_words("text")).flatten() };
    ProcedureRemark { group: group.to_owned(), values: as_text(row, &["confidence", "source", "note", "words"]), words, evidence }
}

/// A table as text by key; inner keys joined with a dot.
fn as_text(table: &Table<'_, '_>, without: &[&str]) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for (key, _) in table.keys().filter(|(key, _)| !without.contains(key)) {
        if let Some(value) = table.value(key) {
            flatten(key, value.get_ref(), 0, &mut values);
        }
    }
    values
}

fn flatten(key: &str, value: &DeValue<'_>, depth: usize, values: &mut BTreeMap<String, String>) {
    let text = match value {
        DeValue::String(text) => text.clone().into_owned(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) | DeValue::Table(_) if depth > 4 => return,
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                flatten(&format!("{key}[{index}]"), item.get_ref(), depth + 1, values);
            }
            return;
        }
        DeValue::Table(inner) => {
            for (name, item) in inner.iter() {
                flatten(&format!("{key}.{}", name.get_ref()), item.get_ref(), depth + 1, values);
            }
            return;
        }
    };
    values.insert(key.to_owned(), text);
}
