//! The field of a post (lĩnh vực) as people write it.

use crate::App;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vedich_board::Reference;
use vedich_criteria::{CriteriaSet, Subject};
use vedich_facts::{Field, UnitLevel};
use vedich_rights::Post;
use vedich_values::text::fold;
use vedich_values::{CriterionNo, Date, UnitId};

/// A field with the numbers of each kind of unit as numbers of the set that was in force there on that day. Those of no set stay as they
/// are, and cover nothing.
pub(crate) fn of_sets(reference: &Reference, field: &Field, unit: UnitId, on: Date) -> Field {
    let Some(only) = &field.0 else { return Field::WHOLE };
    let mut by_set: BTreeMap<String, BTreeSet<CriterionNo>> = BTreeMap::new();
    for (key, numbers) in only {
        let set = Subject::from_name(key).and_then(|subject| reference.set_spoken_of(subject, unit, on));
        let set = set.map_or(key.as_str(), |set| set.id.as_str());
        by_set.entry(set.to_owned()).or_default().extend(numbers);
    }
    Field(Some(by_set))
}

/// What a field comes to under a set that is in force now.
#[derive(Clone, Debug)]
pub struct Covered {
    /// The set.
    pub set: Arc<CriteriaSet>,
    /// Its criteria that the field covers; none: the field has to be given anew.
    pub criteria: Vec<CriterionNo>,
}

impl App {
    /// What the field of a post, and of the post it delegates, covers under the sets by which people speak today, for every kind of unit
    /// it is about. Nothing for a post that is for all criteria.
    #[must_use]
    pub fn covered_now(&self, post: &Post) -> Vec<Covered> {
        let (reference, rights) = (self.reference(), self.rights());
        let fields: Vec<&Field> = [Some(post), rights.root(post)].into_iter().flatten().map(|post| &post.field).collect();
        let named = post.field.0.iter().flat_map(BTreeMap::keys);
        let subjects: BTreeSet<&str> =
            named.map(|key| reference.catalogue.get(key).map_or(key.as_str(), |set| set.subject.name())).collect();
        let covered = |subject: &str| {
            // A post goes on over what its unit became: the set is that of today, wherever the unit ended.
            let slug = reference.registry.province_slug(post.unit, reference.day_there(post.unit, self.today()));
            let set = Arc::clone(reference.catalogue.spoken_of(Subject::from_name(subject)?, slug, self.today())?);
            let has = |no: &CriterionNo| {
                let parts = reference.catalogue.counterparts(&set.id, *no);
                fields.iter().all(|field| field.has(&parts))
            };
            let criteria = set.criteria.iter().map(|criterion| criterion.no).filter(has).collect();
            Some(Covered { set, criteria })
        };
        subjects.into_iter().filter_map(covered).collect()
    }
}

/// Reads a field: `commune: 5, 14; hamlet: 3`, `xã: 5; thôn: 3`, or numbers alone, which are criteria of the unit's own level (of communes
/// above them), by the set in force on the first day of the post; or of a set by its id: `vn.commune.2021-2025.advanced: 5`. Nothing is
/// everything; none: it can't be read.
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
