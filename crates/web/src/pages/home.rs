//! `/`: what this is, the five real cases, the country today.

use crate::frame::Frame;
use crate::mark::Mark;
use crate::parts::{Head, Link, link, page, strip};
use maud::{Markup, html};

/// The home page.
#[derive(Clone, Debug, Default)]
pub struct HomeView {
    /// The cases, oldest first.
    pub cases: Vec<Case>,
    /// The country today: what and how many.
    pub country: Vec<(String, String)>,
    /// Where the country's board is.
    pub board_href: String,
    /// Whether nothing was recorded yet: how to begin is told instead of the cases.
    pub is_empty: bool,
}

/// One real case on its date.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The place or area.
    pub title: String,
    /// Its parents.
    pub path: String,
    /// The date, written.
    pub date: String,
    /// Where the card leads.
    pub href: String,
    /// Figures said large, each with what it counts: `12/20`, "tiêu chí".
    pub figures: Vec<(String, String)>,
    /// The strip, when the detail is known.
    pub marks: Vec<Mark>,
    /// What there is to see.
    pub text: String,
    /// Further places of the case.
    pub more: Vec<Link>,
}

/// Renders the home page.
#[must_use]
pub fn render(f: &Frame, view: &HomeView) -> Markup {
    let body = html! {
        div.hero {
            div {
                h1 { (f.text("web.home.title")) }
                p.lead { (f.text("web.home.lead")) }
                form.bigfind action="/search" method="get" role="search" {
                    input type="search" name="q" aria-label=(f.text("web.search.label")) placeholder=(f.text("web.home.search-hint")) maxlength="200";
                    @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of); }
                    button.act type="submit" { (f.text("web.search.go")) }
                }
            }
            section.card.country aria-labelledby="country" {
                h2 id="country" { (f.say("web.home.country", &[("date", &f.date(f.as_of))])) }
                dl { @for (what, count) in &view.country { dt { (what) } dd.num { (count) } } }
                p { a href=(view.board_href) { (f.text("web.home.country-board")) } }
            }
        }
        @if view.is_empty { (first_steps(f)) }
        @if !view.cases.is_empty() {
            section.section aria-labelledby="cases" {
                h2 id="cases" { (f.text("web.home.cases")) }
                div.cases { @for case in &view.cases { (card(case)) } }
            }
        }
    };
    page(f, &Head { title: f.text("web.home.tab").into(), own_title: true, ..Head::default() }, &body)
}

/// What an installation begins with.
fn first_steps(f: &Frame) -> Markup {
    html! {
        section.section aria-labelledby="begin" {
            h2 id="begin" { (f.text("web.home.begin")) }
            ol.steps {
                @for (command, words) in BEGIN {
                    li { (f.text(words)) " " code { (command) } }
                }
            }
        }
    }
}

/// The commands an empty installation begins with, and what they do.
const BEGIN: [(&str, &str); 4] = [
    ("vedich admin create --login quantri", "web.home.begin-admin"),
    ("vedich import units thon.xlsx", "web.home.begin-units"),
    ("vedich import observations so-lieu.xlsx", "web.home.begin-values"),
    ("vedich demo --db sqlite:demo.db", "web.home.begin-demo"),
];

fn card(case: &Case) -> Markup {
    html! {
        article.case {
            time { (case.date) }
            div {
                h3 { a href=(case.href) { (case.title) } }
                span.small.quiet { (case.path) }
            }
            div.figs { @for (figure, what) in &case.figures { span { b { (figure) } (what) } } }
            @if !case.marks.is_empty() { (strip(&case.marks, &case.text)) }
            p { (case.text) }
            @if !case.more.is_empty() {
                ul.more.row { @for more in &case.more { li { (link(more)) } } }
            }
        }
    }
}
