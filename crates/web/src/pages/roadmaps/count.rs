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
    /// The week's Monday as forms carry it.
    pub week: String,
    /// Who closed the week, in words; empty: it is open.
    pub closed: String,
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
    /// The remark.
    pub note: String,
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
        p.row { (told(&view.open)) @if !view.closed.is_empty() { span.tag.good { "✓ " (view.closed) } } }
        (problem(&view.sent))
        @if view.weeks.is_empty() { (week(f, view)) } @else { (month(f, view)) }
    };
    page(f, &head, &body)
}

fn week(f: &Frame, view: &CountView) -> Markup {
    let table = html! {
        div.boxed.scroll { table.plain-table.cards-on-phone.count-table {
            caption.vh { (view.period) }
            thead { tr {
                th scope="col" { (f.text("gantt.no")) } th scope="col" { (f.text("gantt.task")) } th scope="col" { (f.text("gantt.person")) }
                th.num scope="col" { (f.text("gantt.count.planned")) } th.num scope="col" { (f.text("gantt.count.before")) }
                th scope="col" { (f.text("gantt.count.now")) } th scope="col" { (f.text("gantt.count.note")) } th scope="col" { (f.text("gantt.standing")) }
            } }
            @for group in &view.groups { tbody {
                @if !group.title.is_empty() { tr.group { th colspan="8" scope="rowgroup" { (group.title) } } }
                @for row in &group.rows { (week_row(f, view, row)) }
            } }
        } }
    };
    html! {
        @if view.action.is_empty() { (table) } @else {
            form method="post" action=(view.action) data-count {
                (hidden(&view.tools))
                input type="hidden" name="week" value=(view.week);
                (table)
                p.row.section {
                    button.act type="submit" { (f.text("gantt.count.save")) }
                    @if view.closed.is_empty() { button.act.light type="submit" name="close" value="close" { (f.text("gantt.count.close")) } }
                    @else { button.act.light type="submit" name="close" value="reopen" { (f.text("gantt.count.reopen")) } }
                }
            }
        }
    }
}

fn week_row(f: &Frame, view: &CountView, row: &CountRow) -> Markup {
    let (planned, before, now, note) =
        (f.text("gantt.count.planned"), f.text("gantt.count.before"), f.text("gantt.count.now"), f.text("gantt.count.note"));
    html! {
        tr {
            td.quiet { (row.no) }
            th scope="row" { (row.title) }
            td { (row.person) }
            td.num data-l=(planned) { (row.planned) }
            td.num data-l=(before) { (row.before) }
            @if view.action.is_empty() {
                td data-l=(now) { (row.done) @if !row.done.is_empty() { " " (row.measure) } }
                td data-l=(note) { (row.note) }
            } @else {
                td.nowrap { input.count-done type="text" inputmode="decimal" name={ "done:" (row.id) } value=(row.done) maxlength="20" autocomplete="off" aria-label={ (now) ", " (row.title) } aria-invalid=[(!row.why.is_empty()).then_some("true")]; " " (row.measure)
                    @if !row.why.is_empty() { br; span.why { (row.why) } } }
                td { input.count-note type="text" name={ "note:" (row.id) } value=(row.note) maxlength="200" autocomplete="off" aria-label={ (note) ", " (row.title) }; }
            }
            td { (told(&row.standing)) }
        }
    }
}

fn month(f: &Frame, view: &CountView) -> Markup {
    let (planned, gained) = (f.text("gantt.count.planned"), f.text("gantt.count.gained"));
    html! {
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (view.period) }
            thead { tr {
                th scope="col" { (f.text("gantt.no")) } th scope="col" { (f.text("gantt.task")) } th scope="col" { (f.text("gantt.person")) } th.num scope="col" { (planned) }
                th.num scope="col" { (f.text("gantt.count.before")) }
                @for week in &view.weeks { th.num scope="col" { (week) } }
                th.num scope="col" { (gained) } th scope="col" { (f.text("gantt.standing")) }
            } }
            @for group in &view.groups { tbody {
                @if !group.title.is_empty() { tr.group { th colspan=(view.weeks.len() + 7) scope="rowgroup" { (group.title) } } }
                @for row in &group.rows { tr {
                    td.quiet { (row.no) } th scope="row" { (row.title) } td { (row.person) }
                    td.num data-l=(planned) { (row.planned) } td.num data-l=(f.text("gantt.count.before")) { (row.before) }
                    @for ((cell, counted), week) in row.weeks.iter().zip(&view.weeks) { td.num data-l=(week) { @if *counted { b { (cell) } } @else { span.quiet { (cell) } } } }
                    td.num data-l=(gained) { b { (row.gained) } } td { (told(&row.standing)) }
                } }
            } }
        } }
        p.small.quiet { (f.text("gantt.count.month-help")) }
    }
}
