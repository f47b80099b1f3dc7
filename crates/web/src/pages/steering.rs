//! Steering: tasks, meetings, proposals, the page of a leader.

pub mod counts;
pub mod directions;
pub mod invitations;
pub mod leaders;
pub mod meeting;
pub mod meetings;
pub mod overview;
pub mod prepare;
pub mod proposals;
pub mod task;
pub mod task_form;
pub mod tasks;

use crate::frame::Frame;
use crate::parts::form::{Sent, select, wrong_id};
use crate::parts::{Link, link};
use crate::present::steering::{CountLine, LogEntry, TaskLine};
use maud::{Markup, html};
use vedich_facts::steering::TaskTally;

/// The list of people that fields offer.
pub(crate) const PEOPLE: &str = "people";

/// What every form carries: whose it is, its own identity, the version it was made from.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// So that no other site can send it.
    pub token: String,
    /// The last fact its maker had seen.
    pub base: String,
}

impl Carried {
    /// The hidden fields; every form has an identity of its own, so that sending it twice changes nothing.
    pub(crate) fn show(&self) -> Markup {
        html! {
            input type="hidden" name="token" value=(self.token);
            input type="hidden" name="command" value=(uuid::Uuid::now_v7());
            @if !self.base.is_empty() { input type="hidden" name="base" value=(self.base); }
        }
    }

    /// The same for a page with several forms: which of them it is goes along, so that one sent back finds what was typed.
    pub(crate) fn show_of(&self, form: &str) -> Markup {
        html! { (self.show()) input type="hidden" name="form" value=(form); }
    }
}

/// What was typed into one of a page's forms when that one came back; else what it begins with.
pub(crate) fn typed_of(sent: &Sent, form: &str, begins: Sent) -> Sent {
    if is_sent(sent, form) { sent.clone() } else { begins }
}

/// Whether that form of a page came back.
pub(crate) fn is_sent(sent: &Sent, form: &str) -> bool {
    sent.typed("form") == form
}

/// What a form begins with: one field.
pub(crate) fn begins(name: &str, value: &str) -> Sent {
    Sent { typed: vec![(name.to_owned(), value.to_owned())], wrong: Vec::new() }
}

/// The buttons that begin papers out of what a page shows.
#[derive(Clone, Debug, Default)]
pub struct PaperWays {
    /// Where they send.
    pub action: String,
    /// What they carry.
    pub carried: Carried,
    /// The day whose picture the page shows.
    pub on: String,
    /// In whose name: id and name, the likeliest first.
    pub units: Vec<(String, String)>,
    /// Forms of papers: id and name.
    pub forms: Vec<(String, String)>,
}

/// The buttons that begin papers.
pub(crate) fn paper_ways(f: &Frame, ways: Option<&PaperWays>) -> Markup {
    let Some(ways) = ways else { return Markup::default() };
    let layouts =
        [("state".to_owned(), f.text("papers.layout-state").to_owned()), ("party".to_owned(), f.text("papers.layout-party").to_owned())];
    html! {
        form.fields.section.no-print.papers-out method="post" action=(ways.action) {
            (ways.carried.show())
            input type="hidden" name="on" value=(ways.on);
            @if let [(unit, _)] = ways.units.as_slice() { input type="hidden" name="unit" value=(unit); } @else {
                (select(&Sent::default(), "papers", "unit", f.text("papers.in-name-of"), &ways.units))
            }
            (select(&Sent::default(), "papers", "layout", f.text("papers.layout"), &layouts))
            @for (form, words) in &ways.forms { button.act.light type="submit" name="form" value=(form) { (f.say("papers.make", &[("paper", &vedich_papers::lower_first(words))])) } }
        }
    }
}

/// The tag of how something counts.
pub(crate) fn tag(class: &str, words: &str) -> Markup {
    html! { span class={ "tag " (class) } { (words) } }
}

/// A larger field to type into.
pub(crate) fn area(sent: &Sent, place: &str, name: &'static str, label: &str, hint: &str, rows: u8) -> Markup {
    let id = format!("{place}-{name}");
    let wrong = sent.why(name);
    html! {
        div class=(if wrong.is_some() { "field wide wrong" } else { "field wide" }) id=[wrong.map(|_| wrong_id(name))] {
            label for=(id) { (label) }
            textarea id=(id) name=(name) rows=(rows) maxlength="20000" aria-invalid=[wrong.map(|_| "true")] aria-describedby={ (id) "-why" } { (raw(sent, name)) }
            span id={ (id) "-why" } class=(if wrong.is_some() { "why" } else { "hint" }) { (wrong.unwrap_or(hint)) }
        }
    }
}

fn raw<'a>(sent: &'a Sent, name: &str) -> &'a str {
    sent.typed.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}

/// A table of tasks.
pub(crate) fn task_table(f: &Frame, lines: &[TaskLine]) -> Markup {
    html! {
        @if lines.is_empty() { p.quiet { (f.text("steering.no-tasks")) } } @else {
            div.boxed.scroll {
                table.plain-table.cards-on-phone.tasks {
                    thead { tr { th { (f.text("steering.content")) } th { (f.text("steering.lead")) } th { (f.text("steering.due")) } th { (f.text("steering.counts")) } } }
                    tbody { @for line in lines { (task_row(f, line)) } }
                }
            }
        }
    }
}

