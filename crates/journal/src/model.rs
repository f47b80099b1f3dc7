//! What goes into the journal and what comes out.

use crate::Digest;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;
use uuid::Uuid;
use vedich_facts::{Fact, Kind, PostId};
use vedich_values::{Date, EntrySeq, FactSeq, Timestamp, UnitId};

/// One command and what it states: appended whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntry {
    /// Identity of the command; the same one twice changes nothing.
    pub command: Uuid,
    /// What kind of command: `import-observations`, `confirm-threshold`.
    pub kind: String,
    /// Who gave it.
    pub actor: String,
    /// Where it came from: `cli`, `web`, `demo`.
    pub origin: String,
    /// When it was given. Kept to the microsecond, and never earlier than the entry before it.
    pub recorded_at: Timestamp,
    /// SHA-256 of the file it came from, when it came from a file; the same content twice changes nothing.
    pub content_hash: Option<[u8; 32]>,
    /// SHA-256 of what was sent with the command, where a retry has to be told from another request under the same command.
    pub request: Option<[u8; 32]>,
    /// The post it was given in; none for what the machine's operator does, and for what people do with their own account.
    pub post: Option<PostId>,
    /// What it states.
    pub facts: Vec<Fact>,
}

impl NewEntry {
    /// An entry with a fresh command id, not from a file.
    #[must_use]
    pub fn new(kind: &str, actor: &str, origin: &str, recorded_at: Timestamp, facts: Vec<Fact>) -> Self {
        Self {
            command: Uuid::now_v7(),
            kind: kind.to_owned(),
            actor: actor.to_owned(),
            origin: origin.to_owned(),
            recorded_at,
            content_hash: None,
            request: None,
            post: None,
            facts,
        }
    }
}

/// Where an entry came to stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Appended {
    /// Its number.
    pub entry: EntrySeq,
    /// The numbers of its facts, in the order given.
    pub facts: Range<FactSeq>,
    /// When it counts as recorded.
    pub recorded_at: Timestamp,
    /// It was there before (same command, or same content): nothing was changed now.
    pub already: bool,
}

/// An entry as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its number, gapless from 1.
    pub seq: EntrySeq,
    /// Identity of the command.
    pub command: Uuid,
    /// What kind of command.
    pub kind: String,
    /// Who gave it.
    pub actor: String,
    /// Where it came from.
    pub origin: String,
    /// When.
    pub recorded_at: Timestamp,
    /// SHA-256 of the file it came from.
    pub content_hash: Option<Digest>,
    /// The post it was given in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// The numbers of its facts.
    pub facts: Range<FactSeq>,
    /// The chain up to and including it.
    pub hash: Digest,
}

/// How far the journal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Number of the last entry; 0 when empty.
    pub entry: EntrySeq,
    /// Number of the last fact; 0 when empty.
    pub fact: FactSeq,
    /// The chain over everything.
    pub hash: Digest,
}

/// Which entries to read, newest first. The default selects all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntrySearch {
    /// Only entries before this one (the last of the page before).
    pub before: Option<EntrySeq>,
    /// Only entries of one of these actors; none: of anybody.
    pub actors: Option<BTreeSet<String>>,
    /// Only entries of this kind.
    pub kind: Option<String>,
    /// Only entries recorded at this instant or later.
    pub from: Option<Timestamp>,
    /// Only entries recorded before this instant.
    pub until: Option<Timestamp>,
}

/// Which facts to read. The default selects all, oldest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Select {
    /// Only facts recorded after this one (the key of the page before).
    pub after: Option<FactSeq>,
    /// Only facts recorded before this one (the key of the page before, newest first).
    pub before: Option<FactSeq>,
    /// Only facts of this unit.
    pub unit: Option<UnitId>,
    /// Only facts of this kind.
    pub kind: Option<Kind>,
    /// Only facts stated as of this date or earlier.
    pub as_of_max: Option<Date>,
    /// Only facts recorded at this instant or earlier.
    pub known_at: Option<Timestamp>,
    /// Newest first instead of oldest first (pages only).
    pub newest_first: bool,
    /// At most so many (pages only; 1,000 when absent).
    pub limit: Option<u32>,
}
