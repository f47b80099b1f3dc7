//! The decision at the door: what every statement takes, and whether the hand that brings it may. The one place that decides.

mod accounts;
mod approving;
mod fieldwork;
mod ground;
mod papers;
mod steering;

pub(crate) use accounts::{apply as apply_account, take_in as take_in_account};
pub use ground::Ground;

use self::approving::Hands;
use crate::entry::{Hand, NewEntry};
use crate::{App, AppError};
use std::sync::Arc;
use vedich_board::Reference;
use vedich_criteria::{Catalogue, CriteriaSet, Scope, Subject};
use vedich_facts::{Body, Counterpart, Fact, PersonId, PostId, UnitChange};
use vedich_journal::Select;
use vedich_rights::{Action, Decision, On, Refusal, Rights, Topic};
use vedich_units::COUNTRY;
use vedich_values::{CriterionNo, Date, FactSeq, SetId, UnitId};

impl App {
    /// Who may do what, as known now.
    #[must_use]
    pub fn rights(&self) -> Arc<Rights> {
        self.knowledge(|knowledge| Arc::clone(&knowledge.rights))
    }

    /// Whether a hand may do something today. The operator of the machine may everything.
    ///
    /// # Errors
    /// The refusal.
    pub fn may(&self, hand: &Hand, action: Action, on: &On<'_>) -> Result<(), Refusal> {
        let Some(person) = hand.person else { return Ok(()) };
        let reference = self.reference();
        self.rights().decide(&Ground(&reference.registry), person, action, on, self.today()).granted().map(|_| ())
    }

    /// Whether a hand may set or confirm values of a set somewhere the set holds. Where exactly is decided with each value.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_confirm_values_of(&self, hand: &Hand, set: &CriteriaSet) -> Result<(), AppError> {
        let (reference, today) = (self.reference(), self.today());
        let holds = |area: &UnitId| match &set.scope {
            Scope::National => true,
            Scope::Province(slug) => *area == COUNTRY || reference.registry.province_slug(*area, today) == Some(slug.as_str()),
        };
        let areas = self.areas_of(hand, Action::ConfirmThreshold)?;
        if areas.iter().any(holds) { Ok(()) } else { Err(Refusal::OutsideArea.into()) }
    }

    /// The post in which everything an entry states may be stated. Call it while deciding.
    pub(crate) async fn authorise(&self, entry: &NewEntry) -> Result<Option<PostId>, AppError> {
        let Some(person) = entry.by.hand.person else { return Ok(None) };
        let mut first = None;
        let mut rights = self.rights();
        for (fact, seq) in entry.facts.iter().zip(self.version().get() + 1..) {
            let post = match &fact.body {
                Body::Account(event) => {
                    let post = accounts::decide(self, &rights, person, fact, event)?;
                    accounts::take_in(&self.reference(), &mut rights, fact, seq);
                    post
                }
                _ => Some(self.decide(&rights, person, fact).await?),
            };
            first = first.or(post);
            if let Some(earlier) = fact.supersedes {
                self.authorise_correction(&rights, person, earlier).await?;
            }
        }
        Ok(first)
    }

    /// What of an entry of accounts and posts a hand may not state: the place of each statement and why. For looking before writing.
    pub(crate) fn refused_of_accounts(&self, hand: &Hand, facts: &[Fact]) -> Result<Vec<(usize, Refusal)>, AppError> {
        let Some(person) = hand.person else { return Ok(Vec::new()) };
        let (mut rights, mut refused) = (self.rights(), Vec::new());
        for (place, (fact, seq)) in facts.iter().zip(self.version().get() + 1..).enumerate() {
            let Body::Account(event) = &fact.body else { continue };
            match accounts::decide(self, &rights, person, fact, event) {
                Ok(_) => {}
                Err(AppError::Forbidden(refusal)) => refused.push((place, refusal)),
                Err(error) => return Err(error),
            }
            accounts::take_in(&self.reference(), &mut rights, fact, seq);
        }
        Ok(refused)
    }

    async fn decide(&self, rights: &Rights, person: PersonId, fact: &Fact) -> Result<PostId, AppError> {
        if let Some(needs) = self.needed_at_the_desk(fact).await? {
            return self.decide_at_the_desk(rights, person, &needs);
        }
        let reference = self.reference();
        let (action, unit) = needed(fact);
        let about = About::of(&reference.catalogue, &fact.body).or_else(|| self.about_steering(fact));
        let topic = About::topic(about.as_ref());
        let hands = if action == Action::Approve { self.hands_in(rights, person, fact).await? } else { Hands::default() };
        let on = On { topic, entered_by: &hands.entered_by, verified_by: &hands.verified_by, ..On::unit(unit) };
        match rights.decide(&Ground(&reference.registry), person, action, &on, self.today()) {
            Decision::Granted { by } => Ok(by),
            Decision::Refused(refusal) => self.as_person_of_task(rights, person, fact).await?.ok_or(AppError::Forbidden(refusal)),
        }
    }

    /// Whether a hand may state a fact.
    pub(crate) async fn may_state(&self, hand: &Hand, fact: &Fact) -> Result<(), AppError> {
        match hand.person {
            Some(person) => self.decide(&self.rights(), person, fact).await.map(|_| ()),
            None => Ok(()),
        }
    }

    /// Taking a statement back takes the right to have stated it.
    async fn authorise_correction(&self, rights: &Rights, person: PersonId, earlier: FactSeq) -> Result<(), AppError> {
        let Some(before) = earlier.get().checked_sub(1) else { return Ok(()) };
        let one = Select { after: Some(FactSeq(before)), limit: Some(1), ..Select::default() };
        match self.journal().read(&one).await?.pop() {
            Some(corrected) if corrected.seq == earlier => self.decide(rights, person, &corrected.fact).await.map(|_| ()),
            // What is not there is refused by the checks.
            _ => Ok(()),
        }
    }
}

