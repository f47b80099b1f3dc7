//! Where the entries of an area are looked for: the trail of a commune is not sought among the entries of the country.

use super::{Area, FEW_ACTORS, PAGE};
use crate::{App, AppError};
use std::collections::BTreeSet;
use vedich_journal::{Entry, EntrySearch, Journal};
use vedich_values::{EntrySeq, UnitId};

/// Units of areas whose entries are asked for one by one; those of larger areas are not far between.
const FEW_UNITS: usize = 250;
/// Facts read at once to find the entries they came with: an import states some fifty about one commune.
const FACTS: u32 = 250;

/// The entries that may be asked for: all of those that are, and others.
pub(super) enum Pile {
    /// All there are.
    All,
    /// About some units, or written by some people.
    Near { units: Vec<UnitId>, people: BTreeSet<String> },
}

/// Some of a pile, newest first.
pub(super) struct Taken {
    pub(super) entries: Vec<Entry>,
    /// Nothing of the pile was passed over down to here.
    pub(super) down_to: Option<EntrySeq>,
    /// Nothing is left below.
    pub(super) is_last: bool,
    /// Entries that were read for it.
    pub(super) looked_at: usize,
}

impl Pile {
    /// What was done over or about some areas: by whoever lives in them or ever had a post there, or about anything that ever lay in them.
    pub(super) fn of(app: &App, area: &Area) -> Self {
        let rights = app.rights();
        let is_of =
            |home: UnitId, person| area.within.contains(&home) || rights.posts_of(person).any(|post| area.within.contains(&post.unit));
        let people = rights.people().filter(|person| is_of(person.home, person.id)).map(|person| person.login.to_string());
        if area.within.len() > FEW_UNITS {
            return Self::All;
        }
        let people: BTreeSet<String> = people.take(FEW_ACTORS + 1).collect();
        if people.len() > FEW_ACTORS {
            return Self::All;
        }
        Self::Near { units: area.within.iter().copied().collect(), people }
    }

    /// The next of those asked for, of all of them so many.
    pub(super) async fn take(&self, journal: &Journal, asked: &EntrySearch, at_once: u32) -> Result<Taken, AppError> {
        let Self::Near { units, people } = self else {
            let entries = journal.search_entries(asked, at_once).await?;
            let is_last = entries.len() < at_once as usize;
            return Ok(Taken { down_to: entries.last().map(|last| last.seq), is_last, looked_at: entries.len(), entries });
        };
        let theirs = match people.is_empty() {
            true => Vec::new(),
            false => journal.search_entries(&EntrySearch { actors: Some(people.clone()), ..asked.clone() }, PAGE).await?,
        };
        let about = journal.newest_entries_about(units, asked.before, FACTS).await?;
        let mut others = journal.entries_of(&about.entries).await?;
        let too_old = asked.from.is_some_and(|from| others.first().is_some_and(|oldest| oldest.recorded_at < from));
        // Of the two lists, the one that was cut off higher up says how far down nothing is missing.
        let cut = |last: Option<EntrySeq>, is_whole: bool| last.filter(|_| !is_whole);
        let theirs_down_to = cut(theirs.last().map(|last| last.seq), theirs.len() < PAGE as usize);
        let down_to = theirs_down_to.max(cut(about.entries.last().copied(), about.is_last || too_old));
        let looked_at = theirs.len() + others.len();
        others.retain(|entry| fits(asked, entry));
        let mut entries = theirs;
        entries.extend(others);
        entries.retain(|entry| down_to.is_none_or(|down_to| entry.seq >= down_to));
        entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.seq));
        entries.dedup_by_key(|entry| entry.seq);
        Ok(Taken { entries, down_to, is_last: down_to.is_none(), looked_at })
    }
}

/// Whether an entry is of the time and kind asked for.
fn fits(asked: &EntrySearch, entry: &Entry) -> bool {
    asked.before.is_none_or(|before| entry.seq < before)
        && asked.from.is_none_or(|from| entry.recorded_at >= from)
        && asked.until.is_none_or(|until| entry.recorded_at < until)
        && asked.kind.as_ref().is_none_or(|kind| *kind == entry.kind)
}
