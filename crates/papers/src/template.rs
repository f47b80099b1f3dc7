//! Templates the office edits: minijinja with strict fields, in front of the markup.

use crate::markup::{self, Problem};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value};
use serde_json::Value as Json;
use vedich_values::near::nearest;
use vedich_values::{Diagnostic, Place};

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The line, from 1; 0 when it is not known.
    pub line: usize,
    /// Stable code, worded in `vedich-wording`.
    pub code: &'static str,
    /// What was found.
    pub found: String,
    /// What was meant, when something like it is there.
    pub suggestion: Option<String>,
}

impl TemplateProblem {
    /// The problem as it is told: with line, what was found, and what was meant.
    #[must_use]
    pub fn told(&self) -> Diagnostic {
        let told = Diagnostic::error(self.code, Place::default()).with("line", self.line).with("found", &self.found);
        self.suggestion.iter().fold(told, |told, suggestion| told.with("suggestion", suggestion))
    }
}

impl From<Problem> for TemplateProblem {
    fn from(problem: Problem) -> Self {
        Self { line: problem.line, code: problem.code, found: problem.found, suggestion: None }
    }
}

/// No paper is longer.
const LARGEST_OUTPUT_BYTES: usize = 4 << 20;
/// A template may not work longer than this: its steps, and what it makes in pieces of 64 bytes. A list of all communes of a province takes
/// some ten thousand.
const MOST_WORK: u64 = 1_000_000;

/// Fills a template in. Values never count as markup.
///
/// # Errors
/// A template that can't be read, or asks for a field that is not there.
pub fn render(source: &str, fields: &Json) -> Result<String, TemplateProblem> {
    let environment = environment();
    let template = environment.template_from_str(source).map_err(|error| problem(&error))?;
    let text = template.render(Value::from(Serde(fields))).map_err(|error| problem(&error))?;
    if text.len() > LARGEST_OUTPUT_BYTES {
        return Err(TemplateProblem { line: 0, code: "paper.template-too-long", found: text.len().to_string(), suggestion: None });
    }
    Ok(text)
}

/// Everything wrong with a template: fields that are not in the sample, markup that can't be read, tables that are not there.
#[must_use]
pub fn check(source: &str, sample: &Json, tables: &[&str]) -> Vec<TemplateProblem> {
    let environment = environment();
    let template = match environment.template_from_str(source) {
        Ok(template) => template,
        Err(error) => return vec![problem(&error)],
    };
    let mut unknown: Vec<String> = template.undeclared_variables(true).into_iter().filter(|name| !is_known(sample, name)).collect();
    unknown.sort();
    let line = |name: &str| source.lines().position(|line| line.contains(name)).map_or(0, |index| index + 1);
    let known = if unknown.is_empty() { Vec::new() } else { fields_of(sample) };
    let unknown = unknown.into_iter().map(|name| {
        let suggestion = nearest(&name, known.iter().map(String::as_str)).map(str::to_owned);
        let code = if suggestion.is_some() { "paper.misspelt-field" } else { "paper.unknown-field" };
        TemplateProblem { line: line(&name), code, found: name, suggestion }
    });
    let mut problems: Vec<TemplateProblem> = unknown.collect();
    if !problems.is_empty() {
        return problems;
    }
    match render(source, sample) {
        Err(found) => problems.push(found),
        Ok(text) => {
            let table = |id: &str| tables.contains(&id).then(crate::Table::default);
            problems.extend(markup::parse(&text, &table, &|_| None).err().into_iter().flatten().map(TemplateProblem::from));
        }
    }
    problems
}

/// Whether a sample has a field of that path: `unit.name`.
fn is_known(sample: &Json, path: &str) -> bool {
    let mut at = Some(sample);
    for step in path.split('.') {
        at = match at {
            Some(Json::Object(fields)) => fields.get(step),
            // An empty or missing part of the sample has whatever may be in it.
            Some(Json::Null) => return true,
            _ => None,
        };
    }
    at.is_some()
}

/// Every field of a sample by its path, objects and what lies in them.
fn fields_of(sample: &Json) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), sample)];
    while let Some((path, value)) = waiting.pop() {
        for (name, inner) in value.as_object().into_iter().flatten() {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            found.push(path.clone());
            waiting.push((path, inner));
        }
    }
    found
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_recursion_limit(50);
    environment.set_fuel(Some(MOST_WORK));
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_formatter(write_value);
    environment
}

fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_undefined() {
        return minijinja::escape_formatter(out, state, value);
    }
    let text = match value.kind() {
        ValueKind::None => String::new(),
        ValueKind::String => markup::escape(value.as_str().unwrap_or_default()),
        ValueKind::Number | ValueKind::Bool => value.to_string(),
        _ => return Err(minijinja::Error::new(ErrorKind::InvalidOperation, "a list or an object is no text: name one of its fields")),
    };
    out.write_str(&text).map_err(|_| minijinja::Error::new(ErrorKind::WriteFailure, "the text could not be written"))
}

fn problem(error: &minijinja::Error) -> TemplateProblem {
    let code = match error.kind() {
        ErrorKind::UndefinedError => "paper.unknown-field",
        _ => "paper.bad-template",
    };
    let found = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
    TemplateProblem { line: error.line().unwrap_or(0), code, found, suggestion: None }
}
