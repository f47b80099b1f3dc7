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
    /// What the name of the unit begins with; empty: anything.
    #[serde(default)]
    pub called: Vec<String>,
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

impl Body {
    /// Whether it is for units of that name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.called.is_empty() || self.called.iter().any(|kind| name.starts_with(kind.as_str()))
    }
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

    /// Every body, in the order in which they are tried.
    pub fn iter(&self) -> std::slice::Iter<'_, Body> {
        self.body.iter()
    }

    /// These bodies, tried before others.
    #[must_use]
    pub fn before(mut self, others: Self) -> Self {
        self.body.extend(others.body);
        self
    }

    /// The body of a unit, its names filled in: the first that fits.
    #[must_use]
    pub fn of(&self, layout: &str, level: UnitLevel, name: &str, short: &str) -> Option<Body> {
        let body = self.body.iter().find(|body| body.layout == layout && body.levels.contains(&level) && body.is_called(name))?;
        let kind = name.strip_suffix(short).map_or("", str::trim).to_uppercase();
        let fill = |text: &String| {
            let text = text.replace("{UNIT}", &name.to_uppercase()).replace("{unit}", &lower_first(name)).replace("{KIND}", &kind);
            text.replace("{PLACE}", &short.to_uppercase()).replace("{place}", short)
        };
        Some(Body {
            parent: body.parent.iter().map(fill).collect(),
            lines: body.lines.iter().map(fill).collect(),
            name: fill(&body.name),
            addressee: fill(&body.addressee),
            issuer: fill(&body.issuer),
            authority: body.authority.iter().map(fill).collect(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_fits_level_and_name_is_taken_and_filled_in() {
        let text = r#"
            [[body]]
            layout = "party"
            levels = ["district"]
            called = ["Huyện"]
            parent = []
            lines = ["HUYỆN ỦY", "{PLACE}"]
            name = "Huyện ủy {place}"
            addressee = ""
            issuer = "HU"
            authority = []
            recipients = []

            [[body]]
            layout = "party"
            levels = ["district"]
            parent = []
            lines = ["ĐẢNG ỦY", "{UNIT}"]
            name = "Đảng ủy {unit}"
            addressee = ""
            issuer = "{KIND}"
            authority = []
            recipients = []
        "#;
        let bodies = Bodies::parse(text).unwrap();
        let of = |name, short| bodies.of("party", UnitLevel::District, name, short).unwrap();
        let district = of("Huyện Đông Sơn", "Đông Sơn");
        assert_eq!(
            (district.lines.join(" "), district.name.as_str(), district.issuer.as_str()),
            ("HUYỆN ỦY ĐÔNG SƠN".to_owned(), "Huyện ủy Đông Sơn", "HU")
        );
        let other = of("Đặc khu Vân Đồn", "Vân Đồn");
        assert_eq!((other.lines.join(" "), other.issuer.as_str()), ("ĐẢNG ỦY ĐẶC KHU VÂN ĐỒN".to_owned(), "ĐẶC KHU"));
    }
}
