//! Who has handed a period in and who has not.

use crate::frame::Frame;
use crate::pages::entry::sheet::PeriodView;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ReportingView {
    /// The area.
    pub unit: String,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// The period.
    pub period: PeriodView,
    /// Where the rule is from.
    pub basis: String,
    /// The rows.
    pub rows: Vec<Line>,
    /// All of them: expected, in time, late, missing.
    pub total: [u32; 4],
    /// What a form to move the last day carries; none: not allowed.
    pub token: Option<String>,
    /// The form as it was sent.
    pub sent: Sent,
    /// Whether it was just done.
    pub done: bool,
}

/// A unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The unit: its own list below, or its place.
    pub unit: Link,
    /// Expected, in time, late, missing.
    pub counts: [u32; 4],
    /// Whether its last day has passed and something is missing.
    pub over: bool,
    /// Latest version, when, counts, why late; empty for areas.
    pub latest: Vec<String>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ReportingView) -> Markup {
    let sub = f.say("reporting.sub", &[("unit", &view.unit), ("period", &view.period.words)]);
    let head = Head {
        title: f.text("reporting.title").to_owned(),
        sub,
        crumbs: view.crumbs.clone(),
        part: "entry",
        paper: view.period.words.clone(),
        ..Head::default()
    };
    let period = &view.period;
    let body = html! {
        (problem(&view.sent))
        @if view.done { p.note role="status" { b { (f.text("reporting.moved")) } } }
        p { (period.window) " " span.quiet { (view.basis) } }
        form.fields.no-print method="get" action=(period.path) {
            div.field {
                label for="period" { (f.text("entry.other-period")) }
                select id="period" name="period" { @for (key, words) in &period.choices { option value=(key) selected[*key == period.key] { (words) } } }
            }
            button.act.light type="submit" { (f.text("entry.open")) }
            @for one in &period.links { a.act.light.down href=(one.href) { (one.text) } }
        }
        @if view.rows.is_empty() { p.note { (f.text("reporting.no-rule")) } } @else { (table(f, view)) }
        @if let Some(token) = &view.token { (moving(f, view, token)) }
    };
    page(f, &head, &body)
}

const COUNTS: [&str; 4] = ["reporting.expected", "reporting.in-time", "reporting.late", "reporting.missing"];

fn table(f: &Frame, view: &ReportingView) -> Markup {
    let details = view.rows.iter().any(|row| !row.latest.is_empty());
    let more = ["reporting.version", "reporting.at", "reporting.criteria", "reporting.indicators", "reporting.why"];
    let label = |key: &'static str| Frame::text(f, key);
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { th { (f.text("entry.unit")) } @for key in COUNTS { th.num { (label(key)) } } @if details { @for key in more { th { (label(key)) } } } } }
                tbody {
                    @for row in &view.rows {
                        tr.over[row.over] {
                            td data-l=(f.text("entry.unit")) { (link(&row.unit)) }
                            @for (key, count) in COUNTS.iter().zip(row.counts) { td.num data-l=(label(key)) { (count) } }
                            @if details { @for (index, key) in more.iter().enumerate() { td data-l=(label(key)) { (row.latest.get(index).map_or("", String::as_str)) } } }
                        }
                    }
                    tr.group { th { (f.text("reporting.total")) } @for (key, count) in COUNTS.iter().zip(view.total) { th.num data-l=(label(key)) { (count) } } @if details { th colspan="5" {} } }
                }
            }
        }
    }
}

fn moving(f: &Frame, view: &ReportingView, token: &str) -> Markup {
    html! {
        details.no-print open[!view.sent.wrong.is_empty()] {
            summary { (f.text("reporting.move")) }
            form.tall method="post" action=(view.period.path) {
                input type="hidden" name="token" value=(token); input type="hidden" name="period" value=(view.period.key);
                (Field::text("due", f.text("reporting.move-date")).hint(f.text("web.date.hint")).show(&view.sent, "move"))
                (Field::text("reason", f.text("reporting.move-why")).show(&view.sent, "move"))
                button.act type="submit" { (f.text("reporting.move")) }
            }
        }
    }
}
