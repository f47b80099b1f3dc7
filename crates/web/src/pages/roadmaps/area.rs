//! `/roadmaps/area/{unit}`: all roadmaps of an area for its leaders.

use super::{Tone, crumb, told};
use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// The roadmaps of an area.
#[derive(Clone, Debug, Default)]
pub struct AreaView {
    /// The area.
    pub name: String,
    /// Its board, areas above.
    pub around: Vec<Link>,
    /// How it stands in one sentence.
    pub sentence: String,
    /// A line per roadmap, as sorted.
    pub lines: Vec<Line>,
    /// Column heads: words, where they sort to, how it is sorted now (`ascending`, `descending`, empty).
    pub heads: Vec<(Link, &'static str)>,
    /// Criteria that decide the finish of most units: name, units, late tasks.
    pub blocking: Vec<(String, Vec<Link>, u32)>,
    /// Who carries most: person, unit, in words how much.
    pub loaded: Vec<(String, String, String)>,
    /// Who has not counted this week: the unit's count page, how many tasks, by whom.
    pub uncounted: Vec<(Link, String, String)>,
    /// The week those were to be counted in.
    pub week: String,
    /// Roadmaps that cannot be timed, and why.
    pub untimed: Vec<(Link, String)>,
    /// The table as files.
    pub files: Vec<Link>,
}

/// A roadmap.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The unit and its roadmap.
    pub unit: Link,
    /// The day by which everything is to be done.
    pub target: String,
    /// Last day as things go now.
    pub finish: String,
    /// Late or in time.
    pub verdict: (Tone, String),
    /// Chance of finishing by the target.
    pub chance: String,
    /// The same in whole percent, for the bar; none without a target.
    pub percent: Option<u32>,
    /// Tasks over, of all.
    pub done: String,
    /// Late tasks.
    pub late: u32,
    /// Tasks not counted this week.
    pub uncounted: String,
    /// Open tasks nobody answers for, in words; empty: none.
    pub unassigned: String,
    /// Criteria that decide its finish.
    pub blocking: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &AreaView) -> Markup {
    let title = f.say("gantt.area.title", &[("area", &view.name)]);
    let head = Head { title, sub: view.sentence.clone(), crumbs: vec![crumb(f)], part: "roadmaps", ..Head::default() };
    let body = html! {
        p.row.no-print { @for around in &view.around { (link(around)) } @for file in &view.files { a.act.light.down href=(file.href) { (file.text) } } }
        @if view.lines.is_empty() { p.note.section { (f.text("gantt.list-empty")) } } @else {
            section.section aria-labelledby="roadmaps" {
                h2 id="roadmaps" { (f.text("gantt.area.towards")) span.count { (view.lines.len()) } }
                (table(f, view))
            }
            div.two.section { (blocking(f, view)) (loaded(f, view)) }
            (uncounted(f, view))
        }
        @for (unit, why) in &view.untimed { p.note.warn { (link(unit)) ": " (why) } }
    };
    page(f, &head, &body)
}

fn table(f: &Frame, view: &AreaView) -> Markup {
    let words = |n: usize| view.heads.get(n).map_or("", |(head, _)| head.text.as_str());
    html! {
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (f.text("gantt.area.towards")) }
            thead { tr { @for (head, sorted) in &view.heads { th scope="col" aria-sort=[Some(sorted).filter(|sorted| !sorted.is_empty())] { (link(head)) } } } }
            tbody { @for line in &view.lines { tr {
                th scope="row" { (link(&line.unit)) }
                td data-l=(words(1)) { (line.target) }
                td data-l=(words(2)) { (line.finish) }
                td { (told(&line.verdict)) }
                td data-l=(words(4)) { b { (line.chance) } @if let Some(percent) = line.percent { " " svg.chance viewBox="0 0 100 8" aria-hidden="true" { rect.ground width="100" height="8" {} rect.m width=(percent) height="8" {} } } }
                td data-l=(words(5)) { (line.done) @if !line.unassigned.is_empty() { br; span.small { "! " (line.unassigned) } } }
                td data-l=(words(6)) { (line.late) }
                td data-l=(words(7)) { (line.uncounted) }
                td data-l=(f.text("gantt.area.decided-by")) { (line.blocking) }
            } } }
        } }
    }
}

fn blocking(f: &Frame, view: &AreaView) -> Markup {
    html! {
        section.card aria-labelledby="blocking" {
            h2 id="blocking" { (f.text("gantt.area.blocking")) }
            @if view.blocking.is_empty() { p.quiet { (f.text("gantt.area.none-blocking")) } }
            ol.stack-small { @for (criterion, units, late) in &view.blocking { li {
                b { (criterion) } br;
                span.small { (f.say("gantt.area.n-units", &[("n", &units.len().to_string())])) ": " (crate::parts::links(units)) @if *late > 0 { " · " b { "! " (f.say("gantt.area.n-late", &[("n", &late.to_string())])) } } }
            } } }
        }
    }
}

fn loaded(f: &Frame, view: &AreaView) -> Markup {
    html! {
        section.card aria-labelledby="loaded" {
            h2 id="loaded" { (f.text("gantt.area.loaded")) }
            @if view.loaded.is_empty() { p.quiet { (f.text("gantt.area.none-loaded")) } }
            ol.stack-small { @for (person, unit, load) in &view.loaded { li { b { (person) } @if !unit.is_empty() { " · " (unit) } br; span.small { (load) } } } }
        }
    }
}

fn uncounted(f: &Frame, view: &AreaView) -> Markup {
    let (tasks, who) = (f.text("gantt.area.tasks"), f.text("gantt.person"));
    html! {
        section.section aria-labelledby="uncounted" {
            h2 id="uncounted" { (f.say("gantt.area.uncounted", &[("week", &view.week)])) span.count { (view.uncounted.len()) } }
            @if view.uncounted.is_empty() { p.quiet { (f.text("gantt.area.all-counted")) } } @else {
                div.boxed.scroll { table.plain-table.cards-on-phone {
                    caption.vh { (f.say("gantt.area.uncounted", &[("week", &view.week)])) }
                    thead { tr { th scope="col" { (f.text("web.board.unit")) } th scope="col" { (tasks) } th scope="col" { (who) } } }
                    tbody { @for (unit, n, people) in &view.uncounted { tr { th scope="row" { (link(unit)) } td data-l=(tasks) { (n) } td data-l=(who) { (people) } } } }
                } }
            }
        }
    }
}
