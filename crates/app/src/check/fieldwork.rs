//! What must hold before verifications, evidence, responsibilities and visits are recorded.

use super::{Problem, problem};
use crate::{App, AppError};
use std::sync::Arc;
use vedich_board::{DemandState, FollowedFinding, Reference, Visit};
use vedich_facts::{
    Body, Charge, Evidence, EvidenceOf, Exhibit, Fact, Finding, Kind, Observed, Outcome, Part, Recorded, Responsibility, SiteVisit,
    Verification,
};
use vedich_journal::Select;
use vedich_rights::Rights;
use vedich_values::date::day_of;
use vedich_values::text::fold;
use vedich_values::{Date, FactSeq, UnitId};

/// Longest title, reason or question, in characters: a paragraph.
const LONGEST: usize = 2_000;
/// Longest address of a link, in characters.
const LONGEST_LINK: usize = 1_000;

impl App {
    /// Every problem of a fact of these kinds; nothing for other kinds.
    /// `before`: what the entry states before it.
    pub(super) async fn check_desk(
        &self,
        reference: &Reference,
        (fact, before): (&Fact, &[Fact]),
        found: &mut Vec<Problem>,
    ) -> Result<(), AppError> {
        if fact.note.as_ref().is_some_and(|note| note.chars().count() > LONGEST)
            && matches!(fact.body.kind(), Kind::Verification | Kind::Evidence | Kind::Responsibility | Kind::SiteVisit | Kind::DaysOff)
        {
            found.push(problem("fieldwork.too-long").with("most", LONGEST));
        }
        match &fact.body {
            Body::Verification(said) => self.check_verification(fact, *said, found).await,
            Body::Evidence(evidence) => self.check_evidence(reference, fact, evidence, found).await,
            Body::Responsibility(change) => self.check_duty(reference, (fact, before), change, found).await,
            Body::SiteVisit(visit) => self.check_visit(fact, visit, found).await,
            Body::DaysOff(said) => self.check_days_off(fact, said, found).await,
            _ => Ok(()),
        }
    }

    async fn check_verification(&self, fact: &Fact, said: Verification, found: &mut Vec<Problem>) -> Result<(), AppError> {
        let value = self.fact(said.of).await?.filter(|value| value.fact.unit == fact.unit && value.fact.as_of == fact.as_of);
        let Some(value) = value.filter(can_be_verified) else {
            found.push(problem("verify.unknown-value").with("fact", said.of));
            return Ok(());
        };
        if self.is_corrected(fact.unit, value.seq).await? {
            found.push(self.of_value("verify.corrected", &value));
        }
        if said.outcome.needs_words() && has_no_words(fact) {
            found.push(problem("verify.no-reason"));
        }
        if said.outcome == Outcome::Confirmed && self.last_said(fact.unit, said.of).await? == Some(Outcome::Confirmed) {
            found.push(self.of_value("verify.confirmed-already", &value));
        }
        if said.outcome == Outcome::Answered && self.last_said(fact.unit, said.of).await? != Some(Outcome::Asked) {
            found.push(self.of_value("verify.nothing-asked", &value));
        }
        Ok(())
    }

    /// Whether a later fact of the unit takes the place of this one.
    pub(crate) async fn is_corrected(&self, unit: UnitId, seq: FactSeq) -> Result<bool, AppError> {
        let mut corrected = false;
        let later = Select { unit: Some(unit), after: Some(seq), ..Select::default() };
        self.inner.journal.for_each(&later, |recorded| corrected |= recorded.fact.supersedes == Some(seq)).await?;
        Ok(corrected)
    }

    async fn last_said(&self, unit: UnitId, of: FactSeq) -> Result<Option<Outcome>, AppError> {
        let mut last = None;
        let said = Select { unit: Some(unit), kind: Some(Kind::Verification), ..Select::default() };
        let sink = |recorded: Recorded| match recorded.fact.body {
            Body::Verification(said) if said.of == of => last = Some(said.outcome),
            _ => {}
        };
        self.inner.journal.for_each(&said, sink).await?;
        Ok(last)
    }

