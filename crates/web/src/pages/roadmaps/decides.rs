//! "What decides our date": the chain in words, what moved since last week, how likely the date is, what is late and what comes next.

use crate::frame::Frame;
use maud::{Markup, html};

/// What decides the date.
#[derive(Clone, Debug, Default)]
pub struct DecidesView {
    /// In one sentence.
    pub sentence: String,
    /// Chains of tasks, each driven by the one before.
    pub chains: Vec<Vec<Step>>,
    /// Tasks that would decide next: what, who, how many days they can slip.
    pub near: Vec<(String, String, String)>,
    /// What moved since last week, in one sentence.
    pub moved: String,
    /// Tasks whose finish moved: name, by how much.
    pub moves: Vec<(String, String)>,
    /// How likely the date is.
    pub gauge: Option<Gauge>,
    /// Late tasks, the latest first, and how many there are in all.
    pub late: (Vec<Duty>, usize),
    /// Tasks that begin soon, and how many in all.
    pub soon: (Vec<Duty>, usize),
    /// Open criteria in three lists: the list, and each criterion with its reasons.
    pub lists: Vec<(String, Vec<(String, String)>)>,
}

/// A task of a chain.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// What it is.
    pub title: String,
    /// Who is responsible.
    pub person: String,
    /// From when to when.
    pub span: String,
    /// Why it cannot begin or end earlier.
    pub why: String,
    /// What the finish would gain, in words.
    pub gain: String,
}

/// A task somebody has to see to.
#[derive(Clone, Debug, Default)]
pub struct Duty {
    /// What it is.
    pub title: String,
    /// Who is responsible.
    pub person: String,
    /// From when to when.
    pub span: String,
    /// How late it is; empty when it is not.
    pub late: String,
    /// Decides the finish.
    pub critical: bool,
}

/// How likely the date is.
#[derive(Clone, Debug, Default)]
pub struct Gauge {
    /// Chance of finishing by the target, in hundredths of a percent.
    pub chance: Option<u32>,
    /// The same in words.
    pub words: String,
    /// Dates on the line: words above, the date below, place in thousandths of the line, whether it is the target.
    pub marks: Vec<(String, String, i64, bool)>,
    /// From the date that holds in half of the runs to the one that holds in nine of ten, thousandths.
    pub band: (i64, i64),
    /// From what the forecast was learned.
    pub basis: String,
    /// Tasks that decide the finish most often: title, share of the runs, how its duration moves with the finish (-1 to 1).
    pub drivers: Vec<(String, String, String)>,
}

/// The head of the page: the sentence, the chance, what moved.
pub(super) fn short(f: &Frame, view: &DecidesView) -> Markup {
    html! {
        div.two.section {
            section.card aria-labelledby="decides" {
                h2 id="decides" { (f.text("gantt.decides")) }
                p { (view.sentence) }
                @for chain in view.chains.iter().take(1) { (steps(chain)) }
                @if view.chains.len() > 1 {
                    details { summary { (f.say("gantt.other-chains", &[("n", &(view.chains.len() - 1).to_string())])) }
                        @for chain in view.chains.iter().skip(1) { (steps(chain)) }
                    }
                }
                @if !view.near.is_empty() {
                    details { summary { (f.text("gantt.near.title")) " " span.count { (view.near.len()) } }
                        p.small.quiet { (f.text("gantt.near.help")) }
                        ul.dots.small { @for (title, person, room) in &view.near { li { b { (title) } @if !person.is_empty() { " · " (person) } " · " span.num { (room) } } } }
                    }
                }
            }
            div.stack {
                @if let Some(gauge) = &view.gauge { (gauge_card(f, gauge)) }
                section.card aria-labelledby="moved" {
                    h2 id="moved" { (f.text("gantt.moved")) }
                    p { (view.moved) }
                    @if !view.moves.is_empty() { ul.dots.small { @for (title, by) in &view.moves { li { (title) ": " b { (by) } } } } }
                }
            }
        }
    }
}

fn steps(chain: &[Step]) -> Markup {
    html! {
        ol.chain tabindex="0" { @for step in chain { li {
            b { (step.title) } " " span.num { (step.span) }
            @if !step.person.is_empty() { " · " (step.person) }
            @if !step.why.is_empty() || !step.gain.is_empty() {
                small { (step.why) @if !step.why.is_empty() && !step.gain.is_empty() { " · " } (step.gain) }
            }
        } } }
    }
}

