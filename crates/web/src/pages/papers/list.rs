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
    /// The period proposed.
    pub proposed: String,
    /// The papers, latest first.
    pub lines: Vec<PaperRow>,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ListView) -> Markup {
    let head = Head { title: f.text("papers.title").to_owned(), part: "papers", ..Head::default() };
    let mut sent = view.sent.clone();
    if sent.given("period").is_none() {
        sent.typed.push(("period".to_owned(), view.proposed.clone()));
    }
    let layouts =
        [("state".to_owned(), f.text("papers.layout-state").to_owned()), ("party".to_owned(), f.text("papers.layout-party").to_owned())];
    let body = html! {
        p { (f.text("papers.lead")) }
        form.fields.top.no-print method="get" action="/papers" {
            div.field {
                label for="papers-unit" { (f.text("papers.unit")) }
                input id="papers-unit" type="text" name="unit" value=(view.unit) maxlength="200";
            }
            div.field {
                label for="papers-on" { (f.text("papers.unit-on")) }
                input id="papers-on" type="text" name="on" value=(view.on) maxlength="20" aria-describedby="papers-on-why";
                span.hint id="papers-on-why" { (f.text("papers.unit-on-hint")) }
            }
            button.act.light type="submit" { (f.text("papers.show")) }
        }
        (ways(f, &view.unit_id, view.may_templates))
        @if view.may_begin {
            section.section.card {
                h2 { (f.text("papers.new")) }
                (problem(&sent))
                form.tall method="post" action="/papers" {
                    (hidden(&view.token, &view.command, &view.unit_id))
                    (Field::text("period", f.text("papers.period")).hint(f.text("papers.period-hint")).show(&sent, "begin"))
                    (select(&sent, "begin", "layout", f.text("papers.layout"), &layouts))
                    button.act type="submit" { (f.text("papers.begin")) }
                }
            }
        }
        section.section {
            h2 { (f.say("papers.list", &[("unit", &view.unit)])) }
            @if view.lines.is_empty() { p.quiet { (f.text("papers.none")) } } @else {
                div.boxed.scroll {
                    table.plain-table.cards-on-phone {
                        thead { tr { th { (f.text("papers.form")) } th { (f.text("papers.state")) } th { (f.text("papers.changed")) } } }
                        tbody {
                            @for line in &view.lines {
                                tr {
                                    td data-l=(f.text("papers.form")) { (link(&line.name)) }
                                    td data-l=(f.text("papers.state")) { @if line.issued { b { (line.state) } } @else { (line.state) } }
                                    td data-l=(f.text("papers.changed")) { (line.changed) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    page(f, &head, &body)
}
