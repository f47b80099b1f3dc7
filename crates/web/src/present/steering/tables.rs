//! What pages of steering show as tables, for CSV and XLSX: the same lines, the same words.

mod pages;

pub use pages::{of_leaders, of_meeting, of_preparation, rounds};

use super::leaders::{LeadersView, PlaceLine};
use super::meetings::MeetingLine;
use super::proposals::Counted;
use super::{CountLine, TaskLine, proposals::ProposalLine};
use crate::frame::Frame;
use vedich_documents::{Column, Content, Kind, Table};
use vedich_values::Decimal;

/// Tasks.
#[must_use]
pub fn tasks(f: &Frame, title: &str, lines: &[TaskLine]) -> Table {
    let headings = [
        "steering.content",
        "steering.product",
        "steering.lead",
        "steering.person",
        "steering.given",
        "steering.due",
        "steering.counts",
        "steering.state",
        "steering.source",
        "steering.about",
    ];
    let row = |line: &TaskLine| {
        [
            &line.content.text,
            &line.product,
            &line.lead,
            &line.person,
            &line.given,
            &line.due,
            &line.said,
            &line.state,
            &line.source,
            &line.about,
        ]
        .map(|text| Content::text(text))
        .to_vec()
    };
    table(f, title, &headings, lines.iter().map(row).collect())
}

/// Proposals: the register.
#[must_use]
pub fn proposals(f: &Frame, title: &str, lines: &[ProposalLine]) -> Table {
    let headings = [
        "steering.text",
        "steering.from",
        "steering.with",
        "steering.topic",
        "steering.sent",
        "steering.answer-due",
        "steering.state",
        "steering.answer",
    ];
    let row = |line: &ProposalLine| {
        [&line.text.text, &line.from, &line.with, &line.topic, &line.sent, &line.due, &line.state, &line.answer]
            .map(|text| Content::text(text))
            .to_vec()
    };
    table(f, title, &headings, lines.iter().map(row).collect())
}

/// Meetings.
#[must_use]
pub fn meetings(f: &Frame, title: &str, lines: &[MeetingLine]) -> Table {
    let words = ["steering.when", "steering.meeting", "steering.kind", "steering.holder", "steering.places", "steering.state"];
    let figures = ["steering.conclusions", "steering.tasks", "steering.overdue"];
    let row = |line: &MeetingLine| {
        let (conclusions, tasks, overdue) = line.counts;
        let texts = [&line.when, &line.title.text, &line.kind, &line.unit, &line.places, &line.state].map(|text| Content::text(text));
        let counts = [conclusions as u64, tasks.into(), overdue.into()].map(Content::count);
        texts.into_iter().chain(counts).collect()
    };
    let mut made = table(f, title, &words, lines.iter().map(row).collect());
    made.columns.extend(figures.map(|key| Column::new(f.text(key), Kind::Number)));
    made
}

/// Counts of tasks, a week, a month or a unit a row; a count that is not known is left empty. `closed`: with who closed each.
#[must_use]
pub fn counts(f: &Frame, title: &str, first: &'static str, lines: &[CountLine], closed: bool) -> Table {
    let figures = ["steering.assigned", "steering.in-time", "steering.late", "steering.in-progress", "steering.overdue"];
    let row = |line: &CountLine| {
        let counts = line.tally.map(|tally| [tally.assigned(), tally.in_time, tally.late, tally.in_progress, tally.overdue]);
        let counts = counts.map_or_else(Default::default, |counts| counts.map(Content::count));
        let said = closed.then(|| Content::text(&line.closed));
        std::iter::once(Content::text(&line.name.text)).chain(counts).chain(said).collect()
    };
    let mut made = table(f, title, &[first], lines.iter().map(row).collect());
    made.columns.extend(figures.map(|key| Column::new(f.text(key), Kind::Number)));
    made.columns.extend(closed.then(|| Column::new(f.text("steering.closed-by"), Kind::Text)));
    made.notes = vec![f.text("steering.count-habit").to_owned()];
    made
}

