//! `/days-off/{unit}`: days an area takes off; the roadmaps of every unit below it follow.

use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct DaysOffView {
    /// Name of the area.
    pub name: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// Where the form is sent.
    pub path: String,
    /// Where taking back is sent.
    pub withdraw: String,
    /// What the area declared itself.
    pub own: Vec<ClosedLine>,
    /// What areas above it declared.
    pub above: Vec<ClosedLine>,
    /// Whether the reader may declare.
    pub plans: bool,
    /// What forms carry.
    pub token: String,
    /// The identity of the command a form makes.
    pub command: String,
    /// Whether something was just done.
    pub done: bool,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Days off.
#[derive(Clone, Debug, Default)]
pub struct ClosedLine {
    /// The fact.
    pub seq: String,
    /// From when to when.
    pub days: String,
    /// Why.
    pub reason: String,
    /// The area that declared them.
    pub area: String,
    /// The day it was said.
    pub said: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &DaysOffView) -> Markup {
    let head = Head {
        title: f.say("gantt.closed.title", &[("unit", &view.name)]),
        sub: f.text("gantt.closed.sub").to_owned(),
        crumbs: view.crumbs.clone(),
        part: "roadmaps",
        ..Head::default()
    };
    let body = html! {
        @if view.done { p.note role="status" { b { (f.text("gantt.saved")) } } }
        section.section aria-labelledby="own" {
            h2 id="own" { (f.text("gantt.closed.own")) span.count { (view.own.len()) } }
            @if view.own.is_empty() { p.note { (f.text("gantt.closed.none")) } } @else { (table(f, view, &view.own, true)) }
        }
        @if !view.above.is_empty() {
            section.section aria-labelledby="above" {
                h2 id="above" { (f.text("gantt.closed.above")) span.count { (view.above.len()) } }
                (table(f, view, &view.above, false))
            }
        }
        @if view.plans { (form(f, view)) }
    };
    page(f, &head, &body)
}

fn table(f: &Frame, view: &DaysOffView, lines: &[ClosedLine], own: bool) -> Markup {
    let heads = ["gantt.closed.days", "gantt.closed.reason", "gantt.closed.by", "gantt.closed.said"].map(|key| f.text(key));
    html! {
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (f.text(if own { "gantt.closed.own" } else { "gantt.closed.above" })) }
            thead { tr { @for head in heads { th scope="col" { (head) } } @if own && view.plans { th scope="col" { span.vh { (f.text("gantt.closed.withdraw")) } } } } }
            tbody { @for line in lines { tr {
                th scope="row" { (line.days) }
                td data-l=(heads[1]) { (line.reason) }
                td data-l=(heads[2]) { (line.area) }
                td data-l=(heads[3]) { (line.said) }
                @if own && view.plans { td { (taking_back(f, view, line)) } }
            } } }
        } }
    }
}

fn taking_back(f: &Frame, view: &DaysOffView, line: &ClosedLine) -> Markup {
    html! {
        form.no-print method="post" action=(view.withdraw) {
            input type="hidden" name="token" value=(view.token);
            input type="hidden" name="declared" value=(line.seq);
            button.act.light type="submit" aria-label={ (f.text("gantt.closed.withdraw")) ": " (line.days) } { (f.text("gantt.closed.withdraw")) }
        }
    }
}

fn form(f: &Frame, view: &DaysOffView) -> Markup {
    let sent = &view.sent;
    html! {
        section.section.card.no-print aria-labelledby="declare" {
            h2 id="declare" { (f.text("gantt.closed.declare")) }
            form.tall method="post" action=(view.path) {
                (problem(sent))
                input type="hidden" name="token" value=(view.token);
                input type="hidden" name="command" value=(view.command);
                (Field::text("from", f.text("gantt.closed.from")).hint(f.text("gantt.closed.from-hint")).show(sent, "closed"))
                (Field::text("to", f.text("gantt.closed.to")).hint(f.text("gantt.closed.to-hint")).show(sent, "closed"))
                (Field::text("reason", f.text("gantt.closed.reason")).hint(f.text("gantt.closed.reason-hint")).show(sent, "closed"))
                button.act type="submit" { (f.text("gantt.closed.go")) }
            }
        }
    }
}
