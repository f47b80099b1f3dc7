//! Dictionaries of the desk: which indicator of a set the reader's word means, which criterion a name means, which stage a status is.

use serde::Deserialize;
use std::collections::BTreeMap;
use vedich_criteria::{CriteriaSet, Indicator, Measure, Subject};
use vedich_values::text::fold;
use vedich_values::{CriterionNo, IndicatorCode};

/// The dictionaries, read and folded once.
#[derive(Clone, Debug)]
pub struct Words {
    indicators: Vec<Meaning>,
    stages: BTreeMap<String, String>,
    subjects: BTreeMap<String, String>,
    acts: Vec<String>,
    offices: Vec<String>,
    /// Number of a criterion of the national commune sets and what it is called, folded.
    criteria: BTreeMap<u16, Vec<String>>,
}

#[derive(Clone, Debug)]
struct Meaning {
    key: String,
    names: Vec<Vec<String>>,
    not: Vec<String>,
    measures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    indicators: Vec<Row>,
    stages: BTreeMap<String, String>,
    subjects: BTreeMap<String, String>,
    orders: Orders,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Orders {
    acts: Vec<String>,
    offices: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    key: String,
    names: Vec<Vec<String>>,
    #[serde(default)]
    not: Vec<String>,
    measures: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    criterion: BTreeMap<String, Vec<String>>,
}

/// Why a dictionary cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// It has another shape.
    #[error("dictionary of the desk: {0}")]
    Shape(#[from] toml::de::Error),
    /// A criterion without a number.
    #[error("`{0}` is no number of a criterion")]
    Number(String),
}

impl Words {
    /// Reads `data/desk/words.toml` and `data/bulletin/criteria.toml`.
    ///
    /// # Errors
    /// When one of them has another shape.
    pub fn new(words: &str, criteria: &str) -> Result<Self, WordsError> {
        let File { indicators, stages, subjects, orders } = toml::from_str(words)?;
        let names: Names = toml::from_str(criteria)?;
        let folded = |list: Vec<String>| list.iter().map(|text| fold(text)).collect::<Vec<_>>();
        let mut by_number = BTreeMap::new();
        for (number, aliases) in names.criterion {
            by_number.insert(number.parse().map_err(|_| WordsError::Number(number.clone()))?, folded(aliases));
        }
        let meaning = |row: Row| Meaning {
            key: row.key,
            names: row.names.into_iter().map(folded).collect(),
            not: folded(row.not),
            measures: row.measures,
        };
        let (acts, offices) = (folded(orders.acts), folded(orders.offices));
        Ok(Self { indicators: indicators.into_iter().map(meaning).collect(), stages, subjects, acts, offices, criteria: by_number })
    }

    /// What orders begin to be done with, folded: "rà soát", "hoàn thành".
    pub(crate) fn acts(&self) -> impl Iterator<Item = &str> {
        self.acts.iter().map(String::as_str)
    }

    /// The first word of offices and units, folded.
    pub(crate) fn offices(&self) -> impl Iterator<Item = &str> {
        self.offices.iter().map(String::as_str)
    }

    /// The criterion of a set that bears exactly this (folded) name.
    pub(crate) fn called(&self, set: &CriteriaSet, folded: &str) -> Option<CriterionNo> {
        let names: Vec<(CriterionNo, String)> = set.criteria.iter().map(|one| (one.no, fold(&one.name.vi))).collect();
        let own = names.iter().find(|(_, name)| name == folded).map(|(no, _)| *no);
        own.or_else(|| self.by_alias(set, &names, folded))
    }

    /// The stage of recognition a status of the reader is.
    #[must_use]
    pub fn stage(&self, status: &str) -> Option<&str> {
        self.stages.get(status).map(String::as_str)
    }

    /// Statuses that are stages, as forms offer them.
    pub fn statuses(&self) -> impl Iterator<Item = &str> {
        self.stages.keys().map(String::as_str)
    }

