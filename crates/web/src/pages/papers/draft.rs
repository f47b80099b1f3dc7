//! One paper: its words, its files, its number.

use super::{area, hidden};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// A place for words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Its key.
    pub key: String,
    /// What it is about.
    pub label: String,
    /// What stands there.
    pub text: String,
    /// Whether a person wrote it.
    pub changed: bool,
    /// What may be chosen: value and words; empty: anything may be written.
    pub choices: Vec<(String, String)>,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct DraftView {
    /// Its number among papers.
    pub id: String,
    /// Type name and abstract.
    pub title: String,
    /// In whose name.
    pub unit: String,
    /// Its id.
    pub unit_id: String,
    /// Where it stands.
    pub state: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether the person may write on it.
    pub may_write: bool,
    /// Whether the person may issue it.
    pub may_issue: bool,
    /// What forms carry.
    pub token: String,
    /// Identity of the command.
    pub command: String,
    /// The version shown.
    pub base: String,
    /// The day the figures of a draft out of steering were taken down; empty: it is none.
    pub taken: String,
    /// The number it would get.
    pub number: String,
    /// Today.
    pub today: String,
    /// Places in the text.
    pub prose: Vec<Passage>,
    /// Lines of head and foot.
    pub head: Vec<Passage>,
    /// What it lacks to be issued.
    pub lacks: Vec<String>,
    /// What is wrong with the template.
    pub problems: Vec<String>,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &DraftView) -> Markup {
    let crumbs = vec![Link::new(f.text("papers.title"), crate::frame::address("/papers", [("unit", view.unit_id.as_str())]))];
    let head = Head { title: view.title.clone(), crumbs, part: "papers", ..Head::default() };
    let own = format!("/papers/{}", view.id);
    let body = html! {
        p { b { (view.state) } " · " (view.unit) }
        @if !view.problems.is_empty() {
            div.note.warn role="alert" {
                p { (f.text("papers.broken")) }
                @for problem in &view.problems { p { (problem) } }
            }
        }
        p.no-print.files {
            a.act href={ (own) "/paper.html" } { (f.text("papers.preview")) } " "
            a.act.light href={ (own) "/paper.docx" } { "DOCX" } " "
            a.act.light href={ (own) "/paper.pdf" } { "PDF" } " "
            a.act.light href={ (own) "/tables.xlsx" } { "XLSX" }
        }
        @if !view.draft { p.note { (f.text("papers.frozen")) } }
        @if !view.taken.is_empty() { (refresh(f, view, &own)) }
        (problem(&view.sent))
        @if view.may_write { (words(f, view, &own)) }
        @if view.may_issue { (issue(f, view, &own)) }
        @if view.may_write {
            form.no-print method="post" action={ (own) "/drop" } {
                (hidden(&view.token, &view.command, &view.unit_id))
                button.act.light type="submit" { (f.text("papers.drop")) }
            }
        }
    };
    page(f, &head, &body)
}

/// The day of the figures, and the button that takes those of today.
fn refresh(f: &Frame, view: &DraftView, own: &str) -> Markup {
    html! {
        form.fields.no-print method="post" action={ (own) "/refresh" } {
            (hidden(&view.token, &uuid::Uuid::now_v7().to_string(), &view.unit_id))
            p { (f.say("papers.taken", &[("date", &view.taken)])) " " @if view.may_write { button.act.light type="submit" { (f.text("papers.refresh")) } } }
        }
    }
}

fn words(f: &Frame, view: &DraftView, own: &str) -> Markup {
    html! {
        section.section.card {
            h2 { (f.text("papers.edit")) }
            p.quiet { (f.text("papers.edit-lead")) }
            form.tall method="post" action=(own) {
                (hidden(&view.token, &view.command, &view.unit_id))
                input type="hidden" name="base" value=(view.base);
                @for one in &view.prose { (area(&format!("t-{}", one.key), &one.label, &one.text, rows(&one.text, 3))) }
                details open[!view.lacks.is_empty() || view.head.iter().any(|one| one.changed)] {
                    summary { (f.text("papers.head")) }
                    @for one in &view.head { (head_line(one)) }
                }
                button.act type="submit" { (f.text("papers.save")) }
            }
        }
    }
}

/// A line of the head or foot: written, or chosen where the layout says what there is.
fn head_line(one: &Passage) -> Markup {
    let name = format!("t-{}", one.key);
    if one.choices.is_empty() {
        return area(&name, &one.label, &one.text, rows(&one.text, 1));
    }
    html! {
        div.field {
            label for=(name) { (one.label) }
            select id=(name) name=(name) { @for (value, words) in &one.choices { option value=(value) selected[*value == one.text] { (words) } } }
        }
    }
}

/// Lines a field shows: those it has and one more, within bounds.
fn rows(text: &str, least: usize) -> usize {
    text.lines().map(|line| 1 + line.chars().count() / 90).sum::<usize>().clamp(least, 16)
}

fn issue(f: &Frame, view: &DraftView, own: &str) -> Markup {
    let mut sent = view.sent.clone();
    if sent.given("dated").is_none() {
        sent.typed.push(("dated".to_owned(), view.today.clone()));
    }
    html! {
        section.section.card {
            h2 { (f.text("papers.issue")) }
            p { (f.say("papers.issue-lead", &[("number", &view.number)])) }
            @for one in &view.lacks { p.note.warn { (one) } }
            form.tall method="post" action={ (own) "/issue" } {
                input type="hidden" name="base" value=(view.base);
                (hidden(&view.token, &view.command, &view.unit_id))
                (Field::text("dated", f.text("papers.dated")).hint(f.text("web.date.hint")).show(&sent, "issue"))
                button.act type="submit" { (f.text("papers.issue")) }
            }
        }
    }
}
