//! The fields of an assignment.

use super::{Carried, PEOPLE, area, crumbs};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, offered, problem, select};
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// The list of tasks of roadmaps.
const ROADMAP_TASKS: &str = "roadmap-tasks";

/// What the page to assign a task, or to change one, shows.
#[derive(Clone, Debug, Default)]
pub struct TaskForm {
    /// Where it is sent.
    pub action: String,
    /// What it carries.
    pub carried: Carried,
    /// Units in whose name the reader may assign: id and name.
    pub units: Vec<(String, String)>,
    /// People offered where one is to be named.
    pub people: Vec<String>,
    /// Tasks of roadmaps offered by name.
    pub roadmap: Vec<String>,
    /// As it was sent.
    pub sent: Sent,
    /// Whether a task is changed, not a new one assigned.
    pub changes: bool,
    /// The task this one is to take the place of: id and content.
    pub replaces: Option<(String, String)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &TaskForm) -> Markup {
    let crumbs = crumbs(f, Some(Link::new(f.text("steering.tasks"), f.link("/tasks"))));
    let title = f.text(if view.changes { "steering.change-task" } else { "steering.assign" });
    let head = Head { title: title.to_owned(), crumbs, part: "steering", ..Head::default() };
    let body = html! {
        section.section.card {
            (problem(&view.sent))
            form.tall method="post" action=(view.action) {
                (view.carried.show())
                @if let Some((key, content)) = &view.replaces {
                    input type="hidden" name="replaces" value=(key);
                    p.note { (f.say("steering.replaces", &[("task", content)])) }
                    (Field::text("why", f.text("steering.replace-reason")).show(&view.sent, "task"))
                } @else if !view.changes { (select(&view.sent, "task", "unit", f.text("steering.assigner"), &view.units)) }
                (offered(PEOPLE, &view.people)) (offered(ROADMAP_TASKS, &view.roadmap))
                (essential(f, &view.sent, "task"))
                @if view.changes { (later(f, &view.sent)) }
                (further(f, &view.sent))
                button.act type="submit" { (title) }
            }
        }
    };
    page(f, &head, &body)
}

/// What no task goes without.
pub(super) fn essential(f: &Frame, sent: &Sent, place: &str) -> Markup {
    html! {
        (area(sent, place, "content", f.text("steering.content"), "", 2))
        div.fields.top {
            (Field::text("lead", f.text("steering.lead")).hint(f.text("web.confirm.unit-hint")).show(sent, place))
            (Field::text("office", f.text("steering.office")).hint(f.text("steering.office-hint")).show(sent, place))
            (Field::text("person", f.text("steering.person")).hint(f.text("steering.person-hint")).offering(PEOPLE).show(sent, place))
        }
        div.fields.top {
            (select(sent, place, "rule", f.text("steering.due-rule"), &rules(f)))
            (Field::text("due", f.text("steering.due-value")).hint(f.text("steering.due-hint")).show(sent, place))
        }
    }
}

/// Why the last day moves later: asked for where a task that was given out is changed.
fn later(f: &Frame, sent: &Sent) -> Markup {
    Field::text("why", f.text("steering.later-reason")).hint(f.text("steering.later-hint")).long().show(sent, "task")
}

/// How a deadline can be given.
fn rules(f: &Frame) -> Vec<(String, String)> {
    ["day", "working", "calendar", "weekly", "monthly", "none"]
        .map(|rule| (rule.to_owned(), crate::present::steering::word(f, &format!("rule-{rule}"))))
        .to_vec()
}

fn further(f: &Frame, sent: &Sent) -> Markup {
    let sources =
        ["directive", "plan", "conclusion"].map(|kind| (kind.to_owned(), crate::present::steering::word(f, &format!("source-{kind}"))));
    html! {
        (area(sent, "task", "cooperating", f.text("steering.cooperating"), f.text("steering.cooperating-hint"), 3))
        (Field::text("product", f.text("steering.product")).hint(f.text("steering.product-hint")).long().show(sent, "task"))
        div.fields.top {
            (Field::text("places", f.text("steering.places")).hint(f.text("steering.list-hint")).long().show(sent, "task"))
            (Field::text("criteria", f.text("steering.criteria")).hint("5, 14").show(sent, "task"))
        }
        div.fields.top {
            (select(sent, "task", "source", f.text("steering.source"), &sources))
            (Field::text("paper", f.text("steering.paper")).show(sent, "task"))
            (Field::text("paragraph", f.text("steering.paragraph-label")).show(sent, "task"))
        }
        div.fields.top {
            (Field::text("given", f.text("steering.given")).hint(f.text("web.date.hint")).show(sent, "task"))
            (Field::text("until", f.text("steering.rounds-until")).hint(f.text("web.date.hint")).show(sent, "task"))
            (Field::text("roadmap", f.text("steering.roadmap-task")).hint(f.text("steering.roadmap-hint")).offering(ROADMAP_TASKS).long().show(sent, "task"))
        }
        (Field::text("note", f.text("steering.note")).long().show(sent, "task"))
    }
}
