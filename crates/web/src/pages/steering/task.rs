//! A task.

use super::{Carried, area, crumbs, files, history, others, tag};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::{Head, Link, link, page};
use crate::present::steering::{LogEntry, TaskLine};
use maud::{Markup, html};

/// What can be done with a task now: the name of the deed, with what its form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing.
    Nothing,
    /// A reason.
    Reason,
    /// What came out, and the day.
    Product,
    /// How far it is.
    Progress,
    /// A later day and a reason.
    Later,
    /// Whether the extension asked for is granted.
    Decide,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct TaskView {
    /// The line of the list.
    pub line: TaskLine,
    /// The unit that assigned it.
    pub assigner: String,
    /// Cooperating offices.
    pub cooperating: String,
    /// What its state adds.
    pub state_text: String,
    /// A remark.
    pub note: String,
    /// The roadmap it is a task of.
    pub roadmap: Link,
    /// The meeting or proposal it came out of.
    pub origin: Link,
    /// The document of the desk it was read from, at the words that order it.
    pub document: Link,
    /// The task in its place.
    pub replaced_by: Link,
    /// An extension asked for.
    pub request: String,
    /// Rounds done.
    pub rounds: Vec<(String, String)>,
    /// What happened.
    pub log: Vec<LogEntry>,
    /// What others wrote at the same time.
    pub conflicts: Vec<LogEntry>,
    /// What the reader can do.
    pub acts: Vec<(&'static str, Ask)>,
    /// Whether the reader may change the assignment.
    pub may_change: bool,
    /// What forms carry.
    pub carried: Carried,
    /// Whether files can be kept.
    pub takes_files: bool,
    /// Today, as a field shows it.
    pub today: String,
    /// The form as it was sent, and which.
    pub sent: Sent,
    /// Whether something was just recorded.
    pub done: bool,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &TaskView) -> Markup {
    let crumbs = crumbs(f, Some(Link::new(f.text("steering.tasks"), f.link("/tasks"))));
    let head = Head { title: view.line.content.text.clone(), sub: view.line.lead.clone(), crumbs, part: "steering", ..Head::default() };
    let body = html! {
        @if view.done { p.note role="status" { b { (f.text("steering.recorded")) } } }
        (problem(&view.sent))
        (others(f, &view.conflicts))
        section.section { p { (tag(view.line.standing, &view.line.said)) " " b { (view.line.state) } @if !view.state_text.is_empty() { " · " (view.state_text) } @if let Some(percent) = view.line.percent { " · " (percent) "%" } } }
        (facts(f, view))
        @if !view.request.is_empty() { p.note.warn { b { (f.text("steering.extension-asked")) } " " (view.request) } }
        (deeds(f, view))
        @if !view.rounds.is_empty() {
            section.section aria-labelledby="rounds" {
                h2 id="rounds" { (f.text("steering.rounds")) }
                div.boxed { table.plain-table { thead { tr { th { (f.text("steering.due")) } th { (f.text("steering.done-on")) } } } tbody { @for (due, done) in &view.rounds { tr { td { (due) } td { (done) } } } } } }
                (files(&[Link::new("XLSX", f.link(&format!("/tasks/{}/rounds.xlsx", view.line.key)))]))
            }
        }
        section.section aria-labelledby="log" { h2 id="log" { (f.text("steering.log")) } (history(f, &view.log)) }
    };
    page(f, &head, &body)
}

fn facts(f: &Frame, view: &TaskView) -> Markup {
    let line = &view.line;
    let row = |key: &'static str, text: &str| html! { @if !text.is_empty() { dt { (f.text(key)) } dd { (text) } } };
    let linked = |key: &'static str, to: &Link| html! { @if !to.text.is_empty() { dt { (f.text(key)) } dd { (link(to)) } } };
    html! {
        dl.pairs.section {
            (row("steering.person", &line.person))
            (row("steering.assigner", &view.assigner))
            (row("steering.cooperating", &view.cooperating))
            (row("steering.product", &line.product))
            (row("steering.given", &line.given))
            (row("steering.due", &line.due))
            (row("steering.about", &line.about))
            (row("steering.source", &line.source))
            (linked("steering.origin", &view.origin))
            (linked("steering.document", &view.document))
            (linked("steering.roadmap-task", &view.roadmap))
            (linked("steering.replaced-by", &view.replaced_by))
            (row("steering.note", &view.note))
        }
    }
}

fn deeds(f: &Frame, view: &TaskView) -> Markup {
    html! {
        @if !view.acts.is_empty() || view.may_change {
            section.section.card.no-print.deeds aria-labelledby="deeds" {
                h2 id="deeds" { (f.text("steering.deeds")) }
                @for (name, ask) in &view.acts { (deed(f, view, name, *ask)) }
                @if view.may_change { p { a.act.light href={ "/tasks/" (view.line.key) "/edit" } { (f.text("steering.change-task")) } " " a.act.light href={ "/tasks/new?replaces=" (view.line.key) } { (f.text("steering.replace-task")) } } }
            }
        }
    }
}

fn deed(f: &Frame, view: &TaskView, name: &str, ask: Ask) -> Markup {
    let words = crate::present::steering::word(f, &format!("act-{name}"));
    let sent = if view.sent.typed("act") == name {
        view.sent.clone()
    } else {
        Sent { typed: vec![("on".to_owned(), view.today.clone())], wrong: Vec::new() }
    };
    let open = view.sent.typed("act") == name && !view.sent.wrong.is_empty();
    let day = || Field::text("on", f.text("steering.day")).hint(f.text("web.date.hint")).show(&sent, name);
    let shows = view.takes_files && name != "extend" && matches!(ask, Ask::Product | Ask::Progress | Ask::Reason | Ask::Later);
    let form = html! {
        form.tall method="post" action={ "/tasks/" (view.line.key) "/" (name) } enctype=[shows.then_some("multipart/form-data")] {
            (view.carried.show())
            input type="hidden" name="act" value=(name);
            @match ask {
                Ask::Nothing => {}
                Ask::Reason => (area(&sent, name, "text", f.text("steering.reason"), "", 2)),
                Ask::Product => { (area(&sent, name, "text", f.text("steering.outcome"), f.text("steering.outcome-hint"), 2)) (Field::text("evidence", f.text("steering.evidence")).show(&sent, name)) (day()) }
                Ask::Progress => { (area(&sent, name, "text", f.text("steering.how-far"), "", 2)) div.fields.top { (Field::text("percent", "%").show(&sent, name)) (Field::text("evidence", f.text("steering.evidence")).show(&sent, name)) (day()) } }
                Ask::Later => { (Field::text("to", f.text("steering.new-due")).hint(f.text("web.date.hint")).show(&sent, name)) (area(&sent, name, "text", f.text("steering.reason"), "", 2)) }
                Ask::Decide => { (Field::text("to", f.text("steering.new-due")).hint(f.text("web.date.hint")).show(&sent, name)) (Field::text("text", f.text("steering.reason")).show(&sent, name)) }
            }
            @if shows {
                div.field {
                    label for={ (name) "-file" } { (f.text("steering.files")) }
                    input id={ (name) "-file" } type="file" name="file" multiple aria-describedby={ (name) "-file-why" };
                    span.hint id={ (name) "-file-why" } { (f.text("steering.files-hint")) }
                }
            }
            button.act type="submit" { (words) }
        }
    };
    html! { @if ask == Ask::Nothing { (form) } @else { details open[open] { summary { (words) } (form) } } }
}
