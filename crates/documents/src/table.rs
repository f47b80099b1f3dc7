//! A table as a person should see it: what every list and export is turned into before it becomes CSV or XLSX.

use chrono::NaiveDateTime;
use vedich_values::{Date, Decimal};

/// A table with everything that belongs on the paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name of the sheet, shortened to what spreadsheets allow.
    pub name: String,
    /// Title (tên biểu).
    pub title: String,
    /// Lines under the title: unit, as-of date, criteria set, source, filters.
    pub subtitles: Vec<String>,
    /// Unit of measure of the whole table, printed at the top right: `ĐVT: triệu đồng`.
    pub measure: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; a short row is filled up with empty cells.
    pub rows: Vec<Vec<Content>>,
    /// The bold last row.
    pub totals: Option<Vec<Content>>,
    /// Lines under the table: signs explained, sources.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Heading over this and the neighbouring columns that have the same one.
    pub group: Option<String>,
    /// What stands between the common heading and its own, row by row: what the column means, its unit of measure. In workbooks only.
    pub above: Vec<String>,
    /// Heading.
    pub heading: String,
    /// What it holds.
    pub kind: Kind,
    /// Width in characters; absent: from the content.
    pub width: Option<u16>,
}

impl Column {
    /// A column whose width follows its content.
    #[must_use]
    pub fn new(heading: &str, kind: Kind) -> Self {
        Self { group: None, above: Vec::new(), heading: heading.to_owned(), kind, width: None }
    }

    /// Puts it under a common heading.
    #[must_use]
    pub fn under(mut self, group: &str) -> Self {
        self.group = Some(group.to_owned());
        self
    }

    /// Says more of it above its heading, row by row.
    #[must_use]
    pub fn saying(mut self, above: Vec<String>) -> Self {
        self.above = above;
        self
    }

    /// Fixes its width, in characters.
    #[must_use]
    pub const fn wide(mut self, characters: u16) -> Self {
        self.width = Some(characters);
        self
    }
}

/// What a column holds: alignment and number format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Words, to the left.
    #[default]
    Text,
    /// Short codes and counts such as `16/19`, centred.
    Code,
    /// Numbers, to the right, with the decimals each was written with.
    Number,
    /// Percentages: 95.3 is shown as `95,3%`.
    Percent,
    /// Dates.
    Date,
    /// Met, not met …: centred, coloured by tone.
    Status,
}

/// A cell to be written. Empty (not reported), zero and "not applicable" stay three different things.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Content {
    /// Not reported.
    #[default]
    Empty,
    /// Does not apply: `-`.
    NotApplicable,
    /// Words.
    Text(String),
    /// A number; its written scale is kept.
    Number(Decimal),
    /// A date.
    Date(Date),
    /// A day and a time as a clock where the readers are shows them.
    Moment(NaiveDateTime),
    /// A status in words or signs, with its colour.
    Status(String, Tone),
    /// Worked out by the spreadsheet from the cells of its row: `F{row}-G{row}`, and what comes out now.
    Formula(String, Decimal),
}

impl Content {
    /// Words; blank ones are [`Content::Empty`].
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// A whole number.
    #[must_use]
    pub fn count(count: impl Into<Decimal>) -> Self {
        Self::Number(count.into())
    }
}

/// Colour of a status; never the only sign, the words say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// No data, not applicable, anything neutral.
    #[default]
    Neutral,
    /// Met.
    Good,
    /// Met, but only just.
    Close,
    /// Not met.
    Bad,
}

/// A form to be filled in: a table whose records may take several lines, and that knows itself again when it comes back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// The table; a record of it takes [`Self::lines`] of its rows.
    pub table: Table,
    /// Rows of a record (KH and TH make two); at least one.
    pub lines: usize,
    /// Columns, by place, that are merged over the rows of a record.
    pub joined: Vec<usize>,
    /// Colour of each record, first to last; what is missing stays as it is.
    pub tones: Vec<Tone>,
    /// Records, by place, in bold.
    pub strong: Vec<usize>,
    /// Columns on the left that stay in sight.
    pub frozen: u16,
    /// What the file says of itself, in a column nobody sees, and the identity of each record there.
    pub mark: Option<Mark>,
}

/// What a form carries unseen, so that it can be told where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Of the whole sheet, in its first row.
    pub sheet: String,
    /// Heading of the column.
    pub heading: String,
    /// Of each record.
    pub records: Vec<String>,
}
