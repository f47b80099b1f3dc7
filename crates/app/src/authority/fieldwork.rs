//! What verifying, evidence, responsibilities and visits take: decided by what they speak of, never by what their maker says it is.

use super::About;
use crate::authority::{Ground, criterion_of};
use crate::{App, AppError};
use vedich_board::FollowedFinding;
use vedich_criteria::CriteriaSet;
use vedich_facts::{Body, Evidence, EvidenceOf, Fact, Outcome, PersonId, PostId, Recorded, SiteVisit};
use vedich_rights::{Action, Decision, On, Refusal, Rights};
use vedich_values::{CriterionNo, Date, FactSeq, UnitId};

/// What a statement takes: an action over a unit, for each of these criteria (none: for the unit as such).
pub(super) struct Needs {
    action: Action,
    unit: UnitId,
    topics: Vec<Option<About>>,
    /// Who entered what is verified.
    entered_by: Vec<PersonId>,
    /// The unit that held the visit which is decided on.
    held_by: Option<UnitId>,
}

impl Needs {
    const fn new(action: Action, unit: UnitId, topics: Vec<Option<About>>) -> Self {
        Self { action, unit, topics, entered_by: Vec::new(), held_by: None }
    }
}

impl App {
    /// What the statement takes; none when it is not of these kinds.
    pub(super) async fn needed_at_the_desk(&self, fact: &Fact) -> Result<Option<Needs>, AppError> {
        Ok(match &fact.body {
            Body::Verification(said) => {
                let action = if said.outcome == Outcome::Answered { Action::Enter } else { Action::Verify };
                let Some(value) = self.fact(said.of).await? else { return Ok(Some(Needs::new(action, fact.unit, vec![None]))) };
                let topics = vec![self.about(&value.fact.body)];
                let entered_by = self.entered_by(&value).await?.into_iter().collect();
                Some(Needs { entered_by, ..Needs::new(action, value.fact.unit, topics) })
            }
            Body::Evidence(Evidence::Attached { about, .. }) => Some(Needs::new(Action::Enter, fact.unit, vec![self.shown(about).await?])),
            Body::Evidence(Evidence::Withdrawn { of }) => match self.fact(*of).await? {
                Some(Recorded { fact: Fact { unit, body: Body::Evidence(Evidence::Attached { about, .. }), .. }, .. }) => {
                    Some(Needs::new(Action::Enter, unit, vec![self.shown(&about).await?]))
                }
                _ => Some(Needs::new(Action::Enter, fact.unit, vec![None])),
            },
            Body::Responsibility(_) => Some(Needs::new(Action::AssignDuties, fact.unit, vec![None])),
            Body::SiteVisit(SiteVisit::Held { subject, findings, .. }) => {
                let place = (fact.unit, fact.as_of);
                let topics = findings.iter().map(|finding| self.visited(subject, finding.criterion, place)).collect();
                Some(Needs::new(Action::Visit, fact.unit, topics))
            }
            Body::SiteVisit(said) => Some(self.needed_after_visit(fact, said).await?),
            _ => None,
        })
    }

    /// What a word on a demand takes: whoever may enter for the unit reports it done; whoever may visit there, in a post of the unit that
    /// held the visit or of one above, decides on it. Who ever reported it done does not accept it, whatever was said in between.
    async fn needed_after_visit(&self, fact: &Fact, said: &SiteVisit) -> Result<Needs, AppError> {
        let action = if matches!(said, SiteVisit::Reported { .. }) { Action::Enter } else { Action::Visit };
        let Some((visit, finding)) = said.demand() else { return Ok(Needs::new(action, fact.unit, vec![None])) };
        let Some(held) = self.fact(visit).await? else { return Ok(Needs::new(action, fact.unit, vec![None])) };
        let topic = self.demanded_about(&held, finding);
        let mut needs = Needs::new(action, held.fact.unit, vec![topic]);
        if action == Action::Visit {
            let visits = self.visits_recorded(held.fact.unit).await?;
            let followed = visits.iter().find(|one| one.seq() == visit).and_then(|one| one.findings.get(usize::from(finding)));
            let reports: Vec<&Recorded> = followed.into_iter().flat_map(FollowedFinding::reports).map(|report| &**report).collect();
            let (doers, rights) = (self.doers(reports.iter().copied().chain([&held])).await?, self.rights());
            needs.held_by = doers.get(&held.entry).and_then(|doer| doer.unit(&rights));
            if matches!(said, SiteVisit::Met { .. }) {
                needs.entered_by = reports.iter().filter_map(|report| doers.get(&report.entry)?.person(&rights)).collect();
            }
        }
        Ok(needs)
    }

    /// The criterion a finding of a recorded visit is about.
    fn demanded_about(&self, held: &Recorded, finding: u16) -> Option<About> {
        let Body::SiteVisit(SiteVisit::Held { subject, findings, .. }) = &held.fact.body else { return None };
        let criterion = findings.get(usize::from(finding))?.criterion;
        self.visited(subject, criterion, (held.fact.unit, held.fact.as_of))
    }

