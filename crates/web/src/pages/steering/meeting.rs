//! A meeting: its plan, what was said, its conclusions and their tasks.

use super::task_form::essential;
use super::{Carried, PEOPLE, PaperWays, area, begins, crumbs, history, is_sent, others, paper_ways, parts, task_table, typed_of};
use crate::frame::Frame;
use crate::pages::steering::proposals::proposal_table;
use crate::parts::form::{Field, Sent, offered, problem, select};
use crate::parts::{Head, Link, link, links, page};
use crate::present::steering::meetings::{ConclusionLine, MeetingView, ShortcomingLine, WordLine};
use maud::{Markup, html};

/// What the page shows besides the meeting.
#[derive(Clone, Debug, Default)]
pub struct MeetingPage {
    /// The meeting.
    pub meeting: MeetingView,
    /// What forms carry.
    pub carried: Carried,
    /// Whether the reader may write.
    pub may_write: bool,
    /// Whether the reader may sign.
    pub may_sign: bool,
    /// Places of directions, by id, whose results the reader may report.
    pub reports: Vec<String>,
    /// Its invitations.
    pub invitations: super::invitations::Invitations,
    /// Papers that can be made of it.
    pub papers: Option<PaperWays>,
    /// People offered where one is to be named.
    pub people: Vec<String>,
    /// A form as it was sent.
    pub sent: Sent,
    /// Whether something was just recorded.
    pub done: bool,
}

impl MeetingPage {
    /// What was typed into a form that came back; nothing in any other.
    fn typed(&self, form: &str) -> Sent {
        typed_of(&self.sent, form, Sent::default())
    }

    fn is_back(&self, form: &str) -> bool {
        is_sent(&self.sent, form)
    }
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &MeetingPage) -> Markup {
    let meeting = &view.meeting;
    let crumbs = crumbs(f, Some(Link::new(f.text("steering.meetings"), f.link("/meetings"))));
    let sub = format!("{} · {} · {}", meeting.line.kind, meeting.line.unit, meeting.line.when);
    let head = Head { title: meeting.line.title.text.clone(), sub, crumbs, part: "steering", ..Head::default() };
    let writes = meeting.open && view.may_write;
    let body = html! {
        (parts(f, "meetings"))
        @if view.done { p.note role="status" { b { (f.text("steering.recorded")) } } }
        (problem(&view.sent))
        @if meeting.conflicts > 0 { p.note.warn { (f.text("steering.plan-conflict")) } }
        section.section {
            p { b { (meeting.line.state) } @if !meeting.state_text.is_empty() { " · " (meeting.state_text) } " · " (super::meetings::counts(f, &meeting.line)) }
            @if !meeting.notice.text.is_empty() { p { b { (link(&meeting.notice)) } } }
            (plan(f, meeting))
            (steps(f, view))
            (super::invitations::section(f, view))
        }
        (paper_ways(f, view.papers.as_ref()))
        @if writes { (offered(PEOPLE, &view.people)) }
        (conclusions(f, view, writes))
        (notes(f, view, writes))
        (shortcomings(f, view, writes))
        (super::directions::section(f, view, writes))
        @if writes || !meeting.proposals.is_empty() { section.section aria-labelledby="proposals" { h2 id="proposals" { (f.text("steering.proposals")) } (proposal_table(f, &meeting.proposals)) } }
        (attendance(f, view, writes))
        (supplements(f, view))
    };
    page(f, &head, &body)
}

fn plan(f: &Frame, meeting: &MeetingView) -> Markup {
    let row = |key: &'static str, text: &str| html! { @if !text.is_empty() { dt { (f.text(key)) } dd { (text) } } };
    html! {
        dl.pairs {
            (row("steering.venue", &meeting.venue)) (row("steering.chair", &meeting.chair)) (row("steering.secretary", &meeting.secretary))
            @if !meeting.places.is_empty() { dt { (f.text("steering.places")) } dd { (links(&meeting.picture)) " " small.quiet { (f.text("steering.as-that-day")) } } }
            @if !meeting.agenda.is_empty() { dt { (f.text("steering.agenda")) } dd { ol { @for point in &meeting.agenda { li { (point) } } } } }
            @if !meeting.invited.is_empty() { dt { (f.text("steering.invited")) } dd { (meeting.invited.join("; ")) } }
        }
    }
}

