//! The decision.

use crate::rights::{Post, Rights};
use crate::roles::Action;
use vedich_facts::{Counterpart, PersonId, PostId, UnitLevel};
use vedich_values::{Date, UnitId};

/// The units, as far as rights follow them.
pub trait Places {
    /// The unit and all units above it on a day, nearest first. A unit that has ended lies where it lay on its last day; one that does not
    /// exist yet lies nowhere.
    fn line(&self, unit: UnitId, on: Date) -> Vec<UnitId>;

    /// The units that exist on that day and into which the unit went whole since; empty while it exists, and when it was divided.
    fn heirs(&self, unit: UnitId, on: Date) -> Vec<UnitId>;

    /// Whether the unit has ended and went whole into nothing that is there: a district abolished, a commune divided.
    fn ended(&self, unit: UnitId, on: Date) -> bool;

    /// The level of a unit.
    fn level(&self, unit: UnitId) -> Option<UnitLevel>;
}

/// What something is about, besides its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic<'a> {
    /// The unit as such: only posts without a limited field reach it.
    Unit,
    /// A criterion, by what it is in each set; nothing: one that no set knows, which only posts without a limited field reach.
    Criterion(&'a [Counterpart]),
}

/// What is acted on.
#[derive(Clone, Copy, Debug)]
pub struct On<'a> {
    /// The unit.
    pub unit: UnitId,
    /// What of it.
    pub topic: Topic<'a>,
    /// Who entered it.
    pub entered_by: &'a [PersonId],
    /// Who verified it.
    pub verified_by: &'a [PersonId],
    /// The unit of the post it was stated in, where that binds: only posts of that unit or above have a say (what the province demanded of a
    /// commune is not waived by the commune's own leader); none: any post that reaches the unit.
    pub held_by: Option<UnitId>,
}

impl On<'_> {
    /// A unit as such.
    #[must_use]
    pub const fn unit(unit: UnitId) -> Self {
        Self { unit, topic: Topic::Unit, entered_by: &[], verified_by: &[], held_by: None }
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Decision {
    /// Yes.
    Granted {
        /// By which post or delegation.
        by: PostId,
    },
    /// No.
    Refused(Refusal),
}

/// Why not: of all posts the one that comes nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Refusal {
    /// There is no such person, or the account is disabled.
    #[error("the account is unknown or disabled")]
    NoAccount,
    /// The person has no post on this day.
    #[error("no post on this day")]
    NoPost,
    /// No post of theirs may do such a thing.
    #[error("no post of theirs allows it")]
    NotInRole,
    /// The unit is not theirs.
    #[error("the unit is outside their posts")]
    OutsideArea,
    /// The unit of the post has ended, and nobody took its place: its history can only be read.
    #[error("the unit of the post has ended")]
    UnitEnded,
    /// The criterion is not theirs.
    #[error("the criterion is outside their field")]
    OutsideField,
    /// It was stated by a unit above theirs, which decides on it.
    #[error("it was stated by a unit above theirs")]
    HeldAbove,
    /// They entered it or verified it themselves.
    #[error("they entered or verified it themselves")]
    FourEyes,
    /// Nobody gives a post to themselves.
    #[error("nobody appoints themselves")]
    Oneself,
}

impl Refusal {
    /// Stable code, worded in `vedich-wording`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAccount => "rights.no-account",
            Self::NoPost => "rights.no-post",
            Self::NotInRole => "rights.not-in-role",
            Self::OutsideArea => "rights.outside-area",
            Self::UnitEnded => "rights.unit-ended",
            Self::OutsideField => "rights.outside-field",
            Self::HeldAbove => "rights.held-above",
            Self::FourEyes => "rights.four-eyes",
            Self::Oneself => "rights.oneself",
        }
    }

    /// Every refusal.
    pub const ALL: [Self; 9] = [
        Self::NoAccount,
        Self::NoPost,
        Self::NotInRole,
        Self::OutsideArea,
        Self::UnitEnded,
        Self::OutsideField,
        Self::HeldAbove,
        Self::FourEyes,
        Self::Oneself,
    ];
}

impl Decision {
    /// The post that grants it.
    ///
    /// # Errors
    /// The refusal.
    pub const fn granted(self) -> Result<PostId, Refusal> {
        match self {
            Self::Granted { by } => Ok(by),
            Self::Refused(refusal) => Err(refusal),
        }
    }
}

