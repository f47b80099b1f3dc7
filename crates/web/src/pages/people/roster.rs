//! People out of a file: the template, what a file would do, what it did.

use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct RosterView {
    /// What forms carry.
    pub token: String,
    /// Whether letters can be sent.
    pub mail: bool,
    /// How far it is.
    pub stage: Stage,
}

/// How far a file is.
#[derive(Clone, Debug, Default)]
pub enum Stage {
    /// None was handed in.
    #[default]
    Begin,
    /// It was looked at.
    Looked(LookView),
    /// It was taken.
    Done(DoneView),
}

/// A file that was looked at.
#[derive(Clone, Debug, Default)]
pub struct LookView {
    /// How many rows are new, changed, unchanged, and how many things are refused.
    pub counts: [usize; 4],
    /// The first rows.
    pub lines: Vec<RosterLine>,
    /// How many more there are.
    pub more: usize,
    /// What is wrong: where, and why and what to do.
    pub problems: Vec<(String, String)>,
    /// Rows that give an account wholly another name, in words: they are taken only when that is confirmed.
    pub other_names: Vec<String>,
    /// It was to be taken without that.
    pub unconfirmed: bool,
    /// The file itself, carried through the page.
    pub carried: String,
    /// The identity of the command that takes it, so that sending it twice changes nothing.
    pub command: String,
    /// Whether it would write or send anything.
    pub does_something: bool,
}

/// A row of a file.
#[derive(Clone, Debug, Default)]
pub struct RosterLine {
    /// Its number in the sheet.
    pub row: String,
    /// Name.
    pub name: String,
    /// Login.
    pub login: String,
    /// Where letters and calls go.
    pub contact: String,
    /// The post: role and unit.
    pub post: [String; 2],
    /// Its criteria; empty: all.
    pub field: String,
    /// From when to when.
    pub span: String,
    /// In one word.
    pub state: &'static str,
    /// Whether all of it holds already.
    pub same: bool,
    /// What it does.
    pub does: Vec<String>,
}

/// A file that was taken.
#[derive(Clone, Debug, Default)]
pub struct DoneView {
    /// How many people are new, and how many rows changed something.
    pub counts: [usize; 2],
    /// Until when the links open.
    pub until: String,
    /// Who was invited: name, login, and the link or where the letter goes.
    pub invitations: Vec<InvitationLine>,
}

/// Somebody who was invited.
#[derive(Clone, Debug, Default)]
pub struct InvitationLine {
    /// Name.
    pub name: String,
    /// Login.
    pub login: String,
    /// The link to be handed over; none: a letter is on its way.
    pub link: Option<String>,
    /// Where the letter goes.
    pub mailed: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &RosterView) -> Markup {
    let crumbs = vec![Link::new(f.text("people.list-title"), "/people")];
    let head = Head { title: f.text("people.roster.title").to_owned(), crumbs, part: "people", ..Head::default() };
    let body = html! {
        @match &view.stage {
            Stage::Begin => {},
            Stage::Looked(look) => (looked(f, &view.token, look)),
            Stage::Done(done) => (taken(f, done)),
        }
        (hand_in(f, view))
    };
    page(f, &head, &body)
}

fn hand_in(f: &Frame, view: &RosterView) -> Markup {
    let invited = if view.mail { "people.roster.mailed-text" } else { "people.roster.handed-text" };
    html! {
        section.section.card.no-print aria-labelledby="roster-file" {
            h2 id="roster-file" { (f.text("people.roster.file")) }
            p.prose { (f.text("people.roster.text")) }
            p.prose.quiet { (f.text(invited)) }
            p.row {
                a.act.light.down href="/people/import/template.xlsx" { (f.text("people.roster.template")) }
                a.act.light.down href="/people/import/people.xlsx" { (f.text("people.roster.list")) }
            }
            form.tall method="post" action="/people/import" enctype="multipart/form-data" {
                input type="hidden" name="token" value=(view.token);
                div.field { label for="roster-field" { (f.text("people.roster.file")) } input id="roster-field" type="file" name="file" accept=".xlsx,.csv" required; }
                button.act type="submit" { (f.text("people.roster.look")) }
            }
        }
    }
}

