//! `/roadmaps/{unit}/value`: what should be done, what is done and what it took, as figures, by heading and over time.

use super::{Tone, crumb, said};
use crate::frame::Frame;
use crate::parts::chart::{self, SCurve};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// The value of a roadmap.
#[derive(Clone, Debug, Default)]
pub struct ValueView {
    /// The unit's name.
    pub name: String,
    /// Its roadmap.
    pub roadmap: Link,
    /// The day, in words.
    pub on: String,
    /// The other measure.
    pub ways: Vec<Link>,
    /// How it stands, in sentences.
    pub sentences: Vec<(Tone, String)>,
    /// Figures: what, how much, what it means.
    pub figures: Vec<(String, String, String)>,
    /// The curve.
    pub curve: SCurve,
    /// What the cells are: all of it, planned, earned, taken, schedule index, cost index.
    pub columns: [String; 6],
    /// By heading: the heading, then a cell per column.
    pub parts: Vec<(String, Vec<String>)>,
    /// The sum of them.
    pub whole: Vec<String>,
    /// The curve as figures: the day, then planned, done, taken.
    pub points: Vec<(String, [String; 3])>,
    /// What the figures rest on.
    pub notes: Vec<String>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ValueView) -> Markup {
    let title = f.say("gantt.value.title", &[("unit", &view.name)]);
    let crumbs = vec![crumb(f), view.roadmap.clone()];
    let head = Head { title, sub: view.on.clone(), crumbs, part: "roadmaps", paper: view.on.clone(), ..Head::default() };
    let body = html! {
        p.row.no-print { @for way in &view.ways { a.act.light href=(way.href) { (way.text) } } }
        div.roadmap-figures.section {
            @for (what, figure, meaning) in &view.figures { div { span.what { (what) } b { (figure) } @if !meaning.is_empty() { span.what { (meaning) } } } }
        }
        section.section.card aria-labelledby="stands" {
            h2 id="stands" { (f.text("gantt.value.stands")) }
            @for sentence in &view.sentences { (said(sentence)) }
        }
        section.section.card aria-labelledby="curve" {
            h2 id="curve" { (f.text("gantt.value.curve")) }
            (chart::s_curve(&view.curve))
            ul.curve-keys aria-hidden="true" {
                li.planned { (view.columns[1]) } li.earned { (view.columns[2]) } li.actual { (view.columns[3]) }
            }
            details { summary { (f.text("gantt.value.as-figures")) } (points(f, view)) }
        }
        section.section aria-labelledby="parts" {
            h2 id="parts" { (f.text("gantt.value.parts")) }
            (parts(f, view))
        }
        @for note in &view.notes { p.note.small { (note) } }
    };
    page(f, &head, &body)
}

fn parts(f: &Frame, view: &ValueView) -> Markup {
    let cells = |cells: &[String]| html! { @for (cell, column) in cells.iter().zip(&view.columns) { td.num data-l=(column) { (cell) } } };
    html! {
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (f.text("gantt.value.parts")) }
            thead { tr { th scope="col" { (f.text("gantt.value.heading")) } @for column in &view.columns { th.num scope="col" { (column) } } } }
            tbody { @for (heading, own) in &view.parts { tr { th scope="row" { (heading) } (cells(own)) } } }
            tfoot { tr { th scope="row" { (f.text("gantt.value.whole")) } (cells(&view.whole)) } }
        } }
    }
}

fn points(f: &Frame, view: &ValueView) -> Markup {
    html! {
        div.boxed.scroll { table.plain-table {
            caption.vh { (f.text("gantt.value.curve")) }
            thead { tr { th scope="col" { (f.text("gantt.value.day")) } @for column in &view.columns[1..4] { th.num scope="col" { (column) } } } }
            tbody { @for (day, cells) in &view.points { tr { th scope="row" { (day) } @for cell in cells { td.num { (cell) } } } } }
        } }
    }
}
