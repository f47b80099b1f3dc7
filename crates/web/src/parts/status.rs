//! Statuses and counts in pictures.

use crate::frame::Frame;
use crate::mark::{Mark, Tallied};
use maud::{Markup, html};

/// Sign and word.
#[must_use]
pub fn badge(f: &Frame, mark: Mark) -> Markup {
    html! { span class={ "st " (mark.class()) } { (mark.word(f.lang)) } }
}

/// The sign alone, with the word for those who cannot see it.
#[must_use]
pub fn sign(f: &Frame, mark: Mark) -> Markup {
    html! { span class={ "sg " (mark.class()) } { span.vh { (mark.word(f.lang)) } } }
}

/// The sign beside words that say something else than "met" or "not met": for the eye alone.
#[must_use]
pub fn mere_sign(mark: Mark) -> Markup {
    html! { span class={ "sg " (mark.class()) } aria-hidden="true" {} }
}

/// What the signs mean.
#[must_use]
pub fn legend(f: &Frame) -> Markup {
    html! {
        ul.legend aria-label=(f.text("web.legend")) {
            @for mark in Mark::ALL { li { (badge(f, mark)) } }
        }
    }
}

/// The strip (dải tiêu chí): a step per criterion in order, towards the finishing line. Said in words by `label`.
#[must_use]
pub fn strip(marks: &[Mark], label: &str) -> Markup {
    html! {
        div.strip role="img" aria-label=(label) {
            @for mark in marks { i class=(mark.class()) {} }
            i.finish {}
        }
    }
}

/// "16 met, 4 not met" in words.
#[must_use]
pub fn tally_line(f: &Frame, tally: Tallied) -> String {
    let mut parts = vec![f.say("web.count.met", &[("n", &f.count(tally.met))])];
    let mut add = |n: u32, text: String| {
        if n > 0 {
            parts.push(text);
        }
    };
    add(tally.narrow, f.say("web.count.narrow", &[("n", &f.count(tally.narrow))]));
    add(tally.unmet, f.say("web.count.unmet", &[("n", &f.count(tally.unmet))]));
    add(tally.none, f.say("web.count.none", &[("n", &f.count(tally.none))]));
    parts.join(" · ")
}

/// "16/20 tiêu chí" said large, with what it is made of.
#[must_use]
pub fn figure(f: &Frame, tally: Tallied, what: &str) -> Markup {
    html! {
        div.figure {
            b { (tally.met) span { "/" (tally.total) } }
            span.what { (what) }
            small { (tally_line(f, tally)) }
        }
    }
}

/// How much of the way is done, as a bar; its words stand beside it, so it is hidden from readers.
#[must_use]
pub fn ready_bar(tally: Tallied) -> Markup {
    let total = tally.total.max(1);
    let part = |n: u32| n * 1000 / total;
    let (solid, narrow, unmet) = (part(tally.met.saturating_sub(tally.narrow)), part(tally.narrow), part(tally.unmet));
    html! {
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.ground width="1000" height="10" {}
            @if solid > 0 { rect.m width=(solid) height="10" {} }
            @if narrow > 0 { rect.n x=(solid) width=(narrow) height="10" {} }
            @if unmet > 0 { rect.u x=(solid + narrow) width=(unmet) height="10" {} }
        }
    }
}
