//! `/roadmaps/{unit}`: the chart with its table, what decides the date, what is late and what comes next.

use super::decides::{self, DecidesView};
use super::{Tone, grid, rows, told};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent};
use crate::parts::gantt::{self, Bar, Chart, Zoom};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// The roadmap of a unit.
#[derive(Clone, Debug, Default)]
pub struct OneView {
    /// The unit.
    pub name: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// Its place page, the area's page.
    pub around: Vec<Link>,
    /// The roadmap; none when the unit follows none.
    pub roadmap: Option<Roadmap>,
    /// What is not met where there is no roadmap, in the three lists, as the templates have it: list, criteria with reasons.
    pub lists: Vec<(String, Vec<(String, String)>)>,
    /// Why it cannot be timed.
    pub broken: String,
    /// Other roadmaps of the unit.
    pub others: Vec<Link>,
    /// What whoever looks may do.
    pub tools: Tools,
}

/// What whoever looks at the page may do.
#[derive(Clone, Debug, Default)]
pub struct Tools {
    /// Something was just done.
    pub done: bool,
    /// Ways to change it, most used first.
    pub ways: Vec<Link>,
    /// Files to take away.
    pub files: Vec<Link>,
    /// What forms carry; empty when the person may not plan here.
    pub token: String,
    /// The version forms are made from.
    pub base: String,
    /// The identity of what a form will do: sending it twice changes nothing.
    pub command: String,
    /// Where agreeing the plan is sent.
    pub agree: String,
    /// Where a roadmap of a unit that has ended can be carried on: the successor, its name, whether all of the unit went there.
    pub carriers: Vec<(String, String, bool)>,
    /// Where that is sent, and what its form carries.
    pub carry: (String, String),
    /// Address the scripts send changes to; the day they are for; the roadmap.
    pub script: Option<(String, String, String)>,
}

/// A roadmap that can be timed.
#[derive(Clone, Debug, Default)]
pub struct Roadmap {
    /// What people call it.
    pub title: String,
    /// On what it rests, remarks.
    pub notes: Vec<String>,
    /// Head figures: what, how much.
    pub figures: Vec<(String, String)>,
    /// Late or in time.
    pub verdict: (Tone, String),
    /// What is worth a look: constraints that cannot be kept.
    pub remarks: Vec<String>,
    /// What two people wrote differently at once.
    pub conflicts: Vec<ConflictView>,
    /// The chart.
    pub chart: Chart,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Ways to look closer; the one shown has no address.
    pub zooms: Vec<Link>,
    /// Folds and unfolds everything.
    pub folds: Vec<Link>,
    /// What decides the date.
    pub decides: DecidesView,
    /// Some durations are assumed.
    pub assumed: bool,
    /// Empty rows below the table edited in place.
    pub added: Vec<Row>,
    /// The table is edited in place: where it is sent, and what is wrong with it as a whole.
    pub grid: Option<(String, Sent)>,
}

/// A place written differently by two people at once.
#[derive(Clone, Debug, Default)]
pub struct ConflictView {
    /// What it is.
    pub what: String,
    /// What scripts and forms call it.
    pub spot: String,
    /// Versions: number of the fact, what was written, by whom and when, whether it shows now.
    pub versions: Vec<(String, String, String, bool)>,
}

/// A row of the chart.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its number in the whole list.
    pub no: usize,
    /// The task's identity.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// How deep it stands.
    pub depth: u8,
    /// Folds or unfolds what stands under it; empty: nothing does.
    pub fold: Link,
    /// Duration.
    pub days: String,
    /// First day as things go now.
    pub start: String,
    /// Last day.
    pub finish: String,
    /// Share done.
    pub done: String,
    /// How it stands.
    pub standing: (Tone, String),
    /// Days it can slip.
    pub float: String,
    /// Who is responsible.
    pub person: String,
    /// Changes it.
    pub edit: String,
    /// Its bar.
    pub bar: Bar,
    /// What can be typed into when the table is edited in place; else empty.
    pub cells: Vec<CellView>,
}

/// A cell that is typed into.
#[derive(Clone, Debug, Default)]
pub struct CellView {
    /// Its column.
    pub name: &'static str,
    /// What stands in it.
    pub text: String,
    /// Why it cannot be read.
    pub why: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &OneView) -> Markup {
    let title = f.say("gantt.of", &[("unit", &view.name)]);
    let sub = view.roadmap.as_ref().map(|roadmap| roadmap.title.clone()).unwrap_or_default();
    let head = Head { title, sub, crumbs: view.crumbs.clone(), part: "roadmaps", ..Head::default() };
    let body = html! {
        div.roadmap {
            @if view.tools.done { p.note role="status" { b { (f.text("gantt.saved")) } } }
            (ways(view))
            (carrying(f, view))
            @if !view.broken.is_empty() { p.note.warn role="alert" { (view.broken) } }
            @match &view.roadmap {
                Some(roadmap) => (shown(f, view, roadmap)),
                None if view.broken.is_empty() => {
                    p.note { (f.text("gantt.none")) }
                    (decides::triage(f, &view.lists))
                }
                None => {}
            }
        }
    };
    page(f, &head, &body)
}

fn ways(view: &OneView) -> Markup {
    html! {
        div.row.no-print {
            @for way in &view.tools.ways { a.act.light href=(way.href) { (way.text) } }
            @for file in &view.tools.files { a.act.light.down href=(file.href) { (file.text) } }
            @for around in view.around.iter().chain(&view.others) { (link(around)) }
        }
    }
}

