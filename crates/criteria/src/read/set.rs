//! A set file into a [`CriteriaSet`].

use super::indicator::read_indicator;
use super::words::{COMPLETENESS, CONDITION_MEASURES, CONFIDENCE, DELEGATES, LABEL_CONFIDENCE, PASS_RULES, SOURCE_KINDS, SUBJECTS, TIERS};
use super::{Reader, Table, Word};
use crate::expr;
use crate::model::{
    Amendment, Completeness, Condition, Confidence, CriteriaSet, Criterion, LegalBasis, PassRule, Scope, Source, Subject, Tier, Zone,
    ZoneRule,
};
use crate::threshold::parse_condition_threshold;
use std::collections::{BTreeMap, BTreeSet};
use vedich_values::near::nearest;
use vedich_values::{CriterionNo, Date, DateSpan, SetId};

/// What the parts of a file are checked against.
pub(crate) struct Frame {
    /// Zones the set declares.
    pub(crate) zones: BTreeSet<String>,
    /// Keys of the sources it lists.
    pub(crate) sources: BTreeSet<String>,
    /// When it is in force.
    pub(crate) effective: DateSpan,
}

const TOP_KEYS: [&str; 18] = [
    "id",
    "title",
    "subject",
    "tier",
    "scope",
    "extends",
    "completeness",
    "declared",
    "pass_rule",
    "effective",
    "legal",
    "zones",
    "zone_rules",
    "conditions",
    "amendments",
    "sources",
    "criteria",
    "note",
];

/// Reads a set; what is wrong is reported to the reader, and the set is only good when nothing was.
pub(crate) fn read_set(reader: &Reader<'_>) -> CriteriaSet {
    let root = Table::root(reader, reader.document());
    root.only(&TOP_KEYS);
    let frame = Frame {
        zones: root.tables("zones").iter().filter_map(|zone| zone.text("id")).collect(),
        sources: root.table("sources").map(|sources| sources.keys().map(|(key, _)| key.to_owned()).collect()).unwrap_or_default(),
        effective: read_effective(&root),
    };
    let declared = root.table("declared");
    if declared.is_none() && !root.has("declared") {
        root.missing("declared");
    }
    if let Some(declared) = &declared {
        declared.only(&["criteria", "indicators"]);
    }
    let count = |key: &str| declared.as_ref().and_then(|table| table.number(key, 0, 500));
    let id = read_id(&root);
    CriteriaSet {
        id,
        title: root.need_bilingual("title"),
        subject: root.need_choice("subject", &SUBJECTS).unwrap_or(Subject::Commune),
        tier: root.need_choice("tier", &TIERS).unwrap_or(Tier::Standard),
        scope: read_scope(&root),
        extends: root.word("extends").map(|word| SetId::new(&word.text)),
        lineage: Vec::new(),
        completeness: root.need_choice("completeness", &COMPLETENESS).unwrap_or(Completeness::Partial),
        declared_criteria: count("criteria"),
        declared_indicators: count("indicators"),
        pass_rule: root.choice("pass_rule", &PASS_RULES).unwrap_or(PassRule::Unknown),
        effective: frame.effective,
        legal: read_legal(&root),
        zones: root.tables("zones").iter().map(|zone| read_zone(zone, &frame)).collect(),
        zone_rules: root.tables("zone_rules").iter().map(|rule| read_zone_rule(rule, &frame)).collect(),
        conditions: root.tables("conditions").iter().map(|condition| read_condition(condition, &frame)).collect(),
        amendments: root.tables("amendments").iter().map(|amendment| read_amendment(amendment, &frame)).collect(),
        sources: read_sources(&root),
        criteria: root.tables("criteria").iter().map(|criterion| read_criterion(criterion, &frame)).collect(),
        note: root.in_words("note"),
    }
}

fn read_id(root: &Table<'_, '_>) -> SetId {
    let Some(word) = root.need_word("id") else { return SetId::new("") };
    let file = root.reader().file();
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.strip_suffix(".toml").unwrap_or(stem);
    if stem != word.text {
        root.error("set.id-not-file-name", "id", &[("found", &word.text), ("file", stem)]);
    }
    SetId::new(&word.text)
}

fn read_scope(root: &Table<'_, '_>) -> Scope {
    let Some(word) = root.need_word("scope") else { return Scope::National };
    let slug = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    match word.text.strip_prefix("province:") {
        Some(province) if slug(province) => return Scope::Province(province.to_owned()),
        None if word.text == "national" => return Scope::National,
        _ => root.error("set.bad-scope", "scope", &[("found", &word.text)]),
    }
    Scope::National
}

fn read_effective(root: &Table<'_, '_>) -> DateSpan {
    if !root.has("effective") {
        root.missing("effective");
    }
    let Some(effective) = root.table("effective") else { return DateSpan::ALWAYS };
    effective.only(&["from", "to"]);
    if !effective.has("from") {
        effective.missing("from");
    }
    effective.dates()
}

