//! `/procedures` and `/procedures/{id}`: how a unit comes to be recognised, and how recognition is withdrawn, as dated rules.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// The list of procedures.
#[derive(Clone, Debug, Default)]
pub struct ProceduresView {
    /// The procedures, later ones first.
    pub lines: Vec<ProcedureLine>,
}

/// A procedure in the list.
#[derive(Clone, Debug, Default)]
pub struct ProcedureLine {
    /// Its title.
    pub title: Link,
    /// When in force.
    pub period: String,
    /// The decisions behind it.
    pub decisions: String,
    /// In force on the date of the page.
    pub in_force: bool,
    /// How much of it we hold, in words; empty when all.
    pub doubt: String,
}

/// A procedure.
#[derive(Clone, Debug, Default)]
pub struct ProcedureView {
    /// Its title.
    pub title: String,
    /// Period and id.
    pub facts: Vec<(String, String)>,
    /// How much of it we hold, in words; empty when all.
    pub doubt: String,
    /// Remark on its period.
    pub note: String,
    /// Decisions: number, date, issuer.
    pub legal: Vec<[String; 3]>,
    /// The steps by kind of unit.
    pub subjects: Vec<(String, Vec<StageLine>)>,
    /// Everything else the rules say, under headings.
    pub parts: Vec<(String, Vec<RuleLine>)>,
    /// Where it was seen.
    pub sources: Vec<String>,
    /// The procedure as data.
    pub data: Link,
}

/// A step.
#[derive(Clone, Debug, Default)]
pub struct StageLine {
    /// Its number.
    pub no: u32,
    /// What is done.
    pub name: String,
    /// Who acts.
    pub actor: String,
    /// Who receives.
    pub receiver: String,
    /// Papers of the dossier.
    pub documents: Vec<String>,
    /// Limits, deadlines, publicity, votes, surveys, what must hold before.
    pub limits: Vec<String>,
    /// Not verified, in words; empty when it was.
    pub doubt: String,
    /// A remark.
    pub note: String,
}

/// Another rule.
#[derive(Clone, Debug, Default)]
pub struct RuleLine {
    /// For whom or when; empty: everybody, always.
    pub whom: String,
    /// The rule.
    pub words: String,
    /// Not verified, in words; empty when it was.
    pub doubt: String,
    /// A remark.
    pub note: String,
}

/// Renders the list.
#[must_use]
pub fn list(f: &Frame, view: &ProceduresView) -> Markup {
    let heads = ["procedure.title", "web.col.period", "web.col.decision"];
    let body = html! {
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (f.text("procedure.list")) }
            thead { tr { @for head in heads { th scope="col" { (f.text(head)) } } } }
            tbody { @for one in &view.lines {
                tr {
                    th scope="row" {
                        (link(&one.title)) " "
                        @if one.in_force { span.tag.good { (f.text("web.set.in-force")) } " " }
                        @if !one.doubt.is_empty() { span.tag.warn { (one.doubt) } }
                    }
                    td data-l=(f.text("web.col.period")) { (one.period) }
                    td data-l=(f.text("web.col.decision")) { (one.decisions) }
                }
            } }
        } }
    };
    let crumbs = vec![Link::new(f.text("web.nav.criteria"), f.link("/criteria"))];
    let head =
        Head { title: f.text("procedure.list").into(), sub: f.text("procedure.sub").into(), crumbs, part: "criteria", ..Head::default() };
    page(f, &head, &body)
}

/// Renders a procedure.
#[must_use]
pub fn one(f: &Frame, view: &ProcedureView) -> Markup {
    let body = html! {
        @if !view.doubt.is_empty() { p.note.warn { (view.doubt) } }
        div.two {
            section.card {
                h2.vh { (f.text("web.set.facts")) }
                dl.facts { @for (what, value) in &view.facts { dt { (what) } dd { (value) } } }
                @if !view.note.is_empty() { p.small.quiet { (view.note) } }
            }
            section.card {
                h2 { (f.text("web.set.legal")) }
                ul.stack { @for [number, date, issuer] in &view.legal { li { b { (number) } @if !date.is_empty() { ", " (date) } div.small.quiet { (issuer) } } } }
            }
        }
        @for (subject, stages) in &view.subjects { (steps(f, subject, stages)) }
        @if view.subjects.is_empty() { p.note.section { (f.text("procedure.no-steps")) } }
        @for (heading, rules) in &view.parts { (part(heading, rules)) }
        @if !view.sources.is_empty() {
            section.section { h2 { (f.text("web.set.sources")) } p.small.quiet { (f.text("web.set.sources-note")) } ul.dots.small { @for source in &view.sources { li { (source) } } } }
        }
        p.section.no-print { a.act.light.down href=(view.data.href) { (view.data.text) } }
    };
    let crumbs =
        vec![Link::new(f.text("web.nav.criteria"), f.link("/criteria")), Link::new(f.text("procedure.list"), f.link("/procedures"))];
    page(f, &Head { title: view.title.clone(), crumbs, part: "criteria", ..Head::default() }, &body)
}

fn steps(f: &Frame, subject: &str, stages: &[StageLine]) -> Markup {
    let heads = ["web.col.code", "procedure.step", "procedure.who", "procedure.papers", "procedure.limits"];
    html! {
        section.section {
            h2 { (f.text("procedure.steps")) ": " (subject) span.count { (stages.len()) } }
            div.boxed.scroll { table.plain-table.cards-on-phone {
                caption.vh { (f.text("procedure.steps")) ": " (subject) }
                thead { tr { @for head in heads { th scope="col" { (f.text(head)) } } } }
                tbody { @for stage in stages { (step(f, stage)) } }
            } }
        }
    }
}

fn step(f: &Frame, stage: &StageLine) -> Markup {
    html! {
        tr {
            td { (stage.no) }
            th scope="row" {
                (stage.name) @if !stage.doubt.is_empty() { " " span.tag.warn { (stage.doubt) } }
                @if !stage.note.is_empty() { div.small.quiet { (stage.note) } }
            }
            td data-l=(f.text("procedure.who")) { (stage.actor) @if !stage.receiver.is_empty() { " → " (stage.receiver) } }
            td data-l=(f.text("procedure.papers")) { ul.dots.small { @for paper in &stage.documents { li { (paper) } } } }
            td data-l=(f.text("procedure.limits")) { ul.dots.small { @for limit in &stage.limits { li { (limit) } } } }
        }
    }
}

fn part(heading: &str, rules: &[RuleLine]) -> Markup {
    html! {
        section.section {
            h2 { (heading) span.count { (rules.len()) } }
            ul.list { @for rule in rules { li {
                div { @if !rule.whom.is_empty() { b { (rule.whom) } ": " } (rule.words) @if !rule.doubt.is_empty() { " " span.tag.warn { (rule.doubt) } } }
                @if !rule.note.is_empty() { small { (rule.note) } }
            } } }
        }
    }
}