    async fn check_evidence(
        &self,
        reference: &Reference,
        fact: &Fact,
        evidence: &Evidence,
        found: &mut Vec<Problem>,
    ) -> Result<(), AppError> {
        match evidence {
            Evidence::Attached { what, about, title } => {
                if title.trim().is_empty() || title.chars().count() > LONGEST {
                    found.push(problem("evidence.no-title"));
                }
                check_exhibit(what, found);
                if let Some((_, title)) = self.shown_already(fact.unit, what, about) {
                    found.push(problem("evidence.there-already").with("title", title));
                }
                self.check_shown(reference, fact.unit, about, found).await
            }
            Evidence::Withdrawn { of } => {
                let known = self
                    .fact(*of)
                    .await?
                    .filter(|known| known.fact.unit == fact.unit && matches!(known.fact.body, Body::Evidence(Evidence::Attached { .. })));
                let gone = |recorded: &std::sync::Arc<Recorded>| matches!(&recorded.fact.body, Body::Evidence(Evidence::Withdrawn { of: other }) if other == of);
                if known.is_none() {
                    found.push(problem("evidence.unknown").with("fact", of));
                } else if self.live().fieldwork(fact.unit).any(gone) {
                    found.push(problem("evidence.withdrawn-already"));
                }
                if has_no_words(fact) {
                    found.push(problem("evidence.no-reason"));
                }
                Ok(())
            }
        }
    }

    async fn check_shown(&self, reference: &Reference, unit: UnitId, about: &EvidenceOf, found: &mut Vec<Problem>) -> Result<(), AppError> {
        match about {
            EvidenceOf::Unit | EvidenceOf::Task { .. } => {}
            EvidenceOf::Dossier(key) => {
                if !vedich_reference::dossier().is_some_and(|known| known.has_piece(key)) {
                    found.push(problem("evidence.unknown-piece").with("key", key));
                }
            }
            EvidenceOf::Criterion { set, no } => {
                let known = reference.catalogue.get(set.as_str());
                if !known.is_some_and(|set| set.criteria.iter().any(|criterion| criterion.no == *no)) {
                    found.push(problem("fact.unknown-criterion").with("set", set).with("criterion", no));
                }
            }
            EvidenceOf::Indicator { set, code, .. } => {
                if reference.catalogue.get(set.as_str()).is_none_or(|set| set.indicator(code.as_str()).is_none()) {
                    found.push(problem("fact.unknown-code").with("set", set).with("code", code));
                }
            }
            EvidenceOf::Value(seq) => {
                if !self.fact(*seq).await?.is_some_and(|value| value.fact.unit == unit && can_be_verified(&value)) {
                    found.push(problem("verify.unknown-value").with("fact", seq));
                }
            }
            EvidenceOf::Visit(seq) => {
                let held = |visit: Recorded| visit.fact.unit == unit && matches!(visit.fact.body, Body::SiteVisit(SiteVisit::Held { .. }));
                if !self.fact(*seq).await?.is_some_and(held) {
                    found.push(problem("visit.unknown").with("fact", seq));
                }
            }
        }
        Ok(())
    }

    async fn check_duty(
        &self,
        reference: &Reference,
        (fact, before): (&Fact, &[Fact]),
        change: &Responsibility,
        found: &mut Vec<Problem>,
    ) -> Result<(), AppError> {
        match change {
            Responsibility::Given { holder, person, over, part, to } => {
                self.check_given_before((fact, before), (holder, over, *part, *to), found);
                if holder.trim().is_empty() || holder.chars().count() > 200 {
                    found.push(problem("duty.no-holder"));
                }
                if person.is_some_and(|person| self.rights().person(person).is_none()) {
                    found.push(problem("account.unknown-person").with("person", person.map_or(0, |person| person.0)));
                }
                if to.is_some_and(|to| to < fact.as_of) {
                    found.push(problem("duty.bad-span").with("from", fact.as_of).with("to", to.unwrap_or(fact.as_of)));
                }
                match over {
                    Charge::Criterion { subject, no, set: of } => {
                        let known = |set: &std::sync::Arc<vedich_criteria::CriteriaSet>| {
                            of.as_ref().is_none_or(|of| *of == set.id) && set.subject.name() == subject && set.criterion(*no).is_some()
                        };
                        if !reference.catalogue.iter().any(known) {
                            let set = of.as_ref().map_or(subject.as_str(), |of| of.as_str());
                            found.push(problem("fact.unknown-criterion").with("set", set).with("criterion", no));
                        }
                    }
                    Charge::Unit(unit) => {
                        let below = *unit != fact.unit
                            && reference.registry.get(*unit).is_some()
                            && Rights::covers(&crate::Ground(&reference.registry), fact.unit, *unit, fact.as_of);
                        if !below {
                            found.push(problem("duty.not-below").with("unit", unit));
                        }
                    }
                }
            }
            Responsibility::Ended { duty } => match self.fact(*duty).await? {
                Some(known) if known.fact.unit == fact.unit => {
                    if !matches!(known.fact.body, Body::Responsibility(Responsibility::Given { .. })) {
                        found.push(problem("duty.unknown").with("fact", duty));
                    } else if fact.as_of < known.fact.as_of {
                        found.push(problem("duty.bad-span").with("from", known.fact.as_of).with("to", fact.as_of));
                    }
                }
                _ => found.push(problem("duty.unknown").with("fact", duty)),
            },
        }
        Ok(())
    }

