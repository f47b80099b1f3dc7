//! Tables as workbooks: typed cells, a frozen heading repeated on every printed page, A4 landscape, one page wide.

mod form;

pub use form::write_forms;

use super::WriteError;
use crate::table::{Column, Content, Kind, Table, Tone};
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Seek, Write};
use vedich_values::Decimal;

/// Beyond this many cells rows are streamed to disk while they are written; below it headings may be merged downwards.
const STREAM_FROM: usize = 100_000;
/// Rows whose texts decide the width of a column.
const MEASURED_ROWS: usize = 500;
/// Height of a line of 11 points.
const LINE: u32 = 15;
/// Lines of a row, at most: Excel makes no row higher than 409 points.
const MOST_LINES: u32 = 26;
/// Characters a cell of Excel holds.
const CELL_HOLDS: usize = 32_767;
/// The face of official papers.
const FACE: &str = "Times New Roman";
/// Locale tag of number formats: decimal comma, dots between thousands, wherever the program follows it.
const VIETNAMESE: &str = "[$-42A]";

/// One table as a workbook.
///
/// # Errors
/// When a sheet can't hold the table (more than 1,048,576 rows).
pub fn write_xlsx(table: &Table) -> Result<Vec<u8>, WriteError> {
    write_workbook(&[table])
}

/// Several tables, a sheet each.
///
/// # Errors
/// When a sheet can't hold its table, or the tables have the same name.
pub fn write_workbook(tables: &[&Table]) -> Result<Vec<u8>, WriteError> {
    let mut out = std::io::Cursor::new(Vec::new());
    let mut book = new_book();
    for table in tables {
        sheet(&mut book, table, table.rows.iter(), table.rows.len() * table.columns.len() >= STREAM_FROM)?;
    }
    book.save_to_writer(&mut out)?;
    Ok(out.into_inner())
}

/// Writes the table's head, the given rows (instead of the table's own) and its foot; memory stays small however many rows come.
/// Returns how many rows were written.
///
/// # Errors
/// When the writer refuses, or a sheet can't hold the rows.
pub fn stream_xlsx<R: AsRef<[Content]>>(
    table: &Table,
    rows: impl IntoIterator<Item = R>,
    out: impl Write + Seek + Send,
) -> Result<u64, WriteError> {
    let mut book = new_book();
    let written = sheet(&mut book, table, rows, true)?;
    book.save_to_writer(out)?;
    Ok(written)
}

fn new_book() -> Workbook {
    let mut book = Workbook::new();
    // The fastest compression: files grow by a sixth and are written in half the time.
    book.set_zip_compression_level(1);
    // No clock here: the same table gives the same bytes.
    let epoch = rust_xlsxwriter::ExcelDateTime::from_timestamp(0);
    if let Ok(epoch) = epoch {
        book.set_properties(&DocProperties::new().set_author("Vedich").set_creation_datetime(&epoch));
    }
    book
}

fn sheet<R: AsRef<[Content]>>(
    book: &mut Workbook,
    table: &Table,
    rows: impl IntoIterator<Item = R>,
    stream: bool,
) -> Result<u64, WriteError> {
    let sheet = if stream { book.add_worksheet_with_low_memory()? } else { book.add_worksheet() };
    sheet.set_name(sheet_name(&table.name))?;
    page(sheet);
    let last_column = u16::try_from(table.columns.len().max(1) - 1).unwrap_or(u16::MAX);
    let widths = widths(table);
    for (index, width) in widths.iter().enumerate() {
        sheet.set_column_width(position(index), *width)?;
    }
    let across = pages_across(&widths);
    if across > 1 {
        // Beside each other, with what names a row on each of them.
        sheet.set_print_fit_to_pages(across, 0).set_repeat_columns(0, 1)?;
    }
    let mut styles = Styles::new(&table.columns);
    let mut at = head(sheet, table, &widths)?;
    let heading = at;
    at = headings(sheet, table, at, &widths, stream)?;
    sheet.set_freeze_panes(at, u16::from(table.columns.len() > 6))?;
    sheet.set_repeat_rows(heading, at - 1)?;
    let first = at;
    for row in rows {
        let lines = lines(row.as_ref(), &table.columns, &widths);
        if lines > 1 {
            sheet.set_row_height(at, LINE * lines + 4)?;
        }
        write_row(sheet, at, row.as_ref(), &table.columns, &mut styles, false)?;
        at += 1;
    }
    if at > first && table.columns.len() > 1 && heading + 1 == first {
        sheet.autofilter(heading, 0, at - 1, last_column)?;
    }
    let written = u64::from(at - first);
    if let Some(totals) = &table.totals {
        write_row(sheet, at, totals, &table.columns, &mut styles, true)?;
        at += 1;
    }
    let note = base(10).set_italic();
    for text in &table.notes {
        sheet.write_string_with_format(at, 0, text, &note)?;
        at += 1;
    }
    Ok(written)
}

