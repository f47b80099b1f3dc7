//! The form that confirms or sets a value of a set, and corrects one set before. Plain HTML: every choice is checked by the server.

use crate::frame::Frame;
use maud::{Markup, html};

/// The form. Keeps what was typed.
#[derive(Clone, Debug, Default)]
pub struct ConfirmForm {
    /// Where it is sent.
    pub action: String,
    /// Token against forged requests.
    pub token: String,
    /// Identity of the command, so that a form sent twice changes nothing.
    pub command: String,
    /// Choices of the indicator or of a part of one: value and label.
    pub codes: Vec<(String, String)>,
    /// Choices of the zone: id and name.
    pub zones: Vec<(String, String)>,
    /// Choices of the year.
    pub years: Vec<(String, String)>,
    /// The value being corrected, in words; empty when a new one is set.
    pub correcting: String,
    /// The page without the correction.
    pub cancel: String,
    /// What was typed, by field (see [`FIELDS`]).
    pub typed: Vec<(&'static str, String)>,
    /// What is wrong, by field; the empty field is the form as a whole.
    pub wrong: Vec<(&'static str, String)>,
}

/// The fields of the form.
pub const FIELDS: [&str; 10] = ["unit", "code", "zone", "year", "threshold", "decision", "decided", "from", "to", "correcting"];

impl ConfirmForm {
    /// What was typed into a field.
    #[must_use]
    pub fn typed(&self, field: &str) -> &str {
        self.typed.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value)
    }

    fn wrong(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(name, _)| *name == field).map(|(_, why)| why.as_str())
    }
}

/// Renders the form.
#[must_use]
pub fn render(f: &Frame, form: &ConfirmForm) -> Markup {
    let is_correction = !form.correcting.is_empty();
    let title = f.text(if is_correction { "web.confirm.correct-title" } else { "web.confirm.title" });
    let labelled = |name: &str, hint: &str, input: &Markup| field(form, name, label(f, name), hint, input);
    html! {
        section.section.card.no-print id="confirm" aria-labelledby="confirm-title" {
            h2 id="confirm-title" { (title) }
            @if is_correction {
                p.note { (f.text("web.confirm.correcting")) " " b { (form.correcting) } " " a href=(form.cancel) { (f.text("web.confirm.cancel")) } }
            }
            p.quiet.prose { (f.text("web.confirm.text")) }
            @if let Some(why) = form.wrong("") { p.note.warn role="alert" { b { (why) } } }
            form.tall method="post" action=(form.action) {
                input type="hidden" name="token" value=(form.token);
                input type="hidden" name="command" value=(form.command);
                input type="hidden" name="correcting" value=(form.typed("correcting"));
                (labelled("code", "", &select(form, "code", f.text("web.confirm.choose"), &form.codes)))
                (labelled("unit", f.text("web.confirm.unit-hint"), &text(form, "unit")))
                (labelled("threshold", f.text("web.confirm.threshold-hint"), &text(form, "threshold")))
                div.fields.top {
                    @if !form.zones.is_empty() { (labelled("zone", "", &select(form, "zone", f.text("web.confirm.every-zone"), &form.zones))) }
                    @if !form.years.is_empty() { (labelled("year", "", &select(form, "year", f.text("web.confirm.every-year"), &form.years))) }
                }
                div.fields.top {
                    (labelled("decision", f.text("web.confirm.decision-hint"), &text(form, "decision")))
                    (labelled("decided", f.text("web.date.hint"), &text(form, "decided")))
                }
                div.fields.top {
                    (labelled("from", f.text("web.confirm.from-hint"), &text(form, "from")))
                    (labelled("to", f.text("web.confirm.to-hint"), &text(form, "to")))
                }
                button.act type="submit" { (f.text("web.confirm.go")) }
            }
        }
    }
}

/// What is wrong with a form that came back, for the top of its page: each with the way to its field, far below the criteria.
#[must_use]
pub fn summary(f: &Frame, form: &ConfirmForm) -> Markup {
    html! {
        @if !form.wrong.is_empty() {
            section.note.warn.no-print role="alert" aria-labelledby="wrong-title" {
                b id="wrong-title" { (f.say("web.confirm.wrong", &[("n", &form.wrong.len().to_string())])) }
                ul.dots { @for (name, why) in &form.wrong {
                    @if name.is_empty() { li { a href="#confirm" { (why) } } }
                    @else { li { a href={ "#c-" (name) } { (label(f, name)) } ": " (why) } }
                } }
            }
        }
    }
}

/// What stands above a field.
fn label(f: &Frame, name: &str) -> &'static str {
    f.text(match name {
        "code" => "web.confirm.code",
        "unit" => "web.confirm.unit",
        "threshold" => "web.col.threshold",
        "zone" => "web.confirm.zone",
        "year" => "web.confirm.year",
        "decision" => "web.confirm.decision",
        "decided" => "web.confirm.decided",
        "from" => "web.confirm.from",
        _ => "web.confirm.to",
    })
}

fn field(form: &ConfirmForm, name: &str, label: &str, hint: &str, input: &Markup) -> Markup {
    let wrong = form.wrong(name);
    html! {
        div class=(if wrong.is_some() { "field wrong" } else { "field" }) {
            label for={ "c-" (name) } { (label) }
            (input)
            @if let Some(why) = wrong { span.why id={ "w-" (name) } { (why) } } @else if !hint.is_empty() { span.hint id={ "w-" (name) } { (hint) } }
        }
    }
}

fn text(form: &ConfirmForm, name: &str) -> Markup {
    let invalid = form.wrong(name).map(|_| "true");
    html! {
        input type="text" id={ "c-" (name) } name=(name) value=(form.typed(name)) maxlength="200" autocomplete="off" aria-invalid=[invalid] aria-describedby={ "w-" (name) };
    }
}

fn select(form: &ConfirmForm, name: &str, any: &str, choices: &[(String, String)]) -> Markup {
    let described = form.wrong(name).map(|_| format!("w-{name}"));
    html! {
        select id={ "c-" (name) } name=(name) aria-invalid=[described.as_ref().map(|_| "true")] aria-describedby=[described] {
            option value="" { (any) }
            @for (value, words) in choices { option value=(value) selected[value == form.typed(name)] { (words) } }
        }
    }
}
