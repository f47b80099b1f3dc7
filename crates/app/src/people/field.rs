//! The field of a post (lĩnh vực) as people write it.

use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::{Field, UnitLevel};
use vedich_values::CriterionNo;
use vedich_values::text::fold;

/// Reads a field: `commune: 5, 14; hamlet: 3`, `xã: 5; thôn: 3`, or numbers alone, which are criteria of the unit's own level (of communes
/// above them). Nothing is everything; none: it can't be read.
///
/// ```
/// use vedich_app::people::read_field;
/// use vedich_facts::{Field, UnitLevel};
/// assert_eq!(read_field("Tiêu chí 5, 14", UnitLevel::Province), Some(Field::criteria("commune", [5, 14])));
/// ```
#[must_use]
pub fn read_field(text: &str, level: UnitLevel) -> Option<Field> {
    if text.trim().is_empty() {
        return Some(Field::WHOLE);
    }
    let usual = if level == UnitLevel::Hamlet { "hamlet" } else { "commune" };
    let mut only: BTreeMap<String, BTreeSet<CriterionNo>> = BTreeMap::new();
    for part in text.split(';').filter(|part| !part.trim().is_empty()) {
        let (key, numbers) = match part.split_once(':') {
            Some((key, numbers)) => (key_of(key), numbers),
            None => (usual.to_owned(), part),
        };
        only.entry(key).or_default().extend(numbers_of(numbers)?);
    }
    (!only.is_empty()).then_some(Field(Some(only)))
}

fn key_of(text: &str) -> String {
    match fold(text).trim() {
        "xa" => "commune".to_owned(),
        "thon" | "thon ban" => "hamlet".to_owned(),
        "huyen" => "district".to_owned(),
        "tinh" => "province".to_owned(),
        _ => text.trim().to_owned(),
    }
}

fn numbers_of(text: &str) -> Option<BTreeSet<CriterionNo>> {
    let words = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
    let said = words.filter(|word| !matches!(fold(word).as_str(), "tieu" | "chi" | "tc" | "so" | "va" | "criterion" | "criteria" | "and"));
    let number = |word: &str| {
        let digits = word.trim_start_matches(|c: char| c.eq_ignore_ascii_case(&'t') || c.eq_ignore_ascii_case(&'c'));
        digits.parse().ok().map(CriterionNo)
    };
    said.map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_as_it_is_written() {
        let check = |text: &str, expected: Option<Field>| assert_eq!(read_field(text, UnitLevel::Province), expected, "{text}");
        check("", Some(Field::WHOLE));
        let mut both = Field::criteria("commune", [5, 14]);
        both.0.as_mut().unwrap().insert("hamlet".to_owned(), BTreeSet::from([CriterionNo(3)]));
        check("commune: 5, 14; hamlet:3", Some(both.clone()));
        check("Xã: 5, 14; thôn: 3;", Some(both));
        check("5, 14", Some(Field::criteria("commune", [5, 14])));
        check("TC5, TC 14", Some(Field::criteria("commune", [5, 14])));
        check("tiêu chí 5 và 14", Some(Field::criteria("commune", [5, 14])));
        check("commune: five", None);
        check("trường học", None);
        check(";", None);
        assert_eq!(read_field("3", UnitLevel::Hamlet), Some(Field::criteria("hamlet", [3])));
    }
}