/// A4 landscape, as wide as the paper, page number below; page margins of official papers (in inches: 20, 15, 20, 20 mm).
fn page(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.6, 0.6, 0.8, 0.8, 0.3, 0.3).set_footer("&C&\"Times New Roman,Regular\"&10&P/&N");
}

/// Title, subtitles and unit of measure; returns the next row.
fn head(sheet: &mut Worksheet, table: &Table, widths: &[u16]) -> Result<u32, WriteError> {
    let last_column = position(table.columns.len().max(1) - 1);
    // Letters of a title are a third larger than those of the table.
    let fits = usize::try_from(total(widths) * 3 / 4).unwrap_or(usize::MAX);
    let mut at = 0;
    let title = base(14).set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap();
    let subtitle = base(12).set_italic().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let measure = base(11).set_italic().set_align(FormatAlign::Right);
    let lines = std::iter::once((&table.title, &title))
        .chain(table.subtitles.iter().map(|text| (text, &subtitle)))
        .chain(table.measure.iter().map(|text| (text, &measure)));
    for (text, format) in lines.filter(|(text, _)| !text.is_empty()) {
        sheet.set_row_height(at, if at == 0 { 19 * wrapped(text, fits).min(MOST_LINES / 2) + 5 } else { 17 })?;
        if last_column > 0 {
            sheet.merge_range(at, 0, at, last_column, text, format)?;
        } else {
            sheet.write_string_with_format(at, 0, text, format)?;
        }
        at += 1;
    }
    Ok(if at == 0 { 0 } else { at + 1 })
}

/// The heading rows: the common headings, what is said of each column, its own; returns the first row of data.
fn headings(sheet: &mut Worksheet, table: &Table, at: u32, widths: &[u16], stream: bool) -> Result<u32, WriteError> {
    let format = bordered(11)
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00E3_EAF2));
    let grouped = table.columns.iter().any(|column| column.group.is_some());
    let depth = table.columns.iter().map(|column| column.above.len()).max().unwrap_or(0);
    // A heading without a group has the room of all rows, unless something is said between them.
    let merged = grouped && depth == 0 && !stream;
    let lower = at + u32::from(grouped) + u32::try_from(depth).unwrap_or(u32::MAX);
    let upper = if grouped { group_row(sheet, table, at, widths, (merged, &format))? } else { 1 };
    for row in 0..depth {
        let place = at + u32::from(grouped) + u32::try_from(row).unwrap_or(u32::MAX);
        said_row(sheet, table, (place, row), widths)?;
    }
    for (index, column) in table.columns.iter().enumerate() {
        if !merged || column.group.is_some() {
            sheet.write_string_with_format(lower, position(index), &column.heading, &format)?;
        }
    }
    let lines = |(column, width): (&Column, &u16)| {
        let own = wrapped(&column.heading, usize::from(*width));
        if merged && column.group.is_none() { own.saturating_sub(upper) } else { own }
    };
    let lines = table.columns.iter().zip(widths).map(lines).max().unwrap_or(1).clamp(1, MOST_LINES);
    sheet.set_row_height(lower, LINE * lines + 4)?;
    Ok(lower + 1)
}

