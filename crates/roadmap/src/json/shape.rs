//! What a plan's file may say, checked before it is read: a key that means nothing is a slip of whoever wrote it, not to be passed over.

use super::InputError;
use super::place::{Step, place};
use crate::network::LinkKind;
use serde_json::{Map, Value};
use vedich_values::{Diagnostic, Place};

const FILE: [&str; 5] = ["start", "calendar", "tasks", "risks", "distribution"];
const TASK: [&str; 12] = [
    "id",
    "name",
    "parent",
    "duration_days",
    "duration_calendar_days",
    "optimistic",
    "pessimistic",
    "predecessors",
    "not_before",
    "not_after",
    "fixed",
    "risks",
];
const PREDECESSOR: [&str; 3] = ["id", "type", "lag_days"];
const RISK: [&str; 3] = ["name", "chance_percent", "impact_percent"];

/// Refuses the first thing that no plan says. What has the wrong type otherwise is left to the reading itself.
pub(super) fn check(text: &str) -> Result<(), InputError> {
    let file: Value = serde_json::from_str(text)?;
    let checking = Checking { text };
    let Value::Object(file) = &file else { return Ok(()) };
    checking.keys(file, &FILE, &[])?;
    for (n, task) in listed(file, "tasks") {
        let path = [Step::Key("tasks"), Step::Index(n)];
        checking.keys(task, &TASK, &path)?;
        if task.contains_key("fixed") && task.contains_key("not_before") {
            return Err(checking.refusal("roadmap.two-starts", &[path[0], path[1], Step::Key("not_before")], ""));
        }
        for (m, link) in listed(task, "predecessors") {
            checking.link(link, [path[0], path[1], Step::Key("predecessors"), Step::Index(m)])?;
        }
    }
    for (n, risk) in listed(file, "risks") {
        checking.keys(risk, &RISK, &[Step::Key("risks"), Step::Index(n)])?;
    }
    Ok(())
}

/// The objects of a list, with their places in it.
fn listed<'a>(object: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = (usize, &'a Map<String, Value>)> {
    let list = object.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().enumerate().filter_map(|(n, one)| Some((n, one.as_object()?)))
}

struct Checking<'a> {
    text: &'a str,
}

impl Checking<'_> {
    fn keys(&self, object: &Map<String, Value>, known: &[&str], path: &[Step<'_>]) -> Result<(), InputError> {
        let Some(found) = object.keys().find(|key| !known.contains(&key.as_str())) else { return Ok(()) };
        let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(found)]).collect();
        let InputError::Located(problem) = self.refusal("roadmap.unknown-key", &path, found) else { return Ok(()) };
        Err(InputError::Located(Box::new(problem.with("known", known.join(", ")))))
    }

    fn link(&self, link: &Map<String, Value>, path: [Step<'_>; 4]) -> Result<(), InputError> {
        self.keys(link, &PREDECESSOR, &path)?;
        let at = |key: &'static str| -> Vec<Step<'_>> { path.into_iter().chain([Step::Key(key)]).collect() };
        let said = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if !link.get("id").is_some_and(|id| id.is_string() || id.is_i64()) {
            return Err(self.refusal("roadmap.no-predecessor", &path, ""));
        }
        if let Some(kind) = link.get("type").filter(|kind| kind.as_str().and_then(LinkKind::from_letters).is_none()) {
            return Err(self.refusal("roadmap.bad-link", &at("type"), &said(kind)));
        }
        let is_days = |lag: &Value| lag.as_i64().is_some_and(|lag| i32::try_from(lag).is_ok());
        match link.get("lag_days").filter(|lag| !is_days(lag)) {
            Some(lag) => Err(self.refusal("roadmap.bad-lag", &at("lag_days"), &said(lag))),
            None => Ok(()),
        }
    }

    fn refusal(&self, code: &'static str, path: &[Step<'_>], found: &str) -> InputError {
        let (line, column) = place(self.text, path);
        let mut key = String::new();
        for step in path {
            match step {
                Step::Key(name) if key.is_empty() => key.push_str(name),
                Step::Key(name) => key.push_str(&format!(".{name}")),
                Step::Index(n) => key.push_str(&format!("[{n}]")),
            }
        }
        let place = Place { key: Some(key), line: Some(line), column: Some(column), ..Place::default() };
        InputError::Located(Box::new(Diagnostic::error(code, place).with("found", found)))
    }
}
