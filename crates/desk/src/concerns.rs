//! What an order concerns: the criteria and places its words name, and who is to cooperate.

use crate::party::Named;
use crate::place;
use crate::words::Words;
use vedich_criteria::CriteriaSet;
use vedich_facts::steering::Party;
use vedich_units::COUNTRY;
use vedich_values::text::fold;
use vedich_values::{CriterionNo, UnitId};

/// Words a criterion's name may have.
const LONGEST_NAME: usize = 14;
/// Parties, places and criteria one order names at most.
const MOST: usize = 12;

/// The criteria named behind "tiêu chí": "tiêu chí số 5 (trường học) và số 17", "các tiêu chí giao thông, môi trường".
pub(crate) fn criteria(words: &Words, set: &CriteriaSet, text: &str) -> Vec<CriterionNo> {
    let folded = fold(text);
    let tokens: Vec<&str> = folded.split(' ').collect();
    let mut found: Vec<CriterionNo> = Vec::new();
    for start in (1..tokens.len()).filter(|i| tokens[i - 1] == "tieu" && tokens[*i] == "chi") {
        let (mut i, mut numbers) = (start + 1, true);
        while i < tokens.len() && found.len() < MOST {
            let token = tokens[i];
            if matches!(token, "so" | "va" | "ve" | "tieu" | "chi") {
                numbers = true;
                i += 1;
                continue;
            }
            if token.parse::<u16>().is_ok() {
                let Some(no) = words.criterion(set, token).filter(|_| numbers) else { break };
                found.push(no);
                i += 1;
                continue;
            }
            let longest = (1..=LONGEST_NAME.min(tokens.len() - i)).rev();
            let Some((len, no)) = longest.filter_map(|len| Some((len, words.called(set, &tokens[i..i + len].join(" "))?))).next() else {
                break;
            };
            found.push(no);
            numbers = false;
            i += len;
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The units the words name by their type: "xã A", "thị trấn B".
pub(crate) fn places(named: &Named<'_>, text: &str) -> Vec<UnitId> {
    const KINDS: [(&str, &str); 4] = [("xa", "commune"), ("phuong", "ward"), ("huyen", "district"), ("thon", "hamlet")];
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found: Vec<UnitId> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let Some((_, level)) = KINDS.iter().find(|(kind, _)| fold(word) == *kind) else { continue };
        let mut name = Vec::new();
        for word in words.iter().skip(i + 1).take(4).take_while(|word| word.chars().next().is_some_and(char::is_uppercase)) {
            name.push(word.trim_end_matches([',', ';', '.', ')', ':']));
            if word.ends_with([',', ';', '.', ')', ':']) {
                break;
            }
        }
        let near = named.home.or(Some(named.unit));
        let unit = (!name.is_empty()).then(|| place::find(named.registry, &name.join(" "), level, named.day, near).unit()).flatten();
        if let Some(unit) = unit.filter(|unit| *unit != COUNTRY && !found.contains(unit) && found.len() < MOST) {
            found.push(unit);
        }
    }
    found
}

/// Who cooperates: "phối hợp với phòng A, Ban B và xã C rà soát …".
pub(crate) fn cooperating(words: &Words, named: &Named<'_>, text: &str) -> Vec<Party> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let keys: Vec<String> = tokens.iter().map(|token| fold(token)).collect();
    let Some(at) = (1..keys.len()).find(|i| keys[i - 1] == "phoi" && keys[*i] == "hop") else { return Vec::new() };
    let mut from = at + 1;
    while keys.get(from).is_some_and(|key| matches!(key.as_str(), "voi" | "cung" | "chat" | "che")) {
        from += 1;
    }
    let acts = |i: usize| {
        words
            .acts()
            .any(|act| act.split(' ').zip(keys[i..].iter().map(String::as_str)).filter(|(a, b)| a == b).count() == act.split(' ').count())
    };
    // A verb inside a name has a capital ("Ban Tổ chức").
    let small = |i: usize| tokens[i].chars().next().is_some_and(char::is_lowercase);
    let Some(to) = (from + 1..tokens.len()).find(|i| small(*i) && acts(*i)) else { return Vec::new() };
    if to - from > 30 {
        return Vec::new();
    }
    let mut parties: Vec<Party> = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    let mut close = |name: &mut Vec<&str>| {
        let text = name.join(" ");
        name.clear();
        let text = text.trim_matches([',', ';', ' ']);
        if text.chars().count() > 2 && parties.len() < MOST {
            parties.push(named.lead(text));
        }
    };
    for i in from..to {
        // "Lao động - Thương binh và Xã hội", "Tài nguyên và Môi trường": "và" before a capital that begins no office is part of the name
        let office = |i: usize| words.offices().any(|head| keys.get(i).is_some_and(|key| key == head));
        if keys[i] == "va" && office(i + 1) {
            close(&mut name);
            continue;
        }
        name.push(tokens[i]);
        if tokens[i].ends_with([',', ';']) && office(i + 1) {
            close(&mut name);
        }
    }
    close(&mut name);
    parties
}
