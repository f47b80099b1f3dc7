//! Who may do what to accounts and posts.

use super::Ground;
use crate::{App, AppError};
use std::sync::Arc;
use vedich_facts::{AccountEvent, Fact, PersonId, PostId, Recorded};
use vedich_rights::{Action, NewDelegation, NewPost, On, Refusal, Rights};
use vedich_values::{DateSpan, EntrySeq, FactSeq};

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
            let new = NewDelegation { of: *of, person: *person, unit: fact.unit, field: field.clone(), span };
            known(*person).and_then(|_| rights.may_delegate(&ground, giver, &new, today)).map(Some)
        }
        AccountEvent::Ended { post } => {
            rights.post(*post).ok_or(Refusal::NoPost).and_then(|post| rights.may_end(&ground, giver, post, today))
        }
    };
    decided.map_err(AppError::Forbidden)
}

/// What follows in the same entry is decided with the event taken in. It gets the number it will have.
pub(crate) fn take_in(rights: &mut Arc<Rights>, fact: &Fact, seq: u64) {
    let recorded =
        Recorded { seq: FactSeq(seq), entry: EntrySeq(0), recorded_at: vedich_values::Timestamp::UNIX_EPOCH, fact: fact.clone() };
    Arc::make_mut(rights).apply(&recorded);
}
