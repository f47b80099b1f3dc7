//! `/returned`: what came back to those who entered it, why, and the way to mend it.

use super::{ValueLine, said, what};
use crate::frame::Frame;
use crate::parts::form::{Sent, problem};
use crate::parts::{Head, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ReturnedView {
    /// The values.
    pub lines: Vec<BackLine>,
    /// What forms carry.
    pub token: String,
    /// Whether something was just done.
    pub done: bool,
    /// The form as it was sent.
    pub sent: Sent,
}

/// A value that came back.
#[derive(Clone, Debug, Default)]
pub struct BackLine {
    /// The value.
    pub value: ValueLine,
    /// Whether a question is open, rather than a correction due.
    pub asked: bool,
    /// For a declared status: what can be declared instead, with words; empty for a value.
    pub states: Vec<(&'static str, &'static str)>,
    /// Identity of the command the form will be.
    pub command: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ReturnedView) -> Markup {
    let sub = f.say("fieldwork.returned.sub", &[("total", &view.lines.len().to_string())]);
    let head = Head { title: f.text("fieldwork.returned.title").to_owned(), sub, part: "returned", ..Head::default() };
    let body = html! {
        @if view.done { p.note role="status" { b { (f.text("fieldwork.returned.done")) } } }
        (problem(&view.sent))
        @if view.lines.is_empty() { p.card.quiet { (f.text("fieldwork.returned.none")) } }
        ol.queue-list {
            @for line in &view.lines {
                li.card id={ "v-" (line.value.seq) } {
                    div.claim { (what(f, &line.value)) (said(f, &line.value.said)) }
                    div.shown {
                        @if line.asked { (form(f, view, line, "answer", "fieldwork.returned.answer", &answer(f, view, line))) }
                        (form(f, view, line, "correct", "fieldwork.returned.correct", &correct(f, view, line)))
                    }
                }
            }
        }
    };
    page(f, &head, &body)
}

/// What was typed into a form of this value.
fn typed<'a>(view: &'a ReturnedView, line: &BackLine, name: &str) -> &'a str {
    if view.sent.typed("value") == line.value.seq { view.sent.typed(name) } else { "" }
}

fn form(f: &Frame, view: &ReturnedView, line: &BackLine, what: &str, words: &'static str, fields: &Markup) -> Markup {
    html! {
        form.tall.no-print method="post" action={ "/returned/" (what) } {
            input type="hidden" name="token" value=(view.token);
            input type="hidden" name="command" value=(line.command);
            input type="hidden" name="value" value=(line.value.seq);
            (fields)
            button.act type="submit" { (f.text(words)) }
        }
    }
}

fn answer(f: &Frame, view: &ReturnedView, line: &BackLine) -> Markup {
    let id = format!("answer-{}", line.value.seq);
    html! {
        div.field {
            label for=(id) { (f.text("fieldwork.returned.your-answer")) }
            textarea id=(id) name="words" rows="2" maxlength="2000" required { (typed(view, line, "words")) }
        }
    }
}

fn correct(f: &Frame, view: &ReturnedView, line: &BackLine) -> Markup {
    let id = |name: &str| format!("{name}-{}", line.value.seq);
    html! {
        div.field {
            label for=(id("written")) { (f.text("fieldwork.returned.new-value")) }
            @if line.states.is_empty() {
                input id=(id("written")) type="text" name="written" value=(typed(view, line, "written")) maxlength="60" autocomplete="off" required;
            } @else {
                select id=(id("written")) name="written" { @for (value, words) in &line.states { option value=(value) selected[*value == typed(view, line, "written")] { (words) } } }
            }
            span.hint { (f.say("fieldwork.returned.same-date", &[("date", &line.value.date)])) }
        }
        div.field {
            label for=(id("source")) { (f.text("web.col.source")) }
            input id=(id("source")) type="text" name="source" maxlength="200" autocomplete="off" value=(if typed(view, line, "source").is_empty() { &line.value.source } else { typed(view, line, "source") });
        }
        div.field {
            label for=(id("note")) { (f.text("fieldwork.note")) }
            input id=(id("note")) type="text" name="note" maxlength="500" autocomplete="off" value=(typed(view, line, "note"));
        }
    }
}
