//! The audit trail in words: as lines of the page, rows of a file, and for the command line.

use crate::pages::people::audit::EntryLine;
use chrono::{NaiveTime, SecondsFormat, TimeDelta};
use vedich_app::Entry;
use vedich_app::people::Trail;
use vedich_documents::{Column, Content, Kind, Table};
use vedich_rights::{Post, Rights};
use vedich_units::Registry;
use vedich_values::{Date, Timestamp};
use vedich_wording::Lang;

/// The day in Việt Nam begins so many hours before that of UTC.
const AHEAD: TimeDelta = TimeDelta::hours(7);

/// The instant a day begins in Việt Nam.
#[must_use]
pub fn start_of(day: Date) -> Timestamp {
    day.and_time(NaiveTime::MIN).and_utc() - AHEAD
}

/// What an entry of the trail is put into words with.
#[derive(Clone, Copy, Debug)]
pub struct Registers<'a> {
    /// The language.
    pub lang: Lang,
    /// The register of units.
    pub registry: &'a Registry,
    /// People and posts.
    pub rights: &'a Rights,
    /// Today: a unit that has ended is called as on its last day.
    pub today: Date,
}

impl Registers<'_> {
    /// An entry in words.
    #[must_use]
    pub fn line(self, entry: &Entry) -> EntryLine {
        let key = format!("act.{}", entry.kind);
        let text = self.lang.text(&key);
        let by = self.rights.by_login(&entry.actor);
        EntryLine {
            seq: entry.seq.to_string(),
            at: vedich_wording::date_time(self.lang, entry.recorded_at),
            what: if text == key { entry.kind.clone() } else { text.to_owned() },
            who: by.map_or_else(|| entry.actor.clone(), |person| format!("{} ({})", person.name, person.login)),
            post: entry.post.and_then(|post| self.rights.post(post)).map_or_else(String::new, |post| self.post(post)),
            origin: entry.origin.clone(),
            facts: entry.facts.end.get().saturating_sub(entry.facts.start.get()),
            hash: entry.hash.to_string(),
        }
    }

    fn post(self, post: &Post) -> String {
        let role = self.rights.roles().get(&post.role).map_or("", |role| self.lang.of(&role.name));
        let day = self.registry.get(post.unit).and_then(|unit| unit.span.to).map_or(self.today, |last| last.min(self.today));
        let unit = self.registry.at(post.unit, day).map_or_else(|| post.unit.to_string(), |unit| unit.name.to_owned());
        format!("{role}, {unit}")
    }

    /// The trail as a table; where it is cut at so many entries, a note says from where on.
    #[must_use]
    pub fn table(self, trail: &Trail, most: usize) -> Table {
        let lang = self.lang;
        let column = |key, kind| Column::new(lang.text(key), kind);
        let cut = trail.next.map(|next| lang.say("people.audit.cut", &[("most", &most.to_string()), ("entry", &next.to_string())]));
        Table {
            name: lang.text("people.audit.title").to_owned(),
            columns: vec![
                column("people.audit.entry", Kind::Number),
                column("people.audit.at", Kind::Text),
                column("people.audit.what", Kind::Text),
                column("people.audit.who", Kind::Text),
                column("people.audit.post", Kind::Text),
                column("people.audit.origin", Kind::Text),
                column("people.audit.facts", Kind::Number),
                column("people.audit.hash", Kind::Code),
            ],
            rows: trail.entries.iter().map(|entry| self.row(entry)).collect(),
            notes: cut.into_iter().collect(),
            ..Table::default()
        }
    }

    fn row(self, entry: &Entry) -> Vec<Content> {
        let line = self.line(entry);
        vec![
            Content::count(entry.seq.get()),
            Content::Text(entry.recorded_at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            Content::Text(line.what),
            Content::Text(line.who),
            Content::Text(line.post),
            Content::Text(line.origin),
            Content::count(line.facts),
            Content::Text(line.hash),
        ]
    }
}