/// The row of the common headings; headings without one are merged down through it where `merged`. Returns its lines.
fn group_row(sheet: &mut Worksheet, table: &Table, at: u32, widths: &[u16], (merged, format): (bool, &Format)) -> Result<u32, WriteError> {
    let (mut upper, mut index) = (1, 0);
    while index < table.columns.len() {
        let group = &table.columns[index].group;
        let width = table.columns[index..].iter().take_while(|column| group.is_some() && column.group == *group).count().max(1);
        let fits = widths.iter().skip(index).take(width).map(|width| usize::from(*width)).sum();
        upper = group.as_deref().map_or(1, |text| wrapped(text, fits)).max(upper);
        match group {
            Some(text) if width > 1 => {
                sheet.merge_range(at, position(index), at, position(index + width - 1), text, format)?;
            }
            Some(text) => {
                sheet.write_string_with_format(at, position(index), text, format)?;
            }
            None if !merged => {
                sheet.write_blank(at, position(index), format)?;
            }
            None => {
                sheet.merge_range(at, position(index), at + 1, position(index), &table.columns[index].heading, format)?;
            }
        }
        index += width;
    }
    sheet.set_row_height(at, LINE * upper.min(MOST_LINES) + 4)?;
    Ok(upper)
}

/// A row of what is said of each column.
fn said_row(sheet: &mut Worksheet, table: &Table, (at, row): (u32, usize), widths: &[u16]) -> Result<(), WriteError> {
    let format = bordered(10)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00F3_F5F7));
    let mut lines = 1;
    for (index, column) in table.columns.iter().enumerate() {
        match column.above.get(row).filter(|text| !text.is_empty()) {
            Some(text) => sheet.write_string_with_format(at, position(index), text, &format)?,
            None => sheet.write_blank(at, position(index), &format)?,
        };
        let fits = widths.get(index).copied().map_or(1, usize::from);
        lines = column.above.get(row).map_or(1, |text| wrapped(text, fits)).max(lines);
    }
    sheet.set_row_height(at, LINE * lines.min(MOST_LINES) + 4)?;
    Ok(())
}

/// Lines a text takes in a column of that many characters: whole words, as spreadsheets break them.
fn wrapped(text: &str, fits: usize) -> u32 {
    let fits = fits.max(1);
    let of = |line: &str| {
        let (mut lines, mut filled) = (1_usize, 0_usize);
        for word in line.split_whitespace() {
            let letters = word.chars().count();
            let beside = filled + usize::from(filled > 0) + letters;
            if filled > 0 && beside > fits {
                lines += 1;
                filled = letters;
            } else {
                filled = beside;
            }
            // A word longer than the column is broken within.
            lines += filled.saturating_sub(1) / fits;
            filled -= filled.saturating_sub(1) / fits * fits;
        }
        lines
    };
    u32::try_from(text.lines().map(of).sum::<usize>().max(1)).unwrap_or(MOST_LINES)
}

/// Lines a row takes: no program makes room for wrapped words before it is told to.
fn lines(cells: &[Content], columns: &[Column], widths: &[u16]) -> u32 {
    let of = |((content, column), width): ((&Content, &Column), &u16)| match content {
        Content::Text(text) if column.kind == Kind::Text => {
            // What stands in bytes within the column does so in letters; the indent takes two of them.
            let fits = usize::from(*width).saturating_sub(2);
            if text.len() <= fits && !text.contains('\n') { 1 } else { wrapped(text, fits) }
        }
        _ => 1,
    };
    cells.iter().zip(columns).zip(widths).map(of).max().unwrap_or(1).min(MOST_LINES)
}

