//! Many units at once: a row per unit, a column per indicator; and what a workbook that came back would do.

use crate::frame::Frame;
use crate::pages::entry::sheet::PeriodView;
use crate::parts::form::summary;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct UnitsView {
    /// The area's name.
    pub title: String,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// Where the form is sent.
    pub action: String,
    /// The area's sheets: where files come from and go to.
    pub base_path: String,
    /// The period.
    pub period: PeriodView,
    /// Which page of rows it is, from 0.
    pub page: usize,
    /// Who types: what is kept on a device is kept for them.
    pub person: String,
    /// What forms carry.
    pub token: String,
    /// What they carry that holds when the session has ended.
    pub pass: String,
    /// Identity of the command the form gives.
    pub command: String,
    /// How far the record went when the sheet was made.
    pub base: u64,
    /// Source of every line that names none.
    pub source: String,
    /// Date of every line that names none.
    pub as_of: String,
    /// Why it comes late.
    pub late: String,
    /// The columns: code and name.
    pub columns: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<UnitRow>,
    /// Cells in which one of two values is to be chosen.
    pub choices: Vec<CellChoice>,
    /// Lines that are not simply new, with their cell: what is changed, odd, refused.
    pub told: Vec<ToldLine>,
    /// How many more there are.
    pub told_more: usize,
    /// What the draft would do.
    pub counts: String,
    /// Whether something keeps it from being recorded.
    pub stopped: bool,
    /// Whether odd values wait for a reason.
    pub asks: bool,
    /// Whether there is a draft, and its version.
    pub draft: u64,
    /// When it was saved.
    pub saved: String,
    /// What is wrong with what was sent, or with the file.
    pub problems: Vec<String>,
    /// What was just done.
    pub done: String,
    /// Whether the periods may be handed in.
    pub may_submit: bool,
    /// Criteria to choose from: number and name.
    pub criteria: Vec<(String, String)>,
    /// The criterion chosen.
    pub criterion: String,
    /// The pages of rows, by the rows they have; the one that is shown leads nowhere. Empty where there is one page.
    pub pages: Vec<Link>,
}

/// A unit.
#[derive(Clone, Debug, Default)]
pub struct UnitRow {
    /// The unit and its own sheet.
    pub unit: Link,
    /// Its cells.
    pub cells: Vec<UnitCell>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct UnitCell {
    /// The key of its line; empty: the unit's set has none, or it may not be entered.
    pub key: String,
    /// What was typed.
    pub value: String,
    /// What stands.
    pub before: String,
    /// Whether it has to be looked at.
    pub asks: bool,
    /// Why.
    pub words: String,
    /// The version of the record the typed value was typed beside; 0: none.
    pub base: u64,
}

/// A cell with two values: both are kept until one is chosen.
#[derive(Clone, Debug, Default)]
pub struct CellChoice {
    /// The line's key.
    pub key: String,
    /// The unit and the indicator.
    pub place: String,
    /// What was typed here.
    pub mine: String,
    /// The value recorded by somebody else since, in words; empty when there is none.
    pub theirs: String,
    /// What was typed in another window; empty when nothing was.
    pub other: String,
}

/// A line of what a draft would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldLine {
    /// Its cell in the workbook.
    pub cell: String,
    /// The unit.
    pub unit: String,
    /// The indicator.
    pub code: String,
    /// What was there and what comes.
    pub change: String,
    /// What is said of it.
    pub words: String,
    /// Whether it keeps everything from being recorded.
    pub stops: bool,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &UnitsView) -> Markup {
    let title = f.say("entry.title-of", &[("unit", &view.title)]);
    let head = Head { title, sub: view.period.words.clone(), crumbs: view.crumbs.clone(), part: "entry", ..Head::default() };
    let body = html! {
        (summary(view.problems.iter().map(String::as_str), std::iter::empty()))
        @if !view.done.is_empty() { p.note role="status" { b { (view.done) } } }
        p { (view.period.window) }
        @if view.period.locked { p.note { (f.text("entry.locked")) } }
        (chooser(f, view))
        (files(f, view))
        (told(f, view))
        form.entry method="post" action=(view.action) data-entry=(view.base_path) data-person=(view.person) data-sheet="units" data-period=(view.period.key) data-base=(view.base)
            data-words-saving=(f.text("entry.saving")) data-words-offline=(f.text("entry.offline")) data-words-signed-out=(f.text("entry.signed-out"))
            data-words-sign-in=(f.text("entry.sign-in-again")) data-words-sign-in-here=(f.text("entry.sign-in-here")) data-words-pasted=(f.text("entry.pasted")) data-words-beyond=(f.text("entry.beyond")) autocomplete="off" {
            input type="hidden" name="token" value=(view.token); input type="hidden" name="period" value=(view.period.key);
            input type="hidden" name="pass" value=(view.pass);
            input type="hidden" name="command" value=(view.command); input type="hidden" name="base" value=(view.base);
            // Whoever saves comes back to where they were.
            input type="hidden" name="criterion" value=(view.criterion); input type="hidden" name="page" value=(view.page);
            (common(f, view))
            p.quiet { (f.text("entry.hint-states")) " " (f.text("entry.hint-grid")) }
            (choices(f, view))
            @if view.rows.is_empty() { p.note { (f.text("entry.no-rows")) } } @else { (grid(view)) }
            (pager(f, view))
            (buttons(f, view))
        }
        @if view.draft > 0 {
            form method="post" action=(view.action) {
                input type="hidden" name="token" value=(view.token); input type="hidden" name="period" value=(view.period.key);
                input type="hidden" name="draft" value=(view.draft);
                button.act.light type="submit" name="do" value="discard" { (f.text("entry.discard")) }
            }
        }
    };
    page(f, &head, &body)
}

