//! What must hold before a fact is recorded: the unit exists, the set knows the code, the value fits, a correction corrects its like.

mod account;
mod attribute;
mod days_off;
mod fieldwork;
mod overlay;
mod papers;
mod reporting;
mod roadmap;
mod steering;

use crate::authority::Ground;
use crate::commit::unknown_fact;
use crate::{App, AppError};
use std::sync::Arc;
use vedich_board::Reference;
use vedich_criteria::CriteriaSet;
use vedich_facts::{Body, Fact, Observed, Recorded, Target};
use vedich_journal::Select;
use vedich_units::Registry;
use vedich_values::{Date, Diagnostic, FactSeq, IndicatorCode, PartKey, Place, SetId};

/// Codes of the refusals of this crate's commands; those of values, thresholds and unit changes are the floor-0 crates'.
pub const CODES: &[&str] = &[
    "fact.unknown-unit",
    "fact.unit-not-there",
    "fact.future-date",
    "fact.unknown-set",
    "fact.unknown-code",
    "fact.unknown-criterion",
    "fact.withdrawal-of-nothing",
    "fact.unknown-superseded",
    "fact.supersedes-other",
    "fact.stage-sum",
    "fact.no-text",
    "overlay.no-decision",
    "overlay.future-decision",
    "overlay.unknown-zone",
    "overlay.bad-span",
    "overlay.never-in-force",
    "overlay.year-never-counts",
    "overlay.nothing-to-confirm",
    "overlay.said-otherwise",
    "account.bad-login",
    "account.login-taken",
    "account.no-name",
    "account.bad-email",
    "account.bad-phone",
    "account.unknown-person",
    "account.unknown-post",
    "account.unknown-role",
    "account.unknown-criterion",
    "account.wrong-level",
    "account.needs-field",
    "account.bad-span",
    "account.token-no-name",
    "account.token-days",
    "account.token-too-many",
    "account.token-unknown",
    "account.token-owed",
    "roadmap.none",
    "roadmap.nothing-to-undo",
    "roadmap.no-such-change",
    "roadmap.no-set",
    "roadmap.nothing-unmet",
    "roadmap.carried-before",
    "roadmap.no-successor",
    "roadmap.which-successor",
    "paper.unknown",
    "paper.no-draft",
    "paper.unknown-form",
    "paper.unknown-layout",
    "paper.bad-period",
    "paper.bad-fields",
    "paper.bad-key",
    "paper.bad-urgency",
    "paper.key-twice",
    "paper.prose-open",
    "paper.no-subject",
    "paper.unknown-table",
    "paper.unknown-directive",
    "paper.unknown-field",
    "paper.bad-template",
    "paper.template-too-long",
    "paper.text-too-long",
    "paper.changed-meanwhile",
    "paper.number-taken",
    "paper.no-issuer",
    "paper.incomplete",
    "paper.damaged",
    "fieldwork.too-long",
    "verify.unknown-value",
    "verify.corrected",
    "verify.no-reason",
    "verify.confirmed-already",
    "verify.own",
    "verify.nothing-asked",
    "verify.nothing-chosen",
    "evidence.nothing-sent",
    "evidence.too-many",
    "evidence.no-title",
    "evidence.no-reason",
    "evidence.unknown",
    "evidence.unknown-piece",
    "evidence.bad-link",
    "evidence.bad-file",
    "evidence.there-already",
    "evidence.withdrawn-already",
    "duty.no-holder",
    "duty.given-already",
    "duty.has-lead",
    "duty.bad-span",
    "duty.not-below",
    "duty.unknown",
    "visit.no-people",
    "visit.no-findings",
    "visit.unknown",
    "visit.bad-deadline",
    "visit.before-visit",
    "visit.reported-already",
    "visit.met-already",
    "visit.nothing-to-reopen",
    "visit.no-result",
    "days-off.bad-span",
    "days-off.no-reason",
    "days-off.unknown",
    "commit.too-busy",
    "demo.not-empty",
];

/// A problem of one fact, before it has a place.
type Problem = Diagnostic;

fn problem(code: &'static str) -> Problem {
    Diagnostic::error(code, Place::default())
}

