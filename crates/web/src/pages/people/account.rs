//! One's own account: posts, sessions, password, second factor.

use super::{chosen, done, posts};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem, select, token};
use crate::parts::{Head, page};
use crate::present::people::PostLine;
use crate::present::people::became::{BecameLine, shown};
use maud::{Markup, PreEscaped, html};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use vedich_app::people::{CameBySso, Device};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct AccountView {
    /// Name.
    pub name: String,
    /// Login.
    pub login: String,
    /// The unit they belong to.
    pub home: String,
    /// What became of it, when it is gone.
    pub became: Option<BecameLine>,
    /// Whether there is a password: accounts of the demo have none.
    pub has_password: bool,
    /// Whether they came in by single sign-on; just now, so that no password is asked for.
    pub by_sso: Option<CameBySso>,
    /// What people know the provider of single sign-on by.
    pub provider: String,
    /// Where they are reached, in the fields of its form.
    pub contact: Sent,
    /// Their posts.
    pub posts: Vec<PostLine>,
    /// Delegations they gave.
    pub given: Vec<PostLine>,
    /// Their sessions.
    pub sessions: Vec<SessionLine>,
    /// The second factor.
    pub factor: Factor,
    /// Their passkeys.
    pub passkeys: Vec<PasskeyLine>,
    /// Their tokens for programs.
    pub tokens: Vec<TokenLine>,
    /// A token just made, shown once.
    pub token: String,
    /// What a new passkey is asked.
    pub asked: NewPasskey,
    /// Recovery codes just made, shown once.
    pub codes: Vec<String>,
    /// Whether they administer people.
    pub administers: bool,
    /// Whether they read the audit trail.
    pub audits: bool,
    /// Whether a post of theirs asks for a second factor that this session has not shown.
    pub owed: bool,
    /// Whether something was just done.
    pub done: bool,
    /// The form that was sent.
    pub form: &'static str,
    /// As it was sent.
    pub sent: Sent,
}

/// A session on the page.
#[derive(Clone, Debug, Default)]
pub struct SessionLine {
    /// Its name.
    pub id: String,
    /// Whether it is the one the page was asked for in.
    pub current: bool,
    /// Since when.
    pub started: String,
    /// When it was last used.
    pub seen: String,
    /// From where.
    pub address: String,
    /// With what.
    pub agent: String,
}

/// A passkey on the page.
#[derive(Clone, Debug, Default)]
pub struct PasskeyLine {
    /// Its name in forms.
    pub id: String,
    /// What the person calls it.
    pub label: String,
    /// When it was added.
    pub made: String,
    /// When it last opened.
    pub used: Option<String>,
}

/// A token on the page.
#[derive(Clone, Debug, Default)]
pub struct TokenLine {
    /// Its name in forms.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Whether it only reads.
    pub read_only: bool,
    /// When it was made.
    pub made: String,
    /// When it ends.
    pub ends: String,
    /// When it was last used.
    pub used: Option<String>,
}

/// What a new passkey is asked.
#[derive(Clone, Debug, Default)]
pub struct NewPasskey {
    /// The question.
    pub challenge: String,
    /// The name it is for.
    pub site: String,
    /// Whose it will be.
    pub owner: String,
    /// Those that are there already, with spaces between.
    pub known: String,
}

/// The second factor.
#[derive(Clone, Debug, Default)]
pub enum Factor {
    /// There is none.
    #[default]
    None,
    /// A device is being set up.
    Pending(Device),
    /// It is asked for.
    Asked {
        /// How many recovery codes are left.
        left: u64,
    },
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &AccountView) -> Markup {
    let head = Head { title: view.name.clone(), sub: format!("{} · {}", view.login, view.home), part: "account", ..Head::default() };
    let body = html! {
        (done(f, view.done))
        @if let Some(became) = &view.became { p.note { b { (view.home) } ": " (shown(became)) } }
        @if view.owed {
            div.note.warn role="alert" {
                p { b { (f.text("people.factor-owed")) } " " (f.text("people.factor-owed-text")) }
            }
        }
        (codes(f, view))
        (made_token(f, view))
        @if view.owed { (ways(f, view)) }
        @if view.administers || view.audits {
            p {
                @if view.administers { a.act.light href="/people" { (f.text("people.list-title")) } " " }
                @if view.audits { a.act.light href="/audit" { (f.text("people.audit.title")) } }
            }
        }
        (own_posts(f, view))
        (sessions(f, view))
        @if view.may_change() { (contact(f, view)) }
        @if view.has_password { (password(f, view)) }
        @if !view.owed { (ways(f, view)) }
        @if view.may_change() || !view.tokens.is_empty() { (tokens(f, view)) }
    };
    page(f, &head, &body)
}

