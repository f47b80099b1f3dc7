//! How sure each rule is, as measured: a small table in the data, not a guess in the code.

use rustc_hash::FxHashMap;
use thiserror::Error;

/// How a text says whose a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// The sentence names it.
    Named,
    /// The sentence calls it by the word for its level: "xã", "toàn huyện".
    Called,
    /// The sentence says nothing of it: it was told of before.
    Before,
}

/// A problem in the table.
#[derive(Debug, Error)]
pub enum ConfidenceError {
    /// The text is not TOML.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A rule whose share is neither a number nor one for each way of saying whose a fact is.
    #[error("`{0}` is neither hundredths nor `{{ named, called, before }}` of them")]
    Share(String),
}

/// Shares of right facts by rule, in hundredths: when the unit is named, called or was told of before.
#[derive(Debug, Default)]
pub(crate) struct Confidence {
    by_rule: FxHashMap<String, [u8; 3]>,
}

/// What a rule gets that nobody has measured yet.
const UNMEASURED: u8 = 70;

/// No fact is certain.
const MOST: u8 = 99;

impl Confidence {
    /// Reads `rule = hundredths` or `rule = { named = …, called = …, before = … }` lines (TOML).
    ///
    /// # Errors
    /// What the TOML reader says, or the first rule whose share has another shape.
    pub(crate) fn new(text: &str) -> Result<Self, ConfidenceError> {
        let table: toml::Table = text.parse()?;
        let by_rule = table.into_iter().map(|(rule, v)| match shares(&v) {
            Some(shares) => Ok((rule, shares)),
            None => Err(ConfidenceError::Share(rule)),
        });
        Ok(Self { by_rule: by_rule.collect::<Result<_, _>>()? })
    }

    /// The confidence of a rule, given how whose fact it is was said.
    #[must_use]
    pub(crate) fn of(&self, rule: &str, said: Said) -> u8 {
        self.by_rule.get(rule).map_or(UNMEASURED, |shares| shares[said as usize])
    }
}

fn shares(value: &toml::Value) -> Option<[u8; 3]> {
    let hundredths = |v: &toml::Value| u8::try_from(v.as_integer()?).ok().map(|share| share.min(MOST));
    match value {
        toml::Value::Table(by) => {
            let [named, called, before] = ["named", "called", "before"].map(|key| by.get(key).and_then(hundredths));
            Some([named?, called?, before?])
        }
        one => hundredths(one).map(|share| [share; 3]),
    }
}

#[cfg(test)]
mod tests {
    use super::{Confidence, Said};

    #[test]
    fn one_share_or_one_for_each_way_of_saying_whose() {
        let table = Confidence::new("finance = 92\nprogress = { named = 94, called = 90, before = 81 }").unwrap();
        assert_eq!([Said::Named, Said::Called, Said::Before].map(|said| table.of("progress", said)), [94, 90, 81]);
        assert_eq!((table.of("finance", Said::Before), table.of("new", Said::Named)), (92, 70));
    }

    #[test]
    fn a_rule_without_a_share_is_told_by_name() {
        let error = Confidence::new("progress = { named = 94, called = 90 }").unwrap_err().to_string();
        assert!(error.contains("`progress`"), "{error}");
    }
}
