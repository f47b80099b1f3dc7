//! What people corrected, by rule of the reader.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct LessonsView {
    /// Rules that can be asked for: code and name.
    pub rules: Vec<(String, String)>,
    /// The one that is asked for; empty: all.
    pub rule: String,
    /// The examples, newest first.
    pub lines: Vec<LessonLine>,
    /// The next page.
    pub next: Option<String>,
}

/// A proposal and what somebody made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LessonLine {
    /// Corrected, rejected or missed.
    pub verdict: String,
    /// Kind and rule.
    pub what: String,
    /// The words; lead to their document.
    pub words: Link,
    /// What was read, a field each.
    pub read: Vec<(String, String)>,
    /// What was meant instead.
    pub meant: Vec<(String, String)>,
    /// When it was decided.
    pub at: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &LessonsView) -> Markup {
    let crumbs = vec![Link::new(f.text("desk.title"), "/desk"), Link::new(f.text("desk.score-title"), "/desk/score")];
    let (title, sub) = (f.text("desk.lessons").to_owned(), f.text("desk.lessons-sub").to_owned());
    let head = Head { title, sub, crumbs, part: "desk", ..Head::default() };
    let body = html! {
        form.fields.no-print method="get" action="/desk/score/examples" {
            div.field {
                label for="rule" { (f.text("desk.rule")) }
                select id="rule" name="rule" {
                    option value="" { (f.text("desk.lessons-all")) }
                    @for (code, name) in &view.rules { option value=(code) selected[*code == view.rule] { (name) } }
                }
            }
            button.act type="submit" { (f.text("desk.shelf-search")) }
        }
        @if view.lines.is_empty() { p.quiet { (f.text("desk.lessons-none")) } } @else { (table(f, &view.lines)) }
        @if let Some(next) = &view.next { p.no-print { a.act.light href=(next) rel="next" { (f.text("desk.shelf-older")) } } }
    };
    page(f, &head, &body)
}

fn table(f: &Frame, lines: &[LessonLine]) -> Markup {
    let heads = ["desk.lessons-verdict", "desk.text", "desk.lessons-read", "desk.lessons-meant"];
    let fields = |fields: &[(String, String)]| {
        html! { @if fields.is_empty() { "–" } @for (name, text) in fields { span.quiet { (name) ": " } (text) br; } }
    };
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { @for head in heads { th { (f.text(head)) } } } }
                tbody {
                    @for line in lines {
                        tr {
                            td data-l=(f.text(heads[0])) { b { (line.verdict) } br; span.quiet { (line.what) br; (line.at) } }
                            td data-l=(f.text(heads[1])) { (link(&line.words)) }
                            td data-l=(f.text(heads[2])) { (fields(&line.read)) }
                            td data-l=(f.text(heads[3])) { (fields(&line.meant)) }
                        }
                    }
                }
            }
        }
    }
}
