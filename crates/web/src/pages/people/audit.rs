//! The audit trail.

use crate::frame::{Frame, address};
use crate::parts::{Head, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct AuditView {
    /// The entries, newest first.
    pub lines: Vec<EntryLine>,
    /// What can be done: as addresses name it, and in words.
    pub kinds: Vec<(String, String)>,
    /// The next page.
    pub next: Option<String>,
    /// Whether the reader may have the whole chain walked.
    pub may_verify: bool,
    /// Whether the chain is sound, and in words.
    pub verdict: Option<(bool, String)>,
}

/// An entry on the page.
#[derive(Clone, Debug, Default)]
pub struct EntryLine {
    /// Its number.
    pub seq: String,
    /// When.
    pub at: String,
    /// What was done.
    pub what: String,
    /// Who did it.
    pub who: String,
    /// In which post.
    pub post: String,
    /// From where.
    pub origin: String,
    /// How many statements came with it, of those the reader audits.
    pub facts: u64,
    /// How many others came with it: about what lies outside the reader's area.
    pub of_others: u64,
    /// The first of them in words: to which unit, indicator or person, what, why.
    pub deeds: Vec<String>,
    /// How many more there are.
    pub more: u64,
    /// The chain up to it.
    pub hash: String,
}

impl EntryLine {
    /// What is said where no statement is shown: none came with it, or those that did are not the reader's to audit.
    #[must_use]
    pub const fn no_deeds(&self) -> &'static str {
        if self.facts + self.of_others == 0 { "people.audit.no-deeds" } else { "people.audit.no-deeds-of-area" }
    }
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &AuditView) -> Markup {
    let head = Head { title: f.text("people.audit.title").to_owned(), part: "audit", ..Head::default() };
    let file = |name: &str| {
        let asked = f.query.iter().filter(|(key, _)| !matches!(key.as_str(), "verify" | "before"));
        address(&format!("/audit/{name}"), asked.map(|(key, value)| (key.as_str(), value.as_str())))
    };
    let body = html! {
        (search(f, &view.kinds))
        p.no-print {
            a.act.light href=(file("trail.csv")) { "CSV" } " " a.act.light href=(file("trail.xlsx")) { "XLSX" } " "
            @if view.may_verify { a.act.light href=(f.here_with(&[("verify", "1"), ("before", "")])) { (f.text("people.audit.verify")) } }
        }
        @if let Some((sound, words)) = &view.verdict { p class=(if *sound { "note" } else { "note warn" }) role="status" { b { (words) } } }
        @if view.lines.is_empty() { p.quiet { (f.text("people.audit.none")) } } @else { (table(f, &view.lines)) }
        @if let Some(next) = &view.next { p.no-print { a.act.light href=(next) rel="next" { (f.text("people.audit.older")) } } }
    };
    page(f, &head, &body)
}

fn search(f: &Frame, kinds: &[(String, String)]) -> Markup {
    let asked = f.param("kind").unwrap_or_default();
    let field = |name: &'static str, label: &'static str| {
        html! {
            div.field { label for={ "audit-" (name) } { (f.text(label)) } input id={ "audit-" (name) } type="text" name=(name) value=(f.param(name).unwrap_or_default()) maxlength="100"; }
        }
    };
    html! {
        form.fields.no-print method="get" action="/audit" {
            (field("actor", "people.audit.who")) (field("unit", "people.unit"))
            div.field { label for="audit-kind" { (f.text("people.audit.what")) }
                select id="audit-kind" name="kind" {
                    option value="" { (f.text("people.audit.any")) }
                    @for (kind, words) in kinds { option value=(kind) selected[kind == asked] { (words) } }
                }
            }
            (field("from", "people.from")) (field("until", "people.to"))
            button.act type="submit" { (f.text("people.search")) }
        }
    }
}

fn entry_path(seq: &str) -> String {
    format!("/audit/entries/{seq}")
}

fn deeds(f: &Frame, line: &EntryLine) -> Markup {
    html! {
        @for deed in &line.deeds { div.small { (deed) } }
        @if line.more > 0 && !line.deeds.is_empty() {
            div.small { a href=(entry_path(&line.seq)) { (f.say("people.audit.more", &[("n", &line.more.to_string())])) } }
        }
    }
}

fn table(f: &Frame, lines: &[EntryLine]) -> Markup {
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone.trail {
                thead { tr {
                    th { (f.text("people.audit.entry")) } th { (f.text("people.audit.at")) } th { (f.text("people.audit.what")) } th { (f.text("people.audit.who")) }
                    th { (f.text("people.audit.origin")) } th.num { (f.text("people.audit.facts")) } th { (f.text("people.audit.hash")) }
                } }
                tbody {
                    @for line in lines {
                        tr {
                            td data-l=(f.text("people.audit.entry")) { (line.seq) }
                            td data-l=(f.text("people.audit.at")) { (line.at) }
                            td data-l=(f.text("people.audit.what")) { a href=(entry_path(&line.seq)) { (line.what) } (deeds(f, line)) }
                            td data-l=(f.text("people.audit.who")) { (line.who) @if !line.post.is_empty() { br; span.quiet { (line.post) } } }
                            td data-l=(f.text("people.audit.origin")) { (line.origin) }
                            td.num data-l=(f.text("people.audit.facts")) { (line.facts) }
                            td data-l=(f.text("people.audit.hash")) { code { (line.hash.get(..12).unwrap_or_default()) } }
                        }
                    }
                }
            }
        }
    }
}
