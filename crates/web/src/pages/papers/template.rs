//! A template of the papers of an area.

use super::{hidden, ways};
use crate::frame::Frame;
use crate::parts::form::{Sent, problem};
use crate::parts::{Head, Link, links, page};
use maud::{Markup, PreEscaped, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct TemplateView {
    /// The area with those above it.
    pub unit: String,
    /// Its id.
    pub unit_id: String,
    /// The form's id.
    pub form: String,
    /// Its name.
    pub name: String,
    /// The other forms.
    pub forms: Vec<Link>,
    /// The template.
    pub text: String,
    /// The sample, as JSON: the fields there are.
    pub fields: String,
    /// The sample in this template, as HTML of our own making; none while it is wrong.
    pub preview: Option<String>,
    /// What forms carry.
    pub token: String,
    /// Identity of the command.
    pub command: String,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &TemplateView) -> Markup {
    let crumbs = vec![Link::new(f.text("papers.title"), crate::frame::address("/papers", [("unit", view.unit_id.as_str())]))];
    let head = Head { title: f.say("papers.template-of", &[("name", &view.name)]), crumbs, part: "papers", ..Head::default() };
    let body = html! {
        p { b { (view.unit) } " · " (links(&view.forms)) }
        p { (f.text("papers.template-lead")) }
        (ways(f, &view.unit_id, false))
        (problem(&view.sent))
        form.tall method="post" action={ "/papers/templates/" (view.form) } {
            (hidden(&view.token, &view.command, &view.unit_id))
            div.field.passage.code {
                label for="text" { (f.text("papers.template-text")) }
                textarea id="text" name="text" rows="24" spellcheck="false" { (view.text) }
            }
            p {
                button.act type="submit" name="what" value="save" { (f.text("papers.save")) } " "
                button.act.light type="submit" name="what" value="try" { (f.text("papers.template-try")) } " "
                button.act.light type="submit" name="what" value="reset" { (f.text("papers.template-reset")) }
            }
        }
        details { summary { (f.text("papers.template-fields")) } pre.sample { (view.fields) } }
        @if let Some(preview) = &view.preview {
            section.section { h2 { (f.text("papers.sample")) } div.sheet { (PreEscaped(preview)) } }
        }
    };
    page(f, &head, &body)
}
