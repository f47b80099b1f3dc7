//! The audit trail as the API shows it.

use crate::present::people::deeds::{Deed, Teller};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_app::Entry;
use vedich_rights::Rights;
use vedich_values::{Date, Timestamp};

/// Which entries of the audit trail.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrailQuery {
    /// Words of the login or name of whoever did it.
    pub who: Option<String>,
    /// The code of what was done: `sign-in`, `record-sheet`, `appoint`.
    pub kind: Option<String>,
    /// Only what was done over or about this unit and all below it.
    pub unit: Option<u32>,
    /// From that day on, in Việt Nam.
    pub from: Option<Date>,
    /// Until the end of that day.
    pub until: Option<Date>,
    /// Only entries before this one: `next` of the page before.
    pub before: Option<u64>,
    /// At most so many, up to 1000; default 100.
    pub limit: Option<usize>,
}

/// A page of the audit trail.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailAnswer {
    /// The entries, newest first.
    pub entries: Vec<TrailEntryShape>,
    /// Where the next page begins; none: this is the last.
    pub next: Option<u64>,
}

/// An entry of the audit trail.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailEntryShape {
    /// Its number.
    pub entry: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The code of what was done.
    pub kind: String,
    /// The same in words.
    pub what: String,
    /// The login or program that did it.
    pub who: String,
    /// The person's name, where there is an account.
    pub name: Option<String>,
    /// The post it was done in.
    pub post: Option<u64>,
    /// The unit of that post; the units it was done to stand in `deeds`.
    pub unit: Option<u32>,
    /// Login of whoever's post it is, where it was delegated to who acted.
    pub behalf_of: Option<String>,
    /// From where.
    pub origin: String,
    /// How many statements came with it, of those the caller audits.
    pub facts: u64,
    /// The first three of them; all of them: `/api/v1/audit/entries/{entry}`.
    pub deeds: Vec<DeedShape>,
    /// The chain up to and including it.
    pub hash: String,
}

impl TrailEntryShape {
    /// An entry with its first statements, with what is known of its author and post.
    #[must_use]
    pub fn of(teller: Teller<'_>, entry: &Entry) -> Self {
        let (lang, rights) = (teller.s.f.lang, teller.rights);
        let key = format!("act.{}", entry.kind);
        let what = lang.text(&key);
        let post = entry.post.and_then(|post| rights.post(post));
        Self {
            entry: entry.seq.get(),
            at: entry.recorded_at,
            kind: entry.kind.clone(),
            what: if what == key { entry.kind.clone() } else { what.to_owned() },
            who: entry.actor.clone(),
            name: rights.by_login(&entry.actor).map(|person| person.name.to_string()),
            post: entry.post.map(|post| post.0),
            unit: post.map(|post| post.unit.get()),
            behalf_of: post.and_then(|post| teller.behalf(post)).map(|person| person.login.to_string()),
            origin: entry.origin.clone(),
            facts: teller.facts(entry),
            deeds: teller.of(entry.seq).into_iter().map(|deed| DeedShape::of(teller.rights, deed)).collect(),
            hash: entry.hash.to_string(),
        }
    }
}

/// One entry of the trail with a page of its statements.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditedEntryAnswer {
    /// The entry.
    #[serde(flatten)]
    pub entry: TrailEntryShape,
    /// The statement the next page begins with; none: this is the last.
    pub next: Option<u64>,
}

/// A statement: what was done to what or whom.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeedShape {
    /// Its number.
    pub fact: u64,
    /// Its kind: `observation`, `verification`, `account`.
    pub kind: &'static str,
    /// The unit it is about.
    pub unit: u32,
    /// The unit's name.
    pub unit_name: String,
    /// The day it is of.
    pub as_of: Date,
    /// Criteria set.
    pub set: Option<String>,
    /// Criterion.
    pub criterion: Option<u16>,
    /// Indicator.
    pub code: Option<String>,
    /// Part of the indicator.
    pub part: Option<String>,
    /// What it is about, in words.
    pub about: String,
    /// What is said of it, in words: a value and the one it takes the place of, an outcome.
    pub value: String,
    /// Login of the person it is about.
    pub person: Option<String>,
    /// Who says so.
    pub source: String,
    /// The reason or remark.
    pub reason: String,
}

impl DeedShape {
    fn of(rights: &Rights, deed: Deed) -> Self {
        Self {
            fact: deed.fact,
            kind: deed.kind,
            unit: deed.unit.get(),
            unit_name: deed.unit_name,
            as_of: deed.as_of,
            set: deed.set,
            criterion: deed.criterion,
            code: deed.code,
            part: deed.part,
            about: deed.about,
            value: deed.value,
            person: deed.person.and_then(|person| rights.person(person)).map(|person| person.login.to_string()),
            source: deed.source,
            reason: deed.reason,
        }
    }
}

/// What came of walking the chain.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerdictAnswer {
    /// Every row is as it was written.
    pub sound: bool,
    /// Entries walked, when sound.
    pub entries: Option<u64>,
    /// Statements walked, when sound.
    pub facts: Option<u64>,
    /// The head of the chain: what to write down.
    pub hash: Option<String>,
    /// The table of the first row that does not fit.
    pub table: Option<String>,
    /// Its number.
    pub row: Option<i64>,
}
