//! `/imports/{what}`: a file of values, of units or of their properties, what is wrong with it row by row, what it would change; then it is written, whole.

use crate::frame::Frame;
use crate::parts::form::{Sent, problem, wrong_id};
use crate::parts::{Head, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ImportsView {
    /// What the form carries.
    pub token: String,
    /// What the file is about: `observations`, `units`, `attributes`.
    pub subject: &'static str,
    /// What this person may import.
    pub subjects: Vec<&'static str>,
    /// What is wrong with the form.
    pub sent: Sent,
    /// What the file did, or would do.
    pub outcome: Option<Outcome>,
    /// The file itself, carried on to be written; none: there is nothing to write.
    pub carried: Option<String>,
}

/// What a file did, or would do.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Its name.
    pub file: String,
    /// Whether anything in it is wrong, so that nothing of it is written.
    pub refused: bool,
    /// The same in a sentence.
    pub sentence: String,
    /// Whether there is something to write.
    pub writes: bool,
    /// Rows read, new, changed, known already: what, how many.
    pub figures: Vec<(String, String)>,
    /// Errors and warnings with their places.
    pub problems: Vec<ProblemLine>,
    /// How many more there are; empty: none.
    pub left_out: String,
}

/// A problem with its place.
#[derive(Clone, Debug, Default)]
pub struct ProblemLine {
    /// The sheet; empty: the file has one.
    pub sheet: String,
    /// The row.
    pub row: String,
    /// The column.
    pub column: String,
    /// Whether it stops the file.
    pub error: bool,
    /// What is wrong and what to do.
    pub words: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ImportsView) -> Markup {
    let head =
        Head { title: f.text(keys(view.subject)[0]).to_owned(), sub: f.text("imports.sub").to_owned(), part: "entry", ..Head::default() };
    let body = html! {
        @if view.subjects.len() > 1 { nav.tabs.no-print aria-label=(f.text("imports.subjects")) { @for subject in &view.subjects {
            a href=(f.link(&format!("/imports/{subject}"))) aria-current=[(*subject == view.subject).then_some("page")] { (f.text(keys(subject)[1])) }
        } } }
        @if let Some(outcome) = &view.outcome { (shown(f, view, outcome)) }
        (form(f, view))
    };
    page(f, &head, &body)
}

/// What is said of a file of a subject: the title of its page, the name of its tab, what its rows are.
fn keys(subject: &str) -> [&'static str; 3] {
    match subject {
        "units" => ["imports.units.title", "imports.units.tab", "imports.units.text"],
        "attributes" => ["imports.attributes.title", "imports.attributes.tab", "imports.attributes.text"],
        _ => ["imports.observations.title", "imports.observations.tab", "imports.observations.text"],
    }
}

fn shown(f: &Frame, view: &ImportsView, outcome: &Outcome) -> Markup {
    html! {
        section.section aria-labelledby="outcome" {
            h2 id="outcome" { (f.say("plan-files.preview", &[("file", &outcome.file)])) }
            p.note.warn[outcome.refused] role=(if outcome.refused { "alert" } else { "status" }) { b { (outcome.sentence) } }
            div.roadmap-figures { @for (what, figure) in &outcome.figures { div { span.what { (what) } b { (figure) } } } }
            @if let Some(carried) = &view.carried {
                form.no-print method="post" action={ "/imports/" (view.subject) } enctype="multipart/form-data" {
                    input type="hidden" name="token" value=(view.token);
                    input type="hidden" name="step" value="write";
                    input type="hidden" name="carried" value=(carried);
                    p { button.act type="submit" { (f.text("imports.write")) } }
                }
            }
            @if !outcome.problems.is_empty() { (problems(f, outcome)) }
        }
    }
}

fn problems(f: &Frame, outcome: &Outcome) -> Markup {
    let heads = ["imports.sheet", "imports.row", "imports.column", "imports.kind", "imports.why"].map(|key| f.text(key));
    let sheets = outcome.problems.iter().any(|one| !one.sheet.is_empty());
    let heads_shown = heads.iter().enumerate().filter(|(place, _)| *place > 0 || sheets);
    html! {
        h3 { (f.text("plan-files.problems")) span.count { (outcome.problems.len()) } }
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (f.text("plan-files.problems")) }
            thead { tr { @for (_, head) in heads_shown { th scope="col" { (head) } } } }
            tbody { @for one in &outcome.problems { tr {
                @if sheets { td data-l=(heads[0]) { (one.sheet) } }
                td.num data-l=(heads[1]) { (one.row) }
                td data-l=(heads[2]) { (one.column) }
                td data-l=(heads[3]) { @if one.error { b { (f.text("plan-files.error")) } } @else { (f.text("plan-files.warning")) } }
                td data-l=(heads[4]) { (one.words) }
            } } }
        } }
        @if !outcome.left_out.is_empty() { p.quiet { (f.say("plan-files.more", &[("count", &outcome.left_out)])) } }
    }
}

fn form(f: &Frame, view: &ImportsView) -> Markup {
    let missing = view.sent.wrong.iter().find(|(name, _)| *name == "file").map(|(_, why)| why.as_str());
    html! {
        section.section.card.no-print aria-labelledby="in" {
            h2 id="in" { (f.text("imports.in")) }
            p.quiet.prose { (f.text(keys(view.subject)[2])) }
            (problem(&view.sent))
            form.tall method="post" action={ "/imports/" (view.subject) } enctype="multipart/form-data" {
                input type="hidden" name="token" value=(view.token);
                div class=(if missing.is_some() { "field wrong" } else { "field" }) id=[missing.map(|_| wrong_id("file"))] {
                    label for="imports-file" { (f.text("plan-files.file")) }
                    input id="imports-file" type="file" name="file" accept=".xlsx,.csv" required aria-describedby="imports-file-why";
                    span id="imports-file-why" class=(if missing.is_some() { "why" } else { "hint" }) { (missing.unwrap_or(f.text("imports.hint"))) }
                }
                p { button.act type="submit" { (f.text("plan-files.look")) } " " a.act.light.down href={ "/imports/" (view.subject) "/columns.csv" } { (f.text("imports.example")) } }
            }
        }
    }
}
