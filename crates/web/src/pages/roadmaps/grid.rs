//! The table edited in place: a form whose cells are fields, beside the chart. Works without scripts; with them cells are walked by
//! keyboard, a block from Excel can be pasted, and bars can be dragged.

use super::one::{CellView, OneView, Roadmap, Row, hidden};
use super::rows;
use crate::frame::Frame;
use crate::parts::form::{Sent, problem};
use crate::parts::gantt;
use maud::{Markup, html};

/// The table in its form.
pub(super) fn table(f: &Frame, view: &OneView, roadmap: &Roadmap, action: &str, sent: &Sent) -> Markup {
    let table = html! {
        table.gantt.grid {
            caption.vh { (f.text("gantt.chart")) }
            thead { tr {
                th.i scope="col" { (f.text("gantt.no")) }
                th.n scope="col" { (f.text("gantt.task")) }
                th scope="col" { (f.text("gantt.days")) }
                th.d scope="col" { (f.text("gantt.start")) }
                th.d scope="col" { (f.text("gantt.end")) }
                th scope="col" { (f.text("gantt.not-before")) }
                th scope="col" { (f.text("roadmap.field.deadline")) }
                th scope="col" { (f.text("roadmap.field.links")) }
                th scope="col" { (f.text("gantt.person")) }
                th scope="col" { (f.text("roadmap.field.quantity")) }
                th scope="col" { (f.text("roadmap.field.cost")) }
                th scope="col" { (f.text("roadmap.field.spread")) }
                (rows::chart_head(f, &roadmap.chart))
            } }
            tbody {
                @for row in &roadmap.rows { (one(f, view, roadmap, row)) }
                @for row in &roadmap.added { (added(f, row)) }
            }
        }
    };
    html! {
        (problem(sent))
        form.grid-form method="post" action=(action) data-grid data-past=(f.text("gantt.pasted-past")) {
            (hidden(&view.tools))
            (rows::framed(f, view, roadmap, &table))
            p.row { button.act type="submit" { (f.text("gantt.save-table")) } span.small.quiet { (f.text("gantt.table-help")) } }
        }
    }
}

fn one(f: &Frame, view: &OneView, roadmap: &Roadmap, row: &Row) -> Markup {
    let cell = |name: &str| row.cells.iter().find(|cell| cell.name == name);
    html! {
        tr class=[(row.bar.shape == gantt::Shape::Heading).then_some("h")] {
            td.i { (row.no) }
            th.n scope="row" { (field(f, row, cell("title"))) }
            td { (field(f, row, cell("days"))) }
            td.d { (row.start) }
            td.d { (row.finish) }
            td { (field(f, row, cell("from"))) }
            td { (field(f, row, cell("by"))) }
            td { (field(f, row, cell("after"))) }
            td { (field(f, row, cell("person"))) }
            td { (field(f, row, cell("quantity"))) }
            td { (field(f, row, cell("cost"))) }
            td { (field(f, row, cell("spread"))) }
            td.g { (gantt::strip(&roadmap.chart, &row.bar, rows::grip(view, row))) }
        }
    }
}

/// An empty row: typed into, it becomes a task.
fn added(f: &Frame, row: &Row) -> Markup {
    let cell = |name: &str| field(f, row, row.cells.iter().find(|cell| cell.name == name));
    html! {
        tr.added data-added {
            td.i { (row.no) }
            th.n scope="row" { (cell("title")) }
            td { (cell("days")) }
            td.d {} td.d {}
            @for name in ["from", "by", "after", "person", "quantity", "cost", "spread"] { td { (cell(name)) } }
            td.g {}
        }
    }
}

fn field(f: &Frame, row: &Row, cell: Option<&CellView>) -> Markup {
    html! {
        @if let Some(cell) = cell {
            @let words = match cell.name { "title" => f.text("gantt.task"), "days" => f.text("gantt.days"), "from" => f.text("gantt.not-before"), "by" => f.text("roadmap.field.deadline"), "after" => f.text("roadmap.field.links"), "quantity" => f.text("roadmap.field.quantity"), "cost" => f.text("roadmap.field.cost"), "spread" => f.text("roadmap.field.spread"), _ => f.text("gantt.person") };
            @let empty = (cell.name == "title" && row.id.starts_with('+')).then(|| f.text("gantt.new-row"));
            input type="text" placeholder=[empty] class={ "c-" (cell.name) } name={ (cell.name) ":" (row.id) } value=(cell.text) maxlength="200" autocomplete="off"
                aria-label={ (words) ", " (row.no) } aria-invalid=[(!cell.why.is_empty()).then_some("true")] title=[Some(&cell.why).filter(|why| !why.is_empty())];
        }
    }
}