    /// What kind of unit is counted.
    #[must_use]
    pub fn subject(&self, subject: &str) -> Option<Subject> {
        Some(match self.subjects.get(subject)?.as_str() {
            "commune" => Subject::Commune,
            "hamlet" => Subject::Hamlet,
            "district" => Subject::District,
            "province" => Subject::Province,
            "garden" => Subject::Garden,
            "household" => Subject::Household,
            _ => return None,
        })
    }

    /// What can be counted, as forms offer it.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.subjects.keys().map(String::as_str)
    }

    /// The indicator of a set that a code or a word of the reader means.
    #[must_use]
    pub fn indicator(&self, set: &CriteriaSet, text: &str) -> Option<IndicatorCode> {
        let text = text.trim();
        let code = text.split([' ', ':']).next().unwrap_or(text).trim_end_matches('.');
        if let Some(known) = set.indicator(text).or_else(|| set.indicator(code)) {
            return Some(known.code.clone());
        }
        let meaning = self.indicators.iter().find(|meaning| meaning.key == text)?;
        meaning
            .names
            .iter()
            .find_map(|all| set.indicators().map(|(_, indicator)| indicator).find(|indicator| meaning.fits(indicator, all)))
            .map(|indicator| indicator.code.clone())
    }

    /// The criterion of a set that a name or number means.
    #[must_use]
    pub fn criterion(&self, set: &CriteriaSet, text: &str) -> Option<CriterionNo> {
        let folded = fold(text);
        let bare = ["tieu chi so ", "tieu chi ", "so ", "ve "]
            .iter()
            .fold(folded.as_str(), |text, prefix| text.strip_prefix(prefix).unwrap_or(text));
        let first = bare.split(' ').next().unwrap_or(bare);
        if let Ok(number) = first.parse::<u16>() {
            return set.criteria.iter().map(|one| one.no).find(|no| no.0 == number);
        }
        if bare.is_empty() {
            return None;
        }
        self.criterion_named(set, bare).or_else(|| {
            let names = folded_names(set);
            let mut like = names.iter().filter(|(_, name)| name.contains(bare) || (name.len() > 3 && bare.contains(name.as_str())));
            match (like.next(), like.next()) {
                (Some((no, _)), None) => Some(*no),
                _ => None,
            }
        })
    }

    /// The criterion of a set that bears a name, or is commonly called so; nothing by part of a name.
    #[must_use]
    pub fn criterion_named(&self, set: &CriteriaSet, text: &str) -> Option<CriterionNo> {
        let (names, wanted) = (folded_names(set), fold(text));
        let named = names.iter().find(|(_, name)| *name == wanted).map(|(no, _)| *no);
        named.or_else(|| self.by_alias(set, &names, &wanted))
    }

    /// By one of the other names of the national criteria: the criterion of the set that bears any of them, else, in sets of communes,
    /// the one of that number.
    fn by_alias(&self, set: &CriteriaSet, names: &[(CriterionNo, String)], text: &str) -> Option<CriterionNo> {
        let (number, aliases) = self.criteria.iter().find(|(_, aliases)| aliases.iter().any(|alias| alias == text))?;
        let same = names.iter().find(|(_, name)| aliases.iter().any(|alias| alias == name)).map(|(no, _)| *no);
        let numbered = || (set.subject == Subject::Commune).then(|| names.iter().map(|(no, _)| *no).find(|no| no.0 == *number)).flatten();
        same.or_else(numbered)
    }
}

fn folded_names(set: &CriteriaSet) -> Vec<(CriterionNo, String)> {
    set.criteria.iter().map(|one| (one.no, fold(&one.name.vi))).collect()
}

impl Meaning {
    fn fits(&self, indicator: &Indicator, all: &[String]) -> bool {
        let name = fold(&indicator.name.vi);
        let measured = match indicator.measure {
            Measure::Percent => "percent",
            Measure::Amount => "amount",
            _ => "other",
        };
        self.measures.iter().any(|measure| measure == measured)
            && all.iter().all(|word| name.contains(word.as_str()))
            && !self.not.iter().any(|word| name.contains(word.as_str()))
    }
}
