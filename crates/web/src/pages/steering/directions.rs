//! The direction of each place: aim, focus tasks, roadmap, and the results of its work items over time.

use super::meeting::MeetingPage;
use super::{area, is_sent, others, typed_of};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, select};
use crate::parts::{Link, link};
use crate::present::steering::directions::{AchievedLine, DirectionLine, OutcomeLine};
use maud::{Markup, html};

/// The section of a meeting's page.
pub(super) fn section(f: &Frame, view: &MeetingPage, writes: bool) -> Markup {
    let meeting = &view.meeting;
    let choices: Vec<(String, String)> = meeting.places.iter().map(|place| (place.id.clone(), place.name.text.clone())).collect();
    html! {
        @if !meeting.places.is_empty() && (writes || !meeting.directions.is_empty()) {
            section.section aria-labelledby="directions" {
                h2 id="directions" { (f.text("steering.directions")) }
                div.cards.wide-cards {
                    @for one in &meeting.directions {
                        article.card id={ "direction-" (one.unit.id) } {
                            h3 { (link(&one.unit.name)) }
                            (body(f, one))
                            @if view.reports.contains(&one.unit.id) { (report(f, view, one)) }
                            @if writes { (take_out(f, view, one)) }
                        }
                    }
                }
                @if writes { (give(f, view, &choices)) }
            }
        }
    }
}

/// The direction of a place on a page about that place.
pub(super) fn of_place(f: &Frame, one: &DirectionLine) -> Markup {
    html! {
        p.quiet { (f.text("steering.directions-one")) ": " (link(&Link::new(f.say("steering.from-meeting", &[("meeting", &one.meeting.text), ("date", &one.given)]), one.meeting.href.clone()))) }
        (body(f, one))
    }
}

fn body(f: &Frame, one: &DirectionLine) -> Markup {
    let of = |focus: bool| one.outcomes.iter().filter(move |outcome| outcome.focus == focus);
    html! {
        p { b { (f.text("steering.aim")) } ": " (one.aim) }
        (others(f, &one.others))
        @if !one.roadmap.is_empty() { p { b { (f.text("steering.roadmap")) } ": " (one.roadmap) } }
        @for (focus, key) in [(true, "steering.focus"), (false, "steering.results")] {
            @if of(focus).next().is_some() {
                h4 { (f.text(key)) }
                ul.outcomes { @for outcome in of(focus) { (item(f, outcome)) } }
            }
        }
    }
}

fn item(f: &Frame, outcome: &OutcomeLine) -> Markup {
    html! {
        li {
            span { (outcome.item) }
            @if let Some(percent) = outcome.percent { " " b.percent { (percent) "%" } }
            @if outcome.achieved.is_empty() { " " span.quiet { "– " (f.text("steering.no-outcome")) } }
            @else { ol.over-time { @for one in &outcome.achieved { (achieved(one)) } } }
        }
    }
}

fn achieved(one: &AchievedLine) -> Markup {
    html! {
        li {
            time { (one.on) }
            span { (one.text) @if let Some(percent) = one.percent { @if !one.text.is_empty() { " · " } (percent) "%" } small { (one.who) } }
        }
    }
}

/// The form that says what came of a work item.
fn report(f: &Frame, view: &MeetingPage, one: &DirectionLine) -> Markup {
    let place = format!("out-{}", one.unit.id);
    let sent = typed_of(&view.sent, &place, Sent::default());
    let items: Vec<(String, String)> = one.outcomes.iter().map(|outcome| (outcome.item.clone(), outcome.item.clone())).collect();
    html! {
        @if !items.is_empty() {
            details.no-print open[is_sent(&view.sent, &place)] { summary { (f.text("steering.report-outcome")) }
                form.tall method="post" action={ "/meetings/" (view.meeting.key) "/achieve" } {
                    (view.carried.show_of(&place))
                    input type="hidden" name="unit" value=(one.unit.id);
                    (select(&sent, &place, "item", f.text("steering.work-item"), &items))
                    (area(&sent, &place, "text", f.text("steering.achieved"), "", 2))
                    div.fields.top {
                        (Field::text("percent", f.text("steering.how-far")).hint(f.text("steering.percent-hint")).show(&sent, &place))
                        (Field::text("on", f.text("steering.day")).show(&sent, &place))
                    }
                    button.act type="submit" { (f.text("steering.save")) }
                }
            }
        }
    }
}

/// A direction entered by mistake is taken out while the minutes are open; what was reported of it stays in the history.
fn take_out(f: &Frame, view: &MeetingPage, one: &DirectionLine) -> Markup {
    html! {
        form.inline.no-print method="post" action={ "/meetings/" (view.meeting.key) "/drop-direction" } {
            (view.carried.show()) input type="hidden" name="unit" value=(one.unit.id);
            button.act.light type="submit" aria-label=(f.say("steering.take-out-who", &[("who", &one.unit.name.text)])) { (f.text("steering.take-out")) }
        }
    }
}

fn give(f: &Frame, view: &MeetingPage, choices: &[(String, String)]) -> Markup {
    let sent = typed_of(&view.sent, "direct", Sent::default());
    html! {
        details.no-print open[is_sent(&view.sent, "direct")] { summary { (f.text("steering.give-direction")) }
            form.tall method="post" action={ "/meetings/" (view.meeting.key) "/direct" } {
                (view.carried.show_of("direct"))
                (select(&sent, "dir", "unit", f.text("steering.place"), choices))
                (area(&sent, "dir", "aim", f.text("steering.aim"), "", 2))
                (area(&sent, "dir", "focus", f.text("steering.focus"), f.text("steering.per-line"), 3))
                (area(&sent, "dir", "roadmap", f.text("steering.roadmap"), "", 2))
                (area(&sent, "dir", "results", f.text("steering.results"), f.text("steering.per-line"), 3))
                button.act type="submit" { (f.text("steering.save")) }
            }
        }
    }
}
