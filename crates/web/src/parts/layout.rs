//! The frame around every page: head with search, the date bar, crumbs, foot.

use crate::assets::entries;
use crate::frame::{Frame, Reader, Theme};
use crate::parts::{Link, link, nav};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use vedich_wording::Lang;

/// What the frame shows of a page.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Title of the page and of the browser's tab.
    pub title: String,
    /// A line below the title.
    pub sub: String,
    /// The way here, outermost first, without this page.
    pub crumbs: Vec<Link>,
    /// Which part of the site: `board`, `criteria`, `units`, `about`.
    pub part: &'static str,
    /// For the print: what was filtered, besides date and title.
    pub paper: String,
    /// Show the title in the ordinary place; a page with a head of its own says no.
    pub own_title: bool,
}

/// The mark: steps that rise to a finishing flag.
const BRAND: &str = r##"<svg viewBox="0 0 40 40" aria-hidden="true"><path fill="#93cfba" d="M3 27h6v9H3zM11 21h6v15h-6z"/><path fill="#f4c552" d="M19 15h6v21h-6z"/><path fill="#fff" d="M28 4h2.6v32H28z"/><path fill="#d8563c" d="M30.6 4H38l-2.2 4.5L38 13h-7.4z"/></svg>"##;

/// A whole page.
#[must_use]
pub fn page(f: &Frame, head: &Head, body: &Markup) -> Markup {
    let entries = entries();
    html! {
        (DOCTYPE)
        html lang=(f.lang.tag()) data-theme=(f.theme.name()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (head.title) " · Vedich" }
                @if !entries.icon.is_empty() { link rel="icon" type="image/svg+xml" href=(entries.icon); }
                @for font in &entries.fonts { link rel="preload" as="font" type="font/woff2" href=(font) crossorigin; }
                @if !entries.styles.is_empty() { link rel="stylesheet" href=(entries.styles); }
                @if !entries.script.is_empty() { script type="module" src=(entries.script) {} }
            }
            body {
                a.skip href="#main" { (f.text("web.skip")) }
                (banner(f, head.part))
                (date_bar(f))
                div.wrap.main {
                    @if !head.crumbs.is_empty() { (crumbs(f, &head.crumbs, &head.title)) }
                    main id="main" tabindex="-1" {
                        p.paper-only { b { "Vedich" } " · " (f.text("web.date.label")) " " (f.date(f.as_of)) @if !head.paper.is_empty() { " · " (head.paper) } }
                        @if !head.own_title {
                            div.title { div { h1 { (head.title) } @if !head.sub.is_empty() { p.sub { (head.sub) } } } }
                        }
                        (body)
                    }
                }
                (foot(f))
            }
        }
    }
}

fn banner(f: &Frame, part: &str) -> Markup {
    // Whoever works here finds tasks and papers besides.
    let works = matches!(f.reader, Reader::Person { .. });
    let (label, hint) = if works { ("web.search.label-all", "web.search.hint-all") } else { ("web.search.label", "web.search.hint") };
    let searched = if f.path == "/search" { f.param("q").unwrap_or_default() } else { "" };
    html! {
        header.head {
            div.wrap {
                a.brand href=(f.link("/")) {
                    (PreEscaped(BRAND))
                    span { b { "Vedich" } span { (f.text("web.tagline")) } }
                }
                (nav::public(f, part))
                form.find action="/search" method="get" role="search" data-suggest="/search/suggest" {
                    input type="search" name="q" value=(searched) aria-label=(f.text(label)) placeholder=(f.text(hint)) maxlength="200";
                    @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of); }
                    @if let Some(day) = f.known_on { input type="hidden" name="known_on" value=(day); }
                    button type="submit" { span.vh { (f.text("web.search.go")) } }
                }
            }
            div.weave {}
        }
        (nav::work(f, part))
    }
}

