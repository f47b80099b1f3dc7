//! What must agree inside a set and between sets.

use crate::attributes::{KIND, each_test};
use crate::expr::{Literal, Test, looks_like_expression, parse};
use crate::model::{Completeness, CriteriaSet, Scope};
use crate::read::{Reader, Table, Word, parse_correspondents};
use std::collections::{BTreeSet, HashSet};
use vedich_values::near::nearest;
use vedich_values::{CriterionNo, Diagnostic, SetId, Severity};

/// Numbers, codes, identities and declared counts inside one file.
pub(super) fn check_set(reader: &Reader<'_>, set: &CriteriaSet) {
    let root = Table::root(reader, reader.document());
    check_criteria(&root);
    for (list, key) in [("zones", "id"), ("zone_rules", "id"), ("conditions", "id")] {
        check_unique(&root.tables(list), key);
    }
    check_targets(&root, set);
    let criteria = u32::try_from(set.criteria.len()).unwrap_or(u32::MAX);
    let indicators = u32::try_from(set.indicators().count()).unwrap_or(u32::MAX);
    let Some(declared) = root.table("declared") else { return };
    let compare = |key: &'static str, declared_count: Option<u32>, found: u32| match declared_count {
        Some(said) if said == found => {}
        Some(said) => {
            let params = [("what", key), ("declared", &*said.to_string()), ("found", &*found.to_string())];
            declared.error("set.declared-differs", key, &params);
        }
        // One that can't be read has been reported.
        None if declared.has(key) => {}
        None => declared.error("set.declared-missing", key, &[("what", key), ("found", &found.to_string())]),
    };
    match set.completeness {
        Completeness::Full => {
            compare("criteria", set.declared_criteria, criteria);
            compare("indicators", set.declared_indicators, indicators);
        }
        Completeness::CriteriaOnly => compare("criteria", set.declared_criteria, criteria),
        Completeness::Partial | Completeness::DeclaredOnly => {}
    }
    if set.completeness != Completeness::Full && set.declared_indicators.is_some_and(|said| indicators > said) {
        compare("indicators", set.declared_indicators, indicators);
    }
}

fn check_criteria(root: &Table<'_, '_>) {
    let mut numbers: Vec<u32> = Vec::new();
    let mut codes: HashSet<String> = HashSet::new();
    for criterion in root.tables("criteria") {
        if let Some(no) = criterion.number("no", 1, 999) {
            if numbers.contains(&no) {
                criterion.error("set.criterion-repeated", "no", &[("found", &no.to_string())]);
            } else if numbers.last().is_some_and(|last| *last > no) {
                criterion.error("set.criterion-order", "no", &[("found", &no.to_string())]);
            }
            numbers.push(no);
        }
        for indicator in criterion.tables("indicators") {
            if let Some(code) = indicator.text("code")
                && !codes.insert(code.clone())
            {
                indicator.error("set.code-repeated", "code", &[("found", &code)]);
            }
            let ways: Vec<Table<'_, '_>> = indicator.tables("parts").into_iter().chain(indicator.tables("any_of")).collect();
            check_unique(&ways, "key");
        }
    }
}

fn check_unique(rows: &[Table<'_, '_>], key: &str) {
    let mut seen = HashSet::new();
    for row in rows {
        if let Some(id) = row.text(key)
            && !seen.insert(id.clone())
        {
            row.error("set.key-repeated", key, &[("key", key), ("found", &id)]);
        }
    }
}

/// Amendments must aim at something of the set; a set that extends another may aim at what it takes over.
fn check_targets(root: &Table<'_, '_>, set: &CriteriaSet) {
    if set.extends.is_some() {
        return;
    }
    for amendment in root.tables("amendments") {
        let Some(target) = amendment.text("target") else { continue };
        let known = target == "zone_rules"
            || set.indicator(&target).is_some()
            || set.conditions.iter().any(|condition| condition.id == target)
            || set.criteria.iter().any(|criterion| criterion.no.to_string() == target);
        if !known {
            amendment.error("set.amendment-target-unknown", "target", &[("found", &target)]);
        }
    }
}

/// References to other sets: `extends` is checked when it is resolved.
/// `codes` knows what can be referred to in a set.
pub(super) fn check_references(reader: &Reader<'_>, set: &CriteriaSet, codes: &dyn Fn(&SetId) -> Option<BTreeSet<String>>, ids: &[SetId]) {
    let root = Table::root(reader, reader.document());
    let indicators = root.tables("criteria").into_iter().flat_map(|criterion| criterion.tables("indicators"));
    for row in root.tables("conditions").into_iter().chain(indicators) {
        let Some(refers) = row.text("refers_to") else { continue };
        let (base, code) = refers.split_once('#').map_or((refers.as_str(), None), |(base, code)| (base, Some(code.trim())));
        if !base.starts_with("vn") {
            continue;
        }
        match (codes(&SetId::new(base)), code) {
            (Some(known), Some(code)) if !known.contains(code) => {
                let near = nearest(code, known.iter().map(String::as_str)).unwrap_or_default();
                let params = [("found", code), ("set", base), ("suggestion", near)];
                row.error(if near.is_empty() { "set.refers-no-code" } else { "set.refers-other-code" }, "refers_to", &params);
            }
            (Some(_), _) => {}
            (None, _) if base == set.id.as_str() => {}
            (None, _) => match nearest(base, ids.iter().map(SetId::as_str)) {
                Some(near) => row.error("set.refers-misspelt", "refers_to", &[("found", base), ("suggestion", near)]),
                None => row.error("set.refers-unknown", "refers_to", &[("found", base)]),
            },
        }
    }
}