fn write_row(
    sheet: &mut Worksheet,
    at: u32,
    cells: &[Content],
    columns: &[Column],
    styles: &mut Styles,
    bold: bool,
) -> Result<(), WriteError> {
    for (index, column) in columns.iter().enumerate() {
        let place = position(index);
        match cells.get(index).unwrap_or(&Content::Empty) {
            Content::Empty => {
                sheet.write_blank(at, place, styles.of(column.kind, Look::Plain, bold))?;
            }
            Content::NotApplicable => {
                sheet.write_string_with_format(at, place, "-", styles.of(column.kind, Look::Centred, bold))?;
            }
            Content::Text(text) => {
                sheet.write_string_with_format(at, place, fitting(text), styles.of(column.kind, Look::Plain, bold))?;
            }
            Content::Status(text, tone) => {
                sheet.write_string_with_format(at, place, text.as_str(), styles.of(column.kind, Look::Toned(*tone), bold))?;
            }
            Content::Number(number) => {
                let look = Look::Decimals(u8::try_from(number.scale()).unwrap_or(u8::MAX));
                match stored(*number) {
                    Some(float) => {
                        sheet.write_number_with_format(at, place, float, styles.of(column.kind, look, bold))?;
                    }
                    None => {
                        sheet.write_string_with_format(at, place, number.to_string(), styles.of(column.kind, look, bold))?;
                    }
                }
            }
            Content::Date(date) => {
                sheet.write_datetime_with_format(at, place, *date, styles.of(column.kind, Look::Day, bold))?;
            }
            Content::Moment(moment) => {
                sheet.write_datetime_with_format(at, place, *moment, styles.of(column.kind, Look::Moment, bold))?;
            }
            Content::Formula(text, shown) => {
                let look = Look::Decimals(u8::try_from(shown.scale()).unwrap_or(u8::MAX));
                sheet.write_formula_with_format(at, place, formula(text, at, *shown), styles.of(column.kind, look, bold))?;
            }
        }
    }
    Ok(())
}

/// A text as a cell can hold it: what is beyond Excel's limit is cut off, with how many characters that is; CSV holds all of it.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= CELL_HOLDS || text.chars().count() <= CELL_HOLDS {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().take(CELL_HOLDS - 20).collect();
    Cow::Owned(format!("{kept}… (+{})", text.chars().count() - (CELL_HOLDS - 20)))
}

/// A formula of a row, with what it gives now.
fn formula(text: &str, at: u32, shown: Decimal) -> Formula {
    Formula::new(text.replace("{row}", &(at + 1).to_string())).set_result(shown.to_string())
}

/// The float a spreadsheet keeps for the number, when its 15 digits suffice. A whole number of 15 digits and a power of ten up to 10^22
/// are floats without loss, so their quotient is the float nearest to the number.
#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "spreadsheets keep floats; nothing is lost within 15 digits")]
fn stored(number: Decimal) -> Option<f64> {
    const POWERS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
    let mantissa = number.mantissa();
    if mantissa.unsigned_abs() >= 1_000_000_000_000_000 {
        return None;
    }
    match POWERS.get(number.scale() as usize) {
        Some(power) => Some(mantissa as f64 / power),
        None => number.to_string().parse().ok(),
    }
}

/// What a cell's format depends on besides its column.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Look {
    Plain,
    Centred,
    Toned(Tone),
    Decimals(u8),
    Day,
    Moment,
}

/// Formats are made once each: a workbook keeps a list of them.
struct Styles {
    made: HashMap<(u8, Look, bool, Tone), Format>,
    /// Colour of the record being written.
    tone: Tone,
}

impl Styles {
    fn new(_columns: &[Column]) -> Self {
        Self { made: HashMap::new(), tone: Tone::Neutral }
    }

    fn of(&mut self, kind: Kind, look: Look, bold: bool) -> &Format {
        let tone = self.tone;
        self.made.entry((kind as u8, look, bold, tone)).or_insert_with(|| toned(make(kind, look, bold), tone))
    }
}

/// A record in its colour: what is late is red.
fn toned(format: Format, tone: Tone) -> Format {
    match tone {
        Tone::Neutral => format,
        Tone::Good => format.set_font_color(Color::RGB(0x001B_5E20)),
        Tone::Close => format.set_font_color(Color::RGB(0x007A_4B00)),
        Tone::Bad => format.set_font_color(Color::RGB(0x00B0_1010)).set_background_color(Color::RGB(0x00FD_ECEA)),
    }
}

