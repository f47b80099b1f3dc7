//! The entry sheet of a unit and period (biểu B04): the criteria set as the grid an officer knows.

use super::units::{Returning, returning};
use crate::frame::Frame;
use crate::mark::Mark;
use crate::pages::fieldwork::{FILES, PHOTOS, Piece, check_tag, pieces};
use crate::parts::form::summary;
use crate::parts::{Head, Link, badge, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct SheetView {
    /// The unit's name.
    pub title: String,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// Where the form is sent.
    pub action: String,
    /// The period and its days.
    pub period: PeriodView,
    /// The set.
    pub set: Link,
    /// The criteria.
    pub criteria: Vec<CriterionLines>,
    /// What forms carry.
    pub token: String,
    /// What they carry that holds when the session has ended.
    pub pass: String,
    /// Who types: what is kept on a device is kept for them.
    pub person: String,
    /// Identity of the command the form gives.
    pub command: String,
    /// How far the record went when the sheet was made.
    pub base: u64,
    /// Source of lines that name none.
    pub source: String,
    /// Date of lines that name none.
    pub as_of: String,
    /// Why it comes late.
    pub late: String,
    /// What is wrong with the sheet as a whole.
    pub problems: Vec<String>,
    /// Fields to mend, when it was to be recorded: their place and what is wrong there.
    pub to_mend: Vec<Link>,
    /// What was just done.
    pub done: String,
    /// What the draft would do.
    pub counts: String,
    /// Counts on record and with the draft.
    pub tallies: (String, String),
    /// Indicators without a value.
    pub missing: String,
    /// What the set counts beside its lines, in words; empty: nothing.
    pub unlisted: String,
    /// Which indicators can't be assessed for want of a threshold, why, and whom to ask; empty when there is none.
    pub unset: String,
    /// When the draft was saved.
    pub saved: String,
    /// Its version; 0: there is none.
    pub draft: u64,
    /// Whether the period may be handed in.
    pub may_submit: bool,
    /// What a form states beside the lines.
    pub stated: Vec<String>,
    /// Whether rows take files.
    pub takes_files: bool,
    /// Where the evidence of the unit stands.
    pub evidence: String,
}

/// A period on a sheet.
#[derive(Clone, Debug, Default)]
pub struct PeriodView {
    /// As in addresses.
    pub key: String,
    /// In words.
    pub words: String,
    /// Its days in words.
    pub window: String,
    /// Whether it is locked.
    pub locked: bool,
    /// Versions handed in.
    pub versions: Vec<String>,
    /// Periods to choose from: key and words.
    pub choices: Vec<(String, String)>,
    /// The page without its query, for choosing.
    pub path: String,
    /// Other pages of the sheet: print, files, who has reported.
    pub links: Vec<Link>,
}

/// A criterion with its lines.
#[derive(Clone, Debug, Default)]
pub struct CriterionLines {
    /// Its number.
    pub no: u16,
    /// Its name.
    pub name: String,
    /// How it stands with what was typed.
    pub mark: Mark,
    /// Its lines.
    pub lines: Vec<LineView>,
    /// Whether a line of the criterion as a whole can be asked for.
    pub may_rate: bool,
    /// Who works on it; empty: nobody is named.
    pub who: String,
    /// By when; empty: no day is known.
    pub due: String,
}

/// A line.
#[derive(Clone, Debug, Default)]
pub struct LineView {
    /// Its key.
    pub key: String,
    /// The indicator's code; empty for parts.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is a part of the indicator above.
    pub part: bool,
    /// What is required.
    pub required: String,
    /// What can be typed.
    pub hint: String,
    /// The last value.
    pub last: String,
    /// Its date and source.
    pub last_from: String,
    /// What those who verify said of the last value, when it came back.
    pub back: Option<BackView>,
    /// The value typed.
    pub value: String,
    /// The remark typed.
    pub note: String,
    /// The source typed.
    pub source: String,
    /// The date typed.
    pub as_of: String,
    /// The reason typed.
    pub reason: String,
    /// The version of the record the typed value was typed beside; 0: the page's.
    pub base: u64,
    /// Whether anything is kept of it in the draft.
    pub kept: bool,
    /// How it stands.
    pub mark: Mark,
    /// Why.
    pub why: String,
    /// What is wrong or odd.
    pub problems: Vec<String>,
    /// Whether a reason is asked for, with which it is kept.
    pub asks: bool,
    /// Whether it can't be, whatever the reason.
    pub refused: bool,
    /// A value recorded by somebody else since, in words.
    pub theirs: String,
    /// What was typed in another window.
    pub other: String,
    /// Whether it may be typed here.
    pub open: bool,
    /// Evidence of the value, its indicator or criterion.
    pub evidence: Vec<Piece>,
    /// What its evidence is about, as the form says it; empty: none can be added.
    pub about: String,
    /// The papers of the dossier it can be: key and name.
    pub papers: Vec<(String, String)>,
}

/// That a value was returned, or is asked about.
#[derive(Clone, Debug, Default)]
pub struct BackView {
    /// How it stands: name and words.
    pub check: (&'static str, &'static str),
    /// Why, or the question.
    pub why: String,
    /// Since when.
    pub date: String,
    /// Where it is answered or corrected.
    pub href: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &SheetView) -> Markup {
    let title = f.say("entry.title-of", &[("unit", &view.title)]);
    let head = Head {
        title,
        sub: view.period.words.clone(),
        crumbs: view.crumbs.clone(),
        part: "entry",
        paper: view.period.words.clone(),
        ..Head::default()
    };
    let body = html! {
        (stops(f, view))
        @if !view.done.is_empty() { p.note role="status" { b { (view.done) } } }
        (top(f, view))
        @if !view.stated.is_empty() { div.note { p { b { (f.text("entry.stated")) } } ul { @for line in &view.stated { li { (line) } } } } }
        (returning(f, Returning { path: &view.action, from: "", period: &view.period.key, token: &view.token, pass: &view.pass, again: false }))
        form.entry method="post" action=(view.action) data-entry=(view.action) data-person=(view.person) data-sheet="" data-period=(view.period.key) data-base=(view.base)
            data-words-saving=(f.text("entry.saving")) data-words-offline=(f.text("entry.offline")) data-words-signed-out=(f.text("entry.signed-out"))
            data-words-sign-in=(f.text("entry.sign-in-again")) data-words-sign-in-here=(f.text("entry.sign-in-here")) data-words-pasted=(f.text("entry.pasted")) data-words-beyond=(f.text("entry.beyond")) data-words-failed=(f.text("entry.not-attached")) enctype="multipart/form-data" autocomplete="off" {
            (hidden(view))
            (common(f, view))
            div.boxed.scroll {
                table.plain-table.sheet {
                    thead { tr {
                        th { (f.text("entry.indicator")) } th { (f.text("entry.required")) } th { (f.text("entry.last")) } th { (f.text("entry.new")) }
                        th { (f.text("entry.result")) } th { (f.text("entry.evidence")) } th { (f.text("entry.details")) }
                    } }
                    @for criterion in &view.criteria { (criterion_body(f, view, criterion)) }
                }
            }
            (buttons(f, view))
        }
        @if view.draft > 0 {
            form.no-print method="post" action=(view.action) {
                input type="hidden" name="token" value=(view.token); input type="hidden" name="period" value=(view.period.key);
                input type="hidden" name="draft" value=(view.draft);
                button.act.light type="submit" name="do" value="discard" { (f.text("entry.discard")) }
            }
        }
    };
    page(f, &head, &body)
}

/// What keeps the sheet from being recorded, with links to its lines.
fn stops(f: &Frame, view: &SheetView) -> Markup {
    let mend = Some(f.text("entry.to-mend")).filter(|_| !view.to_mend.is_empty());
    let lines = view.to_mend.iter().map(|line| (line.href.clone(), line.text.as_str()));
    summary(view.problems.iter().map(String::as_str).chain(mend), lines)
}

fn hidden(view: &SheetView) -> Markup {
    html! {
        input type="hidden" name="token" value=(view.token);
        input type="hidden" name="pass" value=(view.pass);
        input type="hidden" name="period" value=(view.period.key);
        input type="hidden" name="command" value=(view.command);
        input type="hidden" name="base" value=(view.base);
    }
}

/// Period, its days, other pages.
fn top(f: &Frame, view: &SheetView) -> Markup {
    let period = &view.period;
    html! {
        p { (period.window) " " (link(&view.set)) }
        @if let Some((newest, earlier)) = period.versions.split_first() {
            p.quiet { (newest) }
            @if !earlier.is_empty() {
                details.no-print {
                    summary { (f.say("entry.earlier-versions", &[("count", &earlier.len().to_string())])) }
                    @for version in earlier { p.quiet.small { (version) } }
                }
            }
        }
        @if period.locked { p.note { (f.text("entry.locked")) } }
        form.fields.no-print method="get" action=(period.path) {
            div.field {
                label for="period" { (f.text("entry.other-period")) }
                select id="period" name="period" { @for (key, words) in &period.choices { option value=(key) selected[*key == period.key] { (words) } } }
            }
            button.act.light type="submit" { (f.text("entry.open")) }
            @for one in &period.links { a.act.light href=(one.href) { (one.text) } }
        }
    }
}

fn common(f: &Frame, view: &SheetView) -> Markup {
    html! {
        p.quiet.no-print { (f.text("entry.hint-states")) " " (f.text("entry.hint-keys")) }
        div.fields.entry-common {
            div.field { label for="source" { (f.text("entry.source-all")) } input id="source" type="text" name="source" value=(view.source) maxlength="200"; }
            div.field { label for="as_of" { (f.text("entry.date-all")) } input id="as_of" type="text" name="as_of" value=(view.as_of) maxlength="20" inputmode="numeric"; }
            @if view.period.locked {
                div.field { label for="late" { (f.text("entry.late-label")) } input id="late" type="text" name="late" value=(view.late) maxlength="300"; }
            }
        }
        p.entry-tallies {
            (f.text("entry.tally-now")) ": " b { (view.tallies.0) } " · " (f.text("entry.tally-after")) ": " b data-tally { (view.tallies.1) }
            @if !view.missing.is_empty() { " · " (view.missing) @if !view.unlisted.is_empty() { " " span.quiet { (view.unlisted) } } }
        }
        @if !view.unset.is_empty() { p.quiet.unset { (view.unset) } }
    }
}

fn criterion_body(f: &Frame, view: &SheetView, criterion: &CriterionLines) -> Markup {
    html! {
        tbody {
            tr.group id={ "c-" (criterion.no) } {
                th colspan="4" scope="rowgroup" { (criterion.no) ". " (criterion.name) }
                th colspan=(if criterion.may_rate { "1" } else { "3" }) data-criterion=(criterion.no) { (badge(f, criterion.mark)) }
                // What was typed is kept first: the button sends the form.
                @if criterion.may_rate {
                    th colspan="2" { button.act.light.no-print type="submit" name="do" value={ "whole-" (criterion.no) } { (f.text("entry.rate-whole")) span.vh { " " (criterion.no) } } }
                }
            }
            @for line in &criterion.lines { (line_row(f, view, line)) }
        }
    }
}

fn line_row(f: &Frame, view: &SheetView, line: &LineView) -> Markup {
    let id = format!("v-{}", line.key);
    html! {
        tr.part[line.part].asks[line.asks || line.refused || !line.theirs.is_empty() || !line.other.is_empty()] id={ "l-" (line.key) } data-line=(line.key) {
            td data-l=(f.text("entry.indicator")) { label for=(id) { @if !line.code.is_empty() { (crate::parts::code(f, &line.code)) " " } (line.name) } }
            td data-l=(f.text("entry.required")) { (line.required) }
            td data-l=(f.text("entry.last")) { (line.last) @if !line.last_from.is_empty() { br; small.quiet { (line.last_from) } } (back(line)) }
            td.value data-l=(f.text("entry.new")) { (value_cell(f, line, &id)) }
            td.result data-l=(f.text("entry.result")) { (result(f, line)) }
            td.shown data-l=(f.text("entry.evidence")) { (evidence(f, view, line)) }
            td { (details(f, line)) }
        }
    }
}

/// What came back of the last value.
fn back(line: &LineView) -> Markup {
    let Some(back) = &line.back else { return html! {} };
    html! { p.small { a href=(back.href) { (check_tag(back.check)) } " " (back.date) ": " (back.why) } }
}

fn value_cell(f: &Frame, line: &LineView, id: &str) -> Markup {
    html! {
        @if line.open {
            input.v id=(id) type="text" name={ "v|" (line.key) } value=(line.value) placeholder=(line.hint) maxlength="100" data-base=(line.base) aria-describedby={ "w-" (line.key) };
            @if line.kept { input type="hidden" name={ "w|" (line.key) } value=(line.value); }
            @if line.base > 0 { input type="hidden" name={ "b|" (line.key) } value=(line.base); }
        } @else { (line.value) }
        @if !line.theirs.is_empty() {
            fieldset.choice {
                legend { (line.theirs) }
                label { input type="radio" name={ "c|" (line.key) } value="theirs"; " " (f.text("entry.take-theirs")) }
                label { input type="radio" name={ "c|" (line.key) } value="mine"; " " (f.text("entry.keep-mine")) }
            }
        }
        @if !line.other.is_empty() {
            fieldset.choice {
                legend { (f.say("entry.two-windows", &[("value", &line.other)])) }
                label { input type="radio" name={ "o|" (line.key) } value=(line.other); " " (f.say("entry.keep-this", &[("value", &line.other)])) }
                label { input type="radio" name={ "o|" (line.key) } value=(line.value); " " (f.say("entry.keep-this", &[("value", &line.value)])) }
            }
        }
    }
}

fn result(f: &Frame, line: &LineView) -> Markup {
    html! {
        span data-mark { (badge(f, line.mark)) }
        small.why id={ "w-" (line.key) } data-why { (line.why) }
        ul.odd data-problems { @for problem in &line.problems { li { (problem) } } }
        @if line.open {
            div.field.keep hidden[!line.asks && (line.refused || line.reason.is_empty())] data-reason {
                label for={ "r-" (line.key) } { (f.text("entry.reason")) }
                input id={ "r-" (line.key) } type="text" name={ "r|" (line.key) } value=(line.reason) maxlength="300";
            }
        }
    }
}

fn details(f: &Frame, line: &LineView) -> Markup {
    let field = |name: &str, label: &'static str, value: &str| {
        html! {
            div.field { label for={ (name) "-" (line.key) } { (f.text(label)) } input id={ (name) "-" (line.key) } type="text" name={ (name) "|" (line.key) } value=(value) maxlength="300"; }
        }
    };
    let own = !(line.note.is_empty() && line.source.is_empty() && line.as_of.is_empty());
    html! {
        @if line.open {
            details open[own] {
                summary { span.vh { (line.code) " " } (f.text("entry.details")) }
                (field("n", "entry.note", &line.note)) (field("s", "entry.source", &line.source)) (field("d", "entry.date", &line.as_of))
            }
        }
    }
}

