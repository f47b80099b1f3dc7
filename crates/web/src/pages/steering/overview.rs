//! Where steering begins: what is late and whose, meetings, proposals.

use super::{counts, parts, tally, task_table};
use crate::frame::Frame;
use crate::pages::steering::meetings::meeting_table;
use crate::pages::steering::proposals::proposal_table;
use crate::parts::{Head, page};
use crate::present::steering::meetings::MeetingLine;
use crate::present::steering::proposals::ProposalLine;
use crate::present::steering::{CountLine, TaskLine};
use maud::{Markup, html};
use vedich_facts::steering::TaskTally;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct OverviewView {
    /// The unit it is about.
    pub unit: String,
    /// Its count.
    pub tally: TaskTally,
    /// Where its overdue tasks are.
    pub overdue: String,
    /// Counts of the units below.
    pub below: Vec<CountLine>,
    /// The tasks that come next.
    pub next: Vec<TaskLine>,
    /// Where all of them are.
    pub all: String,
    /// Tasks the reader answers for.
    pub own: Vec<TaskLine>,
    /// Meetings, latest first.
    pub meetings: Vec<MeetingLine>,
    /// Proposals to answer.
    pub proposals: Vec<ProposalLine>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &OverviewView) -> Markup {
    let head = Head { title: f.text("steering.overview").to_owned(), sub: view.unit.clone(), part: "steering", ..Head::default() };
    let body = html! {
        (parts(f, "overview"))
        section.section { (tally(f, &view.tally, &view.overdue)) }
        @if !view.own.is_empty() {
            section.section aria-labelledby="own" { h2 id="own" { (f.text("steering.own")) } (task_table(f, &view.own)) }
        }
        @if !view.below.is_empty() {
            section.section aria-labelledby="below" { h2 id="below" { (f.text("steering.by-unit")) } (counts(f, "steering.lead", &view.below, false)) }
        }
        section.section aria-labelledby="next" { h2 id="next" { (f.text("steering.next")) } (task_table(f, &view.next))
            @if !view.all.is_empty() { p.pager { a.act.light href=(view.all) { (f.text("steering.all-tasks")) } } }
        }
        section.section aria-labelledby="meetings" {
            h2 id="meetings" { (f.text("steering.meetings")) } (meeting_table(f, &view.meetings))
        }
        section.section aria-labelledby="proposals" {
            h2 id="proposals" { (f.text("steering.to-answer")) } (proposal_table(f, &view.proposals))
        }
    };
    page(f, &head, &body)
}
