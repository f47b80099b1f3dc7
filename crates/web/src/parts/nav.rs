//! The ways through the site: what everybody sees, and the row of those who work here.

use crate::frame::{Frame, Reader};
use maud::{Markup, html};
use vedich_rights::Action;

/// A way: the part of the site it leads to (`Head::part`), its address, its words.
type Way = (&'static str, &'static str, &'static str);

/// What it takes to go a way of work: one of these actions; none listed, nothing.
fn takes(part: &str) -> &'static [Action] {
    match part {
        "entry" => &[Action::Enter, Action::Submit],
        "returned" => &[Action::Enter],
        "verify" => &[Action::Verify],
        "money" => &[Action::Issue],
        // Papers are of a unit, not of a field: whoever reads them has one of these.
        "papers" => &[Action::Draft, Action::Issue, Action::Assign, Action::ReadAudit],
        "people" => &[Action::AdministerUsers],
        "audit" => &[Action::ReadAudit],
        _ => &[],
    }
}

/// For everybody.
const PUBLIC: &[Way] = &[
    ("board", "/board", "web.nav.board"),
    ("roadmaps", "/roadmaps", "gantt.nav"),
    ("criteria", "/criteria", "web.nav.criteria"),
    ("units", "/units", "web.nav.units"),
    ("about", "/about", "web.nav.about"),
];

/// For people who signed in: their daily work, most used first.
const WORK: &[Way] = &[
    ("work", "/work", "work.title"),
    ("notices", "/notices", "work.notices.nav"),
    ("entry", "/entry", "entry.nav"),
    ("verify", "/verify", "fieldwork.nav.verify"),
    ("returned", "/returned", "fieldwork.nav.returned"),
    ("steering", "/steering", "steering.nav"),
    ("papers", "/papers", "papers.nav"),
    ("money", "/money", "money-page.nav"),
    ("desk", "/desk", "desk.nav"),
    ("people", "/people", "people.list-title"),
    ("audit", "/audit", "people.audit.title"),
    ("account", "/account", "web.nav.account"),
];

/// The ways of everybody, in the head of the page.
pub(super) fn public(f: &Frame, part: &str) -> Markup {
    html! {
        nav.nav aria-label=(f.text("web.nav.label")) { (ways(f, PUBLIC.iter(), part)) }
    }
}

/// The ways of those who work here, below the head; nothing for guests.
pub(super) fn work(f: &Frame, part: &str) -> Markup {
    html! {
        @if let Reader::Person { .. } = &f.reader {
            @let any = |way: &Way| takes(way.0).is_empty() || takes(way.0).iter().any(|action| f.reader.may(*action));
            // Money is for who plans it and signs for it, not for who only numbers papers.
            @let open = |way: &&Way| any(way) && (way.0 != "money" || f.reader.may(Action::Plan));
            nav.desk-nav aria-label=(f.text("web.nav.work")) { div.wrap { (ways(f, WORK.iter().filter(open), part)) } }
        }
    }
}

fn ways<'a>(f: &Frame, ways: impl Iterator<Item = &'a Way>, part: &str) -> Markup {
    html! {
        @for (id, path, key) in ways {
            a href=(f.link(path)) aria-current=[(*id == part).then_some("page")] { (f.text(key)) @if *id == "notices" { (unread(f)) } }
        }
    }
}

/// The number of what is new, beside the way to it.
fn unread(f: &Frame) -> Markup {
    html! {
        @if let Reader::Person { unread: unread @ 1.., .. } = &f.reader {
            " " span.badge { (unread) span.vh { " " (f.text("work.notices.unread")) } }
        }
    }
}
