//! Inviting a person.

use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct NewView {
    /// What the form carries.
    pub token: String,
    /// Roles that can be given: id and name.
    pub roles: Vec<(String, String)>,
    /// The form as it was sent.
    pub sent: Sent,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &NewView) -> Markup {
    let crumbs = vec![Link::new(f.text("people.list-title"), "/people")];
    let head = Head { title: f.text("people.new-title").to_owned(), crumbs, part: "people", ..Head::default() };
    let body = html! {
        section.section.card {
            (problem(&view.sent))
            form.tall method="post" action="/people/new" {
                input type="hidden" name="token" value=(view.token);
                (Field::text("name", f.text("people.name")).show(&view.sent, "new"))
                (Field::text("login", f.text("people.login")).hint(f.text("people.login-hint")).show(&view.sent, "new"))
                div.fields.top {
                    (Field::text("email", f.text("people.email")).filled_by("email", "off").show(&view.sent, "new"))
                    (Field::text("phone", f.text("people.phone")).filled_by("tel", "off").show(&view.sent, "new"))
                }
                (posting(f, &view.sent, &view.roles))
                button.act type="submit" { (f.text("people.new-go")) }
            }
        }
    };
    page(f, &head, &body)
}

/// The fields of a post.
pub(super) fn posting(f: &Frame, sent: &Sent, roles: &[(String, String)]) -> Markup {
    html! {
        (select(sent, "post", "role", f.text("people.role"), roles))
        (Field::text("unit", f.text("people.unit")).hint(f.text("web.confirm.unit-hint")).show(sent, "post"))
        (Field::text("field", f.text("people.field")).hint(f.text("people.field-hint")).show(sent, "post"))
        div.fields.top {
            (Field::text("from", f.text("people.from")).hint(f.text("web.date.hint")).show(sent, "post"))
            (Field::text("to", f.text("people.to")).hint(f.text("web.date.hint")).show(sent, "post"))
        }
        (Field::text("decision", f.text("people.decision")).hint(f.text("web.confirm.decision-hint")).show(sent, "post"))
    }
}
