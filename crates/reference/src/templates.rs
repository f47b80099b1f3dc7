//! Templates of tasks, what may lengthen them, and the working calendar, for roadmaps: `data/templates`, `data/calendar`.

use crate::files::{HOLIDAYS, RISKS, TEMPLATES};
use crate::source::Source;
use serde::Deserialize;
use std::sync::OnceLock;
use vedich_roadmap::calendar::holidays::{self, Holiday};
use vedich_roadmap::forecast::Risk;
use vedich_roadmap::template::{Template, TemplateTask, Templates};
use vedich_values::text::fold;
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

static OWN_TEMPLATES: OnceLock<Vec<(String, String)>> = OnceLock::new();
static OWN_RISKS: OnceLock<Vec<RiskTag>> = OnceLock::new();
static OWN_HOLIDAYS: OnceLock<Vec<Holiday>> = OnceLock::new();

/// The templates of tasks: those shipped, and the office's own in their place where it has some.
///
/// # Errors
/// Every problem of the files; the ones we ship have none (tested).
pub fn templates() -> Result<Templates, Vec<Diagnostic>> {
    with_own(OWN_TEMPLATES.get().map_or(&[], Vec::as_slice))
}

/// Takes the office's own templates, written as the files of `data/templates`: one with the key of a shipped one takes its place, others
/// join; a criterion they name is theirs. Once, before any is asked for; later it changes nothing.
///
/// # Errors
/// Every problem of the files.
pub fn take_templates(files: Vec<(String, String)>) -> Result<(), Vec<Diagnostic>> {
    with_own(&files)?;
    OWN_TEMPLATES.get_or_init(|| files);
    Ok(())
}

/// The shipped templates with own ones in their place.
fn with_own(own: &[(String, String)]) -> Result<Templates, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut read = |name: &str, text: &str| match (Source { name, text }).read::<TemplateFile>() {
        Ok(file) => file.template,
        Err(wrong) => {
            problems.extend(wrong);
            Vec::new()
        }
    };
    let ours: Vec<Template> = own.iter().flat_map(|(name, text)| read(name, text)).collect();
    let named: Vec<String> = ours.iter().flat_map(|template| &template.names).map(|name| fold(name)).collect();
    let shipped = TEMPLATES.iter().flat_map(|(name, text)| read(name, text));
    let mut all: Vec<Template> = shipped.filter(|template| !ours.iter().any(|own| own.key == template.key)).collect();
    for template in &mut all {
        template.names.retain(|name| !named.contains(&fold(name)));
    }
    problems.extend(unknown_risks(&ours));
    all.extend(ours);
    let templates = Templates::new(all).map_err(|faults| problems.extend(faults));
    match templates {
        Ok(templates) if problems.is_empty() => Ok(templates),
        _ => Err(problems.into_iter().map(|problem| placed(problem, own)).collect()),
    }
}

/// The risks tasks name that are in no table.
fn unknown_risks(templates: &[Template]) -> Vec<Diagnostic> {
    let tags = risk_tags();
    let known = tags.iter().map(|tag| tag.id.as_str()).collect::<Vec<_>>().join(", ");
    let tasks = templates.iter().flat_map(|template| template.tasks.iter().map(move |task| (template, task)));
    let unknown = tasks.flat_map(|(template, task)| task.risks.iter().map(move |risk| (template, task, risk)));
    let wrong = |(template, task, risk): (&Template, &TemplateTask, &String)| {
        let problem = Diagnostic::error("roadmap.template-risk", Place::default()).with("template", &template.key).with("task", &task.id);
        problem.with("found", risk).with("known", &known)
    };
    unknown.filter(|(.., risk)| !tags.iter().any(|tag| tag.id == **risk)).map(wrong).collect()
}

/// A fault of a template with the file and line it stands in; what is wrong with the syntax has its place already.
fn placed(problem: Diagnostic, own: &[(String, String)]) -> Diagnostic {
    let (Some(template), None) = (problem.param("template"), &problem.place.file) else { return problem };
    // Of two with one key it is the second that is one too many.
    let twice = problem.code == "roadmap.template-key-twice";
    let of = |(name, text): &(String, String)| {
        let source = Source { name, text };
        let first = source.line_saying(1, "key", template)?;
        let head = source.line_saying(first + 1, "key", template).filter(|_| twice).unwrap_or(first);
        let line = problem.param("task").and_then(|task| source.line_saying(head, "id", task)).unwrap_or(head);
        Some(Place { file: Some(name.clone()), line: u32::try_from(line).ok(), ..Place::default() })
    };
    let found = if twice { own.iter().rev().find_map(of) } else { own.iter().find_map(of) };
    let place = found.or_else(|| own.first().map(|(name, _)| Place { file: Some(name.clone()), ..Place::default() }));
    Diagnostic { place: place.unwrap_or_default(), ..problem }
}

/// The tags of what may lengthen tasks: the office's own where it has some, else those shipped, which are right (tested).
#[must_use]
pub fn risk_tags() -> Vec<RiskTag> {
    OWN_RISKS.get().cloned().unwrap_or_else(|| read_risks("risks.toml", RISKS).unwrap_or_default())
}

/// Takes the office's own table of risks, written as `data/templates/risks.toml`, in the place of the shipped one. Once, before any is
/// asked for.
///
/// # Errors
/// Every problem of the table.
pub fn take_risks(name: &str, text: &str) -> Result<(), Vec<Diagnostic>> {
    let tags = read_risks(name, text)?;
    OWN_RISKS.get_or_init(|| tags);
    Ok(())
}

