//! `/criteria/{set}`: a set as officials know it, and the form that confirms a value.

use super::conditions::{self, Terms};
use super::confirm_form::{self, ConfirmForm};
use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// A set.
#[derive(Clone, Debug, Default)]
pub struct SetView {
    /// Its title.
    pub title: String,
    /// Subject, tier, scope, period, declared counts, pass rule.
    pub facts: Vec<(String, String)>,
    /// How much of the decision we hold, in words; empty when all.
    pub doubt: String,
    /// Decisions: number, date, issuer, role.
    pub legal: Vec<[String; 4]>,
    /// Later changes: from, by, target, what.
    pub amendments: Vec<[String; 4]>,
    /// The criteria.
    pub criteria: Vec<CriterionLine>,
    /// Demands outside the criteria.
    pub conditions: Vec<DemandLine>,
    /// Zones or commune groups, where the set has them.
    pub zones: Vec<ZoneLine>,
    /// Rules that put units in another zone: rule, period, remark, doubt.
    pub zone_rules: Vec<[String; 4]>,
    /// What the file's author remarks; empty: nothing.
    pub note: String,
    /// Titles of the sources, with address.
    pub sources: Vec<Link>,
    /// Sets to compare with.
    pub diffs: Vec<Link>,
    /// Values set or confirmed locally, oldest first.
    pub overlays: Vec<OverlayLine>,
    /// The form, when this process may write.
    pub form: Option<ConfirmForm>,
    /// A value was just saved.
    pub saved: bool,
    /// Download of the set as data.
    pub data: Link,
}

/// A criterion of the set.
#[derive(Clone, Debug, Default)]
pub struct CriterionLine {
    /// Its number.
    pub no: u16,
    /// Its name.
    pub name: String,
    /// The name was not verified, in words; empty when it was.
    pub name_doubt: String,
    /// Its indicators.
    pub indicators: Vec<IndicatorLine>,
    /// A remark.
    pub note: String,
}

/// An indicator of the set.
#[derive(Clone, Debug, Default)]
pub struct IndicatorLine {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The name was not verified, in words; empty when it was.
    pub name_doubt: String,
    /// Its unit of measure.
    pub unit: String,
    /// Thresholds: for whom (empty: everybody) and which.
    pub thresholds: Vec<(String, String)>,
    /// Said of the threshold: delegated, if applicable, parts, amended.
    pub remarks: Vec<String>,
    /// How sure, in words; empty when verified.
    pub doubt: String,
    /// Its parts, or the ways to meet it.
    pub parts: Vec<PartLine>,
    /// Confirmed or set locally, in words.
    pub overlay: String,
}

/// A part of an indicator, or a way to meet it.
#[derive(Clone, Debug, Default)]
pub struct PartLine {
    /// Its name.
    pub name: String,
    /// Its threshold.
    pub threshold: String,
    /// When it applies, from when to when, who sets it, remarks.
    pub remarks: Vec<String>,
    /// How sure of the threshold, in words; empty when verified.
    pub doubt: String,
}

/// A demand outside the criteria.
#[derive(Clone, Debug, Default)]
pub struct DemandLine {
    /// What is demanded.
    pub name: String,
    /// Its bound.
    pub threshold: String,
    /// How sure of the bound, in words; empty when verified.
    pub doubt: String,
    /// What else the set says of it.
    pub terms: Terms,
    /// Confirmed or set locally, in words.
    pub overlay: String,
}

/// A zone or commune group.
#[derive(Clone, Debug, Default)]
pub struct ZoneLine {
    /// As the columns are headed.
    pub short: String,
    /// Its name.
    pub name: String,
    /// What puts a unit in it; empty: where it lies.
    pub definition: String,
    /// How sure of that, in words; empty when verified.
    pub doubt: String,
}

/// A value set or confirmed locally.
#[derive(Clone, Debug, Default)]
pub struct OverlayLine {
    /// Where it holds.
    pub place: Link,
    /// Indicator, part, zone, year.
    pub what: String,
    /// The threshold, or that the file's was confirmed.
    pub threshold: String,
    /// Number and date of the decision.
    pub decision: String,
    /// From when to when.
    pub span: String,
    /// Who recorded it.
    pub by: String,
    /// Recorded when.
    pub recorded: String,
    /// The form that corrects it, shown to those who may write.
    pub correct: Link,
}