impl AccountView {
    /// Whether they can show that it is them: with their password, or by having come in by single sign-on just now; and have shown the
    /// second factor that is asked of them.
    fn may_change(&self) -> bool {
        !self.owed && self.shows_who()
    }

    /// Whether they can show that it is them.
    fn shows_who(&self) -> bool {
        self.has_password || self.by_sso == Some(CameBySso::JustNow)
    }

    /// The field for the present password, for those who have one.
    fn present(&self, f: &Frame, sent: &Sent, place: &str) -> Markup {
        html! { @if self.has_password { (Field::password("present", f.text("people.password-present"), "current-password").show(sent, place)) } }
    }
}

/// What they show who they are with beside a password; or how whoever came by single sign-on gets at it.
fn ways(f: &Frame, view: &AccountView) -> Markup {
    html! {
        @if view.shows_who() { (factor(f, view)) (passkeys(f, view)) }
        @else if let Some(came) = view.by_sso {
            div.note {
                p { (f.text("people.sso-again")) }
                @if came == CameBySso::Untimed { p { b { (f.say("people.sso-untimed", &[("label", &view.provider)])) } } }
            }
            p.no-print { a.act.light href="/sign-in/sso?anew=1&back=%2Faccount" { (f.text("people.sso-again-go")) } }
        }
    }
}

fn contact(f: &Frame, view: &AccountView) -> Markup {
    let sent = if view.form == "contact" { &view.sent } else { &view.contact };
    html! {
        section.section.card.no-print aria-labelledby="contact" {
            h2 id="contact" { (f.text("people.contact")) }
            p.quiet { (f.text("people.details-text")) }
            (problem(sent))
            form.tall method="post" action="/account/contact" {
                (token(f))
                div.fields.top {
                    (Field::text("email", f.text("people.email")).filled_by("email", "email").show(sent, "ct"))
                    (Field::text("phone", f.text("people.phone")).filled_by("tel", "tel").show(sent, "ct"))
                }
                (view.present(f, sent, "ct"))
                button.act type="submit" { (f.text("people.details-go")) }
            }
        }
    }
}

/// The form as it was sent, if it is this one.
fn sent(view: &AccountView, form: &str) -> Sent {
    if view.form == form { view.sent.clone() } else { Sent::default() }
}

fn own_posts(f: &Frame, view: &AccountView) -> Markup {
    let sent = sent(view, "delegate");
    let choices: Vec<(String, String)> = view
        .posts
        .iter()
        .filter(|post| post.delegable)
        .map(|post| (post.id.clone(), format!("{}, {}", post.role, post.unit.text)))
        .collect();
    html! {
        section.section aria-labelledby="posts" {
            h2 id="posts" { (f.text("people.my-posts")) }
            (posts::table(f, &view.posts, |_| html! {}))
            @if !view.given.is_empty() {
                h3 { (f.text("people.given")) }
                (posts::table(f, &view.given, |post| html! {
                    (post.holder) " "
                    form method="post" action="/account/end-post" { (token(f)) input type="hidden" name="post" value=(post.id); button.act.light type="submit" { (f.text("people.end")) } }
                }))
            }
            @if !choices.is_empty() {
                details.no-print open[view.form == "delegate"] {
                    summary { (f.text("people.delegate-title")) }
                    p.quiet.prose { (f.text("people.delegate-text")) }
                    (problem(&sent))
                    form.tall method="post" action="/account/delegate" {
                        (token(f))
                        (select(&sent, "give", "post", f.text("people.post-label"), &choices))
                        (Field::text("login", f.text("people.delegate-login")).show(&sent, "give"))
                        div.fields.top {
                            (Field::text("from", f.text("people.from")).hint(f.text("web.date.hint")).show(&sent, "give"))
                            (Field::text("to", f.text("people.to")).hint(f.text("web.date.hint")).show(&sent, "give"))
                        }
                        (Field::text("why", f.text("people.why")).show(&sent, "give"))
                        button.act type="submit" { (f.text("people.delegate-go")) }
                    }
                }
            }
        }
    }
}