fn chooser(f: &Frame, view: &UnitsView) -> Markup {
    html! {
        form.fields method="get" action=(view.action) {
            div.field {
                label for="period" { (f.text("entry.other-period")) }
                select id="period" name="period" { @for (key, words) in &view.period.choices { option value=(key) selected[*key == view.period.key] { (words) } } }
            }
            div.field {
                label for="criterion" { (f.text("entry.criterion")) }
                select id="criterion" name="criterion" {
                    option value="" { (f.text("entry.all-criteria")) }
                    @for (no, name) in &view.criteria { option value=(no) selected[*no == view.criterion] { (no) ". " (name) } }
                }
            }
            button.act.light type="submit" { (f.text("entry.open")) }
        }
    }
}

/// Where a filled workbook is sent from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Returning<'a> {
    /// The area's sheets.
    pub(super) path: &'a str,
    /// `units`: the page of many units.
    pub(super) from: &'static str,
    /// The period.
    pub(super) period: &'a str,
    /// What forms carry.
    pub(super) token: &'a str,
    /// What they carry that holds when the session has ended.
    pub(super) pass: &'a str,
    /// Whether something was refused, so that it is sent again.
    pub(super) again: bool,
}

/// Files that leave and come back.
pub(super) fn returning(f: &Frame, Returning { path, from, period, token, pass, again }: Returning<'_>) -> Markup {
    html! {
        details.no-print open[again] {
            summary { (f.text("entry.files")) }
            p.quiet { (f.text("entry.files-text")) }
            form.fields method="post" action={ (path) "/returned" } enctype="multipart/form-data" {
                input type="hidden" name="token" value=(token); input type="hidden" name="period" value=(period);
                input type="hidden" name="pass" value=(pass); input type="hidden" name="from" value=(from);
                div.field { label for="file" { (f.text("entry.file")) } input id="file" type="file" name="file" accept=".xlsx,.xls,.ods,.csv" required; }
                button.act type="submit" { (f.text("entry.file-send")) }
            }
        }
    }
}

fn files(f: &Frame, view: &UnitsView) -> Markup {
    let download = format!("{}/units.xlsx?period={}", view.base_path, view.period.key);
    let again = !view.problems.is_empty();
    let sent = Returning { path: &view.base_path, from: "units", period: &view.period.key, token: &view.token, pass: &view.pass, again };
    html! {
        @if !view.rows.is_empty() { p { a.act.light.down href=(download) { (f.text("entry.download")) } } }
        (returning(f, sent))
    }
}

fn told(f: &Frame, view: &UnitsView) -> Markup {
    html! {
        @if !view.counts.is_empty() { p { b { (view.counts) } } }
        @if view.stopped { p.note.warn role="alert" { (f.text("entry.stopped")) } }
        @if !view.told.is_empty() {
            div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("entry.cell")) } th { (f.text("entry.unit")) } th { (f.text("entry.indicator")) } th { (f.text("entry.change")) } th { (f.text("entry.remark")) } } }
                    tbody {
                        @for line in &view.told {
                            tr.over[line.stops] {
                                td data-l=(f.text("entry.cell")) { code { (line.cell) } }
                                td data-l=(f.text("entry.unit")) { (line.unit) }
                                td data-l=(f.text("entry.indicator")) { (line.code) }
                                td data-l=(f.text("entry.change")) { (line.change) }
                                td data-l=(f.text("entry.remark")) { (line.words) }
                            }
                        }
                    }
                }
            }
            @if view.told_more > 0 { p.quiet { (f.say("entry.told-more", &[("count", &view.told_more.to_string())])) } }
        }
    }
}

