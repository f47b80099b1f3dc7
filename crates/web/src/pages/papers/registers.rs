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
    /// The words lines are looked for by.
    pub words: String,
    /// What went out, the latest number first, and where it goes on; empty: that is all.
    pub outgoing: (Table, String),
    /// What came in.
    pub incoming: (Table, String),
    /// What is to be answered.
    pub followed: (Table, String),
    /// Papers that came in, of those shown: number, and what they are.
    pub arrivals: Vec<(String, String)>,
    /// Papers that can be handed over, of those shown: key, and what they are.
    pub handed: Vec<(String, String)>,
    /// The line that is being corrected: its number, the version shown, its fields as they stand; none: none was chosen.
    pub corrected: Option<(String, String, Sent)>,
    /// What lines said before they were corrected, in words.
    pub earlier: Vec<String>,
    /// Whether the person may enter papers that came in.
    pub may_receive: bool,
    /// What forms carry.
    pub token: String,
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
            div.field {
                label for="register-q" { (f.text("papers.words")) }
                input id="register-q" type="search" name="q" value=(view.words) maxlength="200";
            }
            button.act.light type="submit" { (f.text("papers.show")) }
        }
        (ways(f, &view.unit_id, false))
        (register(f, f.text("papers.register-out"), &view.outgoing, "outgoing.xlsx", view))
        (register(f, f.text("papers.register-in"), &view.incoming, "incoming.xlsx", view))
        @if !view.earlier.is_empty() {
            details { summary { (f.text("papers.earlier")) " (" (view.earlier.len()) ")" } ul { @for one in &view.earlier { li { (one) } } } }
        }
        (register(f, f.text("papers.register-follow"), &view.followed, "follow-up.xlsx", view))
        @if view.may_receive && !view.arrivals.is_empty() { (follow(f, view)) }
        @if view.may_receive && !view.handed.is_empty() { (hand_over(f, view)) }
        @if view.may_receive { (receive(f, view)) }
        @if view.may_receive && !view.arrivals.is_empty() { (correct(f, view)) }
    };
    page(f, &head, &body)
}

fn register(f: &Frame, title: &str, (table, next): &(Table, String), file: &str, view: &RegistersView) -> Markup {
    let headings: Vec<String> = table.head.first().into_iter().flatten().map(|cell| cell.content.printed()).collect();
    let selected = [("unit", view.unit_id.as_str()), ("year", view.year.as_str()), ("q", view.words.as_str())];
    let address = crate::frame::address(&format!("/papers/registers/{file}"), selected);
    html! {
        section.section {
            h2 { (title) " " (view.year) }
            @if table.rows.is_empty() { p.quiet { (f.text(if view.words.is_empty() { "papers.none" } else { "papers.none-found" })) } } @else {
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
                @if !next.is_empty() { p.pager.no-print { a.act.light rel="next" href=(next) { (f.text("papers.older")) } } }
                p.no-print.files { a.act.light.down href=(address) { "XLSX" } }
            }
        }
    }
}