/// What shows the value, and where more is added: files and photos sent with the sheet, or at once where scripts run.
fn evidence(f: &Frame, view: &SheetView, line: &LineView) -> Markup {
    let field = format!("e|{}", line.about);
    let of = html! { span.vh { " " (line.code) " " (line.name) } };
    html! {
        div data-pieces { @if !line.evidence.is_empty() { (pieces(f, &line.evidence)) } }
        @if !line.about.is_empty() && view.takes_files {
            p.said-row role="status" data-said hidden {}
            details.attach.no-print data-attach=(field) {
                summary { (f.text("entry.attach")) (of) }
                label.file { (f.text("entry.attach-files")) (of) input type="file" name=(field) multiple accept=(FILES); }
                label.file.camera { (f.text("fieldwork.evidence.camera")) (of) input type="file" name=(field) accept=(PHOTOS) capture="environment"; }
                @if !line.papers.is_empty() {
                    label { (f.text("fieldwork.evidence.what-it-is")) (of)
                        select name={ "i|" (line.about) } {
                            option value="" { (f.text("fieldwork.evidence.any-paper")) }
                            @for (key, name) in &line.papers { option value=(key) { (name) } }
                        }
                    }
                }
                label { input type="checkbox" name={ "k|" (line.about) } value="1"; " " (f.text("fieldwork.evidence.keep")) (of) }
                button.act.light type="submit" name="do" value="attach" { (f.text("entry.attach-send")) (of) }
                a href={ (crate::frame::address(&view.evidence, [("about", line.about.as_str())])) "#add" } target="_blank" { (f.text("entry.attach-more")) (of) }
            }
        }
    }
}

/// Where it stays said that cells of a pasted block did not fit, until it is read or the next block comes.
pub(super) fn beyond(f: &Frame) -> Markup {
    html! {
        div.note.warn.beyond role="status" data-beyond hidden { p data-beyond-words {} button.act.light type="button" data-beyond-read { (f.text("entry.beyond-read")) } }
    }
}

fn buttons(f: &Frame, view: &SheetView) -> Markup {
    html! {
        div.entry-foot.no-print {
            (beyond(f))
            p.quiet data-status aria-live="polite" { (view.saved) }
            @if !view.counts.is_empty() { p.quiet { (view.counts) } }
            div.fields {
                button.act.light type="submit" name="do" value="preview" { (f.text("entry.preview")) }
                @if !view.period.locked { button.act type="submit" name="do" value="record" { (f.text("entry.record")) } }
                @if view.may_submit {
                    button.act type="submit" name="do" value="submit" { (f.text(if view.period.locked { "entry.submit-late" } else { "entry.submit" })) }
                }
            }
        }
    }
}
