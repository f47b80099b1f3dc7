//! Where the entries of an area are looked for: the trail of a commune is not sought among the entries of the country.

use super::{Area, FEW_ACTORS, PAGE};
use crate::{App, AppError};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use vedich_facts::PostId;
use vedich_journal::{Entry, EntrySearch, Journal, Sketch, Subjects};
use vedich_rights::Post;
use vedich_values::{EntrySeq, UnitId};

/// Units of areas whose entries are asked for one by one; those of larger areas are not far between.
const FEW_UNITS: usize = 1_000;
/// Entries looked at at once in search of those of a large area, without reading more of them than whose they are.
const SKETCHES: u32 = 2_000;

/// The entries that may be asked for: all of those that are, and others.
pub(super) enum Pile<'a> {
    /// All there are, and whether what they are about is asked, too.
    All { about: bool },
    /// About some units, or written by some people.
    Near { units: Vec<UnitId>, people: BTreeSet<String> },
    /// Whatever among all of them is about a large area, or by its people, or in a post over it.
    Wide { within: &'a FxHashSet<UnitId>, people: FxHashSet<String>, posts: FxHashSet<PostId> },
}

/// Some of a pile, newest first.
pub(super) struct Taken {
    pub(super) entries: Vec<Entry>,
    /// The units they are about; empty where all are asked for.
    pub(super) about: Subjects,
    /// Nothing of the pile was passed over down to here.
    pub(super) down_to: Option<EntrySeq>,
    /// Nothing is left below.
    pub(super) is_last: bool,
    /// Entries that were looked at for it.
    pub(super) looked_at: usize,
}

impl<'a> Pile<'a> {
    /// What was done over or about some areas: by whoever lives in them or ever had a post there, or about anything that ever lay in them.
    pub(super) fn of(app: &App, area: &'a Area) -> Self {
        let rights = app.rights();
        let within = &area.within;
        let held: Vec<&Post> = within.iter().flat_map(|unit| rights.posts_over(*unit)).collect();
        let posts: FxHashSet<PostId> = held.iter().map(|post| post.id).collect();
        let holders = held.iter().filter_map(|post| rights.person(post.person));
        let people = within.iter().flat_map(|unit| rights.people_at(*unit)).chain(holders);
        let people: FxHashSet<String> = people.map(|person| person.login.to_string()).collect();
        match within.len() > FEW_UNITS || people.len() > FEW_ACTORS {
            true => Self::Wide { within, people, posts },
            false => Self::Near { units: within.iter().copied().collect(), people: people.into_iter().collect() },
        }
    }

    /// Whether the first of it are found without passing over others.
    pub(super) fn is_near(&self) -> bool {
        matches!(self, Self::Near { .. })
    }

    /// The next of those asked for, of those that lie in lists of their own so many.
    pub(super) async fn take(&self, journal: &Journal, asked: &EntrySearch, at_once: u32) -> Result<Taken, AppError> {
        match self {
            Self::All { about } => {
                let entries = journal.search_entries(asked, at_once).await?;
                let (is_last, down_to) = (entries.len() < at_once as usize, entries.last().map(|last| last.seq));
                let facts = entries.iter().filter(|_| *about).map(|entry| entry.facts.clone());
                Ok(Taken { about: journal.units_of(facts).await?, down_to, is_last, looked_at: entries.len(), entries })
            }
            Self::Near { units, people } => near(journal, asked, units, people, at_once).await,
            Self::Wide { within, people, posts } => {
                let sketches = journal.sketches(asked, SKETCHES).await?;
                let mut about = journal.units_of(sketches.iter().map(|one| one.facts.clone())).await?;
                let lies_in = |one: &&Sketch| {
                    let over = one.post.is_some_and(|post| posts.contains(&post));
                    over || people.contains(&one.actor)
                        || about.get(&one.seq).is_some_and(|units| units.keys().any(|unit| within.contains(unit)))
                };
                let found: Vec<EntrySeq> = sketches.iter().filter(lies_in).map(|one| one.seq).take(PAGE as usize).collect();
                let is_cut = found.len() == PAGE as usize;
                let down_to = if is_cut { found.last().copied() } else { sketches.last().map(|one| one.seq) };
                let mut entries = journal.entries_of(&found).await?;
                entries.reverse();
                about.retain(|seq, _| found.binary_search_by(|one| seq.cmp(one)).is_ok());
                Ok(Taken { entries, about, down_to, is_last: !is_cut && sketches.len() < SKETCHES as usize, looked_at: sketches.len() })
            }
        }
    }
}

/// The next entries of a few people and about a few units, each read from an index of its own: so many of the people's entries, and those
/// with so many facts about the units, of which an import states some fifty about one commune.
async fn near(
    journal: &Journal,
    asked: &EntrySearch,
    units: &[UnitId],
    people: &BTreeSet<String>,
    at_once: u32,
) -> Result<Taken, AppError> {
    let theirs = match people.is_empty() {
        true => Vec::new(),
        false => journal.search_entries(&EntrySearch { actors: Some(people.clone()), ..asked.clone() }, at_once).await?,
    };
    let newest = journal.newest_entries_about(units, asked.before, at_once).await?;
    let mut others = journal.entries_of(&newest.entries).await?;
    let too_old = asked.from.is_some_and(|from| others.first().is_some_and(|oldest| oldest.recorded_at < from));
    // Of the two lists, the one that was cut off higher up says how far down nothing is missing.
    let cut = |last: Option<EntrySeq>, is_whole: bool| last.filter(|_| !is_whole);
    let theirs_down_to = cut(theirs.last().map(|last| last.seq), theirs.len() < at_once as usize);
    let down_to = theirs_down_to.max(cut(newest.entries.last().copied(), newest.is_last || too_old));
    let looked_at = theirs.len() + others.len();
    others.retain(|entry| fits(asked, entry));
    let mut entries = theirs;
    entries.extend(others);
    entries.retain(|entry| down_to.is_none_or(|down_to| entry.seq >= down_to));
    entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.seq));
    entries.dedup_by_key(|entry| entry.seq);
    let about = journal.units_of(entries.iter().map(|entry| entry.facts.clone())).await?;
    Ok(Taken { entries, about, down_to, is_last: down_to.is_none(), looked_at })
}

/// Whether an entry is of the time and kind asked for.
fn fits(asked: &EntrySearch, entry: &Entry) -> bool {
    asked.before.is_none_or(|before| entry.seq < before)
        && asked.from.is_none_or(|from| entry.recorded_at >= from)
        && asked.until.is_none_or(|until| entry.recorded_at < until)
        && asked.kind.as_ref().is_none_or(|kind| *kind == entry.kind)
}
