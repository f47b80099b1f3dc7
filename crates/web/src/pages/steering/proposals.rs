//! Proposals: the register, one of them, a new one.

use super::{Carried, PEOPLE, PaperWays, area, crumbs, files, history, is_sent, more, paper_ways, parts, tag, typed_of};
use crate::frame::Frame;
use crate::parts::form::{Field, Sent, offered, problem, select};
use crate::parts::{Head, Link, link, page};
use crate::present::steering::proposals::{Counted, ProposalLine};
use crate::present::steering::{LogEntry, word};
use maud::{Markup, html};
use vedich_steering::proposal::Tally;

/// What the register shows.
#[derive(Clone, Debug, Default)]
pub struct ProposalsView {
    /// Whose.
    pub unit: String,
    /// The field of the address that names whose they are, and the unit with those above it.
    pub whose: (&'static str, String),
    /// The place looked for.
    pub place: String,
    /// The first day looked for.
    pub since: String,
    /// The last day looked for.
    pub until: String,
    /// The person or office looked for.
    pub person: String,
    /// Whether those alone are shown that the reader may answer; none: they may answer none.
    pub mine: Option<bool>,
    /// The parts of the list: name, words, address.
    pub parts: Vec<(String, String, String)>,
    /// Which is shown.
    pub show: String,
    /// Proposals.
    pub lines: Vec<ProposalLine>,
    /// Where the list goes on.
    pub next: String,
    /// Counted by field.
    pub by_topic: Vec<Counted>,
    /// Counted by who answers.
    pub by_answering: Vec<Counted>,
    /// The register as files.
    pub files: Vec<Link>,
    /// The statistics as files: by field, by who answers.
    pub statistics: [Vec<Link>; 2],
    /// Whether the reader may send one.
    pub may_propose: bool,
    /// Papers that can be made of the register.
    pub papers: Option<PaperWays>,
}

/// Renders the register.
#[must_use]
pub fn render(f: &Frame, view: &ProposalsView) -> Markup {
    let head = Head {
        title: f.text("steering.proposals").to_owned(),
        sub: view.unit.clone(),
        crumbs: crumbs(f, None),
        part: "steering",
        ..Head::default()
    };
    let body = html! {
        (parts(f, "proposals"))
        @if view.may_propose { p.no-print.section { a.act href="/proposals/new" { (f.text("steering.propose")) } } }
        nav.tabs.no-print aria-label=(f.text("steering.state")) { @for (name, words, href) in &view.parts { a href=(href) aria-current=[(*name == view.show).then_some("true")] { (words) } } }
        (find(f, view))
        (proposal_table(f, &view.lines))
        (more(f, &view.next))
        (files(&view.files))
        (paper_ways(f, view.papers.as_ref()))
        @if !view.by_topic.is_empty() {
            section.section id="by-topic" { (statistics(f, "steering.topic", &view.by_topic)) (files(&view.statistics[0])) }
            section.section id="by-answering" { (statistics(f, "steering.with", &view.by_answering)) (files(&view.statistics[1])) }
        }
    };
    page(f, &head, &body)
}

/// What is looked for.
fn find(f: &Frame, view: &ProposalsView) -> Markup {
    let (whose, unit) = &view.whose;
    let typed = [(*whose, unit), ("place", &view.place), ("since", &view.since), ("until", &view.until), ("person", &view.person)];
    let sent = Sent { typed: typed.map(|(name, text)| (name.to_owned(), text.clone())).to_vec(), ..Sent::default() };
    html! {
        form.fields.section.no-print role="search" method="get" action="/proposals" {
            (Field::text(whose, f.text("steering.unit")).show(&sent, "find"))
            @if *whose == "area" { (Field::text("place", f.text("steering.from-place")).show(&sent, "find")) }
            (Field::text("since", f.text("steering.sent-since")).hint(f.text("web.date.hint")).show(&sent, "find"))
            (Field::text("until", f.text("steering.until-day")).show(&sent, "find"))
            (Field::text("person", f.text("steering.answerer")).show(&sent, "find"))
            @if let Some(mine) = view.mine { label.check { input type="checkbox" name="mine" value="1" checked[mine]; " " (f.text("steering.mine")) } }
            input type="hidden" name="show" value=(view.show);
            @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of); }
            button.act.light type="submit" { (f.text("steering.find")) }
        }
    }
}

/// What the statistics count of proposals, in their order.
pub(crate) const COUNTED: [&str; 6] =
    ["steering.sent-count", "steering.answered", "steering.agreed", "steering.reopened-count", "steering.overdue", "steering.promised"];