/// Carrying the roadmap of a unit that has ended on in a successor: one step.
fn carrying(f: &Frame, view: &OneView) -> Markup {
    let (action, token) = &view.tools.carry;
    html! {
        @if !view.tools.carriers.is_empty() {
            section.card.section.no-print aria-labelledby="carry" {
                h2 id="carry" { (f.text("gantt.carry")) }
                p.prose { (f.text("gantt.carry-text")) }
                div.row { @for (unit, name, whole) in &view.tools.carriers {
                    form method="post" action=(action) {
                        input type="hidden" name="token" value=(token);
                        input type="hidden" name="command" value=(uuid::Uuid::now_v7());
                        input type="hidden" name="to" value=(unit);
                        button.act type="submit" { (f.say("gantt.carry-to", &[("unit", name)])) @if !whole { " (" (f.text("web.place.in-part")) ")" } }
                    }
                } }
            }
        }
    }
}

fn shown(f: &Frame, view: &OneView, roadmap: &Roadmap) -> Markup {
    html! {
        (conflicts(f, view, &roadmap.conflicts))
        div.roadmap-figures.section {
            @for (what, figure) in &roadmap.figures { div { span.what { (what) } b { (figure) } } }
            div { span.what { (f.text("gantt.verdict")) } (told(&roadmap.verdict)) }
        }
        @for remark in &roadmap.remarks { p.note.warn { (remark) } }
        (decides::short(f, &roadmap.decides))
        section.section.wide aria-labelledby="chart" {
            div.row.between {
                h2 id="chart" { (f.text("gantt.chart")) }
                div.row.no-print {
                    @for zoom in &roadmap.zooms { @if zoom.href.is_empty() { b aria-current="true" { (zoom.text) } } @else { a href=(zoom.href) { (zoom.text) } } }
                    @for fold in &roadmap.folds { (link(fold)) }
                }
            }
            @match &roadmap.grid { Some((action, sent)) => (grid::table(f, view, roadmap, action, sent)), None => (rows::table(f, view, roadmap)) }
            (gantt::legend(&[
                ("gk-c", f.text("gantt.legend.critical")), ("gk-b", f.text("gantt.legend.task")), ("gk-p", f.text("gantt.legend.done")),
                ("gk-s", f.text("gantt.legend.agreed")), ("gk-n", f.text("gantt.legend.today")), ("gk-t", f.text("gantt.legend.target")),
                ("gk-o", f.text("gantt.legend.off")),
            ]))
            @if roadmap.assumed { p.small.quiet { (f.text("gantt.assumed")) } }
        }
        (decides::long(f, &roadmap.decides))
        (agree(f, view))
        @for note in &roadmap.notes { p.note.small { (note) } }
    }
}

/// Keeping the plan as it stands, as agreed.
fn agree(f: &Frame, view: &OneView) -> Markup {
    let name = Sent { typed: vec![("name".to_owned(), f.say("gantt.agree-name", &[("date", &f.date(f.as_of))]))], wrong: Vec::new() };
    html! {
        @if !view.tools.agree.is_empty() {
            section.section.card.no-print {
                details { summary { (f.text("gantt.agree")) }
                    p.prose { (f.text("gantt.agree-text")) }
                    form.fields method="post" action=(view.tools.agree) {
                        (hidden(&view.tools))
                        (Field::text("name", f.text("gantt.agree-called")).show(&name, "agree"))
                        (Field::text("note", f.text("roadmap.head.note")).show(&Sent::default(), "agree"))
                        button.act type="submit" { (f.text("gantt.agree")) }
                    }
                }
            }
        }
    }
}

/// Both versions of what two people wrote at once, to be chosen from by who may plan.
fn conflicts(f: &Frame, view: &OneView, conflicts: &[ConflictView]) -> Markup {
    html! {
        @if !conflicts.is_empty() {
            section.section.card.conflicts aria-labelledby="conflicts" {
                h2 id="conflicts" { (f.text("gantt.conflicts")) span.count { (conflicts.len()) } }
                p.quiet { (f.text("gantt.conflicts-text")) }
                @for conflict in conflicts {
                    h3 { (conflict.what) }
                    ul.list { @for (version, written, who, shows) in &conflict.versions { li {
                        b { (written) } " " @if *shows { span.tag { (f.text("gantt.shows-now")) } }
                        small { (who) }
                        @if !view.tools.token.is_empty() {
                            form.no-print method="post" action=(f.link(&change_path(&f.path, "choose"))) {
                                (hidden(&view.tools))
                                input type="hidden" name="spot" value=(conflict.spot);
                                input type="hidden" name="version" value=(version);
                                button.act.light type="submit" { (f.text("gantt.choose")) }
                            }
                        }
                    } } }
                }
            }
        }
    }
}

/// What every form of a roadmap carries.
#[must_use]
pub fn hidden(tools: &Tools) -> Markup {
    html! {
        input type="hidden" name="token" value=(tools.token);
        input type="hidden" name="base" value=(tools.base);
        input type="hidden" name="command" value=(tools.command);
    }
}

/// Where a change of the roadmap at a path is sent.
#[must_use]
pub fn change_path(path: &str, what: &str) -> String {
    let unit = path.split('/').nth(2).unwrap_or_default();
    format!("/roadmaps/{unit}/do/{what}")
}

/// Whether a chart can show days.
#[must_use]
pub const fn zoom_word(zoom: Zoom) -> &'static str {
    match zoom {
        Zoom::Day => "gantt.zoom.day",
        Zoom::Week => "gantt.zoom.week",
        Zoom::Month => "gantt.zoom.month",
    }
}
