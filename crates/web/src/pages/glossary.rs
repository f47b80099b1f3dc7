//! `/glossary`: the words of the programme, their abbreviations and their English.

use crate::frame::Frame;
use crate::parts::{Head, page};
use maud::{Markup, html};

/// The glossary, or the part of it that was asked for.
#[derive(Clone, Debug, Default)]
pub struct GlossaryView {
    /// What was typed.
    pub query: String,
    /// By group: heading and terms.
    pub groups: Vec<(String, Vec<TermLine>)>,
}

/// A term.
#[derive(Clone, Debug, Default)]
pub struct TermLine {
    /// Vietnamese.
    pub vi: String,
    /// How it is abbreviated.
    pub abbreviations: String,
    /// English.
    pub en: String,
    /// A remark.
    pub note: String,
}

/// Renders the glossary.
#[must_use]
pub fn render(f: &Frame, view: &GlossaryView) -> Markup {
    let heads = ["glossary.vi", "glossary.abbreviation", "glossary.en", "glossary.note"];
    let body = html! {
        form.find-here.no-print method="get" action="/glossary" role="search" {
            div.fields {
                div.field {
                    label for="g-q" { (f.text("glossary.find")) }
                    input type="search" id="g-q" name="q" value=(view.query) maxlength="100" placeholder=(f.text("glossary.hint"));
                }
                button.act type="submit" { (f.text("web.search.go")) }
                @if !view.query.is_empty() { a href=(f.link("/glossary")) { (f.text("glossary.all")) } }
            }
        }
        @if view.groups.is_empty() { p.note.section { (f.say("glossary.none", &[("query", &view.query)])) } }
        @for (heading, terms) in &view.groups {
            section.section {
                h2 { (heading) span.count { (terms.len()) } }
                div.boxed.scroll { table.plain-table.cards-on-phone {
                    caption.vh { (heading) }
                    thead { tr { @for head in heads { th scope="col" { (f.text(head)) } } } }
                    tbody { @for term in terms {
                        tr {
                            th scope="row" lang="vi" { (term.vi) }
                            td data-l=(f.text("glossary.abbreviation")) { (term.abbreviations) }
                            td lang="en" data-l=(f.text("glossary.en")) { (term.en) }
                            td.small.quiet data-l=(f.text("glossary.note")) { (term.note) }
                        }
                    } }
                } }
            }
        }
    };
    let head = Head { title: f.text("glossary.title").into(), sub: f.text("glossary.sub").into(), part: "about", ..Head::default() };
    page(f, &head, &body)
}
