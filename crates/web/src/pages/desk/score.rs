//! How right the reader was, by kind and month, by how sure it was, by rule.

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
    /// By how sure the reader said to be, the surest first.
    pub sureness: Vec<(String, ScoreCell)>,
    /// By rule, those with most decisions first; each leads to what people corrected of it.
    pub rules: Vec<(Link, ScoreCell)>,
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
                                    td.num { @if let Some(cell) = cell { (self::cell(cell)) } @else { "–" } }
                                }
                            }
                        }
                    }
                }
            }
            p.quiet { (f.text("desk.score-note")) }
            (list(f, ("desk.score-by-sure", "desk.said-sure"), view.sureness.iter().map(|(from, cell)| (html! { (from) }, cell))))
            (list(f, ("desk.score-by-rule", "desk.rule"), view.rules.iter().map(|(rule, cell)| (crate::parts::link(rule), cell))))
            p.no-print { a href="/desk/score/examples" { (f.text("desk.lessons")) } }
        }
    };
    page(f, &head, &body)
}

fn cell(cell: &ScoreCell) -> Markup {
    html! { b class={ "tone-" (cell.tone) } { (cell.share) } br; span.quiet { (cell.tally) } }
}

fn list<'a>(f: &Frame, (title, what): (&'static str, &'static str), rows: impl Iterator<Item = (Markup, &'a ScoreCell)>) -> Markup {
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            section.desk-part {
                h2 { (f.text(title)) }
                div.boxed.scroll {
                    table.plain-table {
                        thead { tr { th scope="col" { (f.text(what)) } th.num scope="col" { (f.text("desk.share-right")) } } }
                        tbody { @for (name, score) in &rows { tr { th scope="row" { (name) } td.num { (cell(score)) } } } }
                    }
                }
            }
        }
    }
}
