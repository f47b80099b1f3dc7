//! `/criteria/{a}/diff/{b}`: what changed from one set to another.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// The difference of two sets.
#[derive(Clone, Debug, Default)]
pub struct DiffView {
    /// The older one.
    pub a: Link,
    /// The newer one.
    pub b: Link,
    /// The same comparison the other way round.
    pub swap: String,
    /// Sets of which not every indicator is here, in words: what seems to be gone may stand in the decision.
    pub partial: Vec<String>,
    /// By criterion.
    pub criteria: Vec<DiffCriterion>,
    /// Counts: added, gone, changed, same.
    pub counts: [u32; 4],
}

/// A criterion that differs.
#[derive(Clone, Debug, Default)]
pub struct DiffCriterion {
    /// Number and name.
    pub name: String,
    /// Its lines.
    pub lines: Vec<DiffLine>,
}

/// How a line differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Difference {
    /// Only in the newer set.
    Added,
    /// Only in the older set.
    Gone,
    /// In both, not alike.
    #[default]
    Changed,
}

/// An indicator, criterion or demand that differs.
#[derive(Clone, Debug, Default)]
pub struct DiffLine {
    /// How.
    pub kind: Difference,
    /// Its code, and the earlier one if that differs.
    pub code: String,
    /// Its name in the older set; empty when added.
    pub old: String,
    /// Its threshold in the older set.
    pub old_threshold: String,
    /// Its name in the newer set; empty when gone.
    pub new: String,
    /// Its threshold in the newer set.
    pub new_threshold: String,
    /// The official wording in both sets, where the names above say the same of both.
    pub wording: Option<(String, String)>,
    /// What else changed, in words: parts, their thresholds, when it applies, who sets it.
    pub details: Vec<String>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &DiffView) -> Markup {
    let [added, gone, changed, same] = view.counts.map(|n| f.count(n));
    let body = html! {
        @for words in &view.partial { p.note.warn { (words) } }
        p { (f.say("web.diff.counts", &[("added", &added), ("gone", &gone), ("changed", &changed), ("same", &same)])) " " a href=(view.swap) { (f.text("web.diff.swap")) } }
        @if view.criteria.is_empty() { p.note { (f.text("web.diff.none")) } } @else {
            div.boxed.scroll.section { table.plain-table.cards-on-phone.diff {
                caption.vh { (f.text("web.diff.title")) }
                thead { tr { th scope="col" { (f.text("web.col.code")) } th scope="col" { (f.text("web.diff.how")) } th scope="col" { (link(&view.a)) } th scope="col" { (link(&view.b)) } } }
                @for criterion in &view.criteria {
                    tbody {
                        tr.group { th scope="rowgroup" colspan="4" { (criterion.name) } }
                        @for line in &criterion.lines { (row(f, line)) }
                    }
                }
            } }
        }
    };
    let crumbs = vec![Link::new(f.text("web.nav.criteria"), f.link("/criteria")), view.b.clone()];
    page(f, &Head { title: f.text("web.diff.title").into(), crumbs, part: "criteria", ..Head::default() }, &body)
}

fn row(f: &Frame, line: &DiffLine) -> Markup {
    let (class, sign, word) = match line.kind {
        Difference::Added => ("diff-add", "+", f.text("web.diff.added")),
        Difference::Gone => ("diff-gone", "−", f.text("web.diff.gone")),
        Difference::Changed => ("diff-changed", "≠", f.text("web.diff.changed")),
    };
    html! {
        tr {
            th class={ "nowrap " (class) } scope="row" { (line.code) }
            td.nowrap { b { (sign) } " " (word) }
            td { @if line.old.is_empty() { span.quiet { "–" } } @else { (line.old) @if !line.old_threshold.is_empty() { " " del { (line.old_threshold) } } } }
            td { @if line.new.is_empty() { span.quiet { "–" } } @else { (line.new) @if !line.new_threshold.is_empty() { " " ins { (line.new_threshold) } } }
                @if let Some((old, new)) = &line.wording { div.small { (f.text("web.diff.wording")) " " span lang="vi" { del { (old) } " " ins { (new) } } } }
                @if !line.details.is_empty() { ul.dots.small { @for words in &line.details { li { (words) } } } }
            }
        }
    }
}
