//! The tables of papers, as data: `data/papers/tables.toml`. Code fills in rows; titles, columns and notes come from the file.

use crate::model::{Align, Cell, Column, Content, Row, Table};
use serde::Deserialize;

/// A table as the file describes it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableForm {
    /// Its id: `B01`.
    pub id: String,
    /// Its title, with `{name}` parameters.
    pub title: String,
    /// Unit of measure of the whole.
    #[serde(default)]
    pub measure: Option<String>,
    /// Lines under it, with parameters; a line left empty is dropped.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Its columns.
    pub columns: Vec<ColumnForm>,
}

/// A column as the file describes it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnForm {
    /// Heading; `{each}` is what a repeated column stands for.
    pub heading: String,
    /// Heading over it and its neighbours of the same.
    #[serde(default)]
    pub group: Option<String>,
    /// Repeated for every criterion or band. Neighbours that are repeated take turns.
    #[serde(default)]
    pub each: bool,
    /// Share of the width.
    pub width: u32,
    /// Where its cells stand.
    #[serde(default)]
    pub align: Align,
}

/// Every table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableForms {
    table: Vec<TableForm>,
}

impl TableForms {
    /// Reads the file.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    /// The table of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&TableForm> {
        self.table.iter().find(|table| table.id == id)
    }
}

impl TableForm {
    /// The table with its rows. `each` is what repeated columns stand for.
    #[must_use]
    pub fn fill(&self, params: &[(&str, &str)], each: &[String], rows: Vec<Row>) -> Table {
        let say = |text: &str| params.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
        let columns = self.spread(each);
        let mut rows = rows;
        // A row without joined cells is filled up, so that every place has its borders.
        for row in rows.iter_mut().filter(|row| row.cells.iter().all(|cell| cell.columns == 1 && cell.rows == 1)) {
            row.cells.resize(row.cells.len().max(columns.len()), Cell::new(Content::Empty));
        }
        let (top, below) = headings(&columns);
        Table {
            id: self.id.clone(),
            title: say(&self.title),
            measure: self.measure.clone(),
            columns: columns.iter().map(|(column, _)| Column { width: column.width, align: column.align }).collect(),
            head: if below.is_empty() { vec![top] } else { vec![top, below] },
            rows,
            notes: self.notes.iter().map(|note| say(note)).filter(|note| !note.trim().is_empty()).collect(),
        }
    }

    /// The columns one by one: each with what it stands for where it is repeated.
    fn spread<'a>(&'a self, each: &'a [String]) -> Vec<(&'a ColumnForm, Option<&'a str>)> {
        let mut out = Vec::new();
        let mut rest = self.columns.as_slice();
        while let Some(first) = rest.first() {
            let run = rest.iter().take_while(|column| column.each).count();
            if run == 0 {
                out.push((first, None));
                rest = &rest[1..];
            } else {
                out.extend(each.iter().flat_map(|one| rest[..run].iter().map(move |column| (column, Some(one.as_str())))));
                rest = &rest[run..];
            }
        }
        out
    }
}

/// The rows of the heading; the lower one is empty when nothing is grouped.
fn headings(columns: &[(&ColumnForm, Option<&str>)]) -> (Vec<Cell>, Vec<Cell>) {
    let words = |text: &str, each: Option<&str>| Cell::new(Content::text(&text.replace("{each}", each.unwrap_or_default())));
    let group =
        |(column, each): &(&ColumnForm, Option<&str>)| column.group.as_ref().map(|text| text.replace("{each}", each.unwrap_or_default()));
    if columns.iter().all(|(column, _)| column.group.is_none()) {
        return (columns.iter().map(|(column, each)| words(&column.heading, *each)).collect(), Vec::new());
    }
    let (mut top, mut below) = (Vec::new(), Vec::new());
    let mut rest = columns;
    while let Some(first) = rest.first() {
        match group(first) {
            None => {
                top.push(words(&first.0.heading, first.1).over(1, 2));
                rest = &rest[1..];
            }
            Some(name) => {
                let run = rest.iter().take_while(|column| group(column).as_ref() == Some(&name)).count();
                top.push(Cell::text(&name).over(u16::try_from(run).unwrap_or(u16::MAX), 1));
                below.extend(rest[..run].iter().map(|(column, each)| words(&column.heading, *each)));
                rest = &rest[run..];
            }
        }
    }
    (top, below)
}
