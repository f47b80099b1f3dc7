//! What a dossier needs: its pieces, and the evidence of each indicator.

use crate::files::DOSSIER;
use serde::Deserialize;
use std::sync::LazyLock;
use vedich_criteria::Criterion;
use vedich_values::Bilingual;
use vedich_values::text::fold;

/// What a dossier of recognition needs (hồ sơ công nhận).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// The papers of the whole.
    pub pieces: Vec<Piece>,
    /// The evidence of indicators, by the name of their criterion.
    items: Vec<Items>,
}

/// A paper of the dossier.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// Identity.
    pub key: String,
    /// Its name.
    pub name: Bilingual,
    /// The kinds of unit that need it: `commune`, `hamlet`.
    pub subjects: Vec<String>,
}

/// Something that shows an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Identity among those of its criterion.
    pub key: String,
    /// Its name.
    pub name: Bilingual,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Items {
    #[serde(default)]
    names: Vec<String>,
    key: String,
    need: Vec<Need>,
}

impl Dossier {
    /// The papers a kind of unit needs.
    pub fn pieces_of<'a>(&'a self, subject: &'a str) -> impl Iterator<Item = &'a Piece> {
        self.pieces.iter().filter(move |piece| piece.subjects.iter().any(|one| one == subject))
    }

    /// Whether there is such a piece.
    #[must_use]
    pub fn has_piece(&self, key: &str) -> bool {
        self.pieces.iter().any(|piece| piece.key == key)
    }

    /// What shows each indicator of a criterion.
    #[must_use]
    pub fn needs(&self, criterion: &Criterion) -> &[Need] {
        let name = format!("{} ", fold(&criterion.name.vi));
        let fits = |items: &&Items| items.names.is_empty() || items.names.iter().any(|one| name.contains(one.as_str()));
        self.items.iter().find(fits).map_or(&[], |items| &items.need)
    }

    /// The keys of the entries, for tests.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        self.items.iter().map(|items| items.key.as_str()).collect()
    }
}

static KNOWN: LazyLock<Option<Dossier>> = LazyLock::new(|| toml::from_str(DOSSIER).ok());

/// The dossier as shipped; there always is one (tested).
#[must_use]
pub fn dossier() -> Option<&'static Dossier> {
    KNOWN.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_listed_criterion_needs_something_and_keys_are_unique() {
        let dossier: Dossier = toml::from_str(DOSSIER).unwrap();
        assert!(dossier.pieces_of("commune").count() >= 8 && dossier.has_piece("report"));
        let keys = dossier.keys();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        let shipped = crate::Shipped::load().unwrap();
        let set = shipped.catalogue.get("vn.commune.2021-2025.standard").unwrap();
        let first = |no: u16| dossier.needs(set.criteria.iter().find(|one| one.no.0 == no).unwrap())[0].key.as_str();
        assert_eq!([first(2), first(10), first(19)], ["inventory", "statistics", "military"]);
        assert!(set.criteria.iter().all(|criterion| !dossier.needs(criterion).is_empty()));
    }
}
