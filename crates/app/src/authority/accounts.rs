//! Who may do what to accounts and posts.

use super::Ground;
use crate::people::of_sets;
use crate::{App, AppError};
use std::sync::Arc;
use vedich_board::Reference;
use vedich_facts::{AccountEvent, Body, Fact, Field, PersonId, PostId, Recorded};
use vedich_rights::{Action, NewDelegation, NewPost, On, Refusal, Rights};
use vedich_values::{Date, DateSpan, EntrySeq, FactSeq, UnitId};

/// Whether a person may state that event.
pub(super) fn decide(app: &App, rights: &Rights, giver: PersonId, fact: &Fact, event: &AccountEvent) -> Result<Option<PostId>, AppError> {
    let (reference, today) = (app.reference(), app.today());
    let ground = Ground(&reference.registry);
    let known = |person: PersonId| rights.person(person).ok_or(Refusal::NoAccount);
    let decided = match event {
        AccountEvent::Entered { .. } | AccountEvent::SecondFactor { .. } => {
            rights.decide(&ground, giver, Action::AdministerUsers, &On::unit(fact.unit), today).granted().map(Some)
        }
        AccountEvent::Disabled { person } | AccountEvent::Enabled { person } | AccountEvent::Credentials { person, .. } => {
            known(*person).and_then(|person| rights.may_administer(&ground, giver, person, today)).map(Some)
        }
        AccountEvent::Described { person, .. } => known(*person)
            .and_then(|person| rights.may_administer(&ground, giver, person, today))
            .and_then(|_| rights.decide(&ground, giver, Action::AdministerUsers, &On::unit(fact.unit), today).granted())
            .map(Some),
        AccountEvent::Appointed { person, role, field, to } => {
            let span = DateSpan { from: Some(fact.as_of), to: *to };
            let post = NewPost { person: *person, role: role.clone(), unit: fact.unit, field: field.clone(), span };
            // Somebody of another area may get a post here too, but their account stays with those who administer it.
            known(*person).and_then(|_| rights.may_appoint(&ground, giver, &post, today)).map(Some)
        }
        AccountEvent::Delegated { of, person, field, to } => {
            let span = DateSpan { from: Some(fact.as_of), to: Some(*to) };
            let field = match field_of(rights, fact) {
                Some((_, unit, from)) => of_sets(&reference, field, unit, from),
                None => field.clone(),
            };
            let new = NewDelegation { of: *of, person: *person, unit: fact.unit, field, span };
            known(*person).and_then(|_| rights.may_delegate(&ground, giver, &new, today)).map(Some)
        }
        AccountEvent::Ended { post } => {
            rights.post(*post).ok_or(Refusal::NoPost).and_then(|post| rights.may_end(&ground, giver, post, today))
        }
    };
    decided.map_err(AppError::Forbidden)
}

/// What follows in the same entry is decided with the event taken in. It gets the number it will have.
pub(crate) fn take_in(reference: &Reference, rights: &mut Arc<Rights>, fact: &Fact, seq: u64) {
    let recorded =
        Recorded { seq: FactSeq(seq), entry: EntrySeq(0), recorded_at: vedich_values::Timestamp::UNIX_EPOCH, fact: fact.clone() };
    apply(reference, Arc::make_mut(rights), &recorded);
}

/// Takes an event in, its field by the numbers of sets.
pub(crate) fn apply(reference: &Reference, rights: &mut Rights, recorded: &Recorded) {
    let Some(by_sets) = field_of(rights, &recorded.fact).map(|(field, unit, from)| of_sets(reference, field, unit, from)) else {
        return rights.apply(recorded);
    };
    let mut recorded = recorded.clone();
    if let Body::Account(AccountEvent::Appointed { field, .. } | AccountEvent::Delegated { field, .. }) = &mut recorded.fact.body {
        *field = by_sets;
    }
    rights.apply(&recorded);
}

/// The field an event gives, and the place and day by which its numbers are meant: a delegation speaks of its post.
fn field_of<'f>(rights: &Rights, fact: &'f Fact) -> Option<(&'f Field, UnitId, Date)> {
    match &fact.body {
        Body::Account(AccountEvent::Appointed { field, .. }) => Some((field, fact.unit, fact.as_of)),
        Body::Account(AccountEvent::Delegated { of, field, .. }) => {
            let post = rights.post(*of)?;
            Some((field, post.unit, post.span.from.unwrap_or(fact.as_of)))
        }
        _ => None,
    }
}
