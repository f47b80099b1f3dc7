//! The registers of a unit and year.

use super::{hidden, ways};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};
use vedich_papers::Table;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct RegistersView {
    /// The unit with those above it.
    pub unit: String,
    /// Its id.
    pub unit_id: String,
    /// The year.
    pub year: String,
    /// What went out.
    pub outgoing: Table,
    /// What came in.
    pub incoming: Table,
    /// What is to be answered.
    pub followed: Table,
    /// Papers that came in: number, and what they are.
    pub arrivals: Vec<(String, String)>,
    /// Papers that can be handed over: key, and what they are.
    pub handed: Vec<(String, String)>,
    /// Whether the person may enter papers that came in.
    pub may_receive: bool,
    /// What forms carry.
    pub token: String,
    /// Identity of the command.
    pub command: String,
    /// Today.
    pub today: String,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &RegistersView) -> Markup {
    let crumbs = vec![Link::new(f.text("papers.title"), crate::frame::address("/papers", [("unit", view.unit_id.as_str())]))];
    let title = format!("{}, {}", f.text("papers.register-out"), f.text("papers.register-in").to_lowercase());
    let head = Head { title, crumbs, part: "papers", ..Head::default() };
    let body = html! {
        p { b { (view.unit) } }
        form.fields.no-print method="get" action="/papers/registers" {
            input type="hidden" name="unit" value=(view.unit_id);
            div.field {
                label for="register-year" { (f.text("papers.year")) }
                input id="register-year" type="number" name="year" value=(view.year) min="1900" max="2200";
            }
            button.act.light type="submit" { (f.text("papers.show")) }
        }
        (ways(f, &view.unit_id, false))
        (register(f, f.text("papers.register-out"), &view.outgoing, "outgoing.xlsx", view))
        (register(f, f.text("papers.register-in"), &view.incoming, "incoming.xlsx", view))
        (register(f, f.text("papers.register-follow"), &view.followed, "follow-up.xlsx", view))
        @if view.may_receive && !view.arrivals.is_empty() { (follow(f, view)) }
        @if view.may_receive && !view.handed.is_empty() { (hand_over(f, view)) }
        @if view.may_receive { (receive(f, view)) }
    };
    page(f, &head, &body)
}

fn register(f: &Frame, title: &str, table: &Table, file: &str, view: &RegistersView) -> Markup {
    let headings: Vec<String> = table.head.first().into_iter().flatten().map(|cell| cell.content.printed()).collect();
    let address =
        crate::frame::address(&format!("/papers/registers/{file}"), [("unit", view.unit_id.as_str()), ("year", view.year.as_str())]);
    html! {
        section.section {
            h2 { (title) " " (view.year) }
            @if table.rows.is_empty() { p.quiet { (f.text("papers.none")) } } @else {
                div.boxed.scroll {
                    table.plain-table.cards-on-phone {
                        thead { tr { @for heading in &headings { th { (heading) } } } }
                        tbody {
                            @for row in &table.rows {
                                tr {
                                    @for (cell, heading) in row.cells.iter().zip(&headings) { td data-l=(heading) { (cell.content.printed()) } }
                                }
                            }
                        }
                    }
                }
                p.no-print { a.act.light href=(address) { "XLSX" } }
            }
        }
    }
}

/// What became of a paper that came in.
fn follow(f: &Frame, view: &RegistersView) -> Markup {
    let sent = if view.sent.typed("what") == "follow" { view.sent.clone() } else { Sent::default() };
    html! {
        section.section.card.no-print {
            h2 { (f.text("papers.follow")) }
            (problem(&sent))
            form.tall method="post" action="/papers/registers" {
                (hidden(&view.token, &uuid::Uuid::now_v7().to_string(), &view.unit_id))
                input type="hidden" name="what" value="follow";
                input type="hidden" name="year" value=(view.year);
                (select(&sent, "follow", "number", f.text("papers.arrival"), &view.arrivals))
                (Field::text("progress", f.text("papers.progress")).show(&sent, "follow"))
                div.fields.top {
                    (Field::text("answer", f.text("papers.answered-by")).show(&sent, "follow"))
                    (Field::text("note", f.text("papers.note")).show(&sent, "follow"))
                }
                button.act type="submit" { (f.text("papers.save")) }
            }
        }
    }
}

/// How a paper was handed over.
fn hand_over(f: &Frame, view: &RegistersView) -> Markup {
    let mut sent = if view.sent.typed("what") == "hand-over" { view.sent.clone() } else { Sent::default() };
    if sent.given("on").is_none() {
        sent.typed.push(("on".to_owned(), view.today.clone()));
    }
    html! {
        section.section.card.no-print {
            h2 { (f.text("papers.hand-over")) }
            (problem(&sent))
            form.tall method="post" action="/papers/registers" {
                (hidden(&view.token, &uuid::Uuid::now_v7().to_string(), &view.unit_id))
                input type="hidden" name="what" value="hand-over";
                input type="hidden" name="year" value=(view.year);
                (select(&sent, "over", "which", f.text("papers.which"), &view.handed))
                div.fields.top {
                    (Field::text("on", f.text("papers.handed-on")).hint(f.text("web.date.hint")).show(&sent, "over"))
                    (Field::text("copies", f.text("papers.copies")).hint(f.text("papers.copies-hint")).show(&sent, "over"))
                }
                div.fields.top {
                    (Field::text("kept-by", f.text("papers.kept-by")).show(&sent, "over"))
                    (Field::text("received-by", f.text("papers.received-by")).show(&sent, "over"))
                }
                (Field::text("note", f.text("papers.note")).show(&sent, "over"))
                button.act type="submit" { (f.text("papers.save")) }
            }
        }
    }
}

fn receive(f: &Frame, view: &RegistersView) -> Markup {
    let mut sent = if ["follow", "hand-over"].contains(&view.sent.typed("what")) { Sent::default() } else { view.sent.clone() };
    if sent.given("came").is_none() {
        sent.typed.push(("came".to_owned(), view.today.clone()));
    }
    html! {
        section.section.card.no-print {
            h2 { (f.text("papers.receive")) }
            (problem(&sent))
            form.tall method="post" action="/papers/registers" {
                (hidden(&view.token, &view.command, &view.unit_id))
                (Field::text("author", f.text("papers.author")).show(&sent, "in"))
                (Field::text("subject", f.text("papers.subject")).show(&sent, "in"))
                div.fields.top {
                    (Field::text("symbol", f.text("papers.symbol")).show(&sent, "in"))
                    (Field::text("dated", f.text("papers.dated")).hint(f.text("web.date.hint")).show(&sent, "in"))
                }
                div.fields.top {
                    (Field::text("came", f.text("papers.came")).hint(f.text("web.date.hint")).show(&sent, "in"))
                    (Field::text("due", f.text("papers.due")).hint(f.text("web.date.hint")).show(&sent, "in"))
                }
                (Field::text("given-to", f.text("papers.given-to")).show(&sent, "in"))
                button.act type="submit" { (f.text("papers.enter")) }
            }
        }
    }
}
