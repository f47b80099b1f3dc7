//! One page to project and print before a meeting: the places on its day, what is late, what they propose.

use super::{crumbs, files, tally, task_table};
use crate::frame::Frame;
use crate::pages::steering::proposals::proposal_table;
use crate::parts::{Head, Link, link, page};
use crate::present::steering::meetings::MeetingView;
use crate::present::steering::prepare::Prepared;
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct PrepareView {
    /// The meeting.
    pub meeting: MeetingView,
    /// Place by place.
    pub places: Vec<Prepared>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &PrepareView) -> Markup {
    let title = f.say("steering.prepare-title", &[("title", &view.meeting.line.title.text)]);
    let sub = format!("{} · {}", view.meeting.line.when, f.say("steering.as-of", &[("day", &f.date(f.as_of))]));
    let head = Head { title, sub, crumbs: crumbs(f, Some(view.meeting.line.title.clone())), part: "steering", ..Head::default() };
    let body = html! {
        @if !view.meeting.agenda.is_empty() {
            section.section aria-labelledby="agenda" { h2 id="agenda" { (f.text("steering.agenda")) } ol { @for point in &view.meeting.agenda { li { (point) } } } }
        }
        @for place in &view.places { (one(f, place)) }
        (files(&[Link::new("XLSX", f.link(&format!("/meetings/{}/prepare.xlsx", view.meeting.key)))]))
    };
    page(f, &head, &body)
}

fn one(f: &Frame, place: &Prepared) -> Markup {
    html! {
        section.section.slide {
            h2 { (link(&place.unit.name)) @if let Some((criteria, indicators)) = &place.counts { span.count { (criteria) " " (f.text("web.criteria")) @if !indicators.is_empty() { " · " (indicators) " " (f.text("web.indicators")) } } } }
            @if !place.reported.is_empty() { p.quiet { (f.text("steering.reported")) ": " (place.reported) } }
            @if place.counts.is_none() && place.reported.is_empty() { p.quiet { (f.text("steering.nothing-known")) } }
            @if !place.unmet.is_empty() { p { b { (f.text("steering.unmet")) } ": " (place.unmet.join("; ")) } }
            @if !place.roadmap.text.is_empty() { p { b { (f.text("steering.roadmap")) } ": " (link(&place.roadmap)) } }
            @if !place.stands.is_empty() { ul { @for line in &place.stands { li { (line) } } } }
            @if let Some(direction) = &place.direction { (super::directions::of_place(f, direction)) }
            @if place.tally.assigned() > 0 { (tally(f, &place.tally, "")) }
            @if !place.overdue.is_empty() { h3 { (f.text("steering.overdue-list")) } (task_table(f, &place.overdue)) }
            @if let Some((all, count)) = &place.more { p { (link(all)) " " span.count { (f.count(*count)) } } }
            @if !place.proposals.is_empty() { h3 { (f.text("steering.open-proposals")) } (proposal_table(f, &place.proposals)) }
            @if let Some(all) = &place.more_proposals { p { (link(all)) } }
        }
    }
}
