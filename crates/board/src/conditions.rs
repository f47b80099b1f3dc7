//! What set-level conditions ask for beyond the unit's own values under the set: recognitions, standing under another set, child units.

use crate::Board;
use crate::reading::Reading;
use crate::sheet::Sheet;
use crate::standing::Standing;
use vedich_criteria::{Condition, ConditionFacts, ConditionResult, Readiness, Scope, Status, Subject, Threshold, ThresholdValue, Tier};
use vedich_facts::{Observed, UnitLevel, Value};
use vedich_values::{Decimal, SetId, Tally, UnitId};

/// The sets whose conditions are being worked out, outermost first: a set that refers back to one of them learns nothing from it.
type Asking<'a> = [&'a SetId];

impl Board {
    /// How the conditions of the set stand for the unit. Works on demand, from what stands on the board: nothing is kept.
    pub(crate) fn conditions(&self, reading: &Reading<'_>, asking: &Asking<'_>) -> Vec<ConditionResult> {
        let set = &reading.sheet.set;
        if set.conditions.is_empty() {
            return Vec::new();
        }
        let asking: Vec<&SetId> = asking.iter().copied().chain([&set.id]).collect();
        let mut facts = ConditionFacts::default();
        for condition in &set.conditions {
            if let Some(refers) = condition.refers_to.as_deref() {
                self.find_out(condition, refers, reading, &asking, &mut facts);
            }
        }
        reading.yardstick.conditions(&reading.row.cells, &reading.row.declared, &facts)
    }

    fn find_out(&self, condition: &Condition, refers: &str, reading: &Reading<'_>, asking: &Asking<'_>, facts: &mut ConditionFacts) {
        let (unit, standing) = (reading.unit, reading.standing);
        match condition.measure.as_str() {
            "prerequisite" if wants_met(condition) => {
                let set = SetId::new(refers);
                if let Some(status) = self.standing_under(&set, unit, standing, asking) {
                    facts.met.insert(set, status);
                }
            }
            "prerequisite" => {
                let set = SetId::new(refers);
                if let Some(word) = self.recognition(unit, &set) {
                    facts.recognised.insert(set, word.is_some());
                }
            }
            "child_percent" => {
                if let Some(tally) = self.children_recognised(unit, standing, &SetId::new(refers)) {
                    facts.children.insert(refers.to_owned(), tally);
                }
            }
            "percent_of" => {
                if let Some(compared) = self.compared(refers, unit, standing) {
                    facts.compared.insert(refers.to_owned(), compared);
                }
            }
            "contents_percent" | "contents_met" => {
                if let Some(tally) = self.contents(refers, unit, standing) {
                    facts.contents.insert(refers.to_owned(), tally);
                }
            }
            _ => {}
        }
    }

    /// How the unit stands as a whole under another set, in the form of its province: criteria and conditions. What values and declared
    /// statuses leave open, the latest word on its recognition decides.
    fn standing_under(&self, set: &SetId, unit: UnitId, standing: &Standing, asking: &Asking<'_>) -> Option<Status> {
        let sheet = self.local_sheet(set, standing)?;
        if asking.contains(&&sheet.set.id) {
            return None;
        }
        let reading = self.reading(unit, standing, sheet);
        let conditions = self.conditions(&reading, asking);
        let failed = reading.marks.criterion_counts.not_met > 0 || conditions.iter().any(|condition| condition.status == Status::NotMet);
        match (reading.yardstick.readiness(&reading.marks, &conditions), self.recognition(unit, set)) {
            (Readiness::Ready, _) => Some(Status::Met),
            _ if failed => Some(Status::NotMet),
            (_, Some(Some(_))) => Some(Status::Met),
            (_, Some(None)) => Some(Status::NotMet),
            (_, None) => None,
        }
    }

