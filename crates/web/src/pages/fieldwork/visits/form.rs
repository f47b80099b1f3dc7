//! The forms of site visits: a visit with its findings, each with its photos and its demand; a demand reported done; a decision on it.

use super::{FindingLine, VisitLine, VisitsView};
use crate::frame::Frame;
use crate::pages::fieldwork::FILES;
use crate::parts::form::{Field, Sent};
use maud::{Markup, html};
use vedich_board::DemandState;

/// Findings one form has room for. One is open; the others open one after the other.
pub const ROWS: usize = 8;

/// A field of several lines, with what was typed.
struct Area<'a> {
    id: String,
    name: String,
    label: String,
    hint: &'a str,
    rows: u8,
}

impl Area<'_> {
    fn show(&self, typed: &str) -> Markup {
        let why = (!self.hint.is_empty()).then(|| format!("{}-why", self.id));
        html! {
            div.field { label for=(self.id) { (self.label) }
                textarea id=(self.id) name=(self.name) rows=(self.rows) maxlength="2000" aria-describedby=[why.as_deref()] { (typed) }
                @if let Some(why) = &why { span.hint id=(why) { (self.hint) } }
            }
        }
    }
}

/// A field for files; what was chosen is listed below it.
fn files(id: &str, name: &str, label: &str) -> Markup {
    html! { div.field.drop data-drop="" { label for=(id) { (label) } input id=(id) type="file" name=(name) multiple accept=(FILES); ul data-chosen="" hidden {} } }
}

/// A line of text with an id of its own: forms of the same kind stand many times on the page.
fn line(id: &str, name: &str, label: &str, typed: &str) -> Markup {
    html! { div.field { label for=(id) { (label) } input id=(id) type="text" name=(name) value=(typed) maxlength="20" autocomplete="off"; } }
}

/// Records a visit.
pub(super) fn record(f: &Frame, view: &VisitsView) -> Markup {
    let sent = &view.sent;
    let area = |name: &str, label: &'static str, rows: u8, hint: &'static str| {
        Area { id: format!("visit-{name}"), name: name.into(), label: f.text(label).into(), hint: f.text(hint), rows }
            .show(sent.typed(name))
    };
    html! {
        section.section.card.no-print aria-labelledby="record" {
            h2 id="record" { (f.text("fieldwork.visit.record")) }
            form.tall.visit-form method="post" enctype="multipart/form-data" action={ (view.path) "/record" } {
                input type="hidden" name="token" value=(view.token); input type="hidden" name="command" value=(view.command);
                (Field::text("on", f.text("fieldwork.visit.on")).hint(f.text("fieldwork.evidence.on-hint")).show(sent, "visit"))
                (area("people", "fieldwork.visit.people", 2, "fieldwork.visit.people-hint"))
                (findings(f, view, 1))
                details open[sent.given("note").is_some()] { summary { (f.text("fieldwork.visit.whole")) }
                    (area("note", "fieldwork.visit.note", 3, "fieldwork.visit.note-hint"))
                    @if view.has_store { (files("visit-file", "file", f.text("fieldwork.visit.photos"))) }
                }
                @if view.has_store { label { input type="checkbox" name="keep" value="1" checked[sent.given("keep").is_some()]; " " (f.text("fieldwork.evidence.keep")) } }
                button.act type="submit" { (f.text("fieldwork.visit.save")) }
            }
        }
    }
}

/// A finding, and behind it the next: the form is as long as there is to say.
fn findings(f: &Frame, view: &VisitsView, row: usize) -> Markup {
    let next = row + 1;
    let begun = (next..=ROWS).any(|row| is_begun(&view.sent, row));
    html! {
        (finding(f, view, row))
        @if next <= ROWS {
            details open[begun] { summary { (f.say("fieldwork.visit.add-finding", &[("n", &next.to_string())])) } (findings(f, view, next)) }
        }
    }
}

fn is_begun(sent: &Sent, row: usize) -> bool {
    ["criterion", "found", "demand", "due"].iter().any(|what| sent.given(&format!("{what}{row}")).is_some())
}

fn finding(f: &Frame, view: &VisitsView, row: usize) -> Markup {
    let (sent, n) = (&view.sent, row.to_string());
    let (name, id) = (|what: &str| format!("{what}{row}"), |what: &str| format!("visit-{what}{row}"));
    let say = |key: &'static str| f.say(key, &[("n", &n)]);
    let area =
        |what: &str, label: String, rows: u8| Area { id: id(what), name: name(what), label, hint: "", rows }.show(sent.typed(&name(what)));
    html! {
        fieldset.finding { legend { (say("fieldwork.visit.finding")) }
            div.field { label for=(id("criterion")) { (f.text("fieldwork.criterion")) }
                select id=(id("criterion")) name=(name("criterion")) {
                    option value="" { (f.text("fieldwork.visit.general")) }
                    @for (value, words) in &view.criteria { option value=(value) selected[value == sent.typed(&name("criterion"))] { (words) } }
                }
            }
            (area("found", f.text("fieldwork.visit.found").to_owned(), 2))
            @if view.has_store { (files(&id("file"), &name("file"), &say("fieldwork.visit.photos-of"))) }
            div.demanded {
                (area("demand", say("fieldwork.visit.demand-of"), 2))
                (line(&id("due"), &name("due"), f.text("fieldwork.visit.due"), sent.typed(&name("due"))))
            }
        }
    }
}

