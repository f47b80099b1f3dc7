//! A list of meetings, and the plan of a new one.

use super::{Carried, PEOPLE, area, crumbs, files, more, parts};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, offered, problem, select};
use crate::parts::{Head, Link, link, page};
use crate::present::steering::meetings::MeetingLine;
use crate::present::steering::word;
use maud::{Markup, html};
use vedich_board::steering::MeetingPart;

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub struct MeetingsView {
    /// Whose.
    pub unit: String,
    /// The same with those above it, as its field shows it.
    pub area: String,
    /// The state looked for.
    pub state: String,
    /// The first day looked for.
    pub since: String,
    /// The last day looked for.
    pub until: String,
    /// The person looked for.
    pub person: String,
    /// Meetings, latest first.
    pub lines: Vec<MeetingLine>,
    /// Where the list goes on.
    pub next: String,
    /// The list as files.
    pub files: Vec<Link>,
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
        (find(f, view))
        section.section { (meeting_table(f, &view.lines)) (more(f, &view.next)) (files(&view.files)) }
    };
    page(f, &head, &body)
}

/// What is looked for.
fn find(f: &Frame, view: &MeetingsView) -> Markup {
    let states = MeetingPart::ALL.map(|part| (part.as_str().to_owned(), word(f, &format!("part-{}", part.as_str()))));
    let states: Vec<(String, String)> = std::iter::once((String::new(), f.text("steering.any-state").to_owned())).chain(states).collect();
    let typed = [("area", &view.area), ("state", &view.state), ("since", &view.since), ("until", &view.until), ("person", &view.person)];
    let sent = Sent { typed: typed.map(|(name, text)| (name.to_owned(), text.clone())).to_vec(), ..Sent::default() };
    html! {
        form.fields.section.no-print role="search" method="get" action="/meetings" {
            (Field::text("area", f.text("steering.unit")).show(&sent, "find"))
            (select(&sent, "find", "state", f.text("steering.state"), &states))
            (Field::text("since", f.text("steering.since")).hint(f.text("web.date.hint")).show(&sent, "find"))
            (Field::text("until", f.text("steering.until-day")).show(&sent, "find"))
            (Field::text("person", f.text("steering.somebody")).show(&sent, "find"))
            @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of); }
            button.act.light type="submit" { (f.text("steering.find")) }
        }
    }
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
                    (Field::text("chair", f.text("steering.chair")).hint(f.text("steering.chair-hint")).offering(PEOPLE).show(sent, "plan"))
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
