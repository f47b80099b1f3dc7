//! A file of people in words, and the workbook to fill in.

use super::{field, field_in_words};
use crate::frame::Frame;
use crate::pages::people::roster::{DoneView, InvitationLine, LookView, RosterLine};
use crate::present::Scene;
use vedich_app::people::roster::{Roster, RosterChange, RosterRow, RosterState};
use vedich_app::people::{Contact, Invitation, NewPosting, Reached};
use vedich_documents::{Column, Content, Kind, Table};
use vedich_facts::UnitLevel;
use vedich_rights::{Person, Post, Rights, Role};
use vedich_units::{COUNTRY, Registry};
use vedich_values::{Date, UnitId};
use vedich_wording::Lang;

/// Rows of a file that are shown; all of them are recorded.
const SHOWN: usize = 500;

/// What a file would do.
#[must_use]
pub fn looked(s: Scene<'_>, rights: &Rights, roster: &Roster, carried: String) -> LookView {
    let lang = s.f.lang;
    let [new, changed, same] = roster.counts();
    let problem = |one: &vedich_values::Diagnostic| (lang.place(&one.place), lang.problem_without_place(one));
    LookView {
        counts: [new, changed, same, roster.problems.len()],
        lines: roster.rows.iter().take(SHOWN).map(|row| line(s, rights, row)).collect(),
        more: roster.rows.len().saturating_sub(SHOWN),
        problems: roster.problems.iter().map(problem).collect(),
        carried,
        other_names: other_names(lang, roster),
        unconfirmed: false,
        does_something: roster.does_something(),
        command: uuid::Uuid::now_v7().to_string(),
    }
}

fn line(s: Scene<'_>, rights: &Rights, row: &RosterRow) -> RosterLine {
    let f = s.f;
    // Who signs in with the address has it above already.
    let reached = [&row.contact.email, &row.contact.phone].into_iter().flatten().filter(|text| **text != row.login).cloned();
    let reached: Vec<String> = reached.collect();
    RosterLine {
        row: row.place.line.map(|line| line.to_string()).unwrap_or_default(),
        name: row.name.clone(),
        login: row.login.clone(),
        contact: reached.join(" · "),
        post: [role(f.lang, rights, &row.post.role), path(f.lang, s.registry(), row.post.unit, row.post.from)],
        field: field_in_words(s.f.lang, s.catalogue(), &row.post.field),
        span: span(f, &row.post),
        state: state_words(f.lang, row.state()),
        same: row.state() == RosterState::Same,
        does: row_words(f.lang, row),
    }
}

/// What a row is, in one word.
#[must_use]
pub fn state_words(lang: Lang, state: RosterState) -> &'static str {
    lang.text(match state {
        RosterState::New => "people.roster-state.new",
        RosterState::Changed => "people.roster-state.changed",
        RosterState::Same => "people.roster-state.same",
    })
}

/// Everything a row does, in words; a name with the one before.
#[must_use]
pub fn row_words(lang: Lang, row: &RosterRow) -> Vec<String> {
    let words = |change: &RosterChange| match (&row.renamed_from, change) {
        (Some(before), RosterChange::Renamed) => lang.say("people.roster.renamed", &[("before", before), ("after", &row.name)]),
        _ => change_words(lang, *change).to_owned(),
    };
    row.changes.iter().map(words).collect()
}

/// The rows that give an account wholly another name, in words.
#[must_use]
pub fn other_names(lang: Lang, roster: &Roster) -> Vec<String> {
    let words = |row: &RosterRow| {
        let line = row.place.line.map(|line| line.to_string()).unwrap_or_default();
        let before = row.renamed_from.as_deref().unwrap_or_default();
        lang.say("people.roster.another-name", &[("row", &line), ("login", &row.login), ("before", before), ("after", &row.name)])
    };
    roster.other_names().map(words).collect()
}

/// What a row does, in words.
fn change_words(lang: Lang, change: RosterChange) -> &'static str {
    lang.text(match change {
        RosterChange::Entered => "people.roster-change.entered",
        RosterChange::Renamed => "people.roster-change.renamed",
        RosterChange::ContactChanged => "people.roster-change.contact-changed",
        RosterChange::PostGiven => "people.roster-change.post-given",
        RosterChange::PostMoved => "people.roster-change.post-moved",
        RosterChange::InvitedAgain => "people.roster-change.invited-again",
    })
}

fn role(lang: Lang, rights: &Rights, id: &str) -> String {
    rights.roles().get(id).map_or_else(|| id.to_owned(), |role| lang.of(&role.name).to_owned())
}

fn span(f: &Frame, post: &NewPosting) -> String {
    match post.to {
        Some(to) => format!("{} – {}", f.date(post.from), f.date(to)),
        None => f.say("people.post.since", &[("from", &f.date(post.from))]),
    }
}

