//! A list of tasks; the weekly and monthly count.

use super::{Carried, PaperWays, counts, crumbs, more, paper_ways, parts, tally, task_table};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select};
use crate::parts::{Head, Link, page};
use crate::present::steering::{CountLine, TaskLine, word};
use maud::{Markup, html};
use vedich_facts::steering::TaskTally;

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub struct TasksView {
    /// Whose tasks, in words.
    pub title: String,
    /// The count of all of the list.
    pub tally: TaskTally,
    /// Where its overdue tasks are.
    pub overdue: String,
    /// Which part is shown: `open`, `overdue`, `closed`, `all`.
    pub show: String,
    /// The parts: name, words, address.
    pub parts: Vec<(String, String, String)>,
    /// The unit whose tasks are shown; empty: those of a person, a meeting or a proposal.
    pub unit: String,
    /// What the unit has to do with them: `area`, `unit`, `assigner`, `place`.
    pub scope: &'static str,
    /// The criterion kept.
    pub criterion: String,
    /// The tasks.
    pub lines: Vec<TaskLine>,
    /// Where the list goes on.
    pub next: String,
    /// The list as files.
    pub files: Vec<Link>,
    /// Whether the reader may assign tasks.
    pub may_assign: bool,
    /// Papers that can be made of the list.
    pub papers: Option<PaperWays>,
}

/// Renders the list.
#[must_use]
pub fn render(f: &Frame, view: &TasksView) -> Markup {
    let head = Head {
        title: f.text("steering.tasks").to_owned(),
        sub: view.title.clone(),
        crumbs: crumbs(f, None),
        part: "steering",
        paper: view.title.clone(),
        ..Head::default()
    };
    let body = html! {
        (parts(f, "tasks"))
        section.section { (tally(f, &view.tally, &view.overdue)) }
        form.fields.section.no-print method="get" action="/tasks" {
            div.field {
                label for="t-scope" { (f.text("steering.whose")) }
                select id="t-scope" name="scope" {
                    @for scope in ["area", "unit", "assigner", "place"] { option value=(scope) selected[scope == view.scope] { (word(f, &format!("scope-{scope}"))) } }
                }
            }
            div.field { label for="t-area" { (f.text("steering.unit")) } input id="t-area" type="search" name="area" value=(view.unit) maxlength="200"; }
            div.field { label for="t-criterion" { (f.text("steering.criteria")) } input id="t-criterion" type="number" min="1" max="99" name="criterion" value=(view.criterion); }
            input type="hidden" name="show" value=(view.show);
            @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of); }
            button.act.light type="submit" { (f.text("steering.find")) }
            @if view.may_assign { a.act href="/tasks/new" { (f.text("steering.assign")) } }
        }
        nav.tabs.no-print aria-label=(f.text("steering.counts")) {
            @for (name, words, href) in &view.parts { a href=(href) aria-current=[(*name == view.show).then_some("true")] { (words) } }
        }
        (task_table(f, &view.lines))
        (more(f, &view.next))
        p.no-print.files { @for file in &view.files { a.act.light.down href=(file.href) { (file.text) } " " } }
        (paper_ways(f, view.papers.as_ref()))
    };
    page(f, &head, &body)
}

/// What the count shows.
#[derive(Clone, Debug, Default)]
pub struct CountView {
    /// Whose tasks.
    pub unit: String,
    /// Its id.
    pub id: String,
    /// `week` or `month`.
    pub span: &'static str,
    /// The other span's page.
    pub other: Link,
    /// Week by week or month by month, oldest first.
    pub history: Vec<CountLine>,
    /// Units right below, now.
    pub below: Vec<CountLine>,
    /// The weeks or months whose count can be closed, the latest first: a day of each, and words.
    pub days: Vec<(String, String)>,
    /// The form to close a count; none: the reader may not.
    pub form: Option<(Carried, Sent)>,
    /// Papers that can be made of the count.
    pub papers: Option<PaperWays>,
    /// Whether a count was just closed.
    pub done: bool,
}

/// Renders the count.
#[must_use]
pub fn render_count(f: &Frame, view: &CountView) -> Markup {
    let head = Head {
        title: f.text("steering.count-title").to_owned(),
        sub: view.unit.clone(),
        crumbs: crumbs(f, None),
        part: "steering",
        ..Head::default()
    };
    let body = html! {
        (parts(f, "count"))
        @if view.done { p.note role="status" { b { (f.text("steering.recorded")) } } }
        section.section aria-labelledby="history" {
            h2 id="history" { (f.text(if view.span == "week" { "steering.by-week" } else { "steering.by-month" })) a href=(view.other.href) { (view.other.text) } }
            p.quiet { (f.text("steering.count-habit")) }
            (counts(f, "steering.through", &view.history, true))
        }
        section.section aria-labelledby="below" { h2 id="below" { (f.text("steering.by-unit")) } (counts(f, "steering.lead", &view.below, false)) }
        (paper_ways(f, view.papers.as_ref()))
        @if let Some((carried, sent)) = &view.form {
            section.section.card.no-print aria-labelledby="close" {
                h2 id="close" { (f.text("steering.close-count")) }
                (problem(sent))
                form.fields method="post" action="/tasks/count" {
                    (carried.show())
                    input type="hidden" name="unit" value=(view.id);
                    input type="hidden" name="span" value=(view.span);
                    (select(sent, "close", "on", f.text("steering.span"), &view.days))
                    (Field::text("note", f.text("steering.note")).show(sent, "close"))
                    button.act type="submit" { (f.text("steering.close-count")) }
                }
            }
        }
    };
    page(f, &head, &body)
}
