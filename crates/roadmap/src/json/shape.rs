//! What a plan's file may say, checked before it is read, every problem with its place. A key that is nearly a known one is a slip of
//! whoever wrote it and refused; any other unknown key is somebody's own and told, not refused.

use super::place::{Step, place};
use crate::forecast::Shape;
use crate::network::LinkKind;
use serde_json::{Number, Value};
use vedich_values::date::parse_date;
use vedich_values::near::nearest;
use vedich_values::{Diagnostic, Place};

/// Problems told of one file; whoever has more corrects these first.
const MOST_TOLD: usize = 50;
/// Shorter words are near to too many others.
const SHORTEST_MISSPELT: usize = 4;
/// The names of calendars.
const CALENDARS: [&str; 3] = ["vn", "every-day", "mon-fri"];

/// What a key holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Id,
    Day,
    Days,
    Lag,
    Link,
    Calendar,
    Distribution,
    Names,
    Tasks,
    Links,
    Risks,
    Percent,
    Impact,
}

type Keys = &'static [(&'static str, Holds)];

const FILE: Keys = &[
    ("start", Holds::Day),
    ("calendar", Holds::Calendar),
    ("tasks", Holds::Tasks),
    ("risks", Holds::Risks),
    ("distribution", Holds::Distribution),
];
const TASK: Keys = &[
    ("id", Holds::Id),
    ("name", Holds::Text),
    ("parent", Holds::Id),
    ("duration_days", Holds::Days),
    ("duration_calendar_days", Holds::Days),
    ("optimistic", Holds::Days),
    ("pessimistic", Holds::Days),
    ("predecessors", Holds::Links),
    ("not_before", Holds::Day),
    ("not_after", Holds::Day),
    ("fixed", Holds::Day),
    ("risks", Holds::Names),
];
const PREDECESSOR: Keys = &[("id", Holds::Id), ("type", Holds::Link), ("lag_days", Holds::Lag)];
const RISK: Keys = &[("name", Holds::Text), ("chance_percent", Holds::Percent), ("impact_percent", Holds::Impact)];
/// Keys of a task that exclude each other, with the code of what is said of the second.
const EITHER: [(&str, &str, &str); 2] =
    [("fixed", "not_before", "roadmap.two-starts"), ("duration_days", "duration_calendar_days", "roadmap.two-durations")];

/// The file as it is meant: an empty value is none, 5.0 days are 5.
pub(super) fn plain(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(plain);
        }
        Value::Array(list) => list.iter_mut().for_each(plain),
        Value::Number(number) => {
            let whole = number.as_f64().filter(|float| number.is_f64() && float.fract() == 0.0 && float.abs() < f64::from(i32::MAX));
            if let Some(whole) = whole {
                *number = Number::from(whole as i64);
            }
        }
        _ => {}
    }
}

/// Everything that is wrong with a file, and what is worth a look.
pub(super) fn check(text: &str, file: &Value) -> Vec<Diagnostic> {
    let mut checking = Checking { text, found: Vec::new() };
    checking.object(file, FILE, &["start", "tasks"], &[]);
    checking.found
}

/// Risks that tasks name and the file does not describe: a forecast without them would be too good.
pub(super) fn check_risks(text: &str, file: &Value) -> Vec<Diagnostic> {
    let names: Vec<&str> = list(&file["risks"]).iter().filter_map(|risk| risk["name"].as_str()).collect();
    let mut checking = Checking { text, found: Vec::new() };
    for (n, task) in list(&file["tasks"]).iter().enumerate() {
        for (m, risk) in list(&task["risks"]).iter().enumerate() {
            if risk.as_str().is_some_and(|risk| !names.contains(&risk)) {
                let path = [Step::Key("tasks"), Step::Index(n), Step::Key("risks"), Step::Index(m)];
                checking.tell("roadmap.unknown-risk", &path, &[("found", &said(risk)), ("known", &names.join(", "))]);
            }
        }
    }
    checking.found
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

struct Checking<'a> {
    text: &'a str,
    found: Vec<Diagnostic>,
}

