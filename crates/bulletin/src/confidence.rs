//! How sure each rule is, as measured: a small table in the data, not a guess in the code.

use rustc_hash::FxHashMap;

/// Shares of right facts by rule, in hundredths.
#[derive(Debug, Default)]
pub(crate) struct Confidence {
    by_rule: FxHashMap<String, u8>,
}

/// What a rule gets that nobody has measured yet.
const UNMEASURED: u8 = 70;

impl Confidence {
    /// Reads `rule = hundredths` lines (TOML).
    ///
    /// # Errors
    /// What the TOML reader says.
    pub(crate) fn new(text: &str) -> Result<Self, toml::de::Error> {
        let table: toml::Table = text.parse()?;
        let by_rule = table.into_iter().filter_map(|(rule, v)| Some((rule, u8::try_from(v.as_integer()?).ok()?.min(99)))).collect();
        Ok(Self { by_rule })
    }

    /// The confidence of a rule.
    #[must_use]
    pub(crate) fn of(&self, rule: &str) -> u8 {
        self.by_rule.get(rule).copied().unwrap_or(UNMEASURED)
    }
}