fn task_row(f: &Frame, line: &TaskLine) -> Markup {
    html! {
        tr {
            td data-l=(f.text("steering.content")) {
                (link(&line.content))
                @if !line.about.is_empty() { small { (line.about) } }
                @if !line.source.is_empty() { small.source { (line.source) } }
            }
            td data-l=(f.text("steering.lead")) { (line.lead) small { (line.person) } }
            td data-l=(f.text("steering.due")) { (line.due) }
            td data-l=(f.text("steering.counts")) {
                (tag(line.standing, &line.said)) small { (line.state) @if let Some(percent) = line.percent { " · " (percent) "%" } }
            }
        }
    }
}

/// A table of counts: assigned is the sum of the four columns behind it.
pub(crate) fn counts(f: &Frame, first: &'static str, lines: &[CountLine], closed: bool) -> Markup {
    html! {
        div.boxed.scroll {
            table.plain-table.task-counts {
                thead {
                    tr {
                        th { (f.text(first)) }
                        th.num { (f.text("steering.assigned")) } th.num { (f.text("steering.in-time")) } th.num { (f.text("steering.late")) }
                        th.num { (f.text("steering.in-progress")) } th.num { (f.text("steering.overdue")) }
                        @if closed { th { (f.text("steering.closed-by")) } }
                    }
                }
                tbody {
                    @for line in lines {
                        tr {
                            th scope="row" { (link(&line.name)) }
                            (cells(f, line))
                            @if closed { td { (line.closed) } }
                        }
                    }
                }
            }
        }
    }
}

fn cells(f: &Frame, line: &CountLine) -> Markup {
    let Some(tally) = line.tally else { return html! { @for _ in 0..5 { td.num { "–" } } } };
    let TaskTally { in_time, late, in_progress, overdue } = tally;
    html! {
        td.num { b { (f.count(tally.assigned())) } } td.num { (f.count(in_time)) } td.num { (f.count(late)) } td.num { (f.count(in_progress)) }
        td.num { @if overdue > 0 && !line.overdue.is_empty() { a.overdue href=(line.overdue) { (f.count(overdue)) } } @else { (f.count(overdue)) } }
    }
}

/// The count of a list in one line of figures.
pub(crate) fn tally(f: &Frame, tally: &TaskTally, overdue: &str) -> Markup {
    let one =
        |n: u32, key: &'static str, class: &str| html! { div class={ "fact " (class) } { b { (f.count(n)) } span { (f.text(key)) } } };
    html! {
        div.facts role="group" aria-label=(f.text("steering.count")) {
            (one(tally.assigned(), "steering.assigned", ""))
            (one(tally.in_time, "steering.in-time", "in-time"))
            (one(tally.late, "steering.late", "late"))
            (one(tally.in_progress, "steering.in-progress", "in-progress"))
            @if tally.overdue == 0 { (one(0, "steering.overdue", "")) } @else if overdue.is_empty() { (one(tally.overdue, "steering.overdue", "overdue")) } @else {
                a.fact.overdue href=(overdue) { b { (f.count(tally.overdue)) } span { (f.text("steering.overdue")) } }
            }
        }
    }
}

/// What happened.
pub(crate) fn history(f: &Frame, entries: &[LogEntry]) -> Markup {
    html! {
        ol.history {
            @for entry in entries {
                li.quiet[entry.aside] {
                    b { (entry.on) } " " span { (entry.what) } @if !entry.text.is_empty() { ": " (entry.text) }
                    @if !entry.files.is_empty() { p.files { @for file in &entry.files { a.act.light.down href=(file.href) { (file.text) } " " } } }
                    small { (entry.who) @if entry.aside { " · " (f.text("steering.aside")) } }
                }
            }
        }
    }
}

/// What somebody else wrote at the same time.
pub(crate) fn others(f: &Frame, entries: &[LogEntry]) -> Markup {
    html! {
        @for entry in entries {
            p.note.warn { b { (f.text("steering.also-written")) } " " @if !entry.what.is_empty() { (entry.what) ": " } "“" (entry.text) "” · " (entry.who) }
        }
    }
}

/// What is shown as files.
pub(crate) fn files(files: &[Link]) -> Markup {
    html! { @if !files.is_empty() { p.no-print.files { @for file in files { a.act.light.down href=(file.href) { (file.text) } " " } } } }
}

/// The way on in a list.
pub(crate) fn more(f: &Frame, next: &str) -> Markup {
    html! { @if !next.is_empty() { p.pager { a.act.light href=(next) { (f.text("steering.next-page")) } } } }
}

/// The parts of steering, on each of its lists.
pub(crate) fn parts(f: &Frame, here: &str) -> Markup {
    let ways: [(&str, &str, &'static str); 6] = [
        ("overview", "/steering", "steering.overview"),
        ("tasks", "/tasks", "steering.tasks"),
        ("count", "/tasks/count", "steering.count"),
        ("meetings", "/meetings", "steering.meetings"),
        ("proposals", "/proposals", "steering.proposals"),
        ("leaders", "/leaders", "steering.leaders"),
    ];
    html! {
        nav.tabs.no-print aria-label=(f.text("steering.nav")) {
            @for (id, path, key) in ways { a href=(f.link(path)) aria-current=[(id == here).then_some("page")] { (f.text(key)) } }
        }
    }
}

/// The way back to the overview.
pub(crate) fn crumbs(f: &Frame, more: Option<Link>) -> Vec<Link> {
    std::iter::once(Link::new(f.text("steering.overview"), f.link("/steering"))).chain(more).collect()
}
