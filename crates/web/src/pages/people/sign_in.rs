//! The sign-in page; and the question for the second factor.

use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::{Head, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct SignInView {
    /// The form as it was sent.
    pub sent: Sent,
    /// The password was right and a code is asked for: what goes with it.
    pub second: Option<String>,
    /// The accounts of the demo.
    pub demo: Option<Demo>,
    /// Whether a forgotten password is replaced by mail.
    pub by_mail: bool,
    /// What a passkey is asked, and the name it is for.
    pub passkey: (String, String),
    /// What the provider of single sign-on is called.
    pub sso: Option<String>,
}

/// The accounts of the demo, open to everybody.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    /// The password of all of them.
    pub password: String,
    /// The accounts.
    pub accounts: Vec<DemoLine>,
}

/// An account of the demo.
#[derive(Clone, Debug, Default)]
pub struct DemoLine {
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// What the person is.
    pub roles: String,
    /// Where.
    pub places: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &SignInView) -> Markup {
    let title = f.text(if view.second.is_some() { "people.second-title" } else { "people.sign-in" });
    let head = Head { title: title.to_owned(), part: "account", ..Head::default() };
    let body = html! {
        section.section.card {
            (problem(&view.sent))
            @if let Some(second) = &view.second { (code(f, &view.sent, second)) } @else { (password(f, view)) (passkey(f, view)) (sso(f, view)) }
        }
        @if let (Some(demo), None) = (&view.demo, &view.second) { (accounts(f, demo)) }
    };
    page(f, &head, &body)
}

/// The answer to signing out where there is a session with a provider too: its name, and where that session is ended.
#[must_use]
pub fn left(f: &Frame, label: &str, address: &str) -> Markup {
    let head = Head { title: f.text("people.signed-out").to_owned(), part: "account", ..Head::default() };
    let body = html! {
        section.section.card {
            p.prose { (f.say("people.sso-still", &[("label", label)])) }
            p { a.act href=(address) rel="nofollow noreferrer" { (f.say("people.sso-leave", &[("label", label)])) } }
            p { a.act.light href="/sign-in" { (f.text("people.sign-in")) } }
        }
    };
    page(f, &head, &body)
}

fn password(f: &Frame, view: &SignInView) -> Markup {
    let sent = &view.sent;
    html! {
        form.tall method="post" action="/sign-in" {
            input type="hidden" name="back" value=(sent.typed("back"));
            (Field::text("login", f.text("people.login")).filled_by("text", "username").show(sent, "in"))
            (Field::password("password", f.text("people.password"), "current-password").show(sent, "in"))
            button.act type="submit" { (f.text("people.sign-in")) }
            @if view.by_mail { p { a href="/forgotten" { (f.text("work.forgot.title")) } } } @else { p.quiet { (f.text("people.forgotten")) } }
        }
    }
}

fn sso(f: &Frame, view: &SignInView) -> Markup {
    let to = crate::frame::address("/sign-in/sso", [("back", view.sent.typed("back"))]);
    html! {
        @if let Some(label) = &view.sso {
            p.quiet { (f.text("people.sso-or")) }
            p { a.act.light href=(to) rel="nofollow" { (f.say("people.sso-go", &[("label", label)])) } }
        }
    }
}

/// Signing in with a passkey; shown by the script, where the browser can.
fn passkey(f: &Frame, view: &SignInView) -> Markup {
    html! {
        form.tall method="post" action="/sign-in/passkey" hidden data-passkey="get" data-challenge=(view.passkey.0) data-site=(view.passkey.1) data-failed=(f.text("people.passkey-failed")) {
            input type="hidden" name="back" value=(view.sent.typed("back"));
            @for name in ["id", "client-data", "data", "signature", "owner"] { input type="hidden" name=(name); }
            p.quiet { (f.text("people.passkey-or")) }
            button.act.light type="submit" { (f.text("people.passkey-sign-in")) }
            p.note.bad role="alert" hidden {}
        }
    }
}

fn code(f: &Frame, sent: &Sent, second: &str) -> Markup {
    html! {
        form.tall method="post" action="/sign-in/code" {
            input type="hidden" name="back" value=(sent.typed("back"));
            input type="hidden" name="second" value=(second);
            (Field::text("code", f.text("people.code")).hint(f.text("people.code-hint")).filled_by("text", "one-time-code").show(&Sent { typed: Vec::new(), ..sent.clone() }, "in"))
            button.act type="submit" { (f.text("people.sign-in")) }
        }
    }
}

fn accounts(f: &Frame, demo: &Demo) -> Markup {
    html! {
        section.section aria-labelledby="demo-accounts" {
            h2 id="demo-accounts" { (f.text("people.demo-title")) }
            p.prose { (f.text("people.demo-text")) " " code { (demo.password) } }
            div.boxed.scroll {
                table.plain-table {
                    thead { tr { th { (f.text("people.login")) } th { (f.text("people.name")) } th { (f.text("people.role")) } th { (f.text("people.unit")) } } }
                    tbody {
                        @for one in &demo.accounts { tr { td { code { (one.login) } } td { (one.name) } td { (one.roles) } td { (one.places) } } }
                    }
                }
            }
        }
    }
}