fn read_risks(name: &str, text: &str) -> Result<Vec<RiskTag>, Vec<Diagnostic>> {
    let source = Source { name, text };
    let tags = source.read::<RiskFile>()?.risk;
    let mut problems = Vec::new();
    for (n, tag) in tags.iter().enumerate() {
        let mut wrong = |code, key| problems.push(source.problem(code, source.line_of("risk", n, key), key).with("risk", &tag.id));
        let [low, likely, high] = tag.impact_percent;
        if tag.id.trim().is_empty() || tags[..n].iter().any(|other| other.id == tag.id) {
            wrong("roadmap.risk-id", "id");
        }
        if tag.chance_percent > 100 || low > likely || likely > high {
            wrong("roadmap.risk-chance", if tag.chance_percent > 100 { "chance_percent" } else { "impact_percent" });
        }
    }
    if problems.is_empty() { Ok(tags) } else { Err(problems) }
}

/// What each tag does to durations, for the forecast.
#[must_use]
pub fn risks() -> Vec<Risk> {
    risk_tags().iter().map(|tag| Risk::of_percent(&tag.id, tag.chance_percent, tag.impact_percent)).collect()
}

/// Holidays and swapped days, for working calendars: the office's own list where it has one, else the shipped one, which is right (tested).
#[must_use]
pub fn working_days() -> Vec<Holiday> {
    OWN_HOLIDAYS.get().cloned().unwrap_or_else(|| holidays::read_list(HOLIDAYS).unwrap_or_default())
}

/// Takes the office's own list of holidays, written as `data/calendar/holidays.csv`, in the place of the shipped one: the year's plan as it
/// was announced. Once, before any calendar is made.
///
/// # Errors
/// Every row that can't be read.
pub fn take_holidays(name: &str, text: &str) -> Result<(), Vec<Diagnostic>> {
    let days = read_holidays(name, text)?;
    OWN_HOLIDAYS.get_or_init(|| days);
    Ok(())
}

fn read_holidays(name: &str, text: &str) -> Result<Vec<Holiday>, Vec<Diagnostic>> {
    let of_file = |problem: Diagnostic| Diagnostic { place: Place { file: Some(name.to_owned()), ..problem.place }, ..problem };
    holidays::read_list(text).map_err(|problems| problems.into_iter().map(of_file).collect())
}

/// Everything wrong with a file of the office's own before it is put to use: a list of holidays (`.csv`), a table of risks, or templates.
#[must_use]
pub fn check_roadmap_file(name: &str, text: &str) -> Vec<Diagnostic> {
    let is_list = std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let found = match text.lines().find(|line| line.trim_start().starts_with("[[")).map(str::trim) {
        _ if is_list => read_holidays(name, text).map(|_| ()),
        Some("[[risk]]") => read_risks(name, text).map(|_| ()),
        _ => with_own(&[(name.to_owned(), text.to_owned())]).map(|_| ()),
    };
    found.err().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, text: &str) -> Vec<(&'static str, u32)> {
        check_roadmap_file(name, text).iter().map(|one| (one.code, one.place.line.unwrap_or_default())).collect()
    }

    const ROADS: &str = "[[template]]\nkey = \"roads\"\nnames = [\"Giao thông\"]\nlead = \"UBND xã\"\ntasks = [{ id = \"a\", title = \"Làm đường\", days = [10, 20, 40], risks = [\"rain\"] }]\n";

    #[test]
    fn own_templates_take_the_place_of_those_of_their_key_and_of_their_criteria() {
        let templates = with_own(&[("own.toml".to_owned(), ROADS.to_owned())]).unwrap();
        assert_eq!(templates.get("roads").unwrap().tasks.len(), 1);
        let other = ROADS.replace("\"roads\"", "\"our-roads\"");
        let templates = with_own(&[("own.toml".to_owned(), other)]).unwrap();
        assert_eq!(templates.of_criterion("giao thong").unwrap().key, "our-roads");
        assert!(!templates.get("roads").unwrap().names.iter().any(|name| name == "Giao thông"), "the shipped one keeps its other names");
    }

    #[test]
    fn what_is_wrong_with_own_files_is_told_with_its_place() {
        assert!(codes("own.toml", ROADS).is_empty());
        assert_eq!(codes("own.toml", &ROADS.replace("rain", "flood")), [("roadmap.template-risk", 5)]);
        assert_eq!(codes("own.toml", &ROADS.replace("[10, 20, 40]", "[30, 20, 40]")), [("roadmap.template-days", 5)]);
        assert_eq!(codes("own.toml", &ROADS.replace("lead =", "laed =")), [("file.misspelt-key", 4)]);
        assert_eq!(codes("own.toml", &ROADS.replace("[\"rain\"]", "[\"rain\"")), [("file.syntax", 5)]);
        assert_eq!(codes("own.toml", &format!("{ROADS}{}", ROADS.replace("Giao thông", "Khác"))), [("roadmap.template-key-twice", 7)]);
        let risk = "[[risk]]\nid = \"rain\"\nname = { vi = \"Mưa\", en = \"Rain\" }\nchance_percent = 140\nimpact_percent = [5, 15, 35]\n";
        assert_eq!(codes("risks.toml", risk), [("roadmap.risk-chance", 4)]);
        assert_eq!(codes("risks.toml", &format!("{risk}{risk}").replace("140", "40")), [("roadmap.risk-id", 7)]);
        assert!(codes("risks.toml", &risk.replace("140", "40")).is_empty());
        let list = "date,weekday,kind,name_vi,name_en,lunar,swap_with,rule_or_source,status\n2027-02-30,T3,tet,Tết,Tet,,,,\n2027-02-05,T6,fete,Tết,Tet,,,,\n";
        assert_eq!(codes("2027.csv", list).iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["calendar.bad-date", "calendar.bad-kind"]);
    }
}