/// What a file did; the links stand in it.
#[must_use]
pub fn done(f: &Frame, base: &str, roster: &Roster, invitations: &[Invitation]) -> DoneView {
    let [new, changed, _] = roster.counts();
    let line = |one: &Invitation| {
        let (link, mailed) = match &one.by {
            Reached::Hand(link) => (Some(format!("{}/link/{}", base.trim_end_matches('/'), link.token)), String::new()),
            Reached::Mail(address) => (None, address.clone()),
        };
        InvitationLine { name: one.person.name.to_string(), login: one.person.login.to_string(), link, mailed }
    };
    let until = invitations.first().map(|one| vedich_wording::date_time(f.lang, one.until)).unwrap_or_default();
    DoneView { counts: [new, changed], until, invitations: invitations.iter().map(line).collect() }
}

/// What the workbook of people is made from.
#[derive(Clone, Copy, Debug)]
pub struct Office<'a> {
    /// The language of its headings.
    pub lang: Lang,
    /// The register of units.
    pub registry: &'a Registry,
    /// Posts and roles.
    pub rights: &'a Rights,
    /// Today: posts that are over are left out.
    pub today: Date,
}

impl Office<'_> {
    /// The workbook to fill in: people with their open posts, a row a post, and the roles that can be given.
    #[must_use]
    pub fn workbook(self, roles: &[Role], people: &[(&Person, Contact)]) -> [Table; 2] {
        let lang = self.lang;
        let column = |key, kind, wide| Column::new(lang.text(key), kind).wide(wide);
        let columns = vec![
            column("people.name", Kind::Text, 34),
            column("people.login", Kind::Text, 24),
            column("people.email", Kind::Text, 30),
            column("people.phone", Kind::Text, 18),
            column("people.role", Kind::Text, 34),
            column("people.unit", Kind::Text, 34),
            column("people.field", Kind::Text, 24),
            column("people.from", Kind::Date, 14),
            column("people.to", Kind::Date, 14),
            column("people.decision", Kind::Text, 20),
        ];
        let notes = ["people.roster.note-unit", "people.roster.note-field", "people.roster.note-days"];
        let there = people.iter().filter(|(person, _)| !person.disabled);
        let people = Table {
            name: lang.text("people.roster.sheet").to_owned(),
            title: lang.text("people.roster.sheet").to_owned(),
            subtitles: notes.map(|key| lang.text(key).to_owned()).to_vec(),
            columns,
            rows: there.flat_map(|(person, contact)| self.rows(person, contact)).collect(),
            ..Table::default()
        };
        [people, self.roles(roles)]
    }

    fn rows(self, person: &Person, contact: &Contact) -> Vec<Vec<Content>> {
        let open = self.rights.posts_of(person.id).filter(|post| post.of.is_none() && post.is_open(self.today));
        open.map(|post| self.row(person, contact, post)).collect()
    }

    fn row(self, person: &Person, contact: &Contact, post: &Post) -> Vec<Content> {
        let text = |text: Option<&str>| Content::text(text.unwrap_or_default());
        let day = |day: Option<Date>| day.map_or(Content::Empty, Content::Date);
        vec![
            Content::text(&person.name),
            Content::text(&person.login),
            text(contact.email.as_deref()),
            text(contact.phone.as_deref()),
            Content::text(&role(self.lang, self.rights, &post.role)),
            Content::text(&path(self.lang, self.registry, post.unit, post.span.from.unwrap_or(self.today))),
            Content::text(&field(&post.field)),
            day(post.span.from),
            day(post.span.to),
            text(post.decision.as_deref()),
        ]
    }

    fn roles(self, roles: &[Role]) -> Table {
        let lang = self.lang;
        let level = |level: &UnitLevel| lang.text(&format!("level.{}", level.name())).to_owned();
        let levels = |role: &Role| role.levels.iter().map(level).collect::<Vec<_>>().join(", ");
        let row = |role: &Role| [lang.of(&role.name), &levels(role), lang.of(&role.does)].map(Content::text).to_vec();
        let column = |key, wide| Column::new(lang.text(key), Kind::Text).wide(wide);
        Table {
            name: lang.text("people.roster.roles").to_owned(),
            title: lang.text("people.roster.roles").to_owned(),
            columns: vec![column("people.roster.roles", 34), column("people.roster.levels", 26), column("people.roster.does", 90)],
            rows: roles.iter().map(row).collect(),
            ..Table::default()
        }
    }
}

/// A unit as it is read again: with the units above it.
fn path(lang: Lang, registry: &Registry, unit: UnitId, on: Date) -> String {
    if unit == COUNTRY { lang.text("level.country").to_owned() } else { registry.path(unit, on) }
}
