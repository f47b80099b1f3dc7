//! What is brought to the door, and in whose hand.

use uuid::Uuid;
use vedich_facts::{Fact, PersonId, PostId};
use vedich_values::Timestamp;

/// In whose hand a write is. Outside this crate there are two ways to have one: as the operator of the machine, who may do everything
/// (the command line, the demo), and out of a person's session, which is asked for their rights at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    pub(crate) person: Option<PersonId>,
    actor: String,
    origin: String,
}

impl Hand {
    /// The hand of whoever runs this program: what the machine lets them do needs no post.
    #[must_use]
    pub fn operator(actor: &str, origin: &str) -> Self {
        Self { person: None, actor: actor.to_owned(), origin: origin.to_owned() }
    }

    /// The hand of a person who signed in.
    pub(crate) fn person(person: PersonId, login: &str, origin: &str) -> Self {
        Self { person: Some(person), actor: login.to_owned(), origin: origin.to_owned() }
    }

    /// As the record names them.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// The person; none for the operator.
    #[must_use]
    pub const fn whose(&self) -> Option<PersonId> {
        self.person
    }
}

/// Who gives a command, and the command's own identity, so that a form sent twice changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Identity of the command; a form carries one made when it was shown.
    pub(crate) command: Uuid,
    pub(crate) hand: Hand,
    /// SHA-256 of what was sent with it, where the same command with something else has to be refused.
    pub(crate) request: Option<[u8; 32]>,
}

impl By {
    /// A command of its own.
    #[must_use]
    pub fn new(hand: Hand) -> Self {
        Self { command: Uuid::now_v7(), hand, request: None }
    }

    /// A command of the machine's operator.
    #[must_use]
    pub fn operator(actor: &str, origin: &str) -> Self {
        Self::new(Hand::operator(actor, origin))
    }

    /// The same hand with the command's identity as a form carried it.
    #[must_use]
    pub fn command(self, command: Uuid) -> Self {
        Self { command, ..self }
    }

    /// The same command with the hash of what was sent with it: again with something else it is refused, never taken for a retry.
    #[must_use]
    pub fn of_request(self, request: [u8; 32]) -> Self {
        Self { request: Some(request), ..self }
    }

    /// In whose hand it is.
    #[must_use]
    pub const fn hand(&self) -> &Hand {
        &self.hand
    }
}

/// One command and what it states, in a hand: appended whole or not at all, if the hand may.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntry {
    /// Who gives it.
    pub(crate) by: By,
    /// What kind of command: `import-observations`, `confirm-threshold`.
    pub(crate) kind: String,
    /// When it was given.
    pub(crate) recorded_at: Timestamp,
    /// SHA-256 of the file it came from; the same content twice changes nothing.
    pub(crate) content_hash: Option<[u8; 32]>,
    /// What it states.
    pub facts: Vec<Fact>,
}

impl NewEntry {
    /// An entry, not from a file.
    #[must_use]
    pub fn new(kind: &str, by: By, recorded_at: Timestamp, facts: Vec<Fact>) -> Self {
        Self { by, kind: kind.to_owned(), recorded_at, content_hash: None, facts }
    }

    /// As the journal keeps it.
    pub(crate) fn written(&self, post: Option<PostId>) -> vedich_journal::NewEntry {
        vedich_journal::NewEntry {
            command: self.by.command,
            kind: self.kind.clone(),
            actor: self.by.hand.actor.clone(),
            origin: self.by.hand.origin.clone(),
            recorded_at: self.recorded_at,
            content_hash: self.content_hash,
            request: self.by.request,
            post,
            facts: self.facts.clone(),
        }
    }
}