impl Rights {
    /// Whether a person may do something today.
    pub fn decide(&self, places: &impl Places, person: PersonId, action: Action, on: &On<'_>, today: Date) -> Decision {
        if self.person(person).is_none_or(|person| person.disabled) {
            return Decision::Refused(Refusal::NoAccount);
        }
        let mut nearest = Refusal::NoPost;
        let mut seats = None;
        for post in self.acting(person, today) {
            let refusal = if !self.roles.get(&post.role).is_some_and(|role| role.is_for(action, || places.level(on.unit))) {
                Refusal::NotInRole
            } else if !self.reaches(places, post, seats.get_or_insert_with(|| Seats::of(places, on.unit, today)), today) {
                Refusal::OutsideArea
            } else if !action.only_reads() && self.has_ended(places, post, today) {
                Refusal::UnitEnded
            } else if !self.in_field(post, on.topic) {
                Refusal::OutsideField
            } else if on.held_by.is_some_and(|held_by| !self.reaches(places, post, &Seats::of(places, held_by, today), today)) {
                Refusal::HeldAbove
            } else if four_eyes(person, action, on) {
                Refusal::FourEyes
            } else {
                return Decision::Granted { by: post.id };
            };
            nearest = nearest.max(refusal);
        }
        Decision::Refused(nearest)
    }

    /// Of the units a person's posts are over, those that have a say over a unit. Where two units have the same, everything about them is
    /// decided alike for that person: what is asked about thousands of units is decided once.
    #[must_use]
    pub fn say_over(&self, places: &impl Places, person: PersonId, unit: UnitId, today: Date) -> Vec<UnitId> {
        let seats = Seats::of(places, unit, today);
        let of_posts =
            self.acting(person, today).flat_map(|post| [Some(post), self.root(post)].into_iter().flatten()).map(|post| post.unit);
        let mut say: Vec<UnitId> = of_posts.filter(|area| seats.are_under(places, *area, today)).collect();
        say.sort_unstable();
        say.dedup();
        say
    }

    /// Whether the post, and the one it delegates, cover the unit.
    fn reaches(&self, places: &impl Places, post: &Post, seats: &Seats, today: Date) -> bool {
        let covers = |post: &Post| seats.are_under(places, post.unit, today);
        covers(post) && self.root(post).is_some_and(covers)
    }

    /// Whether the unit of a post, or of the one it delegates, has ended with nobody in its place: the post still reads its history.
    #[must_use]
    pub fn has_ended(&self, places: &impl Places, post: &Post, today: Date) -> bool {
        places.ended(post.unit, today) || self.root(post).is_some_and(|root| places.ended(root.unit, today))
    }

    fn in_field(&self, post: &Post, topic: Topic<'_>) -> bool {
        let has = |post: &Post| match topic {
            Topic::Unit => post.field.is_whole(),
            Topic::Criterion(criterion) => post.field.has(criterion),
        };
        has(post) && self.root(post).is_some_and(has)
    }

    /// Whether a unit lies in an area: is it, lies below it, or went whole into what lies there; the area itself may have gone whole into
    /// another.
    #[must_use]
    pub fn covers(places: &impl Places, area: UnitId, unit: UnitId, today: Date) -> bool {
        Seats::of(places, unit, today).are_under(places, area, today)
    }
}

/// Who entered does not verify, who reported a demand done does not accept it; who entered or verified does not approve.
fn four_eyes(person: PersonId, action: Action, on: &On<'_>) -> bool {
    match action {
        Action::Verify | Action::Visit => on.entered_by.contains(&person),
        Action::Approve => on.entered_by.contains(&person) || on.verified_by.contains(&person),
        _ => false,
    }
}

/// Every unit that has a say over a unit: itself, those above it, those above what it became. The date a statement is about plays no part:
/// whoever writes chooses it.
struct Seats(Vec<UnitId>);

impl Seats {
    fn of(places: &impl Places, unit: UnitId, today: Date) -> Self {
        let mut seats = places.line(unit, today);
        for heir in places.heirs(unit, today) {
            seats.extend(places.line(heir, today));
        }
        Self(seats)
    }

    /// Whether the area, or what it became, is among them.
    fn are_under(&self, places: &impl Places, area: UnitId, today: Date) -> bool {
        self.0.contains(&area) || places.heirs(area, today).iter().any(|heir| self.0.contains(heir))
    }
}