/// What stating something takes, and over which unit. A new kind of statement has to say it here.
fn needed(fact: &Fact) -> (Action, UnitId) {
    let action = match &fact.body {
        Body::Observation { .. }
        | Body::DeclaredStatus { .. }
        | Body::ReportedCount { .. }
        | Body::StageCounts { .. }
        | Body::Output(_)
        | Body::Remark { .. }
        | Body::Reading(_)
        | Body::Document(_) => Action::Enter,
        Body::Work { .. } | Body::DaysOff(_) => Action::Plan,
        Body::Roadmap(change) if change.only_counts() => Action::Count,
        Body::Roadmap(_) => Action::Plan,
        // Where the work stands is reported like a value; who is recognised is decided.
        Body::Stage { stage, .. } if !decides_recognition(stage) => Action::Enter,
        Body::Stage { .. } => Action::Approve,
        Body::Overlay(_) => Action::ConfirmThreshold,
        // A new unit is not there yet: who keeps the register of the one above may enter it.
        Body::UnitChange(UnitChange::Registered { parent, .. }) => return (Action::KeepRegister, *parent),
        Body::UnitChange(_) | Body::Attribute { .. } => Action::KeepRegister,
        Body::Account(_) => Action::AdministerUsers,
        Body::Paper(event) => papers::needed(event),
        Body::Meeting(_) | Body::Task(_) | Body::Proposal(_) => steering::needed(fact),
        Body::Submission(_) => Action::Submit,
        Body::ReportingPeriod(_) => Action::KeepRegister,
        // Decided by what they speak of: see `fieldwork`.
        Body::Verification(_) => Action::Verify,
        Body::Evidence(_) => Action::Enter,
        Body::Responsibility(_) => Action::AssignDuties,
        Body::SiteVisit(_) => Action::Visit,
    };
    (action, fact.unit)
}

/// Whether stating a stage of recognition says who is recognised (công nhận) or no longer is (thu hồi).
pub(crate) fn decides_recognition(stage: &str) -> bool {
    !matches!(stage, "registered" | "working" | "appraised" | "proposed")
}

/// The criterion a statement is about, by what it is in every set: a field given by the numbers of another set reaches it too.
struct About(Arc<[Counterpart]>);

impl About {
    fn of(catalogue: &Catalogue, body: &Body) -> Option<Self> {
        let (set, criterion) = match body {
            Body::Observation { target, .. } => {
                let set = catalogue.get(target.set.as_str())?;
                (&set.id, criterion_of(set, target.code.as_str())?)
            }
            Body::DeclaredStatus { set, criterion, .. } => (&catalogue.get(set.as_str())?.id, *criterion),
            _ => return None,
        };
        Some(Self::criterion(catalogue, set, criterion))
    }

    /// A criterion of a set.
    fn criterion(catalogue: &Catalogue, set: &SetId, criterion: CriterionNo) -> Self {
        Self(catalogue.counterparts(set, criterion))
    }

    /// A criterion named by nothing but its number: of the set by which people speak of such units there on that day.
    fn spoken_of(reference: &Reference, subject: &str, criterion: CriterionNo, (unit, on): (UnitId, Date)) -> Self {
        let set = Subject::from_name(subject).and_then(|subject| reference.set_spoken_of(subject, unit, on));
        Self(set.map(|set| reference.catalogue.counterparts(&set.id, criterion)).unwrap_or_default())
    }

    /// What rights are asked about: the unit as such when it is no criterion.
    fn topic(about: Option<&Self>) -> Topic<'_> {
        about.map_or(Topic::Unit, |about| Topic::Criterion(&about.0))
    }
}

/// The criterion an indicator belongs to.
fn criterion_of(set: &CriteriaSet, code: &str) -> Option<CriterionNo> {
    let (place, _) = set.indicators().find(|(_, indicator)| indicator.code.as_str() == code)?;
    set.criteria.get(place).map(|criterion| criterion.no)
}
