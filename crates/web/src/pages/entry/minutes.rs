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
                            tr.group {
                                th colspan="3" { (criterion.no) ". " (criterion.name) } th { (criterion.mark.word(f.lang)) }
                                th colspan="2" { (f.say("entry.in-charge", &[("who", to_fill(&criterion.who)), ("due", to_fill(&criterion.due))])) }
                            }
                            @for line in &criterion.lines {
                                tr {
                                    td { (line.code) }
                                    td { (line.name) }
                                    td { (line.required) }
                                    td { @if line.value.is_empty() { (line.last) } @else { (line.value) } }
                                    td { (line.mark.word(f.lang)) }
                                    td { @if line.value.is_empty() { (line.last_from) } @else { (line.as_of) " " (line.source) }
                                        @if !line.note.is_empty() { br; (line.note) }
                                        @if !line.evidence.is_empty() { br; (f.say("entry.shown-by", &[("count", &line.evidence.len().to_string())])) " "
                                            @for (index, piece) in line.evidence.iter().enumerate() { @if index > 0 { "; " } (piece.link.text) } }
                                    }
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

/// A text, or a line to write it on by hand.
fn to_fill(text: &str) -> &str {
    if text.is_empty() { "………………" } else { text }
}