fn gauge_card(f: &Frame, gauge: &Gauge) -> Markup {
    html! {
        section.card aria-labelledby="forecast" {
            h2 id="forecast" { (f.text("gantt.forecast")) }
            p { (gauge.words) }
            (line(gauge))
            ul.row.small { @for (what, date, ..) in &gauge.marks { li { (what) ": " b.num { (date) } } } }
            @if !gauge.basis.is_empty() { p.small.quiet { (gauge.basis) } }
            @if !gauge.drivers.is_empty() { (drivers(f, gauge)) }
        }
    }
}

/// The tasks behind the chance: what to look after first.
fn drivers(f: &Frame, gauge: &Gauge) -> Markup {
    let (share, sensitivity) = (f.text("gantt.drivers.share"), f.text("gantt.drivers.sensitivity"));
    html! {
        details { summary { (f.text("gantt.drivers.title")) " " span.count { (gauge.drivers.len()) } }
            p.small.quiet { (f.text("gantt.drivers.help")) }
            table.plain-table.small {
                caption.vh { (f.text("gantt.drivers.title")) }
                thead { tr { th scope="col" { (f.text("gantt.task")) } th.num scope="col" { (share) } th.num scope="col" { (sensitivity) } } }
                tbody { @for (title, decides, moves) in &gauge.drivers { tr { th scope="row" { (title) } td.num { (decides) } td.num { (moves) } } } }
            }
        }
    }
}

/// The dates on a line; the list below says the same.
fn line(gauge: &Gauge) -> Markup {
    html! {
        svg.gauge viewBox="0 0 1040 54" role="img" aria-label=(gauge.words) {
            path.gauge-line d="M20 34h1000" {}
            @if gauge.band.1 > gauge.band.0 { path.gauge-band d={ "M" (gauge.band.0 + 20) " 34H" (gauge.band.1 + 20) } {} }
            @for (what, date, place, target) in &gauge.marks {
                @if *target { path.gauge-target d={ "M" (place + 20) " 8v38m0-38h26l-6 7 6 7h-26" } {} }
                @else { circle.gauge-dot cx=(place + 20) cy="34" r="9" { title { (what) ": " (date) } } }
            }
        }
    }
}

/// The rest, below the chart: what is late, what comes next, easy and hard.
pub(super) fn long(f: &Frame, view: &DecidesView) -> Markup {
    html! {
        div.two.section {
            (duties(f, "late", f.text("gantt.late"), &view.late, f.text("gantt.none-late")))
            (duties(f, "soon", f.text("gantt.soon"), &view.soon, f.text("gantt.none-soon")))
        }
        (triage(f, &view.lists))
    }
}

/// The three lists: easy first, hard ones escalated in time.
pub(super) fn triage(f: &Frame, lists: &[(String, Vec<(String, String)>)]) -> Markup {
    html! {
        @if !lists.is_empty() {
            section.section aria-labelledby="triage" {
                h2 id="triage" { (f.text("gantt.triage")) }
                div.triage { @for (list, criteria) in lists {
                    div.card { h3 { (list) " " span.count { (criteria.len()) } }
                        ul.stack-small { @for (criterion, why) in criteria { li { b { (criterion) } @if !why.is_empty() { br; span.small.quiet { (why) } } } } }
                    }
                } }
            }
        }
    }
}

fn duties(f: &Frame, id: &str, title: &str, (duties, total): &(Vec<Duty>, usize), none: &str) -> Markup {
    let more = total.saturating_sub(duties.len());
    let count = |count: usize| f.count(u32::try_from(count).unwrap_or(u32::MAX));
    html! {
        section.card aria-labelledby=(id) {
            h2 id=(id) { (title) " " span.count { (count(*total)) } }
            @if duties.is_empty() { p.quiet { (none) } }
            ul.stack-small { @for duty in duties { li {
                b { (duty.title) } @if duty.critical { " " span.tag.bad { (f.text("gantt.critical")) } }
                br; span.small { span.num { (duty.span) } @if !duty.late.is_empty() { " · " b { "! " (duty.late) } } @if !duty.person.is_empty() { " · " (duty.person) } }
            } } }
            @if more > 0 { p.quiet.small { (f.say("gantt.more-tasks", &[("n", &count(more))])) } }
        }
    }
}
