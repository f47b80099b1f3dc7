//! The page of a roadmap's files: what goes out, what comes back in, and what that would change.

use crate::api::plan_file_shapes::{PlanFileAnswer, PlanFileProblem, PlanFileRoadmap};
use crate::frame::Frame;
use crate::parts::Link;
use crate::parts::form::{Field, Sent, problem, wrong_id};
use crate::parts::layout::{Head, page};
use maud::{Markup, html};

/// Changes shown of one roadmap at most.
const MOST_CHANGES: usize = 200;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct PlanFilesView {
    /// Whose roadmap, or of which area.
    pub unit: String,
    /// The unit's own page.
    pub above: Link,
    /// Where the form is sent.
    pub address: String,
    /// How many roadmaps there are.
    pub roadmaps: usize,
    /// Where the workbook is.
    pub workbook: String,
    /// Where the plan for Microsoft Project is; none for an area without a roadmap of its own.
    pub project: Option<String>,
    /// Where the dates for calendars are.
    pub dates: String,
    /// Who is responsible for tasks here.
    pub persons: Vec<String>,
    /// Whether the reader may hand in a file.
    pub may_fill_in: bool,
    /// What a form of theirs carries.
    pub token: String,
    /// What was typed.
    pub sent: Sent,
    /// What a file would change.
    pub preview: Option<PlanFileAnswer>,
    /// The file itself, carried on.
    pub carried: Option<String>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &PlanFilesView) -> Markup {
    let title = f.say("plan-files.title-of", &[("unit", &view.unit)]);
    let head = Head { title, crumbs: vec![view.above.clone()], part: "roadmaps", own_title: false, ..Head::default() };
    let body = html! {
        @if let Some(entry) = f.param("written") {
            p.note role="status" { b { @if entry == "0" { (f.text("plan-files.unchanged")) } @else { (f.say("plan-files.done", &[("entry", entry)])) } } }
        }
        @match &view.preview {
            Some(answer) => (preview(f, view, answer)),
            None => (plain(f, view)),
        }
    };
    page(f, &head, &body)
}

fn plain(f: &Frame, view: &PlanFilesView) -> Markup {
    html! {
        @if view.roadmaps == 0 {
            p.note { (f.say("plan-files.none", &[("date", &f.date(f.as_of))])) }
        } @else {
            section.section aria-labelledby="out" {
                h2 id="out" { (f.text("plan-files.out")) }
                p { a.act href=(view.workbook) download { (f.text("plan-files.workbook")) } }
                p.quiet.prose { (f.text("plan-files.workbook-text")) }
                @if let Some(project) = &view.project {
                    p { a.act.light href=(project) download { (f.text("plan-files.project")) } }
                    p.quiet.prose { (f.text("plan-files.project-text")) }
                }
                (dates(f, view))
                @if view.roadmaps > 1 { p.quiet { (f.say("plan-files.sheets", &[("count", &view.roadmaps.to_string())])) } }
            }
            (hand_in(f, view))
        }
    }
}

/// The dates of everybody, or of one person.
fn dates(f: &Frame, view: &PlanFilesView) -> Markup {
    let (path, query) = view.dates.split_once('?').unwrap_or((&view.dates, ""));
    html! {
        form.line method="get" action=(path) {
            @for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) { input type="hidden" name=(name) value=(value); }
            div.field {
                label for="dates-person" { (f.text("plan-files.dates")) }
                select id="dates-person" name="person" {
                    option value="" { (f.text("plan-files.everybody")) }
                    @for person in &view.persons { option { (person) } }
                }
            }
            p { button.act.light type="submit" { (f.text("plan-files.dates-go")) } }
        }
    }
}

