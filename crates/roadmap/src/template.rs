//! Templates of tasks (`data/templates`): what usually has to be done for a criterion, and a whole roadmap made of them in one go.
//!
//! Starting values to be edited: tasks made from a template are marked as assumed.

use crate::record::{LinkRecord, PlannedQuantity, RoadmapEdit, RoadmapHeader, Spread, TaskKind, TaskRecord};
use crate::triage::Decider;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use vedich_facts::roadmap::{LinkKind, Span};
use vedich_values::text::fold;
use vedich_values::{CriterionNo, Diagnostic, Place, TaskId};

/// The template that follows when every criterion is met.
const CLOSING: &str = "closing";
/// The template for criteria no other knows.
const GENERAL: &str = "general";
/// Room between neighbours in the list people keep, for tasks put between them later.
const STEP: i64 = 1_000;

/// What usually has to be done for a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Stable key: `roads`.
    pub key: String,
    /// Vietnamese names of the criteria it serves, in whatever set.
    pub names: Vec<String>,
    /// Who usually leads.
    pub lead: String,
    /// The tasks.
    pub tasks: Vec<TemplateTask>,
}

/// A task of a template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateTask {
    /// Its id in the template.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Days if all goes well, most likely, if it goes badly.
    #[serde(default)]
    pub days: [u32; 3],
    /// Calendar days, not working days.
    #[serde(default)]
    pub calendar: bool,
    /// A mark without duration.
    #[serde(default)]
    pub milestone: bool,
    /// What it waits on: `khao-sat`, `khao-sat SS+5`.
    #[serde(default)]
    pub after: Vec<String>,
    /// Who leads, when it is not the one of the template.
    #[serde(default)]
    pub lead: Option<String>,
    /// Who usually helps.
    #[serde(default)]
    pub cooperating: Vec<String>,
    /// Tags of what may lengthen it.
    #[serde(default)]
    pub risks: Vec<String>,
    /// Who must decide.
    #[serde(default)]
    pub decider: Decider,
    /// Unit of measure, when the work is counted by quantity.
    #[serde(default)]
    pub unit: Option<String>,
    /// A work (công trình): something built, which stands in the list of works.
    #[serde(default)]
    pub work: bool,
    /// Only part of roadmaps that go on to this stage.
    #[serde(default)]
    pub stage: Option<Aim>,
}

/// How far a roadmap goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// Every criterion is met.
    Met,
    /// The dossier is submitted (nộp hồ sơ).
    #[default]
    Submitted,
    /// The decision of recognition (công nhận).
    Recognised,
}

impl Aim {
    /// Reads `met`, `submitted`, `recognised`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [("met", Self::Met), ("submitted", Self::Submitted), ("recognised", Self::Recognised)]
            .into_iter()
            .find_map(|(known, aim)| (known == name).then_some(aim))
    }
}

/// A criterion to be planned for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its number.
    pub criterion: CriterionNo,
    /// Its Vietnamese name.
    pub name: String,
}

/// All templates.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    templates: Vec<Template>,
    by_name: FxHashMap<String, usize>,
}

impl Templates {
    /// All templates together.
    ///
    /// # Errors
    /// Everything that is wrong, with the `template` and `task` it is wrong in: keys or names that stand twice, links to nothing, days that
    /// do not rise. Where that stands is known to whoever read the file.
    pub fn new(templates: Vec<Template>) -> Result<Self, Vec<Diagnostic>> {
        let mut all = Self::default();
        let mut wrong = Vec::new();
        for template in templates {
            if all.get(&template.key).is_some() {
                wrong.push(fault("roadmap.template-key-twice", &template.key));
            }
            for name in &template.names {
                if all.by_name.insert(fold(name), all.templates.len()).is_some() {
                    wrong.push(fault("roadmap.template-name-twice", &template.key).with("name", name));
                }
            }
            wrong.extend(template.faults());
            all.templates.push(template);
        }
        let missing = [CLOSING, GENERAL].into_iter().filter(|key| all.get(key).is_none());
        wrong.extend(missing.map(|key| fault("roadmap.template-missing", key)));
        if wrong.is_empty() { Ok(all) } else { Err(wrong) }
    }

