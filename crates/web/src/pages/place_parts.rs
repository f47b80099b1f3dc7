//! Pieces of the page of a place.

use crate::frame::Frame;
use crate::mark::Mark;
use crate::pages::conditions;
use crate::pages::fieldwork::check_tag;
use crate::pages::place::{
    ConditionLine, CriterionView, Event, IndicatorView, OutputLine, Pipeline, PlaceView, Predecessor, Reported, StageLine, WorkLine,
    set_line,
};
use crate::parts::chart::{Progress, progress, spark};
use crate::parts::{badge, figure, link, links, mere_sign, sign};
use maud::{Markup, html};

/// Name, picture of the counts, facts about the unit.
pub(crate) fn head(f: &Frame, view: &PlaceView) -> Markup {
    html! {
        div.place-head {
            div.stack {
                div {
                    h1 { (view.name) }
                    p.quiet { (f.say("web.place.as-of", &[("date", &f.date(f.as_of))])) }
                }
                @if let Some((text, go)) = &view.gone { p.note.warn { (text) " " (link(go)) } }
                @if !view.apart.is_empty() { p.note { (view.apart) } }
                @if view.steps.is_empty() {
                    p.note.warn { (f.text("web.place.no-set")) }
                } @else {
                    (counts(f, view))
                    (steps(f, view))
                    (set_line(f, view))
                }
            }
            aside.card aria-label=(f.text("web.place.facts")) {
                dl.facts {
                    @for (what, values) in &view.facts { dt { (what) } dd { (links(values)) } }
                }
                @if let Some(below) = &view.below { p.no-print { (link(below)) } }
            }
        }
    }
}

/// What stands for the place: the reported counts with the computed part beside them, or the computed ones.
fn counts(f: &Frame, view: &PlaceView) -> Markup {
    let (valued, all) = (f.count(view.valued), f.count(view.indicators.total));
    let known = [("known", valued.as_str()), ("all", all.as_str())];
    let detailed = view.criteria.met + view.criteria.unmet > 0;
    html! {
        @if let Some(reported) = &view.said {
            div.counts {
                (said(&reported.criteria, f.text("web.criteria"), f.text("web.place.as-reported")))
                (said(&reported.indicators, f.text("web.indicators"), f.text("web.place.as-reported")))
            }
            @if detailed {
                @let computed = [("met", view.criteria.met.to_string()), ("total", view.criteria.total.to_string())];
                p.note.warn { (f.say("web.place.computed-part", &[("met", &computed[0].1), ("total", &computed[1].1), known[0], known[1]])) }
            } @else {
                p.note.warn { (f.text("web.place.only-reported")) }
            }
        } @else if detailed {
            div.counts {
                (figure(f, view.criteria, f.text("web.criteria")))
                @if view.valued * 2 < view.indicators.total { p.quiet.small { (f.say("web.place.few-indicators", &known)) } }
                @else if view.indicators.total > 0 { (figure(f, view.indicators, f.text("web.indicators"))) }
            }
        } @else {
            p.note.warn { (f.text(view.nothing_decided())) }
        }
    }
}

fn said(figure: &str, what: &str, how: &str) -> Markup {
    html! {
        @if !figure.is_empty() {
            @let (met, total) = figure.split_once('/').unwrap_or((figure, ""));
            div.figure { b { (met) span { "/" (total) } } span.what { (what) } small { (how) } }
        }
    }
}

fn steps(f: &Frame, view: &PlaceView) -> Markup {
    html! {
        ol.strip.wide aria-label=(f.text("web.place.strip")) {
            @for step in &view.steps {
                li class=(step.mark.class()) {
                    a href={ "#tc-" (step.no) } title={ (step.name) ": " (step.mark.word(f.lang)) } { (step.no) span.vh { " " (step.name) ": " (step.mark.word(f.lang)) } }
                }
            }
            li.finish aria-hidden="true" {}
        }
    }
}