/// A form of this page: what was sent stands in the one it was sent from.
fn card(f: &Frame, view: &RegistersView, what: &str, words: [&'static str; 2], fields: impl FnOnce(&Sent) -> Markup) -> Markup {
    let sent = if view.sent.typed("what") == what { view.sent.clone() } else { Sent::default() };
    html! {
        section.section.card.no-print {
            h2 { (f.text(words[0])) }
            (problem(&sent))
            form.tall method="post" action="/papers/registers" {
                (hidden(&view.token, &uuid::Uuid::now_v7().to_string(), &view.unit_id))
                input type="hidden" name="what" value=(what);
                input type="hidden" name="year" value=(view.year);
                @if !view.words.is_empty() { input type="hidden" name="q" value=(view.words); }
                (fields(&sent))
                button.act type="submit" { (f.text(words[1])) }
            }
        }
    }
}

/// With today in a field nothing was written into.
fn today(view: &RegistersView, sent: &Sent, name: &str) -> Sent {
    let mut sent = sent.clone();
    if sent.given(name).is_none() {
        sent.typed.push((name.to_owned(), view.today.clone()));
    }
    sent
}

/// A field of words, and one of a day.
fn words(f: &Frame, name: &'static str, key: &'static str, sent: &Sent, place: &str) -> Markup {
    Field::text(name, f.text(key)).show(sent, place)
}

fn day(f: &Frame, name: &'static str, key: &'static str, sent: &Sent, place: &str) -> Markup {
    Field::text(name, f.text(key)).hint(f.text("web.date.hint")).show(sent, place)
}

/// What became of a paper that came in.
fn follow(f: &Frame, view: &RegistersView) -> Markup {
    card(f, view, "follow", ["papers.follow", "papers.save"], |sent| {
        html! {
            (select(sent, "follow", "number", f.text("papers.arrival"), &view.arrivals))
            (words(f, "progress", "papers.progress", sent, "follow"))
            div.fields.top { (words(f, "answer", "papers.answered-by", sent, "follow")) (words(f, "note", "papers.note", sent, "follow")) }
        }
    })
}

/// How a paper was handed over.
fn hand_over(f: &Frame, view: &RegistersView) -> Markup {
    card(f, view, "hand-over", ["papers.hand-over", "papers.save"], |sent| {
        let sent = &today(view, sent, "on");
        html! {
            (select(sent, "over", "which", f.text("papers.which"), &view.handed))
            div.fields.top {
                (day(f, "on", "papers.handed-on", sent, "over"))
                (Field::text("copies", f.text("papers.copies")).hint(f.text("papers.copies-hint")).show(sent, "over"))
            }
            div.fields.top { (words(f, "kept-by", "papers.kept-by", sent, "over")) (words(f, "received-by", "papers.received-by", sent, "over")) }
            (words(f, "note", "papers.note", sent, "over"))
        }
    })
}

fn receive(f: &Frame, view: &RegistersView) -> Markup {
    card(f, view, "receive", ["papers.receive", "papers.enter"], |sent| line(f, &today(view, sent, "came"), "in"))
}

/// The fields of a line of the incoming register.
fn line(f: &Frame, sent: &Sent, place: &str) -> Markup {
    html! {
        (words(f, "author", "papers.author", sent, place))
        (words(f, "subject", "papers.subject", sent, place))
        div.fields.top { (words(f, "symbol", "papers.symbol", sent, place)) (day(f, "dated", "papers.dated", sent, place)) }
        div.fields.top { (day(f, "came", "papers.came", sent, place)) (day(f, "due", "papers.due", sent, place)) }
        (words(f, "given-to", "papers.given-to", sent, place))
    }
}

/// A line to correct: first chosen, then written anew with a reason.
fn correct(f: &Frame, view: &RegistersView) -> Markup {
    let chosen = view.corrected.as_ref();
    html! {
        form.fields.no-print id="correct" method="get" action="/papers/registers#correct" {
            input type="hidden" name="unit" value=(view.unit_id);
            input type="hidden" name="year" value=(view.year);
            @if !view.words.is_empty() { input type="hidden" name="q" value=(view.words); }
            div.field {
                label for="correct-number" { (f.text("papers.correct-choose")) }
                select id="correct-number" name="correct" { @for (number, words) in &view.arrivals { option value=(number) selected[chosen.is_some_and(|(known, ..)| known == number)] { (words) } } }
            }
            button.act.light type="submit" { (f.text("papers.correct")) }
        }
        @if let Some((number, base, stands)) = chosen {
            (card(f, view, "correct", ["papers.correct", "papers.save"], |sent| {
                let sent = if sent.typed.is_empty() { stands } else { sent };
                html! {
                    p.quiet { (f.text("papers.correct-lead")) }
                    input type="hidden" name="number" value=(number);
                    input type="hidden" name="base" value=(base);
                    (line(f, sent, "fix"))
                    (Field::text("reason", f.text("papers.reason")).show(sent, "fix"))
                }
            }))
        }
    }
}
