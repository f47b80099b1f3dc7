//! The sheet on paper: criterion, content, unit of measure, required, result, self-rating (biểu B04), with room for signatures.

use crate::frame::Frame;
use crate::pages::entry::sheet::SheetView;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &SheetView) -> Markup {
    let crumbs =
        vec![Link::new(f.say("entry.title-of", &[("unit", &view.title)]), format!("{}?period={}", view.period.path, view.period.key))];
    let head = Head { title: f.text("entry.minutes").to_owned(), crumbs, part: "entry", own_title: true, ..Head::default() };
    let body = html! {
        div.minutes {
            h1 { (f.text("entry.minutes-title")) }
            p { b { (view.title) } " · " (view.period.words) }
            p.quiet { (view.period.window) " " (view.set.text) }
            @if !view.counts.is_empty() { p.quiet { (f.text("entry.minutes-draft")) } }
            p { (f.text("entry.tally-after")) ": " b { (view.tallies.1) } }
            div.scroll tabindex="0" {
                table.plain-table.minutes-table {
                    thead { tr {
                        th { (f.text("entry.criterion")) } th { (f.text("entry.indicator")) } th { (f.text("entry.required")) } th { (f.text("entry.new")) }
                        th { (f.text("entry.result")) } th { (f.text("entry.source")) }
                    } }
                    @for criterion in &view.criteria {
                        tbody {
                            tr.group { th colspan="4" { (criterion.no) ". " (criterion.name) } th colspan="2" { (criterion.mark.word(f.lang)) } }
                            @for line in &criterion.lines {
                                tr {
                                    td { (line.code) }
                                    td { (line.name) }
                                    td { (line.required) }
                                    td { @if line.value.is_empty() { (line.last) } @else { (line.value) } }
                                    td { (line.mark.word(f.lang)) }
                                    td { @if line.value.is_empty() { (line.last_from) } @else { (line.as_of) " " (line.source) } @if !line.note.is_empty() { br; (line.note) } }
                                }
                            }
                        }
                    }
                }
            }
            p.when-signed { (f.say("entry.minutes-date", &[("place", &view.title)])) }
            div.signatures {
                div { b { (f.text("entry.minutes-made")) } small { (f.text("entry.sign")) } }
                div { b { (f.text("entry.minutes-head")) } small { (f.text("entry.sign")) } }
            }
        }
    };
    page(f, &head, &body)
}
