//! The one page of a leader; the same slide by slide for the meeting room.

use super::{crumbs, parts, tally, task_table};
use crate::frame::Frame;
use crate::pages::roadmaps::told;
use crate::parts::{Head, Link, link, links, page, strip};
use crate::present::steering::leaders::{LeadersView, PlaceLine};
use maud::{Markup, html};

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &LeadersView) -> Markup {
    let sub = f.say("steering.as-of", &[("day", &f.date(f.as_of))]);
    let head = Head {
        title: f.say("steering.leaders-title", &[("unit", &view.name)]),
        sub,
        crumbs: crumbs(f, None),
        part: "steering",
        ..Head::default()
    };
    let turn = if view.slides { "" } else { "slides" };
    let words = if view.slides { "steering.as-page" } else { "steering.as-slides" };
    let overdue = crate::present::steering::list_address(f, "area", &view.area, "overdue");
    let body = html! {
        (parts(f, "leaders"))
        p.no-print.row {
            a.act.light href=(f.here_with(&[("view", turn)])) { (f.text(words)) }
            a.act.light.down href=(f.link(&format!("/leaders/{}/ranking.xlsx", view.area))) { (f.text("steering.ranking")) " (XLSX)" }
            a.act.light.down href=(f.link(&format!("/leaders/{}/tables.xlsx", view.area))) { (f.text("steering.other-tables")) " (XLSX)" }
        }
        div class=(if view.slides { "leaders slides" } else { "leaders" }) {
            section.section.slide aria-labelledby="late" {
                h2 id="late" { (f.text("steering.late-whose")) }
                (tally(f, &view.tally, &overdue))
                (task_table(f, &view.late))
            }
            (decisions(f, view))
            (roads(f, view))
            (promises(f, view))
            (places(f, view))
            @if !view.below.is_empty() { p.no-print { (f.text("steering.below")) ": " (links(&view.below)) } }
        }
    };
    page(f, &head, &body)
}

fn decisions(f: &Frame, view: &LeadersView) -> Markup {
    html! {
        section.section.slide aria-labelledby="decisions" {
            h2 id="decisions" { (f.text("steering.decisions")) span.count { (view.waiting) } }
            @if view.decisions.is_empty() { p.quiet { (f.text("steering.no-decisions")) } }
            ol.decisions { @for one in &view.decisions { li { b { (one.kind) } " " (link(&one.about)) @if !one.text.is_empty() { small { (one.text) } } } } }
        }
    }
}

/// When each roadmap will be ready, how likely, what is late.
fn roads(f: &Frame, view: &LeadersView) -> Markup {
    let lead = || f.say("steering.roads-lead", &[("n", &view.roads_all.to_string()), ("late", &view.roads_late.to_string())]);
    let heads = ["web.board.unit", "gantt.target", "gantt.finish", "gantt.chance-short", "gantt.tasks-done", "gantt.tasks-late"];
    let head = |at: usize| f.text(heads[at]);
    html! {
        section.section.slide aria-labelledby="roads" {
            h2 id="roads" { (f.text("steering.roads")) span.count { (view.roads_all) } }
            @if view.roads.is_empty() { p.quiet { (f.text("steering.no-roads")) } } @else {
                p { (lead()) " " (link(&Link::new(f.text("steering.roads-all"), view.roads_at.clone()))) }
                div.boxed.scroll { table.plain-table.cards-on-phone {
                    thead { tr { @for at in 0..heads.len() { th scope="col" { (head(at)) } } } }
                    tbody { @for road in &view.roads { tr {
                        th scope="row" { (link(&road.unit)) }
                        td data-l=(head(1)) { (road.target) }
                        td data-l=(head(2)) { (road.finish) br; (told(&road.verdict)) }
                        td data-l=(head(3)) { b { (road.chance) } }
                        td data-l=(head(4)) { (road.done) }
                        td data-l=(head(5)) { (road.late) }
                    } } }
                } }
            }
        }
    }
}

fn promises(f: &Frame, view: &LeadersView) -> Markup {
    let (kept, broken, coming) = view.promises;
    let one =
        |n: u32, key: &'static str, class: &str| html! { div class={ "fact " (class) } { b { (f.count(n)) } span { (f.text(key)) } } };
    html! {
        section.section.slide aria-labelledby="promises" {
            h2 id="promises" { (f.text("steering.promises")) }
            div.facts { (one(kept, "steering.kept", "in-time")) (one(broken, "steering.broken", if broken > 0 { "overdue" } else { "" })) (one(coming, "steering.coming", "in-progress")) }
            @if !view.broken.is_empty() { (task_table(f, &view.broken)) }
        }
    }
}

fn places(f: &Frame, view: &LeadersView) -> Markup {
    html! {
        section.section.slide aria-labelledby="places" {
            h2 id="places" { (f.text("steering.where-they-stand")) }
            p.quiet { (view.basis) }
            @if view.places.is_empty() { p.quiet { (f.text("steering.nothing-known")) } } @else {
                div.boxed.scroll {
                    table.plain-table.cards-on-phone.ranking {
                        thead { tr { th.num { (f.text("steering.rank")) } th { (f.text("steering.place")) } th { (f.text("web.criteria")) } th { (f.text("steering.tasks")) } th { (f.text("steering.points")) } } }
                        tbody { @for place in view.places.iter().filter(|place| place.apart.is_empty()) { (row(f, place)) } }
                        @if view.places.iter().any(|place| !place.apart.is_empty()) {
                            tbody {
                                tr { th.group colspan="5" scope="rowgroup" { (f.text("steering.not-ranked")) } }
                                @for place in view.places.iter().filter(|place| !place.apart.is_empty()) { (row(f, place)) }
                            }
                        }
                    }
                }
                @if view.more > 0 { p.quiet { (f.say("steering.more-places", &[("n", &view.more.to_string())])) } }
            }
        }
    }
}

fn row(f: &Frame, place: &PlaceLine) -> Markup {
    let tasks =
        f.say("steering.tasks-of", &[("finished", &f.count(place.tally.finished())), ("assigned", &f.count(place.tally.assigned()))]);
    html! {
        tr {
            td.num data-l=(f.text("steering.rank")) { (place.rank) }
            td data-l=(f.text("steering.place")) { (link(&place.name)) }
            td data-l=(f.text("web.criteria")) {
                @if let Some((met, total)) = place.criteria { b { (met) "/" (total) } (strip(&place.marks, &format!("{met}/{total}"))) } @else { "–" }
            }
            td data-l=(f.text("steering.tasks")) {
                (tasks)
                @if place.tally.overdue > 0 { br; (link(&Link::new(f.say("steering.n-overdue", &[("n", &f.count(place.tally.overdue))]), place.overdue.clone()))) }
            }
            td data-l=(f.text("steering.points")) {
                details { summary { b { (place.points) } " " (place.rating) @if !place.apart.is_empty() { small { (place.apart) } } }
                    table.why { @for (measure, share, points) in &place.explained { tr { th { (measure) } td { (share) } td.num { (points) } } } }
                    @if !place.scaled.is_empty() { small { (place.scaled) } }
                }
            }
        }
    }
}
