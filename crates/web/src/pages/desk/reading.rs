//! One document on the desk: its text with what was found marked by kind, and the cards beside it.

use super::hidden;
use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ReadingView {
    /// Identity.
    pub id: String,
    /// What forms carry.
    pub token: String,
    /// Title of the document.
    pub title: String,
    /// The folder it came in.
    pub folder: Option<Link>,
    /// Its file; without an address where it is no more than its text.
    pub file: Link,
    /// What is wrong with it as a whole.
    pub wrong: String,
    /// What was done.
    pub done: String,
    /// It was applied before.
    pub before: Option<(String, Link)>,
    /// Who says so, as it stands in the field.
    pub source: String,
    /// Date, as it stands in the field.
    pub date: String,
    /// Place, as it stands in the field.
    pub place: String,
    /// The year of the date was only concluded from the years the text speaks of.
    pub year_guessed: bool,
    /// The place was only concluded from what the text names.
    pub guessed: bool,
    /// Cards that contradict the record, as they are seen here.
    pub faced: Vec<u32>,
    /// Units the place may mean: whole names, and the words for them.
    pub places: Vec<(String, String)>,
    /// The text, cut where something begins or ends.
    pub text: Vec<Piece>,
    /// Who passed it on, and who else reads it.
    pub others: Vec<String>,
    /// Colleagues it can be passed on to, as a field takes them.
    pub colleagues: Vec<String>,
    /// Another document that is hardly a different one: what to say, and the way there.
    pub alike: Option<(String, Link)>,
    /// The cards.
    pub cards: Vec<CardView>,
    /// Kinds of cards a person can add.
    pub kinds: Vec<(String, String)>,
    /// Open, accepted, rejected.
    pub counts: (usize, usize, usize),
    /// Facts that applying would state.
    pub to_state: usize,
}

/// A stretch of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its characters.
    pub text: String,
    /// The card it belongs to, the kind, and whether it begins here.
    pub card: Option<(u32, &'static str, bool)>,
}

/// A card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardView {
    /// Its number.
    pub no: u32,
    /// Its kind, for colours.
    pub kind: &'static str,
    /// Its kind in words.
    pub title: String,
    /// Kinds it can be said to be.
    pub kinds: Vec<(String, String)>,
    /// What it says.
    pub says: String,
    /// Of which unit, when, under which set.
    pub about: String,
    /// What else it says, a line each: what, and how it was understood.
    pub details: Vec<(String, String)>,
    /// The words behind it.
    pub evidence: String,
    /// How sure, in words.
    pub sure: String,
    /// `open`, `accepted`, `rejected`; `settled` when its decision stands on record.
    pub state: &'static str,
    /// The decision in words.
    pub decided: String,
    /// How it stands beside what is known: class, words, and the way to what is known.
    pub beside: (&'static str, String, Link),
    /// What is missing or wrong, or speaks against it.
    pub problems: Vec<String>,
    /// Whether this person may not state it.
    pub barred: bool,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

/// A field of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldView {
    /// Its name.
    pub name: &'static str,
    /// What stands above it.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// How to fill it in.
    pub hint: String,
    /// What was read, when a person changed it.
    pub read: String,
    /// What is wrong with it.
    pub wrong: String,
    /// What can be chosen; empty: anything can be typed.
    pub choices: Vec<(String, String)>,
    /// What can be chosen instead: what is written then, and the words for it.
    pub suggestions: Vec<(String, String)>,
}

/// Units offered in a list; of more it says how many there are.
const SHOWN: usize = 12;

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ReadingView) -> Markup {
    let crumbs = std::iter::once(Link::new(f.text("desk.title"), "/desk")).chain(view.folder.clone()).collect();
    let head = Head { title: view.title.clone(), crumbs, part: "desk", ..Head::default() };
    let action = format!("/desk/{}", view.id);
    let body = html! {
        @if !view.done.is_empty() { p.note role="status" { b { (view.done) } } }
        @if let Some((before, way)) = &view.before { p.note.warn role="status" { b { (before) } " " (crate::parts::link(way)) } }
        @if !view.wrong.is_empty() { p.note.warn role="alert" { b { (view.wrong) } } }
        @if !view.file.text.is_empty() { p.quiet { (f.text("desk.file")) ": " (crate::parts::link(&view.file)) } }
        @if let Some((words, way)) = &view.alike { p.note.warn role="status" { (words) " " (crate::parts::link(way)) } }
        @for words in &view.others { p.note role="status" { (words) } }
        (document(f, view, &action))
        div.desk data-desk {
            section.desk-text aria-label=(f.text("desk.text")) { div.read { @for piece in &view.text { (self::piece(piece)) } } }
            section.desk-cards aria-label=(f.text("desk.cards")) {
                (bar(f, view, &action))
                p.keys.quiet.no-print hidden data-keys {
                    label { input type="checkbox" data-keys-on checked; " " (f.text("desk.keys-on")) } " " (f.text("desk.keys"))
                }
                @if view.cards.is_empty() { p.quiet { (f.text("desk.nothing-found")) } }
                @for card in &view.cards { (self::card(f, card, view, &action)) }
                (add(f, view, &action))
                (super::hand_over(f, &view.token, &action, &view.colleagues))
            }
        }
    };
    page(f, &head, &body)
}

