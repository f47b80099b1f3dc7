//! The style sheet is one for all pages: a class has one home. Two files that both say what `.facts` looks like move each other's pages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};

/// The selectors of the rules that hold on every screen, those inside `@media` aside.
fn selectors(css: &str) -> Vec<String> {
    let (mut found, mut depth, mut text) = (Vec::new(), 0_u32, String::new());
    let mut rest = css;
    while let Some(letter) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        match letter {
            '{' => {
                if depth == 0 && !text.trim_start().starts_with('@') {
                    found.extend(text.split(',').map(|one| one.trim().to_owned()));
                }
                depth += 1;
                text.clear();
            }
            '}' => {
                depth -= 1;
                text.clear();
            }
            ';' => text.clear(),
            letter => text.push(letter),
        }
    }
    found
}

/// A class alone, with the element it is asked of: `.facts` is asked of all.
fn class(selector: &str) -> Option<(&str, &str)> {
    let (element, class) = selector.split_once('.')?;
    let is_name = |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_');
    (is_name(element) && is_name(class)).then_some((element, class))
}

#[test]
fn every_class_has_one_home() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/styles");
    let mut homes: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        // What is printed is said of everything.
        if file == "print.css" || !file.ends_with(".css") {
            continue;
        }
        for selector in selectors(&std::fs::read_to_string(&path).unwrap()) {
            if let Some((element, class)) = class(&selector) {
                homes.entry(class.to_owned()).or_default().insert((file.clone(), element.to_owned()));
            }
        }
    }
    assert!(homes.len() > 100, "the style sheets were read");
    let collides = |homes: &BTreeSet<(String, String)>| {
        homes.iter().any(|(file, element)| homes.iter().any(|(other, of)| file != other && element == of))
    };
    let twice: Vec<_> = homes.iter().filter(|(_, homes)| collides(homes)).collect();
    assert!(twice.is_empty(), "these classes are said in several files: {twice:#?}");
}