fn common(f: &Frame, view: &UnitsView) -> Markup {
    html! {
        div.fields.entry-common {
            div.field { label for="source" { (f.text("entry.source-all")) } input id="source" type="text" name="source" value=(view.source) maxlength="200"; }
            div.field { label for="as_of" { (f.text("entry.date-all")) } input id="as_of" type="text" name="as_of" value=(view.as_of) maxlength="20"; }
            @if view.period.locked { div.field { label for="late" { (f.text("entry.late-label")) } input id="late" type="text" name="late" value=(view.late) maxlength="300"; } }
            @if view.asks { div.field { label for="reason" { (f.text("entry.reason-all")) } input id="reason" type="text" name="reason" maxlength="300"; } }
        }
    }
}

fn choices(f: &Frame, view: &UnitsView) -> Markup {
    let one = |name: String, value: &str, words: &str| html! { label { input type="radio" name=(name) value=(value); " " (words) } };
    html! {
        @if !view.choices.is_empty() {
            section.card.choices aria-labelledby="choices" {
                h2 id="choices" { (f.text("entry.choose-cells")) }
                p { (f.text("entry.choose-cells-text")) }
                @for cell in &view.choices {
                    fieldset.choice {
                        legend { b { (cell.place) } @if !cell.theirs.is_empty() { ": " (cell.theirs) } @else { ": " (f.say("entry.two-windows", &[("value", &cell.other)])) } }
                        @if !cell.theirs.is_empty() {
                            (one(format!("c|{}", cell.key), "theirs", f.text("entry.take-theirs")))
                            (one(format!("c|{}", cell.key), "mine", &f.say("entry.keep-this", &[("value", &cell.mine)])))
                        }
                        @if !cell.other.is_empty() {
                            (one(format!("o|{}", cell.key), &cell.other, &f.say("entry.keep-this", &[("value", &cell.other)])))
                            (one(format!("o|{}", cell.key), &cell.mine, &f.say("entry.keep-this", &[("value", &cell.mine)])))
                        }
                    }
                }
            }
        }
    }
}

fn grid(view: &UnitsView) -> Markup {
    html! {
        div.grid-box tabindex="0" {
            table.grid-sheet {
                thead { tr { th {} @for (code, name) in &view.columns { th scope="col" title=(name) { (code) } } } }
                tbody {
                    @for row in &view.rows {
                        tr {
                            th scope="row" { (link(&row.unit)) }
                            @for (cell, (code, name)) in row.cells.iter().zip(&view.columns) {
                                td.cell.asks[cell.asks] data-line=(cell.key) title=(if cell.words.is_empty() { name } else { &cell.words }) {
                                    @if cell.key.is_empty() { (cell.before) } @else {
                                        input.v type="text" name={ "v|" (cell.key) } value=(cell.value) placeholder=(cell.before) aria-label={ (row.unit.text) " " (code) " " (name) } maxlength="100";
                                        @if !cell.value.is_empty() { input type="hidden" name={ "w|" (cell.key) } value=(cell.value); }
                                        @if cell.base > 0 { input type="hidden" name={ "b|" (cell.key) } value=(cell.base); }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The pages of rows: "Rows 1–40 · 41–58".
fn pager(f: &Frame, view: &UnitsView) -> Markup {
    html! {
        @if !view.pages.is_empty() {
            nav.pager.no-print aria-label=(f.text("entry.rows-of-pages")) {
                span.quiet { (f.text("entry.rows-of-pages")) ":" }
                @for page in &view.pages { @if page.href.is_empty() { b aria-current="page" { (page.text) } } @else { (link(page)) } }
            }
        }
    }
}

fn buttons(f: &Frame, view: &UnitsView) -> Markup {
    html! {
        div.entry-foot {
            (super::sheet::beyond(f))
            p.quiet data-status aria-live="polite" { (view.saved) }
            div.fields {
                button.act.light type="submit" name="do" value="preview" { (f.text("entry.preview")) }
                @if !view.period.locked { button.act type="submit" name="do" value="record" { (f.text("entry.record-all")) } }
                @if view.may_submit { button.act type="submit" name="do" value="submit" { (f.text(if view.period.locked { "entry.submit-late" } else { "entry.submit-all" })) } }
            }
        }
    }
}
