//! Delimited text into a sheet. Quoted cells may hold line breaks; blank lines are skipped but counted.

use crate::cell::Slot;
use crate::columns::known_heading;
use crate::sheet::Sheet;
use memchr::{memchr, memchr3};
use std::borrow::Cow;
use vedich_values::{Diagnostic, Place};

/// Columns of a spreadsheet end at XFD; a line with more cells is no table.
const MOST_COLUMNS: u32 = 16_384;
/// Rows looked at to tell the separator.
const SNIFFED_ROWS: usize = 24;

/// Reads the text. The separator is the one that makes the best table of the first rows.
pub(super) fn read(text: String, name: &str) -> Result<Sheet, Vec<Diagnostic>> {
    let (separator, skip) = match declared_separator(&text) {
        Some(found) => found,
        None => (sniff(&text), 0),
    };
    let mut sheet = Sheet::new(name, None);
    let mut scanner = Scanner::new(&text, separator, skip);
    scanner.run(&mut sheet, usize::MAX);
    let Scanner { unescaped, problems, .. } = scanner;
    sheet.texts = text;
    sheet.texts.push_str(&unescaped);
    if problems.is_empty() { Ok(sheet) } else { Err(problems) }
}

/// Excel's own declaration in the first line: `sep=;`.
fn declared_separator(text: &str) -> Option<(u8, usize)> {
    let line_end = text.find('\n')?;
    let separator = text.get(..line_end)?.trim_end().strip_prefix("sep=")?;
    match separator.as_bytes() {
        [byte @ (b',' | b';' | b'\t')] => Some((*byte, line_end + 1)),
        _ => None,
    }
}

/// The separator under which the first rows know the most headings, and then agree best on how many cells a row has.
fn sniff(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut sheet = Sheet::new("", None);
        let mut scanner = Scanner::new(text, separator, 0);
        scanner.run(&mut sheet, SNIFFED_ROWS);
        let unescaped = std::mem::take(&mut scanner.unescaped);
        let texts = if unescaped.is_empty() { Cow::Borrowed(text) } else { Cow::Owned([text, &unescaped].concat()) };
        let known =
            sheet.slots.iter().filter(|slot| matches!(slot.value(&texts), crate::CellValue::Text(text) if known_heading(text))).count();
        let widths: Vec<u32> = scanner.widths;
        let agreeing = widths.iter().map(|width| if *width < 2 { 0 } else { widths.iter().filter(|other| *other == width).count() }).max();
        let widest = widths.iter().max().copied().unwrap_or(0);
        (known, agreeing.unwrap_or(0), widest)
    };
    let mut best = (b',', score(b','));
    for separator in [b';', b'\t'] {
        let found = score(separator);
        if found > best.1 {
            best = (separator, found);
        }
    }
    best.0
}

/// Walks over the text once; cells refer to the text itself, only cells with doubled quotes are copied.
struct Scanner<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
    line: u32,
    unescaped: String,
    widths: Vec<u32>,
    keep_widths: bool,
    problems: Vec<Diagnostic>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str, separator: u8, skip: usize) -> Self {
        let line = u32::from(skip > 0);
        Self { text, separator, at: skip, line, unescaped: String::new(), widths: Vec::new(), keep_widths: false, problems: Vec::new() }
    }

    fn run(&mut self, sheet: &mut Sheet, most_rows: usize) {
        self.keep_widths = most_rows < usize::MAX;
        while self.at < self.text.len() && sheet.rows.len() <= most_rows && self.problems.len() < 100 {
            self.record(sheet);
        }
        sheet.finish();
    }

    /// One record: up to a line break outside quotes.
    fn record(&mut self, sheet: &mut Sheet) {
        let row = self.line;
        sheet.open_row(row);
        let mut column = 0;
        loop {
            let (start, end) = if self.byte() == Some(b'"') { self.quoted(sheet, row, column) } else { self.bare() };
            if column < MOST_COLUMNS {
                self.keep(sheet, column, start, end);
            }
            column += 1;
            match self.byte() {
                Some(b) if b == self.separator => self.at += 1,
                Some(b'\r') => {
                    self.at += if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') { 2 } else { 1 };
                    self.line += 1;
                    break;
                }
                Some(_) => {
                    self.at += 1;
                    self.line += 1;
                    break;
                }
                None => break,
            }
        }
        if column > MOST_COLUMNS {
            self.problem("table.too-wide", sheet.row_place(row), &column.to_string());
        }
        if self.keep_widths {
            self.widths.push(column);
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// A cell without quotes: up to the separator or the end of the line.
    fn bare(&mut self) -> (usize, usize) {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        self.at = memchr3(self.separator, b'\n', b'\r', rest).map_or(self.text.len(), |found| start + found);
        (start, self.at)
    }

    /// A quoted cell; `""` stands for a quote. Offsets behind the text's end point into `unescaped`.
    fn quoted(&mut self, sheet: &Sheet, row: u32, column: u32) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let opened = self.at;
        let mut from = opened + 1;
        let copied = self.text.len() + self.unescaped.len();
        loop {
            let Some(quote) = memchr(b'"', bytes.get(from..).unwrap_or_default()).map(|found| from + found) else {
                self.problem("table.open-quote", sheet.place(row, column), "\"");
                self.at = self.text.len();
                return (opened, opened);
            };
            if bytes.get(quote + 1) == Some(&b'"') {
                self.unescaped.push_str(self.text.get(from..=quote).unwrap_or_default());
                from = quote + 2;
                continue;
            }
            let lines = memchr::memchr_iter(b'\n', bytes.get(opened..quote).unwrap_or_default()).count();
            self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
            self.at = quote + 1;
            let whole = if copied == self.text.len() + self.unescaped.len() {
                (opened + 1, quote)
            } else {
                self.unescaped.push_str(self.text.get(from..quote).unwrap_or_default());
                (copied, self.text.len() + self.unescaped.len())
            };
            let (after, end) = self.bare();
            let extra = self.text.get(after..end).unwrap_or_default().trim();
            if !extra.is_empty() {
                self.problem("table.text-after-quote", sheet.place(row, column), extra);
            }
            return whole;
        }
    }

    /// Keeps a cell without the blanks around it.
    fn keep(&self, sheet: &mut Sheet, column: u32, start: usize, end: usize) {
        let (base, source) = if start >= self.text.len() { (self.text.len(), self.unescaped.as_str()) } else { (0, self.text) };
        let Some(cell) = source.get(start - base..end - base) else { return };
        let mut lead = cell.len() - cell.trim_start().len();
        let mut cell = cell.trim();
        // `'=…` is how spreadsheets and our own writer mark text that looks like a formula.
        if let Some(marked) = cell.strip_prefix('\'')
            && marked.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
        {
            cell = marked;
            lead += 1;
        }
        if let (false, Ok(column), Ok(start), Ok(len)) =
            (cell.is_empty(), u16::try_from(column), u32::try_from(start + lead), u32::try_from(cell.len()))
        {
            sheet.slots.push(Slot::text(column, start, len));
        }
    }

    fn problem(&mut self, code: &'static str, place: Place, found: &str) {
        let shown: String = found.chars().take(60).collect();
        self.problems.push(Diagnostic::error(code, place).with("found", shown));
    }
}

