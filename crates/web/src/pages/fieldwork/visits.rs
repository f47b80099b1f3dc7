//! `/visits/{unit}`: site visits, what was found, what has to be done by when, and what became of it.

mod form;

pub use form::ROWS;

use super::FILES;
use crate::frame::Frame;
use crate::parts::form::{Sent, problem};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};
use vedich_app::visits::Turn;
use vedich_board::DemandState;

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
    /// Demands still to be met.
    pub to_do: usize,
    /// Those of them that are late.
    pub late: usize,
    /// Demands reported done that wait to be accepted.
    pub waiting: usize,
    /// Criteria to choose from: value and words.
    pub criteria: Vec<(String, String)>,
    /// Today, as a field shows it.
    pub today: String,
    /// Whether the reader may record visits.
    pub visits_here: bool,
    /// Whether the reader may attach evidence to visits.
    pub attaches: bool,
    /// Whether photos can be kept.
    pub has_store: bool,
    /// What forms carry.
    pub token: String,
    /// Identity of the visit the form records, so that sending it twice records one.
    pub command: String,
    /// Whether something was just done.
    pub done: bool,
    /// What is to be told of files that were attached.
    pub remarks: Vec<String>,
    /// The form as it was sent.
    pub sent: Sent,
    /// What was said of a demand, as it was sent.
    pub followed: Sent,
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
    /// Who recorded it, and when.
    pub by: String,
    /// What was found.
    pub findings: Vec<FindingLine>,
    /// Photos and minutes of the whole: name, address, small picture.
    pub files: Vec<(Link, String)>,
    /// Evidence attached to the visit since: title, address, small picture.
    pub attached: Vec<(Link, String)>,
}

/// Something found.
#[derive(Clone, Debug, Default)]
pub struct FindingLine {
    /// Its place in the visit.
    pub place: String,
    /// Identity of the command a form about its demand will be.
    pub command: String,
    /// The criterion, with its name; in words where it is about none.
    pub criterion: String,
    /// What was found.
    pub found: String,
    /// Photos and papers that show it.
    pub files: Vec<(Link, String)>,
    /// What has to be done.
    pub demand: String,
    /// Where the demand stands; none: nothing is demanded.
    pub state: Option<DemandState>,
    /// The same in words, with its day.
    pub words: String,
    /// Whether it is late.
    pub late: bool,
    /// What was said of it since, oldest first.
    pub history: Vec<StepLine>,
    /// What the reader may do about it.
    pub turn: Turn,
}

/// Something said of a demand.
#[derive(Clone, Debug, Default)]
pub struct StepLine {
    /// What.
    pub what: String,
    /// In whose words.
    pub words: String,
    /// Who, and when.
    pub by: String,
    /// What came with it: name, address, small picture.
    pub files: Vec<(Link, String)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &VisitsView) -> Markup {
    let title = f.say("fieldwork.visit.title", &[("name", &view.name)]);
    let counts = [("open", view.to_do.to_string()), ("late", view.late.to_string()), ("waiting", view.waiting.to_string())];
    let asked = view.visits.iter().flat_map(|one| &one.findings).any(|finding| finding.state.is_some());
    let counted = || f.say("fieldwork.visit.sub", &counts.each_ref().map(|(name, count)| (*name, count.as_str())));
    let sub = if asked { counted() } else { String::new() };
    let head = Head { title, sub, crumbs: view.crumbs.clone(), part: "work", ..Head::default() };
    let body = html! {
        @if view.done { p.note role="status" { b { (f.text("fieldwork.evidence.done")) } } }
        @for remark in &view.remarks { p.note.warn role="status" { (remark) } }
        (problem(&view.sent))
        (problem(&view.followed))
        @if view.visits_here && !view.visits.is_empty() { p.no-print { a.act href="#record" { (f.text("fieldwork.visit.record")) } } }
        @if view.visits.is_empty() { p.card.quiet { (f.text("fieldwork.visit.none")) } }
        @for one in &view.visits { (visit(f, view, one)) }
        @if view.visits_here { (form::record(f, view)) }
    };
    page(f, &head, &body)
}

fn visit(f: &Frame, view: &VisitsView, one: &VisitLine) -> Markup {
    html! {
        section.section.card.visit aria-labelledby={ "visit-" (one.seq) } {
            h2 id={ "visit-" (one.seq) } { (f.say("fieldwork.visit.on-day", &[("date", &one.date)])) }
            p { span.quiet { (f.text("fieldwork.visit.people")) ": " } (one.people) }
            @if !one.by.is_empty() { p.quiet { (f.say("fieldwork.visit.recorded-by", &[("by", &one.by)])) } }
            @if !one.note.is_empty() { p { (one.note) } }
            (exhibits(&one.files))
            ol.findings { @for finding in &one.findings { li { (found(f, view, one, finding)) } } }
            @if !one.attached.is_empty() { h3 { (f.text("fieldwork.visit.attached")) } (exhibits(&one.attached)) }
            @if view.attaches { (attach(f, view, one)) }
        }
    }
}

/// What was found, and the demand with all that became of it, in one place.
fn found(f: &Frame, view: &VisitsView, one: &VisitLine, finding: &FindingLine) -> Markup {
    html! {
        h3 { (finding.criterion) }
        p { (finding.found) }
        (exhibits(&finding.files))
        @if let Some(state) = finding.state {
            div.demand id={ "demand-" (one.seq) "-" (finding.place) } {
                p { b { (f.text("fieldwork.visit.demand")) ": " } (finding.demand) }
                p { (state_tag(state, finding)) }
                @if !finding.history.is_empty() { ol.steps { @for said in &finding.history { li { (step(said)) } } } }
                @if finding.turn.reports { (form::report(f, view, one, finding)) }
                @if finding.turn.decides { (form::decide(f, view, one, finding)) }
            }
        }
    }
}

fn state_tag(state: DemandState, finding: &FindingLine) -> Markup {
    let class = match state {
        DemandState::Met => "tag check verified",
        DemandState::Reported => "tag check entered",
        DemandState::ToDo if finding.late => "tag warn",
        DemandState::ToDo => "tag",
    };
    html! { span class=(class) { (finding.words) } }
}

fn step(said: &StepLine) -> Markup {
    html! {
        p { b { (said.what) } @if !said.words.is_empty() { ": " (said.words) } }
        (exhibits(&said.files))
        p.quiet { (said.by) }
    }
}

/// The ending of a file's name, as the sign of a file without a picture.
fn kind_of(name: &str) -> String {
    name.rsplit_once('.').map_or_else(|| "•".to_owned(), |(_, ending)| ending.chars().take(4).collect::<String>().to_uppercase())
}

fn exhibits(files: &[(Link, String)]) -> Markup {
    html! {
        @if !files.is_empty() {
            ul.exhibits { @for (file, picture) in files { li { @if picture.is_empty() { span.type aria-hidden="true" { (kind_of(&file.text)) } } @else { img src=(picture) alt="" loading="lazy" width="96" height="96"; } p { (link(file)) } } } }
        }
    }
}

/// Evidence that came later: attached to the visit it belongs to.
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
