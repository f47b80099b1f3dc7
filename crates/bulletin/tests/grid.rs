//! The grid: small cases of our own sentences, every phenomenon several ways, negatives too (`tests/grid/*.txt`).
mod common;

use common::{Case, cases, reader, unlisted, wanted};
use std::collections::BTreeMap;
use vedich_bulletin::Fact;

struct Result {
    right: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

fn run(case: &Case) -> Result {
    let facts = reader().read(&case.text, case.hint.as_deref());
    let mut left: Vec<&Fact> = facts.iter().collect();
    let (mut right, mut missed) = (0, Vec::new());
    for line in &case.expected {
        match left.iter().position(|f| wanted(line, f)) {
            Some(i) => {
                left.remove(i);
                right += 1;
            }
            None => missed.push(line.clone()),
        }
    }
    let wrong = left
        .into_iter()
        .filter(|f| !unlisted(f) && !case.expected.iter().chain(&case.optional).any(|l| wanted(l, f)))
        .map(|f| serde_json::to_string(&f.body).expect("facts are plain data"))
        .collect();
    Result { right, wrong, missed }
}

#[test]
fn the_grid_holds() {
    let (mut right, mut wrong, mut missed, mut clean, mut in_negatives) = (0usize, 0usize, 0usize, 0usize, 0usize);
    // `GRID=14` runs the files whose name begins so
    let only = option_env!("GRID").unwrap_or_default();
    let all: Vec<Case> = cases().into_iter().filter(|c| c.place.starts_with(only)).collect();
    for case in &all {
        let r = run(case);
        right += r.right;
        wrong += r.wrong.len();
        missed += r.missed.len();
        clean += usize::from(r.wrong.is_empty() && r.missed.is_empty());
        if case.expected.is_empty() {
            in_negatives += r.wrong.len();
        }
        if !r.wrong.is_empty() || !r.missed.is_empty() {
            println!("{}: {}", case.place, case.text);
            r.missed.iter().for_each(|m| println!("   missed  {m}"));
            r.wrong.iter().for_each(|w| println!("   wrong   {w}"));
        }
    }
    println!("{} cases, {clean} clean; right {right}, wrong {wrong}, missed {missed}; wrong on negatives {in_negatives}", all.len());
    if !only.is_empty() {
        return;
    }
    assert!(all.len() >= 300, "only {} cases", all.len());
    // precision before recall: hundredths of the facts the reader gives that are right, and of the expected ones it finds
    assert!(right * 100 >= 97 * (right + wrong), "precision fell");
    assert!(right * 100 >= 94 * (right + missed), "recall fell");
    assert!(in_negatives <= 2, "facts in sentences that state none");
}

#[test]
fn of_facts_said_ninety_nine_in_ten_are_right_rule_by_rule() {
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for case in cases() {
        for fact in reader().read(&case.text, case.hint.as_deref()).iter().filter(|f| f.confidence >= 90) {
            let count = rules.entry(fact.rule).or_default();
            if case.expected.iter().chain(&case.optional).any(|l| wanted(l, fact)) {
                count.0 += 1;
            } else if !unlisted(fact) {
                count.1 += 1;
            }
        }
    }
    println!("said 90 and more: {rules:?}");
    let all: usize = rules.values().map(|(right, _)| right).sum();
    assert!(all >= 500, "only {all} facts are said with 90 and more");
    for (rule, (right, wrong)) in rules {
        assert!(right * 10 >= 9 * (right + wrong), "{rule} promises too much: {right} right, {wrong} wrong");
    }
}
