use super::*;
use crate::files::{EMULATION, PAPER_BODIES, PAPER_LAYOUTS};

const LAYOUTS: [&str; 2] = ["state", "party"];

/// Code, line, key and what was suggested of every problem.
fn problems(text: &str) -> Vec<(&'static str, u32, String, String)> {
    let found = check_office_file("own.toml", text, &LAYOUTS).unwrap_err();
    assert!(found.iter().all(|one| one.place.file.as_deref() == Some("own.toml")));
    let part = |one: &Diagnostic, name| one.param(name).unwrap_or_default().to_owned();
    found
        .iter()
        .map(|one| (one.code, one.place.line.unwrap(), one.place.key.clone().unwrap_or_default(), part(one, "suggestion")))
        .collect()
}

/// The line of the first place where something stands, from 1.
fn line_of(text: &str, what: &str) -> u32 {
    u32::try_from(text.lines().position(|line| line.contains(what)).unwrap() + 1).unwrap()
}

fn one(code: &'static str, line: u32, key: &str, suggestion: &str) -> Vec<(&'static str, u32, String, String)> {
    vec![(code, line, key.to_owned(), suggestion.to_owned())]
}

#[test]
fn what_is_shipped_passes() {
    assert!(matches!(check_office_file("bodies.toml", PAPER_BODIES, &LAYOUTS), Ok(OfficeFile::Bodies(_))));
    assert!(matches!(check_office_file("emulation.toml", EMULATION, &LAYOUTS), Ok(OfficeFile::Weights(_))));
    for (name, text) in PAPER_LAYOUTS {
        assert!(matches!(check_office_file(name, text, &LAYOUTS), Ok(OfficeFile::Layout(_))), "{name}");
    }
}

#[test]
fn keys_and_words_that_are_not_known_are_told_with_what_was_meant() {
    let text = PAPER_BODIES.replacen("addressee =", "adressee =", 1);
    let found = problems(&text);
    assert_eq!(found[0], ("file.misspelt-key", line_of(&text, "adressee ="), "adressee".to_owned(), "addressee".to_owned()));
    let text = PAPER_BODIES.replacen("levels = [\"commune\"]", "levels = [\"comune\"]", 1);
    assert_eq!(problems(&text), one("file.misspelt-word", line_of(&text, "comune"), "levels", "commune"));
    let text = PAPER_BODIES.replacen("layout = \"state\"", "layout = \"stat\"", 1);
    assert_eq!(problems(&text), one("file.misspelt-word", line_of(&text, "\"stat\""), "layout", "state"));
    let text = EMULATION.replacen("measure = \"tasks-in-time\"", "measure = \"task-in-time\"", 1);
    let found = problems(&text);
    assert_eq!((found[0].0, found[0].1, found[0].3.as_str()), ("file.misspelt-word", line_of(&text, "task-in-time"), "tasks-in-time"));
    let two = PAPER_LAYOUTS[0].1.replacen("[text]", "[text]\ncolour = 1\nindnt = \"1mm\"", 1);
    let codes: Vec<_> = problems(&two).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, ["file.unknown-key", "file.misspelt-key"], "all of them at once");
    assert_eq!(problems("a = 1")[0].0, "office.unknown-file");
    assert_eq!(problems("a = ")[0].0, "file.syntax");
}

#[test]
fn fields_nothing_fills_in_are_refused() {
    let text = PAPER_BODIES.replacen("\"{UNIT}\"]", "\"{UNITS}\"]", 1);
    assert_eq!(problems(&text), one("office.misspelt-field", line_of(&text, "{UNITS}"), "lines", "{UNIT}"));
    let text = PAPER_LAYOUTS[0].1.replacen("Số: {number}/{symbol}", "Số: {number}/{sign}", 1);
    let found: Vec<_> = problems(&text).into_iter().map(|(code, line, key, _)| (code, line, key)).collect();
    let line = line_of(&text, "{sign}");
    assert_eq!(
        found,
        [("office.unknown-field", line, "number.pattern".to_owned()), ("office.missing-field", line, "number.pattern".to_owned())]
    );
}

#[test]
fn what_can_not_be_printed_or_never_gets_its_turn_is_refused() {
    let text = PAPER_LAYOUTS[0].1.replacen("left = \"66mm\"", "left = \"96mm\"", 1);
    assert_eq!(problems(&text), one("office.too-wide", line_of(&text, "96mm"), "head.left", ""));
    let text = PAPER_LAYOUTS[0].1.replacen("digits = 2", "digits = 9", 1);
    assert_eq!(problems(&text), one("file.out-of-range", line_of(&text, "digits = 9"), "number.digits", ""));
    let first = PAPER_BODIES.split("[[body]]").nth(1).unwrap();
    let text = format!("[[body]]{first}[[body]]{first}");
    assert_eq!(problems(&text).last().unwrap().0, "office.never-used");
}

#[test]
fn weights_that_do_not_hold_together_are_refused() {
    let codes = |text: &str| problems(text).into_iter().map(|(code, ..)| code).collect::<Vec<_>>();
    assert_eq!(codes(&EMULATION.replacen("points = 30", "points = 31", 1)), ["emulation.points"]);
    assert_eq!(codes(&EMULATION.replacen("\"indicators-met\"", "\"criteria-met\"", 1)), ["emulation.twice"]);
    assert_eq!(codes(&EMULATION.replacen("from = 0,", "from = 1,", 1)), ["emulation.last-rating"]);
    assert_eq!(codes(&EMULATION.replacen("from = 75", "from = 95", 1)), ["emulation.ratings"]);
    assert_eq!(codes("schemes = []"), ["emulation.no-table"]);
}