pub(super) fn piece(piece: &Piece) -> Markup {
    html! {
        @match piece.card {
            None => (piece.text),
            Some((card, kind, begins)) => a class={ "found k-" (kind) } id=[begins.then(|| format!("text-{card}"))] href={ "#card-" (card) } { (piece.text) },
        }
    }
}

/// What the document says of itself.
fn document(f: &Frame, view: &ReadingView, action: &str) -> Markup {
    html! {
        form.fields.desk-head method="post" action=(action) {
            (hidden(&view.token))
            div.field { label for="desk-date" { (f.text("desk.field.date")) } input id="desk-date" type="text" name="date" value=(view.date) maxlength="30" placeholder=(f.text("web.date.hint")) aria-describedby=[view.year_guessed.then_some("desk-year")];
                @if view.year_guessed { span.why id="desk-year" { (f.text("desk.year-guessed")) } }
            }
            div.field {
                label for="desk-place" { (f.text("desk.field.place")) }
                input id="desk-place" type="text" name="place" value=(view.place) maxlength="200" list="desk-places" aria-describedby=[view.guessed.then_some("desk-guessed")];
                @if view.guessed { span.why id="desk-guessed" { (f.text("desk.guessed")) } }
                @if !view.places.is_empty() {
                    span.hint { (f.say("desk.home-may-be", &[("units", &view.places.iter().take(3).map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("; "))])) }
                }
                datalist id="desk-places" { @for (path, _) in &view.places { option value=(path) {} } }
            }
            div.field { label for="desk-source" { (f.text("desk.source")) } input id="desk-source" type="text" name="source" value=(view.source) maxlength="200"; }
            button.act.light name="do" value="head" { (f.text("desk.save")) }
        }
    }
}

/// What can be done with the document as a whole.
fn bar(f: &Frame, view: &ReadingView, action: &str) -> Markup {
    let (open, accepted, rejected) = view.counts;
    let numbers = [open, accepted, rejected, view.to_state].map(|count| count.to_string());
    let [open, accepted, rejected, to_state] = &numbers;
    html! {
        form.desk-bar method="post" action=(action) {
            (hidden(&view.token))
            p { (f.say("desk.counts", &[("open", open), ("accepted", accepted), ("rejected", rejected)])) }
            button.act.light name="do" value="sure" { (f.text("desk.accept-sure")) }
            input type="hidden" name="faced" value=(view.faced.iter().map(u32::to_string).collect::<Vec<_>>().join(","));
            button.act name="do" value="apply" { (f.say("desk.apply", &[("count", to_state)])) }
            button.act.light name="do" value="drop" { (f.text("desk.drop")) }
        }
    }
}

fn card(f: &Frame, card: &CardView, view: &ReadingView, action: &str) -> Markup {
    let wrong = !card.problems.is_empty();
    let (class, beside, known) = &card.beside;
    html! {
        article class={ "desk-card k-" (card.kind) " is-" (card.state) " b-" (class) } id={ "card-" (card.no) } data-card=(card.no) tabindex="-1" aria-labelledby={ "says-" (card.no) } {
            form method="post" action=(action) {
                (hidden(&view.token))
                input type="hidden" name="card" value=(card.no);
                header {
                    span.kind { (card.title) }
                    span.sure.quiet { (card.sure) }
                    @if !card.decided.is_empty() { span.decided { (card.decided) } }
                }
                p.says id={ "says-" (card.no) } { b { (card.says) } }
                @if !card.about.is_empty() { p.about.quiet { (card.about) } }
                @if !card.details.is_empty() {
                    dl.details { @for (what, how) in &card.details { div { dt { (what) } dd { (how) } } } }
                }
                p.evidence { a href={ "#text-" (card.no) } { "“" (card.evidence) "”" } }
                @if !beside.is_empty() { p.beside { (beside) @if !known.text.is_empty() { " " (crate::parts::link(known)) } } }
                @for problem in &card.problems { p.why { (problem) } }
                @if card.state != "settled" { details open[wrong && card.state == "open"] {
                    summary { (f.text("desk.correct")) }
                    (fields(f, card))
                    button.act.light name="do" value="correct" { (f.text("desk.save")) }
                } }
                @if card.state != "settled" { p.deeds {
                    @if card.state != "accepted" { button.act name="do" value="accept" disabled[card.barred] { (f.text("desk.accept")) } " " }
                    @if card.state != "rejected" { button.act.light name="do" value="reject" { (f.text("desk.reject")) } " " }
                    @if card.state != "open" { button.act.light name="do" value="reopen" { (f.text("desk.reopen")) } }
                } }
            }
        }
    }
}

