//! `/board/{unit}`: places against criteria.

use crate::frame::Frame;
use crate::mark::{Mark, Tallied};
use crate::parts::{Head, Link, legend, link, page, ready_bar};
use maud::{Markup, html};
use vedich_board::CheckTally;

/// The board of an area.
#[derive(Clone, Debug, Default)]
pub struct BoardView {
    /// The area.
    pub title: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// Its own page.
    pub area: Link,
    /// That it does not exist on the day of the page, and the nearest day on which it does.
    pub gone: Option<(String, Link)>,
    /// The set it is measured by.
    pub set: Link,
    /// One column per criterion.
    pub columns: Vec<Column>,
    /// The rows of this page.
    pub rows: Vec<Row>,
    /// Sums over the whole area.
    pub sum: Sum,
    /// What can be chosen, with what is.
    pub filter: Filter,
    /// Units by band.
    pub bands: Vec<Band>,
    /// Rows that fit the filter, in all.
    pub found: u32,
    /// The previous and next page.
    pub pages: (Option<String>, Option<String>),
    /// First row of this page, counted from 1.
    pub first: u32,
    /// Downloads of exactly what is shown.
    pub downloads: Vec<Link>,
    /// Headings that sort: name, criteria, indicators, month, year.
    pub headings: Headings,
    /// The areas just below: the way down.
    pub areas: Vec<Area>,
    /// No set is in force on the day: which were last, in words.
    pub gap: String,
    /// Other sets of the level under which something is known here.
    pub also: Vec<Link>,
    /// The average in words, with what it is over; empty: nobody counts.
    pub average: String,
    /// Where nothing is known on the date: boards with the days of which something is, latest first.
    pub last_known: Vec<Link>,
}

/// An area just below, with how it stands.
#[derive(Clone, Debug, Default)]
pub struct Area {
    /// Its board.
    pub link: Link,
    /// Units of the level shown.
    pub units: u32,
    /// Of these with data.
    pub with_data: u32,
    /// Criteria met over units with data.
    pub criteria: Tallied,
}

/// A heading with where a click leads and how it is sorted now.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Address that sorts by it.
    pub href: String,
    /// `ascending`, `descending`, if it is sorted by.
    pub sorted: Option<&'static str>,
}

/// The headings beside the criteria.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    /// By name.
    pub name: Heading,
    /// By criteria met.
    pub criteria: Heading,
    /// By indicators met.
    pub indicators: Heading,
    /// By change since last month.
    pub month: Heading,
    /// By change since the start of the year.
    pub year: Heading,
}

/// A criterion.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its number.
    pub no: u16,
    /// Its name.
    pub name: String,
    /// Sorting by it.
    pub heading: Heading,
    /// How many units meet it, of those with data.
    pub met: u32,
    /// Units with data for it.
    pub known: u32,
    /// The units that don't meet it.
    pub unmet_href: String,
}

/// A unit.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its name, leading to its page.
    pub name: Link,
    /// The units between it and the area.
    pub above: String,
    /// A word below the name: the board of what lies below it.
    pub below: Option<Link>,
    /// One mark per column; empty when nothing is known of it in detail.
    pub marks: Vec<Mark>,
    /// Criteria.
    pub criteria: Option<Tallied>,
    /// Indicators.
    pub indicators: Option<Tallied>,
    /// The reported count of criteria, where it and not the computed one stands for the unit.
    pub reported: Option<String>,
    /// The reported count of indicators that goes with it.
    pub reported_indicators: Option<String>,
    /// Where its values stand with those who verify them (thẩm tra); none when it has none.
    pub checks: Option<CheckTally>,
    /// Criteria more or fewer than a month ago.
    pub month: Option<i32>,
    /// Criteria more or fewer than at the start of the year.
    pub year: Option<i32>,
}

