//! `/roadmaps/{unit}/count`: the weekly count (kiểm đếm), one screen with all tasks; and the same over a month.

use super::one::{Tools, hidden};
use super::{Tone, crumb, told};
use crate::frame::Frame;
use crate::parts::form::{Sent, problem};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// The count of a week or a month.
#[derive(Clone, Debug, Default)]
pub struct CountView {
    /// The unit's name.
    pub name: String,
    /// Its roadmap.
    pub roadmap: Link,
    /// The week or month in words.
    pub period: String,
    /// Before, after, the other view, of this very period.
    pub ways: Vec<Link>,
    /// The week or month as forms carry it: name and value.
    pub span: (&'static str, String),
    /// Whether any task has a cost: what was spent is counted too.
    pub priced: bool,
    /// When the week was closed, in words, and whether everything due was counted; none: it is open.
    pub closed: Option<(bool, String)>,
    /// How many were to be counted and were not, in words.
    pub open: (Tone, String),
    /// Where the count is sent; empty: whoever looks may not count.
    pub action: String,
    /// What forms carry.
    pub tools: Tools,
    /// What is wrong with the form as a whole.
    pub sent: Sent,
    /// The tasks, under their headings.
    pub groups: Vec<Group>,
    /// Weeks of the month, by their Monday; empty for a week.
    pub weeks: Vec<String>,
}

/// Tasks under a heading.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The heading; empty for tasks without one.
    pub title: String,
    /// Its tasks.
    pub rows: Vec<CountRow>,
}

/// A task.
#[derive(Clone, Debug, Default)]
pub struct CountRow {
    /// Number in the list.
    pub no: usize,
    /// Identity.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who is responsible.
    pub person: String,
    /// What should be done by the end of the period as agreed.
    pub planned: String,
    /// What was counted before the period.
    pub before: String,
    /// What is typed or was counted.
    pub done: String,
    /// In which measure: `%`, `/ 3 km`.
    pub measure: String,
    /// Spent so far in millions of đồng, as typed or counted.
    pub spent: String,
    /// Spent before the period.
    pub spent_before: String,
    /// Whether the task has a cost: what was spent of it is asked for.
    pub is_priced: bool,
    /// The remark.
    pub note: String,
    /// First and last day of work, and working days left, as said.
    pub ends: [String; 3],
    /// Where photos of it are attached; empty: by nobody here.
    pub photo: String,
    /// Why it cannot be read.
    pub why: String,
    /// How it stands: not counted, late, done.
    pub standing: (Tone, String),
    /// Cells of a month: what was done by the end of each week, whether it was counted in it.
    pub weeks: Vec<(String, bool)>,
    /// What the month brought.
    pub gained: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &CountView) -> Markup {
    let title = f.say("gantt.count.title", &[("unit", &view.name)]);
    let crumbs = vec![crumb(f), view.roadmap.clone()];
    let head = Head { title, sub: view.period.clone(), crumbs, part: "roadmaps", paper: view.period.clone(), ..Head::default() };
    let body = html! {
        @if view.tools.done { p.note role="status" { b { (f.text("gantt.saved")) } } }
        p.row.no-print { @for way in &view.ways { a.act.light href=(way.href) { (way.text) } } }
        p.row { (told(&view.open)) @if let Some((whole, closed)) = &view.closed { span.tag.good[*whole] { @if *whole { "✓ " } (closed) } } }
        (problem(&view.sent))
        @if view.weeks.is_empty() { (week(f, view)) } @else { (month(f, view)) }
    };
    page(f, &head, &body)
}

/// What is counted, as a form for who may count.
fn counting(f: &Frame, view: &CountView, table: Markup) -> Markup {
    let (name, value) = &view.span;
    html! {
        @if view.action.is_empty() { (table) } @else {
            form method="post" action=(view.action) data-count {
                (hidden(&view.tools))
                input type="hidden" name=(name) value=(value);
                (table)
                p.row.section {
                    button.act type="submit" { (f.text("gantt.count.save")) }
                    @if !view.weeks.is_empty() {}
                    @else if view.closed.is_none() { button.act.light type="submit" name="close" value="close" { (f.text("gantt.count.close")) } }
                    @else { button.act.light type="submit" name="close" value="reopen" { (f.text("gantt.count.reopen")) } }
                }
            }
        }
    }
}

fn table(view: &CountView, columns: &[(&str, bool)], row: impl Fn(&CountRow) -> Markup) -> Markup {
    html! {
        div.section.wide { div.boxed.scroll { table.plain-table.cards-on-phone.count-table {
            caption.vh { (view.period) }
            thead { tr { @for (column, is_number) in columns { th.num[*is_number] scope="col" { (column) } } } }
            @for group in &view.groups { tbody {
                @if !group.title.is_empty() { tr.group { th colspan=(columns.len()) scope="rowgroup" { (group.title) } } }
                @for own in &group.rows { (row(own)) }
            } }
        } } }
    }
}

