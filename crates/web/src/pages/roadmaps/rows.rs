//! The table of tasks with the chart in its last column. Cells of a row say what its bar shows; on a phone they become a list.

use super::one::{OneView, Roadmap, Row};
use super::told;
use crate::frame::Frame;
use crate::parts::gantt::{self, Shape};
use chrono::Datelike;
use maud::{Markup, html};

/// The table.
pub(super) fn table(f: &Frame, view: &OneView, roadmap: &Roadmap) -> Markup {
    let chart = &roadmap.chart;
    framed(
        f,
        view,
        roadmap,
        &html! {
                table.gantt {
                    caption.vh { (f.text("gantt.chart")) }
                    thead { tr {
                        th.i scope="col" { (f.text("gantt.no")) }
                        th.n scope="col" { (f.text("gantt.task")) }
                        th.r scope="col" { (f.text("gantt.days")) }
                        th.d scope="col" { (f.text("gantt.start")) }
                        th.d scope="col" { (f.text("gantt.end")) }
                        th.r scope="col" { (f.text("gantt.done")) }
                        th.s scope="col" { (f.text("gantt.standing")) }
                        th.r scope="col" { (f.text("gantt.float")) }
                        th.p scope="col" { (f.text("gantt.person")) }
                        (chart_head(f, chart))
                    } }
                    tbody { @for row in &roadmap.rows { (one(f, view, roadmap, row)) } }
                }
        },
    )
}

/// The head of the last column: the chart's.
pub(super) fn chart_head(f: &Frame, chart: &gantt::Chart) -> Markup {
    let month =
        |date: vedich_values::Date| f.say("gantt.month", &[("month", &date.month().to_string()), ("year", &date.year().to_string())]);
    html! { th.g scope="col" { span.vh { (f.text("gantt.bars")) } (gantt::head(chart, month, |date| day(chart, date))) } }
}

/// The box a table scrolls in, with what scripts need to drag bars.
pub(super) fn framed(f: &Frame, view: &OneView, roadmap: &Roadmap, table: &Markup) -> Markup {
    let (chart, script) = (&roadmap.chart, view.tools.script.as_ref());
    html! {
        div.boxed.scroll.gantt-box tabindex="0" role="group" aria-labelledby="chart"
            data-edits=[script.map(|script| &script.0)] data-on=[script.map(|script| &script.1)] data-roadmap=[script.map(|script| &script.2)]
            data-base=[script.map(|_| &view.tools.base)] data-now=[chart.middle_of_today()] data-px=[script.map(|_| chart.day_px())] data-first=[script.map(|_| chart.first)]
            data-failed=[script.map(|_| f.text("gantt.drag-failed"))] { (table) }
        @if script.is_some() { p.small.quiet.only-script { (f.text("gantt.drag-help")) } }
    }
}

/// What scripts know a bar by; headings cannot be dragged.
pub(super) fn grip<'a>(view: &OneView, row: &'a Row) -> &'a str {
    if view.tools.script.is_some() && row.bar.shape != Shape::Heading { row.id.as_str() } else { "" }
}

/// A day of a month without its month where days are labelled, a Monday with it where weeks are.
fn day(chart: &gantt::Chart, date: vedich_values::Date) -> String {
    match chart.zoom {
        gantt::Zoom::Day => date.day().to_string(),
        _ => format!("{}/{}", date.day(), date.month()),
    }
}

fn one(f: &Frame, view: &OneView, roadmap: &Roadmap, row: &Row) -> Markup {
    let class = match (row.bar.shape, row.bar.critical) {
        (Shape::Heading, _) => "h",
        (_, true) => "c",
        _ => "",
    };
    let bar = grip(view, row);
    html! {
        tr class=[Some(class).filter(|class| !class.is_empty())] {
            td.i { (row.no) }
            th class={ "n in" (row.depth) } scope="row" title=(row.title) {
                @if !row.fold.href.is_empty() { a.fold href=(row.fold.href) { span aria-hidden="true" { (row.fold.text) } span.vh { (if row.fold.text == "▸" { f.text("gantt.unfold") } else { f.text("gantt.fold") }) } } }
                @if row.edit.is_empty() { (row.title) } @else { a href=(row.edit) { (row.title) } }
            }
            td.r { (row.days) }
            td.d { (row.start) }
            td.d { (row.finish) }
            td.r { (row.done) }
            td.s { (told(&row.standing)) }
            td.r { (row.float) }
            td.p title=[Some(&row.person).filter(|person| person.chars().count() > 44)] { @if !row.person.is_empty() { span { (row.person) } } }
            td.g { (gantt::strip(&roadmap.chart, &row.bar, bar)) }
        }
    }
}