/// Sums over the area.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    /// Units in all.
    pub units: u32,
    /// Of these with data.
    pub with_data: u32,
    /// Of these meeting every criterion.
    pub full: u32,
    /// Criteria met of all, over units with data.
    pub criteria: Tallied,
    /// Indicators met of all.
    pub indicators: Tallied,
    /// Where the values of the area stand with those who verify them; not told of the whole country.
    pub checks: Option<CheckTally>,
    /// Average number of criteria met, written; empty when nothing is known.
    pub average: String,
    /// Units the average is over.
    pub counted: u32,
    /// How many of them count with what they reported.
    pub reported: u32,
    /// Wards, townships and special zones of the area, which are not assessed as communes.
    pub apart: u32,
}

/// A band with how many units stand in it.
#[derive(Clone, Debug, Default)]
pub struct Band {
    /// Its name and address.
    pub link: Link,
    /// How many.
    pub units: u32,
    /// Chosen now.
    pub current: bool,
}

/// A choice of a filter.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Value in the address.
    pub value: String,
    /// Words.
    pub text: String,
    /// Chosen now.
    pub chosen: bool,
}

/// The filter form.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Levels below the area.
    pub levels: Vec<Choice>,
    /// Sets that can be shown.
    pub sets: Vec<Choice>,
    /// Bands.
    pub bands: Vec<Choice>,
    /// Criteria to look at.
    pub criteria: Vec<Choice>,
    /// Statuses of that criterion.
    pub statuses: Vec<Choice>,
    /// Part of a name.
    pub name: String,
    /// Only units with data.
    pub with_data: bool,
    /// In words, for the print and above the table; empty when nothing is filtered.
    pub words: String,
}

/// Renders the board.
#[must_use]
pub fn render(f: &Frame, view: &BoardView) -> Markup {
    let body = html! {
        (summary(f, view))
        @if let Some((text, go)) = &view.gone {
            p.note.warn { (text) " " (link(go)) }
        } @else {
            (areas(f, &view.areas))
            (filter(f, &view.filter))
            @if view.rows.is_empty() {
                (nothing(f, view))
            } @else {
                (matrix(f, view))
                (below(f, view))
            }
        }
    };
    let sub = f.say("web.board.sub", &[("date", &f.date(f.as_of))]);
    let head = Head {
        title: view.title.clone(),
        sub,
        crumbs: view.crumbs.clone(),
        part: "board",
        paper: format!("{} · {}", view.set.text, view.filter.words),
        own_title: false,
    };
    page(f, &head, &body)
}

fn summary(f: &Frame, view: &BoardView) -> Markup {
    let sum = &view.sum;
    html! {
        div.summary {
            @if !view.set.text.is_empty() { p {
                (f.text("web.board.by-set")) " " (link(&view.set)) ". "
                (f.say("web.board.with-data", &[("known", &f.count(sum.with_data)), ("all", &f.count(sum.units))]))
                @if !view.average.is_empty() { " " (view.average) }
                @if sum.apart > 0 { " " span.quiet { (f.say("web.board.apart", &[("n", &f.count(sum.apart))])) } }
            } }
            p.no-print { a href=(view.area.href) { (view.area.text) } }
        }
        @if !view.gap.is_empty() { p.note { (view.gap) } }
        @if !view.also.is_empty() { p.note.no-print { (f.text("web.board.also")) " " (crate::parts::links(&view.also)) } }
        @if !view.last_known.is_empty() {
            div.note.no-print {
                p { (f.text("web.board.last-known")) }
                ul.list.cols { @for known in &view.last_known { li { (link(known)) } } }
            }
        }
        @if !view.bands.is_empty() {
            ul.bands.no-print aria-label=(f.text("web.board.bands")) {
                @for band in &view.bands {
                    li { a href=(band.link.href) aria-current=[band.current.then_some("true")] { (band.link.text) b { (f.count(band.units)) } } }
                }
            }
        }
    }
}