#[cfg(test)]
mod tests {
    use crate::read_table;

    fn reads(text: &str, expected: &[&[&str]]) {
        let sheets = read_table(text.as_bytes(), "a.csv").unwrap();
        let rows: Vec<Vec<String>> = sheets.sheets[0]
            .rows_from(0)
            .map(|row| row.cells().map(|(column, cell)| format!("{}={}", crate::column_letters(column), cell.label())).collect())
            .collect();
        assert_eq!(rows, expected, "reading {text:?}");
    }

    #[test]
    fn separators_are_told_apart() {
        reads("a,b\n1,2\n", &[&["A=a", "B=b"], &["A=1", "B=2"]]);
        reads("a;b\n1;95,3\n2;7,5", &[&["A=a", "B=b"], &["A=1", "B=95,3"], &["A=2", "B=7,5"]]);
        reads("a\tb\r\n1\t95,3\r\n", &[&["A=a", "B=b"], &["A=1", "B=95,3"]]);
        reads("sep=;\na,b;c\n", &[&["A=a,b", "B=c"]]);
        reads(
            "BÁO CÁO, kỳ 1, năm 2020, của xã\n\nMã xã;Kết quả\n1;2\n",
            &[&["A=BÁO CÁO, kỳ 1, năm 2020, của xã"], &["A=Mã xã", "B=Kết quả"], &["A=1", "B=2"]],
        );
    }

    #[test]
    fn quotes_hold_separators_line_breaks_and_quotes() {
        reads(
            "a,b\n\"x, y\",\"dòng 1\ndòng 2\"\n\"nói \"\"có\"\"\",z\n",
            &[&["A=a", "B=b"], &["A=x, y", "B=dòng 1\ndòng 2"], &["A=nói \"có\"", "B=z"]],
        );
        reads("a,b\n\"\",  \n5\" ống,2\n", &[&["A=a", "B=b"], &["A=5\" ống", "B=2"]]);
    }

    #[test]
    fn lines_are_counted_through_blank_lines_and_quoted_breaks() {
        let sheets = read_table("a,b\n\n\"1\n2\",x\ny,z".as_bytes(), "a.csv").unwrap();
        let numbers: Vec<u32> = sheets.sheets[0].rows_from(0).map(|row| row.number()).collect();
        assert_eq!(numbers, [0, 2, 4]);
    }

    #[test]
    fn broken_quotes_are_refused_where_they_stand() {
        let refused = read_table(b"a,b\n1,\"open\n2,3\n", "a.csv").unwrap_err();
        assert_eq!((refused[0].code, refused[0].place.key.as_deref()), ("table.open-quote", Some("B2")));
        let refused = read_table(b"a,b\n\"1\" x,2\n", "a.csv").unwrap_err();
        assert_eq!((refused[0].code, refused[0].param("found")), ("table.text-after-quote", Some("x")));
    }
}
