//! The audit trail (nhật ký): what was done in an area, by its people or about its units.

mod deeds;
mod pile;

pub use deeds::{AuditedEntry, Deeds};

use self::pile::{Pile, Taken};
use crate::authority::Ground;
use crate::{App, AppError, Hand};
use std::collections::BTreeSet;
use vedich_journal::{Entry, EntrySearch};
use vedich_rights::{Action, On, Post, Refusal, Rights};
use vedich_units::COUNTRY;
use vedich_values::text::fold;
use vedich_values::{EntrySeq, UnitId};

/// Entries looked through for one page of an area's trail, at most.
const LOOKED_THROUGH: usize = 20_000;
/// Actors the journal looks for by itself; more of them are looked for here, among all entries.
const FEW_ACTORS: usize = 100;
/// Entries read at once.
const PAGE: u32 = 500;

/// A page of the audit trail.
#[derive(Clone, Debug)]
pub struct Trail {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// Where the next page begins, if there may be one.
    pub next: Option<EntrySeq>,
}

/// Which entries of the trail are asked for.
#[derive(Clone, Debug, Default)]
pub struct TrailSearch {
    /// By time and kind, and where the page begins.
    pub entries: EntrySearch,
    /// Words of the login or name of whoever did it; empty: anybody.
    pub who: String,
    /// Only what was done over or about a unit and all below it.
    pub unit: Option<UnitId>,
}

impl App {
    /// A page of the audit trail: everything for who audits the country, else what was written in posts of the area, by its people, or
    /// about its units, whoever wrote it.
    ///
    /// # Errors
    /// When the hand audits nothing, or the journal does not answer.
    pub async fn audit(&self, hand: &Hand, search: &TrailSearch, most: usize) -> Result<Trail, AppError> {
        if !self.may_somewhere(hand, Action::ReadAudit) {
            return Err(Refusal::NotInRole.into());
        }
        let whole = self.may(hand, Action::ReadAudit, &On::unit(COUNTRY)).is_ok();
        let (areas, who) = (self.audited_areas(hand), self.logins_like(&search.who));
        let mut asked = search.entries.clone();
        asked.actors = who.clone().filter(|who| who.len() <= FEW_ACTORS);
        let area = search.unit.map(|unit| vec![unit]).or_else(|| (!whole).then(|| areas.clone()));
        let pile = area.as_ref().filter(|_| asked.actors.is_none()).map_or(Pile::All, |areas| Pile::of(self, areas));
        let mut entries = Vec::new();
        let mut looked = 0;
        loop {
            let Taken { entries: page, down_to, is_last, looked_at } = pile.take(self.journal(), &asked).await?;
            looked += looked_at;
            let units = if area.is_some() { self.journal().units_of(&page).await? } else { Default::default() };
            for entry in page {
                let seq = entry.seq;
                let about = units.get(&seq);
                let theirs = whole || self.concerns(&areas, &entry, about);
                let by_them = who.as_ref().is_none_or(|who| who.contains(&entry.actor));
                if theirs && by_them && search.unit.is_none_or(|unit| self.concerns(&[unit], &entry, about)) {
                    entries.push(entry);
                    if entries.len() >= most {
                        return Ok(Trail { entries, next: Some(seq) });
                    }
                }
            }
            if is_last {
                return Ok(Trail { entries, next: None });
            }
            asked.before = down_to.or(asked.before);
            if looked >= LOOKED_THROUGH {
                return Ok(Trail { entries, next: asked.before });
            }
        }
    }

    /// The same from that page to the end, at most so many entries; what is left over is told by `next`.
    ///
    /// # Errors
    /// When the hand audits nothing, or the journal does not answer.
    pub async fn audit_to_the_end(&self, hand: &Hand, search: &TrailSearch, most: usize) -> Result<Trail, AppError> {
        let mut search = search.clone();
        let mut all = Vec::new();
        loop {
            let page = self.audit(hand, &search, most - all.len()).await?;
            all.extend(page.entries);
            search.entries.before = page.next;
            if page.next.is_none() || all.len() >= most {
                return Ok(Trail { entries: all, next: page.next });
            }
        }
    }

    /// The names the record has for whoever is meant by some words: a login, part of a person's name, or a program; none: anybody.
    fn logins_like(&self, words: &str) -> Option<BTreeSet<String>> {
        let asked = fold(words);
        if asked.is_empty() {
            return None;
        }
        let rights = self.rights();
        // A login is that person and nobody whose name has its letters.
        let login = words.trim().to_lowercase();
        if rights.by_login(&login).is_some() {
            return Some(BTreeSet::from([login]));
        }
        let is_meant = |text: &str| asked.split(' ').all(|word| text.contains(word));
        let people = rights.people().filter(|person| is_meant(&format!("{} {}", person.login, fold(&person.name))));
        let mut logins: BTreeSet<String> = people.map(|person| person.login.to_string()).collect();
        // Programs have no account.
        logins.extend([words.trim().to_owned(), words.trim().to_lowercase()]);
        Some(logins)
    }

    /// The areas a person audits.
    fn audited_areas(&self, hand: &Hand) -> Vec<UnitId> {
        let rights = self.rights();
        let audits = |post: &&Post| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&Action::ReadAudit));
        hand.whose().map_or_else(Vec::new, |person| rights.acting(person, self.today()).filter(audits).map(|post| post.unit).collect())
    }

    fn concerns(&self, areas: &[UnitId], entry: &Entry, about: Option<&BTreeSet<UnitId>>) -> bool {
        let rights = self.rights();
        let written_over = entry.post.and_then(|post| rights.post(post)).map(|post| post.unit);
        let written_by = rights.by_login(&entry.actor).map(|person| person.home);
        let (reference, today) = (self.reference(), self.today());
        let ground = Ground(&reference.registry);
        let mut units = written_over.or(written_by).into_iter().chain(about.into_iter().flatten().copied());
        units.any(|unit| areas.iter().any(|area| Rights::covers(&ground, *area, unit, today)))
    }
}
