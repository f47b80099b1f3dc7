//! What those who work here find besides: tasks, meetings, conclusions, proposals and papers, each as far as they may read it.

use super::super::Scene;
use super::super::steering::{line, meetings, office_of, proposals};
use crate::pages::search::{Group, OtherHit};
use crate::parts::Link;
use std::sync::Arc;
use vedich_app::papers::Said;
use vedich_board::steering::{ConclusionHit, Hits, Sought};
use vedich_facts::PersonId;
use vedich_papers::{Arrival, PaperLine, PaperState};
use vedich_reference::paper_forms;
use vedich_steering::{Meeting, Proposal, Task};
use vedich_values::UnitId;
use vedich_values::text_index::Query;

/// Letters of a text that a hit shows; its page shows the rest.
const SHOWN_LETTERS: usize = 240;

/// What whoever looks may read: the very rules of the pages hits lead to.
pub trait Reach: Sync {
    /// The units they may look in, with what lies below; none: everywhere.
    fn areas(&self) -> Option<Vec<UnitId>>;
    /// Who they are.
    fn person(&self) -> Option<PersonId>;
    /// Whether they may read a task.
    fn task(&self, task: &Task) -> bool;
    /// Whether they may read a meeting.
    fn meeting(&self, s: Scene<'_>, meeting: &Meeting) -> bool;
    /// Whether they may read a proposal.
    fn proposal(&self, proposal: &Proposal) -> bool;
    /// Papers and lines of incoming registers they may read.
    fn papers(&self, query: &Query, most: usize) -> (Said<Arc<PaperLine>>, Said<Arc<Arrival>>);
}

/// Everything of one kind, or of all, in the order people look for it.
pub(super) fn found(s: Scene<'_>, reach: &dyn Reach, query: &Query, kind: Option<&str>, most: usize) -> Vec<Group> {
    let areas = reach.areas();
    let sought = Sought { query, areas: areas.as_deref(), person: reach.person(), most };
    let wants = |name: &str| kind.is_none_or(|kind| kind == name);
    let mut groups = Vec::new();
    if wants("tasks") {
        let found = s.board.tasks_saying(sought, |task| reach.task(task));
        groups.push(group(s, "tasks", "steering.tasks", found, task));
    }
    if wants("meetings") {
        let found = s.board.meetings_saying(sought, |meeting| reach.meeting(s, meeting));
        groups.push(group(s, "meetings", "steering.meetings", found, meeting));
    }
    if wants("conclusions") {
        let found = s.board.conclusions_saying(sought, |meeting| reach.meeting(s, meeting));
        groups.push(group(s, "conclusions", "steering.conclusions", found, conclusion));
    }
    if wants("proposals") {
        let found = s.board.proposals_saying(sought, |proposal| reach.proposal(proposal));
        groups.push(group(s, "proposals", "steering.proposals", found, proposal));
    }
    if wants("papers") || wants("arrivals") {
        let (papers, arrivals) = reach.papers(query, most);
        if wants("papers") {
            groups.push(group(s, "papers", "web.search.papers", Hits { items: papers.items, more: papers.more }, |s, one| paper(s, one)));
        }
        if wants("arrivals") {
            groups.push(group(s, "arrivals", "web.search.arrivals", Hits { items: arrivals.items, more: arrivals.more }, |s, one| {
                arrival(s, one)
            }));
        }
    }
    groups
}

fn group<T>(s: Scene<'_>, kind: &'static str, heading: &'static str, found: Hits<T>, hit: impl Fn(Scene<'_>, &T) -> OtherHit) -> Group {
    let hits = found.items.iter().map(|one| hit(s, one)).collect();
    Group { kind, heading: s.f.text(heading).to_owned(), hits, more: found.more, ..Group::default() }
}

/// A hit: its identity, its text leading to its page, and what is said beside it.
fn hit(id: String, text: &str, href: String, beside: impl IntoIterator<Item = String>) -> OtherHit {
    let said: Vec<String> = beside.into_iter().filter(|part| !part.is_empty()).collect();
    OtherHit { id, what: Link::new(cut(text), href), note: said.join(" · ") }
}

/// The beginning of a text, to the end of a word.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SHOWN_LETTERS) else { return text.to_owned() };
    let whole = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &text[..whole])
}

fn task(s: Scene<'_>, task: &Task) -> OtherHit {
    let line = line(s, task);
    hit(line.key, &line.content.text, line.content.href, [line.lead, line.due, line.said])
}

fn meeting(s: Scene<'_>, meeting: &Meeting) -> OtherHit {
    let line = meetings::meeting_line(s, meeting);
    hit(meeting.key.to_string(), &line.title.text, line.title.href, [line.when, line.unit, line.state])
}

fn conclusion(s: Scene<'_>, found: &ConclusionHit) -> OtherHit {
    let (f, meeting) = (s.f, &found.meeting);
    let Some(one) = meeting.conclusions.get(found.at).map(|entry| &entry.value) else { return OtherHit::default() };
    let number = f.say("web.search.conclusion-no", &[("n", &(found.at + 1).to_string())]);
    let href = format!("{}#c-{}", f.link(&format!("/meetings/{}", meeting.key)), one.id);
    hit(format!("{}/{}", meeting.key, one.id), &one.text, href, [number, cut(&meeting.plan.title), f.date(meeting.plan.date)])
}

fn proposal(s: Scene<'_>, proposal: &Proposal) -> OtherHit {
    let line = proposals::proposal_line(s, proposal);
    let ways = s.f.say("web.search.from-to", &[("from", &line.from), ("to", &office_of(s, proposal.answering()))]);
    hit(line.key, &line.text.text, line.text.href, [ways, line.sent, line.state])
}

fn paper(s: Scene<'_>, line: &PaperLine) -> OtherHit {
    let (f, forms) = (s.f, paper_forms());
    let form = forms.get(&line.form).map_or(line.form.as_str(), |form| f.lang.of(&form.name));
    let period = line.period.as_ref().map(|period| f.lang.of(&forms.period_name(period)).to_owned());
    let name = period.map_or_else(|| form.to_owned(), |period| format!("{form}, {period}"));
    let (text, beside) = match &line.state {
        PaperState::Issued { issue, dated } => (issue.title.as_str(), [issue.symbol.clone(), f.date(*dated), s.name(line.unit)]),
        PaperState::Draft | PaperState::Dropped => (name.as_str(), [f.text("papers.draft").to_owned(), s.name(line.unit), String::new()]),
    };
    let text = if text.is_empty() { name.as_str() } else { text };
    hit(line.id.to_string(), text, format!("/papers/{}", line.id), beside)
}

fn arrival(s: Scene<'_>, arrival: &Arrival) -> OtherHit {
    let (f, receipt) = (s.f, &arrival.receipt);
    let (unit, year) = (arrival.unit.to_string(), receipt.year.to_string());
    let number = f.say("web.search.came-as", &[("n", &format!("{:02}", receipt.number)), ("date", &f.date(arrival.came))]);
    let words = if receipt.symbol.is_empty() { &receipt.title } else { &receipt.symbol };
    let query = [("unit", unit.as_str()), ("year", year.as_str()), ("q", words.as_str())];
    let href = crate::frame::address("/papers/registers", query);
    hit(arrival.seq.to_string(), &receipt.title, href, [receipt.symbol.clone(), receipt.author.clone(), number, s.name(arrival.unit)])
}
