//! The audit trail in words: as lines of the page, rows of a file, and for the command line.

use super::deeds::{Deed, Teller};
use crate::frame::Frame;
use crate::pages::people::audit::EntryLine;
use crate::present::Scene;
use chrono::{NaiveTime, TimeDelta, Timelike};
use std::collections::BTreeSet;
use vedich_app::people::TrailSearch;
use vedich_app::{App, AppError, Entry, Hand};
use vedich_documents::{Column, Content, Kind, Table};
use vedich_rights::{Person, Post};
use vedich_values::{Date, EntrySeq, Timestamp};
use vedich_wording::Lang;

/// The day in Việt Nam begins so many hours before that of UTC.
const AHEAD: TimeDelta = TimeDelta::hours(7);

/// The instant a day begins in Việt Nam.
#[must_use]
pub fn start_of(day: Date) -> Timestamp {
    day.and_time(NaiveTime::MIN).and_utc() - AHEAD
}

/// What is shown of an entry beside its own page.
pub const SHOWN_DEEDS: u64 = 3;

impl<'a> Teller<'a> {
    /// An entry in words.
    #[must_use]
    pub fn line(self, entry: &Entry) -> EntryLine {
        let lang = self.s.f.lang;
        let key = format!("act.{}", entry.kind);
        let text = lang.text(&key);
        let facts = self.facts(entry);
        let deeds = self.of(entry.seq);
        EntryLine {
            seq: entry.seq.to_string(),
            at: vedich_wording::date_time(lang, entry.recorded_at),
            what: if text == key { entry.kind.clone() } else { text.to_owned() },
            who: self.author(entry),
            post: entry.post.and_then(|post| self.rights.post(post)).map_or_else(String::new, |post| self.post(post)),
            origin: entry.origin.clone(),
            facts,
            of_others: all_of(entry) - facts,
            more: facts.saturating_sub(deeds.len() as u64),
            deeds: deeds.iter().map(Deed::words).collect(),
            hash: entry.hash.to_string(),
        }
    }

    /// How many statements of an entry the reader audits: what is about other areas is not theirs to count either.
    #[must_use]
    pub fn facts(self, entry: &Entry) -> u64 {
        let all = all_of(entry);
        self.deeds.audited.get(&entry.seq).map_or(all, |audited| all.min(*audited))
    }

    fn author(self, entry: &Entry) -> String {
        let by = self.rights.by_login(&entry.actor);
        by.map_or_else(|| entry.actor.clone(), |person| format!("{} ({})", person.name, person.login))
    }

    /// The post in words; of a delegation also on whose behalf.
    fn post(self, post: &Post) -> String {
        let role = self.rights.roles().get(&post.role).map_or("", |role| self.s.f.lang.of(&role.name));
        let held = format!("{role}, {}", self.s.name(post.unit));
        match self.behalf(post) {
            Some(person) => format!("{held}; {}", self.s.f.say("people.audit.behalf", &[("who", &person.name)])),
            None => held,
        }
    }

    /// The person in whose place somebody acts in a post that was delegated.
    #[must_use]
    pub fn behalf(self, post: &Post) -> Option<&'a Person> {
        self.rights.post(post.of?).and_then(|of| self.rights.person(of.person))
    }

    /// An entry as a row of [`table`].
    #[must_use]
    pub fn row(self, entry: &Entry) -> Vec<Content> {
        let line = self.line(entry);
        let mut deeds = line.deeds.clone();
        if line.more > 0 && !deeds.is_empty() {
            deeds.push(self.s.f.say("people.audit.more", &[("n", &line.more.to_string())]));
        }
        let units: BTreeSet<String> = self.of(entry.seq).into_iter().map(|deed| deed.unit_name).collect();
        vec![
            Content::count(entry.seq.get()),
            Content::Moment((entry.recorded_at + AHEAD).naive_utc().with_nanosecond(0).unwrap_or_default()),
            Content::Text(line.what),
            Content::text(&units.into_iter().collect::<Vec<_>>().join("; ")),
            Content::text(&deeds.join("\n")),
            Content::Text(line.who),
            Content::Text(line.post),
            Content::Text(line.origin),
            Content::count(line.facts),
            Content::Text(line.hash),
        ]
    }
}

/// How many statements came with an entry.
fn all_of(entry: &Entry) -> u64 {
    entry.facts.end.get().saturating_sub(entry.facts.start.get())
}

/// The trail as a table; where it is cut at so many entries, a note says from where on. Times are those of Việt Nam.
#[must_use]
pub fn table(lang: Lang, rows: Vec<Vec<Content>>, next: Option<EntrySeq>, most: usize) -> Table {
    let column = |key, kind| Column::new(lang.text(key), kind);
    let cut = next.map(|next| lang.say("people.audit.cut", &[("most", &most.to_string()), ("entry", &next.to_string())]));
    Table {
        name: lang.text("people.audit.title").to_owned(),
        columns: vec![
            column("people.audit.entry", Kind::Number),
            column("people.audit.at", Kind::Date),
            column("people.audit.what", Kind::Text),
            column("people.unit", Kind::Text),
            column("people.audit.deeds", Kind::Text),
            column("people.audit.who", Kind::Text),
            column("people.audit.post", Kind::Text),
            column("people.audit.origin", Kind::Text),
            column("people.audit.facts", Kind::Number),
            column("people.audit.hash", Kind::Code),
        ],
        rows,
        notes: cut.into_iter().collect(),
        ..Table::default()
    }
}

/// All that fits the search as rows of [`table`], and where the next file begins; statements are read a stretch at a time.
///
/// # Errors
/// When the hand audits nothing, or the journal does not answer.
pub async fn rows(
    app: &App,
    hand: &Hand,
    f: &Frame,
    search: &TrailSearch,
    most: usize,
) -> Result<(Vec<Vec<Content>>, Option<EntrySeq>), AppError> {
    const STRETCH: usize = 500;
    let trail = app.audit_to_the_end(hand, search, most).await?;
    let mut rows = Vec::with_capacity(trail.entries.len());
    let rights = app.rights();
    for entries in trail.entries.chunks(STRETCH) {
        let deeds = app.deeds(hand, entries, SHOWN_DEEDS).await?;
        let live = app.live();
        let teller = Teller { s: Scene::of(f, &live), rights: &rights, deeds: &deeds };
        rows.extend(entries.iter().map(|entry| teller.row(entry)));
    }
    Ok((rows, trail.next))
}
