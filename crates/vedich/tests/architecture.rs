//! ARCHITECTURE.md tells the truth about the crates, and the documents of security about the code.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file of a folder and of those below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_crate_is_named_in_the_architecture_and_every_crate_named_exists() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    assert!(text.lines().count() <= 150, "ARCHITECTURE.md is over 150 lines");
    let named: BTreeSet<String> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| ")?.split(" | ");
            cells.next()?.parse::<u8>().ok()?;
            Some(cells.next()?.trim_matches('`').to_owned())
        })
        .collect();
    let there: BTreeSet<String> =
        std::fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(named, there);
}

/// How many requirements of levels 1 and 2 each section of OWASP ASVS 5.0.0 has, by chapter. In every section they come first.
const REQUIREMENTS: [&[usize]; 17] = [
    &[2, 9, 11, 3, 2],
    &[3, 3, 4, 1],
    &[0, 2, 4, 6, 5, 0, 2],
    &[3, 1, 2, 4],
    &[1, 3, 2, 3],
    &[3, 12, 4, 4, 5, 3, 0, 4],
    &[3, 4, 2, 5, 2, 2],
    &[2, 3, 1, 1],
    &[3, 4],
    &[2, 2, 4, 11, 5, 2, 3],
    &[2, 3, 3, 4, 1, 1],
    &[3, 2, 4],
    &[1, 5, 2, 5],
    &[2, 4, 3],
    &[3, 3, 7],
    &[1, 5, 4, 3, 3],
    &[1, 4, 2],
];

const ANSWERS: [&str; 5] = ["yes", "part", "no", "operator", "n/a"];

#[test]
fn every_requirement_of_asvs_is_answered_once_and_counted() {
    let overview = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let mut answered = Vec::new();
    for path in files(&root().join("docs/asvs")) {
        let (name, text) = (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap());
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for line in text.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(|c: char| c.is_ascii_digit())) {
            let cells: Vec<&str> = line.trim_start_matches("| ").trim_end_matches(" |").split(" | ").collect();
            let [number, level, _, met, place] = cells[..] else { panic!("{name}: {line}") };
            assert!(matches!(level, "1" | "2") && ANSWERS.contains(&met), "{number}: {level}, {met}");
            assert!(!matches!(met, "yes" | "part") || place.contains('`'), "{number}: where?");
            *counts.entry(met).or_default() += 1;
            answered.push(number.to_owned());
        }
        let counted = ANSWERS.iter().filter_map(|met| counts.get(met).map(|count| format!("{count} {met}"))).collect::<Vec<_>>().join(", ");
        assert!(text.contains(&format!("\n{counted}. ")), "{name} has {counted}");
        assert!(overview.contains(&format!("](asvs/{name}) | {counted} |")), "docs/security.md: {name} has {counted}");
    }
    let mut asked = Vec::new();
    for (sections, chapter) in REQUIREMENTS.iter().zip(1..) {
        for (count, section) in sections.iter().zip(1..) {
            asked.extend((1..=*count).map(|number| format!("{chapter}.{section}.{number}")));
        }
    }
    assert_eq!(answered, asked);
}

#[test]
fn what_the_documents_of_security_name_is_there() {
    let sources: String = files(&root().join("crates"))
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .fold(String::new(), |all, path| all + &std::fs::read_to_string(path).unwrap());
    let (mut tests, mut paths, mut missing) = (0, 0, Vec::new());
    let documents = ["docs/security.md", "docs/safeguards.md"].map(|name| root().join(name));
    for document in documents.into_iter().chain(files(&root().join("docs/asvs"))) {
        let text = std::fs::read_to_string(&document).unwrap();
        for named in text.split('`').skip(1).step_by(2) {
            let is_name = named.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            let is_file = named.contains('/') || [".rs", ".md", ".toml", ".lock", ".mjs"].iter().any(|ending| named.ends_with(ending));
            if is_name && named.matches('_').count() >= 3 {
                tests += 1;
                missing.extend((!sources.contains(&format!("fn {named}("))).then(|| format!("{}: no test {named}", document.display())));
            } else if is_file && !named.starts_with('/') && !named.contains(' ') {
                paths += 1;
                missing.extend((!root().join(named).exists()).then(|| format!("{}: no file {named}", document.display())));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(tests > 100 && paths > 200, "{tests} tests and {paths} files are named: are they read as such?");
}

/// A query is read in one place, which tells the parameter, what was wrong with it and what it can say in the language of whoever asks.
#[test]
fn no_handler_reads_its_query_by_other_means_than_the_rest() {
    for path in files(&root().join("crates/web/src")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let own = path.ends_with("api/misread.rs");
        for line in text.lines().filter(|line| !own && !line.trim_start().starts_with("//")) {
            let axums =
                line.contains("RawQuery") || line.contains("extract::Query") || line.contains("): Query<") || line.contains(": Query<");
            let imported = line.starts_with("use axum") && line.split(|c: char| !c.is_alphanumeric()).any(|word| word == "Query");
            assert!(!axums && !imported, "{}: {line}: use `Asking`", path.display());
        }
    }
}
