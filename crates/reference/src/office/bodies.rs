//! In whose name papers are.

use crate::source::Source;
use vedich_papers::{Bodies, Body};
use vedich_values::Diagnostic;
use vedich_values::near::nearest;

/// What may stand in braces.
const FILLED: [&str; 5] = ["{UNIT}", "{unit}", "{place}", "{PLACE}", "{KIND}"];

pub(super) fn check(source: Source<'_>, layouts: &[&str]) -> Result<Bodies, Vec<Diagnostic>> {
    let bodies: Bodies = source.read()?;
    let mut problems = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        let told = |code, key: &str| source.problem(code, source.line_of("body", at, key), key);
        if !layouts.contains(&body.layout.as_str()) {
            let told = |code| told(code, "layout").with("found", &body.layout).with("allowed", layouts.join(", "));
            problems.push(match nearest(&body.layout, layouts.iter().copied()) {
                Some(suggestion) => told("file.misspelt-word").with("suggestion", suggestion),
                None => told("file.bad-word"),
            });
        }
        let empty = [
            ("levels", body.levels.is_empty()),
            ("lines", body.lines.is_empty()),
            ("name", body.name.trim().is_empty()),
            ("addressee", body.addressee.trim().is_empty()),
            ("issuer", body.issuer.trim().is_empty()),
        ];
        problems.extend(empty.into_iter().filter(|(_, empty)| *empty).map(|(key, _)| told("file.empty-text", key)));
        for (key, texts) in texts(body) {
            for found in texts.iter().flat_map(|text| braces(text)).filter(|found| !FILLED.contains(found)) {
                problems.push(unknown_field(told("office.unknown-field", key), found, &FILLED));
            }
        }
        if bodies.iter().take(at).any(|before| hides(before, body)) {
            problems.push(told("office.never-used", "layout"));
        }
    }
    if problems.is_empty() { Ok(bodies) } else { Err(problems) }
}

fn texts(body: &Body) -> [(&'static str, Vec<&str>); 7] {
    [
        ("parent", body.parent.iter().map(String::as_str).collect()),
        ("lines", body.lines.iter().map(String::as_str).collect()),
        ("name", vec![body.name.as_str()]),
        ("addressee", vec![body.addressee.as_str()]),
        ("issuer", vec![body.issuer.as_str()]),
        ("authority", body.authority.iter().map(String::as_str).collect()),
        ("recipients", body.recipients.iter().map(String::as_str).collect()),
    ]
}

/// Whether a body never gets its turn behind one that fits every unit it fits.
fn hides(before: &Body, body: &Body) -> bool {
    let called = before.called.is_empty() || (!body.called.is_empty() && body.called.iter().all(|kind| before.called.contains(kind)));
    before.layout == body.layout && called && body.levels.iter().all(|level| before.levels.contains(level))
}

/// The words in braces of a text, the braces with them.
pub(super) fn braces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest[start..].find('}') else { break };
        found.push(&rest[start..=start + end]);
        rest = &rest[start + end + 1..];
    }
    found
}

/// A field in braces that nothing fills in, with the one that was meant where there is one near.
pub(super) fn unknown_field(problem: Diagnostic, found: &str, allowed: &[&str]) -> Diagnostic {
    let bare = |field: &str| field.trim_matches(['{', '}']).to_owned();
    let names: Vec<String> = allowed.iter().map(|field| bare(field)).collect();
    let near = nearest(&bare(found), names.iter().map(String::as_str)).map(|name| format!("{{{name}}}"));
    let problem = problem.with("found", found).with("allowed", allowed.join(", "));
    match near {
        Some(suggestion) => Diagnostic { code: "office.misspelt-field", ..problem }.with("suggestion", suggestion),
        None => problem,
    }
}
