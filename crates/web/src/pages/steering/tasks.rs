//! A list of tasks.

use super::{PaperWays, crumbs, files, more, paper_ways, parts, tally, task_table};
use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use crate::present::steering::{TaskLine, word};
use maud::{Markup, html};
use vedich_facts::steering::TaskTally;

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub struct TasksView {
    /// Whose tasks, in words.
    pub title: String,
    /// The count of all of the list.
    pub tally: TaskTally,
    /// Of the overdue ones, those reported and waiting to be confirmed.
    pub reported_late: u32,
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
    /// The criterion asked for, as it was written.
    pub criterion: String,
    /// Which criterion that is, in words; empty: none was asked for.
    pub criterion_meant: String,
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
        section.section { (tally(f, &view.tally, &view.overdue)) @if view.reported_late > 0 { p.quiet { (f.say("steering.reported-late", &[("n", &f.count(view.reported_late))])) } } }
        form.fields.section.no-print method="get" action="/tasks" {
            div.field {
                label for="t-scope" { (f.text("steering.whose")) }
                select id="t-scope" name="scope" {
                    @for scope in ["area", "unit", "assigner", "place"] { option value=(scope) selected[scope == view.scope] { (word(f, &format!("scope-{scope}"))) } }
                }
            }
            div.field { label for="t-area" { (f.text("steering.unit")) } input id="t-area" type="search" name="area" value=(view.unit) maxlength="200"; }
            div.field { label for="t-criterion" { (f.text("steering.criteria")) } input id="t-criterion" type="text" inputmode="numeric" maxlength="80" name="criterion" value=(view.criterion); }
            input type="hidden" name="show" value=(view.show);
            @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of); }
            button.act.light type="submit" { (f.text("steering.find")) }
            @if view.may_assign { a.act href="/tasks/new" { (f.text("steering.assign")) } }
        }
        @if !view.criterion_meant.is_empty() { p.quiet { (view.criterion_meant) } }
        nav.tabs.no-print aria-label=(f.text("steering.counts")) {
            @for (name, words, href) in &view.parts { a href=(href) aria-current=[(*name == view.show).then_some("true")] { (words) } }
        }
        (task_table(f, &view.lines))
        (more(f, &view.next))
        (files(&view.files))
        (paper_ways(f, view.papers.as_ref()))
    };
    page(f, &head, &body)
}
