//! Templates of tasks, what may lengthen them, and the working calendar, for roadmaps: `data/templates`, `data/calendar`.

use crate::files::{HOLIDAYS, RISKS, TEMPLATES};
use serde::Deserialize;
use vedich_roadmap::calendar::holidays::{self, Holiday};
use vedich_roadmap::forecast::Risk;
use vedich_roadmap::template::{Template, Templates};
use vedich_values::{Bilingual, Diagnostic, Place};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TemplateFile {
    template: Vec<Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RiskFile {
    risk: Vec<RiskTag>,
}

/// Something that lengthens tasks (rủi ro), by its tag. Chance and impact are assumed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskTag {
    /// The tag tasks carry.
    pub id: String,
    /// What people call it.
    pub name: Bilingual,
    /// Chance that it strikes, in percent.
    pub chance_percent: u32,
    /// By how many percent it then lengthens a task: at least, most likely, at most.
    pub impact_percent: [u32; 3],
}

/// The templates of tasks.
///
/// # Errors
/// Every problem of the files; the ones we ship have none (tested).
pub fn templates() -> Result<Templates, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut all = Vec::new();
    for (name, text) in TEMPLATES {
        match toml::from_str::<TemplateFile>(text) {
            Ok(file) => all.extend(file.template),
            Err(error) => problems.push(wrong(name, error.message())),
        }
    }
    match Templates::new(all) {
        Ok(templates) if problems.is_empty() => Ok(templates),
        Ok(_) => Err(problems),
        Err(faults) => {
            problems.extend(faults.iter().map(|fault| wrong("templates", fault)));
            Err(problems)
        }
    }
}

fn wrong(name: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("roadmap.bad-template", Place { file: Some(name.to_owned()), ..Place::default() }).with("reason", reason)
}

/// The tags of what may lengthen tasks. The shipped table is right (tested).
#[must_use]
pub fn risk_tags() -> Vec<RiskTag> {
    toml::from_str::<RiskFile>(RISKS).map(|file| file.risk).unwrap_or_default()
}

/// What each tag does to durations, for the forecast.
#[must_use]
pub fn risks() -> Vec<Risk> {
    risk_tags().iter().map(|tag| Risk::of_percent(&tag.id, tag.chance_percent, tag.impact_percent)).collect()
}

/// Holidays and swapped days, for working calendars. The shipped list is right (tested).
#[must_use]
pub fn working_days() -> Vec<Holiday> {
    holidays::read_list(HOLIDAYS).unwrap_or_default()
}
