//! `/units`: the tree on a date, what changed on 1 July 2025 and since.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};
use vedich_rights::Action;

/// The tree's top.
#[derive(Clone, Debug, Default)]
pub struct UnitsView {
    /// Before and after 1 July 2025: level, old count, new count.
    pub reform: Vec<(String, String, String)>,
    /// Links to the day before and the day of the reform.
    pub days: Vec<Link>,
    /// Provinces on the date, each with what lies below it.
    pub provinces: Vec<(Link, String)>,
    /// Later changes: date, what, basis.
    pub changes: Vec<(String, String, String)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &UnitsView) -> Markup {
    let based = view.changes.iter().any(|(_, _, basis)| !basis.is_empty());
    let body = html! {
        section.card aria-labelledby="reform" {
            h2 id="reform" { (f.text("web.units.reform")) }
            p.quiet { (f.text("web.units.reform-text")) }
            div.scroll tabindex="0" { table.plain-table {
                caption.vh { (f.text("web.units.reform")) }
                thead { tr { th scope="col" { (f.text("web.filter.level")) } th.num scope="col" { (f.text("web.units.before")) } th.num scope="col" { (f.text("web.units.after")) } } }
                tbody { @for (level, old, new) in &view.reform { tr { th scope="row" { (level) } td.num { (old) } td.num { b { (new) } } } } }
            } }
            ul.row { @for day in &view.days { li { (link(day)) } } }
        }
        @if f.reader.may(Action::KeepRegister) { p.no-print {
            a href=(f.link("/imports/units")) { (f.text("imports.units.title")) } " · " a href=(f.link("/imports/attributes")) { (f.text("imports.attributes.title")) }
        } }
        section.section aria-labelledby="provinces" {
            h2 id="provinces" { (f.say("web.units.provinces", &[("date", &f.date(f.as_of))])) span.count { (view.provinces.len()) } }
            ul.letters { @for (province, below) in &view.provinces { li { (link(province)) small { (below) } } } }
        }
        @if !view.changes.is_empty() {
            section.section aria-labelledby="changes" {
                h2 id="changes" { (f.text("web.units.changes")) span.count { (view.changes.len()) } }
                div.boxed.scroll { table.plain-table {
                    caption.vh { (f.text("web.units.changes")) }
                    thead { tr { th scope="col" { (f.text("web.units.from-day")) } th scope="col" { (f.text("web.units.change")) } @if based { th scope="col" { (f.text("web.col.basis")) } } } }
                    tbody { @for (date, what, basis) in &view.changes { tr { th.nowrap scope="row" { (date) } td { (what) } @if based { td { (basis) } } } } }
                } }
            }
        }
    };
    let head = Head { title: f.text("web.units.title").into(), sub: f.text("web.units.sub").into(), part: "units", ..Head::default() };
    page(f, &head, &body)
}