fn week(f: &Frame, view: &CountView) -> Markup {
    let text = |key| f.text(key);
    let mut columns = vec![
        (text("gantt.no"), false),
        (text("gantt.task"), false),
        (text("gantt.person"), false),
        (text("gantt.count.planned"), true),
        (text("gantt.count.before"), true),
        (text("gantt.count.now"), false),
    ];
    columns.extend(view.priced.then(|| (text("gantt.count.spent"), false)));
    columns.extend([(text("gantt.count.note"), false), (text("gantt.standing"), false)]);
    let row = |row: &CountRow| {
        html! { tr {
            (named(row)) (sums(f, row)) (done(f, view, row))
            @if view.priced { (spent(f, view, row)) }
            (note(f, view, row))
            td { (told(&row.standing)) }
        } }
    };
    counting(f, view, table(view, &columns, row))
}

fn month(f: &Frame, view: &CountView) -> Markup {
    let text = |key| f.text(key);
    let mut columns = vec![
        (text("gantt.no"), false),
        (text("gantt.task"), false),
        (text("gantt.person"), false),
        (text("gantt.count.planned"), true),
        (text("gantt.count.before"), true),
    ];
    columns.extend(view.weeks.iter().map(|week| (week.as_str(), true)));
    columns.extend([(text("gantt.count.gained"), true), (text("gantt.count.month-end"), false)]);
    columns.extend(view.priced.then(|| (text("gantt.count.spent"), false)));
    columns.extend([(text("gantt.count.note"), false), (text("gantt.standing"), false)]);
    let row = |row: &CountRow| {
        html! { tr {
            (named(row)) (sums(f, row))
            @for ((cell, counted), week) in row.weeks.iter().zip(&view.weeks) { td.num data-l=(week) { @if *counted { b { (cell) } } @else { span.quiet { (cell) } } } }
            td.num data-l=(text("gantt.count.gained")) { b { (row.gained) } }
            (done(f, view, row))
            @if view.priced { (spent(f, view, row)) }
            (note(f, view, row))
            td { (told(&row.standing)) }
        } }
    };
    html! { (counting(f, view, table(view, &columns, row))) p.small.quiet { (f.text("gantt.count.month-help")) } }
}

fn named(row: &CountRow) -> Markup {
    html! { td.quiet { (row.no) } th scope="row" { (row.title) } td { (row.person) } }
}

fn sums(f: &Frame, row: &CountRow) -> Markup {
    html! { td.num data-l=(f.text("gantt.count.planned")) { (row.planned) } td.num data-l=(f.text("gantt.count.before")) { (row.before) } }
}

fn done(f: &Frame, view: &CountView, row: &CountRow) -> Markup {
    let now = f.text("gantt.count.now");
    html! {
        @if view.action.is_empty() {
            td data-l=(now) { (row.done) @if !row.done.is_empty() { " " (row.measure) } }
        } @else {
            td.nowrap data-l=(now) { input.count-done type="text" inputmode="decimal" name={ "done:" (row.id) } value=(row.done) maxlength="20" autocomplete="off" aria-label={ (now) ", " (row.title) } aria-invalid=[(!row.why.is_empty()).then_some("true")]; " " (row.measure)
                @if !row.why.is_empty() { br; span.why { (row.why) } } }
        }
    }
}

fn spent(f: &Frame, view: &CountView, row: &CountRow) -> Markup {
    let label = f.text("gantt.count.spent");
    html! {
        td.nowrap data-l=(label) {
            @if view.action.is_empty() { (row.spent) }
            @else if row.is_priced { input.count-done type="text" name={ "spent:" (row.id) } value=(row.spent) placeholder=(row.spent_before) title=(f.text("gantt.count.spent-hint")) maxlength="300" autocomplete="off" aria-label={ (label) ", " (row.title) }; }
        }
    }
}

fn note(f: &Frame, view: &CountView, row: &CountRow) -> Markup {
    let label = f.text("gantt.count.note");
    html! {
        td data-l=(label) {
            @if view.action.is_empty() { (row.note) }
            @else {
                input.count-note type="text" name={ "note:" (row.id) } value=(row.note) maxlength="200" autocomplete="off" aria-label={ (label) ", " (row.title) };
                (more(f, row))
            }
        }
    }
}

/// What is said of a task now and then: the days it began and ended, what is left, photos.
fn more(f: &Frame, row: &CountRow) -> Markup {
    let fields = ["started", "finished", "left"].into_iter().zip(["gantt.count.started", "gantt.count.finished", "gantt.count.left"]);
    html! {
        details.small open[row.ends.iter().any(|said| !said.is_empty())] {
            summary { (f.text("gantt.count.more")) }
            @for ((name, key), said) in fields.zip(&row.ends) {
                label { (f.text(key)) " " input.count-done type="text" name={ (name) ":" (row.id) } value=(said) maxlength="20" autocomplete="off" aria-label={ (f.text(key)) ", " (row.title) }; } " "
            }
            @if !row.photo.is_empty() { a href=(row.photo) { (f.text("gantt.count.photo")) } }
        }
    }
}
