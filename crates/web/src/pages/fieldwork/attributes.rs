//! `/attributes/{unit}`: what decides which set, zone and thresholds apply to a unit, since when, by whose word.

use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct AttributesView {
    /// Name of the unit.
    pub name: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// Its address.
    pub path: String,
    /// Everything ever stated, latest first.
    pub lines: Vec<AttributeLine>,
    /// What can be stated: value of the form and words, a choice per value where there are few.
    pub choices: Vec<(String, String)>,
    /// Whether the reader may state it.
    pub keeps: bool,
    /// What forms carry.
    pub token: String,
    /// The identity of the command the form makes.
    pub command: String,
    /// Whether something was just done.
    pub done: bool,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Something stated.
#[derive(Clone, Debug, Default)]
pub struct AttributeLine {
    /// What.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Since when, until when.
    pub span: String,
    /// Whether it holds on the date of the page.
    pub holds: bool,
    /// Who says so, and the remark.
    pub source: String,
    /// When it was recorded.
    pub recorded: String,
}

/// The page.
#[must_use]
pub fn render(f: &Frame, view: &AttributesView) -> Markup {
    let heads = ["web.col.what", "web.col.value", "web.col.period", "web.col.source"];
    let body = html! {
        h1 { (f.text("fieldwork.attribute.title")) ": " (view.name) }
        p.lead { (f.text("fieldwork.attribute.lead")) }
        @if view.done { p.note role="status" { b { (f.text("fieldwork.attribute.saved")) } } }
        @if view.lines.is_empty() { p.note { (f.text("fieldwork.attribute.none")) } } @else {
            div.boxed.scroll { table.plain-table.cards-on-phone {
                caption.vh { (f.text("fieldwork.attribute.title")) }
                thead { tr { @for head in heads { th scope="col" { (f.text(head)) } } } }
                tbody { @for line in &view.lines {
                    tr {
                        th scope="row" { (line.name) }
                        td { b { (line.value) } @if line.holds { " " span.tag { (f.text("fieldwork.attribute.holds")) } } }
                        td { (line.span) }
                        td { (line.source) " " span.quiet { (f.say("web.set.recorded", &[("date", &line.recorded)])) } }
                    }
                } }
            } }
        }
        @if view.keeps { (form(f, view)) }
    };
    let head = Head {
        title: format!("{}: {}", f.text("fieldwork.attribute.title"), view.name),
        crumbs: view.crumbs.clone(),
        own_title: true,
        ..Head::default()
    };
    page(f, &head, &body)
}

fn form(f: &Frame, view: &AttributesView) -> Markup {
    let sent = &view.sent;
    html! {
        section.section.card.no-print aria-labelledby="state" {
            h2 id="state" { (f.text("fieldwork.attribute.state")) }
            form.tall method="post" action=(view.path) {
                (problem(sent))
                input type="hidden" name="token" value=(view.token);
                input type="hidden" name="command" value=(view.command);
                (select(sent, "state", "what", f.text("fieldwork.attribute.what"), &view.choices))
                (Field::text("number", f.text("fieldwork.attribute.number")).hint(f.text("fieldwork.attribute.number-hint")).show(sent, "state"))
                (Field::text("from", f.text("fieldwork.attribute.from")).hint(f.text("fieldwork.attribute.from-hint")).show(sent, "state"))
                (Field::text("to", f.text("fieldwork.attribute.to")).hint(f.text("fieldwork.attribute.to-hint")).show(sent, "state"))
                (Field::text("source", f.text("fieldwork.attribute.source")).hint(f.text("fieldwork.attribute.source-hint")).show(sent, "state"))
                button.act type="submit" { (f.text("fieldwork.attribute.save")) }
            }
        }
    }
}
