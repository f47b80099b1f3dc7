//! `/evidence/{unit}`: what shows the figures of a unit, what is still missing for its dossier, and the way to add it.

use super::{FILES, PHOTOS};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct EvidenceView {
    /// Name of the unit.
    pub name: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// Its address.
    pub path: String,
    /// Of how many indicators anything is there: `2/53`.
    pub shown: String,
    /// How much of what is needed is there: `12/140`.
    pub complete: String,
    /// The papers of the dossier: what, what is there, the value of `about` that adds it.
    pub pieces: Vec<NeedLine>,
    /// The criteria.
    pub criteria: Vec<CriterionLine>,
    /// Everything, latest first.
    pub exhibits: Vec<ExhibitLine>,
    /// What can be chosen as what it shows: value and words.
    pub abouts: Vec<(String, String)>,
    /// Whether the reader may add.
    pub enters: bool,
    /// The form.
    pub form: Form,
    /// Whether something was just done.
    pub done: bool,
    /// What is to know about what was just sent.
    pub remarks: Vec<String>,
}

/// The form that adds evidence.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// What it carries.
    pub token: String,
    /// What was chosen by the link that led here.
    pub about: String,
    /// Largest file in megabytes; none: there is no store, or the reader may not.
    pub largest: Option<usize>,
    /// As it was sent.
    pub sent: Sent,
}

/// Something a dossier needs.
#[derive(Clone, Debug, Default)]
pub struct NeedLine {
    /// What.
    pub name: String,
    /// What is there.
    pub there: Vec<Link>,
    /// The value of `about` that adds it.
    pub about: String,
}

/// A criterion of the checklist.
#[derive(Clone, Debug, Default)]
pub struct CriterionLine {
    /// Its number.
    pub no: String,
    /// Its name.
    pub name: String,
    /// `3/12`.
    pub complete: String,
    /// Whether nothing is missing.
    pub full: bool,
    /// Its indicators: code and name, what each needs.
    pub indicators: Vec<(String, Vec<NeedLine>)>,
}

/// A piece of evidence.
#[derive(Clone, Debug, Default)]
pub struct ExhibitLine {
    /// Its identity.
    pub seq: String,
    /// What it is called, and where it opens.
    pub title: Link,
    /// Its small picture; empty for what is no photo.
    pub picture: String,
    /// Where its first page stands as text; empty for what has none.
    pub text: String,
    /// What kind: `PDF`.
    pub kind: String,
    /// What it shows.
    pub about: String,
    /// Kind, size, as of.
    pub facts: String,
    /// Who sent it, and when.
    pub sent: String,
    /// A remark.
    pub note: String,
    /// Why it was withdrawn; by whom, and when.
    pub withdrawn: Option<(String, String)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &EvidenceView) -> Markup {
    let title = f.say("fieldwork.evidence.title", &[("name", &view.name)]);
    let sub = if view.complete.is_empty() {
        String::new()
    } else {
        f.say("fieldwork.evidence.sub", &[("shown", &view.shown), ("complete", &view.complete)])
    };
    let head = Head { title, sub, crumbs: view.crumbs.clone(), part: "entry", ..Head::default() };
    let body = html! {
        @if view.done { p.note role="status" { b { (f.text("fieldwork.evidence.done")) } } }
        @for remark in &view.remarks { p.note.warn role="status" { (remark) } }
        (problem(&view.form.sent))
        p.no-print {
            @if view.exhibits.iter().any(|one| one.withdrawn.is_none()) { a.act.light.down href={ (view.path) "/dossier.zip" } { (f.text("fieldwork.evidence.archive")) } }
        }
        @if let Some(largest) = view.form.largest { (form(f, view, largest)) }
        (exhibits(f, view))
        (checklist(f, view))
    };
    page(f, &head, &body)
}

