//! Which column is which: headings matched by meaning, wherever in the first rows they stand.

use crate::cell::{CellValue, column_letters};
use crate::sheet::{Row, Sheet, Sheets};
use std::collections::HashMap;
use std::sync::LazyLock;
use vedich_values::{
    Diagnostic,
    text::{fold, normalise},
};

/// What people write over a column, by the column's id. Data: add a line when a new form comes along.
/// An earlier line beats a later one when two headings of a table could be the same column. A third field names words of which one must
/// stand in another heading: "Mã xã" is the parent's code where there is a column "Tên thôn".
static SYNONYMS: LazyLock<HashMap<String, Vec<Synonym>>> = LazyLock::new(|| {
    let mut synonyms: HashMap<String, Vec<Synonym>> = HashMap::new();
    for (rank, line) in include_str!("columns.csv").lines().enumerate() {
        let mut fields = line.splitn(3, ',');
        if let (Some(id), Some(heading)) = (fields.next(), fields.next()) {
            synonyms.entry(heading_key(heading)).or_default().push(Synonym { id, rank, beside: fields.next() });
        }
    }
    synonyms
});

/// A column some heading may stand for.
struct Synonym {
    id: &'static str,
    rank: usize,
    /// Words between bars; when given, one of them must stand in another heading.
    beside: Option<&'static str>,
}

impl Synonym {
    fn counts(&self, own: &str, headings: &[String]) -> bool {
        self.beside.is_none_or(|words| {
            let says =
                |heading: &String| heading.split(|c: char| !c.is_alphanumeric()).any(|said| words.split('|').any(|word| word == said));
            headings.iter().any(|heading| heading != own && says(heading))
        })
    }
}

/// Headings stand among the first rows that hold something.
const HEAD_ROWS: usize = 20;

/// Columns an importer understands.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Ids of the columns, in the importer's order; each has synonyms in `columns.csv`.
    pub columns: &'a [&'a str],
    /// Groups of which at least one column must be there: `[["unit_code", "unit_name"], ["as_of"]]`.
    pub required: &'a [&'a [&'a str]],
    /// What the person says of headings we don't know: heading and id of the column.
    pub mapping: &'a [(String, String)],
}

/// A heading row, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Position of the heading row among the rows that hold something.
    pub row: usize,
    /// Where each wanted column stands, counted from 0.
    pub columns: Vec<Option<u32>>,
    /// Headings nobody asked for: column and text. Listed, never dropped silently.
    pub unknown: Vec<(u32, String)>,
    /// The last column with a heading; cells to its right belong to no column.
    pub last: u32,
}

/// The sheets of a file that have the wanted columns.
#[derive(Debug)]
pub struct Tables<'s> {
    /// The sheets, each with its heading row.
    pub found: Vec<(&'s Sheet, Header)>,
    /// Warnings of sheets that were left out.
    pub skipped: Vec<Diagnostic>,
}

/// Whether some importer knows the heading.
pub(crate) fn known_heading(text: &str) -> bool {
    text.len() < 100 && SYNONYMS.contains_key(&heading_key(text))
}

/// Finds the heading row of a sheet.
///
/// # Errors
/// When no row has the required columns, or a column stands there twice; the best row found is named.
///
/// ```
/// use vedich_documents::{Wanted, find_header, read_table};
/// let text = "BIỂU SỐ LIỆU\n\nSTT;Mã xã;Ngày số liệu;Kết quả (%);Người nhập\n1;06730;30/6/2020;95,3;A\n";
/// let sheets = read_table(text.as_bytes(), "bieu.csv").unwrap();
/// let wanted = Wanted { columns: &["unit_code", "as_of", "value"], required: &[&["unit_code"], &["as_of"]], mapping: &[] };
/// let header = find_header(&sheets.sheets[0], &wanted).unwrap();
/// assert_eq!(header.columns, [Some(1), Some(2), Some(3)]);
/// assert_eq!(header.unknown, [(4, "Người nhập".to_owned())]);
/// ```
pub fn find_header(sheet: &Sheet, wanted: &Wanted<'_>) -> Result<Header, Vec<Diagnostic>> {
    let mut best: Option<Candidate> = None;
    for row in 0..HEAD_ROWS.min(sheet.len()) {
        let candidate = Candidate::of(sheet, row, wanted);
        // A heading merged downwards shows in both rows: the lower row is then the finer one.
        let lower = best.as_ref().is_some_and(|b| candidate.score() == b.score() && linked(sheet, b.row, row));
        if best.as_ref().is_none_or(|b| candidate.score() > b.score()) || lower {
            best = Some(candidate);
        }
    }
    let Some(best) = best.filter(|b| b.score().1 > 0) else {
        let expected = wanted.required.iter().map(|group| group.join(" / ")).collect::<Vec<_>>().join(", ");
        let names = |group: &&[&str]| group.iter().filter_map(|id| vietnamese_name(id)).collect::<Vec<_>>().join(" / ");
        let headings = wanted.required.iter().map(names).collect::<Vec<_>>().join(", ");
        let refused = Diagnostic::error("table.no-header", sheet.whole()).with("expected", expected).with("headings", headings);
        return Err(vec![refused.with("rows", HEAD_ROWS)]);
    };
    let place = |column| sheet.row(best.row).map_or_else(|| sheet.whole(), |row| row.place(column));
    let mut problems = Vec::new();
    for (column, first, text) in &best.repeated {
        problems.push(Diagnostic::error("table.column-twice", place(*column)).with("heading", text).with("first", column_letters(*first)));
    }
    for group in wanted.required {
        if !group.iter().any(|id| best.column(id, wanted).is_some()) {
            let line = sheet.row(best.row).map_or_else(|| sheet.whole(), |row| sheet.row_place(row.number()));
            let names: Vec<String> = group.iter().filter_map(|id| vietnamese_name(id)).collect();
            problems
                .push(Diagnostic::error("table.missing-column", line).with("column", group.join(" / ")).with("heading", names.join(" / ")));
        }
    }
    if problems.is_empty() {
        Ok(Header { row: best.row, columns: best.columns, unknown: best.unknown, last: best.last })
    } else {
        Err(problems)
    }
}