    /// The same duty given twice at one time, and a criterion with two in charge of it.
    fn check_given_before(
        &self,
        (fact, before): (&Fact, &[Fact]),
        (holder, over, part, to): (&str, &Charge, Part, Option<Date>),
        found: &mut Vec<Problem>,
    ) {
        let board = self.live();
        let mut given: Vec<(FactSeq, Date, Option<Date>, &str, Part)> = Vec::new();
        for recorded in board.fieldwork(fact.unit) {
            match &recorded.fact.body {
                Body::Responsibility(Responsibility::Given { holder, over: of, part, to, .. }) if of == over => {
                    given.push((recorded.seq, recorded.fact.as_of, *to, holder, *part));
                }
                Body::Responsibility(Responsibility::Ended { duty }) => {
                    let last = recorded.fact.as_of.pred_opt();
                    given.iter_mut().filter(|one| one.0 == *duty).for_each(|one| one.2 = last);
                }
                _ => {}
            }
        }
        for ended in before {
            if let Body::Responsibility(Responsibility::Ended { duty }) = &ended.body {
                given.iter_mut().filter(|one| one.0 == *duty).for_each(|one| one.2 = ended.as_of.pred_opt());
            }
        }
        let meets = |from: Date, until: Option<Date>| to.is_none_or(|to| from <= to) && until.is_none_or(|until| until >= fact.as_of);
        given.retain(|(seq, from, until, ..)| {
            fact.supersedes != Some(*seq) && until.is_none_or(|until| until >= *from) && meets(*from, *until)
        });
        if given.iter().any(|(.., name, as_part)| fold(name) == fold(holder) && *as_part == part) {
            found.push(problem("duty.given-already").with("holder", holder));
        } else if part == Part::Lead
            && matches!(over, Charge::Criterion { .. })
            && let Some((.., name, _)) = given.iter().find(|(.., as_part)| *as_part == Part::Lead)
        {
            found.push(problem("duty.has-lead").with("holder", name));
        }
    }

    async fn check_visit(&self, fact: &Fact, said: &SiteVisit, found: &mut Vec<Problem>) -> Result<(), AppError> {
        let day = said.day(fact.as_of);
        if day > self.today() {
            found.push(problem("fact.future-date").with("date", day).with("today", self.today()));
        }
        if let SiteVisit::Held { people, findings, subject, .. } = said {
            for no in findings.iter().filter_map(|finding| finding.criterion) {
                let board = self.live();
                let mut sets = board.reference().catalogue.iter().filter(|set| set.subject.name() == subject);
                if !subject.is_empty() && !sets.any(|set| set.criterion(no).is_some()) {
                    found.push(problem("fact.unknown-criterion").with("set", subject).with("criterion", no));
                }
            }
            if people.iter().all(|name| name.trim().is_empty()) {
                found.push(problem("visit.no-people"));
            }
            if findings.is_empty() || findings.iter().any(|finding| finding.found.trim().is_empty()) {
                found.push(problem("visit.no-findings"));
            }
            found.extend(findings.iter().filter_map(|finding| bad_demand(fact, finding)));
        }
        let Some((visit, place)) = said.demand() else { return Ok(()) };
        let visits = self.visits_recorded(fact.unit).await?;
        let held = visits.iter().find(|one| one.seq() == visit);
        let demand = held.and_then(|held| Some((held.recorded.fact.as_of, held.findings.get(usize::from(place))?)));
        match demand.and_then(|(on, finding)| Some((on, finding, finding.state()?))) {
            Some((on, finding, state)) => found.extend(check_followed(fact, said, on, (finding, state))),
            None => found.push(problem("visit.unknown").with("fact", visit)),
        }
        Ok(())
    }