fn form(f: &Frame, view: &EvidenceView, largest: usize) -> Markup {
    let sent = &view.form.sent;
    let chosen = if sent.typed("about").is_empty() { view.form.about.as_str() } else { sent.typed("about") };
    html! {
        section.section.card.no-print id="add" aria-labelledby="add-title" {
            h2 id="add-title" { (f.text("fieldwork.evidence.add")) }
            form.tall method="post" enctype="multipart/form-data" action={ (view.path) "/attach" } {
                input type="hidden" name="token" value=(view.form.token);
                div.field.drop data-drop="" {
                    label for="evidence-file" { (f.text("fieldwork.evidence.files")) }
                    input id="evidence-file" type="file" name="file" multiple accept=(FILES) aria-describedby="evidence-file-why";
                    span.hint id="evidence-file-why" { (f.say("fieldwork.evidence.files-hint", &[("most", &largest.to_string())])) }
                    ul data-chosen="" hidden {}
                }
                div.field.camera {
                    label for="evidence-camera" { (f.text("fieldwork.evidence.camera")) }
                    input id="evidence-camera" type="file" name="file" accept=(PHOTOS) capture="environment";
                }
                (Field::text("link", f.text("fieldwork.evidence.link")).filled_by("url", "off").show(sent, "evidence"))
                div.field {
                    label for="evidence-about" { (f.text("fieldwork.evidence.about")) }
                    select id="evidence-about" name="about" {
                        @if !view.abouts.iter().any(|(value, _)| value == chosen) && !chosen.is_empty() { option value=(chosen) selected { (f.text("fieldwork.evidence.as-chosen")) } }
                        @for (value, words) in &view.abouts { option value=(value) selected[value == chosen] { (words) } }
                    }
                }
                (Field::text("title", f.text("fieldwork.evidence.name")).hint(f.text("fieldwork.evidence.name-hint")).show(sent, "evidence"))
                (Field::text("on", f.text("web.col.date")).hint(f.text("fieldwork.evidence.on-hint")).show(sent, "evidence"))
                (Field::text("note", f.text("fieldwork.note")).show(sent, "evidence"))
                label { input type="checkbox" name="keep" value="1" checked[sent.given("keep").is_some()]; " " (f.text("fieldwork.evidence.keep")) }
                button.act type="submit" { (f.text("fieldwork.evidence.send")) }
            }
        }
    }
}

fn exhibits(f: &Frame, view: &EvidenceView) -> Markup {
    html! {
        section.section aria-labelledby="exhibits" {
            h2 id="exhibits" { (f.text("fieldwork.evidence.all")) }
            @if view.exhibits.is_empty() { p.quiet { (f.text("fieldwork.evidence.none")) } }
            ul.exhibits {
                @for one in &view.exhibits {
                    li.card id={ "e-" (one.seq) } {
                        @if one.picture.is_empty() { span.type aria-hidden="true" { (one.kind) } } @else { img src=(one.picture) alt="" loading="lazy" width="96" height="96"; }
                        div {
                            p class=(if one.withdrawn.is_some() { "gone" } else { "" }) { b { (link(&one.title)) } }
                            p { (one.about) }
                            p.quiet { (one.facts) }
                            @if !one.sent.is_empty() { p.quiet { (f.text("fieldwork.evidence.sent-by")) ": " (one.sent) } }
                            @if !one.text.is_empty() { (super::preview(f, &super::Piece { link: one.title.clone(), text: one.text.clone(), ..super::Piece::default() })) }
                            @if !one.note.is_empty() { p { (one.note) } }
                            @match &one.withdrawn {
                                Some((why, by)) => p { span.tag.warn { (f.text("fieldwork.evidence.withdrawn")) } @if !why.is_empty() { ": " (why) } @if !by.is_empty() { " " span.quiet { "(" (by) ")" } } },
                                None => @if view.enters { (withdrawal(f, view, one)) },
                            }
                        }
                    }
                }
            }
        }
    }
}

fn withdrawal(f: &Frame, view: &EvidenceView, one: &ExhibitLine) -> Markup {
    let id = format!("why-{}", one.seq);
    html! {
        details.no-print { summary { (f.text("fieldwork.evidence.withdraw")) }
            form.tall method="post" action={ (view.path) "/withdraw" } {
                input type="hidden" name="token" value=(view.form.token);
                input type="hidden" name="of" value=(one.seq);
                div.field { label for=(id) { (f.text("people.why")) } input id=(id) type="text" name="why" maxlength="500" required autocomplete="off"; }
                button.act.light type="submit" { (f.text("fieldwork.evidence.withdraw")) }
            }
        }
    }
}

fn checklist(f: &Frame, view: &EvidenceView) -> Markup {
    html! {
        @if !view.pieces.is_empty() {
            section.section aria-labelledby="pieces" {
                h2 id="pieces" { (f.text("fieldwork.evidence.pieces")) }
                (needs(f, view, &view.pieces))
            }
        }
        @if !view.criteria.is_empty() {
            section.section aria-labelledby="needs" {
                h2 id="needs" { (f.text("fieldwork.evidence.checklist")) }
                @for one in &view.criteria {
                    details.card {
                        summary { (f.text("fieldwork.criterion")) " " (one.no) ". " (one.name) " " span.tag { (one.complete) } }
                        @for (name, all) in &one.indicators { h3 { (name) } (needs(f, view, all)) }
                    }
                }
            }
        }
    }
}

fn needs(f: &Frame, view: &EvidenceView, all: &[NeedLine]) -> Markup {
    html! {
        ul.needs {
            @for one in all {
                li {
                    @if one.there.is_empty() { span.tag { (f.text("fieldwork.evidence.missing")) } } @else { span.tag.check.verified { (f.text("fieldwork.evidence.there")) } }
                    span { (one.name) }
                    @for there in &one.there { (link(there)) }
                    @if view.form.largest.is_some() { a.no-print href={ (crate::frame::address(&view.path, [("about", one.about.as_str())])) "#add" } { (f.text("fieldwork.evidence.add-this")) } }
                }
            }
        }
    }
}