/// Finds the sheets of a file that have the wanted columns. Sheets without any heading row are warned of when others have one.
///
/// # Errors
/// When no sheet has the wanted columns, or a sheet that has some of them has a problem.
pub fn find_tables<'s>(sheets: &'s Sheets, wanted: &Wanted<'_>) -> Result<Tables<'s>, Vec<Diagnostic>> {
    let (mut tables, mut skipped, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for sheet in &sheets.sheets {
        match find_header(sheet, wanted) {
            Ok(header) => tables.push((sheet, header)),
            Err(found) if found.iter().all(|d| d.code == "table.no-header") => skipped.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if tables.is_empty() {
        return Err(skipped);
    }
    let skipped = skipped.into_iter().map(|d| Diagnostic::warning("table.sheet-skipped", d.place)).collect();
    Ok(Tables { found: tables, skipped })
}

impl Header {
    /// The rows of data: below the heading row, without repeated headings (printed lists repeat them on every page) and
    /// without the row of column numbers `(1) (2) (3)` official forms have.
    pub fn data<'s>(&'s self, sheet: &'s Sheet) -> impl Iterator<Item = Row<'s>> {
        let heading: Vec<(u32, CellValue<'s>)> =
            self.columns.iter().flatten().map(|column| (*column, sheet.shown(self.row, *column))).collect();
        let first = self.row + 1;
        sheet.rows_from(first).enumerate().filter_map(move |(index, row)| {
            let repeats = heading.first().is_some_and(|(column, cell)| row.cell(*column) == *cell)
                && heading.iter().all(|(column, cell)| row.cell(*column) == *cell);
            let skipped = repeats || (index == 0 && numbers_columns(&row));
            (!skipped).then_some(row)
        })
    }
}

/// `(1) (2) (3)` or `A B 1 2`: every cell short, and each `(n)` or all of them counting up.
fn numbers_columns(row: &Row<'_>) -> bool {
    let labels: Vec<String> = row.cells().map(|(_, cell)| cell.label().trim_matches(['(', ')', ' ']).to_owned()).collect();
    let numbers: Vec<u32> = labels.iter().filter_map(|label| label.parse().ok()).collect();
    let letters = labels.iter().filter(|label| matches!(label.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z'])).count();
    let counting = numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]) && numbers.first().is_some_and(|n| *n <= 1);
    numbers.len() >= 3 && counting && numbers.len() + letters == labels.len()
}

/// Whether a merged region joins the two rows.
fn linked(sheet: &Sheet, upper: usize, lower: usize) -> bool {
    let (Some(upper), Some(lower)) = (sheet.row(upper), sheet.row(lower)) else { return false };
    sheet.merges.iter().any(|merge| merge.top <= upper.number() && lower.number() <= merge.bottom)
}

/// The first Vietnamese heading listed for a column: what a form should say.
fn vietnamese_name(id: &str) -> Option<String> {
    include_str!("columns.csv")
        .lines()
        .filter_map(|line| line.split_once(','))
        .find(|(column, heading)| *column == id && *heading != id && !heading.contains(','))
        .map(|(_, heading)| heading.to_owned())
}

/// Text of a heading without what stands in parentheses (a unit, an example) and without marks.
fn heading_key(text: &str) -> String {
    let without: String = match text.split_once('(') {
        Some((before, _)) if !before.trim().is_empty() => before.to_owned(),
        _ => text.to_owned(),
    };
    fold(&without)
}

/// What one row would be as a heading row.
struct Candidate {
    row: usize,
    columns: Vec<Option<u32>>,
    unknown: Vec<(u32, String)>,
    repeated: Vec<(u32, u32, String)>,
    required: usize,
    last: u32,
}

/// A heading cell that may be one or several of the wanted columns.
struct Heading {
    column: u32,
    text: String,
    /// Positions in the wanted columns, each with the rank of the synonym.
    meanings: Vec<(usize, usize)>,
}

impl Candidate {
    fn of(sheet: &Sheet, row: usize, wanted: &Wanted<'_>) -> Self {
        let headings = headings(sheet, row);
        let last = last_column(sheet, row, &headings);
        let mut this =
            Self { row, columns: vec![None; wanted.columns.len()], unknown: Vec::new(), repeated: Vec::new(), required: 0, last };
        let texts: Vec<String> = headings.iter().map(|(_, text)| normalise(text).to_lowercase()).collect();
        let mut open: Vec<Heading> =
            headings.into_iter().map(|(column, text)| Heading { column, meanings: meanings(&text, &texts, wanted), text }).collect();
        // Headings that can mean one column only choose first, so that "Mã xã" over hamlets may be the parent's code and not the hamlet's.
        open.sort_by_key(|heading| (heading.meanings.len(), heading.meanings.iter().map(|(_, rank)| *rank).min(), heading.column));
        let mut taken: Vec<(usize, u32, String)> = Vec::new();
        for Heading { column, text, meanings } in open {
            if let Some((index, _)) = meanings.iter().find(|(index, _)| this.columns[*index].is_none()) {
                this.columns[*index] = Some(column);
                taken.push((*index, column, heading_key(&text)));
                continue;
            }
            let same = taken.iter().find(|(index, _, key)| meanings.iter().any(|(i, _)| i == index) && *key == heading_key(&text));
            match same {
                Some((_, first, _)) => this.repeated.push((column, *first, text)),
                None => this.unknown.push((column, text)),
            }
        }
        this.unknown.sort_unstable();
        this.required = wanted.required.iter().filter(|group| group.iter().any(|id| this.column(id, wanted).is_some())).count();
        this.unknown.retain(|(_, text)| !SYNONYMS.get(&heading_key(text)).is_some_and(|ids| ids.iter().any(|s| s.id == "row_number")));
        this
    }

    fn column(&self, id: &str, wanted: &Wanted<'_>) -> Option<u32> {
        let index = wanted.columns.iter().position(|column| *column == id)?;
        self.columns.get(index).copied().flatten()
    }

    fn score(&self) -> (usize, usize) {
        (self.required, self.columns.iter().flatten().count())
    }
}

/// The wanted columns a heading may mean, by what the person said of it, by its id, by its synonyms.
fn meanings(text: &str, headings: &[String], wanted: &Wanted<'_>) -> Vec<(usize, usize)> {
    let position = |id: &str| wanted.columns.iter().position(|column| *column == id);
    if let Some((_, id)) = wanted.mapping.iter().find(|(heading, _)| fold(heading) == fold(text)) {
        return position(id).map(|index| (index, 0)).into_iter().collect();
    }
    let key = heading_key(text);
    let synonyms = SYNONYMS.get(&key).map_or(&[][..], Vec::as_slice);
    if let Some(index) = synonyms.iter().find(|synonym| heading_key(synonym.id) == key).and_then(|synonym| position(synonym.id)) {
        return vec![(index, 0)];
    }
    let own = normalise(text).to_lowercase();
    let counting = synonyms.iter().filter(|synonym| synonym.counts(&own, headings));
    counting.filter_map(|synonym| Some((position(synonym.id)?, synonym.rank))).collect()
}

/// The last column a heading of the row stands over, merged headings to their right end.
fn last_column(sheet: &Sheet, row: usize, headings: &[(u32, String)]) -> u32 {
    let last = headings.last().map_or(0, |(column, _)| *column);
    let Some(number) = sheet.row(row).map(|row| row.number()) else { return last };
    let merged = sheet.merges.iter().filter(|merge| headings.iter().any(|(column, _)| merge.covers(number, *column)));
    merged.map(|merge| merge.right).max().map_or(last, |right| right.max(last))
}

/// The headings a row shows, merged regions filled in; a region over several columns counts once.
fn headings(sheet: &Sheet, row: usize) -> Vec<(u32, String)> {
    let Some(current) = sheet.row(row) else { return Vec::new() };
    let mut columns: Vec<u32> = current.cells().map(|(column, _)| column).collect();
    columns.extend(
        sheet.merges.iter().filter(|merge| merge.top < current.number() && current.number() <= merge.bottom).map(|merge| merge.left),
    );
    columns.sort_unstable();
    columns.dedup();
    columns
        .into_iter()
        .filter_map(|column| match sheet.shown(row, column) {
            CellValue::Text(text) if text.len() < 200 => Some((column, text.split_whitespace().collect::<Vec<_>>().join(" "))),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests;