fn read_legal(root: &Table<'_, '_>) -> Vec<LegalBasis> {
    if !root.has("legal") {
        root.missing("legal");
    }
    let read = |row: Table<'_, '_>| {
        row.only(&["number", "issued", "issuer", "role"]);
        let issued = row.word("issued").filter(|word| {
            let good = is_partial_date(&word.text);
            if !good {
                row.error("file.bad-date", "issued", &[("key", "issued"), ("found", &word.text), ("suggestion", "\"2022-03-08\"")]);
            }
            good
        });
        LegalBasis {
            number: Some(row.need_text("number")).filter(|number| number != "?" && !number.is_empty()),
            issued: issued.map(|word| word.text),
            issuer: row.need_bilingual("issuer"),
            role: row.need_text("role"),
        }
    };
    root.tables("legal").into_iter().map(read).collect()
}

/// `2022`, `2022-03` or `2022-03-08`.
pub(crate) fn is_partial_date(text: &str) -> bool {
    let filled = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    filled.as_bytes().get(4) == Some(&b'-') && vedich_values::date::parse_date(&filled).is_some()
}

fn read_sources(root: &Table<'_, '_>) -> BTreeMap<String, Source> {
    let Some(sources) = root.table("sources") else { return BTreeMap::new() };
    let keys: Vec<&str> = sources.keys().map(|(key, _)| key).collect();
    let read = |key: &str| {
        let row = sources.table(key)?;
        row.only(&["title", "url", "kind"]);
        row.need_choice("kind", &SOURCE_KINDS);
        Some((
            key.to_owned(),
            Source { title: row.need_text("title"), url: row.text("url").unwrap_or_default(), kind: row.text("kind").unwrap_or_default() },
        ))
    };
    keys.into_iter().filter_map(read).collect()
}

fn read_zone(row: &Table<'_, '_>, frame: &Frame) -> Zone {
    row.only(&["id", "name", "when_any", "definition", "confidence", "source"]);
    let when_any = row.words("when_any");
    for word in when_any.iter().filter(|word| expr::looks_like_expression(&word.text)) {
        check_expression(row, word);
    }
    Zone {
        id: row.need_text("id").as_str().into(),
        name: row.need_bilingual("name"),
        when_any: when_any.into_iter().map(|word| word.text).collect(),
        definition: row.bilingual("definition"),
        confidence: row.choice("confidence", &CONFIDENCE),
        source: read_source(row, frame),
    }
}

fn read_zone_rule(row: &Table<'_, '_>, frame: &Frame) -> ZoneRule {
    row.only(&["id", "use_zone", "from", "to", "when_any", "confidence", "source", "note"]);
    let when_any = row.words("when_any");
    if when_any.is_empty() && !row.has("when_any") {
        row.missing("when_any");
    }
    for word in &when_any {
        check_expression(row, word);
    }
    let use_zone = row.need_text("use_zone");
    if !use_zone.is_empty() {
        check_zone(row, "use_zone", &use_zone, frame);
    }
    ZoneRule {
        id: row.need_text("id"),
        use_zone: use_zone.as_str().into(),
        span: row.dates(),
        when_any: when_any.into_iter().map(|word| word.text).collect(),
        confidence: row.need_choice("confidence", &CONFIDENCE).unwrap_or(Confidence::Unknown),
        source: read_source(row, frame),
        note: row.in_words("note"),
    }
}

/// Reports a zone the set does not declare.
pub(crate) fn check_zone(row: &Table<'_, '_>, key: &str, zone: &str, frame: &Frame) {
    if frame.zones.contains(zone) {
        return;
    }
    let declared = frame.zones.iter().map(String::as_str).collect::<Vec<_>>();
    let near = nearest(zone, declared.iter().copied());
    let code = if near.is_some() { "set.zone-misspelt" } else { "set.zone-unknown" };
    let problem = row.reader().error(code, row.span(key), &row.at(key)).with("found", zone).with("allowed", declared.join(", "));
    row.reader().report(problem.with("suggestion", near.unwrap_or_default()));
}

/// Reports a condition that does not parse.
pub(crate) fn check_expression(row: &Table<'_, '_>, word: &Word) {
    if let Err(error) = expr::parse(&word.text) {
        let problem = row.reader().error(error.code(), word.span.clone(), &word.path).with("expression", &word.text);
        row.reader().report(problem.with("at", error.column).with("found", error.found));
    }
}

/// The source keys of a row: each listed, and at least one where the row says `verified`.
pub(crate) fn read_source(row: &Table<'_, '_>, frame: &Frame) -> Vec<String> {
    let words = row.words("source");
    for word in words.iter().filter(|word| !frame.sources.contains(&word.text)) {
        let near = nearest(&word.text, frame.sources.iter().map(String::as_str));
        let code = if near.is_some() { "set.source-misspelt" } else { "set.source-unknown" };
        let problem = row.reader().error(code, word.span.clone(), &word.path).with("found", &word.text);
        row.reader().report(problem.with("suggestion", near.unwrap_or_default()));
    }
    if words.is_empty() && row.word("confidence").is_some_and(|word| word.text == "verified") {
        row.error("set.verified-without-source", "confidence", &[]);
    }
    words.into_iter().map(|word| word.text).collect()
}