impl App {
    /// Every problem of the facts, each with the number of its fact as line. Call it while deciding.
    pub(crate) async fn check(&self, facts: &[Fact]) -> Result<Vec<Diagnostic>, AppError> {
        let mut reference = self.reference();
        let today = self.today();
        let mut problems = Vec::new();
        let first = self.reference();
        let mut accounts = account::Accounts::new(self.rights(), Ground(&first.registry), &first, self.version().get() + 1);
        let mut papers = papers::Papers::new(self.papers(), self.version().get() + 1, today);
        let mut changes = roadmap::KnownChanges::default();
        let mut items = steering::KnownItems::default();
        for (fact, line) in facts.iter().zip(1_u32..) {
            let mut found = Vec::new();
            match &fact.body {
                Body::Account(event) => accounts.check(fact, event, &mut found),
                _ => accounts.pass(),
            }
            match &fact.body {
                Body::Paper(event) => papers.check(fact, event, &mut found),
                _ => papers.pass(),
            }
            if let Body::UnitChange(change) = &fact.body {
                // Later facts of the entry may speak of the units it registers.
                let registry = Arc::make_mut(&mut reference.registry);
                if let Err(refused) = registry.apply(fact.unit, fact.as_of, change) {
                    found.push(problem(refused.code()).with("unit", fact.unit).with("date", fact.as_of).with("reason", &refused));
                }
            } else {
                let steers = matches!(fact.body, Body::Task(_) | Body::Meeting(_) | Body::Proposal(_));
                if !steers {
                    check_unit(&reference.registry, fact, &mut found);
                }
                self.check_body(&reference, fact, today, &mut found);
                let before = &facts[..usize::try_from(line).unwrap_or(1).saturating_sub(1)];
                self.check_desk(&reference, (fact, before), &mut found).await?;
                if let Body::Overlay(overlay) = &fact.body
                    && found.is_empty()
                {
                    found.extend(self.said_otherwise(fact, overlay).await?);
                }
                if let Body::Roadmap(change) = &fact.body {
                    found.extend(self.check_roadmap(&mut changes, &reference, fact, change).await?);
                }
                if steers {
                    found.extend(self.check_steering(&mut items, &reference, fact).await?);
                }
            }
            if let Some(earlier) = fact.supersedes {
                found.extend(self.check_correction(fact, earlier).await?);
            }
            // Of an entry that states one thing the place says nothing.
            let line = Some(line).filter(|_| facts.len() > 1);
            problems.extend(found.into_iter().map(|problem| Diagnostic { place: Place { line, ..problem.place }, ..problem }));
        }
        Ok(problems)
    }

    fn check_body(&self, reference: &Reference, fact: &Fact, today: Date, found: &mut Vec<Problem>) {
        let what_was = matches!(
            fact.body,
            Body::Observation { .. }
                | Body::DeclaredStatus { .. }
                | Body::ReportedCount { .. }
                | Body::StageCounts { .. }
                | Body::Output(_)
        );
        if what_was && fact.as_of > today {
            found.push(problem("fact.future-date").with("date", fact.as_of).with("today", today));
        }
        match &fact.body {
            Body::Observation { target, observed } => {
                self.check_value(target, observed, found);
                if *observed == Observed::Withdrawn && fact.supersedes.is_none() {
                    found.push(problem("fact.withdrawal-of-nothing"));
                }
            }
            Body::DeclaredStatus { set, criterion, code, .. } => {
                let Some(of) = known_set(reference, set, found) else { return };
                if !of.criteria.iter().any(|known| known.no == *criterion) {
                    found.push(problem("fact.unknown-criterion").with("set", set).with("criterion", criterion));
                }
                if let Some(code) = code.as_ref().filter(|code| of.indicator(code.as_str()).is_none()) {
                    found.push(unknown_code(set, code, None));
                }
            }
            Body::ReportedCount { set, .. } | Body::Stage { set, .. } => _ = known_set(reference, set, found),
            Body::StageCounts { set, total, stages } => {
                known_set(reference, set, found);
                let sum: u64 = stages.iter().map(|stage| u64::from(stage.count)).sum();
                if sum != u64::from(*total) {
                    found.push(problem("fact.stage-sum").with("total", total).with("sum", sum));
                }
            }
            Body::Submission(submission) => self.check_submission(reference, fact, submission, today, found),
            Body::ReportingPeriod(change) => self.check_period(change, found),
            Body::Overlay(stated) => overlay::check(reference, stated, (fact.unit, fact.as_of), today, found),
            Body::Remark { text, .. } | Body::Work { name: text, .. } if text.vi.trim().is_empty() => found.push(problem("fact.no-text")),
            Body::Attribute { name, value, .. } => attribute::check(reference, fact, name, value, found),
            Body::Output(_)
            | Body::Work { .. }
            | Body::Remark { .. }
            | Body::Roadmap(_)
            | Body::Evidence(_)
            | Body::Verification(_)
            | Body::Responsibility(_)
            | Body::SiteVisit(_)
            | Body::DaysOff(_)
            | Body::Reading(_)
            | Body::Document(_)
            | Body::UnitChange(_)
            | Body::Account(_)
            | Body::Paper(_)
            | Body::Meeting(_)
            | Body::Task(_)
            | Body::Proposal(_) => {}
        }
    }

