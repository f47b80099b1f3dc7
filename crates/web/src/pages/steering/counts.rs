//! The weekly and monthly count.

use super::{Carried, PaperWays, counts, crumbs, files, paper_ways, parts};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select};
use crate::parts::{Head, Link, page};
use crate::present::steering::CountLine;
use maud::{Markup, html};

/// What the count shows.
#[derive(Clone, Debug, Default)]
pub struct CountView {
    /// Whose tasks.
    pub unit: String,
    /// Its id.
    pub id: String,
    /// `week` or `month`.
    pub span: &'static str,
    /// The other span's page.
    pub other: Link,
    /// Week by week or month by month, oldest first.
    pub history: Vec<CountLine>,
    /// Units right below, now.
    pub below: Vec<CountLine>,
    /// The weeks or months whose count can be closed, the latest first: a day of each, and words.
    pub days: Vec<(String, String)>,
    /// Both tables as files: week by week or month by month, by unit.
    pub files: [Vec<Link>; 2],
    /// The form to close a count; none: the reader may not.
    pub form: Option<(Carried, Sent)>,
    /// Papers that can be made of the count.
    pub papers: Option<PaperWays>,
    /// Whether a count was just closed.
    pub done: bool,
}

/// Renders the count.
#[must_use]
pub fn render(f: &Frame, view: &CountView) -> Markup {
    let head = Head {
        title: f.text("steering.count-title").to_owned(),
        sub: view.unit.clone(),
        crumbs: crumbs(f, None),
        part: "steering",
        ..Head::default()
    };
    let body = html! {
        (parts(f, "count"))
        @if view.done { p.note role="status" { b { (f.text("steering.recorded")) } } }
        section.section aria-labelledby="history" {
            h2 id="history" { (f.text(if view.span == "week" { "steering.by-week" } else { "steering.by-month" })) a href=(view.other.href) { (view.other.text) } }
            p.quiet { (f.text("steering.count-habit")) }
            (counts(f, "steering.through", &view.history, true))
            (files(&view.files[0]))
        }
        section.section aria-labelledby="below" { h2 id="below" { (f.text("steering.by-unit")) } (counts(f, "steering.lead", &view.below, false)) (files(&view.files[1])) }
        (paper_ways(f, view.papers.as_ref()))
        @if let Some((carried, sent)) = &view.form {
            section.section.card.no-print aria-labelledby="close" {
                h2 id="close" { (f.text("steering.close-count")) }
                (problem(sent))
                form.fields method="post" action="/tasks/count" {
                    (carried.show())
                    input type="hidden" name="unit" value=(view.id);
                    input type="hidden" name="span" value=(view.span);
                    (select(sent, "close", "on", f.text("steering.span"), &view.days))
                    (Field::text("note", f.text("steering.note")).show(sent, "close"))
                    button.act type="submit" { (f.text("steering.close-count")) }
                }
            }
        }
    };
    page(f, &head, &body)
}
