//! `/roadmaps/{unit}/agreed`: the plans that were agreed, and how far the roadmap has moved from one of them.

use super::{Tone, crumb, said, told};
use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// How far a roadmap has moved from a plan that was agreed.
#[derive(Clone, Debug, Default)]
pub struct AgreedView {
    /// The unit's name.
    pub name: String,
    /// Its roadmap.
    pub roadmap: Link,
    /// The day, in words.
    pub on: String,
    /// The agreed plans, the latest first; the one shown has no address.
    pub plans: Vec<Link>,
    /// The plan compared with, and what was remarked on it.
    pub plan: String,
    /// The finish then and now, in a sentence; none without an agreed plan.
    pub sentence: Option<(Tone, String)>,
    /// Tasks: what, agreed, now, moved at the start, moved at the end.
    pub rows: Vec<AgreedRow>,
    /// How many tasks stand where they were agreed, in words; they are not listed.
    pub unmoved: String,
}

/// A task that is not where it was agreed.
#[derive(Clone, Debug, Default)]
pub struct AgreedRow {
    /// What it is called.
    pub title: String,
    /// Who is responsible.
    pub person: String,
    /// First and last day as agreed; empty: it came later.
    pub agreed: String,
    /// First and last day as things go now; empty: taken out since.
    pub now: String,
    /// How its start moved.
    pub start: String,
    /// How its end moved, or that it came or went.
    pub finish: (Tone, String),
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &AgreedView) -> Markup {
    let title = f.say("gantt.slip.title", &[("unit", &view.name)]);
    let crumbs = vec![crumb(f), view.roadmap.clone()];
    let head = Head { title, sub: view.on.clone(), crumbs, part: "roadmaps", paper: view.on.clone(), ..Head::default() };
    let body = html! {
        @match &view.sentence {
            None => p.note { (f.text("gantt.slip.none")) },
            Some(sentence) => {
                @if view.plans.len() > 1 {
                    nav.row.no-print aria-label=(f.text("gantt.slip.plans")) {
                        @for plan in &view.plans { @if plan.href.is_empty() { b aria-current="true" { (plan.text) } } @else { a href=(plan.href) { (plan.text) } } }
                    }
                }
                section.section.card aria-labelledby="moved" {
                    h2 id="moved" { (view.plan) }
                    (said(sentence))
                }
                section.section aria-labelledby="tasks" {
                    h2 id="tasks" { (f.text("gantt.slip.tasks")) " " span.count { (view.rows.len()) } }
                    @if !view.rows.is_empty() { (table(f, view)) }
                    p.small.quiet { (view.unmoved) }
                }
            }
        }
    };
    page(f, &head, &body)
}

fn table(f: &Frame, view: &AgreedView) -> Markup {
    let [agreed, now, start, finish] =
        ["gantt.slip.agreed", "gantt.slip.now", "gantt.slip.start", "gantt.slip.finish"].map(|key| f.text(key));
    html! {
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (view.plan) }
            thead { tr {
                th scope="col" { (f.text("gantt.task")) } th scope="col" { (f.text("gantt.person")) }
                th scope="col" { (agreed) } th scope="col" { (now) } th scope="col" { (start) } th scope="col" { (finish) }
            } }
            tbody { @for row in &view.rows { tr {
                th scope="row" { (row.title) } td { (row.person) }
                td.num data-l=(agreed) { (row.agreed) } td.num data-l=(now) { (row.now) }
                td data-l=(start) { (row.start) } td data-l=(finish) { (told(&row.finish)) }
            } } }
        } }
    }
}
