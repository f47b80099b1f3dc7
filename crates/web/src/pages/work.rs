//! Everyone's first page; and the page for a forgotten password.

use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select, token};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};
use vedich_app::work::{Rhythm, Wishes};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct WorkView {
    /// A greeting with the date.
    pub greeting: String,
    /// What waits.
    pub due: Vec<WaitingLine>,
    /// What changed.
    pub changes: Vec<WaitingLine>,
    /// Since when; none at the first visit.
    pub since: Option<String>,
    /// The units of their posts.
    pub places: Vec<PlaceCard>,
    /// Reminders by mail.
    pub mail: Mail,
}

/// A line of what waits or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitingLine {
    /// What, leading to where it is done.
    pub what: Link,
    /// Of which unit.
    pub unit: String,
    /// Until when, or when.
    pub note: String,
    /// Late, or due today.
    pub pressing: bool,
}

/// A unit of theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceCard {
    /// Its name.
    pub name: String,
    /// The units above.
    pub above: String,
    /// Where to go from it.
    pub links: Vec<Link>,
}

/// Reminders by mail.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// Where letters go; empty: nowhere.
    pub address: String,
    /// Whether this installation sends mail at all.
    pub shown: bool,
    /// As chosen.
    pub wishes: Wishes,
    /// The form as it was sent.
    pub sent: Sent,
    /// Whether it was just saved.
    pub saved: bool,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &WorkView) -> Markup {
    let head = Head { title: f.text("work.title").to_owned(), sub: view.greeting.clone(), part: "work", ..Head::default() };
    let body = html! {
        div.work {
            section.section aria-labelledby="due" {
                h2 id="due" { (f.text("work.due")) }
                @if view.due.is_empty() { p.quiet { (f.text("work.nothing-due")) } } @else { (lines(&view.due)) }
            }
            section.section aria-labelledby="places" {
                h2 id="places" { (f.text("work.places")) }
                @if view.places.is_empty() { p.quiet { (f.text("work.no-places")) } }
                ul.list.cols {
                    @for place in &view.places {
                        li { b { (place.name) } small { (place.above) } @for (n, to) in place.links.iter().enumerate() { @if n > 0 { " · " } (link(to)) } }
                    }
                }
            }
            section.section aria-labelledby="changes" { (changes(f, view)) }
            @if view.mail.shown { (mail(f, &view.mail)) }
        }
    };
    page(f, &head, &body)
}

fn lines(all: &[WaitingLine]) -> Markup {
    html! {
        ul.list {
            @for line in all {
                li class=[line.pressing.then_some("pressing")] { (link(&line.what)) small { (line.unit) @if !line.note.is_empty() { " · " (line.note) } } }
            }
        }
    }
}

fn changes(f: &Frame, view: &WorkView) -> Markup {
    html! {
        @match &view.since {
            None => { h2 id="changes" { (f.text("work.changes-none")) } p.quiet { (f.text("work.changes-first")) } }
            Some(at) => {
                h2 id="changes" { (f.say("work.changes", &[("at", at)])) }
                @if view.changes.is_empty() { p.quiet { (f.text("work.no-changes")) } } @else { (lines(&view.changes)) }
            }
        }
    }
}

fn mail(f: &Frame, mail: &Mail) -> Markup {
    let chosen = |name: &str, now: String| if mail.sent.typed.is_empty() { now } else { mail.sent.typed(name).to_owned() };
    let typed = [
        ("rhythm", chosen("rhythm", mail.wishes.rhythm.name().to_owned())),
        ("hour", chosen("hour", mail.wishes.hour.to_string())),
        ("weekday", chosen("weekday", mail.wishes.weekday.to_string())),
    ];
    let sent = Sent { typed: typed.map(|(name, value)| (name.to_owned(), value)).to_vec(), wrong: mail.sent.wrong.clone() };
    let rhythms = Rhythm::ALL.map(|one| (one.name().to_owned(), f.lang.say(&format!("work.rhythm-of.{}", one.name()), &[])));
    let hours: Vec<(String, String)> = (0..24).map(|hour: u8| (hour.to_string(), format!("{hour:02}:00"))).collect();
    let days: Vec<(String, String)> = (1..=7).map(|day: u8| (day.to_string(), f.lang.say(&format!("work.day.{day}"), &[]))).collect();
    html! {
        section.section.card.no-print id="mail" aria-labelledby="mail-title" {
            h2 id="mail-title" { (f.text("work.mail-title")) }
            p.prose { (f.text("work.mail-text")) }
            @if mail.saved { p.note role="status" { (f.text("work.saved")) } }
            (problem(&sent))
            @if mail.address.is_empty() { p.quiet { (f.text("work.mail-none")) } } @else {
                p { (mail.address) }
                form.tall method="post" action="/work/wishes" {
                    (token(f))
                    div.fields.top {
                        (select(&sent, "m", "rhythm", f.text("work.rhythm"), &rhythms))
                        (select(&sent, "m", "hour", f.text("work.hour"), &hours))
                        (select(&sent, "m", "weekday", f.text("work.weekday"), &days))
                    }
                    @let at_once = if mail.sent.typed.is_empty() { mail.wishes.at_once } else { mail.sent.given("at_once").is_some() };
                    label { input type="checkbox" name="at_once" value="yes" checked[at_once]; " " (f.text("work.at-once")) }
                    button.act type="submit" { (f.text("work.mail-save")) }
                }
            }
        }
    }
}

/// The page for a forgotten password; `done`: a link was asked for.
#[must_use]
pub fn forgotten(f: &Frame, done: bool) -> Markup {
    let head = Head { title: f.text("work.forgot.title").to_owned(), part: "account", ..Head::default() };
    let body = html! {
        section.section.card {
            @if done { p.note role="status" { (f.text("work.forgot.sent")) } } @else {
                p.prose { (f.text("work.forgot.text")) }
                form.tall method="post" action="/forgotten" {
                    (Field::text("login", f.text("people.login")).filled_by("text", "username").show(&Sent::default(), "fg"))
                    button.act type="submit" { (f.text("work.forgot.go")) }
                }
            }
        }
    };
    page(f, &head, &body)
}