    /// How many units below hold a recognition under the set, of how many there are. Nothing when no stage is stated of any of them.
    fn children_recognised(&self, unit: UnitId, standing: &Standing, set: &SetId) -> Option<Tally> {
        let registry = &self.reference().registry;
        let subject = self.sheet(set)?.set.subject;
        let rural = |child: &UnitId| registry.at(*child, standing.on).is_some_and(|at| is_rural(subject, at.kind));
        let mut children = registry.descendants(unit, level_of(subject)?, standing.on);
        children.retain(rural);
        if !children.iter().any(|child| self.has_stage(*child, set)) {
            return None;
        }
        let recognised = children.iter().filter(|child| matches!(self.recognition(**child, set), Some(Some(_)))).count();
        Tally::new(u32::try_from(recognised).ok()?, u32::try_from(children.len()).ok()?).ok()
    }

    /// The unit's number for an indicator of another set (`set#code`), and the bound that applies to it there.
    fn compared(&self, refers: &str, unit: UnitId, standing: &Standing) -> Option<(Decimal, Decimal)> {
        let (set, code) = refers.split_once('#')?;
        let reading = self.reading(unit, standing, self.local_sheet(&SetId::new(set), standing)?);
        let assessment = reading.yardstick.explain(&reading.row.cells, &reading.row.declared);
        let indicator = assessment.indicators.into_iter().find(|indicator| indicator.code.as_str() == code)?;
        match (indicator.value?, indicator.applied?.threshold.value) {
            (Observed::Value(Value::Number(own)), ThresholdValue::Number(bound)) => Some((own, bound)),
            _ => None,
        }
    }

    /// Contents of another set that the unit itself meets, of those that apply to it; nothing while any of them is open.
    fn contents(&self, refers: &str, unit: UnitId, standing: &Standing) -> Option<Tally> {
        let sheet = match set_in_force_of(refers) {
            Some(subject) => {
                let province = standing.province.as_deref();
                let set = self.reference().catalogue.in_force(subject, Tier::Standard, province, standing.on)?;
                self.sheet(&set.id)?
            }
            None => self.local_sheet(&SetId::new(refers), standing)?,
        };
        let marks = self.reading(unit, standing, sheet).marks;
        let apply = marks.indicators.iter().filter(|status| **status != Status::NotApplicable).count();
        let met = marks.indicators.iter().filter(|status| matches!(status, Status::Met | Status::NarrowlyMet)).count();
        let tally = || Tally::new(u32::try_from(met).ok()?, u32::try_from(apply).ok()?).ok();
        (marks.indicator_counts.no_data == 0).then(tally).flatten()
    }

    /// The sheet of a set for a unit: that of the province's own set where it builds on the one named.
    fn local_sheet(&self, set: &SetId, standing: &Standing) -> Option<&Sheet> {
        let named = self.sheet(set)?;
        if named.set.scope != Scope::National {
            return Some(named);
        }
        let family = self.family(self.family_of(set)?);
        let member = family.member(standing.province.as_deref()).filter(|_| family.root.id == *set);
        Some(member.map_or(named, |member| self.sheet_number(family.members[member])))
    }
}

/// Whether the prerequisite asks for the other set to be met, not for a recognition.
fn wants_met(condition: &Condition) -> bool {
    matches!(&condition.threshold, Some(Threshold { value: ThresholdValue::Word(word), .. }) if word == "met")
}

/// `commune set in force`: the set that the unit's surroundings are assessed by, whatever its name.
fn set_in_force_of(refers: &str) -> Option<Subject> {
    let subject = refers.strip_suffix(" set in force")?;
    [Subject::Commune, Subject::Hamlet, Subject::District, Subject::Province].into_iter().find(|known| known.name() == subject)
}

/// The level of the units a set assesses; none for gardens and households.
const fn level_of(subject: Subject) -> Option<UnitLevel> {
    match subject {
        Subject::Commune => Some(UnitLevel::Commune),
        Subject::Hamlet => Some(UnitLevel::Hamlet),
        Subject::District => Some(UnitLevel::District),
        Subject::Province => Some(UnitLevel::Province),
        Subject::Garden | Subject::Household => None,
    }
}

/// Shares of communes are of rural communes (xã), shares of districts of rural districts (huyện): the sets have demands of their own
/// for wards, townships, towns and cities.
fn is_rural(subject: Subject, kind: &str) -> bool {
    match subject {
        Subject::Commune => kind == "xa",
        Subject::District => kind == "huyen",
        _ => true,
    }
}
