//! How right the reader was, by kind and month.

use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ScoreView {
    /// Months, the latest first.
    pub months: Vec<String>,
    /// Kinds with a cell for each month, and one for all months at the end; none where nothing was decided.
    pub rows: Vec<(String, Vec<Option<ScoreCell>>)>,
}

/// One kind in one month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreCell {
    /// Taken over as read, of all decided on.
    pub share: String,
    /// The numbers behind it.
    pub tally: String,
    /// Good, middling, poor: `met`, `narrow`, `unmet`.
    pub tone: &'static str,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ScoreView) -> Markup {
    let crumbs = vec![Link::new(f.text("desk.title"), "/desk")];
    let head = Head {
        title: f.text("desk.score-title").to_owned(),
        sub: f.text("desk.score-sub").to_owned(),
        crumbs,
        part: "desk",
        ..Head::default()
    };
    let body = html! {
        @if view.rows.is_empty() { p.quiet { (f.text("desk.no-score")) } }
        @else {
            div.boxed.scroll {
                table.plain-table.desk-score {
                    thead { tr { th scope="col" { (f.text("desk.kind-of")) } @for month in &view.months { th.num scope="col" { (month) } } th.num scope="col" { (f.text("desk.all-months")) } } }
                    tbody {
                        @for (kind, cells) in &view.rows {
                            tr {
                                th scope="row" { (kind) }
                                @for cell in cells {
                                    td.num {
                                        @if let Some(cell) = cell { b class={ "tone-" (cell.tone) } { (cell.share) } br; span.quiet { (cell.tally) } } @else { "–" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            p.quiet { (f.text("desk.score-note")) }
        }
    };
    page(f, &head, &body)
}
