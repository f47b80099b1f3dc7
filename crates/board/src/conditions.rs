//! What set-level conditions ask for beyond the unit's own values under the set: recognitions, standing under another set, child units.

use crate::Board;
use crate::reading::Reading;
use crate::sheet::Sheet;
use crate::standing::Standing;
use std::borrow::Cow;
use vedich_criteria::context::evaluate;
use vedich_criteria::expr::Truth;
use vedich_criteria::{
    Below, Condition, ConditionFacts, ConditionResult, Contents, Readiness, Scope, Status, Subject, Threshold, ThresholdValue, Tier,
};
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
            "contents_percent" | "contents_met" => match self.set_below(refers, reading) {
                Some((set, level)) => {
                    facts.below.insert(condition.id.clone(), self.contents_below(condition, &set, level, reading));
                }
                None => {
                    if let Some(contents) = self.contents(condition, refers, unit, standing) {
                        facts.contents.insert(condition.id.clone(), contents);
                    }
                }
            },
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
        let mut children = registry.descendants(unit, level_of(subject)?, standing.on);
        // Shares of communes are of xã, shares of districts of huyện.
        children.retain(|child| registry.at(*child, standing.on).is_some_and(|at| at.is_rural()));
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

    /// How the unit itself stands at the contents of another set.
    fn contents(&self, condition: &Condition, refers: &str, unit: UnitId, standing: &Standing) -> Option<Contents> {
        let sheet = match set_in_force_of(refers) {
            Some(subject) => {
                let province = standing.province.as_deref();
                let set = self.reference().catalogue.in_force(subject, Tier::Standard, province, standing.on)?;
                self.sheet(&set.id)?
            }
            None => self.local_sheet(&SetId::new(refers), standing)?,
        };
        let reading = self.reading(unit, standing, sheet);
        Some(reading.yardstick.contents(&reading.marks, &condition.must_include))
    }

    /// The set a condition refers to with its level, when it assesses units below the one in hand: its contents are theirs.
    fn set_below(&self, refers: &str, reading: &Reading<'_>) -> Option<(SetId, UnitLevel)> {
        let set = &self.sheet(&SetId::new(refers))?.set;
        let level = level_of(set.subject).filter(|level| *level > reading.standing.level)?;
        Some((set.id.clone(), level))
    }

    /// How the units below that a condition is about stand at the contents of the set it refers to.
    fn contents_below(&self, condition: &Condition, set: &SetId, level: UnitLevel, reading: &Reading<'_>) -> Below {
        let registry = &self.reference().registry;
        let place = reading.sheet.set.conditions.iter().position(|other| other.id == condition.id);
        let bound = place.and_then(|place| reading.yardstick.bound(place).ok()).map(|applied| &applied.threshold);
        let mut below = Below::default();
        for child in registry.descendants(reading.unit, level, reading.standing.on) {
            let Some(standing) = self.standing_of(child) else { continue };
            let applies = condition.applies_when.as_deref().map_or(Truth::True, |when| {
                let context = self.context(reading.sheet, child, &standing, self.date());
                evaluate(when, &context, context.zone.as_ref())
            });
            let sheet = self.local_sheet(set, &standing).filter(|sheet| applies.is_true() && sheet.row(child).is_some());
            let contents = sheet.map(|sheet| {
                let reading = self.reading(child, &standing, sheet);
                reading.yardstick.contents(&reading.marks, &condition.must_include)
            });
            below.add(child, applies, contents.as_ref(), bound);
        }
        below
    }

    /// A unit's place in the tree, whether or not anything is known of it.
    fn standing_of(&self, unit: UnitId) -> Option<Cow<'_, Standing>> {
        let known = self.standing(unit).map(Cow::Borrowed);
        known.or_else(|| Standing::of(&self.reference().registry, unit, self.date()).map(Cow::Owned))
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
