//! The people of an area.

use crate::frame::Frame;
use crate::parts::form::{Sent, select, token};
use crate::parts::{Head, Link, link, page};
use crate::present::people::{PersonLine, PostLine};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ListView {
    /// What was searched for.
    pub query: String,
    /// How many were found.
    pub total: usize,
    /// Those of the page.
    pub lines: Vec<PersonLine>,
    /// Where the list goes on; empty: that is all.
    pub next: String,
    /// Posts over units that have ended: whose, and which.
    pub ended: Vec<(Link, String)>,
    /// Posts in the reader's area held by people of elsewhere: the login, and the post.
    pub guests: Vec<(String, PostLine)>,
    /// What forms carry.
    pub token: String,
    /// Who has to sign in with a second factor.
    pub factor: FactorView,
}

/// Of which roles a second factor is required, and the form that changes it.
#[derive(Clone, Debug, Default)]
pub struct FactorView {
    /// The rules: unit, role in words, and both as the form names them.
    pub rules: Vec<FactorRule>,
    /// Units the reader administers: value and name.
    pub units: Vec<(String, String)>,
    /// Roles: value and name.
    pub roles: Vec<(String, String)>,
    /// Whether something was just done.
    pub done: bool,
}

/// A rule.
#[derive(Clone, Debug, Default)]
pub struct FactorRule {
    /// The unit.
    pub unit: String,
    /// The role.
    pub role: String,
    /// Both as the form names them, where the reader may end the rule.
    pub ends: Option<(String, String)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ListView) -> Markup {
    let head = Head { title: f.text("people.list-title").to_owned(), part: "people", ..Head::default() };
    let total = view.total.to_string();
    let body = html! {
        form.fields.no-print method="get" action="/people" role="search" {
            div.field {
                label for="people-q" { (f.text("people.search")) }
                input id="people-q" type="search" name="q" value=(view.query) maxlength="100";
            }
            button.act.light type="submit" { (f.text("people.search")) }
            a.act href="/people/new" { (f.text("people.new-title")) }
            a.act.light href="/people/import" { (f.text("people.roster.title")) }
        }
        @if !view.ended.is_empty() {
            details.note.warn open[view.ended.len() < 6] {
                summary { b { (f.say("people.ended-posts", &[("count", &view.ended.len().to_string())])) } }
                p { (f.text("people.ended-posts-text")) }
                ul { @for (person, post) in &view.ended { li { (link(person)) ": " (post) } } }
            }
        }
        p.quiet { (f.say("people.found", &[("count", &total), ("shown", &view.lines.len().to_string())])) }
        @if !view.lines.is_empty() {
            div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("people.name")) } th { (f.text("people.login")) } th { (f.text("people.home")) } th { (f.text("people.posts-now")) } th { (f.text("people.ways")) } } }
                    tbody {
                        @for line in &view.lines {
                            tr.quiet[line.disabled] {
                                td data-l=(f.text("people.name")) { (link(&line.name)) @if line.disabled { " (" (f.text("people.disabled")) ")" } }
                                td data-l=(f.text("people.login")) { code { (line.login) } }
                                td data-l=(f.text("people.home")) { (line.home) }
                                td data-l=(f.text("people.posts-now")) { @for (i, post) in line.posts.iter().enumerate() { @if i > 0 { br; } (post) } }
                                td data-l=(f.text("people.ways")) { (line.ways) }
                            }
                        }
                    }
                }
            }
            @if !view.next.is_empty() { p.pager.no-print { a.act.light rel="next" href=(view.next) { (f.text("steering.next-page")) } } }
        }
    };
    let body = html! {
        @if view.factor.done { p.note role="status" { b { (f.text("people.done")) } } }
        (body)
        (guests(f, view))
        (factor(f, &view.factor))
    };
    page(f, &head, &body)
}

/// Posts here of people whose account is administered elsewhere.
fn guests(f: &Frame, view: &ListView) -> Markup {
    let person =
        |post: &PostLine| view.guests.iter().find(|(_, one)| one.id == post.id).map(|(login, _)| login.as_str()).unwrap_or_default();
    html! {
        @if !view.guests.is_empty() {
            section.section aria-labelledby="guests" {
                h2 id="guests" { (f.text("people.guests")) }
                p.quiet { (f.text("people.guests-text")) }
                div.boxed.scroll {
                    table.plain-table.cards-on-phone {
                        thead { tr { th { (f.text("people.name")) } th { (f.text("people.login")) } th { (f.text("people.posts-now")) } th { (f.text("people.from")) } th {} } }
                        tbody {
                            @for (_, post) in &view.guests {
                                tr {
                                    td data-l=(f.text("people.name")) { (post.holder) }
                                    td data-l=(f.text("people.login")) { code { (person(post)) } }
                                    td data-l=(f.text("people.posts-now")) { (post.role) ", " (link(&post.unit)) }
                                    td data-l=(f.text("people.from")) { (post.span) }
                                    td {
                                        form.no-print method="post" action={ "/people/" (post.person) "/end-post" } {
                                            input type="hidden" name="token" value=(view.token); input type="hidden" name="post" value=(post.id);
                                            button.act.light type="submit" { (f.text("people.end")) }
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

fn factor(f: &Frame, view: &FactorView) -> Markup {
    html! {
        section.section.card.no-print aria-labelledby="factor-rules" {
            h2 id="factor-rules" { (f.text("people.factor-rules")) }
            p.prose { (f.text("people.factor-rules-text")) }
            @if view.rules.is_empty() { p.quiet { (f.text("people.factor-rules-none")) } } @else {
                ul.list {
                    @for rule in &view.rules {
                        li {
                            b { (rule.role) } ", " (rule.unit) " "
                            @if let Some((unit, role)) = &rule.ends {
                                form method="post" action="/people/second-factor" {
                                    (token(f))
                                    input type="hidden" name="unit" value=(unit); input type="hidden" name="role" value=(role);
                                    button.act.light type="submit" name="required" value="no" { (f.text("people.factor-rule-end")) }
                                }
                            }
                        }
                    }
                }
            }
            form.fields method="post" action="/people/second-factor" {
                (token(f))
                (select(&Sent::default(), "rule", "role", f.text("people.role"), &view.roles))
                (select(&Sent::default(), "rule", "unit", f.text("people.unit"), &view.units))
                button.act type="submit" name="required" value="yes" { (f.text("people.factor-rule-go")) }
            }
        }
    }
}
