//! `/visits/{unit}`: site visits, what was found, what has to be done by when.

use super::{FILES, PHOTOS};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// Findings one form has room for.
pub const ROWS: usize = 4;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct VisitsView {
    /// Name of the unit.
    pub name: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// Its address.
    pub path: String,
    /// Our id of it.
    pub unit: String,
    /// The visits, latest first.
    pub visits: Vec<VisitLine>,
    /// Open demands, and those that are late: how many.
    pub open: (usize, usize),
    /// Criteria to choose from: value and words.
    pub criteria: Vec<(String, String)>,
    /// Whether the reader may record visits.
    pub visits_here: bool,
    /// Whether the reader may attach evidence to visits.
    pub attaches: bool,
    /// Whether photos can be kept.
    pub has_store: bool,
    /// What forms carry.
    pub token: String,
    /// Whether something was just done.
    pub done: bool,
    /// What is to be told of files that were attached.
    pub remarks: Vec<String>,
    /// The form as it was sent.
    pub sent: Sent,
}

/// A visit.
#[derive(Clone, Debug, Default)]
pub struct VisitLine {
    /// Its identity.
    pub seq: String,
    /// When.
    pub date: String,
    /// Who took part.
    pub people: String,
    /// The record.
    pub note: String,
    /// What was found.
    pub findings: Vec<FindingLine>,
    /// Photos and minutes: name, address, small picture.
    pub files: Vec<(Link, String)>,
    /// Evidence attached to the visit since: title, address, small picture.
    pub attached: Vec<(Link, String)>,
}

/// Something found.
#[derive(Clone, Debug, Default)]
pub struct FindingLine {
    /// Its place in the visit.
    pub place: String,
    /// The criterion.
    pub criterion: String,
    /// What was found.
    pub found: String,
    /// What has to be done.
    pub demand: String,
    /// The deadline and where it stands, in words.
    pub state: String,
    /// Whether it is late.
    pub late: bool,
    /// Whether it is open.
    pub open: bool,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &VisitsView) -> Markup {
    let title = f.say("fieldwork.visit.title", &[("name", &view.name)]);
    let sub = f.say("fieldwork.visit.sub", &[("open", &view.open.0.to_string()), ("late", &view.open.1.to_string())]);
    let head = Head { title, sub, crumbs: view.crumbs.clone(), part: "work", ..Head::default() };
    let body = html! {
        @if view.done { p.note role="status" { b { (f.text("fieldwork.evidence.done")) } } }
        @for remark in &view.remarks { p.note.warn role="status" { (remark) } }
        (problem(&view.sent))
        @if view.visits.is_empty() { p.card.quiet { (f.text("fieldwork.visit.none")) } }
        @for one in &view.visits { (visit(f, view, one)) }
        @if view.visits_here { (form(f, view)) }
    };
    page(f, &head, &body)
}

fn visit(f: &Frame, view: &VisitsView, one: &VisitLine) -> Markup {
    html! {
        section.section.card aria-labelledby={ "visit-" (one.seq) } {
            h2 id={ "visit-" (one.seq) } { (one.date) }
            p { span.quiet { (f.text("fieldwork.visit.people")) ": " } (one.people) }
            @if !one.note.is_empty() { p { (one.note) } }
            div.scroll tabindex="0" {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("fieldwork.criterion")) } th { (f.text("fieldwork.visit.found")) } th { (f.text("fieldwork.visit.demand")) } th { (f.text("fieldwork.visit.state")) } th { } } }
                    tbody {
                        @for finding in &one.findings {
                            tr {
                                td data-l=(f.text("fieldwork.criterion")) { (finding.criterion) }
                                td data-l=(f.text("fieldwork.visit.found")) { (finding.found) }
                                td data-l=(f.text("fieldwork.visit.demand")) { (finding.demand) }
                                td data-l=(f.text("fieldwork.visit.state")) { @if finding.late { span.tag.warn { (finding.state) } } @else { (finding.state) } }
                                td { @if view.visits_here && finding.open { (follow(f, view, one, finding)) } }
                            }
                        }
                    }
                }
            }
            (exhibits(&one.files))
            @if !one.attached.is_empty() { h3 { (f.text("fieldwork.visit.attached")) } (exhibits(&one.attached)) }
            @if view.attaches { (attach(f, view, one)) }
        }
    }
}

fn exhibits(files: &[(Link, String)]) -> Markup {
    html! {
        @if !files.is_empty() {
            ul.exhibits { @for (file, picture) in files { li { @if picture.is_empty() { span.type aria-hidden="true" { "•" } } @else { img src=(picture) alt="" loading="lazy" width="96" height="96"; } p { (link(file)) } } } }
        }
    }
}

