//! What the description of the API says, held against what is sent and against the types it is made of.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::Path;

/// The names under which types of a folder come into the description, each with the files that say so.
fn names_under(folder: &Path, found: &mut BTreeMap<String, Vec<String>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names_under(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for part in text.split("#[derive(").skip(1).filter(|part| part.split(")]").next().is_some_and(|all| all.contains("ToSchema"))) {
                let words = part.split_whitespace().skip_while(|word| !matches!(*word, "struct" | "enum"));
                let name = words.skip(1).flat_map(|word| word.split(['<', '(', '{', ';'])).next().unwrap();
                found.entry(name.to_owned()).or_default().push(path.display().to_string());
            }
        }
    }
}

#[test]
fn no_two_types_have_one_name_in_the_description() {
    let mut found = BTreeMap::new();
    names_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 150, "types are found: {}", found.len());
    found.retain(|_, files| files.len() > 1);
    assert!(found.is_empty(), "the later of two would silently be described as the other: {found:#?}");
}

#[test]
fn every_operation_says_how_it_refuses() {
    let description = serde_json::to_value(vedich_web::api::description()).unwrap();
    let mut seen = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(_, operation)| operation["responses"].is_object()) {
            seen += 1;
            let answers = operation["responses"].as_object().unwrap();
            let told = |status: &str| answers.get(status).is_some_and(|answer| answer["content"]["application/problem+json"].is_object());
            assert!(told("401"), "{method} {path}");
            assert!(told("413") || operation.get("requestBody").is_none(), "{method} {path}");
            for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
                let json = &answer["content"]["application/json"]["schema"]["$ref"];
                assert_ne!(json, "#/components/schemas/ProblemShape", "{method} {path} {status}");
            }
        }
    }
    assert!(seen > 100, "{seen}");
    let tally = &description["components"]["schemas"]["TallyShape"]["properties"];
    assert!(tally["met"].is_object() && tally["total"].is_object() && tally["late"].is_null(), "{tally}");
}