    /// Every template.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.templates.iter()
    }

    /// A template by its key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.key == key)
    }

    /// The template for a criterion, by its Vietnamese name.
    #[must_use]
    pub fn of_criterion(&self, name: &str) -> Option<&Template> {
        self.by_name.get(&fold(name)).map(|place| &self.templates[*place])
    }

    /// A whole roadmap: the header, a heading with tasks per criterion, the mark "all criteria met", and what follows as far as `aim`.
    #[must_use]
    pub fn make(&self, header: RoadmapHeader, chosen: &[Chosen], aim: Aim) -> Vec<RoadmapEdit> {
        let mut tasks: Vec<TaskRecord> = Vec::new();
        let mut headings: Vec<LinkRecord> = Vec::new();
        for one in chosen {
            let heading = TaskId::new(&format!("tc{}", one.criterion));
            let title = format!("Tiêu chí {}: {}", one.criterion, one.name);
            headings.push(LinkRecord { from: heading.clone(), kind: LinkKind::FinishToStart, lag: 0 });
            if let Some(template) = self.of_criterion(&one.name).or_else(|| self.get(GENERAL)) {
                tasks.extend(template.instantiate(&heading, &title, Some(one.criterion), aim));
            }
        }
        let mut met = TaskRecord { kind: TaskKind::Milestone, assumed: true, ..TaskRecord::new("dat", "Đạt đủ các tiêu chí") };
        met.links = headings;
        tasks.push(met);
        if let Some(closing) = self.get(CLOSING).filter(|_| aim >= Aim::Submitted) {
            let mut closing = closing.instantiate(&TaskId::new("hs"), "Hồ sơ đề nghị", None, aim);
            for first in closing.iter_mut().filter(|task| task.kind != TaskKind::Summary && task.links.is_empty()) {
                first.links.push(LinkRecord { from: "dat".into(), kind: LinkKind::FinishToStart, lag: 0 });
            }
            tasks.extend(closing);
        }
        let placed = tasks.into_iter().zip(1_i64..).map(|(task, place)| TaskRecord { place: place * STEP, ..task });
        std::iter::once(RoadmapEdit::Open(header)).chain(placed.map(|task| RoadmapEdit::PutTask(Box::new(task)))).collect()
    }
}

impl Template {
    /// The tasks under a heading, the heading first.
    #[must_use]
    pub fn instantiate(&self, heading: &TaskId, title: &str, criterion: Option<CriterionNo>, aim: Aim) -> Vec<TaskRecord> {
        let mut summary = TaskRecord { kind: TaskKind::Summary, criterion, assumed: true, ..TaskRecord::new(heading.clone(), title) };
        summary.lead = Some(self.lead.clone());
        let wanted = |task: &&TemplateTask| task.stage.is_none_or(|stage| aim >= stage);
        let tasks = self.tasks.iter().filter(wanted).map(|task| TaskRecord { criterion, ..task.record(heading, &self.lead) });
        std::iter::once(summary).chain(tasks).collect()
    }

    fn faults(&self) -> Vec<Diagnostic> {
        let mut wrong = Vec::new();
        let mut known: FxHashSet<&str> = FxHashSet::default();
        for task in &self.tasks {
            let at = |code| fault(code, &self.key).with("task", &task.id);
            let [low, likely, high] = task.days;
            if (low > likely || likely > high || likely == 0) != task.milestone {
                wrong.push(at("roadmap.template-days"));
            }
            for after in &task.after {
                match read_link(after) {
                    // Tasks stand in an order in which nothing waits on what comes later, so no ring is possible.
                    Some((from, ..)) if known.contains(from) => {}
                    _ => wrong.push(at("roadmap.template-link").with("found", after)),
                }
            }
            if !known.insert(&task.id) {
                wrong.push(at("roadmap.template-task-twice"));
            }
        }
        wrong
    }
}

