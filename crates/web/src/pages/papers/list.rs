//! The papers of a unit.

use super::{hidden, ways};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// A paper in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperRow {
    /// What it is, and its page.
    pub name: Link,
    /// Its abstract, once it is issued.
    pub subject: String,
    /// Where it stands.
    pub state: String,
    /// Whether it has its number.
    pub issued: bool,
    /// When it was last changed.
    pub changed: String,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ListView {
    /// The unit with those above it.
    pub unit: String,
    /// Its id.
    pub unit_id: String,
    /// The day its name is looked up on: its last one, where it is no more.
    pub on: String,
    /// What the form carries.
    pub token: String,
    /// Identity of the command.
    pub command: String,
    /// Whether the person may begin papers here.
    pub may_begin: bool,
    /// Whether the person may set templates here.
    pub may_templates: bool,
    /// Units near a name that fits none.
    pub near: Vec<Link>,
    /// The periods of a year: code and words.
    pub parts: Vec<(String, String)>,
    /// The period proposed: its code and its year.
    pub proposed: (String, String),
    /// The words looked for.
    pub words: String,
    /// The state looked for: `draft`, `issued`; empty: any.
    pub state: String,
    /// The year looked for; empty: any.
    pub year: String,
    /// The papers, latest first.
    pub lines: Vec<PaperRow>,
    /// Where the list goes on.
    pub next: String,
    /// Whether the search stopped early and goes on there.
    pub cut: bool,
    /// What is shown as a workbook.
    pub export: String,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ListView) -> Markup {
    let head = Head { title: f.text("papers.title").to_owned(), part: "papers", ..Head::default() };
    let body = html! {
        p { (f.text("papers.lead")) }
        (whose(f, view))
        (ways(f, &view.unit_id, view.may_templates))
        @if view.may_begin { (begin(f, view)) }
        section.section {
            h2 { (f.say("papers.list", &[("unit", &view.unit)])) }
            (find(f, view))
            @if view.lines.is_empty() { p.quiet { (f.text(if is_search(view) { "papers.none-found" } else { "papers.none" })) } } @else { (table(f, &view.lines)) }
            @if view.cut { p.quiet { (f.text("papers.searched-part")) } }
            @if !view.next.is_empty() { p.pager { a.act.light href=(view.next) { (f.text(if view.cut { "papers.search-on" } else { "papers.older" })) } } }
            @if !view.lines.is_empty() { p.no-print.files { a.act.light.down href=(view.export) { "XLSX" } } }
        }
    };
    page(f, &head, &body)
}

/// Whose papers: by name, with what is wrong with one that fits no unit and what it may mean.
fn whose(f: &Frame, view: &ListView) -> Markup {
    let wrong = view.sent.why("unit");
    let name = if wrong.is_some() { view.sent.typed("unit") } else { view.unit.as_str() };
    html! {
        form.fields.top.no-print method="get" action="/papers" {
            div class=(if wrong.is_some() { "field wrong" } else { "field" }) {
                label for="papers-unit" { (f.text("papers.unit")) }
                input id="papers-unit" type="text" name="unit" value=(name) maxlength="200" aria-invalid=[wrong.map(|_| "true")] aria-describedby="papers-unit-why";
                span id="papers-unit-why" class=(if wrong.is_some() { "why" } else { "hint" }) { (wrong.unwrap_or(f.text("papers.unit-hint"))) }
            }
            div.field {
                label for="papers-on" { (f.text("papers.unit-on")) }
                input id="papers-on" type="text" name="on" value=(view.on) maxlength="20" aria-describedby="papers-on-why";
                span.hint id="papers-on-why" { (f.text("papers.unit-on-hint")) }
            }
            button.act.light type="submit" { (f.text("papers.show")) }
        }
        @if !view.near.is_empty() { p.note role="status" { (f.text("papers.near")) ": " @for (at, one) in view.near.iter().enumerate() { @if at > 0 { "; " } (link(one)) } } }
    }
}

/// A report to begin: its period by kind and year.
fn begin(f: &Frame, view: &ListView) -> Markup {
    let mut sent = view.sent.clone();
    let (part, year) = &view.proposed;
    if !sent.typed.iter().any(|(name, _)| name == "part") {
        sent.typed.extend([("part".to_owned(), part.clone()), ("period-year".to_owned(), year.clone())]);
    }
    let layouts =
        [("state".to_owned(), f.text("papers.layout-state").to_owned()), ("party".to_owned(), f.text("papers.layout-party").to_owned())];
    html! {
        section.section.card {
            h2 { (f.text("papers.new")) }
            (problem(&sent))
            form.tall method="post" action="/papers" {
                (hidden(&view.token, &view.command, &view.unit_id))
                div.fields.top {
                    (select(&sent, "begin", "part", f.text("papers.period"), &view.parts))
                    (Field::text("period-year", f.text("papers.year")).hint(f.text("papers.period-hint")).show(&sent, "begin"))
                }
                (select(&sent, "begin", "layout", f.text("papers.layout"), &layouts))
                button.act type="submit" { (f.text("papers.begin")) }
            }
        }
    }
}

fn is_search(view: &ListView) -> bool {
    [&view.words, &view.state, &view.year].into_iter().any(|text| !text.is_empty())
}

/// What is looked for among the papers.
fn find(f: &Frame, view: &ListView) -> Markup {
    let states = [("", "papers.any-state"), ("draft", "papers.drafts"), ("issued", "papers.issued-ones")];
    html! {
        form.fields.top.no-print role="search" method="get" action="/papers" {
            input type="hidden" name="unit" value=(view.unit_id);
            div.field { label for="papers-q" { (f.text("papers.words")) } input id="papers-q" type="search" name="q" value=(view.words) maxlength="200"; }
            div.field {
                label for="papers-state" { (f.text("papers.state")) }
                select id="papers-state" name="state" { @for (value, key) in states { option value=(value) selected[value == view.state] { (f.text(key)) } } }
            }
            div.field { label for="papers-year" { (f.text("papers.year")) } input id="papers-year" type="number" name="year" value=(view.year) min="1900" max="2200"; }
            button.act.light type="submit" { (f.text("papers.find")) }
        }
    }
}

fn table(f: &Frame, lines: &[PaperRow]) -> Markup {
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { th { (f.text("papers.form")) } th { (f.text("papers.state")) } th { (f.text("papers.changed")) } } }
                tbody {
                    @for line in lines {
                        tr {
                            td data-l=(f.text("papers.form")) { (link(&line.name)) @if !line.subject.is_empty() { small { (line.subject) } } }
                            td data-l=(f.text("papers.state")) { @if line.issued { b { (line.state) } } @else { (line.state) } }
                            td data-l=(f.text("papers.changed")) { (line.changed) }
                        }
                    }
                }
            }
        }
    }
}