    /// The visits to a unit as the record has them.
    pub(crate) async fn visits_recorded(&self, unit: UnitId) -> Result<Vec<Visit>, AppError> {
        let mut stated = Vec::new();
        let of_visits = Select { unit: Some(unit), kind: Some(Kind::SiteVisit), ..Select::default() };
        self.inner.journal.for_each(&of_visits, |recorded| stated.push(Arc::new(recorded))).await?;
        Ok(Visit::replay(&stated))
    }
}

/// What does not fit where a demand stands.
fn check_followed(fact: &Fact, said: &SiteVisit, held_on: Date, (finding, state): (&FollowedFinding, DemandState)) -> Vec<Problem> {
    let mut found = Vec::new();
    if fact.as_of < held_on {
        found.push(problem("visit.before-visit").with("date", fact.as_of).with("on", held_on));
    }
    let done = || finding.done_on().unwrap_or(fact.as_of);
    let accepted = || finding.met.as_ref().map_or(fact.as_of, |met| day_of(met.recorded_at));
    let met = (state == DemandState::Met).then(|| problem("visit.met-already").with("date", accepted()));
    let wordless = has_no_words(fact).then(|| problem("verify.no-reason"));
    let early = |due: &Date| *due < held_on;
    match said {
        SiteVisit::Held { .. } => {}
        SiteVisit::Reported { files, .. } => {
            found.extend(met);
            found.extend((state == DemandState::Reported).then(|| problem("visit.reported-already").with("date", done())));
            found.extend((files.is_empty() && has_no_words(fact)).then(|| problem("visit.no-result")));
        }
        SiteVisit::Met { .. } => found.extend(met),
        SiteVisit::Reopened { due, .. } => {
            found.extend((state == DemandState::ToDo).then(|| problem("visit.nothing-to-reopen")));
            found.extend(due.as_ref().is_some_and(early).then(|| problem("visit.bad-deadline")));
            found.extend(wordless);
        }
        SiteVisit::Extended { due, .. } => {
            found.extend(met);
            found.extend(early(due).then(|| problem("visit.bad-deadline")));
            found.extend(wordless);
        }
    }
    found
}

/// Values and declared statuses can be verified; what was taken back cannot.
pub(crate) fn can_be_verified(value: &Recorded) -> bool {
    match &value.fact.body {
        Body::Observation { observed, .. } => *observed != Observed::Withdrawn,
        Body::DeclaredStatus { .. } => true,
        _ => false,
    }
}

fn has_no_words(fact: &Fact) -> bool {
    fact.note.as_ref().is_none_or(|note| note.trim().is_empty())
}

fn check_exhibit(what: &Exhibit, found: &mut Vec<Problem>) {
    match what {
        Exhibit::Link(link) => {
            let is_web = link.starts_with("https://") || link.starts_with("http://");
            if !is_web || link.chars().count() > LONGEST_LINK || link.chars().any(|c| c.is_whitespace() || c.is_control()) {
                found.push(problem("evidence.bad-link").with("found", link));
            }
        }
        Exhibit::File(file) => {
            if file.hash.len() != 64 || !file.hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)) {
                found.push(problem("evidence.bad-file").with("found", &file.name));
            }
        }
    }
}

fn bad_demand(fact: &Fact, finding: &Finding) -> Option<Problem> {
    match (&finding.demand, finding.due) {
        (Some(demand), Some(due)) if !demand.trim().is_empty() && due >= fact.as_of => None,
        (None, None) => None,
        _ => Some(problem("visit.bad-deadline")),
    }
}