impl Checking<'_> {
    fn object(&mut self, value: &Value, known: Keys, needed: &[&'static str], path: &[Step<'_>]) {
        let Value::Object(map) = value else { return self.refuse("roadmap.not-object", path, value) };
        for (key, value) in map {
            let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(key)]).collect();
            match known.iter().find(|(name, _)| name == key) {
                Some((_, holds)) => self.value(value, *holds, &path),
                None => self.unknown(key, known, &path),
            }
        }
        for key in needed.iter().filter(|key| !map.contains_key(**key)) {
            self.tell("roadmap.missing-key", path, &[("found", key)]);
        }
    }

    fn unknown(&mut self, key: &str, known: Keys, path: &[Step<'_>]) {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        match meant(key, &names) {
            Some(meant) => self.tell("roadmap.unknown-key", path, &[("found", key), ("meant", meant), ("known", &names.join(", "))]),
            None => self.tell("roadmap.extra-key", path, &[("found", key), ("known", &names.join(", "))]),
        }
    }

    fn value(&mut self, value: &Value, holds: Holds, path: &[Step<'_>]) {
        let is_text = |one: fn(&str) -> bool| value.as_str().is_some_and(one);
        let is_within = |most: i64| value.as_i64().is_some_and(|days| (0..=most).contains(&days));
        let (is_right, code) = match holds {
            Holds::Text => (value.is_string(), "roadmap.not-text"),
            Holds::Id => (is_id(value), "roadmap.not-id"),
            Holds::Day => (is_text(|text| parse_date(text).is_some()), "roadmap.bad-date"),
            Holds::Days => (is_within(i64::from(i32::MAX)), "roadmap.bad-days"),
            Holds::Lag => (value.as_i64().is_some_and(|lag| i32::try_from(lag).is_ok()), "roadmap.bad-lag"),
            Holds::Link => (is_text(|text| LinkKind::from_letters(text).is_some()), "roadmap.bad-link"),
            Holds::Calendar => (is_text(|text| CALENDARS.contains(&text)), "roadmap.bad-calendar"),
            Holds::Distribution => (is_text(|text| Shape::named(text).is_some()), "roadmap.bad-distribution"),
            Holds::Percent => (is_within(100), "roadmap.bad-chance"),
            Holds::Impact => (rises(value), "roadmap.bad-impact"),
            Holds::Names | Holds::Tasks | Holds::Links | Holds::Risks => (value.is_array(), "roadmap.not-list"),
        };
        if !is_right {
            return self.refuse(code, path, value);
        }
        for (n, one) in value.as_array().into_iter().flatten().enumerate() {
            let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Index(n)]).collect();
            match holds {
                Holds::Tasks => self.task(one, &path),
                Holds::Links => self.link(one, &path),
                Holds::Risks => self.object(one, RISK, &["name", "chance_percent", "impact_percent"], &path),
                Holds::Names => self.value(one, Holds::Text, &path),
                _ => {}
            }
        }
    }

    fn task(&mut self, task: &Value, path: &[Step<'_>]) {
        self.object(task, TASK, &["id"], path);
        for (_, second, code) in EITHER.iter().filter(|(first, second, _)| task.get(first).is_some() && task.get(second).is_some()) {
            let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(second)]).collect();
            self.tell(code, &path, &[]);
        }
    }

    /// An id alone, or what it is tied with.
    fn link(&mut self, link: &Value, path: &[Step<'_>]) {
        if is_id(link) {
            return;
        }
        if link.get("id").is_none() {
            return self.refuse("roadmap.no-predecessor", path, link);
        }
        self.object(link, PREDECESSOR, &[], path);
    }

    fn refuse(&mut self, code: &'static str, path: &[Step<'_>], found: &Value) {
        self.tell(code, path, &[("found", &said(found))]);
    }

    fn tell(&mut self, code: &'static str, path: &[Step<'_>], params: &[(&'static str, &str)]) {
        if self.found.len() >= MOST_TOLD {
            return;
        }
        let (line, column) = place(self.text, path);
        let mut key = String::new();
        for step in path {
            match step {
                Step::Key(name) if key.is_empty() => key.push_str(name),
                Step::Key(name) => key.push_str(&format!(".{name}")),
                Step::Index(n) => key.push_str(&format!("[{n}]")),
            }
        }
        let key = Some(key).filter(|key| !key.is_empty());
        let place = Place { key, line: Some(line), column: Some(column), ..Place::default() };
        let new = if code == "roadmap.extra-key" { Diagnostic::warning } else { Diagnostic::error };
        let problem = new(code, place);
        self.found.push(params.iter().fold(problem, |problem, (name, value)| problem.with(name, value)));
    }
}

fn is_id(value: &Value) -> bool {
    value.is_string() || value.is_i64()
}

/// Three whole numbers of percent that do not fall.
fn rises(value: &Value) -> bool {
    let numbers: Option<Vec<u32>> = value.as_array().and_then(|list| list.iter().map(|n| u32::try_from(n.as_u64()?).ok()).collect());
    numbers.is_some_and(|numbers| numbers.len() == 3 && numbers.is_sorted())
}

/// What stands there, as whoever wrote it knows it.
fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The known key that was meant: written otherwise, cut short or misspelt.
fn meant<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let plain = |word: &str| word.to_lowercase().replace(['-', ' ', '_'], "");
    let folded = plain(key);
    let same = known.iter().copied().find(|word| plain(word) == folded);
    let cut = known.iter().copied().find(|word| folded.len() + 1 >= SHORTEST_MISSPELT && plain(word).starts_with(&folded));
    let long = known.iter().copied().filter(|word| word.len() >= SHORTEST_MISSPELT);
    same.or(cut).or_else(|| nearest(key, long))
}
