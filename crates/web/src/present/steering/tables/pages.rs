//! The tables of one page as the sheets of one workbook.

use super::super::TaskLine;
use super::super::leaders::LeadersView;
use super::super::meetings::MeetingView;
use super::super::prepare::Prepared;
use super::{proposals, ranking, table, tasks};
use crate::frame::Frame;
use vedich_documents::{Column, Content, Kind, Table};

/// The tables of a meeting: conclusions with their tasks, shortcomings, directions with what came of them, proposals, attendance.
#[must_use]
pub fn of_meeting(f: &Frame, meeting: &MeetingView) -> Vec<Table> {
    let title = &meeting.line.title.text;
    let sheet = |key: &'static str, headings: &[&'static str], rows: Vec<Vec<Content>>| named(f, key, table(f, title, headings, rows));
    let shortcoming = ["steering.shortcoming", "steering.cause", "steering.about"];
    let shortcomings = meeting.shortcomings.iter().map(|one| texts([&one.text, &one.cause, &one.about])).collect();
    let came = meeting.attendance.iter().map(|(who, present, note)| {
        let said = f.text(if *present { "steering.present" } else { "steering.absent" });
        texts([who.as_str(), said, note.as_str()])
    });
    vec![
        concluded(f, meeting),
        sheet("steering.shortcomings", &shortcoming, shortcomings),
        directions(f, meeting),
        named(f, "steering.proposals", proposals(f, title, &meeting.proposals)),
        sheet("steering.attendance", &["steering.invited", "steering.attendance", "steering.note"], came.collect()),
    ]
}

/// Conclusions, a line for each of their tasks.
fn concluded(f: &Frame, meeting: &MeetingView) -> Table {
    let headings = [
        "steering.conclusion",
        "steering.tasks",
        "steering.product",
        "steering.lead",
        "steering.person",
        "steering.due",
        "steering.counts",
        "steering.state",
    ];
    let line = |text: &str, task: Option<&TaskLine>| {
        let of = |task: &TaskLine| {
            texts([&task.content.text, &task.product, &task.lead, &task.person, &task.due, &task.said, &task.state].map(String::as_str))
        };
        std::iter::once(Content::text(text)).chain(task.map(of).unwrap_or_default()).collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    for one in &meeting.conclusions {
        let text = format!("{}. {}", one.number, one.text);
        rows.extend(one.tasks.iter().map(|task| line(&text, Some(task))));
        if one.tasks.is_empty() {
            let mut row = line(&text, None);
            row.extend(one.no_task.then(|| Content::text(f.text("steering.creates-none"))));
            rows.push(row);
        }
    }
    named(f, "steering.conclusions", table(f, &meeting.line.title.text, &headings, rows))
}

/// The directions of places: a line for each work item, with what was last said of it.
fn directions(f: &Frame, meeting: &MeetingView) -> Table {
    let headings = ["steering.place", "steering.aim", "steering.roadmap", "steering.work-item", "steering.achieved", "steering.day"];
    let mut rows = Vec::new();
    for one in &meeting.directions {
        let head = [&one.unit.name.text, &one.aim, &one.roadmap].map(|text| Content::text(text));
        for outcome in &one.outcomes {
            let last = outcome.achieved.last();
            let (text, on) = last.map_or(("", ""), |last| (last.text.as_str(), last.on.as_str()));
            let percent = outcome.percent.map_or(Content::Empty, |percent| Content::count(u32::from(percent)));
            rows.push(head.iter().cloned().chain(texts([outcome.item.as_str(), text, on])).chain([percent]).collect());
        }
        if one.outcomes.is_empty() {
            rows.push(head.to_vec());
        }
    }
    let mut made = named(f, "steering.directions", table(f, &meeting.line.title.text, &headings, rows));
    made.columns.push(Column::new("%", Kind::Number));
    made
}

/// What a meeting is prepared with: where the places stand, their overdue tasks, their open proposals.
#[must_use]
pub fn of_preparation(f: &Frame, places: &[Prepared]) -> Vec<Table> {
    let headings = ["steering.place", "web.criteria", "web.indicators", "steering.reported", "steering.unmet", "steering.roadmap"];
    let stand = |place: &Prepared| {
        let (criteria, indicators) = place.counts.clone().unwrap_or_default();
        let road = std::iter::once(place.roadmap.text.clone()).chain(place.stands.iter().cloned());
        let road: Vec<String> = road.filter(|line| !line.is_empty()).collect();
        texts(
            [&place.unit.name.text, &criteria, &indicators, &place.reported, &place.unmet.join("; "), &road.join("; ")].map(String::as_str),
        )
    };
    let title = f.text("steering.prepare");
    let late: Vec<TaskLine> = places.iter().flat_map(|place| place.overdue.iter().cloned()).collect();
    let open: Vec<_> = places.iter().flat_map(|place| place.proposals.iter().cloned()).collect();
    vec![
        named(f, "steering.places", table(f, title, &headings, places.iter().map(stand).collect())),
        named(f, "steering.overdue-list", tasks(f, title, &late)),
        named(f, "steering.open-proposals", proposals(f, title, &open)),
    ]
}

/// The tables of a leader's page: what is late, what waits for a decision, promises not kept in time, the ranking as it is shown.
#[must_use]
pub fn of_leaders(f: &Frame, view: &LeadersView) -> Vec<Table> {
    let decided = view.decisions.iter().map(|one| texts([&one.kind, &one.about.text, &one.text].map(String::as_str)));
    let headings = ["steering.decisions", "steering.content", "steering.note"];
    vec![
        named(f, "steering.late-whose", tasks(f, &view.name, &view.late)),
        named(f, "steering.decisions", table(f, &view.name, &headings, decided.collect())),
        named(f, "steering.promises", tasks(f, &view.name, &view.broken)),
        ranking(f, view),
    ]
}

/// Rounds of a recurring task: the day each was due, and the day it was done.
#[must_use]
pub fn rounds(f: &Frame, title: &str, rounds: &[(String, String)]) -> Table {
    let rows = rounds.iter().map(|(due, done)| texts([due.as_str(), done.as_str()])).collect();
    named(f, "steering.rounds", table(f, title, &["steering.due", "steering.done-on"], rows))
}

fn named(f: &Frame, key: &'static str, table: Table) -> Table {
    Table { name: f.text(key).to_owned(), ..table }
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<Content> {
    texts.map(Content::text).to_vec()
}