/// What forms about one demand carry.
fn about(view: &VisitsView, one: &VisitLine, finding: &FindingLine) -> Markup {
    html! {
        input type="hidden" name="token" value=(view.token); input type="hidden" name="command" value=(finding.command);
        input type="hidden" name="visit" value=(one.seq); input type="hidden" name="finding" value=(finding.place);
    }
}

/// What was sent, where it was about this demand and said one of these.
fn sent_here<'a>(view: &'a VisitsView, one: &VisitLine, finding: &FindingLine, steps: &[&str]) -> Option<&'a Sent> {
    let sent = &view.followed;
    (sent.typed("visit") == one.seq && sent.typed("finding") == finding.place && steps.contains(&sent.typed("what"))).then_some(sent)
}

/// Reports a demand done: when, what, with what to show for it.
pub(super) fn report(f: &Frame, view: &VisitsView, one: &VisitLine, finding: &FindingLine) -> Markup {
    let id = |name: &str| format!("report-{name}-{}-{}", one.seq, finding.place);
    let sent = sent_here(view, one, finding, &["report"]);
    let typed = |name: &str| sent.map_or("", |sent| sent.typed(name));
    let label = f.text("fieldwork.visit.what-done").to_owned();
    let done = Area { id: id("note"), name: "note".into(), label, hint: f.text("fieldwork.visit.what-done-hint"), rows: 3 };
    html! {
        details.no-print open[sent.is_some()] { summary { (f.text("fieldwork.visit.report")) }
            form.tall method="post" enctype="multipart/form-data" action={ (view.path) "/follow" } {
                (about(view, one, finding))
                (line(&id("on"), "on", f.text("fieldwork.visit.done-day"), if sent.is_some() { typed("on") } else { &view.today }))
                (done.show(typed("note")))
                @if view.has_store { (files(&id("file"), "file", f.text("fieldwork.visit.proof"))) }
                button.act type="submit" name="what" value="report" { (f.text("fieldwork.visit.send-report")) }
            }
        }
    }
}

/// Decides on a demand, by where it stands.
pub(super) fn decide(f: &Frame, view: &VisitsView, one: &VisitLine, finding: &FindingLine) -> Markup {
    let id = |name: &str| format!("decide-{name}-{}-{}", one.seq, finding.place);
    let sent = sent_here(view, one, finding, &["accept", "reopen", "extend"]);
    let typed = |name: &str| sent.map_or("", |sent| sent.typed(name));
    let (summary, waits) = match finding.state {
        Some(DemandState::Reported) => ("fieldwork.visit.look", true),
        Some(DemandState::Met) => ("fieldwork.visit.look-again", false),
        _ => ("fieldwork.visit.follow", false),
    };
    let label = f.text("fieldwork.visit.remark").to_owned();
    let remark = Area { id: id("note"), name: "note".into(), label, hint: f.text("fieldwork.visit.remark-hint"), rows: 2 };
    let button = |what: &'static str, words: &'static str, light: bool| {
        html! { button class=(if light { "act light" } else { "act" }) type="submit" name="what" value=(what) { (f.text(words)) } " " }
    };
    html! {
        @if finding.turn.own && waits { p.quiet { (f.text("fieldwork.visit.own-report")) } }
        details.no-print open[sent.is_some() || waits] { summary { (f.text(summary)) }
            form.tall method="post" action={ (view.path) "/follow" } {
                (about(view, one, finding))
                (remark.show(typed("note")))
                (line(&id("due"), "due", f.text("fieldwork.visit.new-due"), typed("due")))
                div.row {
                    @match finding.state {
                        Some(DemandState::Reported) => {
                            @if !finding.turn.own { (button("accept", "fieldwork.visit.accept", false)) }
                            (button("reopen", if finding.turn.own { "fieldwork.visit.take-back" } else { "fieldwork.visit.send-back" }, true))
                        }
                        Some(DemandState::Met) => (button("reopen", "fieldwork.visit.reopen", true)),
                        _ => {
                            @if !finding.turn.own { (button("accept", "fieldwork.visit.is-met", false)) }
                            (button("extend", "fieldwork.visit.extend", true))
                        }
                    }
                }
            }
        }
    }
}