fn sessions(f: &Frame, view: &AccountView) -> Markup {
    let end = |id: &str, words: &'static str| {
        html! {
            form method="post" action="/account/sessions" { (token(f)) input type="hidden" name="session" value=(id); button.act.light type="submit" { (f.text(words)) } }
        }
    };
    html! {
        section.section aria-labelledby="sessions" {
            h2 id="sessions" { (f.text("people.sessions")) }
            div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("people.session.device")) } th { (f.text("people.session.address")) } th { (f.text("people.session.started")) } th { (f.text("people.session.seen")) } th { span.vh { (f.text("people.action")) } } } }
                    tbody {
                        @for one in &view.sessions {
                            tr {
                                td data-l=(f.text("people.session.device")) { (one.agent) }
                                td data-l=(f.text("people.session.address")) { (one.address) }
                                td data-l=(f.text("people.session.started")) { (one.started) }
                                td data-l=(f.text("people.session.seen")) { (one.seen) }
                                td { @if one.current { (f.text("people.session.this")) } @else { (end(&one.id, "people.end")) } }
                            }
                        }
                    }
                }
            }
            @if view.sessions.len() > 1 { (end("", "people.session.end-others")) }
        }
    }
}

fn password(f: &Frame, view: &AccountView) -> Markup {
    let sent = sent(view, "password");
    html! {
        section.section.card.no-print aria-labelledby="password" {
            h2 id="password" { (f.text("people.password-change")) }
            (problem(&sent))
            form.tall method="post" action="/account/password" {
                (token(f))
                (Field::password("present", f.text("people.password-present"), "current-password").show(&sent, "pw"))
                (chosen(f, &sent, "pw"))
                button.act type="submit" { (f.text("people.password-change")) }
            }
        }
    }
}

fn factor(f: &Frame, view: &AccountView) -> Markup {
    let proof = sent(view, "device");
    let form = |action: &str, words: &'static str, place: &str| {
        html! {
            form.tall method="post" action={ "/account/" (action) } {
                (token(f))
                (view.present(f, &proof, place))
                button.act type="submit" { (f.text(words)) }
            }
        }
    };
    html! {
        section.section.card.no-print aria-labelledby="factor" {
            h2 id="factor" { (f.text("people.factor")) }
            (problem(&proof))
            @match &view.factor {
                Factor::None => { p.prose { (f.text("people.factor-none")) } (form("device", "people.factor-begin", "f")) }
                Factor::Pending(device) => (pending(f, device, &sent(view, "device-confirm"))),
                Factor::Asked { left } => {
                    p.prose { (f.say("people.factor-asked", &[("left", &left.to_string())])) }
                    details { summary { (f.text("people.factor-codes")) } (form("device-codes", "people.factor-codes", "fc")) }
                    details { summary { (f.text("people.factor-remove")) } (form("device-remove", "people.factor-remove", "fr")) }
                }
            }
        }
    }
}

fn passkeys(f: &Frame, view: &AccountView) -> Markup {
    let sent = sent(view, "passkey");
    let present = |place: &str| view.present(f, &sent, place);
    html! {
        section.section.card.no-print aria-labelledby="passkeys" {
            h2 id="passkeys" { (f.text("people.passkeys")) }
            p.prose { (f.text("people.passkeys-text")) }
            (problem(&sent))
            @if !view.passkeys.is_empty() {
                ul.list {
                    @for key in &view.passkeys {
                        li {
                            b { (key.label) }
                            small {
                                (f.say("people.passkey-made", &[("at", &key.made)]))
                                " · " @match &key.used { Some(at) => (f.say("people.passkey-used", &[("at", at)])), None => (f.text("people.passkey-unused")) }
                            }
                            details {
                                summary { (f.text("people.passkey-remove")) }
                                form.tall method="post" action="/account/passkey-remove" {
                                    (token(f))
                                    input type="hidden" name="id" value=(key.id);
                                    (present(&format!("pk-{}", key.id)))
                                    button.act type="submit" { (f.text("people.passkey-remove")) }
                                }
                            }
                        }
                    }
                }
            }
            p.quiet data-without-passkeys="" { (f.text("people.passkey-no-script")) }
            form.tall method="post" action="/account/passkey-add" hidden data-passkey="create" data-challenge=(view.asked.challenge) data-site=(view.asked.site)
                data-owner=(view.asked.owner) data-login=(view.login) data-name=(view.name) data-known=(view.asked.known) data-failed=(f.text("people.passkey-failed")) {
                (token(f))
                @for name in ["client-data", "attestation"] { input type="hidden" name=(name); }
                (Field::text("label", f.text("people.passkey-label")).hint(f.text("people.passkey-label-hint")).show(&sent, "pk"))
                (present("pk"))
                button.act type="submit" { (f.text("people.passkey-add")) }
                p.note.bad role="alert" hidden {}
            }
        }
    }
}