/// Statistics of proposals; money in triệu đồng, as on the page.
#[must_use]
pub fn statistics(f: &Frame, title: &str, first: &'static str, rows: &[Counted]) -> Table {
    let row = |(name, tally): &Counted| {
        let counts = [tally.sent, tally.answered, tally.agreed, tally.reopened, tally.overdue, tally.promised].map(Content::count);
        let money = tally.sum().map_or(Content::Empty, |sum| Content::text(&vedich_wording::millions_short(f.lang, sum.0)));
        std::iter::once(Content::text(name)).chain(counts).chain([money]).collect()
    };
    let mut made = table(f, title, &[first], rows.iter().map(row).collect());
    let headings = crate::pages::steering::proposals::COUNTED.into_iter().chain(["steering.money-promised"]);
    made.columns.extend(headings.map(|key| Column::new(f.text(key), Kind::Number)));
    made
}

/// The ranking of an area's places: what is known of each, its points measure by measure, rank and rating.
#[must_use]
pub fn ranking(f: &Frame, view: &LeadersView) -> Table {
    let measures: Vec<&str> = view.places.first().iter().flat_map(|place| &place.explained).map(|(name, ..)| name.as_str()).collect();
    let number = |key: &'static str| Column::new(f.text(key), Kind::Text);
    let mut columns = vec![number("steering.rank"), number("steering.place"), number("web.criteria")];
    for measure in &measures {
        columns.push(Column::new(f.text("steering.share"), Kind::Code).under(measure));
        columns.push(Column::new(f.text("steering.points"), Kind::Code).under(measure));
    }
    columns.extend([number("steering.points"), number("steering.rating"), number("steering.note")]);
    columns.extend([
        Column::new(f.text("gantt.finish"), Kind::Date).under(f.text("steering.roads")),
        Column::new(f.text("gantt.chance-short"), Kind::Percent).under(f.text("steering.roads")),
        Column::new(f.text("gantt.tasks-late"), Kind::Number).under(f.text("steering.roads")),
    ]);
    let row = |place: &PlaceLine| {
        let criteria = place.criteria.map_or_else(String::new, |(met, total)| format!("{met}/{total}"));
        let mut cells = vec![Content::text(&place.rank), Content::text(&place.name.text), Content::text(&criteria)];
        cells.extend(place.explained.iter().flat_map(|(_, share, points)| [Content::text(share), Content::text(points)]));
        let note = [place.apart.as_str(), &place.scaled].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
        cells.extend([&place.points, &place.rating, &note].map(|text| Content::text(text)));
        let road = place.road.as_ref();
        let chance = road.and_then(|road| road.chance.by_target);
        cells.extend([
            road.map_or(Content::Empty, |road| Content::Date(road.finish)),
            chance.map_or(Content::Empty, |share| Content::Number(Decimal::new(share.into(), 2).normalize())),
            road.map_or(Content::Empty, |road| Content::count(road.late)),
        ]);
        cells
    };
    let title = f.say("steering.leaders-title", &[("unit", &view.name)]);
    Table {
        name: f.text("steering.ranking").to_owned(),
        title,
        subtitles: vec![format!("{} {}", f.text("web.date.label"), f.date(f.as_of)), view.basis.clone()],
        columns,
        rows: view.places.iter().map(row).collect(),
        ..Table::default()
    }
}

fn table(f: &Frame, title: &str, headings: &[&'static str], rows: Vec<Vec<Content>>) -> Table {
    Table {
        name: title.to_owned(),
        title: title.to_owned(),
        subtitles: vec![format!("{} {}", f.text("web.date.label"), f.date(f.as_of))],
        columns: headings.iter().map(|key| Column::new(f.text(key), Kind::Text)).collect(),
        rows,
        ..Table::default()
    }
}