    fn check_value(&self, target: &Target, observed: &Observed, found: &mut Vec<Problem>) {
        let Some(layout) = self.inner.layouts.get(&target.set) else {
            return found.push(problem("fact.unknown-set").with("set", &target.set));
        };
        let Some(slot) = layout.slot(target.code.as_str(), target.part.as_ref().map(PartKey::as_str)) else {
            return found.push(unknown_code(&target.set, &target.code, target.part.as_ref()));
        };
        if let (Err(refused), Observed::Value(_)) = (layout.cell(slot, observed), observed) {
            let mut refusal = problem(refused.code()).with("code", &target.code);
            refusal.params.extend(refused.params());
            found.push(refusal);
        }
    }

    /// A correction speaks of the same unit and is of the same kind as what it corrects.
    async fn check_correction(&self, fact: &Fact, earlier: FactSeq) -> Result<Option<Problem>, AppError> {
        if earlier.get() == 0 || earlier > self.version() {
            return Ok(Some(unknown_fact(earlier, Place::default())));
        }
        let one = Select { after: Some(FactSeq(earlier.get() - 1)), limit: Some(1), ..Select::default() };
        let corrected: Option<Recorded> = self.inner.journal.read(&one).await?.pop();
        Ok(match corrected {
            None => Some(unknown_fact(earlier, Place::default())),
            Some(corrected) if corrected.fact.unit != fact.unit || corrected.fact.body.kind() != fact.body.kind() => {
                Some(problem("fact.supersedes-other").with("fact", earlier))
            }
            Some(_) => None,
        })
    }
}

fn check_unit(registry: &Registry, fact: &Fact, found: &mut Vec<Problem>) {
    let Some(unit) = registry.get(fact.unit) else {
        return found.push(problem("fact.unknown-unit").with("unit", fact.unit));
    };
    if !unit.exists(fact.as_of) {
        found.push(not_there(registry, fact.unit, fact.as_of));
    }
}

/// A unit that does not exist on a day, by the name it had when it did.
fn not_there(registry: &Registry, unit: vedich_values::UnitId, on: Date) -> Problem {
    let span = registry.get(unit).map(|unit| unit.span);
    let nearest = span.and_then(|span| if span.to.is_some_and(|last| last < on) { span.to } else { span.from });
    let name = registry.at(unit, nearest.unwrap_or(on)).map_or_else(|| unit.to_string(), |at| at.name.to_owned());
    problem("fact.unit-not-there").with("unit", name).with("date", on)
}

fn known_set<'a>(reference: &'a Reference, set: &SetId, found: &mut Vec<Problem>) -> Option<&'a Arc<CriteriaSet>> {
    let known = reference.catalogue.get(set.as_str());
    if known.is_none() {
        found.push(problem("fact.unknown-set").with("set", set));
    }
    known
}

fn unknown_code(set: &SetId, code: &IndicatorCode, part: Option<&PartKey>) -> Problem {
    let code = part.map_or_else(|| code.to_string(), |part| format!("{code}/{part}"));
    problem("fact.unknown-code").with("set", set).with("code", code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_refusal_is_worded_in_both_languages() {
        let worded: BTreeSet<&str> = vedich_wording::all_keys().collect();
        for code in CODES
            .iter()
            .chain(vedich_rights::CODES)
            .chain(vedich_steering::CODES)
            .chain(crate::sheets::CODES)
            .chain(crate::duties::file::CODES)
            .chain(crate::people::roster::CODES)
            .chain(crate::people::workplace::CODES)
            .chain(vedich_entry::CODES)
            .chain(vedich_desk::CODES)
            .chain(crate::desk::CODES)
            .copied()
            .chain(vedich_rights::Refusal::ALL.map(vedich_rights::Refusal::code))
            .chain(vedich_store::StoreError::CODES)
            .chain(crate::people::Weak::ALL.map(crate::people::Weak::code))
        {
            assert!(worded.contains(format!("problem.{code}").as_str()), "`problem.{code}` has no wording");
        }
    }
}
