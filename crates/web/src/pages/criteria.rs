//! `/criteria`: every set, by subject, tier, period.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// The list of sets.
#[derive(Clone, Debug, Default)]
pub struct CriteriaView {
    /// By subject: heading and sets.
    pub groups: Vec<(String, Vec<SetLine>)>,
}

/// A set in the list.
#[derive(Clone, Debug, Default)]
pub struct SetLine {
    /// Its title.
    pub title: Link,
    /// Its tier, in words.
    pub tier: String,
    /// When in force.
    pub period: String,
    /// Where in force.
    pub scope: String,
    /// The decision.
    pub decision: String,
    /// `19 · 75`: criteria and indicators.
    pub size: String,
    /// In force on the date of the page.
    pub in_force: bool,
    /// How much of the decision we hold, in words; empty when all.
    pub doubt: String,
    /// The set to compare with: its base or predecessor.
    pub diff: Option<Link>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &CriteriaView) -> Markup {
    let body = html! {
        p.no-print { a href=(f.link("/procedures")) { (f.text("procedure.list")) } " · " a href=(f.link("/glossary")) { (f.text("glossary.title")) } }
        @for (heading, sets) in &view.groups {
            section.section {
                h2 { (heading) span.count { (sets.len()) } }
                div.boxed.scroll { table.plain-table.cards-on-phone {
                    caption.vh { (heading) }
                    thead { tr {
                        th scope="col" { (f.text("web.col.set")) } th scope="col" { (f.text("web.col.tier")) } th scope="col" { (f.text("web.col.period")) }
                        th scope="col" { (f.text("web.col.scope")) } th scope="col" { (f.text("web.col.size")) } th scope="col" { (f.text("web.col.decision")) }
                    } }
                    tbody { @for set in sets {
                        tr {
                            th scope="row" {
                                (link(&set.title)) " "
                                @if set.in_force { span.tag.good { (f.text("web.set.in-force")) } " " }
                                @if !set.doubt.is_empty() { span.tag.warn { (set.doubt) } }
                                @if let Some(diff) = &set.diff { div.small { (link(diff)) } }
                            }
                            td data-l=(f.text("web.col.tier")) { (set.tier) }
                            td data-l=(f.text("web.col.period")) { (set.period) }
                            td data-l=(f.text("web.col.scope")) { (set.scope) }
                            td.nowrap data-l=(f.text("web.col.size")) { (set.size) }
                            td data-l=(f.text("web.col.decision")) { (set.decision) }
                        }
                    } }
                } }
            }
        }
    };
    let head = Head {
        title: f.text("web.criteria-list.title").into(),
        sub: f.text("web.criteria-list.sub").into(),
        part: "criteria",
        ..Head::default()
    };
    page(f, &head, &body)
}