/// Where a criterion stands on the page.
#[must_use]
pub fn criterion_anchor(no: u16) -> String {
    format!("tc-{no}")
}

/// Where an indicator stands on the page.
#[must_use]
pub fn indicator_anchor(code: &str) -> String {
    format!("ct-{code}")
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &SetView) -> Markup {
    let body = html! {
        @if let Some(form) = &view.form { (confirm_form::summary(f, form)) }
        @if view.saved { p.note role="status" { b { (f.text("web.confirm.saved")) } } }
        @if !view.doubt.is_empty() { p.note.warn { (view.doubt) } }
        div.two {
            section.card {
                h2.vh { (f.text("web.set.facts")) }
                dl.facts { @for (what, value) in &view.facts { dt { (what) } dd { (value) } } }
                @if !view.note.is_empty() { p.small.quiet { (view.note) } }
                p.small.no-print { @for (i, diff) in view.diffs.iter().enumerate() { @if i > 0 { " · " } (link(diff)) } }
            }
            section.card {
                h2 { (f.text("web.set.legal")) }
                ul.stack { @for [number, date, issuer, role] in &view.legal {
                    li { b { (number) } @if !date.is_empty() { ", " (date) } div.small.quiet { (issuer) " · " (role) } }
                } }
            }
        }
        (table(f, view))
        (zones(f, view))
        (demands(f, view))
        (amendments(f, view))
        (overlays(f, view))
        @if let Some(form) = &view.form { (confirm_form::render(f, form)) }
        @if !view.sources.is_empty() {
            section.section {
                h2 { (f.text("web.set.sources")) } p.small.quiet { (f.text("web.set.sources-note")) }
                ul.dots.small lang="vi" { @for source in &view.sources { li { (link(source)) } } }
            }
        }
        p.section.no-print { a.act.light.down href=(view.data.href) { (view.data.text) } }
    };
    let crumbs = vec![Link::new(f.text("web.nav.criteria"), f.link("/criteria"))];
    page(f, &Head { title: view.title.clone(), crumbs, part: "criteria", ..Head::default() }, &body)
}

fn table(f: &Frame, view: &SetView) -> Markup {
    html! {
        section.section aria-labelledby="table" {
            h2 id="table" { (f.text("web.set.table")) }
            @if view.criteria.is_empty() { p.note { (f.text("web.set.empty")) } } @else {
                div.boxed.scroll { table.plain-table.cards-on-phone.set-table {
                    caption.vh { (view.title) }
                    thead { tr { th scope="col" { (f.text("web.col.code")) } th scope="col" { (f.text("web.col.indicator")) } th scope="col" { (f.text("web.col.threshold")) } th scope="col" { (f.text("web.col.mark")) } } }
                    @for criterion in &view.criteria {
                        tbody {
                            tr.group id=(criterion_anchor(criterion.no)) { th scope="rowgroup" colspan="4" { (criterion.no) ". " (criterion.name) (name_doubt(&criterion.name_doubt)) @if !criterion.note.is_empty() { " " span.small.quiet { (criterion.note) } } } }
                            @if criterion.indicators.is_empty() { tr { td {} td colspan="3" { span.quiet { (f.text("web.set.unlisted")) } } } }
                            @for one in &criterion.indicators { (indicator(f, one)) }
                        }
                    }
                } }
            }
        }
    }
}

fn indicator(f: &Frame, one: &IndicatorLine) -> Markup {
    html! {
        tr id=(indicator_anchor(&one.code)) {
            td.nowrap { (one.code) }
            th scope="row" {
                (one.name) @if !one.unit.is_empty() { " " span.quiet.small { "(" (one.unit) ")" } } (name_doubt(&one.name_doubt))
                @for remark in &one.remarks { div.small.quiet { (remark) } }
                @if !one.parts.is_empty() { ul.dots.small { @for part in &one.parts { (part_item(part)) } } }
            }
            td {
                @if one.thresholds.is_empty() { span.quiet { (f.text("web.set.no-threshold")) } }
                ul.thresholds { @for (whom, value) in &one.thresholds { li { @if !whom.is_empty() { abbr { (whom) } } b { (value) } } } }
                @if !one.overlay.is_empty() { div.small { span.tag.good { (one.overlay) } } }
            }
            td { @if one.doubt.is_empty() { span.small.quiet { (f.text("confidence.verified")) } } @else { span.tag.warn { (one.doubt) } } }
        }
    }
}

