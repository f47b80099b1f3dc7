//! `/responsibility/{unit}`: who is responsible for which criteria, communes and hamlets, since when, by which decision.

pub mod matrix;

use self::matrix::Matrix;
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct DutiesView {
    /// Name of the unit.
    pub name: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// Its address.
    pub path: String,
    /// The criteria by people and offices.
    pub criteria: Matrix,
    /// The units below by people and offices.
    pub units: Matrix,
    /// Everything ever given, latest first.
    pub history: Vec<DutyLine>,
    /// What can be given: value and words.
    pub charges: Vec<(String, String)>,
    /// Whether the reader may change it.
    pub assigns: bool,
    /// What forms carry.
    pub token: String,
    /// Whether something was just done.
    pub done: bool,
    /// The form as it was sent.
    pub sent: Sent,
    /// Whose responsibility could end the day before, in words, where somebody is in charge already.
    pub offer: Option<String>,
    /// Today: from when on one ends where no other day is given.
    pub today: String,
    /// What a file would give, when one was handed in.
    pub file: Option<FileView>,
}

/// A file that was handed in.
#[derive(Clone, Debug, Default)]
pub struct FileView {
    /// What it would give.
    pub lines: Vec<DutyLine>,
    /// Rows that hold already.
    pub known: usize,
    /// What is wrong in it, with its places.
    pub problems: Vec<String>,
    /// The file itself, carried through the page.
    pub carried: String,
}

/// A duty.
#[derive(Clone, Debug, Default)]
pub struct DutyLine {
    /// Its identity.
    pub seq: String,
    /// Who.
    pub holder: String,
    /// Their login, where there is an account.
    pub account: Option<String>,
    /// First day.
    pub from: String,
    /// Last day; empty: until changed.
    pub to: String,
    /// For what.
    pub what: String,
    /// As what.
    pub part: &'static str,
    /// From when to when.
    pub span: String,
    /// The decision.
    pub decision: String,
    /// Whether it holds today, or will.
    pub open: bool,
    /// From which day it will hold, where that is still to come.
    pub to_come: Option<String>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &DutiesView) -> Markup {
    let title = f.say("fieldwork.duty.title", &[("name", &view.name)]);
    let head = Head { title, crumbs: view.crumbs.clone(), part: "work", ..Head::default() };
    let assign = view.assigns.then_some(view.path.as_str());
    let body = html! {
        @if view.done { p.note role="status" { b { (f.text("fieldwork.evidence.done")) } } }
        (problem(&view.sent))
        p.no-print.row { @if view.assigns { a.act href="#give" { (f.text("fieldwork.duty.give")) } " " } a.act.light.down href={ (view.path) "/matrix.xlsx" } { "XLSX" } }
        @if let Some(file) = &view.file { (looked_at(f, view, file)) }
        (matrix::render(f, "duty-criteria", ("fieldwork.duty.by-criterion", "fieldwork.criterion"), &view.criteria, assign))
        (matrix::render(f, "duty-units", ("fieldwork.duty.by-unit", "fieldwork.unit"), &view.units, assign))
        @if view.assigns { (form(f, view)) (hand_in(f, view)) }
        (history(f, view))
    };
    page(f, &head, &body)
}

fn form(f: &Frame, view: &DutiesView) -> Markup {
    let parts = [
        ("lead".to_owned(), f.text("fieldwork.duty.lead").to_owned()),
        ("support".to_owned(), f.text("fieldwork.duty.support").to_owned()),
    ];
    html! {
        section.section.card.no-print id="give-section" aria-labelledby="give" {
            h2 id="give" { (f.text("fieldwork.duty.give")) }
            form.tall method="post" action={ (view.path) "/give" } {
                input type="hidden" name="token" value=(view.token);
                (select(&view.sent, "duty", "over", f.text("fieldwork.duty.what"), &view.charges))
                (Field::text("holder", f.text("fieldwork.duty.holder")).hint(f.text("fieldwork.duty.holder-hint")).show(&view.sent, "duty"))
                (Field::text("login", f.text("fieldwork.duty.login")).show(&view.sent, "duty"))
                (select(&view.sent, "duty", "part", f.text("fieldwork.duty.part"), &parts))
                (Field::text("from", f.text("people.from")).show(&view.sent, "duty"))
                (Field::text("to", f.text("people.to")).hint(f.text("fieldwork.duty.to-hint")).show(&view.sent, "duty"))
                (Field::text("decision", f.text("people.decision")).show(&view.sent, "duty"))
                @if let Some(offer) = &view.offer { p.note { (f.text("fieldwork.duty.hand-over-text")) } button.act type="submit" name="hand-over" value="yes" { (offer) } " " }
                button.act.light[view.offer.is_some()] type="submit" { (f.text("fieldwork.duty.give")) }
            }
        }
    }
}