/// The steps of a meeting, and its papers.
fn steps(f: &Frame, view: &MeetingPage) -> Markup {
    let meeting = &view.meeting;
    let step = |what: &str, key: &'static str| {
        html! {
            form.inline method="post" action={ "/meetings/" (meeting.key) "/" (what) } { (view.carried.show()) button.act type="submit" { (f.text(key)) } }
        }
    };
    let writes = view.may_write && meeting.open;
    let (cancel, sign) = (view.typed("cancel"), view.typed("sign"));
    html! {
        div.fields.no-print {
            a.act.light href=(f.link(&format!("/meetings/{}/prepare", meeting.key))) { (f.text("steering.prepare")) }
            a.act.light.down href={ "/meetings/" (meeting.key) "/invitation.ics" } { (f.text("steering.invitation")) }
            a.act.light.down href=(f.link(&format!("/meetings/{}/tables.xlsx", meeting.key))) { "XLSX" }
            @if writes { a.act.light href={ "/meetings/" (meeting.key) "/edit" } { (f.text("steering.change-plan")) } }
            @if writes && meeting.state == "planned" { (step("hold", "steering.hold")) }
            @if writes && meeting.state == "held" { (step("close", "steering.close")) }
        }
        @if writes && meeting.state == "planned" {
            details.no-print open[view.is_back("cancel")] { summary { (f.text("steering.cancel")) }
                form.fields method="post" action={ "/meetings/" (meeting.key) "/cancel" } { (view.carried.show_of("cancel")) (Field::text("text", f.text("steering.reason")).long().show(&cancel, "cancel")) button.act.light type="submit" { (f.text("steering.cancel")) } }
            }
        }
        @if view.may_sign && meeting.open && (meeting.state == "concluded" || meeting.state == "held") {
            details.no-print open[view.is_back("sign")] { summary { (f.text("steering.sign")) }
                p.quiet { (f.text("steering.sign-hint")) }
                form.fields method="post" action={ "/meetings/" (meeting.key) "/sign" } {
                    (view.carried.show_of("sign")) (Field::text("signer", f.text("steering.signer")).show(&sign, "sign")) (Field::text("paper", f.text("steering.paper")).show(&sign, "sign"))
                    button.act type="submit" { (f.text("steering.sign")) }
                }
            }
        }
    }
}

fn conclusions(f: &Frame, view: &MeetingPage, writes: bool) -> Markup {
    html! {
        section.section aria-labelledby="conclusions" {
            h2 id="conclusions" { (f.text("steering.conclusions")) span.count { (view.meeting.conclusions.len()) } @if !view.meeting.tasks.is_empty() { a href=(view.meeting.tasks) { (f.text("steering.all-tasks-of")) } } }
            ol.conclusions { @for one in &view.meeting.conclusions { (conclusion(f, view, one, writes)) } }
            @if writes { (new_conclusion(f, view)) }
        }
    }
}

fn conclusion(f: &Frame, view: &MeetingPage, one: &ConclusionLine, writes: bool) -> Markup {
    let action = format!("/meetings/{}/conclude", view.meeting.key);
    let place = format!("c{}", one.number);
    let form = format!("c-{}", one.id);
    let mut stood = begins("text", &one.text);
    if one.no_task {
        stood.typed.push(("none".to_owned(), "1".to_owned()));
    }
    let sent = typed_of(&view.sent, &form, stood);
    let its_task = view.typed(&form);
    html! {
        li id={ "c-" (one.id) } {
            p { (one.text) }
            (others(f, &one.others))
            @if one.no_task { p.quiet { (f.text("steering.creates-none")) } }
            @if one.open { p.note.warn { (f.text("steering.needs-task")) } }
            @if !one.tasks.is_empty() { (task_table(f, &one.tasks)) }
            @if writes {
                details.no-print open[view.is_back(&form)] { summary { (f.text("steering.edit-conclusion")) }
                    form.tall method="post" action=(action) {
                        (view.carried.show_of(&form)) input type="hidden" name="id" value=(one.id);
                        (area(&sent, &place, "text", f.text("steering.conclusion"), "", 2))
                        label.check { input type="checkbox" name="none" value="1" checked[sent.typed("none") == "1"]; " " (f.text("steering.creates-none")) }
                        details open[view.is_back(&form)] { summary { (f.text("steering.add-task")) } (essential(f, &its_task, &place)) }
                        button.act type="submit" { (f.text("steering.save")) }
                    }
                    @for (way, key) in [("up", "steering.move-up"), ("down", "steering.move-down")] {
                        @if (way == "up" && one.number > 1) || (way == "down" && one.number < view.meeting.conclusions.len()) {
                            form.inline method="post" action={ "/meetings/" (view.meeting.key) "/move-" (way) } { (view.carried.show()) input type="hidden" name="id" value=(one.id); button.act.light type="submit" { (f.text(key)) } }
                        }
                    }
                    form.inline method="post" action={ "/meetings/" (view.meeting.key) "/drop" } { (view.carried.show()) input type="hidden" name="id" value=(one.id); button.act.light type="submit" { (f.text("steering.take-out")) } }
                }
            }
        }
    }
}