fn statistics(f: &Frame, first: &'static str, rows: &[Counted]) -> Markup {
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { th { (f.text(first)) } @for key in COUNTED { th.num { (f.text(key)) } } th.num { (f.text("steering.money-promised")) } } }
                tbody { @for (name, tally) in rows { (counted(f, first, name, tally)) } }
            }
        }
    }
}

fn counted(f: &Frame, first: &'static str, name: &str, tally: &Tally) -> Markup {
    let counts = [tally.sent, tally.answered, tally.agreed, tally.reopened, tally.overdue, tally.promised];
    let money = tally.sum().map_or_else(|| "–".to_owned(), |sum| vedich_wording::millions_short(f.lang, sum.0));
    html! {
        tr {
            th scope="row" data-l=(f.text(first)) { @if name.is_empty() { "–" } @else { (name) } }
            @for (key, count) in COUNTED.into_iter().zip(counts) { td.num data-l=(f.text(key)) { (f.count(count)) } }
            td.num data-l=(f.text("steering.money-promised")) { (money) }
        }
    }
}

/// A table of proposals.
pub(super) fn proposal_table(f: &Frame, lines: &[ProposalLine]) -> Markup {
    html! {
        @if lines.is_empty() { p.quiet { (f.text("steering.no-proposals")) } } @else {
            div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("steering.text")) } th { (f.text("steering.from")) } th { (f.text("steering.with")) } th { (f.text("steering.answer-due")) } th { (f.text("steering.state")) } } }
                    tbody {
                        @for line in lines {
                            tr {
                                td data-l=(f.text("steering.text")) { (link(&line.text)) small { (line.topic) } }
                                td data-l=(f.text("steering.from")) { (line.from) }
                                td data-l=(f.text("steering.with")) { (line.with) }
                                td data-l=(f.text("steering.answer-due")) { (line.due) }
                                td data-l=(f.text("steering.state")) { (tag(line.tag, &line.state)) @if !line.answer.is_empty() { small { (line.answer) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the page of a proposal shows.
#[derive(Clone, Debug, Default)]
pub struct ProposalView {
    /// The line of the register.
    pub line: ProposalLine,
    /// What happened.
    pub history: Vec<LogEntry>,
    /// The task a promise became.
    pub task: Link,
    /// What forms carry.
    pub carried: Carried,
    /// Whether the reader may answer.
    pub may_answer: bool,
    /// The meeting at which it is answered.
    pub meeting: String,
    /// Levels it can be passed up to: id and name.
    pub above: Vec<(String, String)>,
    /// Whether the reader may judge the answer.
    pub may_judge: bool,
    /// Whether the reader may take it back.
    pub may_withdraw: bool,
    /// People offered where one is to be named.
    pub people: Vec<String>,
    /// A form as it was sent.
    pub sent: Sent,
    /// Whether something was just recorded.
    pub done: bool,
}

/// Renders the page of a proposal.
#[must_use]
pub fn render_one(f: &Frame, view: &ProposalView) -> Markup {
    let line = &view.line;
    let crumbs = crumbs(f, Some(Link::new(f.text("steering.proposals"), f.link("/proposals"))));
    let head = Head { title: line.text.text.clone(), sub: line.from.clone(), crumbs, part: "steering", ..Head::default() };
    let row = |key: &'static str, text: &str| html! { @if !text.is_empty() { dt { (f.text(key)) } dd { (text) } } };
    let body = html! {
        @if view.done { p.note role="status" { b { (f.text("steering.recorded")) } } }
        (problem(&view.sent))
        section.section { p { (tag(line.tag, &line.state)) } }
        dl.pairs.section {
            (row("steering.with", &line.with)) (row("steering.topic", &line.topic)) (row("steering.sent", &line.sent))
            (row("steering.answer-due", &line.due)) (row("steering.answer", &line.answer))
            @if !view.task.text.is_empty() { dt { (f.text("steering.commitment")) } dd { (link(&view.task)) } }
        }
        @if view.may_answer { (answer(f, view)) }
        @if view.may_judge { (judge(f, view)) }
        @if view.may_withdraw {
            details.no-print open[is_sent(&view.sent, "withdraw")] { summary { (f.text("steering.withdraw")) } form.fields method="post" action={ "/proposals/" (line.key) "/withdraw" } { (view.carried.show_of("withdraw")) (Field::text("text", f.text("steering.reason")).long().show(&typed_of(&view.sent, "withdraw", Sent::default()), "withdraw")) button.act.light type="submit" { (f.text("steering.withdraw")) } } }
        }
        section.section aria-labelledby="log" { h2 id="log" { (f.text("steering.log")) } (history(f, &view.history)) }
    };
    page(f, &head, &body)
}

fn answer(f: &Frame, view: &ProposalView) -> Markup {
    let kinds: Vec<(String, String)> = ["agreed", "part", "refused", "passed_up", "passed_on", "regulated"]
        .into_iter()
        .filter(|kind| *kind != "passed_up" || !view.above.is_empty())
        .map(|kind| (kind.to_owned(), word(f, &format!("answer-{kind}"))))
        .collect();
    let above: Vec<(String, String)> = std::iter::once((String::new(), "–".to_owned())).chain(view.above.iter().cloned()).collect();
    let sent = &typed_of(&view.sent, "answer", Sent::default());
    html! {
        section.section.card.no-print aria-labelledby="answer" {
            h2 id="answer" { (f.text("steering.answer-it")) }
            form.tall method="post" action={ "/proposals/" (view.line.key) "/answer" } {
                (view.carried.show_of("answer"))
                (offered(PEOPLE, &view.people))
                @if !view.meeting.is_empty() { input type="hidden" name="meeting" value=(view.meeting); }
                (select(sent, "answer", "kind", f.text("steering.answer-kind"), &kinds))
                (area(sent, "answer", "text", f.text("steering.answer"), "", 3))
                div.fields.top {
                    (Field::text("office", f.text("steering.office")).hint(f.text("steering.office-hint")).show(sent, "answer"))
                    (Field::text("paper", f.text("steering.paper")).show(sent, "answer"))
                    @if !view.above.is_empty() { (select(sent, "answer", "to", f.text("steering.pass-to"), &above)) }
                    (Field::text("pass-office", f.text("steering.pass-on-to")).hint(f.text("steering.pass-on-hint")).show(sent, "answer"))
                }
                fieldset { legend { (f.text("steering.commitment")) } p.hint { (f.text("steering.commitment-hint")) }
                    (Field::text("promise", f.text("steering.content")).long().show(sent, "answer"))
                    div.fields.top {
                        (Field::text("person", f.text("steering.person")).offering(PEOPLE).show(sent, "answer"))
                        (Field::text("by", f.text("steering.due")).hint(f.text("web.date.hint")).show(sent, "answer"))
                        (Field::text("amount", f.text("steering.amount")).show(sent, "answer"))
                    }
                }
                button.act type="submit" { (f.text("steering.answer-it")) }
            }
        }
    }
}

fn judge(f: &Frame, view: &ProposalView) -> Markup {
    let verdicts = ["satisfied", "partly", "unsatisfied"].map(|verdict| (verdict.to_owned(), word(f, &format!("verdict-{verdict}"))));
    let sent = &typed_of(&view.sent, "judge", Sent::default());
    html! {
        section.section.card.no-print aria-labelledby="judge" {
            h2 id="judge" { (f.text("steering.judge")) }
            form.tall method="post" action={ "/proposals/" (view.line.key) "/judge" } { (view.carried.show_of("judge")) (select(sent, "judge", "verdict", f.text("steering.verdict"), &verdicts)) (area(sent, "judge", "text", f.text("steering.note"), f.text("steering.judge-hint"), 2)) button.act type="submit" { (f.text("steering.judge")) } }
        }
    }
}

/// What the page of a new proposal shows.
#[derive(Clone, Debug, Default)]
pub struct ProposeForm {
    /// What it carries.
    pub carried: Carried,
    /// Units in whose name the reader may propose.
    pub units: Vec<(String, String)>,
    /// As it was sent.
    pub sent: Sent,
}

/// Renders the page of a new proposal.
#[must_use]
pub fn render_new(f: &Frame, view: &ProposeForm) -> Markup {
    let crumbs = crumbs(f, Some(Link::new(f.text("steering.proposals"), f.link("/proposals"))));
    let head = Head { title: f.text("steering.propose").to_owned(), crumbs, part: "steering", ..Head::default() };
    let sent = &view.sent;
    let body = html! {
        section.section.card {
            (problem(sent))
            form.tall method="post" action="/proposals/new" {
                (view.carried.show())
                (select(sent, "new", "unit", f.text("steering.from"), &view.units))
                (area(sent, "new", "text", f.text("steering.text"), "", 3))
                div.fields.top {
                    (Field::text("to", f.text("steering.with")).hint(f.text("steering.to-hint")).show(sent, "new"))
                    (Field::text("office", f.text("steering.office")).hint(f.text("steering.office-hint")).show(sent, "new"))
                }
                div.fields.top {
                    (Field::text("topic", f.text("steering.topic")).show(sent, "new"))
                    (Field::text("criteria", f.text("steering.criteria")).hint("5, 14").show(sent, "new"))
                    (Field::text("days", f.text("steering.answer-days")).hint(&f.say("steering.answer-days-hint", &[("days", &vedich_reference::steering_rules().answer_working_days.to_string())])).show(sent, "new"))
                }
                button.act type="submit" { (f.text("steering.propose")) }
            }
        }
    };
    page(f, &head, &body)
}
