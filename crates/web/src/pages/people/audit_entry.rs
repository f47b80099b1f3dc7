//! One entry of the audit trail: what was done to what or whom, statement by statement.

use super::audit::EntryLine;
use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct AuditEntryView {
    /// The entry.
    pub line: EntryLine,
    /// Its statements.
    pub deeds: Vec<DeedLine>,
    /// The next statements.
    pub next: Option<String>,
}

/// A statement.
#[derive(Clone, Debug, Default)]
pub struct DeedLine {
    /// Its number.
    pub fact: String,
    /// The unit and its page.
    pub unit: Link,
    /// What it is about.
    pub about: String,
    /// What is said.
    pub value: String,
    /// The day it is of.
    pub as_of: String,
    /// Who says so.
    pub source: String,
    /// Why.
    pub reason: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &AuditEntryView) -> Markup {
    let line = &view.line;
    let head = Head {
        title: f.say("people.audit.one", &[("entry", &line.seq), ("what", &line.what)]),
        crumbs: vec![Link::new(f.text("people.audit.title"), "/audit")],
        part: "audit",
        ..Head::default()
    };
    let said = [
        ("people.audit.at", &line.at),
        ("people.audit.who", &line.who),
        ("people.audit.post", &line.post),
        ("people.audit.origin", &line.origin),
        ("people.audit.hash", &line.hash),
    ];
    let body = html! {
        dl.facts { @for (key, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) { dt { (f.text(key)) } dd { (value) } } }
        @if view.deeds.is_empty() { p.quiet { (f.text(line.no_deeds())) } } @else { section.section { (table(f, &view.deeds)) } }
        @if let Some(next) = &view.next { p.no-print { a.act.light href=(next) rel="next" { (f.text("people.audit.next")) } } }
    };
    page(f, &head, &body)
}

fn table(f: &Frame, deeds: &[DeedLine]) -> Markup {
    let heads = [
        "people.audit.fact",
        "people.unit",
        "people.audit.about",
        "people.audit.said",
        "people.audit.as-of",
        "people.audit.source",
        "people.audit.reason",
    ];
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { @for key in heads { th { (f.text(key)) } } } }
                tbody {
                    @for deed in deeds {
                        tr {
                            td data-l=(f.text(heads[0])) { (deed.fact) }
                            td data-l=(f.text(heads[1])) { a href=(deed.unit.href) { (deed.unit.text) } }
                            td data-l=(f.text(heads[2])) { (deed.about) }
                            td data-l=(f.text(heads[3])) { (deed.value) }
                            td data-l=(f.text(heads[4])) { (deed.as_of) }
                            td data-l=(f.text(heads[5])) { (deed.source) }
                            td data-l=(f.text(heads[6])) { (deed.reason) }
                        }
                    }
                }
            }
        }
    }
}