/// A conclusion with its first task in one form: most conclusions have exactly one.
fn new_conclusion(f: &Frame, view: &MeetingPage) -> Markup {
    let sent = view.typed("new-conclusion");
    html! {
        form.tall.card.no-print id="new-conclusion" method="post" action={ "/meetings/" (view.meeting.key) "/conclude" } {
            h3 { (f.text("steering.new-conclusion")) }
            (view.carried.show_of("new-conclusion"))
            (area(&sent, "new", "text", f.text("steering.conclusion"), "", 2))
            label.check { input type="checkbox" name="none" value="1" checked[sent.typed("none") == "1"]; " " (f.text("steering.creates-none")) }
            fieldset { legend { (f.text("steering.its-task")) } p.hint { (f.text("steering.content-hint")) } (essential(f, &sent, "new")) }
            button.act type="submit" { (f.text("steering.add-conclusion")) }
        }
    }
}

fn notes(f: &Frame, view: &MeetingPage, writes: bool) -> Markup {
    let meeting = &view.meeting;
    let filled = typed_of(&view.sent, "notes", begins("notes", &meeting.own_notes));
    let say = view.typed("say");
    // A heading over nothing tells a reader nothing.
    if !writes
        && meeting.notes.is_empty()
        && meeting.own_notes.is_empty()
        && meeting.own_notes_beside.is_empty()
        && meeting.words.is_empty()
    {
        return Markup::default();
    }
    html! {
        section.section aria-labelledby="notes" {
            h2 id="notes" { (f.text("steering.notes")) }
            @for (who, text) in &meeting.notes { h3 { (who) } div.prose.notes { @for line in text.lines() { p { (line) } } } }
            (others(f, &meeting.own_notes_beside))
            @if writes {
                form.tall method="post" action={ "/meetings/" (meeting.key) "/notes" } data-autosave=(f.text("steering.saved")) {
                    (view.carried.show_of("notes"))
                    (area(&filled, "own", "notes", f.text("steering.own-notes"), f.text("steering.own-notes-hint"), 8))
                    p { button.act.light type="submit" { (f.text("steering.save")) } " " span.quiet role="status" data-autosaved {} }
                }
            } @else if !meeting.own_notes.is_empty() { div.prose.notes { @for line in meeting.own_notes.lines() { p { (line) } } } }
            @for one in &meeting.words { (spoken(f, view, one, writes)) }
            @if writes {
                details.no-print open[view.is_back("say")] { summary { (f.text("steering.add-word")) }
                    form.tall method="post" action={ "/meetings/" (meeting.key) "/say" } { (view.carried.show_of("say")) (Field::text("who", f.text("steering.who")).show(&say, "say")) (area(&say, "say", "text", f.text("steering.said"), "", 2)) button.act type="submit" { (f.text("steering.save")) } }
                }
            }
        }
    }
}

/// What somebody said; while the minutes are open it can be written anew and taken out.
fn spoken(f: &Frame, view: &MeetingPage, one: &WordLine, writes: bool) -> Markup {
    let form = format!("w-{}", one.id);
    let mut stood = begins("who", &one.who);
    stood.typed.push(("text".to_owned(), one.text.clone()));
    let sent = typed_of(&view.sent, &form, stood);
    let action = format!("/meetings/{}/say", view.meeting.key);
    html! {
        p { b { (one.who) } ": " (one.text) }
        @if writes {
            details.no-print open[view.is_back(&form)] { summary { (f.text("steering.edit-word")) }
                form.tall method="post" action=(action) { (view.carried.show_of(&form)) input type="hidden" name="id" value=(one.id); (Field::text("who", f.text("steering.who")).show(&sent, &form)) (area(&sent, &form, "text", f.text("steering.said"), "", 2)) button.act type="submit" { (f.text("steering.save")) } }
                form.inline method="post" action=(action) { (view.carried.show()) input type="hidden" name="id" value=(one.id); input type="hidden" name="who" value=(one.who); button.act.light type="submit" { (f.text("steering.take-out")) } }
            }
        }
    }
}

