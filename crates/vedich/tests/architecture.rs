//! ARCHITECTURE.md tells the truth about the crates.

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_crate_is_named_in_the_architecture_and_every_crate_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
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
        std::fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(named, there);
}