/// The areas just below, folded when there are many.
fn areas(f: &Frame, areas: &[Area]) -> Markup {
    let rank = |area: &Area| std::cmp::Reverse(area.with_data);
    let mut known: Vec<&Area> = areas.iter().filter(|area| area.with_data > 0).collect();
    known.sort_by_key(|area| rank(area));
    html! {
        @if !areas.is_empty() {
            section.no-print aria-label=(f.text("web.board.areas")) {
                @if !known.is_empty() {
                    ul.list.cols.areas { @for area in known {
                        li {
                            (link(&area.link))
                            (ready_bar(area.criteria))
                            small { (f.say("web.board.area-line", &[("known", &f.count(area.with_data)), ("all", &f.count(area.units)), ("share", &vedich_wording::percent(f.lang, area.criteria.met, area.criteria.total))])) }
                        }
                    } }
                }
                details.filter open[areas.len() <= 30] {
                    summary { (f.text("web.board.areas")) " (" (areas.len()) ")" }
                    ul.letters { @for area in areas { li { (link(&area.link)) } } }
                }
            }
        }
    }
}

fn select(name: &str, label: &str, choices: &[Choice], any: Option<&str>) -> Markup {
    html! {
        @if !choices.is_empty() {
            div.field {
                label for={ "f-" (name) } { (label) }
                select id={ "f-" (name) } name=(name) {
                    @if let Some(any) = any { option value="" { (any) } }
                    @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.text) } }
                }
            }
        }
    }
}

fn filter(f: &Frame, filter: &Filter) -> Markup {
    let any = Some(f.text("web.filter.any"));
    html! {
        details.filter.no-print open[!filter.words.is_empty()] {
            summary { (f.text("web.filter.title")) @if !filter.words.is_empty() { ": " b { (filter.words) } } }
            form method="get" action=(f.path) {
                @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of); }
                @if let Some(sort) = f.param("sort") { input type="hidden" name="sort" value=(sort); }
                div.fields {
                    (select("set", f.text("web.filter.set"), &filter.sets, None))
                    (select("level", f.text("web.filter.level"), &filter.levels, None))
                    (select("band", f.text("web.filter.band"), &filter.bands, any))
                    (select("criterion", f.text("web.filter.criterion"), &filter.criteria, any))
                    (select("status", f.text("web.filter.status"), &filter.statuses, any))
                    div.field {
                        label for="f-name" { (f.text("web.filter.name")) }
                        input type="text" id="f-name" name="name" value=(filter.name) maxlength="100";
                    }
                    div.field {
                        label { input type="checkbox" name="with_data" value="1" checked[filter.with_data]; " " (f.text("web.filter.with-data")) }
                    }
                    button.act type="submit" { (f.text("web.filter.go")) }
                    a href=(f.link(&f.path)) { (f.text("web.filter.clear")) }
                }
            }
        }
    }
}

fn matrix(f: &Frame, view: &BoardView) -> Markup {
    let h = &view.headings;
    let side = |heading: &Heading, text: &str| {
        html! { th.h scope="col" aria-sort=[heading.sorted] { a href=(heading.href) { (text) } } }
    };
    let lines = if view.columns.len() < WIDE_UNTIL { 3 } else { 2 };
    html! {
        div.frame tabindex="0" role="region" aria-labelledby="board-caption" {
            table.matrix {
                caption id="board-caption" {
                    (f.say("web.board.caption", &[("area", &view.title), ("date", &f.date(f.as_of))]))
                    (legend(f))
                }
                thead {
                    tr {
                        th.h.name scope="col" aria-sort=[h.name.sorted] { a href=(h.name.href) { (f.text("web.board.unit")) } }
                        (side(&h.criteria, f.text("web.criteria")))
                        @for column in &view.columns {
                            th.c scope="col" data-no=(column.no) aria-sort=[column.heading.sorted] {
                                a href=(column.heading.href) title=(column.name) {
                                    @let shown = head(&column.name, lines);
                                    b { (column.no) } " "
                                    @if shown == column.name { span { (shown) } } @else { span.cut { (shown) } span.whole { (column.name) } }
                                }
                            }
                        }
                        (side(&h.indicators, f.text("web.indicators")))
                        th.h scope="col" { (f.text("web.board.ready")) }
                        th.h scope="col" { (f.text("web.board.checks")) }
                        (side(&h.month, f.text("web.board.month")))
                        (side(&h.year, f.text("web.board.year")))
                    }
                }
                tbody {
                    @if view.sum.with_data > 0 { (sum_row(f, view)) }
                    @for row in &view.rows { (unit_row(f, view.columns.len(), row)) }
                }
            }
        }
    }
}