fn hand_in(f: &Frame, view: &PlanFilesView) -> Markup {
    let mut sent = view.sent.clone();
    if sent.given("on").is_none() {
        sent.typed.push(("on".to_owned(), f.date_field(f.as_of)));
    }
    let missing = view.sent.wrong.iter().find(|(name, _)| *name == "file").map(|(_, why)| why.as_str());
    html! {
        section.section.card.no-print id="in" aria-labelledby="in-title" {
            h2 id="in-title" { (f.text("plan-files.in")) }
            @if view.may_fill_in {
                p.quiet.prose { (f.text("plan-files.in-text")) }
                (problem(&view.sent))
                form.tall method="post" action=(view.address) enctype="multipart/form-data" {
                    input type="hidden" name="token" value=(view.token);
                    div class=(if missing.is_some() { "field wrong" } else { "field" }) id=[missing.map(|_| wrong_id("file"))] {
                        label for="files-file" { (f.text("plan-files.file")) }
                        input id="files-file" type="file" name="file" accept=".xlsx,.xml" required aria-describedby="files-file-why";
                        span id="files-file-why" class=(if missing.is_some() { "why" } else { "hint" }) { (missing.unwrap_or(".xlsx, .xml")) }
                    }
                    (Field::text("on", f.text("plan-files.as-of")).show(&sent, "files"))
                    p { button.act type="submit" { (f.text("plan-files.look")) } }
                }
            } @else {
                p.quiet { (f.text("plan-files.sign-in")) }
            }
        }
    }
}

fn preview(f: &Frame, view: &PlanFilesView, answer: &PlanFileAnswer) -> Markup {
    let errors = answer.problems.iter().filter(|problem| problem.severity == "error").count();
    let name = view.carried.as_deref().and_then(|carried| carried.rsplit_once('/')).map_or("", |(name, _)| name);
    html! {
        section.section aria-labelledby="look" {
            h2 id="look" { (f.say("plan-files.preview", &[("file", name)])) }
            @if errors > 0 {
                p.note.warn role="alert" { b { (f.say("plan-files.refused", &[("count", &errors.to_string())])) } }
            } @else if answer.unchanged {
                p.note { (f.text("plan-files.nothing")) }
            }
            @if !answer.problems.is_empty() { (problems(f, &answer.problems)) }
            @for one in &answer.roadmaps { (changes(f, one)) }
            @if errors == 0 && !answer.unchanged { (write(f, view)) }
            p { a href=(view.address) { (f.text("plan-files.again")) } }
        }
    }
}

fn write(f: &Frame, view: &PlanFilesView) -> Markup {
    html! {
        form.no-print method="post" action=(view.address) enctype="multipart/form-data" {
            input type="hidden" name="token" value=(view.token);
            input type="hidden" name="step" value="write";
            input type="hidden" name="command" value=(uuid::Uuid::now_v7());
            input type="hidden" name="on" value=(view.sent.typed("on"));
            input type="hidden" name="carried" value=(view.carried.as_deref().unwrap_or_default());
            p { button.act type="submit" { (f.text("plan-files.apply")) } }
        }
    }
}

fn problems(f: &Frame, problems: &[PlanFileProblem]) -> Markup {
    let place = |problem: &PlanFileProblem| {
        let cell = problem.cell.clone().or_else(|| problem.line.map(|line| line.to_string())).unwrap_or_default();
        match &problem.sheet {
            Some(sheet) => format!("{sheet} {cell}"),
            None => cell,
        }
    };
    html! {
        h3 { (f.text("plan-files.problems")) }
        div.boxed.scroll {
            table.plain-table {
                thead { tr { th scope="col" { (f.text("plan-files.where")) } th scope="col" {} th scope="col" { (f.text("plan-files.why")) } } }
                tbody {
                    @for one in problems {
                        tr {
                            td { (place(one)) }
                            td { @if one.severity == "error" { b { (f.text("plan-files.error")) } } @else { (f.text("plan-files.warning")) } }
                            td { (one.message) }
                        }
                    }
                }
            }
        }
    }
}

fn changes(f: &Frame, one: &PlanFileRoadmap) -> Markup {
    let head = [f.text("plan-files.task"), f.text("plan-files.what"), f.text("plan-files.before"), f.text("plan-files.after")];
    html! {
        h3 { (one.unit.name) }
        p.quiet { (one.summary) }
        @if !one.changes.is_empty() {
            div.boxed.scroll {
                table.plain-table {
                    thead { tr { @for words in head { th scope="col" { (words) } } } }
                    tbody {
                        @for change in one.changes.iter().take(MOST_CHANGES) {
                            tr { td { (change.title) } td { (change.what) } td { (change.before) } td { b { (change.after) } } }
                        }
                    }
                }
            }
            @if one.changes.len() > MOST_CHANGES {
                p.quiet { (f.say("plan-files.more", &[("count", &(one.changes.len() - MOST_CHANGES).to_string())])) }
            }
        }
    }
}
