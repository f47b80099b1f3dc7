//! A person, as who administers them sees them.

use super::new::posting;
use super::{done, posts};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::{Head, Link, page};
use crate::present::people::{HistoryLine, PersonLine, PostLine};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct OneView {
    /// The person.
    pub person: PersonLine,
    /// Their identity.
    pub id: String,
    /// Their posts.
    pub posts: Vec<PostLine>,
    /// What happened to the account, newest first.
    pub history: Vec<HistoryLine>,
    /// Roles that can be given.
    pub roles: Vec<(String, String)>,
    /// What forms carry.
    pub token: String,
    /// Whether something was just done.
    pub done: bool,
    /// The form as it was sent.
    pub sent: Sent,
    /// A link just made, shown once.
    pub link: Option<String>,
    /// Where a letter with a link has just been sent.
    pub mailed: Option<String>,
    /// Name, unit and contact as they stand, in the fields of their form.
    pub details: Sent,
    /// What the provider of single sign-on is called.
    pub sso: Option<String>,
    /// Their names there.
    pub identities: Vec<String>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &OneView) -> Markup {
    let crumbs = vec![Link::new(f.text("people.list-title"), "/people")];
    let sub = format!("{} · {}", view.person.login, view.person.home);
    let head = Head { title: view.person.name.text.clone(), sub, crumbs, part: "people", ..Head::default() };
    let body = html! {
        (done(f, view.done))
        @if let Some(link) = &view.link {
            section.section.card role="status" {
                h2 { (f.text("people.link-title")) }
                p.prose { (f.text("people.link-text")) }
                p { code { (link) } }
            }
        }
        @if let Some(address) = &view.mailed {
            p.note role="status" { b { (f.text("people.link-mailed")) ":" } " " (f.say("people.roster.mailed", &[("address", address)])) }
        }
        (problem(&view.sent))
        section.section aria-labelledby="posts" {
            h2 id="posts" { (f.text("people.posts")) }
            (posts::table(f, &view.posts, |post| html! {
                @if post.open {
                    form method="post" action=(action(view, "end-post")) { (hidden(view)) input type="hidden" name="post" value=(post.id); button.act.light type="submit" { (f.text("people.end")) } }
                }
            }))
            @if !view.person.disabled {
                details.no-print open[!view.sent.wrong.is_empty()] {
                    summary { (f.text("people.appoint")) }
                    form.tall method="post" action=(action(view, "appoint")) { (hidden(view)) (posting(f, &view.sent, &view.roles)) button.act type="submit" { (f.text("people.appoint")) } }
                }
            }
        }
        (details(f, view))
        (entrance(f, view))
        (history(f, view))
    };
    page(f, &head, &body)
}

fn action(view: &OneView, what: &str) -> String {
    format!("/people/{}/{what}", view.id)
}

fn hidden(view: &OneView) -> Markup {
    html! { input type="hidden" name="token" value=(view.token); }
}

/// Name, unit, where letters and calls reach them.
fn details(f: &Frame, view: &OneView) -> Markup {
    let again = view.sent.typed.iter().any(|(field, _)| field == "full-name");
    let sent = if again { &view.sent } else { &view.details };
    html! {
        section.section.card.no-print aria-labelledby="details" {
            h2 id="details" { (f.text("people.details")) }
            p.quiet { (f.text("people.details-text")) }
            form.tall method="post" action=(action(view, "details")) {
                (hidden(view))
                (Field::text("full-name", f.text("people.name")).show(sent, "details"))
                (Field::text("home", f.text("people.home")).hint(f.text("web.confirm.unit-hint")).show(sent, "details"))
                div.fields.top {
                    (Field::text("email", f.text("people.email")).filled_by("email", "off").show(sent, "details"))
                    (Field::text("phone", f.text("people.phone")).filled_by("tel", "off").show(sent, "details"))
                }
                (Field::text("why", f.text("people.why")).show(sent, "details"))
                button.act type="submit" { (f.text("people.details-go")) }
            }
        }
    }
}

/// What can be done about signing in.
fn entrance(f: &Frame, view: &OneView) -> Markup {
    let one = |what: &str, words: &'static str| {
        html! {
            details { summary { (f.text(words)) }
                form.tall method="post" action=(action(view, what)) {
                    (hidden(view)) (Field::text("why", f.text("people.why")).show(&Sent::default(), what)) button.act type="submit" { (f.text(words)) }
                }
            }
        }
    };
    html! {
        section.section.card.no-print aria-labelledby="entrance" {
            h2 id="entrance" { (f.text("people.entrance")) }
            p { (f.text("people.ways")) ": " (view.person.ways) }
            @if view.person.disabled { (one("enable", "people.enable")) } @else {
                (one("link", "people.give-link"))
                (one("sessions", "people.end-sessions"))
                (one("factor", "people.remove-factor"))
                (bind(f, view))
                @if !view.identities.is_empty() { (one("unbind", "people.sso-remove")) }
                (one("disable", "people.disable"))
            }
        }
    }
}

/// Who they are at the provider of single sign-on.
fn bind(f: &Frame, view: &OneView) -> Markup {
    let is_wrong = view.sent.wrong.iter().any(|(field, _)| *field == "name");
    let sent = if is_wrong { view.sent.clone() } else { Sent::default() };
    html! {
        @if let Some(label) = &view.sso {
            @for name in &view.identities { p { (f.say("people.sso-bound", &[("name", name)])) } }
            details open[is_wrong] { summary { (f.text("people.sso-bind")) }
                form.tall method="post" action=(action(view, "bind")) {
                    (hidden(view))
                    (Field::text("name", &f.say("people.sso-name", &[("label", label)])).hint(f.text("people.sso-name-hint")).show(&sent, "bind"))
                    (Field::text("why", f.text("people.why")).show(&Sent::default(), "bind"))
                    button.act type="submit" { (f.text("people.sso-bind")) }
                }
            }
        }
    }
}

fn history(f: &Frame, view: &OneView) -> Markup {
    html! {
        section.section aria-labelledby="history" {
            h2 id="history" { (f.text("people.history-title")) }
            div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("people.audit.at")) } th { (f.text("people.audit.what")) } th { (f.text("people.history.who")) } th { (f.text("people.why")) } } }
                    tbody { @for line in &view.history { tr { td data-l=(f.text("people.audit.at")) { (line.at) } td data-l=(f.text("people.audit.what")) { (line.what) } td data-l=(f.text("people.history.who")) { (line.who) } td data-l=(f.text("people.why")) { (line.why) } } } }
                }
            }
        }
    }
}
