//! An office's own bodies, layouts and weights: checked, and looked at on a sample, before they are put to use.

use super::{hidden, ways};
use crate::frame::Frame;
use crate::parts::form::Sent;
use crate::parts::{Head, Link, links, page};
use maud::{Markup, PreEscaped, html};
use vedich_steering::emulation::Schemes;

/// A sample written with the file.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// In whose name it is, and its layout.
    pub title: String,
    /// The paper, as HTML of our own making; none: no unit there is fits the body.
    pub paper: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct OfficeView {
    /// The unit with those above it.
    pub unit: String,
    /// Its id.
    pub unit_id: String,
    /// The name of the file.
    pub file: String,
    /// The files that are shipped, to begin with.
    pub files: Vec<Link>,
    /// What stands in it.
    pub text: String,
    /// What is wrong with it, each with line and key.
    pub problems: Vec<String>,
    /// Whether it was checked and is right.
    pub right: bool,
    /// What papers would look like.
    pub samples: Vec<Sample>,
    /// The tables of weights in it.
    pub weights: Option<Schemes>,
    /// What forms carry.
    pub token: String,
    /// Identity of the command.
    pub command: String,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &OfficeView) -> Markup {
    let crumbs = vec![Link::new(f.text("papers.title"), crate::frame::address("/papers", [("unit", view.unit_id.as_str())]))];
    let head = Head { title: f.text("papers.office-files").to_owned(), crumbs, part: "papers", ..Head::default() };
    let body = html! {
        p { b { (view.unit) } " · " (links(&view.files)) }
        p { (f.text("papers.office-lead")) }
        (ways(f, &view.unit_id, true))
        @if !view.problems.is_empty() {
            div.note.warn role="alert" {
                p { b { (f.say("papers.office-wrong", &[("n", &view.problems.len().to_string())])) } }
                ul { @for problem in &view.problems { li { (problem) } } }
            }
        }
        @if view.right { p.note role="status" { b { (f.text("papers.office-right")) } } }
        form.tall method="post" action="/papers/office" {
            (hidden(&view.token, &view.command, &view.unit_id))
            input type="hidden" name="file" value=(view.file);
            div.field.passage.code {
                label for="text" { (view.file) }
                textarea id="text" name="text" rows="24" spellcheck="false" { (view.text) }
            }
            p {
                button.act type="submit" name="what" value="try" { (f.text("papers.office-try")) } " "
                button.act.light type="submit" name="what" value="save" { (f.text("papers.office-save")) }
            }
        }
        @if let Some(weights) = &view.weights { (tables_of_weights(f, weights)) }
        @if !view.samples.is_empty() {
            section.section {
                h2 { (f.text("papers.sample")) }
                @for (at, sample) in view.samples.iter().enumerate() {
                    details open[at == 0] {
                        summary { (sample.title) }
                        @match &sample.paper {
                            Some(paper) => div.sheet { (PreEscaped(paper)) },
                            None => p.quiet { (f.text("papers.office-no-unit")) },
                        }
                    }
                }
            }
        }
    };
    page(f, &head, &body)
}

/// The tables of weights, as the page of leaders explains points by them.
fn tables_of_weights(f: &Frame, weights: &Schemes) -> Markup {
    html! {
        @for scheme in &weights.schemes {
            section.section {
                h2 { (f.say("papers.office-weights", &[("date", &f.date(scheme.from))])) }
                p { (f.lang.of(&scheme.basis)) " · " (f.say("papers.office-known", &[("percent", &scheme.least_known_percent.to_string())])) }
                div.boxed.scroll {
                    table.plain-table {
                        thead { tr { th { (f.text("papers.office-measure")) } th.num { (f.text("steering.points")) } th { (f.text("papers.office-always")) } } }
                        tbody {
                            @for weight in &scheme.weights {
                                tr { th scope="row" { (f.lang.of(&weight.name)) } td.num { (weight.points) } td { @if weight.always { (f.text("papers.office-every")) } } }
                            }
                        }
                    }
                }
                p { (f.text("steering.rating")) ": " @for (at, rating) in scheme.ratings.iter().enumerate() { @if at > 0 { "; " } (f.lang.of(&rating.name)) " ≥ " (rating.from) } "." }
            }
        }
    }
}
