//! Posts as a table.

use crate::frame::Frame;
use crate::parts::link;
use crate::present::people::PostLine;
use crate::present::people::became::shown;
use maud::{Markup, html};

/// The posts, those that count today first; `more` adds what can be done with one.
pub(super) fn table(f: &Frame, posts: &[PostLine], more: impl Fn(&PostLine) -> Markup) -> Markup {
    let (now, then): (Vec<&PostLine>, Vec<&PostLine>) = posts.iter().partition(|post| post.counts);
    html! {
        @if posts.is_empty() { p.quiet { (f.text("people.no-posts")) } } @else {
            div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr {
                        th { (f.text("people.role")) } th { (f.text("people.unit")) } th { (f.text("people.field")) } th { (f.text("people.span")) }
                        th { (f.text("people.decision")) } th { span.vh { (f.text("people.action")) } }
                    } }
                    tbody {
                        @for post in now.into_iter().chain(then) {
                            tr.quiet[!post.counts] {
                                td data-l=(f.text("people.role")) {
                                    b { (post.role) }
                                    @if !post.delegated_by.is_empty() { br; (f.say("people.post.delegated", &[("name", &post.delegated_by)])) }
                                    @if post.counts { br; span.quiet { (post.does) } }
                                }
                                td data-l=(f.text("people.unit")) {
                                    (link(&post.unit))
                                    @if let Some(became) = &post.became { div.small.note { (shown(became)) } }
                                }
                                td data-l=(f.text("people.field")) {
                                    @if post.field.is_empty() { (f.text("people.field-all")) } @else { (post.field) }
                                    @for now in &post.now { div.small.quiet[!now.nothing].note[now.nothing].warn[now.nothing] { (now.words) } }
                                }
                                td data-l=(f.text("people.span")) {
                                    (post.span)
                                    @for odd in &post.odd { div.small.note.warn { (odd) } }
                                }
                                td data-l=(f.text("people.decision")) { (post.decision) }
                                td { (more(post)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
