//! A list of meetings, and the plan of a new one.

use super::{Carried, PEOPLE, area, crumbs, more, parts};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, offered, problem, select};
use crate::parts::{Head, Link, link, page};
use crate::present::steering::meetings::MeetingLine;
use crate::present::steering::word;
use maud::{Markup, html};

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub struct MeetingsView {
    /// Whose.
    pub unit: String,
    /// Meetings, latest first.
    pub lines: Vec<MeetingLine>,
    /// Where the list goes on.
    pub next: String,
    /// Whether the reader may plan one.
    pub may_plan: bool,
}

/// Renders the list.
#[must_use]
pub fn render(f: &Frame, view: &MeetingsView) -> Markup {
    let head = Head {
        title: f.text("steering.meetings").to_owned(),
        sub: view.unit.clone(),
        crumbs: crumbs(f, None),
        part: "steering",
        ..Head::default()
    };
    let body = html! {
        (parts(f, "meetings"))
        @if view.may_plan { p.no-print.section { a.act href="/meetings/new" { (f.text("steering.plan-meeting")) } } }
        section.section { (meeting_table(f, &view.lines)) (more(f, &view.next)) }
    };
    page(f, &head, &body)
}

/// A table of meetings.
pub(super) fn meeting_table(f: &Frame, lines: &[MeetingLine]) -> Markup {
    html! {
        @if lines.is_empty() { p.quiet { (f.text("steering.no-meetings")) } } @else {
            div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("steering.when")) } th { (f.text("steering.meeting")) } th { (f.text("steering.places")) } th { (f.text("steering.state")) } th { (f.text("steering.conclusions")) } } }
                    tbody {
                        @for line in lines {
                            tr {
                                td data-l=(f.text("steering.when")) { (line.when) }
                                td data-l=(f.text("steering.meeting")) { (link(&line.title)) small { (line.kind) " · " (line.unit) } }
                                td data-l=(f.text("steering.places")) { (line.places) }
                                td data-l=(f.text("steering.state")) { (line.state) }
                                td data-l=(f.text("steering.conclusions")) { (counts(f, line)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// "12 conclusions, 14 tasks, 2 overdue".
pub(super) fn counts(f: &Frame, line: &MeetingLine) -> String {
    let (conclusions, tasks, overdue) = line.counts;
    f.say(
        "steering.meeting-counts",
        &[("conclusions", &conclusions.to_string()), ("tasks", &f.count(tasks)), ("overdue", &f.count(overdue))],
    )
}

/// What the page to plan a meeting shows.
#[derive(Clone, Debug, Default)]
pub struct PlanForm {
    /// What it carries.
    pub carried: Carried,
    /// Where it is sent.
    pub action: String,
    /// Units in whose name the reader may hold one.
    pub units: Vec<(String, String)>,
    /// People offered where one is to be named.
    pub people: Vec<String>,
    /// As it was sent.
    pub sent: Sent,
    /// Whether a plan is changed.
    pub changes: bool,
}

/// Renders the page to plan a meeting.
#[must_use]
pub fn render_plan(f: &Frame, view: &PlanForm) -> Markup {
    let crumbs = crumbs(f, Some(Link::new(f.text("steering.meetings"), f.link("/meetings"))));
    let title = f.text(if view.changes { "steering.change-plan" } else { "steering.plan-meeting" });
    let head = Head { title: title.to_owned(), crumbs, part: "steering", ..Head::default() };
    let kinds = ["briefing", "working", "committee", "visit"].map(|kind| (kind.to_owned(), word(f, &format!("kind-{kind}"))));
    let sent = &view.sent;
    let body = html! {
        section.section.card {
            (problem(sent))
            form.tall method="post" action=(view.action) {
                (view.carried.show())
                (offered(PEOPLE, &view.people))
                (Field::text("title", f.text("steering.title")).long().show(sent, "plan"))
                div.fields.top {
                    @if !view.changes { (select(sent, "plan", "unit", f.text("steering.holder"), &view.units)) }
                    (select(sent, "plan", "kind", f.text("steering.kind"), &kinds))
                    (Field::text("date", f.text("steering.day")).hint(f.text("web.date.hint")).show(sent, "plan"))
                    (Field::text("time", f.text("steering.time")).hint("8h00, 14h - 16h30").show(sent, "plan"))
                }
                div.fields.top {
                    (Field::text("venue", f.text("steering.venue")).show(sent, "plan"))
                    (Field::text("chair", f.text("steering.chair")).offering(PEOPLE).show(sent, "plan"))
                    (Field::text("secretary", f.text("steering.secretary")).show(sent, "plan"))
                }
                (area(sent, "plan", "places", f.text("steering.places"), f.text("steering.per-line"), 3))
                (area(sent, "plan", "agenda", f.text("steering.agenda"), f.text("steering.per-line"), 4))
                (area(sent, "plan", "invited", f.text("steering.invited"), f.text("steering.invited-hint"), 4))
                button.act type="submit" { (title) }
            }
        }
    };
    page(f, &head, &body)
}
