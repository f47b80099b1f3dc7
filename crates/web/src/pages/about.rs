//! `/about`: where the data come from and how sure we are.

use crate::frame::Frame;
use crate::mark::Mark;
use crate::parts::{Head, badge, page};
use maud::{Markup, html};

/// What the installation holds.
#[derive(Clone, Debug, Default)]
pub struct AboutView {
    /// What and how many.
    pub holdings: Vec<(String, String)>,
    /// Version of the program.
    pub version: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &AboutView) -> Markup {
    let meaning = [
        (Mark::Met, f.text("web.about.met")),
        (Mark::Narrow, f.text("web.about.narrow")),
        (Mark::Unmet, f.text("web.about.unmet")),
        (Mark::NoData, f.text("web.about.no-data")),
        (Mark::NotApplicable, f.text("web.about.na")),
        (Mark::NotAssessable, f.text("web.about.ask")),
    ];
    let confidence = [
        (f.text("confidence.confirmed"), f.text("web.about.confirmed")),
        (f.text("confidence.verified"), f.text("web.about.verified")),
        (f.text("confidence.memory"), f.text("web.about.memory")),
        (f.text("confidence.unknown"), f.text("web.about.unknown")),
    ];
    let body = html! {
        div.two {
            div.prose {
                h2 { (f.text("web.about.how.title")) }
                p { (f.text("web.about.how.1")) }
                p { (f.text("web.about.how.2")) }
                p { (f.text("web.about.how.3")) }
                h2 { (f.text("web.about.sources.title")) }
                p { (f.text("web.about.sources.1")) " " a href=(f.link("/procedures")) { (f.text("procedure.list")) } ", " a href=(f.link("/glossary")) { (f.text("glossary.title")) } }
                p { (f.text("web.about.sources.2")) }
                p { (f.text("web.about.sources.3")) }
                h2 { (f.text("web.about.holdings")) }
                dl.facts { @for (what, count) in &view.holdings { dt { (what) } dd.num { (count) } } }
                p.small.quiet { "Vedich " (view.version) }
            }
            div.stack {
                section.card {
                    h2 { (f.text("web.about.statuses")) }
                    table.plain-table {
                        caption.vh { (f.text("web.about.statuses")) }
                        thead { tr { th scope="col" { (f.text("web.filter.status")) } th scope="col" { (f.text("web.col.meaning")) } } }
                        tbody { @for (mark, text) in meaning { tr { th scope="row" { (badge(f, mark)) } td { (text) } } } }
                    }
                }
                section.card {
                    h2 { (f.text("web.about.confidence")) }
                    table.plain-table {
                        caption.vh { (f.text("web.about.confidence")) }
                        thead { tr { th scope="col" { (f.text("web.col.mark")) } th scope="col" { (f.text("web.col.meaning")) } } }
                        tbody { @for (name, text) in confidence { tr { th scope="row" { (name) } td { (text) } } } }
                    }
                }
            }
        }
    };
    let head = Head { title: f.text("web.about.title").into(), sub: f.text("web.about.sub").into(), part: "about", ..Head::default() };
    page(f, &head, &body)
}