fn make(kind: Kind, look: Look, bold: bool) -> Format {
    let mut format = bordered(11).set_align(FormatAlign::VerticalCenter);
    if bold {
        format = format.set_bold().set_background_color(Color::RGB(0x00F3_F5F7));
    }
    format = match (kind, look) {
        (_, Look::Centred | Look::Day | Look::Moment) | (Kind::Code | Kind::Status | Kind::Date, _) => {
            format.set_align(FormatAlign::Center)
        }
        (Kind::Number | Kind::Percent, _) | (_, Look::Decimals(_)) => format.set_align(FormatAlign::Right),
        (Kind::Text, _) => format.set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
    };
    match look {
        Look::Decimals(decimals) => {
            let fraction = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(usize::from(decimals))) };
            let sign = if kind == Kind::Percent { "\"%\"" } else { "" };
            format.set_num_format(format!("{VIETNAMESE}#,##0{fraction}{sign}"))
        }
        Look::Day => format.set_num_format(format!("{VIETNAMESE}dd/mm/yyyy")),
        Look::Moment => format.set_num_format(format!("{VIETNAMESE}dd/mm/yyyy hh:mm:ss")),
        Look::Toned(tone) => match tone {
            Tone::Neutral => format,
            Tone::Good => format.set_font_color(Color::RGB(0x001B_5E20)).set_background_color(Color::RGB(0x00E2_F2E4)),
            Tone::Close => format.set_font_color(Color::RGB(0x007A_4B00)).set_background_color(Color::RGB(0x00FD_F0D0)),
            Tone::Bad => format.set_font_color(Color::RGB(0x009B_1C1C)).set_background_color(Color::RGB(0x00FB_E3E1)).set_bold(),
        },
        Look::Plain | Look::Centred => format,
    }
}

fn base(size: u8) -> Format {
    Format::new().set_font_name(FACE).set_font_size(size)
}

fn bordered(size: u8) -> Format {
    base(size).set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x008A_949E))
}

fn position(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Characters that stand beside each other on a printed page (A4 landscape) at 70 percent: smaller print is not read at a meeting.
const READABLE: u32 = 190;
/// A column of words is never made narrower than this to let a table fit.
const NARROWEST: u16 = 18;
/// Widest column of words, in characters.
const WIDEST: u16 = 47;

/// Widths of the columns, in characters: of their content; where all of them together would be printed too small, the widest columns of
/// words are narrowed, and their words go over more lines.
fn widths(table: &Table) -> Vec<u16> {
    let wanted: Vec<u16> = table.columns.iter().enumerate().map(|(index, column)| width(column, index, table)).collect();
    let narrowed = |most: u16| {
        let words = |column: &Column| column.width.is_none() && column.kind == Kind::Text;
        let one = |(column, width): (&Column, &u16)| if words(column) { (*width).min(most) } else { *width };
        table.columns.iter().zip(&wanted).map(one).collect::<Vec<u16>>()
    };
    let fits = |widths: &Vec<u16>| total(widths) <= READABLE;
    let mut fitting = (NARROWEST..=WIDEST).rev().map(narrowed).filter(fits);
    fitting.next().unwrap_or_else(|| narrowed(NARROWEST))
}

/// How many pages beside each other a table takes so that it can be read.
fn pages_across(widths: &[u16]) -> u16 {
    u16::try_from(total(widths).div_ceil(READABLE)).unwrap_or(u16::MAX).max(1)
}

fn total(widths: &[u16]) -> u32 {
    widths.iter().map(|width| u32::from(*width)).sum()
}

/// Width of a column in characters: of its content, and of the longest word of its heading.
fn width(column: &Column, index: usize, table: &Table) -> u16 {
    if let Some(width) = column.width {
        return width;
    }
    let shown = |content: &Content| match content {
        Content::Empty | Content::NotApplicable => 1,
        Content::Text(text) | Content::Status(text, _) => text.chars().count(),
        Content::Number(number) | Content::Formula(_, number) => vedich_values::number::print_number(*number).len() + 1,
        Content::Date(_) => 10,
        Content::Moment(_) => 19,
    };
    let rows = table.rows.iter().take(MEASURED_ROWS).chain(&table.totals);
    let content = rows.filter_map(|row| row.get(index)).map(shown).max().unwrap_or(0).min(45);
    let word = column.heading.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let heading = word.max(column.heading.chars().count().div_ceil(3));
    // A column with a group above it has no arrow of a filter to make room for.
    let least = if column.group.is_some() { 2 } else { 4 };
    u16::try_from(content.max(heading).clamp(least, 45) + 2).unwrap_or(12)
}

/// Sheet names are at most 31 characters and may not hold `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    let clean: String = name.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).take(31).collect();
    let clean = clean.trim().trim_matches('\'').to_owned();
    if clean.is_empty() { "Bảng".to_owned() } else { clean }
}

