//! Lists of tasks and proposals as tables for CSV and XLSX.

use super::leaders::{LeadersView, PlaceLine};
use super::{TaskLine, proposals::ProposalLine};
use crate::frame::Frame;
use vedich_documents::{Column, Content, Kind, Table};

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
    let row = |place: &PlaceLine| {
        let criteria = place.criteria.map_or_else(String::new, |(met, total)| format!("{met}/{total}"));
        let mut cells = vec![Content::text(&place.rank), Content::text(&place.name.text), Content::text(&criteria)];
        cells.extend(place.explained.iter().flat_map(|(_, share, points)| [Content::text(share), Content::text(points)]));
        cells.extend([&place.points, &place.rating, &place.apart].map(|text| Content::text(text)));
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
