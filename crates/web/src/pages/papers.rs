//! Papers: their list, a draft, the registers, a template, an office's own files.

pub mod draft;
pub mod list;
pub mod office;
pub mod registers;
pub mod template;

use crate::frame::Frame;
use maud::{Markup, html};

/// What every form of these pages carries.
fn hidden(token: &str, command: &str, unit: &str) -> Markup {
    html! {
        input type="hidden" name="token" value=(token);
        input type="hidden" name="command" value=(command);
        input type="hidden" name="unit" value=(unit);
    }
}

/// A field of several lines.
fn area(id: &str, label: &str, text: &str, rows: usize) -> Markup {
    html! {
        div.field.passage {
            label for=(id) { (label) }
            textarea id=(id) name=(id) rows=(rows) maxlength="30000" { (text) }
        }
    }
}

/// Ways to the other pages of a unit's papers.
fn ways(f: &Frame, unit: &str, templates: bool) -> Markup {
    html! {
        p.no-print {
            a href=(crate::frame::address("/papers", [("unit", unit)])) { (f.text("papers.title")) }
            " · "
            a href=(crate::frame::address("/papers/registers", [("unit", unit)])) { (f.text("papers.register-out")) ", " (f.text("papers.register-in")) }
            @if templates {
                " · "
                a href=(crate::frame::address("/papers/templates/report", [("unit", unit)])) { (f.text("papers.templates")) }
                " · "
                a href=(crate::frame::address("/papers/office", [("unit", unit)])) { (f.text("papers.office-files")) }
            }
        }
    }
}