fn hand_in(f: &Frame, view: &DutiesView) -> Markup {
    html! {
        section.section.card.no-print aria-labelledby="duty-file" {
            h2 id="duty-file" { (f.text("fieldwork.duty.from-file")) }
            p.prose.quiet { (f.text("fieldwork.duty.from-file-text")) }
            form.tall method="post" action={ (view.path) "/file" } enctype="multipart/form-data" {
                input type="hidden" name="token" value=(view.token);
                div.field { label for="duty-file-field" { (f.text("fieldwork.duty.file")) } input id="duty-file-field" type="file" name="file" accept=".xlsx,.csv" required; }
                button.act type="submit" { (f.text("fieldwork.duty.look")) }
            }
        }
    }
}

/// What a file would give, before it is taken.
fn looked_at(f: &Frame, view: &DutiesView, file: &FileView) -> Markup {
    let n = file.lines.len().to_string();
    html! {
        section.section.card aria-labelledby="duty-looked" {
            h2 id="duty-looked" { (f.text("fieldwork.duty.from-file")) }
            @if !file.problems.is_empty() {
                p.note.bad role="alert" { (f.say("fieldwork.duty.wrong-rows", &[("n", &file.problems.len().to_string())])) }
                ul { @for problem in &file.problems { li { (problem) } } }
            } @else if file.lines.is_empty() {
                p role="status" { (f.text("fieldwork.duty.nothing-new")) }
            } @else {
                p role="status" { (f.say("fieldwork.duty.would", &[("n", &n), ("known", &file.known.to_string())])) }
                div.boxed.scroll {
                    table.plain-table.cards-on-phone {
                        thead { tr { th { (f.text("fieldwork.duty.holder")) } th { (f.text("fieldwork.duty.what")) } th { (f.text("fieldwork.duty.part")) } th { (f.text("fieldwork.duty.span")) } th { (f.text("people.decision")) } } }
                        tbody {
                            @for line in &file.lines {
                                tr {
                                    td data-l=(f.text("fieldwork.duty.holder")) { b { (line.holder) } }
                                    td data-l=(f.text("fieldwork.duty.what")) { (line.what) }
                                    td data-l=(f.text("fieldwork.duty.part")) { (line.part) }
                                    td data-l=(f.text("fieldwork.duty.span")) { (line.span) }
                                    td data-l=(f.text("people.decision")) { (line.decision) }
                                }
                            }
                        }
                    }
                }
                form.no-print method="post" action={ (view.path) "/file" } enctype="multipart/form-data" {
                    input type="hidden" name="token" value=(view.token);
                    input type="hidden" name="carried" value=(file.carried);
                    button.act type="submit" name="do" value="apply" { (f.say("fieldwork.duty.apply", &[("n", &n)])) }
                }
            }
        }
    }
}

fn history(f: &Frame, view: &DutiesView) -> Markup {
    html! {
        section.section aria-labelledby="duty-history" {
            h2 id="duty-history" { (f.text("fieldwork.duty.history")) }
            @if view.history.is_empty() { p.quiet { (f.text("fieldwork.duty.none")) } } @else {
                div.boxed.scroll {
                    table.plain-table.cards-on-phone {
                        thead { tr { th { (f.text("fieldwork.duty.holder")) } th { (f.text("fieldwork.duty.what")) } th { (f.text("fieldwork.duty.part")) } th { (f.text("fieldwork.duty.span")) } th { (f.text("people.decision")) } th { } } }
                        tbody {
                            @for line in &view.history {
                                tr.quiet[!line.open] {
                                    td data-l=(f.text("fieldwork.duty.holder")) { b { (line.holder) } @if let Some(login) = &line.account { " " code { (login) } } }
                                    td data-l=(f.text("fieldwork.duty.what")) { (line.what) }
                                    td data-l=(f.text("fieldwork.duty.part")) { (line.part) }
                                    td data-l=(f.text("fieldwork.duty.span")) { (line.span) @if let Some(day) = &line.to_come { " " span.tag { (f.say("fieldwork.duty.from-day", &[("date", day)])) } } }
                                    td data-l=(f.text("people.decision")) { (line.decision) }
                                    td { @if view.assigns && line.open {
                                        (end(f, view, line))
                                    } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Ends a responsibility from a day on: today, or a day to come.
fn end(f: &Frame, view: &DutiesView, line: &DutyLine) -> Markup {
    let id = format!("end-{}", line.seq);
    let is_it = view.sent.typed("duty") == line.seq;
    let wrong = view.sent.why("ends").filter(|_| is_it);
    let ends = if is_it { view.sent.typed("ends") } else { &view.today };
    html! {
        details.no-print open[is_it] {
            summary { (f.text("fieldwork.duty.end")) }
            form method="post" action={ (view.path) "/end" } {
                input type="hidden" name="token" value=(view.token); input type="hidden" name="duty" value=(line.seq);
                div class=(if wrong.is_some() { "field wrong" } else { "field" }) {
                    label for=(id) { (f.text("fieldwork.duty.ends")) }
                    input id=(id) type="text" name="ends" value=(ends) size="10" maxlength="20" autocomplete="off" aria-invalid=[wrong.map(|_| "true")];
                    @if let Some(why) = wrong { span.why { (why) } }
                }
                button.act.light type="submit" { (f.text("fieldwork.duty.end-go")) }
            }
        }
    }
}
