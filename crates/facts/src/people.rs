//! People and their posts: who may act where, for which criteria, how long. No secrets: these live beside the journal, never in it.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vedich_values::{CriterionNo, Date, SetId};

macro_rules! given_by_fact {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

pub(crate) use given_by_fact;

given_by_fact! {
    /// A person with an account: the number of the fact that entered them, so it is unique, never reused, and chained.
    PersonId
}
given_by_fact! {
    /// A post or a delegation: the number of the fact that gave it.
    PostId
}

/// What a criterion is in a set: the criteria of that set that together are it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterpart {
    /// The set.
    pub set: SetId,
    /// Its criteria, at least one; several where the criterion joins them.
    pub criteria: BTreeSet<CriterionNo>,
}

/// Which criteria a post is for (lĩnh vực phụ trách): everything, or numbered criteria of sets (`vn.commune.2021-2025.standard`).
/// Older statements name a kind of unit instead (`commune`): they mean the set that was in force on the first day of the post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Field(pub Option<BTreeMap<String, BTreeSet<CriterionNo>>>);

impl Field {
    /// Everything.
    pub const WHOLE: Self = Self(None);

    /// Those criteria of a set, or of a kind of unit.
    #[must_use]
    pub fn criteria(key: &str, numbers: impl IntoIterator<Item = u16>) -> Self {
        Self(Some(BTreeMap::from([(key.to_owned(), numbers.into_iter().map(CriterionNo).collect())])))
    }

    /// Whether it is everything.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a criterion belongs to it, by what it is in the sets: everything it joins in one of them must be there.
    #[must_use]
    pub fn has(&self, criterion: &[Counterpart]) -> bool {
        let holds = |only: &BTreeMap<String, BTreeSet<CriterionNo>>, part: &Counterpart| {
            !part.criteria.is_empty() && only.get(part.set.as_str()).is_some_and(|numbers| part.criteria.is_subset(numbers))
        };
        self.0.as_ref().is_none_or(|only| criterion.iter().any(|part| holds(only, part)))
    }

    /// Whether nothing of it lies outside the other.
    #[must_use]
    pub fn lies_in(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(other)) => {
                own.iter().all(|(key, numbers)| other.get(key).is_some_and(|theirs| numbers.is_subset(theirs)) || numbers.is_empty())
            }
        }
    }
}

/// What happened to an account or a post. The fact's unit is the home of the person, or where the post is; its date is the first day;
/// its source the decision, its note the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum AccountEvent {
    /// A person gets an account; the number of this fact is their identity.
    Entered {
        /// Name to sign in with: lower case, unique, never given to anybody else.
        login: String,
        /// Name as officials write it.
        name: String,
    },
    /// The person is written differently, or another unit administers the account: the fact's unit is their home from now on.
    Described {
        /// Who.
        person: PersonId,
        /// Name as officials write it.
        name: String,
    },
    /// The account no longer opens, and whatever it could do it can't do from this moment on.
    Disabled {
        /// Whose.
        person: PersonId,
    },
    /// It opens again.
    Enabled {
        /// Whose.
        person: PersonId,
    },
    /// A person gets a post; the number of this fact is the post's identity.
    Appointed {
        /// Who.
        person: PersonId,
        /// As what: a role of `data/roles.toml`.
        role: String,
        /// For which criteria.
        #[serde(default, skip_serializing_if = "Field::is_whole")]
        field: Field,
        /// Last day; absent: until ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Date>,
    },
    /// The holder of a post lets another person act in it for a while (ủy quyền).
    Delegated {
        /// Which post.
        of: PostId,
        /// To whom.
        person: PersonId,
        /// For which criteria of it.
        #[serde(default, skip_serializing_if = "Field::is_whole")]
        field: Field,
        /// Last day.
        to: Date,
    },
    /// A post or delegation ends at once.
    Ended {
        /// Which.
        post: PostId,
    },
    /// An administrator did something to another person's means of signing in.
    Credentials {
        /// Whose.
        person: PersonId,
        /// What.
        change: CredentialChange,
    },
    /// Whoever holds a post of that role over the fact's unit, or below it, signs in with a second factor from now on, or no longer has to.
    SecondFactor {
        /// The role.
        role: String,
        /// Whether it is required.
        required: bool,
    },
}

/// What an administrator did to somebody's means of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialChange {
    /// Gave out a link to choose a first password.
    Invited,
    /// Gave out a link to choose a new password.
    ResetLink,
    /// Took the second factor away, because the person lost it.
    SecondFactorRemoved,
    /// Ended every session.
    SessionsEnded,
    /// Wrote anew where letters and calls reach the person.
    ContactChanged,
    /// Bound a name at the provider of single sign-on to the account.
    IdentityBound,
    /// Took the names at the provider of single sign-on away.
    IdentityRemoved,
}
