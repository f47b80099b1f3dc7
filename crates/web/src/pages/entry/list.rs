//! The units a person enters values of, and what they are reminded of.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ListView {
    /// Reminders, soonest first.
    pub reminders: Vec<ReminderLine>,
    /// Reminders beyond those shown.
    pub more_reminders: usize,
    /// The units.
    pub units: Vec<UnitLine>,
    /// What was searched for.
    pub query: String,
    /// How many were found in all.
    pub total: usize,
    /// How many stand before those shown.
    pub before: usize,
    /// Whether there is more than a page of them, so that they are searched.
    pub many: bool,
    /// Other pages of them.
    pub pages: Vec<Link>,
    /// Sheets of several units at once, and lists of who has reported.
    pub areas: Vec<(Link, Option<Link>)>,
}

/// A reminder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReminderLine {
    /// The unit and its sheet.
    pub unit: Link,
    /// The period.
    pub period: String,
    /// The last day.
    pub due: String,
    /// Days left or over, in words.
    pub left: String,
    /// Whether it is over.
    pub over: bool,
}

/// A unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitLine {
    /// The unit and its sheet of the period.
    pub unit: Link,
    /// The units above.
    pub above: String,
    /// The period to report.
    pub period: String,
    /// Its last day.
    pub due: String,
    /// How far it is.
    pub state: String,
    /// The week to report (kiểm đếm tuần), where a rule is for weeks.
    pub week: Option<Link>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ListView) -> Markup {
    let head = Head { title: f.text("entry.title").to_owned(), part: "entry", ..Head::default() };
    let body = html! {
        @if view.units.is_empty() && !view.many { p.note { (f.text("entry.none")) } }
        (reminders(f, &view.reminders, view.more_reminders))
        p.no-print { a href=(f.link("/imports")) { (f.text("imports.observations.title")) } }
        @if !view.areas.is_empty() {
            ul.plain-links { @for (reporting, units) in &view.areas { li { (link(reporting)) @if let Some(units) = units { " · " (link(units)) } } } }
        }
        @if !view.units.is_empty() || view.many { (units(f, view)) }
    };
    page(f, &head, &body)
}

fn reminders(f: &Frame, lines: &[ReminderLine], more: usize) -> Markup {
    html! {
        @if !lines.is_empty() {
            section.section aria-labelledby="reminders" {
                h2 id="reminders" { (f.text("entry.reminders")) }
                ul.reminders {
                    @for line in lines {
                        li.over[line.over] { b { (link(&line.unit)) } " · " (line.period) " · " (f.text("entry.due")) " " (line.due) " · " (line.left) }
                    }
                }
                @if more > 0 { p.pager { a.act.light href=(f.here_with(&[("reminders", "all")])) { (f.say("entry.more-reminders", &[("n", &more.to_string())])) } } }
            }
        }
    }
}

/// Which units stand here and how many more there are, with the ways to them.
fn search(f: &Frame, view: &ListView) -> Markup {
    let until = view.before + view.units.len();
    let [from, to, count, left] = [view.before + 1, until, view.total, view.total.saturating_sub(until)].map(|number| number.to_string());
    html! {
        form.fields.no-print method="get" action="/entry" role="search" {
            div.field {
                label for="entry-q" { (f.text("entry.search")) }
                input id="entry-q" type="search" name="q" value=(view.query) maxlength="100";
            }
            button.act.light type="submit" { (f.text("people.search")) }
        }
        @if view.units.is_empty() { p.note { (f.say("entry.not-found", &[("query", &view.query)])) } } @else {
            p.quiet {
                (f.say("entry.shown", &[("from", &from), ("to", &to), ("count", &count)]))
                @if left != "0" { " " (f.say("entry.left", &[("n", &left)])) }
            }
        }
    }
}

fn units(f: &Frame, view: &ListView) -> Markup {
    html! {
        section.section aria-labelledby="mine" {
            h2 id="mine" { (f.text("entry.mine")) }
            @if view.many { (search(f, view)) }
            @if !view.units.is_empty() { div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("entry.unit")) } th { (f.text("entry.period")) } th { (f.text("entry.due")) } th { (f.text("entry.state")) } } }
                    tbody {
                        @for line in &view.units {
                            tr {
                                td data-l=(f.text("entry.unit")) { b { (link(&line.unit)) } @if !line.above.is_empty() { br; span.quiet { (line.above) } } }
                                td data-l=(f.text("entry.period")) { (line.period) @if let Some(week) = &line.week { br; small { (link(week)) } } }
                                td data-l=(f.text("entry.due")) { (line.due) }
                                td data-l=(f.text("entry.state")) { (line.state) }
                            }
                        }
                    }
                }
            } }
            @if !view.pages.is_empty() { p.pager.no-print { (f.text("entry.pages")) " " @for page in &view.pages { (link(page)) " " } } }
        }
    }
}