/// From so many columns on they are narrow: `board.css` has the same number.
const WIDE_UNTIL: usize = 15;
/// Letters of a line of a heading that stands upright, as `board.css` gives it room.
const LETTERS: usize = 17;

/// A heading in so many lines; what has no room is left off with three dots, the whole stands in its title.
fn head(name: &str, lines: usize) -> String {
    let (mut kept, mut line, mut length) = (Vec::new(), 1, 0);
    for word in name.split(' ') {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > LETTERS {
            (line, length) = (line + 1, 0);
        }
        if line > lines {
            return format!("{}…", kept.join(" ").trim_end_matches([',', ';', '-', ' ']));
        }
        length += letters + usize::from(length > 0);
        kept.push(word);
    }
    name.to_owned()
}

fn sum_row(f: &Frame, view: &BoardView) -> Markup {
    let sum = &view.sum;
    html! {
        tr.sum {
            th.name scope="row" { (f.text("web.board.sum")) small { (f.say("web.board.sum-of", &[("n", &f.count(sum.with_data))])) } }
            td.f.lead data-l=(f.text("web.criteria")) { b { (f.count(sum.criteria.met)) } span { "/" (f.count(sum.criteria.total)) } }
            @for column in &view.columns {
                td.t title=(f.say("web.board.met-by", &[("met", &f.count(column.met)), ("known", &f.count(column.known))])) {
                    a href=(column.unmet_href) { (f.count(column.met)) span.vh { "/" (f.count(column.known)) } }
                }
            }
            td.f data-l=[(sum.indicators.total > 0).then(|| f.text("web.indicators"))] { @if sum.indicators.total > 0 { b { (f.count(sum.indicators.met)) } span { "/" (f.count(sum.indicators.total)) } } }
            td.r { (readiness(f, sum.criteria)) }
            td.f data-l=(f.text("web.board.checks")) { (checks(f, sum.checks)) }
            td.f {} td.f {}
        }
    }
}

fn readiness(f: &Frame, tally: Tallied) -> Markup {
    html! { (ready_bar(tally)) small { (vedich_wording::percent(f.lang, tally.met, tally.total)) } }
}

fn unit_row(f: &Frame, columns: usize, row: &Row) -> Markup {
    html! {
        tr class=[row.marks.is_empty().then_some("flat")] {
            th.name scope="row" {
                (link(&row.name))
                @if !row.above.is_empty() { small { (row.above) } }
                @if let Some(below) = &row.below { small { (link(below)) } }
            }
            td.f.lead data-l=(f.text("web.criteria")) {
                @match (&row.reported, row.criteria) {
                    (Some(reported), computed) => {
                        b { (reported) } small { (f.text("web.board.reported")) }
                        @if let Some(tally) = computed { small { (f.say("web.board.computed", &[("tally", &format!("{}/{}", tally.met, tally.total))])) } }
                    }
                    (None, Some(tally)) => { b { (tally.met) } span { "/" (tally.total) } }
                    (None, None) => { span { "–" } }
                }
            }
            @if row.marks.is_empty() {
                td.none.repeat colspan=(columns) {
                    (f.text(if row.reported.is_some() { "web.board.only-reported" } else if row.checks.is_some() { "web.board.none-decided" } else { "web.board.nothing-known" }))
                }
            } @else {
                @for mark in &row.marks { td class={ "c " (mark.class()) } { b { (mark.word(f.lang)) } } }
            }
            td.f data-l=(f.text("web.indicators")) {
                @match (&row.reported_indicators, row.indicators) {
                    (Some(reported), _) => { b { (reported) } small { (f.text("web.board.reported")) } }
                    (None, Some(tally)) if row.reported.is_none() => { b { (tally.met) } span { "/" (tally.total) } }
                    _ => { "–" }
                }
            }
            td.r { @if let Some(tally) = row.criteria.filter(|_| row.reported.is_none()) { (readiness(f, tally)) } }
            td.f data-l=(f.text("web.board.checks")) { (checks(f, row.checks)) }
            td.f data-l=(f.text("web.board.month")) { (change(row.month)) }
            td.f data-l=(f.text("web.board.year")) { (change(row.year)) }
        }
    }
}