fn shortcomings(f: &Frame, view: &MeetingPage, writes: bool) -> Markup {
    let meeting = &view.meeting;
    let places: Vec<(String, String)> = std::iter::once((String::new(), "–".to_owned()))
        .chain(meeting.places.iter().map(|place| (place.id.clone(), place.name.text.clone())))
        .collect();
    let sent = view.typed("shortcoming");
    if !writes && meeting.shortcomings.is_empty() {
        return Markup::default();
    }
    html! {
        section.section aria-labelledby="shortcomings" {
            h2 id="shortcomings" { (f.text("steering.shortcomings")) }
            ul { @for one in &meeting.shortcomings { (shortcoming(f, view, one, writes)) } }
            @if writes {
                details.no-print open[view.is_back("shortcoming")] { summary { (f.text("steering.add-shortcoming")) }
                    form.tall method="post" action={ "/meetings/" (meeting.key) "/shortcoming" } {
                        (view.carried.show_of("shortcoming"))
                        (area(&sent, "short", "text", f.text("steering.shortcoming"), "", 2))
                        (area(&sent, "short", "cause", f.text("steering.cause"), "", 2))
                        div.fields.top {
                            @if !meeting.places.is_empty() { (select(&sent, "short", "unit", f.text("steering.place"), &places)) }
                            (Field::text("criterion", f.text("steering.criterion")).hint("2").show(&sent, "short"))
                        }
                        button.act type="submit" { (f.text("steering.save")) }
                    }
                }
            }
        }
    }
}

fn shortcoming(f: &Frame, view: &MeetingPage, one: &ShortcomingLine, writes: bool) -> Markup {
    html! {
        li {
            (one.text)
            @if !one.about.is_empty() { " " span.quiet { "(" (one.about) ")" } }
            @if !one.cause.is_empty() { " " span.quiet { (f.text("steering.cause")) ": " (one.cause) } }
            (others(f, &one.others))
            @if writes {
                " " form.inline.no-print method="post" action={ "/meetings/" (view.meeting.key) "/drop-shortcoming" } { (view.carried.show()) input type="hidden" name="id" value=(one.id); button.act.light type="submit" { (f.text("steering.take-out")) } }
            }
        }
    }
}

fn attendance(f: &Frame, view: &MeetingPage, writes: bool) -> Markup {
    // Who was asked to come and of whom nothing is said yet: those who did not come are taken out or moved down.
    let sent = typed_of(&view.sent, "attend", begins("present", &view.meeting.awaited.join("\n")));
    if !writes && view.meeting.attendance.is_empty() {
        return Markup::default();
    }
    html! {
        section.section aria-labelledby="attendance" {
            h2 id="attendance" { (f.text("steering.attendance")) }
            ul { @for (who, present, note) in &view.meeting.attendance { li { (who) " · " (f.text(if *present { "steering.present" } else { "steering.absent" })) @if !note.is_empty() { " · " (note) }
                @if writes { " " form.inline.no-print method="post" action={ "/meetings/" (view.meeting.key) "/drop-attendance" } { (view.carried.show()) input type="hidden" name="who" value=(who); button.act.light type="submit" aria-label=(f.say("steering.take-out-who", &[("who", who)])) { (f.text("steering.take-out")) } } }
            } } }
            @if writes {
                form.tall.no-print method="post" action={ "/meetings/" (view.meeting.key) "/attend" } {
                    (view.carried.show_of("attend"))
                    (area(&sent, "att", "present", f.text("steering.present"), f.text("steering.per-line"), 3))
                    (area(&sent, "att", "absent", f.text("steering.absent"), f.text("steering.per-line"), 2))
                    button.act.light type="submit" { (f.text("steering.save")) }
                }
            }
        }
    }
}

fn supplements(f: &Frame, view: &MeetingPage) -> Markup {
    let (meeting, sent) = (&view.meeting, view.typed("supplement"));
    html! {
        @let supplements = view.may_sign && !f.is_past();
        @if meeting.state == "signed" && (supplements || !meeting.supplements.is_empty() || !meeting.aside.is_empty()) {
            section.section aria-labelledby="supplements" {
                h2 id="supplements" { (f.text("steering.supplements")) }
                @for (text, signer) in &meeting.supplements { div.card { p { (text) } p.quiet { (signer) } } }
                @if !meeting.aside.is_empty() { p.note.warn { (f.text("steering.after-signing")) } (history(f, &meeting.aside)) }
                @if supplements {
                    details.no-print open[view.is_back("supplement")] { summary { (f.text("steering.add-supplement")) }
                        form.tall method="post" action={ "/meetings/" (meeting.key) "/supplement" } { (view.carried.show_of("supplement")) (area(&sent, "sup", "text", f.text("steering.supplement"), "", 3)) (Field::text("signer", f.text("steering.signer")).show(&sent, "sup")) button.act type="submit" { (f.text("steering.save")) } }
                    }
                }
            }
        }
    }
}
