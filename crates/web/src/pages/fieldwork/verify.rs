//! `/verify`: what waits for a specialist, evidence beside the value, many at once.

use super::{ValueLine, pieces, said, what};
use crate::frame::Frame;
use crate::parts::form::{Sent, problem};
use crate::parts::{Head, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct VerifyView {
    /// The values of the page, and whether the reader may verify each; why not otherwise.
    pub lines: Vec<(ValueLine, Option<String>)>,
    /// How many there are.
    pub total: String,
    /// How many of them a criterion hangs on.
    pub deciding: String,
    /// The lists: name in the address, words, chosen.
    pub lists: Vec<(&'static str, &'static str, bool)>,
    /// Units that have any: address value, words, chosen.
    pub units: Vec<(String, String, bool)>,
    /// Criteria that have any: address value, words, chosen.
    pub criteria: Vec<(String, String, bool)>,
    /// Whether the values wait: only then something can be said of them.
    pub waiting: bool,
    /// Something else than everything was asked for.
    pub narrowed: bool,
    /// The next page.
    pub next: Option<String>,
    /// How many were just done.
    pub done: Option<String>,
    /// What forms carry.
    pub token: String,
    /// Identity of the command the form will be, so that sending it twice changes nothing.
    pub command: String,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &VerifyView) -> Markup {
    let sub = f.say("fieldwork.verify.sub", &[("total", &view.total), ("deciding", &view.deciding)]);
    let head = Head { title: f.text("fieldwork.verify.title").to_owned(), sub, part: "verify", ..Head::default() };
    let body = html! {
        @if let Some(done) = &view.done { p.note role="status" { b { (f.say("fieldwork.verify.done", &[("count", done)])) } } }
        (problem(&view.sent))
        (lists(f, view))
        (filter(f, view))
        @if view.lines.is_empty() {
            p.card.quiet { (if view.narrowed { f.text("fieldwork.verify.none-here") } else if view.waiting { f.text("fieldwork.verify.none") } else { f.text("fieldwork.verify.none-listed") }) }
        } @else if view.waiting {
            form.queue method="post" action=(f.here_with(&[("done", "")])) data-queue="" {
                input type="hidden" name="token" value=(view.token);
                input type="hidden" name="command" value=(view.command);
                (queue(f, view))
                (actions(f, view))
            }
        } @else {
            div.queue { (queue(f, view)) }
        }
        @if let Some(next) = &view.next { p.no-print { a.act.light href=(next) rel="next" { (f.text("fieldwork.next")) } } }
    };
    page(f, &head, &body)
}

fn lists(f: &Frame, view: &VerifyView) -> Markup {
    html! {
        nav.tabs.no-print aria-label=(f.text("fieldwork.verify.lists")) {
            @for (name, words, chosen) in &view.lists {
                a href=(f.here_with(&[("shows", name), ("after", ""), ("done", ""), ("criterion", ""), ("unit", "")])) aria-current=[chosen.then_some("page")] { (words) }
            }
        }
    }
}

fn filter(f: &Frame, view: &VerifyView) -> Markup {
    let select = |name: &'static str, label: &'static str, all: &'static str, choices: &[(String, String, bool)]| {
        html! {
            div.field { label for={ "verify-" (name) } { (f.text(label)) }
                select id={ "verify-" (name) } name=(name) {
                    option value="" { (f.text(all)) }
                    @for (value, words, chosen) in choices { option value=(value) selected[*chosen] { (words) } }
                }
            }
        }
    };
    html! {
        form.fields.no-print method="get" action="/verify" {
            @if let Some(shows) = f.param("shows") { input type="hidden" name="shows" value=(shows); }
            (select("unit", "fieldwork.unit", "fieldwork.all-units", &view.units))
            (select("criterion", "fieldwork.criterion", "fieldwork.all-criteria", &view.criteria))
            button.act.light type="submit" { (f.text("fieldwork.filter")) }
        }
    }
}

fn queue(f: &Frame, view: &VerifyView) -> Markup {
    let ticked = |seq: &str| view.sent.typed.iter().any(|(name, value)| name == "value" && value == seq);
    html! {
        ol.queue-list {
            @for (line, refusal) in &view.lines {
                li.card id={ "v-" (line.seq) } data-item="" tabindex="-1" {
                    @if view.waiting && refusal.is_none() {
                        label.tick { input type="checkbox" name="value" value=(line.seq) checked[ticked(&line.seq)]; span.sr { (f.say("fieldwork.verify.choose", &[("name", &line.name), ("unit", &line.unit.text)])) } }
                    }
                    div.claim { (what(f, line)) (said(f, &line.said)) }
                    div.shown {
                        h3 { (f.text("fieldwork.evidence-label")) }
                        @if line.evidence.is_empty() { p.quiet { (f.text("fieldwork.no-evidence")) } } @else {
                            (pieces(f, &line.evidence))
                        }
                        @if !line.all_evidence.is_empty() { p { a href=(line.all_evidence) { (f.text("fieldwork.evidence-of-unit")) } } }
                        @if let Some(refusal) = refusal { p.quiet { (refusal) } }
                        @else if view.waiting { (confirm(f, line)) }
                    }
                }
            }
        }
    }
}

/// The button that confirms one value says which: the value on it, the rest for whoever hears it, and above it where on a phone the card
/// has scrolled away.
fn confirm(f: &Frame, line: &ValueLine) -> Markup {
    let value = if line.value.is_empty() { "–" } else { line.value.as_str() };
    let words = f.say("fieldwork.verify.confirm", &[("value", value)]);
    let name = [line.code.as_str(), line.name.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    let told = line.last.as_ref().map(|(before, _)| format!("{before} → ")).unwrap_or_default();
    html! {
        p.recap aria-hidden="true" { b { (name) } ", " (line.unit.text) ": " (told) b { (value) } }
        button.act.light type="submit" name="confirm" value=(line.seq) aria-label={ (words) " – " (name) ", " (line.unit.text) } { (words) }
    }
}

/// What can be said of everything that is ticked.
fn actions(f: &Frame, view: &VerifyView) -> Markup {
    html! {
        div.bar.no-print role="group" aria-label=(f.text("fieldwork.verify.with-chosen")) {
            label.all hidden data-all="" { input type="checkbox"; " " (f.text("fieldwork.verify.all")) }
            div.field {
                label for="verify-words" { (f.text("fieldwork.verify.words")) }
                textarea id="verify-words" name="words" rows="2" maxlength="2000" aria-describedby="verify-words-why" { (view.sent.typed("words")) }
                span.hint id="verify-words-why" { (f.text("fieldwork.verify.words-hint")) }
            }
            div.buttons {
                button.act type="submit" name="outcome" value="confirmed" data-key="c" { (f.text("fieldwork.verify.confirm-chosen")) }
                button.act.light type="submit" name="outcome" value="returned" data-key="r" { (f.text("fieldwork.verify.return-chosen")) }
                button.act.light type="submit" name="outcome" value="asked" data-key="a" { (f.text("fieldwork.verify.ask-chosen")) }
            }
            p.hint.keys hidden data-keys="" { (f.text("fieldwork.verify.keys")) }
        }
    }
}