/// That a name was not verified.
fn name_doubt(doubt: &str) -> Markup {
    html! { @if !doubt.is_empty() { " " span.tag.warn { (doubt) } } }
}

fn part_item(part: &PartLine) -> Markup {
    html! {
        li {
            (part.name) ": " b { (part.threshold) }
            @if !part.doubt.is_empty() { " " span.tag.warn { (part.doubt) } }
            @for remark in &part.remarks { div.quiet { (remark) } }
        }
    }
}

fn zones(f: &Frame, view: &SetView) -> Markup {
    html! {
        @if !view.zones.is_empty() {
            section.section aria-labelledby="zones" {
                h2 id="zones" { (f.text("web.set.zones")) }
                dl.facts.card { @for zone in &view.zones {
                    dt { (zone.name) @if zone.short != zone.name { " " span.quiet { "(" (zone.short) ")" } } }
                    dd {
                        @if zone.definition.is_empty() { span.quiet { (f.text("web.set.zone-by-place")) } } @else { (zone.definition) }
                        @if !zone.doubt.is_empty() { " " span.tag.warn { (zone.doubt) } }
                    }
                } }
            }
        }
    }
}

fn demands(f: &Frame, view: &SetView) -> Markup {
    html! {
        @if !view.conditions.is_empty() {
            section.section {
                h2 { (f.text("web.place.conditions")) }
                ul.list { @for one in &view.conditions { li {
                    div.row.between { span { (one.name) } b { (one.threshold) } }
                    (conditions::terms(&one.terms))
                    @if !one.doubt.is_empty() { small { span.tag.warn { (one.doubt) } } }
                    @if !one.overlay.is_empty() { small { span.tag.good { (one.overlay) } } }
                } } }
            }
        }
    }
}

fn amendments(f: &Frame, view: &SetView) -> Markup {
    html! {
        @if !view.amendments.is_empty() || !view.zone_rules.is_empty() {
            section.section {
                h2 { (f.text("web.set.amendments")) }
                ol.timeline.card {
                    @for [from, by, target, what] in &view.amendments { li { time { (from) } div { b { (by) } @if !target.is_empty() { " · " (target) } div { (what) } } } }
                    @for [rule, period, note, doubt] in &view.zone_rules {
                        li { time { (period) } div { (rule) @if !note.is_empty() { div.small.quiet { (note) } } @if !doubt.is_empty() { div { span.tag.warn { (doubt) } } } } }
                    }
                }
            }
        }
    }
}

fn overlays(f: &Frame, view: &SetView) -> Markup {
    let heads = ["web.col.where", "web.col.indicator", "web.col.threshold", "web.col.decision", "web.col.period", "web.col.by"];
    html! {
        @if !view.overlays.is_empty() {
            section.section aria-labelledby="overlays" {
                h2 id="overlays" { (f.text("web.set.overlays")) }
                div.boxed.scroll { table.plain-table.cards-on-phone {
                    caption.vh { (f.text("web.set.overlays")) }
                    thead { tr { @for head in heads { th scope="col" { (f.text(head)) } } } }
                    tbody { @for line in &view.overlays { (overlay(f, line, view.form.is_some())) } }
                } }
            }
        }
    }
}

fn overlay(f: &Frame, line: &OverlayLine, may_write: bool) -> Markup {
    html! {
        tr {
            th scope="row" { (link(&line.place)) }
            td { (line.what) }
            td { b { (line.threshold) } }
            td { (line.decision) }
            td { (line.span) }
            td {
                @if !line.by.is_empty() { (line.by) " · " } span.quiet { (f.say("web.set.recorded", &[("date", &line.recorded)])) }
                @if may_write { div.no-print { (link(&line.correct)) } }
            }
        }
    }
}