/// Evidence that something demanded was done, or what came later: attached to the visit it belongs to.
fn attach(f: &Frame, view: &VisitsView, one: &VisitLine) -> Markup {
    let id = |name: &str| format!("attach-{name}-{}", one.seq);
    html! {
        details.no-print { summary { (f.text("fieldwork.visit.attach")) }
            form.tall method="post" enctype="multipart/form-data" action={ "/evidence/" (view.unit) "/attach" } {
                input type="hidden" name="token" value=(view.token); input type="hidden" name="about" value={ "visit:" (one.seq) }; input type="hidden" name="back" value="visits";
                div.field { label for=(id("title")) { (f.text("fieldwork.evidence.name")) } input id=(id("title")) type="text" name="title" maxlength="200" autocomplete="off"; }
                @if view.has_store {
                    div.field.drop data-drop="" { label for=(id("file")) { (f.text("fieldwork.visit.photos")) } input id=(id("file")) type="file" name="file" multiple accept=(FILES); ul data-chosen="" hidden {} }
                }
                div.field { label for=(id("link")) { (f.text("fieldwork.evidence.kind-link")) } input id=(id("link")) type="url" name="link" maxlength="1000" autocomplete="off"; }
                button.act type="submit" { (f.text("fieldwork.visit.attach")) }
            }
        }
    }
}

fn follow(f: &Frame, view: &VisitsView, one: &VisitLine, finding: &FindingLine) -> Markup {
    let id = |name: &str| format!("{name}-{}-{}", one.seq, finding.place);
    html! {
        details.no-print { summary { (f.text("fieldwork.visit.follow")) }
            form.tall method="post" action={ (view.path) "/follow" } {
                input type="hidden" name="token" value=(view.token); input type="hidden" name="visit" value=(one.seq); input type="hidden" name="finding" value=(finding.place);
                div.field { label for=(id("note")) { (f.text("fieldwork.note")) } input id=(id("note")) type="text" name="note" maxlength="500" autocomplete="off"; }
                div.field { label for=(id("due")) { (f.text("fieldwork.visit.new-due")) } input id=(id("due")) type="text" name="due" maxlength="20" autocomplete="off"; }
                button.act type="submit" name="what" value="met" { (f.text("fieldwork.visit.is-met")) } " "
                button.act.light type="submit" name="what" value="extend" { (f.text("fieldwork.visit.extend")) }
            }
        }
    }
}

fn form(f: &Frame, view: &VisitsView) -> Markup {
    let sent = &view.sent;
    let area = |name: &'static str, label: &'static str, rows: &str, hint: &'static str| {
        html! { div.field { label for={ "visit-" (name) } { (f.text(label)) } textarea id={ "visit-" (name) } name=(name) rows=(rows) maxlength="2000" { (sent.typed(name)) } span.hint { (f.text(hint)) } } }
    };
    html! {
        section.section.card.no-print aria-labelledby="record" {
            h2 id="record" { (f.text("fieldwork.visit.record")) }
            form.tall method="post" enctype="multipart/form-data" action={ (view.path) "/record" } {
                input type="hidden" name="token" value=(view.token);
                (Field::text("on", f.text("fieldwork.visit.on")).hint(f.text("fieldwork.evidence.on-hint")).show(sent, "visit"))
                (area("people", "fieldwork.visit.people", "3", "fieldwork.visit.people-hint"))
                @for row in 1..=ROWS {
                    fieldset { legend { (f.say("fieldwork.visit.finding", &[("n", &row.to_string())])) }
                        @let name = |what: &str| format!("{what}{row}");
                        div.field { label for={ "visit-" (name("criterion")) } { (f.text("fieldwork.criterion")) }
                            select id={ "visit-" (name("criterion")) } name=(name("criterion")) { option value="" { "–" } @for (value, words) in &view.criteria { option value=(value) selected[value == sent.typed(&name("criterion"))] { (words) } } } }
                        @for (what, label, most) in [("found", "fieldwork.visit.found", "1000"), ("demand", "fieldwork.visit.demand", "1000"), ("due", "fieldwork.visit.due", "20")] {
                            div.field { label for={ "visit-" (name(what)) } { (f.text(label)) } input id={ "visit-" (name(what)) } type="text" name=(name(what)) value=(sent.typed(&name(what))) maxlength=(most) autocomplete="off"; }
                        }
                    }
                }
                (area("note", "fieldwork.visit.note", "3", "fieldwork.visit.note-hint"))
                @if view.has_store {
                    div.field.drop data-drop="" { label for="visit-file" { (f.text("fieldwork.visit.photos")) } input id="visit-file" type="file" name="file" multiple accept=(FILES); ul data-chosen="" hidden {} }
                    div.field.camera { label for="visit-camera" { (f.text("fieldwork.evidence.camera")) } input id="visit-camera" type="file" name="file" accept=(PHOTOS) capture="environment"; }
                    label { input type="checkbox" name="keep" value="1" checked[sent.given("keep").is_some()]; " " (f.text("fieldwork.evidence.keep")) }
                }
                button.act type="submit" { (f.text("fieldwork.visit.save")) }
            }
        }
    }
}