/// The token just made: shown once, kept nowhere.
fn made_token(f: &Frame, view: &AccountView) -> Markup {
    html! {
        @if !view.token.is_empty() {
            section.section.card aria-labelledby="made-token" {
                h2 id="made-token" { (f.text("people.token.made-now")) }
                p.prose { b { (f.text("people.token.made-text")) } }
                p { code.token { (view.token) } }
                p.quiet { code { "Authorization: Bearer …" } }
            }
        }
    }
}

fn tokens(f: &Frame, view: &AccountView) -> Markup {
    let sent = sent(view, "token");
    html! {
        section.section.card.no-print aria-labelledby="tokens" {
            h2 id="tokens" { (f.text("people.token.title")) }
            p.prose { (f.text("people.token.text")) }
            (problem(&sent))
            @if !view.tokens.is_empty() {
                ul.list { @for one in &view.tokens { li {
                    b { (one.name) } @if one.read_only { " · " (f.text("people.token.read-only")) }
                    small {
                        (f.say("people.token.span", &[("made", &one.made), ("ends", &one.ends)]))
                        " · " @match &one.used { Some(at) => (f.say("people.passkey-used", &[("at", at)])), None => (f.text("people.passkey-unused")) }
                    }
                    form method="post" action="/account/token-drop" {
                        (token(f)) input type="hidden" name="id" value=(one.id);
                        button.act.light type="submit" { (f.text("people.token.drop")) span.vh { " " (one.name) } }
                    }
                } } }
            }
            @if view.may_change() {
                details open[view.form == "token"] {
                    summary { (f.text("people.token.new")) }
                    form.tall method="post" action="/account/token-make" {
                        (token(f))
                        (Field::text("name", f.text("people.token.name")).hint(f.text("people.token.name-hint")).show(&sent, "tk"))
                        (select(&sent, "tk", "days", f.text("people.token.days"), &DAYS.map(|days| (days.to_string(), f.say("people.token.n-days", &[("n", days)])))))
                        label { input type="checkbox" name="read-only" value="1" checked[sent.given("read-only").is_some()]; " " (f.text("people.token.read-only-label")) }
                        (view.present(f, &sent, "tk"))
                        button.act type="submit" { (f.text("people.token.make")) }
                    }
                }
            }
        }
    }
}

/// For how many days a token may be made on the page.
const DAYS: [&str; 4] = ["90", "30", "180", "365"];

fn pending(f: &Frame, device: &Device, sent: &Sent) -> Markup {
    html! {
        p.prose { (f.text("people.factor-scan")) }
        div.qr { (qr(&device.uri)) }
        p { (f.text("people.factor-type")) " " code { (device.secret) } }
        (problem(sent))
        form.tall method="post" action="/account/device-confirm" {
            (token(f))
            (Field::text("code", f.text("people.code")).filled_by("text", "one-time-code").show(sent, "fp"))
            button.act type="submit" { (f.text("people.factor-confirm")) }
        }
    }
}

/// An address as a QR code, drawn as one path.
fn qr(text: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    let side = size + 8;
    let svg = format!(
        "<svg viewBox=\"0 0 {side} {side}\" width=\"220\" height=\"220\" role=\"img\" aria-label=\"QR\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    );
    html! { (PreEscaped(svg)) }
}

fn codes(f: &Frame, view: &AccountView) -> Markup {
    html! {
        @if !view.codes.is_empty() {
            section.section.card aria-labelledby="codes" {
                h2 id="codes" { (f.text("people.codes")) }
                p.prose { b { (f.text("people.codes-text")) } }
                ol.codes { @for code in &view.codes { li { code { (code) } } } }
            }
        }
    }
}