/// What the conditions of a set name, once it is resolved: zones that are declared, and attributes that are spelt as those that other
/// sets ask for. An attribute nobody has asked for yet is a new one.
pub(super) fn check_conditions(reader: &Reader<'_>, resolved: &CriteriaSet, known: &BTreeSet<String>) {
    let root = Table::root(reader, reader.document());
    let criteria = root.tables("criteria");
    let indicators: Vec<Table<'_, '_>> = criteria.iter().flat_map(|criterion| criterion.tables("indicators")).collect();
    let parts: Vec<Table<'_, '_>> = indicators.iter().flat_map(|indicator| indicator.tables("parts")).collect();
    let of_indicators = indicators.iter().chain(&parts).filter_map(|row| row.word("when"));
    let of_zones = root.tables("zones").into_iter().chain(root.tables("zone_rules")).flat_map(|row| row.words("when_any"));
    let of_conditions = root.tables("conditions").into_iter().filter_map(|row| row.word("applies_when"));
    for word in of_indicators.chain(of_zones).chain(of_conditions).filter(|word| looks_like_expression(&word.text)) {
        // What does not parse has been reported.
        if let Ok(expression) = parse(&word.text) {
            each_test(&expression, &mut |attribute, test| check_test(reader, &word, (attribute, test), resolved, known));
        }
    }
}

fn check_test(reader: &Reader<'_>, word: &Word, (attribute, test): (&str, &Test), resolved: &CriteriaSet, known: &BTreeSet<String>) {
    let problem = |code| reader.error(code, word.span.clone(), &word.path);
    let is_zone = attribute == "zone" || attribute.split_once('.').is_some_and(|(_, name)| name == resolved.zone_attribute());
    if !is_zone {
        if let Some(near) = misspelt(attribute, known) {
            // A property of its own is as good as any other, and no distance in letters tells it from one that is misspelt: who wrote the
            // file decides.
            let told = problem("set.attribute-misspelt").with("found", attribute).with("suggestion", near);
            reader.report(Diagnostic { severity: Severity::Warning, ..told });
        }
        return;
    }
    let Test::In(values) = test else { return };
    let declared: Vec<&str> = resolved.zones.iter().map(|zone| zone.id.as_str()).collect();
    for value in values {
        let Literal::Word(zone) = value else { continue };
        if !declared.contains(&zone.as_str()) {
            let near = nearest(zone, declared.iter().copied());
            let code = if near.is_some() { "set.zone-misspelt" } else { "set.zone-unknown" };
            let told = problem(code).with("found", zone).with("allowed", declared.join(", "));
            reader.report(told.with("suggestion", near.unwrap_or_default()));
        }
    }
}

/// The attribute of the same level that was meant. What the register answers is asked by no other set and yet is known, and attributes that
/// differ in a year or a number alone are two.
fn misspelt(attribute: &str, known: &BTreeSet<String>) -> Option<String> {
    let (level, name) = attribute.split_once('.')?;
    if known.contains(attribute) || name == KIND {
        return None;
    }
    let of_level = || known.iter().filter_map(|other| other.split_once('.')).filter(|(other, _)| *other == level).map(|(_, name)| name);
    let near = nearest(name, of_level().chain([KIND]))?;
    let letters = |text: &str| text.replace(|c: char| c.is_ascii_digit() || c == '_', "");
    (letters(near) != letters(name)).then(|| format!("{level}.{near}"))
}

/// The province a set is for, where it is none of those there are.
pub(super) fn check_province(reader: &Reader<'_>, set: &CriteriaSet, provinces: &BTreeSet<&str>) {
    let Scope::Province(slug) = &set.scope else { return };
    if provinces.contains(slug.as_str()) {
        return;
    }
    let near = nearest(slug, provinces.iter().copied());
    let code = if near.is_some() { "set.province-misspelt" } else { "set.province-unknown" };
    let problem = reader.error(code, reader.find_key("scope"), "scope").with("found", slug);
    reader
        .report(problem.with("suggestion", near.unwrap_or_default()).with("allowed", Vec::from_iter(provinces.iter().copied()).join(", ")));
}

/// Criteria of other sets that criteria are said to correspond to. `criteria` knows the numbers of a set.
pub(super) fn check_correspondents(reader: &Reader<'_>, criteria: &dyn Fn(&SetId) -> Option<BTreeSet<CriterionNo>>, ids: &[SetId]) {
    let root = Table::root(reader, reader.document());
    for word in root.tables("criteria").iter().flat_map(|criterion| criterion.words("corresponds")) {
        let Some((set, numbers)) = parse_correspondents(&word.text) else { continue };
        let problem = |code| reader.error(code, word.span.clone(), &word.path).with("found", &word.text);
        match criteria(&set) {
            Some(known) => {
                if let Some(no) = numbers.difference(&known).next() {
                    reader.report(problem("set.corresponds-unknown").with("set", &set).with("criterion", no));
                }
            }
            None => {
                let near = nearest(set.as_str(), ids.iter().map(SetId::as_str));
                let code = if near.is_some() { "set.refers-misspelt" } else { "set.refers-unknown" };
                reader.report(problem(code).with("suggestion", near.unwrap_or_default()));
            }
        }
    }
}

/// Counts after `extends` is resolved.
pub(super) fn check_resolved(reader: &Reader<'_>, set: &CriteriaSet, resolved: &CriteriaSet) {
    if set.extends.is_none() {
        return;
    }
    let root = Table::root(reader, reader.document());
    let found = u32::try_from(resolved.criteria.len()).unwrap_or(u32::MAX);
    if let Some(declared) = set.declared_criteria
        && declared != found
        && let Some(table) = root.table("declared")
    {
        table.error(
            "set.declared-differs",
            "criteria",
            &[("what", "criteria"), ("declared", &declared.to_string()), ("found", &found.to_string())],
        );
    }
}
