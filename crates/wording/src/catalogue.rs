//! The catalogue of messages, read once from `messages/*.toml`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use vedich_values::Bilingual;

/// The files of the catalogue: one per room of the house.
const FILES: &[(&str, &str)] = &[
    ("common.toml", include_str!("../messages/common.toml")),
    ("cli.toml", include_str!("../messages/cli.toml")),
    ("failures.toml", include_str!("../messages/failures.toml")),
    ("web.toml", include_str!("../messages/web.toml")),
    ("criteria.toml", include_str!("../messages/criteria.toml")),
    ("import.toml", include_str!("../messages/import.toml")),
    ("api.toml", include_str!("../messages/api.toml")),
    ("units.toml", include_str!("../messages/units.toml")),
    ("app.toml", include_str!("../messages/app.toml")),
    ("roadmap.toml", include_str!("../messages/roadmap.toml")),
    ("money.toml", include_str!("../messages/money.toml")),
    ("people.toml", include_str!("../messages/people.toml")),
    ("roadmaps.toml", include_str!("../messages/roadmaps.toml")),
    ("planfiles.toml", include_str!("../messages/planfiles.toml")),
    ("work.toml", include_str!("../messages/work.toml")),
    ("letters.toml", include_str!("../messages/letters.toml")),
    ("gantt.toml", include_str!("../messages/gantt.toml")),
    ("steering.toml", include_str!("../messages/steering.toml")),
    ("papers.toml", include_str!("../messages/papers.toml")),
    ("entry.toml", include_str!("../messages/entry.toml")),
    ("fieldwork.toml", include_str!("../messages/fieldwork.toml")),
    ("moneypage.toml", include_str!("../messages/moneypage.toml")),
    ("texts.toml", include_str!("../messages/texts.toml")),
    ("desk.toml", include_str!("../messages/desk.toml")),
    ("reference.toml", include_str!("../messages/reference.toml")),
];

/// Families of keys that are put together at run time (`status.` + a status name), so that the check for unused keys spares them.
pub const FAMILIES: &[&str] = &[
    "status.",
    "level.",
    "subject.",
    "tier.",
    "confidence.",
    "problem.",
    "kind.",
    "stage.",
    "topic.",
    "unit-kind.",
    "criteria-field.",
    "procedure-word.",
    "basis.",
    "measure.",
    "sign.",
    "money.reason.",
    "money.instead.",
    "act.",
    "path-sheet.",
    "plan-field.",
    "work.rhythm-of.",
    "work.day.",
    "work.what.",
    "work.change.",
    "work.letter.",
    "cli.bulletin-",
    "bulletin.",
    "steering.word.",
    "steering.letter.",
    "money-page.",
    "desk.kind.",
    "desk.rule-of.",
    "desk.verdict.",
    "term.",
    "desk.indicator.",
    "desk.field.",
    "desk.of.",
    "desk.subject.",
    "desk.status.",
    "desk.tier.",
];

static MESSAGES: LazyLock<FxHashMap<String, Bilingual>> = LazyLock::new(|| FILES.iter().flat_map(|(_, text)| read(text)).collect());

/// The message of a key.
pub(crate) fn message(key: &str) -> Option<&'static Bilingual> {
    MESSAGES.get(key)
}

/// Every key of the catalogue.
pub fn all_keys() -> impl Iterator<Item = &'static str> {
    MESSAGES.keys().map(String::as_str)
}

/// The messages of one file: nested tables whose leaves have `vi` and `en`. Files are checked by the tests below.
fn read(text: &str) -> Vec<(String, Bilingual)> {
    let mut found = Vec::new();
    if let Ok(table) = text.parse::<toml::Table>() {
        collect(String::new(), &table, &mut found);
    }
    found
}

fn collect(prefix: String, table: &toml::Table, found: &mut Vec<(String, Bilingual)>) {
    let text = |key: &str| table.get(key).and_then(toml::Value::as_str);
    if let Some(vi) = text("vi") {
        found.push((prefix.clone(), Bilingual::new(vi, text("en").unwrap_or_default())));
    }
    for (key, value) in table {
        if let Some(inner) = value.as_table() {
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            collect(path, inner, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustc_hash::FxHashSet;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    fn sources(dir: &Path, out: &mut String) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                sources(&path, out);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                out.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    fn all_sources() -> String {
        let mut text = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut text);
        text
    }

    /// String literals directly behind `.text(` and `.say(`.
    fn used_keys(source: &str) -> BTreeSet<&str> {
        [".text(", ".say("]
            .into_iter()
            .flat_map(|call| source.split(call).skip(1))
            .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
            .filter(|key| key.contains('.') && !key.contains(char::is_whitespace))
            // Tests ask pages for the text of a selector in the same words: `.title`, `table.gantt`.
            .filter(|key| !key.starts_with('.') && !key.starts_with("table."))
            .collect()
    }

    #[test]
    fn files_parse_and_no_key_stands_twice() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (name, text) in FILES {
            text.parse::<toml::Table>().unwrap_or_else(|e| panic!("{name}: {e}"));
            for (key, _) in read(text) {
                assert!(seen.insert(key.clone(), name).is_none(), "{key} stands in {name} and elsewhere");
            }
        }
    }

    #[test]
    fn every_message_has_both_languages_with_the_same_parameters() {
        let params = |text: &str| -> BTreeSet<String> {
            let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            inside.map(|(inside, _)| inside.split(':').next().unwrap_or_default().to_owned()).collect()
        };
        for (key, both) in &*MESSAGES {
            assert!(!both.vi.is_empty() && !both.en.is_empty(), "{key} lacks a language");
            assert_eq!(params(&both.vi), params(&both.en), "{key}: the two languages name different parameters");
        }
    }

    #[test]
    fn every_key_used_exists_and_every_key_is_used() {
        let source = all_sources();
        let missing: Vec<_> = used_keys(&source).into_iter().filter(|key| message(key).is_none()).collect();
        assert!(missing.is_empty(), "used but not in the catalogue: {missing:?}");
        let quoted: FxHashSet<&str> = source.split('"').collect();
        let unused: Vec<_> =
            all_keys().filter(|key| !FAMILIES.iter().any(|family| key.starts_with(family)) && !quoted.contains(key)).collect();
        assert!(unused.is_empty(), "in the catalogue but never used: {unused:?}");
    }
}