impl TemplateTask {
    fn record(&self, heading: &TaskId, lead: &str) -> TaskRecord {
        let own = |id: &str| TaskId::new(&format!("{heading}.{id}"));
        let mut task = TaskRecord { assumed: true, ..TaskRecord::new(own(&self.id), &self.title) }.under(heading);
        let [optimistic, likely, pessimistic] = self.days;
        if self.milestone {
            task.kind = TaskKind::Milestone;
        } else {
            task.duration = if self.calendar { Span::Calendar(likely) } else { Span::Working(likely) };
            task.spread = Some(Spread { optimistic, pessimistic });
        }
        task.quantity = self.unit.as_ref().map(|unit| PlannedQuantity { unit: unit.clone(), planned: None });
        task.work = self.work;
        let links = self.after.iter().filter_map(|after| read_link(after));
        task.links = links.map(|(from, kind, lag)| LinkRecord { from: own(from), kind, lag }).collect();
        task.lead = Some(self.lead.clone().unwrap_or_else(|| lead.to_owned()));
        task.cooperating.clone_from(&self.cooperating);
        task.risks.clone_from(&self.risks);
        task.decider = self.decider;
        task
    }
}

/// A fault of a template, wherever it stands.
fn fault(code: &'static str, template: &str) -> Diagnostic {
    Diagnostic::error(code, Place::default()).with("template", template)
}

/// Reads `khao-sat`, `khao-sat SS`, `khao-sat FF-2`.
fn read_link(text: &str) -> Option<(&str, LinkKind, i32)> {
    let Some((from, tie)) = text.split_once(' ') else { return Some((text, LinkKind::FinishToStart, 0)) };
    let (kind, lag) = tie.split_at_checked(2)?;
    let lag = if lag.is_empty() { 0 } else { lag.parse().ok()? };
    Some((from, LinkKind::from_letters(kind)?, lag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(id: &str, days: [u32; 3], after: &[&str]) -> TemplateTask {
        let value = serde_json::json!({ "id": id, "title": id, "days": days, "after": after });
        serde_json::from_value(value).unwrap()
    }

    fn template(key: &str, tasks: Vec<TemplateTask>) -> Template {
        Template { key: key.into(), names: vec![key.into()], lead: "UBND xã".into(), tasks }
    }

    #[test]
    fn faults_are_named() {
        let bad = template("bad", vec![task("a", [3, 2, 9], &[]), task("b", [1, 2, 3], &["c"]), task("b", [1, 2, 3], &["a XY"])]);
        let wrong = Templates::new(vec![bad]).unwrap_err();
        let codes: Vec<&str> = wrong.iter().map(|one| one.code).collect();
        assert_eq!(
            codes,
            [
                "roadmap.template-days",
                "roadmap.template-link",
                "roadmap.template-link",
                "roadmap.template-task-twice",
                "roadmap.template-missing",
                "roadmap.template-missing"
            ]
        );
        assert!(codes.iter().all(|code| crate::problem::CODES.contains(code)));
    }

    #[test]
    fn a_roadmap_is_made_of_criteria_and_a_closing() {
        let simple = |key| template(key, vec![task("a", [1, 2, 3], &[]), task("b", [2, 3, 4], &["a SS+1"])]);
        let all = Templates::new(vec![simple("Đường"), simple(CLOSING), simple(GENERAL)]).unwrap();
        let header = RoadmapHeader::new("x", "2020-09-08".parse().unwrap());
        let chosen = [Chosen { criterion: CriterionNo(2), name: "duong".into() }, Chosen { criterion: CriterionNo(9), name: "?".into() }];
        let ids = |aim| -> Vec<String> {
            let edits = all.make(header.clone(), &chosen, aim);
            let id = |edit: &RoadmapEdit| if let RoadmapEdit::PutTask(task) = edit { Some(task.id.to_string()) } else { None };
            edits.iter().filter_map(id).collect()
        };
        assert_eq!(ids(Aim::Met), ["tc2", "tc2.a", "tc2.b", "tc9", "tc9.a", "tc9.b", "dat"]);
        assert_eq!(ids(Aim::Submitted).len(), 10);
    }
}
