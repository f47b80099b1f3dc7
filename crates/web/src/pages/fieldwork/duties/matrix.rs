//! Who is responsible as a matrix: what there is to be responsible for down the side, people and offices across, gaps in sight.

use crate::frame::Frame;
use crate::parts::{Link, link};
use maud::{Markup, html};
use vedich_facts::Part;

/// Gaps named one by one; more are counted.
const NAMED: usize = 12;

/// A matrix.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// People and offices, across.
    pub holders: Vec<String>,
    /// What there is to be responsible for.
    pub rows: Vec<Row>,
}

/// Something people are responsible for.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What.
    pub what: Link,
    /// The same as the form that assigns it has it.
    pub over: String,
    /// What each of the holders is to it; a cell of its own for each.
    pub cells: Vec<Vec<Mark>>,
    /// Nobody is in charge on the day shown.
    pub gap: bool,
}

/// What somebody is to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// As what.
    pub part: Part,
    /// From which day, where that is still to come.
    pub from: Option<String>,
    /// Up to which day, where that is known.
    pub to: Option<String>,
}

impl Mark {
    /// As people read it: "In charge (from 1 Dec 2026)".
    #[must_use]
    pub fn words(&self, f: &Frame) -> String {
        let part = f.text(match self.part {
            Part::Lead => "fieldwork.duty.lead",
            Part::Support => "fieldwork.duty.support",
        });
        match self.dates(f) {
            dates if dates.is_empty() => part.to_owned(),
            dates => format!("{part} ({dates})"),
        }
    }

    fn dates(&self, f: &Frame) -> String {
        let from = self.from.as_ref().map(|day| f.say("fieldwork.duty.from-day", &[("date", day)]));
        let to = self.to.as_ref().map(|day| f.say("people.deed.until", &[("date", day)]));
        from.into_iter().chain(to).collect::<Vec<_>>().join(", ")
    }
}

/// The matrix with its gaps above it. `assign` is where whoever may assigns what nobody is in charge of.
pub(super) fn render(f: &Frame, id: &str, (title, corner): (&'static str, &'static str), matrix: &Matrix, assign: Option<&str>) -> Markup {
    html! {
        @if !matrix.rows.is_empty() {
            section.section aria-labelledby=(id) {
                h2 id=(id) { (f.text(title)) }
                (gaps(f, matrix))
                @if !matrix.holders.is_empty() { p.quiet.small aria-hidden="true" { b { "●" } " " (f.text("fieldwork.duty.lead")) " · " b { "○" } " " (f.text("fieldwork.duty.support")) " · " (f.text("fieldwork.duty.legend")) } }
                @if matrix.holders.is_empty() { details { summary { (f.say("fieldwork.duty.show-rows", &[("n", &matrix.rows.len().to_string())])) } (table(f, id, corner, matrix, assign)) } }
                @else { (table(f, id, corner, matrix, assign)) }
            }
        }
    }
}

fn table(f: &Frame, id: &str, corner: &'static str, matrix: &Matrix, assign: Option<&str>) -> Markup {
    html! {
        div.boxed.scroll tabindex="0" role="region" aria-labelledby=(id) {
            table.duty-matrix {
                thead { tr { th scope="col" { (f.text(corner)) } @for holder in &matrix.holders { th.holder scope="col" { span { (holder) } } } th { span.sr { (f.text("fieldwork.duty.gap")) } } } }
                tbody { @for row in &matrix.rows { (line(f, row, assign)) } }
            }
        }
    }
}

fn gaps(f: &Frame, matrix: &Matrix) -> Markup {
    let open: Vec<&str> = matrix.rows.iter().filter(|row| row.gap).map(|row| row.what.text.as_str()).collect();
    let count = [("n", open.len().to_string()), ("total", matrix.rows.len().to_string())];
    let say = |key: &'static str| f.say(key, &count.each_ref().map(|(name, text)| (*name, text.as_str())));
    html! {
        @if open.is_empty() { p { span.tag.check.verified { (f.text("fieldwork.duty.no-gaps")) } } }
        @else {
            p.note.warn { b { (say("fieldwork.duty.gaps")) }
                @if open.len() < matrix.rows.len() { ": " (open.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ")) @if open.len() > NAMED { "; …" } } }
        }
    }
}

fn line(f: &Frame, row: &Row, assign: Option<&str>) -> Markup {
    html! {
        tr.gap[row.gap] {
            th scope="row" { (link(&row.what)) }
            @for cell in &row.cells {
                td { @for mark in cell {
                    span.mark.to-come[mark.from.is_some()] title=(mark.words(f)) {
                        span aria-hidden="true" { (if mark.part == Part::Lead { "●" } else { "○" }) }
                        span.sr { (mark.words(f)) }
                        @if mark.from.is_some() || mark.to.is_some() { small aria-hidden="true" { (mark.dates(f)) } }
                    }
                } }
            }
            td.last { @if row.gap {
                span.tag.warn { (f.text("fieldwork.duty.gap")) }
                @if let Some(assign) = assign { " " a.no-print href={ (crate::frame::address(assign, [("over", row.over.as_str())])) "#give" } { (f.text("fieldwork.duty.give")) span.sr { " " (row.what.text) } } }
            } }
        }
    }
}