/// Reported counts beside the computed ones.
pub(crate) fn reported(f: &Frame, all: &[Reported]) -> Markup {
    html! {
        @if !all.is_empty() {
            section.section aria-labelledby="reported" {
                h2 id="reported" { (f.text("web.place.reported")) }
                div.boxed.scroll {
                    table.plain-table.cards-on-phone {
                        caption.vh { (f.text("web.place.reported")) }
                        thead { tr {
                            th scope="col" { (f.text("web.col.date")) } th scope="col" { (f.text("web.criteria")) } th scope="col" { (f.text("web.indicators")) }
                            th scope="col" { (f.text("web.col.verdict")) } th scope="col" { (f.text("web.col.source")) }
                        } }
                        tbody {
                            @for line in all {
                                tr {
                                    th.nowrap scope="row" { (line.date) }
                                    td data-l=(f.text("web.criteria")) { b { (line.criteria) } }
                                    td data-l=(f.text("web.indicators")) { b { (line.indicators) } @if line.indicators.is_empty() { "–" } }
                                    td { (mere_sign(line.tone)) " " (line.verdict) }
                                    td data-l=(f.text("web.col.source")) { (link(&line.source)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Ways for those who work with the place.
pub(crate) fn fieldwork(f: &Frame, view: &PlaceView) -> Markup {
    html! {
        @if !view.desk_ways.is_empty() {
            p.section.no-print { @for way in &view.desk_ways { a.act.light href=(way.href) { (way.text) } " " } }
        }
        @if !view.responsible.is_empty() { p { span.quiet { (f.text("fieldwork.duty.title-short")) ": " } (view.responsible) } }
    }
}

/// Where the values stand with those who verify them.
pub(crate) fn checks(f: &Frame, checks: Option<&crate::pages::place::ChecksLine>) -> Markup {
    html! {
        @if let Some(checks) = checks {
            section.section.checks aria-label=(f.text("fieldwork.place.title")) {
                p { b { (f.text("fieldwork.place.title")) ": " } (checks.words) @for way in &checks.ways { " " a.act.light.no-print href=(way.href) { (way.text) } } }
                @if !checks.back.is_empty() {
                    ul { @for (what, words) in &checks.back { li { b { (what) } @if !words.is_empty() { ": " (words) } } } }
                }
            }
        }
    }
}

/// A criterion with its indicators.
pub(crate) fn criterion(f: &Frame, criterion: &CriterionView) -> Markup {
    html! {
        article class={ "crit " (criterion.mark.class()) } id={ "tc-" (criterion.no) } {
            header {
                h3 { span.no { (criterion.no) } (criterion.name) }
                @if let Some(narrow) = narrow_ones(f, criterion) { span.tag.warn { (narrow) } }
                (badge(f, criterion.mark))
            }
            @if !criterion.basis.is_empty() { p.why { (criterion.basis) } }
            @if !criterion.differs.is_empty() { p.why { span.tag.warn { (f.text("web.place.differs")) } " " (criterion.differs) } }
            @if !criterion.document.text.is_empty() { p.why { (link(&criterion.document)) } }
            @for one in criterion.indicators.iter().filter(|one| is_telling(one)) { (indicator(f, one)) }
            (open_ones(f, criterion))
        }
    }
}

/// How many of its indicators are met only just, where the criterion's own state does not say it.
fn narrow_ones(f: &Frame, criterion: &CriterionView) -> Option<String> {
    let narrow = criterion.indicators.iter().filter(|one| one.mark == Mark::Narrow).count();
    (narrow > 0 && criterion.mark != Mark::Narrow).then(|| f.say("web.place.narrow-ones", &[("n", &narrow.to_string())]))
}

/// Whether there is a value or a verdict to show.
fn is_telling(one: &IndicatorView) -> bool {
    !one.value.is_empty()
        || !matches!(one.mark, Mark::NoData | Mark::NotAssessable)
        || one.parts.iter().any(|(_, value, _, _)| value != "–")
}

/// Indicators of which nothing is known, a line each; folded where the criterion stands without them.
fn open_ones(f: &Frame, criterion: &CriterionView) -> Markup {
    let open: Vec<&IndicatorView> = criterion.indicators.iter().filter(|one| !is_telling(one)).collect();
    let list = html! {
        ul.open { @for one in &open {
            li { (sign(f, one.mark)) span { (crate::parts::code(f, &one.code)) " " (one.name) small { (one.why) @if !one.doubt.is_empty() { " " span.tag.warn { (one.doubt) } } } } }
        } }
    };
    html! {
        @if !open.is_empty() {
            @if matches!(criterion.mark, Mark::NoData) { (list) }
            @else { details.open { summary { (f.say("web.place.open", &[("n", &open.len().to_string())])) } (list) } }
        }
    }
}

fn indicator(f: &Frame, one: &IndicatorView) -> Markup {
    html! {
        div.ind {
            div.label {
                (crate::parts::code(f, &one.code)) (one.name)
                div.small { (badge(f, one.mark)) @if !one.check.1.is_empty() { " " (check_tag(one.check)) } }
            }
            div.value {
                @if one.value.is_empty() { span.quiet { "–" } } @else { b { (one.value) } }
                @if !one.threshold.is_empty() { small { (f.text("web.place.needs")) " " (one.threshold) } }
                @if !one.gap.is_empty() { small.gap { (one.gap) } }
            }
            div { @if let Some(history) = &one.history { (spark(history)) } }
            @if !one.parts.is_empty() {
                ul.parts {
                    @for (name, value, threshold, mark) in &one.parts {
                        li { (sign(f, *mark)) span { (name) } b { (value) } @if !threshold.is_empty() { span.quiet { (threshold) } } }
                    }
                }
            }
            p.how {
                @if !one.why.is_empty() { span { (one.why) } }
                @if !one.date.is_empty() { span.nowrap { (f.text("web.col.date")) ": " (one.date) } }
                @if !one.source.text.is_empty() { span { (f.text("web.col.source")) ": " (link(&one.source)) } }
                @if !one.doubt.is_empty() { span.tag.warn { (one.doubt) } }
            }
        }
    }
}

/// Demands outside the criteria.
pub(crate) fn demands(f: &Frame, all: &[ConditionLine]) -> Markup {
    html! {
        @if !all.is_empty() {
            section.section aria-labelledby="conditions" {
                h2 id="conditions" { (f.text("web.place.conditions")) }
                ul.list { @for line in all { (condition(f, line)) } }
            }
        }
    }
}

fn condition(f: &Frame, line: &ConditionLine) -> Markup {
    html! {
        li {
            div.row.between { b { (line.name) } (badge(f, line.mark)) }
            @if !line.why.is_empty() { small { (line.why) } }
            (conditions::terms(&line.terms))
            @if !line.included.is_empty() {
                ul.parts { @for (name, mark) in &line.included { li { (sign(f, *mark)) span { (name) } } } }
            }
            @if !line.doubt.is_empty() { small { span.tag.warn { (line.doubt) } } }
        }
    }
}

/// Counts over time, with the numbers behind the picture.
pub(crate) fn progress_card(f: &Frame, chart: Option<&Progress>) -> Markup {
    html! {
        section.card aria-labelledby="progress" {
            h2 id="progress" { (f.text("web.place.progress")) }
            @match chart.filter(|chart| !chart.points.is_empty()) {
                None => p.quiet { (f.text("web.place.no-progress")) },
                Some(chart) => {
                    (progress(chart))
                    details.no-print {
                        summary { (f.text("web.place.numbers")) }
                        table.plain-table {
                            caption.vh { (chart.label) }
                            thead { tr { th scope="col" { (f.text("web.col.date")) } th scope="col" { (f.text("web.criteria")) } th scope="col" { (f.text("web.col.kind")) } } }
                            tbody { @for point in &chart.points {
                                tr { th scope="row" { (point.date_words) } td { (point.words) } td { (if point.reported { f.text("web.place.as-reported") } else { f.text("web.place.as-computed") }) } }
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// Neighbours in rank.
pub(crate) fn rank_card(f: &Frame, view: &PlaceView) -> Markup {
    html! {
        section.card aria-labelledby="rank" {
            h2 id="rank" { (f.text("web.place.rank")) }
            @if view.rank.is_empty() {
                p.quiet { (f.text("web.place.no-rank")) }
            } @else {
                p.small.quiet { (view.rank_of) }
                table.plain-table.rank {
                    caption.vh { (f.text("web.place.rank")) }
                    thead { tr { th scope="col" { (f.text("web.col.rank")) } th scope="col" { (f.text("web.board.unit")) } th.num scope="col" { (f.text("web.criteria")) } } }
                    tbody { @for line in &view.rank {
                        tr class=[line.here.then_some("here")] { td { (line.rank) } th scope="row" { (link(&line.unit)) } td.num { (line.criteria.met) "/" (line.criteria.total) @if line.reported { small.quiet { " " (f.text("web.place.as-reported")) } } } }
                    } }
                }
            }
        }
    }
}

/// Units at each stage of recognition.
pub(crate) fn pipeline(f: &Frame, index: usize, pipeline: &Pipeline) -> Markup {
    html! {
        section.section aria-labelledby={ "pipeline-" (index) } {
            h2 id={ "pipeline-" (index) } { (f.text("web.place.pipeline")) span.count { (f.say("web.place.registered", &[("n", &f.count(pipeline.total))])) } }
            div.card {
                p { (link(&pipeline.set)) }
                @for (place, stages) in pipeline.counts.iter().enumerate() {
                    @if place > 0 { h3 { (f.text("web.place.divided-otherwise")) } }
                    (stage_table(f, pipeline.total, stages))
                }
                p.small.quiet { (link(&pipeline.source)) }
                @if let Some(procedure) = &pipeline.procedure { p.no-print { a href=(procedure.href) { (f.text("procedure.see")) ": " (procedure.text) } } }
            }
        }
    }
}

fn stage_table(f: &Frame, total: u32, stages: &[StageLine]) -> Markup {
    html! {
        table.plain-table {
            caption.vh { (f.text("web.place.pipeline")) }
            thead { tr { th scope="col" { (f.text("web.col.stage")) } th.num scope="col" { (f.text("web.col.count")) } th scope="col" { (f.text("web.col.share")) } th scope="col" { (f.text("web.col.where")) } } }
            tbody { @for (stage, count, mark, places) in stages {
                tr { th scope="row" { (mere_sign(*mark)) " " (stage) } td.num { b { (count) } } td { (share(*count, total, *mark)) } td { (links(places)) } }
            } }
        }
    }
}

fn share(count: u32, total: u32, mark: Mark) -> Markup {
    html! {
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.ground width="1000" height="10" {}
            rect class=(mark.class()) width=(count * 1000 / total.max(1)) height="10" {}
        }
    }
}

/// Quantities of work done.
pub(crate) fn outputs(f: &Frame, all: &[OutputLine]) -> Markup {
    html! {
        @if !all.is_empty() {
            section.section aria-labelledby="outputs" {
                h2 id="outputs" { (f.text("web.place.outputs")) }
                ul.list.cols { @for line in all {
                    li { div.figure { b { (line.quantity) } } (line.what) small { (line.period) } small { (link(&line.source)) } }
                } }
            }
        }
    }
}

/// Works and where they stand.
pub(crate) fn works(f: &Frame, all: &[WorkLine]) -> Markup {
    html! {
        @if !all.is_empty() {
            section.section aria-labelledby="works" {
                h2 id="works" { (f.text("web.place.works")) }
                div.boxed.scroll { table.plain-table.cards-on-phone {
                    caption.vh { (f.text("web.place.works")) }
                    thead { tr { th scope="col" { (f.text("web.col.work")) } th scope="col" { (f.text("web.col.where")) } th scope="col" { (f.text("web.col.state")) } th scope="col" { (f.text("web.col.date")) } th scope="col" { (f.text("web.col.source")) } } }
                    tbody { @for line in all {
                        tr { th scope="row" { (line.name) } td { (line.location) } td { span.tag { (line.state) } } td.nowrap { (line.date) } td { (link(&line.source)) } }
                    } }
                } }
            }
        }
    }
}

/// Dated statements: stages, remarks, attributes.
pub(crate) fn events(f: &Frame, all: &[Event]) -> Markup {
    html! {
        @if !all.is_empty() {
            section.section aria-labelledby="events" {
                h2 id="events" { (f.text("web.place.events")) }
                ol.timeline.card { @for group in all.chunk_by(|a, b| a.date == b.date && a.source == b.source) {
                    @if let Some(first) = group.first() {
                        li {
                            div { time { (first.date) } @if !first.source.text.is_empty() { small.quiet { (link(&first.source)) } } }
                            ul.stack-small { @for event in group { li { span.tag { (event.topic) } " " (event.text) } } }
                        }
                    }
                } }
            }
        }
    }
}

/// What the units this one came from had reached when they ended.
pub(crate) fn predecessors(f: &Frame, lines: &[Predecessor]) -> Markup {
    let heads =
        ["web.place.predecessor", "web.criteria", "web.indicators", "web.place.last-reported", "web.board.by-set", "web.place.latest"]
            .map(|key| f.text(key));
    html! {
        @if !lines.is_empty() {
            section.section aria-labelledby="came-from" {
                h2 id="came-from" { (f.text("web.place.came-from")) span.count { (lines.len()) } }
                p.small.quiet { (f.text("web.place.came-from-text")) }
                div.boxed.scroll { table.plain-table.cards-on-phone {
                    caption.vh { (f.text("web.place.came-from")) }
                    thead { tr { @for (place, head) in heads.iter().enumerate() { th scope="col" class=[matches!(place, 1 | 2).then_some("num")] { (head) } } } }
                    tbody { @for one in lines { tr {
                        th scope="row" { (link(&one.unit)) @if !one.whole { " " span.tag { (f.text("web.place.in-part")) } } br; small.quiet { (one.above) } }
                        td.num data-l=(heads[1]) { (dash(&one.criteria)) }
                        td.num data-l=(heads[2]) { (dash(&one.indicators)) }
                        td data-l=(heads[3]) { (dash(&one.reported)) }
                        td data-l=(heads[4]) { (link(&one.set)) }
                        td data-l=(heads[5]) { (one.date) }
                    } } }
                } }
            }
        }
    }
}

fn dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}