/// Verified of all, and how many came back.
fn checks(f: &Frame, tally: Option<CheckTally>) -> Markup {
    html! {
        @match tally {
            None => span.quiet { "–" },
            Some(tally) => {
                b { (f.count(tally.verified)) } span { "/" (f.count(tally.total())) }
                @if tally.returned > 0 { small.down { (f.say("web.board.came-back", &[("n", &f.count(tally.returned))])) } }
            }
        }
    }
}

/// "▲ 2": sign and number, so that colour is not needed.
fn change(change: Option<i32>) -> Markup {
    html! {
        @match change {
            None => span.quiet { "–" },
            Some(0) => span.quiet { "0" },
            Some(up) if up > 0 => span.up { "+" (up) },
            Some(down) => span.down { "−" (down.unsigned_abs()) },
        }
    }
}

fn below(f: &Frame, view: &BoardView) -> Markup {
    let last = view.first + u32::try_from(view.rows.len()).unwrap_or_default().saturating_sub(1);
    html! {
        div.pager {
            span.quiet { (f.say("web.board.range", &[("first", &f.count(view.first)), ("last", &f.count(last)), ("found", &f.count(view.found))])) }
            @if let Some(previous) = &view.pages.0 { a.act.light href=(previous) rel="prev" { "← " (f.text("web.page.previous")) } }
            @if let Some(next) = &view.pages.1 { a.act.light href=(next) rel="next" { (f.text("web.page.next")) " →" } }
            span.row {
                @for download in &view.downloads { a.act.light.down href=(download.href) { (download.text) } }
            }
        }
        p.small.quiet.keys { (f.text("web.board.keys")) }
    }
}

fn nothing(f: &Frame, view: &BoardView) -> Markup {
    html! {
        div.card.stack {
            p { b { (f.text("web.board.empty")) } }
            @if view.set.text.is_empty() {
                p { (f.text("web.board.no-set")) }
                p { a.act href=(f.link("/criteria")) { (f.text("web.nav.criteria")) } }
            } @else if view.filter.words.is_empty() {
                p { (f.text("web.board.empty-date")) }
                p { a.act href=(f.here_with(&[("as_of", "")])) { (f.text("web.date.today")) } }
            } @else {
                p { a.act href=(f.link(&f.path)) { (f.text("web.filter.clear")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn a_heading_without_room_ends_in_three_dots() {
        assert_eq!(head("Quy hoạch", 2), "Quy hoạch");
        assert_eq!(head("Khu dân cư NTM kiểu mẫu, vườn mẫu", 2), "Khu dân cư NTM kiểu mẫu, vườn…");
        assert_eq!(head("Khu dân cư NTM kiểu mẫu, vườn mẫu", 3), "Khu dân cư NTM kiểu mẫu, vườn mẫu");
        assert_eq!(head("Hệ thống chính trị và tiếp cận pháp luật", 2), "Hệ thống chính trị và tiếp cận…");
        assert_eq!(head("Môi trường và an toàn thực phẩm", 2), "Môi trường và an toàn thực phẩm");
    }
}
