//! Meetings and proposals looked for: by state, period, place and person.

use super::ask::page;
use super::index::{Cursor, Part};
use super::{ItemPage, ProposalScope, Row, Show, with_above};
use crate::Board;
use vedich_steering::meeting::MeetingState;
use vedich_steering::{Meeting, Proposal};
use vedich_values::text::fold;
use vedich_values::{Date, UnitId};

/// Where a meeting stands, as lists are asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeetingPart {
    /// To be held.
    Planned,
    /// Held, its conclusions not complete.
    Held,
    /// Concluded; the minutes wait to be signed (chờ ký).
    ToSign,
    /// Signed.
    Signed,
    /// Not held.
    Cancelled,
}

impl MeetingPart {
    /// Every part, in the order a meeting goes through them.
    pub const ALL: [Self; 5] = [Self::Planned, Self::Held, Self::ToSign, Self::Signed, Self::Cancelled];

    pub(super) const fn of(state: &MeetingState) -> Self {
        match state {
            MeetingState::Planned => Self::Planned,
            MeetingState::Held { .. } => Self::Held,
            MeetingState::Concluded { .. } => Self::ToSign,
            MeetingState::Signed { .. } => Self::Signed,
            MeetingState::Cancelled { .. } => Self::Cancelled,
        }
    }

    /// The word in addresses, on the command line and in the wording.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::ToSign => "to-sign",
            Self::Signed => "signed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The part of that word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == name)
    }
}

/// Which meetings: those an area's units held and those about its places, and of them those that fit all the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingSearch {
    /// The area.
    pub area: UnitId,
    /// In which state; none: any.
    pub state: Option<MeetingPart>,
    /// Held or to be held on that day or later.
    pub from: Option<Date>,
    /// On that day or earlier.
    pub to: Option<Date>,
    /// Somebody who chairs, writes the minutes, was invited or came: part of a name or post, with or without diacritics; empty: anybody.
    pub person: String,
}

impl MeetingSearch {
    /// Every meeting of an area.
    #[must_use]
    pub const fn of(area: UnitId) -> Self {
        Self { area, state: None, from: None, to: None, person: String::new() }
    }

    fn wants(&self, meeting: &Meeting, person: &str) -> bool {
        let plan = &meeting.plan;
        let day = self.from.is_none_or(|from| plan.date >= from) && self.to.is_none_or(|to| plan.date <= to);
        let invited = plan.invited.iter().map(|one| one.who.as_str());
        let came = meeting.attendance.iter().map(|entry| entry.value.who.as_str());
        let mut people = [plan.chair.name.as_str(), plan.secretary.as_str()].into_iter().chain(invited).chain(came);
        day && (person.is_empty() || people.any(|name| fold(name).contains(person)))
    }
}

/// Which proposals, of those sent by or with a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalSearch {
    /// Whose.
    pub scope: ProposalScope,
    /// Which of them.
    pub show: Show,
    /// Sent on that day or later.
    pub from: Option<Date>,
    /// Sent on that day or earlier.
    pub to: Option<Date>,
    /// From a place or one below it; none: any.
    pub place: Option<UnitId>,
    /// Who sent, answered or judged it, as the record names them, or the office that answers: part of it, with or without diacritics.
    pub person: String,
}

impl ProposalSearch {
    /// Proposals of a scope.
    #[must_use]
    pub const fn of(scope: ProposalScope, show: Show) -> Self {
        Self { scope, show, from: None, to: None, place: None, person: String::new() }
    }

    fn wants(&self, proposal: &Proposal, person: &str) -> bool {
        let sent = proposal.request.sent;
        let day = self.from.is_none_or(|from| sent >= from) && self.to.is_none_or(|to| sent <= to);
        let office = proposal.addressee().office.as_str();
        let by = proposal.answers.iter().filter_map(|(stamp, _)| stamp.by.as_deref());
        let judged = proposal.reassessed.iter().filter_map(|(stamp, ..)| stamp.by.as_deref());
        let offices = proposal.answers.iter().map(|(_, answer)| answer.office.as_str());
        let mut people = std::iter::once(office).chain(by).chain(judged).chain(offices);
        day && (person.is_empty() || people.any(|name| fold(name).contains(person)))
    }
}

impl Board {
    /// A page of the meetings that are looked for, the latest first.
    #[must_use]
    pub fn find_meetings(&self, search: &MeetingSearch, after: Option<Cursor>, limit: usize) -> ItemPage<Meeting> {
        let person = fold(&search.person);
        let places = self.steering.meetings.after(&search.area, Part::All, after);
        let found = places.filter_map(|at| {
            let key = self.steering.by_first.get(&at.first)?;
            let Some(Row::Meeting { part, .. }) = self.steering.rows.get(key) else { return None };
            if search.state.is_some_and(|state| state != *part) {
                return None;
            }
            let meeting = self.meeting(key)?;
            search.wants(&meeting, person.trim()).then_some((at, meeting))
        });
        page(found, limit)
    }

    /// How many meetings held by an area's units are concluded and wait to be signed.
    #[must_use]
    pub fn meetings_to_sign(&self, area: UnitId) -> usize {
        let keys = self.steering.meetings.after(&area, Part::All, None).filter_map(|at| self.steering.by_first.get(&at.first));
        let waits = keys.filter(|key| match self.steering.rows.get(*key) {
            Some(Row::Meeting { part: MeetingPart::ToSign, holder, .. }) => {
                with_above(self.reference(), [*holder], self.date()).contains(&area)
            }
            _ => false,
        });
        waits.count()
    }

    /// How many proposals of a unit, or of one whose work it carries on, were answered and wait for whoever proposed to judge the answer.
    #[must_use]
    pub fn proposals_to_judge(&self, unit: UnitId) -> usize {
        let scope = ProposalScope::From(unit);
        let places = self.steering.proposals.after(&scope, Part::Closed, None);
        let rows = places.filter_map(|at| self.steering.rows.get(self.steering.by_first.get(&at.first)?));
        rows.filter(|row| matches!(row, Row::Proposal { from, to_judge: true, .. } if self.carries_on(unit, *from))).count()
    }

    /// A page of the proposals that are looked for, those to be answered first at the front.
    #[must_use]
    pub fn find_proposals(&self, search: &ProposalSearch, after: Option<Cursor>, limit: usize) -> ItemPage<Proposal> {
        self.find_proposals_of(search, after, limit, &|_| true)
    }

    /// The same of those alone that the caller wants besides: what somebody may answer is not known here.
    #[must_use]
    pub fn find_proposals_of(
        &self,
        search: &ProposalSearch,
        after: Option<Cursor>,
        limit: usize,
        wanted: &dyn Fn(&Proposal) -> bool,
    ) -> ItemPage<Proposal> {
        let person = fold(&search.person);
        let places = self.steering.proposals.after(&search.scope, search.show.part(self.date()), after);
        let found = places.filter_map(|at| {
            let key = self.steering.by_first.get(&at.first)?;
            let Some(Row::Proposal { scopes, to_judge, .. }) = self.steering.rows.get(key) else { return None };
            let judged = search.show == Show::ToJudge && !to_judge;
            if judged || search.place.is_some_and(|place| !scopes.contains(&ProposalScope::From(place))) {
                return None;
            }
            let proposal = self.proposal(key)?;
            (search.wants(&proposal, person.trim()) && wanted(&proposal)).then_some((at, proposal))
        });
        page(found, limit)
    }
}
