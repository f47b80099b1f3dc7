//! Pages of the daily work: verifying, what came back, evidence, responsibilities, visits.

pub mod attributes;
pub mod duties;
pub mod evidence;
pub mod returned;
pub mod verify;
pub mod visits;

use crate::frame::Frame;
use crate::mark::Mark;
use crate::parts::{Link, badge, link};
use maud::{Markup, html};

/// Files of evidence, as a field that takes them says it.
pub const FILES: &str = ".pdf,.docx,.xlsx,image/jpeg,image/png,image/webp,.heic";
/// Photos of a phone's camera: JPEG even where the camera writes HEIC.
pub const PHOTOS: &str = "image/jpeg,image/png";

/// A piece of evidence beside a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What it is called, and where it opens; no address: evidence named as text only.
    pub link: Link,
    /// Its small picture; empty for what is no photo.
    pub picture: String,
    /// Where its first page stands as text; empty for what has none.
    pub text: String,
}

impl From<Link> for Piece {
    fn from(link: Link) -> Self {
        Self { link, ..Self::default() }
    }
}

/// Evidence with what can be seen of it at once: the photo, or the first page as text, fetched when it is opened.
#[must_use]
pub fn pieces(f: &Frame, all: &[Piece]) -> Markup {
    html! {
        ul.pieces {
            @for one in all {
                li {
                    @if !one.picture.is_empty() { a href=(one.link.href) tabindex="-1" aria-hidden="true" { img src=(one.picture) alt="" loading="lazy" width="72" height="72"; } }
                    (link(&one.link))
                    @if !one.text.is_empty() { (preview(f, one)) }
                }
            }
        }
    }
}

/// The first page of a document as text.
fn preview(f: &Frame, one: &Piece) -> Markup {
    html! {
        details.preview.no-print data-preview=(one.text) {
            summary { (f.text("fieldwork.evidence.look")) span.sr { " " (one.link.text) } }
            a href=(one.text) data-plain="" { (f.text("fieldwork.evidence.as-text")) }
        }
    }
}

/// A value as those who enter and verify it see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueLine {
    /// Its fact.
    pub seq: String,
    /// Whose.
    pub unit: Link,
    /// The unit above it.
    pub above: String,
    /// Number of its criterion; empty for a condition.
    pub criterion: String,
    /// Name of the criterion.
    pub criterion_name: String,
    /// Its indicator; empty for a status of a whole criterion.
    pub code: String,
    /// What it is: the indicator's name, or the criterion's.
    pub name: String,
    /// The value, written.
    pub value: String,
    /// The threshold, written; empty when none.
    pub threshold: String,
    /// How it stands.
    pub mark: Mark,
    /// Whether the verdict on its criterion hangs on it.
    pub decides: bool,
    /// As of.
    pub date: String,
    /// Who says so.
    pub source: String,
    /// A remark of whoever entered it.
    pub note: String,
    /// Evidence named beside it: text, and where it leads.
    pub evidence: Vec<Piece>,
    /// Who is responsible for it.
    pub responsible: String,
    /// Where the evidence of the unit stands.
    pub all_evidence: String,
    /// Who entered it, and when.
    pub entered: String,
    /// Where it stands: id and words.
    pub check: (&'static str, &'static str),
    /// The value that stood before it, written, and its date; none: there was none, or it is not told here.
    pub last: Option<(String, String)>,
    /// The value it corrects, written; empty: it corrects none.
    pub corrects: String,
    /// What is odd about it: whoever entered it was warned, and kept it.
    pub odd: Vec<String>,
    /// What was said of it and of the value it corrects, oldest first.
    pub said: Vec<SaidLine>,
}

/// Something said of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidLine {
    /// What: returned, asked.
    pub what: &'static str,
    /// The words.
    pub words: String,
    /// Who said it: name, role and unit.
    pub by: String,
    /// When.
    pub at: String,
    /// It was said of the value this one corrects: that, written.
    pub before: Option<String>,
}

/// What a value is and how it stands.
fn what(f: &Frame, line: &ValueLine) -> Markup {
    html! {
        p.where {
            b { (link(&line.unit)) }
            @if !line.above.is_empty() { span.quiet { ", " (line.above) } }
            @if !line.criterion.is_empty() { " · " span.quiet { (f.text("fieldwork.criterion")) " " (line.criterion) @if line.criterion_name != line.name { " " (line.criterion_name) } } }
        }
        p.name { @if !line.code.is_empty() { (crate::parts::code(f, &line.code)) " " } (line.name) }
        p.figure-line {
            b.big { @if line.value.is_empty() { "–" } @else { (line.value) } }
            @if let Some((value, date)) = &line.last { " " span.quiet { (f.say("fieldwork.verify.before", &[("value", value), ("date", date)])) } }
            @if !line.threshold.is_empty() { " " span.quiet { (f.text("web.place.needs")) " " (line.threshold) } }
            " " (badge(f, line.mark))
            @if line.decides { " " span.tag { (f.text("fieldwork.decides")) } }
            " " (check_tag(line.check))
        }
        dl.facts-line {
            div { dt { (f.text("web.col.date")) } dd { (line.date) } }
            @if !line.corrects.is_empty() { div { dt { (f.text("fieldwork.corrects")) } dd { b { (line.corrects) } } } }
            @if !line.source.is_empty() { div { dt { (f.text("web.col.source")) } dd { (line.source) } } }
            @if !line.entered.is_empty() { div { dt { (f.text("fieldwork.entered-by")) } dd { (line.entered) } } }
            @if !line.responsible.is_empty() { div { dt { (f.text("fieldwork.duty.title-short")) } dd { (line.responsible) } } }
            @if !line.note.is_empty() && line.odd.is_empty() { div { dt { (f.text("fieldwork.note")) } dd { (line.note) } } }
        }
        @if !line.odd.is_empty() {
            p.odd { b { (f.text("fieldwork.odd")) } " " (line.odd.join(" ")) " "
                @if line.note.is_empty() { (f.text("fieldwork.odd-no-reason")) } @else { (f.say("fieldwork.odd-kept", &[("reason", &line.note)])) } }
        }
    }
}

/// Where a value stands with those who verify it.
#[must_use]
pub fn check_tag(check: (&'static str, &'static str)) -> Markup {
    html! { @if !check.1.is_empty() { span class={ "tag check " (check.0) } { (check.1) } } }
}

/// Which value something was said of.
fn before_words(f: &Frame, value: &str) -> String {
    if value.is_empty() {
        f.text("fieldwork.of-the-one-before").to_owned()
    } else {
        f.say("fieldwork.of-the-value-before", &[("value", value)])
    }
}

/// What was said so far.
fn said(f: &Frame, all: &[SaidLine]) -> Markup {
    html! {
        @if !all.is_empty() {
            ul.said {
                @for one in all {
                    li { b { (one.what) } @if let Some(before) = &one.before { " " span.quiet { (before_words(f, before)) } } @if !one.words.is_empty() { ": " (one.words) br; } @else { " " } span.quiet { @if !one.by.is_empty() { (one.by) ", " } span.nowrap { (one.at) } } }
                }
            }
        }
    }
}
