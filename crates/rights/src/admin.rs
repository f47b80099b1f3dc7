//! Who may give posts, end them, and administer accounts.

use crate::decide::{On, Places, Refusal};
use crate::rights::{Person, Post, Rights};
use crate::roles::Action;
use vedich_facts::{Field, PersonId, PostId};
use vedich_values::{Date, DateSpan, UnitId};

/// A post to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPost {
    /// To whom.
    pub person: PersonId,
    /// As what.
    pub role: String,
    /// Over which unit.
    pub unit: UnitId,
    /// For which criteria.
    pub field: Field,
    /// From when to when.
    pub span: DateSpan,
}

/// A delegation to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelegation {
    /// Of which post.
    pub of: PostId,
    /// To whom.
    pub person: PersonId,
    /// Over which unit: the post's, or one below.
    pub unit: UnitId,
    /// For which criteria of it.
    pub field: Field,
    /// From when to when.
    pub span: DateSpan,
}

impl NewDelegation {
    /// A whole post, its unit and field, to somebody for a while.
    #[must_use]
    pub fn whole(post: &Post, person: PersonId, from: Date, to: Date) -> Self {
        Self { of: post.id, person, unit: post.unit, field: post.field.clone(), span: DateSpan { from: Some(from), to: Some(to) } }
    }
}

impl Rights {
    /// Whether a person may give that role over that unit to anybody: through a post that administers users there and may appoint it.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_give(&self, places: &impl Places, giver: PersonId, role: &str, unit: UnitId, today: Date) -> Result<PostId, Refusal> {
        let mut nearest = self.decide(places, giver, Action::AdministerUsers, &On::unit(unit), today).granted().err();
        for post in self.acting(giver, today) {
            let Some(own) = self.roles.get(&post.role).filter(|own| own.may.contains(&Action::AdministerUsers)) else { continue };
            if Self::covers(places, post.unit, unit, today) && post.field.is_whole() && !self.has_ended(places, post, today) {
                if own.appoints.contains(role) {
                    return Ok(post.id);
                }
                nearest = Some(Refusal::NotInRole);
            }
        }
        Err(nearest.unwrap_or(Refusal::NoPost))
    }

    /// Whether a person may give that post.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_appoint(&self, places: &impl Places, giver: PersonId, post: &NewPost, today: Date) -> Result<PostId, Refusal> {
        if giver == post.person {
            return Err(Refusal::Oneself);
        }
        self.may_give(places, giver, &post.role, post.unit, today)
    }

    /// Whether a person may let another act in a post of theirs: a post of their own, open, of a role that may be delegated, and nothing
    /// beyond its unit, field and period.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_delegate(&self, places: &impl Places, giver: PersonId, new: &NewDelegation, today: Date) -> Result<PostId, Refusal> {
        if giver == new.person {
            return Err(Refusal::Oneself);
        }
        if self.person(giver).is_none_or(|person| person.disabled) {
            return Err(Refusal::NoAccount);
        }
        let post = self.post(new.of).filter(|post| post.person == giver && post.of.is_none()).ok_or(Refusal::NoPost)?;
        if !post.counts_on(today) || !lies_in(new.span, post.span) {
            return Err(Refusal::NoPost);
        }
        if !self.roles.get(&post.role).is_some_and(|role| role.delegable) {
            return Err(Refusal::NotInRole);
        }
        if !Self::covers(places, post.unit, new.unit, today) {
            return Err(Refusal::OutsideArea);
        }
        if self.has_ended(places, post, today) {
            return Err(Refusal::UnitEnded);
        }
        if new.field.lies_in(&post.field) { Ok(post.id) } else { Err(Refusal::OutsideField) }
    }

    /// Whether a person may end a post: whoever could give it; the holder; and the giver of a delegation.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_end(&self, places: &impl Places, person: PersonId, post: &Post, today: Date) -> Result<Option<PostId>, Refusal> {
        let is_theirs = post.person == person || post.of.is_some() && self.root(post).is_some_and(|root| root.person == person);
        if is_theirs && self.person(person).is_some_and(|person| !person.disabled) {
            return Ok(Some(post.id));
        }
        self.may_give(places, person, &post.role, post.unit, today).map(Some)
    }

    /// Whether a person may administer another's account: invite, reset, disable. Whoever can open an account can act in its posts, so
    /// nobody administers an account with a post, now or later, that they could not give.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_administer(&self, places: &impl Places, giver: PersonId, person: &Person, today: Date) -> Result<PostId, Refusal> {
        if giver == person.id {
            return Err(Refusal::Oneself);
        }
        let by = self.decide(places, giver, Action::AdministerUsers, &On::unit(person.home), today).granted()?;
        for post in self.posts_of(person.id).filter(|post| post.is_open(today)) {
            self.may_give(places, giver, &post.role, post.unit, today)?;
        }
        Ok(by)
    }
}

/// Whether a span lies in another.
fn lies_in(inner: DateSpan, outer: DateSpan) -> bool {
    let starts = outer.from.is_none_or(|from| inner.from.is_some_and(|inner| from <= inner));
    let ends = outer.to.is_none_or(|to| inner.to.is_some_and(|inner| inner <= to));
    starts && ends
}