/// What can be corrected of a card. Where something is missing that alone is asked for; the rest is a press away.
fn fields(f: &Frame, card: &CardView) -> Markup {
    let asked = |one: &&FieldView| !one.wrong.is_empty() || one.name == "place" && !one.suggestions.is_empty();
    let (asks, rest): (Vec<_>, Vec<_>) = card.fields.iter().partition(asked);
    let kind = kinds(f, &format!("c{}-kind", card.no), card.kind, &card.kinds);
    let of = |list: &[&FieldView]| html! { @for one in list { (field(f, one, card.no)) } };
    html! {
        @if asks.is_empty() {
            div.fields { (kind) (of(&rest)) }
        } @else {
            div.fields { (of(&asks)) }
            details.more { summary { (f.text("desk.other-fields")) } div.fields { (kind) (of(&rest)) } }
        }
    }
}

fn kinds(f: &Frame, id: &str, chosen: &str, kinds: &[(String, String)]) -> Markup {
    html! {
        @if !kinds.is_empty() {
            div.field {
                label for=(id) { (f.text("desk.kind-of")) }
                select id=(id) name="kind" { @for (value, words) in kinds { option value=(value) selected[value == chosen] { (words) } } }
            }
        }
    }
}

/// Something the reader did not see: words of the text as a card.
fn add(f: &Frame, view: &ReadingView, action: &str) -> Markup {
    html! {
        details.desk-add {
            summary { (f.text("desk.add")) }
            form.tall method="post" action=(action) {
                (hidden(&view.token))
                (kinds(f, "add-kind", "progress", &view.kinds))
                div.field.wide {
                    label for="add-words" { (f.text("desk.add-words")) }
                    textarea id="add-words" name="words" rows="3" data-selected { }
                    span.hint { (f.text("desk.add-hint")) }
                }
                button.act.light name="do" value="add" { (f.text("desk.add-button")) }
            }
        }
    }
}

fn field(f: &Frame, one: &FieldView, card: u32) -> Markup {
    let id = format!("c{card}-{}", one.name);
    let list = format!("{id}-list");
    let long = matches!(one.name, "words" | "criteria");
    let wide = one.name == "words";
    html! {
        div.field.wrong[!one.wrong.is_empty()].wide[wide] {
            label for=(id) { (one.label) }
            @if !one.choices.is_empty() {
                select id=(id) name=(one.name) { @for (value, words) in &one.choices { option value=(value) selected[*value == one.value] { (words) } } }
            } @else if long {
                textarea id=(id) name=(one.name) rows=(if one.name == "words" { "3" } else { "2" }) { (one.value) }
            } @else {
                input id=(id) type="text" name=(one.name) value=(one.value) maxlength="600" list=[(!one.suggestions.is_empty()).then_some(&list)] aria-invalid=[(!one.wrong.is_empty()).then_some("true")];
                @if !one.suggestions.is_empty() { datalist id=(list) { @for (path, _) in &one.suggestions { option value=(path) {} } } }
            }
            @if !one.wrong.is_empty() { span.why { (one.wrong) } }
            @if !one.hint.is_empty() { span.hint { (one.hint) } }
            @if !one.read.is_empty() { span.hint { (f.say("desk.was-read", &[("text", &one.read)])) } }
        }
        @if one.name == "place" && !one.suggestions.is_empty() {
            fieldset.field.wide { legend { (f.text("desk.choose-place")) }
                @for (path, words) in one.suggestions.iter().take(SHOWN) { label.choice { input type="radio" name="choose" value=(path); " " (words) } }
                @if one.suggestions.len() > SHOWN { span.hint { (f.say("desk.more-places", &[("count", &(one.suggestions.len() - SHOWN).to_string())])) } }
            }
        }
    }
}
