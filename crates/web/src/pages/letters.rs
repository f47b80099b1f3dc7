//! Letters that were not delivered: why, and what can be done.

use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, token};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct LettersView {
    /// The letters, the latest given up first.
    pub letters: Vec<LetterLine>,
    /// Where the list goes on; empty: that is all.
    pub next: String,
    /// What is said of how often letters are tried.
    pub rule: String,
    /// The form as it was sent.
    pub sent: Sent,
    /// Whether a letter was just put on its way again.
    pub done: bool,
}

/// A letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterLine {
    /// Its identity.
    pub id: String,
    /// To whom: a name, else the address.
    pub to: String,
    /// The address it went to.
    pub address: String,
    /// What it is about.
    pub subject: String,
    /// What the mail server said.
    pub why: String,
    /// When it was given up, after how many tries.
    pub when: String,
    /// Where the address is put right; none: in the form of the letter itself.
    pub remedy: Option<Link>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &LettersView) -> Markup {
    let head = Head { title: f.text("letters.title").to_owned(), part: "work", ..Head::default() };
    let body = html! {
        div.work {
            p.prose { (view.rule) }
            @if view.done { p.note role="status" { (f.text("letters.again-done")) } }
            @if view.letters.is_empty() { p.quiet { (f.text("letters.none")) } }
            ul.list { @for letter in &view.letters { (one(f, view, letter)) } }
            @if !view.next.is_empty() { p.pager { a.act.light rel="next" href=(view.next) { (f.text("papers.older")) } } }
        }
    };
    page(f, &head, &body)
}

fn one(f: &Frame, view: &LettersView, letter: &LetterLine) -> Markup {
    let is_back = view.sent.typed("id") == letter.id;
    let mut sent = if is_back { view.sent.clone() } else { Sent::default() };
    if sent.given("address").is_none() {
        sent.typed.push(("address".to_owned(), letter.address.clone()));
    }
    html! {
        li {
            b { (letter.subject) }
            small { (letter.to) @if letter.to != letter.address && !letter.address.is_empty() { " · " (letter.address) } " · " (letter.when) }
            p.note.warn { (letter.why) }
            @if is_back { (problem(&sent)) }
            form.fields.top.no-print method="post" action="/letters/again" {
                (token(f))
                input type="hidden" name="id" value=(letter.id);
                @match &letter.remedy {
                    None => { (Field::text("address", f.text("letters.address")).show(&sent, &letter.id)) }
                    Some(remedy) => { span { (link(remedy)) } }
                }
                button.act.light type="submit" { (f.text("letters.again")) }
            }
        }
    }
}
