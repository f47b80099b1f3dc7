//! `/roadmaps`: every unit that follows a roadmap.

use super::{Tone, told};
use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// The list.
#[derive(Clone, Debug, Default)]
pub struct ListView {
    /// The roadmaps.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total: usize,
    /// Areas above them, with how many each: their leaders' pages.
    pub areas: Vec<(Link, usize)>,
    /// What was searched for.
    pub query: String,
    /// Where the list is empty: itself on the last day it was not; no address: it always was.
    pub last: Link,
}

/// A roadmap.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The unit and its roadmap.
    pub unit: Link,
    /// The units above.
    pub above: String,
    /// What people call it.
    pub title: String,
    /// The day by which everything is to be done.
    pub target: String,
    /// Last day as things go now.
    pub finish: String,
    /// Late or in time.
    pub verdict: (Tone, String),
    /// Tasks over, of all.
    pub done: (u32, u32),
    /// Late tasks.
    pub late: u32,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ListView) -> Markup {
    let head = Head {
        title: f.text("gantt.list-title").to_owned(),
        sub: f.text("gantt.list-sub").to_owned(),
        part: "roadmaps",
        ..Head::default()
    };
    let body = html! {
        form.fields.no-print action="/roadmaps" method="get" role="search" {
            div.field { label for="find-roadmap" { (f.text("gantt.find")) } input type="search" id="find-roadmap" name="q" value=(view.query) maxlength="100"; }
            @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of); }
            button.act.light type="submit" { (f.text("web.search.go")) }
        }
        @if !view.areas.is_empty() {
            section.section aria-labelledby="areas" {
                h2 id="areas" { (f.text("gantt.areas")) }
                ul.row { @for (area, n) in &view.areas { li { (link(area)) " " small.quiet { (f.say("gantt.n-roadmaps", &[("n", &n.to_string())])) } } } }
            }
        }
        section.section aria-labelledby="all" {
            h2 id="all" { (f.text("gantt.list-all")) span.count { (view.total) } }
            @if view.lines.is_empty() { p.note { (f.text("gantt.list-empty")) @if !view.last.href.is_empty() { " " (link(&view.last)) } } } @else { (table(f, view)) }
            @if view.lines.len() < view.total { p.quiet { (f.say("gantt.list-cut", &[("n", &view.lines.len().to_string()), ("total", &view.total.to_string())])) } }
        }
    };
    page(f, &head, &body)
}

fn table(f: &Frame, view: &ListView) -> Markup {
    let (target, finish) = (f.text("gantt.target"), f.text("gantt.finish"));
    let (done, late) = (f.text("gantt.tasks-done"), f.text("gantt.tasks-late"));
    html! {
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (f.text("gantt.list-all")) }
            thead { tr {
                th scope="col" { (f.text("web.board.unit")) } th scope="col" { (f.text("gantt.title")) } th.num scope="col" { (target) }
                th.num scope="col" { (finish) } th scope="col" { (f.text("gantt.verdict")) } th.num scope="col" { (done) } th.num scope="col" { (late) }
            } }
            tbody { @for line in &view.lines { tr {
                th scope="row" { (link(&line.unit)) br; small.quiet { (line.above) } }
                td { (line.title) }
                td.num data-l=(target) { (line.target) }
                td.num data-l=(finish) { (line.finish) }
                td { (told(&line.verdict)) }
                td.num data-l=(done) { (line.done.0) "/" (line.done.1) }
                td.num data-l=(late) { (line.late) }
            } } }
        } }
    }
}
