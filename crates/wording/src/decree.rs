//! The decisions behind a criteria set, and what they leave to others, in words.

use crate::Lang;
use vedich_criteria::{CriteriaSet, LegalBasis};

/// A decision: its number, its date, who issued it, what it does for the set.
#[must_use]
pub fn basis(lang: Lang, basis: &LegalBasis) -> [String; 4] {
    let number = basis.number.as_deref().filter(|number| *number != "?").unwrap_or(lang.text("web.set.number-unknown"));
    let issued = basis.issued.as_deref().and_then(vedich_values::date::parse_date).map(|date| crate::date(lang, date));
    let role = match basis.role.as_str() {
        "issue" => lang.text("web.role.issue").to_owned(),
        "amend" => lang.text("web.role.amend").to_owned(),
        other => match other.strip_prefix("guidance-criterion-") {
            Some(no) => lang.say("web.role.guidance-criterion", &[("no", no)]),
            None if other.starts_with("guidance") => lang.text("web.role.guidance").to_owned(),
            None => other.to_owned(),
        },
    };
    let issued = issued.or_else(|| basis.issued.clone()).unwrap_or_default();
    [number.to_owned(), issued, lang.of(&basis.issuer).to_owned(), role]
}

/// Who sets a threshold that the decision leaves open.
#[must_use]
pub fn delegated(lang: Lang, to: &str, authority: Option<&str>) -> String {
    let to = match (authority, to) {
        (Some(named), _) => authority_name(lang, named),
        (None, "province") => lang.text("web.reason.province").to_owned(),
        (None, "ministry") => lang.text("web.reason.ministry").to_owned(),
        (None, other) => other.to_owned(),
    };
    lang.say("web.set.delegated", &[("to", &to)])
}

/// An authority with the decisions it set something by: "Bộ Giáo dục và Đào tạo (1491/QĐ-BGDĐT)"; the numbers stand as they are.
#[must_use]
pub fn authority_name(lang: Lang, authority: &str) -> String {
    let (name, decisions) = authority.split_once(" (").map_or((authority, None), |(name, rest)| (name, Some(rest)));
    let name = lang.term(name);
    decisions.map_or_else(|| name.clone(), |decisions| format!("{name} ({decisions}"))
}

/// A zone of a set by its name; one of no set stands as it is written.
#[must_use]
pub fn zone<'s>(lang: Lang, set: &'s CriteriaSet, zone: &'s str) -> &'s str {
    set.zones.iter().find(|known| known.id.as_str() == zone).map_or(zone, |known| lang.of(&known.name))
}