    /// Whether a hand may report a demand of a visit done.
    pub(crate) fn may_report_demand(&self, hand: &crate::Hand, held: &Recorded, finding: u16) -> bool {
        let about = self.demanded_about(held, finding);
        self.may(hand, Action::Enter, &On { topic: About::topic(about.as_ref()), ..On::unit(held.fact.unit) }).is_ok()
    }

    /// Whether a hand may decide on a demand of a visit that a unit held, four eyes aside.
    pub(crate) fn may_decide_on_demand(&self, hand: &crate::Hand, (held, held_by): (&Recorded, Option<UnitId>), finding: u16) -> bool {
        let about = self.demanded_about(held, finding);
        self.may(hand, Action::Visit, &On { topic: About::topic(about.as_ref()), held_by, ..On::unit(held.fact.unit) }).is_ok()
    }

    /// The post in which it may be stated, for every criterion it speaks of.
    pub(super) fn decide_at_the_desk(&self, rights: &Rights, person: PersonId, needs: &Needs) -> Result<PostId, AppError> {
        let reference = self.reference();
        let mut first = None;
        for about in if needs.topics.is_empty() { &[None][..] } else { &needs.topics } {
            let on =
                On { topic: About::topic(about.as_ref()), entered_by: &needs.entered_by, held_by: needs.held_by, ..On::unit(needs.unit) };
            match rights.decide(&Ground(&reference.registry), person, needs.action, &on, self.today()) {
                Decision::Granted { by } => _ = first.get_or_insert(by),
                Decision::Refused(refusal) => return Err(AppError::Forbidden(refusal)),
            }
        }
        first.ok_or(AppError::Forbidden(Refusal::NoPost))
    }

    /// A fact by its number.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn fact(&self, seq: FactSeq) -> Result<Option<Recorded>, AppError> {
        Ok(self.journal().facts(&[seq]).await?.pop())
    }

    /// The person who entered a fact; none when the machine's operator did.
    pub(crate) async fn entered_by(&self, value: &Recorded) -> Result<Option<PersonId>, AppError> {
        Ok(self.entry_of(value).await?.and_then(|entry| self.author(&entry)))
    }

    /// Whose the post is in which an entry was made.
    pub(crate) fn author(&self, entry: &vedich_journal::Entry) -> Option<PersonId> {
        entry.post.and_then(|post| self.rights().post(post).map(|post| post.person))
    }

    /// The entry a fact came with.
    pub(crate) async fn entry_of(&self, value: &Recorded) -> Result<Option<vedich_journal::Entry>, AppError> {
        Ok(self.journal().entries_of(&[value.entry]).await?.pop())
    }

    /// Whether a hand may do something about a criterion of a set (none: about the unit as such), four eyes aside.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_about(
        &self,
        hand: &crate::Hand,
        action: Action,
        unit: UnitId,
        criterion: Option<(&CriteriaSet, CriterionNo)>,
    ) -> Result<(), Refusal> {
        let about = criterion.map(|(set, no)| About::criterion(&self.reference().catalogue, &set.id, no));
        self.may(hand, action, &On { topic: About::topic(about.as_ref()), ..On::unit(unit) })
    }

    /// Whether a hand may read evidence about something: what is about the unit as a whole, whoever may read anything of it.
    pub(crate) async fn may_read_about(&self, hand: &crate::Hand, unit: UnitId, about: &EvidenceOf) -> Result<bool, AppError> {
        let Some(about) = self.shown(about).await? else { return Ok(self.may_within(hand, Action::Read, unit)) };
        Ok(self.may(hand, Action::Read, &On { topic: About::topic(Some(&about)), ..On::unit(unit) }).is_ok())
    }

    /// The criterion a finding of a visit is about.
    fn visited(&self, subject: &str, criterion: Option<CriterionNo>, place: (UnitId, Date)) -> Option<About> {
        criterion.map(|criterion| About::spoken_of(&self.reference(), subject, criterion, place))
    }

    fn about(&self, body: &Body) -> Option<About> {
        About::of(&self.reference().catalogue, body)
    }

    /// The criterion evidence is about.
    async fn shown(&self, about: &EvidenceOf) -> Result<Option<About>, AppError> {
        let catalogue = self.reference().catalogue;
        Ok(match about {
            EvidenceOf::Criterion { set, no } => catalogue.get(set.as_str()).map(|set| About::criterion(&catalogue, &set.id, *no)),
            EvidenceOf::Indicator { set, code, .. } => {
                let set = catalogue.get(set.as_str());
                set.and_then(|set| Some(About::criterion(&catalogue, &set.id, criterion_of(set, code.as_str())?)))
            }
            EvidenceOf::Value(seq) => self.fact(*seq).await?.and_then(|value| self.about(&value.fact.body)),
            EvidenceOf::Unit | EvidenceOf::Dossier(_) | EvidenceOf::Task { .. } | EvidenceOf::Visit(_) => None,
        })
    }
}
