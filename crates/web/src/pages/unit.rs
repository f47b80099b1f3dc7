//! `/units/{unit}`: a unit through time: names, codes, parents, what it came from and became, what lies below it.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// A unit through time.
#[derive(Clone, Debug, Default)]
pub struct UnitView {
    /// Its name on the date, or its last one.
    pub name: String,
    /// Its level, in words.
    pub level: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// Said when it does not exist on the date.
    pub gone: Option<(String, Link)>,
    /// What, value, when.
    pub spans: Vec<(String, String, String)>,
    /// What it came from.
    pub before: Vec<Turn>,
    /// What it became.
    pub after: Vec<Turn>,
    /// Units below it on the date, by level: level word and units.
    pub below: Vec<(String, Vec<Link>)>,
    /// Its place page and its board.
    pub links: Vec<Link>,
}

/// A reorganisation a unit came out of, or went into.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// The day it took effect, written.
    pub day: String,
    /// The units on the other side: unit, its parents, whole or part.
    pub units: Vec<(Link, String, bool)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &UnitView) -> Markup {
    let body = html! {
        @if let Some((text, go)) = &view.gone { p.note.warn { (text) " " (link(go)) } }
        p.row { @for one in &view.links { a.act.light href=(one.href) { (one.text) } } }
        @if !view.before.is_empty() || !view.after.is_empty() { (becomes(f, view)) }
        section.section aria-labelledby="names" {
            h2 id="names" { (f.text("web.unit.names")) }
            div.boxed.scroll { table.plain-table {
                caption.vh { (f.text("web.unit.names")) }
                thead { tr { th scope="col" { (f.text("web.unit.what")) } th scope="col" { (f.text("web.unit.value")) } th scope="col" { (f.text("web.unit.when")) } } }
                tbody { @for (what, value, when) in &view.spans { tr { th scope="row" { (what) } td { (value) } td { (when) } } } }
            } }
        }
        @for (level, units) in &view.below {
            section.section {
                h2 { (level) span.count { (f.count(u32::try_from(units.len()).unwrap_or_default())) } }
                ul.letters { @for unit in units { li { (link(unit)) } } }
            }
        }
    };
    let head = Head { title: view.name.clone(), sub: view.level.clone(), crumbs: view.crumbs.clone(), part: "units", ..Head::default() };
    page(f, &head, &body)
}

/// What it came from, itself, and what it became; a side of which nothing is known is left out.
fn becomes(f: &Frame, view: &UnitView) -> Markup {
    let side = |heading: &str, turn: &Turn| {
        html! {
            div {
                h3 { (heading) }
                ul.list { @for (unit, path, whole) in &turn.units {
                    li { b { (link(unit)) } " " span.tag { (if *whole { f.text("web.unit.whole") } else { f.text("web.unit.part") }) } small { (path) } }
                } }
            }
        }
    };
    let day = |turn: &Turn| html! { p.mid { b { "→" } (turn.day) } };
    html! {
        section.section.card aria-labelledby="becomes" {
            h2.vh id="becomes" { (f.text("web.unit.becomes")) }
            div.becomes {
                @for turn in &view.before { (side(f.text("web.unit.before"), turn)) (day(turn)) }
                p.self { b { (view.name) } }
                @for turn in &view.after { (day(turn)) (side(f.text("web.unit.after"), turn)) }
            }
        }
    }
}