/// What a file would do.
fn looked(f: &Frame, token: &str, look: &LookView) -> Markup {
    let [new, changed, same, refused] = look.counts.map(|count| count.to_string());
    let counts = [("new", &*new), ("changed", &*changed), ("same", &*same), ("refused", &*refused)];
    html! {
        section.section aria-labelledby="roster-looked" {
            h2 id="roster-looked" { (f.text("people.roster.look")) }
            p.note.warn[!look.problems.is_empty()] role="status" { b { (f.say("people.roster.looked", &counts)) } }
            @if !look.problems.is_empty() { (problems(f, look)) }
            @if look.problems.is_empty() && !look.does_something { p.quiet { (f.text("people.roster.nothing")) } }
            @if !look.lines.is_empty() { (lines(f, look)) }
            @if look.problems.is_empty() && look.does_something {
                form.no-print.under method="post" action="/people/import" enctype="multipart/form-data" {
                    input type="hidden" name="token" value=(token);
                    input type="hidden" name="command" value=(look.command);
                    input type="hidden" name="carried" value=(look.carried);
                    (other_names(f, look))
                    button.act type="submit" name="do" value="apply" { (f.text("people.roster.apply")) }
                }
            }
        }
    }
}

/// Accounts that would get wholly another name, and the box that says it is meant.
fn other_names(f: &Frame, look: &LookView) -> Markup {
    html! {
        @if !look.other_names.is_empty() {
            div.note.warn role=[look.unconfirmed.then_some("alert")] {
                p { b { (f.text("people.roster.another-name-title")) } }
                ul { @for one in &look.other_names { li { (one) } } }
                p { (f.text("people.roster.another-name-why")) }
                label.check { input type="checkbox" name="other-names" value="yes" required aria-invalid=[look.unconfirmed.then_some("true")]; " " (f.text("people.roster.another-name-confirm")) }
            }
        }
    }
}

fn problems(f: &Frame, look: &LookView) -> Markup {
    html! {
        h3 { (f.text("people.roster.refused")) }
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { th { (f.text("people.roster.where")) } th { (f.text("people.roster.why")) } } }
                tbody { @for (place, why) in &look.problems { tr {
                    td data-l=(f.text("people.roster.where")) { (place) }
                    td data-l=(f.text("people.roster.why")) { (why) }
                } } }
            }
        }
    }
}

fn lines(f: &Frame, look: &LookView) -> Markup {
    let heads =
        ["people.roster.row", "people.name", "people.role", "people.field", "people.span", "people.roster.what"].map(|key| f.text(key));
    let [row, name, role, field, span, what] = heads;
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { @for head in heads { th { (head) } } } }
                tbody {
                    @for line in &look.lines {
                        tr.quiet[line.same] {
                            td data-l=(row) { (line.row) }
                            td data-l=(name) { b { (line.name) } br; code { (line.login) } @if !line.contact.is_empty() { br; span.quiet { (line.contact) } } }
                            td data-l=(role) { (line.post[0]) br; span.quiet { (line.post[1]) } }
                            td data-l=(field) { @if line.field.is_empty() { (f.text("people.field-all")) } @else { (line.field) } }
                            td data-l=(span) { (line.span) }
                            td data-l=(what) { b { (line.state) } @if !line.does.is_empty() { br; (line.does.join("; ")) } }
                        }
                    }
                }
            }
        }
        @if look.more > 0 { p.quiet { (f.say("people.roster.more", &[("n", &look.more.to_string())])) } }
    }
}

/// What a file did, and the links, shown once.
fn taken(f: &Frame, done: &DoneView) -> Markup {
    let [new, changed] = done.counts.map(|count| count.to_string());
    let handed = done.invitations.iter().any(|one| one.link.is_some());
    html! {
        p.note role="status" { b { (f.say("people.roster.done", &[("new", &new), ("changed", &changed)])) } }
        @if !done.invitations.is_empty() {
            section.section aria-labelledby="roster-invited" {
                h2 id="roster-invited" { (f.text("people.roster.invitations")) }
                @if handed { p.prose { (f.say("people.roster.invitations-text", &[("until", &done.until)])) } }
                div.boxed.scroll {
                    table.plain-table.cards-on-phone {
                        thead { tr { th { (f.text("people.name")) } th { (f.text("people.login")) } th { (f.text("people.roster.link")) } } }
                        tbody {
                            @for one in &done.invitations {
                                tr {
                                    td data-l=(f.text("people.name")) { b { (one.name) } }
                                    td data-l=(f.text("people.login")) { code { (one.login) } }
                                    td data-l=(f.text("people.roster.link")) {
                                        @match &one.link {
                                            Some(link) => code { (link) },
                                            None => (f.say("people.roster.mailed", &[("address", &one.mailed)])),
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