#[cfg(test)]
mod printed {
    use super::*;

    fn table(columns: usize, letters: usize, kind: Kind) -> Table {
        let columns_of = (0..columns).map(|_| Column::new("Cột", kind)).collect();
        let row = vec![Content::Text("a".repeat(letters)); columns];
        Table { columns: columns_of, rows: vec![row], ..Table::default() }
    }

    #[test]
    fn a_wide_table_is_printed_large_enough_to_be_read() {
        let small = widths(&table(4, 30, Kind::Text));
        assert_eq!((small.clone(), pages_across(&small)), (vec![32; 4], 1));
        // Eight columns of long words become narrower, and stay on one page.
        let chase = widths(&table(8, 60, Kind::Text));
        assert!(total(&chase) <= READABLE && chase.iter().all(|width| *width >= NARROWEST), "{chase:?}");
        assert_eq!(pages_across(&chase), 1);
        // Twenty can't: they go over pages beside each other.
        let twenty = widths(&table(20, 60, Kind::Text));
        assert_eq!((total(&twenty), pages_across(&twenty)), (360, 2));
    }

    #[test]
    fn columns_of_marks_are_narrow_so_that_twenty_criteria_fit_beside_each_other() {
        let mut criteria = table(20, 1, Kind::Code);
        for (number, column) in criteria.columns.iter_mut().enumerate() {
            *column = Column::new(&(number + 1).to_string(), Kind::Code).under("Tiêu chí");
        }
        assert_eq!(widths(&criteria), [4; 20]);
    }

    #[test]
    fn a_row_makes_room_for_words_that_are_wrapped() {
        let columns = [Column::new("Nội dung", Kind::Text), Column::new("Kết quả", Kind::Code)];
        let row = [Content::text("Hỗ trợ kinh phí nạo vét, sửa chữa kênh mương nội đồng"), Content::text(&"a".repeat(80))];
        assert_eq!([22, 60].map(|width| lines(&row, &columns, &[width, 10])), [3, 1]);
        assert_eq!([wrapped("", 5), wrapped("aaaaaaaaaaaa bb", 5), wrapped("a\nb", 5)], [1, 3, 2]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_beyond_what_a_cell_holds_is_cut_with_its_rest_told() {
        let text = "ạ".repeat(40_000);
        let cut = fitting(&text);
        assert!(cut.chars().count() <= CELL_HOLDS && cut.ends_with("… (+7253)"), "{}", &cut[cut.len() - 40..]);
        assert_eq!(fitting("Kỳ Lạc"), "Kỳ Lạc");
    }

    proptest::proptest! {
        #[test]
        fn the_float_stored_is_the_one_the_digits_stand_for(mantissa in -999_999_999_999_999_i64..1_000_000_000_000_000, scale in 0_u32..12) {
            let number = Decimal::new(mantissa, scale);
            proptest::prop_assert_eq!(stored(number), number.to_string().parse().ok());
        }
    }
}
