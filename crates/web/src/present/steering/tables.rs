//! Lists of tasks and proposals as tables for CSV and XLSX.

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