const CONDITION_KEYS: [&str; 15] = [
    "id",
    "name",
    "measure",
    "threshold",
    "unit",
    "refers_to",
    "delegated",
    "delegated_to",
    "applies_when",
    "must_include",
    "options",
    "each_content_each_commune",
    "confidence",
    "source",
    "note",
];

fn read_condition(row: &Table<'_, '_>, frame: &Frame) -> Condition {
    row.only(&CONDITION_KEYS);
    row.need_choice("measure", &CONDITION_MEASURES);
    row.choice("delegated_to", &DELEGATES);
    if row.flag("delegated") && !row.has("delegated_to") {
        row.missing("delegated_to");
    }
    let applies_when = row.word("applies_when");
    if let Some(word) = applies_when.as_ref().filter(|word| expr::looks_like_expression(&word.text)) {
        check_expression(row, word);
    }
    Condition {
        id: row.need_text("id"),
        name: row.need_bilingual("name"),
        measure: row.text("measure").unwrap_or_default(),
        threshold: read_condition_bound(row, "threshold"),
        unit: row.text("unit"),
        refers_to: row.text("refers_to"),
        delegated_to: row.text("delegated_to"),
        confidence: row.need_choice("confidence", &CONFIDENCE).unwrap_or(Confidence::Unknown),
        source: read_source(row, frame),
        applies_when: applies_when.map(|word| word.text),
        must_include: row.texts("must_include"),
        options: row.texts("options"),
        each_content_each_commune: read_condition_bound(row, "each_content_each_commune"),
        note: row.in_words("note"),
    }
}

fn read_condition_bound(row: &Table<'_, '_>, key: &str) -> Option<crate::model::Threshold> {
    let word = row.word(key)?;
    match parse_condition_threshold(&word.text) {
        Ok(threshold) => Some(threshold),
        Err(refused) => {
            super::indicator::report_threshold(row, key, "condition", &word.text, &refused);
            None
        }
    }
}

fn read_amendment(row: &Table<'_, '_>, frame: &Frame) -> Amendment {
    row.only(&["by", "from", "target", "what", "source"]);
    for key in ["from", "what"].into_iter().filter(|key| !row.has(key)) {
        row.missing(key);
    }
    Amendment {
        by: row.need_text("by"),
        from: read_day_in_force(row, frame),
        target: row.need_text("target"),
        what: row.in_words("what").unwrap_or_default(),
        source: read_source(row, frame),
    }
}

/// The first day of a later form: not behind the last day of the set, or it never holds. One from before its first day holds from then on.
pub(crate) fn read_day_in_force(row: &Table<'_, '_>, frame: &Frame) -> Date {
    let Some(from) = row.date("from") else { return Date::default() };
    if frame.effective.to.is_some_and(|to| to < from) {
        let bound = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| date.to_string());
        let (start, end) = (bound(frame.effective.from), bound(frame.effective.to));
        row.error("set.outside-effect", "from", &[("found", &from.to_string()), ("from", &start), ("to", &end)]);
    }
    from
}

fn read_criterion(row: &Table<'_, '_>, frame: &Frame) -> Criterion {
    row.only(&["no", "name", "group", "name_confidence", "corresponds", "indicators", "note"]);
    let no = row.need_number("no", 1, 999).and_then(|no| u16::try_from(no).ok()).unwrap_or_default();
    Criterion {
        no: CriterionNo(no),
        name: row.need_bilingual("name"),
        group: row.bilingual("group"),
        name_confidence: row.choice("name_confidence", &LABEL_CONFIDENCE),
        corresponds: read_corresponds(row),
        indicators: row.tables("indicators").iter().map(|indicator| read_indicator(indicator, no, frame)).collect(),
        listed_fully: false,
        note: row.in_words("note"),
    }
}

/// `corresponds = ["vn.commune.2016-2020.standard#14, 15"]`: criteria of other sets, by set.
fn read_corresponds(row: &Table<'_, '_>) -> BTreeMap<SetId, BTreeSet<CriterionNo>> {
    let mut listed: BTreeMap<SetId, BTreeSet<CriterionNo>> = BTreeMap::new();
    for word in row.words("corresponds") {
        match parse_correspondents(&word.text) {
            Some((set, numbers)) => listed.entry(set).or_default().extend(numbers),
            None => row.reader().report(row.reader().error("set.corresponds-malformed", word.span, &word.path).with("found", &word.text)),
        }
    }
    listed
}

/// Criteria of another set: `set#no, no`.
pub(crate) fn parse_correspondents(text: &str) -> Option<(SetId, BTreeSet<CriterionNo>)> {
    let (set, numbers) = text.split_once('#')?;
    let numbers = numbers.split(',').map(|no| no.trim().parse().ok().map(CriterionNo)).collect::<Option<_>>()?;
    Some((SetId::new(set), numbers))
}
