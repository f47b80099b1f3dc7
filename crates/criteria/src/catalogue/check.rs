//! What must agree inside a set and between sets.

use crate::model::{Completeness, CriteriaSet};
use crate::read::{Reader, Table, parse_correspondents};
use std::collections::{BTreeSet, HashSet};
use vedich_values::near::nearest;
use vedich_values::{CriterionNo, SetId};

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
    let compare = |key: &'static str, declared_count: Option<u32>, found: u32| {
        if declared_count != Some(found) {
            let said = declared_count.map_or_else(|| "?".to_owned(), |count| count.to_string());
            declared.error("set.declared-differs", key, &[("what", key), ("declared", &said), ("found", &found.to_string())]);
        }
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
pub(super) fn check_references(reader: &Reader<'_>, set: &CriteriaSet, knows: &dyn Fn(&str) -> bool, ids: &[SetId]) {
    let root = Table::root(reader, reader.document());
    let indicators = root.tables("criteria").into_iter().flat_map(|criterion| criterion.tables("indicators"));
    for row in root.tables("conditions").into_iter().chain(indicators) {
        let Some(refers) = row.text("refers_to") else { continue };
        let base = refers.split('#').next().unwrap_or_default();
        if base.starts_with("vn") && base != set.id.as_str() && !knows(base) {
            match nearest(base, ids.iter().map(SetId::as_str)) {
                Some(near) => row.error("set.refers-misspelt", "refers_to", &[("found", base), ("suggestion", near)]),
                None => row.error("set.refers-unknown", "refers_to", &[("found", base)]),
            }
        }
    }
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
