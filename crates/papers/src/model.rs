//! A paper as it is meant, before it has a file format: what is written to DOCX, PDF and HTML alike.

use serde::{Deserialize, Serialize};
use vedich_values::{Date, Decimal};

/// A paper (văn bản).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The layout it follows, by its id: `state`, `party`.
    pub layout: String,
    /// What stands at the top of the first page.
    pub head: Head,
    /// The text.
    pub blocks: Vec<Block>,
    /// The signature and who gets it; none while a paper is only an annex or a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing: Option<Signing>,
    /// Annexes (phụ lục); each starts a page and numbers its pages itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annexes: Vec<Annex>,
}

/// The head of the first page. Lines are written as they shall stand, capitals included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The body above the issuing one (cơ quan chủ quản), a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parent: Vec<String>,
    /// The issuing body (cơ quan ban hành), a line each.
    pub body: Vec<String>,
    /// `Số: 05/BC-UBND`.
    pub number: String,
    /// `Hải Đông, ngày 05 tháng 01 năm 2026`; none in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_date: Option<String>,
    /// `BÁO CÁO`; none in a letter (công văn).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub type_name: Option<String>,
    /// The abstract under the type name (trích yếu), or behind `V/v` in a letter.
    pub subject: String,
    /// To whom (Kính gửi).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// `HỎA TỐC`: how urgent it is, by a mark of the layout; none: it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<String>,
    /// `DỰ THẢO`: the paper has no number yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
}

/// The end of the text: who signs, who gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`, a line each.
    pub authority: Vec<String>,
    /// Full name; empty where it is not known yet.
    pub name: String,
    /// Who signs on the left: the secretary (thư ký) of minutes; none in every other paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// Who gets it (Nơi nhận), a line each without the dash.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
}

/// A second signature, to the left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// `THƯ KÝ`.
    pub post: String,
    /// Full name.
    pub name: String,
}

/// An annex (phụ lục).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// `Phụ lục`, or `Phụ lục II` where there are several.
    pub label: String,
    /// Its title.
    pub title: String,
    /// `(Kèm theo Báo cáo số …)`; empty: no such line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub attached: String,
    /// Across the page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub landscape: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading: level 1 `I.`, level 2 `1.`, level 3 `a)`.
    Heading {
        /// 1 to 3.
        level: u8,
        /// `I.`, `1.`, `a)`.
        number: String,
        /// The words.
        text: Vec<Span>,
    },
    /// A paragraph.
    Paragraph {
        /// How it stands.
        style: ParagraphStyle,
        /// The words.
        text: Vec<Span>,
    },
    /// A line of a list.
    Item {
        /// 1 or 2.
        level: u8,
        /// `-`, `+`, `1.`.
        marker: String,
        /// The words.
        text: Vec<Span>,
    },
    /// A table.
    Table(Box<Table>),
    /// From here on a new page that lies the other way, or stands again.
    Turn {
        /// Whether it lies.
        landscape: bool,
    },
}

/// How a paragraph stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphStyle {
    /// Justified, first line indented.
    #[default]
    Body,
    /// Justified, indented, in italics: a legal basis (căn cứ).
    Basis,
    /// In the middle.
    Centred,
}

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Bold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Italics.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
}

impl Span {
    /// Plain words.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// A table (biểu).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// `B01`; empty for a table that is no numbered form.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The words above it; empty: none.
    pub title: String,
    /// Unit of measure of the whole table, at the top right: `triệu đồng`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows of the heading, repeated on every page.
    pub head: Vec<Vec<Cell>>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Lines under it: signs explained, sources, dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Table {
    /// Rows of a table that is not broken over pages: a short list is read at one look.
    const KEPT_ROWS: usize = 8;

    /// Whether it stays on one page, where it fits on one.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.rows.len() <= Self::KEPT_ROWS
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Share of the table's width.
    pub width: u32,
    /// Where its cells stand unless they say otherwise.
    #[serde(default)]
    pub align: Align,
}

/// Where the words of a cell stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The cells. A place covered by a cell that spans has none.
    pub cells: Vec<Cell>,
    /// A total or the head of a group.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// What it says.
    pub content: Content,
    /// Columns it covers.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub columns: u16,
    /// Rows it covers.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rows: u16,
}

const fn one() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_one(count: &u16) -> bool {
    *count == 1
}

/// What a cell says. Not reported, zero and "does not apply" stay three different things.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Not reported: blank.
    #[default]
    Empty,
    /// Does not apply: `-`.
    NotApplicable,
    /// Words.
    Text(String),
    /// A number, with the decimals it was written with.
    Number(Decimal),
    /// A share in percent: 95.3 is shown as `95,3%`.
    Percent(Decimal),
    /// A date.
    Date(Date),
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

    /// As it is printed: comma for decimals, dots between thousands.
    #[must_use]
    pub fn printed(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::NotApplicable => "-".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => vedich_values::number::print_number(*number),
            Self::Percent(number) => format!("{}%", vedich_values::number::print_number(*number)),
            Self::Date(date) => vedich_values::date::print_date(*date),
        }
    }
}

impl Cell {
    /// A cell of one place.
    #[must_use]
    pub const fn new(content: Content) -> Self {
        Self { content, columns: 1, rows: 1 }
    }

    /// Words in one place.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::new(Content::text(text))
    }

    /// Over several columns and rows.
    #[must_use]
    pub fn over(self, columns: u16, rows: u16) -> Self {
        Self { columns, rows, ..self }
    }
}

impl Paper {
    /// Every table with its title, which may be that of the annex it begins.
    pub fn titled_tables(&self) -> impl Iterator<Item = (&str, &Table)> {
        let own = std::iter::once((self.head.subject.as_str(), self.blocks.as_slice()));
        let parts = own.chain(self.annexes.iter().map(|annex| (annex.title.as_str(), annex.blocks.as_slice())));
        parts.flat_map(|(title, blocks)| {
            blocks.iter().filter_map(move |block| match block {
                Block::Table(table) => Some((if table.title.is_empty() { title } else { table.title.as_str() }, &**table)),
                _ => None,
            })
        })
    }
}

/// A cell of a table and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The cell.
    pub cell: &'a Cell,
    /// Its first column.
    pub column: usize,
    /// Columns it covers, cut at the edge of the table.
    pub columns: usize,
    /// Rows it covers, cut at the last row.
    pub rows: usize,
}

/// Where the cells of rows stand, given those that reach down from rows above; a list per row. Cells beyond the last column are left out.
#[must_use]
pub fn placed<'a>(rows: &[&'a [Cell]], width: usize) -> Vec<Vec<Placed<'a>>> {
    let mut reach = vec![0_usize; width];
    let mut all = Vec::with_capacity(rows.len());
    for (index, cells) in rows.iter().enumerate() {
        let mut line = Vec::with_capacity(cells.len());
        let mut column = 0;
        for cell in *cells {
            while column < width && reach[column] > index {
                column += 1;
            }
            if column >= width {
                break;
            }
            let free = (column..width).take_while(|at| reach[*at] <= index).count();
            let columns = usize::from(cell.columns.max(1)).min(free);
            let rows_covered = usize::from(cell.rows.max(1)).min(rows.len() - index);
            reach[column..column + columns].fill(index + rows_covered);
            line.push(Placed { cell, column, columns, rows: rows_covered });
            column += columns;
        }
        all.push(line);
    }
    all
}
