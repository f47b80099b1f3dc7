//! In whose name papers are, as data: `data/papers/bodies.toml`.

use serde::Deserialize;
use vedich_facts::UnitLevel;

/// What is proposed for the papers of a unit of a level.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The layout it is for.
    pub layout: String,
    /// The levels it is for.
    pub levels: Vec<UnitLevel>,
    /// The body above, a line each.
    pub parent: Vec<String>,
    /// The issuing body, a line each.
    pub lines: Vec<String>,
    /// Its name in a sentence.
    pub name: String,
    /// Whom a paper to the unit is sent to.
    pub addressee: String,
    /// Its short name in symbols.
    pub issuer: String,
    /// Who signs, a line each.
    pub authority: Vec<String>,
    /// Who always gets a copy.
    pub recipients: Vec<String>,
}

/// Every body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bodies {
    body: Vec<Body>,
}

impl Bodies {
    /// Reads the file.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    /// The body of a unit, its names filled in.
    #[must_use]
    pub fn of(&self, layout: &str, level: UnitLevel, name: &str, short: &str) -> Option<Body> {
        let body = self.body.iter().find(|body| body.layout == layout && body.levels.contains(&level))?;
        let fill =
            |text: &String| text.replace("{UNIT}", &name.to_uppercase()).replace("{unit}", &lower_first(name)).replace("{place}", short);
        Some(Body {
            parent: body.parent.iter().map(fill).collect(),
            lines: body.lines.iter().map(fill).collect(),
            name: fill(&body.name),
            addressee: fill(&body.addressee),
            recipients: body.recipients.iter().map(fill).collect(),
            ..body.clone()
        })
    }
}

/// The type word of a unit has a small letter in a sentence: `xã Hải Đông`.
#[must_use]
pub fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
