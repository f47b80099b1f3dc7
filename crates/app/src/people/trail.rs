//! The audit trail (nhật ký): what was done in an area, by its people or about its units.

mod deeds;
mod pile;

pub use deeds::{AuditedEntry, Deeds};

use self::pile::Pile;
use crate::authority::Ground;
use crate::{App, AppError, Hand};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use vedich_journal::{Entry, EntrySearch};
use vedich_rights::{Action, On, Post, Refusal, Rights};
use vedich_units::COUNTRY;
use vedich_values::text::fold;
use vedich_values::{EntrySeq, UnitId};

/// Entries looked through for one page of an area's trail, at most.
const LOOKED_THROUGH: usize = 20_000;
/// Actors the journal looks for by itself; more of them are looked for here, among all entries.
const FEW_ACTORS: usize = 100;
/// Entries read at once, at most.
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
        let who = self.logins_like(&search.who);
        let mut asked = search.entries.clone();
        asked.actors = who.clone().filter(|who| who.len() <= FEW_ACTORS);
        let (audited, asked_for) = (self.audited(hand), search.unit.map(|unit| Area::of(self, vec![unit])));
        let narrowest = asked_for.as_ref().or(audited.as_ref());
        let pile =
            narrowest.filter(|_| asked.actors.is_none()).map_or(Pile::All { about: narrowest.is_some() }, |area| Pile::of(self, area));
        let all_fit = narrowest.is_none() && (who.is_none() || asked.actors.is_some());
        let is_dense = all_fit || pile.is_near();
        let mut at_once = if is_dense { u32::try_from(most.saturating_add(1)).map_or(PAGE, |most| most.min(PAGE)) } else { PAGE };
        let mut entries = Vec::new();
        let mut looked = 0;
        loop {
            let taken = pile.take(self.journal(), &asked, at_once).await?;
            looked += taken.looked_at;
            for entry in taken.entries {
                let seq = entry.seq;
                let lies_in = |area: &Option<Area>| area.as_ref().is_none_or(|area| area.concerns(self, &entry, taken.about.get(&seq)));
                let by_them = who.as_ref().is_none_or(|who| who.contains(&entry.actor));
                if by_them && lies_in(&asked_for) && lies_in(&audited) {
                    entries.push(entry);
                    if entries.len() >= most {
                        return Ok(Trail { entries, next: Some(seq) });
                    }
                }
            }
            if taken.is_last {
                return Ok(Trail { entries, next: None });
            }
            asked.before = taken.down_to.or(asked.before);
            at_once = at_once.saturating_mul(2).min(PAGE);
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

    /// The areas a person audits; none: the country.
    fn audited(&self, hand: &Hand) -> Option<Area> {
        if self.may(hand, Action::ReadAudit, &On::unit(COUNTRY)).is_ok() {
            return None;
        }
        let rights = self.rights();
        let audits = |post: &&Post| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&Action::ReadAudit));
        let posts = |person| rights.acting(person, self.today()).filter(audits).map(|post| post.unit).collect();
        Some(Area::of(self, hand.whose().map_or_else(Vec::new, posts)))
    }
}

/// Units whose entries are asked for.
struct Area {
    units: Vec<UnitId>,
    /// Everything that ever lay in them: whatever is not among it does not concern them.
    within: FxHashSet<UnitId>,
}

impl Area {
    fn of(app: &App, units: Vec<UnitId>) -> Self {
        let registry = app.reference().registry;
        let within = units.iter().filter_map(|unit| registry.ever_within(*unit, usize::MAX)).flatten().collect();
        Self { units, within }
    }

    /// Whether an entry was written over the area, by somebody of it, or about anything in it.
    fn concerns(&self, app: &App, entry: &Entry, about: Option<&BTreeMap<UnitId, u64>>) -> bool {
        self.wrote(app, entry) || about.is_some_and(|about| about.keys().copied().any(self.ground(app)))
    }

    /// Whether an entry was written over the area, or by somebody of it.
    fn wrote(&self, app: &App, entry: &Entry) -> bool {
        let rights = app.rights();
        let written_over = entry.post.and_then(|post| rights.post(post)).map(|post| post.unit);
        let of = written_over.or_else(|| rights.by_login(&entry.actor).map(|person| person.home));
        of.is_some_and(self.ground(app))
    }

    /// Whether a unit lies in it.
    fn ground(&self, app: &App) -> impl Fn(UnitId) -> bool + use<'_> {
        let (reference, today) = (app.reference(), app.today());
        move |unit| {
            let ground = Ground(&reference.registry);
            self.within.contains(&unit) && self.units.iter().any(|area| Rights::covers(&ground, *area, unit, today))
        }
    }
}