/// That a page shows the past, and whether with what was learnt since or only with what was known then.
fn past(f: &Frame) -> Markup {
    let then = f.as_of.min(f.today).to_string();
    html! {
        span {
            (f.say("web.date.past", &[("date", &f.date(f.as_of))])) " "
            @if let Some(day) = f.known_on {
                (f.say("web.date.known", &[("date", &f.date(day))])) " "
                a href=(f.here_with(&[("known_on", "")])) { (f.text("web.date.known-now")) } " · "
            } @else if f.as_of < f.today {
                a href=(f.here_with(&[("known_on", &then)])) title=(f.text("web.date.known-then-title")) { (f.text("web.date.known-then")) } " · "
            }
            a href=(f.here_with(&[("as_of", ""), ("known_on", "")])) { (f.text("web.date.today")) }
        }
    }
}

/// The date the page speaks of, and the switches.
fn date_bar(f: &Frame) -> Markup {
    let other = match f.lang {
        Lang::Vi => Lang::En,
        Lang::En => Lang::Vi,
    };
    let back = f.here_with(&[]);
    let (next, words) = match f.theme {
        Theme::Dark => (Theme::Light, f.text("web.theme.light")),
        Theme::Light | Theme::Auto => (Theme::Dark, f.text("web.theme.dark")),
    };
    html! {
        div class=(if f.is_past() { "when past" } else { "when" }) {
            div.wrap {
                form action=(f.path) method="get" {
                    @for (key, value) in &f.query {
                        @if key != "after" && key != "before" { input type="hidden" name=(key) value=(value); }
                    }
                    @if let Some(day) = f.known_on { input type="hidden" name="known_on" value=(day); }
                    label for="as-of" { (f.text("web.date.label")) }
                    input type="text" id="as-of" name="as_of" value=(f.date_field(f.as_of)) placeholder=(f.text("web.date.hint")) maxlength="10" inputmode="numeric" data-pick=(f.text("web.date.pick"));
                    button.act.light type="submit" { (f.text("web.date.go")) }
                }
                @if f.is_past() { (past(f)) }
                div.sides {
                    (reader(f))
                    form action="/preferences" method="post" {
                        input type="hidden" name="back" value=(back);
                        button.plain name="lang" value=(other.tag()) lang=(other.tag()) { (if other == Lang::En { "English" } else { "Tiếng Việt" }) }
                    }
                    form action="/preferences" method="post" data-theme-switch {
                        input type="hidden" name="back" value=(back);
                        button.plain.theme name="theme" value=(next.name()) data-light=(f.text("web.theme.light")) data-dark=(f.text("web.theme.dark")) { (words) }
                    }
                }
            }
        }
    }
}

/// Signing in, or who is.
fn reader(f: &Frame) -> Markup {
    html! {
        @match &f.reader {
            Reader::Public => {}
            Reader::Guest => a href=(crate::frame::address("/sign-in", [("back", f.here_with(&[]).as_str())])) rel="nofollow" { (f.text("people.sign-in")) },
            Reader::Person { name, token, .. } => {
                a href="/account" { (name) }
                form action="/sign-out" method="post" {
                    input type="hidden" name="token" value=(token);
                    button.plain type="submit" { (f.text("people.sign-out")) }
                }
            }
        }
    }
}

fn crumbs(f: &Frame, way: &[Link], here: &str) -> Markup {
    html! {
        nav.crumbs aria-label=(f.text("web.crumbs")) {
            ol {
                @for step in way { li { (link(step)) } }
                li { span aria-current="page" { (here) } }
            }
        }
    }
}

fn foot(f: &Frame) -> Markup {
    html! {
        footer.foot {
            div.wrap {
                p { (f.text("web.foot.what")) }
                nav aria-label=(f.text("web.foot.label")) {
                    a href=(f.link("/about")) { (f.text("web.nav.about")) }
                    a href="/api" { (f.text("web.foot.api")) }
                    a href=(f.link("/criteria")) { (f.text("web.nav.criteria")) }
                    a href=(f.link("/procedures")) { (f.text("procedure.list")) }
                    a href=(f.link("/glossary")) { (f.text("glossary.title")) }
                }
            }
        }
    }
}
